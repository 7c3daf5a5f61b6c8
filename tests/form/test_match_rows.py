"""对照表: found by its headers, all that a person typed is kept, and what cannot be used or contradicts itself is told."""

from decimal import Decimal

import pytest

from xlminshi.core.match_table import COUNTY, PROJECT, UNIT, Match, MatchTable
from xlminshi.core.problems import Code, Level, Problem
from xlminshi.form.grid import Calculated, CellError, CellValue, Grid
from xlminshi.form.match_rows import MatchReading, match_problems, read_matches
from xlminshi.form.match_sheet import match_sheet
from xlminshi.form.rollup_rows import MATCH_HEADERS, MATCH_SHEET
from xlminshi.form.sheets import Formula

Row = tuple[CellValue, ...]
LIGHTS, TOILETS = Match(PROJECT, "路灯亮化", "城市照明", "临水县"), Match(PROJECT, "公厕新建")


def sheet(*rows: Row, head: Row = MATCH_HEADERS) -> Grid:
    return Grid(MATCH_SHEET, (("对照表",), ("说明",), head, *rows))


def read(*rows: Row, head: Row = MATCH_HEADERS) -> MatchReading:
    return reading_of(sheet(*rows, head=head))


def reading_of(grid: Grid) -> MatchReading:
    reading = read_matches(grid)
    assert isinstance(reading, MatchReading)
    return reading


def laid_out(reading: MatchReading) -> Grid:
    """Return the sheet that is written from what was read."""
    cells: dict[tuple[int, int], object] = {}
    for one in match_sheet(reading.table, reading.kept).cells:
        error = one.content.text if isinstance(one.content, Formula) else ""
        cells[one.area.top, one.area.left] = CellError(error) if error else one.content
    height, width = (1 + max(place[side] for place in cells) for side in (0, 1))
    rows = tuple(tuple(cells.get((row, column)) for column in range(width)) for row in range(height))
    return Grid(MATCH_SHEET, rows)  # type: ignore[arg-type]


def told(reading: MatchReading) -> list[Problem]:
    return list(match_problems(reading.table, reading.kept, "甲市.xlsx"))


def at(reading: MatchReading, problem: Problem) -> CellValue:
    """Return what stands at the place of a finding in the sheet that is written."""
    assert (problem.place.file, problem.place.sheet) == ("甲市.xlsx", MATCH_SHEET)
    column, row = "ABCDEF".index(problem.place.cell[0]), int(problem.place.cell[1:]) - 1
    return laid_out(reading).at(row, column)


@pytest.mark.parametrize(
    "head",
    [
        ("种类", "原名", "统一名称", "出处"),
        (" 种 类 ", "原名：", "统一\n名称", "备注"),
        (None, "种类", "原名", "统一名称", "出处"),
        ("统一名称*", "出处", "原名", "说明", "种类"),
        ("种类", "原名", "统一名称"),
    ],
)
def test_columns_are_found_by_their_headers_wherever_they_stand(head: Row) -> None:
    place = {str(name).replace(" ", "").replace("\n", "").rstrip("：*"): at for at, name in enumerate(head)}
    rows = []
    for one in (LIGHTS, TOILETS):
        row: list[CellValue] = [None] * len(head)
        row[place["种类"]], row[place["原名"]], row[place["统一名称"]] = one.kind, one.written, one.common
        rows.append(tuple(row))
    found = read(*rows, head=head).table.rows
    assert [(one.kind, one.written, one.common) for one in found] == [
        (PROJECT, "路灯亮化", "城市照明"),
        (PROJECT, "公厕新建", ""),
    ]


@pytest.mark.parametrize(
    ("grid", "words"),
    [
        (sheet(head=("类别", "原名", "统一名称", "出处")), "没有找到“种类”列"),
        (sheet(head=("a", "b", "c")), "没有找到“种类”“原名”“统一名称”列"),
        (Grid(MATCH_SHEET, ()), "没有找到“种类”“原名”“统一名称”列"),
        (sheet(head=(*MATCH_HEADERS, "统一名称")), "有两列“统一名称”"),
        (Grid(MATCH_SHEET, sheet().rows, beyond="A200001"), "太大，从A200001起读不进来"),
    ],
)
def test_a_sheet_whose_headers_are_not_found_is_not_read_as_an_empty_one(grid: Grid, words: str) -> None:
    assert read_matches(grid) == words


def test_rows_that_cannot_be_used_are_kept_as_they_stand_and_told_at_their_cells() -> None:
    unread: tuple[Row, ...] = (
        ("项目", "停车泊位", "城市照明", "某注"),
        ("市", "甲市", "甲市"),
        (None, "海州", "海州区"),
        (COUNTY, " ", "海州区"),
        (PROJECT, "口袋公园", CellError("#N/A")),
        (UNIT, Calculated(None, "B4"), "住建局"),
    )
    idle: Row = ("注：请尽快填写",)
    grid = sheet((PROJECT, "路灯亮化", "城市照明", "临水县"), *unread, (), idle, MATCH_HEADERS)
    reading = reading_of(grid)
    assert reading.table.rows == (LIGHTS,)
    found = told(reading)
    assert [one.code for one in found] == [Code.MATCH_ROW_UNREAD] * len(unread) + [Code.MATCH_ROW_IDLE]
    assert {one.level for one in found[:-1]} == {Level.MUST_FIX}
    assert [one.place.cell for one in found] == ["A5", "A6", "A7", "B8", "C9", "B10", "A11"]
    assert at(reading, found[0]) == "项目" and "项目，停车泊位，城市照明，某注" in found[0].what
    assert "区县、实事、单位之一" in found[0].what and "没有写种类" in found[2].what
    assert "没有写原名" in found[3].what and "“统一名称”是错误值" in found[4].what
    assert laid_out(reading).rows[4][:4] == unread[0]
    # The next run finds the same again: nothing goes missing from run to run.
    again = reading_of(laid_out(reading))
    assert [one.what for one in told(again)[:5]] == [one.what for one in found[:5]]
    assert [one.place for one in told(again)] == [one.place for one in found]
    assert again.table == reading.table


def test_another_word_for_a_kind_is_understood_only_where_it_is_certain() -> None:
    words = (("县区", COUNTY), ("县（区）", COUNTY), (" 牵头单位", UNIT), ("民生实事", PROJECT))
    reading = read(*((word, f"名{place}", "甲") for place, (word, _) in enumerate(words)))
    assert [one.kind for one in reading.table.rows] == [kind for _, kind in words]
    assert reading.kept.rows == ()


def test_a_persons_own_columns_stay_beside_their_rows() -> None:
    reading = read(
        (PROJECT, "路灯亮化", "城市照明", "已电话核实", "临水县", None, Decimal(3)),
        (PROJECT, "路灯亮化", "城市照明", "第二行"),
        ("项目", "停车泊位", "城市照明", "待问"),
        head=("种类", "原名", "统一名称", "核实情况", "出处"),
    )
    assert reading.kept.headers == ("核实情况", "")
    new = MatchTable((Match(PROJECT, "新实事"), *reading.table.rows))
    rows = laid_out(MatchReading(new, reading.kept)).rows[2:]
    assert [row[4:] for row in rows] == [
        ("核实情况", ""),
        (None, None),
        ("已电话核实", Decimal(3)),
        ("第二行", None),
        ("待问", None),
    ]


def test_a_row_above_the_header_is_read_if_it_is_a_match() -> None:
    grid = Grid(MATCH_SHEET, (("对照表",), (PROJECT, "路灯亮化", "城市照明", "临水县"), MATCH_HEADERS))
    assert reading_of(grid).table.rows == (LIGHTS,)


def test_a_name_with_two_common_names_is_told_at_the_second() -> None:
    reading = read(
        (PROJECT, "口袋公园", "甲"),
        (PROJECT, "口袋 公园", "乙"),
        (PROJECT, "口袋公园", None),
        (PROJECT, "口袋公园", "甲 "),
        (UNIT, "口袋公园", "乙"),
    )
    (found,) = told(reading)
    assert (found.code, found.place.cell, found.level) == (Code.MATCH_TWICE, "C5", Level.MUST_FIX)
    assert "第4行写“甲”" in found.what and "现按“甲”汇总" in found.what
    assert at(reading, found) == "乙"


@pytest.mark.parametrize("turned", [False, True])
def test_a_common_name_that_another_row_counts_under_a_third_is_told(turned: bool) -> None:
    rows: list[Row] = [(PROJECT, "技能培训", "就业培训"), (PROJECT, "就业培训", "就业服务")]
    reading = read(*(reversed(rows) if turned else rows), (PROJECT, "就业服务", "就业服务"))
    (found,) = told(reading)
    assert found.code is Code.MATCH_CHAIN
    assert at(reading, found) == "就业服务" and "“技能培训”归入“就业培训”" in found.what
    assert f"现按“{reading.table.common(PROJECT, '就业培训')}”汇总" in found.what


def test_two_names_that_are_counted_under_each_other_are_told_both() -> None:
    reading = read((UNIT, "住建局", "建设局"), (UNIT, "建设局", "住建局"))
    assert [one.code for one in told(reading)] == [Code.MATCH_CHAIN, Code.MATCH_CHAIN]


def test_a_table_without_contradictions_is_told_nothing_of() -> None:
    reading = read(
        (PROJECT, "路灯亮化", "城市照明"), (PROJECT, "停车泊位", "城市照明"), (COUNTY, "甲县", "甲 县")
    )
    assert told(reading) == []
