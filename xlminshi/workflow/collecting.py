"""回收汇总: the returned files → the workbook with everything in it. No return is lost, none is taken on a guess."""

from dataclasses import dataclass, replace
from pathlib import Path

from xlminshi.core.checks import check_submission
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import OF_RETURNS, Code, Level, Place, Problem, problem
from xlminshi.core.submission import Submission
from xlminshi.form.companions import FORM_VERSION
from xlminshi.form.grid import Workbook
from xlminshi.form.head import find_forms, read_head, read_stamp
from xlminshi.form.reading import read_submission
from xlminshi.form.tables import Table
from xlminshi.form.verdicts import verdict_problems
from xlminshi.workflow.books import Book, BookReading, compiled_book, read_book
from xlminshi.workflow.opening import Opened, open_all
from xlminshi.workflow.ports import Office, Outcome, outcome

# How findings that speak of a unit by name go on behind the name: {unit}报来2份…, {unit}有2张表….
_NAMING = ("报来", "有")


@dataclass(frozen=True, slots=True)
class Collection:
    """What came back: the workbook with the accepted returns, and how many files were looked at and accepted."""

    book: Book
    files_seen: int
    files_accepted: int


@dataclass(frozen=True, slots=True)
class _Return:
    file: str
    submission: Submission
    problems: tuple[Problem, ...]


def collect(source: Path, returns: tuple[Path, ...], target_name: str, office: Office) -> Outcome[Collection]:
    """Return the workbook with all returns in it, its summary and its findings; the order of files does not matter."""
    collection, problems = collect_into(read_book(office.read(source), office.this_year), returns, office)
    plan = compiled_book(collection.book, problems, collection.files_seen)
    return outcome(collection, ((target_name, office.render_book(plan)),), problems)


def collect_into(
    reading: BookReading, returns: tuple[Path, ...], office: Office
) -> tuple[Collection, tuple[Problem, ...]]:
    """Return the workbook read, completed by the returned files, and every finding in order."""
    book = reading.book
    if not book.programme.projects:
        raise CannotContinueError(f"{book.name}中没有读到实事。请核对实事清单。")
    opened = open_all(returns, office, "读取填报表")
    accepted, problems = _accept(opened.workbooks, book)
    taken = {one.submission.lead_unit: one.submission for one in accepted}
    kept = tuple(one for one in book.submissions if one.lead_unit not in taken)
    submissions = (*taken.values(), *kept)
    order = {unit: index for index, unit in enumerate(book.programme.lead_units())}
    complete = replace(book, submissions=tuple(sorted(submissions, key=lambda one: order[one.lead_unit])))
    still_open = _still_open(reading, tuple(taken), opened)
    own = [one for one in reading.problems if not _is_overtaken(one, tuple(taken), book)]
    found = [*own, *still_open, *opened.problems, *problems]
    found.extend(one for taken_return in accepted for one in taken_return.problems)
    found.extend(one for submission in kept for one in reading.unit_problems.get(submission.lead_unit, ()))
    found.extend(_findings_after(complete, found))
    settled = {one.problem for one in complete.settled}
    result = outcome(None, (), (one for one in found if one not in settled))
    return Collection(complete, opened.files, len(accepted)), result.problems


def _is_overtaken(one: Problem, units: tuple[str, ...], book: Book) -> bool:
    """Return whether a finding only says that a unit's sheet is last period's, and the unit has reported by now."""
    return one.code is Code.LAST_PERIOD and book.settings.units.resolve(one.place.sheet) in units


def _still_open(reading: BookReading, units: tuple[str, ...], opened: Opened) -> tuple[Problem, ...]:
    """Return the findings about earlier returns that this run has not overtaken by a new return of the same unit."""
    resolve = reading.book.settings.units.resolve
    again = {one.name for one in opened.workbooks}
    names = tuple(f"{unit}{verb}" for unit in units for verb in _NAMING)
    return tuple(
        one
        for one in reading.of_returns
        if not (one.place.file in again and not one.place.sheet)
        and not (one.place.sheet and resolve(one.place.sheet) in units)
        and not (names and one.what.startswith(names))
    )


def _findings_after(book: Book, found: list[Problem]) -> tuple[Problem, ...]:
    """Return the findings about the figures; a unit whose file was refused has not failed to report."""
    refused = {
        unit
        for one in (*found, *(settled.problem for settled in book.settled))
        if one.code in OF_RETURNS and one.level is Level.MUST_FIX
        for unit in book.ledger().missing_units
        if _is_about(one, unit, book)
    }
    return tuple(
        problem(Code.NOT_ADOPTED, Place(), found=_unit_told(one))
        if one.code is Code.NOT_RETURNED and _unit_told(one) in refused
        else one
        for one in findings_of(book)
    )


def _unit_told(one: Problem) -> str:
    return one.what.removesuffix("未报送。")


def _is_about(one: Problem, unit: str, book: Book) -> bool:
    """Return whether a finding about a file speaks of this unit: by its words, its sheet, or the file's name."""
    resolve = book.settings.units.resolve
    stem = one.place.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return one.what.startswith(tuple(f"{unit}{verb}" for verb in _NAMING)) or unit in (
        resolve(one.place.sheet),
        resolve(stem),
    )


def findings_of(book: Book, cells: tuple[tuple[str, str], ...] = ()) -> tuple[Problem, ...]:
    """Return what is doubtful in the reported figures, who has not reported, and what is not yet decided.

    `cells` says where decisions stand on a sheet that was read.
    """
    ledger = book.ledger()
    checks = (
        one
        for submission in book.submissions
        if submission.lead_unit not in ledger.missing_units
        for one in check_submission(submission, book.programme, book.settings)
    )
    missing = (problem(Code.NOT_RETURNED, Place(), found=unit) for unit in ledger.missing_units)
    return (*checks, *missing, *verdict_problems(ledger, cells=cells))


def _accept(workbooks: tuple[Workbook, ...], book: Book) -> tuple[tuple[_Return, ...], tuple[Problem, ...]]:
    problems: list[Problem] = []
    different, same = _without_copies(workbooks, book)
    problems.extend(same)
    by_unit: dict[str, list[_Return]] = {}
    for workbook in different:
        one, found = _recognise(workbook, book)
        problems.extend(found)
        if one is not None and one.submission.is_blank():
            problems.append(problem(Code.BLANK_RETURN, Place(workbook.name)))
        elif one is not None:
            by_unit.setdefault(one.submission.lead_unit, []).append(one)
    accepted = []
    for unit, found_returns in by_unit.items():
        if len({_contents(one.submission) for one in found_returns}) == 1:
            accepted.append(found_returns[0])
            problems.extend(_same_contents(found_returns))
        else:
            names = "、".join(one.file for one in found_returns)
            count = len(found_returns)
            problems.append(problem(Code.SENT_TWICE, Place(), unit=unit, count=count, found=names))
    return tuple(accepted), tuple(problems)


def _without_copies(
    workbooks: tuple[Workbook, ...], book: Book
) -> tuple[tuple[Workbook, ...], tuple[Problem, ...]]:
    """Return the files that differ from each other and from the office's own workbook, and what was left out."""
    different: dict[str, Workbook] = {}
    problems = []
    for workbook in workbooks:
        place = Place(workbook.name)
        key = workbook.digest or workbook.name
        if workbook.digest and workbook.digest == book.digest:
            problems.append(problem(Code.OWN_WORKBOOK, place))
        elif key in different:
            problems.append(problem(Code.SAME_FILE_TWICE, place, found=different[key].name))
        else:
            different[key] = workbook
    return tuple(different.values()), tuple(problems)


def _same_contents(returns: list[_Return]) -> tuple[Problem, ...]:
    return tuple(problem(Code.SAME_FILE_TWICE, Place(one.file), found=returns[0].file) for one in returns[1:])


def _contents(submission: Submission) -> Submission:
    """Return a submission without the places it was read from, for comparing what was typed."""
    nowhere = Place()
    return replace(
        submission,
        source="",
        indicators=tuple(replace(one, place=nowhere) for one in submission.indicators),
        projects=tuple(replace(one, place=nowhere) for one in submission.projects),
    )


def _recognise(workbook: Workbook, book: Book) -> tuple[_Return | None, tuple[Problem, ...]]:
    """Return what a file reports, if it is surely one unit's form of this programme and period; else the finding."""
    forms = find_forms(workbook)
    place = Place(workbook.name)
    if not forms:
        return None, (problem(Code.NO_FORM, place),)
    if len(forms) > 1:
        names = "、".join(form.place.sheet for form in forms)
        return None, (problem(Code.SEVERAL_FORMS, place, count=len(forms), found=names),)
    form = forms[0]
    refusal = _refusal(workbook, form, book)
    if refusal is not None:
        return None, (refusal,)
    unit, doubt = _unit_of(workbook, form, book)
    if unit is None:
        return None, doubt
    submission, problems = read_submission(form, book.programme, unit, book.settings)
    known = (one for one in (*book.submissions, *book.before) if one.lead_unit == unit)
    submission = submission.after(next(known, None))
    return _Return(workbook.name, submission, problems), ()


def _refusal(workbook: Workbook, form: Table, book: Book) -> Problem | None:
    stamp, place = read_stamp(workbook), form.place
    period = book.settings.period
    if stamp.programme and stamp.programme != book.programme.code:
        return problem(Code.OTHER_PROGRAMME, place, found=stamp.programme, expected=book.programme.code)
    if stamp.version and stamp.version != FORM_VERSION:
        return problem(Code.OTHER_VERSION, place, found=stamp.version, expected=FORM_VERSION)
    for label in (stamp.period, read_head(form).period):
        if label and not period.is_same(label):
            return problem(Code.WRONG_PERIOD, place, found=label, expected=period.full_label)
    return None


def _unit_of(workbook: Workbook, form: Table, book: Book) -> tuple[str | None, tuple[Problem, ...]]:
    stamped, typed = read_stamp(workbook).lead_unit, read_head(form).lead_unit
    known = book.settings.units.resolve
    named = typed or stamped or form.place.sheet
    unit = known(named)
    if unit is None:
        return None, (problem(Code.UNKNOWN_UNIT, form.place, found=named),)
    if unit not in book.programme.lead_units():
        return None, (problem(Code.UNIT_WITHOUT_PROJECT, form.place, found=named),)
    if stamped and known(stamped) != unit:
        return None, (problem(Code.UNIT_MISMATCH, form.place, found=typed, expected=stamped),)
    return unit, ()
