"""趋势: every project's rate and every indicator's figures through the year, and what they would come to by December."""

from dataclasses import dataclass, replace
from decimal import Decimal

from xlminshi.core.ledger import Ledger
from xlminshi.core.project import IndicatorKind
from xlminshi.core.status import percent
from xlminshi.core.trends import Forecast, IndicatorTrend, ProjectTrend, TrendPeriod, Trends
from xlminshi.form import sheets as look
from xlminshi.form.programme import target_text
from xlminshi.form.ranking import DOWN_INK, MADE_ANEW, UP_INK
from xlminshi.form.sheets import Area, Canvas, Content, Page, SheetPlan, Sparkline, Style, text_width
from xlminshi.form.summary import NONE, rate_style

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
_PERIOD_WIDTH = 11
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
# The highest column leaves room below the row above.
_ROOM = Decimal("1.25")
# Nearly nothing before makes a growth that tells nothing.
_LEAP, _LEAP_WORDS = Decimal(10), "10倍以上"
ESTIMATE = "预计数由已报数据推算，仅供参考"
ONE_PERIOD = "目前只有一期数据；转入下期、回收汇总以后，这里会列出各期走势、上期新增和环比。"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The sheet while it is laid out: the first column behind the periods, and which periods are shown."""

    canvas: Canvas
    shown: range
    following: tuple[int, ...]
    sparklines: list[Sparkline]

    @property
    def first(self) -> int:
        return len(_LEADING)

    @property
    def behind(self) -> int:
        return self.first + len(self.shown)

    def put(self, row: int, following: int, content: Content, style: Style) -> None:
        """Put a content behind the periods, if the sheet has that column."""
        if following in self.following:
            self.canvas.put(row, self.behind + self.following.index(following), content, style)


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
    shown = range(max(0, len(trends.periods) - MOST_PERIODS), len(trends.periods))
    following = _following(trends)
    widths = (
        *(width for _, width in _LEADING),
        *(_PERIOD_WIDTH for _ in shown),
        *(_FOLLOWING[index][1] for index in following),
    )
    sheet = _Sheet(Canvas(SHEET_NAME, widths), shown, following, [])
    _put_head(sheet, trends, ledger)
    row = _BODY_ROW
    for project in trends.projects:
        _put_project(sheet, row, project)
        for index, item in enumerate(project.indicators, start=row + 1):
            _put_indicator(sheet, index, project, item)
        row += 1 + len(project.indicators)
    last = max(row - 1, PROGRESS_ROW)
    _put_legend(sheet.canvas, last + 2)
    return replace(
        sheet.canvas.plan(),
        freeze=(_BODY_ROW, _TITLE + 1),
        filter=Area(_HEADER_ROW, 0, last, len(widths) - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        is_protected=True,
        tab_colour="2E75B6",
        sparklines=tuple(sheet.sparklines),
    )


def _put_head(sheet: _Sheet, trends: Trends, ledger: Ledger) -> None:
    canvas, columns = sheet.canvas, len(sheet.canvas.widths)
    title = f"{ledger.programme.title}进展趋势（{ledger.settings.period.label}）"
    canvas.put(0, 0, title, look.TITLE, columns=columns)
    canvas.raise_row(0, 34)
    canvas.put(1, 0, _hint(trends), replace(look.NOTE, size=11), columns=columns)
    rules = (
        "灰色行是实事的完成率（本期新增为比上期增减的百分点），下面是各指标的累计完成数。新增按年初以来的累计数相减；"
        "环比是本期月均新增与上期月均新增相比。比率、越低越好、节点、文字类指标不推算全年。"
    )
    canvas.put(2, 0, rules, look.NOTE, columns=columns)
    periods = tuple(trends.periods[index].label for index in sheet.shown)
    heads = (*(head for head, _ in _LEADING), *periods, *(_FOLLOWING[index][0] for index in sheet.following))
    canvas.put_row(_HEADER_ROW, heads, look.HEAD)
    _put_progress(sheet, tuple(trends.periods[index] for index in sheet.shown))


def _hint(trends: Trends) -> str:
    more = len(trends.periods) - MOST_PERIODS
    parts = [f"{ESTIMATE}。"]
    if len(trends.periods) == 1:
        parts.insert(0, ONE_PERIOD)
    if more > 0:
        parts.append(f"只列最近{MOST_PERIODS}期，更早的{more}期见“历史”表。")
    return "".join((*parts, MADE_ANEW))


def _put_progress(sheet: _Sheet, periods: tuple[TrendPeriod, ...]) -> None:
    style = replace(look.CENTRE, is_bold=True, fill=look.HEAD_FILL)
    for column in range(len(sheet.canvas.widths)):
        sheet.canvas.put(PROGRESS_ROW, column, None, style)
    sheet.canvas.put(PROGRESS_ROW, _TITLE, "序时进度", replace(style, align="left"))
    sheet.put(PROGRESS_ROW, _NAME, "序时进度", replace(style, is_bold=False, size=9))
    for index, period in enumerate(periods):
        number_format = rate_style(2, period.progress).number_format
        sheet.canvas.put(
            PROGRESS_ROW, sheet.first + index, period.progress, replace(style, number_format=number_format)
        )
    sheet.canvas.raise_row(PROGRESS_ROW, 22)


def _put_project(sheet: _Sheet, row: int, trend: ProjectTrend) -> None:
    one, canvas = trend.standing, sheet.canvas
    base = replace(look.CENTRE, fill=PROJECT_FILL)
    for column in range(len(canvas.widths)):
        canvas.put(row, column, None, base)
    left = replace(base, align="left")
    canvas.put(row, _NUMBER, one.project.number, base)
    canvas.put(row, _TITLE, one.project.title, replace(left, is_bold=True))
    canvas.put(row, _UNIT, one.project.lead_unit, base)
    canvas.put(row, _ITEM, "完成率", left)
    canvas.put(row, _MEASURE, "%", base)
    sheet.put(
        row,
        _NAME,
        chart_name(trend),
        replace(left, size=9, ink=look.PALE_INK, is_wrapped=False, is_shrunk=True),
    )
    for place, index in enumerate(sheet.shown):
        rate = trend.rates[index]
        style = replace(rate_style(one.decimals, rate), fill=PROJECT_FILL)
        canvas.put(row, sheet.first + place, rate if rate is not None else NONE, style)
    _put_sparkline(sheet, row, tuple(trend.rates[index] for index in sheet.shown))
    if trend.moved is not None:
        sheet.put(row, _INCREASE, trend.moved, _signed(trend.moved, base))
        if trend.moved < 0:
            hint = replace(left, ink=DOWN_INK)
            sheet.put(row, _HINT, "完成率比上期低，请核实", hint)
    canvas.raise_row(row, 22)


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


def _put_sparkline(sheet: _Sheet, row: int, values: tuple[Decimal | None, ...]) -> None:
    known = [value for value in values if value is not None]
    if len(known) > 1 and max(known) > 0:
        area = Area(row, sheet.first, row, sheet.behind - 1)
        sheet.sparklines.append(Sparkline(row, sheet.behind, area, max(known) * _ROOM))


def _put_indicator(sheet: _Sheet, row: int, project: ProjectTrend, trend: IndicatorTrend) -> None:
    item, canvas = trend.standing, sheet.canvas
    # Title and unit stand in every row, so that a filtered list still tells what it shows.
    pale = replace(look.PLAIN, ink=look.PALE_INK, size=10)
    canvas.put(
        row, _NUMBER, project.standing.project.number, replace(look.CENTRE, ink=look.PALE_INK, size=10)
    )
    canvas.put(row, _TITLE, project.standing.project.title, pale)
    canvas.put(row, _UNIT, project.standing.project.lead_unit, replace(pale, align="center"))
    canvas.put(row, _ITEM, item.indicator.name, look.PLAIN)
    canvas.put(row, _MEASURE, item.indicator.measure or None, look.CENTRE)
    canvas.put(row, _TARGET, target_text(item.indicator) or NONE, replace(look.CENTRE, align="right"))
    for place, index in enumerate(sheet.shown):
        _put_figure(sheet, row, place, trend, index)
    for following in sheet.following:
        sheet.put(row, following, None, look.CENTRE)
    _put_sparkline(sheet, row, tuple(trend.figures[index] for index in sheet.shown))
    _put_movement(sheet, row, trend)
    canvas.raise_row(row, 22)


def _put_figure(sheet: _Sheet, row: int, place: int, trend: IndicatorTrend, index: int) -> None:
    value = trend.figures[index]
    fill = FALL_FILL if index in trend.falls else ""
    if value is None:
        sheet.canvas.put(row, sheet.first + place, NONE, look.CENTRE)
    else:
        style = replace(look.NUMBER, fill=fill, ink=DOWN_INK if fill else look.INK, is_bold=bool(fill))
        sheet.canvas.put(row, sheet.first + place, value, style)


def _put_movement(sheet: _Sheet, row: int, trend: IndicatorTrend) -> None:
    if trend.increase is not None:
        sheet.put(row, _INCREASE, trend.increase, _signed(trend.increase, look.NUMBER))
    if trend.former_increase is not None:
        sheet.put(row, _FORMER, trend.former_increase, look.NUMBER)
    if trend.growth is not None:
        is_leap = trend.growth >= _LEAP
        content: Content = _LEAP_WORDS if is_leap else trend.growth
        style = replace(_signed(trend.growth, look.NUMBER), number_format="" if is_leap else "0.0%")
        sheet.put(row, _GROWTH, content, style)
    for forecast, value, rate in ((trend.by_pace, _PACE, _PACE_RATE), (trend.by_time, _TIME, _TIME_RATE)):
        if forecast is not None:
            _put_forecast(sheet, row, forecast, value, rate)
    hint = _hint_of(trend)
    if hint:
        sheet.put(row, _HINT, hint, replace(look.PLAIN, ink=DOWN_INK, size=10))


def _put_forecast(sheet: _Sheet, row: int, forecast: Forecast, value: int, rate: int) -> None:
    style = replace(look.NUMBER, ink=look.PALE_INK)
    sheet.put(row, value, forecast.value, style)
    if forecast.rate is not None:
        sheet.put(row, rate, forecast.rate, replace(style, number_format="0%"))


def _signed(value: Decimal, style: Style) -> Style:
    ink = DOWN_INK if value < 0 else UP_INK if value > 0 else look.INK
    return replace(style, ink=ink, align="right", is_wrapped=False, is_shrunk=True)


def _hint_of(trend: IndicatorTrend) -> str:
    if len(trend.figures) - 1 in trend.falls:
        return "累计数比上期少，请核实"
    if trend.falls:
        return "以前有一期累计数减少"
    is_quantity = trend.standing.indicator.kind is IndicatorKind.QUANTITY
    pace = trend.by_pace
    if is_quantity and pace is not None and pace.rate is not None and pace.rate < 1:
        return f"按近期速度全年约{percent(pace.rate)}"
    return ""


def _put_legend(canvas: Canvas, row: int) -> None:
    canvas.put(row, _TITLE, "图例", replace(look.LABEL, align="left", size=12))
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
        canvas.put(index, _UNIT, meaning, replace(look.PLAIN, has_border=False), columns=4)
        canvas.raise_row(index, 20)
