"""The program's own papers among what came in: bulletins, unsent drafts of mails, reminders as text, the add-in's guide."""

import io
import re
import struct
import zipfile
import zlib

from xlminshi.adapters.macros.guide import INSTALLATION
from xlminshi.bulletin.letters import is_reminder

_UNSENT = re.compile(rb"^x-unsent[ \t]*:[ \t]*1", re.I | re.M)
_ATTACHED = re.compile(rb"^content-disposition[ \t]*:|\bname\*?=", re.I | re.M)
# The figures of a bulletin know where they come from, also when people have worked on it in Word.
_FIGURE = re.compile(r'<w:tag w:val="(?:实事|计数|设置)\|'.encode())
_BODY = "word/document.xml"
_LONGEST, _MOST_READ = 1_000_000, 1_000_000
_UNREADABLE = (
    zipfile.BadZipFile,
    KeyError,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    struct.error,
    zlib.error,
)


def why_ours(name: str, content: bytes) -> str:
    """Return why a file is a paper of the office and no return, or ""; a draft with files attached is opened like any mail."""
    ending = name.lower()[-4:]
    if len(content) > _LONGEST:
        return ""
    if ending == "docx":
        return "这是本程序生成的通报" if _FIGURE.search(_body(content)) else ""
    if ending == ".eml":
        head = content.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        is_bare = _UNSENT.search(head) and not _ATTACHED.search(content)
        return "这是没有发出的邮件草稿，没有附件" if is_bare else ""
    if ending == ".txt":
        text = content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
        return _why_ours_as_text(text)
    return ""


def _why_ours_as_text(text: str) -> str:
    """Return what a text of the program is, known by all its words: whatever a person has added is that person's."""
    if text == INSTALLATION:
        return "这是 Excel 加载项的说明"
    return "这是催办文字" if is_reminder(text) else ""


def _body(content: bytes) -> bytes:
    """Return the beginning of a Word file's text; whatever keeps it from being read, others will tell."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package, package.open(_BODY) as part:
            return part.read(_MOST_READ)
    except _UNREADABLE:
        return b""
