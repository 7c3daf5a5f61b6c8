"""How far rates lag behind 序时进度 or lead it (滞后序时进度N个百分点), by the text alone."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlminshi.bulletin.proofreading.binding import is_of_aim, is_of_progress
from xlminshi.bulletin.proofreading.claims import POINTS, Approx, Claim, Kind
from xlminshi.bulletin.proofreading.directions import Base, direction_of
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.remarks import Remark, agreed, fault, place_of
from xlminshi.core.problems import Code
from xlminshi.core.quantity import plain

_ENOUGH = 3
# The share of the year by whole months and by days differ by less than a point; the lag must be larger to say anything.
_ROUGHLY, _CLEARLY = Decimal(1), Decimal(2)


@dataclass(frozen=True, slots=True)
class _Lag:
    """A rate and by how many points it lies above (`sign` 1) or below 序时进度."""

    rate: Claim
    points: Claim
    sign: int

    def progress(self, sign: int) -> Decimal:
        """Return the 序时进度 that both make, for a direction."""
        return self.rate.value - sign * self.points.value

    @property
    def step(self) -> Decimal:
        """Return how exactly both are printed."""
        return max(self.rate.step, self.points.step)


def lags_follow(reading: Reading) -> Iterator[Remark]:
    """A rate and how far it lags behind 序时进度 make 序时进度, the same one throughout the text."""
    lags = list(_lags(reading))
    most = _usual(lags)
    usual = _stated(reading) if most is None else most
    for one in lags:
        if usual is None:
            yield from _turned_by_months(reading, one)
        elif abs(one.progress(one.sign) - usual) <= one.step:
            yield agreed(one.points)
        elif abs(one.progress(-one.sign) - usual) <= one.step:
            yield from _turned(reading, one, usual)
        elif most is not None or is_of_aim(reading, one.rate):
            reason = f"序时进度是{plain(usual)}%，前面的完成率是{one.rate.text}"
            expected = _as_it_is(one, usual)
            yield reading.fault(one.points, Code.TEXT_SUM_DOUBTFUL, expected=expected, reason=reason)


def rates_are_on_their_side(reading: Reading) -> Iterator[Remark]:
    """52%，低于序时进度50%: a rate is not said to lie below a 序时进度 that it exceeds."""
    for claim in reading.outline.claims:
        direction = direction_of(reading, claim) if claim.kind is Kind.RATE else None
        if direction is None or direction.base is not Base.TIME or claim.approx is not Approx.EXACT:
            continue
        for rate in _rate_before(reading, claim):
            if (rate.value - claim.value) * direction.sign < 0:
                yield contradicted(
                    reading, claim, f"前面的完成率是{rate.text}，{_side(rate.value - claim.value)}序时进度"
                )


def contradicted(reading: Reading, claim: Claim, reason: str) -> Remark:
    """Return that a difference is told the wrong way round."""
    found = reading.quoted(claim)
    return fault(place_of(claim), Kind.STATEMENT, Code.TEXT_CONTRADICTS, found=found, reason=reason)


def _turned(reading: Reading, one: _Lag, progress: Decimal) -> Iterator[Remark]:
    """Yield a lag told as a lead, unless a ledger has said which way it is."""
    if place_of(one.points) not in reading.directed:
        reason = (
            f"前面的完成率是{one.rate.text}，序时进度是{plain(progress)}%，应为{_as_it_is(one, progress)}"
        )
        yield contradicted(reading, one.points, reason)


def _turned_by_months(reading: Reading, one: _Lag) -> Iterator[Remark]:
    """Yield a lag told as a lead where nothing in the text says 序时进度 and only its period does."""
    if reading.months is None:
        return
    gone = Decimal(reading.months[1]) * 100 / 12
    told, turned = one.progress(one.sign) - gone, one.progress(-one.sign) - gone
    if abs(turned) <= _ROUGHLY and abs(told) > _CLEARLY:
        yield from _turned(reading, one, round(one.progress(-one.sign), 2))


def _as_it_is(one: _Lag, progress: Decimal) -> str:
    off = one.rate.value - progress
    return f"{_side(off)}序时进度{plain(abs(off))}{POINTS}"


def _side(off: Decimal) -> str:
    return "领先" if off > 0 else "滞后"


def _stated(reading: Reading) -> Decimal | None:
    """Return 序时进度 where the text states it, everywhere the same."""
    told = {
        claim.value
        for claim in reading.outline.claims
        if claim.kind is Kind.RATE and claim.approx is Approx.EXACT and is_of_progress(reading, claim)
    }
    return told.pop() if len(told) == 1 else None


def _usual(lags: list[_Lag]) -> Decimal | None:
    """Return the 序时进度 that most of the lags make."""
    counted = Counter(one.progress(one.sign) for one in lags)
    if len(lags) < _ENOUGH:
        return None
    usual, times = counted.most_common(1)[0]
    return usual if times * 2 > len(lags) else None


def _lags(reading: Reading) -> Iterator[_Lag]:
    """Yield each rate with the points by which it is said to lag or to lead."""
    for points in reading.outline.claims:
        direction = direction_of(reading, points) if points.kind is Kind.POINTS else None
        if direction is not None and direction.base is Base.TIME and points.value:
            for rate in _rate_before(reading, points):
                yield _Lag(rate, points, direction.sign)


def _rate_before(reading: Reading, claim: Claim) -> list[Claim]:
    """Return the rate in front of a claim in its part of the sentence, unless it stands among several."""
    text = reading.text(claim.passage)
    before = [one for one in reading.earlier(claim, (Kind.RATE,)) if not is_of_progress(reading, one)][:1]
    return [
        one
        for one in before
        if one.approx is Approx.EXACT and not re.search(r"[；。]|分别", text[one.end : claim.start])
    ]


LAG_CHECKS: tuple[Callable[[Reading], Iterator[Remark]], ...] = (lags_follow, rates_are_on_their_side)
