"""The automation library: the same steps as the buttons and commands, on closed files, as typed functions.

What one step alone needs is loaded by that step: a command must not wait for the others.
"""

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, Generic, TypeVar

from xlminshi.adapters.office import closed_office
from xlminshi.adapters.outbox import BroughtBack, OutFile, bring_back, deliver
from xlminshi.adapters.outgoing import refuse_unfit
from xlminshi.adapters.places import templates_folder
from xlminshi.core.errors import CannotContinueError, OutputExistsError
from xlminshi.core.ledger import Ledger
from xlminshi.core.problems import Problem, in_order, must_be_settled
from xlminshi.workflow.books import Book
from xlminshi.workflow.collecting import Collection
from xlminshi.workflow.collecting import collect as collect_returns
from xlminshi.workflow.distributing import distribute
from xlminshi.workflow.guarding import keep_filled_forms
from xlminshi.workflow.ports import BOOK_ENDINGS, Outcome, Progress, silent
from xlminshi.workflow.publishing import Publication
from xlminshi.workflow.publishing import publish as publish_book

if TYPE_CHECKING:
    from xlminshi.adapters.word.letterhead_check import LetterheadCheck
    from xlminshi.adapters.word.profile import Profile
    from xlminshi.bulletin.comparing import Comparison
    from xlminshi.bulletin.listing.found import FoundList
    from xlminshi.workflow.advancing import Advance
    from xlminshi.workflow.checking import Checked
    from xlminshi.workflow.exporting import Export
    from xlminshi.workflow.refreshing import Refreshed
    from xlminshi.workflow.replying import Replies
    from xlminshi.workflow.rolling_up import RolledUp
    from xlminshi.workflow.verifying import Verification

T = TypeVar("T")
Clock = Callable[[], dt.datetime]
EXAMPLES = {"湛河区": "examples/zhanhe_2022", "鲁山县": "examples/lushan_2022"}
FIRST_EXAMPLE = "湛河区"
_DEMO_RETURNED = dt.datetime(2022, 10, 9, 2, 30, tzinfo=dt.UTC)
_DEMO_TODAY = dt.datetime(2022, 10, 20, 9, 0)


@dataclass(frozen=True, slots=True)
class Result(Generic[T]):
    """What a step gave: its value, every finding (the gravest first), and the files that were written."""

    value: T
    problems: tuple[Problem, ...]
    written: tuple[Path, ...]

    @property
    def needs_a_person(self) -> bool:
        """Return whether a finding of level 必改 is open."""
        return must_be_settled(self.problems)


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demonstration made, step by step; `workbook` is the collected one with buttons, `addin` what goes with it."""

    book: Result[Book]
    forms: Result[tuple[str, ...]]
    collection: Result[Collection]
    publication: Result[Publication]
    workbook: Result[Collection]
    addin: Result[str]

    def whole(self) -> Result[Publication]:
        """Return the publication with everything that the steps found and wrote."""
        steps = (self.book, self.forms, self.collection, self.publication, self.workbook, self.addin)
        # The workbook tells again what the returns told, in the same row of a sheet with one column more; the first telling
        # names the unit's own file.
        told = {
            (one.code, one.place.sheet, one.place.cell.lstrip(ascii_uppercase), one.what): one
            for step in reversed(steps)
            for one in step.problems
        }
        problems = in_order(told.values())
        written = tuple(path for step in steps for path in step.written)
        return Result(self.publication.value, problems, written)


def new_workbook(
    source: Path, target: Path, *, replace: bool = False, progress: Progress = silent
) -> Result[Book]:
    """Write the standard workbook for a list of projects.

    Raises FileRefusedError for a file that cannot be read, CannotContinueError where the list holds no project,
    OutputExistsError where `target` is there and `replace` is not given.
    """
    from xlminshi.workflow.founding import found_book

    made = found_book(source, target.name, closed_office(progress=progress))
    return _delivered(made, target.parent, replace)


def list_from_bulletin(
    document: Path, target: Path, *, replace: bool = False, progress: Progress = silent
) -> "Result[FoundList]":
    """Write a first list of projects, read from an old bulletin (.docx); what was not understood is marked in it.

    Raises FileRefusedError for a file that cannot be read, CannotContinueError where it tells of no project.
    """
    from xlminshi.workflow.listing_up import list_up

    made = list_up(document, target.name, closed_office(progress=progress))
    return _delivered(made, target.parent, replace)


def split(
    book: Path, folder: Path, *, replace: bool = False, progress: Progress = silent
) -> Result[tuple[str, ...]]:
    """Write one macro-free form per lead unit into `folder`; the value lists the units."""
    office = closed_office(progress=progress)
    made = distribute(book, office)
    keep_filled_forms(folder, made.files, office)
    refuse_unfit(made.files)
    return _delivered(made, folder, replace)


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

    `passwords` are tried on files that have one; `now` is the clock, None takes this machine's.
    """
    office = closed_office(progress=progress, passwords=passwords, now=now)
    return _delivered(collect_returns(book, returns, target.name, office), target.parent, replace)


def check(
    files: tuple[Path, ...], *, passwords: tuple[str, ...] = (), progress: Progress = silent
) -> "Result[Checked]":
    """Return what is wrong in forms or workbooks; nothing is written."""
    from xlminshi.workflow.checking import check as check_files

    made = check_files(files, closed_office(progress=progress, passwords=passwords))
    return Result(made.value, made.problems, ())


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

    The workbook itself stays as it is.
    """
    from xlminshi.adapters.mail import draft
    from xlminshi.workflow.replying import reply as reply_to_units

    office = closed_office(progress=progress, passwords=passwords, now=now)
    made = reply_to_units(book, returns, office, draft)
    refuse_unfit((one for one in made.files if one[0].endswith(".xlsx")), are_going_back=True)
    return _delivered(made, folder, replace)


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
    workbook too (发文/汇总.xlsm); otherwise it is named after its content, and has macros if `book` has.
    """
    folder, name = _folder_and_book(folder)
    office = closed_office(letterhead, progress, passwords, now)
    made = publish_book(book, returns, office, draft, name)
    return _delivered(made, folder, replace)


def close_period(
    book: Path,
    target: Path,
    *,
    person: str = "",
    replace: bool = False,
    progress: Progress = silent,
    now: Clock | None = None,
) -> Result[Book]:
    """Write the workbook with its period closed (办结): no further return is taken. `person` is who says so.

    Raises CannotContinueError where the period is closed already, or no unit has reported in it.
    """
    from xlminshi.workflow.closing import close as close_book

    made = close_book(book, target.name, person, closed_office(progress=progress, now=now))
    return _delivered(made, target.parent, replace)


def reopen_period(
    book: Path,
    target: Path,
    reason: str,
    *,
    person: str = "",
    replace: bool = False,
    progress: Progress = silent,
    now: Clock | None = None,
) -> Result[Book]:
    """Write the workbook with its closed period open again.

    Raises CannotContinueError without a reason, and where the period is not closed.
    """
    from xlminshi.workflow.closing import reopen as reopen_book

    made = reopen_book(book, target.name, reason, person, closed_office(progress=progress, now=now))
    return _delivered(made, target.parent, replace)


def next_period(
    book: Path,
    folder: Path,
    period: str = "",
    *,
    deadline: dt.date | None = None,
    person: str = "",
    replace: bool = False,
    progress: Progress = silent,
    now: Clock | None = None,
) -> "Result[Advance]":
    """Write into `folder` the workbook of the next period, and a pre-filled form for each lead unit (转入下期).

    `period` "" takes the one that follows (1-9月份 → 1-10月份). Raises CannotContinueError where nobody can say which one
    that is, and behind December. `folder` may name the workbook too, as in `publish`.
    """
    from xlminshi.workflow.advancing import FORMS_FOLDER, advance

    folder, name = _folder_and_book(folder)
    office = closed_office(progress=progress, now=now)
    made = advance(book, period, deadline, person, office, name)
    keep_filled_forms(folder, made.files, office)
    refuse_unfit(one for one in made.files if one[0].startswith(f"{FORMS_FOLDER}/"))
    return _delivered(made, folder, replace)


def rollup(
    folder: Path,
    target: Path,
    *,
    name: str = "",
    period: str = "",
    table: Path | None = None,
    cluster: str = "",
    passwords: tuple[str, ...] = (),
    replace: bool = False,
    progress: Progress = silent,
) -> "Result[RolledUp]":
    """Write the summary and the bulletin of all counties' workbooks below `folder` (or of cities' summaries).

    A summary that stands at `target` already gives its 对照表. What was read is remembered beside it, by each file's
    digest: a run that was broken off goes on where it stopped. `name` is the city's, "" takes that of the target.
    `table` is a .csv or .parquet with one row per project; `cluster` is the address of a Dask scheduler whose machines
    see the folder under the same path.
    """
    from xlminshi.adapters.roll_ups import ReadMemory, county_office
    from xlminshi.workflow.rolling_up import roll_up_folder

    if folder.resolve() in target.resolve().parents:
        raise CannotContinueError(
            f"汇总表不能写在要汇总的文件夹“{folder.name}”里，下次会被当作报来的工作簿。请换一个位置。"
        )
    memory = ReadMemory(target.with_suffix(".读取记录.jsonl"))
    if cluster:
        from xlminshi.adapters.cluster import on_cluster, read_ahead

        with on_cluster(cluster) as executor:
            read_ahead(folder, memory, executor, passwords, progress)
    office = county_office(memory, progress=progress, passwords=passwords)
    former = target if target.exists() else None
    made = roll_up_folder(folder, target.name, former, name or target.stem, period, office)
    files = [OutFile(target.parent / file, content) for file, content in made.files]
    if table is not None:
        from xlminshi.adapters.frames import rollup_frame, table_file

        files.append(OutFile(table, table_file(rollup_frame(made.value.rollup), table.suffix.lower())))
    delivered = deliver(files, replace)
    return Result(made.value, in_order((*made.problems, *delivered.problems)), delivered.paths)


def undo(book: Path) -> Result[BroughtBack]:
    """Take back the last writing of a workbook or bulletin; what it held becomes a backup, so that undo can be undone.

    Raises CannotContinueError where there is no backup that differs, or the file is open in another program.
    """
    made = bring_back(book)
    return Result(made, made.delivered.problems, made.delivered.paths)


def refresh(
    draft: Path, book: Path, target: Path, *, replace: bool = False, progress: Progress = silent
) -> "Result[Refreshed]":
    """Write a copy of an edited bulletin in which only the generated figures follow the workbook."""
    from xlminshi.workflow.refreshing import refresh as refresh_draft

    made = refresh_draft(draft, book, target.name, closed_office(progress=progress))
    return _delivered(made, target.parent, replace)


def compare(
    former: Path, latter: Path, target: Path | None = None, *, replace: bool = False
) -> "Result[Comparison]":
    """Return what differs between two bulletins (.docx), two drafts or two issues; `target` is an .xlsx that shows it."""
    from xlminshi.workflow.comparing import compare_files

    made = compare_files(former, latter, target.name if target else "", closed_office())
    return _delivered(made, target.parent if target else Path(), replace)


def verify(
    document: Path,
    book: Path | None = None,
    folder: Path | None = None,
    *,
    previous: tuple[Path, ...] = (),
    replace: bool = False,
    progress: Progress = silent,
) -> "Result[Verification]":
    """Return what is right, wrong or doubtful in a document, looked up in `book` or, without one, within its own text.

    With a `folder` a copy of the .docx with comments and the list of all claims are written there. `previous` are earlier
    documents, for the 期号. Raises FileRefusedError for a file that cannot be read.
    """
    from xlminshi.workflow.verifying import verify as verify_document

    made = verify_document(document, book, closed_office(progress=progress), previous)
    if folder is None:
        return Result(made.value, made.problems, ())
    return _delivered(made, folder, replace)


def export(
    book: Path,
    target: Path,
    *,
    sheets: tuple[str, ...] = (),
    replace: bool = False,
    progress: Progress = silent,
) -> "Result[Export]":
    """Write a copy that may leave the office (导出): without macros, add-in, persons and the office's own records.

    `sheets` are those that leave; none given: all but the hidden ones and the records. Raises CannotContinueError, with
    sheet and cell, for what must not leave and cannot be taken out: other functions, links, error values.
    """
    from xlminshi.workflow.exporting import export as export_book

    made = export_book(book, target.name, closed_office(progress=progress), sheets)
    refuse_unfit(made.files, where="工作簿")
    return _delivered(made, target.parent, replace)


def make_letterhead(
    target: Path, profile: "Profile | None" = None, *, replace: bool = False
) -> "Result[Profile]":
    """Write a new letterhead (.docx) for an office's profile, to be restyled in Word or WPS; None takes the standard's."""
    from xlminshi.adapters.word.letterhead import build_letterhead
    from xlminshi.adapters.word.profile import Profile

    chosen = profile or Profile()
    files = (OutFile(target, build_letterhead(chosen)),)
    delivered = deliver(files, replace)
    return Result(chosen, delivered.problems, delivered.paths)


def check_letterhead(source: Path, profile: "Profile | None" = None) -> "Result[LetterheadCheck]":
    """Return how a restyled letterhead stands: marks, styles, page, page numbers; nothing is written.

    Raises CannotContinueError for a file that cannot be read or is no .docx.
    """
    from xlminshi.adapters.word.letterhead_check import check_letterhead as looked_over
    from xlminshi.adapters.word.profile import Profile

    chosen = profile or Profile()
    content = closed_office(source).letterhead(chosen.kind)
    return Result(looked_over(content, chosen), (), ())


def demo(
    folder: Path, *, example: str = FIRST_EXAMPLE, replace: bool = False, progress: Progress = silent
) -> Demo:
    """Go through all steps on a real example of 2022 and leave every file in `folder`.

    `example`: 湛河区 ends in a 督查通报, 鲁山县 in a 工作简报; any other name raises CannotContinueError.
    """
    if example not in EXAMPLES:
        raise CannotContinueError(f"没有“{example}”的例子。可选：{'、'.join(EXAMPLES)}。")
    source = templates_folder() / EXAMPLES[example]
    book, returned = folder / "1_标准工作簿.xlsx", folder / "3_回收填报表"
    excel = folder / "6_Excel按钮"
    steps = (book, folder / "2_下发填报表", returned, folder / "4_汇总工作簿.xlsx", folder / "5_通报", excel)
    if not replace and any(path.exists() for path in steps):
        raise OutputExistsError(
            f"“{folder}”里已有演示结果，没有覆盖。请换一个位置，或加上 --replace 表示同意替换。"
        )
    founded = new_workbook(source / "实事清单.xlsx", book, replace=True, progress=progress)
    (book,) = founded.written  # a copy beside it, where the former one is open in Excel
    forms = split(book, steps[1], replace=True, progress=progress)
    forms_filled = sorted((source / "填报表").glob("*.xlsx"))
    came_back = deliver(
        (OutFile(returned / path.name, path.read_bytes()) for path in forms_filled), replace=True
    ).paths
    for path in came_back:  # the demonstration tells the same on every day
        os.utime(path, (_DEMO_RETURNED.timestamp(), _DEMO_RETURNED.timestamp()))
    collection = collect(book, came_back, steps[3], replace=True, progress=progress, now=lambda: _DEMO_TODAY)
    (compiled,) = collection.written
    publication = publish(compiled, steps[4], replace=True, progress=progress, now=lambda: _DEMO_TODAY)
    workbook = collect(compiled, (), excel / "汇总工作簿.xlsm", replace=True, now=lambda: _DEMO_TODAY)
    addin = make_addin(excel, replace=True)
    return Demo(founded, forms, collection, publication, workbook, addin)


def make_addin(folder: Path, *, replace: bool = False) -> Result[str]:
    """Write the Excel add-in (functions and ribbon for every workbook) and how to install it; the value is its file name."""
    from xlminshi.adapters.macros.writing import ADDIN_NAME, addin_files

    delivered = deliver((OutFile(folder / name, content) for name, content in addin_files()), replace)
    return Result(ADDIN_NAME, delivered.problems, delivered.paths)


def ledger_of(result: Result[Book] | Result[Collection] | Result[Publication]) -> Ledger:
    """Return the ledger behind a result, for further calculation or `to_dataframe`."""
    value = result.value
    if isinstance(value, Publication):
        return value.ledger
    return value.book.ledger() if isinstance(value, Collection) else value.ledger()


def _folder_and_book(target: Path) -> tuple[Path, str]:
    """Return the folder to write into, and the name of the workbook where `target` is one."""
    is_book = target.suffix.lower() in BOOK_ENDINGS and not target.is_dir()
    return (target.parent, target.name) if is_book else (target, "")


def _delivered(made: Outcome[T], folder: Path, replace: bool) -> Result[T]:
    files = (OutFile(folder / name, content) for name, content in made.files)
    delivered = deliver(files, replace)
    return Result(made.value, in_order((*made.problems, *delivered.problems)), delivered.paths)
