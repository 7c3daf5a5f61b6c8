"""汇总表: one row per project, the sheet that people look at first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from xlminshi.core.controls import ControlTotals
from xlminshi.core.ledger import IndicatorStanding, Ledger, ProjectStanding
from xlminshi.core.progress import NoRate
from xlminshi.core.project import Indicator, Programme, Project
from xlminshi.core.rounding import shares_of
from xlminshi.core.settings import Settings
from xlminshi.core.status import UNDECIDED, light_meanings, percent
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.controls import put_totals
from xlminshi.form.entries import form_rows
from xlminshi.form.formulas import rate_number_format
from xlminshi.form.grid import cell_address
from xlminshi.form.landmarks import FIRST_ROW
from xlminshi.form.paging import ends_on_one_page, paged
from xlminshi.form.programme import target_text
from xlminshi.form.sheet_names import sheet_name_for
from xlminshi.form.sheets import (
    Area,
    Content,
    Link,
    Page,
    SheetPlan,
    Style,
    lines_needed,
)

SUMMARY = "汇总表"
NONE = "—"
MADE_ANEW = "本表自动生成，每次汇总重写，请不要在这里填写。"
SUMMARY_HEADERS = (
    "序号",
    "实事名称",
    "牵头单位",
    "指标",
    "目标",
    "完成",
    "指标完成率",
    "完成率",
    "序时进度",
    "滞后\n（百分点）",
    "预警",
    "状态建议",
    "督查认定",
    "通报类别",
    "理由",
    "来源",
)
_SUMMARY_WIDTHS = (5, 24, 15, 29, 14, 16, 12, 10, 10, 11, 7, 10, 10, 10, 33, 7)
# A column shows a little more than the cautious reckoning of `lines_needed` grants it.
_USUAL_SLACK = 1.5
_HEADER_ROW, _BODY_ROW = 2, 3
NAME_COLUMN = 1
"""Where a project is named on its lead unit's sheet."""
_DECIDED = replace(look.CENTRE, is_bold=True)
_SMALL = replace(look.PLAIN, size=10)
_AT_TOP = replace(look.PLAIN, vertical="top")
_REMARK_COLUMNS = 5
_LIGHT_COLUMN = 6
NOT_PRINTED = "单位较多，这一块不打印；打印请用“单位排名”表。"
FIRST_SUMMARY_ROW = _BODY_ROW


@dataclass(frozen=True, slots=True)
class Sources:
    """Where every figure stands in the workbook: the sheet of its lead unit, the row of its indicator."""

    sheets: dict[str, str]
    rows: dict[tuple[str, str], int]

    def link(self, project: Project, indicator: Indicator | None = None, column: int = NAME_COLUMN) -> Link:
        """Return the link to a column of a project's first row, or of the row of one of its indicators."""
        name = (indicator or project.indicators[0]).name
        row = self.rows[project.title, name]
        return Link("查看", self.sheets[project.lead_unit], cell_address(row, column))


def sources(programme: Programme, sheets: dict[str, str]) -> Sources:
    """Return where the figures of a programme stand, given the sheet of each lead unit."""
    rows = {
        (row.project.title, row.indicator.name): FIRST_ROW + index
        for unit in sheets
        for index, row in enumerate(form_rows(programme.of_unit(unit)))
    }
    return Sources(sheets, rows)


def sheet_names(lead_units: Iterable[str], taken: Iterable[str]) -> dict[str, str]:
    """Return a sheet name for each lead unit, none of them twice or among `taken`."""
    used = set(taken)
    names = {}
    for unit in lead_units:
        names[unit] = sheet_name_for(unit, frozenset(used))
        used.add(names[unit])
    return names


def summary_sheet(ledger: Ledger, found: Sources, totals: ControlTotals | None = None) -> SheetPlan:
    """Return the 汇总表: one row per project, then subtotals by class, lights, control totals, and subtotals by unit.

    `totals` None: a workbook that no run has filled.
    """
    canvas = Canvas(SUMMARY, _SUMMARY_WIDTHS)
    period = ledger.settings.period.label
    canvas.put(0, 0, f"{ledger.programme.title}汇总表（{period}）", look.TITLE, columns=len(_SUMMARY_WIDTHS))
    canvas.raise_row(0, 34)
    hint = f"{counts_line(ledger)}{MADE_ANEW}"
    canvas.put(1, 0, hint, look.restyled(look.NOTE, size=11), columns=len(_SUMMARY_WIDTHS))
    canvas.put_row(_HEADER_ROW, SUMMARY_HEADERS, look.HEAD)
    for index, one in enumerate(ledger.standings):
        _put_standing(canvas, _BODY_ROW + index, one, ledger, found)
    last = _BODY_ROW + max(len(ledger.standings), 1) - 1
    blocks = [last + 2]
    row = _put_class_totals(canvas, last + 2, ledger)
    row = max(row, _put_lights(canvas, last + 2, ledger.settings))
    if totals is not None:
        blocks.append(row + 1)
        row = put_totals(canvas, row + 1, 1, totals, _REMARK_COLUMNS)
    below = row + 1
    _put_unit_totals(canvas, below, ledger)
    plan = replace(
        canvas.plan(),
        freeze=(_BODY_ROW, 2),
        filter=Area(_HEADER_ROW, 0, last, len(SUMMARY_HEADERS) - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        tab_colour="C00000",
    )
    if ends_on_one_page(plan, last):
        return paged(plan, last, (*blocks, below))
    # 单位排名 prints the units too, with a head on every page; here they would stand under the head of the projects.
    canvas.put(below, 2, NOT_PRINTED, look.restyled(look.NOTE, is_wrapped=False), columns=6)
    page = replace(plan.page, area=Area(0, 0, below - 2, len(SUMMARY_HEADERS) - 1))
    return paged(replace(plan, cells=canvas.plan().cells, page=page), last, tuple(blocks))


def counts_line(ledger: Ledger) -> str:
    """Return the counts in one line: 共19件，牵头单位14个；已完成11件、…；序时进度75%."""
    parts = "、".join(f"{group.name}{len(group.standings)}件" for group in ledger.groups())
    units = (("未报送", ledger.silent_units), ("报送待核实", ledger.unsettled_units))
    missing = "".join(f"；{state}单位{len(found)}个" for state, found in units if found)
    return (
        f"共{len(ledger.standings)}件，牵头单位{len(ledger.offices())}个；{parts}{missing}；"
        f"序时进度{percent(ledger.settings.time_progress)}。"
    )


def _put_standing(canvas: Canvas, row: int, one: ProjectStanding, ledger: Ledger, found: Sources) -> None:
    settings = ledger.settings
    indicator_cells = _indicator_cells(one)
    final = settings.status_class(one.class_name)
    light = look.filled(one.light.colour) if one.light else look.CENTRE
    cells: tuple[tuple[Content, Style], ...] = (
        (one.project.number, look.CENTRE),
        (one.project.title, look.PLAIN),
        (one.project.lead_unit, look.CENTRE),
        *((text, _AT_TOP if "\n" in text else look.PLAIN) for text in indicator_cells),
        (one.rate if one.rate is not None else NONE, rate_style(one.decimals, one.rate, is_tiny=one.is_tiny)),
        (settings.time_progress, rate_style(2, settings.time_progress)),
        lag_cell(one.lag),
        (one.light.name if one.light else NONE, light),
        (one.proposal.class_name, _proposal_style(one.proposal.class_name)),
        (one.verdict.class_name if one.verdict else NONE, look.CENTRE),
        (one.class_name, look.filled(final.colour if final else look.OPEN_FILL, _DECIDED)),
        (_reason(one), _SMALL),
        (found.link(one.project), look.LINK),
    )
    canvas.raise_row(row, 32)
    canvas.put_cells(row, cells)


def _indicator_cells(one: ProjectStanding) -> tuple[str, str, str, str]:
    """Return the four cells 指标, 目标, 完成, 指标完成率: one line per indicator.

    Of several, they are kept side by side where a text wraps; those of one stand in the middle of the row.
    """
    columns: tuple[list[str], list[str], list[str], list[str]] = ([], [], [], [])
    widths = _SUMMARY_WIDTHS[3:7]
    for item in one.indicators:
        texts = (
            item.indicator.name,
            target_text(item.indicator) or NONE,
            achieved_text(item) or NONE,
            item.rate_words or NONE,
        )
        lines = [lines_needed(text, width + _USUAL_SLACK) for text, width in zip(texts, widths, strict=True)]
        for column, text, own in zip(columns, texts, lines, strict=True):
            column.append(text + "\n" * (max(lines) - own if one.indicators[1:] else 0))
    first, second, third, fourth = ("\n".join(column) for column in columns)
    return first, second, third, fourth


def achieved_text(item: IndicatorStanding) -> str:
    """Return what was reported of an indicator as it is printed: 21414人次, 约7万元, 128.88%, words; "" if nothing.

    What could not be read stands there as it was typed.
    """
    if item.report is None:
        return ""
    if item.report.achieved is not None:
        return str(item.report.achieved)
    return item.report.words or item.report.typed


def remark(item: IndicatorStanding) -> str | None:
    """Return why an indicator has no rate."""
    why = item.completion.no_rate
    if why is NoRate.NOT_REPORTED and item.report is not None and item.report.typed:
        return "填写的内容无法读取，没有计算"
    return why.value if why else None


def _reason(one: ProjectStanding) -> str:
    if one.verdict and one.verdict.reason:
        return f"认定：{one.verdict.reason}；建议：{one.proposal.reason}"
    return one.proposal.reason


def rate_style(decimals: int, rate: Decimal | None, *, is_tiny: bool = False) -> Style:
    """Return the style of a rate with this many decimals of a percent; None: of the dash in its place.

    `is_tiny`: it is 0 as it is rounded, though something was done. The number stays; it is shown as texts print it.
    """
    return _rate_style(decimals, is_tiny) if rate is not None else look.CENTRE


@cache
def _rate_style(decimals: int, is_tiny: bool) -> Style:
    return look.restyled(look.NUMBER, number_format=rate_number_format(decimals, is_tiny=is_tiny))


def lag_cell(lag: Decimal | None) -> tuple[Content, Style]:
    """Return the cell that tells by how many percentage points something lags behind the 序时进度."""
    if lag is None or lag <= 0:
        return NONE, look.CENTRE
    return lag, look.restyled(look.NUMBER, number_format="0.00" if lag % 1 else "0")


def _proposal_style(name: str) -> Style:
    return look.restyled(look.CENTRE, ink=look.WARNING_INK) if name == UNDECIDED else look.CENTRE


def _put_class_totals(canvas: Canvas, row: int, ledger: Ledger) -> int:
    heading = look.restyled(look.LABEL, align="left", size=12)
    canvas.put(row, 1, "按类别小计", heading)
    groups = ledger.groups()
    shares = shares_of(tuple(len(group.standings) for group in groups))
    for column, header in enumerate(("类别", "件数", "涉及单位"), start=1):
        canvas.put(row + 1, column, header, look.HEAD)
    canvas.put(row + 1, 4, "占比", look.HEAD)
    for index, (group, share) in enumerate(zip(groups, shares, strict=True), start=row + 2):
        fill = group.status_class.colour if group.status_class else look.OPEN_FILL
        canvas.put(index, 1, group.name, look.filled(fill))
        canvas.put(index, 2, len(group.standings), look.CENTRE)
        canvas.put(index, 3, f"{len(ledger.offices_of(group))}个", look.CENTRE)
        canvas.put(index, 4, share / 100, look.restyled(look.CENTRE, number_format="0.0%"))
    total = row + 2 + len(groups)
    bold = look.restyled(look.CENTRE, is_bold=True)
    canvas.put(total, 1, "合计", bold)
    canvas.put(total, 2, len(ledger.standings), bold)
    canvas.put(total, 3, f"{len(ledger.offices())}个（去重）", bold)
    canvas.put(
        total,
        4,
        sum(shares, Decimal(0)) / 100,
        look.restyled(look.CENTRE, number_format="0.0%", is_bold=True),
    )
    return total + 1


def _put_unit_totals(canvas: Canvas, row: int, ledger: Ledger) -> int:
    canvas.put(row, 1, "按单位小计", look.restyled(look.LABEL, align="left", size=12))
    names = [group.name for group in ledger.groups()]
    headers = ("牵头单位", "件数", "最低完成率", *names)
    for column, header in enumerate(headers, start=1):
        canvas.put(row + 1, column, header, look.HEAD)
    by_unit = ledger.by_unit()
    for index, (unit, own) in enumerate(by_unit.items(), start=row + 2):
        rates = [(one.rate, one.decimals) for one in own if one.rate is not None]
        lowest = min(rates, default=None)
        canvas.put(index, 1, unit, look.CENTRE)
        canvas.put(index, 2, len(own), look.CENTRE)
        style = replace(rate_style(lowest[1], lowest[0]), align="center") if lowest else look.CENTRE
        canvas.put(index, 3, lowest[0] if lowest else NONE, style)
        for column, name in enumerate(names, start=4):
            canvas.put(index, column, sum(one.class_name == name for one in own), look.CENTRE)
    return row + 2 + len(by_unit)


def _put_lights(canvas: Canvas, row: int, settings: Settings) -> int:
    """Put what the lights mean beside the classes; return the row below it."""
    if not settings.lights:
        return row
    canvas.put(row, _LIGHT_COLUMN, "预警灯", look.restyled(look.LABEL, align="left", size=12))
    pairs = zip(settings.lights, light_meanings(settings.lights), strict=True)
    for index, (light, meaning) in enumerate(pairs, start=row + 1):
        canvas.put(index, _LIGHT_COLUMN, light.name, look.filled(light.colour), columns=2)
        style = look.restyled(look.PLAIN, is_wrapped=False)
        canvas.put(index, _LIGHT_COLUMN + 2, meaning, style, columns=3)
    return row + 1 + len(settings.lights)
