"""首页 shows the buttons in the order of the work, where the period stands, and a way to every other sheet."""

import datetime as dt

from tests.core.builders import indicator, programme, project, reported, returned, settings
from tests.form.read_back import grid_of
from xlminshi.core.ledger import compile_ledger
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.records import Action, Event
from xlminshi.form.commands import COMMANDS
from xlminshi.form.home import Standing, home_sheet
from xlminshi.form.sheets import Area, Link, SheetPlan, with_captions

PLAN = programme(
    project("康复救助", "区残联", indicator("救助", 70)),
    project("修路", "区交通局", indicator("里程", 50, measure="公里")),
)
UNITS = {"区残联": "区残联", "区交通局": "区交通局（2）"}
MUST = problem(Code.NOT_A_NUMBER, Place("区残联.xlsx", "区残联", "E6"), found="九个")
SEEN = problem(Code.NOT_RETURNED, Place(), found="区交通局")
RUN = Event(dt.date(2022, 10, 9), Action.COLLECT, "2022年1-9月份", "", "收到文件1个")


def home(
    problems: tuple[Problem, ...] | None = (),
    events: tuple[Event, ...] = (),
    sheets: frozenset[str] = frozenset({"设置", "区残联"}),
    deadline: dt.date | None = dt.date(2022, 10, 8),
) -> SheetPlan:
    ledger = compile_ledger(
        PLAN, settings(deadline=deadline), (returned("区残联", reported("康复救助", "救助", 70)),)
    )
    return home_sheet(ledger, Standing(problems, events, UNITS, sheets))


def texts(plan: SheetPlan) -> list[str]:
    return [str(value) for row in grid_of(plan).rows for value in row if value is not None]


def beside(plan: SheetPlan, label: str) -> str:
    shown = texts(plan)
    return shown[shown.index(label) + 1]


def test_the_buttons_stand_in_the_order_of_the_work_side_by_side() -> None:
    plan = home()
    assert [(one.caption, one.macro) for one in plan.buttons] == [
        (one.caption, one.macro) for one in COMMANDS
    ]
    assert [str(one.area) for one in plan.buttons] == ["A3:A3", "B3:B3", "C3:C3", "D3:D3", "E3:E3", "F3:F3"]


def test_a_file_without_macros_says_which_command_does_the_same() -> None:
    told = [text for text in texts(home()) if "本文件不含宏" in text]
    assert told[0] == "1. 拆分下发\n（本文件不含宏，\n命令：split）"
    assert "请在文件夹中打开" in told[-1]
    captions = [str(cell.content) for cell in with_captions(home()).cells if cell.area.top == 2]
    assert captions == [one.caption for one in COMMANDS]


def test_a_sheet_without_buttons_has_no_captions_to_put() -> None:
    plan = SheetPlan("表", home().cells)
    assert with_captions(plan) is plan


def test_the_state_of_the_period_is_told() -> None:
    plan = home(problems=(MUST, SEEN), events=(RUN,))
    assert beside(plan, "报送截止") == "2022-10-08"
    assert beside(plan, "未报送") == "1个：区交通局"
    assert beside(plan, "待处理") == "必改2处，提醒0处，说明0处。必改的处理完才能印发，见“填报问题”"
    assert beside(plan, "上次操作") == "2022-10-09 回收汇总（2022年1-9月份）收到文件1个"
    assert any(text.startswith("各类件数（共2件，牵头单位2个）") for text in texts(plan))


def test_before_the_first_run_nothing_is_claimed() -> None:
    plan = home(problems=None, deadline=None)
    assert beside(plan, "待处理") == "尚未汇总"
    assert beside(plan, "上次操作") == "还没有操作记录"
    assert beside(plan, "报送截止") == "未定"
    assert beside(home(), "待处理") == "没有发现问题"


def test_links_lead_to_the_sheets_that_are_there_and_to_every_unit() -> None:
    plan = home()
    links = {cell.content.text: cell.content.sheet for cell in plan.cells if isinstance(cell.content, Link)}
    assert links == {"设置": "设置", "区残联": "区残联", "区交通局（未报）": "区交通局（2）"}
    assert "汇总表（汇总后生成）" in texts(plan)


def test_every_button_lies_over_one_cell_that_is_there() -> None:
    plan = home()
    areas = {cell.area for cell in plan.cells}
    assert all(one.area in areas for one in plan.buttons)
    assert Area(0, 0, 0, 5) in areas


def test_a_long_name_has_as_many_columns_as_it_takes_and_none_lies_over_another() -> None:
    names = [
        "县教育体育局",
        "清源县人民政府政务服务和大数据管理中心暨行政审批制度改革领导小组办公室",
        "县住建局",
    ]
    plan = programme(*(project(f"实事{name}", name, indicator("指标")) for name in names))
    ledger = compile_ledger(plan, settings(), ())
    sheet = home_sheet(ledger, Standing((), (), dict.fromkeys(names, "表"), frozenset()))
    links = [cell for cell in sheet.cells if isinstance(cell.content, Link) and "未报" in cell.content.text]
    spans = [cell.area.right - cell.area.left + 1 for cell in links]
    assert spans == [1, 5, 1]
    assert [cell.area.top - links[0].area.top for cell in links] == [0, 0, 1]
    places = [
        (cell.area.top, column) for cell in links for column in range(cell.area.left, cell.area.right + 1)
    ]
    assert len(places) == len(set(places))
    assert max(column for _, column in places) < len(COMMANDS)


def test_every_line_of_units_but_the_last_ends_where_the_page_does() -> None:
    names = [f"第{number}{'国土空间规划和自然资源管理局' * (number % 3 > 0)}" for number in range(17)]
    plan = programme(*(project(f"实事{name}", name, indicator("指标")) for name in names))
    ledger = compile_ledger(plan, settings(), ())
    sheet = home_sheet(ledger, Standing((), (), dict.fromkeys(names, "表"), frozenset()))
    links = [cell for cell in sheet.cells if isinstance(cell.content, Link) and "未报" in cell.content.text]
    ends: dict[int, int] = {}
    for cell in links:
        assert cell.area.left == ends.get(cell.area.top, -1) + 1
        ends[cell.area.top] = cell.area.right
    assert {*list(ends.values())[:-1]} == {len(COMMANDS) - 1}
