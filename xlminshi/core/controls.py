"""Control totals (核对数): of files, units, sheets, rows and cells, how many there should be and how many there are."""

from collections import Counter
from dataclasses import dataclass

from xlminshi.core.ledger import Ledger
from xlminshi.core.problems import Place
from xlminshi.core.records import Receipt, ReceiptState
from xlminshi.core.submission import ProjectReport, Submission

JOINT_REMARK = "共同牵头的合报一份，合算1个"


@dataclass(frozen=True, slots=True)
class FileCounts:
    """How many files arrived (`received`, counted at the door), and what became of each."""

    received: int = 0
    adopted: int = 0
    waiting: int = 0
    replaced: int = 0
    same: int = 0
    refused: int = 0
    skipped: int = 0
    elsewhere: int = 0

    @property
    def accounted(self) -> int:
        """Return of how many files it is known what became of them; it must be all."""
        return sum(count for _, count in self.fates())

    def fates(self) -> tuple[tuple[str, int], ...]:
        """Return what became of the files, in words, with their numbers; what did not happen is left out."""
        fates = (
            ("采用", self.adopted),
            ("待选定", self.waiting),
            ("已被替换", self.replaced),
            ("重复", self.same),
            ("未采用", self.refused),
            ("未并入", self.elsewhere),
            ("跳过", self.skipped),
        )
        return tuple((name, count) for name, count in fates if count)


def file_counts(received: int, receipts: tuple[Receipt, ...]) -> FileCounts:
    """Return what became of the files of one run: `received` as counted at the door, `receipts` of this run."""
    states = Counter(
        {one.file: one.state for one in receipts}.values()
    )  # a file of several units has several
    return FileCounts(
        received,
        adopted=states[ReceiptState.ADOPTED],
        waiting=states[ReceiptState.WAITING],
        replaced=states[ReceiptState.REPLACED],
        same=states[ReceiptState.SAME],
        refused=states[ReceiptState.REFUSED],
        skipped=states[ReceiptState.SKIPPED],
        elsewhere=states[ReceiptState.ELSEWHERE],
    )


@dataclass(frozen=True, slots=True)
class Count:
    """One control total. `remark` says in Chinese what the numbers are made of, or where the difference lies.

    `awaited` of them have not been reported yet, `pending` wait for a person: both are told elsewhere, and a difference of
    just so many is no mismatch.
    """

    name: str
    expected: int
    actual: int
    remark: str = ""
    awaited: int = 0
    pending: int = 0

    @property
    def difference(self) -> int:
        """Return how many are missing; below zero, how many are too many."""
        return self.expected - self.actual

    @property
    def verdict(self) -> str:
        """Return 相符, 未报 and 待核实 with their numbers where only those are missing, else 不符."""
        if self.expected == self.actual:
            return "相符"
        told = (("未报", self.awaited), ("待核实", self.pending))
        return "、".join(f"{word}{count}" for word, count in told if count) if self.is_explained else "不符"

    @property
    def is_explained(self) -> bool:
        """Return whether nothing is missing but what has not been reported, or waits for a person."""
        return self.difference == self.awaited + self.pending


@dataclass(frozen=True, slots=True)
class ControlTotals:
    """The control totals of a run: 文件、报送单位、填报表、指标行、填报格; without files, a run that received none."""

    counts: tuple[Count, ...]

    def line(self) -> str:
        """Return all in one line: 核对数：牵头单位应14个，实14个，相符；…."""
        parts = (f"{one.name}应{one.expected}，实{one.actual}，{_told(one)}" for one in self.counts)
        return f"核对数：{'；'.join(parts)}。"


def _told(one: Count) -> str:
    if one.difference == 0:
        return one.verdict
    return f"少{one.difference}" if one.difference > 0 else f"多{-one.difference}"


def control_totals(
    ledger: Ledger,
    submissions: tuple[Submission, ...],
    files: FileCounts = FileCounts(),
    cells_filled: int | None = None,
) -> ControlTotals:
    """Return the control totals of a run.

    `cells_filled` is how many entry cells hold anything on the adopted forms, counted on the sheets themselves; it is
    compared with the values that the submissions hold (None: nobody has counted).
    """
    reported = tuple(one for one in submissions if not one.is_blank())
    counts = [_files(files)] if files.received or files.accounted else []
    counts.append(_units(ledger, files))
    counts.append(_sheets(ledger, reported))
    counts.append(_rows(ledger, reported))
    if cells_filled is not None:
        read = sum(filled_values(one) for one in reported)
        counts.append(Count("填报格（个）", cells_filled, read, _why(cells_filled, read, "详见“填报问题”")))
    return ControlTotals(tuple(counts))


def _files(files: FileCounts) -> Count:
    remark = "、".join(f"{name}{count}个" for name, count in files.fates())
    return Count("收到文件（个）", files.received, files.accounted, remark)


def _units(ledger: Ledger, files: FileCounts) -> Count:
    """Count the units as they report: those that lead together are one.

    A file that was refused may be one unit's, so that then nobody knows who has sent nothing.
    """
    units, missing = len(ledger.lead_units()), len(ledger.missing_units)
    awaited = 0 if files.refused else missing - len(ledger.unsettled_units)
    words = "未报送或未采用" if awaited != missing else "未报送"
    parts = (f"{missing}个{words}" if missing else "", JOINT_REMARK if len(ledger.offices()) != units else "")
    return Count("报送单位（个）", units, units - missing, "；".join(filter(None, parts)), awaited)


def _sheets(ledger: Ledger, reported: tuple[Submission, ...]) -> Count:
    sheets = {(one.lead_unit, place.file, place.sheet) for one in reported for place in _places(one)}
    expected = len(ledger.lead_units()) - len(ledger.missing_units)
    return Count("填报表（张）", expected, len(sheets), "已报单位每家一张")


def _rows(ledger: Ledger, reported: tuple[Submission, ...]) -> Count:
    """Count the rows of the units that have reported; those of the others are told beside it."""
    missing = sum(len(one.indicators) for one in ledger.standings if not one.is_reported)
    expected = sum(len(one.indicators) for one in ledger.standings if one.is_reported)
    read = sum(len(one.indicators) for one in reported)
    remark = f"全部{expected + missing}行，未报单位{missing}行" if missing else ""
    return Count("指标行（行）", expected, read, remark)


def _why(expected: int, actual: int, words: str) -> str:
    return words if expected != actual else ""


def _places(one: Submission) -> tuple[Place, ...]:
    return (*(item.place for item in one.indicators), *(item.place for item in one.projects))


def filled_values(one: Submission) -> int:
    """Return how many entry cells of a unit's form were read: figures or words, milestones, texts, amounts, persons."""
    figures = sum(bool(item.achieved is not None or item.words or item.typed) for item in one.indicators)
    return figures + sum(_filled_of_project(item) for item in one.projects)


def _filled_of_project(one: ProjectReport) -> int:
    words = (
        one.milestone,
        one.narrative,
        one.shortcomings,
        one.next_steps,
        one.responsible_person,
        one.phone,
        one.remarks,
    )
    typed = dict(one.typed)
    amounts = {"planned": one.funds.planned, "arrived": one.funds.arrived, "paid": one.funds.paid}
    return sum(map(bool, words)) + sum(
        amount is not None or bool(typed.get(key)) for key, amount in amounts.items()
    )
