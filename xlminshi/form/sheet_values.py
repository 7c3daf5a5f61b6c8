"""Values as Excel hands them to a function (numbers as floats, errors as texts) → values of the library, and back."""

import datetime as dt
import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeAlias

from xlminshi.form.grid import ERROR_WORDS, CellError, CellValue

SheetValue: TypeAlias = object
"""What stands in one cell: None, bool, int, float, str, or a date. An error is its text (#N/A)."""
Given: TypeAlias = object
"""An argument: one value, or rows of values."""
Answer: TypeAlias = str | float
Rows: TypeAlias = list[list[SheetValue]]

# Excel keeps 15 significant digits; from here on a whole number is no longer exact.
TOO_LARGE = Decimal(10) ** 15
_DIGITS = ".15g"
# A whole column is a million cells: more than anybody has projects, and minutes of waiting.
_MOST_CELLS = 100_000
# What a cell shows where Excel cannot reach Python at all.
NOT_READY = "Python未就绪"
OTHER_SIZES, TOO_MANY, NO_ANSWER = "区域大小不一致", "区域太大", "无法计算"


class BadArgumentError(ValueError):
    """An argument cannot be used; the message is the short Chinese text that the cell shows."""


def number_in(value: SheetValue) -> Decimal | None:
    """Return the number in a cell; None for anything else: text, a truth value, a date, or more than 15 digits."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or not math.isfinite(value):
        return None
    number = Decimal(format(value, _DIGITS))
    return number if abs(number) < TOO_LARGE else None


def is_blank(value: SheetValue) -> bool:
    """Return whether a cell is empty, as the native formulas see it: nothing, or only spaces."""
    return value is None or (isinstance(value, str) and not value.strip(" "))


def text_in(value: SheetValue) -> str:
    """Return the words of an argument, white space at the ends dropped; "" for what are no words."""
    return value.strip() if isinstance(value, str) else ""


def cell_value(value: SheetValue) -> CellValue:
    """Return the value as a reader of forms takes it."""
    if is_blank(value):
        return None
    if isinstance(value, str):
        return CellError(value) if value in ERROR_WORDS else value
    if isinstance(value, bool | dt.date | dt.time):
        return value
    if isinstance(value, int | float | Decimal) and math.isfinite(value):  # money arrives as a Decimal
        return Decimal(format(value, _DIGITS))
    return str(value)


def rows_in(given: Given) -> Rows:
    """Return an argument as rows of equal length; one value is one row of one."""
    if not isinstance(given, list | tuple):
        return [[given]]
    rows = [list(row) if isinstance(row, list | tuple) else [row] for row in given]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return [[None]]
    if len(rows) * width > _MOST_CELLS:
        raise BadArgumentError(TOO_MANY)
    return [row + [None] * (width - len(row)) for row in rows]


def first_in(given: Given) -> SheetValue:
    """Return the value of an argument that must be one cell."""
    rows = rows_in(given)
    if len(rows) > 1 or len(rows[0]) > 1:
        raise BadArgumentError(OTHER_SIZES)
    return rows[0][0]


def spread(function: Callable[..., object], *arguments: Given) -> list[list[Answer]]:
    """Return the function's answer for each cell of the largest argument; single values go with every cell.

    Nothing is ever raised: what goes wrong in a cell is told in that cell.
    """
    return guarded(lambda: _spread(function, arguments))


def guarded(answers: Callable[[], Sequence[Sequence[object]]]) -> list[list[Answer]]:
    """Return rows of answers for Excel, or one cell that says why there are none."""
    try:
        return [[_answer(value) for value in row] for row in answers()]
    except BadArgumentError as error:
        return [[str(error)]]
    except Exception:  # Excel would show the error's English text as if it were a result
        return [[NO_ANSWER]]


def _spread(function: Callable[..., object], arguments: tuple[Given, ...]) -> list[list[object]]:
    grids = [rows_in(given) for given in arguments]
    sizes = {(len(grid), len(grid[0])) for grid in grids} - {(1, 1)}
    if len(sizes) > 1:
        raise BadArgumentError(OTHER_SIZES)
    height, width = next(iter(sizes), (1, 1))
    return [[_one(function, grids, row, column) for column in range(width)] for row in range(height)]


def _one(function: Callable[..., object], grids: list[Rows], row: int, column: int) -> object:
    cells = [grid[row][column] if len(grid) > 1 or len(grid[0]) > 1 else grid[0][0] for grid in grids]
    try:
        return function(*cells)
    except BadArgumentError as error:
        return str(error)


def _answer(value: object) -> Answer:
    if value is None:
        return ""
    return value if isinstance(value, str) else float(value)  # type: ignore[arg-type]
