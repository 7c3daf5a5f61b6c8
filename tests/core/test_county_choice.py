"""Which counties are counted: one county under two spellings is one, two cities under one name are none, and all is told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.core.test_rollup import line, ranks, stated
from xlminshi.bulletin.city import city_bulletin
from xlminshi.core.county_tallies import roll_up
from xlminshi.core.match_table import COUNTY, Match, MatchTable
from xlminshi.core.period import mean_the_same
from xlminshi.core.rollup import CountyReturn, Rollup
from xlminshi.core.settings import BulletinSettings
from xlminshi.form.grid import Grid
from xlminshi.form.rollup_rows import DATA_HEADERS, DATA_SHEET, data_rows, read_data

NONE = MatchTable()


def in_file(file: str, *returns: CountyReturn) -> list[CountyReturn]:
    return [replace(one, file=file) for one in returns]


def handed_up(rollup: Rollup, file: str = "") -> list[CountyReturn]:
    """What the level above reads of a summary."""
    rows = tuple(data_rows(rollup.all_returns(), rollup.name))
    return in_file(file or f"{rollup.name}.xlsx", *(read_data(Grid(DATA_SHEET, (DATA_HEADERS, *rows))) or ()))


def text_of(rollup: Rollup) -> str:
    return "\n".join(one.text for one in city_bulletin(rollup, BulletinSettings(requirements=())).body)


def test_a_county_under_two_spellings_counts_once_on_the_first_run() -> None:
    for first, second in (("平川县", "平川 县"), ("平川（新）县", "平川(新)县")):
        rollup = roll_up("某市", [stated(second, line()), stated(first, line(), source="另一份.xlsx")], NONE)
        assert len(rollup.standings) == 1
        assert [why.startswith("与“") for _, why in rollup.set_aside] == [True] and not rollup.left_out
        assert not rollup.missing
    assert ranks(roll_up("某市", [stated("平川 县", line()), stated("平川县", line())], NONE)) == [
        ("平川县", 1)
    ]


def test_a_county_of_the_table_is_not_missing_for_a_space_in_its_name() -> None:
    table = MatchTable((Match(COUNTY, "平川县", "平川县"),))
    assert not roll_up("某市", [stated("平 川 县", line())], table).missing


def test_two_summaries_under_one_citys_name_wait_for_a_person() -> None:
    first = in_file("甲市/全市.xlsx", stated("东县", line(), city="全市"))
    second = in_file("乙市/全市.xlsx", stated("西县", line(standing="滞后"), city="全市"))
    rollup = roll_up("某省", [*first, *second, stated("北县", line(), city="丙市")], NONE)
    assert ranks(rollup) == [("丙市", 1)]
    assert rollup.open_places() == ("全市",)
    assert {why for _, why in rollup.left_out} == {
        "名为全市的汇总表有2份，内容不同，请只留一份；不同的市用了同一名称的，请各自在汇总表的设置里填写名称"
    }
    assert "应报送2个市，实际报送1个，全市报送的内容待核实，未计入" in text_of(rollup)


def test_the_same_summary_twice_counts_once() -> None:
    one = stated("东县", line(), city="甲市")
    rollup = roll_up("某省", [*in_file("1.xlsx", one), *in_file("2.xlsx", one)], NONE)
    assert ranks(rollup) == [("甲市", 1)]
    assert not rollup.open_places()


@pytest.mark.parametrize("label", ["2023年1—9月", "2023年前三季度", "2023 年 1 - 9 月份", "1-9月份"])
def test_one_period_spelt_otherwise_is_one_period(label: str) -> None:
    rollup = roll_up(
        "某市", [stated("甲县", line()), stated("乙县", line()), stated("丙县", line(), period=label)], NONE
    )
    assert len(rollup.standings) == 3
    assert rollup.period == "2023年1-9月份"


def test_the_period_that_is_asked_for_may_be_spelt_otherwise() -> None:
    returns = [stated("甲县", line()), stated("乙县", line(), period="2023年上半年")]
    for asked in ("1-9月", "2023年1至9月份", "前三季度"):
        rollup = roll_up("某市", returns, NONE, asked)
        assert ranks(rollup) == [("甲县", 1)]
        assert rollup.period == "2023年1-9月份"
    assert not mean_the_same("2022年1-9月份", "2023年1-9月份")
    assert not mean_the_same("2023年1-13月", "2023年1-9月份")
    assert mean_the_same("2023年 第一轮", "2023年第一轮")


def test_of_two_years_the_usual_one_is_taken_where_no_year_is_asked_for() -> None:
    returns = [stated("甲县", line()), stated("乙县", line()), stated("丙县", line(), period="2022年1-9月份")]
    rollup = roll_up("某市", returns, NONE, "1-9月份")
    assert {one.county for one in rollup.returns} == {"甲县", "乙县"}
    assert [one.county for one, _ in rollup.left_out] == ["丙县"]


def test_a_county_that_waits_is_told_by_its_city_and_by_the_province() -> None:
    city = roll_up(
        "甲市",
        [stated("东县", line()), stated("西县", line()), stated("西县", line(standing="滞后"), source="b")],
        NONE,
    )
    assert city.open_places() == ("西县",)
    assert [(one.county, one.is_waiting) for one in city.all_returns()] == [("东县", False), ("西县", True)]
    province = roll_up("某省", [*handed_up(city), stated("南县", line(), city="乙市")], NONE)
    assert [
        (one.name, one.counties, one.missing_counties, one.waiting_counties) for one in province.standings
    ] == [
        ("乙市", 1, (), ()),
        ("甲市", 1, (), ("西县",)),
    ]
    assert "应报送2个市，实际报送2个，甲市的西县报送的内容待核实，未计入。" in text_of(province)


def test_a_city_of_another_period_waits_as_one_city() -> None:
    behind = in_file(
        "丁市.xlsx", *(stated(f"{name}县", line(), city="丁市", period="2023年1-8月份") for name in "东西南")
    )
    rollup = roll_up(
        "某省", [*behind, *(stated("北县", line(), city=city) for city in ("甲市", "乙市"))], NONE
    )
    assert rollup.open_places() == ("丁市",)
    assert "应报送3个市，实际报送2个，丁市报送的内容待核实，未计入" in text_of(rollup)


def test_a_countys_own_workbook_does_not_fill_a_gap_of_its_citys_summary() -> None:
    city = roll_up("甲市", [stated("东县", line())], MatchTable((Match(COUNTY, "荒县", "荒县"),)))
    rollup = roll_up("某省", [*handed_up(city), stated("荒县", line())], NONE)
    assert [why for _, why in rollup.left_out] == ["甲市的汇总表里没有它的数据，请并入该汇总表后重新报送"]
    assert rollup.standings[0].missing_counties == ("荒县",)
    assert not rollup.open_places()


def test_a_city_can_be_given_another_name_at_the_province() -> None:
    table = MatchTable((Match(COUNTY, "甲市", "甲江市"), Match(COUNTY, "乙市", "乙市")))
    rollup = roll_up(
        "某省", [stated("东县", line(), city="甲市"), stated("西县", line(), city="乙市")], table
    )
    assert {one.name for one in rollup.standings} == {"甲江市", "乙市"}
    assert not rollup.missing


def test_counties_of_one_name_in_two_cities_are_two() -> None:
    slow = line(standing="滞后", shortcomings="资金未到位")
    rollup = roll_up(
        "某省",
        [
            stated("鼓楼区", slow, city="甲市"),
            stated("鼓楼区", slow, city="乙市"),
            stated("东县", slow, city="乙市"),
        ],
        NONE,
    )
    assert set(rollup.by_project[0].counties) == {"乙市鼓楼区", "东县", "甲市鼓楼区"}
    assert len(rollup.by_project[0].lagging) == 3
    assert len(rollup.shortcomings[0].counties) == 3


def test_a_county_of_which_nothing_is_reported_is_not_ranked() -> None:
    silent = line(standing="待认定", rate=None, is_reported=False, reported=0)
    rollup = roll_up(
        "某市", [stated("甲县", silent), stated("乙县", line(standing="滞后")), stated("丙县")], NONE
    )
    assert ranks(rollup) == [("乙县", 1), ("甲县", None), ("丙县", None)]
    text = text_of(rollup)
    assert "甲县没有填报进展，不参加排名。" in text
    assert "丙县没有实事，不参加排名。" in text


def test_of_three_workbooks_two_of_which_are_equal_the_two_that_differ_are_told_apart() -> None:
    returns = [
        stated("甲县", line(), source="1"),
        stated("甲县", line(), source="2"),
        stated("甲县", line(rate=Decimal(1)), source="3"),
    ]
    rollup = roll_up("某市", returns, NONE)
    assert {why for _, why in rollup.left_out} == {
        "甲县有2份不同的工作簿（“1”填报1件，“3”填报1件；不同的是“改造老旧小区”），"
        "请只留最后生成通报的一份；不同市的同名区县请先各自按市汇总"
    }
    assert [(one.source, why) for one, why in rollup.set_aside] == [("2", "与“1”内容相同，只计一份")]


def test_a_blank_list_and_workbook_beside_a_return_with_figures_are_set_aside() -> None:
    blank = line(standing="待认定", rate=None, is_reported=False, reported=0)
    full = stated("甲县", line(), line("建校"), source="通报/甲县.xlsx")
    began = stated("甲县", blank, source="清单.xlsx")
    rollup = roll_up("某市", [began, replace(began, source="工作簿.xlsx"), full], NONE)
    assert [one.source for one in rollup.returns] == ["通报/甲县.xlsx"]
    assert [why for _, why in rollup.set_aside] == ["是没有填报内容的清单或工作簿"] * 2
    # What a person has judged beforehand counts where the other judges it alike.
    for standing, is_idle in (("推进", True), ("完成", False)):
        judged = replace(blank, standing=standing, class_name=line(standing=standing).class_name)
        same = replace(full, projects=(line(standing="推进"), line("建校")))
        found = roll_up("某市", [replace(began, projects=(judged,)), same], NONE)
        assert (len(found.set_aside), len(found.left_out)) == ((1, 0) if is_idle else (0, 2))
    # A project that the other does not have may be one that it lacks.
    other = replace(began, projects=(replace(blank, title="挖井"),))
    found = roll_up("某市", [other, full], NONE)
    assert not found.returns
    assert "不同的是“挖井”“改造老旧小区”“建校”" in found.left_out[0][1]
    # Nothing else came: then it is what the county states.
    assert roll_up("某市", [began], NONE).returns == (began,)


def test_what_differs_between_many_workbooks_is_told_in_short() -> None:
    many = [line(name) for name in "一二三四五"]
    reordered = [stated("甲县", *(many[place:] + many[:place]), source=str(place)) for place in range(4)]
    why = roll_up("某市", reordered, NONE).left_out[0][1]
    assert "“0”填报5件，“1”填报5件，“2”填报5件等；不同的是实事的顺序或序时进度" in why
    slower = [replace(one, standing="滞后") for one in many]
    why = roll_up("某市", [reordered[0], stated("甲县", *slower, source="x")], NONE).left_out[0][1]
    assert "不同的是“一”“二”“三”等5件实事" in why


def test_the_bulletin_names_the_projects_that_are_slow_in_most_places_first_and_alone_slow_ones_not_at_all() -> (
    None
):
    counties = [
        stated(
            f"{name}县",
            line("修路", "滞后"),
            line("建校", "滞后" if name in "甲乙丙" else "完成"),
            line("挖井", "滞后" if name == "甲" else "完成"),
            line("助餐", "滞后" if name in "甲乙丙" else "完成"),
        )
        for name in "甲乙丙丁"
    ]
    text = text_of(roll_up("某市", counties, NONE))
    assert "从实事看，修路在丁县、丙县、乙县、甲县进展缓慢；助餐、建校在丙县、乙县、甲县进展缓慢。" in text
    assert "现将2023年1至9月份某市" in text
