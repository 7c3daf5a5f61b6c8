"""What is looked at: the form as it came back, beside the form as it was sent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xlminshi.core.former import NOTHING_CHANGED, FormerPlan
from xlminshi.core.project import Programme
from xlminshi.core.settings import Settings
from xlminshi.core.submission import Submission
from xlminshi.form.cells import shown
from xlminshi.form.fields import Field, Holder, Sheet, fields_of
from xlminshi.form.grid import FileTrait, Grid, Traits, Workbook, cell_address
from xlminshi.form.landmarks import STAMP_SHEET
from xlminshi.form.matching import Matching
from xlminshi.form.tables import Table

FIELDS = fields_of(Sheet.UNIT)
_MOST_LISTED = 6


@dataclass(frozen=True, slots=True)
class FormCase:
    """A returned form with its rows matched to the programme; `before` is what the office knows of the last period.

    `former` is what stood on forms sent out earlier.
    """

    workbook: Workbook
    table: Table
    programme: Programme
    lead_unit: str
    settings: Settings
    matching: Matching
    before: Submission | None
    former: FormerPlan = NOTHING_CHANGED

    @property
    def grid(self) -> Grid:
        """Return the sheet with the form."""
        return self.table.grid

    @property
    def shows_traits(self) -> bool:
        """Return whether the reader could see more than values; a form always has merged cells in its head."""
        return self.grid.traits != Traits()

    @property
    def is_the_form_sent(self) -> bool:
        """Return whether the file is the one that was sent, by its stamp, and not one built anew or of another format."""
        has_stamp = self.workbook.grid(STAMP_SHEET) is not None
        return has_stamp and FileTrait.OTHER_FORMAT not in self.workbook.traits

    def first_rows(self) -> frozenset[int]:
        """Return the rows in which the entries about whole projects belong: the first of each project, as on the sheet sent."""
        firsts = {
            project.title: project.indicators[0].name
            for project in self.programme.of_unit(self.lead_unit)
            if project.indicators
        }
        return frozenset(
            one.row for one in self.matching.matches if firsts[one.project.title] == one.indicator.name
        )


def columns(case: FormCase) -> Iterator[tuple[Field, int]]:
    """Yield the columns of the form that the sheet has, with their places."""
    for field in FIELDS:
        if field.key in case.table.columns:
            yield field, case.table.columns[field.key]


def is_own(field: Field, row: int, firsts: frozenset[int]) -> bool:
    """Return whether a row has a cell of its own for a field."""
    return field.holder is Holder.INDICATOR or row in firsts


def is_filled(grid: Grid, row: int) -> bool:
    """Return whether a row holds anything."""
    return row < len(grid.rows) and any(shown(value).strip() for value in grid.rows[row])


def listed(names: Iterable[str]) -> str:
    """Return several names as one text, the first few and how many there are: H5、H6、H7."""
    found = list(dict.fromkeys(names))
    if len(found) <= _MOST_LISTED:
        return "、".join(found)
    return f"{'、'.join(found[:_MOST_LISTED])}等{len(found)}处"


def rows_listed(rows: Iterable[int]) -> str:
    """Return zero-based rows as a person counts them: 第6、7行."""
    return _with_tail("第", [f"{row + 1}" for row in rows], "行")


def columns_listed(places: Iterable[int]) -> str:
    """Return zero-based columns by their letters: I、M列."""
    return _with_tail("", [cell_address(0, place).rstrip("1") for place in places], "列")


def _with_tail(first: str, names: list[str], last: str) -> str:
    text = f"{first}{'、'.join(names[:_MOST_LISTED])}{last}"
    return text if len(names) <= _MOST_LISTED else f"{text}等{len(names)}{last}"
