"""The look at a file before any library sees it: what it is, how big it grows, whether it is whole."""

import hashlib
import os
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from xlminshi.adapters.closed.sniffing import foreign_refusal, is_zip, refusal, zip_refusal
from xlminshi.adapters.closed.unzipping import (
    BrokenZipError,
    directory,
    inflate,
    part_name,
    points_outside,
)
from xlminshi.core.errors import FileRefusedError

_ENCODING = re.compile(rb"""^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
# So nearly every part begins; it is told at once from one whose encoding has to be looked at.
_USUAL_BEGINNINGS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    b'<?xml version="1.0" encoding="utf-8"?>',
)
_READABLE_ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_TEXT_SUFFIXES = (".xml", ".rels", ".vml", "mimetype")
_BINARY_SUFFIX = ".bin"
_STYLE_PARTS = ("xl/styles.xml", "xl/styles.bin")
_SAVE_AGAIN = "请用 Excel 或 WPS 打开检查，另存为 .xlsx 后再交"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one workbook may hold; the sizes are far above any honest form, and far below a bomb."""

    file_bytes: int = 30_000_000
    parts: int = 2_000
    unpacked_bytes: int = 200_000_000
    dense_part_bytes: int = 2_000_000
    dense_ratio: int = 250
    styles_bytes: int = 40_000_000
    cell_styles: int = 65_490
    rows: int = 20_000
    columns: int = 256
    sheets: int = 300
    cells: int = 2_000_000


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook file that passed the pre-flight.

    `parts` are its XML parts under lower-case names, as UTF-8; `binaries` are its parts that are no XML: macros, and
    everything in an .xlsb.
    """

    name: str
    digest: str
    content: bytes
    parts: Mapping[str, bytes]
    binaries: Mapping[str, bytes]

    def part(self, name: str) -> bytes | None:
        """Return the XML part of this name (case does not count, as in the OPC standard), or None."""
        return self.parts.get(name.lower())


def admit(name: str, content: bytes, limits: Limits) -> Package:
    """Return a file's content as checked parts; what is not a sound .xlsx/.xlsm is refused by name."""
    if not is_zip(content):
        raise foreign_refusal(name, content)
    package = open_package(name, content, entries_of(name, content), limits)
    if refused := zip_refusal(name, package.parts):
        raise refused
    return package


def office_parts(name: str, content: bytes, limits: Limits) -> Mapping[str, bytes]:
    """Return the checked XML parts of any Office package, a Word file too; a bomb or a damaged one is refused."""
    return open_package(name, content, entries_of(name, content), limits).parts


def entries_of(name: str, content: bytes) -> list[zipfile.ZipInfo]:
    """Return the entries of a zip; a damaged one is refused by name."""
    try:
        return directory(content)
    except BrokenZipError as error:
        raise damaged(name) from error


def open_package(name: str, content: bytes, entries: list[zipfile.ZipInfo], limits: Limits) -> Package:
    """Return the checked parts of an office package of any kind, all within the limits."""
    _check_directory(name, entries, limits)
    try:
        unpacked = {entry.filename: inflate(content, entry) for entry in entries}
    except BrokenZipError as error:
        raise damaged(name) from error
    texts = {own: part for own, part in unpacked.items() if own.lower().endswith(_TEXT_SUFFIXES)}
    binaries = {
        part_name(own): part for own, part in unpacked.items() if own.lower().endswith(_BINARY_SUFFIX)
    }
    if b"encryption-data" in texts.get("META-INF/manifest.xml", b""):
        what = "加了打开密码，读不了"
        raise refusal(name, what, "请对方去掉打开密码，另存为 .xlsx 后再交")
    parts = _checked_texts(name, texts)
    return Package(name, hashlib.sha256(content).hexdigest(), content, parts, binaries)


def damaged(name: str) -> FileRefusedError:
    """Return the refusal for a file that is cut off or changed on its way."""
    return refusal(name, "不完整或已损坏，打不开", "可能没有下载完，请重新下载或请对方重发")


def too_many_cells(name: str, limits: Limits) -> FileRefusedError:
    """Return the refusal for a workbook over the limit of cells."""
    count = f"单元格超过 {limits.cells // 10_000} 万个，太多了"
    return refusal(name, count, "请删去多余的工作表和空白行，另存后再交")


def file_content(path: Path, limits: Limits) -> bytes:
    """Return the file's bytes; a file that is not there, not readable or too large is refused by name."""
    if path.name.startswith(("~$", ".~")):
        raise refusal(
            path.name, "是 Excel 打开文件时留下的临时文件，不是填报表", "请关闭正在打开的表格，删除它即可"
        )
    is_folder = refusal(path.name, "是文件夹，不是文件", "请选择里面的 .xlsx 文件")
    return bytes_of(path, limits, is_folder, too_large(path.name, limits))


def bytes_of(
    path: Path, limits: Limits, is_folder: FileRefusedError, is_too_large: FileRefusedError
) -> bytes:
    """Return the bytes of a file that somebody names; a folder and a file over the limit are refused as given."""
    try:
        if path.is_dir():
            raise is_folder
        with path.open("rb") as file:
            # Asked for so many bytes at once, Python makes room for all of them first.
            content = file.read(min(os.fstat(file.fileno()).st_size, limits.file_bytes) + 1)
            content += file.read(max(0, limits.file_bytes + 1 - len(content)))
    except FileNotFoundError as error:
        raise refusal(path.name, "找不到", "请检查文件是否已被移动、改名或删除") from error
    except OSError as error:
        raise refusal(path.name, "打不开", "请检查它是否正被别的程序占用，或没有读取权限") from error
    if len(content) > limits.file_bytes:
        raise is_too_large
    return content


def too_large(name: str, limits: Limits) -> FileRefusedError:
    """Return the refusal for a file over the size limit."""
    size = f"超过 {limits.file_bytes // 1_000_000} MB，太大了"
    return refusal(name, size, "请删去图片和附件，只留填报内容后再交")


def _check_directory(name: str, entries: Iterable[zipfile.ZipInfo], limits: Limits) -> None:
    """Judge the zip by its directory alone, before a single byte is unpacked."""
    names = [part_name(entry.filename) for entry in entries]
    if len(names) > limits.parts:
        raise refusal(name, f"内部部件超过 {limits.parts} 个", "请把填报表复制到新工作簿，另存后再交")
    if len(set(names)) < len(names):
        raise refusal(name, "内部有重名部件，不可信", _SAVE_AGAIN)
    if any(points_outside(part) for part in names):
        raise refusal(name, "内部路径异常，不可信", _SAVE_AGAIN)
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        size = f"解压后超过 {limits.unpacked_bytes // 1_000_000} MB，太大了"
        raise refusal(name, size, "请删去多余的工作表和空白行，另存后再交")
    for entry in entries:
        _check_entry(name, entry, limits)


def _check_entry(name: str, entry: zipfile.ZipInfo, limits: Limits) -> None:
    if entry.flag_bits & 0x1:
        raise refusal(name, "内部加了密，读不了", "请去掉密码，另存为 .xlsx 后再交")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusal(name, "用了少见的压缩方法，读不了", _SAVE_AGAIN)
    is_large = entry.file_size > limits.dense_part_bytes
    if is_large and entry.file_size > limits.dense_ratio * entry.compress_size:
        raise refusal(name, "压缩比异常，可能是有害文件", "请向对方核实来源，确认无误后另存再交")
    if part_name(entry.filename) in _STYLE_PARTS and entry.file_size > limits.styles_bytes:
        raise too_many_styles(name)


def too_many_styles(name: str) -> FileRefusedError:
    """Return the refusal for a workbook whose cell styles have multiplied beyond what Excel itself allows."""
    return refusal(name, "单元格格式太多，读不了", "请把填报内容按“数值”粘贴到新的填报表后再交")


def _checked_texts(name: str, unpacked: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts under lower-case names, as UTF-8."""
    try:
        parts = {part_name(spelling): _utf8(part) for spelling, part in unpacked.items()}
    except UnicodeDecodeError as error:
        raise damaged(name) from error
    for text in parts.values():
        # A search for one byte is a hundred times faster than one for two that begin with the commonest sign of all.
        if (b"!" in text and b"<!" in text) or not text.startswith(_USUAL_BEGINNINGS):
            _check_declarations(name, text)
    return parts


def _check_declarations(name: str, text: bytes) -> None:
    """Refuse a part with a DOCTYPE, an entity or an encoding that could hide one."""
    encoding = _ENCODING.match(text)
    is_odd = encoding is not None and encoding[1].decode().lower() not in _READABLE_ENCODINGS
    if is_odd or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise refusal(
            name, "内部含有不安全的声明，已拒绝读取", "请向对方核实来源，用 Excel 另存为 .xlsx 后再交"
        )


def _is_utf16(unpacked: bytes) -> bool:
    return b"\0" in unpacked[:4]


def _utf8(unpacked: bytes) -> bytes:
    """Return the XML bytes in UTF-8 without byte order mark; the standard also allows UTF-16."""
    if not _is_utf16(unpacked):
        return unpacked.removeprefix(b"\xef\xbb\xbf")
    has_mark = unpacked[:2] in (b"\xff\xfe", b"\xfe\xff")
    order = "utf-16" if has_mark else "utf-16-be" if unpacked[0] == 0 else "utf-16-le"
    text = unpacked.decode(order)
    return re.sub(r"^<\?xml.*?\?>", "", text, flags=re.DOTALL).encode()
