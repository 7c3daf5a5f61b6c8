"""Checks of days, months and years: of the return itself, and those that its words name."""

import datetime as dt
import re
from collections.abc import Iterator

from xlminshi.core.checks.cases import ProjectCase, ReturnCase, folded, is_prospect
from xlminshi.core.period import NAMED_PERIOD
from xlminshi.core.problems import Code, Problem, problem

_FURTHEST_AFTER, _FURTHEST_BEFORE = dt.timedelta(days=120), dt.timedelta(days=60)
_UP_TO = re.compile(r"(?:截至|截止到|截止)(?:目前|到)?(?:(20\d\d)年)?(\d{1,2})月")
_YEAR_AND_MONTHS = re.compile(rf"(20\d\d)年(?:(?:1|一)[-—–~至到]\d{{1,2}}月|{NAMED_PERIOD})")
_MONTH_DONE = re.compile(
    r"(?<![年\d])(\d{1,2})月(?:份|底|末|上旬|中旬|下旬|\d{1,2}日)?已(?:经)?(?:全部)?(?:完成|完工|建成|投用|开工)"
)
_DEADLINE = re.compile(
    r"(?P<found>(?<![年\d至—-])(\d{1,2})月(?:份|底|末|上旬|中旬|下旬|\d{1,2}日)?(?:之前|以前|前)[^，。；]{0,8}?(?:完成|完工|开工|投用|建成))"
)
_PAST_OR_NEXT_YEAR = ("年", "明年", "次年", "去年", "上年", "今后")


def is_dated_after_the_period(case: ReturnCase) -> Iterator[Problem]:
    """Figures up to the end of the period are not known before it."""
    day, end, deadline = case.submission.reported_on, case.settings.period.as_of, case.settings.deadline
    asks_early = deadline is not None and deadline < end
    if day is not None and end - _FURTHEST_BEFORE <= day < end and not asks_early:
        yield problem(Code.REPORTED_EARLY, case.at("reported_on"), found=day, expected=end)


def is_dated_near_the_period(case: ReturnCase) -> Iterator[Problem]:
    """A day of another year is a slip of the year."""
    day, end = case.submission.reported_on, case.settings.period.as_of
    if day is not None and not end - _FURTHEST_BEFORE <= day <= end + _FURTHEST_AFTER:
        yield problem(Code.REPORT_DATE_ODD, case.at("reported_on"), found=day, expected=end)


def is_dated_anew(case: ReturnCase) -> Iterator[Problem]:
    """The day of the last return, left standing, shows that its form was used again."""
    day, last = case.submission.reported_on, case.before.reported_on if case.before else None
    if day is not None and day == last:
        yield problem(Code.SAME_DATE_AS_LAST, case.at("reported_on"), found=day)


def words_end_with_the_period(case: ProjectCase) -> Iterator[Problem]:
    """截至6月底 in a return of 1-9月 is last period's text."""
    if "截" not in case.narrative:
        return
    end = case.settings.period.as_of
    for found in _UP_TO.finditer(case.narrative):
        year, month = found.groups()
        if int(month) not in (case.settings.period.last, end.month) or (year and int(year) != end.year):
            yield _other_period(case, found.group())


def words_tell_of_this_year(case: ProjectCase) -> Iterator[Problem]:
    """2021年1-9月 in a return of 2022 is last year's text."""
    for found in _YEAR_AND_MONTHS.finditer(case.narrative):
        is_compared = re.search(r"(?:比|同期|较|与|同|和)[^，。；]{0,6}$", case.narrative[: found.start()])
        is_same_period = case.narrative[found.end() :].startswith("同期")
        if int(found.group(1)) != case.settings.period.year and not is_compared and not is_same_period:
            yield _other_period(case, found.group())


def _other_period(case: ProjectCase, found: str) -> Problem:
    label = case.settings.period.full_label
    return problem(Code.OTHER_PERIOD_TOLD, case.place, found=found, expected=label)


def tells_no_future_as_done(case: ProjectCase) -> Iterator[Problem]:
    """What is done in December is not told in a return of 1-9月."""
    if "月" not in case.narrative:
        return
    end = case.settings.period.as_of
    for found in _MONTH_DONE.finditer(case.narrative):
        is_other = case.narrative[: found.start()].endswith(_PAST_OR_NEXT_YEAR)
        is_told = not is_other and not is_prospect(case.narrative, found.start())
        if is_told and end.month + 1 < int(found.group(1)) <= 12:
            yield problem(Code.FUTURE_TOLD, case.place, found=found.group(), expected=end)


def next_steps_lie_ahead(case: ProjectCase) -> Iterator[Problem]:
    """What is planned for 6月底前 in a return of 1-9月 was copied from the last one."""
    if "月" not in case.report.next_steps:
        return
    text = folded(case.report.next_steps)
    for found in _DEADLINE.finditer(text):
        is_this_year = not text[: found.start()].endswith(_PAST_OR_NEXT_YEAR)
        if is_this_year and 1 <= int(found.group(2)) < case.settings.period.last:
            place, label = case.report.place_of("next_steps"), case.settings.period.full_label
            yield problem(Code.DEADLINE_PAST, place, found=found.group("found"), expected=label)
