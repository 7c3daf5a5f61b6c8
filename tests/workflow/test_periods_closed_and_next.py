"""A period is closed and opened again, and the next one begins with what is known: nothing is lost, nothing is repeated."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from tests.core.builders import indicator, programme, project, reported, returned, settings
from tests.workflow.editing import column_of, edited, row_of
from xlminshi import api
from xlminshi.adapters.closed.reading import read_workbook
from xlminshi.cli import FAILED, run
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.history import history_of
from xlminshi.core.ledger import Ledger, compile_ledger
from xlminshi.core.period import ReportingPeriod, reporting_period
from xlminshi.core.problems import Code
from xlminshi.core.project import Programme
from xlminshi.core.records import Action, Records
from xlminshi.core.submission import Submission
from xlminshi.workflow.advancing import FORMS_FOLDER, following_period
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import Book
from xlminshi.workflow.locking import changes_since_closed, history_with_period, is_locked

UNIT = "区城市管理局"
LABEL = "2022年1-9月份"


def on(day: int) -> Callable[[], dt.datetime]:
    return lambda: dt.datetime(2022, 10, day, 9, 0)


def book_in(path: Path) -> Book:
    return read_book(read_workbook(path), 2022).book


@pytest.fixture(scope="module")
def collected(demo_folder: Path) -> Path:
    return demo_folder / "4_汇总工作簿.xlsx"


@pytest.fixture(scope="module")
def closed(collected: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("closed") / "办结.xlsx"
    api.close_period(collected, target, person=" 李四 ", now=on(20))
    return target


@pytest.fixture(scope="module")
def advanced(closed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the workbook of the next period, with the folder of forms beside it."""
    folder = tmp_path_factory.mktemp("next")
    made = api.next_period(closed, folder, deadline=dt.date(2022, 11, 8), person="李四", now=on(25))
    return made.written[0]


def changed(source: Path, target: Path, unit: str, indicator: str, header: str, value: object) -> Path:
    """Save a copy of a workbook in which somebody has typed into a unit's sheet."""
    workbook = openpyxl.load_workbook(source)
    sheet = workbook[unit]
    sheet.cell(row_of(sheet, indicator), column_of(sheet, header)).value = value
    workbook.save(target)
    return target


# Closing --------------------------------------------------------------------------------------------------------


def test_closing_is_remembered_with_who_when_and_how_things_stood(closed: Path) -> None:
    book = book_in(closed)
    last = book.records.events[-1]
    assert (last.action, last.day, last.period, last.person) == (
        Action.CLOSE,
        dt.date(2022, 10, 20),
        LABEL,
        "李四",
    )
    assert last.result.startswith("实事19件；应报送单位14个，未报送0个；尚有必改")
    assert is_locked(book)
    assert len(book.records.history) == sum(len(one.indicators) for one in book.programme.projects)


def test_a_closed_period_reads_back_as_it_was_closed(closed: Path) -> None:
    book = book_in(closed)
    assert changes_since_closed(book) == ()
    assert history_with_period(book) == book.records.history


def test_what_somebody_changes_in_a_closed_period_is_told_and_not_written_into_the_history(
    closed: Path, tmp_path: Path
) -> None:
    book = book_in(changed(closed, tmp_path / "改过.xlsx", UNIT, "停车泊位", "累计完成", 9999))
    (told,) = changes_since_closed(book)
    assert told.code is Code.CLOSED_BUT_CHANGED
    assert f"{LABEL}已经办结，但{UNIT}现在的" in told.what
    assert history_with_period(book) == book.records.history
    row = next(one for one in book.records.history if one.indicator_name == "停车泊位")
    assert row.achieved == 1103


def test_an_open_period_follows_its_sheets(collected: Path, tmp_path: Path) -> None:
    book = book_in(changed(collected, tmp_path / "改过.xlsx", UNIT, "停车泊位", "累计完成", 1150))
    assert changes_since_closed(book) == ()
    row = next(one for one in history_with_period(book) if one.indicator_name == "停车泊位")
    assert row.achieved == 1150


def test_returns_to_a_closed_period_are_refused(closed: Path, demo_folder: Path, tmp_path: Path) -> None:
    form = demo_folder / "3_回收填报表" / f"{UNIT}.xlsx"
    with pytest.raises(CannotContinueError, match="已经办结"):
        api.collect(closed, (form,), tmp_path / "汇总.xlsx")


def test_a_period_is_not_closed_twice_nor_before_anybody_has_reported(
    closed: Path, demo_folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(CannotContinueError, match="不用再办结"):
        api.close_period(closed, tmp_path / "a.xlsx")
    with pytest.raises(CannotContinueError, match="还没有单位报送"):
        api.close_period(demo_folder / "1_标准工作簿.xlsx", tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()


def test_a_closed_period_is_opened_again_with_a_reason(
    closed: Path, demo_folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "重开.xlsx"
    result = api.reopen_period(closed, target, " 区教体局来函更正 ", person="王五", now=on(21))
    last = book_in(target).records.events[-1]
    assert (last.action, last.reason, last.person, last.day) == (
        Action.REOPEN,
        "区教体局来函更正",
        "王五",
        dt.date(2022, 10, 21),
    )
    assert not is_locked(result.value)
    form = demo_folder / "3_回收填报表" / f"{UNIT}.xlsx"
    assert api.collect(target, (form,), tmp_path / "汇总.xlsx").value.files_accepted == 1


def test_without_a_reason_or_where_it_is_open_nothing_is_opened_again(
    closed: Path, collected: Path, tmp_path: Path
) -> None:
    with pytest.raises(CannotContinueError, match="要写明理由"):
        api.reopen_period(closed, tmp_path / "a.xlsx", " ")
    with pytest.raises(CannotContinueError, match="没有办结"):
        api.reopen_period(collected, tmp_path / "a.xlsx", "更正")


# The next period ------------------------------------------------------------------------------------------------


def test_the_next_workbook_is_set_to_the_next_period_and_asks_for_what_is_new(advanced: Path) -> None:
    settings = book_in(advanced).settings
    assert (settings.period.label, settings.period.last) == ("1-10月份", 10)
    assert settings.period.as_of == dt.date(2022, 10, 31)
    assert settings.deadline == dt.date(2022, 11, 8)
    assert (settings.bulletin.issue_number, settings.bulletin.dated) == (8, None)
    assert settings.bulletin.issuer


def test_the_next_workbook_remembers_the_old_period_and_repeats_nothing_of_it(
    advanced: Path, closed: Path
) -> None:
    book, old = book_in(advanced), book_in(closed)
    assert book.records.history == old.records.history
    assert book.records.receipts == old.records.receipts
    assert book.verdicts == ()
    assert len(book.ledger().missing_units) == 14
    last = book.records.events[-1]
    assert (last.action, last.period, last.result) == (
        Action.ADVANCE,
        "2022年1-10月份",
        f"由{LABEL}转入，生成填报表14份",
    )
    assert not is_locked(book)


def test_each_unit_gets_a_form_with_its_last_figures_and_persons(
    advanced: Path, demo_folder: Path, collected: Path, tmp_path: Path
) -> None:
    forms = sorted(path.name for path in (advanced.parent / FORMS_FOLDER).iterdir())
    assert forms == sorted(path.name for path in (demo_folder / "2_下发填报表").iterdir())
    for path in (advanced.parent / FORMS_FOLDER / f"{UNIT}.xlsx", advanced):
        sheet = openpyxl.load_workbook(path)[UNIT]
        row = row_of(sheet, "停车泊位")
        assert sheet.cell(row, column_of(sheet, "上期累计")).value == 1103
        assert sheet.cell(row, column_of(sheet, "累计完成")).value is None
        assert sheet.cell(row, column_of(sheet, "进展情况")).value is None


def test_persons_go_along_though_the_unit_has_not_reported_in_between(
    collected: Path, tmp_path: Path
) -> None:
    known = changed(collected, tmp_path / "有人.xlsx", UNIT, "停车泊位", "备注", "见附件")
    workbook = openpyxl.load_workbook(known)
    sheet = workbook[UNIT]
    sheet.cell(row_of(sheet, "窨井盖整治"), column_of(sheet, "责任人")).value = "赵六"
    workbook.save(known)
    first = api.next_period(known, tmp_path / "十月", now=on(25)).written[0]
    second = api.next_period(first, tmp_path / "十一月", now=on(26)).written[0]
    sheet = openpyxl.load_workbook(second.parent / FORMS_FOLDER / f"{UNIT}.xlsx")[UNIT]
    assert sheet.cell(row_of(sheet, "窨井盖整治"), column_of(sheet, "责任人")).value == "赵六"
    assert sheet.cell(row_of(sheet, "停车泊位"), column_of(sheet, "上期累计")).value == 1103
    assert book_in(second).settings.bulletin.issue_number == 9


def test_the_round_of_the_next_period_can_be_gone_through(advanced: Path, tmp_path: Path) -> None:
    form = advanced.parent / FORMS_FOLDER / f"{UNIT}.xlsx"

    def more(workbook: object, sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.cell(row_of(sheet, "停车泊位"), column_of(sheet, "累计完成")).value = 1150

    back = edited(form, tmp_path / f"{UNIT}.xlsx", more)
    api.collect(advanced, (back,), tmp_path / "汇总.xlsx", now=on(28))
    book = book_in(tmp_path / "汇总.xlsx")
    rows = [one for one in book.records.history if one.indicator_name == "停车泊位"]
    assert [(one.period, one.achieved) for one in rows] == [("1-9月份", 1103), ("1-10月份", 1150)]


def test_leaving_an_open_period_behind_is_told(collected: Path, closed: Path, tmp_path: Path) -> None:
    left = api.next_period(collected, tmp_path / "a")
    told = next(one for one in left.problems if one.code is Code.PERIOD_NOT_CLOSED)
    assert told.what == f"{LABEL}还没有办结，就转入了2022年1-10月份。"
    assert left.value.book.records.history
    done = api.next_period(closed, tmp_path / "b", "全年")
    assert Code.PERIOD_NOT_CLOSED not in {one.code for one in done.problems}
    empty = api.next_period(left.written[0], tmp_path / "c", "2022年全年")
    assert Code.PERIOD_NOT_CLOSED not in {one.code for one in empty.problems}
    assert empty.value.book.settings.period.label == "全年"


def test_the_same_workbook_gives_the_same_files(closed: Path, tmp_path: Path) -> None:
    made = [api.next_period(closed, tmp_path / name, now=on(25)).written for name in "ab"]
    for one, other in zip(*made, strict=True):
        assert one.read_bytes() == other.read_bytes()


def period(label: str) -> ReportingPeriod:
    found = reporting_period(2022, label)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("current", "label", "why"),
    [
        ("全年", "", "请用下一年度的实事清单"),
        ("1-12月份", "全年", "请用下一年度的实事清单"),
        ("1-9月份", "2023年1-10月份", "不在2022年度"),
        ("9月份", "", "看不出“9月份”的下一期"),
        ("1-9月份", "年底", "“年底”不是通报期"),
        ("1-9月份", "前三季度", "不在本期“1-9月份”之后"),
        ("1-9月份", "上半年", "不在本期"),
    ],
)
def test_a_period_that_cannot_follow_is_refused_with_what_to_do(current: str, label: str, why: str) -> None:
    with pytest.raises(CannotContinueError, match=why) as told:
        following_period(period(current), label)
    assert "请" in str(told.value)


@pytest.mark.parametrize(
    ("current", "label", "expected"),
    [("1-9月份", "", "1-10月份"), ("上半年", " 2022年前三季度 ", "前三季度"), ("9月份", "10月份", "10月份")],
)
def test_a_later_period_follows(current: str, label: str, expected: str) -> None:
    assert following_period(period(current), label).label == expected


def test_a_workbook_without_projects_does_not_go_on(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["实事名称", "牵头单位", "指标名称"])
    workbook.save(tmp_path / "空.xlsx")
    with pytest.raises(CannotContinueError, match="没有读到实事"):
        api.next_period(tmp_path / "空.xlsx", tmp_path / "a")


# On the command line --------------------------------------------------------------------------------------------


def test_the_three_commands_do_the_same(
    collected: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closed, opened = tmp_path / "办结.xlsx", tmp_path / "重开.xlsx"
    assert run(["close", str(collected), "-o", str(closed), "--person", "李四"]) != FAILED
    assert run(["reopen", str(closed), "-o", str(opened), "--reason", "来函更正"]) != FAILED
    made = ["next", str(opened), "-o", str(tmp_path / "下期"), "--period", "全年", "--deadline", "2022-12-31"]
    assert run(made) != FAILED
    said = capsys.readouterr().out
    assert f"{LABEL}已办结：{closed}" in said
    assert f"{LABEL}已重新打开：{opened}" in said
    assert "已转入2022年全年" in said
    assert "已生成14份填报表" in said
    book = book_in(tmp_path / "下期" / "湛河区2022年重点民生实事工作簿（全年）.xlsx")
    assert book.settings.deadline == dt.date(2022, 12, 31)
    assert [one.action for one in book.records.events[-3:]] == [Action.CLOSE, Action.REOPEN, Action.ADVANCE]


def test_opening_again_tells_machines_the_ledger(
    closed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["reopen", str(closed), "-o", str(tmp_path / "重开.xlsx"), "--reason", "来函更正", "--json"])
    record = json.loads(capsys.readouterr().out)
    assert (record["command"], record["written"]) == ("reopen", [str(tmp_path / "重开.xlsx")])
    assert record["result"]["period"] == "1-9月份"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("reopen", "-o", "a.xlsx"), "还缺少选项 --reason"),
        (("next", "-o", "a", "--deadline", "月底"), "“月底”不是日期"),
        (("next", "-o", "a", "--period", "去年"), "不是通报期"),
    ],
)
def test_what_cannot_be_done_is_told_in_chinese(
    arguments: tuple[str, ...], why: str, collected: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command, *options = arguments
    assert run([command, str(collected), *options]) == FAILED
    assert why in capsys.readouterr().err


def test_closing_tells_of_a_draft_whose_figures_no_longer_hold(demo_folder: Path, tmp_path: Path) -> None:
    published = next((demo_folder / "5_通报").glob("*.xlsx"))
    workbook = openpyxl.load_workbook(published)
    sheet = workbook["通报稿"]
    cell = next(one for row in sheet.iter_rows() for one in row if "已完成218个" in str(one.value))
    cell.value = str(cell.value).replace("已完成", "经现场核查，已完成")
    workbook.save(tmp_path / "改过的稿.xlsx")
    late = changed(tmp_path / "改过的稿.xlsx", tmp_path / "更正.xlsx", UNIT, "窨井盖整治", "累计完成", 203)
    result = api.close_period(late, tmp_path / "办结.xlsx", now=on(20))
    assert Code.DRAFT_FIGURE_STALE in {one.code for one in result.problems}


def test_the_ledger_knows_of_which_period_a_figure_is_that_was_not_reported_in_the_last_one() -> None:
    plan = programme(project("修厕", "县住建局", indicator()), project("建校", "县教体局", indicator()))
    units = (("修厕", "县住建局"), ("建校", "县教体局"))
    history = tuple(
        row
        for label, figure in (("1-7月份", 30), ("1-8月份", 40))
        for row in history_of(*_county(plan, units, label, figure))
        if (label, row.lead_unit) != ("1-8月份", "县住建局")
    )
    ledger, submissions = _county(plan, units, "1-9月份", 60, {"修厕": 30, "建校": 40})
    book = Book("簿.xlsx", plan, ledger.settings, submissions, (), records=Records(history=history))
    reports = [item.report for one in book.ledger().standings for item in one.indicators]
    assert [one.since for one in reports if one] == ["1-7月份", ""]


def _county(
    plan: Programme,
    units: tuple[tuple[str, str], ...],
    label: str,
    figure: int,
    previous: Mapping[str, int] | None = None,
) -> tuple[Ledger, tuple[Submission, ...]]:
    before = previous or {}
    submissions = tuple(
        returned(unit, reported(title, indicator().name, figure, previous=before.get(title)))
        for title, unit in units
    )
    return compile_ledger(plan, settings(label), submissions), submissions
