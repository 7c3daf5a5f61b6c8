"""附表 完成情况一览表, row by row: rates and lights, with and without a workbook."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.bulletin.builders import Book, indicator, project, settings
from tests.bulletin.proofreading.said import conclusion_of, faults, tabled
from xlminshi.bulletin.annex import annex_of
from xlminshi.bulletin.proofreading.legends import legend_of
from xlminshi.bulletin.proofreading.proofreading import proofread
from xlminshi.bulletin.proofreading.remarks import Conclusion
from xlminshi.core.ledger import Ledger
from xlminshi.core.status import Light

RATES = ("实事名称", "年度目标", "累计完成", "完成率")


@pytest.mark.parametrize(
    ("target", "done", "rate", "conclusion"),
    [
        ("100户", "90户", "90%", Conclusion.AGREES),
        ("100户", "90户", "80%", Conclusion.DIFFERS),
        ("1万人", "9000人", "90%", Conclusion.AGREES),
        ("20处", "9座", "45%", Conclusion.AGREES),
        # Kilometres are no part of households, whether or not the figures would go together.
        ("100户", "50公里", "90%", Conclusion.UNKNOWN),
        ("100户", "90公里", "90%", Conclusion.UNKNOWN),
        ("100户", "50%", "90%", Conclusion.UNKNOWN),
        # Nor does an approximate rate follow from two figures.
        ("100000户", "1户", "不足0.01%", Conclusion.UNKNOWN),
    ],
)
def test_a_rate_agrees_only_where_it_was_recomputed(
    target: str, done: str, rate: str, conclusion: Conclusion
) -> None:
    found = proofread(tabled(RATES, ("改造小区", target, done, rate)))
    percentage = next(one for one in found if one.text.endswith(rate[-3:]) and one.text not in (target, done))
    assert percentage.remark.conclusion is conclusion


LIGHTS = ("实事名称", "完成率", "序时进度", "预警")
SIGNS = (
    Light("绿牌", "00B050", Decimal(0)),
    Light("黄牌", "FFC000", Decimal(20)),
    Light("红牌", "C00000", None),
)
NOTES = (
    "注：预警按完成率与序时进度比较。绿牌：达到序时进度；黄牌：滞后不超过20个百分点；红牌：滞后超过20个百分点。",
    "绿牌：达到序时进度，黄牌：滞后不超过20个百分点，红牌：滞后超过20个百分点",
    "说明：红牌：滞后超过20个百分点；黄牌：滞后0—20个百分点；绿牌：达到或超过序时进度。数据截至9月底。",
)


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize(
    ("rate", "light"), [("80%", "绿牌"), ("75%", "绿牌"), ("55%", "黄牌"), ("54.9%", "红牌")]
)
def test_without_a_workbook_a_light_follows_from_the_note_below_the_table_whatever_it_is_called(
    note: str, rate: str, light: str
) -> None:
    for written in ("绿牌", "黄牌", "红牌"):
        found = proofread(tabled(LIGHTS, ("改造小区", rate, "75%", written), note=note))
        expected = Conclusion.AGREES if written == light else Conclusion.DIFFERS
        assert conclusion_of(found, written) is expected


@pytest.mark.parametrize(
    ("note", "light", "marked"),
    [
        ("注：蓝灯：领先5个百分点以上；绿灯：达到序时进度；红灯：未达到序时进度。", "绿灯", []),
        ("注：蓝灯：领先5个百分点以上；绿灯：达到序时进度；红灯：未达到序时进度。", "蓝灯", ["蓝灯"]),
        # Half a rule is none, nor one with conditions of its own.
        ("注：绿灯：达到序时进度；黄灯：由领导小组确定；红灯：滞后超过30个百分点。", "红灯", []),
        ("注：绿灯：达到序时进度；红灯：滞后超过30个百分点，且资金没有到位。", "红灯", []),
        ("注：绿灯：达到序时进度；红灯：由领导小组确定。", "红灯", []),
        ("注：绿灯：达到序时进度。", "红灯", []),
        ("", "红灯", []),
    ],
)
def test_only_a_note_that_says_what_every_light_means_is_held_against_a_row(
    note: str, light: str, marked: list[str]
) -> None:
    found = proofread(tabled(LIGHTS, ("改造小区", "78%", "75%", light), note=note))
    assert [one.text for one in faults(found)] == marked


def ledger(lights: tuple[Light, ...]) -> Ledger:
    book = Book(replace(settings(), lights=lights))
    return book.add(project("改造小区", "区住建局", indicator("改造小区", "100", "个")), "60").ledger()


@pytest.mark.parametrize("written", ["绿牌", "黄牌", "红牌", "红灯"])
def test_with_a_workbook_a_light_is_compared_under_the_names_of_the_office(written: str) -> None:
    own = ledger(SIGNS)
    (row,) = annex_of(own).rows
    assert row.light == "黄牌"
    found = proofread(tabled(LIGHTS, ("改造小区", "60%", "75%", written)), own)
    expected = Conclusion.AGREES if written == "黄牌" else Conclusion.DIFFERS
    assert conclusion_of(found, written) is expected


def test_a_light_where_the_workbook_has_none_is_told() -> None:
    book = Book(replace(settings(), lights=SIGNS)).add(project("改造小区"), None)
    found = proofread(tabled(("实事名称", "预警"), ("改造小区", "绿牌")), book.ledger())
    assert [(one.text, one.remark.expected) for one in faults(found)] == [("绿牌", "—")]


def test_a_column_of_street_lamps_has_no_warnings() -> None:
    found = proofread(tabled(("实事名称", "路灯"), ("改造小区", "建设中")), ledger(SIGNS))
    assert faults(found) == []


@pytest.mark.parametrize(
    "limits", [(0, 30, None), (0, 10, 30, None), (-5, 0, 10, None), (-10, -5, "2.5", None), (-5, None)]
)
def test_the_legend_below_our_own_annex_is_read_as_the_lights_that_it_explains(
    limits: tuple[object, ...],
) -> None:
    lights = tuple(
        Light(f"{number}号灯", "", None if one is None else Decimal(str(one)))
        for number, one in enumerate(limits)
    )
    assert legend_of(annex_of(ledger(lights)).note) == lights


@pytest.mark.parametrize(
    ("head", "written", "conclusion"),
    [
        ("牵头及配合单位", "区住建局、区财政局", Conclusion.AGREES),
        ("牵头及配合单位", "区财政局、区住建局", Conclusion.AGREES),
        ("牵头及配合单位", "区财政局、区民政局", Conclusion.DIFFERS),
        ("牵头单位", "区住建局、区财政局", Conclusion.DIFFERS),
        ("牵头单位", "区住建局", Conclusion.AGREES),
    ],
)
def test_a_column_that_names_helpers_too_need_only_hold_the_lead_unit(
    head: str, written: str, conclusion: Conclusion
) -> None:
    found = proofread(tabled(("实事名称", head, "累计完成"), ("改造小区", written, "60个")), ledger(SIGNS))
    assert conclusion_of(found, written) is conclusion
