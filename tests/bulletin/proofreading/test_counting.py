"""Which numbers in 件 count projects, and which are what an indicator reached."""

import pytest

from tests.bulletin.proofreading.said import typed
from xlminshi.bulletin.proofreading.reading import reading_of
from xlminshi.core.units import LeadUnit, UnitDirectory

UNITS = UnitDirectory(
    tuple(
        LeadUnit(name)
        for name in ("县司法局", "县信访局", "县民政局", "团县委", "县供热中心", "县地质矿产和测绘勘查")
    )
)
COUNTING = "其中县司法局1件实事已完成，县信访局、县民政局2件实事正在持续推进中。"


def counted(text: str) -> list[str]:
    reading = reading_of(typed(text), UNITS, (), ("认领微心愿",))
    return [f"{part.count.text}" for lead in reading.leads for one in lead.tallies for part in one.parts]


@pytest.mark.parametrize(
    ("words", "extra"),
    [
        ("县司法局已完成法律援助案件406件", []),
        ("县信访局化解矛盾纠纷988件、办结初信初访12件", []),
        ("团县委已认领30件", []),
        ("已完成认领微心愿30件", []),
        ("团县委微心愿30件，仅占全年目标300件的10%", []),
        ("县供热中心牵头的1件推进缓慢", ["1件"]),
        ("县民政局和县供热中心共同牵头1件推进缓慢", ["1件"]),
        ("县信访局、县供热中心各1件，共2件推进缓慢", ["1件"]),
        ("县民政局1件、县地质矿产和测绘勘查2件推进缓慢", ["1件", "2件"]),
    ],
)
def test_what_an_office_is_told_to_have_done_counts_no_projects(words: str, extra: list[str]) -> None:
    assert counted(f"{COUNTING}{words}。") == ["1件", "2件", *extra]


def test_a_briefing_with_one_sentence_that_counts_projects_has_no_counting_sentence() -> None:
    assert counted("县司法局已完成法律援助案件406件，占全年任务的62%。县信访局承担的1件实事进展缓慢。") == []
