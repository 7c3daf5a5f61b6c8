"""A text as the checks see it: how it is built, whose names it uses, and of which period it speaks."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from xlminshi.bulletin.proofreading.claims import Approx, Claim, Kind
from xlminshi.bulletin.proofreading.counting import counting_places, with_amounts
from xlminshi.bulletin.proofreading.heads import is_title, is_unit
from xlminshi.bulletin.proofreading.manuscript import Manuscript, Story
from xlminshi.bulletin.proofreading.offices import Named, Offices, offices_of, subjects_in
from xlminshi.bulletin.proofreading.outline import Item, Outline, outline_of, without_named
from xlminshi.bulletin.proofreading.passages import Passage, folded
from xlminshi.bulletin.proofreading.remarks import Remark, fault_of
from xlminshi.bulletin.proofreading.tallies import Lead, Tally, asides_of, leads_of
from xlminshi.core.period import MONTHS, NAMED_PERIOD, parse_months
from xlminshi.core.problems import Code
from xlminshi.core.units import UnitDirectory

_PERIOD = re.compile(rf"{NAMED_PERIOD}|{MONTHS}|全年")
_TITLE = re.compile(r"(?:通报|报告|通知|情况)$")
_LONGEST_TITLE = 70
_QUOTED = 16
_REACH = 160
_PART_MARKS = "。；！？"


class Attained(Enum):
    """What the ledger knows of a figure: that its target is reached or not, or that it tells something else."""

    REACHED = "reached"
    MISSED = "missed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reading:
    """One text with everything that the checks ask of it.

    `asides` count the projects of some offices outside of `leads`; `subjects` are the offices with whose names sentences
    begin, `names` all offices named in a role; `title` is the title's passage, `dated` the claim of 成文日期, `months` what
    the title says of the period; `met` are the rates that the ledger knows to have reached their own target, `directed` the
    differences of which it knows the direction, `attained` the figures that it has, by their places.
    """

    outline: Outline
    offices: Offices
    leads: tuple[Lead, ...]
    asides: tuple[Tally, ...]
    subjects: tuple[Named, ...]
    names: tuple[Named, ...]
    title: int | None
    dated: Claim | None
    months: tuple[int, int] | None
    met: frozenset[tuple[int, int, int]] = frozenset()
    directed: frozenset[tuple[int, int, int]] = frozenset()
    attained: Mapping[tuple[int, int, int], Attained] = field(default_factory=dict)

    def text(self, passage: int) -> str:
        """Return the words of a passage."""
        return self.outline.passages[passage].text

    def before(self, claim: Claim) -> str:
        """Return the words in front of a claim in its sentence, as far as they can say what it is."""
        text = self.text(claim.passage)
        begin = max(text.rfind(mark, 0, claim.start) for mark in "。！？") + 1
        return text[max(begin, claim.start - _REACH) : claim.start]

    def clause(self, claim: Claim) -> str:
        """Return the words in front of a claim in its clause."""
        return re.split(r"[，。；：]", self.before(claim))[-1]

    def item(self, claim: Claim) -> Item | None:
        """Return the project of which a claim speaks."""
        return self.outline.item_at(claim.passage)

    def quoted(self, claim: Claim) -> str:
        """Return a claim with the words of its clause in front of it, as it is shown to a person."""
        before = re.split(r"[，。；：、（]", self.before(claim))[-1]
        cut = "…" if len(before) > _QUOTED else ""
        return cut + before[-_QUOTED:] + claim.text

    def fault(
        self, claim: Claim, code: Code, /, expected: str = "", source: str = "", **facts: object
    ) -> Remark:
        """Return what is wrong about a claim, told with the words around it."""
        return fault_of(claim, code, expected=expected, source=source, found=self.quoted(claim), **facts)

    def sentence(self, claim: Claim) -> tuple[int, int]:
        """Return where the sentence of a claim begins and ends in its passage."""
        text = self.text(claim.passage)
        begin = max(text.rfind(mark, 0, claim.start) for mark in "。！？") + 1
        ends = [found for mark in "。！？" if (found := text.find(mark, claim.end)) >= 0]
        return begin, min(ends, default=len(text))

    def exact_beside(self, claim: Claim, kind: Kind) -> list[Claim]:
        """Return the exact claims of a kind in the same part of the sentence (between 。；！？), the claim itself among them."""
        text = self.text(claim.passage)
        begin = max(text.rfind(mark, 0, claim.start) for mark in _PART_MARKS) + 1
        end = min((at for mark in _PART_MARKS if (at := text.find(mark, claim.end)) >= 0), default=len(text))
        own = self.outline.claims_at(claim.passage)
        within = (one for one in own if begin <= one.start < end)
        return [one for one in within if one.kind is kind and one.approx is Approx.EXACT]

    def earlier(self, claim: Claim, kinds: tuple[Kind, ...]) -> list[Claim]:
        """Return the claims of some kinds in front of a claim in its sentence, the nearest first."""
        begin, _ = self.sentence(claim)
        own = self.outline.claims_at(claim.passage)
        found = [one for one in own if begin <= one.start and one.end <= claim.start and one.kind in kinds]
        return found[::-1]


def reading_of(
    manuscript: Manuscript,
    directory: UnitDirectory | None = None,
    names: Iterable[str] | None = None,
    indicators: Iterable[str] = (),
) -> Reading:
    """Return a text read; the offices of `directory` are known by all their names.

    Where `names` are given, what stands within one of them, or within a name that the text itself gives to a project or an
    office, is no claim of the text: 2023年 in 2023年农村道路工程. Amounts and rates are; a name may promise what is told.
    A number of one of the `indicators` (法律援助案件406件) counts no projects.
    """
    directory = directory or UnitDirectory()
    known = tuple(folded(name) for unit in directory.units for name in unit.names())
    outline = outline_of(manuscript, known)
    leading = [unit for item in outline.items for unit in item.units]
    if names is not None:
        titles = (item.title for item in outline.items)
        own = (*titles, *(unit.name for unit in leading), *known, *_in_tables(outline))
        outline = without_named(outline, (*own, *(folded(name) for name in names)))
    offices = (*known, *(one.name for one in leading))
    counting = counting_places(outline, offices, indicators)
    outline = with_amounts(outline, counting)
    leads = leads_of(outline, offices, counting)
    listed = [name for lead in leads for tally in lead.tallies for name in tally.names]
    subjects = _subjects(outline, known)
    lists = [tuple(one.name for one in tally.names) for lead in leads for tally in lead.tallies]
    named = (*listed, *leading, *subjects)
    title = _title(outline.passages)
    return Reading(
        outline=outline,
        offices=offices_of(named, lists, directory),
        leads=leads,
        asides=asides_of(outline, offices, counting),
        subjects=subjects,
        names=named,
        title=title,
        dated=_dated(outline),
        months=months_in(outline.passages[title].text) if title is not None else None,
    )


def _in_tables(outline: Outline) -> Iterator[str]:
    """Yield the names of projects and offices in the tables of a text."""
    for one in outline.passages:
        if one.line.row is not None and (is_title(one.line.label) or is_unit(one.line.label)):
            yield one.text[len(one.line.label) :]


def _subjects(outline: Outline, known: tuple[str, ...]) -> tuple[Named, ...]:
    return tuple(
        name
        for index, passage in enumerate(outline.passages)
        if passage.line.story is not Story.MARGIN and outline.item_at(index) is None
        for name in subjects_in(passage, index, known)
    )


def _title(passages: tuple[Passage, ...]) -> int | None:
    """Return the title: a short line before the text that ends as titles do and says what it is about."""
    for index, passage in enumerate(passages):
        text = passage.text
        if len(text) > _LONGEST_TITLE or re.search(r"[。；]", text):
            if len(text) > _LONGEST_TITLE:
                break
            continue
        if _TITLE.search(text) and len(text) > 8:
            return index
    return None


def months_in(text: str) -> tuple[int, int] | None:
    """Return the period that a text speaks of, as months: 1-9月份 → (1, 9), 上半年 → (1, 6)."""
    match = _PERIOD.search(text)
    return parse_months(match.group()) if match else None


def _dated(outline: Outline) -> Claim | None:
    """Return 成文日期: the first date that ends a short line of its own."""
    for claim in outline.claims:
        text = outline.passages[claim.passage].text
        if claim.key.startswith("date:") and claim.end == len(text) and len(text) < 60 and "，" not in text:
            return claim
    return None
