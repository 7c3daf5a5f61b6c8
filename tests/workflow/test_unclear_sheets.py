"""A unit's sheet that is gone, stands twice or belongs to nobody: the office mends it, and the unit is not accused."""

from pathlib import Path

import openpyxl
import pytest

from tests.workflow.editing import column_of, edited, row_of
from xlminshi import api
from xlminshi.core.problems import Code
from xlminshi.core.returns import ReturnState

UNIT, INDICATOR = "区城市管理局", "停车泊位"


@pytest.fixture
def form(demo_folder: Path) -> Path:
    return demo_folder / "3_回收填报表" / f"{UNIT}.xlsx"


@pytest.fixture
def book(demo_folder: Path, form: Path, tmp_path: Path) -> Path:
    api.collect(demo_folder / "1_标准工作簿.xlsx", (form,), tmp_path / "汇总.xlsx")
    return tmp_path / "汇总.xlsx"


def doubled(book: Path, name: str = "副本", figure: object = 77) -> Path:
    """Return the workbook with a second sheet of the unit, on which another figure was typed."""
    workbook = openpyxl.load_workbook(book)
    copy = workbook.copy_worksheet(workbook[UNIT])
    copy.title = name
    copy.cell(row_of(copy, INDICATOR), column_of(copy, "累计完成")).value = figure
    workbook.save(book)
    return book


def without(book: Path, *names: str) -> Path:
    workbook = openpyxl.load_workbook(book)
    for name in names:
        del workbook[name]
    workbook.save(book)
    return book


def codes(result: api.Result[object]) -> set[Code]:
    """Return what is told of the unit, or of its sheets."""
    return {one.code for one in result.problems if UNIT in f"{one.place}{one.what}"}


def compiled(result: api.Result[object]) -> Path:
    return next(path for path in result.written if path.suffix == ".xlsx")


def state(book: Path) -> object:
    rows = openpyxl.load_workbook(book)["收发台账"].iter_rows(min_row=5)
    return next(row[2].value for row in rows if row[1].value == UNIT)


def figure(result: api.Result[object]) -> str:
    standings = api.ledger_of(result).of_unit(UNIT)
    items = (item for one in standings for item in one.indicators if item.indicator.name == INDICATOR)
    (report,) = (item.report for item in items)
    return str(report.achieved.value) if report and report.achieved else ""


def test_a_sheet_that_was_deleted_accuses_nobody_and_its_file_brings_it_back(
    book: Path, form: Path, tmp_path: Path
) -> None:
    without(book, UNIT)
    result = api.publish(book, tmp_path / "一")
    assert codes(result) >= {Code.SHEET_GONE}
    assert not codes(result) & {Code.NOT_RETURNED, Code.NOT_ADOPTED}
    told = next(one for one in result.problems if one.code is Code.SHEET_GONE)
    assert f"{UNIT}报来的“{UNIT}.xlsx”" in told.what
    assert told.place.sheet == UNIT
    assert UNIT in result.value.ledger.unsettled_units
    assert state(compiled(result)) == ReturnState.UNSURE.value
    replies = api.reply(compiled(result), (form.parent / "区残联.xlsx",), tmp_path / "退回").value
    assert UNIT not in (*replies.reminded, *replies.refused, *replies.without_file)
    assert Code.SHEET_GONE in codes(api.publish(compiled(result), tmp_path / "二"))
    back = api.collect(compiled(result), (form,), tmp_path / "回.xlsx")
    assert Code.SHEET_GONE not in codes(back)
    assert figure(back) == "1103"


def test_two_filled_sheets_both_stay_until_one_is_deleted(book: Path, form: Path, tmp_path: Path) -> None:
    first = api.publish(doubled(book), tmp_path / "一")
    again = api.publish(compiled(first), tmp_path / "二")
    for result in (first, again):
        assert codes(result) >= {Code.TWO_SHEETS}
        assert not codes(result) & {Code.NOT_RETURNED, Code.NOT_ADOPTED, Code.SHEET_GONE}
        assert UNIT in result.value.ledger.unsettled_units
        assert {UNIT, "副本"} <= set(openpyxl.load_workbook(compiled(result)).sheetnames)
        assert state(compiled(result)) == ReturnState.UNSURE.value
    replies = api.reply(compiled(again), (form,), tmp_path / "退回").value
    assert UNIT not in (*replies.reminded, *replies.refused, *replies.returned)
    kept = without(compiled(again), UNIT)
    mended = api.publish(kept, tmp_path / "三")
    assert figure(mended) == "77"
    assert Code.TWO_SHEETS not in codes(mended)
    assert "副本" not in openpyxl.load_workbook(compiled(mended)).sheetnames


def test_of_two_sheets_the_file_that_made_them_says_nothing_and_a_new_return_settles_it(
    book: Path, form: Path, tmp_path: Path
) -> None:
    doubled(book)
    same = api.collect(book, (form,), tmp_path / "同.xlsx")
    assert Code.TWO_SHEETS in codes(same)
    assert UNIT in api.ledger_of(same).unsettled_units

    def change(workbook: openpyxl.Workbook, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.cell(row_of(sheet, INDICATOR), column_of(sheet, "累计完成")).value = 1104

    new = api.collect(
        tmp_path / "同.xlsx", (edited(form, tmp_path / "新" / form.name, change),), tmp_path / "新.xlsx"
    )
    assert Code.TWO_SHEETS not in codes(new)
    assert figure(new) == "1104"
    assert figure(api.publish(tmp_path / "新.xlsx", tmp_path / "出")) == "1104"


def test_a_blank_second_sheet_is_no_rival(book: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    blank = workbook.copy_worksheet(workbook["区残联"])
    blank.title = "空"
    workbook.save(book)
    result = api.publish(book, tmp_path / "出")
    assert Code.TWO_SHEETS not in {one.code for one in result.problems}


# A unit that was renamed ----------------------------------------------------------------------------------------

SHORT, NEW = "区城管局", "区城市综合管理局"


def renamed(book: Path, *, alias: bool = False) -> Path:
    """Return the workbook in which the office calls the unit otherwise in its list, with the old name as an alias or not."""
    workbook = openpyxl.load_workbook(book)
    listed, settings = workbook["实事清单"], workbook["设置"]
    for row in listed.iter_rows():
        for cell in row:
            if cell.value in (UNIT, SHORT):
                cell.value = NEW
    if alias:
        (known,) = (cell for cell in settings["A"] if cell.value == UNIT)
        settings.cell(known.row, 2).value = f"{UNIT}、{SHORT}"
        known.value = NEW
        for cell in settings["A"][known.row :]:
            if cell.value == NEW:
                cell.value = None
    workbook.save(book)
    return book


def test_a_blank_sheet_under_a_former_name_is_nobody_s_fault(demo_folder: Path, tmp_path: Path) -> None:
    book = api.next_period(demo_folder / "4_汇总工作簿.xlsx", tmp_path / "十月").written[0]
    result = api.publish(renamed(book), tmp_path / "一")
    again = api.publish(compiled(result), tmp_path / "二")
    for one in (result, again):
        assert codes(one) == {Code.LIST_SIMILAR_UNITS}
        assert UNIT not in openpyxl.load_workbook(compiled(one)).sheetnames


def test_a_finding_about_an_own_sheet_that_an_earlier_version_kept_is_not_believed(
    book: Path, tmp_path: Path
) -> None:
    workbook = openpyxl.load_workbook(book)
    for file in ("别的工作簿.xlsx", f"{UNIT}.xlsx"):
        what = "“区旧局”本年度没有牵头的实事，没有采用。"
        workbook["填报问题"].append(["必改", file, "区旧局", None, what, "请核对单位名称或实事清单。"])
    workbook.save(book)
    told = api.publish(book, tmp_path / "出").problems
    kept = [one.place.file for one in told if one.code is Code.UNIT_WITHOUT_PROJECT]
    assert kept == [f"{UNIT}.xlsx"]


def test_a_filled_sheet_under_a_former_name_waits_until_the_name_is_registered(
    book: Path, form: Path, tmp_path: Path
) -> None:
    first = api.publish(renamed(book), tmp_path / "一")
    again = api.publish(compiled(first), tmp_path / "二")
    for result in (first, again):
        (told,) = (one for one in result.problems if one.code is Code.STRAY_SHEET)
        assert (told.place.sheet, f"填报单位“{UNIT}”却不是" in told.what) == (UNIT, True)
        assert UNIT in openpyxl.load_workbook(compiled(result)).sheetnames
    mended = api.publish(renamed(compiled(again), alias=True), tmp_path / "三")
    assert Code.STRAY_SHEET not in {one.code for one in mended.problems}
    ledger = mended.value.ledger
    assert NEW not in ledger.missing_units
    assert "1103" in {
        str(item.report.achieved.value)
        for one in ledger.of_unit(NEW)
        for item in one.indicators
        if item.report and item.report.achieved
    }
    kept = compiled(mended)
    assert UNIT not in openpyxl.load_workbook(kept).sheetnames
    workbook = openpyxl.load_workbook(kept)
    sheet = workbook[NEW]
    sheet.cell(row_of(sheet, INDICATOR), column_of(sheet, "累计完成")).value = 1104
    workbook.save(kept)
    collected = api.collect(kept, (form,), tmp_path / "四.xlsx")
    assert {one.code for one in collected.problems} >= {Code.WORKED_ON_SINCE}


def test_a_sheet_that_goes_along_says_the_same(book: Path, tmp_path: Path) -> None:
    result = api.publish(doubled(book), tmp_path / "一")
    first, second = openpyxl.load_workbook(book)["副本"], openpyxl.load_workbook(compiled(result))["副本"]

    def said(sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[object]:
        typed = (cell.value for row in sheet.iter_rows() for cell in row)
        return [value for value in typed if value is not None and not str(value).startswith("=")]

    assert set(map(str, said(first))) <= set(map(str, said(second)))
