"""A number with its unit of measure (计量单位), and the words that were typed around it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from xlminshi.core.sending import quickly_sent

SCALES = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
PERCENT = "%"

# Measures that say the same thing. 人 and 人次 are not among them: one person can be counted several times.
_SAME_MEASURE = {
    "名": "人",
    "公里": "千米",
    "km": "千米",
    "KM": "千米",
    "平米": "平方米",
    "㎡": "平方米",
    "m2": "平方米",
}
_GROUPING = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SCALED = re.compile(r"^(万|亿|千|百)(?!分)(.*)$")
_SEVERAL = re.compile(r"[/／、（）()]|或")
_COUNTED_BY = frozenset("座处台套个所家户条项件间栋幢辆把张名场批期份盏眼口棵株只头部组支对艘架")


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


def either_of(measure: str) -> frozenset[str]:
    """Return the measures of which each will do where a column names several: 座/处, 台（套）; empty for any other measure.

    元/吨 and 人/次 are measures of one kind each.
    """
    names = frozenset(_SEVERAL.sub(" ", measure).split())
    return names if len(names) > 1 and names <= _COUNTED_BY else frozenset()


def factor_between(source: str, target: str) -> Decimal | None:
    """Return what a number in `source` is multiplied with to stand in `target`; None where they measure other things."""
    source_factor, source_base = scale_of(source)
    target_factor, target_base = scale_of(target)
    return source_factor / target_factor if source_base == target_base else None
