"""The look at a file before any library sees it: what it is, how big it grows, whether it is whole."""

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from xlminshi.adapters.closed.sniffing import foreign_refusal, is_zip, refusal, zip_refusal
from xlminshi.core.errors import FileRefusedError

_LOCAL_HEADER = struct.Struct("<4s22xHH")
_END_RECORD = struct.Struct("<10xH")
_COUNT_IS_ELSEWHERE = 0xFFFF  # in a zip64 end record
_ENCODING = re.compile(rb"""^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_READABLE_ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_KEPT_SUFFIXES = (".xml", ".rels", ".vml", "mimetype")
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

    `parts` are its XML parts under lower-case names, as UTF-8; `spellings` are the names of those parts
    that the file itself holds as UTF-8, spelt as there: other readers may know no other spelling or encoding.
    """

    name: str
    digest: str
    content: bytes
    parts: Mapping[str, bytes]
    spellings: frozenset[str]

    def part(self, name: str) -> bytes | None:
        """Return the XML part of this name (case does not count, as in the OPC standard), or None."""
        return self.parts.get(name.lower())


class _Broken(Exception):  # noqa: N818 - says what the file is; it never leaves this module
    """The zip does not hold what its directory says."""


def admit(path: Path, limits: Limits) -> Package:
    """Return the workbook file as checked parts; a file that is not a sound .xlsx/.xlsm is refused by name."""
    content = _file_content(path, limits)
    if not is_zip(content):
        raise foreign_refusal(path.name, content)
    unpacked = _unpacked(path.name, content, limits)
    parts = _checked_texts(path.name, unpacked)
    if refused := zip_refusal(path.name, parts):
        raise refused
    spellings = frozenset(spelling for spelling, part in unpacked.items() if not _is_utf16(part))
    return Package(path.name, hashlib.sha256(content).hexdigest(), content, parts, spellings)


def office_parts(name: str, content: bytes, limits: Limits) -> dict[str, bytes]:
    """Return the checked XML parts of any Office package, a Word file too; a bomb or a damaged one is refused."""
    return _checked_texts(name, _unpacked(name, content, limits))


def _unpacked(name: str, content: bytes, limits: Limits) -> dict[str, bytes]:
    try:
        return _sound_parts(name, content, limits)
    except FileRefusedError:
        raise
    except Exception as error:  # whatever zipfile, zlib and struct say of a broken file
        raise _damaged(name) from error


def _damaged(name: str) -> FileRefusedError:
    return refusal(name, "不完整或已损坏，打不开", "可能没有下载完，请重新下载或请对方重发")


def _file_content(path: Path, limits: Limits) -> bytes:
    if path.name.startswith(("~$", ".~")):
        raise refusal(
            path.name, "是 Excel 打开文件时留下的临时文件，不是填报表", "请关闭正在打开的表格，删除它即可"
        )
    try:
        if path.is_dir():
            raise refusal(path.name, "是文件夹，不是文件", "请选择里面的 .xlsx 文件")
        with path.open("rb") as file:
            content = file.read(limits.file_bytes + 1)
    except FileNotFoundError as error:
        raise refusal(path.name, "找不到", "请检查文件是否已被移动、改名或删除") from error
    except OSError as error:
        raise refusal(path.name, "打不开", "请检查它是否正被别的程序占用，或没有读取权限") from error
    if len(content) > limits.file_bytes:
        size = f"超过 {limits.file_bytes // 1_000_000} MB，太大了"
        raise refusal(path.name, size, "请删去图片和附件，只留填报内容后再交")
    return content


def _sound_parts(name: str, content: bytes, limits: Limits) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
    _check_directory(name, entries, limits)
    if _declared_entries(content) not in (len(entries), _COUNT_IS_ELSEWHERE):
        raise _Broken  # a damaged directory can hide the parts behind the damage
    if sum(entry.compress_size for entry in entries) > len(content):
        raise _Broken  # entries that share packed bytes: the shape of an overlapping bomb
    unpacked = ((entry.filename, _inflate(content, entry)) for entry in entries)
    return {spelling: part for spelling, part in unpacked if spelling.lower().endswith(_KEPT_SUFFIXES)}


def _declared_entries(content: bytes) -> int:
    (count,) = _END_RECORD.unpack_from(content, content.rfind(b"PK\x05\x06"))
    return int(count)


def _part_name(spelling: str) -> str:
    return spelling.replace("\\", "/").lower()


def _check_directory(name: str, entries: Iterable[zipfile.ZipInfo], limits: Limits) -> None:
    """Judge the zip by its directory alone, before a single byte is unpacked."""
    names = [_part_name(entry.filename) for entry in entries]
    if len(names) > limits.parts:
        raise refusal(name, f"内部部件超过 {limits.parts} 个", "请把填报表复制到新工作簿，另存后再交")
    if len(set(names)) < len(names):
        raise refusal(name, "内部有重名部件，不可信", _SAVE_AGAIN)
    if any(part.startswith("/") or ":" in part or ".." in part.split("/") for part in names):
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
    if _part_name(entry.filename) == "xl/styles.xml" and entry.file_size > limits.styles_bytes:
        raise too_many_styles(name)


def too_many_styles(name: str) -> FileRefusedError:
    """Return the refusal for a workbook whose cell styles have multiplied beyond what Excel itself allows."""
    return refusal(name, "的单元格格式太多，读不了", "请把填报内容按“数值”粘贴到新的填报表后再交")


def _inflate(content: bytes, entry: zipfile.ZipInfo) -> bytes:
    """Return the part's bytes, never more than its directory entry declares, its length and CRC checked.

    The packed stream must end where the entry ends: another unzip program could otherwise see more than we do.
    """
    begin = _packed_begin(content, entry)
    packed = content[begin : begin + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        unpacked = packed
    else:
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        unpacked = stream.decompress(packed, entry.file_size + 1)
        if not stream.eof or stream.unused_data:
            raise _Broken
    if len(unpacked) != entry.file_size or zlib.crc32(unpacked) != entry.CRC:
        raise _Broken
    return unpacked


def _packed_begin(content: bytes, entry: zipfile.ZipInfo) -> int:
    """Return where the packed bytes begin; the entry's own header must carry the name that the directory gives."""
    signature, name_length, extra_length = _LOCAL_HEADER.unpack_from(content, entry.header_offset)
    begin: int = entry.header_offset + _LOCAL_HEADER.size + name_length
    own_name = content[begin - name_length : begin]
    encoding = "utf-8" if entry.flag_bits & 0x800 else "cp437"
    if signature != b"PK\x03\x04" or own_name != entry.orig_filename.encode(encoding):
        raise _Broken
    return begin + int(extra_length)


def _checked_texts(name: str, unpacked: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts under lower-case names, as UTF-8."""
    try:
        parts = {_part_name(spelling): _utf8(part) for spelling, part in unpacked.items()}
    except UnicodeDecodeError as error:
        raise _damaged(name) from error
    for text in parts.values():
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
