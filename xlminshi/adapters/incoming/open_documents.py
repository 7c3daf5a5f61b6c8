"""OpenDocument spreadsheets (.ods), by their content.xml.

The file says of each cell whether it is a number, a percentage, a date or an error; calamine passes on neither
percentages nor errors. What is lost: whether a stored result is up to date.
"""

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from xml.etree import ElementTree as ET

from xlminshi.adapters.closed.contents import local_name
from xlminshi.adapters.closed.preflight import Limits, Package, too_many_cells
from xlminshi.adapters.closed.sheet_rows import trimmed
from xlminshi.adapters.closed.sniffing import refusal
from xlminshi.adapters.closed.values import Decoder, exact_number, is_error_text, iso_moment
from xlminshi.adapters.incoming.biff_records import area_address
from xlminshi.form.grid import (
    Calculated,
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

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAWING = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_FORMULA_PREFIX = re.compile(r"^[a-z]+:=|^=")
_CLOCK = re.compile(r"PT(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:\.[0-9]+)?S)?")
_COPY_OF_OTHER_FILE = "'file:"
_PLAIN = Decoder()
_HIDDEN = ("collapse", "filter")
_MOST_COLUMNS = 16_384


def read_open_document(package: Package, limits: Limits) -> Workbook:
    """Return the sheets of an .ods; refused by name if it is locked or empty, ET.ParseError where its XML is broken."""
    content = package.part("content.xml")
    if content is None:
        raise refusal(package.name, "缺少表格的主要内容，已损坏", "请重新下载或请对方重发")
    grids = tuple(_counted(package.name, _grids(content, limits), limits))
    if not grids:
        raise refusal(package.name, "里面没有工作表", "请检查是否交错了文件，另存为 .xlsx 后再交")
    if len(grids) > limits.sheets:
        raise refusal(package.name, f"工作表超过 {limits.sheets} 张", "请只保留填报用的工作表后再交")
    traits = {FileTrait.OTHER_FORMAT}
    if any(name.startswith("basic/") and name.endswith(".xml") for name in package.parts):
        traits.add(FileTrait.MACRO)
    if b"'file:" in content or b"&apos;file:" in content:
        traits.add(FileTrait.EXTERNAL_LINK)
    return Workbook(package.name, grids, "", frozenset(traits))


def _counted(name: str, grids: Iterator[Grid], limits: Limits) -> Iterator[Grid]:
    """Yield the sheets until they hold too many cells: a few bytes can repeat a cell a billion times."""
    cells = 0
    for grid in grids:
        cells += sum(map(len, grid.rows))
        if cells > limits.cells:
            raise too_many_cells(name, limits)
        yield grid


@dataclass(slots=True)
class _Sheet:
    """A sheet while it is read from the top."""

    name: str
    is_hidden: bool
    is_protected: bool
    height: int = 0
    rows: list[tuple[CellValue, ...]] = field(default_factory=list)
    beyond: str = ""
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    columns: int = 0
    merges: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    validated: list[str] = field(default_factory=list)
    shapes: int = 0

    def grid(self) -> Grid:
        """Return the sheet, read to its end."""
        rows = trimmed(self.rows)
        width = max(map(len, rows), default=0)
        traits = Traits(
            hidden_rows=tuple(row for row in self.hidden_rows if row < len(rows)),
            hidden_columns=tuple(column for column in self.hidden_columns if column < width),
            merges=tuple(self.merges),
            notes=tuple(self.notes),
            validated=tuple(self.validated),
            is_protected=self.is_protected,
            shapes=self.shapes,
        )
        return Grid(self.name, rows, self.is_hidden, self.beyond, traits)


def _grids(content: bytes, limits: Limits) -> Iterator[Grid]:
    hidden_styles: set[str] = set()
    sheet: _Sheet | None = None
    depth = 0  # a table inside a cell of a table is no sheet
    for event, element in ET.iterparse(io.BytesIO(content), events=("start", "end")):
        if element.tag == f"{_TABLE}table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                sheet = _sheet(element, hidden_styles)
            elif sheet is not None and depth == 0:
                if not sheet.name.startswith(_COPY_OF_OTHER_FILE):
                    yield sheet.grid()
                sheet = None
        elif event == "end" and element.tag == f"{_STYLE}style":
            hidden_styles.update(_hidden_style(element))
        elif event == "end" and sheet is not None and depth == 1:
            _take(sheet, element, limits)


def _hidden_style(style: ET.Element) -> tuple[str, ...]:
    properties = style.find(f"{_STYLE}table-properties")
    is_hidden = properties is not None and properties.get(f"{_TABLE}display") == "false"
    return (style.get(f"{_STYLE}name", ""),) if is_hidden else ()


def _sheet(element: ET.Element, hidden_styles: set[str]) -> _Sheet:
    return _Sheet(
        name=element.get(f"{_TABLE}name", ""),
        is_hidden=element.get(f"{_TABLE}style-name") in hidden_styles,
        is_protected=element.get(f"{_TABLE}protected") == "true",
    )


def _take(sheet: _Sheet, element: ET.Element, limits: Limits) -> None:
    if element.tag == f"{_TABLE}table-row":
        _take_row(sheet, element, limits)
        element.clear()
    elif element.tag == f"{_TABLE}table-column":
        times = _repeated(element, "columns")
        if element.get(f"{_TABLE}visibility") in _HIDDEN:
            sheet.hidden_columns.extend(range(sheet.columns, min(sheet.columns + times, limits.columns)))
        sheet.columns += times
    elif element.tag == f"{_TABLE}shapes":
        sheet.shapes += len(element)


def _repeated(element: ET.Element, kind: str) -> int:
    return int(element.get(f"{_TABLE}number-{kind}-repeated", "1"))


def _take_row(sheet: _Sheet, element: ET.Element, limits: Limits) -> None:
    times, top = _repeated(element, "rows"), sheet.height
    sheet.height += times
    last = min(top + times, limits.rows)
    values = _values(sheet, element, top, limits)
    if element.get(f"{_TABLE}visibility") in _HIDDEN:
        sheet.hidden_rows.extend(range(top, last))
    if any(value is not None for value in values):
        sheet.rows.extend([()] * (min(top, limits.rows) - len(sheet.rows)))
        sheet.rows.extend([values] * (last - top))
        if top + times > limits.rows and not sheet.beyond:
            column = next(column for column, value in enumerate(values) if value is not None)
            sheet.beyond = cell_address(max(top, limits.rows), column)


def _values(sheet: _Sheet, row: ET.Element, top: int, limits: Limits) -> tuple[CellValue, ...]:
    """Return the values of a row as far as the limits allow, and note what else its cells show."""
    values: list[CellValue] = []
    column = 0
    for cell in row:
        if local_name(cell) not in ("table-cell", "covered-table-cell"):
            continue
        times = min(_repeated(cell, "columns"), _MOST_COLUMNS)
        value = _cell_value(cell)
        if value is not None:
            values.extend([None] * (min(column, limits.columns) - len(values)))
            values.extend([value] * (min(column + times, limits.columns) - len(values)))
            if column + times > limits.columns and not sheet.beyond:
                sheet.beyond = cell_address(top, max(column, limits.columns))
        _note_traits(sheet, cell, (top, column), times)
        column += times
    return tuple(values)


def _note_traits(sheet: _Sheet, cell: ET.Element, place: tuple[int, int], times: int) -> None:
    row, column = place
    down = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
    right = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
    if down > 1 or right > 1:
        sheet.merges.append(area_address(row, column, row + down - 1, column + right - 1))
    if cell.get(f"{_TABLE}content-validation-name"):
        sheet.validated.append(area_address(row, column, row, column + times - 1))
    for part in cell:
        if part.tag == f"{_OFFICE}annotation":
            sheet.notes.append((cell_address(row, column), _paragraphs(part)))
        elif part.tag.startswith(_DRAWING):
            sheet.shapes += 1


def _cell_value(cell: ET.Element) -> CellValue:
    formula = cell.get(f"{_TABLE}formula")
    value = _scalar(cell, formula is not None)
    if formula is None:
        return None if value == "" else value
    result = value.share if isinstance(value, Percent) else value
    return Calculated(result, _FORMULA_PREFIX.sub("", formula))


def _scalar(cell: ET.Element, is_calculated: bool) -> Scalar:
    kind = cell.get(f"{_OFFICE}value-type", "")
    seen = _paragraphs(cell)
    if is_error_text(seen):
        return CellError(seen)
    if kind in ("float", "currency", "percentage"):
        return _number(cell.get(f"{_OFFICE}value", ""), kind)
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    if kind == "date":
        return iso_moment(cell.get(f"{_OFFICE}date-value", ""))
    if kind == "time":
        return _time(cell.get(f"{_OFFICE}time-value", ""))
    if kind == "string" or seen:
        return cell.get(f"{_OFFICE}string-value") or seen
    return "" if is_calculated and cell.find(f"{_TEXT}p") is not None else None


def _number(text: str, kind: str) -> Scalar:
    number = _PLAIN.typed("n", text, 0)
    return Percent(number) if kind == "percentage" and isinstance(number, Decimal) else number


def _time(text: str) -> Scalar:
    """Return the time of day, or for 24 hours and more the number of days, as Excel counts them."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        return text
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    if hours < 24 and minutes < 60 and seconds < 60:
        return dt.time(hours, minutes, seconds)
    return exact_number((hours * 3600 + minutes * 60 + seconds) / 86_400)


def _paragraphs(element: ET.Element) -> str:
    """Return the text of a cell or comment, its paragraphs as lines."""
    return "\n".join(_run(part) for part in element if part.tag == f"{_TEXT}p")


def _run(element: ET.Element) -> str:
    text = element.text or ""
    for part in element:
        text += _character(part) + (part.tail or "")
    return text


def _character(element: ET.Element) -> str:
    name = local_name(element)
    if name == "s":
        return " " * int(element.get(f"{_TEXT}c", "1"))
    return {"tab": "\t", "line-break": "\n"}.get(name) or _run(element)
