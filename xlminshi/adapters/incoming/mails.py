"""A saved mail (.eml): its attachments, with sender, date and subject. Pictures in its text are told and left."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import InvalidBase64LengthDefect
from email.message import EmailMessage, MIMEPart

from xlminshi.adapters.closed.sniffing import refusal
from xlminshi.adapters.incoming.letter_heads import envelope_of, file_name, subject_of
from xlminshi.adapters.incoming.pieces import Envelope, Piece, why_skipped
from xlminshi.adapters.incoming.zips import ZipLimits
from xlminshi.workflow.fates import Fate

_HEAD_BYTES = 65_536
_FIRST_LINE = re.compile(rb"[!-9;-~]+[ \t]*:")
_LETTER_FIELDS = re.compile(
    rb"^(from|to|subject|date|received|message-id|return-path|x-unsent)[ \t]*:", re.I | re.M
)
_WEB_PAGE = re.compile(rb"^(x-document-type|snapshot-content-location)[ \t]*:", re.I | re.M)
_GB2312 = re.compile(rb"=\?gb(?:2312|k)\?|\*=gb(?:2312|k)'", re.I)
_MAILBOX_LINE = b"From "  # how mail programs part the letters of one file
_NEXT_LETTER = re.compile(rb"\n\r?\nFrom \S[^\n]*[0-9]{4}\r?\n")
_NO_ATTACHMENT = (
    "邮件里没有附件",
    "请对方把填报表作为附件重发；如是网盘或超大附件链接，请下载后再交",
)
_MOST_PARTS = 2_000


def is_mail(content: bytes) -> bool:
    """Return True if the bytes begin like a letter: header lines, among them at least two that a web page lacks."""
    head = content[:_HEAD_BYTES].replace(b"\r\n", b"\n").lstrip().partition(b"\n\n")[0]
    if head.startswith(_MAILBOX_LINE):
        head = head.partition(b"\n")[2]
    if not _FIRST_LINE.match(head) or _WEB_PAGE.search(head):
        return False
    return len({field.lower() for field in _LETTER_FIELDS.findall(head)}) >= 2


def attachments(name: str, content: bytes, limits: ZipLimits) -> tuple[Piece, ...]:
    """Return every file that the mail carries, those of forwarded mails inside it too; a mail without any is refused."""
    if content.startswith(_MAILBOX_LINE) and _NEXT_LETTER.search(content):
        raise refusal(name, "里面是合在一起的几封邮件，没有打开", "请逐封另存为 .eml 后再交")
    letter = message_from_bytes(_with_wide_charset(content), policy=policy.default)
    pieces = tuple(_pieces(letter, Envelope(), "", limits.depth))
    if all(piece.fate is Fate.SKIPPED for piece in pieces):
        raise refusal(name, *_NO_ATTACHMENT)
    if len(pieces) > _MOST_PARTS:
        raise refusal(name, f"附件超过 {_MOST_PARTS} 个，太多了", "请分成几封再交")
    return pieces


def _with_wide_charset(content: bytes) -> bytes:
    """Return the mail with headers labelled gb2312 read as GB18030: senders use characters that the label lacks."""
    return _GB2312.sub(lambda label: re.sub(rb"(?i)gb(?:2312|k)", b"gb18030", label[0]), content)


def _pieces(letter: EmailMessage, outer: Envelope, folder: str, depth: int) -> Iterator[Piece]:
    envelope = envelope_of(letter).within(outer)
    number = 0
    for part, is_inline in _leaves(letter):
        number += 1
        if part.get_content_type() == "message/rfc822":
            yield from _forwarded(part, envelope, folder, depth)
            continue
        name = file_name(part)
        if not name and not _is_file(part):
            continue  # the letter's own text
        path = f"{folder}{name or f'附件{number}'}"
        yield _piece(part, path, envelope, is_inline)


def _leaves(part: MIMEPart, is_related: bool = False) -> Iterator[tuple[MIMEPart, bool]]:
    """Yield the parts of a letter that are no mere wrapping, and whether they stand in its text."""
    if part.get_content_maintype() != "multipart" or not part.is_multipart():
        yield part, is_related or part.get_content_disposition() == "inline"
        return
    related = part.get_content_subtype() == "related"
    for inner in part.iter_parts():
        yield from _leaves(inner, related)


def _forwarded(part: MIMEPart, envelope: Envelope, folder: str, depth: int) -> Iterator[Piece]:
    inner = part.get_payload()
    letter = inner[0] if isinstance(inner, list) and inner else None
    subject = subject_of(letter) if isinstance(letter, EmailMessage) else ""
    own = f"{folder}{(subject or '转发的邮件').replace('/', '／')}.eml"
    if not isinstance(letter, EmailMessage) or depth <= 1:
        why = "是邮件里的邮件，层数太多或已损坏，没有打开。请对方只发送填报表。"
        yield Piece(own, b"", envelope, Fate.REFUSED, why)
        return
    found = tuple(_pieces(letter, envelope, f"{own}/", depth - 1))
    yield from found
    if all(piece.fate is Fate.SKIPPED for piece in found):
        what, cure = _NO_ATTACHMENT
        yield Piece(own, b"", envelope, Fate.REFUSED, f"{what}。{cure}。")


def _is_file(part: MIMEPart) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text"


def _piece(part: MIMEPart, path: str, envelope: Envelope, is_inline: bool) -> Piece:
    if why := _why_left(part, path, is_inline):
        return Piece(path, b"", envelope, Fate.SKIPPED, why)
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        why = "是邮件里不完整的附件，读不了。请对方重发。"
        return Piece(path, b"", envelope, Fate.REFUSED, why)
    if any(isinstance(one, InvalidBase64LengthDefect) for one in part.defects):
        # Cut off within a group of four: Python then hands over the letters themselves, which would pass for a text.
        why = "不完整或已损坏，打不开。可能没有下载完，请重新下载或请对方重发。"
        return Piece(path, b"", envelope, Fate.REFUSED, why)
    return Piece(path, content, envelope)


def _why_left(part: MIMEPart, path: str, is_inline: bool) -> str:
    if is_inline and part.get_content_maintype() == "image":
        return "这是邮件正文里的图片"
    if part.get_content_type() in ("application/pkcs7-signature", "application/pgp-signature"):
        return "这是邮件的数字签名"
    if part.get_content_type() in ("message/delivery-status", "message/disposition-notification"):
        return "这是邮件的投递回执"
    return why_skipped(path)
