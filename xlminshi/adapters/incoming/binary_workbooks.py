"""Binary workbooks (.xlsb), by their records (MS-XLSB).

calamine hands percentages over as bare shares (0.65) and errors as blanks, so the records are read here. What is lost:
the text of formulas (a calculated cell is told, its formula is `…`), comments and data validations.
"""

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from xlminshi.adapters.closed.contents import Relationship, relationships
from xlminshi.adapters.closed.number_formats import BUILT_IN, Meaning, format_meaning
from xlminshi.adapters.closed.preflight import Limits, Package
from xlminshi.adapters.closed.sheet_rows import trimmed
from xlminshi.adapters.closed.sniffing import refusal
from xlminshi.adapters.closed.traits import file_traits, shape_count
from xlminshi.adapters.closed.values import exact_number, meant
from xlminshi.adapters.incoming.biff_records import area_address
from xlminshi.adapters.incoming.old_workbooks import calculated
from xlminshi.form.grid import (
    CellError,
    CellValue,
    FileTrait,
    Grid,
    Percent,
    Scalar,
    Traits,
    Workbook,
    cell_address,
)

_BOOK_PROPERTIES, _SHEET = 153, 156
_TEXT_ITEM, _FORMAT, _STYLES_BEGIN, _STYLE, _STYLES_END = 19, 44, 617, 47, 618
_ROW, _COLUMNS, _MERGE, _PROTECTION = 0, 60, 176, 535
_NUMBERS, _ERRORS, _TRUTHS = (2, 5, 9), (3, 11), (4, 10)
_TEXTS, _SHARED_TEXT, _RICH_TEXT = (6, 8), 7, 62
_CALCULATED = (8, 9, 10, 11)
_CELLS = frozenset((*range(2, 12), _RICH_TEXT))
_ERROR_TEXTS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def read_binary_workbook(package: Package, limits: Limits) -> Workbook:
    """Return the sheets of an .xlsb; struct.error or UnicodeDecodeError where its records are broken."""
    related = relationships(package, "xl/workbook.bin")
    tabs, counts_from_1904 = _tabs(package.binaries.get("xl/workbook.bin", b""))
    if not tabs or len(tabs) > limits.sheets:
        what = f"工作表超过 {limits.sheets} 张" if tabs else "里面没有工作表"
        raise refusal(package.name, what, "请只保留填报用的工作表，另存为 .xlsx 后再交")
    meanings = tuple(_meanings(package.binaries.get("xl/styles.bin", b"")))
    texts = tuple(_texts(package.binaries.get("xl/sharedstrings.bin", b"")))
    decoder = _Decoder(meanings, texts, counts_from_1904)
    grids = tuple(
        _grid(package, tab, related[tab.relation].target, decoder, limits)
        for tab in tabs
        if related[tab.relation].kind == "worksheet"
    )
    return Workbook(package.name, grids, "", file_traits(package) | {FileTrait.OTHER_FORMAT})


@dataclass(frozen=True, slots=True)
class _Tab:
    name: str
    relation: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class _Decoder:
    """What a workbook's cells need to be understood."""

    meanings: tuple[Meaning, ...]
    texts: tuple[str, ...]
    counts_from_1904: bool

    def value(self, kind: int, body: bytes) -> Scalar:
        """Return a cell's value; `body` begins with its column and style (8 bytes)."""
        if kind in _NUMBERS:
            number = _packed_number(body) if kind == 2 else struct.unpack_from("<d", body, 8)[0]
            return self._number(number, int.from_bytes(body[4:7], "little"))
        if kind in _ERRORS:
            return CellError(_ERROR_TEXTS.get(body[8], f"#错误{body[8]}"))
        if kind in _TRUTHS:
            return bool(body[8])
        if kind == _SHARED_TEXT:
            return self.texts[int.from_bytes(body[8:12], "little")]
        return _text(body, 9 if kind == _RICH_TEXT else 8)[0]

    def _number(self, value: float, style: int) -> Scalar:
        if not math.isfinite(value):
            return CellError("#NUM!")
        meaning = self.meanings[style] if style < len(self.meanings) else Meaning.NUMBER
        number = exact_number(value)
        return (
            Percent(number) if meaning is Meaning.PERCENT else meant(meaning, number, self.counts_from_1904)
        )


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and body of each record; both number and length are written seven bits to a byte."""
    place = 0
    while place < len(part):
        kind, place = _seven_bits(part, place, 2)
        length, place = _seven_bits(part, place, 4)
        if place + length > len(part):
            raise struct.error("a record reaches beyond the end")
        yield kind, part[place : place + length]
        place += length


def _seven_bits(part: bytes, place: int, most: int) -> tuple[int, int]:
    number = 0
    for index in range(most):
        if place >= len(part):
            raise struct.error("a record breaks off")
        byte = part[place]
        place += 1
        number |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            break
    return number, place


def _text(body: bytes, place: int) -> tuple[str, int]:
    """Return a counted text and the place behind it; a text that is not there has the length -1."""
    (length,) = struct.unpack_from("<I", body, place)
    begin = place + 4
    if length == 0xFFFFFFFF:
        return "", begin
    end = begin + 2 * length
    if end > len(body):
        raise struct.error("a text reaches beyond its record")
    return body[begin:end].decode("utf-16-le", "replace"), end


def _packed_number(body: bytes) -> float:
    """Return an RK number: 30 bits of an integer or of a float, perhaps in hundredths."""
    raw = int.from_bytes(body[8:12], "little")
    if raw & 2:
        (whole,) = struct.unpack("<i", raw.to_bytes(4, "little"))
        value = float(whole >> 2)
    else:
        (value,) = struct.unpack("<d", (raw >> 2 << 34).to_bytes(8, "little"))
    return value / 100 if raw & 1 else value


def _tabs(book: bytes) -> tuple[list[_Tab], bool]:
    tabs, counts_from_1904 = [], False
    for kind, body in _records(book):
        if kind == _BOOK_PROPERTIES:
            counts_from_1904 = bool(body[0] & 1)
        elif kind == _SHEET:
            relation, place = _text(body, 8)
            tabs.append(_Tab(_text(body, place)[0], relation, body[:4] != b"\0\0\0\0"))
    return tabs, counts_from_1904


def _meanings(styles: bytes) -> Iterator[Meaning]:
    own: dict[int, Meaning] = {}
    is_cell_style = False
    for kind, body in _records(styles):
        if kind == _FORMAT:
            own[int.from_bytes(body[:2], "little")] = format_meaning(_text(body, 2)[0])
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            is_cell_style = kind == _STYLES_BEGIN
        elif kind == _STYLE and is_cell_style:
            number = int.from_bytes(body[2:4], "little")
            yield own.get(number, BUILT_IN.get(number, Meaning.NUMBER))


def _texts(shared: bytes) -> Iterator[str]:
    return (_text(body, 1)[0] for kind, body in _records(shared) if kind == _TEXT_ITEM)


@dataclass(slots=True)
class _Sheet:
    """A sheet while its records are read; `row` is the row that the cells read now stand in."""

    cells: dict[int, dict[int, CellValue]] = field(default_factory=dict)
    row: int = 0
    beyond: str = ""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    is_protected: bool = False

    def take(self, kind: int, body: bytes, decoder: _Decoder, limits: Limits) -> None:
        """Take in one record."""
        if kind in _CELLS:
            self._take_cell(kind, body, decoder, limits)
        elif kind == _ROW:
            (self.row,) = struct.unpack_from("<I", body)
            if body[11] & 0x10:
                self.hidden_rows.add(self.row)
        elif kind == _COLUMNS:
            first, last, width, _, flags = struct.unpack_from("<4IH", body)
            if flags & 1 or width == 0:
                self.hidden_columns.append(range(first, last + 1))
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            self.merges.append(area_address(top, left, bottom, right))
        elif kind == _PROTECTION:
            self.is_protected = body[2:4] != b"\0\0"

    def _take_cell(self, kind: int, body: bytes, decoder: _Decoder, limits: Limits) -> None:
        (column,) = struct.unpack_from("<I", body)
        value = decoder.value(kind, body)
        if kind not in _CALCULATED and value in ("", None):
            return
        if self.row >= limits.rows or column >= limits.columns:
            self.beyond = self.beyond or cell_address(self.row, column)
            return
        self.cells.setdefault(self.row, {})[column] = calculated(value) if kind in _CALCULATED else value


def _grid(package: Package, tab: _Tab, part: str, decoder: _Decoder, limits: Limits) -> Grid:
    sheet = _Sheet()
    for kind, body in _records(package.binaries[part.lower()]):
        sheet.take(kind, body, decoder, limits)
    rows = trimmed(_dense(sheet.cells.get(row, {})) for row in range(max(sheet.cells, default=-1) + 1))
    width = max(map(len, rows), default=0)
    columns = {column for area in sheet.hidden_columns for column in area[:width] if column < width}
    traits = Traits(
        hidden_rows=tuple(sorted(row for row in sheet.hidden_rows if row < len(rows))),
        hidden_columns=tuple(sorted(columns)),
        merges=tuple(sheet.merges),
        is_protected=sheet.is_protected,
        shapes=shape_count(package, _related(package, part)),
    )
    return Grid(tab.name, rows, tab.is_hidden, sheet.beyond, traits)


def _dense(cells: dict[int, CellValue]) -> list[CellValue]:
    return [cells.get(column) for column in range(max(cells, default=-1) + 1)]


def _related(package: Package, part: str) -> list[Relationship]:
    return list(relationships(package, part).values())
