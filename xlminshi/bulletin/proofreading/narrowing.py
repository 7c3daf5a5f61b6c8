"""Whether a number counts some of the projects only: 除水质提升外的14件, 未达到序时进度的6件实事中, 新建类实事中."""

import re

from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.reading import Reading

_LEFT_OUT = re.compile("除|量化|其余|其他|剩余|以外|之外|序时|时序|时间进度|完成率|滞后|落后")
_NOUNS = "(?:重点|民生|实事|项目|工程|任务|事项)"
_AMONG = re.compile(rf"{_NOUNS}*中(?=[，、：；]|$)")
_SET = re.compile(rf"(?P<words>.*?)(?P<count>\d+)?[件项个]?{_NOUNS}*(?<!其)中$")
# What may stand before a number of projects that is all of them: 2022年县委、县政府确定的15件.
_OF_ALL = re.compile(
    rf"(?:20\d\d年|今年|全年|年[度初]|上半年|前?[一二三四\d-]+(?:季度|月份?)|全?[县市区旗州盟]|[委府政]|人民|{_NOUNS}|"
    r"\d+[个家]|主要|牵头|责任|单位|部门|确定|承担|负责|实施|安排|部署|推进|办理|公布|督查|督办|列入|纳入|"
    "总?共|所有|全部|[、和与对在从各的])*"
)
_OF_WHICH = "其中"


def is_narrowed(reading: Reading, claim: Claim) -> bool:
    """Return whether a number says that it leaves out some projects, or counts those among which others are counted."""
    clause = reading.clause(claim)
    is_set = bool(_AMONG.match(reading.text(claim.passage), claim.end))
    return bool(_LEFT_OUT.search(clause)) or (is_set and not _OF_ALL.fullmatch(clause))


def is_among_some(reading: Reading, claim: Claim, size: int) -> bool:
    """Return whether a claim counts projects of a set in front of it, or behind 其中, that are not all `size` of them."""
    before = reading.before(claim)
    sets = (_SET.match(clause) for clause in reversed(re.split("[，；：]", before)[:-1]))
    nearest = next((one for one in sets if one is not None), None)
    if nearest is not None:
        return nearest["count"] not in (None, str(size)) or not _OF_ALL.fullmatch(nearest["words"])
    begin = claim.start - len(before)
    ahead = before.rfind(_OF_WHICH) + begin
    counts = [one for one in reading.earlier(claim, (Kind.COUNT,)) if one.end <= ahead]
    return bool(counts) and counts[0].value != size
