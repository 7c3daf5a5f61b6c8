"""The fuzz run itself: a small one finds nothing, and it would find a wrong, a lost and an unexplained return."""

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from benchmarks.fuzz_mutations import mutated
from benchmarks.fuzz_returns import FAULTS, Mutant, Tally, batch, judged
from tests.hazards.counties import County, Return
from tests.hazards.doors import quick_office
from tests.hazards.forms import form_of
from xlminshi.adapters.incoming import child, children
from xlminshi.core.problems import Code, Place, problem
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.fates import Fate
from xlminshi.workflow.ports import Arrival


@pytest.fixture
def own(counties: tuple[County, County]) -> Return:
    return counties[1].returns["县供电公司"]


def arrived(fate: Fate, why: str = "") -> list[Arrival]:
    return [Arrival("县供电公司.xlsx", fate, why=why)]


def mutant(own: Return) -> Mutant:
    return Mutant(own.unit, "way", own.path.read_bytes())


@pytest.mark.usefixtures("in_process")
def test_a_small_run_finds_nothing_that_must_not_be(counties: tuple[County, County], tmp_path: Path) -> None:
    readings = [read_book(quick_office().read(one.book), 2023) for one in counties]
    tally = Tally()
    batch(range(6), 7, counties, readings, tmp_path / "报送", tmp_path / "留下", tally)
    assert tally.bad == []
    assert sum(tally.outcomes.values()) == 3 * 14 + 3 * 6
    assert len(tally.outcomes) >= 2


def test_the_same_seed_gives_the_same_files(own: Return) -> None:
    content = own.path.read_bytes()
    first, again, other = (mutated(content, Random(seed), content) for seed in ("1", "1", "2"))
    assert first == again
    assert first != other


def test_a_wrong_figure_in_silence_is_found(own: Return) -> None:
    figures = {key: Decimal(34) for key in own.figures}
    outcome, why = judged(own, mutant(own), figures, (), arrived(Fate.READ))
    assert outcome == "无声错数"
    assert "34" in why


def test_a_figure_that_the_file_itself_says_is_no_fault(own: Return) -> None:
    form = form_of(own.path)
    form.set(form.lines()[0].row, "累计完成", Decimal(34))
    changed = Mutant(own.unit, "way", form.content())
    figures = {key: Decimal(34) for key in own.figures}
    assert judged(own, changed, figures, (), arrived(Fate.READ)) == ("读取，文件自己改了数", "")


def test_a_figure_that_is_gone_without_a_word_is_found(own: Return) -> None:
    assert judged(own, mutant(own), {}, (), arrived(Fate.READ))[0] == "无声丢数"
    told = problem(Code.NOT_REPORTED, Place("县供电公司.xlsx", "县供电公司", "I5"), found="台区改造")
    assert judged(own, mutant(own), {}, (told,), arrived(Fate.READ)) == ("读取，缺数已告知", "")


@pytest.mark.parametrize(
    ("fate", "why", "outcome"),
    [
        (Fate.REFUSED, "", "读取程序出错"),
        (Fate.REFUSED, "Traceback", "读取程序出错"),
        (Fate.REFUSED, "读取时出错，读不了。", "读取程序出错"),
        (Fate.REFUSED, "内容异常，读取时程序中断，没有读取。", "读取程序中断"),
        (Fate.REFUSED, "读取超过 20 秒还没有结束，已停止读取。", "读取超时"),
        (Fate.REFUSED, "不完整或已损坏，打不开。", "拒收未告知"),
    ],
)
def test_a_fault_of_the_reader_and_a_refusal_without_a_finding_are_found(
    own: Return, fate: Fate, why: str, outcome: str
) -> None:
    found, told = judged(own, mutant(own), {}, (), arrived(fate, why))
    assert found == outcome
    assert told


def test_the_words_for_faults_are_those_of_the_door() -> None:
    words = (child._FAULT, children._DIED, children._HUNG)
    assert all(any(fault in one for fault in FAULTS) for one in words)


def test_a_file_that_never_arrived_is_found(own: Return) -> None:
    assert judged(own, mutant(own), {}, (), []) == ("丢失", "no arrival")
