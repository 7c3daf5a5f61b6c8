"""A returned form that was recognised: whose it is, what it says, and where every cell of it stood."""

from dataclasses import dataclass

from xlminshi.core.problems import Problem
from xlminshi.core.records import Confidence, Receipt
from xlminshi.core.submission import Submission
from xlminshi.form.grid import Workbook
from xlminshi.form.tables import Table


@dataclass(frozen=True, slots=True)
class Recognition:
    """Which unit a file belongs to, what says so (表单信息、表头、表名、文件名), and how sure that is."""

    lead_unit: str
    evidence: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ReturnedForm:
    """One unit's form as it came back. `problems` are the findings of its reading, with their original cells."""

    file: str
    recognition: Recognition
    workbook: Workbook
    table: Table
    submission: Submission
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run took from its files: adopted and waiting forms, a receipt for every file, and the findings.

    `withdrawn` are the units whose figures a person has refused without putting others in their place.
    """

    adopted: tuple[ReturnedForm, ...]
    waiting: tuple[ReturnedForm, ...]
    receipts: tuple[Receipt, ...]
    problems: tuple[Problem, ...]
    withdrawn: frozenset[str] = frozenset()
