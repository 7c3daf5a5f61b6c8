"""Is the bulletin laid out as GB/T 9704-2012 asks? Read from the file first, then from the page LibreOffice prints."""

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle as WordStyle

from tests.office.rendering import to_pdf
from xlminshi.adapters.word.filling import render_bulletin
from xlminshi.adapters.word.letterhead import build_letterhead
from xlminshi.bulletin.document import Document, Imprint, Masthead, Paragraph, ParagraphStyle

MASTHEAD = Masthead("督查通报", "第7期", "中共湛河区委区政府督查局", "2022年10月25日")
IMPRINT = Imprint("本期发：区委常委，区人大主任。", "中共湛河区委区政府督查局", "2022年10月25日印发")
FILLER = "重点民生实事进展情况通报办公室" * 120  # 1800 汉字: more than three pages without one mark or digit
TYPE_AREA_TOP, TYPE_AREA_BOTTOM = 37, 262  # mm from the upper edge
MM_PER_POINT = 25.4 / 72


@dataclass(frozen=True)
class Line:
    """One printed line; places in mm from the upper left corner of the page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def inside(self) -> list[Line]:
        return [line for line in self.lines if TYPE_AREA_TOP < line.middle < TYPE_AREA_BOTTOM]

    @property
    def number(self) -> Line:
        (line,) = [line for line in self.lines if line.middle > TYPE_AREA_BOTTOM]
        return line


def bulletin(*body: Paragraph) -> Document:
    return Document(MASTHEAD, ("关于1—9月份全区重点民生实事", "进展情况的通报"), body, IMPRINT)


def printed(document: Document, folder: Path) -> tuple[Page, ...]:
    path = folder / "bulletin.docx"
    path.write_bytes(render_bulletin(document, build_letterhead()))
    return pages_of(to_pdf(path, folder))


def pages_of(pdf: Path) -> tuple[Page, ...]:
    tree = word_boxes(pdf)
    return tuple(
        Page(_mm(page, "width"), _mm(page, "height"), tuple(_merged(page))) for page in tree.iter("page")
    )


def word_boxes(pdf: Path) -> ElementTree.Element:
    """Return the words of a PDF with their places, page by page, as pdftotext tells them."""
    told = subprocess.run(["pdftotext", "-bbox-layout", str(pdf), "-"], capture_output=True, check=True)
    return ElementTree.fromstring(re.sub(rb' xmlns="[^"]+"', b"", told.stdout))


def _mm(element: ElementTree.Element, name: str) -> float:
    return float(element.attrib[name]) * MM_PER_POINT


def _merged(page: ElementTree.Element) -> Iterator[Line]:
    """Yield the lines from top to bottom; pdftotext tears one at wide gaps."""
    rows: dict[int, list[ElementTree.Element]] = {}
    for word in page.iter("word"):
        middle = (_mm(word, "yMin") + _mm(word, "yMax")) / 2
        row = next((row for row in rows if abs(row / 100 - middle) < 3), round(middle * 100))
        rows.setdefault(row, []).append(word)
    for row in sorted(rows):
        words = sorted(rows[row], key=lambda word: _mm(word, "xMin"))
        text = "".join(word.text or "" for word in words)
        tops, bottoms = [_mm(word, "yMin") for word in words], [_mm(word, "yMax") for word in words]
        yield Line(text, _mm(words[0], "xMin"), _mm(words[-1], "xMax"), min(tops), max(bottoms))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, ...]:
    filler = Paragraph("filler", ParagraphStyle.BODY, FILLER)
    return printed(bulletin(filler), tmp_path_factory.mktemp("filler"))


@pytest.fixture(scope="module")
def word() -> WordDocument:
    body = (
        Paragraph("1", ParagraphStyle.HEADING_1, "一、基本情况"),
        Paragraph("2", ParagraphStyle.HEADING_2, "（一）已完成实事11件"),
        Paragraph("3", ParagraphStyle.HEADING_3, "1.实施残疾儿童康复救助"),
        Paragraph("4", ParagraphStyle.BODY, "完成情况：已完成110人。"),
    )
    return docx.Document(io.BytesIO(render_bulletin(bulletin(*body), build_letterhead())))


def style(word: WordDocument, name: str) -> WordStyle:
    found = word.styles[name]
    assert isinstance(found, WordStyle)
    return found


def inside(element: BaseOxmlElement, *path: str) -> BaseOxmlElement:
    found: BaseOxmlElement | None = element.find("/".join(qn(step) for step in path))
    assert found is not None, path
    return found


class TestPage:
    def test_the_paper_is_a4_upright(self, word: WordDocument) -> None:
        section = word.sections[0]
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)  # type: ignore[union-attr]

    def test_the_margins_leave_a_type_area_of_156_by_225_mm(self, word: WordDocument) -> None:
        section = word.sections[0]
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(margin.mm, 1) for margin in margins if margin] == [37.0, 35.0, 28.0, 26.0]

    def test_the_grid_holds_22_lines_of_28_characters(self, word: WordDocument) -> None:
        grid = inside(word.sections[0]._sectPr, "w:docGrid")
        pitch = int(grid.get(qn("w:linePitch"), "0")) / 20
        normal = style(word, "Normal")
        spacing = int(inside(normal.element, "w:rPr", "w:spacing").get(qn("w:val"), "0")) / 20
        assert grid.get(qn("w:type")) == "lines"
        assert Mm(225).pt // pitch == 22
        assert Mm(156).pt // (16 + spacing) == 28
        assert normal.paragraph_format.line_spacing == Pt(pitch)

    def test_odd_and_even_pages_have_footers_of_their_own_and_margins_mirror(
        self, word: WordDocument
    ) -> None:
        settings = word.settings.element
        assert settings.find(qn("w:mirrorMargins")) is not None
        assert word.settings.odd_and_even_pages_header_footer
        assert not word.sections[0].different_first_page_header_footer

    @pytest.mark.parametrize(
        ("kind", "name", "side"),
        [("footer", "公文单页码", "right"), ("even_page_footer", "公文双页码", "left")],
    )
    def test_the_page_number_is_one_character_in_from_the_outer_edge(
        self, word: WordDocument, kind: str, name: str, side: str
    ) -> None:
        (paragraph,) = getattr(word.sections[0], kind).paragraphs
        assert paragraph.style.name == name
        assert paragraph.text == "— 1 —"
        assert "PAGE" in inside(paragraph._p, "w:r", "w:instrText").text
        layout = inside(paragraph.style.element, "w:pPr")
        assert inside(layout, "w:jc").get(qn("w:val")) == side
        assert inside(layout, "w:ind").get(qn(f"w:{side}")) == "280"


class TestStyles:
    @pytest.mark.parametrize(
        ("name", "font", "points"),
        [
            ("公文标题", "方正小标宋简体", 22),
            ("公文正文", "仿宋_GB2312", 16),
            ("公文一级标题", "黑体", 16),
            ("公文二级标题", "楷体_GB2312", 16),
            ("公文三级标题", "仿宋_GB2312", 16),
            ("公文期号", "仿宋_GB2312", 16),
            ("公文编发栏", "仿宋_GB2312", 16),
            ("公文版记", "仿宋_GB2312", 14),
            ("公文单页码", "宋体", 14),
            ("公文双页码", "宋体", 14),
        ],
    )
    def test_fonts_and_sizes_are_those_of_the_standard(
        self, word: WordDocument, name: str, font: str, points: int
    ) -> None:
        fonts = inside(style(word, name).element, "w:rPr", "w:rFonts")
        assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {font}
        assert style(word, name).font.size == Pt(points)
        assert not style(word, name).font.bold

    @pytest.mark.parametrize("name", ["公文正文", "公文一级标题", "公文二级标题", "公文三级标题"])
    def test_first_lines_are_in_by_two_characters(self, word: WordDocument, name: str) -> None:
        assert inside(style(word, name).element, "w:pPr", "w:ind").get(qn("w:firstLineChars")) == "200"

    def test_the_levels_of_headings_are_levels_of_the_outline(self, word: WordDocument) -> None:
        names = ("公文标题", "公文一级标题", "公文二级标题", "公文三级标题")
        levels = [
            inside(style(word, name).element, "w:pPr", "w:outlineLvl").get(qn("w:val")) for name in names
        ]
        assert levels == ["0", "1", "2", "3"]

    def test_no_style_takes_its_font_from_the_theme(self, word: WordDocument) -> None:
        assert not [
            f for f in word.styles.element.iter(qn("w:rFonts")) if any("Theme" in name for name in f.attrib)
        ]

    def test_every_font_but_the_common_ones_has_a_name_to_fall_back_on(self, word: WordDocument) -> None:
        fonts = next(
            part for part in word.part.package.iter_parts() if part.partname == "/word/fontTable.xml"
        ).blob.decode()
        assert re.findall(r'w:name="([^"]+)"><w:altName', fonts) == [
            "方正小标宋简体",
            "仿宋_GB2312",
            "楷体_GB2312",
            "黑体",
            "宋体",
        ]


class TestHeadAndFoot:
    def test_the_name_is_red_and_centred(self, word: WordDocument) -> None:
        name = style(word, "公文红头")
        assert str(name.font.color.rgb) == "FF0000"
        assert inside(name.element, "w:pPr", "w:jc").get(qn("w:val")) == "center"

    def test_a_red_rule_as_wide_as_the_type_area_lies_under_issuer_and_date(self, word: WordDocument) -> None:
        layout = inside(style(word, "公文编发栏").element, "w:pPr")
        assert inside(layout, "w:pBdr", "w:bottom").get(qn("w:color")) == "FF0000"
        assert layout.find(qn("w:ind")) is None

    def test_head_title_and_headings_stand_in_this_order(self, word: WordDocument) -> None:
        names = [paragraph.style.name for paragraph in word.paragraphs if paragraph.style]
        assert names[:8] == [
            *("公文红头", "公文期号", "公文编发栏", "公文标题"),
            *("公文一级标题", "公文二级标题", "公文三级标题", "公文正文"),
        ]

    def test_the_imprint_has_thick_outer_and_thin_inner_rules_over_the_full_width(
        self, word: WordDocument
    ) -> None:
        (table,) = word.tables
        rules = inside(table._tbl, "w:tblPr", "w:tblBorders")
        assert {rule.tag: rule.get(qn("w:sz")) for rule in rules} == {
            qn("w:top"): "8",
            qn("w:bottom"): "8",
            qn("w:insideH"): "6",
        }
        width = sum(int(column.get(qn("w:w"), "0")) for column in inside(table._tbl, "w:tblGrid"))
        assert width / 1440 * 25.4 == pytest.approx(156, abs=0.1)

    def test_nothing_but_an_empty_line_follows_the_imprint(self, word: WordDocument) -> None:
        after = [element for element in word.tables[0]._tbl.itersiblings() if element.tag != qn("w:sectPr")]
        assert [element.xpath("string(.)") for element in after] == [""]


class TestPrintedPages:
    def test_the_paper_is_a4(self, pages: tuple[Page, ...]) -> None:
        assert {(round(page.width), round(page.height)) for page in pages} == {(210, 297)}

    def test_a_full_page_has_22_lines(self, pages: tuple[Page, ...]) -> None:
        assert [len(page.inside) for page in pages[1:3]] == [22, 22]

    def test_a_full_line_has_28_characters_on_the_width_of_the_type_area(
        self, pages: tuple[Page, ...]
    ) -> None:
        lines = [line for page in pages[1:3] for line in page.inside]
        assert {len(line.text) for line in lines} == {28}
        assert {round(line.right - line.left) for line in lines} <= {155, 156}

    def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(self, pages: tuple[Page, ...]) -> None:
        assert [page.number.text for page in pages[:3]] == ["—1—", "—2—", "—3—"]
        assert [page.number.left > page.width / 2 for page in pages[:3]] == [True, False, True]
        one_character = 14 * MM_PER_POINT
        assert pages[0].number.right == pytest.approx(28 + 156 - one_character, abs=1)
        assert pages[1].number.left == pytest.approx(26 + one_character, abs=1)

    def test_page_numbers_stand_7_mm_under_the_type_area(self, pages: tuple[Page, ...]) -> None:
        assert {round(page.number.middle - TYPE_AREA_BOTTOM) for page in pages} == {7}

    def test_the_head_takes_about_the_upper_third_of_the_first_page(self, pages: tuple[Page, ...]) -> None:
        name, issue, issuer, title = pages[0].inside[:4]
        assert [name.text, issue.text, issuer.text] == [
            "督查通报",
            "第7期",
            "中共湛河区委区政府督查局2022年10月25日",
        ]
        assert 297 / 4 < issuer.bottom < 297 * 0.4 < title.middle
        assert (name.left + name.right) / 2 == pytest.approx(28 + 156 / 2, abs=2.5)

    def test_the_imprint_never_stands_alone_on_a_page(self, tmp_path: Path) -> None:
        short = Paragraph("p", ParagraphStyle.BODY, "汉字")
        *_, last = printed(bulletin(*[short] * 10), tmp_path)
        assert last.inside[0].text == "汉字"
        assert last.inside[-1].text.endswith("印发")
