"""What became of a claim that was looked up in the ledger, and how its rates are rounded."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from xlminshi.bulletin.proofreading.agreement import Match, match_of
from xlminshi.bulletin.proofreading.breakdowns import siblings_of
from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.directions import Base, direction_of, told_with_direction
from xlminshi.bulletin.proofreading.known import Known, Role
from xlminshi.bulletin.proofreading.percentages import fit
from xlminshi.bulletin.proofreading.reading import Attained, Reading
from xlminshi.bulletin.proofreading.remarks import place_of
from xlminshi.core.quantity import PERCENT
from xlminshi.core.rounding import Rounding

Place = tuple[int, int, int]
_POINTS = (
    ("序时|时序|时间进度|滞后|落后|领先", Role.LAG),
    ("上期|上月|上季|环比", Role.CHANGE),
    ("目标|任务|计划", Role.GAP),
)
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Lookup:
    """What became of one claim: the known figure it tells, how well they match, and whether that is beyond doubt.

    `is_the_programs`: it stands as the program itself writes it, in its table or in its very words.
    """

    match: Match
    expected: str
    source: str
    known: Known | None = None
    is_sure: bool = True
    is_placed: bool = False
    is_the_programs: bool = False


def is_only_a_part(reading: Reading, claim: Claim, found: Lookup, bound: Mapping[Place, Lookup]) -> bool:
    """Return whether a number only divides up the figure that it seems to tell wrongly: 156件（民事118件、刑事38件）."""
    if found.match is not Match.OTHER:
        return False
    beside = [(one, bound.get(place_of(one))) for one in siblings_of(reading, claim)]
    return any(
        other is not None
        and other.match is Match.SAME
        and (one.text == found.expected or (other.known is not None and other.known is found.known))
        for one, other in beside
    )


def may_be_misprint(claim: Claim, known: Known) -> bool:
    """Return whether a number can be a figure mistyped: most of its digits are there; 36名 is no misprint of 3.52万人."""
    typed, meant = (re.sub(r"\D", "", one) for one in (claim.printed, known.shown))
    return SequenceMatcher(None, typed, meant, autojunk=False).ratio() >= _ALIKE


def differences_told(reading: Reading, claim: Claim) -> tuple[Role, ...]:
    """Return which differences a claim's words can mean; () where they tell none."""
    clause = reading.clause(claim)
    if claim.kind is Kind.POINTS:
        return next(((role,) for words, role in _POINTS if re.search(words, clause)), ())
    direction = direction_of(reading, claim)
    if direction is None or direction.base is Base.TIME or direction.is_limit:
        return ()
    return (Role.CHANGE,) if direction.base is Base.BEFORE else (Role.GAP, Role.TARGET)


def as_known(claim: Claim, known: Known) -> Lookup:
    """Return that a claim is held to tell a known figure, and whether it does."""
    return Lookup(match_of(claim, known), told_with_direction(known), known.source, known)


def is_of(one: Known, other: Known) -> bool:
    """Return whether a figure is what an indicator reached or should reach: a text may tell either without saying which."""
    return one.role in (Role.DONE, Role.TARGET) and (one.project, one.name) == (other.project, other.name)


def way_of(claim: Claim, known: Known | None) -> Rounding | None:
    """Return how a rate was rounded, where the two ways differ."""
    if known is None or known.ratio is None or claim.measure != PERCENT:
        return None
    way = fit(known.ratio.part, known.ratio.whole, claim)
    return way if isinstance(way, Rounding) else None


def has_own_way(known: Known | None) -> bool:
    """Return whether the list itself says how this indicator's rate is rounded, whatever the others do."""
    return known is not None and known.ratio is not None and known.ratio.is_own


def rare_way(claims: Iterable[Claim], bound: Mapping[tuple[int, int, int], Lookup]) -> Rounding | None:
    """Return the way of rounding that only few of the text's rates follow, where both ways occur.

    Of as many of both, none is rare where the list itself wants one of them rounded in its own way.
    """
    found = [(way_of(claim, one.known), one) for claim in claims if (one := bound.get(place_of(claim)))]
    ways = [way for way, _ in found]
    cut, up = ways.count(Rounding.CUT_OFF), ways.count(Rounding.HALF_UP)
    is_meant = any(way is not None and has_own_way(one.known) for way, one in found)
    if not cut or not up or (cut == up and is_meant):
        return None
    return Rounding.CUT_OFF if cut <= up else Rounding.HALF_UP


def attained(known: Iterable[Known], bound: Mapping[Place, Lookup]) -> dict[Place, Attained]:
    """Return what the ledger knows of each claim that rightly tells one of its figures."""
    rates = {(one.project, one.name): one for one in known if one.role is Role.RATE and one.name}
    return {
        place: _attained(one.known, rates.get((one.known.project, one.known.name)))
        for place, one in bound.items()
        if one.known is not None and one.match is not Match.OTHER
    }


def _attained(known: Known, rate: Known | None) -> Attained:
    """Return whether the indicator of a figure has reached its target, where the figure is what was reached, or its rate."""
    if known.role not in (Role.DONE, Role.RATE) or rate is None or rate.ratio is None:
        return Attained.OTHER
    return Attained.REACHED if rate.ratio.part >= rate.ratio.whole else Attained.MISSED
