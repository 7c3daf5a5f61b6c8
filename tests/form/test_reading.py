"""Reading a form that came back: moved, doubled, missing and changed things are found and named, nothing is lost."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from tests.form.read_back import unhurried, with_cell
from tests.form.test_programme_reading import GRIDS
from xlminshi.core.former import TARGET, Outdated, former_plan
from xlminshi.core.period import reporting_period
from xlminshi.core.problems import Code, Level, Place, Problem
from xlminshi.core.project import Programme
from xlminshi.core.quantity import Qualifier, Quantity
from xlminshi.core.records import Records
from xlminshi.core.settings import Settings
from xlminshi.core.submission import Submission
from xlminshi.form.fields import Sheet
from xlminshi.form.grid import Calculated, CellError, CellValue, Grid, Percent, Workbook
from xlminshi.form.head import Stamp, find_forms, read_head, read_stamp
from xlminshi.form.markdown import grid_from_markdown, grids_from_markdown
from xlminshi.form.programme import read_programme
from xlminshi.form.reading import read_submission
from xlminshi.form.tables import find_table

D = Decimal
PERIOD = reporting_period(2022, "1-9月份")
assert PERIOD is not None
OFFICE = Settings("某县", PERIOD)
UNIT = "县教育体育局"
_LIST = """
| 序号 | 实事名称 | 牵头单位 | 指标名称 | 指标类型 | 计量单位 | 年度目标 |
| --- | --- | --- | --- | --- | --- | --- |
| 1 | 新建公办幼儿园 | 县教育体育局 | 幼儿园 | 数量 | 所 | 6 |
| 1 | 新建公办幼儿园 | 县教育体育局 | 入园率 | 比率 | % | 90 |
| 2 | 建设游泳馆 | 县教育体育局 | 主体工程 | 节点 |  | 投用 |
| 3 | 改造老旧小区 | 县住建局 | 小区 | 数量 | 个 | 22 |
"""
PROGRAMME: Programme = read_programme(
    Workbook("清单.xlsx", (grid_from_markdown(_LIST, "实事清单"),)), OFFICE
).programme
FORM = """
某县2022年重点民生实事进展情况填报表（1-9月份）
| 填报单位： | 县教育体育局 |  | 通报期： | 1-9月份 |  | 填报人： | 张三 | 审核人： | 李四 | 填报日期： | 2022-10-8 |
| 序号 | 实事名称 | 指标名称 | 指标类型 | 计量单位 | 年度目标 | 上期累计 | 累计完成 | 完成率 | 形象进度 | 进展情况 | 存在问题 | 下一步措施 | 计划资金<br>（万元） | 到位资金 | 支付资金 | 责任人 | 联系电话 | 备注 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 1 | 新建公办幼儿园 | 幼儿园 | 数量 | 所 | 6 | 3 | 5 |  | 开工 | 已开工5所 | 用地未批 | 尽快报批 | 500 | 300 | 200 | 王五 | 13812345678 | 无 |
| 1 | 新建公办幼儿园 | 入园率 | 比率 | % | 90 |  | 88.5 |  |  |  |  |  |  |  |  |  |  |  |
| 2 | 建设游泳馆 | 主体工程 | 节点 |  | 投用 |  | 主体完工 |  | 主体完工 | 装修中 |  |  |  |  |  |  |  |  |
"""  # noqa: E501


def grid(text: str = FORM, *changes: tuple[str, CellValue]) -> Grid:
    found = grid_from_markdown(text, UNIT)
    for address, value in changes:
        found = with_cell(found, address, value)
    return found


def read(
    text: str = FORM, *changes: tuple[str, CellValue], settings: Settings = OFFICE
) -> tuple[Submission, tuple[Problem, ...]]:
    (table,) = find_forms(Workbook("教体局.xlsx", (grid(text, *changes),)))
    return read_submission(table, PROGRAMME, UNIT, settings)


def told(problems: tuple[Problem, ...]) -> list[tuple[Code, str]]:
    return [(one.code, one.place.cell) for one in problems]


def rows_of(text: str) -> list[list[str]]:
    lines = [
        line for line in text.strip().splitlines() if line.startswith("| 序号") or line[:3] in ("| 1", "| 2")
    ]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def table_of(rows: list[list[str]], above: str = "") -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join((above, *lines))


def contents(submission: Submission) -> Submission:
    nowhere = Place()
    return replace(
        submission,
        period_label="",
        reporter="",
        reviewer="",
        reported_on=None,
        indicators=tuple(replace(one, place=nowhere) for one in submission.indicators),
        projects=tuple(replace(one, place=nowhere) for one in submission.projects),
    )


def test_a_filled_form_is_read_value_by_value_with_its_cells() -> None:
    submission, problems = read()
    assert problems == ()
    assert (submission.lead_unit, submission.period_label) == (UNIT, "1-9月份")
    assert (submission.reporter, submission.reviewer) == ("张三", "李四")
    assert submission.reported_on == dt.date(2022, 10, 8)
    assert submission.source == "教体局.xlsx"
    first, second, third = submission.indicators
    assert (first.achieved, first.previous) == (Quantity(D(5), "所"), D(3))
    assert first.place == Place("教体局.xlsx", UNIT, "H4")
    assert second.achieved == Quantity(D("88.5"), "%")
    assert (third.achieved, third.words) == (None, "主体完工")
    whole = submission.projects[0]
    assert (whole.milestone, whole.narrative, whole.remarks) == ("开工", "已开工5所", "无")
    assert (whole.shortcomings, whole.next_steps) == ("用地未批", "尽快报批")
    assert whole.funds.planned == Quantity(D(500), "万元")
    assert (whole.responsible_person, whole.phone) == ("王五", "13812345678")


def test_reordered_columns_and_rows_and_inserted_ones_give_the_same_return() -> None:
    rows = rows_of(FORM)
    turned = [list(reversed(row)) for row in [rows[0], *reversed(rows[1:])]]
    inserted = [["", *row[:5], "", *row[5:]] for row in turned]
    above = "县教育体育局\n\n二〇二二年十月\n"
    moved, problems = read(table_of(inserted, above))
    assert problems == ()
    straight, _ = read()
    assert set(contents(moved).indicators) == set(contents(straight).indicators)
    assert set(contents(moved).projects) == set(contents(straight).projects)


@pytest.mark.parametrize("header", ["累计完成", "进展情况", "到位资金", "联系电话", "备注", "形象进度"])
def test_a_missing_column_is_told_and_the_rest_is_read(header: str) -> None:
    rows = rows_of(FORM)
    position = rows[0].index(header)
    text = table_of([[*row[:position], *row[position + 1 :]] for row in rows])
    workbook = Workbook("a.xlsx", (grid(text),))
    if header == "累计完成":
        assert find_forms(workbook) == ()
        return
    _, problems = read(text)
    assert told(problems) == [(Code.MISSING_COLUMN, "A1")]
    assert header in problems[0].what


@pytest.mark.parametrize("header", ["累计完成", "累计完成数", "原填内容"])
def test_a_doubled_column_is_told_and_never_taken_in_silence(header: str) -> None:
    rows = [[*row, ""] for row in rows_of(FORM)]
    rows[0][-1] = header
    submission, problems = read(table_of(rows))
    expected = [] if header == "原填内容" else [(Code.DOUBLE_COLUMN, "T1")]
    assert told(problems) == expected
    assert submission.indicators[0].achieved == Quantity(D(5), "所")


@pytest.mark.parametrize(("first", "second"), [("5", "7"), ("", "7")])
def test_of_two_figures_under_the_same_header_none_is_taken(first: str, second: str) -> None:
    rows = [[*row, ""] for row in rows_of(FORM)]
    rows[0][-1] = "累计完成"
    column = rows[0].index("累计完成")
    rows[1][column], rows[1][-1] = first, second
    submission, problems = read(table_of(rows))
    assert submission.indicators[0].achieved is None
    assert submission.indicators[0].typed == "和".join(filter(None, (first, second)))
    assert Code.DOUBLE_ENTRY in {one.code for one in problems}


def test_words_in_a_column_that_nobody_knows_are_told() -> None:
    rows = [[*row, ""] for row in rows_of(FORM)]
    rows[0][-1] = "补充情况"
    assert read(table_of(rows))[1] == ()
    rows[2][-1] = "另有2所已选址"
    assert told(read(table_of(rows))[1]) == [(Code.BEYOND_TABLE, "T3")]


def test_contents_outside_the_read_area_are_told() -> None:
    far = replace(grid(), beyond="AMJ65536")
    (table,) = find_forms(Workbook("a.xlsx", (far,)))
    assert told(read_submission(table, PROGRAMME, UNIT, OFFICE)[1]) == [(Code.BEYOND_TABLE, "AMJ65536")]


def test_a_stray_space_far_away_does_not_hide_words_beside_the_table() -> None:
    rows = [[*row, ""] for row in rows_of(FORM)]
    rows[2][-1] = "另有2所已选址"
    far = replace(grid(table_of(rows)), beyond="AMJ65536")
    (table,) = find_forms(Workbook("a.xlsx", (far,)))
    assert told(read_submission(table, PROGRAMME, UNIT, OFFICE)[1]) == [
        (Code.BEYOND_TABLE, "T3"),
        (Code.BEYOND_TABLE, "AMJ65536"),
    ]


@pytest.mark.parametrize(
    "row",
    ["注：数据截至9月30日。", "| 说明：略 |", "|  | 备注：略 |", "| 合计 |", "| 填表说明：略 |"],
)
def test_footnotes_below_the_table_are_no_rows(row: str) -> None:
    assert read(f"{FORM}{row}\n")[1] == ()


@pytest.mark.parametrize(
    "row",
    [
        "|  |  |  |  |  |  |  |  |  |  | 注：因汛期停工10天 |",
        "|  |  |  |  |  |  |  | 7 |",
        "|  |  |  |  |  |  |  |  |  |  |  | 说明：缺资金 |",
        "| 4 | 我单位自加的实事 |  |  |  |  |  | 22 |",
        "| 1 | 新建公办幼儿园 | 新指标 |  |  |  |  | 22 |",
        "| 1 | 新建公办幼儿园 |  |  |  |  |  | 22 |",
        "| 合计 | 甲 |  |  |  |  |  | 93.5 |",
        "|  |  |  |  |  |  |  | 7 |  |  | 填报人：张三 |",
    ],
)
def test_a_row_that_belongs_to_no_promise_is_told_with_its_words(row: str) -> None:
    submission, problems = read(f"{FORM}{row}\n")
    assert [one.code for one in problems] == [Code.UNKNOWN_ROW]
    assert row.strip("| ").split(" | ")[-1].strip() in problems[0].what
    assert len(submission.indicators) == 3


def test_a_row_of_a_project_that_another_unit_leads_by_now_is_no_fault_of_its_sender() -> None:
    submission, problems = read(f"{FORM}| 3 | 改造老旧小区 | 小区 | 数量 | 个 | 22 |  | 22 |\n")
    assert [(one.code, one.level) for one in problems] == [(Code.MOVED_ROW, Level.REMINDER)]
    assert "22" not in problems[0].what
    assert len(submission.indicators) == 3


@pytest.mark.parametrize("title", ["改造老旧小区", "修建体育馆"])
def test_a_row_in_which_nothing_was_reported_is_only_noted(title: str) -> None:
    idle = f"{FORM}| 3 | {title} | 小区 | 数量 | 个 | 22 | 5 |  |\n"
    assert [(one.code, one.level) for one in read(idle)[1]] == [(Code.IDLE_ROW, Level.NOTE)]


def test_the_only_indicator_of_a_project_needs_no_name() -> None:
    submission, problems = read(FORM, ("C6", None))
    assert problems == ()
    assert submission.indicators[2].words == "主体完工"


def test_merged_names_are_carried_down_only_within_their_project() -> None:
    merged = FORM.replace("| 1 | 新建公办幼儿园 | 入园率", "|  |  | 入园率")
    submission, problems = read(merged)
    assert problems == ()
    assert submission.indicators[1].project_title == "新建公办幼儿园"
    strange = FORM.replace("| 1 | 新建公办幼儿园 | 幼儿园", "| 1 | 别家的实事 | 幼儿园").replace(
        "| 1 | 新建公办幼儿园 | 入园率", "|  |  | 入园率"
    )
    assert [one.code for one in read(strange)[1]] == [
        Code.UNKNOWN_ROW,
        Code.UNKNOWN_ROW,
        Code.MISSING_ROW,
        Code.MISSING_ROW,
    ]


def test_a_missing_row_is_told_by_its_name() -> None:
    text = "\n".join(line for line in FORM.splitlines() if "入园率" not in line)
    submission, problems = read(text)
    assert [one.code for one in problems] == [Code.MISSING_ROW]
    assert "新建公办幼儿园—入园率" in problems[0].what
    assert len(submission.projects) == 2


def test_a_row_doubled_with_the_same_contents_counts_once() -> None:
    line = next(line for line in FORM.splitlines() if "入园率" in line)
    submission, problems = read(f"{FORM}{line}\n")
    assert problems == ()
    assert len(submission.indicators) == 3


def test_a_row_doubled_with_other_contents_counts_not_at_all() -> None:
    line = next(line for line in FORM.splitlines() if "入园率" in line)
    submission, problems = read(f"{FORM}{line.replace('88.5', '99')}\n")
    assert told(problems) == [(Code.DOUBLE_ROW, "B7")]
    assert [one.indicator_name for one in submission.indicators] == ["幼儿园", "主体工程"]


@pytest.mark.parametrize(
    ("address", "value", "column"),
    [
        ("D4", "比率", "指标类型"),
        ("E4", "个", "计量单位"),
        ("E4", None, "计量单位"),
        ("F4", D(5), "年度目标"),
        ("F4", None, "年度目标"),
        ("F4", "约6", "年度目标"),
        ("F4", CellError("#REF!"), "年度目标"),
        ("F6", "验收", "年度目标"),
    ],
)
def test_a_changed_plan_is_told_and_the_ledger_holds(address: str, value: CellValue, column: str) -> None:
    submission, problems = read(FORM, (address, value))
    if value == "约6":
        assert problems == ()  # the number is the same
    else:
        assert told(problems) == [(Code.PLAN_CHANGED, address)]
        assert f"“{column}”被改为" in problems[0].what
    assert submission.indicators[0].achieved == Quantity(D(5), "所")


def test_words_of_the_project_may_stand_in_any_of_its_rows() -> None:
    text = FORM.replace("| 88.5 |  |  |  |  |", "| 88.5 |  |  | 入园率88.5% |  |")
    submission, problems = read(text, ("K4", None))
    assert problems == ()
    assert submission.projects[0].narrative == "入园率88.5%"
    assert submission.projects[0].place.cell == "K5"


def test_conflicting_words_of_one_project_are_told_and_the_first_is_kept() -> None:
    submission, problems = read(FORM, ("K5", "入园率88.5%"), ("N5", D(900)))
    assert told(problems) == [(Code.CONFLICTING_ENTRY, "K5"), (Code.CONFLICTING_ENTRY, "N5")]
    assert submission.projects[0].narrative == "已开工5所"
    assert submission.projects[0].funds.planned == Quantity(D(500), "万元")


def test_repeated_words_of_one_project_are_no_conflict() -> None:
    assert read(FORM, ("K5", "已开工5所"), ("R5", D(13812345678)))[1] == ()


def test_an_unknown_milestone_is_kept_and_reminded_of() -> None:
    submission, problems = read(FORM, ("J4", "招标完成"))
    assert told(problems) == [(Code.UNKNOWN_MILESTONE, "J4")]
    assert submission.projects[0].milestone == "招标完成"


@pytest.mark.parametrize(
    ("stored", "is_told"),
    [
        (Calculated(Percent(D("0.8333")), "x"), False),
        (Percent(D("0.83333333")), False),
        (Percent(D("0.8334")), True),
        (Calculated(Percent(D("0.9")), "x"), True),
        (D(1), True),
        (Calculated("", "x"), False),
        (None, False),
    ],
)
def test_a_stored_rate_that_differs_is_told(stored: CellValue, is_told: bool) -> None:
    expected = [(Code.STORED_RATE_DIFFERS, "I4")] if is_told else []
    assert told(read(FORM, ("I4", stored))[1]) == expected


@pytest.mark.parametrize("found", [D(1300), "1,300", "1300所"])
def test_a_target_as_it_was_sent_is_known_however_the_file_writes_it(found: CellValue) -> None:
    (table,) = find_forms(Workbook("教体局.xlsx", (grid(FORM, ("F4", found), ("I4", D(0))),)))
    sent = Outdated(UNIT, "新建公办幼儿园", "幼儿园", TARGET, "1300", "6")
    former = former_plan(Records(), (sent,), OFFICE.period)
    _, problems = read_submission(table, PROGRAMME, UNIT, OFFICE, former=former)
    assert [(one.code, one.level) for one in problems] == [(Code.FORMER_PLAN, Level.NOTE)]


@pytest.mark.parametrize(
    ("achieved", "stored", "is_told"),
    [("5所", D(0), False), ("５", Percent(D(0)), False), (D(5), D(0), True), ("5所", D("0.5"), True)],
)
def test_a_rate_that_an_old_format_could_not_keep_is_not_held_against_the_unit(
    achieved: CellValue, stored: CellValue, is_told: bool
) -> None:
    """The result of a formula that gives words comes out of an .xls as 0."""
    submission, problems = read(FORM, ("H4", achieved), ("I4", stored))
    assert submission.indicators[0].achieved is not None
    assert (Code.STORED_RATE_DIFFERS in [one.code for one in problems]) is is_told


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (CellError("#N/A"), Code.ERROR_CELL),
        (Calculated(None, "A1"), Code.NOT_CALCULATED),
        ("九个", Code.NOT_A_NUMBER),
        (dt.date(2022, 9, 30), Code.LOOKS_LIKE_DATE),
        ("9  36", Code.NOT_A_NUMBER),
        (D("13812345678"), Code.LOOKS_LIKE_PHONE),
    ],
)
def test_an_unreadable_figure_is_told_with_its_cell_and_its_words_are_kept(
    value: CellValue, code: Code
) -> None:
    submission, problems = read(FORM, ("H4", value))
    assert told(problems) == [(code, "H4")]
    assert submission.indicators[0].achieved is None
    if value == "九个":
        assert submission.indicators[0].typed == "九个"
    assert not submission.is_blank()


@pytest.mark.parametrize("address", ["H6", "J4", "K4", "L4", "M4", "Q4", "R4", "S4"])
def test_an_error_or_an_uncalculated_formula_in_a_text_cell_is_told(address: str) -> None:
    assert (Code.ERROR_CELL, address) in told(read(FORM, (address, CellError("#REF!")))[1])
    assert told(read(FORM, (address, Calculated(None, "A1")))[1]) == [(Code.NOT_CALCULATED, address)]


def test_funds_in_words_keep_their_words() -> None:
    submission, problems = read(FORM, ("O4", "300余万元"), ("P4", "二百万"))
    assert told(problems) == [(Code.READ_FROM_WORDS, "O4"), (Code.NOT_A_NUMBER, "P4")]
    whole = submission.projects[0]
    assert whole.funds.arrived == Quantity(D(300), "万元", Qualifier.OVER, "300余万元")
    assert whole.funds.paid is None
    assert whole.typed == (("arrived", "300余万元"), ("paid", "二百万"))


def test_the_figure_of_the_last_period_is_read_as_it_was_written() -> None:
    submission, _ = read(FORM, ("G5", D("0.9")))
    assert submission.indicators[1].previous == D("0.9")
    for value in ("0.9%", Percent(D("0.009"))):
        assert read(FORM, ("G5", value))[0].indicators[1].previous == D("0.9")
    assert read(FORM, ("G5", "未知"))[0].indicators[1].previous is None


LEDGER = FORM.replace("| 累计完成 |", "| 累计完成 | 原填内容 |").replace(
    "| 5 |  | 开工", "| 500 | {} |  | 开工"
)
LEDGER = LEDGER.replace("| 88.5 |", "| 88.5 |  |").replace("| 主体完工 |  |", "| 主体完工 |  |  |")
LEDGER = LEDGER.replace("| 6 | 3 |", "| 600 | 3 |")
WIDE = replace(
    PROGRAMME,
    projects=(
        replace(
            PROGRAMME.projects[0],
            indicators=(
                replace(PROGRAMME.projects[0].indicators[0], target=Quantity(D(600), "所")),
                PROGRAMME.projects[0].indicators[1],
            ),
        ),
        *PROGRAMME.projects[1:],
    ),
)


@pytest.mark.parametrize(
    ("kept", "value", "expected", "typed"),
    [
        ("累计完成：约500", D(500), Quantity(D(500), "所", Qualifier.ABOUT, "约500所"), "约500"),
        ("累计完成：约500", D(510), Quantity(D(510), "所"), ""),
        ("累计完成：约500", "约510", Quantity(D(510), "所", Qualifier.ABOUT, "约510所"), "约510"),
        ("累计完成：九个", None, None, "九个"),
        ("累计完成：九个", D(9), Quantity(D(9), "所"), ""),
        ("累计完成：九个", "十个", None, "十个"),
        ("", D(500), Quantity(D(500), "所"), ""),
        ("随便写的", D(500), Quantity(D(500), "所"), ""),
    ],
)
def test_the_kept_words_hold_as_long_as_they_say_the_same_number(
    kept: str, value: CellValue, expected: Quantity | None, typed: str
) -> None:
    sheet = grid(LEDGER.format(kept), ("H4", value))
    (table,) = find_forms(Workbook("台账.xlsx", (sheet,)), Sheet.LEDGER)
    submission, _ = read_submission(table, WIDE, UNIT, OFFICE)
    assert submission.indicators[0].achieved == expected
    assert submission.indicators[0].typed == typed


def test_a_sheet_of_the_office_that_comes_back_as_a_return_keeps_its_words() -> None:
    (table,) = find_forms(Workbook("教体局.xlsx", (grid(LEDGER.format("累计完成：约500")),)))
    submission, _ = read_submission(table, WIDE, UNIT, OFFICE)
    assert submission.indicators[0].achieved == Quantity(D(500), "所", Qualifier.ABOUT, "约500所")


HEADS = [
    ("| 填报单位：县教育体育局 | 填报人：张三 |", ("县教育体育局", "张三", "")),
    ("| 填报单位 | 县教育体育局 |  | 填报人 |  | 张三 |", ("县教育体育局", "张三", "")),
    ("| 填 报 单 位： | 县教育体育局 |", ("县教育体育局", "", "")),
    ("| 填报单位: | 县教育体育局 | 填报人: | 审核人：李四 |", ("县教育体育局", "", "李四")),
    ("| 填报单位： | 填报人： | 张三 |", ("", "张三", "")),
    ("| 填报人： |\n| 审核人： | 李四 |", ("", "", "李四")),
    ("填报单位：县教育体育局", ("县教育体育局", "", "")),
    ("请填报单位认真核对", ("", "", "")),
]


@pytest.mark.parametrize(("head", "expected"), HEADS)
def test_the_names_above_the_table_are_found_wherever_they_stand(
    head: str, expected: tuple[str, str, str]
) -> None:
    (table,) = find_forms(Workbook("a.xlsx", (grid(table_of(rows_of(FORM), head)),)))
    found = read_head(table)
    assert (found.lead_unit, found.reporter, found.reviewer) == expected


@pytest.mark.parametrize(
    ("head", "day", "address"),
    [
        ("| 填报日期：2022年10月8日 |", dt.date(2022, 10, 8), ""),
        ("| 填报日期： | 20221008 |", dt.date(2022, 10, 8), ""),
        ("| 填报日期： |  |", None, ""),
        ("| 填报日期： | 昨天 |", None, "B1"),
        ("|  | 填报日期：昨天 |", None, "B1"),
    ],
)
def test_the_date_of_the_return_is_read_or_told_with_its_cell(
    head: str, day: dt.date | None, address: str
) -> None:
    submission, problems = read(table_of(rows_of(FORM), head))
    assert submission.reported_on == day
    assert told(problems) == ([(Code.NOT_A_DATE, address)] if address else [])


def test_the_hidden_stamp_says_what_the_file_is() -> None:
    text = """
## 表单信息
| 实事方案 | 某县2022年重点民生实事 |
| 填报单位 | 县教育体育局 |
| 通报期 | 2022年1-9月份 |
| 表单版本 | 1 |
"""
    workbook = Workbook("a.xlsx", grids_from_markdown(text))
    assert read_stamp(workbook) == Stamp("某县2022年重点民生实事", "县教育体育局", "2022年1-9月份", "1")
    assert read_stamp(Workbook("a.xlsx", ())) == Stamp()


def test_a_form_on_a_hidden_sheet_is_not_lost() -> None:
    (table,) = find_forms(Workbook("a.xlsx", (replace(grid(), is_hidden=True),)))
    assert len(read_submission(table, PROGRAMME, UNIT, OFFICE)[0].indicators) == 3


def test_sheets_without_the_needed_columns_are_no_forms() -> None:
    other = grid_from_markdown("| 实事名称 | 备注 | 责任人 |\n| --- | --- | --- |\n| 甲 | 乙 | 丙 |")
    assert find_forms(Workbook("a.xlsx", (other,))) == ()


def test_a_table_that_starts_beyond_the_head_of_a_sheet_is_not_guessed_at() -> None:
    deep = Grid(UNIT, (*((None,),) * 40, *grid().rows))
    assert find_table(deep, Sheet.UNIT, ("title", "achieved")) is None
    high = Grid(UNIT, (*((None,),) * 30, *grid().rows))
    table = find_table(high, Sheet.UNIT, ("title", "achieved"))
    assert table is not None
    assert table.header_row == 32


@pytest.mark.parametrize(
    "row",
    [
        "| 合计 |  |  |  |  |  |  | 93.5 |",
        "|  | 小计 |  |  |  | 12 |  | 93.5% |",
        "|  |  |  |  |  |  |  |  |  |  | 县教体局（盖章） |",
        "|  |  |  |  |  |  |  |  |  |  | 2022年10月8日 |",
        "|  | 填报人：张三 |  |  |  |  |  |  |  |  | 2022.10.8 |",
        "| 3 |  |  |  |  |  |  |  |  |",
        "|  |  |  |  |  |  |  |  | 83.3% |",
    ],
)
def test_a_total_or_a_signature_below_the_table_is_a_reminder(row: str) -> None:
    submission, problems = read(f"{FORM}{row}\n")
    assert [one.code for one in problems] == [Code.SIDE_ROW]
    assert "“”" not in problems[0].what
    assert len(submission.indicators) == 3


def test_formulas_filled_in_one_row_too_far_are_no_row() -> None:
    form = f"{FORM}| 4 |  |  |  |  |  |  | 5 | 0.75 |\n"
    last = f"I{len(grid(form).rows)}"
    too_far = last, Calculated(D("0.75"), "H7/F7")
    assert read(form.replace("| 5 | 0.75 |", "|  | 0.75 |"), too_far)[1] == ()
    assert [one.code for one in read(form, too_far)[1]] == [Code.UNKNOWN_ROW]


def test_a_long_row_that_nobody_knows_is_quoted_in_part() -> None:
    row = f"| 9 | 建设体育馆 | 场馆 |  |  |  |  | 5 |  |  | {'已完成主体' * 20} |"
    (said,) = (one for one in read(f"{FORM}{row}\n")[1] if one.code is Code.UNKNOWN_ROW)
    assert "……”" in said.what


def test_a_second_header_inside_the_table_says_nothing() -> None:
    header = next(line for line in FORM.splitlines() if line.startswith("| 序号"))
    line = next(line for line in FORM.splitlines() if "入园率" in line)
    text = FORM.replace(line, f"{header}\n{line}")
    assert read(text)[1] == ()


@unhurried
@given(GRIDS)
def test_no_sheet_makes_the_reading_of_a_form_fail(random: Grid) -> None:
    header = ("序号", "实事名称", "指标名称", "累计完成", "进展情况", "支付资金", "原填内容", "完成率")
    own = ("1", "新建公办幼儿园", "幼儿园")
    filled = tuple((*own, *row[3:]) for row in random.rows)
    for rows in (random.rows, (header, *random.rows), (header, *filled)):
        workbook = Workbook("a.xlsx", (Grid("表", rows),))
        read_stamp(workbook)
        for kind in (Sheet.UNIT, Sheet.LEDGER):
            for table in find_forms(workbook, kind):
                read_head(table)
                submission, _ = read_submission(table, PROGRAMME, UNIT, OFFICE)
                assert len(submission.indicators) <= 3
