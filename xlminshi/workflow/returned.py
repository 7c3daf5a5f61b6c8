"""A returned form: whose it is, what it says, where every cell of it stood, and what is found of it by itself."""

from dataclasses import dataclass

from xlminshi.core.problems import Problem
from xlminshi.core.records import Confidence, Receipt, Records
from xlminshi.core.submission import Submission
from xlminshi.form.grid import Workbook
from xlminshi.form.others import RowOfOther
from xlminshi.form.tables import Table


@dataclass(frozen=True, slots=True)
class Recognition:
    """Which unit a file belongs to, what says so (表单信息、表头、表名、文件名), and how sure that is."""

    lead_unit: str
    evidence: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ReturnedForm:
    """What one unit's form says. `problems` are the findings of its reading, with their original cells."""

    file: str
    recognition: Recognition
    submission: Submission
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class RecognisedForm(ReturnedForm):
    """A form with the cells it was read from."""

    workbook: Workbook
    table: Table


@dataclass(frozen=True, slots=True)
class ExaminedForm(ReturnedForm):
    """A form with all that can be told of it alone: `done_to_form` beyond filling it in, `doubtful` in its figures.

    `filled` is how many entry cells hold anything; `cells` is kept only for a copy with marks in it; `of_others` are rows
    filled in for other units.
    """

    done_to_form: tuple[Problem, ...]
    doubtful: tuple[Problem, ...]
    filled: int
    cells: RecognisedForm | None = None
    of_others: tuple[RowOfOther, ...] = ()


@dataclass(frozen=True, slots=True)
class StandingForm:
    """An adopted form that came once more, unchanged, after its sheet had been worked on; the sheet says `submission`."""

    form: ExaminedForm
    submission: Submission

    @property
    def lead_unit(self) -> str:
        """Return whose it is."""
        return self.form.recognition.lead_unit


@dataclass(frozen=True, slots=True)
class OtherWorkbook:
    """What another workbook says of this period: the units' sheets, and what it remembers."""

    submissions: tuple[Submission, ...]
    records: Records


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run took from its files: adopted and waiting forms, a receipt for every file, and the findings.

    `withdrawn` are the units whose figures a person has refused without putting others in their place.
    """

    adopted: tuple[ExaminedForm, ...]
    waiting: tuple[ExaminedForm, ...]
    receipts: tuple[Receipt, ...]
    problems: tuple[Problem, ...]
    withdrawn: frozenset[str] = frozenset()
    standing: tuple[StandingForm, ...] = ()
