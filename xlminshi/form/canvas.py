"""A canvas on which a sheet is laid out cell by cell and row by row, its rows made high enough for what they hold."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from xlminshi.form.contents import Content, points_needed, text_in
from xlminshi.form.placed import Area, Cells, PlacedCell, PlacedRow
from xlminshi.form.sheets import HIGHEST_ROW, SheetPlan, Style, restyled
from xlminshi.form.text_size import EDGES, lines_by, points_of, surely_fitting

_ONE_LINERS = frozenset((type(None), Decimal, int, dt.date, dt.datetime))
# Rows of forms; those of long lists have their areas to themselves.
_SHARED_ROWS = 400


@lru_cache(maxsize=16_384)
def _shared_area(row: int, column: int, rows: int, columns: int) -> Area:
    """Return the block of so many cells from a zero-based cell on. Forms of one make share their areas."""
    return Area(row, column, row + rows - 1, column + columns - 1)


@dataclass(frozen=True, slots=True)
class _RowLook:
    """The styles of a row, and what its wrapped texts ask of its height.

    `least` points for one line each; `wrapped` by place: how many characters surely fit into one line, size of the letters,
    how many points one line takes.
    """

    styles: tuple[Style, ...]
    least: float
    wrapped: tuple[tuple[int, float, float, float], ...]

    def points(self, contents: Sequence[Content], points: float) -> float:
        """Return how high a row of so many points has to be with these contents."""
        points = max(points, self.least)
        for place, short, size, line in self.wrapped:
            content = contents[place]
            if content.__class__ in _ONE_LINERS:
                continue
            text = content if isinstance(content, str) else text_in(content)
            # Most texts surely fit into the lines that are there: reckoning how many they take takes longer.
            if (len(text) > short and len(text) > short * ((points - EDGES) // line)) or "\n" in text:
                points = max(points, points_of(lines_by(text, short), size))
        return points

    def cut(self, contents: Sequence[Content]) -> tuple[Style, ...]:
        """Return the styles of a row with a text that no row is high enough for: such a text begins at the top."""
        styles = list(self.styles)
        for place, short, size, _ in self.wrapped:
            if points_of(lines_by(text_in(contents[place]), short), size) > HIGHEST_ROW:
                styles[place] = _from_the_top(styles[place])
        return tuple(styles)


def _from_the_top(style: Style) -> Style:
    """Return a style for a text that no row is high enough for: in the middle, its beginning would be cut off too."""
    return restyled(style, vertical="top")


class Canvas:
    """Collects the cells of one sheet while it is laid out; `plan` freezes the result."""

    def __init__(self, name: str, widths: tuple[float, ...]) -> None:
        self.name = name
        self.widths = widths
        self.pieces: list[PlacedCell | PlacedRow] = []
        self.heights: dict[int, float] = {}
        self._looks: dict[tuple[int, ...], _RowLook] = {}
        self._former: tuple[tuple[Style, ...], int, _RowLook] = ((), 0, _RowLook((), 0, ()))

    def put(
        self, row: int, column: int, content: Content, style: Style, columns: int = 1, rows: int = 1
    ) -> None:
        """Place content in a cell, or in a merged block of `columns` × `rows`."""
        if row < _SHARED_ROWS:
            area = _shared_area(row, column, rows, columns)
        else:
            area = Area(row, column, row + rows - 1, column + columns - 1)
        if style.is_wrapped and rows == 1:
            points = points_needed(content, sum(self.widths[column : column + columns]), style.size)
            style = _from_the_top(style) if points > HIGHEST_ROW else style
            self.raise_row(row, points)
        self.pieces.append(PlacedCell(area, content, style))

    def put_cells(self, row: int, cells: Iterable[tuple[Content, Style]], column: int = 0) -> None:
        """Place contents side by side from a column on, each in its style; for long lists, which this keeps small."""
        contents, styles = zip(*cells, strict=True)
        self.put_row(row, contents, styles, column)

    def put_row(
        self, row: int, contents: tuple[Content, ...], style: Style | tuple[Style, ...], column: int = 0
    ) -> None:
        """Place contents side by side from a column on, all in one style or each in its own."""
        styles = (style,) * len(contents) if isinstance(style, Style) else style
        # By identity: comparing styles takes longer than laying out the row. They live as long as their entry.
        if (
            styles is not self._former[0] or column != self._former[1]
        ):  # most rows of a list look like the one before
            key = column, *map(id, styles)
            if key not in self._looks:
                self._looks[key] = self._look_of(styles, column)
            self._former = styles, column, self._looks[key]
        known = self._former[2]
        high = self.heights.get(row, 0)
        points = known.points(contents, high)
        shown = known.styles if points <= HIGHEST_ROW else known.cut(contents)
        self.pieces.append(PlacedRow(row, column, contents, shown))
        if points > high:
            self.raise_row(row, points)

    def _look_of(self, styles: tuple[Style, ...], first: int) -> _RowLook:
        wrapped = tuple(
            (
                place,
                surely_fitting(self._width(first + place), style.size),
                style.size,
                points_of(1, style.size) - EDGES,
            )
            for place, style in enumerate(styles)
            if style.is_wrapped
        )
        return _RowLook(styles, max((points_of(1, size) for *_, size, _ in wrapped), default=0), wrapped)

    def _width(self, column: int) -> float:
        return self.widths[column] if column < len(self.widths) else 0

    def raise_row(self, row: int, points: float) -> None:
        """Make a row at least this high."""
        points = min(round(points, 2), HIGHEST_ROW)
        if points > self.heights.get(row, 0):
            self.heights[row] = points

    def plan(self) -> SheetPlan:
        """Return the sheet as laid out so far."""
        return SheetPlan(
            self.name, Cells(tuple(self.pieces)), self.widths, tuple(sorted(self.heights.items()))
        )
