import datetime as dt

import pytest

from xlminshi.bulletin.numerals import chinese_number, joined, official_date


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (21, "二十一"),
        (30, "三十"),
        (99, "九十九"),
    ],
)
def test_headings_count_in_chinese_numerals(number: int, words: str) -> None:
    assert chinese_number(number) == words


def test_ninety_nine_headings_have_ninety_nine_different_numbers_without_zero() -> None:
    words = [chinese_number(number) for number in range(1, 100)]
    assert len(set(words)) == 99
    assert not any("零" in word or "一十" in word[:2] for word in words)


@pytest.mark.parametrize("number", [0, -1, 100, 1000])
def test_a_number_that_no_heading_has_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese_number(number)


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (dt.date(2022, 10, 25), "2022年10月25日"),
        (dt.date(2022, 1, 1), "2022年1月1日"),
        (dt.date(2024, 2, 29), "2024年2月29日"),
        (dt.datetime(2022, 9, 5, 8, 30), "2022年9月5日"),
    ],
)
def test_a_date_has_no_leading_zeros(day: dt.date, printed: str) -> None:
    assert official_date(day) == printed


def test_a_date_that_is_not_fixed_yet_leaves_a_gap_to_fill_in() -> None:
    gap = official_date(None)
    assert gap.replace("\u3000", "") == "年月日"
    assert not any(character.isdigit() for character in gap)
    assert "None" not in gap


def test_names_are_joined_by_the_chinese_enumeration_comma() -> None:
    assert joined(("区残联",)) == "区残联"
    assert joined(("区残联", "团区委", "区民政局")) == "区残联、团区委、区民政局"
    assert joined(()) == ""
