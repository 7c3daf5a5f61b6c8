"""退回修改: the form that a unit gets back, built anew with its own entries; what is wrong is coloured, noted and listed."""

from collections import defaultdict
from dataclasses import dataclass, replace

from xlminshi.core.problems import Code, Level, Problem, in_order
from xlminshi.core.project import Programme
from xlminshi.core.settings import Settings
from xlminshi.core.submission import IndicatorReport, ProjectReport, Submission
from xlminshi.form import sheets as look
from xlminshi.form.addresses import Addresses, Spot, addresses, position_of
from xlminshi.form.cells import shown
from xlminshi.form.feedback import LIST_SHEET, cure_for, is_for_unit, note_text
from xlminshi.form.fields import Entry as Expected
from xlminshi.form.fields import Sheet, fields_of
from xlminshi.form.grid import CellError, Workbook, bare
from xlminshi.form.head import read_head, read_stamp
from xlminshi.form.landmarks import FIRST_ROW, HEAD_ROW, LEGEND_ROW
from xlminshi.form.layout import filled_unit_file
from xlminshi.form.leftovers import LeftOver, Rebuilt, as_seen, left_over
from xlminshi.form.others import Others, others_in
from xlminshi.form.problem_list import Entry, counted, problem_list
from xlminshi.form.sheets import HIGHEST_ROW, Area, BookPlan, CellNote, PlacedCell, SheetPlan, points_needed
from xlminshi.form.tables import Table

_LONGEST_SHOWN = 36
_FILLS = {Level.MUST_FIX: look.MUST_FILL, Level.REMINDER: look.LOOK_FILL}
_FUNDS = tuple(field.key for field in fields_of(Sheet.UNIT) if field.entry is Expected.MONEY)
_DAY = "填报日期"


@dataclass(frozen=True, slots=True)
class _Finding:
    """A finding with its cell in the new form, and what stood in the cell that it was found in."""

    problem: Problem
    spot: Spot | None
    cell: str
    typed: str


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """A form that goes back: the workbook, its findings as the unit sees them, the gravest first, and what was left over."""

    plan: BookPlan
    entries: tuple[Entry, ...]
    leftovers: tuple[LeftOver, ...] = ()


def marked_file(
    programme: Programme,
    settings: Settings,
    workbook: Workbook,
    table: Table,
    submission: Submission,
    problems: tuple[Problem, ...],
) -> MarkedCopy:
    """Return what goes back to a unit: 问题清单, the form with its entries, the instructions, the stamp.

    `workbook`, `table` and `submission` are what came, `problems` its findings with the cells of that file.
    """
    way, plan = _rebuilt(programme, settings, table, submission)
    form, instructions, stamp = plan.sheets
    findings = _findings(problems, way)
    told = frozenset(one.cell for one in findings if one.cell and len(one.typed) <= _LONGEST_SHOWN)
    unit = submission.lead_unit
    is_own = settings.units.resolve(read_stamp(workbook).lead_unit) == unit
    others = others_in(table, programme, settings.units, unit, is_own=is_own)
    leftovers = left_over(workbook, Rebuilt(table, way, form, instructions, told, others))
    title = _title(settings, submission, findings)
    entries = tuple(_entry(one, way, others) for one in findings)
    listed = problem_list(title, form.name, entries, leftovers)
    sheets = (listed, _marked(form, findings), instructions, stamp)
    return MarkedCopy(BookPlan(sheets, plan.names, first=LIST_SHEET), entries, leftovers)


def own_problems(problems: tuple[Problem, ...], file: str) -> tuple[Problem, ...]:
    """Return the findings about one file that concern the unit that sent it."""
    return tuple(one for one in problems if one.place.file == file and is_for_unit(one))


# The form with the unit's own entries ----------------------------------------------------------------------------


def _rebuilt(
    programme: Programme, settings: Settings, table: Table, submission: Submission
) -> tuple[Addresses, BookPlan]:
    plan = filled_unit_file(programme, settings, submission)
    projects = programme.of_unit(submission.lead_unit)
    way = addresses(table, projects, plan.sheets[0])
    plan = filled_unit_file(programme, settings, _as_typed(submission, way))
    form = _with_legend(_with_wrapped_words(_with_day(plan.sheets[0], way, submission)))
    return way, replace(plan, sheets=(form, *plan.sheets[1:]))


def _as_typed(submission: Submission, way: Addresses) -> Submission:
    """Return the return with the words that gave no number (暂无) kept where they were typed."""
    indicators = tuple(_typed_indicator(one, way) for one in submission.indicators)
    projects = tuple(_typed_project(one, way) for one in submission.projects)
    return replace(submission, indicators=indicators, projects=projects)


def _typed_indicator(report: IndicatorReport, way: Addresses) -> IndicatorReport:
    if report.achieved is not None or report.typed or report.words:
        return report
    name = (report.project_title, report.indicator_name)
    rows = (
        one.row
        for one in way.matched.values()
        if (one.project.title, one.indicator.name) == name and one.indicator.kind.is_number
    )
    words = (way.table.text(row, "achieved") for row in rows)
    return replace(report, typed=next(words, ""))


def _typed_project(report: ProjectReport, way: Addresses) -> ProjectReport:
    known = dict(report.typed)
    rows = [one.row for one in way.matched.values() if one.project.title == report.project_title]
    for key in _FUNDS:
        words = next((text for row in sorted(rows) if (text := way.table.text(row, key))), "")
        if words and key not in known and getattr(report.funds, key) is None:
            known[key] = words
    return replace(report, typed=tuple(known.items()))


def _with_day(form: SheetPlan, way: Addresses, submission: Submission) -> SheetPlan:
    """Return the form with a day that could not be read, as it was typed."""
    value = read_head(way.table).reported_on
    words = "" if isinstance(bare(value), CellError) else shown(value).strip()
    if submission.reported_on is not None or not words:
        return form
    place = (HEAD_ROW, way.head[_DAY])
    cells = (
        replace(one, content=words) if (one.area.top, one.area.left) == place else one for one in form.cells
    )
    return replace(form, cells=tuple(cells))


def _with_wrapped_words(form: SheetPlan) -> SheetPlan:
    """Return the form with words in cells for numbers wrapped: shrunk to one line nobody could read them."""
    heights, cells = dict(form.heights), []
    for cell in form.cells:
        is_cramped = cell.style.is_shrunk and isinstance(cell.content, str) and cell.area.top >= FIRST_ROW
        if is_cramped:
            cell = replace(cell, style=replace(cell.style, is_wrapped=True, is_shrunk=False, align="left"))
            points = points_needed(cell.content, form.widths[cell.area.left] - 1, cell.style.size)
            heights[cell.area.top] = min(max(heights[cell.area.top], points), HIGHEST_ROW)
        cells.append(cell)
    return replace(form, cells=tuple(cells), heights=tuple(sorted(heights.items())))


def _with_legend(form: SheetPlan) -> SheetPlan:
    centre = replace(look.CENTRE, size=10, is_wrapped=False, is_shrunk=True)
    must, doubt = replace(centre, fill=look.MUST_FILL), replace(centre, fill=look.LOOK_FILL)
    legend = (
        PlacedCell(Area(LEGEND_ROW, 3, LEGEND_ROW, 3), "红色：必须改", must),
        PlacedCell(Area(LEGEND_ROW, 4, LEGEND_ROW, 5), "橙色：请核对", doubt),
    )
    return replace(form, cells=(*form.cells, *legend))


# What was found -------------------------------------------------------------------------------------------------


def _findings(problems: tuple[Problem, ...], way: Addresses) -> tuple[_Finding, ...]:
    """Return the findings, the gravest first, in the order of the new form."""
    found = (_finding(one, way) for one in in_order(problems))
    ranks = {level: rank for rank, level in enumerate(Level)}
    return tuple(sorted(found, key=lambda one: (ranks[one.problem.level], *_order(one.spot))))


def _order(spot: Spot | None) -> tuple[bool, int, int]:
    return (True, 0, 0) if spot is None else (False, spot.row, spot.column)


def _finding(one: Problem, way: Addresses) -> _Finding:
    is_here = one.place.sheet in ("", way.table.place.sheet)
    position = position_of(one.place.cell) if is_here else None
    typed = as_seen(way.table.grid.at(*position)) if position else ""
    return _Finding(one, way.spot_of(one), one.place.cell if position else "", " ".join(typed.split()))


def _entry(one: _Finding, way: Addresses, others: Others) -> Entry:
    place, spot, found = one.problem.place, one.spot, one.problem
    column = spot.field.header if spot and spot.field else way.label_of(one.cell)
    about = spot.about if spot else ""
    if spot is None and place.cell:
        sheet = f"“{place.sheet}”" if place.sheet != way.table.place.sheet else ""
        about = f"原文件{sheet}{place.cell}"
    is_long = len(one.typed) > _LONGEST_SHOWN
    typed = f"{one.typed[:_LONGEST_SHOWN]}……" if is_long else one.typed
    cell, what = spot.address if spot else "", found.what
    cure, position = cure_for(found), position_of(one.cell)
    row = position[0] if position else None
    if spot is None and others.hold(row, what + typed):
        told = others.withheld(found)
        typed, what, cure = "", told.what, told.cure
    return Entry(found.level, cell, about, column, typed, what, cure, is_below=_is_left_over(found))


def _is_left_over(one: Problem) -> bool:
    return bool(one.place.cell) or one.code is Code.FURTHER_SHEETS


def _marked(form: SheetPlan, findings: tuple[_Finding, ...]) -> SheetPlan:
    """Return the form with its doubtful cells coloured, each with one note that says everything about it."""
    by_place: dict[tuple[int, int], list[Problem]] = defaultdict(list)
    for one in findings:
        if one.spot is not None and one.problem.level in _FILLS:
            by_place[one.spot.row, one.spot.column].append(one.problem)
    cells = []
    for cell in form.cells:
        found = by_place.get((cell.area.top, cell.area.left))
        fill = _FILLS[found[0].level] if found else cell.style.fill
        cells.append(replace(cell, style=replace(cell.style, fill=fill)))
    notes = tuple(CellNote(row, column, note_text(tuple(found))) for (row, column), found in by_place.items())
    return replace(form, cells=tuple(cells), notes=notes)


def _title(settings: Settings, submission: Submission, findings: tuple[_Finding, ...]) -> str:
    count = counted(one.problem.level for one in findings)
    source = submission.source.rsplit("/", 1)[-1]
    parts = (
        f"填报单位：{submission.lead_unit}",
        f"通报期：{settings.period.full_label}",
        f"报送截止：{settings.deadline}" if settings.deadline else "",
        f"根据您报来的“{source}”整理" if source else "",
        f"共{count}" if count else "没有发现问题",
    )
    return "　".join(part for part in parts if part)
