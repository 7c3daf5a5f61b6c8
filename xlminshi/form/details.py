"""指标明细: one row per indicator, every figure as a number that can be sorted and traced."""

from dataclasses import replace

from xlminshi.core.ledger import IndicatorStanding, Ledger, ProjectStanding
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.paging import without_remnant
from xlminshi.form.sheets import Area, Content, Page, SheetPlan, Style
from xlminshi.form.summary import MADE_ANEW, Sources, achieved_text, lag_cell, rate_style, remark

SHEET_NAME = "指标明细"
DETAIL_HEADERS = (
    "序号",
    "实事名称",
    "牵头单位",
    "指标名称",
    "指标类型",
    "计量单位",
    "年度目标",
    "累计完成",
    "完成情况（原文）",
    "完成率",
    "序时进度",
    "滞后\n（百分点）",
    "说明",
    "来源",
)
_WIDTHS = (5, 32, 20, 28, 9, 9, 11, 11, 18, 9, 10, 11, 30, 7)
_HEADER_ROW, _BODY_ROW = 2, 3
_SMALL = replace(look.PLAIN, size=10)


def detail_sheet(ledger: Ledger, found: Sources) -> SheetPlan:
    """Return 指标明细: one row per indicator, every figure as a number that can be sorted and traced."""
    canvas = Canvas(SHEET_NAME, _WIDTHS)
    title = f"{ledger.programme.title}指标明细（{ledger.settings.period.label}）"
    canvas.put(0, 0, title, look.TITLE, columns=len(_WIDTHS))
    canvas.raise_row(0, 34)
    hint = f"一个指标一行，完成率均由数据重新计算；“来源”可跳到填报表对应行。{MADE_ANEW}"
    canvas.put(1, 0, hint, look.NOTE, columns=len(_WIDTHS))
    canvas.put_row(_HEADER_ROW, DETAIL_HEADERS, look.HEAD)
    row = _BODY_ROW
    for one in ledger.standings:
        for item in one.indicators:
            _put_indicator(canvas, row, one, item, ledger, found)
            row += 1
    last = max(row - 1, _BODY_ROW)
    plan = replace(
        canvas.plan(),
        freeze=(_BODY_ROW, 2),
        filter=Area(_HEADER_ROW, 0, last, len(DETAIL_HEADERS) - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        tab_colour="C00000",
    )
    return without_remnant(plan)


def _put_indicator(
    canvas: Canvas, row: int, one: ProjectStanding, item: IndicatorStanding, ledger: Ledger, found: Sources
) -> None:
    indicator, rate = item.indicator, item.rate
    progress = ledger.settings.time_progress
    achieved = item.report.achieved if item.report else None
    target: Content = indicator.target.value if indicator.target else indicator.target_words or None
    cells: tuple[tuple[Content, Style], ...] = (
        (one.project.number, look.CENTRE),
        (one.project.title, look.PLAIN),
        (one.project.lead_unit, look.CENTRE),
        (indicator.name, look.PLAIN),
        (indicator.kind.value, look.CENTRE),
        (indicator.measure or None, look.CENTRE),
        (target, look.NUMBER),
        (achieved.value if achieved else None, look.NUMBER),
        (achieved_text(item) or None, look.PLAIN),
        (rate, rate_style(indicator.decimals, rate, is_tiny=item.is_tiny)),
        (progress, rate_style(2, progress)),
        lag_cell((progress - rate) * 100 if rate is not None else None),
        (remark(item), _SMALL),
        (found.link(one.project, indicator), look.LINK),
    )
    canvas.put_cells(row, cells)
