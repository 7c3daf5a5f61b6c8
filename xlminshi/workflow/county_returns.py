"""A county's compiled workbook, or a city's summary → what it states, as the one small sheet that roll-ups read.

This is the function that is mapped over the files, in a guarded child, in a pool or on a cluster.
"""

from dataclasses import replace

from xlminshi.core.ledger import Ledger, ProjectStanding
from xlminshi.core.rollup import OPEN, CountyReturn, ProjectLine
from xlminshi.form import drafts, phrases, reports, shortcomings, tracing
from xlminshi.form.cells import shown
from xlminshi.form.grid import Grid, Workbook
from xlminshi.form.records import RECORD_SHEETS
from xlminshi.form.rollup_rows import DATA_HEADERS, DATA_SHEET, data_rows, read_data
from xlminshi.form.summary import SUMMARY
from xlminshi.workflow.book_reading import read_book

NO_COUNTY = "没有写区县名称（设置表）。请补填后重新生成汇总表"
NO_PERIOD = "没有写通报期或年度（设置表）。请补填后重新生成汇总表"
NO_BOOK = "不是区县的汇总工作簿，也不是市级汇总表（没有“实事清单”和“设置”）"
_TITLE, _CLASS = "实事名称", "通报类别"
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
BROKEN = "“区县数据”表改动过，读不出来。请重新生成市级汇总表"


def condensed(workbook: Workbook) -> Workbook | str:
    """Return the workbook with nothing but its 区县数据, or in words why it gives none."""
    grid = workbook.grid(DATA_SHEET)
    if grid is not None:
        returns = read_data(grid)
        return BROKEN if not returns else replace(workbook, grids=(_grid(returns),))
    stated = county_return(workbook)
    return stated if isinstance(stated, str) else replace(workbook, grids=(_grid((stated,)),))


def _grid(returns: tuple[CountyReturn, ...]) -> Grid:
    return Grid(DATA_SHEET, (DATA_HEADERS, *data_rows(returns)))


def county_return(workbook: Workbook) -> CountyReturn | str:
    """Return what a county's workbook states of its period, or in words why it states nothing."""
    if workbook.grid("设置") is None:
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
    printed = _printed_classes(workbook)
    lines = tuple(_line(one, ledger, printed.get(one.project.title, "")) for one in ledger.standings)
    return CountyReturn(settings.county, settings.period.full_label, settings.time_progress, lines)


def _printed_classes(workbook: Workbook) -> dict[str, str]:
    """Return by project the class that the county's 汇总表 shows; empty where it has none."""
    grid = workbook.grid(SUMMARY)
    heads: dict[str, int] = {}
    found: dict[str, str] = {}
    for row in grid.rows if grid is not None else ():
        texts = [shown(value).strip() for value in row]
        if not heads and {_TITLE, _CLASS} <= set(texts):
            heads = {text: place for place, text in enumerate(texts)}
        elif heads and len(texts) > max(heads[_TITLE], heads[_CLASS]):
            found.setdefault(texts[heads[_TITLE]], texts[heads[_CLASS]])
    return found


def _line(one: ProjectStanding, ledger: Ledger, printed: str) -> ProjectLine:
    """Return a project as its county puts it: in the class that its 汇总表 shows, whose meaning its settings say.

    Where the units' sheets have gone on since, the 汇总表 holds, and the remark says so.
    """
    settings = ledger.settings
    is_stale = printed not in ("", one.class_name) and printed in (*settings.class_names(), OPEN)
    name = printed if is_stale else one.class_name
    found = settings.status_class(name)
    told = (item.report for item in one.indicators)
    return ProjectLine(
        title=one.project.title,
        lead_unit=one.project.lead_unit,
        class_name=name,
        standing=found.status.value if found is not None else OPEN,
        rate=one.rate,
        is_reported=one.is_reported,
        indicators=len(one.indicators),
        reported=sum(each is not None and bool(each.achieved or each.words) for each in told),
        shortcomings=one.report.shortcomings if one.report is not None else "",
        remark=f"汇总表写“{printed}”，按现有填报为“{one.class_name}”，按汇总表计入" if is_stale else "",
    )
