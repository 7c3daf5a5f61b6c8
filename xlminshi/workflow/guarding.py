"""What units have reported is not written over: neither filled forms by blank ones nor a workbook that holds returns."""

import contextlib
from pathlib import Path

from xlminshi.core.errors import CannotContinueError, FileRefusedError
from xlminshi.form.grid import Workbook
from xlminshi.form.head import find_forms
from xlminshi.workflow.book_reading import read_book, unit_tables
from xlminshi.workflow.ports import BOOK_ENDINGS, Office

# What tells of progress; persons and telephones stand in a form from the start.
_TOLD = ("achieved", "milestone", "narrative", "shortcomings", "next_steps", "planned", "arrived", "paid")


def keep_filled_forms(folder: Path, files: tuple[tuple[str, bytes], ...], office: Office) -> None:
    """Raise CannotContinueError where one of the files to be written would take the place of reported figures."""
    books = ((name, content) for name, content in files if Path(name).suffix.lower() in BOOK_ENDINGS)
    changed = (name for name, content in books if not _holds(folder / name, content))
    filled = [name for name in changed if _holds_returns(folder / name, office)]
    if filled:
        names = "、".join(Path(name).name for name in filled[:3])
        more = f"等{len(filled)}个文件" if len(filled) > 3 else ""
        raise CannotContinueError(
            f"“{folder}”里的{names}{more}已经填有数据，没有覆盖。请换一个文件夹，或先把这些文件移走。"
        )


def _holds(path: Path, content: bytes) -> bool:
    """Return whether a file holds the very bytes that are to be written: then nothing can be lost."""
    with contextlib.suppress(OSError):
        return path.read_bytes() == content
    return False


def _holds_returns(path: Path, office: Office) -> bool:
    """Return whether a file that is there is a form or a workbook with something filled in; what cannot be read is not."""
    if not path.is_file():
        return False
    try:
        workbook = office.read(path)
    except FileRefusedError:
        return False
    tables = unit_tables(workbook)
    if len(find_forms(workbook)) == 1 and tables:
        return any(tables[0].text(row, key) for row in tables[0].rows() for key in _TOLD)
    return _has_reports(workbook, office)


def _has_reports(workbook: Workbook, office: Office) -> bool:
    book = read_book(workbook, office.this_year).book
    return any(not one.is_blank() for one in book.submissions)
