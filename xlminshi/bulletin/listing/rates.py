"""Percentages in a bulletin: a rate of completion (完成全年任务的43%) or an indicator of its own (筛查率81.4%)."""

import re
from dataclasses import dataclass

from xlminshi.bulletin.listing.wording import Around, printed, rate_name_of
from xlminshi.bulletin.proofreading.claims import Claim
from xlminshi.core.aims import SET_ABOVE
from xlminshi.core.quantity import PERCENT

_AIMS = r"(?:总投资|目标任务|目标|任务|计划|指标|工作任务|工作量|工作)"
_OF_AIM = re.compile(
    rf"(?:完成|占|达到?|为|超额完成)[^，。；：]*{_AIMS}(?:数|量|总数|总量)?[^，。；：]{{0,10}}?的?(?:比例)?(?:为|达到?)?$"
)
_COMPLETION = re.compile(
    r"(?P<name>[^，。；：]*?)(?:目标|任务|总体|累计|综合|全年|工作|计划)*(?:任务)?完成(?:率|比例|进度|比率)(?:已|为|达到?|是|约|超过|分别)*[：]?$"
)
_DONE_ONLY = re.compile(r"^(?:已|累计|目前|实际|共)*完成(?:了|约)?$")
_HAS_TARGET = re.compile(rf"(?:目标|任务|计划|{SET_ABOVE})[^，。；\d]*\d")


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage: what it is printed as, whose it is said to be, and its turn of `size` behind 分别 (None: no list)."""

    text: str
    name: str
    is_of_aim: bool
    turn: int | None = None
    size: int = 1
    has_target: bool = False
    is_of_funds: bool = False


def rate_of(sentence: str, claim: Claim, words: Around, claims: tuple[Claim, ...]) -> Rate:
    """Return how a percentage is told."""
    listed = listed_rates(sentence, claim, claims)
    first = listed[0] if listed else claim
    begin = max(sentence.rfind(mark, 0, first.start) for mark in "，。；：！") + 1
    clause = sentence[begin : first.start].replace("分别", "")
    named = _COMPLETION.search(clause)
    turn = listed.index(claim) if len(listed) > 1 else None
    name = rate_name_of(Around(named.group("name"), "", "", "", False)) if named else ""
    return Rate(
        printed(claim, sentence).text,
        name,
        bool(named or _OF_AIM.search(clause) or _DONE_ONLY.match(clause)),
        turn,
        max(len(listed), 1),
        bool(_HAS_TARGET.search(clause)),
        bool(re.search(r"投资|资金", clause)),
    )


def is_completion(rate: Rate) -> bool:
    """Return whether a percentage says how much of the year's task is done."""
    return rate.is_of_aim


def listed_rates(sentence: str, claim: Claim, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Return the percentages told in one breath with this one: 227%、20.91%和2.3%."""
    rates = [one for one in claims if one.measure == PERCENT]
    place = rates.index(claim)
    first = last = place
    while first and _is_joined(sentence, rates[first - 1], rates[first]):
        first -= 1
    while last + 1 < len(rates) and _is_joined(sentence, rates[last], rates[last + 1]):
        last += 1
    return tuple(rates[first : last + 1])


def _is_joined(sentence: str, one: Claim, two: Claim) -> bool:
    return bool(re.fullmatch(r"[、和及与]|以及|，", sentence[one.end : two.start]))
