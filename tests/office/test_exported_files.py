"""A copy that leaves the office is a sound file, and shows the same figures wherever it is calculated anew."""

from pathlib import Path

import openpyxl
import xlsxwriter

from tests.office.recalculation import recalculate
from tests.office.validators import sdk_errors
from xlminshi import api

FIGURES = ((21414, 13800, 1.5517, "已完成"), (33, 35, 0.9429, "持续推进"), (5, 70, 0.0714, "进展缓慢"))


def test_the_offices_macro_workbook_leaves_as_a_sound_file_without_macros(
    demo_folder: Path, tmp_path: Path
) -> None:
    (source,) = demo_folder.glob("6_*/*.xlsm")
    target = tmp_path / "外发.xlsx"
    api.export(source, target)
    assert sdk_errors(target) == []
    assert (
        openpyxl.load_workbook(target, keep_vba=True).vba_archive.namelist().count("xl/vbaProject.bin") == 0
    )


def test_native_formulas_in_a_copy_give_the_results_that_stand_in_it(tmp_path: Path) -> None:
    source, target = tmp_path / "台账.xlsx", tmp_path / "外发.xlsx"
    with xlsxwriter.Workbook(source) as workbook:
        sheet = workbook.add_worksheet("台账")
        for row, (achieved, aim, rate, status) in enumerate(FIGURES, start=1):
            sheet.write_row(row - 1, 0, [achieved, aim, 0.75])
            sheet.write_formula(f"D{row}", f"=MS_RATE(A{row},B{row})", None, rate)
            sheet.write_formula(f"E{row}", f"=MS_STATUS(A{row},B{row},C{row})", None, status)
            sheet.write_formula(f"F{row}", f"=MS_LAG(D{row},C{row})", None, round((0.75 - rate) * 100, 6))
    assert len(api.export(source, target).value.natives) == 3 * len(FIGURES)
    assert sdk_errors(target) == []
    stored = openpyxl.load_workbook(target, data_only=True)["台账"]
    anew = openpyxl.load_workbook(recalculate(target, tmp_path / "out"), data_only=True)["台账"]
    for row in range(1, len(FIGURES) + 1):
        for column in "DEF":
            one, other = (sheet[f"{column}{row}"].value for sheet in (stored, anew))
            assert one == other or abs(one - other) < 1e-9
    assert [stored[f"D{row}"].value for row in (1, 2, 3)] == [rate for _, _, rate, _ in FIGURES]
