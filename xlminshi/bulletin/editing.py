"""Edits survive: a draft that people have worked on, held against what the data say now.

Untouched paragraphs follow the data. Edited ones keep a person's words; where a figure in them no longer holds, the new
value stands beside it in 【】 until somebody has settled it. Nothing is overwritten in silence.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from xlminshi.bulletin.document import Figure, Paragraph, ParagraphStyle

OWN = "手工"
_NOW, _GONE = "现为", "已无此数"
_MARK = re.compile(rf"【(?:{_NOW}[^【】]*|{_GONE})】")


@dataclass(frozen=True, slots=True)
class Draft:
    """One paragraph of a draft: the words that stand there now, and those that the program had written ("" for added ones)."""

    key: str
    style: ParagraphStyle
    text: str
    generated: str

    @property
    def is_edited(self) -> bool:
        """Return whether a person has changed the words."""
        return unmarked(self.text).strip() != self.generated.strip()


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """A figure of the former draft: its paragraph, the fact it told, and how it was printed then."""

    paragraph: str
    source: str
    shown: str


class Change(Enum):
    """What had to be told of an edited paragraph."""

    STALE = "数字已变"
    GONE = "原段已不再生成"


@dataclass(frozen=True, slots=True)
class Told:
    """Something that a person has to look at in an edited draft; `new` is "" where the fact is no longer there."""

    change: Change
    paragraph: str
    old: str = ""
    new: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """The new draft: paragraphs in order, for each key the words of the program alone, and what has to be told."""

    body: tuple[Paragraph, ...]
    generated: dict[str, str]
    told: tuple[Told, ...]


def with_edits(
    fresh: tuple[Paragraph, ...],
    draft: tuple[Draft, ...],
    traced: tuple[TracedFigure, ...],
    facts: Mapping[str, str],
) -> Edited:
    """Return the fresh paragraphs with everything that people have changed in the former draft.

    `facts` is how each fact is printed now. An emptied paragraph stays away; one that people have added stays behind the
    paragraph that it stood behind.
    """
    edits = {one.key: one for one in draft if one.is_edited}
    known = {one.key for one in fresh}
    followers = _followers(draft, known)
    body: list[Paragraph] = []
    told: list[Told] = []
    added = 0

    def keep(edit: Draft, key: str, style: ParagraphStyle) -> None:
        own = tuple(figure for figure in traced if figure.paragraph == edit.key)
        kept, changes = _kept(Paragraph(key, style, ""), edit, own, facts)
        body.append(kept)
        told.extend(changes)

    def keep_followers(key: str) -> None:
        nonlocal added
        for one in followers.get(key, ()):
            added += 1
            if one.generated:
                told.append(Told(Change.GONE, one.key, old=one.generated[:30]))
            keep(one, f"{OWN}|{added}", one.style)

    keep_followers("")
    for paragraph in fresh:
        edit = edits.get(paragraph.key)
        if edit is None:
            body.append(paragraph)
        elif edit.text.strip():
            keep(edit, paragraph.key, paragraph.style)
        keep_followers(paragraph.key)
    return Edited(tuple(body), {one.key: one.text for one in fresh}, tuple(told))


def unmarked(text: str) -> str:
    """Return a text without the marks of stale figures."""
    return _MARK.sub("", text)


def masked(text: str, sign: str = "　") -> str:
    """Return a text of the same length in which the marks of stale figures hold nothing but `sign`."""
    return _MARK.sub(lambda mark: sign * len(mark.group()), text)


def mark_spans(text: str) -> list[tuple[int, int]]:
    """Return where the marks of stale figures stand in a text."""
    return [mark.span() for mark in _MARK.finditer(text)] if "【" in text else []


def _followers(draft: tuple[Draft, ...], known: set[str]) -> dict[str, list[Draft]]:
    """Return what people have added or changed that is no longer generated, by the paragraph that it stands behind."""
    found: dict[str, list[Draft]] = {}
    last = ""
    for one in draft:
        if one.key in known:
            last = one.key
        elif one.is_edited and one.text.strip():
            found.setdefault(last, []).append(one)
    return found


def _kept(
    fresh: Paragraph, edit: Draft, own: tuple[TracedFigure, ...], facts: Mapping[str, str]
) -> tuple[Paragraph, tuple[Told, ...]]:
    """Return a person's words with every figure that no longer holds marked, and the figures that still hold traced."""
    text, at = unmarked(edit.text).strip(), 0
    marked = ""
    figures: list[Figure] = []
    told: list[Told] = []
    for start, one in _standing(text, own, facts):
        end = start + len(one.shown)
        now = facts.get(one.source, "")
        marked += text[at:end]
        if now == one.shown:
            figures.append(Figure(len(marked) - len(one.shown), len(marked), one.source))
        else:
            marked += f"【{_NOW}{now}】" if now else f"【{_GONE}】"
            told.append(Told(Change.STALE, fresh.key, one.shown, now, one.source))
        at = end
    return Paragraph(fresh.key, fresh.style, marked + text[at:], tuple(figures)), tuple(told)


def _standing(
    text: str, own: tuple[TracedFigure, ...], facts: Mapping[str, str]
) -> list[tuple[int, TracedFigure]]:
    """Return where the former figures stand in a person's words, from the left; a missing one the person has replaced.

    Where the same figure stands more often than it was generated, each of them is meant, unless one of them still holds.
    """
    alike: dict[str, list[TracedFigure]] = {}
    for one in own:
        alike.setdefault(one.shown, []).append(one)
    found: dict[int, TracedFigure] = {}
    for shown in sorted(alike, key=len, reverse=True):  # 12.85公里 before 12.85
        same = alike[shown]
        places = [place for place in places_of(text, shown) if not _is_within(place, found)]
        if all(facts.get(one.source, "") != shown for one in same):
            same = same + [same[-1]] * len(places)
        found.update(zip(places, same, strict=False))
    return sorted(found.items(), key=lambda item: item[0])


def _is_within(place: int, found: Mapping[int, TracedFigure]) -> bool:
    return any(start <= place < start + len(one.shown) for start, one in found.items())


def places_of(text: str, shown: str) -> list[int]:
    """Return where a figure stands as a figure of its own: not the 8 of 18 or of 8.5."""
    places = []
    place = text.find(shown) if shown else -1
    while place >= 0:
        end = place + len(shown)
        if _stands_alone(text, place, end):
            places.append(place)
        else:
            end = place + 1
        place = text.find(shown, end)
    return places


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether no digit goes on before or behind a figure, nor a decimal point with digits."""
    before, behind, next_ = text[max(start - 1, 0) : start], text[end : end + 1], text[end + 1 : end + 2]
    goes_on = behind.isdecimal() or (behind == "." and next_.isdecimal())
    return before != "." and not before.isdecimal() and not goes_on
