"""A damaged return as a case: which files come in, and what its unit meant by them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from openpyxl.utils import get_column_letter

from tests.hazards.counties import County, Key, Return, Typed
from tests.hazards.forms import Form, Value, form_of
from tests.hazards.packages import packed

ENTRY_HEADERS = (
    "形象进度",
    "进展情况",
    "存在问题",
    "下一步措施",
    "计划资金",
    "到位资金",
    "支付资金",
    "责任人",
    "联系电话",
    "备注",
)


class Outcome(Enum):
    """What must come of a damaged return."""

    RIGHT = "every figure as it was meant, and nothing that must be settled"
    CAUGHT = "a finding names it, and no figure is adopted that was not meant"
    EITHER = "right or caught"
    NAMED = "nobody can know what was meant: each figure that differs stands under a finding"
    SIGNED = "nobody can know what was meant: the sheet is stopped, or each figure that differs stands under a finding"
    LIMIT = "nobody can know, and no sign is left: told in the table of hazards"


@dataclass(slots=True)
class Case:
    """One mutator at one unit. `meant` and `entries` hold what differs from the untouched return."""

    county: County
    unit: str
    form: Form
    name: str
    meant: dict[Key, frozenset[Typed]] = field(default_factory=dict)
    entries: dict[Key, frozenset[Typed]] = field(default_factory=dict)
    cells: list[str] = field(default_factory=list)
    others: dict[str, bytes] = field(default_factory=dict)
    content: bytes | None = None
    parts: dict[str, bytes] | None = None
    is_left_out: bool = False

    @property
    def own(self) -> Return:
        """The untouched return."""
        return self.county.returns[self.unit]

    # what the unit meant

    def means(self, key: Key, *values: Typed) -> None:
        """Say what a figure may come out as (None: not at all)."""
        self.meant[key] = frozenset(values)

    def means_entry(self, key: Key, *values: Typed) -> None:
        """Say what another entry may come out as."""
        self.entries[key] = frozenset(values)

    def nothing_meant(self) -> None:
        """No figure of this file may come out."""
        for key in self.own.figures:
            self.means(key, None)
        for key in self.own.entries:
            self.means_entry(key, None)

    # the rows

    def numbers(self) -> Iterator[tuple[int, Key, Typed]]:
        """Yield (row, key, figure) of every row whose figure is a number typed as such."""
        column = self.form.column("累计完成")
        for line in self.form.lines():
            typed = self.form.value(line.row, column)
            if typed is not None and not isinstance(typed, str):
                yield line.row, (line.title, line.indicator), self.own.figures[line.title, line.indicator]

    def firsts(self) -> Iterator[tuple[int, str]]:
        """Yield (row, title) of every project's first row."""
        seen: set[str] = set()
        for line in self.form.lines():
            if line.title not in seen:
                seen.add(line.title)
                yield line.row, line.title

    def is_percent(self, key: Key) -> bool:
        """Whether a figure counts percents."""
        return self.county.promises[key].measure == "%"

    # changes that many mutators share

    def put_figure(self, row: int, value: Value, style: int | None = None, *, named: bool = False) -> None:
        """Type another figure into a row; `named`: a finding must tell its cell."""
        address = self.form.set(row, "累计完成", value, style)
        if named:
            self.cells.append(address)

    def save_as(self, parts: dict[str, bytes]) -> None:
        """Come in as these parts."""
        self.content = packed(parts)

    def names(self) -> tuple[str, ...]:
        """The names under which the case's files come in."""
        return (*(() if self.is_left_out else (self.name,)), *self.others)

    def files(self) -> dict[str, bytes]:
        """All files of the case by the name they come in under."""
        if self.is_left_out:
            return dict(self.others)
        content = self.content if self.content is not None else self.form.content()
        return {self.name: content, **self.others}


Make = Callable[[Case], bool | None]


@dataclass(frozen=True, slots=True)
class Mutator:
    """One way in which returns are damaged. `make` changes a case in place and returns False where it does not apply."""

    id: str
    hazard: str
    make: Make
    outcome: Outcome
    codes: tuple[str, ...] = ()
    slow: bool = False


MUTATORS: dict[str, Mutator] = {}


def mutator(hazard: str, outcome: Outcome, *codes: str, slow: bool = False) -> Callable[[Make], Make]:
    """Enter a function into the registry: what happens in Chinese, what must come of it, which findings may tell it."""

    def enter(make: Make) -> Make:
        name = make.__name__
        assert name not in MUTATORS, name
        MUTATORS[name] = Mutator(name, hazard, make, outcome, codes, slow)
        return make

    return enter


def case_of(county: County, unit: str, made: Mutator) -> Case | None:
    """The case of a mutator at a unit, or None where it does not apply."""
    case = Case(county, unit, form_of(county.returns[unit].path), f"{unit}.xlsx")
    return None if made.make(case) is False else case


def letters(column: int) -> str:
    """The letters of a one-based column."""
    return str(get_column_letter(column))


def place_files(case: Case, folder: Path) -> None:
    """Put a case's files into a folder."""
    for name, content in case.files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
