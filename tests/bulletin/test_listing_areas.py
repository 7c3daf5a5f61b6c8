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
