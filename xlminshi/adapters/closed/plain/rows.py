"""The rows of a plain sheet, from its placed cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TypeAlias

from xlminshi.adapters.closed.plain.cells import Placed, Run
from xlminshi.adapters.closed.plain.words import NotPlainError
from xlminshi.form.grid import cell_address
from xlminshi.form.sheets import SheetPlan, Style

_ROWS, _COLUMNS = 1_048_576, 16_384
# Far more columns than any sheet of ours has.
LETTERS = [cell_address(0, column)[:-1] for column in range(1_000)]
_USUAL_HEIGHT, _SPANNED_ROWS = 20, 16
_AT_ONCE = 500

NumberOf: TypeAlias = Callable[[Style, bool], int]
"""The number of a style in the workbook; True where its cell is quoted. New numbers are given in the order of asking."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The block of cells that a sheet uses, zero-based; `is_empty` where it uses none."""

    top: int = 0
    left: int = 0
    bottom: int = 0
    right: int = 0
    is_empty: bool = True

    def __str__(self) -> str:
        first, last = cell_address(self.top, self.left), cell_address(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"


def extent_of(placed: Placed, heads: dict[int, str]) -> Extent:
    """Return which cells a sheet uses; a row with a height of its own uses its first."""
    used = [*placed.spans.values()]
    if heads:
        used.append((0, 0))
    if not used:
        return Extent()
    top = min((*placed.rows, *heads))
    bottom = max((*placed.rows, *heads))
    left, right = min(first for first, _ in used), max(last for _, last in used)
    if top < 0 or left < 0 or bottom >= _ROWS or right >= len(LETTERS):
        raise NotPlainError("a cell out of bounds")
    return Extent(top, left, bottom, right, is_empty=False)


def row_heads(plan: SheetPlan) -> dict[int, str]:
    """Return what stands in the tags of rows that have a height or are folded, by row."""
    heights = dict(plan.heights)
    if not plan.folded:
        return {row: _height(points) for row, points in heights.items()}
    above = {row - 1 for row in plan.folded if row} - plan.folded
    heads = {}
    for row in {*heights, *plan.folded, *above}:
        is_folded = row in plan.folded
        height = _height(heights.get(row), is_folded)
        level = ' outlineLevel="1"' if is_folded else ""
        heads[row] = f"{height}{level}" + (' collapsed="1"' if row in above else "")
    return heads


@lru_cache(maxsize=1024)
def _height(points: float | None, is_hidden: bool = False) -> str:
    pixels = _USUAL_HEIGHT if points is None else int(points * 4.0 / 3.0 + 0.5)
    if pixels <= 0:
        raise NotPlainError("a row without height")
    hidden = ' hidden="1"' if is_hidden else ""
    if pixels == _USUAL_HEIGHT:
        return hidden
    return f' ht="{pixels * 0.75:.16g}"{hidden} customHeight="1"'


class RowWriter:
    """Writes the rows of one sheet. Styles get their numbers in the order of the cells."""

    __slots__ = ("known", "number_of", "templates")

    def __init__(self, number_of: NumberOf) -> None:
        self.number_of = number_of
        # By identity, as long as the cells are there: hashing a Style's 13 fields takes longer than writing its cell.
        self.known: dict[tuple[int, bool], int] = {}
        self.templates: dict[tuple[int, int], str] = {}

    def pieces(
        self, placed: Placed, heads: dict[int, str], extent: Extent, mark: str = ""
    ) -> Iterator[bytes]:
        """Yield the element with all rows, piece by piece; `mark` stands last in the tag of each row."""
        if extent.is_empty:
            yield b"<sheetData/>"
            return
        yield b"<sheetData>"
        spans = _spans(placed)
        rows = (
            self._row(
                row, placed.rows.get(row), f"{spans.get(row // _SPANNED_ROWS, '')}{heads.get(row, '')}{mark}"
            )
            for row in sorted({*placed.rows, *heads})
        )
        yield from iter(lambda: "".join(islice(rows, _AT_ONCE)).encode(), b"")
        yield b"</sheetData>"

    def _row(self, row: int, runs: list[Run] | None, head: str) -> str:
        number = str(row + 1)
        start = f'<row r="{number}"{head}'
        if not runs:
            return f"{start}/>"
        if len(runs) == 1 and not runs[0].quoted:
            return f"{start}>{self._whole(runs[0], number)}</row>"
        return f"{start}>{self._mixed(runs, number)}</row>"

    def _whole(self, run: Run, number: str) -> str:
        """Return the cells of a row that was placed as a whole; what rows of one look have in common is made once."""
        key = id(run.styles), run.column
        if key not in self.templates:
            self.templates[key] = self._template(run)
        return self.templates[key].replace("#", number) % run.tails

    def _template(self, run: Run) -> str:
        """Return the cells of rows of one look, with # for the number of the row and %s for what follows each style."""
        letters = LETTERS[run.column : run.column + len(run.styles)]
        return "".join(
            f'<c r="{letter}#" s="{self._look(style, False)}"%s'
            for letter, style in zip(letters, run.styles, strict=True)
        )

    def _mixed(self, runs: list[Run], number: str) -> str:
        """Return the cells of a row that was placed piece by piece, or of one with a quoted text."""
        cells = {
            column: (style, column in run.quoted, tail)
            for run in runs
            for column, (style, tail) in enumerate(zip(run.styles, run.tails, strict=True), start=run.column)
        }
        return "".join(
            f'<c r="{LETTERS[column]}{number}" s="{self._look(style, quoted)}"{tail}'
            for column, (style, quoted, tail) in sorted(cells.items(), key=lambda one: one[0])
        )

    def _look(self, style: Style, quoted: bool) -> int:
        key = id(style), quoted
        if key not in self.known:
            self.known[key] = self.number_of(style, quoted)
        return self.known[key]


def _spans(placed: Placed) -> dict[int, str]:
    """Return between which columns each block of 16 rows has cells (a hint that Excel writes for its own reading)."""
    found: dict[int, tuple[int, int]] = {}
    for row, span in placed.spans.items():
        former = found.setdefault(row // _SPANNED_ROWS, span)
        if former != span:
            found[row // _SPANNED_ROWS] = min(span[0], former[0]), max(span[1], former[1])
    return {block: f' spans="{first + 1}:{last + 1}"' for block, (first, last) in found.items()}
