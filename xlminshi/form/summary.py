"""The sheets that people look at: 汇总表, 指标明细, 回收情况, 填报问题 and 通报稿."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from xlminshi.core.ledger import IndicatorStanding, Ledger, ProjectStanding
from xlminshi.core.problems import Level, Problem
from xlminshi.core.quantity import plain
from xlminshi.core.rounding import shares_of
from xlminshi.core.settings import Settings
from xlminshi.core.status import UNDECIDED, percent
from xlminshi.core.submission import Submission
from xlminshi.form import sheets as look
from xlminshi.form.formulas import rate_number_format
from xlminshi.form.grid import cell_address
from xlminshi.form.layout import FIRST_ROW, form_rows
from xlminshi.form.programme import target_text
from xlminshi.form.sheets import (
    Area,
    Canvas,
    Content,
    Link,
    Page,
    SheetPlan,
    Style,
    lines_needed,
)

SUMMARY, DETAIL, RETURNS, PROBLEMS, DRAFT = "汇总表", "指标明细", "回收情况", "填报问题", "通报稿"
NONE = "—"
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
_DETAIL_WIDTHS = (5, 32, 20, 28, 9, 9, 11, 11, 18, 9, 10, 11, 30, 7)
_HEADER_ROW, _BODY_ROW = 2, 3


@dataclass(frozen=True, slots=True)
class SheetNames:
    """The name of each lead unit's sheet in the workbook."""

    by_unit: dict[str, str]

    def source(self, ledger: Ledger, one: ProjectStanding, indicator: str = "") -> Link:
        """Return the link to the row of a project (or of one of its indicators) on its unit's sheet."""
        unit = one.project.lead_unit
        rows = form_rows(ledger.programme.of_unit(unit))
        row = next(
            index
            for index, row in enumerate(rows)
            if row.project.title == one.project.title and indicator in ("", row.indicator.name)
        )
        return Link("查看", self.by_unit[unit], cell_address(FIRST_ROW + row, 1))


def sheet_names(lead_units: Iterable[str], taken: Iterable[str]) -> SheetNames:
    """Return a sheet name for each lead unit, none of them twice or among `taken`."""
    used = set(taken)
    names = {}
    for unit in lead_units:
        names[unit] = look.sheet_name_for(unit, frozenset(used))
        used.add(names[unit])
    return SheetNames(names)


def summary_sheet(ledger: Ledger, names: SheetNames) -> SheetPlan:
    """Return the 汇总表: one row per project, then the subtotals by class and by unit and the legend."""
    canvas = Canvas(SUMMARY, _SUMMARY_WIDTHS)
    period = ledger.settings.period.label
    canvas.put(0, 0, f"{ledger.programme.code}汇总表（{period}）", look.TITLE, columns=len(_SUMMARY_WIDTHS))
    canvas.raise_row(0, 34)
    canvas.put(1, 0, counts_line(ledger), replace(look.NOTE, size=11), columns=len(_SUMMARY_WIDTHS))
    canvas.put_row(_HEADER_ROW, SUMMARY_HEADERS, look.HEAD)
    for index, one in enumerate(ledger.standings):
        _put_standing(canvas, _BODY_ROW + index, one, ledger, names)
    last = _BODY_ROW + max(len(ledger.standings), 1) - 1
    row = _put_class_totals(canvas, last + 2, ledger)
    row = _put_unit_totals(canvas, row + 1, ledger)
    _put_legend(canvas, row + 1, ledger.settings)
    return replace(
        canvas.plan(),
        freeze=(_BODY_ROW, 2),
        filter=Area(_HEADER_ROW, 0, last, len(SUMMARY_HEADERS) - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        tab_colour="C00000",
    )


def counts_line(ledger: Ledger) -> str:
    """Return the counts in one line: 共19件，牵头单位14个；已完成11件、…；序时进度75%."""
    parts = "、".join(f"{group.name}{len(group.standings)}件" for group in ledger.groups())
    missing = f"；未报送单位{len(ledger.missing_units)}个" if ledger.missing_units else ""
    return (
        f"共{len(ledger.standings)}件，牵头单位{len(ledger.lead_units())}个；{parts}{missing}；"
        f"序时进度{percent(ledger.settings.time_progress)}。"
    )


def _put_standing(canvas: Canvas, row: int, one: ProjectStanding, ledger: Ledger, names: SheetNames) -> None:
    settings = ledger.settings
    indicator_cells = _indicator_cells(one)
    final = settings.status_class(one.class_name)
    light = replace(look.CENTRE, fill=one.light.colour) if one.light else look.CENTRE
    cells: tuple[tuple[Content, Style], ...] = (
        (one.project.number, look.CENTRE),
        (one.project.title, look.PLAIN),
        (one.project.lead_unit, look.CENTRE),
        *(
            (text, replace(look.PLAIN, vertical="top" if "\n" in text else "vcenter"))
            for text in indicator_cells
        ),
        (one.rate if one.rate is not None else NONE, _rate_style(_decimals(one), one.rate)),
        (settings.time_progress, _rate_style(2, settings.time_progress)),
        _lag_cell(one.lag),
        (one.light.name if one.light else NONE, light),
        (one.proposal.class_name, _proposal_style(one.proposal.class_name)),
        (one.verdict.class_name if one.verdict else NONE, look.CENTRE),
        (one.class_name, replace(look.CENTRE, fill=final.colour if final else "FFF2CC", is_bold=True)),
        (_reason(one), replace(look.PLAIN, size=10)),
        (names.source(ledger, one), look.LINK),
    )
    for column, (content, style) in enumerate(cells):
        canvas.put(row, column, content, style)
    canvas.raise_row(row, 32)


def _indicator_cells(one: ProjectStanding) -> tuple[str, str, str, str]:
    """Return the four cells 指标, 目标, 完成, 指标完成率: one line per indicator, kept side by side where a text wraps."""
    columns: tuple[list[str], list[str], list[str], list[str]] = ([], [], [], [])
    widths = _SUMMARY_WIDTHS[3:7]
    for item in one.indicators:
        texts = (
            item.indicator.name,
            target_text(item.indicator) or NONE,
            achieved_text(item) or NONE,
            percent(item.rate) if item.rate is not None else NONE,
        )
        lines = [lines_needed(text, width + _USUAL_SLACK) for text, width in zip(texts, widths, strict=True)]
        for column, text, own in zip(columns, texts, lines, strict=True):
            column.append(text + "\n" * (max(lines) - own))
    first, second, third, fourth = ("\n".join(column) for column in columns)
    return first, second, third, fourth


def achieved_text(item: IndicatorStanding) -> str:
    """Return what was reported of an indicator as it is printed: 21414人次, 约7万元, 128.88%, words; "" if nothing."""
    if item.report is None:
        return ""
    return str(item.report.achieved) if item.report.achieved is not None else item.report.words


def _reason(one: ProjectStanding) -> str:
    if one.verdict and one.verdict.reason:
        return f"认定：{one.verdict.reason}；建议：{one.proposal.reason}"
    return one.proposal.reason


def _decimals(one: ProjectStanding) -> int:
    return max((item.indicator.decimals for item in one.indicators if item.rate is not None), default=2)


def _rate_style(decimals: int, rate: Decimal | None) -> Style:
    return (
        replace(look.NUMBER, number_format=rate_number_format(decimals)) if rate is not None else look.CENTRE
    )


def _lag_cell(lag: Decimal | None) -> tuple[Content, Style]:
    if lag is None or lag <= 0:
        return NONE, look.CENTRE
    return lag, replace(look.NUMBER, number_format="0.00" if lag % 1 else "0")


def _proposal_style(name: str) -> Style:
    return replace(look.CENTRE, ink="C00000") if name == UNDECIDED else look.CENTRE


def _put_class_totals(canvas: Canvas, row: int, ledger: Ledger) -> int:
    heading = replace(look.LABEL, align="left", size=12)
    canvas.put(row, 1, "按类别小计", heading)
    groups = ledger.groups()
    shares = shares_of(tuple(len(group.standings) for group in groups))
    for column, header in enumerate(("类别", "件数", "涉及单位"), start=1):
        canvas.put(row + 1, column, header, look.HEAD)
    canvas.put(row + 1, 4, "占比", look.HEAD)
    for index, (group, share) in enumerate(zip(groups, shares, strict=True), start=row + 2):
        fill = group.status_class.colour if group.status_class else "FFF2CC"
        canvas.put(index, 1, group.name, replace(look.CENTRE, fill=fill))
        canvas.put(index, 2, len(group.standings), look.CENTRE)
        canvas.put(index, 3, f"{len(group.units())}个", look.CENTRE)
        canvas.put(index, 4, share / 100, replace(look.CENTRE, number_format="0.0%"))
    total = row + 2 + len(groups)
    bold = replace(look.CENTRE, is_bold=True)
    canvas.put(total, 1, "合计", bold)
    canvas.put(total, 2, len(ledger.standings), bold)
    canvas.put(total, 3, f"{len(ledger.lead_units())}个（去重）", bold)
    canvas.put(
        total, 4, sum(shares, Decimal(0)) / 100, replace(look.CENTRE, number_format="0.0%", is_bold=True)
    )
    return total + 1


def _put_unit_totals(canvas: Canvas, row: int, ledger: Ledger) -> int:
    canvas.put(row, 1, "按单位小计", replace(look.LABEL, align="left", size=12))
    names = [group.name for group in ledger.groups()]
    headers = ("牵头单位", "件数", "最低完成率", *names)
    for column, header in enumerate(headers, start=1):
        canvas.put(row + 1, column, header, look.HEAD)
    for index, unit in enumerate(ledger.lead_units(), start=row + 2):
        own = ledger.of_unit(unit)
        rates = [(one.rate, _decimals(one)) for one in own if one.rate is not None]
        lowest = min(rates, default=None)
        canvas.put(index, 1, unit, look.CENTRE)
        canvas.put(index, 2, len(own), look.CENTRE)
        style = replace(_rate_style(lowest[1], lowest[0]), align="center") if lowest else look.CENTRE
        canvas.put(index, 3, lowest[0] if lowest else NONE, style)
        for column, name in enumerate(names, start=4):
            canvas.put(index, column, sum(one.class_name == name for one in own), look.CENTRE)
    return row + 2 + len(ledger.lead_units())


def _put_legend(canvas: Canvas, row: int, settings: Settings) -> None:
    canvas.put(row, 1, "图例", replace(look.LABEL, align="left", size=12))
    column = 2
    for one in settings.classes:
        canvas.put(row, column, one.name, replace(look.CENTRE, fill=one.colour))
        column += 1
    below: Decimal | None = None
    for index, light in enumerate(settings.lights, start=row + 1):
        canvas.put(index, 1, light.name, replace(look.CENTRE, fill=light.colour))
        canvas.put(
            index, 2, _light_meaning(light.up_to, below), replace(look.PLAIN, is_wrapped=False), columns=3
        )
        below = light.up_to


def _light_meaning(up_to: Decimal | None, below: Decimal | None) -> str:
    if up_to is None:
        return f"滞后超过{plain(below)}个百分点" if below is not None else "其余"
    if below is None:
        return "达到或超过序时进度" if up_to == 0 else f"滞后不超过{plain(up_to)}个百分点"
    return f"滞后{plain(below)}—{plain(up_to)}个百分点" if below else f"滞后不超过{plain(up_to)}个百分点"


def detail_sheet(ledger: Ledger, names: SheetNames) -> SheetPlan:
    """Return 指标明细: one row per indicator, every figure as a number that can be sorted and traced."""
    canvas = Canvas(DETAIL, _DETAIL_WIDTHS)
    title = f"{ledger.programme.code}指标明细（{ledger.settings.period.label}）"
    canvas.put(0, 0, title, look.TITLE, columns=len(_DETAIL_WIDTHS))
    canvas.raise_row(0, 34)
    canvas.put(1, 0, "一个指标一行，完成率均由数据重新计算；“来源”可跳到填报表对应行。", look.NOTE, columns=8)
    canvas.put_row(_HEADER_ROW, DETAIL_HEADERS, look.HEAD)
    row = _BODY_ROW
    for one in ledger.standings:
        for item in one.indicators:
            _put_indicator(canvas, row, one, item, ledger, names)
            row += 1
    last = max(row - 1, _BODY_ROW)
    return replace(
        canvas.plan(),
        freeze=(_BODY_ROW, 2),
        filter=Area(_HEADER_ROW, 0, last, len(DETAIL_HEADERS) - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        tab_colour="C00000",
    )


def _put_indicator(
    canvas: Canvas, row: int, one: ProjectStanding, item: IndicatorStanding, ledger: Ledger, names: SheetNames
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
        (rate, replace(look.NUMBER, number_format=rate_number_format(indicator.decimals))),
        (progress, _rate_style(2, progress)),
        _lag_cell((progress - rate) * 100 if rate is not None else None),
        (item.completion.no_rate.value if item.completion.no_rate else None, replace(look.PLAIN, size=10)),
        (names.source(ledger, one, indicator.name), look.LINK),
    )
    for column, (content, style) in enumerate(cells):
        canvas.put(row, column, content, style)


def problems_sheet(problems: tuple[Problem, ...]) -> SheetPlan:
    """Return 填报问题: every finding with its place, what is wrong and what to do; the gravest first."""
    widths = (8, 30, 20, 10, 70, 50)
    canvas = Canvas(PROBLEMS, widths)
    canvas.put(0, 0, PROBLEMS, look.TITLE, columns=len(widths))
    canvas.raise_row(0, 32)
    counts = "，".join(f"{level.value}{sum(one.level is level for one in problems)}处" for level in Level)
    canvas.put(
        1, 0, f"{counts}。必改的处理完才能印发；提醒的请看一遍；说明的不用处理。", look.NOTE, columns=6
    )
    canvas.put_row(_HEADER_ROW, ("级别", "文件", "工作表", "单元格", "问题", "处理办法"), look.HEAD)
    inks = {Level.MUST_FIX: "C00000", Level.REMINDER: "9C5700", Level.NOTE: look.PALE_INK}
    for row, one in enumerate(problems, start=_BODY_ROW):
        canvas.put(row, 0, one.level.value, replace(look.CENTRE, ink=inks[one.level], is_bold=True))
        for column, text in enumerate((one.place.file, one.place.sheet, one.place.cell), start=1):
            canvas.put(row, column, text or None, look.CENTRE)
        canvas.put(row, 4, one.what, look.PLAIN)
        canvas.put(row, 5, one.cure or None, look.PLAIN)
    if not problems:
        canvas.put(_BODY_ROW, 0, "没有发现问题。", look.PLAIN, columns=len(widths))
    last = _BODY_ROW + max(len(problems), 1) - 1
    return replace(
        canvas.plan(),
        freeze=(_BODY_ROW, 0),
        filter=Area(_HEADER_ROW, 0, last, len(widths) - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        tab_colour="7F7F7F",
    )


def returns_sheet(
    ledger: Ledger, submissions: tuple[Submission, ...], problems: tuple[Problem, ...], files: int
) -> SheetPlan:
    """Return 回收情况: who has reported, with which file, and the control totals of this run."""
    widths = (6, 28, 11, 40, 12, 12, 14, 12, 14, 10, 10)
    headers = (
        "序号",
        "牵头单位",
        "报送情况",
        "文件",
        "填报人",
        "审核人",
        "填报日期",
        "实事件数",
        "已填/应填指标",
        "必改",
        "提醒",
    )
    canvas = Canvas(RETURNS, widths)
    canvas.put(0, 0, f"回收情况（{ledger.settings.period.label}）", look.TITLE, columns=len(widths))
    canvas.raise_row(0, 32)
    canvas.put(1, 0, _control_totals(ledger, submissions, files), look.NOTE, columns=len(widths))
    canvas.put_row(_HEADER_ROW, headers, look.HEAD)
    by_unit = {one.lead_unit: one for one in submissions}
    for index, unit in enumerate(ledger.lead_units()):
        cells = _return_cells(index + 1, unit, by_unit.get(unit), ledger, problems)
        for column, content in enumerate(cells):
            is_missing = column == 2 and unit in ledger.missing_units
            canvas.put(_BODY_ROW + index, column, content, _return_style(column, is_missing))
    last = _BODY_ROW + max(len(ledger.lead_units()), 1) - 1
    return replace(
        canvas.plan(),
        freeze=(_BODY_ROW, 2),
        filter=Area(_HEADER_ROW, 0, last, len(widths) - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        tab_colour="7F7F7F",
    )


def _return_style(column: int, is_missing: bool) -> Style:
    if column == 6:
        return replace(look.CENTRE, number_format="yyyy-mm-dd")
    return replace(look.CENTRE, ink="C00000", is_bold=True) if is_missing else look.CENTRE


def _return_cells(
    number: int, unit: str, submission: Submission | None, ledger: Ledger, problems: tuple[Problem, ...]
) -> tuple[Content, ...]:
    projects = ledger.programme.of_unit(unit)
    expected = sum(len(project.indicators) for project in projects)
    if submission is None or unit in ledger.missing_units:
        return (number, unit, "未报送", None, None, None, None, len(projects), f"0/{expected}", None, None)
    filled = sum(one.achieved is not None or bool(one.words) for one in submission.indicators)
    told = [one.place for one in submission.indicators] + [one.place for one in submission.projects]
    places = {(place.file, place.sheet) for place in told}
    own = [one for one in problems if (one.place.file, one.place.sheet) in places]
    return (
        number,
        unit,
        "已收",
        submission.source or None,
        submission.reporter or None,
        submission.reviewer or None,
        submission.reported_on,
        len(projects),
        f"{filled}/{expected}",
        sum(one.level is Level.MUST_FIX for one in own),
        sum(one.level is Level.REMINDER for one in own),
    )


def _control_totals(ledger: Ledger, submissions: tuple[Submission, ...], files: int) -> str:
    units = len(ledger.lead_units())
    expected = sum(len(project.indicators) for project in ledger.programme.projects)
    read = sum(len(one.indicators) for one in submissions)
    return (
        f"核对数：应报单位{units}个，已收{units - len(ledger.missing_units)}个，未报送{len(ledger.missing_units)}个；"
        f"{f'收到文件{files}个；' if files else ''}应有指标行{expected}行，读到{read}行。"
    )


def draft_sheet(rows: tuple[tuple[str, str, str], ...]) -> SheetPlan:
    """Return 通报稿: one row per paragraph as (key, style name, text)."""
    widths = (16, 18, 100)
    canvas = Canvas(DRAFT, widths)
    canvas.put(0, 0, DRAFT, look.TITLE, columns=len(widths))
    canvas.raise_row(0, 32)
    canvas.put_row(1, ("段落", "样式", "内容"), look.HEAD)
    for row, (key, style, text) in enumerate(rows, start=2):
        canvas.put(row, 0, key, replace(look.CENTRE, ink=look.PALE_INK))
        canvas.put(row, 1, style, look.CENTRE)
        canvas.put(row, 2, text, replace(look.PLAIN, size=12))
    return replace(
        canvas.plan(), freeze=(2, 0), page=Page(is_landscape=False, repeat=(0, 1)), tab_colour="C00000"
    )
