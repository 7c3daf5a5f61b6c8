"""Marked copies as an Office program sees them: valid files, one page wide, nothing cut off, nothing live."""

import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.office.rendering import to_pdf
from tests.office.validators import audit_errors, sdk_errors
from tests.workflow.editing import HEADER_ROW, column_of, edited, row_of
from xlminshi import api

UNIT = "区城市管理局"


def damage(workbook: Workbook, sheet: Worksheet) -> None:
    """Do to a return what clerks do: words, slips, further columns, rows, sheets and notes."""
    achieved = column_of(sheet, "累计完成")
    for row in range(HEADER_ROW + 1, sheet.max_row + 1):
        sheet.cell(row, achieved).value = f"约{row}个左右，详见附表"
    sheet.cell(row_of(sheet, "停车泊位"), column_of(sheet, "年度目标")).value = 999
    sheet.cell(HEADER_ROW + 1, column_of(sheet, "联系电话")).value = "找小王"
    sheet.cell(HEADER_ROW + 1, column_of(sheet, "进展情况")).comment = Comment("口径变了", "李四")
    last = sheet.max_column + 1
    sheet.cell(HEADER_ROW, last).value = "本月数"
    for row in range(HEADER_ROW + 1, sheet.max_row + 1):
        sheet.cell(row, last).value = row * 3
    sheet.cell(sheet.max_row + 2, 2).value = "注：以上数据截至9月30日"
    extra = workbook.create_sheet("附表")
    extra.append(["路段", "=1+1", "长" * 1500])


@pytest.fixture(scope="module")
def marked(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("marked")
    returned = edited(demo_folder / "3_回收填报表" / f"{UNIT}.xlsx", folder / f"{UNIT}.xlsx", damage)
    result = api.reply(demo_folder / "1_标准工作簿.xlsx", (returned,), folder / "出")
    return next(path for path in result.written if path.name == f"{UNIT}_退回修改.xlsx")


def test_a_marked_copy_is_valid(marked: Path) -> None:
    assert [*sdk_errors(marked), *audit_errors(marked)] == []


def test_a_marked_copy_prints_its_list_on_one_page_and_its_form_on_one(marked: Path, tmp_path: Path) -> None:
    pdf = to_pdf(marked, tmp_path)
    pages = [
        subprocess.run(
            ["pdftotext", "-layout", "-f", str(page), "-l", str(page), str(pdf), "-"],
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for page in (1, 2, 3)
    ]
    assert "问题清单" in pages[0]
    assert "进展情况填报表" in pages[1]
    assert "填报说明" in pages[2]
    assert "###" not in "".join(pages)
    assert "已折叠" in pages[0]


def test_the_folded_rows_show_all_their_words_when_they_are_opened(marked: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(marked)
    sheet = workbook.worksheets[0]
    for row in range(1, sheet.max_row + 1):
        sheet.row_dimensions[row].hidden = False
    opened = tmp_path / "展开.xlsx"
    workbook.save(opened)
    text = subprocess.run(
        ["pdftotext", "-layout", str(to_pdf(opened, tmp_path)), "-"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert text.count("长") == 1500
    assert "注：以上数据截至9月30日" in text
    assert "口径变了" in text
