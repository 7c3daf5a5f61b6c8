"""趋势: how cumulative figures and rates moved through the year's periods, and what they would come to by December.

A forecast is an estimate from figures alone; it says nothing of what is still to be built.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from xlminshi.core.history import Months, earlier_periods
from xlminshi.core.ledger import IndicatorStanding, Ledger, ProjectStanding
from xlminshi.core.period import reporting_period
from xlminshi.core.progress import capped_rate, rounding_of
from xlminshi.core.project import IndicatorKind, Project
from xlminshi.core.quantity import factor_between, plain
from xlminshi.core.records import HistoryRow
from xlminshi.core.rounding import Rounding, rounded_ratio
from xlminshi.core.settings import Settings
from xlminshi.core.standing_before import RowsOfPeriod, by_project, rate_before

_MONTHS_OF_YEAR = 12
_CUMULATIVE = (IndicatorKind.QUANTITY, IndicatorKind.FUNDS)
# An estimate with more digits would look like knowledge.
_DIGITS = 4
_MANY = 100


@dataclass(frozen=True, slots=True)
class TrendPeriod:
    """One period: its label, the last month that it covers, and 序时进度 at its end."""

    label: str
    month: int
    progress: Decimal


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a figure would come to at the end of the year, and what rate that would be; an estimate."""

    value: Decimal
    rate: Decimal | None


@dataclass(frozen=True, slots=True)
class IndicatorTrend:
    """One indicator: its cumulative figure in every period (None: not told), and what follows for the present one.

    `increase` and `former_increase` are what was added in this period and in the one before; `growth` compares them by
    the month; `falls` are the periods whose cumulative figure is less than the one before. `words` are what was told in
    every period besides a figure: a stage (主体完工), "" for none.
    """

    standing: IndicatorStanding
    figures: tuple[Decimal | None, ...]
    increase: Decimal | None = None
    former_increase: Decimal | None = None
    growth: Decimal | None = None
    by_pace: Forecast | None = None
    by_time: Forecast | None = None
    falls: frozenset[int] = frozenset()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectTrend:
    """One project: its rate in every period, by how many points it moved since the last known one, and its indicators."""

    standing: ProjectStanding
    rates: tuple[Decimal | None, ...]
    moved: Decimal | None
    indicators: tuple[IndicatorTrend, ...]


@dataclass(frozen=True, slots=True)
class Trends:
    """The year so far: the periods in the order of time, the present one last, and every project in the list's order."""

    periods: tuple[TrendPeriod, ...]
    projects: tuple[ProjectTrend, ...]


def trends_of(ledger: Ledger, history: tuple[HistoryRow, ...]) -> Trends:
    """Return the trends of the year; the present period is told by the ledger, the earlier ones by the history."""
    settings = ledger.settings
    earlier = earlier_periods(history, settings.period, ledger.programme)
    periods = (
        *(_period(months, rows, settings) for months, rows in earlier.items()),
        TrendPeriod(settings.period.label, settings.period.last, settings.time_progress),
    )
    rows = tuple(earlier.values())
    told = tuple(by_project(own) for own in rows)

    def rates_before(project: Project) -> tuple[Decimal | None, ...]:
        return tuple(rate_before(project, own.get(project.title, ()), settings).rate for own in told)

    return Trends(
        periods,
        tuple(_project(one, rates_before(one.project), rows, periods, settings) for one in ledger.standings),
    )


def _period(months: Months, rows: RowsOfPeriod, settings: Settings) -> TrendPeriod:
    label = next(iter(rows.values())).period
    period = reporting_period(settings.period.year, label)
    if period is None:  # pragma: no cover - its months were read from the same label
        raise AssertionError(label)
    return TrendPeriod(label, months[2], period.time_progress(settings.time_basis))


def _project(
    one: ProjectStanding,
    before: tuple[Decimal | None, ...],
    rows: tuple[RowsOfPeriod, ...],
    periods: tuple[TrendPeriod, ...],
    settings: Settings,
) -> ProjectTrend:
    last = next((rate for rate in reversed(before) if rate is not None), None)
    return ProjectTrend(
        standing=one,
        rates=(*before, one.rate),
        moved=(one.rate - last) * 100 if one.rate is not None and last is not None else None,
        indicators=tuple(_indicator(one, item, rows, periods, settings) for item in one.indicators),
    )


def _indicator(
    one: ProjectStanding,
    item: IndicatorStanding,
    rows: tuple[RowsOfPeriod, ...],
    periods: tuple[TrendPeriod, ...],
    settings: Settings,
) -> IndicatorTrend:
    name = one.project.title, item.indicator.name
    before = tuple(_figure(own.get(name), item.indicator.measure) for own in rows)
    achieved = item.report.achieved if item.report else None
    figures = (*before, achieved.value if achieved else None)
    told = (own.get(name) for own in rows)
    words = (*(row.words if row else "" for row in told), item.report.words if item.report else "")
    if item.indicator.kind not in _CUMULATIVE:
        return IndicatorTrend(item, figures, increase=_last_step(figures), words=words)
    steps = _steps(figures, periods)
    return _with_outlook(
        IndicatorTrend(item, figures, falls=_falls(figures), words=words), steps, periods, settings
    )


def _figure(row: HistoryRow | None, measure: str) -> Decimal | None:
    """Return a figure of the history in the indicator's present measure; None where it cannot be turned into it."""
    if row is None or row.achieved is None:
        return None
    factor = factor_between(row.measure, measure)
    return row.achieved * factor if factor is not None else None


@dataclass(frozen=True, slots=True)
class _Step:
    """From one known figure to the next: how much was added in how many months, and whether it ends at present."""

    added: Decimal
    months: int
    is_present: bool


def _steps(figures: tuple[Decimal | None, ...], periods: tuple[TrendPeriod, ...]) -> tuple[_Step, ...]:
    """Return the steps between the known figures; every one of them counts from New Year, so the first starts at zero."""
    last = len(figures) - 1
    known = [(-1, Decimal(0), 0)]
    known.extend(
        (index, value, periods[index].month) for index, value in enumerate(figures) if value is not None
    )
    return tuple(
        _Step(value - before, month - month_before, index == last)
        for (_, before, month_before), (index, value, month) in pairwise(known)
    )


def _last_step(figures: tuple[Decimal | None, ...]) -> Decimal | None:
    before = next((value for value in reversed(figures[:-1]) if value is not None), None)
    return figures[-1] - before if figures[-1] is not None and before is not None else None


def _falls(figures: tuple[Decimal | None, ...]) -> frozenset[int]:
    known = [(index, value) for index, value in enumerate(figures) if value is not None]
    return frozenset(index for (_, before), (index, value) in pairwise(known) if value < before)


def _with_outlook(
    trend: IndicatorTrend, steps: tuple[_Step, ...], periods: tuple[TrendPeriod, ...], settings: Settings
) -> IndicatorTrend:
    """Return the trend with what was added and what it would come to; without, where this period was not told.

    Of the first period that is known nobody can say what of it is new.
    """
    if not steps or not steps[-1].is_present:
        return trend
    item, step = trend.standing, steps[-1]
    former = steps[-2] if len(steps) > 1 else None
    achieved = trend.figures[-1] or Decimal(0)
    left = _MONTHS_OF_YEAR - periods[-1].month
    can_estimate = left > 0 and achieved >= 0
    pace = achieved + step.added * left / step.months if can_estimate and former and step.added >= 0 else None
    # By the parts of the year themselves: 33.33 % is a rounded third.
    gone, whole = settings.period.progress_parts(settings.time_basis)
    by_time = achieved * whole / gone if can_estimate and gone else None
    return replace(
        trend,
        increase=step.added if former else None,
        former_increase=former.added if former else None,
        growth=_growth(step, former),
        by_pace=_forecast(item, pace, achieved, settings),
        by_time=_forecast(item, by_time, achieved, settings),
    )


def _growth(step: _Step, former: _Step | None) -> Decimal | None:
    """Return how much more was added by the month than before, as a share; None where nothing was added before."""
    if former is None or former.added <= 0 or step.added < 0:
        return None
    now, before = step.added * former.months, former.added * step.months
    if now >= before:
        return rounded_ratio(now - before, before, 1, Rounding.HALF_UP)
    return -rounded_ratio(before - now, before, 1, Rounding.HALF_UP)


def _forecast(
    item: IndicatorStanding, value: Decimal | None, achieved: Decimal, settings: Settings
) -> Forecast | None:
    """Return an estimate with its rate; a figure without a rate (a person has to look at it first) has none either.

    The rate does not follow whole things: 2 of 3 by September make 2.667, and that is 89 %, not all 3.
    """
    if value is None:
        return None
    fine = max(_estimated(value), achieved)
    is_whole = achieved == achieved.to_integral_value()
    estimate = max(_as_counted(fine), achieved) if is_whole else fine
    target = item.indicator.target
    if item.rate is None or target is None:
        return Forecast(estimate, None)
    rounding = rounding_of(item.indicator, settings.rate_rule)
    return Forecast(estimate, capped_rate(fine, target.value, 0, rounding))


def _estimated(value: Decimal) -> Decimal:
    """Return a figure as roughly as an estimate is known: at most four digits."""
    if value == 0:
        return value
    places = _DIGITS - 1 - value.adjusted()
    return Decimal(plain(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)))


def _as_counted(estimate: Decimal) -> Decimal:
    """Return an estimate of whole things without decimals; with one where they are few, and one more is much."""
    step = Decimal(1) if estimate >= _MANY else Decimal("0.1")
    return Decimal(plain(estimate.quantize(step, ROUND_HALF_UP)))
