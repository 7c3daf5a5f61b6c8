"""The first list of projects, made from an old bulletin: its own columns behind the list's, and the bulletin itself."""

from dataclasses import dataclass, replace

from xlminshi.core.period import reporting_period
from xlminshi.core.settings import Settings
from xlminshi.form import sheets as look
from xlminshi.form.as_written import ListAsWritten, Row, SettingsAsWritten, standard_sheet
from xlminshi.form.canvas import Canvas
from xlminshi.form.fields import Sheet, fields_of
from xlminshi.form.grid import CellValue, cell_address
from xlminshi.form.office import list_sheet, settings_sheet
from xlminshi.form.sheets import Area, BookPlan, Highlight, Page, SheetPlan

SOURCE_SHEET = "通报原文"
CHECK = "需核实"
FURTHER = ("通报累计", "通报完成率", CHECK, "通报中的原话")
_FURTHER_WIDTHS = (14, 12, 40, 50)
_FIRST_ROW = 3
_HINT = (
    "据以前的通报识别，年度目标是那一年的，请改为今年的；有底色的行请核实，核实后清空“需核实”一格，底色随之消失。"
    "后四列供参考，可以删去。"
)
_SOURCE_HEADERS = ("段", "原文", "列入的实事", "未列入的数字")
_SOURCE_WIDTHS = (5, 90, 34, 24)


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row: the list's own columns by key, then what the bulletin told, what to look at, and its words."""

    plan: dict[str, CellValue]
    achieved: str = ""
    rate: str = ""
    check: str = ""
    words: str = ""

    def values(self) -> Row:
        """Return the cells in the order of the columns."""
        own = tuple(self.plan.get(field.key) for field in fields_of(Sheet.LIST))
        told = (self.achieved, self.rate, self.check, self.words)
        return (*own, *(one or None for one in told))


@dataclass(frozen=True, slots=True)
class ToldSettings:
    """What a bulletin says of the office: values of 设置 by key, and its lead units."""

    values: dict[str, CellValue]
    units: tuple[str, ...]


def first_list_book(
    title: str,
    rows: tuple[ListedRow, ...],
    told: ToldSettings,
    source: tuple[tuple[str, str, str], ...],
    year: int,
) -> BookPlan:
    """Return the workbook: 实事清单, 设置 as far as the bulletin says it, and the bulletin with what became of each paragraph."""
    written = ListAsWritten(FURTHER, tuple(one.values() for one in rows))
    listed = list_sheet(title, written, _HINT, _FURTHER_WIDTHS)
    last = max(_FIRST_ROW + len(rows) - 1, _FIRST_ROW)
    columns = len(fields_of(Sheet.LIST)) + len(FURTHER)
    mark = cell_address(_FIRST_ROW, columns - 2)
    highlight = Highlight(Area(_FIRST_ROW, 0, last, columns - 1), f"LEN(${mark})>0", look.OPEN_FILL)
    sheets = (
        replace(listed, highlights=(highlight,)),
        settings_sheet(_settings(told, year)),
        _source_sheet(source),
    )
    return BookPlan(sheets, first=Sheet.LIST.value)


def check_cell(row: int) -> str:
    """Return the address of 需核实 in a row counted from 0."""
    return cell_address(_FIRST_ROW + row, len(fields_of(Sheet.LIST)) + FURTHER.index(CHECK))


def _settings(told: ToldSettings, year: int) -> SettingsAsWritten:
    """Return the 设置 sheet; year and period are left for the office: last year's would be believed."""
    period = reporting_period(year, "1-3月份")
    if period is None:  # pragma: no cover - the label is a constant
        raise AssertionError
    standard = standard_sheet(Settings("", period))
    units = tuple((one, None) for one in told.units)
    return replace(standard, values=standard.values | told.values, units=units)


def _source_sheet(rows: tuple[tuple[str, str, str], ...]) -> SheetPlan:
    canvas = Canvas(SOURCE_SHEET, _SOURCE_WIDTHS)
    canvas.put(0, 0, SOURCE_SHEET, look.TITLE, columns=len(_SOURCE_WIDTHS))
    canvas.raise_row(0, 32)
    hint = "旧通报逐段照录；“列入的实事”空白的段没有列入实事清单，其中的数字写在最后一列。此表只供核对，可以删去。"
    canvas.put(1, 0, hint, look.NOTE, columns=len(_SOURCE_WIDTHS))
    canvas.put_row(2, _SOURCE_HEADERS, look.HEAD)
    for number, (text, used, figures) in enumerate(rows, start=1):
        fill = look.OPEN_FILL if figures else ""
        style = replace(look.PLAIN, fill=fill)
        canvas.put(2 + number, 0, number, replace(look.CENTRE, fill=fill))
        for column, words in enumerate((text, used, figures), start=1):
            canvas.put(2 + number, column, words or None, style)
    return replace(
        canvas.plan(), freeze=(3, 1), page=Page(is_landscape=True, repeat=(0, 2)), tab_colour="A6A6A6"
    )
