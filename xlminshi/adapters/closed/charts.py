"""Charts, data bars and sparklines of a sheet plan → XlsxWriter's. Every chart refers to cells, so it follows them."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter.chart_column import ChartColumn
from xlsxwriter.chart_line import ChartLine

from xlminshi.form.grid import cell_address
from xlminshi.form.sheets import Area, Chart, ChartKind, Series, SheetPlan, Sparklines

_FONT = {"name": "宋体", "size": 9, "bold": False}
_TITLE_FONT = {"name": "黑体", "size": 12, "bold": False}
_LYING = _FONT | {"rotation": 360}  # the name of the upright axis, not turned on its side
_GRID, _AXIS = {"visible": True, "line": {"color": "#E3E3E3", "width": 0.5}}, {"color": "#A6A6A6"}
_SLANT = -45
_DEFAULT_WIDTH, _DEFAULT_HEIGHT = (
    8.43,
    15.0,
)  # characters and points, as Excel takes them where nothing is said
_FEW_COLUMNS = 4


class _Gaps:
    """What XlsxWriter's charts lack: a cell without a number is kept as a gap, not as 0, and the file says so."""

    def _write_num_cache(self, data: Sequence[object] | None) -> None:
        kept = [one if _is_number(one) else None for one in data or ()]
        super()._write_num_cache(kept)  # type: ignore[misc]

    def _write_disp_blanks_as(self) -> None:
        self._xml_empty_tag("c:dispBlanksAs", [("val", "gap")])  # type: ignore[attr-defined]


class _Columns(_Gaps, ChartColumn):  # type: ignore[misc]
    """Columns; a cell without a number has none."""


class _Lines(_Gaps, ChartLine):  # type: ignore[misc]
    """Lines; they break at a cell without a number."""


_KINDS: dict[ChartKind, type[_Gaps]] = {ChartKind.COLUMNS: _Columns, ChartKind.LINES: _Lines}


def _is_number(value: object) -> bool:
    try:
        float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return True


def put_graphics(workbook: Any, worksheet: Any, plan: SheetPlan) -> None:
    """Put the charts, data bars and sparklines of a sheet onto it."""
    for bar in plan.bars:
        area = bar.area
        worksheet.conditional_format(
            area.top,
            area.left,
            area.bottom,
            area.right,
            {
                "type": "data_bar",
                "data_bar_2010": True,
                "bar_solid": True,
                "bar_color": f"#{bar.colour}",
                "min_type": "num",
                "max_type": "num",
                "min_value": 0,
                "max_value": float(bar.full),
            },
        )
    if plan.sparklines is not None and plan.sparklines.lines:
        first = plan.sparklines.lines[0]
        worksheet.add_sparkline(first.row, first.column, _sparklines(plan.name, plan.sparklines))
    for chart in plan.charts:
        told = {"description": f"图表：{chart.title}。图中的数字都在工作簿的单元格里。"}
        place = chart.place
        worksheet.insert_chart(place.top, place.left, _chart(workbook, chart, plan), _POSITION | told)


# The chart moves with its cells and keeps its shape when a column is widened.
_POSITION: dict[str, Any] = {"object_position": 2, "x_offset": 0, "y_offset": 0}


def _sparklines(sheet: str, found: Sparklines) -> dict[str, Any]:
    """Return all small charts of a sheet as one group: one by one they would take longer than the sheet itself."""
    return {
        "location": [cell_address(line.row, line.column) for line in found.lines],
        "range": [f"'{sheet}'!{line.values}" for line in found.lines],
        "type": "column",  # LibreOffice 7.4 prints no lines
        "min": 0,
        "max": float(found.top),
        "last_point": True,
        "series_color": "#9DC3E6",
        "last_color": "#2E75B6",
    }


def _chart(workbook: Any, chart: Chart, plan: SheetPlan) -> Any:
    made = _added(workbook, chart.kind)
    lines = _added(workbook, ChartKind.LINES) if _has_lines_over(chart) else None
    for series in chart.series:
        target = lines if lines is not None and series.is_line else made
        target.add_series(_series(series, chart))
    if lines is not None:
        made.combine(lines)
    made.set_title({"name": chart.title, "name_font": _TITLE_FONT, "overlay": False})
    made.set_x_axis(_across(chart))
    made.set_y_axis(_upright(chart))
    is_alone = len(chart.series) == 1
    made.set_legend({"none": True} if is_alone else {"position": "bottom", "font": _FONT})
    made.set_chartarea({"border": {"color": "#BFBFBF"}, "fill": {"color": "#FFFFFF"}})
    made.set_size(_size(plan, chart.place))
    return made


def _added(workbook: Any, kind: ChartKind) -> Any:
    made = workbook.add_chart({"type": kind.value})
    made.__class__ = _KINDS[kind]
    return made


def _has_lines_over(chart: Chart) -> bool:
    return chart.kind is ChartKind.COLUMNS and any(series.is_line for series in chart.series)


def _series(series: Series, chart: Chart) -> dict[str, Any]:
    row, column = series.name
    found: dict[str, Any] = {
        "name": [series.sheet, row, column],
        "categories": _reference(series.sheet, series.labels),
        "values": _reference(series.sheet, series.values),
    }
    if series.is_line or chart.kind is ChartKind.LINES:
        found["line"] = {
            "color": f"#{series.colour}",
            "width": 2 if series.is_dashed else 1.75,
            "dash_type": "dash" if series.is_dashed else "solid",
        }
        marker = {"type": "circle", "size": 5, "fill": {"color": f"#{series.colour}"}}
        marker["border"] = {"color": f"#{series.colour}"}
        found["marker"] = {"type": "none"} if series.is_dashed else marker
        found["smooth"] = False
    else:
        found |= {"fill": {"color": f"#{series.colour}"}, "gap": _gap(series), "border": {"none": True}}
        if series.colours:
            found["points"] = [{"fill": {"color": f"#{colour}"}} for colour in series.colours]
    if series.shows_values:
        found["data_labels"] = {
            "value": True,
            "font": _FONT,
            "position": "above" if _is_line(series, chart) else "outside_end",
        }
    return found


def _is_line(series: Series, chart: Chart) -> bool:
    return series.is_line or chart.kind is ChartKind.LINES


def _gap(series: Series) -> int:
    """Return the room between columns: few columns would otherwise be as broad as walls."""
    count = max(series.values.bottom - series.values.top, series.values.right - series.values.left) + 1
    return 120 if count <= _FEW_COLUMNS else 60


def _reference(sheet: str, area: Area) -> list[Any]:
    return [sheet, area.top, area.left, area.bottom, area.right]


def _across(chart: Chart) -> dict[str, Any]:
    font = _FONT | ({"rotation": _SLANT} if chart.is_slanted else {})
    axis: dict[str, Any] = {"num_font": font, "line": _AXIS, "major_tick_mark": "none"}
    # The names of negative or empty columns stay below the chart.
    axis["label_position"] = "low"
    return axis | ({"name": chart.across, "name_font": _FONT} if chart.across else {})


def _upright(chart: Chart) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "num_font": _FONT,
        "line": {"none": True},
        "major_gridlines": _GRID,
        "min": 0,
        "major_tick_mark": "none",
    }
    if chart.number_format:
        axis["num_format"] = chart.number_format
    if chart.top is not None:
        axis["max"] = float(chart.top)
    if chart.step is not None:
        axis["major_unit"] = float(chart.step)
    return axis | ({"name": chart.upright, "name_font": _LYING} if chart.upright else {})


def _size(plan: SheetPlan, place: Area) -> dict[str, int]:
    """Return the pixels that an area takes by the widths and heights of the plan."""
    heights = dict(plan.heights)
    width = sum(_pixels_wide(plan, column) for column in range(place.left, place.right + 1))
    height = sum(heights.get(row, _DEFAULT_HEIGHT) for row in range(place.top, place.bottom + 1))
    return {"width": width - 4, "height": int(height * 4 / 3) - 4}


def _pixels_wide(plan: SheetPlan, column: int) -> int:
    width = plan.widths[column] if column < len(plan.widths) else _DEFAULT_WIDTH
    return int(width * 7 + 0.5) + 5
