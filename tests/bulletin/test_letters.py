"""Letters to units: polite, complete, and never a hole where the office has set nothing."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.core.builders import indicator, programme, project, settings
from xlminshi.bulletin.letters import (
    Letter,
    Occasion,
    Refusal,
    choice_letter,
    refusal_letter,
    reminder,
    reminder_notice,
    return_letter,
)
from xlminshi.core.settings import BulletinSettings

DEADLINE = dt.date(2022, 10, 8)
PLAN = programme(
    project("新建公办幼儿园", "区教体局", indicator()),
    project("建设游泳馆", "区教体局", indicator()),
    project("改造老旧小区", "区住建局", indicator()),
    project("扶残助残", "区残联", indicator()),
)
OFFICE = BulletinSettings(supervision_office="区委区政府督查局", issuer="区委办")


def on(day: dt.date = dt.date(2022, 10, 6), deadline: dt.date | None = DEADLINE, **words: str) -> Occasion:
    bulletin = replace(OFFICE, **words)
    return Occasion(PLAN, settings(deadline=deadline, bulletin=bulletin), day)


def all_letters(occasion: Occasion) -> tuple[Letter, ...]:
    return (
        return_letter(
            occasion, "区住建局", "必改3处、提醒1处", ("I6：甲。", "I7：乙。"), "区住建局_退回修改.xlsx"
        ),
        return_letter(occasion, "区住建局", "必改1处", (), "区住建局_退回修改.xlsx"),
        refusal_letter(occasion, "区残联", (Refusal("残联.doc", "不是表格。"),), "区残联.xlsx"),
        refusal_letter(occasion, "", (Refusal("报表.xlsx", "填报单位不在名录中。"),)),
        choice_letter(occasion, "区残联", ("残联.xlsx", "残联2.xlsx")),
        choice_letter(occasion, "区残联", ("残联.xlsx",)),
        reminder(occasion, "区教体局", "区教体局.xlsx"),
        reminder_notice(occasion, ("区教体局", "区残联"), ("区住建局",)),
    )


def test_a_return_letter_says_how_much_what_how_and_by_when() -> None:
    letter = return_letter(
        on(), "区住建局", "必改2处、提醒1处", ("I6：甲。", "I7：乙。"), "区住建局_退回修改.xlsx"
    )
    assert letter.subject == "请修改后重新报送：湛河区2022年重点民生实事进展情况（1-9月份）填报表"
    assert letter.text == (
        "区住建局：\n\n"
        "贵单位报来的湛河区2022年重点民生实事进展情况（1-9月份）填报表收悉。经核对，有必改2处、提醒1处，请修改后重新报送。\n\n"
        "请这样修改：\n"
        "1. 打开附件“区住建局_退回修改.xlsx”，先看第一张表“问题清单”。\n"
        "2. 点“位置”跳到要改的格子：红色的必须改，橙色的请核对，鼠标停在格子上可看到说明。\n"
        "3. 改好后直接保存，把这个附件随邮件报回。贵单位原来填写的内容都在附件里，不用重新填写。\n\n"
        "必改的内容：\n1. I6：甲。\n2. I7：乙。\n\n"
        "请于2022年10月8日前报回。\n\n"
        "区委区政府督查局\n2022年10月6日\n"
    )


def test_a_long_list_is_cut_and_leads_to_the_attachment() -> None:
    text = return_letter(on(), "区住建局", "必改14处", tuple(f"甲{n}。" for n in range(14)), "附.xlsx").text
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


def test_the_notice_counts_and_lists_who_is_missing_and_who_must_report_again() -> None:
    text = reminder_notice(on(), ("区教体局",), ("区住建局",)).text
    assert text.startswith("关于催报湛河区2022年重点民生实事进展情况（1-9月份）的通知\n\n各有关单位：\n")
    assert "应报送单位3个，已报送1个，未报送1个，已报送但需重新报送1个。" in text
    assert "一、未报名单（1个）\n1. 区教体局（牵头实事2件）" in text
    assert "二、需重新报送的单位（1个）\n1. 区住建局（牵头实事1件）" in text


def test_the_notice_numbers_only_the_lists_that_it_has() -> None:
    text = reminder_notice(on(), (), ("区住建局",)).text
    assert "\n需重新报送的单位（1个）\n1. 区住建局" in text
    assert "未报名单" not in text
    alone = reminder_notice(on(), ("区教体局",), ()).text
    assert "\n未报名单（1个）\n1. 区教体局" in alone
    assert "需重新报送" not in alone
    assert "一、" not in text + alone
    assert "报送" in reminder_notice(on(), (), ()).text


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
