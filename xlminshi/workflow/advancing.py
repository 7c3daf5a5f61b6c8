"""转入下期: this period's workbook → the next one's, with the history in it and every unit's form pre-filled beside it."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from xlminshi.core.errors import CannotContinueError
from xlminshi.core.period import (
    ReportingPeriod,
    next_label,
    parse_months,
    reporting_period,
    without_year,
    year_in,
)
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.records import Action, Event
from xlminshi.core.settings import Settings
from xlminshi.form.as_written import SettingsAsWritten, written_from
from xlminshi.workflow.book_layout import standard_book
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import Book
from xlminshi.workflow.distributing import safe_file_name, unit_forms
from xlminshi.workflow.locking import history_with_period, is_locked
from xlminshi.workflow.ports import Office, Outcome, ending_like, outcome

FORMS_FOLDER = "下发填报表"


@dataclass(frozen=True, slots=True)
class Advance:
    """The workbook of the next period, and the units for which a form was made."""

    book: Book
    units: tuple[str, ...]


def advance(
    source: Path, label: str, deadline: dt.date | None, person: str, office: Office, target_name: str = ""
) -> Outcome[Advance]:
    """Return the next period's workbook and, in a folder beside it, a form for every lead unit.

    `label` "" takes the period that follows. Raises CannotContinueError where nobody can say which one that is, where it
    is none or not a later one of this year, and for a workbook without projects. Without a `target_name` the workbook is
    named after its period, and has macros if `source` has.
    """
    reading = read_book(office.read(source), office.this_year)
    old = reading.book
    if not old.programme.projects:
        raise CannotContinueError(f"{old.name}中没有读到实事。请核对实事清单。")
    period = following_period(old.settings.period, label)
    new = _next_book(old, period, deadline)
    units = new.lead_units()
    result = f"由{old.settings.period.full_label}转入，生成填报表{len(units)}份"
    event = Event(office.now().date(), Action.ADVANCE, period.full_label, person.strip(), result)
    new = replace(new, records=replace(new.records, events=(*new.records.events, event)))
    files = [office.book_file(target_name or book_name(new, ending_like(source)), standard_book(new))]
    files.extend((f"{FORMS_FOLDER}/{name}", content) for name, content in unit_forms(new, office))
    return outcome(Advance(new, units), files, (*reading.problems, *_not_closed(old, period)))


def following_period(current: ReportingPeriod, label: str = "") -> ReportingPeriod:
    """Return the period that `label` names behind the current one; "" where it goes without saying (1-9月份 → 1-10月份)."""
    if current.last == 12 or year_in(label) not in (None, current.year):
        raise CannotContinueError(
            f"“{label.strip() or '下一期'}”不在{current.year}年度，不能转入。请用下一年度的实事清单新建工作簿。"
        )
    wanted = without_year(label).strip() or next_label(current)
    if wanted is None:
        raise CannotContinueError(f"看不出“{current.label}”的下一期是哪一期。请写明通报期，例如全年。")
    months = parse_months(wanted)
    if months is None:
        raise CannotContinueError(f"“{wanted}”不是通报期。请写成1-10月份、前三季度、全年这样的名称。")
    if months[1] <= current.last:
        raise CannotContinueError(f"“{wanted}”不在本期“{current.label}”之后，不能转入。请核对通报期。")
    period = reporting_period(current.year, wanted)
    if period is None:  # pragma: no cover - its months were found above
        raise AssertionError(wanted)
    return period


def book_name(book: Book, ending: str = ".xlsx") -> str:
    """Return the file name of a period's workbook: 湛河区2022年重点民生实事工作簿（1-10月份）.xlsx."""
    return f"{safe_file_name(f'{book.programme.title}工作簿（{book.settings.period.label}）')}{ending}"


def _next_book(old: Book, period: ReportingPeriod, deadline: dt.date | None) -> Book:
    """Return the workbook of the next period: last figures and persons stay, entries and decisions of the old one do not."""
    settings = _next_settings(old.settings, period, deadline)
    written = old.office.settings or written_from(old.settings)
    again = {one.lead_unit for one in old.submissions}
    before = (*old.submissions, *(one for one in old.before if one.lead_unit not in again))
    return replace(
        old,
        settings=settings,
        submissions=(),
        verdicts=(),
        before=before,
        office=replace(old.office, settings=_rewritten(written, settings), verdicts=()),
        answers=(),
        unclear=(),
        records=replace(old.records, history=history_with_period(old)),
        digest="",
    )


def _next_settings(old: Settings, period: ReportingPeriod, deadline: dt.date | None) -> Settings:
    number = old.bulletin.issue_number
    bulletin = replace(old.bulletin, issue_number=number + 1 if number else 0, dated=None)
    return replace(old, period=period, deadline=deadline, sent_out=None, bulletin=bulletin)


def _rewritten(written: SettingsAsWritten, settings: Settings) -> SettingsAsWritten:
    """Return the 设置 sheet as it was written, but for what belongs to one period."""
    number = settings.bulletin.issue_number
    changed = {
        "period": settings.period.label,
        "as_of": None,
        "sent_out": None,
        "deadline": settings.deadline,
        "issue_number": Decimal(number) if number else None,
        "dated": None,
    }
    return replace(written, values=written.values | changed)


def _not_closed(old: Book, period: ReportingPeriod) -> tuple[Problem, ...]:
    """Remind of a period with returns that was left open."""
    label = old.settings.period.full_label
    has_returns = any(not one.is_blank() for one in old.submissions)
    if not has_returns or is_locked(old):
        return ()
    return (problem(Code.PERIOD_NOT_CLOSED, Place(old.name), found=label, expected=period.full_label),)
