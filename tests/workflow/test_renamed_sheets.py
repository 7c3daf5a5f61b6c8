"""The workbook's own sheets are known by their heads: under another name nothing of them is lost, and it is told."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.workflow.county import BOOK
from xlminshi import api
from xlminshi.adapters.closed.reading import read_workbook
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.problems import Code, Level
from xlminshi.form.grid import Workbook
from xlminshi.form.markdown import grids_from_markdown
from xlminshi.workflow.book_reading import read_book, sheets_under_other_names
from xlminshi.workflow.books import BookReading
from xlminshi.workflow.county_returns import condensed
from xlminshi.workflow.exporting import _left_behind
from xlminshi.workflow.renamed_sheets import under_own_names

KEPT = (
    "设置",
    "实事清单",
    "督查认定",
    "措辞",
    "通报稿",
    "数据来源",
    "填报问题",
    "问题与短板",
    "历史",
    "收到文件",
    "操作记录",
)
VERDICTS = """
## {name}

| 序号 | 实事名称 | 牵头单位 | 完成率 | 状态建议 | 建议理由 | 督查认定 | 认定理由 | 通报期 |
|---|---|---|---|---|---|---|---|---|
| 1 | 农村供水保障 | 县水利局 | | 持续推进 | | {verdict} | 抽查不实 | 上半年 |
"""
STAMP = "\n## 表单信息\n\n| 填报单位 | 全部单位 |\n|---|---|\n"


@pytest.fixture(scope="module")
def whole(demo_folder: Path, publication: api.Publication) -> Workbook:
    """Return a workbook with a bulletin in it: every sheet on which something is kept."""
    assert publication.ledger.standings
    (path,) = (demo_folder.parent / "again").glob("*.xlsx")
    return read_workbook(path)


def renamed(workbook: Workbook, names: Mapping[str, str]) -> Workbook:
    grids = (replace(one, name=names.get(one.name, one.name)) for one in workbook.grids)
    return replace(workbook, grids=tuple(grids))


def read(text: str, *, is_open: bool = False) -> BookReading:
    return read_book(Workbook("工作簿.xlsx", grids_from_markdown(text), is_open=is_open), 2024)


def test_a_workbook_with_all_sheets_renamed_says_what_it_said(whole: Workbook) -> None:
    own = {name: f"我的{name}（定稿）" for name in (*KEPT, "首页")}
    expected, found = read_book(whole, 2024), read_book(renamed(whole, own), 2024)
    assert found.book == expected.book
    told = [one for one in found.problems if one not in expected.problems]
    assert {one.code for one in told} == {Code.OWN_SHEET_RENAMED}
    assert {one.place.sheet for one in told} == {*KEPT} - {"实事清单"}
    assert not [one for one in expected.problems if one not in found.problems]


def test_in_the_open_workbook_each_takes_its_name_back(whole: Workbook) -> None:
    own = {name: f"{name}（定稿）" for name in (*KEPT, "首页")}
    workbook = replace(renamed(whole, own), is_open=True)
    assert sheets_under_other_names(workbook, read_book(workbook, 2024).book) == own


def test_a_county_is_rolled_up_alike_whatever_its_sheets_are_called(whole: Workbook) -> None:
    assert condensed(renamed(whole, {"设置": "设 置", "督查认定": "认定", "实事清单": "清单"})) == condensed(
        whole
    )


def test_the_offices_records_stay_in_the_office_under_any_name(whole: Workbook) -> None:
    own = {"首页": "主页", "收到文件": "收文记录", "历史": "往期"}
    expected = tuple(own.get(name, name) for name in _left_behind(whole, ()))
    assert _left_behind(renamed(whole, own), ()) == expected
    assert set(own.values()) <= set(expected)


def test_the_sheet_of_verdicts_is_never_taken_for_the_list() -> None:
    text = VERDICTS.format(name="督查认定", verdict="进展缓慢") + BOOK.replace("## 实事清单", "## 2024年的")
    assert [len(one.indicators) for one in read(text).book.programme.projects] == [1, 1]
    without = VERDICTS.format(name="督查认定", verdict="") + BOOK[: BOOK.index("## 实事清单")]
    assert Code.NO_LIST in {one.code for one in read(without).problems}


def test_a_sheet_that_promises_something_goes_before_one_of_names() -> None:
    names = "## 分工\n\n| 序号 | 实事名称 | 牵头单位 |\n|---|---|---|\n| 1 | 某事 | 某局 |\n\n"
    found = read(names + BOOK.replace("## 实事清单", "## 清单")).book.programme
    assert [one.title for one in found.projects] == ["农村供水保障", "新建幼儿园"]


def test_of_two_that_may_be_meant_a_person_chooses() -> None:
    text = BOOK + "".join(VERDICTS.format(name=name, verdict="进展缓慢") for name in ("初稿", "定稿"))
    with pytest.raises(CannotContinueError) as caught:
        read(text)
    assert "没有“督查认定”表，“初稿”“定稿”都像是它" in str(caught.value)
    workbook = Workbook("县.xlsx", grids_from_markdown(text))
    assert "“初稿”“定稿”都像是它" in str(condensed(workbook))
    hidden = tuple(replace(one, is_hidden=one.name == "初稿") for one in workbook.grids)
    assert under_own_names(replace(workbook, grids=hidden)).former == {"督查认定": "定稿"}


def test_a_copy_beside_the_sheet_does_not_count_and_is_told_where_it_stays() -> None:
    text = "".join(
        VERDICTS.format(name=name, verdict=word)
        for name, word in (("督查认定", "持续推进"), ("副本", "进展缓慢"))
    )
    reading = read(BOOK + text, is_open=True)
    assert [one.class_name for one in reading.book.verdicts] == ["持续推进"]
    (told,) = (one for one in reading.problems if one.code is Code.OWN_SHEET_COPY)
    assert told.what == "“副本”表像是“督查认定”表的副本，没有采用，只采用“督查认定”表。"
    assert Code.OWN_SHEET_COPY not in {one.code for one in read(BOOK + text).problems}


def test_a_workbook_of_ours_that_lacks_a_sheet_says_so() -> None:
    (told,) = (one for one in read(BOOK + STAMP).problems if one.code is Code.OWN_SHEET_GONE)
    assert (told.level, told.place.sheet) == (Level.MUST_FIX, "督查认定")
    assert Code.OWN_SHEET_GONE not in {one.code for one in read(BOOK).problems}
