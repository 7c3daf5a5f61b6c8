"""One hostile or broken file among twenty good returns: the twenty are taken, and the one is told by its name."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.hazards.doors import quick_office
from tests.hazards.forms import form_of
from tests.hazards.hostile import HOSTILE
from tests.hazards.table import HOSTILE_FILE, untold
from xlminshi import api
from xlminshi.core.ledger import Ledger
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.collecting import collect_into
from xlminshi.workflow.reporting import ledger_record

UNITS = tuple(f"区第{name}局" for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉")


@pytest.fixture(scope="module")
def twenty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with 工作簿.xlsx and twenty good returns in 报送/, one figure each: 101, 102 …."""
    folder = tmp_path_factory.mktemp("二十家")
    workbook = openpyxl.Workbook()
    workbook.active.append(["实事名称", "牵头单位", "指标名称", "指标类型", "计量单位", "年度目标"])
    for number, unit in enumerate(UNITS):
        workbook.active.append([f"实事{number}", unit, f"指标{number}", "数量", "个", 200])
    workbook.save(folder / "清单.xlsx")
    api.new_workbook(folder / "清单.xlsx", folder / "工作簿.xlsx")
    api.split(folder / "工作簿.xlsx", folder / "下发")
    (folder / "报送").mkdir()
    for number, unit in enumerate(UNITS):
        form = form_of(folder / "下发" / f"{unit}.xlsx")
        form.set(form.lines()[0].row, "累计完成", Decimal(101 + number))
        (folder / "报送" / f"{unit}.xlsx").write_bytes(form.content())
    return folder


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_one_hostile_file_among_twenty_good_ones_costs_only_itself(
    name: str, twenty: Path, tmp_path: Path
) -> None:
    one = HOSTILE[name]
    bad = tmp_path / one.file
    bad.write_bytes(one.make((twenty / "报送" / f"{UNITS[0]}.xlsx").read_bytes()))
    doors = quick_office()
    reading = read_book(doors.read(twenty / "工作簿.xlsx"), 2026)
    collection, problems = collect_into(reading, (twenty / "报送", bad), doors)
    assert adopted(collection.book.ledger()) == {f"实事{number}": str(101 + number) for number in range(20)}
    told = [str(found) for found in problems if one.file in f"{found.place.file} {found.what}"]
    assert told, f"{one.file} is nowhere told of"
    assert all(any("一" <= sign <= "鿿" for sign in text) for text in told)
    assert not [text for text in told if "Error" in text or "Traceback" in text]
    assert untold(HOSTILE_FILE, name, {found.code.name for found in problems}, told) == []


def test_all_hostile_files_at_once_leave_the_twenty_at_the_guarded_door(twenty: Path, tmp_path: Path) -> None:
    good = (twenty / "报送" / f"{UNITS[0]}.xlsx").read_bytes()
    for name, one in HOSTILE.items():
        (tmp_path / "全部" / name).mkdir(parents=True)
        (tmp_path / "全部" / name / one.file).write_bytes(one.make(good))
    folders = (twenty / "报送", tmp_path / "全部")
    result = api.collect(twenty / "工作簿.xlsx", folders, tmp_path / "汇总.xlsx")
    assert adopted(api.ledger_of(result)) == {f"实事{number}": str(101 + number) for number in range(20)}
    texts = [str(found) for found in result.problems]
    assert [one.file for one in HOSTILE.values() if not any(one.file in text for text in texts)] == []
    sheet = openpyxl.load_workbook(tmp_path / "汇总.xlsx")["收发台账"]
    states = {row[1]: row[2] for row in sheet.iter_rows(values_only=True) if row[1] in UNITS}
    assert states == dict.fromkeys(UNITS, "已收")


def adopted(ledger: Ledger) -> dict[str, str]:
    items = ledger_record(ledger)["items"]
    return {item["title"]: item["indicators"][0]["achieved"] for item in items}
