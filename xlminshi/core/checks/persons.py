"""Checks of who reported, who answers for a project, and how he is reached."""

import re
from collections.abc import Iterator
from itertools import pairwise

from xlminshi.core.checks.cases import ProjectCase, ReturnCase
from xlminshi.core.problems import Code, Problem, problem
from xlminshi.core.units import normal_name

_DIGIT = re.compile(r"\d")
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_HEAD = {"reporter": "填报人", "reviewer": "审核人", "reported_on": "填报日期"}


def is_signed(case: ReturnCase) -> Iterator[Problem]:
    """The head says who filled in and who checked the form, and when."""
    asked = {key for key, _ in case.submission.cells}
    missing = [label for key, label in _HEAD.items() if key in asked and not getattr(case.submission, key)]
    if missing:
        yield problem(Code.UNSIGNED, case.place, found="、".join(missing))


def is_reviewed_by_another(case: ReturnCase) -> Iterator[Problem]:
    """Who fills in does not check himself."""
    reporter, reviewer = normal_name(case.submission.reporter), normal_name(case.submission.reviewer)
    if reporter and reporter == reviewer:
        yield problem(Code.SAME_SIGNER, case.at("reviewer"), found=case.submission.reporter)


def has_contacts(case: ReturnCase) -> Iterator[Problem]:
    """Each project names a person and a telephone number."""
    open_ones = [one.project.title for one in case.projects if _lacks_a_contact(one)]
    if open_ones:
        yield problem(Code.CONTACT_MISSING, case.place, count=len(open_ones), found="、".join(open_ones))


def _lacks_a_contact(case: ProjectCase) -> bool:
    report = case.report
    no_person = not report.responsible_person and report.asks_for("person")
    return no_person or (not report.phone and report.asks_for("phone"))


def person_is_a_name(case: ProjectCase) -> Iterator[Problem]:
    """责任人 holds a name; a number belongs into the column of its own."""
    if _DIGIT.search(case.report.responsible_person):
        masked = _DIGIT.sub("*", case.report.responsible_person)
        yield problem(Code.PERSON_HAS_DIGITS, case.report.place_of("person"), found=masked)


def person_stays(case: ProjectCase) -> Iterator[Problem]:
    """A new 责任人 is told to the office."""
    now, last = case.report.responsible_person, case.before.responsible_person if case.before else ""
    if now and last and normal_name(now) != normal_name(last):
        place, title = case.report.place_of("person"), case.project.title
        yield problem(Code.PERSON_CHANGED, place, title=title, found=now, expected=last)


def phones_are_not_counted_up(case: ReturnCase) -> Iterator[Problem]:
    """A number drawn down with the mouse counts up by one from project to project."""
    for first, second in pairwise(case.projects):
        one, other = first.report.phone, second.report.phone
        if _MOBILE.fullmatch(one) and _MOBILE.fullmatch(other) and int(other) - int(one) == 1:
            place = second.report.place_of("phone")
            yield problem(Code.PHONES_COUNT_UP, place, found=other, expected=one)
