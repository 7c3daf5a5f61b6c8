"""Checks of what a unit reported, one small function each. To add one, write it and put it into a list below."""

from collections.abc import Callable, Iterator

from xlminshi.core.checks import dates, figures, money, persons, privacy, progress_told, told_figures, words
from xlminshi.core.checks.cases import IndicatorCase, ProjectCase, ReturnCase, return_case
from xlminshi.core.problems import Problem
from xlminshi.core.project import Programme
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

INDICATOR_CHECKS: tuple[Callable[[IndicatorCase], Iterator[Problem]], ...] = (
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
    progress_told.milestone_is_known,
    progress_told.milestone_of_the_indicator_stays,
    words.indicator_says_something,
)
PROJECT_CHECKS: tuple[Callable[[ProjectCase], Iterator[Problem]], ...] = (
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
    progress_told.milestone_stays,
    progress_told.milestone_agrees_with_the_beginning,
    progress_told.milestone_agrees_with_the_end,
    progress_told.slow_is_explained,
    progress_told.words_of_completion_hold,
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
        for check in INDICATOR_CHECKS:
            found.extend(check(indicator))
    for project in case.projects:
        for project_check in PROJECT_CHECKS:
            found.extend(project_check(project))
    for return_check in RETURN_CHECKS:
        found.extend(return_check(case))
    return tuple(found)
