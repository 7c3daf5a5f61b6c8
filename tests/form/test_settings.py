"""Reading the 设置 sheet: what an office may write there, and what becomes of what it may not."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from tests.form.read_back import grid_of, grid_with, unhurried
from tests.form.test_programme_reading import GRIDS
from xlminshi.core.period import TimeBasis
from xlminshi.core.problems import Code, Level, Problem
from xlminshi.core.progress import Aggregation
from xlminshi.core.ranking_rule import RankBy, RankingRule, ScoreWeights
from xlminshi.core.rounding import Rounding
from xlminshi.core.settings import DEFAULT_CLASSES, DEFAULT_LIGHTS, DocumentKind, Settings
from xlminshi.core.status import Basis, Light, Status
from xlminshi.core.units import LeadUnit
from xlminshi.form.as_written import written_from
from xlminshi.form.grid import Calculated, CellError, CellValue, Grid, Percent
from xlminshi.form.markdown import grid_from_markdown
from xlminshi.form.office import settings_sheet
from xlminshi.form.setting_items import ITEMS, PALETTE, colour_name, typed_settings
from xlminshi.form.settings import SettingsReading, read_settings

D = Decimal
SHEET = """
| 设置 |
| 设置项 | 值 |
| 区县名称 * | 某县 |
| 年度 * | 2022 |
| 通报期 * | 1-9月份 |
| 数据截至日期 | 2022-9-20 |
| 报送截止日期 | 2022.10.8 |
| 序时进度算法 | 按天 |
| 完成率取整 | 舍去尾数 |
| 完成率小数位 | 1 |
| 完成倍数上限 | 20 |
| 实事完成率算法 | 按权重 |
| 形象进度节点 | 未开工、在建，完工;投用 |
| 单位排名依据 | 加权得分 |
| 超额计入排名 | 否 |
| 得分权重 | 报送及时：40、完成率60% |
| 末位名次 | 5 |
| 文种 | 工作简报 |
| 通报名称 | 督查专报 |
| 期号 * | 第7期 |
| 成文日期 * | 2022年10月25日 |
| 发文机关 * | 某县督查局 |
| 督查单位简称 | 县督查局 |
| 会同单位 | 县政协、县人大 |
| 督查日期 | 2022.10.20 |
| 全域称呼 | 全县 |
| 实事统称 | 民生实事 |
| 本期发 | 县委常委。 |
| 抄送 | 县委督查室 |
| 印发机关 | 某县督查局 |
| 总体评价 | 总体较好 |
| 经验做法 | 综述。<br>县民政局：建专班 |
| 存在问题 | 不平衡 |
| 下一步工作 | 一是抓紧。<br>二是抓实。 |
| 工作要求 | 一是抓紧。<br><br>二是抓实。 |

状态类别：自上而下。
| 类别名称 | 性质 | 判断依据 | 下限 | 导语用语 | 小标题 | 颜色 | 写主要任务 |
| 提前完成 | 完成 | 完成率 | 100% | 已提前完成 | 提前完成实事 | 绿 | 否 |
| 超进度 | 推进 | 领先序时进度 | 10 |  |  | 浅绿色 | 否 |
| 达进度 | 推进 | 领先序时进度 | 0 |  |  | 黄 |  |
| 欠进度 | 滞后 | 领先序时进度 |  |  |  | 红 | 是 |
| 其它 | 其他 | 人工认定 |  |  |  |  |  |

预警灯：按滞后的百分点。
| 预警灯 | 颜色 | 滞后不超过（百分点） |
| 绿灯 | 绿 | 0 |
| 红灯 | 红 |  |

单位名录：先后就是表的先后。
| 单位名称 | 别名（用顿号隔开） |
| 县教育体育局 | 教体局、县教体局 |
| 县民政局 |  |
"""


def read(text: str = SHEET, *changes: tuple[str, CellValue]) -> SettingsReading:
    return read_settings(grid_with(text, "设置", *changes), 2022, "标准表.xlsx")


def at(label: str, column: str = "B") -> str:
    """Return the address in the row of the standard sheet below that begins with this label."""
    firsts = [row[0] for row in grid_from_markdown(SHEET).rows]
    return f"{column}{firsts.index(label) + 1}"


def told(problems: tuple[Problem, ...]) -> list[tuple[Code, str]]:
    return [(one.code, one.place.cell) for one in problems]


def test_all_settings_of_a_sheet_are_read() -> None:
    reading = read()
    assert reading.problems == ()
    settings = reading.settings
    assert (settings.county, settings.period.label, settings.period.year) == ("某县", "1-9月份", 2022)
    assert (settings.period.as_of, settings.deadline) == (dt.date(2022, 9, 20), dt.date(2022, 10, 8))
    assert settings.time_basis is TimeBasis.DAYS
    rule = settings.rate_rule
    assert (rule.rounding, rule.decimals, rule.ceiling) == (Rounding.CUT_OFF, 1, D(20))
    assert rule.aggregation is Aggregation.WEIGHTED
    assert settings.milestones == ("未开工", "在建", "完工", "投用")
    bulletin = settings.bulletin
    assert (bulletin.masthead, bulletin.issue_number, bulletin.dated) == (
        "督查专报",
        7,
        dt.date(2022, 10, 25),
    )
    assert (bulletin.issuer, bulletin.supervision_office) == ("某县督查局", "县督查局")
    assert bulletin.joint_inspectors == ("县政协", "县人大")
    assert bulletin.requirements == ("一是抓紧。", "二是抓实。")
    assert (bulletin.area_word, bulletin.project_term) == ("全县", "民生实事")
    assert (bulletin.distribution_list, bulletin.printed_by) == ("县委常委。", "某县督查局")
    assert (bulletin.kind, bulletin.inspected_on) == (DocumentKind.BRIEFING, dt.date(2022, 10, 20))
    assert (bulletin.copy_to, bulletin.overall) == ("县委督查室", "总体较好")
    assert bulletin.good_practices == ("综述。", "县民政局：建专班")
    assert (bulletin.shortcomings, bulletin.next_steps) == (("不平衡",), ("一是抓紧。", "二是抓实。"))


def test_a_masthead_that_is_not_filled_in_is_that_of_the_kind_of_document() -> None:
    text = SHEET.replace("| 通报名称 | 督查专报 |\n", "")
    assert read(text).settings.bulletin.masthead == "工作简报"
    assert read(text.replace("| 文种 | 工作简报 |\n", "")).settings.bulletin.masthead == "督查通报"


def test_five_classes_with_their_limits_are_read() -> None:
    classes = read().settings.classes
    assert [(one.name, one.status, one.basis, one.at_least) for one in classes] == [
        ("提前完成", Status.COMPLETED, Basis.RATE, D(1)),
        ("超进度", Status.ONGOING, Basis.LEAD, D(10)),
        ("达进度", Status.ONGOING, Basis.LEAD, D(0)),
        ("欠进度", Status.LAGGING, Basis.LEAD, None),
        ("其它", Status.OTHER, Basis.PERSON, None),
    ]
    assert [one.colour for one in classes][:2] == [PALETTE["绿"], PALETTE["浅绿"]]
    assert [one.prints_main_task for one in classes] == [False, False, False, True, False]
    assert (classes[1].phrase, classes[1].heading) == ("超进度", "超进度实事")


def test_two_classes_without_lights_and_units_are_enough() -> None:
    text = """
| 区县名称 | 某县 |
| 类别名称 | 性质 | 判断依据 | 下限 | 颜色 |
| 达到序时进度 | 推进 | 领先序时进度 | 0 | 绿 |
| 未达到序时进度 | 滞后 | 领先序时进度 |  | 红 |
"""
    settings = read(text).settings
    assert settings.class_names() == ("达到序时进度", "未达到序时进度")
    assert settings.lights == DEFAULT_LIGHTS
    assert settings.units.units == ()


def test_lights_and_units_are_read_in_their_order() -> None:
    settings = read().settings
    assert settings.lights == (Light("绿灯", PALETTE["绿"], D(0)), Light("红灯", PALETTE["红"], None))
    assert settings.units.units == (
        LeadUnit("县教育体育局", ("教体局", "县教体局")),
        LeadUnit("县民政局"),
    )


def test_a_gap_in_a_table_loses_no_class_no_light_and_no_unit() -> None:
    text = (
        SHEET.replace("| 达进度 |", "|  |\n| 达进度 |")
        .replace("| 红灯 |", "|  |\n| 红灯 |")
        .replace("| 县民政局 |", "|  |\n|  |\n| 县民政局 |")
    )
    assert "|  |" in text
    assert read(text) == read() or told(read(text).problems) == []
    settings = read(text).settings
    assert (settings.classes, settings.lights) == (read().settings.classes, read().settings.lights)
    assert settings.units == read().settings.units


def test_a_row_of_a_table_without_its_name_is_told() -> None:
    addresses = (at("超进度", "A"), at("绿灯", "A"), at("县教育体育局", "A"))
    reading = read(SHEET, *((address, None) for address in addresses))
    assert told(reading.problems) == [(Code.SETTING_MISSING, address) for address in addresses]
    assert len(reading.settings.classes) == 4


def test_without_a_sheet_everything_has_a_usable_value() -> None:
    for grid in (None, Grid("设置", ()), Grid("设置", ((None, None), ("随便",)))):
        reading = read_settings(grid, 2023)
        needed = [item.label for item in ITEMS if item.is_needed]
        assert [one.code for one in reading.problems] == [Code.SETTING_MISSING] * len(needed)
        assert reading.settings.period.year == 2023
        assert reading.settings.classes == DEFAULT_CLASSES


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("年度 *", "今年"),
        ("年度 *", "22"),
        ("年度 *", D("2022.5")),
        ("年度 *", "１９９９"),
        ("年度 *", Percent(D("20.22"))),
        ("年度 *", dt.date(2022, 1, 1)),
        ("年度 *", True),
        ("通报期 *", "上个月"),
        ("通报期 *", "13月"),
        ("通报期 *", "9-1月"),
        ("通报期 *", "2021年1-9月份"),
        ("通报期 *", dt.date(2022, 9, 1)),
        ("数据截至日期", "月底"),
        ("数据截至日期", "2021-9-30"),
        ("报送截止日期", "下周五"),
        ("报送截止日期", "2022-2-30"),
        ("成文日期 *", D(44859)),
        ("序时进度算法", "按周"),
        ("完成率取整", "进一法"),
        ("文种", "通知"),
        ("督查日期", "上周"),
        ("实事完成率算法", "取最高"),
        ("完成率小数位", "5"),
        ("完成率小数位", "-1"),
        ("完成率小数位", "两位"),
        ("完成倍数上限", "1"),
        ("完成倍数上限", "0"),
        ("完成倍数上限", "很多"),
        ("完成倍数上限", "约10"),
        ("期号 *", "七"),
        ("期号 *", "0"),
        ("期号 *", "无"),
        ("期号 *", "1e3"),
    ],
)
def test_a_bad_setting_is_told_with_its_cell_and_what_is_used_instead(label: str, value: CellValue) -> None:
    reading = read(SHEET, (at(label), value))
    assert told(reading.problems) == [(Code.SETTING_BAD, at(label))]
    assert reading.problems[0].place.file == "标准表.xlsx"
    assert label.removesuffix(" *") in reading.problems[0].what
    assert reading.problems[0].cure
    assert reading.problems[0].level is Level.MUST_FIX


@pytest.mark.parametrize("label", [one.label for one in ITEMS if one.is_needed])
@pytest.mark.parametrize("value", [None, " ", "\u3000"])
def test_a_needed_setting_that_is_blank_is_told_with_its_cell(label: str, value: CellValue) -> None:
    address = at(f"{label} *")
    assert told(read(SHEET, (address, value)).problems) == [(Code.SETTING_MISSING, address)]


@pytest.mark.parametrize("value", [CellError("#REF!"), Calculated(None, "Sheet2!A1")])
@pytest.mark.parametrize(
    "address",
    [
        at("完成率小数位"),
        at("发文机关 *"),
        at("全域称呼"),
        *(at("提前完成", column) for column in "ADEFG"),
        at("绿灯", "A"),
        at("县教育体育局", "A"),
        at("县教育体育局", "B"),
    ],
)
def test_an_error_cell_is_told_and_never_printed_as_a_name(address: str, value: CellValue) -> None:
    reading = read(SHEET, (address, value))
    code = Code.ERROR_CELL if isinstance(value, CellError) else Code.NOT_CALCULATED
    assert (code, address) in told(reading.problems)
    assert "#REF!" not in str(reading.settings)


@pytest.mark.parametrize(
    ("typed", "label", "months"),
    [
        ("2022年1-9月份", "1-9月份", (1, 9)),
        ("2022年度", "年度", (1, 12)),
        ("2022年上半年", "上半年", (1, 6)),
        ("２０２２年前三季度", "前三季度", (1, 9)),
        ("1—9月", "1—9月", (1, 9)),
        ("9月", "9月", (9, 9)),
        ("全年", "全年", (1, 12)),
    ],
)
def test_the_period_is_kept_as_written_without_its_year(
    typed: str, label: str, months: tuple[int, int]
) -> None:
    reading = read(SHEET, (at("通报期 *"), typed))
    period = reading.settings.period
    assert reading.problems == ()
    assert (period.label, (period.first, period.last)) == (label, months)
    assert period.is_same(f"{period.year}年{period.label}")  # as the hidden sheet of every form writes it


@pytest.mark.parametrize(
    ("value", "limit"),
    [
        ("100%", D(1)),
        ("100％", D(1)),
        (D(1), D(1)),
        (Percent(D(1)), D(1)),
        (D(100), D(1)),
        ("100", D(1)),
        ("50%", D("0.5")),
        (Percent(D("1.2")), D("1.2")),
        ("0.9", D("0.9")),
        (D(95), D("0.95")),
        (D(0), D(0)),
    ],
)
def test_a_limit_of_a_rate_may_be_written_in_several_ways(value: CellValue, limit: Decimal | None) -> None:
    reading = read(SHEET, (at("提前完成", "D"), value))
    assert {one.code for one in reading.problems} <= {Code.CLASS_NEVER_REACHED}
    assert reading.settings.classes[0].at_least == limit


@pytest.mark.parametrize(
    ("value", "limit"),
    [
        (D(-10), D(-10)),
        ("-10", D(-10)),
        ("-10%", D(-10)),
        (Percent(D("-0.1")), D(-10)),
        (D("0.5"), D("0.5")),
        (D(5), D(5)),
    ],
)
def test_a_limit_of_a_lead_counts_percentage_points(value: CellValue, limit: Decimal | None) -> None:
    reading = read(SHEET, (at("超进度", "D"), value))
    assert {one.code for one in reading.problems} <= {Code.CLASS_NEVER_REACHED}
    assert reading.settings.classes[1].at_least == limit


def test_a_class_below_one_that_takes_all_of_it_is_told_with_its_cell() -> None:
    reading = read(SHEET, (at("提前完成", "D"), D(0)))
    assert (Code.CLASS_NEVER_REACHED, at("超进度", "D")) in told(reading.problems)
    told_words = "".join(one.what for one in reading.problems if one.code is Code.CLASS_NEVER_REACHED)
    assert "类别“超进度”排在“提前完成”下面" in told_words


@pytest.mark.parametrize("value", ["约100%", "一半", "12:30", True, D(5), "1.5", D(10)])
def test_an_unclear_limit_is_told_with_its_cell(value: CellValue) -> None:
    assert told(read(SHEET, (at("提前完成", "D"), value)).problems) == [
        (Code.SETTING_BAD, at("提前完成", "D"))
    ]


@pytest.mark.parametrize(
    ("address", "value"),
    [
        (at("提前完成", "B"), "快"),
        (at("提前完成", "B"), None),
        (at("提前完成", "C"), "看情况"),
        (at("提前完成", "G"), "花"),
        (at("绿灯", "B"), "花"),
        (at("绿灯", "C"), "很多"),
    ],
)
def test_a_bad_choice_in_a_table_is_told_with_its_cell(address: str, value: CellValue) -> None:
    assert told(read(SHEET, (address, value)).problems) == [(Code.SETTING_BAD, address)]


def test_unknown_and_doubled_settings_are_told() -> None:
    text = SHEET.replace("| 年度 * | 2022 |", "| 年度 * | 2022 |\n| 年份 | 2020 |\n| 年度 | 2021 |").replace(
        "| 超进度 |", "| 提前完成 |"
    )
    reading = read(text)
    assert told(reading.problems) == [
        (Code.SETTING_UNKNOWN, "A5"),
        (Code.SETTING_DOUBLE, "B6"),
        (Code.SETTING_DOUBLE, "A41"),
    ]
    assert reading.settings.period.year == 2022


def test_a_name_that_stands_for_two_units_is_told() -> None:
    reading = read(SHEET, (at("县民政局"), "教体局"))
    assert [one.code for one in reading.problems] == [Code.SHARED_ALIAS]


def test_a_table_that_lacks_a_column_is_told_and_read_all_the_same() -> None:
    text = "| 类别名称 |\n| --- |\n| 已完成 |\n"
    reading = read(text)
    assert [one.code for one in reading.problems if one.code is Code.SETTING_BAD] == [Code.SETTING_BAD] * 2
    assert reading.settings.classes[0].basis is Basis.PERSON
    assert read("| 单位名称 |\n| --- |\n| 甲局 |").settings.units.units == (LeadUnit("甲局"),)
    assert read("| 预警灯 |\n| --- |\n| 红灯 |").settings.lights[0].up_to is None


def test_settings_written_and_read_again_are_the_same() -> None:
    first = read().settings
    again = read_settings(grid_of(settings_sheet(written_from(first))), 2023, "标准表.xlsx")
    assert again.problems == ()
    assert again.settings == first


def test_standard_settings_written_and_read_again_are_the_same() -> None:
    blank = read_settings(None, 2022).settings
    first = replace(blank, county="某县")
    grid = grid_of(settings_sheet(written_from(first)))
    again = read_settings(grid, 2023)
    assert {one.code for one in again.problems} == {Code.SETTING_MISSING}
    assert again.settings == first
    assert grid.at(2, 1) == "某县"


def test_a_class_limit_above_all_survives_the_round_trip() -> None:
    first = read(SHEET, (at("提前完成", "D"), Percent(D("1.2")))).settings
    assert read_settings(grid_of(settings_sheet(written_from(first))), 2023).settings == first


def test_every_setting_has_a_value_to_stand_in_the_sheet() -> None:
    assert set(typed_settings(read().settings)) == {item.key for item in ITEMS}


def test_a_colour_that_is_not_in_the_palette_keeps_its_code() -> None:
    assert colour_name("00B050") == "绿"
    assert colour_name("123456") == "123456"


@unhurried
@given(GRIDS)
def test_no_sheet_makes_the_reading_of_the_settings_fail(random: Grid) -> None:
    lines = grid_from_markdown(SHEET, "设置").rows
    mixed = tuple(
        (line[0], *row[1:]) if row else line for line, row in zip(lines, random.rows * 10, strict=False)
    )
    for rows in (random.rows, mixed, (*lines, *random.rows), (*random.rows, *lines)):
        reading = read_settings(Grid("设置", rows), 2023)
        again: Settings = read_settings(grid_of(settings_sheet(reading.written)), 2023).settings
        assert again.class_names() == tuple(one.strip() for one in reading.settings.class_names())


def test_an_error_cell_beside_the_explanation_makes_no_class_of_it() -> None:
    lines = grid_from_markdown(SHEET, "设置").rows
    start = next(row for row, line in enumerate(lines) if line and line[0] == "类别名称")
    row = ("类别自上而下判定。", CellError("#N/A"))
    reading = read_settings(Grid("设置", (*lines[: start + 1], row, *lines[start + 1 :])), 2023)
    assert not any("判定" in name for name in reading.settings.class_names())


def test_a_limit_that_is_not_given_takes_the_rest_only_in_the_last_class() -> None:
    reading = read(SHEET, (at("超进度", "D"), None))
    assert [one.code for one in reading.problems] == [Code.SETTING_BAD]
    by_name = {one.name: one for one in reading.settings.classes}
    assert by_name["超进度"].basis is Basis.PERSON


def test_a_limit_that_cannot_be_read_leaves_its_class_to_a_person() -> None:
    reading = read(SHEET, (at("超进度", "D"), "很快"))
    assert Code.SETTING_BAD in {one.code for one in reading.problems}
    by_name = {one.name: one for one in reading.settings.classes}
    assert by_name["超进度"].basis is Basis.PERSON


def test_no_class_may_be_called_as_the_program_calls_open_decisions() -> None:
    reading = read(SHEET, (at("超进度", "A"), "待认定"))
    assert "待认定" not in reading.settings.class_names()
    assert Code.SETTING_BAD in {one.code for one in reading.problems}


def test_a_setting_that_cannot_be_used_stays_on_the_sheet_and_its_finding_comes_back() -> None:
    first = read(
        SHEET, (at("完成率取整"), "向上取整"), (at("超进度", "D"), "很快"), (at("超进度", "G"), "紫")
    )
    again = read_settings(grid_of(settings_sheet(first.written)), 2022)
    assert (
        [one.code for one in again.problems] == [one.code for one in first.problems] == [Code.SETTING_BAD] * 3
    )
    assert again.settings == first.settings


def test_a_missing_year_and_period_stay_missing() -> None:
    first = read_settings(None, 2026)
    again = read_settings(grid_of(settings_sheet(first.written)), 2026)
    labels = {"区县名称", "年度", "通报期", "期号", "成文日期", "发文机关"}
    found = {
        one.what.split("“")[1].split("”")[0] for one in again.problems if one.code is Code.SETTING_MISSING
    }
    assert found == labels


# The ranking of units --------------------------------------------------------------------------------------------


def test_the_rule_of_the_ranking_is_read_as_typed() -> None:
    rule = read_settings(grid_from_markdown(SHEET, "设置"), 2026).settings.ranking
    assert (rule.by, rule.counts_over, rule.bottom) == (RankBy.SCORE, False, 5)
    assert rule.weights == ScoreWeights(D(60), D(0), D(40))


@pytest.mark.parametrize(
    ("label", "typed"),
    [
        ("单位排名依据", "按人气"),
        ("超额计入排名", "也许"),
        ("得分权重", "完成率六十"),
        ("得分权重", "完成率60、人气40"),
        ("得分权重", "完成率0"),
        ("末位名次", "11"),
        ("末位名次", "半数"),
    ],
)
def test_a_rule_that_cannot_be_read_is_told_and_the_usual_one_holds(label: str, typed: str) -> None:
    grid = grid_from_markdown(f"| 设置项 | 值 |\n| {label} | {typed} |", "设置")
    reading = read_settings(grid, 2022)
    found = [one for one in reading.problems if one.code is Code.SETTING_BAD]
    assert [one.place.cell for one in found] == ["B2"]
    assert label in found[0].what
    assert reading.settings.ranking == RankingRule()


def test_an_office_that_sets_no_rule_has_the_usual_one() -> None:
    assert read_settings(None, 2022).settings.ranking == RankingRule()
