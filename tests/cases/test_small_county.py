"""A small county in Markdown tables, through the whole chain with doors that know no file format at all."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from xlminshi.bulletin.anchors import WrittenDraft
from xlminshi.bulletin.document import Document
from xlminshi.core.problems import Code
from xlminshi.form.grid import Workbook
from xlminshi.form.markdown import grids_from_markdown
from xlminshi.form.sheets import BookPlan
from xlminshi.workflow.examining import Examiner
from xlminshi.workflow.fates import Fate
from xlminshi.workflow.ports import Arrival, Office
from xlminshi.workflow.publishing import Publication, publish

BOOK = """
## 设置

| 设置项 | 值 |
|---|---|
| 区县名称 | 鲁山县 |
| 年度 | 2022 |
| 通报期 | 上半年 |
| 期号 | 2 |
| 成文日期 | 2022-07-01 |
| 发文机关 | 县政府目标办 |
| 会同单位 | 县发改委、县财政局 |
| 完成率取整 | 舍去尾数 |
| 单位名称 | 别名（用顿号隔开） |
| 县大数据中心 | 县政务服务和大数据服务中心 |
| 县城管局 | |

## 实事清单

| 实事名称 | 主要任务 | 牵头单位 | 指标名称 | 计量单位 | 年度目标 | 完成率小数位 |
|---|---|---|---|---|---|---|
| 提升移动政务服务能力 | | 县政务服务和大数据服务中心 | 豫事办新用户注册 | 人 | 35万 | 2 |
| 窨井盖整治 | | 县城管局 | 窨井盖整治 | 座 | 2000 | 0 |
| 公厕改造 | 改造公厕10座 | 县城管局 | 改造公厕 | 座 | 10 | 0 |
"""
CENTRE = """
## 县大数据中心

填报单位：县政务服务和大数据服务中心
通报期：1—6月

| 实事名称 | 指标名称 | 累计完成 | 进展情况 |
|---|---|---|---|
| 提升移动政务服务能力 | 豫事办新用户注册 | 33万 | 居全市前列 |
"""
CITY_OFFICE = """
## Sheet1

填报单位：县城管局

| 指标名称 | 实事名称 | 进展情况 | 累计完成数 |
|---|---|---|---|
| 改造公厕 | 公厕改造 | | 2 |
| 窨井盖整治 | 窨井盖整治 | | １,６４６座 |
"""


def office(**texts: str) -> Office:
    """Return doors that read Markdown and write nothing."""

    def read(path: Path) -> Workbook:
        return Workbook(path.name, grids_from_markdown(texts[path.name]), digest=path.name)

    def receive(paths: tuple[Path, ...], _: Examiner | None = None) -> Iterable[Arrival]:
        return [Arrival(path.name, Fate.READ, read(path), digest=path.name) for path in paths]

    def render(plan: BookPlan) -> bytes:
        return "、".join(sheet.name for sheet in plan.sheets).encode()

    def render_bulletin(document: Document, letterhead: bytes) -> bytes:
        return "\n".join(one.text for one in document.body).encode()

    return Office(
        read=read,
        receive=receive,
        render_book=render,
        render_bulletin=render_bulletin,
        letterhead=lambda _: b"",
        read_draft=lambda path: WrittenDraft(path.name, ()),
        refreshed_draft=lambda path, figures: b"",
        now=lambda: dt.datetime(2022, 7, 1),
    )


def published() -> tuple[Publication, set[Code]]:
    doors = office(book=BOOK, centre=CENTRE, city=CITY_OFFICE)
    result = publish(Path("book"), (Path("centre"), Path("city")), doors)
    return result.value, {one.code for one in result.problems}


def texts() -> list[str]:
    return [one.text for one in published()[0].document.body]


def test_cut_off_rates_and_words_as_typed_stand_in_the_document() -> None:
    assert (
        "完成情况：全县已累计完成豫事办新用户注册33万人，完成全年目标35万人的94.28%，居全市前列。" in texts()
    )


def test_a_unit_with_two_projects_in_two_classes_is_counted_once() -> None:
    lead = texts()[0]
    assert "县政府目标办会同县发改委、县财政局对2个主要责任单位承担的3件重点民生实事上半年完成情况" in lead
    assert "县大数据中心、县城管局2件实事正在持续推进中，县城管局1件实事推进缓慢。" in lead


def test_empty_classes_leave_no_gap_in_the_numbering() -> None:
    headings = [text for text in texts() if text.startswith("（")]
    assert headings == ["（一）持续推进实事2件", "（二）进展缓慢实事1件"]


def test_a_slow_project_tells_its_task_and_its_figure() -> None:
    found = texts()
    start = found.index("1.公厕改造")
    assert found[start + 1] == "主要任务：改造公厕10座。（牵头单位：县城管局）"
    assert found[start + 2] == "完成情况：已改造公厕2座，完成全年目标10座的20%，滞后序时进度30个百分点。"


def test_only_reminders_are_left() -> None:
    _, codes = published()
    assert codes == {
        Code.READ_FROM_WORDS,
        Code.LIST_KIND_ASSUMED,
        Code.MISSING_COLUMN,
        Code.PERIOD_UNSTATED,
        Code.STAMP_GONE,
    }
