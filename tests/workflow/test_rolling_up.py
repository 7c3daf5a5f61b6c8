"""Counties' workbooks → the city's summary and bulletin → the province's; broken files, restarts, the 对照表."""

import hashlib
import json
import re
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from decimal import Decimal
from importlib import metadata
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

import xlminshi
from tests.wordtext import texts_of
from tests.workflow.county_books import ledger_of, write_county
from xlminshi import api
from xlminshi.adapters import cluster, roll_ups
from xlminshi.adapters.closed.reading import read_workbook
from xlminshi.adapters.frames import table_file
from xlminshi.adapters.incoming.children import Children
from xlminshi.adapters.incoming.found_files import found_files
from xlminshi.adapters.office import closed_office
from xlminshi.adapters.packing import repack
from xlminshi.adapters.stores import Here
from xlminshi.api.results import Result
from xlminshi.cli.base import FAILED, FINDINGS
from xlminshi.cli.running import run
from xlminshi.core.errors import CannotContinueError, OutputExistsError
from xlminshi.core.match_table import PROJECT, UNIT
from xlminshi.core.problems import Code
from xlminshi.core.rollup import Rollup
from xlminshi.core.settings import DocumentKind
from xlminshi.core.status import percent
from xlminshi.form.grid import Grid, Workbook
from xlminshi.form.rollup_rows import DATA_HEADERS, MATCH_SHEET, read_data
from xlminshi.form.sheets import BookPlan
from xlminshi.workflow import county_returns, rolling_up
from xlminshi.workflow.county_returns import BROKEN, NO_BOOK, NO_COUNTY, NO_PERIOD, condensed, county_return
from xlminshi.workflow.fates import Fate
from xlminshi.workflow.rolling_up import RolledUp

NAMES = ("云河县", "东林区", "清源市")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder tree with three counties and a broken file."""
    folder = tmp_path_factory.mktemp("各区县")
    for seed, name in enumerate(NAMES):
        write_county(folder, seed, name)
    (folder / "坏文件").mkdir()
    (folder / "坏文件" / "汇总.xlsx").write_bytes(b"PK\x03\x04 broken")
    return folder


def test_each_county_is_counted_as_its_own_workbook_states_it(city: Path, tmp_path: Path) -> None:
    result = api.rollup(city, tmp_path / "云州市.xlsx")
    rollup = result.value.rollup
    assert rollup.name == "云州市"
    for seed, name in enumerate(NAMES):
        ledger = ledger_of(seed, name)
        one = next(each for each in rollup.standings if each.name == name)
        expected = {
            group.status_class.status.value: len(group.standings)
            for group in ledger.groups()
            if group.status_class
        }
        assert {key: count for key, count in one.tally.counts.items() if count} == {
            key: count for key, count in expected.items() if count
        }
        assert one.units == len(ledger.lead_units())
        assert one.indicators == sum(len(each.indicators) for each in ledger.standings)
        # What the guarded child handed back is what the mapped function gives here.
        (stated,) = (each for each in rollup.returns if each.county == name)
        plain = county_return(read_workbook(city / name / f"{name}汇总表.xlsx"))
        assert replace(stated, source="", city="", file="") == plain
    assert [one.place.file for one in result.problems if one.code is Code.UNREADABLE_FILE] == [
        "坏文件/汇总.xlsx"
    ]
    words = "\n".join(texts_of(result.written[1]))
    assert "应报送3个区县，实际报送3个" in words and "第1名：" in words


def test_a_second_run_reads_nothing_again_and_writes_the_same_bytes(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = api.rollup(city, tmp_path / "云州市.xlsx")
    kept = tmp_path / "云州市.读取记录.jsonl"
    # A run that was killed leaves a torn line.
    kept.write_text(kept.read_text("utf-8") + '{"program": "ab", "digest": "ab', "utf-8")
    asked: list[str] = []
    usual = Children.look

    def look(self: Children, name: str, content: bytes) -> object:
        asked.append(name)
        return usual(self, name, content)

    monkeypatch.setattr(Children, "look", look)
    bytes_before = [path.read_bytes() for path in first.written]
    second = api.rollup(city, tmp_path / "云州市.xlsx", replace=True)
    assert asked == ["坏文件/汇总.xlsx"]  # what could not be read is tried again
    assert [path.read_bytes() for path in second.written] == bytes_before
    write_county(city / "新来", 4, "新泽区")
    third = api.rollup(city, tmp_path / "云州市.xlsx", replace=True)
    assert sorted(asked[1:]) == ["坏文件/汇总.xlsx", "新来/新泽区/新泽区汇总表.xlsx"]
    assert len(third.value.rollup.standings) == 4
    (city / "新来" / "新泽区" / "新泽区汇总表.xlsx").unlink()
    fourth = api.rollup(city, tmp_path / "云州市.xlsx", replace=True)
    assert fourth.value.rollup.missing == ("新泽区",)
    assert any(one.code is Code.COUNTY_MISSING for one in fourth.problems)


def test_files_that_stand_as_they_would_be_laid_out_are_left_alone_and_the_person_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    county = write_county(tmp_path / "县", 1, "东林区")
    target = tmp_path / "市" / "甲市.xlsx"
    first = api.rollup(county.parent.parent, target)
    laid_out: list[str] = []
    usual = rolling_up.rollup_book

    def rollup_book(rollup: Rollup, *more: Any) -> BookPlan:
        laid_out.append(rollup.name)
        return usual(rollup, *more)

    monkeypatch.setattr(rolling_up, "rollup_book", rollup_book)

    def again(**more: Any) -> Result[RolledUp]:
        laid_out.clear()
        result = api.rollup(county.parent.parent, target, replace=True, **more)
        assert result.value.is_as_before == (not laid_out)
        return result

    stamps = [path.stat().st_mtime_ns for path in first.written]
    second = again()
    assert laid_out == []
    assert [path.stat().st_mtime_ns for path in second.written] == stamps
    assert (second.written, second.problems) == (first.written, first.problems)
    assert second.value.rollup == first.value.rollup
    with pytest.raises(OutputExistsError):
        api.rollup(county.parent.parent, target)
    table = tmp_path / "市" / "表.csv"
    run(["rollup", str(county.parent.parent), "-o", str(target), "--table", str(table), "--replace"])
    told = capsys.readouterr().out
    assert f"没有变化，未重新生成：{target}" in told and f"已生成：{table}" in told
    # Whatever the files are made from, and the files themselves: each makes them anew.
    contents = [path.read_bytes() for path in first.written]
    first.written[1].write_bytes(b"edited")
    again()
    assert laid_out and [path.read_bytes() for path in first.written] == contents
    first.written[1].unlink()
    again()
    assert laid_out and [path.read_bytes() for path in first.written] == contents
    again(name="乙市")
    assert laid_out
    again()
    assert laid_out
    letterhead = tmp_path / "版头.docx"
    letterhead.write_bytes(repack(closed_office().letterhead(DocumentKind.BULLETIN)) + b"\0")
    again(letterhead=letterhead)
    assert laid_out
    again()
    (county.parent.parent / "往期").mkdir()
    again()
    assert laid_out
    write_county(tmp_path / "县", 7, "东林区")
    changed = again()
    assert laid_out and changed.value.rollup != first.value.rollup
    monkeypatch.setattr(roll_ups, "program_digest", lambda: "newer")
    again()
    assert laid_out


def test_what_a_run_left_alone_is_what_a_run_without_a_record_writes(city: Path, tmp_path: Path) -> None:
    target = tmp_path / "云州市.xlsx"
    for _ in range(2):
        result = api.rollup(city, target, replace=True)
    assert result.value.is_as_before
    left_alone = [path.read_bytes() for path in result.written]
    target.with_suffix(".读取记录.jsonl").unlink()
    for path in result.written[1:]:
        path.unlink()
    anew = api.rollup(city, target, replace=True)
    assert not anew.value.is_as_before
    assert [path.read_bytes() for path in anew.written] == left_alone


def test_what_a_county_states_does_not_hang_on_the_sheets_that_are_left_unread(
    city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = [read_workbook(path) for path in sorted(city.glob("*/*汇总表.xlsx"))]
    stated = [county_return(one) for one in books]
    monkeypatch.setattr(county_returns, "_LEFT_UNREAD", frozenset())
    assert len(stated) >= len(NAMES)
    assert [county_return(one) for one in books] == stated


def test_what_a_person_writes_in_the_match_table_holds_in_the_next_summary(
    city: Path, tmp_path: Path
) -> None:
    target = tmp_path / "云州市.xlsx"
    before = api.rollup(city, target).value.rollup
    titles = [one.name for one in before.by_project][:2]
    book = openpyxl.load_workbook(target)
    for row in book[MATCH_SHEET].iter_rows(min_row=4):
        if row[0].value == PROJECT and row[1].value in titles:
            row[2].value = "民生工程"
        if row[0].value == UNIT and str(row[1].value).endswith("人社局"):
            row[2].value = "人社部门"
    book.save(target)
    after = api.rollup(city, target, replace=True).value.rollup
    joined = next(one for one in after.by_project if one.name == "民生工程")
    assert joined.is_matched
    assert joined.projects == sum(one.projects for one in before.by_project if one.name in titles)
    assert len(after.unmatched) < len(before.unmatched)
    grid = read_workbook(target).grid(MATCH_SHEET)
    assert grid is not None
    assert sum("民生工程" in row for row in grid.rows) == 2


def test_cities_are_rolled_up_to_the_province_from_their_summaries(city: Path, tmp_path: Path) -> None:
    cities = tmp_path / "各市"
    east = api.rollup(city, cities / "东州市.xlsx").value.rollup
    other = tmp_path / "西州各县"
    write_county(other, 5, "白石县")
    west = api.rollup(other, cities / "西州市.xlsx").value.rollup
    for path in cities.glob("*.docx"):
        path.unlink()
    for path in cities.glob("*.jsonl"):
        path.unlink()
    province = api.rollup(cities, tmp_path / "中原省.xlsx").value.rollup
    assert [(one.name, one.counties) for one in sorted(province.standings, key=lambda one: one.name)] == [
        ("东州市", len(east.standings)),
        ("西州市", 1),
    ]
    assert province.counts() == east.counts() + west.counts()
    assert sorted(one.rate or 0 for each in province.returns for one in each.projects) == sorted(
        one.rate or 0 for each in (*east.returns, *west.returns) for one in each.projects
    )


def test_the_tables_for_analysis_hold_one_row_per_project(city: Path, tmp_path: Path) -> None:
    table = tmp_path / "数据.csv"
    rollup = api.rollup(city, tmp_path / "云州市.xlsx", table=table).value.rollup
    frame = xlminshi.to_dataframe(rollup)
    assert len(frame) == rollup.projects() == len(pd.read_csv(table))
    by_county = frame[frame["性质"] == "完成"].groupby("区县").size().to_dict()
    assert by_county == {one.name: one.tally.completed for one in rollup.standings if one.tally.completed}
    parquet = tmp_path / "数据.parquet"
    parquet.write_bytes(table_file(frame, ".parquet"))
    pd.testing.assert_frame_equal(pd.read_parquet(parquet), frame)
    with pytest.raises(CannotContinueError, match=r"\.csv 或 \.parquet"):
        table_file(frame, ".doc")


def test_a_folder_with_nothing_to_count_and_a_damaged_former_summary_are_told(
    city: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    (empty / "a.xlsx").write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(CannotContinueError, match="没有可以汇总的区县工作簿"):
        api.rollup(empty, tmp_path / "甲市.xlsx")
    target = tmp_path / "乙市.xlsx"
    target.write_bytes(b"no workbook")
    with pytest.raises(CannotContinueError, match="对照表带不过来"):
        api.rollup(city, target, replace=True)
    assert target.read_bytes() == b"no workbook"


def test_the_command_tells_what_was_made(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "云州市.xlsx"
    assert run(["rollup", str(city), "-o", str(target), "--name", "云州市", "--json"]) in (FINDINGS, 0)
    assert '"places"' in capsys.readouterr().out
    assert run(["rollup", str(tmp_path / "没有"), "-o", str(target), "--replace"]) == FAILED


def test_a_file_that_states_nothing_says_why() -> None:
    settings = Grid("设置", (("设置项", "值"), ("区县名称", "某县")))
    listed = Grid("实事清单", (("实事名称", "牵头单位", "指标名称"), ("修路", "县交通局", "公路")))
    assert condensed(Workbook("a.xlsx", (listed,))) == NO_BOOK
    assert condensed(Workbook("a.xlsx", (settings,))) == NO_BOOK
    assert condensed(Workbook("a.xlsx", (settings, listed))) == NO_PERIOD
    nameless = Grid("设置", (("设置项", "值"), ("年度", "2023"), ("通报期", "上半年")))
    assert condensed(Workbook("a.xlsx", (nameless, listed))) == NO_COUNTY
    whole = Grid("设置", (("设置项", "值"), ("区县名称", "某县"), ("年度", "2023"), ("通报期", "上半年")))
    told = condensed(Workbook("a.xlsx", (whole, listed)))
    assert isinstance(told, Workbook)
    assert condensed(told) == told
    assert condensed(Workbook("a.xlsx", (Grid("区县数据", (("改动",),)),))) == BROKEN
    bad = (
        "某市",
        "某县",
        "上半年",
        "很快",
        "修路",
        "县交通局",
        "已完成",
        "完成",
        None,
        "是",
        "1",
        "1",
        None,
        "a",
    )
    assert read_data(Grid("区县数据", (DATA_HEADERS, bad))) is None
    for word in ("NaN", "sNaN", "Infinity"):
        for place in (
            DATA_HEADERS.index("序时进度"),
            DATA_HEADERS.index("完成率"),
            DATA_HEADERS.index("指标数"),
        ):
            row = ("某市", "某县", "上半年", "0.5", *bad[4:])
            odd = (*row[:place], word, *row[place + 1 :])
            assert read_data(Grid("区县数据", (DATA_HEADERS, row))) is not None
            assert read_data(Grid("区县数据", (DATA_HEADERS, odd))) is None


def test_the_class_that_a_countys_summary_shows_holds_and_a_difference_is_told(tmp_path: Path) -> None:
    path = write_county(tmp_path, 1, "东林区")
    book = openpyxl.load_workbook(path)
    sheet = book["汇总表"]
    heads = [cell.value for cell in sheet[3]]
    title, column = sheet.cell(4, heads.index("实事名称") + 1).value, heads.index("通报类别") + 1
    now = sheet.cell(4, column).value
    other = next(one for one in ("已完成", "持续推进", "进展缓慢") if one != now)
    sheet.cell(4, column).value = other
    book.save(path)
    result = api.rollup(path.parent, tmp_path / "甲市.xlsx")
    line = next(one for one in result.value.rollup.returns[0].projects if one.title == title)
    assert line.class_name == other
    assert [one.code for one in result.problems if one.code is Code.COUNTY_DISAGREES] == [
        Code.COUNTY_DISAGREES
    ]


def test_the_rate_that_a_countys_summary_shows_holds_and_a_difference_is_told(tmp_path: Path) -> None:
    path = write_county(tmp_path, 1, "东林区")
    (before,) = api.rollup(path.parent, tmp_path / "甲市.xlsx").value.rollup.returns
    book = openpyxl.load_workbook(path)
    sheet = book["汇总表"]
    heads = [cell.value for cell in sheet[3]]
    rows = {sheet.cell(row, heads.index("实事名称") + 1).value: row for row in range(4, sheet.max_row + 1)}
    one = next(each for each in before.projects if each.rate is not None)
    none = next(each for each in before.projects if each.title != one.title and each.rate is not None)
    slightly = Decimal(one.rate or 0) + Decimal("0.0001")  # the least that print shows
    sheet.cell(rows[one.title], heads.index("完成率") + 1).value = float(slightly)
    sheet.cell(rows[none.title], heads.index("完成率") + 1).value = "—"
    book.save(path)
    result = api.rollup(path.parent, tmp_path / "甲市.xlsx", replace=True)
    after = {each.title: each for each in result.value.rollup.returns[0].projects}
    assert after[one.title].rate == slightly
    assert after[none.title].rate is None
    assert after[one.title].remark.startswith(f"汇总表的完成率是{percent(slightly)}，按现有填报为")
    assert after[none.title].remark.startswith("汇总表的完成率是空，按现有填报为")
    told = [each for each in result.problems if each.code is Code.COUNTY_DISAGREES]
    assert len(told) == 2
    assert all(
        each.rate == after[each.title].rate
        for each in before.projects
        if each.title not in (one.title, none.title)
    )


def test_a_period_of_which_nothing_came_is_refused_and_the_summary_stays(tmp_path: Path) -> None:
    path = write_county(tmp_path, 1, "东林区")
    target = tmp_path / "甲市.xlsx"
    api.rollup(path.parent, target)
    before = target.read_bytes()
    for asked in ("1-13月份", "1999年1-9月份", "下一轮"):
        with pytest.raises(CannotContinueError, match=f"没有通报期是“{asked}”的区县工作簿"):
            api.rollup(path.parent, target, period=asked, replace=True)
    assert target.read_bytes() == before


def test_a_county_that_has_not_reported_stands_in_sheet_and_bulletin(tmp_path: Path) -> None:
    write_county(tmp_path / "县", 1, "东林区")
    target = tmp_path / "甲市.xlsx"
    api.rollup(tmp_path / "县", target)
    book = openpyxl.load_workbook(target)
    book[MATCH_SHEET].append(["区县", "北屏县", "北屏县"])
    book.save(target)
    result = api.rollup(tmp_path / "县", target, replace=True)
    assert "北屏县未报送" in "".join(texts_of(result.written[1]))
    shown_there = read_workbook(target).grid("区县汇总")
    assert shown_there is not None
    assert any("缺报：没有收到汇总工作簿" in str(row) for row in shown_there.rows)
    # A county that has not reported is no figure lost.
    sheet = openpyxl.load_workbook(target)["区县汇总"]
    verdicts = {
        row[1].value: row[8] for row in sheet.iter_rows() if row[8].value in ("相符", "未报1", "不符")
    }
    assert (verdicts["区县"].value, verdicts["区县工作簿"].value) == ("未报1", "相符")
    assert not any(cell.font.b for cell in verdicts.values())
    province = api.rollup(tmp_path, tmp_path.parent / f"{tmp_path.name}省.xlsx").value.rollup
    assert [one.missing_counties for one in province.standings] == [("北屏县",)]
    # The county's own workbook lies beside the city's summary and does not count twice.
    assert [why for _, why in province.left_out] == ["已在甲市的汇总表中"]
    with pytest.raises(CannotContinueError, match="不能写在要汇总的文件夹"):
        api.rollup(tmp_path, tmp_path / "某省.xlsx")


def test_a_countys_empty_folder_is_named_as_missing_and_other_empty_folders_are_not(tmp_path: Path) -> None:
    counties = tmp_path / "各区县"
    write_county(counties, 1, "东林区")
    for name in ("02_北屏县", "往期", "西岭县", "附件", "__MACOSX"):
        (counties / name).mkdir()
    (counties / "西岭县" / "~$汇总.xlsx").write_bytes(b"lock")
    (counties / "东林区" / "照片").mkdir()
    target = tmp_path / "甲市.xlsx"
    result = api.rollup(counties, target)
    assert result.value.rollup.missing == ("北屏县", "西岭县")
    assert {one.what for one in result.problems if one.code is Code.COUNTY_MISSING} == {
        "北屏县缺报，没有收到汇总工作簿。",
        "西岭县缺报，没有收到汇总工作簿。",
    }
    words = "\n".join(texts_of(result.written[1]))
    assert "应报送3个区县，实际报送1个，北屏县、西岭县未报送" in words
    files = read_workbook(target).grid("收到文件")
    assert files is not None
    fates = {row[0]: row[1] for row in files.rows[3:] if len(row) > 1}
    assert (fates["02_北屏县/"], fates["西岭县/"], fates["往期/"], fates["附件/"]) == (
        "缺报",
        "缺报",
        "跳过",
        "跳过",
    )
    # Somebody says that one of them is no county; the other stays expected when its folder is gone.
    book = openpyxl.load_workbook(target)
    for row in book[MATCH_SHEET].iter_rows(min_row=4):
        if row[1].value == "西岭县":
            row[2].value = None
    book.save(target)
    (counties / "02_北屏县").rmdir()
    again = api.rollup(counties, target, replace=True).value.rollup
    assert again.missing == ("北屏县",)


def test_a_summary_is_an_xlsx_and_nothing_is_written_among_what_came(city: Path, tmp_path: Path) -> None:
    for name in ("甲市.docx", "甲市.xlsm", "2026.9"):
        with pytest.raises(CannotContinueError, match=f"“{re.escape(name)}”请改为以"):
            api.rollup(city, tmp_path / name)
    with pytest.raises(CannotContinueError, match="数据表不能写在要汇总的文件夹"):
        api.rollup(city, tmp_path / "甲市.xlsx", table=city / "云河县" / "表.csv")
    assert list(tmp_path.iterdir()) == []
    assert not (city / "云河县" / "表.csv").exists()
    result = api.rollup(city, tmp_path / "甲市")
    assert (result.written[0].name, result.value.rollup.name) == ("甲市.xlsx", "甲市")
    assert Code.NAME_FROM_FILE in {one.code for one in result.problems}
    named = api.rollup(city, tmp_path / "甲市", name="乙市", replace=True)
    assert Code.NAME_FROM_FILE not in {one.code for one in named.problems}


def test_a_county_whose_workbook_awaits_a_person_is_not_counted_and_not_forgotten(tmp_path: Path) -> None:
    write_county(tmp_path / "县", 1, "东林区")
    write_county(tmp_path / "县", 2, "北屏县")
    write_county(tmp_path / "县", 3, "西岭县", "上半年")
    result = api.rollup(tmp_path / "县", tmp_path / "甲市.xlsx")
    words = "\n".join(texts_of(result.written[1]))
    assert "应报送3个区县，实际报送2个，西岭县报送的内容待核实，未计入" in words


def test_a_file_that_is_no_summary_gives_no_match_table_and_stops_the_roll_up(
    city: Path, tmp_path: Path
) -> None:
    other = next(city.glob("*/*汇总表.xlsx"))
    with pytest.raises(CannotContinueError, match="不是市级汇总表"):
        api.rollup(city, tmp_path / "甲市.xlsx", former=other)
    assert not (tmp_path / "甲市.xlsx").exists()


def test_a_match_table_whose_header_was_changed_stops_the_roll_up_and_stays_as_it_is(
    city: Path, tmp_path: Path
) -> None:
    target = tmp_path / "甲市.xlsx"
    api.rollup(city, target)
    book = openpyxl.load_workbook(target)
    book[MATCH_SHEET]["C3"] = "合并为"
    book.save(target)
    before = target.read_bytes()
    with pytest.raises(CannotContinueError, match=r"“甲市\.xlsx”的“对照表”没有找到“统一名称”列") as error:
        api.rollup(city, target, replace=True)
    assert "备份" in str(error.value)
    assert target.read_bytes() == before


def test_what_a_person_typed_in_the_match_table_is_written_back_and_what_is_of_no_use_is_told(
    city: Path, tmp_path: Path
) -> None:
    target = tmp_path / "甲市.xlsx"
    first = api.rollup(city, target).value.rollup
    book = openpyxl.load_workbook(target)
    sheet = book[MATCH_SHEET]
    sheet.insert_cols(1)
    sheet["F3"], sheet["F4"] = "核实情况", "已电话核实"
    sheet.append([None, "县区", "北屏县", "北屏县"])
    sheet.append([None, "项目", first.by_project[0].name, "民生工程"])
    book.save(target)
    result = api.rollup(city, target, replace=True)
    assert result.value.rollup.missing == ("北屏县",)
    (unread,) = (one for one in result.problems if one.code is Code.MATCH_ROW_UNREAD)
    now = openpyxl.load_workbook(target)[MATCH_SHEET]
    assert now[unread.place.cell].value == "项目"
    assert [cell.value for cell in now["E"]][2:4] == ["核实情况", "已电话核实"]
    # Once it is set right, it counts.
    book = openpyxl.load_workbook(target)
    book[MATCH_SHEET][unread.place.cell] = PROJECT
    book.save(target)
    again = api.rollup(city, target, replace=True)
    assert "民生工程" in {one.name for one in again.value.rollup.by_project}
    assert not any(one.code is Code.MATCH_ROW_UNREAD for one in again.problems)


def test_what_a_pool_has_read_is_found_in_the_record(city: Path, tmp_path: Path) -> None:
    memory = roll_ups.ReadMemory(tmp_path / "a.jsonl")
    with ThreadPoolExecutor(2) as pool:
        assert cluster.read_ahead(Here(city), memory, pool).adopted == len(NAMES)
    assert len(roll_ups.ReadMemory(tmp_path / "a.jsonl").known) == len(NAMES)


def test_a_file_lost_with_its_pool_is_read_here(city: Path, tmp_path: Path) -> None:
    class Lost(ThreadPoolExecutor):
        def submit(self, *_: object) -> Future:  # type: ignore[override, type-arg]
            future: Future[object] = Future()
            future.set_exception(BrokenProcessPool())
            return future

    memory = roll_ups.ReadMemory(tmp_path / "a.jsonl")
    with Lost() as pool:
        assert cluster.read_ahead(Here(city), memory, pool).adopted == 0


def test_what_another_program_would_have_read_elsewhere_is_read_here_and_told(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Elsewhere(ThreadPoolExecutor):
        def submit(self, _: object, address: str, *rest: object) -> Future:  # type: ignore[override, type-arg]
            book = Workbook("甲县.xlsx", (Grid("区县数据", (("甲", Decimal(999)),)),))
            future: Future[object] = Future()
            future.set_result(("another", hashlib.sha256(Path(address).read_bytes()).hexdigest(), book))
            return future

    monkeypatch.setattr(cluster, "on_cluster", lambda _: Elsewhere())
    alone = api.rollup(city, tmp_path / "一" / "云州市.xlsx")
    result = api.rollup(city, tmp_path / "二" / "云州市.xlsx", cluster="tcp://10.0.0.1:8786")
    new = [one for one in found_files((city,)) if one.fate is Fate.READ]
    (told,) = (one for one in result.problems if one.code is Code.CLUSTER_DIFFERS)
    assert f"{len(new)}个文件改在本机读取" in str(told)
    assert result.value.rollup == alone.value.rollup
    assert [path.read_bytes() for path in result.written] == [path.read_bytes() for path in alone.written]


def test_a_machine_with_another_program_reads_nothing(city: Path) -> None:
    path = next(city.glob("*/*汇总表.xlsx"))
    assert cluster.read_county(str(path), "another") == (roll_ups.program_digest(), "", None)


def test_a_cluster_that_is_not_there_is_told(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CannotContinueError, match="连不上集群"):
        api.rollup(city, tmp_path / "a.xlsx", cluster="这不是地址")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CannotContinueError, match=r"xlminshi\[cluster\]"):
        api.rollup(city, tmp_path / "a.xlsx", cluster="tcp://127.0.0.1:1")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(CannotContinueError, match="pyarrow"):
        table_file(pd.DataFrame({"a": [1]}), ".parquet")


def test_a_record_of_no_form_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = {"program": roll_ups.program_digest(), "digest": "x", "name": "n", "rows": [[0]]}
    path.write_text(f"{{}}\n[]\n{json.dumps(line | {'values': [{'n': '?'}]})}\n", "utf-8")
    assert roll_ups.ReadMemory(path).known == {}
    path.write_text(json.dumps(line | {"values": [{"n": "1.5"}, None]}), "utf-8")
    assert set(roll_ups.ReadMemory(path).known) == {"x"}


def test_what_another_state_of_the_program_has_read_is_read_again(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.jsonl"
    one = Workbook("甲县.xlsx", (Grid("区县数据", (("甲",),)),))
    for name in ("a", "b"):
        memory = roll_ups.ReadMemory(path)
        memory.keep(name, one)
        memory.close()
    assert set(roll_ups.ReadMemory(path).known) == {"a", "b"}
    monkeypatch.setattr(roll_ups, "program_digest", lambda: "newer")
    memory = roll_ups.ReadMemory(path)
    assert memory.recall("a") is None
    memory.keep("c", one)
    memory.close()
    assert set(roll_ups.ReadMemory(path).known) == {"c"}
    assert len([line for line in path.read_text("utf-8").splitlines() if line]) == 1


def test_a_new_library_or_python_is_another_state_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    digest = roll_ups.program_digest.__wrapped__
    installed = metadata.version

    def newer(name: str) -> str:
        return "99" if name == "openpyxl" else installed(name)

    now = digest()
    assert digest() == now
    with monkeypatch.context() as patched:
        patched.setattr(metadata, "version", newer)
        assert digest() != now
    with monkeypatch.context() as patched:
        patched.setattr(sys, "version_info", (3, 99, 0))
        assert digest() != now


def test_a_program_without_an_installation_or_a_library_has_a_digest_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def gone(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    digest = roll_ups.program_digest.__wrapped__
    monkeypatch.setattr(metadata, "version", gone)
    without_versions = digest()
    monkeypatch.setattr(metadata, "requires", gone)
    assert len({without_versions, digest(), roll_ups.program_digest()}) == 3


def test_what_the_program_wrote_beside_a_citys_summary_is_no_return_of_anybody(tmp_path: Path) -> None:
    write_county(tmp_path / "县", 1, "东林区")
    for name in ("甲市", "甲江市"):  # the second run keeps what it replaces
        api.rollup(tmp_path / "县", tmp_path / "市" / "甲市.xlsx", replace=True, name=name)
    fates = {one.name: one.fate for one in found_files((tmp_path / "市",))}
    assert fates["甲市.读取记录.jsonl"] is Fate.SKIPPED
    assert fates["甲市.xlsx"] is Fate.READ
    kept = [fate for name, fate in fates.items() if "备份" in name]
    assert kept
    assert set(kept) == {Fate.SKIPPED}
