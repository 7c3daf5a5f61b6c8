"""Charts, data bars and small charts in cells are written as native ones that refer to cells."""

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.form.test_glance_sheets import MONEY, county, history, sheets
from xlminshi.adapters.closed.writing import render
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.sheets import Area, BookPlan, CellNote, Chart, ChartKind, Series, SheetPlan


def parts(*plans: SheetPlan) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(render(BookPlan(plans)))) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def test_every_plan_of_a_chart_becomes_a_chart_of_the_size_of_its_cells() -> None:
    plans = sheets(county(30, 0.5, funds=MONEY), history(30, ("上半年", 0.3)))
    written = parts(*plans.values())
    assert sum(name.startswith("xl/charts/chart") for name in written) == len(plans["总览"].charts) == 5
    drawing = written["xl/drawings/drawing1.xml"]
    anchors = re.findall(
        r"<xdr:from><xdr:col>(\d+)</xdr:col>.*?<xdr:row>(\d+)</xdr:row>.*?<xdr:to><xdr:col>(\d+)</xdr:col>.*?"
        r"<xdr:row>(\d+)</xdr:row>",
        drawing,
        re.DOTALL,
    )
    assert [tuple(map(int, found)) for found in anchors] == [
        (one.place.left, one.place.top, one.place.right, one.place.bottom) for one in plans["总览"].charts
    ]


def test_a_protected_sheet_leaves_its_charts_free_to_be_copied() -> None:
    plans = sheets(county(3, 0.5))
    written = parts(plans["总览"], plans["单位排名"])
    assert 'objects="1"' not in written["xl/worksheets/sheet1.xml"]
    assert 'objects="1"' in written["xl/worksheets/sheet2.xml"]


def test_bars_and_small_charts_start_at_zero() -> None:
    plans = sheets(county(3, 0.5), history(3, ("上半年", 0.3)))
    written = parts(plans["单位排名"], plans["趋势"])
    assert "<x14:dataBar" in written["xl/worksheets/sheet1.xml"]
    assert 'minLength="0"' in written["xl/worksheets/sheet1.xml"]
    assert 'manualMin="0"' in written["xl/worksheets/sheet2.xml"]


def test_the_axes_are_named_where_the_plan_names_them_and_the_legend_only_tells_several_apart() -> None:
    canvas = Canvas("表", ())
    canvas.put_row(0, ("名称", "数"), look.HEAD)
    canvas.put_row(1, ("甲", Decimal(3)), look.CENTRE)
    series = Series("表", (0, 1), Area(1, 0, 1, 0), Area(1, 1, 1, 1), "5B9BD5")
    one = Chart(ChartKind.COLUMNS, "标题", Area(3, 0, 12, 5), (series,), across="单位", upright="件")
    several = Chart(ChartKind.LINES, "标题", Area(14, 0, 20, 5), (series, series))
    plan = replace(canvas.plan(), charts=(one, several))
    written = parts(plan)
    first, second = written["xl/charts/chart1.xml"], written["xl/charts/chart2.xml"]
    assert first.count("<c:title>") == 3
    assert ("<c:legend>" in first, "<c:legend>" in second) == (False, True)


def points(series: str) -> list[str | None]:
    """Return what a chart keeps of the numbers of a series; None for a gap."""
    kept = re.findall(r"<c:numCache>.*?</c:numCache>", series, re.DOTALL)[-1]
    found = dict(re.findall(r'<c:pt idx="(\d+)"><c:v>(.*?)</c:v>', kept))
    count = re.findall(r'<c:ptCount val="(\d+)"/>', kept)[0]
    return [found.get(str(index)) for index in range(int(count))]


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize("notes", [(), (CellNote(0, 0, "注"),)])
def test_a_cell_without_a_number_is_a_gap_and_the_file_says_so(
    kind: ChartKind, notes: tuple[CellNote, ...]
) -> None:
    canvas = Canvas("表", ())
    canvas.put_row(0, ("名称", "数"), look.HEAD)
    for row, content in enumerate((Decimal("0.2"), None, "—", Decimal(0), Decimal("0.6")), start=1):
        canvas.put_row(row, (f"第{row}期", content), look.CENTRE)
    series = Series("表", (0, 1), Area(1, 0, 5, 0), Area(1, 1, 5, 1), "5B9BD5")
    chart = Chart(kind, "标题", Area(8, 0, 15, 5), (series, replace(series, is_line=True)))
    written = parts(replace(canvas.plan(), charts=(chart,), notes=notes))["xl/charts/chart1.xml"]
    each = re.findall(r"<c:ser>.*?</c:ser>", written, re.DOTALL)
    assert [points(one) for one in each] == [["0.2", None, None, "0", "0.6"]] * 2
    assert '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>' in written
