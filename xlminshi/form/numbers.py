"""What people type into a cell of a number → a quantity, or a named problem; never a guess.

A reading has four outcomes: exact, converted (and said so), missing (无, 未报 and — are not zero), or a problem.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.quantity import PERCENT, SCALES, Qualifier, Quantity, either_of, factor_between, plain
from xlminshi.form.cells import folded_text, is_missing, is_uncalculated, shown
from xlminshi.form.grid import Calculated, CellError, CellValue, Percent, Scalar

# Excel keeps 15 significant digits; a longer whole number has already been changed by it.
_MOST_DIGITS = 15
# Below it a number is too short for a telephone number, or for an account.
_SURELY_AN_AMOUNT = 10**10
_APPROXIMATE = ("大约", "约", "大概")
_OVER = ("已超过", "超过", "已超", "超", "逾", "不少于", "不低于", "至少", "高于", ">=", "≥", ">")
_BELOW = ("不足", "不到", "近", "接近", "将近", "低于", "少于", "<=", "≤", "<", "未达", "不超过", "小于")
_LEADING_WORDS = (
    "已累计完成",
    "累计完成",
    "已完成",
    "完成",
    "累计",
    "合计",
    "共计",
    "共",
    "已达到",
    "达到",
    "已达",
    "达",
    "已",
    "为",
)
_TRAILING_OVER = ("以上", "余", "多")
# As a target, these say where it is met; 逾 and 余 say that nobody counted.
_FLOOR, _FLOOR_BEHIND = tuple(word for word in _OVER if word != "逾"), ("以上",)
_TRAILING_ABOUT = ("左右", "上下")
_WORDS_AFTER_MEASURE = ("以上", *_TRAILING_ABOUT)
_TRAILING_BELOW = ("以下", "以内", "不到")
# Written so, m² and m³ are measures, no digits; ㎡ and ㎥ are one sign each and fold to them.
_SQUARE_METRES = re.compile("(?<=[mM])[²³]")
# 千米、千瓦、千克 are measures of their own: their 千 is no scale.
_NUMBER = re.compile(
    r"^(?P<digits>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?P<more>余|多)?(?P<scale>(?:[百万亿]|千(?![米瓦克卡伏赫帕])){0,2})(?P<more2>余|多)?(?P<rest>.*)$",
    re.ASCII,
)
_DATE_WORDS = re.compile(
    r"^(?:\d{4}[\-/年]\d{1,2}(?:[.\-/月]\d{0,2}日?)?|\d{4}\.\d{1,2}[.\-/月]\d{0,2}日?"
    r"|(?:19|20)\d{2}\.(?:0?[1-9]|1[0-2])|\d{1,2}月\d{1,2}日?|\d{1,2}:\d{2}(?::\d{2})?)$"
)
# 12月底前完成, 2022年底前, 5个未完成: what stands behind the number is no measure.
_NO_MEASURE = re.compile(r"^[年月日号时点]|[未不没无前后]|完成|开工|季度")
# A number this much below its target, and no greater than this, may be a share: 0.65 under a target of 65 %.
SHARE_FACTOR, LARGEST_SHARE = 20, 10
_PHONE = re.compile(r"^1[3-9]\d{9}$", re.ASCII)


@dataclass(frozen=True, slots=True)
class NumberReading:
    """What a number cell gave. `quantity` None without a problem means: nothing was reported."""

    quantity: Quantity | None
    problems: tuple[Problem, ...] = ()


_NOTHING = NumberReading(None)


def read_number(value: CellValue, measure: str, place: Place, target: Decimal | None = None) -> NumberReading:
    """Return the number in a cell as a quantity in `measure`.

    `target` (same measure) only helps to tell 0.65 from 65 in a percentage row. Error cells, dates, truth values and
    texts that do not hold exactly one number become problems.
    """
    reading = plain_number(value, measure)
    if reading is not None:
        return reading
    if isinstance(value, Calculated):
        return _read_calculated(value, measure, place, target)
    if isinstance(value, Decimal):
        return _read_plain_number(value, measure, place, target)
    if isinstance(value, Percent):
        return _read_percent(value, measure, place)
    if isinstance(value, str):
        return _read_words(value, measure, place, target)
    return _refused(_code_for(value), value, place)


def plain_number(value: CellValue, measure: str) -> NumberReading | None:
    """Return the number of a cell that nobody can read in two ways, as of most cells; None where `read_number` must look."""
    if value is None:
        return _NOTHING
    if not isinstance(value, Decimal) or measure == PERCENT or not value.is_finite():
        return None
    return NumberReading(Quantity(value, measure)) if 0 <= value < _SURELY_AN_AMOUNT else None


def _code_for(value: Scalar) -> Code:
    if isinstance(value, CellError):
        return Code.ERROR_CELL
    return Code.NOT_A_NUMBER if isinstance(value, bool) else Code.LOOKS_LIKE_DATE


def _refused(code: Code, value: CellValue, place: Place, /, **facts: object) -> NumberReading:
    return NumberReading(None, (problem(code, place, found=shown(value).strip(), **facts),))


def _read_calculated(value: Calculated, measure: str, place: Place, target: Decimal | None) -> NumberReading:
    if is_uncalculated(value):
        return NumberReading(None, (problem(Code.NOT_CALCULATED, place),))
    reading = read_number(value.value, measure, place, target)
    if reading.quantity is None:
        return reading
    said = problem(Code.FORMULA_IN_ENTRY, place, found=value.formula, value=reading.quantity)
    return NumberReading(reading.quantity, (*reading.problems, said))


def _read_plain_number(value: Decimal, measure: str, place: Place, target: Decimal | None) -> NumberReading:
    if not value.is_finite():
        return _refused(Code.NOT_A_NUMBER, value, place)
    if value == value.to_integral_value() and len(format(abs(value), "f").split(".")[0]) > _MOST_DIGITS:
        return _refused(Code.NUMBER_TOO_LONG, value, place)
    if measure != PERCENT and _PHONE.match(plain(value)):
        return _refused(Code.LOOKS_LIKE_PHONE, value, place)
    if measure == PERCENT and _may_be_a_share(value, target):
        return _refused(Code.PERCENT_UNCLEAR, value, place, value=plain(value * 100))
    return NumberReading(Quantity(value, measure))


def _may_be_a_share(value: Decimal, target: Decimal | None) -> bool:
    """A bare 0.65 (or 1.2) under a target of 65 % may mean 65 %; under a target of 1 % it does not."""
    if value <= 0:
        return False
    return value <= 1 if target is None else value * SHARE_FACTOR <= target and value <= LARGEST_SHARE


def _read_percent(value: Percent, measure: str, place: Place) -> NumberReading:
    if not value.share.is_finite():
        return _refused(Code.NOT_A_NUMBER, value, place)
    if measure != PERCENT:
        return _refused(Code.PERCENT_MISPLACED, value, place, measure=measure)
    return NumberReading(Quantity(value.share * 100, PERCENT))


def _read_words(text: str, measure: str, place: Place, target: Decimal | None) -> NumberReading:
    folded = folded_text(text)
    if is_missing(folded):
        return NumberReading(None)
    if any(_is_digit_sign(character) for character in _SQUARE_METRES.sub("", text)):
        return _refused(Code.NOT_A_NUMBER, text, place)
    if _DATE_WORDS.match(folded):
        return _refused(Code.LOOKS_LIKE_DATE, text, place)
    words = _parse_words(folded)
    if words is None:
        return _refused(Code.NOT_A_NUMBER, text, place)
    if words.is_below:
        return _refused(Code.INEXACT_NUMBER, text, place)
    return _in_measure(words, text.strip(), folded, measure, place, target)


def _is_digit_sign(character: str) -> bool:
    """Whether a sign becomes a digit when folded, and so another number with its neighbours: ①5 is not 15, 10² not 102."""
    return not character.isdecimal() and unicodedata.normalize("NFKC", character)[0].isdecimal()


@dataclass(frozen=True, slots=True)
class _Words:
    number: Decimal
    scale: Decimal
    scale_word: str
    rest: str
    qualifier: Qualifier
    is_below: bool
    is_bare: bool


def _parse_words(folded: str) -> _Words | None:
    text, _ = _without_prefix(folded, _LEADING_WORDS)
    text, about = _without_prefix(text, _APPROXIMATE)
    text, below = _without_prefix(text, _BELOW)
    text, over = _without_prefix(text, _OVER)
    text, trailing_over = _without_suffix(text, _TRAILING_OVER)
    text, trailing_about = _without_suffix(text, _TRAILING_ABOUT)
    text, trailing_below = _without_suffix(text, _TRAILING_BELOW)
    match = _NUMBER.match(text)
    if match is None or _is_code(match.group("digits")):
        return None
    more = bool(match.group("more") or match.group("more2"))
    scale_word = match.group("scale")
    scale = Decimal(1)
    for character in scale_word:
        scale *= SCALES[character]
    is_over = over or trailing_over or more
    is_about = about or trailing_about
    qualifier = Qualifier.OVER if is_over else Qualifier.ABOUT if is_about else Qualifier.EXACT
    number = Decimal(match.group("digits").replace(",", ""))
    is_bare = text == folded and not scale_word and not more and not match.group("rest")
    return _Words(number, scale, scale_word, match.group("rest"), qualifier, below or trailing_below, is_bare)


def _is_code(digits: str) -> bool:
    """A number that starts with 0 is a code or a telephone number, and one beyond 15 digits an account."""
    whole = digits.lstrip("-").split(".")[0].replace(",", "")
    return (len(whole) > 1 and whole.startswith("0")) or len(whole) > _MOST_DIGITS


def _without_prefix(text: str, words: tuple[str, ...]) -> tuple[str, bool]:
    for word in words:
        if text.startswith(word):
            return text[len(word) :], True
    return text, False


def _without_suffix(text: str, words: tuple[str, ...]) -> tuple[str, bool]:
    for word in words:
        if text.endswith(word):
            return text[: -len(word)], True
    return text, False


def _in_measure(
    words: _Words, typed: str, folded: str, measure: str, place: Place, target: Decimal | None
) -> NumberReading:
    if PERCENT in words.rest and measure != PERCENT:
        return _refused(Code.PERCENT_MISPLACED, typed, place, measure=measure)
    factor = _factor(words, measure)
    if factor is None:
        code = Code.MEASURE_MISMATCH if not words.rest or _is_a_word(words.rest) else Code.NOT_A_NUMBER
        return _refused(code, typed, place, measure=measure)
    value = Decimal(plain(words.number if factor == 1 else words.number * factor))
    if measure == PERCENT and not words.rest and _may_be_a_share(value, target):
        return _refused(Code.PERCENT_UNCLEAR, typed, place, value=plain(value * 100))
    if words.is_bare:
        return read_number(value, measure, place, target)
    wording = _wording(words, folded, measure, is_converted=factor not in (1, words.scale))
    quantity = Quantity(value, measure, words.qualifier, wording)
    if folded.replace(",", "") == _value(quantity):
        return NumberReading(quantity)
    said = problem(Code.READ_FROM_WORDS, place, found=typed, value=_value(quantity))
    return NumberReading(quantity, (said,))


def _factor(words: _Words, measure: str) -> Decimal | None:
    """Return what the typed number is multiplied with, or None where the typed measure is another one."""
    if not words.rest:
        return _factor_of_scale(words, measure)
    if not measure:
        return words.scale if _is_a_word(words.rest) else None
    factor = factor_between(words.scale_word + words.rest, measure)
    if factor is not None:
        return factor
    rest = factor_between(words.rest, measure)
    if rest is None and (either_of(words.rest) or {words.rest}) <= either_of(
        measure
    ):  # 1座 in a column of 座/处
        rest = Decimal(1)
    return words.scale * rest if rest is not None else None


def _factor_of_scale(words: _Words, measure: str) -> Decimal | None:
    """500万 in a column of 万元 means 500万元, 3千万 3000万元; what 5千 means there nobody knows. 1.38万 of 人次 is 13800."""
    if not _shares_scale(words, measure):
        return words.scale
    own = SCALES[measure[0]]
    return words.scale / own if measure[0] == words.scale_word or words.scale >= SCALES["万"] else None


def _shares_scale(words: _Words, measure: str) -> bool:
    """Return whether a scale typed without a measure stands for the scale of the column's measure (万元)."""
    return bool(words.scale_word) and len(measure) > 1 and measure[0] in ("万", "亿", words.scale_word)


def measure_in(text: str) -> str:
    """Return the measure that a typed number carries: 1.38万人次 → 人次, 4000万元 → 万元, 65%以上 → %; "" if none."""
    words = _parse_words(folded_text(text))
    if words is None or not _is_a_word(words.rest):
        return ""
    return words.scale_word + words.rest if words.rest == "元" else words.rest


def _is_a_word(rest: str) -> bool:
    return bool(re.fullmatch(r"[^\W\d_]{1,6}(?:/[^\W\d_]{1,6})?|%|m2", rest)) and not _NO_MEASURE.search(rest)


def _value(quantity: Quantity) -> str:
    return f"{plain(quantity.value)}{quantity.measure}"


def _wording(words: _Words, folded: str, measure: str, *, is_converted: bool) -> str:
    """Return how the number is printed: as typed (约7万元, 500余万元, 1.38万人次), without words such as 完成.

    `is_converted`: it was typed in another measure of the same thing (420户 in a column of 万户), which it keeps.
    """
    text, _ = _without_prefix(folded, _LEADING_WORDS)
    if words.qualifier is Qualifier.EXACT and not words.scale_word and not is_converted:
        return ""
    if words.rest or not measure:
        return text
    tail = next((word for word in _WORDS_AFTER_MEASURE if text.endswith(word)), "")
    own = measure[1:] if _shares_scale(words, measure) else measure
    return f"{text.removesuffix(tail)}{own}{tail}"


def is_rough(text: str) -> bool:
    """Return whether a number is told roughly (约500, 500余); a floor (65%以上, 不少于30) is as exact as its number."""
    folded, _ = _without_prefix(folded_text(text), _LEADING_WORDS)
    folded, _ = _without_prefix(folded, _FLOOR)
    words = _parse_words(_without_suffix(folded, _FLOOR_BEHIND)[0])
    return words is not None and words.qualifier is not Qualifier.EXACT


def without_limit_words(text: str) -> str:
    """Return a target without the words of an upper limit, which belong to it where lower is better: 4.3%以内 → 4.3%."""
    folded, _ = _without_prefix(
        folded_text(text), ("控制在", "不超过", "不高于", "低于", "小于", "少于", "<=", "≤", "<")
    )
    return _without_suffix(folded, ("以内", "以下", "之内"))[0]
