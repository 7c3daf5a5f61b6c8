"""The 督查认定 sheet: a person's decisions are taken, or told why not; none is lost."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from tests.form.read_back import grid_of, grid_with, unhurried
from tests.form.test_programme_reading import GRIDS
from tests.form.test_reading import FORM, OFFICE, PROGRAMME, grid
from xlminshi.core.ledger import Ledger, compile_ledger
from xlminshi.core.problems import Code, Problem
from xlminshi.core.quantity import Quantity
from xlminshi.core.status import Verdict
from xlminshi.core.submission import Submission
from xlminshi.form.grid import CellError, CellValue, Grid, Workbook
from xlminshi.form.head import find_forms
from xlminshi.form.reading import read_submission
from xlminshi.form.verdicts import VerdictReading, read_verdicts, verdict_problems, verdict_sheet

SHEET = """
督查认定表（1-9月份）
请选择类别。
| 序号 | 实事名称 | 牵头单位 | 完成率 | 状态建议 | 建议理由 | 督查认定 | 认定理由 | 通报期 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 1 | 新建公办幼儿园 | 县教育体育局 | 0.8 | 持续推进 | 略 | 进展缓慢 | 用地未批 | 1-9月份 |
| 2 | 建设游泳馆 | 县教育体育局 | — | 待认定 | 略 |  |  | 1-9月份 |
| 3 | 改造老旧小区 | 县住建局 | 1 | 已完成 | 略 | 已完成 |  | 1—9月 |
"""


def read(text: str = SHEET, *changes: tuple[str, CellValue]) -> VerdictReading:
    return read_verdicts(grid_with(text, "督查认定", *changes), PROGRAMME, OFFICE, "台账.xlsx")


def told(problems: tuple[Problem, ...]) -> list[tuple[Code, str]]:
    return [(one.code, one.place.cell) for one in problems]


def submission() -> Submission:
    (table,) = find_forms(Workbook("a.xlsx", (grid(FORM),)))
    return read_submission(table, PROGRAMME, "县教育体育局", OFFICE)[0]


def ledger(*verdicts: Verdict) -> Ledger:
    return compile_ledger(PROGRAMME, OFFICE, (submission(),), verdicts)


def test_decisions_are_read_and_rows_without_one_are_undecided() -> None:
    reading = read()
    assert reading.problems == ()
    assert reading.verdicts == (
        Verdict("新建公办幼儿园", "进展缓慢", "用地未批", "1-9月份"),
        Verdict("改造老旧小区", "已完成", "", "1-9月份"),
    )


@pytest.mark.parametrize(
    ("address", "value", "code"),
    [
        ("G4", "很慢", Code.VERDICT_UNKNOWN_CLASS),
        ("B4", "修桥", Code.VERDICT_UNKNOWN_PROJECT),
        ("B4", None, Code.VERDICT_UNKNOWN_PROJECT),
        ("I4", "上半年", Code.VERDICT_OTHER_PERIOD),
        ("I4", "2021年1-9月", Code.VERDICT_OTHER_PERIOD),
        ("G4", None, Code.VERDICT_MISSING),
    ],
)
def test_a_decision_that_is_not_taken_is_told_with_its_cell(
    address: str, value: CellValue, code: Code
) -> None:
    reading = read(SHEET, (address, value))
    assert told(reading.problems) == [(code, "G4")]
    assert [one.project_title for one in reading.verdicts] == ["改造老旧小区"]


def test_an_error_in_a_reason_is_told_and_is_no_reason() -> None:
    reading = read(SHEET, ("H4", CellError("#REF!")))
    assert told(reading.problems) == [(Code.ERROR_CELL, "H4")]
    assert reading.verdicts[0].reason == ""


def test_an_error_instead_of_a_decision_is_told() -> None:
    assert (Code.ERROR_CELL, "G6") in told(read(SHEET, ("G6", CellError("#N/A"))).problems)


def test_a_person_may_decide_that_nothing_is_decided_yet() -> None:
    reading = read(SHEET, ("G4", "待认定"))
    assert reading.problems == ()
    held = next(one for one in reading.verdicts if one.project_title == "新建公办幼儿园")
    compiled = ledger(held)
    standing = next(one for one in compiled.standings if one.project.title == "新建公办幼儿园")
    assert standing.class_name == "待认定"
    assert Code.UNDECIDED in {one.code for one in verdict_problems(compiled)}


def test_the_same_decision_twice_counts_once_and_two_count_not_at_all() -> None:
    row = "| 1 | 新建公办幼儿园 |  |  |  |  | 进展缓慢 | {} | 1-9月份 |\n"
    same = read(SHEET + row.format("用地未批"))
    assert (same.verdicts, same.problems) == (read().verdicts, ())
    other = read(SHEET + row.format("没钱"))
    assert [one.code for one in other.problems] == [Code.VERDICT_TWICE]
    assert [one.project_title for one in other.verdicts] == ["改造老旧小区"]


def test_columns_are_found_by_their_headers_wherever_they_stand() -> None:
    text = """
| 督查认定 | 附注 | 认定 理由 | 实事名称 | 通报期 |
| --- | --- | --- | --- | --- |
| 进展缓慢 | 甲 | 用地未批 | 新建公办幼儿园 |  |
"""
    reading = read(text)
    assert reading.problems == ()
    assert reading.verdicts == (Verdict("新建公办幼儿园", "进展缓慢", "用地未批", "1-9月份"),)


def test_a_sheet_whose_headers_were_renamed_is_told_and_its_decisions_are_not_lost_in_silence() -> None:
    reading = read(SHEET.replace("| 督查认定 |", "| 最终认定 |"))
    assert reading.verdicts == ()
    assert (Code.MISSING_COLUMN, "") in told(reading.problems)
    reading = read(SHEET.replace("| 通报期 |", "| 时间 |"))
    assert told(reading.problems) == [(Code.MISSING_COLUMN, "A3")]


def test_a_doubled_column_of_decisions_is_told() -> None:
    assert told(read(SHEET.replace("| 状态建议 |", "| 督查认定 |")).problems) == [(Code.DOUBLE_COLUMN, "A3")]


@pytest.mark.parametrize("grid_", [None, Grid("督查认定", ()), Grid("督查认定", ((None, " "),))])
def test_without_a_sheet_nothing_is_decided(grid_: Grid | None) -> None:
    assert read_verdicts(grid_, PROGRAMME, OFFICE) == VerdictReading((), ())


def test_a_decision_written_and_read_again_is_the_same() -> None:
    verdict = Verdict("新建公办幼儿园", "进展缓慢", "用地未批", "1-9月份")
    plan = verdict_sheet(ledger(verdict))
    reading = read_verdicts(grid_of(plan), PROGRAMME, OFFICE)
    assert (reading.verdicts, reading.problems) == ((verdict,), ())


def test_what_still_has_to_be_decided_is_told_with_the_cell_to_fill_in() -> None:
    compiled = ledger(Verdict("新建公办幼儿园", "已完成", "", "1-9月份"))
    problems = verdict_problems(compiled, "台账.xlsx")
    assert [one.code for one in problems] == [Code.VERDICT_NO_REASON, Code.UNDECIDED]
    sheet = grid_of(verdict_sheet(compiled))
    addresses = {one.place.cell for one in problems}
    assert all(address[0] in "GH" for address in addresses)
    titles = {sheet.at(int(address[1:]) - 1, 1) for address in addresses}
    assert titles == {"新建公办幼儿园", "建设游泳馆"}


def test_a_decision_as_proposed_needs_no_reason_and_a_silent_unit_is_told_elsewhere() -> None:
    compiled = ledger()
    proposal = compiled.standings[0].proposal.class_name
    own = ledger(
        Verdict("新建公办幼儿园", proposal, "", "1-9月份"),
        Verdict("建设游泳馆", "持续推进", "装修中", "1-9月份"),
    )
    assert verdict_problems(own) == ()


def test_only_decision_and_reason_are_open_on_the_sheet() -> None:
    plan = verdict_sheet(ledger())
    open_columns = {cell.area.left for cell in plan.cells if not cell.style.is_locked}
    assert open_columns == {6, 7}
    assert plan.is_protected
    assert plan.validations[0].choices == (*OFFICE.class_names(), "待认定")


def test_a_programme_without_projects_still_gives_a_sheet() -> None:
    empty = compile_ledger(replace(PROGRAMME, projects=()), OFFICE, ())
    assert read_verdicts(grid_of(verdict_sheet(empty)), PROGRAMME, OFFICE).problems == ()


def test_the_reported_figures_stand_beside_the_decision() -> None:
    sheet = grid_of(verdict_sheet(ledger()))
    assert submission().indicators[0].achieved == Quantity(Decimal(5), "所")
    assert [sheet.at(row, 1) for row in (3, 4, 5)] == ["新建公办幼儿园", "建设游泳馆", "改造老旧小区"]


@unhurried
@given(GRIDS)
def test_no_sheet_makes_the_reading_of_decisions_fail(random: Grid) -> None:
    header = ("实事名称", "督查认定", "认定理由", "通报期")
    for rows in (random.rows, (header, *random.rows)):
        reading = read_verdicts(Grid("督查认定", rows), PROGRAMME, OFFICE)
        assert all(one.class_name in (*OFFICE.class_names(), "待认定") for one in reading.verdicts)


def test_a_decision_that_was_not_taken_stays_on_the_sheet_and_its_finding_comes_back() -> None:
    first = read(SHEET, ("G4", "很慢"), ("G6", None))
    again = read_verdicts(grid_of(verdict_sheet(ledger(*first.verdicts), first.open_rows)), PROGRAMME, OFFICE)
    assert [one.code for one in again.problems] == [one.code for one in first.problems]
    assert again.verdicts == first.verdicts
    assert again.open_rows == first.open_rows
