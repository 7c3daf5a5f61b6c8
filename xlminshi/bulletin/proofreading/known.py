"""What the ledger knows: every figure of it with its measure, what it is about, and where it was typed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from xlminshi.bulletin.proofreading.claims import POINTS
from xlminshi.bulletin.proofreading.measures import base_of
from xlminshi.core.ledger import IndicatorStanding, Ledger, ProjectStanding
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import PERCENT, Quantity, plain
from xlminshi.core.rounding import Rounding
from xlminshi.core.status import percent

LIST_SHEET, SETTINGS_SHEET = "「实事清单」表", "「设置」表"


class Role(Enum):
    """What a figure says of its indicator or project."""

    DONE = "累计完成"
    TARGET = "年度目标"
    RATE = "完成率"
    LAG = "滞后序时进度"
    GAP = "与目标的差额"
    BEFORE = "上期累计"
    CHANGE = "较上期变化"
    FUNDS = "资金"
    PROGRESS = "序时进度"


@dataclass(frozen=True, slots=True)
class Ratio:
    """The exact ratio behind a rate, how many decimals it has in print and how it is rounded.

    `is_own`: the list gives this indicator a way of rounding of its own.
    """

    part: Decimal
    whole: Decimal
    decimals: int
    rounding: Rounding
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """One figure: `value` in its base measure, as it is printed, and its source. `name` is the indicator's ("" the project's).

    `sign` of a difference (and of a target): 1 where the indicator is above what it is compared with, -1 where it is below.
    """

    role: Role
    value: Decimal
    measure: str
    shown: str
    source: str
    name: str = ""
    project: str = ""
    unit: str = ""
    ratio: Ratio | None = None
    sign: int = 0


def sources_of(ledger: Ledger) -> dict[str, str]:
    """Return by project where the unit's own words about it stand."""
    return {
        one.project.title: f"{one.report.place}（单位填报的文字）"
        for one in ledger.standings
        if one.report is not None
    }


def known_of(ledger: Ledger) -> tuple[Known, ...]:
    """Return every figure of a ledger that a text can tell."""
    progress = ledger.settings.time_progress
    whole = Known(Role.PROGRESS, progress * 100, PERCENT, percent(progress), SETTINGS_SHEET)
    return (whole, *(one for standing in ledger.standings for one in _of_project(standing, ledger)))


def _of_project(one: ProjectStanding, ledger: Ledger) -> Iterator[Known]:
    title, unit = one.project.title, one.project.lead_unit
    if one.rate is not None:
        source = f"「汇总表」：{title}"
        yield Known(Role.RATE, one.rate * 100, PERCENT, one.rate_words, source, "", title, unit)
    if one.lag is not None:
        yield _points(Role.LAG, -one.lag, f"「汇总表」：{title}", "", title, unit)
    for item in one.indicators:
        yield from _of_indicator(one, item, ledger)
    if one.report is not None:
        place = str(one.report.place)
        for _, name, amount in one.report.funds.told():
            yield _known(Role.FUNDS, amount, place, name, title, unit)


def _known(
    role: Role, amount: Quantity, source: str, name: str, title: str, unit: str, shown: str = ""
) -> Known:
    factor, base = base_of(amount.measure)
    return Known(role, amount.value * factor, base, shown or str(amount), source, name, title, unit)


def _points(role: Role, value: Decimal, source: str, name: str, title: str, unit: str) -> Known:
    """Return how many points something lies above its base (below it: `value` is negative)."""
    shown = f"{plain(abs(value))}{POINTS}"
    return Known(role, abs(value), POINTS, shown, source, name, title, unit, sign=_sign(value))


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def _of_indicator(one: ProjectStanding, item: IndicatorStanding, ledger: Ledger) -> Iterator[Known]:
    title, unit, name = one.project.title, one.project.lead_unit, item.indicator.name
    target, report = item.indicator.target, item.report
    done = report.achieved if report is not None else None
    if target is not None:
        way = _sign(done.value - target.value) if done is not None else 0
        yield replace(_known(Role.TARGET, target, LIST_SHEET, name, title, unit), sign=way)
    if report is None or done is None:
        return
    place = str(report.place)
    yield _known(Role.DONE, done, place, name, title, unit)
    if target is not None:
        yield from _difference(Role.GAP, done.value - target.value, done, place, name, title, unit)
    if item.rate is not None:
        yield _rate(one, item, ledger, place)
        yield _points(Role.LAG, (item.rate - ledger.settings.time_progress) * 100, place, name, title, unit)
        beyond = _points(Role.GAP, (item.rate - 1) * 100, place, name, title, unit)
        # 103.1 % of a ceiling is below it: such points lie neither above nor below the target.
        yield replace(beyond, sign=0) if item.indicator.kind is IndicatorKind.LOWER else beyond
    if report.previous is not None:
        before = Quantity(report.previous, done.measure)
        yield _known(Role.BEFORE, before, place, name, title, unit)
        yield from _difference(Role.CHANGE, done.value - report.previous, done, place, name, title, unit)


def _difference(
    role: Role, value: Decimal, like: Quantity, source: str, name: str, title: str, unit: str
) -> Iterator[Known]:
    if like.measure == PERCENT:
        yield _points(role, value, source, name, title, unit)
    else:
        known = _known(role, Quantity(abs(value), like.measure), source, name, title, unit)
        yield replace(known, sign=_sign(value))


def _rate(one: ProjectStanding, item: IndicatorStanding, ledger: Ledger, place: str) -> Known:
    indicator = item.indicator
    rounding = indicator.rounding or ledger.settings.rate_rule.rounding
    ratio = None
    if indicator.target is not None and item.report is not None and item.report.achieved is not None:
        done, target = item.report.achieved.value, indicator.target.value
        is_lower = indicator.kind is IndicatorKind.LOWER
        is_own = indicator.rounding is not None
        pair = (target, done) if is_lower else (done, target)
        ratio = Ratio(*pair, indicator.decimals, rounding, is_own)
    rate = item.rate or Decimal(0)
    title, unit = one.project.title, one.project.lead_unit
    return Known(Role.RATE, rate * 100, PERCENT, item.rate_words, place, indicator.name, title, unit, ratio)
