import calendar
import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlminshi.core.period import (
    ReportingPeriod,
    TimeBasis,
    is_earlier,
    parse_months,
    reporting_period,
    without_year,
    year_in,
)


def period_of(label: str, year: int = 2022) -> ReportingPeriod:
    period = reporting_period(year, label)
    assert period is not None, label
    return period


@pytest.mark.parametrize(
    ("label", "months"),
    [
        ("1-9月份", (1, 9)),
        ("1-9月", (1, 9)),
        ("1—11月", (1, 11)),
        ("1——11月", (1, 11)),
        ("1–9月", (1, 9)),
        ("1－9月", (1, 9)),
        ("1−9月", (1, 9)),
        ("1~9月份", (1, 9)),
        ("1～9月份", (1, 9)),
        ("1至9月", (1, 9)),
        ("1到9月", (1, 9)),
        ("1月-9月", (1, 9)),
        ("1月份至9月份", (1, 9)),
        ("１－９月份", (1, 9)),
        ("01-09月", (1, 9)),
        (" 1 - 9 月份\u3000", (1, 9)),
        ("9月", (9, 9)),
        ("9月份", (9, 9)),
        ("12月", (12, 12)),
        ("上半年", (1, 6)),
        ("下半年", (7, 12)),
        ("全年", (1, 12)),
        ("年度", (1, 12)),
        ("前三季度", (1, 9)),
        ("前3季度", (1, 9)),
        ("前两季度", (1, 6)),
        ("前2季度", (1, 6)),
        ("一季度", (1, 3)),
        ("第一季度", (1, 3)),
        ("第二季度", (4, 6)),
        ("第三季度", (7, 9)),
        ("3季度", (7, 9)),
        ("第３季度", (7, 9)),
        ("四季度", (10, 12)),
        ("1-4季度", (1, 12)),
        ("一至三季度", (1, 9)),
        ("第一季度至第三季度", (1, 9)),
        ("2022年第2至3季度", (4, 9)),
        ("2022年1-9月份", (1, 9)),
        ("2022 年 上半年", (1, 6)),
        ("2022年第三季度", (7, 9)),
        ("2022年全年", (1, 12)),
        ("2022年度", (1, 12)),
        ("2022上半年", (1, 6)),
    ],
)
def test_a_label_names_its_months(label: str, months: tuple[int, int]) -> None:
    assert parse_months(label) == months


@pytest.mark.parametrize(
    "label",
    [
        "",
        " ",
        "本期",
        "9",
        "1-9",
        "0月",
        "13月",
        "1-13月",
        "9-1月",
        "0-9月",
        "五季度",
        "第5季度",
        "前四季度",
        "季度",
        "第季度",
        "月份",
        "-9月",
        "1-月",
        "九月",
        "1.5月",
        "2022",
        "2022年",
        "20229月",
        "2022-09-30",
        "截至9月",
        "1-9月份情况",
        "上半年度总结",
        "100月",
    ],
)
def test_a_label_that_names_no_months_is_not_guessed(label: str) -> None:
    assert parse_months(label) is None
    assert reporting_period(2022, label) is None


@given(st.text("0123456789年月份季度前第上下半全一二三四-—至 ", max_size=12))
def test_whatever_is_typed_gives_months_of_one_year_or_none(label: str) -> None:
    months = parse_months(label)
    assert months is None or 1 <= months[0] <= months[1] <= 12


@pytest.mark.parametrize(
    ("label", "year"),
    [
        ("2022年1-9月份", 2022),
        ("２０２２年上半年", 2022),
        (" 2022 年度", 2022),
        ("2022", 2022),
        ("2022上半年", 2022),
        ("1-9月份", None),
        ("上半年", None),
        ("22年1-9月", None),
        ("20229月", None),
        ("", None),
    ],
)
def test_a_label_tells_its_year_only_when_it_starts_with_one(label: str, year: int | None) -> None:
    assert year_in(label) == year


def test_a_period_ends_on_the_last_day_of_its_last_month() -> None:
    assert period_of("1-9月份").as_of == dt.date(2022, 9, 30)
    assert period_of("2月", 2024).as_of == dt.date(2024, 2, 29)
    assert period_of("2月", 2023).as_of == dt.date(2023, 2, 28)
    assert period_of("全年").as_of == dt.date(2022, 12, 31)


def test_an_office_may_name_another_closing_day() -> None:
    period = reporting_period(2022, "1-9月份", dt.date(2022, 9, 25))
    assert period is not None
    assert period.as_of == dt.date(2022, 9, 25)


def test_the_label_stays_as_the_office_writes_it() -> None:
    period = period_of("  1—9月份 ")
    assert (period.label, period.first, period.last) == ("1—9月份", 1, 9)


@pytest.mark.parametrize(
    ("label", "share"),
    [
        ("1月", "0.0833"),
        ("一季度", "0.25"),
        ("上半年", "0.5"),
        ("1-7月", "0.5833"),
        ("1-8月", "0.6667"),
        ("1-9月份", "0.75"),
        ("第三季度", "0.75"),
        ("1—11月", "0.9167"),
        ("全年", "1"),
    ],
)
def test_time_progress_counts_months(label: str, share: str) -> None:
    assert period_of(label).time_progress() == Decimal(share)


@pytest.mark.parametrize(
    ("year", "label", "parts", "share"),
    [
        (2022, "1月", (31, 365), "0.0849"),
        (2022, "上半年", (181, 365), "0.4959"),
        (2024, "上半年", (182, 366), "0.4973"),
        (2023, "1-2月", (59, 365), "0.1616"),
        (2024, "1-2月", (60, 366), "0.1639"),
        (2000, "1-2月", (60, 366), "0.1639"),
        (2100, "1-2月", (59, 365), "0.1616"),
        (2022, "1-9月份", (273, 365), "0.7479"),
        (2024, "全年", (366, 366), "1"),
    ],
)
def test_time_progress_counts_days(year: int, label: str, parts: tuple[int, int], share: str) -> None:
    period = period_of(label, year)
    assert period.progress_parts(TimeBasis.DAYS) == parts
    assert period.time_progress(TimeBasis.DAYS) == Decimal(share)


@given(st.integers(2000, 2100), st.integers(1, 12))
def test_by_either_count_time_only_goes_forward_and_ends_at_the_whole_year(year: int, month: int) -> None:
    period = period_of(f"1-{month}月", year)
    for basis in TimeBasis:
        gone, whole = period.progress_parts(basis)
        assert 0 < gone <= whole
        assert (gone == whole) is (month == 12)
    day_count = sum(calendar.monthrange(year, one)[1] for one in range(1, month + 1))
    assert period.progress_parts(TimeBasis.DAYS)[0] == day_count


@pytest.mark.parametrize(
    ("closing_day", "days"),
    [(dt.date(2022, 9, 25), 268), (dt.date(2022, 8, 31), 243), (dt.date(2022, 10, 8), 281)],
)
def test_a_closing_day_moves_the_count_of_days_but_not_of_months(closing_day: dt.date, days: int) -> None:
    period = replace(period_of("1-9月份"), as_of=closing_day)
    assert period.progress_parts(TimeBasis.DAYS) == (days, 365)
    assert period.progress_parts(TimeBasis.MONTHS) == (9, 12)


@pytest.mark.parametrize("label", ["1-9月份", "1—9月", "前三季度", "前3季度", "2022年1-9月份", "１～９月"])
def test_the_same_months_under_another_label_are_the_same_period(label: str) -> None:
    assert period_of("1-9月份").is_same(label)


@pytest.mark.parametrize("label", ["1-8月份", "9月", "第三季度", "2021年1-9月份", "上半年", "", "本期"])
def test_other_months_or_another_year_are_another_period(label: str) -> None:
    assert not period_of("1-9月份").is_same(label)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("2022年1-9月份", "1-9月份"),
        (" ２０２２ 年 上半年", "上半年"),
        ("2022年度", "年度"),
        ("2022年全年", "全年"),
        ("1-9月份", "1-9月份"),
        ("年度", "年度"),
    ],
)
def test_a_label_without_its_year_still_names_the_same_months(label: str, expected: str) -> None:
    assert without_year(label) == expected
    assert parse_months(without_year(label)) == parse_months(label)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("1-8月份", True),
        ("2021年全年", True),
        ("2022年上半年", True),
        ("1-9月份", False),
        ("2022年1-10月份", False),
        ("2023年1月份", False),
        ("上次", False),
    ],
)
def test_a_label_is_earlier_where_its_months_end_before(label: str, expected: bool) -> None:
    period = reporting_period(2022, "1-9月份")
    assert period is not None
    assert is_earlier(label, period) is expected
