from dataclasses import replace
from decimal import Decimal

from xlminshi.core.controls import Count
from xlminshi.core.county_tallies import roll_up
from xlminshi.core.match_table import MatchTable
from xlminshi.core.rollup import CountyReturn, ProjectLine
from xlminshi.form import sheets as look
from xlminshi.form.rollup_settings import read_rollup_settings
from xlminshi.form.rollup_sheets import rollup_book
from xlminshi.form.sheets import SheetPlan, lines_needed

PERIOD = "2023年1-9月份"


def line(standing: str, rate: str | None = "0.5") -> ProjectLine:
    return ProjectLine(
        "修路", "县交通局", "某类", standing, None if rate is None else Decimal(rate), True, 1, 1
    )


def sheets(
    *counties: tuple[ProjectLine, ...], city: str = "", totals: tuple[Count, ...] = (), ending: str = "县"
) -> dict[str, SheetPlan]:
    returns = [
        CountyReturn(
            f"{number:02}{ending}",
            PERIOD,
            Decimal("0.75"),
            lines,
            city and f"{city}{number}",
            f"{number}.xlsx",
        )
        for number, lines in enumerate(counties)
    ]
    plan = rollup_book(
        roll_up("某市", returns, MatchTable()), totals, (), read_rollup_settings(None, "某市.xlsx")
    )
    return {one.name: one for one in plan.sheets}


def text(sheet: SheetPlan, row: int, column: int) -> object:
    return next((one.content for one in sheet.cells if (one.area.top, one.area.left) == (row, column)), None)


def test_the_charts_draw_the_rates_of_the_first_sheet_as_numbers() -> None:
    for city, name in (("", "区县"), ("东市", "市")):
        found = sheets((line("完成"), line("滞后", "1.7")), (line("完成"),), (line("推进", None),), city=city)
        first, glance = found[f"{name}汇总"], found[f"{name}对比"]
        chart = glance.charts[1]
        assert [text(first, *one.name) for one in chart.series] == ["完成占比", "平均完成率"]
        for one in chart.series:
            assert one.sheet == first.name
            assert (one.values.top, one.values.bottom) == (3, 5)
        shares, means = ([text(first, row, one.values.left) for row in (3, 4, 5)] for one in chart.series)
        assert shares == [Decimal(1), Decimal("0.5"), Decimal(0)]
        assert means == [Decimal("0.5"), Decimal("0.75"), None]  # words would be drawn as 0
        assert f"没有完成率的{name}不画平均完成率" in str(text(glance, 1, 0))
        assert "平均完成率空着的，没有可以计算的完成率" in str(text(first, 6, 0))
        (bar,) = first.bars
        assert bar.area.left == chart.series[0].values.left


def test_long_names_stand_shortened_in_the_chart_and_whole_on_the_sheet() -> None:
    for ending, shown in (("河县", "01河县"), ("保安族东乡族撒拉族自治县", "01保安族…自治县")):
        found = sheets((line("完成"),), (line("滞后"),), ending=ending)
        first, chart = found["区县汇总"], found["区县对比"].charts[1]
        labels = [text(first, row, chart.series[0].labels.left) for row in (3, 4)]
        assert labels == ["00" + shown[2:], shown]
        assert text(first, 4, 1) == f"01{ending}"
        printed = first.page.area
        assert printed is None if ending == "河县" else printed.right == chart.series[0].labels.left - 1
        assert lines_needed(f"01{ending}", first.widths[1]) == (1 if ending == "河县" else 2)
        assert first.widths[1] == 16 or ending != "河县"
        assert lines_needed(f"01{ending}", found["区县数据"].widths[1]) == 1


def test_the_charts_of_many_places_lie_one_below_the_other_on_one_page() -> None:
    glance = sheets(*[(line("完成"),)] * 30)["区县对比"]
    (top, first, second) = (chart.place for chart in glance.charts)
    assert top.bottom < first.top <= first.bottom < second.top
    assert first.right - first.left == second.right - second.left == len(glance.widths) - 1
    assert glance.page.most_pages == 1


def test_where_every_county_has_a_rate_nothing_is_said_of_gaps() -> None:
    found = sheets((line("完成"),), (line("滞后"),))
    assert "没有完成率" not in str(text(found["区县对比"], 1, 0))
    assert "空着" not in str(text(found["区县汇总"], 5, 0))


def test_the_classes_are_counted_with_their_shares() -> None:
    glance = sheets((line("完成"), line("滞后"), line("滞后")))["区县对比"]
    assert [text(glance, row, 1) for row in range(4, 9)] == [1, 0, 2, 0, 0]
    assert text(glance, 4, 2) == Decimal("0.3333")
    lines = [line(standing) for standing in ("完成", "推进", "滞后", "其他") for _ in "12"] + [line("其他")]
    parts = [text(sheets(tuple(lines))["区县对比"], row, 2) for row in range(4, 9)]
    assert sum(part for part in parts if isinstance(part, Decimal)) == 1
    assert len(glance.charts) == 1  # one county is not compared


def test_the_share_of_completed_projects_is_the_same_on_every_sheet_and_all_sum_to_one() -> None:
    for done, going, slow, other in (
        (3, 3, 3, 0),
        (1, 1, 1, 3),
        (2, 5, 0, 0),
        (1, 5, 5, 2),
        (0, 1, 2, 4),
        (1, 0, 0, 0),
    ):
        numbers = zip(("完成", "推进", "滞后", "其他"), (done, going, slow, other), strict=True)
        found = sheets(tuple(line(standing) for standing, count in numbers for _ in range(count)))
        parts = [text(found["区县对比"], row, 2) for row in range(4, 9)]
        assert parts[0] == text(found["区县汇总"], 3, 8)
        assert sum(part for part in parts if isinstance(part, Decimal)) == 1


def test_of_many_counties_the_first_and_the_last_are_drawn_and_it_is_said() -> None:
    few = sheets(*[(line("完成"),)] * 24)["区县对比"]
    assert len(few.charts) == 2 and "只画前后" not in str(text(few, 1, 0))
    many = sheets(*[(line("完成"),)] * 30, ())["区县对比"]
    areas = [chart.series[0].values for chart in many.charts[1:]]
    # The county without projects stands last, and is not drawn.
    assert [(one.top, one.bottom) for one in areas] == [(3, 14), (21, 32)]
    told = str(text(many, 1, 0))
    assert "共30个区县有实事，图中只画前后各12个，名次相同的只画了其中一部分，" in told
    apart = sheets(*[(line("完成"),)] * 12, *[(line("完成"), line("推进"))] * 3, *[(line("滞后"),)] * 12)[
        "区县对比"
    ]
    assert "其中一部分" not in str(text(apart, 1, 0))


def test_units_are_counted_as_they_report_under_a_head_that_says_so() -> None:
    units = ("县住建局", "县交通局", "县住建局、县交通局")
    lines = tuple(replace(line("完成"), lead_unit=unit, is_reported=len(unit) < 5) for unit in units)
    first = sheets(lines)["区县汇总"]
    heads = {text(first, 2, column): column for column in range(16)}
    assert text(first, 3, heads["应报送\n单位"]) == 3
    assert text(first, 3, heads["未报送\n单位"]) == 1


def test_where_nothing_can_be_counted_nothing_is_drawn() -> None:
    found = sheets(())
    assert text(found["区县对比"], 4, 2) == "—"
    assert "没有归出共性问题" in str(text(found["共性问题"], 3, 0))


def test_only_a_figure_that_is_lost_stands_in_red() -> None:
    totals = (Count("文件", 3, 3), Count("区县", 3, 2, awaited=1), Count("实事", 3, 2, awaited=2))
    found = sheets((line("完成"),), totals=totals)["区县汇总"]
    styles = {cell.content: cell.style for cell in found.cells if cell.content in ("相符", "未报1", "不符")}
    assert {words: style.ink for words, style in styles.items()} == {
        "相符": look.INK,
        "未报1": look.INK,
        "不符": look.WARNING_INK,
    }
    assert styles["未报1"].fill == look.OPEN_FILL


def test_three_long_quotes_to_a_common_shortcoming_leave_room_for_others_on_the_page() -> None:
    words = "；".join(("施工受汛期降雨影响", "管线迁改协调难度大", "资金支付进度偏慢") * 9)
    counties = [(replace(line("滞后"), shortcomings=words),) for _ in range(3)]
    found = sheets(*counties)["共性问题"]
    heights = [points for row, points in found.heights if row >= 3]
    assert len(heights) >= 3 and max(heights) < 260
    assert found.page.most_pages == 1


def test_the_data_are_printed_as_large_as_can_be_read_with_the_county_beside() -> None:
    for ending in ("县", "保安族东乡族撒拉族自治县文化旅游融合发展示范区管理委员会"):
        page = sheets((line("完成"),), ending=ending)["区县数据"].page
        assert page.across >= 2 and page.beside == 1
