"""Sides told without a number beside the ledger: 满意率90.1%，低于全年目标; 完成全年目标的52%，滞后于序时进度."""

import re
from collections.abc import Iterator

from xlminshi.bulletin.proofreading.agreement import Match
from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.comparing import Comparison
from xlminshi.bulletin.proofreading.directions import (
    Base,
    Direction,
    direction_in,
    is_reversed,
    told_with_direction,
)
from xlminshi.bulletin.proofreading.known import Known, Role
from xlminshi.bulletin.proofreading.manuscript import Story
from xlminshi.bulletin.proofreading.remarks import Remark, fault, place_of
from xlminshi.core.problems import Code

_CLAUSE = re.compile(r"[^，。；：！？]+")
_ONLY_COMMA = re.compile(r"[^，。；：！？\d]*，")
_OPENING = re.compile(r"^(?:但|且|而|已经?|仍|还|目前|明显|大幅|远|略)+")
_EVEN = re.compile(
    r"(?:与|同|和|较|比)(?:上期|上月|上季度?|上一期)(?:相比)?(?:持平|相同|一致|没有变化|无变化)"
)
_LONGEST_NOT = 2
_TOLD = (Role.DONE, Role.RATE, Role.TARGET)
_ROLES = {Base.TIME: Role.LAG, Base.AIM: Role.GAP}


def sides_are_the_ledgers(comparison: Comparison) -> Iterator[Remark]:
    """A figure is not said to lie below its target, or behind 序时进度, where the ledger has it above, nor otherwise."""
    for index, passage in enumerate(comparison.reading.outline.passages):
        if passage.line.story is Story.TABLE:
            continue
        for match in _CLAUSE.finditer(passage.text):
            if _EVEN.fullmatch(match.group()):
                yield from _changed(comparison, (index, *match.span()))
                continue
            opening = _OPENING.match(match.group())
            words = match.group()[opening.end() :] if opening else match.group()
            direction = direction_in(words) if not re.search(r"\d", words) else None
            if direction is not None and direction.start <= _LONGEST_NOT:
                yield from _judged(comparison, (index, *match.span()), direction)


def _judged(comparison: Comparison, place: tuple[int, int, int], direction: Direction) -> Iterator[Remark]:
    """Yield what is wrong about a clause that only says on which side the figure in front of it lies."""
    claim = _figure_before(comparison, place)
    known = _indicator_told(comparison, claim) if claim is not None else None
    if known is None or direction.base not in _ROLES:
        return
    role = _ROLES[direction.base]
    own = [
        one
        for one in comparison.known
        if one.role is role and _is_of(one, known) and (one.sign or role is Role.LAG)
    ]
    is_even = direction.base is Base.TIME and direction.sign < 0 and all(not one.sign for one in own)
    if own and (is_even or all(is_reversed(direction, one) for one in own)):
        found = comparison.reading.text(place[0])[place[1] : place[2]]
        reason = f"台账中{known.name}{told_with_direction(own[0])}"
        yield fault(
            place, Kind.STATEMENT, Code.TEXT_CONTRADICTS, source=own[0].source, found=found, reason=reason
        )


def _changed(comparison: Comparison, place: tuple[int, int, int]) -> Iterator[Remark]:
    """Yield that a figure is said to be as it was (与上期持平) where the ledger has it changed."""
    claim = _figure_before(comparison, place)
    known = _indicator_told(comparison, claim) if claim is not None else None
    own = [one for one in comparison.known if known and one.role is Role.CHANGE and _is_of(one, known)]
    if known is not None and own and all(one.value for one in own):
        found = comparison.reading.text(place[0])[place[1] : place[2]]
        reason = f"台账中{known.name}{told_with_direction(own[0])}"
        source = own[0].source
        yield fault(place, Kind.STATEMENT, Code.TEXT_CONTRADICTS, source=source, found=found, reason=reason)


def _figure_before(comparison: Comparison, place: tuple[int, int, int]) -> Claim | None:
    """Return the figure in the clause right in front of a place."""
    index, start, _ = place
    before = [one for one in comparison.reading.outline.claims_at(index) if one.end <= start]
    text = comparison.reading.text(index)
    is_near = before and _ONLY_COMMA.fullmatch(text, before[-1].end, start)
    return before[-1] if is_near else None


def _indicator_told(comparison: Comparison, claim: Claim) -> Known | None:
    """Return the figure of an indicator that a claim was found to tell rightly; None where it could be another one's too."""
    found = comparison.bound.get(place_of(claim))
    if found is None or found.known is None or found.match is Match.OTHER or found.known.role not in _TOLD:
        return None
    known = found.known
    alike = {
        one.name: one
        for one in comparison.known
        if one.name and (one.project, one.role, one.value) == (known.project, known.role, known.value)
    }
    return next(iter(alike.values())) if len(alike) == 1 else None


def _is_of(one: Known, known: Known) -> bool:
    return (one.project, one.name) == (known.project, known.name)
