"""Where the lines of a title end: between words, never inside one, and as even as can be (GB/T 9704-2012, 7.3.1)."""

import itertools
import math
from collections.abc import Iterator

TITLE_ROOM, WIDE_ROOM = 20, 28
"""How many 2号 characters stand in a line of an upright page, and of a landscape one."""
_WORDS = (
    *("重点民生实事", "民生实事", "进展情况", "完成情况", "办理情况", "落实情况", "督查情况", "推进情况"),
    *("一览表", "的通报", "通报", "工作", "关于", "年度", "全区", "全县", "全市", "全省"),
)
_MOST_LINES = 4
_AFTER = "，、；：）》”—）"


def lines_by_sense(text: str, words: tuple[str, ...] = (), room: int = TITLE_ROOM) -> tuple[str, ...]:
    """Return a title in as few lines as have room for it, broken only beside words, the longest line as short as can be.

    `words` are kept whole beside those that titles commonly hold. Only a word longer than a line is broken inside.
    """
    if width(text) <= room:
        return (text,)
    fewest = math.ceil(width(text) / room)
    for ends in (_ends_of_words(text, words), range(1, len(text))):
        for count in range(fewest, _MOST_LINES + 1):
            fitting = [one for one in _divided(text, tuple(ends), count) if max(map(width, one)) <= room]
            if fitting:
                return min(fitting, key=lambda one: (max(map(width, one)), tuple(map(width, one[::-1]))))
    return (text,)


def width(text: str) -> float:
    """Return the width of a text in 汉字; digits and Latin letters are half as wide."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def _divided(text: str, ends: tuple[int, ...], count: int) -> Iterator[tuple[str, ...]]:
    for chosen in itertools.combinations(ends, count - 1):
        cuts = (0, *chosen, len(text))
        yield tuple(text[start:end].strip() for start, end in itertools.pairwise(cuts))


def _ends_of_words(text: str, words: tuple[str, ...]) -> tuple[int, ...]:
    """Return the places beside a known word, a mark or a year that lie inside no known word."""
    spans = [span for word in {*words, *_WORDS} if len(word) > 1 for span in _spans(text, word)]
    edges = {edge for span in spans for edge in span}
    edges |= {place + 1 for place, sign in enumerate(text) if sign in _AFTER}
    inside = {place for start, end in spans for place in range(start + 1, end)}
    return tuple(sorted(edges - inside - {0, len(text)} - _glued(text)))


def _spans(text: str, word: str) -> Iterator[tuple[int, int]]:
    start = text.find(word)
    while start >= 0:
        yield start, start + len(word)
        start = text.find(word, start + 1)


def _glued(text: str) -> set[int]:
    """Return the places where no line ends whatever stands there: before 的, 和, 及 and marks, behind 关于, inside a number."""
    before = {place for place, sign in enumerate(text) if sign in "的和及年月日份、，；：）》”—"}
    numbers = {place for place in range(1, len(text)) if text[place - 1].isdigit() and text[place].isdigit()}
    return before | numbers | {end for _, end in _spans(text, "关于")}
