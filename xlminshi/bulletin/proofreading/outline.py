"""How a text is built: headings, classes with their projects, whose project each paragraph tells of."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from xlminshi.bulletin.proofreading.claims import Claim, Kind, claims_in, number_from, under_head
from xlminshi.bulletin.proofreading.manuscript import Manuscript, Story
from xlminshi.bulletin.proofreading.offices import Named, lead_units_in
from xlminshi.bulletin.proofreading.passages import (
    NUMERALS,
    RUNNING,
    Passage,
    heading_mark,
    passages_of,
    words_begin,
)

_LONGEST_HEADING = 80
_IN_NAMES = (Kind.COUNT, Kind.UNITS, Kind.DATE, Kind.PERIOD, Kind.RANK, Kind.ISSUE)
_NUMBERED_NAME = re.compile(rf"[\d{NUMERALS}]")
_UNIT_BRACKET = re.compile(r"（[^（]*?(?:单位|部门)[：为是][^）]*）")


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading or item: its level 1..4, its number, where it stands, and its words behind the number."""

    level: int
    number: int
    passage: int
    words: str
    start: int


@dataclass(frozen=True, slots=True)
class Item:
    """One project as the text tells it: passages `first` to `last`; `units` are its lead units as written."""

    heading: Heading
    title: str
    units: tuple[Named, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the projects below it (已完成实事11件); `count` is how many it says there are."""

    heading: Heading
    count: Claim | None
    items: tuple[Item, ...]

    @property
    def words(self) -> str:
        """Return the heading without number and count: 已完成实事."""
        return re.sub(r"[（(]?共?\d+[件项个][）)]?", "", self.heading.words).strip("（）：。")


@dataclass(frozen=True, slots=True)
class Outline:
    """A text read: its passages, the claims in each, its headings and its classes of projects."""

    passages: tuple[Passage, ...]
    claims: tuple[Claim, ...]
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    told: Mapping[int, tuple[Claim, ...]] = field(default_factory=dict, compare=False)

    def item_at(self, passage: int) -> Item | None:
        """Return the project of which a passage tells, or None."""
        return next((one for one in self.items if one.first <= passage <= one.last), None)

    def section_at(self, passage: int) -> Section | None:
        """Return the class in which a passage stands, or None."""
        item = self.item_at(passage)
        return next((one for one in self.sections if item in one.items), None) if item else None

    def row_of(self, passage: int) -> tuple[Passage, ...]:
        """Return the cells of the table's row in which a passage stands; () outside tables."""
        row = self.passages[passage].line.row
        return tuple(one for one in self.passages if row is not None and one.line.row == row)

    def claims_at(self, passage: int) -> tuple[Claim, ...]:
        """Return the claims of one passage."""
        return self.told.get(passage, ())


def outline_of(manuscript: Manuscript, known: tuple[str, ...] = ()) -> Outline:
    """Return a document as it is built; `known` are names of offices."""
    passages = passages_of(manuscript.lines)
    headings = tuple(_headings(passages))
    told = {index: _claims(passage, index) for index, passage in enumerate(passages)}
    claims = tuple(claim for several in told.values() for claim in several)
    ends = {one.passage: _end(one, headings, len(passages)) for one in headings}
    whole = "\n".join(one.text.replace(" ", "") for one in passages)
    units_at = partial(_units_at, passages, whole, known)
    items = tuple(_items(passages, headings, ends, units_at))
    sections = tuple(_sections(headings, items, claims, ends))
    return Outline(passages, claims, headings, sections, items, told)


def without_named(outline: Outline, names: Iterable[str]) -> Outline:
    """Return an outline without the counts, dates and issue numbers that are part of a name wherever it stands."""
    said = {name for name in names if len(name) > 1 and _NUMBERED_NAME.search(name)}
    if not said:
        return outline
    places = re.compile("|".join(re.escape(name) for name in sorted(said, key=len, reverse=True)))
    told = {
        index: _unnamed(several, outline.passages[index], places) for index, several in outline.told.items()
    }
    return replace(outline, claims=tuple(one for several in told.values() for one in several), told=told)


def _unnamed(claims: tuple[Claim, ...], passage: Passage, names: re.Pattern[str]) -> tuple[Claim, ...]:
    if not any(one.kind in _IN_NAMES for one in claims):
        return claims
    spans = [match.span() for match in names.finditer(passage.text)]
    return tuple(
        one
        for one in claims
        if one.kind not in _IN_NAMES or not any(begin <= one.start and one.end <= end for begin, end in spans)
    )


def _claims(passage: Passage, index: int) -> tuple[Claim, ...]:
    line = passage.line
    if line.story is not Story.TABLE:
        return claims_in(passage.text, index, words_begin(passage.text))
    return under_head(claims_in(passage.text, index, len(line.label)), line.label)


def _headings(passages: tuple[Passage, ...]) -> Iterator[Heading]:
    for index, passage in enumerate(passages):
        mark = heading_mark(passage.text)
        if mark is not None and passage.line.story in RUNNING:
            level, number, start = mark
            yield Heading(level, number_from(number), index, passage.text[start:], start)


def _end(heading: Heading, headings: tuple[Heading, ...], count: int) -> int:
    """Return the last passage that belongs to a heading: up to the next one of its level or above."""
    after = (one.passage for one in headings if one.passage > heading.passage and one.level <= heading.level)
    return next(after, count) - 1


def _items(
    passages: tuple[Passage, ...],
    headings: tuple[Heading, ...],
    ends: dict[int, int],
    units_at: Callable[[int], tuple[Named, ...]],
) -> Iterator[Item]:
    """Yield the headings without headings below them that name a lead unit, or stand below a counted heading."""
    counted = [one for one in headings if re.search(r"\d+[件项]|\d+个(?:实事|项目|工程)", one.words)]
    for one in headings:
        last = ends[one.passage]
        if any(one.passage < other.passage <= last for other in headings):
            continue
        last = _without_imprint(passages, one.passage, last)
        told = range(one.passage, last + 1)
        units = tuple(unit for index in told for unit in units_at(index))
        is_counted = any(
            other.level < one.level and other.passage < one.passage <= ends[other.passage]
            for other in counted
        )
        if units or is_counted:
            yield Item(one, _title(one.words), units, one.passage, last)


def _units_at(
    passages: tuple[Passage, ...], whole: str, known: tuple[str, ...], index: int
) -> tuple[Named, ...]:
    return lead_units_in(passages[index], index, whole, known)


def _without_imprint(passages: tuple[Passage, ...], first: int, last: int) -> int:
    """Return where a project at the end of the text ends: before 本期发 and 抄送."""
    foot = re.compile(r"^(?:本期发|抄送|抄报|主送|发送|报送|附件)：?")
    return next((index - 1 for index in range(first + 1, last + 1) if foot.match(passages[index].text)), last)


def _title(words: str) -> str:
    """Return the name of a project: without its lead unit, and without prose that goes on behind it."""
    words = _UNIT_BRACKET.split(words)[0]
    if len(words) > _LONGEST_HEADING or re.search(r"[。；]", words):
        words = re.split(r"[。：；]", words)[0]
    return words.rstrip("。；：，")


def _sections(
    headings: tuple[Heading, ...], items: tuple[Item, ...], claims: tuple[Claim, ...], ends: dict[int, int]
) -> Iterator[Section]:
    """Yield the headings that stand directly above projects, and counted ones beside them with nothing below."""
    listing = {other.level for item in items for other in headings if other.passage < item.first}
    for one in headings:
        if any(item.heading == one for item in items):
            continue
        below = [item for item in items if one.passage < item.first <= ends[one.passage]]
        between = [
            other
            for other in headings
            if one.passage < other.passage <= ends[one.passage]
            and all(item.heading != other for item in below)
        ]
        own = [
            claim for claim in claims if claim.passage == one.passage and claim.measure in ("件", "项", "个")
        ]
        count = next((claim for claim in own if claim.kind is Kind.COUNT), own[0] if own else None)
        is_empty = ends[one.passage] == one.passage and one.level in listing
        if (below and not between) or (is_empty and count is not None and count.kind is Kind.COUNT):
            yield Section(one, count, tuple(below))
