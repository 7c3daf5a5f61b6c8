"""Where cells stand on a sheet: an area, one cell, and a row of single cells, which keeps a long list small."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, SupportsIndex, overload

from xlminshi.form.grid import cell_address

if TYPE_CHECKING:
    from xlminshi.form.sheets import Content, Style


@dataclass(frozen=True, slots=True)
class Area:
    """A block of cells, zero-based, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{cell_address(self.top, self.left)}:{cell_address(self.bottom, self.right)}"


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """One cell, or a merged block when `area` is larger than one cell."""

    area: Area
    content: "Content"
    style: "Style"


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """Single cells side by side, from a zero-based cell on. Rows that look alike share their `styles`."""

    row: int
    column: int
    contents: "tuple[Content, ...]"
    styles: "tuple[Style, ...]"

    def cells(self) -> Iterator[PlacedCell]:
        """Yield the cells one by one."""
        row = self.row
        pairs = zip(self.contents, self.styles, strict=True)
        for column, (content, style) in enumerate(pairs, start=self.column):
            yield PlacedCell(Area(row, column, row, column), content, style)


class Cells(Sequence[PlacedCell]):
    """The cells of a sheet in the order in which they were placed; kept in `pieces`, made one by one when they are asked for.

    A county's summary has 200,000 cells: as objects of their own they take four times the room, and twice the time.
    """

    __slots__ = ("pieces",)

    def __init__(self, pieces: tuple[PlacedCell | PlacedRow, ...]) -> None:
        self.pieces = pieces

    def __iter__(self) -> Iterator[PlacedCell]:
        for piece in self.pieces:
            if isinstance(piece, PlacedRow):
                yield from piece.cells()
            else:
                yield piece

    def __len__(self) -> int:
        return sum(len(one.contents) if isinstance(one, PlacedRow) else 1 for one in self.pieces)

    @overload
    def __getitem__(self, index: SupportsIndex) -> PlacedCell: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[PlacedCell, ...]: ...
    def __getitem__(self, index: SupportsIndex | slice) -> PlacedCell | tuple[PlacedCell, ...]:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Cells({self.pieces!r})"


def pieces_of(cells: Sequence[PlacedCell]) -> Sequence[PlacedCell | PlacedRow]:
    """Return cells as they are kept: whole rows where they were placed so."""
    return cells.pieces if isinstance(cells, Cells) else cells
