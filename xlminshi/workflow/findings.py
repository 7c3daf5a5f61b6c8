"""The findings of a run, put together: what the workbook keeps, what the files brought, what follows from the figures."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from xlminshi.core.checks import check_submission
from xlminshi.core.office_names import names_of
from xlminshi.core.problems import Code, Place, Problem, in_order, problem
from xlminshi.core.records import SENT, Receipt, ReceiptState
from xlminshi.core.returns import without_figures
from xlminshi.core.submission import Submission
from xlminshi.form.reports import is_kept
from xlminshi.form.verdicts import verdict_problems
from xlminshi.workflow.books import Book, BookReading, planned_names
from xlminshi.workflow.companions import files_beside, with_companions
from xlminshi.workflow.listed_since import without_settled_rows
from xlminshi.workflow.locking import changes_since_closed
from xlminshi.workflow.opening import Opened
from xlminshi.workflow.returned import StandingForm, Taken
from xlminshi.workflow.summarising import successions

# How a finding that speaks of a unit by name goes on behind the name: {unit}报来2份….
_NAMING = "报来"
# The same of a finding about rows of a unit in the form of another: {unit}的实事填在….
_OWNING = "的实事填在"


def all_findings(reading: BookReading, complete: Book, opened: Opened, taken: Taken) -> tuple[Problem, ...]:
    """Return every finding of a run in order: of the workbook, of the files, of the forms, of the figures."""
    units = {one.recognition.lead_unit for one in taken.adopted}
    standing = {one.lead_unit: one for one in taken.standing}
    seen = units | standing.keys()
    waiting = {one.recognition.lead_unit for one in taken.waiting} - seen
    own = (one for one in reading.problems if not _is_overtaken(one, units, complete))
    kept = (unit for unit in reading.unit_problems if unit not in units)
    told = (*opened.problems, *taken.problems, *_rows_of_others(opened, taken, complete))
    of_files = with_companions(told, opened, taken, complete)
    settled = _settled_files(taken, complete, files_beside(of_files))
    found = [
        *own,
        *_still_open(reading, seen | waiting, opened, waiting),
        *(told for one in standing.values() for told in _kept_of(one)),
        *(one for one in of_files if one.place.file not in settled),
        *settled.values(),
        *(one for form in taken.adopted for one in (*form.problems, *form.done_to_form)),
        *(
            one
            for unit in kept
            for one in reading.unit_problems[unit]
            if not (unit in standing and one.code in (Code.MISSING_ROW, Code.ADDED_SINCE))
        ),
        *findings_of(complete, examined={one.recognition.lead_unit: one.doubtful for one in taken.adopted}),
        *changes_since_closed(complete),
    ]
    return in_order(without_settled_rows(found, complete))


def _rows_of_others(opened: Opened, taken: Taken, book: Book) -> Iterator[Problem]:
    """Yield where this run's files hold figures of units that have none by themselves: nothing else tells of them."""
    silent = frozenset(book.ledger().missing_units)
    sent = {one.file for one in taken.receipts if one.state in SENT}
    for one in opened.arrivals:
        examined = one.examined if one.name in sent else None
        form = examined.form if examined else None
        rows = form.of_others if form else examined.given_away if examined else ()
        for unit in dict.fromkeys(row.lead_unit for row in rows if row.lead_unit in silent):
            theirs = [row for row in rows if row.lead_unit == unit]
            titles = "、".join(dict.fromkeys(row.title for row in theirs))
            yield problem(Code.ROWS_OF_OTHER, theirs[0].place, unit=unit, found=titles)


def _settled_files(taken: Taken, book: Book, beside: set[str]) -> dict[str, Problem]:
    """Return the refused files of this run in whose place the workbook holds a later one, each with what is told of it.

    Papers that came `beside` a form are no former return.
    """
    later = {one.lead_unit: one for one in book.receipts_of_period() if one.state is ReceiptState.ADOPTED}
    of_file: dict[str, list[Receipt]] = defaultdict(list)
    for one in taken.receipts:
        if one.state is ReceiptState.REFUSED and one.file not in beside:
            of_file[one.file].append(one)
    found = {}
    for file, refused in of_file.items():
        if all(_came_before(one, later.get(one.lead_unit)) for one in refused):
            units = "、".join(names_of((one.lead_unit for one in refused), book.settings.units))
            files = "、".join(dict.fromkeys(later[one.lead_unit].file for one in refused))
            found[file] = problem(Code.OVERTAKEN, Place(file), unit=units, found=files)
    return found


def _came_before(one: Receipt, other: Receipt | None) -> bool:
    """Return whether a file surely came before another; without their times nobody can say so."""
    if other is None or one.sent_at is None or other.sent_at is None:
        return False
    return one.sent_at < other.sent_at


def _kept_of(one: StandingForm) -> tuple[Problem, ...]:
    """Return what speaks against an adopted form that came once more, as far as its sheet cannot show it by itself."""
    told = (found for found in (*one.form.problems, *one.form.done_to_form) if is_kept(found))
    return tuple(replace(found, place=replace(found.place, file=one.submission.source)) for found in told)


def _is_overtaken(one: Problem, units: set[str], book: Book) -> bool:
    """Return whether a finding is about the former sheets of a unit that has reported by now."""
    if one.code is Code.TWO_SHEETS:
        return one.what.startswith(tuple(f"{unit}有" for unit in units))
    is_of_another_period = one.code in (Code.LAST_PERIOD, Code.NOT_THIS_PERIOD)
    return is_of_another_period and book.settings.units.resolve(one.place.sheet) in units


def _still_open(
    reading: BookReading, units: set[str], opened: Opened, waiting: set[str]
) -> tuple[Problem, ...]:
    """Return the findings about earlier returns that this run has not overtaken by new files of the same unit.

    Rows that a unit's sheet lacks are still lacking while its new files are `waiting`.
    """
    resolve = reading.book.settings.units.resolve
    again = {one.name for one in opened.arrivals}
    reported = units | {one.lead_unit for one in reading.book.submissions if not one.is_blank()}
    owners = _owners(reading.book)
    names = tuple(f"{unit}{_NAMING}" for unit in units)
    told_elsewhere = tuple(f"{unit}{_OWNING}" for unit in reported)
    lacking = (
        one
        for one in reading.of_returns
        if one.code is Code.ADDED_SINCE and resolve(one.place.sheet) in waiting
    )
    still = (
        one
        for one in reading.of_returns
        if one.place.file not in again
        and not (one.code is Code.ROWS_OF_OTHER and one.what.startswith(told_elsewhere))
        and not (units & owners[one.place.file] and reported >= owners[one.place.file])
        and not (one.place.sheet and resolve(one.place.sheet) in units)
        and not (names and one.what.startswith(names))
    )
    return (*lacking, *still)


def _owners(book: Book) -> dict[str, set[str]]:
    """Return by file whose it is, of the files received in this period; one that holds several units' forms is of all."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in book.receipts_of_period():
        found[one.file].add(one.lead_unit)
    return found


def findings_of(
    book: Book,
    cells: tuple[tuple[str, str], ...] = (),
    examined: Mapping[str, tuple[Problem, ...]] = MappingProxyType({}),
) -> tuple[Problem, ...]:
    """Return what is doubtful in the reported figures, who has not reported, and what is not yet decided.

    `cells` says where decisions stand on a sheet that was read; `examined` is what is doubtful in the figures of units whose
    returns were examined already.
    """
    ledger = book.ledger()
    before = {one.lead_unit: one for one in book.last_reports()}
    missing_units = frozenset(ledger.missing_units)

    def doubtful(one: Submission) -> tuple[Problem, ...]:
        if one.lead_unit in examined:
            return examined[one.lead_unit]
        return check_submission(one, book.programme, book.settings, before.get(one.lead_unit))

    checks = (
        found
        for submission in book.submissions
        if submission.lead_unit not in missing_units
        for found in doubtful(submission)
    )
    renamed = successions(ledger, book.records, book.name)
    return (*checks, *_missing(book), *renamed, *verdict_problems(ledger, cells=cells))


def _missing(book: Book) -> Iterator[Problem]:
    """Yield why units have no figures; one whose file was refused, or whose sheet is gone, has not failed to report."""
    ledger, lost, names = book.ledger(), book.lost_files(), planned_names(book.ledger())
    for unit in ledger.missing_units:
        if unit in book.doubled():
            continue  # the two sheets are told
        if unit in lost:
            place = Place(book.name, names[unit])
            yield problem(Code.SHEET_GONE, place, unit=unit, found=lost[unit])
        else:
            code = Code.NOT_ADOPTED if unit in ledger.unsettled_units else Code.NOT_RETURNED
            yield without_figures(code, unit, ledger.settings.units)
