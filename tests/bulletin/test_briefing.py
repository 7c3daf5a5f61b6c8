"""工作简报: running text unit by unit, then the office's own words."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.bulletin.builders import DONE, SLOW, Book, briefing, indicator, project
from xlminshi.bulletin.composing import compose
from xlminshi.bulletin.document import Document, ParagraphStyle
from xlminshi.core.project import IndicatorKind
from xlminshi.core.settings import DEFAULT_REQUIREMENTS
from xlminshi.core.units import LeadUnit, UnitDirectory

ROADS = indicator("新建农村公路", "30", "公里", decimals=0)
SKILLS = (
    indicator("职业技能培训", "100", "人次", decimals=0),
    indicator("新增技能人才", "50", "人"),
    indicator("新增高技能人才", "40", "人"),
)
RATE = indicator("筛查率", None, "%", IndicatorKind.RATE)
WORK = indicator("改造", None, "", IndicatorKind.WORDS)


def texts(document: Document) -> dict[str, str]:
    return {one.key: one.text for one in document.body}


def running_text(book: Book) -> str:
    """Return the first paragraph behind the overall judgement."""
    return texts(book.document())["总体进展"].partition("。")[2]


def half_year(**words: object) -> Book:
    return Book(briefing(**words))


def test_it_opens_with_day_offices_and_the_overall_judgement() -> None:
    base = briefing(
        supervision_office="县政府目标办", joint_inspectors=("县发改委",), inspected_on=dt.date(2022, 7, 1)
    )
    text = texts(Book(base).add(project("修路", "县交通局", ROADS), "20").document())["总体进展"]
    assert text.startswith(
        "2022年7月1日，县政府目标办和县发改委联合对承担重点民生实事任务的牵头责任单位进行专项督导，"
        "从督导情况和各牵头单位自查情况来看，总体进展良好，任务实现时间过半任务过半。"
    )


def test_without_a_day_and_without_partners_nothing_is_missing() -> None:
    text = texts(half_year().add(project("修路", "县交通局", ROADS), "20").document())["总体进展"]
    assert text.startswith("近期，中共湛河区委区政府督查局对承担重点民生实事任务")


def test_the_offices_own_judgement_takes_the_place_of_the_counted_one() -> None:
    text = texts(half_year(overall="总体情况较好。").add(project("修路", "县交通局", ROADS), "1").document())
    assert "来看，总体情况较好。" in text["总体进展"]
    assert "进度滞后" not in text["总体进展"]


@pytest.mark.parametrize(
    ("label", "rates", "said"),
    [
        ("上半年", ("15", "16"), "总体进展良好，各项任务均实现时间过半任务过半。"),
        ("1-9月份", ("25", "26"), "总体进展良好，各项任务均达到或超过序时进度。"),
        (
            "上半年",
            ("15", "30", "1"),
            "总体进展好于预期，多数任务实现时间过半任务过半，部分指标已提前完成任务。",
        ),
        ("上半年", ("15", "16", "1"), "总体进展好于预期，多数任务实现时间过半任务过半。"),
        (
            "1-9月份",
            ("25", "30", "1"),
            "总体进展好于预期，多数任务达到或超过序时进度，部分指标已提前完成任务。",
        ),
        ("1-9月份", ("25", "26", "1"), "总体进展好于预期，多数任务达到或超过序时进度。"),
        (
            "1-9月份",
            ("25", "26", "26", "1", "1"),
            "总体进展平稳，半数以上任务达到或超过序时进度，部分任务还需加快。",
        ),
        (
            "上半年",
            ("15", "16", "16", "1", "1"),
            "总体进展平稳，半数以上任务实现时间过半任务过半，部分任务还需加快。",
        ),
        ("1-9月份", ("1", "1", "25"), "总体进展偏慢，多数任务进度滞后。"),
        ("1-9月份", ("1", "1", "30"), "总体进展还不平衡，部分指标已提前完成任务，但多数任务进度滞后。"),
        ("1-9月份", ("30", "31"), "总体进展良好，各项任务均已完成全年目标。"),
        ("全年", ("30", "1", "30"), "总体进展较好，多数任务已完成全年目标。"),
        ("全年", ("30", "1", "30", "30", "1"), "总体进展平稳，半数以上任务已完成全年目标。"),
        ("全年", ("30", "1", "1"), "总体进展偏慢，多数任务没有完成全年目标。"),
    ],
)
def test_the_judgement_follows_from_how_many_projects_are_on_time(
    label: str, rates: tuple[str, ...], said: str
) -> None:
    book = Book(briefing(label))
    for number, figure in enumerate(rates):
        book.add(project(f"修路{number}", f"{number}局", ROADS), figure)
    assert f"来看，{said}" in texts(book.document())["总体进展"]


def test_where_nothing_can_be_measured_nothing_is_claimed() -> None:
    book = half_year().add(project("改造", "县住建局", WORK), narrative="正在施工")
    assert "来看，1件实事未报送或没有完成率，总体进展尚不能评价。" in texts(book.document())["总体进展"]


def test_units_follow_each_other_in_one_paragraph() -> None:
    book = half_year().add(project("修路", "县交通局", ROADS), "20")
    book.add(project("改造", "县住建局", WORK), narrative="已筹措资金，5个小区已开工。")
    book.add(project("停车", "县城管局", ROADS), "27")
    assert running_text(book) == (
        "县交通局已新建农村公路20公里，占全年任务的67%。县住建局已筹措资金，5个小区已开工。"
        "县城管局已新建农村公路27公里，占全年任务的90%。"
    )


def test_several_rates_stand_together_at_the_end() -> None:
    book = half_year().add(project("培训", "县人社局", *SKILLS), "227", "10", "1")
    assert running_text(book) == (
        "县人社局已开展职业技能培训227人次，新增技能人才10人，新增高技能人才1人，"
        "分别完成全年任务的227%、20%和2.5%。"
    )


def test_figures_that_words_leave_out_keep_the_order_of_the_list() -> None:
    centres, places = indicator("养老服务中心", "4", "个"), indicator("养老服务场所", "32", "个")
    one = project("养老服务", "县民政局", centres, places)
    before = half_year().add(one, "2", "16", narrative="场所16个已投用")
    assert running_text(before) == "县民政局已完成养老服务中心2个，占全年任务的50%；场所16个已投用。"
    behind = half_year().add(one, "2", "16", narrative="养老服务中心已投用2个")
    assert running_text(behind) == "县民政局养老服务中心已投用2个；养老服务场所16个，占全年任务的50%。"


def test_words_that_tell_no_figure_come_behind_the_figures() -> None:
    book = half_year().add(project("修路", "县交通局", ROADS), "20", narrative="其余路段正在施工")
    assert running_text(book) == "县交通局已新建农村公路20公里，占全年任务的67%；其余路段正在施工。"


def test_what_opens_with_no_verb_is_introduced_by_its_project() -> None:
    book = half_year().add(project("妇幼保健", "县卫健委", RATE), "81.4")
    assert running_text(book) == "县卫健委妇幼保健方面，筛查率81.4%。"
    book = half_year().add(project("提高妇女儿童健康水平", "县卫健委", RATE), "81.4")
    assert running_text(book) == "县卫健委提高妇女儿童健康水平，筛查率81.4%。"
    book = half_year().add(project("老旧小区改造", "县住建局", WORK), milestone="招标")
    assert running_text(book).startswith("县住建局老旧小区改造方面，目前已到招标阶段")


def test_words_that_open_with_a_bare_number_are_introduced_by_their_project() -> None:
    school = project("新建公办幼儿园", "县教体局", WORK)
    book = half_year().add(school, narrative="截至6月底，4所已投用")
    assert running_text(book) == "截至6月底，县教体局新建公办幼儿园，4所已投用。"
    book = half_year().add(school, narrative="4所公办幼儿园已投用")
    assert running_text(book) == "县教体局4所公办幼儿园已投用。"


@pytest.mark.parametrize(
    ("title", "narrative", "said"),
    [
        ("农村公路第二期工程", "尚未开工", "县甲局农村公路第二期工程方面，尚未开工。"),
        ("新建第二实验学校", "目前尚未开工", "县甲局新建第二实验学校方面，目前尚未开工。"),
        (
            "新建第二实验学校",
            "截至9月底，主体已完工，正在组织验收",
            "截至9月底，县甲局新建第二实验学校，主体已完工，正在组织验收。",
        ),
        ("农村公路第二期工程", "项目已完工", "县甲局农村公路第二期工程方面，项目已完工。"),
        ("扩大异地就医直接结算", "已全面覆盖", "县甲局扩大异地就医直接结算，已全面覆盖。"),
        ("农村公路第二期工程", "公路路基已完工", "县甲局公路路基已完工。"),
        ("农村公路第二期工程", "县甲局尚未开工", "县甲局尚未开工。"),
    ],
)
def test_words_that_name_nothing_are_introduced_by_the_only_project(
    title: str, narrative: str, said: str
) -> None:
    item = indicator("结算覆盖", None, "", IndicatorKind.WORDS)
    assert running_text(half_year().add(project(title, "县甲局", item), narrative=narrative)) == said


def test_of_several_projects_the_one_that_is_told_is_named_and_the_other_marked() -> None:
    book = half_year().add(project("农村公路第二期工程", "县交通局", ROADS), "20")
    book.add(project("物流站点", "县交通局", WORK), words=("无",))
    book.figures["县交通局"][1] = replace(book.figures["县交通局"][1], words="", typed="？")
    assert running_text(book) == (
        "县交通局农村公路第二期工程方面，已新建农村公路20公里，占全年任务的67%；物流站点方面，【未填写进展情况】。"
    )


def test_what_was_not_begun_is_told_in_a_proper_sentence() -> None:
    places = indicator("新增学位", "900", "个")
    school = half_year().add(project("新增城区公办学位", "县教体局", places), "0")
    assert running_text(school) == "县教体局新增城区公办学位方面，新增学位全年目标900个，尚无完成量。"
    trained = half_year().add(project("技能培训", "县人社局", indicator("培训人次", "218", "人次")), "0")
    assert running_text(trained) == "县人社局技能培训方面，培训全年目标218人次，尚无完成量。"


def test_each_of_several_projects_of_a_unit_is_named() -> None:
    book = half_year().add(project("新建公路", "县交通局", ROADS), "20")
    book.add(project("推进公交改造", "县交通局", WORK), narrative="我局已完成7个村")
    book.add(project("物流站点", "县交通局", WORK), narrative="县交通局正在选址")
    assert running_text(book) == (
        "县交通局已新建农村公路20公里，占全年任务的67%；推进公交改造，已完成7个村；县交通局正在选址。"
    )


def test_words_of_several_sentences_stay_sentences() -> None:
    book = half_year().add(project("修路", "县交通局", ROADS), "20", narrative="一期已完工。二期正在招标")
    assert running_text(book) == "县交通局已新建农村公路20公里，占全年任务的67%。一期已完工。二期正在招标。"


def test_who_has_not_reported_is_told_at_the_end_and_nowhere_else() -> None:
    book = half_year().add(project("修路", "县交通局", ROADS), "20")
    book.add(project("改造", "县住建局", WORK), is_reported=False)
    assert running_text(book).endswith("占全年任务的67%。县住建局未报送进展情况。")
    assert running_text(book).count("县住建局") == 1


def test_a_unit_that_wrote_nothing_on_its_project_is_marked() -> None:
    book = half_year().add(project("改造", "县住建局", WORK), words=("无",))
    book.figures["县住建局"] = [replace(book.figures["县住建局"][0], words="", typed="？")]
    assert running_text(book) == "县住建局【未填写进展情况】。"


def test_good_practices_are_put_together_from_lines_by_unit() -> None:
    lines = (
        "多数单位迎难而上。",
        "县交通局：建立专班, 挂图作战。",
        "交通局机关:按月考核",
        "一是抓紧；",
        "二是抓实",
    )
    book = half_year(good_practices=lines).add(project("修路", "县交通局", ROADS), "20")
    ledger = book.ledger()
    units = UnitDirectory((LeadUnit("县交通局", ("交通局机关",)),))
    document = compose(replace(ledger, settings=replace(ledger.settings, units=units)))
    found = [one.text for one in document.body if one.key.startswith("经验做法")]
    assert found == [
        "多数单位迎难而上。如县交通局建立专班，挂图作战；交通局机关按月考核。",
        "一是抓紧。",
        "二是抓实。",
    ]


def test_lines_of_units_alone_need_no_introduction() -> None:
    book = half_year(good_practices=("县交通局：建立专班。",)).add(project("修路", "县交通局", ROADS), "20")
    assert texts(book.document())["经验做法|1"] == "县交通局建立专班。"


def test_a_line_with_a_colon_that_names_no_unit_is_a_line() -> None:
    book = half_year(good_practices=("主要做法：建立专班。",)).add(project("修路", "县交通局", ROADS), "20")
    assert texts(book.document())["经验做法|1"] == "主要做法：建立专班。"


def test_shortcomings_are_the_offices_own_words_where_it_wrote_any() -> None:
    book = half_year(shortcomings=("但同时，进展不平衡",)).add(project("修路", "县交通局", ROADS), "1")
    assert texts(book.document())["存在问题|1"] == "但同时，进展不平衡。"


def test_shortcomings_are_proposed_from_slow_projects_and_what_their_units_wrote() -> None:
    book = half_year().add(project("修路", "县交通局", ROADS), "1", shortcomings="资金未到位。")
    book.add(project("改造", "县住建局", WORK), narrative="正在施工", verdict=SLOW)
    book.add(project("停车", "县城管局", ROADS), "30")
    assert texts(book.document())["存在问题|1"] == (
        "但同时，在督导和自查中也发现，各牵头责任单位工作进展还不平衡，县交通局、县住建局承担的2件实事进展缓慢。"
        "县交通局反映资金未到位。"
    )


def test_sections_without_content_are_left_out() -> None:
    book = half_year().add(project("修路", "县交通局", ROADS), "30", verdict=DONE)
    assert list(texts(book.document())) == ["总体进展", "下一步工作|1"]


def test_next_steps_fall_back_on_the_requirements() -> None:
    book = half_year().add(project("修路", "县交通局", ROADS), "1")
    assert texts(book.document())["下一步工作|1"] == DEFAULT_REQUIREMENTS[0]
    book = half_year(next_steps=("下一步，各单位要抓紧",)).add(project("修路", "县交通局", ROADS), "30")
    assert texts(book.document())["下一步工作|1"] == "下一步，各单位要抓紧。"


def test_masthead_title_and_imprint_are_those_of_a_briefing() -> None:
    base = briefing(issue_number=2, copy_to="县委督查室", distribution_list="各单位")
    document = Book(base).add(project("修路", "县交通局", ROADS), "30").document()
    assert (document.masthead.name, document.masthead.issue) == ("工作简报", "（第2期）")
    assert document.title == ("湛河区2022年上半年重点民生实事", "工作进展情况通报")
    assert document.imprint.distribution == "本期发：各单位。\n抄送：县委督查室。"
    assert {one.style for one in document.body} == {ParagraphStyle.BODY}


def test_nobody_reported_and_the_document_still_says_so() -> None:
    book = half_year().add(project("修路", "县交通局", ROADS), is_reported=False)
    assert running_text(book) == "县交通局未报送进展情况。"
