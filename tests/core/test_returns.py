"""How each unit's return stands, and whom to remind."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.core.builders import indicator, programme, project, reported, returned, settings
from xlminshi.core.ledger import Ledger, compile_ledger
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.records import Confidence, Receipt, ReceiptState
from xlminshi.core.returns import (
    MEANINGS,
    Call,
    ReturnState,
    UnitReturn,
    calls_of,
    days_after_deadline,
    is_late,
    named,
    reminder,
    state_of,
    unit_returns,
    without_figures,
)
from xlminshi.core.submission import Submission
from xlminshi.core.units import UnitDirectory

PLAN = programme(
    project("康复救助", "区残联", indicator("救助")),
    project("修路", "区交通局", indicator("里程", 50, measure="公里")),
)
DEADLINE = dt.date(2022, 10, 8)
GOOD = returned("区残联", reported("康复救助", "救助", 70))


def receipt(state: ReceiptState = ReceiptState.ADOPTED, **changes: Any) -> Receipt:
    moment = dt.datetime(2022, 10, 8, 23, 59)
    one = Receipt("1-9月份", "区残联.xlsx", "", 1, "区残联", "", Confidence.SURE, "", moment, 1, state)
    return replace(one, **changes)


def ledger(*submissions: Submission, **changes: Any) -> Ledger:
    return compile_ledger(PLAN, settings(deadline=DEADLINE, **changes), submissions)


def found(
    *receipts: Receipt, submissions: tuple[Submission, ...] = (GOOD,), problems: tuple[Problem, ...] = ()
) -> UnitReturn:
    return unit_returns(ledger(*submissions), submissions, problems, receipts)[0]


MUST = problem(Code.NOT_A_NUMBER, Place("区残联.xlsx", "区残联", "E6"), found="九个")
LOOK = problem(Code.BAD_PHONE, Place("区残联.xlsx", "区残联", "E6"), found="12")
OTHER = problem(Code.NOT_A_NUMBER, Place("区交通局.xlsx", "区交通局", "E6"), found="九个")


@pytest.mark.parametrize(
    ("is_adopted", "states", "facts", "expected"),
    [
        (False, (), {}, ReturnState.MISSING),
        (False, (ReceiptState.SKIPPED,), {}, ReturnState.MISSING),
        (False, (ReceiptState.REFUSED,), {}, ReturnState.REFUSED),
        (False, (), {"is_refused": True}, ReturnState.REFUSED),
        (False, (ReceiptState.ADOPTED, ReceiptState.REFUSED), {}, ReturnState.UNSURE),
        (False, (), {"is_unsure": True}, ReturnState.UNSURE),
        (False, (ReceiptState.REFUSED, ReceiptState.WAITING), {}, ReturnState.WAITING),
        (True, (ReceiptState.ADOPTED, ReceiptState.WAITING), {"must_fix": 1}, ReturnState.WAITING),
        (True, (ReceiptState.ADOPTED,), {"must_fix": 1, "is_late": True}, ReturnState.TO_MEND),
        (True, (ReceiptState.ADOPTED, ReceiptState.REFUSED), {"is_late": True}, ReturnState.LATE),
        (True, (ReceiptState.ADOPTED, ReceiptState.REPLACED, ReceiptState.SAME), {}, ReturnState.RECEIVED),
        (True, (), {}, ReturnState.RECEIVED),
    ],
)
def test_the_most_urgent_state_is_shown(
    is_adopted: bool, states: tuple[ReceiptState, ...], facts: dict[str, Any], expected: ReturnState
) -> None:
    assert state_of(is_adopted, tuple(receipt(state) for state in states), **facts) is expected


def test_a_file_is_late_from_the_day_behind_the_deadline() -> None:
    assert not is_late(receipt(), DEADLINE)
    assert is_late(receipt(sent_at=dt.datetime(2022, 10, 9)), DEADLINE)
    assert not is_late(receipt(sent_at=None), DEADLINE)
    assert not is_late(receipt(sent_at=dt.datetime(2022, 10, 9)), None)
    assert not is_late(None, DEADLINE)


def test_an_adopted_return_is_judged_by_its_own_file_and_its_own_findings() -> None:
    late = receipt(sent_at=dt.datetime(2022, 10, 10), version=2)
    one = found(receipt(ReceiptState.REPLACED, file="旧.xlsx"), late, problems=(LOOK, OTHER))
    # Who reported in time and corrected later is not late.
    assert (one.state, one.receipt, one.must_fix, one.reminders) == (ReturnState.RECEIVED, late, 0, 1)
    assert found(late, problems=(LOOK,)).state is ReturnState.LATE
    worse = found(late, problems=(MUST, LOOK))
    assert (worse.state, worse.must_fix, worse.is_late) == (ReturnState.TO_MEND, 1, True)


def test_findings_that_the_workbook_kept_of_the_file_count_too() -> None:
    kept = problem(Code.UNKNOWN_ROW, Place("回复.eml/区残联.xlsx", "Sheet1", "A9"), found="合计")
    one = found(receipt(file="回复.eml/区残联.xlsx"), problems=(kept,))
    assert one.state is ReturnState.TO_MEND
    assert found(problems=(kept,)).state is ReturnState.RECEIVED


def test_what_waits_is_listed_beside_what_was_adopted() -> None:
    waiting = receipt(ReceiptState.WAITING, file="早.xlsx")
    one = found(receipt(), waiting)
    assert (one.state, one.waiting, one.receipt) == (ReturnState.WAITING, (waiting,), receipt())


def test_without_an_adopted_file_the_last_one_received_is_shown() -> None:
    early = receipt(ReceiptState.REFUSED, file="a.xlsx", sent_at=dt.datetime(2022, 10, 7))
    unknown = receipt(ReceiptState.REFUSED, file="z.xlsx", sent_at=None)
    late = receipt(ReceiptState.REFUSED, file="b.xlsx", sent_at=dt.datetime(2022, 10, 9))
    one = found(early, late, unknown, submissions=())
    assert (one.receipt, one.state, one.must_fix, one.is_late) == (late, ReturnState.REFUSED, 0, False)


def test_a_unit_refused_in_a_workbook_without_receipts_has_not_failed_to_report() -> None:
    told = problem(Code.NOT_ADOPTED, Place(), found="区残联")
    other = problem(Code.NOT_ADOPTED, Place(), found="区残联合会")
    assert found(submissions=(), problems=(told,)).state is ReturnState.REFUSED
    assert found(submissions=(), problems=(other,)).state is ReturnState.MISSING


def test_offices_that_lead_together_and_were_refused_have_not_failed_to_report() -> None:
    plan = programme(project("养老服务站", "区民政局、区住建局", indicator("服务站")))
    told = without_figures(Code.NOT_ADOPTED, "区民政局、区住建局", UnitDirectory())
    assert told.what == "区民政局和区住建局（共同牵头）已报来文件，但没有采用。"
    (one,) = unit_returns(compile_ledger(plan, settings(), ()), (), (told,), ())
    assert one.state is ReturnState.REFUSED


def test_a_blank_return_is_no_return() -> None:
    one = found(submissions=(returned("区残联", reported("康复救助", "救助")),))
    assert (one.state, one.submission) == (ReturnState.MISSING, None)


def test_the_reminder_names_who_is_missing_who_has_to_mend_and_who_has_to_say_which_file_holds() -> None:
    returns = unit_returns(ledger(GOOD), (GOOD,), (MUST,), ())
    form = "湛河区2022年重点民生实事进展情况填报表（1-9月份）"
    assert reminder(calls_of(returns), ledger(GOOD)) == (
        f"区交通局：请尽快报送{form}（报送截止2022年10月8日）。\n"
        f"区残联：报来的{form}需要修改，请按反馈的意见改正后重新报送。"
    )
    assert named(returns, ReturnState.MISSING) == ("区交通局",)
    waiting = replace(receipt(ReceiptState.WAITING), lead_unit="区交通局")
    asked = reminder(calls_of(unit_returns(ledger(GOOD), (GOOD,), (), (waiting,))), ledger(GOOD))
    assert asked == f"区交通局：报来了内容不同的{form}，请确认以哪一份为准。"


def test_what_only_the_office_can_clear_up_is_no_unit_s_business() -> None:
    lost = replace(receipt(), lead_unit="区交通局")
    returns = unit_returns(ledger(GOOD), (GOOD,), (), (lost,))
    assert named(returns, ReturnState.UNSURE) == ("区交通局",)
    assert calls_of(returns).groups() == ()


def test_every_unit_that_is_called_on_has_one_thing_to_do() -> None:
    calls = calls_of(unit_returns(ledger(), (), (), ()))
    assert calls.groups() == ((Call.REPORT, calls.of(Call.REPORT)),)
    assert calls.of(Call.MEND) == ()


def test_nobody_is_reminded_where_all_is_well_and_no_deadline_is_made_up() -> None:
    road = returned("区交通局", reported("修路", "里程", 30, measure="公里"))
    full = ledger(GOOD, road)
    assert reminder(calls_of(unit_returns(full, (GOOD, road), (), ())), full) == ""
    without = compile_ledger(PLAN, settings(), ())
    assert "截止" not in reminder(calls_of(unit_returns(without, (), (), ())), without)


def test_every_state_is_explained() -> None:
    assert set(MEANINGS) == set(ReturnState)


def test_the_days_are_counted_from_the_first_file_that_could_be_used() -> None:
    early = receipt(ReceiptState.REPLACED, sent_at=dt.datetime(2022, 10, 6, 8), file="旧.xlsx")
    assert days_after_deadline(ledger(GOOD), (GOOD,), (receipt(), early)) == {"区残联": -2}
    late = receipt(sent_at=dt.datetime(2022, 10, 10))
    assert days_after_deadline(ledger(GOOD), (GOOD,), (late,)) == {"区残联": 2}


def test_nobody_counts_days_without_a_deadline_a_time_or_a_report() -> None:
    unknown = receipt(sent_at=None)
    blank = returned("区残联")
    assert days_after_deadline(ledger(GOOD), (GOOD,), (unknown,)) == {}
    assert days_after_deadline(ledger(GOOD), (GOOD,), ()) == {}
    assert days_after_deadline(ledger(blank), (blank,), (receipt(),)) == {}
    assert days_after_deadline(compile_ledger(PLAN, settings(), (GOOD,)), (GOOD,), (receipt(),)) == {}
