"""Steps about a document that is written already, and about letterheads."""

from pathlib import Path
from typing import TYPE_CHECKING

from xlminshi.adapters.jobs import one_job
from xlminshi.adapters.office import closed_office
from xlminshi.adapters.outbox import OutFile, deliver
from xlminshi.adapters.word.profile import Profile
from xlminshi.api.results import Result, delivered
from xlminshi.bulletin.comparing import Comparison
from xlminshi.workflow.comparing import compare_files
from xlminshi.workflow.ports import Progress, silent
from xlminshi.workflow.refreshing import Refreshed
from xlminshi.workflow.refreshing import refresh as refresh_draft
from xlminshi.workflow.verifying import Verification
from xlminshi.workflow.verifying import verify as verify_document

if TYPE_CHECKING:
    from xlminshi.adapters.word.letterhead_check import LetterheadCheck


@one_job()
def refresh(
    draft: Path, book: Path, target: Path, *, replace: bool = False, progress: Progress = silent
) -> Result[Refreshed]:
    """Write a copy of an edited bulletin in which only the generated figures follow the workbook.

    Raises FileRefusedError for a file that cannot be read, OutputExistsError where `target` is there and `replace` is not given.
    """
    made = refresh_draft(draft, book, target.name, closed_office(progress=progress))
    return delivered(made, target.parent, replace)


def compare(
    former: Path, latter: Path, target: Path | None = None, *, replace: bool = False
) -> Result[Comparison]:
    """Return what differs between two bulletins (.docx), two drafts or two issues; `target` is an .xlsx that shows it.

    Raises FileRefusedError for a file that cannot be read, OutputExistsError where `target` is there and `replace` is not given.
    """
    made = compare_files(former, latter, target.name if target else "", closed_office())
    return delivered(made, target.parent if target else Path(), replace)


@one_job()
def verify(
    document: Path,
    book: Path | None = None,
    folder: Path | None = None,
    *,
    previous: tuple[Path, ...] = (),
    replace: bool = False,
    progress: Progress = silent,
) -> Result[Verification]:
    """Return what is right, wrong or doubtful in a document, looked up in `book` or, without one, within its own text.

    With a `folder` a copy of the .docx with comments and the list of all claims are written there. `previous` are earlier
    documents, for the 期号. Raises FileRefusedError for a file that cannot be read.
    """
    made = verify_document(document, book, closed_office(progress=progress), previous)
    if folder is None:
        return Result(made.value, made.problems, ())
    return delivered(made, folder, replace)


def make_letterhead(
    target: Path, profile: Profile | None = None, *, replace: bool = False
) -> Result[Profile]:
    """Write a new letterhead (.docx) for an office's profile, to be restyled in Word or WPS; None takes the standard's.

    Lengths of a profile are millimetres. Raises OutputExistsError where `target` is there and `replace` is not given.
    """
    from xlminshi.adapters.word.letterhead import build_letterhead

    chosen = profile or Profile()
    files = (OutFile(target, build_letterhead(chosen)),)
    delivered = deliver(files, replace)
    return Result(chosen, delivered.problems, delivered.paths)


def check_letterhead(source: Path, profile: Profile | None = None) -> "Result[LetterheadCheck]":
    """Return how a restyled letterhead stands: marks, styles, page, page numbers; nothing is written.

    Raises CannotContinueError for a file that cannot be read or is no .docx.
    """
    from xlminshi.adapters.word.letterhead_check import check_letterhead as looked_over

    chosen = profile or Profile()
    content = closed_office(source).letterhead(chosen.kind)
    return Result(looked_over(content, chosen), (), ())
