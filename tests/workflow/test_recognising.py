"""Whose return a file is: each witness by itself, all of them together, and against each other."""

import pytest

from tests.workflow.county import book, form, recognised
from xlminshi.core.problems import Code, Level
from xlminshi.core.records import Confidence
from xlminshi.form.grid import Workbook
from xlminshi.form.markdown import grids_from_markdown
from xlminshi.workflow.recognising import by_file_name

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
