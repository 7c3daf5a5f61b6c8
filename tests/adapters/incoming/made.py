"""Workbooks, zips and mails made for the tests, all in memory."""

import io
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

from tests.adapters import raw_xlsx
from xlminshi.adapters.incoming.looking import Seen, look
from xlminshi.form.grid import Workbook


def workbook(text: str = "区残联", **parts: str | bytes) -> bytes:
    """A good .xlsx with one text in A1; `parts` are further parts, their names with _ for / and ."""
    sheet = raw_xlsx.sheet_xml(raw_xlsx.row_xml(f'<c r="A1" t="inlineStr"><is><t>{text}</t></is></c>'))
    return zipped({**raw_xlsx.workbook_parts(sheet), **parts})


def zipped(files: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2022, 9, 30, 8, 30, 0)), content, compression)
    return target.getvalue()


def renamed(content: bytes, old: str, new: bytes) -> bytes:
    """The zip with one entry's name bytes replaced by others of the same length."""
    assert len(old.encode()) == len(new)
    return content.replace(old.encode(), new)


def mail(
    *attached: tuple[str, bytes], subject: str = "回复：9月填报表", sender: str = "张三 <zhang@example.cn>"
) -> bytes:
    return letter(*attached, subject=subject, sender=sender).as_bytes()


def letter(
    *attached: tuple[str, bytes], subject: str = "回复：9月填报表", sender: str = "张三 <zhang@example.cn>"
) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "督查局 <d@example.cn>", subject
    message["Date"] = "Fri, 30 Sep 2022 01:30:00 +0000"
    message.set_content("请查收。")
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def seen_workbook(name: str, content: bytes, passwords: tuple[str, ...] = ()) -> Workbook:
    seen = look(name, content, passwords)
    assert isinstance(seen, Workbook), seen
    return seen


def refusal_of(name: str, content: bytes, passwords: tuple[str, ...] = ()) -> str:
    seen: Seen = look(name, content, passwords)
    assert isinstance(seen, str), seen
    assert seen.endswith("。")
    assert "请" in seen
    return seen
