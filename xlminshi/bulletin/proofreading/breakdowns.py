"""Numbers that divide up the one in front of them: 156件（民事118件、刑事38件）, 25项任务完成20项，其余5项正在推进."""

import re
from decimal import Decimal
from itertools import accumulate

from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.reading import Reading

_FEWEST = 2
_ASIDE = re.compile(r"[^（）]*（[^）]*$")
_SHARED = re.compile(r"[，（]?(?:约|仅)?占(?:比|总数的|全部的)?(?:为|达到?)?(?:约|近)?")
_OF_IT = re.compile(r"其中(?!：)")


def whole_of(reading: Reading, claim: Claim) -> Claim | None:
    """Return the number of which a claim is a part: it adds up to it with its neighbours, or stands in brackets behind it."""
    for whole, parts in _wholes(reading, claim):
        text = reading.text(claim.passage)
        aside = [one for one in parts if _ASIDE.fullmatch(text[whole.end : one.start])]
        is_aside = claim in aside and sum(one.value for one in aside) <= whole.value
        if is_aside or claim in _adding_up(whole, parts):
            return whole
    return None


def siblings_of(reading: Reading, claim: Claim) -> tuple[Claim, ...]:
    """Return the number that a claim divides up, and its other parts in front of it; behind 其中 it may be the only one."""
    for whole, parts in _wholes(reading, claim):
        behind = reading.text(claim.passage)[whole.end : claim.start]
        is_of_it = _OF_IT.search(behind) is not None and claim.value < whole.value
        if is_of_it or whole_of(reading, claim) == whole:
            return (whole, *(one for one in parts if one.start < claim.start))
    return ()


def part_shared(reading: Reading, claim: Claim) -> tuple[Claim, Claim] | None:
    """Return the part and the whole of which a percentage is told: 406件，其中农民工案件128件，占31.5%."""
    before = reading.earlier(claim, (Kind.AMOUNT, Kind.FUNDS, Kind.COUNT))
    text = reading.text(claim.passage)
    if not before or not _SHARED.fullmatch(text[before[0].end : claim.start]):
        return None
    part = before[0]
    wholes = (one for one in before[1:] if one.measure == part.measure and one.value > part.value)
    return next(((part, one) for one in wholes if _OF_IT.search(text[one.end : part.start])), None)


def is_share_of_part(reading: Reading, claim: Claim) -> bool:
    """Return whether a percentage says how much of a whole a part of it makes, and so nothing that the ledger knows."""
    return claim.kind is Kind.SHARE and part_shared(reading, claim) is not None


def _wholes(reading: Reading, claim: Claim) -> list[tuple[Claim, list[Claim]]]:
    """Return the numbers of a claim's measure in front of it, the nearest first, each with those that follow."""
    alike = [one for one in reading.exact_beside(claim, Kind.AMOUNT) if one.measure == claim.measure]
    if not claim.measure or claim not in alike:
        return []
    return [(alike[at], alike[at + 1 :]) for at in reversed(range(alike.index(claim)))]


def _adding_up(whole: Claim, following: list[Claim]) -> list[Claim]:
    """Return the numbers right behind another one that add up to it; none where they do not."""
    sums = list(accumulate((one.value for one in following), initial=Decimal(0)))[1:]
    size = sums.index(whole.value) + 1 if whole.value in sums else 0
    return following[:size] if size >= _FEWEST else []
