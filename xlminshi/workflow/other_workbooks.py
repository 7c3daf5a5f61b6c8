"""Another workbook of the office among the files: what units have reported in it that this workbook does not know."""

import datetime as dt
from collections.abc import Iterator

from xlminshi.core.corrections import corrections_between
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.records import Correction, Records
from xlminshi.core.submission import Submission
from xlminshi.workflow.books import Book
from xlminshi.workflow.choosing import listed
from xlminshi.workflow.returned import OtherWorkbook

_SHORT = 24


def unknown_figures(
    file: str, other: OtherWorkbook, held: dict[str, Submission], book: Book
) -> Iterator[Problem]:
    """Yield the units whose figures in another workbook differ from those `held` here, and were never held here.

    An earlier state of this workbook (a backup, last week's copy) brings nothing new.
    """
    is_earlier = _is_earlier_state(other.records, book.records)
    for theirs in other.submissions:
        ours = held.get(theirs.lead_unit)
        if ours is None or (is_earlier and _is_as_of_its_run(theirs, other.records, book)):
            continue
        changes = corrections_between(theirs, ours, period="", source="", person="", day=dt.date.min)
        if not all(_was_held(one, book.records.corrections) for one in changes):
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


def _was_held(one: Correction, corrections: tuple[Correction, ...]) -> bool:
    """Return whether this workbook once said what the other says, as 更正记录 has it."""
    return any(
        (known.lead_unit, known.project_title, known.entry, known.old)
        == (one.lead_unit, one.project_title, one.entry, one.old)
        for known in corrections
    )
