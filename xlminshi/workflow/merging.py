"""A draft edited in Word, brought together with the 通报稿 sheet of the workbook that it was made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from xlminshi.bulletin.anchors import (
    TITLE,
    WrittenDraft,
    WrittenFigure,
    WrittenParagraph,
    digest_of,
    known_as,
    tag_of,
)
from xlminshi.bulletin.comparing import likeness
from xlminshi.bulletin.document import ParagraphStyle
from xlminshi.bulletin.editing import OWN
from xlminshi.bulletin.facts import Fact
from xlminshi.bulletin.marks import unmarked
from xlminshi.bulletin.standing_figures import places_of
from xlminshi.bulletin.surroundings import surroundings_of, words_around
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.form.drafts import DraftRow
from xlminshi.form.tracing import TracedRow
from xlminshi.workflow.drafting import FormerDraft

_ALIKE, _QUOTED = 0.6, 40
_DELETED = "（已删去）"
_STYLES = {style.value for style in ParagraphStyle}


@dataclass(frozen=True, slots=True)
class Merged:
    """The draft with the edits of the Word file, and what has to be told of them."""

    draft: FormerDraft
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Work:
    """What is known while a Word file is gone through."""

    written: WrittenDraft
    former: FormerDraft
    facts: Mapping[str, Fact]
    rows: list[DraftRow] = field(default_factory=list)
    traced: list[TracedRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, code: Code, **words: object) -> None:
        self.problems.append(problem(code, Place(self.written.name), **words))

    def source(self, figure: WrittenFigure) -> str:
        """Return the key of the fact that a control tells; its tag where the fact is no longer known."""
        return source_of(figure.tag, self.facts)


def merged(
    former: FormerDraft, written: WrittenDraft, facts: Mapping[str, Fact], heads: frozenset[str]
) -> Merged:
    """Return the former draft with everything that people have changed in the Word file; `heads` are 版头 and 版记.

    Raises CannotContinueError where nothing in the file is of this draft.
    """
    work = _Work(written, former, facts)
    own = [row for row in former.rows if row.key not in heads or row.key == TITLE]
    pairs = _pairs(written.paragraphs, own)
    if not any(row is not None for _, row in pairs):
        raise CannotContinueError(
            f"“{written.name}”里没有本期通报稿的段落，无法合并。请核对：工作簿应是生成这份通报时一并生成的汇总表。"
        )
    taken = {id(row) for _, row in pairs if row is not None}
    joined = {key for one in written.paragraphs for key in one.merged}
    _take_over(work, pairs)
    _place_missing(work, [row for row in own if id(row) not in taken], own, joined)
    before, after = _around(former.rows, heads)
    for kind in written.left_out:
        work.tell(Code.DRAFT_NOT_READ, found=kind)
    rows = (*before, *work.rows, *after)
    replaced = {row.paragraph for row in work.traced}
    kept = (row for row in former.traced if row.paragraph not in replaced)
    return Merged(FormerDraft(former.period, rows, (*kept, *work.traced)), tuple(work.problems))


def source_of(tag: str, facts: Mapping[str, Fact]) -> str:
    """Return the key of the fact with this tag, or the tag."""
    return next((key for key in facts if tag_of(key) == tag), tag)


def _around(
    rows: tuple[DraftRow, ...], heads: frozenset[str]
) -> tuple[tuple[DraftRow, ...], tuple[DraftRow, ...]]:
    """Return the rows of 版头 and of 版记."""
    first = next((place for place, row in enumerate(rows) if row.key not in heads or row.key == TITLE), 0)
    parts = [(place, row) for place, row in enumerate(rows) if row.key in heads and row.key != TITLE]
    before = tuple(row for place, row in parts if place < first)
    return before, tuple(row for place, row in parts if place >= first)


def _pairs(
    paragraphs: tuple[WrittenParagraph, ...], rows: list[DraftRow]
) -> list[tuple[WrittenParagraph, DraftRow | None]]:
    """Return each paragraph with its row: by its bookmark, else by equal, else by very similar words."""
    by_key = {known_as(row.key): row for row in rows if row.key}
    found = {place: by_key.pop(one.key) for place, one in enumerate(paragraphs) if one.key in by_key}
    for one in paragraphs:
        for key in one.merged:
            by_key.pop(key, None)
    loose = [row for row in rows if row.text.strip() and (not row.key or row in by_key.values())]
    for least in (1.0, _ALIKE):
        for place, one in enumerate(paragraphs):
            if place not in found and loose:
                row = max(loose, key=lambda row: _likeness(one.text, row.text))
                if _likeness(one.text, row.text) >= least:
                    found[place] = row
                    loose.remove(row)
    return [(one, found.get(place)) for place, one in enumerate(paragraphs)]


def _likeness(one: str, other: str) -> float:
    return likeness(unmarked(one).strip(), unmarked(other).strip(), _ALIKE)


def _take_over(work: _Work, pairs: list[tuple[WrittenParagraph, DraftRow | None]]) -> None:
    added = 0
    for one, row in pairs:
        if row is None:
            added += 1
            style = one.style if one.style in _STYLES else ParagraphStyle.BODY.value
            row = DraftRow(f"{OWN}|新{added}", style, one.text.strip(), "")
            work.rows.append(row)
            _trace(work, one, row)
        elif _is_changed(one, row):
            work.rows.append(replace(row, text=one.text.strip()))
            if _is_changed_on_sheet(one, row) and unmarked(one.text).strip() != unmarked(row.text).strip():
                found = row.text.strip() or "（已清空）"
                work.tell(Code.DRAFT_TWO_EDITS, paragraph=_name(row), found=found)
            _trace(work, one, row)
        else:
            work.rows.append(row)


def _is_changed(one: WrittenParagraph, row: DraftRow) -> bool:
    """Return whether people have changed the words in Word since they were written there."""
    if one.digest:
        return digest_of(one.text) != one.digest
    words = unmarked(one.text).strip()
    return words not in (unmarked(row.text).strip(), row.generated.strip())


def _is_changed_on_sheet(one: WrittenParagraph, row: DraftRow) -> bool:
    """Return whether people have changed the words on the sheet since the Word file was made."""
    is_edited = unmarked(row.text).strip() != row.generated.strip()
    return is_edited and (not one.digest or digest_of(row.text) != one.digest)


def _trace(work: _Work, one: WrittenParagraph, row: DraftRow) -> None:
    """Keep what the words told when they were written, so that it can be held against what the data say now."""
    keys = {known_as(row.key), *one.merged}
    former = [kept for kept in work.former.traced if known_as(kept.paragraph) in keys]
    told = {kept.source: kept.shown for kept in former}
    held: set[str] = set()
    for figure in one.figures:
        source = work.source(figure)
        found = one.text[figure.start : figure.end]
        printed = figure.printed or told.get(source, found)
        held.add(source)
        fact = work.facts.get(source)
        if found == printed or (fact is not None and fact.shown == found):
            words = words_around(one.text, figure.start, figure.end)
            work.traced.append(TracedRow(row.key, words, found, source))
        elif fact is not None:
            around = surroundings_of(found, words_around(one.text, figure.start, figure.end))
            work.traced.append(TracedRow(row.key, around.words(printed), printed, source))
            if not found and _still_stands(printed, source, one.text, former):
                continue  # said again in other words
            work.tell(
                Code.DRAFT_FIGURE_TYPED,
                paragraph=_name(row),
                label=fact.label,
                found=found or _DELETED,
                expected=printed,
            )
    work.traced += [replace(kept, paragraph=row.key) for kept in former if kept.source not in held]


def _still_stands(printed: str, source: str, text: str, former: list[TracedRow]) -> bool:
    """Return whether a figure whose words were deleted is told anew in its paragraph, a bare number before the same word."""
    kept = next((one for one in former if one.source == source and one.shown == printed), None)
    measure = ""
    if kept is not None and printed[-1:].isdecimal():
        measure = surroundings_of(printed, kept.words).behind[:1]
    ends = (place + len(printed) for place in places_of(text, printed))
    return any(text.startswith(measure, end) for end in ends)


def _name(row: DraftRow) -> str:
    return row.key if not row.key.startswith(OWN) else row.text[:12]


def _place_missing(work: _Work, missing: list[DraftRow], own: list[DraftRow], joined: set[str]) -> None:
    """Put the rows that the Word file does not hold behind the rows that they stood behind."""
    order = [row.key for row in own]
    for row in missing:
        kept = _missing(work, row, joined)
        if kept is None:
            continue
        place = next(number for number, one in enumerate(own) if one is row)
        before = [key for key in reversed(order[:place]) if key]
        at = next(_places(work.rows, before), 0)
        work.rows.insert(at, kept)


def _places(rows: list[DraftRow], keys: list[str]) -> Iterator[int]:
    """Yield the places behind the rows with these keys, and behind what people have added on the sheet there."""
    for key in keys:
        for number, row in enumerate(rows, start=1):
            if row.key == key:
                while number < len(rows) and not rows[number].key:
                    number += 1
                yield number


def _shortened(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def _missing(work: _Work, row: DraftRow, joined: set[str]) -> DraftRow | None:
    """Return what becomes of a row that the Word file does not hold; None: it goes."""
    if not row.key or row.key == TITLE or not row.text.strip():
        return row
    if known_as(row.key) not in joined:
        work.tell(Code.DRAFT_PARAGRAPH_REMOVED, found=_shortened(row.text.strip()))
    return replace(row, text="") if row.generated else None
