"""The charts of 总览 as plain values; each refers to cells of 总览, 单位排名 or 趋势. How many units and lines fit is said."""

from decimal import Decimal

from xlminshi.core.ranking import Ranked, Ranking
from xlminshi.core.trends import ProjectTrend, Trends
from xlminshi.form import ranking as units
from xlminshi.form import trends
from xlminshi.form.sheets import Area, Chart, ChartKind, Series

SHEET_NAME = "总览"
# Names of more units would lie over each other.
MOST_UNITS, _EACH_SIDE = 24, 12
_FEWEST_UNITS = 2  # a line needs two points
MOST_LINES = 6
_RATE_COLOUR, PROGRESS_COLOUR, _FUNDS_COLOURS = "5B9BD5", "C00000", ("5B9BD5", "70AD47", "FFC000")
_LINE_COLOURS = ("2E75B6", "ED7D31", "70AD47", "7030A0", "FFC000", "7F7F7F")
# A column far above the others would press them flat.
_HIGHEST = Decimal("1.5")
CUT_OFF = "超过150%的画到150%为止。"
BROKEN = "没有完成率的一期不画。"
_FEW, _FEW_PROJECTS = 12, 6


def class_chart(
    head: int, labels: Area, values: Area, colours: tuple[str, ...], place: Area, highest: int
) -> Chart:
    """Return how many projects stand in each class; `head` is the row of the table's heads, `highest` the greatest count."""
    series = Series(
        SHEET_NAME, (head, values.left), labels, values, colours[0], colours=colours, shows_values=True
    )
    is_slanted = labels.bottom - labels.top > 4
    return Chart(
        ChartKind.COLUMNS,
        "各类实事件数",
        place,
        (series,),
        upright="件",
        number_format="0",
        # A scale of halves would print 0, 1, 1, 2, 2.
        step=Decimal(1) if highest < _FEW_PROJECTS else None,
        is_slanted=is_slanted,
    )


def funds_chart(head: int, labels: Area, values: Area, place: Area) -> Chart:
    """Return what was planned, has arrived and was paid."""
    series = Series(
        SHEET_NAME,
        (head, values.left),
        labels,
        values,
        _FUNDS_COLOURS[0],
        colours=_FUNDS_COLOURS,
        shows_values=True,
    )
    return Chart(
        ChartKind.COLUMNS, "计划、到位、支付资金", place, (series,), upright="万元", number_format="#,##0"
    )


def unit_charts(ranking: Ranking, place: Area) -> tuple[Chart, ...]:
    """Return the rate of each unit against 序时进度; of many units the first and the last ones in two charts."""
    count = len(_drawn(ranking))
    if not count:
        return ()
    if count <= MOST_UNITS:
        return (_unit_chart("各单位平均完成率与序时进度", ranking, 0, count - 1, place),)
    middle = (place.left + place.right) // 2
    left = Area(place.top, place.left, place.bottom, middle)
    right = Area(place.top, middle + 1, place.bottom, place.right)
    return (
        _unit_chart(f"前{_EACH_SIDE}个单位平均完成率", ranking, 0, _EACH_SIDE - 1, left),
        _unit_chart(f"后{_EACH_SIDE}个单位平均完成率", ranking, count - _EACH_SIDE, count - 1, right),
    )


def unit_line(ranking: Ranking) -> str:
    """Return what the charts of the units leave out; "" where they show everything."""
    drawn = _drawn(ranking)
    parts = []
    if len(drawn) > MOST_UNITS:
        ties = "名次相同的只画了其中一部分，" if _parts_a_tie(drawn) else ""
        parts.append(f"共{len(drawn)}个单位，图中只画前后各{_EACH_SIDE}个，{ties}全部见“单位排名”表")
    if any((line.figures.rate or 0) > _HIGHEST for line in drawn):
        parts.append(CUT_OFF.removesuffix("。"))
    if any(line.figures.rate is None for line in drawn):
        parts.append("没有完成率的单位不画柱形")
    return f"{'；'.join(parts)}。" if parts else ""


def _parts_a_tie(drawn: tuple[Ranked, ...]) -> bool:
    """Return whether one of the two charts ends between units of one place."""
    ends = (_EACH_SIDE, len(drawn) - _EACH_SIDE)
    places = ((drawn[end - 1].place, drawn[end].place) for end in ends)
    return any(before is not None and before == behind for before, behind in places)


def _drawn(ranking: Ranking) -> tuple[Ranked, ...]:
    """Return the units that are drawn: the first rows of 单位排名, as far as they have rates."""
    lines = ranking.ranked() or ranking.lines
    has_rates = sum(line.figures.rate is not None for line in lines) >= _FEWEST_UNITS
    return lines if has_rates else ()


def _unit_chart(title: str, ranking: Ranking, first: int, last: int, place: Area) -> Chart:
    """Return the chart of some rows of 单位排名; half a page leaves no room for the numbers."""
    is_whole = len(_drawn(ranking)) == last - first + 1
    top, bottom = units.BODY_ROW + first, units.BODY_ROW + last
    head = units.BODY_ROW - 1
    column = units.label_column(ranking)
    labels = Area(top, column, bottom, column)
    rates = [line.figures.rate or Decimal(0) for line in _drawn(ranking)[first : last + 1]]
    rate = Series(
        units.SHEET_NAME,
        (head, units.RATE),
        labels,
        Area(top, units.RATE, bottom, units.RATE),
        _RATE_COLOUR,
        shows_values=len(rates) <= _FEW and max(rates) <= _HIGHEST and is_whole,
    )
    progress = Series(
        units.SHEET_NAME,
        (head, units.PROGRESS),
        labels,
        Area(top, units.PROGRESS, bottom, units.PROGRESS),
        PROGRESS_COLOUR,
        is_line=True,
        is_dashed=True,
    )
    return Chart(
        ChartKind.COLUMNS,
        title,
        place,
        (rate, progress),
        number_format="0%",
        top=_top(rates),
        is_slanted=len(rates) > 6,
    )


def _top(rates: list[Decimal]) -> Decimal | None:
    """Return where the axis of rates ends: by the figures, but where one is far above the others, or all are zero."""
    return _HIGHEST if max(rates) > _HIGHEST else Decimal(1) if max(rates) == 0 else None


def drawn_projects(trends: Trends) -> tuple[ProjectTrend, ...]:
    """Return the projects with the lowest rates among those that can be drawn: a line needs two points."""
    able = [
        one
        for one in trends.projects
        if one.standing.project.is_ranked
        and one.rates[-1] is not None
        and sum(rate is not None for rate in one.rates[-_shown(trends) :]) > 1
    ]
    return tuple(sorted(able, key=lambda one: one.rates[-1] or Decimal(0))[:MOST_LINES])


def _shown(found: Trends) -> int:
    return min(len(found.periods), trends.MOST_PERIODS)


def trend_chart(chosen: tuple[ProjectTrend, ...], rows: trends.TrendRows, place: Area) -> Chart:
    """Return the rates of some projects through the year, with 序时进度."""
    series = [
        _line(rows.of_project[one.standing.project.title], rows, colour)
        for one, colour in zip(chosen, _LINE_COLOURS, strict=False)
    ]
    progress = Series(
        trends.SHEET_NAME,
        (trends.PROGRESS_ROW, rows.name_column),
        rows.periods,
        rows.values(trends.PROGRESS_ROW),
        PROGRESS_COLOUR,
        is_line=True,
        is_dashed=True,
    )
    rates = _rates(chosen)
    return Chart(
        ChartKind.LINES,
        "完成率走势",
        place,
        (*series, progress),
        number_format="0%",
        top=_top(rates),
    )


def is_cut_off(chosen: tuple[ProjectTrend, ...]) -> bool:
    """Return whether a rate lies above the end of the axis."""
    return max(_rates(chosen)) > _HIGHEST


def is_broken(chosen: tuple[ProjectTrend, ...], found: Trends) -> bool:
    """Return whether a period that is drawn has no rate of one of them."""
    return any(None in one.rates[-_shown(found) :] for one in chosen)


def _rates(chosen: tuple[ProjectTrend, ...]) -> list[Decimal]:
    return [rate for one in chosen for rate in one.rates if rate is not None]


def _line(row: int, rows: trends.TrendRows, colour: str) -> Series:
    return Series(
        trends.SHEET_NAME, (row, rows.name_column), rows.periods, rows.values(row), colour, is_line=True
    )
