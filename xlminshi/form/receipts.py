"""收发台账: who has reported, when, with which file, and how it stands; below it whom to remind, ready to be copied."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from xlminshi.core.controls import ControlTotals
from xlminshi.core.events import closed_on, sent_on
from xlminshi.core.ledger import Ledger
from xlminshi.core.office_names import names_of
from xlminshi.core.problems import Problem
from xlminshi.core.records import Event, Receipt
from xlminshi.core.returns import MEANINGS, ReturnState, UnitReturn, calls_of, named, reminder, unit_returns
from xlminshi.core.submission import Submission
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.paging import paged
from xlminshi.form.sheets import Area, Content, Page, SheetPlan, Style
from xlminshi.form.summary import MADE_ANEW

SHEET_NAME = "收发台账"
_HEADER_ROW, _BODY_ROW = 3, 4
_SHORT_DIGEST = 8
_DAY = look.restyled(look.CENTRE, number_format="yyyy-mm-dd", is_wrapped=False)
_MOMENT = look.restyled(look.CENTRE, number_format="yyyy-mm-dd hh:mm", is_wrapped=False)
_LATE = replace(_MOMENT, ink=look.WARNING_INK, is_bold=True)
_FILLS = {
    ReturnState.MISSING: "F8CBAD",
    ReturnState.REFUSED: "F8CBAD",
    ReturnState.UNSURE: "F8CBAD",
    ReturnState.WAITING: "FFE699",
    ReturnState.TO_MEND: "FFE699",
    ReturnState.LATE: "FFF2CC",
    ReturnState.RECEIVED: "C6E0B4",
}


@dataclass(frozen=True, slots=True)
class _Line:
    """One unit's line with what belongs to it."""

    number: int
    found: UnitReturn
    ledger: Ledger
    sent: dt.date | None

    @property
    def receipt(self) -> Receipt | None:
        return self.found.receipt

    @property
    def submission(self) -> Submission | None:
        return self.found.submission

    def files(self) -> Content:
        """Return the adopted file, and those that wait for a choice; without a receipt, what the unit's sheet names."""
        waiting = [f"待选定：{one.file}" for one in self.found.waiting]
        if self.submission is not None:
            waiting.insert(0, self.submission.source)
        names = "\n".join(name for name in waiting if name)
        return names or (self.receipt.file if self.receipt else None)

    def filled(self) -> str:
        """Return how many indicators are filled in, of how many: 6/8."""
        expected = sum(
            len(project.indicators) for project in self.ledger.programme.of_unit(self.found.lead_unit)
        )
        reports = self.submission.indicators if self.submission else ()
        return f"{sum(one.achieved is not None or bool(one.words) for one in reports)}/{expected}"

    def of_receipt(self, value: Callable[[Receipt], Content]) -> Content:
        return value(self.receipt) or None if self.receipt else None

    def of_submission(self, value: Callable[[Submission], Content]) -> Content:
        return value(self.submission) or None if self.submission else None

    def when_adopted(self, count: int) -> Content:
        return count if self.submission else None


@dataclass(frozen=True, slots=True)
class _Column:
    header: str
    width: float
    content: Callable[[_Line], Content]
    style: Style = look.CENTRE


_COLUMNS = (
    _Column("序号", 6, lambda line: line.number),
    _Column("牵头单位", 20, lambda line: line.found.lead_unit),
    _Column("状态", 13, lambda line: line.found.state.value),
    _Column("下发", 13, lambda line: line.sent, _DAY),
    _Column("报送截止", 13, lambda line: line.ledger.settings.deadline, _DAY),
    _Column("收到时间", 18, lambda line: line.of_receipt(lambda one: one.sent_at), _MOMENT),
    _Column("第几版", 7, lambda line: line.of_receipt(lambda one: one.version)),
    _Column("文件", 34, _Line.files, look.PLAIN),
    _Column("发件人", 18, lambda line: line.of_receipt(lambda one: one.sender), look.PLAIN),
    _Column("识别依据", 33, lambda line: line.of_receipt(lambda one: one.evidence), look.PLAIN),
    _Column("把握", 11, lambda line: line.of_receipt(lambda one: one.confidence.value)),
    _Column("填报人", 10, lambda line: line.of_submission(lambda one: one.reporter)),
    _Column("审核人", 10, lambda line: line.of_submission(lambda one: one.reviewer)),
    _Column("填报日期", 13, lambda line: line.of_submission(lambda one: one.reported_on), _DAY),
    _Column("实事\n件数", 7, lambda line: len(line.ledger.programme.of_unit(line.found.lead_unit))),
    _Column("已填/应填\n指标", 11, _Line.filled),
    _Column("必改", 7, lambda line: line.when_adopted(line.found.must_fix)),
    _Column("提醒", 7, lambda line: line.when_adopted(line.found.reminders)),
    _Column("校验码", 11, lambda line: line.of_receipt(lambda one: one.digest[:_SHORT_DIGEST])),
)
HEADERS = tuple(column.header for column in _COLUMNS)
_STATE, _RECEIVED, _MUST_FIX = (HEADERS.index(header) for header in ("状态", "收到时间", "必改"))


def receipts_sheet(
    ledger: Ledger,
    submissions: tuple[Submission, ...],
    problems: tuple[Problem, ...],
    receipts: tuple[Receipt, ...],
    totals: ControlTotals,
    events: tuple[Event, ...] = (),
) -> SheetPlan:
    """Return 收发台账: a line per lead unit, above it the control totals of the run, below it whom to remind and the legend.

    `receipts` are those of this period, `events` all that the workbook remembers.
    """
    returns = unit_returns(ledger, submissions, problems, receipts)
    canvas = Canvas(SHEET_NAME, tuple(column.width for column in _COLUMNS))
    period = ledger.settings.period
    sent = ledger.settings.sent_out or sent_on(events, period.full_label)
    canvas.put(0, 0, f"收发台账（{period.label}）", look.TITLE, columns=len(_COLUMNS))
    canvas.raise_row(0, 32)
    canvas.put(1, 0, totals.line(), look.NOTE, columns=len(_COLUMNS))
    state = f"{_state_line(returns, ledger, sent, events)}{MADE_ANEW}"
    canvas.put(2, 0, state, look.NOTE, columns=len(_COLUMNS))
    canvas.put_row(_HEADER_ROW, HEADERS, look.HEAD)
    for index, found in enumerate(returns):
        _put_line(canvas, _BODY_ROW + index, _Line(index + 1, found, ledger, sent))
    last = _BODY_ROW + max(len(returns), 1) - 1
    row = _put_reminder(canvas, last + 2, returns, ledger)
    _put_legend(canvas, row + 1)
    plan = replace(
        canvas.plan(),
        freeze=(_BODY_ROW, 3),
        filter=Area(_HEADER_ROW, 0, last, len(_COLUMNS) - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        tab_colour="7F7F7F",
    )
    return paged(plan, last, (last + 2, row + 1))


def _state_line(
    returns: tuple[UnitReturn, ...], ledger: Ledger, sent: dt.date | None, events: tuple[Event, ...]
) -> str:
    """Return how many units stand how, and the days of the period: 未报1个，已收13个；下发2022-10-01；…."""
    counts = ((state.value, len(named(returns, state))) for state in ReturnState)
    label = ledger.settings.period.full_label
    days = (
        ("下发", sent),
        ("报送截止", ledger.settings.deadline),
        ("办结", closed_on(events, label)),
    )
    parts = ["，".join(f"{name}{count}个" for name, count in counts if count) or "没有牵头单位"]
    parts.extend(f"{name}{day:%Y-%m-%d}" for name, day in days if day is not None)
    return f"{'；'.join(parts)}。"


def _put_line(canvas: Canvas, row: int, line: _Line) -> None:
    for index, column in enumerate(_COLUMNS):
        style = column.style
        if index == _STATE:
            style = _state_style(line.found.state)
        elif index == _RECEIVED and line.found.is_late:
            style = _LATE
        elif index == _MUST_FIX and line.found.must_fix:
            style = look.restyled(style, ink=look.WARNING_INK, is_bold=True)
        canvas.put(row, index, column.content(line), style)
    canvas.raise_row(row, 22)


def _state_style(state: ReturnState) -> Style:
    is_open = state in (
        ReturnState.MISSING,
        ReturnState.REFUSED,
        ReturnState.UNSURE,
        ReturnState.WAITING,
    )
    ink = look.WARNING_INK if is_open else look.INK
    return look.restyled(look.CENTRE, fill=_FILLS[state], ink=ink, is_bold=is_open)


def _put_reminder(canvas: Canvas, row: int, returns: tuple[UnitReturn, ...], ledger: Ledger) -> int:
    missing = names_of(named(returns, ReturnState.MISSING), ledger.settings.units)
    lines = (
        ("未报名单", f"{len(missing)}个：{'、'.join(missing)}" if missing else "无"),
        ("催办文字", reminder(calls_of(returns), ledger) or "没有需要催办的单位。"),
    )
    for index, (label, text) in enumerate(lines, start=row):
        canvas.put(index, 1, label, look.HEAD)
        canvas.put(index, 2, text, look.PLAIN, columns=len(_COLUMNS) - 2)
        canvas.raise_row(index, 22)
    return row + len(lines)


def _put_legend(canvas: Canvas, row: int) -> None:
    """Put what the states mean; the heading stands beside them, so that no page can end with the heading alone."""
    canvas.put(row, 1, "状态说明", look.HEAD, rows=len(MEANINGS))
    for index, (state, meaning) in enumerate(MEANINGS.items(), start=row):
        canvas.put(index, 2, state.value, _state_style(state))
        canvas.put(index, 3, meaning, look.PLAIN, columns=len(_COLUMNS) - 3)
