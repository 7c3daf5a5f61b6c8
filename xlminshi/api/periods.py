"""Closing a period, opening it again, going on to the next one, and taking a writing back."""

import datetime as dt
from pathlib import Path

from xlminshi.adapters.jobs import one_job
from xlminshi.adapters.office import closed_office
from xlminshi.adapters.outbox import BroughtBack, bring_back
from xlminshi.adapters.outgoing import refuse_unfit
from xlminshi.api.results import Clock, Result, delivered, folder_and_book
from xlminshi.workflow.advancing import FORMS_FOLDER, Advance, advance
from xlminshi.workflow.books import Book
from xlminshi.workflow.closing import close as close_book
from xlminshi.workflow.closing import reopen as reopen_book
from xlminshi.workflow.guarding import keep_filled_forms
from xlminshi.workflow.ports import Progress, silent


@one_job()
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
    made = close_book(book, target.name, person, closed_office(progress=progress, now=now))
    return delivered(made, target.parent, replace)


@one_job()
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
    made = reopen_book(book, target.name, reason, person, closed_office(progress=progress, now=now))
    return delivered(made, target.parent, replace)


@one_job()
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
) -> Result[Advance]:
    """Write into `folder` the workbook of the next period, and a pre-filled form for each lead unit (转入下期).

    `period` "" takes the one that follows (1-9月份 → 1-10月份). Raises CannotContinueError where nobody can say which one
    that is, and behind December. `folder` may name the workbook too, as in `publish`.
    """
    folder, name = folder_and_book(folder)
    office = closed_office(progress=progress, now=now)
    made = advance(book, period, deadline, person, office, name)
    keep_filled_forms(folder, made.files, office)
    refuse_unfit(one for one in made.files if one[0].startswith(f"{FORMS_FOLDER}/"))
    return delivered(made, folder, replace)


def undo(book: Path) -> Result[BroughtBack]:
    """Take back the last writing of a workbook or bulletin; what it held becomes a backup, so that undo can be undone.

    Raises CannotContinueError where there is no backup that differs, or the file is open in another program.
    """
    made = bring_back(book)
    return Result(made, made.delivered.problems, made.delivered.paths)
