"""Mails that a person looks at and sends: drafts as .eml files, and drafts in Outlook where it is installed."""

import hashlib
import importlib
import re
from collections.abc import Callable
from email.encoders import encode_base64
from email.header import Header
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import formataddr, parseaddr
from pathlib import Path
from typing import Any

# The newer policies of the standard library break a long Content-Type into encoded words, which no mail program reads.
_AS_GIVEN = compat32.clone(linesep="\r\n", max_line_length=None)
_SHEET, _OTHER = "vnd.openxmlformats-officedocument.spreadsheetml.sheet", "octet-stream"
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_MAIL_ITEM = 0  # Outlook's olMailItem


def draft(to: str, subject: str, text: str, attachments: tuple[tuple[str, bytes], ...]) -> bytes:
    """Return an .eml file that opens as an unsent mail (X-Unsent) with `attachments` (name, content).

    `to` may hold a name beside the address; where it holds no address the line is left out, for the person to fill in.
    No date, no sender, no host and no message number stand in it: the same mail gives the same bytes.
    """
    mail = MIMEMultipart("mixed", boundary=_boundary(text, attachments))
    if recipient := _recipient(to):
        mail["To"] = recipient
    mail["Subject"] = _encoded(" ".join(subject.split()), "\r\n ")
    mail["X-Unsent"] = "1"
    mail.attach(MIMEText(text.replace("\r\n", "\n").replace("\n", "\r\n"), "plain", "utf-8"))
    for name, content in attachments:
        mail.attach(_attachment(name, content))
    return mail.as_bytes(policy=_AS_GIVEN)


def _recipient(to: str) -> str:
    name, address = parseaddr(" ".join(to.split()))
    is_address = _ADDRESS.fullmatch(address) and address in to  # the parser joins what white space parts
    return formataddr((name, address)) if is_address else ""


def _attachment(name: str, content: bytes) -> Message:
    """Return a file with its name in both ways that mail programs know: RFC 2231, and RFC 2047 for older ones."""
    name = "".join(character for character in name if character.isprintable())
    part = MIMEBase("application", _SHEET if name.endswith(".xlsx") else _OTHER, name=_encoded(name, " "))
    part.set_payload(content)
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    return part


def _encoded(words: str, between: str) -> str:
    """Return words in ASCII as RFC 2047 asks, in pieces of at most 75 characters with `between` between them."""
    return between.join(Header(words, "utf-8", maxlinelen=75).encode(linesep="\n").split("\n "))


def _boundary(text: str, attachments: tuple[tuple[str, bytes], ...]) -> str:
    """Return what parts the pieces: the same for the same mail, and in none of them (all are base64)."""
    digest = hashlib.sha256(text.encode())
    for name, content in attachments:
        digest.update(name.encode() + content)
    return f"=_{digest.hexdigest()[:32]}"


def has_outlook() -> bool:
    """Return whether mails can be handed to Outlook at all; whether it is installed shows at the first one."""
    return _com_dispatch() is not None


def outlook_draft(
    to: str,
    subject: str,
    text: str,
    attachments: tuple[Path, ...],
    dispatch: Callable[[str], Any] | None = None,
) -> bool:
    """Leave an unsent mail in Outlook's drafts and return True; return False where there is no Outlook.

    Nothing is ever sent. `dispatch` starts a program by its COM name. Tried with a stand-in only, not with real Outlook.
    """
    start = dispatch or _com_dispatch()
    if start is None:
        return False
    try:
        outlook = start("Outlook.Application")
    except (
        Exception
    ):  # pywin32's own error, a class that is not there on other systems: Outlook is not installed
        return False
    mail = outlook.CreateItem(_MAIL_ITEM)
    mail.To, mail.Subject, mail.Body = to, subject, text
    for path in attachments:
        mail.Attachments.Add(str(path.resolve()))
    mail.Save()
    return True


def _com_dispatch() -> Callable[[str], Any] | None:
    try:
        found: Callable[[str], Any] = importlib.import_module("win32com.client").Dispatch
    except ImportError:
        return None
    return found
