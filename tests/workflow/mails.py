"""Reading the mails that go out."""

import email
import io
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook


def mail(path: Path) -> EmailMessage:
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def words(message: EmailMessage) -> str:
    part = message.get_body()
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def attached(message: EmailMessage) -> dict[str, bytes]:
    return {str(part.get_filename()): part.get_content() for part in message.iter_attachments()}


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))
