"""Where each cell of a form that came back stands in the form that is built anew for its unit."""

import re
from dataclasses import dataclass
from itertools import pairwise

from xlminshi.core.problems import Code, Problem
from xlminshi.core.project import Project
from xlminshi.core.units import normal_name
from xlminshi.form.cells import shown
from xlminshi.form.entries import FormRow, form_rows
from xlminshi.form.fields import Field, Holder, Origin, Sheet, field_of_header, fields_of
from xlminshi.form.grid import cell_address
from xlminshi.form.head import read_head
from xlminshi.form.landmarks import FIRST_ROW, HEAD_LABELS, HEAD_NAMES, HEAD_ROW, HEADER_ROW
from xlminshi.form.matching import MatchedRow, match_rows, row_name
from xlminshi.form.sheets import SheetPlan
from xlminshi.form.tables import Table

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_QUOTED = re.compile(r"“([^”]+)”")
_FIELDS = fields_of(Sheet.UNIT)
_LABELS = dict(zip(HEAD_NAMES, HEAD_LABELS, strict=True))


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of the new form (zero-based), the column it stands in, and the row of the form; None above the table."""

    row: int
    column: int
    field: Field | None = None
    form_row: FormRow | None = None

    @property
    def address(self) -> str:
        """Return the cell's address in the new form."""
        return cell_address(self.row, self.column)

    @property
    def about(self) -> str:
        """Return what the cell says something of: the project, with the indicator where it is about one."""
        if self.form_row is None:
            return ""
        project, indicator = self.form_row.project, self.form_row.indicator
        is_whole = self.field is not None and self.field.holder is Holder.PROJECT
        return project.title if is_whole else row_name(project.title, indicator.name)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The way from the cells of a returned table to those of the new form.

    `matched` are the rows that the form reports on, `doubled` those that name an indicator once more.
    """

    table: Table
    rows: tuple[FormRow, ...]
    matched: dict[int, MatchedRow]
    head: dict[str, int]
    doubled: frozenset[int] = frozenset()

    def spot(self, cell: str) -> Spot | None:
        """Return where the content of a cell of the returned table stands now; None where the form has no place for it."""
        position = position_of(cell)
        if position is None:
            return None
        row, column = position
        if row < self.table.header_row:
            return self._head_spot(cell)
        if row == self.table.header_row:
            field = field_of_header(shown(self.table.grid.at(row, column)), Sheet.UNIT)
            return Spot(HEADER_ROW, _column(field), field) if field else None
        match = self.matched.get(row)
        key = next((key for key, at in self.table.columns.items() if at == column), "")
        field = next((one for one in _FIELDS if one.key == key), None)
        return self.spot_in(match, field) if match and field else None

    def spot_in(self, match: MatchedRow, field: Field) -> Spot:
        """Return the cell of a field; what is said of a whole project stands in its first row."""
        index = self._index(match)
        if field.holder is Holder.PROJECT and field.origin is Origin.ENTRY:
            index = next(at for at, row in enumerate(self.rows) if row.project is self.rows[index].project)
        return Spot(FIRST_ROW + index, _column(field), field, self.rows[index])

    def spot_of(self, one: Problem) -> Spot | None:
        """Return the cell that a finding leads to: its own, else the row or the column that it names, else none."""
        is_here = one.place.sheet in ("", self.table.place.sheet) and one.code is not Code.MISSING_COLUMN
        spot = self.spot(one.place.cell) if is_here else None
        return spot or self._named(one.what)

    def _named(self, words: str) -> Spot | None:
        quoted = {normal_name(text) for text in _QUOTED.findall(words)}
        achieved = next(field for field in _FIELDS if field.key == "achieved")
        for index, row in enumerate(self.rows):
            if normal_name(row_name(row.project.title, row.indicator.name)) in quoted:
                return Spot(FIRST_ROW + index, _column(achieved), achieved, row)
        named = (field for text in sorted(quoted) if (field := field_of_header(text, Sheet.UNIT)))
        field = next(named, None)
        return Spot(HEADER_ROW, _column(field), field) if field else None

    def label_of(self, cell: str) -> str:
        """Return the label (填报人 …) of a cell above the returned table, or ""."""
        return next((_LABELS[name] for name, own in read_head(self.table).cells if own == cell), "")

    def _head_spot(self, cell: str) -> Spot | None:
        label = self.label_of(cell)
        return Spot(HEAD_ROW, self.head[label]) if label in self.head else None

    def _index(self, match: MatchedRow) -> int:
        wanted = (match.project.title, match.indicator.name)
        return next(
            at for at, row in enumerate(self.rows) if (row.project.title, row.indicator.name) == wanted
        )


def addresses(table: Table, projects: tuple[Project, ...], form: SheetPlan) -> Addresses:
    """Return the way from a returned table to the new form of the same unit."""
    matching = match_rows(table, projects)
    matched = {one.row: one for one in matching.rows}
    doubled = frozenset(one.row for one in matching.matches if one.row not in matched)
    return Addresses(table, form_rows(projects), matched, _head_columns(form), doubled)


def position_of(cell: str) -> tuple[int, int] | None:
    """Return the zero-based row and column of an address such as W7; None where it is none."""
    match = _ADDRESS.fullmatch(cell)
    if match is None:
        return None
    letters, digits = match.groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


def _head_columns(form: SheetPlan) -> dict[str, int]:
    """Return the column beside each label of the new form's head."""
    row = sorted((cell for cell in form.cells if cell.area.top == HEAD_ROW), key=lambda cell: cell.area.left)
    pairs = ((str(label.content).removesuffix("："), value.area.left) for label, value in pairwise(row))
    return {name: column for name, column in pairs if name in HEAD_LABELS}


def _column(field: Field) -> int:
    return _FIELDS.index(field)
