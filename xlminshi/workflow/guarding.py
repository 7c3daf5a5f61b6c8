"""What units have reported is not written over: neither filled forms by blank ones nor a workbook that holds returns."""

import contextlib
from pathlib import Path

from xlminshi.core.errors import CannotContinueError, FileRefusedError
from xlminshi.form.grid import Workbook
from xlminshi.form.programme import find_list
from xlminshi.workflow.book_reading import read_book, unit_tables
from xlminshi.workflow.ports import BOOK_ENDINGS, Office

# What tells of progress; persons and telephones stand in a form from the start.
_TOLD = ("achieved", "milestone", "narrative", "shortcomings", "next_steps", "planned", "arrived", "paid")
_FILLED, _UNKNOWN = "已经填有数据", "读不出来或认不出来，不知道是否填有数据"


def keep_filled_forms(folder: Path, files: tuple[tuple[str, bytes], ...], office: Office) -> None:
    """Raise CannotContinueError where one of the files to be written would take the place of reported figures.

    Of a file of which nobody can say whether it holds any, it may.
    """
    books = ((name, content) for name, content in files if Path(name).suffix.lower() in BOOK_ENDINGS)
    changed = (name for name, content in books if not _holds(folder / name, content))
    kept = {name: reason for name in changed if (reason := _kept_for(folder / name, office))}
    reasons = [
        _told(reason, [name for name in kept if kept[name] == reason]) for reason in (_FILLED, _UNKNOWN)
    ]
    if kept:
        told = "；".join(filter(None, reasons))
        raise CannotContinueError(f"“{folder}”里的{told}，没有覆盖。请换一个文件夹，或先把这些文件移走。")


def _told(reason: str, files: list[str]) -> str:
    names = "、".join(Path(name).name for name in files[:3])
    more = f"等{len(files)}个文件" if len(files) > 3 else ""
    return f"{names}{more}{reason}" if files else ""


def _holds(path: Path, content: bytes) -> bool:
    """Return whether a file holds the very bytes that are to be written: then nothing can be lost."""
    with contextlib.suppress(OSError):
        return path.read_bytes() == content
    return False


def _kept_for(path: Path, office: Office) -> str:
    """Return why a file that is there is not written over; "" where there is none, or a form or workbook not filled in."""
    if not path.is_file():
        return ""
    try:
        workbook = office.read(path)
    except FileRefusedError:
        return _UNKNOWN
    tables = unit_tables(workbook)
    if any(table.text(row, key) for table in tables for row in table.rows() for key in _TOLD):
        return _FILLED
    if find_list(workbook) is None:
        return "" if tables else _UNKNOWN
    return _FILLED if _has_reports(workbook, office) else ""


def _has_reports(workbook: Workbook, office: Office) -> bool:
    book = read_book(workbook, office.this_year).book
    return any(not one.is_blank() for one in book.submissions)
