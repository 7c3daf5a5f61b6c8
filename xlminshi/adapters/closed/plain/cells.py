"""The cells of a plain sheet → its rows. Everything here runs once per cell: measure before changing it."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from xlminshi.adapters.closed.plain.words import LONGEST_TEXT, NotPlainError, Texts
from xlminshi.adapters.xml_text import escaped
from xlminshi.form.placed import PlacedRow, pieces_of
from xlminshi.form.sheets import Area, Content, Formula, Link, PlacedCell, SheetPlan, Style

LIKE_FORMULA = ("=", "+", "-", "@")
"""A text that begins so turns into a formula when a person opens the cell and leaves it again, unless it is quoted."""

_SIGNS, _NONE = frozenset(LIKE_FORMULA), frozenset[int]()
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
# Newer functions have a longer name in the file, and some fill several cells: XlsxWriter knows which.
_KNOWN_FUNCTIONS = frozenset(
    ("AND", "IF", "IFERROR", "ISNUMBER", "LEN", "MAX", "MIN", "NOT", "OR", "ROUND", "SUM", "TRIM")
)
_CALL = re.compile(r"([\w.]*)\(")
# Stands in no formula and no text: those have their > escaped.
_TEXT_CELL = ' t="s"><v>'
_DAY_ZERO, _FIRST_YEAR = dt.date(1899, 12, 31).toordinal(), 1900
_LONGEST_LINK, _MOST_LINKS = 200, 65_000


class Run(NamedTuple):
    """Cells side by side in one row, from a column on: their styles, and what follows the style of each.

    `quoted` are the columns of texts that have to be kept from turning into formulas.
    """

    column: int
    styles: tuple[Style, ...]
    tails: tuple[str, ...]
    quoted: frozenset[int] = frozenset()


@dataclass(slots=True)
class Placed:
    """What stands in the rows of a sheet, in the order of its plan: what comes later covers what came before.

    `spans` are the first and last column of each row, `links` stand by zero-based cell.
    """

    rows: dict[int, list[Run]] = field(default_factory=lambda: defaultdict(list))
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    links: dict[tuple[int, int], Link] = field(default_factory=dict)
    taken: set[tuple[int, int]] = field(default_factory=set)

    def add(self, row: int, run: Run) -> None:
        """Put cells into a row."""
        self.rows[row].append(run)
        first, last = run.column, run.column + len(run.tails) - 1
        former = self.spans.get(row)
        self.spans[row] = (min(first, former[0]), max(last, former[1])) if former else (first, last)


def place(plan: SheetPlan, texts: Texts) -> Placed:
    """Return the rows of a sheet, and number its texts in the order of the plan.

    Raises NotPlainError for what XlsxWriter has to write.
    """
    placed = Placed()
    for piece in pieces_of(plan.cells):
        if isinstance(piece, PlacedRow):
            tails, quoted = _tails(placed, piece.row, piece.column, piece.contents, texts)
            placed.add(piece.row, Run(piece.column, piece.styles, tails, quoted))
            continue
        area = piece.area
        tails, quoted = _tails(placed, area.top, area.left, (piece.content,), texts)
        if area.top == area.bottom and area.left == area.right:
            placed.add(area.top, Run(area.left, (piece.style,), tails, quoted))
        else:
            _merge(placed, piece, *tails, is_quoted=bool(quoted))
    if len(placed.links) > _MOST_LINKS:
        raise NotPlainError("more links than a sheet may hold")
    return placed


def _tails(
    placed: Placed, row: int, column: int, contents: tuple[Content, ...], texts: Texts
) -> tuple[tuple[str, ...], frozenset[int]]:
    """Return what follows the styles of cells side by side, and in which columns a text has to be quoted."""
    known, quoted = texts.tails, _NONE
    found = [*map(known.get, contents)]
    if None in found:
        numbers = texts.numbers
        for place, content in enumerate(contents):
            if found[place] is not None:
                continue
            if type(content) is str:
                found[place] = tail = _text_tail(content, numbers)
                if content[0] in _SIGNS:  # told each time that it stands somewhere
                    quoted |= {column + place}
                else:
                    known[content] = tail
            elif type(content) is Decimal:
                found[place] = known[content] = _number(content)
            elif type(content) is Link:
                placed.links[row, column + place] = _sound(content)
                found[place] = _text_tail(content.text, numbers)
            else:
                found[place] = _tail(content)
    tails: tuple[str, ...] = tuple(found)  # type: ignore[arg-type]  # no None is left
    texts.uses += "".join(tails).count(_TEXT_CELL)
    return tails, quoted


def _text_tail(text: str, numbers: dict[str, int]) -> str:
    number = numbers.get(text)
    if number is None:  # what has a number has been looked at, or is XlsxWriter's
        if len(text) > LONGEST_TEXT:
            raise NotPlainError("a text that may have to be cut")
        number = numbers[text] = len(numbers)
    return f"{_TEXT_CELL}{number}</v></c>"


def _tail(content: Content) -> str:
    """Return what follows the style of a cell with a date, a formula, or a number that is no Decimal."""
    if type(content) in (int, float):
        return _number(Decimal(content))  # type: ignore[arg-type]
    if isinstance(content, Formula):
        return _formula(content)
    if isinstance(content, dt.date):
        return f"><v>{days_of(content):.16G}</v></c>"
    raise NotPlainError(f"{type(content)} in a cell")


@lru_cache(maxsize=4096)
def _number(number: Decimal) -> str:
    """Return what follows the style of a cell with a number. Small numbers stand in a workbook again and again."""
    value = float(number) + 0.0  # which has no sign before zero
    if not isfinite(value):
        raise NotPlainError("no finite number")
    return f"><v>{value:.16G}</v></c>"


def days_of(moment: dt.date) -> float:
    """Return a date, with its time if it has one, as Excel counts it: in days."""
    if moment.year <= _FIRST_YEAR:
        raise NotPlainError("a day on which Excel counts otherwise")
    # Excel counts a 29 February 1900 that never was.
    days = moment.toordinal() - _DAY_ZERO + 1
    if not isinstance(moment, dt.datetime):
        return days
    if moment.tzinfo is not None:
        raise NotPlainError("a time of another zone")
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return days - 1 + (float(seconds) + float(moment.microsecond) / 1e6) / (60 * 60 * 24) + 1


def _formula(formula: Formula) -> str:
    result = formula.result
    if isinstance(result, str):
        kind = "e" if result in _ERRORS else "str"
        return f' t="{kind}"><f>{formula_text(formula.text)}</f><v>{escaped(result)}</v></c>'
    number = float(result)
    if not isfinite(number):
        raise NotPlainError("no finite result")
    return f"><f>{formula_text(formula.text)}</f><v>{number}</v></c>"


@lru_cache(maxsize=4096)
def formula_text(text: str) -> str:
    """Return a formula escaped. Those of one row are the same in all forms."""
    if not text or text[0] in "={" or text.endswith("}") or not _KNOWN_FUNCTIONS.issuperset(_calls(text)):
        raise NotPlainError("a formula that XlsxWriter changes, or may change")
    return escaped(text)


def _calls(text: str) -> Iterator[str]:
    return (name for name in _CALL.findall(text) if name)


def _sound(link: Link) -> Link:
    if len(link.sheet) + len(link.cell) > _LONGEST_LINK or len(link.text) > LONGEST_TEXT:
        raise NotPlainError("a link too long")
    return link


def _merge(placed: Placed, cell: PlacedCell, tail: str, *, is_quoted: bool) -> None:
    """Put a merged block, which is one block alone: all but its first cell are empty."""
    area = cell.area
    if area.top > area.bottom or area.left > area.right:
        raise NotPlainError("an area upside down")
    columns = range(area.left, area.right + 1)
    block = {(row, column) for row in range(area.top, area.bottom + 1) for column in columns}
    if block & placed.taken:
        raise NotPlainError("merged blocks that overlap")
    placed.taken |= block
    placed.merged.append(area)
    styles, quoted = (cell.style,) * len(columns), frozenset(columns if is_quoted else ())
    for row in range(area.top, area.bottom + 1):
        first = tail if row == area.top else "/>"
        placed.add(row, Run(area.left, styles, (first, *["/>"] * (len(columns) - 1)), quoted))
