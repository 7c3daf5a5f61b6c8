"""What a text claims: every count, rate, amount, rank and date in it as a value with its place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from xlminshi.bulletin.proofreading.measures import KNOWN_MEASURES, base_of
from xlminshi.bulletin.proofreading.passages import HAN, NUMERALS
from xlminshi.core.quantity import PERCENT, SCALES

POINTS = "个百分点"


class Kind(Enum):
    """What a claim is about. The value is what stands in the 类别 column."""

    COUNT = "件数"
    UNITS = "单位数"
    UNIT = "单位名"
    RATE = "完成率"
    AMOUNT = "数量"
    FUNDS = "金额"
    POINTS = "百分点"
    RANK = "名次"
    DATE = "日期"
    PERIOD = "通报期"
    ISSUE = "期号"
    SHARE = "占比"
    NAME = "名称"
    CLASS = "类别"
    NUMBERING = "编号"
    STATEMENT = "说法"
    LAYOUT = "版式"


class Approx(Enum):
    """What the words around a number say about how exact it is."""

    EXACT = ""
    ABOUT = "约"
    OVER = "余"
    BELOW = "近"
    LIMIT = "以上"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: characters `start` to `end` of passage `passage`, its digits from `digits_start` to `digits_end`.

    `value` is the number in its base measure (1.38万人次 → 13800 人次), `step` the last place that is printed, in the same
    measure; `key` says a date, a year or a period in one spelling.
    """

    passage: int
    start: int
    end: int
    kind: Kind
    text: str
    value: Decimal
    step: Decimal = Decimal(1)
    measure: str = ""
    approx: Approx = Approx.EXACT
    digits_start: int = 0
    digits_end: int = 0
    key: str = ""
    decimals: int = 0

    @property
    def printed(self) -> str:
        """Return the digits as printed, without scale and measure."""
        return self.text[self.digits_start - self.start : self.digits_end - self.start]


_MEASURES = "|".join(re.escape(word) for word in sorted(KNOWN_MEASURES, key=len, reverse=True))
_SKIPPED = (
    r"〔\d{4}〕\d+号|\d{3,4}-\d{7,8}|(?<!\d)1[3-9]\d{9}(?!\d)|\d{1,2}:\d{2}(?::\d{2})?|"
    rf"第(?:\d+|[{NUMERALS}]+)(?:批|届|次|轮|号|条|款|章|季度)|[A-Za-z]+-?\d+(?:\.\d+)?|\d+[A-JL-Za-jln-z]+\d*"
)
_TOKEN = re.compile(
    rf"(?P<skipped>{_SKIPPED})"
    r"|(?P<date>(?<!\d)\d{4}(?:年\d{1,3}月\d{1,3}日|[-./]\d{1,2}[-./]\d{1,2}(?![\d.])))"
    r"|(?P<month>(?<!\d)\d{4}年\d{1,2}月?(?:-\d{1,2})?月份?)"
    r"|(?P<year>(?<![\d.])\d{4}年(?!以上|以下|内)度?)"
    r"|(?P<day>(?<![\d.])\d{1,2}月\d{1,3}日)"
    r"|(?P<months>(?<![\d.])\d{1,2}月?-\d{1,2}月份?|(?<![\d.])\d{1,2}月份?)"
    rf"|第(?P<issue>\d+|[{NUMERALS}]+)期"
    rf"|第(?P<rank>\d+|[{NUMERALS}]+)(?:名|位)|(?<=[前后])(?P<placed>\d+|[{NUMERALS}]+)(?:名|位)"
    rf"|(?P<worded>(?<![{NUMERALS}第两])[{NUMERALS}]+)(?=件|(?:个|家)[{HAN}]{{0,8}}(?:单位|部门))"
    rf"|(?P<number>(?<![\d.])\d+(?:\.\d+)?)(?P<more>余|多)?(?P<scale>[万亿]{{1,2}}|[百千](?=万)万?|[百千](?!分|米|瓦|克))?"
    rf"(?P<more2>余|多)?(?P<measure>{_MEASURES})?"
)
_PREFIXES = (
    (re.compile(r"(?:大约|约为?|约有|大概|预计)$"), Approx.ABOUT),
    (re.compile(r"(?:超过|已超|突破|超|逾|不少于|不低于|至少|高于|大于|[≥>])$"), Approx.OVER),
    (re.compile(r"(?:接近|将近|近|不足|不到|少于|低于|不超过|控制在|小于|[≤<])$"), Approx.BELOW),
)
_SUFFIXES = (("以上", Approx.LIMIT), ("以内", Approx.LIMIT), ("以下", Approx.LIMIT), ("左右", Approx.ABOUT))
_SHARE_WORDS = re.compile(r"(?:占比|比重|占总\w{0,4}|占(?!.*(?:目标|任务|计划|指标)))[^，。；]*$")
_OF_PROJECTS = re.compile(r"的(?:重点)?(?:民生)?(?:项目|实事|工程)")
_OF_UNITS = re.compile(rf"^[{HAN}]{{0,10}}?(?:单位|部门)")
_VALUES = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


def claims_in(text: str, passage: int, begin: int = 0) -> tuple[Claim, ...]:
    """Return the claims in a passage from character `begin` (behind the number of a heading), in their order."""
    found: list[Claim] = []
    for match in _TOKEN.finditer(text, begin):
        group = match.lastgroup if match.group("number") is None else "number"
        if group is not None and (read := _READERS.get(group)):
            found.extend(read(match, text, passage))
    return tuple(found)


def under_head(claims: tuple[Claim, ...], head: str) -> tuple[Claim, ...]:
    """Return the claims of a table's cell with the measure that the head of its column gives: 完成率（%）, 里程（公里）.

    What stands below 序号 claims nothing.
    """
    if re.match(r"^(?:序号|编号|排名|名次)", head):
        return ()
    named = re.search(r"（([^（）]+)）", head)
    measure = (
        named.group(1) if named and named.group(1) in KNOWN_MEASURES else PERCENT if "率" in head else ""
    )
    factor, base = base_of(measure)
    kind = Kind.RATE if base == PERCENT else Kind.FUNDS if base == "元" else Kind.AMOUNT
    return tuple(
        replace(one, value=one.value * factor, step=one.step * factor, measure=base, kind=kind)
        if measure and one.kind is Kind.AMOUNT and not one.measure
        else one
        for one in claims
    )


def number_from(words: str) -> int:
    """Return a whole number written in digits or Chinese numerals up to 999: 十二 → 12; 0 for anything else."""
    if words.isdecimal():
        return int(words)
    total, digit = 0, 0
    for character in words:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _VALUES.get(character, 0)
    return total + digit


def _number(match: re.Match[str], text: str, passage: int) -> Iterator[Claim]:
    digits, measure = match.group("number"), match.group("measure") or ""
    scale_word = match.group("scale") or ""
    scale = Decimal(1)
    for character in scale_word:
        scale *= SCALES[character]
    factor, base = base_of(measure)
    decimals = len(digits.partition(".")[2])
    kind = _kind(match, text, base)
    approx = _approx(match, text)
    yield Claim(
        passage=passage,
        start=match.start(),
        end=match.end(),
        kind=kind,
        text=match.group(),
        value=Decimal(digits) * scale * factor,
        step=Decimal(1).scaleb(-decimals) * scale * factor,
        measure=base,
        approx=approx,
        digits_start=match.start("number"),
        digits_end=match.end("number"),
        decimals=decimals,
    )


def _kind(match: re.Match[str], text: str, base: str) -> Kind:
    if base == PERCENT:
        if _OF_PROJECTS.match(text, match.end()):
            return Kind.SHARE
        return Kind.SHARE if _SHARE_WORDS.search(text[: match.start()]) else Kind.RATE
    if base == "元":
        return Kind.FUNDS
    if base == POINTS:
        return Kind.POINTS
    if base == "件" or (base == "项" and re.match(r"(?:重点)?民生|实事|工程|项目", text[match.end() :])):
        return Kind.COUNT
    if base in ("个", "家") and _OF_UNITS.match(text[match.end() :]):
        return Kind.UNITS
    return Kind.AMOUNT


def _approx(match: re.Match[str], text: str) -> Approx:
    if match.group("more") or match.group("more2"):
        return Approx.OVER
    before, after = text[: match.start()], text[match.end() :]
    for pattern, approx in _PREFIXES:
        if pattern.search(before):
            return approx
    return next((approx for word, approx in _SUFFIXES if after.startswith(word)), Approx.EXACT)


def _worded(match: re.Match[str], text: str, passage: int) -> Iterator[Claim]:
    value = number_from(match.group("worded"))
    measure = text[match.end() : match.end() + 1]
    if value > 1:
        kind = Kind.COUNT if measure == "件" else Kind.UNITS
        yield _whole(match, "worded", text[match.start() : match.end() + 1], kind, passage, value, measure)


def _whole(
    match: re.Match[str], group: str, text: str, kind: Kind, passage: int, value: int, measure: str = ""
) -> Claim:
    return Claim(
        passage,
        match.start(),
        match.start() + len(text),
        kind,
        text,
        Decimal(value),
        measure=measure,
        digits_start=match.start(group),
        digits_end=match.end(group),
    )


def _of_kind(kind: Kind, group: str) -> Callable[[re.Match[str], str, int], Iterator[Claim]]:
    def read(match: re.Match[str], text: str, passage: int) -> Iterator[Claim]:
        value = number_from(match.group(group))
        yield _whole(match, group, match.group(), kind, passage, value)

    return read


def _time(kind: Kind, group: str) -> Callable[[re.Match[str], str, int], Iterator[Claim]]:
    def read(match: re.Match[str], text: str, passage: int) -> Iterator[Claim]:
        key = "-".join(str(int(part)) for part in re.findall(r"\d+", match.group()))
        yield Claim(
            passage,
            match.start(),
            match.end(),
            kind,
            match.group(),
            Decimal(0),
            digits_start=match.start(),
            digits_end=match.end(),
            key=f"{group}:{key}",
        )

    return read


_READERS: dict[str, Callable[[re.Match[str], str, int], Iterator[Claim]]] = {
    "number": _number,
    "worded": _worded,
    "date": _time(Kind.DATE, "date"),
    "day": _time(Kind.DATE, "day"),
    "month": _time(Kind.DATE, "month"),
    "months": _time(Kind.PERIOD, "months"),
    "year": _time(Kind.DATE, "year"),
    "issue": _of_kind(Kind.ISSUE, "issue"),
    "rank": _of_kind(Kind.RANK, "rank"),
    "placed": _of_kind(Kind.RANK, "placed"),
}
