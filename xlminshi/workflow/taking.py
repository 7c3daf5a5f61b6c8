"""What a run takes from the files that arrived: whose each is, which of a unit's files counts, what is skipped and why."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from xlminshi.core.office_names import names_of
from xlminshi.core.period import is_earlier
from xlminshi.core.problems import Code, Level, Place, Problem, problem
from xlminshi.core.records import Confidence, Receipt, ReceiptState
from xlminshi.core.submission import Submission
from xlminshi.workflow.books import Book
from xlminshi.workflow.choosing import Candidate, choose
from xlminshi.workflow.examining import FORM_SENT, Examined, Examiner
from xlminshi.workflow.fates import Fate
from xlminshi.workflow.opening import Opened
from xlminshi.workflow.other_workbooks import unknown_figures
from xlminshi.workflow.ports import Arrival
from xlminshi.workflow.recognising import NOBODY, ROWS, STAMP, by_file_name
from xlminshi.workflow.returned import ExaminedForm, Recognition, StandingForm, Taken

# Findings that say where something stands that was not typed into the cells meant for it.
_TYPED_ELSEWHERE = (
    Code.BEYOND_TABLE,
    Code.NOTE_ON_CELL,
    Code.FURTHER_NOTES,
    Code.SHAPES,
    Code.FURTHER_SHEETS,
)
# What became of the files of an earlier period with which it was done.
_COUNTED_ONCE = (ReceiptState.ADOPTED, ReceiptState.REPLACED, ReceiptState.SAME)


def take(opened: Opened, book: Book, examiner: Examiner) -> Taken:
    """Return what a run takes from the files that arrived; what it does not take has its reason."""
    problems: list[Problem] = []
    receipts: list[Receipt] = []
    candidates: dict[str, list[Candidate]] = defaultdict(list)
    past: list[tuple[Arrival, Examined, str]] = []
    workbooks: list[tuple[Arrival, Examined]] = []
    ours, done = _our_files(opened, book), _dealt_with(book)
    first_of = _first_of_each(one for one in opened.arrivals if one.name not in ours)
    for arrival in opened.arrivals:
        examined = arrival.examined
        if examined is None:
            receipts.append(_receipt(arrival, by_file_name(arrival.name, book), (), book))
        elif examined.is_own and examined.others and not _is_this(arrival, book):
            workbooks.append((arrival, examined))
        elif arrival.name in ours:
            problems.append(ours[arrival.name])
            receipts.append(_skipped(arrival, book, ours[arrival.name].what))
        elif first_of.get(arrival.digest, arrival.name) != arrival.name:
            first = first_of[arrival.digest]
            problems.append(problem(Code.SAME_FILE_TWICE, Place(arrival.name), found=first))
            receipt = _receipt(arrival, by_file_name(arrival.name, book), (), book)
            receipts.append(replace(receipt, state=ReceiptState.SAME, remark=f"与“{first}”相同"))
        elif label := done.get(arrival.digest) or _earlier(examined, book):
            past.append((arrival, examined, label))
        else:
            found, told = _looked_at(arrival, examined, candidates, book)
            problems.extend(found)
            receipts.extend(told)
    taken = _without_past(_chosen(candidates, receipts, problems, book, examiner), past, book)
    return _with_workbooks(taken, workbooks, book)


def _looked_at(
    arrival: Arrival, examined: Examined, candidates: dict[str, list[Candidate]], book: Book
) -> tuple[tuple[Problem, ...], tuple[Receipt, ...]]:
    """Return what is told of a file; a filled form of this period is put among its unit's candidates."""
    form = examined.form
    receipt = _receipt(arrival, examined.recognition, examined.problems, book)
    if form is None:
        others = (_receipt(arrival, one, examined.problems, book) for one in examined.others)
        return examined.problems, (receipt, *others)
    if form.submission.is_blank():
        found = _why_blank(form)
        others = (_receipt(arrival, one, found, book) for one in _also_of(form))
        return (*examined.problems, *found), (replace(receipt, remark=found[0].what), *others)
    candidates[examined.recognition.lead_unit].append(Candidate(form, receipt))
    return examined.problems, ()


def _dealt_with(book: Book) -> dict[str, str]:
    """Return by content the files that counted in an earlier period, with that period."""
    period = book.settings.period
    return {
        one.digest: one.period
        for one in book.records.receipts
        if one.digest and one.state in _COUNTED_ONCE and is_earlier(one.period, period)
    }


def _known_before(book: Book) -> frozenset[str]:
    """Return the contents of all files that came in earlier periods, whatever became of them."""
    period = book.settings.period
    return frozenset(one.digest for one in book.records.receipts if is_earlier(one.period, period))


def _earlier(examined: Examined, book: Book) -> str:
    """Return the earlier period that a form speaks of, or ""."""
    label = examined.other_period
    return label if label and is_earlier(label, book.settings.period) else ""


def _without_past(taken: Taken, past: list[tuple[Arrival, Examined, str]], book: Book) -> Taken:
    """Return what was taken, with the files of earlier periods: done with then, or overtaken by the unit's new return."""
    accepted = _accepted(taken, book)
    problems, receipts = list(taken.problems), list(taken.receipts)
    done, known = _dealt_with(book), _known_before(book)
    for arrival, examined, label in past:
        unit = examined.recognition.lead_unit
        if arrival.digest not in done and unit not in accepted:
            problems.extend(examined.problems)
            receipts.append(_receipt(arrival, examined.recognition, examined.problems, book))
            continue
        if arrival.digest in known:
            reason = "当时已经收过" if arrival.digest in done else f"{unit}本期的表已经采用"
            told = problem(Code.PAST_PERIOD, Place(arrival.name), found=label, reason=reason)
        else:
            told = problem(Code.PAST_UNSEEN, Place(arrival.name), found=label, unit=unit)
        problems.append(told)
        receipts.append(_skipped(arrival, book, told.what))
    return replace(taken, problems=tuple(problems), receipts=tuple(receipts))


def _our_files(opened: Opened, book: Book) -> dict[str, Problem]:
    """Return the office's own files among those that arrived, each with what is told of it."""
    counted = {one.digest for one in book.records.receipts if one.state in _COUNTED_ONCE}
    found = {}
    for one in opened.arrivals:
        examined = one.examined
        if examined is None:
            continue
        if examined.is_own or _is_this(one, book):
            found[one.name] = problem(Code.OWN_WORKBOOK, Place(one.name))
        elif _came_from_us(one, examined) and one.digest not in counted:
            found[one.name] = problem(Code.SENT_BY_US, Place(one.name), found=examined.as_sent)
    return found


def _came_from_us(one: Arrival, examined: Examined) -> bool:
    """Return whether a file is as it went out and was not sent back; a blank form in somebody's mail was."""
    return bool(examined.as_sent) and not (examined.as_sent == FORM_SENT and one.sender)


def _accepted(taken: Taken, book: Book) -> set[str]:
    """Return the units whose figures of this period the workbook will hold."""
    held = {one.lead_unit for one in book.submissions if not one.is_blank()} - taken.withdrawn
    return held | {one.recognition.lead_unit for one in taken.adopted}


def _held_after(taken: Taken, book: Book) -> dict[str, Submission]:
    """Return by unit the figures of this period that the workbook will hold."""
    before = {one.lead_unit: one for one in book.submissions if not one.is_blank()}
    new = {one.recognition.lead_unit: one.submission for one in taken.adopted}
    standing = {one.lead_unit: one.submission for one in taken.standing}
    kept = {unit: one for unit, one in before.items() if unit not in taken.withdrawn}
    return kept | new | standing


def _with_workbooks(taken: Taken, workbooks: list[tuple[Arrival, Examined]], book: Book) -> Taken:
    """Return what was taken, with the offices' own workbooks: they are skipped, unless units have reported in them alone."""
    known = _accepted(taken, book) | taken.withdrawn | {one.recognition.lead_unit for one in taken.waiting}
    problems, receipts = list(taken.problems), list(taken.receipts)
    held = _held_after(taken, book)
    for arrival, examined in workbooks:
        place = Place(arrival.name)
        lacking = [one for one in examined.others if one.lead_unit not in known]
        other = examined.workbook
        found = (
            [*unknown_figures(arrival.name, other, held, book, taken.standing)] if other is not None else []
        )
        if not lacking:
            found = found or [problem(Code.OWN_WORKBOOK, place)]
            problems.extend(found)
            receipts.append(_skipped(arrival, book, found[0].what))
            continue
        problems.extend(found)
        units = "、".join(names_of((one.lead_unit for one in lacking), book.settings.units))
        problems.append(problem(Code.OTHER_WORKBOOK, place, found=units))
        of_units = (_receipt(arrival, one, problems[-1:], book) for one in lacking)
        receipts.extend(replace(one, state=ReceiptState.ELSEWHERE) for one in of_units)
    return replace(taken, problems=tuple(problems), receipts=tuple(receipts))


def _first_of_each(arrivals: Iterable[Arrival]) -> dict[str, str]:
    """Return by which file each content counts: the one that came first, for nobody is late by a copy."""
    first: dict[str, Arrival] = {}
    for one in arrivals:
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
    theirs = tuple(one for one in told if one.code in (Code.MOVED_ROW, Code.JOINT_ROW))
    if unread:
        return (*unread, *theirs)
    elsewhere = tuple(one for one in told if one.code in _TYPED_ELSEWHERE)
    code = Code.NOTHING_READ if elsewhere else Code.BLANK_RETURN
    return (problem(code, Place(form.file)), *elsewhere, *theirs)


def _also_of(form: ExaminedForm) -> tuple[Recognition, ...]:
    """Return the other units whose rows a form holds that gave nothing: it may be theirs.

    With the stamp of its own unit it is not: these are projects that have changed hands since.
    """
    if STAMP in form.recognition.evidence:
        return ()
    units = dict.fromkeys(one.lead_unit for one in form.of_others)
    return tuple(Recognition(unit, ROWS, Confidence.DOUBTFUL) for unit in units)


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


def _receipt(arrival: Arrival, recognised: Recognition, problems: Sequence[Problem], book: Book) -> Receipt:
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
