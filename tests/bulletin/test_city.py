from dataclasses import replace
from decimal import Decimal

from xlminshi.bulletin.city import city_bulletin
from xlminshi.core.county_tallies import roll_up
from xlminshi.core.match_table import MatchTable
from xlminshi.core.rollup import CountyReturn, ProjectLine
from xlminshi.core.settings import BulletinSettings

NOTHING_SET = BulletinSettings(requirements=())


def text_of(*returns: CountyReturn) -> str:
    document = city_bulletin(roll_up("云州市", returns, MatchTable()), NOTHING_SET)
    return "\n".join(one.text for one in document.body)


def county(name: str, standing: str, words: str = "", is_reported: bool = True) -> CountyReturn:
    line = ProjectLine("修路", "县交通局", standing, standing, Decimal(1), is_reported, 1, 1, words)
    return CountyReturn(name, "2023年上半年", Decimal("0.5"), (line,), source=name)


def test_the_bulletin_counts_ranks_and_names_what_is_slow() -> None:
    text = text_of(
        *(county(f"{name}县", "滞后", "资金未到位") for name in "甲乙丙丁戊己"), county("庚县", "完成")
    )
    assert "各地共有重点民生实事7件，按各地认定，已完成1件、进展缓慢6件，完成占比14.29%。" in text
    assert "修路在丁县、丙县、乙县、己县、戊县等6个区县进展缓慢" in text
    assert "第1名：庚县（1件，已完成1件，100%）；第2名：" in text
    assert "资金方面。丁县、丙县、乙县、己县、戊县等6个区县的6件实事反映了这方面的问题。" in text


def test_units_that_have_not_reported_and_places_without_projects_are_told() -> None:
    text = text_of(
        county("甲县", "待认定", is_reported=False), CountyReturn("乙县", "2023年上半年", Decimal(0), ())
    )
    assert "没有报送进展情况的单位：甲县1个。" in text
    assert "乙县没有实事，不参加排名。" in text
    assert "各地没有报送实事。" in text_of(CountyReturn("乙县", "2023年上半年", Decimal(0), ()))


def test_a_county_that_reports_to_the_province_itself_is_not_called_a_city() -> None:
    text = text_of(replace(county("甲县", "完成"), city="东市"), county("仙桃县", "滞后"))
    assert "应报送2个市和直管区县，实际报送2个" in text
    assert "二、各市和直管区县完成情况" in text


def test_words_that_deny_or_belong_to_finished_projects_accuse_nobody() -> None:
    text = text_of(county("甲县", "推进", "暂无困难，施工正常。"), county("乙县", "完成", "资金未到位"))
    assert "方面的问题" not in text
    assert "各地填报的存在问题没有归出共性。" in text
    assert "各地没有填报存在问题。" in text_of(
        county("甲县", "推进", "无"), county("乙县", "完成", "资金未到位")
    )


def test_a_project_that_is_slow_in_one_place_alone_is_no_common_one() -> None:
    assert "从实事看" not in text_of(county("甲县", "滞后"), county("乙县", "推进"))
    assert "从实事看，修路在乙县、甲县进展缓慢。" in text_of(county("甲县", "滞后"), county("乙县", "滞后"))
