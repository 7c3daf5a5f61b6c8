"""What goes outside: copies that may leave the office, and the Excel add-in."""

from pathlib import Path

from xlminshi.adapters.jobs import one_job
from xlminshi.adapters.office import closed_office
from xlminshi.adapters.outbox import OutFile, deliver
from xlminshi.adapters.outgoing import refuse_unfit
from xlminshi.api.results import Result, delivered
from xlminshi.workflow.exporting import Export
from xlminshi.workflow.exporting import export as export_book
from xlminshi.workflow.ports import Progress, silent


@one_job()
def export(
    book: Path,
    target: Path,
    *,
    sheets: tuple[str, ...] = (),
    replace: bool = False,
    progress: Progress = silent,
) -> Result[Export]:
    """Write a copy that may leave the office (导出): without macros, add-in, persons and the office's own records.

    `sheets` are those that leave; none given: all but the hidden ones and the records. Raises CannotContinueError, with
    sheet and cell, for what must not leave and cannot be taken out: other functions, links, error values.
    """
    made = export_book(book, target.name, closed_office(progress=progress), sheets)
    refuse_unfit(made.files, where="工作簿")
    return delivered(made, target.parent, replace)


def make_addin(folder: Path, *, replace: bool = False) -> Result[str]:
    """Write the Excel add-in (functions and ribbon for every workbook) and how to install it; the value is its file name.

    Raises OutputExistsError where the files are there and `replace` is not given.
    """
    from xlminshi.adapters.macros.writing import ADDIN_NAME, addin_files

    delivered = deliver((OutFile(folder / name, content) for name, content in addin_files()), replace)
    return Result(ADDIN_NAME, delivered.problems, delivered.paths)
