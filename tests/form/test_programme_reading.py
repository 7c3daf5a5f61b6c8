"""Reading the list of projects as offices really keep it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.form.read_back import grid_of, grid_with, unhurried
from xlminshi.core.period import reporting_period
from xlminshi.core.problems import Code, Level, Problem
from xlminshi.core.progress import Aggregation, NoRate, RateRule, completion
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import Qualifier, Quantity
from xlminshi.core.rounding import Rounding
from xlminshi.core.settings import Settings
from xlminshi.core.units import LeadUnit, UnitDirectory
from xlminshi.form.grid import Calculated, CellError, CellValue, Grid, Percent, Workbook
from xlminshi.form.head import find_forms
from xlminshi.form.markdown import grid_from_markdown, grids_from_markdown
from xlminshi.form.office import list_sheet
from xlminshi.form.programme import (
    ListReading,
    find_list,
    projects_in_form,
    read_programme,
    target_text,
)

D = Decimal
PERIOD = reporting_period(2022, "1-9月份")
assert PERIOD is not None
OFFICE = Settings(
    "某县",
    PERIOD,
    units=UnitDirectory(
        (LeadUnit("县教育体育局", ("教体局", "县教体局")), LeadUnit("县住房和城乡建设局", ("住建局",)))
    ),
)
LIST = """
某县2022年重点民生实事清单
| 序号 | 实事名称 | 主要任务 | 牵头单位 | 指标名称 | 指标类型 | 计量单位 | 年度目标 | 完成率小数位 | 权重 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 1 | 新建公办幼儿园 | 新建6所<br>增加学位 | 教体局 | 幼儿园 | 数量 | 所 | 6 | 1 | 2 |
|  |  |  |  | 新增学位 | 数量 | 个 | 1.38万 |  | 3 |
| 2 | 改造老旧小区 | 改造22个 | 县住房和城乡建设局 | 小区 | 数量 | 个 | 22 |  |  |
|  |  |  |  | 满意率 | 比率 | % | 90% |  |  |
|  |  |  |  | 投诉率 | 越低越好 | % | 0.9% |  |  |
|  |  |  |  | 资金 | 资金 | 万元 |  |  |  |
| 3 | 建设敬老院 |  | 县民政局 | 主体工程 | 节点 |  | 投用 |  |  |
| 4 | 购置设备 |  | 县卫健委 |  | 文字 |  | 设备到位 |  |  |
注：本表由县政府督查室负责解释。
"""


def read(text: str, *changes: tuple[str, CellValue], settings: Settings = OFFICE) -> ListReading:
    return read_programme(Workbook("清单.xlsx", (grid_with(text, "实事清单", *changes),)), settings)


def codes(problems: tuple[Problem, ...]) -> list[Code]:
    return [one.code for one in problems if one.level is not Level.NOTE]


def cells(problems: tuple[Problem, ...], code: Code) -> list[str]:
    return [one.place.cell for one in problems if one.code is code]


def small(*rows: str) -> str:
    head = "| 序号 | 实事名称 | 牵头单位 | 指标名称 | 指标类型 | 计量单位 | 年度目标 |"
    return "\n".join((head, "| --- | --- | --- | --- | --- | --- | --- |", *rows))


def test_a_list_with_merged_cells_gives_every_indicator_to_its_project() -> None:
    reading = read(LIST)
    assert reading.problems == ()
    names = {one.title: [item.name for item in one.indicators] for one in reading.programme.projects}
    assert names == {
        "新建公办幼儿园": ["幼儿园", "新增学位"],
        "改造老旧小区": ["小区", "满意率", "投诉率", "资金"],
        "建设敬老院": ["主体工程"],
        "购置设备": ["购置设备"],
    }
    first = reading.programme.projects[0]
    assert first.lead_unit == "县教育体育局"  # the list says 教体局
    assert (first.main_task, first.number) == ("新建6所\n增加学位", 1)
    assert [one.weight for one in first.indicators] == [D(2), D(3)]
    assert [one.decimals for one in first.indicators] == [1, 2]


def test_targets_keep_their_words_and_still_give_a_number() -> None:
    programme = read(LIST).programme
    found = [one.indicators for one in programme.projects]
    assert found[0][1].target == Quantity(D(13800), "个", Qualifier.EXACT, "1.38万个")
    assert found[1][1].target == Quantity(D(90), "%")
    assert found[1][2].target == Quantity(D("0.9"), "%")
    assert [target_text(one) for project in found for one in project] == [
        "6所",
        "1.38万个",
        "22个",
        "90%",
        "0.9%",
        "",
        "投用",
        "设备到位",
    ]


def test_a_list_written_again_and_read_again_is_the_same_list() -> None:
    first = read(LIST)
    again = read_programme(Workbook("b.xlsx", (written_again(first),)), OFFICE)
    assert again.problems == ()
    assert again.programme == first.programme
    assert again.units == first.units


@pytest.mark.parametrize("share", ["0.009", "0.01", "0.65", "1.2", "0.0001"])
def test_a_target_in_percent_stays_that_percentage_when_the_list_is_written_again(share: str) -> None:
    text = small("| 1 | 失业率 | 人社局 | 失业率 | 越低越好 | % | 0 |")
    first = read(text, ("G2", Percent(D(share))))
    assert first.programme.projects[0].indicators[0].target == Quantity(D(share) * 100, "%")
    again = read_programme(Workbook("b.xlsx", (written_again(first),)), OFFICE)
    assert again.problems == ()
    assert again.programme == first.programme


def written_again(reading: ListReading) -> Grid:
    assert reading.written is not None
    return grid_of(list_sheet("清单", reading.written))


def test_the_list_is_written_again_as_the_office_wrote_it() -> None:
    text = small(
        "| 1 | 小区改造 | 住建局 | 改造户数 | 数量 | 户 | 开工改造4966户 |", "|  | 没有单位的实事 | | | | | |"
    )
    text = text.replace("年度目标 |", "年度目标 | 分管领导 |").replace(
        "开工改造4966户 |", "开工改造4966户 | 张三 |"
    )
    first = read(text)
    again = read_programme(Workbook("b.xlsx", (written_again(first),)), OFFICE)
    assert [one.code for one in again.problems] == [one.code for one in first.problems]
    assert {Code.NOT_A_NUMBER, Code.LIST_NO_UNIT} <= {one.code for one in first.problems}
    assert again.programme == first.programme
    assert again.written is not None
    assert again.written.further_headers == ("分管领导",)
    assert again.written.rows[0][-1] == "张三"


def test_a_target_that_cannot_be_read_stays_visible_and_keeps_its_project_undecided() -> None:
    reading = read(small("| 1 | 小区改造 | 住建局 | 改造户数 | 数量 | 户 | 开工改造4966户 |"))
    indicator = reading.programme.projects[0].indicators[0]
    assert (indicator.target, indicator.target_words) == (None, "开工改造4966户")
    assert completion(indicator, Quantity(D(120), "户"), RateRule()).no_rate is NoRate.UNREADABLE_TARGET


@pytest.mark.parametrize(
    ("typed", "measure", "value"),
    [
        ("不少于12.5千米", "千米", D("12.5")),
        ("500千瓦", "千瓦", D(500)),
        ("20万千瓦", "千瓦", D(200000)),
        ("3千克", "千克", D(3)),
        ("2千人", "人", D(2000)),
        ("35微克/立方米", "微克/立方米", D(35)),
    ],
)
def test_a_measure_that_begins_with_a_thousand_is_not_torn_apart(
    typed: str, measure: str, value: Decimal
) -> None:
    indicator = (
        read(small(f"| 1 | 甲 | 甲局 | 甲指标 | 数量 |  | {typed} |")).programme.projects[0].indicators[0]
    )
    assert indicator.measure == measure
    assert indicator.target is not None
    assert indicator.target.value == value


@pytest.mark.parametrize("typed", ["4.3%以内", "不超过4.3%", "≤4.3%", "低于4.3%", "4.3%"])
def test_an_upper_limit_is_a_target_where_lower_is_better(typed: str) -> None:
    indicator = (
        read(small(f"| 1 | 甲 | 甲局 | 失业率 | 越低越好 | % | {typed} |"))
        .programme.projects[0]
        .indicators[0]
    )
    assert indicator.target == Quantity(D("4.3"), "%")


def test_an_indicator_below_a_project_without_a_unit_is_never_given_to_the_project_above() -> None:
    reading = read(
        small(
            "| 1 | 甲实事 | 甲局 | 甲指标 | 数量 | 个 | 5 |",
            "| 2 | 乙实事 |  | 乙指标一 | 数量 | 个 | 6 |",
            "|  |  |  | 乙指标二 | 数量 | 个 | 7 |",
        )
    )
    assert [one.name for one in reading.programme.projects[0].indicators] == ["甲指标"]
    assert cells(reading.problems, Code.LIST_NO_UNIT) == ["C3", "C4"]


@pytest.mark.parametrize("name", ["注册志愿者", "合计培训人次", "说明会场次", "备注率", "总计里程", "填表数"])
def test_an_indicator_whose_name_begins_like_a_footnote_is_an_indicator(name: str) -> None:
    reading = read(
        small("| 1 | 甲实事 | 甲局 | 甲 | 数量 | 个 | 5 |", f"|  |  |  | {name} | 数量 | 个 | 6 |")
    )
    assert [one.name for one in reading.programme.projects[0].indicators] == ["甲", name]
    assert reading.problems == ()


@pytest.mark.parametrize(
    "row",
    [
        "注：以上均为全年目标。",
        "| 注：以上均为全年目标。 |",
        "|  | 注1：目标以文件为准 |",
        "| 说明：略 |  |  |  |  |  |  |",
        "| 合计 |  |  |  |  |  | 30 |",
        "|  | 合　计 |  |  |  |  | 30 |",
        "| 填表人：张三 |  |  |  |  |  |  |",
    ],
)
def test_footnotes_and_totals_are_no_projects(row: str) -> None:
    reading = read(small("| 1 | 甲实事 | 甲局 | 甲 | 数量 | 个 | 5 |", row))
    assert reading.problems == ()
    assert len(reading.programme.projects) == 1


@pytest.mark.parametrize("title", ["注册登记便利化", "说明书发放", "合计三项工程"])
def test_a_project_whose_name_begins_like_a_footnote_is_not_lost(title: str) -> None:
    whole = read(small(f"| 1 | {title} | 甲局 | 甲 | 数量 | 个 | 5 |"))
    assert [one.title for one in whole.programme.projects] == [title]
    assert Code.LIST_NO_UNIT in codes(read(small(f"|  | {title} |  |  |  |  | 5 |")).problems)


@pytest.mark.parametrize(
    ("address", "left"),
    [("B3", ["甲实事"]), ("C3", ["甲实事"]), ("D3", ["甲实事"])],
)
@pytest.mark.parametrize("value", [CellError("#N/A"), Calculated(None, "VLOOKUP(1,A1,1)")])
def test_an_error_in_the_name_of_a_project_a_unit_or_an_indicator_is_told_and_never_taken_as_a_name(
    address: str, left: list[str], value: CellValue
) -> None:
    reading = read(
        small("| 1 | 甲实事 | 甲局 | 甲 | 数量 | 个 | 5 |", "| 2 | 乙实事 | 乙局 | 乙 | 数量 | 个 | 6 |"),
        (address, value),
    )
    assert [one.title for one in reading.programme.projects] == left
    assert reading.programme.lead_units() == ("甲局",)
    code = Code.ERROR_CELL if isinstance(value, CellError) else Code.NOT_CALCULATED
    assert cells(reading.problems, code) == [address]


def test_rows_below_an_unreadable_name_belong_to_nobody() -> None:
    reading = read(
        small(
            "| 1 | 甲实事 | 甲局 | 甲 | 数量 | 个 | 5 |",
            "| 2 | 乙 | 乙局 | 乙 | 数量 | 个 | 6 |",
            "|  |  |  | 丙 | 数量 | 个 | 6 |",
        ),
        ("B3", CellError("#REF!")),
    )
    assert [len(one.indicators) for one in reading.programme.projects] == [1]
    assert codes(reading.problems) == [Code.ERROR_CELL, Code.LIST_NO_TITLE]


@pytest.mark.parametrize("address", ["A2", "E2", "F2", "G2"])
def test_an_error_in_another_cell_is_told_and_printed_nowhere(address: str) -> None:
    reading = read(small("| 1 | 甲实事 | 甲局 | 甲 | 数量 | 个 | 5 |"), (address, CellError("#N/A")))
    assert cells(reading.problems, Code.ERROR_CELL) == [address]
    assert "#N/A" not in str(reading.programme)


def test_a_unit_under_its_aliases_is_one_unit() -> None:
    reading = read(
        small(
            "| 1 | 甲 | 教体局 |  | 数量 | 个 | 5 |",
            "| 2 | 乙 | 县 教体局 |  | 数量 | 个 | 5 |",
            "| 3 | 丙 | 县教育体育局 |  | 数量 | 个 | 5 |",
        )
    )
    assert reading.programme.lead_units() == ("县教育体育局",)
    assert reading.problems == ()


def test_units_that_look_like_one_office_are_shown_once() -> None:
    reading = read(
        small("| 1 | 甲 | 县城管局 |  | 数量 | 个 | 5 |", "| 2 | 乙 | 县城市管理局 |  | 数量 | 个 | 5 |")
    )
    assert codes(reading.problems) == [Code.LIST_SIMILAR_UNITS]
    assert reading.programme.lead_units() == ("县城管局", "县城市管理局")


def test_one_project_under_two_units_is_told_and_goes_to_the_first() -> None:
    reading = read(
        small("| 1 | 甲 | 教体局 | 一 | 数量 | 个 | 5 |", "| 1 | 甲 | 住建局 | 二 | 数量 | 个 | 5 |")
    )
    assert cells(reading.problems, Code.LIST_UNITS_DIFFER) == ["B3"]
    assert reading.programme.lead_units() == ("县教育体育局",)
    assert len(reading.programme.projects[0].indicators) == 2


def test_a_cell_that_names_several_units_is_told() -> None:
    reading = read(small("| 1 | 甲 | 甲局、乙局 |  | 数量 | 个 | 5 |"))
    assert codes(reading.problems) == [Code.LIST_SEVERAL_UNITS]


@pytest.mark.parametrize(
    "typed",
    [
        "县甲局；县乙局",
        "县乙局,县甲局",
        "县乙局 / 县甲局",
        "县甲局 县乙局",
        "县甲局（牵头）、县乙局（牵头）",
        "县乙局和县甲局",
        "乙局、甲局",
        "县乙局会同县甲局",
        "县甲局+县乙局",
    ],
)
def test_the_same_offices_are_one_lead_unit_however_they_are_typed(typed: str) -> None:
    rows = ("县甲局、县乙局", typed, "县甲局", "县乙局")
    reading = read(
        small(*(f"| {n} | 项目{n} | {unit} | 一 | 数量 | 个 | 5 |" for n, unit in enumerate(rows, 1)))
    )
    assert reading.programme.lead_units() == ("县甲局、县乙局", "县甲局", "县乙局")
    assert codes(reading.problems) == [Code.LIST_SEVERAL_UNITS] * 2


@pytest.mark.parametrize(
    "typed", ["县甲局（牵头）、县乙局（配合）", "县甲局牵头，县乙局配合", "县甲局（县乙局配合）"]
)
def test_units_that_only_help_do_not_lead_and_are_told(typed: str) -> None:
    reading = read(small(f"| 1 | 甲 | {typed} | 一 | 数量 | 个 | 5 |"))
    assert reading.programme.lead_units() == ("县甲局",)
    assert cells(reading.problems, Code.LIST_HELPING_UNITS) == ["C2"]


@pytest.mark.parametrize(("typed", "named"), [("县甲局、各镇", "各镇"), ("县甲局等单位", "等单位")])
def test_who_is_not_named_does_not_lead_and_is_told(typed: str, named: str) -> None:
    reading = read(small(f"| 1 | 甲 | {typed} | 一 | 数量 | 个 | 5 |"))
    assert reading.programme.lead_units() == ("县甲局",)
    assert [(one.code, one.place.cell) for one in reading.problems] == [(Code.LIST_UNNAMED_UNITS, "C2")]
    assert f"“{named}”没有写明是哪个单位" in reading.problems[0].what


def test_white_space_behind_an_office_is_told_with_both_cures() -> None:
    reading = read(small("| 1 | 甲 | 县甲局 乙处 | 一 | 数量 | 个 | 5 |"))
    assert reading.programme.lead_units() == ("县甲局 乙处",)
    assert codes(reading.problems) == [Code.LIST_UNIT_UNCLEAR]


def test_two_indicators_of_one_name_are_told_and_the_first_counts() -> None:
    reading = read(small("| 1 | 甲 | 教体局 | 一 | 数量 | 个 | 5 |", "|  |  |  | 一 | 数量 | 个 | 6 |"))
    assert codes(reading.problems) == [Code.LIST_DOUBLE_INDICATOR]
    assert reading.programme.projects[0].indicators[0].target == Quantity(D(5), "个")


def test_rows_without_a_project_are_told_with_their_cell() -> None:
    reading = read(small("|  |  | 甲局 | 一 | 数量 | 个 | 5 |", "| 1 | 甲 | 甲局 | 一 | 数量 | 个 | 5 |"))
    assert cells(reading.problems, Code.LIST_NO_TITLE) == ["B2"]


def test_columns_are_found_by_their_headers_wherever_they_stand() -> None:
    text = """
    县政府办公室
    2022年
    | 备用 | 全年目标* | 单位 | 承办单位 | 考核指标 | 项目名称 | 编号 |
    | --- | --- | --- | --- | --- | --- | --- |
    | 甲乙 | 5 | 个 | 教体局 | 一 | 甲 | 7 |
    """
    reading = read(text)
    (project,) = reading.programme.projects
    assert (project.number, project.title, project.lead_unit) == (7, "甲", "县教育体育局")
    assert project.indicators[0].target == Quantity(D(5), "个")
    assert project.indicators[0].kind is IndicatorKind.QUANTITY
    assert [one.code for one in reading.problems] == [Code.LIST_KIND_ASSUMED]


def test_a_doubled_column_is_told_with_its_cell() -> None:
    text = """
    | 实事名称 | 牵头单位 | 年度目标 | 全年目标 |
    | --- | --- | --- | --- |
    | 甲 | 教体局 | 5 | 6 |
    """
    reading = read(text)
    assert cells(reading.problems, Code.DOUBLE_COLUMN) == ["D1"]


@pytest.mark.parametrize(
    ("measure", "target", "kind"),
    [
        ("个", "5", IndicatorKind.QUANTITY),
        ("", "5", IndicatorKind.QUANTITY),
        ("", "1.38万人次", IndicatorKind.QUANTITY),
        ("个", "", IndicatorKind.QUANTITY),
        ("%", "65", IndicatorKind.RATE),
        ("", "65%以上", IndicatorKind.RATE),
        ("百分比", "65", IndicatorKind.RATE),
        ("", "投用", IndicatorKind.MILESTONE),
        ("万元", "", IndicatorKind.FUNDS),
        ("", "", IndicatorKind.WORDS),
    ],
)
def test_a_missing_kind_is_assumed_and_said(measure: str, target: str, kind: IndicatorKind) -> None:
    reading = read(small(f"| 1 | 甲 | 教体局 | 一 |  | {measure} | {target} |"))
    assert reading.programme.projects[0].indicators[0].kind is kind
    assert [one.code for one in reading.problems] == [Code.LIST_KIND_ASSUMED]


@pytest.mark.parametrize("target", ["12月底前完成", "2022年底前", "建成投用", "九个", "5-10", "9个、36个"])
def test_a_target_in_words_never_becomes_a_number_by_guess(target: str) -> None:
    for kind in ("", "数量"):
        reading = read(small(f"| 1 | 甲 | 教体局 | 一 | {kind} |  | {target} |"))
        assert reading.programme.projects[0].indicators[0].target is None
        assert any(one.level is Level.MUST_FIX for one in reading.problems)


def test_an_unknown_kind_is_told_and_another_assumed() -> None:
    reading = read(small("| 1 | 甲 | 教体局 | 一 | 定量 | 个 | 5 |"))
    assert [one.code for one in reading.problems] == [Code.NOT_A_CHOICE, Code.LIST_KIND_ASSUMED]


@pytest.mark.parametrize(
    ("header", "typed", "rounding"),
    [
        ("取整", "舍去尾数", Rounding.CUT_OFF),
        ("完成率取整", " 四舍五入 ", Rounding.HALF_UP),
        ("取整方式", "", None),
        ("取整", "—", None),
    ],
)
def test_an_indicator_may_have_its_own_rounding(header: str, typed: str, rounding: Rounding | None) -> None:
    text = f"| 实事名称 | 牵头单位 | 指标名称 | 指标类型 | {header} |\n| 培训 | 县人社局 | 培训 | 数量 | {typed} |"
    reading = read(text)
    assert codes(reading.problems) == []
    assert reading.programme.projects[0].indicators[0].rounding is rounding
    again = read_programme(Workbook("b.xlsx", (written_again(reading),)), OFFICE)
    assert again.programme == reading.programme


def test_a_rounding_that_nobody_knows_is_told_and_the_offices_holds() -> None:
    text = "| 实事名称 | 牵头单位 | 指标名称 | 指标类型 | 取整 |\n| 培训 | 县人社局 | 培训 | 数量 | 进一法 |"
    reading = read(text)
    assert cells(reading.problems, Code.NOT_A_CHOICE) == ["E2"]
    assert reading.programme.projects[0].indicators[0].rounding is None


@pytest.mark.parametrize("decimals", ["5", "-1", "1.5"])
def test_decimals_that_cannot_be_are_told(decimals: str) -> None:
    text = LIST.replace("| 6 | 1 | 2 |", f"| 6 | {decimals} | 2 |")
    reading = read(text)
    assert cells(reading.problems, Code.NOT_A_CHOICE) == ["I3"]
    assert reading.programme.projects[0].indicators[0].decimals == RateRule().decimals


def test_numbers_that_are_typed_twice_are_replaced_by_the_order() -> None:
    rows = ("| 5 | 甲 | 甲局 |  | 数量 | 个 | 5 |", "| 5 | 乙 | 甲局 |  | 数量 | 个 | 5 |")
    assert [one.number for one in read(small(*rows)).programme.projects] == [1, 2]


def test_a_workbook_without_a_list_is_told() -> None:
    workbook = Workbook("空.xlsx", (Grid("表", ()),))
    reading = read_programme(workbook, OFFICE)
    assert [one.code for one in reading.problems] == [Code.NO_LIST]
    assert reading.programme.projects == ()


def test_a_list_without_projects_is_told() -> None:
    assert codes(read(small()).problems) == [Code.EMPTY_LIST]


def test_the_sheet_named_as_the_list_comes_first_and_hidden_sheets_are_not_searched() -> None:
    rows = "| 实事名称 | 牵头单位 | 年度目标 |\n| --- | --- | --- |\n| {} | 甲局 | 5 |\n"
    text = f"## 旧清单\n{rows.format('旧')}\n## 实事清单\n{rows.format('新')}"
    workbook = Workbook("a.xlsx", grids_from_markdown(text))
    found = find_list(workbook)
    assert found is not None
    assert found.text(1, "title") == "新"
    hidden = grid_from_markdown(rows.format("藏"), "草稿")
    assert find_list(Workbook("a.xlsx", (Grid("草稿", hidden.rows, is_hidden=True),))) is None


def test_a_small_percentage_in_a_form_is_the_target_that_this_program_wrote() -> None:
    text = """
    | 实事名称 | 指标名称 | 指标类型 | 计量单位 | 年度目标 | 累计完成 |
    | --- | --- | --- | --- | --- | --- |
    | 甲 | 失业率 | 越低越好 | % | 0.9 | 0.8% |
    """
    (table,) = find_forms(Workbook("a.xlsx", (grid_from_markdown(text),)))
    (project,) = projects_in_form(table, "人社局", OFFICE)
    assert project.lead_unit == "人社局"
    assert project.indicators[0].target == Quantity(D("0.9"), "%")


_HEADER_WORDS = ("序号", "实事名称", "牵头单位", "指标名称", "指标类型", "计量单位", "年度目标", "权重")
_CELL_WORDS = ("甲", "乙局", "数量", "节点", "5", "65%", "约5", "注：", "合计", "①", "12月底前")
_WORDS = st.sampled_from((*_HEADER_WORDS, *_CELL_WORDS))
_VALUES = st.one_of(
    st.none(),
    _WORDS,
    st.text(max_size=4),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.times(),
    st.builds(Percent, st.decimals(0, 2, places=3)),
    st.builds(CellError, st.sampled_from(["#N/A", "#REF!"])),
    st.builds(Calculated, st.one_of(st.none(), _WORDS), st.just("A1")),
)
GRIDS = st.lists(st.lists(_VALUES, max_size=8).map(tuple), max_size=12).map(
    lambda rows: Grid("实事清单", tuple(rows))
)


@unhurried
@given(GRIDS)
def test_no_sheet_makes_the_reading_of_the_list_fail(grid: Grid) -> None:
    read_programme(Workbook("a.xlsx", (grid,)), OFFICE)
    below = Grid("实事清单", (_HEADER_WORDS, *grid.rows))
    reading = read_programme(Workbook("a.xlsx", (below,)), OFFICE)
    for project in reading.programme.projects:
        assert project.title
        assert not project.title.startswith("#N/A")
        assert project.lead_unit
        assert len({one.name for one in project.indicators}) == len(project.indicators)


@pytest.mark.parametrize(
    ("first", "second", "is_ranked", "findings"),
    [
        ("", "", True, 0),
        ("是", "", True, 0),
        ("", "否", False, 0),
        ("不公布", "", False, 1),
    ],
)
def test_a_project_is_left_out_of_the_ranking_where_any_of_its_rows_says_so(
    first: str, second: str, is_ranked: bool, findings: int
) -> None:
    listed = grid_from_markdown(
        f"""
| 实事名称 | 牵头单位 | 指标名称 | 指标类型 | 计量单位 | 年度目标 | 参与排名 |
| 修路 | 教体局 | 里程 | 数量 | 公里 | 10 | {first} |
| 修路 | 教体局 | 桥梁 | 数量 | 座 | 2 | {second} |
""",
        "实事清单",
    )
    reading = read_programme(Workbook("清单.xlsx", (listed,)), OFFICE)
    assert [one.is_ranked for one in reading.programme.projects] == [is_ranked]
    assert [one.code for one in reading.problems] == [Code.NOT_A_CHOICE] * findings


@pytest.mark.parametrize(
    ("first", "second", "weights"),
    [
        ("30%", "70%", (D(30), D(70))),
        (Percent(D("0.3")), Percent(D("0.7")), (D(30), D(70))),
        (D("0.3"), D("0.7"), (D("0.3"), D("0.7"))),
        (D(30), "70％", (D(30), D(70))),
        (D(1), D("0.5"), (D(1), D("0.5"))),
    ],
)
def test_weights_may_be_shares_or_percentages(
    first: CellValue, second: CellValue, weights: tuple[Decimal, ...]
) -> None:
    reading = read(LIST, ("J3", first), ("J4", second))
    assert tuple(one.weight for one in reading.programme.projects[0].indicators) == weights
    assert reading.problems == ()


@pytest.mark.parametrize(("first", "second"), [(D("0.3"), D(70)), ("30%", D("0.7"))])
def test_weights_in_two_ways_of_writing_are_told_where_weights_count(
    first: CellValue, second: CellValue
) -> None:
    weighted = replace(OFFICE, rate_rule=RateRule(aggregation=Aggregation.WEIGHTED))
    changes = ("J3", first), ("J4", second)
    assert codes(read(LIST, *changes, settings=weighted).problems) == [Code.LIST_WEIGHTS_MIXED]
    assert codes(read(LIST, *changes).problems) == []
    assert codes(read(LIST, ("J3", D(2)), ("J4", D("0.5")), settings=weighted).problems) == []


def test_a_target_from_which_no_rate_can_follow_is_told_when_the_list_is_read() -> None:
    reading = read(LIST, ("H5", D(0)), ("H6", "-5%"), ("H7", D(0)))
    assert cells(reading.problems, Code.LIST_TARGET_NOT_POSITIVE) == ["H5", "H6"]


def test_an_error_that_has_become_text_is_an_error() -> None:
    reading = read(LIST, ("B5", "#N/A"), ("C9", "#REF!"))
    assert cells(reading.problems, Code.ERROR_CELL) == ["B5", "C9"]
    assert not any("#" in one.title + one.main_task for one in reading.programme.projects)


def test_several_units_in_a_cell_are_told_at_their_cell() -> None:
    reading = read(LIST, ("D3", "教体局、县民政局"))
    assert cells(reading.problems, Code.LIST_SEVERAL_UNITS)[0] == "D3"


@pytest.mark.parametrize(
    ("typed", "is_told"),
    [
        ("约22", True),
        ("22余", True),
        ("逾22", True),
        ("22个左右", True),
        ("达到22个", False),
        ("22个以上", False),
        ("不少于22个", False),
        ("0.0022万", False),
    ],
)
def test_a_target_told_roughly_is_said_to_the_office_and_a_floor_is_not(typed: str, is_told: bool) -> None:
    reading = read(LIST.replace("| 数量 | 个 | 22 |", f"| 数量 | 个 | {typed} |"))
    (indicator,) = (
        one for project in reading.programme.projects for one in project.indicators[:1] if one.name == "小区"
    )
    assert indicator.target is not None and indicator.target.value == 22
    found = [one.what for one in reading.problems if one.code is Code.READ_FROM_WORDS]
    assert found == ([f"“{typed}”按22个读取。"] if is_told else [])
