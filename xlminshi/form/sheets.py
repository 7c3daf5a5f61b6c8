"""A sheet as it should look, as plain values: what writers turn into .xlsx, or into an open workbook."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from xlminshi.form.contents import Content as Content
from xlminshi.form.contents import Formula as Formula
from xlminshi.form.contents import Link as Link
from xlminshi.form.contents import lines_needed as lines_needed
from xlminshi.form.contents import points_needed as points_needed
from xlminshi.form.contrast import readable_ink
from xlminshi.form.entry_rules import EntryRule as EntryRule
from xlminshi.form.placed import Area as Area
from xlminshi.form.placed import PlacedCell as PlacedCell

SONG, HEI = "宋体", "黑体"
INK, PALE_INK = "000000", "595959"
ENTRY_FILL, LOCKED_FILL, HEAD_FILL = "FFFDE7", "F2F2F2", "D9E2F3"
LINE = "8EA9DB"
WARNING_INK, OPEN_FILL = "B00000", "FFF2CC"
MUST_FILL, LOOK_FILL = "FFC7CE", "FFD59E"
# Excel accepts no row higher than this (points).
HIGHEST_ROW = 409.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks. Colours are RRGGBB, `fill` "" is none, `size` in points, `number_format` is Excel's."""

    font: str = SONG
    size: float = 11
    is_bold: bool = False
    ink: str = INK
    fill: str = ""
    align: str = "left"
    vertical: str = "vcenter"
    is_wrapped: bool = True
    has_border: bool = True
    is_locked: bool = True
    is_shrunk: bool = False
    is_underlined: bool = False
    number_format: str = ""


TITLE = Style(font=HEI, size=18, align="center", has_border=False, is_wrapped=False)
HEAD = Style(font=HEI, size=11, fill=HEAD_FILL, align="center")
LABEL = Style(font=HEI, size=11, has_border=False, align="right", is_wrapped=False)
NAMED = Style(size=11, has_border=False, is_underlined=False, is_wrapped=False, is_shrunk=True)
PLAIN = Style()
CENTRE = Style(align="center")
NUMBER = Style(align="right", is_wrapped=False, is_shrunk=True)
LOCKED = replace(PLAIN, fill=LOCKED_FILL)
LOCKED_NUMBER = replace(NUMBER, fill=LOCKED_FILL)
LOCKED_CENTRE = replace(CENTRE, fill=LOCKED_FILL)
ENTRY = replace(PLAIN, fill=ENTRY_FILL, is_locked=False)
ENTRY_NUMBER = replace(NUMBER, fill=ENTRY_FILL, is_locked=False)
ENTRY_CENTRE = replace(CENTRE, fill=ENTRY_FILL, is_locked=False)
ENTRY_DATE = replace(ENTRY_CENTRE, number_format="yyyy-mm-dd", is_wrapped=False, is_shrunk=True)
LINK = Style(ink="0563C1", is_underlined=True, align="center")
NOTE = Style(size=10, ink=PALE_INK, has_border=False)


@dataclass(frozen=True, slots=True)
class Validation:
    """A typed entry with its Chinese prompt and refusal. `at_least` bounds numbers, `choices` fill the drop-down."""

    area: Area
    rule: EntryRule
    title: str
    prompt: str
    refusal: str = ""
    choices: tuple[str, ...] = ()
    at_least: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Highlight:
    """A conditional colour: where `formula` (relative to the area's first cell, without “=”) holds."""

    area: Area
    formula: str
    fill: str
    ink: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Print set-up: A4, one page wide; `repeat` are the zero-based rows printed on every page.

    Where it would take more than `most_pages` (0: any number), it is printed smaller. `breaks` are the zero-based rows that
    begin a page, `area` is what is printed (None: everything). Data for analysis may be `across` pages wide; its columns up
    to `beside` then stand on every page.
    """

    is_landscape: bool = True
    most_pages: int = 0
    repeat: tuple[int, int] | None = None
    breaks: tuple[int, ...] = ()
    area: Area | None = None
    across: int = 1
    beside: int | None = None


@dataclass(frozen=True, slots=True)
class CellNote:
    """A note (批注) on a zero-based cell, shown while the pointer rests there; it names no author."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Button:
    """A button over an area; only a workbook with macros shows it. `macro` is the procedure that a click runs.

    `help` says what it does, to a person who has the sheet read out.
    """

    area: Area
    caption: str
    macro: str
    help: str = ""


class ChartKind(Enum):
    """What a chart shows: amounts side by side, or movement through time."""

    COLUMNS = "column"
    LINES = "line"


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: areas of `sheet`, so that it stays live. `name` is the cell with its name.

    `is_line` draws it as a line over columns; `colours` are those of the single columns, else `colour` holds for all.
    """

    sheet: str
    name: tuple[int, int]
    labels: Area
    values: Area
    colour: str
    is_line: bool = False
    is_dashed: bool = False
    colours: tuple[str, ...] = ()
    shows_values: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over the cells of `place`. `number_format` is that of the upright axis, `top` its end, `step` that
    of its marks (None: by the figures). `across` and `upright` name the axes.
    """

    kind: ChartKind
    title: str
    place: Area
    series: tuple[Series, ...]
    across: str = ""
    upright: str = ""
    number_format: str = ""
    top: Decimal | None = None
    step: Decimal | None = None
    is_slanted: bool = False


@dataclass(frozen=True, slots=True)
class DataBar:
    """Bars behind the numbers of an area; a bar as long as the cell stands for `full`."""

    area: Area
    colour: str
    full: Decimal


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Small columns in a cell (zero-based) for the numbers of an area of the same sheet."""

    row: int
    column: int
    values: Area


@dataclass(frozen=True, slots=True)
class Sparklines:
    """The small charts of one sheet, all on one scale from zero to `top`, so that they can be compared."""

    lines: tuple[Sparkline, ...]
    top: Decimal


class Visibility(Enum):
    """Whether a person sees the sheet; HIDDEN sheets hold the stamp and cannot be shown by the menu."""

    SHOWN = "shown"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet. `widths` in characters by column, `heights` in points by zero-based row.

    `folded` rows are out of sight until the person opens the outline by the sign beside the row above them.
    """

    name: str
    cells: Sequence[PlacedCell]
    widths: tuple[float, ...] = ()
    heights: tuple[tuple[int, float], ...] = ()
    validations: tuple[Validation, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    freeze: tuple[int, int] | None = None
    filter: Area | None = None
    page: Page = field(default_factory=Page)
    is_protected: bool = False
    visibility: Visibility = Visibility.SHOWN
    tab_colour: str = ""
    notes: tuple[CellNote, ...] = ()
    folded: frozenset[int] = frozenset()
    buttons: tuple[Button, ...] = ()
    charts: tuple[Chart, ...] = ()
    bars: tuple[DataBar, ...] = ()
    sparklines: Sparklines | None = None


@dataclass(frozen=True, slots=True)
class BookPlan:
    """A workbook: its sheets in tab order, defined names (name, sheet, cell), and the sheet that opens first."""

    sheets: tuple[SheetPlan, ...]
    names: tuple[tuple[str, str, str], ...] = ()
    first: str = ""


def with_captions(sheet: SheetPlan) -> SheetPlan:
    """Return a sheet for a workbook with macros: a cell under a button has its caption, which is printed in its place.

    What else stands there is for files without macros.
    """
    captions = {one.area: one.caption for one in sheet.buttons}
    cells = (replace(cell, content=captions.get(cell.area, cell.content)) for cell in sheet.cells)
    return replace(sheet, cells=tuple(cells)) if captions else sheet


@lru_cache(maxsize=1024, typed=True)
def restyled(style: Style, **changes: object) -> Style:
    """Return a style with changes, the same object each time: a style per cell costs more than its cell."""
    return replace(style, **changes)  # type: ignore[arg-type]


@lru_cache(maxsize=256)
def filled(colour: str, style: Style = CENTRE) -> Style:
    """Return a style on this colour, in letters that can be read there; "" is no colour."""
    return replace(style, fill=colour, ink=readable_ink(colour, style.ink))
