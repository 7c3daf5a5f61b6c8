"""退回与催办: the returns → marked copies and letters to the units, and reminders to those that have not reported."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from xlminshi.bulletin.letters import (
    Letter,
    Occasion,
    Refusal,
    choice_letter,
    refusal_letter,
    reminder,
    reminder_notice,
    return_letter,
)
from xlminshi.core.problems import Code, Level, Problem, must_be_settled
from xlminshi.core.records import Receipt, ReceiptState
from xlminshi.form.feedback import cure_for
from xlminshi.form.layout import unit_file
from xlminshi.form.marked import MarkedCopy, marked_file, own_problems
from xlminshi.form.problem_list import Entry, counted
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import Book
from xlminshi.workflow.collecting import Collection, collect_into
from xlminshi.workflow.distributing import safe_file_name, shown_before
from xlminshi.workflow.ports import Office, Outcome, outcome
from xlminshi.workflow.returned import ExaminedForm, RecognisedForm

BACK, REMINDERS = "退回修改", "催办"
NOTICE = "催办通知"
_OPEN = (ReceiptState.REFUSED, ReceiptState.WAITING)
_UTF8_MARK = b"\xef\xbb\xbf"  # without it, Notepad on older systems shows other characters


class Drafting(Protocol):
    """Makes an unsent mail."""

    def __call__(self, to: str, subject: str, text: str, attachments: tuple[tuple[str, bytes], ...]) -> bytes:
        """Return the .eml file."""
        ...


@dataclass(frozen=True, slots=True)
class Replies:
    """Whom was written to: units whose return goes back, whose files could not be adopted, who must say which file holds,
    and who has not reported.

    `unknown` are files of nobody that could be recognised; `without_file` are units with a 必改 whose file was not given.
    """

    returned: tuple[str, ...]
    refused: tuple[str, ...]
    asked: tuple[str, ...]
    reminded: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    without_file: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every reply needs."""

    collection: Collection
    problems: tuple[Problem, ...]
    occasion: Occasion
    office: Office
    draft: Drafting

    @property
    def book(self) -> Book:
        return self.collection.book

    def sender_of(self, file: str) -> str:
        return next((one.sender for one in self.collection.receipts if one.file == file), "")

    def mail(self, to: str, letter: Letter, *attachments: tuple[str, bytes]) -> bytes:
        return self.draft(to, letter.subject, letter.text, attachments)


_Files = Iterator[tuple[str, bytes]]


def reply(source: Path, returns: tuple[Path, ...], office: Office, draft: Drafting) -> Outcome[Replies]:
    """Return marked copies, letters and reminders that follow from a workbook and the files that came back."""
    reading = read_book(office.read(source), office.this_year)
    collection, problems = collect_into(reading, returns, office, keeps_cells=True)
    return replies_of(collection, problems, office, draft)


def replies_of(
    collection: Collection, problems: tuple[Problem, ...], office: Office, draft: Drafting
) -> Outcome[Replies]:
    """Return the files for all units that have to be written to; a unit without 必改 that has reported gets nothing."""
    book = collection.book
    occasion = Occasion(book.programme, book.settings, office.now().date())
    desk = _Desk(collection, (*problems, *_in_their_files(collection, problems)), occasion, office, draft)
    forms = (*collection.adopted, *(one.form for one in collection.standing))
    back = tuple(form for form in forms if must_be_settled(own_problems(desk.problems, form.file)))
    still_out = book.ledger().missing_units
    returned = tuple(form.recognition.lead_unit for form in back)
    open_files = {unit: files for unit, files in _open_files(book).items() if unit not in returned}
    asked = tuple(unit for unit in open_files if _waits(open_files[unit]))
    refused = tuple(unit for unit in still_out if unit in open_files and unit not in asked)
    missing = tuple(unit for unit in book.ledger().silent_units if unit not in open_files)
    unknown = _unknown(collection, problems)
    files = [one for form in back for one in _returned(_with_cells(form), desk)]
    files.extend(one for unit in asked for one in _asked(unit, open_files[unit], desk))
    files.extend(one for unit in refused for one in _refused(unit, open_files[unit], desk))
    files.extend(one for receipt in unknown for one in _of_nobody(receipt, desk))
    files.extend(one for unit in missing for one in _reminded(unit, desk))
    again = tuple(unit for unit in still_out if unit in open_files)
    files.extend(_notice(missing, again, desk))
    replies = Replies(
        returned=returned,
        refused=refused,
        asked=asked,
        reminded=missing,
        unknown=tuple(one.file for one in unknown),
        without_file=_without_file(desk),
    )
    return outcome(replies, files, problems)


# Who is written to ----------------------------------------------------------------------------------------------


def _in_their_files(collection: Collection, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return what is still open of adopted forms whose sheets were worked on, with its places in the files."""
    still = {(one.code, one.what) for one in problems}
    return tuple(
        found
        for one in collection.standing
        for found in (*one.form.problems, *one.form.done_to_form, *one.form.doubtful)
        if (found.code, found.what) in still and found not in problems
    )


def _open_files(book: Book) -> dict[str, tuple[Receipt, ...]]:
    """Return by unit the files that wait for a choice, and those refused of units that have no adopted one."""
    adopted = {one.lead_unit for one in book.receipts_of_period() if one.state is ReceiptState.ADOPTED}
    missing = frozenset(book.ledger().missing_units) - adopted
    found: dict[str, list[Receipt]] = defaultdict(list)
    for one in book.receipts_of_period():
        waits = one.state is ReceiptState.WAITING
        if one.lead_unit and (waits or (one.state is ReceiptState.REFUSED and one.lead_unit in missing)):
            found[one.lead_unit].append(one)
    units = book.programme.lead_units()
    return {unit: tuple(found[unit]) for unit in units if unit in found}


def _waits(receipts: tuple[Receipt, ...]) -> bool:
    return any(one.state is ReceiptState.WAITING for one in receipts)


def _unknown(collection: Collection, problems: tuple[Problem, ...]) -> tuple[Receipt, ...]:
    """Return refused files of nobody; a scan that came in one mail with an adopted form has its unit."""
    beside = {one.place.file for one in problems if one.code is Code.COMPANION_FILE}
    refused = (one for one in collection.receipts if one.state is ReceiptState.REFUSED)
    return tuple(one for one in refused if not one.lead_unit and one.file not in beside)


def _without_file(desk: _Desk) -> tuple[str, ...]:
    """Return the units with a 必改 in the workbook whose file did not come with this run."""
    given = {form.recognition.lead_unit for form in desk.collection.adopted}
    given |= {one.lead_unit for one in desk.collection.standing}
    must = [one for one in desk.problems if one.level is Level.MUST_FIX]
    resolve = desk.book.settings.units.resolve
    given |= {*desk.book.ledger().missing_units}
    return tuple(
        one.lead_unit
        for one in desk.book.submissions
        if one.lead_unit not in given
        and any(
            found.place.file == one.source
            or (found.place.sheet and resolve(found.place.sheet) == one.lead_unit)
            for found in must
        )
    )


# What they get --------------------------------------------------------------------------------------------------


def _with_cells(form: ExaminedForm) -> RecognisedForm:
    if form.cells is None:
        raise ValueError("a collection for replies keeps the cells of its forms")
    return form.cells


def _returned(form: RecognisedForm, desk: _Desk) -> _Files:
    unit = form.recognition.lead_unit
    problems = own_problems(desk.problems, form.file)
    copy = marked_file(
        desk.book.programme, desk.book.settings, form.workbook, form.table, form.submission, problems
    )
    content = desk.office.render_book(copy.plan)
    name = f"{safe_file_name(unit)}_退回修改.xlsx"
    letter = return_letter(desk.occasion, unit, _counts(copy), _must(copy), name)
    yield f"{BACK}/{name}", content
    yield f"{BACK}/{safe_file_name(unit)}.eml", desk.mail(desk.sender_of(form.file), letter, (name, content))


def _counts(copy: MarkedCopy) -> str:
    return counted(one.level for one in copy.entries if one.level is not Level.NOTE)


def _must(copy: MarkedCopy) -> tuple[str, ...]:
    return tuple(_told(one) for one in copy.entries if one.level is Level.MUST_FIX)


def _told(one: Entry) -> str:
    where = "，".join(part for part in (one.about, one.column) if part)
    place = f"{one.cell}（{where}）" if one.cell and where else one.cell or where
    return f"{place}：{one.what}{one.cure}" if place else f"{one.what}{one.cure}"


def _asked(unit: str, receipts: tuple[Receipt, ...], desk: _Desk) -> _Files:
    waiting = [one for one in receipts if one.state is ReceiptState.WAITING]
    letter = choice_letter(desk.occasion, unit, tuple(_named(one) for one in waiting))
    yield f"{BACK}/{safe_file_name(unit)}.eml", desk.mail(_sender(receipts), letter)


def _named(receipt: Receipt) -> str:
    """Return a file with the time it came, which tells two of one name apart."""
    at = receipt.sent_at
    name = _base(receipt.file)
    return f"{name}（{at.month}月{at.day}日{at:%H:%M}）" if at else name


def _refused(unit: str, receipts: tuple[Receipt, ...], desk: _Desk) -> _Files:
    name, content = _fresh_form(unit, desk)
    letter = refusal_letter(desk.occasion, unit, _refusals(receipts, desk), name)
    yield f"{BACK}/{safe_file_name(unit)}.eml", desk.mail(_sender(receipts), letter, (name, content))


def _of_nobody(receipt: Receipt, desk: _Desk) -> _Files:
    """Yield the answer to a file whose unit nobody knows; without an address there is nobody to answer."""
    if receipt.sender:
        letter = refusal_letter(desk.occasion, "", _refusals((receipt,), desk))
        name = safe_file_name(f"未能识别_{receipt.file}")
        yield f"{BACK}/{name}.eml", desk.mail(receipt.sender, letter)


def _refusals(receipts: tuple[Receipt, ...], desk: _Desk) -> tuple[Refusal, ...]:
    return tuple(Refusal(_base(one.file), _why(one, desk)) for one in receipts)


def _why(receipt: Receipt, desk: _Desk) -> str:
    told = (
        f"{one.what}{cure_for(one)}"
        for one in desk.problems
        if one.place.file == receipt.file and one.level is not Level.NOTE
    )
    return "".join(told) or receipt.remark or "不能采用。"


def _reminded(unit: str, desk: _Desk) -> _Files:
    name, content = _fresh_form(unit, desk)
    letter = reminder(desk.occasion, unit, name)
    yield f"{REMINDERS}/{safe_file_name(unit)}.txt", _text_file(letter)
    yield f"{REMINDERS}/{safe_file_name(unit)}.eml", desk.mail("", letter, (name, content))


def _notice(missing: tuple[str, ...], again: tuple[str, ...], desk: _Desk) -> _Files:
    if missing or again:
        letter = reminder_notice(desk.occasion, missing, again)
        yield f"{REMINDERS}/{NOTICE}.txt", _text_file(letter)
        yield f"{REMINDERS}/{NOTICE}.eml", desk.mail("", letter)


def _fresh_form(unit: str, desk: _Desk) -> tuple[str, bytes]:
    before = shown_before(desk.book).get(unit)
    plan = unit_file(desk.book.programme, desk.book.settings, unit, before)
    return f"{safe_file_name(unit)}.xlsx", desk.office.render_book(plan)


def _text_file(letter: Letter) -> bytes:
    return _UTF8_MARK + letter.text.replace("\n", "\r\n").encode()


def _sender(receipts: tuple[Receipt, ...]) -> str:
    return next((one.sender for one in receipts if one.sender), "")


def _base(file: str) -> str:
    return file.rsplit("/", 1)[-1]
