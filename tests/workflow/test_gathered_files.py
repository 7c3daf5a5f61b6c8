"""What is gathered in one place: the forms of several units in one file."""

from pathlib import Path

import openpyxl
import pytest

from tests.workflow.editing import HEADER_ROW
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
