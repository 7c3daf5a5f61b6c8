"""A county's compiled workbook, or a city's summary → what it states, as the one small sheet that roll-ups read.

This is the function that is mapped over the files, in a guarded child, in a pool or on a cluster.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from xlminshi.core.errors import CannotContinueError
from xlminshi.core.ledger import Ledger, ProjectStanding
from xlminshi.core.rollup import CountyReturn, ProjectLine
from xlminshi.core.rounding import NOISE
from xlminshi.core.settings import Settings
from xlminshi.core.status import UNDECIDED, percent
from xlminshi.form import drafts, phrases, reports, shortcomings, tracing
from xlminshi.form.cells import shown
from xlminshi.form.grid import Grid, Percent, Scalar, Workbook, bare
from xlminshi.form.head import read_stamp
from xlminshi.form.landmarks import ALL_UNITS
from xlminshi.form.records import RECORD_SHEETS
from xlminshi.form.rollup_rows import DATA_HEADERS, DATA_SHEET, altered_row, data_rows, read_data
from xlminshi.form.setting_items import SHEET_NAME as SETTING_SHEET
from xlminshi.form.summary import NONE, SUMMARY
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.renamed_sheets import under_own_names

NO_COUNTY = "没有写区县名称（设置表）。请补填后重新生成汇总表。"
NO_PERIOD = "没有写通报期或年度（设置表）。请补填后重新生成汇总表。"
NO_BOOK = (
    "不是区县的汇总工作簿，也不是市级汇总表（没有“实事清单”和“设置”）。请改交生成通报时得到的汇总工作簿；"
    "与汇总无关的，请移出文件夹。"
)
_TITLE, _CLASS, _RATE = "实事名称", "通报类别", "完成率"
_ANY_YEAR = 2000
# How a county words its bulletin and what its workbook remembers says nothing of its figures, and would take as long to read.
_LEFT_UNREAD = frozenset(
    {
        phrases.SHEET_NAME,
        drafts.SHEET_NAME,
        tracing.SHEET_NAME,
        shortcomings.SHEET_NAME,
        reports.PROBLEMS,
        *RECORD_SHEETS,
    }
)
NOTHING_COUNTED = "这份市级汇总表里没有计入任何区县。请处理后重新生成。"
BROKEN = "“区县数据”表改动过，读不出来。请重新生成市级汇总表。"
ALTERED = "“区县数据”表第{row}行改动过，缺了内容或写法不认识。请重新生成市级汇总表。"
TOO_LARGE = "“区县数据”表太大，从{cell}起读不进来。请删去表外的内容，或重新生成市级汇总表。"


def condensed(workbook: Workbook) -> Workbook | str:
    """Return the workbook with nothing but its 区县数据, or in words why it gives none.

    A unit's form has none and is no mistake: it lies in the county's folder and is left aside, so it gives no sheet at all.
    """
    grid = workbook.grid(DATA_SHEET)
    if grid is not None:
        returns = _returns_below(grid)
        return returns if isinstance(returns, str) else replace(workbook, grids=(_grid(returns),))
    # An office's own workbook bears the stamp of all units, and its 设置 may have been renamed.
    if read_stamp(workbook).lead_unit not in ("", ALL_UNITS) and workbook.grid(SETTING_SHEET) is None:
        return replace(workbook, grids=())
    stated = county_return(workbook)
    return stated if isinstance(stated, str) else replace(workbook, grids=(_grid((stated,)),))


def _returns_below(grid: Grid) -> tuple[CountyReturn, ...] | str:
    """Return what a 区县数据 sheet states, or in words why it is not counted: a row that was altered may hide a project."""
    if grid.beyond:
        return TOO_LARGE.format(cell=grid.beyond)
    returns = read_data(grid)
    if returns is None:
        return BROKEN
    row = altered_row(grid, returns)
    if row:
        return ALTERED.format(row=row)
    return returns or NOTHING_COUNTED


def _grid(returns: tuple[CountyReturn, ...]) -> Grid:
    return Grid(DATA_SHEET, (DATA_HEADERS, *data_rows(returns)))


def county_return(workbook: Workbook) -> CountyReturn | str:
    """Return what a county's workbook states of its period, or in words why it states nothing."""
    try:
        workbook = under_own_names(workbook).workbook
    except CannotContinueError as error:
        return str(error)
    if workbook.grid(SETTING_SHEET) is None:
        return NO_BOOK
    told = tuple(one for one in workbook.grids if one.name.strip() not in _LEFT_UNREAD)
    book = read_book(replace(workbook, grids=told), _ANY_YEAR).book
    settings, typed = book.settings, book.office.settings
    if not book.programme.projects or typed is None:
        return NO_BOOK
    if not settings.county:
        return NO_COUNTY
    if not (typed.values.get("year") and typed.values.get("period")):
        return NO_PERIOD
    ledger = book.ledger()
    printed = _printed(workbook)
    lines = tuple(_line(one, ledger, printed.get(one.project.title)) for one in ledger.standings)
    return CountyReturn(settings.county, settings.period.full_label, settings.time_progress, lines)


@dataclass(frozen=True, slots=True)
class _Printed:
    """A project in a county's 汇总表: the class that it shows, and the rate (None: none that can be read)."""

    class_name: str
    rate: Decimal | None
    has_rate: bool


def _printed(workbook: Workbook) -> dict[str, _Printed]:
    """Return by project what the county's 汇总表 shows; empty where it has none."""
    grid = workbook.grid(SUMMARY)
    heads: dict[str, int] = {}
    found: dict[str, _Printed] = {}
    for row in grid.rows if grid is not None else ():
        texts = [shown(value).strip() for value in row]
        if not heads and {_TITLE, _CLASS} <= set(texts):
            heads = {text: place for place, text in enumerate(texts)}
        elif heads and len(texts) > max(heads[_TITLE], heads[_CLASS]):
            rate = bare(row[heads[_RATE]]) if _RATE in heads and heads[_RATE] < len(row) else None
            found.setdefault(texts[heads[_TITLE]], _shown(texts[heads[_CLASS]], rate))
    return found


def _shown(class_name: str, rate: Scalar) -> _Printed:
    if isinstance(rate, Decimal | Percent):
        return _Printed(class_name, rate if isinstance(rate, Decimal) else rate.share, has_rate=True)
    return _Printed(class_name, None, has_rate=rate == NONE)


def _line(one: ProjectStanding, ledger: Ledger, printed: _Printed | None) -> ProjectLine:
    """Return a project as its county puts it: in the class and with the rate that its 汇总表 shows.

    Where the units' sheets have gone on since, the 汇总表 holds, and the remark says so. What the class means its settings say.
    """
    settings = ledger.settings
    name, rate, remarks = one.class_name, one.rate, []
    if printed is not None and _is_another_class(printed.class_name, name, settings):
        remarks.append(f"汇总表写“{printed.class_name}”，按现有填报为“{name}”")
        name = printed.class_name
    if printed is not None and printed.has_rate and _is_another_rate(printed.rate, rate):
        remarks.append(f"汇总表的完成率是{_told(printed.rate)}，按现有填报为{_told(rate)}")
        rate = printed.rate
    found = settings.status_class(name)
    told = (item.report for item in one.indicators)
    return ProjectLine(
        title=one.project.title,
        lead_unit=one.project.lead_unit,
        class_name=name,
        standing=found.status.value if found is not None else UNDECIDED,
        rate=rate,
        is_reported=one.is_reported,
        indicators=len(one.indicators),
        reported=sum(each is not None and bool(each.achieved or each.words) for each in told),
        shortcomings=one.report.shortcomings if one.report is not None else "",
        remark=f"{'；'.join(remarks)}，按汇总表计入" if remarks else "",
    )


def _is_another_class(printed: str, name: str, settings: Settings) -> bool:
    return printed not in ("", name) and printed in (*settings.class_names(), UNDECIDED)


def _is_another_rate(printed: Decimal | None, rate: Decimal | None) -> bool:
    if printed is None or rate is None:
        return printed is not rate
    return abs(printed - rate) > NOISE


def _told(rate: Decimal | None) -> str:
    return "空" if rate is None else percent(rate)
