"""What stands before and behind the rows of a plain sheet: view, columns, protection, filter, merged blocks, links, page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from xlminshi.adapters.closed.entries import range_of
from xlminshi.adapters.closed.plain.cells import Placed
from xlminshi.adapters.closed.plain.rows import LETTERS, Extent
from xlminshi.adapters.closed.plain.rules import MarkNumber, entry_rules, marks, proper
from xlminshi.adapters.closed.plain.words import DECLARATION, MAIN, RELATIONS, NotPlainError, quoted
from xlminshi.adapters.closed.set_up import FOOTER, MARGINS, PAPER
from xlminshi.adapters.xml_text import escaped
from xlminshi.form.grid import cell_address
from xlminshi.form.sheets import Link, SheetPlan

_COLOUR = re.compile(r"[0-9A-F]{6}")
_USUAL_WIDTH = 64
_DIGIT, _PADDING = 7, 5
_MOST_BREAKS = 1023
# Filter, sort and sizes of columns and rows stay free; charts and shapes, which a plain sheet has not, are locked.
_PROTECTION = '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>'


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the rows, but for what only the whole workbook tells: whether the sheet is open, its name in macros."""

    tab: str
    extent: Extent
    pane: str
    behind: str

    def written(self, is_selected: bool, code_name: str) -> str:
        """Return it whole; `code_name` "" where there are no macros."""
        code = f' codeName="{quoted(code_name)}"' if code_name else ""
        selected = ' tabSelected="1"' if is_selected else ""
        view = f'<sheetView showGridLines="0"{selected} workbookViewId="0"'
        return (
            f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheetPr{code}>{self.tab}'
            f'<pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="{self.extent}"/><sheetViews>{view}'
            f"{f'>{self.pane}</sheetView>' if self.pane else '/>'}</sheetViews>{self.behind}"
        )


def head_of(plan: SheetPlan, extent: Extent) -> Head:
    """Return what stands before the rows; NotPlainError for what only XlsxWriter can write."""
    level = ' outlineLevelRow="1"' if plan.folded else ""
    behind = f'<sheetFormatPr defaultRowHeight="15"{level}/>{_columns(plan.widths)}'
    return Head(_tab(plan), extent, _pane(*plan.freeze) if plan.freeze else "", behind)


def _tab(plan: SheetPlan) -> str:
    outline = '<outlinePr summaryBelow="0"/>' if plan.folded else ""
    if not plan.tab_colour:
        return outline
    if not _COLOUR.fullmatch(plan.tab_colour):
        raise NotPlainError("a colour of another kind")
    return f'<tabColor rgb="FF{plan.tab_colour}"/>{outline}'


def _pane(row: int, column: int) -> str:
    """Return the frozen rows and columns."""
    active = "bottomRight" if row and column else "topRight" if column else "bottomLeft"
    split = (f' xSplit="{column}"' if column else "") + (f' ySplit="{row}"' if row else "")
    pane = f'<pane{split} topLeftCell="{cell_address(row, column)}" activePane="{active}" state="frozen"/>'
    chosen = f'<selection pane="{active}"/>'
    if not (row and column):
        return pane + chosen
    across, down = cell_address(0, column), cell_address(row, 0)
    return (
        f'{pane}<selection pane="topRight" activeCell="{across}" sqref="{across}"/>'
        f'<selection pane="bottomLeft" activeCell="{down}" sqref="{down}"/>{chosen}'
    )


def _columns(widths: Iterable[float]) -> str:
    """Return the widths of columns; neighbours of one width stand together."""
    pixels = enumerate(map(_pixels, widths), start=1)
    written = []
    for width, found in groupby(pixels, key=lambda one: one[1]):
        numbers = [number for number, _ in found]
        own = "" if width == _USUAL_WIDTH else ' customWidth="1"'
        characters = (width * 256 // _DIGIT) / 256.0
        written.append(f'<col min="{numbers[0]}" max="{numbers[-1]}" width="{characters:.16g}"{own}/>')
    return f"<cols>{''.join(written)}</cols>" if written else ""


def _pixels(width: float) -> int:
    if width < 1:
        raise NotPlainError("a column of less than one character")
    return int(width * _DIGIT + 0.5) + _PADDING


def tail(plan: SheetPlan, placed: Placed, number_of: MarkNumber) -> str:
    """Return what stands behind the rows."""
    protection = _PROTECTION if plan.is_protected else ""
    filter_ = f'<autoFilter ref="{range_of(proper(plan.filter))}"/>' if plan.filter else ""
    return (
        f"{protection}{filter_}{merged_blocks(placed)}{marks(plan, number_of)}{entry_rules(plan.validations)}"
        f"{links(placed.links)}{_page(plan)}</worksheet>"
    )


def merged_blocks(placed: Placed) -> str:
    """Return the list of merged blocks; "" where there are none."""
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in placed.merged)
    return f'<mergeCells count="{len(placed.merged)}">{merged}</mergeCells>' if merged else ""


@lru_cache(maxsize=1024)
def _quoted(text: str) -> str:
    """Return a text quoted; many links lead to few sheets, in the same words."""
    return quoted(text)


def links(found: dict[tuple[int, int], Link]) -> str:
    """Return the list of links by zero-based cell; "" where there are none."""
    written = "".join(
        f'<hyperlink ref="{LETTERS[column]}{row + 1}" location="{_quoted(f"{chr(39)}{link.sheet}{chr(39)}!")}'
        f'{link.cell if link.cell.isalnum() else quoted(link.cell)}" display="{_quoted(link.text)}"/>'
        for (row, column), link in sorted(found.items(), key=lambda one: one[0])
    )
    return f"<hyperlinks>{written}</hyperlinks>" if written else ""


def _page(plan: SheetPlan) -> str:
    tall = "" if plan.page.most_pages == 1 else f' fitToHeight="{plan.page.most_pages}"'
    wide = "" if plan.page.across == 1 else f' fitToWidth="{plan.page.across}"'
    orientation = "landscape" if plan.page.is_landscape else "portrait"
    margins = " ".join(f'{side}="{inches}"' for side, inches in MARGINS.items())
    return (
        f'<printOptions horizontalCentered="1"/><pageMargins {margins} header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="{PAPER}"{wide}{tall} orientation="{orientation}"/>'
        f"<headerFooter><oddFooter>{escaped(FOOTER)}</oddFooter></headerFooter>{_breaks(plan.page.breaks)}"
    )


def _breaks(rows: tuple[int, ...]) -> str:
    """Return the rows that begin a page; "" where there are none."""
    if not rows:
        return ""
    if list(rows) != sorted({*rows}) or rows[0] < 1 or len(rows) > _MOST_BREAKS:
        raise NotPlainError("breaks that XlsxWriter puts in order")
    written = "".join(f'<brk id="{row}" max="16383" man="1"/>' for row in rows)
    return f'<rowBreaks count="{len(rows)}" manualBreakCount="{len(rows)}">{written}</rowBreaks>'
