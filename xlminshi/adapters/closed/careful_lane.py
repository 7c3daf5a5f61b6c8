"""The careful lane: any valid sheet XML, streamed cell by cell within bounds.

Not openpyxl: it reads Strict workbooks as empty and Chinese built-in dates as numbers, loses escaped
characters, fails on odd styles that no cell value needs, and must read twice for formula and result.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from xml.etree import ElementTree as ET

from xlminshi.adapters.closed.contents import joined_text, local_name
from xlminshi.adapters.closed.preflight import Limits
from xlminshi.adapters.closed.sheet_rows import Place, SheetRows, place_of, trimmed
from xlminshi.adapters.closed.values import Decoder
from xlminshi.form.grid import Calculated, CellValue, cell_address

_MOST_AREA_CELLS = 100_000
"""Cells of array formulas that are followed; one formula claiming a whole sheet must not fill the memory."""


def read_rows(xml: bytes, decoder: Decoder, limits: Limits) -> SheetRows:
    """Return the sheet's filled cells within the limits; reading ends at the first filled row beyond them.

    A cell that stands twice raises ValueError.
    """
    cells: dict[int, dict[int, CellValue]] = {}
    beyond = ""
    formulas = _Formulas()
    for row, column, element in _placed_cells(xml):
        value = _cell_value(element, (row, column), decoder, formulas)
        if value is None:
            continue
        if row < limits.rows and column < limits.columns:
            own = cells.setdefault(row, {})
            if column in own:  # nobody can say which of the two the sender saw
                raise ValueError(f"{cell_address(row, column)} stands twice")
            own[column] = value
            continue
        beyond = beyond or cell_address(row, column)
        if row >= limits.rows:
            break
    return SheetRows(trimmed(_dense(cells)), beyond)


def _dense(cells: dict[int, dict[int, CellValue]]) -> Iterator[tuple[CellValue, ...]]:
    """Yield every row from the first to the last filled one, each as wide as its own last filled cell."""
    for number in range(max(cells, default=-1) + 1):
        row = cells.get(number, {})
        yield tuple(row.get(column) for column in range(max(row, default=-1) + 1))


def _placed_cells(xml: bytes) -> Iterator[tuple[int, int, ET.Element]]:
    """Yield row, column and element of each cell; addresses may be left out and then follow the one before."""
    row = -1
    for element in _row_elements(xml):
        number = element.get("r")
        row = int(number) - 1 if number else row + 1
        column = -1
        for cell in element:
            if local_name(cell) != "c":
                continue
            address = cell.get("r")
            at_row, column = place_of(address) if address else (row, column + 1)
            yield at_row, column, cell


def _row_elements(xml: bytes) -> Iterator[ET.Element]:
    """Yield each row of the sheet and forget it afterwards, so that memory does not grow with the sheet.

    Rows in two places raise ValueError.
    """
    sheet: ET.Element | None = None
    row_tag = ""
    for event, element in ET.iterparse(io.BytesIO(xml), events=("start", "end")):
        if event == "end":
            if sheet is not None and element.tag == row_tag:
                yield element
                sheet.clear()
        elif local_name(element) == "sheetData":
            if sheet is not None:  # nobody can say which of the two the sender saw
                raise ValueError("rows in two places")
            sheet, row_tag = element, element.tag.replace("sheetData", "row")


def _cell_value(element: ET.Element, place: Place, decoder: Decoder, formulas: "_Formulas") -> CellValue:
    kind = element.get("t", "n")
    style = int(element.get("s", "0"))
    parts = {local_name(part): part for part in element}
    if len(parts) < len(element):  # two values, or two formulas: nobody can say which the sender saw
        raise ValueError(f"{cell_address(*place)} holds two of a kind")
    text = _stored_text(parts.get("is"), parts.get("v"))
    formula = formulas.at(parts.get("f"), place)
    if formula:
        return Calculated(decoder.calculated(kind, text, style), formula)
    return decoder.typed(kind, text, style)


def _stored_text(inline: ET.Element | None, stored: ET.Element | None) -> str:
    if inline is not None:
        return joined_text(inline)
    return "" if stored is None else stored.text or ""


@dataclass(slots=True)
class _Formulas:
    """The formulas of a sheet that reach beyond their own cell, as met while reading from the top."""

    shared: dict[str, tuple[str, Place]] = field(default_factory=dict)
    areas: dict[Place, str] = field(default_factory=dict)

    def at(self, element: ET.Element | None, place: Place) -> str:
        """Return the formula of the cell at `place`, without "="; "" if a person typed the value."""
        if element is None:
            return self.areas.get(place, "")
        text = (element.text or "").removeprefix("=")
        kind = element.get("t", "normal")
        if kind == "shared":
            return self._shared(element.get("si", ""), text, place)
        if kind in ("array", "dataTable"):
            self._remember_area(element.get("ref", ""), text or "TABLE()")
            return text or "TABLE()"
        return text

    def _shared(self, number: str, text: str, place: Place) -> str:
        if text:
            self.shared[number] = (text, place)
            return text
        master, origin = self.shared.get(number, ("", place))
        return _moved(master, origin, place) if master else f"共享公式{number}"

    def _remember_area(self, reference: str, formula: str) -> None:
        first, _, last = reference.partition(":")
        if not last:
            return
        (top, left), (bottom, right) = place_of(first), place_of(last)
        if (bottom - top + 1) * (right - left + 1) <= _MOST_AREA_CELLS - len(self.areas):
            places = product(range(top, bottom + 1), range(left, right + 1))
            self.areas.update(dict.fromkeys(places, formula))


def _moved(formula: str, origin: Place, place: Place) -> str:
    """Return a shared formula as it reads in another of its cells: C5/D5 one row lower is C6/D6."""
    from openpyxl.formula.translate import Translator  # costs 0.3 s to import; most forms share no formula

    try:
        moved = Translator(f"={formula}", cell_address(*origin)).translate_formula(cell_address(*place))
    except Exception:  # the tokenizer's own errors; the text as written in the first cell is still a formula
        return formula
    return str(moved).removeprefix("=")
