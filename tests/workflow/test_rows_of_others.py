"""Figures of one unit in the form of another: never counted there, never passed over."""

import os
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.workflow.editing import HEADER_ROW, as_own_of, edited
from tests.workflow.mails import mail, words
from xlminshi import api
from xlminshi.core.problems import Code, Level, Problem

UNIT, OTHER = "区残联", "区教体局"
FILE = f"{UNIT}（代报）.xlsx"


@pytest.fixture
def book(demo_folder: Path) -> Path:
    return demo_folder / "1_标准工作簿.xlsx"


@pytest.fixture
def forms(demo_folder: Path) -> Path:
    return demo_folder / "3_回收填报表"


@pytest.fixture
def mistaken(forms: Path, tmp_path: Path) -> Path:
    """Return the form of one unit, copied over under the name of another, with a time before all others."""
    path = edited(forms / f"{OTHER}.xlsx", tmp_path / "来件" / FILE, as_own_of(UNIT))
    os.utime(path, (1664900000, 1664900000))
    return path


def of_code(result: api.Result[object], code: Code) -> list[Problem]:
    return [one for one in result.problems if one.code is code]


def test_a_unit_s_figures_under_the_name_of_another_are_told_until_it_has_reported_itself(
    book: Path, forms: Path, mistaken: Path, tmp_path: Path
) -> None:
    first = api.collect(book, (mistaken,), tmp_path / "一.xlsx")
    (told,) = of_code(first, Code.ROWS_OF_OTHER)
    assert (told.level, told.place.file, told.what.startswith(OTHER)) == (Level.MUST_FIX, FILE, True)
    assert of_code(first, Code.MOVED_ROW)
    assert sorted(api.ledger_of(first).unsettled_units) == sorted((UNIT, OTHER))
    assert first.value.totals.counts[0].verdict == "相符"
    folder = (mistaken, forms / f"{UNIT}.xlsx")
    second = api.collect(tmp_path / "一.xlsx", folder, tmp_path / "二.xlsx")
    assert of_code(second, Code.ROWS_OF_OTHER)
    assert not of_code(second, Code.OVERTAKEN)
    alone = api.collect(tmp_path / "一.xlsx", folder[1:], tmp_path / "单.xlsx")
    assert of_code(alone, Code.ROWS_OF_OTHER)
    for last in (forms / f"{OTHER}.xlsx",), (*folder, forms / f"{OTHER}.xlsx"):
        result = api.collect(tmp_path / "二.xlsx", last, tmp_path / "三.xlsx", replace=True)
        assert not [one for one in result.problems if one.place.file == FILE and one.level is Level.MUST_FIX]
    assert of_code(result, Code.OVERTAKEN)


def test_both_units_are_written_to_and_neither_is_told_of_the_other(
    book: Path, mistaken: Path, tmp_path: Path
) -> None:
    result = api.reply(book, (mistaken,), tmp_path / "出")
    assert sorted(result.value.refused) == sorted((UNIT, OTHER))
    letter = mail(tmp_path / "出" / "退回修改" / f"{OTHER}.eml")
    assert "贵单位牵头的实事填在其中，没有计入，请用本单位的填报表报送。" in words(letter)
    assert UNIT not in words(letter)
    assert OTHER not in words(mail(tmp_path / "出" / "退回修改" / f"{UNIT}.eml"))


def test_a_filled_row_of_another_unit_in_an_adopted_form_is_told_while_that_unit_is_silent(
    book: Path, forms: Path, tmp_path: Path
) -> None:
    theirs = openpyxl.load_workbook(forms / f"{OTHER}.xlsx").worksheets[0]

    def with_a_row(workbook: Workbook, sheet: Worksheet) -> None:
        row = sheet.max_row + 1
        for column in range(1, sheet.max_column + 1):
            sheet.cell(row, column).value = theirs.cell(HEADER_ROW + 1, column).value

    given = edited(forms / f"{UNIT}.xlsx", tmp_path / "来件" / f"{UNIT}.xlsx", with_a_row)
    first = api.collect(book, (given,), tmp_path / "一.xlsx")
    assert first.value.files_accepted == 1
    assert len(of_code(first, Code.ROWS_OF_OTHER)) == 1
    assert OTHER in api.ledger_of(first).silent_units  # and is reminded
    kept = api.check((tmp_path / "一.xlsx",))
    assert of_code(kept, Code.ROWS_OF_OTHER)
    both = api.collect(tmp_path / "一.xlsx", (forms / f"{OTHER}.xlsx",), tmp_path / "二.xlsx")
    assert not of_code(both, Code.ROWS_OF_OTHER)
