import pytest

from tests.bulletin.builders import amount, indicator
from xlminshi.bulletin.naming import deed, name_of, short_rate_name, topic_of, verb_of
from xlminshi.bulletin.rope import Rope
from xlminshi.core.project import IndicatorKind
from xlminshi.core.standard_phrases import STANDARD_PHRASES


def told(
    name: str,
    value: str,
    measure: str,
    kind: IndicatorKind = IndicatorKind.QUANTITY,
    lead: str = "已",
    **more: bool,
) -> str:
    quantity = Rope(str(amount(value, measure)) if value[:1].isdecimal() else value)
    item = indicator(name, None, measure, kind)
    return deed(item, quantity, STANDARD_PHRASES, lead, more.get("is_promised", False)).text


@pytest.mark.parametrize(
    ("name", "value", "measure", "said"),
    [
        # a name that is a kind of work takes a verb
        ("技能培训", "21414", "人次", "已开展技能培训21414人次"),
        ("窨井盖整治", "218", "个", "已完成窨井盖整治218个"),
        ("困难群众临时救助金", "56", "户", "已发放困难群众临时救助金56户"),
        # a name with a verb of its own takes none
        ("新增学位", "1080", "个", "已新增学位1080个"),
        ("更换路灯", "22", "盏", "已更换路灯22盏"),
        ("老旧小区开工", "5", "个", "老旧小区已开工5个"),
        ("街道养老服务中心建成投运", "2", "个", "街道养老服务中心已建成投运2个"),
        # a thing is only counted
        ("停车泊位", "1103", "个", "停车泊位1103个"),
        ("建成区停车场", "3", "个", "建成区停车场3个"),
        ("签约医生服务点", "8", "个", "签约医生服务点8个"),
        ("绿化面积", "300", "亩", "绿化面积达300亩"),
        ("绿化面积", "约300亩", "亩", "绿化面积约300亩"),
        # nothing is said twice
        ("培训人次", "21414", "人次", "已开展培训21414人次"),
        ("老年人入网人数", "53748", "人", "老年人已入网53748人"),
        ("开工改造户数", "100", "户", "已开工改造100户"),
        ("新增学位", "1080", "个学位", "已新增1080个学位"),
        ("学位", "1080", "个学位", "已完成1080个学位"),
        ("累计完成体检", "500", "人", "已完成体检500人"),
        ("技能培训（人次）", "9", "人次", "已开展技能培训9人次"),
        ("新建和改造农村公路30公里以上", "12.85", "公里", "已新建和改造农村公路12.85公里"),
        ("受益人数", "9", "人", "受益9人"),
        ("人数", "9", "人", "人数达9人"),
        # a name with a number or a slogan needs room
        ("改造8座老旧公厕", "3", "座", "改造8座老旧公厕已完成3座"),
        ("推进公厕改造", "3", "座", "推进公厕改造已完成3座"),
        ("项目A", "3", "个", "项目A为3个"),
        ("项目A", "约3个", "个", "项目A约3个"),
        ("新增小区A", "3", "个", "新增小区A已完成3个"),
        ("新增学位：", "3", "", "已新增学位3"),
    ],
)
def test_an_amount_is_told_as_a_clerk_would(name: str, value: str, measure: str, said: str) -> None:
    assert told(name, value, measure) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("投入资金", "已投入资金7万元"),
        ("募集投入资金", "已募集投入资金7万元"),
        ("预防筛查投入资金", "预防筛查已投入资金7万元"),
        ("筹措建设资金", "已筹措建设资金7万元"),
        ("投资", "完成投资7万元"),
        ("完成投资", "完成投资7万元"),
        ("工程投资", "工程完成投资7万元"),
        ("总投资", "总投资7万元"),
        ("计划投入资金", "计划投入资金7万元"),
        ("已到位资金", "已到位资金7万元"),
        ("补助资金", "补助资金7万元"),
    ],
)
def test_money_is_told_with_its_verb(name: str, said: str) -> None:
    assert told(name, "7", "万元", IndicatorKind.FUNDS) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("筛查率", "筛查率65%"),
        ("注册普及率达到65%以上", "注册普及率65%"),
        ("12345热线办结率", "12345热线办结率65%"),
        ("普及率（%）", "普及率65%"),
        ("APP", "APP为65%"),
    ],
)
def test_a_rate_follows_its_name(name: str, said: str) -> None:
    assert told(name, "65", "%", IndicatorKind.RATE) == said


def test_further_on_in_the_sentence_no_lead_is_said_again() -> None:
    assert told("技能培训", "9", "人次", lead="") == "开展技能培训9人次"
    assert told("新增学位", "9", "个", lead="") == "新增学位9个"


def test_a_plain_thing_that_was_promised_takes_a_verb_where_the_sentence_wants_one() -> None:
    assert told("养老服务场所", "16", "个", is_promised=True) == "已完成养老服务场所16个"


@pytest.mark.parametrize("lead", ["已", "已累计", "全区已累计"])
def test_a_lead_does_not_repeat_what_the_name_says(lead: str) -> None:
    assert told("已建成公厕", "3", "座", lead=lead).count("已") == 1
    assert told("累计建成公厕", "3", "座", lead=lead).count("累计") <= 1


def test_names_for_the_figure_and_names_for_speaking_of_it() -> None:
    item = indicator("开工户数（户）", "100", "户")
    assert (name_of(item), topic_of(item)) == ("开工", "开工户数")
    assert name_of(indicator("个学位", "1", "个学位")) == ""


def test_a_rate_right_behind_its_number_is_called_short() -> None:
    assert short_rate_name("产前超声筛查率", "产前超声筛查") == "筛查率"
    assert short_rate_name("产前超声筛查率", "血清学筛查") == ""
    assert short_rate_name("筛查率", "筛查") == ""


def test_only_amounts_of_work_have_a_verb_to_share() -> None:
    assert verb_of(indicator("团体辅导", None, "次"), STANDARD_PHRASES) == "开展"
    assert verb_of(indicator("新增培训", None, "次"), STANDARD_PHRASES) == ""
    assert verb_of(indicator("群众满意率", None, "%", IndicatorKind.RATE), STANDARD_PHRASES) == ""
