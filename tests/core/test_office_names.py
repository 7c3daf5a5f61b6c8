import pytest

from xlminshi.core.office_names import (
    distinct_offices,
    is_town,
    leading_in,
    name_and_role,
    names_of,
    offices_in,
)
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
        ("县民政局牵头，县住建局配合", ("县民政局",)),
        ("由县民政局牵头负责，县住建局、县水利局协办", ("县民政局",)),
        ("县民政局、县住建局牵头，县水利局配合", ("县民政局", "县住建局")),
        ("县民政局、县住建局配合", ("县民政局",)),
        ("县民政局牵头县住建局配合", ("县民政局",)),
        ("县民政局（老龄办）牵头、县住建局参与", ("县民政局（老龄办）",)),
        ("县民政局、县住建局按职责分工负责", ("县民政局", "县住建局")),
        ("县民政局、县住建局（按职责分工）", ("县民政局", "县住建局")),
        ("县民政局会同县住建局", ("县民政局", "县住建局")),
        ("教体局会同县民政局以及县住建局", ("县教育体育局", "县民政局", "县住建局")),
        ("水利局会同财政局", ("水利局", "财政局")),
        ("水利局+财政局", ("水利局", "财政局")),
        ("县民政局联合县住建局", ("县民政局", "县住建局")),
        ("县民政局+县住建局＋县水利局", ("县民政局", "县住建局", "县水利局")),
        ("县民政局 & 县住建局|教体局", ("县民政局", "县住建局", "县教育体育局")),
        ("县民政局。县住建局。", ("县民政局", "县住建局")),
        ("县民政局+中心", ("县民政局+中心",)),
        ("县民政局、县住建局等", ("县民政局", "县住建局")),
        ("县民政局等5个部门", ("县民政局",)),
        ("县民政局、各镇（街道）", ("县民政局",)),
        ("县民政局、县住建局，有关单位", ("县民政局", "县住建局")),
        ("各镇（街道）", ("各镇（街道）",)),
        ("县民政局、乡镇（街道）", ("县民政局",)),
        ("县民政局、属地镇街", ("县民政局",)),
        ("县民政局、县住建局等两家单位", ("县民政局", "县住建局")),
        ("县民政局牵头，县住建局、县财政局、各镇街配合", ("县民政局",)),
        ("县民政局牵头，县住建局、相关部门配合", ("县民政局",)),
        ("县民政局牵头抓总，县住建局等部门配合", ("县民政局",)),
        ("县民政局牵头，县住建局，配合", ("县民政局",)),
        ("县民政局、县住建局，共同牵头", ("县民政局", "县住建局")),
        ("县民政局牵头 县住建局 县财政局配合", ("县民政局",)),
        ("牵头单位：县民政局\n配合单位：县住建局", ("县民政局",)),
        ("牵头责任单位：县民政局 配合单位：县住建局", ("县民政局",)),
        ("县民政局（县住建局、县财政局配合）", ("县民政局",)),
        ("县民政局（配合单位：县住建局、县财政局）", ("县民政局",)),
        ("县民政局（各街道配合）、县水利局", ("县民政局", "县水利局")),
        ("县民政局及各镇", ("县民政局",)),
        ("县民政局和各街道共同负责", ("县民政局",)),
        ("县委宣传部会同各镇", ("县委宣传部",)),
        ("县乡镇企业局、县水利局", ("县乡镇企业局", "县水利局")),
        ("县残疾人联合会", ("县残疾人联合会",)),
        ("县供销社联合社", ("县供销社联合社",)),
        ("县高等职业学校", ("县高等职业学校",)),
        ("县社会责任促进会", ("县社会责任促进会",)),
    ],
)
def test_a_lead_unit_stands_for_its_offices(unit: str, offices: tuple[str, ...]) -> None:
    assert offices_in(unit, KNOWN) == offices


@pytest.mark.parametrize(
    ("typed", "helping", "unnamed"),
    [
        ("县民政局牵头，县住建局、县水利局配合", ("县住建局", "县水利局"), ()),
        ("县民政局、县住建局等单位，各镇", (), ("等单位", "各镇")),
        ("牵头单位：县民政局；配合单位：各镇", ("各镇",), ()),
        ("县民政局牵头，县住建局、各镇街配合", ("县住建局", "各镇街"), ()),
        ("县民政局牵头，县住建局等部门配合", ("县住建局",), ("等部门",)),
        ("县民政局（县住建局和县水利局配合）", ("县住建局", "县水利局"), ()),
        ("县民政局（老龄办）（配合单位：县住建局）及各镇", ("县住建局",), ("各镇",)),
    ],
)
def test_who_only_helps_and_who_is_not_named_is_told(
    typed: str, helping: tuple[str, ...], unnamed: tuple[str, ...]
) -> None:
    leading = leading_in(typed, KNOWN)
    assert (leading.helping, leading.unnamed) == (helping, unnamed)


@pytest.mark.parametrize(
    "typed", ["县民政局（县老龄办（代）配合）", "县民政局协助东河镇", "县水利局（防汛办及各镇）"]
)
def test_a_name_in_which_words_for_a_role_are_left_is_unclear_until_it_is_registered(typed: str) -> None:
    assert leading_in(typed, KNOWN).is_unclear
    assert not leading_in(typed, KNOWN.with_unit(typed)).is_unclear


def test_a_sign_behind_an_office_in_a_name_that_nobody_registered_is_unclear() -> None:
    assert leading_in("县民政局+中心", KNOWN).is_unclear
    assert not leading_in("县民政局+县住建局", KNOWN).is_unclear


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
