"""A percentage against the two numbers beside it: 12.85公里 … 30公里 … 43%, 22/22, 目标1.38万人次的155.17%."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlminshi.bulletin.proofreading.claims import Approx, Claim, Kind
from xlminshi.bulletin.proofreading.measures import may_be_same
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.remarks import Remark, agreed
from xlminshi.core.problems import Code
from xlminshi.core.progress import capped_rate
from xlminshi.core.quantity import PERCENT, plain
from xlminshi.core.rounding import Rounding, rounded_ratio
from xlminshi.core.status import percent

_COUNTED = (Kind.AMOUNT, Kind.FUNDS, Kind.COUNT)
_AIM = re.compile(r"目标|任务|计划|指标|应|需")
_OF_AIM = re.compile(r"^(?:以上)?(?:的|之)$")
_OF_YEAR = re.compile(r"(?:完成|占|达到?)[^，。；\d]*(?:目标|任务|计划)[^，。；\d]*$")
_OF_WHOLE = re.compile(r"(?:完成率|开工率|竣工率|完工率|占|占比|比例|完成)(?:的|为|达到?|了)*$")
_TASK = re.compile(r"^(?:主要任务|工作任务|目标任务|年度目标|全年目标)：")
_FRACTION = re.compile(r"(?<![\d./])(\d+)/(\d+)(?![\d/])")
_OFF = re.compile(r"较|上期|上月|比上|同比|环比|超出|高出|还差|尚差|其中|比[^，。；]*[多少高低]")
_NEAR = 14


@dataclass(frozen=True, slots=True)
class Ratio:
    """A percentage with the two numbers it should follow from; `is_sure` where the text itself puts them together."""

    percentage: Claim
    part: Claim
    whole: Claim
    is_sure: bool


def percentages_follow(reading: Reading) -> Iterator[Remark]:
    """Each percentage is the ratio of the two numbers beside it, in one way of rounding for the whole text."""
    ratios = list(ratios_of(reading))
    fits = [(one, fit(one.part.value, one.whole.value, one.percentage)) for one in ratios]
    ways = {way for _, way in fits}
    cut_offs = sum(way is Rounding.CUT_OFF for _, way in fits)
    rare = (
        Rounding.CUT_OFF
        if cut_offs * 2 <= sum(way in tuple(Rounding) for _, way in fits)
        else Rounding.HALF_UP
    )
    for one, way in fits:
        if way is None:
            yield _wrong(reading, one)
        elif way is rare and ways >= set(Rounding):
            yield _rounded_otherwise(reading, one, way)
        else:
            yield agreed(one.percentage)


def fit(part: Decimal, whole: Decimal, percentage: Claim) -> Rounding | str | None:
    """Return how a percentage was rounded from a ratio: "" where both ways give the same, None where neither does."""
    decimals, told = percentage.decimals, percentage.value / 100
    if whole <= 0:
        return None
    half_up = rounded_ratio(part, whole, decimals, Rounding.HALF_UP) == told
    cut_off = rounded_ratio(part, whole, decimals, Rounding.CUT_OFF) == told
    is_capped = capped_rate(part, whole, decimals, Rounding.HALF_UP) == told
    if half_up:
        return "" if cut_off else Rounding.HALF_UP
    if is_capped:
        return ""
    return Rounding.CUT_OFF if cut_off else None


def _wrong(reading: Reading, one: Ratio) -> Remark:
    code = Code.TEXT_PERCENT_WRONG if one.is_sure else Code.TEXT_SUM_DOUBTFUL
    share = rounded_ratio(one.part.value, one.whole.value, one.percentage.decimals, Rounding.HALF_UP)
    return reading.fault(one.percentage, code, expected=percent(share), reason=_division(one))


def _rounded_otherwise(reading: Reading, one: Ratio, way: Rounding) -> Remark:
    other = next(each for each in Rounding if each is not way)
    share = rounded_ratio(one.part.value, one.whole.value, one.percentage.decimals, other)
    reason = f"{_division(one)}，这里是{way.value}，别处是{other.value}"
    return reading.fault(one.percentage, Code.TEXT_ROUNDING, expected=percent(share), reason=reason)


def _division(one: Ratio) -> str:
    return f"{one.part.text}÷{one.whole.text}"


def ratios_of(reading: Reading) -> Iterator[Ratio]:
    """Yield every percentage of a text that two numbers beside it explain."""
    for claim in reading.outline.claims:
        if claim.measure == PERCENT and claim.approx is Approx.EXACT:
            for find in _FINDERS:
                found = find(reading, claim)
                if found is not None:
                    is_whole = found.whole.value > 0 and found.part != found.whole
                    if found.part.approx is Approx.EXACT and is_whole:
                        yield found
                    break


def _told_before(reading: Reading, claim: Claim) -> list[Claim]:
    """Return the quantities in front of a percentage, the nearest first: not how much one has changed or lies off its aim."""
    text = reading.text(claim.passage)
    return [
        one
        for one in reading.earlier(claim, _COUNTED)
        if not _OFF.search(re.split(r"[，。；：]", text[: one.start])[-1])
    ]


def _of_named_aim(reading: Reading, claim: Claim) -> Ratio | None:
    """技能培训21414人次，完成全年目标1.38万人次的155.17%."""
    text = reading.text(claim.passage)
    numbers = _told_before(reading, claim)
    if len(numbers) < 2 or not _OF_AIM.match(text[numbers[0].end : claim.start]):
        return None
    whole, part = numbers[0], numbers[1]
    between = text[part.end : whole.start]
    if not _AIM.search(between) or not _is_alike(part, whole) or re.search(r"[。；]", between):
        return None
    return Ratio(claim, part, whole, is_sure=True)


def _of_main_task(reading: Reading, claim: Claim) -> Ratio | None:
    """主要任务：…30公里以上。… 完成情况：…已完成12.85公里，完成全年任务的43%."""
    item, text = reading.item(claim), reading.text(claim.passage)
    numbers = _told_before(reading, claim)
    if item is None or not numbers or not _OF_YEAR.search(text[: claim.start]):
        return None
    part = numbers[0]
    told = [one for index in range(item.first, item.last + 1) for one in reading.outline.claims_at(index)]
    aims = [one for one in told if _TASK.match(reading.text(one.passage)) and one.measure == part.measure]
    others = [one for one in told if one.passage == claim.passage and one.measure == part.measure]
    is_alone = len(aims) == 1 and len(others) == 1 and bool(part.measure)
    return Ratio(claim, part, aims[0], is_sure=True) if is_alone else None


def _of_stated_whole(reading: Reading, claim: Claim) -> Ratio | None:
    """目标任务4966户，已开工2483户，开工率50%."""
    text = reading.text(claim.passage)
    numbers = _told_before(reading, claim)
    if len(numbers) < 2 or not _OF_WHOLE.search(text[: claim.start]):
        return None
    part = numbers[0]
    begin = max(text.rfind(mark, 0, claim.start) for mark in "。；")
    wholes = [
        one for one in numbers[1:] if one.measure == part.measure and one.start > begin and _is_aim(text, one)
    ]
    return Ratio(claim, part, wholes[0], is_sure=False) if len(wholes) == 1 and part.measure else None


def _is_aim(text: str, claim: Claim) -> bool:
    before = re.split(r"[，。；：]", text[: claim.start])[-1]
    return bool(re.search(r"(?:目标|任务|计划)(?:数|任务)?[^，。；\d]{0,6}$", before))


def _of_fraction(reading: Reading, claim: Claim) -> Ratio | None:
    """22/22，完成率100%."""
    text = reading.text(claim.passage)
    matches = [one for one in _FRACTION.finditer(text[: claim.start]) if claim.start - one.end() <= _NEAR]
    if not matches:
        return None
    match = matches[-1]
    own = {one.digits_start: one for one in reading.outline.claims_at(claim.passage)}
    part, whole = own.get(match.start(1)), own.get(match.start(2))
    return Ratio(claim, part, whole, is_sure=True) if part and whole else None


def _is_alike(part: Claim, whole: Claim) -> bool:
    return may_be_same(part.measure, whole.measure)


_FINDERS: tuple[Callable[[Reading, Claim], Ratio | None], ...] = (
    _of_fraction,
    _of_named_aim,
    _of_main_task,
    _of_stated_whole,
)
# Two decimals leave so little room for the target that a round one among the few that fit is the target.
_EXACT_DECIMALS = 2
_ROUNDER_BY = 3


def targets_are_round(reading: Reading) -> Iterator[Remark]:
    """33万人，占全年任务的94.28%: 35万, the only round target that fits, gives 94.29% when rounded half up."""
    ratios = list(ratios_of(reading))
    known = {(one.percentage.passage, one.percentage.start) for one in ratios}
    is_cut = any(fit(one.part.value, one.whole.value, one.percentage) is Rounding.CUT_OFF for one in ratios)
    found = [
        (claim, part, target)
        for claim in reading.outline.claims
        if (claim.passage, claim.start) not in known
        and (part := _part_of(reading, claim)) is not None
        and (target := _round_target(part.value, claim)) is not None
    ]
    if is_cut or len(found) > 1:
        return  # a text that cuts off throughout is right in its own way
    for claim, part, target in found:
        share = rounded_ratio(part.value, target, claim.decimals, Rounding.HALF_UP)
        reason = f"如全年任务是{_readable(target)}，{Rounding.CUT_OFF.value}为{claim.text}"
        yield reading.fault(claim, Code.TEXT_ROUNDING, expected=percent(share), reason=reason)


def _part_of(reading: Reading, claim: Claim) -> Claim | None:
    """Return the exact quantity of which a percentage with its decimals tells the completion, where no target is given."""
    text = reading.text(claim.passage)
    numbers = _told_before(reading, claim)
    is_rate = claim.measure == PERCENT and claim.decimals >= _EXACT_DECIMALS and claim.value > 0
    if not is_rate or not numbers or not _OF_YEAR.search(text[: claim.start]):
        return None
    is_near = not re.search(r"[。；]", text[numbers[0].end : claim.start])
    return numbers[0] if is_near and numbers[0].approx is Approx.EXACT else None


def _readable(target: Decimal) -> str:
    return f"{plain(target / 10000)}万" if target >= 10000 else plain(target)


def _round_target(part: Decimal, claim: Claim) -> Decimal | None:
    """Return the target that only cutting off explains, if it is far rounder than any that rounding half up explains."""
    unit = claim.step
    cut_off = _roundest(part * 100 / (claim.value + unit), part * 100 / claim.value)
    half_up = _roundest(part * 100 / (claim.value + unit / 2), part * 100 / (claim.value - unit / 2))
    if cut_off[0] < half_up[0] + _ROUNDER_BY:
        return None
    return cut_off[1] if fit(part, cut_off[1], claim) is Rounding.CUT_OFF else None


def _roundest(lowest: Decimal, highest: Decimal) -> tuple[int, Decimal]:
    """Return how many zeros the roundest whole number between two limits ends with, and that number."""
    for zeros in range(9, -1, -1):
        step = Decimal(10) ** zeros
        multiple = highest // step * step
        if lowest <= multiple <= highest and multiple > 0:
            return zeros, multiple
    return -1, Decimal(0)


_PRICE = re.compile(r"每(?:人|户|位|名|个|座|盏|台|套|公里|平方米)(?:保险费|补贴|补助|缴费)?$")


def products_follow(reading: Reading) -> Iterator[Remark]:
    """340356位居民，每人1.4元，共476498.4元: the sum is the product."""
    for claim in reading.outline.claims:
        text = reading.text(claim.passage)
        clause = re.split(r"[，。；：]", text[: claim.start])[-1]
        prices = [one for one in reading.earlier(claim, (Kind.FUNDS,)) if _is_price(text, one)]
        if claim.kind is not Kind.FUNDS or not prices or not re.search(r"共|合计|总", clause):
            continue
        numbers = [one for one in reading.earlier(prices[0], (Kind.AMOUNT,)) if one.approx is Approx.EXACT]
        if len(numbers) != 1 or claim.approx is not Approx.EXACT:
            continue
        product = numbers[0].value * prices[0].value
        if abs(product - claim.value) < claim.step:
            yield agreed(claim)
        else:
            expected = f"{plain(product)}元"
            reason = f"{numbers[0].text}×{prices[0].text}"
            yield reading.fault(claim, Code.TEXT_SUM_DOUBTFUL, expected=expected, reason=reason)


def _is_price(text: str, claim: Claim) -> bool:
    return bool(_PRICE.search(text[: claim.start]))


def rests_follow(reading: Reading) -> Iterator[Remark]:
    """6所改建幼儿园1所已建成投用，其余5所已开工: what is left is the whole less the parts."""
    for claim in reading.outline.claims:
        text = reading.text(claim.passage)
        if claim.kind is not Kind.AMOUNT or not text[: claim.start].endswith(("其余", "剩余", "另外")):
            continue
        begin = max(text.rfind(mark, 0, claim.start) for mark in "。；") + 1
        numbers = [
            one
            for one in reading.earlier(claim, (Kind.AMOUNT,))[::-1]
            if one.start >= begin and one.measure == claim.measure
        ]
        if len(numbers) < 2:
            continue
        rest = numbers[0].value - sum((one.value for one in numbers[1:]), Decimal(0))
        if rest == claim.value:
            yield agreed(claim)
        elif rest > 0:
            reason = "－".join(one.text for one in numbers)
            yield reading.fault(
                claim, Code.TEXT_SUM_DOUBTFUL, expected=f"{plain(rest)}{claim.measure}", reason=reason
            )


RATIO_CHECKS: tuple[Callable[[Reading], Iterator[Remark]], ...] = (
    percentages_follow,
    targets_are_round,
    products_follow,
    rests_follow,
)
