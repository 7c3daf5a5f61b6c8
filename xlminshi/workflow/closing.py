"""办结 and 重新打开: a period that has gone out is locked; it is opened again only with a reason, and both are remembered."""

from dataclasses import replace
from pathlib import Path

from xlminshi.bulletin.composing import compose
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import Problem, in_order, level_counts
from xlminshi.core.records import Action, Event
from xlminshi.workflow.answering import answered
from xlminshi.workflow.book_layout import compiled_book
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import Book
from xlminshi.workflow.collecting import collect_into
from xlminshi.workflow.drafting import drafted
from xlminshi.workflow.locking import is_locked
from xlminshi.workflow.ports import Office, Outcome, outcome


def close(source: Path, target_name: str, person: str, office: Office) -> Outcome[Book]:
    """Return the workbook with its period closed: its figures stand in 历史, no further return is taken.

    Raises CannotContinueError where the period is closed already, or no unit has reported in it.
    """
    book, problems = _read(source, office)
    ledger, label = book.ledger(), book.settings.period.full_label
    if is_locked(book):
        raise CannotContinueError(f"{label}已经办结，不用再办结。")
    units, missing = len(ledger.lead_units()), len(ledger.missing_units)
    if missing == units:
        raise CannotContinueError(f"{label}还没有单位报送，不能办结。请先回收汇总。")
    result = (
        f"实事{len(ledger.standings)}件；应报送单位{units}个，未报送{missing}个；尚有{level_counts(problems)}"
    )
    event = Event(office.now().date(), Action.CLOSE, label, person.strip(), result)
    return _done(book, problems, event, target_name, office)


def reopen(source: Path, target_name: str, reason: str, person: str, office: Office) -> Outcome[Book]:
    """Return the workbook with its period open again.

    Raises CannotContinueError without a reason, and where the period is not closed.
    """
    book, problems = _read(source, office)
    label = book.settings.period.full_label
    if not is_locked(book):
        raise CannotContinueError(f"{label}没有办结，不用重新打开。")
    if not reason.strip():
        raise CannotContinueError(f"重新打开{label}要写明理由。请补写理由后重试。")
    event = Event(office.now().date(), Action.REOPEN, label, person.strip(), "", reason.strip())
    return _done(book, problems, event, target_name, office)


def _read(source: Path, office: Office) -> tuple[Book, tuple[Problem, ...]]:
    collection, problems = collect_into(read_book(office.read(source), office.this_year), (), office)
    book = collection.book
    if not book.draft.rows:
        return book, problems
    ledger = book.ledger()
    return answered(
        book, in_order((*problems, *drafted(compose(ledger), book.former_draft(), ledger).problems))
    )


def _done(
    book: Book, problems: tuple[Problem, ...], event: Event, target_name: str, office: Office
) -> Outcome[Book]:
    done = replace(book, records=replace(book.records, events=(*book.records.events, event)))
    return outcome(done, (office.book_file(target_name, compiled_book(done, problems)),), problems)
