"""What a mail's header lines say, however the sender's program wrote Chinese into them."""

import datetime as dt
import re
from base64 import b64decode
from collections.abc import Callable
from email import message_from_string, policy
from email.message import EmailMessage, MIMEPart
from quopri import decodestring
from typing import TypeVar

from xlminshi.adapters.incoming.pieces import BEIJING, Envelope, shown

T = TypeVar("T")
_WORD = re.compile(r"=\?([^?\s]+)\?([bqBQ])\?([^?]*)\?=(?:\s+(?==\?))?")
_LOST = re.compile("[\ufffd\udc80-\udcff]")
_ANGLES = re.compile(r"^(.*?)<([^<>]*)>\s*$", re.DOTALL)


def envelope_of(letter: EmailMessage) -> Envelope:
    """Return sender (name <address>), subject and date of a letter; what its header lacks stays empty."""
    return Envelope(
        sender=_sender(_header(letter, "from")),
        subject=subject_of(letter),
        mailed_at=_tried(lambda: _moment(letter)),
    )


def subject_of(letter: EmailMessage) -> str:
    """Return the letter's subject as text."""
    subject = _header(letter, "subject")
    return shown(subject) if subject.strip() else ""


def file_name(part: MIMEPart) -> str:
    """Return the name that an attachment bears, without folders; "" if it bears none."""
    name = _tried(part.get_filename) or ""
    if not name or _LOST.search(name) or "=?" in name:
        name = _name_in_raw(part) or name
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    return shown(name) if name.strip() else ""


def _name_in_raw(part: MIMEPart) -> str:
    """Return the file name from header lines with bare Chinese bytes or broken encoded words."""
    for field, key in (("content-disposition", "filename"), ("content-type", "name")):
        text = _raw(part, field)
        again = message_from_string(f"content-disposition: {text}\n\n", policy=policy.compat32)
        found = again.get_param(key, header="content-disposition")
        if isinstance(found, str) and found.strip():
            return _decoded_words(found)
    return ""


def _header(letter: EmailMessage, field: str) -> str:
    text = _tried(lambda: str(letter[field] or "")) or ""
    return _decoded_words(_raw(letter, field)) if not text or _LOST.search(text) or "=?" in text else text


def _raw(letter: MIMEPart, field: str) -> str:
    """Return a header line as it stands in the mail, bare bytes read as UTF-8 or GB18030, on one line."""
    stored = next((str(value) for name, value in letter.raw_items() if name.lower() == field), "")
    text = _read(stored.encode("ascii", "surrogateescape"), "utf-8")
    return re.sub(r"[\r\n]+[ \t]*", " ", text)


def _read(raw: bytes, encoding: str) -> str:
    """Return bytes as text: in the encoding they claim, in GB18030, or with the unreadable ones replaced."""
    for name in (encoding, "gb18030"):
        try:
            return raw.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("utf-8", "replace")


def _decoded_words(text: str) -> str:
    """Return text with its encoded words undone; words that part a character between them are joined first."""
    pieces: list[tuple[str, bytes]] = []
    end, whole = 0, ""
    for word in _WORD.finditer(text):
        if word.start() > end:
            whole += _joined(pieces) + text[end : word.start()]
            pieces = []
        pieces.append((word[1].partition("*")[0].lower(), _unpacked(word[2], word[3])))
        end = word.end()
    return whole + _joined(pieces) + text[end:]


def _joined(pieces: list[tuple[str, bytes]]) -> str:
    encodings = {encoding for encoding, _ in pieces}
    if len(encodings) == 1:
        return _read(b"".join(raw for _, raw in pieces), encodings.pop())
    return "".join(_read(raw, encoding) for encoding, raw in pieces)


def _unpacked(kind: str, text: str) -> bytes:
    if kind in "qQ":
        return decodestring(text.replace("_", " ").encode("utf-8"), header=False)
    try:
        return b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return text.encode("utf-8")


def _sender(text: str) -> str:
    """Return `name <address>` without quotes; the address alone where there is no name."""
    found = _ANGLES.match(text.strip())
    if found is None:
        return shown(text) if text.strip() else ""
    name = found[1].strip().strip("\"'").strip()
    address = found[2].strip()
    return shown(f"{name} <{address}>" if name and name != address else address)


def _moment(letter: EmailMessage) -> dt.datetime:
    moment: dt.datetime = letter["date"].datetime
    return moment.astimezone(BEIJING).replace(tzinfo=None) if moment.tzinfo else moment


def _tried(read: Callable[[], T]) -> T | None:
    """Return what a header yields, or None; the library raises all kinds of errors on broken headers."""
    try:
        return read()
    except Exception:
        return None
