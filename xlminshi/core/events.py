"""What was done with the workbook (操作记录), and what follows from it: whether a period is closed, when it was sent out."""

import datetime as dt

from xlminshi.core.period import parse_months, year_in
from xlminshi.core.records import Action, Event
from xlminshi.core.units import normal_name


def is_closed(events: tuple[Event, ...], period: str) -> bool:
    """Return whether a period (by its label, best with its year) is closed: the last 办结 or 重新打开 of it decides."""
    return closed_on(events, period) is not None


def closed_on(events: tuple[Event, ...], period: str) -> dt.date | None:
    """Return the day on which a period was closed, None where it is open."""
    decisive = (Action.CLOSE, Action.REOPEN)
    last = next((one for one in reversed(of_period(events, period)) if one.action in decisive), None)
    return last.day if last is not None and last.action is Action.CLOSE else None


def sent_on(events: tuple[Event, ...], period: str) -> dt.date | None:
    """Return the day on which the forms of a period were last made for the units, None where nothing says so."""
    sending = (Action.DISTRIBUTE, Action.ADVANCE)
    return next((one.day for one in reversed(of_period(events, period)) if one.action in sending), None)


def of_period(events: tuple[Event, ...], period: str) -> tuple[Event, ...]:
    """Return the events of a period, however it is written; a label without a year may mean any year."""
    return tuple(one for one in events if is_same_period(one.period, period))


def is_same_period(one: str, other: str) -> bool:
    """Return whether two labels mean the same months; a year counts where both name one. 1—9月 is 2022年1-9月份."""
    first, second = parse_months(one), parse_months(other)
    if first is None or second is None:
        return normal_name(one) == normal_name(other)
    years = {year_in(one), year_in(other)} - {None}
    return first == second and len(years) < 2
