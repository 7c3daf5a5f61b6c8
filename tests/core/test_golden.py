"""The figures of two published bulletins, computed again."""

from dataclasses import replace
from typing import Any

import pytest

from tests.core.builders import (
    CUT_OFF,
    HALF_UP,
    amount,
    decided,
    golden,
    golden_indicator,
    golden_programme,
    golden_submissions,
    golden_units,
    settings,
)
from xlminshi.core.ledger import Ledger, compile_ledger
from xlminshi.core.progress import NoRate, completion
from xlminshi.core.status import UNDECIDED, percent

CUT_OFF_IN_PRINT = "豫事办新用户注册"


def printed(has_target: bool) -> list[dict[str, Any]]:
    """Return the indicators with a printed rate."""
    return [
        fact
        for name in ("zhanhe_2022_q3", "lushan_2022_h1")
        for task in golden(name)["tasks"]
        for fact in task["indicators"]
        if fact["printed_rate"] and (fact["target"] is not None) is has_target
    ]


def name_in(fact: dict[str, Any]) -> str:
    return str(fact["name"])


@pytest.mark.parametrize("fact", printed(has_target=True), ids=name_in)
def test_every_printed_rate_comes_out_of_its_figures(fact: dict[str, Any]) -> None:
    rule = CUT_OFF if fact["name"] == CUT_OFF_IN_PRINT else HALF_UP
    found = completion(golden_indicator(fact), amount(fact["actual"]), rule)
    assert found.rate is not None
    assert percent(found.rate) == fact["printed_rate"]


@pytest.mark.parametrize("fact", printed(has_target=False), ids=name_in)
def test_where_no_target_is_known_no_rate_is_made_up(fact: dict[str, Any]) -> None:
    found = completion(golden_indicator(fact), amount(fact["actual"]), HALF_UP)
    assert (found.rate, found.no_rate) == (None, NoRate.NO_TARGET)
    if fact["kind"] == "rate":
        assert str(amount(fact["actual"], "%")) == fact["printed_rate"]


def test_both_bulletins_print_rates_enough_to_prove_something() -> None:
    assert (len(printed(has_target=True)), len(printed(has_target=False))) == (17, 11)


def zhanhe(with_verdicts: bool = True) -> Ledger:
    facts = golden("zhanhe_2022_q3")
    office = settings(facts["period"], facts["year"], units=golden_units(facts))
    verdicts = tuple(decided(task["title"], task["category"]) for task in facts["tasks"])
    return compile_ledger(
        golden_programme(facts), office, golden_submissions(facts), verdicts if with_verdicts else ()
    )


def test_the_published_counts_come_out_again() -> None:
    ledger, counts = zhanhe(), golden("zhanhe_2022_q3")["printed_counts"]
    assert len(ledger.standings) == counts["tasks"]
    assert len(ledger.lead_units()) == counts["lead_units"]
    assert {group.name: len(group.standings) for group in ledger.groups()} == {
        name: counts[name] for name in ("已完成", "持续推进", "进展缓慢")
    }


def test_without_the_alias_one_office_would_be_counted_twice() -> None:
    facts = golden("zhanhe_2022_q3")
    unaware = golden_programme(facts | {"unit_aliases": {}})
    assert len(unaware.lead_units()) == 15


def test_the_units_of_each_class_are_those_of_the_published_text() -> None:
    units = {group.name: group.units() for group in zhanhe().groups()}
    assert len(units["已完成"]) == 11
    assert ("区城市管理局", 1) in units["已完成"]
    assert units["持续推进"] == (("区城市管理局", 4), ("区住建局", 1))
    assert units["进展缓慢"] == (("区交通运输局", 1), ("区住建局", 1), ("区环卫服务中心", 1))


def test_a_person_holds_back_the_finished_street_lamps_and_the_proposal_stays_visible() -> None:
    lamps = next(one for one in zhanhe().standings if one.project.title == "推进城市照明设施提升")
    assert lamps.rate == 1
    assert (lamps.proposal.class_name, lamps.class_name) == ("已完成", "持续推进")
    assert lamps.verdict == decided("推进城市照明设施提升", "持续推进")


def test_the_proposals_agree_with_the_published_classes_but_for_the_lamps() -> None:
    verdicts = {task["title"]: task["category"] for task in golden("zhanhe_2022_q3")["tasks"]}
    differing = {
        one.project.title
        for one in zhanhe(with_verdicts=False).standings
        if one.class_name not in (UNDECIDED, verdicts[one.project.title])
    }
    assert differing == {"推进城市照明设施提升"}


def test_the_half_year_of_lushan_is_compiled_with_a_reason_for_every_project() -> None:
    facts = golden("lushan_2022_h1")
    ledger = compile_ledger(
        golden_programme(facts), settings(facts["period"], facts["year"]), golden_submissions(facts)
    )
    assert str(ledger.settings.period.as_of) == facts["period_end"]
    assert sum(len(group.standings) for group in ledger.groups()) == len(facts["tasks"])
    reasons = {one.project.title: one.proposal.reason for one in ledger.standings}
    assert reasons["职业技能培训"] == "完成率2.3%，序时进度50%，滞后47.7个百分点（3项指标取最低）"
    assert reasons["农村公路"] == "完成率200%，序时进度50%，领先150个百分点（另1项指标未设目标）"
    assert reasons["异地就医结算"] == "指标未设全年目标，不能计算完成率"


def test_an_indicator_nobody_reported_is_not_averaged_away() -> None:
    facts = golden("lushan_2022_h1")
    submissions = tuple(
        replace(one, indicators=one.indicators[1:]) if one.lead_unit == "县人社局" else one
        for one in golden_submissions(facts)
    )
    ledger = compile_ledger(golden_programme(facts), settings(facts["period"]), submissions)
    training = ledger.of_unit("县人社局")[0]
    assert (training.rate, training.class_name) == (None, UNDECIDED)
    assert training.proposal.reason == "指标“职业技能培训”累计完成未填报"
