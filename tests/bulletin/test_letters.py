"""Letters to units: polite, complete, and never a hole where the office has set nothing."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.core.builders import indicator, programme, project, settings
from xlminshi.bulletin.letters import (
    Letter,
    Occasion,
    Refusal,
    SentBack,
    choice_letter,
    refusal_letter,
    reminder,
    reminder_notice,
    return_letter,
)
from xlminshi.core.returns import Call, Calls
from xlminshi.core.settings import BulletinSettings

DEADLINE = dt.date(2022, 10, 8)
PLAN = programme(
    project("新建公办幼儿园", "区教体局", indicator()),
    project("建设游泳馆", "区教体局", indicator()),
    project("改造老旧小区", "区住建局", indicator()),
    project("扶残助残", "区残联", indicator()),
)
OFFICE = BulletinSettings(supervision_office="区委区政府督查局", issuer="区委办")


BACK = SentBack("必改2处、提醒1处", ("I6：甲。", "I7：乙。"), "区住建局_退回修改.xlsx")


def calls(**units: str) -> Calls:
    """Return whom the office calls on: 区教体局="REPORT"."""
    return Calls(tuple((unit, Call[call]) for unit, call in units.items()))


def on(day: dt.date = dt.date(2022, 10, 6), deadline: dt.date | None = DEADLINE, **words: str) -> Occasion:
    bulletin = replace(OFFICE, **words)
    return Occasion(PLAN, settings(deadline=deadline, bulletin=bulletin), day)


def all_letters(occasion: Occasion) -> tuple[Letter, ...]:
    return (
        return_letter(occasion, "区住建局", BACK),
        return_letter(occasion, "区住建局", SentBack("必改1处", (), "区住建局_退回修改.xlsx", 3, 1)),
        return_letter(occasion, "区住建局", BACK, (Refusal("住建.xlsx", "没有能计入的内容。"),)),
        refusal_letter(occasion, "区残联", (Refusal("残联.doc", "不是表格。"),), "区残联.xlsx"),
        refusal_letter(occasion, "", (Refusal("报表.xlsx", "填报单位不在名录中。"),)),
        choice_letter(occasion, "区残联", ("残联.xlsx", "残联2.xlsx")),
        choice_letter(occasion, "区残联", ("残联.xlsx",)),
        reminder(occasion, "区教体局", "区教体局.xlsx"),
        reminder(occasion, "区教体局"),
        reminder_notice(occasion, calls(区教体局="REPORT", 区残联="CONFIRM", 区住建局="MEND")),
    )


def test_a_return_letter_says_how_much_what_how_and_by_when() -> None:
    letter = return_letter(on(), "区住建局", BACK)
    assert letter.subject == "请修改后重新报送：湛河区2022年重点民生实事进展情况（1-9月份）填报表"
    assert letter.text == (
        "区住建局：\n\n"
        "贵单位报来的湛河区2022年重点民生实事进展情况（1-9月份）填报表收悉。经核对，有必改2处、提醒1处，请修改后重新报送。\n\n"
        "请这样修改：\n"
        "1. 打开附件“区住建局_退回修改.xlsx”，先看第一张表“问题清单”。\n"
        "2. 点“位置”跳到要改的格子：红色的必须改，橙色的请核对，鼠标停在格子上可看到说明。\n"
        "3. 贵单位原来填写的内容都在附件里，不用重新填写。\n"
        "4. 改好后直接保存，把这个附件随邮件报回。\n\n"
        "必改的内容：\n1. I6：甲。\n2. I7：乙。\n\n"
        "请于2022年10月8日前报回。\n\n"
        "区委区政府督查局\n2022年10月6日\n"
    )


def test_a_long_list_is_cut_and_leads_to_the_attachment() -> None:
    back = SentBack("必改14处", tuple(f"甲{n}。" for n in range(14)), "附.xlsx")
    text = return_letter(on(), "区住建局", back).text
    assert "10. 甲9。\n其余4处见附件的“问题清单”。" in text
    assert "甲10" not in text


@pytest.mark.parametrize(
    ("day", "deadline", "words"),
    [
        (dt.date(2022, 10, 7), DEADLINE, "请于2022年10月8日前报送。"),
        (dt.date(2022, 10, 8), DEADLINE, "今天（2022年10月8日）是报送截止日期，请务必于今天报送。"),
        (dt.date(2022, 10, 9), DEADLINE, "报送截止日期为2022年10月8日，现已逾期1天，请立即报送。"),
        (dt.date(2022, 11, 8), DEADLINE, "报送截止日期为2022年10月8日，现已逾期31天，请立即报送。"),
        (dt.date(2022, 10, 7), None, "请尽快报送。"),
    ],
)
def test_a_reminder_names_the_deadline_and_how_long_it_has_passed(
    day: dt.date, deadline: dt.date | None, words: str
) -> None:
    assert words in reminder(on(day, deadline), "区残联", "区残联.xlsx").text


def test_a_reminder_names_the_unit_s_own_projects_only() -> None:
    text = reminder(on(), "区教体局", "区教体局.xlsx").text
    assert "贵单位牵头的2件实事" in text
    assert "1. 新建公办幼儿园\n2. 建设游泳馆" in text
    assert "附件“区教体局.xlsx”" in text
    assert not any(word in text for word in ("区住建局", "改造老旧小区", "区残联"))


@pytest.mark.parametrize(
    ("left_over", "withheld", "is_blank", "words"),
    [
        (
            2,
            0,
            False,
            "3. 贵单位原来填写的内容已带入附件，不用重新填写；有2处没有放进表中，列在“问题清单”的下方；如属",
        ),
        (2, 1, True, "3. 有2处没有放进表中，列在“问题清单”的下方（其中1处没有列出内容，请看原文件）；如属"),
        (1, 1, True, "3. 有1处没有放进表中，列在“问题清单”的下方，没有列出内容，请看原文件；如属"),
    ],
)
def test_a_return_letter_promises_only_what_the_copy_holds(
    left_over: int, withheld: int, is_blank: bool, words: str
) -> None:
    back = replace(BACK, left_over=left_over, withheld=withheld, is_blank=is_blank)
    text = return_letter(on(), "区住建局", back).text
    assert words in text
    assert "都在附件里" not in text


def test_a_marked_copy_of_a_form_that_was_refused_says_that_nothing_counts_yet() -> None:
    text = return_letter(on(), "区住建局", BACK, (Refusal("住建.xlsx", "没有能计入的内容。"),)).text
    assert (
        "填报表没有采用：\n1. 住建.xlsx：没有能计入的内容。\n\n附件是按贵单位报来的内容整理的填报表" in text
    )
    assert "收悉" not in text


def test_a_reminder_without_a_form_beside_it_speaks_of_no_attachment() -> None:
    text = reminder(on(), "区教体局").text
    assert "附件" not in text
    assert "填报表已下发" in text


def test_the_notice_counts_and_lists_who_has_what_to_do() -> None:
    text = reminder_notice(on(), calls(区教体局="REPORT", 区住建局="MEND", 区残联="CONFIRM")).text
    assert text.startswith("关于催报湛河区2022年重点民生实事进展情况（1-9月份）的通知\n\n各有关单位：\n")
    sent = "已报送2个（其中需修改后重新报送的1个、需确认以哪一份为准的1个）"
    assert f"应报送单位3个，{sent}，未报送1个。" in text
    assert "一、未报送的单位（1个）\n1. 区教体局（牵头实事2件）" in text
    assert "二、需修改后重新报送的单位（1个）\n1. 区住建局（牵头实事1件）" in text
    assert "三、需确认以哪一份为准的单位（1个）\n1. 区残联（牵头实事1件）" in text
    assert "填报表已下发" in text


def test_the_notice_numbers_only_the_lists_that_it_has() -> None:
    text = reminder_notice(on(), calls(区住建局="MEND")).text
    assert "\n需修改后重新报送的单位（1个）\n1. 区住建局" in text
    assert "未报送的单位" not in text
    assert "填报表已下发" not in text
    alone = reminder_notice(on(), calls(区教体局="REPORT")).text
    assert "应报送单位3个，已报送2个，未报送1个。" in alone
    assert "\n未报送的单位（1个）\n1. 区教体局" in alone
    assert "重新报送" not in alone
    assert "一、" not in text + alone


def test_the_notice_says_of_offices_that_lead_together_that_they_do() -> None:
    pair = "区民政局、区住建局"
    occasion = replace(on(), programme=programme(project("养老服务站", pair, indicator())))
    text = reminder_notice(occasion, Calls(((pair, Call.REPORT),))).text
    assert "1. 区民政局和区住建局（共同牵头实事1件）" in text


def test_a_refusal_says_why_and_brings_a_fresh_form() -> None:
    text = refusal_letter(on(), "区残联", (Refusal("残联.doc", "不是表格。"),), "区残联.xlsx").text
    assert "1. 残联.doc：不是表格。" in text
    assert "附件“区残联.xlsx”是重新准备的填报表" in text


def test_a_sender_whose_unit_nobody_knows_is_greeted_without_one() -> None:
    text = refusal_letter(on(), "", (Refusal("报表.xlsx", "填报单位不在名录中。"),)).text
    assert text.startswith("您好：\n\n您报来的")
    assert "在表头写明填报单位" in text


def test_two_different_files_are_asked_about_by_name() -> None:
    text = choice_letter(on(), "区残联", ("残联.xlsx", "残联2.xlsx")).text
    assert "报来2份内容不同的" in text
    assert "1. 残联.xlsx\n2. 残联2.xlsx" in text
    assert "请确认以哪一份为准" in text
    assert "与已采用的一份内容不同" in choice_letter(on(), "区残联", ("残联.xlsx",)).text


@pytest.mark.parametrize(
    ("supervision_office", "issuer", "signed"),
    [("区督查局", "区委办", "区督查局\n2022"), (" ", "区委办", "区委办\n2022"), ("", "", "。\n\n2022")],
)
def test_letters_are_signed_by_the_office_as_far_as_it_has_a_name(
    supervision_office: str, issuer: str, signed: str
) -> None:
    for letter in all_letters(on(supervision_office=supervision_office, issuer=issuer)):
        assert signed in letter.text


@pytest.mark.parametrize("deadline", [DEADLINE, None])
@pytest.mark.parametrize("office", ["区督查局", ""])
def test_no_letter_has_a_hole(deadline: dt.date | None, office: str) -> None:
    for letter in all_letters(on(deadline=deadline, supervision_office=office, issuer="")):
        assert not any(
            hole in letter.subject + letter.text for hole in ("None", "「」", "“”", "（）", "：。", "\n\n\n")
        )
        assert letter.text.endswith("2022年10月6日\n")
