"""Which known figure a claim tells: by the names around it, by the figure in front of it, by its measure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from xlminshi.bulletin.proofreading.breakdowns import whole_of
from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.known import Known, Role
from xlminshi.bulletin.proofreading.measures import may_be_same
from xlminshi.bulletin.proofreading.passages import bare
from xlminshi.bulletin.proofreading.percentages import told_before
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.scopes import Scope
from xlminshi.core.aims import SET_ABOVE
from xlminshi.core.quantity import PERCENT

STRONG, FAIR = 0.6, 0.34
_REACH = 44
_BLOCK = 2
_AIM_BEFORE = re.compile(
    rf"(?:目标|任务|计划|指标)(?:数|任务|值)?(?:为|是|的)?(?:完成)?$|(?:{SET_ABOVE}|控制在|控制目标|全年应完成|需)$"
)
_GAP_BEFORE = re.compile(
    r"(?:超出|还差|尚差|差额|高出|低于|多完成|少完成)[^，。；\d]*$|目标[^，。；]*?(?:还差|多|少)$"
)
_LAST_BEFORE = re.compile(r"(?:上期|上月|上季度|去年同期)[^，。；\d]*$")
_CHANGE_BEFORE = re.compile(
    r"(?:较|比)(?:上|去年|同期)[^，。；\d]*$|环比[^，。；\d]*$|本(?:期|月|季度)(?:新增|完成)?$"
)
_CHANGED = re.compile(
    r"(?:较|比)(?:上|去年|同期)[^，。；\d]*(?:提高|提升|增加|增长|上升|增多|新增|下降|降低|减少|回落|多|少)(?:了|约|近)*$"
)
_OF_AIM = re.compile(
    r"(?:完成|占|达)[^，。；]*(?:目标|任务|计划)[^，。；]*的$|完成率(?:为|达到?|是)?$|完成(?:了)?全年(?:目标|工作|任务)+(?:的)?$|"
    r"分别(?:完成|占|达)[^，。；]*(?:目标|任务|计划)(?:[^。；率]|完成率)*$"
)
_NEARLY = re.compile(r"(?:不足|不到)$")
_TASK = re.compile(r"^(?:主要任务|工作任务|目标任务|年度目标)：")
_ON_TIME = re.compile(r"(?:序时|时序|时间)进度(?:要求)?(?:为|是|达)?$")
_DONE_OF = re.compile(r"\d[^，。；\d]{1,3}(?:目标)?任务(?:已|共)?完成(?:了)?$")  # 25项任务完成20项
_SAID = (
    (_ON_TIME, (Role.PROGRESS,)),
    (_DONE_OF, (Role.DONE, Role.FUNDS)),
    (_CHANGED, (Role.CHANGE,)),
    (_LAST_BEFORE, (Role.BEFORE,)),
    (_CHANGE_BEFORE, (Role.CHANGE,)),
    (_GAP_BEFORE, (Role.GAP, Role.TARGET)),
    (_AIM_BEFORE, (Role.TARGET, Role.DONE)),
)
# What stands below the head of a table's column; the first word that occurs decides (年度目标完成率 is a rate).
_HEADS = (
    (re.compile(r"序时"), (Role.PROGRESS,)),
    (re.compile(r"资金|投资|金额"), (Role.FUNDS, Role.DONE)),
    (re.compile(r"率|占比|比例"), (Role.RATE,)),
    (re.compile(r"上期|上月|上季"), (Role.BEFORE,)),
    (re.compile(r"本期|本月|新增|增减"), (Role.CHANGE,)),
    (re.compile(r"目标|任务|计划|应完成"), (Role.TARGET,)),
    (re.compile(r"完成|累计|进展|进度"), (Role.DONE, Role.FUNDS)),
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words around a claim: of its clause in front of it and behind it, and of the sentence in front of it."""

    before: str
    after: str
    sentence: str


def words_around(reading: Reading, claim: Claim) -> Words:
    """Return the words in which a claim stands, up to the neighbouring claims and commas."""
    text = reading.text(claim.passage)
    own = reading.outline.claims_at(claim.passage)
    behind = min((one.start for one in own if one.start >= claim.end), default=len(text))
    ahead = max((one.end for one in own if one.end <= claim.start), default=0)
    after = re.split(r"[，。；：、]", text[claim.end : behind])[0]
    start = max(ahead, *(text.rfind(mark, 0, claim.start) + 1 for mark in "，。；：、"))
    alike = [one.end for one in own if one.end <= claim.start and one.measure == claim.measure]
    row = bare("，".join(one.text for one in reading.outline.row_of(claim.passage)))
    if row:
        return Words(bare(text[start : claim.start]) + row, bare(after), row)
    part = max(*(text.rfind(mark, 0, claim.start) + 1 for mark in "。；"), *alike, 0)
    return Words(
        bare(text[start : claim.start]),
        bare(after),
        bare(text[max(part, claim.start - _REACH) : claim.start]),
    )


@lru_cache(maxsize=20_000)
def named_in(name: str, words: str) -> float:
    """Return how much of a name stands in some words, in whatever order, from 0 to 1; single characters do not count."""
    if not name or not words:
        return 0.0
    blocks = SequenceMatcher(None, words, name, autojunk=False).get_matching_blocks()
    in_order = sum(block.size for block in blocks if block.size >= _BLOCK) / len(name)
    pairs = [name[place : place + _BLOCK] for place in range(len(name) - 1)]
    return max(in_order, sum(pair in words for pair in pairs) / max(len(pairs), 1))


def ranked(found: Iterable[Known], words: Words) -> list[tuple[float, Known]]:
    """Return known figures with how clearly the words name their indicator, the clearest first.

    The words of the claim's own clause decide; only where they name nothing do those in front of it in the sentence.
    """
    scored = [(_own(one, words), _before(one, words), one) for one in found]
    if any(own >= STRONG for own, _, _ in scored):
        return sorted(((own + 0.05 * before, one) for own, before, one in scored), key=lambda pair: -pair[0])
    return sorted(((0.2 * own + 0.9 * before, one) for own, before, one in scored), key=lambda pair: -pair[0])


def nearness(known: Known, words: Words) -> float:
    """Return how clearly the words around a claim name an indicator: 1 where the whole name stands there."""
    return max(_own(known, words), 0.9 * _before(known, words))


def _own(known: Known, words: Words) -> float:
    name = bare(known.name)
    around = named_in(name, words.before + words.after)  # 新建1所幼儿园
    return max(named_in(name, words.before), 0.95 * named_in(name, words.after), 0.9 * around)


def _before(known: Known, words: Words) -> float:
    return named_in(bare(known.name), words.sentence)


def roles_of(reading: Reading, claim: Claim) -> tuple[Role, ...]:
    """Return what a claim can be, by the head of its column or by the words directly in front of it."""
    below = roles_below(reading, claim)
    if below:
        return below
    if _TASK.match(reading.text(claim.passage)):
        return (Role.TARGET,)
    if claim.kind is Kind.POINTS:
        return (Role.LAG, Role.GAP, Role.CHANGE)
    text = reading.before(claim)
    said = next((roles for pattern, roles in _SAID if pattern.search(text)), ())
    if said:
        return said
    if claim.measure == PERCENT:
        return (Role.RATE,) if is_of_aim(reading, claim) else (Role.DONE, Role.RATE)
    return (Role.DONE, Role.FUNDS)


def roles_below(reading: Reading, claim: Claim) -> tuple[Role, ...]:
    """Return what the head of its column says that a claim in a table is; () outside tables and where it says nothing."""
    line = reading.outline.passages[claim.passage].line
    if line.row is None:
        return ()
    return next((roles for head, roles in _HEADS if head.search(line.label)), ())


def is_of_aim(reading: Reading, claim: Claim) -> bool:
    """Return whether a percentage is told as a rate of completion (完成全年目标任务的…, 完成率…)."""
    below = roles_below(reading, claim)
    if below:
        return below == (Role.RATE,)
    return bool(_OF_AIM.search(_NEARLY.sub("", reading.before(claim).removesuffix("："))))


def is_of_progress(reading: Reading, claim: Claim) -> bool:
    """Return whether a percentage is told as 序时进度 itself."""
    return claim.measure == PERCENT and bool(_ON_TIME.search(reading.before(claim)))


def in_scope(known: Known, scope: Scope) -> bool:
    """Return whether a known figure belongs to the project or unit that the text speaks of."""
    if known.role is Role.PROGRESS:
        return True
    if scope.project:
        return known.project == scope.project
    return not scope.unit or known.unit == scope.unit or scope.unit in known.unit.split("、")


def fitting(claim: Claim, known: tuple[Known, ...], scope: Scope, roles: tuple[Role, ...]) -> list[Known]:
    """Return the known figures that a claim can tell: of its scope, role and measure."""
    return [
        one
        for one in known
        if one.role in roles and in_scope(one, scope) and may_be_same(claim.measure, one.measure)
    ]


def quantities_told(reading: Reading, claim: Claim) -> list[Claim]:
    """Return the quantities of which a rate of completion speaks: the one in front of it, or with 分别 the one in turn."""
    text = reading.text(claim.passage)
    before = told_before(reading, claim)
    marker = text.rfind("分别", 0, claim.start)
    rates = [one for one in reading.outline.claims_at(claim.passage) if one.measure == PERCENT]
    group = [one for one in rates if one.start > marker]
    turn = next((index for index, one in enumerate(group) if one == claim), None)
    if marker < 0 or turn is None or not _is_list(text, marker, group[: turn + 1]):
        near = [one for one in before[:1] if "；" not in text[one.end : claim.start]]
        return [whole_of(reading, one) or one for one in near]
    size = next(
        (index for index in range(turn + 1, len(group)) if not _is_list(text, marker, group[: index + 1])),
        len(group),
    )
    listed = [one for one in before if one.end <= marker][:size][::-1]
    return [listed[turn]] if len(listed) == size else []


def _is_list(text: str, marker: int, rates: list[Claim]) -> bool:
    """Return whether rates stand behind 分别 with nothing but 、 and 和 between them."""
    if not rates or re.search(r"[。；]", text[marker : rates[0].start]):
        return False
    pairs = pairwise(rates)
    return all(re.fullmatch(r"[、和及，与]+", text[one.end : two.start]) for one, two in pairs)
