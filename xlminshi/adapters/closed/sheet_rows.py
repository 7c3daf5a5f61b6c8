"""The rows of one sheet as either reading lane hands them over, and the arithmetic of cell addresses."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from xlminshi.form.grid import CellValue

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")

Place: TypeAlias = tuple[int, int]
"""Zero-based row and column of a cell."""


@dataclass(frozen=True, slots=True)
class SheetRows:
    """The rows of one sheet from A1, without empty ends, and the address of the first filled cell beyond the limits."""

    rows: tuple[tuple[CellValue, ...], ...]
    beyond: str = ""


def trimmed(rows: Iterable[Sequence[CellValue]]) -> tuple[tuple[CellValue, ...], ...]:
    """Return the rows without empty cells at the end of a row and without empty rows at the end of the sheet."""
    kept: list[tuple[CellValue, ...]] = []
    filled = 0
    for row in rows:
        width = len(row)
        while width and row[width - 1] is None:
            width -= 1
        kept.append(tuple(row[:width]))
        if width:
            filled = len(kept)
    return tuple(kept[:filled])


def place_of(address: str) -> Place:
    """Return the zero-based row and column of an A1 address; ValueError if it is none."""
    match = _ADDRESS.fullmatch(address)
    if match is None or int(match[2]) == 0:
        raise ValueError(f"cell address {address!r}")
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1
