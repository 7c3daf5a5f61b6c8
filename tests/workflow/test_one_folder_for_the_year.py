"""An office that keeps one folder for the whole year: the files of earlier periods are done with, and in nobody's way."""

import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.workflow.editing import HEADER_ROW, column_of, edited
from xlminshi import api
from xlminshi.core.problems import Code, Level
from xlminshi.workflow.advancing import FORMS_FOLDER

UNIT, OTHER = "区城市管理局", "区残联"


@pytest.fixture(scope="module")
def next_book(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("十月")
    return api.next_period(demo_folder / "4_汇总工作簿.xlsx", folder).written[0]


def filled(book: Path, unit: str, target: Path) -> Path:
    """Fill the form of the period: all figures as before."""

    def fill(workbook: openpyxl.Workbook, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        last, now = column_of(sheet, "上期累计"), column_of(sheet, "累计完成")
        for row in range(HEADER_ROW + 1, sheet.max_row + 1):
            sheet.cell(row, now).value = sheet.cell(row, last).value

    return edited(book.parent / FORMS_FOLDER / f"{unit}.xlsx", target / f"{unit}.xlsx", fill)


def files(result: api.Result[object], code: Code) -> set[str]:
    return {one.place.file for one in result.problems if one.code is code}


def test_files_of_an_earlier_period_are_skipped_and_told(
    next_book: Path, demo_folder: Path, tmp_path: Path
) -> None:
    year = tmp_path / "全年"
    shutil.copytree(demo_folder / "3_回收填报表", year / "九月")
    filled(next_book, UNIT, year / "十月")
    target = tmp_path / "汇总.xlsx"
    result = api.collect(next_book, (year,), target)
    earlier = {path.name for path in (year / "九月").iterdir()}
    assert {name.rsplit("/", 1)[-1] for name in files(result, Code.PAST_PERIOD)} == earlier
    assert files(result, Code.WRONG_PERIOD) == set()
    assert result.value.files_accepted == 1
    assert result.value.totals.counts[0].verdict == "相符"
    missing = api.ledger_of(result)
    assert UNIT not in missing.missing_units
    assert OTHER in missing.silent_units
    assert api.reply(target, (year,), tmp_path / "退回").value.returned == ()


def test_a_late_form_of_an_earlier_period_counts_as_a_fault_until_the_unit_has_reported(
    next_book: Path, demo_folder: Path, tmp_path: Path
) -> None:
    def change(workbook: openpyxl.Workbook, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.cell(HEADER_ROW + 1, column_of(sheet, "备注")).value = "更正"

    late = edited(demo_folder / "3_回收填报表" / f"{UNIT}.xlsx", tmp_path / "年" / "迟.xlsx", change)
    first = api.collect(next_book, (late.parent,), tmp_path / "一.xlsx")
    assert files(first, Code.WRONG_PERIOD) == {"迟.xlsx"}
    assert UNIT in api.ledger_of(first).unsettled_units
    filled(next_book, UNIT, late.parent)
    second = api.collect(tmp_path / "一.xlsx", (late.parent,), tmp_path / "二.xlsx")
    assert files(second, Code.WRONG_PERIOD) == set()
    (told,) = (one for one in second.problems if one.code is Code.PAST_UNSEEN)
    assert told.level is Level.REMINDER  # it may correct what that period says
    assert f"{UNIT}本期的表已经采用，这一份没有采用" in told.what
    assert "如是对2022年1-9月份的更正" in told.cure
    later = api.collect(tmp_path / "二.xlsx", (late,), tmp_path / "三.xlsx")
    assert files(later, Code.WRONG_PERIOD) == set()
    assert files(later, Code.PAST_UNSEEN) == {"迟.xlsx"}


def test_a_file_without_a_period_that_counted_before_is_not_taken_for_this_one(
    next_book: Path, demo_folder: Path, tmp_path: Path
) -> None:
    def bare(workbook: openpyxl.Workbook, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        del workbook["表单信息"]
        for cell in sheet[2]:
            if cell.value not in (None, UNIT):
                cell.value = None

    form = edited(demo_folder / "3_回收填报表" / f"{UNIT}.xlsx", tmp_path / f"{UNIT}.xlsx", bare)
    september = tmp_path / "九月.xlsx"
    first = api.collect(demo_folder / "1_标准工作簿.xlsx", (form,), september)
    assert Code.PERIOD_UNSTATED in {one.code for one in first.problems}
    october = api.next_period(september, tmp_path / "十月").written[0]
    again = api.collect(october, (form,), tmp_path / "汇总.xlsx")
    assert files(again, Code.PAST_PERIOD) == {f"{UNIT}.xlsx"}
    assert UNIT in api.ledger_of(again).silent_units
