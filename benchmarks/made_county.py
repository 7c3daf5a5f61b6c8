"""Made counties, their workbooks and their filled returns: data for the measurements, the same each time.

Every form has 7 projects of 2 indicators: 14 rows of 22 columns, 42 formulas, a page of instructions and the stamp. All
names and figures are made. Thousands of returns are several counties of up to 100 units, for no office has more.
"""

import io
import sys
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import xlsxwriter

from benchmarks.places import BOOK, COUNTIES, MOST_UNITS, RETURNS, counties_of
from tests.hazards.forms import Form, Formula, form_of
from xlminshi import api

PROJECTS, INDICATORS = 7, 2
_COUNTY = "青石县"
_HEADERS = ("实事名称", "主要任务", "牵头单位", "指标名称", "指标类型", "计量单位", "年度目标")
_WORKS = (
    "道路提质",
    "管网改造",
    "老旧小区改造",
    "公厕新建",
    "助餐服务",
    "技能培训",
    "健康筛查",
    "校舍扩建",
    "水库加固",
)
_THINGS = (
    ("新建站点", "个"),
    ("改造里程", "公里"),
    ("惠及群众", "人"),
    ("培训人数", "人次"),
    ("改造户数", "户"),
)
_SETTINGS = (
    ("区县名称", _COUNTY),
    ("年度", 2023),
    ("通报期", "1-9月份"),
    ("期号", 3),
    ("成文日期", "2023-10-10"),
    ("发文机关", f"{_COUNTY}人民政府督查室"),
)
_SEED = 20231010
_COLOURS, _PLACES = "青赤黄绿蓝白玄紫金银", "石山河湖川原林泉溪岭"


def made_county(folder: Path, units: int, *, returned: bool = True) -> tuple[Path, tuple[Path, ...]]:
    """Write a county's workbook and the filled form of every unit below `folder`; return their paths."""
    source, book = folder / "实事清单.xlsx", folder / BOOK
    folder.mkdir(parents=True, exist_ok=True)
    _write_list(source, units)
    api.new_workbook(source, book, replace=True)
    api.split(book, folder / "下发", replace=True)
    forms = sorted((folder / "下发").glob("*.xlsx"))
    if not returned:
        return book, tuple(forms)
    filled = _fill([(form.name, form_of(form)) for form in forms], folder / RETURNS, _COUNTY, _SEED)
    return book, filled


def made_counties(folder: Path, returns: int) -> tuple[Path, ...]:
    """Write so many returns, in counties of up to 100 units, each in a folder with its workbook; return the folders.

    The forms are made once and filled anew for each county, so that 10,000 take a few minutes; each file differs.
    """
    sizes = [min(MOST_UNITS, returns - start) for start in range(0, returns, MOST_UNITS)]
    template = folder / "样板"
    book, _ = made_county(template, sizes[0], returned=False)
    forms = [(form.name, form_of(form)) for form in sorted((template / "下发").glob("*.xlsx"))]
    for number, size in enumerate(sizes):
        name = county_name(number)
        place = folder / COUNTIES / name
        _fill(forms[:size], place / RETURNS, name, _SEED + number)
        (place / BOOK).write_bytes(_packed(book.read_bytes(), name))
    return tuple(counties_of(folder))


def county_name(number: int) -> str:
    """Return the name of a made county, a different one for each number below 10,000."""
    first, second = divmod(number % 100, 10)
    further = number // 100
    before = f"{_PLACES[further % 10]}{_COLOURS[further // 10 % 10]}" if further else ""
    return f"{before}{_COLOURS[first]}{_PLACES[second]}县"


def _fill(forms: list[tuple[str, Form]], folder: Path, county: str, seed: int) -> tuple[Path, ...]:
    random = Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    for name, form in forms:
        (folder / name).write_bytes(_packed(_filled(form, random), county))
    return tuple(sorted(folder.glob("*.xlsx")))


def _packed(content: bytes, county: str) -> bytes:
    """The file under another county's name, with all parts deflated, as office programs leave them."""
    old, new = _COUNTY.encode(), county.encode()
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for entry in source.infolist():
            archive.writestr(entry.filename, source.read(entry).replace(old, new), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _write_list(path: Path, units: int) -> None:
    random = Random(_SEED)
    workbook = xlsxwriter.Workbook(str(path))
    sheet, settings = workbook.add_worksheet("实事清单"), workbook.add_worksheet("设置")
    sheet.write_row(0, 0, _HEADERS)
    row = 1
    for unit in range(units):
        for number in range(PROJECTS):
            title = f"{_WORKS[number]}（{unit + 1:04}片区）"
            for place in range(INDICATORS):
                name, measure = _THINGS[(number + place) % len(_THINGS)]
                target = random.randrange(20, 900)
                task = f"完成{name}{target}{measure}，年底前全部投用。"
                sheet.write_row(
                    row,
                    0,
                    (title, task, f"第{unit + 1:04}街道办", f"{name}{place + 1}", "数量", measure, target),
                )
                row += 1
    settings.write_row(0, 0, ("设置项", "值"))
    for line, pair in enumerate(_SETTINGS, 1):
        settings.write_row(line, 0, pair)
    workbook.close()


def _filled(form: Form, random: Random) -> bytes:
    seen: set[str] = set()
    for line in form.lines():
        target = form.get(line.row, "年度目标")
        assert isinstance(target, Decimal | int)
        figure = Decimal(random.randrange(int(target * Decimal("0.6")), int(target) + 1))
        form.set(line.row, "累计完成", figure)
        shown = form.get(line.row, "完成率")
        assert isinstance(shown, Formula)
        rate = (figure / target).quantize(Decimal("0.0001"), ROUND_HALF_UP)
        form.set(line.row, "完成率", Formula(shown.text, rate))
        if line.title not in seen:
            _write_words(form, line.row, line.title, random)
        seen.add(line.title)
    return form.content()


def _write_words(form: Form, row: int, title: str, random: Random) -> None:
    planned = random.randrange(200, 900)
    arrived = planned - random.randrange(0, 100)
    form.set(row, "形象进度", "开工")
    form.set(row, "进展情况", f"{title}按计划推进，已完成第{random.randrange(2, 9)}标段的施工和验收。")
    form.set(row, "存在问题", f"{title}个别点位受雨季影响，进度偏慢。")
    form.set(row, "下一步措施", f"增加作业班组，{random.randrange(10, 13)}月中旬前补齐进度。")
    form.set(row, "计划资金", Decimal(planned))
    form.set(row, "到位资金", Decimal(arrived))
    form.set(row, "支付资金", Decimal(arrived - random.randrange(0, 90)))
    form.set(row, "责任人", random.choice(("赵永强", "钱晓梅", "孙立国", "李文静")))
    form.set(row, "联系电话", f"0375-682{random.randrange(10000, 99999)}")


if __name__ == "__main__":  # in a process of its own, for measurements of memory
    made_counties(Path(sys.argv[1]), int(sys.argv[2]))
