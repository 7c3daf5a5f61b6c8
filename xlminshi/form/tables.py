"""Finding a table on a sheet by its headers, wherever it starts and in whatever order its columns stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.form.cells import shown
from xlminshi.form.fields import Field, Sheet, field_of_header, fields_of
from xlminshi.form.grid import CellValue, Grid, cell_address

# A head of title lines and a block of names stands above the table; nobody writes more than this.
_ROWS_SEARCHED = 40


@dataclass(frozen=True, slots=True)
class Table:
    """A table found on a grid. `header_row` is zero-based, `columns` maps a field's key to its zero-based column."""

    grid: Grid
    place: Place
    header_row: int
    columns: dict[str, int]

    def rows(self) -> Iterator[int]:
        """Yield the zero-based rows below the header in which a known column holds anything."""
        for row in range(self.header_row + 1, len(self.grid.rows)):
            if any(shown(self.grid.at(row, column)).strip() for column in self.columns.values()):
                yield row

    def value(self, row: int, key: str) -> CellValue:
        """Return the cell of a field in a row; None where the table lacks the column."""
        column = self.columns.get(key)
        return None if column is None else self.grid.at(row, column)

    def text(self, row: int, key: str) -> str:
        """Return a cell's words without white space at the ends."""
        value = self.value(row, key)
        return value.strip() if value.__class__ is str else shown(value).strip()

    def rivals(self, row: int, key: str) -> tuple[str, ...]:
        """Return the words of a row under one header that stands over several columns; () where the first column says all."""
        columns = _columns_under(self.grid.rows[self.header_row], key)
        if len(columns) < 2:
            return ()
        cells = [shown(self.grid.at(row, column)).strip() for column in columns]
        words = tuple(dict.fromkeys(filter(None, cells)))
        return words if words and words != (cells[0],) else ()

    def place_of(self, row: int, key: str) -> Place:
        """Return where a field of a row stands; the row's first column where the table lacks it."""
        return self.place.at(cell_address(row, self.columns.get(key, 0)))


@lru_cache(maxsize=256)
def _columns_under(heads: tuple[CellValue, ...], key: str) -> tuple[int, ...]:
    """Return the columns whose header names a field."""
    fields = (field_of_header(shown(head), Sheet.LEDGER) for head in heads)
    return tuple(column for column, field in enumerate(fields) if field is not None and field.key == key)


def find_table(grid: Grid, kind: Sheet, needed: tuple[str, ...], file: str = "") -> Table | None:
    """Return the table of this kind whose header row names the most columns, all `needed` ones among them, or None."""
    place = Place(file, grid.name.strip())
    best: Table | None = None
    for row in range(min(len(grid.rows), _ROWS_SEARCHED)):
        columns = _columns_in(grid, row, kind)
        is_header = all(key in columns for key in needed) and len(columns) >= min(3, len(fields_of(kind)))
        if is_header and (best is None or len(columns) > len(best.columns)):
            best = Table(grid, place, row, columns)
    return best


def header_problems(table: Table, kind: Sheet, expected: tuple[Field, ...]) -> tuple[Problem, ...]:
    """Return a finding for each expected column that is not there, and for each that is there twice."""
    missing = tuple(
        problem(Code.MISSING_COLUMN, table.place.at(cell_address(table.header_row, 0)), found=field.header)
        for field in expected
        if field.key not in table.columns
    )
    return (*missing, *_doubles(table, kind))


def _columns_in(grid: Grid, row: int, kind: Sheet) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, value in enumerate(grid.rows[row]):
        field = field_of_header(shown(value), kind)
        if field is not None:
            columns.setdefault(field.key, column)
    return columns


def _doubles(table: Table, kind: Sheet) -> tuple[Problem, ...]:
    found = []
    for column, value in enumerate(table.grid.rows[table.header_row]):
        field = field_of_header(shown(value), kind)
        if field is not None and table.columns.get(field.key, column) != column:
            place = table.place.at(cell_address(table.header_row, column))
            found.append(problem(Code.DOUBLE_COLUMN, place, found=field.header))
    return tuple(found)
