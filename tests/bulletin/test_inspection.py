import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.bulletin.builders import (
    DONE,
    ONGOING,
    SLOW,
    Book,
    all_texts,
    amount,
    briefing,
    indicator,
    project,
    settings,
)
from tests.bulletin.proofreading.said import faults, told
from xlminshi.bulletin import overview
from xlminshi.bulletin.composing import compose, draft_rows
from xlminshi.bulletin.document import Document, ParagraphStyle
from xlminshi.bulletin.proofreading.manuscript import manuscript_of
from xlminshi.bulletin.proofreading.proofreading import proofread
from xlminshi.bulletin.teller import teller_of
from xlminshi.core.ledger import Ledger
from xlminshi.core.project import IndicatorKind
from xlminshi.core.status import Basis, Status, StatusClass


def lead(ledger: Ledger) -> str:
    return overview.lead(teller_of(ledger)).text


def title_lines(ledger: Ledger) -> tuple[str, ...]:
    return overview.title_lines(teller_of(ledger))


FORBIDDEN = re.compile(r"None|nan|NaN|(?<![\d.])0\.0+(?!\d)|\{|\}|Decimal|  |\n")


def headings(document: Document, style: ParagraphStyle) -> list[str]:
    return [one.text for one in document.body if one.style is style]


def texts(document: Document) -> list[str]:
    return [one.text for one in document.body]


def four_classes() -> Book:
    """A book with something of everything: three classes, an undecided project and a missing unit."""
    lamps, roads = indicator("更换路灯", "44", "盏"), indicator("新建公路", "30", "公里", decimals=0)
    rate = indicator("普及率", "65", "%", IndicatorKind.RATE)
    words = indicator("合同签订", None, "", IndicatorKind.WORDS)
    funds = indicator("投入资金", None, "万元", IndicatorKind.FUNDS)
    return (
        Book()
        .add(project("更换路灯", "区城市管理局", lamps), "44")
        .add(project("提升普及率", "区大数据局", rate, funds), "66.5", amount("7", "万元", "约7万元"))
        .add(project("修建公路", "区交通运输局", roads, main_task="新建公路 30 公里以上。"), "0")
        .add(project("投保保险", "区委政法委", words), words=("已签订",))
        .add(project("改造公厕", "区环卫服务中心", lamps), is_reported=False)
    )


# 导语


def test_the_lead_tells_who_checked_with_whom_and_counts_units_and_projects() -> None:
    base = settings(supervision_office="区督查局", joint_inspectors=("区发改委", "区财政局"))
    book = Book(base).named("甲", "区残联", DONE).named("乙", "区残联", SLOW).named("丙", "团区委", SLOW)
    text = lead(book.ledger())
    assert text.startswith("为保障完成2022年全区重点民生实事工作任务，区督查局会同区发改委、区财政局对")
    assert "对2个主要责任单位承担的3件重点民生实事1至9月份完成情况进行了专项督查" in text
    assert text.endswith("现将具体情况通报如下：")


def test_the_issuer_checks_where_no_supervision_office_is_set() -> None:
    text = lead(Book(settings(issuer="县委督查室")).named("甲", "县残联", DONE).ledger())
    assert "工作任务，县委督查室对1个主要责任单位" in text
    assert "会同" not in text


def test_one_project_per_unit_is_told_by_names_and_one_count() -> None:
    text = lead(Book().named("甲", "区残联", SLOW).named("乙", "团区委", SLOW).ledger())
    assert "其中区残联、团区委2件实事推进缓慢。" in text


def test_several_projects_of_a_unit_are_told_unit_by_unit() -> None:
    book = Book().named("甲", "区残联", SLOW).named("乙", "团区委", SLOW).named("丙", "区残联", SLOW)
    assert "其中区残联2件实事、团区委1件实事推进缓慢。" in lead(book.ledger())


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "甲局1件实事推进缓慢"),
        (3, "甲局、乙局、丙局3件实事推进缓慢"),
        (4, "甲局、乙局、丙局、丁局等4件实事推进缓慢"),
    ],
)
def test_etc_stands_only_behind_a_longer_list(count: int, said: str) -> None:
    book = Book()
    for unit in ("甲局", "乙局", "丙局", "丁局")[:count]:
        book.named(f"{unit}实事", unit, SLOW)
    assert f"其中{said}。" in lead(book.ledger())


def test_a_long_class_with_one_busy_unit_names_the_others_together_and_gives_the_sum() -> None:
    book = Book().named("甲", "区城管局", DONE).named("乙", "区城管局", DONE)
    for unit in ("一局", "二局", "三局", "四局"):
        book.named(unit, unit, DONE)
    said = "其中区城管局2件，一局、二局、三局、四局各1件，共6件实事已完成或超额完成全年目标任务。"
    assert said in lead(book.ledger())


@pytest.mark.parametrize(
    ("term", "counted", "headed"),
    [
        ("重点民生实事", "1件实事", "（一）已完成实事1件"),
        ("民生工程", "1项工程", "（一）已完成工程1项"),
        ("十大民生项目", "1个项目", "（一）已完成项目1个"),
        ("为民办事", "1件实事", "（一）已完成实事1件"),
    ],
)
def test_projects_are_counted_by_the_measure_of_what_they_are_called(
    term: str, counted: str, headed: str
) -> None:
    document = Book(settings(project_term=term)).named("甲", "区残联", DONE).document()
    assert f"区残联{counted}已完成" in document.body[0].text
    assert headings(document, ParagraphStyle.HEADING_2) == [headed]


@pytest.mark.parametrize(
    ("term", "counted"),
    [
        ("十件民生实事", "承担的1件民生实事"),
        ("10件重点民生实事", "承担的1件重点民生实事"),
        ("十大民生工程", "承担的1项民生工程"),
        ("重点民生实事", "承担的1件重点民生实事"),
    ],
)
def test_a_term_that_holds_a_count_is_not_counted_twice(term: str, counted: str) -> None:
    document = Book(settings(project_term=term)).named("甲", "区残联", DONE).document()
    assert counted in document.body[0].text
    assert term in "".join(document.title)


def test_good_practices_and_shortcomings_become_sections_where_the_office_wrote_any() -> None:
    base = settings(good_practices=("建立专班",), shortcomings=("进展不平衡",))
    document = Book(base).named("甲", "区残联", DONE).document()
    assert headings(document, ParagraphStyle.HEADING_1) == [
        "一、基本情况",
        "二、经验做法",
        "三、存在问题",
        "四、工作要求",
    ]
    assert texts(document)[-5:-2] == ["建立专班。", "三、存在问题", "进展不平衡。"]


def test_the_generated_figures_of_lead_and_headings_name_their_facts() -> None:
    document = Book().named("甲", "区残联", DONE).named("乙", "区残联", DONE).document()
    lead_text, heading = document.body[0], document.body[2]
    told = {one.source: lead_text.text[one.start : one.end] for one in lead_text.figures}
    assert told == {
        "设置|年度": "2022",
        "计数|牵头单位": "1",
        "计数|实事": "2",
        "设置|通报期": "1至9月份",
        "计数|类别|已完成|区残联": "2",
    }
    assert [(one.source, heading.text[one.start : one.end]) for one in heading.figures] == [
        ("计数|类别|已完成", "2")
    ]


def test_a_paragraph_keeps_its_key_when_its_project_moves_to_another_class() -> None:
    def keys(verdict: str) -> dict[str, str]:
        document = Book().named("甲", "区残联", verdict).named("乙", "团区委", DONE).document()
        return {one.key: one.text for one in document.body if one.key.startswith("实事|2")}

    assert keys(DONE).keys() == keys(SLOW).keys() == {"实事|2", "实事|2|完成情况"}
    assert keys(DONE)["实事|2|完成情况"] == keys(SLOW)["实事|2|完成情况"]


def test_empty_classes_are_not_spoken_of() -> None:
    document = Book().named("甲", "区残联", DONE).named("乙", "团区委", SLOW).document()
    whole = "".join(texts(document))
    assert "持续推进" not in whole
    assert "0件" not in whole
    assert headings(document, ParagraphStyle.HEADING_2) == ["（一）已完成实事1件", "（二）进展缓慢实事1件"]


def test_the_counts_of_the_lead_and_of_the_sections_add_up_to_all_projects() -> None:
    document = four_classes().document()
    sections = headings(document, ParagraphStyle.HEADING_2)
    counts = [int(re.search(r"(\d+)件$", one)[1]) for one in sections]
    assert sum(counts) == 5
    said = re.findall(r"(\d+)件实事(?!\d)", document.body[0].text.split("其中")[1])
    assert sum(map(int, said)) == 5


def test_a_unit_that_did_not_report_is_named_in_the_lead_and_marked_at_its_project() -> None:
    document = four_classes().document()
    assert "区环卫服务中心未报送" in document.body[0].text
    assert "完成情况：【牵头单位未报送】" in texts(document)


def test_everybody_reported_and_nobody_is_called_missing() -> None:
    assert "未报送" not in lead(Book().named("甲", "区残联", DONE).ledger())


# classes and numbering


def test_undecided_projects_stand_in_a_last_section_of_their_own_in_visible_brackets() -> None:
    document = four_classes().document()
    assert headings(document, ParagraphStyle.HEADING_2)[-1] == "（三）【待认定】实事2件"
    assert "待认定" in document.body[0].text


def test_a_verdict_moves_a_project_out_of_the_undecided() -> None:
    words = indicator("合同签订", None, "", IndicatorKind.WORDS)
    document = Book().add(project("投保", "区委政法委", words), words=("已签订",), verdict=DONE).document()
    assert headings(document, ParagraphStyle.HEADING_2) == ["（一）已完成实事1件"]
    assert "待认定" not in "".join(texts(document))


def test_numbering_restarts_in_each_class_and_has_no_gaps() -> None:
    book = Book()
    for index in range(12):
        book.named(f"完成{index}", f"甲{index}局", DONE)
    book.named("推进一", "乙局", ONGOING).named("缓慢一", "丙局", SLOW).named("推进二", "丁局", ONGOING)
    document = book.document()
    numbers = [int(one.split(".")[0]) for one in headings(document, ParagraphStyle.HEADING_3)]
    assert numbers == [*range(1, 13), 1, 2, 1]
    assert [one[:3] for one in headings(document, ParagraphStyle.HEADING_2)] == ["（一）", "（二）", "（三）"]
    assert headings(document, ParagraphStyle.HEADING_1) == ["一、基本情况", "二、工作要求"]


def test_projects_keep_the_order_of_the_list_within_their_class() -> None:
    book = Book().named("丙", "一局", DONE).named("甲", "二局", SLOW).named("乙", "三局", DONE)
    found = headings(book.document(), ParagraphStyle.HEADING_3)
    assert [one.split("（")[0] for one in found[:2]] == ["1.丙", "2.乙"]


def test_every_paragraph_has_a_key_of_its_own() -> None:
    keys = [one.key for one in four_classes().document().body]
    assert len(set(keys)) == len(keys)


def test_the_classes_and_their_words_are_the_offices_own() -> None:
    classes = (
        StatusClass("达到", Status.ONGOING, Basis.LEAD, Decimal(0), "达到序时进度", "达到序时进度事项"),
        StatusClass("未达到", Status.LAGGING, Basis.LEAD, None, "未达到序时进度", "未达到序时进度事项"),
    )
    base = replace(settings(), classes=classes)
    document = Book(base).named("甲", "区残联").document()
    assert headings(document, ParagraphStyle.HEADING_2) == ["（一）未达到序时进度事项1件"]
    assert "区残联1件实事未达到序时进度" in document.body[0].text


# projects


def test_a_project_is_headed_by_number_title_and_lead_unit() -> None:
    document = Book().named("推进 城市照明\n设施提升。", "区城市管理局", DONE).document()
    assert headings(document, ParagraphStyle.HEADING_3) == [
        "1.推进城市照明设施提升（牵头单位：区城市管理局）"
    ]


def test_the_slow_class_prints_main_task_and_lead_unit_before_the_progress() -> None:
    one = project("修路", "区交通运输局", main_task="新建和改造农村公路 30 公里以上")
    document = Book().add(one, "1", verdict=SLOW).document()
    at = texts(document).index("1.修路")
    assert texts(document)[at + 1] == "主要任务：新建和改造农村公路30公里以上。（牵头单位：区交通运输局）"
    assert texts(document)[at + 2].startswith("完成情况：")


def test_a_slow_project_without_main_task_still_names_its_lead_unit() -> None:
    document = Book().named("修路", "区交通运输局", SLOW).document()
    assert headings(document, ParagraphStyle.HEADING_3) == ["1.修路（牵头单位：区交通运输局）"]
    assert "主要任务" not in "".join(texts(document))


def test_classes_that_go_well_print_no_main_task() -> None:
    one = project("修路", "区交通运输局", main_task="新建公路30公里")
    document = Book().add(one, "22", verdict=DONE).document()
    assert "主要任务" not in "".join(texts(document))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("主要任务：新建公路30公里", "主要任务：新建公路30公里。（牵头单位：区交通运输局）"),
        ("主要任务:主要任务：新建 30 公里。", "主要任务：新建30公里。（牵头单位：区交通运输局）"),
        ("目标任务：\n新建30公里", "主要任务：新建30公里。（牵头单位：区交通运输局）"),
        ("完成主要任务：新建30公里", "主要任务：完成主要任务：新建30公里。（牵头单位：区交通运输局）"),
    ],
)
def test_a_main_task_typed_with_its_label_is_printed_with_one(typed: str, printed: str) -> None:
    document = Book().add(project("修路", "区交通运输局", main_task=typed), "1", verdict=SLOW).document()
    assert printed in texts(document)


def test_a_main_task_of_a_label_alone_is_none() -> None:
    document = (
        Book().add(project("修路", "区交通运输局", main_task="主要任务："), "1", verdict=SLOW).document()
    )
    assert "1.修路（牵头单位：区交通运输局）" in texts(document)


# title, masthead, imprint


def test_the_title_is_two_lines_broken_by_sense() -> None:
    ledger = Book().named("甲", "区残联", DONE).ledger()
    assert title_lines(ledger) == ("关于1至9月份全区2022年重点民生实事", "进展情况的通报")


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("上半年", "上半年"),
        ("1-11月", "1至11月"),
        ("1—9月", "1至9月"),
        ("1月-9月份", "1月至9月份"),
        ("前三季度", "前三季度"),
        ("2026年1-9月份", "1至9月份"),
        ("2026年上半年", "上半年"),
    ],
)
def test_the_period_is_printed_without_a_dash_that_could_break(label: str, printed: str) -> None:
    ledger = Book(settings(label, 2026)).named("甲", "区残联", DONE).ledger()
    assert title_lines(ledger)[0] == f"关于{printed}全区2026年重点民生实事"
    assert f"重点民生实事{printed}完成情况" in lead(ledger)


@pytest.mark.parametrize("label", ["全年", "年度", "2026年度", "2026年全年"])
def test_a_bulletin_of_the_whole_year_speaks_of_the_year_once(label: str) -> None:
    book = Book(settings(label, 2026)).named("甲", "区残联", DONE)
    assert title_lines(book.ledger()) == ("关于全区2026年重点民生实事", "全年完成情况的通报")
    printed = "年度" if label.endswith("年度") else "全年"
    assert f"1件重点民生实事{printed}完成情况进行了专项督查" in lead(book.ledger())
    book.settings = briefing(label, 2026)
    assert title_lines(book.ledger()) == ("湛河区2026年重点民生实事", "全年完成情况通报")
    own = manuscript_of(book.document())
    assert faults(proofread(own, book.ledger(), (own,))) == []


def test_twelve_months_are_a_period_like_any_other() -> None:
    ledger = Book(settings("1-12月份", 2026)).named("甲", "区残联", DONE).ledger()
    assert title_lines(ledger) == ("关于1至12月份全区2026年重点民生实事", "进展情况的通报")


def test_the_masthead_carries_issue_issuer_and_date() -> None:
    base = settings(issue_number=7, dated=dt.date(2022, 10, 5), masthead="督查专报")
    head = Book(base).named("甲", "区残联", DONE).document().masthead
    assert (head.name, head.issue, head.dated) == ("督查专报", "第7期", "2022年10月5日")
    assert head.issuer == "中共湛河区委区政府督查局"


def test_an_issue_and_a_date_not_yet_known_leave_gaps_and_no_zero() -> None:
    head = Book().named("甲", "区残联", DONE).document().masthead
    assert head.issue == "第\u3000期"
    assert head.dated.replace("\u3000", "") == "年月日"


def test_the_imprint_ends_with_one_full_stop_and_has_its_line_of_printing() -> None:
    base = settings(
        distribution_list="区委常委, 区人大主任。", printed_by="区督查局", dated=dt.date(2022, 10, 25)
    )
    foot = Book(base).named("甲", "区残联", DONE).document().imprint
    assert foot.distribution == "本期发：区委常委，区人大主任。"
    assert (foot.printed_by, foot.printed_on) == ("区督查局", "2022年10月25日印发")


def test_imprint_lines_without_content_are_left_out() -> None:
    foot = Book(settings(dated=dt.date(2022, 10, 25))).named("甲", "区残联", DONE).document().imprint
    assert (foot.distribution, foot.printed_by, foot.printed_on) == ("", "", "")


def test_requirements_are_printed_as_tidy_sentences_one_paragraph_each() -> None:
    base = settings(requirements=("一要提高站位,主动出击", "二要严格 8 月底的节点。"))
    body = texts(Book(base).named("甲", "区残联", DONE).document())
    assert body[-3:] == ["二、工作要求", "一要提高站位，主动出击。", "二要严格8月底的节点。"]


# the draft sheet


def test_the_draft_holds_every_paragraph_with_its_key_and_style() -> None:
    document = four_classes().document()
    rows = draft_rows(document)
    body = [(one.key, one.style.value, one.text) for one in document.body]
    at = rows.index(body[0])
    assert list(rows[at : at + len(body)]) == body


def test_the_draft_begins_with_the_masthead_and_ends_with_the_imprint() -> None:
    base = settings(
        issue_number=7, dated=dt.date(2022, 10, 25), distribution_list="各单位", printed_by="区督查局"
    )
    rows = draft_rows(Book(base).named("甲", "区残联", DONE).document())
    assert [row[0] for row in rows[:5]] == ["版头", "期号", "发文机关", "成文日期", "标题"]
    assert rows[4][2] == "关于1至9月份全区2022年重点民生实事\n进展情况的通报"
    assert [row[2] for row in rows[-2:]] == ["本期发：各单位。", "区督查局\u30002022年10月25日印发"]


def test_the_draft_has_no_empty_rows() -> None:
    rows = draft_rows(Book(settings(issuer="")).named("甲", "区残联", DONE).document())
    assert all(key and style and text for key, style, text in rows)


# what must never be printed


def test_no_text_shows_how_a_program_writes_nothing_or_a_float() -> None:
    for document in (four_classes().document(), Book(settings(issuer="")).named("甲", "区残联").document()):
        rows = [text for text in all_texts(document) if "\n" not in text]
        assert [text for text in rows if FORBIDDEN.search(text)] == []


def test_no_space_stands_between_chinese_characters_and_digits_or_signs() -> None:
    for text in texts(four_classes().document()):
        assert not re.search(r"[\u4e00-\u9fff] |\d [\u4e00-\u9fff%]|[,;:?!](?=[\u4e00-\u9fff])", text), text


def test_every_sentence_of_progress_ends_with_a_full_stop_or_is_a_visible_mark() -> None:
    for text in texts(four_classes().document()):
        if text.startswith("完成情况："):
            assert text.endswith(("。", "】"))


def test_the_same_ledger_gives_the_same_document() -> None:
    ledger = four_classes().ledger()
    assert compose(ledger) == compose(four_classes().ledger())


# Offices that lead together


def joint_book(*pairs: tuple[str, str]) -> Book:
    book = Book()
    for number, (unit, verdict) in enumerate(pairs):
        book.named("甲乙丙丁戊己庚辛壬癸子丑"[number], unit, verdict)
    return book


@pytest.mark.parametrize(
    ("units", "offices", "said"),
    [
        (["县民政局、县住建局"], 2, "县民政局和县住建局共同牵头1件实事推进缓慢"),
        (
            ["县民政局、县住建局", "县水利局", "县民政局"],
            3,
            "县水利局1件实事、县民政局1件实事、县民政局和县住建局共同牵头1件实事推进缓慢",
        ),
        (
            ["县民政局", "县民政局、县住建局、县水利局", "县民政局"],
            3,
            "县民政局2件实事、县民政局、县住建局和县水利局共同牵头1件实事推进缓慢",
        ),
        (
            ["县民政局", "县民政局", "县民政局、县住建局", "县住建局", "县水利局", "县教体局", "县残联"],
            5,
            "县民政局2件、县民政局和县住建局共同牵头1件，县住建局、县水利局、县教体局、县残联各1件，共7件实事推进缓慢",
        ),
    ],
)
def test_what_offices_lead_together_is_counted_once_and_each_office_once(
    units: list[str], offices: int, said: str
) -> None:
    ledger = joint_book(*((unit, SLOW) for unit in units)).ledger()
    text = lead(ledger)
    assert f"对{offices}个主要责任单位承担的{len(units)}件重点民生实事" in text
    assert f"其中{said}。" in text
    own = manuscript_of(compose(ledger))
    assert faults(proofread(own, ledger, (own,))) == []
    assert faults(proofread(own)) == []


def test_a_wrong_count_of_what_offices_lead_together_is_found() -> None:
    units = ("县民政局", "县民政局", "县民政局、县住建局", "县住建局")
    ledger = joint_book(*((unit, SLOW) for unit in units)).ledger()
    own = "\n".join(line.text for line in manuscript_of(compose(ledger)).lines)
    wrong = own.replace("共同牵头1件", "共同牵头2件")
    assert ("TEXT_DIFFERS", "2件") in told(wrong, ledger)
    assert ("TEXT_COUNT_WRONG", "2件") in told(wrong)


def test_offices_that_lead_together_and_have_not_reported_are_named_as_such() -> None:
    book = joint_book(("县民政局", DONE))
    ledger = book.named("站点", "县民政局、县住建局", is_reported=False).ledger()
    assert "县民政局和县住建局（共同牵头）未报送进展情况" in lead(ledger)
    own = manuscript_of(compose(ledger))
    assert faults(proofread(own, ledger, (own,))) == []


def test_a_briefing_names_each_office_once_where_some_lead_together() -> None:
    words = {"shortcomings": "资金未到位"}
    book = (
        Book(briefing())
        .named("甲", "县民政局", SLOW, **words)
        .named("乙", "县民政局、县住建局", SLOW, **words)
    )
    ledger = book.named("丙", "县水利局", DONE).ledger()
    text = "".join(one.text for one in compose(ledger).body)
    assert "县民政局、县住建局承担的2件实事进展缓慢" in text
    assert "。县民政局、县住建局反映资金未到位" in text
    own = manuscript_of(compose(ledger))
    assert faults(proofread(own, ledger, (own,))) == []
    assert faults(proofread(own)) == []
