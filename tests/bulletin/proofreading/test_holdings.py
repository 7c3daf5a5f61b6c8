"""Who leads what, where a text says so in passing, beside the ledger."""

import pytest

from tests.bulletin.builders import DONE, ONGOING, SLOW, Book, indicator, project
from tests.bulletin.proofreading.said import conclusion_of, entries, told
from xlminshi.bulletin.proofreading.remarks import Conclusion
from xlminshi.core.ledger import Ledger


def county() -> Ledger:
    """县文旅局 leads two projects, 县城管局 and 东关街道办事处 one together."""
    return (
        Book()
        .add(project("残疾儿童康复救助", "县残联", indicator("康复救助", "120", "人")), "188", verdict=DONE)
        .add(project("送戏下乡", "县文旅局", indicator("送戏下乡", "400", "场")), "237", verdict=ONGOING)
        .add(project("城市书房", "县文旅局", indicator("城市书房", "6", "座")), "1", verdict=SLOW)
        .add(
            project("停车场建设", "县城管局、东关街道办事处", indicator("停车泊位", "1500", "个")),
            "410",
            verdict=SLOW,
        )
        .add(project("农村危房改造", "县住建局", indicator("改造危房", "320", "户")), "160", verdict=ONGOING)
        .ledger()
    )


LEDGER = county()


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("1.残疾儿童康复救助。已救助188人。（县残联）", []),
        ("1.残疾儿童康复救助。已救助188人。（县住建局）", ["县住建局"]),
        ("1.残疾儿童康复救助（县残联）。已救助188人。", []),
        ("1.残疾儿童康复救助（县文旅局）。已救助188人。", ["县文旅局"]),
        (
            "1.残疾儿童康复救助\n已救助188人（县文旅局）。\n2.送戏下乡\n已演出237场（县文旅局）。",
            ["县文旅局"],
        ),
        ("1.停车场建设。建成410个。（县城管局、东关街道办）", []),
        ("1.停车场建设。建成410个。（东关街道办、县住建局）", []),
        ("1.送戏下乡。已演出237场（二期）。", []),
        ("1.送戏下乡。已演出237场。（县总工会）", []),
        ("1.加强统筹。分析原因。（县残联）", []),
        ("1.送戏下乡（牵头单位：县文旅局）\n已演出237场。（县残联）", []),
        ("1.送戏下乡\n已演出237场。\n整改要求：7月底前办结手续（县残联）。", []),
        ("1.送戏下乡（县文旅局）\n已演出237场。\n7月底前办结场地租用（县残联）。", []),
        ("1.送戏下乡。已演出237场，主要原因是场地手续未办结（县残联）。", []),
        ("1.送戏下乡\n已演出237场（县残联）。\n补贴发放237场（县住建局）。", []),
        ("1.送戏下乡。主要原因是场地手续未办结。已演出237场（县残联）。", ["县残联"]),
        ("1.送戏下乡：已演出237场（县残联）。", ["县残联"]),
        ("1.送戏下乡\n完成情况：已演出237场（县残联）。", ["县残联"]),
    ],
)
def test_an_office_in_brackets_leads_its_project(text: str, marked: list[str]) -> None:
    assert [words for _, words in told(text, LEDGER)] == marked


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("县文旅局承担2件，其他单位各承担1件", []),
        ("县文旅局承担3件，其他单位各承担1件", ["3件"]),
        ("县残联、县住建局各牵头1件", []),
        ("县残联、县文旅局各承担1件", ["1件"]),
        ("东关街道办牵头1件", []),
        ("进展缓慢的实事中，县文旅局承担1件", []),
        ("县残联、县住建局承担3件", []),
        ("5件实事，县文旅局2件，其他3个单位各1件", []),
        ("5件实事，县文旅局3件，县残联1件", ["3件"]),
        ("县文旅局承担的2件实事中，1件持续推进，1件进展缓慢", []),
        ("未达到序时进度的3件实事中，县文旅局承担1件，县住建局承担1件", []),
        ("滞后较多的3件实事中，县文旅局承担1件", []),
        ("新建类3件实事中，县文旅局承担1件", []),
        ("新建类实事中，县文旅局承担1件", []),
        ("未达到序时进度的有3件，其中县文旅局承担1件", []),
        ("2022年全县5件重点民生实事中，县文旅局承担1件", ["1件"]),
        ("5件实事，其中县文旅局承担1件", ["1件"]),
        ("全县重点民生实事中，县文旅局承担3件", ["3件"]),
    ],
)
def test_an_office_holds_as_many_projects_as_the_ledger_has(words: str, marked: list[str]) -> None:
    assert [text for _, text in told(f"{words}。", LEDGER)] == marked


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("2件进展缓慢的实事中，城市书房只建成1座", []),
        ("全县3件进展缓慢的实事要加快进度", ["3件"]),
        ("进展缓慢的3件实事要加快进度", ["3件"]),
        ("全县1件进展缓慢的实事要加快进度", ["1件"]),
        ("1件进展缓慢的实事中，城市书房只建成1座", ["1件"]),
        ("一是1件进展缓慢的实事尚未办理用地手续", []),
        ("目前，1件进展缓慢的实事尚未填写下一步措施", []),
        ("上述1件进展缓慢的实事要立即整改", []),
        ("上述1件进展缓慢的实事中，城市书房只建成1座", []),
        ("上述3件进展缓慢的实事要立即整改", ["3件"]),
        ("进展缓慢的1件实事尚未办理用地手续", []),
        ("农村1件进展缓慢的实事要加快进度", []),
        ("县文旅局1件进展缓慢的实事要加快进度", []),
        ("与上月相比，进展缓慢的减少1件，为2件", []),
        ("5件实事已完成1件，剩余4件实事中，2件持续推进，2件进展缓慢", []),
        ("5件实事已完成1件，剩余4件实事中，1件持续推进，2件进展缓慢", ["1件"]),
        ("5件实事中，已完成的1件由县残联牵头", []),
        ("5件实事中，已完成的1件由县住建局牵头", ["县住建局"]),
        ("5件实事中，进展缓慢的2件分别由县文旅局等单位牵头", []),
        ("5件实事中，进展缓慢的2件分别由县文旅局牵头，以及县城管局和东关街道办事处共同牵头", []),
        ("5件实事中，持续推进的2件分别由县文旅局牵头", ["2件"]),
    ],
)
def test_a_class_counted_alone_or_with_who_leads_it_is_the_ledgers(words: str, marked: list[str]) -> None:
    assert [text for _, text in told(f"{words}。", LEDGER)] == marked


def test_what_an_office_leads_is_told_as_right_too() -> None:
    found = entries("县文旅局承担2件。\n1.送戏下乡。已演出237场。（县文旅局）", LEDGER)
    assert conclusion_of(found, "2件") is conclusion_of(found, "县文旅局") is Conclusion.AGREES


@pytest.mark.parametrize(
    ("words", "is_wrong"), [("达到序时进度", False), ("滞后序时进度", True), ("未滞后序时进度", False)]
)
def test_a_rate_that_is_just_on_time_does_not_lag(words: str, *, is_wrong: bool) -> None:
    ledger = Book().add(project("修路", "县交通局", indicator("新建公路", "100", "公里")), "75").ledger()
    assert ledger.settings.time_progress * 100 == 75
    assert bool(told(f"县交通局：新建公路75公里，完成率75%，{words}。", ledger)) is is_wrong


def test_what_leads_beside_others_tells_no_figures_of_another_office() -> None:
    pipes = project("燃气管网更新", "县住建局、县燃气公司", indicator("更新管网", "86.5", "公里"))
    homes = project("农村危房改造", "县住建局", indicator("改造危房", "320", "户"))
    ledger = Book().add(pipes, "31.4").add(homes, "152").ledger()
    text = "县住建局会同县燃气公司更新管网{}公里，占年度任务的{}%。"
    assert told(text.format("31.4", "36.3"), ledger) == []
    assert [words for _, words in told(text.format("31.4", "47.5"), ledger)] == ["47.5%"]
    assert told("县住建局：安装报警器500台，占年度任务的62.5%。", ledger) == []
