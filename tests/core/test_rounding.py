import decimal
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlminshi.core.rounding import Rounding, rounded_ratio, shares_of

AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=4)
MODES = {Rounding.HALF_UP: decimal.ROUND_HALF_UP, Rounding.CUT_OFF: decimal.ROUND_DOWN}


@given(AMOUNTS, AMOUNTS.filter(bool), st.integers(0, 4), st.sampled_from(Rounding))
def test_a_ratio_is_rounded_as_a_long_division_says(
    numerator: Decimal, denominator: Decimal, decimals: int, rounding: Rounding
) -> None:
    with decimal.localcontext(prec=90):
        long_division = numerator / denominator
        expected = long_division.quantize(Decimal(1).scaleb(-(decimals + 2)), rounding=MODES[rounding])
    assert rounded_ratio(numerator, denominator, decimals, rounding) == expected


@pytest.mark.parametrize(
    ("numerator", "denominator", "decimals", "half_up", "cut_off"),
    [
        ("12099", "11200", 2, "1.0803", "1.0802"),
        ("33", "35", 2, "0.9429", "0.9428"),
        ("330000", "350000", 2, "0.9429", "0.9428"),
        ("1", "3", 0, "0.33", "0.33"),
        ("2", "3", 0, "0.67", "0.66"),
        ("0.125", "1", 0, "0.13", "0.12"),
        ("1.005", "1", 0, "1.01", "1.00"),
        ("0.285", "1", 0, "0.29", "0.28"),
        ("2.675", "1", 0, "2.68", "2.67"),
        ("4.3", "4.17", 1, "1.031", "1.031"),
        ("0", "7", 2, "0", "0"),
    ],
)
def test_halves_go_up_and_cut_off_drops_the_rest(
    numerator: str, denominator: str, decimals: int, half_up: str, cut_off: str
) -> None:
    top, bottom = Decimal(numerator), Decimal(denominator)
    assert rounded_ratio(top, bottom, decimals, Rounding.HALF_UP) == Decimal(half_up)
    assert rounded_ratio(top, bottom, decimals, Rounding.CUT_OFF) == Decimal(cut_off)


def test_nothing_is_a_share_of_zero() -> None:
    with pytest.raises(ZeroDivisionError):
        rounded_ratio(Decimal(1), Decimal(0), 2, Rounding.HALF_UP)


COUNTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=9).map(tuple)


@given(COUNTS.filter(any), st.integers(0, 4))
def test_shares_sum_to_exactly_one_hundred(counts: tuple[int, ...], decimals: int) -> None:
    assert sum(shares_of(counts, decimals)) == 100


@given(COUNTS.filter(any), st.integers(0, 3))
def test_each_share_lies_within_one_step_of_the_exact_share(counts: tuple[int, ...], decimals: int) -> None:
    step = Decimal(1).scaleb(-decimals)
    for count, share in zip(counts, shares_of(counts, decimals), strict=True):
        assert abs(share - Decimal(count) * 100 / sum(counts)) < step
        assert share.as_tuple().exponent == -decimals


@given(COUNTS.filter(any))
def test_a_larger_count_never_has_the_smaller_share_and_none_stays_none(counts: tuple[int, ...]) -> None:
    pairs = sorted(zip(counts, shares_of(counts), strict=True))
    assert [share for _, share in pairs] == sorted(share for _, share in pairs)
    assert all(share == 0 for count, share in pairs if count == 0)


def test_the_published_nine_three_three_is_sixty_twenty_twenty() -> None:
    assert shares_of((9, 3, 3)) == (Decimal("60.0"), Decimal("20.0"), Decimal("20.0"))
    assert shares_of((9, 3, 3), 0) == (60, 20, 20)


def test_what_is_left_over_goes_to_the_largest_remainder_then_to_the_earlier_count() -> None:
    assert shares_of((1, 1, 1)) == (Decimal("33.4"), Decimal("33.3"), Decimal("33.3"))
    assert shares_of((11, 5, 3)) == (Decimal("57.9"), Decimal("26.3"), Decimal("15.8"))


@pytest.mark.parametrize("counts", [(), (0,), (0, 0, 0)])
def test_no_projects_have_no_shares(counts: tuple[int, ...]) -> None:
    assert [str(share) for share in shares_of(counts)] == ["0.0"] * len(counts)
