"""The recalculation must be a real one: false stored results have to disappear."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.office import recalculation
from tests.office.recalculation import recalculate


def test_false_stored_results_are_replaced(tmp_path: Path) -> None:
    source = workbook_with_false_results(tmp_path / "民生实事.xlsx")
    assert results(source) == [999, "错"]
    recalculated = recalculate(source, tmp_path / "out")
    assert recalculated == tmp_path / "out" / "民生实事.xlsx"
    assert results(recalculated) == [42, "完成"]
    assert results(source) == [999, "错"]  # the original stays as it was


def test_the_same_file_can_be_recalculated_twice_at_a_time(tmp_path: Path) -> None:
    source = workbook_with_false_results(tmp_path / "a.xlsx")
    with ThreadPoolExecutor(2) as pool:
        copies = list(pool.map(recalculate, [source, source], [tmp_path / "1", tmp_path / "2"]))
    assert [results(copy) for copy in copies] == [[42, "完成"], [42, "完成"]]


def test_a_file_that_is_no_workbook_is_an_error(tmp_path: Path) -> None:
    source = tmp_path / "text.xlsx"
    source.write_text("1,2,3", encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"did not recalculate .*text\.xlsx"):
        recalculate(source, tmp_path / "out")


def test_a_hanging_program_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = tmp_path / "soffice"
    hanging.write_text("#!/bin/sh\necho busy\nsleep 600\n", encoding="utf-8")
    hanging.chmod(0o755)
    monkeypatch.setattr(recalculation, "_soffice", lambda: str(hanging))
    monkeypatch.setattr(recalculation, "TIMEOUT_SECONDS", 1)
    with pytest.raises(RuntimeError, match="took over 1 s: busy"):
        recalculate(workbook_with_false_results(tmp_path / "a.xlsx"), tmp_path / "out")


def test_a_missing_program_is_an_error_not_a_skip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RuntimeError, match=r"bash \.ci/office"):
        recalculate(workbook_with_false_results(tmp_path / "a.xlsx"), tmp_path / "out")


def test_the_original_is_never_overwritten(tmp_path: Path) -> None:
    source = workbook_with_false_results(tmp_path / "a.xlsx")
    with pytest.raises(ValueError, match="overwrite"):
        recalculate(source, tmp_path)


def workbook_with_false_results(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("汇总")
        data = workbook.add_worksheet("数据")
        data.write_column(0, 0, [40, 2])
        sheet.write_formula("A1", "=SUM(数据!A1:A2)", None, 999)
        sheet.write_formula("A2", '=IF(A1=42,"完成","未完成")', None, "错")
    return path


def results(path: Path) -> list[object]:
    workbook = openpyxl.load_workbook(path, data_only=True)
    try:
        sheet = workbook["汇总"]
        return [sheet["A1"].value, sheet["A2"].value]
    finally:
        workbook.close()
