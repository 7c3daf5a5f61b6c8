import pytest

from tests.bulletin.builders import Book, amount, indicator, project
from xlminshi.bulletin.own_words import behind_name, is_rank, own_text, without_we
from xlminshi.core.project import IndicatorKind
from xlminshi.core.units import LeadUnit, UnitDirectory

UNITS = UnitDirectory((LeadUnit("县城市管理局", ("县城管局",)), LeadUnit("县住建局")))
ROADS = indicator("新建农村公路", "30", "公里", decimals=0)
CENTRES = indicator("养老服务中心", "4", "个")
PLACES = indicator("养老服务场所", "32", "个")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("已完成改造5座", "县城市管理局已完成改造5座"),
        ("我局已完成改造5座", "县城市管理局已完成改造5座"),
        ("本单位，正在施工", "县城市管理局正在施工"),
        ("我局的项目已开工", "县城市管理局我局的项目已开工"),
        ("县城市管理局联合多部门整治", "县城市管理局联合多部门整治"),
        ("县城管局联合多部门整治", "县城管局联合多部门整治"),
        ("截至9月底，已完成5座", "截至9月底，县城市管理局已完成5座"),
        ("目前，我局已完成5座", "目前，县城市管理局已完成5座"),
        ("今年以来，正在施工", "今年以来，县城市管理局正在施工"),
        ("2022年上半年，已完成5座", "2022年上半年，县城市管理局已完成5座"),
        ("2022年已完成改造5座，正在验收", "县城市管理局2022年已完成改造5座，正在验收"),
        ("目前已完成5座", "县城市管理局目前已完成5座"),
    ],
)
def test_own_words_follow_the_name_of_their_unit(words: str, said: str) -> None:
    assert behind_name("县城市管理局", words, UNITS) == said


def test_where_the_name_was_said_before_we_is_left_out() -> None:
    assert without_we("我委已召开推进会") == "已召开推进会"
    assert without_we("我们已召开推进会") == "我们已召开推进会"


@pytest.mark.parametrize(
    "words", ["居全市前列", "目前居全市第三位", "排名第2", "位居全市前3名", "名列全省第一", "稳居首位"]
)
def test_a_ranking_alone_is_known_as_one(words: str) -> None:
    assert is_rank(words)


@pytest.mark.parametrize(
    "words", ["", "居民满意", "已开工，居全市前列", "第三方评估", "居住环境明显改善", "列入计划"]
)
def test_other_words_are_no_ranking(words: str) -> None:
    assert not is_rank(words)


@pytest.mark.parametrize("kept", [{"narrative": "居全市前列。"}, {"remarks": "数据为6月底；居全市前列"}])
def test_a_ranking_closes_the_figures(kept: dict[str, str]) -> None:
    book = Book().add(project("修路", "县交通局", ROADS), "33", **kept)
    assert book.progress() == "已新建农村公路33公里，完成全年目标30公里的110%，居全市前列。"


def test_a_ranking_follows_the_units_own_words_once() -> None:
    book = Book().add(project("修路", "县交通局", ROADS), "33", narrative="已修33公里", remarks="居全市前列")
    assert book.progress() == "已修33公里，居全市前列。"
    book = Book().add(
        project("修路", "县交通局", ROADS), "33", narrative="已修33公里，居全市前列", remarks="居全市前列"
    )
    assert book.progress() == "已修33公里，居全市前列。"


def test_a_ranking_without_figures_stands_alone() -> None:
    words = indicator("服务", None, "", IndicatorKind.WORDS)
    book = Book().add(project("服务", "县交通局", words), remarks="目前居全市第3位")
    assert book.progress() == "目前居全市第3位。"


def test_nothing_else_of_the_remarks_is_printed() -> None:
    book = Book().add(project("修路", "县交通局", ROADS), "33", remarks="数字未核实，请勿公开")
    assert "核实" not in book.progress()


def test_a_small_number_of_something_else_does_not_hide_a_figure_of_several() -> None:
    one = project("养老服务", "县民政局", CENTRES, PLACES)
    said = Book().add(one, "2", "16", narrative="2个街道正在选址").progress()
    assert "养老服务中心2个" in said
    assert "养老服务场所16个" in said


def test_a_large_number_counts_as_told_before_any_word() -> None:
    people = indicator("参保居民", None, "人")
    said = (
        Book()
        .add(project("保险", "县应急局", people), "340356", narrative="为340356位居民购买保险")
        .progress()
    )
    assert said == "为340356位居民购买保险。"


def test_a_year_is_no_figure() -> None:
    people = indicator("参保居民", None, "人")
    said = Book().add(project("保险", "县应急局", people), "2022", narrative="2022年已办结").progress()
    assert said == "2022年已办结。参保居民2022人。"


def test_a_figure_without_a_target_is_added_unless_the_words_describe_it() -> None:
    notices = indicator("限期责令整改通知书", None, "份")
    stations = indicator("垃圾中转站整改", None, "座")
    one = project("供热", "县城管局", notices, stations)
    said = Book().add(one, "8", "2", narrative="黑庄、姚孟村垃圾中转站已整改完毕").progress()
    assert said == "黑庄、姚孟村垃圾中转站已整改完毕。限期责令整改通知书8份。"


def test_money_told_in_words_is_not_told_again() -> None:
    funds = indicator("投入资金", None, "万元", IndicatorKind.FUNDS)
    book = Book().add(
        project("供热", "县城管局", funds), amount("500", "万元", "500余万元"), narrative="投入500余万元"
    )
    assert book.progress() == "投入500余万元。"


def test_an_identity_number_is_never_printed_whole() -> None:
    assert (
        own_text("已救助张某（身份证号11010519491231002X）等3人。")
        == "已救助张某（身份证号110*************2X）等3人"
    )
    assert own_text("资金编号110105194912310021，已拨付。") == "资金编号110105194912310021，已拨付"
