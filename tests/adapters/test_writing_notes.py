"""What the writer makes of notes and folded rows, and how it keeps texts from turning into formulas."""

import io
import re
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from tests.adapters.raw_xlsx import MAIN
from xlminshi.adapters.closed.writing import render
from xlminshi.adapters.packing import unpack
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.sheets import BookPlan, CellNote, SheetPlan

SPACE = {"m": MAIN}
NOTE = "【必改】“约110人”不是数字。\n请只填数字。"


def sheet(rows: int = 6, **more: object) -> SheetPlan:
    canvas = Canvas("甲", (20, 20))
    for row in range(rows):
        canvas.put(row, 0, f"第{row}行", look.PLAIN)
    plan = canvas.plan()
    return SheetPlan(plan.name, plan.cells, plan.widths, plan.heights, **more)  # type: ignore[arg-type]


def made(plan: SheetPlan) -> bytes:
    return render(BookPlan((plan,)))


def rows(content: bytes) -> dict[int, ET.Element]:
    tree = ET.fromstring(unpack(content)["xl/worksheets/sheet1.xml"])
    return {int(row.get("r", "0")) - 1: row for row in tree.findall(".//m:row", SPACE)}


def test_a_note_is_read_back_whole_and_shown_only_on_its_cell() -> None:
    content = made(sheet(notes=(CellNote(2, 0, NOTE), CellNote(4, 1, "乙"))))
    read = openpyxl.load_workbook(io.BytesIO(content))["甲"]
    assert {cell.coordinate: cell.comment.text for row in read for cell in row if cell.comment} == {
        "A3": NOTE,
        "B5": "乙",
    }
    drawing = unpack(content)["xl/drawings/vmlDrawing1.vml"].decode()
    assert drawing.count("visibility:hidden") == 2


def test_a_note_names_nobody() -> None:
    parts = unpack(made(sheet(notes=(CellNote(0, 0, NOTE),))))
    assert re.findall(r"<author>([^<]*)</author>", parts["xl/comments1.xml"].decode()) == [""]


@pytest.mark.parametrize("words", ["短", "长" * 100, "很长" * 2000])
def test_a_note_is_as_high_as_its_words_but_never_higher_than_the_screen(words: str) -> None:
    drawing = unpack(made(sheet(notes=(CellNote(0, 0, words),))))["xl/drawings/vmlDrawing1.vml"].decode()
    (height,) = re.findall(r"height:([\d.]+)pt", drawing)
    lines = -(-len(words) // 18)
    assert min(lines * 12, 290) <= float(height) <= 300


def test_folded_rows_are_hidden_below_an_open_sign_in_the_row_above() -> None:
    found = rows(made(sheet(folded=frozenset({2, 3}))))
    assert {row for row, one in found.items() if one.get("hidden")} == {2, 3}
    assert {row for row, one in found.items() if one.get("outlineLevel") == "1"} == {2, 3}
    assert {row for row, one in found.items() if one.get("collapsed")} == {1}


def test_the_sign_stands_above_the_folded_rows() -> None:
    folded = unpack(made(sheet(folded=frozenset({2}))))["xl/worksheets/sheet1.xml"]
    assert b'summaryBelow="0"' in folded
    assert b"outlinePr" not in unpack(made(sheet()))["xl/worksheets/sheet1.xml"]


def test_folding_keeps_the_heights_of_the_rows() -> None:
    plain, folded = rows(made(sheet())), rows(made(sheet(folded=frozenset({2, 3}))))
    assert {row: one.get("ht") for row, one in plain.items()} == {
        row: one.get("ht") for row, one in folded.items()
    }


def test_two_folded_blocks_have_a_sign_each() -> None:
    found = rows(made(sheet(9, folded=frozenset({2, 3, 5, 6}))))
    assert {row for row, one in found.items() if one.get("collapsed")} == {1, 4}


@pytest.mark.parametrize(
    ("text", "is_quoted"), [("=1+1", True), ("+86", True), ("-1", True), ("@a", True), ("甲=1", False)]
)
def test_a_text_that_begins_like_a_formula_stays_text_when_the_cell_is_opened(
    text: str, is_quoted: bool
) -> None:
    canvas = Canvas("甲", (20,))
    canvas.put(0, 0, text, look.PLAIN)
    canvas.put(1, 0, "普通", look.PLAIN)
    read = openpyxl.load_workbook(io.BytesIO(made(canvas.plan())))["甲"]
    assert (read["A1"].value, read["A1"].data_type) == (text, "s")
    assert bool(read["A1"].quotePrefix) is is_quoted
    assert not read["A2"].quotePrefix


def test_the_same_notes_and_folds_give_the_same_bytes() -> None:
    plan = sheet(notes=(CellNote(2, 0, NOTE),), folded=frozenset({2, 3}))
    assert made(plan) == made(plan)
