"""共性问题: what unfinished projects of several counties tell of under 存在问题, by the trade's words for it."""

import re
from collections.abc import Iterable
from functools import lru_cache

from xlminshi.core.rollup import ProjectLine, Shortcoming
from xlminshi.core.status import Status

# A project with the name of its county, as the summary calls it.
Line = tuple[str, ProjectLine]
# What a sentence speaks of. The headings say no more than that: 监管资金未解冻 is no lack of money.
TOPICS = (
    ("资金", ("资金", "经费", "融资", "拨款", "债券")),
    ("前期手续", ("手续", "审批", "立项", "批复", "可研", "评审", "施工许可")),
    ("招标采购", ("招标", "招投标", "中标", "流标", "采购")),
    ("用地和征收拆迁", ("用地", "土地", "征地", "征收", "征迁", "拆迁", "选址")),
    ("施工组织和进度", ("施工", "工期", "进场", "停工", "天气", "雨季")),
    ("部门协调配合", ("协调", "配合", "衔接")),
    ("人员力量", ("人员", "人手", "力量")),
)
_ALL_WORDS = "|".join(word for _, words in TOPICS for word in words)
_ANY_TOPIC = re.compile(_ALL_WORDS)
_TOPIC = tuple((name, re.compile("|".join(words))) for name, words in TOPICS)
# Words that hold one of the above and mean something else: 利用地方债, 施工图.
_NOT_MEANT = re.compile(r"[利使采]用(?=地[方下热铁])|施工(?=图)")
_CLAUSES = re.compile(r"[，,。；;！!？?\s]|但是?|然而|不过")
_NOUNS = "问题|困难|缺口|短缺|不足|滞后|障碍|矛盾|纠纷|拖欠|停工|延误|积压|隐患|伤亡|事故|异议"
# 没有资金困难, 未出现停工; but not 没有到位的问题, 无法解决的问题.
_DENIED = re.compile(
    rf"(?:无(?!法|力|人(?!员))|没有|不存在|未(?:发现|出现|发生))(?:(?!到位|落实|解决|完成|拨付|下达|批).){{0,30}}(?:{_NOUNS}|现象|情况)"
    r"|[不未无没]有?影响|[不未]受.{0,20}影响|不缺"
)
_SETTLED = re.compile(
    rf"(?:{_NOUNS})?[^未没不]{{0,30}}(?:已|得到|均|全部)[^未没不]{{0,30}}(?:解决|补齐|消除|整改|化解|克服|办结)|解决了"
)
_DONE = re.compile("已|得到|均|全部|解决了")
_TROUBLE = re.compile(
    rf"{_NOUNS}|未(?!来)|没|不(?!断|仅|但)|无(?!障碍|线|缝|害)|缺|欠|难|慢|缓(?!解|冲)|滞|迟|尚|亟|阻|困|影响|制约|受限|限制|压力"
    r"|(?<![所必按])需(?!求)|(?<![接招])待|延[误期后长]|停[工滞止]|暂停|推后|复杂|繁|风险|变更|上涨|耽误|反复|有限|薄弱|狭窄|恶劣"
    r"|差距|差额|还差|(?<![抓加])紧(?![紧盯抓扣密])|任务重|(?:[偏较很太过]|难度|缺口|周期|时间|手|成本)[大多长高少重]"
)
_BARE = re.compile(
    rf"(?:{_ALL_WORDS}|[、和及与等]|受|因|由于|项目|工程|方面|原因|因素|办理|拨付|保障|工作|任务|前期|上级|配套|建设)+"
)


def shortcomings_among(lines: Iterable[Line]) -> tuple[Shortcoming, ...]:
    """Return what unfinished projects tell of, what most counties tell of first."""
    found: dict[str, list[Line]] = {name: [] for name, _ in TOPICS}
    for place, line in lines:
        if line.shortcomings and line.standing != Status.COMPLETED.value:
            for name in topics_of(line.shortcomings):
                found[name].append((place, line))
    told = (_shortcoming(name, words, found[name]) for name, words in TOPICS if found[name])
    return tuple(sorted(told, key=lambda one: (-len(one.counties), -one.projects, one.name)))


def _shortcoming(name: str, words: tuple[str, ...], group: list[Line]) -> Shortcoming:
    examples = tuple(f"{place}（{line.title}）：{line.shortcomings}" for place, line in group[:3])
    counties = tuple(dict.fromkeys(place for place, _ in group))
    return Shortcoming(name, words, len(group), counties, examples)


@lru_cache(maxsize=65_536)
def topics_of(text: str) -> tuple[str, ...]:
    """Return under which headings a unit's 存在问题 come: those of which it tells any trouble.

    A clause that denies (暂无困难, 未出现停工) or reports (已采购设备, 施工正常) tells of none; one that names a topic and
    nothing else (征地拆迁) does, for so many units answer.
    """
    if not _ANY_TOPIC.search(text):
        return ()
    found = {name for clause in _CLAUSES.split(text) if clause for name in _topics_in_clause(clause)}
    return tuple(name for name, _ in TOPICS if name in found)


def _topics_in_clause(clause: str) -> Iterable[str]:
    meant = _NOT_MEANT.sub("", clause)
    if not _ANY_TOPIC.search(meant):
        return ()
    if not (_tells_trouble(meant) or _BARE.fullmatch(meant)):
        return ()
    return (name for name, pattern in _TOPIC if pattern.search(meant))


def _tells_trouble(clause: str) -> bool:
    """Return whether a clause tells trouble that it does not deny, and that is not settled."""
    if not _TROUBLE.search(clause):
        return False
    rest = _DENIED.sub("", clause)
    if _DONE.search(rest):  # looking for what is settled takes the longest
        rest = _SETTLED.sub("", rest)
    return rest == clause or _TROUBLE.search(rest) is not None
