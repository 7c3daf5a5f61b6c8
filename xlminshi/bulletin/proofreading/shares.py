"""Shares (占比) of the classes: each is its count over all, and together they make 100 %."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.percentages import fit
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.remarks import Remark, agreed, fault
from xlminshi.core.problems import Code
from xlminshi.core.quantity import PERCENT, plain
from xlminshi.core.rounding import Rounding, rounded_ratio
from xlminshi.core.status import percent

_WHOLE = Decimal(100)
_AIMS = re.compile(r"目标|任务|计划|指标|率|序时|进度|达到|超过|不足|低于|过半")
# 除水质提升外的14件实事中，有8件…，占57.1%: of those alone.
_AMONG = re.compile(r"[^，。；：\d]{0,12}中(?!心)")
# 第1名：甲县（6件，已完成6件，100%）；第2名：…: each share is one of its own county's projects.
_RANKS = re.compile(r"第\d+名：")
_SEPARATELY = re.compile(r"分别(?:占|为|是|占比)")


@dataclass(frozen=True, slots=True)
class Share:
    """A share with the count it belongs to, where the text puts one beside it."""

    claim: Claim
    count: Claim | None


def shares_make_a_whole(reading: Reading) -> Iterator[Remark]:
    """Shares told of all classes sum to 100 %, and each is its class' count over the sum."""
    for index in range(len(reading.outline.passages)):
        shares = [] if _RANKS.match(reading.text(index)) else _shares_at(reading, index)
        if len(shares) < 2:
            continue
        total = _total(reading, index, shares)
        if total is not None:
            yield from _checked(reading, shares, total)
        elif all(one.count is None for one in shares) and len(shares) > 2:
            yield from _summed(shares, is_whole=False)


def shares_of_classes(reading: Reading) -> Iterator[Remark]:
    """Shares told class by class, each in a paragraph or heading of its own, are those of a whole as well."""
    single = [
        shares[0]
        for index in range(len(reading.outline.passages))
        if len(shares := _shares_at(reading, index)) == 1 and _counts_projects(shares[0])
    ]
    if len(single) < 3:
        return
    counted = sum(int(one.count.value) for one in single if one.count is not None)
    totals = [lead.total for lead in reading.leads if lead.total is not None]
    total = totals[0] if totals else counted
    if isinstance(total, int) or total.value == counted:
        yield from _checked(reading, single, total)


def _counts_projects(share: Share) -> bool:
    return share.count is not None and share.count.kind is Kind.COUNT


def _shares_at(reading: Reading, index: int) -> list[Share]:
    """Return the shares of one passage, each with its count; with 分别 the counts stand together before the shares."""
    claims = reading.outline.claims_at(index)
    leads = any(lead.passage == index for lead in reading.leads)
    found = [one for one in claims if one.measure == PERCENT and _is_share(reading, one, leads)]
    word = next((one.measure for one in claims if one.kind is Kind.COUNT), None)
    counts = [one for one in claims if one.measure in ({word} if word else {"件", "项", "个"})]
    text = reading.text(index)
    if found and _SEPARATELY.search(text[: found[0].start]) and len(counts) >= len(found):
        before = [one for one in counts if one.end <= found[0].start][-len(found) :]
        if len(before) == len(found):
            return [Share(share, count) for share, count in zip(found, before, strict=True)]
    return [Share(one, _count_beside(text, one, counts, found)) for one in found]


def _is_share(reading: Reading, claim: Claim, in_lead: bool) -> bool:
    if claim.kind is Kind.SHARE:
        return True
    text = reading.text(claim.passage)
    before = reading.clause(claim)
    return in_lead and not _AIMS.search(before + re.split(r"[，。；：）]", text[claim.end :])[0])


def _count_beside(text: str, share: Claim, counts: list[Claim], shares: list[Claim]) -> Claim | None:
    """Return the nearest count in front of a share with no other share between them; 20件，其中… counts all of them."""
    before = [one for one in counts if one.end <= share.start]
    if not before:
        return None
    nearest = before[-1]
    is_taken = any(nearest.end <= other.start < share.start for other in shares)
    is_apart = re.search("其中|。", text[nearest.end : share.start]) is not None
    return None if is_taken or is_apart else nearest


def _total(reading: Reading, index: int, shares: list[Share]) -> Claim | int | None:
    """Return the number of all projects that the shares divide up; None where they need not be all of it."""
    counts = [int(one.count.value) for one in shares if one.count is not None]
    if len(counts) < len(shares):
        return None
    lead = next((one for one in reading.leads if one.passage == index), None)
    if lead is not None and lead.total is not None:
        return lead.total
    is_whole = lead is not None or _says_whole(shares)
    return sum(counts) if is_whole else None


def _says_whole(shares: list[Share]) -> bool:
    told = sum((one.claim.value for one in shares), Decimal(0))
    return abs(told - _WHOLE) <= 15 and len(shares) > 2


def _checked(reading: Reading, shares: list[Share], total: Claim | int) -> Iterator[Remark]:
    whole = total.value if isinstance(total, Claim) else Decimal(total)
    counted = sum((one.count.value for one in shares if one.count is not None), Decimal(0))
    told = sum((one.claim.value for one in shares), Decimal(0))
    for one in shares:
        if one.count is None or whole == 0 or _is_of_some(reading, one):
            continue
        exact = one.count.value * 100 / whole
        is_balanced = told == _WHOLE and abs(exact - one.claim.value) < one.claim.step
        if fit(one.count.value, whole, one.claim) is not None or is_balanced:
            yield agreed(one.claim)
        else:
            share = rounded_ratio(one.count.value, whole, one.claim.decimals, Rounding.HALF_UP)
            reason = f"{plain(one.count.value)}÷{plain(whole)}"
            yield reading.fault(one.claim, Code.TEXT_PERCENT_WRONG, expected=percent(share), reason=reason)
    if counted == whole:
        yield from _summed(shares, is_whole=True)


def _is_of_some(reading: Reading, share: Share) -> bool:
    """Return whether a share is right as one of the projects that its own part of the sentence speaks of."""
    if share.count is None:
        return False
    text = reading.text(share.claim.passage)
    begin = max(text.rfind(mark, 0, share.count.start) for mark in "。；") + 1
    among = (
        one
        for one in reading.outline.claims_at(share.claim.passage)
        if begin <= one.start < share.count.start
        and one.measure == share.count.measure
        and _AMONG.match(text, one.end)
    )
    return any(fit(share.count.value, one.value, share.claim) is not None for one in among)


def _summed(shares: list[Share], is_whole: bool) -> Iterator[Remark]:
    """Yield the sum where it is not 100 %, roundings of the single shares allowed for."""
    told = sum((one.claim.value for one in shares), Decimal(0))
    allowed = sum((one.claim.step for one in shares), Decimal(0)) / 2
    if abs(told - _WHOLE) > allowed and (is_whole or told > _WHOLE):
        first, last = shares[0].claim, shares[-1].claim
        is_one = first.passage == last.passage
        yield fault(
            (last.passage, first.start if is_one else last.start, last.end),
            Kind.SHARE,
            Code.TEXT_SHARES_WRONG,
            expected="100%",
            found="、".join(one.claim.text for one in shares),
            value=f"{plain(told)}%",
        )


SHARE_CHECKS: tuple[Callable[[Reading], Iterator[Remark]], ...] = (shares_make_a_whole, shares_of_classes)
