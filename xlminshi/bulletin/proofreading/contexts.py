"""A claim in the words around it, compared with the claims of the text that the ledger itself would give."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from xlminshi.bulletin.proofreading.binding import roles_of
from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.known import Role
from xlminshi.bulletin.proofreading.measures import may_be_same
from xlminshi.bulletin.proofreading.passages import bare
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.scopes import Scope, Scopes

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_LABEL = re.compile(r"^(?:完成情况|进展情况|工作进展|推进情况)：")
_BEFORE, _AFTER = 48, 24
_TIMES = (Kind.DATE, Kind.PERIOD)
FULL, FAIR = 26, 9
_MARGIN = 3


@dataclass(frozen=True, slots=True)
class Context:
    """A claim with the bare words in front of it and behind it, every number in them written as #."""

    claim: Claim
    before: str
    after: str
    scope: Scope
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A claim of the expected text that stands in like words, and how many characters around it (in front of it) are the same."""

    context: Context
    length: int
    before: int
    is_whole: bool


def context_of(reading: Reading, claim: Claim, scope: Scope) -> Context:
    """Return a claim in its words."""
    text = reading.text(claim.passage)
    before = bare(_DIGITS.sub("#", _LABEL.sub("", text[: claim.digits_start])))
    after = bare(_DIGITS.sub("#", text[claim.digits_end :]))
    return Context(claim, before[-_BEFORE:], after[:_AFTER], scope, roles_of(reading, claim))


class Expected:
    """All claims of the texts that the ledger gives, found again by the words around them."""

    def __init__(self, readings: Iterable[tuple[Reading, Scopes]]) -> None:
        self.by_words: dict[str, list[Context]] = defaultdict(list)
        self.texts: list[str] = []
        for reading, scopes in readings:
            self.texts.extend(passage.text for passage in reading.outline.passages)
            for claim in reading.outline.claims:
                one = context_of(reading, claim, scopes.of(claim))
                for key in _keys(one):
                    self.by_words[key].append(one)

    def alike(self, one: Context) -> list[Likeness]:
        """Return the expected claims of the same kind in like words, the most alike first, equal values before others."""
        found = {id(other): other for key in _keys(one) for other in self.by_words[key]}
        fitting = [other for other in found.values() if _may_compare(one, other)]
        ranked = [_likeness(one, other) for other in fitting]
        return sorted(ranked, key=lambda like: (-like.length, not is_equal(one.claim, like.context.claim)))

    def measured_otherwise(self, one: Context) -> list[Likeness]:
        """Return the expected claims in the same words in front with the same digits, but another measure."""
        found = {id(other): other for key in _keys(one) for other in self.by_words[key]}
        ranked = [
            _likeness(one, other)
            for other in found.values()
            if other.claim.printed == one.claim.printed
            and other.claim.measure
            and not may_be_same(one.claim.measure, other.claim.measure)
        ]
        close = [like for like in ranked if like.before >= FAIR or like.before == len(one.before)]
        return sorted(close, key=lambda like: -like.before)


def _keys(one: Context) -> tuple[str, ...]:
    ends = (f"<{one.before[-2:]}", f">{one.after[:2]}")
    return tuple(key for key in ends if len(key) > 1) or ("",)


def _may_compare(one: Context, other: Context) -> bool:
    first, second = one.claim, other.claim
    if one.scope.project and other.scope.project and one.scope.project != other.scope.project:
        return False
    if one.scope.unit and other.scope.unit and one.scope.unit != other.scope.unit:
        return False
    if (first.kind in _TIMES or second.kind in _TIMES) and first.key.split(":")[0] != second.key.split(":")[
        0
    ]:
        return False
    if (first.kind is Kind.ISSUE) != (second.kind is Kind.ISSUE):
        return False
    return may_be_same(first.measure, second.measure)


def _likeness(one: Context, other: Context) -> Likeness:
    before = _shared(one.before[::-1], other.before[::-1])
    after = _shared(one.after, other.after)
    is_whole = before == len(one.before) == len(other.before) and after == len(one.after) == len(other.after)
    return Likeness(other, before + after, before, is_whole)


def _shared(first: str, second: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def is_equal(first: Claim, second: Claim) -> bool:
    """Return whether two claims tell the same value."""
    return (first.value, first.key) == (second.value, second.key)


def rightest(claim: Claim, likes: list[Likeness]) -> Likeness:
    """Return the most alike place, or one with the same value that is as much alike in front of the claim."""
    best = likes[0]
    equal = (one for one in likes if is_equal(claim, one.context.claim) and one.before >= best.before)
    return best if best.is_whole else next(equal, best)


def is_clear(claim: Claim, likes: list[Likeness]) -> bool:
    """Return whether the most alike place is alike enough, and no other one with another value nearly as much."""
    best = likes[0]
    if best.length < FAIR:
        return False
    others = [one for one in likes[1:] if not is_equal(one.context.claim, best.context.claim)]
    return not others or best.length - others[0].length >= _MARGIN
