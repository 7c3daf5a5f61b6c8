"""The fast lane: a plain workbook, taken apart by strict patterns that account for every byte of its rows.

A sheet in which the patterns do not account for every single cell is not plain: the whole workbook is left to the
careful lane, which follows the XML and gives the same rows, only slower. Why no library reads the cells here:
docs/decisions/0016-plain-sheets-by-pattern.md.
"""

import re
from functools import lru_cache
from typing import TypeAlias
from xml.parsers import expat

from xlminshi.adapters.closed.contents import Contents
from xlminshi.adapters.closed.memory import remembered
from xlminshi.adapters.closed.number_formats import Meaning
from xlminshi.adapters.closed.preflight import Limits
from xlminshi.adapters.closed.sheet_rows import SheetRows, place_of, trimmed
from xlminshi.adapters.closed.values import SURE_DIGITS, Decoder, exact_number
from xlminshi.form.grid import Calculated, CellValue

_VALUE = (
    rb'(?:<f(?: aca="[a-z01]+")?>([^<]*)</f>)?'
    rb'(?:<v(?: xml:space="preserve")?>([^<]*)</v>|<v ?/>'
    rb'|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>'
)
_FILLED_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?>' + _VALUE
)
_ROWS = re.compile(
    rb'<sheetData>(?:<row(?: (?:x14ac:)?[a-zA-Z]+="[^"<&]*")*+(?:/>|>'
    rb'(?:<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]+")?(?: t="[a-zA-Z]+")?(?:/>|>'
    + re.sub(rb"\((\[)", rb"(?:\1", _VALUE)
    + rb"))*+</row>))*+"
)
"""All rows from the first to the last, nothing between the cells and nothing in them that has another shape."""
_SHARED_TEXTS = re.compile(r"(?:<si><t(?: xml:space=\"preserve\")?>[^<]*</t></si>|<si><t/></si>)*+</sst>\s*")
_SHARED_TEXT = re.compile(r"<si><t(?: xml:space=\"preserve\")?(?:/>|>([^<]*)</t>)")
_PLAIN_ROOT = re.compile(
    rb"(?:<\?xml[^>]*\?>)?\s*"
    rb'<(worksheet|sst)\s[^>]*?xmlns="http://schemas\.openxmlformats\.org/spreadsheetml/2006/main"'
)
_DOUBTFUL_BYTES = (b"<!", b"<?", b"\r")
_ODD_ENTITY = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;)")
_ESCAPE = re.compile(rb"_x[0-9A-Fa-f]{4}_")
_PLAIN_NUMBER = re.compile(rb"-?[0-9]+(?:\.[0-9]+)?")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_LARGEST_XML = 20_000_000
"""A sheet with more bytes is streamed instead of being listed."""

_Found: TypeAlias = tuple[bytes, bytes, bytes, bytes, bytes, bytes, bytes]
"""Column, row, style, type, formula, stored value and inline text of one filled cell, as the file holds them."""


class DoubtError(Exception):
    """The workbook is not plain enough for the fast lane; the careful lane must read it."""


def read_sheets(contents: Contents, limits: Limits) -> list[SheetRows]:
    """Return the rows of every sheet; DoubtError if anything in the workbook is out of the ordinary."""
    found = [_plain_cells(sheet.xml) for sheet in contents.sheets]
    texts = _texts(contents)
    return [SheetRows(trimmed(_rows(cells, contents.decoder, texts, limits))) for cells in found]


def _texts(contents: Contents) -> tuple[str, ...]:
    """Return the shared texts: at once where each is plain text, else as the careful lane reads them."""
    part = contents.texts_part
    if part is None:
        return ()
    begin = part.find(b"<si>")
    if begin < 0 or _PLAIN_ROOT.match(part) is None or not _is_sound(part) or _is_doubtful(part, begin):
        return tuple(contents.complete_decoder().texts)
    text = part[begin:].decode()
    if not _SHARED_TEXTS.fullmatch(text):
        return tuple(contents.complete_decoder().texts)
    return tuple(map(_bare, _SHARED_TEXT.findall(text)))


def _plain_cells(xml: bytes) -> list[_Found]:
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
    if has_odd_prefix or not _ROWS.fullmatch(rows) or not _is_sound(rows) or _is_doubtful(rows, 0):
        raise DoubtError("a cell in an unusual shape")
    return _FILLED_CELL.findall(rows)


def _no_cells(xml: bytes) -> list[_Found]:
    """Return no cells for a sheet without rows; DoubtError if there may be some under another spelling."""
    _check_plain(xml)
    if b"<sheetData/>" not in xml or b"<c " in xml or b"<c>" in xml:
        raise DoubtError("a cell in an unusual shape")
    return []


def _is_sound(xml: bytes) -> bool:
    """Return whether the bytes are text that XML may hold; the patterns look at marks only."""
    if len(xml.translate(None, _CONTROLS)) < len(xml):
        return False
    try:
        xml.decode()
    except UnicodeDecodeError:
        return False
    return True


@remembered
def _check_frame(xml: bytes) -> None:
    """Raise DoubtError unless a sheet without its rows is plain XML."""
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
    # A search for fixed bytes is many times faster than a pattern; patterns come last and begin with fixed bytes.
    if any(xml.find(mark, begin) >= 0 for mark in _DOUBTFUL_BYTES):
        return True
    return any(pattern.search(xml, begin) for pattern in (_ODD_ENTITY, _ESCAPE))


def _rows(
    cells: list[_Found], decoder: Decoder, texts: tuple[str, ...], limits: Limits
) -> list[list[CellValue]]:
    """Return the rows from A1; DoubtError unless the cells stand in order, each once, within the limits."""
    marked = _marked_styles(decoder)
    rows: list[list[CellValue]] = []
    for cell in cells:
        row, column = int(cell[1]), _column(cell[0])
        if row < len(rows) or row > limits.rows or column >= limits.columns:
            raise DoubtError("cells out of order, or a far cell")
        while len(rows) < row:
            rows.append([])
        line = rows[-1]
        if column < len(line):
            raise DoubtError("cells out of order")
        line.extend([None] * (column - len(line)))
        line.append(_value(cell, decoder, texts, marked))
    return rows


def _value(cell: _Found, decoder: Decoder, texts: tuple[str, ...], marked: frozenset[bytes]) -> CellValue:
    _, _, style, kind, formula, stored, inline = cell
    if formula or (stored and kind != b"s" and _is_special(style, kind, stored, marked)):
        return _decoded(cell, decoder)
    if kind == b"s":
        return _shared(stored, texts)
    if inline:
        if kind != b"inlineStr":
            raise DoubtError("an inline text in a cell of another type")
        return _unescaped(inline)
    return _plain_number(stored) if stored else None


def _shared(number: bytes, texts: tuple[str, ...]) -> str | None:
    """Return the shared text that a cell asks for; DoubtError if there is none."""
    if not number:
        return None
    if not number.isdigit() or int(number) >= len(texts):
        raise DoubtError("a shared text is missing")
    return texts[int(number)] or None


@lru_cache(maxsize=4096)
def _plain_number(stored: bytes) -> CellValue:
    return exact_number(float(stored))


@lru_cache(maxsize=1024)
def _column(letters: bytes) -> int:
    """Return the zero-based number of a column."""
    return place_of(f"{letters.decode()}1")[1]


def _marked_styles(decoder: Decoder) -> frozenset[bytes]:
    """Return the style numbers, as written in the file, under which a number is more than a number."""
    meanings = enumerate(decoder.meanings)
    marked = {str(style).encode() for style, meaning in meanings if meaning is not Meaning.NUMBER}
    if b"0" in marked:
        marked.add(b"")
    return frozenset(marked)


def _is_special(style: bytes, kind: bytes, stored: bytes, marked: frozenset[bytes]) -> bool:
    is_plain_number = kind in (b"", b"n") and len(stored) <= SURE_DIGITS and style not in marked
    return not (is_plain_number and _PLAIN_NUMBER.fullmatch(stored))


def _decoded(cell: _Found, decoder: Decoder) -> CellValue:
    _, _, style, kind_text, formula, stored, _ = cell
    kind = kind_text.decode() or "n"
    if kind == "s":
        raise DoubtError("a formula with a shared text")
    number = int(style or b"0")
    text = _unescaped(stored)
    if not formula:
        return decoder.typed(kind, text, number)
    return Calculated(decoder.calculated(kind, text, number), _formula_text(formula))


@lru_cache(maxsize=4096)
def _formula_text(formula: bytes) -> str:
    """Return a formula as text; the forms of one template have theirs in common."""
    return _unescaped(formula).removeprefix("=")


def _unescaped(xml: bytes) -> str:
    return _bare(xml.decode())


def _bare(text: str) -> str:
    """Return the text with XML's five entities undone; the standard library's own function imports half the internet."""
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text
