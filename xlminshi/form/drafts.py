"""The 通报稿 sheet: the draft as people edit it, beside what the program had written, so that edits can be told."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.cells import shown
from xlminshi.form.grid import Grid
from xlminshi.form.paging import without_remnant
from xlminshi.form.sheets import Page, SheetPlan

SHEET_NAME = "通报稿"
HEADERS = ("段落", "样式", "内容（可以修改）", "程序生成的原文")
_NOTE = (
    "可以直接修改“内容”一列，也可以插入新行；不要某一段时清空它的内容，不要删行。再次生成通报时，没有改过的段落随数据更新，"
    "改过的保留原话，其中已经变化的数字后面会注明【现为…】。“原文”一列用来辨认修改，请不要改动。"
)
_WIDTHS = (18, 16, 92, 40)
_HEADER_ROW, _BODY_ROW = 2, 3


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One paragraph on the sheet: its key ("" for one that a person has added), style, words, and the program's words."""

    key: str
    style: str
    text: str
    generated: str


def draft_sheet(rows: tuple[DraftRow, ...], period: str) -> SheetPlan:
    """Return the 通报稿 of a period: one row per paragraph; edited ones stand out."""
    canvas = Canvas(SHEET_NAME, _WIDTHS)
    canvas.put(0, 0, f"{SHEET_NAME}（{period}）", look.TITLE, columns=len(_WIDTHS))
    canvas.raise_row(0, 32)
    canvas.put(1, 0, _NOTE, look.NOTE, columns=len(_WIDTHS))
    canvas.put_row(_HEADER_ROW, HEADERS, look.HEAD)
    pale = replace(look.LOCKED, ink=look.PALE_INK, size=9)
    key, style = replace(look.CENTRE, ink=look.PALE_INK, size=9), replace(look.CENTRE, size=10)
    for number, row in enumerate(rows, start=_BODY_ROW):
        words = look.restyled(look.ENTRY, size=12, is_bold=row.text != row.generated)
        contents = row.key, row.style, row.text or None, row.generated or None
        canvas.put_row(number, contents, (key, style, words, pale))
    plan = replace(
        canvas.plan(),
        freeze=(_BODY_ROW, 0),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        tab_colour="C00000",
    )
    return without_remnant(plan)


def period_of_draft(grid: Grid | None) -> str:
    """Return the period that a 通报稿 names in its title, or ""."""
    titles = (shown(value).strip() for row in (grid.rows if grid is not None else ()) for value in row)
    title = next((one for one in titles if one.startswith(f"{SHEET_NAME}（")), "")
    return title.removeprefix(f"{SHEET_NAME}（").removesuffix("）")


def read_draft(grid: Grid | None) -> tuple[DraftRow, ...]:
    """Return the paragraphs of a 通报稿 in order, wherever its columns stand; () where there is no draft to read.

    A sheet without the program's own words (as an older version wrote it) tells of no edit.
    """
    return tuple(_rows(grid)) if grid is not None else ()


def _rows(grid: Grid) -> Iterator[DraftRow]:
    columns: dict[str, int] = {}
    for row in grid.rows:
        texts = [shown(value).strip() for value in row]
        if not columns:
            if all(header in texts for header in HEADERS):
                columns = {header: texts.index(header) for header in HEADERS}
            continue
        key, style, text, generated = (
            texts[columns[header]] if columns[header] < len(texts) else "" for header in HEADERS
        )
        if key or text or generated:
            yield DraftRow(key, style, text, generated)
