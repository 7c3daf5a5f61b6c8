"""What people do to their forms on the way back: no value shifts, no return is lost, every doubt is named."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.workflow.editing import HEADER_ROW, column_of, edited, rebuilt, row_of
from xlminshi import api
from xlminshi.core.ledger import Ledger
from xlminshi.core.problems import Code, Level
from xlminshi.workflow.collecting import Collection

UNIT = "区城市管理局"


@pytest.fixture
def book(demo_folder: Path) -> Path:
    return demo_folder / "1_标准工作簿.xlsx"


@pytest.fixture
def good(demo_folder: Path) -> Path:
    return demo_folder / "3_回收填报表" / f"{UNIT}.xlsx"


def collected(book: Path, tmp_path: Path, *returns: Path) -> api.Result[Collection]:
    return api.collect(book, returns, tmp_path / "汇总.xlsx", replace=True)


def figures(ledger: Ledger, unit: str = UNIT) -> dict[tuple[str, str], object]:
    """Return every reported value of one unit by project and indicator."""
    found: dict[tuple[str, str], object] = {}
    for one in ledger.of_unit(unit):
        found[one.project.title, "进展情况"] = one.report.narrative if one.report else None
        for item in one.indicators:
            found[one.project.title, item.indicator.name] = item.report.achieved if item.report else None
    return found


def codes(result: api.Result[Collection], level: Level = Level.MUST_FIX) -> set[Code]:
    """Return the kinds of findings, without those that only say who else has not reported."""
    return {one.code for one in result.problems if one.level is level} - {Code.NOT_RETURNED}


@pytest.fixture
def right(book: Path, good: Path, tmp_path: Path) -> dict[tuple[str, str], object]:
    return figures(api.ledger_of(collected(book, tmp_path, good)))


def insert_rows_above(workbook: Workbook, sheet: Worksheet) -> None:
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.insert_rows(1, 3)


def rename_with_trailing_space(workbook: Workbook, sheet: Worksheet) -> None:
    sheet.title = f"{UNIT} "


def rename_to_default(workbook: Workbook, sheet: Worksheet) -> None:
    sheet.title = "Sheet1"


def insert_blank_rows_between(workbook: Workbook, sheet: Worksheet) -> None:
    sheet.insert_rows(HEADER_ROW + 3, 2)


def drop_the_stamp(workbook: Workbook, sheet: Worksheet) -> None:
    del workbook["表单信息"]


@pytest.mark.parametrize(
    "change",
    [
        insert_rows_above,
        rename_with_trailing_space,
        rename_to_default,
        insert_blank_rows_between,
        drop_the_stamp,
    ],
)
def test_a_harmless_change_to_the_form_changes_no_value(
    change: Callable[[Workbook, Worksheet], None],
    book: Path,
    good: Path,
    right: dict[tuple[str, str], object],
    tmp_path: Path,
) -> None:
    result = collected(book, tmp_path, edited(good, tmp_path / "in" / "改.xlsx", change))
    assert figures(api.ledger_of(result)) == right
    assert codes(result) == {Code.UNDECIDED} & codes(result)


def shuffle_rows(rows: list[list[object]]) -> list[list[object]]:
    body = rows[HEADER_ROW:]
    random.Random(7).shuffle(body)
    return [*rows[:HEADER_ROW], *body]


def reverse_columns(rows: list[list[object]]) -> list[list[object]]:
    return [*rows[: HEADER_ROW - 1], *(list(reversed(row)) for row in rows[HEADER_ROW - 1 :])]


def insert_a_column_in_the_middle(rows: list[list[object]]) -> list[list[object]]:
    return [
        [*row[:8], "自己加的" if number == HEADER_ROW - 1 else None, *row[8:]]
        for number, row in enumerate(rows)
    ]


def insert_a_column_of_numbers(rows: list[list[object]]) -> list[list[object]]:
    return [
        [*row[:8], "本月数" if number == HEADER_ROW - 1 else 999, *row[8:]] for number, row in enumerate(rows)
    ]


@pytest.mark.parametrize(
    "arrange", [shuffle_rows, reverse_columns, insert_a_column_in_the_middle, insert_a_column_of_numbers]
)
def test_rearranged_rows_and_columns_change_no_value(
    arrange: Callable[[list[list[object]]], list[list[object]]],
    book: Path,
    good: Path,
    right: dict[tuple[str, str], object],
    tmp_path: Path,
) -> None:
    result = collected(book, tmp_path, rebuilt(good, tmp_path / "改.xlsx", arrange))
    assert figures(api.ledger_of(result)) == right


def test_a_changed_target_is_named_and_the_rate_still_follows_the_office(
    book: Path, good: Path, tmp_path: Path
) -> None:
    def lower_the_target(workbook: Workbook, sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, "停车泊位"), column_of(sheet, "年度目标")).value = 1000

    result = collected(book, tmp_path, edited(good, tmp_path / "改.xlsx", lower_the_target))
    assert Code.PLAN_CHANGED in codes(result)
    standing = next(
        one for one in api.ledger_of(result).standings if one.project.title == "加强市区停车场建设"
    )
    assert str(standing.rate) == "0.92"


def test_a_word_instead_of_a_number_is_named_with_its_cell_and_gives_no_rate(
    book: Path, good: Path, tmp_path: Path
) -> None:
    def write_words(workbook: Workbook, sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, "停车泊位"), column_of(sheet, "累计完成")).value = "一千多个"

    path = edited(good, tmp_path / "改.xlsx", write_words)
    result = collected(book, tmp_path, path)
    told = next(one for one in result.problems if one.code is Code.NOT_A_NUMBER)
    assert str(told) == f"改.xlsx 「{UNIT}」表 I10：“一千多个”不是数字。请只填数字，说明写在“备注”列。"
    standing = next(
        one for one in api.ledger_of(result).standings if one.project.title == "加强市区停车场建设"
    )
    assert standing.rate is None
    assert standing.proposal.class_name == "待认定"
    again = api.publish(tmp_path / "汇总.xlsx", tmp_path / "out")
    assert Code.NOT_A_NUMBER in {one.code for one in again.problems}


def test_a_deleted_row_is_named(book: Path, good: Path, tmp_path: Path) -> None:
    def delete_row(workbook: Workbook, sheet: Worksheet) -> None:
        sheet.delete_rows(row_of(sheet, "停车泊位"))

    result = collected(book, tmp_path, edited(good, tmp_path / "改.xlsx", delete_row))
    assert Code.MISSING_ROW in codes(result)


def test_an_added_row_is_named_and_not_counted(book: Path, good: Path, tmp_path: Path) -> None:
    def add_row(workbook: Workbook, sheet: Worksheet) -> None:
        sheet.cell(sheet.max_row + 1, column_of(sheet, "实事名称")).value = "自己加的实事"
        sheet.cell(sheet.max_row, column_of(sheet, "累计完成")).value = 5

    result = collected(book, tmp_path, edited(good, tmp_path / "改.xlsx", add_row))
    assert Code.UNKNOWN_ROW in codes(result)


def test_an_error_cell_is_named_and_never_read_as_blank(book: Path, good: Path, tmp_path: Path) -> None:
    def break_cell(workbook: Workbook, sheet: Worksheet) -> None:
        cell = sheet.cell(row_of(sheet, "停车泊位"), column_of(sheet, "累计完成"))
        cell.value = "#REF!"
        cell.data_type = "e"

    result = collected(book, tmp_path, edited(good, tmp_path / "改.xlsx", break_cell))
    assert Code.ERROR_CELL in codes(result)


def test_two_different_files_of_one_unit_are_both_named_and_none_is_taken(
    book: Path, good: Path, tmp_path: Path
) -> None:
    def other_figure(workbook: Workbook, sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, "停车泊位"), column_of(sheet, "累计完成")).value = 1199

    other = edited(good, tmp_path / f"{UNIT}(1).xlsx", other_figure)
    result = collected(book, tmp_path, good, other)
    told = next(one for one in result.problems if one.code is Code.SENT_TWICE)
    assert f"{UNIT}.xlsx" in told.what
    assert f"{UNIT}(1).xlsx" in told.what
    assert UNIT in api.ledger_of(result).missing_units


def test_the_same_file_under_two_names_counts_once(
    book: Path, good: Path, right: dict[tuple[str, str], object], tmp_path: Path
) -> None:
    copy = tmp_path / "副本.xlsx"
    shutil.copy(good, copy)
    result = collected(book, tmp_path, good, copy)
    assert Code.SAME_FILE_TWICE in codes(result, Level.NOTE)
    assert figures(api.ledger_of(result)) == right


def test_another_countys_programme_period_or_version_is_not_taken(
    book: Path, good: Path, tmp_path: Path
) -> None:
    for cell, value, code in (
        ("B1", "鲁山县2022年重点民生实事", Code.OTHER_PROGRAMME),
        ("B3", "2022年1-6月份", Code.WRONG_PERIOD),
        ("B4", "0", Code.OTHER_VERSION),
        ("B2", "区残联", Code.UNIT_MISMATCH),
    ):

        def stamp(workbook: Workbook, sheet: Worksheet, cell: str = cell, value: str = value) -> None:
            workbook["表单信息"][cell].value = value

        result = collected(book, tmp_path, edited(good, tmp_path / "改.xlsx", stamp))
        assert code in codes(result), value
        assert UNIT in api.ledger_of(result).missing_units


def test_a_unit_that_did_not_report_is_named_and_its_projects_are_visibly_open(
    book: Path, good: Path, demo_folder: Path, tmp_path: Path
) -> None:
    result = api.publish(book, tmp_path / "out", returns=(good,))
    assert result.needs_a_person
    assert len(result.value.ledger.missing_units) == 13
    texts = [one.text for one in result.value.document.body]
    assert any("【牵头单位未报送】" in text for text in texts)
    assert any("【待认定】实事" in text for text in texts)


def test_the_order_of_files_changes_no_byte_of_any_output(demo_folder: Path, tmp_path: Path) -> None:
    book = demo_folder / "1_标准工作簿.xlsx"
    returns = sorted((demo_folder / "3_回收填报表").iterdir())
    orders = (tuple(returns), tuple(reversed(returns)), tuple(random.Random(3).sample(returns, len(returns))))
    outputs = []
    for number, order in enumerate(orders):
        folder = tmp_path / str(number)
        api.collect(book, order, folder / "汇总.xlsx")
        api.publish(folder / "汇总.xlsx", folder / "通报", returns=order)
        outputs.append(
            {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        )
    assert len(outputs[0]) == 3
    assert outputs[0] == outputs[1] == outputs[2]


def test_a_unit_file_holds_nothing_of_other_units_and_no_macro(demo_folder: Path) -> None:
    import zipfile

    names = {path.stem for path in (demo_folder / "2_下发填报表").iterdir()}
    for path in (demo_folder / "2_下发填报表").iterdir():
        with zipfile.ZipFile(path) as package:
            assert not [
                name for name in package.namelist() if "vba" in name.lower() or "externalLink" in name
            ]
            text = "".join(package.read(name).decode("utf-8") for name in package.namelist())
        assert [name for name in names - {path.stem} if name in text] == []
