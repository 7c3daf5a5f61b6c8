"""Sheet plans → an .xlsx file. Same plan, same bytes; text is always written as text, never as formula.

Plain sheets are written straight from their plans (`closed/plain/`), all others by XlsxWriter; it makes no difference to the
bytes, only to the time (docs/decisions/0022).
"""

import contextlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.worksheet import Worksheet

from xlminshi.adapters.closed.pens import Pens, look_options
from xlminshi.adapters.closed.plain.books import plain_book
from xlminshi.adapters.closed.plain.sheets import PreparedSheet, plain_sheets, prepared
from xlminshi.adapters.closed.plain.words import SHARED_PART, NotPlainError, Texts, text_item, with_marks
from xlminshi.adapters.closed.set_up import set_page, set_view
from xlminshi.adapters.closed.worksheets import new_workbook, put_buttons, write_sheet
from xlminshi.adapters.packing import pack, unpack
from xlminshi.form.sheets import BookPlan, SheetPlan, Style

_EMPTY_RESULT = re.compile(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)>(<f>[^<]*</f><v></v></c>)')
_BUTTON_FONTS = (b'<font face="Calibri" size="220"', '<font face="黑体" size="260"'.encode())


@dataclass(frozen=True, slots=True)
class Macros:
    """A VBA project, and the names by which its document modules know the workbook and its sheets, in tab order."""

    project: bytes
    workbook: str
    sheets: Sequence[str]


class _PlainWorksheet(Worksheet):  # type: ignore[misc]
    """A sheet that XlsxWriter counts among its own, but that is written from its plan; its part is empty until the end."""

    prepared: PreparedSheet
    pens: Pens
    content = b""

    def _assemble_xml_file(self) -> None:
        self.content = self.prepared.written(self._number_of, bool(self.selected), self.vba_codename or "")

    def _number_of(self, style: Style, is_quoted: bool) -> int:
        number: int = self.pens.of(style, is_quoted)._get_xf_index()
        return number


def render(plan: BookPlan, macros: Macros | None = None) -> bytes:
    """Return the .xlsx file of a workbook plan; with `macros` it is an .xlsm file and shows the plan's buttons."""
    plain = plain_sheets(plan, macros is not None)
    if macros is None and len(plain) == len(plan.sheets):
        with contextlib.suppress(NotPlainError):
            return plain_book(plan)
    return _rendered(plan, macros, plain)


def render_by_library(plan: BookPlan, macros: Macros | None = None) -> bytes:
    """Return the same file with every sheet written by XlsxWriter: the way for what is not plain, and the measure for it."""
    return _rendered(plan, macros, frozenset())


def _rendered(plan: BookPlan, macros: Macros | None, plain: frozenset[str]) -> bytes:
    target = io.BytesIO()
    workbook = new_workbook(target)
    pens = Pens(workbook)
    sheets = {}
    for sheet in plan.sheets:
        one = _prepared(workbook, sheet) if sheet.name in plain else None
        if one is not None:
            sheets[sheet.name] = _add_plain(workbook, one, pens)
        else:
            sheets[sheet.name] = workbook.add_worksheet(sheet.name)
            write_sheet(workbook, sheets[sheet.name], sheet, pens)
    if macros is not None:
        _put_macros(workbook, plan, macros)
    for name, sheet_name, cell in plan.names:
        workbook.define_name(name, f"='{sheet_name}'!{_absolute(cell)}")
    if plan.first:
        sheets[plan.first].activate()
        sheets[plan.first].set_first_sheet()
    texts = tuple(workbook.str_table.string_table)
    workbook.close()
    written = (one for one in workbook.worksheets() if isinstance(one, _PlainWorksheet))
    plain_parts = {f"xl/worksheets/sheet{one.index + 1}.xml": one.content for one in written}
    return _finished(target.getvalue(), plain_parts, texts)


def _prepared(workbook: Any, plan: SheetPlan) -> PreparedSheet | None:
    """Return a sheet whose texts are numbered among those of the others; None for one that only XlsxWriter can write."""
    table = workbook.str_table
    texts = Texts(table.string_table)
    try:
        one = prepared(
            plan, texts, lambda fill, ink: workbook.add_format(look_options(fill, ink))._get_dxf_index()
        )
    except NotPlainError:
        while len(table.string_table) > table.unique_count:  # the texts that had their numbers already
            table.string_table.popitem()
        return None
    table.count += texts.uses
    table.unique_count = len(texts.numbers)
    return one


def _add_plain(workbook: Any, one: PreparedSheet, pens: Pens) -> Any:
    worksheet = workbook.add_worksheet(one.plan.name, worksheet_class=_PlainWorksheet)
    worksheet.prepared, worksheet.pens = one, pens
    set_view(worksheet, one.plan)
    set_page(worksheet, one.plan)
    return worksheet


def _put_macros(workbook: Any, plan: BookPlan, macros: Macros) -> None:
    workbook.add_vba_project(io.BytesIO(macros.project), is_stream=True)
    workbook.set_vba_name(macros.workbook)
    for worksheet, sheet, name in zip(workbook.worksheets(), plan.sheets, macros.sheets, strict=True):
        worksheet.set_vba_name(name)
        put_buttons(worksheet, sheet)


def _finished(content: bytes, plain: Mapping[str, bytes], texts: Sequence[str]) -> bytes:
    """Put in the plain sheets, and do what XlsxWriter does not: the type of a text for formulas that show nothing, a Chinese
    font for buttons, and a text for what looks like the inside of one.
    """
    parts = unpack(content)
    for name, part in parts.items():
        if name in plain:
            parts[name] = plain[name]
        elif name.startswith("xl/worksheets/"):
            parts[name] = _EMPTY_RESULT.sub(rb'\1 t="str">\2', part)
        elif name.startswith("xl/drawings/vmlDrawing"):
            parts[name] = part.replace(*_BUTTON_FONTS)
        elif name == SHARED_PART:
            parts[name] = _without_raw_texts(part, texts)
    return pack(parts)


def _without_raw_texts(part: bytes, texts: Sequence[str]) -> bytes:
    """Return the shared texts; XlsxWriter writes one between <r> and </r> as it stands, which would break the file."""
    for text in texts:
        if text.startswith("<r>") and text.endswith("</r>"):
            part = part.replace(f"<si>{with_marks(text)}</si>".encode(), text_item(text).encode())
    return part


def _absolute(cell: str) -> str:
    letters = cell.rstrip("0123456789")
    return f"${letters}${cell[len(letters) :]}"
