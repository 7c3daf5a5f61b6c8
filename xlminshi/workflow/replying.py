"""退回与催办: the returns → marked copies and letters to the units, and reminders to those that have not reported."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol

from xlminshi.bulletin.letters import (
    Letter,
    Occasion,
    Refusal,
    SentBack,
    choice_letter,
    refusal_letter,
    reminder,
    reminder_notice,
    return_letter,
)
from xlminshi.core.problems import OF_THE_LIST, Code, Level, Problem, must_be_settled
from xlminshi.core.records import Receipt, ReceiptState
from xlminshi.core.returns import Call, Calls, calls_of, unit_returns
from xlminshi.core.submission import Submission
from xlminshi.core.units import UnitDirectory
from xlminshi.form.feedback import is_for_unit, words_in_letter
from xlminshi.form.layout import unit_file
from xlminshi.form.marked import MarkedCopy, marked_file, own_problems
from xlminshi.form.others import others_of
from xlminshi.form.problem_list import Entry, counted
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import Book
from xlminshi.workflow.choosing import NO
from xlminshi.workflow.collecting import Collection, collect_into
from xlminshi.workflow.companions import files_beside
from xlminshi.workflow.distributing import safe_file_name, shown_before
from xlminshi.workflow.ports import Office, Outcome, outcome
from xlminshi.workflow.recognising import ROWS
from xlminshi.workflow.returned import ExaminedForm, RecognisedForm

BACK, REMINDERS = "退回修改", "催办"
NOTICE = "催办通知"
_MARKED, _NOT_MARKED = "没有能计入的内容，要改的地方见下。", "没有能计入的内容，请在附件中修改。"
_IN_ANOTHERS_FORM = Refusal(
    "其他单位报来的表", "贵单位牵头的实事填在其中，没有计入，请用本单位的填报表报送。"
)
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
    `directory` tells which of them are several offices.
    """

    returned: tuple[str, ...]
    refused: tuple[str, ...]
    asked: tuple[str, ...]
    reminded: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    without_file: tuple[str, ...] = ()
    directory: UnitDirectory = field(default=UnitDirectory(), compare=False)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every reply needs; `shown` is what the units' forms show from the start."""

    collection: Collection
    problems: tuple[Problem, ...]
    occasion: Occasion
    office: Office
    draft: Drafting
    shown: Mapping[str, Submission]

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
    desk = _Desk(
        collection,
        (*problems, *_in_their_files(collection, problems)),
        occasion,
        office,
        draft,
        shown_before(book),
    )
    calls = _calls(book, problems)
    forms = (*collection.adopted, *(one.form for one in collection.standing))
    back = tuple(form for form in forms if must_be_settled(own_problems(desk.problems, form.file)))
    returned = tuple(form.recognition.lead_unit for form in back)
    waiting = _files_of(calls.of(Call.CONFIRM), ReceiptState.WAITING, book, returned)
    refused = _files_of(_without_figures(calls, book), ReceiptState.REFUSED, book, returned)
    missing, unknown = calls.of(Call.REPORT), _unknown(collection, problems)
    files = [one for form in back for one in _returned(_with_cells(form), desk)]
    files.extend(one for unit, receipts in waiting.items() for one in _asked(unit, receipts, desk))
    files.extend(one for unit, receipts in refused.items() for one in _refused(unit, receipts, desk))
    files.extend(one for receipt in unknown for one in _of_nobody(receipt, desk))
    files.extend(one for unit in missing for one in _reminded(unit, desk))
    files.extend(_notice(calls, desk))
    replies = Replies(
        returned=returned,
        refused=tuple(refused),
        asked=tuple(waiting),
        reminded=missing,
        unknown=tuple(one.file for one in unknown),
        without_file=_without_file(desk),
        directory=book.settings.units,
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


def _calls(book: Book, problems: tuple[Problem, ...]) -> Calls:
    """Return who is called on, as 收发台账 says it."""
    returns = unit_returns(book.ledger(), book.submissions, problems, book.receipts_of_period())
    return calls_of(returns)


def _without_figures(calls: Calls, book: Book) -> tuple[str, ...]:
    missing = frozenset(book.ledger().missing_units)
    return tuple(unit for unit in calls.of(Call.MEND) if unit in missing)


def _files_of(
    units: tuple[str, ...], state: ReceiptState, book: Book, returned: tuple[str, ...]
) -> dict[str, tuple[Receipt, ...]]:
    """Return by unit its files in this state; without those that get a marked copy, and those that left no file."""
    found: dict[str, list[Receipt]] = defaultdict(list)
    for one in book.receipts_of_period():
        if one.state is state:
            found[one.lead_unit].append(one)
    return {unit: tuple(found[unit]) for unit in units if unit in found and unit not in returned}


def _unknown(collection: Collection, problems: tuple[Problem, ...]) -> tuple[Receipt, ...]:
    """Return refused files of nobody; what came in one mail with the form of a unit is that unit's, which is written to."""
    beside = files_beside(problems)
    units_in: dict[PurePosixPath, set[str]] = defaultdict(set)
    for one in collection.receipts:
        if one.lead_unit:
            units_in[PurePosixPath(one.file).parent].add(one.lead_unit)
    refused = (one for one in collection.receipts if one.state is ReceiptState.REFUSED and not one.lead_unit)
    return tuple(
        one
        for one in refused
        if one.file not in beside and not (one.sender and len(units_in[PurePosixPath(one.file).parent]) == 1)
    )


def _without_file(desk: _Desk) -> tuple[str, ...]:
    """Return the units with a 必改 of their own in the workbook whose file did not come with this run."""
    given = {form.recognition.lead_unit for form in desk.collection.adopted}
    given |= {one.lead_unit for one in desk.collection.standing}
    must = [one for one in desk.problems if one.level is Level.MUST_FIX and one.code not in OF_THE_LIST]
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
    yield from _marked(form, own_problems(desk.problems, form.file), (), desk)


def _marked(
    form: RecognisedForm, problems: tuple[Problem, ...], refusals: tuple[Refusal, ...], desk: _Desk
) -> _Files:
    """Yield a marked copy with its letter; `refusals`: nothing of the unit was adopted."""
    unit, book = form.recognition.lead_unit, desk.book
    submission = form.submission.beside(desk.shown.get(unit))
    copy = marked_file(book.programme, book.settings, form.workbook, form.table, submission, problems)
    content = desk.office.render_book(copy.plan)
    name = f"{safe_file_name(unit)}_退回修改.xlsx"
    back = SentBack(
        counts=counted(one.level for one in copy.entries if one.level is not Level.NOTE),
        must=_must(copy),
        attachment=name,
        left_over=len(copy.leftovers),
        withheld=sum(one.is_withheld for one in copy.leftovers),
        is_blank=submission.is_blank(),
    )
    letter = return_letter(desk.occasion, unit, back, refusals)
    yield f"{BACK}/{name}", content
    yield f"{BACK}/{safe_file_name(unit)}.eml", desk.mail(desk.sender_of(form.file), letter, (name, content))


def _must(copy: MarkedCopy) -> tuple[str, ...]:
    return tuple(_told(one) for one in copy.entries if one.level is Level.MUST_FIX)


def _told(one: Entry) -> str:
    where = "，".join(part for part in (one.about, one.column) if part)
    place = f"{one.cell}（{where}）" if one.cell and where else one.cell or where
    return f"{place}：{one.what}{one.cure}" if place else f"{one.what}{one.cure}"


def _asked(unit: str, waiting: tuple[Receipt, ...], desk: _Desk) -> _Files:
    letter = choice_letter(desk.occasion, unit, tuple(_named(one) for one in waiting))
    yield f"{BACK}/{safe_file_name(unit)}.eml", desk.mail(_sender(waiting), letter)


def _named(receipt: Receipt) -> str:
    """Return a file with the time it came, which tells two of one name apart."""
    at = receipt.sent_at
    name = _base(receipt.file)
    return f"{name}（{at.month}月{at.day}日{at:%H:%M}）" if at else name


def _refused(unit: str, receipts: tuple[Receipt, ...], desk: _Desk) -> _Files:
    """Yield the unit's latest form with its own entries and marks; a fresh form where none can be marked."""
    came = {one.file: (str(one.sent_at or ""), one.file) for one in receipts}
    refused = (one for one in desk.collection.refused if one.recognition.lead_unit == unit)
    forms = [one for one in refused if one.file in came and _can_be_marked(one, desk)]
    forms.sort(key=lambda one: came[one.file])
    whys = {one.file: _NOT_MARKED for one in forms[:-1]} | {one.file: _MARKED for one in forms[-1:]}
    refusals = tuple(
        _IN_ANOTHERS_FORM
        if one.evidence == ROWS
        else Refusal(_base(one.file), whys.get(one.file) or _why(one, desk, unit))
        for one in receipts
    )
    if forms:
        yield from _marked(_with_cells(forms[-1]), _told_of(forms[-1], desk), refusals, desk)
        return
    name, content = _fresh_form(unit, desk)
    letter = refusal_letter(desk.occasion, unit, refusals, name)
    own = tuple(one for one in receipts if one.evidence != ROWS)
    yield f"{BACK}/{safe_file_name(unit)}.eml", desk.mail(_sender(own), letter, (name, content))


def _can_be_marked(form: ExaminedForm, desk: _Desk) -> bool:
    """Return whether there is anything to mark: a form that nobody has filled in is none."""
    return all(one.code is not Code.BLANK_RETURN for one in own_problems(desk.problems, form.file))


def _told_of(form: ExaminedForm, desk: _Desk) -> tuple[Problem, ...]:
    """Return all findings about a form that was refused: those of this run, and what else can be seen in it."""
    told = (*own_problems(desk.problems, form.file), *form.problems, *form.done_to_form)
    return tuple(dict.fromkeys(one for one in told if is_for_unit(one)))


def _of_nobody(receipt: Receipt, desk: _Desk) -> _Files:
    """Yield the answer to a file whose unit nobody knows; without an address there is nobody to answer."""
    if receipt.sender:
        letter = refusal_letter(desk.occasion, "", (Refusal(_base(receipt.file), _why(receipt, desk, "")),))
        name = safe_file_name(f"未能识别_{receipt.file}")
        yield f"{BACK}/{name}.eml", desk.mail(receipt.sender, letter)


def _why(receipt: Receipt, desk: _Desk, unit: str) -> str:
    """Return why a file was not adopted, in words for its sender; what it says of other units stays here."""
    if receipt.chosen == NO:
        return "经核对，没有采用这一份。"
    others = others_of(desk.book.programme, desk.book.settings.units, unit)
    found = [one for one in own_problems(desk.problems, receipt.file) if one.level is not Level.NOTE]
    told = (words_in_letter(others.withheld(one) if others.are_in(one.what) else one) for one in found)
    return "".join(dict.fromkeys(told)) or "没有采用，请核对后重新报送。"


def _reminded(unit: str, desk: _Desk) -> _Files:
    """Yield the reminder for chats and paper, to which nothing is attached, and as a mail with the form."""
    name, content = _fresh_form(unit, desk)
    yield f"{REMINDERS}/{safe_file_name(unit)}.txt", _text_file(reminder(desk.occasion, unit))
    letter = reminder(desk.occasion, unit, name)
    yield f"{REMINDERS}/{safe_file_name(unit)}.eml", desk.mail("", letter, (name, content))


def _notice(calls: Calls, desk: _Desk) -> _Files:
    if calls.by_unit:
        letter = reminder_notice(desk.occasion, calls)
        yield f"{REMINDERS}/{NOTICE}.txt", _text_file(letter)
        yield f"{REMINDERS}/{NOTICE}.eml", desk.mail("", letter)


def _fresh_form(unit: str, desk: _Desk) -> tuple[str, bytes]:
    plan = unit_file(desk.book.programme, desk.book.settings, unit, desk.shown.get(unit))
    return f"{safe_file_name(unit)}.xlsx", desk.office.render_book(plan)


def _text_file(letter: Letter) -> bytes:
    return _UTF8_MARK + letter.text.replace("\n", "\r\n").encode()


def _sender(receipts: tuple[Receipt, ...]) -> str:
    return next((one.sender for one in receipts if one.sender), "")


def _base(file: str) -> str:
    return file.rsplit("/", 1)[-1]
