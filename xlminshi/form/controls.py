"""Control totals (核对数) on the sheets: the block that shows all."""

from dataclasses import replace

from xlminshi.core.controls import ControlTotals, Count
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.sheets import Content

HEADING = "核对数"
HEADERS = ("项目", "应", "实", "差", "结果")


def put_totals(canvas: Canvas, row: int, column: int, totals: ControlTotals, remark_columns: int) -> int:
    """Put the block of control totals with its heading at a cell; return the row below it."""
    canvas.put(row, column, HEADING, replace(look.LABEL, align="left", size=12))
    for index, header in enumerate(HEADERS):
        canvas.put(row + 1, column + index, header, look.HEAD)
    canvas.put(row + 1, column + len(HEADERS), "说明", look.HEAD, columns=remark_columns)
    for line, one in enumerate(totals.counts, start=row + 2):
        verdict = verdict_style(one)
        cells: tuple[tuple[Content, look.Style], ...] = (
            (one.name, look.CENTRE),
            (one.expected, look.CENTRE),
            (one.actual, look.CENTRE),
            (one.difference, verdict),
            (one.verdict, verdict),
        )
        for index, (content, style) in enumerate(cells):
            canvas.put(line, column + index, content, style)
        canvas.put(line, column + len(HEADERS), one.remark or None, look.PLAIN, columns=remark_columns)
    return row + 2 + len(totals.counts)


def verdict_style(one: Count) -> look.Style:
    """Return how a control total looks: red and bold only where something is lost."""
    if one.difference == 0:
        return look.CENTRE
    if one.is_explained:
        return replace(look.CENTRE, fill=look.OPEN_FILL)
    return replace(look.CENTRE, ink=look.WARNING_INK, is_bold=True)
