"""What a chart keeps of the cells that it shows, taken from the plan: XlsxWriter knows only cells that it writes itself."""

import datetime as dt
from decimal import Decimal

from xlminshi.adapters.closed.plain.cells import days_of
from xlminshi.form.placed import PlacedRow, pieces_of
from xlminshi.form.sheets import Area, Content, Formula, Link, SheetPlan


def range_data(plan: SheetPlan, area: Area) -> list[object]:
    """Return the cells of a row or column as XlsxWriter's `_get_range_data` does; a row without cells gives a single None."""
    rows = _contents(plan, area.top, area.bottom)
    found: list[object] = []
    for row in range(area.top, area.bottom + 1):
        if row not in rows:
            found.append(None)
            continue
        cells = rows[row]
        found.extend(
            _kept(cells[column]) if column in cells else None for column in range(area.left, area.right + 1)
        )
    return found


def _contents(plan: SheetPlan, top: int, bottom: int) -> dict[int, dict[int, Content]]:
    """Return what stands in the cells of some rows; merged blocks hold nothing but in their first cell."""
    rows: dict[int, dict[int, Content]] = {}
    for piece in pieces_of(plan.cells):
        if isinstance(piece, PlacedRow):
            if top <= piece.row <= bottom:
                rows.setdefault(piece.row, {}).update(enumerate(piece.contents, start=piece.column))
            continue
        area = piece.area
        for row in range(max(top, area.top), min(bottom, area.bottom) + 1):
            rows.setdefault(row, {}).update(dict.fromkeys(range(area.left, area.right + 1)))
            if row == area.top:
                rows[row][area.left] = piece.content
    return rows


def _kept(content: Content) -> object:
    if isinstance(content, Formula):
        return content.result if isinstance(content.result, str) else float(content.result)
    if isinstance(content, Link):
        return content.text
    if isinstance(content, dt.date):
        return f"{days_of(content):.16g}"
    return f"{float(content):.16g}" if isinstance(content, Decimal | int) else content or ""
