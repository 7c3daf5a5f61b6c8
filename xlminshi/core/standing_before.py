"""How projects stood in earlier periods of the year, from the rates that the history holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlminshi.core.progress import NoRate, completion, project_rate
from xlminshi.core.project import Indicator, Project
from xlminshi.core.quantity import Quantity
from xlminshi.core.records import HistoryRow
from xlminshi.core.settings import Settings

RowsOfPeriod = Mapping[tuple[str, str], HistoryRow]
"""The usable rows of one period by (project title, indicator name)."""

_PASSED_OVER = (NoRate.INFORMATION, NoRate.WORDS, NoRate.NO_TARGET)


@dataclass(frozen=True, slots=True)
class RateBefore:
    """A project's rate in an earlier period, None where there was none; `is_open`: it should have had one."""

    rate: Decimal | None
    decimals: int
    is_open: bool


def rate_before(project: Project, rows: RowsOfPeriod, settings: Settings) -> RateBefore:
    """Return how a project stood in an earlier period: by the rates as they were told then, by today's rule for projects."""
    found = [(one, rows.get((project.title, one.name))) for one in project.indicators]
    is_open = any(_is_open(indicator, row, settings) for indicator, row in found)
    rated = [(one, row.rate) for one, row in found if row is not None and row.rate is not None]
    decimals = max((one.decimals for one, _ in rated), default=settings.rate_rule.decimals)
    pairs = tuple((rate, one.weight) for one, rate in rated)
    rate = None if is_open else project_rate(pairs, settings.rate_rule, decimals)
    return RateBefore(rate, decimals, is_open)


def _is_open(indicator: Indicator, row: HistoryRow | None, settings: Settings) -> bool:
    """Return whether an indicator had a target then, as now, and yet neither a rate nor its target reached."""
    if row is not None and row.rate is not None:
        return False
    achieved = Quantity(row.achieved, row.measure) if row is not None and row.achieved is not None else None
    told = completion(indicator, achieved, settings.rate_rule)
    return told.no_rate not in _PASSED_OVER and not told.is_met
