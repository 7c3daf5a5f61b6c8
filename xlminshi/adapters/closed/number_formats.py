"""What a cell's number means by its number format: a date, a time of day, a percentage, or just a number."""

import enum
import re
from xml.etree import ElementTree as ET

from xlminshi.adapters.closed.memory import remembered


class Meaning(enum.Enum):
    """How the number in a cell is to be understood."""

    NUMBER = "number"
    PERCENT = "percent"
    MOMENT = "moment"
    TIME = "time"
    ELAPSED = "elapsed"


BUILT_IN: dict[int, Meaning] = {
    **dict.fromkeys((9, 10), Meaning.PERCENT),
    **dict.fromkeys((14, 15, 16, 17, 22), Meaning.MOMENT),
    **dict.fromkeys((18, 19, 20, 21, 45, 47), Meaning.TIME),
    46: Meaning.ELAPSED,
    # The Chinese built-in formats are not written out in the file (ECMA-376 part 1, 18.8.30, zh-cn).
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), Meaning.MOMENT),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), Meaning.TIME),
}
"""What the formats mean that a file names by number only."""

_LITERAL = re.compile(r'"[^"]*(?:"|$)|\\.|_.|\*.|general', re.IGNORECASE | re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKET = re.compile(r"\[[^\]]*\]")
_DAY = re.compile(r"[yd]|aaa", re.IGNORECASE)
_CLOCK = re.compile(r"[hs]", re.IGNORECASE)


def format_meaning(code: str) -> Meaning:
    """Return what a number under this format code means; elapsed time such as [h]:mm stays a number (of days)."""
    bare = _LITERAL.sub("", code).split(";")[0]
    if _ELAPSED.search(bare):
        return Meaning.ELAPSED
    bare = _BRACKET.sub("", bare)
    if _DAY.search(bare):
        return Meaning.MOMENT
    if _CLOCK.search(bare):
        return Meaning.TIME
    if "m" in bare.lower():
        return Meaning.MOMENT
    return Meaning.PERCENT if "%" in bare else Meaning.NUMBER


def style_meanings(styles: bytes | None) -> tuple[Meaning, ...]:
    """Return the meaning for each cell style number of the styles part (None: a workbook without styles)."""
    if styles is None:
        return ()
    return _style_meanings(styles)


@remembered
def _style_meanings(styles: bytes) -> tuple[Meaning, ...]:
    root = ET.fromstring(styles)
    own = {
        int(number_format.get("numFmtId", "0")): format_meaning(number_format.get("formatCode", ""))
        for number_format in root.iterfind("{*}numFmts/{*}numFmt")
    }
    known = BUILT_IN | own
    formats = (int(style.get("numFmtId", "0")) for style in root.iterfind("{*}cellXfs/{*}xf"))
    return tuple(known.get(number, Meaning.NUMBER) for number in formats)
