"""A right document as another hand would write it: other words, other order, spaces, half-width marks, no new facts."""

import random
import re
from collections.abc import Callable
from dataclasses import replace

from xlminshi.bulletin.proofreading.manuscript import Line, Manuscript

Hand = Callable[[str, random.Random], str]
_AIM = re.compile(r"(?:约?完成|仅?占|约?占)全年目标(\d[^，。；]*?)的(\d+(?:\.\d+)?%)")
_BARE_AIM = re.compile(r"(?<!已)(?<!别)(?:完成|占)全年(?:目标)?任务的(\d+(?:\.\d+)?%)")


def _targets(text: str, chance: random.Random) -> str:
    forms = (
        r"完成年度目标任务\1的\2",
        r"占年度目标\1的\2",
        r"达到全年目标任务数\1的\2",
        r"全年目标\1，完成率\2",
    )
    return _AIM.sub(chance.choice(forms), text)


def _rates(text: str, chance: random.Random) -> str:
    return _BARE_AIM.sub(
        chance.choice((r"完成年度目标任务的\1", r"占全年目标任务的\1", r"完成率达到\1")), text
    )


def _order(text: str, chance: random.Random) -> str:
    """Tell the indicators of a project in another order."""
    match = re.match(r"^(完成情况：)(.*)。$", text)
    if match is None or "。" in match.group(2) or "分别" in text:
        return text
    parts = match.group(2).split("；")
    chance.shuffle(parts)
    return f"{match.group(1)}{'；'.join(parts)}。"


def _label(text: str, chance: random.Random) -> str:
    return text.replace("完成情况：", chance.choice(("进展情况：", "工作进展：", "")))


def _spaces(text: str, chance: random.Random) -> str:
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text)


def _half_width(text: str, chance: random.Random) -> str:
    return text.translate(str.maketrans("，；：（）", ",;:()"))


def _leading(text: str, chance: random.Random) -> str:
    return text.replace("牵头单位：", chance.choice(("责任单位：", "牵头责任单位：", "**牵头单位：**")))


def _headings(text: str, chance: random.Random) -> str:
    return re.sub(r"^(（[一二三四]）)(.+?)(\d+)件$", r"\1\2（\3件）", text)


def _verbs(text: str, chance: random.Random) -> str:
    return (
        text.replace("全县已累计", "目前已").replace("全区已累计", "截至目前，已").replace("已累计", "累计")
    )


HANDS: tuple[Hand, ...] = (
    _targets,
    _rates,
    _order,
    _label,
    _spaces,
    _half_width,
    _leading,
    _headings,
    _verbs,
)


def rewritten(one: Manuscript, chance: random.Random) -> Manuscript:
    """Return a document with several of these changes throughout, and with some of its lines broken in two."""
    hands = [hand for hand in HANDS if chance.random() < 0.6]
    seeds = [chance.randrange(10**6) for _ in hands]
    lines: list[Line] = []
    for line in one.lines:
        text = line.text
        for hand, seed in zip(hands, seeds, strict=True):
            text = hand(text, random.Random(seed))
        lines.extend(_broken(replace(line, text=text), chance))
    return Manuscript(one.name, tuple(replace(line, number=n) for n, line in enumerate(lines, start=1)))


def _broken(line: Line, chance: random.Random) -> list[Line]:
    """Break a long paragraph within, as a text copied out of a PDF is broken."""
    if len(line.text) < 60 or chance.random() > 0.3:
        return [line]
    place = chance.randint(30, len(line.text) - 20)
    if re.search(r"[\d.。；：!?]$|^$", line.text[:place]) or re.match(
        r"[\d.。一二三四五六]", line.text[place:]
    ):
        return [line]
    return [replace(line, text=line.text[:place]), replace(line, text=line.text[place:])]
