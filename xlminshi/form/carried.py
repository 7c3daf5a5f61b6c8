"""A sheet that goes along into a new workbook as it stands, because nobody can say yet whose figures count."""

from collections.abc import Sequence
from dataclasses import replace

from xlminshi.form import sheets as look
from xlminshi.form.as_written import content_of
from xlminshi.form.canvas import Canvas
from xlminshi.form.cells import is_uncalculated, shown
from xlminshi.form.fields import Origin, Sheet, fields_of
from xlminshi.form.grid import CellValue, Grid
from xlminshi.form.sheets import Page, SheetPlan
from xlminshi.form.tables import Table

_WIDTH, _WIDE, _LONG = 14, 40, 30  # characters: of a column, of one with words, and what counts as words
_CALCULATED = frozenset(one.key for one in fields_of(Sheet.LEDGER) if one.origin is Origin.CALCULATED)
_ALONE = replace(look.PLAIN, has_border=False, is_wrapped=False)


def carried_sheet(grid: Grid) -> SheetPlan:
    """Return a sheet that says cell by cell what another says; formulas become their results."""
    columns = max(map(len, grid.rows), default=0)
    canvas = Canvas(grid.name.strip(), tuple(_width(grid, column) for column in range(columns)))
    for row, values in enumerate(grid.rows):
        style = _ALONE if _is_heading(values) else look.PLAIN
        for column, value in enumerate(values):
            content, number_format = content_of(value)
            if content is not None or _is_of_table(values):
                canvas.put(row, column, content, replace(style, number_format=number_format))
    return replace(canvas.plan(), page=Page(is_landscape=True), tab_colour=look.WARNING_INK)


def without_open_formulas(table: Table) -> Grid:
    """Return the sheet of a form without those of our own formulas that gave no result: they would stand there as words."""
    ours = {column for key, column in table.columns.items() if key in _CALCULATED}
    rows = tuple(
        tuple(
            None if column in ours and is_uncalculated(value) else value for column, value in enumerate(row)
        )
        for row in table.grid.rows
    )
    return replace(table.grid, rows=rows)


def _width(grid: Grid, column: int) -> int:
    words = (row[column] for row in grid.rows if column < len(row) and not _is_heading(row))
    return _WIDE if any(len(shown(value)) > _LONG for value in words) else _WIDTH


def _is_of_table(row: Sequence[CellValue]) -> bool:
    return sum(value is not None for value in row) * 3 > len(row)


def _is_heading(row: Sequence[CellValue]) -> bool:
    return sum(value is not None for value in row) == 1
