"""Single errors in 附件 完成情况一览表, as it is read out of a Word file."""

import random
import re
from dataclasses import replace

from tests.bulletin.proofreading.slips import Slip, changed
from xlminshi.bulletin.proofreading.manuscript import Line, Manuscript, Story

_CLASSES = ("已完成", "持续推进", "进展缓慢")


def _cells(one: Manuscript, head: str = "") -> list[Line]:
    return [line for line in one.lines if line.story is Story.TABLE and line.label and head in line.label]


def digit_in_cell(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Change one digit in the table."""
    cells = [line for line in _cells(one) if re.search(r"\d", line.text) and "序号" not in line.label]
    if not cells:
        return None
    line = chance.choice(cells)
    index = chance.choice([i for i, character in enumerate(line.text) if character.isdecimal()])
    digit = chance.choice([each for each in "123456789" if each != line.text[index]])
    return changed(one, line, index, index + 1, digit)


def swapped_cells(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Exchange two rates of the table: a row that was moved."""
    cells = [line for line in _cells(one, "完成率") if "%" in line.text]
    pairs = [(a, b) for a in cells for b in cells if a.number < b.number and a.text != b.text]
    if not pairs:
        return None
    first, second = chance.choice(pairs)
    made = changed(one, first, 0, len(first.text), second.text)
    return changed(made, second, 0, len(second.text), first.text)


def other_class(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Write another class into a row."""
    cells = [line for line in _cells(one) if line.text in _CLASSES]
    if not cells:
        return None
    line = chance.choice(cells)
    return changed(
        one, line, 0, len(line.text), chance.choice([each for each in _CLASSES if each != line.text])
    )


def other_unit(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Write another lead unit into a row."""
    cells = _cells(one, "牵头单位")
    pairs = [(a, b) for a in cells for b in cells if a.text != b.text]
    if not pairs:
        return None
    line, other = chance.choice(pairs)
    return changed(one, line, 0, len(line.text), other.text)


def other_light(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Write another light into a row."""
    cells = [line for line in _cells(one) if line.text in ("红灯", "黄灯", "绿灯")]
    if not cells:
        return None
    line = chance.choice(cells)
    return changed(
        one,
        line,
        0,
        len(line.text),
        chance.choice([each for each in ("红灯", "黄灯", "绿灯") if each != line.text]),
    )


def lost_row(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Leave a project out of the table."""
    numbers = {line.row: line.text for line in _cells(one, "序号") if line.row is not None}
    rows = sorted(numbers)
    if len(rows) < 3:
        return None
    gone = chance.randrange(len(rows))
    first = rows[gone]
    last = rows[gone + 1] if gone + 1 < len(rows) else (first[0], 10**6)
    lines = [line for line in one.lines if line.row is None or not first <= line.row < last]
    return Manuscript(one.name, tuple(replace(line, number=n) for n, line in enumerate(lines, start=1)))


ANNEX: dict[str, Slip] = {
    "附表数字错一位": digit_in_cell,
    "附表完成率对调": swapped_cells,
    "附表类别写错": other_class,
    "附表牵头单位写错": other_unit,
    "附表灯色写错": other_light,
    "附表漏一行": lost_row,
}
