"""The rows of a plain sheet, from its placed cells."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from xlminshi.adapters.closed.plain.cells import Placed
from xlminshi.adapters.closed.plain.words import NotPlainError
from xlminshi.form.grid import cell_address
from xlminshi.form.sheets import SheetPlan, Style

_ROWS, _COLUMNS = 1_048_576, 16_384
# Far more columns than any sheet of ours has.
_LETTERS = [cell_address(0, column)[:-1] for column in range(1_000)]
_USUAL_HEIGHT, _SPANNED_ROWS = 20, 16

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
    used = [(min(cells), max(cells)) for cells in placed.rows.values()]
    if heads:
        used.append((0, 0))
    if not used:
        return Extent()
    top = min((*placed.rows, *heads))
    bottom = max((*placed.rows, *heads))
    left, right = min(first for first, _ in used), max(last for _, last in used)
    if top < 0 or left < 0 or bottom >= _ROWS or right >= len(_LETTERS):
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


def _height(points: float | None, is_hidden: bool = False) -> str:
    pixels = _USUAL_HEIGHT if points is None else int(points * 4.0 / 3.0 + 0.5)
    if pixels <= 0:
        raise NotPlainError("a row without height")
    hidden = ' hidden="1"' if is_hidden else ""
    if pixels == _USUAL_HEIGHT:
        return hidden
    return f' ht="{pixels * 0.75:.16g}"{hidden} customHeight="1"'


def written_rows(placed: Placed, heads: dict[int, str], extent: Extent, number_of: NumberOf) -> str:
    """Return the element with all rows. Styles get their numbers in the order of the cells."""
    if extent.is_empty:
        return "<sheetData/>"
    spans, known = _spans(placed), dict[int, int]()
    pieces = ["<sheetData>"]
    for row in sorted({*placed.rows, *heads}):
        cells, number = placed.rows.get(row), str(row + 1)
        start = f'<row r="{number}"{spans.get(row // _SPANNED_ROWS, "")}{heads.get(row, "")}'
        if not cells:
            pieces.append(f"{start}/>")
            continue
        pieces.append(f"{start}>")
        for column, (tail, key) in sorted(cells.items()):
            look = known.get(key)
            if look is None:
                look = known[key] = number_of(placed.styles[key], bool(key & 1))
            pieces.append(f'<c r="{_LETTERS[column]}{number}" s="{look}"{tail}')
        pieces.append("</row>")
    pieces.append("</sheetData>")
    return "".join(pieces)


def _spans(placed: Placed) -> dict[int, str]:
    """Return between which columns each block of 16 rows has cells (a hint that Excel writes for its own reading)."""
    found: dict[int, tuple[int, int]] = {}
    for row, cells in placed.rows.items():
        first, last = min(cells), max(cells)
        block = row // _SPANNED_ROWS
        former = found.get(block, (first, last))
        found[block] = min(first, former[0]), max(last, former[1])
    return {block: f' spans="{first + 1}:{last + 1}"' for block, (first, last) in found.items()}
