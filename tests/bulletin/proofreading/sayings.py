"""Single false statements put into a right document: what is said of figures, units and all projects, no figure changed."""

import random
import re

from tests.bulletin.proofreading.slips import Slip, changed
from xlminshi.bulletin.proofreading.manuscript import Line, Manuscript, Story

_DONE = ("完成全年目标任务", "已完成年度目标", "提前完成全年目标", "已全部完成")
_RATE = re.compile(r"(?:的|完成率)(\d{1,3}(?:\.\d+)?)%(?=[，。；])(?!，(?:超额|滞后|比序|进度|达到|完成))")


def _places(one: Manuscript, pattern: re.Pattern[str]) -> list[tuple[Line, re.Match[str]]]:
    return [
        (line, match)
        for line in one.lines
        if line.story is Story.TEXT
        for match in pattern.finditer(line.text)
    ]


def said_to_be_done(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Say 完成全年目标任务 behind a rate below 100 %, which is no list of several."""
    places = [
        (line, match)
        for line, match in _places(one, _RATE)
        if float(match.group(1)) < 100 and "分别" not in re.split("[。；]", line.text[: match.start()])[-1]
    ]
    if not places:
        return None
    line, match = chance.choice(places)
    return changed(one, line, match.end(), match.end(), f"，{chance.choice(_DONE)}")


_JUDGED = re.compile(r"(?:各项任务均|多数任务|半数以上任务|半数任务)[^，。；]+")
_ALL_DONE, _FEW = "各项任务均已完成全年目标", "多数任务进度滞后"
_BORNE = re.compile(r"(?P<names>[^，。；]+?)(?:等)?承担的\d+件实事(?:进展|推进)缓慢")


def said_of_the_whole(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Judge the whole the other way: 各项任务均已完成全年目标 where many lag, 多数任务进度滞后 where most do not."""
    places = _places(one, _JUDGED)
    if not places:
        return None
    line, match = chance.choice(places)
    words = _ALL_DONE if "滞后" in match.group() or "半数" in match.group() else _FEW
    return changed(one, line, match.start(), match.end(), words)


def other_unit_is_slow(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Say of a unit that is not among the slow ones that its projects are slow."""
    places = _places(one, _BORNE)
    if len(places) != 1:
        return None
    line, match = places[0]
    slow = match.group("names").split("、")
    text = "".join(each.text for each in one.lines if each.story is Story.TEXT)
    if match.group().count("等承担"):
        return None
    heads = re.findall(r"。([县区市][^，。；、0-9]{2,8}?[局委联])(?=已|目前|累计|[^，。；、]{2,12}\d)", text)
    others = [
        name for name in dict.fromkeys(heads) if name not in slow and not any(name in each for each in slow)
    ]
    if not others:
        return None
    wrong = chance.choice(others)
    old = chance.choice(slow)
    start = line.text.index(old, match.start())
    return changed(one, line, start, start + len(old), wrong)


SAYINGS: dict[str, Slip] = {
    "未完成说成完成": said_to_be_done,
    "总体评价与数据不符": said_of_the_whole,
    "进展缓慢的单位写错": other_unit_is_slow,
}
