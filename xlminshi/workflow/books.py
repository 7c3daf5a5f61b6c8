"""The standard workbook: what it holds, and which sheets are its own."""

from dataclasses import dataclass, field, replace

from xlminshi.core.former import FormerPlan, Outdated, former_plan
from xlminshi.core.history import last_submissions, with_bases
from xlminshi.core.ledger import Ledger, compile_ledger, units_in_order
from xlminshi.core.problems import Problem
from xlminshi.core.project import Programme
from xlminshi.core.records import SENT, Receipt, ReceiptState, Records
from xlminshi.core.settings import Settings
from xlminshi.core.status import Verdict
from xlminshi.core.submission import Submission
from xlminshi.form import (
    details,
    drafts,
    home,
    overview,
    phrases,
    ranking,
    receipts,
    reports,
    shortcomings,
    summary,
    tracing,
    trends,
    verdicts,
)
from xlminshi.form import setting_items as setting
from xlminshi.form.as_written import OfficeSheets
from xlminshi.form.commands import SELF_CHECK_SHEET
from xlminshi.form.companions import HELP_SHEET, STAMP_SHEET
from xlminshi.form.fields import Sheet
from xlminshi.form.filling import filled_cells
from xlminshi.form.first_list import SOURCE_SHEET
from xlminshi.form.grid import Grid
from xlminshi.form.records import RECORD_SHEETS, UnreadRows
from xlminshi.form.tables import Table
from xlminshi.workflow.drafting import FormerDraft
from xlminshi.workflow.renumbering import renumbered

OUTPUT_SHEETS = (
    overview.SHEET_NAME,
    ranking.SHEET_NAME,
    shortcomings.SHEET_NAME,
    trends.SHEET_NAME,
    summary.SUMMARY,
    details.SHEET_NAME,
    drafts.SHEET_NAME,
    tracing.SHEET_NAME,
    receipts.SHEET_NAME,
    reports.PROBLEMS,
)
# As earlier versions called it; such a sheet is replaced by 收发台账.
_FORMER_SHEETS = ("回收情况",)
OWN_SHEETS = (
    home.SHEET_NAME,
    *OUTPUT_SHEETS,
    *_FORMER_SHEETS,
    *RECORD_SHEETS,
    setting.SHEET_NAME,
    phrases.SHEET_NAME,
    verdicts.SHEET_NAME,
    Sheet.LIST.value,
    STAMP_SHEET,
    HELP_SHEET,
    SELF_CHECK_SHEET,
    SOURCE_SHEET,
)


@dataclass(frozen=True, slots=True)
class UnclearSheet:
    """A filled sheet of which nobody can say whether it counts: one of several of its unit, or that of no lead unit ("").

    `submission` is what it says, where it stands in the place of the unit's own sheet; else `grid` goes along as it stands
    (None: it stays in the open workbook by itself).
    """

    lead_unit: str
    grid: Grid | None
    submission: Submission | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """What a standard workbook says: promises, settings, what units reported in this period, and what was decided.

    `before` holds what units reported in the period before as far as their sheets still show it, `office` the office's
    own sheets as they were written, `answers` what people have written about findings, `records` what the
    workbook remembers, `unread` the rows of it that nobody can read, `draft` the 通报稿 as people have left it, `opinions`
    what the office wrote on 问题与短板, `unclear` the sheets that wait for a person; `digest` is that of the file,
    `outdated` is what the units' sheets show otherwise than the list and the history.
    """

    name: str
    programme: Programme
    settings: Settings
    submissions: tuple[Submission, ...]
    verdicts: tuple[Verdict, ...]
    before: tuple[Submission, ...] = ()
    office: OfficeSheets = field(default_factory=OfficeSheets)
    answers: tuple[reports.Answer, ...] = ()
    records: Records = field(default_factory=Records)
    unread: UnreadRows = field(default_factory=UnreadRows)
    draft: FormerDraft = field(default_factory=FormerDraft)
    opinions: tuple[shortcomings.Opinion, ...] = ()
    unclear: tuple[UnclearSheet, ...] = ()
    digest: str = ""
    outdated: tuple[Outdated, ...] = ()
    _ledgers: list[Ledger] = field(init=False, repr=False, compare=False, default_factory=list)

    def ledger(self) -> Ledger:
        """Return the ledger that follows from this workbook; it is asked for by every sheet, and compiled once."""
        if not self._ledgers:
            self._ledgers.append(self._compiled())
        return self._ledgers[0]

    def _compiled(self) -> Ledger:
        history, period = self.records.history, self.settings.period
        submissions = with_bases(self.submissions, history, period, self.programme)
        ledger = compile_ledger(self.programme, self.settings, submissions, self.verdicts)
        sent = {one.lead_unit for one in self.receipts_of_period() if one.state in SENT} | self.doubled()
        return replace(ledger, unsettled_units=tuple(unit for unit in ledger.missing_units if unit in sent))

    def former_draft(self) -> FormerDraft:
        """Return the 通报稿 under the numbers that the list has now; `draft` stays as the Word file beside it was written."""
        return renumbered(self.draft, self.programme.projects)

    def doubled(self) -> frozenset[str]:
        """Return the units with several filled sheets."""
        return frozenset(one.lead_unit for one in self.unclear if one.lead_unit)

    def lost_files(self) -> dict[str, str]:
        """Return by unit the adopted file whose figures are no longer in the workbook: its sheet is gone, or was emptied."""
        missing, doubled = self.ledger().missing_units, self.doubled()
        return {
            one.lead_unit: one.file
            for one in self.receipts_of_period()
            if one.state is ReceiptState.ADOPTED and one.lead_unit in missing and one.lead_unit not in doubled
        }

    def lead_units(self) -> tuple[str, ...]:
        """Return the lead units in the order of their sheets."""
        return units_in_order(self.programme, self.settings)

    def last_reports(self) -> tuple[Submission, ...]:
        """Return what each unit reported last before this period: from the history, else from its own old sheet."""
        remembered = last_submissions(self.records.history, self.settings.period, self.programme)
        units = {one.lead_unit for one in remembered}
        return (*remembered, *(one for one in self.before if one.lead_unit not in units))

    def carried(self) -> tuple[Submission, ...]:
        """Return what the units' forms show from the start: last cumulative figures, persons and telephones."""
        return tuple(_with_persons(one, self.before) for one in self.last_reports())

    @property
    def former(self) -> FormerPlan:
        """Return what forms may show that were sent out before the list or the history was changed."""
        return former_plan(self.records, self.outdated, self.settings.period)

    def receipts_of_period(self) -> tuple[Receipt, ...]:
        """Return the files that were received in this period."""
        return tuple(one for one in self.records.receipts if one.period == self.settings.period.full_label)


@dataclass(frozen=True, slots=True)
class BookReading:
    """A workbook read, and its findings: of the office's own sheets, and of the units' sheets by unit.

    `of_returns` are findings about returned files that the workbook keeps because nobody has settled them yet; `forms` are
    the units' sheets of this period.
    """

    book: Book
    problems: tuple[Problem, ...]
    unit_problems: dict[str, tuple[Problem, ...]]
    verdict_cells: tuple[tuple[str, str], ...] = ()
    of_returns: tuple[Problem, ...] = ()
    forms: dict[str, Table] = field(default_factory=dict)

    def filled(self, unit: str) -> int:
        """Return how many entry cells hold anything on a unit's sheet of this period."""
        return filled_cells(self.forms[unit], self.book.programme) if unit in self.forms else 0

    def all_problems(self) -> tuple[Problem, ...]:
        """Return all findings, those of the units' sheets included."""
        of_units = (one for found in self.unit_problems.values() for one in found)
        return (*self.problems, *of_units, *self.of_returns)


def planned_names(ledger: Ledger) -> dict[str, str]:
    """Return the name that the sheet of each lead unit gets, by unit."""
    return summary.sheet_names(ledger.lead_units(), OWN_SHEETS)


def _with_persons(last: Submission, sheets: tuple[Submission, ...]) -> Submission:
    """Return a unit's last report carried over, with the persons and telephones that its old sheet names."""
    carried = last.carried_over()
    sheet = next((one for one in sheets if one.lead_unit == last.lead_unit), None)
    return carried if sheet is None else replace(carried, projects=sheet.carried_over().projects)
