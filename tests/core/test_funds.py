"""Money in all: what is unknown is not zero, and shares compare only what was told of both."""

from decimal import Decimal

from tests.core.builders import amount, indicator, project, returned, settings, told
from tests.core.builders import programme as programme_of
from xlminshi.core.funds import FundsTotal, funds_totals
from xlminshi.core.ledger import compile_ledger
from xlminshi.core.quantity import Qualifier, Quantity
from xlminshi.core.submission import Funds

UNIT = "区教体局"


def totals(*funds: Funds) -> tuple[FundsTotal, ...]:
    titles = [f"实事{index}" for index in range(len(funds))]
    plan = programme_of(*(project(title, UNIT, indicator()) for title in titles))
    reports = [told(title, "在建", funds=one) for title, one in zip(titles, funds, strict=True)]
    return funds_totals(compile_ledger(plan, settings(), (returned(UNIT, *reports),)))


def test_totals_count_who_told_and_shares_only_compare_who_told_both() -> None:
    full = Funds(amount(400, "万元"), amount(300, "万元"), amount(100, "万元"))
    arrived_only = Funds(arrived=amount(50, "万元"))
    planned, arrived, paid = totals(full, arrived_only, Funds())
    assert (planned.total, planned.projects, planned.rate) == (400, 1, None)
    assert (arrived.total, arrived.projects, arrived.rate, arrived.compared) == (350, 2, Decimal("0.75"), 1)
    assert (paid.total, paid.rate) == (100, Decimal("0.25"))


def test_without_any_money_there_is_nothing_to_tell() -> None:
    assert totals(Funds(), Funds()) == ()


def test_without_a_plan_there_is_no_share() -> None:
    assert [one.rate for one in totals(Funds(arrived=amount(5, "万元")))] == [None, None, None]


def test_amounts_told_only_about_are_marked() -> None:
    about = Quantity(Decimal(7), "万元", Qualifier.ABOUT, "约7万元")
    assert [one.is_exact for one in totals(Funds(about, amount(3, "万元")))] == [False, True, True]


def test_money_that_nobody_told_of_is_unknown_and_not_zero() -> None:
    planned, arrived, paid = totals(Funds(amount(400, "万元"), amount(0, "万元")))
    assert (planned.total, arrived.total, paid.total) == (400, 0, None)
