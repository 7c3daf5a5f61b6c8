"""The steps of one period: from the list of projects to the bulletin."""

from pathlib import Path
from typing import TYPE_CHECKING

from xlminshi.adapters.jobs import one_job
from xlminshi.adapters.office import closed_office
from xlminshi.adapters.outbox import OutFile, deliver
from xlminshi.adapters.outgoing import refuse_unfit
from xlminshi.adapters.places import LIST_FILE, templates_folder
from xlminshi.api.results import Clock, Result, delivered, folder_and_book
from xlminshi.core.errors import CannotContinueError
from xlminshi.workflow.books import Book
from xlminshi.workflow.collecting import Collection
from xlminshi.workflow.collecting import collect as collect_returns
from xlminshi.workflow.distributing import distribute
from xlminshi.workflow.guarding import keep_filled_forms
from xlminshi.workflow.ports import BOOK_ENDINGS, Progress, silent
from xlminshi.workflow.publishing import Publication
from xlminshi.workflow.publishing import publish as publish_book

if TYPE_CHECKING:
    from xlminshi.bulletin.listing.found import FoundList
    from xlminshi.workflow.checking import Checked
    from xlminshi.workflow.replying import Replies


@one_job()
def new_workbook(
    source: Path, target: Path, *, replace: bool = False, progress: Progress = silent
) -> Result[Book]:
    """Write the standard workbook for a list of projects.

    Raises FileRefusedError for a file that cannot be read, CannotContinueError where the list holds no project,
    OutputExistsError where `target` is there and `replace` is not given.
    """
    from xlminshi.workflow.founding import found_book

    made = found_book(source, target.name, closed_office(progress=progress))
    return delivered(made, target.parent, replace)


def list_from_bulletin(
    document: Path, target: Path, *, replace: bool = False, progress: Progress = silent
) -> "Result[FoundList]":
    """Write a first list of projects, read from an old bulletin (.docx); what was not understood is marked in it.

    Figures stay as printed (1.38万人次); nothing is reckoned. Raises FileRefusedError for a file that cannot be read,
    CannotContinueError where it tells of no project, OutputExistsError as in `new_workbook`.
    """
    from xlminshi.workflow.listing_up import list_up

    made = list_up(document, target.name, closed_office(progress=progress))
    return delivered(made, target.parent, replace)


def empty_list(target: Path, *, replace: bool = False) -> Result[str]:
    """Write the empty list of projects (实事清单.xlsx) that an office starts from; the value is its file name.

    Raises CannotContinueError for a target that does not end in .xlsx, OutputExistsError where it is there already.
    """
    if target.suffix.lower() != BOOK_ENDINGS[0]:
        raise CannotContinueError(f"“{target.name}”不是工作簿的文件名。请以 .xlsx 结尾。")
    content = (templates_folder() / LIST_FILE).read_bytes()
    written = deliver((OutFile(target, content),), replace)
    return Result(target.name, written.problems, written.paths)


@one_job()
def split(
    book: Path, folder: Path, *, replace: bool = False, progress: Progress = silent
) -> Result[tuple[str, ...]]:
    """Write one macro-free form (.xlsx) per lead unit into `folder`; the value lists the units.

    Raises FileRefusedError for a workbook that cannot be read, OutputExistsError where forms are there and `replace` is not
    given, CannotContinueError where a form there is filled in already, with `replace` too.
    """
    office = closed_office(progress=progress)
    made = distribute(book, office)
    keep_filled_forms(folder, made.files, office)
    refuse_unfit(made.files)
    return delivered(made, folder, replace)


@one_job()
def collect(
    book: Path,
    returns: tuple[Path, ...],
    target: Path,
    *,
    passwords: tuple[str, ...] = (),
    replace: bool = False,
    progress: Progress = silent,
    now: Clock | None = None,
) -> Result[Collection]:
    """Read what came back (files, folders, zips, saved mails) into a copy of the workbook with summary and findings.

    `passwords` are tried on files that have one; `now` is the clock, None takes this machine's. A return that cannot be
    read is a finding; FileRefusedError is raised for the workbook alone, OutputExistsError as in `new_workbook`.
    """
    office = closed_office(progress=progress, passwords=passwords, now=now)
    return delivered(collect_returns(book, returns, target.name, office), target.parent, replace)


@one_job()
def check(
    files: tuple[Path, ...], *, passwords: tuple[str, ...] = (), progress: Progress = silent
) -> "Result[Checked]":
    """Return what is wrong in forms or workbooks; nothing is written, and what cannot be read is a finding.

    Raises CannotContinueError for a path that is not there.
    """
    from xlminshi.workflow.checking import check as check_files

    made = check_files(files, closed_office(progress=progress, passwords=passwords))
    return Result(made.value, made.problems, ())


@one_job()
def reply(
    book: Path,
    returns: tuple[Path, ...],
    folder: Path,
    *,
    passwords: tuple[str, ...] = (),
    replace: bool = False,
    progress: Progress = silent,
    now: Clock | None = None,
) -> "Result[Replies]":
    """Write into `folder` what goes to the units: marked copies with letters (退回修改), reminders (催办); nothing is sent.

    The workbook itself stays as it is. Raises FileRefusedError and OutputExistsError as `collect` does.
    """
    from xlminshi.adapters.mail import draft
    from xlminshi.workflow.replying import reply as reply_to_units

    office = closed_office(progress=progress, passwords=passwords, now=now)
    made = reply_to_units(book, returns, office, draft)
    refuse_unfit((one for one in made.files if one[0].endswith(".xlsx")), are_going_back=True)
    return delivered(made, folder, replace)


@one_job()
def publish(
    book: Path,
    folder: Path,
    *,
    returns: tuple[Path, ...] = (),
    letterhead: Path | None = None,
    draft: Path | None = None,
    passwords: tuple[str, ...] = (),
    replace: bool = False,
    progress: Progress = silent,
    now: Clock | None = None,
) -> Result[Publication]:
    """Write the compiled workbook and the bulletin (.docx) into `folder`; `returns` are collected first.

    `draft` is the former bulletin as people have edited it in Word; what they have written is kept. `folder` may name the
    workbook too (发文/汇总.xlsm); otherwise it is named after its content, and has macros if `book` has. Raises
    LetterheadError for a letterhead that lacks a mark or a style, else as `collect`; then nothing at all is written.
    """
    folder, name = folder_and_book(folder)
    office = closed_office(letterhead, progress, passwords, now)
    made = publish_book(book, returns, office, draft, name)
    return delivered(made, folder, replace)
