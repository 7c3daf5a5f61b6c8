"""Two published bulletins held against their own figures: what the checks say of them is a false alarm, or true."""

from collections.abc import Mapping
from dataclasses import replace

from tests.core.builders import CUT_OFF, golden, golden_programme, golden_submissions, golden_units, settings
from tests.core.checks.published_texts import LUSHAN, ZHANHE
from tests.core.checks.scenes import CELLS
from xlminshi.core.checks import check_submission
from xlminshi.core.problems import Code, Level, Problem
from xlminshi.core.progress import RateRule


def told(name: str, texts: Mapping[str, str], rule: RateRule | None = None) -> list[Problem]:
    """Return what must be settled or looked at in a bulletin whose every project is told in its printed words."""
    facts = golden(name)
    office = settings(facts["period"], facts["year"], units=golden_units(facts))
    office = replace(office, rate_rule=rule or office.rate_rule)
    programme = golden_programme(facts)
    assert {project.title for project in programme.projects} == set(texts)
    said: list[Problem] = []
    for submission in golden_submissions(facts):
        worded = tuple(
            replace(one, narrative=texts[one.project_title], cells=CELLS) for one in submission.projects
        )
        said.extend(check_submission(replace(submission, projects=worded), programme, office))
    return [one for one in said if one.level is not Level.NOTE]


def test_of_nineteen_projects_only_the_three_slow_ones_are_asked_for_reasons() -> None:
    assert [one.code for one in told("zhanhe_2022_q3", ZHANHE)] == [Code.SLOW_UNEXPLAINED] * 3


def test_of_eleven_units_two_slow_ones_are_asked_for_reasons_and_one_rate_was_cut_off() -> None:
    said = told("lushan_2022_h1", LUSHAN)
    assert sorted(one.code.name for one in said) == ["NARRATIVE_RATE_DIFFERS", *["SLOW_UNEXPLAINED"] * 2]
    (rate,) = (one for one in said if one.code is Code.NARRATIVE_RATE_DIFFERS)
    assert rate.what == "进展情况写有“94.28%”，与按数据计算的完成率94.29%不符。"


def test_an_office_that_cuts_its_rates_off_is_not_asked_about_them() -> None:
    said = told("lushan_2022_h1", LUSHAN, CUT_OFF)
    assert Code.NARRATIVE_RATE_DIFFERS not in {one.code for one in said}
