"""Sheet plans → an .xlsx file. Same plan, same bytes; text is always written as text, never as formula.

Cells are written straight from their plans (`closed/plain/`), what is drawn by XlsxWriter; it makes no difference to the bytes,
only to time and memory (docs/decisions/0022 and 0023).
"""

import contextlib
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from xlminshi.adapters.closed.led_sheets import ROWS_PLACE, LedBook
from xlminshi.adapters.closed.pens import Pens
from xlminshi.adapters.closed.plain.books import plain_book
from xlminshi.adapters.closed.plain.sheets import is_plain
from xlminshi.adapters.closed.plain.words import (
    SHARED_PART,
    NotPlainError,
    shared_texts,
    text_item,
    with_marks,
)
from xlminshi.adapters.closed.worksheets import new_workbook, put_buttons, write_sheet
from xlminshi.adapters.packing import Deflated, pack, unpack
from xlminshi.form.sheets import BookPlan

_SHEET_PART = "xl/worksheets/sheet{}.xml"
_EMPTY_RESULT = re.compile(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)>(<f>[^<]*</f><v></v></c>)')
_BUTTON_FONTS = (b'<font face="Calibri" size="220"', '<font face="黑体" size="260"'.encode())


Further: TypeAlias = Callable[[Mapping[str, bytes]], Mapping[str, bytes]]
"""Gives the parts that are to be added, or to take the place of others, from those that there are beside the cells."""


@dataclass(frozen=True, slots=True)
class Macros:
    """A VBA project, and the names by which its document modules know the workbook and its sheets, in tab order."""

    project: bytes
    workbook: str
    sheets: Sequence[str]
    further: Further = field(default=lambda parts: {})


def render(plan: BookPlan, macros: Macros | None = None) -> bytes:
    """Return the .xlsx file of a workbook plan; with `macros` it is an .xlsm file and shows the plan's buttons."""
    if macros is None and all(is_plain(one, has_macros=False) for one in plan.sheets):
        with contextlib.suppress(NotPlainError):
            return plain_book(plan)
    target = io.BytesIO()
    book = LedBook(new_workbook(target))
    opened = plan.first or plan.sheets[0].name
    code_names = macros.sheets if macros is not None else [""] * len(plan.sheets)
    worksheets = {
        sheet.name: book.add(sheet, is_plain(sheet, macros is not None), sheet.name == opened, code_name)
        for sheet, code_name in zip(plan.sheets, code_names, strict=True)
    }
    _complete(book.workbook, plan, macros, worksheets)
    book.let_go()
    return _finished(target.getvalue(), book, macros)


def render_by_library(plan: BookPlan, macros: Macros | None = None) -> bytes:
    """Return the same file with every sheet written by XlsxWriter: the measure for the way above."""
    target = io.BytesIO()
    workbook = new_workbook(target)
    pens = Pens(workbook)
    worksheets = {}
    for sheet in plan.sheets:
        worksheets[sheet.name] = workbook.add_worksheet(sheet.name)
        write_sheet(workbook, worksheets[sheet.name], sheet, pens)
    texts = tuple(workbook.str_table.string_table)
    _complete(workbook, plan, macros, worksheets)
    parts = _mended(unpack(target.getvalue()))
    if SHARED_PART in parts:
        parts[SHARED_PART] = _without_raw_texts(parts[SHARED_PART], texts)
    return pack({**parts, **_further(parts, macros)})


def _complete(workbook: Any, plan: BookPlan, macros: Macros | None, worksheets: dict[str, Any]) -> None:
    """Put what belongs to the whole workbook, and close it."""
    if macros is not None:
        _put_macros(workbook, plan, macros)
    for name, sheet_name, cell in plan.names:
        workbook.define_name(name, f"='{sheet_name}'!{_absolute(cell)}")
    if plan.first:
        worksheets[plan.first].activate()
        worksheets[plan.first].set_first_sheet()
    workbook.close()


def _put_macros(workbook: Any, plan: BookPlan, macros: Macros) -> None:
    workbook.add_vba_project(io.BytesIO(macros.project), is_stream=True)
    workbook.set_vba_name(macros.workbook)
    for worksheet, sheet, name in zip(workbook.worksheets(), plan.sheets, macros.sheets, strict=True):
        worksheet.set_vba_name(name)
        put_buttons(worksheet, sheet)


def _finished(content: bytes, book: LedBook, macros: Macros | None) -> bytes:
    """Return the package that XlsxWriter has written around the sheets, with the sheets and the texts in it."""
    table = book.workbook.str_table
    written = _mended(unpack(content))
    for index, rows in book.rows.items():
        name = _SHEET_PART.format(index + 1)
        written[name] = written[name].replace(ROWS_PLACE, rows, 1)
    parts: dict[str, bytes | Deflated] = {**written, **_further(written, macros)}
    parts |= {_SHEET_PART.format(index + 1): part for index, part in book.parts.items()}
    if SHARED_PART in parts:
        parts[SHARED_PART] = shared_texts(book.texts(), table.count, table.unique_count)
    return pack(parts)


def _further(parts: Mapping[str, bytes], macros: Macros | None) -> Mapping[str, bytes]:
    return macros.further(parts) if macros is not None else {}


def _mended(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Do what XlsxWriter does not: the type of a text for formulas that show nothing, a Chinese font for buttons."""
    for name, part in parts.items():
        if name.startswith("xl/worksheets/"):
            parts[name] = _EMPTY_RESULT.sub(rb'\1 t="str">\2', part)
        elif name.startswith("xl/drawings/vmlDrawing"):
            parts[name] = part.replace(*_BUTTON_FONTS)
    return parts


def _without_raw_texts(part: bytes, texts: Sequence[str]) -> bytes:
    """Return the shared texts; XlsxWriter writes one between <r> and </r> as it stands, which would break the file."""
    for text in texts:
        if text.startswith("<r>") and text.endswith("</r>"):
            part = part.replace(f"<si>{with_marks(text)}</si>".encode(), text_item(text).encode())
    return part


def _absolute(cell: str) -> str:
    letters = cell.rstrip("0123456789")
    return f"${letters}${cell[len(letters) :]}"
