"""How wide the columns of a table in a Word file are: by what they hold, within the width of the page."""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import isqrt

from xlminshi.form.text_size import text_width

_UNBROKEN = re.compile(r"[!-~]+")
_SHORT_FIGURE = 14  # half-width characters: 1086.5平方米
_FINE = 1000
"""Shares of a column are reckoned in thousandths, so that whole numbers give the same widths everywhere."""


def column_widths(columns: Sequence[Sequence[str]], width: int, half: int, edges: int) -> tuple[int, ...]:
    """Return the widths of columns, `width` twips in all; each column is its head and its cells.

    `half` is what half a 汉字 takes, `edges` what a cell takes beside its words. Every column has room for its head, for
    a number in one line, and where all columns together can have it for a short figure with its measure; and no more than
    its longest text asks for, as long as others need room; between the two it has the share with which all cells together
    take the fewest lines.
    """
    lows = [max(_least(column), _figure(column)) * half + edges for column in columns]
    if sum(lows) > width:
        lows = [_least(column) * half + edges for column in columns]
    highs = [
        max(low, max(map(_width, column)) * half + edges) for low, column in zip(lows, columns, strict=True)
    ]
    if sum(lows) > width:
        return _shared(lows, width)
    if sum(highs) <= width:
        return _shared(highs, width)
    weights = [isqrt(sum(map(text_width, column)) * _FINE * _FINE) for column in columns]
    return _filled(lows, highs, weights, width)


def _least(column: Sequence[str]) -> int:
    """Return the width of the head and of the longest piece that is not broken, in half-width characters."""
    head, *cells = column
    return max(text_width(head), *(_width(piece) for cell in cells for piece in _UNBROKEN.findall(cell)), 0)


def _figure(column: Sequence[str]) -> int:
    """Return the width of the longest cell that is a short figure with its measure: 3724处, 约86.5公里."""
    told = (_width(cell) for cell in column[1:] if any(map(str.isdecimal, cell)))
    return max((width for width in told if width <= _SHORT_FIGURE), default=0)


def _width(text: str) -> int:
    """Return the width of a text: a percent sign is twice as wide as a digit, some programs space numbers from 汉字."""
    return text_width(text) + text.count("%") + bool(_UNBROKEN.search(text) and not text.isascii())


def _shared(wanted: Sequence[int], width: int) -> tuple[int, ...]:
    """Return the width divided as is wanted."""
    ends = [width * sum(wanted[:number]) // sum(wanted) for number in range(len(wanted) + 1)]
    return tuple(end - start for start, end in pairwise(ends))


def _filled(lows: Sequence[int], highs: Sequence[int], weights: Sequence[int], width: int) -> tuple[int, ...]:
    """Return the width divided by weight, but for columns that need more, or no more."""

    def at(level: int) -> list[int]:
        return [
            min(max(weight * level // _FINE**2, low), high)
            for low, high, weight in zip(lows, highs, weights, strict=True)
        ]

    least, most = 0, width * _FINE**2
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (middle, most) if sum(at(middle)) <= width else (least, middle)
    found = at(least)
    found[max(range(len(found)), key=lambda place: (weights[place], -place))] += width - sum(found)
    return tuple(found)
