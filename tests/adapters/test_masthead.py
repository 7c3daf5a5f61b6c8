"""Names, issuers and lists of every length find room on the paper; what finds none is told."""

import io
from dataclasses import replace

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P

from tests.adapters.test_word import BULLETIN, letterhead
from xlminshi.adapters.word.filling import render_bulletin
from xlminshi.adapters.word.letterhead import BRIEFING, build_letterhead
from xlminshi.adapters.word.masthead import red_name
from xlminshi.adapters.word.masthead_check import masthead_problems
from xlminshi.adapters.word.profile import profile_of
from xlminshi.bulletin.document import Document, Imprint
from xlminshi.core.errors import LetterheadError
from xlminshi.core.problems import Code, Level, Place

WIDTH = 8845  # the type area in twips
STYLES = "word/styles.xml"
MARK = "<w:r><w:t>{{报头}}</w:t></w:r>"
THIRTEEN = "清源县重点民生实事督查通报"
TWENTY_FOUR = "清源哈萨克自治县重点民生实事工作推进情况督查通报"
STRANGE = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"
LONG_ISSUER = "中共清源哈萨克自治县委清源哈萨克自治县人民政府重点民生实事督查考核工作领导小组办公室"


def named(name: str) -> Document:
    return replace(BULLETIN, masthead=replace(BULLETIN.masthead, name=name))


def issued_by(issuer: str) -> Document:
    return replace(BULLETIN, masthead=replace(BULLETIN.masthead, issuer=issuer))


def filled(document: Document, template: bytes | None = None) -> WordDocument:
    return docx.Document(io.BytesIO(render_bulletin(document, template or build_letterhead())))


def head(name: str, template: bytes | None = None) -> CT_P:
    return filled(named(name), template).paragraphs[0]._p


def looks(paragraph: CT_P) -> dict[str, str]:
    """Return what stands in the file about this paragraph and its first run alone."""
    found = {
        f"{one.tag.rpartition('}')[2]}.{key.rpartition('}')[2]}": value
        for place in (paragraph.pPr, paragraph.r_lst[0].rPr)
        if place is not None
        for one in place
        for key, value in one.attrib.items()
    }
    return {key: value for key, value in found.items() if key not in ("pStyle.val", "rFonts.hint")}


def codes(name: str, template: bytes | None = None) -> list[Code]:
    return [one.code for one in masthead_problems(named(name), template or build_letterhead(), Place())]


class TestName:
    @pytest.mark.parametrize("name", ["督查通报", "工作简报", "实事督查报"])
    def test_a_short_one_stands_as_the_style_has_it(self, name: str) -> None:
        assert looks(head(name)) == {}
        assert codes(name) == []

    @pytest.mark.parametrize("name", ["民生实事通报", "民生实事督查专报", "清源县民生实事督查专报", THIRTEEN])
    @pytest.mark.parametrize("profile", [profile_of(), BRIEFING, profile_of(margins="37,30,35,29")])
    def test_a_longer_one_is_set_smaller_and_has_room_on_one_line(self, name: str, profile: object) -> None:
        paragraph = head(name, build_letterhead(profile))  # type: ignore[arg-type]
        found = looks(paragraph)
        size, spacing = int(found["sz.val"]), int(found["spacing.val"])
        assert spacing + len(name) * (size * 10 + spacing) <= profile.width  # type: ignore[attr-defined]
        assert found["szCs.val"] == found["sz.val"]
        assert found["ind.left"] == found["spacing.val"]
        assert paragraph.text == name

    @pytest.mark.parametrize(
        ("name", "lines"),
        [
            ("清源县人民政府民生实事督查通报", ("清源县人民政府", "民生实事督查通报")),
            ("清源哈萨克自治县民生实事督查通报", ("清源哈萨克自治县", "民生实事督查通报")),
            (TWENTY_FOUR, ("清源哈萨克自治县重点民生实事", "工作推进情况督查通报")),
        ],
    )
    def test_a_long_one_stands_on_two_lines_that_take_no_more_room_and_end_with_a_word(
        self, name: str, lines: tuple[str, ...]
    ) -> None:
        paragraph = head(name)
        found = looks(paragraph)
        assert tuple(paragraph.text.split("\n")) == lines
        assert (found["spacing.line"], found["spacing.lineRule"]) == ("840", "exact")
        assert 52 <= int(found["sz.val"]) <= 72
        assert codes(name) == []

    def test_lines_that_an_office_has_typed_stay(self) -> None:
        paragraph = head("清源县重点\n民生实事督查通报\n")
        assert paragraph.text == "清源县重点\n民生实事督查通报"
        assert looks(paragraph)["sz.val"] == "72"

    def test_one_without_a_known_word_stays_on_one_line_and_is_told(self) -> None:
        assert head(STRANGE).text == STRANGE
        (one,) = masthead_problems(named(STRANGE), build_letterhead(), Place("汇总.xlsx", "设置"))
        assert one.level is Level.REMINDER
        assert str(one) == (
            f"汇总.xlsx 「设置」表：通报名称“{STRANGE}”太长，在版头排成1行也只能用23磅的小字。请在“设置”表缩短通报名称。"
        )

    def test_one_too_long_for_two_lines_is_set_as_large_as_they_hold_and_told(self) -> None:
        name = LONG_ISSUER[:-3] + "督查通报"
        red = red_name(name, WIDTH)
        assert len(red.lines) == 2
        assert max(map(len, red.lines)) * (red.size * 10 + red.spacing) <= WIDTH
        assert codes(name) == [Code.NAME_TOO_LONG]

    def test_a_word_at_the_edge_gives_no_second_line_that_is_smaller(self) -> None:
        assert red_name("督查" + STRANGE, WIDTH).lines == ("督查" + STRANGE,)

    def test_digits_need_less_room_and_no_name_is_empty(self) -> None:
        assert red_name("12345通报", WIDTH).is_as_usual
        assert red_name("", WIDTH).is_as_usual

    def test_colour_and_margins_may_be_the_offices_own(self) -> None:
        template = letterhead(('w:val="FF0000"/><w:spacing', 'w:val="C00000"/><w:spacing'), part=STYLES)
        assert looks(head(THIRTEEN, template))["sz.val"] == "57"

    def test_looks_that_the_run_has_already_are_replaced_in_their_order(self) -> None:
        own = '<w:rPr><w:b/><w:spacing w:val="240"/><w:kern w:val="0"/><w:sz w:val="144"/><w:lang w:val="zh-CN"/></w:rPr>'
        paragraph = head("民生实事通报", letterhead((MARK, MARK.replace("<w:t>", f"{own}<w:t>"))))
        properties = paragraph.r_lst[0].rPr
        assert properties is not None
        tags = [one.tag.rpartition("}")[2] for one in properties]
        assert tags == ["b", "spacing", "kern", "sz", "szCs", "lang"]


class TestNameInAnOfficesOwnLetterhead:
    @pytest.mark.parametrize(
        "change",
        [
            ('<w:spacing w:val="240"/><w:sz w:val="144"/>', '<w:spacing w:val="240"/><w:sz w:val="120"/>'),
            ('<w:spacing w:val="240"/><w:sz w:val="144"/>', '<w:spacing w:val="200"/><w:sz w:val="144"/>'),
            ('w:line="1680"', 'w:line="1800"'),
            ('<w:color w:val="FF0000"/><w:spacing', '<w:color w:val="FF0000"/><w:w w:val="90"/><w:spacing'),
        ],
    )
    def test_its_formatting_stays_and_what_has_no_room_is_told(self, change: tuple[str, str]) -> None:
        template = letterhead(change, part=STYLES)
        assert looks(head(THIRTEEN, template)) == {}
        assert codes(THIRTEEN, template) == [Code.NAME_TOO_WIDE]
        assert codes("督查通报", template) == []

    def test_it_is_told_how_many_characters_have_room(self) -> None:
        template = letterhead(
            ('<w:spacing w:val="240"/><w:sz w:val="144"/>', '<w:sz w:val="100"/>'), part=STYLES
        )
        (one,) = masthead_problems(named(THIRTEEN), template, Place())
        assert one.what == f"通报名称“{THIRTEEN}”在本单位的版头文件里一行排不下，约可排8个字。"
        assert one.cure == "请在“设置”表缩短通报名称，或调小版头文件里报头的字号。"
        assert codes("清源县民生实事通报"[:8], template) == []
        assert codes("清源县民生实事通报", template) == [Code.NAME_TOO_WIDE]

    def test_typed_lines_are_measured_one_by_one(self) -> None:
        own = MARK.replace("<w:t>", '<w:rPr><w:sz w:val="120"/></w:rPr><w:t>')
        template = letterhead((MARK, own))
        assert codes("清源县\n民生实事", template) == []
        assert codes("清源县民\n生实事督查通报", template) == [Code.NAME_TOO_WIDE]
        assert codes("清源县民生实事", letterhead((MARK, own + "<w:r><w:br/><w:t>专刊</w:t></w:r>"))) == [
            Code.NAME_TOO_WIDE
        ]

    def test_other_words_in_the_line_need_room_too(self) -> None:
        template = letterhead((MARK, MARK + "<w:r><w:t>（增刊）</w:t></w:r>"))
        assert codes("督查通报", template) == [Code.NAME_TOO_WIDE]
        assert codes("督查通报", letterhead((MARK, MARK + "<w:r><w:t>刊</w:t></w:r>"))) == []

    @pytest.mark.parametrize(
        "runs",
        [
            "<w:r><w:tab/></w:r>" + MARK,
            MARK.replace("<w:t>", '<w:rPr><w:fitText w:val="8000"/></w:rPr><w:t>'),
        ],
    )
    def test_nothing_is_told_where_tabs_or_a_fixed_width_decide(self, runs: str) -> None:
        template = letterhead((MARK, runs))
        assert looks(head(THIRTEEN, template)).get("sz.val") is None
        assert codes(THIRTEEN, template) == []

    def test_the_style_of_a_run_counts(self) -> None:
        style = '<w:style w:type="character" w:styleId="Small"><w:name w:val="Small"/><w:rPr><w:sz w:val="60"/></w:rPr></w:style>'
        parts = letterhead(("</w:styles>", f"{style}</w:styles>"), part=STYLES)
        word = docx.Document(io.BytesIO(parts))
        word.paragraphs[0].runs[0].style = word.styles["Small"]  # type: ignore[assignment]
        buffer = io.BytesIO()
        word.save(buffer)
        assert looks(head("清源县民生实事通报", buffer.getvalue())) == {"rStyle.val": "Small"}
        assert codes("清源县民生实事通报", buffer.getvalue()) == []
        assert codes("清源县民生实事督查通报", buffer.getvalue()) == [Code.NAME_TOO_WIDE]

    def test_a_paragraph_without_a_style_looks_as_the_usual_one(self) -> None:
        template = letterhead(('<w:pStyle w:val="GwMasthead"/>', '<w:ind w:start="400" w:end="400"/>'))
        assert codes("长" * 25, template) == []
        assert codes("长" * 26, template) == [Code.NAME_TOO_WIDE]
        bare = letterhead(
            ('w:type="paragraph" w:default="1" w:styleId="Normal"', 'w:type="paragraph" w:styleId="Normal"'),
            part=STYLES,
        )
        word = docx.Document(io.BytesIO(bare))
        word.paragraphs[0]._p.pPr.remove(word.paragraphs[0]._p.pPr.pStyle)  # type: ignore[union-attr,arg-type]
        buffer = io.BytesIO()
        word.save(buffer)
        assert codes("长" * 28, buffer.getvalue()) == [Code.NAME_TOO_WIDE]

    @pytest.mark.parametrize(
        ("cell", "told"),
        [
            ('w:w="5000" w:type="dxa"', True),
            ('w:w="8800" w:type="dxa"', False),
            ('w:w="0" w:type="auto"', False),
        ],
    )
    def test_a_cell_is_as_wide_as_it_says(self, cell: str, told: bool) -> None:
        table = (
            f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid><w:tr><w:tc>'
            f'<w:tcPr><w:tcW {cell}/></w:tcPr><w:p><w:pPr><w:pStyle w:val="GwMasthead"/></w:pPr>{MARK}</w:p></w:tc>'
            "</w:tr></w:tbl>"
        )
        template = letterhead(
            (f'<w:p><w:pPr><w:pStyle w:val="GwMasthead"/></w:pPr>{MARK}</w:p>', table + "<w:p/>")
        )
        assert codes("督查通报", template) == [Code.NAME_TOO_WIDE] * told

    @pytest.mark.parametrize(
        ("extent", "body", "told"),
        [
            ("3810000", "", True),
            ("5800000", "", False),
            ("4500000", ' lIns="0" rIns="0"', False),
            ("4100000", ' lIns="0" rIns="0"', True),
            ("1", ' wrap="none"', False),
            ("", "", False),
        ],
    )
    def test_a_text_box_is_as_wide_as_it_says(self, extent: str, body: str, told: bool) -> None:
        template = letterhead((MARK, box(extent, body)))
        assert codes("督查通报", template) == [Code.NAME_TOO_WIDE] * told

    def test_nothing_is_told_of_a_frame_and_of_an_old_text_box(self) -> None:
        framed = letterhead(
            (
                '<w:pStyle w:val="GwMasthead"/></w:pPr>',
                '<w:pStyle w:val="GwMasthead"/><w:framePr w:w="9000"/></w:pPr>',
            ),
        )
        assert codes("督查通报", letterhead(('w:sz w:val="144"', 'w:sz w:val="300"'), part=STYLES)) == [
            Code.NAME_TOO_WIDE
        ]
        word = docx.Document(io.BytesIO(framed))
        word.styles["公文红头"].font.size = docx.shared.Pt(150)  # type: ignore[attr-defined]
        buffer = io.BytesIO()
        word.save(buffer)
        assert codes("督查通报", buffer.getvalue()) == []
        old = (
            '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
            f"<w:p>{MARK}</w:p></w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
        )
        assert codes("督查通报" * 20, letterhead((MARK, old))) == []

    def test_a_letterhead_with_a_printed_name_has_nothing_to_tell(self) -> None:
        assert codes(THIRTEEN, build_letterhead(profile_of(name="督查通报"))) == []

    def test_a_page_that_says_no_width_leaves_the_name_as_it_is(self) -> None:
        template = letterhead(('w:w="11906"', 'w:w="0"'))
        assert looks(head(THIRTEEN, template)) == {}
        assert codes(THIRTEEN, template) == []

    def test_one_finding_is_enough_for_a_name_that_stands_twice(self) -> None:
        twice = letterhead((MARK, MARK + "<w:r><w:t>刊</w:t></w:r></w:p><w:p>" + MARK))
        assert codes(STRANGE * 2, twice) == [Code.NAME_TOO_WIDE]

    def test_a_letterhead_that_cannot_be_opened_is_refused(self) -> None:
        with pytest.raises(LetterheadError):
            codes("督查通报", b"none")

    def test_a_letterhead_with_faults_is_left_to_the_filling(self) -> None:
        faulty = letterhead((MARK, MARK + "<w:r><w:t>{{正文}}</w:t></w:r>"))
        assert codes("督查通报", faulty) == [Code.NAME_TOO_WIDE]


def box(extent: str, body: str) -> str:
    """Return a text box as Word writes it today, with the mark in it."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/"
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    size = f'<wp:extent cx="{extent}" cy="900000"/>' if extent else ""
    words = f"<wps:bodyPr{body}/>" if body else ""
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{drawing}wordprocessingDrawing">{size}<a:graphic xmlns:a="{drawing}main">'
        f'<a:graphicData uri="{shape}"><wps:wsp xmlns:wps="{shape}"><wps:txbx><w:txbxContent>'
        f'<w:p><w:pPr><w:pStyle w:val="GwMasthead"/><w:ind w:left="0"/></w:pPr>{MARK}</w:p></w:txbxContent></wps:txbx>{words}'
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


class TestIssuerAndDate:
    def test_an_issuer_that_leaves_room_has_the_date_beside_it(self) -> None:
        issuer = LONG_ISSUER[:17]
        assert filled(issued_by(issuer)).paragraphs[2].text == f"\t{issuer}\t2022年10月25日"

    @pytest.mark.parametrize("length", [18, 20, 22, 24, 26])
    def test_one_that_leaves_none_has_the_date_in_the_next_line(self, length: int) -> None:
        issuer = LONG_ISSUER[:length]
        assert filled(issued_by(issuer)).paragraphs[2].text == f"\t{issuer}\n\t\t2022年10月25日"

    @pytest.mark.parametrize("template", [build_letterhead(), build_letterhead(BRIEFING)])
    def test_one_of_two_lines_is_broken_by_sense_and_each_begins_one_character_in(
        self, template: bytes
    ) -> None:
        assert filled(issued_by(LONG_ISSUER), template).paragraphs[2].text == (
            "\t中共清源哈萨克自治县委清源哈萨克自治县人民政府\n\t重点民生实事督查考核工作领导小组办公室\n\t\t2022年10月25日"
        )

    @pytest.mark.parametrize(
        ("issuer", "lines"),
        [
            (
                "岚泽市人民政府目标绩效管理办公室、岚泽市人民政府督查室、岚泽市发展和改革委员会",
                ("岚泽市人民政府目标绩效管理办公室、", "岚泽市人民政府督查室、岚泽市发展和改革委员会"),
            ),
            (f"县督查局、{LONG_ISSUER}", ("县督查局、", LONG_ISSUER[:23], LONG_ISSUER[23:])),
        ],
    )
    def test_several_offices_are_parted_between_their_names(
        self, issuer: str, lines: tuple[str, ...]
    ) -> None:
        said = "\n\t".join(lines)
        assert filled(issued_by(issuer)).paragraphs[2].text == f"\t{said}\n\t\t2022年10月25日"

    @pytest.mark.parametrize(
        "change",
        [
            ("<w:t>{{发文机关}}", "<w:t>编发：{{发文机关}}"),
            ("<w:r><w:tab/></w:r><w:r><w:t>{{成文日期}}", "<w:r><w:t>　{{成文日期}}"),
        ],
    )
    def test_a_line_that_an_office_has_built_otherwise_stays(self, change: tuple[str, str]) -> None:
        assert "\n" not in filled(issued_by(LONG_ISSUER), letterhead(change)).paragraphs[2].text

    @pytest.mark.parametrize(
        "change",
        [
            ('<w:tab w:val="left" w:pos="315"/>', ""),
            ('<w:tab w:val="left" w:pos="315"/>', '<w:tab w:val="left" w:pos="8600"/>'),
        ],
    )
    def test_other_tab_stops_are_the_offices_own(self, change: tuple[str, str]) -> None:
        template = letterhead(change, part=STYLES)
        assert "\n" not in filled(issued_by(LONG_ISSUER), template).paragraphs[2].text

    def test_a_style_without_tab_stops_is_the_offices_own(self) -> None:
        template = letterhead(('<w:pStyle w:val="GwIssuer"/>', '<w:pStyle w:val="GwBody"/>'))
        assert "\n" not in filled(issued_by(LONG_ISSUER), template).paragraphs[2].text

    def test_a_mark_that_word_split_is_known_again(self) -> None:
        template = letterhead(("<w:t>{{发文机关}}</w:t>", "<w:t>{{发文</w:t></w:r><w:r><w:t>机关}}</w:t>"))
        assert filled(issued_by(LONG_ISSUER[:20]), template).paragraphs[2].text.count("\n") == 1


class TestDistribution:
    BOTH = replace(
        BULLETIN, imprint=Imprint("本期发：区委常委。\n抄送：区政协办公室。", "甲", "2022年10月25日印发")
    )

    def test_copies_begin_at_the_edge_and_hang_by_their_own_label(self) -> None:
        paragraphs = filled(self.BOTH).tables[0].rows[0].cells[0].paragraphs
        assert [one.text for one in paragraphs] == ["本期发：区委常委。", "抄送：区政协办公室。"]
        indents = [one._p.pPr.ind for one in paragraphs]  # type: ignore[union-attr]
        assert [(one.get(qn("w:left")), one.get(qn("w:hanging"))) for one in indents] == [  # type: ignore[union-attr]
            ("1400", "1120"),
            ("1120", "840"),
        ]

    def test_words_that_an_office_puts_before_them_keep_them_together(self) -> None:
        template = letterhead(("{{分发范围}}", "范围：{{分发范围}}"))
        (paragraph,) = filled(self.BOTH, template).tables[0].rows[0].cells[0].paragraphs
        assert paragraph.text == "范围：本期发：区委常委。\n抄送：区政协办公室。"

    def test_a_paragraph_without_looks_of_its_own_is_parted_too(self) -> None:
        word = docx.Document(io.BytesIO(build_letterhead()))
        paragraph = word.tables[0].rows[0].cells[0].paragraphs[0]._p
        paragraph.remove(paragraph.pPr)  # type: ignore[arg-type]
        buffer = io.BytesIO()
        word.save(buffer)
        parted = filled(self.BOTH, buffer.getvalue()).tables[0].rows[0].cells[0].paragraphs
        assert [one.text for one in parted] == ["本期发：区委常委。", "抄送：区政协办公室。"]
