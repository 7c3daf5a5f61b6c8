"""What the plan of the year said before it was changed: forms sent out by then show it, and no unit is to blame."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from xlminshi.core.period import ReportingPeriod
from xlminshi.core.quantity import plain
from xlminshi.core.records import Correction, Records
from xlminshi.core.units import normal_name

TARGET, LAST = "年度目标", "上期累计"
# Where a correction comes from that no file brought: the office changed its list or the history.
SOURCES = {TARGET: "实事清单已调整", LAST: "历史已更正"}

_Key: TypeAlias = tuple[str, str]
"""A project's title and the entry that was changed, as they are compared."""


@dataclass(frozen=True, slots=True)
class Outdated:
    """A unit's sheet in the workbook still shows `old` where the list or the history says `new` by now.

    `column` is 年度目标 or 上期累计, `old` is as it is shown.
    """

    lead_unit: str
    project_title: str
    indicator_name: str
    column: str
    old: str
    new: str

    def correction(self, period: str, day: dt.date) -> Correction:
        """Return what is remembered of it, for the sheet is written anew."""
        entry, source = _entry(self.column, self.indicator_name), SOURCES[self.column]
        return Correction(
            period, self.lead_unit, self.project_title, entry, self.old, self.new, source, "", day
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """What stood in a column (年度目标 or 上期累计) of an indicator's row on a form when it went out."""

    column: str
    project_title: str
    indicator_name: str
    figure: str


@dataclass(frozen=True, slots=True)
class FormerPlan:
    """年度目标 and 上期累计 that forms may show because they stood in the workbook when these were sent out.

    `sent` is what one form itself says of that, which holds for this form alone.
    """

    figures: Mapping[_Key, frozenset[str]] = field(default_factory=dict)
    sent: Mapping[_Key, str] = field(default_factory=dict)

    def of_form(self, sent: Iterable[Shown]) -> "FormerPlan":
        """Return what one form may show, which went out with these figures."""
        own = {_key(one.project_title, _entry(one.column, one.indicator_name)): one.figure for one in sent}
        return replace(self, sent=own) if own else self

    def showed(self, column: str, project_title: str, indicator_name: str, found: str) -> bool:
        """Return whether a figure, as it is shown, once stood in this column of an indicator's row."""
        key, figure = _key(project_title, _entry(column, indicator_name)), normal_name(found)
        is_as_sent = key in self.sent and normal_name(self.sent[key]) == figure
        return is_as_sent or figure in self.figures.get(key, frozenset())


NOTHING_CHANGED = FormerPlan()


def former_plan(records: Records, outdated: Iterable[Outdated], period: ReportingPeriod) -> FormerPlan:
    """Return what this period's forms may show: from the history, the corrections, and the sheets as they stand."""
    found: dict[_Key, set[str]] = defaultdict(set)
    for row in records.history:
        if row.year == period.year and row.target is not None:
            found[_key(row.project_title, _entry(TARGET, row.indicator_name))].add(plain(row.target))
    for one in records.corrections:
        if one.source in SOURCES.values() and period.is_same(one.period):
            found[_key(one.project_title, one.entry)].add(normal_name(one.old))
    for late in outdated:
        found[_key(late.project_title, _entry(late.column, late.indicator_name))].add(normal_name(late.old))
    return FormerPlan({key: frozenset(values) for key, values in found.items()})


def _entry(column: str, indicator_name: str) -> str:
    return f"{column}（{indicator_name}）"


def _key(project_title: str, entry: str) -> _Key:
    return normal_name(project_title), normal_name(entry)
