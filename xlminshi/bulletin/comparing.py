"""比对: two drafts, or two issues, paragraph by paragraph: what was added, dropped and changed, and which figures moved."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from xlminshi.bulletin.anchors import WrittenDraft, WrittenParagraph
from xlminshi.bulletin.facts import key_of_now

_ALIKE = 0.5
_NUMBERING = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])\s*")
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?(?:[万亿]|)[%％]?|[A-Za-z]+|.", re.DOTALL)
_LEAD_UNIT = re.compile(r"（牵头单位：[^（）]*）$")
_PROJECT = re.compile(r"实事\|\d+")
_CLASS = "类别|"
_SMALL_GAP = 1


class Kind(Enum):
    """What became of a paragraph."""

    ADDED = "新增"
    DROPPED = "删除"
    CHANGED = "改动"


@dataclass(frozen=True, slots=True)
class Difference:
    """One paragraph that differs: its former and its present words ("" where there are none).

    `words` are the pieces that differ (old, new), `figures` the figures that did (what it tells or "", old, new).
    """

    kind: Kind
    key: str
    old: str
    new: str
    words: tuple[tuple[str, str], ...] = ()
    figures: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """A project that stands in another class now."""

    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two documents, in the order of the second one (a dropped paragraph where it stood)."""

    former: str
    latter: str
    differences: tuple[Difference, ...]
    moved: tuple[Moved, ...]

    def count(self, kind: Kind) -> int:
        """Return how many paragraphs there are of a kind."""
        return sum(one.kind is kind for one in self.differences)


def compare(former: WrittenDraft, latter: WrittenDraft) -> Comparison:
    """Return what differs between two documents; a mere change of numbering is no difference."""
    pairs = _pairs(former.paragraphs, latter.paragraphs)
    differences = tuple(found for old, new in pairs if (found := _difference(old, new)) is not None)
    return Comparison(former.name, latter.name, differences, tuple(_moved(former, latter)))


def _pairs(
    old: tuple[WrittenParagraph, ...], new: tuple[WrittenParagraph, ...]
) -> list[tuple[WrittenParagraph | None, WrittenParagraph | None]]:
    """Return the paragraphs side by side: by key, else by equal, else by similar words."""
    places = {one.key: place for place, one in enumerate(old) if one.key}
    match = {place: places.pop(one.key) for place, one in enumerate(new) if one.key in places}
    loose = [place for place in range(len(old)) if place not in match.values()]
    for least in (1.0, _ALIKE):
        for place, one in enumerate(new):
            near = [(_likeness(old[other], one), -other) for other in loose if _may_match(old[other], one)]
            if place not in match and near and max(near)[0] >= least:
                match[place] = -max(near)[1]
                loose.remove(match[place])
    pairs: list[tuple[WrittenParagraph | None, WrittenParagraph | None]] = []
    behind = dict.fromkeys(loose)
    pairs += [(old[other], None) for other in _run_from(-1, behind)]
    for place, one in enumerate(new):
        known = match.get(place)
        pairs.append((None if known is None else old[known], one))
        if known is not None:
            pairs += [(old[other], None) for other in _run_from(known, behind)]
    return pairs


def _run_from(place: int, loose: dict[int, None]) -> Iterator[int]:
    """Yield the dropped paragraphs that stood right behind a place."""
    while (place := place + 1) in loose:
        yield place


def _may_match(old: WrittenParagraph, new: WrittenParagraph) -> bool:
    """Return whether likeness may decide: not between two paragraphs that each have a name of their own."""
    return not (old.key and new.key) or (old.key.startswith("手工") and new.key.startswith("手工"))


def _likeness(old: WrittenParagraph, new: WrittenParagraph) -> float:
    return likeness(_words(old), _words(new), _ALIKE)


def likeness(first: str, second: str, least: float) -> float:
    """Return how alike two texts are, 1 only where they are equal; 0 where it is surely less than `least`."""
    if first == second:
        return 1.0
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    return min(matcher.ratio(), 0.99) if matcher.quick_ratio() >= least else 0.0


def _words(one: WrittenParagraph) -> str:
    return _NUMBERING.sub("", one.text.strip())


def _difference(old: WrittenParagraph | None, new: WrittenParagraph | None) -> Difference | None:
    if new is None:
        return None if old is None else Difference(Kind.DROPPED, old.key, old.text, "")
    if old is None:
        return Difference(Kind.ADDED, new.key, "", new.text)
    if _words(old) == _words(new):
        return None
    words = tuple(_differing(_words(old), _words(new)))
    figures = _figures(old, new) or tuple(
        ("", one, other) for one, other in words if _is_figure(one) and _is_figure(other)
    )
    return Difference(Kind.CHANGED, new.key or old.key, old.text, new.text, words, figures)


def _differing(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces that differ; numbers stay whole, and a lone character between two differences joins them."""
    first, second = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[list[int]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if pieces and a - pieces[-1][1] <= _SMALL_GAP:
            pieces[-1][1], pieces[-1][3] = b, d
        else:
            pieces.append([a, b, c, d])
    for a, b, c, d in pieces:
        yield "".join(first[a:b]), "".join(second[c:d])


def _is_figure(piece: str) -> bool:
    return re.fullmatch(r"\d[\d,.]*[万亿]?[%％]?\D{0,2}", piece) is not None


def _figures(old: WrittenParagraph, new: WrittenParagraph) -> tuple[tuple[str, str, str], ...]:
    """Return the figures that name the same fact in both and differ: (fact, old, new)."""
    before, after = _told(old), _told(new)
    return tuple((tag, before[tag], shown) for tag, shown in after.items() if before.get(tag, shown) != shown)


def _told(one: WrittenParagraph) -> dict[str, str]:
    return {key_of_now(figure.tag): one.text[figure.start : figure.end] for figure in one.figures}


def _moved(former: WrittenDraft, latter: WrittenDraft) -> Iterator[Moved]:
    """Yield the projects that stand under another class in the latter; only documents of the program's own name them."""
    before, after = dict(_classes(former)), dict(_classes(latter))
    for key, (title, name) in after.items():
        if key in before and before[key][0] == title and before[key][1] != name:
            yield Moved(title, before[key][1], name)


def _classes(draft: WrittenDraft) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each project's key with its title and the class whose heading it stands under."""
    name = ""
    for one in draft.paragraphs:
        if one.key.startswith(_CLASS):
            name = one.key.removeprefix(_CLASS)
        elif name and _PROJECT.fullmatch(one.key):
            yield one.key, (_LEAD_UNIT.sub("", _words(one)), name)
