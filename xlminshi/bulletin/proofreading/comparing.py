"""Every number of a text against the ledger: told rightly, told wrongly, or not known there."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from xlminshi.bulletin.proofreading import contexts
from xlminshi.bulletin.proofreading.agreement import Match, match_of
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
from xlminshi.bulletin.proofreading.breakdowns import is_share_of_part, whole_of
from xlminshi.bulletin.proofreading.claims import POINTS, Claim, Kind
from xlminshi.bulletin.proofreading.contexts import (
    Expected,
    Likeness,
    context_of,
    is_clear,
    is_equal,
    rightest,
)
from xlminshi.bulletin.proofreading.directions import (
    Base,
    direction_of,
    is_reversed,
    told_with_direction,
)
from xlminshi.bulletin.proofreading.intentions import is_intended
from xlminshi.bulletin.proofreading.known import LIST_SHEET, Known, Role
from xlminshi.bulletin.proofreading.lookups import (
    Lookup,
    as_known,
    differences_told,
    is_of,
    is_only_a_part,
    may_be_misprint,
    rare_way,
)
from xlminshi.bulletin.proofreading.measures import may_be_same
from xlminshi.bulletin.proofreading.passages import bare
from xlminshi.bulletin.proofreading.percentages import told_before
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.remarks import Remark, place_of
from xlminshi.bulletin.proofreading.rows import figure_told, is_within_a_name
from xlminshi.bulletin.proofreading.scopes import Scope, Scopes
from xlminshi.bulletin.proofreading.telling import conclusion_of
from xlminshi.core.quantity import PERCENT

_NUMBERS = (Kind.AMOUNT, Kind.FUNDS, Kind.RATE, Kind.SHARE, Kind.POINTS)
_DONE = "完成|累计|已|达"
_FAIR_LENGTH = 4
_CLOSE = 0.1
_COMPOSED = "台账成文内容"


@dataclass(slots=True)
class Comparison:
    """Compares the claims of one text one after another; what one of them was bound to helps with the next.

    `sources` tells by project where its unit's own words stand; the figures are those up to `as_of`.
    """

    reading: Reading
    scopes: Scopes
    known: tuple[Known, ...]
    expected: Expected
    sources: Mapping[str, str]
    as_of: dt.date
    bound: dict[tuple[int, int, int], Lookup] = field(default_factory=dict)

    def remarks(self) -> Iterator[Remark]:
        """Yield one remark for each claim of the text."""
        for claim in self.reading.outline.claims:
            found = self._looked_up(claim)
            if found is not None and not is_only_a_part(self.reading, claim, found, self.bound):
                self.bound[place_of(claim)] = found
        told = {id(one.known) for one in self.bound.values() if one.match is Match.SAME and one.known}
        rare = rare_way(self.reading.outline.claims, self.bound)
        for claim in self.reading.outline.claims:
            yield conclusion_of(self.reading, claim, self.bound.get(place_of(claim)), told, rare)

    def directed(self) -> frozenset[tuple[int, int, int]]:
        """Return the claims of which the ledger says whether they lie above or below what they are compared with."""
        return frozenset(
            place for place, one in self.bound.items() if one.known is not None and one.known.sign
        )

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
        own = self._difference_told(claim, scope) if claim.kind in _NUMBERS else None
        if own is not None:
            return own
        likes = self.expected.alike(context_of(self.reading, claim, scope))
        if likes and (likes[0].is_whole or likes[0].length >= contexts.FULL):
            return self._as_written(claim, scope, likes)
        if claim.kind in _NUMBERS and (
            is_intended(self.reading, claim, self.as_of) or is_share_of_part(self.reading, claim)
        ):
            return self._only_equal(claim, scope, likes)
        return self._by_words(claim, scope, likes)

    def _as_written(self, claim: Claim, scope: Scope, likes: list[Likeness]) -> Lookup:
        """Return the figure of the expected text in whose very words a claim stands."""
        literal = self._literal(claim, rightest(claim, likes), scope)
        if likes[0].is_whole or literal.match is not Match.OTHER or claim.kind not in _NUMBERS:
            return literal
        found = self._by_name(claim, scope)
        return found if found is not None and found.match is not Match.OTHER else literal

    def _only_equal(self, claim: Claim, scope: Scope, likes: list[Likeness]) -> Lookup | None:
        """Return an equal figure: a claim that may be none of the ledger's (9月底前要完成1.5万户) is wrong about none of them."""
        found = self._by_name(claim, scope)
        is_told = found is not None and found.match is not Match.OTHER
        return found if is_told else self._by_value(claim, scope, likes)

    def _by_words(self, claim: Claim, scope: Scope, likes: list[Likeness]) -> Lookup | None:
        found = self._by_name(claim, scope) if claim.kind in _NUMBERS else None
        if found is None and likes and is_clear(claim, likes):
            found = self._literal(claim, rightest(claim, likes), scope)
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
        return replace(as_known(claim, known), is_placed=True, is_the_programs=True)

    def _literal(self, claim: Claim, like: Likeness, scope: Scope) -> Lookup:
        other = like.context.claim
        match = Match.SAME if is_equal(claim, other) else Match.OTHER
        known = self._figure(claim, like, like.context.scope if like.context.scope.is_known else scope)
        if match is Match.OTHER and known is not None and known.ratio is not None:
            match = match_of(claim, known)
        source = known.source if known else self.sources.get(like.context.scope.project, _COMPOSED)
        expected = told_with_direction(known) if known is not None and known.sign else other.text
        return Lookup(match, expected, source, known, is_placed=True, is_the_programs=like.is_whole)

    def _figure(self, claim: Claim, like: Likeness, scope: Scope) -> Known | None:
        """Return the known figure behind a claim of the expected text, by its value and by what it can be."""
        other = like.context.claim
        if not scope.is_known or other.kind not in _NUMBERS:
            return None
        equal = [one for one in self.known if one.value == other.value and one.measure == other.measure]
        own = fitting(other, tuple(equal), scope, tuple(Role))
        if not own:
            return None
        words, direction = words_around(self.reading, claim), direction_of(self.reading, claim)
        return min(
            own,
            key=lambda one: (
                one.role not in like.context.roles,
                is_reversed(direction, one),
                -nearness(one, words),
                one.ratio is None,
            ),
        )

    def _by_name(self, claim: Claim, scope: Scope) -> Lookup | None:
        if not scope.is_known or scope.unit == "?":
            return None
        if claim.measure == PERCENT and is_of_aim(self.reading, claim):
            return self._of_aim(claim, scope)
        roles = roles_of(self.reading, claim)
        if roles[0] is Role.TARGET and (aim := self._aim_told(claim, scope)) is not None:
            return replace(as_known(claim, aim), is_placed=True)
        words = words_around(self.reading, claim)
        order = ranked(fitting(claim, self.known, scope, roles), words)
        if not order or order[0][0] < STRONG:
            return None
        near = [one for score, one in order if score >= order[0][0] - _CLOSE]
        is_done = roles[0] is Role.DONE and re.search(_DONE, words.before) is not None
        own = [
            one
            for one in self.known
            if is_of(one, near[0]) and may_be_same(one.measure, claim.measure) and not is_done
        ]
        same = self._rightly_directed(
            claim, [one for one in (*near, *own) if match_of(claim, one) is Match.SAME]
        )
        first = next((one for one in near if one.role is roles[0]), near[0])
        return as_known(claim, same or first)

    def _aim_told(self, claim: Claim, scope: Scope) -> Known | None:
        """Return the target of the indicator whose figure stands in front of it: 12099人，完成全年目标1.12万人."""
        text = self.reading.text(claim.passage)
        before = [
            one for one in told_before(self.reading, claim)[:1] if "；" not in text[one.end : claim.start]
        ]
        wholes = [whole_of(self.reading, one) or one for one in before]
        told = [self.bound[place_of(one)].known for one in wholes if place_of(one) in self.bound]
        aims = fitting(claim, self.known, scope, (Role.TARGET,))
        return next((aim for one in told if one for aim in aims if is_of(aim, one)), None)

    def _difference_told(self, claim: Claim, scope: Scope) -> Lookup | None:
        """Return by how much the indicator lags (or has changed) of which this part of the sentence speaks.

        Behind 超过全年目标 the target itself may stand as well.
        """
        roles = differences_told(self.reading, claim)
        if not roles:
            return None
        text = self.reading.text(claim.passage)
        told = [
            self.bound[place_of(one)].known
            for one in self.reading.earlier(claim, _NUMBERS)
            if place_of(one) in self.bound and "；" not in text[one.end : claim.start]
        ]
        named = next((one for one in told if one is not None and one.name), None)
        if named is None or self._is_shared(named, scope):
            return None
        found = sorted(fitting(claim, self.known, scope, roles), key=lambda one: roles.index(one.role))
        own = [one for one in found if (one.project, one.name) == (named.project, named.name)]
        equal = self._rightly_directed(claim, [one for one in own if match_of(claim, one) is Match.SAME])
        if equal is None and (not own or not self._is_beside(claim, named)):
            return None
        return replace(as_known(claim, equal or own[0]), is_placed=True)

    def _is_beside(self, claim: Claim, named: Known) -> bool:
        """Return whether a difference can only be that of a figure: points, or behind it with nothing else (，较上期增加2处)."""
        direction = direction_of(self.reading, claim)
        if claim.kind is Kind.POINTS or direction is None or direction.base is not Base.BEFORE:
            return True
        last = self.reading.earlier(claim, _NUMBERS)[0]
        is_bound = place_of(last) in self.bound and self.bound[place_of(last)].match is not Match.OTHER
        return direction.start == 0 and is_bound and may_be_same(claim.measure, named.measure)

    def _rightly_directed(self, claim: Claim, equal: list[Known]) -> Known | None:
        """Return the first figure that lies on the side on which the words put it, else the first one."""
        direction = direction_of(self.reading, claim)
        return min(equal, key=lambda one: is_reversed(direction, one), default=None)

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
                return replace(as_known(claim, own), is_placed=True)
        equal = next((one for one in rates if match_of(claim, one) is not Match.OTHER), None)
        if equal is not None:
            return as_known(claim, equal)
        single = {(one.project, one.name): one for one in rates if one.name}
        if self._is_of_another(claim, scope) or len(single) != 1 or (named and not scope.project):
            return None
        only = next(iter(single.values()))
        return Lookup(Match.OTHER, only.shown, only.source, only, is_sure=not named)

    def _is_of_another(self, claim: Claim, scope: Scope) -> bool:
        """Return whether a rate is told of an amount with a measure that no figure of the scope has."""
        told = [one for one in quantities_told(self.reading, claim) if one.measure]
        return bool(told) and not any(
            fitting(one, self.known, scope, (Role.DONE, Role.TARGET)) for one in told
        )

    def _by_value(self, claim: Claim, scope: Scope, likes: list[Likeness]) -> Lookup | None:
        """Return a figure of the scope with the same value, whatever the words around it."""
        for like in likes:
            if is_equal(claim, like.context.claim) and like.length >= _FAIR_LENGTH:
                return self._literal(claim, like, scope)
        if not scope.is_known or claim.kind not in _NUMBERS:
            return None
        roles = roles_of(self.reading, claim)
        same = [
            one
            for one in fitting(claim, self.known, scope, roles)
            if match_of(claim, one) is Match.SAME and (one.measure == claim.measure or one.value >= 100)
        ]
        found = self._rightly_directed(claim, same)
        return as_known(claim, found) if found is not None else None

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
            is_other = one.measure not in (PERCENT, POINTS) and match_of(claim, one) is Match.OTHER
            if is_same and is_other and nearness(one, words) >= STRONG:
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
        if len(own) != 1 or not (near or (len(names) == 1 and may_be_misprint(claim, own[0]))):
            return None
        return Lookup(Match.OTHER, own[0].shown, own[0].source, own[0], is_sure=False)
