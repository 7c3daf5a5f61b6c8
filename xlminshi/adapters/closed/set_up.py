"""View, protection and page of a sheet, on XlsxWriter's worksheet."""

from typing import Any

from xlminshi.form.sheets import SheetPlan, Visibility

PAPER = 9
"""A4, by Excel's number."""
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}
FOOTER = '&C&"宋体,Regular"&9第 &P 页  共 &N 页'
_PROTECTION = {
    "autofilter": True,
    "sort": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


def set_view(worksheet: Any, plan: SheetPlan) -> None:
    """Set what is seen of a sheet and what may be changed."""
    if plan.freeze:
        worksheet.freeze_panes(*plan.freeze)
    if plan.filter:
        worksheet.autofilter(plan.filter.top, plan.filter.left, plan.filter.bottom, plan.filter.right)
    if plan.tab_colour:
        worksheet.set_tab_color(f"#{plan.tab_colour}")
    if plan.is_protected:
        # A chart on a protected sheet stays free to be copied into a report.
        worksheet.protect("", _PROTECTION | {"objects": bool(plan.charts)})
    if plan.visibility is Visibility.HIDDEN:
        worksheet.very_hidden()
    worksheet.hide_gridlines(2)


def set_page(worksheet: Any, plan: SheetPlan) -> None:
    """Set how a sheet is printed."""
    worksheet.set_paper(PAPER)
    if plan.page.is_landscape:
        worksheet.set_landscape()
    worksheet.fit_to_pages(plan.page.across, plan.page.most_pages)
    worksheet.set_margins(**MARGINS)
    worksheet.center_horizontally()
    worksheet.set_footer(FOOTER)
    if plan.page.repeat:
        worksheet.repeat_rows(*plan.page.repeat)
    if plan.page.beside is not None:
        worksheet.repeat_columns(0, plan.page.beside)
    if plan.page.area:
        worksheet.print_area(
            plan.page.area.top, plan.page.area.left, plan.page.area.bottom, plan.page.area.right
        )
    if plan.page.breaks:
        worksheet.set_h_pagebreaks(list(plan.page.breaks))
