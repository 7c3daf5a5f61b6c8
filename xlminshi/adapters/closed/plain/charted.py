"""What a chart keeps of the cells that it shows, taken from the plan: XlsxWriter knows only cells that it writes itself."""

import datetime as dt
from decimal import Decimal

from xlminshi.adapters.closed.plain.cells import days_of
from xlminshi.form.sheets import Content, Formula, Link, SheetPlan


def contents_by_row(plan: SheetPlan) -> dict[int, dict[int, Content]]:
    """Return what stands in the cells of a sheet by row and column; merged blocks hold nothing but in their first cell."""
    rows: dict[int, dict[int, Content]] = {}
    for cell in plan.cells:
        area = cell.area
        for row in range(area.top, area.bottom + 1):
            rows.setdefault(row, {}).update(dict.fromkeys(range(area.left, area.right + 1)))
        rows[area.top][area.left] = cell.content
    return rows


def range_data(
    rows: dict[int, dict[int, Content]], top: int, left: int, bottom: int, right: int
) -> list[object]:
    """Return the cells of a row or column as XlsxWriter's `_get_range_data` does; a row without cells gives a single None."""
    found: list[object] = []
    for row in range(top, bottom + 1):
        if row not in rows:
            found.append(None)
            continue
        cells = rows[row]
        found.extend(_kept(cells[column]) if column in cells else None for column in range(left, right + 1))
    return found


def _kept(content: Content) -> object:
    if isinstance(content, Formula):
        return content.result if isinstance(content.result, str) else float(content.result)
    if isinstance(content, Link):
        return content.text
    if isinstance(content, dt.date):
        return f"{days_of(content):.16g}"
    return f"{float(content):.16g}" if isinstance(content, Decimal | int) else content or ""
