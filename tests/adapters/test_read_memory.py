"""What a roll-up remembers of the files that it has read comes back as it was, value by value."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from xlminshi.adapters.roll_ups import ReadMemory
from xlminshi.form.grid import Grid, Workbook
from xlminshi.form.rollup_rows import DATA_HEADERS, DATA_SHEET

ROWS = (
    DATA_HEADERS,
    ("", "青石县", Decimal("0.50"), None, "0.5"),
    ("", "青石县", Decimal("0.5"), Decimal(0), "None"),
    (),
    ("一列",),
)


def kept(path: Path) -> None:
    memory = ReadMemory(path)
    memory.keep("数", Workbook("青石县.xlsx", (Grid(DATA_SHEET, ROWS),)))
    memory.close()


def test_rows_come_back_with_every_value_as_it_was_written(tmp_path: Path) -> None:
    kept(tmp_path / "记录.jsonl")
    found = ReadMemory(tmp_path / "记录.jsonl").recall("数")
    assert found is not None
    grid = found.grid(DATA_SHEET)
    assert grid is not None
    assert repr(grid.rows) == repr(ROWS)


def test_a_value_that_stands_in_many_cells_is_written_down_once(tmp_path: Path) -> None:
    kept(tmp_path / "记录.jsonl")
    line = json.loads((tmp_path / "记录.jsonl").read_text("utf-8").splitlines()[-1])
    assert line["values"].count("青石县") == 1
    assert line["rows"][1][1] == line["rows"][2][1]


@pytest.mark.parametrize(
    "spoiled", [{"rows": [[99]]}, {"rows": [["a"]]}, {"values": [{"n": "一"}]}, {"values": 1}]
)
def test_a_spoiled_line_is_passed_over(tmp_path: Path, spoiled: dict[str, object]) -> None:
    path = tmp_path / "记录.jsonl"
    kept(path)
    line = json.loads(path.read_text("utf-8").splitlines()[-1]) | spoiled
    path.write_text(json.dumps(line) + "\n", "utf-8")
    assert ReadMemory(path).recall("数") is None
