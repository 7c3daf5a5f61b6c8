"""核对通报: any document (and the workbook behind it) → every number in it judged, and a copy with comments."""

from dataclasses import dataclass, replace
from pathlib import Path

from xlminshi.bulletin.annex import annexed
from xlminshi.bulletin.composing import compose
from xlminshi.bulletin.proofreading.claims import Kind
from xlminshi.bulletin.proofreading.manuscript import Manuscript, manuscript_of
from xlminshi.bulletin.proofreading.proofreading import Entry, proofread
from xlminshi.bulletin.proofreading.remarks import Conclusion
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.ledger import Ledger
from xlminshi.core.problems import Code, Place, Problem, must_be_settled, problem
from xlminshi.core.settings import DocumentKind
from xlminshi.form.proof_sheet import SHEET_NAME, ProofRow, proof_book
from xlminshi.workflow.answering import answered
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import BookReading
from xlminshi.workflow.findings import findings_of
from xlminshi.workflow.listed_since import without_settled_rows
from xlminshi.workflow.ports import Note, Office, Outcome, outcome

MARKED = "（核对）"
_COUNTED = (Conclusion.AGREES, Conclusion.DIFFERS, Conclusion.DOUBTFUL, Conclusion.UNKNOWN)
_COMMENTED = (Conclusion.DIFFERS, Conclusion.DOUBTFUL, Conclusion.NOTE)
_NUMBERS = (Kind.COUNT, Kind.UNITS, Kind.RATE, Kind.AMOUNT, Kind.FUNDS, Kind.POINTS, Kind.RANK, Kind.SHARE)


@dataclass(frozen=True, slots=True)
class Verification:
    """A document judged: one entry for each of its claims. `book` is the workbook's name, "" for the text alone."""

    document: str
    book: str
    entries: tuple[Entry, ...]

    def count(self, conclusion: Conclusion) -> int:
        """Return how many entries have a conclusion."""
        return sum(one.remark.conclusion is conclusion for one in self.entries)

    @property
    def is_refused(self) -> bool:
        """Return whether the document must not go out as it is."""
        return self.count(Conclusion.DIFFERS) > 0

    def counts_line(self) -> str:
        """Return the counts in one line: 一致57处，不一致1处，存疑2处，无从核对9处."""
        told = "，".join(f"{one.value}{self.count(one)}处" for one in _COUNTED)
        return f"{told}。{'有不一致，不能印发。' if self.is_refused else ''}"


def verify(
    document: Path, book: Path | None, office: Office, previous: tuple[Path, ...] = ()
) -> Outcome[Verification]:
    """Return what is to be said of a document; the files are its marked copy (of a .docx) and the list of all claims.

    Without a `book` the text is only compared with itself. `previous` are earlier documents, for the 期号.
    """
    typed = office.read_document(document)
    earlier = tuple(office.read_document(path) for path in previous)
    reading = read_book(office.read(book), office.this_year) if book is not None else None
    ledger = _ledger(reading) if reading is not None else None
    expected = expected_documents(ledger) if ledger is not None else ()
    entries = proofread(typed, ledger, expected, earlier)
    found = Verification(typed.name, reading.book.name if reading is not None else "", entries)
    problems = (
        *_problems(found),
        *_pictures(typed),
        *(_open_findings(reading) if reading is not None else ()),
    )
    return outcome(found, _files(typed, found, office), problems)


def _ledger(reading: BookReading) -> Ledger:
    if not reading.book.programme.projects:
        raise CannotContinueError(f"{reading.book.name}中没有读到实事。请核对工作簿。")
    return reading.book.ledger()


def expected_documents(ledger: Ledger) -> tuple[Manuscript, ...]:
    """Return the documents that follow from a ledger, of either kind: a text in hand may be one or the other."""
    settings = ledger.settings
    kinds = (replace(settings, bulletin=replace(settings.bulletin, kind=kind)) for kind in DocumentKind)
    ledgers = (replace(ledger, settings=one) for one in kinds)
    return tuple(manuscript_of(annexed(compose(one), one, with_annex=True)) for one in ledgers)


def _pictures(typed: Manuscript) -> tuple[Problem, ...]:
    """Return one finding where the document holds pictures: their figures were not read."""
    if not typed.pictures:
        return ()
    return (problem(Code.TEXT_PICTURES, Place(typed.name), count=typed.pictures),)


def _open_findings(reading: BookReading) -> tuple[Problem, ...]:
    """Return one finding where the workbook itself still waits for a person: its figures may change."""
    found = (*reading.all_problems(), *findings_of(reading.book))
    _, told = answered(reading.book, without_settled_rows(found, reading.book))
    count = sum(must_be_settled((one,)) for one in told)
    return (problem(Code.TEXT_BOOK_OPEN, Place(reading.book.name), count=count),) if count else ()


def _problems(found: Verification) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            one.remark.code,
            Place(found.document, "", one.where),
            one.remark.what,
            one.remark.cure,
        )
        for one in found.entries
        if one.remark.code is not None
    )


def _files(typed: Manuscript, found: Verification, office: Office) -> tuple[tuple[str, bytes], ...]:
    stem = Path(found.document).stem
    plan = proof_book(found.document, found.counts_line(), [proof_row(one) for one in found.entries])
    listed = (f"{stem}{SHEET_NAME}.xlsx", office.render_book(plan))
    if not typed.content:
        return (listed,)
    return ((f"{stem}{MARKED}.docx", office.mark_document(typed.content, notes_of(found))), listed)


def proof_row(one: Entry) -> ProofRow:
    """Return an entry as a row of 核对结果."""
    remark = one.remark
    return ProofRow(
        one.paragraph,
        one.text,
        one.context,
        remark.kind.value,
        remark.conclusion.value,
        remark.expected if remark.conclusion is not Conclusion.NOTE else "",
        remark.source,
        f"{remark.what}{remark.cure}",
    )


def notes_of(found: Verification) -> tuple[Note, ...]:
    """Return the comments for the copy: one for each fault; what could not be looked up is listed once a paragraph."""
    notes = [
        Note(one.spans[0], _words(one))
        for one in found.entries
        if one.spans and one.remark.conclusion in _COMMENTED
    ]
    open_ones: dict[int, list[Entry]] = {}
    for one in found.entries:
        is_open = one.remark.conclusion is Conclusion.UNKNOWN and one.remark.kind in _NUMBERS
        if found.book and one.spans and is_open:
            open_ones.setdefault(one.paragraph, []).append(one)
    for several in open_ones.values():
        listed = "、".join(dict.fromkeys(one.text for one in several))
        notes.append(Note(several[0].spans[0], f"【无从核对】工作簿中没有：{listed}。请人工核对。"))
    return tuple(notes)


def _words(one: Entry) -> str:
    source = f"来源：{one.remark.source}。" if one.remark.source else ""
    return f"【{one.remark.conclusion.value}】{one.remark.what}{one.remark.cure}{source}"
