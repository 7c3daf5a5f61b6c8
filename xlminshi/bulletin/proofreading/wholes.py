"""Which number of a counting sentence is all projects, and which only divide up some of them."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from xlminshi.bulletin.proofreading.claims import Claim
from xlminshi.bulletin.proofreading.classes import State, state_of, states_of
from xlminshi.bulletin.proofreading.counting import OWNED
from xlminshi.bulletin.proofreading.offices import looks_like_office
from xlminshi.core.units import normal_name

OTHERS = re.compile("(?:其余|其他|其它|剩余|余下|剩下)(?:的)?$")
_AMONG = re.compile(r"[^，。；：、（\d]{0,10}(?:实事|项目|工程)[中里]，")
_OF_WHICH = re.compile("(?<!（)其中")
# 15件民生实事已完成3件: the first number is all of what the second is a part.
_PART = re.compile(r"(?:重点)?(?:民生)?(?:实事|项目|工程)[^，。；：、\d]*")
# The projects of one office and some of them: 县卫健委牵头3件，其中1件已完成.
_OWN_PART = re.compile("[^。；，（）]*(?:，其中|（其中[^）]*$)")
_GOVERNMENT = re.compile("(?:[省市县区州旗]委|政府|部门|单位)$")
# What is said of all projects of a text, whatever their classes: 15件实事完成情况, 15件实事总体进展顺利.
_OF_ALL = re.compile("情况|[率量度]|总体|整体|总的|全部|全面|均|都|基本")
_IN_PART = re.compile(r"[^。；\d]*?[，（]其中|[^，。；]*[中里]，")


def whole_of(counts: list[Claim], text: str, known: frozenset[str]) -> Claim | None:
    """Return the number of all projects: the last one before 其中, else the first that no office and no class owns.

    What stands before 其中 is a class itself where it is less than what the sentence began with: 15件实事中…进展缓慢5件，其中….
    """
    first = next((one for one in counts if _is_whole(one, counts, text)), None)
    marker = _OF_WHICH.search(text)
    before = [one for one in counts if marker and one.end <= marker.start()]
    if before and _is_part(before[-1], text, known):
        return first if first in before[:-1] else None
    if before and (first is None or before[-1].value >= first.value):
        return before[-1]
    return first


def classes_of(counts: list[Claim], total: Claim | None, text: str, known: frozenset[str]) -> Iterator[Claim]:
    """Yield the numbers that divide up all projects, and not only some of them."""
    told = list(_not_of_a_part(counts, text, known))
    yield from _not_of_some(list(_behind(told, total, text)) if total is not None else told, text)


def _is_part(claim: Claim, text: str, known: frozenset[str]) -> bool:
    """Return whether a number counts the projects of an office, or those that are slow or done: 12件尚未完成."""
    before = re.split(r"[，。；：\d]", text[: claim.start])[-1]
    behind = re.split(r"[，。；：（\d]", text[claim.end :])[0]
    states = frozenset[State]().union(
        *(states_of(one) for one in (before, behind) if not _OF_ALL.search(one))
    )
    return bool(states - {State.ON_WAY}) or bool(_owner(claim, text, known))


def _owner(claim: Claim, text: str, known: frozenset[str]) -> str:
    """Return the office whose projects a number counts (县卫健委牵头3件); none for 县政府确定的15件 or 14个单位承担的15件."""
    words = OWNED.sub("", re.split(r"[，。；：]", text[: claim.start])[-1])
    last = re.split("、|对|由", words)[-1]
    is_office = looks_like_office(last) and not _GOVERNMENT.search(last)
    return last if is_office or normal_name(last) in known else ""


def _not_of_a_part(counts: list[Claim], text: str, known: frozenset[str]) -> Iterator[Claim]:
    """Leave out what is counted within the projects of an office or a class: 县卫健委牵头3件，其中1件已完成."""
    end = 0
    for one, following in zip_longest(counts, counts[1:]):
        part = _OWN_PART.match(text[one.end : following.start]) if following else None
        if one.start >= end and part and _is_part(one, text, known):
            end = text.find("）", one.end) if "（" in part.group() else _part_end(text, one.end)
        elif one.start >= end:
            yield one


def _is_whole(claim: Claim, counts: list[Claim], text: str) -> bool:
    """Return whether a number counts all projects: the first, or what another number is directly said to be part of."""
    behind = next((one for one in counts if one.start >= claim.end), None)
    is_whole = (
        behind is not None and behind.value < claim.value and _PART.fullmatch(text[claim.end : behind.start])
    )
    if not re.match(r"(?:重点)?(?:民生)?(?:实事|项目|工程)", text[claim.end :]):
        return False
    clause = OWNED.sub("", re.split(r"[，。；：]", text[: claim.start])[-1])
    is_owned = looks_like_office(clause.split("、")[-1]) or "已" in clause
    is_first = claim == counts[0] and not _is_of_a_class(claim, counts, text)
    return not is_owned and (is_first or bool(is_whole))


def _is_of_a_class(claim: Claim, counts: list[Claim], text: str) -> bool:
    """Return whether the first number counts a class, as those behind it do: 3件实事完成全年任务，7件按计划推进，5件推进较慢."""
    words = re.split(r"[，。；：\d]", text[claim.end :])[0]
    if _OF_ALL.search(words) or _IN_PART.match(text, claim.end):
        return False
    end = text.find("。", claim.end) + 1 or len(text)
    others = [one for one in counts if claim.end <= one.start < end]
    is_less = sum(one.value for one in others) > claim.value
    is_done = state_of(words) is State.DONE
    return bool(others) and bool(states_of(words)) and (is_less or is_done)


def _behind(counts: list[Claim], total: Claim, text: str) -> Iterator[Claim]:
    """Yield the classes: not what is counted within one of them (5件，其中2件…；), nor all projects once more (15件总体顺利)."""
    marks = [match.start() for match in _OF_WHICH.finditer(text, total.end)]
    within = [(at, _part_end(text, at)) for at in marks if any(total.end <= one.start < at for one in counts)]
    before = total
    for one in counts:
        if one.start <= total.start:
            continue
        is_again = one.value == total.value and "。" in text[before.end : one.start]
        if not is_again and not any(begin < one.start < end for begin, end in within):
            yield one
        before = one


def _not_of_some(counts: list[Claim], text: str) -> Iterator[Claim]:
    """Leave out what divides up only some of the projects: 县文旅局承担的2件实事中，1件持续推进，1件进展缓慢."""
    end = 0
    for one in counts:
        if one.start >= end and _AMONG.match(text, one.end) and not OTHERS.search(text, 0, one.start):
            end = _part_end(text, one.end)
        if one.start >= end:
            yield one


def _part_end(text: str, start: int) -> int:
    return min((at for mark in "。；" if (at := text.find(mark, start)) >= 0), default=len(text))
