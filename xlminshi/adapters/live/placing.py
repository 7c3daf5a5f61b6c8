"""Writing single cells into a sheet of the open workbook, and putting back what they held."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from xlminshi.adapters.live.reading import area_range
from xlminshi.form.sheets import LINE, Area, Content, Formula, Link, PlacedCell, SheetPlan, Style

_VERTICAL = {"vcenter": "center", "top": "top", "bottom": "bottom"}


def written(content: Content) -> Any:
    """Return what xlwings has to be given so that Excel stores this content and nothing else.

    A text goes with an apostrophe in front, which Excel takes for "this is text" and does not show: without it 001 becomes
    1, and 1-9 the ninth of January.
    """
    if content is None or content == "":
        return None
    if isinstance(content, str):
        return f"'{content}"
    if isinstance(content, Formula):
        return f"={content.text}"
    if isinstance(content, dt.datetime):
        return content
    if isinstance(content, dt.date):
        return dt.datetime(content.year, content.month, content.day)
    if isinstance(content, Link):
        return f"'{content.text}"
    return float(content)


@dataclass(slots=True)
class Placer:
    """Writes cells, and remembers what they held; `put_back` gives it to them again."""

    former: list[tuple[Any, Any]] = field(default_factory=list)

    def fill(self, sheet: Any, cells: Iterable[PlacedCell]) -> None:
        """Write the contents of `cells` and leave their looks: those of neighbours in a row in one go."""
        for run in _runs(cells):
            first, last = run[0].area, run[-1].area
            target = area_range(sheet, Area(first.top, first.left, last.bottom, last.right))
            self._remember(target)
            target.value = [[written(cell.content) for cell in run]]

    def paint(self, sheet: Any, cells: Iterable[PlacedCell]) -> None:
        """Write `cells` with their looks, each into its first cell or, if it is larger, its merged block."""
        for cell in cells:
            block = area_range(sheet, cell.area)
            first = area_range(sheet, Area(cell.area.top, cell.area.left, cell.area.top, cell.area.left))
            self._remember(first)
            _dress(block, cell.style)
            if isinstance(cell.content, Link):
                place = f"#'{cell.content.sheet}'!{cell.content.cell}"
                first.add_hyperlink(place, cell.content.text, "")
                _dress(block, cell.style)  # Excel gives a link a look of its own
            else:
                first.value = written(cell.content)

    def put_back(self) -> None:
        """Give every cell what it held before the first writing, the last written first."""
        for target, held in reversed(self.former):
            target.value = held
        self.former.clear()

    def _remember(self, target: Any) -> None:
        values = target.options(ndim=2).value
        formulas = target.formula
        rows = formulas if isinstance(formulas, tuple | list) else ((formulas,),)
        held = [
            [_as_held(value, formula) for value, formula in zip(told, typed, strict=True)]
            for told, typed in zip(values, rows, strict=True)
        ]
        self.former.append((target, held))


def _as_held(value: Any, formula: str) -> Any:
    if isinstance(value, str) and (value == formula or not formula.startswith("=")):
        return f"'{value}"
    if isinstance(formula, str) and formula.startswith("="):
        return formula
    return float(value) if isinstance(value, Decimal) else value


def _runs(cells: Iterable[PlacedCell]) -> Iterable[list[PlacedCell]]:
    """Return the cells in runs that stand side by side in one row."""
    run: list[PlacedCell] = []
    for cell in sorted(cells, key=lambda one: (one.area.top, one.area.left)):
        area = cell.area
        if run and (area.top, area.left) != (run[-1].area.top, run[-1].area.left + 1):
            yield run
            run = []
        run.append(replace(cell, area=Area(area.top, area.left, area.top, area.left)))
    if run:
        yield run


def set_heights(sheet: Any, plan: SheetPlan, rows: frozenset[int]) -> None:
    """Give rows the heights that their new texts need."""
    for row, points in plan.heights:
        if row in rows:
            sheet.range((row + 1, 1)).row_height = points


def _dress(block: Any, style: Style) -> None:
    """Give a block of cells the looks of a style."""
    block.font.name, block.font.size, block.font.bold = style.font, style.size, style.is_bold
    block.font.color = f"#{style.ink}"
    block.color = f"#{style.fill}" if style.fill else None
    block.horizontal_alignment = style.align
    block.vertical_alignment = _VERTICAL[style.vertical]
    block.wrap_text = style.is_wrapped
    block.number_format = style.number_format or "General"
    if style.has_border:
        block.borders.set(line_style="continuous", weight="thin", color=f"#{LINE}")


def lay_out(sheet: Any, plan: SheetPlan) -> None:
    """Clear a sheet and write it from the beginning: where rows have moved, cells cannot be changed one by one."""
    sheet.used_range.unmerge()
    sheet.used_range.clear()
    for cell in plan.cells:
        if (cell.area.top, cell.area.left) != (cell.area.bottom, cell.area.right):
            area_range(sheet, cell.area).merge()
    Placer().paint(sheet, plan.cells)
    for cell in plan.cells:
        if cell.style.has_border and cell.style.align == "left":
            area_range(sheet, cell.area).adjust_indent(1)
    set_heights(sheet, plan, frozenset(row for row, _ in plan.heights))
