"""How projects stood in earlier periods of the year, from the rates that the history holds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from xlminshi.core.progress import completion, project_rate
from xlminshi.core.project import Indicator, Project
from xlminshi.core.quantity import Quantity
from xlminshi.core.records import HistoryRow
from xlminshi.core.settings import Settings

RowsOfPeriod = Mapping[tuple[str, str], HistoryRow]
"""The usable rows of one period by (project title, indicator name)."""


@dataclass(frozen=True, slots=True)
class RateBefore:
    """A project's rate in an earlier period, None where there was none; `is_open`: it should have had one."""

    rate: Decimal | None
    decimals: int
    is_open: bool


def rate_before(project: Project, rows: RowsOfPeriod, settings: Settings) -> RateBefore:
    """Return how a project stood in an earlier period: by the rates as they were told then, by today's rule for projects.

    A rate that the figure and the target of its row no longer give is worked out anew: somebody has corrected the row.
    """
    found = [(one, rows.get((project.title, one.name))) for one in project.indicators]
    is_open = any(_is_open(indicator, row, settings) for indicator, row in found)
    rates = ((one, _rate_of(one, row, settings)) for one, row in found if row is not None)
    rated = [(one, rate) for one, rate in rates if rate is not None]
    decimals = max((one.decimals for one, _ in rated), default=settings.rate_rule.decimals)
    pairs = tuple((rate, one.weight) for one, rate in rated)
    rate = None if is_open else project_rate(pairs, settings.rate_rule, decimals)
    return RateBefore(rate, decimals, is_open)


def _rate_of(indicator: Indicator, row: HistoryRow, settings: Settings) -> Decimal | None:
    """Return the rate that was told in a row; worked out anew where the row's figures were corrected since."""
    if row.rate is None or row.achieved is None or row.target is None:
        return row.rate
    achieved, target = Quantity(row.achieved, row.measure), Quantity(row.target, row.measure)
    then = replace(indicator, measure=row.measure, target=target)
    told_to = int(
        row.rate.normalize().as_tuple().exponent
    )  # a rate may end with zeros, and decimals be set anew
    decimals = max(indicator.decimals, -told_to - 2)
    now = completion(replace(then, decimals=decimals), achieved, settings.rate_rule).rate
    if now is None or abs(now - row.rate) <= Decimal(1).scaleb(-decimals - 2):
        return row.rate  # it may have been rounded in another way
    return completion(then, achieved, settings.rate_rule).rate


def _is_open(indicator: Indicator, row: HistoryRow | None, settings: Settings) -> bool:
    """Return whether an indicator had a target then, as now, and yet neither a rate nor its target reached."""
    if row is not None and row.rate is not None:
        return False
    achieved = Quantity(row.achieved, row.measure) if row is not None and row.achieved is not None else None
    return completion(indicator, achieved, settings.rate_rule).is_open
