import pytest

from xlminshi.core.office_names import distinct_offices, is_town, name_and_role, names_of, offices_in
from xlminshi.core.units import LeadUnit, UnitDirectory

KNOWN = UnitDirectory(
    (
        LeadUnit("县民政局"),
        LeadUnit("县教育体育局", ("教体局",)),
        LeadUnit("县民政局、县住建局", ("民政住建",)),
    )
)


@pytest.mark.parametrize(
    ("unit", "offices"),
    [
        ("县民政局", ("县民政局",)),
        ("县民政局、县住建局", ("县民政局", "县住建局")),
        ("县民政局,县住建局", ("县民政局", "县住建局")),
        ("县民政局／县住建局".replace("／", "/"), ("县民政局", "县住建局")),
        ("县教育局\n县住建局", ("县教育局", "县住建局")),
        ("县水利局、民政局", ("县水利局", "县民政局")),
        ("教体局、县水利局和县民政局", ("县教育体育局", "县水利局", "县民政局")),
        ("县委组织部和县人社局", ("县委组织部", "县人社局")),
        ("县住房和城乡建设局", ("县住房和城乡建设局",)),
        ("区政务服务和大数据管理局", ("区政务服务和大数据管理局",)),
        ("县城投（建设、运营）公司", ("县城投（建设、运营）公司",)),
        ("新区教育局、新区财政局（金融局）", ("新区教育局", "新区财政局（金融局）")),
        ("县民政局、民政局", ("县民政局",)),
        ("、县民政局", ("县民政局",)),
        ("县民政局 县住建局", ("县民政局", "县住建局")),
        ("县民政局　教体局", ("县民政局", "县教育体育局")),
        ("县民政局 和 县住建局", ("县民政局", "县住建局")),
        ("县住房\n和城乡建设局", ("县住房和城乡建设局",)),
        ("县民政局（牵头）县住建局（牵头单位）", ("县民政局", "县住建局")),
        ("县民政局（牵头）、县住建局（配合）", ("县民政局",)),
        ("牵头单位：县民政局；配合单位：县住建局、县水利局", ("县民政局",)),
        ("县民政局（配合）、县住建局（协办）", ("县民政局", "县住建局")),
        ("县委宣传部（县文明办、县新闻办）", ("县委宣传部（县文明办、县新闻办）",)),
    ],
)
def test_a_lead_unit_stands_for_its_offices(unit: str, offices: tuple[str, ...]) -> None:
    assert offices_in(unit, KNOWN) == offices


def test_an_office_that_is_also_an_alias_of_the_pair_stays_itself() -> None:
    known = UnitDirectory((LeadUnit("县民政局、县住建局", ("县民政局",)),))
    assert offices_in("县民政局、县住建局", known) == ("县民政局", "县住建局")


def test_an_office_that_leads_alone_and_beside_another_is_counted_once() -> None:
    units = ("县民政局", "县民政局、县住建局", "县水利局", "县住建局")
    assert distinct_offices(units, KNOWN) == ("县民政局", "县住建局", "县水利局")


def test_in_a_list_of_names_those_that_lead_together_are_told_as_such() -> None:
    names = names_of(("县水利局", "县民政局、县住建局", "县财政局、县审计局、县统计局"), KNOWN)
    assert names == (
        "县水利局",
        "县民政局和县住建局（共同牵头）",
        "县财政局、县审计局和县统计局（共同牵头）",
    )


def test_a_lead_unit_stands_in_a_sentence_with_how_it_leads() -> None:
    assert name_and_role("县水利局", KNOWN) == ("县水利局", "牵头")
    assert name_and_role("县民政局、县住建局", KNOWN) == ("县民政局和县住建局", "共同牵头")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("东河镇", True),
        ("柳溪乡人民政府", True),
        ("桃源街道办事处", True),
        ("各乡镇", False),
        ("县乡村振兴局", False),
    ],
)
def test_a_towns_office_is_told_from_the_countys(name: str, expected: bool) -> None:
    assert is_town(name) is expected
