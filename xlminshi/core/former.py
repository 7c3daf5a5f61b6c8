"""What the plan of the year said before it was changed: forms sent out by then show it, and no unit is to blame."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias
from zlib import crc32

from xlminshi.core.period import ReportingPeriod
from xlminshi.core.quantity import plain
from xlminshi.core.records import Correction, Records
from xlminshi.core.units import normal_name

TARGET, LAST, TITLE = "年度目标", "上期累计", "实事名称"
# What the mark of a row itself stands under, whatever the row shows, and that of its 指标类型 with its 计量单位.
ROW, SORT = "行", "类型和计量单位"
# Where a correction comes from that no file brought: the office changed its list or the history.
SOURCES = {TARGET: "实事清单已调整", LAST: "历史已更正", TITLE: "实事清单已调整"}

_Key: TypeAlias = tuple[str, str]
"""A project's title and the entry that was changed, as they are compared."""


@dataclass(frozen=True, slots=True)
class Outdated:
    """A unit's sheet in the workbook still shows `old` where the list or the history says `new` by now.

    `column` is 年度目标, 上期累计 or 实事名称 (then of no indicator: ""), `old` is as it is shown.
    """

    lead_unit: str
    project_title: str
    indicator_name: str
    column: str
    old: str
    new: str

    def correction(self, period: str, day: dt.date) -> Correction:
        """Return what is remembered of it, for the sheet is written anew."""
        entry = _entry(self.column, self.indicator_name) if self.indicator_name else self.column
        source = SOURCES[self.column]
        return Correction(
            period, self.lead_unit, self.project_title, entry, self.old, self.new, source, "", day
        )


@dataclass(frozen=True, slots=True)
class FormerPlan:
    """年度目标 and 上期累计 that forms may show because they stood in the workbook when these were sent out.

    `sent` are the marks (`mark_of`) of what one form went out with, which hold for this form alone.
    """

    figures: Mapping[_Key, frozenset[str]] = field(default_factory=dict)
    sent: frozenset[str] = frozenset()

    def of_form(self, sent: frozenset[str]) -> "FormerPlan":
        """Return what one form may show, which went out with these figures."""
        return replace(self, sent=sent) if sent else self

    def was_sent(self, project_title: str, indicator_name: str) -> bool:
        """Return whether the form went out with a row of this indicator."""
        return bool(self.sent) and mark_of(ROW, project_title, indicator_name, "") in self.sent

    def showed(self, column: str, project_title: str, indicator_name: str, found: str) -> bool:
        """Return whether a figure, as it is shown, once stood in this column of an indicator's row."""
        if mark_of(column, project_title, indicator_name, found) in self.sent:
            return True
        key = _key(project_title, _entry(column, indicator_name))
        return normal_name(found) in self.figures.get(key, frozenset())


def mark_of(column: str, project_title: str, indicator_name: str, figure: str) -> str:
    """Return a short mark by which a figure in a column of an indicator's row is known again, however it is spaced."""
    words = (column, *map(normal_name, (project_title, indicator_name, figure)))
    return f"{crc32(chr(0).join(words).encode()):08x}"


def sort_shown(kind: str, measure: str) -> str:
    """Return what a row shows of its kind and its measure, as one mark stands for both."""
    return f"{kind}|{measure}"


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
