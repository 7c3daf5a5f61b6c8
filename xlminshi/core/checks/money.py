"""Checks of the funds (计划、到位、支付, in 万元)."""

from collections.abc import Iterator

from xlminshi.core.checks.cases import ProjectCase
from xlminshi.core.problems import Code, Problem, problem
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import Qualifier, Quantity

_MOST_FUNDS, _MOST_TIMES = 1_000_000, 1000


def pays_no_more_than_arrived(case: ProjectCase) -> Iterator[Problem]:
    """支付资金 does not exceed 到位资金."""
    arrived, paid = case.report.funds.arrived, case.report.funds.paid
    if arrived is not None and paid is not None and paid.value > arrived.value and not _is_open(arrived):
        place = case.report.place_of("paid")
        yield problem(Code.PAID_OVER_ARRIVED, place, found=paid, expected=arrived)


def arrives_no_more_than_planned(case: ProjectCase) -> Iterator[Problem]:
    """到位资金 does not exceed 计划资金."""
    planned, arrived = case.report.funds.planned, case.report.funds.arrived
    if (
        planned is not None
        and arrived is not None
        and arrived.value > planned.value
        and not _is_open(planned)
    ):
        place = case.report.place_of("arrived")
        yield problem(Code.ARRIVED_OVER_PLANNED, place, found=arrived, expected=planned)


def _is_open(amount: Quantity) -> bool:
    """500余万元 may be anything above 500万元."""
    return amount.qualifier is not Qualifier.EXACT


def pays_only_what_arrived(case: ProjectCase) -> Iterator[Problem]:
    """What was paid had arrived before."""
    arrived, paid = case.report.funds.arrived, case.report.funds.paid
    if arrived is None and paid is not None and paid.value > 0 and not _could_not_be_read(case, "arrived"):
        yield problem(Code.PAID_WITHOUT_ARRIVED, case.report.place_of("arrived"), found=paid)


def _could_not_be_read(case: ProjectCase, key: str) -> bool:
    return any(name == key for name, _ in case.report.typed)


def funds_are_not_negative(case: ProjectCase) -> Iterator[Problem]:
    """Funds are not negative."""
    for key, column, amount in case.report.funds.told():
        if amount.value < 0:
            place = case.report.place_of(key)
            yield problem(Code.NEGATIVE_FUNDS, place, column=column, found=amount)


def funds_are_in_ten_thousands(case: ProjectCase) -> Iterator[Problem]:
    """A hundred 亿元 for one project, or a thousand times last period's, was typed in 元."""
    last = case.before.funds if case.before else None
    for key, column, amount in case.report.funds.told():
        before = getattr(last, key) if last else None
        has_jumped = before is not None and before.value > 0 and amount.value >= before.value * _MOST_TIMES
        if amount.value >= _MOST_FUNDS or has_jumped:
            place = case.report.place_of(key)
            yield problem(Code.FUNDS_IN_YUAN, place, column=column, found=amount)
    for one in case.indicators:
        done = one.report.achieved
        if one.indicator.kind is IndicatorKind.FUNDS and done is not None and done.value >= _MOST_FUNDS:
            yield problem(Code.FUNDS_IN_YUAN, one.report.place, column="累计完成", found=done)


def funds_do_not_fall(case: ProjectCase) -> Iterator[Problem]:
    """What has arrived or was paid does not become less."""
    last = case.before.funds if case.before else None
    for key, column, amount in case.report.funds.told():
        before = getattr(last, key) if last else None
        if key != "planned" and before is not None and amount.value < before.value:
            place = case.report.place_of(key)
            yield problem(Code.FUNDS_FALLING, place, column=column, found=amount, expected=before)


def planned_funds_stay(case: ProjectCase) -> Iterator[Problem]:
    """A change of the planned funds is told to the office."""
    now, last = case.report.funds.planned, case.before.funds.planned if case.before else None
    if now is not None and last is not None and now.value != last.value:
        place = case.report.place_of("planned")
        yield problem(Code.PLANNED_FUNDS_CHANGED, place, found=now, expected=last)
