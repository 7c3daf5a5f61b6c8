"""A 通报名称 that has no room on the paper is told with the document, at the place where it is set."""

import io
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.shared import Pt

from tests.cases.test_four_periods import set_values
from tests.workflow.county_books import write_county
from xlminshi import api
from xlminshi.adapters.word.letterhead import build_letterhead
from xlminshi.api import Result
from xlminshi.core.problems import Code, Problem

STRANGE = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "各区县"
    write_county(folder, 1, "东林区")
    (path,) = folder.rglob("*汇总表.xlsx")
    return path


def too_long(result: Result[object]) -> list[Problem]:
    return [one for one in result.problems if one.code in (Code.NAME_TOO_LONG, Code.NAME_TOO_WIDE)]


def test_a_county_is_told_in_the_run_and_in_the_workbook_and_prints_a_final_bulletin(
    book: Path, tmp_path: Path
) -> None:
    before = api.publish(book, tmp_path / "前")
    assert not too_long(before)
    result = api.publish(set_values(book, tmp_path / "汇总.xlsx", {"通报名称": STRANGE}), tmp_path / "通报")
    (one,) = too_long(result)
    assert (one.place.file, one.place.sheet) == ("汇总.xlsx", "设置")
    assert len(result.problems) == len(before.problems) + 1
    rows = openpyxl.load_workbook(result.written[0])["填报问题"].iter_rows(values_only=True)
    assert [row[:3] for row in rows if row[4] == one.what] == [("提醒", "汇总.xlsx", "设置")]


def test_an_office_with_a_letterhead_of_its_own_is_told_where_to_change_it(
    book: Path, tmp_path: Path
) -> None:
    own = docx.Document(io.BytesIO(build_letterhead()))
    own.styles["公文红头"].font.size = Pt(60)  # type: ignore[attr-defined]
    own.save(str(tmp_path / "版头.docx"))
    source = set_values(book, tmp_path / "汇总.xlsx", {"通报名称": "民生实事督查专报"})
    result = api.publish(source, tmp_path / "通报", letterhead=tmp_path / "版头.docx")
    (one,) = too_long(result)
    assert one.cure.endswith("或调小版头文件里报头的字号。")
    printed = docx.Document(str(result.written[1])).paragraphs[0]
    assert (printed.text, printed.runs[0].font.size) == ("民生实事督查专报", None)


def test_a_city_is_told_at_the_settings_of_its_summary(book: Path, tmp_path: Path) -> None:
    target = tmp_path / "云州市.xlsx"
    assert not too_long(api.rollup(book.parent.parent, target))
    set_values(target, target, {"通报名称": STRANGE})
    for _ in range(2):  # with new files, and with those of the last run
        (one,) = too_long(api.rollup(book.parent.parent, target, replace=True))
        assert (one.place.file, one.place.sheet) == ("云州市.xlsx", "设置")


def test_a_name_that_begins_with_the_county_is_not_doubled_in_the_name_of_the_file(
    book: Path, tmp_path: Path
) -> None:
    for name, file in (("东林区督查通报", "东林区督查通报第"), ("督查通报", "东林区督查通报第")):
        result = api.publish(set_values(book, tmp_path / "汇总.xlsx", {"通报名称": name}), tmp_path / name)
        assert result.written[1].name.startswith(file)
