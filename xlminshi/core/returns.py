"""Where each lead unit's return stands (收发台账): not sent, waiting for a choice, to be mended, late, or received."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum

from xlminshi.core.ledger import Ledger
from xlminshi.core.office_names import names_of
from xlminshi.core.problems import OF_THE_LIST, Code, Level, Place, Problem, problem
from xlminshi.core.records import Receipt, ReceiptState
from xlminshi.core.submission import Submission
from xlminshi.core.units import UnitDirectory


class ReturnState(Enum):
    """How a unit's return stands, the most urgent first; the value is printed."""

    MISSING = "未报"
    REFUSED = "已报未采用"
    UNSURE = "待核实"
    WAITING = "待选定"
    TO_MEND = "待改"
    LATE = "迟报"
    RECEIVED = "已收"


MEANINGS = {
    ReturnState.MISSING: "没有收到这个单位的文件。",
    ReturnState.REFUSED: "收到了文件，但有问题，没有采用，见“填报问题”。",
    ReturnState.UNSURE: "收到了文件，但该单位的表不见了、是空的、有几张、在另一本工作簿里，或清单后来改了，见“填报问题”。",
    ReturnState.WAITING: "报来不同的文件，请在“收到文件”表选定采用哪一份。",
    ReturnState.TO_MEND: "已采用，还有必改的问题，见“填报问题”。",
    ReturnState.LATE: "已采用，报送截止日之后才第一次报来。",
    ReturnState.RECEIVED: "已采用，没有必改的问题。",
}


@dataclass(frozen=True, slots=True)
class UnitReturn:
    """One unit's return in this period. `receipt` is that of the adopted file, else of the last one received.

    `submission` None: nothing was adopted. `waiting` are the files among which a person has to choose; `must_fix` and
    `reminders` count the open findings about the adopted return.
    """

    lead_unit: str
    state: ReturnState
    submission: Submission | None
    receipt: Receipt | None
    waiting: tuple[Receipt, ...]
    must_fix: int
    reminders: int
    is_late: bool


def unit_returns(
    ledger: Ledger,
    submissions: tuple[Submission, ...],
    problems: tuple[Problem, ...],
    receipts: tuple[Receipt, ...],
) -> tuple[UnitReturn, ...]:
    """Return where each lead unit stands, in the ledger's order; `receipts` are those of this period."""
    adopted = {one.lead_unit: one for one in submissions if one.lead_unit not in ledger.missing_units}
    of_unit: dict[str, list[Receipt]] = defaultdict(list)
    for receipt in receipts:
        of_unit[receipt.lead_unit].append(receipt)
    refused = {one.what for one in problems if one.code is Code.NOT_ADOPTED}
    return tuple(
        _unit_return(
            unit,
            adopted.get(unit),
            tuple(of_unit[unit]),
            problems,
            ledger.settings.deadline,
            without_figures(Code.NOT_ADOPTED, unit, ledger.settings.units).what in refused,
            unit in ledger.unsettled_units,
        )
        for unit in ledger.lead_units()
    )


def without_figures(code: Code, unit: str, directory: UnitDirectory) -> Problem:
    """Return the finding that a unit has no figures: NOT_RETURNED, or NOT_ADOPTED; one of two offices may have its own."""
    return problem(code, Place(), found=names_of((unit,), directory)[0])


def _unit_return(
    unit: str,
    submission: Submission | None,
    receipts: tuple[Receipt, ...],
    problems: tuple[Problem, ...],
    deadline: dt.date | None,
    is_refused: bool,
    is_unsure: bool,
) -> UnitReturn:
    receipt = _receipt_that_counts(submission, receipts)
    levels = [
        one.level for one in _own_problems(submission, receipt, problems) if one.code not in OF_THE_LIST
    ]
    must_fix = levels.count(Level.MUST_FIX)
    late = submission is not None and is_late(_first_receipt(receipts) or receipt, deadline)
    if submission is None and _is_of_the_list(receipts, problems):
        state = ReturnState.UNSURE  # the office has something to clear up, not the unit
    else:
        state = state_of(submission is not None, receipts, must_fix, late, is_refused, is_unsure)
    return UnitReturn(
        lead_unit=unit,
        state=state,
        submission=submission,
        receipt=receipt,
        waiting=tuple(one for one in receipts if one.state is ReceiptState.WAITING),
        must_fix=must_fix,
        reminders=levels.count(Level.REMINDER),
        is_late=late,
    )


def _is_of_the_list(receipts: tuple[Receipt, ...], problems: tuple[Problem, ...]) -> bool:
    """Return whether a unit's files gave nothing only because the office has changed its list since they went out."""
    if {one.state for one in receipts} != {ReceiptState.REFUSED}:
        return False
    files = {one.file for one in receipts}
    must = [one for one in problems if one.level is Level.MUST_FIX and one.place.file in files]
    return bool(must) and all(one.code in OF_THE_LIST for one in must)


def state_of(
    is_adopted: bool,
    receipts: tuple[Receipt, ...],
    must_fix: int = 0,
    is_late: bool = False,
    is_refused: bool = False,
    is_unsure: bool = False,
) -> ReturnState:
    """Return the most urgent of what holds of a unit's return; `is_refused` tells of files that left no receipt.

    `is_unsure`: the unit did send something, whatever has become of it.
    """
    states = {one.state for one in receipts}
    if ReceiptState.WAITING in states:
        return ReturnState.WAITING
    if not is_adopted:
        if states & {ReceiptState.ADOPTED, ReceiptState.ELSEWHERE}:
            return ReturnState.UNSURE
        if is_refused or ReceiptState.REFUSED in states:
            return ReturnState.REFUSED
        return ReturnState.UNSURE if is_unsure else ReturnState.MISSING
    if must_fix:
        return ReturnState.TO_MEND
    return ReturnState.LATE if is_late else ReturnState.RECEIVED


def is_late(receipt: Receipt | None, deadline: dt.date | None) -> bool:
    """Return whether a file came after the day of the deadline; without a time or a deadline nobody can say so."""
    if receipt is None or receipt.sent_at is None or deadline is None:
        return False
    return receipt.sent_at.date() > deadline


def days_after_deadline(
    ledger: Ledger, submissions: tuple[Submission, ...], receipts: tuple[Receipt, ...]
) -> dict[str, int]:
    """Return how many days after the deadline each unit's first usable file came (negative: before it).

    Without a unit whose time nobody knows; empty without a deadline. `receipts` are those of this period.
    """
    deadline = ledger.settings.deadline
    if deadline is None:
        return {}
    of_unit: dict[str, list[Receipt]] = defaultdict(list)
    for receipt in receipts:
        of_unit[receipt.lead_unit].append(receipt)
    missing = frozenset(ledger.missing_units)
    found = {}
    for one in submissions:
        own = tuple(of_unit.get(one.lead_unit, ()))
        counts = _first_receipt(own) or _receipt_that_counts(one, own)
        if counts is not None and counts.sent_at is not None and one.lead_unit not in missing:
            found[one.lead_unit] = (counts.sent_at.date() - deadline).days
    return found


def _first_receipt(receipts: tuple[Receipt, ...]) -> Receipt | None:
    """Return the first usable file of a unit: who reported in time and corrected later is not late."""
    used = (ReceiptState.ADOPTED, ReceiptState.REPLACED, ReceiptState.SAME)
    timed = [one for one in receipts if one.state in used and one.sent_at is not None]
    return min(timed, key=_in_time, default=None)


def _receipt_that_counts(submission: Submission | None, receipts: tuple[Receipt, ...]) -> Receipt | None:
    adopted = [one for one in receipts if one.state is ReceiptState.ADOPTED]
    if submission is not None:
        own = (one for one in adopted if one.file == submission.source)
        return next(own, adopted[-1] if adopted else None)
    return max(receipts, key=_in_time, default=None)


def _in_time(one: Receipt) -> tuple[bool, str, str]:
    return one.sent_at is not None, str(one.sent_at), one.file


def _own_problems(
    submission: Submission | None, receipt: Receipt | None, problems: tuple[Problem, ...]
) -> tuple[Problem, ...]:
    """Return the findings about an adopted return: at its cells, or about its file as a whole."""
    if submission is None:
        return ()
    told = [one.place for one in submission.indicators] + [one.place for one in submission.projects]
    sheets = {(place.file, place.sheet) for place in told}
    files = {submission.source, receipt.file if receipt else ""} - {""}
    return tuple(
        one for one in problems if one.place.file in files or (one.place.file, one.place.sheet) in sheets
    )


class Call(Enum):
    """What a unit still has to do; the value are the words for it."""

    REPORT = "未报送"
    MEND = "需修改后重新报送"
    CONFIRM = "需确认以哪一份为准"


_CALLED_ON = {
    ReturnState.MISSING: Call.REPORT,
    ReturnState.REFUSED: Call.MEND,
    ReturnState.TO_MEND: Call.MEND,
    ReturnState.WAITING: Call.CONFIRM,
}


@dataclass(frozen=True, slots=True)
class Calls:
    """Whom the office calls on (催办), and what for. What it has to clear up itself is no unit's business."""

    by_unit: tuple[tuple[str, Call], ...]

    def of(self, call: Call) -> tuple[str, ...]:
        """Return the units that have this to do."""
        return tuple(unit for unit, own in self.by_unit if own is call)

    def groups(self) -> tuple[tuple[Call, tuple[str, ...]], ...]:
        """Return what there is to do with the units, without what nobody has to do."""
        return tuple((call, units) for call in Call if (units := self.of(call)))


def calls_of(returns: tuple[UnitReturn, ...]) -> Calls:
    """Return who still has what to do: the same for the words in the workbook and for the notice."""
    return Calls(tuple((one.lead_unit, _CALLED_ON[one.state]) for one in returns if one.state in _CALLED_ON))


def reminder(calls: Calls, ledger: Ledger) -> str:
    """Return the words with which the office reminds units (催办), ready to be copied; "" where nobody is to be reminded."""
    deadline = ledger.settings.deadline
    due = f"（报送截止{deadline.year}年{deadline.month}月{deadline.day}日）" if deadline else ""
    form = f"{ledger.programme.title}进展情况填报表（{ledger.settings.period.label}）"
    asked = {
        Call.REPORT: f"请尽快报送{form}{due}。",
        Call.MEND: f"报来的{form}需要修改，请按反馈的意见改正后重新报送。",
        Call.CONFIRM: f"报来了内容不同的{form}，请确认以哪一份为准。",
    }
    return "\n".join(
        f"{'、'.join(names_of(units, ledger.settings.units))}：{asked[call]}"
        for call, units in calls.groups()
    )


def named(returns: tuple[UnitReturn, ...], *states: ReturnState) -> tuple[str, ...]:
    """Return the units whose returns stand so."""
    return tuple(one.lead_unit for one in returns if one.state in states)
