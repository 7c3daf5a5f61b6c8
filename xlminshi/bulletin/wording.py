"""Sentences from figures, and a unit's own words made fit to print."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from xlminshi.core.ledger import IndicatorStanding, ProjectStanding
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import PERCENT, SCALES, Quantity, plain
from xlminshi.core.status import percent

NOT_RETURNED = "【牵头单位未报送】"
NOTHING_WRITTEN = "【未填写进展情况】"

_HAN = "\u4e00-\u9fff"
_OPEN, _CLOSE = "“‘（《〈【", "”’）》〉】"
_FULL_WIDTH = str.maketrans(
    {chr(0xFF10 + n): str(n) for n in range(10)}
    | {"％": "%", "．": "."}
    | dict.fromkeys("\t\u3000\u00a0\u2002\u2003\u2009\u202f", " ")
    | dict.fromkeys("\u200b\u2060\ufeff", "")
)
_SPACE_BETWEEN = re.compile(
    rf"(?<=[{_HAN}，。；：、！？{_OPEN}{_CLOSE}]) +|(?<=[\w%]) +(?=[{_HAN}，。；：、！？%{_OPEN}{_CLOSE}])"
)
_HALF_MARK = re.compile(rf"(?<=[{_HAN}{_CLOSE}%])[,;:?!]|(?<=\d)[,;:?!](?=[{_HAN}{_OPEN}])")
_MARKS = str.maketrans(",;:?!", "，；：？！")
_BRACKETS = re.compile(rf"\(([^()]*[{_HAN}][^()]*)\)")
_FULL_STOP = re.compile(rf"(?<=[{_HAN}{_CLOSE}%])\.(?=$|[{_HAN}])")
_RANGE = re.compile(r"(?<![\d.])(\d{1,2}月?)\s*[-–—－~～至]\s*(?=\d{1,2}月)")
_DOUBLED = re.compile(r"([，。；、：])\1+")
_GROUPING = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_FIGURE = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(?!\d|\.\d)[余多]?([万亿%]?)[余多]?")
_LABELS = ("完成情况：", "进展情况：", "工作进展：")


def tidied(text: str) -> str:
    """Return a unit's own words fit to print: line breaks joined, no spaces at 汉字, full-width marks, half-width digits.

    Not a word is changed. Applying it twice changes nothing more.
    """
    while (once := _tidied_once(text)) != text:
        text = once
    return text


def _tidied_once(text: str) -> str:
    lines = [line.strip() for line in text.translate(_FULL_WIDTH).splitlines() if line.strip()]
    text = "".join([*(_with_mark(line) for line in lines[:-1]), *lines[-1:]])
    text = _SPACE_BETWEEN.sub("", text.strip())
    text = _BRACKETS.sub(r"（\1）", text)
    text = _HALF_MARK.sub(lambda match: match.group().translate(_MARKS), text)
    text = _FULL_STOP.sub("。", text)
    text = _RANGE.sub(r"\1至", text)
    text = _SPACE_BETWEEN.sub("", text)
    text = _DOUBLED.sub(r"\1", text)
    for label in _LABELS:
        text = text.removeprefix(label)
    return text


def _with_mark(line: str) -> str:
    return line if line.rstrip(_CLOSE).endswith(tuple("。；，、：！？…;,.!?:")) else f"{line}。"


def one_line(text: str) -> str:
    """Return a name fit to print: as `tidied`, but a line broken within a cell goes on without a mark."""
    return tidied("".join(line.strip() for line in text.splitlines()))


def sentence(text: str) -> str:
    """Return a text that ends with one 。 (or with ！ ？ …… of its own, or a quoted sentence); "" of marks alone."""
    text = text.rstrip("。；，、：;,.: \n")
    is_ended = text.endswith(("！", "？", "…", "!", "?")) or re.search(rf"[。！？…][{_CLOSE}]+$", text)
    return text if is_ended or not text else f"{text}。"


def progress_text(one: ProjectStanding) -> str:
    """Return what the bulletin says behind 完成情况：the unit's own words, completed by figures they leave out."""
    if not one.is_reported:
        return NOT_RETURNED
    narrative = tidied(one.report.narrative) if one.report else ""
    items = [item for item in one.indicators if not narrative or not _is_told(item, narrative)]
    clauses = [clause for item in items if (clause := indicator_clause(item))]
    milestone = one.report.milestone if one.report else ""
    if milestone and not narrative and not any(milestone in clause for clause in clauses):
        clauses.append(f"形象进度为{tidied(milestone)}")
    told = sentence(narrative)
    figures = sentence(_joined_clauses(clauses))
    return told + figures or NOTHING_WRITTEN


def _is_told(item: IndicatorStanding, narrative: str) -> bool:
    """Return whether a figure need not be added to the unit's own words: they give it, or it has no rate, or is zero."""
    if item.report is None or item.report.achieved is None or item.rate is None:
        return True
    achieved = item.report.achieved
    figures = set(_figures_in(narrative, achieved.measure))
    told = {(achieved.value, achieved.measure == PERCENT), (item.rate * 100, True)}
    return achieved.value == 0 or not told.isdisjoint(figures)


def _figures_in(text: str, measure: str) -> Iterator[tuple[Decimal, bool]]:
    """Yield each number that stands alone or before `measure`, and whether it is a percentage: not the 9 of 9月底.

    By value: 1,103 and 12.50 are 1103 and 12.5; 1.38万 counts as typed and in full.
    """
    text = _GROUPING.sub("", text)
    for match in _FIGURE.finditer(text):
        digits, mark = match.groups()
        rest = text[match.end() :]
        if mark != PERCENT and rest[:1].isalpha() and not rest.startswith(measure.removeprefix(mark)):
            continue
        yield Decimal(digits), mark == PERCENT
        if mark in SCALES:
            yield Decimal(digits) * SCALES[mark], False


def _joined_clauses(clauses: list[str]) -> str:
    """Join with ， but with ； beside a clause that has a comma of its own."""
    text = "".join(clauses[:1])
    for before, clause in pairwise(clauses):
        text += ("；" if "，" in before + clause else "，") + clause
    return text


def indicator_clause(item: IndicatorStanding) -> str:
    """Return one indicator as a clause without a mark at its end; "" where nothing can be said of it."""
    indicator, report = item.indicator, item.report
    if report is None:
        return ""
    if report.achieved is None:
        return _words_clause(indicator.name, tidied(report.words)) if report.words else ""
    achieved = report.achieved
    named = _named(indicator.name, achieved)
    if indicator.kind is IndicatorKind.RATE:
        return _rate_clause(named, achieved, indicator.target)
    if indicator.kind is IndicatorKind.LOWER:
        return _lower_clause(named, achieved, indicator.target)
    if item.rate is None or indicator.target is None:
        return named
    if achieved.value == 0:
        return f"{indicator.name}尚无完成量，全年目标{indicator.target}"
    return f"{named}，完成全年目标{indicator.target}的{percent(item.rate)}"


def _named(name: str, achieved: Quantity) -> str:
    """Return an indicator with its figure: 新增学位1080个; with 为 where name and figure would run into each other."""
    runs_together = name[-1:].isascii() and str(achieved)[:1].isascii()
    return f"{name}{'为' if runs_together else ''}{achieved}"


def _words_clause(name: str, words: str) -> str:
    words = words.rstrip("。")
    return words if name in words else f"{name}：{words}"


def _rate_clause(named: str, achieved: Quantity, target: Quantity | None) -> str:
    if target is None:
        return named
    difference = achieved.value - target.value
    if difference == 0:
        return f"{named}，达到全年目标{target}"
    return f"{named}，{'高出' if difference > 0 else '低于'}全年目标{_points(abs(difference), achieved)}"


def _lower_clause(named: str, achieved: Quantity, target: Quantity | None) -> str:
    if target is None:
        return named
    if achieved.value <= target.value:
        return f"{named}，控制在全年目标{target}以内"
    return f"{named}，超出全年控制目标{_points(achieved.value - target.value, achieved)}"


def _points(difference: Decimal, like: Quantity) -> str:
    return f"{plain(difference)}{'个百分点' if like.measure == PERCENT else like.measure}"
