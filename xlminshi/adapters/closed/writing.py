"""Sheet plans → an .xlsx file, by XlsxWriter. Same plan, same bytes; text is always written as text, never as formula."""

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import xlsxwriter

from xlminshi.adapters.closed.charts import put_graphics
from xlminshi.adapters.packing import pack, unpack
from xlminshi.form.grid import cell_address
from xlminshi.form.sheets import (
    LINE,
    Area,
    BookPlan,
    Button,
    CellNote,
    Content,
    EntryRule,
    Formula,
    Link,
    PlacedCell,
    SheetPlan,
    Style,
    Validation,
    Visibility,
    lines_needed,
)

# A fixed moment: the file must not tell when or by whom it was made, and the same content must give the same bytes.
_MADE = dt.datetime(2000, 1, 1)
_A4 = 9
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Without a font scheme: Excel would otherwise show its theme's font (Calibri) in place of the named one.
_NORMAL_FONT = {"font_name": "宋体", "font_size": 11, "font_scheme": "none"}
_PROTECTION = {
    "autofilter": True,
    "sort": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
# Excel cuts a prompt or refusal longer than this, and a title longer than 32 characters.
_EMPTY_RESULT = re.compile(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?)>(<f>[^<]*</f><v></v></c>)')
# Widths and heights that nobody has set: pixels and points.
_USUAL_COLUMN, _USUAL_ROW = 64, 15.0
_BUTTON_EDGE = 4
_BUTTON_FONTS = (b'<font face="Calibri" size="220"', '<font face="黑体" size="260"'.encode())
_LONGEST_MESSAGE, _LONGEST_TITLE, _LONGEST_LIST = 255, 32, 255


# A text that begins so turns into a formula when a person opens the cell and leaves it again, unless it is quoted.
_LIKE_FORMULA = ("=", "+", "-", "@")
_NOTE_WIDTH, _NOTE_LINE, _NOTE_CHARACTERS, _HIGHEST_NOTE = 300, 18, 40, 400


@dataclass(slots=True)
class _Pens:
    """Formats by style and quoting, each made once."""

    workbook: Any
    made: dict[tuple[Style, bool], Any]

    def of(self, style: Style, is_quoted: bool = False) -> Any:
        key = style, is_quoted
        if key not in self.made:
            properties = _properties(style) | ({"quote_prefix": True} if is_quoted else {})
            self.made[key] = self.workbook.add_format(properties)
        return self.made[key]


@dataclass(frozen=True, slots=True)
class Macros:
    """A VBA project, and the names by which its document modules know the workbook and its sheets, in tab order."""

    project: bytes
    workbook: str
    sheets: Sequence[str]


def render(plan: BookPlan, macros: Macros | None = None) -> bytes:
    """Return the .xlsx file of a workbook plan; with `macros` it is an .xlsm file and shows the plan's buttons."""
    target = io.BytesIO()
    # A copy each time: XlsxWriter writes into what it is given, and the next file would look different.
    workbook = xlsxwriter.Workbook(target, _OPTIONS | {"default_format_properties": dict(_NORMAL_FONT)})
    workbook.set_properties({"created": _MADE})
    pens = _Pens(workbook, {})
    sheets = {}
    for sheet in plan.sheets:
        sheets[sheet.name] = workbook.add_worksheet(sheet.name)
        _write_sheet(sheets[sheet.name], sheet, pens)
    if macros is not None:
        _put_macros(workbook, plan, macros)
    for name, sheet_name, cell in plan.names:
        workbook.define_name(name, f"='{sheet_name}'!{_absolute(cell)}")
    if plan.first:
        sheets[plan.first].activate()
        sheets[plan.first].set_first_sheet()
    workbook.close()
    return _finished(target.getvalue())


def _put_macros(workbook: Any, plan: BookPlan, macros: Macros) -> None:
    workbook.add_vba_project(io.BytesIO(macros.project), is_stream=True)
    workbook.set_vba_name(macros.workbook)
    for worksheet, sheet, name in zip(workbook.worksheets(), plan.sheets, macros.sheets, strict=True):
        worksheet.set_vba_name(name)
        for button in sheet.buttons:
            worksheet.insert_button(button.area.top, button.area.left, _button_options(button, sheet))


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


def _finished(content: bytes) -> bytes:
    """Mark formulas whose stored result is an empty text as such, and give buttons a Chinese font; XlsxWriter does neither."""
    parts = unpack(content)
    for name, part in parts.items():
        if name.startswith("xl/worksheets/"):
            parts[name] = _EMPTY_RESULT.sub(rb'\1 t="str">\2', part)
        elif name.startswith("xl/drawings/vmlDrawing"):
            parts[name] = part.replace(*_BUTTON_FONTS)
    return pack(parts)


def _absolute(cell: str) -> str:
    letters = cell.rstrip("0123456789")
    return f"${letters}${cell[len(letters) :]}"


def _properties(style: Style) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "font_name": style.font,
        "font_size": style.size,
        "font_color": f"#{style.ink}",
        "bold": style.is_bold,
        "align": style.align,
        "valign": style.vertical,
        "text_wrap": style.is_wrapped,
        "shrink": style.is_shrunk and not style.is_wrapped,
        "locked": style.is_locked,
        "underline": int(style.is_underlined),
    }
    if style.fill:
        properties |= {"bg_color": f"#{style.fill}", "pattern": 1}
    if style.has_border and style.align == "left":
        properties["indent"] = 1  # a text that touches its border is hard to read
    if style.has_border:
        properties |= {"border": 1, "border_color": f"#{LINE}"}
    if style.number_format:
        properties["num_format"] = style.number_format
    return properties


def _write_sheet(worksheet: Any, plan: SheetPlan, pens: _Pens) -> None:
    for column, width in enumerate(plan.widths):
        worksheet.set_column(column, column, width)
    _set_rows(worksheet, plan)
    for cell in plan.cells:
        _write_cell(worksheet, cell, pens)
    for areas, rule in _rules(plan.validations):
        first = areas[0]
        # A rule that holds in many places is written once: files stay small, and quick to open.
        several = {"multi_range": " ".join(map(_range, areas))} if len(areas) > 1 else {}
        worksheet.data_validation(first.top, first.left, first.bottom, first.right, rule | several)
    for mark in plan.highlights:
        named = {"bg_color": mark.fill, "font_color": mark.ink}
        colours = {name: f"#{colour}" for name, colour in named.items() if colour}
        options = {
            "type": "formula",
            "criteria": f"={mark.formula}",
            "format": pens.workbook.add_format(colours),
        }
        worksheet.conditional_format(
            mark.area.top, mark.area.left, mark.area.bottom, mark.area.right, options
        )
    for note in plan.notes:
        worksheet.write_comment(note.row, note.column, note.text, _note_options(note))
    put_graphics(pens.workbook, worksheet, plan)
    _set_view(worksheet, plan)
    _set_page(worksheet, plan)


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


def _write_cell(worksheet: Any, cell: PlacedCell, pens: _Pens) -> None:
    is_quoted = isinstance(cell.content, str) and cell.content.startswith(_LIKE_FORMULA)
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


def _rules(validations: Iterable[Validation]) -> Iterator[tuple[list[Area], dict[str, Any]]]:
    """Yield each rule with all areas in which it holds, in the order of their first areas."""
    areas: dict[Validation, list[Area]] = {}
    for validation in validations:
        areas.setdefault(replace(validation, area=Area(0, 0, 0, 0)), []).append(validation.area)
    for validation, found in areas.items():
        yield found, _rule(validation)


def _range(area: Area) -> str:
    return (
        str(area) if area.top < area.bottom or area.left < area.right else cell_address(area.top, area.left)
    )


def _rule(validation: Validation) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "validate": validation.rule.value,
        "input_title": validation.title[:_LONGEST_TITLE],
        "input_message": validation.prompt[:_LONGEST_MESSAGE],
        "error_title": "请核对",
        "error_message": validation.refusal[:_LONGEST_MESSAGE],
        # Where there is no refusal, other words than the listed ones may be typed.
        "error_type": "stop" if validation.refusal else "information",
        "show_error": bool(validation.refusal),
    }
    if validation.rule is EntryRule.LIST:
        rule["source"] = _fitting(validation.choices)
    elif validation.rule is EntryRule.NUMBER:
        rule |= {"criteria": ">=", "value": float(validation.at_least or 0)}
    elif validation.rule is EntryRule.DATE:
        rule |= {"criteria": "between", "minimum": dt.date(2000, 1, 1), "maximum": dt.date(2100, 12, 31)}
    return rule


def _fitting(choices: tuple[str, ...]) -> list[str]:
    """Return as many choices as Excel's drop-down can hold (255 characters with commas)."""
    kept: list[str] = []
    for choice in choices:
        if len(",".join([*kept, choice])) > _LONGEST_LIST:
            break
        kept.append(choice)
    return kept


def _set_view(worksheet: Any, plan: SheetPlan) -> None:
    if plan.freeze:
        worksheet.freeze_panes(*plan.freeze)
    if plan.filter:
        worksheet.autofilter(plan.filter.top, plan.filter.left, plan.filter.bottom, plan.filter.right)
    if plan.tab_colour:
        worksheet.set_tab_color(f"#{plan.tab_colour}")
    if plan.is_protected:
        # A chart on a protected sheet stays free to be copied into a report.
        worksheet.protect("", _PROTECTION | {"objects": bool(plan.charts)})
    if plan.visibility is Visibility.HIDDEN:
        worksheet.very_hidden()
    worksheet.hide_gridlines(2)


def _set_page(worksheet: Any, plan: SheetPlan) -> None:
    worksheet.set_paper(_A4)
    if plan.page.is_landscape:
        worksheet.set_landscape()
    worksheet.fit_to_pages(1, 1 if plan.page.is_one_page else 0)
    worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    worksheet.center_horizontally()
    worksheet.set_footer('&C&"宋体,Regular"&9第 &P 页  共 &N 页')
    if plan.page.repeat:
        worksheet.repeat_rows(*plan.page.repeat)
