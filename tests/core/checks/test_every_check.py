"""Every check has a return that it questions and one that it leaves alone; nobody forgets a check in the lists."""

import pytest

from tests.core.checks.examples_of_figures import OF_FIGURES, OF_PROGRESS
from tests.core.checks.examples_of_persons import OF_DATES, OF_PERSONS, OF_PRIVACY
from tests.core.checks.examples_of_words import OF_MONEY, OF_TOLD_FIGURES, OF_WORDS
from tests.core.checks.scenes import FILE, Example, Scene, scene, together
from xlminshi.core import checks
from xlminshi.core.checks import INDICATOR_CHECKS, PROJECT_CHECKS, RETURN_CHECKS, cases
from xlminshi.core.problems import Code, Level

EXAMPLES: tuple[Example, ...] = (
    *OF_FIGURES,
    *OF_PROGRESS,
    *OF_MONEY,
    *OF_WORDS,
    *OF_TOLD_FIGURES,
    *OF_DATES,
    *OF_PERSONS,
    *OF_PRIVACY,
)
ALL_CHECKS = (*INDICATOR_CHECKS, *PROJECT_CHECKS, *RETURN_CHECKS)
GRAVE = {
    Code.NOT_REPORTED,
    Code.NARRATIVE_MISSING,
    Code.NEGATIVE,
    Code.OVER_CEILING,
    Code.IDENTITY_NUMBER,
}


def name_of(one: Example) -> str:
    return one.check.__name__


@pytest.mark.parametrize("one", EXAMPLES, ids=name_of)
def test_a_check_makes_its_finding_once_with_what_was_found(one: Example) -> None:
    (said,) = one.guilty.said_by(one.check)
    assert (said.code, said.what) == (one.code, one.what)
    assert (said.place.file, said.place.sheet) == (FILE.file, FILE.sheet)
    assert said in one.guilty.findings()


@pytest.mark.parametrize(
    ("one", "innocent"),
    [(one, innocent) for one in EXAMPLES for innocent in one.innocent],
    ids=lambda value: name_of(value) if isinstance(value, Example) else "",
)
def test_a_check_leaves_alone_what_only_looks_alike(one: Example, innocent: Scene) -> None:
    assert innocent.said_by(one.check) == []


def test_every_check_in_the_lists_is_hit_by_an_example_and_has_an_innocent_one() -> None:
    hit = {one.check for one in EXAMPLES if one.guilty.said_by(one.check)}
    spared = {one.check for one in EXAMPLES if one.innocent}
    assert set(ALL_CHECKS) == hit == spared
    assert len(ALL_CHECKS) == len({check.__name__ for check in ALL_CHECKS}) >= 40


def test_every_public_check_of_a_module_stands_in_a_list() -> None:
    modules = (
        checks.dates,
        checks.figures,
        checks.money,
        checks.persons,
        checks.privacy,
        checks.progress_told,
        checks.told_figures,
        checks.words,
    )
    kinds = (cases.IndicatorCase, cases.ProjectCase, cases.ReturnCase)
    written = {
        value
        for module in modules
        for value in vars(module).values()
        if getattr(value, "__module__", "") == module.__name__
        and not getattr(value, "__name__", "_").startswith("_")
        and getattr(value, "__annotations__", {}).get("case") in kinds
    }
    assert written == set(ALL_CHECKS)


def test_only_what_is_never_an_honest_exception_must_be_fixed() -> None:
    assert {one.code for one in EXAMPLES if one.code.level is Level.MUST_FIX} == GRAVE


def test_a_sound_return_has_no_findings() -> None:
    assert scene().findings() == ()
    assert together(scene(), scene("全年培训12场。", 12, 12, "场", title="乙", name="培训")).findings() == ()
