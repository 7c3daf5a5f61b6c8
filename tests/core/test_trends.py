"""The year's movement: what was added, how fast, what it would come to, and what fell."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.core.builders import indicator, project, reported, returned, settings, told
from tests.core.builders import programme as programme_of
from xlminshi.core.ledger import Ledger, compile_ledger
from xlminshi.core.project import Indicator, IndicatorKind
from xlminshi.core.records import HistoryRow
from xlminshi.core.shortcomings import shortcomings_of
from xlminshi.core.status import Verdict
from xlminshi.core.trends import IndicatorTrend, Trends, trends_of

D = Decimal
UNIT, TITLE, NAME = "区交通局", "修路", "里程"


def ledger(achieved: object, label: str = "1-9月份", item: Indicator | None = None, **report: Any) -> Ledger:
    item = item or indicator(NAME, 100, measure="公里")
    plan = programme_of(project(TITLE, UNIT, item))
    figure = reported(TITLE, NAME, achieved, measure=item.measure)
    return compile_ledger(plan, settings(label), (returned(UNIT, figure, told(TITLE, **report)),))


def row(period: str, achieved: object, rate: object = None, **changes: Any) -> HistoryRow:
    figure = None if achieved is None else D(str(achieved))
    share = None if rate is None else D(str(rate))
    made = HistoryRow(2022, period, UNIT, TITLE, NAME, "公里", D(100), figure, "", share, "", "", "", "", "")
    return replace(made, **changes)


def trend(achieved: object, *history: HistoryRow, **more: Any) -> IndicatorTrend:
    return trends_of(ledger(achieved, **more), history).projects[0].indicators[0]


def test_the_periods_stand_in_the_order_of_time_with_the_time_gone_by() -> None:
    found = trends_of(ledger(75), (row("上半年", 50, 0.5), row("1-3月", 20, 0.2)))
    assert [(one.label, one.progress) for one in found.periods] == [
        ("1-3月", D("0.25")),
        ("上半年", D("0.5")),
        ("1-9月份", D("0.75")),
    ]
    assert found.projects[0].rates == (D("0.2"), D("0.5"), D("0.75"))
    assert found.projects[0].moved == 25


@pytest.mark.parametrize(
    ("achieved", "rate", "decimals", "expected"),
    [
        ("23.58", "0.2358", 2, "0.2358"),
        ("49.482", "0.4948", 2, "0.4948"),
        ("49.487", "0.4948", 2, "0.4948"),  # as it was rounded then
        ("49.48", "0.4948", 0, "0.4948"),
        ("49.48", "0.2358", 2, "0.4948"),
        ("50.5", "0.5", 2, "0.505"),
        ("2000", "0.5", 2, "0.5"),  # beyond the ceiling there is no other
    ],
)
def test_a_rate_before_follows_a_figure_that_was_corrected_in_the_history(
    achieved: str, rate: str, decimals: int, expected: str
) -> None:
    item = indicator(NAME, 100, measure="公里", decimals=decimals)
    found = trends_of(ledger(75, item=item), (row("上半年", achieved, rate),))
    assert found.projects[0].rates[0] == D(expected)


def test_an_indicator_that_is_new_leaves_the_project_its_former_rate() -> None:
    plan = programme_of(project(TITLE, UNIT, indicator(NAME, 100, measure="公里"), indicator("桥梁", 4)))
    now = compile_ledger(
        plan, settings("1-9月份"), (returned(UNIT, reported(TITLE, NAME, 75, measure="公里")),)
    )
    assert trends_of(now, (row("上半年", 50, 0.5),)).projects[0].rates[0] == D("0.5")


def test_an_indicator_that_the_list_has_left_out_counts_in_the_former_rate() -> None:
    gone = row("上半年", 1, 0.25, indicator_name="桥梁", measure="座", target=D(4))
    assert trends_of(ledger(75), (row("上半年", 50, 0.5), gone)).projects[0].rates[0] == D("0.25")


def test_rows_that_contradict_each_other_give_no_rate() -> None:
    history = row("上半年", 50, 0.5), row("上半年", 60, 0.6), row("1-3月", 20, 0.2)
    assert trends_of(ledger(75), history).projects[0].rates == (D("0.2"), None, D("0.75"))


def test_what_was_added_is_the_difference_of_cumulative_figures() -> None:
    found = trend(75, row("1-3月", 20), row("上半年", 50))
    assert (found.figures, found.increase, found.former_increase) == ((20, 50, 75), 25, 30)


def test_growth_compares_by_the_month_so_that_longer_periods_do_not_look_better() -> None:
    assert trend(70, row("1-8月", 60)).growth == D("0.333")
    assert trend(65, row("1-8月", 60)).growth == D("-0.333")
    assert trend(60, row("1-8月", 0)).growth is None


def test_the_year_end_is_estimated_by_the_recent_pace_and_by_the_time_gone_by() -> None:
    found = trend(60, row("上半年", 30))
    assert found.by_pace is not None
    assert (found.by_pace.value, found.by_pace.rate) == (90, D("0.90"))
    assert found.by_time is not None
    assert (found.by_time.value, found.by_time.rate) == (80, D("0.80"))


def test_an_estimate_is_rough_but_never_below_what_is_done() -> None:
    found = trend(D("71111"), row("上半年", 1111))
    assert found.by_pace is not None
    assert found.by_pace.value == 141100
    still = trend(D("71111"), row("上半年", 71111))
    assert still.by_pace is not None
    assert still.by_pace.value == 71111
    broken = trend(D("1.5"), row("上半年", 1))
    assert broken.by_pace is not None
    assert broken.by_pace.value == 2
    nothing = trend(0, row("上半年", 0))
    assert nothing.by_pace is not None
    assert nothing.by_pace.value == 0


def test_few_whole_things_that_lag_behind_are_not_estimated_to_be_all_done() -> None:
    item = indicator(NAME, 3, measure="个")
    found = trend(2, item=item).by_time
    assert found is not None
    assert (found.value, found.rate) == (D("2.7"), D("0.89"))
    in_time = trend(11, label="1-11月份", item=indicator(NAME, 12, measure="个")).by_time
    assert in_time is not None
    assert (in_time.value, in_time.rate) == (12, 1)


def test_at_the_end_of_the_year_nothing_is_estimated() -> None:
    found = trend(60, row("上半年", 30), label="全年")
    assert (found.by_pace, found.by_time, found.increase) == (None, None, 30)


def test_of_a_single_period_only_the_time_gone_by_gives_an_estimate() -> None:
    found = trend(60)
    assert (found.increase, found.former_increase, found.growth, found.by_pace) == (None, None, None, None)
    assert found.by_time is not None


def test_a_falling_cumulative_figure_stands_out_and_has_no_pace() -> None:
    found = trend(40, row("1-3月", 20), row("上半年", 50))
    assert (found.falls, found.increase, found.by_pace, found.growth) == ({2}, -10, None, None)
    assert trend(60, row("1-3月", 50), row("上半年", 20)).falls == {1}


def test_a_period_without_a_figure_is_passed_over() -> None:
    found = trend(60, row("1-3月", 30), row("上半年", None))
    assert (found.figures, found.increase) == ((30, None, 60), 30)
    assert trend(None, row("1-3月", 30)).increase is None


def test_rates_are_compared_but_not_estimated() -> None:
    item = indicator(NAME, 65, IndicatorKind.RATE, "%")
    found = trend(50, row("上半年", 40, measure="%"), item=item)
    assert (found.increase, found.by_pace, found.by_time) == (10, None, None)


def test_an_earlier_figure_in_another_measure_is_converted_or_left_out() -> None:
    found = trend(70, row("1-3月", 20000, measure="米"), row("上半年", 3, measure="座"))
    assert found.figures == (20, None, 70)


def test_without_a_target_an_estimate_has_no_rate() -> None:
    found = trend(60, row("上半年", 30), item=indicator(NAME, None, measure="公里"))
    assert found.by_pace is not None
    assert (found.by_pace.value, found.by_pace.rate) == (90, None)


def test_of_two_periods_with_one_end_the_longer_one_counts() -> None:
    found = trends_of(ledger(75), (row("上半年", 50, 0.5), row("二季度", 49, 0.49)))
    assert [one.label for one in found.periods] == ["上半年", "1-9月份"]


# What a leader has to look at ------------------------------------------------------------------------------------


def faults(achieved: object, *history: HistoryRow, **more: Any) -> tuple[str, ...]:
    compiled = ledger(achieved, **more)
    return next((one.faults for one in shortcomings_of(compiled, trends_of(compiled, history))), ())


@pytest.mark.parametrize(
    ("achieved", "history", "words"),
    [
        (40, (), ("进展缓慢", "滞后序时进度35个百分点")),
        (70, (), ("滞后序时进度5个百分点",)),
        (80, (row("上半年", 90),), ("“里程”累计数比上期少10公里",)),
        (80, (row("上半年", 80),), ("“里程”本期没有新增",)),
        (100, (row("上半年", 100),), ()),
        (80, (row("上半年", 50),), ()),
    ],
)
def test_a_shortcoming_is_told_with_its_figures(
    achieved: object, history: tuple[HistoryRow, ...], words: tuple[str, ...]
) -> None:
    assert faults(achieved, *history) == words


def test_open_decisions_missing_returns_and_told_problems_are_shortcomings() -> None:
    assert "待认定" in faults(None, narrative="在建")[0]
    assert faults(None) == ("牵头单位未报送",)
    assert faults(100, shortcomings="资金不足") == ("单位反映了存在问题",)


def test_a_project_that_a_person_has_decided_on_without_a_rate_is_told_with_the_reason() -> None:
    plan = programme_of(project("修路", UNIT, indicator(NAME), indicator("桥梁")))
    reports = (reported("修路", NAME, 90), reported("修路", "桥梁", None))
    verdict = Verdict("修路", "持续推进", "已核实")
    compiled = compile_ledger(plan, settings(), (returned(UNIT, *reports),), (verdict,))
    (found,) = shortcomings_of(compiled, trends_of(compiled, ()))
    assert found.faults == ("没有完成率：“桥梁”累计完成未填报",)


def test_the_furthest_behind_comes_first_and_who_has_no_rate_last() -> None:
    titles = {"甲": 10, "乙": None, "丙": 40}
    plan = programme_of(*(project(title, UNIT, indicator(NAME)) for title in titles))
    reports = [reported(title, NAME, value) for title, value in titles.items()]
    compiled = compile_ledger(plan, settings(), (returned(UNIT, *reports),))
    found = shortcomings_of(compiled, trends_of(compiled, ()))
    assert [one.standing.project.title for one in found] == ["甲", "丙", "乙"]


def test_who_has_not_reported_comes_before_all_others() -> None:
    plan = programme_of(*(project(title, f"{title}局", indicator(NAME)) for title in "甲乙丙"))
    reports = tuple(returned(f"{title}局", reported(title, NAME, 10)) for title in "甲丙")
    compiled = compile_ledger(plan, settings(), reports)
    found = shortcomings_of(compiled, trends_of(compiled, ()))
    assert [one.standing.project.title for one in found] == ["乙", "甲", "丙"]


def test_the_trends_of_nothing_are_empty() -> None:
    compiled = compile_ledger(programme_of(), settings(), ())
    assert trends_of(compiled, ()) == Trends(trends_of(compiled, ()).periods, ())
