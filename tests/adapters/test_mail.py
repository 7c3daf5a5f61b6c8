"""Mail drafts: what mail programs make of them, byte for byte the same, and never a mail that is sent."""

import email
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from xlminshi.adapters import mail
from xlminshi.adapters.mail import draft, outlook_draft

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT = "区残联：\n\n请于2022年10月8日前报送。\n"
NAMES = [
    "区残联.xlsx",
    "区城市管理局_退回修改.xlsx",
    "很长的单位名称" * 12 + ".xlsx",
    "a b;c'd%20,（1）.xlsx",
    "plain.txt",
    "𠮷.xlsx",
]


def read(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk() if part.defects] == []
    return message


def body(message: EmailMessage) -> str:
    part = message.get_body()
    assert part is not None
    return str(part.get_content())


@pytest.mark.parametrize("name", NAMES)
def test_an_attachment_arrives_whole_under_its_chinese_name(name: str) -> None:
    content = bytes(range(256)) * 50
    message = read(draft("", "催报", TEXT, ((name, content),)))
    (part,) = message.iter_attachments()
    assert part.get_filename() == name
    assert part.get_content() == content
    assert part.get_content_type() == (SHEET if name.endswith(".xlsx") else "application/octet-stream")


@pytest.mark.parametrize("name", NAMES)
def test_older_programs_find_the_name_in_the_other_header(name: str) -> None:
    (part,) = read(draft("", "催报", TEXT, ((name, b"1"),))).iter_attachments()
    assert part["Content-Type"].params["name"] == name


def test_no_header_is_broken_in_a_way_that_mail_programs_do_not_read() -> None:
    text = draft("张三 <zs@example.gov.cn>", "催报" * 60, TEXT, ((NAMES[2], b"1"),)).decode("ascii")
    assert re.findall(r"^Content-Type: (.*?);", text, re.MULTILINE)[-1] == SHEET
    assert all(len(word) <= 75 for word in re.findall(r"=\?utf-8\?b\?[^?]*\?=", text))
    assert "\n" not in text.replace("\r\n", "")
    assert max(map(len, text.split("\r\n"))) < 998


def test_the_text_and_the_subject_arrive_as_they_were_written() -> None:
    subject = "请修改后重新报送：湛河区2022年重点民生实事（1-9月份）" * 4
    message = read(draft("", subject, TEXT, ()))
    assert body(message).replace("\r\n", "\n") == TEXT
    assert message["Subject"] == subject


def test_the_mail_opens_as_an_unsent_draft_and_tells_nothing_of_who_made_it_when() -> None:
    message = read(draft("", "催报", TEXT, ((NAMES[0], b"1"),)))
    assert message["X-Unsent"] == "1"
    assert set(message) == {"Content-Type", "MIME-Version", "Subject", "X-Unsent"}


def test_the_same_mail_gives_the_same_bytes_and_another_one_others() -> None:
    one = draft("", "催报", TEXT, ((NAMES[0], b"1"),))
    assert one == draft("", "催报", TEXT, ((NAMES[0], b"1"),))
    assert one != draft("", "催报", TEXT, ((NAMES[0], b"2"),))


@pytest.mark.parametrize(
    ("to", "shown"),
    [
        ("zs@example.gov.cn", "zs@example.gov.cn"),
        ("张三 <zs@example.gov.cn>", "张三 <zs@example.gov.cn>"),
        ('"区残联，办公室" <cl_bgs@163.com>', '"区残联，办公室" <cl_bgs@163.com>'),
    ],
)
def test_a_known_address_is_filled_in(to: str, shown: str) -> None:
    found = read(draft(to, "催报", TEXT, ()))["To"]
    assert [one.addr_spec for one in found.addresses] == [shown.rpartition("<")[2].rstrip(">")]
    assert found.addresses[0].display_name == shown.rpartition(" <")[0].strip('"')


@pytest.mark.parametrize(
    "to", ["", "张三", "a@b", "x@y.cn\r\nBcc: spy@z.cn", "张三@区残联.中国", "a@b.cn, c@d.cn,"]
)
def test_what_is_no_single_address_is_left_for_the_person_to_fill_in(to: str) -> None:
    message = read(draft(to, "催报", TEXT, ()))
    assert message["Bcc"] is None
    assert message["To"] is None or [one.addr_spec for one in message["To"].addresses] == ["a@b.cn"]


def test_nothing_in_a_subject_or_a_file_name_becomes_a_header_of_its_own() -> None:
    message = read(draft("", "催报\r\nBcc: spy@z.cn", TEXT, (("甲\r\nX-Bad: 1.xlsx", b"1"),)))
    assert message["Bcc"] is None
    (part,) = message.iter_attachments()
    assert part["X-Bad"] is None
    assert part.get_filename() == "甲X-Bad: 1.xlsx"


# Outlook


class Outlook:
    """A stand-in that notes down what is done to a mail."""

    def __init__(self) -> None:
        self.done: list[Any] = []
        self.Attachments = self

    def CreateItem(self, kind: int) -> "Outlook":  # noqa: N802 - Outlook's own name
        self.done.append(kind)
        return self

    def Add(self, path: str) -> None:  # noqa: N802
        self.done.append(path)

    def Save(self) -> None:  # noqa: N802
        self.done.append("saved")

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, value)
        if name in ("To", "Subject", "Body"):
            self.done.append((name, value))


def test_outlook_s_draft_is_saved_with_everything_in_it_and_not_sent(tmp_path: Path) -> None:
    outlook, asked = Outlook(), []

    def dispatch(name: str) -> Outlook:
        asked.append(name)
        return outlook

    file = tmp_path / "区残联.xlsx"
    assert outlook_draft("zs@example.gov.cn", "催报", TEXT, (file,), dispatch)
    assert asked == ["Outlook.Application"]
    assert outlook.done == [
        0,
        ("To", "zs@example.gov.cn"),
        ("Subject", "催报"),
        ("Body", TEXT),
        str(file.resolve()),
        "saved",
    ]


def test_without_outlook_nothing_happens() -> None:
    def dispatch(name: str) -> Outlook:
        raise RuntimeError(name)

    assert not outlook_draft("", "催报", TEXT, (), dispatch)


def test_without_pywin32_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(mail.importlib, "import_module", missing)
    assert not outlook_draft("", "催报", TEXT, ())


def test_with_pywin32_its_own_dispatch_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    outlook = Outlook()

    class Client:
        @staticmethod
        def Dispatch(name: str) -> Outlook:  # noqa: N802
            return outlook

    monkeypatch.setattr(mail.importlib, "import_module", lambda name: Client)
    assert outlook_draft("", "催报", TEXT, ())
    assert outlook.done[-1] == "saved"
