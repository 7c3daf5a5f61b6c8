"""Where the lines of a title end."""

from dataclasses import replace

import pytest

from tests.bulletin.builders import DONE, Book, settings
from xlminshi.bulletin.annex import annex_of
from xlminshi.bulletin.overview import title_lines
from xlminshi.bulletin.teller import teller_of
from xlminshi.bulletin.titles import TITLE_ROOM, WIDE_ROOM, lines_by_sense, width


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("关于1至9月份全区2022年重点民生实事", (), ("关于1至9月份全区2022年重点民生实事",)),
        (
            "呼伦贝尔市莫力达瓦达斡尔族自治旗2026年1至10月份重点民生实事",
            ("呼伦贝尔市莫力达瓦达斡尔族自治旗", "1至10月份", "2026"),
            ("呼伦贝尔市莫力达瓦达斡尔族自治旗", "2026年1至10月份重点民生实事"),
        ),
        (
            "平顶山市鲁山县2022年前三季度重点民生实事工作",
            ("平顶山市鲁山县", "前三季度"),
            ("平顶山市鲁山县2022年", "前三季度重点民生实事工作"),
        ),
    ],
)
def test_a_long_line_ends_between_words(text: str, words: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert lines_by_sense(text, words) == expected


@pytest.mark.parametrize(
    "county", ["湛河区", "鲁山县", "莫力达瓦达斡尔族自治旗", "双江拉祜族佤族布朗族傣族自治县"]
)
@pytest.mark.parametrize("period", ["上半年", "前三季度", "1至11月份"])
@pytest.mark.parametrize("room", [TITLE_ROOM, WIDE_ROOM])
def test_no_title_breaks_inside_a_word_or_leaves_the_page(county: str, period: str, room: int) -> None:
    for text in (
        f"{county}2026年{period}重点民生实事",
        f"{county}2026年度重点民生实事{period}完成情况一览表",
    ):
        lines = lines_by_sense(text, (county, period), room)
        assert "".join(lines) == text
        assert max(map(width, lines)) <= room
        for word in ("重点民生实事", "一览表", county, period, "2026年"):
            assert any(word in line for line in lines) or word not in text


def test_the_title_of_a_bulletin_and_that_of_its_annex_are_broken_by_sense() -> None:
    county = "双江拉祜族佤族布朗族傣族自治县"
    told = settings("1-11月份", 2026)
    words = replace(told.bulletin, area_word=county)
    ledger = Book(replace(told, county=county, bulletin=words)).named("甲", "区残联", DONE).ledger()
    lines = title_lines(teller_of(ledger))
    assert lines[1] == county
    assert max(map(width, lines)) <= TITLE_ROOM
    assert lines[2] == "2026年重点民生实事"
    annex = annex_of(replace(ledger, programme=replace(ledger.programme, county=county)))
    assert annex.title_lines == (f"{county}2026年", "重点民生实事1至11月份完成情况一览表")


def test_a_word_longer_than_a_line_is_broken_inside_rather_than_lost() -> None:
    lines = lines_by_sense("长" * 45)
    assert "".join(lines) == "长" * 45
    assert list(map(len, lines)) == [15, 15, 15]


def test_a_title_for_which_four_lines_are_too_few_is_left_as_it_is() -> None:
    assert lines_by_sense("长" * 100) == ("长" * 100,)
