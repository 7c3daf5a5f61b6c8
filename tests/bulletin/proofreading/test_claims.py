from decimal import Decimal

import pytest

from xlminshi.bulletin.proofreading.claims import Approx, Claim, Kind, claims_in, number_from, under_head
from xlminshi.bulletin.proofreading.measures import base_of, may_be_same


def only(text: str) -> Claim:
    (claim,) = claims_in(text, 0)
    return claim


@pytest.mark.parametrize(
    ("text", "kind", "value", "measure"),
    [
        ("培训21414人次", Kind.AMOUNT, "21414", "人次"),
        ("目标1.38万人次", Kind.AMOUNT, "13800", "人次"),
        ("共33万豫事办新用户", Kind.AMOUNT, "330000", ""),
        ("投资4000万元", Kind.FUNDS, "40000000", "元"),
        ("投入500余万元", Kind.FUNDS, "5000000", "元"),
        ("总投资1.2亿元", Kind.FUNDS, "120000000", "元"),
        ("筛查率128.88%", Kind.RATE, "128.88", "%"),
        ("占比60%", Kind.SHARE, "60", "%"),
        ("占全年任务的94.28%", Kind.RATE, "94.28", "%"),
        ("60%的项目已完成", Kind.SHARE, "60", "%"),
        ("高出8.5个百分点", Kind.POINTS, "8.5", "个百分点"),
        ("高出8.5百分点", Kind.POINTS, "8.5", "个百分点"),
        ("农村公路12.85公里", Kind.AMOUNT, "12850", "米"),
        ("管网3千米", Kind.AMOUNT, "3000", "米"),
        ("3千瓦时", Kind.AMOUNT, "3000", "瓦时"),
        ("340356位居民", Kind.AMOUNT, "340356", "人"),
        ("19件重点民生实事", Kind.COUNT, "19", "件"),
        ("12项民生工程", Kind.COUNT, "12", "项"),
        ("14个主要责任单位", Kind.UNITS, "14", "个"),
        ("十四个主要责任单位", Kind.UNITS, "14", "个"),
        ("十九件实事", Kind.COUNT, "19", "件"),
        ("居全市第三位", Kind.RANK, "3", ""),
        ("进入后三名", Kind.RANK, "3", ""),
        ("第2期", Kind.ISSUE, "2", ""),
        ("第十二期", Kind.ISSUE, "12", ""),
    ],
)
def test_a_number_is_read_with_its_scale_and_measure(text: str, kind: Kind, value: str, measure: str) -> None:
    claim = only(text)
    assert (claim.kind, claim.value, claim.measure) == (kind, Decimal(value), measure)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2022年10月25日", "date:2022-10-25"),
        ("2022-10-05", "date:2022-10-5"),
        ("2022年9月份", "month:2022-9"),
        ("2022年", "year:2022"),
        ("9月30日", "day:9-30"),
        ("1-9月份", "months:1-9"),
        ("9月份", "months:9"),
    ],
)
def test_a_time_has_one_spelling(text: str, key: str) -> None:
    assert only(text).key == key


@pytest.mark.parametrize(
    ("text", "approx"),
    [
        ("约7万元", Approx.ABOUT),
        ("500余万元", Approx.OVER),
        ("10多个", Approx.OVER),
        ("超过65%", Approx.OVER),
        ("近2万人", Approx.BELOW),
        ("控制在4.3%", Approx.BELOW),
        ("30公里以上", Approx.LIMIT),
        ("2万人左右", Approx.ABOUT),
        ("110人", Approx.EXACT),
    ],
)
def test_the_words_around_a_number_say_how_exact_it_is(text: str, approx: Approx) -> None:
    assert only(text).approx is approx


@pytest.mark.parametrize(
    "text",
    [
        "〔2022〕17号",
        "0375-2568888",
        "13812345678",
        "第3批",
        "第三季度",
        "G30高速",
        "一件好事",
        "一个单位",
        "9:30",
    ],
)
def test_what_is_no_claim_is_passed_over(text: str) -> None:
    assert claims_in(text, 0) == ()


def test_the_number_of_a_heading_is_no_claim() -> None:
    assert [one.text for one in claims_in("3.新增学位1080个", 0, 2)] == ["1080个"]


def test_digits_are_known_apart_from_what_stands_around_them() -> None:
    assert only("目标1.38万人次").printed == "1.38"


@pytest.mark.parametrize(
    ("words", "number"), [("十", 10), ("十二", 12), ("二十一", 21), ("一百零三", 103), ("37", 37)]
)
def test_chinese_numerals_are_numbers(words: str, number: int) -> None:
    assert number_from(words) == number


def test_the_head_of_a_column_gives_the_measure() -> None:
    def cell(head: str) -> tuple[Claim, ...]:
        return under_head(claims_in("155.17", 0), head)

    assert [(one.value, one.measure) for one in cell("完成率：")] == [(Decimal("155.17"), "%")]
    assert [(one.value, one.measure) for one in cell("里程（公里）：")] == [(Decimal("155170.00"), "米")]
    assert [one.measure for one in cell("累计完成：")] == [""]
    assert cell("序号：") == ()


def test_measures_that_say_the_same_have_one_base() -> None:
    assert base_of("公里") == base_of("千米") == (1000, "米")
    assert base_of("名") == base_of("位") == (1, "人")
    assert base_of("立方") == base_of("立方米")
    assert base_of("平方公里") == base_of("平方千米")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("个", "座", True),
        ("次", "场", True),
        ("人", "人次", True),
        ("人", "户", False),
        ("", "个", True),
        ("", "%", False),
    ],
)
def test_counting_words_may_stand_for_one_another(first: str, second: str, same: bool) -> None:
    assert may_be_same(first, second) is same
