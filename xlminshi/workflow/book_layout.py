"""The standard workbook as it is laid out, with its summary in front or without."""

from xlminshi.core.controls import ControlTotals, control_totals
from xlminshi.core.ledger import Ledger
from xlminshi.core.problems import Problem
from xlminshi.form import (
    details,
    drafts,
    home,
    phrases,
    receipts,
    reports,
    summary,
    tracing,
    verdicts,
)
from xlminshi.form.as_written import written_from
from xlminshi.form.carried import carried_sheet
from xlminshi.form.companions import ALL_UNITS, stamp_names, stamp_sheet
from xlminshi.form.fields import Sheet
from xlminshi.form.layout import unit_sheet
from xlminshi.form.office import empty_rows, list_sheet, settings_sheet
from xlminshi.form.paging import without_remnant
from xlminshi.form.records import record_sheets
from xlminshi.form.sheets import BookPlan, SheetPlan
from xlminshi.workflow.books import Book, planned_names
from xlminshi.workflow.drafting import Drafted
from xlminshi.workflow.renumbering import numbering_of
from xlminshi.workflow.summarising import opinion_sheet, sheets_at_a_glance


def standard_book(book: Book) -> BookPlan:
    """Return the standard workbook: settings, list, verdicts, and one sheet per lead unit."""
    ledger = book.ledger()
    front = (opinion_sheet(ledger, book.records, book.opinions),) if book.opinions else ()
    return _plan(book, ledger, front, None)


def compiled_book(
    book: Book,
    problems: tuple[Problem, ...],
    totals: ControlTotals | None = None,
    draft: Drafted | None = None,
) -> BookPlan:
    """Return the workbook with its summary in front; `totals` are the control totals of a run that read files."""
    ledger = book.ledger()
    totals = totals or control_totals(ledger, book.submissions)
    found = summary.sources(book.programme, planned_names(ledger))
    at_a_glance, *others = sheets_at_a_glance(ledger, book.submissions, book.records, book.opinions)
    front = [
        at_a_glance,
        summary.summary_sheet(ledger, found, totals),
        *others,
        details.detail_sheet(ledger, found),
    ]
    if draft is not None:
        front.append(drafts.draft_sheet(draft.rows, book.settings.period.full_label))
        front.append(tracing.tracing_sheet(draft.traced, ledger, found))
    elif book.draft.rows:  # collecting late returns does not touch what people have written
        front.append(drafts.draft_sheet(book.draft.rows, book.draft.period))
        present = numbering_of(book.draft, book.programme.projects).key
        front.append(tracing.tracing_sheet(book.draft.traced, ledger, found, present))
    received = book.receipts_of_period()
    front.append(
        receipts.receipts_sheet(ledger, book.submissions, problems, received, totals, book.records.events)
    )
    front.append(reports.problems_sheet(problems, book.answers))
    return _plan(book, ledger, tuple(front), problems)


def _plan(
    book: Book, ledger: Ledger, front: tuple[SheetPlan, ...], problems: tuple[Problem, ...] | None
) -> BookPlan:
    """Return the workbook with 首页 first; `problems` None: no run has looked for any yet."""
    names = planned_names(ledger)
    shown = (one.submission for one in book.unclear if one.submission is not None)
    carried = {one.lead_unit: one for one in book.carried()}
    filled = (one.following(carried.get(one.lead_unit)) for one in (*shown, *book.submissions))
    reported = carried | {one.lead_unit: one for one in filled}
    units = tuple(
        unit_sheet(book.programme, book.settings, unit, reported.get(unit), names[unit], Sheet.LEDGER)
        for unit in ledger.lead_units()
    )
    sheets = (
        *front,
        verdicts.verdict_sheet(ledger, book.office.verdicts),
        settings_sheet(book.office.settings or written_from(book.settings)),
        phrases.phrase_sheet(book.office.phrases),
        # Laid out anew with every run: a list that people are still writing must not be printed ever smaller.
        without_remnant(list_sheet(f"{book.programme.title}清单", book.office.listed or empty_rows(0))),
        *units,
        *(carried_sheet(one.grid) for one in book.unclear if one.grid is not None),
        *record_sheets(book.records, book.unread),
        stamp_sheet(book.programme, book.settings, ALL_UNITS),
    )
    first = home_of(book, problems, frozenset(one.name for one in sheets))
    return BookPlan((first, *sheets), stamp_names(), home.SHEET_NAME)


def home_of(book: Book, problems: tuple[Problem, ...] | None, there: frozenset[str]) -> SheetPlan:
    """Return 首页 of a workbook with the sheets that are `there`; `problems` None: no run has looked for any yet."""
    ledger = book.ledger()
    return home.home_sheet(ledger, home.Standing(problems, book.records.events, planned_names(ledger), there))
