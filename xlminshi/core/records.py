"""What the workbook remembers from run to run: the history of figures, what was done, what was corrected, what arrived."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One indicator in one period (历史, a long table). `rate` is a share; `typed` what was typed beside the number.

    `words`, `milestone` and `narrative` are what the unit wrote; the latter two say something of the whole project and
    stand in the row of its first indicator only.
    """

    year: int
    period: str
    lead_unit: str
    project_title: str
    indicator_name: str
    measure: str
    target: Decimal | None
    achieved: Decimal | None
    typed: str
    rate: Decimal | None
    class_name: str
    words: str
    milestone: str
    narrative: str
    source: str


class Action(Enum):
    """What a person can do with the workbook that is remembered (操作记录)."""

    DISTRIBUTE = "拆分下发"
    COLLECT = "回收汇总"
    PUBLISH = "生成通报"
    CLOSE = "办结"
    REOPEN = "重新打开"
    ADVANCE = "转入下期"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing done: on which day, in which period, by whom (as typed, may be ""), with what result, for what reason."""

    day: dt.date
    action: Action
    period: str
    person: str
    result: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure or words that a later return of the same period replaced (更正记录); `reason` is for the office to fill in."""

    period: str
    lead_unit: str
    project_title: str
    entry: str
    old: str
    new: str
    source: str
    person: str
    day: dt.date
    reason: str = ""


class Confidence(Enum):
    """How sure it is which unit a file belongs to."""

    SURE = "确定"
    LIKELY = "较有把握"
    DOUBTFUL = "存疑"


class ReceiptState(Enum):
    """What became of a file of this period (收到文件)."""

    ADOPTED = "已采用"
    WAITING = "待选定"
    REPLACED = "已被新表替换"
    SAME = "内容相同，只计一次"
    REFUSED = "未采用"
    ELSEWHERE = "在另一工作簿中"
    SKIPPED = "已跳过"


# A unit with such a file has sent something, also where no figure of it counts.
SENT = (ReceiptState.ADOPTED, ReceiptState.WAITING, ReceiptState.REFUSED, ReceiptState.ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Receipt:
    """One file as it was received: what it is, whose it seems to be and why, and what became of it.

    `version` counts the different files of a unit in the period by time (0: not known to be any unit's). `chosen` is what
    a person typed under 选定 (是 / 否 / "").
    """

    period: str
    file: str
    digest: str
    size: int
    lead_unit: str
    evidence: str
    confidence: Confidence
    sender: str
    sent_at: dt.datetime | None
    version: int
    state: ReceiptState
    remark: str = ""
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Records:
    """All that a workbook remembers; each list in the order in which it is printed."""

    history: tuple[HistoryRow, ...] = ()
    events: tuple[Event, ...] = ()
    corrections: tuple[Correction, ...] = ()
    receipts: tuple[Receipt, ...] = ()
