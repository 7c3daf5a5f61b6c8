"""The office's own letters are known by their whole text; whatever a person has added makes them that person's."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest

from tests.bulletin.test_letters import DEADLINE, calls, on
from xlminshi.adapters.incoming.our_papers import why_ours
from xlminshi.adapters.incoming.receiving import receive
from xlminshi.adapters.macros.guide import INSTALLATION
from xlminshi.adapters.mail import draft
from xlminshi.bulletin.letters import Letter, choice_letter, reminder, reminder_notice
from xlminshi.workflow.fates import Fate

LETTERS = (
    reminder(on(), "区残联", "区残联.xlsx"),
    reminder(on(DEADLINE + dt.timedelta(days=3), supervision_office="", issuer=""), "区残联", "区残联.xlsx"),
    reminder(on(), "区残联"),
    reminder_notice(on(), calls(区残联="REPORT")),
    reminder_notice(on(deadline=None), calls(区残联="REPORT", 区教体局="MEND")),
    reminder_notice(on(DEADLINE), calls(区教体局="MEND", 区残联="CONFIRM")),
)


def saved(text: str) -> bytes:
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("letter", LETTERS)
def test_a_saved_reminder_is_the_offices_own_until_a_unit_writes_on_it(letter: Letter) -> None:
    assert why_ours("催办/区残联.txt", saved(letter.text)) == "这是催办文字"
    assert why_ours("区残联.txt", saved(f"已完成110人。\n{letter.text}")) == ""
    assert why_ours("区残联.txt", saved(f"{letter.text}\n答复：已完成110人。")) == ""
    assert why_ours("区残联.csv", saved(letter.text)) == ""


def test_the_guide_beside_the_add_in_is_the_offices_own_until_somebody_writes_on_it() -> None:
    assert why_ours("6_Excel按钮/说明.txt", saved(INSTALLATION)) == "这是 Excel 加载项的说明"
    assert why_ours("说明.txt", saved(f"{INSTALLATION}区残联已完成110人。")) == ""


def test_an_unsent_draft_is_left_aside_unless_files_are_attached() -> None:
    letter = choice_letter(on(), "区残联", ("甲.xlsx", "乙.xlsx"))
    bare = draft("", letter.subject, letter.text, ())
    assert why_ours("区残联.eml", bare) == "这是没有发出的邮件草稿，没有附件"
    assert why_ours("区残联.eml", bare.replace(b"X-Unsent: 1\r\n", b"")) == ""
    assert why_ours("区残联.eml", draft("", letter.subject, letter.text, (("表.xlsx", b"x"),))) == ""
    assert why_ours("区残联.eml", bare + b" " * 1_000_000) == ""


def test_the_offices_letters_are_skipped_in_a_zip_too_and_drafts_opened_for_their_files(
    tmp_path: Path,
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("催办.txt", saved(LETTERS[0].text))
        archive.writestr("草稿.eml", draft("", "请填报", "见附件", (("表.xlsx", b"no workbook"),)))
    (tmp_path / "催办.zip").write_bytes(packed.getvalue())
    fates = {one.name: one.fate for one in receive((tmp_path / "催办.zip",))}
    assert fates == {"催办.zip/催办.txt": Fate.SKIPPED, "催办.zip/草稿.eml/表.xlsx": Fate.REFUSED}


def word_file(text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", text)
    return buffer.getvalue()


def test_a_bulletin_of_ours_is_left_aside_though_people_have_worked_on_it_in_word() -> None:
    figure = (
        '<w:sdt><w:sdtPr><w:alias w:val="实事1"/><w:tag w:val="实事|1|指标|公厕|累计完成"/></w:sdtPr></w:sdt>'
    )
    ours = word_file(f"<w:document>改过的话{figure}</w:document>")
    assert why_ours("5_通报/督查通报.docx", ours) == "这是本程序生成的通报"
    assert why_ours("住建局.docx", word_file("<w:document>实事|1|指标</w:document>")) == ""


def test_a_word_file_that_cannot_be_opened_is_left_to_those_who_say_why() -> None:
    whole = word_file('<w:tag w:val="实事|1"/>' * 99)
    broken = (b"", b"PK", whole[:60], whole[:40] + bytes(30) + whole[70:], whole.replace(b"word/", b"text/"))
    assert [why_ours("通报.docx", one) for one in broken] == [""] * len(broken)
