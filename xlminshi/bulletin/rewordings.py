"""What the program words anew in a paragraph that people have edited: clauses that have come, and clauses that have gone."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

_CLAUSE_END = re.compile("[，、；。：！？（）()“”\\s]+")
_NUMBER = re.compile(r"\d[\d.,]*[余多]?[万亿]?[余多]?%?")
_SHORTEST = 2
_LABEL_END = "："


@dataclass(frozen=True, slots=True)
class Rewording:
    """A clause that the program writes now and a person's words lack, or (`is_gone`) one that they hold and it writes no more."""

    clause: str
    is_gone: bool = False


def rewordings(
    former: str, fresh: str, words: str, pending: Iterable[Rewording] = ()
) -> tuple[Rewording, ...]:
    """Return what of the program's words has changed, numbers apart, and is not yet followed by a person's words.

    `pending` is what was told before of the same words: it is told again until somebody has been at them.
    """
    told = (*pending, *_changes(former, fresh))
    here, now = _frame(words), _frame(fresh)
    return tuple(
        one
        for one in dict.fromkeys(told)
        if (_frame(one.clause) in here) == one.is_gone and (_frame(one.clause) in now) != one.is_gone
    )


def _changes(former: str, fresh: str) -> Iterator[Rewording]:
    before, now = _clauses(former), _clauses(fresh)
    yield from (Rewording(words) for frame, words in now.items() if frame not in before)
    yield from (Rewording(words, is_gone=True) for frame, words in before.items() if frame not in now)


def _clauses(text: str) -> dict[str, str]:
    return {_frame(one): one for one in _CLAUSE_END.split(text) if len(one) >= _SHORTEST}


def _frame(text: str) -> str:
    return _NUMBER.sub("#", text)


def with_new_ending(words: str, former: str, fresh: str) -> str:
    """Return a heading of people's own with the ending that the program prints now: the lead unit comes and goes with the class.

    A heading whose ending people have changed themselves stays as it is.
    """
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(former, fresh, strict=False)))
    old, new = former[shared:], fresh[shared:]
    if old == new or not shared or not words.endswith(old):
        return words
    kept = words.removesuffix(old)
    bare = new.strip("（）").rpartition(_LABEL_END)[2]
    return kept if bare and bare in kept else kept + new
