"""What one unit has done told of another one: 县农业农村局已建成零工市场2个, where the ledger has it of 县人社局."""

import re
from collections.abc import Iterator

from xlminshi.bulletin.proofreading.agreement import Match, match_of
from xlminshi.bulletin.proofreading.binding import in_scope, nearness, words_around
from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.comparing import Comparison
from xlminshi.bulletin.proofreading.known import Known, Role
from xlminshi.bulletin.proofreading.offices import Named
from xlminshi.bulletin.proofreading.remarks import Remark, fault, place_of
from xlminshi.core.problems import Code

_FIGURES = (Kind.AMOUNT, Kind.FUNDS, Kind.RATE)
_CLEARLY = 0.8


def figures_stand_with_their_units(comparison: Comparison) -> Iterator[Remark]:
    """Yield each unit at the head of a sentence that tells a figure which the ledger has of another unit only."""
    told: set[Named] = set()
    for claim in comparison.reading.outline.claims:
        head = _head(comparison, claim)
        if head is None or head in told:
            continue
        owner = _owner(comparison, claim)
        if owner is not None:
            told.add(head)
            yield fault(
                (head.passage, head.start, head.end),
                Kind.UNIT,
                Code.TEXT_CONTRADICTS,
                expected=owner.unit,
                source=owner.source,
                found=f"{head.name}…{comparison.reading.quoted(claim)}",
                reason=f"台账中这项工作由{owner.unit}牵头",
            )


def _head(comparison: Comparison, claim: Claim) -> Named | None:
    """Return the name with which the sentence of a figure begins, where the ledger has no such figure of that unit."""
    bound = comparison.bound.get(place_of(claim))
    scope = comparison.scopes.of(claim)
    is_open = bound is None or bound.match is Match.OTHER
    if claim.kind not in _FIGURES or not is_open or scope.project or scope.unit in ("", "?"):
        return None
    own = [
        one for one in comparison.reading.subjects if one.passage == claim.passage and one.start < claim.start
    ]
    return max(own, key=lambda one: one.start, default=None)


def _owner(comparison: Comparison, claim: Claim) -> Known | None:
    """Return the figure of the one other unit that a claim tells by name and value; None where its unit stands beside it."""
    reading, scope = comparison.reading, comparison.scopes.of(claim)
    words = words_around(reading, claim)
    clear = [
        one
        for one in comparison.known
        if one.role is Role.DONE and one.measure == claim.measure and nearness(one, words) >= _CLEARLY
    ]
    others = [one for one in clear if not in_scope(one, scope) and match_of(claim, one) is Match.SAME]
    if len({one.unit for one in others}) != 1 or any(in_scope(one, scope) for one in clear):
        return None
    owner = others[0]
    begin, end = reading.sentence(claim)
    sentence = reading.text(claim.passage)[begin:end]
    directory = reading.offices.directory
    offices = re.split("、|和", owner.unit)
    names = [name for unit in directory.units if unit.name in (owner.unit, *offices) for name in unit.names()]
    return None if scope.unit in offices or any(name in sentence for name in names) else owner
