"""Writing single cells of the open workbook with their looks, for 首页, which cannot be replaced while it is in use."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from xlminshi.adapters.live.reading import area_range
from xlminshi.form.sheets import LINE, Area, Content, Formula, Link, PlacedCell, SheetPlan, Style

_VERTICAL = {"vcenter": "center", "top": "top", "bottom": "bottom"}


def written(content: Content) -> Any:
    """Return what xlwings has to be given so that Excel stores this content and nothing else.

    A text goes with an apostrophe in front, which Excel takes for "this is text" and does not show: without it 001 becomes
    1, and 1-9 the ninth of January. A Decimal would become money with four digits.
    """
    if content is None or content == "":
        return None
    if isinstance(content, str):
        return f"'{content}"
    if isinstance(content, Link):
        return f"'{content.text}"
    if isinstance(content, Formula):
        return f"={content.text}"
    if isinstance(content, dt.date):
        return dt.datetime(content.year, content.month, content.day)
    return float(content)


def paint(sheet: Any, cells: Iterable[PlacedCell]) -> None:
    """Write cells with their looks, each into its first cell or, if it is larger, its merged block."""
    for cell in cells:
        block = area_range(sheet, cell.area)
        first = area_range(sheet, Area(cell.area.top, cell.area.left, cell.area.top, cell.area.left))
        if isinstance(cell.content, Link):
            place = f"#'{cell.content.sheet}'!{cell.content.cell}"
            first.add_hyperlink(place, cell.content.text, cell.content.text)
        else:
            first.value = written(cell.content)
        _dress(block, cell.style)  # behind the link, which Excel gives a look of its own


def lay_out(sheet: Any, plan: SheetPlan) -> None:
    """Clear a sheet and write it from the beginning; what lies over the cells, such as buttons, stays."""
    sheet.used_range.unmerge()
    sheet.used_range.clear()
    for cell in plan.cells:
        if (cell.area.top, cell.area.left) != (cell.area.bottom, cell.area.right):
            area_range(sheet, cell.area).merge()
    paint(sheet, plan.cells)
    for cell in plan.cells:
        if cell.style.has_border and cell.style.align == "left":
            area_range(sheet, cell.area).adjust_indent(1)
    for row, points in plan.heights:
        sheet.range((row + 1, 1)).row_height = points


def _dress(block: Any, style: Style) -> None:
    """Give a block of cells the looks of a style."""
    block.font.name, block.font.size, block.font.bold = style.font, style.size, style.is_bold
    block.font.color = f"#{style.ink}"
    block.color = f"#{style.fill}" if style.fill else None
    block.horizontal_alignment = style.align
    block.vertical_alignment = _VERTICAL[style.vertical]
    block.wrap_text = style.is_wrapped
    block.number_format = style.number_format or "General"
    if style.has_border:
        block.borders.set(line_style="continuous", weight="thin", color=f"#{LINE}")
