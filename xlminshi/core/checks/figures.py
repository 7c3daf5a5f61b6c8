"""Checks of the figures: each by itself, against its target, and against last period's."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from xlminshi.core.checks.cases import IndicatorCase, ProjectCase, ReturnCase
from xlminshi.core.problems import Code, Problem, problem
from xlminshi.core.progress import NoRate
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import PERCENT, has_no_halves, plain
from xlminshi.core.status import percent

# Shares of a whole by their very meaning; a 筛查率 is measured against a plan and may go beyond 100 %.
_SHARES_OF_A_WHOLE = (
    "覆盖率",
    "普及率",
    "合格率",
    "达标率",
    "满意率",
    "满意度",
    "入园率",
    "入学率",
    "失业率",
)
_LEAST_WAN_TARGET = 10_000
_WAN = 10_000
_MOST_DECIMALS = 4
_HIGHEST_PERCENTAGE = 1000
_JUMP_TIMES, _LEAST_BEFORE_JUMP = 10, 10
_ROUND, _LEAST_ROUND_FIGURES = 100, 4
_LEAST_ALIKE = 3
_CUMULATIVE = (IndicatorKind.QUANTITY, IndicatorKind.FUNDS)


def is_reported(case: IndicatorCase) -> Iterator[Problem]:
    """A number is expected and nothing was typed. (What was typed but could not be read is told elsewhere.)"""
    if case.report.achieved is not None or case.report.typed:
        return
    if case.indicator.kind.is_number and case.indicator.kind is not IndicatorKind.FUNDS:
        yield problem(Code.NOT_REPORTED, case.report.place, found=case.indicator.name)


def is_not_negative(case: IndicatorCase) -> Iterator[Problem]:
    """Cumulative figures are never negative."""
    if case.figure is not None and case.figure < 0:
        yield problem(Code.NEGATIVE, case.report.place, found=plain(case.figure))


def is_within_ceiling(case: IndicatorCase) -> Iterator[Problem]:
    """A figure many times off its target is a slip of column or measure until a person says otherwise."""
    if _is_over_ceiling(case) and case.figure is not None:
        target, times = case.indicator.target, plain(case.settings.rate_rule.ceiling)
        found = plain(case.figure)
        yield problem(Code.OVER_CEILING, case.report.place, found=found, expected=target, times=times)


def does_not_fall(case: IndicatorCase) -> Iterator[Problem]:
    """A cumulative figure of a quantity does not become smaller than last period's."""
    figure, last = case.figure, case.last_figure
    if case.indicator.kind in _CUMULATIVE and figure is not None and last is not None and figure < last:
        yield problem(Code.FALLING, case.report.place, found=plain(figure), expected=plain(last))


def does_not_jump(case: IndicatorCase) -> Iterator[Problem]:
    """A figure more than ten times last period's may have a digit too many."""
    figure, last = case.figure, case.last_figure
    if case.indicator.kind not in _CUMULATIVE or figure is None or last is None or _is_over_ceiling(case):
        return
    if last >= _LEAST_BEFORE_JUMP and figure > last * _JUMP_TIMES:
        found, expected = plain(figure), plain(last)
        yield problem(Code.JUMPED, case.report.place, found=found, expected=expected, times=_JUMP_TIMES)


def is_counted_in_wholes(case: IndicatorCase) -> Iterator[Problem]:
    """There is no half 户 and no 9.5 个."""
    figure, measure = case.figure, case.indicator.measure
    if case.indicator.kind is not IndicatorKind.QUANTITY or figure is None:
        return
    is_whole = figure == figure.to_integral_value()
    if not is_whole and has_no_halves(measure) and not _is_likely_in_wan(case):
        yield problem(Code.HALF_A_THING, case.report.place, found=plain(figure), measure=measure)


def is_in_the_measure(case: IndicatorCase) -> Iterator[Problem]:
    """2.14 under a target of 13,800 人次 was meant in 万."""
    if _is_likely_in_wan(case) and case.figure is not None:
        found, target = plain(case.figure), case.indicator.target
        measure = case.indicator.measure
        yield problem(Code.LIKELY_IN_WAN, case.report.place, found=found, expected=target, measure=measure)


def is_a_plain_number(case: IndicatorCase) -> Iterator[Problem]:
    """Five decimals and more come out of a calculation, not out of a count."""
    figure = case.figure
    if figure is None or not _has_many_decimals(figure):
        return
    yield problem(Code.TOO_MANY_DECIMALS, case.report.place, found=plain(figure))


def is_no_date(case: IndicatorCase) -> Iterator[Problem]:
    """2022 or 20220930 in a cell of figures is the year or the day, unless the target is as large."""
    figure, target, year = case.figure, case.target, case.settings.period.year
    if figure is None or figure < year or case.indicator.kind not in _CUMULATIVE or _is_over_ceiling(case):
        return
    text = plain(figure)
    is_date = text == str(year) or (len(text) in (6, 8) and text.startswith((f"{year}0", f"{year}1")))
    if is_date and (target is None or figure > 2 * target) and case.last_figure is None:
        yield problem(Code.YEAR_AS_FIGURE, case.report.place, found=text)


def is_measured_where_lower_is_better(case: IndicatorCase) -> Iterator[Problem]:
    """A zero where lower is better is the best result, or it was not measured."""
    if case.indicator.kind is IndicatorKind.LOWER and case.figure == 0:
        yield problem(Code.ZERO_WHERE_LOWER, case.report.place, found=case.indicator.name)


def is_a_plausible_percentage(case: IndicatorCase) -> Iterator[Problem]:
    """A percentage over 1000 has lost its decimal point."""
    figure = case.figure
    if case.indicator.measure != PERCENT or figure is None or _is_over_ceiling(case):
        return
    if figure > _HIGHEST_PERCENTAGE:
        yield problem(Code.RATE_IMPLAUSIBLE, case.report.place, found=f"{plain(figure)}%")


def is_a_share_of_the_whole(case: IndicatorCase) -> Iterator[Problem]:
    """A 覆盖率 or 合格率 cannot exceed 100 %."""
    figure = case.figure
    if case.indicator.measure != PERCENT or figure is None or not 100 < figure <= _HIGHEST_PERCENTAGE:
        return
    if case.indicator.name.endswith(_SHARES_OF_A_WHOLE):
        name = case.indicator.name
        yield problem(Code.RATE_OVER_WHOLE, case.report.place, found=name, value=f"{plain(figure)}%")


def differs_between_indicators(case: ProjectCase) -> Iterator[Problem]:
    """Three indicators of a project with different targets do not stand at the same figure."""
    quantities = [one for one in case.indicators if one.indicator.kind is IndicatorKind.QUANTITY]
    if len(quantities) < _LEAST_ALIKE:
        return
    counts = Counter(one.figure for one in quantities if one.figure is not None and one.figure >= 10)
    for figure, count in counts.items():
        alike = [one for one in quantities if one.figure == figure]
        if figure is not None and count >= _LEAST_ALIKE and len({one.target for one in alike}) > 1:
            place, title = alike[0].report.place, case.project.title
            yield problem(Code.SAME_FIGURES, place, title=title, count=count, found=plain(figure))


def is_not_copied_from_the_targets(case: ReturnCase) -> Iterator[Problem]:
    """Before the year is over, not every figure equals its target to the last digit."""
    rated = [one for one in _quantities(case) if one.target is not None]
    if (
        case.time_progress < 1
        and len(rated) >= _LEAST_ALIKE
        and all(one.figure == one.target for one in rated)
    ):
        yield problem(Code.COPIED_TARGETS, case.place, count=len(rated))


def is_not_all_zero(case: ReturnCase) -> Iterator[Problem]:
    """By the middle of the year something has been done; zeros everywhere stand for a form that was not filled in."""
    figures = [one.figure for one in _quantities(case)]
    if case.time_progress >= Decimal("0.5") and len(figures) > 1 and all(one == 0 for one in figures):
        value = percent(case.time_progress)
        yield problem(Code.ALL_ZERO, case.place, count=len(figures), value=value)


def is_not_estimated(case: ReturnCase) -> Iterator[Problem]:
    """Where every figure is a round hundred, somebody has estimated."""
    figures = [one.figure for one in _quantities(case) if one.figure]
    if len(figures) >= _LEAST_ROUND_FIGURES and all(one >= _ROUND and one % _ROUND == 0 for one in figures):
        yield problem(Code.ROUND_FIGURES, case.place, count=len(figures))


def _quantities(case: ReturnCase) -> list[IndicatorCase]:
    return [one for one in case.indicators if one.indicator.kind is IndicatorKind.QUANTITY]


def _is_over_ceiling(case: IndicatorCase) -> bool:
    return case.completion.no_rate is NoRate.OVER_CEILING


def _is_likely_in_wan(case: IndicatorCase) -> bool:
    figure, target = case.figure, case.target
    if case.indicator.kind is not IndicatorKind.QUANTITY or not figure or target is None:
        return False
    if target < _LEAST_WAN_TARGET or figure == figure.to_integral_value():
        return False
    return target / 100 <= figure * _WAN <= target * 10


def _has_many_decimals(figure: Decimal) -> bool:
    if figure == figure.to_integral_value():
        return False
    exponent = figure.normalize().as_tuple().exponent
    return isinstance(exponent, int) and -exponent > _MOST_DECIMALS
