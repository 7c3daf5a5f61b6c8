"""The labels in a project's words (牵头单位：, 主要任务：, 完成情况：) and what stands behind each of them."""

import re
from collections.abc import Iterator

from xlminshi.bulletin.listing.told import Role, Telling

_TASK = r"主要任务|工作任务|目标任务|年度目标|全年目标|建设内容|年度任务|主要内容|任务目标|工作目标|目标"
_DONE = r"完成情况|进展情况|工作进展|推进情况|进展|工作进展情况|完成进度|实施情况|目前进展|落实情况|项目进展"
UNIT = (
    r"牵头(?:责任)?(?:单位|部门)|主要责任单位|责任(?:单位|部门)|承办单位|主办单位|主责单位|实施单位|配合单位"
)
_ELSE = r"存在问题|存在困难|下一步\w{0,6}|下步\w{0,4}|备注|分管领导|责任人|配合单位"
_LABEL = re.compile(
    rf"(?:^|(?<=[。；，（ ]))(?P<label>(?P<task>{_TASK})|(?P<unit>{UNIT})|(?P<done>{_DONE})|(?P<other>{_ELSE}))(?:为)?："
)
_KINDS = ("task", "unit", "done", "other")
_FIRST_STOP = re.compile(r"[。；]")
IMPRINT = re.compile(r"^(?:本期发|抄送|抄报|主送|发送|报送|附件|附：)")
TALK = re.compile(
    r"经验|做法|存在(?:的)?(?:主要)?问题|工作要求|下一步|下步|几点要求|有关要求|下周|下月|下阶段|不足|创造性|工作建议|工作中存在|工作打算"
)


def labelled(text: str, role: Role = Role.DONE) -> Iterator[Telling]:
    """Yield the words of a paragraph by what their labels say; what stands behind 牵头单位 tells no figure."""
    text = re.sub(rf"（(?:{UNIT})[：为是](?:[^（）]|（[^（）]*）)*）", "", text).lstrip("。：，；、")
    begin, kind = 0, role
    skips = is_aside = False
    for match in [*_LABEL.finditer(text), None]:
        end = match.start() if match else len(text)
        words = text[begin:end]
        if skips:  # 责任单位：县卫健局。老年人健康体检…
            words = _FIRST_STOP.split(words, maxsplit=1)[-1] if _FIRST_STOP.search(words) else ""
        words = words.strip("，；（） ")
        if words and not is_aside and len(words) > 1:
            yield Telling(kind, words)
        if match is None:
            break
        begin, skips, is_aside = match.end(), bool(match.group("unit")), bool(match.group("other"))
        kind = Role.TASK if match.group("task") else Role.DONE


def label_at(text: str) -> str:
    """Return what kind of label a paragraph begins with: task, unit, done, other; "" for none."""
    match = _LABEL.match(text)
    return "" if match is None else next(kind for kind in _KINDS if match.group(kind))
