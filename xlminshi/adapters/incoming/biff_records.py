"""The records of an .xls that xlrd reads past: formulas, validations, protection, shapes, links, formats by number."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from xlminshi.adapters.closed.sheet_rows import Place
from xlminshi.form.grid import cell_address

_HEAD = struct.Struct("<HH")
_BOF, _EOF = (0x0809, 0x0409, 0x0209), 0x0A
_BOUND_SHEET, _LINKS, _FORMAT, _CELL_STYLE = 0x85, 0x1AE, 0x41E, 0xE0
_FORMULAS, _PROTECT, _OBJECT, _VALIDATION = (0x06, 0x206, 0x406), 0x12, 0x5D, 0x1BE
_WORKSHEET, _MACRO_SHEET = 0, 1
_OWN_LINKS = (b"\x01\x04", b"\x01\x3a")  # to this very workbook, to add-in functions
_NO_SHAPES = (0x14, 0x19)  # a drop-down arrow, a comment


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """What stands beside the values of one worksheet."""

    formulas: frozenset[Place] = frozenset()
    validated: tuple[str, ...] = ()
    is_protected: bool = False
    shapes: int = 0


@dataclass(slots=True)
class BookMarks:
    """What stands beside the worksheets; `formats` holds the number format of each cell style, `own` those spelt out."""

    formats: list[int] = field(default_factory=list)
    own: set[int] = field(default_factory=set)
    sheets: list[SheetMarks] = field(default_factory=list)
    has_links: bool = False
    has_macro_sheet: bool = False


def book_marks(stream: bytes) -> BookMarks:
    """Return the marks of all worksheets in the order of their tabs; struct.error where the stream is broken."""
    marks = BookMarks()
    for kind, body in _records(stream, 0):
        if kind == _FORMAT:
            marks.own.add(int.from_bytes(body[:2], "little"))
        elif kind == _CELL_STYLE:
            marks.formats.append(int.from_bytes(body[2:4], "little"))
        elif kind == _LINKS:
            marks.has_links |= body[2:4] not in _OWN_LINKS
        elif kind == _BOUND_SHEET:
            begin, sort = struct.unpack_from("<IxB", body)
            marks.has_macro_sheet |= sort == _MACRO_SHEET
            if sort == _WORKSHEET:
                marks.sheets.append(_sheet_marks(stream, begin))
    return marks


def _records(stream: bytes, begin: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and body of each record of one substream; those of charts inside it are left out."""
    depth = 0
    while begin + _HEAD.size <= len(stream):
        kind, length = _HEAD.unpack_from(stream, begin)
        begin += _HEAD.size
        if kind in _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, stream[begin : begin + length]
        begin += length


def _sheet_marks(stream: bytes, begin: int) -> SheetMarks:
    formulas: set[Place] = set()
    validated: list[str] = []
    shapes, is_protected = 0, False
    for kind, body in _records(stream, begin):
        if kind in _FORMULAS:
            formulas.add(struct.unpack_from("<HH", body))
        elif kind == _PROTECT:
            is_protected = body[:1] == b"\x01"
        elif kind == _OBJECT:
            shapes += int.from_bytes(body[4:6], "little") not in _NO_SHAPES
        elif kind == _VALIDATION:
            validated.extend(_areas(body))
    return SheetMarks(frozenset(formulas), tuple(validated), is_protected, shapes)


def _areas(body: bytes) -> Iterator[str]:
    """Yield the areas of a validation: they stand behind four texts and two formulas of their own lengths."""
    place = 4
    for _ in range(4):
        length, wide = struct.unpack_from("<HB", body, place)
        place += 3 + length * (1 + (wide & 1))
    for _ in range(2):
        (length,) = struct.unpack_from("<H", body, place)
        place += 4 + length
    (count,) = struct.unpack_from("<H", body, place)
    for number in range(count):
        top, bottom, left, right = struct.unpack_from("<4H", body, place + 2 + 8 * number)
        yield area_address(top, left, bottom, right)


def area_address(top: int, left: int, bottom: int, right: int) -> str:
    """Return the address of a zero-based area: B3:B5, or B3 for a single cell."""
    first, last = cell_address(top, left), cell_address(bottom, right)
    return first if first == last else f"{first}:{last}"
