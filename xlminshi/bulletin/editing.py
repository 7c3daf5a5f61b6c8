"""Edits survive: a draft that people have worked on, held against what the data say now.

Untouched paragraphs follow the data. Edited ones keep a person's words; where a figure in them no longer holds, the new
value stands beside it in 【】 until somebody has settled it. Nothing is overwritten in silence.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from xlminshi.bulletin.arranging import HEADINGS, Placed, arranged, moved_away, renumbered, unnumbered
from xlminshi.bulletin.document import Figure, Paragraph, ParagraphStyle
from xlminshi.bulletin.marks import mark_of, unmarked
from xlminshi.bulletin.rewordings import Rewording, rewordings, with_new_ending
from xlminshi.bulletin.standing_figures import (
    LEVEL,
    TracedFigure,
    is_of_another_time,
    now_of,
    places_of,
    standing_figures,
    typed_over,
)

OWN = "手工"
_BEFORE = "|上期累计"
_SHORTEST_NAME = 3
_MOST_QUOTED, _LONGEST_QUOTE = 3, 30


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
        return unnumbered(unmarked(self.text), self.style) != unnumbered(self.generated, self.style)

    @property
    def placed(self) -> Placed:
        """Return the paragraph as far as the order of a draft is concerned."""
        return Placed(self.key, self.style, self.generated)


class Change(Enum):
    """What had to be told of an edited paragraph."""

    STALE = "数字已变"
    REPLACED = "改写的数字已变"
    MOVED = "移到另一类"
    LEFT_OUT = "不再印出"
    REWORDED = "原文已变"
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
    """The new draft: paragraphs in order, for each key the words of the program alone, and what has to be told.

    `replaced` are figures in whose place people have written another one of the same measure; `reworded` are by paragraph the
    changes of the program's words that people have not followed yet.
    """

    body: tuple[Paragraph, ...]
    generated: dict[str, str]
    told: tuple[Told, ...]
    replaced: tuple[TracedFigure, ...] = ()
    reworded: tuple[tuple[str, Rewording], ...] = ()


def with_edits(
    fresh: tuple[Paragraph, ...],
    draft: tuple[Draft, ...],
    traced: tuple[TracedFigure, ...],
    facts: Mapping[str, str],
    titles: Iterable[tuple[str, str]] = (),
    reworded: tuple[tuple[str, Rewording], ...] = (),
) -> Edited:
    """Return the fresh paragraphs with everything that people have changed in the former draft.

    `facts` is how each fact is printed now, `titles` are projects' keys with their names, `reworded` is what was told of the
    program's words before. An emptied paragraph stays away; one that people have added stays behind the paragraph that it
    stood behind. Moved ones stay where people have put them below the same heading; numbers are always new.
    """
    fresh, told = arranged(fresh, (one.placed for one in draft)), _told_of_places(fresh, draft)
    edits = {one.key: one for one in draft if one.is_edited}
    followers = _followers(draft, {one.key for one in fresh})
    work = _Work(traced, facts, dict(titles), told)
    work.keep_followers(followers.get("", ()))
    for paragraph in fresh:
        edit = edits.get(paragraph.key)
        if edit is None:
            work.body.append(paragraph)
        elif edit.text.strip():
            edit = _with_ending(edit, paragraph)
            work.keep(edit, paragraph.key, paragraph.style)
            pending = (one for key, one in reworded if key == edit.key)
            work.compare(edit, paragraph.text, pending)
        work.keep_followers(followers.get(paragraph.key, ()))
    generated = {one.key: one.text for one in fresh}
    return Edited(
        renumbered(work.body), generated, tuple(work.told), tuple(work.replaced), tuple(work.reworded)
    )


@dataclass(slots=True)
class _Work:
    """The new draft while it is put together."""

    traced: tuple[TracedFigure, ...]
    facts: Mapping[str, str]
    titles: Mapping[str, str]
    told: list[Told]
    body: list[Paragraph] = field(default_factory=list)
    replaced: list[TracedFigure] = field(default_factory=list)
    reworded: list[tuple[str, Rewording]] = field(default_factory=list)
    added: int = 0

    def compare(self, edit: Draft, fresh: str, pending: Iterable[Rewording]) -> None:
        """Tell where the program words a paragraph otherwise than when a person edited it, and the person's words do not."""
        found = rewordings(edit.generated, fresh, _words(edit), pending)
        self.reworded.extend((edit.key, one) for one in found)
        if found:
            come, gone = (_quoted(one.clause for one in found if one.is_gone is way) for way in (False, True))
            self.told.append(Told(Change.REWORDED, edit.key, gone, come))

    def keep(self, edit: Draft, key: str, style: ParagraphStyle) -> None:
        """Take over a person's words, and tell of their figures that hold no longer."""
        own = tuple(one for one in self.traced if one.paragraph == edit.key)
        borrowed = {} if edit.generated else self.borrowed(edit)
        standing = standing_figures(_words(edit), edit.generated, own, self.facts, borrowed)
        kept, changes = _kept(Paragraph(key, style, ""), edit, standing, self.facts)
        self.body.append(kept)
        self.told.extend(changes)
        for one in typed_over(_words(edit), own, standing):
            self.replaced.append(replace(one, paragraph=key))
            now = self.facts.get(one.source, one.shown)
            if now != one.shown:
                self.told.append(Told(Change.REPLACED, key, one.shown, now, one.source))

    def borrowed(self, edit: Draft) -> dict[int, TracedFigure]:
        """Return where an added paragraph tells figures of others that have changed since, each with its own name beside it."""
        text = _words(edit)
        elsewhere = (one for one in self.traced if one.paragraph != edit.key)
        return {
            place: one
            for one in _changed(elsewhere, self.facts)
            for place in _named_places(text, one, self.titles)
        }

    def keep_followers(self, followers: Iterable[Draft]) -> None:
        """Take over what people have added, or changed though it is no longer generated."""
        for one in followers:
            self.added += 1
            if one.generated:
                self.told.append(Told(Change.GONE, one.key, old=one.generated[:30]))
            self.keep(one, f"{OWN}|{self.added}", one.style)


def _told_of_places(fresh: tuple[Paragraph, ...], draft: tuple[Draft, ...]) -> list[Told]:
    """Return the headings that people have moved below another one, and those of which nothing is printed any more."""
    texts = {one.key: one.text for one in fresh if one.style in HEADINGS}
    projects = {one.key for one in fresh if one.style is ParagraphStyle.HEADING_3}
    moved = moved_away(fresh, (one.placed for one in draft))
    emptied = (one.key for one in draft if one.key in projects and one.is_edited and not one.text.strip())
    return [
        *(Told(Change.MOVED, key, old=texts[key]) for key in moved if key in texts),
        *(Told(Change.LEFT_OUT, key, old=texts[key]) for key in emptied),
    ]


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


def _with_ending(edit: Draft, fresh: Paragraph) -> Draft:
    if edit.style not in HEADINGS:
        return edit
    former, now = unnumbered(edit.generated, edit.style), unnumbered(fresh.text, fresh.style)
    return replace(edit, text=with_new_ending(_words(edit), former, now))


def _quoted(clauses: Iterable[str]) -> str:
    """Return clauses in quotation marks, the first few of many."""
    found = list(clauses)
    more = "等" if len(found) > _MOST_QUOTED else ""
    return "".join(f"“{one[:_LONGEST_QUOTE]}”" for one in found[:_MOST_QUOTED]) + more


def _words(edit: Draft) -> str:
    return unmarked(edit.text).strip()


def _kept(
    fresh: Paragraph, edit: Draft, standing: list[tuple[int, TracedFigure]], facts: Mapping[str, str]
) -> tuple[Paragraph, tuple[Told, ...]]:
    """Return a person's words with every figure that no longer holds marked, and the figures that still hold traced."""
    text, at = _words(edit), 0
    marked = ""
    figures: list[Figure] = []
    told: list[Told] = []
    for start, one in standing:
        end = start + len(one.shown)
        now = now_of(one, facts)
        marked += text[at:end]
        if now != one.shown:
            marked += mark_of(now)
            told.append(Told(Change.STALE, fresh.key, one.shown, now, one.source))
        elif now != LEVEL:
            figures.append(Figure(len(marked) - len(one.shown), len(marked), one.source))
        at = end
    return Paragraph(fresh.key, fresh.style, marked + text[at:], tuple(figures)), tuple(told)


def _changed(elsewhere: Iterable[TracedFigure], facts: Mapping[str, str]) -> Iterator[TracedFigure]:
    """Yield figures that have changed since, where nothing else is printed like them now and it is sure what they are now."""
    held = {shown for key, shown in facts.items() if not key.endswith(_BEFORE)}
    changed: dict[str, dict[str, TracedFigure]] = {}
    for one in elsewhere:
        now = facts.get(one.source, one.shown)
        if now != one.shown and one.shown not in held and not one.shown[-1:].isdecimal():
            changed.setdefault(one.shown, {}).setdefault(now, one)
    yield from (next(iter(some.values())) for some in changed.values() if len(some) == 1)


def _named_places(text: str, one: TracedFigure, titles: Mapping[str, str]) -> Iterator[int]:
    """Yield where a figure stands in a sentence that names its project or its indicator, and speaks of now."""
    parts = one.source.split("|")
    names = (titles.get("|".join(parts[:2]), ""), parts[3] if len(parts) > 3 else "")
    for place in places_of(text, one.shown):
        sentence = re.split("[。；！？]", text[:place])[-1] + re.split("[。；！？]", text[place:])[0]
        is_named = any(len(name) >= _SHORTEST_NAME and name in sentence for name in names)
        if is_named and not is_of_another_time(text, place):
            yield place
