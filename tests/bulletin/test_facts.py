import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.bulletin.builders import (
    DONE,
    HERE,
    SLOW,
    Book,
    amount,
    briefing,
    indicator,
    project,
    settings,
)
from xlminshi.bulletin.facts import (
    Fact,
    class_key,
    class_unit_key,
    facts_of,
    key_of_now,
    label_of_key,
    share_key,
)
from xlminshi.core.ledger import Ledger
from xlminshi.core.project import IndicatorKind
from xlminshi.core.settings import Settings
from xlminshi.core.submission import Funds

ROADS = indicator("新建公路", "30", "公里", decimals=0)
RATE = indicator("普及率", "65", "%", IndicatorKind.RATE)


def facts(ledger: Ledger) -> dict[str, Fact]:
    return {one.key: one for one in facts_of(ledger)}


def shown(ledger: Ledger, key: str) -> str:
    return facts(ledger)[key].shown


def test_an_indicator_has_its_figure_target_rate_lag_and_gap_with_the_cell_it_came_from() -> None:
    book = Book().add(project("修路", "县交通局", ROADS), "12.85", previous=("10",))
    found = {key: one.shown for key, one in facts(book.ledger()).items() if "|指标|" in key}
    assert found == {
        "实事|1|指标|新建公路|年度目标": "30公里",
        "实事|1|指标|新建公路|累计完成": "12.85公里",
        "实事|1|指标|新建公路|完成率": "43%",
        "实事|1|指标|新建公路|滞后": "32个百分点",
        "实事|1|指标|新建公路|差额": "17.15公里",
        "实事|1|指标|新建公路|上期累计": "10公里",
        "实事|1|指标|新建公路|增量": "2.85公里",
    }
    fact = facts(book.ledger())["实事|1|指标|新建公路|累计完成"]
    assert (fact.place, fact.value, fact.label) == (HERE, Decimal("12.85"), "修路：新建公路累计完成")


def test_words_as_typed_are_shown_and_the_number_is_kept() -> None:
    book = Book().add(project("修路", "县交通局", ROADS), amount("30", "公里", "约30公里"))
    fact = facts(book.ledger())["实事|1|指标|新建公路|累计完成"]
    assert (fact.shown, fact.value) == ("约30公里", Decimal(30))


def test_gaps_and_changes_of_a_rate_are_percentage_points() -> None:
    book = Book().add(project("普及", "县大数据局", RATE), "66.5", previous=("60",))
    assert shown(book.ledger(), "实事|1|指标|普及率|差额") == "1.5个百分点"
    assert shown(book.ledger(), "实事|1|指标|普及率|增量") == "6.5个百分点"


def test_where_there_is_no_target_there_is_no_rate_no_lag_and_no_gap() -> None:
    book = Book().add(project("修路", "县交通局", indicator("新建公路", None, "公里")), "12.85")
    found = [key for key in facts(book.ledger()) if "|指标|" in key]
    assert found == ["实事|1|指标|新建公路|累计完成"]


def test_a_doubtful_figure_is_not_held_against_its_target() -> None:
    book = Book().add(project("修路", "县交通局", ROADS), "13800001234")
    assert "实事|1|指标|新建公路|差额" not in facts(book.ledger())


def test_ranks_are_competition_ranks_over_all_rated_projects() -> None:
    book = Book()
    for number, figure in enumerate(("30", "15", "30", "3")):
        book.add(project(f"修路{number}", f"{number}局", ROADS), figure)
    book.add(project("服务", "县民政局", indicator("服务", None, "", IndicatorKind.WORDS)), narrative="有序")
    found = [shown(book.ledger(), f"实事|{number}|名次") for number in range(1, 5)]
    assert found == ["第1位", "第3位", "第1位", "第4位"]
    assert "实事|5|名次" not in facts(book.ledger())


def test_a_project_that_is_kept_out_of_rankings_has_no_rank_and_takes_none() -> None:
    book = Book()
    for number, figure in enumerate(("30", "20", "15")):
        book.add(
            replace(project(f"修路{number}", f"{number}局", ROADS), is_ranked=number != 0),
            figure,
        )
    found = facts(book.ledger())
    assert "实事|1|名次" not in found
    assert found["实事|1|完成率"].shown == "100%"
    assert [found[f"实事|{number}|名次"].shown for number in (2, 3)] == ["第1位", "第2位"]


def test_counts_are_told_by_class_and_unit_and_shares_sum_to_a_hundred() -> None:
    book = Book().named("甲", "区残联", DONE).named("乙", "区残联", SLOW).named("丙", "团区委", DONE)
    ledger = book.ledger()
    found = facts(ledger)
    assert [found[key].shown for key in ("计数|实事", "计数|牵头单位", "计数|未报送单位")] == ["3", "2", "0"]
    assert [found[key].shown for key in ("计数|类别|已完成", "计数|类别|持续推进", "计数|类别|进展缓慢")] == [
        "2",
        "0",
        "1",
    ]
    assert found["计数|涉及单位|已完成"].shown == "2"
    assert found["计数|类别|已完成|区残联"].shown == "1"
    assert found["计数|单位|区残联"].shown == "2"
    assert [found[share_key(name)].shown for name in ("已完成", "持续推进", "进展缓慢")] == [
        "66.7%",
        "0.0%",
        "33.3%",
    ]


def test_the_money_of_a_project_is_a_fact_of_its_own() -> None:
    money = Funds(arrived=amount("800", "万元"), paid=amount("7", "万元", "约7万元"))
    book = Book().add(project("修路", "县交通局", ROADS), "15", funds=money)
    found = facts(book.ledger())
    assert (found["实事|1|到位资金"].shown, found["实事|1|支付资金"].shown) == ("800万元", "约7万元")
    assert "实事|1|计划资金" not in found


def test_the_offices_settings_are_facts_too() -> None:
    base = settings()
    day = base.period.as_of
    base = replace(base, bulletin=replace(base.bulletin, inspected_on=day))
    found = facts(Book(base).named("甲", "区残联").ledger())
    assert found["设置|年度"].shown == "2022"
    assert found["设置|通报期"].shown == "1至9月份"
    assert found["设置|序时进度"].shown == "75%"
    assert found["设置|督查日期"].shown == "2022年9月30日"


def test_a_project_on_time_is_counted_by_its_rate_and_a_completed_one_without_any() -> None:
    book = Book().add(project("一", "甲局", ROADS), "24").add(project("二", "乙局", ROADS), "3")
    words = indicator("服务", None, "", IndicatorKind.WORDS)
    book.add(project("三", "丙局", words), narrative="已完成", verdict=DONE)
    book.add(project("四", "丁局", words), narrative="正在推进")
    assert shown(book.ledger(), "计数|达到序时进度") == "2"


def test_a_told_fact_is_one_figure_over_its_whole_text() -> None:
    rope = Fact("计数|实事", "实事件数", "19", HERE).told()
    assert [(one.start, one.end, one.source) for one in rope.figures] == [(0, 2, "计数|实事")]


@pytest.mark.parametrize("base", [settings(), briefing("上半年", inspected_on=dt.date(2022, 7, 1))])
def test_every_digit_that_the_program_writes_belongs_to_a_fact(base: Settings) -> None:
    book = Book(base)
    figures = ("0", "5", "15", "29", "30", "45")
    for number, figure in enumerate(figures):
        unit = "甲局" if number < 2 else f"{'乙丙丁戊'[number - 2]}局"
        funds = Funds(amount("100", "万元"), amount("80", "万元"), amount("7", "万元", "约7万元"))
        one = project(f"{'甲乙丙丁戊己'[number]}路改造", unit, ROADS, RATE)
        book.add(one, figure, "66.5", previous=("3", "60"), funds=funds, milestone="招标")
    body = book.document().body
    told = [one for one in body if one.key in ("导语", "总体进展") or one.key.startswith(("类别", "实事"))]
    assert len(told) >= 1
    for one in told:
        spans = {at for figure in one.figures for at in range(figure.start, figure.end)}
        start = one.text.find(".") + 1 if one.style.value == "公文三级标题" else 0
        loose = [at for at in range(start, len(one.text)) if one.text[at].isdigit() and at not in spans]
        assert loose == [], one.text


def test_a_key_is_told_in_the_words_of_its_fact_also_where_the_fact_is_gone() -> None:
    book = Book().add(project("修路", "县交通局", ROADS), "12.85", previous=("10",))
    ledger = book.add(project("普及", "县大数据局", RATE), "60").ledger()
    for key, fact in facts(ledger).items():
        if key.startswith(("实事|", "占比|")) or key.count("|") > 1:
            assert label_of_key(key, ledger) == fact.label
    ahead = Book().add(project("修路", "县交通局", ROADS), "30").ledger()
    gone = "实事|1|指标|新建公路|滞后"
    assert gone not in facts(ahead)
    assert label_of_key(gone, ahead) == "修路：新建公路滞后序时进度"
    assert label_of_key("实事|9|指标|新建公路|滞后", ahead) == "第9件实事：新建公路滞后序时进度"
    assert label_of_key("实事|1|指标|新建公#0123456789", ahead) == "修路：新建公"
    assert label_of_key("计数|类别|进展缓慢|县交通局", ahead) == "县交通局进展缓慢件数"
    assert label_of_key("别处", ahead) == "别处"


@pytest.mark.parametrize(
    "name", ["达到序时进度", "未达序时进度", "进度不明", "实事", "牵头单位", "单位", "类别"]
)
def test_a_class_has_a_count_of_its_own_whatever_it_is_called(name: str) -> None:
    base = settings()
    first, *others = base.classes
    mine = replace(base, classes=(replace(first, name=name), *others))
    book = Book(mine)
    for number in range(3):
        book.add(project(f"修路{number}", "县交通局", ROADS), "30" if number == 0 else "3")
    found = facts(book.ledger())
    assert found[class_key(name)].shown == found[class_unit_key(name, "县交通局")].shown == "1"
    assert (found["计数|实事"].shown, found["计数|单位|县交通局"].shown) == ("3", "3")
    assert (found["计数|达到序时进度"].shown, found["计数|未达序时进度"].shown) == ("1", "2")
    assert f"（一）{first.heading}1件" in [one.text for one in book.document().body]


def test_signs_in_the_name_of_a_class_or_unit_part_no_key() -> None:
    assert class_key("甲|乙") != class_unit_key("甲", "乙")
    assert class_unit_key("甲", "乙|丙") == "计数|类别|甲|乙/丙"


def test_two_facts_of_one_key_are_refused() -> None:
    twice = project("修路", "县交通局", ROADS, ROADS)
    with pytest.raises(ValueError, match=r"新建公路\|年度目标"):
        facts_of(Book().add(twice, "3", "3").ledger())


def test_keys_of_earlier_versions_are_read_as_what_they_meant() -> None:
    former = {
        "计数|已完成": "计数|类别|已完成",
        "计数|持续推进|区残联": "计数|类别|持续推进|区残联",
        "计数|达到序时进度|区残联": "计数|类别|达到序时进度|区残联",
    }
    assert {key: key_of_now(key) for key in former} == former
    for key in ("计数|达到序时进度", "计数|单位|区残联", "实事|3|完成率", "占比|已完成", *former.values()):
        assert key_of_now(key) == key
