"""Reading a .docx that people have edited: bookmarks, content controls, tracked changes, and files that are none."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from tests.adapters.test_word import BULLETIN, letterhead, render_bulletin
from tests.wordtext import texts_of
from xlminshi.adapters.packing import pack, unpack
from xlminshi.adapters.word.controls import with_figures
from xlminshi.adapters.word.drafts import draft_in, read_draft
from xlminshi.adapters.word.letterhead import build_letterhead
from xlminshi.bulletin.anchors import WrittenDraft, digest_of
from xlminshi.bulletin.document import Figure, Paragraph, ParagraphStyle
from xlminshi.core.errors import FileRefusedError

PART = "word/document.xml"
BODY = ParagraphStyle.BODY
DOCUMENT = replace(
    BULLETIN,
    body=(
        Paragraph(
            "导语",
            BODY,
            "共19件“实事”，1—9月完成11件。",
            (Figure(1, 3, "计数|实事"), Figure(9, 13, "设置|通报期")),
        ),
        Paragraph("实事|1", ParagraphStyle.HEADING_3, "1.修路"),
        Paragraph("实事|1|完成情况", BODY, "已完成43%【现为50%】。"),
    ),
)


def rendered(document: object = DOCUMENT, template: bytes | None = None) -> bytes:
    return render_bulletin(document, template or build_letterhead())  # type: ignore[arg-type]


def changed(*changes: tuple[str, str]) -> WrittenDraft:
    """Return the draft read from the file after its XML has been changed."""
    parts = unpack(rendered())
    xml = parts[PART].decode()
    for old, new in changes:
        assert old in xml, old
        xml = xml.replace(old, new)
    return draft_in("稿.docx", pack(parts | {PART: xml.encode()}))


def words(draft: WrittenDraft) -> list[tuple[str, str]]:
    return [(one.key, one.text) for one in draft.paragraphs]


def test_what_was_written_is_read_back() -> None:
    draft = draft_in("稿.docx", rendered())
    assert words(draft) == [
        ("标题", "\n".join(DOCUMENT.title)),
        *((one.key, one.text) for one in DOCUMENT.body),
    ]
    lead = draft.paragraphs[1]
    assert [(lead.text[one.start : one.end], one.tag, one.printed, one.number) for one in lead.figures] == [
        ("19", "计数|实事", "19", 0),
        ("1—9月", "设置|通报期", "1—9月", 1),
    ]
    assert [one.digest for one in draft.paragraphs[1:]] == [digest_of(one.text) for one in DOCUMENT.body]
    assert draft.left_out == ()


def test_signs_that_mean_something_in_xml_are_words_here() -> None:
    figure = Figure(2, 6, '实事|1|指标|"新\n增"\t<个>&|累计完成')
    text = "甲&<5>\"'\n乙\t】】>。"
    draft = draft_in(
        "稿.docx", rendered(replace(DOCUMENT, body=(Paragraph("实事|1", BODY, text, (figure,)),)))
    )
    assert words(draft)[1:] == [("实事|1", text)]
    assert [(one.tag, one.printed) for one in draft.paragraphs[1].figures] == [(figure.source, '<5>"')]


@pytest.mark.parametrize("place", ["title", "body"])
def test_the_mark_at_the_end_stands_outside_the_bookmark(place: str) -> None:
    document = replace(DOCUMENT, title=("怎么办？",), body=(Paragraph("导语", BODY, "怎么办？"),))
    xml = unpack(rendered(document))[PART].decode()
    number = re.search(rf'w:id="(\d+)" w:name="_t_{"标题" if place == "title" else "导语"}_', xml)
    assert number is not None
    end = xml.index(f'<w:bookmarkEnd w:id="{number[1]}"/>')
    assert xml[:end].endswith("怎么办</w:t></w:r>")
    assert re.match(r"<w:bookmarkEnd[^>]*><w:r>(?:<w:rPr>.*?</w:rPr>)?<w:t>？</w:t></w:r></w:p>", xml[end:])


def test_a_key_that_comes_twice_is_one_bookmark() -> None:
    twice = (Paragraph("导语", BODY, "甲。"), Paragraph("导语", BODY, "甲。"), Paragraph("", BODY, "乙。"))
    xml = unpack(rendered(replace(DOCUMENT, body=twice)))[PART].decode()
    assert xml.count("_t_导语_") == 1


def test_numbers_in_use_by_the_letterhead_are_not_used_again() -> None:
    taken = '<w:bookmarkStart w:id="7" w:name="_GoBack"/><w:bookmarkEnd w:id="7"/><w:r><w:t>{{期号}}'
    xml = unpack(rendered(template=letterhead(("<w:r><w:t>{{期号}}", taken))))[PART].decode()
    assert 'w:id="8" w:name="_t_标题' in xml


def test_a_title_with_other_words_beside_it_has_no_anchor() -> None:
    draft = draft_in("稿.docx", rendered(template=letterhead(("{{标题}}", "附：{{标题}}"))))
    assert draft.paragraphs[0].key == ""
    assert draft.paragraphs[1].key == "导语"


def test_tracked_changes_are_read_as_accepted() -> None:
    run = '<w:r><w:t xml:space="preserve">1.修路</w:t></w:r>'
    draft = changed(
        (
            run,
            '<w:del w:id="90" w:author="a"><w:r><w:delText>1.</w:delText></w:r></w:del>'
            '<w:ins w:id="91" w:author="a"><w:r><w:t>二、</w:t></w:r></w:ins><w:r><w:t>修路</w:t></w:r>',
        )
    )
    assert words(draft)[2] == ("实事|1", "二、修路")


def test_an_emptied_control_that_shows_its_prompt_holds_nothing() -> None:
    draft = changed(('<w:tag w:val="计数|实事"/>', '<w:tag w:val="计数|实事"/><w:showingPlcHdr/>'))
    assert draft.paragraphs[1].text.startswith("共件")
    assert [one.tag for one in draft.paragraphs[1].figures] == ["设置|通报期"]


def test_enter_before_a_paragraph_leaves_its_key_with_its_words() -> None:
    start = '<w:bookmarkStart w:id="3" w:name="_t_实事_1_'
    xml = unpack(rendered())[PART].decode()
    anchor = xml[xml.index(start) : xml.index("/>", xml.index(start)) + 2]
    moved = changed((anchor, f"{anchor}</w:p><w:p>"))
    assert words(moved)[2] == ("实事|1", "1.修路")
    outside = changed((anchor, ""), ("共</w:t>", "共</w:t>"))
    assert words(outside)[2] == ("", "1.修路")


def test_a_bookmark_between_paragraphs_belongs_to_the_next_one() -> None:
    xml = unpack(rendered())[PART].decode()
    at = xml.index('<w:bookmarkStart w:id="3"')
    anchor = xml[at : xml.index("/>", at) + 2]
    before = xml[xml.rindex("<w:p>", 0, at) : at]
    assert words(changed((before + anchor, anchor + before)))[2] == ("实事|1", "1.修路")


def test_joined_paragraphs_name_both_keys() -> None:
    xml = unpack(rendered())[PART].decode()
    end = xml.index("</w:p>", xml.index("1.修路"))
    begin = xml.index("<w:bookmarkStart", end)
    joined = changed((xml[end:begin], "")).paragraphs[2]
    assert (joined.key, joined.merged) == ("实事|1", ("实事|1|完成情况",))


def test_pictures_are_told() -> None:
    draft = changed(("1.修路</w:t></w:r>", "1.修路</w:t></w:r><w:r><w:drawing/></w:r>"))
    assert draft.left_out == ("图片",)


def test_words_behind_the_body_are_not_the_bodys() -> None:
    template = letterhead(
        (
            "{{正文}}</w:t></w:r></w:p>",
            "{{正文}}</w:t></w:r></w:p><w:p><w:r><w:t>联系人：某某</w:t></w:r></w:p>",
        )
    )
    assert "联系人：某某" not in [text for _, text in words(draft_in("稿.docx", rendered(template=template)))]


def test_a_document_of_somebody_elses_is_read_as_it_stands(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("甲")
    word.add_paragraph("乙")
    word.save(str(tmp_path / "别处.docx"))
    assert words(read_draft(tmp_path / "别处.docx")) == [("", "甲"), ("", "乙")]


def test_new_words_keep_the_look_and_split_like_the_old_ones() -> None:
    content = rendered()
    new = with_figures(content, {1: "1—12月", 0: "<2&3>"})
    assert "共<2&3>件“实事”，1—12月完成11件。" in texts_of(new)
    word = docx.Document(io.BytesIO(new))
    hinted = [
        "".join(text.text or "" for text in run.iter(qn("w:t")))
        for run in word.element.iter(qn("w:r"))
        if run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") is not None
    ]
    assert "—" in hinted
    again = draft_in("稿.docx", new).paragraphs[1].figures
    assert [one.printed for one in again] == ["<2&3>", "1—12月"]


def test_new_words_that_split_otherwise_stand_in_the_first_piece() -> None:
    new = with_figures(rendered(), {1: "全年"})
    assert "共19件“实事”，全年完成11件。" in texts_of(new)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "不是 Word 文档"),
        (b"%PDF-1.7", "不是 Word 文档"),
        (pack({"a.txt": b"a"}), "不是 Word 文档"),
        (build_letterhead()[:-200], "不完整"),
        (letterhead(("<w:body>", "<w:body")), "内部结构有误"),
    ],
    ids=["empty", "pdf", "zip", "cut short", "broken XML"],
)
def test_a_file_that_cannot_be_read_is_refused(content: bytes, what: str) -> None:
    with pytest.raises(FileRefusedError, match=what):
        draft_in("稿.docx", content)


def test_a_bomb_and_a_doctype_are_refused() -> None:
    buffer = io.BytesIO(build_letterhead())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/bomb.xml", b"0" * 300_000_000)
    with pytest.raises(FileRefusedError):
        draft_in("稿.docx", buffer.getvalue())
    parts = unpack(rendered())
    text = parts[PART].replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1)
    with pytest.raises(FileRefusedError):
        draft_in("稿.docx", pack(parts | {PART: text}))


def test_a_missing_file_a_folder_and_a_huge_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="找不到"):
        read_draft(tmp_path / "没有.docx")
    with pytest.raises(FileRefusedError, match="文件夹"):
        read_draft(tmp_path)
    with (tmp_path / "大.docx").open("wb") as file:
        file.truncate(31_000_000)
    with pytest.raises(FileRefusedError, match="太大"):
        read_draft(tmp_path / "大.docx")
