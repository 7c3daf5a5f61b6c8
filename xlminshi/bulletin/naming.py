"""An indicator and its figure as one piece of a sentence: 已累计开展技能培训21414人次, 老旧小区已开工5个, 停车泊位1103个."""

import re
from functools import lru_cache

from xlminshi.bulletin.rope import Rope
from xlminshi.bulletin.wording import clause, one_line
from xlminshi.core.phrases import PhraseBook, Use
from xlminshi.core.project import Indicator, IndicatorKind
from xlminshi.core.quantity import PERCENT

_SCALES = "百千万亿"
_CLASSIFIERS = "个名张座所家处条台辆件项户间套人位场次盏份"
_DONE = "已完成"
# 累计完成体检 is 体检 that was done; 完成率 is a rate.
_DONE_ALREADY = re.compile(r"^(?:已?累计|已)?完成(?=[^率量数]{2})|^(?:已累计|累计|已)(?=[^完].)")
_PLANNED_OR_TOLD = ("计划", "预算", "总投资", "概算", "已")
# 建成区, 发放点, 安装率: there the first word is no verb.
_NO_VERB_BEFORE = tuple("区率点站量数者")
# 培训护工 and 救助儿童 are done; 培训班, 救助金 and 培训 by itself are things.
_NOUN = re.compile(
    r"(?:培训|救助)(?:$|班|金|费|款|机构|中心|对象|基地|课|师|期|场|工作|服务|活动|人[次数]|项目|补贴)"
)
_AIM_WORDS = re.compile(r"(?:达到|不低于|不少于|超过|控制在|低于|达|至|为|≥|≤|>=|<=|>|<)$")
_SHORTEST_NAME, _SHORT_RATE = 2, 3


def name_of(indicator: Indicator) -> str:
    """Return an indicator's name fit to stand right before its figure: 培训人次 + 21414人次 → 培训.

    "" where the name is nothing but the measure.
    """
    name, measure = topic_of(indicator), indicator.measure
    return _without_measure(name, measure.lstrip(_SCALES)) if measure not in ("", PERCENT) else name


def topic_of(indicator: Indicator) -> str:
    """Return an indicator's name fit to print, without a measure in brackets and without a target of its own.

    技能培训（人次） and 新建公路30公里以上 lose their ends, 累计完成体检 its beginning.
    """
    return _topic(indicator.name, indicator.measure, indicator.kind is IndicatorKind.QUANTITY)


@lru_cache(maxsize=4096)
def _topic(typed: str, measure: str, is_quantity: bool) -> str:
    name = clause(one_line(typed))
    if is_quantity:
        name = _DONE_ALREADY.sub("", name)
    if not measure:
        return name
    name = re.sub(rf"（(?:单位：)?{re.escape(measure)}）$", "", name) or name
    own_target = re.compile(rf"\d[\d.,]*[余多]?[{_SCALES}]?{re.escape(measure)}(?:以上|以内|以下|左右)?$")
    shorter = _AIM_WORDS.sub("", own_target.sub("", name)) if own_target.search(name) else name
    return clause(shorter) or name


def _without_measure(name: str, measure: str) -> str:
    noun = measure[1:] if measure[:1] in _CLASSIFIERS and len(measure) > _SHORTEST_NAME else measure
    if name in (noun, measure) and len(noun) >= _SHORTEST_NAME:
        return ""
    ends = [f"{measure}数", *(end for end in (measure, noun) if len(end) >= _SHORTEST_NAME)]
    for end in ends:
        rest = name.removesuffix(end)
        if rest != name and len(rest) >= _SHORTEST_NAME:
            return rest
    return name


def short_rate_name(name: str, before: str) -> str:
    """Return 筛查率 for 产前超声筛查率 right behind 产前超声筛查; "" where a rate does not belong to what stands before it."""
    return name[-_SHORT_RATE:] if len(before) > _SHORT_RATE and name == f"{before}率" else ""


def deed(indicator: Indicator, amount: Rope, book: PhraseBook, lead: str, is_promised: bool) -> Rope:
    """Return the indicator with its figure. `lead` (已, 全区已累计) opens the sentence, "" further on.

    `is_promised`: a plain thing that was promised is done, 完成养老服务场所16个, where the sentence wants a verb.
    """
    name = name_of(indicator)
    if indicator.kind is IndicatorKind.FUNDS:
        return _money(name, amount, book)
    if indicator.kind is IndicatorKind.QUANTITY and indicator.measure != PERCENT:
        return _amount(name, amount, book, lead, is_promised)
    return _joined(name, amount)


def _amount(name: str, amount: Rope, book: PhraseBook, lead: str, is_promised: bool) -> Rope:
    if not name:
        return f"{lead}完成" + amount
    if re.search(r"\d", name) or name.startswith(book.words(Use.SLOGANS)):
        return name + _DONE + amount
    closing = next((verb for verb in book.words(Use.CLOSING_VERBS) if name.endswith(verb)), "")
    if closing:
        return f"{name.removesuffix(closing)}已{closing}" + amount
    if _runs_together(name, amount) and (is_promised or book.verb(name) or _opens_with_verb(name, book)):
        return name + _DONE + amount
    if _opens_with_verb(name, book):
        return f"{lead}{name}" + amount
    if name.endswith(book.words(Use.MEASURED)):
        return name + ("达" if amount.text[:1].isdecimal() else "") + amount
    verb = book.verb(name)
    if verb or is_promised:
        return f"{lead}{verb or '完成'}{name}" + amount
    return _joined(name, amount)


def verb_of(indicator: Indicator, book: PhraseBook) -> str:
    """Return the verb that an amount takes by the last word of its name (开展技能培训); "" where it takes none."""
    name = name_of(indicator)
    is_amount = indicator.kind is IndicatorKind.QUANTITY and indicator.measure != PERCENT
    has_own = (
        re.search(r"\d", name) or name.startswith(book.words(Use.SLOGANS)) or _opens_with_verb(name, book)
    )
    return book.verb(name) if is_amount and not has_own else ""


def _opens_with_verb(name: str, book: PhraseBook) -> bool:
    if _NOUN.match(name):
        return False
    verbs = (verb for verb in book.words(Use.OPENING_VERBS) if name.startswith(verb))
    return any(not name[len(verb) :].startswith(_NO_VERB_BEFORE) for verb in verbs)


def _money(name: str, amount: Rope, book: PhraseBook) -> Rope:
    """Return 已筹措建设资金346万元, 预防筛查已投入资金493660元, 完成投资4000万元."""
    if any(word in name for word in _PLANNED_OR_TOLD):
        return _joined(name, amount)
    if name.endswith("投资"):
        return f"{name.removesuffix('投资').removesuffix('完成')}完成投资" + amount
    places = [name.find(verb) for verb in book.words(Use.FUNDS_VERBS) if verb in name]
    at = min(places, default=None)
    return _joined(name, amount) if at is None else f"{name[:at]}已{name[at:]}" + amount


def _joined(name: str, amount: Rope) -> Rope:
    """Return name and figure side by side; with 为 where they would run into each other."""
    return f"{name}{'为' if name and _runs_together(name, amount) else ''}" + amount


def _runs_together(name: str, amount: Rope) -> bool:
    return name[-1:].isascii() and amount.text[:1].isascii()
