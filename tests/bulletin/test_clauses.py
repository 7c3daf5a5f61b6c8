"""Several figures, changes, money and stages of one project."""

from dataclasses import replace

import pytest

from tests.bulletin.builders import DONE, ONGOING, SLOW, Book, amount, indicator, project, settings
from tests.bulletin.proofreading.said import entries, faults
from xlminshi.bulletin.composing import compose
from xlminshi.bulletin.document import Document
from xlminshi.bulletin.facts import facts_of
from xlminshi.bulletin.proofreading.manuscript import manuscript_of
from xlminshi.bulletin.proofreading.proofreading import proofread
from xlminshi.core.phrases import Phrase, PhraseBook, Use
from xlminshi.core.project import IndicatorKind
from xlminshi.core.standard_phrases import STANDARD_ROWS
from xlminshi.core.status import Basis, Status, StatusClass
from xlminshi.core.submission import Funds

TALKS = indicator("心理讲座", None, "次")
GROUPS = indicator("团体辅导", None, "次")
ROADS = indicator("新建农村公路", "30", "公里", decimals=0)
RATE = indicator("注册普及率", "65", "%", IndicatorKind.RATE)
LOWER = indicator("城镇失业率", "4.3", "%", IndicatorKind.LOWER)
WORK = indicator("改造", None, "", IndicatorKind.WORDS)


def told(*indicators: object, figures: tuple[str, ...], **more: object) -> str:
    return Book().add(project("实事", "县教体局", *indicators), *figures, **more).progress()  # type: ignore[arg-type]


def test_the_same_verb_is_said_once() -> None:
    assert told(TALKS, GROUPS, figures=("5", "3")) == "已开展心理讲座5次、团体辅导3次。"


def test_a_verb_is_said_again_where_a_rate_stands_between() -> None:
    promised = indicator("团体辅导", "3", "次")
    said = told(TALKS, promised, figures=("5", "3"))
    assert said == "已开展心理讲座5次；开展团体辅导3次，完成全年目标任务。"


def test_a_number_and_its_rate_stand_together() -> None:
    number, rate = (
        indicator("产前超声筛查", None, "人"),
        indicator("产前超声筛查率", None, "%", IndicatorKind.RATE),
    )
    said = told(number, rate, TALKS, figures=("2564", "81.4", "5"))
    assert said == "全区已累计完成产前超声筛查2564人，筛查率81.4%；开展心理讲座5次。"


@pytest.mark.parametrize(
    ("item", "now", "before", "said"),
    [
        (ROADS, "24", "20", "已新建农村公路24公里，较上期增加4公里，完成全年目标30公里的80%。"),
        (ROADS, "24", "24", "已新建农村公路24公里，与上期持平，完成全年目标30公里的80%。"),
        (ROADS, "24", "30", "已新建农村公路24公里，完成全年目标30公里的80%。"),
        (ROADS, "24", "0", "已新建农村公路24公里，完成全年目标30公里的80%。"),
        (RATE, "66", "60.5", "注册普及率66%，较上期提高5.5个百分点，高出全年目标1个百分点。"),
        (RATE, "66", "67", "注册普及率66%，较上期下降1个百分点，高出全年目标1个百分点。"),
        (LOWER, "4.2", "4.1", "城镇失业率4.2%，较上期上升0.1个百分点，控制在全年目标4.3%以内。"),
        (LOWER, "4.2", "4.4", "城镇失业率4.2%，较上期下降0.2个百分点，控制在全年目标4.3%以内。"),
    ],
)
def test_the_change_against_last_period_is_told(item: object, now: str, before: str, said: str) -> None:
    assert told(item, figures=(now,), previous=(before,)) == said


def since(*, own: Phrase | None = None, narrative: str = "") -> Book:
    """Return a county whose unit was not heard of in the last period, so that 上期累计 is of the one before."""
    base = settings() if own is None else replace(settings(), phrases=PhraseBook((own,), STANDARD_ROWS))
    book = Book(base).add(
        project("修路", "县教体局", ROADS), "24", previous=("20",), narrative=narrative, verdict=ONGOING
    )
    book.figures["县教体局"] = [replace(one, since="2022年1-7月份") for one in book.figures["县教体局"]]
    return book


def test_a_change_since_an_earlier_period_names_it() -> None:
    said = "已新建农村公路24公里，较1至7月份增加4公里，完成全年目标30公里的80%。"
    book = since()
    assert book.progress() == said
    labels = {one.label for one in facts_of(book.ledger()) if one.key.endswith(("上期累计", "增量"))}
    assert labels == {"修路：新建农村公路1至7月份累计", "修路：新建农村公路较1至7月份变化"}


def test_a_change_since_an_earlier_period_is_proofread_like_any_other() -> None:
    ledger = since().ledger()
    own = manuscript_of(compose(ledger))
    assert faults(proofread(own, ledger, (own,))) == []
    assert faults(proofread(own, ledger, ())) == []
    wrong = "\n".join(line.text for line in own.lines).replace("增加4公里", "增加5公里")
    assert [one.text for one in faults(entries(wrong, ledger, own))] == ["5公里"]


def test_an_offices_own_phrase_that_says_last_period_is_not_used_for_an_earlier_one() -> None:
    own = Phrase(Use.CHANGE, ("增加",), ("较上月多{增量}",))
    assert since(own=own).progress() == "已新建农村公路24公里，完成全年目标30公里的80%。"
    named = Phrase(Use.CHANGE, ("增加",), ("比{对比期}多{增量}",))
    assert "比1至7月份多4公里" in since(own=named).progress()


def test_of_many_figures_no_change_is_told() -> None:
    said = told(ROADS, RATE, LOWER, figures=("24", "66", "4.2"), previous=("20", "60", "4.1"))
    assert "上期" not in said


def test_changes_are_left_to_the_units_own_words() -> None:
    assert "上期" not in told(ROADS, figures=("24",), previous=("20",), narrative="正在施工")


@pytest.mark.parametrize(
    ("planned", "arrived", "paid", "said"),
    [
        ("1000", "800", "500", "计划资金1000万元，到位800万元，支付500万元。"),
        ("1000", "800", None, "计划资金1000万元，到位800万元。"),
        ("1000", None, "500", "计划资金1000万元，支付500万元。"),
        (None, "800", "500", "到位资金800万元，支付500万元。"),
        (None, "800", None, "到位资金800万元。"),
        (None, None, "500", "支付资金500万元。"),
        ("1000", None, None, "【未填写进展情况】"),
    ],
)
def test_money_is_told_as_far_as_it_is_known(
    planned: str | None, arrived: str | None, paid: str | None, said: str
) -> None:
    funds = Funds(*(amount(one, "万元") if one else None for one in (planned, arrived, paid)))
    assert (
        Book()
        .add(project("改造", "县住建局", WORK), funds=funds)
        .add(project("另一件", "县住建局"), "1")
        .progress()
        == said
    )


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        ("未启动", "目前尚未启动。"),
        ("财政评审", "目前已到财政评审阶段，待财政评审完成后转入招标阶段。"),
        ("开工", "目前已开工建设。"),
        ("主体完工", "目前主体工程已完工。"),
        ("完工", "目前已完工。"),
        ("投用", "目前已投入使用。"),
        ("装修", "目前已到装修阶段。"),
    ],
)
def test_a_stage_is_told_with_what_it_waits_for(stage: str, said: str) -> None:
    assert told(WORK, figures=(), milestone=stage) == said


def test_a_stage_that_the_figures_tell_is_not_told_again() -> None:
    starts = indicator("开工小区", None, "个")
    assert told(starts, figures=("11",), milestone="开工") == "已开工小区11个。"
    item = indicator("主体工程", None, "", IndicatorKind.MILESTONE)
    assert told(item, figures=(), words=("招标",), milestone="招标") == "主体工程已到招标阶段。"


def test_indicators_that_are_all_done_are_told_together() -> None:
    people, villages = indicator("受益群众", "2.6", "万人"), indicator("完工村数", "12", "个")
    said = told(people, villages, figures=("2.6", "12"))
    assert said == "受益群众达2.6万人，完工村数达12个，均完成全年目标任务。"


@pytest.mark.parametrize("nothing", ["无", "—", "暂无。", " 没有 "])
def test_words_for_nothing_are_not_printed(nothing: str) -> None:
    assert (
        told(ROADS, figures=("24",), narrative=nothing) == "已新建农村公路24公里，完成全年目标30公里的80%。"
    )
    said = told(WORK, figures=(), milestone="招标", next_steps=nothing, verdict=SLOW)
    assert said == "目前已到招标阶段，待招标完成后转入开工阶段。"


def test_the_only_number_of_its_measure_counts_as_told() -> None:
    schools, places = indicator("新建幼儿园", "5", "所"), indicator("新增学位", "1500", "个")
    said = told(schools, places, figures=("4", "1260"), narrative="4所已投用")
    assert said.startswith("4所已投用。新增学位1260个")


def test_we_is_left_out_behind_the_heading_that_names_the_unit() -> None:
    assert told(WORK, figures=(), narrative="我局已开工。") == "已开工。"


def test_the_next_steps_of_a_slow_unit_take_the_place_of_what_the_ladder_says() -> None:
    said = told(WORK, figures=(), milestone="招标", next_steps="年底前开工", verdict=SLOW)
    assert said == "目前已到招标阶段。下一步，年底前开工。"
    said = told(WORK, figures=(), milestone="招标", next_steps="下一步将开工。", verdict=SLOW)
    assert said == "目前已到招标阶段。下一步将开工。"


def test_the_next_steps_of_others_are_not_printed() -> None:
    said = told(WORK, figures=(), milestone="招标", next_steps="年底前开工", verdict=DONE)
    assert said == "目前已到招标阶段，待招标完成后转入开工阶段。"


@pytest.mark.parametrize(
    ("reached", "aim", "said"),
    [
        ("投用", "投用", "主体工程已投入使用，达到全年目标。"),
        ("招标", "投用", "主体工程已到招标阶段，全年目标节点为投用。"),
        ("主体完工", "投用", "主体工程已完工，全年目标节点为投用。"),
        ("装修", "投用", "主体工程：装修。"),
        ("开工", "", "主体工程已开工。"),
    ],
)
def test_a_milestone_indicator_is_held_against_its_aim(reached: str, aim: str, said: str) -> None:
    item = replace(indicator("主体工程", None, "", IndicatorKind.MILESTONE), target_words=aim)
    assert told(item, figures=(), words=(reached,)) == said


def test_a_figure_named_in_the_heading_is_told_without_its_name_in_a_bulletin() -> None:
    item = indicator("残疾儿童康复救助", "70", "人", decimals=0)
    book = Book().add(project("实施残疾儿童康复救助", "县残联", item), "110")
    assert book.progress() == "已完成110人，完成全年任务的157%。"
    book = Book().add(project("实施残疾儿童康复救助", "县残联", item), "0")
    assert book.progress() == "残疾儿童康复救助全年目标70人，尚无完成量。"


def test_variants_take_turns_by_the_place_in_the_list_and_the_same_place_reads_the_same() -> None:
    item = indicator("新增学位", "100", "个", decimals=0)
    book = Book()
    for number in range(4):
        book.add(project(f"实事{number}", f"甲{number}局", item), "90")
    said = [book.progress(number) for number in range(4)]
    assert said[0] == said[2] != said[1] == said[3]


def test_a_units_words_do_not_change_how_others_are_told() -> None:
    item = indicator("新增学位", "100", "个", decimals=0)

    def document(narrative: str) -> Document:
        book = Book().add(project("一", "甲局", item), "90", narrative=narrative)
        return book.add(project("二", "乙局", item), "95").document()

    assert document("").body[-3:] == document("新增90个。").body[-3:]


def test_the_offices_own_phrase_is_used_and_its_marks_are_made_full_width() -> None:
    own = Phrase(Use.INDICATOR, ("数量", "未达目标"), ("{完成事项},达到{目标}的{完成率}。",))
    base = replace(settings("全年"), phrases=PhraseBook((own,), STANDARD_ROWS))
    book = Book(base).add(project("修路", "县交通局", ROADS), "24", verdict=DONE)
    assert book.progress() == "已新建农村公路24公里，达到30公里的80%。"


def test_a_class_called_like_a_condition_is_not_taken_for_one() -> None:
    classes = (StatusClass("达到目标", Status.ONGOING, Basis.RATE, None, "正在推进", "推进实事"),)
    book = Book(replace(settings("全年"), classes=classes)).add(project("修路", "县交通局", ROADS), "24")
    assert book.progress() == "已新建农村公路24公里，完成全年目标30公里的80%。"


def test_a_phrase_with_a_rank_is_not_used_for_a_project_that_is_kept_out_of_rankings() -> None:
    own = Phrase(Use.INDICATOR, ("数量", "未达目标"), ("{完成事项}，完成率居{名次}",))
    base = replace(settings("全年"), phrases=PhraseBook((own,), STANDARD_ROWS))
    book = Book(base).add(replace(project("修路", "县交通局", ROADS), is_ranked=False), "27")
    book.add(project("修桥", "县住建局", ROADS), "24", verdict=DONE)
    assert book.progress(0) == "已新建农村公路27公里，完成全年目标30公里的90%。"
    assert book.progress(1) == "已新建农村公路24公里，完成率居第1位。"


def test_no_phrase_can_tell_a_rate_without_a_target() -> None:
    own = Phrase(Use.INDICATOR, (), ("{完成事项}，完成{目标}的{完成率}",))
    base = replace(settings(), phrases=PhraseBook((own,), STANDARD_ROWS))
    book = Book(base).add(project("修路", "县交通局", indicator("新建公路", None, "公里")), "24")
    assert book.progress() == "已新建公路24公里。"


def test_a_figure_named_by_its_heading_has_its_target_and_its_change() -> None:
    films = indicator("公益电影", "80", "部")
    book = Book().add(project("放映公益电影", "县文旅局", films), "64", previous=("55",))
    assert book.progress() == "已完成64部，较上期增加9部，完成全年目标80部的80%。"
    done = Book().add(project("放映公益电影", "县文旅局", films), "80", previous=("80",))
    assert done.progress() == "已完成80部，与上期持平，完成全年任务的100%。"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("实施安防工程", "已实施安防工程"),
        ("培训护工", "已培训护工"),
        ("救助困难群众", "已救助困难群众"),
        ("培训", "已开展培训"),
        ("救助站", "救助站"),
        ("培训班", "培训班"),
    ],
)
def test_what_was_done_has_its_verb(name: str, said: str) -> None:
    book = Book().add(project("安全提升行动", "县交通局", indicator(name, "12", "项")), "13")
    assert book.progress().startswith(f"{said}13项")


def test_at_the_end_of_the_year_nothing_lags_behind_the_time() -> None:
    lamps = indicator("更换路灯", "100", "盏")
    book = Book(settings("全年")).add(project("亮化工程", "县住建局", lamps), "80", verdict=SLOW)
    assert "序时进度" not in book.progress()
    assert "80盏，完成全年目标100盏的80%" in book.progress()
