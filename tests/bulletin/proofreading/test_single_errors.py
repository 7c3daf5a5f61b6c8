"""Right documents raise nothing; each of many single errors is found. Counties, words and errors are made up from seeds."""

import random
import re
from dataclasses import replace
from typing import TypeAlias

import pytest

from tests.bulletin.proofreading.annex_errors import ANNEX
from tests.bulletin.proofreading.counties import county, documents, of_kind
from tests.bulletin.proofreading.errors import KINDS, single_errors
from tests.bulletin.proofreading.hands import rewritten
from tests.bulletin.proofreading.said import faults
from xlminshi.adapters.word.filling import render_bulletin
from xlminshi.adapters.word.letterhead import build_letterhead
from xlminshi.adapters.word.reading import read_document
from xlminshi.bulletin.annex import annexed
from xlminshi.bulletin.composing import compose
from xlminshi.bulletin.proofreading.manuscript import Manuscript, Story
from xlminshi.bulletin.proofreading.proofreading import proofread
from xlminshi.bulletin.proofreading.remarks import Conclusion
from xlminshi.core.ledger import Ledger
from xlminshi.core.problems import Code
from xlminshi.core.settings import DocumentKind
from xlminshi.workflow.verifying import expected_documents

Case: TypeAlias = tuple[Ledger, tuple[Manuscript, ...], tuple[Manuscript, ...]]

COUNTIES = range(100, 105)
# Errors that always contradict something else in the same text; a changed digit alone may contradict nothing.
CONTRADICTING = {
    "件数差一",
    "导语单位归错类",
    "实事归错类",
    "漏写实事",
    "合计写错",
    "漏列单位",
    "多列单位",
    "说法与数据不符",
}
IN_TABLE = {"附表灯色写错"}  # a last row that is gone leaves no gap, and a 工作简报 tells no total


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


def test_indicators_counted_in_the_measure_of_projects_are_not_taken_for_projects() -> None:
    ledger = county(101, "件")
    own = documents(ledger)
    for one in own:
        for words in (one, rewritten(one, random.Random(101))):
            assert read(words, ledger, own) == []
            assert read(words) == []
        for kind, wrong in single_errors(one, random.Random(101)):
            assert read(wrong, ledger, own), kind


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
    assert set(made) >= set(KINDS) - {"通报期写错"}
    assert all(made.count(kind) >= 4 for kind in set(made))
    assert len(made) > 150


# With an annex, read out of a Word file


@pytest.fixture(scope="module", params=range(200, 202))
def annexed_county(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    ledger = county(request.param)
    path = tmp_path_factory.mktemp("附表") / "通报.docx"
    found = []
    for kind in DocumentKind:
        own = of_kind(ledger, kind)
        path.write_bytes(render_bulletin(annexed(compose(own), own, with_annex=True), build_letterhead()))
        found.append(replace(read_document(path), content=b""))
    return ledger, expected_documents(ledger), tuple(found)


def test_right_annexes_raise_nothing_with_their_workbook_or_alone(annexed_county: Case) -> None:
    ledger, own, found = annexed_county
    for one in found:
        assert any(line.story is Story.TABLE for line in one.lines)
        assert read(one, ledger, own) == []
        assert read(one) == []


def test_every_cell_of_an_annex_has_a_conclusion(annexed_county: Case) -> None:
    ledger, own, found = annexed_county
    for one in found:
        rows = {line.number for line in one.lines if line.story is Story.TABLE}
        cells = [entry for entry in proofread(one, ledger, own) if entry.paragraph in rows]
        assert len(cells) > 40
        assert {entry.remark.conclusion for entry in cells} == {Conclusion.AGREES}


def test_every_single_error_in_an_annex_is_found_where_it_stands(annexed_county: Case) -> None:
    ledger, own, found = annexed_county
    for seed, one in enumerate(found):
        made = dict(single_errors(one, random.Random(seed), ANNEX))
        assert set(made) == set(ANNEX)
        for kind, wrong in made.items():
            told = faults(proofread(wrong, ledger, own))
            assert told, kind
            assert all("表格第" in entry.where for entry in told), kind


def test_what_contradicts_an_annex_is_found_without_a_workbook(annexed_county: Case) -> None:
    _, _, found = annexed_county
    for seed, one in enumerate(found):
        kinds = IN_TABLE if seed else set(ANNEX) - {"附表数字错一位", "附表完成率对调"}
        for kind, wrong in single_errors(one, random.Random(seed), ANNEX):
            if kind in kinds:
                assert read(wrong), kind


@pytest.mark.parametrize("seed", COUNTIES[:2])
def test_the_marks_of_a_new_draft_are_told_once_and_blame_no_figure(seed: int) -> None:
    ledger = county(seed)
    own = documents(ledger)
    for one in own:
        found = next(line for line in one.lines if re.search(r"\d+个", line.text))
        marked = re.sub(r"(\d+)(个)", r"\1\2【现为9个】", found.text, count=1)
        lines = tuple(replace(line, text=marked) if line is found else line for line in one.lines)
        told = faults(proofread(replace(one, lines=lines), ledger, own))
        assert [fault.remark.code for fault in told] == [Code.TEXT_MARK_LEFT]
        assert "【现为9个】" in told[0].remark.what
