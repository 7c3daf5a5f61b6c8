"""设置 of a city's summary: read where it stands, carried on as it stands, gaps and bad values named with their cells."""

import datetime as dt
from decimal import Decimal

from xlminshi.core.problems import Code, Level
from xlminshi.form.grid import CellError, Grid
from xlminshi.form.rollup_settings import read_rollup_settings, rollup_settings_sheet

HEAD = ("设置项", "值", "说明")


def sheet(*rows: tuple[object, ...]) -> Grid:
    return Grid("设置", (("设置",), ("说明",), HEAD, *rows))  # type: ignore[arg-type]


WHOLE = sheet(
    ("发文机关 *", "甲市人民政府督查室", ""),
    ("期号", Decimal(3)),
    ("成文日期", "2025-7-10"),
    ("名称", "甲市"),
    ("工作要求", "抓紧办。\n按时报。"),
    ("抄送：", "市人大"),
)


def test_settings_are_found_by_their_label_wherever_they_stand() -> None:
    found = read_rollup_settings(WHOLE, "甲市.xlsx")
    words = found.bulletin
    assert (found.name, words.issuer, words.issue_number, words.copy_to) == (
        "甲市",
        "甲市人民政府督查室",
        3,
        "市人大",
    )
    assert (words.dated, words.requirements) == (dt.date(2025, 7, 10), ("抓紧办。", "按时报。"))
    assert words.masthead == "督查通报"
    assert found.problems == ()


def test_a_summary_without_settings_has_gaps_that_are_named_with_their_cells() -> None:
    found = read_rollup_settings(None, "甲市.xlsx")
    assert (found.name, found.bulletin.issuer, found.bulletin.requirements) == ("", "", ())
    assert {one.code for one in found.problems} == {Code.SETTING_MISSING, Code.NAME_FROM_FILE}
    plan = rollup_settings_sheet(found)
    labels = {cell.area.top: cell.content for cell in plan.cells if cell.area.left == 0}
    told = {one.what.split("“")[1].split("”")[0]: one.place.cell for one in found.problems}
    assert set(told) == {"名称", "期号", "成文日期", "发文机关"}
    for label, cell in told.items():
        assert labels[int(cell[1:]) - 1] == f"{label} *"


def test_a_bad_value_is_told_and_stays_as_it_was_typed() -> None:
    found = read_rollup_settings(sheet(("期号", "第七"), ("成文日期", "下周")), "甲市.xlsx")
    bad = [one for one in found.problems if one.code is Code.SETTING_BAD]
    assert [one.place.sheet for one in bad] == ["设置", "设置"]
    assert dict(found.written)["期号"] == "第七"
    assert (found.bulletin.issue_number, found.bulletin.dated) == (0, None)


def test_what_the_office_wrote_besides_is_carried_on_and_told_as_unknown() -> None:
    found = read_rollup_settings(
        sheet(("联系人", "王某"), ("期号", "5"), ("期号", "6"), ("", "散落")), "甲市.xlsx"
    )
    assert found.bulletin.issue_number == 5
    assert found.written[-3:] == (("联系人", "王某"), ("期号", "6"), ("", "散落"))
    codes = {one.code for one in found.problems}
    assert {Code.SETTING_UNKNOWN, Code.SETTING_DOUBLE} <= codes
    again = sheet(*found.written)
    assert read_rollup_settings(again, "甲市.xlsx").written == found.written


def test_a_name_that_is_not_filled_in_must_be_settled_unless_it_is_given_otherwise() -> None:
    blank = sheet(("发文机关", "甲市督查室"), ("期号", "5"), ("成文日期", "2025-7-10"), ("名称", "  "))
    (found,) = read_rollup_settings(blank, "全市.xlsx").problems
    assert (found.code, found.level, found.place.cell) == (Code.NAME_FROM_FILE, Level.MUST_FIX, "B4")
    assert "“名称”没有填写，暂用文件名“全市”" in found.what
    assert read_rollup_settings(blank, "全市.xlsx", named=True).problems == ()
    broken = sheet(("名称", CellError("#N/A")))
    codes = [one.code for one in read_rollup_settings(broken, "全市.xlsx").problems if one.place.cell == "B4"]
    assert codes == [Code.ERROR_CELL, Code.NAME_FROM_FILE]
