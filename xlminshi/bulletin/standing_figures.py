"""Where the figures of a former draft stand in the words that people have made of it, and which of them were typed over."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from xlminshi.bulletin.surroundings import Surroundings

LEVEL = "持平"
ACHIEVED, CHANGED = "|累计完成", "|增量"
_LEVEL_WORDS = re.compile(rf"与(?:上期|[^，。；]{{1,12}}(?:月份?|季度|上半年)){LEVEL}")
_OTHER_TIME = re.compile(
    r"(?:去年|上年|前年|往年|历年|同期|上期|上个?月|上个?季度|此前|以前|当时|原先|原来|明年)[^，。；！？\d]*$"
)
_REST = re.compile(r"(?:剩余|其余|余下|剩下|还剩|尚余|尚有|还有)[^，。；！？\d]*$")
_NUMBER = re.compile(r"(?<![\d.])\d[\d.,]*")
# So many characters alike beside a figure show where it stood; fewer may be chance.
_SURE = 6


@dataclass(frozen=True, slots=True)
class TracedFigure:
    """A figure of the former draft: its paragraph, the fact it told, how it was printed then, and what stood around it."""

    paragraph: str
    source: str
    shown: str
    around: Surroundings = field(default_factory=Surroundings)

    @property
    def measure(self) -> str:
        """Return what it counts: 公里 of 12.85公里; of a bare number the character that stood behind it."""
        return self.shown.lstrip("0123456789.,") or self.around.behind[:1]

    @property
    def is_bare(self) -> bool:
        """Return whether it is a number without a measure."""
        return self.shown[-1:].isdecimal()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One place where a figure may stand, as one of the values that it has had: 0 as printed, 1 as marked, 2 as it is now."""

    figure: int
    value: str
    turn: int
    place: int
    likeness: int

    @property
    def rank(self) -> tuple[int, ...]:
        """Return what is tried first: what stands in its old surroundings; then old values before new ones, long before short."""
        if self.likeness >= _SURE:
            return (0, -self.likeness, self.turn, -len(self.value), self.figure, self.place)
        return (1, self.turn, -len(self.value), -self.likeness, self.figure, self.place)


def standing_figures(
    text: str,
    generated: str,
    own: tuple[TracedFigure, ...],
    facts: Mapping[str, str],
    borrowed: Mapping[int, TracedFigure],
) -> list[tuple[int, TracedFigure]]:
    """Return where the former figures stand in a person's words, from the left, each as it is written there.

    A figure is known by what was printed, by the value that the mark behind it offered, and by its value now: whoever settles
    a mark does not take the figure out of sight. Where the same figure stands more often than it was generated, each of them
    is meant, unless one of them still holds. What a person says of last year is none of them.
    """
    searched = [one for one in own if one.shown != LEVEL]
    found = dict(borrowed)
    taken: set[int] = set()
    for one in sorted(_candidates(text, generated, searched, facts), key=lambda one: one.rank):
        if one.figure not in taken and not _is_within(one.place, len(one.value), found):
            taken.add(one.figure)
            found[one.place] = replace(searched[one.figure], shown=one.value)
    _add_repeated(text, generated, searched, facts, found)
    found.update(_levels(text, found, own))
    return sorted(found.items(), key=lambda item: item[0])


def _candidates(
    text: str, generated: str, own: list[TracedFigure], facts: Mapping[str, str]
) -> Iterator[_Candidate]:
    places: dict[str, list[int]] = {}
    for number, one in enumerate(own):
        values = dict.fromkeys((one.shown, one.around.offered, facts.get(one.source, "")))
        for turn, value in enumerate(values):
            if value not in places:
                places[value] = _places_of_now(text, value, generated)
            for place in places[value]:
                likeness = one.around.likeness(text, place, place + len(value))
                behind = text[place + len(value) :]
                if likeness >= _SURE or _may_stand(one, turn, behind, bool(likeness)):
                    yield _Candidate(number, value, turn, place, likeness)


def _may_stand(one: TracedFigure, turn: int, behind: str, is_alike: bool) -> bool:
    """Return whether a value may be that of a figure although little beside it is as it was: the 7 of 7天 is not that of 7件."""
    if one.is_bare:
        return behind.startswith(one.measure) if one.around else turn == 0
    return turn == 0 or is_alike or not one.around


def _places_of_now(text: str, value: str, generated: str) -> list[int]:
    return [place for place in places_of(text, value) if not is_of_another_time(text, place, generated)]


def _add_repeated(
    text: str,
    generated: str,
    own: list[TracedFigure],
    facts: Mapping[str, str],
    found: dict[int, TracedFigure],
) -> None:
    """Add the further places of figures that hold no longer: people say a number twice; half done, 剩余225户 is another one."""
    alike: dict[str, list[TracedFigure]] = {}
    for one in own:
        alike.setdefault(one.shown, []).append(one)
    for shown in sorted(alike, key=len, reverse=True):  # 12.85公里 before 12.85
        last = alike[shown][-1]
        if any(now_of(one, facts) == shown for one in alike[shown]):
            continue
        for place in _places_of_now(text, shown, generated):
            is_meant = _may_stand(last, 0, text[place + len(shown) :], is_alike=True)
            is_rest = _REST.search(text[:place]) is not None
            if is_meant and not is_rest and not _is_within(place, len(shown), found):
                found[place] = last


def now_of(one: TracedFigure, facts: Mapping[str, str]) -> str:
    """Return how a figure is printed now, "" where it is gone; 持平 holds as long as nothing has changed."""
    now = facts.get(one.source, "")
    if one.shown != LEVEL:
        return now
    return f"相差{now}" if re.search("[1-9]", now) else LEVEL


def _levels(
    text: str, standing: Mapping[int, TracedFigure], own: tuple[TracedFigure, ...]
) -> dict[int, TracedFigure]:
    """Return where 与上期持平 is said behind a figure in its sentence: it holds no longer where the figure does not.

    Where only the figure was settled since, what was marked stays marked.
    """
    done = sorted(place for place, one in standing.items() if one.source.endswith(ACHIEVED))
    found = {}
    for place, following in pairwise([*done, len(text)]):
        one = standing[place]
        clause = re.split("[。；]", text[place:following])[0]
        if match := _LEVEL_WORDS.search(clause):
            source = one.source.removesuffix(ACHIEVED) + CHANGED
            found[place + match.end() - len(LEVEL)] = TracedFigure(one.paragraph, source, LEVEL)
    told = {one.source for one in found.values()}
    open_ones = (one for one in own if one.shown == LEVEL and one.source not in told)
    places = [match.end() - len(LEVEL) for match in _LEVEL_WORDS.finditer(text)]
    found.update(zip((place for place in places if place not in found), open_ones, strict=False))
    return found


def typed_over(
    text: str, own: tuple[TracedFigure, ...], standing: Iterable[tuple[int, TracedFigure]]
) -> Iterator[TracedFigure]:
    """Yield the figures that stand in a person's words no more, where another number of the same measure does.

    Each as it was offered last: a person who has seen 【现为15公里】 and writes 14公里 has decided against 15公里.
    """
    held = dict(standing)
    told = {one.source for one in held.values()}
    others = [
        text[match.end() :]
        for match in _NUMBER.finditer(text)
        if not any(start <= match.start() < start + len(one.shown) for start, one in held.items())
    ]
    for one in own:
        if one.source in told or one.shown == LEVEL or not one.measure:
            continue
        if any(rest.startswith(one.measure) for rest in others):
            told.add(one.source)
            yield replace(one, shown=one.around.offered or one.shown)


def is_of_another_time(text: str, place: int, generated: str = "") -> bool:
    """Return whether a person's clause speaks of last year or of an earlier period: 去年同期61件."""
    spoken = _OTHER_TIME.search(text[:place])
    return spoken is not None and spoken.group() not in generated


def _is_within(place: int, length: int, found: Mapping[int, TracedFigure]) -> bool:
    return any(start < place + length and place < start + len(one.shown) for start, one in found.items())


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
