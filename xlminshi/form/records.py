"""The sheets in which the workbook remembers (历史, 操作记录, 更正记录, 收到文件): laid out, and read again.

A row that cannot be read as what it is stays as it was written, first in its table and open for a person to mend.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from xlminshi.core.history import double_rows, forgotten_rows, months_of
from xlminshi.core.period import ReportingPeriod
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.project import Programme
from xlminshi.core.records import HistoryRow, ReceiptState, Records
from xlminshi.form import sheets as look
from xlminshi.form.as_written import Row, content_of
from xlminshi.form.canvas import Canvas
from xlminshi.form.cells import shown
from xlminshi.form.fields import normal_header
from xlminshi.form.grid import CellValue, Grid, Workbook, cell_address
from xlminshi.form.paging import without_remnant
from xlminshi.form.record_cells import content_and_style, read_cell, style_of
from xlminshi.form.record_columns import (
    CORRECTION_SHEET,
    EVENT_SHEET,
    HISTORY,
    HISTORY_SHEET,
    NO,
    RECEIPT_SHEET,
    YES,
    Column,
    Kind,
    R,
    RecordSheet,
)
from xlminshi.form.sheets import Area, EntryRule, Highlight, Page, SheetPlan, Validation

RECORD_SHEETS = (HISTORY_SHEET.name, EVENT_SHEET.name, CORRECTION_SHEET.name, RECEIPT_SHEET.name)
_HEADER_ROW, _BODY_ROW = 2, 3
# A title and a line of explanation stand above the table; nobody writes more than this.
_ROWS_SEARCHED, _FEWEST_HEADERS = 40, 3


@dataclass(frozen=True, slots=True)
class UnreadRows:
    """Rows by sheet that could not be read as records, cell by cell as they stand."""

    of_sheet: dict[str, tuple[Row, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordsReading:
    """What a workbook remembers, the rows that nobody can read, and the findings."""

    records: Records
    unread: UnreadRows
    problems: tuple[Problem, ...]


# Laying out -----------------------------------------------------------------------------------------------------


def record_sheets(records: Records, unread: UnreadRows = UnreadRows()) -> tuple[SheetPlan, ...]:
    """Return the sheets of everything that the workbook remembers; a sheet without any row is left out."""
    of_sheet = unread.of_sheet
    plans = (
        _sheet(RECEIPT_SHEET, records.receipts, of_sheet.get(RECEIPT_SHEET.name, ())),
        _sheet(CORRECTION_SHEET, records.corrections, of_sheet.get(CORRECTION_SHEET.name, ())),
        _sheet(HISTORY_SHEET, records.history, of_sheet.get(HISTORY_SHEET.name, ())),
        _sheet(EVENT_SHEET, records.events, of_sheet.get(EVENT_SHEET.name, ())),
    )
    return tuple(plan for plan in plans if plan is not None)


def _sheet(sheet: RecordSheet[R], rows: tuple[R, ...], unread: tuple[Row, ...]) -> SheetPlan | None:
    if not rows and not unread:
        return None
    canvas = Canvas(sheet.name, tuple(column.width for column in sheet.columns))
    columns = len(sheet.columns)
    canvas.put(0, 0, sheet.name, look.TITLE, columns=columns)
    canvas.raise_row(0, 32)
    canvas.put(1, 0, sheet.note, look.NOTE, columns=columns)
    canvas.put_row(_HEADER_ROW, tuple(column.header for column in sheet.columns), look.HEAD)
    canvas.raise_row(_HEADER_ROW, 24)
    for index, cells in enumerate(unread, start=_BODY_ROW):
        _put_unread(canvas, index, cells, columns)
    first = _BODY_ROW + len(unread)
    styles = tuple(map(style_of, sheet.columns))
    for index, one in enumerate(rows, start=first):
        canvas.put_cells(
            index,
            (
                content_and_style(column, getattr(one, column.value), style)
                for column, style in zip(sheet.columns, styles, strict=True)
            ),
        )
        canvas.raise_row(index, 22)
    last = first + max(len(rows), 1) - 1
    plan = replace(
        canvas.plan(),
        validations=_choices(sheet.columns, first, last),
        highlights=_highlights(sheet.columns, first, last),
        freeze=(_BODY_ROW, sheet.frozen),
        filter=Area(_HEADER_ROW, 0, last, columns - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        is_protected=True,
        tab_colour="7F7F7F",
    )
    return without_remnant(plan)


def _put_unread(canvas: Canvas, row: int, cells: Row, columns: int) -> None:
    """Write a row as it stands, its empty cells too: each may be the one that a person has to fill."""
    for column in range(max(columns, len(cells))):
        content, number_format = content_of(cells[column] if column < len(cells) else None)
        canvas.put(row, column, content, replace(look.ENTRY, number_format=number_format))


def _choices(columns: tuple[Column, ...], first: int, last: int) -> tuple[Validation, ...]:
    return tuple(
        Validation(
            Area(first, index, last, index),
            EntryRule.LIST,
            column.header,
            "“是”采用这一份，“否”不采用。",
            "请从下拉列表中选择是或否。",
            choices=(YES, NO),
        )
        for index, column in enumerate(columns)
        if column.kind is Kind.MARK
    )


def _highlights(columns: tuple[Column, ...], first: int, last: int) -> tuple[Highlight, ...]:
    """Mark the files that wait for a person's choice."""
    found = []
    for index, column in enumerate(columns):
        if column.choices is ReceiptState:
            formula = f'${cell_address(first, index)}="{ReceiptState.WAITING.value}"'
            area = Area(first, index, last, index)
            found.append(Highlight(area, formula, look.OPEN_FILL, look.WARNING_INK))
    return tuple(found)


# Reading --------------------------------------------------------------------------------------------------------


def read_records(workbook: Workbook) -> RecordsReading:
    """Return what a workbook remembers; sheets that it lacks hold nothing."""
    reader = _Reader(workbook)
    records = Records(
        history=reader.rows(HISTORY_SHEET),
        events=reader.rows(EVENT_SHEET),
        corrections=reader.rows(CORRECTION_SHEET),
        receipts=reader.rows(RECEIPT_SHEET),
    )
    place = Place(workbook.name, HISTORY)
    problems = (*reader.problems, *_period_problems(records.history, place))
    return RecordsReading(records, UnreadRows(reader.unread), problems)


def history_problems(
    history: tuple[HistoryRow, ...], period: ReportingPeriod, programme: Programme, file: str = ""
) -> tuple[Problem, ...]:
    """Return why figures of the last period cannot be 上期累计: two that contradict each other, names that are gone."""
    place = Place(file, HISTORY)
    double = (
        problem(Code.HISTORY_DOUBLE, place, found=_row_name(row), expected=f"{row.year}年{row.period}")
        for row in double_rows(history)
        if row.year == period.year
    )
    gone = (
        problem(Code.HISTORY_FORGOTTEN, place, found=_row_name(row))
        for row in forgotten_rows(history, period, programme)
    )
    return (*double, *gone)


def _row_name(row: HistoryRow) -> str:
    title, name = row.project_title, row.indicator_name
    return title if title == name else f"{title}—{name}"


def _period_problems(history: tuple[HistoryRow, ...], place: Place) -> tuple[Problem, ...]:
    labels = dict.fromkeys((row.year, row.period) for row in history)
    unknown = {(row.year, row.period): row for row in history}
    return tuple(
        problem(Code.HISTORY_PERIOD_UNKNOWN, place, found=label)
        for year, label in labels
        if months_of(unknown[year, label]) is None
    )


class _Reader:
    """Reads the record sheets of a workbook one by one and collects what cannot be read."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.unread: dict[str, tuple[Row, ...]] = {}
        self.problems: list[Problem] = []

    def rows(self, sheet: RecordSheet[R]) -> tuple[R, ...]:
        """Return the records on a sheet; what cannot be read goes to `unread`."""
        grid = self.workbook.grid(sheet.name)
        if grid is None:
            return ()
        place = Place(self.workbook.name, sheet.name)
        if grid.beyond:
            self.problems.append(problem(Code.RECORD_CUT_OFF, place.at(grid.beyond)))
        header, columns = _header(grid, sheet.columns)
        if not columns:
            return self._without_header(grid, sheet, place)
        self._tell_columns(grid, header, columns, sheet, place)
        found, unread = [], []
        for row in range(header + 1, len(grid.rows)):
            cells = tuple(
                grid.at(row, columns[one.header]) if one.header in columns else None for one in sheet.columns
            )
            if not any(shown(value).strip() for value in cells):
                continue
            values = self._values(cells, row, columns, sheet, place)
            if values is None:
                unread.append(cells)
            else:
                found.append(sheet.make(**values))
        if unread:
            self.unread[sheet.name] = tuple(unread)
        return tuple(found)

    def _values(
        self, cells: Row, row: int, columns: dict[str, int], sheet: RecordSheet[R], place: Place
    ) -> dict[str, object] | None:
        """Return the values of a row by name, or None where one cannot be read; then the finding says which."""
        values = {}
        for column, value in zip(sheet.columns, cells, strict=True):
            reading = read_cell(column, value)
            if not reading.is_read:
                if column.header in columns:  # that the column is missing has been told once
                    where = place.at(cell_address(row, columns[column.header]))
                    found = shown(value).strip() or "空"
                    self.problems.append(
                        problem(Code.RECORD_UNREADABLE, where, column=column.header, found=found)
                    )
                return None
            values[column.value] = reading.value
            if column.kind is Kind.MARK and reading.value not in ("", YES, NO):
                where = place.at(cell_address(row, columns[column.header]))
                self.problems.append(
                    problem(Code.NOT_A_CHOICE, where, found=reading.value, choices=f"{YES}、{NO}")
                )
        return values

    def _without_header(self, grid: Grid, sheet: RecordSheet[R], place: Place) -> tuple[R, ...]:
        """Keep every row of a sheet whose header is gone, but for our own title and explanation."""
        ours = (sheet.name, sheet.note)
        rows = tuple(
            row
            for row in grid.rows
            if any(shown(value).strip() for value in row) and shown(row[0]).strip() not in ours
        )
        if rows:
            self.problems.append(problem(Code.RECORD_WITHOUT_HEADER, place, found=sheet.name))
            self.unread[sheet.name] = rows
        return ()

    def _tell_columns(
        self, grid: Grid, header: int, columns: dict[str, int], sheet: RecordSheet[R], place: Place
    ) -> None:
        """Tell which columns are missing, and which the sheet does not have (a second one of a name is one of these)."""
        where = place.at(cell_address(header, 0))
        self.problems.extend(
            problem(Code.RECORD_COLUMN_MISSING, where, found=sheet.name, column=one.header)
            for one in sheet.columns
            if one.header not in columns
        )
        self.problems.extend(
            problem(
                Code.RECORD_COLUMN_UNKNOWN,
                place.at(cell_address(header, index)),
                found=shown(value).strip() or "（无名）",
            )
            for index, value in _filled_columns(grid, header)
            if index not in columns.values()
        )


def _header(grid: Grid, columns: tuple[Column, ...]) -> tuple[int, dict[str, int]]:
    """Return the row that names the most columns, and where each stands; no columns where no row is a header."""
    wanted = {normal_header(one.header): one.header for one in columns}
    best: tuple[int, dict[str, int]] = (0, {})
    for row in range(min(len(grid.rows), _ROWS_SEARCHED)):
        found: dict[str, int] = {}
        for index, value in enumerate(grid.rows[row]):
            name = wanted.get(normal_header(shown(value)))
            if name is not None:
                found.setdefault(name, index)
        if len(found) >= _FEWEST_HEADERS and len(found) > len(best[1]):
            best = (row, found)
    return best


def _filled_columns(grid: Grid, header: int) -> Iterator[tuple[int, CellValue]]:
    """Yield the heads of the columns that hold anything below the header."""
    filled = {
        index
        for row in grid.rows[header + 1 :]
        for index, value in enumerate(row)
        if value is not None and shown(value).strip()
    }
    for index in sorted(filled):
        yield index, grid.at(header, index)
