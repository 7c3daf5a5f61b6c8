"""拆分下发: the standard workbook → one macro-free file per lead unit, with nothing of the other units in it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from xlminshi.core.errors import CannotContinueError
from xlminshi.core.submission import IndicatorReport, Submission
from xlminshi.form.layout import unit_file
from xlminshi.workflow.answering import answered
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import Book
from xlminshi.workflow.ports import Office, Outcome, outcome

_UNSAFE = re.compile(r'[\\/:*?"<>|=\r\n\t]')


def distribute(source: Path, office: Office) -> Outcome[tuple[str, ...]]:
    """Return one file per lead unit, named after the unit; the value lists the units in order."""
    reading = read_book(office.read(source), office.this_year)
    book = reading.book
    units = book.lead_units()
    if not units:
        raise CannotContinueError(f"{source.name}中没有牵头单位，没有可下发的填报表。请先核对实事清单。")
    _, problems = answered(book, reading.all_problems())
    return outcome(units, unit_forms(book, office), problems)


def unit_forms(book: Book, office: Office) -> Iterator[tuple[str, bytes]]:
    """Yield one pre-filled form per lead unit as (file name, content)."""
    before = shown_before(book)
    for unit in office.progress(book.lead_units(), "拆分下发"):
        plan = unit_file(book.programme, book.settings, unit, before.get(unit))
        yield f"{safe_file_name(unit)}.xlsx", office.render_book(plan)


def shown_before(book: Book) -> dict[str, Submission]:
    """Return by unit what its form shows from the start: last cumulative figures, persons and telephones."""
    # A form that is sent out again within the period keeps 上期累计 and does not repeat what was reported.
    carried = {one.lead_unit: one for one in book.carried()}
    again = {
        one.lead_unit: replace(one.carried_over(), indicators=_unreported(one)).following(
            carried.get(one.lead_unit)
        )
        for one in book.submissions
    }
    return carried | again


def _unreported(submission: Submission) -> tuple[IndicatorReport, ...]:
    return tuple(_without_report(one) for one in submission.indicators)


def _without_report(one: IndicatorReport) -> IndicatorReport:
    if one.achieved is None and not (one.words or one.typed):  # as most are when the forms go out
        return one
    return replace(one, achieved=None, words="", typed="")


def safe_file_name(name: str) -> str:
    """Return a name that Windows accepts for a file, and xlwings too (no “=”)."""
    return _UNSAFE.sub("_", name).strip(" .") or "未命名"
