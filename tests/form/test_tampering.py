"""What people do to a form on its way is recognised and told once; nothing is told of a form that was only filled in."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.form.returned_forms import (
    UNIT,
    D,
    cell,
    filled,
    form_changed,
    found,
    merged,
    only,
    reordered,
    returned,
    told,
    with_rows,
    with_traits,
)
from xlminshi.core.problems import Code, Level
from xlminshi.form.grid import (
    Calculated,
    CellError,
    CellValue,
    FileTrait,
    Grid,
    Traits,
    Workbook,
)
from xlminshi.form.tampering import OF_ANY_FILE, OF_THE_FORM_SENT


def test_a_form_that_was_only_filled_in_has_no_findings() -> None:
    assert told(returned()) == []


def test_a_form_read_without_traits_has_no_findings() -> None:
    assert told(form_changed(lambda grid: replace(grid, traits=Traits()))) == []


# Rows and columns


def test_rows_in_another_order_are_told_once() -> None:
    assert told(reordered()) == [(Code.ROWS_MOVED, "", "各行的顺序与下发时不同，已按实事和指标名称读取。")]


def test_rows_that_are_missing_do_not_make_another_order() -> None:
    assert Code.ROWS_MOVED not in {one.code for one in found(with_rows(lambda rows: [*rows[:5], *rows[6:]]))}


def test_empty_rows_in_the_table_are_told_with_their_numbers() -> None:
    said = only(with_rows(lambda rows: [*rows[:5], (None,), (None,), *rows[5:]]), Code.ROWS_INSERTED)
    assert said.what == "表中插入了空行（第6、7行），不影响读取。"


def test_many_places_are_told_as_the_first_few_and_how_many() -> None:
    said = only(with_rows(lambda rows: [*rows[:5], *[(None,)] * 9, *rows[5:]]), Code.ROWS_INSERTED)
    assert said.what == "表中插入了空行（第6、7、8、9、10、11行等9行），不影响读取。"


def test_rows_inserted_above_the_table_are_told() -> None:
    said = only(with_rows(lambda rows: [("上报稿",), *rows]), Code.HEADER_MOVED)
    assert said.what == "列名由第4行移到第5行，不影响读取。"


def test_moved_columns_are_told_by_name() -> None:
    def swap(grid: Grid) -> Grid:
        rows = [tuple(row) + (None,) * (23 - len(row)) for row in grid.rows]
        moved = [(*row[:12], row[13], row[12], *row[14:]) for row in rows]
        return replace(grid, rows=tuple(moved))

    said = only(form_changed(swap), Code.COLUMNS_MOVED)
    assert said.what == "列的顺序与下发时不同（形象进度、进展情况），已按列名读取。"


def test_hidden_rows_with_contents_are_told() -> None:
    said = only(with_traits(hidden_rows=(5, 7, 40)), Code.ROWS_HIDDEN)
    assert (said.level, said.what) == (Level.REMINDER, "第6、8行被隐藏，行里的内容照常读取。")
    assert told(with_traits(hidden_rows=(40,))) == []


def test_hidden_columns_with_contents_are_told() -> None:
    said = only(with_traits(hidden_columns=(8, 12, 60)), Code.COLUMNS_HIDDEN)
    assert said.what == "I、M列被隐藏，列里的内容照常读取。"
    assert told(with_traits(hidden_columns=(60,))) == []


def test_a_row_without_a_title_must_be_settled_where_its_indicator_is_found_twice() -> None:
    said = only(returned((cell("title", 6), None)), Code.TITLE_UNCLEAR)
    assert (said.level, said.place.cell) == (Level.MUST_FIX, "B6")
    assert "计入“新建公办幼儿园”，但“改扩建普通小学”也有同名指标" in said.what
    assert told(returned((cell("title", 9), None))) == []


# Names and figures of the plan


@pytest.mark.parametrize(
    ("address", "value", "expected"),
    [
        (cell("indicator", 5), "公办幼儿园", ("公办幼儿园", "幼儿园")),
        (cell("title", 7), "改扩建小学", ("改扩建小学", "改扩建普通小学")),
    ],
)
def test_a_name_that_was_changed_is_recognised(address: str, value: str, expected: tuple[str, str]) -> None:
    said = only(returned((address, value)), Code.NAME_CHANGED)
    assert said.what == f"此行的“{expected[0]}”可能是由“{expected[1]}”改成的，没有计入。"


def test_a_changed_title_of_several_rows_is_told_once() -> None:
    both = returned((cell("title", 5), "新建幼儿园"), (cell("title", 6), "新建幼儿园"))
    assert only(both, Code.NAME_CHANGED).place.cell == "B5"


def test_a_row_without_an_indicator_is_recognised_by_its_title() -> None:
    said = only(
        returned((cell("title", 5), "新建公立幼儿园"), (cell("indicator", 5), None)), Code.NAME_CHANGED
    )
    assert "由“新建公办幼儿园”改成" in said.what
    blank = only(returned((cell("indicator", 5), None)), Code.NAME_GONE)
    assert blank.what == "此行没有写指标名称，可能是“幼儿园”，没有计入。"


@pytest.mark.parametrize("name", ["建设游泳馆", "合计数"])
def test_a_row_of_its_own_is_no_changed_name(name: str) -> None:
    codes = {one.code for one in found(returned((cell("title", 7), name), (cell("indicator", 7), name)))}
    assert Code.NAME_CHANGED not in codes


def test_a_row_too_many_is_no_changed_name_where_none_is_missing() -> None:
    more = with_rows(lambda rows: [*rows, (4, "新建幼儿园", None, "幼儿园", None, None, None, None, D(4))])  # type: ignore[list-item]
    assert told(more) == []


def test_a_changed_main_task_is_told() -> None:
    said = only(returned((cell("main_task", 7), "新增学位600个。")), Code.MAIN_TASK_CHANGED)
    assert (said.level, said.what) == (Level.NOTE, "“主要任务”与台账不同（C7），仍按台账。")
    assert told(returned((cell("main_task", 7), "新增学位 900个。"))) == []


def test_a_form_without_the_column_of_main_tasks_is_not_compared() -> None:
    renamed = returned((cell("main_task", 4), "其他"))
    assert Code.MAIN_TASK_CHANGED not in {one.code for one in found(renamed)}


def test_a_changed_figure_of_the_last_period_is_told() -> None:
    before = filled()
    kept = replace(before, indicators=tuple(replace(one, achieved=None) for one in before.indicators))
    changed = returned((cell("previous", 5), D(1)), (cell("previous", 6), None))
    said = only(changed, Code.LAST_FIGURE_CHANGED, kept)
    assert (said.place.cell, said.what) == (cell("previous", 5), "上期累计是“1”，台账中是“3”，仍按台账。")
    assert told(changed) == []
    assert told(returned(), kept) == []


def swapped() -> tuple[tuple[str, CellValue], ...]:
    """Return the changes that swap 累计完成 and 上期累计 in every row of numbers."""
    return tuple(
        change
        for row, one in enumerate(filled().indicators, start=5)
        if one.achieved is not None
        for change in ((cell("achieved", row), one.previous), (cell("previous", row), one.achieved.value))
    )


def shifted() -> Workbook:
    """Return the form with all figures of 累计完成 moved down by one row."""

    def moved(rows: list[tuple[CellValue, ...]]) -> list[tuple[CellValue, ...]]:
        head, table = rows[:4], [*rows[4:], (None,) * 9]
        figures = [None, *(row[8] for row in table[:-1])]
        return [*head, *((*row[:8], one, *row[9:]) for row, one in zip(table, figures, strict=True))]

    return with_rows(moved)


def test_a_column_of_figures_moved_down_by_a_row_is_named() -> None:
    said = only(shifted(), Code.FIGURES_SHIFTED)
    assert said.level is Level.MUST_FIX
    assert (said.place.cell, "下移了一行" in said.what) == (cell("achieved", 5), True)


def test_last_figures_in_the_column_of_this_periods_are_no_figures_of_this_period() -> None:
    before = filled()
    last = replace(before, indicators=tuple(replace(one, achieved=None) for one in before.indicators))
    said = only(returned(*swapped()), Code.FIGURES_SWAPPED, last)
    assert said.level is Level.MUST_FIX
    assert told(returned(), last) == []


def test_the_last_figure_is_the_one_that_was_reported() -> None:
    before = filled()
    five = replace(before, indicators=tuple(replace(one, previous=None) for one in before.indicators[:1]))
    assert only(returned(), Code.LAST_FIGURE_CHANGED, five).what == "上期累计是“3”，台账中是“5”，仍按台账。"
    unknown = replace(
        before, indicators=tuple(replace(one, previous=None, achieved=None) for one in before.indicators)
    )
    assert told(returned(), unknown) == []


def guilty() -> Iterator[Workbook]:
    """Yield a return for every check."""
    workbook = returned()
    yield form_changed(lambda grid: replace(grid, name="Sheet1"))
    yield form_changed(lambda grid: replace(grid, name=f"{UNIT} (2)"))
    yield replace(
        workbook, grids=(*workbook.grids, Grid("甲", (("乙",),)), Grid("丙", (("丁",),), is_hidden=True))
    )
    yield form_changed(lambda grid: replace(grid, is_hidden=True))
    yield replace(
        workbook, grids=workbook.grids[:1], traits=frozenset((FileTrait.MACRO, FileTrait.EXTERNAL_LINK))
    )
    yield returned(
        ("C2", "教体局"), (cell("main_task", 7), "改"), (cell("title", 6), None), (cell("rate", 5), D(1))
    )
    yield returned(
        (cell("indicator", 5), "公办幼儿园"), (cell("proposal", 6), "已完成"), (cell("previous", 6), D(1))
    )
    yield returned((cell("rate", 5), Calculated(CellError("#REF!"), "#REF!")))
    yield returned((cell("indicator", 5), None))
    yield reordered()
    yield with_rows(lambda rows: [("上报稿",), *rows[:5], (None,), *rows[5:]])
    yield form_changed(lambda grid: replace(grid, rows=tuple(tuple(reversed(row)) for row in grid.rows)))
    notes = tuple((f"I{row}", "六") for row in range(5, 16))
    yield with_traits(hidden_rows=(5,), hidden_columns=(8,), validated=(), notes=notes, shapes=1)
    yield merged("I5:I6", "N5:N7", "M8:N8")
    yield returned(*swapped())
    yield shifted()


def test_every_check_is_hit_by_a_return_and_stands_once_in_the_list() -> None:
    known = filled()
    codes = {one.code for workbook in guilty() for one in found(workbook, known)}
    section = set(list(Code)[list(Code).index(Code.SHEET_RENAMED) : list(Code).index(Code.SHAPES) + 1])
    assert codes >= section
    checks = (*OF_ANY_FILE, *OF_THE_FORM_SENT)
    assert len(checks) == len(set(checks)) == len(section) - 2  # comments and names have two findings


def test_only_what_can_lose_or_shift_a_value_must_be_settled() -> None:
    section = list(Code)[list(Code).index(Code.SHEET_RENAMED) : list(Code).index(Code.SHAPES) + 1]
    assert {one for one in section if one.level is Level.MUST_FIX} == {
        Code.FIGURES_SWAPPED,
        Code.FIGURES_SHIFTED,
        Code.TITLE_UNCLEAR,
        Code.MERGED_FIGURES,
    }
