"""What the manual's page of the year says of changes in the middle of it: done as an office does them, and looked at."""

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.workflow.editing import column_of, edited, row_of
from xlminshi import api
from xlminshi.workflow.reporting import reply_lines

LIST = (
    (1, "改造公厕", "县城管局", "公厕", "座", 10),
    (2, "整治窨井盖", "县城管局", "窨井盖", "座", 200),
    (3, "新建学位", "县教育局", "学位", "个", 900),
    (4, "康复救助", "县残联", "救助人数", "人", 70),
)
SETTINGS = {
    "区县名称": "鲁山县",
    "年度": 2025,
    "通报期": "1-6月份",
    "期号": 2,
    "成文日期": "2025-07-05",
    "发文机关": "县政府督查室",
}
DONE = {"公厕": 6, "窨井盖": 120, "学位": 500, "救助人数": 40}
LIST_HEAD = 3


def change(book: Path, edit: Callable[[Workbook], None]) -> None:
    """Edit a workbook as a person does, and save it."""
    workbook = openpyxl.load_workbook(book)
    edit(workbook)
    workbook.save(book)


def fill(sheet: Worksheet, values: dict[str, float]) -> None:
    for indicator, value in values.items():
        row = row_of(sheet, indicator)
        sheet.cell(row, column_of(sheet, "累计完成")).value = value
        sheet.cell(row, column_of(sheet, "进展情况")).value = f"已完成{value}。"


def listed(workbook: Workbook, indicator: str, header: str, value: object) -> None:
    sheet = workbook["实事清单"]
    sheet.cell(row_of(sheet, indicator, LIST_HEAD), column_of(sheet, header, LIST_HEAD)).value = value


def setting(workbook: Workbook, name: str, value: object) -> None:
    (cell,) = (row[1] for row in workbook["设置"].iter_rows() if str(row[0].value).removesuffix(" *") == name)
    cell.value = value


def returns(forms: Path, folder: Path, more: dict[str, float] | None = None) -> Path:
    for form in sorted(forms.glob("*.xlsx")):

        def typed(_: Workbook, sheet: Worksheet) -> None:
            held = [cell.value for cell in sheet[chr(64 + column_of(sheet, "指标名称"))]]
            fill(sheet, {name: value for name, value in {**DONE, **(more or {})}.items() if name in held})

        edited(form, folder / form.name, typed)
    return folder


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a workbook in which all units have reported, and their returns."""
    folder = tmp_path_factory.mktemp("一年")
    source = openpyxl.Workbook()
    sheet = source.active
    sheet.title = "实事清单"
    sheet.append(["序号", "实事名称", "牵头单位", "指标名称", "指标类型", "计量单位", "年度目标"])
    for number, title, unit, name, measure, target in LIST:
        sheet.append([number, title, unit, name, "数量", measure, target])
    settings = source.create_sheet("设置")
    settings.append(["设置项", "值"])
    for item in SETTINGS.items():
        settings.append(item)
    source.save(folder / "清单.xlsx")
    book = api.new_workbook(folder / "清单.xlsx", folder / "民生实事.xlsx").written[0]
    api.split(book, folder / "下发")
    api.collect(book, [returns(folder / "下发", folder / "报回")], book, replace=True)
    return folder


@pytest.fixture
def desk(collected: Path, tmp_path: Path) -> Path:
    return shutil.copytree(collected, tmp_path / "工作文件夹")


def publish(book: Path) -> tuple[dict[str, int], list[str]]:
    """Publish into the workbook itself; return the projects by class and the texts of what must be settled."""
    result = api.publish(book, book, replace=True)
    counts = {one.name: len(one.standings) for one in result.value.ledger.groups() if one.standings}
    return counts, [one.what for one in result.problems if one.level.value == "必改"]


def answer(book: Path, words: str, how: str) -> None:
    def written(workbook: Workbook) -> None:
        sheet = workbook["填报问题"]
        column = column_of(sheet, "处理情况", 3)
        (row,) = (row for row in sheet.iter_rows(min_row=4) if words in str(row[4].value))
        row[column - 1].value = how

    change(book, written)


def test_a_project_is_added_by_a_row_of_the_list(desk: Path) -> None:
    book = desk / "民生实事.xlsx"
    rows = (
        (5, "建设食堂", None, "县教育局", "食堂", "数量", "个", 6),
        (6, "口袋公园", None, "县园林中心", "公园", "数量", "个", 4),
    )

    def added(workbook: Workbook) -> None:
        sheet = workbook["实事清单"]
        for row in rows:
            sheet.append(row)

    change(book, added)
    assert publish(book)[1] == [
        "“建设食堂—食堂”是这份表发出后才列给该单位的，表中没有这一行，不是漏填。",
        "县园林中心未报送。",
        "“建设食堂”尚待认定：指标“食堂”累计完成未填报。",
    ]
    split = api.split(book, desk / "新表")
    assert "县园林中心.xlsx" in [path.name for path in split.written]
    more = returns(desk / "新表", desk / "补报", {"食堂": 5, "公园": 4})
    for name in ("县城管局", "县残联"):
        (more / f"{name}.xlsx").unlink()
    api.collect(book, [more], book, replace=True)
    assert publish(book) == ({"已完成": 1, "持续推进": 5}, [])


def test_a_row_that_was_added_is_also_filled_in_on_the_units_sheet(desk: Path) -> None:
    book = desk / "民生实事.xlsx"
    change(
        book, lambda one: one["实事清单"].append((5, "建设食堂", None, "县教育局", "食堂", "数量", "个", 6))
    )
    assert any("是这份表发出后才列给该单位的" in one for one in publish(book)[1])
    change(book, lambda one: fill(one["县教育局"], {"食堂": 5}))
    assert publish(book) == ({"持续推进": 5}, [])


def test_a_project_is_withdrawn_by_deleting_its_rows(desk: Path) -> None:
    book = desk / "民生实事.xlsx"
    change(book, lambda one: one["实事清单"].delete_rows(row_of(one["实事清单"], "窨井盖", LIST_HEAD)))
    counts, (text,) = publish(book)
    assert counts == {"持续推进": 3}
    assert "窨井盖" in text and text.endswith("不在本单位的实事清单中，没有计入。")
    answer(book, "窨井盖", "已调出")
    assert publish(book)[1] == []


def test_what_a_withdrawn_project_reported_in_earlier_periods_stays(desk: Path) -> None:
    following = api.next_period(desk / "民生实事.xlsx", desk / "下期")
    (book,) = (path for path in following.written if "工作簿" in path.stem)
    change(book, lambda one: one["实事清单"].delete_rows(row_of(one["实事清单"], "窨井盖", LIST_HEAD)))
    publish(book)
    assert "窨井盖" in [row[4].value for row in openpyxl.load_workbook(book)["历史"].iter_rows(min_row=4)]


def test_another_target_counts_at_once_and_a_form_with_the_former_one_is_taken(desk: Path) -> None:
    book = desk / "民生实事.xlsx"
    change(book, lambda one: listed(one, "学位", "年度目标", 2000))
    assert publish(book) == ({"持续推进": 3, "进展缓慢": 1}, [])
    api.collect(book, [desk / "报回"], book, replace=True)
    assert publish(book) == ({"持续推进": 3, "进展缓慢": 1}, [])


def test_a_unit_with_another_name_keeps_its_figures_and_its_forms_are_still_taken(desk: Path) -> None:
    book = desk / "民生实事.xlsx"

    def renamed(workbook: Workbook) -> None:
        (row,) = (one for one in workbook["设置"].iter_rows() if one[0].value == "县残联")
        row[0].value, row[1].value = "县残疾人服务中心", "县残联"

    change(book, renamed)
    assert publish(book) == ({"持续推进": 4}, [])
    assert "县残疾人服务中心" in openpyxl.load_workbook(book).sheetnames
    api.collect(book, [desk / "报回"], book, replace=True)
    assert publish(book)[1] == []
    following = api.next_period(book, desk / "下期")
    forms = {path.stem: path for path in following.written}
    sheet = openpyxl.load_workbook(forms["县残疾人服务中心"]).worksheets[0]
    assert sheet.cell(row_of(sheet, "救助人数"), column_of(sheet, "上期累计")).value == 40


def test_offices_that_lead_together_are_said_to_be_silent_together(desk: Path) -> None:
    book = desk / "民生实事.xlsx"
    change(book, lambda one: listed(one, "救助人数", "牵头单位", "县残联、县教育局"))
    assert "县残联和县教育局（共同牵头）未报送。" in publish(book)[1]
    replies = api.reply(book, (), desk / "催办").value
    assert reply_lines(replies, "")[-1] == "催办1个单位：县残联和县教育局（共同牵头）"


def test_a_project_of_another_unit_moves_with_its_figures_by_hand(desk: Path) -> None:
    book = desk / "民生实事.xlsx"
    change(book, lambda one: listed(one, "救助人数", "牵头单位", "县教育局"))
    _, texts = publish(book)
    assert any("表原样保留" in text for text in texts)
    assert any("“康复救助—救助人数”是这份表发出后才列给该单位的" in text for text in texts)

    def moved(workbook: Workbook) -> None:
        del workbook["县残联"]
        fill(workbook["县教育局"], {"救助人数": 40})

    change(book, moved)
    assert publish(book) == ({"持续推进": 4}, [])


def test_a_project_of_another_unit_shows_its_last_figure_on_the_new_form(desk: Path) -> None:
    following = api.next_period(desk / "民生实事.xlsx", desk / "下期")
    (book,) = (path for path in following.written if "工作簿" in path.stem)
    change(book, lambda one: listed(one, "救助人数", "牵头单位", "县教育局"))
    forms = {path.stem: path for path in api.split(book, desk / "新表").written}
    assert "县残联" not in forms
    sheet = openpyxl.load_workbook(forms["县教育局"]).worksheets[0]
    assert sheet.cell(row_of(sheet, "救助人数"), column_of(sheet, "上期累计")).value == 40
    publish(book)
    assert "县残联" not in openpyxl.load_workbook(book).sheetnames


def test_a_return_by_telephone_is_typed_on_the_units_sheet_and_a_later_file_holds(desk: Path) -> None:
    book = api.new_workbook(desk / "清单.xlsx", desk / "电话.xlsx").written[0]
    others = [path for path in (desk / "报回").iterdir() if path.stem != "县残联"]
    api.collect(book, others, book, replace=True)
    assert publish(book)[1] == ["县残联未报送。"]
    change(book, lambda one: fill(one["县残联"], {"救助人数": 39}))
    assert publish(book) == ({"持续推进": 4}, [])
    receipts = [[cell.value for cell in row] for row in openpyxl.load_workbook(book)["收发台账"].iter_rows()]
    (row,) = (row for row in receipts if row[1:3] == ["县残联", "已收"])
    assert "在工作簿中填写" in row
    api.collect(book, [desk / "报回" / "县残联.xlsx"], book, replace=True)
    sheets = openpyxl.load_workbook(book)
    assert (
        sheets["县残联"]
        .cell(row_of(sheets["县残联"], "救助人数"), column_of(sheets["县残联"], "累计完成"))
        .value
        == 40
    )
    assert ["39", "40"] in [[cell.value for cell in row[5:7]] for row in sheets["更正记录"].iter_rows()]


def test_a_period_changed_by_hand_is_taken_back(desk: Path) -> None:
    book = desk / "民生实事.xlsx"
    verdict = ("进展缓慢", "现场查看进度慢")

    def judged(workbook: Workbook) -> None:
        sheet = workbook["督查认定"]
        (row,) = (one for one in sheet.iter_rows() if one[1].value == "康复救助")
        row[6].value, row[7].value = verdict

    change(book, judged)
    assert publish(book) == ({"持续推进": 3, "进展缓慢": 1}, [])
    change(book, lambda one: setting(one, "通报期", "1-7月份"))
    _, texts = publish(book)
    assert sorted(texts) == [f"{name}未报送。" for name in ("县城管局", "县教育局", "县残联")]
    sheet = openpyxl.load_workbook(book)["县残联"]
    assert sheet.cell(row_of(sheet, "救助人数"), column_of(sheet, "上期累计")).value == 40
    wrong = shutil.copy(book, desk / "已经保存.xlsx")
    api.undo(book)
    change(book, lambda one: setting(one, "通报期", "1-6月份"))
    assert publish(book) == ({"持续推进": 3, "进展缓慢": 1}, [])
    # Without a former state: the period is put back, the returns are read again, and what was judged is judged again.
    change(Path(wrong), lambda one: setting(one, "通报期", "1-6月份"))
    api.collect(wrong, [desk / "报回"], wrong, replace=True)
    assert publish(Path(wrong)) == ({"持续推进": 4}, [])


def test_next_years_workbook_is_made_from_a_copy_of_this_one(desk: Path) -> None:
    copy = Path(shutil.copy(desk / "民生实事.xlsx", desk / "2026年清单.xlsx"))

    def turned(workbook: Workbook) -> None:
        for name, value in (("年度", 2026), ("通报期", "一季度"), ("期号", 1), ("成文日期", "2026-04-05")):
            setting(workbook, name, value)
        listed(workbook, "学位", "年度目标", 1000)

    change(copy, turned)
    made = api.new_workbook(copy, desk / "2026.xlsx")
    assert not made.needs_a_person
    workbook = openpyxl.load_workbook(made.written[0])
    sheet = workbook["县教育局"]
    row = row_of(sheet, "学位")
    values = [sheet.cell(row, column_of(sheet, name)).value for name in ("年度目标", "上期累计", "累计完成")]
    assert values == [1000, None, None]
    assert 2025 in [one[0].value for one in workbook["历史"].iter_rows(min_row=4)]
