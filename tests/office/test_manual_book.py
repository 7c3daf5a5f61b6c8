"""The manual on paper: one file, nothing cut off, nothing in English; the units' page is one page."""

import re
import subprocess
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from docs.book.gathering import CHAPTERS, Page, chapter
from docs.book.making import BOOK, UNITS, make_all

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("手册")
    assert [path.name for path in make_all(made)] == [
        f"{BOOK}.docx",
        f"{BOOK}.pdf",
        f"{UNITS}.docx",
        f"{UNITS}.pdf",
    ]
    return made


def pages_of(path: Path) -> list[str]:
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout.split("\f")[:-1]


def test_the_page_for_the_units_is_exactly_one_page_by_itself_and_in_the_book(folder: Path) -> None:
    (alone,) = pages_of(folder / f"{UNITS}.pdf")
    assert "怎样填、怎样报" in alone
    assert "被退回了" in alone
    book = [page for page in pages_of(folder / f"{BOOK}.pdf") if "……" not in page and "...." not in page]
    first = next(number for number, page in enumerate(book) if "您收到的是一份" in page)
    assert "被退回了" in book[first]
    assert "管理员：" in book[first + 1]


def test_the_contents_name_every_chapter_with_its_page(folder: Path) -> None:
    pages = pages_of(folder / f"{BOOK}.pdf")
    contents = "\n".join(pages[1:3])
    for name in CHAPTERS:
        text = re.sub(
            r"\A---.*?---\n", "", (ROOT / "docs" / name).read_text(encoding="utf-8"), flags=re.DOTALL
        )
        title = re.search(r"^# (.+)$", text, re.MULTILINE)
        assert title is not None
        found = re.search(rf"^\s*{re.escape(title[1])}\s*\.+\s*(\d+)$", contents, re.MULTILINE)
        assert found is not None, title[1]
        assert title[1] in pages[int(found[1]) - 1]


def test_no_page_is_empty_or_holds_a_fault_of_the_making(folder: Path) -> None:
    pages = pages_of(folder / f"{BOOK}.pdf")
    assert len(pages) > 50
    whole = "".join(pages)
    for fault in ("Error", "not found", "{#", "](", "<br", "!!!", "Table of Contents"):
        assert fault not in re.sub(r"“[^”]*”|xlminshi[^\n]*", "", whole), fault
    blank = [number for number, page in enumerate(pages, start=1) if len(page.strip()) < 5]
    # A page may hold one large picture and its number.
    assert len(blank) <= 3


def test_every_table_and_picture_fits_between_the_margins(folder: Path) -> None:
    word = docx.Document(str(folder / f"{BOOK}.docx"))
    section = word.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    widths = [
        sum(int(one.get(qn("w:w"))) for one in table._tbl.tblGrid.findall(qn("w:gridCol"))) * 635
        for table in word.tables
    ]
    assert len(widths) > 40
    assert max(widths) <= room
    pictures = [shape.width for shape in word.inline_shapes]
    assert len(pictures) > 15
    assert max(pictures) <= room


def test_links_of_the_book_stay_in_the_book() -> None:
    text = "# 题\n\n见[栏目](reference/columns.md)、[设置](reference/settings.md#设置项)、[别处](../returns.md)、[网页](a.html)\n"
    turned = chapter(Page("manual/office.md", text))
    assert "# 题 {#office}" in turned
    assert "见[栏目](#columns)、[设置](#settings-设置项)、别处、网页" in turned
