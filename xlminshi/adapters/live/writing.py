"""Bringing the open workbook up to a new plan: all is prepared beside what is there, and takes its place at the end.

Only sheets whose contents change are touched. Each of them comes whole, with its drop-downs, colours and page set-up, from
a temporary workbook by Sheet.copy, and takes the place and the name of the former one. 首页 alone, which holds the button
that was clicked, is written where it is. See docs/decisions/0017-the-open-workbook.
"""

import contextlib
import itertools
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from xlminshi.adapters.closed.preflight import Limits, admit
from xlminshi.adapters.closed.reading import read_package
from xlminshi.adapters.closed.writing import render
from xlminshi.adapters.live.placing import lay_out, paint, written
from xlminshi.adapters.live.reading import area_range, formulas_of, is_shown, used_area
from xlminshi.core.errors import CannotContinueError
from xlminshi.form.grid import Calculated, CellValue, Grid, Workbook, cell_address
from xlminshi.form.sheets import BookPlan, Formula, SheetPlan, Visibility

T = TypeVar("T")
_TEMPORARY = "xlminshi_new.xlsx"
_ASIDE, _DROPPED = "旧_{}", "弃_{}"
_LIMITS = Limits(rows=200_000)
_STRUCTURE_PROTECTED = (
    "工作簿的结构受保护，新表放不进去，工作簿没有改动。请在“审阅—保护工作簿”取消保护后再点。"
)
_FORMER_STAY = "各表已更新，只有更新前的表{}没有能删除，新表里都有它们的内容，请右键单击表名删去。"
_HOME_REFUSED = "只有“首页”没有更新，它可能受了保护：请在“审阅—撤销工作表保护”取消后再点一次。"


@dataclass(frozen=True, slots=True)
class Change:
    """One sheet that has to change. `former` is the name under which it stands in the workbook now, "" if it is new."""

    plan: SheetPlan
    new: Grid
    former: str
    old: Grid | None


def bring_up_to_date(
    book: Any,
    plan: BookPlan,
    before: Workbook,
    renamed: Mapping[str, str],
    deliver: Callable[[], T],
    only: frozenset[str] = frozenset(),
) -> tuple[T, str]:
    """Make the open workbook look like its plan; return what `deliver` gives, which writes the files that belong to it.

    `renamed` are sheets that stand under another name than planned, by the planned one; `only` limits the sheets that are
    written. On any failure up to and including `deliver` the workbook holds what it held before. What comes after that,
    the former sheets' removal and 首页, fails in words that are returned beside ("": all is done).
    """
    content = render(_all_shown(plan))
    changes = [one for one in _changes(plan, content, before, renamed) if not only or one.plan.name in only]
    homes = [one for one in changes if one.former and one.plan.buttons]
    swap = _Swap(book, plan, _formulas_of_others(before, changes), renamed)
    try:
        swap.fetch([one for one in changes if one not in homes], content)
        swap.exchange()
        given = deliver()
    except BaseException:
        swap.give_up()
        raise
    told = (swap.clear_away(), *(_renew_home(book.sheets[one.former], one) for one in homes))
    return given, "\n".join(filter(None, told))


def _all_shown(plan: BookPlan) -> BookPlan:
    """Return the plan with nothing hidden: Excel neither copies nor deletes a sheet that the menu does not show."""
    shown = (replace(one, visibility=Visibility.SHOWN) for one in plan.sheets)
    return replace(plan, sheets=tuple(shown))


def _changes(
    plan: BookPlan, content: bytes, before: Workbook, renamed: Mapping[str, str]
) -> Iterator[Change]:
    fresh = read_package(admit(_TEMPORARY, content, _LIMITS), _LIMITS)
    for sheet, grid in zip(plan.sheets, fresh.grids, strict=True):
        name = renamed.get(sheet.name, sheet.name)
        old = before.grid(name)
        if old is None or old.name != sheet.name or not _is_same(old, grid):
            yield Change(sheet, grid, old.name if old else "", old)


def _is_same(old: Grid, new: Grid) -> bool:
    if len(old.rows) != len(new.rows):
        return False
    return all(
        len(mine) == len(fresh) and all(map(_shows_same, mine, fresh))
        for mine, fresh in zip(old.rows, new.rows, strict=True)
    )


def _shows_same(old: CellValue, new: CellValue) -> bool:
    """Return whether two cells are the same; of a formula its result follows by itself."""
    if isinstance(old, Calculated) and isinstance(new, Calculated):
        return old.formula == new.formula
    return old == new


# 首页 -----------------------------------------------------------------------------------------------------------


def _renew_home(sheet: Any, change: Change) -> str:
    """Bring 首页 up to date where it stands: cell by cell, or from the beginning where its rows have moved.

    Returns what a person has to do where that is refused; all else is in its place by now.
    """
    old, new = change.old, change.new
    assert old is not None
    try:
        if sheet.name != change.plan.name:
            sheet.name = change.plan.name
        if _filled_places(old) == _filled_places(new):
            places = ((cell, cell.area.top, cell.area.left) for cell in change.plan.cells)
            paint(sheet, [cell for cell, *place in places if not _shows_same(old.at(*place), new.at(*place))])
        else:
            lay_out(sheet, change.plan)
    except Exception:
        return _HOME_REFUSED
    return ""


def _filled_places(grid: Grid) -> frozenset[tuple[int, int]]:
    return frozenset(
        (row, column) for row, values in enumerate(grid.rows) for column, value in enumerate(values) if value
    )


# Whole sheets ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Swap:
    """Sheets on their way from the temporary workbook into the places of the former ones.

    `formulas` are those of other sheets that mean the sheets in question, by sheet and cell; `renamed` are the names under
    which sheets of the plan stand in the workbook, where they are others.
    """

    book: Any
    plan: BookPlan
    formulas: Mapping[tuple[str, str], str]
    renamed: Mapping[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    arrived: list[tuple[Change, Any]] = field(default_factory=list)
    aside: list[tuple[Change, Any, bool]] = field(default_factory=list)

    def fetch(self, changes: list[Change], content: bytes) -> None:
        """Copy the sheets into the open workbook, each beside the one whose place it will take."""
        if not changes:
            return
        self.names = {one.name: one.refers_to for one in self.book.names}
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            path = Path(folder) / _TEMPORARY
            path.write_bytes(content)
            source = self.book.app.books.open(str(path), update_links=False, read_only=True)
            try:
                for one in changes:
                    self.arrived.append((one, self._copied(source, one)))
            except Exception as error:
                if _takes_no_sheets(self.book):
                    raise CannotContinueError(_STRUCTURE_PROTECTED) from error
                raise
            finally:
                source.close()
                self.book.activate()
        for one, sheet in self.arrived:
            _cut_links(sheet, one.plan)

    def _copied(self, source: Any, change: Change) -> Any:
        """Return the copy; an error where there is none: what stands in its place is another sheet, and not to be touched."""
        sheet, count = source.sheets[change.plan.name], len(self.book.sheets)
        neighbour = self.book.sheets[change.former] if change.former else self._neighbour(change.plan.name)
        copy = sheet.copy(after=neighbour) if neighbour else sheet.copy(before=self.book.sheets[0])
        if len(self.book.sheets) == count:
            raise CannotContinueError(_STRUCTURE_PROTECTED)
        return copy

    def _neighbour(self, name: str) -> Any | None:
        """Return the nearest sheet that the plan has before a new one."""
        names = [one.name for one in self.plan.sheets]
        new = {change.plan.name: sheet for change, sheet in self.arrived}
        there = {one.name: one for one in self.book.sheets}
        for earlier in reversed(names[: names.index(name)]):
            if found := new.get(earlier) or there.get(self.renamed.get(earlier, earlier)):
                return found
        return None

    def exchange(self) -> None:
        """Give the copies their names; formulas and defined names that meant the former sheets then mean them."""
        for change, _ in self.arrived:
            if change.former:
                sheet = self.book.sheets[change.former]
                self.aside.append((change, sheet, is_shown(sheet)))
        for name, (_, sheet, _) in zip(_free_names(self.book, _ASIDE), self.aside, strict=False):
            sheet.visible = True
            sheet.name = name
        for change, sheet in self.arrived:
            if sheet.name != change.plan.name:
                sheet.name = change.plan.name
        self._point_anew()

    def _point_anew(self) -> None:
        if not self.arrived:
            return
        for name, refers_to in self.names.items():
            with contextlib.suppress(Exception):  # a name of a kind that cannot be set means no sheet of ours
                if self.book.names[name].refers_to != refers_to:
                    self.book.names[name].refers_to = refers_to
        for (name, cell), formula in self.formulas.items():
            self.book.sheets[name].range(cell).formula = f"={formula}"

    def give_up(self) -> None:
        """Take the copies away again and give the former sheets their names back."""
        for name, (_, sheet) in zip(_free_names(self.book, _DROPPED), self.arrived, strict=False):
            with contextlib.suppress(Exception):
                sheet.name = name
        for change, sheet, was_shown in self.aside:
            with contextlib.suppress(Exception):
                sheet.name = change.former
                sheet.visible = was_shown
        with contextlib.suppress(Exception):
            self._point_anew()
        for _, sheet in self.arrived:
            with contextlib.suppress(Exception):
                sheet.delete()

    def clear_away(self) -> str:
        """Delete the former sheets, whose contents the new ones hold; return what is left for a person to do ("": nothing)."""
        hidden = {one.name for one in self.plan.sheets if one.visibility is Visibility.HIDDEN}
        for change, sheet in self.arrived:
            if change.plan.name in hidden:
                with contextlib.suppress(Exception):  # it shows more than it should, and is right
                    sheet.visible = False
        left = "".join(f"“{name}”" for _, sheet, _ in self.aside if (name := _name_if_it_stays(sheet)))
        return _FORMER_STAY.format(left) if left else ""


def _free_names(book: Any, pattern: str) -> Iterator[str]:
    """Yield names that no sheet has; one of these may be left from a run whose sheets could not be deleted."""
    taken = {one.name for one in book.sheets}
    return (name for number in itertools.count() if (name := pattern.format(number)) not in taken)


def _name_if_it_stays(sheet: Any) -> str:
    """Delete a sheet; return its name where that is refused, else ""."""
    name = str(sheet.name)
    try:
        sheet.delete()
    except Exception:
        return name
    return ""


def _takes_no_sheets(book: Any) -> bool:
    """Return whether the workbook refuses any new sheet; there is no other way to ask for the protection of its structure."""
    try:
        book.sheets.add(after=book.sheets[-1]).delete()
    except Exception:
        return True
    return False


def _cut_links(sheet: Any, plan: SheetPlan) -> None:
    """Write formulas anew that reach back into the temporary workbook; Excel would ask for that file for ever.

    Raises CannotContinueError where the sheet's protection refuses that.
    """
    cells = [one for one in plan.cells if isinstance(one.content, Formula)]
    formulas = formulas_of(sheet, used_area(sheet)) if cells else ()
    for cell in cells:
        formula = formulas[cell.area.top][cell.area.left]
        if "[" in formula or _TEMPORARY in formula:
            try:
                area_range(sheet, cell.area).formula = written(cell.content)
            except Exception as error:
                raise CannotContinueError(
                    f"「{plan.name}」表的公式没有能带入这个工作簿。请改用命令行生成，并告诉维护人员。"
                ) from error


def _formulas_of_others(before: Workbook, changes: list[Change]) -> dict[tuple[str, str], str]:
    """Return by sheet and cell the formulas of sheets that stay which mean sheets that are replaced."""
    gone = [one.former for one in changes if one.former]
    if not gone:
        return {}
    meant = _meaning(gone)
    return {
        (grid.name, cell_address(row, column)): value.formula
        for grid in before.grids
        if grid.name not in gone
        for row, values in enumerate(grid.rows)
        for column, value in enumerate(values)
        if isinstance(value, Calculated) and meant.search(value.formula)
    }


def _meaning(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds a reference to one of these sheets in a formula: 认定!A1, '认定'!A1, 首页:认定!A1.

    Neither 督查认定!A1 nor the words "待认定" mean the sheet 认定; a sheet that they stand on may be protected.
    """
    plain = "|".join(map(re.escape, names))
    quoted = "|".join(re.escape(one.replace("'", "''")) for one in names)
    return re.compile(
        rf"(?<![\w.'\]])(?:{plain})(?::[\w.]+)?!|'(?:[^'\[]*:)?(?:{quoted})(?::[^']*)?'!",
    )
