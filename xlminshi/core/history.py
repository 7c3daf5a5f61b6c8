"""The history (历史): what every unit reported in every period, row by row, and what it reported last."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from xlminshi.core.ledger import IndicatorStanding, Ledger, ProjectStanding
from xlminshi.core.period import ReportingPeriod, parse_months, year_in
from xlminshi.core.problems import Place
from xlminshi.core.project import Indicator, Programme, Project
from xlminshi.core.quantity import Quantity, factor_between
from xlminshi.core.records import HistoryRow
from xlminshi.core.submission import IndicatorReport, ProjectReport, Submission
from xlminshi.core.units import normal_name

Months: TypeAlias = tuple[int, int, int]
"""A year, and its first and last month that a row speaks of."""
_Name: TypeAlias = tuple[str, str]
"""A project's title and an indicator's name as they are compared."""


def history_of(ledger: Ledger, submissions: tuple[Submission, ...]) -> tuple[HistoryRow, ...]:
    """Return the rows of this period: one for each indicator of a unit that has reported, in the order of the list."""
    sources = {one.lead_unit: one.source for one in submissions}
    return tuple(
        _row(ledger, one, item, index == 0, sources.get(one.project.lead_unit, ""))
        for one in ledger.standings
        if one.is_reported
        for index, item in enumerate(one.indicators)
    )


def _row(
    ledger: Ledger, one: ProjectStanding, item: IndicatorStanding, is_first: bool, source: str
) -> HistoryRow:
    indicator, period = item.indicator, ledger.settings.period
    achieved = item.report.achieved if item.report else None
    whole = one.report if is_first else None
    return HistoryRow(
        year=period.year,
        period=period.label,
        lead_unit=one.project.lead_unit,
        project_title=one.project.title,
        indicator_name=indicator.name,
        measure=indicator.measure,
        target=indicator.target.value if indicator.target else None,
        achieved=achieved.value if achieved else None,
        typed=item.report.typed if item.report else "",
        rate=item.rate,
        class_name=one.class_name,
        words=item.report.words if item.report else "",
        milestone=whole.milestone if whole else "",
        narrative=whole.narrative if whole else "",
        source=source,
    )


def months_of(row: HistoryRow) -> Months | None:
    """Return which months a row speaks of, or None where its 通报期 names none, or names another year than its 年度."""
    months = parse_months(row.period)
    return (row.year, *months) if months and year_in(row.period) in (None, row.year) else None


class _Periods:
    """Tells which period a row belongs to; each spelling is looked at once, for tables of many thousand rows."""

    def __init__(self) -> None:
        self._months: dict[tuple[int, str], Months | None] = {}

    def months(self, row: HistoryRow) -> Months | None:
        """Return the months of a row as `months_of` does."""
        written = (row.year, row.period)
        if written not in self._months:
            self._months[written] = months_of(row)
        return self._months[written]

    def key(self, row: HistoryRow) -> object:
        """Return what is the same for all rows of one period, however it is spelt."""
        return self.months(row) or (row.year, normal_name(row.period))


def _name(row: HistoryRow) -> _Name:
    return normal_name(row.project_title), normal_name(row.indicator_name)


def with_period(history: tuple[HistoryRow, ...], rows: tuple[HistoryRow, ...]) -> tuple[HistoryRow, ...]:
    """Return the history with these rows in place of what their units had in their period.

    A unit without new rows keeps its old ones, but for indicators that another unit reports by now (a project that was
    moved, a unit that was renamed). A period stays where it stood; a new one comes last.
    """
    periods = _Periods()
    new: dict[object, list[HistoryRow]] = defaultdict(list)
    for row in rows:
        new[periods.key(row)].append(row)
    units = {(periods.key(row), normal_name(row.lead_unit)) for row in rows}
    names = {(periods.key(row), _name(row)) for row in rows}
    merged: list[HistoryRow] = []
    for row in history:
        key = periods.key(row)
        merged.extend(new.pop(key, ()))
        if (key, normal_name(row.lead_unit)) not in units and (key, _name(row)) not in names:
            merged.append(row)
    merged.extend(row for own in new.values() for row in own)
    return tuple(merged)


def changed_units(
    history: tuple[HistoryRow, ...], rows: tuple[HistoryRow, ...], period: ReportingPeriod
) -> tuple[str, ...]:
    """Return the units whose rows of this period (`rows`) are not what the history holds, wherever they came from.

    For a closed period: then somebody has changed its sheets or its verdicts.
    """
    periods = _Periods()
    wanted = (period.year, period.first, period.last)
    held = {_bare(row): row.lead_unit for row in history if periods.months(row) == wanted}
    now = {_bare(row): row.lead_unit for row in rows}
    return tuple(
        dict.fromkeys((now | held)[row] for row in (*now, *held) if row not in now or row not in held)
    )


def _bare(row: HistoryRow) -> HistoryRow:
    return replace(row, period="", source="")


def double_rows(history: tuple[HistoryRow, ...]) -> tuple[HistoryRow, ...]:
    """Return each row that says something else of an indicator in a period than a row before it: neither is used."""
    periods = _Periods()
    first: dict[tuple[Months, _Name], HistoryRow] = {}
    return tuple(
        row
        for row in history
        if (months := periods.months(row)) is not None
        and not _says_the_same(first.setdefault((months, _name(row)), row), row)
    )


def _says_the_same(one: HistoryRow, other: HistoryRow) -> bool:
    return (one.achieved, one.words, one.measure) == (other.achieved, other.words, other.measure)


def forgotten_rows(
    history: tuple[HistoryRow, ...], period: ReportingPeriod, programme: Programme
) -> tuple[HistoryRow, ...]:
    """Return the rows of the last period that no indicator of the programme takes over, because it was renamed or left out."""
    earlier = _earlier(history, period)
    last = max((months[2] for months, _ in earlier), default=0)
    known = _places_in(programme)
    return tuple(row for months, row in earlier if months[2] == last and _name(row) not in known)


def last_submissions(
    history: tuple[HistoryRow, ...], period: ReportingPeriod, programme: Programme
) -> tuple[Submission, ...]:
    """Return what each unit reported last before this period's new months, within the year, in the programme's order.

    `previous` of a figure is the last one known before it. A project counts as its present unit's; a figure in a measure
    that cannot be turned into the indicator's present one is left out, its words are kept.
    """
    known = _places_in(programme)
    by_name = _usable_rows(history, period, known)
    found: dict[str, list[_Series]] = defaultdict(list)
    for name, (project, indicator) in known.items():
        if name in by_name:
            found[project.lead_unit].append(_Series(project, indicator, tuple(by_name[name])))
    return tuple(_submission(unit, found[unit]) for unit in programme.lead_units() if unit in found)


def earlier_periods(
    history: tuple[HistoryRow, ...], period: ReportingPeriod, programme: Programme
) -> dict[Months, dict[tuple[str, str], HistoryRow]]:
    """Return the rows of this year's earlier periods, each by (project title, indicator name), as the programme spells them.

    In the order of time; of two periods that end with the same month the longer one counts. What the programme no longer
    knows stands by its own names, in periods of which it knows anything. Of rows that contradict each other there is one,
    without figures: that something was told is all that is sure.
    """
    known = _places_in(programme)
    unsure = {(months_of(row), _name(row)) for row in double_rows(history)}
    found: dict[Months, dict[tuple[str, str], HistoryRow]] = defaultdict(dict)
    by_end: dict[int, Months] = {}
    for months, row in _earlier(history, period):
        name = _name(row)
        project, indicator = known.get(name, (programme.find(row.project_title), None))
        title = project.title if project else row.project_title
        sure = replace(row, achieved=None, rate=None) if (months, name) in unsure else row
        found[months][title, indicator.name if indicator else row.indicator_name] = sure
        if indicator is not None:
            by_end[months[2]] = months
    return {months: found[months] for months in by_end.values()}


def with_bases(
    submissions: tuple[Submission, ...],
    history: tuple[HistoryRow, ...],
    period: ReportingPeriod,
    programme: Programme,
) -> tuple[Submission, ...]:
    """Return the submissions with the period beside each 上期累计 that an indicator brought along from before the last one.

    A unit that was not heard of in the last period has its figure from the period before: its increase is one of both.
    """
    last = max((months[2] for months, _ in _earlier(history, period)), default=0)
    older: dict[_Name, tuple[str, Decimal]] = {}
    known = _places_in(programme)
    for name, rows in _usable_rows(history, period, known).items():
        series = _Series(*known[name], tuple(rows))
        found = series.last_known()
        if found is not None and found[0][2] < last:
            older[name] = found[1].period, found[2]
    return tuple(_with_bases(one, older) for one in submissions) if older else submissions


def _with_bases(submission: Submission, older: dict[_Name, tuple[str, Decimal]]) -> Submission:
    def based(one: IndicatorReport) -> IndicatorReport:
        label, value = older.get(
            (normal_name(one.project_title), normal_name(one.indicator_name)), ("", Decimal(0))
        )
        return replace(one, since=label) if label and one.previous == value else one

    indicators = tuple(based(one) for one in submission.indicators)
    return submission if indicators == submission.indicators else replace(submission, indicators=indicators)


@dataclass(frozen=True, slots=True)
class _Series:
    """One indicator of the programme with its rows of earlier periods, the latest last."""

    project: Project
    indicator: Indicator
    rows: tuple[tuple[Months, HistoryRow], ...]

    def reported_in(self, months: Months) -> HistoryRow | None:
        """Return the row of this period, or None."""
        return next((row for own, row in self.rows if own == months), None)

    def last_known(self) -> tuple[Months, HistoryRow, Decimal] | None:
        """Return the last row with a figure, its months and the figure in the indicator's present measure; or None."""
        figures = ((months, row, self._figure(row)) for months, row in reversed(self.rows))
        return next(((months, row, one.value) for months, row, one in figures if one is not None), None)

    def known_before(self, months: Months) -> Decimal | None:
        """Return the last figure before this period, or None."""
        figures = (self._figure(row) for own, row in reversed(self.rows) if own != months)
        return next((one.value for one in figures if one is not None), None)

    def report(self, months: Months) -> IndicatorReport:
        """Return what was reported of the indicator in a period: nothing, where it has no row there."""
        row = self.reported_in(months)
        return IndicatorReport(
            project_title=self.project.title,
            indicator_name=self.indicator.name,
            achieved=self._figure(row) if row else None,
            words=row.words if row else "",
            previous=self.known_before(months),
            place=Place(row.source if row else ""),
            typed=row.typed if row else "",
        )

    def _figure(self, row: HistoryRow) -> Quantity | None:
        factor = factor_between(row.measure, self.indicator.measure)
        if row.achieved is None or factor is None:
            return None
        return Quantity(row.achieved * factor if factor != 1 else row.achieved, self.indicator.measure)


def _submission(unit: str, series: list[_Series]) -> Submission:
    """Return a unit's report of the latest period in which any of its indicators has a row."""
    months, latest = max((one.rows[-1] for one in series), key=lambda found: _in_time(found[0]))
    wholes: dict[str, list[HistoryRow]] = defaultdict(list)
    for one in series:
        row = one.reported_in(months)
        if row is not None:
            wholes[one.project.title].append(row)
    return Submission(
        lead_unit=unit,
        period_label=latest.period,
        source=latest.source,
        indicators=tuple(one.report(months) for one in series),
        projects=tuple(
            ProjectReport(
                project_title=title,
                place=Place(latest.source),
                milestone=next((row.milestone for row in rows if row.milestone), ""),
                narrative=next((row.narrative for row in rows if row.narrative), ""),
            )
            for title, rows in wholes.items()
        ),
    )


def _usable_rows(
    history: tuple[HistoryRow, ...], period: ReportingPeriod, known: Iterable[_Name]
) -> dict[_Name, list[tuple[Months, HistoryRow]]]:
    """Return the earlier rows of each known indicator; where two of one period contradict each other, neither."""
    unsure = {(months_of(row), _name(row)) for row in double_rows(history)}
    wanted = frozenset(known)
    by_name: dict[_Name, list[tuple[Months, HistoryRow]]] = defaultdict(list)
    for months, row in _earlier(history, period):
        if _name(row) in wanted and (months, _name(row)) not in unsure:
            by_name[_name(row)].append((months, row))
    return by_name


def _earlier(
    history: tuple[HistoryRow, ...], period: ReportingPeriod
) -> tuple[tuple[Months, HistoryRow], ...]:
    """Return the rows of this year's earlier periods, by their last month; of two such periods the longer one comes last."""
    periods = _Periods()
    rows = ((periods.months(row), row) for row in history)
    earlier = [
        (months, row)
        for months, row in rows
        if months is not None and months[0] == period.year and months[2] < period.last
    ]
    return tuple(sorted(earlier, key=lambda one: _in_time(one[0])))


def _in_time(months: Months) -> tuple[int, int]:
    """Return the order of two periods of a year: by the last month; 上半年 comes behind 二季度."""
    return months[2], -months[1]


def _places_in(programme: Programme) -> dict[_Name, tuple[Project, Indicator]]:
    return {
        (normal_name(project.title), normal_name(indicator.name)): (project, indicator)
        for project in programme.projects
        for indicator in project.indicators
    }
