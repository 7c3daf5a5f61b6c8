"""The native formulas of the forms: few functions, and always the numbers of the library."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.form.formula_results import FUNCTIONS, computed, functions_in, tokens_of
from tests.form.read_back import unhurried
from xlminshi.core.period import reporting_period
from xlminshi.core.progress import RateRule, completion
from xlminshi.core.project import Indicator, IndicatorKind
from xlminshi.core.quantity import Quantity
from xlminshi.core.rounding import Rounding
from xlminshi.core.settings import DEFAULT_CLASSES, Settings
from xlminshi.core.status import Basis, Status, StatusClass
from xlminshi.form.formulas import (
    BAD_TARGET,
    BAD_VALUE,
    GONE_NAME,
    NOT_RATED,
    NOT_REPORTED,
    WHOLE_NAME,
    RowCells,
    as_a_unit_types,
    rate_formula,
    rate_number_format,
    row_status,
    status_formula,
    time_progress_formula,
)

D = Decimal
CELLS = RowCells("G5", "I5", "J5", "K5")
PERIOD = reporting_period(2022, "1-9月份")
assert PERIOD is not None
OFFICE = Settings("某县", PERIOD)
QUOTED = replace(DEFAULT_CLASSES[0], name='已"完成",("好")')
TWO = (
    StatusClass("达到", Status.ONGOING, Basis.LEAD, D(0), "达到", "达到"),
    StatusClass("未达到", Status.LAGGING, Basis.LEAD, None, "未达到", "未达到"),
)
FIVE = (
    StatusClass("提前完成", Status.COMPLETED, Basis.RATE, D("1.2"), "", ""),
    StatusClass("其它", Status.OTHER, Basis.PERSON, None, "", ""),
    StatusClass("超进度", Status.ONGOING, Basis.LEAD, D("10.5"), "", ""),
    StatusClass("达进度", Status.ONGOING, Basis.LEAD, D(0), "", ""),
    StatusClass("欠进度", Status.LAGGING, Basis.LEAD, D(-30), "", ""),
)
RATED = (IndicatorKind.QUANTITY, IndicatorKind.RATE, IndicatorKind.LOWER)


def indicator(
    kind: IndicatorKind, target: Decimal | None, decimals: int = 2, rounding: Rounding | None = None
) -> Indicator:
    aim = Quantity(target, "个") if target is not None else None
    return Indicator("指标", kind, "个", aim, "", decimals, rounding=rounding)


def as_number(value: object) -> object:
    return Fraction(value) if isinstance(value, Decimal) else value


numbers = st.one_of(
    st.none(),
    st.integers(-3, 40).map(D),
    st.decimals(0, 200, places=2, allow_nan=False),
    st.sampled_from([D(0), D("0.001"), D(12099), D(11200), D(33), D(35), D("99.995"), D("1000000")]),
)
rules = st.builds(
    RateRule, st.sampled_from(Rounding), st.sampled_from([D(10), D("1.5"), D(3)]), decimals=st.integers(0, 4)
)
offices = st.builds(
    lambda classes, rule, label: replace(
        OFFICE,
        classes=classes,
        rate_rule=rule,
        period=reporting_period(2022, label) or OFFICE.period,
    ),
    st.sampled_from([DEFAULT_CLASSES, (QUOTED, *DEFAULT_CLASSES[1:]), TWO, FIVE, FIVE[:2], ()]),
    rules,
    st.sampled_from(["1-9月份", "1-11月", "上半年", "全年", "1月"]),
)


@unhurried
@given(
    st.builds(
        indicator, st.sampled_from(RATED), numbers, st.integers(0, 4), st.sampled_from([None, *Rounding])
    ),
    numbers,
    offices,
)
def test_the_native_formulas_give_the_numbers_of_the_library(
    one: Indicator, done: Decimal | None, office: Settings
) -> None:
    target = one.target.value if one.target else None
    achieved = Quantity(done, "个") if done is not None else None
    cells: dict[str, object] = {"G5": target, "I5": done, "K5": office.time_progress}
    rate = rate_formula(one, achieved, CELLS, office.rate_rule)
    expected = completion(one, achieved, office.rate_rule).rate
    assert rate.result == ("" if expected is None else expected)
    cells["J5"] = computed(rate.text, cells)
    assert cells["J5"] == as_number(rate.result)
    status = status_formula(one, achieved, CELLS, office)
    assert status.result == row_status(one, achieved, office)
    assert computed(status.text, cells) == status.result
    for text in (rate.text, status.text):
        assert functions_in(text) <= FUNCTIONS
        assert tokens_of(text).count("(") == tokens_of(text).count(")")
        assert len(text) < 8000  # Excel takes 8,192 characters


@pytest.mark.parametrize(
    ("kind", "target", "typed", "reached"),
    [
        (IndicatorKind.RATE, "85", "0.865", "86.5"),
        (IndicatorKind.RATE, "85", "86.5", "86.5"),
        (IndicatorKind.RATE, "100", "1.2", "120"),
        (IndicatorKind.RATE, "29", "0.29", "29"),
        (IndicatorKind.RATE, "0.8", "0.005", "0.5"),
        (IndicatorKind.RATE, "0.8", "0.5", "0.5"),
        (IndicatorKind.RATE, "90", "0", "0"),
        (IndicatorKind.RATE, "90", "-0.1", "-10"),
        (IndicatorKind.LOWER, "4.5", "0.041", "4.1"),
        (IndicatorKind.LOWER, "4.5", "4.1", "4.1"),
        (IndicatorKind.RATE, "85", None, None),
    ],
)
def test_a_percentage_that_a_unit_types_as_told_is_calculated_with_as_it_is_read(
    kind: IndicatorKind, target: str, typed: str | None, reached: str | None
) -> None:
    one = Indicator("合格率", kind, "%", Quantity(D(target), "%"), "", 2)
    achieved = Quantity(D(reached), "%") if reached is not None else None
    row = as_a_unit_types(CELLS, one)
    cells: dict[str, object] = {"G5": D(target), "I5": D(typed) if typed else None, "K5": D("0.75")}
    rate, status = rate_formula(one, achieved, row, RateRule()), status_formula(one, achieved, row, OFFICE)
    cells["J5"] = computed(rate.text, cells)
    assert cells["J5"] == as_number(rate.result)
    assert computed(status.text, cells) == status.result


def test_only_percentages_are_taken_for_shares() -> None:
    assert as_a_unit_types(CELLS, indicator(IndicatorKind.QUANTITY, D(85))) == CELLS


@pytest.mark.parametrize("kind", RATED)
@pytest.mark.parametrize("word", ["九个", "约500", "", "  "])
def test_words_instead_of_a_figure_give_no_rate_and_no_class(kind: IndicatorKind, word: str) -> None:
    cells: dict[str, object] = {"G5": D(5), "I5": word, "K5": D("0.75")}
    one = indicator(kind, D(5))
    cells["J5"] = computed(rate_formula(one, None, CELLS, RateRule()).text, cells)
    assert cells["J5"] == ""
    status = computed(status_formula(one, None, CELLS, OFFICE).text, cells)
    assert status == (BAD_VALUE if word.strip() else NOT_REPORTED)


@pytest.mark.parametrize("kind", RATED)
def test_words_instead_of_a_target_are_told(kind: IndicatorKind) -> None:
    cells: dict[str, object] = {"G5": "九个", "I5": D(5), "J5": "", "K5": D("0.75")}
    assert computed(status_formula(indicator(kind, D(5)), None, CELLS, OFFICE).text, cells) == BAD_TARGET


def test_a_class_name_with_quotes_is_a_class_name_in_the_formula() -> None:
    office = replace(OFFICE, classes=(QUOTED,))
    formula = status_formula(indicator(IndicatorKind.QUANTITY, D(5)), Quantity(D(5), "个"), CELLS, office)
    cells: dict[str, object] = {"G5": D(5), "I5": D(5), "J5": D(1), "K5": D("0.75")}
    assert computed(formula.text, cells) == formula.result == QUOTED.name


@pytest.mark.parametrize(
    ("rounding", "decimals", "result"),
    [
        (Rounding.HALF_UP, 2, D("0.9429")),
        (Rounding.CUT_OFF, 2, D("0.9428")),
        (Rounding.HALF_UP, 0, D("0.94")),
        (Rounding.HALF_UP, 4, D("0.942857")),
    ],
)
def test_the_cached_rate_is_rounded_as_the_office_set_it(
    rounding: Rounding, decimals: int, result: Decimal
) -> None:
    one = indicator(IndicatorKind.QUANTITY, D(35), decimals)
    formula = rate_formula(one, Quantity(D(33), "个"), CELLS, RateRule(rounding))
    assert formula.result == result
    assert computed(formula.text, {"G5": D(35), "I5": D(33)}) == Fraction(result)


def test_the_share_of_the_year_follows_from_the_two_named_cells() -> None:
    for label in ("1-11月", "上半年", "前三季度"):
        period = reporting_period(2022, label)
        assert period is not None
        office = replace(OFFICE, period=period)
        gone, whole = period.progress_parts(office.time_basis)
        formula = time_progress_formula(office)
        assert functions_in(formula.text) == {"ROUND"}
        assert computed(formula.text, {GONE_NAME: D(gone), WHOLE_NAME: D(whole)}) == Fraction(
            office.time_progress
        )
        assert formula.result == office.time_progress


def test_funds_are_not_rated_and_words_are_for_a_person() -> None:
    assert row_status(indicator(IndicatorKind.FUNDS, D(5)), Quantity(D(5), "个"), OFFICE) == NOT_RATED
    assert row_status(indicator(IndicatorKind.WORDS, None), None, OFFICE) == "待认定"


@pytest.mark.parametrize(("decimals", "code"), [(0, "0%"), (1, "0.0%"), (2, "0.00%"), (4, "0.0000%")])
def test_a_rate_shows_as_many_decimals_as_its_indicator_has(decimals: int, code: str) -> None:
    assert rate_number_format(decimals).split(";")[-1] == code
