"""The overall judgement says of a county only what holds of all its projects, also of those of which nobody knows anything."""

from itertools import product

import pytest

from tests.bulletin.builders import DONE, ONGOING, SLOW, Book, briefing, indicator, project, settings
from tests.bulletin.proofreading.said import faults
from xlminshi.bulletin.composing import compose
from xlminshi.bulletin.overview import overall, requirements, shortcomings_proposed
from xlminshi.bulletin.proofreading.manuscript import manuscript_of
from xlminshi.bulletin.proofreading.proofreading import proofread
from xlminshi.bulletin.teller import teller_of
from xlminshi.core.project import IndicatorKind
from xlminshi.core.settings import DEFAULT_REQUIREMENTS, DONE_REQUIREMENTS, STEADY_REQUIREMENTS
from xlminshi.core.status import UNDECIDED

ROADS = indicator("新建农村公路", "100", "公里")
WORK = indicator("推进情况", None, "", IndicatorKind.WORDS)
MEASURED = {"达": "80", "慢": "20", "成": "100"}
JUDGED = {"推": ONGOING, "判": SLOW, "定": DONE}


def county(projects: str, label: str = "1-9月份", units: tuple[str, ...] = ()) -> Book:
    """Return a county: 达 慢 成 are measured, 推 判 定 judged by a person on words, 未 has not reported, 空 is undecided."""
    book = Book(briefing(label))
    for number, kind in enumerate(projects):
        unit = units[number % len(units)] if units else f"县{number}局"
        if kind in MEASURED:
            book.add(project(f"修路{number}", unit, ROADS), MEASURED[kind])
        else:
            one = project(f"改造{number}", unit, WORK)
            book.add(one, narrative="尚未开工", is_reported=kind != "未", verdict=JUDGED.get(kind, ""))
    return book


def judgement(projects: str, label: str = "1-9月份") -> str:
    return overall(teller_of(county(projects, label).ledger())).text


@pytest.mark.parametrize(
    ("projects", "label", "said"),
    [
        ("达判判判判判", "1-9月份", "总体进展偏慢，多数任务进度滞后"),
        ("判判判", "1-9月份", "总体进展偏慢，各项任务进度均滞后"),
        ("慢慢", "全年", "总体进展偏慢，各项任务均没有完成全年目标"),
        ("达慢", "1-9月份", "总体进展平稳，半数任务达到或超过序时进度，其余任务还需加快"),
        ("达慢", "上半年", "总体进展平稳，半数任务实现时间过半任务过半，其余任务还需加快"),
        ("成慢", "全年", "总体进展平稳，半数任务已完成全年目标"),
        ("达未未未未未", "1-9月份", "5件实事未报送或没有完成率，总体进展尚不能评价"),
        ("未未", "1-9月份", "尚未收到牵头单位报送的进展情况，总体进展尚不能评价"),
        ("达达达未未", "1-9月份", "半数以上任务达到或超过序时进度，另有2件实事未报送或没有完成率"),
        (
            "成成成未未",
            "1-9月份",
            "半数以上任务达到或超过序时进度，部分指标已提前完成任务，另有2件实事未报送或没有完成率",
        ),
        ("达达达达慢未未", "1-9月份", "总体进展平稳，半数以上任务达到或超过序时进度，部分任务还需加快"),
        ("成成成未未", "全年", "半数以上任务已完成全年目标，另有2件实事未报送或没有完成率"),
        ("达达推", "1-9月份", "总体进展好于预期，多数任务达到或超过序时进度"),
        ("推推达", "1-9月份", "各项任务有序推进"),
        ("推推推慢", "1-9月份", "任务推进还不平衡，1件实事进度滞后"),
        ("成", "1-9月份", "总体进展良好，任务已完成全年目标"),
        ("达", "1-9月份", "总体进展良好，任务达到或超过序时进度"),
        ("达", "上半年", "总体进展良好，任务实现时间过半任务过半"),
        ("慢", "1-9月份", "总体进展偏慢，任务进度滞后"),
        ("慢", "全年", "总体进展偏慢，任务没有完成全年目标"),
        ("推", "1-9月份", "任务正在推进"),
        ("未", "1-9月份", "尚未收到牵头单位报送的进展情况，总体进展尚不能评价"),
        ("空", "1-9月份", "1件实事未报送或没有完成率，总体进展尚不能评价"),
    ],
)
def test_the_judgement_holds_of_all_projects(projects: str, label: str, said: str) -> None:
    assert judgement(projects, label) == said


@pytest.mark.parametrize("label", ["1-9月份", "上半年", "全年"])
def test_more_than_half_is_more_than_half_of_all(label: str) -> None:
    for counts in product(range(3), range(4), range(3), range(4)):
        projects = "".join(kind * count for kind, count in zip("成慢推未", counts, strict=True))
        if not projects:
            continue
        done, slow, _, unknown = counts
        said = judgement(projects, label)
        if "多数任务进度滞后" in said or "多数任务没有完成" in said:
            assert slow * 2 > len(projects), projects
        elif "多数任务" in said or "半数以上" in said:
            assert done * 2 > len(projects), projects
        elif "半数任务" in said:
            assert done == slow == len(projects) / 2, projects
        if "各项任务" in said:
            assert not unknown or slow == len(projects), projects


def test_a_project_that_a_person_finds_slow_is_not_on_time_whatever_its_rate() -> None:
    book = Book(briefing("1-9月份"))
    for number in range(3):
        book.add(project(f"修路{number}", f"县{number}局", ROADS), "90", verdict=SLOW)
    assert overall(teller_of(book.ledger())).text == "总体进展偏慢，各项任务进度均滞后"


def test_finished_figures_of_projects_that_all_lag_are_told_without_a_contradiction() -> None:
    book = Book(briefing("1-9月份"))
    for number in range(2):
        book.add(project(f"修路{number}", f"县{number}局", ROADS, indicator("设站", "9", "个")), "10", "9")
    said = "总体进展偏慢，部分指标已提前完成任务，但各项任务进度均滞后"
    assert overall(teller_of(book.ledger())).text == said


def test_at_the_end_of_the_year_all_targets_reached_are_all_targets_reached() -> None:
    book = Book(briefing("全年"))
    for number in range(2):
        book.add(project(f"修路{number}", f"县{number}局", ROADS), "100", verdict=ONGOING)
    assert overall(teller_of(book.ledger())).text == "总体进展良好，各项任务均已完成全年目标"


def test_a_project_taken_out_of_its_class_counts_by_its_rate() -> None:
    book = Book(settings()).add(project("修路", "县局", ROADS), "80", verdict=UNDECIDED)
    assert overall(teller_of(book.ledger())).text == "总体进展良好，任务达到或超过序时进度"


@pytest.mark.parametrize(
    ("projects", "units", "said"),
    [
        ("判判", ("甲局", "乙局"), "在督导和自查中发现，甲局、乙局承担的2件实事进展缓慢"),
        ("慢", ("甲局",), "在督导和自查中发现，甲局承担的1件实事进展缓慢"),
        ("慢达", ("甲局",), "但同时，在督导和自查中也发现，甲局承担的1件实事进展缓慢"),
        (
            "慢达",
            ("甲局", "乙局"),
            "但同时，在督导和自查中也发现，各牵头责任单位工作进展还不平衡，甲局承担的1件实事进展缓慢",
        ),
    ],
)
def test_units_are_far_apart_only_where_some_are_not_slow(
    projects: str, units: tuple[str, ...], said: str
) -> None:
    ledger = county(projects, units=units).ledger()
    assert shortcomings_proposed(teller_of(ledger)).text == said


@pytest.mark.parametrize(
    ("projects", "expected"),
    [
        ("慢成", DEFAULT_REQUIREMENTS),
        ("达成", STEADY_REQUIREMENTS),
        ("未成", STEADY_REQUIREMENTS),
        ("成定", DONE_REQUIREMENTS),
    ],
)
def test_the_standard_requirements_speak_of_slow_projects_only_where_there_are_any(
    projects: str, expected: tuple[str, ...]
) -> None:
    assert requirements(teller_of(county(projects).ledger())) == expected
    bulletin = county(projects)
    bulletin.settings = settings()
    assert bulletin.document().body[-1].text == expected[0]
    assert ("进展缓慢的实事" in expected[0]) == ("慢" in projects)


def test_the_offices_own_requirements_are_printed_as_they_are() -> None:
    own = ("对于进展缓慢的实事，要抓紧。",)
    book = Book(settings(requirements=own)).add(project("修路", "县局", ROADS), "100")
    assert requirements(teller_of(book.ledger())) == own


@pytest.mark.parametrize("projects", ["达未未", "达达达未未", "推推推慢", "判判", "慢达", "未", "慢", "达慢"])
def test_the_judgement_agrees_with_the_ledger_when_it_is_proofread(projects: str) -> None:
    ledger = county(projects).ledger()
    own = manuscript_of(compose(ledger))
    assert faults(proofread(own, ledger, (own,))) == []
    assert faults(proofread(own, ledger, ())) == []


@pytest.mark.parametrize(
    ("slow", "figures", "said"),
    [
        ((0, 1), ("100", "100", "100", "90", "80"), "总体进展平稳，半数以上任务已完成全年目标"),
        ((0,), ("100", "100", "100"), "总体进展较好，多数任务已完成全年目标"),
        ((0,), ("100",), "任务推进还不平衡，1件实事进度滞后"),
        ((1,), ("100", "90", "80"), "总体进展偏慢，多数任务没有完成全年目标"),
    ],
)
def test_at_the_years_end_the_judgement_agrees_with_the_figures_beside_it(
    slow: tuple[int, ...], figures: tuple[str, ...], said: str
) -> None:
    book = Book(briefing("全年"))
    for number, done in enumerate(figures):
        verdict = SLOW if number in slow else ""
        book.add(project(f"修路{number}", f"县{number}局", ROADS), done, verdict=verdict)
    assert overall(teller_of(book.ledger())).text == said
    written = manuscript_of(compose(book.ledger()))
    assert faults(proofread(written, book.ledger(), (written,))) == []
