"""Another workbook of the office among the files: what units have reported in it that this workbook does not know."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

from xlminshi.core.corrections import achieved_entry, corrections_between, figure_remembered
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.records import Correction, Records
from xlminshi.core.submission import Submission
from xlminshi.workflow.books import Book
from xlminshi.workflow.choosing import listed
from xlminshi.workflow.returned import OtherWorkbook, StandingForm

_Entry: TypeAlias = tuple[str, str, str, str]
"""A unit, a project, an entry, and what it said."""
_SHORT = 24


def unknown_figures(
    file: str,
    other: OtherWorkbook,
    held: dict[str, Submission],
    book: Book,
    standing: tuple[StandingForm, ...],
) -> Iterator[Problem]:
    """Yield the units whose figures in another workbook differ from those `held` here, and were never held here.

    An earlier state of this workbook (a backup, last week's copy) brings nothing new. What was held before this run is on
    the sheets of `book`, and on the adopted forms that came again (`standing`).
    """
    is_earlier = _is_earlier_state(other.records, book.records)
    former = _former(book, standing)
    remembered = _remembered(book)
    for theirs in other.submissions:
        ours = held.get(theirs.lead_unit)
        if ours is None or (is_earlier and _is_as_of_its_run(theirs, other.records, book)):
            continue
        changes = _changes(theirs, ours)
        if _never_held(changes, theirs, former[theirs.lead_unit], remembered):
            yield problem(
                Code.OTHER_FIGURES,
                Place(file),
                unit=theirs.lead_unit,
                count=len(changes),
                differences=listed(changes, _SHORT),
            )


def _is_earlier_state(theirs: Records, ours: Records) -> bool:
    """Return whether everything that was done in another workbook was done in this one, in the same order."""
    known = {one.digest for one in ours.receipts}
    is_known = all(one.digest in known for one in theirs.receipts)
    return is_known and ours.events[: len(theirs.events)] == theirs.events


def _is_as_of_its_run(sheet: Submission, records: Records, book: Book) -> bool:
    """Return whether nobody has written over a unit's figures since the last run of their workbook."""
    period = book.settings.period
    known = {
        (one.project_title, one.indicator_name): one.achieved
        for one in records.history
        if one.year == period.year and period.is_same(one.period)
    }
    return all(
        (one.achieved.value if one.achieved else None) == known.get((one.project_title, one.indicator_name))
        for one in sheet.indicators
    )


def _former(book: Book, standing: tuple[StandingForm, ...]) -> dict[str, list[Submission]]:
    """Return by unit what the workbook held before this run."""
    found: dict[str, list[Submission]] = defaultdict(list)
    for sheet in book.submissions:
        found[sheet.lead_unit].append(sheet)
    for one in standing:
        found[one.submission.lead_unit].append(one.form.submission)
    return found


def _remembered(book: Book) -> frozenset[_Entry]:
    """Return what this workbook once said, as 更正记录 has it, and what it said at its last run, as 历史 has it."""
    period = book.settings.period
    corrected = ((one.lead_unit, one.project_title, one.entry, one.old) for one in book.records.corrections)
    rows = (one for one in book.records.history if one.year == period.year and period.is_same(one.period))
    figures = (
        (row.lead_unit, row.project_title, achieved_entry(row.indicator_name), shown)
        for row in rows
        if (shown := figure_remembered(row))
    )
    return frozenset((*corrected, *figures))


def _never_held(
    changes: tuple[Correction, ...],
    theirs: Submission,
    former: list[Submission],
    remembered: frozenset[_Entry],
) -> tuple[Correction, ...]:
    """Return the changes of which this workbook never said what the other says."""
    others = [{(one.project_title, one.entry) for one in _changes(theirs, held)} for held in former]
    return tuple(
        one
        for one in changes
        if (one.lead_unit, one.project_title, one.entry, one.old) not in remembered
        and all((one.project_title, one.entry) in other for other in others)
    )


def _changes(theirs: Submission, ours: Submission) -> tuple[Correction, ...]:
    return corrections_between(theirs, ours, period="", source="", person="", day=dt.date.min)
