"""What the office has corrected on a unit's sheet stays, however often the unit's own file is collected again."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from tests.workflow.editing import HEADER_ROW, column_of, row_of
from xlminshi import api
from xlminshi.core.corrections import IN_THE_WORKBOOK
from xlminshi.core.problems import Code

UNIT, INDICATOR = "区城市管理局", "停车泊位"
REWRITTEN = "办公室到现场核实，窨井盖已经全部整治完毕，群众满意。"


@pytest.fixture
def folder(demo_folder: Path, tmp_path: Path) -> Path:
    """Return a folder with the unit's file only; others arrive later."""
    folder = tmp_path / "报回"
    folder.mkdir()
    shutil.copy2(demo_folder / "3_回收填报表" / f"{UNIT}.xlsx", folder)
    return folder


@pytest.fixture
def book(demo_folder: Path, folder: Path, tmp_path: Path) -> Path:
    """Return the workbook with the unit's file in it."""
    api.collect(demo_folder / "1_标准工作簿.xlsx", (folder,), tmp_path / "汇总.xlsx")
    return tmp_path / "汇总.xlsx"


def cell_under(sheet: Worksheet, header: str) -> Cell:
    """Return the figure of the indicator, or the first words of a project."""
    row = row_of(sheet, INDICATOR) if header == "累计完成" else HEADER_ROW + 1
    return sheet.cell(row, column_of(sheet, header))


def written_over(path: Path, header: str, value: object) -> None:
    workbook = openpyxl.load_workbook(path)
    cell_under(workbook[UNIT], header).value = value
    workbook.save(path)


def on_sheet(book: Path, header: str) -> object:
    return cell_under(openpyxl.load_workbook(book)[UNIT], header).value


def corrections(book: Path) -> list[tuple[object, ...]]:
    workbook = openpyxl.load_workbook(book)
    if "更正记录" not in workbook.sheetnames:
        return []
    return [tuple(cell.value for cell in row[4:9]) for row in workbook["更正记录"].iter_rows(min_row=4)]


def test_a_correction_in_the_workbook_survives_the_same_file(
    book: Path, folder: Path, demo_folder: Path, tmp_path: Path
) -> None:
    before = on_sheet(book, "累计完成")
    written_over(book, "累计完成", 321)
    written_over(book, "进展情况", REWRITTEN)
    shutil.copy2(demo_folder / "3_回收填报表" / "区残联.xlsx", folder)
    result = api.collect(book, (folder,), tmp_path / "再.xlsx")
    again = tmp_path / "再.xlsx"
    assert (on_sheet(again, "累计完成"), on_sheet(again, "进展情况")) == (321, REWRITTEN)
    told = [one for one in result.problems if one.code is Code.WORKED_ON_SINCE]
    assert [one.place.file for one in told] == [f"{UNIT}.xlsx"]
    assert f"{REWRITTEN[:24]}…”" in told[0].what
    assert Code.SENT_AGAIN not in {one.code for one in result.problems}
    assert result.value.files_accepted == 2
    assert "区残联" not in api.ledger_of(result).missing_units
    second, first = corrections(again)
    assert first == (f"累计完成（{INDICATOR}）", str(before), "321", IN_THE_WORKBOOK, None)
    assert second[2] == REWRITTEN
    api.collect(again, (folder,), tmp_path / "三.xlsx")
    assert corrections(tmp_path / "三.xlsx") == [second, first]
    written_over(tmp_path / "三.xlsx", "累计完成", before)
    api.collect(tmp_path / "三.xlsx", (folder,), tmp_path / "四.xlsx")
    assert corrections(tmp_path / "四.xlsx")[2:] == [
        (f"累计完成（{INDICATOR}）", "321", str(before), IN_THE_WORKBOOK, None)
    ]


def test_what_was_written_over_is_recorded_by_any_run_and_only_once(book: Path, tmp_path: Path) -> None:
    before, words = on_sheet(book, "累计完成"), on_sheet(book, "进展情况")
    assert corrections(book) == []
    written_over(book, "累计完成", 321)
    written_over(book, "进展情况", REWRITTEN)
    published = tmp_path / "汇总二.xlsx"
    for source in (book, published):
        api.publish(source, published, replace=True)
        assert corrections(published) == [
            ("进展情况", words, REWRITTEN, IN_THE_WORKBOOK, None),
            (f"累计完成（{INDICATOR}）", str(before), "321", IN_THE_WORKBOOK, None),
        ]


def test_a_sheet_without_its_entries_takes_the_file_again(book: Path, folder: Path, tmp_path: Path) -> None:
    before = on_sheet(book, "累计完成")
    workbook = openpyxl.load_workbook(book)
    del workbook[UNIT]
    workbook.save(book)
    api.collect(book, (folder,), tmp_path / "再.xlsx")
    assert on_sheet(tmp_path / "再.xlsx", "累计完成") == before


def test_a_unit_whose_sheet_was_corrected_still_gets_its_form_back(
    book: Path, folder: Path, tmp_path: Path
) -> None:
    workbook = openpyxl.load_workbook(folder / f"{UNIT}.xlsx")
    sheet = workbook.worksheets[0]
    sheet.cell(HEADER_ROW + 1, column_of(sheet, "累计完成")).value = "若干"
    workbook.save(folder / f"{UNIT}.xlsx")
    api.collect(book, (folder,), book, replace=True)
    written_over(book, "累计完成", 321)
    replies = api.reply(book, (folder,), tmp_path / "退回").value
    assert (replies.returned, replies.without_file) == ((UNIT,), ())
    marked = openpyxl.load_workbook(tmp_path / "退回" / "退回修改" / f"{UNIT}_退回修改.xlsx")
    told = [str(cell.value) for row in marked["问题清单"].iter_rows() for cell in row]
    assert any("“若干”不是数字" in words for words in told)


def test_figures_that_the_office_typed_itself_are_not_said_to_come_from_a_file(
    demo_folder: Path, tmp_path: Path
) -> None:
    typed = tmp_path / "手工.xlsx"
    shutil.copy2(demo_folder / "1_标准工作簿.xlsx", typed)
    written_over(typed, "累计完成", 321)
    source = typed
    for name in ("一.xlsx", "二.xlsx"):  # it stays so from run to run
        api.collect(source, (demo_folder / "3_回收填报表" / "区残联.xlsx",), tmp_path / name)
        source = tmp_path / name
        rows = openpyxl.load_workbook(source)["收发台账"].iter_rows(values_only=True)
        given = next(row for row in rows if row[1] == UNIT)
        assert "在工作簿中填写" in given
        assert not [cell for cell in given if str(cell).endswith(".xlsx")]
