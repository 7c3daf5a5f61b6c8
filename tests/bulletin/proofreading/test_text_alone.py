"""What a text tells of itself, without any workbook."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bulletin.proofreading.said import conclusion_of, entries, faults, notes, told, typed
from xlminshi.bulletin.proofreading.proofreading import proofread
from xlminshi.bulletin.proofreading.remarks import Conclusion

LISTED = """关于1-9月份全区2022年重点民生实事进展情况的通报
为保障完成2022年全区重点民生实事工作任务，区督查局对{units}个主要责任单位承担的{total}件重点民生实事1-9月份完成情况进行了督查，其中{first}等{done}件实事已完成，区城管局{own}件实事、区住建局1件实事推进缓慢。
一、基本情况
（一）已完成实事{head}件
1.开展培训（牵头单位：区人社局）
2.扩大结算（牵头单位：区医保局）
3.救助儿童（牵头单位：区残联）
4.养老服务（牵头单位：区民政局）
（二）进展缓慢实事3件
{n}.清理井盖（牵头单位：区城管局）
2.改造公厕（牵头单位：区城管局）
3.改造小区（牵头单位：区住建局）
二、工作要求
请抓紧推进。"""
RIGHT = {
    "units": 6,
    "total": 7,
    "first": "区人社局、区医保局、区残联、区民政局",
    "done": 4,
    "own": 2,
    "head": 4,
    "n": 1,
}


def listed(**wrong: object) -> str:
    return LISTED.format(**(RIGHT | wrong))


def test_a_consistent_notice_raises_nothing() -> None:
    found = entries(listed())
    assert faults(found) == []
    for words in ("6个", "7件", "4件", "2件", "1件", "3件"):
        assert conclusion_of(found, words) is Conclusion.AGREES


@pytest.mark.parametrize(
    ("wrong", "marked"),
    [
        ({"units": 7}, [("TEXT_COUNT_WRONG", "7个")]),
        ({"total": 8}, [("TEXT_COUNT_WRONG", "8件")]),
        ({"done": 5}, [("TEXT_COUNT_WRONG", "5件")]),
        ({"head": 5}, [("TEXT_COUNT_WRONG", "5件")]),
        ({"own": 3}, [("TEXT_COUNT_WRONG", "3件")]),
        ({"n": 4}, [("TEXT_NUMBERING", "4.")]),
        ({"first": "区人社局、区医保局、区残联、区住建局"}, [("TEXT_UNIT_MISPLACED", "区住建局")]),
        ({"first": "区人社局、区医保局、区残联"}, [("TEXT_UNIT_LEFT_OUT", "4件")]),
    ],
)
def test_one_wrong_count_or_unit_is_marked_once_and_where_it_stands(
    wrong: dict[str, object], marked: list[tuple[str, str]]
) -> None:
    assert told(listed(**wrong)) == marked


def test_a_list_that_says_and_so_on_need_not_name_every_unit() -> None:
    text = listed(first="区人社局")
    assert told(text) == []


TWICE = (
    "对6个单位承担的{total}件重点民生实事督查，其中已完成{done}件，进展缓慢3件。区人社局、区医保局、区残联、区民政局{own}件实事已完成，"
    "区城管局2件实事、区住建局1件实事推进缓慢。"
)


@pytest.mark.parametrize(
    ("total", "done", "own", "marked"),
    [
        (7, 4, 4, []),
        (8, 4, 4, ["8件"]),
        (7, 5, 4, ["5件"]),
        (7, 4, 5, ["5件"]),
    ],
)
def test_classes_counted_alone_and_then_by_units_are_counted_once(
    total: int, done: int, own: int, marked: list[str]
) -> None:
    head, _, rest = listed().partition("为保障")
    text = f"{head}{TWICE.format(total=total, done=done, own=own)}\n{rest.partition(chr(10))[2]}"
    assert {words for _, words in told(text)} == set(marked)


def test_more_units_than_projects_is_wrong_even_without_a_list_below() -> None:
    text = "对5个单位承担的4件实事督查，其中区甲局、区乙局、区丙局2件实事已完成，区丁局2件推进缓慢。"
    assert ("TEXT_COUNT_WRONG", "2件") in told(text)


def test_a_unit_under_two_names_is_told_and_counted_once() -> None:
    text = listed(first="区人社局、区医保局、区残联、区民政局").replace(
        "2.改造公厕（牵头单位：区城管局）", "2.改造公厕（牵头单位：区城市管理局）"
    )
    assert told(text) == [("TEXT_TWO_NAMES", "区城管局")]


def test_two_like_names_in_one_list_are_two_offices() -> None:
    text = "对3个单位承担的3件实事督查，其中县委办、县委编办2件实事已完成，县残联1件推进缓慢。"
    assert told(text) == []


SHARES = [
    "全县15件实事中，已完成9件，占60%；有序推进3件，占27%；推进缓慢3件，占20%。",
    "全市15件民生实事：完成9件（占60%）、推进3件（占27%）、滞后3件（占20%）。",
    "15项民生实事，进度超前的9项，占60%，正常的3项，占27%，滞后的3项，占20%。",
    "其中，完成9件、推进3件、滞后3件，占比分别为60%、27%、20%。",
    "已完成9件，占60%。\n正在推进3件，占27%。\n进展缓慢3件，占20%。",
    "目前，60%的项目已完成，27%的项目正在推进，20%的项目进展缓慢。",
    "（一）已完成实事9件，占60%\n（二）持续推进实事3件，占27%\n（三）进展缓慢实事3件，占20%",
]


@pytest.mark.parametrize("text", SHARES)
def test_shares_that_do_not_make_a_whole_are_refused(text: str) -> None:
    found = entries(text)
    refusal = next(
        one.remark for one in found if one.remark.code and one.remark.code.name == "TEXT_SHARES_WRONG"
    )
    assert "60%、27%、20%" in refusal.what
    assert "107%" in refusal.what
    assert "不能印发" in refusal.what


def test_the_wrong_one_of_several_shares_is_named() -> None:
    assert ("TEXT_PERCENT_WRONG", "27%") in told(SHARES[0])
    assert ("TEXT_PERCENT_WRONG", "60%") not in told(SHARES[0])


TITLE = "关于1-9月份全县2022年实事进展情况的通报\n"
SLOW = "（一）进展缓慢1件\n1.修路（牵头单位：县交通局）\n主要任务：修路30公里以上。\n"
LAGGING = "县教体局完成全年任务的40%，滞后序时进度35个百分点。\n县民政局完成全年任务的50%，滞后序时进度25个百分点。\n"
WRONG = [
    ("技能培训21414人次，完成全年目标1.38万人次的165.17%。", "TEXT_PERCENT_WRONG", "165.17%"),
    ("更换路灯20/22，完成率100%。", "TEXT_PERCENT_WRONG", "100%"),
    (f"{SLOW}完成情况：已完成12.85公里，完成全年任务的53%。", "TEXT_PERCENT_WRONG", "53%"),
    ("目标任务30公里，已完成12.85公里，占目标任务的53%。", "TEXT_SUM_DOUBTFUL", "53%"),
    ("计划更换22盏，已更换20盏，完成率100%。", "TEXT_SUM_DOUBTFUL", "100%"),
    ("为340356位居民购买保险，每人1.4元，共投入476499.4元。", "TEXT_SUM_DOUBTFUL", "476499.4元"),
    ("10个村中，7个已完成，其余4个正在施工。", "TEXT_SUM_DOUBTFUL", "4个"),
    ("共建成45个，其中街道中心9个、社区中心38个。", "TEXT_SUM_DOUBTFUL", "38个"),
    ("新增人才100人，其中高技能人才120人。", "TEXT_SUM_DOUBTFUL", "120人"),
    ("2022年2月30日，召开会议。", "TEXT_NO_SUCH_DATE", "2022年2月30日"),
    ("2022年13月1日前完成。", "TEXT_NO_SUCH_DATE", "2022年13月1日"),
    ("3022年完成。", "TEXT_NO_SUCH_DATE", "3022年"),
    ("6月31日前完成。", "TEXT_NO_SUCH_DATE", "6月31日"),
    ("1-13月份完成。", "TEXT_NO_SUCH_DATE", "1-13月份"),
    (
        "（一）已完成1件\n1.修路（牵头单位：县交通局）\n已完成。\n（二）进展缓慢1件\n一、要求",
        "TEXT_COUNT_WRONG",
        "1件",
    ),
    ("一、基本情况\n内容。\n三、工作要求\n内容。", "TEXT_NUMBERING", "三、"),
    ("（一）甲\n（二）乙\n（四）丙\n（五）丁", "TEXT_NUMBERING", "（四）"),
    ("1.甲\n2.乙\n8.丙\n4.丁", "TEXT_NUMBERING", "8."),
    ("下一步，一是抓进度；二是抓质量；四是抓安全。", "TEXT_NUMBERING", "四是"),
    ("A筛查率95%，B筛查率101%，均超额完成任务。", "TEXT_CONTRADICTS", "均超额完成任务"),
    ("A完成率95%，B完成率101%，全部完成全年目标任务。", "TEXT_CONTRADICTS", "全部完成全年目标任务"),
    ("完成全年任务的87%，超额完成目标任务。", "TEXT_CONTRADICTS", "超额完成目标任务"),
    ("完成全年目标任务的112%，尚未完成全年任务。", "TEXT_CONTRADICTS", "尚未完成全年任务"),
    (f"{TITLE}县住建局完成全年任务的40%，达到序时进度。", "TEXT_STATEMENT_DOUBTFUL", "达到序时进度"),
    ("完成全年目标{{目标}}的一半。", "TEXT_LEFTOVER", "{{目标}}"),
    ("完成全年目标的None%。", "TEXT_LEFTOVER", "None"),
    ("免费产前超生筛查2564人。", "TEXT_MISPRINT", "产前超生筛查"),
    ("井盖整治：窞井盖已修，其余窨井盖待修。", "TEXT_MAYBE_MISPRINT", "窞井盖"),
    ("县政府督查室\t2022年8月1日\n关于1-9月份全县2022年实事进展情况的通报", "TEXT_DATE_DOUBTFUL", "2022年8月1日"),
    ("县政府督查室\t2022年8月1日\n截至2022年8月20日，已完成。", "TEXT_DATE_DOUBTFUL", "2022年8月20日"),
    ("县政府督查室\t2022年8月1日\n县政府办公室\t2022年7月20日印发", "TEXT_DATE_DOUBTFUL", "2022年7月20日"),
    ("第7期\n正文如下。\n第8期", "TEXT_COUNT_WRONG", "第8期"),
    ("鲁山县20022年上半年重点民生实事工作进展情况通报", "TEXT_NO_SUCH_DATE", "20022年"),
    ("关于1-100月份全县2022年实事进展情况的通报", "TEXT_NO_SUCH_DATE", "1-100月份"),
    ("窨井盖整治4132座，比全年目标多1553座，完成率106.21%。", "TEXT_SUM_DOUBTFUL", "106.21%"),
    (f"{LAGGING}县住建局完成全年任务的60%，滞后序时进度51个百分点。", "TEXT_SUM_DOUBTFUL", "51个百分点"),
    ("完成全年目标668个的64.5%，超额完成全年目标任务。", "TEXT_CONTRADICTS", "超额完成全年目标任务"),
    (
        "县督查室\t2024年7月12日\n关于上半年全县2024年实事进展情况的通报\n截至7月底，已完成5公里。",
        "TEXT_DATE_DOUBTFUL",
        "7月",
    ),
    ("15件实事中，已完成3件，进展缓慢5件，其余8件正在推进。", "TEXT_COUNT_WRONG", "15件"),
    ("15件实事中，已完成3件，持续推进7件，进展缓慢4件。", "TEXT_COUNT_WRONG", "15件"),
    ("15件实事中，已完成8件，进展缓慢9件。", "TEXT_COUNT_WRONG", "15件"),
    (
        "关于前三季度全县2022年实事进展情况的通报\n对2个单位承担的2件实事上半年完成情况进行督查，其中县甲局1件已完成，县乙局1件推进缓慢。",
        "TEXT_COUNT_WRONG",
        "上半年",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "marked"), WRONG)
def test_what_contradicts_itself_is_found(text: str, code: str, marked: str) -> None:
    assert told(text) == [(code, marked)]


GOOD = [
    "全县15件实事中，已完成9件，占60%；有序推进3件，占20%；推进缓慢3件，占20%。",
    "全市9件民生实事，完成3件（占33.3%）、推进3件（占33.3%）、滞后3件（占33.4%）。",
    "全县7件实事，已完成4件，占57.1%；推进2件，占28.6%；缓慢1件，占14.3%。",
    "（一）已完成实事3件，占60%\n（二）持续推进实事1件，占20%\n（三）进展缓慢实事1件，占20%",
    "已筹措资金346万元，其中省级资金占60%、市级占27%。",
    "技能培训9人次、新增人才8人，分别占全年目标任务的227%和20.91%。",
    "完成投资2000万元，占年度计划投资的45%；开工建设3个，占计划的60%。",
    "计划投资4000万元，到位2000万元，到位率50%；支付1000万元，支付率50%。",
    "目标任务4966户，已开工2483户，开工率50%。",
    "城镇登记失业率4.17%，控制在4.3%以内，均完成目标任务。",
    "全年目标120名，已完成130名，占全年目标任务的108%，超额完成任务。",
    "完成全年目标任务的100%，超额完成任务。",
    "新增学位20个，较上期增加8个，完成全年目标40个的50%。",
    "技能培训30人次，比全年目标多6人次，完成率125%。",
    "共建成45个，其中街道中心9个、社区中心36个，入网53748人。",
    "新增人才100人，其中高技能人才60人、女性50人。",
    "10个村中，7个已完成，其余3个正在施工。",
    "为340356位居民购买保险，每人1.4元，共投入476498.4元。",
    "多数任务实现时间过半任务过半，完成全年任务的35%。",
    "一、甲\n（一）总体\n1.甲\n2.乙\n（二）分项\n3.丙\n4.丁\n二、要求\n（一）一\n（二）二",
    "1.甲\n2.乙\n说明\n1.丙\n2.丁",
    "下一步，各单位一是要抓进度；二是要抓质量；三是要抓安全。",
    "2022年2月28日和2月29日前完成。",
    "关于1-9月份全县2022年实事进展情况的通报\n县住建局完成全年任务的80%，达到序时进度。",
    "关于1-9月份全县2022年实事进展情况的通报\n县住建局完成全年任务的40%，未达到序时进度。",
    "新增幼儿园1所，改建幼儿园2所，新建公路3公里，改建公路4公里。",
    "县政府督查室\t2022年10月8日\n关于1-9月份全县2022年实事进展情况的通报\n县政府办公室\t2022年10月9日印发",
    "更换路灯20/22，完成率91%。",
    "窨井盖整治4132座，比全年目标多1553座，完成率160.21%。",
    "技能培训17940人，较上期增加8970人，比全年目标多4140人，完成率130%。",
    "窨井盖整治41座，比全年目标少9座，完成率82%。",
    f"{LAGGING}县住建局完成全年任务的60%，滞后序时进度15个百分点。",
    "注册普及率0%；救助8人，体检30人，均完成全年目标任务。",
    "鲁山县2022年上半年重点民生实事\n工作进展情况通报\n到2035年建成，树龄300年，质保100个月。",
    "更换路灯7/0，完成率100%。",
    "全市15件民生实事中，7件完成率超过50%，1件达到50%；除水质提升外的14件实事中，有8件达到序时进度，占57.1%。",
    "县水利局承担2件，其他单位各承担1件（县民政局与县城投集团共同承担1件）。\n1.修路。完成5公里。责任单位：县民政局、县城投集团",
    "县督查室\t2024年7月27日\n关于上半年全县2024年实事进展情况的通报\n截至7月底，已完成。截至12月底可全部完成。",
    "15件实事均已启动，3件已完成，5件推进缓慢。",
    "今年确定的15件民生实事已完成3件，还有5件进展缓慢。",
    "15件实事中，进展缓慢的有5件，分别是修路、改水、建校。",
    "对全县15件实事进行督导。从督导情况看，15件实事总体推进顺利，修路、改水、建校、扩园4件实事已完成全年任务。",
    "15件实事由11家单位牵头，其中县卫健委承担3件，县水利局、县教体局各承担2件，其他单位各承担1件（县民政局与县城投集团共同承担1件）。",
    "15件实事中，市级实事10件，县级实事5件；3件已完成。",
    "15件实事中，12件完成率超过50%，8件达到序时进度。",
    "15件实事中3件已完成，其他12件正在推进，其中5件进展缓慢。",
    "15件实事中3件已完成，其余12件正在推进，5件进展缓慢。",
    "15件实事中，已完成3件、持续推进7件、进展缓慢5件，其中县教体局2件、县水利局3件。",
    "7件实事持续推进，3件实事已完成，5件实事进展缓慢。",
    "15件实事中，已完成3件，持续推进6件，进展缓慢5件，1件不作量化考核。",
    "一、基本情况\n（一）已完成的实事（1件）\n1.修路（县水利局）\n15件实事，未完成14件，已完成1件。",
]  # fmt: skip


@pytest.mark.parametrize("text", GOOD)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_a_text_that_cuts_off_throughout_is_right_in_its_own_way() -> None:
    one = "豫事办注册33万人，完成全年目标35万人的94.28%；修路2公里，完成全年目标3公里的66.66%。"
    assert told(one) == []


def test_two_ways_of_rounding_in_one_text_are_a_question() -> None:
    text = (
        "豫事办注册33万人，完成全年目标35万人的94.28%；修路2公里，完成全年目标3公里的66.67%；"
        "改造公厕7座，完成全年目标11座的63.64%。"
    )
    assert told(text) == [("TEXT_ROUNDING", "94.28%")]


def test_a_round_target_that_only_cutting_off_explains_is_a_question() -> None:
    assert told("已完成33万豫事办新用户注册任务，占全年任务的94.28%。") == [("TEXT_ROUNDING", "94.28%")]
    assert told("已完成33万豫事办新用户注册任务，占全年任务的94.29%。") == []


def test_several_such_rates_show_that_the_office_cuts_off() -> None:
    text = "已完成33万新用户注册，占全年任务的94.28%。已培训11300人，占全年任务的94.16%。"
    assert told(text) == []


def test_a_project_whose_rate_does_not_fit_its_class_is_noted() -> None:
    text = "（一）已完成实事1件\n1.修路（牵头单位：县交通局）\n完成情况：修路12公里，完成全年任务的40%。"
    assert notes(text) == ["“修路”列在“已完成实事”一类，文中的完成率是40%。"]
    assert notes(text.replace("40%", "100%")) == []
    slow = text.replace("已完成实事", "进展缓慢实事").replace("40%", "120%")
    assert notes(slow) == ["“修路”列在“进展缓慢实事”一类，文中的完成率是120%。"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("培训 90 人次。", "汉字与数字之间不空格"),
        ("民生实事 进展情况。", "汉字之间不空格"),
        ("抓进度,抓质量。", "汉字后面用全角标点"),
        ("服务进村(社区)行动。", "括号用全角"),
        ("培训９０人次。", "数字和百分号用半角"),
        ("抓进度，，抓质量。", "标点重复"),
        ("各单位要进一步抓进度，抓质量，抓安全，确保完成任务", "段末缺少句号"),
        ("完成情况：【未填写进展情况】", "还没有填写"),
        ("第　期", "还没有填写"),
    ],
)
def test_how_a_text_is_set_is_only_noted(text: str, said: str) -> None:
    (note,) = notes(text)
    assert said in note
    assert told(text) == []


def test_a_rule_that_is_broken_often_is_told_once_with_the_number_of_places() -> None:
    assert notes("培训 9 人，救助 8 人。\n新增 7 人。") == ["汉字与数字之间不空格，如“培训 9 人，”，共6处。"]


def test_every_number_of_a_text_has_a_conclusion() -> None:
    found = entries("新增学位1080个，投资4000万元，9月份招生，居全市第三位。")
    assert [one.text for one in found] == ["1080个", "4000万元", "9月份", "第三位"]
    assert {one.remark.conclusion for one in found} == {Conclusion.UNKNOWN}


# The 期号 and earlier documents


@pytest.mark.parametrize(
    ("issue", "before", "code"),
    [
        ("第7期", ("第6期\t2022年9月1日",), None),
        ("第7期", ("第7期\t2022年9月1日",), "TEXT_ISSUE_REPEATED"),
        ("第9期", ("第6期\t2022年9月1日", "第7期\t2022年9月20日"), "TEXT_ISSUE_SKIPPED"),
        ("第1期", ("第24期\t2021年12月1日",), None),
        ("没有期号", ("第6期\t2022年9月1日",), None),
        ("第7期", ("没有期号",), None),
    ],
)
def test_the_issue_number_follows_the_earlier_documents_of_the_year(
    issue: str, before: tuple[str, ...], code: str | None
) -> None:
    found = proofread(
        typed(f"{issue}\n县督查局\t2022年10月25日"), previous=tuple(typed(one) for one in before)
    )
    codes = [one.remark.code.name for one in faults(found) if one.remark.code]
    assert codes == ([code] if code else [])


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet="0123456789.%，。；：、（）()件个万亿目标任务完成的占分别第期年月日-一二三四五六是“”\n其余每人元共区局牵头单位超额均未",
        max_size=160,
    )
)
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    for one in proofread(typed(text)):
        assert one.remark.conclusion in Conclusion
        assert all(span.start < span.end for span in one.spans)


def test_the_ranks_of_counties_are_no_shares_of_one_whole() -> None:
    text = "第1名：丁县（6件，已完成6件，100%）；第2名：甲县（8件，已完成4件，50%）；第3名：乙县（6件，已完成2件，33.33%）。"
    assert told(text) == []


def test_the_hundredth_project_of_a_class_is_one_more() -> None:
    items = "\n".join(f"{number}.修缮第{number}号桥（牵头单位：区交通局）" for number in range(1, 112))
    text = f"关于1-9月份全区2022年重点民生实事进展情况的通报\n一、基本情况\n（一）已完成实事111件\n{items}"
    assert told(text) == []


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("到位资金15300万元，支付9120万元，支付率59.6%", []),
        ("到位资金15300万元，支付9120万元，支付率69.6%", ["69.6%"]),
        ("计划资金2.35亿元，到位9800.5万元，到位率41.7%；支付6200万元，支付率63.26%", []),
        ("计划资金2.35亿元，到位9800.5万元，支付6200万元，支付率26.4%", []),
        ("计划资金2.35亿元，到位9800.5万元，到位率47.1%", ["47.1%"]),
        ("到位资金100万元，到位率50%", []),
    ],
)
def test_rates_of_funds_follow_from_the_amounts_beside_them(words: str, marked: list[str]) -> None:
    assert [text for _, text in told(f"县水利局高标准农田建设{words}。")] == marked


@pytest.mark.parametrize(("last", "is_wrong"), [(15, True), (10, False), (5, False)])
def test_shares_told_without_counts_are_no_more_than_all(last: int, *, is_wrong: bool) -> None:
    text = f"对承担的20件重点民生实事进行了督查，其中，已完成的占30%、持续推进的占60%、进展缓慢的占{last}%。"
    assert bool(told(text)) is is_wrong
