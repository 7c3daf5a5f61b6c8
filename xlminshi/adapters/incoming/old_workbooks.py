"""Workbooks of Excel 97–2003 and of WPS (.xls, .et), by xlrd.

calamine hands percentages over as bare shares (0.65) and errors as blanks; xlrd knows each cell's number format and
error code. What is lost: the text of formulas (a calculated cell is told, its formula is `…`) and whether a stored result
is up to date.
"""

import io
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from xlminshi.adapters.closed.locked import unlocked
from xlminshi.adapters.closed.number_formats import BUILT_IN, Meaning, format_meaning
from xlminshi.adapters.closed.preflight import Limits, damaged
from xlminshi.adapters.closed.sheet_rows import trimmed
from xlminshi.adapters.closed.sniffing import refusal
from xlminshi.adapters.closed.values import exact_number, meant
from xlminshi.adapters.incoming.biff_records import BookMarks, SheetMarks, area_address, book_marks
from xlminshi.form.grid import (
    Calculated,
    CellError,
    CellValue,
    FileTrait,
    Grid,
    Percent,
    Scalar,
    Traits,
    Workbook,
    cell_address,
)

T = TypeVar("T")
UNREAD_FORMULA = "…"
"""Stands for a formula whose text the file's format hides."""

_MACRO_STREAMS = frozenset({"_VBA_PROJECT_CUR", "_VBA_PROJECT"})


def read_old_workbook(
    name: str, content: bytes, streams: frozenset[str], passwords: tuple[str, ...], limits: Limits
) -> Workbook:
    """Return the sheets of an .xls or .et; refused by name if it is damaged, or locked and no password fits."""
    from xlrd import XLRDError  # 20 ms to import, and most returns are .xlsx

    traits = {FileTrait.OTHER_FORMAT}
    stream = _guarded(name, lambda: _stream(content))
    try:
        book = _book(stream)
    except XLRDError as error:
        if "encrypted" not in str(error):
            raise damaged(name) from error
        traits.add(FileTrait.PASSWORD)
        plain = unlocked(name, content, passwords)
        stream = _guarded(name, lambda: _stream(plain))
        book = _guarded(name, lambda: _book(stream))
    except Exception as error:  # xlrd raises whatever struct, list and assert raise in a broken file
        raise damaged(name) from error
    if book.nsheets > limits.sheets:
        raise refusal(name, f"工作表超过 {limits.sheets} 张", "请只保留填报用的工作表后再交")
    if streams & _MACRO_STREAMS:
        traits.add(FileTrait.MACRO)
    return _guarded(name, lambda: _workbook(name, book, book_marks(stream), traits, limits))


def _guarded(name: str, read: Callable[[], T]) -> T:
    try:
        return read()
    except Exception as error:
        raise damaged(name) from error


def _book(stream: bytes) -> Any:
    import xlrd

    # The bare stream, not the file: xlrd's own way through a damaged OLE2 directory can go on for hours.
    return xlrd.open_workbook(
        file_contents=stream, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
    )


def _stream(content: bytes) -> bytes:
    """Return the records of the workbook; ValueError where the file does not hold as much of them as it says."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(content)) as storage:
        name = "Workbook" if storage.exists("Workbook") else "Book"
        size = storage.get_size(name)
        stream = storage.openstream(name).read() if size <= len(content) else b""
    if len(stream) != size:
        raise ValueError("the stream is shorter than it says")
    return bytes(stream)


def _workbook(name: str, book: Any, marks: BookMarks, traits: set[FileTrait], limits: Limits) -> Workbook:
    if marks.has_links:
        traits.add(FileTrait.EXTERNAL_LINK)
    if marks.has_macro_sheet:
        traits.add(FileTrait.MACRO)
    meanings = tuple(_meaning(book, marks, number) for number in marks.formats)
    sheets = zip(book.sheets(), marks.sheets, strict=True)
    grids = tuple(_grid(_Cells(sheet, own, meanings, bool(book.datemode)), limits) for sheet, own in sheets)
    return Workbook(name, grids, "", frozenset(traits))


def _meaning(book: Any, marks: BookMarks, number: int) -> Meaning:
    """Return what a number format means; xlrd itself takes the Chinese built-in dates for plain numbers."""
    if number in marks.own and number in book.format_map:
        return format_meaning(book.format_map[number].format_str)
    return BUILT_IN.get(number, Meaning.NUMBER)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of one sheet, with what is needed to understand them."""

    sheet: Any
    marks: SheetMarks
    meanings: tuple[Meaning, ...]
    counts_from_1904: bool

    def row(self, row: int) -> Iterator[CellValue]:
        """Yield the values of one row."""
        kinds, values = self.sheet.row_types(row), self.sheet.row_values(row)
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            found = self._value(kind, value, row, column)
            if (row, column) in self.marks.formulas:
                yield calculated(found)
            else:
                yield None if found == "" else found

    def _value(self, kind: int, value: Any, row: int, column: int) -> Scalar:
        if kind in (2, 3):  # xlrd's number and date, told apart here by our own reading of the format
            return self._number(value, self.meanings[self.sheet.cell_xf_index(row, column)])
        if kind == 4:
            return bool(value)
        if kind == 5:
            return CellError(_error_text(value))
        return str(value) if kind == 1 else None

    def _number(self, value: float, meaning: Meaning) -> Scalar:
        if not math.isfinite(value):
            return CellError("#NUM!")
        number = exact_number(value)
        return (
            Percent(number) if meaning is Meaning.PERCENT else meant(meaning, number, self.counts_from_1904)
        )


def calculated(result: Scalar) -> Calculated:
    """Return the cell of a formula that cannot be read; a calculated percentage is a plain share, as in an .xlsx."""
    return Calculated(result.share if isinstance(result, Percent) else result, UNREAD_FORMULA)


def _error_text(code: int) -> str:
    from xlrd import error_text_from_code

    return str(error_text_from_code.get(code, f"#错误{code}"))


def _grid(cells: _Cells, limits: Limits) -> Grid:
    sheet = cells.sheet
    # No .xls has more than 256 columns, so only rows can lie beyond.
    kept = trimmed(tuple(cells.row(row)) for row in range(min(sheet.nrows, limits.rows)))
    beyond = _first_below(cells, limits.rows)
    return Grid(sheet.name, kept, sheet.visibility != 0, beyond, _traits(cells, kept))


def _first_below(cells: _Cells, begin: int) -> str:
    for row in range(begin, cells.sheet.nrows):
        for column, value in enumerate(cells.row(row)):
            if value is not None:
                return cell_address(row, column)
    return ""


def _traits(cells: _Cells, rows: tuple[tuple[CellValue, ...], ...]) -> Traits:
    sheet = cells.sheet
    width = max(map(len, rows), default=0)
    rows_hidden = (row for row, one in sheet.rowinfo_map.items() if one.hidden and row < len(rows))
    columns_hidden = (
        column
        for column, one in sheet.colinfo_map.items()
        if column < width and (one.hidden or one.width == 0)
    )
    notes = ((cell_address(*place), note.text) for place, note in sorted(sheet.cell_note_map.items()))
    return Traits(
        hidden_rows=tuple(sorted(rows_hidden)),
        hidden_columns=tuple(sorted(columns_hidden)),
        merges=tuple(
            area_address(top, left, end - 1, right - 1) for top, end, left, right in sheet.merged_cells
        ),
        notes=tuple(notes),
        validated=cells.marks.validated,
        is_protected=cells.marks.is_protected,
        shapes=cells.marks.shapes,
    )
