"""Whether a text says rightly on which side a figure lies: above or below its target, ahead of or behind 序时进度."""

from dataclasses import replace

import pytest

from tests.bulletin.builders import Book, indicator, project, settings
from tests.bulletin.proofreading.said import conclusion_of, entries, faults, told
from xlminshi.bulletin.composing import compose
from xlminshi.bulletin.proofreading.manuscript import manuscript_of
from xlminshi.bulletin.proofreading.proofreading import proofread
from xlminshi.bulletin.proofreading.remarks import Conclusion
from xlminshi.core.ledger import Ledger
from xlminshi.core.project import IndicatorKind
from xlminshi.core.rounding import Rounding

RATE, LOWER = IndicatorKind.RATE, IndicatorKind.LOWER
CLAIMS = ("百分点", "场", "起")
HEAD = "关于上半年全县2025年重点民生实事进展情况的通报\n"


def county() -> Ledger:
    """Return a ledger at mid-year (序时进度 50 %) with an indicator on either side of its target and of 序时进度."""
    return (
        Book(settings("上半年", 2025))
        .add(project("管网铺设", "县水利局", indicator("改造管网", "12.5", "公里")), "6.5", previous=("4",))
        .add(project("道路硬化", "县交通局", indicator("硬化道路", "30", "公里")), "10", previous=("12",))
        .add(project("健康服务", "县卫健委", indicator("群众满意率", "65", "%", RATE)), "90.1")
        .add(project("慢病管理", "县卫健委", indicator("规范管理率", "95", "%", RATE)), "91.9")
        .add(project("文化惠民", "县文旅局", indicator("送戏下乡", "250", "场")), "400")
        .add(project("安全生产", "县应急局", indicator("生产事故", "12", "起", LOWER)), "13")
        .add(project("稳定就业", "县人社局", indicator("失业率", "4.3", "%", LOWER)), "4.17")
        .ledger()
    )


LEDGER = county()
PIPES, ROADS, CONTENT = (
    "1.管网铺设（牵头单位：县水利局）",
    "1.道路硬化（牵头单位：县交通局）",
    "1.健康服务（牵头单位：县卫健委）",
)
CARE, PLAYS = "1.慢病管理（牵头单位：县卫健委）", "1.文化惠民（牵头单位：县文旅局）"
SAFETY, JOBS = "1.安全生产（牵头单位：县应急局）", "1.稳定就业（牵头单位：县人社局）"
AHEAD, BEHIND = "改造管网6.5公里，完成全年目标12.5公里的52%，", "硬化道路10公里，完成全年目标30公里的33.33%，"
SIDES = [
    (PIPES, AHEAD, "领先序时进度2个百分点", "滞后序时进度2个百分点", "领先序时进度2个百分点"),
    (PIPES, AHEAD, "比序时进度快2个百分点", "比序时进度慢2个百分点", "领先序时进度2个百分点"),
    (PIPES, AHEAD, "超时序进度2个百分点", "欠时序进度2个百分点", "领先序时进度2个百分点"),
    (PIPES, AHEAD, "超前2个百分点", "滞后2个百分点", "领先序时进度2个百分点"),
    (PIPES, AHEAD, "较上期增加2.5公里", "较上期减少2.5公里", "比上期增加2.5公里"),
    (ROADS, BEHIND, "比序时进度低16.67个百分点", "比序时进度高16.67个百分点", "滞后序时进度16.67个百分点"),
    (ROADS, BEHIND, "落后于序时进度16.67个百分点", "快于序时进度16.67个百分点", "滞后序时进度16.67个百分点"),
    (ROADS, BEHIND, "较上月减少2公里", "较上月增加2公里", "比上期减少2公里"),
    (ROADS, BEHIND, "距全年目标还差20公里", "比全年目标多20公里", "比全年目标少20公里"),
    (CONTENT, "群众满意率90.1%，", "高出全年目标25.1个百分点", "低于全年目标25.1个百分点", "高于全年目标25.1个百分点"),
    (CONTENT, "群众满意率90.1%，", "超过年度目标25.1个百分点", "没有超过年度目标25.1个百分点", "高于全年目标25.1个百分点"),
    (CONTENT, "群众满意率90.1%，", "高出全年目标65%", "低于全年目标65%", "高于全年目标65%"),
    (CARE, "规范管理率91.9%，", "低于全年目标3.1个百分点", "超出全年目标3.1个百分点", "低于全年目标3.1个百分点"),
    (CARE, "规范管理率91.9%，", "未超过全年目标95%", "超过全年目标95%", "低于全年目标95%"),
    (PLAYS, "送戏下乡400场，", "比全年目标多150场", "比全年目标少150场", "比全年目标多150场"),
    (PLAYS, "送戏下乡400场，", "比全年目标250场多150场", "距全年目标250场还差150场", "比全年目标多150场"),
    (SAFETY, "生产事故13起，", "超出全年控制目标1起", "低于全年控制目标1起", "比全年目标多1起"),
    (SAFETY, "生产事故13起，", "超出全年控制目标1起", "控制在全年目标12起以内", "高于全年目标12起"),
    (JOBS, "失业率4.17%，", "低于控制目标0.13个百分点", "超出控制目标0.13个百分点", "低于全年目标0.13个百分点"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "before", "right", "wrong", "expected"), SIDES)
def test_beside_the_workbook_a_reversed_direction_is_wrong_and_told_with_the_right_one(
    head: str, before: str, right: str, wrong: str, expected: str
) -> None:
    assert told(f"（一）项目1件\n{head}\n{before}{right}。", LEDGER) == []
    found = faults(entries(f"（一）项目1件\n{head}\n{before}{wrong}。", LEDGER))
    turned = next(one for one in found if one.remark.conclusion is Conclusion.DIFFERS)
    assert turned.remark.expected == expected
    assert f"应为{expected}" in turned.remark.what


@pytest.mark.parametrize(
    ("head", "told_so", "expected"),
    [
        (PIPES, f"{AHEAD}比序时进度低16.67个百分点", "领先序时进度2个百分点"),
        (ROADS, f"{BEHIND}滞后序时进度3个百分点", "滞后序时进度16.67个百分点"),
        (CONTENT, "群众满意率90.1%，低于全年目标5个百分点", "高于全年目标25.1个百分点"),
        (PLAYS, "送戏下乡400场，比全年目标少151场", "比全年目标多150场"),
    ],
)
def test_advice_on_a_wrong_difference_names_its_direction_as_well(
    head: str, told_so: str, expected: str
) -> None:
    (found,) = faults(entries(f"（一）项目1件\n{head}\n{told_so}。", LEDGER))
    assert found.remark.expected == expected


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ("完成率52%，领先序时进度2个百分点", "完成率52%，滞后序时进度2个百分点", "应为领先序时进度2个百分点"),
        ("完成率40%，慢于序时进度10个百分点", "完成率40%，快于序时进度10个百分点", "应为滞后序时进度10个百分点"),
        ("完成率52%，高于序时进度50%", "完成率52%，低于序时进度50%", "领先序时进度"),
        ("序时进度60%，完成率52%，滞后8个百分点", "序时进度60%，完成率52%，领先8个百分点", "序时进度是60%"),
        ("满意率90.1%，高出全年目标65%", "满意率90.1%，低于全年目标65%", "前面的数是90.1%"),
        ("全年目标65%，满意率90.1%，高出目标25.1个百分点", "全年目标65%，满意率90.1%，低于目标25.1个百分点", "目标是65%"),
        ("完成全年目标的125%，超过目标25个百分点", "完成全年目标的125%，低于目标25个百分点", "完成率是125%"),
        ("送戏400场，比全年目标多150场，完成率160%", "送戏400场，比全年目标少150场，完成率160%", "完成400场"),
        ("送戏100场，距全年目标250场还差150场", "送戏100场，比全年目标250场多150场", "目标是250场"),
        ("事故11起，控制在全年目标12起以内", "事故13起，控制在全年目标12起以内", "前面的数是13起"),
    ],
)  # fmt: skip
def test_the_text_alone_shows_a_reversed_direction_where_its_numbers_do(
    right: str, wrong: str, reason: str
) -> None:
    assert told(f"{HEAD}{right}。") == []
    (found,) = faults(entries(f"{HEAD}{wrong}。"))
    assert found.remark.code is not None and found.remark.code.name == "TEXT_CONTRADICTS"
    assert reason in found.remark.what


@pytest.mark.parametrize(
    "words",
    [
        "下一步确保完成率高于序时进度52%，力争领先序时进度10个百分点",
        "满意率不低于全年目标65%",
        "满意率90.1%，高出全市平均水平5个百分点",
        "满意率90.1%，比季度目标低5个百分点",
        "完成率40%，提高目标任务完成率5个百分点",
        "完成全年目标超50%，进度40%",
        "送戏下乡最多的是城关镇，比全年计划场次多的有3场",
        "甲项完成率60%；乙项滞后序时进度10个百分点",
        "完成率约52%，滞后序时进度2个百分点",
        "甲、乙完成率分别为52%、43%，滞后序时进度2个百分点",
    ],
)
def test_what_says_no_direction_or_none_for_sure_is_left_alone(words: str) -> None:
    assert told(f"{HEAD}{words}。") == []


def test_a_lag_is_not_judged_where_neither_text_nor_title_says_the_time_gone_by() -> None:
    assert told("完成率52%，滞后序时进度2个百分点。") == []


def test_a_wrong_lag_is_told_with_its_direction_where_the_others_agree() -> None:
    text = "甲完成率40%，滞后序时进度10个百分点。乙完成率30%，滞后序时进度20个百分点。丙完成率55%，领先序时进度{}个百分点。"
    assert told(text.format(5)) == []
    (found,) = faults(entries(text.format(9)))
    assert found.remark.expected == "领先序时进度5个百分点"


def test_a_percentage_is_bound_to_the_indicator_that_is_named_beside_it() -> None:
    """路灯 90/100 and 满意率 90 % are one percentage of two indicators: 高出5个百分点 is said of the second."""
    both = project(
        "照明提升", "县住建局", indicator("路灯安装", "100", "盏"), indicator("群众满意率", "85", "%", RATE)
    )
    ledger = Book(settings("全年", 2025)).add(both, "90", "90").ledger()
    text = "（一）项目1件\n1.照明提升（牵头单位：县住建局）\n路灯90盏，完成目标100盏的90%；群众满意率90%，{}全年目标5个百分点。"
    assert told(text.format("高出"), ledger) == []
    assert [one.remark.expected for one in faults(entries(text.format("低于"), ledger))] == ["高于全年目标5个百分点"]  # fmt: skip


def test_a_rate_rounded_as_the_list_wants_it_for_its_indicator_needs_no_reminder() -> None:
    lamps = replace(indicator("路灯安装", "35", "盏"), rounding=Rounding.CUT_OFF)
    roads = indicator("管网", "35", "公里")
    book = Book().add(project("照明提升", "县住建局", lamps), "33")
    ledger = book.add(project("供水改造", "县水利局", roads), "33").ledger()
    text = (
        "（一）项目2件\n1.照明提升（牵头单位：县住建局）\n路灯安装33盏，完成全年目标35盏的{}。\n"
        "2.供水改造（牵头单位：县水利局）\n管网33公里，完成全年目标35公里的{}。"
    )
    found = entries(text.format("94.28%", "94.29%"), ledger)
    assert faults(found) == []
    assert conclusion_of(found, "94.28%") is Conclusion.AGREES
    (lamps_told,) = faults(entries(text.format("94.29%", "94.29%"), ledger))
    assert (
        lamps_told.remark.what
        == "“完成全年目标35盏的94.29%”与94.28%只差取整方式：实事清单中这项指标写明舍去尾数。"
    )


def test_the_programs_own_words_are_rounded_as_the_list_wants_it_whatever_most_rates_do() -> None:
    """Two indicators are cut off by their own 取整, the third is rounded half up as all others would be."""
    lamps = replace(indicator("路灯安装", "35", "盏"), rounding=Rounding.CUT_OFF)
    seats = replace(indicator("座椅更换", "35", "把"), rounding=Rounding.CUT_OFF)
    roads = indicator("管网改造", "35", "公里")
    book = (
        Book()
        .add(project("照明提升", "县住建局", lamps), "33")
        .add(project("游园提升", "县住建局", seats), "33")
    )
    ledger = book.add(project("供水改造", "县水利局", roads), "33").ledger()
    own = manuscript_of(compose(ledger))
    assert [one for one in own.lines if "94.28%" in one.text] and [
        one for one in own.lines if "94.29%" in one.text
    ]
    assert faults(proofread(own, ledger, (own,))) == []


@pytest.mark.parametrize(
    ("head", "before", "right", "wrong", "reason"),
    [
        (CONTENT, "群众满意率90.1%，", "高于全年目标", "低于全年目标", "群众满意率高于全年目标25.1个百分点"),
        (
            CARE,
            "规范管理率91.9%，",
            "未超过年度目标",
            "超额完成年度目标",
            "规范管理率低于全年目标3.1个百分点",
        ),
        (PIPES, AHEAD, "快于序时进度", "已明显滞后于序时进度", "改造管网领先序时进度2个百分点"),
        (ROADS, BEHIND, "比序时进度低", "比序时进度高", "硬化道路滞后序时进度16.67个百分点"),
        (PLAYS, "送戏下乡400场，", "超出全年目标", "不及全年目标", "送戏下乡比全年目标多150场"),
        (SAFETY, "生产事故13起，", "超出全年控制目标", "控制在全年目标以内", "生产事故比全年目标多1起"),
    ],
)
def test_a_side_told_without_a_number_is_held_against_the_workbook(
    head: str, before: str, right: str, wrong: str, reason: str
) -> None:
    assert told(f"（一）项目1件\n{head}\n{before}{right}。", LEDGER) == []
    (found,) = faults(entries(f"（一）项目1件\n{head}\n{before}{wrong}。", LEDGER))
    assert f"台账中{reason}" in found.remark.what


@pytest.mark.parametrize(
    "words",
    [
        "群众满意率90.1%，多数指标低于全年目标",
        "群众满意率90.1%，力争不低于全年目标",
        "群众满意率90.1%；低于全年目标",
        "投诉办结率77%，低于全年目标",
        "群众满意率90.1%，不低于全年目标",
    ],
)
def test_a_side_of_something_else_is_left_alone(words: str) -> None:
    found = faults(entries(f"（一）项目1件\n{CONTENT}\n{words}。", LEDGER))
    assert not [one for one in found if one.remark.kind.value == "说法"]
