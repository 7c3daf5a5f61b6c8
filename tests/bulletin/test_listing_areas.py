"""Lead units of every kind of county in an old bulletin: 旗, 州, 盟, 新区 and 开发区 as well as 县, 区 and 市."""

import pytest

from tests.cases.bulletins.scoring import listed
from xlminshi.bulletin.proofreading.manuscript import manuscript


@pytest.mark.parametrize("area", ["县", "区", "市", "旗", "州", "盟", "新区", "开发区"])
def test_running_text_is_split_at_every_unit_of_the_area(area: str) -> None:
    league = f"团{area}委"
    found = listed(
        manuscript(
            "a",
            [
                "某地2025年重点民生实事工作进展情况通报",
                f"{area}水利局已完成管网改造4公里，占全年任务的84%。{league}已开展心理讲座12场，占全年任务的60%。"
                f"{area}教育局已新建校舍3所，占全年任务的75%。乌兰镇人民政府已改造公厕5座，占全年任务的50%。",
            ],
        )
    )
    units = {one.lead_unit: [item.name for item in one.indicators] for one in found.projects}
    assert units == {
        f"{area}水利局": ["管网改造"],
        league: ["心理讲座"],
        f"{area}教育局": ["新建校舍"],
        "乌兰镇人民政府": ["改造公厕"],
    }


@pytest.mark.parametrize("area", ["县", "旗", "州", "开发区"])
@pytest.mark.parametrize("name", ["文化广电和旅游局（{}体育局）", "城投（集团）有限公司"])
@pytest.mark.parametrize("form", ["1.文化惠民工程（牵头单位：{}）", "1.文化惠民工程（{}）"])
def test_a_unit_with_brackets_in_its_name_is_taken_whole(area: str, name: str, form: str) -> None:
    unit = area + name.format(area)
    (project,) = listed(
        manuscript(
            "a", ["（一）已完成1件", form.format(unit), "完成情况：已送戏下乡30场，完成全年目标40场的75%。"]
        )
    ).projects
    assert (project.title, project.lead_unit) == ("文化惠民工程", unit)
    (one,) = project.indicators
    assert one.target is not None and (one.name, one.target.text) == ("送戏下乡", "40场")


@pytest.mark.parametrize(
    ("title", "county"),
    [
        ("乌兰哈达旗2025年重点民生实事进展情况通报", "乌兰哈达旗"),
        ("某某自治州2025年重点民生实事进展情况通报", "某某自治州"),
        ("阿尔山盟2025年重点民生实事进展情况通报", "阿尔山盟"),
        ("关于全旗2025年重点民生实事进展情况的通报", ""),
    ],
)
def test_the_title_names_the_county(title: str, county: str) -> None:
    assert listed(manuscript("a", [title])).head.county == county


def told(*paragraphs: str) -> list[tuple[str, str, list[str]]]:
    """Return lead unit, title and the figures of each project of a briefing's running text."""
    found = listed(manuscript("a", ["某地2025年重点民生实事工作进展情况通报", *paragraphs]))
    return [
        (one.lead_unit, one.title, [item.achieved.text for item in one.indicators if item.achieved])
        for one in found.projects
    ]


BEFORE = "市医疗保障局医疗救助方面，已救助困难群众18432人次。"
OWN = ("市医疗保障局", "医疗救助", ["18432人次"])


@pytest.mark.parametrize(
    "unit",
    [
        "岚泽水务集团有限公司",
        "水务集团",
        "市城投集团有限公司",
        "国网岚泽供电公司",
        "城投（集团）有限公司",
        "滨湖风景区管委会",
        "岚泽市水利局",
    ],
)
@pytest.mark.parametrize("begin", ["", "截至9月底，"])
def test_a_company_or_a_full_name_is_the_unit_of_its_own_sentence(unit: str, begin: str) -> None:
    body = f"{BEFORE}{begin}{unit}已完成二次供水改造30处，完成全年任务的100%。市农业农村局已建成农田5.1万亩，占年度任务的75%。"
    assert told(body) == [OWN, (unit, "二次供水改造", ["30处"]), ("市农业农村局", "建成农田", ["5.1万亩"])]
    assert told(f"{BEFORE}{begin}{unit}二次供水改造方面，已改造小区泵房30处。")[1] == (
        unit,
        "二次供水改造",
        ["30处"],
    )


def test_a_builder_who_tells_of_no_figure_is_no_unit() -> None:
    assert (
        told(f"{BEFORE}中铁某局集团有限公司已进场施工。引进某某集团已投资300万元建设护理站。")[0][0] == OWN[0]
    )
    assert {unit for unit, _, _ in told(f"{BEFORE}中铁某局集团有限公司已进场施工。")} == {OWN[0]}


def test_what_the_text_calls_to_account_is_a_unit_and_what_only_may_be_one_is_marked() -> None:
    body = f"{BEFORE}疾控中心已完成“两癌”筛查3.2万人，占全年任务的60%。"
    assert told(body, "疾控中心承担的1件实事进展缓慢。")[1][0] == "疾控中心"
    assert told(body, "疾控中心反映检查设备不足。")[1][0] == "疾控中心"
    (project,) = listed(manuscript("a", ["某地2025年重点民生实事工作进展情况通报", body])).projects
    assert "“疾控中心”可能是另一个牵头单位，请核对这一段是谁的实事" in project.marks


@pytest.mark.parametrize("summed", ["承担的", "等承担的", "等2个牵头单位承担的", "分别承担的"])
def test_two_units_that_begin_together_lead_together_and_each_still_has_its_own(summed: str) -> None:
    body = "市民政局、市住建局养老服务设施建设方面，已建成站点15个。市住建局已新增停车泊位1999个，占年度任务的99%。"
    assert told(
        body, f"市教育局、市住建局{summed}12件实事已经完成。市教育局、市水利局{summed}2件实事进展缓慢。"
    ) == [
        ("市民政局", "养老服务设施建设", ["15个"]),
        ("市住建局", "新增停车泊位", ["1999个"]),
    ]
