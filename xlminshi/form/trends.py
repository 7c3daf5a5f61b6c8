"""趋势: every project's rate and every indicator's figures through the year, and what they would come to by December."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from xlminshi.core.ledger import Ledger
from xlminshi.core.project import IndicatorKind
from xlminshi.core.status import percent
from xlminshi.core.trends import Forecast, IndicatorTrend, ProjectTrend, TrendPeriod, Trends
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.paging import paged, printed
from xlminshi.form.programme import target_text
from xlminshi.form.ranking import DOWN_INK, UP_INK
from xlminshi.form.sheets import (
    Area,
    Content,
    Page,
    SheetPlan,
    Sparkline,
    Sparklines,
    Style,
)
from xlminshi.form.summary import MADE_ANEW, NONE, rate_style
from xlminshi.form.text_size import text_width

SHEET_NAME = "趋势"
FALL_FILL, PROJECT_FILL = "FFC7CE", "F2F2F2"
# More periods would make the print too small to read; 历史 has them all.
MOST_PERIODS = 6
_LEADING = (
    ("序号", 5.5),
    ("实事名称", 24),
    ("牵头单位", 14),
    ("指标", 20),
    ("计量\n单位", 8),
    ("年度目标", 11),
)
_NUMBER, _TITLE, _UNIT, _ITEM, _MEASURE, _TARGET = range(len(_LEADING))
_PERIOD_WIDTH, _WORDS_WIDTH = 11, 12
IN_HISTORY = "见“历史”"
_FOLLOWING = (
    ("走势", 14),
    ("本期新增", 11),
    ("上期新增", 11),
    ("环比", 9),
    ("按近期速度\n预计全年", 12),
    ("预计\n完成率", 9),
    ("按序时进度\n预计全年", 12),
    ("预计\n完成率", 9),
    ("提示", 26),
    ("图中名称", 18),
)
_LINE, _INCREASE, _FORMER, _GROWTH, _PACE, _PACE_RATE, _TIME, _TIME_RATE, _HINT, _NAME = range(
    len(_FOLLOWING)
)
_HEADER_ROW, PROGRESS_ROW, _BODY_ROW = 3, 4, 5
_NAME_WIDTH = 14
# The highest column leaves room below the row above; a rate far above the others would press them flat.
_ROOM, _HIGHEST = Decimal("1.25"), Decimal("1.5")
_TIME_STYLE = look.restyled(look.CENTRE, is_bold=True, fill=look.HEAD_FILL)
_PROJECT = look.restyled(look.CENTRE, fill=PROJECT_FILL)
_PROJECT_LEFT = replace(_PROJECT, align="left")
_PROJECT_TITLE = replace(_PROJECT_LEFT, is_bold=True)
_PROJECT_HINT = replace(_PROJECT_LEFT, ink=DOWN_INK, size=10)
_PROJECT_NAME = replace(_PROJECT_LEFT, size=9, ink=look.PALE_INK, is_wrapped=False, is_shrunk=True)
_PALE = look.restyled(look.PLAIN, ink=look.PALE_INK, size=10)
_PALE_CENTRE = replace(_PALE, align="center")
_RIGHT = look.restyled(look.CENTRE, align="right")
_SHRUNK = look.restyled(look.CENTRE, is_wrapped=False, is_shrunk=True)
_FALLEN = look.restyled(look.NUMBER, fill=FALL_FILL, ink=DOWN_INK, is_bold=True)
_GROWN = look.restyled(look.NUMBER, number_format="0.0%")
_ESTIMATED = look.restyled(look.NUMBER, ink=look.PALE_INK)
_ESTIMATED_RATE = replace(_ESTIMATED, number_format="0%")
_HINTED = look.restyled(look.PLAIN, ink=DOWN_INK, size=10)
# Nearly nothing before makes a growth that tells nothing.
_LEAP, _LEAP_WORDS = Decimal(10), "10倍以上"
_GAP = "上期没有数据，新增含上期"
ESTIMATE = "预计数由已报数据推算，仅供参考"
ONE_PERIOD = "目前只有一期数据；转入下期、回收汇总以后，这里会列出各期走势、上期新增和环比。"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which periods are shown, which columns stand behind them, and where each column stands."""

    shown: range
    following: tuple[int, ...]
    behind: dict[int, int]


class _Row:
    """The cells of one row while they are filled in, so that each is written once."""

    def __init__(self, layout: _Layout, style: Style) -> None:
        columns = len(_LEADING) + len(layout.shown) + len(layout.following)
        self.layout = layout
        self.cells: list[tuple[Content, Style]] = [(None, style)] * columns

    def lead(self, column: int, content: Content, style: Style) -> None:
        """Put a content before the periods."""
        self.cells[column] = (content, style)

    def period(self, place: int, content: Content, style: Style) -> None:
        """Put a content under a shown period."""
        self.cells[len(_LEADING) + place] = (content, style)

    def follow(self, following: int, content: Content, style: Style) -> None:
        """Put a content behind the periods, if the sheet has that column."""
        if following in self.layout.behind:
            self.cells[self.layout.behind[following]] = (content, style)

    def write(self, canvas: Canvas, row: int) -> None:
        """Put all cells onto the sheet."""
        canvas.raise_row(row, 22)
        canvas.put_cells(row, self.cells)


@dataclass(frozen=True, slots=True)
class TrendRows:
    """Where a chart finds the trends: the row of every project on the sheet, and the area of the periods' names."""

    of_project: dict[str, int]
    periods: Area
    name_column: int

    def values(self, row: int) -> Area:
        """Return the rates in a row."""
        return replace(self.periods, top=row, bottom=row)


def trend_rows(trends: Trends) -> TrendRows:
    """Return where the projects stand on the sheet."""
    rows, row = {}, _BODY_ROW
    for project in trends.projects:
        rows[project.standing.project.title] = row
        row += 1 + len(project.indicators)
    first = len(_LEADING)
    shown = min(len(trends.periods), MOST_PERIODS)
    periods = Area(_HEADER_ROW, first, _HEADER_ROW, first + shown - 1)
    return TrendRows(rows, periods, first + shown + len(_following(trends)) - 1)


def _following(trends: Trends) -> tuple[int, ...]:
    """Return the columns behind the periods; of a single one nothing can be compared or drawn."""
    single = (_TIME, _TIME_RATE, _HINT)
    return single if len(trends.periods) == 1 else tuple(range(len(_FOLLOWING)))


def trend_sheet(trends: Trends, ledger: Ledger) -> SheetPlan:
    """Return 趋势: 序时进度 first, then each project's rates with its indicators' figures below it."""
    layout = _layout(trends)
    widths = (
        *(width for _, width in _LEADING),
        *(_PERIOD_WIDTH for _ in layout.shown),
        *(_FOLLOWING[index][1] for index in layout.following),
    )
    canvas = Canvas(SHEET_NAME, widths)
    _put_head(canvas, layout, trends, ledger)
    row = _BODY_ROW
    lines: list[Sparkline] = []
    groups = [PROGRESS_ROW]  # a page break parts no project from its indicators
    for project in trends.projects:
        groups.append(row)
        _project_row(layout, project).write(canvas, row)
        lines.extend(_sparkline(layout, row, project))
        for index, item in enumerate(project.indicators, start=row + 1):
            _indicator_row(layout, project, item).write(canvas, index)
        row += 1 + len(project.indicators)
    last = max(row - 1, PROGRESS_ROW)
    _put_legend(canvas, last + 2)
    plan = replace(
        canvas.plan(),
        freeze=(_BODY_ROW, _TITLE + 1),
        filter=Area(_HEADER_ROW, 0, last, len(widths) - 1),
        page=Page(is_landscape=len(trends.periods) > 1, repeat=(0, _HEADER_ROW)),
        is_protected=True,
        tab_colour="2E75B6",
        sparklines=Sparklines(tuple(lines), _top(trends) * _ROOM),
    )
    columns = _printed_columns(layout)
    shown = printed(plan, columns) if columns < len(widths) else plan
    return paged(shown, last, (last + 2,), groups)


def _printed_columns(layout: _Layout) -> int:
    """Return how many columns are printed: all but the last one where that is for charts."""
    return len(_LEADING) + len(layout.shown) + len(layout.following) - (_NAME in layout.behind)


def _layout(trends: Trends) -> _Layout:
    shown = range(max(0, len(trends.periods) - MOST_PERIODS), len(trends.periods))
    following = _following(trends)
    first = len(_LEADING) + len(shown)
    return _Layout(shown, following, {column: first + place for place, column in enumerate(following)})


def _put_head(canvas: Canvas, layout: _Layout, trends: Trends, ledger: Ledger) -> None:
    columns = _printed_columns(layout)
    title = f"{ledger.programme.title}进展趋势（{ledger.settings.period.label}）"
    canvas.put(0, 0, title, look.TITLE, columns=columns)
    canvas.raise_row(0, 34)
    canvas.put(1, 0, _hint(trends), look.restyled(look.NOTE, size=11), columns=columns)
    rules = (
        "灰色行是实事的完成率（本期新增为比上期增减的百分点），没有完成率的一期留空；下面是各指标的累计完成数，没有数的写填报的节点。新增按年初以来的累计数相减；"
        "环比是本期月均新增与上期月均新增相比。比率、越低越好、节点、文字类指标不推算全年。"
    )
    canvas.put(2, 0, rules, look.NOTE, columns=columns)
    periods = tuple(trends.periods[index] for index in layout.shown)
    labels = tuple(period.label for period in periods)
    heads = (*(head for head, _ in _LEADING), *labels, *(_FOLLOWING[index][0] for index in layout.following))
    canvas.put_row(_HEADER_ROW, heads, look.HEAD)
    _progress_row(layout, periods).write(canvas, PROGRESS_ROW)


def _hint(trends: Trends) -> str:
    more = len(trends.periods) - MOST_PERIODS
    parts = [f"{ESTIMATE}。"]
    if len(trends.periods) == 1:
        parts.insert(0, ONE_PERIOD)
    if more > 0:
        parts.append(f"只列最近{MOST_PERIODS}期，更早的{more}期见“历史”表。")
    return "".join((*parts, MADE_ANEW))


def _progress_row(layout: _Layout, periods: tuple[TrendPeriod, ...]) -> _Row:
    row = _Row(layout, _TIME_STYLE)
    row.lead(_TITLE, "序时进度", replace(_TIME_STYLE, align="left"))
    row.follow(_NAME, "序时进度", replace(_TIME_STYLE, is_bold=False, size=9))
    for place, period in enumerate(periods):
        number_format = rate_style(2, period.progress).number_format
        row.period(place, period.progress, replace(_TIME_STYLE, number_format=number_format))
    return row


def _project_row(layout: _Layout, trend: ProjectTrend) -> _Row:
    one = trend.standing
    row = _Row(layout, _PROJECT)
    row.lead(_NUMBER, one.project.number, _PROJECT)
    row.lead(_TITLE, one.project.title, _PROJECT_TITLE)
    row.lead(_UNIT, one.project.lead_unit, _PROJECT)
    row.lead(_ITEM, "完成率", _PROJECT_LEFT)
    row.lead(_MEASURE, "%", _PROJECT)
    for place, index in enumerate(layout.shown):
        rate = trend.rates[index]
        style = _project_rate_style(one.decimals) if rate is not None else _PROJECT
        row.period(place, rate, style)  # words would be drawn as 0
    row.follow(_NAME, chart_name(trend), _PROJECT_NAME)
    if trend.moved is not None:
        row.follow(_INCREASE, trend.moved, _signed(trend.moved, _PROJECT))
        if trend.moved < 0:
            row.follow(_HINT, "完成率比上期低，请核实", _PROJECT_HINT)
        elif trend.rates[-2] is None:
            row.follow(_HINT, _GAP, _PROJECT_HINT)
    return row


@cache
def _project_rate_style(decimals: int) -> Style:
    return replace(rate_style(decimals, Decimal(0)), fill=PROJECT_FILL)


def chart_name(trend: ProjectTrend) -> str:
    """Return the short name of a project in a chart: its number and as many characters as fit."""
    project = trend.standing.project
    kept, width = "", 0
    for character in project.title:
        width += text_width(character)
        if width > _NAME_WIDTH:
            return f"{project.number}.{kept}…"
        kept += character
    return f"{project.number}.{kept}"


def _sparkline(layout: _Layout, row: int, trend: ProjectTrend) -> tuple[Sparkline, ...]:
    """Return the small chart of a project's rates; () where there are not two of them."""
    if _LINE not in layout.behind or sum(trend.rates[index] is not None for index in layout.shown) < 2:
        return ()
    column = layout.behind[_LINE]
    return (Sparkline(row, column, Area(row, len(_LEADING), row, column - 1)),)


def _top(trends: Trends) -> Decimal:
    """Return the highest rate, as far as it does not press the others flat."""
    rates = (rate for one in trends.projects for rate in one.rates if rate is not None)
    return min(max(rates, default=Decimal(0)), _HIGHEST) or Decimal(1)


def _indicator_row(layout: _Layout, project: ProjectTrend, trend: IndicatorTrend) -> _Row:
    item = trend.standing
    row = _Row(layout, look.CENTRE)
    # Title and unit stand in every row, so that a filtered list still tells what it shows.
    row.lead(_NUMBER, project.standing.project.number, _PALE_CENTRE)
    row.lead(_TITLE, project.standing.project.title, _PALE)
    row.lead(_UNIT, project.standing.project.lead_unit, _PALE_CENTRE)
    row.lead(_ITEM, item.indicator.name, look.PLAIN)
    row.lead(_MEASURE, item.indicator.measure or None, look.CENTRE)
    row.lead(_TARGET, target_text(item.indicator) or NONE, _RIGHT)
    for place, index in enumerate(layout.shown):
        value = trend.figures[index]
        style = _SHRUNK if value is None else _FALLEN if index in trend.falls else look.NUMBER
        row.period(place, value if value is not None else _short(trend.words[index]), style)
    _tell_movement(row, trend)
    return row


def _short(words: str) -> str:
    """Return what was told without a figure, as far as a cell has room for it: 主体完工; — for nothing."""
    line = "".join(words.split())
    return (line if text_width(line) <= _WORDS_WIDTH else IN_HISTORY) or NONE


def _tell_movement(row: _Row, trend: IndicatorTrend) -> None:
    if trend.increase is not None:
        row.follow(_INCREASE, trend.increase, _signed(trend.increase, look.NUMBER))
    if trend.former_increase is not None:
        row.follow(_FORMER, trend.former_increase, look.NUMBER)
    if trend.growth is not None:
        is_leap = trend.growth >= _LEAP
        content: Content = _LEAP_WORDS if is_leap else trend.growth
        row.follow(_GROWTH, content, _signed(trend.growth, look.NUMBER if is_leap else _GROWN))
    for forecast, value, rate in ((trend.by_pace, _PACE, _PACE_RATE), (trend.by_time, _TIME, _TIME_RATE)):
        if forecast is not None:
            _tell_forecast(row, forecast, value, rate)
    hint = _hint_of(trend)
    if hint:
        row.follow(_HINT, hint, _HINTED)


def _tell_forecast(row: _Row, forecast: Forecast, value: int, rate: int) -> None:
    row.follow(value, forecast.value, _ESTIMATED)
    if forecast.rate is not None:
        row.follow(rate, forecast.rate, _ESTIMATED_RATE)


def _signed(value: Decimal, style: Style) -> Style:
    return _inked(style, DOWN_INK if value < 0 else UP_INK if value > 0 else look.INK)


@cache
def _inked(style: Style, ink: str) -> Style:
    return look.restyled(style, ink=ink, align="right", is_wrapped=False, is_shrunk=True)


def _hint_of(trend: IndicatorTrend) -> str:
    if len(trend.figures) - 1 in trend.falls:
        return "累计数比上期少，请核实"
    if trend.falls:
        return "以前有一期累计数减少"
    is_quantity = trend.standing.indicator.kind is IndicatorKind.QUANTITY
    pace = trend.by_pace
    hints = [_GAP] if trend.increase is not None and trend.figures[-2] is None else []
    if is_quantity and pace is not None and pace.rate is not None and pace.rate < 1:
        hints.append(f"按近期速度全年约{percent(pace.rate)}")
    return "；".join(hints)


def _put_legend(canvas: Canvas, row: int) -> None:
    canvas.put(row, _TITLE, "图例", look.restyled(look.LABEL, align="left", size=12))
    entries = (
        (
            Style(fill=FALL_FILL, ink=DOWN_INK, is_bold=True, align="center"),
            "100",
            "累计数比前一期少，应核实",
        ),
        (Style(ink=look.PALE_INK, align="center"), "100", f"灰字：{ESTIMATE}"),
        (Style(ink=UP_INK, align="center"), "10", "绿字：比上期增加"),
        (Style(ink=DOWN_INK, align="center"), "-10", "红字：比上期减少"),
        (Style(fill=PROJECT_FILL, align="center"), "完成率", "灰底行：一件实事的完成率；下面各行是它的指标"),
    )
    for index, (style, sample, meaning) in enumerate(entries, start=row + 1):
        canvas.put(index, _TITLE, sample, style)
        canvas.put(index, _UNIT, meaning, look.restyled(look.PLAIN, has_border=False), columns=4)
        canvas.raise_row(index, 20)
