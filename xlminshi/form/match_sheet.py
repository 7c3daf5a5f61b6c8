"""The 对照表 as it is laid out: what a person typed there stands in it again."""

from dataclasses import replace

from xlminshi.core.match_table import MatchTable
from xlminshi.form import sheets as look
from xlminshi.form.as_written import content_of
from xlminshi.form.canvas import Canvas
from xlminshi.form.match_rows import FIRST_MATCH_ROW, NOTHING_KEPT, Kept, cells_beside
from xlminshi.form.rollup_head import put_head
from xlminshi.form.rollup_rows import MATCH_HEADERS, MATCH_KINDS, MATCH_SHEET
from xlminshi.form.sheets import Area, EntryRule, Highlight, Page, SheetPlan, Validation


def match_sheet(table: MatchTable, kept: Kept = NOTHING_KEPT) -> SheetPlan:
    """Return the 对照表: every name with the one under which it is counted, open for a person to fill in.

    Below stand the rows that could not be used, beside it the person's own columns.
    """
    headers = (*MATCH_HEADERS, *kept.headers)
    canvas = Canvas(MATCH_SHEET, (10, 50, 40, 24, *(24 for _ in kept.headers)))
    note = (
        "“统一名称”相同的按同一个汇总；留空的不归并（有底色）。区县写在这里而没有收到工作簿的，列为缺报；不再报送的请删去该行，不是区县的文件夹请清空统一名称。"
        "改好后放回原处重新汇总，内容会带到新的汇总表。"
    ) + ("橙色底的行没有采用，请改好或删去。" if kept.rows else "")
    put_head(canvas, MATCH_SHEET, note, headers)
    opened = replace(look.ENTRY, is_locked=False)
    matches = (
        (one.kind, one.written, one.common or None, one.remark or None, *own)
        for one, own in zip(table.rows, cells_beside(table, kept), strict=True)
    )
    for row, cells in enumerate((*matches, *kept.rows), start=FIRST_MATCH_ROW):
        fill = look.LOOK_FILL if row >= FIRST_MATCH_ROW + len(table.rows) else opened.fill
        contents, formats = zip(*map(content_of, cells), strict=True)
        styles = (
            look.restyled(opened, fill=fill, align="left" if column else "center", number_format=one)
            for column, one in enumerate(formats)
        )
        canvas.put_row(row, contents, tuple(styles))
    last = max(2 + len(table.rows) + len(kept.rows), 3)
    area = Area(3, 0, last, len(headers) - 1)
    kinds = Validation(
        Area(3, 0, last, 0),
        EntryRule.LIST,
        "种类",
        "请从下拉列表中选择。",
        "请从下拉列表中选择。",
        choices=MATCH_KINDS,
    )
    return replace(
        canvas.plan(),
        freeze=(3, 2),
        filter=Area(2, 0, last, len(headers) - 1),
        validations=(kinds,),
        highlights=(Highlight(area, "AND(LEN($B4)>0,LEN($C4)=0)", look.OPEN_FILL),),
        page=Page(is_landscape=False, repeat=(0, 2)),
        tab_colour="FFC000",
    )
