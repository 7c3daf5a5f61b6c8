"""只更新数字: in a Word file that people have edited, only the generated figures follow the data; every change is told."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xlminshi.bulletin.anchors import WrittenDraft, WrittenFigure, WrittenParagraph, known_as
from xlminshi.bulletin.annex import annex_of
from xlminshi.bulletin.composing import compose
from xlminshi.bulletin.document import AnnexRow
from xlminshi.bulletin.facts import Fact, facts_of, label_of_key
from xlminshi.bulletin.marks import mark_spans, masked
from xlminshi.bulletin.proofreading.manuscript import Line, Manuscript, Story
from xlminshi.bulletin.standing_figures import places_of
from xlminshi.core.ledger import Ledger
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.drafting import FormerDraft
from xlminshi.workflow.merging import source_of
from xlminshi.workflow.ports import Office, Outcome, outcome
from xlminshi.workflow.renumbering import renumbered_words

_SHORT = 20
_CLASS = "类别|"
_HEADING = re.compile(r"实事\|\d+")
_TITLE_COLUMN, _ANNEX_COLUMNS = "实事名称", ("完成", "完成率", "预警", "类别")


@dataclass(frozen=True, slots=True)
class Renewed:
    """One figure that was renewed: the paragraph's key, what it tells, the old words and the new ones."""

    paragraph: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A Word file whose figures follow the data: what was renewed, and how many figures the file holds."""

    ledger: Ledger
    renewed: tuple[Renewed, ...]
    figures: int


def refreshed_record(done: Refreshed) -> dict[str, Any]:
    """Return what was renewed as plain values for a machine."""
    renewed = [
        {"paragraph": one.paragraph, "label": one.label, "old": one.old, "new": one.new}
        for one in done.renewed
    ]
    return {"figures": done.figures, "renewed": renewed}


@dataclass(slots=True)
class _Work:
    name: str
    former: FormerDraft
    facts: dict[str, Fact]
    new: dict[int, str] = field(default_factory=dict)
    renewed: list[Renewed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, code: Code, **words: object) -> None:
        self.problems.append(problem(code, Place(self.name), **words))


def refresh(draft: Path, source: Path, target: str, office: Office) -> Outcome[Refreshed]:
    """Return the Word file with the figures of a workbook; nothing but the words in content controls changes."""
    book = read_book(office.read(source), office.this_year).book
    ledger = book.ledger()
    facts = {fact.key: fact for fact in facts_of(ledger)}
    written = renumbered_words(office.read_draft(draft), book.draft, book.programme.projects, facts)
    work = _Work(written.name, book.former_draft(), facts)
    for paragraph in written.paragraphs:
        for figure in paragraph.figures:
            _renew(work, paragraph, figure, ledger)
        _look_at_words(work, paragraph)
    _look_at_marks(work, written)
    _look_at_changes(work, ledger)
    _look_at_classes(work, written, ledger)
    _look_at_table(work, office.read_document(draft), ledger)
    count = sum(len(one.figures) for one in written.paragraphs)
    files = ((target, office.refreshed_draft(draft, work.new)),)
    return outcome(Refreshed(ledger, tuple(work.renewed), count), files, work.problems)


def _renew(work: _Work, paragraph: WrittenParagraph, figure: WrittenFigure, ledger: Ledger) -> None:
    """Renew one figure, unless a person has typed it or nobody knows what it tells."""
    shown = paragraph.text[figure.start : figure.end]
    source = source_of(figure.tag, work.facts)
    fact = work.facts.get(source)
    name = _name(paragraph)
    if fact is None:
        work.tell(Code.REFRESH_UNKNOWN, paragraph=name, found=shown, label=label_of_key(source, ledger))
        return
    if fact.shown == shown:
        return
    printed = {figure.printed, *(one.shown for one in work.former.traced if one.source == source)}
    if not shown or shown not in printed:
        work.tell(Code.REFRESH_ALTERED, paragraph=name, label=fact.label, found=shown, expected=fact.shown)
        return
    work.new[figure.number] = fact.shown
    work.renewed.append(Renewed(name, fact.label, shown, fact.shown))
    work.tell(Code.REFRESHED, paragraph=name, label=fact.label, found=shown, expected=fact.shown)


def _look_at_words(work: _Work, paragraph: WrittenParagraph) -> None:
    """Tell of figures in a person's own words that no longer hold: there is no content control to renew."""
    text = masked(paragraph.text)
    for one in work.former.traced:
        fact = work.facts.get(one.source)
        if known_as(one.paragraph) != paragraph.key or fact is None or fact.shown == one.shown:
            continue
        places = places_of(text, one.shown)
        if any(not _is_in_control(place, paragraph) for place in places):
            words = {"label": fact.label, "found": one.shown, "expected": fact.shown}
            work.tell(Code.REFRESH_IN_WORDS, paragraph=_name(paragraph), **words)


def _is_in_control(place: int, paragraph: WrittenParagraph) -> bool:
    return any(one.start <= place < one.end for one in paragraph.figures)


def _look_at_marks(work: _Work, written: WrittenDraft) -> None:
    marks = [one.text[start:end] for one in written.paragraphs for start, end in mark_spans(one.text)]
    if marks:
        work.tell(Code.DRAFT_MARKS_LEFT, count=len(marks), found=marks[0])


def _look_at_changes(work: _Work, ledger: Ledger) -> None:
    """Tell when more than figures would follow the data: a project in another class, other names, other sentences."""
    former = {row.key: row.generated for row in work.former.rows if row.generated}
    if not former or work.former.period != ledger.settings.period.full_label:
        return
    fresh = {one.key: one.text for one in compose(ledger).body}
    changed = [text for key, text in fresh.items() if _frame(text) != _frame(former.get(key, ""))]
    if changed:
        work.tell(Code.REFRESH_WORDS_CHANGED, count=len(changed), found=changed[0][:_SHORT])


def _look_at_classes(work: _Work, written: WrittenDraft, ledger: Ledger) -> None:
    """Tell of projects that stand below the heading of another class than the data's."""
    stands = _sections((one.key, one.text) for one in written.paragraphs)
    fresh = _sections((known_as(one.key), one.text) for one in compose(ledger).body)
    names = {known_as(f"{_CLASS}{one.name}"): one.name for one in ledger.settings.classes}
    moved = [key for key, (at, _) in fresh.items() if key in stands and stands[key][0] != at]
    if moved:
        section, title = fresh[moved[0]]
        told = {"found": re.sub(r"^\d+\.|（.*", "", title), "expected": names.get(section, section)}
        work.tell(Code.REFRESH_MOVED, count=len(moved), **told)


def _sections(paragraphs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return by its key below which class each heading of a project stands, with its words."""
    found: dict[str, tuple[str, str]] = {}
    section = ""
    for key, text in paragraphs:
        if key.startswith(_CLASS):
            section = key
        elif section and _HEADING.fullmatch(key):
            found[key] = (section, text)
    return found


def _look_at_table(work: _Work, typed: Manuscript, ledger: Ledger) -> None:
    """Tell of an annex that no longer follows the data: its cells are plain words, there is nothing to renew."""
    rows = {row.title: _cells_of(row) for row in annex_of(ledger).rows}
    stands: dict[str, dict[str, list[str]]] = {}
    title = ""
    for line in typed.lines:
        if line.story is not Story.TABLE:
            title = ""
        elif line.text in rows and _column(line) == _TITLE_COLUMN:
            title = line.text
        elif title and _column(line) in _ANNEX_COLUMNS:
            stands.setdefault(title, {}).setdefault(_column(line), []).append(line.text)
    stale = [title for title, cells in stands.items() if any(rows[title][at] != cells[at] for at in cells)]
    if stale:
        work.tell(Code.REFRESH_TABLE, count=len(stale), found=stale[0])


def _column(line: Line) -> str:
    return line.label.removesuffix("：")


def _cells_of(row: AnnexRow) -> dict[str, list[str]]:
    done, rates = [one.done for one in row.lines], [one.rate for one in row.lines]
    return dict(zip(_ANNEX_COLUMNS, (done, rates, [row.light], [row.class_name]), strict=True))


def _frame(text: str) -> str:
    return re.sub(r"\d[\d.]*", "#", text)


def _name(paragraph: WrittenParagraph) -> str:
    return paragraph.key if paragraph.key and not paragraph.key.startswith("_") else paragraph.text[:_SHORT]
