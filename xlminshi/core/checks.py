"""Checks of what a unit reported, one small function each. To add one, write it and put it into a list at the end."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlminshi.core.problems import Code, Problem, problem
from xlminshi.core.progress import NoRate, completion
from xlminshi.core.project import Indicator, IndicatorKind, Programme, Project
from xlminshi.core.quantity import plain
from xlminshi.core.rounding import Rounding, rounded_ratio
from xlminshi.core.settings import Settings
from xlminshi.core.status import percent
from xlminshi.core.submission import IndicatorReport, ProjectReport, Submission

_PERCENT_IN_TEXT = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)[%％]")


@dataclass(frozen=True, slots=True)
class IndicatorCase:
    """One reported indicator with what was promised of it."""

    project: Project
    indicator: Indicator
    report: IndicatorReport
    settings: Settings


@dataclass(frozen=True, slots=True)
class ProjectCase:
    """One reported project with all its reported indicators."""

    project: Project
    report: ProjectReport
    indicators: tuple[IndicatorCase, ...]


def check_submission(submission: Submission, programme: Programme, settings: Settings) -> tuple[Problem, ...]:
    """Return what is doubtful in one unit's return beyond what the reading of its cells already told."""
    found: list[Problem] = []
    for project in programme.of_unit(submission.lead_unit):
        cases = tuple(_indicator_cases(project, submission, settings))
        for case in cases:
            found.extend(one for check in INDICATOR_CHECKS for one in check(case))
        report = submission.of_project(project.title)
        if report is not None:
            whole = ProjectCase(project, report, cases)
            found.extend(one for project_check in PROJECT_CHECKS for one in project_check(whole))
    return tuple(found)


def _indicator_cases(project: Project, submission: Submission, settings: Settings) -> Iterator[IndicatorCase]:
    for indicator in project.indicators:
        report = submission.of_indicator(project.title, indicator.name)
        if report is not None:
            yield IndicatorCase(project, indicator, report, settings)


def is_reported(case: IndicatorCase) -> Iterator[Problem]:
    """A number is expected and nothing was typed. (What was typed but could not be read is told elsewhere.)"""
    nothing = case.report.achieved is None and not case.report.typed
    if case.indicator.kind.is_number and case.indicator.kind is not IndicatorKind.FUNDS and nothing:
        yield problem(Code.NOT_REPORTED, case.report.place, found=case.indicator.name)


def is_not_negative(case: IndicatorCase) -> Iterator[Problem]:
    """Cumulative figures are never negative."""
    achieved = case.report.achieved
    if achieved is not None and achieved.value < 0:
        yield problem(Code.NEGATIVE, case.report.place, found=plain(achieved.value))


def is_within_ceiling(case: IndicatorCase) -> Iterator[Problem]:
    """A figure many times off its target is a slip of column or measure until a person says otherwise."""
    achieved, target = case.report.achieved, case.indicator.target
    result = completion(case.indicator, achieved, case.settings.rate_rule)
    if result.no_rate is NoRate.OVER_CEILING and achieved is not None and target is not None:
        times = plain(case.settings.rate_rule.ceiling)
        yield problem(
            Code.OVER_CEILING, case.report.place, found=plain(achieved.value), expected=target, times=times
        )


def does_not_fall(case: IndicatorCase) -> Iterator[Problem]:
    """A cumulative figure of a quantity does not become smaller than last period's."""
    achieved, before = case.report.achieved, case.report.previous
    counts = case.indicator.kind in (IndicatorKind.QUANTITY, IndicatorKind.FUNDS)
    if counts and achieved is not None and before is not None and achieved.value < before:
        yield problem(Code.FALLING, case.report.place, found=plain(achieved.value), expected=plain(before))


def has_words_where_needed(case: ProjectCase) -> Iterator[Problem]:
    """A project without any figure is told in words."""
    says_something = case.report.narrative or case.report.milestone
    has_figure = any(one.report.achieved is not None or one.report.words for one in case.indicators)
    expects_figure = any(one.indicator.kind.is_rated for one in case.indicators)
    if not says_something and not has_figure and not expects_figure:
        yield problem(Code.NARRATIVE_MISSING, case.report.place, found=case.project.title)


def pays_no_more_than_arrived(case: ProjectCase) -> Iterator[Problem]:
    """支付资金 does not exceed 到位资金."""
    arrived, paid = case.report.funds.arrived, case.report.funds.paid
    if arrived is not None and paid is not None and paid.value > arrived.value:
        yield problem(Code.PAID_OVER_ARRIVED, case.report.place, found=paid, expected=arrived)


def tells_the_computed_rates(case: ProjectCase) -> Iterator[Problem]:
    """Each percentage in the narrative is a computed rate or a reported figure, where there is any to compare with.

    A rate told with fewer decimals (157% for 157.14%) is the same rate.
    """
    rates = [rate for one in case.indicators if (rate := _rate(one)) is not None]
    if not rates:
        return
    figures = {value for one in case.indicators for value in _percent_figures(one)}
    for text in _PERCENT_IN_TEXT.findall(case.report.narrative):
        if Decimal(text) not in figures and not any(_tells(text, rate) for rate in rates):
            words = "、".join(percent(rate) for rate in rates)
            yield problem(Code.NARRATIVE_RATE_DIFFERS, case.report.place, found=f"{text}%", expected=words)


def _tells(text: str, rate: Decimal) -> bool:
    decimals = len(text.partition(".")[2])
    told = Decimal(text) / 100
    return any(told == rounded_ratio(rate, Decimal(1), decimals, rounding) for rounding in Rounding)


def _rate(case: IndicatorCase) -> Decimal | None:
    return completion(case.indicator, case.report.achieved, case.settings.rate_rule).rate


def _percent_figures(case: IndicatorCase) -> Iterator[Decimal]:
    for quantity in (case.report.achieved, case.indicator.target):
        if quantity is not None and quantity.measure == "%":
            yield quantity.value


INDICATOR_CHECKS: tuple[Callable[[IndicatorCase], Iterator[Problem]], ...] = (
    is_reported,
    is_not_negative,
    is_within_ceiling,
    does_not_fall,
)
PROJECT_CHECKS: tuple[Callable[[ProjectCase], Iterator[Problem]], ...] = (
    has_words_where_needed,
    pays_no_more_than_arrived,
    tells_the_computed_rates,
)
