"""What an office's script would take that writes the very sheets that we write: the fair half of “end to end”.

The loop of pandas + openpyxl (ways.py) ends with two plain sheets. This one reads the forms as that loop does, and then writes
by openpyxl every cell of our compiled workbook, its formula and its format (a named style each, the quick way there); no charts,
no lists, no bulletin, nothing checked.
"""

import io
import warnings
from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import Any

_LOOKS = ("font", "fill", "border", "alignment", "number_format")
Cells = list[tuple[int, int, object, str]]


def same_sheets(
    compiled: Callable[[], bytes], loop: Callable[[], object], target: Path
) -> Callable[[], object]:
    """Return the work of reading by `loop` and of writing the cells of `compiled` to `target`."""
    import openpyxl
    from openpyxl.styles import NamedStyle

    sheets, looks = _taken_apart(compiled())

    def work() -> None:
        loop()
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, parts in looks.items():
            book.add_named_style(NamedStyle(name, **parts))
        for title, cells in sheets:
            sheet = book.create_sheet(title)
            for row, column, value, look in cells:
                sheet.cell(row, column, value).style = look
        book.save(target)

    return work


def _taken_apart(content: bytes) -> tuple[list[tuple[str, Cells]], dict[str, dict[str, Any]]]:
    """Return the sheets with their cells, and the looks of the cells by name."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # charts and data bars are not copied
        book = openpyxl.load_workbook(io.BytesIO(content))
    looks: dict[str, dict[str, Any]] = {}
    names: dict[tuple[int, ...], str] = {}
    sheets = []
    for sheet in book:
        cells: Cells = []
        for row in sheet.iter_rows():
            for cell in row:
                if cell.__class__.__name__ != "Cell" or not (cell.has_style or cell.value is not None):
                    continue
                key = tuple(cell._style)
                if key not in names:
                    names[key] = f"样式{len(names)}"
                    looks[names[key]] = {name: copy(getattr(cell, name)) for name in _LOOKS}
                cells.append((cell.row, cell.column, cell.value, names[key]))
        sheets.append((sheet.title, cells))
    return sheets, looks
