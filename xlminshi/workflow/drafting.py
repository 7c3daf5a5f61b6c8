"""The draft between two runs: what people changed in the 通报稿 is brought into the new document, and told where it is stale."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from xlminshi.bulletin.anchors import TITLE, digest_of
from xlminshi.bulletin.composing import draft_rows
from xlminshi.bulletin.document import Document, Paragraph, ParagraphStyle
from xlminshi.bulletin.editing import (
    Change,
    Draft,
    Edited,
    Told,
    with_edits,
)
from xlminshi.bulletin.facts import Fact, facts_of, label_of_key, project_key
from xlminshi.bulletin.marks import mark_spans, masked, unmarked
from xlminshi.bulletin.rewordings import Rewording
from xlminshi.bulletin.standing_figures import TracedFigure, places_of
from xlminshi.bulletin.surroundings import REPLACED_WORDS, surroundings_of, words_around
from xlminshi.core.ledger import Ledger
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.form.drafts import SHEET_NAME, DraftRow
from xlminshi.form.tracing import TracedRow

# The facts that people write into their own words.
_DONE, _TARGET = "|累计完成", "|年度目标"
_TOLD_IN_WORDS = (_DONE, "|完成率", _TARGET)
_OF_PARAGRAPHS = {
    Change.GONE: Code.DRAFT_PARAGRAPH_GONE,
    Change.MOVED: Code.DRAFT_PARAGRAPH_MOVED,
    Change.LEFT_OUT: Code.DRAFT_HEADING_LEFT_OUT,
}
_REWORDED = "（原文已变，待对照）"
_COME, _GONE = "原文|现有|", "原文|已无|"
_AIM = re.compile(r"(?:目标|任务|计划|要求)[^，。；、\d]{0,6}$")


@dataclass(frozen=True, slots=True)
class FormerDraft:
    """The draft that a workbook brings along: its period, its paragraphs, and the figures that it told."""

    period: str = ""
    rows: tuple[DraftRow, ...] = ()
    traced: tuple[TracedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafted:
    """The new draft: the document, its rows for the 通报稿, the origin of its figures, and the findings."""

    document: Document
    rows: tuple[DraftRow, ...]
    traced: tuple[TracedRow, ...]
    problems: tuple[Problem, ...]


def drafted(document: Document, former: FormerDraft, ledger: Ledger) -> Drafted:
    """Return the document with everything that people have changed in the former draft of the same period."""
    if former.rows and former.period != ledger.settings.period.full_label:
        former = FormerDraft()  # the last issue is out; its words are not this one's
    facts = {fact.key: fact for fact in facts_of(ledger)}
    heads = head_keys(document)
    styles = {style.value: style for style in ParagraphStyle}
    rows = tuple(
        Draft(row.key, styles.get(row.style, ParagraphStyle.BODY), row.text, row.generated)
        for row in former.rows
        if row.key not in heads
    )
    figures = tuple(_figure(one) for one in former.traced if not one.source.startswith((_COME, _GONE)))
    reworded = _told_before(former)
    shown = {key: fact.shown for key, fact in facts.items()}
    titles = ((project_key(one), one.project.title) for one in ledger.standings)
    edited = with_edits(document.body, rows, figures, shown, titles, reworded)
    complete = replace(_with_title(document, former), body=edited.body)
    return Drafted(
        document=complete,
        rows=_rows(document, complete, edited),
        traced=tuple(_traced(one, facts) for one in _figures(complete, edited, facts)),
        problems=(*(_told(one, facts, ledger) for one in edited.told), *_changed_heads(document, former)),
    )


def _figure(row: TracedRow) -> TracedFigure:
    return TracedFigure(row.paragraph, row.source, row.shown, surroundings_of(row.shown, row.words))


def _told_before(former: FormerDraft) -> tuple[tuple[str, Rewording], ...]:
    """Return what was told of the program's words in paragraphs that nobody has touched since."""
    digests = {row.key: _digest(row.text) for row in former.rows}
    return tuple(
        (one.paragraph, Rewording(one.shown, one.source.startswith(_GONE)))
        for one in former.traced
        if one.source.startswith((_COME, _GONE))
        and one.source.rpartition("|")[2] == digests.get(one.paragraph)
    )


def _digest(text: str) -> str:
    return digest_of(unmarked(text))


def head_keys(document: Document) -> frozenset[str]:
    """Return the keys of what stands around the body on the sheet: 版头, title and 版记."""
    return frozenset(key for key, _, _ in draft_rows(replace(document, body=())))


def _with_title(document: Document, former: FormerDraft) -> Document:
    row = next((one for one in former.rows if one.key == TITLE), None)
    if row is None or not row.text or row.text == row.generated:
        return document
    return replace(document, title=tuple(row.text.splitlines()))


def _rows(fresh: Document, complete: Document, edited: Edited) -> tuple[DraftRow, ...]:
    """Return the rows of the sheet; paragraphs that people have emptied stay there, empty, so that they stay away."""
    generated = {key: text for key, _, text in draft_rows(replace(fresh, body=()))} | edited.generated
    rows = [DraftRow(key, style, text, generated.get(key, "")) for key, style, text in draft_rows(complete)]
    shown = {row.key for row in rows}
    order = list(edited.generated)
    styles = {one.key: one.style.value for one in fresh.body}
    for place, key in enumerate(order):
        if key in shown:
            continue
        before = next((one for one in reversed(order[:place]) if one in shown), TITLE)
        index = next((number for number, row in enumerate(rows, start=1) if row.key == before), 0)
        rows.insert(index, DraftRow(key, styles[key], "", generated[key]))
        shown.add(key)
    return tuple(rows)


def _figures(document: Document, edited: Edited, facts: dict[str, Fact]) -> list[TracedRow]:
    """Return every figure in the order of the text: the program's, those in a unit's own words, and those that are stale."""
    own = _told_by_project(facts)
    replaced = [
        TracedRow(one.paragraph, f"{REPLACED_WORDS}{one.around.words(one.shown)}", one.shown, one.source)
        for one in edited.replaced
    ]
    digests = {one.key: _digest(one.text) for one in document.body}
    reworded = [_reworded_row(key, one, digests[key]) for key, one in edited.reworded]
    return [*replaced, *reworded] + [
        TracedRow(one.key, words_around(one.text, start, end), one.text[start:end], source)
        for one in document.body
        for start, end, source in sorted(
            {
                *((figure.start, figure.end, figure.source) for figure in one.figures),
                *_in_own_words(one, own, facts),
                *_stale(one, edited),
            }
        )
    ]


def _reworded_row(key: str, one: Rewording, digest: str) -> TracedRow:
    """Return what keeps a clause in mind until somebody has been at the paragraph's words, of which this is the digest."""
    source, label = (_GONE, "程序不再写的语句") if one.is_gone else (_COME, "程序现在写的语句")
    return TracedRow(key, _REWORDED, one.clause, f"{source}{digest}", label)


def _stale(paragraph: Paragraph, edited: Edited) -> Iterator[tuple[int, int, str]]:
    """Yield the figures that no longer hold where they still stand in a person's words, so that the next run knows them."""
    told = (one for one in edited.told if one.change is Change.STALE and one.paragraph == paragraph.key)
    for one, (end, _) in zip(told, mark_spans(paragraph.text), strict=False):
        yield end - len(one.old), end, one.source


def _told_by_project(facts: dict[str, Fact]) -> dict[str, list[Fact]]:
    """Return by project (实事|3) the facts that people write into their own words, targets last."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts.values():
        project, mark, _ = fact.key.partition("|指标|")
        if mark and fact.key.endswith(_TOLD_IN_WORDS):
            found[project].append(fact)
    return {key: sorted(some, key=lambda one: one.key.endswith(_TARGET)) for key, some in found.items()}


def _in_own_words(
    paragraph: Paragraph, own: dict[str, list[Fact]], facts: dict[str, Fact]
) -> Iterator[tuple[int, int, str]]:
    """Yield the figures of a project that stand in its paragraph as a unit or a clerk wrote them."""
    project = "|".join(paragraph.key.split("|")[:2])
    taken = [(figure.start, figure.end) for figure in paragraph.figures]
    settled_later = {start for start, _ in mark_spans(paragraph.text)}
    text = masked(paragraph.text)
    for fact in own.get(project, ()):
        for start in places_of(text, fact.shown):
            end = start + len(fact.shown)
            is_free = all(end <= first or start >= last for first, last in taken)
            if is_free and end not in settled_later:
                taken.append((start, end))
                yield start, end, _meant(fact, paragraph.text[:start], facts)


def _meant(fact: Fact, before: str, facts: dict[str, Fact]) -> str:
    """Return the fact that a figure tells: where all is done, 218个 is the target behind 目标 and what was done elsewhere."""
    target = facts.get(fact.key.removesuffix(_DONE) + _TARGET)
    is_target = target is not None and target.shown == fact.shown and _AIM.search(before)
    return target.key if target is not None and is_target else fact.key


def _traced(one: TracedRow, facts: dict[str, Fact]) -> TracedRow:
    fact = facts.get(one.source)
    return (
        one
        if fact is None
        else replace(one, label=fact.label, place=fact.place if fact.place.file else Place())
    )


def _told(one: Told, facts: dict[str, Fact], ledger: Ledger) -> Problem:
    place = Place(sheet=SHEET_NAME)
    if one.change in _OF_PARAGRAPHS:
        return problem(_OF_PARAGRAPHS[one.change], place, found=one.old)
    if one.change is Change.REWORDED:
        come, gone = one.new and f"现有{one.new}", one.old and f"已无{one.old}"
        reason = "，".join(part for part in (come, gone) if part)
        return problem(Code.DRAFT_REWORDED, place, paragraph=one.paragraph, reason=reason)
    fact = facts.get(one.source)
    label = fact.label if fact is not None else label_of_key(one.source, ledger)
    return problem(
        Code.DRAFT_FIGURE_STALE if one.change is Change.STALE else Code.DRAFT_FIGURE_REPLACED,
        place,
        paragraph=one.paragraph,
        label=label,
        found=one.old,
        expected=one.new or "已无此数",
    )


def _changed_heads(document: Document, former: FormerDraft) -> tuple[Problem, ...]:
    """Return a finding for each part of 版头 and 版记 that was changed on the sheet: these come from 设置."""
    heads = head_keys(document) - {TITLE}
    return tuple(
        problem(Code.DRAFT_HEAD_CHANGED, Place(sheet=SHEET_NAME), found=one.text, key=one.key)
        for one in former.rows
        if one.key in heads and one.text != one.generated
    )
