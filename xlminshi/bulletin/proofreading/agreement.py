"""Whether a printed number is a known one, as exactly as it is printed."""

import re
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import Enum

from xlminshi.bulletin.proofreading.claims import POINTS, Approx, Claim
from xlminshi.bulletin.proofreading.known import Known, Ratio
from xlminshi.bulletin.proofreading.percentages import fit
from xlminshi.core.quantity import PERCENT
from xlminshi.core.rounding import Rounding, rounded_ratio
from xlminshi.core.status import percent

_TENTH, _TWENTIETH = Decimal("0.1"), Decimal("0.05")


class Match(Enum):
    """SAME: as known, as far as it is printed; ROUNDED: only rounding differs; OTHER: another number."""

    SAME = "same"
    ROUNDED = "rounded"
    OTHER = "other"


def match_of(claim: Claim, known: Known) -> Match:
    """Return whether a claim tells a known figure."""
    if claim.value == known.value:
        return Match.SAME
    if known.ratio is not None and claim.approx is Approx.BELOW and _is_just_below(claim, known.ratio):
        return Match.SAME
    if known.ratio is not None:
        return _as_ratio(claim, known)
    if claim.approx is not Approx.EXACT and not _is_inexact(known) and _is_about(claim, known.value):
        return Match.SAME
    is_of_hundred = claim.measure in (PERCENT, POINTS)
    is_coarse = claim.step >= 10 or (is_of_hundred and claim.step > _step_of(known.value))
    if not is_coarse:
        return Match.OTHER
    steps = known.value / claim.step
    if steps.quantize(Decimal(1), ROUND_HALF_UP) * claim.step == claim.value:
        return Match.SAME
    is_cut = steps.quantize(Decimal(1), ROUND_FLOOR) * claim.step == claim.value
    return Match.ROUNDED if is_cut else Match.OTHER


def _is_just_below(claim: Claim, ratio: Ratio) -> bool:
    """Return whether a share is less than the printed one by no more than its last place: 不足1% for 0.14%, never for 0."""
    gap = claim.value * ratio.whole - ratio.part * 100
    return 0 < gap <= claim.step * ratio.whole and ratio.part > 0


def _is_inexact(known: Known) -> bool:
    """Return whether the ledger itself has 约7万元 or 超过65%: then the text tells the same number, not one near it."""
    return bool(re.search(r"[约超余多近逾]|以上|左右", known.shown))


def _step_of(value: Decimal) -> Decimal:
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)


def _as_ratio(claim: Claim, known: Known) -> Match:
    """A rate may be told with fewer or more decimals; cut off where the book rounds half up it is only rounded otherwise."""
    if known.ratio is None:
        return Match.OTHER
    way = fit(known.ratio.part, known.ratio.whole, claim)
    if way is None:
        return Match.OTHER
    return Match.SAME if way in ("", known.ratio.rounding) else Match.ROUNDED


def other_way(claim: Claim, known: Known) -> str:
    """Return the rate of a known ratio rounded in the way in which the claim is not, as it would be printed."""
    if known.ratio is None:
        return known.shown
    way = fit(known.ratio.part, known.ratio.whole, claim)
    other = Rounding.HALF_UP if way is Rounding.CUT_OFF else Rounding.CUT_OFF
    return percent(rounded_ratio(known.ratio.part, known.ratio.whole, claim.decimals, other))


def _is_about(claim: Claim, value: Decimal) -> bool:
    """Return whether a number told as 约, 余 or 近 can stand for a value."""
    if claim.approx is Approx.OVER:
        return claim.value <= value <= claim.value + max(claim.value * _TENTH, claim.step)
    if claim.approx is Approx.BELOW:
        return claim.value * (1 - _TENTH) <= value <= claim.value
    return claim.approx is Approx.ABOUT and abs(claim.value - value) <= value * _TWENTIETH
