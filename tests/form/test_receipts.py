"""收发台账 says of every unit what was received and how it stands, and whom to remind."""

import datetime as dt
from dataclasses import replace
from typing import Any

from tests.core.builders import indicator, programme, project, reported, returned, settings
from tests.form.read_back import grid_of
from xlminshi.core.controls import control_totals
from xlminshi.core.ledger import compile_ledger
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.records import Action, Confidence, Event, Receipt, ReceiptState
from xlminshi.core.returns import MEANINGS
from xlminshi.core.submission import Submission
from xlminshi.form import sheets as look
from xlminshi.form.receipts import HEADERS, SHEET_NAME, receipts_sheet
from xlminshi.form.sheets import SheetPlan
from xlminshi.form.summary import MADE_ANEW

PLAN = programme(
    project("康复救助", "区残联", indicator("救助"), indicator("培训")),
    project("修路", "区交通局", indicator("里程", 50, measure="公里")),
    project("供水", "区水利局", indicator("水厂", 3, measure="座")),
)
GOOD = replace(
    returned("区残联", reported("康复救助", "救助", 70), reported("康复救助", "培训")),
    reporter="张三",
    reviewer="李四",
    reported_on=dt.date(2022, 10, 7),
)
MOMENT = dt.datetime(2022, 10, 9, 9, 30)
FILE = Receipt(
    "1-9月份", "区残联.xlsx", "0123456789abcdef", 999, "区残联", "表单信息、表头", Confidence.SURE, "zhang@example.org",
    MOMENT, 2, ReceiptState.ADOPTED,
)  # fmt: skip
WAITING = replace(FILE, lead_unit="区交通局", file="a.xlsx", state=ReceiptState.WAITING)
MUST = problem(Code.NOT_A_NUMBER, Place("区残联.xlsx", "区残联", "E6"), found="九个")


def sheet(
    *receipts: Receipt,
    submissions: tuple[Submission, ...] = (GOOD,),
    problems: tuple[Problem, ...] = (),
    events: tuple[Event, ...] = (),
    deadline: dt.date | None = dt.date(2022, 10, 8),
    sent_out: dt.date | None = None,
) -> SheetPlan:
    ledger = compile_ledger(PLAN, settings(deadline=deadline, sent_out=sent_out), submissions)
    totals = control_totals(ledger, submissions)
    return receipts_sheet(ledger, submissions, problems, receipts, totals, events)


def line(plan: SheetPlan, unit: str) -> dict[str, Any]:
    row = next(row for row in grid_of(plan).rows if len(row) > 1 and row[1] == unit)
    return {header.replace("\n", ""): value for header, value in zip(HEADERS, row, strict=True)}


def texts(plan: SheetPlan) -> list[str]:
    return [str(value) for row in grid_of(plan).rows for value in row if value is not None]


def test_a_line_says_everything_about_an_adopted_return() -> None:
    assert line(sheet(FILE), "区残联") == {
        "序号": 1,
        "牵头单位": "区残联",
        "状态": "迟报",
        "下发": None,
        "报送截止": dt.date(2022, 10, 8),
        "收到时间": MOMENT,
        "第几版": 2,
        "文件": "区残联.xlsx",
        "发件人": "zhang@example.org",
        "识别依据": "表单信息、表头",
        "把握": "确定",
        "填报人": "张三",
        "审核人": "李四",
        "填报日期": dt.date(2022, 10, 7),
        "实事件数": 1,
        "已填/应填指标": "1/2",
        "必改": 0,
        "提醒": 0,
        "校验码": "01234567",
    }


def test_the_day_of_sending_is_that_of_the_settings_else_that_of_the_records() -> None:
    made = Event(dt.date(2022, 10, 1), Action.ADVANCE, "2022年1-9月份", "", "")
    assert line(sheet(events=(made,)), "区水利局")["下发"] == dt.date(2022, 10, 1)
    typed = sheet(events=(made,), sent_out=dt.date(2022, 10, 3))
    assert {line(typed, unit)["下发"] for unit in ("区水利局", "区残联")} == {dt.date(2022, 10, 3)}
    assert any("下发2022-10-03" in text for text in texts(typed))


def test_a_line_of_a_unit_that_sent_nothing_is_empty_but_for_what_is_due() -> None:
    found = line(sheet(deadline=None), "区交通局")
    filled = {header for header, value in found.items() if value is not None}
    assert filled == {"序号", "牵头单位", "状态", "实事件数", "已填/应填指标"}
    assert (found["状态"], found["已填/应填指标"]) == ("未报", "0/1")


def test_files_that_wait_for_a_choice_are_all_named() -> None:
    plan = sheet(
        FILE, WAITING, replace(WAITING, file="b.xlsx"), replace(WAITING, lead_unit="区残联", file="c.xlsx")
    )
    assert line(plan, "区交通局")["文件"] == "待选定：a.xlsx\n待选定：b.xlsx"
    assert line(plan, "区残联")["文件"] == "区残联.xlsx\n待选定：c.xlsx"
    assert {line(plan, unit)["状态"] for unit in ("区交通局", "区残联")} == {"待选定"}


def test_a_refused_file_is_named_though_it_was_not_adopted() -> None:
    found = line(sheet(replace(WAITING, state=ReceiptState.REFUSED)), "区交通局")
    assert (found["状态"], found["文件"], found["必改"]) == ("已报未采用", "a.xlsx", None)


def test_a_workbook_without_receipts_still_names_the_file_of_each_return() -> None:
    found = line(sheet(), "区残联")
    assert (found["文件"], found["收到时间"], found["状态"]) == ("区残联.xlsx", None, "已收")
    assert line(sheet(submissions=(replace(GOOD, source=""),)), "区残联")["文件"] is None


def test_what_has_to_be_mended_is_counted_and_stands_out() -> None:
    plan = sheet(FILE, problems=(MUST,))
    assert (line(plan, "区残联")["状态"], line(plan, "区残联")["必改"]) == ("待改", 1)
    inks = {cell.content: cell.style.ink for cell in plan.cells if cell.area.top == 4}
    assert inks[1] == look.WARNING_INK
    assert inks[MOMENT] == look.WARNING_INK


def test_the_lines_above_tell_the_totals_the_states_and_the_days() -> None:
    label = "2022年1-9月份"
    events = (
        Event(dt.date(2022, 10, 1), Action.ADVANCE, label, "", ""),
        Event(dt.date(2022, 10, 20), Action.CLOSE, label, "", ""),
    )
    grid = grid_of(sheet(FILE, events=events))
    assert grid.name == SHEET_NAME
    assert str(grid.rows[1][0]).startswith("核对数：报送单位（个）应3，实1，少2")
    days = "下发2022-10-01；报送截止2022-10-08；办结2022-10-20。"
    assert grid.rows[2][0] == f"未报2个，迟报1个；{days}{MADE_ANEW}"
    assert grid_of(sheet(deadline=None)).rows[2][0] == f"未报2个，已收1个。{MADE_ANEW}"


def test_below_stand_the_missing_units_the_words_to_remind_them_and_the_legend() -> None:
    shown = texts(sheet(FILE))
    assert "2个：区交通局、区水利局" in shown
    assert any(text.startswith("区交通局、区水利局：请尽快报送湛河区2022年重点民生实事") for text in shown)
    assert set(MEANINGS.values()) <= set(shown)


def test_where_all_have_reported_nobody_is_reminded() -> None:
    everyone = tuple(
        returned(project.lead_unit, *(reported(project.title, one.name, 1) for one in project.indicators))
        for project in PLAN.projects
    )
    shown = texts(sheet(submissions=everyone))
    assert shown[shown.index("未报名单") + 1] == "无"
    assert "没有需要催办的单位。" in shown


def test_a_programme_without_units_is_no_traceback() -> None:
    empty = compile_ledger(replace(PLAN, projects=()), settings(), ())
    plan = receipts_sheet(empty, (), (), (), control_totals(empty, ()))
    assert f"没有牵头单位。{MADE_ANEW}" in texts(plan)
    assert plan.filter is not None
