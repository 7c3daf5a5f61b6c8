"""Reading the open workbook, saved or not, as the very Grids that its file would give.

One bulk read of the values and one of the formulas for each sheet. Excel hands numbers over as floats, money rounded to
four digits, and dates as moments; the formula of a constant is its exact text, so numbers are taken from there. What a
number means (65% or 0.65, a date or a number of days) stands in its number format, which can only be asked for an area at
a time: where an area has several formats it is divided.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from xlminshi.adapters.closed.number_formats import Meaning, format_meaning
from xlminshi.adapters.closed.sheet_rows import trimmed
from xlminshi.adapters.closed.values import exact_number, is_number, meant
from xlminshi.core.errors import CannotContinueError
from xlminshi.form.grid import Calculated, CellError, CellValue, Grid, Percent, Scalar, Traits, Workbook
from xlminshi.form.sheets import Area

_MOST_CELLS, _MOST_COLUMNS = 2_000_000, 256
_EPOCH = dt.datetime(1899, 12, 30)
_DAYS_TO_1904 = 1_462
_UNNAMED_ERROR = "#ERROR!"
_MOMENTS = (Meaning.MOMENT, Meaning.TIME, Meaning.ELAPSED)
Place: TypeAlias = tuple[int, int]


def read_open(book: Any) -> Workbook:
    """Return the sheets of an open workbook (an xlwings Book); what is typed and not yet saved is there too."""
    grids = tuple(_grid(sheet) for sheet in book.sheets)
    return Workbook(book.name, grids, is_open=True)


def area_range(sheet: Any, area: Area) -> Any:
    """Return the xlwings Range of a zero-based area."""
    return sheet.range((area.top + 1, area.left + 1), (area.bottom + 1, area.right + 1))


def formulas_of(sheet: Any, area: Area) -> tuple[tuple[str, ...], ...]:
    """Return the formulas of an area, and the constants as their exact texts."""
    found = area_range(sheet, area).formula
    rows = found if isinstance(found, tuple | list) else ((found,),)
    return tuple(tuple("" if one is None else str(one) for one in row) for row in rows)


def used_area(sheet: Any) -> Area:
    """Return the area from A1 to the last cell that holds anything or is formatted."""
    last = sheet.used_range.last_cell
    height, width = last.row, min(last.column, _MOST_COLUMNS)
    if height * width > _MOST_CELLS:
        raise CannotContinueError(
            f"「{sheet.name}」表的已用区域到了第{height}行，太大了。请删除数据下方的空白行，保存后重试。"
        )
    return Area(0, 0, height - 1, width - 1)


def is_shown(sheet: Any) -> bool:
    """Return whether a person sees the sheet: Excel answers 0 for hidden and 2 for hidden from the menu too."""
    return sheet.visible in (True, -1)


def _grid(sheet: Any) -> Grid:
    area = used_area(sheet)
    values = _values(sheet, area)
    cells = _Cells(sheet, values, formulas_of(sheet, area), _errors(sheet, area, values))
    rows = trimmed(cells.rows())
    traits = Traits(merges=_merged(sheet, rows))
    return Grid(sheet.name, rows, is_hidden=not is_shown(sheet), traits=traits)


def _values(sheet: Any, area: Area, *, errors_as_text: bool = True) -> list[list[Any]]:
    found: list[list[Any]] = area_range(sheet, area).options(ndim=2, err_to_str=errors_as_text).value
    return found


def _errors(sheet: Any, area: Area, told: list[list[Any]]) -> frozenset[Place]:
    """Return where errors stand. Error cells and typed texts such as #N/A look alike, so they are read in both ways."""
    doubtful = [
        (row, column)
        for row, values in enumerate(told)
        for column, value in enumerate(values)
        if isinstance(value, str) and value.startswith("#")
    ]
    if not doubtful:
        return frozenset()
    silent = _values(sheet, area, errors_as_text=False)
    return frozenset((row, column) for row, column in doubtful if silent[row][column] is None)


@dataclass(frozen=True, slots=True)
class _Cells:
    """One sheet as Excel tells it, cell by cell."""

    sheet: Any
    values: list[list[Any]]
    formulas: Sequence[Sequence[str]]
    errors: frozenset[Place]

    def rows(self) -> Iterator[list[CellValue]]:
        """Yield the rows as the file's reader would."""
        formats = dict(_formats(self.sheet, [place for place in self._places() if self._needs_format(place)]))
        for row, values in enumerate(self.values):
            yield [self._cell((row, column), formats) for column in range(len(values))]

    def _places(self) -> Iterator[Place]:
        for row, values in enumerate(self.values):
            for column in range(len(values)):
                yield row, column

    def _at(self, place: Place) -> tuple[Any, str]:
        return self.values[place[0]][place[1]], self.formulas[place[0]][place[1]]

    def _needs_format(self, place: Place) -> bool:
        value, formula = self._at(place)
        is_calculated_number = _is_formula(value, formula) and isinstance(value, float)
        return isinstance(value, float | Decimal | dt.datetime) and not is_calculated_number

    def _cell(self, place: Place, formats: dict[Place, str]) -> CellValue:
        value, formula = self._at(place)
        meaning = format_meaning(formats.get(place, ""))
        if _is_formula(value, formula):
            result = self._scalar(place, value, "", meaning)
            return Calculated("" if result is None else result, formula[1:])
        scalar = self._scalar(place, value, formula, meaning)
        if isinstance(scalar, Decimal) and meaning is Meaning.PERCENT:
            return Percent(scalar)
        return scalar

    def _scalar(self, place: Place, value: Any, exact: str, meaning: Meaning) -> Scalar:
        if place in self.errors:
            return CellError(str(value))
        if value is None or isinstance(value, bool | str):
            return value
        if isinstance(value, int):  # an error that is newer than xlwings: it has a number and no name
            return CellError(_UNNAMED_ERROR)
        return _number(value, exact, meaning)


def _is_formula(value: Any, formula: str) -> bool:
    """Return whether a cell calculates; a typed text that begins with = is its own value."""
    return formula.startswith("=") and not (isinstance(value, str) and value == formula)


def _number(value: float | Decimal | dt.datetime, exact: str, meaning: Meaning) -> Scalar:
    """Return a number, date or time; `exact` is the constant's own text, "" for a result."""
    told = _serial(value) if isinstance(value, dt.datetime) else float(value)
    serial = float(exact) if is_number(exact) else told
    # A workbook that counts its days from 1904 tells the same moment by another number.
    counts_from_1904 = isinstance(value, dt.datetime) and round(told - serial) == _DAYS_TO_1904
    if meaning in _MOMENTS:
        return meant(meaning, exact_number(serial), counts_from_1904)
    return exact_number(serial)


def _serial(moment: dt.datetime) -> float:
    return (moment.replace(tzinfo=None) - _EPOCH) / dt.timedelta(days=1)


def _formats(sheet: Any, places: list[Place]) -> Iterator[tuple[Place, str]]:
    """Yield the number format of each place; an area with several formats is divided and asked again."""
    if not places:
        return
    told = area_range(sheet, _around(places)).number_format
    if told is not None:
        yield from ((place, told) for place in places)
        return
    for part in _halves(places):
        yield from _formats(sheet, part)


def _merged(sheet: Any, rows: Sequence[Sequence[CellValue]]) -> tuple[str, ...]:
    """Return the merged areas that hold a number: a second number beneath one is seen by nobody."""
    places = [
        (row, column)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if isinstance(value, Decimal | Percent)
    ]
    found = set(_merged_around(sheet, places))
    return tuple(str(one) for one in sorted(found, key=lambda one: (one.top, one.left)))


def _merged_around(sheet: Any, places: list[Place]) -> Iterator[Area]:
    if not places:
        return
    area = _around(places)
    told = area_range(sheet, area)
    if told.merge_cells is False:
        return
    if len(places) > 1:
        for part in _halves(places):
            yield from _merged_around(sheet, part)
        return
    block = told.merge_area
    top, left = block.row - 1, block.column - 1
    yield Area(top, left, top + block.shape[0] - 1, left + block.shape[1] - 1)


def _around(places: list[Place]) -> Area:
    rows, columns = [row for row, _ in places], [column for _, column in places]
    return Area(min(rows), min(columns), max(rows), max(columns))


def _halves(places: list[Place]) -> tuple[list[Place], list[Place]]:
    """Return the places in two groups, divided between columns where there are several, else between rows."""
    area = _around(places)
    axis = 1 if area.left < area.right else 0
    middle = (area.left + area.right) // 2 if axis else (area.top + area.bottom) // 2
    return [one for one in places if one[axis] <= middle], [one for one in places if one[axis] > middle]
