"""The office changes its list or its history after forms have gone out: what is changed, and the forms as units fill them in."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.workflow.editing import column_of, edited, row_of

PARKING, UNIT = "停车泊位", "区城市管理局"
PARKS = "加强市区停车场建设"
ONLY, ITS_UNIT, HEIR = "残疾儿童康复救助", "区残联", "区民政局"
HELP = "实施残疾儿童康复救助"
Change = Callable[[openpyxl.Workbook], None]


def changed(source: Path, target: Path, change: Change) -> Path:
    workbook = openpyxl.load_workbook(source)
    change(workbook)
    workbook.save(target)
    return target


def in_list(header: str, indicator: str, value: object) -> Change:
    def change(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["实事清单"]
        sheet.cell(row_of(sheet, indicator, 3), column_of(sheet, header, 3)).value = value

    return change


def in_history(header: str, indicator: str, value: object) -> Change:
    def change(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["历史"]
        sheet.cell(row_of(sheet, indicator, 3), column_of(sheet, header, 3)).value = value

    return change


def form_of(advanced: Path, unit: str) -> Path:
    return advanced.parent / "下发填报表" / f"{unit}.xlsx"


def filled(source: Path, target: Path, indicator: str, figure: object) -> Path:
    def fill(workbook: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, indicator), column_of(sheet, "累计完成")).value = figure
        sheet.cell(row_of(sheet, indicator), column_of(sheet, "进展情况")).value = "按计划推进。"

    return edited(source, target, fill)
