"""The standard workbook as it is read: settings, list, verdicts, the units' sheets, what it remembers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xlminshi.core.former import Outdated
from xlminshi.core.history import last_submissions, months_of
from xlminshi.core.period import parse_months, year_in
from xlminshi.core.problems import OF_CELLS, Code, Place, Problem, problem
from xlminshi.core.project import Programme
from xlminshi.core.records import HistoryRow, Records
from xlminshi.core.settings import Settings
from xlminshi.core.submission import Submission
from xlminshi.form import (
    drafts,
    phrases,
    reports,
    shortcomings,
    tracing,
    verdicts,
)
from xlminshi.form import setting_items as setting
from xlminshi.form.as_written import OfficeSheets, with_all_units
from xlminshi.form.carried import without_open_formulas
from xlminshi.form.fields import Sheet
from xlminshi.form.grid import Workbook
from xlminshi.form.head import find_forms, read_head
from xlminshi.form.programme import find_list, projects_in_form, read_programme
from xlminshi.form.reading import read_submission
from xlminshi.form.records import history_problems, read_records
from xlminshi.form.renamed import sheet_under_present_names
from xlminshi.form.settings import read_settings
from xlminshi.form.shown_plan import outdated_on
from xlminshi.form.tables import Table
from xlminshi.workflow.answering import Whereabouts, located
from xlminshi.workflow.books import OWN_SHEETS, Book, BookReading, UnclearSheet, planned_names
from xlminshi.workflow.drafting import FormerDraft
from xlminshi.workflow.listed_since import with_rows_listed_since
from xlminshi.workflow.renamed_sheets import under_own_names
from xlminshi.workflow.summarising import is_a_namesake

# What stands as the source of a sheet that the office has filled in itself.
TYPED_IN_THE_WORKBOOK = "在工作簿中填写"
# Findings about whose a form is: of a returned file they are kept; the workbook's own sheets are asked anew each time.
_OF_UNITS = (Code.UNKNOWN_UNIT, Code.UNIT_WITHOUT_PROJECT)


def read_book(workbook: Workbook, this_year: int) -> BookReading:
    """Return what a workbook with a list of projects says; settings, verdicts and unit sheets may be missing."""
    name = workbook.name
    named = under_own_names(workbook)
    workbook = named.workbook
    reading = read_settings(workbook.grid(setting.SHEET_NAME), this_year, name)
    listed = read_programme(_without_own_sheets(workbook, Sheet.LIST.value), reading.settings)
    wording = phrases.read_phrases(workbook.grid(phrases.SHEET_NAME), reading.settings, name)
    settings = replace(reading.settings, units=listed.units, phrases=wording.book)
    programme = listed.programme
    decided = verdicts.read_verdicts(workbook.grid(verdicts.SHEET_NAME), programme, settings, name)
    tables = unit_tables(workbook)
    whose = _tables_by_unit(tables, programme, settings)
    remembered = read_records(workbook)
    forgotten = history_problems(remembered.records.history, settings.period, programme, name)
    units = _read_units(whose.of_unit, programme, settings, remembered.records.history)
    opinions, lost = shortcomings.read_opinions(workbook.grid(shortcomings.SHEET_NAME), name)
    problems = [*reading.problems, *wording.problems, *named.problems(), *listed.problems, *decided.problems]
    problems.extend((*whose.problems, *remembered.problems, *forgotten, *units.problems, *lost))
    problems.extend(_left_out(workbook, tables))
    written = with_all_units(reading.written, reading.settings.units, settings.units)
    kept, answers = reports.read_answers(workbook.grid(reports.PROBLEMS))
    records = _with_present_names(remembered.records, settings)
    of_returns = _still_kept(kept, units.submissions, records)
    office = OfficeSheets(written, listed.written, decided.open_rows, wording.written)
    book = Book(
        name=name,
        programme=programme,
        settings=settings,
        submissions=units.submissions,
        verdicts=decided.verdicts,
        before=units.before,
        office=office,
        answers=located(answers, Whereabouts(units.submissions, records.receipts, settings.units)),
        records=records,
        unread=remembered.unread,
        draft=_former_draft(workbook),
        opinions=opinions,
        unclear=tuple(replace(one, grid=None) if workbook.is_open else one for one in whose.unclear),
        digest=workbook.digest,
        outdated=units.outdated,
    )
    return BookReading(book, tuple(problems), units.of_unit, decided.cells, of_returns, units.forms)


@dataclass(frozen=True, slots=True)
class _Units:
    """The units' sheets: this period's reports with their findings by unit, and what earlier sheets bring along."""

    submissions: tuple[Submission, ...]
    before: tuple[Submission, ...]
    of_unit: dict[str, tuple[Problem, ...]]
    forms: dict[str, Table]
    problems: tuple[Problem, ...]
    outdated: tuple[Outdated, ...]


def _with_present_names(records: Records, settings: Settings) -> Records:
    """Return the records with this period's files under the present names of their units, which may have been renamed."""
    label, resolve = settings.period.full_label, settings.units.resolve
    receipts = (
        replace(one, lead_unit=resolve(one.lead_unit) or one.lead_unit) if one.period == label else one
        for one in records.receipts
    )
    return replace(records, receipts=tuple(receipts))


def _former_draft(workbook: Workbook) -> FormerDraft:
    """Return the 通报稿 as people have left it."""
    draft, traced = workbook.grid(drafts.SHEET_NAME), workbook.grid(tracing.SHEET_NAME)
    return FormerDraft(drafts.period_of_draft(draft), drafts.read_draft(draft), tracing.read_tracing(traced))


def _still_kept(
    kept: tuple[Problem, ...], submissions: tuple[Submission, ...], records: Records
) -> tuple[Problem, ...]:
    sources, files = {one.source for one in submissions}, {one.file for one in records.receipts}
    return tuple(one for one in kept if _is_still_kept(one, sources, files))


def _is_still_kept(one: Problem, sources: set[str], files: set[str]) -> bool:
    """Return whether a finding about a return is kept: one about the workbook's own sheets comes back by itself."""
    if one.code in OF_CELLS:
        return one.place.file in sources
    return one.code not in _OF_UNITS or one.place.file in files


def _read_units(
    by_unit: dict[str, Table], programme: Programme, settings: Settings, history: tuple[HistoryRow, ...]
) -> _Units:
    submissions: list[Submission] = []
    before: list[Submission] = []
    of_unit: dict[str, tuple[Problem, ...]] = {}
    forms: dict[str, Table] = {}
    problems: list[Problem] = []
    outdated: list[Outdated] = []
    remembered = last_submissions(history, settings.period, programme)
    last = {one.lead_unit: one.carried_over() for one in remembered}
    for unit, as_laid_out in by_unit.items():
        label = read_head(as_laid_out).period
        is_of_now = not label or settings.period.is_same(label)
        # What history knows by the old name is not carried over to a new one: for it a finding is due.
        table, renamed = (
            sheet_under_present_names(as_laid_out, programme, unit) if is_of_now else (as_laid_out, ())
        )
        submission, found = read_submission(table, programme, unit, settings, compares_plan=False)
        submission = _with_source(submission, table)
        found = (*(told for one in renamed for told in one.told()), *found)
        if is_of_now:
            renewed = submission.with_last_figures(last.get(unit))
            submissions.append(renewed)
            outdated.extend(one.outdated() for one in renamed if not one.is_idle)
            outdated.extend(outdated_on(table, programme, submission, renewed))
            of_unit[unit] = (
                _without_new_rows(found)
                if submission.is_blank()
                else with_rows_listed_since(found, programme, unit, history, settings.period)
            )
            forms[unit] = table
            continue
        before.append(_brought_along(submission, settings))
        # A renamed or moved project: its last figure would be missed when the next one is compared with it.
        problems.extend(one for one in found if one.code is Code.UNKNOWN_ROW)
        if not submission.is_blank():
            problems.append(_of_another_period(table.place, label, settings, history))
    return _Units(tuple(submissions), tuple(before), of_unit, forms, tuple(problems), tuple(outdated))


def _without_new_rows(found: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the findings about a sheet on which nothing was reported yet: it gets the rows that its unit has by now."""
    return tuple(one for one in found if one.code is not Code.MISSING_ROW)


def _with_source(submission: Submission, table: Table) -> Submission:
    """Return what a unit's sheet says; where no file is named as its source, it was typed in the workbook itself."""
    is_typed_here = submission.source == table.place.file and not submission.is_blank()
    return replace(submission, source=TYPED_IN_THE_WORKBOOK) if is_typed_here else submission


def _brought_along(submission: Submission, settings: Settings) -> Submission:
    """Return what another period's return brings along: its figures if it is an earlier one of this year, and the persons."""
    is_usable = _why_not_along(submission.period_label, settings) == ""
    return submission if is_usable else replace(submission, indicators=())


def _why_not_along(label: str, settings: Settings) -> str:
    """Return why the figures of another period are no 上期累计; "" where they are."""
    months, period = parse_months(label), settings.period
    if year_in(label) not in (None, period.year):
        return "不是本年度的"
    return "" if months is None or months[1] < period.last else "不早于本期"


def _of_another_period(
    place: Place, label: str, settings: Settings, history: tuple[HistoryRow, ...]
) -> Problem:
    """Return what becomes of a unit's sheet that is filled in for another period."""
    expected, reason = settings.period.full_label, _why_not_along(label, settings)
    if not reason:
        return problem(Code.LAST_PERIOD, place, found=label, expected=expected)
    months, year = parse_months(label), year_in(label) or settings.period.year
    if months is not None and (year, *months) in map(months_of, history):
        reason = f"{reason}，各行留在“历史”表中"
    return problem(Code.NOT_THIS_PERIOD, place, found=label, reason=reason, expected=expected)


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The one table of each unit, the filled sheets of which nobody can say whether they count, and what is told of them."""

    of_unit: dict[str, Table]
    unclear: tuple[UnclearSheet, ...]
    problems: tuple[Problem, ...]


def _tables_by_unit(tables: tuple[Table, ...], programme: Programme, settings: Settings) -> _Sorted:
    """Return whose tables these are; a unit with two filled ones has none until a person has settled which."""
    found: dict[str, list[Table]] = {}
    unclear: list[UnclearSheet] = []
    problems: list[Problem] = []
    for table in tables:
        named = read_head(table).lead_unit or table.place.sheet
        unit = settings.units.resolve(named)
        if unit is not None and unit in programme.lead_units():
            found.setdefault(unit, []).append(table)
        elif _is_filled_by(named, table, settings):
            problems.append(problem(Code.STRAY_SHEET, table.place, found=named))
            unclear.append(UnclearSheet("", without_open_formulas(table)))
    of_unit: dict[str, Table] = {}
    for unit, several in found.items():
        own = sorted(several, key=lambda table: table.place.sheet.strip() != unit)
        filled = (
            own
            if len(own) == 1
            else [one for one in own if not _said_by(one, programme, unit, settings).is_blank()]
        )
        if len(filled) < 2:
            of_unit[unit] = (filled or own)[0]
        else:
            names = "、".join(table.place.sheet for table in filled)
            facts = {"unit": unit, "count": len(filled), "found": names}
            problems.append(problem(Code.TWO_SHEETS, filled[0].place, **facts))
            unclear.extend(_unclear(filled, programme, unit, settings))
    return _Sorted(of_unit, tuple(unclear), tuple(problems))


def _is_filled_by(named: str, table: Table, settings: Settings) -> bool:
    """Return whether anything was reported on the form of somebody who leads no project."""
    units = settings.units.with_unit(named)
    projects = projects_in_form(table, named, replace(settings, units=units))
    programme = Programme(settings.county, settings.period.year, projects)
    return not _said_by(table, programme, named, settings).is_blank()


def _said_by(table: Table, programme: Programme, unit: str, settings: Settings) -> Submission:
    table, _ = sheet_under_present_names(table, programme, unit)
    return read_submission(table, programme, unit, settings, compares_plan=False)[0]


def _unclear(
    tables: list[Table], programme: Programme, unit: str, settings: Settings
) -> Iterator[UnclearSheet]:
    """Yield the sheets of one unit; the one under the unit's name is laid out as its sheet, the others as they stand."""
    for table in tables:
        if table.place.sheet.strip() == unit:
            yield UnclearSheet(unit, None, _said_by(table, programme, unit, settings))
        else:
            yield UnclearSheet(unit, without_open_formulas(table))


def unit_tables(workbook: Workbook) -> tuple[Table, ...]:
    """Return the tables of the lead units' sheets."""
    return find_forms(_without_own_sheets(workbook), Sheet.LEDGER)


def _without_own_sheets(workbook: Workbook, *but: str) -> Workbook:
    """Return a workbook with the sheets of others alone, and those named `but`."""
    names = frozenset(OWN_SHEETS) - {*but}
    return replace(workbook, grids=tuple(grid for grid in workbook.grids if grid.name.strip() not in names))


def sheets_under_other_names(workbook: Workbook, book: Book) -> dict[str, str]:
    """Return the sheets of a workbook that its plan calls otherwise: the name that they have, by the planned one."""
    names = planned_names(book.ledger())
    named = under_own_names(workbook)
    workbook = named.workbook
    whose = _tables_by_unit(unit_tables(workbook), book.programme, book.settings)
    present = {names[unit]: table.grid.name for unit, table in whose.of_unit.items()}
    if (listed := find_list(_without_own_sheets(workbook, Sheet.LIST.value))) is not None:
        present[Sheet.LIST.value] = listed.grid.name
    there = {grid.name.strip() for grid in workbook.grids}
    first: dict[str, str] = {}  # of several forms on one sheet the first takes its place
    for planned, name in present.items():
        if planned not in there and name not in first.values():
            first[planned] = name
    return first | named.former


def _left_out(workbook: Workbook, tables: tuple[Table, ...]) -> tuple[Problem, ...]:
    """Return a finding for each visible sheet that is not one of ours and so does not come into the new workbook."""
    if workbook.is_open:
        return ()
    listed = find_list(_without_own_sheets(workbook, Sheet.LIST.value))
    known = {*OWN_SHEETS, *(table.grid.name.strip() for table in tables)}
    if listed is not None:
        known.add(listed.grid.name.strip())
    place = Place(workbook.name)
    return tuple(
        problem(Code.SHEET_LEFT_OUT, replace(place, sheet=grid.name.strip()), found=grid.name.strip())
        for grid in workbook.grids
        if not grid.is_hidden and any(grid.rows) and (grid.name.strip() not in known or is_a_namesake(grid))
    )
