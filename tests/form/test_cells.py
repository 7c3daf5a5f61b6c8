"""What people type into number, date, telephone and choice cells, and the one thing that each may be read as."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xlminshi.core.problems import Code, Level, Place
from xlminshi.core.quantity import Qualifier, Quantity, plain
from xlminshi.form.cells import read_choice, read_date, read_phone, read_text, shown
from xlminshi.form.grid import Calculated, CellError, CellValue, Percent
from xlminshi.form.numbers import measure_in, read_number

HERE = Place("a.xlsx", "区残联", "E6")
EXACT, ABOUT, OVER = Qualifier.EXACT, Qualifier.ABOUT, Qualifier.OVER
NOTHING = None
D = Decimal

READ_EXACTLY: list[tuple[CellValue, str, str | None, str]] = [
    # (value, measure, target, number): read as this number, and nothing needs to be said
    (D(218), "人", None, "218"),
    (D("0.5"), "公里", None, "0.5"),
    (D(0), "个", None, "0"),
    (D("-5"), "个", None, "-5"),
    (D("1E+3"), "个", None, "1000"),
    (D("123456789012345"), "元", None, "123456789012345"),
    (D("0.12345678901234567"), "公里", None, "0.12345678901234567"),
    ("218", "人", None, "218"),
    ("１２３", "个", None, "123"),
    ("1,234", "个", None, "1234"),
    ("1，234", "个", None, "1234"),
    ("1,234,567", "个", None, "1234567"),
    ("１，２３４．５", "个", None, "1234.5"),
    ("5,555.55", "万元", None, "5555.55"),
    ("1．5", "公里", None, "1.5"),
    ("5.0", "个", None, "5"),
    ("0.50", "公里", None, "0.5"),
    ("0", "个", None, "0"),
    ("-0", "个", None, "0"),
    ("-5", "个", None, "-5"),
    ("－5", "个", None, "-5"),
    ("0个", "个", None, "0"),
    ("9个", "个", None, "9"),
    ("9 个 ", "个", None, "9"),
    ("9\n个", "个", None, "9"),
    ("\u30009\u3000", "个", None, "9"),
    ("\u00a09", "个", None, "9"),
    ("1234.56", "万元", None, "1234.56"),
    ("2022.95", "万元", None, "2022.95"),
    ("3000.5", "万元", None, "3000.5"),
    ("2022", "人", None, "2022"),
    ("155.17％", "%", None, "155.17"),
    ("155.17 %", "%", None, "155.17"),
    ("0.65%", "%", "65", "0.65"),
    ("65", "%", "65", "65"),
    ("0", "%", "65", "0"),
    (D(65), "%", "65", "65"),
    (D(65), "%", None, "65"),
    (D("4.17"), "%", "4.3", "4.17"),
    (D("0.9"), "%", "0.8", "0.9"),
    (D("0.65"), "%", "1", "0.65"),
    (D("1.2"), "%", None, "1.2"),
    (D("11"), "%", "300", "11"),
    (D(0), "%", "65", "0"),
    (D("-1"), "%", "65", "-1"),
    (Percent(D("0.65")), "%", "65", "65"),
    (Percent(D("1.5517")), "%", None, "155.17"),
    (D("13812345678"), "%", None, "13812345678"),
    ("1.38万人次", "万人次", None, "1.38"),
    ("4000万元", "万元", None, "4000"),
    ("5㎡", "平方米", None, "5"),
    ("5千克", "千克", None, "5"),
    ("5百分点", "百分点", None, "5"),
    ("3天", "天", None, "3"),
    ("9月", "月", None, "9"),
    ("5", "", None, "5"),
    ("7人次/年", "人次/年", None, "7"),
]

READ_AND_SAID: list[tuple[str, str, str, Qualifier, str]] = [
    # (text, measure, number, qualifier, words that are printed): read, and shown to the person
    ("1.38万", "人次", "13800", EXACT, "1.38万人次"),
    ("1.38万人次", "人次", "13800", EXACT, "1.38万人次"),
    ("1.38 万人次", "人次", "13800", EXACT, "1.38万人次"),
    ("1.38万", "万人次", "1.38", EXACT, "1.38万人次"),
    ("1,234万", "元", "12340000", EXACT, "1,234万元"),
    ("5百", "个", "500", EXACT, "5百个"),
    ("5千", "个", "5000", EXACT, "5千个"),
    ("5千万", "元", "50000000", EXACT, "5千万元"),
    ("5万亿", "元", "5000000000000", EXACT, "5万亿元"),
    ("约500", "个", "500", ABOUT, "约500个"),
    ("约 500 个", "个", "500", ABOUT, "约500个"),
    ("大约5", "个", "5", ABOUT, "大约5个"),
    ("大概5个", "个", "5", ABOUT, "大概5个"),
    ("500左右", "个", "500", ABOUT, "500个左右"),
    ("500个左右", "个", "500", ABOUT, "500个左右"),
    ("约500左右", "个", "500", ABOUT, "约500个左右"),
    ("5上下", "个", "5", ABOUT, "5个上下"),
    ("500余", "个", "500", OVER, "500余个"),
    ("500余个", "个", "500", OVER, "500余个"),
    ("500多", "个", "500", OVER, "500多个"),
    ("500余万元", "万元", "500", OVER, "500余万元"),
    ("500余万元", "元", "5000000", OVER, "500余万元"),
    ("500余万", "万元", "500", OVER, "500余万元"),
    ("500余", "万元", "500", OVER, "500余万元"),
    ("9万多人", "人", "90000", OVER, "9万多人"),
    ("约9万多人", "人", "90000", OVER, "约9万多人"),
    ("1.38万余人次", "人次", "13800", OVER, "1.38万余人次"),
    ("30公里以上", "公里", "30", OVER, "30公里以上"),
    ("30以上", "公里", "30", OVER, "30公里以上"),
    ("≥30", "个", "30", OVER, "≥30个"),
    (">=30", "个", "30", OVER, ">=30个"),
    ("＞30", "个", "30", OVER, ">30个"),
    ("超过9万", "人", "90000", OVER, "超过9万人"),
    ("已超过9万", "人", "90000", OVER, "超过9万人"),
    ("逾9万", "人", "90000", OVER, "逾9万人"),
    ("不少于9个", "个", "9", OVER, "不少于9个"),
    ("至少9", "个", "9", OVER, "至少9个"),
    (">65%", "%", "65", OVER, ">65%"),
    ("超过65%", "%", "65", OVER, "超过65%"),
    ("65%以上", "%", "65", OVER, "65%以上"),
    ("约5％", "%", "5", ABOUT, "约5%"),
    ("完成 9 个", "个", "9", EXACT, ""),
    ("累计完成9", "个", "9", EXACT, ""),
    ("共计9个", "个", "9", EXACT, ""),
    ("已达9个", "个", "9", EXACT, ""),
    ("5名", "人", "5", EXACT, ""),
    ("5人", "名", "5", EXACT, ""),
    ("120位", "人", "120", EXACT, ""),
    ("500立方", "立方米", "500", EXACT, ""),
    ("500m³", "立方米", "500", EXACT, ""),
    ("3平方公里", "平方千米", "3", EXACT, ""),
    ("30km", "公里", "30", EXACT, ""),
    ("30公里", "km", "30", EXACT, ""),
    ("30公里", "米", "30000", EXACT, "30公里"),
    ("420户", "万户", "0.042", EXACT, "420户"),
    ("1座", "座/处", "1", EXACT, ""),
    ("12套", "台（套）", "12", EXACT, ""),
    ("12台(套)", "台（套）", "12", EXACT, ""),
    ("1200m²", "平方米", "1200", EXACT, ""),
    ("5m2", "㎡", "5", EXACT, ""),
    ("5平米", "㎡", "5", EXACT, ""),
    ("5万㎡", "平方米", "50000", EXACT, "5万平方米"),
    ("50000元", "万元", "5", EXACT, "50000元"),
    ("5元", "万元", "0.0005", EXACT, "5元"),
    ("1亿元", "万元", "10000", EXACT, "1亿元"),
    ("1亿", "万元", "10000", EXACT, "1亿元"),
    ("3千万", "万元", "3000", EXACT, "3千万元"),
    ("3千万元", "万元", "3000", EXACT, "3千万元"),
    ("5百万元", "元", "5000000", EXACT, "5百万元"),
    ("5000万", "亿元", "0.5", EXACT, "5000万元"),
    ("5000万元", "亿元", "0.5", EXACT, "5000万元"),
    ("1亿元", "元", "100000000", EXACT, "1亿元"),
    ("5千", "千瓦时", "5", EXACT, "5千瓦时"),
    ("5万", "千瓦时", "50000", EXACT, "5万千瓦时"),
    ("5万", "", "50000", EXACT, "5万"),
    ("5个", "", "5", EXACT, ""),
    ("约5", "", "5", ABOUT, "约5"),
    ("约5人", "", "5", ABOUT, "约5人"),
]

NOTHING_REPORTED: list[CellValue] = [
    None,
    "",
    " ",
    "\u3000",
    "\u00a0",
    "\n",
    "无",
    "暂无",
    "未报",
    "未填",
    "待定",
    "-",
    "－",
    "—",
    "——",
    "–",
    "/",
    "／",
    "N/A",
]

REFUSED: list[tuple[CellValue, str, Code]] = [
    ("九个", "个", Code.NOT_A_NUMBER),
    ("九", "个", Code.NOT_A_NUMBER),
    ("零", "个", Code.NOT_A_NUMBER),
    ("十余个", "个", Code.NOT_A_NUMBER),
    ("百分之65", "%", Code.NOT_A_NUMBER),
    ("NaN", "个", Code.NOT_A_NUMBER),
    ("Infinity", "个", Code.NOT_A_NUMBER),
    ("-inf", "个", Code.NOT_A_NUMBER),
    ("1_000", "个", Code.NOT_A_NUMBER),
    ("٣", "个", Code.NOT_A_NUMBER),
    ("1e5", "个", Code.NOT_A_NUMBER),
    ("1E-5", "个", Code.NOT_A_NUMBER),
    ("0x1F", "个", Code.NOT_A_NUMBER),
    ("+5", "个", Code.NOT_A_NUMBER),
    ("--5", "个", Code.NOT_A_NUMBER),
    ("-.5", "个", Code.NOT_A_NUMBER),
    (".5", "个", Code.NOT_A_NUMBER),
    ("5-", "个", Code.NOT_A_NUMBER),
    ("5+", "个", Code.NOT_A_NUMBER),
    ("(5)", "个", Code.NOT_A_NUMBER),
    ("（5）", "个", Code.NOT_A_NUMBER),
    ("22/22", "个", Code.NOT_A_NUMBER),
    ("1-9", "个", Code.NOT_A_NUMBER),
    ("1～9", "个", Code.NOT_A_NUMBER),
    ("5±1", "个", Code.NOT_A_NUMBER),
    ("9个、36个", "个", Code.NOT_A_NUMBER),
    ("9个，36个", "个", Code.NOT_A_NUMBER),
    ("9、36", "个", Code.NOT_A_NUMBER),
    ("9 36", "个", Code.NOT_A_NUMBER),
    ("9  36", "个", Code.NOT_A_NUMBER),
    ("9\n36", "个", Code.NOT_A_NUMBER),
    ("9 \n36", "个", Code.NOT_A_NUMBER),
    ("9\u300036", "个", Code.NOT_A_NUMBER),
    ("1. 5个", "个", Code.NOT_A_NUMBER),
    ("1.\n500", "个", Code.NOT_A_NUMBER),
    ("9, 360", "个", Code.NOT_A_NUMBER),
    ("- 5", "个", Code.NOT_A_NUMBER),
    ("1、5个", "个", Code.NOT_A_NUMBER),
    ("①5个", "个", Code.NOT_A_NUMBER),
    ("500①", "个", Code.NOT_A_NUMBER),
    ("⒈5", "个", Code.NOT_A_NUMBER),
    ("10²", "个", Code.NOT_A_NUMBER),
    ("10₂", "个", Code.NOT_A_NUMBER),
    ("5½", "个", Code.NOT_A_NUMBER),
    ("⑨", "个", Code.NOT_A_NUMBER),
    ("1,23", "个", Code.NOT_A_NUMBER),
    ("12,34", "个", Code.NOT_A_NUMBER),
    ("1,2345", "个", Code.NOT_A_NUMBER),
    ("9,", "个", Code.NOT_A_NUMBER),
    ("9.", "个", Code.NOT_A_NUMBER),
    ("9。", "个", Code.NOT_A_NUMBER),
    ("1。5", "个", Code.NOT_A_NUMBER),
    ("9个。", "个", Code.NOT_A_NUMBER),
    ("1.2.3", "个", Code.NOT_A_NUMBER),
    ("9个（含3个续建）", "个", Code.NOT_A_NUMBER),
    ("新增9个", "个", Code.NOT_A_NUMBER),
    ("未完成5个", "个", Code.NOT_A_NUMBER),
    ("剩5个", "个", Code.NOT_A_NUMBER),
    ("第5", "个", Code.NOT_A_NUMBER),
    ("￥5万", "元", Code.NOT_A_NUMBER),
    ("5‰", "%", Code.NOT_A_NUMBER),
    ("=1+1", "个", Code.NOT_A_NUMBER),
    ("=cmd|'/c calc'!A1", "个", Code.NOT_A_NUMBER),
    ("已完成", "个", Code.NOT_A_NUMBER),
    ("约", "个", Code.NOT_A_NUMBER),
    ("个", "个", Code.NOT_A_NUMBER),
    ("007", "个", Code.NOT_A_NUMBER),
    ("-05", "个", Code.NOT_A_NUMBER),
    ("0375-1234567", "个", Code.NOT_A_NUMBER),
    ("410402199001011234", "个", Code.NOT_A_NUMBER),
    ("9" * 40_000, "个", Code.NOT_A_NUMBER),
    ("9 " * 20_000, "个", Code.NOT_A_NUMBER),
    ("很长" * 20_000, "个", Code.NOT_A_NUMBER),
    ("12月底前完成", "", Code.NOT_A_NUMBER),
    ("2022年底前", "", Code.NOT_A_NUMBER),
    ("9月", "", Code.NOT_A_NUMBER),
    ("5个未完成", "", Code.NOT_A_NUMBER),
    ("5个未完成", "个", Code.NOT_A_NUMBER),
    ("3季度", "", Code.NOT_A_NUMBER),
    ("#N/A", "个", Code.NOT_A_NUMBER),
    ("TRUE", "个", Code.NOT_A_NUMBER),
    (True, "个", Code.NOT_A_NUMBER),
    (False, "个", Code.NOT_A_NUMBER),
    (D("NaN"), "个", Code.NOT_A_NUMBER),
    (D("Infinity"), "个", Code.NOT_A_NUMBER),
    (Percent(D("NaN")), "%", Code.NOT_A_NUMBER),
    (D("1234567890123456"), "个", Code.NUMBER_TOO_LONG),
    (D("410402199001011000"), "个", Code.NUMBER_TOO_LONG),
    (D("1E+300"), "个", Code.NUMBER_TOO_LONG),
    (D("13812345678"), "个", Code.LOOKS_LIKE_PHONE),
    ("13812345678", "个", Code.LOOKS_LIKE_PHONE),
    ("１３８１２３４５６７８", "个", Code.LOOKS_LIKE_PHONE),
    ("2022.9.30", "个", Code.LOOKS_LIKE_DATE),
    ("2022-9-30", "个", Code.LOOKS_LIKE_DATE),
    ("2022/9/30", "个", Code.LOOKS_LIKE_DATE),
    ("2022年9月", "个", Code.LOOKS_LIKE_DATE),
    ("2022.9", "个", Code.LOOKS_LIKE_DATE),
    ("2022.10", "个", Code.LOOKS_LIKE_DATE),
    ("9月30日", "个", Code.LOOKS_LIKE_DATE),
    ("12:30", "个", Code.LOOKS_LIKE_DATE),
    ("12：30", "个", Code.LOOKS_LIKE_DATE),
    (dt.time(12, 30), "个", Code.LOOKS_LIKE_DATE),
    (dt.date(2022, 9, 30), "个", Code.LOOKS_LIKE_DATE),
    (dt.datetime(2022, 9, 30, 8), "%", Code.LOOKS_LIKE_DATE),
    ("不足100", "个", Code.INEXACT_NUMBER),
    ("近100", "个", Code.INEXACT_NUMBER),
    ("已近100", "个", Code.INEXACT_NUMBER),
    ("将近100", "个", Code.INEXACT_NUMBER),
    ("不超过9", "个", Code.INEXACT_NUMBER),
    ("<5", "个", Code.INEXACT_NUMBER),
    ("≤5", "个", Code.INEXACT_NUMBER),
    ("低于4.3%", "%", Code.INEXACT_NUMBER),
    ("9以下", "个", Code.INEXACT_NUMBER),
    ("9个不到", "个", Code.INEXACT_NUMBER),
    ("达不到5", "个", Code.INEXACT_NUMBER),
    ("155.17％", "个", Code.PERCENT_MISPLACED),
    ("100%", "", Code.PERCENT_MISPLACED),
    (Percent(D("0.65")), "个", Code.PERCENT_MISPLACED),
    (D("0.65"), "%", Code.PERCENT_UNCLEAR),
    (D(1), "%", Code.PERCENT_UNCLEAR),
    ("0.65", "%", Code.PERCENT_UNCLEAR),
    ("0.65 ", "%", Code.PERCENT_UNCLEAR),
    ("约0.65", "%", Code.PERCENT_UNCLEAR),
    ("完成0.65", "%", Code.PERCENT_UNCLEAR),
    ("5人", "个", Code.MEASURE_MISMATCH),
    ("5元", "元/吨", Code.MEASURE_MISMATCH),
    ("5台", "座/处", Code.MEASURE_MISMATCH),
    ("10²", "个", Code.NOT_A_NUMBER),
    ("5人次", "人", Code.MEASURE_MISMATCH),
    ("5人", "人次", Code.MEASURE_MISMATCH),
    ("5亩", "公顷", Code.MEASURE_MISMATCH),
    ("9台套", "个", Code.MEASURE_MISMATCH),
    ("5个百分点", "%", Code.MEASURE_MISMATCH),
    ("4000元", "人", Code.MEASURE_MISMATCH),
    ("5千", "万元", Code.MEASURE_MISMATCH),
    ("5百", "万人次", Code.MEASURE_MISMATCH),
    (CellError("#N/A"), "个", Code.ERROR_CELL),
    (CellError("#REF!"), "%", Code.ERROR_CELL),
    (Calculated(None, "A1+1"), "个", Code.NOT_CALCULATED),
    (Calculated(CellError("#DIV/0!"), "A1/0"), "个", Code.ERROR_CELL),
    (Calculated(True, "A1=1"), "个", Code.NOT_A_NUMBER),
    (Calculated("九个", "A1"), "个", Code.NOT_A_NUMBER),
]


def said_about(value: CellValue, measure: str, target: str | None = None) -> list[Code]:
    reading = read_number(value, measure, HERE, D(target) if target else None)
    return [one.code for one in reading.problems]


@pytest.mark.parametrize(("value", "measure", "target", "number"), READ_EXACTLY)
def test_a_plain_number_is_read_exactly_and_nothing_is_said(
    value: CellValue, measure: str, target: str | None, number: str
) -> None:
    reading = read_number(value, measure, HERE, D(target) if target else None)
    assert reading.problems == ()
    assert reading.quantity is not None
    assert (reading.quantity.value, reading.quantity.measure) == (D(number), measure)
    assert reading.quantity.qualifier is EXACT


@pytest.mark.parametrize(("text", "measure", "number", "qualifier", "wording"), READ_AND_SAID)
def test_a_number_in_words_is_read_and_shown_to_the_person(
    text: str, measure: str, number: str, qualifier: Qualifier, wording: str
) -> None:
    reading = read_number(text, measure, HERE)
    assert reading.quantity == Quantity(D(number), measure, qualifier, wording)
    (said,) = reading.problems
    assert said.code is Code.READ_FROM_WORDS
    assert (said.place, plain(D(number)) in said.what, text.strip() in said.what) == (HERE, True, True)


@pytest.mark.parametrize("value", NOTHING_REPORTED)
def test_a_blank_or_a_dash_is_nothing_reported_and_never_zero(value: CellValue) -> None:
    reading = read_number(value, "个", HERE)
    assert (reading.quantity, reading.problems) == (None, ())


@pytest.mark.parametrize(("value", "measure", "code"), REFUSED)
def test_what_is_not_surely_one_number_is_a_problem_that_must_be_settled(
    value: CellValue, measure: str, code: Code
) -> None:
    reading = read_number(value, measure, HERE)
    assert reading.quantity is None
    assert [one.code for one in reading.problems] == [code]
    assert reading.problems[0].level is Level.MUST_FIX
    assert reading.problems[0].place == HERE


@pytest.mark.parametrize(
    ("value", "target", "unclear"),
    [
        ("0.65", "65", True),
        ("0.65", "12", False),
        ("0.65", "13", True),
        ("0.65", "1", False),
        ("1", "100", True),
        ("1", "65", True),
        ("1.2", "120", True),
        ("1.2", "20", False),
        ("4.17", "4.3", False),
        ("10", "200", True),
        ("11", "220", False),
    ],
)
def test_a_bare_share_in_a_percentage_row_is_asked_about_by_its_target(
    value: str, target: str, unclear: bool
) -> None:
    for typed in (value, D(value)):
        assert said_about(typed, "%", target) == ([Code.PERCENT_UNCLEAR] if unclear else [])
    assert said_about(f"{value}%", "%", target) == []


def test_an_unclear_percentage_is_told_both_ways() -> None:
    (said,) = read_number(D("0.65"), "%", HERE, D(65)).problems
    assert "可能是0.65%，也可能是65%" in said.what


def test_a_formula_is_read_by_its_stored_result_and_shown() -> None:
    reading = read_number(Calculated(D(9), "A1+B1"), "个", HERE)
    assert reading.quantity == Quantity(D(9), "个")
    assert [one.code for one in reading.problems] == [Code.FORMULA_IN_ENTRY]
    assert "=A1+B1" in reading.problems[0].what


def test_a_formula_with_words_as_its_result_tells_both() -> None:
    assert said_about(Calculated("约9", "A1"), "个") == [Code.READ_FROM_WORDS, Code.FORMULA_IN_ENTRY]


def test_a_formula_that_gives_an_empty_text_reports_nothing() -> None:
    assert read_number(Calculated("", "A1"), "个", HERE).quantity is None
    assert said_about(Calculated("", "A1"), "个") == []


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("1.38万人次", "人次"),
        ("4000万元", "万元"),
        ("65%以上", "%"),
        ("≥65％", "%"),
        ("5", ""),
        ("投用", ""),
        ("12月底前完成", ""),
        ("2022年底前", ""),
        ("5㎡", "平方米"),
        ("5个、6个", ""),
    ],
)
def test_the_measure_is_taken_from_a_typed_target(text: str, measure: str) -> None:
    assert measure_in(text) == measure


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (dt.date(2022, 9, 30), dt.date(2022, 9, 30)),
        (dt.datetime(2022, 9, 30, 23, 59), dt.date(2022, 9, 30)),
        (Calculated(dt.date(2022, 9, 30), "TODAY()"), dt.date(2022, 9, 30)),
        ("2022-9-30", dt.date(2022, 9, 30)),
        ("2022.9.30", dt.date(2022, 9, 30)),
        ("2022. 9. 30", dt.date(2022, 9, 30)),
        ("2022/09/30", dt.date(2022, 9, 30)),
        ("２０２２年９月３０日", dt.date(2022, 9, 30)),
        ("2022 年 9 月 30 日", dt.date(2022, 9, 30)),
        ("20220930", dt.date(2022, 9, 30)),
        (D(20220930), dt.date(2022, 9, 30)),
        ("2024-2-29", dt.date(2024, 2, 29)),
        (None, None),
        ("", None),
        ("　", None),
        ("无", None),
        ("—", None),
    ],
)
def test_a_date_is_read_in_the_ways_people_write_it(value: CellValue, day: dt.date | None) -> None:
    assert read_date(value, HERE) == (day, ())


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("9月30日", Code.NOT_A_DATE),
        ("2022-13-1", Code.NOT_A_DATE),
        ("2022-2-30", Code.NOT_A_DATE),
        ("2022-9-30 08:00", Code.NOT_A_DATE),
        ("22.9.30", Code.NOT_A_DATE),
        ("昨天", Code.NOT_A_DATE),
        (D(44834), Code.NOT_A_DATE),
        (D("0.5"), Code.NOT_A_DATE),
        (True, Code.NOT_A_DATE),
        (dt.time(8), Code.NOT_A_DATE),
        (Percent(D(1)), Code.NOT_A_DATE),
        (CellError("#VALUE!"), Code.ERROR_CELL),
        (Calculated(None, "TODAY()"), Code.NOT_CALCULATED),
    ],
)
def test_what_is_no_date_is_a_problem_and_never_a_guess(value: CellValue, code: Code) -> None:
    day, problems = read_date(value, HERE)
    assert day is None
    assert [(one.code, one.place) for one in problems] == [(code, HERE)]


@pytest.mark.parametrize(
    ("value", "phone"),
    [
        (D(13812345678), "13812345678"),
        ("138 1234 5678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("0375-1234567", "0375-1234567"),
        ("0375—1234567", "0375-1234567"),
        ("（0375）1234567", "03751234567"),
        ("1234567", "1234567"),
        ("0375-1234567-801", "0375-1234567-801"),
        (None, ""),
        ("  ", ""),
    ],
)
def test_a_telephone_number_is_kept_as_text(value: CellValue, phone: str) -> None:
    assert read_phone(value, HERE) == (phone, ())


@pytest.mark.parametrize("text", ["12345", "张三", "13812345678、13912345678", "转801", "138123456789"])
def test_what_does_not_look_like_a_telephone_number_is_kept_and_reminded_of(text: str) -> None:
    phone, problems = read_phone(text, HERE)
    assert phone == text
    assert [one.code for one in problems] == [Code.BAD_PHONE]


def test_a_choice_is_one_of_the_words_or_a_problem_that_names_them() -> None:
    assert read_choice(" 数　量 ", ("数量", "比率"), HERE) == ("数量", ())
    assert read_choice("—", ("数量",), HERE) == ("", ())
    assert read_choice(None, ("数量",), HERE) == ("", ())
    word, problems = read_choice("个数", ("数量", "比率"), HERE)
    assert word == ""
    assert [one.code for one in problems] == [Code.NOT_A_CHOICE]
    assert "数量、比率" in problems[0].cure
    assert [one.code for one in read_choice(CellError("#N/A"), ("数量",), HERE)[1]] == [Code.ERROR_CELL]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  设备购进中\u3000", "设备购进中"),
        ("一是开工\r\n二是招标\r三是", "一是开工\n二是招标\n三是"),
        (D("218.50"), "218.5"),
        (Percent(D("0.65")), "65%"),
        (True, "TRUE"),
        (False, "FALSE"),
        (dt.date(2022, 9, 30), "2022-09-30"),
        (dt.datetime(2022, 9, 30, 8), "2022-09-30 08:00:00"),
        (None, ""),
        ("=1+1", "=1+1"),
        (Calculated("已完成", "A1"), "已完成"),
    ],
)
def test_words_are_kept_as_the_person_sees_them(value: CellValue, text: str) -> None:
    assert read_text(value, HERE) == (text, ())


@pytest.mark.parametrize(
    ("value", "code"),
    [(CellError("#REF!"), Code.ERROR_CELL), (Calculated(None, "A1"), Code.NOT_CALCULATED)],
)
def test_a_text_cell_without_a_result_is_a_problem_and_not_a_blank(value: CellValue, code: Code) -> None:
    text, problems = read_text(value, HERE)
    assert text == ""
    assert [one.code for one in problems] == [code]


@pytest.mark.parametrize("code", ["#N/A", "#REF!"])
def test_an_error_cell_is_shown_by_its_code(code: str) -> None:
    assert shown(CellError(code)) == code


_WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
_LOOKS_LIKE_DATE = re.compile(r"^(?:19|20)\d\d\.(?:0?[1-9]|1[0-2])$")


@st.composite
def _plain_numbers(draw: st.DrawFn) -> tuple[str, Decimal]:
    whole = draw(st.integers(0, 999_999_999_999_999))
    decimals = draw(st.text("0123456789", max_size=12))
    sign = draw(st.sampled_from(["", "-"]))
    digits = draw(st.sampled_from([str(whole), f"{whole:,}"]))
    text = f"{sign}{digits}.{decimals}" if decimals else f"{sign}{digits}"
    assume(not re.fullmatch(r"1[3-9]\d{9}", plain(D(text.replace(",", "")))))
    assume(not _LOOKS_LIKE_DATE.match(text))
    return text, D(text.replace(",", ""))


@given(_plain_numbers(), st.sampled_from(["个", "万元", "人次", ""]), st.booleans())
def test_any_number_typed_plainly_is_that_number(
    typed: tuple[str, Decimal], measure: str, is_wide: bool
) -> None:
    text, value = typed
    reading = read_number(text.translate(_WIDE) if is_wide else text, measure, HERE)
    assert reading.problems == ()
    assert reading.quantity == Quantity(value, measure)


@given(st.decimals(allow_nan=False, allow_infinity=True))
def test_any_number_cell_is_that_number_or_a_problem(value: Decimal) -> None:
    reading = read_number(value, "个", HERE)
    if reading.quantity is None:
        assert [one.level for one in reading.problems] == [Level.MUST_FIX]
    else:
        assert (reading.quantity.value, reading.problems) == (value, ())


_TYPED = st.one_of(
    st.text(),
    st.text(
        "0123456789０１.,，。 \n\u3000-—%％万千百亿余多约近超不足以上下左右个人次元公里①²½月日年:：/",
        max_size=12,
    ),
)


@given(_TYPED, st.sampled_from(["个", "%", "万元", "人次", "", "公里", "千瓦时"]))
def test_no_text_makes_the_reading_fail_or_gives_a_number_that_must_be_settled(
    text: str, measure: str
) -> None:
    reading = read_number(text, measure, HERE)
    must_fix = [one for one in reading.problems if one.level is Level.MUST_FIX]
    assert reading.quantity is None or not must_fix
    if reading.quantity is not None:
        assert reading.quantity.value.is_finite()
        assert reading.quantity.measure == measure


@given(_TYPED)
def test_a_number_read_without_a_word_consists_of_the_digits_that_were_typed(text: str) -> None:
    reading = read_number(text, "个", HERE)
    if reading.quantity is not None and not reading.problems:
        digits = [str(unicodedata.decimal(one)) for one in text if one.isdecimal()]
        parts = re.split(r"\s+", unicodedata.normalize("NFKC", text.strip()))
        assert sum(any(one.isdecimal() for one in part) for part in parts) == 1
        assert reading.quantity.value == D(
            "".join(re.findall(r"[-\d.]", unicodedata.normalize("NFKC", text)))
        )
        assert digits


@given(_TYPED)
def test_no_text_makes_the_other_readings_fail(text: str) -> None:
    for value in (text, Calculated(text, "A1")):
        day, problems = read_date(value, HERE)
        assert day is None or not problems
        read_phone(value, HERE)
        read_choice(value, ("数量",), HERE)
        measure_in(text)


def test_the_table_of_this_test_is_long_enough_to_be_trusted() -> None:
    assert len(READ_EXACTLY) + len(READ_AND_SAID) + len(NOTHING_REPORTED) + len(REFUSED) >= 120


@pytest.mark.parametrize("mark", ["\u200b", "\u200e", "\ufeff", "\u2060"])
def test_invisible_characters_from_chat_programs_are_no_part_of_a_number(mark: str) -> None:
    reading = read_number(f"{mark}40.75{mark}", "公里", Place())
    assert reading.quantity is not None
    assert (reading.quantity.value, reading.problems) == (Decimal("40.75"), ())
