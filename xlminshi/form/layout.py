"""The sheet that people fill in: the form of one lead unit, laid out from the list of columns."""

from dataclasses import replace
from functools import cache, lru_cache

from xlminshi.core.project import Indicator, Programme
from xlminshi.core.settings import Settings
from xlminshi.core.status import StatusClass
from xlminshi.core.submission import IndicatorReport, ProjectReport, Submission
from xlminshi.form import sheets as look
from xlminshi.form.as_typed import remembered
from xlminshi.form.canvas import Canvas
from xlminshi.form.companions import (
    HELP_SHEET,
    STAMP_SHEET,
    TYPING_HINT,
    help_sheet,
    stamp_names,
    stamp_sheet,
)
from xlminshi.form.contrast import readable_ink
from xlminshi.form.entries import FormRow, entry_rules, form_rows
from xlminshi.form.fields import Entry, Field, Holder, Origin, Sheet, fields_of
from xlminshi.form.formulas import (
    BAD_TARGET,
    BAD_VALUE,
    NOT_REPORTED,
    RowCells,
    as_a_unit_types,
    rate_formula,
    rate_number_format,
    row_status,
    status_formula,
    time_progress_formula,
)
from xlminshi.form.grid import cell_address
from xlminshi.form.landmarks import (
    FIRST_ROW,
    HEAD_LABELS,
    HEAD_ROW,
    HEADER_ROW,
    LEGEND_ROW,
    SOURCE_LABEL,
    TITLE_ROW,
)
from xlminshi.form.paging import without_remnant
from xlminshi.form.sheet_names import sheet_name_for
from xlminshi.form.sheets import (
    Area,
    BookPlan,
    Content,
    Highlight,
    Page,
    SheetPlan,
    Style,
)
from xlminshi.form.text_size import width_for

_DEADLINE = replace(look.NAMED, number_format="yyyy-mm-dd", align="left")
_HEAD_ENTRY = replace(look.ENTRY, is_wrapped=False, is_shrunk=True)
_LEGEND = replace(look.CENTRE, size=10, is_wrapped=False, is_shrunk=True)
_TO_FILL_IN, _NOT_TO_FILL_IN = (replace(_LEGEND, fill=one) for one in (look.ENTRY_FILL, look.LOCKED_FILL))
_HINT = replace(look.NOTE, is_wrapped=False)
_SOURCE = replace(look.LABEL, size=10)
_LONG_TEXTS = ("narrative", "shortcomings", "next_steps", "remarks")


def unit_file(
    programme: Programme, settings: Settings, lead_unit: str, before: Submission | None = None
) -> BookPlan:
    """Return the workbook that one lead unit gets: form, instructions, hidden stamp. Nothing of other units is in it.

    `before` brings what the unit's form shows from the start: last cumulative figures, persons and telephones.
    """
    name = sheet_name_for(lead_unit, frozenset((HELP_SHEET, STAMP_SHEET)))
    form = unit_sheet(programme, settings, lead_unit, before, name, Sheet.UNIT)
    return BookPlan(
        (form, help_sheet(settings), stamp_sheet(programme, settings, lead_unit, before)),
        stamp_names(),
        first=name,
    )


def filled_unit_file(programme: Programme, settings: Settings, submission: Submission) -> BookPlan:
    """Return a unit's workbook with its own entries in it."""
    return unit_file(programme, settings, submission.lead_unit, submission)


def unit_sheet(
    programme: Programme,
    settings: Settings,
    lead_unit: str,
    submission: Submission | None,
    name: str,
    kind: Sheet,
) -> SheetPlan:
    """Return the form of one lead unit, empty or with what the unit reported."""
    fields = fields_of(kind)
    canvas = Canvas(name, _widths(fields, programme, lead_unit, submission))
    rows = form_rows(programme.of_unit(lead_unit))
    _put_head(canvas, programme, settings, lead_unit, submission, fields)
    _put_legend(canvas, settings, fields)
    _put_hint(canvas, fields, submission)
    canvas.put_row(HEADER_ROW, tuple(field.caption() for field in fields), look.HEAD)
    for index, row in enumerate(rows):
        _put_form_row(canvas, FIRST_ROW + index, row, submission, kind, settings)
    last = FIRST_ROW + len(rows) - 1
    plan = replace(
        canvas.plan(),
        validations=entry_rules(rows, kind, settings, FIRST_ROW, HEAD_ROW),
        highlights=_highlights(kind, settings.classes, last),
        freeze=(FIRST_ROW, 2),
        filter=Area(HEADER_ROW, 0, last, len(fields) - 1),
        page=Page(is_landscape=True, repeat=(TITLE_ROW, HEADER_ROW)),
        is_protected=True,
    )
    return without_remnant(plan)


def _widths(
    fields: tuple[Field, ...], programme: Programme, lead_unit: str, submission: Submission | None
) -> tuple[float, ...]:
    """Return the widths of the columns; those of long texts are wider, so that no row gets too high to show them whole."""
    texts: dict[str, list[str]] = {}
    for project in programme.of_unit(lead_unit):
        texts.setdefault("main_task", []).append(project.main_task)
        whole = submission.of_project(project.title) if submission else None
        for key in _LONG_TEXTS if whole else ():
            texts.setdefault(key, []).append(getattr(whole, key))
    return tuple(
        width_for(texts[field.key], field.width) if field.key in texts else field.width for field in fields
    )


def _put_head(
    canvas: Canvas,
    programme: Programme,
    settings: Settings,
    lead_unit: str,
    submission: Submission | None,
    fields: tuple[Field, ...],
) -> None:
    title = f"{programme.title}进展情况填报表（{settings.period.label}）"
    canvas.put(TITLE_ROW, 0, title, look.TITLE, columns=len(fields))
    canvas.raise_row(TITLE_ROW, 32)
    at = {field.key: column for column, field in enumerate(fields)}
    reporter, reviewer, day = (
        (submission.reporter, submission.reviewer, submission.reported_on) if submission else ("", "", None)
    )
    blocks: tuple[tuple[str, str, str, str, Content, Style], ...] = (
        ("title", "title", "main_task", "indicator", lead_unit, _unit_style(lead_unit, fields)),
        ("kind", "measure", "target", "previous", settings.period.full_label, look.NAMED),
        ("achieved", "achieved", "rate", "time_progress", settings.deadline, _DEADLINE),
        ("proposal", "proposal", "milestone", "milestone", reporter or None, _HEAD_ENTRY),
        ("narrative", "narrative", "shortcomings", "shortcomings", reviewer or None, _HEAD_ENTRY),
        ("next_steps", "next_steps", "planned", "arrived", day, look.ENTRY_DATE),
    )
    for label, (first, last, from_, to, content, style) in zip(HEAD_LABELS, blocks, strict=True):
        canvas.put(HEAD_ROW, at[first], f"{label}：", look.LABEL, columns=at[last] - at[first] + 1)
        canvas.put(HEAD_ROW, at[from_], content, style, columns=at[to] - at[from_] + 1)
    canvas.raise_row(HEAD_ROW, 22)


def _unit_style(lead_unit: str, fields: tuple[Field, ...]) -> Style:
    """Return the style of the unit's name, which goes on below where one line cannot hold it."""
    width = sum(field.width for field in fields if field.key in ("main_task", "indicator"))
    is_long = look.lines_needed(lead_unit, width) > 1
    return look.restyled(look.NAMED, is_wrapped=True, is_shrunk=False) if is_long else look.NAMED


def _put_legend(canvas: Canvas, settings: Settings, fields: tuple[Field, ...]) -> None:
    at = {field.key: column for column, field in enumerate(fields)}
    canvas.put(LEGEND_ROW, 1, "浅黄：请填写", _TO_FILL_IN)
    canvas.put(LEGEND_ROW, 2, "灰色：不用填", _NOT_TO_FILL_IN)
    column = at["target"]
    for one in settings.classes[: at["narrative"] - column]:
        canvas.put(LEGEND_ROW, column, one.name, look.filled(one.colour, _LEGEND))
        column += 1
    canvas.raise_row(LEGEND_ROW, 20)


def _put_hint(canvas: Canvas, fields: tuple[Field, ...], submission: Submission | None) -> None:
    """Put how to fill in at the right of the legend; in the office's workbook, which file the figures came from."""
    at = {field.key: column for column, field in enumerate(fields)}
    if "as_typed" not in at:
        canvas.put(LEGEND_ROW, at["narrative"], TYPING_HINT, _HINT, columns=len(fields) - at["narrative"])
        return
    canvas.put(LEGEND_ROW, at["narrative"], f"{SOURCE_LABEL}：", _SOURCE)
    source = submission.source or None if submission else None
    canvas.put(LEGEND_ROW, at["shortcomings"], source, _HINT, columns=4)


def _put_form_row(
    canvas: Canvas,
    row: int,
    form_row: FormRow,
    submission: Submission | None,
    kind: Sheet,
    settings: Settings,
) -> None:
    fields = fields_of(kind)
    project, indicator = form_row.project, form_row.indicator
    report = submission.of_indicator(project.title, indicator.name) if submission else None
    whole = submission.of_project(project.title) if submission else None
    at = _columns(kind)
    cells = RowCells(*(cell_address(row, at[key]) for key in ("target", "achieved", "rate", "time_progress")))
    contents = {
        **_plan_contents(form_row),
        "previous": report.previous if report else None,
        "achieved": _achieved_content(report),
        "as_typed": remembered(_typed_parts(report, whole, form_row.is_first)),
        **(_project_contents(whole) if form_row.is_first else {}),
    }
    if "as_typed" not in at:  # the unit's own file shows what was typed where it was typed
        cells = as_a_unit_types(cells, indicator)
        contents |= dict(_typed_parts(report, whole, form_row.is_first))
    contents |= _calculated_contents(indicator, report, contents["achieved"], cells, settings)
    styles = _styles(kind, form_row.is_first, indicator.decimals, indicator.kind.is_number)
    canvas.raise_row(row, 34)
    canvas.put_row(row, tuple([contents.get(field.key) for field in fields]), styles)


@cache
def _columns(kind: Sheet) -> dict[str, int]:
    return {field.key: column for column, field in enumerate(fields_of(kind))}


def _plan_contents(row: FormRow) -> dict[str, Content]:
    project, indicator = row.project, row.indicator
    target = indicator.target.value if indicator.target is not None else indicator.target_words or None
    return {
        "number": project.number,
        "title": project.title,
        "main_task": project.main_task or None if row.is_first else None,
        "indicator": indicator.name,
        "kind": indicator.kind.value,
        "measure": indicator.measure or None,
        "target": target,
    }


def _calculated_contents(
    indicator: Indicator,
    report: IndicatorReport | None,
    shown: Content,
    cells: RowCells,
    settings: Settings,
) -> dict[str, Content]:
    achieved = report.achieved if report else None
    time_progress = time_progress_formula(settings)
    if not indicator.kind.is_rated:
        return {"time_progress": time_progress, "proposal": row_status(indicator, achieved, settings)}
    if isinstance(shown, str):  # native formulas do not read words
        rate = rate_formula(indicator, None, cells, settings.rate_rule)
        status = status_formula(indicator, None, cells, settings)
        told = BAD_VALUE if status.result == NOT_REPORTED else status.result
        return {"rate": rate, "time_progress": time_progress, "proposal": replace(status, result=told)}
    return {
        "rate": rate_formula(indicator, achieved, cells, settings.rate_rule),
        "time_progress": time_progress,
        "proposal": status_formula(indicator, achieved, cells, settings),
    }


def _achieved_content(report: IndicatorReport | None) -> Content:
    if report is None:
        return None
    return report.achieved.value if report.achieved is not None else report.words or None


def _typed_parts(
    report: IndicatorReport | None, whole: ProjectReport | None, is_first: bool
) -> tuple[tuple[str, str], ...]:
    own = (("achieved", report.typed),) if report and report.typed else ()
    return (*own, *whole.typed) if whole and is_first else own


def _project_contents(whole: ProjectReport | None) -> dict[str, Content]:
    if whole is None:
        return {}
    funds = whole.funds
    return {
        "milestone": whole.milestone or None,
        "narrative": whole.narrative or None,
        "shortcomings": whole.shortcomings or None,
        "next_steps": whole.next_steps or None,
        "planned": funds.planned.value if funds.planned else None,
        "arrived": funds.arrived.value if funds.arrived else None,
        "paid": funds.paid.value if funds.paid else None,
        "person": whole.responsible_person or None,
        "phone": whole.phone or None,
        "remarks": whole.remarks or None,
    }


@lru_cache(maxsize=64)
def _styles(kind: Sheet, is_first: bool, decimals: int, is_counted: bool) -> tuple[Style, ...]:
    """Return the looks of a row; few kinds of rows make up all forms.

    `decimals` are those of the rate in percent, `is_counted` says that the unit reports a number.
    """
    return tuple(_style(field, is_first, decimals, is_counted) for field in fields_of(kind))


def _style(field: Field, is_first: bool, decimals: int, is_counted: bool) -> Style:
    if field.key in ("rate", "time_progress"):
        shown = decimals if field.key == "rate" else 2
        return replace(look.LOCKED_NUMBER, number_format=rate_number_format(shown))
    is_open = field.origin is Origin.ENTRY and (is_first or field.holder is Holder.INDICATOR)
    styles = {
        Entry.NUMBER: (look.ENTRY_NUMBER, look.LOCKED_NUMBER),
        Entry.MONEY: (look.ENTRY_NUMBER, look.LOCKED_NUMBER),
        Entry.CHOICE: (look.ENTRY_CENTRE, look.LOCKED_CENTRE),
        Entry.PHONE: (replace(look.ENTRY_CENTRE, number_format="@"), look.LOCKED_CENTRE),
    }
    if field.key == "achieved" and not is_counted:
        return look.ENTRY_CENTRE
    if field.key in ("number", "measure", "proposal"):
        return look.LOCKED_CENTRE
    entry, locked = styles.get(field.entry, (look.ENTRY, look.LOCKED))
    style = entry if is_open else locked
    return style if is_first or field.key not in ("number", "title") else replace(style, ink=look.PALE_INK)


@lru_cache(maxsize=256)
def _highlights(kind: Sheet, classes: tuple[StatusClass, ...], last: int) -> tuple[Highlight, ...]:
    """Return the colours of the classes down to a last row; forms of as many rows share them."""
    column = next(index for index, field in enumerate(fields_of(kind)) if field.key == "proposal")
    area = Area(FIRST_ROW, column, last, column)
    cell = f"${cell_address(FIRST_ROW, column)}"
    marks = [Highlight(area, _equals(cell, one), one.colour, _ink_on(one.colour)) for one in classes]
    wrong = (BAD_TARGET, BAD_VALUE, NOT_REPORTED)
    marks.extend(Highlight(area, f'{cell}="{word}"', "FFFFFF", look.WARNING_INK) for word in wrong)
    return tuple(marks)


def _ink_on(colour: str) -> str:
    """Return the letters' colour where it is not that of the cell itself."""
    ink = readable_ink(colour)
    return "" if ink == look.INK else ink


def _equals(cell: str, one: StatusClass) -> str:
    name = one.name.replace('"', '""')
    return f'{cell}="{name}"'
