"""A ranking is fair: ties share a place, nobody gains by leaving figures out, and what is not to be published does not count."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.builders import decided, indicator, project, reported, returned, settings, words_indicator
from tests.core.builders import programme as programme_of
from xlminshi.core.ledger import Ledger, compile_ledger
from xlminshi.core.project import Project
from xlminshi.core.ranking import (
    Ranked,
    Ranking,
    change_words,
    competition_places,
    days_words,
    rank_units,
)
from xlminshi.core.ranking_rule import RankBy, RankingRule, ScoreWeights
from xlminshi.core.records import HistoryRow
from xlminshi.core.standing_before import successors
from xlminshi.core.units import LeadUnit, UnitDirectory

D = Decimal


def ledger(rates: dict[str, tuple[object, ...]], **rule: Any) -> Ledger:
    """Return a ledger of units with one project per rate (in percent; None: left out, "": words only)."""
    projects, submissions = [], []
    for unit, values in rates.items():
        reports = []
        for index, value in enumerate(values):
            title = f"{unit}实事{index}"
            own = words_indicator("指标") if value == "" else indicator("指标")
            projects.append(project(title, unit, own))
            words = "推进中" if value == "" else ""
            reports.append(reported(title, "指标", value or (None if value != 0 else 0), words=words))
        submissions.append(returned(unit, *reports))
    chosen = settings(ranking=RankingRule(**rule))
    return compile_ledger(programme_of(*projects), chosen, tuple(submissions))


def places(ranking: Ranking) -> dict[str, int | None]:
    return {line.lead_unit: line.place for line in ranking.lines}


def line(ranking: Ranking, unit: str) -> Ranked:
    return next(one for one in ranking.lines if one.lead_unit == unit)


def hidden(found: Ledger, *titles: str) -> Ledger:
    """Return the ledger with projects that are not to be published in a ranking."""

    def without(one: Project) -> Project:
        return replace(one, is_ranked=one.title not in titles)

    plan = replace(found.programme, projects=tuple(without(one) for one in found.programme.projects))
    standings = tuple(replace(one, project=without(one.project)) for one in found.standings)
    return replace(found, programme=plan, standings=standings)


@given(st.lists(st.integers(0, 9), max_size=12))
def test_a_place_is_one_more_than_the_number_of_better_ones(values: list[int]) -> None:
    assert competition_places(values) == tuple(1 + sum(other > value for other in values) for value in values)


def test_equal_units_share_a_place_and_the_next_place_is_left_out() -> None:
    found = rank_units(ledger({"甲": (90,), "乙": (80,), "丙": (80,), "丁": (20,)}))
    assert places(found) == {"甲": 1, "乙": 2, "丙": 2, "丁": 4}


def test_a_mean_counts_up_to_the_full_while_one_project_is_unfinished() -> None:
    found = rank_units(ledger({"甲": (300, 50), "乙": (80, 80)}))
    assert line(found, "甲").figures.rate == D("0.75")
    assert places(found) == {"乙": 1, "甲": 2}


@pytest.mark.parametrize(("counts_over", "rate"), [(True, D("1.5")), (False, D(1))])
def test_what_is_over_the_target_counts_by_setting(counts_over: bool, rate: Decimal) -> None:
    found = rank_units(ledger({"甲": (150,), "乙": (100,)}, counts_over=counts_over))
    assert line(found, "甲").figures.rate == rate
    assert places(found) == {"甲": 1, "乙": 2 if counts_over else 1}


def test_a_unit_with_a_figure_left_out_is_not_ranked_and_it_is_said_why() -> None:
    found = rank_units(ledger({"甲": (90, None), "乙": (10,)}))
    assert places(found) == {"乙": 1, "甲": None}
    assert "甲实事1" in line(found, "甲").why_not
    assert "累计完成未填报" in line(found, "甲").why_not


def test_units_that_have_not_reported_or_have_no_rate_are_listed_without_a_place() -> None:
    found = rank_units(ledger({"甲": (None,), "乙": (60,), "丙": ("",)}))
    assert [one.lead_unit for one in found.ranked()] == ["乙"]
    assert line(found, "甲").why_not == "未报送"
    assert line(found, "丙").why_not == "没有可计算完成率的实事"


def test_a_project_that_is_not_to_be_published_does_not_count() -> None:
    found = ledger({"甲": (10, 90), "乙": (50,), "丙": (5,)})
    ranking = rank_units(hidden(found, "甲实事0", "丙实事0"))
    assert places(ranking) == {"甲": 1, "乙": 2, "丙": None}
    assert (line(ranking, "甲").figures.counted, line(ranking, "甲").figures.left_out) == (1, 1)
    assert line(ranking, "丙").why_not == "实事均不公布排名"


# The last places -------------------------------------------------------------------------------------------------


def last(found: Ranking) -> list[str]:
    return [one.lead_unit for one in found.lines if one.is_last]


def test_the_last_places_are_named_with_their_ties_but_never_who_keeps_up() -> None:
    rates = {"甲": (100,), "乙": (90,), "丙": (76,), "丁": (30,), "戊": (20,), "己": (20,)}
    assert last(rank_units(ledger(rates))) == ["丁", "戊", "己"]
    assert last(rank_units(ledger(rates, bottom=2))) == ["戊", "己"]
    assert last(rank_units(ledger(rates, bottom=1))) == ["戊", "己"]
    assert last(rank_units(ledger(rates, bottom=0))) == []


def test_no_more_than_half_of_the_units_are_last_and_no_first_one_is() -> None:
    assert last(rank_units(ledger({"甲": (30,), "乙": (20,), "丙": (10,)}))) == ["丙"]
    assert last(rank_units(ledger({"甲": (30,), "乙": (30,), "丙": (30,)}))) == []
    assert last(rank_units(ledger({"甲": (30,)}))) == []


# By other rules --------------------------------------------------------------------------------------------------


def test_the_lead_over_the_time_gone_by_is_told_in_points() -> None:
    found = rank_units(ledger({"甲": (90,), "乙": (60,)}, by=RankBy.LEAD))
    assert [one.figures.lead for one in found.lines] == [D(15), D(-15)]


def test_the_score_weighs_rate_keeping_up_and_reporting_in_time() -> None:
    rates = {"甲": (90,), "乙": (90, 60), "丙": (90,)}
    found = rank_units(ledger(rates, by=RankBy.SCORE), {"甲": 0, "乙": -1, "丙": 3})
    assert {one.lead_unit: one.figures.score for one in found.lines} == {"甲": 94, "乙": 75, "丙": 74}
    assert places(found) == {"甲": 1, "乙": 2, "丙": 3}


def test_what_a_person_found_slow_does_not_keep_up_in_the_score_either() -> None:
    before = ledger({"甲": (90,)}, by=RankBy.SCORE)
    slow = replace(before.standings[0], verdict=decided("甲实事0", "进展缓慢"))
    after = replace(before, standings=(slow,))
    scores = [line(rank_units(one), "甲").figures.score for one in (before, after)]
    assert scores == [D("92.5"), D("67.5")]


@pytest.mark.parametrize(
    ("rates", "weights", "days", "score"),
    [
        (("93.33",), (50, 25, 25), 0, "96.67"),  # 96.665
        ((90, 10, 10), (0, 3, 797), 1, "0.13"),  # 0.125; a third has no end as a decimal number
        ((90, 10, 10), (0, 3, 798), 1, "0.12"),
    ],
)
def test_the_score_is_rounded_half_up_on_the_exact_value(
    rates: tuple[object, ...], weights: tuple[int, ...], days: int, score: str
) -> None:
    rule = {"by": RankBy.SCORE, "weights": ScoreWeights(*map(D, weights))}
    percents = tuple(D(str(rate)) for rate in rates)
    found = rank_units(ledger({"甲": percents}, **rule), {"甲": days})
    assert line(found, "甲").figures.score == D(score)


def test_a_part_of_the_score_that_nobody_can_judge_is_left_out() -> None:
    found = rank_units(ledger({"甲": (50,)}, by=RankBy.SCORE))
    assert line(found, "甲").figures.score == D("37.5")
    only = ScoreWeights(D(0), D(0), D(100))
    unknown = rank_units(ledger({"甲": (50,)}, by=RankBy.SCORE, weights=only))
    assert line(unknown, "甲").why_not == "得分权重为零"


def test_timeliness_ranks_by_the_day_and_not_without_a_deadline() -> None:
    rule = {"by": RankBy.TIMELINESS}
    without = rank_units(ledger({"甲": (50,), "乙": (60,)}, **rule), {})
    assert {one.why_not for one in without.lines} == {"没有设置报送截止日期"}
    due = ledger({"甲": (50,), "乙": (60,), "丙": (10,), "丁": ("",)}, **rule)
    due = replace(due, settings=replace(due.settings, deadline=dt.date(2022, 10, 9)))
    found = rank_units(due, {"甲": -2, "乙": 1, "丁": 4})
    assert places(found) == {"甲": 1, "乙": 2, "丁": 3, "丙": None}
    assert line(found, "丙").why_not == "收到时间不明"
    assert last(found) == ["丁"]


def test_an_office_that_does_not_rank_gets_the_figures_in_its_own_order() -> None:
    found = rank_units(ledger({"甲": (50,), "乙": (60,)}, by=RankBy.NOTHING))
    assert places(found) == {"甲": None, "乙": None}
    assert [one.figures.rate for one in found.lines] == [D("0.5"), D("0.6")]


# Against the period before ---------------------------------------------------------------------------------------


def row(unit: str, rate: object, achieved: object = None, **changes: Any) -> HistoryRow:
    told = None if rate is None else D(str(rate))
    figure = None if achieved is None else D(str(achieved))
    made = HistoryRow(
        2022, "上半年", unit, f"{unit}实事0", "指标", "人", D(100), figure, "", told, "", "", "", "", ""
    )
    return replace(made, **changes)


def former_places(now: Ledger, *rows: HistoryRow) -> dict[str, int | None]:
    """Return the place of last period of every unit that the list still has."""
    found = rank_units(now, {}, {(one.project_title, one.indicator_name): one for one in rows})
    return {one.lead_unit: one.former for one in found.lines}


def test_places_are_compared_with_those_of_the_period_before() -> None:
    now = ledger({"甲": (90,), "乙": (80,), "丙": (70,), "丁": (60,)})
    before = {
        (f"{unit}实事0", "指标"): row(unit, rate) for unit, rate in (("甲", 0.1), ("乙", 0.3), ("丁", 0.2))
    }
    found = rank_units(now, {}, before)
    assert {one.lead_unit: change_words(one, found.has_former) for one in found.lines} == {
        "甲": "↑2",
        "乙": "↓1",
        "丙": "新",
        "丁": "↓2",
    }
    assert rank_units(now, {}, {}).has_former is False


def test_a_unit_at_zero_had_a_place_and_one_with_an_open_figure_had_none() -> None:
    now = ledger({"甲": (90,), "乙": (80,), "丙": (70,)})
    before = {
        ("甲实事0", "指标"): row("甲", 0, 0),
        ("乙实事0", "指标"): row("乙", None),
        ("丙实事0", "指标"): row("丙", 0.5, 50),
    }
    found = rank_units(now, {}, before)
    assert [line(found, unit).former for unit in "甲乙丙"] == [2, None, 1]


def test_a_project_counts_for_the_unit_that_led_it_then() -> None:
    now = ledger({"甲": (90, 90), "乙": (80,), "丙": (70,)})
    moved = row("丙", 0.1, project_title="甲实事1")
    told = former_places(now, row("甲", 0.9), moved, row("乙", 0.5), row("丙", 0.7))
    assert told == {"甲": 1, "乙": 2, "丙": 3}


def test_a_project_or_an_indicator_that_is_new_does_not_take_its_unit_s_former_place() -> None:
    plan = programme_of(
        project("甲实事0", "甲", indicator("指标"), indicator("新指标")),
        project("甲实事1", "甲", indicator("指标")),
        project("乙实事0", "乙", indicator("指标")),
    )
    now = compile_ledger(plan, settings(), (returned("甲"), returned("乙")))
    assert former_places(now, row("甲", 0.9), row("乙", 0.5)) == {"甲": 1, "乙": 2}


def test_a_target_that_was_set_later_opens_nothing_in_the_period_before() -> None:
    now = ledger({"甲": (90, 80), "乙": (80,)})
    without = row("甲", None, 30, project_title="甲实事1", target=None)
    assert former_places(now, row("甲", 0.9), without, row("乙", 0.5)) == {"甲": 1, "乙": 2}


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        ({"rate": D("0.1")}, 2),  # counted then
        ({"rate": None, "achieved": D(40)}, 1),  # funds: information only
        ({"rate": None, "achieved": None}, None),  # open then
        ({"rate": None, "achieved": None, "target": None}, 1),  # words
    ],
)
def test_a_project_that_the_list_has_left_out_since_counts_as_it_did_then(
    changes: dict[str, Any], first: int | None
) -> None:
    gone = replace(row("甲", 0.1, project_title="撤销的实事"), **changes)
    now = ledger({"甲": (90,), "乙": (80,)})
    assert former_places(now, row("甲", 0.9), gone, row("乙", 0.6))["甲"] == first


def test_a_unit_that_leads_nothing_any_more_keeps_its_former_place_before_the_others() -> None:
    assert former_places(ledger({"乙": (80,)}), row("甲", 0.9), row("乙", 0.6)) == {"乙": 2}


def test_a_unit_has_its_former_place_under_its_present_name_and_a_pair_in_any_order() -> None:
    known = UnitDirectory(
        (LeadUnit("县残疾人服务中心", ("县残联",)), LeadUnit("县民政局"), LeadUnit("县住建局"))
    )
    plan = programme_of(
        project("甲", "县残疾人服务中心", indicator("指标")),
        project("乙", "县民政局、县住建局", indicator("指标")),
    )
    now = compile_ledger(plan, settings(units=known), ())
    rows = row("县残联", 0.9, project_title="甲"), row("县住建局、县民政局", 0.6, project_title="乙")
    assert former_places(now, *rows) == {"县残疾人服务中心": 1, "县民政局、县住建局": 2}


def test_a_unit_whose_projects_all_went_to_one_without_a_past_may_have_been_renamed() -> None:
    def told(now: dict[str, str], then: dict[str, str]) -> tuple[tuple[str, str], ...]:
        plan = programme_of(*(project(title, unit, indicator("指标")) for title, unit in now.items()))
        known = UnitDirectory((LeadUnit("县交通局"), LeadUnit("县医保局", ("县医保办",))))
        rows = {(title, "指标"): row(unit, 0.5, project_title=title) for title, unit in then.items()}
        return successors(compile_ledger(plan, settings(units=known), ()), rows)

    assert told(
        {"甲": "县卫健委", "乙": "县卫健委"}, {"甲": "县卫计委", "乙": "县卫计委", "丙": "县卫计委"}
    ) == (("县卫计委", "县卫健委"),)
    for now, then in (
        ({"甲": "县卫健委", "乙": "县民政局"}, {"甲": "县卫计委", "乙": "县卫计委"}),  # parted
        ({"甲": "县民政局", "乙": "县民政局"}, {"甲": "县卫计委", "乙": "县民政局"}),  # handed over
        ({"甲": "县文旅局", "乙": "县文旅局"}, {"甲": "县文化局", "乙": "县旅发委"}),  # merged
        ({"甲": "县水利局、县民政局"}, {"甲": "县民政局"}),
        ({"甲": "县交通运输局"}, {"甲": "县交通局"}),  # told of by its name
        ({"甲": "县医保局"}, {"甲": "县医保办"}),  # an alias
        ({"乙": "县水利局"}, {"甲": "县卫计委"}),
    ):
        assert told(now, then) == ()


def test_what_nobody_remembers_is_not_compared() -> None:
    now = ledger({"甲": (90,)}, by=RankBy.SCORE)
    found = rank_units(now, {}, {("甲实事0", "指标"): row("甲", 0.5)})
    assert (found.has_former, change_words(found.lines[0], found.has_former)) == (False, "")


def test_a_place_that_is_the_same_has_a_dash_and_a_unit_without_a_place_nothing() -> None:
    figures = rank_units(ledger({"甲": (90,)})).lines[0].figures
    assert change_words(Ranked(figures, 1, 1), True) == "—"
    assert change_words(Ranked(figures, None, 1), True) == ""


def test_days_are_told_in_words() -> None:
    assert [days_words(days) for days in (-2, 0, 3)] == ["提前2天", "截止当天", "迟报3天"]
