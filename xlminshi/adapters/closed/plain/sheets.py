"""One plain sheet, in two steps as XlsxWriter takes them: prepared when it is added, written when all sheets are known."""

from dataclasses import dataclass

from xlminshi.adapters.closed.plain.cells import Placed, place
from xlminshi.adapters.closed.plain.frame import Head, head_of, tail
from xlminshi.adapters.closed.plain.rows import Extent, NumberOf, extent_of, row_heads, written_rows
from xlminshi.adapters.closed.plain.rules import MarkNumber
from xlminshi.adapters.closed.plain.words import Texts
from xlminshi.form.sheets import BookPlan, SheetPlan


@dataclass(frozen=True, slots=True)
class PreparedSheet:
    """A plain sheet whose texts and conditional colours have their numbers."""

    plan: SheetPlan
    placed: Placed
    heads: dict[int, str]
    extent: Extent
    head: Head
    tail: str

    def written(self, number_of: NumberOf, is_selected: bool, code_name: str = "") -> bytes:
        """Return the part of this sheet; its styles get their numbers now."""
        rows = written_rows(self.placed, self.heads, self.extent, number_of)
        return f"{self.head.written(is_selected, code_name)}{rows}{self.tail}".encode()


def prepared(plan: SheetPlan, texts: Texts, mark_number: MarkNumber) -> PreparedSheet:
    """Return a sheet prepared; raises NotPlainError for what only XlsxWriter can write."""
    placed, heads = place(plan, texts), row_heads(plan)
    extent = extent_of(placed, heads)
    return PreparedSheet(plan, placed, heads, extent, head_of(plan, extent), tail(plan, placed, mark_number))


def plain_sheets(plan: BookPlan, has_macros: bool) -> frozenset[str]:
    """Return the names of the sheets that hold nothing drawn, and from which no chart takes its figures."""
    charted = {series.sheet for sheet in plan.sheets for chart in sheet.charts for series in chart.series}
    return frozenset(
        one.name for one in plan.sheets if one.name not in charted and _is_plain(one, has_macros)
    )


def _is_plain(sheet: SheetPlan, has_macros: bool) -> bool:
    drawn = (sheet.notes, sheet.charts, sheet.bars, sheet.sparklines, has_macros and sheet.buttons)
    return not any(drawn)
