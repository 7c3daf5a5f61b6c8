"""Finding a table on a sheet by its headers, wherever it starts and in whatever order its columns stand."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.form.cells import shown
from xlminshi.form.fields import Field, Sheet, fields_of
from xlminshi.form.grid import Calculated, CellValue, Grid, cell_address
from xlminshi.form.headings import Heading, heading_of

# A head of title lines and a block of names stands above the table; nobody writes more than this.
ROWS_SEARCHED = 40
_FEWEST_COLUMNS = 3
_is_wordy = frozenset((str, Calculated)).__contains__
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Table:
    """A table found on a grid. `header_row` is zero-based, `columns` maps a field's key to its zero-based column."""

    grid: Grid
    place: Place
    header_row: int
    columns: dict[str, int]
    _texts: dict[int, dict[str, str]] = field(init=False, repr=False, compare=False, default_factory=dict)
    _made: dict[int, tuple[object, Any]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __reduce__(self) -> tuple[type["Table"], tuple[Grid, Place, int, dict[str, int]]]:
        """Leave for another process without what is remembered here."""
        return Table, (self.grid, self.place, self.header_row, self.columns)

    def heading(self) -> Heading:
        """Return what the header row of a form names."""
        return self.once(self.columns, lambda: heading_of(self.grid.rows[self.header_row], Sheet.LEDGER))

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
            cells = self.cells(row)
            width = len(cells)
            found = self._texts[row] = {
                key: cell.strip()
                if isinstance(cell, str)
                else shown(cell).strip()
                if cell is not None
                else ""
                for key, column in self.columns.items()
                for cell in (cells[column] if column < width else None,)
            }
        return found

    def cells(self, row: int) -> tuple[CellValue, ...]:
        """Return the cells of a row of the sheet as far as it is filled; () outside the sheet's used area."""
        rows = self.grid.rows
        return rows[row] if row < len(rows) else ()

    def value(self, row: int, key: str) -> CellValue:
        """Return the cell of a field in a row; None where the table lacks the column."""
        column = self.columns.get(key)
        rows = self.grid.rows
        if column is None or row >= len(rows) or column >= len(cells := rows[row]):
            return None
        return cells[column]

    def text(self, row: int, key: str) -> str:
        """Return a cell's words without white space at the ends."""
        found = self._texts.get(row)
        return (self.texts(row) if found is None else found).get(key, "")

    def once(self, of: object, make: Callable[[], _Made]) -> _Made:
        """Return what `make` gives of this table and of another object; several readers ask for it, and it is made once."""
        known = self._made.get(id(of))
        if known is None:  # the object is kept with it, so that no other one can get its id
            known = self._made[id(of)] = (of, make())
        made: _Made = known[1]
        return made

    def rivals(self, row: int, key: str) -> tuple[str, ...]:
        """Return the words of a row under one header that stands over several columns; () where the first column says all."""
        heading = self.heading()
        if key not in heading.doubled:
            return ()
        columns = (column for column, field in heading.named if field.key == key)
        cells = [shown(self.grid.at(row, column)).strip() for column in columns]
        words = tuple(dict.fromkeys(filter(None, cells)))
        return words if words and words != (cells[0],) else ()

    def place_of(self, row: int, key: str) -> Place:
        """Return where a field of a row stands; the row's first column where the table lacks it."""
        return self.place.at(cell_address(row, self.columns.get(key, 0)))


def find_table(grid: Grid, kind: Sheet, needed: tuple[str, ...], file: str = "") -> Table | None:
    """Return the table of this kind whose header row names the most columns, all `needed` ones among them, or None."""
    place = Place(file, grid.name.strip())
    fewest = min(_FEWEST_COLUMNS, len(fields_of(kind)))
    best: Table | None = None
    for row, cells in enumerate(grid.rows[:ROWS_SEARCHED]):
        # Only a cell of words names a column: most rows are passed over without a look at their words.
        if len(cells) < fewest or sum(map(_is_wordy, map(type, cells))) < fewest:
            continue
        columns = heading_of(cells, kind).first
        if all(key in columns for key in needed) and len(columns) >= fewest:
            best, fewest = Table(grid, place, row, dict(columns)), len(columns) + 1
    return best


def header_problems(table: Table, kind: Sheet, expected: tuple[Field, ...]) -> tuple[Problem, ...]:
    """Return a finding for each expected column that is not there, and for each that is there twice."""
    missing = tuple(
        problem(Code.MISSING_COLUMN, table.place.at(cell_address(table.header_row, 0)), found=one.header)
        for one in expected
        if one.key not in table.columns
    )
    return (*missing, *_doubles(table, kind))


def _doubles(table: Table, kind: Sheet) -> tuple[Problem, ...]:
    heading = heading_of(table.grid.rows[table.header_row], kind)
    return tuple(
        problem(
            Code.DOUBLE_COLUMN,
            table.place.at(cell_address(table.header_row, column)),
            found=named.header,
        )
        for column, named in (heading.named if heading.doubled else ())
        if table.columns.get(named.key, column) != column
    )
