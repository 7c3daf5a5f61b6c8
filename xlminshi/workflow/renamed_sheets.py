"""The workbook's own sheets under names that a person has given them: known by their heads, and read as what they are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.form import drafts, home, phrases, reports, shortcomings, tracing, verdicts
from xlminshi.form import setting_items as setting
from xlminshi.form.fields import Sheet, fields_of
from xlminshi.form.grid import Grid, Workbook
from xlminshi.form.head import read_stamp
from xlminshi.form.landmarks import ALL_UNITS
from xlminshi.form.record_columns import CORRECTION_SHEET, EVENT_SHEET, HISTORY_SHEET, RECEIPT_SHEET
from xlminshi.workflow.books import OWN_SHEETS

_FEWEST_HEADS, _ROWS_SEARCHED = 3, 120  # the tables of 设置 stand below all settings
# What one row of each sheet names, as we write it; only sheets on which something is kept, and 首页 with its buttons.
_HEADS: dict[str, tuple[str, ...]] = {
    home.SHEET_NAME: home.STATE_LABELS,
    drafts.SHEET_NAME: drafts.HEADERS,
    tracing.SHEET_NAME: tracing.HEADERS,
    reports.PROBLEMS: reports.PROBLEM_HEADERS,
    shortcomings.SHEET_NAME: shortcomings.HEADERS,
    verdicts.SHEET_NAME: verdicts.HEADERS,
    setting.SHEET_NAME: setting.CLASS_HEADERS,
    phrases.SHEET_NAME: phrases.HEADERS[:3],
    Sheet.LIST.value: tuple(field.header for field in fields_of(Sheet.LIST)),
    **{
        sheet.name: tuple(column.header for column in sheet.columns)
        for sheet in (HISTORY_SHEET, EVENT_SHEET, CORRECTION_SHEET, RECEIPT_SHEET)
    },
}
# Nothing of 首页 is read, and a list may have any name.
_NOT_TOLD = (home.SHEET_NAME, Sheet.LIST.value)
# Every workbook of ours has them: one that is missed was deleted, or cannot be known any more.
_ALWAYS_THERE = (setting.SHEET_NAME, verdicts.SHEET_NAME)


@dataclass(frozen=True, slots=True)
class Named:
    """A workbook with its own sheets under their own names; `former` is the name that one has in the file, by its own.

    `copies` are further sheets that look like one of ours, each with the name of that one.
    """

    workbook: Workbook
    former: dict[str, str]
    copies: tuple[tuple[str, str], ...]

    def own_names(self) -> dict[str, str]:
        """Return what each such sheet is, by the name that it has in the file."""
        return {former: name for name, former in self.former.items()} | dict(self.copies)

    def problems(self) -> tuple[Problem, ...]:
        """Return what a person has to know of it: which sheet was taken for which, and what cannot be found."""
        return tuple(self._problems())

    def _problems(self) -> Iterator[Problem]:
        place = Place(self.workbook.name)
        for name, former in self.former.items():
            if name not in _NOT_TOLD:
                yield problem(Code.OWN_SHEET_RENAMED, replace(place, sheet=name), found=former, expected=name)
        for found, name in self.copies if self.workbook.is_open else ():
            yield problem(Code.OWN_SHEET_COPY, replace(place, sheet=found), found=found, expected=name)
        if read_stamp(self.workbook).lead_unit == ALL_UNITS:
            for name in _ALWAYS_THERE:
                if self.workbook.grid(name) is None:
                    yield problem(Code.OWN_SHEET_GONE, replace(place, sheet=name), found=name)


def under_own_names(workbook: Workbook) -> Named:
    """Return a workbook with each sheet that was renamed under its own name again.

    Raises CannotContinueError where several may be meant: whatever is chosen, what stands on the others would be lost.
    """
    there = {grid.name.strip() for grid in workbook.grids}
    strangers = [grid for grid in workbook.grids if grid.name.strip() not in OWN_SHEETS]
    alike: dict[str, list[Grid]] = {}
    for one in strangers:
        if name := _looks_like(one):
            alike.setdefault(name, []).append(one)
    own = {id(_only(found, name)): name for name, found in alike.items() if name not in there}
    grids = tuple(replace(one, name=own[id(one)]) if id(one) in own else one for one in workbook.grids)
    return Named(
        replace(workbook, grids=grids),
        {own[id(one)]: one.name.strip() for one in strangers if id(one) in own},
        tuple((one.name, name) for name, found in alike.items() for one in found if id(one) not in own),
    )


def _only(alike: list[Grid], name: str) -> Grid:
    """Return the one sheet that can be meant; a hidden one only where there are no others."""
    grids = [one for one in alike if not one.is_hidden] or alike
    if len(grids) == 1:
        return grids[0]
    names = "".join(f"“{one.name}”" for one in grids)
    raise CannotContinueError(
        f"工作簿里没有“{name}”表，{names}都像是它。请把要采用的那一张改名为“{name}”后重试。"
    )


def _looks_like(grid: Grid) -> str:
    """Return which of our sheets has a row of heads like one of this sheet's; "" for none."""
    for cells in grid.rows[:_ROWS_SEARCHED]:
        if len(cells) >= _FEWEST_HEADS:
            words = set(cells)
            for name, heads in _HEADS.items():
                if words.issuperset(heads):
                    return name
    return ""
