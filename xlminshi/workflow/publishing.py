"""生成通报: the workbook (and returns that come with it) → compiled workbook and bulletin as a Word file."""

from dataclasses import dataclass, replace
from pathlib import Path

from xlminshi.bulletin.annex import annexed
from xlminshi.bulletin.composing import compose
from xlminshi.bulletin.document import Document
from xlminshi.bulletin.facts import facts_of
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.ledger import Ledger
from xlminshi.core.problems import Place, Problem, in_order, level_counts, must_be_settled
from xlminshi.core.records import Action, Event
from xlminshi.form.setting_items import SHEET_NAME as SETTING_SHEET
from xlminshi.workflow.answering import answered
from xlminshi.workflow.book_layout import compiled_book
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import Book
from xlminshi.workflow.collecting import collect_into
from xlminshi.workflow.distributing import safe_file_name
from xlminshi.workflow.drafting import drafted, head_keys
from xlminshi.workflow.merging import Merged, merged
from xlminshi.workflow.ports import Office, Outcome, ending_like, outcome
from xlminshi.workflow.renumbering import renumbered_words


@dataclass(frozen=True, slots=True)
class Publication:
    """A published period: the workbook it rests on, the ledger, and the document."""

    book: Book
    ledger: Ledger
    document: Document


def publish(
    source: Path,
    returns: tuple[Path, ...],
    office: Office,
    written: Path | None = None,
    target_name: str = "",
) -> Outcome[Publication]:
    """Return the compiled workbook (汇总表, 通报稿 …) and the bulletin; the latter is named 草稿 while a finding is open.

    `written` is the former bulletin as people have edited it in Word: its words go on, like those of the 通报稿. Without a
    `target_name` the compiled workbook is named after its content, and has macros if `source` has.
    """
    # What the workbook was read from is not held: there are several copies of every cell when the new one is written.
    collection, problems = collect_into(read_book(office.read(source), office.this_year), returns, office)
    book = collection.book
    ledger = book.ledger()
    fresh = compose(ledger)
    former = _with_words(book, fresh, written, office)
    draft = drafted(fresh, former.draft, ledger)
    document = annexed(draft.document, ledger, with_annex=ledger.settings.bulletin.with_annex)
    letterhead = office.letterhead(ledger.settings.bulletin.kind)
    of_masthead = office.masthead_problems(document, letterhead, Place(source.name, SETTING_SHEET))
    told = in_order((*problems, *former.problems, *draft.problems, *of_masthead))
    book, problems = answered(book, told)
    book = _with_event(book, problems, office)
    # While a finding is open the document looks final and is not: its name says so.
    mark = "（草稿）" if must_be_settled(problems) else ""
    name = target_name or f"{summary_name(ledger)}{ending_like(source)}"
    files = (
        office.book_file(name, compiled_book(book, problems, collection.totals, draft)),
        (f"{bulletin_name(ledger)}{mark}.docx", office.render_bulletin(document, letterhead)),
    )
    return outcome(Publication(book, ledger, document), files, problems)


def _with_event(book: Book, problems: tuple[Problem, ...], office: Office) -> Book:
    settings = book.settings
    number = f"第{settings.bulletin.issue_number}期" if settings.bulletin.issue_number else "期号未定"
    result = f"{settings.bulletin.masthead}{number}；{level_counts(problems)}"
    event = Event(office.now().date(), Action.PUBLISH, settings.period.full_label, "", result)
    return replace(book, records=replace(book.records, events=(*book.records.events, event)))


def _with_words(book: Book, fresh: Document, written: Path | None, office: Office) -> Merged:
    """Return the former draft with the edits of a Word file, if there is one."""
    former, ledger = book.former_draft(), book.ledger()
    if written is None:
        return Merged(former, ())
    if not former.rows or former.period != ledger.settings.period.full_label:
        raise CannotContinueError(
            f"工作簿里没有{ledger.settings.period.label}的通报稿，无法辨认“{written.name}”中的修改。"
            "请用生成这份通报时一并生成的汇总表。"
        )
    facts = {fact.key: fact for fact in facts_of(ledger)}
    words = renumbered_words(office.read_draft(written), book.draft, book.programme.projects, facts)
    return merged(former, words, facts, head_keys(fresh))


def summary_name(ledger: Ledger) -> str:
    """Return the file name of the compiled workbook: 湛河区2022年重点民生实事汇总表（1-9月份）."""
    return safe_file_name(f"{ledger.programme.title}汇总表（{ledger.settings.period.label}）")


def bulletin_name(ledger: Ledger) -> str:
    """Return the file name of the bulletin: 湛河区督查通报第7期."""
    words = ledger.settings.bulletin
    number = f"第{words.issue_number}期" if words.issue_number else "（期号未定）"
    county = ledger.programme.county
    name = words.masthead if words.masthead.startswith(county) else f"{county}{words.masthead}"
    return safe_file_name(f"{name}{number}")
