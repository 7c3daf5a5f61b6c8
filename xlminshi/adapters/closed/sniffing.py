"""What a file really is, told from its bytes: the name on an envelope proves nothing."""

import io
import re
from collections.abc import Mapping

from xlminshi.core.errors import FileRefusedError

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS_XLSX = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再交"
_SEND_THE_TABLE = "请改交填报用的 .xlsx 表格"
_UNPACK = "请先解压，再交里面的 .xlsx 文件"

_PICTURE = ("是图片，不是 Excel 工作簿", _SEND_THE_TABLE)
_ARCHIVE = ("是压缩包，不是 Excel 工作簿", _UNPACK)
_SOUND_OR_FILM = ("是音频或视频，不是 Excel 工作簿", _SEND_THE_TABLE)
_SIGNATURES: tuple[tuple[bytes, tuple[str, str]], ...] = (
    (b"%PDF", ("是 PDF 文件，不是 Excel 工作簿", _SEND_THE_TABLE)),
    (b"\xff\xd8\xff", _PICTURE),
    (b"\x89PNG", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"BM", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"{\\rtf", ("是写字板文档，不是 Excel 工作簿", _SEND_THE_TABLE)),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"MSCF", _ARCHIVE),
    (b"PK\x05\x06", ("是空的压缩包，里面没有文件", "请对方检查后重发")),
    (b"MZ", ("是程序，不是 Excel 工作簿", "请不要打开它，先向对方核实来源")),
    (b"L\0\0\0\x01\x14\x02\0", ("是快捷方式，不是文件本身", "请改交它所指的那个文件")),
    (b"x\x9f>\x22", ("是 Outlook 的打包附件（winmail.dat），读不了", "请对方改用“HTML”或“纯文本”格式重发")),
    (b"ID3", _SOUND_OR_FILM),
)
_PLAIN_LETTERS = (b"BM", b"MZ", b"ID3")
"""Signatures with which a table in a text file may begin as well."""
_INNER_SIGNATURES: tuple[tuple[int, bytes, tuple[str, str]], ...] = (
    (8, b"WEBP", _PICTURE),
    (8, b"WAVE", _SOUND_OR_FILM),
    (4, b"ftypheic", _PICTURE),
    (4, b"ftyp", _SOUND_OR_FILM),
    (257, b"ustar", _ARCHIVE),
)
"""Signatures that do not stand at the beginning: offset, bytes, what it is."""

_STREAMS: tuple[tuple[str, str, str], ...] = (
    ("EncryptedPackage", "设有打开密码，读不了", "请对方去掉打开密码，另存为 .xlsx 后再交"),
    ("__properties_version1.0", "是 Outlook 邮件（.msg），读不了", "请另存为 .eml，或只交里面的附件"),
    ("PowerPoint Document", "是旧版演示文稿，不是 Excel 工作簿", _SEND_THE_TABLE),
    ("WordDocument", "是旧版 Word 或 WPS 文档，不是 Excel 工作簿", _SEND_THE_TABLE),
    ("Workbook", "是旧版工作簿（.xls 或 .et）", _SAVE_AS_XLSX),
    ("Book", "是旧版工作簿（.xls 或 .et）", _SAVE_AS_XLSX),
)
"""Streams at the root of an OLE2 file that say what it is."""

_WORKBOOK_TYPE = re.compile(
    rb"(?:spreadsheetml\.(?:sheet|template)|ms-excel\.(?:sheet|template|addin)\.macroEnabled)\.main\+xml"
)
_BINARY_TYPE = b"ms-excel.sheet.binary.macroEnabled.main"
_PACKAGE_TYPES: tuple[tuple[bytes, str, str], ...] = (
    (_BINARY_TYPE, "是二进制工作簿（.xlsb）", _SAVE_AS_XLSX),
    (b"wordprocessingml.", "是 Word 文档，不是 Excel 工作簿", _SEND_THE_TABLE),
    (b"ms-word.", "是 Word 文档，不是 Excel 工作簿", _SEND_THE_TABLE),
    (b"presentationml.", "是演示文稿，不是 Excel 工作簿", _SEND_THE_TABLE),
)


def refusal(name: str, what: str, remedy: str) -> FileRefusedError:
    """Return the error for one file in the shape all refusals share: which file, what is wrong, what to do."""
    return FileRefusedError(f"「{name}」{what}。{remedy}。")


def is_zip(content: bytes) -> bool:
    """Return True if the bytes begin like a zip, the shape of every .xlsx."""
    return content.startswith(b"PK\x03\x04")


def is_ole(content: bytes) -> bool:
    """Return True if the bytes begin like an OLE2 file: .xls, .et, .doc, .msg, and every encrypted workbook."""
    return content.startswith(_OLE2)


def is_blank(content: bytes) -> bool:
    """Return True if there is nothing in the file."""
    return not content.strip(b"\0 \r\n\t")


def ole_streams(content: bytes) -> frozenset[str]:
    """Return the names at the root of an OLE2 file; of a damaged one, those known names that stand in its bytes."""
    import olefile  # costs 5 ms to import, and most files are no OLE2

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as storage:
            return frozenset(path[0] for path in storage.listdir(streams=True, storages=True))
    except Exception:  # whatever it says of a broken file
        return frozenset(name for name, _, _ in _STREAMS if name.encode("utf-16-le") in content)


def is_locked(content: bytes) -> bool:
    """Return True for an encrypted workbook of today's format."""
    return is_ole(content) and "EncryptedPackage" in ole_streams(content)


def foreign_refusal(name: str, content: bytes) -> FileRefusedError:
    """Return the refusal for a file that is no zip at all, naming what it is."""
    if is_blank(content):
        return refusal(name, "是空文件，里面没有内容", "请重新保存或重新下载后再交")
    if is_ole(content):
        return ole_refusal(name, ole_streams(content))
    return signature_refusal(name, content) or _text_refusal(name, content)


def signature_refusal(name: str, content: bytes) -> FileRefusedError | None:
    """Return the refusal for a file whose first bytes say that it holds no table, or None."""
    for signature, told in _SIGNATURES:
        if content.startswith(signature) and (signature not in _PLAIN_LETTERS or not is_text(content)):
            return refusal(name, *told)
    for offset, signature, told in _INNER_SIGNATURES:
        if content.startswith(signature, offset):
            return refusal(name, *told)
    return None


def ole_refusal(name: str, streams: frozenset[str]) -> FileRefusedError:
    """Return the refusal for an OLE2 file, naming what its streams say that it is."""
    for stream, what, remedy in _STREAMS:
        if stream in streams:
            return refusal(name, what, remedy)
    return unknown_refusal(name) if streams else refusal(name, "是旧版工作簿（.xls 或 .et）", _SAVE_AS_XLSX)


def page_refusal(name: str, content: bytes) -> FileRefusedError | None:
    """Return the refusal for a web page or an “XML 表格 2003” that goes under another name, or None."""
    head = content[:4096].lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return refusal(name, "是“XML 表格 2003”格式", _SAVE_AS_XLSX)
    if b"<html" in head or b"<!doctype html" in head or b"<table" in head or head.startswith(b"mime-version"):
        return refusal(name, "其实是网页文件，只是改了扩展名", _SAVE_AS_XLSX)
    return None


def unknown_refusal(name: str) -> FileRefusedError:
    """Return the refusal for a file of which nothing is known."""
    return refusal(name, "不是 Excel 工作簿，或者已经损坏", "请打开原文件检查，另存为 .xlsx 后再交")


def _text_refusal(name: str, content: bytes) -> FileRefusedError:
    if page := page_refusal(name, content):
        return page
    if is_text(content):
        return refusal(name, "是文本文件（如 .csv），不是 Excel 工作簿", _SAVE_AS_XLSX)
    return unknown_refusal(name)


def is_text(content: bytes) -> bool:
    """Return True if the bytes look like text: a Unicode mark, or no zero byte at the beginning."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\0" not in content[:4096]


def is_open_document(parts: Mapping[str, bytes]) -> bool:
    """Return True for the parts of an OpenDocument spreadsheet."""
    return b"opendocument.spreadsheet" in parts.get("mimetype", b"")


def is_binary_workbook(parts: Mapping[str, bytes]) -> bool:
    """Return True for the parts of an .xlsb."""
    types = parts.get("[content_types].xml", b"")
    return _BINARY_TYPE in types and not _WORKBOOK_TYPE.search(types)


def zip_refusal(name: str, parts: Mapping[str, bytes]) -> FileRefusedError | None:
    """Return the refusal for a zip that is no .xlsx/.xlsm, or None; `parts` holds lower-case names."""
    if is_open_document(parts):
        return refusal(name, "是 OpenDocument 表格（.ods）", _SAVE_AS_XLSX)
    types = parts.get("[content_types].xml")
    if types is None and b"opendocument" in parts.get("mimetype", b""):
        return refusal(name, "是 OpenDocument 文档，不是表格", _SEND_THE_TABLE)
    if types is None:
        return refusal(name, "是压缩包，不是 Excel 工作簿", _UNPACK)
    if _WORKBOOK_TYPE.search(types):
        return None
    for mark, what, remedy in _PACKAGE_TYPES:
        if mark in types:
            return refusal(name, what, remedy)
    return refusal(name, "里面没有工作簿", _SAVE_AS_XLSX)
