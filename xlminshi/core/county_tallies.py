"""Counties' returns → one Rollup: put side by side, nothing judged again, nothing guessed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from xlminshi.core.common_shortcomings import Line, shortcomings_among
from xlminshi.core.county_choice import Choice, chosen
from xlminshi.core.match_table import COUNTY, EMPTY_FOLDER, PROJECT, UNIT, Match, MatchTable
from xlminshi.core.rollup import (
    CITY,
    CountyReturn,
    CountyStanding,
    ProjectLine,
    Rollup,
    Tally,
)
from xlminshi.core.status import Status
from xlminshi.core.units import normal_name


def roll_up(
    name: str,
    returns: Iterable[CountyReturn],
    table: MatchTable,
    period: str = "",
    silent: tuple[str, ...] = (),
    unread: tuple[str, ...] = (),
) -> Rollup:
    """Return the summary of the counties' returns; their order does not matter.

    `silent` are places known to have handed in nothing (empty folders); they are expected from now on, unless the table
    has them without a common name. `unread` are those of which something came that could not be read.
    """
    table = _with_silent(table, silent)
    choice = chosen(returns, table, period)
    counted = choice.counted
    level = CITY if any(one.city for one in choice.returns) else COUNTY
    label_of = _labels(counted)
    lines = [(label_of(one), line) for one in counted for line in one.projects]
    found = _names(counted, lines, level)
    waiting = _waiting(choice)
    return Rollup(
        name=name,
        period=choice.period,
        level=level,
        returns=counted,
        standings=_ranked(
            [_standing(key, group, waiting.get(key, ())) for key, group in _groups(counted, level).items()]
        ),
        by_project=_tallies(lines, PROJECT, table, lambda line: line.title),
        by_unit=_tallies(lines, UNIT, table, lambda line: line.lead_unit),
        shortcomings=shortcomings_among(lines),
        missing=tuple(one for one in _missing(table, choice, level) if one not in unread),
        left_out=choice.left_out,
        table=table.with_names(found),
        unmatched=tuple(
            one for one in found if one.kind != COUNTY and table.common(one.kind, one.written) is None
        ),
        unread=unread,
        set_aside=choice.set_aside,
    )


def _with_silent(table: MatchTable, silent: tuple[str, ...]) -> MatchTable:
    """Return the table with the places of which nothing came, but for those that a person has turned down there."""
    expected = (one for one in silent if not table.turns_down(COUNTY, one))
    return table.with_names(
        Match(COUNTY, one, table.common(COUNTY, one) or one, EMPTY_FOLDER) for one in expected
    )


def _missing(table: MatchTable, choice: Choice, level: str) -> Iterator[str]:
    """Yield the places that should have reported and of which nothing came, and those that a city's summary names."""
    seen = {normal_name(name) for one in choice.returns for name in (one.county, one.city)}
    yield from (one for one in table.expected_counties() if normal_name(one) not in seen)
    if level == COUNTY:
        yield from sorted(one.county for one in choice.counted if one.is_missing)


def _labels(counted: Iterable[CountyReturn]) -> Callable[[CountyReturn], str]:
    """Return what names a county: alone, but with its city where several cities have a county of this name."""
    cities: dict[str, set[str]] = {}
    for one in counted:
        cities.setdefault(one.county, set()).add(one.city)
    return lambda one: f"{one.city}{one.county}" if len(cities[one.county]) > 1 else one.county


def _groups(counted: Iterable[CountyReturn], level: str) -> dict[str, list[CountyReturn]]:
    groups: dict[str, list[CountyReturn]] = {}
    for one in counted:
        if level == CITY or not one.is_missing:
            groups.setdefault((one.city if level == CITY else "") or one.county, []).append(one)
    return groups


def _waiting(choice: Choice) -> dict[str, tuple[str, ...]]:
    """Return by city the counties whose returns wait for a person, here or where the city's summary was made."""
    told = {(one.city, one.county) for one in choice.counted if not one.is_missing}
    found: dict[str, dict[str, None]] = {}
    for one in (*(one for one, _ in choice.left_out), *(one for one in choice.counted if one.is_waiting)):
        if (one.city, one.county) not in told:
            found.setdefault(one.city, {})[one.county] = None
    return {city: tuple(counties) for city, counties in found.items()}


def _standing(name: str, group: list[CountyReturn], waiting: tuple[str, ...]) -> CountyStanding:
    lines = [line for one in group for line in one.projects]
    progress = {one.progress for one in group if not one.is_missing}
    counties = tuple(one.county for one in group if not one.is_missing)
    tally = Tally(
        name,
        Counter(line.standing for line in lines),
        len(lines),
        counties,
        rates=tuple(line.rate for line in lines if line.rate is not None),
    )
    return CountyStanding(
        name=name,
        tally=tally,
        units=sum(len(one.units()) for one in group),
        missing_units=tuple(unit for one in group for unit in one.missing_units()),
        indicators=sum(line.indicators for line in lines),
        reported=sum(line.reported for line in lines),
        rank=None,
        progress=next(iter(progress)) if len(progress) == 1 else None,
        source="、".join(dict.fromkeys(one.source for one in group if one.source)),
        counties=len(counties),
        missing_counties=tuple(one.county for one in group if one.is_missing and one.county not in waiting),
        waiting_counties=waiting,
    )


def _ranked(standings: list[CountyStanding]) -> tuple[CountyStanding, ...]:
    """Return the counties by the share of completed projects, competition ranking: equal shares, equal ranks."""
    shares = {one.name: one.tally.share() if one.is_ranked else None for one in standings}
    told = sorted((share for share in shares.values() if share is not None), reverse=True)
    places: dict[Decimal | None, int] = {}
    for place, one_share in enumerate(told, start=1):
        places.setdefault(one_share, place)
    placed = [
        replace(one, rank=None if (share := shares[one.name]) is None else places[share]) for one in standings
    ]
    last = len(placed) + 1
    return tuple(sorted(placed, key=lambda one: (one.rank or last, not one.tally.projects, one.name)))


def _tallies(
    lines: list[Line],
    kind: str,
    table: MatchTable,
    name_of: Callable[[ProjectLine], str],
) -> tuple[Tally, ...]:
    """Return one tally per common name; a name that nobody has matched stands for itself."""
    groups: dict[str, list[Line]] = {}
    names: dict[str, str] = {}
    matched: dict[str, bool] = {}
    groups_of: dict[str, list[Line]] = {}
    for place, line in lines:
        written = name_of(line)
        group = groups_of.get(written)
        if group is None:  # a name that has not been met before
            common = table.common(kind, written)
            own = normal_name(common or written)
            names.setdefault(own, common or written)
            matched[own] = matched.get(own, True) and common is not None
            group = groups_of[written] = groups.setdefault(own, [])
        group.append((place, line))
    found = []
    lagging = Status.LAGGING.value
    for own, group in groups.items():
        found.append(
            Tally(
                names[own],
                Counter(line.standing for _, line in group),
                len(group),
                _distinct(place for place, _ in group),
                matched[own],
                _distinct(place for place, line in group if line.standing == lagging),
                tuple(line.rate for _, line in group if line.rate is not None),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.projects, one.name)))


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _names(counted: Iterable[CountyReturn], lines: list[Line], level: str) -> tuple[Match, ...]:
    """Return all names that the returns use, counties under their own; each once."""
    places = _distinct((one.city if level == CITY else "") or one.county for one in counted)
    projects = ((line.title, place) for place, line in lines)
    units = ((line.lead_unit, place) for place, line in lines)
    return (
        *(Match(COUNTY, written, written) for written, _ in _once((one, one) for one in places)),
        *(Match(PROJECT, written, remark=county) for written, county in _once(projects)),
        *(Match(UNIT, written, remark=county) for written, county in _once(units)),
    )


def _once(names: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Return each name, with its county, as it was first written."""
    written: dict[str, tuple[str, str]] = {}
    for one in names:
        written.setdefault(one[0], one)
    found: dict[str, tuple[str, str]] = {}
    for one in written.values():
        found.setdefault(normal_name(one[0]), one)
    return found.values()
