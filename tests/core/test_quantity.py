from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlminshi.core.quantity import Quantity, factor_between, has_no_halves, names_of, plain, scale_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("-0.00", "0"),
        ("0E+3", "0"),
        ("1E+3", "1000"),
        ("1.2300", "1.23"),
        ("100", "100"),
        ("100.00", "100"),
        ("-5.50", "-5.5"),
        ("0.000001", "0.000001"),
        ("476498.4", "476498.4"),
        ("1E-7", "0.0000001"),
    ],
)
def test_a_number_is_written_without_exponent_or_idle_zeros(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15))
def test_a_written_number_is_still_the_same_number(value: Decimal) -> None:
    text = plain(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert text != "-0"


def test_a_quantity_is_printed_with_its_measure() -> None:
    assert str(Quantity(Decimal("12.850"), "公里")) == "12.85公里"


def test_what_a_unit_typed_is_never_re_unit() -> None:
    typed = Quantity(Decimal(13800), "人次", wording="1.38万人次")
    assert str(typed) == "1.38万人次"
    assert typed.value == 13800


@pytest.mark.parametrize(
    ("measure", "factor", "base"),
    [
        ("个", 1, "个"),
        ("", 1, ""),
        ("%", 1, "%"),
        ("万元", 10_000, "元"),
        ("亿元", 100_000_000, "元"),
        ("公里", 1000, "米"),
        ("km", 1000, "米"),
        ("千克", 1000, "克"),
        ("万", 10_000, ""),
        ("万人次", 10_000, "人次"),
        ("万名", 10_000, "人"),
        ("万平米", 10_000, "平方米"),
        ("㎡", 1, "平方米"),
        ("百分点", 1, "百分点"),
        ("万公里", 10_000_000, "米"),
        ("百万元", 1_000_000, "元"),
        ("万亿元", 1_000_000_000_000, "元"),
        ("万千瓦", 10_000_000, "瓦"),
    ],
)
def test_a_measure_splits_into_factor_and_base(measure: str, factor: int, base: str) -> None:
    assert scale_of(measure) == (Decimal(factor), base)


@pytest.mark.parametrize(
    ("source", "target", "factor"),
    [
        ("万元", "元", "10000"),
        ("元", "万元", "0.0001"),
        ("亿元", "万元", "10000"),
        ("名", "人", "1"),
        ("万人", "名", "10000"),
        ("米", "公里", "0.001"),
        ("公里", "千米", "1"),
        ("万公里", "公里", "10000"),
        ("百万元", "万元", "100"),
        ("千万元", "元", "10000000"),
        ("平方米", "万平米", "0.0001"),
        ("位", "人", "1"),
        ("万名", "位", "10000"),
        ("立方", "立方米", "1"),
        ("万立方", "立方米", "10000"),
        ("平方公里", "平方千米", "1"),
        ("公斤", "千克", "1"),
    ],
)
def test_a_number_moves_between_measures_of_one_thing(source: str, target: str, factor: str) -> None:
    assert factor_between(source, target) == Decimal(factor)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("人", "人次"),
        ("位", "人次"),
        ("平方米", "立方"),
        ("个", "处"),
        ("公里", "平方公里"),
        ("%", "个"),
        ("百分点", "%"),
        ("户", "元"),
    ],
)
def test_measures_of_different_things_have_no_factor(source: str, target: str) -> None:
    assert factor_between(source, target) is None
    assert factor_between(target, source) is None


@pytest.mark.parametrize("measure", ["人", "名", "位"])
def test_all_the_words_for_a_measure_are_known_from_each_of_them(measure: str) -> None:
    assert names_of(measure)[0] == measure
    assert set(names_of(measure)) == {"人", "名", "位"}
    assert names_of("座") == ("座",)


def test_of_what_is_counted_one_by_one_there_is_no_half() -> None:
    whole = (
        "座",
        "口",
        "眼",
        "支",
        "床",
        "幢",
        "条",
        "人",
        "人次",
        "名",
        "位",
        "户",
        "座/处",
        "台（套）",
        "例",
    )
    assert [one for one in whole if not has_no_halves(one)] == []
    parted = (
        "",
        "%",
        "公里",
        "平方米",
        "亩",
        "吨",
        "万元",
        "元",
        "万人",
        "万株",
        "元/吨",
        "人/次",
        "小时",
        "天",
    )
    assert [one for one in parted if has_no_halves(one)] == []


@given(st.sampled_from(["元", "万元", "亿元", "百万元"]), st.sampled_from(["元", "万元", "亿元", "千元"]))
def test_there_and_back_is_the_same_number(source: str, target: str) -> None:
    there, back = factor_between(source, target), factor_between(target, source)
    assert there is not None
    assert back is not None
    assert there * back == 1
