"""A county through the four periods of a year, filled in by a second library; every figure computed here once more."""

from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.workflow.editing import column_of, edited, row_of
from xlminshi import api
from xlminshi.core.ledger import Ledger
from xlminshi.core.problems import Code

PLAN = {  # indicator: (project, lead unit, measure, target as typed, target)
    "新增学位": ("建设甲校", "县教体局", "个", 1000, 1000),
    "改造里程": ("改造乙路", "县交通局", "公里", 30, 30),
    "改造公厕": ("改造丙厕", "县住建局", "座", "8座以上", 8),
    "培训人次": ("开展丁训", "县人社局", "人次", "1.2万", 12000),
    "筛查率": ("戊项筛查", "县卫健委", "%", "80%", 80),
}
YEAR = {  # period: (months gone by, figures as typed, the same as numbers)
    "1-3月": (3, (250, 5.5, 1, 3000, "25.5%"), ("250", "5.5", "1", "3000", "25.5")),
    "上半年": (6, (600, 16, 2, "0.7万", "45％"), ("600", "16", "2", "7000", "45")),
    "前三季度": (9, ("１０００", 20, 6, "1.1万人次", 70), ("1000", "20", "6", "11000", "70")),
    "全年": (12, (1200, 30, 8, 12500, 88.88), ("1200", "30", "8", "12500", "88.88")),
}


def test_every_figure_of_every_period_is_right_and_the_next_form_brings_it_along(tmp_path: Path) -> None:
    book = founded(tmp_path)
    before: tuple[str, ...] | None = None
    for number, (label, (months, typed, numbers)) in enumerate(YEAR.items(), start=1):
        current = set_values(book, tmp_path / f"{number}.xlsx", {"通报期": label, "期号": number})
        returns = filled(current, tmp_path / f"报回{number}", typed, before)
        result = api.collect(current, (returns,), tmp_path / f"汇总{number}.xlsx")
        assert Code.NOT_RETURNED not in {one.code for one in result.problems}
        compare(api.ledger_of(result), months, numbers)
        book, before = tmp_path / f"汇总{number}.xlsx", numbers


def founded(folder: Path) -> Path:
    workbook = openpyxl.Workbook()
    workbook.active.append(["项目名称", "责任单位", "指标", "单位", "目标"])
    for name, (project, unit, measure, typed, _) in PLAN.items():
        workbook.active.append([project, unit, name, measure, typed])
    workbook.save(folder / "清单.xlsx")
    api.new_workbook(folder / "清单.xlsx", folder / "簿.xlsx")
    office = {"区县名称": "某县", "年度": 2025, "成文日期": "2025-4-5", "发文机关": "某县督查局"}
    return set_values(folder / "簿.xlsx", folder / "簿.xlsx", office)


def set_values(book: Path, target: Path, values: dict[str, object]) -> Path:
    workbook = openpyxl.load_workbook(book)
    rows = {str(cell.value).rstrip(" *"): cell.row for cell in workbook["设置"]["A"] if cell.value}
    for label, value in values.items():
        workbook["设置"].cell(rows[label], 2).value = value
    workbook.save(target)
    return target


def filled(book: Path, folder: Path, typed: tuple[object, ...], before: tuple[str, ...] | None) -> Path:
    """Fill in the forms of a period; each shows last period's figure in 上期累计."""
    api.split(book, folder / "下发")
    for index, (name, (_, unit, *_)) in enumerate(PLAN.items()):
        last = None if before is None else float(before[index])
        fill = partial(fill_in, name=name, last=last, typed=typed[index])
        edited(folder / "下发" / f"{unit}.xlsx", folder / "填好" / f"{unit}.xlsx", fill)
    return folder / "填好"


def fill_in(
    workbook: openpyxl.Workbook, sheet: Worksheet, name: str, last: float | None, typed: object
) -> None:
    row = row_of(sheet, name)
    assert sheet.cell(row, column_of(sheet, "上期累计")).value == last
    sheet.cell(row, column_of(sheet, "累计完成")).value = typed


def compare(ledger: Ledger, months: int, numbers: tuple[str, ...]) -> None:
    items = {item.indicator.name: (one, item) for one in ledger.standings for item in one.indicators}
    for (name, (*_, target)), number in zip(PLAN.items(), numbers, strict=True):
        standing, item = items[name]
        ratio = Fraction(number) / target
        rate = Decimal(int(ratio * 10000 + Fraction(1, 2))) / 10000
        behind = Decimal(round(Fraction(months, 12) * 10000)) / 10000 - rate
        expected = "已完成" if ratio >= 1 else "持续推进" if behind <= Decimal("0.1") else "进展缓慢"
        assert item.report is not None
        assert item.report.achieved is not None
        assert (item.report.achieved.value, item.rate) == (Decimal(number), rate)
        assert (standing.class_name, standing.lag) == (expected, behind * 100)
