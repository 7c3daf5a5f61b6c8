"""Figures that look finished and may not be: what the program leaves to a person."""

from dataclasses import replace

import pytest

from tests.core.builders import (
    amount,
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
from xlminshi.core.ledger import compile_ledger
from xlminshi.core.problems import Code
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import Qualifier
from xlminshi.core.units import normal_name


@pytest.mark.parametrize(
    ("value", "qualifier", "class_name"),
    [
        (110, Qualifier.EXACT, "已完成"),
        (110, Qualifier.OVER, "已完成"),
        (110, Qualifier.ABOUT, "待认定"),
        (99, Qualifier.ABOUT, "持续推进"),
    ],
)
def test_a_target_reached_only_about_is_left_to_a_person(
    value: int, qualifier: Qualifier, class_name: str
) -> None:
    promised = programme(project("康复", "区残联", indicator("人数", 110)))
    figure = replace(
        amount(value, "人"), qualifier=qualifier, wording=f"约{value}人" if qualifier.value else ""
    )
    report = replace(reported("康复", "人数", value), achieved=figure)
    ledger = compile_ledger(promised, settings(), (returned("区残联", report),))
    assert ledger.standings[0].proposal.class_name == class_name
    assert ("不是确数" in ledger.standings[0].proposal.reason) == (class_name == "待认定")


def test_the_reason_tells_that_indicators_in_words_were_not_counted() -> None:
    promised = programme(project("康复", "区残联", indicator("人数", 100), words_indicator("合同签订")))
    ledger = compile_ledger(promised, settings(), (returned("区残联", reported("康复", "人数", 100)),))
    assert ledger.standings[0].proposal.reason.endswith("（另1项文字指标未计入）")


@pytest.mark.parametrize("text", ["完成157.14%", "完成157.1%", "完成157%", "完成１５７%", "目标65%已达到"])
def test_a_rate_told_with_fewer_decimals_is_the_same_rate(text: str) -> None:
    assert rate_findings(text) == set()


@pytest.mark.parametrize("text", ["完成158%", "完成157.2%", "完成15.7%", "完成57%"])
def test_another_rate_in_the_text_is_told(text: str) -> None:
    assert rate_findings(text) == {Code.NARRATIVE_RATE_DIFFERS}


def rate_findings(narrative: str) -> set[Code]:
    share = indicator("普及率", 65, IndicatorKind.RATE, "%")
    promised = programme(project("康复", "区残联", indicator("人数", 70), share))
    reports = (
        reported("康复", "人数", 110),
        reported("康复", "普及率", 65, measure="%"),
        told("康复", narrative),
    )
    return {one.code for one in check_submission(returned("区残联", *reports), promised, settings())}


def test_invisible_characters_of_chat_programs_do_not_make_another_office() -> None:
    assert normal_name("区\u200b残联\ufeff") == "区残联"
