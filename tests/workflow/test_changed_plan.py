"""The office changes its list or the history within a period: every sheet follows, and no unit is blamed for it."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.workflow.changed_lists import (
    HEIR,
    ITS_UNIT,
    ONLY,
    PARKING,
    PARKS,
    UNIT,
    changed,
    filled,
    form_of,
    in_history,
    in_list,
)
from tests.workflow.editing import column_of, edited, row_of
from xlminshi import api
from xlminshi.core.problems import Code, Level


def last_figure(book: Path, unit: str, indicator: str) -> object:
    sheet = openpyxl.load_workbook(book)[unit]
    return sheet.cell(row_of(sheet, indicator), column_of(sheet, "上期累计")).value


# 上期累计 ---------------------------------------------------------------------------------------------------------


def test_a_project_that_moves_to_another_unit_takes_its_last_figure_along(
    advanced: Path, tmp_path: Path
) -> None:
    book = changed(advanced, tmp_path / "清单.xlsx", in_list("牵头单位", "窨井盖整治", "区住建局"))
    api.split(book, tmp_path / "下发")
    form = tmp_path / "下发" / "区住建局.xlsx"
    assert last_figure(form, "区住建局", "窨井盖整治") == 218
    back = filled(form, tmp_path / "报回.xlsx", "窨井盖整治", 200)
    result = api.collect(book, (back,), tmp_path / "汇总.xlsx")
    assert last_figure(tmp_path / "汇总.xlsx", "区住建局", "窨井盖整治") == 218
    told = [one.what for one in result.problems if one.code is Code.FALLING]
    assert told == ["累计完成“200”比上期累计“218”少。"]


def test_a_project_renamed_in_the_list_and_the_history_keeps_its_last_figure(
    advanced: Path, tmp_path: Path
) -> None:
    def rename(workbook: openpyxl.Workbook) -> None:
        for name in ("实事清单", "历史"):
            sheet = workbook[name]
            for row in range(4, sheet.max_row + 1):
                cell = sheet.cell(row, column_of(sheet, "实事名称", 3))
                if cell.value == "推进城市窨井设施提升改造":
                    cell.value = "推进窨井设施综合改造"

    book = changed(advanced, tmp_path / "改名.xlsx", rename)
    api.split(book, tmp_path / "下发")
    form = tmp_path / "下发" / f"{UNIT}.xlsx"
    assert last_figure(form, UNIT, "窨井盖整治") == 218
    back = filled(form, tmp_path / "报回.xlsx", "窨井盖整治", 219)
    api.collect(book, (back,), tmp_path / "汇总.xlsx")
    assert last_figure(tmp_path / "汇总.xlsx", UNIT, "窨井盖整治") == 218


@pytest.fixture(scope="module")
def corrected(advanced: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the workbook in whose history a figure was corrected after the forms had gone out with 1103."""
    target = tmp_path_factory.mktemp("corrected") / "历史.xlsx"
    return changed(advanced, target, in_history("累计完成", PARKING, 1003))


def test_new_forms_show_the_last_figure_as_the_history_was_corrected(corrected: Path, tmp_path: Path) -> None:
    api.split(corrected, tmp_path)
    assert last_figure(tmp_path / f"{UNIT}.xlsx", UNIT, PARKING) == 1003


def test_a_form_that_shows_the_last_figure_as_it_was_sent_is_not_blamed(
    advanced: Path, corrected: Path, tmp_path: Path
) -> None:
    """Also where the sheets have been written anew meanwhile, with other units' returns."""
    first = filled(form_of(advanced, "区残联"), tmp_path / "区残联.xlsx", "残疾儿童康复救助", 120)
    compiled = tmp_path / "一.xlsx"
    api.collect(corrected, (first,), compiled, now=lambda: dt.datetime(2022, 12, 30, 9))
    assert last_figure(compiled, UNIT, PARKING) == 1003
    rows = openpyxl.load_workbook(compiled)["更正记录"].iter_rows(min_row=4, values_only=True)
    expected = (
        "2022年1-10月份",
        UNIT,
        PARKS,
        "上期累计（停车泊位）",
        "1103",
        "1003",
        "历史已更正",
        None,
        None,
    )
    assert [row[1:10] for row in rows] == [expected]
    back = filled(form_of(advanced, UNIT), tmp_path / f"{UNIT}.xlsx", PARKING, 1150)
    for book in (corrected, compiled):
        result = api.collect(book, (back,), tmp_path / "二.xlsx", replace=True)
        told = [one for one in result.problems if "上期累计" in one.what]
        what = "“上期累计”是调整前的“1103”，现为“1003”，按现在的台账计算。"
        assert [(one.code, one.level, one.what) for one in told] == [(Code.FORMER_PLAN, Level.NOTE, what)]
        assert last_figure(tmp_path / "二.xlsx", UNIT, PARKING) == 1003


def test_a_last_figure_that_nobody_sent_is_still_told(advanced: Path, tmp_path: Path) -> None:
    def lower(workbook: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, PARKING), column_of(sheet, "上期累计")).value = 1000

    back = filled(form_of(advanced, UNIT), tmp_path / "一.xlsx", PARKING, 1150)
    result = api.collect(advanced, (edited(back, tmp_path / "二.xlsx", lower),), tmp_path / "汇总.xlsx")
    told = [one.what for one in result.problems if one.code is Code.LAST_FIGURE_CHANGED]
    assert told == ["上期累计是“1000”，台账中是“1103”，仍按台账。"]


# 计量单位 ---------------------------------------------------------------------------------------------------------


def measured(book: Path, target: Path, measure: str, figure: object) -> Path:
    """Return the workbook whose list counts parking places in another measure."""
    in_measure = changed(book, target, in_list("计量单位", PARKING, measure))
    return changed(in_measure, target, in_list("年度目标", PARKING, figure))


def achieved(book: Path) -> object:
    sheet = openpyxl.load_workbook(book)[UNIT]
    return sheet.cell(row_of(sheet, PARKING), column_of(sheet, "累计完成")).value


def test_the_figure_of_a_form_sent_out_in_another_measure_is_turned_into_that_of_the_list(
    advanced: Path, tmp_path: Path
) -> None:
    book = measured(advanced, tmp_path / "清单.xlsx", "万个", 0.15)
    back = filled(form_of(advanced, UNIT), tmp_path / f"{UNIT}.xlsx", PARKING, 1150)
    result = api.collect(book, (back,), tmp_path / "汇总.xlsx")
    assert achieved(tmp_path / "汇总.xlsx") == 0.115
    told = {one.what for one in result.problems if one.place.file == back.name}
    assert "“计量单位”是调整前的“个”，现为“万个”，按现在的台账计算。" in told
    assert "“1150个”按0.115万个读取。" in told
    codes = {one.code for one in result.problems}
    assert not {Code.PLAN_CHANGED, Code.LAST_FIGURE_CHANGED, Code.FALLING, Code.STORED_RATE_DIFFERS} & codes


def test_a_figure_that_the_workbook_holds_is_turned_into_the_measure_that_the_list_has_now(
    advanced: Path, tmp_path: Path
) -> None:
    back = filled(form_of(advanced, UNIT), tmp_path / f"{UNIT}.xlsx", PARKING, 1150)
    api.collect(advanced, (back,), tmp_path / "汇总.xlsx")
    book = measured(tmp_path / "汇总.xlsx", tmp_path / "清单.xlsx", "万个", 0.15)
    for _ in range(2):  # once written anew, it stands in the new measure
        result = api.publish(book, tmp_path / "通报", replace=True)
        (book,) = (path for path in result.written if path.suffix == ".xlsx")
        assert achieved(book) == 0.115
        assert Code.FALLING not in {one.code for one in result.problems}


@pytest.mark.parametrize(("measure", "is_blamed"), [("处", False), ("个", True)])
def test_a_measure_that_measures_other_things_leaves_the_figure_alone(
    advanced: Path, tmp_path: Path, measure: str, is_blamed: bool
) -> None:
    def other_measure(workbook: openpyxl.Workbook, sheet: Worksheet) -> None:
        if is_blamed:
            sheet.cell(row_of(sheet, PARKING), column_of(sheet, "计量单位")).value = "万个"

    book = changed(advanced, tmp_path / "清单.xlsx", in_list("计量单位", PARKING, measure))
    back = filled(form_of(advanced, UNIT), tmp_path / "一.xlsx", PARKING, 1150)
    result = api.collect(book, (edited(back, tmp_path / "二.xlsx", other_measure),), tmp_path / "汇总.xlsx")
    assert achieved(tmp_path / "汇总.xlsx") == 1150
    codes = {one.code for one in result.problems}
    assert (Code.PLAN_CHANGED in codes, Code.FORMER_PLAN in codes) == (is_blamed, not is_blamed)


# 年度目标 ---------------------------------------------------------------------------------------------------------


def test_a_form_that_shows_the_target_as_it_was_sent_is_not_blamed(advanced: Path, tmp_path: Path) -> None:
    book = changed(advanced, tmp_path / "清单.xlsx", in_list("年度目标", PARKING, 1600))
    twice = changed(book, tmp_path / "再调.xlsx", in_list("年度目标", PARKING, 1500))
    back = filled(form_of(advanced, UNIT), tmp_path / f"{UNIT}.xlsx", PARKING, 1150)
    for one in (book, twice):
        result = api.collect(one, (back,), tmp_path / "汇总.xlsx", replace=True)
        codes = [found.code for found in result.problems if found.place.file == f"{UNIT}.xlsx"]
        assert Code.FORMER_PLAN in codes
        assert not {Code.PLAN_CHANGED, Code.STORED_RATE_DIFFERS} & set(codes)


def test_a_target_that_nobody_sent_must_still_be_settled(advanced: Path, tmp_path: Path) -> None:
    def lower(workbook: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, PARKING), column_of(sheet, "年度目标")).value = 1000

    book = changed(advanced, tmp_path / "清单.xlsx", in_list("年度目标", PARKING, 1600))
    back = filled(form_of(advanced, UNIT), tmp_path / "一.xlsx", PARKING, 1150)
    result = api.collect(book, (edited(back, tmp_path / "二.xlsx", lower),), tmp_path / "汇总.xlsx")
    told = [one.what for one in result.problems if one.code is Code.PLAN_CHANGED]
    assert told == ["“年度目标”被改为“1000”，台账中是“1600”，仍按台账计算。"]


def test_a_form_sent_between_two_changes_shows_what_it_was_sent_with(advanced: Path, tmp_path: Path) -> None:
    """Neither the list nor the history nor the sheets hold 1600 and 1003 any more; the form itself knows them."""
    first = changed(advanced, tmp_path / "一.xlsx", in_list("年度目标", PARKING, 1600))
    first = changed(first, tmp_path / "一.xlsx", in_history("累计完成", PARKING, 1003))
    api.split(first, tmp_path / "下发")
    again = changed(first, tmp_path / "二.xlsx", in_list("年度目标", PARKING, 1500))
    again = changed(again, tmp_path / "二.xlsx", in_history("累计完成", PARKING, 1053))
    back = filled(tmp_path / "下发" / f"{UNIT}.xlsx", tmp_path / f"{UNIT}.xlsx", PARKING, 1150)
    result = api.collect(again, (back,), tmp_path / "汇总.xlsx")
    told = [one.what for one in result.problems if one.code is Code.FORMER_PLAN]
    assert told == [
        "“年度目标”是调整前的“1600”，现为“1500”，按现在的台账计算。",
        "“上期累计”是调整前的“1003”，现为“1053”，按现在的台账计算。",
    ]
    codes = {one.code for one in result.problems}
    assert not {Code.PLAN_CHANGED, Code.LAST_FIGURE_CHANGED, Code.STORED_RATE_DIFFERS} & codes


def test_a_copy_sent_back_shows_what_the_list_says_now_and_a_change_in_it_is_blamed(
    advanced: Path, tmp_path: Path
) -> None:
    def lower(workbook: openpyxl.Workbook, sheet: Worksheet) -> None:
        form = workbook[UNIT]  # a copy sent back begins with its list of findings
        form.cell(row_of(form, PARKING), column_of(form, "年度目标")).value = 1000

    back = filled(form_of(advanced, UNIT), tmp_path / "一.xlsx", PARKING, 1150)
    back = edited(back, tmp_path / f"{UNIT}.xlsx", lower)
    api.collect(advanced, (back,), tmp_path / "汇总.xlsx")
    api.reply(tmp_path / "汇总.xlsx", (back,), tmp_path / "退回")
    copy = next((tmp_path / "退回").rglob(f"{UNIT}_退回修改.xlsx"))
    repaired = api.collect(advanced, (copy,), tmp_path / "再汇总.xlsx")
    lowered = edited(copy, tmp_path / "又改.xlsx", lower)
    blamed = api.collect(advanced, (lowered,), tmp_path / "三汇总.xlsx")
    counts = [sum(one.code is Code.PLAN_CHANGED for one in got.problems) for got in (repaired, blamed)]
    assert counts == [0, 1]


# Projects that come and go -------------------------------------------------------------------------------------------


def test_sheets_on_which_nothing_was_reported_follow_the_list_without_a_finding(
    advanced: Path, tmp_path: Path
) -> None:
    """Persons and telephones, carried over from the last period, are no report."""
    book = changed(advanced, tmp_path / "清单.xlsx", in_list("牵头单位", "窨井盖整治", "区住建局"))
    result = api.check((book,))
    told = [one for one in result.problems if one.place.sheet in (UNIT, "区住建局")]
    assert [(one.code, one.place.sheet) for one in told] == [(Code.IDLE_ROW, UNIT)]


def test_a_form_with_a_project_that_was_given_to_another_unit_needs_nothing_from_its_sender(
    advanced: Path, tmp_path: Path
) -> None:
    book = changed(advanced, tmp_path / "清单.xlsx", in_list("牵头单位", "窨井盖整治", "区住建局"))
    back = filled(form_of(advanced, UNIT), tmp_path / "一.xlsx", "窨井盖整治", 218)
    back = filled(back, tmp_path / f"{UNIT}.xlsx", PARKING, 1150)
    result = api.collect(book, (back,), tmp_path / "汇总.xlsx")
    codes = {one.code for one in result.problems if one.place.file == back.name}
    assert Code.MOVED_ROW in codes
    assert not {Code.UNKNOWN_ROW, Code.NAME_CHANGED} & codes


def test_a_unit_whose_only_project_was_given_away_has_nothing_to_do_and_its_figures_are_named(
    advanced: Path, tmp_path: Path
) -> None:
    book = changed(advanced, tmp_path / "清单.xlsx", in_list("牵头单位", ONLY, HEIR))
    back = filled(form_of(advanced, ITS_UNIT), tmp_path / f"{ITS_UNIT}.xlsx", ONLY, 120)
    result = api.collect(book, (back,), tmp_path / "汇总.xlsx")
    told = {one.code: one for one in result.problems if one.place.file == back.name}
    assert told.keys() == {Code.UNIT_RELIEVED, Code.MOVED_ROW, Code.ROWS_OF_OTHER}
    assert told[Code.UNIT_RELIEVED].level is Level.REMINDER
    assert ITS_UNIT in told[Code.UNIT_RELIEVED].what
    assert told[Code.ROWS_OF_OTHER].what.startswith(f"{HEIR}的实事填在这张表里")
    (receipt,) = (one for one in result.value.receipts if one.file == back.name)
    assert (receipt.lead_unit, receipt.remark) == (ITS_UNIT, told[Code.UNIT_RELIEVED].what)
    replies = api.reply(book, (back,), tmp_path / "退回").value
    assert not {ITS_UNIT, back.name} & {*replies.refused, *replies.unknown, *replies.reminded}
    assert HEIR in replies.reminded


def test_a_unit_whose_only_project_left_the_list_is_known_and_has_nothing_to_do(
    advanced: Path, tmp_path: Path
) -> None:
    def drop(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["实事清单"]
        sheet.delete_rows(row_of(sheet, ONLY, 3))

    book = changed(advanced, tmp_path / "清单.xlsx", drop)
    back = filled(form_of(advanced, ITS_UNIT), tmp_path / f"{ITS_UNIT}.xlsx", ONLY, 120)
    result = api.collect(book, (back,), tmp_path / "汇总.xlsx")
    told = {one.code for one in result.problems if one.place.file == back.name}
    assert told == {Code.UNIT_RELIEVED, Code.CHANGED_SINCE}
    replies = api.reply(book, (back,), tmp_path / "退回").value
    assert not {ITS_UNIT, back.name} & {*replies.refused, *replies.unknown, *replies.reminded}


def test_a_unit_is_only_relieved_where_all_it_reports_is_led_by_others_now(
    advanced: Path, tmp_path: Path
) -> None:
    def rename(workbook: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, ONLY), column_of(sheet, "实事名称")).value = "另一件实事"

    def without_stamp(workbook: openpyxl.Workbook, sheet: Worksheet) -> None:
        workbook.remove(workbook["表单信息"])

    book = changed(advanced, tmp_path / "清单.xlsx", in_list("牵头单位", ONLY, HEIR))
    back = filled(form_of(advanced, ITS_UNIT), tmp_path / "一.xlsx", ONLY, 120)
    for change in (rename, without_stamp):
        other = edited(back, tmp_path / f"{ITS_UNIT}.xlsx", change)
        result = api.collect(book, (other,), tmp_path / "汇总.xlsx", replace=True)
        assert Code.UNIT_WITHOUT_PROJECT in {one.code for one in result.problems}
