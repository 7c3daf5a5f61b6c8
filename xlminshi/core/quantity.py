"""A number with its unit of measure (计量单位), and the words that were typed around it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from xlminshi.core.sending import quickly_sent

SCALES = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
PERCENT = "%"

# Measures that say the same thing. 人 and 人次 are not among them: one person can be counted several times.
_SAME_MEASURE = {
    "名": "人",
    "位": "人",
    "公里": "千米",
    "km": "千米",
    "KM": "千米",
    "平米": "平方米",
    "㎡": "平方米",
    "m2": "平方米",
    "平方公里": "平方千米",
    "立方": "立方米",
    "m3": "立方米",
    "公斤": "千克",
}
_GROUPING = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SCALED = re.compile(r"^(万|亿|千|百)(?!分)(.*)$")
_SEVERAL = re.compile(r"[/／、（）()]|或")
# What counts things one by one. Beside another of them each will do; of the others (人/次) two make another measure.
_COUNTED_BY = frozenset("座处台套个所家户条项件间栋幢辆把张床名场批期份盏眼口棵株只头部组支对艘架")
# A measure of one character is often the beginning of a longer word: 人 in 人员, 个 in 个月, 期 in 期间.
_NOT_BEHIND = {
    "人": "次员口才民均大工家力",
    "名": "录单称次",
    "位": "数次置于一",
    "户": "籍外型均",
    "个": "百月工半",
    "次": "日年月",
    "期": "间末初内中",
    "场": "地所馆",
    "件": "套",
    "家": "庭",
    "台": "区账县山",
    "所": "有在以",
    "部": "门分委",
    "支": "队部行一",
    "片": "区",
    "项": "规",
    "成": "员立为",
    "元": "区",
    "km": "2²",
    "KM": "2²",
}
_ALSO_WHOLE = frozenset(
    ["人", "位", "次", "人次", "户次", "场次", "班次", "起", "例", "宗", "村", "根", "杆", "枚", "匹"]
)


class Qualifier(Enum):
    """What the words around a number say about it."""

    EXACT = ""
    ABOUT = "约"
    OVER = "超过"


@quickly_sent
@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` in `measure`. `wording` is what was typed where that says more than the number (约7万元, 1.38万人次)."""

    value: Decimal
    measure: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    wording: str = ""

    def __str__(self) -> str:
        return self.wording or f"{plain(self.value)}{self.measure}"


def without_grouping(text: str) -> str:
    """Return a text with its numbers in one piece: 21,414 as 21414."""
    return _GROUPING.sub("", text) if "," in text else text


def plain(value: Decimal) -> str:
    """Return the number as a person writes it: no exponent, no zeros behind the last decimal, no “-0”."""
    text = str(value)
    if text.isdecimal():  # as of most numbers
        return text
    if value == 0:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def scale_of(measure: str) -> tuple[Decimal, str]:
    """Split a measure into its factor and its base: 万元 → (10000, 元), 万公里 → (10000000, 米), 个 → (1, 个)."""
    measure = _SAME_MEASURE.get(measure, measure)
    match = _SCALED.match(measure)
    if match is None:
        return Decimal(1), measure
    factor, base = scale_of(match.group(2))
    return SCALES[match.group(1)] * factor, base


@lru_cache(maxsize=256)
def names_of(measure: str) -> tuple[str, ...]:
    """Return all the words that say the same measure, itself first: 名 → 名, 人, 位."""
    base = _SAME_MEASURE.get(measure, measure)
    same = (base, *(word for word, other in _SAME_MEASURE.items() if other == base))
    return tuple(dict.fromkeys((measure, *same)))


def measure_in_text(measure: str) -> str:
    """Return the pattern of a measure behind a number in running text: 个 is not that of 3个月."""
    other = _NOT_BEHIND.get(measure)
    return re.escape(measure) + (f"(?![{other}])" if other else "")


def either_of(measure: str) -> frozenset[str]:
    """Return the measures of which each will do where a column names several: 座/处, 台（套）; empty for any other measure.

    元/吨 and 人/次 are measures of one kind each.
    """
    names = frozenset(_SEVERAL.sub(" ", measure).split())
    return names if len(names) > 1 and names <= _COUNTED_BY else frozenset()


def has_no_halves(measure: str) -> bool:
    """Return whether there is no half of what is measured: 座, 人次, 座/处; of 公里 and 万人 there is."""
    return measure in _COUNTED_BY or measure in _ALSO_WHOLE or bool(either_of(measure))


def factor_between(source: str, target: str) -> Decimal | None:
    """Return what a number in `source` is multiplied with to stand in `target`; None where they measure other things."""
    source_factor, source_base = scale_of(source)
    target_factor, target_base = scale_of(target)
    return source_factor / target_factor if source_base == target_base else None
