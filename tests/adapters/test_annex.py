"""The annex 完成情况一览表: what it says of the ledger, and where it stands in the Word file."""

import io
import time
from dataclasses import replace
from decimal import Decimal

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from tests.bulletin.builders import Book, amount, indicator, project, settings
from xlminshi.adapters.packing import pack, unpack
from xlminshi.adapters.word.annex_table import HEADERS
from xlminshi.adapters.word.filling import render_bulletin
from xlminshi.adapters.word.letterhead import build_letterhead
from xlminshi.bulletin.annex import annex_of, annexed
from xlminshi.bulletin.document import Annex, AnnexLine, AnnexRow, Document, Imprint
from xlminshi.core.progress import Aggregation, RateRule
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import Qualifier
from xlminshi.core.settings import Settings
from xlminshi.core.status import Light

TEXT = "word/document.xml"


def row_of(book: Book, number: int = 0) -> AnnexRow:
    return annex_of(book.ledger()).rows[number]


def document(count: int = 2, **changes: object) -> Document:
    book = Book(settings(dated=None, distribution_list="各单位", printed_by="区督查局"))
    for number in range(count):
        book.add(project(f"实事{number + 1}"), "10", narrative="已更换。")
    return replace(annexed(book.document(), book.ledger(), with_annex=True), **changes)


def shown(title: str, **changes: str) -> Document:
    """Return a document whose annex has one row."""
    row = AnnexRow(
        "1", title, "区残联", (AnnexLine("70人", "110人", "157%"),), "75%", "绿灯", "00B050", "已完成"
    )
    return document(annex=Annex("一览表", (replace(row, **changes),), "注：预警。"))


def filled(bulletin: Document, template: bytes | None = None) -> WordDocument:
    return docx.Document(io.BytesIO(render_bulletin(bulletin, template or build_letterhead())))


def texts(element: BaseOxmlElement) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def table_of(word: WordDocument) -> BaseOxmlElement:
    return next(one for one in word.element.iter(qn("w:tbl")) if texts(one).startswith("序号"))


def cells_of(row: BaseOxmlElement) -> list[str]:
    return [texts(cell) for cell in row.iter(qn("w:tc"))]


def test_the_title_over_the_table_turns_where_its_lines_end() -> None:
    annex = replace(document().annex or Annex("", (), ""), title="甲乙丙丁", title_lines=("甲乙", "丙丁"))
    paragraphs = [
        one
        for one in filled(document(annex=annex)).element.iter(qn("w:p"))
        if texts(one).endswith("甲乙丙丁")
    ]
    assert [len(list(one.iter(qn("w:br")))) for one in paragraphs] == [0, 1]


class TestWhatItSays:
    def test_a_project_stands_with_target_done_rate_light_and_class(self) -> None:
        row = row_of(Book().add(project(), "10", narrative="已更换10盏。"))
        assert row.lines == (AnnexLine("22盏", "10盏", "45.45%"),)
        assert (row.number, row.title, row.lead_unit) == ("1", "推进城市照明设施提升", "区城市管理局")
        assert (row.time_progress, row.light, row.colour, row.class_name) == (
            "75%",
            "黄灯",
            "FFC000",
            "进展缓慢",
        )

    def test_the_title_names_county_year_and_period(self) -> None:
        assert (
            annex_of(Book().add(project(), "10").ledger()).title
            == "湛河区2022年重点民生实事1至9月份完成情况一览表"
        )

    def test_several_indicators_stand_under_each_other_with_the_rate_that_counts(self) -> None:
        row = row_of(
            Book().add(
                project("甲", "乙", indicator("路灯", "10"), indicator("电杆", "20", "根")), "10", "10"
            )
        )
        assert row.lines == (
            AnnexLine("路灯：10盏", "10盏", "100%"),
            AnnexLine("电杆：20根", "10根", "50%"),
            AnnexLine("综合（取最低）", "—", "50%"),
        )

    def test_a_mean_is_shown_as_such(self) -> None:
        base = replace(settings(), rate_rule=RateRule(aggregation=Aggregation.AVERAGE))
        one = project("甲", "乙", indicator("路灯", "10"), indicator("电杆", "20", "根"))
        assert row_of(Book(base).add(one, "10", "10")).lines[-1] == AnnexLine("综合（取平均）", "—", "75%")

    def test_a_unit_that_did_not_report_is_told_and_has_no_light(self) -> None:
        row = row_of(Book().add(project(), is_reported=False))
        assert row.lines == (AnnexLine("22盏", "未报送", "—"),)
        assert (row.light, row.colour, row.class_name) == ("—", "", "待认定")

    def test_an_empty_figure_is_told_as_not_filled_in(self) -> None:
        assert row_of(Book().add(project(), None, narrative="已更换。")).lines[0].done == "未填报"

    def test_what_stands_beside_an_empty_cell_is_not_called_not_filled_in(self) -> None:
        works = indicator("主体工程", None, "", IndicatorKind.MILESTONE)
        one = project("建医院", "区卫健委", works)
        assert row_of(Book().add(one, None, milestone="开工")).lines[0].done == "开工"
        assert row_of(Book().add(one, None, remarks="见附件")).lines[0].done == "未填报"
        two = project("建医院", "区卫健委", works, indicator("配套", None, "", IndicatorKind.MILESTONE))
        assert row_of(Book().add(two, None, None, milestone="开工")).lines[0].done == "未填报"
        words = project("救助", "区民政局", indicator("发放", None, "", IndicatorKind.WORDS))
        assert row_of(Book().add(words, None, narrative="按月发放。")).lines[0].done == "—"
        assert row_of(Book().add(words, None, remarks="见附件")).lines[0].done == "未填报"

    def test_a_figure_far_beyond_its_target_gives_no_rate(self) -> None:
        assert row_of(Book().add(project(), "99999")).lines == (AnnexLine("22盏", "99999盏", "待核实"),)

    def test_an_indicator_without_target_has_no_rate(self) -> None:
        assert row_of(Book().add(project("甲", "乙", indicator(target=None)), "5")).lines == (
            AnnexLine("—", "5盏", "—"),
        )

    def test_what_was_typed_keeps_its_words(self) -> None:
        about = amount("500", "盏", "约500盏", Qualifier.ABOUT)
        assert (
            row_of(Book().add(project("甲", "乙", indicator(target="1000")), about)).lines[0].done
            == "约500盏"
        )

    def test_a_milestone_shows_its_words_and_whether_it_is_reached(self) -> None:
        stage = replace(indicator("进度", None, "", IndicatorKind.MILESTONE), target_words="开工")
        book = Book().add(project("甲", "乙", stage), None, words=("验收",), narrative="已验收。")
        assert row_of(book).lines == (AnnexLine("开工", "验收", "达到"),)

    def test_a_project_without_indicators_has_a_line_too(self) -> None:
        one = replace(project(), indicators=())
        assert row_of(Book().add(one, narrative="已更换。")).lines == (AnnexLine("—", "—", "—"),)

    def test_projects_come_in_the_order_of_the_list_with_running_numbers(self) -> None:
        book = Book().add(project("甲"), "10").add(project("乙"), "22")
        assert [(row.number, row.title) for row in annex_of(book.ledger()).rows] == [("1", "甲"), ("2", "乙")]

    def test_the_note_says_what_the_lights_mean(self) -> None:
        assert note_of(settings()) == (
            "注：预警按完成率与序时进度比较。绿灯：达到序时进度；黄灯：滞后不超过30个百分点；红灯：滞后超过30个百分点。"
        )

    @pytest.mark.parametrize(
        ("lights", "words"),
        [
            (
                (Light("蓝灯", "0000FF", Decimal(-5)), Light("橙灯", "FF9900", None)),
                "蓝灯：领先5个百分点以上；橙灯：领先不足5个百分点或未达到序时进度。",
            ),
            ((Light("绿灯", "00FF00", Decimal(0)), Light("红灯", "FF0000", None)), "红灯：未达到序时进度。"),
        ],
    )
    def test_the_note_follows_the_lights_of_the_office(self, lights: tuple[Light, ...], words: str) -> None:
        assert note_of(replace(settings(), lights=lights)).endswith(words)

    def test_without_lights_there_is_no_note(self) -> None:
        assert note_of(replace(settings(), lights=())) == ""

    def test_it_can_be_left_out(self) -> None:
        book = Book().add(project(), "10")
        assert annexed(book.document(), book.ledger(), with_annex=False).annex is None


def note_of(base: Settings) -> str:
    return annex_of(Book(base).add(project(), "10").ledger()).note


class TestWhereItStands:
    def test_it_is_a_landscape_section_between_body_and_imprint(self) -> None:
        word = filled(document())
        assert [section.orientation for section in word.sections] == [
            WD_ORIENT.PORTRAIT,
            WD_ORIENT.LANDSCAPE,
            WD_ORIENT.PORTRAIT,
        ]
        order = [texts(one)[:2] for one in word.element.body if texts(one)]
        assert order[-5:] == ["附件", "湛河", "序号", "注：", "本期"]

    def test_it_is_named_under_the_text(self) -> None:
        words = [texts(one) for one in filled(document()).element.body if texts(one).startswith("附件：")]
        assert words == ["附件：湛河区2022年重点民生实事1至9月份完成情况一览表"]

    def test_without_an_imprint_the_annex_ends_the_file(self) -> None:
        word = filled(document(imprint=Imprint("")))
        assert [section.orientation for section in word.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
        assert texts(list(word.element.body)[-2]).startswith("注：")

    def test_without_an_annex_nothing_is_added(self) -> None:
        word = filled(document(annex=None))
        assert len(word.sections) == 1
        assert "附件" not in texts(word.element)

    def test_the_head_is_repeated_and_no_row_is_torn(self) -> None:
        rows = list(table_of(filled(document())).iter(qn("w:tr")))
        assert cells_of(rows[0]) == list(HEADERS)
        assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True, False, False]
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)

    def test_a_light_is_coloured_and_says_its_name(self) -> None:
        row = list(table_of(filled(shown("甲"))).iter(qn("w:tr")))[1]
        light = list(row.iter(qn("w:tc")))[7]
        assert texts(light) == "绿灯"
        assert light.find(f".//{qn('w:shd')}").get(qn("w:fill")) == "00B050"  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        ("colour", "ink"), [("FF0000", "FFFFFF"), ("FFC000", "000000"), ("00b050", "000000")]
    )
    def test_the_word_is_readable_on_its_colour(self, colour: str, ink: str) -> None:
        row = list(table_of(filled(shown("甲", colour=colour))).iter(qn("w:tr")))[1]
        assert row.find(f".//{qn('w:color')}").get(qn("w:val")) == ink  # type: ignore[union-attr]

    @pytest.mark.parametrize("colour", ["", "红", '"/>'])
    def test_what_is_no_colour_leaves_the_cell_white(self, colour: str) -> None:
        assert table_of(filled(shown("甲", colour=colour))).find(f".//{qn('w:shd')}") is None

    @pytest.mark.parametrize(
        ("title", "printed"),
        [('A&B <100> "甲"', 'A&B <100> "甲"'), ("甲\n乙\x00", "甲 乙"), ("“豫事办”", "“豫事办”")],
    )
    def test_text_arrives_as_it_was_written(self, title: str, printed: str) -> None:
        row = list(table_of(filled(shown(title))).iter(qn("w:tr")))[1]
        assert cells_of(row)[1] == printed

    def test_lines_of_one_project_share_its_cells(self) -> None:
        lines = (AnnexLine("甲", "1", "1%"), AnnexLine("乙", "2", "2%"))
        bulletin = document()
        assert bulletin.annex is not None
        rows = (replace(bulletin.annex.rows[0], lines=lines),)
        first, second = list(
            table_of(filled(replace(bulletin, annex=replace(bulletin.annex, rows=rows)))).iter(qn("w:tr"))
        )[1:]
        assert len(list(first.iter(qn("w:vMerge")))) == len(list(second.iter(qn("w:vMerge")))) == 6
        assert cells_of(second) == ["", "", "", "乙", "2", "2%", "", "", ""]


class TestPageNumbers:
    def test_they_stand_in_a_turned_box_in_the_style_of_the_other_pages(self) -> None:
        section = filled(document()).sections[1]
        for footer, style in ((section.footer, "GwPageOdd"), (section.even_page_footer, "GwPageEven")):
            box = next(footer._element.iter(qn("w:txbxContent")))
            assert texts(box) == "— 1 —"
            assert box.find(f".//{qn('w:pStyle')}").get(qn("w:val")) == style

    def test_the_imprint_page_keeps_the_portrait_numbers(self) -> None:
        first, _, last = filled(document()).sections
        assert last.footer.paragraphs[0].text == first.footer.paragraphs[0].text == "— 1 —"

    def test_counting_goes_on_and_no_first_page_starts_again(self) -> None:
        template = changed(
            ("<w:cols", '<w:pgNumType w:start="5"/><w:cols'), ("<w:docGrid", "<w:titlePg/><w:docGrid")
        )
        first, second, last = filled(document(), template).sections
        starts = [one._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for one in (first, second, last)]
        assert starts == ["5", None, None]
        assert [one.different_first_page_header_footer for one in (first, second, last)] == [
            True,
            False,
            False,
        ]

    def test_a_letterhead_without_page_numbers_has_none_here_either(self) -> None:
        parts = unpack(build_letterhead())
        for name in ("word/footer1.xml", "word/footer2.xml"):
            parts[name] = parts[name].replace(b" PAGE ", b" DATE ")
        section = filled(document(), pack(parts)).sections[1]
        assert section.footer._element.find(f".//{qn('w:txbxContent')}") is None

    def test_a_letterhead_without_footers_is_filled(self) -> None:
        template = changed(
            (
                '<w:footerReference w:type="default" r:id="rId1"/><w:footerReference w:type="even" r:id="rId2"/>',
                "",
            )
        )
        assert len(filled(document(), template).sections) == 3


class TestOtherLetterheads:
    def test_a_section_that_ends_at_the_body_mark_ends_after_the_line_that_names_the_annex(self) -> None:
        margins = 'w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1447"'
        section = f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margins} w:gutter="0"/></w:sectPr>'
        word = filled(
            document(), changed(('<w:pStyle w:val="GwBody"/>', f'<w:pStyle w:val="GwBody"/>{section}'))
        )
        named = next(one for one in word.element.body if texts(one).startswith("附件："))
        assert named.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
        assert [one.orientation for one in word.sections] == [
            WD_ORIENT.PORTRAIT,
            WD_ORIENT.LANDSCAPE,
            WD_ORIENT.PORTRAIT,
        ]

    def test_an_imprint_with_a_picture_is_left_where_it_is(self) -> None:
        picture = "<w:r><w:pict/></w:r></w:p><w:tbl>"
        word = filled(document(), changed(("</w:p><w:tbl>", picture)))
        following = next(one for one in word.element.body if one.find(f".//{qn('w:pict')}") is not None)
        assert following.find(f".//{qn('w:spacing')}") is None

    def test_an_imprint_that_fills_its_page_is_not_pushed_down(self) -> None:
        word = filled(document(imprint=Imprint("本期发：" + "各单位，" * 300)))
        imprint = [one for one in word.element.body if one.tag == qn("w:tbl")][-1]
        assert imprint.getprevious().find(f".//{qn('w:spacing')}") is None


class TestTheFile:
    def test_the_same_input_gives_the_same_bytes(self) -> None:
        assert render_bulletin(document(), build_letterhead()) == render_bulletin(
            document(), build_letterhead()
        )

    def test_two_hundred_projects_take_less_than_a_second(self) -> None:
        bulletin = document(200)
        start = time.perf_counter()
        word = render_bulletin(bulletin, build_letterhead())
        assert time.perf_counter() - start < 1
        assert len(list(table_of(docx.Document(io.BytesIO(word))).iter(qn("w:tr")))) == 201


def changed(*changes: tuple[str, str]) -> bytes:
    parts = unpack(build_letterhead())
    content = parts[TEXT].decode()
    for old, new in changes:
        assert old in content, old
        content = content.replace(old, new)
    return pack(parts | {TEXT: content.encode()})


def kept_rows(count: int, lines: int = 1) -> list[bool]:
    """Return for each row of a table, its head first, whether it stays on the page of what follows."""
    line = AnnexLine("70人", "110人", "157%")
    rows = tuple(
        AnnexRow(str(n + 1), f"实事{n + 1}", "区残联", (line,) * lines, "75%", "绿灯", "00B050", "已完成")
        for n in range(count)
    )
    table = table_of(filled(document(annex=Annex("一览表", rows, "注：预警。"))))
    return [one.find(f".//{qn('w:keepNext')}") is not None for one in table.iter(qn("w:tr"))]


def test_the_last_projects_stay_together_with_the_note_under_them() -> None:
    assert kept_rows(5) == [True, False, False, True, True, True]
    assert kept_rows(2) == [True, True, True]
    # Projects of many lines: as many as have eight lines together.
    assert kept_rows(3, lines=4) == [True, *(True, True, True, False), *[True] * 8]
    assert not any(kept_rows(2, lines=9)[1:])


def test_the_name_of_the_annex_stays_whole_and_with_the_words_before_it() -> None:
    word = filled(document())
    paragraphs = list(word.element.body.iter(qn("w:p")))
    named = next(place for place, one in enumerate(paragraphs) if texts(one).startswith("附件："))
    assert paragraphs[named].find(f"{qn('w:pPr')}/{qn('w:keepLines')}") is not None
    assert paragraphs[named - 1].find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
