"""A sheet that goes along into a new workbook as it stands, because nobody can say yet whose figures count."""

from dataclasses import replace

from xlminshi.form import sheets as look
from xlminshi.form.as_written import content_of
from xlminshi.form.canvas import Canvas
from xlminshi.form.grid import Grid
from xlminshi.form.sheets import Page, SheetPlan

_WIDTH = 14


def carried_sheet(grid: Grid) -> SheetPlan:
    """Return a sheet that says cell by cell what another says; formulas become their results."""
    columns = max(map(len, grid.rows), default=0)
    canvas = Canvas(grid.name.strip(), (_WIDTH,) * columns)
    for row, values in enumerate(grid.rows):
        for column, value in enumerate(values):
            content, number_format = content_of(value)
            if content is not None:
                canvas.put(row, column, content, replace(look.PLAIN, number_format=number_format))
    return replace(canvas.plan(), page=Page(is_landscape=True), tab_colour=look.WARNING_INK)
