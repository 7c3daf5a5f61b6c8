import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from xlminshi.bulletin import wording
from xlminshi.bulletin.wording import one_line, sentence, tidied

TYPED = [
    # spaces
    ("已发现问题路灯 22 盏，更换 22 盏。", "已发现问题路灯22盏，更换22盏。"),
    ("产前超声筛查率 128.88 %", "产前超声筛查率128.88%"),
    ("拆除　或改造　5　处", "拆除或改造5处"),
    ("\u00a0已完成\u00a05\u00a0个\u00a0", "已完成5个"),
    ("已完成\t5\t个", "已完成5个"),
    ("已完成\u20095\u2003个\u200b", "已完成5个"),
    ("\ufeff已完成5个", "已完成5个"),
    ("“ 青翼家园 ”阵地", "“青翼家园”阵地"),
    ("已 完 成", "已完成"),
    ("使用 Excel 表格", "使用Excel表格"),
    ("Open Office 软件", "Open Office软件"),
    # digits and signs
    ("完成１２３人，占５０％", "完成123人，占50%"),
    ("每人１．４元", "每人1.4元"),
    # half-width marks
    ("已完工,已验收;已投用", "已完工，已验收；已投用"),
    ("完成率50%,正在推进", "完成率50%，正在推进"),
    ("更换 22 盏,维修 6 盏", "更换22盏，维修6盏"),
    ("进度如下:已招标", "进度如下：已招标"),
    ("已完工.正在验收.", "已完工。正在验收。"),
    ("是否完工?已完工!", "是否完工？已完工！"),
    ("垃圾中转站(3座)已完工", "垃圾中转站（3座）已完工"),
    ("(试点)已完工", "（试点）已完工"),
    ("((试点))已完工", "（（试点））已完工"),
    ("(一期(东区)二期)", "（一期（东区）二期）"),
    ("（试点） :已完工", "（试点）：已完工"),
    ("已完工。。下一步，，验收", "已完工。下一步，验收"),
    # line breaks
    ("已完成设计。\n正在招标。", "已完成设计。正在招标。"),
    ("已完成设计\n正在招标", "已完成设计。正在招标"),
    ("已完成设计，\r\n\r\n正在招标\r\n", "已完成设计，正在招标"),
    ("有三项：\n一是设计；\n二是招标", "有三项：一是设计；二是招标"),
    ("要求“尽快完工。”\n正在施工", "要求“尽快完工。”正在施工"),
    ("正在办理手续……\n即将开工", "正在办理手续……即将开工"),
    # labels
    ("完成情况：已完成 5 个", "已完成5个"),
    ("完成情况:已完成", "已完成"),
    ("进展情况：\n已完成", "已完成"),
    ("完成情况：完成情况：已完成", "已完成"),
    ("进展情况：完成情况：已完成", "已完成"),
    ("工作进展：已完成", "已完成"),
    # months
    ("1-9月份", "1至9月份"),
    ("1 — 9 月", "1至9月"),
    ("1～11月", "1至11月"),
    ("2022年1-9月", "2022年1至9月"),
    ("3月-5月", "3月至5月"),
]
STAYS = [
    "",
    "8:30",
    "每天8:30开门，17:00关门",
    "电话0375-1234567",
    "电话13800001234",
    "保险费每人1.4元，共476498.4元",
    "1,103个",
    "共2,000元",
    "比例为3:1",
    "5-10公里",
    "2022-09月报",
    "见http://a.gov.cn/b?c=1",
    "文号（2022）1号",
    "A,B两区",
    "……",
    "——",
    "推动“四好农村路”建设",
    "完成情况已核对",
    "1.38万人次",
    "第1.2条",
    "建设、改造、验收",
]


@pytest.mark.parametrize(("typed", "printed"), TYPED)
def test_what_units_type_is_made_fit_to_print(typed: str, printed: str) -> None:
    assert tidied(typed) == printed


@pytest.mark.parametrize("text", STAYS)
def test_what_is_right_already_stays_as_it_is(text: str) -> None:
    assert tidied(text) == text


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\u3000", "\t \n", "完成情况：", "完成情况：\n"])
def test_nothing_stays_nothing(text: str) -> None:
    assert tidied(text) == ""


def pieces() -> st.SearchStrategy[str]:
    usual = st.text(
        alphabet="完成情况进展工作月至个a1２9％%,;:?!.，。；：、（）()“”—-~ \n\t\u3000", max_size=20
    )
    words = st.sampled_from(
        ["完成情况：", "进展情况:", "(", ")", "1-9月", "８：３０", "1,103", " 个", "\r\n", "。", "…"]
    )
    return st.one_of(usual, st.lists(words, max_size=8).map("".join), st.text(max_size=20))


def skeleton(text: str) -> str:
    """Return only words and digits, without what tidying may leave out: labels, and 至 for a dash."""
    folded = text.translate({0xFF10 + digit: str(digit) for digit in range(10)})
    words = "".join(one for one in folded if unicodedata.category(one)[0] in "LN")
    return re.sub(r"^(?:完成情况|进展情况|工作进展)+", "", words).replace("至", "")


@settings(deadline=None)
@given(pieces())
@example("((作))")
@example("(作) :")
@example("完成情况：完成情况：作")
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = tidied(text)
    assert tidied(once) == once


@settings(deadline=None)
@given(pieces())
def test_tidying_never_changes_a_word_or_a_digit(text: str) -> None:
    assert skeleton(tidied(text)) == skeleton(text)


@settings(deadline=None)
@given(pieces())
def test_a_tidied_text_is_one_paragraph_without_spaces_at_chinese_characters(text: str) -> None:
    printed = tidied(text)
    assert len(printed.splitlines()) <= 1
    assert "\t" not in printed
    assert not re.search(r"[\u4e00-\u9fff] +\S|[\w%] +[\u4e00-\u9fff]", printed)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("已完成", "已完成。"),
        ("已完成。", "已完成。"),
        ("已完成。。", "已完成。"),
        ("已完成，", "已完成。"),
        ("已完成；", "已完成。"),
        ("具体如下：", "具体如下。"),
        ("已完成 ", "已完成。"),
        ("共1.4", "共1.4。"),
        ("必须按时完成！", "必须按时完成！"),
        ("手续正在办理……", "手续正在办理……"),
        ("要求“尽快完工。”", "要求“尽快完工。”"),
        ("建成“青翼家园”", "建成“青翼家园”。"),
        ("已完工（含东区）", "已完工（含东区）。"),
        ("", ""),
        ("  ", ""),
        ("。", ""),
        ("；，", ""),
    ],
)
def test_a_sentence_ends_with_one_mark(text: str, printed: str) -> None:
    assert sentence(text) == printed


@settings(deadline=None)
@given(pieces().map(tidied))
def test_a_sentence_is_not_changed_by_ending_it_again(text: str) -> None:
    assert sentence(sentence(text)) == sentence(text)


def test_a_name_broken_within_its_cell_goes_on_without_a_mark() -> None:
    assert one_line("加快农村交通\n物流体系建设") == "加快农村交通物流体系建设"
    assert one_line(" 推进 老旧小区\r\n 改造 ") == "推进老旧小区改造"


@settings(max_examples=300)
@given(st.text(st.sampled_from("甲乙至19aB%，。；、：“”（）《》-.,(1月 "), max_size=12))
@example("1至9月")
@example("完成情况：")
def test_what_is_tidy_at_sight_would_not_be_changed(text: str) -> None:
    if wording._TIDY.fullmatch(text):
        assert wording._tidied_once(text) == text
