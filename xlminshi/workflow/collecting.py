"""回收汇总: the returned files → the workbook with everything in it. No return is lost, none is taken on a guess."""

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from xlminshi.core.controls import ControlTotals, control_totals, file_counts
from xlminshi.core.corrections import corrections_between, office_corrections
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import Code, Level, Place, Problem, level_counts, problem
from xlminshi.core.records import (
    Action,
    Confidence,
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
from xlminshi.workflow.choosing import Candidate, choose
from xlminshi.workflow.examining import Examiner
from xlminshi.workflow.fates import Fate
from xlminshi.workflow.findings import all_findings
from xlminshi.workflow.locking import history_with_period, is_locked
from xlminshi.workflow.opening import Opened, open_all
from xlminshi.workflow.ports import Arrival, Office, Outcome, outcome
from xlminshi.workflow.recognising import NOBODY, by_file_name
from xlminshi.workflow.returned import ExaminedForm, Recognition, StandingForm, Taken

# Findings that say where something stands that was not typed into the cells meant for it.
_TYPED_ELSEWHERE = (
    Code.BEYOND_TABLE,
    Code.NOTE_ON_CELL,
    Code.FURTHER_NOTES,
    Code.SHAPES,
    Code.FURTHER_SHEETS,
)
# The files that are counted as a unit's first, second … version.
_COUNTED = (ReceiptState.ADOPTED, ReceiptState.WAITING, ReceiptState.REPLACED)


@dataclass(frozen=True, slots=True)
class Collection:
    """What came back: the workbook with the adopted returns, and every form that was recognised, adopted or not."""

    book: Book
    files_seen: int
    adopted: tuple[ExaminedForm, ...]
    waiting: tuple[ExaminedForm, ...]
    receipts: tuple[Receipt, ...]
    totals: ControlTotals
    standing: tuple[StandingForm, ...] = ()

    @property
    def files_accepted(self) -> int:
        """Return how many files were adopted."""
        return len(self.adopted) + len(self.standing)


def collect(source: Path, returns: tuple[Path, ...], target_name: str, office: Office) -> Outcome[Collection]:
    """Return the workbook with all returns in it, its summary and its findings; the order of files does not matter."""
    reading = read_book(office.read(source), office.this_year)
    collection, problems = collect_into(reading, returns, office)
    plan = compiled_book(collection.book, problems, collection.totals)
    return outcome(collection, (office.book_file(target_name, plan),), problems)


def collect_into(
    reading: BookReading, returns: tuple[Path, ...], office: Office, *, keeps_cells: bool = False
) -> tuple[Collection, tuple[Problem, ...]]:
    """Return the workbook read, completed by the returned files, and every finding in order.

    `keeps_cells`: the adopted forms keep what they were read from, for copies with marks.
    Raises CannotContinueError for a workbook without projects, and for returns to a period that is closed.
    """
    book = reading.book
    if not book.programme.projects:
        raise CannotContinueError(f"{book.name}中没有读到实事。请核对实事清单。")
    if returns and is_locked(book):
        label = book.settings.period.full_label
        raise CannotContinueError(str(problem(Code.PERIOD_CLOSED, Place(), found=label)))
    examiner = examiner_of(book, keeps_cells=keeps_cells)
    opened = open_all(returns, office, examiner)
    taken = _take(opened, book, examiner)
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
    )
    return collection, problems


def _cells_filled(reading: BookReading, complete: Book, taken: Taken) -> int:
    """Return how many entry cells hold anything: on the adopted forms, and on the sheets of units that sent nothing new."""
    filled = {form.recognition.lead_unit: form.filled for form in taken.adopted}
    reported = (one.lead_unit for one in complete.submissions if not one.is_blank())
    return sum(filled[unit] if unit in filled else reading.filled(unit) for unit in reported)


def examiner_of(book: Book, *, keeps_cells: bool = False) -> Examiner:
    """Return the examiner of the returns to a workbook."""
    shown: dict[str, Submission] = {}
    for one in (*book.submissions, *book.carried()):
        shown.setdefault(one.lead_unit, one)
    last = {one.lead_unit: one for one in reversed(book.last_reports())}
    return Examiner(book.programme, book.settings, shown, last, keeps_cells)


# Taking what arrived --------------------------------------------------------------------------------------------


def _take(opened: Opened, book: Book, examiner: Examiner) -> Taken:
    problems: list[Problem] = []
    receipts: list[Receipt] = []
    candidates: dict[str, list[Candidate]] = defaultdict(list)
    first_of = _first_of_each(opened)
    for arrival in opened.arrivals:
        examined = arrival.examined
        if examined is None:
            receipts.append(_receipt(arrival, by_file_name(arrival.name, book), (), book))
        elif examined.is_own or _is_this(arrival, book):
            problems.append(problem(Code.OWN_WORKBOOK, Place(arrival.name)))
            receipts.append(_skipped(arrival, book, "汇总用的工作簿本身"))
        elif first_of.get(arrival.digest, arrival.name) != arrival.name:
            first = first_of[arrival.digest]
            problems.append(problem(Code.SAME_FILE_TWICE, Place(arrival.name), found=first))
            receipt = _receipt(arrival, by_file_name(arrival.name, book), (), book)
            receipts.append(replace(receipt, state=ReceiptState.SAME, remark=f"与“{first}”相同"))
        else:
            form = examined.form
            problems.extend(examined.problems)
            receipt = _receipt(arrival, examined.recognition, examined.problems, book)
            if form is None:
                receipts.append(receipt)
            elif form.submission.is_blank():
                found = _why_blank(form)
                problems.extend(found)
                receipts.append(replace(receipt, remark=found[0].what))
            else:
                candidates[examined.recognition.lead_unit].append(Candidate(form, receipt))
    return _chosen(candidates, receipts, problems, book, examiner)


def _first_of_each(opened: Opened) -> dict[str, str]:
    """Return by which file each content counts: the one that came first, for nobody is late by a copy."""
    first: dict[str, Arrival] = {}
    for one in opened.arrivals:
        known = first.get(one.digest)
        if one.digest and (known is None or _came(one) < _came(known)):
            first[one.digest] = one
    return {digest: one.name for digest, one in first.items()}


def _came(one: Arrival) -> tuple[bool, str, bool, str]:
    return one.sent_at is None, str(one.sent_at), not one.sender, one.name


def _is_this(arrival: Arrival, book: Book) -> bool:
    """Return whether a file is the very workbook that is being completed."""
    return bool(arrival.digest) and arrival.digest == book.digest


def _why_blank(form: ExaminedForm) -> tuple[Problem, ...]:
    """Return why a form gives nothing: it could not be matched, it was typed in other places, or nothing was typed at all."""
    told = (*form.problems, *form.done_to_form)
    unread = tuple(one for one in told if one.level is Level.MUST_FIX)
    if unread:
        return unread
    elsewhere = tuple(one for one in told if one.code in _TYPED_ELSEWHERE)
    code = Code.NOTHING_READ if elsewhere else Code.BLANK_RETURN
    return (problem(code, Place(form.file)), *elsewhere)


def _chosen(
    candidates: dict[str, list[Candidate]],
    receipts: list[Receipt],
    problems: list[Problem],
    book: Book,
    examiner: Examiner,
) -> Taken:
    adopted: list[ExaminedForm] = []
    standing: list[StandingForm] = []
    waiting: list[ExaminedForm] = []
    withdrawn: set[str] = set()
    present = {one.lead_unit: one for one in book.submissions}
    doubled = book.doubled()
    for unit, files in candidates.items():
        former = tuple(one for one in book.receipts_of_period() if one.lead_unit == unit)
        choice = choose(tuple(files), former, present.get(unit))
        problems.extend(choice.problems)
        receipts.extend(choice.receipts)
        if unit in doubled and _is_known(choice.adopted, former):
            continue  # which of the two sheets of the unit counts, its file cannot say
        if choice.adopted is not None and choice.standing is not None:
            standing.append(StandingForm(choice.adopted.form, choice.standing))
        elif choice.adopted is not None:
            form = choice.adopted.form
            adopted.append(replace(form, submission=examiner.completed(form.submission)))
        else:
            waiting.extend(one.form for one in files)
        if choice.withdraws:
            withdrawn.add(unit)
    return Taken(
        tuple(adopted),
        tuple(waiting),
        tuple(receipts),
        tuple(problems),
        frozenset(withdrawn),
        tuple(standing),
    )


def _is_known(one: Candidate | None, former: tuple[Receipt, ...]) -> bool:
    """Return whether a file was adopted by an earlier run."""
    adopted = {receipt.digest for receipt in former if receipt.state is ReceiptState.ADOPTED}
    return one is not None and one.receipt.digest in adopted


def _receipt(arrival: Arrival, recognised: Recognition, problems: tuple[Problem, ...], book: Book) -> Receipt:
    states = {
        Fate.READ: ReceiptState.REFUSED,
        Fate.REFUSED: ReceiptState.REFUSED,
        Fate.SKIPPED: ReceiptState.SKIPPED,
    }
    told = problems[0].what if problems else arrival.why
    recognition = recognised if arrival.fate is not Fate.SKIPPED else NOBODY
    return Receipt(
        period=book.settings.period.full_label,
        file=arrival.name,
        digest=arrival.digest,
        size=arrival.size,
        lead_unit=recognition.lead_unit,
        evidence=recognition.evidence,
        confidence=recognition.confidence if recognition.lead_unit else Confidence.DOUBTFUL,
        sender=arrival.sender,
        sent_at=arrival.sent_at,
        version=0,
        state=states[arrival.fate],
        remark=told,
    )


def _skipped(arrival: Arrival, book: Book, remark: str) -> Receipt:
    receipt = _receipt(arrival, NOBODY, (), book)
    return replace(receipt, state=ReceiptState.SKIPPED, remark=remark)


# The workbook with what was taken -------------------------------------------------------------------------------


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
    records = replace(book.records, history=history_with_period(book))
    if not is_import:
        return records
    result = f"收到文件{len(taken.receipts)}个，采用{len(taken.adopted) + len(taken.standing)}个；{level_counts(problems)}"
    event = Event(office.now().date(), Action.COLLECT, book.settings.period.full_label, "", result)
    return replace(records, events=(*records.events, event))
