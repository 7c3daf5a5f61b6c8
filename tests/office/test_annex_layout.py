"""Does the annex look as GB/T 9704-2012 asks? Read from the pages that LibreOffice prints."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.office.rendering import to_pdf
from tests.office.test_bulletin_layout import MM_PER_POINT, bulletin, word_boxes
from tests.office.validators import audit_errors, sdk_errors
from xlminshi.adapters.word.annex_table import HEADERS
from xlminshi.adapters.word.filling import render_bulletin
from xlminshi.adapters.word.letterhead import BRIEFING, STANDARD, build_letterhead
from xlminshi.adapters.word.profile import PageNumber, Profile, profile_of
from xlminshi.bulletin.document import (
    Annex,
    AnnexLine,
    AnnexRow,
    Document,
    Imprint,
    Paragraph,
    ParagraphStyle,
)

LIGHTS = (("绿灯", "00B050"), ("黄灯", "FFC000"), ("红灯", "C00000"))
BODY = Paragraph("p", ParagraphStyle.BODY, "完成情况：已完成110人。")
OTHER = profile_of(
    margins="30,25,30,25", digits="Times New Roman", page_number=PageNumber.WORDS, name="督查通报"
)


def with_annex(count: int = 60) -> Document:
    rows = tuple(
        AnnexRow(
            str(number + 1),
            f"实施残疾儿童康复救助之{number + 1}",
            "区卫生健康委员会",
            (AnnexLine("救助：70人", "110人", "157%"), AnnexLine("筛查", "20人", "—"))[: 1 + number % 2],
            "75%",
            *LIGHTS[number % 3],
            "已完成",
        )
        for number in range(count)
    )
    return replace(bulletin(BODY), annex=Annex("湛河区完成情况一览表", rows, "注：绿灯为达到序时进度。"))


def pages_of(document: Document, folder: Path, profile: Profile = STANDARD) -> list[ElementTree.Element]:
    path = folder / "annex.docx"
    path.write_bytes(render_bulletin(document, build_letterhead(profile)))
    return list(word_boxes(to_pdf(path, folder)).iter("page"))


def size(page: ElementTree.Element) -> tuple[int, int]:
    width, height = (round(float(page.attrib[name]) * MM_PER_POINT) for name in ("width", "height"))
    return width, height


def words(page: ElementTree.Element) -> str:
    return "".join(word.text or "" for word in page.iter("word"))


def place(page: ElementTree.Element, text: str) -> tuple[float, float]:
    """Return left edge and upper edge in mm of the first word that holds a text."""
    word = next(one for one in page.iter("word") if text in (one.text or ""))
    return float(word.attrib["xMin"]) * MM_PER_POINT, float(word.attrib["yMin"]) * MM_PER_POINT


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[ElementTree.Element]:
    return pages_of(with_annex(), tmp_path_factory.mktemp("annex"))


def test_body_and_imprint_are_upright_and_the_annex_between_them_lies(
    pages: list[ElementTree.Element],
) -> None:
    sizes = [size(page) for page in pages]
    assert sizes[0] == sizes[-1] == (210, 297)
    assert len(sizes) >= 4
    assert set(sizes[1:-1]) == {(297, 210)}


def test_the_text_names_the_annex_and_the_annex_begins_with_the_word(
    pages: list[ElementTree.Element],
) -> None:
    assert "附件：湛河区完成情况一览表" in words(pages[0])
    head, title, table = (place(pages[1], text) for text in ("附件", "一览表", "序号"))
    assert head[1] < title[1] < table[1]
    assert head[0] == pytest.approx(36, abs=1)


def test_every_page_of_the_annex_has_the_head_of_the_table(pages: list[ElementTree.Element]) -> None:
    for page in pages[1:-1]:
        _, top = place(page, "序号")
        head = [one for one in page.iter("word") if abs(float(one.attrib["yMin"]) * MM_PER_POINT - top) < 2]
        head.sort(key=lambda one: float(one.attrib["xMin"]))
        assert "".join(one.text or "" for one in head).endswith("".join(HEADERS))


def test_the_lights_say_their_names(pages: list[ElementTree.Element]) -> None:
    whole = "".join(words(page) for page in pages[1:-1]).replace("注：绿灯为", "")
    assert [whole.count(name) for name, _ in LIGHTS] == [20, 20, 20]


def test_page_numbers_stand_where_upright_pages_have_them(pages: list[ElementTree.Element]) -> None:
    even, odd = pages[1], pages[2]
    for page, number in ((even, "2"), (odd, "3")):
        left, top = place_of_number(page, number)
        assert 20 < left < 31, "beside the left edge, which is the lower one of the sheet"
        assert top > 105 if number == "3" else top < 60
    _, top = place_of_number(odd, "3")
    assert top < 28 + 156


def place_of_number(page: ElementTree.Element, number: str) -> tuple[float, float]:
    found = [
        one for one in page.iter("word") if number in (one.text or "") and float(one.attrib["xMin"]) < 100
    ]
    beside = [one for one in found if float(one.attrib["xMax"]) * MM_PER_POINT < 35]
    assert beside, f"no page number beside the table of page {number}"
    return float(beside[0].attrib["xMin"]) * MM_PER_POINT, float(beside[0].attrib["yMin"]) * MM_PER_POINT


def test_the_imprint_stands_at_the_foot_of_the_last_page(pages: list[ElementTree.Element]) -> None:
    assert words(pages[-1]).startswith("本期发：")
    assert 220 < place(pages[-1], "本期发")[1] < 262


def test_without_an_imprint_no_empty_page_follows(tmp_path: Path) -> None:
    pages = pages_of(replace(with_annex(5), imprint=Imprint("")), tmp_path)
    assert [size(page) for page in pages] == [(210, 297), (297, 210)]


@pytest.mark.parametrize("profile", [STANDARD, BRIEFING, OTHER], ids=["bulletin", "briefing", "own profile"])
@pytest.mark.parametrize("imprint", [True, False])
def test_letterheads_and_bulletins_with_annex_are_valid(
    profile: Profile, imprint: bool, tmp_path: Path
) -> None:
    document = with_annex(5) if imprint else replace(with_annex(5), imprint=Imprint(""))
    letterhead, filled = tmp_path / "版头.docx", tmp_path / "通报.docx"
    letterhead.write_bytes(build_letterhead(profile))
    filled.write_bytes(render_bulletin(document, letterhead.read_bytes()))
    for path in (letterhead, filled):
        assert [*sdk_errors(path), *audit_errors(path)] == []


def test_a_long_issuer_of_a_briefing_has_its_line_and_the_date_the_next(tmp_path: Path) -> None:
    document = bulletin(BODY)
    head = replace(document.masthead, issuer="鲁山县2022年重点民生实事考核工作领导小组办公室")
    (page,) = pages_of(replace(document, masthead=head), tmp_path, BRIEFING)
    issuer, date, title = (place(page, text) for text in ("鲁山县", "10", "全区"))
    assert issuer[1] < date[1] < title[1]
    assert date[0] > 105


def test_no_page_of_the_annex_holds_a_single_project(tmp_path: Path) -> None:
    told = [words(page).count("157%") for page in pages_of(with_annex(12), tmp_path)]
    assert [count for count in told if count][-1] >= 3
    assert sum(told) == 12
