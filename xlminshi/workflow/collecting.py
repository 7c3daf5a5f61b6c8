"""回收汇总: the returned files → the workbook with everything in it. No return is lost, none is taken on a guess."""

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from xlminshi.core.controls import ControlTotals, control_totals, file_counts
from xlminshi.core.corrections import corrections_between, corrections_since_run, office_corrections
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import Code, Place, Problem, level_counts, problem
from xlminshi.core.records import (
    Action,
    Correction,
    Event,
    Receipt,
    ReceiptState,
    Records,
)
from xlminshi.core.submission import Submission
from xlminshi.workflow.answering import answered
from xlminshi.workflow.book_layout import compiled_book
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import Book, BookReading
from xlminshi.workflow.distributing import shown_before
from xlminshi.workflow.examining import Examiner
from xlminshi.workflow.findings import all_findings
from xlminshi.workflow.locking import history_with_period, is_locked
from xlminshi.workflow.opening import Opened, open_all
from xlminshi.workflow.ports import Office, Outcome, outcome
from xlminshi.workflow.returned import ExaminedForm, StandingForm, Taken
from xlminshi.workflow.taking import take

# The files that are counted as a unit's first, second … version.
_COUNTED = (ReceiptState.ADOPTED, ReceiptState.WAITING, ReceiptState.REPLACED)


@dataclass(frozen=True, slots=True)
class Collection:
    """What came back: the workbook with the adopted returns, and every form that was recognised, adopted or not.

    `refused` are forms of which nothing could be adopted, though they are surely one unit's.
    """

    book: Book
    files_seen: int
    adopted: tuple[ExaminedForm, ...]
    waiting: tuple[ExaminedForm, ...]
    receipts: tuple[Receipt, ...]
    totals: ControlTotals
    standing: tuple[StandingForm, ...] = ()
    refused: tuple[ExaminedForm, ...] = ()

    @property
    def files_accepted(self) -> int:
        """Return how many files were adopted."""
        return len(self.adopted) + len(self.standing)


def collect(source: Path, returns: tuple[Path, ...], target_name: str, office: Office) -> Outcome[Collection]:
    """Return the workbook with all returns in it, its summary and its findings; the order of files does not matter."""
    # What the workbook was read from is not held: there are several copies of every cell when the new one is written.
    collection, problems = collect_into(read_book(office.read(source), office.this_year), returns, office)
    plan = compiled_book(collection.book, problems, collection.totals)
    return outcome(collection, (office.book_file(target_name, plan),), problems)


def collect_into(
    reading: BookReading, returns: tuple[Path, ...], office: Office, *, keeps_cells: bool = False
) -> tuple[Collection, tuple[Problem, ...]]:
    """Return the workbook read, completed by the returned files, and every finding in order.

    `keeps_cells`: the adopted forms keep what they were read from, for copies with marks.
    Raises CannotContinueError for a workbook without projects, and for returns to a period that is closed.
    """
    book = _with_written_over(reading.book, office)
    if not book.programme.projects:
        raise CannotContinueError(f"{book.name}中没有读到实事。请核对实事清单。")
    if returns and is_locked(book):
        label = book.settings.period.full_label
        raise CannotContinueError(str(problem(Code.PERIOD_CLOSED, Place(), found=label)))
    examiner = examiner_of(book, keeps_cells=keeps_cells)
    opened = open_all(returns, office, examiner)
    taken = take(opened, book, examiner)
    complete = _completed(book, taken, office) if returns else book
    complete, problems = answered(complete, all_findings(reading, complete, opened, taken))
    remembered = replace(complete, records=_remembered(complete, taken, problems, office, bool(returns)))
    files = file_counts(len(opened.arrivals), taken.receipts)
    cells = _cells_filled(reading, complete, taken)
    totals = control_totals(complete.ledger(), complete.submissions, files, cells)
    collection = Collection(
        remembered,
        len(opened.arrivals),
        taken.adopted,
        taken.waiting,
        taken.receipts,
        totals,
        taken.standing,
        _refused_forms(opened, taken),
    )
    return collection, problems


def _refused_forms(opened: Opened, taken: Taken) -> tuple[ExaminedForm, ...]:
    refused = {one.file for one in taken.receipts if one.state is ReceiptState.REFUSED}
    forms = (one.examined.form for one in opened.arrivals if one.examined and one.name in refused)
    return tuple(form for form in forms if form is not None and form.submission.is_blank())


def _cells_filled(reading: BookReading, complete: Book, taken: Taken) -> int:
    """Return how many entry cells hold anything: on the adopted forms, and on the sheets of units that sent nothing new."""
    filled = {form.recognition.lead_unit: form.filled for form in taken.adopted}
    reported = (one.lead_unit for one in complete.submissions if not one.is_blank())
    return sum(filled[unit] if unit in filled else reading.filled(unit) for unit in reported)


def examiner_of(book: Book, *, keeps_cells: bool = False) -> Examiner:
    """Return the examiner of the returns to a workbook."""
    last = {one.lead_unit: one for one in reversed(book.last_reports())}
    return Examiner(book.programme, book.settings, shown_before(book), last, keeps_cells, book.former)


# The workbook with what was taken -------------------------------------------------------------------------------


def _with_written_over(book: Book, office: Office) -> Book:
    """Return the workbook with a record of what people have written over on its sheets since its last run.

    The next run will not know it otherwise: this one puts the new figures into 历史.
    """
    period, day = book.settings.period, office.now().date()
    rows = tuple(
        one for one in book.records.history if one.year == period.year and period.is_same(one.period)
    )
    known = tuple(one for one in book.records.corrections if one.period == period.full_label)
    found = tuple(
        one
        for sheet in book.submissions
        if not sheet.is_blank() and sheet.lead_unit not in book.doubled()
        for one in corrections_since_run(rows, sheet, known, period=period.full_label, day=day)
    )
    corrections = (*book.records.corrections, *found)
    return replace(book, records=replace(book.records, corrections=corrections)) if found else book


def _completed(book: Book, taken: Taken, office: Office) -> Book:
    """Return the workbook with the adopted returns in place of what these units reported before."""
    new = {one.recognition.lead_unit: one.submission for one in taken.adopted}
    standing = {one.lead_unit: one.submission for one in taken.standing}
    gone = {*new, *standing, *taken.withdrawn}
    kept = tuple(one for one in book.submissions if one.lead_unit not in gone)
    order = {unit: index for index, unit in enumerate(book.programme.lead_units())}
    submissions = tuple(
        sorted((*new.values(), *standing.values(), *kept), key=lambda one: order[one.lead_unit])
    )
    corrections = (
        *book.records.corrections,
        *_corrections(book, new, office),
        *_office_corrections(book, taken.standing, office),
    )
    receipts = _merged_receipts(book, taken.receipts)
    records = replace(book.records, corrections=corrections, receipts=receipts)
    unclear = tuple(one for one in book.unclear if one.lead_unit not in new)
    return replace(book, submissions=submissions, records=records, unclear=unclear)


def _corrections(book: Book, new: dict[str, Submission], office: Office) -> tuple[Correction, ...]:
    label, day = book.settings.period.full_label, office.now().date()
    return tuple(
        one
        for old in book.submissions
        if old.lead_unit in new and not old.is_blank()
        for one in corrections_between(
            old,
            new[old.lead_unit],
            period=label,
            source=new[old.lead_unit].source,
            person=new[old.lead_unit].reporter,
            day=day,
        )
    )


def _office_corrections(
    book: Book, standing: tuple[StandingForm, ...], office: Office
) -> tuple[Correction, ...]:
    """Return what the office has written over on the sheets of adopted returns, as far as it has not been recorded yet."""
    label, day = book.settings.period.full_label, office.now().date()
    known = tuple(one for one in book.records.corrections if one.period == label)
    return tuple(
        found
        for one in standing
        for found in office_corrections(one.form.submission, one.submission, known, period=label, day=day)
    )


def _merged_receipts(book: Book, new: tuple[Receipt, ...]) -> tuple[Receipt, ...]:
    """Return all receipts: a file that came again takes its old place, the unit's former file is marked as replaced."""
    period = book.settings.period.full_label
    again = {(one.digest, one.file) for one in new}
    replaced = {one.lead_unit for one in new if one.state is ReceiptState.ADOPTED}
    adopted = {one.digest for one in new if one.state is ReceiptState.ADOPTED}
    kept = [
        _superseded(one, replaced, adopted) if one.period == period else one
        for one in book.records.receipts
        if one.period != period or (one.digest, one.file) not in again
    ]
    return _numbered((*kept, *new), period)


def _superseded(one: Receipt, units: set[str], adopted: set[str]) -> Receipt:
    if one.lead_unit not in units or one.state not in (ReceiptState.ADOPTED, ReceiptState.WAITING):
        return one
    return replace(one, state=ReceiptState.SAME if one.digest in adopted else ReceiptState.REPLACED)


def _numbered(receipts: tuple[Receipt, ...], period: str) -> tuple[Receipt, ...]:
    """Return the receipts by unit and time; the period's different files of a unit are counted from the first."""
    ordered = sorted(
        receipts,
        key=lambda one: (
            one.lead_unit == "",
            one.lead_unit,
            one.sent_at is not None,
            str(one.sent_at),
            one.file,
        ),
    )
    counts: dict[str, int] = defaultdict(int)
    numbered = []
    for one in ordered:
        counts_here = one.period == period and one.lead_unit and one.state in _COUNTED
        if counts_here:
            counts[one.lead_unit] += 1
        numbered.append(replace(one, version=counts[one.lead_unit]) if counts_here else one)
    return tuple(numbered)


def _remembered(
    book: Book, taken: Taken, problems: tuple[Problem, ...], office: Office, is_import: bool
) -> Records:
    """Return what the workbook remembers after this run: the figures of this period, and the import itself."""
    label, day = book.settings.period.full_label, office.now().date()
    renewed = (one.correction(label, day) for one in book.outdated)  # the sheets are written anew
    records = replace(
        book.records,
        history=history_with_period(book),
        corrections=(*book.records.corrections, *renewed),
    )
    if not is_import:
        return records
    files = len({one.file for one in taken.receipts})
    result = f"收到文件{files}个，采用{len(taken.adopted) + len(taken.standing)}个；{level_counts(problems)}"
    event = Event(office.now().date(), Action.COLLECT, book.settings.period.full_label, "", result)
    return replace(records, events=(*records.events, event))
