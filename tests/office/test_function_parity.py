"""MS_RATE, MS_STATUS and MS_LAG give what their native formulas give in LibreOffice, whatever stands in the cells."""

import io
import random
from dataclasses import replace
from pathlib import Path

import openpyxl
import xlsxwriter

from tests.office.recalculation import recalculate
from xlminshi.core.progress import RateRule
from xlminshi.core.project import Indicator, IndicatorKind
from xlminshi.core.rounding import Rounding
from xlminshi.core.settings import DEFAULT_CLASSES
from xlminshi.form.formulas import RowCells, lag_call, rate_call, status_call
from xlminshi.udfs import MS_LAG, MS_RATE, MS_STATUS

ROWS = 1200
# No truth values: LibreOffice counts them as numbers, Excel and the functions do not; 导出 writes values there.
# (achieved, target): blanks, words, edges of rounding, of the cap and of the limit. Errors are written as formulas.
EDGES: list[tuple[object, object]] = [
    (None, None), (5, None), (None, 70), ("", 70), (" ", 70), ("\u3000", 70), ("已完成", 70), ("110", 70), ("1,200", 70),
    ("50%", 70), ("１１０", 70), ("110人", 70), (35, "70"), (35, "约70"), (5, 0), (0, 0), (3, -5), (-3, 70), (0, 70),
    (110, 70), (12.85, 30), (330000, 350000), (19999, 20000), (20000, 20001), (199990, 200000), (199989, 200000),
    (99.995, 100), (99.99499999, 100), (285, 1000), (57, 200), (0.285, 1), (0.00005, 1), (0.00015, 1), (1.00005, 1),
    (1.005, 1), (2.675, 1), (0.6, 0.2), (0.24, 0.3), (0.35, 0.7), (2.175, 4.35), (0.3, 0.1), (700, 70), (700.01, 70),
    ("#N/A", 70), (5, "#DIV/0!"), (65, 100), (64.99, 100), (64.994, 100), (9, 12),
    (1e14, 2e14), (1e-9, 1e-9), (4.17, 4.3), (4.3, 4.3), ("#N/A", None), (None, "七十"), ("#REF!", "#REF!"),
]  # fmt: skip
TIMES: list[object] = [0.75, 0.75, 0.75, 0.9167, 0.5, None, "75%", 75]
ERRORS = {"#N/A": "=NA()", "#DIV/0!": "=1/0", "#REF!": '=INDIRECT("没有!A1")'}
WAYS = (
    (IndicatorKind.QUANTITY, 2, Rounding.HALF_UP),
    (IndicatorKind.QUANTITY, 0, Rounding.CUT_OFF),
    (IndicatorKind.RATE, 4, Rounding.CUT_OFF),
    (IndicatorKind.LOWER, 2, Rounding.HALF_UP),
)


def cells() -> list[tuple[object, object, object]]:
    chance = random.Random(20221025)
    rows = [(*pair, gone) for pair in EDGES for gone in (0.75, chance.choice(TIMES))]
    while len(rows) < ROWS:
        target: object = chance.choice([chance.randint(1, 50000), chance.randint(1, 50000) / 100, 800, 16000])
        achieved = round(float(target) * chance.random() * 1.6, chance.choice([0, 2]))  # type: ignore[arg-type]
        rows.append((achieved, target, chance.choice(TIMES)))
    return rows


def book(rows: list[tuple[object, object, object]]) -> bytes:
    """Columns: 累计完成, 年度目标, 序时进度, then 完成率, 状态 and 滞后 by native formulas, and 滞后 of any number."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("表")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    if value in ERRORS:
                        sheet.write_formula(number, column, ERRORS[value])
                    else:
                        sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write(number, column, value)
            kind, decimals, rounding = way(number)
            one = Indicator("", kind, decimals=decimals, rounding=rounding)
            place = RowCells(f"B{number + 1}", f"A{number + 1}", f"D{number + 1}", f"C{number + 1}")
            sheet.write_formula(number, 3, f"={rate_call(one, place, RateRule())}")
            sheet.write_formula(number, 4, f"={status_call(one, place, RateRule(), DEFAULT_CLASSES)}")
            sheet.write_formula(number, 5, f"={lag_call(place)}")
            sheet.write_formula(number, 6, f"={lag_call(replace(place, rate=place.achieved))}")
    return made.getvalue()


def way(number: int) -> tuple[IndicatorKind, int, Rounding]:
    return WAYS[number % len(WAYS)]


def test_the_functions_and_their_native_formulas_agree_on_every_row(tmp_path: Path) -> None:
    rows = cells()
    path = tmp_path / "函数.xlsx"
    path.write_bytes(book(rows))
    sheet = openpyxl.load_workbook(recalculate(path, tmp_path / "out"), data_only=True).worksheets[0]
    wrong = []
    for number, (achieved, target, gone) in enumerate(rows):
        kind, decimals, rounding = (getattr(one, "value", one) for one in way(number))
        ((rate,),) = MS_RATE(achieved, target, kind, decimals, rounding)
        ((status,),) = MS_STATUS(achieved, target, gone, kind, None, decimals, rounding)
        ((behind,),) = MS_LAG(rate, gone)
        ((of_any,),) = MS_LAG(achieved, gone)
        found = [_shown(cell.value) for cell in sheet[number + 1][3:7]]
        if found != [_shown(rate), _shown(status), _shown(behind), _shown(of_any)]:
            wrong.append((number + 1, rows[number], way(number), found, rate, status, behind, of_any))
    assert wrong[:5] == []
    assert len(rows) >= 1000


def _shown(value: object) -> object:
    return round(value, 10) if isinstance(value, int | float) else value or ""
