"""An indicator while its figures are put together, and what a person is asked to look at."""

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from xlminshi.bulletin.listing.found import FoundIndicator, Printed
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import plain

_PAID = frozenset(("到位", "到账", "下达", "拨付", "支付", "支出"))
_MOST_NAME = 40
_LARGE = 20  # from here on a target is a whole number, unless what is done is none
NUMERALS = "一二三四五六七八九十"
NO_MEASURE = "原文没有写计量单位"
WHICH_RATE = "原文“{text}”是哪个指标的完成率不明确，暂单列"
WHOLE = "目标取自原文“{text}”"
OF_TOTAL = "“{text}”在原文中是总数，暂作年度目标"
TO_COME = "原文“{text}”是计划还是完成不明确，没有填入"
UNCLEAR = "原文“{text}”没有写明是目标还是已完成，暂列为通报累计"
PARTLY = "原文“{text}”说的可能只是其中一步，暂列为通报累计"
NOT_PLACED = "“{text}”没有列入：“{sentence}”"
HINTED = "原文没有写目标；"
OFF_TARGET = HINTED + "由“{done}”和“{gap}”推算为{value}{measure}，请核实后填写"
TARGET_OR_GAP = "“{text}”是目标还是与目标的差额不明确"
COMPUTED = HINTED + "由“{done}”和“{rate}”推算约为{value}{measure}，请核实后填写"
WHICH_MONEY = "原文没有写明是什么资金"
NAMELESS = "指标名称原文没有写，暂用实事名称"
SAME_NAME = "原文中有同名指标"
LONG_NAME = "指标名称请改短"


@dataclass(slots=True)
class Sketch:
    """An indicator in the making: `base` is its measure as claims give it, `value` in that measure."""

    name: str
    kind: IndicatorKind
    base: str = ""
    measure: str = ""
    target: Printed | None = None
    target_value: Decimal | None = None
    achieved: Printed | None = None
    value: Decimal | None = None
    rate: str = ""
    sentence: str = ""
    is_task: bool = False
    marks: list[str] = field(default_factory=list)


def stem_of(name: str) -> tuple[str, int]:
    """Return a name without its number, and the number: 两癌筛查（二） → 两癌筛查, 2."""
    match = re.search(r"（([一二三四五六七八九十])）$", name)
    return (name[: match.start()], NUMERALS.index(match.group(1)) + 1) if match else (name, 1)


def finished(draft: Sketch, title: str, taken: set[str]) -> FoundIndicator:
    """Return the indicator as it stands in the list; `taken` are the names before it, which it joins."""
    marks = [*draft.marks, *(() if draft.name else (NAMELESS,))]
    name = f"{draft.name}资金" if draft.name in _PAID else draft.name or title
    if len(name) > _MOST_NAME:
        marks.append(LONG_NAME)
    if name in taken:
        marks.append(SAME_NAME)
        name = _numbered(stem_of(name)[0], taken)
    taken.add(name)
    is_hinted = any(one.startswith(HINTED) for one in marks)
    if draft.target is None and draft.rate and not is_hinted and (aim := _computed(draft)):
        marks.append(aim)
    return FoundIndicator(
        name=name,
        kind=draft.kind,
        measure=draft.target.measure if draft.target is not None else draft.measure,
        target=draft.target,
        achieved=draft.achieved,
        rate=draft.rate,
        sentence=draft.sentence,
        marks=tuple(dict.fromkeys(marks)),
    )


def _numbered(name: str, taken: set[str]) -> str:
    """Return a name with the first number that is free."""
    numbers = (f"{name}（{number}）" for number in (*NUMERALS[1:], *range(11, 1_000)))
    return next(one for one in numbers if one not in taken)


def off_target_hint(draft: Sketch, gap: Decimal, words: str) -> str:
    """Return the target that follows from a figure and how far it lies above it, as a hint: 13起 and 1起 → 12起; "" for none."""
    if draft.achieved is None or not draft.value or draft.value < gap:
        return ""
    digits = Decimal(re.sub(r"[^\d.]", "", draft.achieved.number))
    scale = re.search(r"[百千万亿]+", draft.achieved.number)
    value = plain((draft.value - gap) * digits / draft.value)
    measure = f"{scale.group() if scale else ''}{draft.measure}"
    return OFF_TARGET.format(done=draft.achieved.text, gap=words, value=value, measure=measure)


def _computed(draft: Sketch) -> str:
    """Return the target that follows from figure and rate, as a hint only: 110人 and 157% → about 70."""
    rate = Decimal(re.sub(r"[^\d.]", "", draft.rate) or "0")
    if draft.achieved is None or not rate:
        return ""
    digits = re.sub(r"[^\d.]", "", draft.achieved.number)
    scale = re.search(r"[百千万亿]+", draft.achieved.number)
    value = Decimal(digits) * 100 / rate
    shown = _rounded(value, max(len(digits.partition(".")[2]), 2 if scale else 0 if value >= _LARGE else 1))
    measure = f"{scale.group() if scale else ''}{draft.measure}"
    return COMPUTED.format(done=draft.achieved.text, rate=draft.rate, value=plain(shown), measure=measure)


def _rounded(value: Decimal, places: int) -> Decimal:
    """Return a figure with no more decimals than it needs beside the one that it follows from: 86.5公里 of 100% is 86.5."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
