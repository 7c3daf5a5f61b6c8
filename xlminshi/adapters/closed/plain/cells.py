"""The cells of a plain sheet → its rows. Everything here runs once per cell: measure before changing it."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from math import isfinite

from xlminshi.adapters.closed.plain.words import LONGEST_TEXT, NotPlainError, Texts, escaped
from xlminshi.form.sheets import Area, Content, Formula, Link, PlacedCell, SheetPlan, Style

LIKE_FORMULA = ("=", "+", "-", "@")
"""A text that begins so turns into a formula when a person opens the cell and leaves it again, unless it is quoted."""

_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
# Newer functions have a longer name in the file, and some fill several cells: XlsxWriter knows which.
_KNOWN_FUNCTIONS = frozenset(
    ("AND", "IF", "IFERROR", "ISNUMBER", "LEN", "MAX", "MIN", "NOT", "OR", "ROUND", "SUM", "TRIM")
)
_CALL = re.compile(r"([\w.]*)\(")
_DAY_ZERO, _FIRST_YEAR = dt.date(1899, 12, 31).toordinal(), 1900
_LONGEST_LINK, _MOST_LINKS = 200, 65_000


@dataclass(slots=True)
class Placed:
    """The cells of a sheet by row and column: what follows the number of their style, and its key in `styles` (see `_key`).

    Texts and numbers alone: the collector of unused objects would look at anything else again and again.
    """

    rows: dict[int, dict[int, tuple[str, int]]] = field(default_factory=lambda: defaultdict(dict))
    styles: dict[int, Style] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    links: dict[tuple[int, int], Link] = field(default_factory=dict)
    taken: set[tuple[int, int]] = field(default_factory=set)


def place(plan: SheetPlan, texts: Texts) -> Placed:
    """Return the cells of a sheet in their places, and number its texts in the order of the plan.

    Raises NotPlainError for what XlsxWriter has to write.
    """
    placed = Placed()
    rows, styles, numbers, uses = placed.rows, placed.styles, texts.numbers, 0
    for cell in plan.cells:
        area, content, style = cell.area, cell.content, cell.style
        if area.top != area.bottom or area.left != area.right:
            _merge(placed, cell)
        key = id(style) << 1  # as _key does
        if type(content) is str and content:
            key |= content[0] in LIKE_FORMULA
            tail = _text(content, numbers)
            uses += 1
        elif content is None or type(content) is str:
            tail = "/>"
        elif type(content) is Link:
            placed.links[area.top, area.left] = _sound(content)
            tail = _text(content.text, numbers)
            uses += 1
        else:
            tail = _tail(content)
        rows[area.top][area.left] = tail, key
        styles[key] = style
    texts.uses += uses
    if len(placed.links) > _MOST_LINKS:
        raise NotPlainError("more links than a sheet may hold")
    return placed


def _text(text: str, numbers: dict[str, int]) -> str:
    if len(text) > LONGEST_TEXT:
        raise NotPlainError("a text that may have to be cut")
    return f' t="s"><v>{numbers.setdefault(text, len(numbers))}</v></c>'


def _tail(content: Content) -> str:
    """Return what follows the style of a cell with a number, a date or a formula."""
    if isinstance(content, Formula):
        return _formula(content)
    if isinstance(content, dt.date):
        return f"><v>{_days(content):.16G}</v></c>"
    if type(content) in (Decimal, int, float):
        number = float(content)  # type: ignore[arg-type]
        if isfinite(number):
            return f"><v>{number:.16G}</v></c>"
    raise NotPlainError(f"{type(content)} in a cell")


def _days(moment: dt.date) -> float:
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


def _merge(placed: Placed, cell: PlacedCell) -> None:
    """Make all cells of a merged block empty ones of its style; the content follows."""
    area, style = cell.area, cell.style
    if area.top > area.bottom or area.left > area.right:
        raise NotPlainError("an area upside down")
    key = _key(style, isinstance(cell.content, str) and cell.content.startswith(LIKE_FORMULA))
    blank = "/>", key
    placed.styles[key] = style
    for row in range(area.top, area.bottom + 1):
        line = placed.rows[row]
        for column in range(area.left, area.right + 1):
            if (row, column) in placed.taken:
                raise NotPlainError("merged blocks that overlap")
            placed.taken.add((row, column))
            line[column] = blank
    placed.merged.append(area)


def _key(style: Style, is_quoted: bool) -> int:
    """Return a key for a style and its quoting, for as long as its plan is there: hashing a Style's 13 fields takes longer than
    writing the cell.
    """
    return id(style) << 1 | is_quoted
