"""The sheets of a city's summary: counties with their ranks, projects, units, common shortcomings, 对照表, 区县数据."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from xlminshi.core.controls import Count
from xlminshi.core.match_table import COUNTY
from xlminshi.core.office_names import names_of
from xlminshi.core.rollup import STANDINGS, CountyStanding, Rollup, Tally
from xlminshi.core.units import UnitDirectory
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.chart_names import CHART_NAME, CHART_NAME_HEADER, CHART_NAME_WIDTH, chart_names
from xlminshi.form.controls import verdict_style
from xlminshi.form.match_rows import NOTHING_KEPT, Kept
from xlminshi.form.match_sheet import match_sheet
from xlminshi.form.paging import evened, legible, paged, printed, without_remnant
from xlminshi.form.ranking import BAR_COLOUR
from xlminshi.form.rollup_charts import SHARE_STYLE, Drawn, glance_sheet
from xlminshi.form.rollup_head import put_head
from xlminshi.form.rollup_rows import (
    DATA_HEADERS,
    DATA_NUMBERS,
    DATA_SHEET,
    data_rows,
)
from xlminshi.form.rollup_settings import RollupSettings, rollup_settings_sheet
from xlminshi.form.sheets import (
    Area,
    BookPlan,
    Content,
    DataBar,
    Page,
    SheetPlan,
)
from xlminshi.form.text_size import width_for

NONE = "—"
RANK_RULE = (
    "排名按“完成”件数占实事件数的比例，比例相同的名次相同，其后名次顺延，没有填报进展的不参加排名；各件实事的类别和性质以各区县工作簿认定的为准，"
    "汇总时不重新判断。"
)
_BAR_LEGEND = "蓝条是完成占比，满格为100%。"
_MOST_NAMES = 8
_BEHIND_RATES = (
    ("应报送\n单位", 10),
    ("未报送\n单位", 10),
    ("指标数", 8),
    ("已报指标", 9),
    ("序时进度", 10),
    ("说明", 24),
)
_WIDEST_PLACE = 26
# Three quotes to a cell: no row gets so high that a page holds only one or two of them.
_FOR_EXAMPLES = ((16, 120.0), (27, 150.0))


def rollup_book(
    rollup: Rollup,
    totals: tuple[Count, ...],
    files: tuple[tuple[str, str, str], ...],
    settings: RollupSettings,
    kept: Kept = NOTHING_KEPT,
) -> BookPlan:
    """Return the workbook of a city or province; `files` are (name, what became of it, remark).

    `kept` is what a person wrote in the former 对照表 besides its matches.
    """
    sheets = (
        _counties_sheet(rollup, totals),
        glance_sheet(
            rollup, Drawn(f"{place_word(rollup)}汇总", _label_column(rollup), *_rate_columns(rollup))
        ),
        _tally_sheet("实事汇总", "实事", rollup, rollup.by_project),
        _tally_sheet("单位汇总", "牵头单位", rollup, rollup.by_unit),
        _shortcomings_sheet(rollup),
        _files_sheet(files),
        match_sheet(rollup.table, kept),
        rollup_settings_sheet(settings),
        _data_sheet(rollup),
    )
    return BookPlan(sheets, first=sheets[0].name)


def place_word(rollup: Rollup) -> str:
    """Return what the rows of the first sheet are called: 区县, or 市 where cities are rolled up."""
    return rollup.level


def _put_row(canvas: Canvas, row: int, values: tuple[Content, ...], left: tuple[int, ...]) -> None:
    styles = (
        look.PLAIN if column in left else SHARE_STYLE if isinstance(value, Decimal) else look.CENTRE
        for column, value in enumerate(values)
    )
    canvas.put_row(row, values, tuple(styles))


def _share(value: Decimal | None) -> Content:
    """Return a share as a number, — for none."""
    return NONE if value is None else value


def _rate_columns(rollup: Rollup) -> tuple[int, int]:
    """Return in which columns of the first sheet 完成占比 and 平均完成率 stand."""
    share = 3 + (place_word(rollup) != COUNTY) + len(STANDINGS)
    return share, share + 1


def _label_column(rollup: Rollup) -> int:
    """Return in which column of the first sheet the chart finds the names: long ones stand shortened in a last one."""
    names = _rate_columns(rollup)[1] + 1 + len(_BEHIND_RATES)
    return names if _has_long_names(rollup) else 1


def _has_long_names(rollup: Rollup) -> bool:
    return any(short != name for name, short in _names_drawn(rollup).items())


def _names_drawn(rollup: Rollup) -> dict[str, str]:
    return chart_names(one.name for one in rollup.standings)


def _bar(column: int, last: int) -> DataBar:
    return DataBar(Area(3, column, last, column), BAR_COLOUR, Decimal(1))


def _counties_sheet(rollup: Rollup, totals: tuple[Count, ...]) -> SheetPlan:
    place = place_word(rollup)
    extra = ("区县数",) if place != COUNTY else ()
    headers = (
        "名次",
        place,
        *extra,
        "实事\n件数",
        *STANDINGS,
        "完成占比",
        "平均完成率",
        *(header for header, _ in _BEHIND_RATES),
    )
    behind = (width for _, width in _BEHIND_RATES)
    named = width_for([one.name for one in rollup.standings], 16, ((1, _WIDEST_PLACE),))
    widths = (6, named, *(8 for _ in extra), 8, *(8 for _ in STANDINGS), 10, 11, *behind, CHART_NAME_WIDTH)
    label, columns = _label_column(rollup), len(headers)
    canvas = Canvas(f"{place}汇总", widths[: max(columns, label + 1)])
    put_head(
        canvas, f"{rollup.name}重点民生实事{place}汇总（{rollup.period}）", summary_line(rollup), headers
    )
    for row, one in enumerate(rollup.standings, start=3):
        _put_row(canvas, row, _county_cells(one, bool(extra)), (1, columns - 1))
    if label >= columns:
        _put_chart_names(canvas, label, rollup)
    counted = 3 + len(rollup.standings)
    row = _put_not_counted(canvas, counted, rollup, len(headers))
    is_whole = row == counted
    legend = f"{_BAR_LEGEND}{_empty_line(rollup)}{'' if is_whole else f'有底色的{place}没有计入。'}"
    canvas.put(row, 0, f"{RANK_RULE}{legend}", look.NOTE, columns=len(headers))
    _put_totals(canvas, row + 2, totals, len(headers))
    last = max(row - 1, 3)
    plan = replace(
        canvas.plan(),
        freeze=(3, 2),
        filter=Area(2, 0, last, len(headers) - 1),
        page=Page(is_landscape=True, repeat=(0, 2)),
        tab_colour="C00000",
        bars=(_bar(_rate_columns(rollup)[0], last),),
    )
    return paged(printed(plan, columns) if label >= columns else plan, last, (row, row + 2))


def _put_chart_names(canvas: Canvas, column: int, rollup: Rollup) -> None:
    """Put the names as they stand in the chart behind what is printed."""
    canvas.put(2, column, CHART_NAME_HEADER, look.HEAD)
    names = _names_drawn(rollup)
    for row, one in enumerate(rollup.standings, start=3):
        canvas.put(row, column, names[one.name], CHART_NAME)


def _put_not_counted(canvas: Canvas, row: int, rollup: Rollup, columns: int) -> int:
    """Put a row for each place that is not counted; return the row below them."""
    for name, why in _not_counted(rollup):
        cells = (NONE, name, *(NONE for _ in range(columns - 3)), why)
        for column, value in enumerate(cells):
            style = look.PLAIN if column in (1, columns - 1) else look.CENTRE
            canvas.put(row, column, value, replace(style, fill=look.OPEN_FILL))
        row += 1
    return row


def _not_counted(rollup: Rollup) -> Iterator[tuple[str, str]]:
    """Yield the places that should be in the table and are not, with the reason."""
    yield from ((name, "缺报：没有收到汇总工作簿") for name in rollup.missing)
    yield from ((name, "待核实：报来的没有计入，见“收到文件”") for name in rollup.open_places())


def _empty_line(rollup: Rollup) -> str:
    """Return what an empty 平均完成率 means; "" where every one is told."""
    is_told = all(one.tally.rates for one in rollup.standings)
    return "" if is_told else "平均完成率空着的，没有可以计算的完成率。"


def _county_cells(one: CountyStanding, has_counties: bool) -> tuple[Content, ...]:
    remarks = []
    if not one.is_ranked and one.tally.projects:
        remarks.append("没有填报进展，不参加排名")
    if one.waiting_counties:
        remarks.append(f"待核实、未计入的区县：{_names(one.waiting_counties)}")
    if one.missing_counties:
        remarks.append(f"缺报区县：{_names(one.missing_counties)}")
    if one.missing_units:
        remarks.append(f"未报送单位：{_names(names_of(one.missing_units, UnitDirectory()))}")
    return (
        one.rank if one.rank is not None else NONE,
        one.name,
        *((one.counties,) if has_counties else ()),
        one.tally.projects,
        *(one.tally.counts[standing] for standing in STANDINGS),
        _share(one.tally.share()),
        one.tally.mean(),  # nothing for none: a chart draws a number or nothing, but words as 0
        one.units,
        len(one.missing_units),
        one.indicators,
        one.reported,
        one.progress if one.progress is not None else "不一",
        "；".join(remarks) or None,
    )


def summary_line(rollup: Rollup) -> str:
    """Return the counts in one line."""
    counts = rollup.counts()
    parts = "、".join(f"{name}{counts[name]}件" for name in STANDINGS if counts[name])
    missing = f"；缺报{len(rollup.missing)}个" if rollup.missing else ""
    return f"共{len(rollup.standings)}个{rollup.places()}、{rollup.projects()}件实事；{parts or '没有实事'}{missing}。"


def _names(names: tuple[str, ...], most: int = _MOST_NAMES) -> str:
    more = f"等{len(names)}个" if len(names) > most else ""
    return "、".join(names[:most]) + more


def _put_totals(canvas: Canvas, row: int, totals: tuple[Count, ...], columns: int) -> None:
    headers = ("核对数", "应有", "实有", "差额", "结论")
    spans = ((1, 1), (2, 2), (4, 2), (6, 2), (8, 2))
    canvas.put(row, 1, "核对数", replace(look.LABEL, align="left", size=12))
    for header, (column, width) in zip(headers, spans, strict=True):
        canvas.put(row + 1, column, header, look.HEAD, columns=width)
    canvas.put(row + 1, 10, "说明", look.HEAD, columns=columns - 10)
    for line, one in enumerate(totals, start=row + 2):
        style = verdict_style(one)
        values: tuple[Content, ...] = (one.name, one.expected, one.actual, one.difference, one.verdict)
        for value, (column, width) in zip(values, spans, strict=True):
            canvas.put(line, column, value, style, columns=width)
        canvas.put(line, 10, one.remark or None, look.PLAIN, columns=columns - 10)


def _tally_sheet(name: str, word: str, rollup: Rollup, tallies: tuple[Tally, ...]) -> SheetPlan:
    headers = (word, "涉及区县", "件数", *STANDINGS, "完成占比", "平均完成率", "对照", "滞后的区县")
    widths = (36, 10, 8, *(8 for _ in STANDINGS), 10, 11, 10, 50)
    canvas = Canvas(name, widths)
    note = "名称按“对照表”归并；“未对照”的只按原名单列，请在“对照表”填写统一名称后重新汇总。" + _BAR_LEGEND
    put_head(canvas, f"{rollup.name}{name}（{rollup.period}）", note, headers)
    for row, one in enumerate(tallies, start=3):
        cells: tuple[Content, ...] = (
            one.name,
            len(one.counties),
            one.projects,
            *(one.counts[standing] for standing in STANDINGS),
            _share(one.share()),
            _share(one.mean()),
            "已对照" if one.is_matched else "未对照",
            _names(one.lagging) or None,
        )
        _put_row(canvas, row, cells, (0, len(headers) - 1))
    last = max(2 + len(tallies), 3)
    plan = replace(
        canvas.plan(),
        freeze=(3, 1),
        filter=Area(2, 0, last, len(headers) - 1),
        page=Page(is_landscape=True, repeat=(0, 2)),
        tab_colour="5B9BD5",
        bars=(_bar(3 + len(STANDINGS), last),),
    )
    return without_remnant(plan)


def _shortcomings_sheet(rollup: Rollup) -> SheetPlan:
    headers = ("共性问题", "涉及区县", "涉及实事", "区县", "各区县原话（举例）", "归类依据的词")
    found = rollup.shortcomings
    counties = width_for([_names(one.counties, 20) for one in found], 28, ((12, 40.0),))
    examples = width_for(["\n".join(one.examples) for one in found], 70, _FOR_EXAMPLES)
    canvas = Canvas("共性问题", (18, 10, 10, counties, examples, 20))
    note = "只看没有完成的实事，按单位在“存在问题”中说到的困难归类，一项可以归入几类；“无”“已解决”等不算，没有填写的不推断。"
    put_head(canvas, f"{rollup.name}共性问题（{rollup.period}）", note, headers)
    for row, one in enumerate(rollup.shortcomings, start=3):
        cells: tuple[Content, ...] = (
            one.name,
            len(one.counties),
            one.projects,
            _names(one.counties, 20),
            "\n".join(one.examples),
            "、".join(one.words),
        )
        _put_row(canvas, row, cells, (0, 3, 4, 5))
    if not rollup.shortcomings:
        none = "没有归出共性问题：没有完成的实事都没有填写“存在问题”，或者说的不属于常见的几类。"
        canvas.put(3, 0, none, look.CENTRE, columns=len(headers))
    return evened(replace(canvas.plan(), freeze=(3, 1), page=Page(is_landscape=True, repeat=(0, 2))))


def _files_sheet(files: tuple[tuple[str, str, str], ...]) -> SheetPlan:
    headers = ("文件", "结果", "说明")
    canvas = Canvas("收到文件", (60, 12, 80))
    put_head(canvas, "收到文件", "每个文件都在这里；没有计入的写明原因。", headers)
    for row, values in enumerate(files, start=3):
        fill = "" if values[1] == "计入" else look.OPEN_FILL
        styles = (look.restyled(one, fill=fill) for one in (look.PLAIN, look.CENTRE, look.PLAIN))
        canvas.put_row(row, tuple(value or None for value in values), tuple(styles))
    return without_remnant(replace(canvas.plan(), freeze=(3, 1), page=Page(is_landscape=True, repeat=(0, 2))))


def _data_widths(rollup: Rollup) -> tuple[float, ...]:
    """Return the widths of 区县数据: every name stands whole on its one line; what units wrote goes on in the cell."""
    widths = (12, 12, 16, 9, 32, 22, 12, 8, 9, 9, 8, 10, 40, 30, 40)
    names = {
        "区县": [one.county for one in rollup.returns],
        "实事名称": [one.name for one in rollup.by_project],
        "牵头单位": [one.name for one in rollup.by_unit],
        "来源文件": [one.source for one in rollup.returns],
    }
    return tuple(
        width_for(names.get(header, ()), width, ((1, 80.0),))
        for header, width in zip(DATA_HEADERS, widths, strict=True)
    )


def _data_sheet(rollup: Rollup) -> SheetPlan:
    canvas = Canvas(DATA_SHEET, _data_widths(rollup))
    note = "各区县工作簿认定的原样，供分析和上一级汇总读取，请不要改动；完成率是小数（1.5517即155.17%）。"
    put_head(canvas, f"{rollup.name}区县数据", note, DATA_HEADERS)
    words = replace(look.PLAIN, is_wrapped=False)
    numbers = replace(words, align="right")
    styles = tuple(numbers if one in DATA_NUMBERS else words for one in DATA_HEADERS)
    last = 3
    for last, values in enumerate(data_rows(rollup.all_returns(), rollup.city_name()), start=3):
        canvas.put_row(last, values, styles)
    plan = replace(
        canvas.plan(),
        freeze=(3, 2),
        filter=Area(2, 0, last, len(DATA_HEADERS) - 1),
        page=Page(is_landscape=True, repeat=(0, 2)),
        tab_colour="A6A6A6",
    )
    return without_remnant(legible(plan, DATA_HEADERS.index("区县")))
