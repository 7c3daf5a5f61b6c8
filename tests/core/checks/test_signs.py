"""Checks are only asked, and patterns only searched for, where a quick sign says that they may find something.

Such a sign must never be missing where there is something to find.
"""

import re
from collections.abc import Callable
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.builders import programme
from tests.core.checks.scenes import Example, Scene
from tests.core.checks.test_every_check import EXAMPLES, name_of
from xlminshi.core.checks import (
    INDICATOR_CHECKS,
    PROJECT_CHECKS,
    RETURN_CHECKS,
    cases,
    dates,
    privacy,
    progress_told,
    told_figures,
    words,
)
from xlminshi.core.checks.cases import return_case
from xlminshi.core.units import LeadUnit, UnitDirectory

SIGNS: tuple[tuple[re.Pattern[str], Callable[[str], object]], ...] = (
    (words._LEFT_OPEN, words._OPEN_SIGNS.search),
    (words._CUT_OFF, lambda text: words._CUT_OFF.search(text, max(len(text) - words._LONGEST_END, 0))),
    (privacy._LISTED, privacy._SIGN_OF_A_LIST.search),
    (privacy._LINK, privacy._SIGN_OF_A_LINK.search),
    (dates._UP_TO, lambda text: "截" in text),
    (dates._MONTH_DONE, lambda text: "月" in text),
    (dates._DEADLINE, lambda text: "月" in text),
    (progress_told._DONE, progress_told._names_an_aim),
    (progress_told._OVER_FULFILLED, lambda text: "超额完成" in text),
    (progress_told._ALL_OVER, lambda text: "超额完成" in text),
    (told_figures._INVESTED, lambda text: "投" in text),
    (cases._LONG_NUMBER, cases._ELEVEN_DIGITS.search),
    *(
        (told_figures._pattern(measure), lambda text, own=measure: told_figures._speaks_of(text, own))
        for measure in ("人", "个", "公里", "千米", "平方米", "m2/户")
    ),
)


@pytest.mark.parametrize(("pattern", "sign"), SIGNS, ids=lambda value: getattr(value, "pattern", "")[:20])
@given(data=st.data())
def test_a_sign_stands_wherever_there_is_something_to_find(
    pattern: re.Pattern[str], sign: Callable[[str], object], data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(pattern))
    assert sign(text)


def asked_one_by_one(one: Scene) -> tuple[object, ...]:
    """What all checks say, each asked of everything."""
    case = return_case(one.submission, programme(*one.projects), one.office, one.before)
    of_indicators = (check(item) for item in case.indicators for check in INDICATOR_CHECKS)
    of_projects = (check(item) for item in case.projects for check in PROJECT_CHECKS)
    of_return = (check(case) for check in RETURN_CHECKS)
    return tuple(chain.from_iterable((*of_indicators, *of_projects, *of_return)))


@pytest.mark.parametrize("one", EXAMPLES, ids=name_of)
def test_checks_that_are_not_asked_had_nothing_to_say(one: Example) -> None:
    for each in (one.guilty, *one.innocent):
        assert each.findings() == asked_one_by_one(each)


FOLDED = st.text(st.sampled_from("1２３,，. 　\t\n\u200b％完成月a"), max_size=20)


@given(FOLDED)
def test_a_text_is_folded_as_if_every_step_were_taken(text: str) -> None:
    translated = text.translate(cases._FULL_WIDTH)
    assert (
        cases.folded(text) == cases._SPACE.sub("", re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", translated)).strip()
    )


@given(FOLDED, FOLDED)
def test_texts_that_begin_differently_are_not_the_same(one: str, other: str) -> None:
    assert words._are_the_same_words(one, other) == (words._bare(one) == words._bare(other))


@pytest.mark.parametrize(("text", "may"), [("区住建局推进", True), ("县城", False), ("", False)])
def test_only_a_text_with_the_first_sign_of_an_office_may_begin_with_its_name(text: str, may: bool) -> None:
    assert UnitDirectory((LeadUnit("区住建局", ("住建",)),)).may_begin(text) is may
