"""生成通报: the workbook (and returns that come with it) → compiled workbook and bulletin as a Word file."""

from dataclasses import dataclass, replace
from pathlib import Path

from xlminshi.bulletin.document import Document
from xlminshi.bulletin.inspection import inspection_bulletin
from xlminshi.core.ledger import Ledger
from xlminshi.core.problems import Problem, level_counts, must_be_settled
from xlminshi.core.records import Action, Event
from xlminshi.workflow.books import Book, compiled_book, read_book
from xlminshi.workflow.collecting import collect_into
from xlminshi.workflow.distributing import safe_file_name
from xlminshi.workflow.ports import Office, Outcome, outcome


@dataclass(frozen=True, slots=True)
class Publication:
    """A published period: the workbook it rests on, the ledger, and the document."""

    book: Book
    ledger: Ledger
    document: Document


def publish(source: Path, returns: tuple[Path, ...], office: Office) -> Outcome[Publication]:
    """Return the compiled workbook (汇总表, 通报稿 …) and the bulletin; the latter is named 草稿 while a finding is open."""
    reading = read_book(office.read(source), office.this_year)
    collection, problems = collect_into(reading, returns, office)
    book = _with_event(collection.book, problems, office)
    ledger = book.ledger()
    document = inspection_bulletin(ledger)
    plan = compiled_book(book, problems, collection.totals, document)
    # While a finding is open the document looks final and is not: its name says so.
    draft = "（草稿）" if must_be_settled(problems) else ""
    files = (
        (f"{summary_name(ledger)}.xlsx", office.render_book(plan)),
        (f"{bulletin_name(ledger)}{draft}.docx", office.render_bulletin(document, office.letterhead())),
    )
    return outcome(Publication(book, ledger, document), files, problems)


def _with_event(book: Book, problems: tuple[Problem, ...], office: Office) -> Book:
    settings = book.settings
    number = f"第{settings.bulletin.issue_number}期" if settings.bulletin.issue_number else "期号未定"
    result = f"{settings.bulletin.masthead}{number}；{level_counts(problems)}"
    event = Event(office.now().date(), Action.PUBLISH, settings.period.full_label, "", result)
    return replace(book, records=replace(book.records, events=(*book.records.events, event)))


def summary_name(ledger: Ledger) -> str:
    """Return the file name of the compiled workbook: 湛河区2022年重点民生实事汇总表（1-9月份）."""
    return safe_file_name(f"{ledger.programme.title}汇总表（{ledger.settings.period.label}）")


def bulletin_name(ledger: Ledger) -> str:
    """Return the file name of the bulletin: 湛河区督查通报第7期."""
    words = ledger.settings.bulletin
    number = f"第{words.issue_number}期" if words.issue_number else "（期号未定）"
    return safe_file_name(f"{ledger.programme.county}{words.masthead}{number}")
