"""区县数据 that a person has changed by hand: nothing of it is lost or taken for something else unnoticed."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from xlminshi.core.rollup import CountyReturn, ProjectLine
from xlminshi.form.grid import Calculated, CellError, CellValue, Grid, Percent, Workbook
from xlminshi.form.rollup_rows import DATA_HEADERS, DATA_SHEET, data_rows, read_data
from xlminshi.workflow.county_returns import ALTERED, BROKEN, TOO_LARGE, condensed

Rows = list[list[CellValue]]
Change = Callable[[Rows], object]
FIRST_ROW = 4  # below title, note and headers
COLUMN = {name: at for at, name in enumerate(DATA_HEADERS)}


def line(title: str, unit: str, rate: str | None = "0.5") -> ProjectLine:
    share = Decimal(rate) if rate else None
    return ProjectLine(title, unit, "持续推进", "推进", share, rate is not None, 2, 1, "资金未到位")


def summary_rows() -> Rows:
    """Return the rows of a city's 区县数据: two counties with projects, one that is missing, one that waits."""
    returns = (
        CountyReturn(
            "甲县",
            "上半年",
            Decimal("0.5"),
            (line("修路", "县交通局"), line("建校", "县教体局", None)),
            source="甲.xlsx",
        ),
        CountyReturn("乙县", "上半年", Decimal("0.5"), (line("修路", "县住建局"),), source="乙.xlsx"),
        CountyReturn("丙县", "上半年", Decimal("0.5"), (), is_missing=True),
        CountyReturn("丁县", "上半年", Decimal("0.5"), (), is_missing=True, is_waiting=True),
    )
    return [list(row) for row in data_rows(returns, "青石市")]


def lines_of(returns: tuple[CountyReturn, ...]) -> list[tuple[str, ProjectLine]]:
    return [(one.county, each) for one in returns for each in one.projects]


def outcome_of(rows: Rows, beyond: str = "") -> Workbook | str:
    head = (("青石市区县数据",), ("请不要改动",), DATA_HEADERS)
    return condensed(Workbook("市.xlsx", (Grid(DATA_SHEET, (*head, *map(tuple, rows)), beyond=beyond),)))


def put(row: int, name: str, value: CellValue) -> Change:
    return lambda rows: rows[row].__setitem__(COLUMN[name], value)


@pytest.mark.parametrize(
    ("change", "row"),
    [
        (put(0, "实事名称", None), 0),
        (put(1, "区县", " "), 1),
        (put(0, "通报期", None), 0),
        (put(1, "市", None), 1),
        (put(1, "通报期", "1-9月份"), 1),
        (put(0, "是否报送", "已报"), 0),
        (put(2, "是否报送", None), 2),
        (put(3, "是否报送", "是"), 3),
        (put(0, "序时进度", None), 0),
        (put(1, "序时进度", Decimal("0.25")), 1),
        (put(2, "序时进度", None), 2),
        (put(0, "性质", "已完成"), 0),
        (put(0, "指标数", None), 0),
        (put(0, "已报指标数", Decimal("1.5")), 0),
        (put(1, "牵头单位", CellError("#REF!")), 1),
        (put(1, "备注", Calculated(None, "=A1")), 1),
        (lambda rows: rows.append(rows[3]), 5),
        (lambda rows: rows.append(["青石市", "甲县", *rows[3][2 : COLUMN["来源文件"]], "甲.xlsx", None]), 5),
    ],
)
def test_a_row_that_was_altered_stops_the_file_and_is_named(change: Change, row: int) -> None:
    rows = summary_rows()
    change(rows)
    assert outcome_of(rows) == ALTERED.format(row=FIRST_ROW + row)


def test_a_rate_that_is_no_number_stops_the_file() -> None:
    rows = summary_rows()
    put(0, "完成率", "很快")(rows)
    assert outcome_of(rows) == BROKEN


def test_what_stands_beyond_the_read_area_stops_the_file() -> None:
    assert outcome_of(summary_rows(), beyond="A200001") == TOO_LARGE.format(cell="A200001")


def test_sorting_other_ways_of_writing_a_number_and_remarks_below_are_no_alterations() -> None:
    rows = summary_rows()
    put(2, "市", None)(rows)  # 乙县 reports to the province itself
    stated = read_data(Grid(DATA_SHEET, (DATA_HEADERS, *map(tuple, rows))))
    assert stated is not None and sum(len(one.projects) for one in stated) == 3
    rows.reverse()
    put(-1, "完成率", Percent(Decimal("0.50")))(rows)
    put(-1, "指标数", " 2 ")(rows)
    put(-1, "备注", Calculated("", "=N1"))(rows)
    rows += [[None] * len(DATA_HEADERS), ["制表：市督查室"]]
    told = outcome_of(rows)
    assert isinstance(told, Workbook)
    found = read_data(told.grids[0])
    assert found is not None
    assert {replace(one, projects=()) for one in found} == {replace(one, projects=()) for one in stated}
    assert sorted(map(repr, lines_of(found))) == sorted(map(repr, lines_of(stated)))
    assert condensed(told) == told  # what was read is read again the same
