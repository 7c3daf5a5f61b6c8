"""Whose return a file is: each witness by itself, all of them together, and against each other."""

import pytest

from tests.workflow.county import SETTINGS, STAMP, book, form, recognised
from xlminshi.core.problems import Code, Level
from xlminshi.core.records import Confidence
from xlminshi.form.grid import Workbook
from xlminshi.form.markdown import grids_from_markdown
from xlminshi.form.others import others_in, others_of
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import Book
from xlminshi.workflow.recognising import by_file_name, recognise

PERIOD = "通报期：上半年\n"


@pytest.mark.parametrize(
    ("workbook", "evidence", "confidence"),
    [
        (form(stamp="县水利局"), "表单信息、表头", Confidence.SURE),
        (form(head=PERIOD, stamp="县水利局"), "表单信息", Confidence.SURE),
        (form(), "表头", Confidence.LIKELY),
        (form(sheet="县水利局 "), "表头、表名", Confidence.SURE),
        (form(file="水利局报表(1).xlsx"), "表头、文件名", Confidence.SURE),
        (form(head=PERIOD, sheet="水利局"), "表名", Confidence.LIKELY),
        (form(head=PERIOD, file="县水利局最终版.xlsx"), "文件名", Confidence.DOUBTFUL),
        (form(head=f"填报单位：水利\n{PERIOD}", stamp="县水利局"), "表单信息、表头", Confidence.SURE),
    ],
)
def test_a_return_is_recognised_by_what_it_says_of_itself(
    workbook: Workbook, evidence: str, confidence: Confidence
) -> None:
    found = recognised(workbook)
    assert found.problems == ()
    assert found.form is not None
    assert found.recognition == found.form.recognition
    assert (found.recognition.lead_unit, found.recognition.evidence) == ("县水利局", evidence)
    assert found.recognition.confidence is confidence


@pytest.mark.parametrize(
    ("workbook", "told"),
    [
        (form(head=PERIOD, sheet="水利局"), "表中没有写明填报单位，凭表名认定为“县水利局”。"),
        (form(head=PERIOD, file="县水利局.xlsx"), "表中没有写明填报单位，凭文件名认定为“县水利局”。"),
        (form(file="县教育局.xlsx"), "文件名像是“县教育局”，表内写的是“县水利局”，按表内的单位处理。"),
        (form(head="填报单位：县水利局\n"), "表中没有写明通报期，按本期2024年上半年处理。"),
    ],
)
def test_what_is_less_than_sure_is_told_as_a_reminder(workbook: Workbook, told: str) -> None:
    found = recognised(workbook)
    assert found.form is not None
    assert [
        (one.level, one.what) for one in found.form.problems if "没有写" in one.what or "像是" in one.what
    ] == [(Level.REMINDER, told)]


@pytest.mark.parametrize(
    ("workbook", "code"),
    [
        (form(head=PERIOD), Code.UNKNOWN_UNIT),
        (form(head=f"填报单位：县林业局\n{PERIOD}"), Code.UNKNOWN_UNIT),
        (form(head=f"填报单位：县林业局\n{PERIOD}", stamp="县水利局"), Code.UNKNOWN_UNIT),
        (form(head=f"填报单位：县税务局\n{PERIOD}"), Code.UNIT_WITHOUT_PROJECT),
        (form(head=PERIOD, sheet="县税务局"), Code.UNIT_WITHOUT_PROJECT),
        (form(stamp="县教育局"), Code.UNIT_MISMATCH),
        (form(head=PERIOD, sheet="水利局", file="县教育局.xlsx"), Code.UNIT_MISMATCH),
        (form(head="填报单位：县水利局\n通报期：一季度\n"), Code.WRONG_PERIOD),
        (Workbook("文件.xlsx", grids_from_markdown("## 表\n\n没有表格\n")), Code.NO_FORM),
    ],
)
def test_a_return_that_contradicts_itself_or_names_nobody_is_refused(workbook: Workbook, code: Code) -> None:
    found = recognised(workbook)
    assert found.form is None
    assert [one.code for one in found.problems] == [code]
    assert found.problems[0].level is Level.MUST_FIX


def test_two_forms_in_one_file_are_named_and_none_is_taken() -> None:
    first, second = form(sheet="甲"), form(sheet="乙")
    found = recognised(Workbook("两张.xlsx", (*first.grids, *second.grids)))
    assert found.form is None
    assert "甲、乙" in found.problems[0].what


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("水利局.xlsx", "县水利局"),
        ("税务局(加密).xlsx", ""),
        ("教育局（已改）.xlsx", "县教育局"),
        ("报表.zip/清源县水利局 上半年.xlsx", "县水利局"),
        ("教体局（副本）.xlsx", "县教育局"),
        ("水利局和教体局.xlsx", ""),
        ("水利局/新建文件.xlsx", ""),
        ("新建 Microsoft Excel 工作表.xlsx", ""),
    ],
)
def test_a_files_name_speaks_of_one_unit_or_of_none(name: str, unit: str) -> None:
    assert by_file_name(name, book()).lead_unit == unit


PAIR = "县民政局、县住建局"
JOINT = f"""{SETTINGS}
| 县民政局 | 民政局 |
| 县住建局 | 住建局 |

## 实事清单

| 实事名称 | 牵头单位 | 指标名称 | 计量单位 | 年度目标 |
|---|---|---|---|---|
| 社区养老 | {PAIR} | 服务站 | 个 | 14 |
| 公租房养老 | 县民政局、县财政局 | 适老房 | 套 | 30 |
| 老旧小区改造 | 县住建局 | 小区 | 个 | 23 |
"""


def joint_book() -> Book:
    return read_book(Workbook("工作簿.xlsx", grids_from_markdown(JOINT)), 2024).book


def joint_form(
    head: str, stamp: str = PAIR, rows: tuple[tuple[str, str, str], ...] = (("社区养老", "服务站", "7"),)
) -> Workbook:
    """Return a form with the tab of the pair, if it has a stamp."""
    lines = "\n".join(f"| {' | '.join(row)} | |" for row in rows)
    text = f"## {stamp or 'Sheet1'}\n\n填报单位：{head}\n{PERIOD}\n"
    text += f"| 实事名称 | 指标名称 | 累计完成 | 进展情况 |\n|---|---|---|---|\n{lines}\n"
    text += STAMP.format(unit=stamp) if stamp else ""
    return Workbook("附件1.xlsx", grids_from_markdown(text))


@pytest.mark.parametrize(
    "head",
    [
        "县民政局和县住建局",
        "县民政局和县住建局（共同牵头）",
        "县住建局、县民政局",
        "民政局；住建局",
        "县民政局 县住建局",
        "县民政局",
        "住建局",
    ],
)
def test_the_form_of_offices_that_lead_together_is_theirs_however_the_head_names_them(head: str) -> None:
    found = recognise(joint_form(head), joint_book())
    assert found.form is not None
    assert (found.recognition.lead_unit, found.recognition.confidence) == (PAIR, Confidence.SURE)


@pytest.mark.parametrize("stamp", ["", "县住建局牵头、县民政局配合"])
def test_a_head_that_tells_who_leads_and_who_helps_is_of_who_leads(stamp: str) -> None:
    rows = (("老旧小区改造", "小区", "6"),)
    found = recognise(joint_form("县住建局牵头、县民政局配合", stamp, rows), joint_book())
    assert (found.recognition.lead_unit, found.form is not None) == ("县住建局", True)


def test_the_offices_in_another_order_are_found_without_a_stamp() -> None:
    found = recognise(joint_form("县住建局和县民政局", stamp=""), joint_book())
    assert (found.recognition.lead_unit, found.form is not None) == (PAIR, True)


@pytest.mark.parametrize(
    ("rows", "unit"),
    [
        ((("社区养老", "服务站", "7"),), PAIR),
        ((("公租房养老", "适老房", "3"),), "县民政局、县财政局"),
    ],
)
def test_an_office_that_leads_only_with_others_reports_on_what_its_rows_say(
    rows: tuple[tuple[str, str, str], ...], unit: str
) -> None:
    assert recognise(joint_form("县民政局", "", rows), joint_book()).recognition.lead_unit == unit


def test_an_office_that_leads_with_others_twice_is_asked_which_is_meant() -> None:
    rows = (("社区养老", "服务站", "7"), ("公租房养老", "适老房", "3"))
    found = recognise(joint_form("县民政局", "", rows), joint_book())
    assert (found.form, [one.code for one in found.problems]) == (None, [Code.OFFICE_LEADS_JOINTLY])
    assert "没有牵头" not in found.problems[0].what


def test_a_form_sent_before_others_joined_in_leading_counts_as_that_of_all_of_them() -> None:
    found = recognise(joint_form("县民政局", "县民政局"), joint_book())
    assert (found.recognition.lead_unit, found.form is not None) == (PAIR, True)


@pytest.mark.parametrize("head", ["", "县住建局、县水利局", "县水利局和县住建局（共同牵头）", "县住建局"])
def test_a_form_sent_to_offices_of_which_one_leads_alone_by_now_counts_as_its_own(head: str) -> None:
    rows = (("老旧小区改造", "小区", "7"),)
    found = recognise(joint_form(head, "县住建局、县水利局", rows), joint_book())
    assert (found.recognition.lead_unit, found.form is not None) == ("县住建局", True)


def test_a_form_whose_projects_several_of_its_offices_lead_by_now_is_refused_but_was_sent() -> None:
    rows = (("老旧小区改造", "小区", "6"), ("社区养老", "服务站", "7"))
    stamp = "县民政局、县住建局、县水利局"
    found = recognise(joint_form(stamp, stamp, rows), joint_book())
    assert found.form is None
    assert found.recognition.lead_unit in (PAIR, "县住建局")


def test_a_form_sent_to_an_office_whose_own_project_has_gone_is_not_that_of_the_pair() -> None:
    workbook = joint_form("县民政局", "县民政局", (("老旧小区改造", "小区", "6"),))
    assert recognise(workbook, joint_book()).form is None
    assert Code.UNIT_MISMATCH not in {one.code for one in recognise(workbook, joint_book()).problems}


def test_an_office_that_typed_its_own_rows_into_the_form_of_the_pair_used_the_wrong_form() -> None:
    found = recognise(joint_form("县住建局", rows=(("老旧小区改造", "小区", "6"),)), joint_book())
    assert [one.code for one in found.problems] == [Code.UNIT_MISMATCH]
    assert found.recognition.lead_unit == "县住建局"


ROWS_OF_BOTH = (
    ("老旧小区改造", "小区", "6"),
    ("社区养老", "服务站", "7"),
    ("公租房养老", "适老房", "3"),
)


def test_a_row_of_what_an_office_leads_with_others_is_sent_to_their_form_and_others_rows_to_nobody() -> None:
    found = recognise(joint_form("县住建局", "县住建局", ROWS_OF_BOTH), joint_book())
    assert found.form is not None
    joint, others = (one for one in found.form.problems if one.code in (Code.JOINT_ROW, Code.MOVED_ROW))
    assert (joint.code, joint.level, others.code) == (Code.JOINT_ROW, Level.REMINDER, Code.MOVED_ROW)
    assert f"由“{PAIR}”共同牵头" in joint.what
    assert f"发给“{PAIR}”的那张表" in joint.cure


def test_what_an_office_leads_with_others_is_not_kept_from_it() -> None:
    book = joint_book()
    found = recognise(joint_form("县住建局", "县住建局", ROWS_OF_BOTH), book)
    assert found.form is not None
    others = others_in(found.form.table, book.programme, book.settings.units, "县住建局", is_own=True)
    _, joint, foreign = found.form.table.rows()
    assert others.rows == {foreign}
    assert not others.hold(joint, f"{PAIR}的社区养老")
    assert others.are_in("公租房养老")
    assert others_of(book.programme, book.settings.units, "").are_in("社区养老"), "nobody is no office"


def test_a_section_of_the_stamped_office_is_that_office() -> None:
    head = f"填报单位：县水利局（农水股）\n{PERIOD}"
    assert recognised(form(head=head, stamp="县水利局")).form is not None
    assert recognised(form(head=head)).form is None, "without a stamp nobody says so"


@pytest.mark.parametrize("head", ["县就业服务中心", "县教育局", "县税务局"])
def test_a_refused_form_is_of_the_unit_to_which_it_was_sent(head: str) -> None:
    workbook = form("附件1.xlsx", "县水利局", f"填报单位：{head}\n{PERIOD}", "县水利局")
    found = recognised(workbook)
    assert found.form is None
    assert (found.recognition.lead_unit, found.recognition.evidence) == ("县水利局", "表单信息、表名")


def test_a_refused_form_without_a_stamp_is_of_the_unit_of_its_tab() -> None:
    found = recognised(form(sheet="水利局", head=f"填报单位：县就业中心\n{PERIOD}"))
    assert (found.form, found.recognition.lead_unit, found.recognition.evidence) == (None, "县水利局", "表名")


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("民政局和住建局.xlsx", PAIR),
        ("县民政局、县财政局.xlsx", "县民政局、县财政局"),
        ("住建局.xlsx", "县住建局"),
    ],
)
def test_a_file_called_after_all_the_offices_is_of_those_that_lead_together(name: str, unit: str) -> None:
    assert by_file_name(name, joint_book()).lead_unit == unit


def two_forms(first: Workbook, second: Workbook, stamp: str = "") -> Workbook:
    stamped = form(stamp=stamp).grids[1:] if stamp else ()
    return Workbook("合在一起.xlsx", (first.grids[0], second.grids[0], *stamped))


def test_two_forms_of_one_unit_are_that_units_refused_file() -> None:
    found = recognised(two_forms(form(sheet="水利局"), form(sheet="二季度")))
    assert [one.code for one in found.problems] == [Code.SEVERAL_FORMS]
    assert (found.recognition.lead_unit, found.recognition.evidence) == ("县水利局", "表头、表名")
    assert (found.form, found.others) == (None, ())


def test_forms_that_name_nobody_belong_to_the_unit_of_the_stamp() -> None:
    found = recognised(two_forms(form(head="", sheet="甲"), form(head="", sheet="乙"), stamp="县水利局"))
    assert (found.recognition.lead_unit, found.recognition.evidence) == ("县水利局", "表单信息")


def of_education(head: str = "填报单位：县教育局\n通报期：上半年\n", figure: object = 300) -> Workbook:
    text = f"""
## 教体局

{head}
| 实事名称 | 指标名称 | 累计完成 | 进展情况 |
|---|---|---|---|
| 新建幼儿园 | 新增学位 | {figure} | |
"""
    return Workbook("教育.xlsx", grids_from_markdown(text))


def test_a_file_with_the_forms_of_several_units_is_refused_for_each_of_them() -> None:
    found = recognised(two_forms(form(sheet="水利局"), of_education()))
    assert found.form is None
    assert [one.lead_unit for one in (found.recognition, *found.others)] == ["县水利局", "县教育局"]
    assert "2个单位的填报表：县水利局、县教育局" in found.problems[0].what
    assert "一个单位一个文件" in found.problems[0].cure


@pytest.mark.parametrize(
    "other", [of_education(figure=""), of_education(head="填报单位：县教育局\n通报期：一季度\n")]
)
def test_a_unit_whose_form_beside_anothers_is_blank_or_of_another_period_has_not_reported(
    other: Workbook,
) -> None:
    found = recognised(two_forms(form(sheet="水利局"), other))
    assert (found.recognition.lead_unit, found.others) == ("县水利局", ())
