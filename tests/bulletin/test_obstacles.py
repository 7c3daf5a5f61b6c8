"""What units tell of obstacles stands together in a 工作简报, each unit once, and the counts are traced."""

import pytest

from tests.bulletin.builders import DONE, ONGOING, SLOW, Book, indicator, project, settings
from tests.bulletin.proofreading.said import faults
from xlminshi.bulletin.composing import compose
from xlminshi.bulletin.facts import facts_of
from xlminshi.bulletin.obstacles import alike, obstacles_of
from xlminshi.bulletin.proofreading.manuscript import manuscript_of
from xlminshi.bulletin.proofreading.proofreading import proofread
from xlminshi.core.ledger import Ledger
from xlminshi.core.settings import DocumentKind

UNITS = tuple(f"县{name}局" for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯")


def told(*words: tuple[str, str, str]) -> Ledger:
    """Return the ledger of units with their words and the class of a project of each."""
    book = Book(settings(kind=DocumentKind.BRIEFING, masthead="工作简报", issue_number=2))
    for number, (unit, text, name) in enumerate(words):
        one = project(f"工程{number}", unit, indicator("修路", "10", "公里"))
        book.add(one, "3", shortcomings=text, verdict=name)
    return book.ledger()


def sentences(ledger: Ledger) -> str:
    """Return what stands behind the sentence that counts the slow projects."""
    text = next(one.text for one in compose(ledger).body if one.key == "存在问题|1")
    return text.split("进展缓慢。")[1]


def test_units_that_tell_of_the_same_stand_together() -> None:
    ledger = told(
        ("县甲局", "资金未到位。", SLOW), ("县乙局", "设备未到货", SLOW), ("县丙局", "资金未到位", ONGOING)
    )
    assert sentences(ledger) == "县甲局、县丙局反映资金未到位；县乙局反映设备未到货。"


def test_words_that_are_alike_are_told_as_most_write_them() -> None:
    ledger = told(
        ("县甲局", "项目资金没有到位", SLOW),
        ("县乙局", "资金尚未到位", SLOW),
        ("县丙局", "资金尚未到位", SLOW),
    )
    assert sentences(ledger) == "县甲局、县乙局、县丙局反映资金尚未到位。"


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        ("资金尚未到位", "目前，项目资金没有到位。", True),
        ("资金不到位", "资金未到位", True),
        ("资金未到位", "部分资金未到位", False),
        ("资金未到位", "资金不足", False),
        ("问题", "存在的问题", False),
    ],
)
def test_words_are_alike_where_only_fillers_differ(one: str, other: str, are_alike: bool) -> None:
    assert (alike(one) == alike(other)) is are_alike


def test_a_unit_is_named_once_with_all_that_it_tells() -> None:
    ledger = told(
        ("县甲局", "资金未到位", SLOW), ("县甲局", "手续未办结", SLOW), ("县甲局", "资金未到位", SLOW)
    )
    assert sentences(ledger) == "县甲局反映资金未到位、手续未办结。"
    ledger = told(("县甲局", "资金未到位，缺口50万元", SLOW), ("县甲局", "手续未办结", SLOW))
    assert sentences(ledger) == "县甲局反映资金未到位，缺口50万元，手续未办结。"


def test_what_is_finished_has_no_obstacles_left() -> None:
    ledger = told(("县甲局", "资金未到位", SLOW), ("县乙局", "资金未到位", DONE), ("县丙局", "无", SLOW))
    assert sentences(ledger) == "县甲局反映资金未到位。"


def test_a_unit_is_not_named_again_where_its_words_begin_with_it() -> None:
    assert sentences(told(("县甲局", "县甲局资金未到位", SLOW))) == "县甲局反映资金未到位。"
    assert sentences(told(("县甲局", "我局资金未到位", SLOW))) == "县甲局反映资金未到位。"


def test_of_many_units_the_first_are_named_and_all_are_counted() -> None:
    ledger = told(*((unit, "资金未到位", SLOW) for unit in UNITS[:6]))
    assert sentences(ledger) == "县甲局、县乙局、县丙局、县丁局、县戊局等6个单位反映资金未到位。"
    body = next(one for one in compose(ledger).body if one.key == "存在问题|1")
    (figure,) = (one for one in body.figures if one.source.startswith("反映"))
    fact = next(one for one in facts_of(ledger) if one.key == figure.source)
    assert (body.text[figure.start : figure.end], fact.label) == ("6", "反映“资金未到位”的单位数")
    assert fact.place.sheet == "问题与短板"


def test_what_most_tell_comes_first_then_what_holds_up_slow_projects() -> None:
    ledger = told(
        ("县甲局", "用地未批复", ONGOING),
        ("县乙局", "设备未到货", SLOW),
        ("县丙局", "资金未到位", ONGOING),
        ("县丁局", "资金未到位", ONGOING),
    )
    said = "县丙局、县丁局反映资金未到位；县乙局反映设备未到货；县甲局反映用地未批复。"
    assert sentences(ledger) == said


def test_beyond_the_eighth_kind_all_are_told_of_together() -> None:
    ledger = told(*((unit, f"{unit[1]}类材料未到货", SLOW) for unit in UNITS))
    said = sentences(ledger)
    assert said.count("反映") == 9
    assert said.endswith("县壬局、县癸局、县子局、县丑局、县寅局等6个单位反映其他问题。")
    assert len(obstacles_of(told(*((unit, f"{unit[1]}类材料未到货", SLOW) for unit in UNITS[:9])))) == 9


def test_proofreading_accepts_the_counts_and_finds_a_wrong_one() -> None:
    ledger = told(*((unit, "资金未到位", SLOW) for unit in UNITS))
    own = manuscript_of(compose(ledger))
    assert faults(proofread(own, ledger, (own,))) == []
    assert faults(proofread(own)) == []
    wrong = manuscript_of(compose(told(*((unit, "资金未到位", SLOW) for unit in UNITS[:13]))))
    assert [one.text for one in faults(proofread(wrong, ledger, (own,))) if one.text == "13个"] == ["13个"]
