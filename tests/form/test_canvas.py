"""Texts that a row cannot hold stand at the top, where they can at least be begun."""

from dataclasses import replace

import pytest

from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.sheets import HIGHEST_ROW, SheetPlan

LONG = "一是加强组织领导，倒排工期。" * 100


def placed(text: str, is_row: bool) -> SheetPlan:
    canvas = Canvas("表", (20, 8))
    if is_row:
        canvas.put_row(0, (text, "一"), (look.PLAIN, look.CENTRE))
    else:
        canvas.put(0, 0, text, look.PLAIN)
        canvas.put(0, 1, "一", look.CENTRE)
    return canvas.plan()


@pytest.mark.parametrize("is_row", [True, False])
def test_a_text_that_no_row_can_hold_begins_at_the_top_and_its_neighbours_stay_in_the_middle(
    is_row: bool,
) -> None:
    plan = placed(LONG, is_row)
    assert dict(plan.heights) == {0: HIGHEST_ROW}
    assert [cell.style for cell in plan.cells] == [replace(look.PLAIN, vertical="top"), look.CENTRE]


@pytest.mark.parametrize("is_row", [True, False])
def test_a_text_that_has_room_stays_in_the_middle(is_row: bool) -> None:
    assert [cell.style for cell in placed(LONG[:100], is_row).cells] == [look.PLAIN, look.CENTRE]


def test_the_looks_of_a_row_do_not_change_those_of_the_next() -> None:
    canvas = Canvas("表", (20, 8))
    for row, text in enumerate((LONG, "短", LONG)):
        canvas.put_row(row, (text, None), (look.PLAIN, look.PLAIN))
    firsts = [cell.style.vertical for cell in canvas.plan().cells if cell.area.left == 0]
    assert firsts == ["top", "vcenter", "top"]
