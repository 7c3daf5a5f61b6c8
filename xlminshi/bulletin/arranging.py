"""The order of a draft: where people have moved projects or paragraphs they stay, and headings are always numbered anew."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from xlminshi.bulletin.document import Figure, Paragraph, ParagraphStyle
from xlminshi.bulletin.numerals import chinese_number

_CHINESE = {chinese_number(number): number for number in range(1, 100)}
_HAN_NUMBER = "[一二三四五六七八九十]+"
_NUMBERS = {
    ParagraphStyle.HEADING_1: re.compile(rf"^()({_HAN_NUMBER})(?=、)"),
    ParagraphStyle.HEADING_2: re.compile(rf"^([（(])({_HAN_NUMBER})(?=[）)])"),
    ParagraphStyle.HEADING_3: re.compile(r"^()(\d+)(?=[.．、])"),
}
HEADINGS = frozenset(_NUMBERS)
_LEVELS = (*_NUMBERS, ParagraphStyle.BODY)


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph of the former draft: its key, its style, and the words that the program had written for it."""

    key: str
    style: ParagraphStyle
    generated: str


def unnumbered(text: str, style: ParagraphStyle) -> str:
    """Return a heading with no number in front: whether words were changed is not a question of their number."""
    pattern = _NUMBERS.get(style)
    return pattern.sub(r"\1", text.strip()) if pattern else text.strip()


def arranged(fresh: tuple[Paragraph, ...], draft: Iterable[Placed]) -> tuple[Paragraph, ...]:
    """Return the fresh paragraphs in the order in which people have put them below the same heading."""
    rows = tuple(draft)
    before, now = _homes_of(rows), _homes((one.key, one.style) for one in fresh)
    order = _Order(
        {row.key: place for place, row in enumerate(rows)},
        {row.key: _number(row.generated, row.style) for row in rows},
        {key for key, home in now.items() if before.get(key) == home},
    )
    return tuple(_arranged(list(fresh), 0, order))


def moved_away(fresh: tuple[Paragraph, ...], draft: Iterable[Placed]) -> tuple[str, ...]:
    """Return the keys of headings that people have put below another heading than the data do.

    Where only the data have changed, the headings as they were written count 1, 2, 3; where people have moved one, they do not.
    """
    rows = tuple(draft)
    before, now = _homes_of(rows), _homes((one.key, one.style) for one in fresh)
    numbers: dict[str, list[int]] = {}
    for row in rows:
        if number := _number(row.generated, row.style):
            numbers.setdefault(before[row.key], []).append(number)
    mixed = {home for home, some in numbers.items() if sorted(some) != list(range(1, len(some) + 1))}
    return tuple(
        row.key
        for row in rows
        if _number(row.generated, row.style)
        and before[row.key] in mixed
        and now.get(row.key, before[row.key]) != before[row.key]
    )


def renumbered(body: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the paragraphs with their headings counted in the order in which they stand; unnumbered ones stay so."""
    counts: dict[ParagraphStyle, int] = {}
    found = []
    for one in body:
        pattern = _NUMBERS.get(one.style)
        if pattern is not None:
            for deeper in _LEVELS[_LEVELS.index(one.style) + 1 :]:
                counts.pop(deeper, None)
            if match := pattern.match(one.text):
                counts[one.style] = counts.get(one.style, 0) + 1
                one = _with_number(one, match, counts[one.style])
        found.append(one)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Order:
    """Where each key stood in the draft, how it had been numbered (0: not), and which keys kept their heading."""

    places: Mapping[str, int]
    numbers: Mapping[str, int]
    settled: set[str]

    def sorted(self, blocks: list[list[Paragraph]]) -> list[list[Paragraph]]:
        """Return blocks below one heading as people have put them; what they did not move stays as the data have it."""
        known = [block for block in blocks if block[0].key in self.places and block[0].key in self.settled]
        wanted = sorted(known, key=lambda block: self.places[block[0].key])
        written = known
        if all(self.numbers[block[0].key] for block in known):
            written = sorted(known, key=lambda block: self.numbers[block[0].key])
        if wanted == written:
            return blocks
        following = iter(wanted)
        return [next(following) if block in known else block for block in blocks]


def _arranged(paragraphs: list[Paragraph], level: int, order: _Order) -> list[Paragraph]:
    if level == len(_LEVELS) or not paragraphs:
        return paragraphs
    starts = [place for place, one in enumerate(paragraphs) if one.style is _LEVELS[level]]
    first = starts[0] if starts else len(paragraphs)
    blocks = [paragraphs[start:end] for start, end in pairwise([*starts, len(paragraphs)])]
    below = [[block[0], *_arranged(block[1:], level + 1, order)] for block in order.sorted(blocks)]
    return [*_arranged(paragraphs[:first], level + 1, order), *(one for block in below for one in block)]


def _homes_of(rows: tuple[Placed, ...]) -> dict[str, str]:
    return _homes((row.key, row.style) for row in rows)


def _homes(rows: Iterable[tuple[str, ParagraphStyle]]) -> dict[str, str]:
    """Return for each key the key of the heading that it stands below, "" above the first."""
    above: list[str] = [""] * len(_LEVELS)
    found: dict[str, str] = {}
    for key, style in rows:
        level = _LEVELS.index(style) if style in _LEVELS else len(_LEVELS) - 1
        found[key] = next((one for one in reversed(above[:level]) if one), "")
        above[level:] = [key if style in _NUMBERS else "", *[""] * (len(_LEVELS) - level - 1)]
    return found


def _number(text: str, style: ParagraphStyle) -> int:
    """Return the number in front of a heading, 0 where there is none."""
    pattern = _NUMBERS.get(style)
    match = pattern.match(text.strip()) if pattern else None
    if match is None:
        return 0
    return int(match[2]) if match[2].isdecimal() else _CHINESE.get(match[2], 0)


def _with_number(one: Paragraph, match: re.Match[str], number: int) -> Paragraph:
    shown = str(number) if match[2].isdecimal() else chinese_number(number)
    text = match[1] + shown + one.text[match.end() :]
    shift = len(text) - len(one.text)
    moved = tuple(Figure(figure.start + shift, figure.end + shift, figure.source) for figure in one.figures)
    return replace(one, text=text, figures=moved)
