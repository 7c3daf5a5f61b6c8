"""The sheets for leaders as Office programs see them: valid files, native charts that follow cells, pages that can be read."""

import re
import subprocess
import zipfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.form.test_glance_sheets import MONEY, county, history, sheets
from tests.office.rendering import to_pdf
from tests.office.validators import audit_errors, sdk_errors
from tests.workflow.editing import HEADER_ROW, column_of
from xlminshi.adapters.closed.writing import render
from xlminshi.form.sheets import BookPlan

SHEETS = ("总览", "单位排名", "问题与短板", "趋势")
CASES = {
    "three units, one period": (3, ()),
    "many units, three periods": (130, (("1-3月", 0.1), ("上半年", 0.3))),
}


@pytest.fixture(scope="module", params=CASES)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with the four sheets of a county that was made up."""
    units, periods = CASES[request.param]
    plans = sheets(county(units, 0.4, funds=MONEY), history(units, *periods))
    path = tmp_path_factory.mktemp("glance") / "glance.xlsx"
    path.write_bytes(render(BookPlan(tuple(plans.values()), first="总览")))
    return path


def test_the_sheets_are_valid_and_the_same_county_gives_the_same_file(book: Path) -> None:
    assert [*sdk_errors(book), *audit_errors(book)] == []
    plans = sheets(county(3, 0.4, funds=MONEY))
    assert render(BookPlan(tuple(plans.values()))) == render(BookPlan(tuple(plans.values())))


def test_charts_refer_to_cells_and_are_named_in_chinese(book: Path) -> None:
    with zipfile.ZipFile(book) as parts:
        made = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert len(made) >= 3
    for chart in made:
        assert re.search(r"<a:t>[一-鿿0-9]+", chart)
        series = re.findall(r"<c:ser>.*?</c:ser>", chart, re.DOTALL)
        assert series
        for one in series:
            assert re.search(r"<c:tx><c:strRef><c:f>'?(总览|单位排名|趋势)'?!\$", one)
            assert re.search(r"<c:val><c:numRef><c:f>'?(总览|单位排名|趋势)'?!\$", one)


def test_the_overview_is_one_page_and_no_page_is_empty_english_or_cut(book: Path, tmp_path: Path) -> None:
    pdf = to_pdf(book, tmp_path)
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, encoding="utf-8", check=True
    )
    pages = text.stdout.split("\f")[:-1]
    assert sum("总览（" in page for page in pages) == 1
    for page in pages:
        assert len(re.findall("[一-鿿]", page)) > 20
        assert "###" not in page
        assert not re.search("[A-Za-z]{2,}", page), page
    assert sum("名次" in page and "说明" in page for page in pages) == sum(
        "领先序时" in page for page in pages
    )


# Against the units' own sheets, computed once more --------------------------------------------------------------


def test_every_figure_follows_from_the_units_own_sheets(demo_folder: Path) -> None:
    workbook = openpyxl.load_workbook(demo_folder / "4_汇总工作簿.xlsx", data_only=True)
    rates = {title: rate for title, rate in _rates(workbook).items() if rate is not None}
    overview = workbook["总览"]
    cards = {overview.cell(3, column).value: overview.cell(4, column).value for column in range(1, 13, 2)}
    classes = [one[1] for one in _verdicts(workbook)]
    assert cards["实事（件）"] == len(classes)
    assert cards["有完成率（件）"] == len(rates)
    ahead = {title for (_, title), rate in rates.items() if rate >= Decimal("0.75")}
    kept_up = [
        one == "已完成" or (title in ahead and one != "进展缓慢") for title, one in _verdicts(workbook)
    ]
    assert cards["达序时或已完成（件）"] == sum(kept_up)
    table = {row[0].value: (row[2].value, row[3].value) for row in overview.iter_rows(min_row=8, max_row=14)}
    for name in ("已完成", "持续推进", "进展缓慢"):
        assert table[name][0] == classes.count(name)
    assert round(sum(table[name][1] for name in ("已完成", "持续推进", "进展缓慢")), 6) == 1
    ranking = workbook["单位排名"]
    for row in range(4, 4 + 14):
        unit, mean = ranking.cell(row, 3).value, ranking.cell(row, 4).value
        expected = _mean([rate for (own, _), rate in rates.items() if own == unit])
        assert mean is None if expected is None else round(mean, 6) == float(expected), unit


def _rates(workbook: Workbook) -> dict[tuple[str, str], Decimal | None]:
    """Return the lowest rate of each project by (unit, title), from targets and figures only; None where there is none."""
    listed = workbook["实事清单"]
    decimals = {
        (listed.cell(row, 2).value, listed.cell(row, column_of(listed, "指标名称", 3)).value): listed.cell(
            row, column_of(listed, "完成率小数位", 3)
        ).value
        for row in range(4, listed.max_row + 1)
    }
    found: dict[tuple[str, str], list[Decimal]] = {}
    for sheet in workbook.worksheets:
        if sheet.cell(HEADER_ROW, 4).value == "指标名称":
            for title, name, rate in _rows(sheet, decimals):
                found.setdefault((sheet.title, title), []).extend([rate] if rate is not None else [])
                assert name
    return {key: min(own, default=None) for key, own in found.items()}


def _rows(
    sheet: Worksheet, decimals: dict[tuple[object, object], object]
) -> list[tuple[str, str, Decimal | None]]:
    heads = ("实事名称", "指标名称", "指标类型", "年度目标", "累计完成")
    columns = [column_of(sheet, head) for head in heads]
    rows, title = [], ""
    for row in range(HEADER_ROW + 1, sheet.max_row + 1):
        own, name, kind, target, achieved = (sheet.cell(row, column).value for column in columns)
        title = own or title
        if not name:
            continue
        is_rated = (
            kind in ("数量", "比率") and isinstance(target, int | float) and isinstance(achieved, int | float)
        )
        places = 2 if decimals.get((title, name)) is None else int(str(decimals[title, name]))
        rows.append((title, name, _rate(achieved, target, places) if is_rated else None))
    return rows


def _rate(achieved: float, target: float, places: int) -> Decimal:
    step = 10 ** (places + 2)
    exact = Fraction(str(achieved)) / Fraction(str(target)) * step
    whole = int(exact + Fraction(1, 2))
    return Decimal(min(whole, step - 1) if achieved < target else whole) / step


def _verdicts(workbook: Workbook) -> list[tuple[str, str]]:
    """Return each project with the class that it is in: the person's, else the proposed one."""
    sheet = workbook["督查认定"]
    title, proposed, decided = (column_of(sheet, head, 3) for head in ("实事名称", "状态建议", "督查认定"))
    return [
        (
            sheet.cell(row, title).value,
            sheet.cell(row, decided).value or sheet.cell(row, proposed).value,
        )
        for row in range(4, sheet.max_row + 1)
        if sheet.cell(row, title).value
    ]


def _mean(rates: list[Decimal]) -> Decimal | None:
    if not rates:
        return None
    counted = rates if min(rates) >= 1 else [min(rate, Decimal(1)) for rate in rates]
    exact = Fraction(sum(Fraction(rate) for rate in counted), len(counted)) * 10000
    return Decimal(int(exact + Fraction(1, 2))) / 10000
