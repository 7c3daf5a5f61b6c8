"""Projects in further layouts: a name above labelled lines, a numbered line that names who leads, a name before …方面，."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from xlminshi.bulletin.listing.labels import IMPRINT, TALK, label_at, labelled
from xlminshi.bulletin.listing.told import Told
from xlminshi.bulletin.proofreading.manuscript import Story
from xlminshi.bulletin.proofreading.offices import AREA, lead_units_in, looks_like_office, subjects_in
from xlminshi.bulletin.proofreading.passages import HAN, NUMERALS, words_begin
from xlminshi.bulletin.proofreading.reading import Reading

_SIGNS = re.compile(r"^[▲△●◆◇★☆■□○◎※•·\s]+")
_COUNTED = re.compile(rf"^第(?:\d+|[{NUMERALS}]+)(?:件|项)(?:实事|任务|民生实事)?[：，、。]?")
_LED = re.compile(
    rf"^(?P<title>[^，。；：]{{2,60}}?)[，。](?:由)?(?P<name>[{HAN}]{{2,20}}?)(?:负责)?牵头"
    r"(?:负责|落实|实施|办理|推进|组织实施)?[，。；：]"
)
_ASPECT = re.compile(rf"^(?:在)?(?P<title>[{HAN}“”、]{{2,30}}?)(?:工作)?方面[，：]")
_UNIT_LINE = re.compile(
    rf"^[【\[〔]?(?P<name>(?:团|{AREA})[{HAN}]{{2,20}}(?:（[{HAN}]{{2,20}}）)?)[】\]〕]?：?$"
)
_NAMED_LINE = re.compile(r"^(?P<title>[^，。；：]{2,40})：(?=.)")
_LONGEST_TITLE = 60


def led(reading: Reading) -> Iterator[Told]:
    """Yield the numbered lines that say who leads: （1）农田建设，县农业农村局牵头，…; 第一件：校舍提升。由区教育局牵头。…"""
    passages = reading.outline.passages
    heads = {one.passage for one in reading.outline.headings}
    for index, passage in enumerate(passages):
        if passage.line.story in (Story.MARGIN, Story.TABLE) or _is_talk(reading, index):
            continue
        begin = _numbered(passage.text)
        match = _LED.match(passage.text[begin:]) if begin else None
        if match is None or not looks_like_office(match.group("name")):
            continue
        last = _last(reading, index, heads)
        told = Told(match.group("title"), (match.group("name"),), passages=tuple(range(index, last + 1)))
        told.source = "\n".join(passages[place].text for place in told.passages)
        rest = passage.text[begin + match.end() :]
        for text in (rest, *(passages[place].text for place in told.passages[1:])):
            told.tellings.extend(labelled(text))
        yield told


def _numbered(text: str) -> int:
    """Return where the words behind a number begin; 0 where there is none."""
    match = _COUNTED.match(text)
    return match.end() if match else words_begin(text)


def _last(reading: Reading, index: int, heads: set[int]) -> int:
    """Return the last paragraph that goes on with a numbered line: up to the next number, 下一步 or 版记."""
    last = index
    while last + 1 < len(reading.outline.passages):
        passage = reading.outline.passages[last + 1]
        is_other = passage.line.story in (Story.MARGIN, Story.TABLE) or last + 1 in heads
        if is_other or _ends(passage.text):
            break
        last += 1
    return last


def aspects(reading: Reading, taken: set[int]) -> Iterator[Told]:
    """Yield the paragraphs that begin with a name and then who tells: 养老服务方面，区民政局新建助餐点6个，…"""
    for index, passage in enumerate(reading.outline.passages):
        match = _ASPECT.match(passage.text)
        if match is None or index in taken or passage.line.story in (Story.MARGIN, Story.TABLE):
            continue
        rest = replace(passage, text=passage.text[match.end() :], origins=())
        named = [one for one in subjects_in(rest, index) if one.start == 0]
        if named and not _is_talk(reading, index):
            told = Told(match.group("title"), (named[0].name,), source=passage.text, passages=(index,))
            told.tellings.extend(labelled(rest.text[named[0].end :]))
            yield told


def cards(reading: Reading, taken: set[int]) -> Iterator[Told]:
    """Yield the names that stand on a line of their own above 责任单位：… and further labelled lines."""
    begins = [*_begins(reading, taken), len(reading.outline.passages)]
    for first, after in pairwise(begins):
        last = first + 1
        while (
            last + 1 < after
            and last + 1 not in taken
            and not _numbered(reading.text(last + 1))
            and not _ends(reading.text(last + 1))
        ):
            last += 1
        places = tuple(range(first, last + 1))
        units = (
            one.name for place in places for one in lead_units_in(reading.outline.passages[place], place)
        )
        told = Told(_name(reading.text(first)), tuple(dict.fromkeys(units)), passages=places)
        told.source = "\n".join(reading.text(place) for place in places)
        for place in places[1:]:
            told.tellings.extend(labelled(reading.text(place)))
        yield told


def blocks(reading: Reading, taken: set[int]) -> Iterator[Told]:
    """Yield the lines 名称：words below a line that is nothing but an office: 【区商务局】 / 便民早餐网点：计划40个，…"""
    unit = ""
    for index, passage in enumerate(reading.outline.passages):
        office = _UNIT_LINE.match(passage.text)
        match = _NAMED_LINE.match(passage.text)
        if office and looks_like_office(office.group("name")):
            unit = office.group("name")
        elif not match or label_at(passage.text) or _ends(passage.text):
            unit = ""
        elif unit and index not in taken and passage.line.story not in (Story.MARGIN, Story.TABLE):
            told = Told(match.group("title"), (unit,), source=passage.text, passages=(index,))
            told.tellings.extend(labelled(passage.text[match.end() :]))
            yield told


def _begins(reading: Reading, taken: set[int]) -> Iterator[int]:
    """Yield where a card's name stands: above labelled lines of which one names the unit."""
    for index, passage in enumerate(reading.outline.passages):
        if index in taken or passage.line.story in (Story.MARGIN, Story.TABLE) or label_at(passage.text):
            continue
        labels = list(_labels_below(reading, index))
        name = _name(passage.text)
        is_name = 1 < len(name) <= _LONGEST_TITLE and not re.search(r"[，。；：]", name)
        if is_name and "unit" in labels and len(labels) > 1:
            yield index


def _labels_below(reading: Reading, index: int) -> Iterator[str]:
    for place in range(index + 1, len(reading.outline.passages)):
        kind = label_at(reading.text(place))
        if not kind:
            return
        yield kind


def _name(text: str) -> str:
    return _SIGNS.sub("", text)[words_begin(_SIGNS.sub("", text)) :].strip("：。 ")


def _ends(text: str) -> bool:
    return bool(IMPRINT.match(text) or TALK.search(text[:20]) or _numbered(text))


def _is_talk(reading: Reading, index: int) -> bool:
    above = [one.words for one in reading.outline.headings if one.passage < index and one.level == 1]
    return bool(above and TALK.search(above[-1][:20]))
