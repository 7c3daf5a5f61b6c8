"""The sheets that the office itself fills in: 设置 and 实事清单."""

from dataclasses import replace

from xlminshi.core.project import IndicatorKind
from xlminshi.core.rounding import Rounding
from xlminshi.core.status import Basis, Status
from xlminshi.form import setting_items as setting
from xlminshi.form import sheets as look
from xlminshi.form.as_written import ListAsWritten, Row, SettingsAsWritten, content_of
from xlminshi.form.canvas import Canvas
from xlminshi.form.fields import Field, Sheet, fields_of
from xlminshi.form.grid import CellValue
from xlminshi.form.paging import paged, with_own_head
from xlminshi.form.setting_items import words_of
from xlminshi.form.sheets import (
    Area,
    Content,
    EntryRule,
    Page,
    SheetPlan,
    Style,
    Validation,
)

_SETTING_WIDTHS = (18, 12, 16, 12, 36, 20, 10, 14)
_VALUE_COLUMNS, _HELP_COLUMN = 4, 5
_LIST_WIDTHS = {
    "number": 6,
    "title": 30,
    "main_task": 30,
    "lead_unit": 20,
    "indicator": 26,
    "kind": 10,
    "measure": 10,
    "target": 13,
    "decimals": 14,
    "rounding": 11,
    "weight": 7,
    "ranked": 11,
}
_FURTHER_WIDTH = 16
# Who writes below the last row is helped there too.
SPARE_ROWS = 200
_CHOICES = {
    "kind": words_of(IndicatorKind),
    "rounding": words_of(Rounding),
    "ranked": (setting.YES, setting.NO),
}
_LIST_HINT = (
    "一件实事有几个指标就写几行；年度目标可写成1.38万；没有目标的留空；完成率小数位、取整和权重可不填。"
)
_OPEN = replace(look.ENTRY, is_locked=False)


def settings_sheet(written: SettingsAsWritten) -> SheetPlan:
    """Return the 设置 sheet: settings with their explanation, then classes, lights and the directory of units."""
    canvas = Canvas(setting.SHEET_NAME, _SETTING_WIDTHS)
    canvas.put(0, 0, "设置", look.TITLE, columns=len(_SETTING_WIDTHS))
    canvas.raise_row(0, 32)
    canvas.put(1, 0, "设置项", look.HEAD)
    canvas.put(1, 1, "值", look.HEAD, columns=_VALUE_COLUMNS)
    canvas.put(1, _HELP_COLUMN, "说明", look.HEAD, columns=len(_SETTING_WIDTHS) - _HELP_COLUMN)
    validations: list[Validation] = []
    row = 2
    for item in setting.ITEMS:
        _put_setting(canvas, row, item, written.values.get(item.key))
        validations.extend(_setting_validation(row, item))
        row += 1
    last, below = row - 1, [row + 1]
    row, more = _put_classes(canvas, row + 1, written.classes)
    below.append(row + 1)
    row = _put_lights(canvas, row + 1, written.lights)
    below.append(row + 1)
    _put_units(canvas, row + 1, written.units)
    plan = replace(
        canvas.plan(),
        validations=(*validations, *more),
        freeze=(2, 1),
        page=Page(is_landscape=True, repeat=(0, 0)),  # each setting says itself what it is
        tab_colour="5B9BD5",
    )
    return with_own_head(paged(plan, last, tuple(below)), row + 1, row + 2)


def _put_setting(canvas: Canvas, row: int, item: setting.SettingItem, value: CellValue) -> None:
    label = f"{item.label} *" if item.is_needed else item.label
    content, number_format = content_of(value)
    style = replace(_OPEN, number_format="yyyy-mm-dd" if item.is_date else number_format)
    help_style = replace(look.PLAIN, ink=look.PALE_INK, size=10)
    canvas.put(row, 0, label, replace(look.HEAD, align="left"))
    canvas.put(row, 1, content, style, columns=_VALUE_COLUMNS)
    canvas.put(row, _HELP_COLUMN, item.help, help_style, columns=len(_SETTING_WIDTHS) - _HELP_COLUMN)
    canvas.raise_row(row, 22)


def _setting_validation(row: int, item: setting.SettingItem) -> tuple[Validation, ...]:
    if not item.choices:
        return ()
    area = Area(row, 1, row, 1)
    refusal = "请从下拉列表中选择。"
    return (Validation(area, EntryRule.LIST, item.label, item.help[:200], refusal, choices=item.choices),)


def _put_classes(canvas: Canvas, row: int, classes: tuple[Row, ...]) -> tuple[int, tuple[Validation, ...]]:
    hint = (
        "状态类别：自上而下，实事归入第一个够得上下限的类别；最后一类的下限留空，收下其余。"
        "判断依据为“完成率”时下限填百分数，为“领先序时进度”时填百分点（-10表示滞后不超过10个百分点）。"
    )
    canvas.put(row, 0, hint, look.NOTE, columns=len(_SETTING_WIDTHS))
    canvas.put_row(row + 1, setting.CLASS_HEADERS, look.HEAD)
    first = row + 2
    for index, values in enumerate(classes, start=first):
        _put_table_row(canvas, index, values)
    last = first + len(classes) - 1
    return last + 1, _class_validations(first, max(first, last))


def _put_table_row(canvas: Canvas, row: int, values: Row) -> None:
    """Write a row as it stands; a colour's name stands on that colour."""
    centre = replace(_OPEN, align="center")
    for column, value in enumerate(values):
        content, number_format = content_of(value)
        fill = setting.PALETTE.get(content.removesuffix("色")) if isinstance(content, str) else None
        style = look.filled(fill or centre.fill, replace(centre, number_format=number_format))
        canvas.put(row, column, content, style)


def _class_validations(first: int, last: int) -> tuple[Validation, ...]:
    choices = {
        1: tuple(one.value for one in Status),
        2: tuple(one.value for one in Basis),
        6: tuple(setting.PALETTE),
        7: (setting.YES, setting.NO),
    }
    return tuple(
        Validation(
            Area(first, column, last, column),
            EntryRule.LIST,
            setting.CLASS_HEADERS[column],
            "请从下拉列表中选择。",
            "请从下拉列表中选择。",
            choices=words,
        )
        for column, words in choices.items()
    )


def _put_lights(canvas: Canvas, row: int, lights: tuple[Row, ...]) -> int:
    hint = "预警灯：按滞后序时进度的百分点自上而下判断，最后一个留空，收下其余。"
    canvas.put(row, 0, hint, look.NOTE, columns=len(_SETTING_WIDTHS))
    heads = tuple(head.replace("（", "\n（") for head in setting.LIGHT_HEADERS)  # no bracket alone on a line
    canvas.put_row(row + 1, heads, look.HEAD)
    for index, values in enumerate(lights, start=row + 2):
        _put_table_row(canvas, index, values)
    return row + 2 + len(lights)


def _put_units(canvas: Canvas, row: int, units: tuple[Row, ...]) -> None:
    hint = "单位名录：第一列是通报中印出的名称；别名一列写其他叫法，汇总时视为同一单位。先后就是表的先后。"
    canvas.put(row, 0, hint, look.NOTE, columns=len(_SETTING_WIDTHS))
    name, aliases = setting.UNIT_HEADERS
    canvas.put(row + 1, 0, name, look.HEAD)
    canvas.put(row + 1, 1, aliases, look.HEAD, columns=_VALUE_COLUMNS)
    for index, (unit, others) in enumerate(units, start=row + 2):
        canvas.put(index, 0, content_of(unit)[0], _OPEN)
        canvas.put(index, 1, content_of(others)[0], _OPEN, columns=_VALUE_COLUMNS)
        canvas.raise_row(index, 20)


def list_sheet(
    title: str, written: ListAsWritten, hint: str = _LIST_HINT, further_widths: tuple[float, ...] = ()
) -> SheetPlan:
    """Return the 实事清单 sheet as the office wrote it: one row per indicator."""
    fields = fields_of(Sheet.LIST)
    columns = len(fields) + len(written.further_headers)
    further = further_widths or tuple(_FURTHER_WIDTH for _ in written.further_headers)
    widths = (*(_LIST_WIDTHS[field.key] for field in fields), *further)
    canvas = Canvas(Sheet.LIST.value, widths)
    canvas.put(0, 0, title, look.TITLE, columns=columns)
    canvas.raise_row(0, 32)
    canvas.put(1, 0, hint, look.NOTE, columns=columns)
    canvas.put_row(2, (*(field.header for field in fields), *written.further_headers), look.HEAD)
    styles = (*(_list_style(field) for field in fields), *(_OPEN for _ in written.further_headers))
    for row, values in enumerate(written.rows, start=3):
        canvas.raise_row(row, 20)
        canvas.put_cells(row, map(_list_cell, values, styles))
    last = max(2 + len(written.rows), 3)
    return replace(
        canvas.plan(),
        validations=_list_validations(fields, last + SPARE_ROWS),
        freeze=(3, 2),
        filter=Area(2, 0, last, columns - 1),
        page=Page(is_landscape=True, repeat=(0, 2)),
        tab_colour="5B9BD5",
    )


def _list_cell(value: CellValue, style: Style) -> tuple[Content, Style]:
    content, number_format = content_of(value)
    return content, look.restyled(style, number_format=number_format) if number_format else style


def empty_rows(count: int) -> ListAsWritten:
    """Return a list of projects that is still to be written."""
    return ListAsWritten((), tuple((None,) * len(fields_of(Sheet.LIST)) for _ in range(count)))


def _list_style(field: Field) -> Style:
    centred = field.key in ("number", "kind", "measure", "decimals", "rounding", "weight", "ranked")
    align = "center" if centred else "right" if field.key == "target" else "left"
    return replace(_OPEN, align=align)


def _list_validations(fields: tuple[Field, ...], last: int) -> tuple[Validation, ...]:
    found = []
    for column, field in enumerate(fields):
        area = Area(3, column, last, column)
        if field.key in _CHOICES:
            choices = _CHOICES[field.key]
            refusal = "请从下拉列表中选择。"
            found.append(Validation(area, EntryRule.LIST, field.header, field.help, refusal, choices=choices))
        elif field.help:
            found.append(Validation(area, EntryRule.ANY, field.header, field.help))
    return tuple(found)
