"""The control totals equal what another program counts on the files themselves, and show what was not read."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.core.builders import indicator, programme, project
from tests.form.read_back import grid_of
from tests.form.test_layout import PLAN, typed
from tests.form.test_reading import OFFICE
from xlminshi.adapters.closed.reading import read_workbook
from xlminshi.core.controls import Count, FileCounts, control_totals, filled_values
from xlminshi.core.ledger import compile_ledger
from xlminshi.core.problems import Code
from xlminshi.core.project import Indicator, IndicatorKind
from xlminshi.core.submission import Submission
from xlminshi.form.fields import Sheet
from xlminshi.form.filling import filled_cells
from xlminshi.form.grid import Calculated, CellError, CellValue, Workbook
from xlminshi.form.head import find_forms, read_head
from xlminshi.form.landmarks import HEADER_ROW
from xlminshi.form.layout import unit_sheet
from xlminshi.form.markdown import grid_from_markdown
from xlminshi.form.reading import read_submission
from xlminshi.form.sheets import SheetPlan
from xlminshi.form.summary import sheet_names, sources, summary_sheet
from xlminshi.form.tables import find_table
from xlminshi.workflow.book_reading import read_book

D = Decimal
FORM = """
区残联进展情况填报表
| 实事名称 | 指标名称 | 指标类型 | 累计完成 | 进展情况 | 到位资金 | 备注 |
|---|---|---|---|---|---|---|
| 建设游泳馆 | 主体工程 | 节点 | 无 | 正在装修 | — | 无 |
| | 改造面积 | 数量 | 未报 | 正在装修 | 50 | |
| 合计 | | | 3 | | | |
注：以上为累计数
"""


def counted_by_openpyxl(path: Path) -> tuple[int, int]:
    """Return (indicator rows, filled cells) of a returned form: the rows with a name, the unlocked cells that hold anything."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = [row for row in sheet.iter_rows(min_row=HEADER_ROW + 2) if row[1].value is not None]
    return len(rows), sum(
        not cell.protection.locked and cell.value not in (None, "") for row in rows for cell in row
    )


def test_the_control_totals_of_the_demo_equal_an_independent_count(demo_folder: Path) -> None:
    files = sorted((demo_folder / "3_回收填报表").glob("*.xlsx"))
    book = read_book(read_workbook(demo_folder / "1_标准工作簿.xlsx"), 2022).book
    submissions, cells = [], 0
    for path in files:
        (table,) = find_forms(read_workbook(path))
        unit = book.settings.units.resolve(read_head(table).lead_unit)
        assert unit is not None
        submissions.append(read_submission(table, book.programme, unit, book.settings)[0])
        cells += filled_cells(table, book.programme)
    counted = [counted_by_openpyxl(path) for path in files]
    ledger = compile_ledger(book.programme, book.settings, tuple(submissions))
    received = FileCounts(len(files), adopted=len(submissions))
    found = {one.name: one for one in control_totals(ledger, tuple(submissions), received, cells).counts}
    assert {one.verdict for one in found.values()} == {"相符"}
    assert [one.actual for one in found.values()] == [
        len(files),
        len({openpyxl.load_workbook(path).worksheets[0].title for path in files}),
        len(files),
        sum(rows for rows, _ in counted),
        sum(filled for _, filled in counted),
    ]
    assert found["填报格（个）"].actual > 50


def office_sheet(*cells: tuple[str, int, CellValue]) -> tuple[Submission, int]:
    """Return a return as read from the office's own sheet, and the cells that are counted there."""
    submission = typed(*cells)[0]
    plan = unit_sheet(PLAN, OFFICE, submission.lead_unit, submission, "教体局", Sheet.LEDGER)
    table = find_table(grid_of(plan), Sheet.LEDGER, ("title", "achieved"))
    assert table is not None
    again = read_submission(table, PLAN, submission.lead_unit, OFFICE, compares_plan=False)[0]
    return again, filled_cells(table, PLAN)


def test_the_offices_own_sheets_are_counted_with_the_words_kept_beside_the_numbers() -> None:
    submission, cells = office_sheet(
        ("achieved", 0, "约500"),
        ("achieved", 1, D(12000)),
        ("achieved", 4, "九公里"),
        ("achieved", 5, "主体完工"),
        ("narrative", 0, "正在建设"),
        ("paid", 0, "500余"),
        ("arrived", 0, "待定"),
        ("planned", 0, "多少"),
    )
    assert cells == filled_values(submission) == 7


@pytest.mark.parametrize(
    ("row", "words"),
    [(0, "47.4%"), (0, "3公里"), (2, "0.6"), (0, "九")],
    ids=["a share of things", "another measure", "a bare share in a rate", "no number"],
)
def test_words_that_give_no_number_of_their_measure_are_counted_on_the_offices_sheet_too(
    row: int, words: str
) -> None:
    submission, cells = office_sheet(("achieved", row, words))
    assert [one.typed for one in submission.indicators if one.typed] == [words]
    assert cells == filled_values(submission) == 1


@pytest.mark.parametrize(
    ("value", "difference"),
    [(D(5), 0), ("约5", 0), ("九个", 0), ("无", 0), (CellError("#N/A"), 0), (Calculated(None, "A1+1"), 0)],
)
def test_whatever_is_typed_for_a_number_is_counted_and_remembered(value: CellValue, difference: int) -> None:
    plan = unit_sheet(PLAN, OFFICE, PLAN.lead_units()[0], None, "教体局", Sheet.UNIT)
    grid = grid_of(plan)
    column = [cell.content for cell in plan.cells if cell.area.top == HEADER_ROW].index("累计完成")
    rows = [list(row) for row in grid.rows]
    rows[HEADER_ROW + 1][column] = value
    table = find_table(replace(grid, rows=tuple(map(tuple, rows))), Sheet.LEDGER, ("title", "achieved"))
    assert table is not None
    submission = read_submission(table, PLAN, PLAN.lead_units()[0], OFFICE)[0]
    assert filled_cells(table, PLAN) - filled_values(submission) == difference


def test_what_says_nothing_is_not_counted_and_what_is_repeated_counts_once() -> None:
    pool = project(
        "建设游泳馆", "区残联", Indicator("主体工程", IndicatorKind.MILESTONE), indicator("改造面积")
    )
    plan = programme(pool)
    (table,) = find_forms(Workbook("表.xlsx", (grid_from_markdown(FORM, "表"),)))
    # 主体工程“无”、“正在装修”、备注“无”、50、合计3: the last two are not read, and told.
    assert filled_cells(table, plan) == 5
    submission, told = read_submission(table, plan, "区残联", OFFICE, compares_plan=False)
    assert filled_values(submission) == 3
    assert {Code.CONFLICTING_ENTRY, Code.SIDE_ROW} <= {one.code for one in told}


def test_a_form_with_one_indicator_needs_no_name_of_it() -> None:
    words = project("合同签订", "区残联", Indicator("合同", IndicatorKind.WORDS))
    text = "| 实事名称 | 累计完成 | 进展情况 |\n|---|---|---|\n| 合同签订 | 无 | |\n| 别的 | 无 | |"
    (table,) = find_forms(Workbook("表.xlsx", (grid_from_markdown(text, "表"),)))
    assert filled_cells(table, programme(words)) == 1


def block(plan: SheetPlan) -> list[tuple[CellValue, ...]]:
    grid = grid_of(plan)
    start = next(index for index, row in enumerate(grid.rows) if row[1] == "核对数")
    return [row[1:7] for row in grid.rows[start + 1 : start + 7]]


def test_the_summary_shows_what_should_be_there_what_is_and_the_difference() -> None:
    submission = typed(("achieved", 0, D(5)))[0]
    ledger = compile_ledger(PLAN, OFFICE, (submission,))
    totals = control_totals(ledger, (submission,), FileCounts(2, adopted=1), 3)
    found = sources(PLAN, sheet_names(PLAN.lead_units(), ()))
    header, *rows = block(summary_sheet(ledger, found, totals))
    assert header == ("项目", "应", "实", "差", "结果", "说明")
    assert rows == [
        ("收到文件（个）", D(2), D(1), D(1), "不符", "采用1个"),
        ("报送单位（个）", D(2), D(1), D(1), "未报1", "1个未报送"),
        ("填报表（张）", D(1), D(1), D(0), "相符", "已报单位每家一张"),
        ("指标行（行）", D(8), D(8), D(0), "相符", "全部9行，未报单位1行"),
        ("填报格（个）", D(3), D(1), D(2), "不符", "详见“填报问题”"),
    ]
    assert not any("核对数" in row for row in grid_of(summary_sheet(ledger, found)).rows)


def test_too_much_is_a_difference_too() -> None:
    assert (Count("行", 3, 5).difference, Count("行", 3, 5).verdict) == (-2, "不符")
