"""What the checks of dates, persons and privacy question, and what they leave alone."""

import datetime as dt

from tests.core.checks.scenes import (
    ID_NUMBER,
    OTHER,
    Example,
    after,
    headed,
    in_office,
    scene,
    together,
    told_before,
)
from xlminshi.core.checks import dates, persons, privacy
from xlminshi.core.problems import Code
from xlminshi.core.project import IndicatorKind

_LOWER, _WORDS = IndicatorKind.LOWER, IndicatorKind.WORDS

OF_DATES = (
    Example(
        dates.is_dated_after_the_period,
        Code.REPORTED_EARLY,
        "填报日期2022-09-20早于本期截止日2022-09-30。",
        headed(scene(), reported_on=dt.date(2022, 9, 20)),
        (
            scene(),
            headed(scene(), reported_on=None),
            in_office(headed(scene(), reported_on=dt.date(2022, 9, 20)), deadline=dt.date(2022, 9, 25)),
        ),
    ),
    Example(
        dates.is_dated_near_the_period,
        Code.REPORT_DATE_ODD,
        "填报日期2021-10-08离本期截止日2022-09-30太远。",
        headed(scene(), reported_on=dt.date(2021, 10, 8)),
        (scene(), headed(scene(), reported_on=dt.date(2022, 12, 30))),
    ),
    Example(
        dates.is_dated_anew,
        Code.SAME_DATE_AS_LAST,
        "填报日期2022-10-08与上期的相同。",
        after(told_before(), scene(), reported_on=dt.date(2022, 10, 8)),
        (
            after(told_before(), scene()),
            after(told_before(), headed(scene(), reported_on=None), reported_on=None),
        ),
    ),
    Example(
        dates.words_end_with_the_period,
        Code.OTHER_PERIOD_TOLD,
        "进展情况写的是“截至6月”，而本期是2022年1-9月份。",
        scene("截至6月底，已救助70人。"),
        (scene("截至9月底，已救助70人。"), scene("截至目前已救助70人，6月底启动。")),
    ),
    Example(
        dates.words_tell_of_this_year,
        Code.OTHER_PERIOD_TOLD,
        "进展情况写的是“2021年1-9月”，而本期是2022年1-9月份。",
        scene("2021年1-9月，已救助70人。"),
        (
            scene("2022年1-9月已救助70人，比2021年上半年多12人。"),
            scene("2021年上半年同期为50人，2021年结转3人。"),
        ),
    ),
    Example(
        dates.tells_no_future_as_done,
        Code.FUTURE_TOLD,
        "进展情况写有“12月底已完工”，而本期数据截至2022-09-30。",
        scene("康复中心12月底已完工，正在验收。"),
        (scene("康复中心10月8日已完工，去年12月已开工。"), scene("康复中心计划12月底完工。")),
    ),
    Example(
        dates.next_steps_lie_ahead,
        Code.DEADLINE_PAST,
        "下一步措施写有“6月底前全部完成”，而本期是2022年1-9月份，时限已过。",
        scene(next_steps="加快施工，6月底前全部完成。"),
        (scene(next_steps="11月底前完成，明年3月底前投用。"), scene()),
    ),
)
OF_PERSONS = (
    Example(
        persons.is_signed,
        Code.UNSIGNED,
        "表头没有填写填报人、填报日期。",
        headed(scene(), reporter="", reported_on=None),
        (scene(), headed(scene(), reporter="", cells=())),
    ),
    Example(
        persons.is_reviewed_by_another,
        Code.SAME_SIGNER,
        "填报人和审核人都是“王建国”。",
        headed(scene(), reviewer="王 建国"),
        (scene(), headed(scene(), reporter="", reviewer="")),
    ),
    Example(
        persons.has_contacts,
        Code.CONTACT_MISSING,
        "2件实事没有填写责任人或联系电话：实施残疾儿童康复救助、发放辅具。",
        together(scene(phone=""), OTHER, scene("已发放辅具20件。", title="发放辅具", responsible_person="")),
        (together(scene(), OTHER),),
    ),
    Example(
        persons.person_is_a_name,
        Code.PERSON_HAS_DIGITS,
        "责任人填的“王建国***********”里有数字。",
        scene(responsible_person="王建国13803750101"),
        (scene(), scene(responsible_person="")),
    ),
    Example(
        persons.person_stays,
        Code.PERSON_CHANGED,
        "“实施残疾儿童康复救助”的责任人由“王建国”改为“李丽”。",
        after(told_before(), scene(responsible_person="李丽")),
        (after(told_before(), scene(responsible_person="王 建国")), scene()),
    ),
    Example(
        persons.phones_are_not_counted_up,
        Code.PHONES_COUNT_UP,
        "电话“13803750102”比上一件实事的“13803750101”正好大1，像是拖动填充造成的。",
        together(scene(), scene("改造小区12个。", title="改造老旧小区", phone="13803750102")),
        (together(scene(), OTHER), together(scene(phone="2021234"), scene(title="二", phone="2021235"))),
    ),
)
OF_PRIVACY = (
    Example(
        privacy.has_no_identity_number,
        Code.IDENTITY_NUMBER,
        "“进展情况”里有居民身份证号码“110*************2X”，不应外发。",
        scene(f"已救助70人（王小明，{ID_NUMBER}）。"),
        (scene("已救助70人（编号110105194912310021）。"), scene("资金支付凭证号202209301234567890。")),
    ),
    Example(
        privacy.has_nothing_like_an_identity_number,
        Code.IDENTITY_LIKE,
        "“备注”里的“110**********02”像是居民身份证号码，不应外发。",
        scene(remarks="联系人证件110105491231002"),
        (scene(remarks="合同编号202209301234567"), scene(remarks=ID_NUMBER)),
    ),
    Example(
        privacy.has_nothing_like_an_identity_number,
        Code.IDENTITY_LIKE,
        "“进展情况”里的“110*************21”像是居民身份证号码，不应外发。",
        scene("证件 110105 19491231 0021。", words=""),
        (),
    ),
    Example(
        privacy.has_no_card_number,
        Code.CARD_NUMBER,
        "“存在问题”里的“622**************58”像是银行卡号，不应外发。",
        scene(shortcomings="补贴已退回6222 0210 0112 2334 458账户。"),
        (scene(shortcomings="流水号6222021001122334459。"), scene(shortcomings="编号7222021001122334457")),
    ),
    Example(
        privacy.has_no_mobile_number,
        Code.MOBILE_TOLD,
        "“进展情况”里有手机号码“138******01”，不应外发。",
        scene("已救助70人，咨询电话138-0375-0101。"),
        (scene("已救助70人，咨询电话0375-2021234。"), scene(responsible_person="13803750101")),
    ),
    Example(
        privacy.lists_no_persons,
        Code.PERSONS_LISTED,
        "“备注”里写有“名单”，可能列出了个人信息，不应外发。",
        scene(remarks="救助名单：王小明、李小红"),
        (scene(remarks="名单已在村内公示"),),
    ),
    Example(
        privacy.names_no_link,
        Code.LINK_TOLD,
        "“下一步措施”里写有网址或账号“http://”，不宜引用。",
        scene(next_steps="详见http://example.com/a"),
        (scene(next_steps="上线“豫事办”APP，开通5G。"),),
    ),
)
