"""Which way a difference is told: 高出 or 低于全年目标, 领先 or 滞后序时进度, 比上期增加 or 减少."""

import re
from dataclasses import dataclass
from enum import Enum

from xlminshi.bulletin.proofreading.claims import POINTS, Claim, Kind
from xlminshi.bulletin.proofreading.known import Known, Role
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.core.aims import OF_TIME, SET_ABOVE


class Base(Enum):
    """With what a figure is compared."""

    TIME = "序时进度"
    AIM = "全年目标"
    BEFORE = "上期"


@dataclass(frozen=True, slots=True)
class Direction:
    """`sign` 1: the figure is above its base, -1: below it. `base` None: the words do not say with what it is compared.

    `start` is where the words begin in their clause.
    `is_limit`: the claim itself is what the figure is held against (控制在全年目标12起以内).
    """

    sign: int
    base: Base | None
    is_limit: bool = False
    start: int = 0


_UP = (
    "高出|高于|高过|超出|超过|超额|超前|超越|多出|多于|多完成|领先|快于|优于|好于|大于|提前(?!完成)|"
    "(?<![提升增新最更])高|超|(?<![加尽])快"
)
_DOWN = (
    "低于|低出|少于|少完成|不足|不及|不到|滞后|落后|慢于|晚于|小于|拖后|欠缺|欠|[还尚仍]差|"
    "(?<![误相偏时极温])差|(?<![降最更])低|(?<!缓)慢"
)
# 多 and 少 say it only behind what is compared: 比目标多 (最多, 至少 and 减少 say something else).
_MORE, _LESS = "(?<![许众大最增])多", "(?<![至减缺不])少|缺"
_TIME = r"(?:序时|时序|时间)进度(?:要求)?|序时(?:任务|目标|要求)?"
_OF_YEAR = (
    rf"(?:{OF_TIME}|{SET_ABOVE}|国家|省级|市级|上级|既定|预定|预期|下达|确定|规定|控制|"
    r"考核|总体|总|的|工作|民生实事)*"
)
_AIM = rf"{_OF_YEAR}(?:目标|任务|计划)(?:目标|任务|计划|数|值|量|要求|指标)*"
_NEAR = r"(?:了|达到?|约|近|为|出|有|于|将近|整整)*"
# 高出全年目标5个百分点, 滞后于序时进度…; 低于全年目标65%.
_AHEAD = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:完成)?(?:了|于|过|出)?(?:(?P<time>{_TIME})|(?P<aim>{_AIM})){_NEAR}$"
)
# 比全年目标100场多…, 较序时进度慢…, 距全年目标还差….
_BEHIND = re.compile(
    rf"(?:比|较|离|与|同|和|距)(?:(?P<time>{_TIME})|(?P<aim>{_AIM}))"
    r"(?:（[^（）]*）|\d[\d.]*[^\d，。；：]{0,4}?)?(?:相比|来说|比)?(?:还|尚|仍|已|均|都|约|实际)*"
    rf"(?:(?P<up>{_UP}|{_MORE})|(?P<down>{_DOWN}|{_LESS})){_NEAR}$"
)
# 序时进度滞后5个百分点.
_OF_TIME = re.compile(rf"(?P<time>{_TIME})(?:(?P<up>领先|超前|偏快)|(?P<down>滞后|落后|偏慢)){_NEAR}$")
_WITHIN = re.compile(rf"控制在{_AIM}{_NEAR}$")
_ALL_WITHIN = re.compile(rf"控制在{_AIM}以内$")
_CHANGE = re.compile(
    r"(?:(?:较|比)(?:上期|上月|上季度?|上一期|上次)[^，。；：\d]{0,6}?|环比)"
    r"(?:(?P<up>提高|提升|增加|增长|上升|增多|扩大|加快|新增|增|多|高)|"
    rf"(?P<down>下降|降低|减少|回落|下滑|缩小|收窄|减|降|少|低)){_NEAR}$"
)
_ALONE = re.compile(
    r"(?:(?P<up>高出|超出|领先|超前|多完成)|(?P<down>低于|滞后|落后|少完成|[还尚仍]差))(?:了|约|近)*$"
)
_AMOUNT_ALONE = re.compile(r"(?:完成|差)(?:了|约|近)*$")
# What is only aimed at or ruled out says nothing of where things stand.
_INTENDED = re.compile(r"力争|确保|预计|争取|有望|避免|不得|不能|不应|应当|如果|若|必须|目标(?:为|是)")
_NOT, _NOT_YET = re.compile(r"不$"), re.compile(r"(?:未|未能|没有|没)$")
_PATTERNS = ((_CHANGE, Base.BEFORE), (_AHEAD, None), (_BEHIND, None), (_OF_TIME, None))
_BY_ROLE = {
    Role.LAG: Base.TIME,
    Role.PROGRESS: Base.TIME,
    Role.GAP: Base.AIM,
    Role.TARGET: Base.AIM,
    Role.CHANGE: Base.BEFORE,
}


def direction_of(reading: Reading, claim: Claim) -> Direction | None:
    """Return which way a claim's words say that something differs; None where they do not, or only of what is aimed at."""
    clause = reading.clause(claim)
    if _WITHIN.search(clause) and not _INTENDED.search(clause):
        is_within = reading.text(claim.passage).startswith("以内", claim.end)
        return Direction(-1, Base.AIM, is_limit=True) if is_within else None
    found = direction_in(clause)
    return found or (_alone(clause, claim) if not _INTENDED.search(clause) else None)


def direction_in(clause: str) -> Direction | None:
    """Return which way the words of a clause say that something differs from its target or from 序时进度, up to its end."""
    if _INTENDED.search(clause):
        return None
    if match := _ALL_WITHIN.search(clause):
        return Direction(-1, Base.AIM, start=match.start())
    for pattern, base in _PATTERNS:
        if match := pattern.search(clause):
            return _directed(clause, match, base or (Base.TIME if match.group("time") else Base.AIM))
    return None


def _alone(clause: str, claim: Claim) -> Direction | None:
    """Return the direction of a difference whose base is not named again: 完成40%，滞后10个百分点."""
    match = _ALONE.search(clause)
    if match is None or (claim.kind is not Kind.POINTS and not _AMOUNT_ALONE.search(clause)):
        return None
    lags = re.match("领先|超前|滞后|落后", match.group())
    return _directed(clause, match, Base.TIME if lags else None)


def _directed(clause: str, match: re.Match[str], base: Base | None) -> Direction | None:
    """Return a direction, turned round behind 未 (未超过); 不低于 and the like tell a limit, not a direction."""
    named = match.groupdict()
    sign = 1 if named["up"] else -1
    before = clause[: match.start("up" if named["up"] else "down")]
    if _NOT.search(before):
        return None
    return Direction(-sign if _NOT_YET.search(before) else sign, base, start=match.start())


def is_reversed(direction: Direction | None, known: Known) -> bool:
    """Return whether words say the opposite of what the ledger has: below where it is above."""
    if direction is None or not known.sign or known.role not in _BY_ROLE:
        return False
    is_same_base = direction.base in (None, _BY_ROLE[known.role])
    return is_same_base and direction.sign == -known.sign


def told_with_direction(known: Known) -> str:
    """Return a known figure as it should be told: 滞后序时进度16.67个百分点, 比全年目标多150场; without a way just as it is."""
    up, down, even = _SAYINGS.get(known.role, ("", "", ""))
    if not even:
        return known.shown
    if known.role is Role.GAP and known.measure != POINTS:
        up, down = "比全年目标多", "比全年目标少"
    if not known.value:
        return even
    return f"{up if known.sign > 0 else down}{known.shown}" if known.sign else known.shown


def other_side(known: Known) -> str:
    """Return a figure of which the text says the opposite as it should be told; a target with the side on which things are."""
    side = "高于" if known.sign > 0 else "低于"
    return f"{side}全年目标{known.shown}" if known.role is Role.TARGET else told_with_direction(known)


_SAYINGS = {
    Role.LAG: ("领先序时进度", "滞后序时进度", "与序时进度持平"),
    Role.GAP: ("高于全年目标", "低于全年目标", "与全年目标持平"),
    Role.CHANGE: ("比上期增加", "比上期减少", "与上期持平"),
}
