"""The sheets that the office itself fills in: 设置 and 实事清单."""

from dataclasses import replace

from xlminshi.core.project import Indicator, IndicatorKind, Programme, Project
from xlminshi.core.settings import Settings
from xlminshi.core.status import Basis, Status
from xlminshi.form import setting_items as setting
from xlminshi.form import sheets as look
from xlminshi.form.fields import Field, Sheet, fields_of
from xlminshi.form.programme import typed_target
from xlminshi.form.sheets import (
    Area,
    Canvas,
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
    "weight": 7,
}
_OPEN = replace(look.ENTRY, is_locked=False)


def settings_sheet(settings: Settings, unknown: frozenset[str] = frozenset()) -> SheetPlan:
    """Return the 设置 sheet: settings with their explanation, then classes, lights and the directory of units.

    The settings whose keys are `unknown` stay empty, for the office to fill in.
    """
    canvas = Canvas(setting.SHEET_NAME, _SETTING_WIDTHS)
    canvas.put(0, 0, "设置", look.TITLE, columns=len(_SETTING_WIDTHS))
    canvas.raise_row(0, 32)
    canvas.put(1, 0, "设置项", look.HEAD)
    canvas.put(1, 1, "值", look.HEAD, columns=_VALUE_COLUMNS)
    canvas.put(1, _HELP_COLUMN, "说明", look.HEAD, columns=len(_SETTING_WIDTHS) - _HELP_COLUMN)
    values = setting.typed_settings(settings)
    validations: list[Validation] = []
    row = 2
    for item in setting.ITEMS:
        _put_setting(canvas, row, item, None if item.key in unknown else values[item.key])
        validations.extend(_setting_validation(row, item))
        row += 1
    row, more = _put_classes(canvas, row + 1, settings)
    row = _put_lights(canvas, row + 1, settings)
    _put_units(canvas, row + 1, settings)
    return replace(
        canvas.plan(),
        validations=(*validations, *more),
        freeze=(2, 1),
        page=Page(is_landscape=True, repeat=(0, 1)),
        tab_colour="5B9BD5",
    )


def _put_setting(canvas: Canvas, row: int, item: setting.SettingItem, value: Content) -> None:
    label = f"{item.label} *" if item.is_needed else item.label
    style = replace(_OPEN, number_format="yyyy-mm-dd") if item.is_date else _OPEN
    help_style = replace(look.PLAIN, ink=look.PALE_INK, size=10)
    canvas.put(row, 0, label, replace(look.HEAD, align="left"))
    canvas.put(row, 1, value if value != "" else None, style, columns=_VALUE_COLUMNS)
    canvas.put(row, _HELP_COLUMN, item.help, help_style, columns=len(_SETTING_WIDTHS) - _HELP_COLUMN)
    canvas.raise_row(row, 22)


def _setting_validation(row: int, item: setting.SettingItem) -> tuple[Validation, ...]:
    if not item.choices:
        return ()
    area = Area(row, 1, row, 1)
    refusal = "请从下拉列表中选择。"
    return (Validation(area, EntryRule.LIST, item.label, item.help[:200], refusal, choices=item.choices),)


def _put_classes(canvas: Canvas, row: int, settings: Settings) -> tuple[int, tuple[Validation, ...]]:
    hint = (
        "状态类别：自上而下，实事归入第一个够得上下限的类别；下限留空的收下其余。"
        "判断依据为“完成率”时下限填百分数，为“领先序时进度”时填百分点（-10表示滞后不超过10个百分点）。"
    )
    canvas.put(row, 0, hint, look.NOTE, columns=len(_SETTING_WIDTHS))
    canvas.put_row(row + 1, setting.CLASS_HEADERS, look.HEAD)
    centre = replace(_OPEN, align="center")
    first = row + 2
    for index, one in enumerate(settings.classes):
        share = one.basis is Basis.RATE
        limit = replace(centre, number_format="0%" if share else "")
        contents: tuple[Content, ...] = (
            one.name,
            one.status.value,
            one.basis.value,
            one.at_least,
            one.phrase,
            one.heading,
            setting.colour_name(one.colour),
            setting.YES if one.prints_main_task else setting.NO,
        )
        for column, content in enumerate(contents):
            style = limit if column == 3 else replace(centre, fill=one.colour) if column == 6 else centre
            canvas.put(first + index, column, content, style)
    last = first + len(settings.classes) - 1
    return last + 1, _class_validations(first, last)


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


def _put_lights(canvas: Canvas, row: int, settings: Settings) -> int:
    hint = "预警灯：按滞后序时进度的百分点自上而下判断，留空的收下其余。"
    canvas.put(row, 0, hint, look.NOTE, columns=len(_SETTING_WIDTHS))
    canvas.put_row(row + 1, setting.LIGHT_HEADERS, look.HEAD)
    centre = replace(_OPEN, align="center")
    for index, light in enumerate(settings.lights, start=row + 2):
        canvas.put(index, 0, light.name, centre)
        canvas.put(index, 1, setting.colour_name(light.colour), replace(centre, fill=light.colour))
        canvas.put(index, 2, light.up_to, centre)
    return row + 2 + len(settings.lights)


def _put_units(canvas: Canvas, row: int, settings: Settings) -> None:
    hint = "单位名录：第一列是通报中印出的名称；别名一列写其他叫法，汇总时视为同一单位。先后就是表的先后。"
    canvas.put(row, 0, hint, look.NOTE, columns=len(_SETTING_WIDTHS))
    name, aliases = setting.UNIT_HEADERS
    canvas.put(row + 1, 0, name, look.HEAD)
    canvas.put(row + 1, 1, aliases, look.HEAD, columns=_VALUE_COLUMNS)
    for index, unit in enumerate(settings.units.units, start=row + 2):
        canvas.put(index, 0, unit.name, _OPEN)
        canvas.put(index, 1, "、".join(unit.aliases) or None, _OPEN, columns=_VALUE_COLUMNS)
        canvas.raise_row(index, 20)


def list_sheet(programme: Programme, spare_rows: int = 0) -> SheetPlan:
    """Return the 实事清单 sheet: one row per indicator. `spare_rows` empty ones follow in an empty template."""
    fields = fields_of(Sheet.LIST)
    canvas = Canvas(Sheet.LIST.value, tuple(_LIST_WIDTHS[field.key] for field in fields))
    title = f"{programme.code}清单" if programme.county else "重点民生实事清单"
    canvas.put(0, 0, title, look.TITLE, columns=len(fields))
    canvas.raise_row(0, 32)
    hint = "一件实事有几个指标就写几行；年度目标可写成1.38万；没有目标的留空；最右两列可不填。"
    canvas.put(1, 0, hint, look.NOTE, columns=len(fields))
    for column, field in enumerate(fields):
        canvas.put(2, column, field.header, look.HEAD)
    row = 3
    for project in programme.projects:
        for index, indicator in enumerate(project.indicators):
            _put_list_row(canvas, row, fields, _list_contents(project, indicator, index == 0))
            row += 1
    for _ in range(spare_rows):
        _put_list_row(canvas, row, fields, {})
        row += 1
    last = max(row - 1, 3)
    return replace(
        canvas.plan(),
        validations=_list_validations(fields, last),
        freeze=(3, 2),
        filter=Area(2, 0, last, len(fields) - 1),
        page=Page(is_landscape=True, repeat=(0, 2)),
        tab_colour="5B9BD5",
    )


def _list_contents(project: Project, indicator: Indicator, is_first: bool) -> dict[str, Content]:
    return {
        "number": project.number,
        "title": project.title,
        "main_task": project.main_task or None if is_first else None,
        "lead_unit": project.lead_unit_as_written or project.lead_unit,
        "indicator": indicator.name,
        "kind": indicator.kind.value,
        "measure": indicator.measure or None,
        "target": typed_target(indicator),
        "decimals": indicator.decimals,
        "weight": indicator.weight,
    }


def _put_list_row(canvas: Canvas, row: int, fields: tuple[Field, ...], contents: dict[str, Content]) -> None:
    for column, field in enumerate(fields):
        canvas.put(row, column, contents.get(field.key), _list_style(field))
    canvas.raise_row(row, 20)


def _list_style(field: Field) -> Style:
    centred = field.key in ("number", "kind", "measure", "decimals", "weight")
    align = "center" if centred else "right" if field.key == "target" else "left"
    return replace(_OPEN, align=align)


def _list_validations(fields: tuple[Field, ...], last: int) -> tuple[Validation, ...]:
    found = []
    for column, field in enumerate(fields):
        area = Area(3, column, last, column)
        if field.key == "kind":
            choices = tuple(kind.value for kind in IndicatorKind)
            refusal = "请从下拉列表中选择。"
            found.append(Validation(area, EntryRule.LIST, field.header, field.help, refusal, choices=choices))
        elif field.help:
            found.append(Validation(area, EntryRule.ANY, field.header, field.help))
    return tuple(found)
