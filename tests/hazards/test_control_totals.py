"""The control totals on 汇总表, against a count by a second library over the very files that came in."""

from pathlib import Path

import openpyxl
import pytest

from tests.hazards.cases import ENTRY_HEADERS
from tests.hazards.counties import County, headers
from xlminshi import api


def block(path: Path) -> dict[str, tuple[int, int, str]]:
    """The control totals as they stand on 汇总表: name → (expected, actual, verdict)."""
    rows = list(openpyxl.load_workbook(path, read_only=True)["汇总表"].iter_rows(values_only=True))
    start = (
        next((at, row.index("相符")) for at, row in enumerate(rows) if "相符" in row or "不符" in row)
        if any("相符" in row for row in rows)
        else None
    )
    assert start, "汇总表 has no control totals"
    found = {}
    for row in rows:
        for column in range(len(row) - 4):
            name, expected, actual, _, verdict = row[column : column + 5]
            if verdict in ("相符", "不符"):
                found[str(name)] = (int(expected), int(actual), str(verdict))
    return found


def counted(paths: tuple[Path, ...]) -> tuple[int, int]:
    """Rows of indicators and filled entry cells of returns, counted by openpyxl."""
    rows = cells = 0
    for path in paths:
        sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
        at, header = headers(sheet)
        for row in range(header + 1, sheet.max_row + 1):
            if sheet.cell(row, at["指标名称"]).value:
                rows += 1
                values = [sheet.cell(row, at[name]).value for name in ("累计完成", *ENTRY_HEADERS)]
                cells += sum(value is not None and str(value).strip() != "" for value in values)
    return rows, cells


@pytest.mark.parametrize("number", [0, 1])
def test_the_control_totals_are_those_of_an_independent_count(
    number: int, counties: tuple[County, County], tmp_path: Path
) -> None:
    county = counties[number]
    paths = tuple(one.path for one in county.returns.values())
    api.collect(county.book, paths, tmp_path / "汇总.xlsx")
    rows, cells = counted(paths)
    totals = block(tmp_path / "汇总.xlsx")
    assert totals["收到文件（个）"] == (len(paths), len(paths), "相符")
    assert totals["报送单位（个）"] == (len(paths), len(paths), "相符")
    assert totals["填报表（张）"] == (len(paths), len(paths), "相符")
    assert totals["指标行（行）"] == (rows, rows, "相符")
    if "填报格（个）" in totals:
        assert totals["填报格（个）"] == (cells, cells, "相符")


def test_the_control_totals_show_what_is_missing(counties: tuple[County, County], tmp_path: Path) -> None:
    county = counties[1]
    paths = tuple(one.path for one in county.returns.values())
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(paths[0].read_bytes()[:5000])
    api.collect(county.book, (*paths[2:], broken), tmp_path / "汇总.xlsx")
    rows, cells = counted(paths[2:])
    totals = block(tmp_path / "汇总.xlsx")
    assert totals["收到文件（个）"] == (len(paths) - 1, len(paths) - 1, "相符")
    assert totals["报送单位（个）"] == (len(paths), len(paths) - 2, "不符")
    assert totals["指标行（行）"] == (rows, rows, "相符")
    if "填报格（个）" in totals:
        assert totals["填报格（个）"] == (cells, cells, "相符")
