"""Targets said to be reached where they are not, and the other way round."""

import pytest

from tests.bulletin.builders import ONGOING, Book, indicator, project, settings
from tests.bulletin.proofreading.said import told
from xlminshi.core.ledger import Ledger
from xlminshi.core.project import IndicatorKind

HEAD = "关于1-9月份全县2022年重点民生实事进展情况的通报\n一、基本情况\n（一）持续推进实事2件\n"
ROADS = "1.农村公路提升（牵头单位：县交通局）\n完成情况：{}。\n"
WATER = "2.饮水安全（牵头单位：县水利局）\n完成情况：{}。\n"


def ledger() -> Ledger:
    roads = project(
        "农村公路提升",
        "县交通局",
        indicator("新建农村公路", "80", "公里"),
        indicator("安防工程", "120", "公里"),
        indicator("改造危桥", "7", "座"),
    )
    water = project(
        "饮水安全",
        "县水利局",
        indicator("自来水普及率", "95", "%", IndicatorKind.RATE),
        indicator("水质投诉", "40", "起", IndicatorKind.LOWER),
        indicator("课后服务覆盖率", "100", "%", IndicatorKind.RATE),
    )
    book = Book(settings()).add(roads, "86", "133", "3", verdict=ONGOING)
    return book.add(water, "95.2", "36", "98.6", verdict=ONGOING).ledger()


def contradicted(text: str, book: Ledger | None) -> list[str]:
    return [words for code, words in told(text, book) if code == "TEXT_CONTRADICTS"]


@pytest.mark.parametrize("with_book", [True, False])
@pytest.mark.parametrize(
    "words",
    [
        "完成全年目标任务",
        "已完成年度目标",
        "提前完成全年目标",
        "已全部完成",
        "全年目标任务已完成",
        "滞后序时进度32.14个百分点，完成全年任务",
    ],
)
def test_a_task_is_not_done_behind_a_rate_below_100(words: str, *, with_book: bool) -> None:
    text = HEAD + ROADS.format(f"改造危桥3座，占全年目标7座的42.86%，{words}")
    assert contradicted(text, ledger() if with_book else None) == [words.split("，")[-1]]


@pytest.mark.parametrize(
    "words",
    [
        "改造危桥3座，已完成全年目标任务",
        "新建农村公路86公里，安防工程133公里，改造危桥3座，均完成全年任务",
        "新建农村公路86公里，安防工程133公里，均未完成全年任务",
    ],
)
def test_beside_the_workbook_the_amount_says_whether_the_task_is_done(words: str) -> None:
    assert len(contradicted(HEAD + ROADS.format(words), ledger())) == 1


@pytest.mark.parametrize(
    "words",
    [
        "自来水普及率95.2%，未达到全年目标",
        "课后服务覆盖率98.6%，达到全年目标",
        "水质投诉36起，未完成全年目标",
        "自来水普及率95.2%，课后服务覆盖率98.6%，均达到全年目标",
    ],
)
def test_a_percentage_is_held_against_its_own_target(words: str) -> None:
    assert len(contradicted(HEAD + WATER.format(words), ledger())) == 1


@pytest.mark.parametrize("with_book", [True, False])
@pytest.mark.parametrize(
    "words",
    [
        "新建农村公路86公里，完成率107.5%，已完成全年任务；改造危桥3座，占全年目标7座的42.86%，未完成全年任务",
        "新建农村公路86公里，安防工程133公里，均完成全年任务",
        "改造危桥3座，完成全年目标任务的42.86%",
        "改造危桥3座，占全年目标7座的42.86%，力争年底完成全年目标任务",
        "改造危桥3座，占全年目标7座的42.86%，前期工作已全部完成",
        "改造危桥3座，占全年目标7座的42.86%，另有设计2座，已全部完成",
        "改造危桥3座，占全年目标7座的42.86%，基本完成全年任务的一半",
        "改造危桥3座，占全年目标7座的42.86%；新建农村公路86公里，较上期增加2公里，完成全年任务",
    ],
)
def test_what_holds_or_says_something_else_is_not_blamed(words: str, *, with_book: bool) -> None:
    assert contradicted(HEAD + ROADS.format(words), ledger() if with_book else None) == []


def test_percentages_that_reach_their_own_target_have_reached_it() -> None:
    text = "自来水普及率95.2%，已达到全年目标；水质投诉36起，完成全年目标任务；课后服务覆盖率98.6%，未达到全年目标"
    assert contradicted(HEAD + WATER.format(text), ledger()) == []
    assert contradicted(HEAD + WATER.format(text), None) == []


@pytest.mark.parametrize(
    "aim", ["全年任务", "市定任务", "县定任务", "区定目标", "既定任务", "年初确定的目标任务", "今年计划"]
)
@pytest.mark.parametrize(
    ("rate", "words"),
    [("80%", "且超额完成"), ("120%", "但未完成"), ("120%", "还未完成"), ("120%", "没有完成")],
)
def test_a_task_is_one_by_whatever_word_says_who_set_it_and_is_told_of_once(
    rate: str, words: str, aim: str
) -> None:
    (found,) = contradicted(f"完成全年目标的{rate}，{words}{aim}。", None)
    assert found == (words + aim).lstrip("且但")


@pytest.mark.parametrize(
    "text",
    [
        "完成全年目标的80%，超额完成计划投资。",
        "完成全年目标的80%，没有超额完成县定任务。",
        "完成全年目标的80%，超额完成目标任务的有3个乡镇。",
        "完成全年目标的120%，未完成计划新建的2座。",
        "完成全年目标的120%，且超额完成区定任务。",
    ],
)
def test_what_only_sounds_like_a_task_done_or_not_is_left_alone(text: str) -> None:
    assert contradicted(text, None) == []


def test_a_statement_within_a_longer_one_is_not_told_of_a_second_time() -> None:
    assert contradicted("完成全年目标的80%，超额完成任务目标。", None) == ["超额完成任务目标"]
    assert contradicted("完成全年目标的80%，现已提前超额完成年度目标任务。", None) == [
        "现已提前超额完成年度目标任务"
    ]
