import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from xlminshi.adapters.packing import pack, repack, unpack
from xlminshi.adapters.word.filling import render_bulletin
from xlminshi.adapters.word.letterhead import Mark, build_letterhead
from xlminshi.bulletin.document import Document, Imprint, Masthead, Paragraph, ParagraphStyle
from xlminshi.core.errors import LetterheadError

TEXT = "word/document.xml"
BULLETIN = Document(
    masthead=Masthead("督查通报", "第7期", "中共湛河区委区政府督查局", "2022年10月25日"),
    title=("关于1—9月份全区重点民生实事", "进展情况的通报"),
    body=(
        Paragraph("lead", ParagraphStyle.BODY, "现将具体情况通报如下："),
        Paragraph("one", ParagraphStyle.HEADING_1, "一、基本情况"),
        Paragraph("done", ParagraphStyle.HEADING_2, "（一）已完成实事11件"),
        Paragraph("p1", ParagraphStyle.HEADING_3, "1.实施残疾儿童康复救助（牵头单位：区残联）"),
        Paragraph("p1.done", ParagraphStyle.BODY, "完成情况：已完成110人，完成全年任务的157%。"),
    ),
    imprint=Imprint("本期发：区委常委，区人大主任。", "中共湛河区委区政府督查局", "2022年10月25日印发"),
)


def letterhead(*changes: tuple[str, str], part: str = TEXT) -> bytes:
    """Return the default letterhead after an office has changed some XML in one part."""
    parts = unpack(build_letterhead())
    content = parts[part].decode()
    for old, new in changes:
        assert old in content, old
        content = content.replace(old, new)
    return pack(parts | {part: content.encode()})


def filled(document: Document = BULLETIN, template: bytes | None = None) -> WordDocument:
    return docx.Document(io.BytesIO(render_bulletin(document, template or build_letterhead())))


def saying(text: str) -> Document:
    return replace(BULLETIN, body=(Paragraph("p", ParagraphStyle.BODY, text),))


def body_text(document: Document) -> str:
    return filled(document).paragraphs[4].text


def refusal(template: bytes) -> str:
    with pytest.raises(LetterheadError) as caught:
        render_bulletin(BULLETIN, template)
    return str(caught.value)


def hinted_runs(word: WordDocument) -> Iterator[tuple[str, bool]]:
    for run in word.element.iter(qn("w:r")):
        fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        yield run.text, fonts is not None and fonts.get(qn("w:hint")) == "eastAsia"


class TestLetterhead:
    def test_every_build_gives_the_same_bytes(self) -> None:
        assert build_letterhead() == build_letterhead()

    def test_it_holds_every_mark_once(self) -> None:
        text = unpack(build_letterhead())[TEXT].decode()
        assert {mark: text.count(str(mark)) for mark in Mark} == dict.fromkeys(Mark, 1)

    def test_it_names_nobody_and_carries_no_ballast(self) -> None:
        parts = unpack(build_letterhead())
        assert b"creator" not in parts["docProps/core.xml"]
        assert not [name for name in parts if "thumbnail" in name or "stylesWithEffects" in name]

    def test_its_first_part_is_the_list_of_content_types(self) -> None:
        assert zipfile.ZipFile(io.BytesIO(build_letterhead())).namelist()[:2] == [
            "[Content_Types].xml",
            "_rels/.rels",
        ]


class TestWordsOfTheBulletin:
    def test_paragraphs_come_in_order_in_the_styles_with_chinese_names(self) -> None:
        read = [
            (paragraph.style.name, paragraph.text) for paragraph in filled().paragraphs if paragraph.style
        ]
        assert read[:9] == [
            ("公文红头", "督查通报"),
            ("公文期号", "第7期"),
            ("公文编发栏", "\t中共湛河区委区政府督查局\t2022年10月25日"),
            ("公文标题", "关于1—9月份全区重点民生实事\n进展情况的通报"),
            *((paragraph.style.value, paragraph.text) for paragraph in BULLETIN.body),
        ]

    def test_styles_are_found_by_name_when_word_has_renumbered_them(self) -> None:
        parts = unpack(letterhead(("GwHeading1", "a7"), part="word/styles.xml"))
        assert filled(template=pack(parts)).paragraphs[5].style.name == "公文一级标题"  # type: ignore[union-attr]

    def test_the_imprint_is_a_table_of_two_rows(self) -> None:
        rows = [[text.text for text in row._tr.iter(qn("w:t"))] for row in filled().tables[0].rows]
        assert rows == [
            ["本期发：区委常委，区人大主任。"],
            ["中共湛河区委区政府督查局", "2022年10月25日印发"],
        ]

    def test_no_mark_stays_behind(self) -> None:
        assert not [
            name
            for name, part in unpack(render_bulletin(BULLETIN, build_letterhead())).items()
            if b"{{" in part
        ]

    def test_a_mark_that_word_split_over_several_runs_is_filled(self) -> None:
        template = letterhead(
            (
                "<w:t>{{期号}}</w:t>",
                "<w:t>总{</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{期</w:t></w:r><w:r><w:t>号}}止</w:t>",
            )
        )
        assert filled(template=template).paragraphs[1].text == "总第7期止"

    def test_marks_may_stand_side_by_side_in_one_run_and_several_times(self) -> None:
        template = letterhead(("{{期号}}", "{{ 期号 }}{{成文日期}}（{{期号}}）"))
        assert filled(template=template).paragraphs[1].text == "第7期2022年10月25日（第7期）"

    def test_marks_in_footers_are_filled(self) -> None:
        template = letterhead(("<w:t>1</w:t>", "<w:t>{{期号}}</w:t>"), part="word/footer1.xml")
        assert filled(template=template).sections[0].footer.paragraphs[0].text == "— 第7期 —"

    def test_marks_in_text_boxes_are_filled(self) -> None:
        box = (
            '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
            "<w:p><w:r><w:t>{{期号}}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
        )
        word = filled(template=letterhead(("<w:r><w:t>{{期号}}</w:t></w:r>", box)))
        assert [text.text for text in word.element.iter(qn("w:t"))][1] == "第7期"

    def test_the_look_of_a_run_stays_when_its_mark_is_filled(self) -> None:
        template = letterhead(("<w:r><w:t>{{标题}}", "<w:r><w:rPr><w:b/></w:rPr><w:t>{{标题}}"))
        assert all(run.bold for run in filled(template=template).paragraphs[3].runs)

    def test_what_else_a_run_holds_stays_in_its_place(self) -> None:
        template = letterhead(
            ("<w:t>{{期号}}</w:t>", "<w:t>甲</w:t><w:tab/><w:t>{{期号}}</w:t><w:br/><w:t>乙</w:t>")
        )
        assert filled(template=template).paragraphs[1].text == "甲\t第7期\n乙"

    @pytest.mark.parametrize(
        "text", ["A&B <100> \"甲\" '乙' &amp;", "第一行\n第二行", "甲\t乙", "{{期号}} 不是标记", "𠮷"]
    )
    def test_text_arrives_as_it_was_written(self, text: str) -> None:
        assert body_text(saying(text)) == text

    @pytest.mark.parametrize(
        ("text", "expected"), [("甲\r\n乙\x0b丙\r丁", "甲\n乙\n丙\n丁"), ("甲\x00\x1f\ud800乙\ufffe", "甲乙")]
    )
    def test_characters_that_word_cannot_hold_are_dropped(self, text: str, expected: str) -> None:
        assert body_text(saying(text)) == expected

    def test_quotes_dashes_and_dots_are_marked_as_chinese(self) -> None:
        runs = dict(hinted_runs(filled(saying("“豫事办”分厅‘甲’——乙…丙·丁"))))
        assert {text for text, is_hinted in runs.items() if is_hinted} >= {
            "“",
            "”",
            "‘",
            "’——",
            "…",
            "·",
            "—",
        }
        assert not [text for text, is_hinted in runs.items() if is_hinted and text.strip("“”‘’—…·")]

    def test_an_empty_bulletin_leaves_one_empty_paragraph(self) -> None:
        assert body_text(replace(BULLETIN, body=())) == ""

    def test_a_section_that_ends_at_the_body_mark_ends_after_the_body(self) -> None:
        section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
        template = letterhead(('<w:pStyle w:val="GwBody"/>', f'<w:pStyle w:val="GwBody"/>{section}'))
        word = filled(template=template)
        assert len(word.sections) == 2
        assert word.paragraphs[8]._p.pPr.find(qn("w:sectPr")) is not None  # type: ignore[union-attr]

    def test_the_last_paragraph_keeps_with_the_imprint(self) -> None:
        assert filled().paragraphs[8].paragraph_format.keep_with_next
        assert (
            not filled(replace(BULLETIN, imprint=Imprint(""))).paragraphs[8].paragraph_format.keep_with_next
        )

    def test_a_long_last_paragraph_may_be_torn_by_the_end_of_a_page(self) -> None:
        assert not filled(saying("汉" * 400)).paragraphs[4].paragraph_format.keep_with_next

    @pytest.mark.parametrize(("text", "characters"), [("本期发：区委常委。", 4), ("抄送：市督查局。", 3)])
    def test_turned_lines_of_the_distribution_hang_by_its_label(self, text: str, characters: int) -> None:
        table = filled(replace(BULLETIN, imprint=Imprint(text))).tables[0]
        indent = next(table._tbl.iter(qn("w:ind")))
        assert (indent.get(qn("w:left")), indent.get(qn("w:hanging"))) == (
            str(280 * (characters + 1)),
            str(280 * characters),
        )


class TestImprintRows:
    def test_without_printing_office_and_date_their_row_goes(self) -> None:
        (row,) = filled(replace(BULLETIN, imprint=Imprint("本期发：各单位。"))).tables[0].rows
        assert row.cells[0].text == "本期发：各单位。"

    def test_without_distribution_its_row_goes(self) -> None:
        (row,) = filled(replace(BULLETIN, imprint=Imprint("", "督查局", "2022年10月25日印发"))).tables[0].rows
        assert [cell.text for cell in row.cells] == ["督查局", "2022年10月25日印发"]

    def test_one_of_office_and_date_is_enough_to_keep_the_row(self) -> None:
        assert len(filled(replace(BULLETIN, imprint=Imprint("", "督查局"))).tables[0].rows) == 1

    def test_without_any_of_them_the_table_goes(self) -> None:
        assert not filled(replace(BULLETIN, imprint=Imprint(""))).tables

    def test_a_row_with_other_marks_stays(self) -> None:
        template = letterhead(("{{分发范围}}", "{{分发范围}}{{期号}}"))
        (row,) = filled(replace(BULLETIN, imprint=Imprint("")), template).tables[0].rows
        assert row.cells[0].text == "第7期"


class TestRefusedLetterheads:
    @pytest.mark.parametrize("mark", ["{{期号}}", "{{成文日期}}", "{{标题}}", "{{正文}}"])
    def test_a_missing_required_mark_is_named(self, mark: str) -> None:
        assert f"缺少标记“{mark}”" in refusal(letterhead((mark, "")))

    @pytest.mark.parametrize(
        "mark", ["{{报头}}", "{{发文机关}}", "{{分发范围}}", "{{印发机关}}", "{{印发日期}}"]
    )
    def test_an_optional_mark_may_be_missing(self, mark: str) -> None:
        assert render_bulletin(BULLETIN, letterhead((mark, "固定文字")))

    @pytest.mark.parametrize(
        ("written", "words"),
        [
            ("{{期数}}", "“{{期数}}”不是认识的标记。请改为“{{期号}}”"),
            (
                "{{期号}}{{issue}}",
                "“{{issue}}”不是认识的标记。请改正或者删去；可用的标记有：{{报头}}、{{期号}}",
            ),
            ("{{期号}}{{}}", "“{{}}”不是认识的标记"),
            ("{{期号", "“{{期号”的花括号不成对。请写成“{{期号}}”"),
            ("期号}}", "“期号}}”的花括号不成对。请写成“{{期号}}”"),
            ("{{期号}", "“{{期号}”的花括号不成对"),
            ("{期号}", "“{期号}”的花括号不成对"),
            ("｛｛期号｝｝", "“｛｛期号｝｝”用了全角花括号。请改用半角花括号，写成“{{期号}}”"),
            ("{｛期号}}", "用了全角花括号"),
        ],
    )
    def test_a_wrongly_written_mark_is_named_once_with_the_right_spelling(
        self, written: str, words: str
    ) -> None:
        message = refusal(letterhead(("{{期号}}", written)))
        assert words in message
        assert "版头文件有 1 处需要修改" in message

    def test_braces_that_are_no_mark_are_left_alone(self) -> None:
        template = letterhead(("{{期号}}", "{{期号}}{a}｛乙｝"))
        assert filled(template=template).paragraphs[1].text == "第7期{a}｛乙｝"

    def test_a_second_body_mark_is_refused(self) -> None:
        assert "“{{正文}}”出现了不止一次" in refusal(
            letterhead(("</w:tbl>", "</w:tbl><w:p><w:r><w:t>{{正文}}</w:t></w:r></w:p>"))
        )

    def test_words_beside_the_body_mark_are_refused_before_they_are_lost(self) -> None:
        assert "请让“{{正文}}”独占一段" in refusal(letterhead(("{{正文}}", "各单位：{{正文}}")))

    def test_a_body_mark_in_a_footer_is_refused(self) -> None:
        parts = unpack(letterhead(("{{正文}}", "")))
        parts["word/footer1.xml"] = parts["word/footer1.xml"].replace(
            b"<w:t>1</w:t>", "<w:t>{{正文}}</w:t>".encode()
        )
        assert "请移到正文区" in refusal(pack(parts))

    @pytest.mark.parametrize("style", list(ParagraphStyle))
    def test_a_missing_style_is_named(self, style: ParagraphStyle) -> None:
        template = letterhead((f'"{style.value}"', '"改了名"'), part="word/styles.xml")
        assert f"缺少段落样式“{style.value}”" in refusal(template)

    def test_all_findings_come_in_one_message(self) -> None:
        template = letterhead(("{{期号}}", ""), ("{{标题}}", "{{标提}}"), ("{{报头}}", "｛｛报头｝｝"))
        message = refusal(template)
        assert message.startswith("版头文件有 3 处需要修改")
        assert [line[:2] for line in message.splitlines()[1:]] == ["1.", "2.", "3."]

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            pack({"a.txt": b"a"}),
            letterhead(("document.main+xml", "template.main+xml"), part="[Content_Types].xml"),
            letterhead(("<w:body>", "<w:body"), part=TEXT),
            letterhead(("footer+xml", "other+xml"), part="[Content_Types].xml"),
            build_letterhead()[:-200],
        ],
        ids=[
            "empty",
            "old .doc",
            "some zip",
            "template",
            "broken XML",
            "footer of no known kind",
            "cut short",
        ],
    )
    def test_a_file_that_is_no_docx_is_refused_in_plain_words(self, content: bytes) -> None:
        assert "另存为“Word 文档（*.docx）”" in refusal(content)


class TestTheFileAsAWhole:
    def test_the_same_input_gives_the_same_bytes(self) -> None:
        assert render_bulletin(BULLETIN, build_letterhead()) == render_bulletin(BULLETIN, build_letterhead())

    def test_a_letterhead_stored_with_other_times_gives_the_same_bytes(self) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in reversed(unpack(build_letterhead()).items()):
                package.writestr(name, content)
        assert render_bulletin(BULLETIN, buffer.getvalue()) == render_bulletin(BULLETIN, build_letterhead())

    def test_a_letterhead_without_settings_and_properties_is_filled(self) -> None:
        spare = ("word/settings.xml", "docProps/core.xml", "docProps/app.xml")
        parts = {name: part for name, part in unpack(build_letterhead()).items() if name not in spare}
        for name in ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"):
            parts[name] = re.sub(
                rb"<(Override|Relationship) [^>]*(settings|core|app)\.xml[^>]*/>", b"", parts[name]
            )
        assert filled(template=pack(parts)).paragraphs[1].text == "第7期"

    def test_title_and_time_are_set_and_nobody_is_named(self) -> None:
        properties = filled().core_properties
        assert properties.title == "关于1—9月份全区重点民生实事进展情况的通报"
        assert properties.created == properties.modified == datetime(2022, 10, 25, tzinfo=UTC)
        assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")

    @pytest.mark.parametrize("dated", ["", "十月", "2022年13月1日"])
    def test_a_date_that_cannot_be_read_gives_a_fixed_time(self, dated: str) -> None:
        document = replace(BULLETIN, masthead=replace(BULLETIN.masthead, dated=dated))
        assert filled(document).core_properties.created == datetime(2012, 7, 1, tzinfo=UTC)

    def test_traces_of_the_letterheads_maker_are_dropped(self) -> None:
        parts = unpack(
            letterhead(
                ("<w:mirrorMargins/>", '<w:mirrorMargins/><w:attachedTemplate r:id="rId1"/>'),
                part="word/settings.xml",
            )
        )
        relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        parts["word/settings.xml"] = parts["word/settings.xml"].replace(
            b"<w:settings ", f'<w:settings xmlns:r="{relations}" '.encode()
        )
        parts["word/_rels/settings.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{relations}/attachedTemplate"'
            ' Target="file:///C:/Users/ZhangSan/a.dotm" TargetMode="External"/>'
            "</Relationships>"
        ).encode()
        parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(
            b"/>", b"><Company>ZhangSan</Company></Properties>"
        )
        parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(
            b"<dc:title>", b"<dc:creator>ZhangSan</dc:creator><dc:title>"
        )
        result = unpack(render_bulletin(BULLETIN, pack(parts)))
        assert not [
            name
            for name, content in result.items()
            if b"ZhangSan" in content or b"attachedTemplate" in content
        ]


class TestPacking:
    def test_repacking_fixes_times_order_and_maker(self) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for name in ("b.xml", "a/", "_rels/.rels", "a/c.xml", "[Content_Types].xml"):
                package.writestr(name, "" if name.endswith("/") else name)
        entries = zipfile.ZipFile(io.BytesIO(repack(buffer.getvalue()))).infolist()
        assert [entry.filename for entry in entries] == [
            "[Content_Types].xml",
            "_rels/.rels",
            "a/c.xml",
            "b.xml",
        ]
        assert {(entry.date_time, entry.create_system) for entry in entries} == {((1980, 1, 1, 0, 0, 0), 0)}

    def test_repacking_twice_changes_nothing(self) -> None:
        assert repack(repack(build_letterhead())) == repack(build_letterhead())
