"""The best and the last projects of 总览: who shares a place is named with all who share it, or counted with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from xlminshi.core.ledger import Ledger, ProjectStanding
from xlminshi.core.status import Light, percent

# So many of the best and of the last: more would not be an overview.
MOST_LISTED = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: a project, or all that share a place where not all of them can be named."""

    standings: tuple[ProjectStanding, ...]
    is_first: bool

    @property
    def shown(self) -> ProjectStanding:
        """Return the project whose rate is shown, which is that of all."""
        return self.standings[0]

    def title(self) -> str:
        """Return its title, or how many share the place."""
        count = len(self.standings)
        if count == 1:
            return self.shown.project.title
        return f"{count}件并列" if self.is_first else f"另有{count}件并列"

    def unit(self, ledger: Ledger) -> str:
        """Return its lead unit, or how many offices there are."""
        units = tuple(dict.fromkeys(one.project.lead_unit for one in self.standings))
        return units[0] if len(units) == 1 else f"{len(ledger.offices(units))}个单位"


@dataclass(frozen=True, slots=True)
class Extremes:
    """The two lists; `all_same` tells in their place that there is nothing to tell apart."""

    top: tuple[Line, ...]
    bottom: tuple[Line, ...]
    all_same: str = ""


def extremes(standings: Iterable[ProjectStanding]) -> Extremes:
    """Return the projects with the highest rates and the unfinished ones with the lowest.

    No place is given by the order of the list: projects of one rate stand in the same list, named or counted together. In
    front stands what is finished, else what is in the better half; with one rate for all nobody stands in front or behind.
    """
    shown = [one for one in standings if one.rate is not None and one.project.is_ranked]
    groups = _by_rate(shown)
    if len(groups) == 1:
        return Extremes((), (), _same(groups[0]))
    top, taken = _lines(_in_front(groups, len(shown)))
    unfinished = [group for group in reversed(groups[taken:]) if _rate(group) < 1]
    return Extremes(top, _lines(unfinished)[0])


def _same(group: tuple[ProjectStanding, ...]) -> str:
    rate = percent(_rate(group))
    if len(group) == 1:
        return f"只有1件实事有完成率（{rate}），不分先后。"
    return f"{len(group)}件实事的完成率都是{rate}，不分先后。"


def _rate(group: Sequence[ProjectStanding]) -> Decimal:
    return group[0].rate or Decimal(0)


def _by_rate(standings: list[ProjectStanding]) -> list[tuple[ProjectStanding, ...]]:
    """Return the projects by rate, the highest first; those of one rate in the order of the list."""
    ordered = sorted(standings, key=lambda one: -(one.rate or Decimal(0)))
    return [tuple(own) for _, own in groupby(ordered, key=lambda one: one.rate)]


def _in_front(groups: list[tuple[ProjectStanding, ...]], count: int) -> list[tuple[ProjectStanding, ...]]:
    """Return the rates that may stand in front: never the last of several unless it is finished."""
    found, before = [], 0
    for group in groups:
        is_better_half = before < (count + 1) // 2 and group is not groups[-1] and _rate(group) > 0
        if _rate(group) < 1 and not is_better_half:
            break
        found.append(group)
        before += len(group)
    return found


def _lines(groups: list[tuple[ProjectStanding, ...]]) -> tuple[tuple[Line, ...], int]:
    """Return the lines of a list, and of how many rates they tell."""
    lines: list[Line] = []
    for told, group in enumerate(groups):
        room = MOST_LISTED - len(lines)
        if len(group) > room:
            return (*lines, Line(group, not lines)) if room else tuple(lines), told + bool(room)
        lines.extend(Line((one,), False) for one in group)
    return tuple(lines), len(groups)


def light_signs(lights: Iterable[Light]) -> dict[str, str]:
    """Return for the name of each light a sign of few letters that stands beside a number; a short name is its own.

    Taken are the first or the last letters of the names where they tell them apart, else their order.
    """
    names = [light.name for light in lights]
    for part in (slice(2), slice(-2, None), slice(3)):
        signs = [name[part] for name in names]
        if len(set(signs)) == len(names):
            return dict(zip(names, signs, strict=True))
    return {name: f"第{place}档" for place, name in enumerate(names, start=1)}
