"""What a return is found to be by itself: whose it is, what it says, what was done to it, what is doubtful in its figures.

Nothing here depends on the other returns: it can be worked out wherever the file is read, in any process and any order.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from xlminshi.core.checks import check_submission
from xlminshi.core.former import NOTHING_CHANGED, FormerPlan
from xlminshi.core.problems import Problem
from xlminshi.core.project import Programme
from xlminshi.core.settings import Settings
from xlminshi.core.submission import Submission
from xlminshi.form.filling import filled_cells
from xlminshi.form.grid import FileTrait, Workbook
from xlminshi.form.head import read_stamp
from xlminshi.form.landmarks import ALL_UNITS
from xlminshi.form.tampering import tampering
from xlminshi.workflow.recognising import NOBODY, recognise
from xlminshi.workflow.returned import ExaminedForm, RecognisedForm, Recognition


@dataclass(frozen=True, slots=True)
class Examined:
    """What one file turned out to be: whose, its form (None if it is refused), and what speaks against it.

    `is_own`: the office's own workbook, which is not looked into. `traits` are those of the file. `other_period` is the
    period of a form that is refused because it is not this one's.
    """

    recognition: Recognition
    form: ExaminedForm | None
    problems: tuple[Problem, ...]
    traits: frozenset[FileTrait]
    is_own: bool = False
    other_period: str = ""


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
        if read_stamp(workbook).lead_unit == ALL_UNITS:
            return Examined(NOBODY, None, (), workbook.traits, is_own=True)
        found = recognise(workbook, self)
        form = self._form(found.form) if found.form is not None else None
        return Examined(
            found.recognition, form, found.problems, workbook.traits, other_period=found.other_period
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
        )

    def completed(self, submission: Submission) -> Submission:
        """Return a return with 上期累计 as the office has it."""
        return submission.after(self.shown.get(submission.lead_unit))
