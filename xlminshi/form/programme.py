"""Reading the list of projects (实事清单): rows of indicators → projects with their lead units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.progress import Aggregation
from xlminshi.core.project import Indicator, Programme, Project
from xlminshi.core.quantity import plain
from xlminshi.core.settings import Settings
from xlminshi.core.units import UnitDirectory, normal_name
from xlminshi.form.as_written import ListAsWritten
from xlminshi.form.cells import shown
from xlminshi.form.fields import Sheet, fields_of
from xlminshi.form.grid import ERROR_WORDS, Grid, Workbook
from xlminshi.form.list_indicators import choice_at, read_indicator, words_at
from xlminshi.form.list_units import similar_units, unit_problems, units_of
from xlminshi.form.setting_items import NO, YES
from xlminshi.form.tables import Table, find_table, header_problems

_NEEDED = ("title", "lead_unit")
_PROMISES = frozenset(("indicator", "target"))
_FOOTNOTE = re.compile(r"^(?:备?注\d*|说明|填表\w{0,4})[:：]|^(?:备?注|说明|合\s*计|总\s*计|小\s*计)$")
_WHOSE = ("title", "lead_unit", "indicator")
_SURELY_READABLE = (str, type(None), Decimal)
_PLAN_WORDS = ("number", "title", "main_task", "lead_unit", "indicator", "measure")
# Weights above it look like percentages.
_LARGEST_WEIGHT = 10


@dataclass(frozen=True, slots=True)
class ListReading:
    """The programme read from a list, the directory with every unit it names, the findings, and the list as written."""

    programme: Programme
    units: UnitDirectory
    problems: tuple[Problem, ...]
    written: ListAsWritten | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    title: str
    unit: str
    number: str
    main_task: str
    indicator: Indicator
    place: Place
    unit_place: Place
    is_ranked: bool = True


def find_list(workbook: Workbook) -> Table | None:
    """Return the list of projects in a workbook: the sheet 实事清单 if it holds one, else the first sheet that does.

    A sheet that only names projects and units gives way to one that says what is promised.
    """
    named = workbook.grid(Sheet.LIST.value)
    if named is not None and (own := _table_in(named, workbook.name)) is not None:
        return own
    found = (_table_in(grid, workbook.name) for grid in workbook.grids if not grid.is_hidden)
    tables = [table for table in found if table is not None]
    return min(tables, key=lambda table: _PROMISES.isdisjoint(table.columns), default=None)


def _table_in(grid: Grid, file: str) -> Table | None:
    return find_table(grid, Sheet.LIST, _NEEDED, file)


def read_programme(workbook: Workbook, settings: Settings) -> ListReading:
    """Return the programme in a workbook. Rows that cannot be used are findings; the rest is read all the same."""
    table = find_list(workbook)
    if table is None:
        nothing = Programme(settings.county, settings.period.year, ())
        return ListReading(nothing, settings.units, (problem(Code.NO_LIST, Place(workbook.name)),))
    rows, problems = _read_rows(table, settings)
    names = units_of((row.unit for row in rows), settings.units)
    directory = settings.units
    for name in names.values():
        directory = directory.with_unit(name)
    are_weighted = settings.rate_rule.aggregation is Aggregation.WEIGHTED
    named = tuple(replace(row, unit=names[row.unit]) for row in rows)
    projects, more = _projects(named, directory, are_weighted=are_weighted)
    empty = () if projects else (problem(Code.EMPTY_LIST, table.place),)
    programme = Programme(settings.county, settings.period.year, projects, settings.bulletin.project_term)
    heads = header_problems(table, Sheet.LIST, ())
    units = (
        *similar_units(directory, table.place),
        *unit_problems(((row.unit, row.unit_place) for row in rows), settings.units),
    )
    found = (*heads, *problems, *more, *units, *empty)
    return ListReading(programme, directory, found, _as_written(table))


def _as_written(table: Table) -> ListAsWritten:
    """Return every row of the list: the known columns in their order, then the office's own further ones."""
    grid, known = table.grid, set(table.columns.values())
    heads = [shown(value).strip() for value in grid.rows[table.header_row]]
    further = [column for column, head in enumerate(heads) if head and column not in known]
    columns = (*(table.columns.get(field.key) for field in fields_of(Sheet.LIST)), *further)
    rows = tuple(
        tuple(None if column is None else grid.at(row, column) for column in columns) for row in table.rows()
    )
    return ListAsWritten(tuple(heads[column] for column in further), rows)


def projects_in_form(table: Table, lead_unit: str, settings: Settings) -> tuple[Project, ...]:
    """Return the projects as one unit's form states them, for checking a form without the office's workbook."""
    rows, _ = _read_rows(table, settings, lead_unit)
    projects, _ = _projects(rows, settings.units.with_unit(lead_unit), are_weighted=False)
    return projects


def _read_rows(
    table: Table, settings: Settings, lead_unit: str = ""
) -> tuple[tuple[_Row, ...], tuple[Problem, ...]]:
    rows: list[_Row] = []
    problems: list[Problem] = []
    title, unit = "", ""
    for index in table.rows():
        if _is_footnote(table, index):
            continue
        unreadable = _unreadable(table, index)
        for found in unreadable.values():
            problems.extend(found)
        if not unreadable.keys().isdisjoint(_WHOSE):
            title, unit = "", ""  # nobody knows whose the rows below are
            continue
        title, unit = _project_of(table, index, title, unit, lead_unit)
        row, found = _read_row(table, index, title, unit, settings, is_form=bool(lead_unit))
        problems.extend(found)
        if row is not None:
            rows.append(row)
    return tuple(rows), tuple(problems)


def _unreadable(table: Table, index: int) -> dict[str, tuple[Problem, ...]]:
    """Return the findings for error cells and formulas without a result among a row's words, by key."""
    values = ((key, table.value(index, key)) for key in _PLAN_WORDS)
    doubtful = (
        key for key, value in values if value.__class__ not in _SURELY_READABLE or value in ERROR_WORDS
    )
    found = ((key, words_at(table, index, key)[1]) for key in doubtful)
    return {key: problems for key, problems in found if problems}


def _project_of(table: Table, index: int, above: str, above_unit: str, lead_unit: str) -> tuple[str, str]:
    """Return a row's project and unit: in merged cells only the first row of a project carries them."""
    title, unit = table.text(index, "title"), lead_unit or table.text(index, "lead_unit").strip()
    if not title and table.text(index, "indicator"):
        title = above
    return title, unit or (above_unit if normal_name(above) == normal_name(title) else "")


def _read_row(
    table: Table, index: int, title: str, unit: str, settings: Settings, is_form: bool
) -> tuple[_Row | None, tuple[Problem, ...]]:
    if not title:
        return None, (problem(Code.LIST_NO_TITLE, table.place_of(index, "title")),)
    if not unit:
        return None, (problem(Code.LIST_NO_UNIT, table.place_of(index, "lead_unit"), found=title),)
    indicator, problems = read_indicator(table, index, title, settings, is_form)
    main_task, number = words_at(table, index, "main_task")[0], table.text(index, "number")
    is_ranked, unclear = _is_ranked(table, index)
    place, unit_place = table.place_of(index, "title"), table.place_of(index, "lead_unit")
    row = _Row(title, unit, number, main_task, indicator, place, unit_place, is_ranked)
    return row, (*problems, *unclear)


def _is_ranked(table: Table, index: int) -> tuple[bool, tuple[Problem, ...]]:
    """Return whether a row lets its project be ranked; what is neither 是 nor 否 does not publish it."""
    word, problems = choice_at(table, index, "ranked", (YES, NO))
    return word == YES or not (word or problems), problems


def _is_footnote(table: Table, index: int) -> bool:
    if table.text(index, "lead_unit") or table.text(index, "indicator"):
        return False
    first = next(key for key in table.columns if table.text(index, key))
    return first in ("number", "title") and _is_note(table.text(index, first))


def _is_note(text: str) -> bool:
    return bool(_FOOTNOTE.match(text))


def _projects(
    rows: tuple[_Row, ...], directory: UnitDirectory, *, are_weighted: bool
) -> tuple[tuple[Project, ...], tuple[Problem, ...]]:
    by_title: dict[str, list[_Row]] = {}
    for row in rows:
        by_title.setdefault(normal_name(row.title), []).append(row)
    problems: list[Problem] = []
    projects = []
    numbers = _numbers(tuple(by_title.values()))
    for number, group in zip(numbers, by_title.values(), strict=True):
        project, found = _project(number, group, directory)
        projects.append(project)
        problems.extend(found)
        if are_weighted:
            problems.extend(_mixed_weights(group))
    return tuple(projects), tuple(problems)


def _project(number: int, rows: list[_Row], directory: UnitDirectory) -> tuple[Project, tuple[Problem, ...]]:
    first = rows[0]
    unit = directory.resolve(first.unit) or first.unit
    problems = [
        problem(Code.LIST_UNITS_DIFFER, row.place, found=first.title, expected=unit)
        for row in rows[1:]
        if (directory.resolve(row.unit) or row.unit) != unit
    ]
    indicators: dict[str, Indicator] = {}
    for row in rows:
        key = normal_name(row.indicator.name)
        if key in indicators:
            problems.append(
                problem(Code.LIST_DOUBLE_INDICATOR, row.place, found=first.title, value=row.indicator.name)
            )
        indicators.setdefault(key, row.indicator)
    main_task = next((row.main_task for row in rows if row.main_task), "")
    is_ranked = all(row.is_ranked for row in rows)
    known = tuple(indicators.values())
    return Project(number, first.title, unit, known, main_task, is_ranked), tuple(problems)


def _mixed_weights(rows: list[_Row]) -> Iterator[Problem]:
    """Yield a finding where one indicator weighs 0.7 and another one 30: nobody can say which was meant. 2 and 0.5 are fine."""
    weights = [row.indicator.weight for row in rows]
    if any(0 < one < 1 for one in weights) and any(one > _LARGEST_WEIGHT for one in weights):
        told = "、".join(map(plain, weights))
        yield problem(Code.LIST_WEIGHTS_MIXED, rows[0].place, found=rows[0].title, value=told)


def _numbers(groups: tuple[list[_Row], ...]) -> tuple[int, ...]:
    """Return the typed numbers where they are whole and different, else 1, 2, 3 …"""
    typed = [group[0].number for group in groups]
    if all(text.isdecimal() for text in typed) and len({int(text) for text in typed}) == len(typed):
        return tuple(int(text) for text in typed)
    return tuple(range(1, len(groups) + 1))


def target_text(indicator: Indicator) -> str:
    """Return the target as it is printed: 1.38万人次, 65%, 投用; "" where there is none."""
    return str(indicator.target) if indicator.target is not None else indicator.target_words
