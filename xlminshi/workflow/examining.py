"""What a return is found to be by itself: whose it is, what it says, what was done to it, what is doubtful in its figures.

Nothing here depends on the other returns: it can be worked out wherever the file is read, in any process and any order.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from xlminshi.core.checks import check_submission
from xlminshi.core.former import NOTHING_CHANGED, FormerPlan
from xlminshi.core.problems import Problem
from xlminshi.core.project import Programme
from xlminshi.core.settings import Settings
from xlminshi.core.submission import Submission
from xlminshi.form.feedback import LIST_SHEET
from xlminshi.form.filling import filled_cells, is_as_sent
from xlminshi.form.grid import FileTrait, Workbook
from xlminshi.form.head import bears_our_marks, find_forms, read_stamp
from xlminshi.form.landmarks import ALL_UNITS
from xlminshi.form.others import RowOfOther, rows_of_others
from xlminshi.form.sent_plan import sent_with
from xlminshi.form.tampering import tampering
from xlminshi.workflow.recognising import NOBODY, recognise, reports_of_units
from xlminshi.workflow.returned import ExaminedForm, OtherWorkbook, RecognisedForm, Recognition

FORM_SENT, COPY_SENT, MADE_HERE = "下发的填报表", "退回修改的表", "本程序生成的其他表格"


@dataclass(frozen=True, slots=True)
class Examined:
    """What one file turned out to be: whose, its form (None if it is refused), and what speaks against it.

    `is_own`: an office's own workbook; `as_sent` which of the office's files it is that nobody has touched since it went out
    ("": none). `traits` are those of the file. `other_period` is the period of a form that is refused because it is not this
    one's. `others` are the further units of a file with several forms, or all that report in a workbook of an office;
    `workbook` is what such a workbook says. `is_foreign`: nothing in the file is of a form of ours. `given_away`
    is what a refused form reports on projects that all have gone to other units.
    """

    recognition: Recognition
    form: ExaminedForm | None
    problems: tuple[Problem, ...]
    traits: frozenset[FileTrait]
    is_own: bool = False
    as_sent: str = ""
    other_period: str = ""
    others: tuple[Recognition, ...] = ()
    workbook: OtherWorkbook | None = None
    is_foreign: bool = False
    given_away: tuple[RowOfOther, ...] = ()


@dataclass(frozen=True, slots=True)
class Examiner:
    """What the office knows before a file is opened: `shown` on each unit's form from the start, `last` reported before.

    It goes to the processes that read, so it holds nothing but what they need. With `keeps_cells` a form keeps what it was
    read from. `former` is what forms sent out earlier may show.
    """

    programme: Programme
    settings: Settings
    shown: Mapping[str, Submission]
    last: Mapping[str, Submission]
    keeps_cells: bool = False
    former: FormerPlan = NOTHING_CHANGED

    def examined(self, workbook: Workbook) -> Examined:
        """Return what a workbook is: a unit's form with all findings about it, or why it is none."""
        stamp = read_stamp(workbook)
        if stamp.lead_unit == ALL_UNITS:
            return self._workbook(workbook)
        known = replace(self, former=self.former.of_form(sent_with(workbook)))
        found = recognise(workbook, known)
        form = known._form(found.form) if found.form is not None else None
        return Examined(
            found.recognition,
            form,
            found.problems,
            workbook.traits,
            other_period=found.other_period,
            as_sent=_as_sent(workbook),
            others=found.others,
            is_foreign=form is None and not bears_our_marks(workbook),
            given_away=found.given_away,
        )

    def _workbook(self, workbook: Workbook) -> Examined:
        """Return what another workbook of the office is; one of another programme says nothing here."""
        # Few files are workbooks: a process that reads forms need not load what lays out the sheets of records.
        from xlminshi.form.records import read_records

        stamp = read_stamp(workbook)
        is_ours = stamp.programme in ("", self.programme.code)
        reports = reports_of_units(find_forms(workbook), stamp, self) if is_ours else ()
        return Examined(
            NOBODY,
            None,
            (),
            workbook.traits,
            is_own=True,
            others=tuple(unit for unit, _ in reports),
            workbook=OtherWorkbook(tuple(said for _, said in reports), read_records(workbook).records),
        )

    def _form(self, form: RecognisedForm) -> ExaminedForm:
        unit = form.recognition.lead_unit
        last, programme, settings = self.last.get(unit), self.programme, self.settings
        return ExaminedForm(
            file=form.file,
            recognition=form.recognition,
            submission=form.submission,
            problems=form.problems,
            done_to_form=tampering(form.workbook, form.table, programme, unit, settings, last, self.former),
            doubtful=check_submission(self.completed(form.submission), programme, settings, last),
            filled=filled_cells(form.table, programme),
            cells=form if self.keeps_cells else None,
            of_others=rows_of_others(form.table, programme, unit),
        )

    def completed(self, submission: Submission) -> Submission:
        """Return a return with 上期累计 as the office has it."""
        return submission.after(self.shown.get(submission.lead_unit))


def _as_sent(workbook: Workbook) -> str:
    """Return which of the office's files a workbook is, as it went out; a form that came filled in is none."""
    if FileTrait.AS_WRITTEN not in workbook.traits:
        return ""
    if not read_stamp(workbook).lead_unit:
        return MADE_HERE
    if workbook.grid(LIST_SHEET) is not None:
        return COPY_SENT
    forms = find_forms(workbook)
    return FORM_SENT if forms and all(map(is_as_sent, forms)) else ""
