"""Completion rates (完成率) of indicators and projects. The native formulas of the sheets follow the same constants."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from xlminshi.core.project import Indicator, IndicatorKind
from xlminshi.core.quantity import Quantity
from xlminshi.core.rounding import Rounding, rounded_ratio

# More than ten times the target is almost surely a date, a phone number or another unit of measure: a person must look.
DEFAULT_CEILING = Decimal(10)


class NoRate(Enum):
    """Why an indicator has no completion rate; the value is printed in reasons and tables."""

    INFORMATION = "资金指标，不计算完成率"
    WORDS = "文字或节点指标，不计算完成率"
    NO_TARGET = "未设全年目标，不计算完成率"
    UNREADABLE_TARGET = "全年目标无法读取"
    BAD_TARGET = "全年目标应大于零"
    NOT_REPORTED = "累计完成未填报"
    NEGATIVE = "累计完成为负数"
    OVER_CEILING = "累计完成与目标相差过大"
    ZERO = "目标或累计完成为零，按“目标÷完成”无法计算"


# With these an indicator has nothing to be measured against, and the others alone make the project's rate.
_SETTLED = (None, NoRate.INFORMATION, NoRate.WORDS, NoRate.NO_TARGET)


class Aggregation(Enum):
    """How a project's rate follows from the rates of its indicators."""

    LOWEST = "取最低"
    AVERAGE = "取平均"
    WEIGHTED = "按权重"


@dataclass(frozen=True, slots=True)
class RateRule:
    """The office's rules for rates: rounding, and the multiple of the target above which a person must look."""

    rounding: Rounding = Rounding.HALF_UP
    ceiling: Decimal = DEFAULT_CEILING
    aggregation: Aggregation = Aggregation.LOWEST
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class Completion:
    """The completion rate of one indicator as a share (1.0803 = 108.03 %), or the reason why there is none.

    `is_met` says whether the target is reached, also where no rate can be given; None where nobody can say.
    """

    rate: Decimal | None
    is_met: bool | None
    no_rate: NoRate | None = None

    @property
    def is_open(self) -> bool:
        """Return whether there is a target and yet neither a rate nor the target reached: then nobody can rate the project.

        An accident where none was allowed has no rate, and must not be passed over.
        """
        return self.no_rate not in _SETTLED and not self.is_met


def completion(indicator: Indicator, achieved: Quantity | None, rule: RateRule) -> Completion:
    """Return the rate of one indicator: achieved ÷ target, or target ÷ achieved where lower is better.

    `achieved` stands in the indicator's measure. An unfinished target never shows 100 %: it is capped one step below.
    """
    hindrance = _hindrance(indicator, achieved)
    if hindrance is not None or achieved is None or indicator.target is None:
        return Completion(None, None, hindrance)
    target, done = indicator.target.value, achieved.value
    rounding = rounding_of(indicator, rule)
    if indicator.kind is IndicatorKind.LOWER:
        return _lower_is_better(target, done, indicator.decimals, rounding, rule)
    if done > rule.ceiling * target:
        return Completion(None, None, NoRate.OVER_CEILING)
    rate = capped_rate(done, target, indicator.decimals, rounding)
    return Completion(rate, done >= target)


def rounding_of(indicator: Indicator, rule: RateRule) -> Rounding:
    """Return how the rate of an indicator is rounded: its own way (取整), else the office's."""
    return indicator.rounding or rule.rounding


def milestone_met(words: str, target: str, ladder: tuple[str, ...]) -> bool | None:
    """Return whether a reported milestone (形象进度) is at or behind the target one; None where either is unknown."""
    if words not in ladder or target not in ladder:
        return None
    return ladder.index(words) >= ladder.index(target)


def capped_rate(numerator: Decimal, denominator: Decimal, decimals: int, rounding: Rounding) -> Decimal:
    """Return the rounded ratio; where the numerator is the smaller one, at most the last step below 100 %."""
    rate = rounded_ratio(numerator, denominator, decimals, rounding)
    return _last_step_below_one(decimals) if rate >= 1 and numerator < denominator else rate


def _last_step_below_one(decimals: int) -> Decimal:
    return 1 - Decimal(1).scaleb(-(decimals + 2))


def rate_together(told: Sequence[tuple[Indicator, Completion]], rule: RateRule) -> Decimal | None:
    """Return the rate of a project from all its indicators, the unreported too; None while one of them is open."""
    if any(one.is_open for _, one in told):
        return None
    rated = [(indicator, one.rate) for indicator, one in told if one.rate is not None]
    decimals = max((indicator.decimals for indicator, _ in rated), default=rule.decimals)
    return project_rate(tuple((rate, indicator.weight) for indicator, rate in rated), rule, decimals)


def project_rate(rates: tuple[tuple[Decimal, Decimal], ...], rule: RateRule, decimals: int) -> Decimal | None:
    """Return the rate of a project from (rate, weight) of its indicators, or None where there are none.

    A mean over an unfinished indicator never shows 100 % although others are far above it: each counts up to 100 %,
    unless all are finished. Weights below zero, or all zero, give no rate.
    """
    if not rates:
        return None
    if rule.aggregation is Aggregation.LOWEST:
        return min(rate for rate, _ in rates)
    weights = [weight if rule.aggregation is Aggregation.WEIGHTED else Decimal(1) for _, weight in rates]
    is_finished = all(rate >= 1 for rate, _ in rates)
    parts = [rate if is_finished else min(rate, Decimal(1)) for rate, _ in rates]
    numerator = sum((part * weight for part, weight in zip(parts, weights, strict=True)), Decimal(0))
    total = sum(weights, Decimal(0))
    if total <= 0 or min(weights) < 0:
        return None
    rate = rounded_ratio(numerator, total, decimals, rule.rounding)
    return rate if is_finished else min(rate, _last_step_below_one(decimals))


def lag(time_progress: Decimal, rate: Decimal) -> Decimal:
    """Return how many percentage points a rate lies behind 序时进度; negative when it is ahead."""
    return (time_progress - rate) * 100


def ranks_of(rates: tuple[Decimal | None, ...]) -> tuple[int | None, ...]:
    """Return the rank of each rate, the highest first; equal rates share a rank and the next ones are passed over."""
    ascending = sorted(rate for rate in rates if rate is not None)
    return tuple(None if rate is None else rank_among(rate, ascending) for rate in rates)


def rank_among(rate: Decimal, ascending: Sequence[Decimal]) -> int:
    """Return the rank of a rate among others that are sorted, the lowest first."""
    return 1 + len(ascending) - bisect_right(ascending, rate)


def _hindrance(indicator: Indicator, achieved: Quantity | None) -> NoRate | None:
    if indicator.kind is IndicatorKind.FUNDS:
        return NoRate.INFORMATION
    if not indicator.kind.is_rated:
        return NoRate.WORDS
    if indicator.target is None:
        return NoRate.UNREADABLE_TARGET if indicator.target_words else NoRate.NO_TARGET
    if _is_bad_target(indicator.target.value, indicator.kind):
        return NoRate.BAD_TARGET
    if achieved is None:
        return NoRate.NOT_REPORTED
    return NoRate.NEGATIVE if achieved.value < 0 else None


def _is_bad_target(target: Decimal, kind: IndicatorKind) -> bool:
    return target < 0 or (target == 0 and kind is not IndicatorKind.LOWER)


def _lower_is_better(
    target: Decimal, done: Decimal, decimals: int, rounding: Rounding, rule: RateRule
) -> Completion:
    if done == 0 or target == 0:
        return Completion(None, done <= target, NoRate.ZERO)
    if target > rule.ceiling * done or done > rule.ceiling * target:
        return Completion(None, None, NoRate.OVER_CEILING)
    return Completion(capped_rate(target, done, decimals, rounding), done <= target)
