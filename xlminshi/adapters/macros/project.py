"""VBA modules as text → vbaProject.bin, by pyOpenVBA. Same text, same bytes."""

import io
import struct
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import xlsxwriter

from xlminshi.adapters.macros.modules import WORKBOOK, MacroModule
from xlminshi.adapters.packing import unpack
from xlminshi.core.errors import CannotContinueError

PROJECT_PART = "xl/vbaProject.bin"
# Simplified Chinese: what a Chinese Windows reads VBA text with.
CODE_PAGE = 936
_LONGEST_LINE = 1023
_CODE_PAGE_RECORD = struct.pack("<HI", 3, 2)
# MS-OVBA 2.3.4.1: what a writer leaves that keeps no compiled code; Excel then compiles the text itself.
_NOTHING_COMPILED = bytes.fromhex("CC61FFFF000000")
# A county has one size of workbook in a run; a few are kept, since the same text always gives the same project.
_KEPT = 4


def code_names(sheets: int) -> tuple[str, ...]:
    """Return the names of the document modules of `sheets` sheets, as Excel gives them."""
    return tuple(f"Sheet{number}" for number in range(1, sheets + 1))


def vba_project(modules: Sequence[MacroModule], sheets: int) -> bytes:
    """Return the VBA project of a workbook with so many sheets.

    Text outside code page 936, and a line that VBA would cut, raise CannotContinueError with module and line.
    """
    for module in modules:
        refuse_unwritable(module)
    return _project(tuple(modules), sheets)


def refuse_unwritable(module: MacroModule) -> None:
    """Raise CannotContinueError for text that Excel would not get as it is written here."""
    for number, line in enumerate(module.text.split("\n"), start=1):
        place = f"宏模块“{module.name}”第{number}行"
        try:
            line.encode(f"cp{CODE_PAGE}")
        except UnicodeEncodeError as error:
            raise CannotContinueError(
                f"{place}的“{line[error.start : error.end]}”不在简体中文代码页936中，写进宏会变成问号。请换一个写法。"
            ) from error
        if len(line) > _LONGEST_LINE:
            raise CannotContinueError(f"{place}超过{_LONGEST_LINE}个字符，Excel 读不了。请分成几行。")


@lru_cache(maxsize=_KEPT)
def _project(modules: tuple[MacroModule, ...], sheets: int) -> bytes:
    from pyopenvba import ExcelFile  # needed only for files with macros

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsm"
        path.write_bytes(_bare_book(sheets))
        with ExcelFile(path) as book:
            project = book.add_vba_project()
            # Nothing of ours needs it, and under another version of Office it would be reported missing.
            book.remove_reference("Office")
            _set_code_page(project)
            for module in modules:
                _put(book, project, module)
            book.set_module(
                "Sheet1", ""
            )  # else it keeps code compiled for the version of Office it was made with
            book.save()
        return _without_compiled_code(unpack(path.read_bytes())[PROJECT_PART])


def _bare_book(sheets: int) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        for _ in range(sheets):
            workbook.add_worksheet()
    return target.getvalue()


def _put(book: Any, project: Any, module: MacroModule) -> None:
    text = module.text.replace("\n", "\r\n")
    if module.name == WORKBOOK:
        book.set_module(WORKBOOK, text)
    else:
        project.add_module(module.name, text)


def _set_code_page(project: Any) -> None:
    """Write the code page into the project's head; a new one of pyOpenVBA is Western, and Chinese would become "?"."""
    former = _CODE_PAGE_RECORD + struct.pack("<H", project.code_page)
    head = bytes(project.dir_raw[: project.dir_modules_offset])
    if (
        head.count(former) != 1
    ):  # pragma: no cover - pyOpenVBA is pinned; a newer one must not write Chinese wrong
        raise CannotContinueError("已安装的 pyOpenVBA 与本软件不配套，不能写入中文宏。请重新安装 xlminshi。")
    project.dir_raw = project.dir_raw.replace(former, _CODE_PAGE_RECORD + struct.pack("<H", CODE_PAGE), 1)
    project.code_page = CODE_PAGE


def _without_compiled_code(content: bytes) -> bytes:
    from pyopenvba.cfb import CFB

    container = CFB.from_bytes(content)
    container.write_stream_in_storage("VBA", "_VBA_PROJECT", _NOTHING_COMPILED)
    return bytes(container.to_bytes())
