"""Projects that the office has renamed in its list since a form went out: the form's rows are read under the new names.

Only where nothing else has changed. A form knows which rows it was sent with (`sent_plan`), and a sheet of the office's own
workbook shows them, so no unit can have made up the old name; what the new name stands for must be as it was in all but the
name. Words that were only added or left out make no other project; where others have taken their place, a person is asked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from xlminshi.core.former import NOTHING_CHANGED, ROW, TARGET, TITLE, FormerPlan, Outdated, mark_of
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.project import Indicator, Programme, Project
from xlminshi.core.units import normal_name
from xlminshi.form.grid import CellValue
from xlminshi.form.matching import UnknownRow, is_idle, is_same_name, match_rows
from xlminshi.form.shown_plan import plain_target, target_shown
from xlminshi.form.tables import Table

_LEAST_ALIKE = 0.6
# What tells two projects of one kind apart: 第一批 and 第二批, 东城 and 西城.
_DISTINCTIONS = re.compile(r"[0-9一二三四五六七八九十东西南北]")


@dataclass(frozen=True, slots=True)
class _Former:
    """A project under the title that the form was sent with: its rows, of which the list knows none."""

    title: str
    rows: tuple[UnknownRow, ...]


@dataclass(frozen=True, slots=True)
class Renamed:
    """A project whose rows are read under its present title. `is_idle`: nothing was reported in them."""

    place: Place
    lead_unit: str
    old: str
    new: str
    is_idle: bool

    def told(self) -> tuple[Problem, ...]:
        """Return what is told of it: nothing of rows without a report, and a question where it may be another project."""
        if self.is_idle:
            return ()
        code = Code.RENAMED_SINCE if _is_longer_or_shorter(self.old, self.new) else Code.MAYBE_RENAMED
        return (problem(code, self.place, found=self.old, expected=self.new),)

    def outdated(self) -> Outdated:
        """Return what the sheet still shows of the former list."""
        return Outdated(self.lead_unit, self.new, "", TITLE, self.old, self.new)


def sheet_under_present_names(
    table: Table, programme: Programme, lead_unit: str
) -> tuple[Table, tuple[Renamed, ...]]:
    """Return the same of a unit's sheet in an office's workbook, which was sent nowhere: its rows say what they were."""
    unknown = match_rows(table, programme.of_unit(lead_unit)).unknown
    if not unknown:
        return table, ()
    marks = (mark for one in unknown for mark in _marks_on(table, one))
    return under_present_names(table, programme, lead_unit, NOTHING_CHANGED.of_form(frozenset(marks)))


def _marks_on(table: Table, one: UnknownRow) -> Iterator[str]:
    yield mark_of(ROW, one.title, one.indicator, "")
    yield mark_of(TARGET, one.title, one.indicator, plain_target(table, one.row))


def under_present_names(
    table: Table, programme: Programme, lead_unit: str, former: FormerPlan
) -> tuple[Table, tuple[Renamed, ...]]:
    """Return a unit's form with the present titles of projects that were renamed since it was sent, and which these are."""
    projects = programme.of_unit(lead_unit)
    matching = match_rows(table, projects)
    gone = _gone(matching.unknown, programme, former) if former.sent else ()
    if not gone:
        return table, ()
    lacking = {id(project) for project, _ in matching.missing}
    present = {id(one.project) for one in matching.matches}
    added = [one for one in projects if id(one) in lacking - present and not _was_sent(one, former)]
    pairs = [(old, new) for old in gone for new in added if _is_same_plan(table, old, new, former)]
    is_only = len(gone) == len(added) == 1
    renamed = [
        (old, new)
        for old, new in pairs
        if sum(old is one for one, _ in pairs) == sum(new is one for _, one in pairs) == 1
        and counts_alike(old.title, new.title)
        and (are_alike(old.title, new.title) or (is_only and _keeps_number(table, old, new)))
    ]
    return _rewritten(table, renamed), tuple(_renamed(table, old, new) for old, new in renamed)


def _gone(unknown: tuple[UnknownRow, ...], programme: Programme, former: FormerPlan) -> tuple[_Former, ...]:
    """Return the projects of a form that it was sent with and that the list no longer has under this title."""
    rows: dict[str, list[UnknownRow]] = {}
    for one in unknown:
        if former.was_sent(one.title, one.indicator) and programme.find(one.title) is None:
            rows.setdefault(normal_name(one.title), []).append(one)
    return tuple(_Former(found[0].title, tuple(found)) for found in rows.values())


def _was_sent(project: Project, former: FormerPlan) -> bool:
    return any(former.was_sent(project.title, one.name) for one in project.indicators)


def _is_same_plan(table: Table, old: _Former, new: Project, former: FormerPlan) -> bool:
    """Return whether a project of the list has the very indicators and targets that the form was sent with."""
    names = {normal_name(_former_name(one, new, old.title)): one for one in new.indicators}
    return all(normal_name(row.indicator) in names for row in old.rows) and all(
        former.was_sent(old.title, name := _former_name(one, new, old.title))
        and (not (target := target_shown(one)) or former.showed(TARGET, old.title, name, target))
        and all(_is_same_row(table, row, one) for row in old.rows if is_same_name(row.indicator, name))
        for one in new.indicators
    )


def _former_name(one: Indicator, project: Project, former_title: str) -> str:
    """Return what an indicator was called: one that has no name of its own is called like its project."""
    return former_title if is_same_name(one.name, project.title) else one.name


def _is_same_row(table: Table, row: UnknownRow, one: Indicator) -> bool:
    words = {"kind": one.kind.value, "measure": one.measure} | ({} if target_shown(one) else {"target": ""})
    return all(
        is_same_name(table.text(row.row, key), word) for key, word in words.items() if key in table.columns
    )


def counts_alike(one: str, other: str) -> bool:
    """Return whether two titles hold the same numerals and directions: 第一批 and 第二批 are two projects."""
    return _DISTINCTIONS.findall(normal_name(one)) == _DISTINCTIONS.findall(normal_name(other))


def are_alike(one: str, other: str) -> bool:
    """Return whether one title is the other with a slip mended, or with a word more or less."""
    matcher = SequenceMatcher(None, normal_name(one), normal_name(other), autojunk=False)
    ratios = (
        matcher.real_quick_ratio,
        matcher.quick_ratio,
        matcher.ratio,
    )  # each at most as high as the one before it
    return all(ratio() >= _LEAST_ALIKE for ratio in ratios)


def _is_longer_or_shorter(one: str, other: str) -> bool:
    """Return whether one title is the other with words added: 停车场建设和管理 of 停车场建设, but not 解放路 of 人民路."""
    short, long = sorted((normal_name(one), normal_name(other)), key=len)
    rest = iter(long)
    return all(sign in rest for sign in short)


def _keeps_number(table: Table, old: _Former, new: Project) -> bool:
    """Return whether a project has the number and at least one target that the form shows: its name alone is another."""
    is_aimed = any(one.target is not None for one in new.indicators)
    return is_aimed and table.text(old.rows[0].row, "number") == str(new.number)


def _renamed(table: Table, old: _Former, new: Project) -> Renamed:
    place = table.place_of(old.rows[0].row, "title")
    is_blank = all(is_idle(table, one) for one in old.rows)
    return Renamed(place, new.lead_unit, old.title, new.title, is_blank)


def _rewritten(table: Table, renamed: list[tuple[_Former, Project]]) -> Table:
    cells = {cell: words for old, new in renamed for cell, words in _new_words(table, old, new)}
    rows: list[tuple[CellValue, ...]] = [
        tuple(cells.get((row, column), value) for column, value in enumerate(values))
        if any((row, column) in cells for column in table.columns.values())
        else values
        for row, values in enumerate(table.grid.rows)
    ]
    return replace(table, grid=replace(table.grid, rows=tuple(rows))) if cells else table


def _new_words(table: Table, old: _Former, new: Project) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield by cell what stands there from now on: the new title, also where the list names the indicator by it."""
    keys = ("title",) if new.indicator(old.title) is not None else ("title", "indicator")
    for one in old.rows:
        for key in keys:
            if table.text(one.row, key) and is_same_name(table.text(one.row, key), old.title):
                yield (one.row, table.columns[key]), new.title
