"""The workbook that checks itself says 全部一致 where a program calculates right, and 不一致 where one value is another."""

from pathlib import Path

import openpyxl
import pytest

from tests.office.recalculation import recalculate
from xlminshi.adapters.closed.writing import render
from xlminshi.workflow.self_checking import (
    ADDIN_SHEET,
    AGREED,
    DIFFERS,
    FILE_NAME,
    NATIVE_SHEET,
    NOT_YET,
    self_check_book,
)


def verdicts(path: Path, folder: Path) -> dict[str, object]:
    book = openpyxl.load_workbook(recalculate(path, folder), data_only=True)
    return {name: book[name]["B2"].value for name in (NATIVE_SHEET, ADDIN_SHEET)}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / FILE_NAME
    path.write_bytes(render(self_check_book()))
    return path


def test_the_native_formulas_agree_and_the_addins_cannot_without_the_addin(
    book: Path, tmp_path: Path
) -> None:
    assert openpyxl.load_workbook(book, data_only=True)[NATIVE_SHEET]["B2"].value == NOT_YET
    assert verdicts(book, tmp_path / "out") == {NATIVE_SHEET: AGREED, ADDIN_SHEET: DIFFERS}


@pytest.mark.parametrize(("cell", "value"), [("A5", 21415), ("G6", 1.0804), ("I50", "已完成")])
def test_one_changed_value_is_noticed(book: Path, tmp_path: Path, cell: str, value: object) -> None:
    workbook = openpyxl.load_workbook(book)
    workbook[NATIVE_SHEET][cell] = value
    workbook.save(book)
    assert verdicts(book, tmp_path / "out")[NATIVE_SHEET] == DIFFERS
