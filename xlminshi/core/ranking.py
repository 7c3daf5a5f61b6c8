"""单位排名: the lead units in the order that the office's rule gives, with what counted, who is last and who cannot be ranked."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xlminshi.core.ledger import Ledger, ProjectStanding, open_question
from xlminshi.core.pace import is_on_time
from xlminshi.core.progress import Aggregation, RateRule, project_rate
from xlminshi.core.ranking_rule import RankBy, RankingRule
from xlminshi.core.rounding import Rounding, rounded_ratio
from xlminshi.core.settings import Settings
from xlminshi.core.standing_before import RateBefore, RowsOfPeriod, rates_by_unit
from xlminshi.core.status import Status

_SCORE_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """What counts of one unit. `rate` is the mean over its `counted` projects, a share with `decimals` of a percent.

    `lead` is in points, `score` of 100, `days` how many days after the deadline its return came (negative: before it).
    """

    lead_unit: str
    projects: int
    counted: int
    left_out: int
    completed: int
    rate: Decimal | None = None
    decimals: int = 2
    lead: Decimal | None = None
    score: Decimal | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """One unit with its place, None for a unit that cannot be ranked (`why_not`); `former` is its place last period."""

    figures: UnitFigures
    place: int | None
    former: int | None = None
    why_not: str = ""
    is_last: bool = False

    @property
    def lead_unit(self) -> str:
        """Return the unit's printed name."""
        return self.figures.lead_unit


@dataclass(frozen=True, slots=True)
class Ranking:
    """All units: the ranked ones by place, then the others in the ledger's order. `has_former`: last places are known."""

    rule: RankingRule
    lines: tuple[Ranked, ...]
    has_former: bool

    def ranked(self) -> tuple[Ranked, ...]:
        """Return the units that have a place."""
        return tuple(one for one in self.lines if one.place is not None)


def competition_places(values: Sequence[Decimal | int]) -> tuple[int, ...]:
    """Return the place of each value, the greatest first; equal ones share a place and the next is left out: 1, 2, 2, 4."""
    ordered = sorted(values)
    return tuple(len(ordered) - bisect_right(ordered, value) + 1 for value in values)


def rank_units(
    ledger: Ledger, days: Mapping[str, int] | None = None, former_rows: RowsOfPeriod | None = None
) -> Ranking:
    """Return the ranking of the lead units by the office's rule.

    `days` says by unit how many days after the deadline its return came, `former_rows` what the period before told.
    """
    rule = ledger.settings.ranking
    figures = _all_figures(ledger, days or {})
    reasons = {one.lead_unit: _why_not(one, rule, ledger, open_) for one, open_ in figures}
    by_unit = [one for one, _ in figures]
    able = [one for one in by_unit if not reasons[one.lead_unit]]
    if rule.by is RankBy.NOTHING:
        return Ranking(rule, tuple(Ranked(one, None) for one in by_unit), has_former=False)
    values = [_value(one, rule) for one in able]
    former = _former_places(ledger, former_rows or {})
    lines = [
        Ranked(one, place, former.get(one.lead_unit))
        for one, place in zip(able, competition_places(values), strict=True)
    ]
    lines = _with_last(sorted(lines, key=lambda line: line.place or 0), ledger)
    others = (
        Ranked(one, None, former.get(one.lead_unit), reasons[one.lead_unit])
        for one in by_unit
        if reasons[one.lead_unit]
    )
    return Ranking(rule, (*lines, *others), has_former=bool(former))


def change_words(line: Ranked, has_former: bool) -> str:
    """Return how a place has changed: ↑2 better by two, ↓1, — the same, 新 not ranked last time; "" where nobody can say."""
    if line.place is None or not has_former:
        return ""
    if line.former is None:
        return "新"
    gained = line.former - line.place
    return f"↑{gained}" if gained > 0 else f"↓{-gained}" if gained else "—"


def days_words(days: int) -> str:
    """Return 提前2天, 截止当天 or 迟报3天."""
    return f"提前{-days}天" if days < 0 else f"迟报{days}天" if days else "截止当天"


def _all_figures(ledger: Ledger, days: Mapping[str, int]) -> list[tuple[UnitFigures, ProjectStanding | None]]:
    """Return each unit's figures, with its first project that should have a rate and has none."""
    by_unit = ledger.by_unit()
    return [
        (
            _figures(unit, by_unit[unit], ledger.settings, days.get(unit)),
            next((one for one in by_unit[unit] if one.project.is_ranked and _is_open(one)), None),
        )
        for unit in ledger.lead_units()
    ]


def _is_open(one: ProjectStanding) -> bool:
    return one.rate is None and open_question(one.indicators) is not None


def _figures(
    unit: str, own: tuple[ProjectStanding, ...], settings: Settings, days: int | None
) -> UnitFigures:
    shown = [one for one in own if one.project.is_ranked]
    rated = [one for one in shown if one.rate is not None]
    decimals = max((one.decimals for one in rated), default=2)
    rate = _mean([one.rate for one in rated if one.rate is not None], decimals, settings)
    progress = settings.time_progress
    figures = UnitFigures(
        lead_unit=unit,
        projects=len(own),
        counted=len(rated),
        left_out=len(own) - len(shown),
        completed=sum(_is_completed(one, settings) for one in shown),
        rate=rate,
        decimals=decimals,
        lead=(rate - progress) * 100 if rate is not None else None,
        days=days,
    )
    return replace(figures, score=_score(figures, rated, settings))


def _is_completed(one: ProjectStanding, settings: Settings) -> bool:
    own = settings.status_class(one.class_name)
    return own is not None and own.status is Status.COMPLETED


def _mean(rates: list[Decimal], decimals: int, settings: Settings) -> Decimal | None:
    """Return the mean as a project's mean is taken: no project far above 100 % hides another that is unfinished."""
    counted = rates if settings.ranking.counts_over else [min(rate, Decimal(1)) for rate in rates]
    rule = RateRule(settings.rate_rule.rounding, aggregation=Aggregation.AVERAGE)
    return project_rate(tuple((rate, Decimal(1)) for rate in counted), rule, decimals)


def _score(figures: UnitFigures, rated: list[ProjectStanding], settings: Settings) -> Decimal | None:
    """Return 加权得分 of 100; a part that nobody can judge (no deadline, time unknown) is left out with its weight."""
    if figures.rate is None:
        return None
    weights = settings.ranking.weights
    count = len(
        rated
    )  # every part is taken this many times: a share of projects may have no end, its count has
    on_track = Decimal(sum(is_on_time(one, settings) is True for one in rated))
    parts = [(min(figures.rate, Decimal(1)) * count, weights.rate), (on_track, weights.on_track)]
    if figures.days is not None:
        parts.append((Decimal(count * (figures.days <= 0)), weights.in_time))
    total = sum((weight for _, weight in parts), Decimal(0))
    if not total:
        return None
    reached = sum((part * weight for part, weight in parts), Decimal(0))
    return rounded_ratio(reached, total * count, _SCORE_DECIMALS, Rounding.HALF_UP) * 100


def _value(one: UnitFigures, rule: RankingRule) -> Decimal | int:
    values = {
        RankBy.RATE: one.rate,
        RankBy.LEAD: one.lead,
        RankBy.SCORE: one.score,
        RankBy.TIMELINESS: None if one.days is None else -one.days,
    }
    value = values[rule.by]
    return value if value is not None else 0


def _why_not(one: UnitFigures, rule: RankingRule, ledger: Ledger, open_: ProjectStanding | None) -> str:
    """Return why a unit cannot be ranked; "" for one that can. Who leaves a figure out must not gain by it."""
    if one.lead_unit in ledger.missing_units:
        return "未报送"
    if rule.by is RankBy.TIMELINESS:
        if ledger.settings.deadline is None:
            return "没有设置报送截止日期"
        return "" if one.days is not None else "收到时间不明"
    if one.projects == one.left_out:
        return "实事均不公布排名"
    if open_ is not None:
        return f"“{open_.project.title}”{open_.proposal.reason}，补齐后参加排名"
    if not one.counted:
        return "没有可计算完成率的实事"
    return "" if rule.by is not RankBy.SCORE or one.score is not None else "得分权重为零"


def _with_last(lines: list[Ranked], ledger: Ledger) -> list[Ranked]:
    """Mark the last places: as many as the rule says, never more than half, no first place and none that keeps up."""
    places = [line.place or 0 for line in lines]
    count = min(ledger.settings.ranking.bottom, len(lines) // 2)
    return [
        replace(
            line,
            is_last=len(lines) - bisect_right(places, line.place or 0) < count
            and bisect_left(places, line.place or 0) > 0
            and _is_behind(line.figures, ledger.settings.ranking),
        )
        for line in lines
    ]


def _is_behind(one: UnitFigures, rule: RankingRule) -> bool:
    if rule.by is RankBy.TIMELINESS:
        return one.days is not None and one.days > 0
    return one.lead is not None and one.lead < 0


def _former_places(ledger: Ledger, rows: RowsOfPeriod) -> dict[str, int]:
    """Return each unit's place last period by rates; what was late then nobody remembers, so other orders have none.

    A unit with a figure that was still open then had no place.
    """
    if ledger.settings.ranking.by not in (RankBy.RATE, RankBy.LEAD):
        return {}
    means = {
        unit: _mean([one.rate for one in own if one.rate is not None], _decimals(own), ledger.settings)
        for unit, own in rates_by_unit(ledger, rows).items()
        if not any(one.is_open for one in own)
    }
    able = {unit: mean for unit, mean in means.items() if mean is not None}
    return dict(zip(able, competition_places(tuple(able.values())), strict=True))


def _decimals(own: list[RateBefore]) -> int:
    return max((one.decimals for one in own if one.rate is not None), default=2)
