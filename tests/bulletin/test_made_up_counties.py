"""Whatever a county reports, its document says nothing ugly, nothing twice and nothing without a ground."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest

from tests.bulletin.made_up import county
from xlminshi.bulletin.composing import compose, draft_rows
from xlminshi.bulletin.document import Document, Paragraph
from xlminshi.bulletin.facts import Fact, class_key, facts_of, share_key
from xlminshi.bulletin.wording import tidied
from xlminshi.core.ledger import Ledger, compile_ledger
from xlminshi.core.problems import Place
from xlminshi.core.settings import DocumentKind
from xlminshi.core.submission import Submission
from xlminshi.form.cells import folded_text
from xlminshi.form.numbers import read_number

SEEDS = range(160)
PROGRAM_WORDS = re.compile(r"None|nan|NaN|\{|\}|Decimal|Rope|\n|  |E\+")
DOUBLED_MARKS = re.compile(
    r"[，。；：、！？]{2}|[（“][，。；、]|^[，。；、]|等等|的的|已已|完成完成|、和|、等"
)
WITHOUT_GROUND = re.compile(
    r"的%|率%|目标的\d|全年目标(?:，|；)?的|(?<![\d.])0件|(?<![\d.])0项工程|共件|对个|第位"
)


@cache
def ledger_of(seed: int) -> Ledger:
    return county(seed)


@cache
def document_of(seed: int) -> Document:
    return compose(ledger_of(seed))


def texts(document: Document) -> list[str]:
    return [*document.title, *(one.text for one in document.body), document.imprint.distribution]


@pytest.mark.parametrize(
    "found", [PROGRAM_WORDS, DOUBLED_MARKS, WITHOUT_GROUND], ids=["program", "marks", "ground"]
)
def test_no_document_says_what_no_clerk_would_write(found: re.Pattern[str]) -> None:
    ugly = [(seed, text) for seed in SEEDS for text in texts(document_of(seed)) if found.search(text)]
    assert ugly == []


def test_every_text_is_tidy_and_ends_as_a_sentence() -> None:
    for seed in SEEDS:
        for one in document_of(seed).body:
            assert tidied(one.text.removeprefix("完成情况：")) == one.text.removeprefix("完成情况："), (
                one.text
            )
            if one.style.value == "公文正文":
                assert one.text.endswith(("。", "：", "】", "）")), one.text


def test_both_kinds_of_document_were_tried_with_many_figures() -> None:
    kinds = {ledger_of(seed).settings.bulletin.kind for seed in SEEDS}
    assert kinds == set(DocumentKind)
    assert sum(len(one.figures) for seed in SEEDS for one in document_of(seed).body) > 2500


def test_each_figure_is_exactly_the_fact_that_it_names() -> None:
    for seed in SEEDS:
        facts = {one.key: one for one in facts_of(ledger_of(seed))}
        for one in document_of(seed).body:
            for figure in one.figures:
                assert one.text[figure.start : figure.end] == facts[figure.source].shown
            assert all(first.end <= second.start for first, second in pairwise(one.figures))


def test_each_fact_reads_back_as_its_value() -> None:
    for seed in SEEDS:
        for fact in facts_of(ledger_of(seed)):
            assert value_read(fact) == fact.value, fact


def value_read(fact: Fact) -> Decimal | None:
    """Return the number in a fact's text, read as a unit's own entry would be; a rate as a share."""
    if fact.value is None:
        return None
    if fact.key.endswith("完成率") and fact.shown.startswith("不足"):
        return Decimal(0)  # 不足1%: more than nothing, and 0 as it is rounded
    text = folded_text(fact.shown).removeprefix("第").removesuffix("位").removesuffix("个百分点")
    if text.endswith("%") and ("率" in fact.key or "占比" in fact.key or "序时" in fact.key):
        is_share = fact.key.endswith(("完成率", "序时进度")) or fact.key.startswith("占比")
        value = Decimal(text.removesuffix("%").removeprefix("约"))
        return value / 100 if is_share else value
    measure = re.sub(r"^约?-?[\d.]+(?:万(?!元))?", "", text)
    reading = read_number(text, measure, Place())
    return reading.quantity.value if reading.quantity else None


def test_facts_have_one_key_each_and_the_same_keys_in_any_order_of_returns() -> None:
    for seed in SEEDS:
        ledger = ledger_of(seed)
        keys = [one.key for one in facts_of(ledger)]
        assert len(keys) == len(set(keys))
        assert facts_of(turned(ledger)) == facts_of(ledger)
        assert compose(turned(ledger)) == document_of(seed)


def turned(ledger: Ledger) -> Ledger:
    """Return the ledger compiled again from returns in another order."""
    by_unit: dict[str, Submission] = {}
    for one in ledger.standings:
        if one.is_reported and one.report is not None:
            unit = one.project.lead_unit
            known = by_unit.get(unit, Submission(unit, "", f"{unit}.xlsx", (), ()))
            figures = (*known.indicators, *(item.report for item in one.indicators if item.report))
            by_unit[unit] = replace(known, indicators=figures, projects=(*known.projects, one.report))
    verdicts = tuple(one.verdict for one in ledger.standings if one.verdict)
    submissions = tuple(reversed(by_unit.values()))
    return compile_ledger(ledger.programme, ledger.settings, submissions, tuple(reversed(verdicts)))


def test_the_counts_add_up_and_units_are_counted_once() -> None:
    for seed in SEEDS:
        ledger = ledger_of(seed)
        values = {one.key: one.value for one in facts_of(ledger)}
        names = [group.name for group in ledger.groups()]
        assert (
            sum(values[class_key(name)] or 0 for name in names)
            == values["计数|实事"]
            == len(ledger.standings)
        )
        assert sum(values[share_key(name)] or 0 for name in names) == 1
        assert values["计数|牵头单位"] == len({one.project.lead_unit for one in ledger.standings})
        for name in names:
            own = [value for key, value in values.items() if key.startswith(f"{class_key(name)}|")]
            assert sum(one or 0 for one in own) == values[class_key(name)]


def test_the_lead_of_a_bulletin_counts_every_project_once() -> None:
    for seed in SEEDS:
        ledger = ledger_of(seed)
        if ledger.settings.bulletin.kind is DocumentKind.BULLETIN:
            lead = document_of(seed).body[0]
            assert counted(lead, ledger) == len(ledger.standings), lead.text


def counted(lead: Paragraph, ledger: Ledger) -> int:
    """Return how many projects the classes in a lead have: each by its whole count, else unit by unit."""
    told = {
        figure.source: int(lead.text[figure.start : figure.end])
        for figure in lead.figures
        if "计数" in figure.source
    }
    total = 0
    for group in ledger.groups():
        units = {key: value for key, value in told.items() if key.startswith(f"{class_key(group.name)}|")}
        total += told.get(class_key(group.name), sum(units.values()))
    return total


def test_a_rate_is_only_told_of_an_indicator_with_a_target() -> None:
    for seed in SEEDS:
        ledger = ledger_of(seed)
        targets = {
            f"实事|{one.project.number}|指标|{item.indicator.name}|完成率": item.indicator.target
            for one in ledger.standings
            for item in one.indicators
        }
        told = {figure.source for one in document_of(seed).body for figure in one.figures}
        assert [key for key in told & targets.keys() if targets[key] is None] == []


def test_the_draft_names_every_paragraph_by_a_key_of_its_own() -> None:
    for seed in SEEDS:
        keys = [row[0] for row in draft_rows(document_of(seed))]
        assert len(keys) == len(set(keys))
