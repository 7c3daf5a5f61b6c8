"""What is open stays open: no finding and no word of the office's own sheets is lost when a workbook is made anew."""

import os
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.workflow.editing import column_of, edited, row_of
from xlminshi import api
from xlminshi.core.problems import Code

UNIT = "区城市管理局"


@pytest.fixture
def book(demo_folder: Path) -> Path:
    return demo_folder / "1_标准工作簿.xlsx"


@pytest.fixture
def returns(demo_folder: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "报回"
    shutil.copytree(demo_folder / "3_回收填报表", folder)
    return folder


def codes(result: api.Result[object]) -> set[Code]:
    return {one.code for one in result.problems}


def more_parking(workbook: openpyxl.Workbook, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    sheet.cell(row_of(sheet, "停车泊位"), column_of(sheet, "累计完成")).value = 1199


def lower_target(workbook: openpyxl.Workbook, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    sheet.cell(row_of(sheet, "停车泊位"), column_of(sheet, "年度目标")).value = 1000


def test_a_refused_return_keeps_the_bulletin_a_draft_until_it_is_settled(
    book: Path, returns: Path, demo_folder: Path, tmp_path: Path
) -> None:
    edited(returns / f"{UNIT}.xlsx", returns / f"{UNIT}(1).xlsx", more_parking)
    (returns / "区某局.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    compiled = tmp_path / "汇总.xlsx"
    first = api.collect(book, (returns,), compiled)
    assert codes(first) >= {Code.SENT_TWICE, Code.UNREADABLE_FILE, Code.NOT_ADOPTED}
    assert Code.NOT_RETURNED not in codes(first)
    second = api.publish(compiled, tmp_path / "一")
    assert codes(second) >= {Code.SENT_TWICE, Code.UNREADABLE_FILE, Code.NOT_ADOPTED}
    assert [path.name for path in second.written if "草稿" in path.name]
    states = {
        row[1].value: row[2].value
        for row in openpyxl.load_workbook(compiled)["收发台账"].iter_rows(min_row=5)
    }
    assert states[UNIT] == "待选定"
    again = tmp_path / "汇总2.xlsx"
    settled_by_return = api.collect(compiled, (demo_folder / "3_回收填报表" / f"{UNIT}.xlsx",), again)
    assert Code.SENT_TWICE not in codes(settled_by_return)
    assert Code.UNREADABLE_FILE in codes(settled_by_return)


def test_a_person_settles_a_finding_about_a_return_in_words(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    edited(returns / f"{UNIT}.xlsx", returns / f"{UNIT}.xlsx", lower_target)
    compiled = tmp_path / "汇总.xlsx"
    api.collect(book, (returns,), compiled)
    assert Code.PLAN_CHANGED in codes(api.publish(compiled, tmp_path / "一"))
    workbook = openpyxl.load_workbook(compiled)
    sheet = workbook["填报问题"]
    row = next(cell.row for cell in sheet["E"] if cell.value and "被改为" in str(cell.value))
    sheet.cell(row, 7).value = "已与该局核实，目标不变"
    workbook.save(compiled)
    result = api.publish(compiled, tmp_path / "二")
    assert not result.needs_a_person
    kept = openpyxl.load_workbook(next(path for path in result.written if path.suffix == ".xlsx"))["填报问题"]
    assert "已与该局核实，目标不变" in [cell.value for cell in kept["G"]]


def test_a_formula_without_a_result_is_no_empty_form(book: Path, returns: Path, tmp_path: Path) -> None:
    def formula(workbook: openpyxl.Workbook, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.cell(row_of(sheet, "残疾儿童康复救助"), column_of(sheet, "累计完成")).value = "=100+10"

    path = edited(returns / "区残联.xlsx", tmp_path / "区残联.xlsx", formula)
    result = api.collect(book, (path,), tmp_path / "汇总.xlsx")
    assert Code.NOT_CALCULATED in codes(result)
    assert "区残联" not in api.ledger_of(result).missing_units
    assert "=100+10" in next(
        one.proposal.reason for one in api.ledger_of(result).standings if one.project.lead_unit == "区残联"
    )


def test_a_figure_that_the_office_has_cleared_does_not_come_back_from_its_words(
    demo_folder: Path, tmp_path: Path
) -> None:
    workbook = openpyxl.load_workbook(demo_folder / "4_汇总工作簿.xlsx")
    sheet = workbook["区政务服务和大数据管理局"]
    cell = sheet.cell(5, column_of(sheet, "累计完成"))
    assert cell.value == 65
    assert sheet.cell(5, column_of(sheet, "原填内容")).value == "累计完成：超过65%"
    cell.value = None
    workbook.save(tmp_path / "改.xlsx")
    result = api.publish(tmp_path / "改.xlsx", tmp_path / "出")
    assert Code.NOT_REPORTED in codes(result)


def test_a_list_with_open_questions_keeps_asking(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["项目名称", "责任单位", "指标", "单位", "目标", "分管领导"])
    sheet.append(["小区改造", "县住建局", "改造户数", "户", "开工改造4966户", "张三"])
    sheet.append(["小区改造", "县住建局", "小区开工", "个", 5, None])
    sheet.append(["没有单位的实事", None, None, None, None, None])
    workbook.save(tmp_path / "清单.xlsx")
    first = api.new_workbook(tmp_path / "清单.xlsx", tmp_path / "簿.xlsx")
    open_questions = {Code.NOT_A_NUMBER, Code.LIST_NO_UNIT, Code.SETTING_MISSING}
    assert codes(first) >= open_questions
    api.split(tmp_path / "簿.xlsx", tmp_path / "下发")

    def fill(book: openpyxl.Workbook, form: openpyxl.worksheet.worksheet.Worksheet) -> None:
        form.cell(row_of(form, "改造户数"), column_of(form, "累计完成")).value = 120
        form.cell(row_of(form, "小区开工"), column_of(form, "累计完成")).value = 5

    back = edited(tmp_path / "下发" / "县住建局.xlsx", tmp_path / "县住建局.xlsx", fill)
    result = api.publish(tmp_path / "簿.xlsx", tmp_path / "出", returns=(back,))
    assert codes(result) >= open_questions
    standing = api.ledger_of(result).standings[0]
    assert standing.proposal.class_name == "待认定"
    listed = openpyxl.load_workbook(tmp_path / "簿.xlsx")["实事清单"]
    texts = {str(cell.value) for row in listed.iter_rows() for cell in row}
    assert {"开工改造4966户", "没有单位的实事", "分管领导", "张三"} <= texts


def test_checking_a_form_alone_uses_the_rules_of_its_office(demo_folder: Path) -> None:
    result = api.check((demo_folder / "3_回收填报表",))
    known_of_the_example = {Code.SLOW_UNEXPLAINED, Code.UNSIGNED, Code.CONTACT_MISSING}
    assert codes(result) == {Code.READ_FROM_WORDS} | known_of_the_example


def test_the_cell_of_an_open_decision_is_where_it_stands(demo_folder: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(demo_folder / "4_汇总工作簿.xlsx")
    sheet = workbook["督查认定"]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.insert_rows(1, 2)
    row = next(cell.row for cell in sheet["B"] if cell.value == "加强城市内涝治理")
    sheet.cell(row, 7).value = None
    sheet.cell(row, 8).value = None
    workbook.save(tmp_path / "改.xlsx")
    told = next(one for one in api.check((tmp_path / "改.xlsx",)).problems if one.code is Code.UNDECIDED)
    assert told.place.cell == f"G{row}"


def test_words_that_could_not_be_read_are_not_forgotten_by_the_next_step(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    def errors(workbook: openpyxl.Workbook, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        row = row_of(sheet, "残疾儿童康复救助")
        sheet.cell(row, column_of(sheet, "进展情况")).value = '="已完成"&"110人"'
        broken = sheet.cell(row, column_of(sheet, "存在问题"))
        broken.value, broken.data_type = "#N/A", "e"

    edited(returns / "区残联.xlsx", returns / "区残联.xlsx", errors)
    compiled = tmp_path / "汇总.xlsx"
    unread = {Code.NOT_CALCULATED, Code.ERROR_CELL}
    assert codes(api.collect(book, (returns,), compiled)) >= unread
    assert codes(api.publish(compiled, tmp_path / "一")) >= unread
    workbook = openpyxl.load_workbook(compiled)
    for row in workbook["填报问题"].iter_rows(min_row=4):
        if row[0].value == "必改":
            row[6].value = "已电话核实"
    workbook.save(compiled)
    assert not codes(api.publish(compiled, tmp_path / "二")) & unread


def test_kept_findings_are_found_by_their_headers(book: Path, returns: Path, tmp_path: Path) -> None:
    edited(returns / f"{UNIT}.xlsx", returns / f"{UNIT}.xlsx", lower_target)
    compiled = tmp_path / "汇总.xlsx"
    api.collect(book, (returns,), compiled)
    workbook = openpyxl.load_workbook(compiled)
    sheet = workbook["填报问题"]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.insert_cols(2)
    workbook.save(compiled)
    assert Code.PLAN_CHANGED in codes(api.publish(compiled, tmp_path / "出"))


@pytest.mark.parametrize(("column", "content"), [("目标", "=60*2"), ("权重", "=1+8"), ("单位", "=A1")])
def test_a_formula_without_a_result_in_the_list_keeps_asking(
    column: str, content: str, tmp_path: Path
) -> None:
    heads = ["项目名称", "责任单位", "指标", "指标类型", "单位", "目标", "权重"]
    row = ["修路", "县交通局", "里程", "数量", "公里", 30, 2]
    row[heads.index(column)] = content
    workbook = openpyxl.Workbook()
    workbook.active.append(heads)
    workbook.active.append(row)
    workbook.save(tmp_path / "清单.xlsx")
    assert Code.NOT_CALCULATED in codes(api.new_workbook(tmp_path / "清单.xlsx", tmp_path / "簿.xlsx"))
    assert api.publish(tmp_path / "簿.xlsx", tmp_path / "出").needs_a_person
    listed = openpyxl.load_workbook(tmp_path / "簿.xlsx")["实事清单"]
    assert content in {cell.value for line in listed.iter_rows() for cell in line}


def test_a_setting_that_shows_an_error_stays_and_keeps_asking(demo_folder: Path, tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(demo_folder / "4_汇总工作簿.xlsx")
    sheet = workbook["设置"]
    row = next(cell.row for cell in sheet["A"] if cell.value and str(cell.value).startswith("完成率取整"))
    sheet.cell(row, 2).value, sheet.cell(row, 2).data_type = "#N/A", "e"
    light = next(cell.row for cell in sheet["A"] if cell.value == "黄灯")
    sheet.cell(light, 3).value = "=10+5"
    workbook.save(tmp_path / "改.xlsx")
    api.collect(tmp_path / "改.xlsx", (demo_folder / "3_回收填报表" / "区残联.xlsx",), tmp_path / "再.xlsx")
    result = api.publish(tmp_path / "再.xlsx", tmp_path / "出")
    assert Code.ERROR_CELL in codes(result)
    assert Code.SETTING_BAD in codes(result)
    assert "黄灯" not in {one.name for one in result.value.book.settings.lights}


def test_a_settled_finding_stays_settled_when_the_folder_is_read_again(
    book: Path, returns: Path, tmp_path: Path
) -> None:
    edited(returns / f"{UNIT}.xlsx", returns / f"{UNIT}.xlsx", lower_target)
    compiled = tmp_path / "汇总.xlsx"
    api.collect(book, (returns,), compiled)
    workbook = openpyxl.load_workbook(compiled)
    for row in workbook["填报问题"].iter_rows(min_row=4):
        if row[0].value == "必改":
            row[6].value = "已核实"
    workbook.save(compiled)
    assert not api.publish(compiled, tmp_path / "出", returns=(returns,)).needs_a_person


def renamed_project(workbook: openpyxl.Workbook, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    sheet.cell(row_of(sheet, "残疾儿童康复救助"), column_of(sheet, "指标名称")).value = "别的指标"


def test_a_refused_file_that_a_later_one_has_replaced_is_told_in_one_line_in_any_order(
    book: Path, demo_folder: Path, tmp_path: Path
) -> None:
    blank = demo_folder / "2_下发填报表" / "区残联.xlsx"
    wrong = edited(blank, tmp_path / "报回" / "区残联.xlsx", renamed_project)
    archive = tmp_path / "报回" / "区残联.7z"
    archive.write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(90))
    compiled = tmp_path / "一.xlsx"
    assert codes(api.collect(book, (wrong.parent,), compiled)) >= {Code.UNREADABLE_FILE, Code.MISSING_ROW}
    right = Path(
        shutil.copy(demo_folder / "3_回收填报表" / "区残联.xlsx", wrong.parent / "区残联（重报）.xlsx")
    )
    later = max(wrong.stat().st_mtime, archive.stat().st_mtime) + 60
    os.utime(right, (later, later))
    whole = api.collect(compiled, (wrong.parent,), tmp_path / "二.xlsx")
    api.collect(compiled, (right,), tmp_path / "单.xlsx")
    again = api.collect(tmp_path / "单.xlsx", (wrong.parent,), tmp_path / "三.xlsx")
    for result in (whole, again):
        told = [one for one in result.problems if one.place.file in (wrong.name, archive.name)]
        assert [one.code for one in told] == [Code.OVERTAKEN, Code.OVERTAKEN]
        assert "区残联（重报）.xlsx" in told[0].what
    os.utime(archive, (later + 60, later + 60))  # now it came after the form, and may be the correction of it
    assert Code.UNREADABLE_FILE in codes(api.collect(compiled, (wrong.parent,), tmp_path / "四.xlsx"))
