"""问题与短板: which projects a leader has to look at, and why; the furthest behind first."""

from dataclasses import dataclass
from decimal import Decimal

from xlminshi.core.ledger import Ledger, ProjectStanding, open_question
from xlminshi.core.quantity import plain
from xlminshi.core.status import UNDECIDED, Status
from xlminshi.core.trends import IndicatorTrend, ProjectTrend, Trends


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """One project and what is amiss with it, in words."""

    standing: ProjectStanding
    faults: tuple[str, ...]


def shortcomings_of(ledger: Ledger, trends: Trends) -> tuple[Shortcoming, ...]:
    """Return the projects with a shortcoming: first those whose unit has not reported, then by how far they are behind, those
    without a rate last; else in the list's order.
    """
    found = [
        Shortcoming(trend.standing, faults) for trend in trends.projects if (faults := _faults(trend, ledger))
    ]
    return tuple(sorted(found, key=_urgency))


def _urgency(one: Shortcoming) -> tuple[bool, bool, Decimal]:
    lag = one.standing.lag
    return one.standing.is_reported, lag is None, -(lag or Decimal(0))


def _faults(trend: ProjectTrend, ledger: Ledger) -> tuple[str, ...]:
    one = trend.standing
    if not one.is_reported:
        return ("牵头单位未报送",)
    faults = []
    own = ledger.settings.status_class(one.class_name)
    if own is not None and own.status is Status.LAGGING:
        faults.append(one.class_name)
    if one.class_name == UNDECIDED:
        faults.append(f"待认定：{one.proposal.reason}")
    elif (question := open_question(one.indicators)) is not None and question.completion.no_rate is not None:
        faults.append(f"没有完成率：“{question.indicator.name}”{question.completion.no_rate.value}")
    if one.lag is not None and one.lag > 0:
        faults.append(f"滞后序时进度{plain(one.lag)}个百分点")
    faults.extend(words for item in trend.indicators if (words := _movement(item)))
    if one.report is not None and one.report.shortcomings:
        faults.append("单位反映了存在问题")
    return tuple(faults)


def _movement(item: IndicatorTrend) -> str:
    """Return what is amiss with how an indicator moved: a cumulative figure that fell, or one that stands still unfinished."""
    name = item.standing.indicator.name
    if len(item.figures) - 1 in item.falls and item.increase is not None:
        return f"“{name}”累计数比上期少{plain(-item.increase)}{item.standing.indicator.measure}"
    is_unfinished = item.standing.rate is not None and item.standing.rate < 1
    if item.former_increase is not None and item.increase == 0 and is_unfinished:
        return f"“{name}”本期没有新增"
    return ""
