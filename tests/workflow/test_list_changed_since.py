"""Projects that the office renames or adds after forms have gone out: what surely counts does, and no unit is blamed."""

from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.workflow.changed_lists import (
    HELP,
    ITS_UNIT,
    ONLY,
    PARKING,
    PARKS,
    UNIT,
    Change,
    changed,
    filled,
    form_of,
    in_list,
)
from tests.workflow.editing import column_of, edited, row_of
from xlminshi import api
from xlminshi.core.problems import Code, Level


def named(old: str, new: str) -> Change:
    def change(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["实事清单"]
        column = column_of(sheet, "实事名称", 3)
        for (cell,) in sheet.iter_rows(min_row=4, min_col=column, max_col=column):
            if cell.value == old:
                cell.value = new

    return change


def with_one_more(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["实事清单"]
    plan = {"序号": 20, "实事名称": "适配辅助器具", "指标名称": "辅具", "计量单位": "件", "年度目标": 50}
    row = sheet.max_row + 1
    for header, value in (plan | {"牵头单位": ITS_UNIT}).items():
        sheet.cell(row, column_of(sheet, header, 3)).value = value


def figure_of(book: Path, unit: str, indicator: str) -> object:
    sheet = openpyxl.load_workbook(book)[unit]
    return sheet.cell(row_of(sheet, indicator), column_of(sheet, "累计完成")).value


def must(result: api.Result[object]) -> set[Code]:
    """Return the findings about the two units' forms and sheets that have to be settled."""
    return {
        one.code
        for one in result.problems
        if one.place.sheet in (UNIT, ITS_UNIT) and one.level is Level.MUST_FIX
    }


def state_of(book: Path, unit: str) -> object:
    rows = openpyxl.load_workbook(book)["收发台账"].iter_rows(min_row=5, values_only=True)
    return next(row[2] for row in rows if row[1] == unit)


def test_a_form_sent_under_the_old_name_of_a_project_counts_under_the_new_one(
    advanced: Path, tmp_path: Path
) -> None:
    book = changed(advanced, tmp_path / "清单.xlsx", named(PARKS, f"{PARKS}和管理"))
    back = filled(form_of(advanced, UNIT), tmp_path / f"{UNIT}.xlsx", PARKING, 1150)
    result = api.collect(book, (back,), tmp_path / "汇总.xlsx")
    (told,) = (one for one in result.problems if one.code is Code.RENAMED_SINCE)
    assert told.level is Level.REMINDER
    assert told.what == f"“{PARKS}”后来由督查部门改名为“{PARKS}和管理”，已按新名称计入。"
    assert figure_of(tmp_path / "汇总.xlsx", UNIT, PARKING) == 1150
    again = api.collect(tmp_path / "汇总.xlsx", (back,), tmp_path / "再.xlsx")
    of_rows = {Code.UNKNOWN_ROW, Code.MISSING_ROW, Code.ADDED_SINCE, Code.CHANGED_SINCE}
    assert not of_rows & (must(result) | must(again))


def test_a_project_renamed_after_its_unit_had_reported_keeps_its_figure_when_the_file_comes_again(
    advanced: Path, tmp_path: Path
) -> None:
    back = filled(form_of(advanced, ITS_UNIT), tmp_path / f"{ITS_UNIT}.xlsx", ONLY, 120)
    api.collect(advanced, (back,), tmp_path / "一.xlsx")
    book = changed(tmp_path / "一.xlsx", tmp_path / "二.xlsx", named(HELP, f"{HELP}项目"))
    api.collect(book, (back,), tmp_path / "三.xlsx")
    assert figure_of(tmp_path / "三.xlsx", ITS_UNIT, ONLY) == 120


def test_a_project_renamed_after_its_unit_had_reported_keeps_its_figure_without_the_file(
    advanced: Path, tmp_path: Path
) -> None:
    back = filled(form_of(advanced, ITS_UNIT), tmp_path / f"{ITS_UNIT}.xlsx", ONLY, 120)
    api.collect(advanced, (back,), tmp_path / "一.xlsx")
    book = changed(tmp_path / "一.xlsx", tmp_path / "二.xlsx", named(HELP, f"{HELP}项目"))
    assert must(api.publish(book, tmp_path)) == set()
    (published,) = tmp_path.glob("*汇总表*.xlsx")
    assert figure_of(published, ITS_UNIT, ONLY) == 120
    noted = openpyxl.load_workbook(published)["更正记录"].iter_rows(values_only=True)
    assert any({"实事名称", HELP, f"{HELP}项目"} <= {*row} for row in noted)
    again = api.collect(published, (back,), tmp_path / "三.xlsx")
    assert must(again) == set()
    assert figure_of(tmp_path / "三.xlsx", ITS_UNIT, ONLY) == 120


def test_a_project_in_whose_place_another_may_have_come_is_asked_about_until_a_person_answers(
    advanced: Path, tmp_path: Path
) -> None:
    other = "实施残疾老人康复救助"
    book = changed(advanced, tmp_path / "清单.xlsx", named(HELP, other))
    back = filled(form_of(advanced, ITS_UNIT), tmp_path / f"{ITS_UNIT}.xlsx", ONLY, 120)
    result = api.collect(book, (back,), tmp_path / "一.xlsx")
    assert must(result) == {Code.MAYBE_RENAMED}
    assert figure_of(tmp_path / "一.xlsx", ITS_UNIT, ONLY) == 120
    assert state_of(tmp_path / "一.xlsx", ITS_UNIT) == "已收"
    assert must(api.publish(tmp_path / "一.xlsx", tmp_path)) == {Code.MAYBE_RENAMED}

    def answer(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["填报问题"]
        row = next(row for row in sheet.iter_rows() if other in str(row[4].value) and row[0].value == "必改")
        row[6].value = "是同一件"

    settled = changed(tmp_path / "一.xlsx", tmp_path / "二.xlsx", answer)
    assert must(api.collect(settled, (back,), tmp_path / "三.xlsx")) == set()


def test_where_nobody_can_say_what_became_of_a_project_the_office_is_told_and_no_unit_called_on(
    advanced: Path, tmp_path: Path
) -> None:
    book = changed(advanced, tmp_path / "清单.xlsx", named(HELP, "关爱特殊群体"))
    book = changed(book, tmp_path / "清单.xlsx", in_list("年度目标", ONLY, 90))
    back = filled(form_of(advanced, ITS_UNIT), tmp_path / f"{ITS_UNIT}.xlsx", ONLY, 120)
    result = api.collect(book, (back,), tmp_path / "汇总.xlsx")
    assert must(result) == {Code.CHANGED_SINCE, Code.ADDED_SINCE}
    assert state_of(tmp_path / "汇总.xlsx", ITS_UNIT) == "待核实"
    replies = api.reply(book, (back,), tmp_path / "退回").value
    assert ITS_UNIT not in (*replies.refused, *replies.returned, *replies.reminded)


def test_a_project_added_after_the_form_went_out_is_no_fault_of_its_unit(
    advanced: Path, tmp_path: Path
) -> None:
    back = filled(form_of(advanced, ITS_UNIT), tmp_path / f"{ITS_UNIT}.xlsx", ONLY, 120)
    api.collect(advanced, (back,), tmp_path / "一.xlsx")
    book = changed(tmp_path / "一.xlsx", tmp_path / "二.xlsx", with_one_more)
    assert must(api.check((book,))) == {Code.ADDED_SINCE}
    result = api.collect(book, (back,), tmp_path / "三.xlsx")
    (told,) = (one for one in result.problems if one.code is Code.ADDED_SINCE)
    assert told.what.startswith("“适配辅助器具—辅具”是这份表发出后才列给该单位的")
    assert must(result) == must(api.check((tmp_path / "三.xlsx",))) == {Code.ADDED_SINCE}
    assert state_of(tmp_path / "三.xlsx", ITS_UNIT) == "已收"
    replies = api.reply(tmp_path / "三.xlsx", (back,), tmp_path / "退回").value
    assert ITS_UNIT not in (*replies.refused, *replies.returned, *replies.without_file)

    def fill_in(workbook: openpyxl.Workbook) -> None:
        sheet = workbook[ITS_UNIT]
        sheet.cell(row_of(sheet, "辅具"), column_of(sheet, "累计完成")).value = 12

    settled = changed(tmp_path / "三.xlsx", tmp_path / "四.xlsx", fill_in)
    assert must(api.check((settled,))) == set()


def test_a_new_form_with_the_added_row_takes_the_place_of_the_old_one_beside_it(
    advanced: Path, tmp_path: Path
) -> None:
    old = filled(form_of(advanced, ITS_UNIT), tmp_path / f"{ITS_UNIT}.xlsx", ONLY, 120)
    api.collect(advanced, (old,), tmp_path / "一.xlsx")
    api.publish(changed(tmp_path / "一.xlsx", tmp_path / "二.xlsx", with_one_more), tmp_path / "通报")
    (book,) = (tmp_path / "通报").glob("*汇总表*.xlsx")
    api.split(book, tmp_path / "下发")
    new = filled(tmp_path / "下发" / f"{ITS_UNIT}.xlsx", tmp_path / "新一.xlsx", ONLY, 120)
    new = filled(new, tmp_path / f"{ITS_UNIT}（新）.xlsx", "辅具", 12)
    result = api.collect(book, (old, new), tmp_path / "三.xlsx")
    assert must(result) == set()
    assert Code.SENT_TWICE not in {one.code for one in result.problems}
    assert figure_of(tmp_path / "三.xlsx", ITS_UNIT, "辅具") == 12

    other = filled(new, tmp_path / "另一份.xlsx", ONLY, 125)
    differing = api.collect(book, (old, other), tmp_path / "四.xlsx")
    assert figure_of(tmp_path / "四.xlsx", ITS_UNIT, ONLY) == 120
    assert Code.SENT_TWICE in {one.code for one in differing.problems}
    assert must(differing) == {Code.ADDED_SINCE}
    elsewhere = api.reply(book, (form_of(advanced, UNIT),), tmp_path / "退回").value
    assert ITS_UNIT not in elsewhere.without_file


def test_a_row_that_the_form_was_sent_with_is_still_missed(advanced: Path, tmp_path: Path) -> None:
    def delete(workbook: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.delete_rows(row_of(sheet, "更换路灯"))

    back = filled(form_of(advanced, UNIT), tmp_path / "一.xlsx", PARKING, 1150)
    back = edited(back, tmp_path / f"{UNIT}.xlsx", delete)
    result = api.collect(advanced, (back,), tmp_path / "汇总.xlsx")
    assert Code.MISSING_ROW in must(result)
    assert Code.ADDED_SINCE not in must(result)
