"""The page of a city's summary that shows it at a glance: the projects by class, and the counties side by side."""

from dataclasses import dataclass, replace
from decimal import Decimal

from xlminshi.core.rollup import STANDINGS, Rollup
from xlminshi.core.rounding import shares_beside
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.formulas import rate_number_format
from xlminshi.form.sheets import Area, Chart, ChartKind, Content, Page, Series, SheetPlan

SHARE_STYLE = replace(look.CENTRE, number_format=rate_number_format(2))
# Names of more counties would lie over each other.
_MOST, _EACH_SIDE, _FEW = 24, 12, 12
_FEWEST_MARKS = 6
_COLUMNS, _TABLE_ROW = 14, 3
# Rows of the chart, or of each of two: one page in all.
_HIGH, _HALF_HIGH = 26, 20
_COLOURS = ("70AD47", "5B9BD5", "C00000", "A6A6A6", "FFC000")
_SHARE_COLOUR, _MEAN_COLOUR = "2E75B6", "9DC3E6"


@dataclass(frozen=True, slots=True)
class Drawn:
    """The sheet whose rows from the fourth on are drawn, and its columns with the names and the two rates."""

    sheet: str
    label: int
    share: int
    mean: int


def glance_sheet(rollup: Rollup, shown: Drawn) -> SheetPlan:
    """Return the page with the classes and the places that are drawn."""
    canvas = Canvas(f"{rollup.level}对比", (12, 10, 10, 3, *(9 for _ in range(_COLUMNS - 4))))
    canvas.put(0, 0, f"{rollup.name}{rollup.level}对比（{rollup.period}）", look.TITLE, columns=_COLUMNS)
    canvas.raise_row(0, 34)
    drawn = sum(one.tally.projects > 0 for one in rollup.standings)
    canvas.put(1, 0, _note(rollup, drawn), replace(look.NOTE, size=11), columns=_COLUMNS)
    canvas.put_row(_TABLE_ROW, ("性质", "件数", "占比"), look.HEAD)
    counts = rollup.counts()
    for row, (name, part) in enumerate(zip(STANDINGS, _parts(rollup), strict=True), start=_TABLE_ROW + 1):
        canvas.put(row, 0, name, look.CENTRE)
        canvas.put(row, 1, counts[name], look.CENTRE)
        canvas.put(row, 2, part, SHARE_STYLE)
    highest = max((counts[name] for name in STANDINGS), default=0)
    return replace(
        canvas.plan(),
        charts=(_classes(canvas.name, highest), *_places(rollup.level, shown, drawn)),
        page=Page(is_landscape=False, most_pages=1),
        tab_colour="C00000",
    )


def _note(rollup: Rollup, drawn: int) -> str:
    place = rollup.level
    left_out = (
        f"共{drawn}个{place}有实事，图中只画前后各{_EACH_SIDE}个，{_tie_words(rollup, drawn)}全部见“{place}汇总”表。"
        if drawn > _MOST
        else ""
    )
    has_gaps = any(one.tally.projects and not one.tally.rates for one in rollup.standings)
    gaps = f"没有完成率的{place}不画平均完成率。" if has_gaps else ""
    return f"图随“{place}汇总”表的数字变化；平均完成率中超过100%的按100%计。{gaps}{left_out}"


def _tie_words(rollup: Rollup, drawn: int) -> str:
    """Return that places of one rank are drawn only in part; "" where both charts end between two ranks."""
    ends = (_EACH_SIDE, drawn - _EACH_SIDE)
    pairs = ((rollup.standings[end - 1].rank, rollup.standings[end].rank) for end in ends)
    return "名次相同的只画了其中一部分，" if any(left and left == right for left, right in pairs) else ""


def _classes(sheet: str, highest: int) -> Chart:
    first, last = _TABLE_ROW + 1, _TABLE_ROW + len(STANDINGS)
    series = Series(
        sheet,
        (_TABLE_ROW, 1),
        Area(first, 0, last, 0),
        Area(first, 1, last, 1),
        _COLOURS[0],
        colours=_COLOURS,
        shows_values=True,
    )
    return Chart(
        ChartKind.COLUMNS,
        "各类实事件数",
        Area(_TABLE_ROW, 4, _TABLE_ROW + 12, _COLUMNS - 1),
        (series,),
        upright="件",
        number_format="0",
        step=Decimal(1) if highest < _FEWEST_MARKS else None,
    )


def _places(place: str, shown: Drawn, drawn: int) -> tuple[Chart, ...]:
    """Return the counties in the order of their ranks; of many the first and the last ones in two charts."""
    top = _TABLE_ROW + 14
    if drawn < 2:
        return ()
    if drawn <= _MOST:
        area = Area(top, 0, top + _HIGH - 1, _COLUMNS - 1)
        return (_rates(f"各{place}完成占比和平均完成率", shown, (0, drawn - 1), area),)
    # One below the other: side by side, half of the page would go to the names.
    second = top + _HALF_HIGH + 1
    first = Area(top, 0, top + _HALF_HIGH - 1, _COLUMNS - 1)
    last = Area(second, 0, second + _HALF_HIGH - 1, _COLUMNS - 1)
    means = "完成占比和平均完成率"
    return (
        _rates(f"前{_EACH_SIDE}个{place}{means}", shown, (0, _EACH_SIDE - 1), first),
        _rates(f"后{_EACH_SIDE}个{place}{means}", shown, (drawn - _EACH_SIDE, drawn - 1), last),
    )


def _rates(title: str, shown: Drawn, rows: tuple[int, int], place: Area) -> Chart:
    top, bottom = rows[0] + 3, rows[1] + 3
    labels = Area(top, shown.label, bottom, shown.label)
    series = tuple(
        Series(shown.sheet, (2, column), labels, Area(top, column, bottom, column), colour)
        for column, colour in ((shown.share, _SHARE_COLOUR), (shown.mean, _MEAN_COLOUR))
    )
    return Chart(
        ChartKind.COLUMNS,
        title,
        place,
        series,
        number_format="0%",
        top=Decimal(1),
        is_slanted=bottom - top >= _FEW // 2,
    )


def _parts(rollup: Rollup) -> tuple[Content, ...]:
    """Return the share of every class, that of 完成 as it is printed everywhere; they sum to 100 %."""
    counts = rollup.counts()
    if not any(counts.values()):
        return tuple("—" for _ in STANDINGS)
    return shares_beside(rollup.counted_share(), tuple(counts[name] for name in STANDINGS))
