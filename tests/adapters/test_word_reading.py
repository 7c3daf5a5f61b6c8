"""Word files as people hand them in, read paragraph by paragraph; and a copy of them with comments."""

import base64
import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.office.validators import audit_errors, sdk_errors
from xlminshi import api
from xlminshi.adapters.packing import pack, unpack
from xlminshi.adapters.word.comments import AUTHOR, mark_document
from xlminshi.adapters.word.reading import read_document
from xlminshi.bulletin.proofreading.manuscript import Line, Span, Story
from xlminshi.core.errors import FileRefusedError
from xlminshi.workflow.ports import Note

BOX = (
    '<w:r {ns} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml">'
    '<mc:AlternateContent><mc:Choice Requires="v"><w:pict><v:shape><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>框中第7期</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>框中第7期</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def saved(word: WordDocument, path: Path) -> Path:
    word.save(str(path))
    return path


def lines_of(word: WordDocument, folder: Path) -> tuple[Line, ...]:
    return read_document(saved(word, folder / "通报.docx")).lines


def texts_of(word: WordDocument, folder: Path) -> list[str]:
    return [one.text for one in lines_of(word, folder)]


# Reading


def test_paragraphs_are_counted_without_the_empty_ones(tmp_path: Path) -> None:
    word = docx.Document()
    for text in ("督查通报", "", "第7期\n正文\t2022年"):
        word.add_paragraph(text)
    assert [(one.number, one.text) for one in lines_of(word, tmp_path)] == [
        (1, "督查通报"),
        (2, "第7期\n正文\t2022年"),
    ]


def test_the_style_of_a_paragraph_is_known_by_its_name(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("标题", style="Heading 1")
    assert [one.style for one in lines_of(word, tmp_path)] == ["Heading 1"]


def test_text_in_pieces_is_read_as_one(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("完成")
    paragraph.add_run("21").bold = True
    paragraph.add_run("414人次")
    assert texts_of(word, tmp_path) == ["完成21414人次"]


def test_what_was_deleted_is_not_read_and_what_was_inserted_is(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("完成")._p
    change = 'w:id="1" w:author="a"'
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')} {change}><w:r><w:delText>8</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')} {change}><w:r><w:t>9</w:t></w:r></w:ins>"))
    paragraph.append(parse_xml(f"<w:moveFrom {nsdecls('w')} {change}><w:r><w:t>7</w:t></w:r></w:moveFrom>"))
    assert texts_of(word, tmp_path) == ["完成9"]


def test_a_text_box_is_read_once_and_apart_from_its_paragraph(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("正文")._p.append(parse_xml(BOX.format(ns=nsdecls("w"))))
    assert [(one.text, one.story) for one in lines_of(word, tmp_path)] == [
        ("正文", Story.TEXT),
        ("框中第7期", Story.BOX),
    ]


def test_headers_and_footers_come_last_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("正文")
    word.sections[0].header.paragraphs[0].text = "督查通报第7期"
    word.sections[0].footer.paragraphs[0].text = "— 1 —"
    assert [(one.text, one.story) for one in lines_of(word, tmp_path)] == [
        ("正文", Story.TEXT),
        ("督查通报第7期", Story.MARGIN),
    ]


def test_cells_of_a_table_know_their_row_and_the_head_of_their_column(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(rows=3, cols=3)
    for row, texts in zip(
        table.rows,
        (("实事名称", "累计完成", "完成率"), ("修路", "12", "43%"), ("修桥", "", "9%")),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    found = [(one.label, one.text, one.row) for one in lines_of(word, tmp_path)]
    assert found == [
        ("", "实事名称", (0, 0)),
        ("", "累计完成", (0, 0)),
        ("", "完成率", (0, 0)),
        ("实事名称：", "修路", (0, 1)),
        ("累计完成：", "12", (0, 1)),
        ("完成率：", "43%", (0, 1)),
        ("实事名称：", "修桥", (0, 2)),
        ("完成率：", "9%", (0, 2)),
    ]


def test_merged_cells_keep_the_columns_in_their_places(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(rows=2, cols=4)
    for cell, text in zip(table.rows[0].cells, ("甲", "乙", "丙", "丁"), strict=True):
        cell.text = text
    table.cell(1, 0).merge(table.cell(1, 1))
    table.cell(1, 2).text = "9"
    assert [(one.label, one.text) for one in lines_of(word, tmp_path)][4:] == [("丙：", "9")]


def test_a_table_of_two_columns_is_running_text(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "本期发：各单位"
    assert [(one.story, one.row) for one in lines_of(word, tmp_path)] == [(Story.TEXT, None)]


NUMBERING = """<w:numbering {ns}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
</w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>
<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="7"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
</w:lvlOverride></w:num>
<w:num w:numId="8"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num></w:numbering>"""


def numbered(word: WordDocument, text: str, level: int, number: int = 5) -> None:
    properties = parse_xml(
        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )
    word.add_paragraph(text)._p.get_or_add_pPr().append(properties)


def test_automatic_numbers_are_read_as_they_are_shown(tmp_path: Path) -> None:
    word = docx.Document()
    part = word.part.numbering_part
    part._element = parse_xml(NUMBERING.format(ns=nsdecls("w")))
    for text, level in (("甲", 0), ("子", 1), ("丑", 1), ("乙", 0), ("寅", 1), ("点", 2)):
        numbered(word, text, level)
    assert [(one.label, one.text) for one in lines_of(word, tmp_path)] == [
        ("一、", "甲"),
        ("（1）", "子"),
        ("（2）", "丑"),
        ("二、", "乙"),
        ("（1）", "寅"),
        ("", "点"),
    ]


@pytest.mark.parametrize(
    ("paragraphs", "labels"),
    [
        # A list that starts anew does so once, at its first paragraph, and counts on from there.
        (((5, 0), (5, 0), (6, 0), (6, 0)), ["一、", "二、", "一、", "二、"]),
        (((5, 0), (6, 0), (5, 0), (6, 0)), ["一、", "一、", "二、", "三、"]),
        (((5, 0), (8, 0), (8, 0)), ["一、", "四、", "五、"]),
        # So does each level of it; below another number a level starts anew in any list.
        (((5, 1), (5, 1), (6, 1), (6, 1)), ["（1）", "（2）", "（1）", "（2）"]),
        (
            ((5, 0), (5, 1), (6, 0), (6, 1), (6, 0), (6, 1)),
            ["一、", "（1）", "一、", "（1）", "二、", "（1）"],
        ),
        # Where only the looks of a level are the list's own, the count goes on.
        (((5, 0), (7, 0), (7, 0)), ["一、", "2.", "3."]),
    ],
)
def test_a_list_can_start_anew_or_look_otherwise(
    tmp_path: Path, paragraphs: tuple[tuple[int, int], ...], labels: list[str]
) -> None:
    word = docx.Document()
    word.part.numbering_part._element = parse_xml(NUMBERING.format(ns=nsdecls("w")))
    for number, level in paragraphs:
        numbered(word, "实事", level, number)
    assert [one.label for one in lines_of(word, tmp_path)] == labels


def test_a_number_can_come_from_the_style(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("甲", style="List Number")
    word.add_paragraph("乙", style="List Number")
    assert [one.label for one in lines_of(word, tmp_path)] == ["1.", "2."]


def test_plain_text_is_read_in_either_encoding(tmp_path: Path) -> None:
    for name, encoding in (("一.txt", "utf-8-sig"), ("二.md", "gb18030")):
        (tmp_path / name).write_text("督查通报\n\n第7期", encoding=encoding)
        read = read_document(tmp_path / name)
        assert [one.text for one in read.lines] == ["督查通报", "第7期"]
        assert read.content == b""


FOOTNOTES = """<w:footnotes {ns}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:t xml:space="preserve"> 完成全年任务的40%，超额完成任务。</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""


def with_footnote(word: WordDocument) -> WordDocument:
    name = PackURI("/word/footnotes.xml")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(name, kind, FOOTNOTES.format(ns=nsdecls("w")).encode(), word.part.package)
    word.part.relate_to(part, RT.FOOTNOTES)
    return word


def test_footnotes_are_read(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("正文。")
    assert [(one.text.strip(), one.story) for one in lines_of(with_footnote(word), tmp_path)] == [
        ("正文。", Story.TEXT),
        ("完成全年任务的40%，超额完成任务。", Story.NOTE),
    ]


def test_a_fault_in_a_footnote_is_told_there_and_marked_at_the_first_paragraph(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("正文。")
    result = api.verify(saved(with_footnote(word), tmp_path / "通报.docx"), None, tmp_path / "出")
    assert [str(one) for one in result.problems] == [
        "通报.docx 脚注：“超额完成任务”与数据不符：前面的完成率是40%。请改正这句话，或核对数据。"
    ]
    copy = docx.Document(str(result.written[0]))
    assert list(commented(copy).values()) == ["正文。"]


def test_pictures_are_counted_because_nobody_reads_their_figures(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("各单位要抓紧推进。")
    word.add_picture(io.BytesIO(PICTURE))
    result = api.verify(saved(word, tmp_path / "通报.docx"))
    assert [str(one) for one in result.problems] == [
        "通报.docx：文中有1幅图片或图表，里面的数字没有核对，需人工核对。"
    ]
    assert not result.value.is_refused


# Refusing


def test_a_document_of_pictures_only_is_refused_as_such(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_picture(io.BytesIO(PICTURE))
    with pytest.raises(FileRefusedError, match="只有图片，没有文字"):
        read_document(saved(word, tmp_path / "扫描.docx"))


def test_a_document_that_is_only_a_table_is_judged_by_row_and_column(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(rows=3, cols=5)
    texts = (
        ("序号", "实事名称", "年度目标", "累计完成", "完成率"),
        ("1", "修路", "30公里", "12.85公里", "53%"),
        ("3", "修桥", "8座", "4座", "50%"),
    )
    for row, cells in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    result = api.verify(saved(word, tmp_path / "表.docx"))
    assert sorted(str(one) for one in result.problems) == [
        "表.docx 表格第2行“完成率”列：“53%”算得不对：12.85公里÷30公里，应为43%。请核对后改正。",
        "表.docx 表格第3行“序号”列：编号“3”不连续，应为“2”。请核对编号，或补上缺少的内容。",
    ]


def bomb(path: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 80_000_000)
    return buffer.getvalue()


def with_entity(content: bytes) -> bytes:
    parts = unpack(content)
    parts["word/document.xml"] = b'<!DOCTYPE a [<!ENTITY b "c">]>' + parts["word/document.xml"]
    return pack(parts)


@pytest.fixture
def plain(tmp_path: Path) -> bytes:
    word = docx.Document()
    word.add_paragraph("督查通报")
    return saved(word, tmp_path / "好.docx").read_bytes()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"{\\rtf1", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版文档"),
        (b"PK\x03\x04 broken", "不完整、已损坏或不可信"),
        (b"\xff\xfe\x00\x81\x00", "不是 Word 文档"),
        (b"   \n", "里面没有文字"),
        (("字" * 500_000).encode(), "文字太多"),
    ],
)
def test_what_is_no_document_is_refused_by_name(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(content)
    with pytest.raises(FileRefusedError, match=said) as error:
        read_document(path)
    assert "「坏.docx」" in str(error.value)


def test_a_hostile_document_is_refused(tmp_path: Path, plain: bytes) -> None:
    for content in (bomb(tmp_path), with_entity(plain)):
        (tmp_path / "坏.docx").write_bytes(content)
        with pytest.raises(FileRefusedError, match="不可信"):
            read_document(tmp_path / "坏.docx")


def test_a_workbook_is_no_document(tmp_path: Path, demo_folder: Path) -> None:
    with pytest.raises(FileRefusedError, match="不是 Word 文档"):
        read_document(demo_folder / "1_标准工作簿.xlsx")


def test_a_document_without_its_parts_is_refused(tmp_path: Path, plain: bytes) -> None:
    parts = unpack(plain)
    parts["word/document.xml"] = b"<w:document"
    (tmp_path / "坏.docx").write_bytes(pack(parts))
    with pytest.raises(FileRefusedError, match="内部结构有误"):
        read_document(tmp_path / "坏.docx")


def test_a_missing_file_a_folder_and_a_huge_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError, match="找不到"):
        read_document(tmp_path / "没有.docx")
    with pytest.raises(FileRefusedError, match="是文件夹"):
        read_document(tmp_path)
    (tmp_path / "大.docx").write_bytes(b"PK" + b"0" * 30_000_001)
    with pytest.raises(FileRefusedError, match="太大了"):
        read_document(tmp_path / "大.docx")


# Marking


def marked(word: WordDocument, folder: Path, *notes: Note) -> WordDocument:
    content = saved(word, folder / "通报.docx").read_bytes()
    copy = mark_document(content, notes)
    assert copy == mark_document(content, notes[::-1])
    (folder / "核对.docx").write_bytes(copy)
    assert sdk_errors(folder / "核对.docx") == []
    assert audit_errors(folder / "核对.docx") == []
    return docx.Document(str(folder / "核对.docx"))


def commented(word: WordDocument) -> dict[str, str]:
    """Return comment → the words between its two marks, as Word shows them."""
    words: dict[str, str] = {}
    for one in word.comments:
        start = word.element.find(f".//{qn('w:commentRangeStart')}[@{qn('w:id')}='{one.comment_id}']")
        assert start is not None
        text, element = "", start.getnext()
        end = word.element.find(f".//{qn('w:commentRangeEnd')}[@{qn('w:id')}='{one.comment_id}']")
        while element is not None and element is not end:
            text += "".join(each.text or "" for each in element.iter(qn("w:t")))
            element = element.getnext()
        words[one.text] = text
    return words


def test_a_comment_stands_at_exactly_its_words_and_nothing_else_changes(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("完成21414")
    run = paragraph.add_run("人次，占155.17%")
    run.bold = True
    copy = marked(word, tmp_path, Note(Span(1, 2, 9), "数不对"), Note(Span(1, 11, 18), "率不对"))
    assert commented(copy) == {"数不对": "21414人次", "率不对": "155.17%"}
    assert [one.text for one in copy.paragraphs] == ["完成21414人次，占155.17%"]
    bold = "".join(one.text for one in copy.paragraphs[0].runs if one.bold)
    assert bold == "人次，占155.17%"
    assert {one.author for one in copy.comments} == {AUTHOR}
    assert all(one.timestamp is None for one in copy.comments)


def test_breaks_and_tabs_within_a_run_stay_where_they_are(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("第7期\t2022年\n正文 9 个")
    copy = marked(word, tmp_path, Note(Span(1, 4, 9), "年"), Note(Span(1, 13, 14), "数"))
    assert copy.paragraphs[0].text == "第7期\t2022年\n正文 9 个"
    assert commented(copy) == {"年": "2022年", "数": "9"}


def test_comments_can_lie_over_one_another(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("占60%、27%、20%。")
    copy = marked(word, tmp_path, Note(Span(1, 1, 12), "相加不是100%"), Note(Span(1, 5, 8), "算错"))
    assert commented(copy) == {"相加不是100%": "60%、27%、20%", "算错": "27%"}


def test_a_comment_in_a_table_and_in_an_insertion(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(rows=1, cols=1)
    table.cell(0, 0).text = "完成9个"
    inserted = f'<w:ins {nsdecls("w")} w:id="1" w:author="a"><w:r><w:t>新增8个</w:t></w:r></w:ins>'
    word.add_paragraph()._p.append(parse_xml(inserted))
    copy = marked(word, tmp_path, Note(Span(1, 2, 4), "九"), Note(Span(2, 2, 4), "八"))
    assert commented(copy) == {"九": "9个", "八": "8个"}


def test_where_no_comment_can_stand_the_first_paragraph_carries_it(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("正文")
    word.sections[0].header.paragraphs[0].text = "督查通报第8期"
    copy = marked(word, tmp_path, Note(Span(2, 4, 7), "期号不对"), Note(Span(99, 0, 1), "找不到"))
    assert commented(copy) == {"期号不对": "正文", "找不到": "正文"}


def test_a_document_that_has_comments_keeps_them(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("完成9个")
    word.add_comment(paragraph.runs, "已阅", "张三", "张")
    copy = marked(word, tmp_path, Note(Span(1, 2, 4), "不对"))
    assert [one.text for one in copy.comments] == ["已阅", "不对"]


def test_nothing_to_say_leaves_the_text_as_it_was(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("完成9个")
    assert commented(marked(word, tmp_path)) == {}
