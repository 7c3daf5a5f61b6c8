"""What every step gives, and how its files are delivered."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from xlminshi.adapters.outbox import OutFile, deliver
from xlminshi.core.ledger import Ledger
from xlminshi.core.problems import Problem, in_order, must_be_settled
from xlminshi.workflow.books import Book
from xlminshi.workflow.collecting import Collection
from xlminshi.workflow.ports import BOOK_ENDINGS, Outcome
from xlminshi.workflow.publishing import Publication

T = TypeVar("T")
Clock = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class Result(Generic[T]):
    """What a step gave: its value, every finding (the gravest first), and the files that were written, by full path.

    A finding is data: `code`, `level`, `place` (file, sheet, cell), and the Chinese sentence as `str()`.
    """

    value: T
    problems: tuple[Problem, ...]
    written: tuple[Path, ...]

    @property
    def needs_a_person(self) -> bool:
        """Return whether a finding of level 必改 is open."""
        return must_be_settled(self.problems)


def ledger_of(result: Result[Book] | Result[Collection] | Result[Publication]) -> Ledger:
    """Return the ledger behind the result of `new_workbook`, `collect` or `publish`, for `to_dataframe` or own sums.

    Its rates are exact shares (Decimal, 1.5517 = 155.17 %), rounded as each indicator says.
    """
    value = result.value
    if isinstance(value, Publication):
        return value.ledger
    return value.book.ledger() if isinstance(value, Collection) else value.ledger()


def folder_and_book(target: Path) -> tuple[Path, str]:
    """Return the folder to write into, and the name of the workbook where `target` is one."""
    is_book = target.suffix.lower() in BOOK_ENDINGS and not target.is_dir()
    return (target.parent, target.name) if is_book else (target, "")


def delivered(made: Outcome[T], folder: Path, replace: bool) -> Result[T]:
    """Return the result of a step whose files have been put into `folder`, all or none."""
    files = (OutFile(folder / name, content) for name, content in made.files)
    done = deliver(files, replace)
    return Result(made.value, in_order((*made.problems, *done.problems)), done.paths)
