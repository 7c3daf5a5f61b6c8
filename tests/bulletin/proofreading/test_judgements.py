"""What a 工作简报 says of units and of all projects together, against the ledger."""

from dataclasses import replace

import pytest

from tests.bulletin.builders import DONE, ONGOING, SLOW, Book, briefing, indicator, project
from tests.bulletin.proofreading.said import conclusion_of, entries, told
from xlminshi.bulletin.proofreading.remarks import Conclusion
from xlminshi.core.ledger import Ledger

HEAD = "湛河区2022年上半年重点民生实事\n工作进展情况通报\n"


def ledger() -> Ledger:
    base = replace(briefing("上半年"))
    pipes = project("雨污管网", "县城发集团", indicator("新建雨污管网", "26", "公里"))
    roads = project("农村公路", "县交通局", indicator("新建农村公路", "80", "公里"))
    jobs = project("零工市场", "县人社局", indicator("建成零工市场", "10", "个"))
    lamps = project("城市照明", "县住建局", indicator("更换路灯", "100", "盏"))
    farms = project("高标准农田", "县农业农村局", indicator("建设高标准农田", "900", "亩"))
    return (
        Book(base)
        .add(pipes, "7", verdict=SLOW, shortcomings="地下管线复杂，迁改进度慢")
        .add(roads, "20", verdict=SLOW, shortcomings="施工环境有待改善")
        .add(jobs, "6", verdict=ONGOING, shortcomings="选址难度较大")
        .add(lamps, "100", verdict=DONE)
        .add(farms, "540", verdict=ONGOING)
        .ledger()
    )


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("县住建局承担的1件实事进展缓慢", [("TEXT_UNIT_MISPLACED", "县住建局")]),
        ("县城发集团、县住建局承担的2件实事进展缓慢", [("TEXT_UNIT_MISPLACED", "县住建局")]),
        ("县城发集团承担的2件实事进展缓慢", [("TEXT_DIFFERS", "2件")]),
        ("县城发集团等承担的3件实事进展缓慢", [("TEXT_DIFFERS", "3件")]),
        ("县城发集团、县交通局承担的2件实事进展缓慢", []),
        ("县城发集团承担的1件实事进展缓慢", []),
        ("县城发集团等承担的2件实事进展缓慢", []),
        ("县城发集团、县交通局牵头的2件实事推进缓慢", []),
        ("县文旅局承担的1件实事进展缓慢", []),
    ],
)
def test_slow_projects_are_those_of_the_units_named(words: str, marked: list[tuple[str, str]]) -> None:
    assert told(f"{HEAD}督导中也发现，{words}。", ledger()) == marked


def test_a_right_number_told_once_is_confirmed() -> None:
    found = entries(f"{HEAD}督导中也发现，县城发集团承担的1件实事进展缓慢。", ledger())
    assert conclusion_of(found, "1件") is Conclusion.AGREES


@pytest.mark.parametrize(
    ("words", "is_wrong"),
    [
        ("各项任务均已完成全年目标", True),
        ("各项任务均达到或超过序时进度", True),
        ("多数任务进度滞后", True),
        ("绝大多数任务已完成全年目标", True),
        ("半数以上任务已完成全年任务", True),
        ("多数任务达到或超过序时进度", False),
        ("半数以上任务实现时间过半、任务过半", False),
        ("部分任务进度滞后", False),
        ("部分指标已提前完成任务", False),
        ("少数项目没有完成全年任务", False),
        ("确保各项任务均完成全年目标", False),
        ("各项任务有序推进", False),
    ],
)
def test_what_is_said_of_all_projects_is_counted(words: str, *, is_wrong: bool) -> None:
    marked = [code for code, _ in told(f"{HEAD}从督导情况来看，总体进展平稳，{words}。", ledger())]
    assert marked == (["TEXT_CONTRADICTS"] if is_wrong else [])


@pytest.mark.parametrize(
    "words",
    [
        "县住建局高位推动，各项任务均已完成全年目标。",
        "县住建局已更换路灯100盏，占全年任务的100%；各项任务均已完成全年目标。",
        "县城发集团已新建雨污管网7公里。多数任务已完成年度目标。",
        "县交通局、县人社局反映资金缺口大，各项任务进度滞后。",
        "群众反映，各项任务进度滞后。",
        "农村公路建设中，各项工程已完成全年目标。",
        "东河镇各项任务均已完成全年目标。",
        "进展较快的2件实事配合紧密，各项任务均已完成全年目标。",
        "县园林中心高位推动，各项任务均已完成全年目标。",
        "一、市政类\n各项任务均已完成全年目标。",
        "一、已完成的实事（1件）\n各项任务均已完成全年目标。\n（一）城市照明\n目前进展：更换路灯100盏。",
        "已更换路灯100盏，各项任务均已完成全年目标。",
    ],
)
def test_what_may_be_said_of_some_projects_is_not_held_against_all(words: str) -> None:
    assert "TEXT_CONTRADICTS" not in [code for code, _ in told(f"{HEAD}{words}", ledger())]


def test_what_a_unit_wrote_itself_is_not_held_against_all() -> None:
    own = "任务推进有序。各项任务均已完成年度目标"
    lamps = project("城市照明", "县住建局", indicator("更换路灯", "100", "盏"))
    pipes = project("雨污管网", "县城发集团", indicator("新建雨污管网", "26", "公里"))
    book = Book(replace(briefing("上半年"))).add(lamps, "100", verdict=DONE, narrative=own)
    text = f"{HEAD}任务推进有序。各项任务均已完成年度目标。"
    assert told(text, book.add(pipes, "7", verdict=SLOW).ledger()) == []


@pytest.mark.parametrize(
    "words",
    [
        "近期，县政府督查室对5个牵头单位进行督导，总体进展平稳，各项任务均已完成全年目标。",
        "一、总体情况\n目前全县各项任务均已完成全年目标。",
        "一、存在的问题\n但多数项目进度滞后。",
    ],
)
def test_what_is_said_of_all_is_found_in_the_opening_and_below_its_heading(words: str) -> None:
    assert [code for code, _ in told(f"{HEAD}{words}", ledger())] == ["TEXT_CONTRADICTS"]


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("县交通局反映地下管线复杂，迁改进度慢", ["县交通局"]),
        ("县人社局、县城发集团反映地下管线复杂，迁改进度慢", ["县人社局"]),
        ("县城发集团反映地下管线复杂，迁改进度慢；县交通局反映施工环境有待改善", []),
        ("县住建局反映部分材料价格上涨", []),
        ("群众反映地下管线复杂，迁改进度慢", []),
    ],
)
def test_what_stands_in_the_way_is_told_of_the_unit_that_wrote_it(words: str, marked: list[str]) -> None:
    assert [text for _, text in told(f"{HEAD}{words}。", ledger())] == marked


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("县农业农村局已建成零工市场6个，占全年任务的60%。", ["县农业农村局"]),
        ("县人社局已建成零工市场6个，占全年任务的60%。", []),
        ("县农业农村局会同县人社局建成零工市场6个。", []),
        ("县农业农村局已建设高标准农田540亩。县人社局已建成零工市场6个。", []),
    ],
)
def test_what_one_unit_has_done_is_not_told_of_another(words: str, marked: list[str]) -> None:
    assert [text for _, text in told(HEAD + words, ledger())] == marked


def joint_ledger() -> Ledger:
    """Return a county in which two offices lead a slow project together, and one of them another one alone."""
    words = "历史遗留问题多，化解难度大"
    disputes = project("矛盾化解", "县信访局、县司法局", indicator("化解积案", "15", "起"))
    aid = project("法律援助", "县司法局", indicator("培育法律明白人", "100", "人"))
    lamps = project("城市照明", "县住建局", indicator("更换路灯", "100", "盏"))
    return (
        Book(replace(briefing("上半年")))
        .add(disputes, "2", verdict=SLOW, shortcomings=words)
        .add(aid, "60", verdict=ONGOING)
        .add(lamps, "60", verdict=ONGOING)
        .ledger()
    )


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("县信访局、县司法局反映历史遗留问题多，化解难度大", []),
        ("县司法局、县信访局均反映历史遗留问题多，化解难度大", []),
        ("县司法局反映历史遗留问题多，化解难度大", []),
        ("县住建局反映历史遗留问题多，化解难度大", ["县住建局"]),
        ("县司法局、县住建局反映历史遗留问题多，化解难度大", ["县住建局"]),
    ],
)
def test_each_of_those_that_lead_together_may_tell_what_stands_in_their_way(
    words: str, marked: list[str]
) -> None:
    assert [text for _, text in told(f"{HEAD}{words}。", joint_ledger())] == marked


@pytest.mark.parametrize(
    ("words", "is_wrong"),
    [
        ("县司法局、县住建局各1件实事正在持续推进，县信访局和县司法局各1件实事进展缓慢", True),
        ("县司法局、县住建局各1件实事正在持续推进，县信访局、县司法局各1件实事进展缓慢", True),
        ("县司法局、县住建局各1件实事正在持续推进，县信访局和县司法局共同牵头1件实事进展缓慢", False),
    ],
)
def test_what_offices_lead_together_is_not_each_ones_own(words: str, *, is_wrong: bool) -> None:
    assert bool(told(f"{HEAD}3件实事中，{words}。", joint_ledger())) is is_wrong


def test_a_briefing_with_offices_that_lead_together_is_not_blamed_without_its_workbook() -> None:
    text = f"{HEAD}县住建局、县信访局、县司法局承担的2件实事进展缓慢。县信访局、县司法局等6个单位反映资金缺口大。"
    assert told(text) == []


@pytest.mark.parametrize(
    ("count", "marked"),
    [("2", []), ("3", ["3件"])],
)
def test_what_an_office_leads_with_another_one_may_be_counted_among_its_own(
    count: str, marked: list[str]
) -> None:
    base = Book(replace(briefing("上半年")))
    disputes = project("矛盾化解", "县信访局、县司法局", indicator("化解积案", "15", "起"))
    aid = project("法律援助", "县司法局", indicator("培育法律明白人", "100", "人"))
    lamps = project("城市照明", "县住建局", indicator("更换路灯", "100", "盏"))
    ledger = base.add(disputes, "2", verdict=SLOW).add(aid, "6", verdict=SLOW).add(lamps, "60").ledger()
    own = f"县司法局{count}件（其中1件与县信访局共同牵头）"
    text = f"{HEAD}3件实事中，{own}进展缓慢，县住建局1件正在持续推进。"
    assert [words for _, words in told(text, ledger)] == marked
