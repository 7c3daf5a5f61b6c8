import base64
import datetime as dt
from email.message import EmailMessage

import pytest

from tests.adapters.incoming.made import letter, mail, refusal_of, workbook, zipped
from xlminshi.adapters.incoming.looking import look
from xlminshi.adapters.incoming.mails import is_mail
from xlminshi.adapters.incoming.pieces import Piece
from xlminshi.workflow.fates import Fate

GOOD = workbook()
CODED = base64.b64encode(GOOD).decode()


def pieces_of(content: bytes) -> tuple[Piece, ...]:
    seen = look("回复.eml", content)
    assert isinstance(seen, tuple), seen
    return seen


def raw_mail(part_head: bytes, head: bytes = b"From: a@b.cn\r\nSubject: x\r\n") -> bytes:
    """A mail of one attachment whose header lines are given byte for byte."""
    return (
        head
        + b'Date: Fri, 30 Sep 2022 09:30:00 +0800\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n'
        + b"\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n--b\r\n"
        + part_head
        + b"Content-Transfer-Encoding: base64\r\n\r\n"
        + CODED.encode()
        + b"\r\n--b--\r\n"
    )


def only_name(part_head: bytes) -> str:
    (piece,) = pieces_of(raw_mail(part_head))
    assert piece.content == GOOD
    return piece.name


def test_attachments_come_with_sender_date_and_subject() -> None:
    first, second = pieces_of(mail(("区人社局.xlsx", GOOD), ("附件.zip", zipped({"a.xlsx": GOOD}))))
    assert (first.name, first.content, second.name) == ("区人社局.xlsx", GOOD, "附件.zip")
    assert first.envelope == second.envelope
    assert first.envelope.sender == "张三 <zhang@example.cn>"
    assert first.envelope.subject == "回复：9月填报表"
    assert first.envelope.mailed_at == dt.datetime(2022, 9, 30, 9, 30)  # half past one in Greenwich


NAME = "区人力资源和社会保障局.xlsx"


def word(text: str, charset: str, label: str = "") -> bytes:
    return f"=?{label or charset}?B?{base64.b64encode(text.encode(charset)).decode()}?=".encode()


@pytest.mark.parametrize(
    "head",
    [
        b'Content-Disposition: attachment; filename="' + NAME.encode("gbk") + b'"\r\n',
        b'Content-Disposition: attachment; filename="' + NAME.encode() + b'"\r\n',
        b'Content-Disposition: attachment; filename="' + word(NAME, "gbk") + b'"\r\n',
        b'Content-Disposition: attachment; filename="' + word(NAME, "gb18030", "gb2312") + b'"\r\n',
        b"Content-Disposition: attachment; filename*=UTF-8''"
        + "".join(f"%{byte:02X}" for byte in NAME.encode()).encode()
        + b"\r\n",
        b"Content-Disposition: attachment; filename*=gb2312''"
        + "".join(f"%{byte:02X}" for byte in NAME.encode("gbk")).encode()
        + b"\r\n",
        b'Content-Disposition: attachment\r\nContent-Type: application/x; name="'
        + NAME.encode("gbk")
        + b'"\r\n',
        b'Content-Type: application/octet-stream; name="' + word(NAME, "utf-8") + b'"\r\n',
    ],
)
def test_a_chinese_file_name_is_read_however_it_is_written(head: bytes) -> None:
    assert only_name(head) == NAME


def test_encoded_words_that_part_a_character_between_them_are_joined() -> None:
    stored = NAME.encode("gbk")
    halves = (stored[:9], stored[9:])
    words = b" ".join(b"=?GBK?B?" + base64.b64encode(half) + b"?=" for half in halves)
    assert only_name(b'Content-Disposition: attachment; filename="' + words + b'"\r\n') == NAME


def test_a_character_outside_its_label_is_read() -> None:
    name = "镕基.xlsx"  # 镕 is in GBK and not in GB2312
    head = b'Content-Disposition: attachment; filename="' + word(name, "gbk", "GB2312") + b'"\r\n'
    assert only_name(head) == name


@pytest.mark.parametrize(
    ("head", "sender", "subject"),
    [
        (
            b"From: "
            + word("张三", "gbk", "gb2312")
            + b" <z@b.cn>\r\nSubject: "
            + word("回复", "gbk")
            + b"\r\n",
        )
        * 1
        + ("张三 <z@b.cn>", "回复"),
        ("From: 张三 <z@b.cn>\r\nSubject: 回复\r\n".encode("gbk"), "张三 <z@b.cn>", "回复"),
        ("From: 张三 <z@b.cn>\r\nSubject: 回复\r\n".encode(), "张三 <z@b.cn>", "回复"),
        (b"From: z@b.cn\r\nTo: x\r\n", "z@b.cn", ""),
        (b'From: "z@b.cn" <z@b.cn>\r\nSubject: =?utf-8?q?a_=E7=94=B2?=\r\n', "z@b.cn", "a 甲"),
        (b"Received: x\r\nSubject: =?utf-8?B?!!!?= =?bad?q?a?= b\r\n", "", None),
    ],
)
def test_sender_and_subject_are_read_however_they_are_written(
    head: bytes, sender: str, subject: str | None
) -> None:
    part = b'Content-Disposition: attachment; filename="a.xlsx"\r\n'
    envelope = pieces_of(raw_mail(part, head))[0].envelope
    assert envelope.sender == sender
    assert subject is None or envelope.subject == subject


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Fri, 30 Sep 2022 09:30:00 +0800", dt.datetime(2022, 9, 30, 9, 30)),
        ("Fri, 30 Sep 2022 20:30:00 -0500", dt.datetime(2022, 10, 1, 9, 30)),
        ("Fri, 30 Sep 2022 09:30:00 -0000", dt.datetime(2022, 9, 30, 9, 30)),
        ("九月底", None),
        (None, None),
    ],
)
def test_the_mail_s_date_is_told_in_chinese_time(date: str | None, expected: dt.datetime | None) -> None:
    message = letter(("a.xlsx", GOOD))
    del message["Date"]
    content = (f"Date: {date}\r\n".encode() if date else b"") + message.as_bytes()
    assert pieces_of(content)[0].envelope.mailed_at == expected


def test_a_forwarded_mail_is_opened_and_its_own_sender_told() -> None:
    inner = letter(("区残联.xlsx", GOOD), subject="报表/九月", sender="李四 <li@example.cn>")
    outer = letter(("甲.xlsx", GOOD), subject="转发")
    outer.add_attachment(inner)
    first, second = pieces_of(outer.as_bytes())
    assert (first.name, first.envelope.sender) == ("甲.xlsx", "张三 <zhang@example.cn>")
    assert (second.name, second.envelope.sender) == ("报表／九月.eml/区残联.xlsx", "李四 <li@example.cn>")


def test_mails_without_end_in_each_other_are_refused() -> None:
    message = letter(("底.xlsx", GOOD), subject="0")
    for number in range(1, 6):
        outer = letter(subject=str(number))
        outer.add_attachment(message)
        message = outer
    (piece,) = pieces_of(message.as_bytes())
    assert piece.fate is Fate.REFUSED
    assert "层数太多" in piece.why


def test_a_forwarded_mail_without_attachment_is_told_beside_the_others() -> None:
    outer = letter(("甲.xlsx", GOOD))
    outer.add_attachment(letter(subject=""))
    first, second = pieces_of(outer.as_bytes())
    assert first.fate is Fate.READ
    assert (second.name, second.fate) == ("转发的邮件.eml", Fate.REFUSED)
    assert "没有附件" in second.why


def with_picture(*attached: tuple[str, bytes]) -> bytes:
    message = letter(*attached)
    picture = EmailMessage()
    picture.set_content(b"\x89PNG", "image", "png", disposition="inline", filename="签名.png")
    if not attached:
        message.make_mixed()
    message.attach(picture)
    return message.as_bytes()


def test_a_picture_in_the_text_is_told_and_passed_over() -> None:
    first, second = pieces_of(with_picture(("甲.xlsx", GOOD)))
    assert first.fate is Fate.READ
    assert (second.name, second.fate, second.why) == ("签名.png", Fate.SKIPPED, "这是邮件正文里的图片")


def test_a_picture_related_to_the_text_is_passed_over_and_an_attached_one_is_not() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.cn", "x"
    message.set_content("<img src='cid:1'>", subtype="html")
    message.add_related(b"\x89PNG", "image", "png", cid="<1>")
    message.add_attachment(b"\x89PNG", "image", "png", filename="照片.png")
    logo, photo = pieces_of(message.as_bytes())
    assert (logo.fate, photo.fate) == (Fate.SKIPPED, Fate.READ)
    assert logo.name.startswith("附件")


def test_a_mail_without_attachment_is_refused_with_the_cure() -> None:
    expected = "邮件里没有附件。请对方把填报表作为附件重发；如是网盘或超大附件链接，请下载后再交。"
    assert refusal_of("回复.eml", mail()) == expected
    assert refusal_of("回复.eml", with_picture()) == expected


def test_a_signature_and_a_lock_file_are_passed_over() -> None:
    message = letter(("甲.xlsx", GOOD), ("~$甲.xlsx", b"x"))
    message.add_attachment(b"x", "application", "pkcs7-signature", filename="smime.p7s")
    assert [piece.fate for piece in pieces_of(message.as_bytes())] == [Fate.READ, Fate.SKIPPED, Fate.SKIPPED]


def test_an_attachment_shown_inside_the_text_is_still_a_file() -> None:
    head = b'Content-Type: application/x\r\nContent-Disposition: inline; filename="a.xlsx"\r\n'
    assert only_name(head) == "a.xlsx"


def test_an_attachment_without_name_is_numbered() -> None:
    assert only_name(b"Content-Type: application/octet-stream\r\n") == "附件2"


def parts_mail(*parts: bytes) -> bytes:
    """A mail of these raw parts."""
    head = b"From: a@b.cn\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    return head + b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"


def test_a_notice_of_delivery_is_passed_over_and_a_torn_part_is_refused() -> None:
    notice = b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nAction: failed\r\n"
    torn = b"Content-Type: message/external-body; name=a.xlsx\r\n\r\nContent-Type: text/plain\r\n\r\n"
    table = b"Content-Disposition: attachment; filename=b.csv\r\n\r\n1,2\r\n"
    first, second, third = pieces_of(parts_mail(notice, torn, table))
    assert (first.fate, first.why) == (Fate.SKIPPED, "这是邮件的投递回执")
    assert (second.name, second.fate) == ("a.xlsx", Fate.REFUSED)
    assert third.content.startswith(b"1,2")


def test_broken_encoded_words_are_read_as_far_as_they_go() -> None:
    for words, expected in (
        (b"=?gbk?B?" + base64.b64encode("甲".encode("gbk"))[:3] + b"?= \xb1\xed", "表"),
        (b"=?nowhere?q?=D2=D2?= \xb1\xed", "乙 表"),
        (b"=?gbk?q?=D2=D2?= =?utf-8?q?=E7=94=B2?= - =?utf-8?b?A?= \xff\xff\xff", "乙甲"),
    ):
        part = b'Content-Disposition: attachment; filename="a.xlsx"\r\n'
        envelope = pieces_of(raw_mail(part, b"From: a@b.cn\r\nSubject: " + words + b"\r\n"))[0].envelope
        assert expected in envelope.subject


def test_a_mail_in_a_mailbox_is_read_and_several_are_refused() -> None:
    one = b"From a@b.cn Fri Sep 30 09:30:00 2022\n" + mail(("甲.xlsx", GOOD)).replace(b"\r\n", b"\n")
    assert pieces_of(one)[0].name == "甲.xlsx"
    assert "合在一起的几封邮件" in refusal_of("a.eml", one + b"\n" + one)


def test_thousands_of_attachments_are_refused() -> None:
    part = b'--b\r\nContent-Disposition: attachment; filename="a"\r\n\r\nx\r\n'
    head = b"From: a@b.cn\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    assert "附件超过" in refusal_of("a.eml", head + part * 2001 + b"--b--\r\n")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"From: a\nSubject: b\n\n", True),
        (b"\r\nReceived: a\r\n b\r\nMessage-ID: b\r\n\r\n", True),
        (b"From: a\n\nSubject: b\n", False),
        (b"From: <Saved by Blink>\nSubject: b\nDate: c\nSnapshot-Content-Location: d\n\n", False),
        ("姓名,From:,To:\n".encode(), False),
        (b"From:1,2\n3,4\n", False),
    ],
)
def test_a_mail_is_known_by_its_header_lines(content: bytes, expected: bool) -> None:
    assert is_mail(content) is expected


def test_a_mail_whose_attachment_has_lost_its_end_is_read_as_far_as_it_goes_and_refused_by_the_reader() -> (
    None
):
    whole = raw_mail(b'Content-Disposition: attachment; filename="a.xlsx"\r\n')
    (piece,) = pieces_of(whole[: len(whole) // 2])
    assert "损坏" in refusal_of("a.xlsx", piece.content)


@pytest.mark.parametrize("left", [1001, 1002, 1003, 1004])
def test_an_attachment_of_which_only_a_part_came_is_never_taken_for_something_else(left: int) -> None:
    letter_of_it = raw_mail(b'Content-Type: application/octet-stream; name="a.xlsx"\r\n')
    cut = letter_of_it[: letter_of_it.index(CODED[:60].encode()) + left]
    try:
        (piece,) = pieces_of(cut)
    except AssertionError as refused:
        assert "不完整" in str(refused)
    else:
        assert piece.fate is not Fate.REFUSED or "不完整或已损坏，打不开" in piece.why
        assert piece.content == b"" or GOOD.startswith(piece.content[:-3])
