"""Rows that came into the list after a unit had reported: they wait for a figure, and no unit is called on for it."""

from collections.abc import Iterable
from dataclasses import replace

from xlminshi.core.period import ReportingPeriod
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.project import Programme
from xlminshi.core.records import HistoryRow
from xlminshi.core.submission import IndicatorReport
from xlminshi.core.units import normal_name
from xlminshi.form.matching import row_name
from xlminshi.workflow.books import Book


def without_settled_rows(problems: Iterable[Problem], book: Book) -> tuple[Problem, ...]:
    """Return the findings without what is settled of such rows: by a figure in the workbook, or as told once already."""
    told = tuple(problems)
    added = {one.what for one in told if one.code is Code.ADDED_SINCE}
    if not added:
        return told
    rows = {
        _what_of(one.project_title, one.indicator_name): one
        for own in book.submissions
        for one in own.indicators
    }
    filled = {what for what in added if what in rows and _is_filled(rows[what])}
    waiting = {_spot(rows[what].place) for what in added - filled if what in rows}
    return tuple(
        one
        for one in told
        if not (one.code is Code.ADDED_SINCE and one.what in filled)
        and not (one.code is Code.NOT_REPORTED and _spot(one.place) in waiting)
    )


def with_rows_listed_since(
    problems: tuple[Problem, ...],
    programme: Programme,
    lead_unit: str,
    history: tuple[HistoryRow, ...],
    period: ReportingPeriod,
) -> tuple[Problem, ...]:
    """Return the findings about a unit's sheet in the workbook; a row that no run of this period knew yet was added since."""
    known = {
        (normal_name(row.project_title), normal_name(row.indicator_name))
        for row in history
        if row.year == period.year and period.is_same(row.period) and row.lead_unit == lead_unit
    }
    if not known:
        return problems
    added = {
        problem(Code.MISSING_ROW, Place(), found=row_name(one.title, item.name)).what: row_name(
            one.title, item.name
        )
        for one in programme.of_unit(lead_unit)
        for item in one.indicators
        if (normal_name(one.title), normal_name(item.name)) not in known
    }
    return tuple(
        problem(Code.ADDED_SINCE, one.place, found=added[one.what])
        if one.code is Code.MISSING_ROW and one.what in added
        else one
        for one in problems
    )


def _what_of(title: str, indicator: str) -> str:
    return problem(Code.ADDED_SINCE, Place(), found=row_name(title, indicator)).what


def _is_filled(one: IndicatorReport) -> bool:
    return one.achieved is not None or bool(one.words or one.typed)


def _spot(place: Place) -> Place:
    return replace(place, file="")
