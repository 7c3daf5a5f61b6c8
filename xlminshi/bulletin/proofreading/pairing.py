"""Which of the phrases of a text mean the same class: by the characters that they share."""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

First = TypeVar("First")
Second = TypeVar("Second")
# A run of so many characters is no chance.
ALIKE = 2


def longest_shared(first: str, second: str) -> int:
    """Return the length of the longest run of characters that two phrases share."""
    return SequenceMatcher(None, first, second, autojunk=False).find_longest_match().size


def paired(
    firsts: Sequence[First], seconds: Sequence[Second], likeness: Callable[[First, Second], int]
) -> dict[int, int]:
    """Return which second each first is, by their places: the most alike before others, then those that stand near.

    Where there are as many of both, those that are like none are taken in order.
    """
    ranked = sorted(
        (-likeness(first, second), abs(i - j), i, j)
        for i, first in enumerate(firsts)
        for j, second in enumerate(seconds)
    )
    taken: dict[int, int] = {}
    for score, _, i, j in ranked:
        if -score >= ALIKE and i not in taken and j not in taken.values():
            taken[i] = j
    if len(firsts) == len(seconds):
        rest = [j for j in range(len(seconds)) if j not in taken.values()]
        taken |= dict(zip((i for i in range(len(firsts)) if i not in taken), rest, strict=True))
    return taken
