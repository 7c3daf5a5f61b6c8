"""Every number of a text against the ledger: told rightly, told wrongly, or not known there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from xlminshi.bulletin.proofreading import contexts
from xlminshi.bulletin.proofreading.agreement import Match, match_of, other_way
from xlminshi.bulletin.proofreading.binding import (
    FAIR,
    STRONG,
    fitting,
    in_scope,
    is_of_aim,
    nearness,
    quantities_told,
    ranked,
    roles_below,
    roles_of,
    words_around,
)
from xlminshi.bulletin.proofreading.claims import POINTS, Claim, Kind
from xlminshi.bulletin.proofreading.contexts import Expected, Likeness, context_of, is_equal
from xlminshi.bulletin.proofreading.known import LIST_SHEET, Known, Role
from xlminshi.bulletin.proofreading.measures import may_be_same
from xlminshi.bulletin.proofreading.passages import bare
from xlminshi.bulletin.proofreading.percentages import fit, told_before
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.remarks import Remark, agreed, place_of, unknown
from xlminshi.bulletin.proofreading.rows import figure_told, is_within_a_name
from xlminshi.bulletin.proofreading.scopes import Scope, Scopes
from xlminshi.core.problems import Code
from xlminshi.core.quantity import PERCENT
from xlminshi.core.rounding import Rounding

_NUMBERS = (Kind.AMOUNT, Kind.FUNDS, Kind.RATE, Kind.SHARE, Kind.POINTS)
_OTHERS = "其中|各|每|今年|本月|当月|同比"
_DONE = "完成|累计|已|达"
_FAIR_LENGTH = 4
_MARGIN = 3
_CLOSE = 0.1
_COMPOSED = "台账成文内容"
_POINTS = (("序时", Role.LAG), ("上期", Role.CHANGE), ("上月", Role.CHANGE), ("目标", Role.GAP))


@dataclass(frozen=True, slots=True)
class Lookup:
    """What became of one claim: the known figure it tells, how well they match, and whether that is beyond doubt."""

    match: Match
    expected: str
    source: str
    known: Known | None = None
    is_sure: bool = True
    is_placed: bool = False


@dataclass(slots=True)
class Comparison:
    """Compares the claims of one text one after another; what one of them was bound to helps with the next.

    `sources` tells by project where its unit's own words stand.
    """

    reading: Reading
    scopes: Scopes
    known: tuple[Known, ...]
    expected: Expected
    sources: Mapping[str, str]
    bound: dict[tuple[int, int, int], Lookup] = field(default_factory=dict)

    def remarks(self) -> Iterator[Remark]:
        """Yield one remark for each claim of the text."""
        for claim in self.reading.outline.claims:
            found = self._looked_up(claim)
            if found is not None:
                self.bound[place_of(claim)] = found
        told = {id(one.known) for one in self.bound.values() if one.match is Match.SAME and one.known}
        rare = self._rare_way()
        for claim in self.reading.outline.claims:
            yield self._remark(claim, self.bound.get(place_of(claim)), told, rare)

    def met(self) -> frozenset[tuple[int, int, int]]:
        """Return the rates that reach their own target, whatever they are in percent."""
        targets = {(one.project, one.name): one.value for one in self.known if one.role is Role.TARGET}
        return frozenset(
            place
            for place, one in self.bound.items()
            if one.known is not None
            and one.known.role is Role.DONE
            and one.known.value >= targets.get((one.known.project, one.known.name), one.known.value + 1)
        )

    # Finding ----------------------------------------------------------------------------------------------------

    def _looked_up(self, claim: Claim) -> Lookup | None:
        scope = self.scopes.of(claim)
        if self.reading.outline.passages[claim.passage].line.row is not None:
            return self._in_table(claim, scope)
        own = self._points_told(claim, scope) if claim.kind is Kind.POINTS else None
        if own is not None:
            return own
        likes = self.expected.alike(context_of(self.reading, claim, scope))
        best = likes[0] if likes else None
        if best is not None and (best.is_whole or best.length >= contexts.FULL):
            literal = self._literal(claim, _rightest(claim, likes), scope)
            if best.is_whole or literal.match is not Match.OTHER or claim.kind not in _NUMBERS:
                return literal
            found = self._by_name(claim, scope)
            return found if found is not None and found.match is not Match.OTHER else literal
        found = self._by_name(claim, scope) if claim.kind in _NUMBERS else None
        if found is None and best is not None and _is_clear(claim, likes):
            found = self._literal(claim, _rightest(claim, likes), scope)
        found = found or self._by_value(claim, scope, likes)
        if found is None or (found.match is Match.OTHER and not found.is_placed):
            found = self._in_other_measure(claim, scope) or found
        return found or self._left_over(claim, scope)

    def _in_table(self, claim: Claim, scope: Scope) -> Lookup | None:
        """Return the figure of the claim's row and column; a number within a title is right where the title is."""
        if is_within_a_name(self.reading, claim, self.scopes.names):
            is_known = any(bare(claim.text) in name for name in (*self.scopes.names, bare(scope.project)))
            return Lookup(Match.SAME, claim.text, LIST_SHEET) if is_known else None
        known = figure_told(self.reading, claim, scope, self.known)
        if known is None:
            return self._by_value(claim, scope, []) if not roles_below(self.reading, claim) else None
        return replace(_told(claim, known), is_placed=True)

    def _literal(self, claim: Claim, like: Likeness, scope: Scope) -> Lookup:
        other = like.context.claim
        match = Match.SAME if is_equal(claim, other) else Match.OTHER
        known = self._figure(like, like.context.scope if like.context.scope.is_known else scope)
        if match is Match.OTHER and known is not None and known.ratio is not None:
            match = match_of(claim, known)
        source = known.source if known else self.sources.get(like.context.scope.project, _COMPOSED)
        return Lookup(match, other.text, source, known, is_placed=True)

    def _figure(self, like: Likeness, scope: Scope) -> Known | None:
        """Return the known figure behind a claim of the expected text, by its value and by what it can be."""
        claim = like.context.claim
        if not scope.is_known or claim.kind not in _NUMBERS:
            return None
        equal = [one for one in self.known if one.value == claim.value and one.measure == claim.measure]
        own = fitting(claim, tuple(equal), scope, tuple(Role))
        return min(own, key=lambda one: (one.role not in like.context.roles, one.ratio is None), default=None)

    def _by_name(self, claim: Claim, scope: Scope) -> Lookup | None:
        if not scope.is_known or scope.unit == "?":
            return None
        if claim.measure == PERCENT and is_of_aim(self.reading, claim):
            return self._of_aim(claim, scope)
        roles = roles_of(self.reading, claim)
        if roles[0] is Role.TARGET and (aim := self._aim_told(claim, scope)) is not None:
            return replace(_told(claim, aim), is_placed=True)
        words = words_around(self.reading, claim)
        order = ranked(fitting(claim, self.known, scope, roles), words)
        if not order or order[0][0] < STRONG:
            return None
        near = [one for score, one in order if score >= order[0][0] - _CLOSE]
        is_done = roles[0] is Role.DONE and re.search(_DONE, words.before) is not None
        own = [
            one
            for one in self.known
            if _is_of(one, near[0]) and may_be_same(one.measure, claim.measure) and not is_done
        ]
        same = next((one for one in (*near, *own) if match_of(claim, one) is Match.SAME), None)
        first = next((one for one in near if one.role is roles[0]), near[0])
        return _told(claim, same or first)

    def _aim_told(self, claim: Claim, scope: Scope) -> Known | None:
        """Return the target of the indicator whose figure stands in front of it: 12099人，完成全年目标1.12万人."""
        text = self.reading.text(claim.passage)
        before = [
            one for one in told_before(self.reading, claim)[:1] if "；" not in text[one.end : claim.start]
        ]
        told = [self.bound[place_of(one)].known for one in before if place_of(one) in self.bound]
        aims = fitting(claim, self.known, scope, (Role.TARGET,))
        return next((aim for one in told if one for aim in aims if _is_of(aim, one)), None)

    def _points_told(self, claim: Claim, scope: Scope) -> Lookup | None:
        """Return by how much the indicator lags (or has changed) of which this part of the sentence speaks."""
        text = self.reading.text(claim.passage)
        told = [
            self.bound[place_of(one)].known
            for one in self.reading.earlier(claim, _NUMBERS)
            if place_of(one) in self.bound and "；" not in text[one.end : claim.start]
        ]
        named = next((one for one in told if one is not None and one.name), None)
        if named is None or self._is_shared(named, scope):
            return None
        role = next((role for word, role in _POINTS if word in self.reading.clause(claim)), None)
        points = fitting(claim, self.known, scope, (role,)) if role else []
        own = [one for one in points if (one.project, one.name) == (named.project, named.name)]
        if not own:
            return None
        return replace(_told(claim, min(own, key=lambda one: one.value != claim.value)), is_placed=True)

    def _is_shared(self, known: Known, scope: Scope) -> bool:
        """Return whether another indicator of the scope has the same figure: then the words do not say which one it is."""
        alike = (one for one in self.known if in_scope(one, scope) and one.role is known.role)
        return any(one.value == known.value and one.name not in ("", known.name) for one in alike)

    def _of_aim(self, claim: Claim, scope: Scope) -> Lookup | None:
        """Return the rate of the indicator whose figure stands in front of the percentage, else any rate of the scope."""
        rates = fitting(claim, self.known, scope, (Role.RATE,))
        told = [
            self.bound[place_of(one)]
            for one in quantities_told(self.reading, claim)
            if place_of(one) in self.bound
        ]
        named = [one.known for one in told if one.known is not None]
        for item in named:
            own = next(
                (one for one in rates if one.name and (one.project, one.name) == (item.project, item.name)),
                None,
            )
            if own is not None:
                return replace(_told(claim, own), is_placed=True)
        equal = next((one for one in rates if match_of(claim, one) is not Match.OTHER), None)
        if equal is not None:
            return _told(claim, equal)
        single = {(one.project, one.name): one for one in rates if one.name}
        if len(single) != 1 or (named and not scope.project):
            return None
        only = next(iter(single.values()))
        return Lookup(Match.OTHER, only.shown, only.source, only, is_sure=not named)

    def _by_value(self, claim: Claim, scope: Scope, likes: list[Likeness]) -> Lookup | None:
        """Return a figure of the scope with the same value, whatever the words around it."""
        for like in likes:
            if is_equal(claim, like.context.claim) and like.length >= _FAIR_LENGTH:
                return self._literal(claim, like, scope)
        if not scope.is_known or claim.kind not in _NUMBERS:
            return None
        roles = roles_of(self.reading, claim)
        for one in fitting(claim, self.known, scope, roles):
            if match_of(claim, one) is Match.SAME and (one.measure == claim.measure or one.value >= 100):
                return Lookup(Match.SAME, one.shown, one.source, one)
        return None

    def _in_other_measure(self, claim: Claim, scope: Scope) -> Lookup | None:
        """Return the figure with the same digits and another measure: 213户 where the ledger has 213个."""
        if not claim.measure or claim.kind not in (Kind.AMOUNT, Kind.FUNDS):
            return None
        context = context_of(self.reading, claim, scope)
        for like in self.expected.measured_otherwise(context):
            return replace(self._literal(claim, like, scope), match=Match.OTHER)
        words = words_around(self.reading, claim)
        for one in self.known if scope.is_known else ():
            is_same = re.match(rf"{claim.printed}(?![\d.])", one.shown) and in_scope(one, scope)
            if is_same and one.measure not in (PERCENT, POINTS) and nearness(one, words) >= STRONG:
                return Lookup(Match.OTHER, one.shown, one.source, one)
        return None

    def _left_over(self, claim: Claim, scope: Scope) -> Lookup | None:
        """Return the one figure of the project that has this measure, where a number stands alone with it."""
        if not scope.is_known or not claim.measure or claim.kind not in (Kind.AMOUNT, Kind.FUNDS):
            return None
        words = words_around(self.reading, claim)
        found = fitting(claim, self.known, scope, (Role.DONE, Role.TARGET))
        exact = [one for one in found if one.measure == claim.measure]
        names = {one.name for one in exact}
        near = [one for one in exact if nearness(one, words) >= FAIR]
        own = [one for one in (near or exact) if one.role in roles_of(self.reading, claim)]
        if len(own) != 1 or (len(names) > 1 and not near):
            return None
        return Lookup(Match.OTHER, own[0].shown, own[0].source, own[0], is_sure=False)

    # Telling ----------------------------------------------------------------------------------------------------

    def _rare_way(self) -> Rounding | None:
        """Return the way of rounding that only few of the text's rates follow, where both ways occur."""
        ways = [
            _way_of(claim, one.known)
            for claim in self.reading.outline.claims
            if (one := self.bound.get(place_of(claim))) is not None
        ]
        cut, up = ways.count(Rounding.CUT_OFF), ways.count(Rounding.HALF_UP)
        if not cut or not up:
            return None
        return Rounding.CUT_OFF if cut <= up else Rounding.HALF_UP

    def _remark(self, claim: Claim, found: Lookup | None, told: set[int], rare: Rounding | None) -> Remark:
        if found is None:
            return unknown(claim)
        known = found.known
        if found.match is not Match.OTHER:
            way = _way_of(claim, known)
            is_odd = way is rare if rare is not None and way is not None else found.match is Match.ROUNDED
            return self._rounding(claim, known, way) if known and is_odd else agreed(claim, found.source)
        is_told = known is not None and id(known) in told and not found.is_placed
        if is_told and not self._is_repeated(claim, known):
            return unknown(claim)
        code = Code.TEXT_DIFFERS if found.is_sure and not is_told else Code.TEXT_DOUBTFUL
        return self.reading.fault(claim, code, expected=found.expected, source=found.source)

    def _is_repeated(self, claim: Claim, known: Known | None) -> bool:
        """Return whether a number can only repeat a figure that the text tells rightly elsewhere, and no part of it."""
        words = words_around(self.reading, claim)
        is_named = known is not None and nearness(known, words) >= 1
        return is_named and not re.search(_OTHERS, words.before)

    def _rounding(self, claim: Claim, known: Known, way: Rounding | None) -> Remark:
        shown = other_way(claim, known)
        reason = f"此处{way.value}，别处不是" if way is not None else "尾数的取舍不同"
        return self.reading.fault(
            claim, Code.TEXT_ROUNDING, expected=shown, source=known.source or LIST_SHEET, reason=reason
        )


def _is_of(one: Known, other: Known) -> bool:
    """Return whether a figure is what an indicator reached or should reach: a text may tell either without saying which."""
    return one.role in (Role.DONE, Role.TARGET) and (one.project, one.name) == (other.project, other.name)


def _way_of(claim: Claim, known: Known | None) -> Rounding | None:
    """Return how a rate was rounded, where the two ways differ."""
    if known is None or known.ratio is None or claim.measure != PERCENT:
        return None
    way = fit(known.ratio.part, known.ratio.whole, claim)
    return way if isinstance(way, Rounding) else None


def _told(claim: Claim, known: Known) -> Lookup:
    return Lookup(match_of(claim, known), known.shown, known.source, known)


def _rightest(claim: Claim, likes: list[Likeness]) -> Likeness:
    """Return the most alike place, or one with the same value that is as much alike in front of the claim."""
    best = likes[0]
    equal = (one for one in likes if is_equal(claim, one.context.claim) and one.before >= best.before)
    return best if best.is_whole else next(equal, best)


def _is_clear(claim: Claim, likes: list[Likeness]) -> bool:
    """Return whether the most alike place is alike enough, and no other one with another value nearly as much."""
    best = likes[0]
    if best.length < contexts.FAIR:
        return False
    others = [one for one in likes[1:] if not is_equal(one.context.claim, best.context.claim)]
    return not others or best.length - others[0].length >= _MARGIN
