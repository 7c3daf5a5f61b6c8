"""Checks of the numbers in the words against the numbers in the cells. What is only likely to be meant is not compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from xlminshi.core.checks.cases import CLAUSE_MARKS, IndicatorCase, ProjectCase, clause_before
from xlminshi.core.problems import Code, Problem, problem
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import PERCENT, SCALES, Qualifier, measure_in_text, names_of
from xlminshi.core.rounding import Rounding, rounded_ratio
from xlminshi.core.status import percent
from xlminshi.core.submission import FUNDS_OF_PROJECT
from xlminshi.core.units import normal_name

_PERCENT_IN_TEXT = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)%")
_REST = re.compile(rf"[^{CLAUSE_MARKS}]*")
# A share is held against the completion rate only where the clause speaks of completion, and of the whole task.
_SPEAKS_OF_RATE = re.compile(r"完成|任务|目标|占比|达成")
_OTHER_SHARE = re.compile(
    r"工程|主体|施工|投资|资金|装修|征[收地迁]|拆迁|支付|拨付|序时|时间进度|开工|满意|形象|设备|设计|同比|环比|增长|提高|提升|下降|降低"
)
# Around such words a number is not this year's cumulative figure.
_NOT_CUMULATIVE = re.compile(
    r"目标|任务|计划|拟|预计|剩余|尚有|还有|还剩|尚未|未|本月|当月|本期|本季|本周|每|较|比|约|近|逾|余|待|正在|另|上年|去年|上半年|季度|月份?$|底前|确保|力争|将"
)
# 建成区 is a place; a verb farther away may govern something else.
_VERB = re.compile(
    r"(?:累计|完成|建成(?!区)|新增|新建|改造|整治|培训|救助|更换|发放|安装|开展|改建|修复|创建)[^，。；]{0,10}$"
)
_QUALIFIED = re.compile(r"(?:约|近|逾|超|超过|不足|不少于|将近|接近|至少|多达)$")
_TARGET = re.compile(
    r"(?:全年|年度)(?:工作)?(?:目标任务|工作任务|目标|任务)(?:数|值)?(?:为|是|[：:])?(\d+(?:\.\d+)?)([百千万亿]?)"
)
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)(余|多)?(万元|亿元)")
_INVESTED = re.compile(r"(?:总投资|投资|投入(?:资金)?)(?:约|达|为)?$")
_FUNDS_TOLD = {
    key: re.compile(rf"{verb}(?:资金)?(\d+(?:\.\d+)?)(万元|亿元)(?![^{CLAUSE_MARKS}]*其中)")
    for key, verb in (("arrived", r"(?<!未)(?:累计|已)到位"), ("paid", r"(?<!未)(?:累计|已)(?:支付|拨付)"))
}


@dataclass(frozen=True, slots=True)
class _Told:
    """A number with a measure in a text: its value and the step of its last digit, and where it stands."""

    text: str
    match: re.Match[str]
    value: Decimal
    step: Decimal

    @property
    def found(self) -> str:
        """Return the number as it is written."""
        return self.match.group()

    @property
    def before(self) -> str:
        """Return the words before it in the same clause."""
        return clause_before(self.text, self.match.start())

    @property
    def after(self) -> str:
        """Return the words behind it in the same clause."""
        after = _REST.match(self.text, self.match.end())
        return after.group() if after else ""

    def is_exact(self) -> bool:
        """Return whether it is told as the very number, and of the whole."""
        is_bare = not self.match.group(2) and not _QUALIFIED.search(self.before)
        return is_bare and not _is_a_part(self.text, self.match.start())

    def says(self, figure: Decimal) -> bool:
        """Return whether it is the figure, rounded or cut off where it was told in 万."""
        return self.value == figure or (self.step > 1 and abs(self.value - figure) < self.step)


def tells_the_computed_rates(case: ProjectCase) -> Iterator[Problem]:
    """Each percentage told of the whole task is a computed rate or a reported figure, where there is any to compare with.

    A rate told with fewer decimals (157% for 157.14%) is the same rate.
    """
    if not case.rates or "%" not in case.narrative:
        return
    figures = {value for one in case.indicators for value in _percent_figures(one)}
    names = tuple(normal_name(one.indicator.name) for one in case.indicators)
    for match in _PERCENT_IN_TEXT.finditer(case.narrative):
        text = match.group(1)
        if Decimal(text) in figures or any(_tells(text, one) for one in case.indicators):
            continue
        if _is_a_rate(case.narrative, match, names):
            words = "、".join(percent(rate) for rate in case.rates)
            yield problem(Code.NARRATIVE_RATE_DIFFERS, case.place, found=f"{text}%", expected=words)


def _is_a_rate(text: str, match: re.Match[str], names: tuple[str, ...]) -> bool:
    clause = clause_before(text, match.start())
    if _is_a_part(text, match.start()):
        return False
    if _OTHER_SHARE.search(clause) and not re.search(r"(?:任务|目标)的?$|完成率为?$", clause):
        return False
    return bool(_SPEAKS_OF_RATE.search(clause)) or any(name in clause for name in names)


def _tells(text: str, case: IndicatorCase) -> bool:
    """Return whether a told rate is that of an indicator, rounded or cut off: published bulletins mix the two.

    Only 100 % is never told of a target that is not reached.
    """
    figure, target, rate = case.figure, case.target, case.completion.rate
    told = Decimal(text) / 100
    if rate is None or not figure or not target or told == rate:
        return told == rate
    above, below = (target, figure) if case.indicator.kind is IndicatorKind.LOWER else (figure, target)
    decimals = len(text.partition(".")[2])
    is_allowed = above >= below or told < 1
    return is_allowed and any(
        told == rounded_ratio(above, below, decimals, rounding) for rounding in Rounding
    )


def _percent_figures(case: IndicatorCase) -> Iterator[Decimal]:
    for quantity in (case.report.achieved, case.indicator.target):
        if quantity is not None and quantity.measure == PERCENT:
            yield quantity.value


def tells_the_reported_figures(case: ProjectCase) -> Iterator[Problem]:
    """A number that the words plainly give for an indicator is the one in its cell."""
    if not case.narrative:
        return
    for one in case.indicators:
        achieved = one.report.achieved
        if one.indicator.kind is not IndicatorKind.QUANTITY or achieved is None or not achieved.measure:
            continue
        if achieved.qualifier is not Qualifier.EXACT or not _speaks_of(case.narrative, achieved.measure):
            continue
        told = tuple(_numbers(case.narrative, achieved.measure))
        other = _other_number(told, one, _is_only_one(case, achieved.measure))
        if other is not None:
            name, expected = one.indicator.name, achieved
            yield problem(
                Code.NARRATIVE_NUMBER_DIFFERS, case.place, found=other.found, title=name, expected=expected
            )


def _is_only_one(case: ProjectCase, measure: str) -> bool:
    return sum(one.indicator.measure in names_of(measure) for one in case.indicators) == 1


def _other_number(told: tuple[_Told, ...], case: IndicatorCase, is_only_one: bool) -> _Told | None:
    """Return the one number that can only mean this indicator and differs from it, or None.

    Silent as soon as the figure itself is told, alone or as a sum, or as more than one number could be meant.
    """
    figure = case.figure
    if figure is None or any(one.says(figure) for one in told):
        return None
    meant = [one for one in told if one.is_exact() and not _NOT_CUMULATIVE.search(one.before + one.after[:6])]
    if sum((one.value for one in meant), Decimal(0)) == figure:
        return None
    named = [one for one in meant if _is_named(one, normal_name(case.indicator.name))]
    if len(named) == 1:
        return named[0]
    is_sure = is_only_one and len(told) == 1 and len(meant) == 1 and _VERB.search(meant[0].before)
    return meant[0] if is_sure else None


def _is_named(told: _Told, name: str) -> bool:
    return told.before.endswith((name, f"{name}为", f"{name}达", f"{name}数")) or told.after.startswith(name)


def _numbers(text: str, measure: str) -> Iterator[_Told]:
    for match in _pattern(measure).finditer(text):
        digits, _, scale = match.groups()
        factor = SCALES.get(scale or "", Decimal(1))
        step = factor.scaleb(-len(digits.partition(".")[2]))
        yield _Told(text, match, Decimal(digits) * factor, step)


def _speaks_of(text: str, measure: str) -> bool:
    """Return whether a text holds a measure, or a word that stands for it: most numbers are told without."""
    return any(unit in text for unit in names_of(measure))


def _is_a_part(text: str, end: int) -> bool:
    """Return whether 其中 stands before in the same sentence: what follows it are parts of the whole."""
    return "其中" in text[max(text.rfind(mark, 0, end) for mark in "。；;\n") + 1 : end]


@lru_cache(maxsize=256)
def _pattern(measure: str) -> re.Pattern[str]:
    names = sorted(names_of(measure), key=len, reverse=True)
    unit = "|".join(map(measure_in_text, names))
    return re.compile(rf"(?<![\d.第前])(\d+(?:\.\d+)?)([余多]?)([百千万亿]?)[余多]?(?:{unit})")


def tells_the_promised_targets(case: ProjectCase) -> Iterator[Problem]:
    """全年目标1.2万人次 is what the office's list says."""
    if "全年" not in case.narrative and "年度" not in case.narrative:
        return
    targets = [
        one.indicator.target
        for one in case.indicators
        if one.indicator.target is not None and one.indicator.measure not in ("", PERCENT)
    ]
    for match in _TARGET.finditer(case.narrative):
        digits, scale = match.groups()
        rest = case.narrative[match.end() :]
        alike = [one for one in targets if rest.startswith(one.measure)]
        value = Decimal(digits) * SCALES.get(scale, Decimal(1))
        if alike and all(one.value != value for one in alike):
            found = f"{digits}{scale}{alike[0].measure}"
            expected = "、".join(dict.fromkeys(str(one) for one in alike))
            yield problem(Code.NARRATIVE_TARGET_DIFFERS, case.place, found=found, expected=expected)


def tells_the_reported_funds(case: ProjectCase) -> Iterator[Problem]:
    """已到位资金300万元 is what stands under 到位资金."""
    if "万元" not in case.narrative and "亿元" not in case.narrative:
        return
    funds = case.report.funds
    for key, amount in (("arrived", funds.arrived), ("paid", funds.paid)):
        told = list(_FUNDS_TOLD[key].finditer(case.narrative))
        if amount is None or amount.qualifier is not Qualifier.EXACT or len(told) != 1:
            continue
        value = _in_ten_thousands(*told[0].groups())
        if value != amount.value:
            found, column = told[0].group(), FUNDS_OF_PROJECT[key]
            yield problem(
                Code.NARRATIVE_FUNDS_DIFFER, case.place, found=found, column=column, expected=amount
            )


def invests_no_more_than_planned(case: ProjectCase) -> Iterator[Problem]:
    """投资4000万元 is not said where 3000 are planned."""
    planned = case.report.funds.planned
    if "投" not in case.narrative:
        return
    if planned is None or planned.qualifier is not Qualifier.EXACT:
        return
    for match in _AMOUNT.finditer(case.narrative):
        value = _in_ten_thousands(match.group(1), match.group(3))
        is_told = _INVESTED.search(case.narrative[: match.start()])
        if is_told and value > planned.value:
            found = match.group()
            yield problem(Code.INVESTED_OVER_PLANNED, case.place, found=found, expected=planned)


def _in_ten_thousands(digits: str, measure: str) -> Decimal:
    return Decimal(digits) * (10_000 if measure == "亿元" else 1)
