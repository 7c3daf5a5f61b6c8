from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.builders import (
    decided,
    indicator,
    programme,
    project,
    reported,
    returned,
    settings,
    told,
    words_indicator,
)
from xlminshi.core.ledger import Ledger, ProjectStanding, compile_ledger
from xlminshi.core.pace import is_on_time
from xlminshi.core.progress import Aggregation, NoRate, RateRule
from xlminshi.core.project import Indicator, IndicatorKind
from xlminshi.core.settings import DEFAULT_CLASSES, Settings
from xlminshi.core.status import UNDECIDED, Verdict
from xlminshi.core.submission import IndicatorReport
from xlminshi.core.units import LeadUnit, UnitDirectory

TITLE, UNIT = "实施残疾儿童康复救助", "区残联"
OFFICE = settings()


def standing(
    *indicators: Indicator,
    reports: tuple[IndicatorReport, ...] = (),
    verdicts: tuple[Verdict, ...] = (),
    office: Settings = OFFICE,
) -> ProjectStanding:
    """Return how one project stands whose unit has returned these reports."""
    submission = returned(UNIT, told(TITLE, "正在推进"), *reports)
    ledger = compile_ledger(programme(project(TITLE, UNIT, *indicators)), office, (submission,), verdicts)
    return ledger.standings[0]


def three_units(*verdicts: Verdict) -> Ledger:
    """Return a ledger of four projects of three units, one of which has not reported."""
    promised = programme(
        project("路灯", "区城市管理局", indicator("更换路灯", 22)),
        project("公路", "区交通运输局", indicator("农村公路", 30)),
        project("内涝", "区城市管理局", indicator("积水点", 10)),
        project("公厕", "区环卫服务中心", indicator("公厕改造", 8)),
    )
    directory = UnitDirectory((LeadUnit("区环卫服务中心"), LeadUnit("区城市管理局"), LeadUnit("区民政局")))
    submissions = (
        returned("区交通运输局", reported("公路", "农村公路", "12.85")),
        returned("区城市管理局", reported("路灯", "更换路灯", 22), reported("内涝", "积水点", 7)),
        returned("区环卫服务中心", reported("公厕", "公厕改造"), told("公厕")),
    )
    return compile_ledger(promised, settings(units=directory), submissions, verdicts)


def test_groups_follow_the_settings_with_the_undecided_last() -> None:
    groups = three_units().groups()
    assert [(group.name, [one.project.title for one in group.standings]) for group in groups] == [
        ("已完成", ["路灯"]),
        ("持续推进", ["内涝"]),
        ("进展缓慢", ["公路"]),
        (UNDECIDED, ["公厕"]),
    ]
    assert [group.status_class for group in groups] == [*DEFAULT_CLASSES, None]


def test_an_empty_class_keeps_its_place_and_no_undecided_group_is_shown_without_need() -> None:
    verdicts = tuple(decided(title, "持续推进") for title in ("路灯", "公路", "内涝", "公厕"))
    groups = three_units(*verdicts).groups()
    assert [(group.name, len(group.standings)) for group in groups] == [
        ("已完成", 0),
        ("持续推进", 4),
        ("进展缓慢", 0),
    ]


@given(
    st.dictionaries(
        st.sampled_from(["路灯", "公路", "内涝", "公厕", "没有这件实事"]),
        st.sampled_from(["已完成", "持续推进", "进展缓慢", "没有这一类"]),
    )
)
def test_every_project_stands_in_exactly_one_group_whatever_is_decided(decisions: dict[str, str]) -> None:
    ledger = three_units(*(decided(title, name) for title, name in decisions.items()))
    titles = [one.project.title for group in ledger.groups() for one in group.standings]
    assert sorted(titles) == sorted(one.project.title for one in ledger.standings)


def test_the_units_of_a_group_are_distinct_and_counted() -> None:
    verdicts = tuple(decided(title, "持续推进") for title in ("路灯", "公路", "内涝"))
    ongoing = three_units(*verdicts).groups()[1]
    assert ongoing.units() == (("区城市管理局", 2), ("区交通运输局", 1))
    assert sum(count for _, count in ongoing.units()) == len(ongoing.standings)


def test_lead_units_come_in_the_order_of_the_directory_and_unlisted_ones_last() -> None:
    assert three_units().lead_units() == ("区环卫服务中心", "区城市管理局", "区交通运输局")


def test_an_office_without_projects_is_not_counted() -> None:
    assert "区民政局" not in three_units().lead_units()


def test_the_projects_of_one_unit_are_told_apart() -> None:
    ledger = three_units()
    assert [one.project.title for one in ledger.of_unit("区城市管理局")] == ["路灯", "内涝"]
    assert ledger.of_unit("区民政局") == ()


def test_a_unit_that_returned_a_blank_form_has_not_reported() -> None:
    ledger = three_units()
    assert ledger.missing_units == ("区环卫服务中心",)
    blank = ledger.standings[3]
    assert (blank.is_reported, blank.report, blank.rate, blank.lag, blank.light) == (
        False,
        None,
        None,
        None,
        None,
    )
    assert blank.proposal.reason == "牵头单位未报送"


def test_missing_units_come_in_the_order_of_the_list() -> None:
    promised = programme(
        project("一", "甲局"), project("二", "乙局"), project("三", "甲局"), project("四", "丙局")
    )
    ledger = compile_ledger(promised, OFFICE, (returned("乙局", told("二", "已完成")),))
    assert ledger.missing_units == ("甲局", "丙局")


def test_a_return_from_a_unit_without_projects_changes_nothing() -> None:
    promised = programme(project("一", "甲局"))
    with_stranger = compile_ledger(promised, OFFICE, (returned("外单位", told("一", "已完成")),))
    assert with_stranger == compile_ledger(promised, OFFICE, ())


def test_the_order_in_which_returns_arrive_does_not_matter() -> None:
    promised = programme(project("一", "甲局", indicator()), project("二", "乙局", indicator()))
    first = returned("甲局", reported("一", "残疾儿童康复救助", 30))
    second = returned("乙局", reported("二", "残疾儿童康复救助", 100))
    there = compile_ledger(
        promised, OFFICE, (first, second), (decided("一", "已完成"), decided("二", "进展缓慢"))
    )
    back = compile_ledger(
        promised, OFFICE, (second, first), (decided("二", "进展缓慢"), decided("一", "已完成"))
    )
    assert there == back


def test_a_verdict_beats_the_proposal_and_both_are_kept() -> None:
    verdict = decided(TITLE, "持续推进", "现场尚未验收")
    one = standing(indicator(), reports=(reported(TITLE, "残疾儿童康复救助", 110),), verdicts=(verdict,))
    assert one.class_name == "持续推进"
    assert one.verdict == verdict
    assert one.proposal.class_name == "已完成"
    assert one.proposal.reason == "完成率110%，序时进度75%，领先35个百分点"


def test_a_verdict_settles_what_the_program_leaves_undecided() -> None:
    one = standing(words_indicator(), verdicts=(decided(TITLE, "已完成"),))
    assert (one.proposal.class_name, one.class_name) == (UNDECIDED, "已完成")


def test_a_verdict_for_a_class_that_is_not_set_leaves_the_proposal_standing() -> None:
    one = standing(
        indicator(), reports=(reported(TITLE, "残疾儿童康复救助", 110),), verdicts=(decided(TITLE, "优秀"),)
    )
    assert (one.verdict, one.class_name) == (None, "已完成")


def test_rate_lag_and_light_belong_together() -> None:
    one = standing(indicator(target=30), reports=(reported(TITLE, "残疾儿童康复救助", "12.85"),))
    assert (one.rate, one.lag) == (Decimal("0.4283"), Decimal("32.17"))
    assert one.light is not None
    assert one.light.name == "红灯"
    assert one.class_name == "进展缓慢"
    assert one.indicators[0].rate == Decimal("0.4283")


@pytest.mark.parametrize("kind", [IndicatorKind.WORDS, IndicatorKind.FUNDS])
def test_a_project_without_rated_figures_is_undecided_with_a_reason(kind: IndicatorKind) -> None:
    report = reported(TITLE, "合同签订", 500 if kind is IndicatorKind.FUNDS else None, words="已签订合同")
    one = standing(words_indicator(kind=kind), reports=(report,))
    assert (one.class_name, one.rate, one.light) == (UNDECIDED, None, None)
    assert one.proposal.reason == "只有文字、节点或资金情况，不能计算完成率"


def test_a_project_without_indicators_is_undecided() -> None:
    one = standing()
    assert (one.class_name, one.proposal.reason) == (UNDECIDED, "只有文字、节点或资金情况，不能计算完成率")


def test_a_figure_without_a_target_is_undecided() -> None:
    one = standing(indicator(target=None), reports=(reported(TITLE, "残疾儿童康复救助", 1080),))
    assert (one.class_name, one.proposal.reason) == (UNDECIDED, "指标未设全年目标，不能计算完成率")


FINISHED = indicator("新增学位", 100)
FINISHED_REPORT = reported(TITLE, "新增学位", 120)


@pytest.mark.parametrize(
    ("other", "achieved", "reason"),
    [
        (indicator("残疾儿童康复救助"), None, NoRate.NOT_REPORTED),
        (indicator("残疾儿童康复救助"), -1, NoRate.NEGATIVE),
        (indicator("残疾儿童康复救助"), 1001, NoRate.OVER_CEILING),
        (indicator("残疾儿童康复救助", 0), 5, NoRate.BAD_TARGET),
        (indicator("残疾儿童康复救助", 0, IndicatorKind.LOWER), 3, NoRate.ZERO),
    ],
)
@pytest.mark.parametrize("aggregation", Aggregation)
def test_one_unusable_or_missed_target_keeps_a_project_from_being_called_finished(
    other: Indicator, achieved: object, reason: NoRate, aggregation: Aggregation
) -> None:
    one = standing(
        FINISHED,
        other,
        reports=(FINISHED_REPORT, reported(TITLE, other.name, achieved)),
        office=settings(rate_rule=RateRule(aggregation=aggregation)),
    )
    assert (one.class_name, one.rate, one.lag) == (UNDECIDED, None, None)
    assert one.proposal.reason == f"指标“残疾儿童康复救助”{reason.value}"


def test_a_row_that_is_missing_from_the_form_leaves_the_project_undecided() -> None:
    one = standing(FINISHED, indicator("残疾儿童康复救助"), reports=(FINISHED_REPORT,))
    assert one.indicators[1].report is None
    assert (one.class_name, one.proposal.reason) == (UNDECIDED, "指标“残疾儿童康复救助”累计完成未填报")


def test_no_accident_at_all_does_not_stand_in_the_way_of_the_other_figures() -> None:
    accidents = indicator("事故起数", 0, IndicatorKind.LOWER)
    one = standing(FINISHED, accidents, reports=(FINISHED_REPORT, reported(TITLE, "事故起数", 0)))
    assert (one.class_name, one.rate) == ("已完成", Decimal("1.2"))


def test_no_accident_alone_is_left_to_a_person() -> None:
    one = standing(indicator("事故起数", 0, IndicatorKind.LOWER), reports=(reported(TITLE, "事故起数", 0),))
    assert (one.class_name, one.proposal.reason) == (UNDECIDED, "指标只能判断是否达到，不能计算完成率")


def test_the_reason_says_over_which_indicators_the_rate_goes() -> None:
    one = standing(
        indicator("幼儿园", 4),
        indicator("小学", 10),
        indicator("投资", None, IndicatorKind.FUNDS),
        indicator("学位", None),
        reports=(
            reported(TITLE, "幼儿园", 2),
            reported(TITLE, "小学", 9),
            reported(TITLE, "投资", 4000),
            reported(TITLE, "学位", 1080),
        ),
    )
    assert one.proposal.reason == "完成率50%，序时进度75%，滞后25个百分点（2项指标取最低，另1项指标未设目标）"


@pytest.mark.parametrize(
    ("aggregation", "rate"),
    [(Aggregation.LOWEST, "0.2"), (Aggregation.AVERAGE, "0.6"), (Aggregation.WEIGHTED, "0.8")],
)
def test_a_project_of_two_indicators_follows_the_rule_of_the_office(
    aggregation: Aggregation, rate: str
) -> None:
    one = standing(
        indicator("新增学位", 100, weight=Decimal(3)),
        indicator("学校", 10, weight=Decimal(1)),
        reports=(reported(TITLE, "新增学位", 500), reported(TITLE, "学校", 2)),
        office=settings(rate_rule=RateRule(aggregation=aggregation)),
    )
    assert one.rate == Decimal(rate)


def test_a_mean_has_the_most_decimals_of_its_indicators() -> None:
    one = standing(
        indicator("幼儿园", 3, decimals=0),
        indicator("小学", 3, decimals=1),
        reports=(reported(TITLE, "幼儿园", 1), reported(TITLE, "小学", 2)),
        office=settings(rate_rule=RateRule(aggregation=Aggregation.AVERAGE, decimals=4)),
    )
    assert one.rate == Decimal("0.499")


def test_weights_of_zero_are_said_to_be_wrong() -> None:
    one = standing(
        indicator("新增学位", weight=Decimal(0)),
        reports=(reported(TITLE, "新增学位", 100),),
        office=settings(rate_rule=RateRule(aggregation=Aggregation.WEIGHTED)),
    )
    assert (one.class_name, one.proposal.reason) == (UNDECIDED, "指标权重有误，不能计算完成率")


def test_a_rate_that_fits_no_class_is_left_to_a_person_with_its_figures() -> None:
    one = standing(
        FINISHED, reports=(reported(TITLE, "新增学位", 10),), office=settings(classes=DEFAULT_CLASSES[:2])
    )
    assert one.class_name == UNDECIDED
    assert one.proposal.reason == "完成率10%，序时进度75%，滞后65个百分点，不符合任何一类的条件"


def milestone(target: str, name: str = "形象进度") -> Indicator:
    return Indicator(name, IndicatorKind.MILESTONE, target_words=target)


def at_milestone(words: str, name: str = "形象进度") -> IndicatorReport:
    return reported(TITLE, name, words=words)


@pytest.mark.parametrize("words", ["主体完工", "完工", "投用"])
def test_a_project_whose_milestone_is_reached_or_passed_is_proposed_as_completed(words: str) -> None:
    one = standing(milestone("主体完工"), reports=(at_milestone(words),))
    assert (one.class_name, one.rate) == ("已完成", None)
    assert one.proposal.reason == f"形象进度目前“{words}”，目标节点“主体完工”"


@pytest.mark.parametrize("words", ["招标", "快完工了", ""])
def test_a_milestone_that_is_not_reached_or_not_understood_is_left_to_a_person(words: str) -> None:
    one = standing(milestone("主体完工"), reports=(at_milestone(words),))
    assert one.class_name == UNDECIDED
    assert one.proposal.reason.startswith(f"形象进度目前“{words or '未填'}”，目标节点“主体完工”；")


def test_a_milestone_without_a_target_is_told_and_left_to_a_person() -> None:
    one = standing(milestone(""), reports=(at_milestone("投用"),))
    assert one.class_name == UNDECIDED
    assert one.proposal.reason == "形象进度目前“投用”；只有文字、节点或资金情况，不能计算完成率"


def at_the_project(stage: str, *indicators: Indicator, words: str = "") -> ProjectStanding:
    """Return how a project stands whose unit has chosen a stage under 形象进度."""
    reports = (reported(TITLE, one.name, words=words) for one in indicators)
    submission = returned(UNIT, told(TITLE, "正在推进", milestone=stage), *reports)
    return compile_ledger(programme(project(TITLE, UNIT, *indicators)), OFFICE, (submission,)).standings[0]


@pytest.mark.parametrize("empty", ["", "无", "/", "1", "50%"])
def test_the_only_milestone_of_a_project_may_stand_under_the_projects_own(empty: str) -> None:
    one = at_the_project("投用", milestone("主体完工", "大桥"), words=empty)
    assert (one.class_name, one.proposal.reason) == ("已完成", "大桥目前“投用”，目标节点“主体完工”")
    (item,) = one.indicators
    assert item.report is not None
    assert (item.report.words, item.completion.is_met) == ("投用", True)


def test_what_an_indicator_says_itself_or_what_may_mean_another_one_is_left_as_it_is() -> None:
    own = at_the_project("投用", milestone("主体完工", "大桥"), words="招标")
    assert own.proposal.reason.startswith("大桥目前“招标”")
    words = at_the_project("投用", milestone("主体完工", "大桥"), words="桥面铺装中")
    assert words.proposal.reason.startswith("大桥目前“桥面铺装中”")
    two = at_the_project("投用", milestone("完工", "甲工程"), milestone("完工", "乙工程"))
    assert two.proposal.reason.startswith("甲工程目前“未填”，目标节点“完工”，乙工程目前“未填”")


def test_a_percentage_that_is_one_of_the_offices_milestones_is_one() -> None:
    office = settings(milestones=("30%", "60%", "100%"))
    reports = (reported(TITLE, "大桥", words="60%"),)
    submission = returned(UNIT, told(TITLE, "正在推进", milestone="30%"), *reports)
    plan = programme(project(TITLE, UNIT, milestone("100%", "大桥")))
    (one,) = compile_ledger(plan, office, (submission,)).standings
    assert one.proposal.reason.startswith("大桥目前“60%”")


def test_every_target_milestone_must_be_reached() -> None:
    two = (milestone("完工", "甲工程"), milestone("完工", "乙工程"))
    reports = (at_milestone("验收", "甲工程"), at_milestone("招标", "乙工程"))
    assert standing(*two, reports=reports).class_name == UNDECIDED
    assert standing(*two, reports=(reports[0], at_milestone("完工", "乙工程"))).class_name == "已完成"


def test_a_reached_milestone_does_not_outweigh_a_figure_that_is_missing() -> None:
    one = standing(milestone("完工"), FINISHED, reports=(at_milestone("投用"), reported(TITLE, "新增学位")))
    assert one.class_name == UNDECIDED
    assert one.proposal.reason.endswith("指标“新增学位”累计完成未填报")


@pytest.mark.parametrize("words", ["招标", "快完工了", ""])
def test_finished_figures_do_not_outweigh_a_milestone_that_is_not_known_to_be_reached(words: str) -> None:
    one = standing(FINISHED, milestone("投用"), reports=(FINISHED_REPORT, at_milestone(words)))
    assert one.class_name == UNDECIDED
    assert one.proposal.reason == (
        f"完成率120%，序时进度75%，领先45个百分点，但形象进度目前“{words or '未填'}”，目标节点“投用”"
    )


def test_a_milestone_row_missing_from_the_form_holds_back_finished_figures_too() -> None:
    assert standing(FINISHED, milestone("投用"), reports=(FINISHED_REPORT,)).class_name == UNDECIDED


def test_finished_figures_with_a_reached_milestone_are_completed() -> None:
    one = standing(FINISHED, milestone("投用"), reports=(FINISHED_REPORT, at_milestone("投用")))
    assert one.class_name == "已完成"


def test_a_milestone_without_a_target_does_not_hold_back_finished_figures() -> None:
    one = standing(FINISHED, milestone(""), reports=(FINISHED_REPORT, at_milestone("招标")))
    assert one.class_name == "已完成"


def test_an_open_milestone_does_not_keep_ongoing_figures_from_their_class() -> None:
    reports = (reported(TITLE, "新增学位", 80), at_milestone("招标"))
    assert standing(FINISHED, milestone("投用"), reports=reports).class_name == "持续推进"


def test_an_office_that_calls_a_project_completed_below_the_whole_has_its_way() -> None:
    generous = (replace(DEFAULT_CLASSES[0], at_least=Decimal("0.95")), *DEFAULT_CLASSES[1:])
    one = standing(FINISHED, reports=(reported(TITLE, "新增学位", 96),), office=settings(classes=generous))
    assert one.class_name == "已完成"


def test_without_a_class_for_the_completed_a_reached_milestone_is_left_to_a_person() -> None:
    one = standing(
        milestone("完工"), reports=(at_milestone("投用"),), office=settings(classes=DEFAULT_CLASSES[1:])
    )
    assert one.class_name == UNDECIDED


@given(
    st.lists(
        st.tuples(
            st.sampled_from(IndicatorKind),
            st.none() | st.integers(-1, 5),
            st.none() | st.integers(-1, 60),
            st.integers(0, 2),
        ),
        max_size=4,
    ),
    st.sampled_from(Aggregation),
)
def test_no_project_is_proposed_as_completed_while_a_target_is_not_reached(
    rows: list[tuple[IndicatorKind, int | None, int | None, int]], aggregation: Aggregation
) -> None:
    one = standing(
        *(indicator(f"指标{n}", row[1], row[0], weight=Decimal(row[3])) for n, row in enumerate(rows)),
        reports=tuple(reported(TITLE, f"指标{n}", row[2]) for n, row in enumerate(rows)),
        office=settings(rate_rule=RateRule(aggregation=aggregation)),
    )
    assert one.proposal.reason
    if one.class_name == "已完成":
        rated = [each for each in one.indicators if each.indicator.kind.is_rated and each.indicator.target]
        assert rated
        assert all(each.completion.is_met for each in rated)


def test_the_same_workbook_compiled_again_gives_the_same_ledger_and_another_one_its_own() -> None:
    parts = programme(project(TITLE, UNIT, indicator("康复救助", 10))), OFFICE
    verdicts = (decided(TITLE, DEFAULT_CLASSES[1].name),)
    submissions = (returned(UNIT, reported(TITLE, "康复救助", 10)),)
    first = compile_ledger(*parts, submissions)
    assert compile_ledger(*parts, submissions, verdicts).standings[0].verdict == verdicts[0]
    assert compile_ledger(*parts, ()).missing_units == (UNIT,)
    assert compile_ledger(*parts, submissions) == first
    assert first.missing_units == ()
    assert first.standings[0].verdict is None


@pytest.mark.parametrize(
    ("figure", "class_name", "expected"),
    [
        (80, "", True),
        (20, "", False),
        (80, "进展缓慢", False),
        (20, "已完成", True),
        (20, "持续推进", False),
        (80, UNDECIDED, True),
        (None, "已完成", True),
        (None, "进展缓慢", False),
        (None, "持续推进", None),
        (None, "", None),
    ],
)
def test_who_keeps_up_follows_from_the_class_and_then_from_the_rate(
    figure: object, class_name: str, expected: bool | None
) -> None:
    own = indicator() if figure is not None else words_indicator("残疾儿童康复救助")
    verdicts = (decided(TITLE, class_name),) if class_name else ()
    one = standing(own, reports=(reported(TITLE, own.name, figure, words="推进"),), verdicts=verdicts)
    assert is_on_time(one, OFFICE) is expected
