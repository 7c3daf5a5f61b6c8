"""核对通报: one text in, a conclusion about each of its claims out; looked up in a ledger, or recomputed from the text alone."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from xlminshi.bulletin.proofreading.annexes import (
    ANNEX_ALONE_CHECKS,
    ANNEX_LEDGER_CHECKS,
    ANNEX_TEXT_CHECKS,
)
from xlminshi.bulletin.proofreading.attainment import ATTAINMENT_CHECKS
from xlminshi.bulletin.proofreading.claims import Kind
from xlminshi.bulletin.proofreading.comparing import Comparison
from xlminshi.bulletin.proofreading.contexts import Expected
from xlminshi.bulletin.proofreading.counts import COUNT_CHECKS
from xlminshi.bulletin.proofreading.dates import DATE_CHECKS, issue_follows
from xlminshi.bulletin.proofreading.gaps import GAP_CHECKS
from xlminshi.bulletin.proofreading.holdings import HOLDING_CHECKS
from xlminshi.bulletin.proofreading.imprint import IMPRINT_CHECKS
from xlminshi.bulletin.proofreading.judgements import JUDGEMENT_CHECKS
from xlminshi.bulletin.proofreading.known import known_of, sources_of
from xlminshi.bulletin.proofreading.lags import LAG_CHECKS
from xlminshi.bulletin.proofreading.lookups import attained
from xlminshi.bulletin.proofreading.manuscript import Line, Manuscript, Span, Story, without_marks
from xlminshi.bulletin.proofreading.mastheads import MASTHEAD_CHECKS
from xlminshi.bulletin.proofreading.naming import NAME_CHECKS, SPELLING_CHECKS, names_are_spelt_right
from xlminshi.bulletin.proofreading.numbering import NUMBERING_CHECKS
from xlminshi.bulletin.proofreading.percentages import percentages_follow
from xlminshi.bulletin.proofreading.reading import Reading, reading_of
from xlminshi.bulletin.proofreading.remarks import Conclusion, Remark, unknown
from xlminshi.bulletin.proofreading.scopes import Scopes
from xlminshi.bulletin.proofreading.shares import SHARE_CHECKS
from xlminshi.bulletin.proofreading.sides import sides_are_the_ledgers
from xlminshi.bulletin.proofreading.standings import STANDING_CHECKS, Case
from xlminshi.bulletin.proofreading.statements import CLASS_CHECKS, STATEMENT_CHECKS
from xlminshi.bulletin.proofreading.strangers import figures_stand_with_their_units
from xlminshi.bulletin.proofreading.sums import parts_fit, products_follow, rests_follow
from xlminshi.bulletin.proofreading.targets import targets_are_round
from xlminshi.bulletin.proofreading.typography import LAYOUT_CHECKS, marks_are_settled
from xlminshi.core.ledger import Ledger
from xlminshi.core.problems import Code

Check = Callable[[Reading], Iterator[Remark]]
TEXT_CHECKS: tuple[Check, ...] = (
    *COUNT_CHECKS,
    *SHARE_CHECKS,
    percentages_follow,
    *LAG_CHECKS,
    *GAP_CHECKS,
    targets_are_round,
    products_follow,
    parts_fit,
    rests_follow,
    *DATE_CHECKS,
    *NUMBERING_CHECKS,
    *NAME_CHECKS,
    *STATEMENT_CHECKS,
    *ATTAINMENT_CHECKS,
    *ANNEX_TEXT_CHECKS,
    *LAYOUT_CHECKS,
)
WITHOUT_LEDGER: tuple[Check, ...] = (*SPELLING_CHECKS, *CLASS_CHECKS, *ANNEX_ALONE_CHECKS)
_LEDGER_CHECKS = (
    *STANDING_CHECKS,
    *HOLDING_CHECKS,
    *MASTHEAD_CHECKS,
    *JUDGEMENT_CHECKS,
    *ANNEX_LEDGER_CHECKS,
    *IMPRINT_CHECKS,
)
# What the ledger knows of these, the text need not prove again.
_BY_LEDGER = (Kind.RATE, Kind.SHARE, Kind.AMOUNT, Kind.FUNDS, Kind.POINTS)
_COUNTS = (Kind.COUNT, Kind.UNITS)
_OF_SEVERAL = (Code.TEXT_PERCENT_WRONG, Code.TEXT_SUM_DOUBTFUL)
_EXPLAINING = 2
_AROUND = 14
_GRAVITY = (
    Conclusion.DIFFERS,
    Conclusion.DOUBTFUL,
    Conclusion.AGREES,
    Conclusion.UNKNOWN,
    Conclusion.NOTE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the result: where it stands, what was typed there, and what is to be said of it.

    `paragraph` counts from 1, `where` says it to a person (第5段, 附表第3行); `text` are the words themselves, `context` some
    more around them.
    """

    paragraph: int
    text: str
    context: str
    spans: tuple[Span, ...]
    remark: Remark
    where: str


def proofread(
    manuscript: Manuscript,
    ledger: Ledger | None = None,
    expected: tuple[Manuscript, ...] = (),
    previous: tuple[Manuscript, ...] = (),
) -> tuple[Entry, ...]:
    """Return what is to be said of each claim of a text, in the order of the text.

    Without a ledger the text is only compared with itself. `expected` are the documents that the ledger itself gives: their
    sentences show where each of its figures is told. `previous` are earlier documents, for the 期号.
    """
    units = ledger.directory() if ledger else None
    indicators = _indicators_in(ledger) if ledger else ()
    names = (*_titles_in(ledger), *indicators) if ledger else ()
    reading = reading_of(without_marks(manuscript), units, names, indicators)
    earlier = tuple(reading_of(one) for one in previous)
    follows = (*issue_follows(reading, earlier), *marks_are_settled(manuscript, reading))
    if ledger is None:
        checks = (*TEXT_CHECKS, *WITHOUT_LEDGER)
        return entries_of(reading, (*follows, *(one for check in checks for one in check(reading))))
    looked_up, reading = _looked_up(reading, ledger, expected)
    alone = [one for check in TEXT_CHECKS for one in check(reading)]
    kept = [one for one in alone if not _is_settled(one, looked_up)]
    proved = {(one.passage, one.start, one.end) for one in alone if one.conclusion is Conclusion.AGREES}
    sure = [
        one
        for one in looked_up
        if one.code is not Code.TEXT_DOUBTFUL or (one.passage, one.start, one.end) not in proved
    ]
    return entries_of(reading, (*follows, *sure, *kept))


def _titles_in(ledger: Ledger) -> tuple[str, ...]:
    return tuple(one.title for one in ledger.programme.projects)


def _indicators_in(ledger: Ledger) -> tuple[str, ...]:
    return tuple(item.name for one in ledger.programme.projects for item in one.indicators)


def _is_settled(one: Remark, looked_up: list[Remark]) -> bool:
    """Return whether the ledger has decided on a number: then the text need not prove it again.

    A result that is right and does not follow from the numbers in front of it still shows that one of these is wrong,
    unless the ledger knows them as well.
    """
    if one.kind is Kind.COUNT:
        return _is_right_beside_a_wrong_one(one, looked_up)
    if one.kind not in _BY_LEDGER:
        return False
    here = [other for other in looked_up if other.passage == one.passage and other.kind in _BY_LEDGER]
    own = [other for other in here if (other.start, other.end) == (one.start, one.end)]
    if all(other.conclusion is Conclusion.UNKNOWN for other in own):
        return False
    before = [other for other in here if other.end <= one.start][-_EXPLAINING:]
    is_explained = all(other.conclusion is not Conclusion.UNKNOWN for other in before)
    return one.code not in _OF_SEVERAL or is_explained


def _is_right_beside_a_wrong_one(one: Remark, looked_up: list[Remark]) -> bool:
    """Return whether the ledger has a count so, and has told which other one of the sentence makes the sum wrong."""
    here = [other for other in looked_up if other.passage == one.passage and other.kind is Kind.COUNT]
    own = [other for other in here if (other.start, other.end) == (one.start, one.end)]
    is_right = any(other.conclusion is Conclusion.AGREES for other in own)
    return is_right and any(other.conclusion is Conclusion.DIFFERS for other in here if other not in own)


def _looked_up(
    reading: Reading, ledger: Ledger, expected: tuple[Manuscript, ...]
) -> tuple[list[Remark], Reading]:
    """Return what the ledger says of a text, and the reading with what is known of its rates by now."""
    units = ledger.directory()
    readings = [reading_of(one, units, indicators=_indicators_in(ledger)) for one in expected]
    scopes = Scopes(reading, ledger)
    texts = Expected((one, Scopes(one, ledger)) for one in readings)
    as_of = ledger.settings.period.as_of
    comparison = Comparison(reading, scopes, known_of(ledger), texts, sources_of(ledger), as_of)
    case = Case(reading, ledger, scopes)
    remarks = [one for check in _LEDGER_CHECKS for one in check(case)]
    counted = {
        place for one in remarks if one.kind in _COUNTS and (place := (one.passage, one.start, one.end))
    }
    # What a count counts, its sentence says; the words next to it may be those of another one.
    alike = comparison.remarks()
    remarks.extend(one for one in alike if (one.passage, one.start, one.end) not in counted)
    remarks.extend(sides_are_the_ledgers(comparison))
    remarks.extend(figures_stand_with_their_units(comparison))
    remarks.extend(names_are_spelt_right(reading, ledger, comparison.expected.texts))
    known = replace(
        reading,
        met=comparison.met(),
        directed=comparison.directed(),
        attained=attained(comparison.known, comparison.bound),
    )
    return remarks, known


def entries_of(reading: Reading, remarks: Iterable[Remark]) -> tuple[Entry, ...]:
    """Return one entry for each claim, the gravest remark about it first, and one for every other fault."""
    told: dict[tuple[int, int, int], list[Remark]] = {}
    for one in remarks:
        told.setdefault((one.passage, one.start, one.end), []).append(one)
    for claim in reading.outline.claims:
        told.setdefault((claim.passage, claim.start, claim.end), [unknown(claim)])
    kept = _without_parts([one for several in told.values() for one in _gravest(several)])
    ordered = sorted(kept, key=lambda one: (one.passage, one.start, one.end, _GRAVITY.index(one.conclusion)))
    return tuple(_entry(reading, one) for one in ordered)


def _gravest(remarks: list[Remark]) -> Iterator[Remark]:
    """Yield the gravest remark about a place, and what is only said of its look; the earlier of two equal ones."""
    notes = [one for one in remarks if one.kind is Kind.LAYOUT]
    others = [one for one in remarks if one.kind is not Kind.LAYOUT]
    if others:
        yield min(others, key=lambda one: _GRAVITY.index(one.conclusion))
    yield from notes


def _without_parts(remarks: list[Remark]) -> list[Remark]:
    """Leave out what is said of a part of a name (窞井盖) or statement where the whole (窞井盖整治) is told of as well."""
    names = [one for one in remarks if one.kind is Kind.NAME and one.code is not None]
    statements = [one for one in remarks if one.code is Code.TEXT_CONTRADICTS]
    parts = {id(one) for alike in (names, statements) for one in alike if _is_part_of_any(one, alike)}
    return [one for one in remarks if id(one) not in parts]


def _is_part_of_any(one: Remark, others: list[Remark]) -> bool:
    return any(
        other.passage == one.passage
        and other.start <= one.start
        and one.end <= other.end
        and other.end - other.start > one.end - one.start
        for other in others
    )


def _entry(reading: Reading, one: Remark) -> Entry:
    passage = reading.outline.passages[one.passage]
    spans = passage.spans(one.start, one.end)
    context = passage.text[max(one.start - _AROUND, 0) : one.end + _AROUND]
    number = spans[0].line if spans else passage.number
    return Entry(number, passage.text[one.start : one.end], context, spans, one, where(passage.line, number))


def where(line: Line, number: int) -> str:
    """Return where a line stands, as a person finds it: 第5段, 表格第3行“完成率”列, 页眉页脚."""
    if line.row is not None:
        table = f"表格{line.row[0] + 1}" if line.row[0] else "表格"
        head = line.label.removesuffix("：")
        return f"{table}第{line.row[1] + 1}行{f'“{head}”列' if head else ''}"
    return f"第{number}段" if line.story is Story.TEXT else line.story.value
