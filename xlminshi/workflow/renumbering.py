"""A former draft under the numbers that the list has now: a project is found again by its title, wherever it stands."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from xlminshi.bulletin.anchors import WrittenDraft, WrittenFigure, WrittenParagraph, known_as, tag_of
from xlminshi.bulletin.facts import key_of_now
from xlminshi.bulletin.inspection import title_in_heading
from xlminshi.bulletin.wording import clause, one_line
from xlminshi.core.project import Project
from xlminshi.core.units import normal_name
from xlminshi.form.renamed import are_alike, counts_alike
from xlminshi.workflow.drafting import FormerDraft

_HEADING = re.compile(r"实事\|([^|]+)")
_OF_PROJECT = re.compile(r"(实事\|)([^|#]+)(?=[|#]|$)")
_INDICATOR = re.compile(r"\|指标\|([^|#]+)\|")
_LOST = "原"
_NO_SEPARATORS = str.maketrans("|", "/", "#")


@dataclass(frozen=True, slots=True)
class Numbering:
    """What stands in the keys of a draft for each project (its number then), and what stands there for it now.

    A project that the list no longer has is called by its title, else by its former number: 实事|原3.
    """

    now: Mapping[str, str]

    def key(self, former: str) -> str:
        """Return a key of the draft, or the tag of one, as it is written now; an earlier version may have written it."""
        if match := _OF_PROJECT.match(former):
            return f"{match[1]}{self.now.get(match[2], match[2])}{former[match.end() :]}"
        return key_of_now(former)

    def tags(self, keys: Iterable[str]) -> dict[str, str]:
        """Return the keys of now by the tags that they had in the draft; those that it cannot have told are left out."""
        former = {now: then for then, now in self.now.items()}
        found = {}
        for key in keys:
            match = _OF_PROJECT.match(key)
            if match is None:
                found[tag_of(key)] = key
            elif match[2] in former:
                found[tag_of(f"{match[1]}{former[match[2]]}{key[match.end() :]}")] = key
        return found


@dataclass(frozen=True, slots=True)
class _Former:
    """A project as the draft knows it: its title ("" where nothing tells it), its indicators, and the words about it."""

    number: str
    title: str
    indicators: frozenset[str] = frozenset()
    words: str = ""

    @property
    def name(self) -> str:
        """Return what it is called: by now it may be called so in the keys as well."""
        return self.title or ("" if self.number.isdecimal() else self.number)


def renumbered(former: FormerDraft, projects: tuple[Project, ...]) -> FormerDraft:
    """Return a draft with the keys of its paragraphs and of its figures as the list numbers its projects now."""
    key = numbering_of(former, projects).key
    rows = tuple(replace(row, key=key(row.key)) for row in former.rows)
    traced = (replace(one, paragraph=key(one.paragraph), source=key(one.source)) for one in former.traced)
    return FormerDraft(former.period, rows, tuple(traced))


def renumbered_words(
    written: WrittenDraft, former: FormerDraft, projects: tuple[Project, ...], keys: Iterable[str]
) -> WrittenDraft:
    """Return a Word file with the names of its paragraphs and figures as the list numbers its projects now.

    Its own headings tell its numbers, else the workbook's draft (`former`, as it was read) that it was written with. `keys`
    are those of all facts of now: a long tag holds no more than the beginning of its key.
    """
    numbering = _numbering_of_words(written, former, projects)
    tags = numbering.tags(keys)

    def figure(one: WrittenFigure) -> WrittenFigure:
        return replace(one, tag=tag_of(tags.get(one.tag) or numbering.key(one.tag)))

    def paragraph(one: WrittenParagraph) -> WrittenParagraph:
        merged = tuple(known_as(numbering.key(key)) for key in one.merged)
        key = known_as(numbering.key(one.key)) if one.key else ""
        return replace(one, key=key, merged=merged, figures=tuple(map(figure, one.figures)))

    return replace(written, paragraphs=tuple(map(paragraph, written.paragraphs)))


def numbering_of(former: FormerDraft, projects: tuple[Project, ...]) -> Numbering:
    """Return what the numbers in the keys of a draft mean in the list of now."""
    return _matched(_formers(former, _titles(former)), projects)


def _numbering_of_words(
    written: WrittenDraft, former: FormerDraft, projects: tuple[Project, ...]
) -> Numbering:
    """Return what the numbers of a Word file mean; people may have changed its headings, and it may be older than the draft."""
    kept = _titles(former)
    known = {*kept.values(), *(_called(one.title) for one in projects)}
    own = {
        match[1]: title
        for one in written.paragraphs
        if (match := _HEADING.fullmatch(one.key)) and (title := _called(title_in_heading(one.text))) in known
    }
    if all(kept.get(number, title) == title for number, title in own.items()):
        return numbering_of(former, projects)
    numbers = (match[2] for one in written.paragraphs if (match := _OF_PROJECT.match(one.key)))
    return _matched([_Former(number, own.get(number, "")) for number in dict.fromkeys(numbers)], projects)


def _titles(former: FormerDraft) -> dict[str, str]:
    """Return what a draft's projects are called by their numbers: in the headings, else where figures are named."""
    found = {}
    for one in former.traced:
        if (match := _OF_PROJECT.match(one.source)) and one.label:
            indicator = _INDICATOR.match(one.source, match.end())
            title = one.label.rpartition(f"：{indicator[1] if indicator else ''}")[0]
            found[match[2]] = _called(title)
    for row in former.rows:
        if (match := _HEADING.fullmatch(row.key)) and row.generated:
            found[match[1]] = _called(title_in_heading(row.generated))
    return found


def _called(title: str) -> str:
    """Return a title as it is compared: as it is printed, and without the signs that separate the parts of a key."""
    return normal_name(clause(one_line(title))).translate(_NO_SEPARATORS)


def _formers(former: FormerDraft, titles: Mapping[str, str]) -> list[_Former]:
    """Return the projects of a draft in the order in which it speaks of them."""
    words: dict[str, list[str]] = {}
    indicators: dict[str, set[str]] = {}
    for row in former.rows:
        if match := _OF_PROJECT.match(row.key):
            words.setdefault(match[2], []).append(row.generated)
    for one in former.traced:
        if match := _OF_PROJECT.match(one.source):
            own = indicators.setdefault(match[2], set())
            own.update(_INDICATOR.findall(one.source))
    return [
        _Former(
            number,
            titles.get(number, ""),
            frozenset(indicators.get(number, ())),
            "".join(words.get(number, ())),
        )
        for number in {**words, **indicators}
    ]


def _matched(formers: list[_Former], projects: tuple[Project, ...]) -> Numbering:
    """Return the numbers of now: by equal titles first, else for the one project that may have been renamed.

    A number of which nothing tells is kept as long as all others are.
    """
    numbers = {_called(one.title): str(one.number) for one in projects}
    now = {one.number: numbers[one.name] for one in formers if one.name in numbers}
    gone = [one for one in formers if one.number not in now]
    added = [one for one in projects if str(one.number) not in now.values()]
    is_steady = all(then == number for then, number in now.items())
    pairs = [
        (old, new)
        for old in gone
        for new in added
        if (_may_be_renamed(old, new) if old.title else is_steady and old.number == str(new.number))
    ]
    for old, new in pairs:
        if sum(old is one or new is other for one, other in pairs) == 1:
            now[old.number] = str(new.number)
    return Numbering({one.number: one.name or f"{_LOST}{one.number}" for one in formers} | now)


def _may_be_renamed(old: _Former, new: Project) -> bool:
    """Return whether a project of the draft may stand in the list under a title that the draft does not know."""
    if not all(new.indicator(name) for name in old.indicators if _called(name) != old.title):
        return False
    is_spoken_of = bool(old.indicators) and (not old.words or new.lead_unit in old.words)
    is_in_place = old.number == str(new.number) and is_spoken_of
    return counts_alike(old.title, new.title) and (is_in_place or are_alike(old.title, new.title))
