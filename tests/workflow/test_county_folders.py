"""Folders of counties: where none of its files can be read, the county came and is not counted; it is never unheard of."""

import os
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.adapters.incoming.made import zipped
from tests.workflow.county_books import write_county
from xlminshi import api
from xlminshi.adapters.roll_ups import folders_inside
from xlminshi.core.match_table import COUNTY, Match, MatchTable
from xlminshi.core.problems import Code, Level
from xlminshi.core.rollup import CountyReturn
from xlminshi.form.landmarks import STAMP_LABELS, STAMP_SHEET
from xlminshi.form.rollup_rows import MATCH_SHEET
from xlminshi.workflow.county_folders import Inside, unread_counties
from xlminshi.workflow.county_returns import NO_BOOK
from xlminshi.workflow.rolling_up import UNIT_FORM

NONE = MatchTable()


def came(county: str, city: str = "", is_missing: bool = False) -> CountyReturn:
    return CountyReturn(county, "2023年上半年", Decimal("0.5"), (), city, f"{county}.xlsx", is_missing)


def names(
    *folders: Inside, giving: tuple[str, ...] = (), table: MatchTable = NONE, **more: object
) -> list[str]:
    returns = (came("甲县"), *more.get("returns", ()))  # type: ignore[misc]
    return [one.county for one in unread_counties(folders, giving, returns, table)]


def test_a_place_whose_files_gave_no_figures_is_named_and_other_folders_are_not() -> None:
    folders = tuple(Inside(name, ("坏.xlsx",)) for name in ("03_云溪区", "04云岭县", "附件", "往期"))
    assert names(*folders, Inside("北屏县")) == ["云溪区", "云岭县"]


def test_a_folder_of_which_one_file_gave_figures_was_read_whether_it_lay_in_a_zip_or_not() -> None:
    folder = Inside("云岭县", ("坏.xlsx", "报送.zip"))
    assert names(folder, giving=("报送.zip/内/云岭县.xlsx",)) == []
    assert names(folder, giving=("坏.xlsx",)) == []
    assert names(folder, giving=("另一份报送.zip/云岭县.xlsx",)) == ["云岭县"]


def test_a_county_that_came_elsewhere_is_not_named() -> None:
    folders = (Inside("1甲 县", ("坏.xlsx",)), Inside("乙县", ("坏.docx",)), Inside("丙市", ("坏.xls",)))
    assert names(*folders) == ["乙县", "丙市"]
    assert names(*folders, returns=(came("乙县", is_missing=True), came("丁县", "丙市"))) == ["乙县"]


def test_the_match_table_says_what_a_folder_is_called_and_which_is_no_county() -> None:
    table = MatchTable(
        (
            Match(COUNTY, "经开", "经济开发区"),
            Match(COUNTY, "老城县", "老城区"),
            Match(COUNTY, "附近各县", ""),
        )
    )
    folders = tuple(Inside(name, ("坏.xlsx",)) for name in ("02经开", "老城县", "附近各县"))
    assert names(*folders, table=table) == ["经济开发区", "老城区"]
    assert names(*folders, table=table, returns=(came("老城区"),)) == ["经济开发区"]


def test_a_folder_comes_with_its_files_as_they_are_called_when_they_arrive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "甲县/汇总.xlsx",
        "甲县/内/说明.docx",
        "乙县/汇总.xlsx",
        "乙县/~$汇总.xlsx",
        "丙县/~$a.xlsx",
        "b.xlsx",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "__MACOSX").mkdir()
    monkeypatch.chdir(tmp_path)
    for folder in (tmp_path, Path()):
        assert folders_inside(folder) == (
            Inside("丙县"),
            Inside("乙县", ("乙县/汇总.xlsx",)),
            Inside("甲县", ("甲县/内/说明.docx", "甲县/汇总.xlsx")),
        )
    assert folders_inside(tmp_path / "b.xlsx") == ()


def test_a_folder_whose_name_is_in_broken_unicode_can_be_written_down(tmp_path: Path) -> None:
    write_county(tmp_path / "各区县", 1, "东林区")
    Path(os.fsdecode(os.fsencode(tmp_path / "各区县") + b"/\xb1\xb1.")).mkdir()
    result = api.rollup(tmp_path / "各区县", tmp_path / "甲市.xlsx")
    sheet = openpyxl.load_workbook(result.written[0])["收到文件"]
    assert ["??./", "跳过"] in [[cell.value for cell in row[:2]] for row in sheet.iter_rows()]


def test_unit_forms_in_a_countys_folder_are_left_aside_and_every_file_is_called_by_its_way(
    tmp_path: Path,
) -> None:
    counties = tmp_path / "各区县"
    write_county(counties, 1, "东林区")
    write_county(counties, 2, "西岭县")
    form = openpyxl.Workbook()
    form.active.title = "填报表"
    form.create_sheet(STAMP_SHEET).append([STAMP_LABELS[1], "区人社局"])
    for folder in ("东林区/2_下发填报表", "西岭县/3_回收"):
        (counties / folder).mkdir()
        form.save(counties / folder / "区人社局.xlsx")
    openpyxl.Workbook().save(counties / "西岭县" / "通讯录.xlsx")
    for _ in range(2):  # read, and remembered
        result = api.rollup(counties, tmp_path / "甲市.xlsx", replace=True)
        (told,) = (one for one in result.problems if one.code is Code.UNREADABLE_FILE)
        assert (told.place.file, told.what) == ("西岭县/通讯录.xlsx", NO_BOOK)
    book = openpyxl.load_workbook(tmp_path / "甲市.xlsx")
    rows = {row[0]: row[1:] for row in book["收到文件"].iter_rows(min_row=4, values_only=True)}
    assert rows == {
        "东林区/东林区汇总表.xlsx": ("计入", "东林区"),
        "东林区/2_下发填报表/区人社局.xlsx": ("跳过", UNIT_FORM),
        "西岭县/3_回收/区人社局.xlsx": ("跳过", UNIT_FORM),
        "西岭县/西岭县汇总表.xlsx": ("计入", "西岭县"),
        "西岭县/通讯录.xlsx": ("未读", NO_BOOK),
    }


def test_a_county_that_sent_only_its_units_forms_is_told(tmp_path: Path) -> None:
    counties = tmp_path / "各区县"
    write_county(counties, 1, "东林区")
    form = openpyxl.Workbook()
    form.create_sheet(STAMP_SHEET).append([STAMP_LABELS[1], "区人社局"])
    (counties / "西岭县").mkdir()
    form.save(counties / "西岭县" / "区人社局.xlsx")
    result = api.rollup(counties, tmp_path / "甲市.xlsx")
    assert result.value.rollup.unread == ("西岭县",)
    one_file = api.rollup(next(counties.glob("东林区/*.xlsx")), tmp_path / "乙市.xlsx")
    assert [one.county for one in one_file.value.rollup.returns] == ["东林区"]


def test_a_county_of_which_nothing_can_be_read_is_told_expected_from_now_on_and_may_be_turned_down(
    tmp_path: Path,
) -> None:
    counties = tmp_path / "各区县"
    write_county(counties, 1, "东林区")
    for name, content in (
        ("04云岭县/云岭县.xlsx", b"PK\x03\x04 cut off"),
        ("临水县/说明.docx", b"PK\x03\x04 junk"),
        ("西岭县/报送.zip", zipped({"西岭县.xlsx": b"junk", "说明.txt": b"junk"})),
        ("资料/说明.docx", b"junk"),
    ):
        (counties / name).parent.mkdir()
        (counties / name).write_bytes(content)
    target = tmp_path / "甲市.xlsx"
    result = api.rollup(counties, target)
    assert result.value.rollup.unread == ("云岭县", "临水县", "西岭县")
    found = [one for one in result.problems if one.code is Code.COUNTY_UNREAD]
    assert {one.level for one in found} == {Level.MUST_FIX}
    assert [one.place.file for one in found] == ["04云岭县/", "临水县/", "西岭县/"]
    assert "“04云岭县”里没有可以汇总的工作簿（云岭县.xlsx），云岭县没有计入汇总。" in found[0].what
    assert not result.value.rollup.missing
    assert result.value.rollup.open_places() == result.value.rollup.unread
    # It came: nobody is to be pressed for it as for a county that sent nothing.
    assert not any(one.code is Code.COUNTY_MISSING for one in result.problems)
    book = openpyxl.load_workbook(target)
    for row in book[MATCH_SHEET].iter_rows(min_row=4):
        if row[1].value == "临水县":
            assert row[3].value == "文件没有读出"
            row[2].value = None
    book.save(target)
    (counties / "04云岭县" / "云岭县.xlsx").unlink()
    again = api.rollup(counties, target, replace=True)
    assert again.value.rollup.unread == ("西岭县",)
    assert again.value.rollup.missing == ("云岭县",)
    assert [one.what for one in again.problems if one.code is Code.COUNTY_MISSING] == [
        "云岭县缺报，没有收到汇总工作簿。"
    ]
