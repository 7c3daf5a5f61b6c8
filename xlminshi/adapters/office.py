"""The adapters for closed files, put together: no Excel is needed."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from xlminshi.adapters.closed.reading import USUAL_LIMITS, read_workbook
from xlminshi.adapters.closed.writing import render
from xlminshi.adapters.incoming.pieces import BEIJING
from xlminshi.adapters.incoming.receiving import receive
from xlminshi.adapters.places import templates_folder
from xlminshi.bulletin.anchors import WrittenDraft
from xlminshi.bulletin.document import Document
from xlminshi.bulletin.proofreading.manuscript import Manuscript
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import Place, Problem
from xlminshi.core.settings import DocumentKind
from xlminshi.form.sheets import BookPlan
from xlminshi.workflow.ports import Leaving, Note, Office, Progress, silent

LETTERHEAD_NAME = "督查通报版头.docx"
LETTERHEADS = {DocumentKind.BULLETIN: LETTERHEAD_NAME, DocumentKind.BRIEFING: "工作简报版头.docx"}
# The office's own workbook remembers years of figures and has a sheet per unit; a return never needs so much.
OWN_LIMITS = replace(USUAL_LIMITS, rows=200_000, sheets=5_000, parts=12_000, cells=20_000_000)


def closed_office(
    letterhead: Path | None = None,
    progress: Progress = silent,
    passwords: tuple[str, ...] = (),
    now: Callable[[], dt.datetime] | None = None,
) -> Office:
    """Return the doors to closed files; `letterhead` is the office's own .docx, None takes the one shipped for the kind.

    `passwords` are tried on files that have one. `now` is the clock; None takes this machine's, Beijing time to the minute.
    """
    return Office(
        read=lambda path: read_workbook(path, OWN_LIMITS, passwords),
        receive=lambda paths, examiner=None: receive(paths, passwords, progress, examiner=examiner),
        render_book=render,
        render_bulletin=_render_bulletin,
        letterhead=lambda kind: _letterhead(letterhead or templates_folder() / LETTERHEADS[kind]),
        read_draft=_read_draft,
        refreshed_draft=_refreshed_draft,
        now=now or _beijing_time,
        progress=progress,
        read_document=_read_document,
        mark_document=_mark_document,
        render_macro_book=_render_macro_book,
        leaving_copy=_leaving_copy,
        masthead_problems=_masthead_problems,
    )


def _render_macro_book(plan: BookPlan) -> bytes:
    from xlminshi.adapters.macros.writing import render_macro_book

    return render_macro_book(plan)


def _beijing_time() -> dt.datetime:
    return dt.datetime.now(BEIJING).replace(tzinfo=None, second=0, microsecond=0)


def _letterhead(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotContinueError(f"不能读取版头文件“{path}”。请核对位置后重试。") from error


def _render_bulletin(document: Document, letterhead: bytes) -> bytes:
    from xlminshi.adapters.word.filling import (
        render_bulletin,
    )  # python-docx is slow to load: only when needed

    return render_bulletin(document, letterhead)


def _masthead_problems(document: Document, letterhead: bytes, place: Place) -> tuple[Problem, ...]:
    from xlminshi.adapters.word.masthead_check import masthead_problems

    return masthead_problems(document, letterhead, place)


def _read_document(path: Path) -> Manuscript:
    from xlminshi.adapters.word.reading import read_document

    return read_document(path)


def _mark_document(content: bytes, notes: tuple[Note, ...]) -> bytes:
    from xlminshi.adapters.word.comments import mark_document

    return mark_document(content, notes)


def _leaving_copy(path: Path, leaving: Leaving) -> bytes:
    from xlminshi.adapters.leaving.copying import leaving_copy

    return leaving_copy(path, leaving)


def _read_draft(path: Path) -> WrittenDraft:
    from xlminshi.adapters.word.drafts import read_draft

    return read_draft(path)


def _refreshed_draft(path: Path, figures: dict[int, str]) -> bytes:
    from xlminshi.adapters.word.drafts import refreshed_draft

    return refreshed_draft(path, figures)
