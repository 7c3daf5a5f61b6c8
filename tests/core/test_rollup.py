import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal

from xlminshi.core.county_tallies import roll_up
from xlminshi.core.match_table import COUNTY, PROJECT, UNIT, Match, MatchTable
from xlminshi.core.rollup import CountyReturn, ProjectLine, Rollup, Tally

PERIOD = "2023年1-9月份"
NONE = MatchTable()


def line(
    title: str = "改造老旧小区", standing: str = "完成", unit: str = "县住建局", **more: object
) -> ProjectLine:
    one = ProjectLine(title, unit, "已完成", standing, Decimal("0.5"), True, 2, 2)
    return replace(one, **more)  # type: ignore[arg-type]


def stated(
    county: str, *lines: ProjectLine, period: str = PERIOD, city: str = "", source: str = ""
) -> CountyReturn:
    return CountyReturn(county, period, Decimal("0.75"), lines, city, source or f"{county}.xlsx")


def ranks(rollup: Rollup) -> list[tuple[str, int | None]]:
    return [(one.name, one.rank) for one in rollup.standings]


def test_equal_shares_have_equal_ranks_and_the_next_rank_is_skipped() -> None:
    half = (line(), line("修路", "推进"))
    rollup = roll_up(
        "某市",
        [
            stated("甲县", *half),
            stated("乙县", line()),
            stated("丙县", *half),
            stated("丁县", line(standing="滞后")),
        ],
        NONE,
    )
    assert ranks(rollup) == [("乙县", 1), ("丙县", 2), ("甲县", 2), ("丁县", 4)]


def test_the_order_of_the_returns_does_not_matter() -> None:
    returns = [stated(f"{name}县", line(), line(f"实事{name}", "滞后")) for name in "甲乙丙丁戊己"]
    first = roll_up("某市", returns, NONE)
    random.Random(1).shuffle(returns)
    assert roll_up("某市", returns, NONE) == first


def test_classes_are_counted_as_each_county_states_them_and_never_judged_again() -> None:
    fast = line(class_name="超进度", standing="完成", rate=Decimal("0.2"))
    slow = line("修路", class_name="欠进度", standing="滞后", rate=Decimal("1.5"))
    rollup = roll_up("某市", [stated("甲县", fast, slow)], NONE)
    assert rollup.counts() == {"完成": 1, "滞后": 1}


def test_names_are_one_only_where_the_table_or_equality_says_so() -> None:
    returns = [
        stated("甲县", line("老旧小区改造")),
        stated("乙县", line("城镇老旧小区改造", "滞后")),
        stated("丙县", line("老旧小区改造 ")),
    ]
    apart = roll_up("某市", returns, NONE)
    assert [(one.name, one.projects, one.is_matched) for one in apart.by_project] == [
        ("老旧小区改造 ", 2, False),
        ("城镇老旧小区改造", 1, False),
    ]
    rows = (Match(PROJECT, "城镇老旧小区改造", "老旧小区改造"), Match(UNIT, "县住建局", "住建部门"))
    together = roll_up("某市", returns, MatchTable(rows))
    assert [(one.name, one.projects, one.is_matched) for one in together.by_project] == [
        ("老旧小区改造", 3, True)
    ]
    assert [one.name for one in together.by_unit] == ["住建部门"]
    assert [one.kind for one in together.unmatched] == []


def test_new_names_join_the_table_without_a_common_name_and_what_a_person_wrote_stays() -> None:
    table = MatchTable((Match(PROJECT, "修路", "农村公路", "手工"),))
    found = roll_up("某市", [stated("甲县", line("修路"), line("建校"))], table).table
    assert Match(PROJECT, "修路", "农村公路", "手工") in found.rows
    assert Match(PROJECT, "建校", "", "甲县") in found.rows
    assert found.expected_counties() == ("甲县",)


def test_a_county_of_the_table_that_did_not_report_is_missing() -> None:
    table = MatchTable((Match(COUNTY, "甲县", "甲县"), Match(COUNTY, "乙县", "乙县")))
    rollup = roll_up("某市", [stated("甲县", line())], table)
    assert rollup.missing == ("乙县",)
    assert [(one.county, one.is_missing) for one in rollup.all_returns()] == [("甲县", False), ("乙县", True)]


def test_two_workbooks_of_a_county_and_another_period_are_left_to_a_person() -> None:
    rollup = roll_up(
        "某市",
        [
            stated("甲县", line(), source="1.xlsx"),
            stated("甲县", line(standing="滞后"), source="2.xlsx"),
            stated("乙县", line(), source="3.xlsx"),
            stated("乙县", line(), source="4.xlsx"),
            stated("丙县", line(), period="2023年上半年"),
            stated("丁县", line()),
        ],
        NONE,
    )
    assert ranks(rollup) == [("丁县", 1), ("乙县", 1)]
    assert sorted(why for _, why in rollup.left_out) == [
        *[
            "甲县有2份不同的工作簿（“1.xlsx”填报1件，“2.xlsx”填报1件；不同的是“改造老旧小区”），"
            "请只留最后生成通报的一份；不同市的同名区县请先各自按市汇总"
        ]
        * 2,
        "通报期是2023年上半年，与2023年1-9月份不同",
    ]
    assert [why for _, why in rollup.set_aside] == ["与“3.xlsx”内容相同，只计一份"]
    assert rollup.missing == ()  # 甲县 has reported, if twice
    chosen = roll_up("某市", [stated("丙县", line(), period="2023年上半年")], NONE, "2023年上半年")
    assert ranks(chosen) == [("丙县", 1)]


def test_a_province_counts_by_city_and_knows_whose_counties_are_missing() -> None:
    empty = CountyReturn("己县", PERIOD, Decimal("0.75"), (), "东市", is_missing=True)
    rollup = roll_up(
        "某省", [stated("甲县", line(), city="东市"), stated("乙县", line(), city="西市"), empty], NONE
    )
    assert rollup.level == "市"
    assert [(one.name, one.counties, one.missing_counties) for one in rollup.standings] == [
        ("东市", 1, ("己县",)),
        ("西市", 1, ()),
    ]


def test_a_county_that_reports_to_the_province_itself_is_in_no_city() -> None:
    returns = [stated("甲县", line(), city="东市"), stated("仙桃县", line())]
    mixed = roll_up("某省", returns, NONE)
    assert (mixed.places(), mixed.city_name()) == ("市和直管区县", "")
    assert [one.name for one in mixed.standings] == ["东市", "仙桃县"]
    assert roll_up("某省", returns[:1], NONE).places() == "市"
    alone = roll_up("某市", returns[1:], NONE)
    assert (alone.places(), alone.city_name()) == ("区县", "某市")


def test_common_shortcomings_are_found_by_their_words_and_keep_the_units_own() -> None:
    rollup = roll_up(
        "某市",
        [
            stated("甲县", line(standing="滞后", shortcomings="上级资金未到位")),
            stated("乙县", line(standing="推进", shortcomings="资金缺口大，用地手续未批")),
            stated("丙县", line(standing="完成", shortcomings="资金缺口大")),
        ],
        NONE,
    )
    assert [(one.name, one.projects) for one in rollup.shortcomings] == [
        ("资金", 2),
        ("前期手续", 1),
        ("用地和征收拆迁", 1),
    ]
    assert "甲县（改造老旧小区）：上级资金未到位" in rollup.shortcomings[0].examples


def test_a_county_without_projects_is_not_ranked() -> None:
    rollup = roll_up("某市", [stated("甲县"), stated("乙县", line())], NONE)
    assert ranks(rollup) == [("乙县", 1), ("甲县", None)]
    assert roll_up("某市", [stated("甲县")], NONE).counted_share() == 0


def test_no_share_and_no_mean_shows_100_percent_while_anything_is_unfinished() -> None:
    nearly = Tally("某市", Counter({"完成": 39_199, "推进": 1}), 39_200, ())
    assert nearly.share() == Decimal("0.9999")
    rates = (*[Decimal("1.2")] * 13, Decimal("0.9995"))
    assert Tally("甲县", Counter(), 14, (), rates=rates).mean() == Decimal("0.9999")
    assert Tally("甲县", Counter(), 14, (), rates=rates[:13]).mean() == 1
    lines = (line(f"实事{number}", "推进" if number == 0 else "完成") for number in range(20_001))
    assert roll_up("某市", [stated("甲县", *lines)], NONE).counted_share() == Decimal("0.9999")


def test_a_made_province_agrees_with_plain_pandas() -> None:
    import pandas as pd

    chance = random.Random(7)
    returns = [
        stated(
            f"{number}县",
            *(
                line(
                    f"实事{place}",
                    chance.choice(("完成", "推进", "滞后")),
                    rate=Decimal(chance.randint(0, 150)) / 100,
                )
                for place in range(chance.randint(1, 4))
            ),
            city=f"{number % 14}市",
        )
        for number in range(2_800)
    ]
    rollup = roll_up("某省", returns, NONE)
    frame = pd.DataFrame(
        [(one.city, each.title, each.standing) for one in returns for each in one.projects],
        columns=["市", "实事", "性质"],
    )
    by_city = frame.groupby("市").agg(
        件数=("实事", "size"), 完成=("性质", lambda each: (each == "完成").sum())
    )
    ranked = (by_city["完成"] / by_city["件数"]).round(4).rank(method="min", ascending=False)
    for one in rollup.standings:
        assert (one.tally.projects, one.tally.completed) == tuple(by_city.loc[one.name])
        assert one.rank == ranked[one.name]
    by_title = frame.groupby("实事").size()
    assert {one.name: one.projects for one in rollup.by_project} == by_title.to_dict()


def test_a_made_province_with_ties_missing_counties_and_unmatched_names_agrees_with_plain_pandas() -> None:
    import pandas as pd

    chance = random.Random(11)
    variants = [f"实事{place}{way}" for place in range(12) for way in ("", "建设", "工程")]
    units = [f"{place}县{office}" for place in range(20) for office in ("住建局", "教育局")]
    expected = [f"{number}县" for number in range(2_800)]
    silent = set(chance.sample(expected, 97))
    returns = [
        stated(
            # A county writes its own name in its own way; the table knows both.
            f"{name}人民政府" if number % 50 == 0 else name,
            *(
                line(
                    chance.choice(variants),
                    chance.choice(("完成", "推进", "滞后", "其他", "待认定")),
                    chance.choice(units),
                    rate=chance.choice((None, Decimal(chance.randint(0, 150)) / 100)),
                )
                for _ in range(chance.randint(1, 4))
            ),
            source=f"{name}.xlsx",
        )
        for number, name in enumerate(expected)
        if name not in silent
    ]
    counties = [
        Match(COUNTY, f"{name}人民政府" if n % 50 == 0 else name, name) for n, name in enumerate(expected)
    ]
    known = {name: name.removesuffix("建设") for name in variants if not name.endswith("工程")}
    names = [Match(PROJECT, written, common) for written, common in known.items()]
    offices = {unit: "教育部门" for unit in units if unit.endswith("教育局")}
    table = MatchTable((*counties, *names, *(Match(UNIT, *pair) for pair in offices.items())))
    rollup = roll_up("某省", returns, table)

    frame = pd.DataFrame(
        [
            (one.county.removesuffix("人民政府"), each.title, each.lead_unit, each.standing)
            for one in returns
            for each in one.projects
        ],
        columns=["区县", "实事", "单位", "性质"],
    )
    # Ties: 2,703 counties with few different shares.
    by_county = frame.groupby("区县").agg(
        件数=("实事", "size"), 完成=("性质", lambda each: (each == "完成").sum())
    )
    share = (by_county["完成"] / by_county["件数"]).round(4)
    ranked = share.rank(method="min", ascending=False).astype(int)
    assert ranked.duplicated().sum() > 2_600
    assert {one.name: one.rank for one in rollup.standings} == ranked.to_dict()
    assert {one.name: (one.tally.projects, one.tally.completed) for one in rollup.standings} == {
        name: (row["件数"], row["完成"]) for name, row in by_county.iterrows()
    }
    assert rollup.counts() == frame.groupby("性质").size().to_dict()
    # Missing: expected by the table, and nothing came.
    told = pd.DataFrame({"区县": expected}).merge(
        frame[["区县"]].drop_duplicates(), how="left", indicator=True
    )
    assert set(rollup.missing) == set(told.loc[told["_merge"] == "left_only", "区县"]) == silent
    # Names: what the table knows under its common name, what nobody has matched under its own.
    for tallies, column, commons in (
        (rollup.by_project, "实事", known),
        (rollup.by_unit, "单位", offices),
    ):
        grouped = frame.groupby(frame[column].map(commons).fillna(frame[column]))
        assert {one.name: one.projects for one in tallies} == grouped.size().to_dict()
        assert {one.name: len(one.counties) for one in tallies} == grouped["区县"].nunique().to_dict()
        assert {one.name: one.completed for one in tallies} == (
            grouped["性质"].agg(lambda each: int((each == "完成").sum())).to_dict()
        )
        unmatched = {one.written for one in rollup.unmatched if one.kind == (PROJECT, UNIT)[column == "单位"]}
        assert unmatched == set(frame.loc[~frame[column].isin([*commons, *commons.values()]), column])
        assert {one.name for one in tallies if not one.is_matched} == unmatched
    assert [one for one in rollup.unmatched if one.kind == COUNTY] == []
