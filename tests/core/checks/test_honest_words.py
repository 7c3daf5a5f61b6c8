"""Sentences as offices write them raise nothing, wherever they only look like a slip."""

import datetime as dt
import time

import pytest

from tests.core.checks.scenes import ID_NUMBER, OFFICE, Scene, headed, in_office, scene, together
from xlminshi.core.checks.privacy import has_luhn_sum, has_no_identity_number, is_identity_number
from xlminshi.core.period import ReportingPeriod
from xlminshi.core.problems import Code
from xlminshi.core.project import IndicatorKind

UNDER_WAY = (  # 75 % at 75 % of the year
    "截至目前，各项工作正在有序推进。",
    "截至2022年9月底，方案已经批复。",
    "截至9月25日，已完成前期手续办理。",
    "2021年结转项目已验收，2022年新建项目正在施工。",
    "与2021年1-9月相比增长12%，受疫情影响有所放缓。",
    "2023年3月底前可全部投用。",
    "预计11月底完成全年目标任务。",
    "可提前完成全年目标任务，计划12月底已完成验收的优先移交。",
    "已完成全年目标任务数的四分之三。",
    "已完成立项、设计、财政评审等工作，正在进行项目招标。",
    "按序时推进，时间过半任务过半。",
    "未达到序时进度的乡镇已约谈，其余乡镇已验收。",
    "《实施方案》已印发（政办〔2022〕15号），责任到人。",
    "1）完善机制；2）压实责任；3）强化督查，均已落实。",
    "“豫事办”APP注册稳步提升，接入5G、LED显示屏。",
    "区委、区政府高度重视，召开推进会6次…",
    "咨询电话：0375-2021234，受理窗口已设立。",
    "合同编号2022093012345已备案，档案齐全。",
    "评审金额493660.25元，招标控制价498000元。",
    "名单已在村务公开栏公示，群众无异议。",
    "责任险保单号PZAA202241040000012345已生效。",
    "超前谋划，正在超额储备明年项目。",
    "一期工程已完工，二期工程尚未开工。",
    "9月份招生投用，已完成设备采购。",
    "去年12月已开工，今年7月已封顶。",
)
DONE = (  # 100 %
    "已完成全年目标任务，后续管护工作持续推进。",
    "目标任务已全面完成，正在开展“回头看”。",
    "全部建成投用，群众反映良好，没有开展新项目。",
    "已提前完成，明年项目前期工作正在谋划。",
)


@pytest.mark.parametrize("narrative", UNDER_WAY)
def test_honest_words_of_a_project_under_way_are_left_alone(narrative: str) -> None:
    assert [str(one) for one in scene(narrative, 75).findings()] == []


@pytest.mark.parametrize("narrative", DONE)
def test_honest_words_of_a_finished_project_are_left_alone(narrative: str) -> None:
    assert [str(one) for one in scene(narrative, 100).findings()] == []


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (ID_NUMBER, True),
        ("110105194912310021", False),
        ("11010519491331002X", False),
        ("110105209912310026", False),
        ("A1010519491231002X", False),
        ("1101051949123100", False),
    ],
)
def test_an_identity_number_has_a_birthday_and_its_check_sign(text: str, is_one: bool) -> None:
    assert is_identity_number(text) is is_one


def test_a_card_number_has_its_check_digit() -> None:
    assert has_luhn_sum("6222021001122334458")
    assert not has_luhn_sum("6222021001122334459")


@pytest.mark.parametrize(
    "place", ["narrative", "shortcomings", "next_steps", "remarks", "responsible_person"]
)
def test_an_identity_number_is_found_in_every_text_and_not_repeated(place: str) -> None:
    texts = {place: f"王小明 {ID_NUMBER[:6]} {ID_NUMBER[6:14]} {ID_NUMBER[14:]}"}
    (said,) = scene(**texts).said_by(has_no_identity_number)
    assert said.code is Code.IDENTITY_NUMBER
    assert ID_NUMBER[6:14] not in str(said)


def test_an_identity_number_in_full_width_digits_or_in_an_indicator_is_found_too() -> None:
    wide = "".join(chr(ord(one) + 0xFEE0) for one in ID_NUMBER)
    assert scene(f"已救助{wide}。").said_by(has_no_identity_number) != []
    words = scene("合同已签订。", None, None, "", IndicatorKind.WORDS, words=f"已签订，{ID_NUMBER}")
    (said,) = words.said_by(has_no_identity_number)
    assert said.what.startswith("“累计完成”里")


def test_each_number_is_told_where_it_stands() -> None:
    both = scene(f"王小明{ID_NUMBER}", remarks=f"李小红{ID_NUMBER}").said_by(has_no_identity_number)
    assert [one.place.cell for one in both] == ["N5", "V5"]


def test_a_return_of_the_whole_year_may_be_dated_in_the_next_one() -> None:
    year = ReportingPeriod(2022, 1, 12, "全年", dt.date(2022, 12, 31))
    dated = headed(scene("已救助95人。", 95), reported_on=dt.date(2023, 1, 9))
    assert in_office(dated, period=year).findings() == ()


def other_county(one: Scene) -> Scene:
    return in_office(one, units=type(OFFICE.units)())


@pytest.mark.parametrize("text", ["已" * 32_000, "1人" * 10_000, "a." * 16_000, "1 " * 16_000, "（" * 32_000])
def test_a_cell_full_of_nonsense_costs_no_seconds(text: str) -> None:
    start = time.process_time()
    scene(text, 75, shortcomings=text, next_steps=text, remarks=text).findings()
    assert time.process_time() - start < 2


def test_without_a_directory_no_text_is_said_to_be_another_unit() -> None:
    assert other_county(scene("区住建局已改造小区12个。")).findings() == ()


def test_texts_of_two_projects_in_a_few_words_may_be_alike() -> None:
    twice = (scene("设备购进中", 75), scene("设备购进中", 80, title="乙", name="乙", phone="13803750188"))
    assert together(*twice).findings() == ()


def test_a_form_that_does_not_ask_for_contacts_is_not_told_to_name_them() -> None:
    one = scene("已救助43人。", 43)
    (report,) = one.submission.projects
    bare = headed(
        one, projects=(type(report)(report.project_title, report.place, narrative=report.narrative),)
    )
    assert bare.findings() == ()


@pytest.mark.parametrize(
    ("narrative", "told"),
    [
        ("截至9月底，项目已全部完工。", "项目已全部完工"),
        ("目前，已竣工并投入使用，群众反映良好。", "已竣工并投入使用"),
        ("各标段均已完工。", "各标段均已完工"),
        ("资金已到位。该工程现已通过竣工验收。", "该工程现已通过竣工验收"),
        ("实施残疾儿童康复救助已全面完成。", "实施残疾儿童康复救助已全面完成"),
    ],
)
def test_a_project_below_its_target_that_is_said_to_be_at_its_end_is_asked_about(
    narrative: str, told: str
) -> None:
    (found,) = scene(narrative, 75).findings()
    assert (found.code, told in found.what) == (Code.DONE_IN_WORDS, True)
    assert found.what.endswith("而完成率是75%。")
