"""Numbers that a clerk divides up by hand, beside the figures of the ledger."""

import pytest

from tests.bulletin.builders import DONE, ONGOING, Book, indicator, project, settings
from tests.bulletin.proofreading.said import faults, told
from xlminshi.bulletin.composing import compose
from xlminshi.bulletin.proofreading.manuscript import Line, Manuscript, manuscript_of
from xlminshi.bulletin.proofreading.proofreading import proofread
from xlminshi.core.ledger import Ledger


def ledger() -> Ledger:
    cases = project("法律援助", "县司法局", indicator("法律援助案件", "200", "件"))
    tasks = project("惠民项目", "县发改委", indicator("重点任务", "25", "项"))
    people = project("法律明白人", "县信访局", indicator("培育法律明白人", "500", "人"))
    return (
        Book(settings("1-9月份", 2025))
        .add(cases, "156", verdict=ONGOING)
        .add(tasks, "20", verdict=ONGOING, narrative="25项任务完成20项")
        .add(people, "512", verdict=DONE)
        .ledger()
    )


def marked(old: str, new: str) -> list[str]:
    """Return what is marked as wrong where a clerk writes other words into the program's own document."""
    own = manuscript_of(compose(ledger()))
    assert any(old in line.text for line in own.lines)
    lines = tuple(Line(one.number, one.text.replace(old, new), one.story) for one in own.lines)
    return [one.text for one in faults(proofread(Manuscript(own.name, lines), ledger(), (own,)))]


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("案件156件，", "案件156件（民事118件、刑事38件），", []),
        ("案件156件，", "案件156件（其中刑事38件），", []),
        ("案件156件，", "案件156件，其中民事118件、刑事38件，", []),
        ("案件156件，", "案件156件，其中刑事38件，", []),
        ("案件156件，", "案件165件（民事118件、刑事47件），", ["165件"]),
        ("案件156件，", "案件156件（民事118件、刑事48件），", ["48件"]),
        ("25项任务完成20项", "25项任务完成20项，其余5项正在推进", []),
        ("25项任务完成20项", "25项任务完成20项，5项正在推进", []),
        ("25项任务完成20项", "25项任务完成19项，其余6项正在推进", ["19项"]),
        ("法律明白人512人", "法律明白人512人，其中村干部118人、网格员394人", []),
        ("法律明白人512人", "法律明白人521人，其中村干部118人、网格员403人", ["521人"]),
    ],
)
def test_parts_typed_by_hand_are_not_taken_for_the_whole(old: str, new: str, wrong: list[str]) -> None:
    assert marked(old, new)[:1] == wrong


LEAD = (
    "县政府督查室对8个单位承担的9件民生实事进行了督查，其中{first}县民政局、县水利局等4件实事已完成全年目标任务，"
    "县司法局、县住建局等3件实事正在持续推进，县信访局、县交通局2件实事进展缓慢。"
)


def test_a_class_that_is_counted_before_its_offices_are_named_counts_once() -> None:
    assert told(LEAD.format(first="")) == []
    assert told(LEAD.format(first="已完成4件（占44.4%），")) == []
    assert [text for _, text in told(LEAD.format(first="").replace("2件实事进", "3件实事进"))] == ["9件"]
