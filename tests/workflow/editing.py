"""Returns changed as people change them, by a second library, so that nothing of our own writer is taken for granted."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xlminshi.form.companions import STAMP_SHEET

HEADER_ROW = 4


def edited(source: Path, target: Path, change: Callable[[Workbook, Worksheet], None]) -> Path:
    """Save a copy of a return after `change` has been applied to its first sheet."""
    workbook = openpyxl.load_workbook(source)
    change(workbook, workbook.worksheets[0])
    target.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(target)
    return target


def column_of(sheet: Worksheet, header: str, row: int = HEADER_ROW) -> int:
    """Return the 1-based column under a header; captions may have a second line."""
    return next(
        cell.column for cell in sheet[row] if cell.value and str(cell.value).split("\n")[0].strip() == header
    )


def row_of(sheet: Worksheet, indicator: str, row: int = HEADER_ROW) -> int:
    """Return the 1-based row of an indicator."""
    column = column_of(sheet, "指标名称", row)
    return next(
        number
        for number in range(row + 1, sheet.max_row + 1)
        if sheet.cell(number, column).value == indicator
    )


def rebuilt(source: Path, target: Path, arrange: Callable[[list[list[object]]], list[list[object]]]) -> Path:
    """Save the values of a return in a new workbook, its rows and columns rearranged: a form that was copied over."""
    sheet = openpyxl.load_workbook(source, data_only=True).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    workbook = openpyxl.Workbook()
    copy = workbook.active
    copy.title = sheet.title
    for row in arrange(rows):
        copy.append(row)
    workbook.save(target)
    return target


def as_own_of(unit: str) -> Callable[[Workbook, Worksheet], None]:
    """Return a change that makes a form somebody else's: the head names the unit, the stamp is gone."""

    def change(workbook: Workbook, sheet: Worksheet) -> None:
        workbook.remove(workbook[STAMP_SHEET])
        sheet.title = "Sheet1"
        label = next(cell for cell in sheet[2] if str(cell.value or "").startswith("填报单位"))
        sheet.cell(2, label.column + 1).value = unit

    return change
