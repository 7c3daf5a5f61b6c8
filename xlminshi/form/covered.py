"""Figures that a merged cell hides: nobody who looks at the sheet sees them, so nobody may be quoted with them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from xlminshi.form.fields import Entry, Origin, Sheet, fields_of
from xlminshi.form.placed import Area
from xlminshi.form.tables import Table

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?")
_FIGURES = tuple(
    field.key
    for field in fields_of(Sheet.UNIT)
    if field.origin is Origin.ENTRY and field.entry in (Entry.NUMBER, Entry.MONEY)
)


@lru_cache(maxsize=4096)
def area_of(address: str) -> Area | None:
    """Return the block of cells that an address such as B3:B5 names, or None for whole columns and the like."""
    match = _AREA.fullmatch(address)
    if match is None:
        return None
    left, top, right, bottom = match.groups()
    return Area(int(top) - 1, _column(left), int(bottom or top) - 1, _column(right or left))


def without_covered_figures(table: Table) -> Table:
    """Return the table as a person sees it: in a merged block only the first cell holds a figure."""
    if not table.grid.traits.merges:
        return table
    covered = {
        (row, column)
        for area in filter(None, map(area_of, table.grid.traits.merges))
        for row, column in _figures_beneath(table, area)
    }
    if not covered:
        return table
    rows = tuple(
        tuple(None if (row, column) in covered else value for column, value in enumerate(values))
        for row, values in enumerate(table.grid.rows)
    )
    return replace(table, grid=replace(table.grid, rows=rows))


def _figures_beneath(table: Table, area: Area) -> Iterator[tuple[int, int]]:
    for key in _FIGURES:
        column = table.columns.get(key, -1)
        if area.left <= column <= area.right:
            for row in range(max(area.top, table.header_row + 1), min(area.bottom + 1, len(table.grid.rows))):
                if (row, column) != (area.top, area.left):
                    yield row, column


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
