"""How much room a text takes in a cell: reckoned, because nothing here can measure a font."""

import math
import re
from collections.abc import Collection
from functools import lru_cache

NORMAL_SIZE = 11
"""The size of letters that widths are given in (points)."""

EDGES = 5
"""What a row takes beside its lines (points)."""

_LINE_POINTS = 14.5
FOR_TEXTS = ((16, 30.0), (27, 60.0))
"""Long texts: no row gets so high that a page holds only two of them, and none higher than a row can be."""
_HALF_WIDTH = re.compile(r"[\x00-\u1fff]+")


def points_of(lines: int, size: float) -> float:
    """Return how high a row has to be for so many lines."""
    return lines * _LINE_POINTS * size / NORMAL_SIZE + EDGES


def surely_fitting(width: float, size: float) -> float:
    """Return how many characters of any kind fit into one line of a column of `width` characters.

    Reckoned for the narrowest rendering of a column (7 pixels a character, an indent): a line too many, never one cut.
    """
    return max((width * 0.95 - 2.5) * NORMAL_SIZE / size, 2) / 2


def lines_of(text: str, width: float, size: float) -> int:
    """Return how many lines a wrapped text takes in a column of `width` characters (a 汉字 takes two)."""
    return lines_by(text, surely_fitting(width, size))


@lru_cache(maxsize=1024)
def lines_by(text: str, short: float) -> int:
    """Return how many lines a wrapped text takes where so many characters of any kind fit into one.

    Long lists say the same in row after row.
    """
    if "\n" not in text:
        return 1 if len(text) <= short else max(1, math.ceil(text_width(text) / (2 * short)))
    return sum(max(1, math.ceil(text_width(line) / (2 * short))) for line in text.split("\n"))


def width_for(
    texts: Collection[str], width: float, steps: tuple[tuple[int, float], ...] = FOR_TEXTS
) -> float:
    """Return how wide a column of wrapped texts has to be, at least so wide.

    `steps` are pairs: so many lines are enough for a column that is narrower than so much.
    """
    short = surely_fitting(width, NORMAL_SIZE) * min(lines for lines, _ in steps)
    long = [text for text in texts if len(text) > short or "\n" in text]
    for lines, widest in steps:
        for text in long:
            while width < widest and lines_of(text, width, NORMAL_SIZE) > lines:
                width += 1
    return width


def text_width(text: str) -> int:
    """Return the width of a text in half-width characters."""
    return len(text) if text.isascii() else 2 * len(text) - sum(map(len, _HALF_WIDTH.findall(text)))
