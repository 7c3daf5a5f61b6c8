"""How projects stood in earlier periods of the year, from the rates that the history holds."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from xlminshi.core.ledger import Ledger
from xlminshi.core.office_names import offices_in
from xlminshi.core.progress import Completion, completion, project_rate
from xlminshi.core.project import Indicator, IndicatorKind, Project
from xlminshi.core.quantity import Quantity
from xlminshi.core.records import HistoryRow
from xlminshi.core.settings import Settings
from xlminshi.core.units import UnitDirectory, look_like_one_office

RowsOfPeriod = Mapping[tuple[str, str], HistoryRow]
"""The rows of one period by (project title, indicator name), as the programme spells what it knows of them."""


@dataclass(frozen=True, slots=True)
class RateBefore:
    """A project's rate in an earlier period, None where there was none; `is_open`: it should have had one."""

    rate: Decimal | None
    decimals: int
    is_open: bool


def by_project(rows: RowsOfPeriod) -> dict[str, tuple[HistoryRow, ...]]:
    """Return the rows of one period by the title of their project."""
    found: dict[str, list[HistoryRow]] = defaultdict(list)
    for (title, _), row in rows.items():
        found[title].append(row)
    return {title: tuple(own) for title, own in found.items()}


def rate_before(project: Project | None, rows: Sequence[HistoryRow], settings: Settings) -> RateBefore:
    """Return how a project stood in an earlier period: by the rates as they were told then, by today's rule for projects.

    Its rows say which indicators it had then: one that has none did not exist yet, one that only they know counted. A rate
    that the figure and the target of its row no longer give is worked out anew: somebody has corrected the row.
    """
    found = [(_indicator_then(project, row, settings), row) for row in rows]
    is_open = any(_is_open(indicator, row, settings) for indicator, row in found)
    rates = ((one, _rate_of(one, row, settings)) for one, row in found)
    rated = [(one.indicator, rate) for one, rate in rates if rate is not None]
    decimals = max((one.decimals for one, _ in rated), default=settings.rate_rule.decimals)
    pairs = tuple((rate, one.weight) for one, rate in rated)
    rate = None if is_open else project_rate(pairs, settings.rate_rule, decimals)
    return RateBefore(rate, decimals, is_open)


def rates_by_unit(ledger: Ledger, rows: RowsOfPeriod) -> dict[str, list[RateBefore]]:
    """Return the rates of an earlier period by the unit that led each project then, by its present name.

    What the list has left out since counts: it counted then. What is not to be published by now does not.
    """
    unit_of = _present_name(ledger)
    found: dict[str, list[RateBefore]] = defaultdict(list)
    for title, own in by_project(rows).items():
        project = ledger.programme.find(title)
        if project is None or project.is_ranked:
            found[unit_of(own[0].lead_unit)].append(rate_before(project, own, ledger.settings))
    return found


def successors(ledger: Ledger, rows: RowsOfPeriod) -> tuple[tuple[str, str], ...]:
    """Return each unit of an earlier period that leads nothing now, with the one unit that has all its projects.

    That one had none then, so that it may be the same unit under another name; nobody but the office knows. One that has
    those of several is a merger, and names that look alike are told of by themselves.
    """
    unit_of = _present_name(ledger)
    present = set(ledger.programme.lead_units())
    heirs: dict[str, set[str]] = defaultdict(set)
    for title, own in by_project(rows).items():
        project = ledger.programme.find(title)
        heirs[unit_of(own[0].lead_unit)] |= {project.lead_unit} if project else set()
    pairs = [
        (unit, heir)
        for unit, found in heirs.items()
        for heir in found
        if unit not in present and len(found) == 1 and heir not in heirs
    ]
    taken_over = Counter(heir for _, heir in pairs)
    directory = ledger.settings.units
    return tuple(pair for pair in pairs if taken_over[pair[1]] == 1 and _are_strangers(pair, directory))


def _are_strangers(names: tuple[str, str], directory: UnitDirectory) -> bool:
    """Return whether nothing in two names says that they are one office: one that now leads beside another kept its name."""
    former, present = names
    if directory.resolve(former) is not None and look_like_one_office(former, present):
        return False
    return set(offices_in(former, directory)).isdisjoint(offices_in(present, directory))


def _present_name(ledger: Ledger) -> Callable[[str], str]:
    """Return what names a lead unit of the history as the list does: by its aliases, a pair in whatever order."""
    directory = ledger.settings.units

    @cache
    def offices(unit: str) -> frozenset[str]:
        known = offices_in(directory.resolve(unit) or unit, directory)
        return frozenset(directory.resolve(one) or one for one in known)

    present = {offices(unit): unit for unit in ledger.programme.lead_units()}
    return lambda unit: present.get(offices(unit), unit)


@dataclass(frozen=True, slots=True)
class _Then:
    """An indicator with its measure and target of then; not `is_known`: the list no longer says of what kind it was."""

    indicator: Indicator
    is_known: bool


def _indicator_then(project: Project | None, row: HistoryRow, settings: Settings) -> _Then:
    known = project.indicator(row.indicator_name) if project else None
    decimals = settings.rate_rule.decimals
    one = known or Indicator(row.indicator_name, IndicatorKind.QUANTITY, decimals=decimals)
    target = None if row.target is None else Quantity(row.target, row.measure)
    return _Then(replace(one, measure=row.measure, target=target), known is not None)


def _rate_of(then: _Then, row: HistoryRow, settings: Settings) -> Decimal | None:
    """Return the rate that was told in a row; worked out anew where the row's figures were corrected since."""
    if row.rate is None or row.achieved is None or row.target is None or not then.is_known:
        return row.rate
    told_to = int(
        row.rate.normalize().as_tuple().exponent
    )  # a rate may end with zeros, and decimals be set anew
    decimals = max(then.indicator.decimals, -told_to - 2)
    now = _completion(replace(then.indicator, decimals=decimals), row, settings).rate
    if now is None or abs(now - row.rate) <= Decimal(1).scaleb(-decimals - 2):
        return row.rate  # it may have been rounded in another way
    return _completion(then.indicator, row, settings).rate


def _is_open(then: _Then, row: HistoryRow, settings: Settings) -> bool:
    """Return whether an indicator had a target then and yet neither a rate nor its target reached."""
    return row.rate is None and _completion(then.indicator, row, settings).is_open


def _completion(indicator: Indicator, row: HistoryRow, settings: Settings) -> Completion:
    achieved = None if row.achieved is None else Quantity(row.achieved, row.measure)
    return completion(indicator, achieved, settings.rate_rule)
