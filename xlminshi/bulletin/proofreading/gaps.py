"""How far figures lie above or below their target (高出全年目标5个百分点, 比全年目标多150场), by the text alone.

Only the direction is judged, and only where the numbers beside it leave no doubt.
"""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from xlminshi.bulletin.proofreading.binding import is_of_aim
from xlminshi.bulletin.proofreading.claims import Approx, Claim, Kind
from xlminshi.bulletin.proofreading.directions import Base, Direction, direction_of
from xlminshi.bulletin.proofreading.lags import contradicted
from xlminshi.bulletin.proofreading.percentages import fit, told_before
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.remarks import Remark, place_of
from xlminshi.core.quantity import PERCENT

_FULL = Decimal(100)
_AIM = re.compile(r"(?:目标|任务|计划|指标)(?:目标|任务|值|数)?(?:为|是)?$")
_TOLD = (Kind.RATE, Kind.POINTS, Kind.AMOUNT, Kind.FUNDS)


def gaps_are_on_their_side(reading: Reading) -> Iterator[Remark]:
    """90.1%，全年目标65%: no text says of it 低于全年目标; nor 比全年目标少150场 of a rate of 160 %."""
    for claim in reading.outline.claims:
        if claim.kind not in _TOLD or place_of(claim) in reading.directed or not claim.value:
            continue
        direction = direction_of(reading, claim)
        if direction is None or direction.base is Base.TIME or direction.base is Base.BEFORE:
            continue
        if claim.approx is Approx.EXACT or direction.is_limit:
            reason = next(_reasons(reading, claim, direction), "")
            if reason:
                yield contradicted(reading, claim, reason)


def _reasons(reading: Reading, claim: Claim, direction: Direction) -> Iterator[str]:
    """Yield what in the text shows that a difference is told the wrong way round."""
    if direction.base is Base.AIM and (direction.is_limit or claim.kind is Kind.RATE):
        yield from _beyond_the_aim(reading, claim, direction)
    elif claim.kind is Kind.POINTS:
        yield from _by_rate(reading, claim, direction)
        yield from _by_aim(reading, claim, direction)
    elif claim.kind in (Kind.AMOUNT, Kind.FUNDS):
        yield from _by_completion(reading, claim, direction)
        yield from _by_aim(reading, claim, direction)


def _beyond_the_aim(reading: Reading, claim: Claim, direction: Direction) -> Iterator[str]:
    """90.1%，低于全年目标65%; 13起，控制在全年目标12起以内: the claim itself is the target."""
    for done in _done_before(reading, claim)[:1]:
        if (done.value - claim.value) * direction.sign < 0:
            yield f"前面的数是{done.text}"


def _by_rate(reading: Reading, claim: Claim, direction: Direction) -> Iterator[str]:
    """完成全年目标的125%，低于全年目标25个百分点: the points are what the rate of completion has beyond 100 %."""
    for rate in _completions(reading, claim):
        off = rate.value - _FULL
        if abs(abs(off) - claim.value) <= max(rate.step, claim.step) and off * direction.sign < 0:
            yield f"完成率是{rate.text}"


def _by_aim(reading: Reading, claim: Claim, direction: Direction) -> Iterator[str]:
    """满意率90.1%，低于全年目标25.1个百分点 where the target of 65 % is told beside it or in the project's main task."""
    measure = PERCENT if claim.kind is Kind.POINTS else claim.measure
    item = reading.item(claim)
    passages = range(item.first, item.last + 1) if item is not None else (claim.passage,)
    aims = [
        one
        for passage in passages
        for one in reading.outline.claims_at(passage)
        if one.measure == measure and _AIM.search(reading.clause(one)) and not is_of_aim(reading, one)
    ]
    for done in _done_before(reading, claim)[:1]:
        for aim in aims:
            off = done.value - aim.value
            if aim != done and abs(off) == claim.value and off * direction.sign < 0:
                yield f"前面的数是{done.text}，目标是{aim.text}"


def _by_completion(reading: Reading, claim: Claim, direction: Direction) -> Iterator[str]:
    """400场，比全年目标少150场，完成率160%: with 多 the rate is right, with 少 it is not."""
    done = next((one for one in told_before(reading, claim) if one.measure == claim.measure), None)
    if done is None:
        return
    for rate in _completions(reading, claim):
        told, turned = (done.value - sign * claim.value for sign in (direction.sign, -direction.sign))
        if fit(done.value, told, rate) is None and fit(done.value, turned, rate) is not None:
            yield f"完成{done.text}，完成率是{rate.text}"


def _done_before(reading: Reading, claim: Claim) -> list[Claim]:
    """Return the figures in front of a claim that it can speak of, the nearest first: no targets, no rates of completion."""
    measure = PERCENT if claim.kind is Kind.POINTS else claim.measure
    return [
        one
        for one in reading.earlier(claim, _TOLD)
        if one.measure == measure
        and one.approx is Approx.EXACT
        and not _AIM.search(reading.clause(one))
        and not is_of_aim(reading, one)
        and direction_of(reading, one) is None
        and not re.search(r"[；。]|分别", reading.text(claim.passage)[one.end : claim.start])
    ]


def _completions(reading: Reading, claim: Claim) -> list[Claim]:
    """Return the one rate of completion in a claim's part of the sentence; none where there are several."""
    rates = [one for one in reading.exact_beside(claim, Kind.RATE) if is_of_aim(reading, one)]
    return rates if len(rates) == 1 else []


GAP_CHECKS: tuple[Callable[[Reading], Iterator[Remark]], ...] = (gaps_are_on_their_side,)
