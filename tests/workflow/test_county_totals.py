"""核对数 of a roll-up: each says 不符 where what it counts was lost on the way."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from xlminshi.core.controls import Count
from xlminshi.core.county_tallies import roll_up
from xlminshi.core.match_table import COUNTY, Match, MatchTable
from xlminshi.core.rollup import CountyReturn, ProjectLine, Rollup
from xlminshi.workflow.county_totals import county_totals

LINE = ProjectLine(
    "修路", "交通局", "持续推进", "推进", Decimal("0.5"), is_reported=True, indicators=1, reported=1
)
TABLE = MatchTable((Match(COUNTY, "甲县", "甲县"), Match(COUNTY, "乙县", "乙县")))


def stated(county: str, *lines: ProjectLine, city: str = "", **more: bool) -> CountyReturn:
    file = f"{city or county}.xlsx"
    return CountyReturn(county, "上半年", Decimal("0.5"), lines, city, file, not lines, file=file, **more)


def totals(rollup: Rollup, *returns: CountyReturn, lost: int = 0) -> dict[str, Count]:
    rows = sum(max(len(one.projects), 1) for one in returns) + lost
    return {one.name: one for one in county_totals(rollup, returns, rows, Counter({"计入": 2, "跳过": 1}))}


def verdicts(found: dict[str, Count]) -> dict[str, str]:
    return {name: one.verdict for name, one in found.items()}


def test_a_row_that_stands_on_a_sheet_and_not_in_the_summary_is_told() -> None:
    returns = (stated("甲县", LINE, LINE), stated("乙县", LINE))
    rollup = roll_up("某市", returns, TABLE)
    whole = totals(rollup, *returns)
    assert set(verdicts(whole).values()) == {"相符"}
    assert (whole["区县数据（行）"].actual, whole["区县"].expected) == (3, 2)
    assert whole["文件读出"].expected == 2 and "计入2、跳过1" in whole["文件读出"].remark
    assert totals(rollup, *returns, lost=1)["区县数据（行）"].verdict == "不符"


def test_offices_that_lead_together_are_spoken_of_only_where_some_do() -> None:
    joint = replace(LINE, title="建校", lead_unit="县教体局、县住建局")
    for lines, told in (((LINE,), False), ((LINE, joint), True)):
        returns = (stated("甲县", *lines), stated("乙县", LINE))
        remark = totals(roll_up("某市", returns, TABLE), *returns)["应报送单位"].remark
        assert ("共同牵头" in remark) is told


def test_a_place_of_the_match_table_that_is_nowhere_is_told() -> None:
    returns = (stated("甲县", LINE),)
    rollup = roll_up("某市", returns, TABLE)
    assert totals(rollup, *returns)["区县"].verdict == "未报1"
    assert totals(replace(rollup, missing=()), *returns)["区县"].verdict == "不符"


def test_a_place_that_the_match_table_turns_down_and_that_has_figures_is_told_by_name() -> None:
    returns = (stated("甲县", LINE), stated("丙县", LINE))
    table = MatchTable((*TABLE.rows[:1], Match(COUNTY, "丙县")))
    found = totals(roll_up("某市", returns, table), *returns)["区县"]
    assert (found.expected, found.actual, found.verdict) == (1, 2, "不符")
    assert "丙县有数据" in found.remark


def test_a_county_that_waits_for_a_person_is_expected_before_the_match_table_knows_it() -> None:
    returns = (stated("甲县", LINE), replace(stated("丁县", LINE), period="1-9月份"), stated("乙县", LINE))
    found = totals(roll_up("某市", returns, MatchTable()), *returns)
    assert (found["区县"].expected, found["区县"].actual, found["区县"].verdict) == (3, 2, "待核实1")
    assert found["区县数据（行）"].verdict == "相符"


def test_in_a_province_cities_and_the_counties_within_them_are_counted_apart() -> None:
    returns = (
        stated("甲县", LINE, city="东市"),
        stated("乙县", city="东市"),
        stated("丙县", city="东市", is_waiting=True),
        stated("甲县", LINE, city="西市"),
        stated("直县", LINE),
    )
    rollup = roll_up("某省", returns, TABLE)  # a table that names counties within the cities
    found = totals(rollup, *returns)
    places, counties = found["市和直管区县"], found["区县"]
    assert (places.expected, places.actual, places.verdict) == (3, 3, "相符")
    assert (counties.expected, counties.actual, counties.verdict) == (5, 3, "未报1、待核实1")
    fewer = replace(rollup, standings=tuple(one for one in rollup.standings if one.name != "西市"))
    assert verdicts(totals(fewer, *returns))["市和直管区县"] == "不符"
