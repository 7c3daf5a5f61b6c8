"""Numbers in the words: what is surely meant is compared, what is only likely to be meant is not."""

from dataclasses import replace

import pytest

from tests.core.builders import amount
from tests.core.checks.scenes import Scene, money, scene
from xlminshi.core.checks.cases import folded
from xlminshi.core.checks.told_figures import (
    invests_no_more_than_planned,
    tells_the_computed_rates,
    tells_the_promised_targets,
    tells_the_reported_figures,
)
from xlminshi.core.problems import Code, Level
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import PERCENT, Qualifier

# Sentences as offices write them, for 9 of 12 所 (75 %) at 75 % of the year; none of them contradicts the figure.
HONEST = (
    "建成幼儿园9所，剩余3所计划12月底前投用。",
    "建成 9 所，完成全年任务的 75 ％。",
    "已建成城关镇3所、河口镇2所、石桥镇4所。",
    "已建成5所公办幼儿园，改扩建4所。",
    "9所已投用，另有2所正在施工，1所正在办理前期手续。",
    "本月新增2所，累计9所。",
    "较上期增加2所，比去年同期多4所。",
    "全年任务12所，已完成9所。",
    "市级下达任务8所，超额完成。",
    "其中新建5所，改扩建若干。",
    "约10所已具备开园条件。",
    "近10所幼儿园完成了主体施工。",
    "已完成10余所幼儿园的选址。",
    "每所投入80万元，招收幼儿270名。",
    "建成区8所老旧幼儿园正在排查。",
    "已建成幼儿园所需配套道路3条。",
    "拟新建2所，已完成立项。",
    "覆盖农村人口3.2万人，入园率达到96.5%。",
    "主体工程完成80%，装修工程完成35%。",
    "完成投资的62%，资金支付率58%。",
    "群众满意率98%，较去年提高3%。",
    "时间进度已达75%，序时进度完成较好。",
    "其中县城区完成90%，乡镇完成66%。",
    "幼儿园建设完成率75%，高于全市平均水平。",
    "投资3000万元，带动社会资本5000万元。",
    "全年计划投资2800万元，已到位2000万元。",
    "采购设备1200台（套），培训教师260人次。",
    "第1所至第3所已交付使用。",
    "2022年底前全部建成12所。",
    "幼儿园建设任务共12所。",
    "５所已开园，４所已竣工。",
)


@pytest.mark.parametrize("narrative", HONEST)
def test_an_honest_sentence_is_left_alone(narrative: str) -> None:
    said = scene(narrative, 9, 12, "所", name="幼儿园", funds=money(3000)).findings()
    assert [str(one) for one in said] == []


# The same county with another number in the words than in the cell.
CONTRADICTING = (
    ("已建成8所，其余正在装修。", "8所"),
    ("建成幼儿园10所，完成较好。", "10所"),
    ("幼儿园建成10所，惠及幼儿2700人。", "10所"),
    ("累计新建10所幼儿园。", "10所"),
    ("已建成12所幼儿园，本月投用2所。", "12所幼儿园"),
)


@pytest.mark.parametrize(("narrative", "found"), CONTRADICTING)
def test_a_number_that_can_only_mean_the_indicator_is_compared(narrative: str, found: str) -> None:
    (said,) = scene(narrative, 9, 12, "所", name="幼儿园").said_by(tells_the_reported_figures)
    assert (said.code, said.level) == (Code.NARRATIVE_NUMBER_DIFFERS, Level.REMINDER)
    assert f"“{found[: found.index('所') + 1]}”" in said.what


@pytest.mark.parametrize(
    ("narrative", "is_told"),
    [
        ("开展技能培训2.14万人次。", False),
        ("开展技能培训2.1万人次。", False),
        ("开展技能培训21,414人次。", False),
        ("开展技能培训2.24万人次。", True),
        ("开展技能培训21441人次。", True),
        ("培训学员5326人。", False),
    ],
)
def test_a_number_told_in_ten_thousands_may_be_rounded(narrative: str, is_told: bool) -> None:
    said = scene(narrative, 21414, 13800, "人次", name="技能培训").said_by(tells_the_reported_figures)
    assert bool(said) is is_told


@pytest.mark.parametrize("measure", ["人", "名", "位"])
@pytest.mark.parametrize("word", ["人", "名", "位"])
def test_persons_are_compared_by_whatever_word_they_are_counted(measure: str, word: str) -> None:
    def said(narrative: str) -> list[str]:
        case = scene(narrative, 100, 150, measure, name="技能培训")
        return [one.what for one in case.said_by(tells_the_reported_figures)]

    (told,) = said(f"累计培训120{word}。")
    assert f"120{word}" in told
    assert said(f"累计培训100{word}。") == []
    assert said(f"累计培训教师70{word}、护士30{word}。") == []
    for innocent in (
        "累计培训120人次",
        "累计完成量居全市第3名",
        "累计完成量居全市前3位",
        "累计完成3位数据录入",
    ):
        assert said(innocent) == []


def test_two_indicators_of_persons_are_not_told_apart_by_the_word_for_them() -> None:
    case = scene("累计培训120人。", 100, 150, "人", name="技能培训", more=(("创业指导", 20, 30),))
    first, second = case.projects[0].indicators
    counted = replace(case.projects[0], indicators=(first, replace(second, measure="名")))
    assert replace(case, projects=(counted,)).said_by(tells_the_reported_figures) == []


def test_with_two_indicators_of_one_measure_only_a_named_number_is_compared() -> None:
    more = (("小学", 4, 6),)
    assert (
        scene("已建成3所。", 5, 8, "所", name="幼儿园", more=more).said_by(tells_the_reported_figures) == []
    )
    (said,) = scene("幼儿园3所，小学4所。", 5, 8, "所", name="幼儿园", more=more).said_by(
        tells_the_reported_figures
    )
    assert "指标“幼儿园”填的“5所”" in said.what


@pytest.mark.parametrize("measure", ["", PERCENT])
def test_only_quantities_with_a_measure_are_compared(measure: str) -> None:
    kind = IndicatorKind.RATE if measure else IndicatorKind.QUANTITY
    assert scene("已完成8%。", 9, 12, measure, kind).said_by(tells_the_reported_figures) == []


def test_a_figure_that_is_itself_about_right_is_not_compared() -> None:
    one = scene("已建成8所。", 9, 12, "所")
    (report,) = one.submission.indicators
    about = replace(amount(9, "所"), qualifier=Qualifier.ABOUT, wording="约9所")
    changed = replace(one.submission, indicators=(replace(report, achieved=about),))
    assert replace(one, submission=changed).said_by(tells_the_reported_figures) == []


@pytest.mark.parametrize(
    ("narrative", "is_told"),
    [
        ("幼儿园建设完成80%。", True),
        ("占全年任务的80%。", True),
        ("幼儿园80%已开园。", True),
        ("主体工程完成任务的80%。", True),
        ("主体工程完成80%。", False),
        ("惠及80%的适龄儿童。", False),
    ],
)
def test_a_share_is_a_completion_rate_only_where_the_clause_speaks_of_completion(
    narrative: str, is_told: bool
) -> None:
    said = scene(narrative, 9, 12, "所", name="幼儿园").said_by(tells_the_computed_rates)
    assert bool(said) is is_told


@pytest.mark.parametrize(
    ("text", "figure", "is_told"),
    [
        ("完成率100%。", 1999, True),
        ("完成率99.9%。", 1999, False),
        ("完成率99.95%。", 1999, False),
        ("完成率100%。", 2000, False),
        ("完成率0%。", 0, False),
        ("完成率5%。", 0, True),
    ],
)
def test_a_rate_of_a_hundred_is_not_told_of_what_is_unfinished(text: str, figure: int, is_told: bool) -> None:
    assert bool(scene(text, figure, 2000, "户").said_by(tells_the_computed_rates)) is is_told


def test_where_lower_is_better_the_rate_is_the_target_by_the_figure() -> None:
    def said(text: str) -> bool:
        lower = scene(text, "4.17", "4.3", PERCENT, IndicatorKind.LOWER, name="登记失业率")
        return bool(lower.said_by(tells_the_computed_rates))

    assert not said("失业率4.17%，完成率103.1%。")
    assert said("失业率4.17%，完成率96.98%。")


def test_nothing_is_compared_where_nothing_is_told() -> None:
    for check in (tells_the_reported_figures, tells_the_promised_targets, invests_no_more_than_planned):
        assert scene("").said_by(check) == []


def test_of_investments_only_the_plainly_told_one_is_compared() -> None:
    def told(text: str) -> Scene:
        return scene(text, funds=money(3000))

    assert told("已完成投资2900万元，总投资4000万元。").said_by(invests_no_more_than_planned) != []
    assert told("收回社会资金4000万元。").said_by(invests_no_more_than_planned) == []
    open_plan = scene("总投资4000万元。", funds=money(None, 3000))
    assert open_plan.said_by(invests_no_more_than_planned) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成 １２．８５ 公里", "完成12.85公里"),
        ("培训 21,414 人次，9月 30日", "培训21414人次，9月30日"),
        ("1 234", "1 234"),
        ("一是\n二是\u200b", "一是二是"),
        ("完成5,300户", "完成5300户"),
    ],
)
def test_a_text_is_searched_without_spaces_and_full_width_digits(text: str, expected: str) -> None:
    assert folded(text) == expected
