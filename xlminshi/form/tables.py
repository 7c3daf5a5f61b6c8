"""Finding a table on a sheet by its headers, wherever it starts and in whatever order its columns stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.form.cells import shown
from xlminshi.form.fields import Field, Sheet, field_of_header, fields_of
from xlminshi.form.grid import Calculated, CellValue, Grid, cell_address

# A head of title lines and a block of names stands above the table; nobody writes more than this.
_ROWS_SEARCHED = 40


@dataclass(frozen=True, slots=True)
class Table:
    """A table found on a grid. `header_row` is zero-based, `columns` maps a field's key to its zero-based column."""

    grid: Grid
    place: Place
    header_row: int
    columns: dict[str, int]
    _texts: dict[int, dict[str, str]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def rows(self) -> Iterator[int]:
        """Yield the zero-based rows below the header in which a known column holds anything."""
        for row in range(self.header_row + 1, len(self.grid.rows)):
            if any(self.texts(row).values()):
                yield row

    def texts(self, row: int) -> Mapping[str, str]:
        """Return the words of every known column of a row, by key, without white space at the ends.

        They are asked for again and again, by every reader and check, and made once.
        """
        found = self._texts.get(row)
        if found is None:
            cells = self.grid.rows[row] if row < len(self.grid.rows) else ()
            width = len(cells)
            found = {
                key: shown(cells[column]).strip() if column < width else ""
                for key, column in self.columns.items()
            }
            self._texts[row] = found
        return found

    def value(self, row: int, key: str) -> CellValue:
        """Return the cell of a field in a row; None where the table lacks the column."""
        column = self.columns.get(key)
        return None if column is None else self.grid.at(row, column)

    def text(self, row: int, key: str) -> str:
        """Return a cell's words without white space at the ends."""
        found = self._texts.get(row)
        return (self.texts(row) if found is None else found).get(key, "")

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
    named = (field_of_header(shown(head), Sheet.LEDGER) for head in heads)
    return tuple(column for column, one in enumerate(named) if one is not None and one.key == key)


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
        problem(Code.MISSING_COLUMN, table.place.at(cell_address(table.header_row, 0)), found=one.header)
        for one in expected
        if one.key not in table.columns
    )
    return (*missing, *_doubles(table, kind))


def _columns_in(grid: Grid, row: int, kind: Sheet) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, value in enumerate(grid.rows[row]):
        if value.__class__ is str or value.__class__ is Calculated:
            named = field_of_header(shown(value), kind)
            if named is not None:
                columns.setdefault(named.key, column)
    return columns


def _doubles(table: Table, kind: Sheet) -> tuple[Problem, ...]:
    found = []
    for column, value in enumerate(table.grid.rows[table.header_row]):
        named = field_of_header(shown(value), kind)
        if named is not None and table.columns.get(named.key, column) != column:
            place = table.place.at(cell_address(table.header_row, column))
            found.append(problem(Code.DOUBLE_COLUMN, place, found=named.header))
    return tuple(found)
