"""A document that somebody hands in for 核对通报, read with care: a Word file, or plain text."""

import io
from pathlib import Path

import docx
from docx.document import Document as WordDocument

from xlminshi.adapters.closed.preflight import Limits, office_parts
from xlminshi.adapters.closed.sniffing import is_zip, refusal
from xlminshi.adapters.word.contents import word_content
from xlminshi.adapters.word.paragraphs import paragraphs_of, pictures_in
from xlminshi.bulletin.proofreading.manuscript import Manuscript, manuscript
from xlminshi.core.errors import FileRefusedError

_LIMITS = Limits()
_MOST_PARAGRAPHS, _MOST_CHARACTERS = 5_000, 400_000
_SAVE_AS_DOCX = "请用 Word 或 WPS 打开检查，另存为 .docx 后再核对"
_SIGNATURES = (
    (b"%PDF", "是 PDF 文件，不能核对"),
    (b"{\\rtf", "是 RTF 文件，不能核对"),
    (b"\xd0\xcf\x11\xe0", "是旧版文档（.doc、.wps）或设有打开密码，不能核对"),
)


def read_document(path: Path) -> Manuscript:
    """Return the paragraphs of a .docx (or of a text file); FileRefusedError, in Chinese, for anything else."""
    content = word_content(path, _LIMITS)
    if is_zip(content):
        word = _opened(path.name, content)
        lines = tuple(one.line for one in paragraphs_of(word))
        read = Manuscript(path.name, lines, content, pictures_in(word))
    else:
        read = manuscript(path.name, _text(path.name, content).splitlines())
    if not read.lines and read.pictures:
        raise refusal(path.name, "里面只有图片，没有文字", "请用能选中文字的原稿核对")
    if not read.lines:
        raise refusal(path.name, "里面没有文字", "请核对是否选错了文件")
    if len(read.lines) > _MOST_PARAGRAPHS or sum(len(one.text) for one in read.lines) > _MOST_CHARACTERS:
        raise refusal(path.name, "文字太多，不像一份通报", "请核对是否选错了文件")
    return read


def _opened(name: str, content: bytes) -> WordDocument:
    try:
        parts = office_parts(name, content, _LIMITS)
    except FileRefusedError as error:
        raise refusal(name, "不完整、已损坏或不可信，不能核对", _SAVE_AS_DOCX) from error
    if b"wordprocessingml." not in parts.get("[content_types].xml", b""):
        raise refusal(name, "不是 Word 文档，不能核对", "请选择 .docx 文件")
    try:
        word = docx.Document(io.BytesIO(content))
        _ = word.styles.element, word.element.body
        return word
    except Exception as error:  # a damaged package fails in python-docx in dozens of ways
        raise refusal(name, "内部结构有误，不能核对", _SAVE_AS_DOCX) from error


def _text(name: str, content: bytes) -> str:
    """Return the words of a plain text file: UTF-8, else GB 18030."""
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            raise refusal(name, what, _SAVE_AS_DOCX)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refusal(name, "不是 Word 文档，也不是文本文件", _SAVE_AS_DOCX)
