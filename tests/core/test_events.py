"""What was done decides whether a period is open, and when it was sent out."""

import datetime as dt

import pytest

from tests.core.builders import settings
from xlminshi.core.events import closed_on, is_closed, is_same_period, of_period, sent_on
from xlminshi.core.period import next_label
from xlminshi.core.records import Action, Event

LABEL = "2022年1-9月份"


def event(action: Action, period: str = LABEL, day: int = 1) -> Event:
    return Event(dt.date(2022, 10, day), action, period, "李四", "")


@pytest.mark.parametrize(
    ("actions", "closed"),
    [
        ((), False),
        ((Action.COLLECT, Action.PUBLISH), False),
        ((Action.CLOSE,), True),
        ((Action.CLOSE, Action.PUBLISH), True),
        ((Action.CLOSE, Action.REOPEN), False),
        ((Action.CLOSE, Action.REOPEN, Action.COLLECT, Action.CLOSE), True),
    ],
)
def test_the_last_close_or_reopen_decides(actions: tuple[Action, ...], closed: bool) -> None:
    events = tuple(event(action, day=index) for index, action in enumerate(actions, start=1))
    assert is_closed(events, LABEL) is closed
    assert (closed_on(events, LABEL) is not None) is closed


def test_only_the_events_of_the_period_count_however_it_is_written() -> None:
    events = (event(Action.CLOSE, "1—9月", 3), event(Action.REOPEN, "1-8月份", 4))
    assert closed_on(events, LABEL) == closed_on(events, "1-9月份") == dt.date(2022, 10, 3)
    assert not is_closed(events, "1-8月份")
    assert of_period(events, LABEL) == events[:1]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1-9月份", LABEL, True),
        ("2021年1-9月份", LABEL, False),
        ("前三季度", LABEL, True),
        ("1-8月份", LABEL, False),
        ("年中督查", " 年中督查", True),
        ("年中督查", LABEL, False),
    ],
)
def test_labels_are_the_same_if_months_and_named_years_are(one: str, other: str, same: bool) -> None:
    assert is_same_period(one, other) is is_same_period(other, one) is same


def test_the_forms_were_sent_when_they_were_last_made() -> None:
    events = (event(Action.ADVANCE, day=1), event(Action.DISTRIBUTE, day=2), event(Action.COLLECT, day=3))
    assert sent_on(events, LABEL) == dt.date(2022, 10, 2)
    assert sent_on(events[:1], LABEL) == dt.date(2022, 10, 1)
    assert sent_on(events[2:], LABEL) is None


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("1-9月份", "1-10月份"),
        ("1—11月", "1—12月"),
        ("1月至9月份", "1月至10月份"),
        ("第一季度", "上半年"),
        ("1季度", "上半年"),
        ("上半年", "前三季度"),
        ("前3季度", "全年"),
        ("全年", None),
        ("1-12月份", None),
        ("9月份", None),
        ("二季度", None),
        ("3-9月份", None),
    ],
)
def test_the_next_period_follows_where_everybody_would_say_the_same(label: str, expected: str | None) -> None:
    assert next_label(settings(label).period) == expected
