from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.core.builders import (
    CELL,
    funds,
    indicator,
    programme,
    project,
    reported,
    returned,
    settings,
    told,
    words_indicator,
)
from xlminshi.core.checks import check_submission
from xlminshi.core.checks.cases import return_case
from xlminshi.core.ledger import compile_ledger
from xlminshi.core.problems import Code, Problem
from xlminshi.core.progress import Aggregation, RateRule
from xlminshi.core.project import Indicator, IndicatorKind
from xlminshi.core.quantity import PERCENT
from xlminshi.core.submission import IndicatorReport, ProjectReport

TITLE, UNIT, NAME = "实施残疾儿童康复救助", "区残联", "残疾儿童康复救助"
NUMBERS = [IndicatorKind.QUANTITY, IndicatorKind.RATE, IndicatorKind.LOWER]


def found(
    indicators: Indicator | Sequence[Indicator], *reports: IndicatorReport | ProjectReport
) -> tuple[Problem, ...]:
    """Return what the checks say of one project of one unit."""
    promised = (indicators,) if isinstance(indicators, Indicator) else tuple(indicators)
    submission = returned(UNIT, *reports)
    return check_submission(submission, programme(project(TITLE, UNIT, *promised)), settings())


def codes(
    indicators: Indicator | Sequence[Indicator], *reports: IndicatorReport | ProjectReport
) -> list[Code]:
    return [one.code for one in found(indicators, *reports)]


def test_a_sound_return_has_no_findings() -> None:
    whole = told(TITLE, "已救助70人，完成率70%。", funds=funds(arrived=10, paid=10))
    assert found(indicator(), reported(TITLE, NAME, 70, previous=60), whole) == ()


@pytest.mark.parametrize("kind", NUMBERS)
def test_a_figure_that_is_expected_and_not_typed_is_asked_for(kind: IndicatorKind) -> None:
    (said,) = found(indicator(kind=kind), reported(TITLE, NAME))
    assert (said.code, said.place) == (Code.NOT_REPORTED, CELL)
    assert said.what == "“残疾儿童康复救助”的累计完成没有填写。"


def test_a_typed_zero_is_a_figure() -> None:
    assert codes(indicator(), reported(TITLE, NAME, 0)) == []


def test_what_was_typed_and_could_not_be_read_is_not_asked_for_a_second_time() -> None:
    assert codes(indicator(), reported(TITLE, NAME, typed="九个")) == []


@pytest.mark.parametrize("kind", [IndicatorKind.FUNDS, IndicatorKind.WORDS])
def test_funds_and_words_may_be_left_blank(kind: IndicatorKind) -> None:
    assert codes(words_indicator(NAME, kind), reported(TITLE, NAME)) == []


@pytest.mark.parametrize("kind", [*NUMBERS, IndicatorKind.FUNDS])
def test_a_cumulative_figure_below_zero_is_refused(kind: IndicatorKind) -> None:
    (said,) = found(indicator(kind=kind), reported(TITLE, NAME, "-5.0"))
    assert (said.code, said.what) == (Code.NEGATIVE, "累计完成“-5”是负数。")


def test_a_figure_many_times_its_target_is_questioned_in_the_words_of_the_target() -> None:
    promised = indicator()
    assert promised.target is not None
    promised = replace(promised, target=replace(promised.target, wording="约100人"))
    (said,) = found(promised, reported(TITLE, NAME, 13800))
    assert said.code is Code.OVER_CEILING
    assert said.what == "累计完成“13800”与全年目标“约100人”相差超过10倍，不计算完成率。"


def test_a_figure_at_the_ceiling_is_not_questioned() -> None:
    assert codes(indicator(), reported(TITLE, NAME, 1000)) == []


def test_the_office_sets_how_many_times_are_questioned() -> None:
    submission = returned(UNIT, reported(TITLE, NAME, 301))
    office = settings(rate_rule=RateRule(ceiling=RateRule().ceiling / 4))
    (said,) = check_submission(submission, programme(project(TITLE, UNIT, indicator())), office)
    assert said.what == "累计完成“301”与全年目标“100人”相差超过2.5倍，不计算完成率。"


def test_a_far_too_good_figure_is_questioned_where_lower_is_better() -> None:
    promised = indicator(target="4.3", kind=IndicatorKind.LOWER)
    assert codes(promised, reported(TITLE, NAME, "0.0417")) == [Code.OVER_CEILING]
    assert codes(promised, reported(TITLE, NAME, "4.17")) == []


@pytest.mark.parametrize("kind", [IndicatorKind.QUANTITY, IndicatorKind.FUNDS])
def test_a_cumulative_figure_that_became_smaller_is_questioned(kind: IndicatorKind) -> None:
    (said,) = found(indicator(kind=kind), reported(TITLE, NAME, 59, previous="60.0"))
    assert (said.code, said.what) == (Code.FALLING, "累计完成“59”比上期累计“60”少。")


@pytest.mark.parametrize("kind", [IndicatorKind.RATE, IndicatorKind.LOWER])
def test_a_rate_may_fall(kind: IndicatorKind) -> None:
    assert codes(indicator(kind=kind), reported(TITLE, NAME, 59, previous=60)) == []


@pytest.mark.parametrize("previous", [None, 60, 50])
def test_a_figure_that_stands_or_grows_is_not_questioned(previous: object) -> None:
    assert codes(indicator(), reported(TITLE, NAME, 60, previous=previous)) == []


@pytest.mark.parametrize(
    "promised",
    [
        (),
        (words_indicator(NAME),),
        (words_indicator(NAME, IndicatorKind.FUNDS),),
        (words_indicator(NAME), words_indicator("投入资金", IndicatorKind.FUNDS)),
    ],
)
def test_a_project_without_rated_figures_must_be_told_in_words(promised: tuple[Indicator, ...]) -> None:
    blank = tuple(reported(TITLE, one.name) for one in promised)
    (said,) = found(promised, told(TITLE, remarks="无"), *blank)
    assert (said.code, said.what) == (Code.NARRATIVE_MISSING, "“实施残疾儿童康复救助”没有填写进展情况。")


@pytest.mark.parametrize(
    "reports",
    [
        (told(TITLE, "设备购进中"), reported(TITLE, NAME)),
        (told(TITLE, milestone="招标"), reported(TITLE, NAME)),
        (told(TITLE), reported(TITLE, NAME, words="已签订合同")),
        (told(TITLE), reported(TITLE, NAME, 500)),
    ],
)
def test_any_word_or_figure_tells_of_progress(reports: tuple[IndicatorReport | ProjectReport, ...]) -> None:
    assert codes(words_indicator(NAME), *reports) == []


def test_where_a_figure_is_missing_words_are_not_asked_for_as_well() -> None:
    assert codes(indicator(), told(TITLE), reported(TITLE, NAME)) == [Code.NOT_REPORTED]


def test_paying_more_than_arrived_is_questioned() -> None:
    (said,) = found((), told(TITLE, "已支付部分工程款。", funds=funds(arrived="500", paid="500.01")))
    assert said.code is Code.PAID_OVER_ARRIVED
    assert said.what == "支付资金“500.01万元”超过到位资金“500万元”。"


@pytest.mark.parametrize(("arrived", "paid"), [(500, 500), (500, 0), (500, None), (None, None)])
def test_paying_what_arrived_or_less_is_not_questioned(arrived: object, paid: object) -> None:
    assert codes((), told(TITLE, "已支付部分工程款。", funds=funds(arrived, paid))) == []


def test_a_percentage_in_words_that_differs_from_the_computed_rate_is_questioned() -> None:
    (said,) = found(
        indicator(target=70), reported(TITLE, NAME, 110), told(TITLE, "已救助110人，完成全年任务的175%。")
    )
    assert said.code is Code.NARRATIVE_RATE_DIFFERS
    assert said.what == "进展情况写有“175%”，与按数据计算的完成率157.14%不符。"


def test_each_differing_percentage_is_told_beside_all_computed_rates() -> None:
    promised = (indicator("幼儿园", 4), indicator("小学", 10))
    said = found(
        promised,
        reported(TITLE, "幼儿园", 2),
        reported(TITLE, "小学", 9),
        told(TITLE, "幼儿园完成50%，小学完成95％，总体完成70.5%。"),
    )
    assert [one.what for one in said] == [
        "进展情况写有“95%”，与按数据计算的完成率50%、90%不符。",
        "进展情况写有“70.5%”，与按数据计算的完成率50%、90%不符。",
    ]


@pytest.mark.parametrize(
    "narrative",
    [
        "完成率157.14%。",
        "完成率157.140%。",
        "完成率１５７.１４％。",
        "已救助110人。",
        "完成百分之一百五十七。",
        "高出57个百分点。",
        "",
    ],
)
def test_the_computed_rate_in_any_spelling_and_words_without_percentages_are_fine(narrative: str) -> None:
    assert codes(indicator(target=70), reported(TITLE, NAME, 110), told(TITLE, narrative)) == []


def test_a_reported_or_promised_percentage_may_be_told() -> None:
    promised = indicator("筛查率", 65, IndicatorKind.RATE, PERCENT)
    report = reported(TITLE, "筛查率", "81.4", measure=PERCENT)
    assert codes(promised, report, told(TITLE, "筛查率81.4%，目标65%，完成率125.23%。")) == []
    assert codes(promised, report, told(TITLE, "筛查率84.1%。")) == [Code.NARRATIVE_RATE_DIFFERS]


def test_where_no_rate_can_be_computed_percentages_in_words_are_not_judged() -> None:
    assert codes(indicator(target=None), reported(TITLE, NAME, 1646), told(TITLE, "完成80%。")) == []
    assert codes(words_indicator(NAME), told(TITLE, "完成80%。")) == []


def test_only_the_projects_of_the_unit_are_checked() -> None:
    promised = programme(
        project(TITLE, UNIT, indicator()), project("别的实事", "区民政局", indicator("床位"))
    )
    submission = returned(UNIT, reported(TITLE, NAME, 70), reported("别的实事", "床位", -1))
    assert check_submission(submission, promised, settings()) == ()


def test_a_row_that_is_missing_is_told_by_the_reading_and_not_here() -> None:
    assert found(indicator()) == ()


def test_findings_of_several_projects_come_in_the_order_of_the_list() -> None:
    promised = programme(project("一", UNIT, indicator("甲")), project("二", UNIT, indicator("乙")))
    submission = returned(UNIT, told("二"), told("一"), reported("二", "乙"), reported("一", "甲", -1))
    said = check_submission(submission, promised, settings())
    assert [one.code for one in said] == [Code.NEGATIVE, Code.NOT_REPORTED]


@pytest.mark.parametrize("aggregation", list(Aggregation))
@pytest.mark.parametrize("others", [(40,), (40000,), (-1,), (None,), ()])
def test_a_unit_is_told_no_other_rate_of_its_project_than_the_office_has(
    aggregation: Aggregation, others: tuple[object, ...]
) -> None:
    whole = programme(project(TITLE, UNIT, indicator(), indicator("改造路灯", 50)))
    rows = (reported(TITLE, "改造路灯", one) for one in others)  # () is a row that the form lacks
    submission = returned(UNIT, reported(TITLE, NAME, 20), *rows, told(TITLE, "已救助20人。"))
    office = settings(rate_rule=RateRule(aggregation=aggregation))
    (standing,) = compile_ledger(whole, office, (submission,)).standings
    (case,) = return_case(submission, whole, office, None).projects
    assert case.rate == standing.rate
    assert (case.rate is not None) is (others == (40,))


def test_a_project_is_not_full_where_the_form_lacks_a_row() -> None:
    both = (indicator(), indicator("改造路灯", 50))
    whole = told(TITLE, "正在有序推进。")
    assert Code.OPEN_IN_WORDS not in codes(both, reported(TITLE, NAME, 100), whole)
    full = (reported(TITLE, NAME, 100), reported(TITLE, "改造路灯", 50))
    assert Code.OPEN_IN_WORDS in codes(both, *full, whole)


@pytest.mark.parametrize("measure", ["口", "眼", "支", "床", "幢", "座/处"])
def test_half_a_thing_is_asked_about_whatever_word_counts_it(measure: str) -> None:
    assert codes(indicator(measure=measure), reported(TITLE, NAME, "3.5", measure=measure)) == [
        Code.HALF_A_THING
    ]


@pytest.mark.parametrize(
    "words", ["已全面完成市定目标任务", "县定任务已全部完成", "已完成年初确定的目标任务", "已完成今年计划"]
)
def test_a_task_said_to_be_done_is_one_by_whatever_word_says_who_set_it(words: str) -> None:
    whole = told(TITLE, f"工作扎实推进，{words}。")
    assert Code.DONE_IN_WORDS in codes(indicator(), reported(TITLE, NAME, 70), whole)
    assert Code.DONE_IN_WORDS not in codes(indicator(), reported(TITLE, NAME, 100), whole)
