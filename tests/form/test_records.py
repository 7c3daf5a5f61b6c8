"""What the workbook remembers is read as it was written; what a person spoiled is never lost and never guessed."""

import datetime as dt
from dataclasses import fields, replace
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.builders import indicator, programme, project, settings
from tests.form.read_back import grid_of, unhurried, with_cell
from xlminshi.adapters.closed.reading import read_workbook
from xlminshi.adapters.closed.writing import render
from xlminshi.core.problems import Code, Level
from xlminshi.core.records import (
    Action,
    Confidence,
    Correction,
    Event,
    HistoryRow,
    Receipt,
    ReceiptState,
    Records,
)
from xlminshi.form.as_written import Row
from xlminshi.form.grid import Calculated, CellError, CellValue, Grid, Percent, Workbook, cell_address
from xlminshi.form.record_cells import read_cell
from xlminshi.form.record_columns import (
    CORRECTION_SHEET,
    EVENT_SHEET,
    HISTORY_SHEET,
    RECEIPT_SHEET,
    Column,
    Kind,
)
from xlminshi.form.records import (
    RECORD_SHEETS,
    RecordsReading,
    UnreadRows,
    history_problems,
    read_records,
    record_sheets,
)
from xlminshi.form.sheets import ENTRY_FILL, BookPlan

SHEETS = (HISTORY_SHEET, EVENT_SHEET, CORRECTION_SHEET, RECEIPT_SHEET)
D = Decimal
PAST = HistoryRow(
    2022, "1-9月份", "区残联", "康复救助", "救助人数", "人", D(100), D(70), "约70", D("0.7"), "持续推进",
    "", "", "正在推进", "区残联.xlsx",
)  # fmt: skip
DONE = Event(dt.date(2022, 10, 8), Action.CLOSE, "2022年1-9月份", "李四", "14个单位", "")
CHANGED = Correction(
    "1-9月份", "区残联", "康复救助", "进展情况", "旧", "新", "b.xlsx", "张三", dt.date(2022, 10, 8), "笔误"
)
FILE = Receipt(
    "1-9月份", "回复.eml/区残联.xlsx", "0f" * 32, 12345, "区残联", "表头", Confidence.SURE, "zhang@example.org",
    dt.datetime(2022, 10, 8, 9, 30), 2, ReceiptState.WAITING, "建议采用", "是",
)  # fmt: skip
ALL = Records((PAST,), (DONE,), (CHANGED,), (FILE,))


def workbook(records: Records) -> Workbook:
    return Workbook("总表.xlsx", tuple(grid_of(plan) for plan in record_sheets(records)))


def saved(reading: RecordsReading, path: Path) -> Workbook:
    """Return the workbook that is written after a reading, read from its file."""
    plans = record_sheets(reading.records, reading.unread)
    path.write_bytes(render(BookPlan(plans, first=plans[0].name)))
    return read_workbook(path)


def read_after(records: Records, sheet: str, address: str, value: CellValue) -> RecordsReading:
    """Return what is read after a person has typed into one cell."""
    grids = (
        with_cell(grid, address, value) if grid.name == sheet else grid for grid in workbook(records).grids
    )
    return read_records(Workbook("总表.xlsx", tuple(grids)))


def codes(reading: RecordsReading) -> list[Code]:
    return [one.code for one in reading.problems]


# Round trip -----------------------------------------------------------------------------------------------------

TEXT = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=20),
    st.sampled_from(
        ["=1+1", "=cmd|'/c calc'!A1", " 前后有空格 ", "第一行\n第二行", "+5", "-", "@a", "'", "无", "1-9月"]
    ),
)
NEEDED = TEXT.filter(lambda text: bool(text.strip()))
NUMBER = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**20), max_value=10**20)
DAY = st.dates(dt.date(1600, 1, 1), dt.date(2100, 12, 31))
MOMENT = st.datetimes(dt.datetime(1600, 1, 1), dt.datetime(2100, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)


def value_of(column: Column) -> st.SearchStrategy[Any]:
    by_kind: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.TEXT: NEEDED if column.is_needed else TEXT,
        Kind.WORD: NEEDED if column.is_needed else TEXT,
        Kind.CODE: TEXT,
        Kind.MARK: st.sampled_from(["", "是", "否"]),
        Kind.WHOLE: st.integers(1 if column.is_needed else 0, 10**14),
        Kind.NUMBER: st.none() | NUMBER,
        Kind.SHARE: st.none() | st.decimals(min_value=0, max_value=100, places=6),
        Kind.DAY: DAY,
        Kind.MOMENT: st.none() | MOMENT,
    }
    return st.sampled_from(column.choices) if column.choices else by_kind[column.kind]


def rows_of(sheet: Any) -> st.SearchStrategy[Any]:
    row = st.builds(sheet.make, **{column.value: value_of(column) for column in sheet.columns})
    return st.lists(row, max_size=3).map(tuple)


@given(st.builds(Records, *(rows_of(sheet) for sheet in SHEETS)))
@unhurried
def test_everything_remembered_is_read_as_it_was_written(records: Records) -> None:
    reading = read_records(workbook(records))
    assert reading.records == records
    assert reading.unread.of_sheet == {}
    assert {one.code for one in reading.problems} <= {Code.HISTORY_PERIOD_UNKNOWN}


def test_a_saved_file_holds_the_same(tmp_path: Path) -> None:
    odd = replace(
        PAST, narrative=" =1+1\n二 ", achieved=D("0.1"), rate=D("1.5517"), target=D("12345678901234567")
    )
    records = Records((PAST, odd), (DONE,), (CHANGED,), (FILE, replace(FILE, sent_at=None)))
    reading = read_records(saved(RecordsReading(records, UnreadRows(), ()), tmp_path / "总表.xlsx"))
    assert reading.records == records
    assert reading.problems == ()


def test_every_value_of_a_record_has_a_column() -> None:
    kinds = (HistoryRow, Event, Correction, Receipt)
    for sheet, kind in zip(SHEETS, kinds, strict=True):
        assert {column.value for column in sheet.columns} == {field.name for field in fields(kind)}
        assert len({column.header for column in sheet.columns}) == len(sheet.columns)


def test_a_sheet_without_rows_is_left_out_and_nothing_is_read_from_none() -> None:
    assert record_sheets(Records()) == ()
    assert read_records(Workbook("新.xlsx", ())) == RecordsReading(Records(), UnreadRows(), ())
    assert [plan.name for plan in record_sheets(Records(events=(DONE,)))] == ["操作记录"]
    assert {plan.name for plan in record_sheets(ALL)} == set(RECORD_SHEETS)


# How it looks ---------------------------------------------------------------------------------------------------


def test_numbers_shares_and_days_are_shown_as_what_they_are() -> None:
    grid = next(grid for grid in workbook(ALL).grids if grid.name == "历史")
    heads = [str(value) for value in grid.rows[2]]
    shown = dict(zip(heads, grid.rows[3], strict=True))
    assert (shown["年度目标"], shown["累计完成"], shown["年度"]) == (D(100), D(70), D(2022))
    assert shown["完成率"] == Percent(D("0.7"))
    receipts = next(grid for grid in workbook(ALL).grids if grid.name == "收到文件")
    assert dt.datetime(2022, 10, 8, 9, 30) in receipts.rows[3]


def test_a_person_can_type_only_where_something_is_asked() -> None:
    open_heads = {}
    for plan in record_sheets(ALL):
        assert plan.is_protected
        heads = {cell.area.left: cell.content for cell in plan.cells if cell.area.top == 2}
        body = [cell for cell in plan.cells if cell.area.top > 2]
        open_heads[plan.name] = {heads[cell.area.left] for cell in body if not cell.style.is_locked}
        assert all((cell.style.fill == ENTRY_FILL) is not cell.style.is_locked for cell in body)
    assert open_heads == {"历史": set(), "操作记录": set(), "更正记录": {"理由"}, "收到文件": {"选定"}}


def test_the_choice_is_a_list_and_what_waits_for_it_is_marked() -> None:
    plan = next(plan for plan in record_sheets(ALL) if plan.name == "收到文件")
    (choice,) = plan.validations
    assert choice.choices == ("是", "否")
    assert choice.area.left == [column.header for column in RECEIPT_SHEET.columns].index("选定")
    (mark,) = plan.highlights
    assert mark.formula == '$J4="待选定"'


# What people do to it -------------------------------------------------------------------------------------------


def test_a_table_is_found_by_its_headers_wherever_it_stands() -> None:
    grid = next(grid for grid in workbook(ALL).grids if grid.name == "操作记录")
    turned = tuple((None, *reversed(row)) for row in grid.rows)
    moved = Grid("操作记录 ", ((), (), *turned, (), (None, "", " ")))
    assert read_records(Workbook("a", (moved,))).records.events == (DONE,)


@pytest.mark.parametrize(
    ("sheet", "address", "value", "column"),
    [
        ("历史", "A4", "去年", "年度"),
        ("历史", "A4", D("2022.5"), "年度"),
        ("历史", "B4", None, "通报期"),
        ("历史", "D4", " ", "实事名称"),
        ("历史", "H4", "约500", "累计完成"),
        ("历史", "H4", Percent(D("0.65")), "累计完成"),
        ("历史", "J4", "很高", "完成率"),
        ("历史", "J4", "高%", "完成率"),
        ("历史", "N4", CellError("#N/A"), "进展情况"),
        ("历史", "G4", Calculated(None, "A1+1"), "年度目标"),
        ("操作记录", "A4", "上周", "日期"),
        ("操作记录", "A4", None, "日期"),
        ("操作记录", "B4", "关闭", "操作"),
        ("收到文件", "G4", "昨天", "收到时间"),
        ("收到文件", "G4", "2022-10-08T09:30:00+08:00", "收到时间"),
        ("收到文件", "H4", "很大", "大小"),
        ("收到文件", "J4", None, "处理结果"),
    ],
)
def test_a_row_with_a_spoiled_cell_is_told_and_stays_as_it_is(
    sheet: str, address: str, value: CellValue, column: str, tmp_path: Path
) -> None:
    reading = read_after(ALL, sheet, address, value)
    (told,) = reading.problems
    assert (told.code, told.place.sheet, told.place.cell) == (Code.RECORD_UNREADABLE, sheet, address)
    assert f"“{column}”" in told.what
    assert told.level is Level.REMINDER
    again = saved(reading, tmp_path / "总表.xlsx")
    before = next(grid for grid in workbook(ALL).grids if grid.name == sheet)
    kept = next(grid for grid in again.grids if grid.name == sheet)
    expected = with_cell(before, address, value)
    for column_index in range(len(before.rows[2])):
        assert seen(kept.at(3, column_index)) == seen(expected.at(3, column_index))
    assert read_records(again).unread.of_sheet.keys() == {sheet}


def seen(value: CellValue) -> str:
    """Return a cell as a person sees it: an error or an uncalculated formula stays what it was."""
    value = value.value if isinstance(value, Calculated) and value.value is not None else value
    return (
        f"={value.formula}"
        if isinstance(value, Calculated)
        else str(getattr(value, "code", value) or "").strip()
    )


def test_a_mended_row_is_one_of_the_others_again(tmp_path: Path) -> None:
    spoiled = read_after(ALL, "历史", "H4", "约500")
    records = replace(spoiled.records, history=(replace(PAST, period="1-8月份"),))
    book = saved(replace(spoiled, records=records), tmp_path / "总表.xlsx")
    grid = next(one for one in book.grids if one.name == "历史")
    mended = with_cell(grid, "H4", D(70))
    assert read_records(Workbook("a", (mended,))).records.history == (PAST, replace(PAST, period="1-8月份"))


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Kind.SHARE, "65%", D("0.65")),
        (Kind.SHARE, D("0.65"), D("0.65")),
        (Kind.NUMBER, "１２", D(12)),
        (Kind.NUMBER, Calculated(D(5), "2+3"), D(5)),
        (Kind.WHOLE, "3", 3),
        (Kind.WHOLE, None, 0),
        (Kind.DAY, "2022.10.8", dt.date(2022, 10, 8)),
        (Kind.MOMENT, dt.date(2022, 10, 8), dt.datetime(2022, 10, 8)),
        (Kind.MOMENT, "2022-10-08 09:30", dt.datetime(2022, 10, 8, 9, 30)),
        (Kind.MARK, " 是", "是"),
        (Kind.TEXT, D(5), "5"),
    ],
)
def test_what_a_person_typed_in_another_way_is_read_where_it_is_clear(
    kind: Kind, value: CellValue, expected: object
) -> None:
    assert read_cell(Column("列", "value", kind, 9), value).value == expected


def test_a_choice_that_is_none_is_told_and_kept() -> None:
    reading = read_after(ALL, "收到文件", "K4", "√")
    assert codes(reading) == [Code.NOT_A_CHOICE]
    assert reading.records.receipts == (replace(FILE, chosen="√"),)


def test_a_missing_column_is_told_once_and_read_as_empty() -> None:
    reading = read_after(replace(ALL, history=(PAST, PAST)), "历史", "F3", "单位（旧）")
    assert codes(reading) == [Code.RECORD_COLUMN_MISSING, Code.RECORD_COLUMN_UNKNOWN]
    assert reading.records.history == (replace(PAST, measure=""),) * 2


def test_without_a_needed_column_all_rows_stay_as_they_are() -> None:
    reading = read_after(ALL, "历史", "A3", None)
    assert codes(reading) == [Code.RECORD_COLUMN_MISSING, Code.RECORD_COLUMN_UNKNOWN]
    assert "“（无名）”" in reading.problems[1].what
    assert reading.records.history == ()
    assert len(reading.unread.of_sheet["历史"]) == 1


def test_a_sheet_whose_header_is_gone_keeps_every_row_and_reads_them_when_it_is_back(
    tmp_path: Path,
) -> None:
    grid = next(grid for grid in workbook(ALL).grids if grid.name == "历史")
    beheaded = Grid("历史", (*grid.rows[:2], *grid.rows[3:]))
    reading = read_records(Workbook("a", (beheaded,)))
    assert codes(reading) == [Code.RECORD_WITHOUT_HEADER]
    assert reading.records == Records()
    again = read_records(saved(reading, tmp_path / "总表.xlsx"))
    assert again.records.history == (PAST,)


def test_an_empty_sheet_of_that_name_is_nothing() -> None:
    title: tuple[Row, ...] = (("历史",),)
    for rows in ((), title, ((None, ""),)):
        assert read_records(Workbook("a", (Grid("历史", rows),))) == RecordsReading(
            Records(), UnreadRows(), ()
        )


def test_a_table_too_long_to_be_read_stops_the_bulletin() -> None:
    grid = replace(workbook(ALL).grids[0], beyond="A20001")
    (told,) = read_records(Workbook("a", (grid,))).problems
    assert (told.code, told.level, told.place.cell) == (Code.RECORD_CUT_OFF, Level.MUST_FIX, "A20001")


def test_a_period_that_nobody_can_read_is_told_once() -> None:
    odd = replace(PAST, period="年中督查")
    history = (odd, odd, replace(PAST, period="2021年1-9月份"), PAST)
    told = read_records(workbook(Records(history=history))).problems
    assert [one.what.split("”")[0] for one in told] == ["通报期“年中督查", "通报期“2021年1-9月份"]


def test_what_cannot_become_the_last_figure_is_told() -> None:
    plan = programme(project("康复救助", "区残联", indicator("救助人数")))
    contrary, gone = replace(PAST, achieved=D(71)), replace(PAST, indicator_name="旧指标")
    old = replace(contrary, year=2021)
    history = (PAST, contrary, gone, old, replace(old, achieved=D(1)))
    told = history_problems(history, settings("1-10月份").period, plan, "总表.xlsx")
    assert [(one.code, one.place.sheet) for one in told] == [
        (Code.HISTORY_DOUBLE, "历史"),
        (Code.HISTORY_FORGOTTEN, "历史"),
    ]
    assert "“康复救助—救助人数”在2022年1-9月份" in told[0].what
    assert history_problems((PAST,), settings("1-10月份").period, plan) == ()
    same = replace(PAST, project_title="救助人数", indicator_name="救助人数")
    assert "“救助人数”" in history_problems((same,), settings("1-10月份").period, plan)[0].what


def test_a_choice_is_a_word_of_its_list() -> None:
    column = next(one for one in EVENT_SHEET.columns if one.choices is not None)
    assert issubclass(column.choices or int, Enum)
    for member in Action:
        assert read_cell(column, f" {member.value}").value is member


def test_the_address_of_a_finding_is_that_of_the_spoiled_cell() -> None:
    history = tuple(replace(PAST, indicator_name=f"指标{number}") for number in range(5))
    column = [one.header for one in HISTORY_SHEET.columns].index("完成率")
    (told,) = read_after(Records(history=history), "历史", cell_address(6, column), "很高").problems
    assert told.place.cell == "J7"
