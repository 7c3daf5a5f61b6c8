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


SAYINGS: dict[str, Slip] = {
    "未完成说成完成": said_to_be_done,
}
