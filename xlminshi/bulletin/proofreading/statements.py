"""Statements that the numbers contradict: 均超额完成任务 behind 81.4%, 尚未完成 behind 120%, 达到序时进度 behind 43%."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from xlminshi.bulletin.proofreading.binding import is_of_aim
from xlminshi.bulletin.proofreading.claims import Approx, Claim, Kind
from xlminshi.bulletin.proofreading.outline import Item, Section
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.remarks import Remark, fault, place_of
from xlminshi.core.aims import AIM, NOT, OF_YEAR
from xlminshi.core.problems import Code
from xlminshi.core.quantity import PERCENT, plain

_ALL = r"(?:均|都|全部)(?:已经?|实现|提前)*"
_AIM = rf"了?{OF_YEAR}{AIM}"
_DONE = rf"(?:超额完成|提前完成|完成|超过|达到){_AIM}"
_ALL_DONE = re.compile(rf"{_ALL}(?:超额完成(?!任务的)|{_DONE})(?:任务)?(?!的|[^，。；]*?\d)")
_OVER = re.compile(rf"(?<![或均未没])(?<!未能)(?<!没[有能])超额完成{_AIM}(?!的|[^，。；]{{0,4}}\d)")
_NOT_DONE = re.compile(rf"{NOT}完成{_AIM}(?!的)")
_ON_TIME = re.compile(
    r"(?<![未没])(?<!不到)(?:已?(?:达到|超过|达到或超过|超)序时(?:进度)?|达序时进度|实现(?:了)?时间过半、?任务(?:完成)?过半)"
)
_LOWER = re.compile(r"失业|死亡|发生|下降|控制|投诉|违法|发病|污染|死淘|以内")
_FULL = Decimal(100)
_MANY = re.compile(r"多数|部分|大多|半数|少数|有的|各项")


def all_means_all(reading: Reading) -> Iterator[Remark]:
    """均超额完成任务 is not said where one of the rates in front of it in the sentence is below 100 %."""
    for index, passage in enumerate(reading.outline.passages):
        for match in _said(_ALL_DONE, passage.text):
            rates = _rates_before(reading, index, match.start())
            below = [one for one in rates if one.value < _FULL]
            if below and len(rates) > 1 and not _is_of_amounts(reading, index, match.start()):
                told = "、".join(one.text for one in below)
                yield _contradiction(index, match, f"前面的{told}没有达到100%")


def _said(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the statements of a kind; words of what is spoken of (超额完成奖补方面，…) state nothing."""
    for match in pattern.finditer(text):
        if not re.split("[，。；]", text[match.end() :])[0].endswith("方面"):
            yield match


def _is_of_amounts(reading: Reading, index: int, end: int) -> bool:
    """Return whether 均 speaks of the amounts of its own part of the sentence: 救助8人，体检30人，均完成全年目标任务."""
    begin = reading.text(index).rfind("；", 0, end) + 1
    own = [one for one in reading.outline.claims_at(index) if begin <= one.start < end]
    amounts = [one for one in own if one.kind is Kind.AMOUNT]
    return len(amounts) > 1 and not any(one.kind is Kind.RATE for one in own)


def over_means_over(reading: Reading) -> Iterator[Remark]:
    """超额完成任务 does not stand behind a completion rate below 100 %."""
    for index, passage in enumerate(reading.outline.passages):
        for match in _said(_OVER, passage.text):
            rate = _completion_before(reading, index, match.start())
            if rate is not None and rate.value < _FULL:  # 100% may be 100.4% without its decimals
                yield _contradiction(index, match, f"前面的完成率是{rate.text}")


def unfinished_means_below(reading: Reading) -> Iterator[Remark]:
    """未完成全年任务 is not said behind a completion rate of 100 % or more."""
    for index, passage in enumerate(reading.outline.passages):
        for match in _said(_NOT_DONE, passage.text):
            rate = _completion_before(reading, index, match.start())
            if rate is not None and rate.value >= _FULL:
                yield _contradiction(index, match, f"前面的完成率是{rate.text}")


def on_time_means_on_time(reading: Reading) -> Iterator[Remark]:
    """达到序时进度 is not said behind a completion rate below the share of the year that has gone by."""
    if reading.months is None:
        return
    gone = Decimal(reading.months[1]) * 100 / 12
    for index, passage in enumerate(reading.outline.passages):
        for match in _said(_ON_TIME, passage.text):
            rate = _completion_before(reading, index, match.start())
            clause = re.split(r"[，。；]", passage.text[: match.start()])[-1]
            if rate is not None and rate.value < gone - 1 and not _MANY.search(clause):
                reason = f"前面的完成率是{rate.text}，序时进度约{plain(round(gone, 1))}%"
                yield fault(
                    (index, match.start(), match.end()),
                    Kind.STATEMENT,
                    Code.TEXT_STATEMENT_DOUBTFUL,
                    found=match.group(),
                    reason=reason,
                )


def _contradiction(index: int, match: re.Match[str], reason: str) -> Remark:
    place = (index, match.start(), match.end())
    return fault(place, Kind.STATEMENT, Code.TEXT_CONTRADICTS, found=match.group(), reason=reason)


def _rates_before(reading: Reading, index: int, end: int) -> list[Claim]:
    """Return the rates in front of a statement in its sentence; rates that should be low are left out."""
    text = reading.text(index)
    begin = max(text.rfind(mark, 0, end) for mark in "。！？") + 1
    return [
        one
        for one in reading.outline.claims_at(index)
        if one.kind is Kind.RATE
        and begin <= one.start < end
        and one.approx is not Approx.BELOW
        and not _LOWER.search(reading.clause(one))
        and place_of(one) not in reading.met
    ]


def _completion_before(reading: Reading, index: int, end: int) -> Claim | None:
    """Return the nearest rate in front of a statement in its part of the sentence, if it is a rate of completion."""
    text = reading.text(index)
    begin = max(text.rfind(mark, 0, end) for mark in "。；！？") + 1
    rates = [one for one in _rates_before(reading, index, end) if one.start >= begin]
    if not rates or rates[-1].measure != PERCENT:
        return None
    return rates[-1] if is_of_aim(reading, rates[-1]) else None


def classes_fit_their_rates(reading: Reading) -> Iterator[Remark]:
    """A project under 已完成 has no completion rate below 100 % only, one under 进展缓慢 not 100 % only."""
    for section in reading.outline.sections:
        is_done = "已完成" in section.words and "未" not in section.words
        is_slow = bool(re.search(r"缓慢|滞后|未达", section.words))
        for item in section.items if is_done or is_slow else ():
            yield from _misplaced(reading, section, item, is_done)


def _misplaced(reading: Reading, section: Section, item: Item, is_done: bool) -> Iterator[Remark]:
    rates = [
        claim
        for index in range(item.first, item.last + 1)
        for claim in reading.outline.claims_at(index)
        if claim.kind is Kind.RATE and is_of_aim(reading, claim)
    ]
    if rates and all((one.value < _FULL) is is_done for one in rates):
        told = "、".join(one.text for one in rates)
        start = item.heading.start
        yield fault(
            (item.first, start, start + len(item.title)),
            Kind.CLASS,
            Code.TEXT_CLASS_NOTED,
            title=item.title,
            found=section.words,
            value=told,
        )


STATEMENT_CHECKS: tuple[Callable[[Reading], Iterator[Remark]], ...] = (
    all_means_all,
    over_means_over,
    unfinished_means_below,
    on_time_means_on_time,
)
# Only where no ledger says which class a project is in.
CLASS_CHECKS: tuple[Callable[[Reading], Iterator[Remark]], ...] = (classes_fit_their_rates,)
