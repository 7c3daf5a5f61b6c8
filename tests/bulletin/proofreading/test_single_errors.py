"""Right documents raise nothing; each of many single errors is found. Counties, words and errors are made up from seeds."""

import random

import pytest

from tests.bulletin.proofreading.counties import county, documents
from tests.bulletin.proofreading.errors import KINDS, single_errors
from tests.bulletin.proofreading.hands import rewritten
from tests.bulletin.proofreading.said import faults
from xlminshi.bulletin.proofreading.manuscript import Manuscript
from xlminshi.bulletin.proofreading.proofreading import proofread
from xlminshi.core.ledger import Ledger

COUNTIES = range(100, 116)
# Errors that contradict something else in the same text; a changed digit alone may contradict nothing.
CONTRADICTING = {"件数差一", "导语单位归错类", "实事归错类", "漏写实事"}


def read(one: Manuscript, ledger: Ledger | None = None, own: tuple[Manuscript, ...] = ()) -> list[str]:
    return [f"{fault.context}：{fault.remark.what}" for fault in faults(proofread(one, ledger, own))]


@pytest.mark.parametrize("seed", COUNTIES)
def test_right_documents_raise_nothing_with_their_workbook_or_alone(seed: int) -> None:
    ledger = county(seed)
    own = documents(ledger)
    for one in own:
        assert read(one, ledger, own) == []
        assert read(one) == []


@pytest.mark.parametrize("seed", COUNTIES)
def test_right_documents_in_another_hands_words_raise_nothing(seed: int) -> None:
    ledger = county(seed)
    own = documents(ledger)
    for one in own:
        changed = rewritten(one, random.Random(seed))
        assert read(changed, ledger, own) == []
        assert read(changed) == []


@pytest.mark.parametrize("seed", COUNTIES)
def test_every_single_error_is_found_with_the_workbook(seed: int) -> None:
    ledger = county(seed)
    own = documents(ledger)
    for one in own:
        for kind, wrong in single_errors(one, random.Random(seed)):
            assert read(wrong, ledger, own), kind


@pytest.mark.parametrize("seed", COUNTIES)
def test_every_single_error_is_found_in_another_hands_words(seed: int) -> None:
    ledger = county(seed)
    own = documents(ledger)
    for one in own:
        changed = rewritten(one, random.Random(seed))
        for kind, wrong in single_errors(changed, random.Random(seed + 1)):
            assert read(wrong, ledger, own), kind


@pytest.mark.parametrize("seed", COUNTIES)
def test_what_contradicts_the_text_is_found_without_a_workbook(seed: int) -> None:
    bulletin, _ = documents(county(seed))
    for kind, wrong in single_errors(bulletin, random.Random(seed)):
        if kind in CONTRADICTING:
            assert read(wrong), kind


def test_every_kind_of_error_occurs_often() -> None:
    made = [
        kind
        for seed in COUNTIES
        for one in documents(county(seed))
        for kind, _ in single_errors(one, random.Random(seed))
    ]
    assert set(made) == set(KINDS)
    assert all(made.count(kind) >= 12 for kind in KINDS)
    assert len(made) > 150
