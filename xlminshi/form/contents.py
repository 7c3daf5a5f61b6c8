"""What a cell of a plan holds, and how high its row has to be for it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from xlminshi.form.text_size import NORMAL_SIZE, lines_of, points_of


@dataclass(frozen=True, slots=True)
class Formula:
    """A native formula (without “=”) and the value that it gives, so that readers that do not calculate show it too."""

    text: str
    result: str | Decimal


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a cell of another sheet of the same workbook."""

    text: str
    sheet: str
    cell: str = "A1"


Content: TypeAlias = str | Decimal | int | dt.date | Formula | Link | None


def points_needed(content: Content, width: float, size: float = NORMAL_SIZE) -> float:
    """Return how high a row has to be for a wrapped text in a column of `width` characters."""
    return points_of(lines_needed(content, width, size), size)


def lines_needed(content: Content, width: float, size: float = NORMAL_SIZE) -> int:
    """Return how many lines a wrapped text takes in a column of `width` characters (a 汉字 takes two)."""
    text = text_in(content)
    return lines_of(text, width, size) if text else 1


def text_in(content: Content) -> str:
    """Return the text that a cell shows as it stands; "" for numbers and dates, which take one line."""
    if isinstance(content, str):
        return content
    if isinstance(content, Link):
        return content.text
    return str(content.result) if isinstance(content, Formula) else ""
