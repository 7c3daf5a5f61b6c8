"""The fast lane: a plain workbook, taken apart by strict patterns that account for every byte of its rows.

A sheet in which the patterns do not account for every single cell is not plain: the whole workbook is left to the
careful lane, which follows the XML and gives the same rows, only slower. Why no library reads the cells here:
docs/decisions/0016-plain-sheets-by-pattern.md.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import lt
from typing import TypeAlias
from xml.parsers import expat

from xlminshi.adapters.closed.contents import Contents
from xlminshi.adapters.closed.memory import remembered
from xlminshi.adapters.closed.number_formats import Meaning
from xlminshi.adapters.closed.preflight import Limits
from xlminshi.adapters.closed.sheet_rows import SheetRows, place_of, trimmed
from xlminshi.adapters.closed.values import SURE_DIGITS, Decoder, exact_number
from xlminshi.form.grid import Calculated, CellValue

_FILLED_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?>'
    rb'(?:<f(?: aca="[a-z01]+")?>([^<]*)</f>)?'
    rb'(?:<v(?: xml:space="preserve")?>([^<]*)</v>|<v ?/>'
    rb'|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>'
)
_STEP = _FILLED_CELL.groups + 1
"""What splitting by the pattern yields per cell: its groups, and what stands before the next cell."""
_FILLED = b"\0"
"""What stands for a filled cell in the frame of a sheet; no XML can hold it."""
_FRAME = re.compile(
    rb'<sheetData>(?:<row r="[1-9][0-9]{0,6}"(?: (?!r=)(?:x14ac:)?[a-zA-Z]+="[^"<&\0]*")*+(?:/>|>'
    rb'(?:\0|<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]+")?(?: t="[a-zA-Z]+")?/>)*+</row>))*+'
)
"""All rows from the first to the last without their filled cells: nothing that has another shape."""
_SHARED_TEXT = re.compile(r"<si><t(?: xml:space=\"preserve\")?(?:/></si>|>([^<]*)</t></si>)")
_END_OF_TEXTS = re.compile(r"</sst>\s*")
_PLAIN_ROOT = re.compile(
    rb"(?:<\?xml[^>]*\?>)?\s*"
    rb'<(worksheet|sst)\s[^>]*?xmlns="http://schemas\.openxmlformats\.org/spreadsheetml/2006/main"'
)
_ROOT_OF_TEXTS = re.compile(rb'(?:<\?xml[^>]*\?>)?\s*<sst(?:\s+[a-zA-Z:]+="[^"<>&]*")+\s*>\s*')
"""What stands before the first shared text: nothing else, or an empty one there would make all numbers wrong."""
_DOUBTFUL_MARKS = (b"<!", b"<?")
_ODD_ENTITY = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;)")
_ESCAPE = re.compile(rb"_x[0-9A-Fa-f]{4}_")
_PLAIN_NUMBER = re.compile(rb"-?[0-9]+(?:\.[0-9]+)?")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_LARGEST_XML = 20_000_000
"""A sheet with more bytes is streamed instead of being listed."""


class _Columns(dict[bytes, int]):
    """The zero-based number of each column by its letters, at most three, found out when it is first met."""

    def __missing__(self, letters: bytes) -> int:
        number = self[letters] = place_of(f"{letters.decode()}1")[1]
        return number


_COLUMNS = _Columns()


@dataclass(frozen=True, slots=True)
class _Cells:
    """The filled cells of a sheet as the file holds them, one list per property; None where a cell lacks it."""

    columns: Sequence[bytes] = ()
    rows: Sequence[bytes] = ()
    styles: Sequence[bytes | None] = ()
    kinds: Sequence[bytes | None] = ()
    formulas: Sequence[bytes | None] = ()
    stored: Sequence[bytes | None] = ()
    inline: Sequence[bytes | None] = ()


class DoubtError(Exception):
    """The workbook is not plain enough for the fast lane; the careful lane must read it."""


def read_sheets(contents: Contents, limits: Limits) -> list[SheetRows]:
    """Return the rows of every sheet; DoubtError if anything in the workbook is out of the ordinary."""
    texts = _numbered(_texts(contents))
    # Sheet by sheet: the raw cells of all sheets at once would take more memory than their values.
    return [
        SheetRows(_rows(_plain_cells(sheet.xml), contents.decoder, texts, limits))
        for sheet in contents.sheets
    ]


def _texts(contents: Contents) -> Sequence[str]:
    """Return the shared texts: at once where each is plain text, else as the careful lane reads them."""
    part = contents.texts_part
    if part is None:
        return ()
    begin = part.find(b"<si>")
    root, body = part[:begin], part[begin:]
    if begin < 0 or not (_is_plain_root(root) and _is_plain_text(body)):
        return contents.complete_decoder().texts
    pieces: list[str | None] = _SHARED_TEXT.split(body.decode())
    if any(pieces[:-1:2]) or not _END_OF_TEXTS.fullmatch(pieces[-1] or ""):
        return contents.complete_decoder().texts
    return [_bare(text) if text else "" for text in pieces[1::2]]


def _is_plain_root(xml: bytes) -> bool:
    """Return whether the bytes are the root of the shared texts, and nothing more."""
    return bool(_PLAIN_ROOT.match(xml) and _ROOT_OF_TEXTS.fullmatch(xml)) and _is_sound(xml)


def _numbered(texts: Sequence[str]) -> dict[bytes, str | None]:
    """Return the shared texts by their numbers as cells spell them; an empty text is no value."""
    numbers = _spelled_numbers(len(texts).bit_length())
    return {number: text or None for number, text in zip(numbers, texts, strict=False)}


@lru_cache(maxsize=8)
def _spelled_numbers(bits: int) -> tuple[bytes, ...]:
    """Return all numbers of so many bits as cells spell them; never changed, so threads may share them."""
    return tuple(str(number).encode() for number in range(1 << bits))


def _plain_cells(xml: bytes) -> _Cells:
    """Return every filled cell of the sheet; DoubtError if a cell has an unusual shape.

    The rows are accounted for by one pattern; what stands around them is checked as XML, once for all sheets of one make.
    """
    if len(xml) > _LARGEST_XML:
        raise DoubtError("too many cells to list")
    begin, end = xml.find(b"<sheetData>"), xml.rfind(b"</sheetData>")
    if begin < 0 or end < 0:
        return _no_cells(xml)
    head, rows = xml[:begin], xml[begin:end]
    _check_frame(head + xml[begin : begin + len(b"<sheetData>")] + xml[end:])
    has_odd_prefix = b" x14ac:" in rows and b"xmlns:x14ac=" not in head
    if has_odd_prefix or not _is_plain_text(rows):
        raise DoubtError("a cell in an unusual shape")
    pieces = _FILLED_CELL.split(rows)
    if not _FRAME.fullmatch(_FILLED.join(pieces[::_STEP])):
        raise DoubtError("a cell in an unusual shape")
    return _Cells(*(pieces[group::_STEP] for group in range(1, _STEP)))


def _no_cells(xml: bytes) -> _Cells:
    """Return no cells for a sheet without rows; DoubtError if there may be some under another spelling."""
    _check_plain(xml)
    if b"<sheetData/>" not in xml or b"<c " in xml or b"<c>" in xml:
        raise DoubtError("a cell in an unusual shape")
    return _Cells()


def _is_plain_text(xml: bytes) -> bool:
    """Return whether the bytes are text that XML may hold, with nothing in it that means another text.

    The patterns look at marks only; other marks than theirs they do not let through.
    """
    # A search for one byte is many times faster than one for several.
    if not _is_sound(xml) or b"\r" in xml or (b"]" in xml and b"]]>" in xml):
        return False
    return not (_ESCAPE.search(xml) or (b"&" in xml and _ODD_ENTITY.search(xml)))


def _is_sound(xml: bytes) -> bool:
    """Return whether the bytes are text that XML may hold."""
    if len(xml.translate(None, _CONTROLS)) < len(xml):
        return False
    try:
        text = xml.decode()
    except UnicodeDecodeError:
        return False
    return "\ufffe" not in text and "\uffff" not in text


@remembered
def _check_frame(xml: bytes) -> None:
    """Raise DoubtError unless a sheet without its rows is plain XML, with one place for them."""
    if xml.count(b"sheetData") != 2:
        raise DoubtError("rows in two places")
    _check_plain(xml)


def _check_plain(xml: bytes) -> None:
    """Raise DoubtError where two XML readers might not agree: broken XML, comments, escapes."""
    root = _PLAIN_ROOT.match(xml)
    if root is None or _is_doubtful(xml, root.end()):
        raise DoubtError("not plain XML")
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(xml, True)
    except expat.ExpatError as error:
        raise DoubtError("broken XML") from error


def _is_doubtful(xml: bytes, begin: int) -> bool:
    has_doubtful_mark = any(xml.find(mark, begin) >= 0 for mark in _DOUBTFUL_MARKS)
    return (
        has_doubtful_mark
        or b"\r" in xml[begin:]
        or bool(_ODD_ENTITY.search(xml, begin) or _ESCAPE.search(xml, begin))
    )


def _rows(
    cells: _Cells, decoder: Decoder, texts: Mapping[bytes, str | None], limits: Limits
) -> tuple[tuple[CellValue, ...], ...]:
    """Return the rows from A1; DoubtError unless the cells stand in order, each once, within the limits."""
    if not cells.rows:
        return ()
    rows, columns = list(map(int, cells.rows)), list(map(_COLUMNS.__getitem__, cells.columns))
    width = max(columns) + 1
    if max(rows) > limits.rows or width > limits.columns:
        raise DoubtError("a far cell")
    places = [(row - 1) * width + column for row, column in zip(rows, columns, strict=True)]
    if not all(map(lt, places, islice(places, 1, None))):
        raise DoubtError("cells out of order")
    flat: list[CellValue] = [None] * (rows[-1] * width)
    for place, value in zip(places, _values(cells, decoder, texts), strict=True):
        flat[place] = value
    return trimmed(flat[begin : begin + width] for begin in range(0, len(flat), width))


def _values(cells: _Cells, decoder: Decoder, texts: Mapping[bytes, str | None]) -> list[CellValue]:
    value_of = _value_reader(decoder)
    try:
        return [
            texts[stored]
            if stored and kind == b"s" and not formula
            else value_of(style, kind, formula, stored, inline)
            for style, kind, formula, stored, inline in zip(
                cells.styles, cells.kinds, cells.formulas, cells.stored, cells.inline, strict=True
            )
        ]
    except KeyError as error:
        raise DoubtError("a shared text is missing") from error


_ValueReader: TypeAlias = Callable[
    [bytes | None, bytes | None, bytes | None, bytes | None, bytes | None], CellValue
]


@lru_cache(maxsize=8)
def _value_reader(decoder: Decoder) -> _ValueReader:
    """Return what reads a cell by its style, type, formula, stored value and inline text, and remembers it.

    The forms of one template have their formulas in common, and many of their figures.
    """
    marked = _marked_styles(decoder)

    @lru_cache(maxsize=8192)
    def value(
        style: bytes | None,
        kind: bytes | None,
        formula: bytes | None,
        stored: bytes | None,
        inline: bytes | None,
    ) -> CellValue:
        if inline:
            if formula or kind != b"inlineStr":
                raise DoubtError("an inline text in a cell of another type, or beside a formula")
            return _unescaped(inline)
        if formula or (stored and _is_special(style, kind, stored, marked)):
            return _decoded(decoder, style, kind, formula, stored)
        return exact_number(float(stored)) if stored else None

    return value


def _marked_styles(decoder: Decoder) -> frozenset[bytes | None]:
    """Return the style numbers, as written in the file, under which a number is more than a number."""
    meanings = enumerate(decoder.meanings)
    marked: set[bytes | None] = {
        str(style).encode() for style, meaning in meanings if meaning is not Meaning.NUMBER
    }
    if b"0" in marked:
        marked.add(None)
    return frozenset(marked)


def _is_special(
    style: bytes | None, kind: bytes | None, stored: bytes, marked: frozenset[bytes | None]
) -> bool:
    is_padded = (
        style is not None and len(style) > 1 and style.startswith(b"0")
    )  # 01 is a style in `marked` as 1
    is_usual = style not in marked and not is_padded
    is_plain_number = is_usual and kind in (None, b"n") and len(stored) <= SURE_DIGITS
    return not (is_plain_number and _PLAIN_NUMBER.fullmatch(stored))


def _decoded(
    decoder: Decoder, style: bytes | None, kind: bytes | None, formula: bytes | None, stored: bytes | None
) -> CellValue:
    named, number = (kind or b"n").decode(), int(style or b"0")
    if named == "s":
        raise DoubtError("a formula with a shared text")
    text = _unescaped(stored or b"")
    if not formula:
        return decoder.typed(named, text, number)
    if formula == b"=":
        raise DoubtError("a formula without words")
    return Calculated(decoder.calculated(named, text, number), _unescaped(formula).removeprefix("="))


def _unescaped(xml: bytes) -> str:
    return _bare(xml.decode())


def _bare(text: str) -> str:
    """Return the text with XML's five entities undone; the standard library's own function imports half the internet."""
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text
