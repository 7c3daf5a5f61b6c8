"""The functions of the cells: every kind of cell decided, ranges in the same shape, never an exception."""

import ast
import datetime as dt
import inspect
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.form.read_back import unhurried
from xlminshi import udfs
from xlminshi.core.period import reporting_period
from xlminshi.core.progress import RateRule, completion, lag
from xlminshi.core.project import Indicator, IndicatorKind
from xlminshi.core.quantity import Quantity
from xlminshi.core.rounding import Rounding, shares_of
from xlminshi.core.settings import DEFAULT_CLASSES
from xlminshi.core.status import class_for
from xlminshi.form.function_list import CATEGORY, FUNCTIONS, function_named
from xlminshi.form.setting_items import CLASS_HEADERS
from xlminshi.form.sheet_values import NO_ANSWER, OTHER_SIZES, TOO_MANY, guarded
from xlminshi.udfs import (
    MS_LAG,
    MS_PHRASE,
    MS_QUANTITY,
    MS_RANK,
    MS_RATE,
    MS_SHARE,
    MS_STATUS,
    MS_TIME,
)

DAY = dt.datetime(2022, 9, 30)
ALL = (MS_RATE, MS_STATUS, MS_TIME, MS_LAG, MS_QUANTITY, MS_RANK, MS_PHRASE, MS_SHARE)


# MS_RATE


@pytest.mark.parametrize(
    ("achieved", "target", "shown"),
    [
        (21414.0, 13800.0, 1.5517),
        (12099.0, 11200.0, 1.0803),
        (199990.0, 200000.0, 0.9999),  # an unfinished target never shows 100 %
        (99.995, 100.0, 0.9999),
        (0.285, 1.0, 0.285),
        (0.1 + 0.2, 0.3, 1.0),  # the noise of binary addition is not an achievement
        (0.0, 70.0, 0.0),
        (None, 70.0, ""),
        ("", 70.0, ""),
        ("  ", 70.0, ""),
        (5.0, None, ""),
        (None, None, ""),
        (5.0, 0.0, "目标有误"),
        (None, 0.0, "目标有误"),
        (5.0, -70.0, "目标有误"),
        (5.0, "七十", "目标有误"),
        (5.0, "#REF!", "目标有误"),
        (5.0, True, "目标有误"),
        (5.0, DAY, "目标有误"),
        (-1.0, 70.0, "数据有误"),
        (701.0, 70.0, "数据有误"),
        (700.0, 70.0, 10.0),
        ("#N/A", 70.0, "数据有误"),
        (True, 70.0, "数据有误"),
        (DAY, 70.0, "数据有误"),
        ("50%", 70.0, "数据有误"),
        ("1.38万", 70.0, "数据有误"),
        ("１１０", 70.0, "数据有误"),
        ("110", 70.0, "数据有误"),
        ("\u3000", 70.0, "数据有误"),
        (float("nan"), 70.0, "数据有误"),
        (1e308, 70.0, "数据有误"),
        (5.0, 1e308, "目标有误"),
        (1e-9, 1e-9, 1.0),
        (70, 110, 0.6364),
    ],
)
def test_a_rate_is_the_librarys_or_says_why_there_is_none(
    achieved: object, target: object, shown: object
) -> None:
    assert MS_RATE(achieved, target) == [[shown]]


@pytest.mark.parametrize(
    ("rules", "shown"),
    [
        (("数量",), 0.9429),
        ((None, None, "舍去尾数"), 0.9428),
        ((None, 0.0), 0.94),
        ((None, 4.0), 0.942857),
        (("越低越好",), 1.0606),
        (("节点",), ""),
        (("资金",), ""),
        (("别的",), "指标类型有误"),
        ((True,), "指标类型有误"),
        ((None, 2.5), "小数位有误"),
        ((None, 7.0), "小数位有误"),
        ((None, "二"), "小数位有误"),
        ((None, None, "进一"), "取整有误"),
        ((None, None, None, 0.5), "倍数上限有误"),
        ((None, None, None, "十"), "倍数上限有误"),
    ],
)
def test_a_rate_follows_the_rules_that_are_asked_for(rules: tuple[object, ...], shown: object) -> None:
    assert MS_RATE(33.0, 35.0, *rules) == [[shown]]


def test_a_lower_limit_of_times_sends_more_to_a_person() -> None:
    assert MS_RATE(33.0, 10.0, None, None, None, 3.0) == [["数据有误"]]


def test_where_lower_is_better_a_zero_is_for_a_person() -> None:
    assert MS_RATE(0.0, 4.3, "越低越好") == [["待认定"]]
    assert MS_RATE(4.17, 4.3, "越低越好") == [[1.0312]]
    assert MS_RATE(0.0, 4.3, "越低越好") == MS_STATUS(0.0, 4.3, 0.75, "越低越好")


def test_a_range_gives_a_range_of_the_same_shape() -> None:
    assert MS_RATE([[35.0], [None], ["九个"]], [[70.0], [70.0], [70.0]]) == [[0.5], [""], ["数据有误"]]
    assert MS_RATE([[35.0, 7.0]], 70.0) == [[0.5, 0.1]]
    assert MS_RATE([35.0, 7.0], 70.0) == [[0.5], [0.1]]
    assert MS_RATE([[35.0], [7.0]], [[70.0], [70.0]], [["数量"], ["别的"]]) == [[0.5], ["指标类型有误"]]
    assert MS_RATE([], 70.0) == [[""]]


def test_ranges_of_other_sizes_and_whole_columns_are_refused_in_words() -> None:
    assert MS_RATE([[1.0], [2.0]], [[1.0], [2.0], [3.0]]) == [[OTHER_SIZES]]
    assert MS_RATE([[1.0]] * 100_001, 5.0) == [[TOO_MANY]]
    assert MS_SHARE([[1.0]], [[1.0, 2.0]]) == [[OTHER_SIZES]]


@unhurried
@given(
    st.floats(0, 1e14) | st.integers(0, 10**9).map(float),
    st.floats(0.001, 1e14) | st.integers(1, 10**9).map(float),
    st.sampled_from(IndicatorKind),
    st.sampled_from(Rounding),
    st.integers(0, 4),
)
def test_every_rate_and_class_is_exactly_the_librarys(
    achieved: float, target: float, kind: IndicatorKind, rounding: Rounding, decimals: int
) -> None:
    aim, done = (Quantity(Decimal(format(one, ".15g"))) for one in (target, achieved))
    indicator = Indicator("", kind, "", aim, decimals=decimals, rounding=rounding)
    expected = completion(indicator, done, RateRule())
    rules = (kind.value, float(decimals), rounding.value)
    ((shown,),) = MS_RATE(achieved, target, *rules)
    ((proposed,),) = MS_STATUS(achieved, target, 0.75, kind.value, None, float(decimals), rounding.value)
    if expected.rate is None:
        assert isinstance(shown, str)
        assert proposed in ("待认定", "—", "数据有误")
    else:
        assert shown == float(expected.rate)
        found = class_for(expected.rate, Decimal("0.75"), DEFAULT_CLASSES)
        assert found is not None
        assert proposed == found.name


# MS_STATUS, MS_TIME, MS_LAG


@pytest.mark.parametrize(
    ("achieved", "target", "gone", "shown"),
    [
        (100.0, 100.0, 0.75, "已完成"),
        (65.0, 100.0, 0.75, "持续推进"),
        (64.99, 100.0, 0.75, "进展缓慢"),
        (None, None, 0.75, ""),
        (None, 100.0, 0.75, "未填报"),
        (5.0, None, 0.75, "待认定"),
        ("九个", None, 0.75, "待认定"),
        ("九个", 100.0, 0.75, "数据有误"),
        ("#N/A", 100.0, 0.75, "数据有误"),
        (5.0, 0.0, 0.75, "目标有误"),
        (50.0, 100.0, None, ""),
        (50.0, 100.0, 75.0, "序时进度有误"),
        (50.0, 100.0, "75%", "序时进度有误"),
    ],
)
def test_a_class_is_proposed_on_the_standard_ladder(
    achieved: object, target: object, gone: object, shown: str
) -> None:
    assert MS_STATUS(achieved, target, gone) == [[shown]]


OWN = [["达到", "推进", "领先序时进度", 0.0], ["未达到", "滞后", "领先序时进度", None]]


def test_an_offices_own_ladder_is_taken_from_its_range() -> None:
    assert MS_STATUS([[75.0], [74.0]], 100.0, 0.75, None, OWN) == [["达到"], ["未达到"]]
    headed = [list(CLASS_HEADERS[:4]), *OWN, [None] * 4]
    assert MS_STATUS(74.0, 100.0, 0.75, None, headed) == [["未达到"]]
    person = [["优", "完成", "完成率", 1.2], ["看", "其他", "人工认定", None]]
    assert MS_STATUS(74.0, 100.0, 0.75, None, person) == [["待认定"]]


@pytest.mark.parametrize(
    "ladder",
    [
        [["达到"]],
        [["达到", "推进", "别的", 0.0]],
        [list(CLASS_HEADERS[:4])],
        [["甲", "完成", "完成率", "一半"]],
    ],
)
def test_a_ladder_that_cannot_be_relied_on_is_refused(ladder: object) -> None:
    assert MS_STATUS(74.0, 100.0, 0.75, None, ladder) == [["类别有误"]]


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (("1-9月份",), 0.75),
        (("上半年",), 0.5),
        (("1-11月",), 0.9167),
        (("2022年1-9月份",), 0.75),
        ((9.0,), 0.75),
        ((DAY,), 0.75),
        ((DAY.date(), "按天"), 0.7479),
        (("1-9月份", "按天", 2022.0), 0.7479),
        (("2024年1-2月", "按天"), 0.1639),
        (("1-9月份", "按天"), "请写明年份"),
        (("1-9月份", "按天", "今年"), "请写明年份"),
        (("1-9月份", "按周"), "算法有误"),
        ((None,), ""),
        ((13.0,), "通报期有误"),
        ((0.75,), "通报期有误"),
        (("快了",), "通报期有误"),
        (("#N/A",), "通报期有误"),
        ((True,), "通报期有误"),
    ],
)
def test_the_share_of_the_year_follows_from_a_label_a_month_or_a_day(
    arguments: tuple[object, ...], shown: object
) -> None:
    assert MS_TIME(*arguments) == [[shown]]
    if arguments == ("1-11月",):
        period = reporting_period(2022, "1-11月")
        assert period is not None
        assert shown == float(period.time_progress())


@pytest.mark.parametrize(
    ("rate", "gone", "shown"),
    [
        (0.43, 0.75, 32.0),
        (1.5517, 0.75, -80.17),
        (0.75, 0.75, 0.0),
        ("", 0.75, ""),
        (0.43, None, ""),
        ("数据有误", 0.75, "数据有误"),
        ("#N/A", 0.75, "数据有误"),
        (-0.1, 0.75, "数据有误"),
        (True, 0.75, "数据有误"),
        (0.43, 75.0, "序时进度有误"),
        (9.617, 0.75, -886.7),
        (43, 0.75, "数据有误"),
    ],
)
def test_points_behind_are_counted_exactly(rate: object, gone: object, shown: object) -> None:
    assert MS_LAG(rate, gone) == [[shown]]
    if isinstance(shown, float):
        assert shown == float(lag(Decimal("0.75"), Decimal(str(rate))))


# MS_QUANTITY, MS_RANK, MS_SHARE, MS_PHRASE


@pytest.mark.parametrize(
    ("words", "measure", "shown"),
    [
        ("1.38万人次", None, 13800.0),
        ("1.38万人次", "人次", 13800.0),
        ("1.38万", "人次", 13800.0),
        ("4000万元", None, 40_000_000.0),
        ("约500", None, 500.0),
        ("１１０人", None, 110.0),
        ("1,234", None, 1234.0),
        ("65%", None, 65.0),
        ("5000万元", None, 50_000_000.0),
        ("1.2亿元", None, 120_000_000.0),
        ("300元", None, 300.0),
        ("5000万元", "万元", 5000.0),
        ("186.5公里", None, 186.5),
        (0.5, "人次", 0.5),
        (35, None, 35.0),
        (None, None, ""),
        ("暂无", None, ""),
        ("九个", None, "不是数字"),
        ("近500", None, "不是确数"),
        ("50%", "人次", "是百分比"),
        ("500亩", "人次", "计量单位不符"),
        ("120位", "人", 120.0),
        ("0.65", "%", "百分号不明"),
        ("9月30日", None, "是日期"),
        (DAY, None, "是日期"),
        (13800000000.0, None, "像电话号码"),
        (1e308, None, "位数过多"),
        ("#N/A", None, "错误值"),
        (True, None, "不是数字"),
        (-3.0, None, -3.0),
        (float("inf"), None, "不是数字"),
    ],
)
def test_a_quantity_is_read_from_words_or_told_why_not(words: object, measure: object, shown: object) -> None:
    assert MS_QUANTITY(words, measure) == [[shown]]


def test_a_cell_formatted_as_money_is_a_number_too() -> None:
    assert MS_QUANTITY(Decimal("12.50"), "万元") == [[12.5]]
    assert MS_RATE(Decimal("33"), Decimal("35")) == [[0.9429]]


def test_equal_rates_share_a_rank_and_words_have_none() -> None:
    rates = [[0.5, 0.7], [0.5, None], ["未填报", "#N/A"], [True, 0.1]]
    assert MS_RANK(rates) == [[2.0, 1.0], [2.0, ""], ["不排名", "数据有误"], ["数据有误", 4.0]]
    assert MS_RANK(rates, 0.1) == [[4.0]]
    assert MS_RANK(rates, [[0.5], [None], ["—"]]) == [[2.0], [""], ["不排名"]]


def test_shares_sum_to_one_hundred() -> None:
    assert MS_SHARE([[9.0], [3.0], [3.0]]) == [[60.0], [20.0], [20.0]]
    assert MS_SHARE([[1.0], [1.0], [None], [1.0]], 2.0) == [[33.34], [33.33], [""], [33.33]]
    assert MS_SHARE([[0.0], [0.0]]) == [[0.0], [0.0]]
    counts = tuple(random.Random(7).randint(0, 50) for _ in range(40))
    shown = MS_SHARE([[float(one)] for one in counts])
    assert [Decimal(str(one)) for (one,) in shown] == list(shares_of(counts))
    assert sum(Decimal(str(one)) for (one,) in shown) == 100


@pytest.mark.parametrize("bad", [-1.0, 2.5, "三", True, "#N/A", DAY])
def test_one_bad_count_spoils_all_shares(bad: object) -> None:
    assert MS_SHARE([[9.0], [bad], [None]]) == [["数据有误"], ["数据有误"], [""]]
    assert MS_SHARE([[9.0]], "二") == [["小数位有误"]]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("技能培训", 21414.0, 13800.0, "人次"),
            "开展技能培训21414人次，完成全年目标13800人次的155.17%。",
        ),
        (("技能培训", "1.38万人次", 13800.0), "开展技能培训1.38万人次，完成全年目标任务。"),
        (("登记失业率", 4.17, 4.3, "%", "越低越好"), "登记失业率4.17%，控制在全年目标4.3%以内。"),
        (("技能培训", 5.0, None, "人次"), "开展技能培训5人次。"),
        (("技能培训", None, 5.0, "人次"), ""),
        (("技能培训", "暂无", 5.0, "人次"), ""),
        (("技能培训", "九个", 5.0, "人次"), "不是数字"),
        (("技能培训", "#N/A", 5.0, "人次"), "错误值"),
        (("技能培训", 5.0, 0.0, "人次"), "目标有误"),
        (("技能培训", 5.0, "五", "人次"), "目标有误"),
        (("技能培训", -5.0, 5.0, "人次"), "数据有误"),
        (("技能培训", 500.0, 5.0, "人次"), "数据有误"),
        (("技能培训", 5.0, 5.0, "人次", "别的"), "指标类型有误"),
    ],
)
def test_a_phrase_is_the_bulletins_sentence(arguments: tuple[object, ...], sentence: str) -> None:
    assert MS_PHRASE(*arguments) == [[sentence]]


# all of them


anything = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(),
    st.text(max_size=8),
    st.sampled_from(["#N/A", "50%", "越低越好", "1-9月份", "按天", DAY]),
)
arguments_ = st.one_of(anything, st.lists(st.lists(anything, max_size=3), max_size=3))


@unhurried
@given(st.sampled_from(ALL), st.data())
def test_nothing_that_a_cell_can_hold_raises(function: object, data: st.DataObject) -> None:
    assert callable(function)
    needed = len(function_named(function.__name__).arguments)
    rows = function(*(data.draw(arguments_) for _ in range(needed)))
    assert rows
    assert all(isinstance(value, str | float) for row in rows for value in row)


def test_a_fault_of_the_program_is_told_in_chinese() -> None:
    assert guarded(lambda: [[1 // 0]]) == [[NO_ANSWER]]


def test_the_list_names_every_function_and_argument_and_fits_the_wizard() -> None:
    assert [one.name for one in FUNCTIONS] == [one.__name__ for one in ALL]
    for function, listed in zip(ALL, FUNCTIONS, strict=True):
        parameters = inspect.signature(function).parameters
        assert list(parameters) == [one.name for one in listed.arguments]
        optional = [name for name, one in parameters.items() if one.default is not inspect.Parameter.empty]
        assert optional == [one.name for one in listed.arguments if one.is_optional]
        assert function.__doc__ == f"{listed.title}。{listed.help}"
        texts = (function.__doc__, *(one.help for one in listed.arguments))
        assert all(len(text) <= 255 for text in texts)
        assert sum(map(len, [one.name for one in listed.arguments])) < 255
        assert listed.example.startswith(f"={listed.name}(")
    assert len(CATEGORY) <= 255


def test_a_functions_body_is_one_line() -> None:
    for one in ast.parse(inspect.getsource(udfs)).body:
        if isinstance(one, ast.FunctionDef) and one.name.startswith("MS_"):
            assert len(one.body) == 2  # its docstring, and the call
