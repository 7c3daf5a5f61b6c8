"""The standard workbook: what it holds, how it is read, and how it is laid out again."""

from dataclasses import dataclass, replace

from xlminshi.bulletin.document import Document
from xlminshi.bulletin.inspection import draft_rows
from xlminshi.core.ledger import Ledger, compile_ledger
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.project import Programme
from xlminshi.core.settings import Settings
from xlminshi.core.status import Verdict
from xlminshi.core.submission import Submission
from xlminshi.form import settings as setting
from xlminshi.form import summary, verdicts
from xlminshi.form.fields import Sheet
from xlminshi.form.grid import Workbook
from xlminshi.form.layout import HELP_SHEET, STAMP_SHEET, stamp_names, stamp_sheet, unit_sheet
from xlminshi.form.office import list_sheet, settings_sheet
from xlminshi.form.programme import find_list, read_programme
from xlminshi.form.reading import find_forms, read_head, read_submission
from xlminshi.form.sheets import BookPlan, SheetPlan
from xlminshi.form.tables import Table

OUTPUT_SHEETS = (summary.SUMMARY, summary.DETAIL, summary.DRAFT, summary.RETURNS, summary.PROBLEMS)
_OWN_SHEETS = (
    *OUTPUT_SHEETS,
    setting.SHEET_NAME,
    verdicts.SHEET_NAME,
    Sheet.LIST.value,
    STAMP_SHEET,
    HELP_SHEET,
)


@dataclass(frozen=True, slots=True)
class Book:
    """What a standard workbook says: promises, settings, what units reported so far, and what was decided."""

    name: str
    programme: Programme
    settings: Settings
    submissions: tuple[Submission, ...]
    verdicts: tuple[Verdict, ...]

    def ledger(self) -> Ledger:
        """Return the ledger that follows from this workbook."""
        return compile_ledger(self.programme, self.settings, self.submissions, self.verdicts)


@dataclass(frozen=True, slots=True)
class BookReading:
    """A workbook read, and its findings: of the office's own sheets, and of the units' sheets by unit."""

    book: Book
    problems: tuple[Problem, ...]
    unit_problems: dict[str, tuple[Problem, ...]]

    def all_problems(self) -> tuple[Problem, ...]:
        """Return all findings, those of the units' sheets included."""
        return (*self.problems, *(one for found in self.unit_problems.values() for one in found))


def read_book(workbook: Workbook, this_year: int) -> BookReading:
    """Return what a workbook with a list of projects says; settings, verdicts and unit sheets may be missing."""
    name = workbook.name
    reading = setting.read_settings(workbook.grid(setting.SHEET_NAME), this_year, name)
    listed = read_programme(workbook, reading.settings)
    settings = replace(reading.settings, units=listed.units)
    programme = listed.programme
    decided = verdicts.read_verdicts(workbook.grid(verdicts.SHEET_NAME), programme, settings, name)
    submissions: dict[str, Submission] = {}
    unit_problems: dict[str, tuple[Problem, ...]] = {}
    problems = [*reading.problems, *listed.problems, *decided.problems]
    tables = unit_tables(workbook)
    for table in tables:
        unit = _unit_of(table, settings)
        if unit is None or unit not in programme.lead_units():
            problems.append(problem(Code.UNKNOWN_UNIT, table.place, found=table.place.sheet))
        elif unit in submissions:
            both = f"{submissions[unit].source}、{table.place.sheet}"
            problems.append(problem(Code.SENT_TWICE, table.place, unit=unit, count=2, found=both))
        else:
            submissions[unit], unit_problems[unit] = read_submission(table, programme, unit, settings)
    problems.extend(_left_out(workbook, tables))
    book = Book(name, programme, settings, tuple(submissions.values()), decided.verdicts)
    return BookReading(book, tuple(problems), unit_problems)


def unit_tables(workbook: Workbook) -> tuple[Table, ...]:
    """Return the tables of the lead units' sheets."""
    own = replace(
        workbook, grids=tuple(grid for grid in workbook.grids if grid.name.strip() not in _OWN_SHEETS)
    )
    return find_forms(own, Sheet.LEDGER)


def _unit_of(table: Table, settings: Settings) -> str | None:
    named = read_head(table).lead_unit
    return settings.units.resolve(named) if named else settings.units.resolve(table.place.sheet)


def _left_out(workbook: Workbook, tables: tuple[Table, ...]) -> tuple[Problem, ...]:
    """Return a finding for each visible sheet that is not one of ours and so does not come into the new workbook."""
    listed = find_list(workbook)
    known = {*_OWN_SHEETS, *(table.grid.name.strip() for table in tables)}
    if listed is not None:
        known.add(listed.grid.name.strip())
    place = Place(workbook.name)
    return tuple(
        problem(Code.SHEET_LEFT_OUT, replace(place, sheet=grid.name.strip()), found=grid.name.strip())
        for grid in workbook.grids
        if not grid.is_hidden and grid.name.strip() not in known and any(grid.rows)
    )


def standard_book(book: Book) -> BookPlan:
    """Return the standard workbook: settings, list, verdicts, and one sheet per lead unit."""
    ledger = book.ledger()
    return _plan(book, ledger, (), first=setting.SHEET_NAME)


def compiled_book(
    book: Book, problems: tuple[Problem, ...], files: int, document: Document | None = None
) -> BookPlan:
    """Return the workbook with its summary in front; `files` is how many files were received in this run."""
    ledger = book.ledger()
    names = _names(book)
    front = [summary.summary_sheet(ledger, names), summary.detail_sheet(ledger, names)]
    if document is not None:
        front.append(summary.draft_sheet(draft_rows(document)))
    front.append(summary.returns_sheet(ledger, book.submissions, problems, files))
    front.append(summary.problems_sheet(problems))
    return _plan(book, ledger, tuple(front), first=summary.SUMMARY)


def _names(book: Book) -> summary.SheetNames:
    return summary.sheet_names(book.ledger().lead_units(), _OWN_SHEETS)


def _plan(book: Book, ledger: Ledger, front: tuple[SheetPlan, ...], first: str) -> BookPlan:
    names = _names(book)
    reported = {one.lead_unit: one for one in book.submissions}
    units = tuple(
        unit_sheet(book.programme, book.settings, unit, reported.get(unit), names.by_unit[unit], Sheet.LEDGER)
        for unit in ledger.lead_units()
    )
    sheets = (
        *front,
        verdicts.verdict_sheet(ledger),
        settings_sheet(book.settings),
        list_sheet(book.programme),
        *units,
        stamp_sheet(book.programme, book.settings, "全部单位"),
    )
    return BookPlan(sheets, stamp_names(), first)
