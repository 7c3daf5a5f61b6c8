"""The doors a workflow needs. Adapters for closed files and for live Excel both fit here; so do fakes in tests."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePath
from typing import Any, Generic, Protocol, TypeVar

from xlminshi.bulletin.anchors import WrittenDraft
from xlminshi.bulletin.document import Document
from xlminshi.bulletin.proofreading.manuscript import Manuscript, Span
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import Place, Problem, in_order, must_be_settled
from xlminshi.core.settings import DocumentKind
from xlminshi.form.grid import Workbook
from xlminshi.form.sheets import BookPlan
from xlminshi.workflow.examining import Examined, Examiner
from xlminshi.workflow.fates import Fate

MACRO_ENDING = ".xlsm"
BOOK_ENDINGS = (".xlsx", MACRO_ENDING)
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Progress(Protocol):
    """Shows how far a long work is; yields the items unchanged."""

    def __call__(self, items: Iterable[T], label: str) -> Iterable[T]:
        """Return the items, telling the person about each."""
        ...


def silent(items: Iterable[T], label: str) -> Iterable[T]:
    """Return the items and tell nobody."""
    return items


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file that came in, whether in a folder, a zip or a saved mail; one of `workbook`, `examined` and `why` is given.

    `name` is how findings call it, unique within the run: 回复.eml/区人社局.xlsx. `why` says in Chinese, with the cure,
    what kept it from being read. `folder` is where the file lay on the disk, or the mail or zip that it came in; `inside` is
    its path from there. `sent_at` (without time zone) is the mail's date, else the zip entry's, else the file's.
    """

    name: str
    fate: Fate
    workbook: Workbook | None = None
    examined: Examined | None = None
    why: str = ""
    size: int = 0
    digest: str = ""
    sent_at: dt.datetime | None = None
    sender: str = ""
    subject: str = ""
    folder: str = ""
    inside: str = ""


class Receive(Protocol):
    """Yields all files that paths lead to (folders, zips and mails opened), one by one and guarded."""

    def __call__(self, paths: tuple[Path, ...], examiner: Examiner | None = None, /) -> Iterable[Arrival]:
        """Return what arrived; a door may let the examiner look where the files are read, instead of handing them out."""
        ...


@dataclass(frozen=True, slots=True)
class Note:
    """Words that are put beside a place of a document that somebody handed in."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What becomes of one formula in a copy that leaves: another one, or "" for its value alone.

    `result` None leaves the stored result as it stands.
    """

    formula: str = ""
    result: Decimal | str | None = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a copy that leaves is made by: which sheets stay in the office, and what becomes of each formula.

    `settle` is asked with sheet, address and formula (without “=”); None lets a formula stand.
    """

    left_behind: frozenset[str]
    settle: Callable[[str, str, str], Settled | None]


def _no_door(*_: object) -> Any:
    raise CannotContinueError("这里不能读写 Word 文档。请用命令行或程序库核对。")


def _no_macros(*_: object) -> Any:
    raise CannotContinueError("这里不能生成带宏的工作簿（.xlsm）。请把文件名改为以 .xlsx 结尾。")


def _nothing_to_tell(*_: object) -> tuple[Problem, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Office:
    """Everything outside the pure program that a workflow may use.

    `now` is the time of day without time zone, the only clock there is. `masthead_problems` are told at the place of 设置.
    """

    read: Callable[[Path], Workbook]
    receive: Receive
    render_book: Callable[[BookPlan], bytes]
    render_bulletin: Callable[[Document, bytes], bytes]
    letterhead: Callable[[DocumentKind], bytes]
    read_draft: Callable[[Path], WrittenDraft]
    refreshed_draft: Callable[[Path, dict[int, str]], bytes]
    now: Callable[[], dt.datetime]
    progress: Progress = silent
    read_document: Callable[[Path], Manuscript] = _no_door
    mark_document: Callable[[bytes, tuple[Note, ...]], bytes] = _no_door
    render_macro_book: Callable[[BookPlan], bytes] = _no_macros
    leaving_copy: Callable[[Path, Leaving], bytes] = _no_door
    masthead_problems: Callable[[Document, bytes, Place], tuple[Problem, ...]] = _nothing_to_tell

    def book_file(self, name: str, plan: BookPlan) -> tuple[str, bytes]:
        """Return a file of the office's own workbook: its name decides whether there are macros in it.

        Another ending than .xlsx or .xlsm raises CannotContinueError: Excel refuses a file whose name and content differ.
        """
        ending = PurePath(name).suffix.lower()
        if ending and ending not in BOOK_ENDINGS:
            raise CannotContinueError(
                f"“{name}”不是工作簿的文件名。请以 .xlsx 结尾；要带按钮和宏，请以 .xlsm 结尾。"
            )
        return name, (self.render_macro_book if ending == MACRO_ENDING else self.render_book)(plan)

    @property
    def this_year(self) -> int:
        """Return the year that holds where a workbook names none."""
        return self.now().year


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T_co]):
    """What a workflow gives: its value, the files to be written by relative name, and all findings in order."""

    value: T_co
    files: tuple[tuple[str, bytes], ...]
    problems: tuple[Problem, ...]

    @property
    def needs_a_person(self) -> bool:
        """Return whether somebody has to settle a finding before the result can be used."""
        return must_be_settled(self.problems)


def ending_like(source: Path) -> str:
    """Return how a workbook made from `source` is to end: an office that has macros keeps them."""
    return MACRO_ENDING if source.suffix.lower() == MACRO_ENDING else BOOK_ENDINGS[0]


def outcome(value: T, files: Iterable[tuple[str, bytes]], problems: Iterable[Problem]) -> Outcome[T]:
    """Return an outcome with its findings in their fixed order."""
    return Outcome(value, tuple(files), in_order(problems))
