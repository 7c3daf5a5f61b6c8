"""Which figure of the ledger the cell of a table should tell."""

from collections.abc import Iterator

from xlminshi.bulletin.proofreading.binding import STRONG, in_scope, nearness, roles_below, words_around
from xlminshi.bulletin.proofreading.claims import Claim
from xlminshi.bulletin.proofreading.heads import is_title
from xlminshi.bulletin.proofreading.known import Known, Role
from xlminshi.bulletin.proofreading.measures import may_be_same
from xlminshi.bulletin.proofreading.passages import bare
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.scopes import Scope
from xlminshi.bulletin.proofreading.tables import is_sum


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
    named = list(_named(reading, claim, own))
    measured = [one for one in named if may_be_same(claim.measure, one.measure)] or named
    names = {one.name for one in measured}
    return measured[0] if len(names) == 1 else None


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
