"""A bulletin that tells its projects in words and again in an annexed table: one project each, neither telling lost."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from xlminshi.bulletin.listing.found import FoundIndicator, Printed
from xlminshi.bulletin.listing.sketches import HINTED
from xlminshi.bulletin.listing.told import Figures, Told
from xlminshi.core.units import normal_name

FROM_ANNEX = "取自附表，正文没有写，或与正文不一致"
_WORDS = re.compile(r"^[^\d]+|以上|以下|以内|左右|余|多")
DIFFERS = "附表写{found}，与正文不一致"


def joined(told: Iterable[Told]) -> tuple[Told, ...]:
    """Return the projects, each row of a table put to the project of the same name that the text tells of.

    A project without a name takes that of the only row of its unit.
    """
    every = tuple(told)
    rows = [one for one in every if one.cells]
    words = [one for one in every if not one.cells]
    by_title = {normal_name(one.title): one for one in words if one.is_titled}
    taken: set[int] = set()
    for row in rows:
        found = by_title.get(normal_name(row.title)) or _nameless(row, rows, words)
        if found is None or found.annex is not None or not _may_be_one(found, row):
            continue
        if not found.is_titled:
            found.title, found.is_titled = row.title, True
        found.units = found.units or row.units
        found.annex = row
        found.passages = (*found.passages, *row.passages)
        taken.add(id(row))
    return tuple(one for one in every if id(one) not in taken)


def _nameless(row: Told, rows: list[Told], words: list[Told]) -> Told | None:
    """Return the one telling without a name of the row's unit, where that unit has no other row."""
    of_unit = [one for one in words if one.units[:1] == row.units[:1] and one.units]
    is_only = sum(one.units[:1] == row.units[:1] for one in rows) == 1
    return of_unit[0] if is_only and len(of_unit) == 1 and not of_unit[0].is_titled else None


def _may_be_one(words: Told, row: Told) -> bool:
    return not (words.units and row.units) or normal_name(words.units[0]) == normal_name(row.units[0])


def completed(words: Figures, annex: Figures) -> Figures:
    """Return the figures of the text, with what the annex has beyond them; where the two differ, the text holds, marked."""
    indicators = list(words.indicators)
    further = []
    for one in annex.indicators:
        place = next((index for index, each in enumerate(indicators) if _is_same(each, one)), None)
        if place is not None:
            indicators[place] = _filled(indicators[place], one)
        elif any(True for _ in _figures(one)):
            further.append(one.marked(FROM_ANNEX))
    taken = {one.name for one in indicators}
    named = (replace(one, name=f"{one.name}（附表）") if one.name in taken else one for one in further)
    held = {_plain(text) for one in indicators for text in _columns(one) if text}
    marks = (one for one in annex.marks if _plain(_quoted(one)) not in held)
    return Figures((*indicators, *named), (*words.marks, *marks))


def _quoted(mark: str) -> str:
    """Return the figure of which a mark speaks."""
    return mark.partition("“")[2].partition("”")[0]


def _is_same(words: FoundIndicator, annex: FoundIndicator) -> bool:
    """Return whether two indicators share a measure and one of their figures, each in the same column."""
    if words.measure != annex.measure:
        return False
    pairs = zip(_columns(words), _columns(annex), strict=True)
    return any(one and two and _plain(one) == _plain(two) for one, two in pairs)


def _plain(figure: str) -> str:
    """Return a figure without the words around its number: 30公里以上 → 30公里."""
    return _WORDS.sub("", figure)


def _columns(one: FoundIndicator) -> tuple[str | None, ...]:
    return (_text(one.target), _text(one.achieved), one.rate or None)


def _text(figure: Printed | None) -> str | None:
    return figure.text if figure is not None else None


def _figures(one: FoundIndicator) -> Iterator[str]:
    yield from (text for text in _columns(one) if text)


def _filled(words: FoundIndicator, annex: FoundIndicator) -> FoundIndicator:
    target, achieved = words.target or annex.target, words.achieved or annex.achieved
    marks = tuple(one for one in words.marks if words.target or not target or not one.startswith(HINTED))
    pairs = zip(_columns(words), _columns(annex), strict=True)
    differing = tuple(
        DIFFERS.format(found=two) for one, two in pairs if one and two and _plain(one) != _plain(two)
    )
    filled = replace(words, target=target, achieved=achieved, rate=words.rate or annex.rate, marks=marks)
    return filled.marked(*differing)
