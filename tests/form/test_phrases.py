from dataclasses import replace

import pytest
from hypothesis import given

from tests.form.read_back import grid_of, grid_with, unhurried
from tests.form.test_programme_reading import GRIDS
from xlminshi.core.period import reporting_period
from xlminshi.core.phrases import MARKS, WORD_LISTS, PhraseBook, Use
from xlminshi.core.problems import Code, Level
from xlminshi.core.settings import DEFAULT_CLASSES, Settings
from xlminshi.core.standard_phrases import STANDARD_ROWS
from xlminshi.form.grid import Calculated, CellError, CellValue, Grid
from xlminshi.form.markdown import grid_from_markdown
from xlminshi.form.office import empty_rows, list_sheet
from xlminshi.form.phrases import HEADERS, PhraseReading, conditions_of, phrase_sheet, read_phrases

PERIOD = reporting_period(2022, "1-9月份")
assert PERIOD is not None
OFFICE = Settings("某县", PERIOD)
SHEET = """
| 措辞 |
| 用途 | 条件 | 说法1 | 说法2 | 说法3 |
| --- | --- | --- | --- | --- |
| 较上期 | 增加 | 比上期多{增量} | 较上期增长{ 增量 } |  |
| 指标 | 数量、未达目标，滞后类 | ｛完成事项｝，只完成{完成率} |  | {完成事项} |
| 指标 | 进展缓慢 | {完成事项} |  |  |
| 搭配动词 | 健步走 | 组织 |  |  |
| 计数名词 |  | 人数、户数 |  |  |
| 标题 | 督查通报 | 关于{通报期}<br>进展的通报 |  |  |
"""


def read(text: str = SHEET, *changes: tuple[str, CellValue]) -> PhraseReading:
    return read_phrases(grid_with(text, "措辞", *changes), OFFICE, "簿.xlsx")


def codes(reading: PhraseReading) -> list[tuple[Code, str]]:
    return [(one.code, one.place.cell) for one in reading.problems]


def variants(book: PhraseBook, use: Use) -> list[tuple[str, ...]]:
    return [row.variants for row in book.own if row.use is use]


def test_a_sheet_is_read_with_folded_brackets_and_spaces() -> None:
    reading = read()
    assert codes(reading) == []
    assert variants(reading.book, Use.CHANGE) == [("比上期多{增量}", "较上期增长{增量}")]
    assert variants(reading.book, Use.INDICATOR) == [
        ("{完成事项}，只完成{完成率}", "{完成事项}"),
        ("{完成事项}",),
    ]
    assert reading.book.own[1].conditions == ("数量", "未达目标", "滞后类")
    assert reading.book.verb("万人健步走") == "组织"
    assert reading.book.words(Use.MEASURED) == ("人数", "户数")
    assert variants(reading.book, Use.TITLE) == [("关于{通报期}\n进展的通报",)]


@pytest.mark.parametrize("grid", [None, Grid("措辞", ()), Grid("措辞", ((None, " "), ("",)))])
def test_without_a_sheet_the_standard_wording_holds(grid: Grid | None) -> None:
    reading = read_phrases(grid, OFFICE)
    assert (reading.book, reading.problems, reading.written) == (PhraseBook(standard=STANDARD_ROWS), (), ())


@pytest.mark.parametrize(
    ("address", "value", "code", "words"),
    [
        ("A3", "同比", Code.PHRASE_UNKNOWN_USE, "同比"),
        ("A3", None, Code.PHRASE_UNKNOWN_USE, ""),
        ("B3", "变多", Code.PHRASE_UNKNOWN_CONDITION, "变多"),
        ("B8", "车位", Code.PHRASE_UNKNOWN_CONDITION, "车位"),
        ("C3", "比上期多{增加量}", Code.PHRASE_UNKNOWN_MARK, "{增加量}"),
        ("C3", "比上期多{}", Code.PHRASE_UNKNOWN_MARK, "{}"),
        ("C3", "比上期多{增量", Code.PHRASE_BROKEN, "比上期多{增量"),
        ("C3", "比上期多增量}", Code.PHRASE_BROKEN, "比上期多增量}"),
        ("C3", "比上期多{{增量}}", Code.PHRASE_BROKEN, "{{增量}}"),
        ("C7", "{动词}", Code.PHRASE_UNKNOWN_MARK, "{动词}"),
        ("C3", CellError("#REF!"), Code.ERROR_CELL, "#REF!"),
        ("C3", Calculated(None, "A1"), Code.NOT_CALCULATED, ""),
    ],
)
def test_what_cannot_be_used_is_told_with_its_cell(
    address: str, value: CellValue, code: Code, words: str
) -> None:
    reading = read(SHEET, (address, value))
    (found,) = reading.problems
    assert (found.code, found.place.cell, found.place.file) == (code, address, "簿.xlsx")
    assert words in found.what
    assert found.cure
    assert found.level is (Level.REMINDER if code.name.startswith("PHRASE") else Level.MUST_FIX)


def test_a_bad_variant_leaves_the_others_and_a_row_without_any_leaves_the_standard() -> None:
    assert variants(read(SHEET, ("C3", "{没有}")).book, Use.CHANGE) == [("较上期增长{增量}",)]
    reading = read(SHEET, ("C3", "{没有}"), ("D3", None))
    assert variants(reading.book, Use.CHANGE) == []
    assert reading.book.template(Use.CHANGE, ("增加",), ("增量", "对比期"), 0) == "较{对比期}增加{增量}"


def test_two_rows_for_one_case_give_more_variants() -> None:
    text = SHEET + "| 较上期 | 增加 | 增{增量} |  |  |\n"
    assert variants(read(text).book, Use.CHANGE) == [("比上期多{增量}", "较上期增长{增量}", "增{增量}")]


def test_the_offices_own_classes_and_milestones_are_conditions() -> None:
    classes = (replace(DEFAULT_CLASSES[0], name="提前完成"), *DEFAULT_CLASSES[1:])
    office = replace(OFFICE, classes=classes, milestones=("立项", "封顶"))
    assert "提前完成" in conditions_of(Use.INDICATOR, office)
    assert "封顶" in conditions_of(Use.MILESTONE, office)
    assert "封顶" not in conditions_of(Use.INDICATOR, office)


def test_columns_may_stand_elsewhere_and_there_may_be_more_of_them() -> None:
    text = (
        "| 备注 | 说法1 | 说法2 | 说法3 | 说法4 | 条件 | 用途 |\n| 旧 | 一 | 二 | 三 | 四 | 增加 | 较上期 |\n"
    )
    reading = read_phrases(grid_from_markdown(text, "措辞"), OFFICE)
    assert codes(reading) == []
    assert variants(reading.book, Use.CHANGE) == [("一", "二", "三", "四")]
    again = grid_of(phrase_sheet(reading.written))
    assert variants(read_phrases(again, OFFICE).book, Use.CHANGE) == [("一", "二", "三", "四")]


def test_a_sheet_without_headers_is_told_and_read_by_the_usual_places() -> None:
    reading = read_phrases(grid_from_markdown("| 较上期 | 增加 | 多{增量} |", "措辞"), OFFICE)
    assert codes(reading) == [(Code.MISSING_COLUMN, "A1")]
    assert variants(reading.book, Use.CHANGE) == [("多{增量}",)]


def test_a_sheet_without_conditions_is_read_without_them() -> None:
    reading = read_phrases(grid_from_markdown("| 用途 | 说法1 |\n| 指标 | {完成事项} |", "措辞"), OFFICE)
    assert [row.conditions for row in reading.book.own] == [()]


def test_the_standard_sheet_shows_every_row_and_reads_back_as_the_same_wording() -> None:
    grid = grid_of(phrase_sheet())
    reading = read_phrases(grid, OFFICE)
    assert codes(reading) == []
    assert reading.book.own == STANDARD_ROWS
    header = [value for value in grid.rows[2] if value]
    assert header[:5] == list(HEADERS)


def test_a_sheet_is_written_again_as_it_stood_with_the_uses_it_lacks_added() -> None:
    first = read(SHEET, ("C3", "比上期多{增加量}"), ("A6", "没有的用途"))
    grid = grid_of(phrase_sheet(first.written))
    again = read_phrases(grid, OFFICE)
    assert [one.code for one in again.problems] == [one.code for one in first.problems]
    assert again.written[: len(first.written)] == tuple(
        (*row, *[None] * (len(again.written[0]) - len(row))) for row in first.written
    )
    assert {row.use for row in again.book.own} == set(Use)
    assert next(one for one in again.book.own if one.use is Use.CHANGE).variants == ("较上期增长{增量}",)


def test_every_use_explains_its_marks_or_its_words() -> None:
    assert set(MARKS) | set(WORD_LISTS) | {Use.VERB} == set(Use)
    texts = {str(value) for row in grid_of(phrase_sheet()).rows for value in row if value}
    for use, marks in MARKS.items():
        assert not marks or "".join(f"{{{mark}}}" for mark in marks) in texts, use


@unhurried
@given(GRIDS)
def test_no_sheet_makes_the_reading_of_the_wording_fail(random: Grid) -> None:
    lines = grid_from_markdown(SHEET, "措辞").rows
    for rows in (random.rows, (*lines, *random.rows), (*random.rows, *lines)):
        reading = read_phrases(Grid("措辞", rows), OFFICE)
        again = read_phrases(grid_of(phrase_sheet(reading.written)), OFFICE)
        assert {row.use for row in reading.book.own} <= {row.use for row in again.book.own}


def test_who_writes_below_the_last_row_is_offered_the_same_choices() -> None:
    for plan, headers in ((phrase_sheet(), 3), (list_sheet("清单", empty_rows(5)), 3)):
        last = max(cell.area.bottom for cell in plan.cells)
        choices = [one.area for one in plan.validations if one.choices]
        assert choices
        assert all(one.top == headers and one.bottom > last + 50 for one in choices)
