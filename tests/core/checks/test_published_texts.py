"""Two published bulletins held against their own figures: what the checks say of them is a false alarm, or true."""

from collections.abc import Mapping
from dataclasses import replace

from tests.core.builders import CUT_OFF, golden, golden_programme, golden_submissions, golden_units, settings
from tests.core.checks.published_texts import LUSHAN, ZHANHE
from tests.core.checks.scenes import CELLS
from xlminshi.core.checks import check_submission
from xlminshi.core.checks.cases import folded
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


def test_of_eleven_units_the_two_slow_ones_and_the_one_that_contradicts_its_rates_are_asked() -> None:
    said = told("lushan_2022_h1", LUSHAN)
    assert sorted(one.code.name for one in said) == ["OVER_IN_WORDS", *["SLOW_UNEXPLAINED"] * 2]
    (over,) = (one for one in said if one.code is Code.OVER_IN_WORDS)
    assert over.what == "进展情况写“均超额完成任务”，而完成率是81.4%、71.33%，没有超过。"


def test_rates_that_were_rounded_and_rates_that_were_cut_off_are_both_right() -> None:
    assert "94.28%" in folded(LUSHAN["提升移动政务服务能力"])  # 33 of 35 is 94.2857
    assert "227%" in folded(LUSHAN["职业技能培训"])  # 71267 of 31400 is 226.96
    said = {one.code for one in told("lushan_2022_h1", LUSHAN, CUT_OFF)}
    assert said == {Code.SLOW_UNEXPLAINED, Code.OVER_IN_WORDS}
