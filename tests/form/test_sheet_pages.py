"""How whole sheets are printed: what the office keeps, edits and hands on."""

from dataclasses import replace

import pytest

from tests.bulletin.builders import Book, indicator, project
from tests.workflow.county_books import book_of, ledger_of
from xlminshi.form.as_written import ListAsWritten, OfficeSheets, SettingsAsWritten, written_from
from xlminshi.form.drafts import DraftRow, draft_sheet
from xlminshi.form.fields import Sheet
from xlminshi.form.office import empty_rows, list_sheet, settings_sheet
from xlminshi.form.setting_items import UNIT_HEADERS
from xlminshi.form.sheets import SheetPlan
from xlminshi.form.summary import sheet_names, sources, summary_sheet
from xlminshi.workflow.book_layout import compiled_book


def directory(units: int) -> SettingsAsWritten:
    return replace(written_from(Book().settings), units=tuple((f"县第{one}局", None) for one in range(units)))


@pytest.mark.parametrize("units", range(1, 70, 3))
def test_every_page_of_a_long_directory_of_units_has_its_head_and_more_than_two_rows(units: int) -> None:
    plan = settings_sheet(directory(units))
    (head,) = (cell.area.top for cell in plan.cells if cell.content == UNIT_HEADERS[0])
    end = max(row for row, _ in plan.heights)
    repeat, later = plan.page.repeat, [row for row in plan.page.breaks if row > head]
    if repeat == (0, 0):
        assert not later
        assert units < 25
    else:
        assert repeat == (head, head)
        assert head - 1 in plan.page.breaks
        assert units < 25 or later
        assert all(end + 1 - row >= 6 for row in later)


def test_a_draft_leaves_no_paragraph_alone_on_its_last_page() -> None:
    row = DraftRow("实事1", "公文正文", "完成情况：" + "已建成" * 40, "")
    most = [draft_sheet((row,) * rows, "前三季度").page.most_pages for rows in range(4, 40)]
    assert most == sorted(most)
    assert set(most) == {0, 1, 2, 3, 4}


def summary_of(*names: str) -> SheetPlan:
    ledger = Book().add(project("改造", "县住建局", *(indicator(name) for name in names)), "3").ledger()
    return summary_sheet(ledger, sources(ledger.programme, sheet_names(ledger.lead_units(), ())))


def test_the_figures_of_one_indicator_stand_in_the_middle_of_the_row_as_its_name_does() -> None:
    long = "新增护理型养老床位及配套康复器具数量（一期、二期）"
    for names, vertical in (((long,), {"vcenter"}), ((long, "改造户数"), {"top"})):
        cells = [cell for cell in summary_of(*names).cells if cell.area.top == 3 and 3 <= cell.area.left <= 6]
        assert {cell.style.vertical for cell in cells} == vertical
        lines = {str(cell.content).count("\n") for cell in cells}
        assert (lines == {0}) == (len(names) == 1)


def test_the_list_of_a_workbook_leaves_no_row_alone_and_an_empty_list_is_not_printed_small() -> None:
    rows = tuple((str(row), f"改造第{row}批", *(None,) * 10) for row in range(37))
    office = OfficeSheets(listed=ListAsWritten((), rows))
    book = replace(book_of(ledger_of(7, "某县")), office=office)
    (listed,) = (one for one in compiled_book(book, ()).sheets if one.name == Sheet.LIST.value)
    assert listed.page.most_pages == 1
    assert list_sheet("清单", empty_rows(60)).page.most_pages == 0
