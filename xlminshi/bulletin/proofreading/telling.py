"""What is said of a claim that was looked up in the ledger."""

import re

from xlminshi.bulletin.proofreading.agreement import Match, other_way
from xlminshi.bulletin.proofreading.binding import nearness, words_around
from xlminshi.bulletin.proofreading.claims import Claim
from xlminshi.bulletin.proofreading.directions import direction_of, is_reversed, other_side
from xlminshi.bulletin.proofreading.known import LIST_SHEET, Known
from xlminshi.bulletin.proofreading.lookups import Lookup, has_own_way, way_of
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.remarks import Remark, agreed, unknown
from xlminshi.core.problems import Code
from xlminshi.core.rounding import Rounding

_OTHERS = "其中|各|每|今年|本月|当月|同比"


def conclusion_of(
    reading: Reading, claim: Claim, found: Lookup | None, told: set[int], rare: Rounding | None
) -> Remark:
    """Return what is to be said of a claim; `told` are the figures (by id) that the text tells rightly.

    `rare` is the way of rounding that only few of its rates follow.
    """
    if found is None:
        return unknown(claim)
    known = found.known
    is_turned = known is not None and is_reversed(direction_of(reading, claim), known)
    if found.match is not Match.OTHER and not is_turned:
        way = way_of(claim, known)
        is_odd = way is rare if rare is not None and way is not None else found.match is Match.ROUNDED
        if has_own_way(known) or found.is_the_programs:
            is_odd = found.match is Match.ROUNDED
        return _rounding(reading, claim, known, way) if known and is_odd else agreed(claim, found.source)
    is_told = known is not None and id(known) in told and not found.is_placed and not is_turned
    if is_told and not _is_repeated(reading, claim, known):
        return unknown(claim)
    code = Code.TEXT_DIFFERS if found.is_sure and not is_told else Code.TEXT_DOUBTFUL
    expected = other_side(known) if known is not None and is_turned else found.expected
    return reading.fault(claim, code, expected=expected, source=found.source)


def _is_repeated(reading: Reading, claim: Claim, known: Known | None) -> bool:
    """Return whether a number can only repeat a figure that the text tells rightly elsewhere, and no part of it."""
    words = words_around(reading, claim)
    is_named = known is not None and nearness(known, words) >= 1
    return is_named and not re.search(_OTHERS, words.before)


def _rounding(reading: Reading, claim: Claim, known: Known, way: Rounding | None) -> Remark:
    shown = other_way(claim, known)
    reason = f"此处{way.value}，别处不是" if way is not None else "尾数的取舍不同"
    if known.ratio is not None and has_own_way(known):
        reason = f"实事清单中这项指标写明{known.ratio.rounding.value}"
    return reading.fault(
        claim, Code.TEXT_ROUNDING, expected=shown, source=known.source or LIST_SHEET, reason=reason
    )
