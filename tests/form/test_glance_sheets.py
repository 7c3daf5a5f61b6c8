"""What leaders see (总览, 单位排名, 问题与短板, 趋势), for every size of county; charts show cells that hold the figures."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.core.builders import amount, indicator, project, reported, returned, settings, told
from tests.core.builders import programme as programme_of
from tests.form.read_back import grid_of, with_cell
from xlminshi.bulletin.facts import facts_of
from xlminshi.core.history import history_of
from xlminshi.core.ledger import Ledger, compile_ledger
from xlminshi.core.problems import Code
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import Qualifier, Quantity
from xlminshi.core.ranking import rank_units
from xlminshi.core.ranking_rule import RankBy, RankingRule
from xlminshi.core.records import HistoryRow, Records
from xlminshi.core.status import Verdict
from xlminshi.core.submission import Funds, Submission
from xlminshi.core.trends import trends_of
from xlminshi.form import overview, ranking, shortcomings, summary, trends
from xlminshi.form.chart_names import chart_names
from xlminshi.form.grid import Grid
from xlminshi.form.overview_charts import MOST_LINES, MOST_UNITS, unit_charts, unit_line
from xlminshi.form.sheets import Area, Chart, ChartKind, SheetPlan, filled
from xlminshi.form.shortcomings import Opinion, read_opinions
from xlminshi.workflow.summarising import opinion_sheet, sheets_at_a_glance

D = Decimal
NO_MONEY = Funds()
MONEY = Funds(amount(400, "万元"), amount(300, "万元"), amount(100, "万元"))


def county(
    units: int, share: object = 0.5, label: str = "1-9月份", funds: Funds = NO_MONEY, **more: Any
) -> tuple[Ledger, tuple[Submission, ...]]:
    """Return a county with one project per unit; `share` None: nobody has reported."""
    names = [f"区第{number}局" for number in range(units)]
    plan = programme_of(*(project(f"{name}的实事", name, indicator("指标", 1000)) for name in names))
    chosen = settings(label, **more)
    submissions = ()
    if share is not None:
        submissions = tuple(
            returned(
                name,
                reported(f"{name}的实事", "指标", int(1000 * float(str(share))) + place),
                told(f"{name}的实事", "在建", funds=funds, shortcomings="资金不足" if not place else ""),
            )
            for place, name in enumerate(names)
        )
    return compile_ledger(plan, chosen, submissions), submissions


def history(units: int, *periods: tuple[str, object]) -> tuple[HistoryRow, ...]:
    return tuple(row for label, share in periods for row in history_of(*county(units, share, label)))


def sheets(
    made: tuple[Ledger, tuple[Submission, ...]],
    past: tuple[HistoryRow, ...] = (),
    opinions: tuple[Opinion, ...] = (),
) -> dict[str, SheetPlan]:
    ledger, submissions = made
    plans = sheets_at_a_glance(ledger, submissions, Records(history=past), opinions)
    return {plan.name: plan for plan in plans}


def charts(plans: dict[str, SheetPlan]) -> dict[str, Chart]:
    return {chart.title: chart for chart in plans["总览"].charts}


def words(plan: SheetPlan) -> str:
    return "\n".join(str(value) for row in grid_of(plan).rows for value in row if value is not None)


def values(grid: Grid, area: Area) -> list[object]:
    return [
        grid.at(row, column)
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    ]


def number(value: object) -> object:
    return value.share if hasattr(value, "share") else value


# 总览 ------------------------------------------------------------------------------------------------------------


def test_the_shares_of_the_classes_sum_to_one_hundred_and_the_counts_to_all() -> None:
    plans = sheets(county(7))
    grid = grid_of(plans["总览"])
    total = next(row for row in grid.rows if row[0] == "合计")
    assert (total[2], number(total[3])) == (7, 1)


def test_what_keeps_up_is_counted_as_the_bulletin_counts_it() -> None:
    measured, words = indicator("里程", 100), indicator("推进情况", kind=IndicatorKind.WORDS)
    plan = programme_of(
        project("修路", "甲局", measured), project("改造", "乙局", words), project("绿化", "丙局", measured)
    )
    submissions = (
        returned("甲局", reported("修路", "里程", 80), told("修路", "在建")),
        returned("乙局", reported("改造", "推进情况", words="已签订"), told("改造", "已签订")),
        returned("丙局", reported("绿化", "里程", 90), told("绿化", "在建")),
    )
    verdicts = (Verdict("改造", "已完成", "核实"), Verdict("绿化", "进展缓慢", "核实"))
    ledger = compile_ledger(plan, settings("1-9月份"), submissions, verdicts)
    grid = grid_of(sheets((ledger, submissions))["总览"])
    place = grid.rows[2].index("达序时或已完成（件）")
    assert grid.rows[3][place] == 2
    assert [one.value for one in facts_of(ledger) if one.key == "计数|达到序时进度"] == [2]


@pytest.mark.parametrize("units", [2, 14, 60, 130])
def test_every_chart_shows_figures_that_stand_on_the_sheets(units: int) -> None:
    ledger, submissions = county(units, 0.5, funds=MONEY)
    plans = sheets((ledger, submissions), history(units, ("1-3月", 0.1), ("上半年", 0.3)))
    grids = {name: grid_of(plan) for name, plan in plans.items()}
    assert len(plans["总览"].charts) == (5 if units > MOST_UNITS else 4)
    for chart in plans["总览"].charts:
        assert len(chart.series) <= MOST_LINES + 1
        for series in chart.series:
            grid = grids[series.sheet]
            assert isinstance(grid.at(*series.name), str)
            assert all(isinstance(value, str) for value in values(grid, series.labels))
            assert all(isinstance(number(value), Decimal) for value in values(grid, series.values))
            assert len(values(grid, series.labels)) == len(values(grid, series.values)) <= MOST_UNITS


def test_a_period_without_a_rate_is_a_gap_in_the_chart_and_not_nothing_done() -> None:
    ledger, submissions = county(2, 0.3, "上半年")
    silent = history_of(compile_ledger(ledger.programme, ledger.settings, submissions[1:]), submissions[1:])
    plans = sheets(county(2, 0.5), (*history(2, ("1-3月", 0.1)), *silent))
    rates = {
        str(grid_of(plans["趋势"]).at(*one.name)): values(grid_of(plans["趋势"]), one.values)
        for one in charts(plans)["完成率走势"].series
    }
    first, second = (rates[name] for name in rates if name != "序时进度")
    assert [number(value) for value in first] == [D("0.1"), None, D("0.5")]
    assert None not in second
    assert "没有完成率的一期不画" in words(plans["总览"])
    assert "没有完成率的一期不画" not in words(sheets(county(2), history(2, ("上半年", 0.3)))["总览"])


@pytest.mark.parametrize("by", [RankBy.NOTHING, RankBy.TIMELINESS])
def test_a_unit_without_a_rate_has_no_column_in_the_chart(by: RankBy) -> None:
    ledger, submissions = county(4, 0.5, ranking=RankingRule(by), deadline=dt.date(2022, 10, 9))
    first, *others = ledger.programme.projects
    listed = replace(ledger.programme, projects=(replace(first, is_ranked=False), *others))
    partly = compile_ledger(listed, ledger.settings, submissions)
    days = {one.lead_unit: 0 for one in submissions}
    found = rank_units(partly, days)
    sheet = grid_of(ranking.ranking_sheet(found, partly))
    (chart,) = unit_charts(found, Area(0, 0, 9, 9))
    rates = [number(value) for value in values(sheet, chart.series[0].values)]
    assert (len(rates), rates.count(None)) == (4, 1)
    assert all(value is None or isinstance(value, D) for value in rates)
    assert unit_line(found) == "没有完成率的单位不画柱形。"


def test_where_a_chart_ends_between_units_of_one_place_it_is_said() -> None:
    found = rank_units(county(30, 0.5)[0])
    places = [line.place for line in found.ranked()]
    told = [replace(line, place=number) for number, line in enumerate(found.lines, start=1)]
    assert "其中一部分" not in unit_line(replace(found, lines=tuple(told)))
    told[12] = replace(told[12], place=12)
    assert len(places) == 30
    line = unit_line(replace(found, lines=tuple(told)))
    assert "只画前后各12个，名次相同的只画了其中一部分，全部见“单位排名”表" in line


def test_the_charts_lie_over_empty_cells_and_beside_each_other() -> None:
    plans = sheets(county(30, 0.5, funds=MONEY), history(30, ("上半年", 0.3)))
    cells = {
        (row, column)
        for cell in plans["总览"].cells
        for row in range(cell.area.top, cell.area.bottom + 1)
        for column in range(cell.area.left, cell.area.right + 1)
    }
    covered: set[tuple[int, int]] = set()
    for chart in plans["总览"].charts:
        place = chart.place
        own = {
            (row, column)
            for row in range(place.top, place.bottom + 1)
            for column in range(place.left, place.right + 1)
        }
        assert not own & cells
        assert not own & covered
        covered |= own


def test_of_many_units_the_charts_show_the_first_and_the_last_and_say_so() -> None:
    plans = sheets(county(130))
    found = charts(plans)
    assert {"前12个单位平均完成率", "后12个单位平均完成率"} <= set(found)
    assert "共130个单位，图中只画前后各12个" in words(plans["总览"])
    lowest = found["后12个单位平均完成率"].series[0].values
    ledger = county(130)[0]
    rates = sorted(one.rate for one in ledger.standings if one.rate is not None)
    shown = [number(value) for value in values(grid_of(plans["单位排名"]), lowest)]
    assert sorted(str(value) for value in shown) == sorted(str(rate) for rate in rates[:12])


def test_without_money_a_sentence_stands_in_place_of_the_chart() -> None:
    plans = sheets(county(3))
    assert overview.NO_FUNDS in words(plans["总览"])
    assert "计划、到位、支付资金" not in charts(plans)
    about = Funds(arrived=Quantity(D(7), "万元", Qualifier.ABOUT, "约7万元"))
    text = words(sheets(county(3, funds=about))["总览"])
    assert "没有可以与计划相比的资金；金额含约数" in text


def test_a_single_period_says_what_will_come() -> None:
    plans = sheets(county(3))
    assert "目前只有一期数据" in words(plans["总览"])
    assert trends.ONE_PERIOD in words(plans["趋势"])
    assert "完成率走势" not in charts(plans)
    assert plans["趋势"].sparklines is not None
    assert plans["趋势"].sparklines.lines == ()


def test_where_nobody_has_reported_the_sheets_say_so() -> None:
    plans = sheets(county(5, None))
    text = words(plans["总览"])
    assert "本期没有可以排名的单位" in text
    assert "有完成率的单位不足两个，不画图" in text
    assert "还没有有进展的实事" in text
    assert "未报送单位5个" in words(plans["问题与短板"])


def test_where_all_is_finished_nothing_is_behind() -> None:
    plans = sheets(county(5, 1))
    assert "没有其他未完成的实事" in words(plans["总览"])
    assert "后三名" not in words(plans["单位排名"])


def test_where_all_stand_at_the_same_nobody_is_praised() -> None:
    ledger, submissions = county(1, 0)
    assert "只有区第0局1个单位参加排名。" in words(sheets((ledger, submissions))["单位排名"])
    plan = programme_of(*(project(f"实事{unit}", unit, indicator("指标")) for unit in "甲乙丙"))
    reports = tuple(returned(unit, reported(f"实事{unit}", "指标", 50)) for unit in "甲乙丙")
    same = compile_ledger(plan, settings(), reports)
    assert "参加排名的3个单位并列" in words(sheets((same, reports))["单位排名"])


def test_rates_far_above_the_target_do_not_press_the_chart_flat() -> None:
    plans = sheets(county(4, 9), history(4, ("上半年", 8)))
    found = charts(plans)
    assert found["各单位平均完成率与序时进度"].top == found["完成率走势"].top == D("1.5")
    assert words(plans["总览"]).count("超过150%的画到150%为止") == 2
    nothing = charts(sheets(county(4, 0), history(4, ("上半年", 0))))
    assert all(chart.top is None or chart.top >= 1 for chart in nothing.values())


def test_money_is_shown_with_two_decimals_and_kept_as_it_is() -> None:
    odd = Funds(amount(400, "万元"), amount(300, "万元"), amount("12345678.123456", "万元"))
    plan = sheets(county(1, funds=odd))["总览"]
    formats = {cell.content: cell.style.number_format for cell in plan.cells}
    assert formats[D("12345678.123456")] == "#,##0.00"
    assert formats[D(400)] == "#,##0"


def test_the_names_for_the_charts_are_not_printed() -> None:
    ledger, submissions = county(30)
    plans = sheets((ledger, submissions), history(30, ("1-3月", 0.1)))
    assert plans["趋势"].page.area is not None
    heads = {cell.content: cell.area.left for cell in plans["趋势"].cells}
    assert plans["趋势"].page.area.right == heads["图中名称"] - 1
    assert sheets((ledger, submissions))["趋势"].page.area is None
    assert plans["单位排名"].page.area is None
    long_names = [f"县第{number}人民医院医疗集团总院" for number in range(3)]
    plan = programme_of(*(project(f"实事{name}", name, indicator("指标")) for name in long_names))
    reports = tuple(returned(name, reported(f"实事{name}", "指标", 50)) for name in long_names)
    ranked = sheets((compile_ledger(plan, settings(), reports), reports))["单位排名"]
    heads = {cell.content: cell.area.left for cell in ranked.cells}
    assert ranked.page.area is not None
    assert ranked.page.area.right == heads["图中名称"] - 1
    assert max(cell.area.right for cell in ranked.cells if cell.area.left == 0) == ranked.page.area.right


def test_an_undecided_class_and_projects_without_a_light_are_counted() -> None:
    ledger, submissions = county(4)
    partly = compile_ledger(ledger.programme, ledger.settings, submissions[1:])
    text = words(sheets((partly, submissions[1:]))["总览"])
    assert "待认定" in text
    assert "未评灯" in text
    assert "预警灯" not in words(sheets(county(4, lights=()))["总览"])


# 单位排名 --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "told_words"),
    [
        (RankingRule(RankBy.RATE), "按平均完成率从高到低排列"),
        (RankingRule(RankBy.LEAD), "领先序时进度（75%）"),
        (RankingRule(RankBy.SCORE), "权重：完成率60、达序时进度20、报送及时20"),
        (RankingRule(RankBy.TIMELINESS), "报送截止日期（未设置）"),
        (RankingRule(RankBy.NOTHING), "各单位按单位名录的先后列出"),
        (RankingRule(counts_over=False), "（单件超过100%按100%计）"),
        (RankingRule(bottom=5), "末位名次标出最后5名"),
    ],
)
def test_the_rule_stands_under_the_table_as_it_was_applied(rule: RankingRule, told_words: str) -> None:
    assert told_words in words(sheets(county(4, ranking=rule))["单位排名"])


@pytest.mark.parametrize(
    ("done", "rule", "line"),
    [
        ((20,), RankingRule(), "只有甲1个单位参加排名。"),
        ((80, 20), RankingRule(), "共2个单位参加排名：第1名甲，第2名乙。"),
        ((80, 20, 10), RankingRule(), "共3个单位参加排名：第1名甲，第2名乙，第3名丙。"),
        ((80, 80, 20), RankingRule(), "共3个单位参加排名：第1名甲、乙，第3名丙。"),
        ((80, 70, 20, 10), RankingRule(), "前两名：第1名甲，第2名乙；后两名：第3名丙，第4名丁。"),
        (
            (80, 70, 60, 50, 20),
            RankingRule(),
            "前三名：第1名甲，第2名乙，第3名丙；后两名：第4名丁，第5名戊。",
        ),
        ((90, 85, 80, 78, 20), RankingRule(), "前三名：第1名甲，第2名乙，第3名丙；末位：第5名戊。"),
        ((90, 20, 20, 20, 20), RankingRule(), "首位：第1名甲；后三名：第2名乙、丙、丁、戊。"),
        (
            (90, 80, 70, 60, 50, 40),
            RankingRule(),
            "前三名：第1名甲，第2名乙，第3名丙；后三名：第4名丁，第5名戊，第6名己。",
        ),
        ((90, 80, 70, 60, 50, 40), RankingRule(bottom=0), "前三名：第1名甲，第2名乙，第3名丙。"),
    ],
)
def test_the_line_names_no_more_units_than_there_are(
    done: tuple[int, ...], rule: RankingRule, line: str
) -> None:
    units = "甲乙丙丁戊己"[: len(done)]
    plan = programme_of(*(project(f"实事{unit}", unit, indicator("指标", 100)) for unit in units))
    reports = tuple(
        returned(unit, reported(f"实事{unit}", "指标", figure))
        for unit, figure in zip(units, done, strict=True)
    )
    found = rank_units(compile_ledger(plan, settings("1-9月份", ranking=rule), reports))
    assert ranking.places_line(found) == line


def test_units_that_lead_together_are_said_to_be_ranked_as_one() -> None:
    units = ("县住建局", "县交通局", "县住建局、县交通局")
    plan = programme_of(*(project(unit, unit, indicator("指标", 100)) for unit in units))
    reports = tuple(returned(unit, reported(unit, "指标", place)) for place, unit in enumerate(units))
    found = rank_units(compile_ledger(plan, settings("1-9月份", ranking=RankingRule()), reports))
    assert ranking.places_line(found).startswith("共3个单位（共同牵头的合算1个）参加排名：")


def test_nobody_is_praised_for_a_return_in_time_that_tells_nothing() -> None:
    rule = RankingRule(RankBy.TIMELINESS)
    ledger, _ = county(4, 0, ranking=rule, deadline=dt.date(2022, 10, 9))
    plan = replace(ledger, standings=tuple(replace(one, rate=D(0), lag=D(75)) for one in ledger.standings))
    found = rank_units(plan, {f"区第{place}局": place - 5 for place in range(4)})
    assert ranking.places_line(found) == "前三名：暂无。"


def test_the_columns_follow_what_is_known_and_asked_for() -> None:
    ledger, _ = county(4, ranking=RankingRule(RankBy.SCORE))
    ledger = replace(ledger, settings=replace(ledger.settings, deadline=dt.date(2022, 10, 9)))
    plan = ranking.ranking_sheet(rank_units(ledger, {"区第0局": -2}), ledger)
    heads = [str(value) for value in grid_of(plan).rows[2]]
    assert {"加权得分", "报送"} <= set(heads)
    plain = [str(value) for value in grid_of(sheets(county(4))["单位排名"]).rows[2]]
    assert not {"加权得分", "报送", "图中名称"} & set(plain)


def test_a_change_of_place_has_its_sign_and_colour() -> None:
    now, before = county(3, 0.5), county(3, 0.3, "上半年")[1]
    turned = tuple(
        replace(row, rate=D(1) - (row.rate or D(0)), achieved=None)
        for row in history_of(county(3, 0.3, "上半年")[0], before)
    )
    plan = sheets(now, turned)["单位排名"]
    changes = {cell.content: cell.style.ink for cell in plan.cells if cell.area.left == 1}
    assert changes["↑2"] == ranking.UP_INK
    assert changes["↓2"] == ranking.DOWN_INK


def test_many_names_in_one_place_are_counted_and_long_ones_shortened_for_the_chart() -> None:
    plan = programme_of(
        *(project(f"实事{n}", f"某县政务服务和大数据管理第{n}局", indicator("指标")) for n in range(30))
    )
    reports = tuple(
        returned(one.lead_unit, reported(one.title, "指标", 90 if one.number < 21 else 10))
        for one in plan.projects
    )
    ledger = compile_ledger(plan, settings(), reports)
    plans = sheets((ledger, reports))
    assert "等20个" in words(plans["单位排名"])
    series = plans["总览"].charts[1].series[0]
    assert "…" in str(grid_of(plans["单位排名"]).at(series.labels.top, series.labels.left))


def test_no_two_units_have_one_name_in_a_chart() -> None:
    names = (
        "县教育体育局、县卫生健康委员会",
        "县教育体育局、县发展和改革委员会",
        "孟村回族自治县卫生健康委员会",
        "孟村回族自治县发展和改革委员会",
        "某县政务服务和大数据管理第3局",
        "县水利局",
    )
    found = chart_names(names)
    assert len(set(found.values())) == len(names)
    assert found["县教育体育局、县发展和改革委员会"] == "县教育体育…改革委员会"
    assert found["某县政务服务和大数据管理第3局"] == "某县政务服…第3局"
    assert found["县水利局"] == "县水利局"
    # Where the difference lies in what is left out, more is shown; in the end the name itself.
    found = chart_names(
        ("东河镇人民政府甲村办公室", "东河镇人民政府乙村办公室", "东河镇人民丙办事处", "东河镇人民丁办事处")
    )
    assert list(found.values()) == [
        "东河镇人民…甲村办公室",
        "东河镇人民…乙村办公室",
        "东河镇人民丙办事处",
        "东河镇人民丁办事处",
    ]


def test_a_dash_for_no_former_place_stands_in_the_middle_and_only_remarks_at_the_left() -> None:
    plan = sheets(county(5))["单位排名"]
    heads = {cell.area.left: cell.content for cell in plan.cells if cell.area.top == ranking.BODY_ROW - 1}
    at_left = {
        heads[one.area.left]
        for one in plan.cells
        if one.area.top == ranking.BODY_ROW and one.style.align == "left"
    }
    assert at_left == {"牵头单位", "说明"}


# 趋势 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("periods", [1, 2, 6, 12])
@pytest.mark.parametrize("units", [3, 14, 23, 37, 60])
def test_no_page_of_the_trend_parts_a_project_from_its_indicators(units: int, periods: int) -> None:
    plan = programme_of(
        *(
            project(f"实事{n}", f"第{n}局", *(indicator(f"指标{place}") for place in range(1 + n % 4)))
            for n in range(units)
        )
    )
    labels = ["1月份", *(f"1-{month}月份" for month in range(2, 13))][-periods:]
    ledgers = [compile_ledger(plan, settings(label), ()) for label in labels]
    past = tuple(row for ledger in ledgers[:-1] for row in history_of(ledger, ()))
    found = trends_of(ledgers[-1], past)
    shown = trends.trend_sheet(found, ledgers[-1])
    firsts, legend = trends.trend_rows(found).of_project.values(), _row_of(shown, "图例")
    assert {*shown.page.breaks} <= {*firsts, legend}


def _row_of(plan: SheetPlan, content: str) -> int:
    return next(cell.area.top for cell in plan.cells if cell.content == content)


def test_the_trend_shows_every_period_and_marks_what_fell_and_what_is_estimated() -> None:
    plans = sheets(county(2, 0.4), history(2, ("1-3月", 0.2), ("上半年", 0.5)))
    plan = plans["趋势"]
    text = words(plan)
    assert trends.ESTIMATE in text
    assert "累计数比上期少，请核实" in text
    assert "完成率比上期低，请核实" in text
    assert [str(value) for value in grid_of(plan).rows[3][6:9]] == ["1-3月", "上半年", "1-9月份"]
    fallen = [cell for cell in plan.cells if cell.style.fill == trends.FALL_FILL and cell.content == 400]
    assert len(fallen) == 1
    assert plan.sparklines is not None
    assert len(plan.sparklines.lines) == 2


def test_more_periods_than_fit_are_named() -> None:
    past = [(f"1-{month}月", month / 20) for month in range(1, 9)]
    plans = sheets(county(2, 0.6), history(2, *past))
    assert "只列最近6期，更早的3期见“历史”表" in words(plans["趋势"])
    series = charts(plans)["完成率走势"].series[0]
    assert (series.labels.right - series.labels.left, charts(plans)["完成率走势"].kind) == (
        5,
        ChartKind.LINES,
    )


def test_a_growth_from_nearly_nothing_is_told_in_words() -> None:
    plans = sheets(county(1, 0.9), history(1, ("1-3月", 0.0), ("1-8月", 0.001)))
    assert "10倍以上" in words(plans["趋势"])


def test_a_project_that_will_miss_its_target_at_the_recent_pace_is_told() -> None:
    assert "按近期速度全年约" in words(sheets(county(1, 0.5), history(1, ("上半年", 0.4)))["趋势"])
    recovered = sheets(county(1, 0.9), history(1, ("1-3月", 0.3), ("上半年", 0.2)))
    assert "以前有一期累计数减少" in words(recovered["趋势"])


def test_what_was_added_since_before_the_last_period_says_so() -> None:
    past = history(2, ("1-7月份", 0.2), ("1-8月份", 0.4))
    gap = tuple(one for one in past if (one.period, one.lead_unit) != ("1-8月份", "区第0局"))
    assert "新增含上期" not in words(sheets(county(2, 0.5), past)["趋势"])
    hints = words(sheets(county(2, 0.5), gap)["趋势"])
    assert hints.count("上期没有数据，新增含上期") == 2  # of the project and of its indicator
    assert hints.count("上期没有数据，新增含上期；按近期速度全年约") == 1


def test_stages_and_words_stand_in_the_trend_where_there_is_no_figure() -> None:
    stage = replace(indicator("节点", None), kind=IndicatorKind.MILESTONE, target_words="投用")
    plan = programme_of(project("水厂", "甲", stage))

    def told_of(label: str, told_words: str) -> Ledger:
        report = replace(reported("水厂", "节点", None), words=told_words)
        return compile_ledger(plan, settings(label), (returned("甲", report, told("水厂", "推进。")),))

    past = tuple(
        row
        for label, told_words in (
            ("1-3月", "主体\n完工"),
            ("上半年", ""),
            ("1-8月", "已签订合同并完成全部设备的安装"),
        )
        for row in history_of(told_of(label, told_words), ())
    )
    now = told_of("1-9月份", "投用")
    shown = grid_of(trends.trend_sheet(trends_of(now, past), now))
    assert shown.rows[6][6:10] == ("主体完工", "—", trends.IN_HISTORY, "投用")


def test_a_long_title_is_cut_for_the_chart() -> None:
    plan = programme_of(
        project("推进城镇老旧小区提升改造和配套设施建设", "甲", indicator("指标")),
        project("短", "甲", indicator("指标")),
    )
    reports = (returned("甲", *(reported(one.title, "指标", 50) for one in plan.projects)),)
    ledger = compile_ledger(plan, settings(), reports)
    before = history_of(compile_ledger(plan, settings("上半年"), reports), reports)
    text = words(sheets((ledger, reports), before)["趋势"])
    assert "1.推进城镇老旧小…" in text
    assert "2.短" in text


# 问题与短板 ------------------------------------------------------------------------------------------------------


def test_what_the_office_writes_beside_a_project_is_kept() -> None:
    made = county(3, 0.2)
    plan = sheets(made)["问题与短板"]
    column = shortcomings.HEADERS.index("督办意见")
    grid = with_cell(grid_of(plan), "K4", "约谈负责人")
    opinions, problems = read_opinions(grid)
    title = str(grid.at(3, 1))
    assert (opinions, problems) == ((Opinion(title, "约谈负责人"),), ())
    again = grid_of(sheets(made, opinions=opinions)["问题与短板"])
    assert again.at(3, column) == "约谈负责人"
    assert read_opinions(again)[0] == opinions


def test_an_opinion_stays_where_the_project_has_no_shortcoming_now_or_is_gone() -> None:
    opinions = (Opinion("区第1局的实事", "已约谈"), Opinion("撤销的实事", "转下年"), Opinion("", "无主"))
    made = county(2, 1)
    for plan in (sheets(made, opinions=opinions)["问题与短板"], opinion_sheet(made[0], Records(), opinions)):
        assert set(read_opinions(grid_of(plan))[0]) == set(opinions)


def test_two_rows_of_one_project_keep_both_opinions() -> None:
    grid = grid_of(sheets(county(2, 0.2), opinions=(Opinion("撤销的实事", "甲"),))["问题与短板"])
    rows = (*grid.rows[:6], grid.rows[5])
    assert read_opinions(replace(grid, rows=rows))[0] == (Opinion("撤销的实事", "甲\n甲"),)


def test_opinions_whose_column_is_gone_are_told() -> None:
    grid = grid_of(sheets(county(2, 0.2))["问题与短板"])
    heads = tuple("意见" if value == "督办意见" else value for value in grid.rows[2])
    renamed = replace(grid, rows=(*grid.rows[:2], heads, *grid.rows[3:]))
    assert [one.code for one in read_opinions(renamed)[1]] == [Code.MISSING_COLUMN]
    assert len(read_opinions(replace(grid, rows=grid.rows[3:]))[1]) == 2
    assert read_opinions(None) == read_opinions(Grid("问题与短板", ((None,),))) == ((), ())


def test_the_offices_with_a_shortcoming_are_counted_each_once() -> None:
    plan = programme_of(
        project("甲", "县民政局、县住建局", indicator("指标")), project("乙", "县住建局", indicator("指标"))
    )
    reports = tuple(returned(one.lead_unit, reported(one.title, "指标", 10)) for one in plan.projects)
    made = compile_ledger(plan, settings(), reports)
    assert "列出2件，涉及单位2个" in words(sheets((made, reports))["问题与短板"])
    alone = replace(plan, projects=plan.projects[:1])
    made = compile_ledger(alone, settings(), reports[:1])
    assert "列出1件，涉及单位2个" in words(sheets((made, reports[:1]))["问题与短板"])


def test_without_any_shortcoming_the_sheet_says_so() -> None:
    plan = programme_of(project("实事", "甲", indicator("指标")))
    reports = (returned("甲", reported("实事", "指标", 100)),)
    ledger = compile_ledger(plan, settings(), reports)
    assert words(sheets((ledger, reports))["问题与短板"]).count("本期没有发现短板") == 2


def test_letters_can_be_read_on_every_colour() -> None:
    assert (filled("000080").ink, filled("FFC000").ink) == ("FFFFFF", "000000")


@pytest.mark.parametrize("units", [1, 3, 130])
def test_the_sheets_say_the_numbers_of_the_summary(units: int) -> None:
    ledger, submissions = county(units, 0.45)
    plans = sheets((ledger, submissions))
    assert summary.counts_line(ledger) in words(plans["总览"])
    grid = grid_of(plans["单位排名"])
    table = {row[ranking.UNIT]: number(row[ranking.RATE]) for row in grid.rows[3 : 3 + units]}
    assert table == {one.project.lead_unit: one.rate for one in ledger.standings}
