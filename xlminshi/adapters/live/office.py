"""The adapters for the open workbook, put together: read from Excel, written back into Excel, files beside it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from xlminshi.adapters.live.quiet import StatusBar
from xlminshi.adapters.live.reading import read_open
from xlminshi.adapters.live.writing import bring_up_to_date
from xlminshi.adapters.office import closed_office
from xlminshi.core.errors import CannotContinueError
from xlminshi.form.grid import Workbook
from xlminshi.form.sheets import BookPlan, with_captions
from xlminshi.workflow.book_reading import sheets_under_other_names
from xlminshi.workflow.books import Book
from xlminshi.workflow.ports import MACRO_ENDING, Office

T = TypeVar("T")
_ATTACHMENTS = ("content.outlook", "temporary internet files", "inetcache", r"appdata\local\temp")


def calling_book() -> Any:
    """Return the xlwings Book whose button was clicked."""
    import xlwings

    return xlwings.Book.caller()


def place_of(book: Any) -> Path:
    """Return where the workbook is saved; CannotContinueError where that is nowhere, or no place to work in."""
    try:
        told = str(book.fullname)
    except Exception as error:  # xlwings cannot tell the place of some synchronised folders
        raise CannotContinueError(_not_here("在网盘或共享网址上")) from error
    path = Path(told)
    if told.startswith(("http://", "https://")):
        raise CannotContinueError(_not_here("在网盘或共享网址上"))
    if not path.is_absolute():
        raise CannotContinueError("工作簿还没有保存过。请先保存到一个文件夹（Ctrl+S），再点按钮。")
    if any(mark in told.lower() for mark in _ATTACHMENTS):
        raise CannotContinueError(_not_here("是直接从邮件或压缩包里打开的"))
    return path


def _not_here(why: str) -> str:
    return f"工作簿{why}，结果没有地方存放。请先另存到本机的一个文件夹，再点按钮。"


@dataclass(slots=True)
class OpenBook:
    """One run on an open workbook: it is read once, and what is planned for it is kept until all is ready."""

    book: Any
    path: Path
    read: Workbook | None = None
    plans: list[BookPlan] = field(default_factory=list)
    not_written: str = ""

    def workbook(self) -> Workbook:
        """Return the open workbook as it is now."""
        if self.read is None:
            self.read = read_open(self.book)
        return self.read

    def office(self, *, keeps_plans: bool, letterhead: Path | None = None) -> Office:
        """Return the doors. With `keeps_plans` a planned workbook is the open one, and no file."""
        closed = closed_office(letterhead, StatusBar(self.book.app))

        def read(path: Path) -> Workbook:
            return self.workbook() if path == self.path else closed.read(path)

        def keep(plan: BookPlan) -> bytes:
            self.plans.append(plan)
            return b""

        if not keeps_plans:
            return replace(closed, read=read)
        return replace(closed, read=read, render_book=keep, render_macro_book=keep)

    def _with_macros(self, plan: BookPlan) -> BookPlan:
        if self.path.suffix.lower() != MACRO_ENDING:
            return plan
        return replace(plan, sheets=tuple(map(with_captions, plan.sheets)))

    def write(self, told: Book, deliver: Callable[[], T], only: frozenset[str] = frozenset()) -> T:
        """Bring the open workbook up to the plan that was kept, together with the files that `deliver` writes.

        `told` is what the workbook says. What `only` names is written, where it is given, and nothing else. What could not be
        written stands in `not_written`, with the cure.
        """
        plan = self._with_macros(self.plans[-1])
        before = self.workbook()
        renamed = sheets_under_other_names(before, told)
        self.read = None
        given, self.not_written = bring_up_to_date(self.book, plan, before, renamed, deliver, only)
        return given
