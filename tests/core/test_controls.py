"""Control totals tell at once when a file, a sheet, a row or a cell is missing."""

from dataclasses import replace

import pytest

from tests.core.builders import amount, indicator, programme, project, reported, returned, settings, told
from xlminshi.core.controls import Count, FileCounts, control_totals, file_counts, filled_values
from xlminshi.core.ledger import compile_ledger
from xlminshi.core.records import Confidence, Receipt, ReceiptState
from xlminshi.core.submission import Funds, Submission

PLAN = programme(
    project("康复救助", "区残联", indicator("救助"), indicator("培训")),
    project("修路", "区交通局", indicator("里程", 50, measure="公里")),
)
GOOD = returned(
    "区残联", reported("康复救助", "救助", 70), reported("康复救助", "培训", 8), told("康复救助", "好")
)


def counts(
    *submissions: Submission, files: FileCounts | None = None, cells: int | None = None
) -> dict[str, Count]:
    ledger = compile_ledger(PLAN, settings(), submissions)
    totals = control_totals(ledger, submissions, files or FileCounts(), cells)
    return {one.name: one for one in totals.counts}


def receipt(state: ReceiptState) -> Receipt:
    return Receipt("1-9月份", "a.xlsx", "", 1, "区残联", "", Confidence.SURE, "", None, 1, state)


def test_units_sheets_and_rows_are_compared_with_what_should_be_there() -> None:
    found = counts(GOOD)
    assert [(one.expected, one.actual, one.difference) for one in found.values()] == [
        (2, 1, 1),
        (1, 1, 0),
        (2, 2, 0),
    ]
    units = found["报送单位（个）"]
    assert (units.remark, units.verdict) == ("1个未报送", "未报1")
    assert found["指标行（行）"].remark == "全部3行，未报单位1行"


def test_units_that_lead_together_are_counted_as_they_report_and_it_is_said() -> None:
    plan = programme(
        *(project(unit, unit, indicator("数")) for unit in ("县住建局", "县交通局", "县住建局、县交通局"))
    )
    ledger = compile_ledger(plan, settings(), ())
    (units, *_) = control_totals(ledger, ()).counts
    assert (units.expected, units.remark) == (3, "3个未报送；共同牵头的合报一份，合算1个")


def test_where_a_file_was_refused_nobody_knows_who_has_sent_nothing() -> None:
    units = counts(GOOD, files=FileCounts(2, adopted=1, refused=1))["报送单位（个）"]
    assert (units.remark, units.verdict) == ("1个未报送或未采用", "不符")


def test_what_has_not_been_reported_is_no_mismatch_and_anything_more_is() -> None:
    assert Count("指标", 43, 41, awaited=2).verdict == "未报2"
    assert Count("指标", 43, 41, awaited=2).is_explained
    for other in (
        Count("指标", 43, 41),
        Count("指标", 43, 40, awaited=2),
        Count("指标", 43, 42, awaited=2),
        Count("指标", 41, 43, awaited=2),
    ):
        assert other.verdict == "不符" and not other.is_explained
    assert Count("指标", 43, 43).verdict == "相符"


def test_a_row_that_was_not_read_shows() -> None:
    less = replace(GOOD, indicators=GOOD.indicators[:1])
    found = counts(less)["指标行（行）"]
    assert (found.expected, found.actual, found.verdict) == (2, 1, "不符")


def test_every_file_must_have_become_something() -> None:
    states = (ReceiptState.ADOPTED, ReceiptState.ADOPTED, *ReceiptState)
    told = (replace(receipt(state), file=f"{number}.xlsx") for number, state in enumerate(states))
    files = file_counts(10, tuple(told))
    assert (files.accounted, files.adopted) == (9, 3)
    found = counts(GOOD, files=files)["收到文件（个）"]
    assert (found.expected, found.actual, found.difference, found.verdict) == (10, 9, 1, "不符")
    assert found.remark == "采用3个、待选定1个、已被替换1个、重复1个、未采用1个、未并入1个、跳过1个"
    assert "收到文件（个）" not in counts(GOOD)


def test_a_file_with_the_forms_of_several_units_is_one_file() -> None:
    assert file_counts(1, (receipt(ReceiptState.REFUSED), receipt(ReceiptState.REFUSED))).accounted == 1


def test_the_states_of_receipts_are_all_counted() -> None:
    for state in ReceiptState:
        assert file_counts(1, (receipt(state),)).accounted == 1


def test_cells_are_only_compared_where_somebody_has_counted_them() -> None:
    assert counts(GOOD, cells=3)["填报格（个）"].verdict == "相符"
    found = counts(GOOD, cells=5)["填报格（个）"]
    assert (found.verdict, found.remark) == ("不符", "详见“填报问题”")
    assert "填报格（个）" not in counts(GOOD)


def test_every_entry_that_says_something_is_one_cell() -> None:
    whole = told(
        "康复救助",
        "好",
        milestone="开工",
        shortcomings="缺",
        next_steps="补",
        responsible_person="张三",
        phone="13800000000",
        remarks="无",
        funds=Funds(planned=amount(5, "万元")),
        typed=(("paid", "未定"),),
    )
    figures = (
        reported("康复救助", "救助", 0),
        reported("康复救助", "培训", typed="九个"),
        reported("康复救助", "其他"),
        reported("康复救助", "验收", words="完工"),
    )
    assert filled_values(returned("区残联", *figures, whole)) == 3 + 9


@pytest.mark.parametrize(
    ("cells", "told_in_line"), [(3, "填报格（个）应3，实3，相符"), (5, "实3，少2"), (1, "实3，多2")]
)
def test_all_stands_in_one_line_too(cells: int, told_in_line: str) -> None:
    line = control_totals(compile_ledger(PLAN, settings(), (GOOD,)), (GOOD,), cells_filled=cells).line()
    assert line.startswith("核对数：报送单位（个）应2，实1，少1；")
    assert told_in_line in line
