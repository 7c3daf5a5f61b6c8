"""Slips of the hand in figures, names and dates: each changes one thing in a right document."""

import random
import re
from collections.abc import Callable
from dataclasses import replace

from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.manuscript import Line, Manuscript, Story
from xlminshi.bulletin.proofreading.reading import Reading, reading_of

Slip = Callable[[Manuscript, random.Random], Manuscript | None]
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Measures that say something else; 座 for 个 or 人 for 人次 is only another way to say it.
_MEASURES = {
    "人次": "户",
    "座": "公里",
    "公里": "米",
    "亩": "平方米",
    "个": "户",
    "户": "人",
    "台": "人",
    "场": "户",
}


def changed(one: Manuscript, line: Line, start: int, end: int, words: str) -> Manuscript:
    """Return the document with other words in the place of some characters of a line."""
    text = line.text[:start] + words + line.text[end:]
    return replace(
        one,
        lines=tuple(replace(each, text=text) if each.number == line.number else each for each in one.lines),
    )


def placed(one: Manuscript, reading: Reading, place: tuple[int, int, int], words: str) -> Manuscript | None:
    """Put other words in the place of (passage, start, end); None where a line breaks between them."""
    spans = reading.outline.passages[place[0]].spans(*place[1:])
    if len(spans) != 1:
        return None
    (span,) = spans
    line = next(each for each in one.lines if each.number == span.line)
    return changed(one, line, span.start, span.end, words)


def numbers(one: Manuscript) -> list[tuple[Line, re.Match[str]]]:
    """Return every number of the running text, the numbers of headings and what a unit told of itself left out."""
    return [
        (line, match)
        for line in one.lines
        if line.story is Story.TEXT
        for match in _NUMBER.finditer(line.text)
        if not (match.start() == 0 and re.match(r"\d{1,2}\.", line.text))
    ]


def _told(one: Manuscript, *kinds: Kind) -> tuple[Reading, list[Claim]]:
    reading = reading_of(one)
    found = [
        claim
        for claim in reading.outline.claims
        if claim.kind in kinds and reading.outline.passages[claim.passage].line.story is Story.TEXT
    ]
    return reading, found


def lost_digit(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Leave a digit out of a longer number."""
    places = [(line, match) for line, match in numbers(one) if len(match.group().replace(".", "")) > 2]
    line, match = chance.choice(places)
    digits = [i for i, character in enumerate(match.group()) if character.isdecimal() and i > 0]
    index = match.start() + chance.choice(digits)
    shorter = line.text[match.start() : index] + line.text[index + 1 : match.end()]
    is_rounding = "." in shorter and abs(float(shorter) - float(match.group())) < 0.1  # 118.91% is 118.9%
    if is_rounding or shorter.endswith("."):
        return None
    return changed(one, line, match.start(), match.end(), shorter)


def doubled_digit(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Hit a key twice."""
    line, match = chance.choice(numbers(one))
    index = chance.choice([i for i, character in enumerate(match.group()) if character.isdecimal()])
    place = match.start() + index
    return changed(one, line, place, place + 1, line.text[place] * 2)


def turned_digits(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Exchange two digits beside one another."""
    places = [
        (line, match.start() + i)
        for line, match in numbers(one)
        for i in range(len(match.group()) - 1)
        if match.group()[i : i + 2].isdecimal()
        and match.group()[i] != match.group()[i + 1]
        and (i > 0 or match.group()[1] != "0")
    ]
    line, place = chance.choice(places)
    return changed(one, line, place, place + 2, line.text[place + 1] + line.text[place])


def moved_point(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Lose the decimal point, or set it one place too far."""
    places = [(line, match) for line, match in numbers(one) if "." in match.group()]
    if not places:
        return None
    line, match = chance.choice(places)
    whole, rest = match.group().split(".")
    words = chance.choice((whole + rest, f"{whole}{rest[0]}.{rest[1:]}".rstrip(".")))
    return changed(one, line, match.start(), match.end(), words)


def swapped_amounts(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Exchange two numbers of one paragraph that are not percentages."""
    reading, found = _told(one, Kind.AMOUNT, Kind.FUNDS)
    pairs = [
        (a, b)
        for a in found
        for b in found
        if a.passage == b.passage and a.start < b.start and a.printed != b.printed and not a.key and not b.key
    ]
    if not pairs:
        return None
    first, second = chance.choice(pairs)
    made = placed(one, reading, (second.passage, second.digits_start, second.digits_end), first.printed)
    if made is None:
        return None
    return placed(made, reading, (first.passage, first.digits_start, first.digits_end), second.printed)


def other_measure(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Write another measure behind a number."""
    places = [
        (line, match)
        for line in one.lines
        if line.story is Story.TEXT
        for match in re.finditer(rf"(?<=\d)(?:{'|'.join(_MEASURES)})(?=[，。；、])", line.text)
    ]
    if not places:
        return None
    line, match = chance.choice(places)
    return changed(one, line, match.start(), match.end(), _MEASURES[match.group()])


def wrong_total(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Add the projects, or the lead units, of the counting sentence up to a wrong sum."""
    reading = reading_of(one)
    totals = [claim for lead in reading.leads for claim in (lead.total, lead.units) if claim is not None]
    if not totals:
        return None
    claim = chance.choice(totals)
    number = int(claim.value) + chance.choice((-3, -2, -1, 1, 2, 3, 10))
    place = (claim.passage, claim.digits_start, claim.digits_end)
    return placed(one, reading, place, str(number)) if number > 0 else None


def unit_left_out(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Leave a unit out of a list of the counting sentence."""
    reading = reading_of(one)
    names = [
        name
        for lead in reading.leads
        for tally in lead.tallies
        for name in tally.names
        if reading.text(name.passage)[name.end : name.end + 1] == "、"
    ]
    if not names:
        return None
    name = chance.choice(names)
    return placed(one, reading, (name.passage, name.start, name.end + 1), "")


def unit_too_many(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Name a unit of another class in a list as well."""
    reading = reading_of(one)
    tallies = [tally for lead in reading.leads for tally in lead.tallies if tally.names]
    pairs = [
        (name, tally.names[0])
        for tally in tallies
        for other in tallies
        for name in other.names
        if name.name not in {each.name for each in tally.names}
    ]
    if not pairs:
        return None
    wrong, place = chance.choice(pairs)
    return placed(one, reading, (place.passage, place.start, place.end), f"{wrong.name}、{place.name}")


def misnamed_unit(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Leave one character out of a unit's name (区场监管局)."""
    reading = reading_of(one)
    names = [name for name in reading.names if len(name.name) > 4]
    name = chance.choice(names)
    index = chance.randrange(1, len(name.name) - 1)
    place = (name.passage, name.start + index, name.start + index + 1)
    return placed(one, reading, place, "")


def wrong_day(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Write another day, month or year in 成文日期."""
    reading = reading_of(one)
    dated = reading.dated
    if dated is None:
        return None
    year, month, day = (int(part) for part in dated.key.partition(":")[2].split("-"))
    wrong = chance.choice(
        ((year - 1, month, day), (year, month % 12 + 1, day), (year, month, day % 28 + 1), (year, month, 32))
    )
    return placed(one, reading, (dated.passage, dated.start, dated.end), "{}年{}月{}日".format(*wrong))


def wrong_year(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Leave last year's number in the title or in the first sentence."""
    places = [
        (line, match) for line in one.lines[:5] for match in re.finditer(r"\d{4}(?=年(?!\d))", line.text)
    ]
    if not places:
        return None
    line, match = chance.choice(places)
    return changed(one, line, match.start(), match.end(), str(int(match.group()) - 1))


def wrong_period(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Leave last period's name in the title or in the first sentence."""
    places = [
        (line, match)
        for line in one.lines[:5]
        for match in re.finditer(r"上半年|前三季度|\d{1,2}-\d{1,2}月份?", line.text)
    ]
    if not places:
        return None
    line, match = chance.choice(places)
    others = [one for one in ("上半年", "前三季度", "1-10月份", "1-11月份") if one[:3] != match.group()[:3]]
    if match.group().startswith("1-9月"):
        others.remove("前三季度")
    return changed(one, line, match.start(), match.end(), chance.choice(others))


def wrong_issue(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Leave last document's 期号."""
    line = next((line for line in one.lines if re.search(r"第\d+期", line.text)), None)
    if line is None:
        return None
    match = re.search(r"(?<=第)\d+(?=期)", line.text)
    assert match is not None
    return changed(one, line, match.start(), match.end(), str(int(match.group()) + 1))


def misnamed_project(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Leave a character out of a project's title, or write another one."""
    reading = reading_of(one)
    items = [item for item in reading.outline.items if len(item.title) > 4]
    if not items:
        return None
    item = chance.choice(items)
    index = item.heading.start + chance.randrange(1, len(item.title) - 1)
    return placed(one, reading, (item.first, index, index + 1), chance.choice(("", "的")))


def said_of_all(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Say of a rate under 100 % that the task is done, or of one over it that it is not."""
    pattern = re.compile(
        r"(?:的|完成率|分别占[^。；]*?)(\d{1,3}(?:\.\d+)?)%(?=[，。；])(?!，(?:超额|滞后|比序|进度|达到))"
    )
    places = [
        (line, match)
        for line in one.lines
        if line.story is Story.TEXT
        for match in pattern.finditer(line.text)
    ]
    if not places:
        return None
    line, match = chance.choice(places)
    words = "，超额完成全年目标任务" if float(match.group(1)) < 100 else "，尚未完成全年目标任务"
    return changed(one, line, match.end(), match.end(), words)


_TURNS = {
    "滞后序时进度": "领先序时进度",
    "比序时进度低": "比序时进度高",
    "高出全年目标": "低于全年目标",
    "超过全年目标": "低于全年目标",
    "低于全年目标": "超出全年目标",
    "比全年目标多": "比全年目标少",
    "超出全年控制目标": "低于全年控制目标",
}


def turned_round(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Say 领先 for 滞后, 低于 for 高出, 少 for 多 before a number."""
    places = [
        (line, match)
        for line in one.lines
        if line.story is Story.TEXT
        for match in re.finditer(rf"(?:{'|'.join(_TURNS)})(?=\s*\d)", line.text)
    ]
    if not places:
        return None
    line, match = chance.choice(places)
    return changed(one, line, match.start(), match.end(), _TURNS[match.group()])


SLIPS: dict[str, Slip] = {
    "漏一位数字": lost_digit,
    "多一位数字": doubled_digit,
    "数字写颠倒": turned_digits,
    "小数点写错": moved_point,
    "两数对调": swapped_amounts,
    "计量单位写错": other_measure,
    "合计写错": wrong_total,
    "漏列单位": unit_left_out,
    "多列单位": unit_too_many,
    "单位名漏字": misnamed_unit,
    "成文日期写错": wrong_day,
    "年度写错": wrong_year,
    "通报期写错": wrong_period,
    "期号写错": wrong_issue,
    "实事名称写错": misnamed_project,
    "说法与数据不符": said_of_all,
    "方向说反": turned_round,
}
