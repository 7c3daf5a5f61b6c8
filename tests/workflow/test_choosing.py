"""A unit that sent different files: both are shown, the newest is proposed, a person chooses."""

import datetime as dt
from dataclasses import replace

from tests.workflow.county import candidate
from xlminshi.core.problems import Code
from xlminshi.core.records import Receipt, ReceiptState
from xlminshi.core.submission import Submission
from xlminshi.workflow.choosing import Candidate, Choice, choose

MONDAY, TUESDAY = dt.datetime(2024, 7, 1, 9, 5), dt.datetime(2024, 7, 2, 16, 40)
FIRST = candidate("水利局.xlsx", 12, MONDAY)
SECOND = candidate("水利局(1).xlsx", 15, TUESDAY)
SAME = candidate("副本.xlsx", 12, TUESDAY)


def states(choice: Choice) -> dict[str, ReceiptState]:
    return {one.file: one.state for one in choice.receipts}


def taken(one: Candidate) -> Receipt:
    return replace(one.receipt, state=ReceiptState.ADOPTED)


def test_a_single_file_is_adopted() -> None:
    choice = choose((FIRST,), (), None)
    assert choice.adopted is FIRST
    assert states(choice) == {"水利局.xlsx": ReceiptState.ADOPTED}
    assert choice.problems == ()


def test_two_different_files_wait_with_their_times_differences_and_a_proposal() -> None:
    choice = choose((SECOND, FIRST), (), None)
    assert choice.adopted is None
    assert set(states(choice).values()) == {ReceiptState.WAITING}
    (told,) = choice.problems
    assert told.code is Code.SENT_TWICE
    assert "水利局.xlsx（2024-07-01 09:05）、水利局(1).xlsx（2024-07-02 16:40）" in told.what
    assert "“12处”和“15处”" in told.what or "“12”和“15”" in told.what
    assert "建议采用最新的“水利局(1).xlsx”" in told.what
    assert "“收到文件”表" in told.cure


def test_files_without_an_order_in_time_get_no_proposal() -> None:
    twin = replace(SECOND, receipt=replace(SECOND.receipt, sent_at=MONDAY))
    choice = choose((FIRST, twin), (), None)
    assert "分不出先后" in choice.problems[0].what
    assert {one.remark for one in choice.receipts} == {""}


def test_files_with_the_same_contents_count_once() -> None:
    choice = choose((FIRST, SAME), (), None)
    assert choice.adopted is not None
    assert sorted(states(choice).values(), key=str) == [ReceiptState.ADOPTED, ReceiptState.SAME]
    assert [one.code for one in choice.problems] == [Code.SAME_FILE_TWICE]


def test_the_file_that_a_person_chose_is_adopted() -> None:
    former = (replace(FIRST.receipt, state=ReceiptState.WAITING, chosen="是"), SECOND.receipt)
    choice = choose((FIRST, SECOND), former, None)
    assert choice.adopted is not None
    assert choice.adopted.receipt.file == "水利局.xlsx"
    assert states(choice)["水利局(1).xlsx"] is ReceiptState.REPLACED
    assert choice.problems == ()


def test_a_file_that_a_person_refused_does_not_count() -> None:
    former = (replace(FIRST.receipt, state=ReceiptState.WAITING, chosen="否"),)
    choice = choose((FIRST, SECOND), former, None)
    assert choice.adopted is SECOND
    assert states(choice)["水利局.xlsx"] is ReceiptState.REPLACED


def test_a_choice_binds_only_the_files_among_which_it_was_made() -> None:
    third = candidate("水利局(2).xlsx", 18, dt.datetime(2024, 7, 3, 8, 0))
    former = (replace(FIRST.receipt, state=ReceiptState.REPLACED), replace(taken(SECOND), chosen="是"))
    choice = choose((FIRST, SECOND, third), former, SECOND.form.submission)
    assert choice.adopted is None
    (told,) = choice.problems
    assert told.code is Code.SENT_TWICE
    assert "台账中暂仍是“水利局(1).xlsx”的数据；建议采用最新的“水利局(2).xlsx”" in told.what
    assert {one.chosen for one in choice.receipts if one.state is ReceiptState.WAITING} == {""}


def test_other_words_than_yes_and_no_decide_nothing() -> None:
    former = tuple(replace(one.receipt, chosen="√") for one in (FIRST, SECOND))
    assert [one.code for one in choose((FIRST, SECOND), former, None).problems] == [Code.SENT_TWICE]


def test_refusing_the_adopted_file_takes_its_figures_back() -> None:
    former = (replace(taken(FIRST), chosen="否"), replace(SECOND.receipt, chosen="否"))
    choice = choose((FIRST, SECOND), former, FIRST.form.submission)
    assert choice.adopted is None
    assert choice.withdraws
    assert set(states(choice).values()) == {ReceiptState.REFUSED}


def test_two_chosen_files_are_asked_about_again() -> None:
    former = tuple(replace(one.receipt, chosen="是") for one in (FIRST, SECOND))
    choice = choose((FIRST, SECOND), former, None)
    assert choice.adopted is None
    assert [one.code for one in choice.problems] == [Code.SENT_TWICE]
    assert "均未采用；有2份选了“是”，只能选一份；建议采用" in choice.problems[0].what
    assert {one.chosen for one in choice.receipts} == {""}


def test_a_later_file_takes_the_place_of_the_adopted_one_and_is_told() -> None:
    choice = choose((SECOND,), (taken(FIRST),), FIRST.form.submission)
    assert choice.adopted is SECOND
    (told,) = choice.problems
    assert told.code is Code.SENT_AGAIN
    assert "“水利局.xlsx”有1处不同" in told.what


def test_an_earlier_file_does_not_take_the_place_of_the_adopted_one() -> None:
    choice = choose((FIRST,), (taken(SECOND),), SECOND.form.submission)
    assert choice.adopted is None
    assert [one.code for one in choice.problems] == [Code.SENT_EARLIER]
    assert states(choice) == {"水利局.xlsx": ReceiptState.WAITING}


def test_a_file_that_was_replaced_before_does_not_come_back_by_being_sent_along() -> None:
    former = (replace(FIRST.receipt, state=ReceiptState.REPLACED), taken(SECOND))
    choice = choose((FIRST, SECOND), former, SECOND.form.submission)
    assert choice.adopted is not None
    assert choice.adopted.receipt.file == "水利局(1).xlsx"
    assert states(choice)["水利局.xlsx"] is ReceiptState.REPLACED
    assert choice.problems == ()


def test_a_replaced_file_alone_asks_before_it_counts_again() -> None:
    former = (replace(FIRST.receipt, state=ReceiptState.REPLACED, sent_at=None), taken(SECOND))
    alone = replace(FIRST, receipt=replace(FIRST.receipt, sent_at=None))
    choice = choose((alone,), former, SECOND.form.submission)
    assert choice.adopted is None
    assert [one.code for one in choice.problems] == [Code.SENT_EARLIER]


def test_the_adopted_file_sent_once_more_changes_nothing() -> None:
    choice = choose((FIRST,), (taken(FIRST),), FIRST.form.submission)
    assert choice.adopted is not None
    assert choice.problems == ()


def corrected(one: Candidate, figure: str = "35") -> Submission:
    """Return what the unit's sheet says after the office has written another figure over the returned one."""
    return candidate(one.receipt.file, figure, None).form.submission


def test_a_sheet_that_was_worked_on_stands_when_its_own_file_comes_once_more() -> None:
    choice = choose((FIRST,), (taken(FIRST),), corrected(FIRST))
    assert choice.standing == corrected(FIRST)
    assert states(choice) == {"水利局.xlsx": ReceiptState.ADOPTED}
    (told,) = choice.problems
    assert told.code is Code.WORKED_ON_SINCE
    assert "1处改动" in told.what
    assert "“12”和“35”" in told.what


def test_the_adopted_file_under_another_name_and_time_is_still_no_new_return() -> None:
    moved = replace(
        FIRST, receipt=replace(FIRST.receipt, file="水利局（转）.xlsx", sent_at=dt.datetime(2024, 6, 1))
    )
    copy = replace(FIRST.receipt, file="副本.xlsx", state=ReceiptState.SAME)
    choice = choose((moved,), (taken(FIRST), copy), corrected(FIRST))
    assert choice.standing is not None
    assert [one.code for one in choice.problems] == [Code.WORKED_ON_SINCE]


def test_a_copy_that_says_the_same_does_not_undo_what_was_worked_on() -> None:
    copy = replace(SAME, receipt=replace(SAME.receipt, file="a.xlsx"))
    choice = choose((copy, FIRST), (taken(FIRST),), corrected(FIRST))
    assert choice.standing is not None
    assert states(choice) == {"水利局.xlsx": ReceiptState.ADOPTED, "a.xlsx": ReceiptState.SAME}


def test_a_choice_for_the_file_that_the_workbook_holds_leaves_its_sheet_alone() -> None:
    waiting = replace(FIRST.receipt, state=ReceiptState.WAITING, chosen="是")
    other = replace(SECOND.receipt, state=ReceiptState.WAITING)
    choice = choose((FIRST, SECOND), (waiting, other), corrected(FIRST))
    assert choice.standing is not None
    assert states(choice) == {"水利局.xlsx": ReceiptState.ADOPTED, "水利局(1).xlsx": ReceiptState.REPLACED}
    waiting, other = replace(waiting, chosen=""), replace(other, chosen="是")
    replaced = choose((FIRST, SECOND), (waiting, other), corrected(FIRST))
    assert replaced.standing is None
    assert states(replaced)["水利局(1).xlsx"] is ReceiptState.ADOPTED


def test_a_sheet_that_is_gone_or_empty_takes_its_file_again() -> None:
    blank = replace(corrected(FIRST), indicators=(), projects=())
    for present in (None, blank):
        choice = choose((FIRST,), (taken(FIRST),), present)
        assert (choice.adopted, choice.standing) == (FIRST, None)


def test_a_row_that_the_sheet_did_not_have_is_taken_from_the_file() -> None:
    sheet = corrected(FIRST)
    without = replace(sheet, indicators=())
    choice = choose((FIRST,), (taken(FIRST),), without)
    assert (choice.standing, choice.problems) == (None, ())
    changed = replace(without, projects=tuple(replace(one, narrative="已核实") for one in sheet.projects))
    standing = choose((FIRST,), (taken(FIRST),), changed).standing
    assert standing is not None
    assert [one.indicator_name for one in standing.indicators] == [sheet.indicators[0].indicator_name]


def test_a_file_that_a_person_refused_is_not_adopted_even_alone() -> None:
    former = (replace(FIRST.receipt, state=ReceiptState.WAITING, chosen="否"),)
    choice = choose((FIRST,), former, None)
    assert choice.adopted is None
    assert states(choice) == {"水利局.xlsx": ReceiptState.REFUSED}
