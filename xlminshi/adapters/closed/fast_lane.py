"""The fast lane: python-calamine reads the plain cells of a plain workbook; other cells are decoded beside it.

calamine turns error cells into blanks and knows neither formulas nor percentages. So one pass of a strict
pattern over the sheet XML finds those cells and their stored texts first. A sheet in which the pattern does
not account for every single cell is not plain: the whole workbook is left to the careful lane.
"""

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, TypeAlias
from xml.parsers import expat

from python_calamine import CalamineWorkbook, SheetTypeEnum

from xlminshi.adapters.closed.contents import Contents
from xlminshi.adapters.closed.memory import remembered
from xlminshi.adapters.closed.number_formats import Meaning
from xlminshi.adapters.closed.preflight import Limits, Package
from xlminshi.adapters.closed.sheet_rows import SheetRows, place_of, trimmed
from xlminshi.adapters.closed.values import SURE_DIGITS, Decoder, exact_number
from xlminshi.form.grid import Calculated, CellValue

_VALUE = (
    rb'(?:<f(?: aca="[a-z01]+")?>([^<]*)</f>)?'
    rb'(?:<v(?: xml:space="preserve")?>([^<]*)</v>|<v ?/>'
    rb'|<is>(?:<t>|<t xml:space="preserve">)[^<]*</t></is>)?</c>'
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
_SHARED_TEXTS = re.compile(rb"(?:<si><t(?: xml:space=\"preserve\")?>[^<]*</t></si>|<si><t/></si>)*+</sst>\s*")
_PLAIN_ROOT = re.compile(
    rb"(?:<\?xml[^>]*\?>)?\s*"
    rb'<(worksheet|sst)\s[^>]*?xmlns="http://schemas\.openxmlformats\.org/spreadsheetml/2006/main"'
)
_DOUBTFUL_BYTES = (b"<!", b"<?", b"\r", b"<rPh")
_ODD_ENTITY = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;)")
_ESCAPE = re.compile(rb"_x[0-9A-Fa-f]{4}_")
_ODD_TEXT = re.compile(
    rb"<t(?:>(?:\s|[^<]*\s</t>)"  # spaces that calamine trims
    rb"|\s(?!xml:space=\"preserve\">)"
    rb"|(?:>| xml:space=\"preserve\">)[^<]*<(?!/t>))"
)
_CLAIMED_COUNT = re.compile(rb"""\buniqueCount\s*=\s*["'](\d+)""")
_LONGEST_HEAD = 2_000
_TEXT_START = re.compile(rb"<si[\s/>]")
_PLAIN_NUMBER = re.compile(rb"-?[0-9]+(?:\.[0-9]+)?")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_LARGEST_AREA = 400_000
"""calamine fills the whole rectangle from A1 to the last cell; a larger one is streamed instead."""

_Found: TypeAlias = tuple[bytes, bytes, bytes, bytes, bytes, bytes]
"""Column, row, style, type, formula and stored text of one filled cell, as the file holds them."""
_Special: TypeAlias = dict[int, dict[int, CellValue]]
"""The cells decoded here, by zero-based row and column."""


class DoubtError(Exception):
    """The workbook is not plain enough for the fast lane; the careful lane must read it."""


def read_sheets(package: Package, contents: Contents, limits: Limits) -> list[SheetRows]:
    """Return the rows of every sheet; DoubtError if anything in the workbook is out of the ordinary."""
    if not contents.is_usual:
        raise DoubtError("parts in unusual places")
    texts = _plain_texts(contents.texts_part)
    found = [_plain_cells(sheet.xml) for sheet in contents.sheets]
    for cells in found:
        _check_order_and_extent(cells, limits)
        _check_texts([cell[5] for cell in cells if cell[3] == b"s"], texts)
    special = [_special_cells(cells, contents.decoder) for cells in found]
    names = [sheet.name for sheet in contents.sheets]
    stored = _stored_rows(package.content, names)
    return [SheetRows(trimmed(_merged(rows, own))) for rows, own in zip(stored, special, strict=True)]


def _stored_rows(content: bytes, names: list[str]) -> list[list[list[Any]]]:
    """Return calamine's rows of each named sheet; whatever stops calamine is a doubt, not a verdict."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            seen = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
            if seen != names or len(set(seen)) < len(seen):
                raise DoubtError("the two readers see different sheets")
            return [workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names]
    except Exception as error:
        raise DoubtError(str(error)) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # calamine's own, which no module exports
            raise DoubtError(str(error)) from error
        raise


def _merged(stored: list[list[Any]], special: _Special) -> Iterator[list[CellValue]]:
    """Yield calamine's rows with the specially decoded cells in their places."""
    for number in range(max(len(stored), max(special, default=-1) + 1)):
        row = stored[number] if number < len(stored) else []
        own = special.get(number, {})
        values = [
            own[column] if column in own else ((value or None) if value.__class__ is str else _plain(value))
            for column, value in enumerate(row)
        ]
        for column in sorted(own):
            if column >= len(row):
                values.extend([None] * (column - len(values)) + [own[column]])
        yield values


def _plain(value: object) -> CellValue:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return exact_number(value)
    raise DoubtError(f"calamine reads {value!r} where a plain value is expected")


def _check_plain(xml: bytes) -> None:
    """Raise DoubtError where two XML readers might not agree: broken XML, comments, escapes, phonetic text."""
    root = _PLAIN_ROOT.match(xml)
    if root is None or _is_doubtful(xml, root.end()):
        raise DoubtError("not plain XML")
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(
            xml, True
        )  # calamine reads broken XML as far as it goes
    except expat.ExpatError as error:
        raise DoubtError("broken XML") from error


def _is_doubtful(xml: bytes, begin: int) -> bool:
    # A search for fixed bytes is many times faster than a pattern; patterns come last and begin with fixed bytes.
    if any(xml.find(mark, begin) >= 0 for mark in _DOUBTFUL_BYTES):
        return True
    return any(pattern.search(xml, begin) for pattern in (_ODD_ENTITY, _ESCAPE, _ODD_TEXT))


def _plain_texts(texts_part: bytes | None) -> int:
    """Return how many shared texts there are; DoubtError if they are not plain."""
    if texts_part is None:
        return 0
    begin = texts_part.find(b"<si>")
    if begin < 0 or not _SHARED_TEXTS.fullmatch(texts_part, begin) or not _is_sound(texts_part):
        _check_plain(texts_part)
    elif _PLAIN_ROOT.match(texts_part) is None or _is_doubtful(texts_part, begin):
        raise DoubtError("not plain XML")
    texts = len(_TEXT_START.findall(texts_part))
    claimed = max(map(int, _CLAIMED_COUNT.findall(texts_part[: max(begin, _LONGEST_HEAD)])), default=0)
    if claimed > texts:
        raise DoubtError("calamine would make room for all the texts that the part claims to hold")
    return texts


def _plain_cells(xml: bytes) -> list[_Found]:
    """Return every filled cell of the sheet; DoubtError if a cell has an unusual shape.

    The rows are accounted for by one pattern; what stands around them is checked as XML, once for all sheets of one make.
    """
    if len(xml) > _LARGEST_AREA * len("<c ") and xml.count(b"<c ") > _LARGEST_AREA:
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


def _special_cells(cells: list[_Found], decoder: Decoder) -> _Special:
    """Return the cells that calamine cannot tell: formulas, errors, percentages, dates, long numbers."""
    marked = _marked_styles(decoder)
    special: _Special = {}
    for cell in cells:
        letters, digits, style, kind, formula, stored = cell
        if formula or (stored and kind != b"s" and _is_special(style, kind, stored, marked)):
            special.setdefault(int(digits) - 1, {})[_column(letters)] = _decoded(cell, decoder)
    return special


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


def _check_order_and_extent(cells: list[_Found], limits: Limits) -> None:
    """Raise DoubtError unless the cells stand in order, each once, in an area that calamine can hold."""
    rows = [int(cell[1]) for cell in cells]
    if rows != sorted(rows) or len({cell[:2] for cell in cells}) < len(cells):
        raise DoubtError("cells out of order")
    height = rows[-1] if rows else 0
    width = max((_column(letters) + 1 for letters in {cell[0] for cell in cells}), default=0)
    if height > limits.rows or width > limits.columns or height * width > _LARGEST_AREA:
        raise DoubtError("a far cell")


def _check_texts(numbers: list[bytes], texts: int) -> None:
    """Raise DoubtError if a cell asks for a shared text that there is not; calamine would call it empty."""
    if not all(number.isdigit() and int(number) < texts for number in numbers):
        raise DoubtError("a shared text is missing")


def _is_special(style: bytes, kind: bytes, stored: bytes, marked: frozenset[bytes]) -> bool:
    is_plain_number = kind in (b"", b"n") and len(stored) <= SURE_DIGITS and style not in marked
    return not (is_plain_number and _PLAIN_NUMBER.fullmatch(stored))


def _decoded(cell: _Found, decoder: Decoder) -> CellValue:
    _, _, style, kind_text, formula, stored = cell
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
    """Return the text with XML's five entities undone; the standard library's own function imports half the internet."""
    text = xml.decode()
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text
