"""How the words of one project become indicators: name | target | done | rate, and what is marked."""

import pytest

from xlminshi.bulletin.listing.chinese_figures import chinese_figures
from xlminshi.bulletin.listing.figures import figures_of
from xlminshi.bulletin.listing.told import Role, Telling
from xlminshi.core.project import IndicatorKind


def read(done: str, task: str = "") -> list[str]:
    tellings = [*([Telling(Role.TASK, task)] if task else []), Telling(Role.DONE, done)]
    return [
        "|".join(
            (
                one.name,
                one.target.text if one.target else "",
                one.achieved.text if one.achieved else "",
                one.rate,
                "?" if one.marks else "",
            )
        )
        for one in figures_of(tellings, "某实事").indicators
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("累计培训21414人次，完成全年目标1.38万人次的155.17%。", ["培训|1.38万人次|21414人次|155.17%|"]),
        ("新建农村公路60公里，超额完成市定30公里的建设任务；", ["新建农村公路|30公里|60公里||"]),
        ("全年任务3500户，已完成1420户，占任务的40.6%。", ["某实事|3500户|1420户|40.6%|?"]),
        ("6所改建幼儿园1所已建成投用。", ["改建幼儿园建成投用|6所|1所||?"]),
        ("管道更新28公里，已完成9公里。", ["管道更新|28公里|9公里||?"]),
        ("全年计划新建校舍4栋、改造食堂2个，", ["新建校舍|4栋|||", "改造食堂|2个|||"]),
        (
            "送戏62场，电影845场，分别完成目标任务的20.7%、23.5%。",
            ["送戏||62场|20.7%|?", "电影||845场|23.5%|?"],
        ),
        (
            "新建2所，改建学位5个，完成全年任务的90%。",
            ["新建||2所||", "改建学位||5个||", "全年任务完成率|||90%|?"],
        ),
        ("两癌筛查分别完成6549人和6970人。", ["两癌筛查（一）||6549人||", "两癌筛查（二）||6970人||"]),
        ("免费产前筛查2564人，筛查率81.4%。", ["免费产前筛查||2564人||", "免费产前筛查率||81.4%||"]),
        ("签约率74.1%，高于年度目标72%。", ["签约率|72%|74.1%||"]),
        ("新增床位9张，新增床位8张。", ["新增床位||9张||", "新增床位（二）||8张||?"]),
        ("新建1所幼儿园即将开工。", ["新建幼儿园||||?"]),
        ("抽检食品1126批次，投入约7万元。", ["抽检食品||1126批次||", "投入||约7万元||"]),
        ("资助参保率预计达到95%。", ["资助参保率||||?"]),
        ("窨井盖整治完成率80%。", ["窨井盖整治|||80%|?"]),
        ("老旧小区开工38个，开工率84.4%。", ["老旧小区开工||38个||", "老旧小区开工率||84.4%||"]),
        ("计划资金23500万元，到位9800.5万元。", ["资金|23500万元|||", "到位资金||9800.5万元||"]),
        ("12家卫生院中已有9家完成CT安装调试。", ["卫生院完成CT安装调试|12家|9家||?"]),
        ("8所初中已有6所完成改造。", ["初中|8所|6所||?"]),
        ("抽检5批次/千人，完成全年目标5批次/千人的100%。", ["抽检|5批次/千人|5批次/千人|100%|"]),
        ("共660元。", ["资金||660元||?"]),
        ("按照“1+N”要求，65岁以上老人已全部建档。", []),
    ],
)
def test_a_sentence_gives_its_indicators(words: str, expected: list[str]) -> None:
    assert read(words) == expected


@pytest.mark.parametrize(
    ("task", "words", "expected"),
    [
        ("新建农村公路30公里以上。", "“农村公路”项目已完成9公里，完成任务的3%。", ["新建农村公路|30公里以上|9公里|3%|"]),
        ("对8座公厕进行改造。", "8座公厕进行改造，设计图已报送。", ["公厕改造|8座|||"]),
        ("建设口袋公园10个。", "口袋公园已开工7个、建成2个。", ["建设口袋公园|10个|2个||", "口袋公园开工||7个||"]),
        ("改造小区18个、5236户。", "18个小区全部完工。", ["改造小区|18个|18个||", "改造小区（户）|5236户|||"]),
        ("新建路径20条、广场5个。", "分别完成12条和3个。", ["新建路径|20条|12条||", "广场|5个|3个||"]),
        ("浓度不高于45微克/立方米。", "浓度42微克/立方米。", ["浓度|不高于45微克/立方米|42微克/立方米||"]),
    ],
)  # fmt: skip
def test_what_is_done_finds_what_was_promised(task: str, words: str, expected: list[str]) -> None:
    assert read(words, task) == expected


def test_an_upper_limit_is_better_when_lower_and_what_is_left_over_is_marked() -> None:
    figures = figures_of([Telling(Role.TASK, "登记失业率控制在4.5%以内。")], "就业")
    assert figures.indicators[0].kind is IndicatorKind.LOWER
    rest = figures_of([Telling(Role.DONE, "每人1.4元，其余5所已开工，较上月提高8.2个百分点。")], "某实事")
    assert rest.indicators == ()
    assert [mark.split("”")[0] for mark in rest.marks] == ["“1.4元", "“5所", "“8.2个百分点"]


def told(text: str, title: str = "农村饮水安全") -> list[tuple[str, str, str, str, str]]:
    """Return the indicators of a text as name, measure, target, done and rate."""
    return [
        (
            one.name,
            one.measure,
            one.target.number if one.target else "",
            one.achieved.text if one.achieved else "",
            one.rate,
        )
        for one in figures_of([Telling(Role.DONE, text)], title).indicators
    ]


def test_a_figure_that_the_rate_is_of_is_a_target_and_its_words_are_no_name() -> None:
    whole = [("更新机井", "口", "75", "40口", "53.33%")]
    assert told("更新机井40口，仅占全年目标75口的53.33%。") == whole
    assert told("更新机井40口。仅占全年目标75口的53.33%。") == whole
    assert told("机井更新仅占全年目标75口的53.33%。") == [("机井更新", "口", "75", "", "53.33%")]
    # Another measure or another arithmetic: the target is not that figure's.
    apart = told("更新机井40口。仅占全年目标75口的20%。")
    assert [one[2:] for one in apart] == [("", "40口", ""), ("75", "", "20%")]


def test_a_bare_share_is_the_rate_of_the_figure_before_it_where_the_arithmetic_says_so() -> None:
    words = "全年计划投资8000万元，已完成投资1920万元，占{rate}。"
    assert told(words.format(rate="24%")) == [("投资", "万元", "8000", "1920万元", "24%")]
    assert told(words.format(rate="31%")) == [("投资", "万元", "8000", "1920万元", "")]
    assert marks_of(words.format(rate="31%"))[0].startswith("“31%”没有列入")


def marks_of(text: str) -> tuple[str, ...]:
    return figures_of([Telling(Role.DONE, text)], "某实事").marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("户厕改造1986户，占64.1%。", [("户厕改造", "户", "", "1986户", "")]),
        ("危房改造竣工152户，占全年320户任务的47.5%。", [("危房改造竣工", "户", "320", "152户", "47.5%")]),
        (
            "改建公路162公里，占年度任务150公里的108%，超额12公里。",
            [("改建公路", "公里", "150", "162公里", "108%")],
        ),
        ("为188名儿童提供救助，占年度任务的157%，超出68人。", [("儿童提供救助", "名", "", "188名", "157%")]),
        ("发放补贴320万元，超支20万元。", [("发放补贴", "万元", "", "320万元", "")]),
        ("改造户厕120户，占目标任务的120%，超20%。", [("改造户厕", "户", "", "120户", "120%")]),
        ("一窗通办率91.35%，提前实现90%的年度目标。", [("一窗通办率", "%", "90", "91.35%", "")]),
    ],
)
def test_a_share_a_surplus_and_an_aim_behind_a_figure_are_no_indicators_of_their_own(
    text: str, expected: list[tuple[str, str, str, str, str]]
) -> None:
    assert told(text) == expected


def test_a_task_repeated_as_done_is_done() -> None:
    tellings = [Telling(Role.TASK, "整治水体9处。"), Telling(Role.DONE, "整治水体9处，提前完成年度任务。")]
    (one,) = figures_of(tellings, "碧水工程").indicators
    assert one.achieved is not None and one.achieved.text == "9处"
    tellings[1] = Telling(Role.DONE, "整治水体9处工作正在推进。")
    (one,) = figures_of(tellings, "碧水工程").indicators
    assert one.achieved is None


def test_areas_are_counted_with_their_scale_and_people_without() -> None:
    assert told("建成高标准农田2.6万亩，新增技能人才1.38万人次。") == [
        ("建成高标准农田", "万亩", "", "2.6万亩", ""),
        ("新增技能人才", "人次", "", "1.38万人次", ""),
    ]


def test_a_limit_around_the_target_is_its_own_and_no_part_of_the_measure() -> None:
    text = "PM2.5平均浓度36.4微克/立方米，控制在全年目标38微克/立方米以内。"
    assert told(text) == [("PM2.5平均浓度", "微克/立方米", "38以内", "36.4微克/立方米", "")]
    assert [one[3] for one in with_marks(text)] == [LOWER]
    assert told("噪声监测达标12次/月以上。")[0][1:4] == ("次/月", "", "12次/月以上")


def test_the_target_named_again_beside_the_rate_is_the_one_that_was_promised() -> None:
    tellings = [
        Telling(Role.TASK, "改造1000户。"),
        Telling(Role.DONE, "完成适老化改造1户，仅占全年目标1000户的0.1%。"),
    ]
    (one,) = figures_of(tellings, "适老化改造").indicators
    assert one.target is not None and one.achieved is not None
    assert (one.target.text, one.achieved.text, one.rate, one.marks) == ("1000户", "1户", "0.1%", ())


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("新改建公路86.5公里，完成全年任务的100%。", "86.5公里"),
        ("新改建公路42.5公里，完成全年任务的34%。", "125公里"),
        ("铺设管网2.25公里，完成全年任务的50%。", "4.5公里"),
        ("培训110人，完成全年任务的157%。", "70人"),
        ("改造5座，完成全年任务的33%。", "15.2座"),
        ("培训121人，完成全年任务的80%。", "151人"),
        ("筛查4.31万人次，完成全年任务的102.6%。", "4.2万人次"),
    ],
)
def test_a_target_that_follows_from_the_rate_is_as_exact_as_the_figure(text: str, hint: str) -> None:
    ((*_, mark),) = with_marks(text)
    assert mark.endswith(f"推算约为{hint}，请核实后填写")


def test_a_target_in_another_scale_brings_its_own_measure() -> None:
    assert told("完成投资5300元，完成全年目标1.2万元的44.17%。") == [
        ("投资", "万元", "1.2", "5300元", "44.17%")
    ]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("新建学校三所，均已开工", ["三所"]),
        ("投入资金一千二百余万元", ["一千二百余万元"]),
        ("百分之九十五实现就业", ["百分之九十五"]),
        ("惠及群众一万多人，完成十余户改造", ["一万多人", "十余户"]),
        ("新建一所幼儿园，两个已完工", ["一所", "两个"]),
        (
            "一是抓落实，一批项目开工，第三名，两癌筛查，“四好农村路”，“三个一批项目”，一件一件办，一个不落",
            [],
        ),
        ("十四五规划，三级医院，一期工程，九年义务教育", []),
        (
            "举办培训班二十期，开展活动十二次，绿化三十公顷，硬化五百平米",
            ["二十期", "十二次", "三十公顷", "五百平米"],
        ),
        ("采购六批，组建三支，发放五千册，更换三十根", ["六批", "三支", "五千册", "三十根"]),
        ("开展宣讲十余次，惠及三万人次，走访百余户", ["十余次", "三万人次", "百余户"]),
        (
            "十四五期间，二次供水，三期工程，两个月内完成，三部门联合，走进千家万户，五一路，三门峡，八一镇",
            [],
        ),
        ("二支队，三位一体，中央八项规定精神，三支一扶，三片区，五台县", []),
    ],
)
def test_amounts_in_chinese_numerals_are_marked_and_never_read(text: str, marked: list[str]) -> None:
    assert list(chinese_figures(text)) == marked
    found = figures_of([Telling(Role.DONE, text)], "实事")
    assert found.indicators == ()
    assert [mark.split("”")[0].strip("“") for mark in found.marks] == marked


def with_marks(text: str) -> list[tuple[str, str, str, IndicatorKind, str]]:
    """Return the indicators of a text as name, target, done, kind and the first mark."""
    return [
        (
            one.name,
            one.target.text if one.target else "",
            one.achieved.text if one.achieved else "",
            one.kind,
            next(iter(one.marks), ""),
        )
        for one in figures_of([Telling(Role.DONE, text)], "某实事").indicators
    ]


LOWER, RATE, QUANTITY = IndicatorKind.LOWER, IndicatorKind.RATE, IndicatorKind.QUANTITY


@pytest.mark.parametrize(
    ("text", "name", "done", "kind", "gap", "hint"),
    [
        ("生产事故13起，超出全年控制目标1起。", "生产事故", "13起", LOWER, "超出全年控制目标1起", "12起"),
        ("生产事故7起，超出全年控制目标7起。", "生产事故", "7起", LOWER, "超出全年控制目标7起", "0起"),
        ("送戏下乡400场，比全年目标多150场，完成率160%。", "送戏下乡", "400场", QUANTITY, "比全年目标多150场", "250场"),
        ("改造1.2万户，比年度目标少0.3万户。", "改造", "1.2万户", QUANTITY, "比年度目标少0.3万户", "1.5万户"),
        ("建成充电桩436个，超目标16个。", "建成充电桩", "436个", QUANTITY, "超目标16个", "420个"),
        ("培训护工436人，超额任务16人。", "培训护工", "436人", QUANTITY, "超额任务16人", "420人"),
        ("建成公园9个，超年初计划1个。", "建成公园", "9个", QUANTITY, "超年初计划1个", "8个"),
        ("新增托位316个，超出16个。", "新增托位", "316个", QUANTITY, "超出16个", "300个"),
        ("群众满意率90.1%，高出全年目标25.1个百分点。", "群众满意率", "90.1%", RATE, "高出全年目标25.1个百分点", "65%"),
        ("规范管理率91.9%，低于全年目标3.1个百分点。", "规范管理率", "91.9%", RATE, "低于全年目标3.1个百分点", "95%"),
        ("失业率4.51%，超出全年控制目标0.01个百分点。", "失业率", "4.51%", LOWER, "超出全年控制目标0.01个百分点", "4.5%"),
    ],
)  # fmt: skip
def test_the_distance_from_a_target_is_no_target_but_hints_at_it(
    text: str, name: str, done: str, kind: IndicatorKind, gap: str, hint: str
) -> None:
    mark = f"原文没有写目标；由“{done}”和“{gap}”推算为{hint}，请核实后填写"
    assert with_marks(text) == [(name, "", done, kind, mark)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("生产事故11起，控制在全年目标12起以内。", [("生产事故", "12起以内", "11起", LOWER, "")]),
        ("失业率4.17%，控制在全年控制目标4.3%以内。", [("失业率", "4.3%以内", "4.17%", LOWER, "")]),
        ("漏报率3.1%，控制在全年目标3.2%以内。", [("漏报率", "3.2%以内", "3.1%", LOWER, "")]),
        (
            "生产事故12起，控制在全年目标以内，检查企业300家。",
            [("生产事故", "", "12起", LOWER, ""), ("检查企业", "", "300家", QUANTITY, "")],
        ),
        ("送戏400场，比全年目标250场多150场。", [("送戏", "250场", "400场", QUANTITY, "")]),
        (
            "管网6公里，超过全年目标5公里。",
            [("管网", "5公里", "6公里", QUANTITY, "“5公里”是目标还是与目标的差额不明确")],
        ),
    ],
)
def test_a_ceiling_is_read_with_its_target_and_what_may_be_either_is_marked(
    text: str, expected: list[tuple[str, str, str, IndicatorKind, str]]
) -> None:
    assert with_marks(text) == expected


def test_a_distance_that_contradicts_the_target_or_has_no_figure_before_it_is_marked() -> None:
    for text in (
        "送戏400场，比全年目标250场多160场。",
        "比全年目标多150场。",
        "事故3起，超出全年控制目标5起。",
    ):
        figures = figures_of([Telling(Role.DONE, text)], "某实事")
        assert any("没有列入" in mark for mark in figures.marks), text
