"""A bulletin that tells its projects in words and again in an annexed table: each stands once in the list."""

import pytest

from tests.cases.bulletins.scoring import listed
from xlminshi.bulletin.listing.annexes import DIFFERS, FROM_ANNEX
from xlminshi.bulletin.listing.found import FoundList
from xlminshi.bulletin.listing.listing import UNKNOWN_COLUMN
from xlminshi.bulletin.proofreading.manuscript import Line, Manuscript, Story

HEADS = ("实事名称", "牵头单位", "年度目标", "累计完成", "完成率")
TEXT = ("某县督查通报", "1.新建公路（牵头单位：县交通局）", "完成情况：已建成公路12公里。")


def bulletin(*rows: tuple[str, ...], text: tuple[str, ...] = TEXT) -> FoundList:
    lines = [Line(number, one) for number, one in enumerate(text, start=1)]
    for place, row in enumerate(rows):
        for head, cell in zip(HEADS, row, strict=True):
            number = len(lines) + 1
            lines.append(Line(number, cell, label=f"{head}：", story=Story.TABLE, row=(0, place + 1)))
    return listed(Manuscript("a", tuple(lines)))


def test_the_annex_fills_what_the_text_leaves_out() -> None:
    (project,) = bulletin(("新建公路", "县交通局", "30公里", "12公里", "40%")).projects
    (one,) = project.indicators
    assert one.target is not None and one.target.text == "30公里"
    assert (one.rate, one.marks, project.marks) == ("40%", (), ())


def test_a_difference_between_text_and_annex_is_marked_and_the_text_holds() -> None:
    text = (*TEXT[:2], "完成情况：已建成公路12公里，完成全年目标30公里的40%。")
    (project,) = bulletin(("新建公路", "县交通局", "30公里", "13公里", "40%"), text=text).projects
    (one,) = project.indicators
    assert one.achieved is not None and one.achieved.text == "12公里"
    assert one.marks == (DIFFERS.format(found="13公里"),)


def test_a_figure_that_stands_in_the_annex_alone_is_listed_and_marked() -> None:
    (project,) = bulletin(("新建公路", "县交通局", "5座", "2座", "40%")).projects
    first, second = project.indicators
    assert (first.achieved is not None and first.achieved.text, second.marks) == ("12公里", (FROM_ANNEX,))
    assert first.name != second.name


def test_a_project_of_the_annex_alone_and_one_of_another_unit_stand_by_themselves() -> None:
    found = bulletin(
        ("新建公路", "县水利局", "30公里", "12公里", ""), ("新建学校", "县教育局", "3所", "1所", "")
    )
    assert [(one.title, one.lead_unit) for one in found.projects] == [
        ("新建公路", "县交通局"),
        ("新建公路（2）", "县水利局"),
        ("新建学校", "县教育局"),
    ]


@pytest.mark.parametrize("more", [(), (("建桥", "县交通局", "2座", "1座", ""),)])
def test_a_telling_without_a_name_takes_that_of_its_units_only_row(more: tuple[tuple[str, ...], ...]) -> None:
    text = (
        "某县工作简报",
        "上半年各项工作有序推进。县交通局已建成农村公路12公里，完成全年任务的40%，正在验收。",
    )
    found = bulletin(("新建公路", "县交通局", "30公里", "12公里", "40%"), *more, text=text)
    titles = [one.title for one in found.projects]
    assert titles == (["新建公路"] if not more else [titles[0], "新建公路", "建桥"])
    assert any("没有写实事名称" in mark for mark in found.projects[0].marks) == bool(more)


def test_figures_of_a_column_that_nobody_knows_are_marked_and_a_row_of_sums_is_no_project() -> None:
    heads = ("编号", "项目名称", "承办单位", "计划完成量", "受益情况人数", "备用")
    rows = (("1", "新建公路", "县交通局", "30公里", "", "5台"), ("合计", "", "", "30公里", "", ""))
    lines = [Line(1, "某县工作简报")]
    for place, row in enumerate(rows):
        for head, cell in zip(heads, row, strict=True):
            if cell:
                label = f"{head}："
                lines.append(Line(len(lines) + 1, cell, label=label, story=Story.TABLE, row=(0, place + 1)))
    (project,) = listed(Manuscript("a", tuple(lines))).projects
    (one,) = project.indicators
    assert one.target is not None and one.target.text == "30公里"
    assert project.marks == (UNKNOWN_COLUMN.format(head="备用", text="5台"),)


@pytest.mark.parametrize(
    "period",
    [
        "1-9月份",
        "1月-9月份",
        "上半年",
        "下半年",
        "前三季度",
        "第3季度",
        "第三季度",
        "1-4季度",
        "一至三季度",
        "9月份",
        "全年",
    ],
)
def test_the_period_of_the_title_is_found_as_it_is_written(period: str) -> None:
    title = f"关于{period}全县2022年重点民生实事进展情况的通报"
    assert bulletin(text=(title, *TEXT[1:])).head.period == period
