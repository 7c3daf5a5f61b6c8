"""How much room a text takes in a cell: reckoned, because nothing here can measure a font."""

import math
import re

NORMAL_SIZE = 11
"""The size of letters that widths are given in (points)."""

_LINE_POINTS = 14.5
_HALF_WIDTH = re.compile(r"[\x00-\u1fff]+")


def points_of(lines: int, size: float) -> float:
    """Return how high a row has to be for so many lines."""
    return lines * _LINE_POINTS * size / NORMAL_SIZE + 5


def lines_of(text: str, width: float, size: float) -> int:
    """Return how many lines a wrapped text takes in a column of `width` characters (a 汉字 takes two).

    Reckoned for the narrowest rendering of a column (7 pixels a character, an indent): a line too many, never one cut.
    """
    room = max((width * 0.95 - 2.5) * NORMAL_SIZE / size, 2)
    if "\n" not in text:
        return 1 if 2 * len(text) <= room else max(1, math.ceil(text_width(text) / room))
    return sum(max(1, math.ceil(text_width(line) / room)) for line in text.split("\n"))


def text_width(text: str) -> int:
    """Return the width of a text in half-width characters."""
    return len(text) if text.isascii() else 2 * len(text) - sum(map(len, _HALF_WIDTH.findall(text)))
