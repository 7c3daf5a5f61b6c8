"""What a file really is, told from its bytes: the name on an envelope proves nothing."""

import re

from xlminshi.core.errors import FileRefusedError

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS_XLSX = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再交"
_SEND_THE_TABLE = "请改交填报用的 .xlsx 表格"

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "是 PDF 文件，不是 Excel 工作簿", _SEND_THE_TABLE),
    (b"\xff\xd8\xff", "是图片，不是 Excel 工作簿", _SEND_THE_TABLE),
    (b"\x89PNG", "是图片，不是 Excel 工作簿", _SEND_THE_TABLE),
    (b"{\\rtf", "是写字板文档，不是 Excel 工作簿", _SEND_THE_TABLE),
    (b"Rar!", "是压缩包，不是 Excel 工作簿", "请先解压，再交里面的 .xlsx 文件"),
    (b"7z\xbc\xaf", "是压缩包，不是 Excel 工作簿", "请先解压，再交里面的 .xlsx 文件"),
)

_WORKBOOK_TYPE = re.compile(
    rb"(?:spreadsheetml\.(?:sheet|template)|ms-excel\.(?:sheet|template|addin)\.macroEnabled)\.main\+xml"
)
_PACKAGE_TYPES: tuple[tuple[bytes, str, str], ...] = (
    (b"ms-excel.sheet.binary.macroEnabled.main", "是二进制工作簿（.xlsb）", _SAVE_AS_XLSX),
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


def foreign_refusal(name: str, content: bytes) -> FileRefusedError:
    """Return the refusal for a file that is no zip at all, naming what it is."""
    if not content.strip(b"\0 \r\n\t"):
        return refusal(name, "是空文件，里面没有内容", "请重新保存或重新下载后再交")
    if content.startswith(_OLE2):
        return _ole_refusal(name, content)
    for signature, what, remedy in _SIGNATURES:
        if content.startswith(signature):
            return refusal(name, what, remedy)
    return _text_refusal(name, content)


def _ole_refusal(name: str, content: bytes) -> FileRefusedError:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return refusal(name, "设有打开密码，读不了", "请去掉打开密码，另存为 .xlsx 后再交")
    if "WordDocument".encode("utf-16-le") in content:
        return refusal(name, "是旧版 Word 文档，不是 Excel 工作簿", _SEND_THE_TABLE)
    return refusal(name, "是旧版工作簿（.xls 或 .et）", _SAVE_AS_XLSX)


def _text_refusal(name: str, content: bytes) -> FileRefusedError:
    head = content[:4096].lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return refusal(name, "是“XML 表格 2003”格式", _SAVE_AS_XLSX)
    if b"<html" in head or b"<!doctype html" in head or b"<table" in head or head.startswith(b"mime-version"):
        return refusal(name, "其实是网页文件，只是改了扩展名", _SAVE_AS_XLSX)
    if _is_text(content):
        return refusal(name, "是文本文件（如 .csv），不是 Excel 工作簿", _SAVE_AS_XLSX)
    return refusal(name, "不是 Excel 工作簿，或者已经损坏", "请打开原文件检查，另存为 .xlsx 后再交")


def _is_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\0" not in content[:4096]


def zip_refusal(name: str, parts: dict[str, bytes]) -> FileRefusedError | None:
    """Return the refusal for a zip that is no .xlsx/.xlsm, or None; `parts` holds lower-case names."""
    if b"opendocument.spreadsheet" in parts.get("mimetype", b""):
        return refusal(name, "是 OpenDocument 表格（.ods）", _SAVE_AS_XLSX)
    types = parts.get("[content_types].xml")
    if types is None:
        return refusal(name, "是压缩包，不是 Excel 工作簿", "请先解压，再交里面的 .xlsx 文件")
    if _WORKBOOK_TYPE.search(types):
        return None
    for mark, what, remedy in _PACKAGE_TYPES:
        if mark in types:
            return refusal(name, what, remedy)
    return refusal(name, "里面没有工作簿", _SAVE_AS_XLSX)
