import re
from dataclasses import replace

import pytest

from tests.bulletin.builders import Book, amount, indicator, progress, project
from xlminshi.bulletin.annex import annex_of
from xlminshi.bulletin.progress import NOT_RETURNED, NOTHING_WRITTEN, progress_text
from xlminshi.bulletin.teller import teller_of
from xlminshi.core.project import Indicator, IndicatorKind
from xlminshi.core.quantity import Qualifier, Quantity

LAMPS = indicator("更换路灯", "44", "盏")
ROADS = indicator("新建和改造农村公路", "30", "公里", decimals=0)
RATE = indicator("注册普及率", "65", "%", IndicatorKind.RATE)
UNEMPLOYMENT = indicator("城镇登记失业率", "4.3", "%", IndicatorKind.LOWER)
FUNDS = indicator("投入资金", None, "万元", IndicatorKind.FUNDS)
WORDS = indicator("保险合同签订", None, "", IndicatorKind.WORDS)
TRAINING = indicator("技能培训", amount("13800", "人次", "1.38万人次"), "人次")


def about(value: str, measure: str, wording: str, qualifier: Qualifier = Qualifier.ABOUT) -> Quantity:
    return amount(value, measure, wording, qualifier)


@pytest.mark.parametrize(
    ("item", "achieved", "said"),
    [
        (LAMPS, "22", "已更换路灯22盏，完成全年目标44盏的50%，滞后序时进度25个百分点。"),
        (LAMPS, "40", "已更换路灯40盏，完成全年目标44盏的90.91%。"),
        (LAMPS, "44", "已更换路灯44盏，完成全年目标任务。"),
        (LAMPS, "66", "已更换路灯66盏，完成全年目标44盏的150%。"),
        (ROADS, "12.85", "已新建和改造农村公路12.85公里，完成全年目标30公里的43%，滞后序时进度32个百分点。"),
        (TRAINING, "21414", "全区已累计开展技能培训21414人次，完成全年目标1.38万人次的155.17%。"),
        (LAMPS, "0", "更换路灯全年目标44盏，尚无完成量。"),
        (indicator("更换路灯", None, "盏"), "0", "更换路灯尚无完成量。"),
        (indicator("更换路灯", None, "盏"), "22", "已更换路灯22盏。"),
        (RATE, "66.5", "注册普及率66.5%，高出全年目标1.5个百分点。"),
        (RATE, "65", "注册普及率65%，达到全年目标。"),
        (RATE, "60", "注册普及率60%，低于全年目标5个百分点。"),
        (RATE, "0", "注册普及率0%，低于全年目标65个百分点。"),
        (indicator("筛查率", None, "%", IndicatorKind.RATE), "128.88", "筛查率128.88%。"),
        (UNEMPLOYMENT, "4.17", "城镇登记失业率4.17%，控制在全年目标4.3%以内。"),
        (UNEMPLOYMENT, "4.3", "城镇登记失业率4.3%，控制在全年目标以内。"),
        (UNEMPLOYMENT, "4.5", "城镇登记失业率4.5%，超出全年控制目标0.2个百分点。"),
        (indicator("事故数", "3", "起", IndicatorKind.LOWER), "5", "事故数5起，超出全年控制目标2起。"),
        (indicator("事故数", "3", "起", IndicatorKind.LOWER), "0", "事故数0起，控制在全年目标3起以内。"),
        (indicator("事故数", None, "起", IndicatorKind.LOWER), "5", "事故数5起。"),
        (FUNDS, "4000", "已投入资金4000万元。"),
    ],
)
def test_a_figure_without_words_becomes_a_sentence(item: Indicator, achieved: str, said: str) -> None:
    assert progress(item, achieved) == said


@pytest.mark.parametrize(
    ("item", "achieved", "said"),
    [
        (FUNDS, about("7", "万元", "约7万元"), "已投入资金约7万元。"),
        (FUNDS, about("500", "万元", "500余万元", Qualifier.OVER), "已投入资金500余万元。"),
        (RATE, about("65", "%", "超过65%", Qualifier.OVER), "注册普及率超过65%，达到全年目标。"),
        (LAMPS, about("44", "盏", "约44盏"), "已更换路灯约44盏，约占全年目标44盏的100%。"),
        (
            TRAINING,
            amount("13800", "人次", "1.38万人次"),
            "全区已累计开展技能培训1.38万人次，完成全年目标任务。",
        ),
    ],
)
def test_a_figure_is_printed_as_it_was_typed(item: Indicator, achieved: Quantity, said: str) -> None:
    assert progress(item, achieved) == said


def test_figures_are_never_printed_as_floats_or_with_exponents() -> None:
    assert "更换路灯10盏" in progress(LAMPS, "10.0")
    assert "更换路灯100盏" in progress(LAMPS, "1E+2")
    assert "更换路灯0.5盏" in progress(LAMPS, "0.50")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("已签订合同", "保险已签订合同。"),
        ("保险合同签订已完成。", "保险合同签订已完成。"),
        ("设备 购进中", "保险合同签订：设备购进中。"),
        ("正在办理手续", "保险合同签订正在办理手续。"),
        ("合同", "保险合同签订：合同。"),
    ],
)
def test_words_in_place_of_a_figure_say_nothing_twice(words: str, said: str) -> None:
    assert progress(WORDS, None, words=words) == said


@pytest.mark.parametrize(
    "narrative",
    [
        "已更换 22 盏路灯。",
        "已更换２２盏路灯。",
        "已更换22.0盏路灯。",
        "完成全年任务的50%。",
        "完成全年任务的 50.00 ％。",
        "更换22盏，维修6盏。",
        "路灯：22盏",
    ],
)
def test_a_figure_told_in_the_units_own_words_is_not_told_twice(narrative: str) -> None:
    said = progress(LAMPS, "22", narrative)
    assert "更换路灯22盏" not in said
    assert "完成全年目标" not in said


@pytest.mark.parametrize(
    ("achieved", "narrative"),
    [
        ("1103", "停车泊位共1,103个。"),
        ("1103", "停车泊位共1103个。"),
        ("13800", "停车泊位1.38万个。"),
        ("50000", "停车泊位5万余个。"),
        ("50000", "停车泊位5余万个。"),
    ],
)
def test_a_figure_written_with_a_comma_or_in_ten_thousands_counts_as_told(
    achieved: str, narrative: str
) -> None:
    said = progress(indicator("停车泊位", "20000", "个"), achieved, narrative)
    assert said.count("停车泊位") == 1


@pytest.mark.parametrize(
    "narrative",
    [
        "已更换122盏路灯。",
        "已更换220盏路灯。",
        "已更换22.5盏路灯。",
        "已更换1.22盏路灯。",
        "2022年已开工。",
        "2022.10.22已开工。",
        "合格率22%。",
        "完成全年任务的150%。",
        "正在更换路灯。",
    ],
)
def test_another_number_that_holds_the_same_digits_does_not_count_as_told(narrative: str) -> None:
    said = progress(LAMPS, "22", narrative)
    assert said.endswith("更换路灯22盏，完成全年目标44盏的50%，滞后序时进度25个百分点。")


def test_words_come_before_the_figures_that_they_leave_out() -> None:
    said = progress(ROADS, "12.85", "项目正在施工")
    assert (
        said == "项目正在施工。新建和改造农村公路12.85公里，完成全年目标30公里的43%，滞后序时进度32个百分点。"
    )


def test_zero_is_not_added_to_words_that_explain_it() -> None:
    assert progress(LAMPS, "0", "正在进行项目招标。") == "正在进行项目招标。"


@pytest.mark.parametrize(
    "narrative", ["项目已完工，正在组织验收。", "正在推进，预计11月底完成。", "手续齐全，项目已建成投用。"]
)
def test_words_do_not_hide_the_zero_of_a_slow_project(narrative: str) -> None:
    assert progress(LAMPS, "0", narrative) == f"{narrative}更换路灯全年目标44盏，尚无完成量。"
    book = Book().add(project("提升照明", "区城管局", LAMPS), "0", narrative=narrative, verdict="持续推进")
    assert book.progress() == narrative


@pytest.mark.parametrize(
    "narrative",
    ["因征地受阻，尚未开工。", "设计图已报送财政评审。", "待招标结束后即可施工。", "完成0盏，正在施工。"],
)
def test_a_zero_is_not_told_again_behind_words_that_tell_or_explain_it(narrative: str) -> None:
    assert progress(LAMPS, "0", narrative) == narrative


def test_several_figures_are_kept_apart_by_semicolons_where_they_hold_commas() -> None:
    one = project(
        "提高保障水平", "区卫健委", LAMPS, indicator("筛查率", None, "%", IndicatorKind.RATE), FUNDS
    )
    book = Book().add(one, "40", "128.88", "7")
    said = book.progress()
    assert said == "已更换路灯40盏，完成全年目标44盏的90.91%；筛查率128.88%，已投入资金7万元。"


def test_only_the_figures_left_out_are_added() -> None:
    one = project("提升照明", "区城管局", LAMPS, indicator("维修路灯", "10", "盏"))
    book = Book().add(one, "22", "6", narrative="已更换22盏。")
    said = book.progress()
    assert said == "已更换22盏。维修路灯6盏，完成全年目标10盏的60%，滞后序时进度15个百分点。"


def test_a_figure_far_beyond_its_target_is_printed_without_a_rate() -> None:
    said = progress(LAMPS, "13800001234")
    assert said == "全区已累计更换路灯13800001234盏。"


def test_a_unit_that_has_not_reported_is_marked() -> None:
    book = Book().add(project(), is_reported=False)
    assert book.progress() == NOT_RETURNED
    assert re.fullmatch(r"【.+】", NOT_RETURNED)


def test_a_unit_whose_file_waits_for_a_person_is_not_said_to_have_sent_nothing() -> None:
    ledger = Book().add(project(), is_reported=False).ledger()
    (unit,) = ledger.missing_units
    waiting = replace(ledger, unsettled_units=(unit,))
    assert progress_text(waiting.standings[0], teller_of(waiting), 0).text == "【牵头单位报送的内容待核实】"
    assert {line.done for row in annex_of(waiting).rows for line in row.lines} == {"待核实"}
    assert {line.done for row in annex_of(ledger).rows for line in row.lines} == {"未报送"}


@pytest.mark.parametrize("narrative", ["", "。", " \n ", "完成情况："])
def test_a_project_of_which_nothing_was_said_is_marked(narrative: str) -> None:
    book = Book().add(project(unit="区残联"), narrative=narrative).add(project("另一件", "区残联"), "5")
    assert book.progress() == NOTHING_WRITTEN
    assert re.fullmatch(r"【.+】", NOTHING_WRITTEN)


def test_a_milestone_speaks_where_there_are_no_words() -> None:
    book = Book().add(project("改造", "区住建局", WORDS), milestone="招标")
    assert book.progress() == "目前已到招标阶段，待招标完成后转入开工阶段。"


def test_a_milestone_is_left_to_the_units_own_words() -> None:
    book = Book().add(project("改造", "区住建局", WORDS), milestone="招标", narrative="正在进行项目招标。")
    assert book.progress() == "正在进行项目招标。"


def test_a_milestone_that_an_indicator_tells_is_not_told_twice() -> None:
    build = indicator("中转站建设", None, "", IndicatorKind.MILESTONE)
    book = Book().add(project("改造", "区住建局", build), milestone="招标", words=("招标",))
    assert book.progress() == "中转站建设已到招标阶段。"


@pytest.mark.parametrize("narrative", ["截至9月底，设备已进场", "9家单位参加", "召开9次推进会", "完成率9%"])
def test_the_same_number_of_something_else_does_not_hide_a_figure(narrative: str) -> None:
    said = progress(indicator("新建站点", "20", "个"), "9", narrative)
    assert "新建站点9个，完成全年目标20个的45%" in said


@pytest.mark.parametrize(
    "narrative", ["已建成9个站点", "已建成站点 9 个", "新建站点（9）", "新建站点共9，均已启用"]
)
def test_a_figure_in_its_measure_or_alone_counts_as_told(narrative: str) -> None:
    assert "全年目标" not in progress(indicator("新建站点", "20", "个"), "9", narrative)


@pytest.mark.parametrize(
    ("measure", "achieved", "narrative"),
    [
        ("户", "300", "投入资金300万元，正在施工"),
        ("户", "300", "投入资金300元每户"),
        ("张", "120", "覆盖面积120平方公里"),
        ("人次", "25000", "补贴25000元"),
        ("个", "100", "覆盖100个村，正在推进"),
        ("个", "3", "3个月内完成"),
        ("公里", "150", "惠及150户群众"),
        ("亿元", "8000", "完成投资8000万元"),
    ],
)
def test_the_same_digits_in_another_measure_do_not_hide_a_figure(
    measure: str, achieved: str, narrative: str
) -> None:
    said = progress(indicator("新建任务", "20000", measure), achieved, narrative)
    assert f"{achieved}{measure}" in said


@pytest.mark.parametrize(
    ("measure", "achieved", "narrative"),
    [
        ("亿元", "0.8", "完成投资8000万元"),
        ("人次", "340356", "服务340356位居民"),
        ("人", "340356", "服务居民340356人次"),
        ("户", "420", "惠及420户群众"),
        ("户", "12000", "惠及1.2万户群众"),
        ("万户", "1.2", "惠及1.2万户群众"),
        ("公里", "4.25", "铺设管网4250米"),
        ("个", "100", "新建任务点100个，全部投用"),
        ("个", "100", "100个任务点全部投用"),
    ],
)
def test_a_figure_told_in_another_measure_of_the_same_thing_is_not_told_twice(
    measure: str, achieved: str, narrative: str
) -> None:
    assert "全年目标" not in progress(indicator("新建任务", "20000", measure), achieved, narrative)


def test_a_towns_figure_is_not_said_of_the_whole_county() -> None:
    one = project("推进就业帮扶", "东河镇", TRAINING)
    assert Book().add(one, "21414").progress().startswith("已开展技能培训21414人次")


QUALITY = indicator("出境断面水质", None, "", IndicatorKind.WORDS)
CLEAN = "稳定达到Ⅲ类"


@pytest.mark.parametrize(
    ("narrative", "milestone", "said"),
    [
        ("正在有序推进", "", "正在有序推进。出境断面水质：稳定达到Ⅲ类。"),
        ("项目进展顺利", "主体完工", "项目进展顺利。出境断面水质：稳定达到Ⅲ类；目前主体工程已完工。"),
        ("监测设备已更换", "主体完工", "监测设备已更换。出境断面水质：稳定达到Ⅲ类。"),
        ("水质已稳定达到Ⅲ类标准", "", "水质已稳定达到Ⅲ类标准。"),
    ],
)
def test_what_a_unit_wrote_of_an_indicator_is_told_behind_words_that_leave_it_out(
    narrative: str, milestone: str, said: str
) -> None:
    one = project("推进全域水质提升", "县生态环境局", QUALITY)
    book = Book().add(one, None, words=(CLEAN,), narrative=narrative, milestone=milestone)
    assert book.progress() == said


def test_next_to_nothing_in_place_of_a_figure_is_not_added_to_words_that_speak_of_it() -> None:
    assert progress(QUALITY, None, "出境断面水质好转", "好转") == "出境断面水质好转。"
    assert progress(QUALITY, None, "出境断面水质监测中", "达标") == "出境断面水质监测中。"


@pytest.mark.parametrize(
    ("narrative", "said"),
    [
        ("正在铺设屋面", "正在铺设屋面。卫生院主体已完工。"),
        ("已竣工验收", "已竣工验收。"),
        ("项目主体已完工", "项目主体已完工。"),
    ],
)
def test_the_stage_of_an_indicator_is_told_unless_the_words_name_one(narrative: str, said: str) -> None:
    work = indicator("卫生院", None, "", IndicatorKind.MILESTONE)
    assert progress(work, None, narrative, "主体完工") == said


@pytest.mark.parametrize(
    ("achieved", "narrative", "said"),
    [
        ("66", "超额完成", "已更换路灯66盏，完成全年目标44盏的150%。"),
        ("44", "已全部完成全年目标任务。", "已更换路灯44盏，完成全年目标任务。"),
        ("44", "超额完成", "超额完成。更换路灯44盏，完成全年目标任务。"),
        ("40", "已完成", "已完成。更换路灯40盏，完成全年目标44盏的90.91%。"),
        ("66", "超额完成，群众满意", "超额完成，群众满意。更换路灯66盏，完成全年目标44盏的150%。"),
    ],
)
def test_words_that_say_no_more_than_the_figures_are_not_told_beside_them(
    achieved: str, narrative: str, said: str
) -> None:
    assert progress(LAMPS, achieved, narrative) == said
