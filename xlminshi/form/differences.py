"""差异: what differs between two documents, as a sheet."""

from dataclasses import dataclass, replace

from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.paging import without_remnant
from xlminshi.form.sheets import Area, Page, SheetPlan

SHEET_NAME = "差异"
HEADERS = ("序号", "类型", "段落", "原文", "现文", "不同之处", "数字变化")
_WIDTHS = (7, 9, 18, 50, 50, 34, 34)
_HEADER_ROW, _BODY_ROW = 2, 3


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One difference as it is shown: its kind, the paragraph, the former and present words, what differs, which figures."""

    kind: str
    paragraph: str
    old: str
    new: str
    words: str
    figures: str


def differences_sheet(rows: tuple[DifferenceRow, ...], former: str, latter: str) -> SheetPlan:
    """Return the sheet with one row for each difference between two documents."""
    canvas = Canvas(SHEET_NAME, _WIDTHS)
    canvas.put(0, 0, SHEET_NAME, look.TITLE, columns=len(_WIDTHS))
    canvas.raise_row(0, 32)
    canvas.put(1, 0, f"原稿：{former}　　现稿：{latter}　　共{len(rows)}处", look.NOTE, columns=len(_WIDTHS))
    canvas.put_row(_HEADER_ROW, HEADERS, look.HEAD)
    for number, row in enumerate(rows, start=1):
        place = _BODY_ROW + number - 1
        canvas.put(place, 0, number, look.CENTRE)
        canvas.put(place, 1, row.kind, look.CENTRE)
        canvas.put(place, 2, row.paragraph or None, look.CENTRE)
        for column, text in enumerate((row.old, row.new, row.words, row.figures), start=3):
            canvas.put(place, column, text or None, look.PLAIN)
    last = _BODY_ROW + max(len(rows), 1) - 1
    plan = replace(
        canvas.plan(),
        freeze=(_BODY_ROW, 0),
        filter=Area(_HEADER_ROW, 0, last, len(HEADERS) - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
    )
    return without_remnant(plan)
