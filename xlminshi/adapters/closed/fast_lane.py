"""The fast lane: python-calamine reads the plain cells of a plain workbook; other cells are decoded beside it.

calamine turns error cells into blanks and knows neither formulas nor percentages. So one pass of a strict
pattern over the sheet XML finds those cells and their stored texts first. A sheet in which the pattern does
not account for every single cell is not plain: the whole workbook is left to the careful lane.
"""

import io
import re
from collections.abc import Iterator
from typing import Any, TypeAlias
from xml.parsers import expat

from python_calamine import CalamineWorkbook, SheetTypeEnum

from xlminshi.adapters.closed.contents import Contents
from xlminshi.adapters.closed.number_formats import Meaning
from xlminshi.adapters.closed.preflight import Limits, Package
from xlminshi.adapters.closed.sheet_rows import SheetRows, place_of, trimmed
from xlminshi.adapters.closed.values import SURE_DIGITS, Decoder, exact_number
from xlminshi.form.grid import Calculated, CellValue

_CELL = re.compile(
    rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?(?:/>|>'
    rb'(?:<f(?: aca="[a-z01]+")?>([^<]*)</f>)?'
    rb'(?:<v(?: xml:space="preserve")?>([^<]*)</v>|<v ?/>'
    rb'|<is>(?:<t>|<t xml:space="preserve">)[^<]*</t></is>)?</c>)'
)
_CELL_START = re.compile(rb"<c[\s/>]")
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
_TEXT_START = re.compile(rb"<si[\s/>]")
_PLAIN_NUMBER = re.compile(rb"-?[0-9]+(?:\.[0-9]+)?")
_LETTERS = bytes(range(65, 91))
_DIGITS = b"0123456789"
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_LARGEST_AREA = 400_000
"""calamine fills the whole rectangle from A1 to the last cell; a larger one is streamed instead."""

_Found: TypeAlias = tuple[bytes, bytes, bytes, bytes, bytes]
"""Address, style, type, formula and stored text of one cell, as the file holds them."""
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
        _check_order_and_extent([cell[0] for cell in cells], limits)
        _check_texts([cell[4] for cell in cells if cell[2] == b"s"], texts)
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
        values = [own[column] if column in own else _plain(value) for column, value in enumerate(row)]
        for column in sorted(own):
            if column >= len(row):
                values.extend([None] * (column - len(values)) + [own[column]])
        yield values


def _plain(value: object) -> CellValue:
    if isinstance(value, str):
        return value or None
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
    _check_plain(texts_part)
    return len(_TEXT_START.findall(texts_part))


def _plain_cells(xml: bytes) -> list[_Found]:
    """Return every cell element of the sheet; DoubtError if one has an unusual shape."""
    if xml.count(b"<c ") > _LARGEST_AREA:
        raise DoubtError("too many cells to list")
    _check_plain(xml)
    cells: list[_Found] = _CELL.findall(xml)
    if len(cells) != len(_CELL_START.findall(xml)):
        raise DoubtError("a cell in an unusual shape")
    return cells


def _special_cells(cells: list[_Found], decoder: Decoder) -> _Special:
    """Return the cells that calamine cannot tell: formulas, errors, percentages, dates, long numbers."""
    marked = _marked_styles(decoder)
    special: _Special = {}
    for cell in cells:
        if cell[3] or (cell[4] and _is_special(cell, marked)):
            row, column = place_of(cell[0].decode())
            special.setdefault(row, {})[column] = _decoded(cell, decoder)
    return special


def _marked_styles(decoder: Decoder) -> frozenset[bytes]:
    """Return the style numbers, as written in the file, under which a number is more than a number."""
    meanings = enumerate(decoder.meanings)
    marked = {str(style).encode() for style, meaning in meanings if meaning is not Meaning.NUMBER}
    if b"0" in marked:
        marked.add(b"")
    return frozenset(marked)


def _check_order_and_extent(addresses: list[bytes], limits: Limits) -> None:
    """Raise DoubtError unless the cells stand in order, each once, in an area that calamine can hold."""
    rows = [int(address.lstrip(_LETTERS)) for address in addresses]
    if rows != sorted(rows) or len(set(addresses)) < len(addresses):
        raise DoubtError("cells out of order")
    columns = {address.rstrip(_DIGITS).decode() for address in addresses}
    height = max(rows, default=0)
    width = max((place_of(f"{column}1")[1] + 1 for column in columns), default=0)
    if height > limits.rows or width > limits.columns or height * width > _LARGEST_AREA:
        raise DoubtError("a far cell")


def _check_texts(numbers: list[bytes], texts: int) -> None:
    """Raise DoubtError if a cell asks for a shared text that there is not; calamine would call it empty."""
    if not all(number.isdigit() and int(number) < texts for number in numbers):
        raise DoubtError("a shared text is missing")


def _is_special(cell: _Found, marked: frozenset[bytes]) -> bool:
    _, style, kind, _, stored = cell
    if kind == b"s":
        return False
    is_plain_number = kind in (b"", b"n") and len(stored) <= SURE_DIGITS and style not in marked
    return not (is_plain_number and _PLAIN_NUMBER.fullmatch(stored))


def _decoded(cell: _Found, decoder: Decoder) -> CellValue:
    _, style, kind_text, formula, stored = cell
    kind = kind_text.decode() or "n"
    if kind == "s":
        raise DoubtError("a formula with a shared text")
    number = int(style or b"0")
    text = _unescaped(stored)
    if not formula:
        return decoder.typed(kind, text, number)
    return Calculated(decoder.calculated(kind, text, number), _formula_text(formula))


def _formula_text(formula: bytes) -> str:
    return _unescaped(formula).removeprefix("=")


def _unescaped(xml: bytes) -> str:
    """Return the text with XML's five entities undone; the standard library's own function imports half the internet."""
    text = xml.decode()
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text
