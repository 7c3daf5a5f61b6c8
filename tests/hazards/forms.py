"""A filled form taken apart, changed as people and programs change it, and put together again; no code of ours reads it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias
from xml.sax.saxutils import escape, unescape

from openpyxl.utils import get_column_letter, range_boundaries

from tests.hazards.packages import FORM_PART, MAIN, STRINGS_PART, STYLES_PART, XML, packed, unpacked

_ROW = re.compile(r'<row r="(\d+)"([^>]*?)(?:/>|>(.*?)</row>)', re.DOTALL)
_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"(?: s="(\d+)")?(?: t="(\w+)")?(?:/>|>(.*?)</c>)', re.DOTALL)
_FORMULA = re.compile(r"<f[^>]*>(.*?)</f>", re.DOTALL)
_RESULT = re.compile(r"<v[^>]*>(.*?)</v>", re.DOTALL)
_STRING = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_TEXT = re.compile(r"<t[^>]*>(.*?)</t>", re.DOTALL)
_REFERENCE = re.compile(r"(?<![A-Za-z0-9_$!'一-鿿])(\$?)([A-Z]{1,2})(\$?)(\d+)(?![0-9(A-Za-z_])")


@dataclass(frozen=True, slots=True)
class Error:
    """An error cell (#REF!)."""

    code: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with its stored result; None: never calculated."""

    text: str
    result: "str | Decimal | bool | Error | None" = None


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell's kind and inner XML as they shall stand in the file."""

    kind: str
    xml: str


Value: TypeAlias = str | int | Decimal | bool | Error | Formula | Raw | None


@dataclass(slots=True)
class Cell:
    """One cell: its number of style and its value."""

    style: int
    value: Value


@dataclass(slots=True)
class Line:
    """One row of the form: where it stands and what it is about."""

    row: int
    title: str
    indicator: str


@dataclass(slots=True)
class Form:
    """The first sheet of a form as cells by (row, column), one-based, and all other parts as they are."""

    parts: dict[str, bytes]
    cells: dict[tuple[int, int], Cell]
    row_marks: dict[int, str]
    before: str
    after: str
    strings: list[str]

    # what stands where

    @property
    def header_row(self) -> int:
        """The row with the headers."""
        return min(row for (row, _), cell in self.cells.items() if cell.value == "实事名称")

    def column(self, header: str) -> int:
        """The column under a header; captions may have a second line."""
        row = self.header_row
        return min(
            column
            for (at, column), cell in self.cells.items()
            if at == row and isinstance(cell.value, str) and cell.value.split("\n")[0] == header
        )

    def lines(self) -> list[Line]:
        """The rows below the header, top to bottom."""
        title, indicator, header = self.column("实事名称"), self.column("指标名称"), self.header_row
        below = sorted({row for row, _ in self.cells if row > header})
        texts = ((row, self.value(row, title), self.value(row, indicator)) for row in below)
        return [Line(row, str(one), str(two)) for row, one, two in texts if one and two]

    def last_row(self) -> int:
        """The last row that has cells."""
        return max(row for row, _ in self.cells)

    def last_column(self) -> int:
        """The last column that has cells."""
        return max(column for _, column in self.cells)

    def value(self, row: int, column: int) -> Value:
        """What stands in a cell."""
        cell = self.cells.get((row, column))
        return cell.value if cell else None

    def get(self, row: int, header: str) -> Value:
        """What stands in a row under a header."""
        return self.value(row, self.column(header))

    def address(self, row: int, header: str) -> str:
        """The address of a row's cell under a header."""
        return f"{get_column_letter(self.column(header))}{row}"

    def head_cell(self, label: str) -> tuple[int, int]:
        """The cell behind a label above the table."""
        found = next(
            place
            for place, cell in sorted(self.cells.items())
            if isinstance(cell.value, str) and cell.value.rstrip("：") == label
        )
        row, column = found
        while self.covering(row, column) == self.covering(*found):
            column += 1
        return row, column

    def covering(self, row: int, column: int) -> tuple[int, int]:
        """The first cell of the merged area that a cell belongs to; the cell itself where there is none."""
        for left, top, right, bottom in self.merges():
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return row, column

    # plain changes

    def put(self, row: int, column: int, value: Value, style: int | None = None) -> None:
        """Set a cell, keeping its style where none is given."""
        cell = self.cells.setdefault((row, column), Cell(style or 0, None))
        cell.value = value
        if style is not None:
            cell.style = style

    def set(self, row: int, header: str, value: Value, style: int | None = None) -> str:
        """Set a row's cell under a header; returns its address."""
        address = self.address(row, header)
        self.put(row, self.column(header), value, style)
        return address

    def style(self, number_format: str) -> int:
        """The number of a new cell style with this number format."""
        xml = self.parts[STYLES_PART].decode()
        number = 300 + xml.count("<numFmt ")
        code = escape(number_format, {'"': "&quot;"})
        fresh = f'<numFmt numFmtId="{number}" formatCode="{code}"/></numFmts>'
        count = int(re.search(r'<cellXfs count="(\d+)"', xml)[1])  # type: ignore[index]
        xml = xml.replace("</numFmts>", fresh, 1)
        look = f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        xml = xml.replace("</cellXfs>", f"{look}</cellXfs>", 1)
        xml = xml.replace(f'<cellXfs count="{count}"', f'<cellXfs count="{count + 1}"', 1)
        self.parts[STYLES_PART] = xml.encode()
        return count

    # rows and columns

    def insert_rows(self, at: int, count: int = 1) -> None:
        """Insert empty rows before row `at`, as Excel does: everything below moves and formulas follow."""
        self._move(lambda row: row + count if row >= at else row, None)

    def delete_row(self, at: int) -> None:
        """Delete a row; everything below moves up."""
        self.cells = {place: cell for place, cell in self.cells.items() if place[0] != at}
        self.row_marks.pop(at, None)
        self._move(lambda row: row - 1 if row > at else row, None)

    def insert_column(self, at: int) -> None:
        """Insert an empty column before column `at`."""
        self._move(None, lambda column: column + 1 if column >= at else column)

    def delete_column(self, at: int) -> None:
        """Delete a column; everything to its right moves left."""
        self.cells = {place: cell for place, cell in self.cells.items() if place[1] != at}
        self._move(None, lambda column: column - 1 if column > at else column)

    def order_rows(self, order: list[int], targets: list[int]) -> None:
        """Put the rows `order` where the rows `targets` were, whole rows with their formulas (as sorting does)."""
        where = dict(zip(order, targets, strict=True))
        moved = {(where.get(row, row), column): cell for (row, column), cell in self.cells.items()}
        for (row, _), cell in moved.items():
            if isinstance(cell.value, Formula):
                back = {new: old for old, new in where.items()}
                text = shifted(
                    cell.value.text, lambda at, row=row, back=back: row if at == back.get(row) else at, None
                )
                cell.value = Formula(text, cell.value.result)
        self.cells = moved

    def copy_row(self, source: int, target: int) -> None:
        """Copy a row's cells over another row."""
        for (row, column), cell in list(self.cells.items()):
            if row == source:
                value = cell.value
                if isinstance(value, Formula):
                    text = shifted(value.text, lambda at: target if at == source else at, None)
                    value = Formula(text, value.result)
                self.cells[target, column] = Cell(cell.style, value)

    def _move(self, rows: Callable[[int], int] | None, columns: Callable[[int], int] | None) -> None:
        row_of, column_of = rows or _same, columns or _same
        self.cells = {
            (row_of(row), column_of(column)): Cell(cell.style, _moved(cell.value, rows, columns))
            for (row, column), cell in self.cells.items()
        }
        self.row_marks = {row_of(row): marks for row, marks in self.row_marks.items()}
        self.after = re.sub(
            r'((?:sq)?ref)="([^"]*)"',
            lambda found: f'{found[1]}="{_areas(found[2], row_of, column_of)}"',
            self.after,
        )
        self.after = re.sub(
            r"<formula>(.*?)</formula>",
            lambda found: f"<formula>{shifted(found[1], rows, columns)}</formula>",
            self.after,
        )

    # merged areas, marks

    def merges(self) -> list[tuple[int, int, int, int]]:
        """The merged areas as (left, top, right, bottom)."""
        found = re.findall(r'<mergeCell ref="([^"]+)"/>', self.after)
        return [tuple(int(one) for one in range_boundaries(area)) for area in found]  # type: ignore[misc]

    def merge(self, area: str) -> None:
        """Merge an area; the values of its other cells are dropped, as Excel does."""
        left, top, right, bottom = range_boundaries(area)
        for (row, column), cell in self.cells.items():
            if top <= row <= bottom and left <= column <= right and (row, column) != (top, left):
                cell.value = None
        self.after = re.sub(r'<mergeCells count="\d+">', "<mergeCells>", self.after)
        if "<mergeCells>" not in self.after:
            self.add_after("autoFilter", "<mergeCells></mergeCells>")
        self.after = self.after.replace("</mergeCells>", f'<mergeCell ref="{area}"/></mergeCells>')

    def unmerge_all(self) -> None:
        """Take all merged areas apart."""
        self.after = re.sub(r"<mergeCells.*?</mergeCells>", "", self.after)

    def add_after(self, element: str, xml: str) -> None:
        """Put XML behind an element of the sheet that stands after its cells."""
        pattern = rf"(<{element}[^>]*/>|</{element}>)"
        self.after = re.sub(pattern, lambda found: found[1] + xml, self.after, count=1)

    def mark_row(self, row: int, marks: str) -> None:
        """Give a row further attributes: hidden="1"."""
        before = self.row_marks.get(row, "")
        self.row_marks[row] = before if marks in before else f"{before} {marks}"

    def hide_column(self, column: int) -> None:
        """Hide a column."""
        self.before = re.sub(
            r"<cols>.*?</cols>",
            f'<cols><col min="{column}" max="{column}" width="0" hidden="1" customWidth="1"/></cols>',
            self.before,
        )

    # the file as a whole

    def package(self) -> dict[str, bytes]:
        """All parts, the form's sheet written anew."""
        sheet = self.before + "".join(self._row_texts()) + self.after
        strings = "".join(f"<si>{one}</si>" for one in self.strings)
        texts = f'{XML}<sst xmlns="{MAIN}">{strings}</sst>'
        return {**self.parts, FORM_PART: sheet.encode(), STRINGS_PART: texts.encode()}

    def content(self) -> bytes:
        """The file."""
        return packed(self.package())

    def _row_texts(self) -> Iterator[str]:
        rows: dict[int, list[tuple[int, Cell]]] = {}
        for (row, column), cell in self.cells.items():
            rows.setdefault(row, []).append((column, cell))
        for row in sorted({*rows, *self.row_marks}):
            cells = sorted(rows.get(row, []), key=lambda one: one[0])
            texts = "".join(self._cell_text(f"{_letters(column)}{row}", cell) for column, cell in cells)
            marks = self.row_marks.get(row, "").strip()
            yield f'<row r="{row}"{" " + marks if marks else ""}>{texts}</row>'

    def _cell_text(self, address: str, cell: Cell) -> str:
        value, style = cell.value, f' s="{cell.style}"' if cell.style else ""
        if value is None:
            return f'<c r="{address}"{style}/>'
        if isinstance(value, Raw):
            kind = f' t="{value.kind}"' if value.kind else ""
            return f'<c r="{address}"{style}{kind}>{value.xml}</c>'
        if isinstance(value, Formula):
            kind, result = _stored(value.result)
            return f'<c r="{address}"{style}{kind}><f>{escape(value.text)}</f>{result}</c>'
        if isinstance(value, str):
            return f'<c r="{address}"{style} t="s"><v>{self._string(value)}</v></c>'
        kind, result = _stored(value)
        return f'<c r="{address}"{style}{kind}>{result}</c>'

    def _string(self, text: str) -> int:
        xml = f'<t xml:space="preserve">{escape(text)}</t>'
        if xml not in self.strings:
            self.strings.append(xml)
        return self.strings.index(xml)


def _same(number: int) -> int:
    return number


def _stored(value: "Value") -> tuple[str, str]:
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return ' t="b"', f"<v>{int(value)}</v>"
    if isinstance(value, Error):
        return ' t="e"', f"<v>{value.code}</v>"
    if isinstance(value, str):
        return ' t="str"', f"<v>{escape(value)}</v>"
    return "", f"<v>{value}</v>"


@lru_cache(maxsize=1024)
def _letters(column: int) -> str:
    return str(get_column_letter(column))


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _moved(value: Value, rows: Callable[[int], int] | None, columns: Callable[[int], int] | None) -> Value:
    return Formula(shifted(value.text, rows, columns), value.result) if isinstance(value, Formula) else value


def shifted(formula: str, rows: Callable[[int], int] | None, columns: Callable[[int], int] | None) -> str:
    """A formula whose references of its own sheet follow moved rows and columns."""

    def moved(found: re.Match[str]) -> str:
        column = (columns or _same)(_number_of(found[2]))
        return f"{found[1]}{_letters(column)}{found[3]}{(rows or _same)(int(found[4]))}"

    pieces = re.split(r'("[^"]*")', formula)
    return "".join(piece if piece.startswith('"') else _REFERENCE.sub(moved, piece) for piece in pieces)


def _areas(text: str, row_of: Callable[[int], int], column_of: Callable[[int], int]) -> str:
    return " ".join(
        ":".join(_corner(corner, row_of, column_of) for corner in area.split(":")) for area in text.split()
    )


def _corner(text: str, row_of: Callable[[int], int], column_of: Callable[[int], int]) -> str:
    letters = text.rstrip("0123456789")
    return f"{_letters(max(column_of(_number_of(letters)), 1))}{max(row_of(int(text[len(letters) :])), 1)}"


def open_form(content: bytes) -> Form:
    """Take a form's file apart."""
    parts = unpacked(content)
    strings = _STRING.findall(parts[STRINGS_PART].decode())
    texts = [unescape("".join(_TEXT.findall(one))) for one in strings]
    xml = parts[FORM_PART].decode()
    before, rest = xml.split("<sheetData>", 1)
    body, after = rest.split("</sheetData>", 1)
    cells: dict[tuple[int, int], Cell] = {}
    marks: dict[int, str] = {}
    for number, attributes, content_ in _ROW.findall(body):
        marks[int(number)] = attributes.strip()
        for letters, row, style, kind, inner in _CELL.findall(content_):
            cells[int(row), _number_of(letters)] = Cell(int(style or 0), _value(kind, inner, texts))
    return Form(parts, cells, marks, before + "<sheetData>", "</sheetData>" + after, strings)


def _value(kind: str, inner: str, texts: list[str]) -> Value:
    formula, result = _FORMULA.search(inner or ""), _RESULT.search(inner or "")
    stored: Value = None
    if result is not None:
        text = unescape(result[1])
        stored = texts[int(text)] if kind == "s" else text if kind == "str" else Decimal(text)
    if formula is not None:
        return Formula(unescape(formula[1]), stored)  # type: ignore[arg-type]
    return stored


@lru_cache(maxsize=256)
def _opened(path: Path) -> Form:
    return open_form(path.read_bytes())


def form_of(path: Path) -> Form:
    """A fresh form from a file; the file must not change afterwards."""
    one = _opened(path)
    cells = {place: Cell(cell.style, cell.value) for place, cell in one.cells.items()}
    return replace(
        one, parts=dict(one.parts), cells=cells, row_marks=dict(one.row_marks), strings=list(one.strings)
    )
