"""The adapters for closed files, put together: no Excel is needed."""

import datetime as dt
from pathlib import Path

from xlminshi.adapters.closed.reading import read_workbook
from xlminshi.adapters.closed.writing import render
from xlminshi.adapters.places import find_files, templates_folder
from xlminshi.bulletin.document import Document
from xlminshi.core.errors import CannotContinueError
from xlminshi.workflow.ports import Office, Progress, silent

LETTERHEAD_NAME = "督查通报版头.docx"


def closed_office(letterhead: Path | None = None, progress: Progress = silent) -> Office:
    """Return the doors to closed files; `letterhead` is the office's own .docx, None takes the one shipped."""
    return Office(
        read=read_workbook,
        find_files=find_files,
        render_book=render,
        render_bulletin=_render_bulletin,
        letterhead=lambda: _letterhead(letterhead or templates_folder() / LETTERHEAD_NAME),
        this_year=dt.datetime.now(dt.UTC).astimezone().year,
        progress=progress,
    )


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
