"""What is gathered in one place: the forms of several units in one file, the returns in a second clerk's workbook."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.workflow.editing import HEADER_ROW, column_of, edited, row_of
from xlminshi import api
from xlminshi.core.problems import Code
from xlminshi.core.records import ReceiptState

UNITS = ("区城市管理局", "区残联")


@pytest.fixture
def book(demo_folder: Path) -> Path:
    return demo_folder / "1_标准工作簿.xlsx"


def returned(demo_folder: Path, unit: str) -> Path:
    return demo_folder / "3_回收填报表" / f"{unit}.xlsx"


@pytest.fixture
def together(demo_folder: Path, tmp_path: Path) -> Path:
    """Return a workbook into which a clerk has copied the forms of two units."""
    gathered = openpyxl.Workbook()
    gathered.remove(gathered.active)
    for unit in UNITS:
        sheet = openpyxl.load_workbook(returned(demo_folder, unit)).worksheets[0]
        copy = gathered.create_sheet(unit)
        for cell in (one for row in sheet.iter_rows() for one in row if one.value is not None):
            copy[cell.coordinate] = cell.value if cell.row <= HEADER_ROW or cell.data_type != "f" else None
    path = tmp_path / "汇总在一起.xlsx"
    gathered.save(path)
    return path


def of_code(result: api.Result[object], code: Code) -> list[str]:
    return [one.what for one in result.problems if one.code is code]


def test_units_whose_forms_came_in_one_file_have_reported_and_are_not_reminded(
    book: Path, together: Path, demo_folder: Path, tmp_path: Path
) -> None:
    result = api.collect(book, (together,), tmp_path / "一.xlsx")
    ledger = api.ledger_of(result)
    assert sorted(ledger.unsettled_units) == sorted(UNITS)
    assert not set(UNITS) & set(ledger.silent_units)
    assert {(one.lead_unit, one.state) for one in result.value.receipts} == {
        (unit, ReceiptState.REFUSED) for unit in UNITS
    }
    assert result.value.totals.counts[0].verdict == "相符"
    one = api.collect(tmp_path / "一.xlsx", (returned(demo_folder, UNITS[0]),), tmp_path / "二.xlsx")
    assert of_code(one, Code.SEVERAL_UNITS)  # the other unit has not reported anew
    both = api.collect(tmp_path / "二.xlsx", (returned(demo_folder, UNITS[1]),), tmp_path / "三.xlsx")
    assert not of_code(both, Code.SEVERAL_UNITS)


@pytest.fixture(scope="module")
def second(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the workbook of a second clerk, who has collected the returns of two units."""
    path = tmp_path_factory.mktemp("乙") / "乙的工作簿.xlsx"
    files = tuple(returned(demo_folder, unit) for unit in UNITS)
    api.collect(demo_folder / "1_标准工作簿.xlsx", files, path)
    return path


def test_returns_that_only_another_clerks_workbook_holds_are_named_and_nobody_is_reminded(
    book: Path, second: Path, demo_folder: Path, tmp_path: Path
) -> None:
    result = api.collect(book, (second, returned(demo_folder, UNITS[0])), tmp_path / "甲.xlsx")
    (told,) = of_code(result, Code.OTHER_WORKBOOK)
    assert UNITS[1] in told
    assert UNITS[0] not in told
    assert api.ledger_of(result).unsettled_units == (UNITS[1],)
    assert result.value.totals.counts[0].remark == "采用1个、未并入1个"
    assert "待核实" in states(tmp_path / "甲.xlsx")[UNITS[1]]
    replies = api.reply(tmp_path / "甲.xlsx", (), tmp_path / "退回").value
    assert UNITS[1] not in (*replies.reminded, *replies.refused, *replies.asked)
    assert of_code(api.publish(tmp_path / "甲.xlsx", tmp_path / "通报"), Code.OTHER_WORKBOOK)
    both = api.collect(tmp_path / "甲.xlsx", (returned(demo_folder, UNITS[1]),), tmp_path / "全.xlsx")
    assert not of_code(both, Code.OTHER_WORKBOOK)
    again = api.collect(tmp_path / "全.xlsx", (second,), tmp_path / "再.xlsx")
    assert of_code(again, Code.OWN_WORKBOOK)


def states(workbook: Path) -> dict[str, str]:
    sheet = openpyxl.load_workbook(workbook)["收发台账"]
    return {str(row[1].value): str(row[2].value) for row in sheet.iter_rows(min_row=5)}


def test_the_workbook_of_another_county_or_of_another_period_holds_no_returns(
    book: Path, second: Path, tmp_path: Path
) -> None:
    for label, value in (("通报期", "全年"), ("区县名称", "邻区")):
        workbook = openpyxl.load_workbook(book)
        sheet = workbook["设置"]
        row = next(cell.row for cell in sheet["A"] if str(cell.value).startswith(label))
        sheet.cell(row, 2).value = value
        workbook.save(tmp_path / "别的.xlsx")
        result = api.collect(tmp_path / "别的.xlsx", (second,), tmp_path / f"{label}.xlsx")
        assert of_code(result, Code.OWN_WORKBOOK)
        assert not api.ledger_of(result).unsettled_units


def figure(sheet: Worksheet, value: object) -> None:
    sheet.cell(row_of(sheet, "残疾儿童康复救助"), column_of(sheet, "累计完成")).value = value


def corrected(demo_folder: Path, path: Path, value: object) -> Path:
    return edited(returned(demo_folder, "区残联"), path, lambda _, sheet: figure(sheet, value))


def test_a_correction_that_only_another_clerks_workbook_holds_is_named_and_an_older_copy_is_not(
    book: Path, demo_folder: Path, tmp_path: Path
) -> None:
    mine, newer = tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"
    api.collect(book, (returned(demo_folder, "区残联"),), mine)
    api.collect(mine, (corrected(demo_folder, tmp_path / "报回" / "区残联.xlsx", 123),), newer)
    result = api.collect(mine, (newer,), tmp_path / "出.xlsx")
    (told,) = of_code(result, Code.OTHER_FIGURES)
    assert "区残联" in told
    assert "“123”和" in told
    assert of_code(api.check((tmp_path / "出.xlsx",)), Code.OTHER_FIGURES)
    older = api.collect(newer, (mine,), tmp_path / "再.xlsx")
    assert (of_code(older, Code.OTHER_FIGURES), len(of_code(older, Code.OWN_WORKBOOK))) == ([], 1)


def test_a_figure_written_into_a_copy_of_the_workbook_is_told_and_one_written_into_this_one_is_not(
    book: Path, demo_folder: Path, tmp_path: Path
) -> None:
    mine, copy = tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"
    api.collect(book, (returned(demo_folder, "区残联"),), mine)
    workbook = openpyxl.load_workbook(mine)
    figure(workbook["区残联"], 121)
    workbook.save(copy)
    assert of_code(api.collect(mine, (copy,), tmp_path / "一.xlsx"), Code.OTHER_FIGURES)
    api.collect(copy, (returned(demo_folder, UNITS[0]),), tmp_path / "二.xlsx")
    later = api.collect(tmp_path / "二.xlsx", (mine,), tmp_path / "三.xlsx")
    assert not of_code(later, Code.OTHER_FIGURES)


def test_what_two_clerks_collected_and_one_corrected_by_hand_is_not_held_against_the_other(
    book: Path, demo_folder: Path, tmp_path: Path
) -> None:
    mine, second = tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"
    form = returned(demo_folder, "区残联")
    api.collect(book, (form,), mine)
    api.collect(book, (form, returned(demo_folder, UNITS[0])), second)
    workbook = openpyxl.load_workbook(mine)
    figure(workbook["区残联"], 121)
    workbook.save(mine)
    assert not of_code(api.collect(mine, (second,), tmp_path / "一.xlsx"), Code.OTHER_FIGURES)
    published = api.publish(mine, tmp_path / "通报").written
    (ran,) = (path for path in published if path.suffix == ".xlsx")
    assert not of_code(api.collect(ran, (second,), tmp_path / "二.xlsx"), Code.OTHER_FIGURES)
    assert not of_code(api.collect(ran, (second, form), tmp_path / "三.xlsx"), Code.OTHER_FIGURES)
    # A figure that the other wrote over is news.
    workbook = openpyxl.load_workbook(second)
    figure(workbook["区残联"], 125)
    workbook.save(second)
    assert of_code(api.collect(mine, (second, form), tmp_path / "四.xlsx"), Code.OTHER_FIGURES)
