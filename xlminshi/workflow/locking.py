"""What a closed period means for the workbook: its history stays, and what has changed since is told."""

from xlminshi.core.events import is_closed
from xlminshi.core.history import changed_units, history_of, with_period
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.records import HistoryRow
from xlminshi.workflow.books import Book


def is_locked(book: Book) -> bool:
    """Return whether the workbook's period is closed."""
    return is_closed(book.records.events, book.settings.period.full_label)


def history_with_period(book: Book) -> tuple[HistoryRow, ...]:
    """Return the history with this period's figures in it; those of a closed period stay as they were when it was closed."""
    history = book.records.history
    return history if is_locked(book) else with_period(history, history_of(book.ledger(), book.submissions))


def changes_since_closed(book: Book) -> tuple[Problem, ...]:
    """Return a finding for each unit whose figures, words or classes are no longer those of the closed period."""
    if not is_locked(book):
        return ()
    period = book.settings.period
    rows = history_of(book.ledger(), book.submissions)
    return tuple(
        problem(Code.CLOSED_BUT_CHANGED, Place(book.name), found=period.full_label, unit=unit)
        for unit in changed_units(book.records.history, rows, period)
    )
