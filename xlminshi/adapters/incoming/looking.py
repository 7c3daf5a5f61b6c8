"""The look at one file that came in, whatever its name says: a workbook, the pieces of a container, or a refusal.

This runs in a child process; it may be slow, or die.
"""

import hashlib
import zipfile
from dataclasses import replace
from typing import TypeAlias

from xlminshi.adapters.closed.locked import unlocked
from xlminshi.adapters.closed.preflight import Limits, Package, damaged, entries_of, open_package, too_large
from xlminshi.adapters.closed.reading import USUAL_LIMITS, locked_workbook, read_package, unsound
from xlminshi.adapters.closed.sniffing import (
    foreign_refusal,
    is_binary_workbook,
    is_blank,
    is_ole,
    is_open_document,
    is_text,
    is_zip,
    ole_refusal,
    ole_streams,
    page_refusal,
    refusal,
    signature_refusal,
    zip_refusal,
)
from xlminshi.adapters.closed.unzipping import part_name
from xlminshi.adapters.incoming.pieces import Piece
from xlminshi.adapters.incoming.zips import USUAL_ZIP, unzipped
from xlminshi.core.errors import FileRefusedError
from xlminshi.form.grid import Workbook

Seen: TypeAlias = Workbook | tuple[Piece, ...] | str
"""What a file turned out to be: a workbook, what lies in a container, or in words why it cannot be read."""

_TABLE_NAMES = (".csv", ".txt", ".tsv", ".prn", ".xls", ".xlsx", ".xlsm", ".xlsb", ".et", ".ods")
"""Text under these names may be a table; a web system's “.xls” often is one."""

_PACKAGE_MARKS = frozenset({"[content_types].xml", "mimetype"})


def look(name: str, content: bytes, passwords: tuple[str, ...] = (), limits: Limits = USUAL_LIMITS) -> Seen:
    """Return what the file is; whatever is wrong with it is said in words, without its name."""
    try:
        return _looked(name, content, passwords, limits)
    except FileRefusedError as error:
        return str(error).removeprefix(f"「{name}」")


def _looked(
    name: str, content: bytes, passwords: tuple[str, ...], limits: Limits
) -> Workbook | tuple[Piece, ...]:
    if is_zip(content):
        return _zip(name, content, passwords, limits)
    if is_ole(content):
        return _ole(name, content, passwords, limits)
    if signature_refusal(name, content) or is_blank(content) or not is_text(content):
        raise foreign_refusal(name, content)
    return _text(name, content, limits)


def _zip(
    name: str, content: bytes, passwords: tuple[str, ...], limits: Limits
) -> Workbook | tuple[Piece, ...]:
    entries = entries_of(name, content)
    if not any(part_name(entry.filename) in _PACKAGE_MARKS for entry in entries):
        _refuse_fixed_document(name, entries)
        return unzipped(name, content, passwords)
    _check_size(name, content, limits)
    package = open_package(name, content, entries, limits)
    return _other_package(package, limits) or _plain_workbook(package, limits)


def _check_size(name: str, content: bytes, limits: Limits) -> None:
    """Refuse a workbook over the size limit; zips and mails may be larger."""
    if len(content) > limits.file_bytes:
        raise too_large(name, limits)


def _refuse_fixed_document(name: str, entries: list[zipfile.ZipInfo]) -> None:
    if any(part_name(entry.filename) == "ofd.xml" for entry in entries):
        raise refusal(name, "是 OFD 版式文件，不是 Excel 工作簿", "请改交填报用的 .xlsx 表格")


def _plain_workbook(package: Package, limits: Limits) -> Workbook:
    if refused := zip_refusal(package.name, package.parts):
        raise refused
    return read_package(package, limits)


def _other_package(package: Package, limits: Limits) -> Workbook | None:
    """Return the workbook of an .ods or .xlsb, None for any other package."""
    try:
        if is_open_document(package.parts):
            from xlminshi.adapters.incoming.open_documents import read_open_document

            return _stamped(read_open_document(package, limits), package.content)
        if is_binary_workbook(package.parts):
            from xlminshi.adapters.incoming.binary_workbooks import read_binary_workbook

            return _stamped(read_binary_workbook(package, limits), package.content)
    except FileRefusedError:
        raise
    except Exception as error:  # whatever broken XML and broken records make of a reader
        raise unsound(package.name) from error
    return None


def _stamped(workbook: Workbook, content: bytes) -> Workbook:
    return replace(workbook, digest=hashlib.sha256(content).hexdigest())


def _ole(name: str, content: bytes, passwords: tuple[str, ...], limits: Limits) -> Workbook:
    _check_size(name, content, limits)
    streams = ole_streams(content)
    if "EncryptedPackage" in streams:
        return _locked(name, content, passwords, limits)
    if not streams:
        raise damaged(name)
    if not streams & {"Workbook", "Book"}:
        raise ole_refusal(name, streams)
    from xlminshi.adapters.incoming.old_workbooks import read_old_workbook

    return _stamped(read_old_workbook(name, content, streams, passwords, limits), content)


def _locked(name: str, content: bytes, passwords: tuple[str, ...], limits: Limits) -> Workbook:
    plain = unlocked(name, content, passwords)
    inner = _looked(name, plain, (), limits)
    if not isinstance(inner, Workbook):
        raise refusal(name, "加了打开密码，里面不是工作簿", "请改交填报用的 .xlsx 表格")
    return locked_workbook(inner, content)


def _text(name: str, content: bytes, limits: Limits) -> Workbook | tuple[Piece, ...]:
    from xlminshi.adapters.incoming.mails import attachments, is_mail

    if is_mail(content):
        return attachments(name, content, USUAL_ZIP)
    if page := page_refusal(name, content):
        raise page
    _check_size(name, content, limits)
    own = name.rsplit("/", 1)[-1].lower()
    if "." in own and not own.endswith(_TABLE_NAMES):
        raise refusal(name, "是文本文件，不是表格", "请改交填报用的 .xlsx 表格")
    from xlminshi.adapters.incoming.text_tables import read_text_table

    return _stamped(read_text_table(name, content, limits), content)
