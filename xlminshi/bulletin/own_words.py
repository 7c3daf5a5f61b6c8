"""What a unit wrote itself: which figures its words tell already, where it ranks, and how its words follow its name."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from xlminshi.bulletin.wording import clause, tidied
from xlminshi.core.checks.privacy import without_identity_numbers
from xlminshi.core.ledger import IndicatorStanding, ProjectStanding
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import PERCENT, SCALES, factor_between, scale_of, without_grouping
from xlminshi.core.units import UnitDirectory

_FIGURE = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(?!\d|\.\d)[余多]?([万亿%]?)[余多]?")
_RANK = re.compile(
    r"^(?:目前|现|已)?(?:暂)?(?:稳?居|位居|位列|列|排名?|名列|跻身|并列)"
    r"[^，。；]{0,8}?(?:第[\d一二三四五六七八九十]+[位名]?|前列|前茅|首位|前[\d一二三四五六七八九十]+[位名强]?)[^，。；]{0,4}$"
)
_VERDICT = re.compile(
    r"(?:目前|现|已|均|全部|全面|超额|圆满|如期|顺利)*完成(?:了)?(?:全年|年度|当年|今年)?(?:各项)?(?:目标)?(?:任务)?"
)
_VAGUE = re.compile(
    r"(?:目前|当前|现|该|各项|项目|工程|工作|任务|正在|正|已|均|按照?|时间|序时|节点|计划|要求|有序|有力|稳步|积极|加快|扎实|持续"
    r"|全力|顺利|全面|总体|整体|推进|开展|实施|进行|进展|进度|情况|建设|施工|落实|良好|正常|较好|中|，|、)+"
)
# Fewer characters say nothing by themselves: 是, 已完成.
_SHORTEST_WORDS = 4
# From here on a number stands for itself: nothing else in the text is likely to be 340356.
_TELLING_SIZE = 100
_ANY_MEASURE = re.compile(
    "亿?万?(?:元|平方公里|平方千米|平方米|公里|千米|米|公顷|亩|立方米|吨|千瓦|户|人次|人|位|名"
    "|个(?!月)|座|处|台|套|张|所|家|条|项|件|间|栋|幢|辆|把|场|批|份|盏|口|棵|株|头|支|对|村|次|天|小时)"
)
_OTHER_THINGS = re.compile(
    "月|工作日|百分点|行政村|自然村|村|社区|乡镇|乡|镇|街道|县区|区县|单位|部门|标段|工作组|专班|班组|环节|批次"
)
_DATE_WORDS = ("年", "月", "日", "号")
_NOTHING = ("无", "暂无", "没有", "无问题", "不存在问题", "/", "-", "--", "—", "——", "略")
_MARKS = re.compile(r"[，。；、]")
_WE = re.compile(r"^(?:我|本)(?:局|委|办|中心|单位|部门?|镇|乡|街道|公司|院|站|会|馆)(?=[^的]|$)[，]?")
_NOT_BEGUN = re.compile(
    r"即将|[尚还暂]未|没有(?:开工|启动|动工|实施)|未(?:能|按期|如期)?(?:开工|启动|动工|实施|开展|建成|完成|完工)"
    r"|待[^，。；]{1,20}(?:后|即可|开工|批复|审批)"
)
_PREPARING = re.compile(
    "招标|投标|立项|设计|评审|财评|审批|批复|手续|前期|选址|征地|征迁|拆迁|可研|勘察|方案|合同|采购|筹备|筹建"
)
_AT_ITS_END = re.compile("完工|竣工|投用|投入使用|验收|建成(?!区)|全[部面]完成")
_WHEN = re.compile(
    r"^(?:截[至止]|目前|当前|今年|本年|年初|年内|20\d\d年|上半年|下半年|前?[一二两三四1-4]季度|\d{1,2}月)"
    r"[\d年月日份底末止前为以来至到上下半一二三四季度目]*，"
)


def narrative_of(one: ProjectStanding) -> str:
    """Return a unit's own words on a project, tidied and without the mark at their end; "" where it wrote none."""
    return own_text(one.report.narrative) if one.report else ""


def own_text(typed: str) -> str:
    """Return what a unit typed as words to print: tidied, without the mark at its end; 无 and — are no words."""
    text = clause(without_identity_numbers(tidied(typed)))
    return "" if text in _NOTHING else text


def rank_told(one: ProjectStanding) -> str:
    """Return the ranking that a unit noted among its remarks, 目前居全市第三位; nothing else of them is ever printed."""
    remarks = tidied(one.report.remarks) if one.report else ""
    return next((part for part in _MARKS.split(remarks) if _RANK.match(part)), "")


def is_rank(words: str) -> bool:
    """Return whether words are nothing but a ranking, which needs something to follow: 居全市前列."""
    return bool(_RANK.match(words))


def is_verdict(words: str) -> bool:
    """Return whether words say nothing but that all is done: 已全部完成, 超额完成全年目标任务."""
    return bool(_VERDICT.fullmatch(words))


def is_vague(words: str) -> bool:
    """Return whether words say nothing but that something goes on: 正在有序推进, 项目进展顺利."""
    return bool(_VAGUE.fullmatch(words))


def words_of(item: IndicatorStanding) -> str:
    """Return what a unit wrote of an indicator in place of a figure, "" where there is a figure or nothing."""
    return own_text(item.report.words) if item.report and item.report.achieved is None else ""


def has_figure(item: IndicatorStanding, tells_zero: bool = False) -> bool:
    """Return whether an indicator has a figure to be added to the unit's own words; a zero only where `tells_zero`."""
    achieved = item.report.achieved if item.report else None
    if achieved is None or achieved.value != 0:
        return achieved is not None
    return tells_zero and item.rate is not None and item.indicator.kind is not IndicatorKind.LOWER


def explains_zero(words: str) -> bool:
    """Return whether a unit's words say themselves that nothing can be done yet: 尚未开工, 正在进行项目招标.

    项目已完工 and 正在推进，预计11月底完成 do not: they would hide a zero.
    """
    return bool(_NOT_BEGUN.search(words) or (_PREPARING.search(words) and not _AT_ITS_END.search(words)))


def is_told(item: IndicatorStanding, narrative: str, is_only: bool) -> bool:
    """Return whether the unit's own words give a figure or its rate, or most of what it wrote in place of a figure.

    A small number alone proves nothing where the project has several indicators of its measure (`is_only` False): some word
    of its name must be there too.
    """
    achieved = item.report.achieved if item.report else None
    if achieved is None:
        return share_named(words_of(item), narrative) * 2 >= 1
    figures = set(_figures_in(narrative, achieved.measure, item.indicator.name))
    if item.rate is not None and (item.rate * 100, True) in figures:
        return True
    is_meant = is_only or achieved.value >= _TELLING_SIZE or share_named(item.indicator.name, narrative) > 0
    return is_meant and (achieved.value, achieved.measure == PERCENT) in figures


def is_described(item: IndicatorStanding, narrative: str) -> bool:
    """Return whether the words speak of an indicator, though they give no number: then one without a rate is not added.

    What a unit wrote of it in place of a figure is added, unless it says next to nothing.
    """
    if len(words_of(item)) >= _SHORTEST_WORDS:
        return False
    return item.rate is None and share_named(item.indicator.name, narrative) * 2 >= 1


def _figures_in(text: str, measure: str, name: str) -> Iterator[tuple[Decimal, bool]]:
    """Yield each number that may be one of an indicator in `measure`, and whether it is a percentage: not the 9 of 9月底.

    By value: 1,103 and 12.50 are 1103 and 12.5; 1.38万 counts as typed and in full, 8000万元 as 0.8 of 亿元. A number of another
    measure is none of its figures: 300万元 are not 300户. A large number counts before any other word but that of a date.
    """
    text = without_grouping(text)
    for match in _FIGURE.finditer(text):
        digits, mark = match.groups()
        number, rest = Decimal(digits), text[match.end() :]
        if mark == PERCENT:
            yield number, True
            continue
        word = _measure_before(rest, measure)
        if word:
            factor = factor_between(_as_person(mark + word), _as_person(measure))
            if factor is not None and _may_be_of(rest[len(word) :], word, name):
                yield number * factor, False
        elif not rest[:1].isalpha() or (number >= _TELLING_SIZE and not rest.startswith(_DATE_WORDS)):
            yield number, False
            if mark in SCALES:
                yield number * SCALES[mark], False


def _measure_before(rest: str, measure: str) -> str:
    """Return the measure that a text begins with: that of the indicator without its 万, else any that is known; "" for none."""
    own = scale_of(measure)[1] if measure[:1] in SCALES else measure
    if own and rest.startswith(own):
        return own
    found = _ANY_MEASURE.match(rest)
    return found.group() if found else ""


def _as_person(measure: str) -> str:
    """Return a measure with those of people as one: who counts 人次 writes of 人."""
    return measure.replace("人次", "人")


def _may_be_of(noun: str, word: str, name: str) -> bool:
    """Return whether what is counted may be what an indicator counts: 个 counts anything, 100个村 are no 站点."""
    other = _OTHER_THINGS.match(noun) if word == "个" else None
    return other is None or other.group() in name


def without_we(words: str) -> str:
    """Return a unit's words without the 我局 at their beginning, where its name has been said."""
    return _WE.sub("", words)


def share_named(name: str, text: str) -> Fraction:
    """Return which share of the pairs of characters of a name stands in a text."""
    pairs = [name[at : at + 2] for at in range(len(name) - 1)]
    return Fraction(sum(pair in text for pair in pairs), max(len(pairs), 1))


def behind_name(
    unit: str, words: str, units: UnitDirectory, topic: str = "", *, is_vague: bool = False
) -> str:
    """Return a unit's own words as they follow its name in running text.

    我局 gives way to the name, a name that the words begin with is not said twice, and 截至6月底， comes before it. Words that
    open with a bare number follow the `topic`: 县教体局新建幼儿园方面，4所已完工; so do those that name nothing (`is_vague`).
    """
    when = _WHEN.match(words)
    if when:
        return when.group() + behind_name(unit, words[when.end() :], units, topic, is_vague=is_vague)
    if opens_with_name(unit, words, units):
        return words
    words = without_we(words)
    return unit + (topic if is_vague or words[:1].isdecimal() else "") + words


def opens_with_name(unit: str, words: str, units: UnitDirectory) -> bool:
    """Return whether words begin with the unit's name or another of its names."""
    known = next((one.names() for one in units.units if one.name == unit), (unit,))
    return words.startswith(known)
