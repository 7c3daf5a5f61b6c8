"""Texts as they stand in the parts of a workbook: the shared ones by number, and escaped as XlsxWriter escapes them."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from xlminshi.adapters.xml_text import escaped

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHARED_PART = "xl/sharedStrings.xml"
LONGEST_TEXT = 16_000
"""Characters that surely fit into a cell (32,767 units of UTF-16)."""

_SHORT, _AT_ONCE, _REMEMBERED = 60, 1_000, 4_096
# What needs a second look before it may stand in a shared text as it is.
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f&<>\ufffe\uffff]|_x|^\s|\s$")
_LOOKS_ESCAPED = re.compile(r"(_x[0-9a-fA-F]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_EDGE = re.compile(r"^\s|\s$")


class NotPlainError(Exception):
    """Something that only XlsxWriter knows how to write, or to refuse."""


class Texts:
    """The texts of a workbook by number, and how often cells hold one. `numbers` may be shared with XlsxWriter.

    `tails` are what follows the style of a cell with a text or number, as far as cells have been written.
    """

    __slots__ = ("numbers", "tails", "uses")

    def __init__(self, numbers: dict[str, int] | None = None) -> None:
        self.numbers = {} if numbers is None else numbers
        self.tails: dict[object, str] = {None: "/>", "": "/>"}
        self.uses = 0


def shared_texts(texts: Iterable[str], uses: int, different: int) -> bytes:
    """Return the part that holds the shared texts, in the order of their numbers."""
    head = f'{DECLARATION}<sst xmlns="{MAIN}" count="{uses}" uniqueCount="{different}">'
    # A lone half of a character beyond the first plane cannot be written: UnicodeEncodeError, as from XlsxWriter.
    # The texts of a book larger than what is remembered would only push one another out.
    is_form = different <= _REMEMBERED
    items = (_short_item(one) if is_form and len(one) < _SHORT else text_item(one) for one in texts)
    several = iter(lambda: "".join(islice(items, _AT_ONCE)).encode(), b"")
    return b"".join((head.encode(), *several, b"</sst>"))


@lru_cache(maxsize=_REMEMBERED)
def _short_item(text: str) -> str:
    """Return one shared text. Forms of one make repeat their headers, measures and kinds."""
    return text_item(text)


def text_item(text: str) -> str:
    """Return one shared text, as it stands among the others."""
    if not _ODD.search(text):
        return f"<si><t>{text}</t></si>"
    written = with_marks(text)
    keeps_space = ' xml:space="preserve"' if _EDGE.search(written) else ""
    return f"<si><t{keeps_space}>{escaped(written)}</t></si>"


def with_marks(text: str) -> str:
    """Return a text with the signs that XML cannot hold written as _xHHHH_, as Excel does."""
    text = _LOOKS_ESCAPED.sub(r"_x005F\1", text)
    return _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def quoted(text: str) -> str:
    """Return a text for the value of an attribute."""
    return escaped(text).replace('"', "&quot;").replace("\n", "&#xA;")
