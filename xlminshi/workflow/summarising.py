"""The sheets for leaders (总览, 单位排名, 问题与短板, 趋势): all from the one ledger and what the workbook remembers."""

from collections.abc import Iterator

from xlminshi.core.funds import funds_totals
from xlminshi.core.history import earlier_periods
from xlminshi.core.ledger import Ledger
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.ranking import Ranking, rank_units
from xlminshi.core.records import HistoryRow, Records
from xlminshi.core.returns import days_after_deadline
from xlminshi.core.shortcomings import shortcomings_of
from xlminshi.core.standing_before import successors
from xlminshi.core.submission import Submission
from xlminshi.core.trends import trends_of
from xlminshi.form import overview, ranking, shortcomings, trends
from xlminshi.form.cells import shown
from xlminshi.form.grid import Grid
from xlminshi.form.setting_items import SHEET_NAME as SETTING_SHEET
from xlminshi.form.sheets import SheetPlan
from xlminshi.form.shortcomings import Opinion

# What stands in the first cell of each sheet.
_TITLES = {
    overview.SHEET_NAME: "总览（",
    ranking.SHEET_NAME: "单位排名（",
    shortcomings.SHEET_NAME: "问题与短板（",
    trends.SHEET_NAME: "进展趋势（",
}


def sheets_at_a_glance(
    ledger: Ledger, submissions: tuple[Submission, ...], records: Records, opinions: tuple[Opinion, ...]
) -> tuple[SheetPlan, ...]:
    """Return the sheets for leaders, 总览 first; `opinions` are what the office wrote on 问题与短板."""
    through_year = trends_of(ledger, records.history)
    places = ranking_of(ledger, submissions, records)
    told = overview.Told(ledger, places, through_year, funds_totals(ledger))
    return (
        overview.overview_sheet(told),
        ranking.ranking_sheet(places, ledger),
        shortcomings.shortcomings_sheet(shortcomings_of(ledger, through_year), ledger, opinions),
        trends.trend_sheet(through_year, ledger),
    )


def opinion_sheet(ledger: Ledger, records: Records, opinions: tuple[Opinion, ...]) -> SheetPlan:
    """Return 问题与短板 alone: a workbook of a new period goes on with what the office wrote there."""
    found = shortcomings_of(ledger, trends_of(ledger, records.history))
    return shortcomings.shortcomings_sheet(found, ledger, opinions)


def ranking_of(ledger: Ledger, submissions: tuple[Submission, ...], records: Records) -> Ranking:
    """Return the ranking of the units in this period, compared with the last one that the history holds."""
    label = ledger.settings.period.full_label
    received = tuple(one for one in records.receipts if one.period == label)
    return rank_units(
        ledger, days_after_deadline(ledger, submissions, received), _last_rows(ledger, records.history)
    )


def successions(ledger: Ledger, records: Records, file: str) -> Iterator[Problem]:
    """Yield which units of this period may be those of the last one under another name."""
    for former, present in successors(ledger, _last_rows(ledger, records.history)):
        place = Place(file, SETTING_SHEET)
        yield problem(Code.UNIT_SUCCEEDED, place, found=present, expected=former)


def is_a_namesake(grid: Grid) -> bool:
    """Return whether a sheet only bears the name of one of these sheets: an office's own 趋势, without our title."""
    title = _TITLES.get(grid.name.strip())
    return title is not None and title not in shown(grid.at(0, 0))


def _last_rows(ledger: Ledger, history: tuple[HistoryRow, ...]) -> dict[tuple[str, str], HistoryRow]:
    before = earlier_periods(history, ledger.settings.period, ledger.programme)
    return tuple(before.values())[-1] if before else {}
