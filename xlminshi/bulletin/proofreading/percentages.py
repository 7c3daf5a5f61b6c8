"""A percentage against the two numbers beside it: 12.85公里 … 30公里 … 43%, 22/22, 目标1.38万人次的155.17%."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from xlminshi.bulletin.proofreading.breakdowns import part_shared, whole_of
from xlminshi.bulletin.proofreading.claims import Approx, Claim, Kind
from xlminshi.bulletin.proofreading.measures import may_be_same
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.remarks import Remark, agreed
from xlminshi.core.problems import Code
from xlminshi.core.progress import capped_rate
from xlminshi.core.quantity import PERCENT
from xlminshi.core.rounding import Rounding, rounded_ratio
from xlminshi.core.status import percent

_COUNTED = (Kind.AMOUNT, Kind.FUNDS, Kind.COUNT)
_AIM = re.compile(r"目标|任务|计划|指标|应|需")
_OF_AIM = re.compile(r"^(?:以上)?(?:的|之)$")
OF_YEAR = re.compile(r"(?:完成|占|达到?)[^，。；\d]*(?:目标|任务|计划)[^，。；\d]*$")
_OF_WHOLE = re.compile(r"(?:完成率|开工率|竣工率|完工率|占|占比|比例|完成)(?:的|为|达到?|了)*$")
_TASK = re.compile(r"^(?:主要任务|工作任务|目标任务|年度目标|全年目标)：")
_FRACTION = re.compile(r"(?<![\d./])(\d+)/(\d+)(?![\d/])")
_OFF = re.compile(r"较|上期|上月|比上|同比|环比|超出|高出|还差|尚差|其中|比[^，。；]*[多少高低]")
_OFF_AIM = re.compile(r"比[^，。；]*(?:目标|任务|计划)[^，。；]*?(多|少)$")
_OTHER_TOPIC = re.compile(r"[。；]|方面，")
_FUNDS_RATE = re.compile(r"(?:到位率|支付率|支出率|拨付率)(?:为|达到?|是|仅)*$")
_FUNDS = {
    "支付": r"(?:支付|支出|拨付)(?:资金|金额)?(?:为|了)?$",
    "到位": r"到位(?:资金|金额)?(?:为|了)?$",
    "计划": r"(?:计划|预算|下达)(?:资金|金额|投资)?(?:为|了)?$",
}
_NEAR, _REACH = 14, 40


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


def told_before(reading: Reading, claim: Claim) -> list[Claim]:
    """Return the quantities in front of a percentage, the nearest first: not how much one has changed or lies off its aim."""
    return [one for one in reading.earlier(claim, _COUNTED) if not _OFF.search(reading.clause(one))]


def _of_named_aim(reading: Reading, claim: Claim) -> Ratio | None:
    """技能培训21414人次，完成全年目标1.38万人次的155.17%."""
    text = reading.text(claim.passage)
    numbers = told_before(reading, claim)
    if len(numbers) < 2 or not _OF_AIM.match(text[numbers[0].end : claim.start]):
        return None
    whole, part = numbers[0], whole_of(reading, numbers[1]) or numbers[1]
    between = text[numbers[1].end : whole.start]
    if not _AIM.search(between) or not _is_alike(part, whole) or _OTHER_TOPIC.search(between):
        return None
    return Ratio(claim, part, whole, is_sure=True)


def _of_main_task(reading: Reading, claim: Claim) -> Ratio | None:
    """主要任务：…30公里以上。… 完成情况：…已完成12.85公里，完成全年任务的43%."""
    item = reading.item(claim)
    numbers = told_before(reading, claim)
    if item is None or not numbers or not OF_YEAR.search(reading.before(claim)):
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
    numbers = told_before(reading, claim)
    before = reading.before(claim)
    if len(numbers) < 2 or not (_OF_WHOLE.search(before) or OF_YEAR.search(before)):
        return None
    part = numbers[0]
    if _is_aim(reading, part):
        return None
    begin = max(text.rfind(mark, 0, claim.start) for mark in ("。", "；", "分别"))  # of each its own
    wholes = [
        one
        for one in numbers[1:]
        if one.measure == part.measure and one.start > begin and _is_aim(reading, one)
    ]
    return Ratio(claim, part, wholes[0], is_sure=False) if len(wholes) == 1 and part.measure else None


def _of_difference(reading: Reading, claim: Claim) -> Ratio | None:
    """窨井盖整治4132座，比全年目标多1553座，完成率160.21%: the aim is what is left without the difference."""
    numbers = reading.earlier(claim, _COUNTED)
    told = [one for one in numbers[1:] if not _OFF.search(reading.clause(one))]
    if not told:
        return None
    off, part = numbers[0], told[0]
    text = reading.text(claim.passage)
    way = _OFF_AIM.search(reading.clause(off))
    is_near = re.fullmatch(r"，完成率(?:为|达到?|是)?", text[off.end : claim.start])
    if not way or not is_near or "；" in text[part.end : off.start] or part.measure != off.measure:
        return None
    value = part.value - off.value if way.group(1) == "多" else part.value + off.value
    sign = "－" if way.group(1) == "多" else "＋"
    turned = 2 * part.value - value
    if fit(part.value, value, claim) is None and fit(part.value, turned, claim) is not None:
        return None  # the number is right, only 多 and 少 are turned round: that is told of the difference
    whole = replace(off, value=value, text=f"（{part.text}{sign}{off.text}）")
    return Ratio(claim, part, whole, is_sure=False)


def _of_funds(reading: Reading, claim: Claim) -> Ratio | None:
    """到位15300万元，支付9120万元，支付率59.6%: of what has arrived, or of what is planned."""
    rate = _FUNDS_RATE.search(reading.clause(claim))
    if rate is None:
        return None
    told = [one for one in reading.earlier(claim, (Kind.FUNDS,)) if one.approx is Approx.EXACT]
    own = {name: _told_as(reading, told, name) for name in ("支付", "到位", "计划")}
    name = "到位" if rate.group().startswith("到位") else "支付"
    part = own[name]
    wholes = [own[one] for one in (("计划",) if name == "到位" else ("到位", "计划"))]
    ratios = [Ratio(claim, part, one, is_sure=True) for one in wholes if part and one]
    right = (one for one in ratios if fit(one.part.value, one.whole.value, claim) is not None)
    return next(right, ratios[0] if ratios else None)


def _told_as(reading: Reading, told: list[Claim], name: str) -> Claim | None:
    """Return the one amount that the words in front of it call so; None where there are several."""
    found = [one for one in told if re.search(_FUNDS[name], re.split("[，；、]", reading.clause(one))[-1])]
    return found[0] if len(found) == 1 else None


def _of_part(reading: Reading, claim: Claim) -> Ratio | None:
    """办理案件406件，其中农民工案件128件，占31.5%."""
    found = part_shared(reading, claim)
    return Ratio(claim, *found, is_sure=False) if found else None


def _is_aim(reading: Reading, claim: Claim) -> bool:
    return bool(re.search(r"(?:目标|任务|计划)(?:数|任务)?[^，。；\d]{0,6}$", reading.clause(claim)))


def _of_fraction(reading: Reading, claim: Claim) -> Ratio | None:
    """22/22，完成率100%."""
    text = reading.text(claim.passage)
    near = _FRACTION.finditer(text, max(claim.start - _REACH, 0), claim.start)
    matches = [one for one in near if claim.start - one.end() <= _NEAR]
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
    _of_part,
    _of_funds,
    _of_named_aim,
    _of_main_task,
    _of_stated_whole,
    _of_difference,
)
