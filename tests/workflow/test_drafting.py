"""An edited draft survives regeneration: every human sentence is kept, every stale figure marked."""

import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.workflow.editing import column_of, row_of
from xlminshi import api
from xlminshi.bulletin.marks import unmarked
from xlminshi.core.problems import Code

OWN_LEAD = "按语：各单位要把实事办好。"
MINE = "经督查组现场核实，停车泊位1103个已全部划线，完成全年目标的92%，群众评价较好。"


def of_project(sheet: Worksheet, words: str) -> int:
    """Return the row of the 通报稿 whose words contain these."""
    return next(row[2].row for row in sheet.iter_rows(min_row=4) if words in str(row[2].value or ""))


def texts(path: Path) -> list[str]:
    sheet = openpyxl.load_workbook(path)["通报稿"]
    return [str(row[2].value) for row in sheet.iter_rows(min_row=4) if row[2].value]


def published(book: Path, folder: Path) -> tuple[api.Result[api.Publication], Path]:
    result = api.publish(book, folder)
    return result, next(path for path in result.written if path.suffix == ".xlsx")


@pytest.fixture
def edited(demo_folder: Path, tmp_path: Path) -> Path:
    """Return a compiled workbook in whose draft a clerk has changed, added and emptied paragraphs."""
    _, first = published(demo_folder / "4_汇总工作簿.xlsx", tmp_path / "初稿")
    workbook = openpyxl.load_workbook(first)
    sheet = workbook["通报稿"]
    sheet.cell(of_project(sheet, "1103"), 3).value = MINE
    sheet.cell(of_project(sheet, "积水点"), 3).value = None
    lead = of_project(sheet, "为保障完成")
    sheet.insert_rows(lead)
    sheet.cell(lead, 3).value = OWN_LEAD
    workbook.save(tmp_path / "改过.xlsx")
    return tmp_path / "改过.xlsx"


def correct(path: Path, unit: str, indicator: str, figure: object, column: str = "累计完成") -> None:
    """Write a late correction into a unit's sheet, as the office does after a telephone call."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook[unit]
    sheet.cell(row_of(sheet, indicator), column_of(sheet, column)).value = figure
    workbook.save(path)


def test_without_new_figures_every_edit_stays_and_nothing_is_marked(edited: Path, tmp_path: Path) -> None:
    before = texts(edited)
    result, book = published(edited, tmp_path / "一")
    assert texts(book) == before
    assert OWN_LEAD in [one.text for one in result.value.document.body]
    assert not any("积水点" in one.text for one in result.value.document.body)
    codes = {one.code for one in result.problems}
    assert Code.DRAFT_FIGURE_STALE not in codes


def test_three_regenerations_with_late_corrections_keep_every_sentence(edited: Path, tmp_path: Path) -> None:
    book = edited
    for number, figure in enumerate((1130, 1150, 1103), start=1):
        correct(book, "区城市管理局", "停车泊位", figure)
        result, book = published(book, tmp_path / str(number))
        body = [one.text for one in result.value.document.body]
        assert OWN_LEAD in body
        assert not any("积水点" in text for text in body)
        own = next(text for text in body if text.startswith("经督查组"))
        assert unmarked(own) == MINE
        assert ("【现为" in own) == (figure != 1103)
        stale = [one for one in result.problems if one.code is Code.DRAFT_FIGURE_STALE]
        assert bool(stale) == (figure != 1103)
        assert ("草稿" in "".join(path.name for path in result.written)) == (figure != 1103)


def test_a_figure_equal_to_its_target_is_what_was_done_unless_the_words_name_the_target(
    demo_folder: Path, tmp_path: Path
) -> None:
    _, book = published(demo_folder / "4_汇总工作簿.xlsx", tmp_path / "初稿")
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["通报稿"]
    row = of_project(sheet, "218个窨井盖")
    mine = f"{sheet.cell(row, 3).value}督查组已实地查看，全年目标218个的台账齐全。"
    sheet.cell(row, 3).value = mine
    workbook.save(book)
    _, book = published(book, tmp_path / "二稿")
    for number, figure in enumerate((198, 203), start=1):
        correct(book, "区城市管理局", "窨井盖整治", figure)
        result, book = published(book, tmp_path / str(number))
        own = next(one.text for one in result.value.document.body if "督查组" in one.text)
        assert unmarked(own) == mine
        assert own.count("【") == 1
        assert f"已完成218个【现为{figure}个】窨井盖" in own


def test_the_draft_of_the_last_period_does_not_enter_the_next(edited: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(edited)
    sheet = workbook["设置"]
    row = next(cell.row for cell in sheet["A"] if str(cell.value).rstrip(" *") == "通报期")
    sheet.cell(row, 2).value = "全年"
    workbook.save(tmp_path / "下期.xlsx")
    result, _ = published(tmp_path / "下期.xlsx", tmp_path / "下")
    assert OWN_LEAD not in [one.text for one in result.value.document.body]


def test_collecting_late_returns_leaves_the_draft_as_it_is(
    edited: Path, demo_folder: Path, tmp_path: Path
) -> None:
    before = texts(edited)
    target = tmp_path / "补报后.xlsx"
    api.collect(edited, (demo_folder / "3_回收填报表" / "区残联.xlsx",), target)
    assert texts(target) == before


def test_a_changed_masthead_is_told_and_taken_from_the_settings(edited: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(edited)
    sheet = workbook["通报稿"]
    row = next(row[0].row for row in sheet.iter_rows(min_row=4) if row[0].value == "期号")
    sheet.cell(row, 3).value = "第8期"
    workbook.save(edited)
    result, _ = published(edited, tmp_path / "一")
    assert result.value.document.masthead.issue == "第7期"
    assert Code.DRAFT_HEAD_CHANGED in {one.code for one in result.problems}


def test_every_figure_leads_to_the_cells_that_it_comes_from(demo_folder: Path, tmp_path: Path) -> None:
    result, path = published(demo_folder / "4_汇总工作簿.xlsx", tmp_path / "一")
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["数据来源"]
    rows = [row for row in sheet.iter_rows(min_row=4) if row[9].value]
    figures = [figure for one in result.value.document.body for figure in one.figures]
    assert len(rows) > len(figures) > 20
    linked = 0
    for row in rows:
        if not str(row[9].value).endswith("|累计完成"):
            continue
        target, cell = row[5].hyperlink.location.rsplit("!", 1)
        value = workbook[target.strip("'")][cell].value
        assert str(value) in str(row[2].value).replace("万", "0000") or "万" in str(row[2].value)
        linked += 1
    assert linked > 5


def test_a_figure_typed_over_in_the_draft_is_told_when_the_data_change_later(
    edited: Path, tmp_path: Path
) -> None:
    workbook = openpyxl.load_workbook(edited)
    sheet = workbook["通报稿"]
    sheet.cell(of_project(sheet, "1103"), 3).value = MINE.replace("1103", "1120")
    workbook.save(edited)
    result, book = published(edited, tmp_path / "一")
    assert Code.DRAFT_FIGURE_REPLACED not in {one.code for one in result.problems}
    correct(book, "区城市管理局", "停车泊位", 1150)
    for folder in ("二", "三"):
        result, book = published(book, tmp_path / folder)
        told = [one for one in result.problems if one.code is Code.DRAFT_FIGURE_REPLACED]
        assert ["1103" in str(one) and "1150" in str(one) for one in told] == [True]


def test_what_people_moved_stays_and_what_they_took_out_of_the_list_is_told(
    edited: Path, tmp_path: Path
) -> None:
    workbook = openpyxl.load_workbook(edited)
    sheet = workbook["通报稿"]
    place = next(row for row in range(4, 60) if str(sheet.cell(row, 3).value).startswith("2."))
    first, second = (place - 2, place - 1), (place, place + 1)
    while str(sheet.cell(first[0], 3).value)[:2] != "1.":
        first = (first[0] - 1, *first)
    while not str(sheet.cell(second[-1] + 1, 3).value).startswith(("3.", "（")):
        second = (*second, second[-1] + 1)
    values = {row: [cell.value for cell in sheet[row]] for row in (*first, *second)}
    for row, source in zip((*first, *second), (*second, *first), strict=True):
        for column, value in enumerate(values[source], start=1):
            sheet.cell(row, column).value = value
    name = str(values[second[0]][2]).removeprefix("2.")
    workbook.save(edited)
    result, book = published(edited, tmp_path / "一")
    assert f"1.{name}" in [one.text for one in result.value.document.body]
    again, _ = published(book, tmp_path / "二")
    assert again.value.document.body == result.value.document.body


def test_a_mark_that_was_settled_does_not_end_the_watch_over_its_figure(edited: Path, tmp_path: Path) -> None:
    correct(edited, "区城市管理局", "停车泊位", 1130)
    _, book = published(edited, tmp_path / "一")
    workbook = openpyxl.load_workbook(book)
    sheet = workbook["通报稿"]
    row = of_project(sheet, "经督查组")
    marked = str(sheet.cell(row, 3).value)
    assert "1103个【现为1130个】" in marked
    settled = re.sub(r"[\d.]+(?:个|%)【现为([^】]*)】", r"\1", marked)
    sheet.cell(row, 3).value = settled
    workbook.save(tmp_path / "定稿.xlsx")
    result, book = published(tmp_path / "定稿.xlsx", tmp_path / "二")
    assert settled in texts(book)
    assert "草稿" not in "".join(path.name for path in result.written)
    correct(book, "区城市管理局", "停车泊位", 1103)
    _, book = published(book, tmp_path / "三")
    assert "1130个【现为1103个】" in next(text for text in texts(book) if text.startswith("经督查组"))


def test_other_words_of_the_program_are_told_until_somebody_has_been_at_the_paragraph(
    demo_folder: Path, tmp_path: Path
) -> None:
    _, book = published(demo_folder / "4_汇总工作簿.xlsx", tmp_path / "初稿")
    change_lead(book, "进行了专项督查", "进行了实地督查")
    unit, indicator = "区城市管理局", "停车泊位"
    correct(book, unit, indicator, 12)
    result, book = published(book, tmp_path / "一")
    told = [one for one in result.problems if one.code is Code.DRAFT_REWORDED]
    assert ["“导语”" in str(one) for one in told] == [True]
    result, book = published(book, tmp_path / "二")
    assert [one for one in result.problems if one.code is Code.DRAFT_REWORDED] == told
    change_lead(book, "实地督查", "实地督导")
    result, book = published(book, tmp_path / "三")
    assert not [one for one in result.problems if one.code is Code.DRAFT_REWORDED]


def change_lead(book: Path, old: str, new: str) -> None:
    workbook = openpyxl.load_workbook(book)
    cell = workbook["通报稿"].cell(of_project(workbook["通报稿"], "为保障完成"), 3)
    assert old in str(cell.value)
    cell.value = str(cell.value).replace(old, new)
    workbook.save(book)
