"""A small county in Markdown, for tests of how returns are recognised and chosen."""

import datetime as dt

from xlminshi.core.records import Receipt, ReceiptState
from xlminshi.form.grid import Workbook
from xlminshi.form.markdown import grids_from_markdown
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import Book
from xlminshi.workflow.choosing import Candidate
from xlminshi.workflow.collecting import examiner_of
from xlminshi.workflow.recognising import Recognised, recognise

SETTINGS = """
## 设置

| 设置项 | 值 |
|---|---|
| 区县名称 | 清源县 |
| 年度 | 2024 |
| 通报期 | 上半年 |
| 单位名称 | 别名（用顿号隔开） |"""
BOOK = f"""{SETTINGS}
| 县水利局 | 水利局 |
| 县教育局 | 教体局 |
| 县税务局 | |

## 实事清单

| 实事名称 | 牵头单位 | 指标名称 | 计量单位 | 年度目标 |
|---|---|---|---|---|
| 农村供水保障 | 县水利局 | 改造供水工程 | 处 | 20 |
| 新建幼儿园 | 县教育局 | 新增学位 | 个 | 900 |
"""
ROWS = """
| 实事名称 | 指标名称 | 累计完成 | 进展情况 |
|---|---|---|---|
| 农村供水保障 | 改造供水工程 | {figure} | 正在推进 |
"""
STAMP = """
## 表单信息

| 实事方案 | 清源县2024年重点民生实事 |
|---|---|
| 填报单位 | {unit} |
| 通报期 | 2024年上半年 |
| 表单版本 | 1 |
"""


def book() -> Book:
    """Return the county's workbook."""
    return read_book(Workbook("工作簿.xlsx", grids_from_markdown(BOOK)), 2024).book


def form(
    file: str = "表.xlsx",
    sheet: str = "Sheet1",
    head: str = "填报单位：县水利局\n通报期：上半年\n",
    stamp: str = "",
    figure: object = 12,
) -> Workbook:
    """Return a return of 县水利局; `head` stands above the table, `stamp` is the unit of the hidden sheet ("": none)."""
    text = f"## {sheet}\n\n{head}{ROWS.format(figure=figure)}"
    text += STAMP.format(unit=stamp) if stamp else ""
    return Workbook(file, grids_from_markdown(text), digest=f"{file}/{figure}")


def recognised(workbook: Workbook) -> Recognised:
    """Return what the county's office makes of a file."""
    return recognise(workbook, book())


def candidate(file: str, figure: object, sent_at: dt.datetime | None, chosen: str = "") -> Candidate:
    """Return a recognised return of 县水利局 with its receipt."""
    workbook = form(file, figure=figure)
    found = examiner_of(book()).examined(workbook)
    assert found.form is not None
    receipt = Receipt(
        period="上半年",
        file=file,
        digest=workbook.digest,
        size=1,
        lead_unit="县水利局",
        evidence=found.recognition.evidence,
        confidence=found.recognition.confidence,
        sender="",
        sent_at=sent_at,
        version=0,
        state=ReceiptState.REFUSED,
        chosen=chosen,
    )
    return Candidate(found.form, receipt)
