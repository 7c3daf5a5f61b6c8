import decimal
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.builders import CUT_OFF, HALF_UP, amount, indicator, words_indicator
from xlminshi.core.progress import (
    Aggregation,
    Completion,
    NoRate,
    RateRule,
    capped_rate,
    completion,
    lag,
    milestone_met,
    project_rate,
    rank_among,
    ranks_of,
)
from xlminshi.core.project import IndicatorKind
from xlminshi.core.rounding import Rounding
from xlminshi.core.settings import DEFAULT_MILESTONES
from xlminshi.core.status import percent

RULES = st.builds(
    RateRule,
    rounding=st.sampled_from(Rounding),
    aggregation=st.sampled_from(Aggregation),
)
TARGETS = st.decimals(min_value=Decimal("0.01"), max_value=10**8, places=2)
FIGURES = st.decimals(min_value=0, max_value=10**8, places=2)
KINDS = st.sampled_from([IndicatorKind.QUANTITY, IndicatorKind.RATE, IndicatorKind.LOWER])
DECIMALS = st.integers(0, 4)


def rate_of(target: object, achieved: object, rule: RateRule = HALF_UP, **more: object) -> Completion:
    return completion(indicator(target=target, **more), amount(achieved), rule)  # type: ignore[arg-type]


def test_the_same_figures_are_cut_off_or_rounded_as_the_office_says() -> None:
    promised = indicator("豫事办新用户注册", "350000")
    assert completion(promised, amount(330000), CUT_OFF).rate == Decimal("0.9428")
    assert completion(promised, amount(330000), HALF_UP).rate == Decimal("0.9429")


@pytest.mark.parametrize("kind", [IndicatorKind.QUANTITY, IndicatorKind.LOWER])
def test_an_indicator_may_be_rounded_in_its_own_way(kind: IndicatorKind) -> None:
    above, below = (330000, 350000) if kind is IndicatorKind.QUANTITY else (350000, 330000)
    for own, office, rate in (
        (Rounding.CUT_OFF, HALF_UP, "0.9428"),
        (Rounding.HALF_UP, CUT_OFF, "0.9429"),
        (None, CUT_OFF, "0.9428"),
        (None, HALF_UP, "0.9429"),
    ):
        promised = indicator(target=below, kind=kind, rounding=own)
        assert completion(promised, amount(above), office).rate == Decimal(rate)


@pytest.mark.parametrize("rule", [HALF_UP, CUT_OFF])
@pytest.mark.parametrize(
    ("decimals", "shown"), [(0, "99%"), (1, "99.9%"), (2, "99.99%"), (3, "99.999%"), (4, "99.9999%")]
)
def test_all_but_one_of_ten_million_stops_one_step_below_the_whole(
    rule: RateRule, decimals: int, shown: str
) -> None:
    found = rate_of(10_000_000, 9_999_999, rule, decimals=decimals)
    assert found.rate is not None
    assert percent(found.rate) == shown
    assert found.is_met is False


@given(TARGETS, FIGURES, KINDS, DECIMALS, RULES)
def test_an_unfinished_target_never_shows_one_hundred_percent(
    target: Decimal, achieved: Decimal, kind: IndicatorKind, decimals: int, rule: RateRule
) -> None:
    found = rate_of(target, achieved, rule, kind=kind, decimals=decimals)
    is_reached = achieved <= target if kind is IndicatorKind.LOWER else achieved >= target
    if found.rate is not None:
        assert (found.rate >= 1) is is_reached
        assert found.is_met is is_reached


@given(TARGETS, FIGURES, DECIMALS, st.sampled_from(Rounding))
def test_a_rate_is_the_rounded_quotient_except_for_the_cap(
    target: Decimal, achieved: Decimal, decimals: int, rounding: Rounding
) -> None:
    step = Decimal(1).scaleb(-(decimals + 2))
    mode = decimal.ROUND_HALF_UP if rounding is Rounding.HALF_UP else decimal.ROUND_DOWN
    with decimal.localcontext(prec=80):
        expected = (achieved / target).quantize(step, rounding=mode)
    if achieved < target and expected == 1:
        expected = 1 - step
    assert capped_rate(achieved, target, decimals, rounding) == expected


@given(TARGETS, FIGURES, DECIMALS)
def test_more_done_never_lowers_the_rate(target: Decimal, achieved: Decimal, decimals: int) -> None:
    less = capped_rate(achieved, target, decimals, Rounding.HALF_UP)
    more = capped_rate(achieved + 1, target, decimals, Rounding.HALF_UP)
    assert less <= more


@pytest.mark.parametrize(
    ("target", "achieved", "rate", "is_met"),
    [
        ("4.3", "4.17", "1.0312", True),
        ("4.3", "4.3", "1", True),
        ("4.3", "4.4", "0.9773", False),
        ("4.3", "4.300001", "0.9999", False),
        ("4.3", "43", "0.1", False),
        ("4.3", "0.43", "10", True),
    ],
)
def test_where_lower_is_better_the_rate_is_target_by_figure(
    target: str, achieved: str, rate: str, is_met: bool
) -> None:
    found = rate_of(target, achieved, kind=IndicatorKind.LOWER)
    assert found == Completion(Decimal(rate), is_met)


def test_the_printed_unemployment_rate_comes_out() -> None:
    found = rate_of("4.3", "4.17", kind=IndicatorKind.LOWER, decimals=1)
    assert found.rate is not None
    assert percent(found.rate) == "103.1%"


@pytest.mark.parametrize(
    ("target", "achieved", "is_met"),
    [("4.3", "0", True), ("0", "0", True), ("0", "3", False), ("0", "0.01", False)],
)
def test_where_lower_is_better_a_zero_gives_no_rate_but_tells_whether_the_target_is_met(
    target: str, achieved: str, is_met: bool
) -> None:
    assert rate_of(target, achieved, kind=IndicatorKind.LOWER) == Completion(None, is_met, NoRate.ZERO)


@pytest.mark.parametrize(
    ("kind", "target", "achieved"),
    [
        (IndicatorKind.QUANTITY, "100", "1000.01"),
        (IndicatorKind.RATE, "65", "650.1"),
        (IndicatorKind.LOWER, "4.3", "43.01"),
        (IndicatorKind.LOWER, "4.3", "0.42"),
    ],
)
def test_a_figure_beyond_the_ceiling_has_no_rate(kind: IndicatorKind, target: str, achieved: str) -> None:
    assert rate_of(target, achieved, kind=kind) == Completion(None, None, NoRate.OVER_CEILING)


def test_a_figure_at_the_ceiling_still_has_a_rate() -> None:
    assert rate_of(100, 1000).rate == 10
    assert rate_of(100, 2000, RateRule(ceiling=Decimal(20))).rate == 20


def test_the_published_nine_hundred_percent_lies_below_the_usual_ceiling() -> None:
    assert rate_of(1000, 9617).rate == Decimal("9.617")


@pytest.mark.parametrize("kind", [IndicatorKind.QUANTITY, IndicatorKind.RATE])
def test_nothing_done_is_zero_percent_and_not_missing(kind: IndicatorKind) -> None:
    assert rate_of(4966, 0, kind=kind) == Completion(Decimal(0), False)


@pytest.mark.parametrize(
    ("promised", "achieved", "reason"),
    [
        (indicator(kind=IndicatorKind.FUNDS), 50, NoRate.INFORMATION),
        (indicator(kind=IndicatorKind.FUNDS, target=None), None, NoRate.INFORMATION),
        (words_indicator(), None, NoRate.WORDS),
        (words_indicator(kind=IndicatorKind.MILESTONE), None, NoRate.WORDS),
        (indicator(target=None), 50, NoRate.NO_TARGET),
        (indicator(target=None), None, NoRate.NO_TARGET),
        (indicator(target=0), 5, NoRate.BAD_TARGET),
        (indicator(target=-1), 5, NoRate.BAD_TARGET),
        (indicator(target=-1, kind=IndicatorKind.LOWER), 5, NoRate.BAD_TARGET),
        (indicator(), None, NoRate.NOT_REPORTED),
        (indicator(target=0, kind=IndicatorKind.LOWER), None, NoRate.NOT_REPORTED),
        (indicator(), -1, NoRate.NEGATIVE),
        (indicator(kind=IndicatorKind.LOWER), "-0.1", NoRate.NEGATIVE),
    ],
)
def test_without_a_rate_there_is_a_reason(promised: object, achieved: object, reason: NoRate) -> None:
    figure = None if achieved is None else amount(achieved)
    assert completion(promised, figure, HALF_UP) == Completion(None, None, reason)  # type: ignore[arg-type]


@given(
    st.builds(indicator, target=st.none() | st.integers(-3, 3), kind=st.sampled_from(IndicatorKind)),
    st.none() | st.integers(-40, 40).map(amount),
    RULES,
)
def test_there_is_either_a_rate_or_a_reason(promised: object, achieved: object, rule: RateRule) -> None:
    found = completion(promised, achieved, rule)  # type: ignore[arg-type]
    assert (found.rate is None) is (found.no_rate is not None)
    assert found.rate is None or found.is_met is not None


def aggregated(aggregation: Aggregation, *rates: tuple[str, int], decimals: int = 2) -> Decimal | None:
    pairs = tuple((Decimal(rate), Decimal(weight)) for rate, weight in rates)
    return project_rate(pairs, RateRule(aggregation=aggregation), decimals)


@pytest.mark.parametrize("aggregation", Aggregation)
def test_no_rates_make_no_project_rate(aggregation: Aggregation) -> None:
    assert aggregated(aggregation) is None


@pytest.mark.parametrize("aggregation", Aggregation)
def test_one_rate_is_the_rate_of_the_project(aggregation: Aggregation) -> None:
    assert aggregated(aggregation, ("0.4283", 3)) == Decimal("0.4283")
    assert aggregated(aggregation, ("1.5517", 3)) == Decimal("1.5517")


def test_the_lowest_rate_stands_for_the_project() -> None:
    assert aggregated(Aggregation.LOWEST, ("2.27", 1), ("0.2091", 1), ("0.023", 9)) == Decimal("0.023")


def test_the_average_ignores_weights() -> None:
    assert aggregated(Aggregation.AVERAGE, ("0.5", 9), ("0.2", 1)) == Decimal("0.35")


def test_the_weighted_mean_counts_them() -> None:
    assert aggregated(Aggregation.WEIGHTED, ("0.5", 9), ("0.2", 1)) == Decimal("0.47")


@pytest.mark.parametrize("aggregation", [Aggregation.AVERAGE, Aggregation.WEIGHTED])
def test_excess_of_one_indicator_does_not_make_up_for_another(aggregation: Aggregation) -> None:
    assert aggregated(aggregation, ("2.27", 1), ("0.2091", 1)) == Decimal("0.6046")


@pytest.mark.parametrize("aggregation", [Aggregation.AVERAGE, Aggregation.WEIGHTED])
def test_excess_counts_where_all_indicators_are_finished(aggregation: Aggregation) -> None:
    assert aggregated(aggregation, ("2.27", 1), ("1", 1)) == Decimal("1.635")


def test_a_mean_is_capped_where_rounding_would_make_it_whole() -> None:
    rates = (("1", 1), ("1", 1), ("0.9999", 1))
    assert aggregated(Aggregation.AVERAGE, *rates, decimals=0) == Decimal("0.99")


def test_an_unfinished_indicator_without_weight_still_keeps_the_project_below_the_whole() -> None:
    assert aggregated(Aggregation.WEIGHTED, ("1.2", 1), ("0.1", 0)) == Decimal("0.9999")


@pytest.mark.parametrize("weights", [(0, 0), (2, -1), (-1, -1), (1, -1)])
def test_weights_that_cannot_be_meant_give_no_rate(weights: tuple[int, int]) -> None:
    first, second = weights
    assert aggregated(Aggregation.WEIGHTED, ("1", first), ("0.2", second)) is None


@given(
    st.lists(
        st.tuples(
            st.decimals(min_value=0, max_value=10, places=4), st.decimals(min_value=0, max_value=9, places=1)
        ),
        min_size=1,
        max_size=6,
    ).map(tuple),
    RULES,
    st.integers(2, 4),
)
def test_a_project_shows_one_hundred_percent_exactly_when_all_its_indicators_do(
    rates: tuple[tuple[Decimal, Decimal], ...], rule: RateRule, decimals: int
) -> None:
    found = project_rate(rates, rule, decimals)
    if found is None:
        assert rule.aggregation is Aggregation.WEIGHTED
        assert sum(weight for _, weight in rates) == 0
    else:
        assert (found >= 1) is all(rate >= 1 for rate, _ in rates)
        assert found <= max(rate for rate, _ in rates)


def test_lag_counts_percentage_points_and_is_negative_when_ahead() -> None:
    assert lag(Decimal("0.75"), Decimal("0.43")) == 32
    assert lag(Decimal("0.75"), Decimal("1.5517")) == Decimal("-80.17")
    assert lag(Decimal("0.9167"), Decimal("0.9167")) == 0


@given(st.sampled_from(DEFAULT_MILESTONES), st.sampled_from(DEFAULT_MILESTONES))
def test_of_two_milestones_one_is_at_or_behind_the_other(first: str, second: str) -> None:
    there = milestone_met(first, second, DEFAULT_MILESTONES)
    back = milestone_met(second, first, DEFAULT_MILESTONES)
    assert (there and back) is (first == second)
    assert there or back


@pytest.mark.parametrize(
    ("words", "target"), [("", "完工"), ("快完工了", "完工"), ("完工", ""), ("完工", "全部完成"), ("", "")]
)
def test_nobody_guesses_about_a_milestone_that_is_not_in_the_list(words: str, target: str) -> None:
    assert milestone_met(words, target, DEFAULT_MILESTONES) is None


def test_equal_rates_share_a_rank_and_the_next_are_passed_over() -> None:
    rates = (Decimal("0.5"), None, Decimal("0.9"), Decimal("0.50"), Decimal("0.1"))
    assert ranks_of(rates) == (2, None, 1, 2, 4)
    assert ranks_of(()) == ()
    assert rank_among(Decimal("0.6"), [Decimal("0.5"), Decimal("0.9")]) == 2
