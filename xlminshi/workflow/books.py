"""The standard workbook: what it holds, how it is read, and how it is laid out again."""

from dataclasses import dataclass, field, replace

from xlminshi.core.controls import ControlTotals, control_totals
from xlminshi.core.history import last_submissions
from xlminshi.core.ledger import Ledger, compile_ledger, units_in_order
from xlminshi.core.period import parse_months, year_in
from xlminshi.core.problems import OF_CELLS, Code, Place, Problem, problem
from xlminshi.core.project import Programme
from xlminshi.core.records import UNSETTLED, Receipt, Records
from xlminshi.core.settings import Settings
from xlminshi.core.status import Verdict
from xlminshi.core.submission import Submission
from xlminshi.form import (
    drafts,
    home,
    overview,
    phrases,
    ranking,
    receipts,
    reports,
    shortcomings,
    summary,
    tracing,
    trends,
    verdicts,
)
from xlminshi.form import setting_items as setting
from xlminshi.form.as_written import OfficeSheets, with_all_units, written_from
from xlminshi.form.commands import SELF_CHECK_SHEET
from xlminshi.form.companions import ALL_UNITS, HELP_SHEET, STAMP_SHEET, stamp_names, stamp_sheet
from xlminshi.form.fields import Sheet
from xlminshi.form.filling import filled_cells
from xlminshi.form.first_list import SOURCE_SHEET
from xlminshi.form.grid import Workbook
from xlminshi.form.head import find_forms, read_head
from xlminshi.form.layout import unit_sheet
from xlminshi.form.office import empty_rows, list_sheet, settings_sheet
from xlminshi.form.programme import find_list, read_programme
from xlminshi.form.reading import read_submission
from xlminshi.form.records import RECORD_SHEETS, UnreadRows, history_problems, read_records, record_sheets
from xlminshi.form.settings import read_settings
from xlminshi.form.sheets import BookPlan, SheetPlan
from xlminshi.form.tables import Table
from xlminshi.workflow.drafting import Drafted, FormerDraft
from xlminshi.workflow.summarising import is_a_namesake, opinion_sheet, sheets_at_a_glance

OUTPUT_SHEETS = (
    overview.SHEET_NAME,
    ranking.SHEET_NAME,
    shortcomings.SHEET_NAME,
    trends.SHEET_NAME,
    summary.SUMMARY,
    summary.DETAIL,
    drafts.SHEET_NAME,
    tracing.SHEET_NAME,
    receipts.SHEET_NAME,
    reports.PROBLEMS,
)
# As earlier versions called it; such a sheet is replaced by 收发台账.
_FORMER_SHEETS = ("回收情况",)
_OWN_SHEETS = (
    home.SHEET_NAME,
    *OUTPUT_SHEETS,
    *_FORMER_SHEETS,
    *RECORD_SHEETS,
    setting.SHEET_NAME,
    phrases.SHEET_NAME,
    verdicts.SHEET_NAME,
    Sheet.LIST.value,
    STAMP_SHEET,
    HELP_SHEET,
    SELF_CHECK_SHEET,
    SOURCE_SHEET,
)


@dataclass(frozen=True, slots=True)
class Book:
    """What a standard workbook says: promises, settings, what units reported in this period, and what was decided.

    `before` holds what units reported in the period before as far as their sheets still show it, `office` the office's
    own sheets as they were written, `settled` the findings about returns that a person dealt with, `records` what the
    workbook remembers, `unread` the rows of it that nobody can read, `draft` the 通报稿 as people have left it, `opinions`
    what the office wrote on 问题与短板; `digest` is that of the file.
    """

    name: str
    programme: Programme
    settings: Settings
    submissions: tuple[Submission, ...]
    verdicts: tuple[Verdict, ...]
    before: tuple[Submission, ...] = ()
    office: OfficeSheets = field(default_factory=OfficeSheets)
    settled: tuple[reports.Settled, ...] = ()
    records: Records = field(default_factory=Records)
    unread: UnreadRows = field(default_factory=UnreadRows)
    draft: FormerDraft = field(default_factory=FormerDraft)
    opinions: tuple[shortcomings.Opinion, ...] = ()
    digest: str = ""
    _ledgers: list[Ledger] = field(init=False, repr=False, compare=False, default_factory=list)

    def ledger(self) -> Ledger:
        """Return the ledger that follows from this workbook; it is asked for by every sheet, and compiled once."""
        if not self._ledgers:
            self._ledgers.append(self._compiled())
        return self._ledgers[0]

    def _compiled(self) -> Ledger:
        ledger = compile_ledger(self.programme, self.settings, self.submissions, self.verdicts)
        sent = {one.lead_unit for one in self.receipts_of_period() if one.state in UNSETTLED}
        return replace(ledger, unsettled_units=tuple(unit for unit in ledger.missing_units if unit in sent))

    def lead_units(self) -> tuple[str, ...]:
        """Return the lead units in the order of their sheets."""
        return units_in_order(self.programme, self.settings)

    def last_reports(self) -> tuple[Submission, ...]:
        """Return what each unit reported last before this period: from the history, else from its own old sheet."""
        remembered = last_submissions(self.records.history, self.settings.period, self.programme)
        units = {one.lead_unit for one in remembered}
        return (*remembered, *(one for one in self.before if one.lead_unit not in units))

    def carried(self) -> tuple[Submission, ...]:
        """Return what the units' forms show from the start: last cumulative figures, persons and telephones."""
        return tuple(_with_persons(one, self.before) for one in self.last_reports())

    def receipts_of_period(self) -> tuple[Receipt, ...]:
        """Return the files that were received in this period."""
        return tuple(one for one in self.records.receipts if one.period == self.settings.period.full_label)


@dataclass(frozen=True, slots=True)
class BookReading:
    """A workbook read, and its findings: of the office's own sheets, and of the units' sheets by unit.

    `of_returns` are findings about returned files that the workbook keeps because nobody has settled them yet; `forms` are
    the units' sheets of this period.
    """

    book: Book
    problems: tuple[Problem, ...]
    unit_problems: dict[str, tuple[Problem, ...]]
    verdict_cells: tuple[tuple[str, str], ...] = ()
    of_returns: tuple[Problem, ...] = ()
    forms: dict[str, Table] = field(default_factory=dict)

    def filled(self, unit: str) -> int:
        """Return how many entry cells hold anything on a unit's sheet of this period."""
        return filled_cells(self.forms[unit], self.book.programme) if unit in self.forms else 0

    def all_problems(self) -> tuple[Problem, ...]:
        """Return all findings, those of the units' sheets included."""
        of_units = (one for found in self.unit_problems.values() for one in found)
        return (*self.problems, *of_units, *self.of_returns)


def read_book(workbook: Workbook, this_year: int) -> BookReading:
    """Return what a workbook with a list of projects says; settings, verdicts and unit sheets may be missing."""
    name = workbook.name
    reading = read_settings(workbook.grid(setting.SHEET_NAME), this_year, name)
    listed = read_programme(workbook, reading.settings)
    wording = phrases.read_phrases(workbook.grid(phrases.SHEET_NAME), reading.settings, name)
    settings = replace(reading.settings, units=listed.units, phrases=wording.book)
    programme = listed.programme
    decided = verdicts.read_verdicts(workbook.grid(verdicts.SHEET_NAME), programme, settings, name)
    tables = unit_tables(workbook)
    by_unit, unknown = _tables_by_unit(tables, programme, settings)
    remembered = read_records(workbook)
    forgotten = history_problems(remembered.records.history, settings.period, programme, name)
    units = _read_units(by_unit, programme, settings)
    opinions, lost = shortcomings.read_opinions(workbook.grid(shortcomings.SHEET_NAME), name)
    problems = [*reading.problems, *wording.problems, *listed.problems, *decided.problems, *unknown]
    problems.extend((*remembered.problems, *forgotten, *units.problems, *lost, *_left_out(workbook, tables)))
    written = with_all_units(reading.written, reading.settings.units, settings.units)
    kept, settled = reports.read_settled(workbook.grid(reports.PROBLEMS))
    sources = {one.source for one in units.submissions}
    of_returns = tuple(one for one in kept if one.code not in OF_CELLS or one.place.file in sources)
    office = OfficeSheets(written, listed.written, decided.open_rows, wording.written)
    book = Book(
        name=name,
        programme=programme,
        settings=settings,
        submissions=units.submissions,
        verdicts=decided.verdicts,
        before=units.before,
        office=office,
        settled=settled,
        records=remembered.records,
        unread=remembered.unread,
        draft=FormerDraft(
            drafts.period_of_draft(workbook.grid(drafts.SHEET_NAME)),
            drafts.read_draft(workbook.grid(drafts.SHEET_NAME)),
            tracing.read_tracing(workbook.grid(tracing.SHEET_NAME)),
        ),
        opinions=opinions,
        digest=workbook.digest,
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


def _read_units(by_unit: dict[str, Table], programme: Programme, settings: Settings) -> _Units:
    submissions: list[Submission] = []
    before: list[Submission] = []
    of_unit: dict[str, tuple[Problem, ...]] = {}
    forms: dict[str, Table] = {}
    problems: list[Problem] = []
    for unit, table in by_unit.items():
        submission, found = read_submission(table, programme, unit, settings, compares_plan=False)
        label = submission.period_label
        if not label or settings.period.is_same(label):
            submissions.append(submission)
            of_unit[unit] = found
            forms[unit] = table
            continue
        before.append(_brought_along(submission, settings))
        # A renamed or moved project: its last figure would be missed when the next one is compared with it.
        problems.extend(one for one in found if one.code is Code.UNKNOWN_ROW)
        if not submission.is_blank():
            expected = settings.period.full_label
            problems.append(problem(Code.LAST_PERIOD, table.place, found=label, expected=expected))
    return _Units(tuple(submissions), tuple(before), of_unit, forms, tuple(problems))


def _brought_along(submission: Submission, settings: Settings) -> Submission:
    """Return what another period's return brings along: its figures if it is an earlier one of this year, and the persons."""
    label, period = submission.period_label, settings.period
    months = parse_months(label)
    is_same_year = year_in(label) in (None, period.year)
    is_earlier = months is None or months[1] < period.last
    return submission if is_same_year and is_earlier else replace(submission, indicators=())


def _with_persons(last: Submission, sheets: tuple[Submission, ...]) -> Submission:
    """Return a unit's last report carried over, with the persons and telephones that its old sheet names."""
    carried = last.carried_over()
    sheet = next((one for one in sheets if one.lead_unit == last.lead_unit), None)
    return carried if sheet is None else replace(carried, projects=sheet.carried_over().projects)


def _tables_by_unit(
    tables: tuple[Table, ...], programme: Programme, settings: Settings
) -> tuple[dict[str, Table], tuple[Problem, ...]]:
    """Return the one table of each unit; a unit with two has none until a person has settled which."""
    found: dict[str, list[Table]] = {}
    problems: list[Problem] = []
    for table in tables:
        named = read_head(table).lead_unit or table.place.sheet
        unit = settings.units.resolve(named)
        if unit is None or unit not in programme.lead_units():
            code = Code.UNKNOWN_UNIT if unit is None else Code.UNIT_WITHOUT_PROJECT
            problems.append(problem(code, table.place, found=named))
        else:
            found.setdefault(unit, []).append(table)
    for unit, several in found.items():
        if len(several) > 1:
            names = "、".join(table.place.sheet for table in several)
            problems.append(
                problem(Code.TWO_SHEETS, several[0].place, unit=unit, count=len(several), found=names)
            )
    return {unit: several[0] for unit, several in found.items() if len(several) == 1}, tuple(problems)


def unit_tables(workbook: Workbook) -> tuple[Table, ...]:
    """Return the tables of the lead units' sheets."""
    own = replace(
        workbook, grids=tuple(grid for grid in workbook.grids if grid.name.strip() not in _OWN_SHEETS)
    )
    return find_forms(own, Sheet.LEDGER)


def sheets_under_other_names(workbook: Workbook, book: Book) -> dict[str, str]:
    """Return the sheets of a workbook that its plan calls otherwise: the name that they have, by the planned one."""
    names = _names(book.ledger())
    tables, _ = _tables_by_unit(unit_tables(workbook), book.programme, book.settings)
    present = {names[unit]: table.grid.name for unit, table in tables.items()}
    if (listed := find_list(workbook)) is not None:
        present[Sheet.LIST.value] = listed.grid.name
    first: dict[str, str] = {}  # of several forms on one sheet the first takes its place
    for planned, name in present.items():
        if planned != name.strip() and name not in first.values():
            first[planned] = name
    return first


def _left_out(workbook: Workbook, tables: tuple[Table, ...]) -> tuple[Problem, ...]:
    """Return a finding for each visible sheet that is not one of ours and so does not come into the new workbook."""
    if workbook.is_open:
        return ()
    listed = find_list(workbook)
    known = {*_OWN_SHEETS, *(table.grid.name.strip() for table in tables)}
    if listed is not None:
        known.add(listed.grid.name.strip())
    place = Place(workbook.name)
    return tuple(
        problem(Code.SHEET_LEFT_OUT, replace(place, sheet=grid.name.strip()), found=grid.name.strip())
        for grid in workbook.grids
        if not grid.is_hidden and any(grid.rows) and (grid.name.strip() not in known or is_a_namesake(grid))
    )


def standard_book(book: Book) -> BookPlan:
    """Return the standard workbook: settings, list, verdicts, and one sheet per lead unit."""
    ledger = book.ledger()
    front = (opinion_sheet(ledger, book.records, book.opinions),) if book.opinions else ()
    return _plan(book, ledger, front, None)


def compiled_book(
    book: Book,
    problems: tuple[Problem, ...],
    totals: ControlTotals | None = None,
    draft: Drafted | None = None,
) -> BookPlan:
    """Return the workbook with its summary in front; `totals` are the control totals of a run that read files."""
    ledger = book.ledger()
    totals = totals or control_totals(ledger, book.submissions)
    found = summary.sources(book.programme, _names(ledger))
    at_a_glance, *others = sheets_at_a_glance(ledger, book.submissions, book.records, book.opinions)
    front = [
        at_a_glance,
        summary.summary_sheet(ledger, found, totals),
        *others,
        summary.detail_sheet(ledger, found),
    ]
    if draft is not None:
        front.append(drafts.draft_sheet(draft.rows, book.settings.period.full_label))
        front.append(tracing.tracing_sheet(draft.traced, ledger, found))
    elif book.draft.rows:  # collecting late returns does not touch what people have written
        front.append(drafts.draft_sheet(book.draft.rows, book.draft.period))
        front.append(tracing.tracing_sheet(book.draft.traced, ledger, found))
    received = book.receipts_of_period()
    front.append(
        receipts.receipts_sheet(ledger, book.submissions, problems, received, totals, book.records.events)
    )
    front.append(reports.problems_sheet(problems, book.settled))
    return _plan(book, ledger, tuple(front), problems)


def _names(ledger: Ledger) -> dict[str, str]:
    return summary.sheet_names(ledger.lead_units(), _OWN_SHEETS)


def _plan(
    book: Book, ledger: Ledger, front: tuple[SheetPlan, ...], problems: tuple[Problem, ...] | None
) -> BookPlan:
    """Return the workbook with 首页 first; `problems` None: no run has looked for any yet."""
    names = _names(ledger)
    reported = {one.lead_unit: one for one in (*book.carried(), *book.submissions)}
    units = tuple(
        unit_sheet(book.programme, book.settings, unit, reported.get(unit), names[unit], Sheet.LEDGER)
        for unit in ledger.lead_units()
    )
    sheets = (
        *front,
        verdicts.verdict_sheet(ledger, book.office.verdicts),
        settings_sheet(book.office.settings or written_from(book.settings)),
        phrases.phrase_sheet(book.office.phrases),
        list_sheet(f"{book.programme.title}清单", book.office.listed or empty_rows(0)),
        *units,
        *record_sheets(book.records, book.unread),
        stamp_sheet(book.programme, book.settings, ALL_UNITS),
    )
    first = home_of(book, problems, frozenset(one.name for one in sheets))
    return BookPlan((first, *sheets), stamp_names(), home.SHEET_NAME)


def home_of(book: Book, problems: tuple[Problem, ...] | None, there: frozenset[str]) -> SheetPlan:
    """Return 首页 of a workbook with the sheets that are `there`; `problems` None: no run has looked for any yet."""
    ledger = book.ledger()
    return home.home_sheet(ledger, home.Standing(problems, book.records.events, _names(ledger), there))
