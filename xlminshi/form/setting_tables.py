"""The three tables of the 设置 sheet: status classes, warning lights, and the directory of units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.status import UNDECIDED, Basis, Light, Status, StatusClass, takes_all_of
from xlminshi.core.units import LeadUnit, UnitDirectory
from xlminshi.form.cells import shown
from xlminshi.form.fields import normal_header
from xlminshi.form.grid import CellValue, Grid, Percent, bare, cell_address
from xlminshi.form.numbers import read_number
from xlminshi.form.setting_items import (
    CLASS_HEADERS,
    LIGHT_HEADERS,
    PALETTE,
    UNIT_HEADERS,
    YES,
    colour_name,
    words_of,
)

E_ = TypeVar("E_", bound=Enum)
_MOST_CLASSES = 20
_SEPARATORS = re.compile(r"[、,，;；\n]")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a table on the sheet: its values by header, and where they stand."""

    cells: dict[str, tuple[CellValue, Place]]

    def text(self, header: str) -> str:
        return shown(self.cells[header][0]).strip() if header in self.cells else ""

    def value(self, header: str) -> CellValue:
        return bare(self.raw(header))

    def raw(self, header: str) -> CellValue:
        return self.cells[header][0] if header in self.cells else None

    def place(self, header: str) -> Place:
        return self.cells[header][1] if header in self.cells else Place()


def first_table_row(grid: Grid, start: int = 0) -> int:
    """Return the row of the first table header from `start` on; the end of the sheet where there is none."""
    firsts = {normal_header(headers[0]) for headers in (CLASS_HEADERS, LIGHT_HEADERS, UNIT_HEADERS)}
    for row in range(start, len(grid.rows)):
        if normal_header(shown(grid.at(row, 0))) in firsts:
            return row
    return len(grid.rows)


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a cell that lists several, separated by 、 or other marks."""
    return tuple(part.strip() for part in _SEPARATORS.split(text) if part.strip())


def rows_as_written(grid: Grid, headers: tuple[str, ...]) -> tuple[tuple[CellValue, ...], ...]:
    """Return the cells of a table's rows in the order of `headers`, exactly as they stand."""
    rows, _ = _table_rows(grid, Place(), headers)
    return tuple(tuple(row.raw(header) for header in headers) for row in rows)


def _table_rows(
    grid: Grid, sheet: Place, headers: tuple[str, ...]
) -> tuple[tuple[_Row, ...], tuple[Problem, ...]]:
    """Return the rows of the table whose first header is `headers[0]`, up to the next table; a row may lack its name.

    Empty rows and explanations between are passed over, so that a unit or a class below a gap is not lost.
    """
    wanted = {normal_header(header): header for header in headers}
    starts = (
        row for row in range(len(grid.rows)) if normal_header(shown(grid.at(row, 0))) in list(wanted)[:1]
    )
    start = next(starts, None)
    if start is None:
        return (), ()
    names = {
        column: wanted[normal_header(shown(value))]
        for column, value in enumerate(grid.rows[start])
        if normal_header(shown(value)) in wanted
    }
    place = sheet.at(cell_address(start, 0))
    missing = (header for header in headers if header not in names.values())
    problems = tuple(problem(Code.MISSING_SETTING_COLUMN, place, found=header) for header in missing)
    return tuple(_rows_below(grid, start, names, sheet)), problems


def _rows_below(grid: Grid, start: int, names: dict[int, str], sheet: Place) -> Iterator[_Row]:
    for row in range(start + 1, first_table_row(grid, start + 1)):
        filled = [column for column in names if shown(grid.at(row, column)).strip()]
        name = shown(grid.at(row, 0))
        # A sentence is nobody's name, whatever stands beside it.
        is_explanation = "。" in name or (filled == [0] and any(mark in name for mark in "：:"))
        if filled and not is_explanation:
            cells: dict[str, tuple[CellValue, Place]] = {
                header: (grid.at(row, column), sheet.at(cell_address(row, column)))
                for column, header in names.items()
            }
            yield _Row(cells)


def _bad(place: Place, setting: str, found: str, value: object, expected: str) -> Problem:
    return problem(Code.SETTING_BAD, place, setting=setting, found=found, value=value, expected=expected)


def _choice_in(row: _Row, header: str, kind: type[E_], default: E_) -> tuple[E_, tuple[Problem, ...]]:
    text = row.text(header)
    member = next((one for one in kind if one.value == text), None)
    if member is not None:
        return member, ()
    expected = f"可选：{'、'.join(words_of(kind))}。"
    return default, (_bad(row.place(header), header, text, default.value, expected),)


def _limit(row: _Row, header: str, is_share: bool) -> tuple[Decimal | None, tuple[Problem, ...]]:
    """Return a limit: 100% or 1 as a share, -10 as points; None for a blank (takes the rest)."""
    value, text = row.value(header), row.text(header)
    if not text:
        return None, ()
    if isinstance(value, Percent):
        return (value.share if is_share else value.share * 100), ()
    is_percent = text.endswith(("%", "％"))
    reading = read_number(value, "%" if is_percent else "", row.place(header))
    if reading.quantity is None or reading.quantity.wording:
        return None, (_bad(row.place(header), header, text, "空", "请填数字，例如100%或-10。"),)
    number = reading.quantity.value
    if is_share and not is_percent and 1 < number <= 10:  # 5 may be 5% or 500%
        return None, (_bad(row.place(header), header, text, "空", "请写明百分号，例如100%。"),)
    return (number / 100 if is_share and (is_percent or number > 10) else number), ()


def _colour(row: _Row, default: str) -> tuple[str, tuple[Problem, ...]]:
    text = row.text("颜色").removesuffix("色")
    if not text:
        return default, ()
    if text in PALETTE:
        return PALETTE[text], ()
    expected = f"可选：{'、'.join(PALETTE)}。"
    return default, (_bad(row.place("颜色"), "颜色", text, colour_name(default), expected),)


def read_classes(grid: Grid, sheet: Place) -> tuple[tuple[StatusClass, ...], tuple[Problem, ...]]:
    """Return the status classes on the sheet; a class whose limit cannot be relied on is left to a person to choose."""
    rows, found = _table_rows(grid, sheet, CLASS_HEADERS)
    classes: dict[str, tuple[StatusClass, Place]] = {}
    problems = list(found)
    for row in rows:
        name, place = row.text("类别名称"), row.place("类别名称")
        if not name:
            problems.append(problem(Code.SETTING_MISSING, place, setting="类别名称"))
        elif name in classes:
            problems.append(problem(Code.SETTING_DOUBLE, place, found=name))
        elif name == UNDECIDED or len(classes) == _MOST_CLASSES:
            expected = f"最多{_MOST_CLASSES}类，名称不能是“{UNDECIDED}”。"
            problems.append(_bad(place, "类别名称", name, "空", expected))
        else:
            one, more = _read_class(row, name)
            classes[name] = (one, row.place("下限"))
            problems.extend(more)
    safe = _with_safe_limits(tuple(classes.values()), problems)
    problems.extend(_never_reached(safe, [place for _, place in classes.values()]))
    return safe, tuple(problems)


def _with_safe_limits(
    classes: tuple[tuple[StatusClass, Place], ...], problems: list[Problem]
) -> tuple[StatusClass, ...]:
    """Take the class without a limit out of the ladder unless it stands last: it would take what belongs below it."""
    on_ladder = [one for one, _ in classes if one.basis is not Basis.PERSON]
    safe = []
    for one, place in classes:
        is_open = one.basis is not Basis.PERSON and one.at_least is None
        if is_open and (one is not on_ladder[-1] or one.status is Status.COMPLETED):
            expected = "只有最后一类的下限可以留空；请补填下限。"
            problems.append(_bad(place, f"{one.name}的下限", "空", Basis.PERSON.value, expected))
            safe.append(replace(one, basis=Basis.PERSON))
        else:
            safe.append(one)
    return tuple(safe)


def _never_reached(classes: tuple[StatusClass, ...], places: list[Place]) -> Iterator[Problem]:
    """Yield a finding for each class all of whose projects fall into one above it."""
    for number, (one, place) in enumerate(zip(classes, places, strict=True)):
        above = next((other for other in classes[:number] if takes_all_of(other, one)), None)
        if above is not None:
            yield problem(Code.CLASS_NEVER_REACHED, place, found=one.name, value=above.name)


def _read_class(row: _Row, name: str) -> tuple[StatusClass, tuple[Problem, ...]]:
    status, status_problems = _choice_in(row, "性质", Status, Status.OTHER)
    basis, basis_problems = _choice_in(row, "判断依据", Basis, Basis.PERSON)
    at_least, limit_problems = _limit(row, "下限", basis is Basis.RATE)
    colour, colour_problems = _colour(row, PALETTE["浅灰"])
    one = StatusClass(
        name=name,
        status=status,
        basis=Basis.PERSON if limit_problems else basis,
        at_least=at_least,
        phrase=row.text("导语用语") or name,
        heading=row.text("小标题") or f"{name}实事",
        colour=colour,
        prints_main_task=row.text("写主要任务") == YES,
    )
    return one, (*status_problems, *basis_problems, *limit_problems, *colour_problems)


def read_lights(grid: Grid, sheet: Place) -> tuple[tuple[Light, ...], tuple[Problem, ...]]:
    """Return the warning lights on the sheet; one whose limit cannot be read is left out."""
    rows, found = _table_rows(grid, sheet, LIGHT_HEADERS)
    lights: list[Light] = []
    problems = list(found)
    for row in rows:
        if not row.text("预警灯"):
            problems.append(problem(Code.SETTING_MISSING, row.place("预警灯"), setting="预警灯"))
            continue
        limit, limit_problems = _limit(row, LIGHT_HEADERS[2], is_share=False)
        if limit is None and not limit_problems and row is not rows[-1]:
            place, expected = row.place(LIGHT_HEADERS[2]), "只有最后一个可以留空；请补填。"
            limit_problems = (_bad(place, LIGHT_HEADERS[2], "空", "空", expected),)
        colour, colour_problems = _colour(row, PALETTE["浅灰"])
        problems.extend((*limit_problems, *colour_problems))
        if not limit_problems:
            lights.append(Light(row.text("预警灯"), colour, limit))
    return tuple(lights), tuple(problems)


def read_units(grid: Grid, sheet: Place) -> tuple[UnitDirectory, tuple[Problem, ...]]:
    """Return the directory of units on the sheet."""
    name, aliases = UNIT_HEADERS
    rows, found = _table_rows(grid, sheet, UNIT_HEADERS)
    directory = UnitDirectory(
        tuple(LeadUnit(row.text(name), split_words(row.text(aliases))) for row in rows if row.text(name))
    )
    nameless = (
        problem(Code.SETTING_MISSING, row.place(name), setting=name) for row in rows if not row.text(name)
    )
    shared = (problem(Code.SHARED_ALIAS, sheet, found=name) for name in directory.shared_names())
    return directory, (*found, *nameless, *shared)
