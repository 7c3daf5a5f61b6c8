"""总览: one page that a leader understands at a glance; its charts follow the cells of this sheet, 单位排名 and 趋势."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from xlminshi.core.funds import FundsTotal
from xlminshi.core.ledger import Ledger
from xlminshi.core.pace import is_on_time
from xlminshi.core.ranking import Ranking
from xlminshi.core.rounding import shares_of
from xlminshi.core.status import Light, light_meanings, percent
from xlminshi.core.trends import Trends
from xlminshi.form import overview_charts as charts
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.extremes import Line, extremes, light_signs
from xlminshi.form.ranking import places_line
from xlminshi.form.sheets import Area, Chart, Content, Page, SheetPlan, Style
from xlminshi.form.summary import MADE_ANEW, NONE, counts_line, rate_style
from xlminshi.form.trends import trend_rows

SHEET_NAME = charts.SHEET_NAME
COLUMNS = 12
_HALF = COLUMNS // 2
_WIDTHS = (11.0,) * COLUMNS
_GONE_FILL, _TO_COME_FILL, _CARD_FILL = "2E75B6", "DEEBF7", "F2F7FC"
_HEADING = Style(font=look.HEI, size=13, has_border=False, is_wrapped=False, ink="1F4E79")
_CARD_LABEL = Style(size=10, ink=look.PALE_INK, align="center", fill=_CARD_FILL, is_wrapped=False)
_CARD_NUMBER = Style(
    font=look.HEI, size=20, align="center", fill=_CARD_FILL, is_wrapped=False, is_shrunk=True
)
_CHART_ROWS, _FUNDS_ROWS, _UNIT_ROWS, _CHART_POINTS = 11, 8, 13, 20.0
NO_FUNDS = "本期没有单位填报计划、到位、支付资金，这里不列。"


@dataclass(frozen=True, slots=True)
class Told:
    """All that the overview tells of; every figure comes from the one ledger."""

    ledger: Ledger
    ranking: Ranking
    trends: Trends
    funds: tuple[FundsTotal, ...]


def overview_sheet(told: Told) -> SheetPlan:
    """Return 总览: counts, 序时进度, classes, lights, the best and the last, funds, ranking and trend, on one page."""
    canvas = Canvas(SHEET_NAME, _WIDTHS)
    ledger = told.ledger
    title = f"{ledger.programme.title}总览（{ledger.settings.period.label}）"
    canvas.put(0, 0, title, look.TITLE, columns=COLUMNS)
    canvas.raise_row(0, 36)
    note = replace(look.NOTE, size=11)
    canvas.put(1, 0, f"{counts_line(ledger)}{MADE_ANEW}", note, columns=COLUMNS)
    row = _put_cards(canvas, 2, ledger)
    row = _put_months(canvas, row, ledger)
    found: list[Chart] = []
    row = _put_classes(canvas, row, ledger, found)
    row = _put_extremes(canvas, row, ledger)
    row = _put_funds(canvas, row, told.funds, found)
    row = _put_units(canvas, row, told, found)
    _put_trend(canvas, row, told, found)
    return replace(
        canvas.plan(),
        page=Page(is_landscape=False, most_pages=1),
        is_protected=True,
        tab_colour="C00000",
        charts=tuple(found),
    )


def _put_cards(canvas: Canvas, row: int, ledger: Ledger) -> int:
    units, missing = len(ledger.lead_units()), len(ledger.missing_units)
    rated = [one.rate for one in ledger.standings if one.rate is not None]
    cards: tuple[tuple[str, Content], ...] = (
        ("实事（件）", len(ledger.standings)),
        ("应报送（个）", units),
        ("已报送（个）", units - missing),
        ("未报送（个）", missing),
        ("有完成率（件）", len(rated)),
        ("达序时或已完成（件）", sum(is_on_time(one, ledger.settings) is True for one in ledger.standings)),
    )
    for index, (label, number) in enumerate(cards):
        is_warning = label.startswith("未报送") and missing > 0
        style = replace(_CARD_NUMBER, ink=look.WARNING_INK if is_warning else "1F4E79")
        canvas.put(row, index * 2, label, _CARD_LABEL, columns=2)
        canvas.put(row + 1, index * 2, number, style, columns=2)
    canvas.raise_row(row, 20)
    canvas.raise_row(row + 1, 34)
    return row + 2


def _put_months(canvas: Canvas, row: int, ledger: Ledger) -> int:
    """Put the bar of 序时进度: the months gone by are dark."""
    period = ledger.settings.period
    day = f"{period.as_of.year}年{period.as_of.month}月{period.as_of.day}日"
    text = f"序时进度 {percent(ledger.settings.time_progress)}（截至{day}，深色为已过月份）"
    canvas.put(row, 0, text, _HEADING, columns=COLUMNS)
    canvas.raise_row(row, 26)
    for month in range(1, COLUMNS + 1):
        is_gone = month <= period.last
        style = replace(
            look.CENTRE,
            size=10,
            fill=_GONE_FILL if is_gone else _TO_COME_FILL,
            ink="FFFFFF" if is_gone else look.PALE_INK,
        )
        canvas.put(row + 1, month - 1, f"{month}月", style)
    canvas.raise_row(row + 1, 20)
    return row + 2


def _put_classes(canvas: Canvas, row: int, ledger: Ledger, found: list[Chart]) -> int:
    canvas.put(row, 0, "各类实事", _HEADING, columns=_HALF)
    canvas.raise_row(row, 26)
    groups = ledger.groups()
    shares = shares_of(tuple(len(group.standings) for group in groups))
    _put_wide(canvas, row + 1, (("类别", 2), ("件数", 1), ("占比", 1), ("牵头单位", 2)), look.HEAD)
    first = row + 2
    share_style = replace(look.CENTRE, number_format="0.0%")
    colours = []
    for index, (group, share) in enumerate(zip(groups, shares, strict=True), start=first):
        colour = group.status_class.colour if group.status_class else look.OPEN_FILL
        colours.append(colour)
        canvas.put(index, 0, group.name, look.filled(colour), columns=2)
        canvas.put(index, 2, len(group.standings), look.CENTRE)
        canvas.put(index, 3, share / 100, share_style)
        canvas.put(index, 4, f"{len(ledger.offices_of(group))}个", look.CENTRE, columns=2)
    last = first + len(groups) - 1
    _put_sum(canvas, last + 1, ledger, sum(shares, Decimal(0)))
    end = _put_lights(canvas, last + 2, ledger)
    end = _filled_up(canvas, row + 1, end)
    place = Area(row + 1, _HALF, end - 1, COLUMNS - 1)
    labels, values = Area(first, 0, last, 0), Area(first, 2, last, 2)
    highest = max(len(group.standings) for group in groups)
    found.append(charts.class_chart(row + 1, labels, values, tuple(colours), place, highest))
    return end


def _put_sum(canvas: Canvas, row: int, ledger: Ledger, share: Decimal) -> None:
    bold = replace(look.CENTRE, is_bold=True)
    canvas.put(row, 0, "合计", bold, columns=2)
    canvas.put(row, 2, len(ledger.standings), bold)
    canvas.put(row, 3, share / 100, replace(bold, number_format="0.0%"))
    canvas.put(row, 4, f"{len(ledger.offices())}个（去重）", bold, columns=2)


def _put_lights(canvas: Canvas, row: int, ledger: Ledger) -> int:
    if not ledger.settings.lights:
        return row
    _put_wide(canvas, row, (("预警灯", 2), ("件数", 1), ("含义", 3)), look.HEAD)
    lights = ledger.settings.lights
    meanings = dict(zip(lights, light_meanings(lights), strict=True))
    small = replace(look.PLAIN, size=10)
    signs = light_signs(lights)
    for light, count in ledger.lights():
        row += 1
        if light is None:
            canvas.put(row, 0, "未评灯", look.CENTRE, columns=2)
            canvas.put(row, 3, "没有完成率", small, columns=3)
        else:
            sign = signs[light.name]
            name = light.name if sign in light.name else f"{sign}：{light.name}"
            canvas.put(row, 0, name, look.filled(light.colour), columns=2)
            canvas.put(row, 3, meanings[light], small, columns=3)
        canvas.put(row, 2, count, look.CENTRE)
    return row + 1


def _put_wide(
    canvas: Canvas, row: int, cells: Iterable[tuple[Content, int]], style: Style, left: int = 0
) -> None:
    """Put contents side by side, each over so many columns."""
    for content, columns in cells:
        canvas.put(row, left, content, style, columns=columns)
        left += columns


def _filled_up(canvas: Canvas, first: int, end: int, rows: int = _CHART_ROWS) -> int:
    """Give every row of a block the height that its chart of so many rows needs; return the row below the block."""
    below = max(end, first + rows)
    for row in range(first, below):
        canvas.raise_row(row, _CHART_POINTS)
    return below


def _put_extremes(canvas: Canvas, row: int, ledger: Ledger) -> int:
    """Put the projects with the highest rates beside the unfinished ones with the lowest; no project stands in both."""
    found = extremes(ledger.standings)
    legend = "（底色为预警灯）" if ledger.settings.lights else ""
    canvas.put(row, 0, f"完成率靠前的实事{legend}", _HEADING, columns=_HALF)
    canvas.put(row, _HALF, f"完成率靠后的实事{legend}", _HEADING, columns=_HALF)
    canvas.raise_row(row, 26)
    if found.all_same:
        note = replace(look.CENTRE, ink=look.PALE_INK)
        canvas.put(row + 1, 0, found.all_same, note, columns=COLUMNS)
        canvas.raise_row(row + 1, 22)
        return row + 2
    _put_list(canvas, row + 1, 0, found.top, "还没有有进展的实事。", ledger)
    _put_list(canvas, row + 1, _HALF, found.bottom, "没有其他未完成的实事。", ledger)
    return row + 2 + max(len(found.top), len(found.bottom), 1)


def _with_light(style: Style, light: Light, sign: str) -> Style:
    """Return a rate on the colour of its light, with the light's sign beside it: no colour is the only sign."""
    name = sign.replace('"', "”")
    named = ";".join(
        f'{part}" {name}"' for part in style.number_format.split(";")
    )  # 0% has a part of its own
    return look.filled(light.colour, replace(style, size=10, number_format=named))


def _put_list(
    canvas: Canvas, row: int, left: int, lines: tuple[Line, ...], nothing: str, ledger: Ledger
) -> None:
    signs = light_signs(ledger.settings.lights)
    _put_wide(canvas, row, (("实事名称", 3), ("牵头单位", 2), ("完成率", 1)), look.HEAD, left)
    small = replace(look.PLAIN, size=10)
    for index, line in enumerate(lines, start=row + 1):
        one = line.shown
        canvas.put(index, left, line.title(), small, columns=3)
        canvas.put(index, left + 3, line.unit(ledger), replace(small, align="center"), columns=2)
        plain_style = replace(rate_style(one.decimals, one.rate, is_tiny=one.is_tiny), align="center")
        light = one.light
        style = _with_light(plain_style, light, signs.get(light.name, light.name)) if light else plain_style
        canvas.put(index, left + 5, one.rate, style)
        canvas.raise_row(index, 22)
    if not lines:
        canvas.put(row + 1, left, nothing, replace(look.CENTRE, ink=look.PALE_INK), columns=_HALF)
        canvas.raise_row(row + 1, 22)


def _put_funds(canvas: Canvas, row: int, funds: tuple[FundsTotal, ...], found: list[Chart]) -> int:
    canvas.put(row, 0, "资金情况", _HEADING, columns=_HALF)
    canvas.raise_row(row, 26)
    if not funds:
        canvas.put(row + 1, 0, NO_FUNDS, replace(look.NOTE, size=11), columns=COLUMNS)
        return row + 2
    _put_wide(
        canvas, row + 1, (("项目", 2), ("金额（万元）", 2), ("占计划", 1), ("填报\n件数", 1)), look.HEAD
    )
    first = row + 2
    for index, one in enumerate(funds, start=first):
        style = replace(look.NUMBER, number_format="#,##0.00" if (one.total or 0) % 1 else "#,##0")
        canvas.put(index, 0, one.name, look.CENTRE, columns=2)
        canvas.put(index, 2, one.total, style, columns=2)
        content = one.rate if one.rate is not None else NONE
        canvas.put(index, 4, content, replace(rate_style(2, one.rate), align="center", is_shrunk=True))
        canvas.put(index, 5, one.projects, look.CENTRE)
    last = first + len(funds) - 1
    canvas.put(last + 1, 0, _funds_line(funds), replace(look.NOTE, vertical="top"), columns=_HALF)
    end = _filled_up(canvas, row + 1, last + 2, _FUNDS_ROWS)
    place = Area(row + 1, _HALF, end - 1, COLUMNS - 1)
    found.append(charts.funds_chart(row + 1, Area(first, 0, last, 0), Area(first, 2, last, 2), place))
    return end


def _funds_line(funds: tuple[FundsTotal, ...]) -> str:
    """Return over which projects the shares were taken, and whether an amount was told only about."""
    compared = "，".join(f"{one.name}{one.compared}件" for one in funds if one.rate is not None)
    parts = [
        f"占计划只按同时填了计划资金的实事计算（{compared}）" if compared else "没有可以与计划相比的资金"
    ]
    if not all(one.is_exact for one in funds):
        parts.append("金额含约数")
    untold = "、".join(one.name for one in funds if one.total is None)
    if untold:
        parts.append(f"没有单位填报{untold}")
    return f"{'；'.join(parts)}。"


def _put_units(canvas: Canvas, row: int, told: Told, found: list[Chart]) -> int:
    canvas.put(row, 0, "单位排名", _HEADING, columns=COLUMNS)
    canvas.raise_row(row, 26)
    canvas.put(row + 1, 0, places_line(told.ranking), replace(look.NOTE, size=11), columns=COLUMNS)
    first = row + 2
    made = charts.unit_charts(told.ranking, Area(first, 0, first + _UNIT_ROWS - 1, COLUMNS - 1))
    if not made:
        canvas.put(first, 0, "有完成率的单位不足两个，不画图。", look.NOTE, columns=COLUMNS)
        return first + 1
    found.extend(made)
    row = _filled_up(canvas, first, first, _UNIT_ROWS)
    line = charts.unit_line(told.ranking)
    if line:
        canvas.put(row, 0, line, look.NOTE, columns=COLUMNS)
        row += 1
    return row


def _put_trend(canvas: Canvas, row: int, told: Told, found: list[Chart]) -> None:
    canvas.put(row, 0, "实事完成率走势", _HEADING, columns=COLUMNS)
    canvas.raise_row(row, 26)
    chosen = charts.drawn_projects(told.trends)
    note = replace(look.NOTE, size=11)
    if not chosen:
        why = "目前只有一期数据" if len(told.trends.periods) == 1 else "没有两期以上都有完成率的实事"
        text = f"{why}；转入下期、回收汇总以后，这里画出完成率走势。"
        canvas.put(row + 1, 0, text, note, columns=COLUMNS)
        return
    first = row + 1
    _filled_up(canvas, first, first)
    place = Area(first, 0, first + _CHART_ROWS - 1, COLUMNS - 1)
    found.append(charts.trend_chart(chosen, trend_rows(told.trends), place))
    cut = charts.CUT_OFF if charts.is_cut_off(chosen) else ""
    broken = charts.BROKEN if charts.is_broken(chosen, told.trends) else ""
    text = f"图中为完成率最低的{len(chosen)}件和序时进度，全部实事见“趋势”表。{broken}{cut}"
    canvas.put(first + _CHART_ROWS, 0, text, look.NOTE, columns=COLUMNS)
