"""Whose project each paragraph of a bulletin tells of: under headings, in the rows of a table, or unit by unit in prose."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise, takewhile

from xlminshi.bulletin.listing.annexes import joined
from xlminshi.bulletin.listing.cards import aspects, blocks, cards, led
from xlminshi.bulletin.listing.counted import figures_in
from xlminshi.bulletin.listing.labels import IMPRINT, TALK, UNIT, labelled
from xlminshi.bulletin.listing.subjects import actors_of, joint, subjects, whole_name
from xlminshi.bulletin.listing.table_rows import HeadKey, rows_told
from xlminshi.bulletin.listing.told import Told
from xlminshi.bulletin.proofreading.manuscript import Story
from xlminshi.bulletin.proofreading.offices import AREA, Named, lead_units_in, looks_like_office, subjects_in
from xlminshi.bulletin.proofreading.outline import Heading, Item
from xlminshi.bulletin.proofreading.passages import HAN, Passage, words_begin
from xlminshi.bulletin.proofreading.reading import Reading

# 县文化广电和旅游局（县体育局）牵头: a name may hold brackets itself.
_IN_BRACKETS = r"（(?P<names>(?:[^（）]|（[^（）]*）){2,40})）"
_BRACKET_UNIT = re.compile(rf"{_IN_BRACKETS}[：。]?$")
_ASPECT = re.compile(
    rf"(?:^|(?<=[。；，：]))(?:在)?(?P<title>[{HAN}“”（）\d—、-]{{3,40}}?)(?:工作)?方面[，：]"
)
_JOINT = re.compile(r"^[、和及与]|联合对|会同|专项督|(?:进行|开展)了?[^，。；]{0,4}督")
# 市文旅局、市民政局承担的2件实事进展缓慢 tells of no project of its own.
_SUMMED = re.compile(r"^等?(?:\d+个)?(?:牵头|责任)*(?:单位|部门)?(?:分别|各|共)?(?:承担|牵头|负责|反映)")
_NOT_UNIT = re.compile(r"^(?:各|有关|相关|全)")
_UNIT_BEGIN = re.compile(
    rf"^(?:共青团|团?{AREA}|团地委|中共|[^，。]{{2,8}}(?:县|区|市|旗|州|盟|镇|乡|街道|苏木)|国网|[^，。]{{2,12}}公司)"
)
_LEAST_TELLING, _LONGEST_TITLE = 12, 60


def told_in(reading: Reading, key_of: HeadKey) -> tuple[Told, ...]:
    """Return the projects of a bulletin in their order. `key_of` says which column a table's head names ("" none)."""
    found = [*led(reading)]
    found.extend(_items(reading, {passage for one in found for passage in one.passages}))
    found.extend(rows_told(reading, key_of))
    found.extend(cards(reading, {passage for one in found for passage in one.passages}))
    found.extend(aspects(reading, {passage for one in found for passage in one.passages}))
    found.extend(blocks(reading, {passage for one in found for passage in one.passages}))
    found.extend(_headed(reading, {passage for one in found for passage in one.passages}))
    found.extend(_paragraphs(reading, {passage for one in found for passage in one.passages}))
    taken = {passage for one in found for passage in one.passages}
    found.extend(_prose(reading, taken))
    return joined(sorted(found, key=lambda one: one.passages[0]))


def _items(reading: Reading, taken: set[int]) -> Iterator[Told]:
    for item in reading.outline.items:
        if item.first in taken:
            continue
        section = reading.outline.section_at(item.first)
        if section is not None and TALK.search(section.words):
            continue
        yield _item(reading, item, section.words if section else "")


def _item(reading: Reading, item: Item, class_name: str) -> Told:
    passages = _of_text(reading, range(item.first, item.last + 1))
    heading = reading.text(item.first)[item.heading.start :]
    bracket = _BRACKET_UNIT.search(heading)
    units = tuple(dict.fromkeys(_without_others(one.name) for one in item.units))
    title = item.title
    bracket = bracket or _BRACKET_UNIT.search(title)
    if not units and bracket and looks_like_office(bracket.group("names").split("、")[0]):
        units, title = (bracket.group("names"),), _BRACKET_UNIT.sub("", title) or title
    told = Told(title, units, class_name=class_name, passages=passages)
    told.source = "\n".join(reading.text(index) for index in passages)
    rest = heading[heading.find(title) + len(title) :] if title in heading else ""
    texts = [rest, *(reading.text(index) for index in passages[1:])]
    for text in texts:
        told.tellings.extend(labelled(text))
    if not told.tellings and len(passages) == 1 and not rest.strip("。："):
        told.tellings = []
    return told


def _of_text(reading: Reading, places: Iterable[int]) -> tuple[int, ...]:
    """Return the passages without the tables that stand behind the last words: each row of those is told by itself."""
    found = tuple(places)
    is_row = reading.outline.passages[found[0]].line.story is Story.TABLE
    return tuple(
        one for one in found if is_row or reading.outline.passages[one].line.story is not Story.TABLE
    )


def _headed(reading: Reading, taken: set[int]) -> Iterator[Told]:
    """Yield the headings whose unit stands in brackets, or in the heading above them.

    What stands below （一）教育惠民（县教育局） are projects where it has names, else the words of that one project.
    """
    headings = reading.outline.headings
    leading = _units_below(reading)
    whole: set[int] = set()
    for place, one in enumerate(headings):
        above = _above(headings, place)
        below = _below(headings, place)
        if one.passage in taken | whole or any(TALK.search(other.words[:20]) for other in above):
            continue
        if below and not (_bracket_unit(one.words) and not any(_has_name(other) for other in below)):
            continue
        last = below[-1] if below else one
        after = next((other.passage for other in headings if other.passage > last.passage), None)
        unit = _unit_of(reading, one, above) or leading.get(one.passage, "")
        if _office(one.words) or not (unit or _is_among_items(headings, place, taken)):
            continue
        whole.update(other.passage for other in below)
        end = after if after is not None else len(reading.outline.passages)
        passages = takewhile(
            lambda index: not IMPRINT.match(reading.text(index)) and index not in taken,
            range(one.passage, end),
        )
        yield _under(reading, one, unit, _of_text(reading, passages), above)


def _unit_of(reading: Reading, one: Heading, above: list[Heading]) -> str:
    """Return the lead unit of a heading: in its brackets, in those above it, above it as a heading, or its subject."""
    named = (_bracket_unit(other.words) for other in (one, *above))
    offices = (_office(other.words) for other in above)
    return next(filter(None, (*named, *offices)), "") or _subject_of(reading, one)


def _units_below(reading: Reading) -> dict[int, str]:
    """Return by heading the office with which the words below it begin: 1.公办幼儿园扩容 / 市教育局年初承诺…

    Only where several headings of one level are built like this: one alone can be anything.
    """
    found: dict[int, dict[int, str]] = {}
    for one in reading.outline.headings:
        below = one.passage + 1
        if len(one.words) > _LONGEST_TITLE or re.search(r"[，。]", one.words) or _bracket_unit(one.words):
            continue
        passages = reading.outline.passages[below : below + 1]
        named = [name for passage in passages for name in subjects_in(passage, below) if name.start == 0]
        if named and not _JOINT.search(passages[0].text[named[0].end :][:40]):
            found.setdefault(one.level, {})[one.passage] = whole_name(named[0], passages[0]).name
    return {place: unit for units in found.values() if len(units) > 1 for place, unit in units.items()}


def _below(headings: tuple[Heading, ...], place: int) -> list[Heading]:
    """Return the headings below one."""
    level = headings[place].level
    return list(takewhile(lambda other: other.level > level, headings[place + 1 :]))


def _has_name(one: Heading) -> bool:
    """Return whether a heading begins with a name, and not at once with what was done."""
    title = re.split(r"[。：（]", one.words)[0]
    return len(title) <= _LONGEST_TITLE and not re.search(r"\d|，", title)


def _subject_of(reading: Reading, one: Heading) -> str:
    """Return the office with which the words behind a project's name begin: 1.农村饮水安全。牵头单位县水务局已…"""
    title, stop, rest = one.words.partition("。")
    if not stop or len(title) > _LONGEST_TITLE:
        return ""
    rest = re.sub(rf"^(?:{UNIT})(?:是|为)?", "", rest)
    passage = replace(reading.outline.passages[one.passage], text=rest, origins=())
    named = [whole_name(name, passage) for name in subjects_in(passage, one.passage) if name.start == 0]
    return named[0].name if named else ""


def _is_among_items(headings: tuple[Heading, ...], place: int, taken: set[int]) -> bool:
    """Return whether a heading stands in one row with headings that are projects."""
    own = headings[place]
    beside = [headings[index] for index in (place - 1, place + 1) if 0 <= index < len(headings)]
    return any(
        other.level == own.level and other.passage in taken and abs(other.number - own.number) == 1
        for other in beside
    )


def _under(
    reading: Reading, one: Heading, unit: str, passages: tuple[int, ...], above: list[Heading]
) -> Told:
    words = _BRACKET_UNIT.sub("", one.words) if _bracket_unit(one.words) else one.words
    title, _, rest = (
        words.partition("。")
        if "。" in words
        else words.partition("：")
        if "：" in words
        else (words, "", "")
    )
    class_name = next((other.words for other in above if not _office(other.words)), "")
    told = Told(title, (unit,) if unit else (), class_name=class_name, passages=passages)
    told.source = "\n".join(reading.text(index) for index in passages)
    lead = re.compile(rf"^(?:{UNIT})?(?:是|为)?{re.escape(unit)}(?:作为牵头单位，)?" if unit else r"(?!)")
    for text in (rest, *(reading.text(index)[words_begin(reading.text(index)) :] for index in passages[1:])):
        told.tellings.extend(labelled(lead.sub("", text)))
    return told


def _above(headings: tuple[Heading, ...], place: int) -> list[Heading]:
    """Return the headings above one, the nearest first."""
    found: list[Heading] = []
    level = headings[place].level
    for other in reversed(headings[:place]):
        if other.level < level:
            found.append(other)
            level = other.level
    return found


def _bracket_unit(words: str) -> str:
    """Return the office in brackets at the end of a heading: （县水务局牵头）, （区教体局）."""
    match = _BRACKET_UNIT.search(words.rstrip("。：")) or re.search(_IN_BRACKETS, words)
    if match is None:
        return ""
    named = re.sub(rf"^(?:{UNIT})?[：为]?", "", match.group("names"))
    first = re.split(rf"[、，；]|牵头|负责|承办|和(?={AREA})", named)[0]
    return first if _office(first) else ""


def _office(words: str) -> str:
    """Return a heading's words where they are the name of an office."""
    words = words.strip("：。 ")
    return words if looks_like_office(words) and _UNIT_BEGIN.match(words) else ""


def _paragraphs(reading: Reading, taken: set[int]) -> Iterator[Told]:
    """Yield the paragraphs that name a lead unit behind the project's name: 绿地建设工程。牵头单位：市园林中心。…"""
    for index, passage in enumerate(reading.outline.passages):
        units = lead_units_in(passage, index)
        if index in taken or not units or passage.line.story in (Story.MARGIN, Story.TABLE):
            continue
        title = re.split(rf"[（。，；：]|(?:{UNIT})", passage.text[: units[0].start])[0]
        if not 1 < len(title) <= _LONGEST_TITLE:
            continue
        told = Told(
            title, tuple(dict.fromkeys(_without_others(one.name) for one in units)), passages=(index,)
        )
        told.source = passage.text
        told.tellings.extend(labelled(passage.text[len(title) :]))
        yield told


def _without_others(name: str) -> str:
    return re.split(r"[；;，]|责任|配合", name)[0]


def _prose(reading: Reading, taken: set[int]) -> Iterator[Told]:
    """Yield a project for each unit of which running text tells, the first time it does."""
    leads = {one.passage for one in reading.leads} if taken else set()
    known: set[str] = {reading.offices.one(name) for name in _listed_units(reading, taken)}
    actors = actors_of(reading)
    for index, passage in enumerate(reading.outline.passages):
        if index in taken or passage.line.story in (Story.MARGIN, Story.TABLE) or IMPRINT.match(passage.text):
            continue
        if index in leads or _is_talk(reading, index):
            continue
        found = tuple(one for one in subjects(passage, index, actors) if _tells(passage, one))
        groups = [*joint(found, passage.text)]
        for place, group in enumerate(groups):
            end = groups[place + 1][0].start if place + 1 < len(groups) else len(passage.text)
            words = passage.text[group[-1].end : end]
            office = "、".join(reading.offices.one(one.name) for one in group)
            if office in known or not _is_progress(words):
                continue
            known.add(office)
            units = tuple(one.name for one in group)
            yield from _of_unit(units, words, passage.text[group[0].start : end], index)


def _of_unit(units: tuple[str, ...], words: str, source: str, index: int) -> Iterator[Told]:
    """Yield what a stretch tells of its units: a project for each name that it gives (…方面，), else one without a name."""
    parts = [*_ASPECT.finditer(words), None]
    first = parts[0].start() if parts[0] is not None else len(words)
    if _is_progress(words[:first].strip("，：。；")) or parts[0] is None:
        telling = [*labelled(words[:first].lstrip("：，"))]
        yield Told("", units, telling, source, passages=(index,), is_titled=False, is_whole=False)
    for one, then in pairwise(parts):
        if one is not None:
            rest = words[one.end() : then.start() if then is not None else len(words)]
            text = f"{one.group('title')}方面，{rest}"
            yield Told(one.group("title"), units, [*labelled(rest)], text, passages=(index,), is_whole=False)


def _listed_units(reading: Reading, taken: set[int]) -> Iterator[str]:
    for item in reading.outline.items:
        yield from (one.name for one in item.units if item.first in taken)


def _tells(passage: Passage, name: Named) -> bool:
    return not _NOT_UNIT.match(name.name) and "政府督查" not in name.name


def _is_talk(reading: Reading, index: int) -> bool:
    """Return whether a paragraph is about experience, shortcomings or demands: by its own begin, or the heading above it."""
    above = [one.words for one in reading.outline.headings if one.passage <= index]
    text = reading.text(index)
    return bool(TALK.search(text[:20]) or (above and TALK.search(above[-1][:20])))


def _is_progress(words: str) -> bool:
    return (
        len(words) >= _LEAST_TELLING
        and not _JOINT.search(words[:40])
        and not _SUMMED.match(words)
        and bool(figures_in(words) or re.search(r"已|完成|正在|开工|建成", words))
    )
