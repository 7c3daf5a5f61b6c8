"""Two hundred returns that careful clerks filled in: nothing must be fixed, and hardly anything is asked about."""

from functools import cache

from tests.workflow.clean_returns import CleanReturn, clean_returns
from xlminshi.core.checks import check_submission
from xlminshi.core.problems import Level, Problem
from xlminshi.form.head import find_forms
from xlminshi.form.reading import read_submission
from xlminshi.form.tampering import tampering

COUNT = 200


@cache
def returns() -> tuple[CleanReturn, ...]:
    return tuple(clean_returns(COUNT))


@cache
def findings() -> tuple[Problem, ...]:
    return tuple(found for one in returns() for found in found_in(one))


def found_in(one: CleanReturn) -> tuple[Problem, ...]:
    """Return what reading, checks and the comparison with the form that was sent say of one return."""
    (table,) = find_forms(one.workbook)
    submission, problems = read_submission(table, one.programme, one.unit, one.settings)
    checked = check_submission(submission, one.programme, one.settings, one.before)
    changed = tampering(one.workbook, table, one.programme, one.unit, one.settings)
    return (*problems, *checked, *changed)


def told(level: Level) -> list[str]:
    return [str(one) for one in findings() if one.level is level]


def test_nothing_in_a_clean_return_must_be_fixed() -> None:
    assert told(Level.MUST_FIX) == []


def test_a_clean_return_is_asked_about_less_than_once_in_twenty() -> None:
    assert len(told(Level.REMINDER)) < COUNT / 20, told(Level.REMINDER)


def test_nothing_is_told_about_the_form_of_a_clean_return() -> None:
    assert told(Level.NOTE) == []


def test_the_returns_are_varied_and_come_out_the_same_every_time() -> None:
    assert returns()[:20] == tuple(clean_returns(20))
    titles = {project.title for one in returns() for project in one.programme.projects}
    narratives = {
        str(one.workbook.grids[0].rows[row])
        for one in returns()
        for row in range(4, 4 + len(one.programme.projects))
    }
    assert len(titles) > 14
    assert len(narratives) > COUNT
    assert sum(one.before is not None for one in returns()) > COUNT / 4
