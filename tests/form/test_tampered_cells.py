"""What people do to single cells of a form, and to the file around it."""

from dataclasses import replace

import pytest

from tests.form.returned_forms import (
    OFFICE,
    UNIT,
    D,
    cell,
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
from xlminshi.core.problems import Code, Level, Place, problem
from xlminshi.core.project import Programme, Project
from xlminshi.form.feedback import LIST_SHEET, note_text
from xlminshi.form.grid import (
    Calculated,
    CellError,
    FileTrait,
    Grid,
    Percent,
    Traits,
)
from xlminshi.form.head import find_forms
from xlminshi.form.tampering import tampering

# Formulas


def test_values_pasted_over_formulas_are_told_once() -> None:
    over = returned((cell("rate", 5), Percent(D("0.8333"))), (cell("time_progress", 5), D("0.75")))
    said = only(over, Code.FORMULA_TYPED_OVER)
    assert (said.level, said.what) == (
        Level.NOTE,
        "自动计算的“完成率、序时进度”被改成了固定内容（J5、K5），以重新计算为准。",
    )


def test_a_file_of_another_format_keeps_no_formulas_and_is_not_blamed_for_it() -> None:
    typed = returned((cell("rate", 5), D("0.8333")))
    other = replace(typed, traits=frozenset((FileTrait.OTHER_FORMAT,)), grids=typed.grids[:1])
    assert told(other) == []


def test_a_changed_formula_is_told() -> None:
    formula = Calculated(D("0.9"), "I5/H5")
    said = only(returned((cell("rate", 5), formula)), Code.FORMULA_CHANGED)
    assert said.what == "自动计算的公式被改动（J5），以重新计算为准。"


def test_a_formula_spelt_by_another_program_is_the_same() -> None:
    (table,) = find_forms(returned())
    value = table.value(4, "rate")
    assert isinstance(value, Calculated)
    spelt = f"={value.formula.lower().replace(',', ', ').replace('g5', '$g$5').replace('false', 'FALSE()')}"
    assert told(returned((cell("rate", 5), Calculated(value.value, spelt)))) == []


def test_formulas_that_all_differ_follow_other_settings_of_the_office() -> None:
    strict = replace(OFFICE, classes=OFFICE.classes[:2])
    assert [one for one in found(returned(), office=strict) if one.code is Code.FORMULA_CHANGED] == []


def test_formulas_that_show_errors_are_told() -> None:
    broken = returned(
        (cell("rate", 5), Calculated(CellError("#REF!"), "#REF!/H5")), (cell("rate", 6), CellError("#N/A"))
    )
    assert only(broken, Code.FORMULA_BROKEN).what == "自动计算的单元格显示错误值（J5、J6），以重新计算为准。"


def test_a_status_that_was_typed_counts_for_nothing() -> None:
    said = only(returned((cell("proposal", 5), "进展缓慢")), Code.STATUS_TYPED)
    assert said.what == "“状态建议”被改填为“进展缓慢”，按数据计算为“持续推进”，仍按数据计算。"
    assert said.place.cell == cell("proposal", 5)


@pytest.mark.parametrize("value", ["持续推进", "未填报", " "])
def test_a_copied_status_is_no_other_opinion(value: str) -> None:
    codes = {one.code for one in found(returned((cell("proposal", 5), value)))}
    assert Code.STATUS_TYPED not in codes


def test_without_calculated_columns_nothing_is_said_of_formulas() -> None:
    bare = returned((cell("proposal", 4), "意见"), (cell("rate", 5), D("0.9")))
    codes = {one.code for one in found(bare)}
    assert not codes & {Code.FORMULA_TYPED_OVER, Code.STATUS_TYPED}


# Merged cells


@pytest.mark.parametrize("area", ["I5:I6", "I6:I7", "Q5:Q7"])
def test_a_merged_figure_of_several_rows_must_be_settled(area: str) -> None:
    said = only(merged(area, workbook=returned(("Q5", D(300)))), Code.MERGED_FIGURES)
    assert (said.level, said.place.cell) == (Level.MUST_FIX, area.split(":")[0])
    assert area in said.what


@pytest.mark.parametrize("area", ["N5:N7", "T5:T9"])
def test_merged_words_of_several_projects_are_asked_about(area: str) -> None:
    said = only(merged(area), Code.MERGED_PROJECTS)
    assert (said.level, said.place.cell) == (Level.REMINDER, area.split(":")[0])


@pytest.mark.parametrize("area", ["M5:M6", "A5:A6", "B5:B6", "S5:S7", "N5", "A1:C2", "X5:X9", "B:B"])
def test_merged_cells_that_hide_nothing_are_left_alone(area: str) -> None:
    assert told(merged(area)) == []


def test_a_merged_cell_over_two_columns_is_asked_about() -> None:
    said = only(merged("M5:N5"), Code.MERGED_COLUMNS)
    assert said.what == "合并的单元格（M5:N5）跨了几列，其中的内容按第一列读取。"


# Limits, comments, pictures


def test_cells_that_lost_their_limits_are_told_once() -> None:
    validated = returned().grids[0].traits.validated
    less = tuple(one for one in validated if not one.startswith(("I5", "I6", "N5")))
    said = only(with_traits(validated=less), Code.LIMITS_GONE)
    assert (said.level, said.what) == (
        Level.NOTE,
        "单元格（I5、I6）的填写限制没有了，像是从别处粘贴来的。",
    )


def test_limits_drawn_over_more_cells_or_whole_columns_still_hold() -> None:
    assert told(with_traits(validated=("A1:W40",))) == []
    assert told(with_traits(validated=("A1:A2", "I:I"))) == []


def test_comments_are_told_with_their_words() -> None:
    notes = (("I5", "张伟:\n实际完成6所"), ("I6", "  "), ("N5", "长" * 70))
    first, second = (one for one in found(with_traits(notes=notes)) if one.code is Code.NOTE_ON_CELL)
    assert (first.place.cell, first.what) == ("I5", "此格有批注“张伟: 实际完成6所”，批注不作为填报内容。")
    assert f"“{'长' * 60}……”" in second.what


def test_what_the_office_itself_noted_is_no_answer() -> None:
    ours = note_text((problem(Code.NOT_REPORTED, Place(), found="幼儿园"),))
    assert told(with_traits(notes=(("I5", ours),))) == []
    said = only(with_traits(notes=(("I5", f"{ours}\n已补填"),)), Code.NOTE_ON_CELL)
    assert said.what == "此格有批注“已补填”，批注不作为填报内容。"
    workbook = returned()
    listed = Grid(LIST_SHEET, (("请改正",),))
    assert told(replace(workbook, grids=(listed, *workbook.grids))) == []


def test_many_comments_are_summed_up() -> None:
    notes = tuple((f"I{row}", "已核") for row in range(5, 30))
    *each, last = (one for one in found(with_traits(notes=notes)) if one.code is not Code.SHAPES)
    assert [one.code for one in each] == [Code.NOTE_ON_CELL] * 10
    assert last.what == "另有15个单元格有批注（I15、I16、I17、I18、I19、I20等15处），批注不作为填报内容。"


def test_pictures_are_told() -> None:
    assert only(with_traits(shapes=2), Code.SHAPES).what == "表上有2个图片或图形，其中的文字没有读取。"


# The file around the form


@pytest.mark.parametrize("name", ["Sheet1", "县教体局上报", "县住建局(2)"])
def test_a_renamed_sheet_is_told(name: str) -> None:
    said = only(form_changed(lambda grid: replace(grid, name=name)), Code.SHEET_RENAMED)
    assert (said.level, said.what) == (Level.NOTE, f"工作表名由“{UNIT}”改为“{name}”，不影响读取。")


@pytest.mark.parametrize("name", [f"{UNIT} (2)", f"{UNIT}（3）"])
def test_a_copied_sheet_is_asked_about(name: str) -> None:
    (said,) = found(form_changed(lambda grid: replace(grid, name=name)))
    assert (said.code, said.what) == (Code.SHEET_COPIED, f"工作表“{name}”像是复制出来的一张。")


def test_further_sheets_are_told_where_something_stands_on_them() -> None:
    workbook = returned()
    more = (Grid("佐证", (("名单",),)), Grid("Sheet2", ()), Grid("旧数", (("5",),), is_hidden=True))
    changed = replace(workbook, grids=(*workbook.grids, *more))
    assert told(changed) == [
        (Code.FURTHER_SHEETS, "", "文件里另有写了内容的工作表：佐证，没有读取。"),
        (Code.HIDDEN_SHEETS, "", "文件里有隐藏的工作表：旧数，没有读取。"),
    ]


def test_a_hidden_form_is_told() -> None:
    assert (
        only(form_changed(lambda grid: replace(grid, is_hidden=True)), Code.FORM_HIDDEN).level
        is Level.REMINDER
    )


def test_a_file_without_its_stamp_was_built_anew() -> None:
    workbook = returned()
    assert [one.code for one in found(replace(workbook, grids=workbook.grids[:2]))] == [Code.STAMP_GONE]


def test_a_file_built_anew_is_told_once_and_not_compared_with_the_form_sent() -> None:
    workbook = reordered()
    grid = workbook.grids[0]
    anew = replace(grid, name="Sheet1", rows=(("上报稿",), *grid.rows), traits=Traits(validated=("A1",)))
    assert [one.code for one in found(replace(workbook, grids=(anew,)))] == [Code.STAMP_GONE]


def test_a_changed_head_is_told() -> None:
    changed = returned(("C2", "教体局"), ("G2", None))
    assert [(code, what) for code, _, what in told(changed)] == [
        (Code.HEAD_CHANGED, "表头的“填报单位”由“县教体局”改为“教体局”。"),
        (Code.HEAD_CHANGED, "表头的“通报期”由“2022年1-9月份”改为“空”。"),
    ]


def test_a_form_without_a_head_is_not_said_to_have_another() -> None:
    bare = with_rows(lambda rows: [rows[0], (None,), *rows[2:]])
    assert told(bare) == []


def test_macros_and_links_are_told() -> None:
    traits = frozenset((FileTrait.MACRO, FileTrait.EXTERNAL_LINK, FileTrait.PASSWORD))
    assert [one.code for one in found(replace(returned(), traits=traits))] == [Code.HAS_MACRO, Code.HAS_LINKS]


def test_a_form_whose_rows_nobody_knows_is_looked_at_without_failing() -> None:
    strange = Programme("某县", 2022, (Project(1, "别的实事", UNIT, ()),))
    (table,) = find_forms(returned())
    said = tampering(returned(), table, strange, UNIT, OFFICE)
    assert {one.code for one in said} <= {Code.NAME_CHANGED, Code.LIMITS_GONE}
