"""Which figure of the ledger the cell of a table should tell."""

import re
from collections.abc import Iterator

from xlminshi.bulletin.proofreading.agreement import Match, match_of
from xlminshi.bulletin.proofreading.binding import (
    FAIR,
    STRONG,
    in_scope,
    named_in,
    nearness,
    roles_below,
    words_around,
)
from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.heads import is_title
from xlminshi.bulletin.proofreading.known import Known, Role
from xlminshi.bulletin.proofreading.measures import may_be_same
from xlminshi.bulletin.proofreading.passages import bare
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.scopes import Scope
from xlminshi.bulletin.proofreading.tables import is_sum

_FIGURES = (Kind.AMOUNT, Kind.FUNDS, Kind.RATE, Kind.SHARE, Kind.COUNT)
_PARTS = re.compile("[^；;、，]+")
_DASH = re.compile("[—–-]+|/")


def is_within_a_name(reading: Reading, claim: Claim, names: frozenset[str]) -> bool:
    """Return whether a number in a cell belongs to the name that stands there: 新建公路30公里以上：8公里, or a title."""
    label = reading.outline.passages[claim.passage].line.label
    text = reading.text(claim.passage)
    return bare(text[len(label) :]) in names or "：" in text[claim.end :] or is_title(label)


def figure_told(reading: Reading, claim: Claim, scope: Scope, known: tuple[Known, ...]) -> Known | None:
    """Return the figure of the ledger that a cell should tell: by the head of its column, its row's project and indicator."""
    roles = roles_below(reading, claim)
    if roles == (Role.PROGRESS,):
        return next((one for one in known if one.role is Role.PROGRESS), None)
    if not roles or not scope.project:
        return None
    own = [one for one in known if one.role in roles and in_scope(one, scope)]
    row = reading.outline.passages[claim.passage].line.row
    cells = [index for index, one in enumerate(reading.outline.passages) if row and one.line.row == row]
    if is_sum(reading, cells):
        return next((one for one in own if not one.name), None)
    own = [one for one in own if one.name] or own
    turns = _turns(reading, claim)
    if len(turns) > 1:
        return _figure_in_turn(reading, claim, turns, own)
    named = list(_named(reading, claim, own))
    measured = _of_measure(claim, named)
    return measured[0] if len({one.name for one in measured}) == 1 else None


def _of_measure(claim: Claim, own: list[Known]) -> list[Known]:
    """Return the figures that a claim can tell by its measure; else those with its digits and another measure (213户, 213个)."""
    same = [one for one in own if may_be_same(claim.measure, one.measure)]
    return same or [one for one in own if re.match(rf"{re.escape(claim.printed)}(?![\d.])", one.shown)]


def _turns(reading: Reading, claim: Claim) -> list[Claim | None]:
    """Return the numbers of a cell in their order, None for a dash that stands for one: 36.3；35.88, —；68, or one a line."""
    cell = reading.outline.passages[claim.passage].line
    lines = (index for index, one in enumerate(reading.outline.passages) if one.line is cell)
    found: list[Claim | None] = []
    for text in cell.text.split("\n"):
        if any(character.isalnum() for character in text):
            found.extend(_turns_of_line(reading, next(lines, claim.passage)))
        elif _DASH.fullmatch(text.strip()):
            found.append(None)  # a line of its own, which is no passage
    return found


def _turns_of_line(reading: Reading, index: int) -> Iterator[Claim | None]:
    passage = reading.outline.passages[index]
    own = reading.outline.claims_at(index)
    for part in _PARTS.finditer(passage.text, len(passage.line.label)):
        told = [one for one in own if part.start() <= one.start < part.end() and one.kind in _FIGURES]
        yield from told
        if not told and _DASH.fullmatch(part.group()):
            yield None


def _figure_in_turn(
    reading: Reading, claim: Claim, turns: list[Claim | None], own: list[Known]
) -> Known | None:
    """Return which figure one of several numbers in a cell tells: by its own words, its measure, or its turn.

    管网31.4公里；投资4520.5万元 are two indicators. Where words and measures leave it open, an equal figure is the one; a number
    has its turn (36.3；35.88) only where the cell has as many as the project.
    """
    measured = _of_measure(claim, own)
    words = bare(re.split(r"[；;、，：\d]", reading.text(claim.passage)[: claim.start])[-1])
    scores = {one.name: named_in(bare(one.name), words) for one in measured}
    best = [one for one in measured if scores[one.name] >= max(FAIR, *scores.values())]
    if len(best) == 1:
        return best[0]
    equal = next((one for one in measured if match_of(claim, one) is not Match.OTHER), None)
    alike = [one for one in turns if one is None or may_be_same(claim.measure, one.measure)]
    has_turn = claim in alike and len(alike) == len(measured)
    return measured[alike.index(claim)] if equal is None and has_turn else equal


def _named(reading: Reading, claim: Claim, own: list[Known]) -> Iterator[Known]:
    """Yield the figures of the indicator that the row names, or else names the most clearly; all where it names none."""
    words = words_around(reading, claim)
    cells = [one.text[len(one.line.label) :] for one in reading.outline.row_of(claim.passage)]
    written = {bare(part) for text in cells for part in (text, text.rpartition("：")[0])}
    exact = [one for one in own if bare(one.name) in written and one.name != one.project]
    scores = {one.name: nearness(one, words) for one in own}
    best = max(scores.values(), default=0.0)
    if exact:
        yield from exact
    else:
        yield from (one for one in own if best < STRONG or scores[one.name] == best)
