"""Whether a number in 件 or 项 counts projects (9件实事已完成), or is an amount of an indicator (法律援助案件406件)."""

import re
from collections.abc import Iterable
from dataclasses import replace

from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.offices import Named, looks_like_office, subjects_in
from xlminshi.bulletin.proofreading.outline import Outline
from xlminshi.bulletin.proofreading.passages import bare, heading_mark
from xlminshi.core.units import normal_name

COUNTED = ("件", "项")
_PROJECTS = re.compile(r"(?:重点)?(?:民生)?实事")
# What stands between the offices and the number of their projects: 县民政局和县住建局共同牵头1件.
OWNED = re.compile(r"(?:等|各|各有|共同|联合|共|合计|总计|共计|的|有|承担|牵头|负责)+$")
_AIM_BEFORE = re.compile(r"(?:目标|任务|计划|指标)(?:数|任务|值)?(?:为|是|的)?$")
_RATED = re.compile(r"，[^，。；]{0,6}(?:占|完成|达到?)[^，。；]*(?:目标|任务|计划)[^，。；]*?\d")
# What can be said of projects themselves; whatever else an office is told to have done has an object: 法律援助案件.
_OF_CLASSES = re.compile(
    r"共同|联合|提前|超额|基本|全部|已经|累计|完成|正在|持续|有序|稳步|推进|进展|进度|缓慢|较慢|滞后|达到|序时|全年|年度|目标|任务|"
    r"牵头|承担|负责|主办|承办|其中|分别|尚未|启动|开工|有|共|各|等|已|的|未|中|快|慢|为|是"
)
_SHORTEST = 2


Place = tuple[int, int, int]


def counting_places(outline: Outline, known: Iterable[str], indicators: Iterable[str]) -> frozenset[Place]:
    """Return where numbers in 件 or 项 count projects; `known` are names of offices, `indicators` those of indicators."""
    offices = tuple(known)
    names, others = tuple(filter(None, map(normal_name, offices))), frozenset(map(bare, indicators))
    found: set[Place] = set()
    for index, passage in enumerate(outline.passages):
        own = [one for one in outline.claims_at(index) if one.measure in COUNTED]
        if not own or passage.line.row is not None or heading_mark(passage.text) is not None:
            found.update((index, one.start, one.end) for one in own)
            continue
        subjects = subjects_in(passage, index, offices)
        is_own = outline.item_at(index) is not None  # 受理理赔80件 of a project
        for one in own:
            is_named = _PROJECTS.match(passage.text, one.end)
            if is_named or (not is_own and _counts(passage.text, one, subjects, names, others)):
                found.add((index, one.start, one.end))
    return frozenset(found)


def with_amounts(outline: Outline, counting: frozenset[Place]) -> Outline:
    """Return an outline in which a number that counts no projects is an amount like any other."""
    told = {
        index: tuple(
            replace(one, kind=Kind.AMOUNT)
            if one.kind is Kind.COUNT and (index, one.start, one.end) not in counting
            else one
            for one in several
        )
        for index, several in outline.told.items()
    }
    return replace(outline, claims=tuple(one for several in told.values() for one in several), told=told)


def _counts(
    text: str, claim: Claim, subjects: Iterable[Named], known: tuple[str, ...], names: Iterable[str]
) -> bool:
    before = re.split(r"[，。；：]", text[: claim.start])[-1]
    if _AIM_BEFORE.search(before) or _RATED.match(text, claim.end):
        return False
    if any(name in bare(before) for name in names if len(name) > _SHORTEST):
        return False
    begin = claim.start - len(before)
    subject = next((one for one in subjects if begin == one.start and one.end < claim.start), None)
    if subject is None:
        return True
    owners = OWNED.sub("", text[subject.end : claim.start])
    if normal_name(owners).endswith(known):
        return True  # whatever the name holds: 资源和规划局
    told = re.split("、|以及|和|及|与", owners)[-1]
    return looks_like_office(told) or len(_OF_CLASSES.sub("", told)) < _SHORTEST
