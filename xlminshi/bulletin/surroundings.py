"""The words around a figure, as 数据来源 keeps them: by these it is found again where people have changed what stands there."""

import re
from dataclasses import dataclass

from xlminshi.bulletin.marks import mark_behind, offered_by, unmarked

REPLACED_WORDS = "（已改写）"
_AROUND = 12
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The characters before and behind a figure; `offered` is the value that a mark behind it named, "" without a mark."""

    before: str = ""
    behind: str = ""
    offered: str = ""

    def __bool__(self) -> bool:
        return bool(self.before or self.behind)

    def words(self, shown: str) -> str:
        """Return a figure with its surroundings, as `surroundings_of` reads them."""
        first, last = (_CUT if len(one) == _AROUND else "" for one in (self.before, self.behind))
        return f"{first}{self.before}{shown}{self.behind}{last}" if self else ""

    def likeness(self, text: str, start: int, end: int) -> int:
        """Return how many characters beside a span are the same as here."""
        before = _same(self.before[::-1], text[max(start - _AROUND, 0) : start][::-1])
        return before + _same(self.behind, text[end : end + _AROUND])


def _same(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    return next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def words_around(text: str, start: int, end: int) -> str:
    """Return a figure within its clause, and with its mark if it has one: …投资4000万元【现为4200万元】建设的….

    Marks of other figures are left out.
    """
    before, behind = unmarked(text[:start]), unmarked(text[end:])
    first, last = (_CUT if len(one) > _AROUND else "" for one in (before, behind))
    return f"{first}{before[-_AROUND:]}{text[start:end]}{mark_behind(text, end)}{behind[:_AROUND]}{last}"


def surroundings_of(shown: str, words: str) -> Surroundings:
    """Return what stood around a figure by the words that `words_around` gave; nothing where these do not hold it."""
    words = words.removeprefix(REPLACED_WORDS)
    first = len(_CUT) + _AROUND if words.startswith(_CUT) else _first(shown, words)
    if not shown or not words.startswith(shown, max(first, 0)) or first < 0:
        return Surroundings()
    end = first + len(shown)
    mark = mark_behind(words, end)
    before, behind = words[:first].removeprefix(_CUT), unmarked(words[end:]).removesuffix(_CUT)
    return Surroundings(before, behind, offered_by(mark))


def _first(shown: str, words: str) -> int:
    """Return where a figure stands in words that begin a paragraph: the words behind it say how far from their end."""
    bare = unmarked(words)
    if bare.endswith(_CUT):
        return len(bare) - len(_CUT) - _AROUND - len(shown)
    match = re.search(rf"(?<![\d.]){re.escape(shown)}(?![\d]|\.\d)", bare)
    return match.start() if match else -1
