"""What a text tells beside its ledger: looked up, bound to the right figure, or left open."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.bulletin.builders import DONE, ONGOING, SLOW, Book, indicator, project, settings
from tests.bulletin.proofreading.said import conclusion_of, entries, faults, told
from xlminshi.bulletin.composing import compose
from xlminshi.bulletin.proofreading.agreement import Match, match_of
from xlminshi.bulletin.proofreading.claims import Kind, claims_in
from xlminshi.bulletin.proofreading.known import Known, Role, known_of
from xlminshi.bulletin.proofreading.manuscript import Line, Manuscript, Story, manuscript_of
from xlminshi.bulletin.proofreading.proofreading import proofread
from xlminshi.bulletin.proofreading.remarks import Conclusion
from xlminshi.core.ledger import Ledger
from xlminshi.core.office_names import offices_in
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import Qualifier, Quantity
from xlminshi.core.rounding import Rounding
from xlminshi.core.units import LeadUnit, UnitDirectory

PERCENT = IndicatorKind.RATE


def county() -> Ledger:
    skills = project(
        "开展职业技能培训",
        "县人社局",
        indicator("技能培训", "13800", "人次"),
        indicator("新增技能人才", "11200", "人"),
        indicator("新增高技能人才", "3700", "人"),
    )
    roads = project("农村公路提升", "县交通局", indicator("新建和改造农村公路", "30", "公里", decimals=0))
    health = project(
        "妇幼健康",
        "县卫健委",
        indicator("免费产前超声筛查率", "80", "%", PERCENT),
        indicator("免费听力筛查率", "95", "%", PERCENT),
    )
    toilets = project("公厕改造", "县城管局", indicator("改造公厕", "8", "座"))
    wells = project("窨井盖整治", "县城管局", indicator("窨井盖整治", None, "座"))
    book = (
        Book()
        .add(skills, "21414", "12099", "7541", verdict=DONE)
        .add(health, "81.4", "96.5", verdict=DONE)
        .add(roads, "12.85", narrative="项目分3个标段实施。", verdict=SLOW)
        .add(toilets, "6", verdict=ONGOING)
        .add(wells, "1646", verdict=ONGOING)
    )
    ledger = book.ledger()
    units = UnitDirectory(
        tuple(
            LeadUnit(one.name, ("县城市管理局",) if one.name == "县城管局" else ())
            for one in ledger.settings.units.units
        )
    )
    return replace(ledger, settings=replace(ledger.settings, units=units))


LEDGER = county()
OWN = manuscript_of(compose(LEDGER))


def judged(text: str, *, with_own: bool = True) -> list[tuple[str, str]]:
    return told(text, LEDGER, *([OWN] if with_own else []))


def own_text() -> str:
    return "\n".join(line.text for line in OWN.lines)


def test_the_programs_own_document_agrees_in_every_number() -> None:
    found = proofread(OWN, LEDGER, (OWN,))
    assert faults(found) == []
    assert {one.remark.conclusion for one in found} <= {
        Conclusion.AGREES,
        Conclusion.UNKNOWN,
        Conclusion.NOTE,
    }


@pytest.mark.parametrize(
    ("right", "wrong", "marked", "expected"),
    [
        ("21414人次", "21415人次", "21415人次", "21414人次"),
        ("108.03%", "108.13%", "108.13%", "108.03%"),
        ("12.85公里", "12.58公里", "12.58公里", "12.85公里"),
        ("3个标段", "5个标段", "5个", "3个"),
        ("1646座", "1664座", "1664座", "1646座"),
        ("4个主要责任单位", "5个主要责任单位", "5个", "4个"),
        ("5件重点民生实事", "6件重点民生实事", "6件", "5件"),
    ],
)
def test_a_wrong_number_is_told_with_the_right_one_and_its_source(
    right: str, wrong: str, marked: str, expected: str
) -> None:
    text = own_text()
    assert right in text
    (fault,) = faults(entries(text.replace(right, wrong, 1), LEDGER, OWN))
    assert (fault.text, fault.remark.conclusion, fault.remark.expected) == (
        marked,
        Conclusion.DIFFERS,
        expected,
    )
    assert fault.remark.source


def test_the_source_of_a_figure_is_the_cell_that_the_unit_filled_in() -> None:
    found = proofread(OWN, LEDGER, (OWN,))
    assert (
        next(one.remark.source for one in found if one.text == "21414人次") == "区残联.xlsx 「区残联」表 I5"
    )


REPHRASED = """（一）已完成2件
1.开展职业技能培训（牵头单位：县人社局）
{done}
2.妇幼健康（牵头单位：县卫健委）
产前超声筛查率达到81.4%，听力筛查率96.5%。
（二）进展缓慢1件
1.农村公路提升（牵头单位：县交通局）
{roads}
（三）持续推进2件
1.公厕改造（牵头单位：县城管局）
全年计划改造公厕8座，目前完成6座。
2.窨井盖整治（牵头单位：县城市管理局）
已完成窨井盖整治任务1646座。"""
DONE_WORDS = "目前培训2.14万人次，为年度目标1.38万人次的155.17%；高技能人才7541人，占目标任务的203.81%；新增技能人才12099人。"
ROADS = "已新建改造农村公路12.85公里，完成年度任务的43%。"


def rephrased(done: str = DONE_WORDS, roads: str = ROADS) -> str:
    return REPHRASED.format(done=done, roads=roads)


def test_another_hands_words_are_understood_without_the_programs_own_text() -> None:
    found = entries(rephrased(), LEDGER)
    assert told(rephrased(), LEDGER) == [("TEXT_TWO_NAMES", "县城管局")]
    for words in (
        "2.14万人次",
        "155.17%",
        "7541人",
        "203.81%",
        "12099人",
        "81.4%",
        "96.5%",
        "12.85公里",
        "43%",
        "8座",
        "6座",
    ):
        assert conclusion_of(found, words) is Conclusion.AGREES, words


@pytest.mark.parametrize(
    ("changed", "marked"),
    [
        (rephrased(DONE_WORDS.replace("7541", "7514")), "7514人"),
        (rephrased(DONE_WORDS.replace("12099", "12909")), "12909人"),
        (rephrased(DONE_WORDS.replace("1.38", "1.83")), "1.83万人次"),
        (
            rephrased(
                DONE_WORDS.replace("7541", "12099x").replace("12099人", "7541人").replace("12099x", "12099")
            ),
            "7541人",
        ),
        (rephrased(DONE_WORDS.replace("203.81", "108.03")), "108.03%"),
        (rephrased(roads=ROADS.replace("43", "34")), "34%"),
        (rephrased(roads=ROADS.replace("12.85", "12.58")), "12.58公里"),
        (rephrased().replace("81.4%", "84.1%"), "84.1%"),
        (rephrased().replace("改造公厕8座", "改造公厕9座"), "9座"),
        (rephrased().replace("1646", "1466"), "1466座"),
    ],
)
def test_a_wrong_number_is_found_in_another_hands_words_too(changed: str, marked: str) -> None:
    found = [(code, text) for code, text in told(changed, LEDGER) if code != "TEXT_TWO_NAMES"]
    assert marked in [text for _, text in found]


def test_a_further_number_beside_a_right_one_is_left_open() -> None:
    text = rephrased(DONE_WORDS.replace("新增技能人才12099人", "新增技能人才12099人，其中女性技能人才6000人"))
    assert conclusion_of(entries(text, LEDGER), "6000人") is Conclusion.UNKNOWN


def test_a_number_that_nobody_knows_is_left_open() -> None:
    text = rephrased(roads=ROADS + "召开现场会17次。")
    assert conclusion_of(entries(text, LEDGER), "17次") is Conclusion.UNKNOWN


def test_running_text_is_read_unit_by_unit() -> None:
    text = (
        "县人社局培训21414人次，新增技能人才12099人，新增高技能人才7541人，分别占全年目标任务的155.17%、108.03%和203.81%。"
        "县交通局新改建农村公路12.85公里，完成全年任务的43%。"
    )
    assert judged(text, with_own=False) == []
    swapped = text.replace("108.03%", "x").replace("203.81%", "108.03%").replace("x", "203.81%")
    assert judged(swapped, with_own=False) == [("TEXT_DIFFERS", "203.81%"), ("TEXT_DIFFERS", "108.03%")]
    moved = text.replace("县交通局新改建", "县卫健委新改建")
    assert conclusion_of(entries(moved, LEDGER), "12.85公里") is Conclusion.UNKNOWN


# Classes, projects and offices


@pytest.mark.parametrize(
    ("old", "new", "code", "marked"),
    [
        ("（牵头单位：县交通局）", "（牵头单位：县卫健委）", "TEXT_LEAD_UNIT_DIFFERS", "县卫健委"),
        ("农村公路提升", "农村公路提生", "TEXT_MISPRINT", "农村公路提生"),
        ("（牵头单位：县交通局）", "（牵头单位：县交通运输局）", "TEXT_UNIT_UNKNOWN", "县交通运输局"),
    ],
)
def test_a_wrong_name_is_told_with_the_right_one(old: str, new: str, code: str, marked: str) -> None:
    assert (code, marked) in judged(rephrased().replace(old, new))


def test_a_project_in_another_class_is_told() -> None:
    text = (
        rephrased()
        .replace("（二）进展缓慢1件", "（二）持续推进1件")
        .replace("（三）持续推进2件", "（三）进展缓慢2件")
    )
    assert ("TEXT_CLASS_DIFFERS", "农村公路提升") in judged(text)


def test_a_project_that_is_left_out_is_told() -> None:
    text = rephrased().replace("\n2.窨井盖整治（牵头单位：县城市管理局）\n已完成窨井盖整治任务1646座。", "")
    found = [one.remark.what for one in faults(entries(text, LEDGER))]
    assert "没有写到“窨井盖整治”，台账中有这件实事。" in found


def test_a_text_of_a_few_projects_need_not_tell_the_others() -> None:
    text = "（一）进展缓慢1件\n1.农村公路提升（牵头单位：县交通局）\n已完成12.85公里，完成全年任务的43%。"
    assert judged(text) == []


def test_a_unit_in_the_wrong_list_is_told_with_its_class() -> None:
    lead = "对4个单位承担的5件实事督查，其中县人社局、县交通局2件实事已完成，县城管局2件正在持续推进中，县卫健委1件推进缓慢。"
    found = [(one.text, one.remark.what) for one in faults(entries(lead, LEDGER))]
    assert ("县交通局", "“县交通局”写在“已完成”一类，台账中它牵头的实事属于“进展缓慢”。") in found
    assert [text for text, _ in found] == ["县交通局", "县卫健委"]


def test_a_unit_left_out_of_a_list_is_told() -> None:
    lead = "对4个单位承担的5件实事督查，其中县人社局2件实事已完成，县城管局2件正在持续推进中，县交通局1件推进缓慢。"
    assert ("TEXT_UNIT_LEFT_OUT", "2件") in judged(lead)


# The masthead


def test_issue_date_year_and_period_are_those_of_the_settings() -> None:
    bulletin = replace(LEDGER.settings.bulletin, issue_number=7, dated=dt.date(2022, 10, 25))
    ledger = replace(LEDGER, settings=replace(LEDGER.settings, bulletin=bulletin))
    head = "第7期\n县督查局\t2022年10月25日\n关于1-9月份全县2022年实事进展情况的通报"
    assert told(head, ledger) == []
    assert told(head.replace("第7期", "第8期"), ledger) == [("TEXT_DIFFERS", "第8期")]
    assert told(head.replace("10月25日", "10月26日"), ledger) == [("TEXT_DIFFERS", "2022年10月26日")]
    assert told(head.replace("1-9月份", "1-6月份"), ledger) == [("TEXT_DIFFERS", "1-6月份")]
    assert told(head.replace("全县2022年", "全县2021年"), ledger) == [("TEXT_DIFFERS", "2021年")]


# Statements, rounding, exactness


def test_rates_that_reach_their_own_target_may_be_below_a_hundred() -> None:
    text = "县卫健委免费产前超声筛查率81.4%，免费听力筛查率96.5%，均超额完成任务。"
    assert judged(text) == []
    assert [code for code, _ in told(text)] == ["TEXT_CONTRADICTS"]


def test_a_misprint_of_a_known_name_is_told_and_other_words_are_not() -> None:
    assert ("TEXT_MISPRINT", "免费产前超生筛查") in judged("县卫健委免费产前超生筛查率81.4%。")
    assert judged("县卫健委免费产前血清筛查已经展开。") == []


def a_known(value: str, measure: str = "人", shown: str = "") -> Known:
    return Known(Role.DONE, Decimal(value), measure, shown or f"{value}{measure}", "")


@pytest.mark.parametrize(
    ("text", "known", "match"),
    [
        ("21414人", a_known("21414"), Match.SAME),
        ("2.14万人", a_known("21414"), Match.SAME),
        ("2.1万人", a_known("21414"), Match.SAME),
        ("2.15万人", a_known("21414"), Match.OTHER),
        ("2.14万人", a_known("21498"), Match.ROUNDED),
        ("2万余人", a_known("21414"), Match.SAME),
        ("近2.2万人", a_known("21414"), Match.SAME),
        ("约2.1万人", a_known("21414"), Match.SAME),
        ("约3万人", a_known("21414"), Match.OTHER),
        ("超过62%", a_known("65", "%", "超过65%"), Match.OTHER),
        ("81%", a_known("81.4", "%"), Match.SAME),
        ("82%", a_known("81.4", "%"), Match.OTHER),
        ("81%", a_known("81.6", "%"), Match.ROUNDED),
    ],
)
def test_a_number_agrees_as_exactly_as_it_is_printed(text: str, known: Known, match: Match) -> None:
    (claim,) = claims_in(text, 0)
    assert match_of(claim, known) is match


def rounding_county(rounding: Rounding) -> Ledger:
    users = project(
        "政务服务",
        "县大数据中心",
        indicator("新用户注册", Quantity(Decimal(350000), "人", wording="35万人"), "人"),
    )
    ledger = Book().add(users, Quantity(Decimal(330000), "人", Qualifier.EXACT, "33万人")).ledger()
    rule = replace(ledger.settings.rate_rule, rounding=rounding)
    return replace(ledger, settings=replace(ledger.settings, rate_rule=rule))


def test_another_way_of_rounding_is_a_question_and_no_error() -> None:
    text = "县大数据中心注册新用户33万人，占全年任务的94.28%。"
    (fault,) = faults(entries(text, rounding_county(Rounding.HALF_UP)))
    assert (fault.text, fault.remark.conclusion, fault.remark.expected) == (
        "94.28%",
        Conclusion.DOUBTFUL,
        "94.29%",
    )
    assert faults(entries(text, rounding_county(Rounding.CUT_OFF))) == []


def test_fewer_decimals_tell_the_same_rate() -> None:
    assert (
        faults(entries("县大数据中心注册33万人，占全年任务的94%。", rounding_county(Rounding.HALF_UP))) == []
    )
    assert told("县大数据中心注册33万人，占全年任务的95%。", rounding_county(Rounding.HALF_UP)) == [
        ("TEXT_DIFFERS", "95%")
    ]


def test_full_numbers_and_ten_thousands_are_the_same() -> None:
    assert faults(entries("县大数据中心注册330000人。", rounding_county(Rounding.HALF_UP))) == []
    assert told("县大数据中心新用户注册33人。", rounding_county(Rounding.HALF_UP)) == [
        ("TEXT_DIFFERS", "33人")
    ]


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("9月底前，县城管局要完成公厕改造7座。", []),
        ("县城管局：力争三季度改造公厕7座。", []),
        ("确保12月底前公厕改造完成8座任务。", []),
        ("县城管局计划8月底前完成公厕改造7座，占年度任务的87.5%。", []),
        ("县城管局6月底前已改造公厕7座。", ["7座"]),
        ("县城管局为确保进度加派人手，改造公厕7座。", ["7座"]),
        ("县城管局：确保完成公厕改造年度目标7座。", ["7座"]),
        ("县城管局要加快进度，公厕改造完成7座。", ["7座"]),
        ("县城管局将公厕改造作为重点，改造公厕7座。", ["7座"]),
        ("县城管局将公厕改造列为重点并改造公厕7座。", ["7座"]),
        ("9月底前，县城管局改造公厕7座。", ["7座"]),
        ("三季度末前，县城管局改造公厕7座。", ["7座"]),
        ("2022年6月中旬前，县城管局改造公厕7座。", ["7座"]),
        ("确保年底前建成8座，目前公厕改造完成7座。", ["7座"]),
        ("年底前，县城管局改造公厕7座。", []),
        ("10月15日前，县城管局要倒排工期，改造公厕7座。", []),
        ("2023年3月底前，县城管局改造公厕7座。", []),
        ("1月前，县城管局改造公厕7座。", ["7座"]),
        ("确保11月底前竣工投用，公厕改造完成7座。", []),
        ("下一步，加快进度，公厕改造完成7座。", []),
    ],
)
def test_what_is_only_intended_need_be_no_figure_of_the_ledger(words: str, marked: list[str]) -> None:
    assert [text for _, text in judged(words)] == marked


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("县人社局：新增技能人才12099人，其中女性3630人，占30%。", []),
        ("县人社局：新增技能人才12099人，其中女性3630人，占33%。", ["33%"]),
    ],
)
def test_a_share_of_a_part_is_no_rate_of_the_ledger(words: str, marked: list[str]) -> None:
    assert [text for _, text in judged(words)] == marked


def test_a_rate_with_its_own_name_behind_several_is_none_of_them() -> None:
    text = "1.妇幼健康（牵头单位：县卫健委）\n开展2项和3项，分别占年度任务的40%、60%，免费听力筛查率为{}。"
    assert "96.5%" not in [words for _, words in judged(text.format("96.5%"))]
    assert "95.6%" in [words for _, words in judged(text.format("95.6%"))]


def test_no_number_is_asked_to_be_what_it_is() -> None:
    cloth = project(
        "两癌筛查", "县卫健委", indicator("宫颈癌筛查", "12000", "人"), indicator("乳腺癌筛查", "12000", "人")
    )
    ledger = Book().add(cloth, "9100", "8840").ledger()
    text = "1.两癌筛查（牵头单位：县卫健委）\n完成情况：宫颈癌筛查8840人；乳腺癌筛查9100人。"
    found = faults(entries(text, ledger))
    assert [(one.text, one.remark.expected) for one in found] == [("8840人", "9100人"), ("9100人", "8840人")]


def test_a_number_of_quite_another_size_is_no_misprint_of_a_figure() -> None:
    assert judged("县交通局抽调36名干部下沉一线，新建步道2公里。") == []
    people = Book().add(project("供水", "县水利局", indicator("受益人口", "46000", "人")), "35200").ledger()
    assert told("县水利局抽调36名干部下沉一线。", people) == []
    assert told("县水利局惠及3.25万人。", people) == [("TEXT_DOUBTFUL", "3.25万人")]


@pytest.mark.parametrize(
    ("points", "match"), [("2.6", Match.SAME), ("2.5", Match.ROUNDED), ("2.4", Match.OTHER)]
)
def test_points_may_be_told_with_fewer_decimals(points: str, match: Match) -> None:
    (claim,) = claims_in(f"{points}个百分点", 0)
    known = Known(Role.LAG, Decimal("2.57"), "个百分点", "2.57个百分点", "")
    assert match_of(claim, known) is match


# Tables


def table(*rows: tuple[str, ...]) -> Manuscript:
    heads, *cells = rows
    lines = [Line(n, text, story=Story.TABLE, row=(0, 0)) for n, text in enumerate(heads, start=1)]
    for place, row in enumerate(cells, start=1):
        for head, text in zip(heads, row, strict=True):
            if text:
                lines.append(Line(len(lines) + 1, text, label=f"{head}：", story=Story.TABLE, row=(0, place)))
    return Manuscript("表.docx", tuple(lines))


HEADS = ("序号", "实事名称", "指标", "年度目标", "累计完成", "完成率（%）")


def test_a_row_of_a_table_is_compared_with_the_project_that_it_names() -> None:
    rows = (
        ("1", "开展职业技能培训", "技能培训", "13800", "21414", "155.17"),
        ("", "", "新增技能人才", "11200", "12099", "108.03"),
        ("2", "农村公路提升", "新建和改造农村公路", "30公里", "12.85公里", "43%"),
    )
    assert faults(proofread(table(HEADS, *rows), LEDGER)) == []
    wrong = (rows[0], ("", "", "新增技能人才", "11200", "12909", "108.03"), rows[2])
    assert [one.text for one in faults(proofread(table(HEADS, *wrong), LEDGER))] == ["12909"]


SHORT = ("实事名称", "责任单位", "年度目标", "完成情况", "完成率（%）")


@pytest.mark.parametrize(
    ("cells", "marked"),
    [
        (
            (
                "县人社局",
                "1.38万人次；1.12万人；3700人",
                "21414人次；12099人；7541人",
                "155.17；108.03；203.81",
            ),
            [],
        ),
        (("县人社局", "技能培训13800人次", "技能人才12099人；技能培训21414人次", "108.03；155.17"), []),
        (("县人社局", "—；11200人、3700人", "—；12099人、7541人", "—；108.03、203.81"), []),
        (("县人社局", "13800人次；11200人", "21414人次；12099人；焊工320个", "155.17；108.03"), []),
        (("县人社局", "", "21415人次；12099人；7541人", "155.17；180.03；203.81"), ["21415人次", "180.03"]),
        (("县人社局", "", "—；12099人、7514人", "—；108.03、203.81"), ["7514人"]),
        (("县人社局", "技能培训13700人次", "高技能人才7451人", ""), ["13700人次", "7451人"]),
        # Alt+Enter parts the figures of a cell as a mark does.
        (("县人社局", "", "21414人次\n12099人\n7541人", "155.17\n108.03\n203.81"), []),
        (("县人社局", "", "—\n12099人\n7541人", "—\n180.03\n203.81"), ["180.03"]),
    ],
)
def test_several_figures_in_one_cell_are_told_apart(cells: tuple[str, ...], marked: list[str]) -> None:
    row = ("开展职业技能培训", *cells)
    assert [one.text for one in faults(proofread(table(SHORT, row), LEDGER))] == marked


def test_a_figure_with_a_measure_that_its_project_has_not_is_left_open() -> None:
    row = ("农村公路提升", "县交通局", "30公里", "12.85公里；护栏1600米；12.85亩", "43")
    found = proofread(table(SHORT, row), LEDGER)
    assert [one.text for one in faults(found)] == ["12.85亩"]


def test_each_rate_of_a_cell_follows_from_its_own_figures() -> None:
    row = ("修路", "县交通局", "管网80公里；投资100万元", "管网40公里；投资30万元", "50；{}")
    for told_rate, marked in (("30", []), ("33", ["33"])):
        cells = (*row[:-1], row[-1].format(told_rate))
        assert [one.text for one in faults(proofread(table(SHORT, cells)))] == marked


@pytest.mark.parametrize(
    ("office", "is_right"),
    [
        ("县城管局、东关街道办", True),
        ("东关街道、县城管局", True),
        ("县城管局", False),
        ("县城管局、西关街道办", False),
    ],
)
def test_a_town_is_known_by_each_of_its_names(office: str, *, is_right: bool) -> None:
    parking = project("停车场建设", "县城管局、东关街道办事处", indicator("停车泊位", "1500", "个"))
    ledger = Book().add(parking, "410").ledger()
    found = faults(proofread(table(SHORT[:2], ("停车场建设", office)), ledger))
    assert (found == []) is is_right


def test_a_row_that_names_no_project_is_left_open() -> None:
    found = proofread(table(("甲", "乙", "丙"), ("一", "12", "13")), LEDGER)
    assert {one.remark.conclusion for one in found} == {Conclusion.UNKNOWN}


def test_funds_and_last_figures_are_known_too() -> None:
    ledger = Book().add(project(), "22").ledger()
    standing = ledger.standings[0]
    assert standing.report is not None
    funds = replace(standing.report.funds, planned=Quantity(Decimal(400), "万元"))
    item = standing.indicators[0]
    assert item.report is not None
    earlier = replace(item, report=replace(item.report, previous=Decimal(20)))
    changed = replace(standing, report=replace(standing.report, funds=funds), indicators=(earlier,))
    roles = {(one.role, one.shown) for one in known_of(replace(ledger, standings=(changed,)))}
    assert {(Role.FUNDS, "400万元"), (Role.BEFORE, "20盏"), (Role.CHANGE, "2盏")} <= roles


@pytest.mark.parametrize(
    "unit",
    [
        "县文化广电和旅游局（县体育局）",
        "县城投（集团）有限公司",
        "县卫健局、县民政局",
        "县委组织部和县人社局",
        "新区教育局、新区财政局（金融局）",
    ],
)
@pytest.mark.parametrize("label", ["上半年", "全年"])
def test_a_lead_unit_with_brackets_or_of_two_offices_is_one_in_the_programs_own_document(
    unit: str, label: str
) -> None:
    book = Book(settings(label, 2025))
    book.add(project("小区改造", unit, indicator("改造户数", "1200", "户")), "1300", verdict=DONE)
    book.add(project("管网改造", "县水利局", indicator("管网", "10", "公里")), "5", verdict=SLOW)
    ledger = book.add(project("照明提升", unit, indicator("路灯", "10", "盏")), "5", verdict=SLOW).ledger()
    own = manuscript_of(compose(ledger))
    found = proofread(own, ledger, (own,))
    assert faults(found) == []
    units = {one.text for one in found if one.remark.kind is Kind.UNIT}
    offices = offices_in(unit, ledger.directory())
    assert units | {*offices} == {unit, *offices, "县水利局", "中共湛河区委区政府督查局"}
    assert faults(proofread(own)) == []  # nor without the workbook


def test_a_bracket_behind_a_known_unit_is_no_part_of_its_name() -> None:
    text = REPHRASED.replace("牵头单位：县交通局", "牵头单位：县交通局（配合单位县财政局）").replace(
        "牵头单位：县人社局", "牵头单位：县人社局（县就业局）"
    )
    text = text.format(done=DONE_WORDS, roads=ROADS)
    found = entries(text, LEDGER)
    assert told(text, LEDGER) == [("TEXT_TWO_NAMES", "县城管局")]
    assert conclusion_of(found, "县人社局") is Conclusion.AGREES
    assert conclusion_of(found, "县交通局") is Conclusion.AGREES


@pytest.mark.parametrize("unit", ["县水务集团有限公司", "县中心医院", "县政府办公室秘书处"])
def test_a_name_that_holds_the_end_of_another_name_is_read_whole(unit: str) -> None:
    book = Book(settings("上半年", 2025)).named("小区改造", "县住建局", DONE).named("安全饮水", unit, DONE)
    ledger = book.named("管网改造", "县水利局", SLOW).ledger()
    own = manuscript_of(compose(ledger))
    found = proofread(own, ledger, (own,))
    assert not [one.text for one in found if one.remark.conclusion is Conclusion.UNKNOWN and one.text in unit]
    assert faults(found) == []


def test_one_of_two_offices_that_lead_together_is_not_taken_for_both() -> None:
    book = (
        Book(settings("全年", 2025))
        .named("小区改造", "县卫健局、县民政局", DONE)
        .named("管网改造", "县水利局", SLOW)
    )
    ledger = book.ledger()
    own = "\n".join(line.text for line in manuscript_of(compose(ledger)).lines)
    wrong = own.replace("其中县卫健局和县民政局", "其中县水利局", 1)
    assert ("TEXT_UNIT_MISPLACED", "县水利局") in told(wrong, ledger)
    alone = own.replace("牵头单位：县卫健局、县民政局", "牵头单位：县民政局", 1)
    assert not [text for code, text in told(alone, ledger) if code == "TEXT_UNIT_UNKNOWN"]


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("5件实事中，3件达到或超过序时进度，1件滞后序时进度，1件不作量化考核。", []),
        ("5件实事中，4件实事完成率超过50%，1件未开工。", []),
        ("除窨井盖整治外的4件实事中，有3件达到序时进度。", []),
        ("县委、县政府确定的5件民生实事已完成2件，还有1件进展缓慢。", []),
        ("5件实事中2件已完成，其余3件正在推进。", []),
        ("5件实事中，工程类2件、服务类2件、保障类1件。", []),
        ("召开推进会，解决问题12件，5件民生实事进展顺利。", []),
        ("从督导情况看，5件实事正在持续推进，2件已完成。", []),
        ("县城管局2件实事完成率超过50%。", []),
        ("5件民生实事已完成3件，还有1件进展缓慢。", ["3件"]),
        ("5件实事中，已完成2件，持续推进3件，进展缓慢1件。", ["3件"]),
        ("5件实事中3件已完成，其余2件正在推进。", ["3件"]),
        # 未完成 is all but done; 或 joins classes.
        ("5件实事中，尚有3件未完成。", []),
        ("5件实事中2件已办结，还有2件没有完成。", ["2件"]),
        ("已完成2件，未完成3件（其中进展缓慢1件）。", []),
        ("5件实事中，已完成2件，未完成2件，1件不作量化考核。", []),
        ("2件实事已完成，3件实事尚未完成，其中1件进展缓慢。", []),
        ("4件已完成或正在持续推进，1件进展缓慢。", []),
        ("5件实事4件正常推进或完成、1件进展缓慢。", []),
        ("3件实事未完成上半年任务，2件实事完成上半年任务。", []),
        # The first number may count a class, and what stands before 其中 the projects of an office.
        ("2件实事完成全年任务，2件实事按计划推进，1件实事推进较慢。", []),
        ("2件实事完成全年任务，3件实事按计划推进，1件实事推进较慢。", ["3件"]),
        ("县城管局牵头2件，其中1件正在推进。", []),
        ("县卫健委牵头1件（其中1件已完成），县城管局牵头2件（其中2件正在推进）。", []),
        ("县政府确定的4件民生实事，其中2件已完成，1件进展缓慢。", ["4件"]),
        # Offices that inspect or help lead nothing.
        ("县督查室联合3个单位，对5件民生实事进行了督查。", []),
        ("县督查室联合3个单位，对5个责任单位承担的6件民生实事进行了督查。", ["5个", "6件"]),
        ("5件实事由4个单位牵头，6个配合单位参与。", []),
        ("县督查室联合3个单位，对6件民生实事进行了督查。", ["6件"]),
        ("5件实事涉及5家单位。", ["5家"]),
    ],
)
def test_only_counts_of_classes_are_compared_with_the_ledgers_classes(words: str, marked: list[str]) -> None:
    assert [text for _, text in judged(words)] == marked
