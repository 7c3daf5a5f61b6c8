"""A share that is more than nothing is never printed as 0%, and the proofreader takes it for what it is."""

import pytest

from tests.bulletin.builders import Book, amount, briefing, indicator, project, settings
from tests.bulletin.proofreading.said import faults, told
from xlminshi.bulletin.annex import annex_of, annexed
from xlminshi.bulletin.composing import compose
from xlminshi.bulletin.facts import facts_of
from xlminshi.bulletin.proofreading.manuscript import manuscript_of
from xlminshi.bulletin.proofreading.proofreading import proofread
from xlminshi.core.quantity import Qualifier

CHECKS = indicator("健康体检", "350000", "人", decimals=0)
FINE = indicator("健康体检", "350000", "人", decimals=1)
CENTRE = indicator("体检中心", "10", "个")
OVER = amount("500", "人", "500余人", Qualifier.OVER)
ABOUT = amount("500", "人", "约500人", Qualifier.ABOUT)


def county(item: object, figure: object, title: str = "保障群众健康", base: object = None) -> Book:
    book = Book(base or settings())  # type: ignore[arg-type]
    return book.add(project(title, "县卫健委", item), figure)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("item", "figure", "said"),
    [
        (CHECKS, OVER, "已累计完成健康体检500余人，全年目标350000人，完成率不足1%，比序时进度低75个百分点。"),
        (FINE, "70", "已完成健康体检70人，全年目标350000人，完成率不足0.1%，比序时进度低75个百分点。"),
        (CHECKS, ABOUT, "已累计完成健康体检约500人，全年目标350000人，完成率不足1%。"),
    ],
)
def test_a_share_that_rounds_to_nothing_is_less_than_the_last_place(
    item: object, figure: object, said: str
) -> None:
    assert county(item, figure).progress().removeprefix("全区") == said


def test_the_heading_says_the_name_and_the_sentence_still_the_share() -> None:
    said = "已完成500余人，全年目标350000人，完成率不足1%，比序时进度低75个百分点。"
    assert county(CHECKS, OVER, "健康体检").progress() == said
    ongoing = county(CHECKS, OVER, "健康体检")
    ongoing.settings = settings("1月份")
    assert ongoing.progress() == "已完成500余人，全年目标350000人，完成率不足1%。"


def test_in_a_list_of_rates_it_gets_a_clause_of_its_own() -> None:
    book = Book(briefing())
    items = (CHECKS, indicator("建档", "50", "人"), indicator("随访", "40", "人"))
    book.add(project("保障群众健康", "县卫健委", *items), "500", "10", "1")
    text = compose(book.ledger()).body[0].text
    assert "分别" not in text
    assert "完成率不足1%" in text


def test_nothing_at_all_stays_nothing() -> None:
    assert "不足" not in county(CHECKS, "0").progress()


@pytest.mark.parametrize("base", [settings(), briefing()])
def test_the_proofreader_agrees_with_it_and_still_finds_what_is_wrong(base: object) -> None:
    book = county(CHECKS, "500", base=base).add(project("建设中心", "县民政局", CENTRE), "4")
    ledger = book.ledger()
    own = manuscript_of(compose(ledger))
    text = "\n".join(line.text for line in own.lines)
    assert "完成率不足1%" in text
    assert faults(proofread(own, ledger, (own,))) == []
    assert faults(proofread(own, ledger, ())) == []
    (fault,) = told(text.replace("完成率不足1%", "完成率不足3%"), ledger, own)
    assert fault[1] == "3%"


@pytest.mark.parametrize("wording", ["占全年目标的不足1%", "完成率不足1%", "完成率0%", "完成率0.1%"])
def test_a_persons_own_wording_of_it_is_right(wording: str) -> None:
    ledger = county(CHECKS, "500").ledger()
    assert (
        told(f"1.保障群众健康（牵头单位：县卫健委）\n完成情况：已完成健康体检500人，{wording}。", ledger)
        == []
    )


def test_less_than_one_percent_is_wrong_where_it_is_more_or_nothing() -> None:
    for done in ("7000", "0"):
        ledger = county(CHECKS, done).ledger()
        text = f"1.保障群众健康（牵头单位：县卫健委）\n完成情况：已完成健康体检{done}人，占全年目标的不足1%。"
        assert [words for _, words in told(text, ledger)] == ["1%"], done


def test_without_a_rate_there_are_no_words_for_one() -> None:
    (one,) = county(CHECKS, None).ledger().standings
    assert one.indicators[0].rate_words == one.rate_words == ""


def test_the_fact_keeps_its_number() -> None:
    (rate,) = (one for one in facts_of(county(CHECKS, "500").ledger()) if one.key.endswith("健康体检|完成率"))
    assert (rate.shown, rate.value) == ("不足1%", 0)


def test_the_annex_prints_it_as_the_text_does_and_the_proofreader_agrees() -> None:
    two = (CHECKS, indicator("建档", "350000", "人", decimals=0))
    book = county(CHECKS, "500").add(project("建档立卡", "县民政局", *two), "500", "700")
    ledger = book.add(project("建设中心", "县民政局", CENTRE), "0").ledger()
    rates = [line.rate for row in annex_of(ledger).rows for line in row.lines]
    assert rates == ["不足1%", "不足1%", "不足1%", "不足1%", "0%"]
    own = manuscript_of(annexed(compose(ledger), ledger, with_annex=True))
    assert faults(proofread(own, ledger, (own,))) == []
    assert faults(proofread(own, ledger, ())) == []


def test_a_project_of_which_a_part_was_not_begun_stays_at_zero() -> None:
    two = (CHECKS, indicator("建档", "350000", "人", decimals=0))
    (one,) = Book(settings()).add(project("建档立卡", "县民政局", *two), "500", "0").ledger().standings
    assert (one.rate_words, [item.rate_words for item in one.indicators]) == ("0%", ["不足1%", "0%"])
