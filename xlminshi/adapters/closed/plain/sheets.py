"""One sheet written from its plan: texts and conditional colours get their numbers first, styles last, as from XlsxWriter.

A sheet that turns out not to be plain may have numbered styles by then: they are the first of those that XlsxWriter asks for when
it writes the same sheet, in the same order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from xlminshi.adapters.closed.plain.cells import Placed, place
from xlminshi.adapters.closed.plain.frame import head_of, links, merged_blocks, tail
from xlminshi.adapters.closed.plain.rows import Extent, NumberOf, RowWriter, extent_of, row_heads
from xlminshi.adapters.closed.plain.rules import MarkNumber
from xlminshi.adapters.closed.plain.words import Texts
from xlminshi.form.sheets import SheetPlan

# Bars as Excel 2010 draws them bring this with them.
_ROW_OF_2010 = ' x14ac:dyDescent="0.25"'


@dataclass(frozen=True, slots=True)
class CellParts:
    """What the cells of a sheet are in its part, piece by piece, for a sheet whose other pieces XlsxWriter writes."""

    extent: Extent
    rows: bytes
    merged: str
    links: str


def plain_part(
    plan: SheetPlan,
    texts: Texts,
    number_of: NumberOf,
    mark_number: MarkNumber,
    is_selected: bool,
    code_name: str = "",
) -> Iterator[bytes]:
    """Return the part of a plain sheet piece by piece, so that a large one never stands in memory as a whole.

    Raises NotPlainError for what only XlsxWriter can write, before the first piece.
    """
    placed, heads, extent = _placed(plan, texts)
    head = head_of(plan, extent)
    behind = tail(plan, placed, mark_number)
    rows = RowWriter(number_of).pieces(placed, heads, extent)
    return chain((head.written(is_selected, code_name).encode(),), rows, (behind.encode(),))


def cell_parts(plan: SheetPlan, texts: Texts, number_of: NumberOf) -> CellParts:
    """Return the cells of a sheet that something is drawn on; NotPlainError as above."""
    placed, heads, extent = _placed(plan, texts)
    writer = RowWriter(number_of)
    rows = b"".join(writer.pieces(placed, heads, extent, _ROW_OF_2010 if plan.bars else ""))
    return CellParts(extent, rows, merged_blocks(placed), links(placed.links))


def _placed(plan: SheetPlan, texts: Texts) -> tuple[Placed, dict[int, str], Extent]:
    placed, heads = place(plan, texts), row_heads(plan)
    return placed, heads, extent_of(placed, heads)


def is_plain(sheet: SheetPlan, has_macros: bool) -> bool:
    """Return whether a sheet holds nothing drawn: neither charts, bars, sparklines nor notes, nor buttons that are shown."""
    drawn = (sheet.notes, sheet.charts, sheet.bars, sheet.sparklines, has_macros and sheet.buttons)
    return not any(drawn)
