"""Through the periods: places are compared, the trend grows, and what the office wrote on 问题与短板 goes along."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.cases.test_four_periods import YEAR, filled, founded, set_values
from tests.core.builders import indicator, project, settings
from tests.core.builders import programme as programme_of
from tests.workflow.editing import column_of
from xlminshi import api
from xlminshi.core.catalogue import Code, Level
from xlminshi.core.ledger import compile_ledger
from xlminshi.core.records import HistoryRow, Records
from xlminshi.form.shortcomings import HEADERS
from xlminshi.workflow.summarising import successions


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the compiled workbook of the first period with an opinion, and that of the second."""
    folder = tmp_path_factory.mktemp("glance")
    (first_label, (_, typed, numbers)), (second_label, (_, later, _)) = list(YEAR.items())[:2]
    book = set_values(founded(folder), folder / "1.xlsx", {"通报期": first_label, "期号": 1})
    api.collect(book, (filled(book, folder / "报回1", typed, None),), folder / "汇总1.xlsx")
    commented(folder / "汇总1.xlsx", "约谈县交通局")
    advanced = api.next_period(folder / "汇总1.xlsx", folder / "下期", second_label)
    (book,) = (path for path in advanced.written if "工作簿" in path.name)
    api.collect(book, (filled(book, folder / "报回2", later, numbers),), folder / "汇总2.xlsx")
    return book, folder / "汇总2.xlsx"


def commented(path: Path, words: str) -> None:
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["问题与短板"]
    sheet.cell(row_of_project(sheet, "改造乙路"), HEADERS.index("督办意见") + 1).value = words
    workbook.save(path)


def row_of_project(sheet: Worksheet, title: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value == title)


def test_an_opinion_goes_through_the_new_period_into_the_next_summary(books: tuple[Path, Path]) -> None:
    for path in books:
        sheet = openpyxl.load_workbook(path)["问题与短板"]
        row = row_of_project(sheet, "改造乙路")
        assert sheet.cell(row, HEADERS.index("督办意见") + 1).value == "约谈县交通局"


def test_the_second_period_compares_places_and_shows_both_periods(books: tuple[Path, Path]) -> None:
    workbook = openpyxl.load_workbook(books[1])
    ranking = workbook["单位排名"]
    found = {
        ranking.cell(row, 3).value: (ranking.cell(row, 1).value, ranking.cell(row, 2).value)
        for row in range(4, 9)
    }
    # 1-3月: 31.88 (卫健), 25 (教体, 人社), 18.33 (交通), 12.5 (住建); 上半年: 60, 58.33, 56.25, 53.33, 25
    assert found == {
        "县教体局": (1, "↑1"),
        "县人社局": (2, "—"),
        "县卫健委": (3, "↓2"),
        "县交通局": (4, "—"),
        "县住建局": (5, "—"),
    }
    trend = workbook["趋势"]
    heads = [cell.value for cell in trend[4]]
    assert heads[6:8] == ["1-3月", "上半年"]
    assert [cell.value for cell in trend[5]][6:8] == [0.25, 0.5]
    row = next(row for row in range(6, trend.max_row + 1) if trend.cell(row, 4).value == "改造里程")
    shown = {str(head): trend.cell(row, column).value for column, head in enumerate(heads, start=1)}
    assert (shown["1-3月"], shown["上半年"], shown["本期新增"], shown["上期新增"]) == (5.5, 16, 10.5, 5.5)
    assert round(shown["环比"], 4) == 0.909
    assert column_of(trend, "按序时进度", 4)


def test_an_offices_own_sheet_of_such_a_name_is_told_before_it_is_replaced(
    books: tuple[Path, Path], tmp_path: Path
) -> None:
    assert Code.SHEET_LEFT_OUT not in {one.code for one in api.check((books[1],)).problems}
    workbook = openpyxl.load_workbook(books[1])
    del workbook["趋势"]
    workbook.create_sheet("趋势").append(["自己画的趋势", 1, 2])
    workbook.save(tmp_path / "改.xlsx")
    found = api.collect(tmp_path / "改.xlsx", (), tmp_path / "再.xlsx").problems
    assert [one.place.sheet for one in found if one.code is Code.SHEET_LEFT_OUT] == ["趋势"]


def test_a_unit_that_may_have_been_renamed_is_told_with_its_former_name() -> None:
    plan = programme_of(project("甲", "县卫健委", indicator("指标")))
    before = HistoryRow(
        2022,
        "上半年",
        "县卫计委",
        "甲",
        "指标",
        "人",
        Decimal(100),
        Decimal(50),
        "",
        Decimal("0.5"),
        "",
        "",
        "",
        "",
        "",
    )
    ledger = compile_ledger(plan, settings("1-9月份"), ())
    (found,) = successions(ledger, Records(history=(before,)), "工作簿.xlsx")
    assert (found.code, found.level) == (Code.UNIT_SUCCEEDED, Level.REMINDER)
    assert "把“县卫计委”登记为“县卫健委”的别名" in str(found)
    assert not tuple(successions(ledger, Records(), "工作簿.xlsx"))
