"""How a return can be wrapped on its way: in zips, in saved mails, behind a password."""

import datetime as dt
import email.message
import email.policy
import io
import zipfile
from base64 import b64encode

from tests.hazards.cases import Case, Outcome, mutator

RIGHT, CAUGHT, EITHER = Outcome.RIGHT, Outcome.CAUGHT, Outcome.EITHER
PASSWORD = "minshi2022"
MAIL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def zip_of(files: dict[str, bytes], encoding: str = "utf-8") -> bytes:
    """A zip whose names are written in this encoding; GBK as Chinese Windows does, without the mark for UTF-8."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (2022, 10, 8, 9, 30, 0))
            if encoding != "utf-8":
                entry = _GbkEntry(name, (2022, 10, 8, 9, 30, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()


class _GbkEntry(zipfile.ZipInfo):
    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - the name that zipfile calls
        return self.filename.encode("gb18030"), self.flag_bits & ~0x800


def mail_of(files: dict[str, bytes], subject: str = "报送民生实事进展") -> bytes:
    """A saved mail with these files attached."""
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"], message["To"] = "张三 <zhang@example.invalid>", "督查室 <ducha@example.invalid>"
    message["Subject"] = subject
    message["Date"] = dt.datetime(2022, 10, 8, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    message.set_content("现将我单位填报表报上，请查收。")
    main, sub = MAIL.split("/")
    for name, content in files.items():
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def encrypted(content: bytes, password: str) -> bytes:
    """The workbook behind an opening password, as Excel encrypts it."""
    from msoffcrypto.format.ooxml import OOXMLFile

    target = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, target)
    return target.getvalue()


@mutator("压缩包报送，文件名是 GBK 编码", RIGHT)
def zip_with_gbk_names(case: Case) -> None:
    case.content = zip_of({f"{case.unit}.xlsx": case.form.content()}, "gbk")
    case.name = f"{case.unit}.zip"


@mutator("压缩包报送，表在里面的文件夹中", RIGHT)
def zip_with_folders(case: Case) -> None:
    case.content = zip_of({f"报送/{case.unit}/填报表.xlsx": case.form.content()})
    case.name = f"{case.unit}.zip"


@mutator("压缩包里又有压缩包", RIGHT)
def zip_in_a_zip(case: Case) -> None:
    inner = zip_of({f"{case.unit}.xlsx": case.form.content()}, "gbk")
    case.content = zip_of({"填报表.zip": inner})
    case.name = f"{case.unit}打包.zip"


@mutator("压缩包扩展名写成 .xlsx", RIGHT)
def zip_called_xlsx(case: Case) -> None:
    case.content = zip_of({"填报表.xlsx": case.form.content()})
    case.name = f"{case.unit}.xlsx"


@mutator("存下来的邮件（.eml），表在附件里", RIGHT)
def saved_mail(case: Case) -> None:
    case.content = mail_of({f"{case.unit}.xlsx": case.form.content()})
    case.name = f"{case.unit}报送.eml"


@mutator("邮件附件是压缩包", RIGHT)
def saved_mail_with_a_zip(case: Case) -> None:
    case.content = mail_of({"填报.zip": zip_of({f"{case.unit}.xlsx": case.form.content()}, "gbk")})
    case.name = f"{case.unit}报送.eml"


@mutator("邮件附件名按 GBK 编码", RIGHT)
def saved_mail_with_gbk_name(case: Case) -> None:
    name = b64encode(f"{case.unit}.xlsx".encode("gb18030")).decode()
    body = b64encode(case.form.content()).decode()
    lines = (
        "From: zhang@example.invalid",
        f"Subject: =?gb18030?B?{b64encode('报表'.encode('gb18030')).decode()}?=",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="b1"',
        "",
        "--b1",
        f'Content-Type: application/octet-stream; name="=?gb18030?B?{name}?="',
        "Content-Transfer-Encoding: base64",
        f'Content-Disposition: attachment; filename="=?gb18030?B?{name}?="',
        "",
        *(body[at : at + 76] for at in range(0, len(body), 76)),
        "--b1--",
        "",
    )
    case.content = "\r\n".join(lines).encode()
    case.name = f"{case.unit}.eml"


@mutator("转发的邮件里套着邮件", RIGHT)
def mail_in_a_mail(case: Case) -> None:
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"], message["Subject"] = "li@example.invalid", "转发：报表"
    message.set_content("见附件")
    inner = email.message_from_bytes(
        mail_of({f"{case.unit}.xlsx": case.form.content()}), policy=email.policy.SMTP
    )
    message.add_attachment(inner)
    case.content = message.as_bytes()
    case.name = f"{case.unit}转发.eml"


@mutator("同一份表既在邮件里又单独存了一份", RIGHT, "SAME_FILE_TWICE")
def mail_and_file(case: Case) -> None:
    case.others[f"邮件/{case.unit}.eml"] = mail_of({f"{case.unit}.xlsx": case.form.content()})


@mutator("设了打开密码", CAUGHT, "UNREADABLE_FILE")
def with_a_password(case: Case) -> bool | None:
    if case.unit != case.county.units()[0]:  # making an encryption key takes a while
        return False
    case.content = encrypted(case.form.content(), PASSWORD)
    case.nothing_meant()
    return None


@mutator("Excel 自带的密码（只读推荐时产生）", EITHER)
def with_the_built_in_password(case: Case) -> bool | None:
    if case.unit != case.county.units()[0]:
        return False
    case.content = encrypted(case.form.content(), "VelvetSweatshop")
    return None


@mutator("压缩包设了密码", CAUGHT)
def zip_with_a_password(case: Case) -> None:
    content = bytearray(zip_of({f"{case.unit}.xlsx": case.form.content()}))
    content[6] |= 1
    content[content.find(b"PK\x01\x02") + 8] |= 1
    case.content = bytes(content)
    case.name = f"{case.unit}.zip"
    case.nothing_meant()
