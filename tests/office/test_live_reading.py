"""The open workbook gives the very Grids that its file gives."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwings as xw

from tests.office import engine
from tests.office.engine_ranges import ExcelWouldTurnItError
from xlminshi.adapters.closed.reading import read_workbook
from xlminshi.adapters.live.reading import read_open
from xlminshi.core.errors import CannotContinueError
from xlminshi.form.grid import Calculated, CellError, Grid, Percent


@pytest.fixture(scope="module")
def app() -> Iterator[engine.App]:
    running = engine.start()
    yield running
    engine.stop(running)


@pytest.fixture(scope="module")
def odd_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workbook with every kind of cell that a bulk read through Excel could get wrong."""
    path = tmp_path_factory.mktemp("live") / "怪.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet, other = workbook.add_worksheet("怪"), workbook.add_worksheet("隐藏")
    other.hide()
    other.write_row(0, 0, [1, "二"])
    formats = {code: workbook.add_format({"num_format": code}) for code in (
        "0.00%", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm:ss", "[h]:mm", '¥#,##0.00', "@", 'yyyy"年"m"月"',
    )}  # fmt: skip
    for row, text in enumerate(("001", "1-9", "50%", "=不是公式", "#N/A", "TRUE", "第7期 ", "a\nb")):
        sheet.write_string(row, 0, text)
    numbers = (0.1 + 0.2, 1.38e4, -0.000012345, 476498.41239, 123456789012345, 0, 2 / 3)
    for row, number in enumerate(numbers):
        sheet.write_number(row, 1, number)
    sheet.write_number(0, 2, 0.65, formats["0.00%"])
    sheet.write_number(1, 2, 0.65)
    sheet.write_number(2, 2, 1.5517, formats["0.00%"])
    sheet.write_datetime(3, 2, dt.datetime(2022, 10, 9), formats["yyyy-mm-dd"])
    sheet.write_datetime(4, 2, dt.datetime(2022, 10, 9, 10, 30), formats["yyyy-mm-dd hh:mm"])
    sheet.write_number(5, 2, 0.4375, formats["hh:mm:ss"])
    sheet.write_number(6, 2, 1.25, formats["[h]:mm"])
    sheet.write_number(7, 2, 476498.41239, formats["¥#,##0.00"])
    sheet.write_datetime(8, 2, dt.datetime(2022, 9, 1), formats['yyyy"年"m"月"'])
    sheet.write_boolean(9, 2, True)
    sheet.write_formula(0, 3, "=B2/B7", None, 20700)
    sheet.write_formula(1, 3, '=IF(B2>1,"多","少")', None, "多")
    sheet.write_formula(2, 3, "=C1", formats["0.00%"], 0.65)
    sheet.write_formula(3, 3, "=1/0", None, "#DIV/0!")
    sheet.write_formula(4, 3, "=NA()", None, "#N/A")
    sheet.write_formula(5, 3, "=C4", formats["yyyy-mm-dd"], 44843)
    sheet.merge_range(11, 1, 12, 2, 7.5)
    workbook.close()
    return path


def cells(grid: Grid) -> dict[tuple[int, int], object]:
    return {
        (row, column): value
        for row, values in enumerate(grid.rows)
        for column, value in enumerate(values)
        if value is not None
    }


def test_every_kind_of_cell_reads_alike_from_the_file_and_from_the_open_workbook(
    app: engine.App, odd_file: Path
) -> None:
    book = xw.books.open(str(odd_file))
    live, file = read_open(book), read_workbook(odd_file)
    assert [(one.name, one.is_hidden) for one in live.grids] == [
        (one.name, one.is_hidden) for one in file.grids
    ]
    for mine, theirs in zip(live.grids, file.grids, strict=True):
        assert cells(mine) == cells(theirs)
    assert live.is_open
    assert not file.is_open
    found = cells(live.grids[0])
    assert found[0, 1] == Decimal("0.3")
    assert found[7, 2] == Decimal("476498.41239")  # Excel hands over 476498.4124
    assert found[0, 2] == Percent(Decimal("0.65"))
    assert found[4, 0] == "#N/A"
    assert found[4, 3] == Calculated(CellError("#N/A"), "NA()")
    assert live.grids[0].traits.merges == ("B12:C13",)
    book.close()


def test_the_published_workbook_reads_alike_from_the_file_and_from_the_open_workbook(
    app: engine.App, demo_folder: Path
) -> None:
    (path,) = (demo_folder / "5_通报").glob("*.xlsx")
    book = xw.books.open(str(path))
    live, file = read_open(book), read_workbook(path)
    assert len(live.grids) == len(file.grids) > 20
    for mine, theirs in zip(live.grids, file.grids, strict=True):
        assert (mine.name, mine.rows, mine.is_hidden) == (theirs.name, theirs.rows, theirs.is_hidden)
    book.close()


def test_what_is_typed_and_not_saved_is_read(app: engine.App, odd_file: Path) -> None:
    book = xw.books.open(str(odd_file))
    book.sheets[0].range("F1").value = 42
    assert read_open(book).grids[0].at(0, 5) == Decimal(42)
    assert read_workbook(odd_file).grids[0].at(0, 5) is None
    book.close()


class FakeSheet:
    """As much of a sheet as is asked before it is read."""

    name, visible = "大", True

    class used_range:  # noqa: N801
        class last_cell:  # noqa: N801
            row, column = 1_048_576, 16_384


def test_a_sheet_that_is_formatted_to_the_last_row_is_refused_by_name() -> None:
    class Book:
        name = "a.xlsx"
        sheets = (FakeSheet(),)

    with pytest.raises(CannotContinueError, match="「大」表的已用区域到了第1048576行"):
        read_open(Book())


@pytest.mark.parametrize("text", ["001", "1-9", "50%", "2022-10-25", "10月25日", "TRUE", "１２"])
def test_the_engine_refuses_what_excel_would_turn_into_something_else(app: engine.App, text: str) -> None:
    book = xw.books.add()
    cell = book.sheets[0].range("A1")
    with pytest.raises(ExcelWouldTurnItError):
        cell.value = text
    cell.value = f"'{text}"
    assert cell.value == text
    book.close()


def test_the_engine_has_the_other_traps_of_windows_too(app: engine.App) -> None:
    book = xw.books.add()
    cell: Any = book.sheets[0].range("A1")
    with pytest.raises(TypeError):
        cell.value = Decimal("0.038")
    cell.formula = "=1/0"
    assert cell.value is None
    assert cell.options(err_to_str=True).value == "#DIV/0!"
    for owner in (book, book.sheets[0], book.app):
        with pytest.raises(NotImplementedError):
            assert owner.api
    with pytest.raises(NotImplementedError):
        assert cell.api.Value2
    book.close()
