import pytest

from tests.core.builders import indicator, programme, project
from xlminshi.core.project import IndicatorKind

LAMPS = project(
    "推进城市照明设施提升", "区城市管理局", indicator("更换路灯（一期）"), indicator("发现问题路灯")
)
ROADS = project("加快农村交通物流体系建设", "区交通运输局", indicator("新建和改造农村公路"))
FLOODS = project("加强城市内涝治理", "区城市管理局")
LIST = programme(LAMPS, ROADS, FLOODS)


@pytest.mark.parametrize("title", ["加强城市内涝治理", " 加强 城市\n内涝治理\u3000"])
def test_a_project_is_found_whatever_white_space_was_typed(title: str) -> None:
    found = LIST.find(title)
    assert found is not None
    assert found.number == 3


@pytest.mark.parametrize("name", ["更换路灯（一期）", "更换路灯(一期)", "更换 路灯（一期）"])
def test_an_indicator_is_found_whatever_brackets_were_typed(name: str) -> None:
    assert LAMPS.indicator(name) is LAMPS.indicators[0]


@pytest.mark.parametrize("title", ["", "城市内涝治理", "加强城市内涝治理工程"])
def test_a_title_that_is_only_similar_finds_nothing(title: str) -> None:
    assert LIST.find(title) is None
    assert LAMPS.indicator(title) is None


def test_lead_units_are_distinct_and_in_the_order_of_their_first_project() -> None:
    assert LIST.lead_units() == ("区城市管理局", "区交通运输局")


def test_a_unit_has_its_projects_in_the_order_of_the_list() -> None:
    assert [one.title for one in LIST.of_unit("区城市管理局")] == [LAMPS.title, FLOODS.title]
    assert LIST.of_unit("区残联") == ()


def test_a_programme_is_told_from_another_county_and_year() -> None:
    assert LIST.code == "湛河区2022年重点民生实事"


def test_each_kind_says_whether_it_is_a_number_and_whether_it_is_rated() -> None:
    traits = {kind.value: (kind.is_number, kind.is_rated) for kind in IndicatorKind}
    assert traits == {
        "数量": (True, True),
        "比率": (True, True),
        "越低越好": (True, True),
        "资金": (True, False),
        "节点": (False, False),
        "文字": (False, False),
    }
