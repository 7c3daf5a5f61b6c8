"""A sheet as rows of plain values: what every door hands in, whatever file or program the sheet came from."""

import datetime as dt
import enum
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from xlminshi.core.sending import quickly_sent


@quickly_sent
@dataclass(frozen=True, slots=True)
class Percent:
    """A number in a cell formatted as a percentage: 65% is stored by Excel as the share 0.65."""

    share: Decimal


@quickly_sent
@dataclass(frozen=True, slots=True)
class CellError:
    """An error cell such as #N/A or #REF!; never to be read as a blank."""

    code: str


ERROR_WORDS = frozenset({"#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"})
"""How errors read where they have become text: pasted as values, or in a .csv file."""

Scalar: TypeAlias = bool | Decimal | str | dt.datetime | dt.date | dt.time | Percent | CellError | None


@quickly_sent
@dataclass(frozen=True, slots=True)
class Calculated:
    """A formula cell with the result that the sender's program stored; `value` None means it was never calculated."""

    value: Scalar
    formula: str


CellValue: TypeAlias = Scalar | Calculated


@dataclass(frozen=True, slots=True)
class Traits:
    """What a sheet shows beside its values. Rows and columns are zero-based, areas are addresses such as B3:B5.

    `notes` are (cell, text) of comments; `validated` are the areas with a data validation; `shapes` counts pictures and
    drawn objects, whose text no reader sees.
    """

    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    merges: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    validated: tuple[str, ...] = ()
    is_protected: bool = False
    shapes: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. `rows` start at A1 and may have different lengths; `beyond` is the first cell outside the read area."""

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    is_hidden: bool = False
    beyond: str = ""
    traits: Traits = Traits()

    def at(self, row: int, column: int) -> CellValue:
        """Return the value at zero-based `row`, `column`; None outside the sheet's used area."""
        rows = self.rows
        if row < len(rows) and column < len(cells := rows[row]):
            return cells[column]
        return None


class FileTrait(enum.Enum):
    """What a file is or holds beside its sheets; the value is what the finding about it says."""

    MACRO = "宏"
    EXTERNAL_LINK = "指向其他文件的链接"
    PASSWORD = "打开密码"
    OTHER_FORMAT = "不是 .xlsx 格式"
    AS_WRITTEN = "本程序写出以后没有再保存过"


@dataclass(frozen=True, slots=True)
class Workbook:
    """A closed or open workbook: its file name, its sheets in tab order, and the SHA-256 of the file (hex, "" if none).

    `is_open`: read from Excel, and written back into it; a person's own sheets stay where they are.
    """

    name: str
    grids: tuple[Grid, ...]
    digest: str = ""
    traits: frozenset[FileTrait] = frozenset()
    is_open: bool = False

    def grid(self, name: str) -> Grid | None:
        """Return the sheet with this name (spaces at the ends ignored), or None."""
        return next((grid for grid in self.grids if grid.name.strip() == name), None)


@lru_cache(maxsize=32_768)
def cell_address(row: int, column: int) -> str:
    """Return the A1 address of a zero-based row and column: (0, 27) → "AB1"."""
    return f"{column_letters(column)}{row + 1}"


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Return the letters of a zero-based column: 27 → "AB"."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def bare(value: CellValue) -> Scalar:
    """Return the value itself, whether it was typed or calculated."""
    return value.value if isinstance(value, Calculated) else value
