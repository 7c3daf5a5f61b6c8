"""Targets said to be reached or not (占全年目标7座的42.9%，完成全年目标任务), by the ledger, else by the rate beside it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from xlminshi.bulletin.proofreading.binding import is_of_aim
from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.directions import direction_of
from xlminshi.bulletin.proofreading.reading import Attained, Reading
from xlminshi.bulletin.proofreading.remarks import Remark, fault, place_of
from xlminshi.core.aims import AIM, NOT, OF_YEAR
from xlminshi.core.problems import Code

_AIM = OF_YEAR + AIM
_END = r"(?:数|值|要求)?(?=[，。；！）]|$)"
_WAY = "(?:目前|现|已经|已|也|均|都|全部|全面|提前|如期|顺利|圆满|率先|超额|正好|恰好|刚好|实际|并)*"
# The words stand alone in their clause: what is reached is what was told in front of it.
_SAID = re.compile(
    rf"(?<=[，；）])(?P<way>{_WAY})(?P<not>{NOT})?"
    rf"(?P<what>(?:完成|实现|达到|达成)(?:了)?{_AIM}|{_AIM}(?:已经?|均|都|全部|全面|提前|如期|超额)*完成|(?<=全部|全面|提前|如期|超额)完成)"
    rf"{_END}"
)
_FIGURES = (Kind.RATE, Kind.AMOUNT, Kind.FUNDS)
_ALL = re.compile("均|都")
_STEADY = re.compile(r"持平|不变|一致|以[上内下]$")
_FULL = 100


@dataclass(frozen=True, slots=True)
class _Figure:
    claim: Claim
    is_reached: bool
    is_rate: bool


def targets_are_reached_as_said(reading: Reading) -> Iterator[Remark]:
    """完成全年目标任务 does not stand behind 42.9 %, nor 未达到全年目标 behind a figure that has reached its own."""
    for index, passage in enumerate(reading.outline.passages):
        for match in _SAID.finditer(passage.text):
            told = _told_before(reading, index, match.start())
            told = _alike(told) if _ALL.search(match.group("way")) else told[:1]
            wrong = [one for one in told if one.is_reached is bool(match.group("not"))]
            if wrong:
                yield _contradiction(index, match, wrong)


def _alike(told: list[_Figure]) -> list[_Figure]:
    """Return the figures of which 均 speaks: the amounts, or the rates, that stand together in front of it."""
    return next((list(several) for _, several in groupby(told, key=lambda one: one.is_rate)), [])


def _contradiction(index: int, match: re.Match[str], wrong: list[_Figure]) -> Remark:
    figures = "、".join(one.claim.text for one in wrong[::-1])
    if all(one.is_rate for one in wrong):
        reason = f"前面的完成率是{figures}"
    else:
        reason = f"前面的{figures}{'已达到' if wrong[0].is_reached else '没有达到'}目标"
    place = (index, match.start(), match.end())
    return fault(place, Kind.STATEMENT, Code.TEXT_CONTRADICTS, found=match.group(), reason=reason)


def _told_before(reading: Reading, index: int, end: int) -> list[_Figure]:
    """Return the figures of which a statement speaks, the nearest first: up to one of which nothing is known, or other words."""
    text = reading.text(index)
    begin = max(text.rfind(mark, 0, end) for mark in "。；！？") + 1
    found: list[_Figure] = []
    last = end
    for claim in reversed([one for one in reading.outline.claims_at(index) if begin <= one.start < end]):
        if not _is_joined(text[claim.end : last]):
            break
        figure = _figure(reading, claim)
        if figure is None and not _is_beside(reading, claim):
            break
        found.extend([figure] if figure else [])
        last = claim.start
    return found


def _is_joined(between: str) -> bool:
    """Return whether nothing but the rest of its clause, or 与上期持平, stands behind a claim."""
    _, *clauses = re.split("[，、]", between)
    return all(not one or _STEADY.search(one) for one in clauses[:-1])


def _figure(reading: Reading, claim: Claim) -> _Figure | None:
    """Return whether a figure has reached its target; None where that is not known."""
    if claim.kind not in _FIGURES:
        return None
    is_rate = claim.kind is Kind.RATE and is_of_aim(reading, claim)
    known = reading.attained.get(place_of(claim))
    if known is not None:
        return None if known is Attained.OTHER else _Figure(claim, known is Attained.REACHED, is_rate)
    return _Figure(claim, claim.value >= _FULL, is_rate) if is_rate else None


def _is_beside(reading: Reading, claim: Claim) -> bool:
    """Return whether a claim tells something else of the same indicator: its target, its change, how far it lags."""
    is_known = reading.attained.get(place_of(claim)) is Attained.OTHER
    return is_known or claim.kind is Kind.POINTS or direction_of(reading, claim) is not None


ATTAINMENT_CHECKS: tuple[Callable[[Reading], Iterator[Remark]], ...] = (targets_are_reached_as_said,)
