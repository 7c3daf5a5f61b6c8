"""Checks of what a unit reported, one small function each. To add one, write it and put it into a list below."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeAlias

from xlminshi.core.checks import dates, figures, money, persons, privacy, progress_told, told_figures, words
from xlminshi.core.checks.cases import IndicatorCase, ProjectCase, ReturnCase, return_case
from xlminshi.core.problems import Problem
from xlminshi.core.project import IndicatorKind, Programme
from xlminshi.core.settings import Settings
from xlminshi.core.submission import Submission

__all__ = [
    "INDICATOR_CHECKS",
    "PROJECT_CHECKS",
    "RETURN_CHECKS",
    "IndicatorCase",
    "ProjectCase",
    "ReturnCase",
    "check_submission",
]

IndicatorCheck: TypeAlias = Callable[[IndicatorCase], Iterator[Problem]]
ProjectCheck: TypeAlias = Callable[[ProjectCase], Iterator[Problem]]

INDICATOR_CHECKS: tuple[IndicatorCheck, ...] = (
    figures.is_reported,
    figures.is_not_negative,
    figures.is_within_ceiling,
    figures.does_not_fall,
    figures.does_not_jump,
    figures.is_counted_in_wholes,
    figures.is_in_the_measure,
    figures.is_a_plain_number,
    figures.is_no_date,
    figures.is_measured_where_lower_is_better,
    figures.is_a_plausible_percentage,
    figures.is_a_share_of_the_whole,
    progress_told.milestone_of_the_indicator_stays,
    words.indicator_says_something,
)
PROJECT_CHECKS: tuple[ProjectCheck, ...] = (
    figures.differs_between_indicators,
    words.has_words_where_needed,
    words.says_something,
    words.is_filled_in,
    words.is_long_enough,
    words.fits_a_bulletin,
    words.is_written_to_its_end,
    words.pairs_its_marks,
    words.is_printable,
    words.is_not_the_task_again,
    words.is_written_anew,
    told_figures.tells_the_computed_rates,
    told_figures.tells_the_reported_figures,
    told_figures.tells_the_promised_targets,
    told_figures.tells_the_reported_funds,
    told_figures.invests_no_more_than_planned,
    progress_told.milestone_is_told,
    progress_told.milestone_stands_in_its_cell,
    progress_told.milestone_is_known,
    progress_told.milestones_agree,
    progress_told.milestone_stays,
    progress_told.milestone_agrees_with_the_beginning,
    progress_told.milestone_agrees_with_the_end,
    progress_told.slow_is_explained,
    progress_told.words_of_completion_hold,
    progress_told.words_of_the_end_hold,
    progress_told.words_of_overfulfilment_hold,
    progress_told.words_about_all_of_them_hold,
    progress_told.words_of_delay_hold,
    progress_told.full_is_said_to_be_full,
    progress_told.words_of_time_progress_hold,
    money.pays_no_more_than_arrived,
    money.arrives_no_more_than_planned,
    money.pays_only_what_arrived,
    money.funds_are_not_negative,
    money.funds_are_in_ten_thousands,
    money.funds_do_not_fall,
    money.planned_funds_stay,
    dates.words_end_with_the_period,
    dates.words_tell_of_this_year,
    dates.tells_no_future_as_done,
    dates.next_steps_lie_ahead,
    persons.person_is_a_name,
    persons.person_stays,
    privacy.has_no_identity_number,
    privacy.has_nothing_like_an_identity_number,
    privacy.has_no_card_number,
    privacy.has_no_mobile_number,
    privacy.lists_no_persons,
    privacy.names_no_link,
)
RETURN_CHECKS: tuple[Callable[[ReturnCase], Iterator[Problem]], ...] = (
    figures.is_not_copied_from_the_targets,
    figures.is_not_all_zero,
    figures.is_not_estimated,
    progress_told.says_something_new,
    progress_told.goes_on,
    words.differs_between_projects,
    words.speaks_of_its_own_unit,
    dates.is_dated_after_the_period,
    dates.is_dated_near_the_period,
    dates.is_dated_anew,
    persons.is_signed,
    persons.is_reviewed_by_another,
    persons.has_contacts,
    persons.phones_are_not_counted_up,
)

# Checks that have nothing to say of most returns are not asked there. A check that is not named here is always asked.
_ONLY_OF_KINDS: dict[IndicatorCheck, tuple[IndicatorKind, ...]] = {
    figures.is_counted_in_wholes: (IndicatorKind.QUANTITY,),
    figures.is_in_the_measure: (IndicatorKind.QUANTITY,),
    figures.is_measured_where_lower_is_better: (IndicatorKind.LOWER,),
    progress_told.milestone_of_the_indicator_stays: (IndicatorKind.MILESTONE,),
    words.indicator_says_something: (IndicatorKind.WORDS,),
}
_ONLY_BESIDE_THE_LAST = (
    words.is_written_anew,
    progress_told.milestone_stays,
    money.funds_do_not_fall,
    money.planned_funds_stay,
    persons.person_stays,
)
_ONLY_OF_LONG_NUMBERS = (
    privacy.has_no_identity_number,
    privacy.has_nothing_like_an_identity_number,
    privacy.has_no_card_number,
    privacy.has_no_mobile_number,
)
_ONLY_OF_WHAT_IS_FULL = (
    progress_told.words_of_overfulfilment_hold,
    progress_told.words_of_delay_hold,
    progress_told.full_is_said_to_be_full,
)


def check_submission(
    submission: Submission, programme: Programme, settings: Settings, before: Submission | None = None
) -> tuple[Problem, ...]:
    """Return what is doubtful in one unit's return beyond what the reading of its cells already told.

    `before` is the unit's last return of the year as it was: its figures in `achieved`, its words unchanged. Without it
    the figures are held against 上期累计 of the form.
    """
    case = return_case(submission, programme, settings, before)
    found: list[Problem] = []
    for indicator in case.indicators:
        for check in _indicator_checks(indicator.indicator.kind):
            found.extend(check(indicator))
    for project in case.projects:
        has_last, is_full = project.before is not None, project.is_full
        for project_check in _project_checks(has_last, is_full, bool(project.long_numbers)):
            found.extend(project_check(project))
    for return_check in RETURN_CHECKS:
        found.extend(return_check(case))
    return tuple(found)


@lru_cache
def _indicator_checks(kind: IndicatorKind) -> tuple[IndicatorCheck, ...]:
    return tuple(check for check in INDICATOR_CHECKS if kind in _ONLY_OF_KINDS.get(check, IndicatorKind))


@lru_cache
def _project_checks(has_last: bool, is_full: bool, has_long_numbers: bool) -> tuple[ProjectCheck, ...]:
    silent: set[ProjectCheck] = set()
    silent.update(() if has_last else _ONLY_BESIDE_THE_LAST)
    silent.update(() if is_full else _ONLY_OF_WHAT_IS_FULL)
    silent.update(() if has_long_numbers else _ONLY_OF_LONG_NUMBERS)
    return tuple(check for check in PROJECT_CHECKS if check not in silent)
