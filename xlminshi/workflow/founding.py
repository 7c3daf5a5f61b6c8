"""新建工作簿: the list of projects → the standard workbook with one sheet per lead unit."""

from pathlib import Path

from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import Code
from xlminshi.workflow.book_layout import standard_book
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import Book
from xlminshi.workflow.ports import Office, Outcome, outcome

_WHY_NOTHING = (Code.NO_LIST, Code.EMPTY_LIST)


def found_book(source: Path, target_name: str, office: Office) -> Outcome[Book]:
    """Return the standard workbook for a list of projects (or for last year's workbook).

    A list without any usable project raises CannotContinueError.
    """
    reading = read_book(office.read(source), office.this_year)
    book = reading.book
    if not book.programme.projects:
        why = next((one for one in reading.problems if one.code in _WHY_NOTHING), "")
        raise CannotContinueError(f"没有读到实事，没有生成工作簿。{why or source.name}")
    return outcome(book, (office.book_file(target_name, standard_book(book)),), reading.all_problems())
