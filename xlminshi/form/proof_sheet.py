"""核对结果: one row for each claim of a document, what is wrong first to be seen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.paging import without_remnant
from xlminshi.form.sheets import Area, BookPlan, Page, SheetPlan

SHEET_NAME = "核对结果"
HEADERS = ("段落", "原文", "所在语句", "类别", "结论", "应为", "来源", "说明")
_WIDTHS = (7, 22, 44, 9, 10, 22, 36, 52)
_HEADER_ROW, _BODY_ROW = 2, 3
_INKS = {"不一致": look.WARNING_INK, "存疑": "9C5700"}
_PALE = ("说明", "无从核对")


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One claim: the paragraph's number, the words, the words around them, and what is to be said of it."""

    paragraph: int
    text: str
    context: str
    kind: str
    conclusion: str
    expected: str
    source: str
    remark: str


def proof_book(document: str, counts: str, rows: Sequence[ProofRow]) -> BookPlan:
    """Return the workbook that lists every claim of a document with its conclusion."""
    return BookPlan((proof_sheet(document, counts, rows),), (), SHEET_NAME)


def proof_sheet(document: str, counts: str, rows: Sequence[ProofRow]) -> SheetPlan:
    """Return the sheet, in the order of the text."""
    canvas = Canvas(SHEET_NAME, _WIDTHS)
    columns = len(_WIDTHS)
    canvas.put(0, 0, f"{document} {SHEET_NAME}", look.TITLE, columns=columns)
    canvas.raise_row(0, 32)
    canvas.put(1, 0, counts, replace(look.NOTE, size=11), columns=columns)
    canvas.put_row(_HEADER_ROW, HEADERS, look.HEAD)
    for number, row in enumerate(rows, start=_BODY_ROW):
        _put(canvas, number, row)
    if not rows:
        canvas.put(_BODY_ROW, 0, "没有可核对的内容。", look.PLAIN, columns=columns)
    last = _BODY_ROW + max(len(rows), 1) - 1
    plan = replace(
        canvas.plan(),
        freeze=(_BODY_ROW, 0),
        filter=Area(_HEADER_ROW, 0, last, columns - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        tab_colour="C00000",
    )
    return without_remnant(plan)


def _put(canvas: Canvas, number: int, row: ProofRow) -> None:
    ink = _INKS.get(row.conclusion, look.PALE_INK if row.conclusion in _PALE else look.INK)
    canvas.put(number, 0, row.paragraph, look.CENTRE)
    canvas.put(number, 1, row.text or None, look.PLAIN)
    canvas.put(number, 2, row.context or None, replace(look.PLAIN, ink=look.PALE_INK, size=10))
    canvas.put(number, 3, row.kind, look.CENTRE)
    canvas.put(number, 4, row.conclusion, replace(look.CENTRE, ink=ink, is_bold=row.conclusion in _INKS))
    for column, text in enumerate((row.expected, row.source, row.remark), start=5):
        canvas.put(number, column, text or None, look.PLAIN)
