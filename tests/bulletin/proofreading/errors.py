"""Single errors put into a right document: one change, as a tired clerk makes it."""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from tests.bulletin.proofreading.slips import SLIPS, Slip
from xlminshi.bulletin.proofreading.claims import Kind
from xlminshi.bulletin.proofreading.manuscript import Line, Manuscript
from xlminshi.bulletin.proofreading.outline import Item, outline_of
from xlminshi.bulletin.proofreading.reading import reading_of

_HEADING = re.compile(r"^\d{1,2}\.")


def _with(one: Manuscript, number: int, text: str) -> Manuscript:
    return replace(
        one, lines=tuple(replace(line, text=text) if line.number == number else line for line in one.lines)
    )


def _changed(one: Manuscript, line: Line, start: int, end: int, words: str) -> Manuscript:
    return _with(one, line.number, line.text[:start] + words + line.text[end:])


def digit(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Change one digit anywhere in the text."""
    places = [
        (line, match)
        for line in one.lines
        for match in re.finditer(r"\d+(?:\.\d+)?", line.text)
        if not (match.start() == 0 and _HEADING.match(line.text))
    ]
    line, match = chance.choice(places)
    index = chance.choice([i for i, character in enumerate(match.group()) if character.isdecimal()])
    old = match.group()[index]
    lowest = 1 if index == 0 and len(match.group()) > 1 else 0
    new = chance.choice([digit for digit in map(str, range(lowest, 10)) if digit != old])
    place = match.start() + index
    return _changed(one, line, place, place + 1, new)


def count(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Set a number of projects or of units off by one."""
    outline = outline_of(one)
    claims = [
        claim
        for claim in outline.claims
        if claim.kind in (Kind.COUNT, Kind.UNITS)
        and claim.value > 0
        and outline.item_at(claim.passage) is None  # 受理理赔80件 counts no projects
    ]
    if not claims:
        return None
    claim = chance.choice(claims)
    number = int(claim.value) + chance.choice((-1, 1))
    (span,) = outline.passages[claim.passage].spans(claim.digits_start, claim.digits_end)
    line = next(each for each in one.lines if each.number == span.line)
    return _changed(one, line, span.start, span.end, str(number))


def unit_in_wrong_list(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Write a unit's name in the 导语 in place of one of another class, which has no project there."""
    reading = reading_of(one)
    tallies = [tally for lead in reading.leads for tally in lead.tallies if tally.names]
    if len(tallies) < 2:
        return None
    first, second = chance.sample(tallies, 2)
    strangers = [each for each in first.names if each.name not in {other.name for other in second.names}]
    if not strangers:
        return None
    wrong, place = chance.choice(strangers), chance.choice(second.names)
    return _replaced(one, place.passage, place.start, place.end, wrong.name)


def _replaced(one: Manuscript, passage: int, start: int, end: int, words: str) -> Manuscript | None:
    """Put other words in the place of some; None where a line breaks between them."""
    span, *more = outline_of(one).passages[passage].spans(start, end)
    if more:
        return None
    line = next(each for each in one.lines if each.number == span.line)
    return _changed(one, line, span.start, span.end, words)


def project_in_wrong_class(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Move a project below the heading of another class, numbers and counts of both headings put right."""
    outline = outline_of(one)
    sections = [section for section in outline.sections if section.items]
    if len(sections) < 2:
        return None
    source, target = chance.sample(sections, 2)
    if len(source.items) < 2:
        return None
    item = chance.choice(source.items)
    moved = _lines_of(one, item)
    last = _lines_of(one, target.items[-1])[-1]
    rest = [line for line in one.lines if line not in moved]
    index = rest.index(last) + 1
    lines = _renumbered([*rest[:index], *moved, *rest[index:]])
    return Manuscript(one.name, tuple(replace(line, number=n) for n, line in enumerate(lines, start=1)))


def _lines_of(one: Manuscript, item: Item) -> list[Line]:
    passages = outline_of(one).passages
    numbers = {passages[index].number for index in range(item.first, item.last + 1)}
    return [line for line in one.lines if line.number in numbers]


def _renumbered(lines: list[Line]) -> list[Line]:
    """Number the projects anew below each heading, and let each heading count them."""
    found: list[Line] = []
    number, heading = 0, -1
    for line in lines:
        if re.match(r"^（[一二三四五六]）", line.text):
            heading, number = len(found), 0
        elif heading >= 0 and _HEADING.match(line.text):
            number += 1
            line = replace(line, text=_HEADING.sub(f"{number}.", line.text))
            head = found[heading]
            found[heading] = replace(head, text=re.sub(r"\d+(?=[件项])", str(number), head.text))
        elif re.match(r"^[一二三四五六]、", line.text):
            heading = -1
        found.append(line)
    return found


def swapped_rates(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Exchange two different percentages."""
    places = [
        (line.number, match) for line in one.lines for match in re.finditer(r"\d+(?:\.\d+)?(?=%)", line.text)
    ]
    pairs = [(a, b) for a in places for b in places if a[1].group() != b[1].group() and _order(a) < _order(b)]
    if not pairs:
        return None
    first, second = chance.choice(pairs)
    made = _put(one, second, first[1].group())
    return _put(made, first, second[1].group())


def _order(place: tuple[int, re.Match[str]]) -> tuple[int, int]:
    return place[0], place[1].start()


def _put(one: Manuscript, place: tuple[int, re.Match[str]], words: str) -> Manuscript:
    line = next(each for each in one.lines if each.number == place[0])
    return _changed(one, line, place[1].start(), place[1].end(), words)


def wrong_lead_unit(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Write another unit behind 牵头单位 (or at the head of a sentence)."""
    reading = reading_of(one)
    units = [unit for item in reading.outline.items for unit in item.units]
    if not units:
        return None
    place = chance.choice(units)
    others = sorted({unit.name for unit in units if unit.name != place.name})
    return _replaced(one, place.passage, place.start, place.end, chance.choice(others)) if others else None


def left_out_project(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Leave a project out, numbers put right."""
    items = outline_of(one).items
    if len(items) < 4:
        return None
    gone = _lines_of(one, chance.choice(items))
    lines = _renumbered([line for line in one.lines if line not in gone])
    return Manuscript(one.name, tuple(replace(line, number=n) for n, line in enumerate(lines, start=1)))


def lost_scale(one: Manuscript, chance: random.Random) -> Manuscript | None:
    """Leave out 万."""
    places = [(line, match) for line in one.lines for match in re.finditer(r"(?<=\d)万(?!元)", line.text)]
    if not places:
        return None
    line, match = chance.choice(places)
    return _changed(one, line, match.start(), match.end(), "")


KINDS: dict[str, Slip] = {
    "数字错一位": digit,
    "件数差一": count,
    "导语单位归错类": unit_in_wrong_list,
    "实事归错类": project_in_wrong_class,
    "完成率对调": swapped_rates,
    "牵头单位写错": wrong_lead_unit,
    "漏写实事": left_out_project,
    "漏写万": lost_scale,
    **SLIPS,
}


def single_errors(
    one: Manuscript, chance: random.Random, kinds: Mapping[str, Slip] = KINDS
) -> Iterator[tuple[str, Manuscript]]:
    """Yield (kind, document with one error) for each kind that the document has room for."""
    for kind, make in kinds.items():
        made = make(one, chance)
        if made is not None and made != one:
            yield kind, made
