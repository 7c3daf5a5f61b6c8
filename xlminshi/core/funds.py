"""资金: what was planned, has arrived and was paid in all, as far as the units told it; what is unknown is not zero."""

from dataclasses import dataclass
from decimal import Decimal

from xlminshi.core.ledger import Ledger, ProjectStanding
from xlminshi.core.quantity import Qualifier, Quantity
from xlminshi.core.rounding import Rounding, rounded_ratio
from xlminshi.core.submission import FUNDS_OF_PROJECT, Funds


@dataclass(frozen=True, slots=True)
class FundsTotal:
    """One kind of money in all, in 万元, over the `projects` that told it (`total` None where none did).

    `is_exact` False: an amount was told only about.

    `rate` is its share of what was planned, over the `compared` projects that told both; None where none did.
    """

    name: str
    total: Decimal | None
    projects: int
    is_exact: bool
    rate: Decimal | None = None
    compared: int = 0


def funds_totals(ledger: Ledger) -> tuple[FundsTotal, ...]:
    """Return 计划、到位、支付 in all; () where nobody told of any money."""
    told = [one.report.funds for one in ledger.standings if _tells(one) and one.report is not None]
    if not told:
        return ()
    return tuple(_total(key, name, told) for key, name in FUNDS_OF_PROJECT.items())


def _tells(one: ProjectStanding) -> bool:
    return one.report is not None and one.report.funds != Funds()


def _total(key: str, name: str, told: list[Funds]) -> FundsTotal:
    amounts = [amount for one in told if (amount := _amount(one, key)) is not None]
    pairs = [
        (amount.value, one.planned.value)
        for one in told
        if (amount := _amount(one, key)) is not None and one.planned is not None
    ]
    planned = sum((plan for _, plan in pairs), Decimal(0))
    reached = sum((value for value, _ in pairs), Decimal(0))
    can_compare = key != "planned" and planned > 0 and reached >= 0
    return FundsTotal(
        name=name,
        total=sum((amount.value for amount in amounts), Decimal(0)) if amounts else None,
        projects=len(amounts),
        is_exact=all(amount.qualifier is Qualifier.EXACT for amount in amounts),
        rate=rounded_ratio(reached, planned, 2, Rounding.HALF_UP) if can_compare else None,
        compared=len(pairs),
    )


def _amount(funds: Funds, key: str) -> Quantity | None:
    amount: Quantity | None = getattr(funds, key)
    return amount
