"""A sheet plan → XlsxWriter's worksheet: every kind of sheet, and the measure for those that are written without it."""

import datetime as dt
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter

from xlminshi.adapters.closed.charts import put_graphics
from xlminshi.adapters.closed.entries import areas_by_rule, entry_options, range_of
from xlminshi.adapters.closed.pens import Pens, look_options
from xlminshi.adapters.closed.plain.cells import LIKE_FORMULA
from xlminshi.adapters.closed.set_up import set_page, set_view
from xlminshi.form.sheets import (
    Area,
    Button,
    CellNote,
    Content,
    Formula,
    Link,
    PlacedCell,
    SheetPlan,
    lines_needed,
)

# A fixed moment: the file must not tell when or by whom it was made, and the same content must give the same bytes.
_MADE = dt.datetime(2000, 1, 1)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Without a font scheme: Excel would otherwise show its theme's font (Calibri) in place of the named one.
_NORMAL_FONT = {"font_name": "宋体", "font_size": 11, "font_scheme": "none"}
# Widths and heights that nobody has set: pixels and points.
_USUAL_COLUMN, _USUAL_ROW = 64, 15.0
_BUTTON_EDGE = 4
_NOTE_WIDTH, _NOTE_LINE, _NOTE_CHARACTERS, _HIGHEST_NOTE = 300, 18, 40, 400


def new_workbook(target: BinaryIO) -> Any:
    """Return an empty workbook of XlsxWriter that will be written to `target` when it is closed."""
    # A copy each time: XlsxWriter writes into what it is given, and the next file would look different.
    workbook = xlsxwriter.Workbook(target, _OPTIONS | {"default_format_properties": dict(_NORMAL_FONT)})
    workbook.set_properties({"created": _MADE})
    return workbook


def write_sheet(workbook: Any, worksheet: Any, plan: SheetPlan, pens: Pens) -> None:
    """Write a whole sheet but for its buttons, which need macros."""
    set_sizes(worksheet, plan)
    for cell in plan.cells:
        _write_cell(worksheet, cell, pens)
    put_drawn(workbook, worksheet, plan)


def set_sizes(worksheet: Any, plan: SheetPlan) -> None:
    """Set widths and heights, before any cell is written: afterwards XlsxWriter would reckon another extent of the sheet."""
    for column, width in enumerate(plan.widths):
        worksheet.set_column(column, column, width)
    _set_rows(worksheet, plan)


def put_drawn(workbook: Any, worksheet: Any, plan: SheetPlan) -> None:
    """Put what belongs to a sheet behind its cells: rules, what is drawn, and its set-up."""
    _put_rules(workbook, worksheet, plan)
    for note in plan.notes:
        worksheet.write_comment(note.row, note.column, note.text, _note_options(note))
    put_graphics(workbook, worksheet, plan)
    set_view(worksheet, plan)
    set_page(worksheet, plan)


def _put_rules(workbook: Any, worksheet: Any, plan: SheetPlan) -> None:
    """Put the entry rules and the conditional colours of a sheet."""
    for rule, areas in areas_by_rule(plan.validations).items():
        first, options = areas[0], entry_options(rule)
        several = {"multi_range": " ".join(map(range_of, areas))} if len(areas) > 1 else {}
        worksheet.data_validation(first.top, first.left, first.bottom, first.right, {**options, **several})
    for mark in plan.highlights:
        options = {
            "type": "formula",
            "criteria": f"={mark.formula}",
            "format": workbook.add_format(look_options(mark.fill, mark.ink)),
        }
        area = mark.area
        worksheet.conditional_format(area.top, area.left, area.bottom, area.right, options)


def _set_rows(worksheet: Any, plan: SheetPlan) -> None:
    heights = dict(plan.heights)
    above = {row - 1 for row in plan.folded} - plan.folded
    for row in sorted({*heights, *plan.folded, *above}):
        outline = {"level": 1, "hidden": True} if row in plan.folded else {"collapsed": row in above}
        worksheet.set_row(row, heights.get(row), None, outline)
    if plan.folded:
        worksheet.outline_settings(symbols_below=False)


def _note_options(note: CellNote) -> dict[str, Any]:
    lines = lines_needed(note.text, _NOTE_CHARACTERS) + 1
    return {
        "author": "",
        "width": _NOTE_WIDTH,
        "height": min(lines * _NOTE_LINE, _HIGHEST_NOTE),
        "font_name": "宋体",
        "font_size": 10,
    }


def _write_cell(worksheet: Any, cell: PlacedCell, pens: Pens) -> None:
    is_quoted = isinstance(cell.content, str) and cell.content.startswith(LIKE_FORMULA)
    area, pen = cell.area, pens.of(cell.style, is_quoted)
    if (area.top, area.left) != (area.bottom, area.right):
        worksheet.merge_range(area.top, area.left, area.bottom, area.right, "", pen)
    _write_content(worksheet, area, cell.content, pen)


def _write_content(worksheet: Any, area: Area, content: Content, pen: Any) -> None:
    row, column = area.top, area.left
    if content is None or content == "":
        worksheet.write_blank(row, column, None, pen)
    elif isinstance(content, Formula):
        worksheet.write_formula(row, column, f"={content.text}", pen, _stored(content.result))
    elif isinstance(content, Link):
        target = f"internal:'{content.sheet}'!{content.cell}"
        worksheet.write_url(row, column, target, pen, content.text)
    elif isinstance(content, str):
        worksheet.write_string(row, column, content, pen)
    elif isinstance(content, dt.date):
        worksheet.write_datetime(row, column, content, pen)
    else:
        worksheet.write_number(row, column, float(content), pen)


def _stored(result: str | Decimal) -> str | float:
    return result if isinstance(result, str) else float(result)


def put_buttons(worksheet: Any, plan: SheetPlan) -> None:
    """Put the buttons of a sheet, which call macros."""
    for button in plan.buttons:
        worksheet.insert_button(button.area.top, button.area.left, _button_options(button, plan))


def _button_options(button: Button, sheet: SheetPlan) -> dict[str, Any]:
    """Return a button that fills its area but for a narrow edge, so that neighbours do not touch."""
    area, heights = button.area, dict(sheet.heights)
    across = (sheet.widths[column : column + 1] for column in range(area.left, area.right + 1))
    # XlsxWriter asks for pixels, and reckons with these columns and rows itself.
    width = sum(int(width[0] * 7 + 0.5) + 5 if width else _USUAL_COLUMN for width in across)
    height = sum(int(heights.get(row, _USUAL_ROW) * 4 / 3) for row in range(area.top, area.bottom + 1))
    return {
        "macro": button.macro,
        "caption": button.caption,
        "description": f"{button.caption}：{button.help}" if button.help else button.caption,
        "x_offset": _BUTTON_EDGE,
        "y_offset": _BUTTON_EDGE,
        "width": width - 2 * _BUTTON_EDGE,
        "height": height - 2 * _BUTTON_EDGE,
    }
