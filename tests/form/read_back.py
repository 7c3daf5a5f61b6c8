"""What a spreadsheet program would hand back of a sheet that was laid out, without any file in between."""

from decimal import Decimal

from hypothesis import settings

from xlminshi.form.grid import Calculated, CellValue, Grid, Percent, cell_address
from xlminshi.form.markdown import grid_from_markdown
from xlminshi.form.sheets import Content, Formula, Link, SheetPlan, Visibility

# Laying out and reading whole sheets takes its time on a busy machine.
unhurried = settings(deadline=None)


def grid_of(plan: SheetPlan) -> Grid:
    """Return the grid that reading the sheet gives: only the first cell of a merged block holds anything."""
    bottom = max((cell.area.bottom for cell in plan.cells), default=-1)
    right = max((cell.area.right for cell in plan.cells), default=-1)
    rows: list[list[CellValue]] = [[None] * (right + 1) for _ in range(bottom + 1)]
    for cell in plan.cells:
        rows[cell.area.top][cell.area.left] = _value(cell.content, cell.style.number_format)
    is_hidden = plan.visibility is Visibility.HIDDEN
    return Grid(plan.name, tuple(tuple(row) for row in rows), is_hidden)


def _value(content: Content, number_format: str) -> CellValue:
    if isinstance(content, Formula):
        result = content.result
        return Calculated(result if isinstance(result, str) else _number(result, number_format), content.text)
    if isinstance(content, Link):
        return content.text
    if isinstance(content, Decimal | int):
        return _number(Decimal(content), number_format)
    return content


def _number(value: Decimal, number_format: str) -> CellValue:
    return Percent(value) if number_format.endswith("%") else value


def with_cell(grid: Grid, address: str, value: CellValue) -> Grid:
    """Return the sheet after somebody has typed into one cell."""
    rows = [list(row) for row in grid.rows]
    for index, row in enumerate(rows):
        for column in range(len(row)):
            if cell_address(index, column) == address:
                row[column] = value
                return Grid(grid.name, tuple(tuple(one) for one in rows), grid.is_hidden, grid.beyond)
    raise AssertionError(address)


def grid_with(text: str, name: str, *changes: tuple[str, CellValue]) -> Grid:
    """Return the sheet of a Markdown table with some cells that Markdown cannot show."""
    grid = grid_from_markdown(text, name)
    for address, value in changes:
        grid = with_cell(grid, address, value)
    return grid
