"""The target behind a percentage where the text does not tell it: a round one among the few that fit is the target."""

import re
from collections.abc import Iterator
from decimal import Decimal

from xlminshi.bulletin.proofreading.claims import Approx, Claim
from xlminshi.bulletin.proofreading.percentages import OF_YEAR, fit, ratios_of, told_before
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.remarks import Remark
from xlminshi.core.problems import Code
from xlminshi.core.quantity import PERCENT, plain
from xlminshi.core.rounding import Rounding, rounded_ratio
from xlminshi.core.status import percent

# Two decimals leave so little room for the target that a round one among the few that fit is the target.
_EXACT_DECIMALS = 2
_ROUNDER_BY = 3


def targets_are_round(reading: Reading) -> Iterator[Remark]:
    """33万人，占全年任务的94.28%: 35万, the only round target that fits, gives 94.29% when rounded half up."""
    ratios = list(ratios_of(reading))
    known = {(one.percentage.passage, one.percentage.start) for one in ratios}
    is_cut = any(fit(one.part.value, one.whole.value, one.percentage) is Rounding.CUT_OFF for one in ratios)
    found = [
        (claim, part, target)
        for claim in reading.outline.claims
        if (claim.passage, claim.start) not in known
        and (part := _part_of(reading, claim)) is not None
        and (target := _round_target(part.value, claim)) is not None
    ]
    if is_cut or len(found) > 1:
        return  # a text that cuts off throughout is right in its own way
    for claim, part, target in found:
        share = rounded_ratio(part.value, target, claim.decimals, Rounding.HALF_UP)
        reason = f"如全年任务是{_readable(target)}，{Rounding.CUT_OFF.value}为{claim.text}"
        yield reading.fault(claim, Code.TEXT_ROUNDING, expected=percent(share), reason=reason)


def _part_of(reading: Reading, claim: Claim) -> Claim | None:
    """Return the exact quantity of which a percentage with its decimals tells the completion, where no target is given."""
    text = reading.text(claim.passage)
    numbers = told_before(reading, claim)
    is_rate = claim.measure == PERCENT and claim.decimals >= _EXACT_DECIMALS and claim.value > 0
    if not is_rate or not numbers or not OF_YEAR.search(reading.before(claim)):
        return None
    is_near = not re.search(r"[。；]", text[numbers[0].end : claim.start])
    return numbers[0] if is_near and numbers[0].approx is Approx.EXACT else None


def _readable(target: Decimal) -> str:
    return f"{plain(target / 10000)}万" if target >= 10000 else plain(target)


def _round_target(part: Decimal, claim: Claim) -> Decimal | None:
    """Return the target that only cutting off explains, if it is far rounder than any that rounding half up explains."""
    unit = claim.step
    cut_off = _roundest(part * 100 / (claim.value + unit), part * 100 / claim.value)
    half_up = _roundest(part * 100 / (claim.value + unit / 2), part * 100 / (claim.value - unit / 2))
    if cut_off[0] < half_up[0] + _ROUNDER_BY:
        return None
    return cut_off[1] if fit(part, cut_off[1], claim) is Rounding.CUT_OFF else None


def _roundest(lowest: Decimal, highest: Decimal) -> tuple[int, Decimal]:
    """Return how many zeros the roundest whole number between two limits ends with, and that number."""
    for zeros in range(9, -1, -1):
        step = Decimal(10) ** zeros
        multiple = highest // step * step
        if lowest <= multiple <= highest and multiple > 0:
            return zeros, multiple
    return -1, Decimal(0)
