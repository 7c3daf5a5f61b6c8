"""Ranges of the test engine: values, formulas in Excel's own writing, formats; and Excel's traps."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any

from xlwings import base_classes as base

from tests.office.soffice import load_uno
from xlminshi.form.covered import area_of
from xlminshi.form.grid import cell_address
from xlminshi.form.sheets import Area

# Excel's numbers for errors, as they come through COM, by LibreOffice's.
_ERRORS = {
    502: -2146826273, 503: -2146826252, 508: -2146826273, 509: -2146826273, 519: -2146826273, 521: -2146826288,
    523: -2146826252, 524: -2146826265, 525: -2146826259, 532: -2146826281, 32767: -2146826246,
}  # fmt: skip
ERROR_TEXTS = {
    -2146826281: "#DIV/0!", -2146826246: "#N/A", -2146826259: "#NAME?", -2146826288: "#NULL!",
    -2146826252: "#NUM!", -2146826265: "#REF!", -2146826273: "#VALUE!",
}  # fmt: skip
_DATE, _TIME, _CURRENCY, _LOGICAL = 2, 4, 8, 1024
_VALUE, _TEXT, _ERROR = 1, 2, 4
_EVERYTHING = 1 | 2 | 4 | 16
_EPOCH = dt.datetime(1899, 12, 30)
# A4:B7 in Excel's writing of formulas, with English names and commas.
_EXCEL_CONVENTION = 3
_TURNED = re.compile(
    r"""\s*(?: [-+(]?[¥$]?[\d,]*\.?\d+(?:[eE][-+]?\d+)?\)?%?            # 001, 1,234.5, 50%, 1E5
    | \d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})? | \d{1,2}:\d{2}(?::\d{2})?      # 1-9, 2022-10-25, 8:30
    | (?:\d{2,4}年)?\d{1,2}月(?:\d{1,2}日)? | \d{2,4}年 | TRUE | FALSE | \#[A-Z/0!?]+ )\s*""",
    re.VERBOSE | re.IGNORECASE,
)


class ExcelWouldTurnItError(ValueError):
    """A text was written that Excel would silently turn into something else."""


class Cells(base.Range):
    """A block of cells, zero-based; xlwings' own classes ask for it as a Range."""

    sheet: Any = None

    def __init__(self, sheet: Any, top: int, left: int, height: int, width: int) -> None:
        self.sheet = sheet
        self._top, self._left, self._height, self._width = top, left, height, width

    @cached_property
    def own(self) -> Any:
        """Return LibreOffice's own range; asked for only when it is used, for each question takes its time."""
        bottom, right = self._top + self._height - 1, self._left + self._width - 1
        return self.sheet.own.getCellRangeByPosition(self._left, self._top, right, bottom)

    @property
    def api(self) -> Any:
        # xlwings itself asks whether there is one before it writes; anything further is refused.
        return _NoApi()

    @property
    def row(self) -> int:
        return self._top + 1

    @property
    def column(self) -> int:
        return self._left + 1

    @property
    def shape(self) -> tuple[int, int]:
        return self._height, self._width

    @property
    def coords(self) -> tuple[Any, ...]:
        return self.sheet.name, self.row, self.column, self._height, self._width

    def __len__(self) -> int:
        return self._height * self._width

    def __call__(self, *given: int) -> "Cells":
        row, column = (
            given
            if len(given) == 2
            else ((given[0] - 1) // self._width + 1, (given[0] - 1) % self._width + 1)
        )
        return Cells(self.sheet, self._top + row - 1, self._left + column - 1, 1, 1)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        address = cell_address(self._top, self._left)
        return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", address) if row_absolute else address

    def _each(self, ranges: Any) -> Iterator[tuple[int, int, Any]]:
        """Yield row, column (both within this block) and the cell of each cell in a collection of ranges."""
        for address in ranges.getRangeAddresses():
            for row in range(address.StartRow, address.EndRow + 1):
                for column in range(address.StartColumn, address.EndColumn + 1):
                    cell = self.sheet.own.getCellByPosition(column, row)
                    yield row - self._top, column - self._left, cell

    # Values

    @property
    def raw_value(self) -> Any:
        rows = [[None if value == "" else value for value in row] for row in self.own.getDataArray()]
        kinds = self._kinds()
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, float) and (kind := kinds.get((row, column), 0)):
                    values[column] = _as_told(value, kind)
        for row, column, cell in self._each(self.own.queryFormulaCells(_ERROR)):
            rows[row][column] = _ERRORS.get(cell.getError(), -2146826273)
        return rows[0][0] if len(self) == 1 else tuple(map(tuple, rows))

    def _kinds(self) -> dict[tuple[int, int], int]:
        """Return by place the kind of number format, where it is a date, a time, money or a truth."""
        found: dict[tuple[int, int], int] = {}
        formats = self.sheet.book.document.NumberFormats
        for blocks in self._formatted():
            kind = formats.getByKey(blocks.NumberFormat).Type & (_DATE | _TIME | _CURRENCY | _LOGICAL)
            for area in blocks.getRangeAddresses() if kind else ():
                for row in range(area.StartRow, area.EndRow + 1):
                    for column in range(area.StartColumn, area.EndColumn + 1):
                        found[row - self._top, column - self._left] = kind
        return found

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        rows = data if isinstance(data, list | tuple) else [[data] * self._width] * self._height
        self._refuse_locked()
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                self(row + 1, column + 1)._write(value)

    def _write(self, value: Any) -> None:
        if isinstance(value, Decimal):
            raise TypeError("Excel would store a Decimal as money with four digits")
        cell = self.own.getCellByPosition(0, 0)
        if isinstance(value, dt.datetime):
            cell.setValue((value - _EPOCH) / dt.timedelta(days=1))
            if self.number_format == "General":
                self.number_format = "yyyy/m/d"
        elif isinstance(value, int | float):
            cell.setValue(float(value))
        elif value.startswith("="):
            self._set_formula(value)
        else:
            self._write_text(cell, value)

    def _write_text(self, cell: Any, value: str) -> None:
        is_quoted = value.startswith("'")
        is_turned = _TURNED.fullmatch(unicodedata.normalize("NFKC", value)) is not None
        if is_turned and not is_quoted and self.number_format != "@":
            raise ExcelWouldTurnItError(f"{value!r} in {cell_address(self._top, self._left)}")
        cell.setString(value[1:] if is_quoted else value)

    def _refuse_locked(self) -> None:
        if self.sheet.own.isProtected() and self.own.CellProtection.IsLocked:
            raise PermissionError(f"{self.sheet.name} is protected: Excel refuses to change a locked cell")

    def _refuse_look(self) -> None:
        if self.sheet.own.isProtected():
            raise PermissionError(f"{self.sheet.name} is protected: Excel refuses to change a format")

    # Formulas

    def parser(self) -> Any:
        """Return LibreOffice's parser, set to Excel's writing."""
        parser = self.sheet.book.document.createInstance("com.sun.star.sheet.FormulaParser")
        parser.CompileEnglish, parser.FormulaConvention = True, _EXCEL_CONVENTION
        return parser

    def _set_formula(self, formula: str) -> None:
        cell = self.own.getCellByPosition(0, 0)
        cell.setTokens(self.parser().parseFormula(formula[1:], cell.CellAddress))

    @property
    def formula(self) -> Any:
        kinds = self._kinds()
        rows = [
            [_constant(value, kinds.get((row, column), 0)) for column, value in enumerate(values)]
            for row, values in enumerate(self.own.getDataArray())
        ]
        parser = self.parser()
        for row, column, cell in self._each(self.own.queryFormulaCells(_VALUE | _TEXT | _ERROR)):
            printed = parser.printFormula(cell.getTokens(), cell.CellAddress)
            told = re.sub(r"\b(TRUE|FALSE)\(\)", r"\1", printed)
            # LibreOffice takes a typed truth for a formula; Excel tells it as it was typed.
            rows[row][column] = told if told in ("TRUE", "FALSE") else f"={told}"
        return rows[0][0] if len(self) == 1 else tuple(map(tuple, rows))

    @formula.setter
    def formula(self, value: str) -> None:
        self._refuse_locked()
        assert len(self) == 1
        self._set_formula(value) if value.startswith("=") else self._write(value)

    # Looks

    @property
    def number_format(self) -> str | None:
        keys = {block.NumberFormat for block in self._formatted()}
        if len(keys) > 1:
            return None
        return str(self.sheet.book.document.NumberFormats.getByKey(keys.pop()).FormatString)

    def _formatted(self) -> Iterator[Any]:
        """Yield for each format that occurs all the blocks that have it."""
        groups = self.own.getUniqueCellFormatRanges()
        for number in range(groups.Count):
            yield groups.getByIndex(number)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self._refuse_look()
        locale = load_uno().createUnoStruct("com.sun.star.lang.Locale")
        formats = self.sheet.book.document.NumberFormats
        key = formats.queryKey(value, locale, False)
        self.own.NumberFormat = formats.addNew(value, locale) if key == -1 else key

    @property
    def color(self) -> Any:
        return None if self.own.CellBackColor == -1 else _rgb(self.own.CellBackColor)

    @color.setter
    def color(self, value: Any) -> None:
        self._refuse_look()
        self.own.CellBackColor = -1 if value is None else _number(value)

    @property
    def row_height(self) -> float:
        return float(self.own.Rows.getByIndex(0).Height * 72 / 2540)

    @row_height.setter
    def row_height(self, points: float) -> None:
        self.own.Rows.Height = round(points * 2540 / 72)

    @property
    def wrap_text(self) -> bool:
        return bool(self.own.IsTextWrapped)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self._refuse_look()
        self.own.IsTextWrapped = value

    @property
    def horizontal_alignment(self) -> str:
        return str(self.own.HoriJustify.value).lower()

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        self._refuse_look()
        self.own.HoriJustify = load_uno().Enum("com.sun.star.table.CellHoriJustify", value.upper())

    @property
    def vertical_alignment(self) -> str:
        return {1: "top", 2: "center", 3: "bottom"}.get(self.own.VertJustify, "bottom")

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self._refuse_look()
        self.own.VertJustify = {"top": 1, "center": 2, "bottom": 3}[value]

    @property
    def font(self) -> "Font":
        return Font(self)

    @property
    def borders(self) -> "Borders":
        return Borders(self)

    def add_hyperlink(self, address: str, text_to_display: str, screen_tip: str | None) -> None:
        self._refuse_locked()
        cell = self.own.getCellByPosition(0, 0)
        cell.setString("")
        field = self.sheet.book.document.createInstance("com.sun.star.text.TextField.URL")
        field.URL, field.Representation = address, text_to_display
        cell.insertTextContent(cell.createTextCursor(), field, False)

    def adjust_indent(self, amount: int) -> None:
        self._refuse_look()
        self.own.ParaIndent = self.own.ParaIndent + amount * 353

    # Blocks

    def clear(self) -> None:
        self._refuse_locked()
        self.own.merge(False)
        self.own.clearContents(895)  # all flags but OBJECTS: as in Excel, what lies over the cells stays

    def merge(self, across: bool) -> None:
        self.own.merge(True)

    def unmerge(self) -> None:
        self.own.merge(False)

    @property
    def merge_cells(self) -> bool | None:
        if not self.own.getIsMerged():
            return False
        return True if len(self) == 1 or self.merge_area.shape == self.shape else None

    @property
    def merge_area(self) -> "Cells":
        cursor = self.sheet.own.createCursorByRange(self.own.getCellByPosition(0, 0))
        cursor.collapseToMergedArea()
        found = cursor.RangeAddress
        height, width = found.EndRow - found.StartRow + 1, found.EndColumn - found.StartColumn + 1
        return Cells(self.sheet, found.StartRow, found.StartColumn, height, width)


class _NoApi:
    """True where xlwings asks whether there is an Excel, and no use for anything else."""

    def __getattr__(self, name: str) -> Any:
        raise NotImplementedError(f"range.api.{name} exists in Excel only")


class Font(base.Font):
    def __init__(self, cells: Cells) -> None:
        self.cells = cells

    def _set(self, name: str, value: Any) -> None:
        self.cells._refuse_look()
        for one in (name, f"{name}Asian") if name != "CharColor" else (name,):
            setattr(self.cells.own, one, value)

    @property
    def name(self) -> str:
        return str(self.cells.own.CharFontName)

    @name.setter
    def name(self, value: str) -> None:
        self._set("CharFontName", value)

    @property
    def size(self) -> float:
        return float(self.cells.own.CharHeight)

    @size.setter
    def size(self, value: float) -> None:
        self._set("CharHeight", float(value))

    @property
    def bold(self) -> bool:
        return bool(self.cells.own.CharWeight > 100)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._set("CharWeight", 150.0 if value else 100.0)

    @property
    def color(self) -> Any:
        return _rgb(max(self.cells.own.CharColor, 0))

    @color.setter
    def color(self, value: Any) -> None:
        self._set("CharColor", _number(value))


class Borders(base.Borders):
    def __init__(self, cells: Cells) -> None:
        self.cells = cells

    def set(self, which: Any, *, line_style: Any = None, weight: Any = None, color: Any = None) -> None:
        self.cells._refuse_look()
        line, border = (
            load_uno().createUnoStruct(f"com.sun.star.table.{one}") for one in ("BorderLine2", "TableBorder2")
        )
        line.OuterLineWidth = line.LineWidth = 26
        line.Color = _number(color)
        for side in ("Top", "Bottom", "Left", "Right", "Horizontal", "Vertical"):
            setattr(border, f"{side}Line", line)
            setattr(border, f"Is{side}LineValid", True)
        self.cells.own.TableBorder2 = border


def a1_area(address: str) -> Area:
    """Return the area of an address such as A1 or $B$2:C5."""
    area = area_of(address)
    assert area is not None, address
    return area


def _as_told(value: float, kind: int) -> Any:
    if kind & _LOGICAL:
        return bool(value)
    if kind & _CURRENCY:
        return Decimal(repr(value)).quantize(Decimal("0.0001"))
    return _EPOCH + dt.timedelta(days=value)


def _constant(value: Any, kind: int) -> str:
    if not isinstance(value, float):
        return str(value)
    return str(bool(value)).upper() if kind & _LOGICAL else format(value, ".15g")


def _number(colour: Any) -> int:
    if isinstance(colour, str):
        return int(colour.lstrip("#"), 16)
    red, green, blue = colour
    return int(red) << 16 | int(green) << 8 | int(blue)


def _rgb(number: int) -> tuple[int, int, int]:
    return number >> 16 & 255, number >> 8 & 255, number & 255
