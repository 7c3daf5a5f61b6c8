"""区县数据 and 对照表: the sheets of a city's summary that are read again, by the city itself and by the province."""

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from xlminshi.core.match_table import COUNTY, PROJECT, UNIT, Match, MatchTable
from xlminshi.core.rollup import CountyReturn, ProjectLine
from xlminshi.form.cells import shown
from xlminshi.form.grid import CellValue, Grid, Percent, bare

DATA_SHEET, MATCH_SHEET = "区县数据", "对照表"
DATA_HEADERS = (
    "市",
    "区县",
    "通报期",
    "序时进度",
    "实事名称",
    "牵头单位",
    "通报类别",
    "性质",
    "完成率",
    "是否报送",
    "指标数",
    "已报指标数",
    "存在问题",
    "来源文件",
    "备注",
)
MATCH_HEADERS = ("种类", "原名", "统一名称", "出处")
YES, NO, MISSING = "是", "否", "缺报"
MATCH_KINDS = (COUNTY, PROJECT, UNIT)
Row = tuple[CellValue, ...]


def data_rows(returns: Iterable[CountyReturn], city: str = "") -> Iterator[Row]:
    """Yield the rows of 区县数据, one per project; `city` fills in where a return names none. Rates are shares."""
    for one in returns:
        head = (one.city or city, one.county, one.period, one.progress)
        for line in one.projects:
            yield (
                *head,
                line.title,
                line.lead_unit,
                line.class_name,
                line.standing,
                line.rate,
                YES if line.is_reported else NO,
                Decimal(line.indicators),
                Decimal(line.reported),
                line.shortcomings or None,
                one.source,
                line.remark or None,
            )
        if not one.projects:
            yield (*head, None, None, None, None, None, MISSING, None, None, None, one.source, None)


def read_data(grid: Grid) -> tuple[CountyReturn, ...] | None:
    """Return the returns of a 区县数据 sheet; None where it is none, or a cell of it cannot be read."""
    start = next((place for place, row in enumerate(grid.rows) if _heads(row)), None)
    if start is None:
        return None
    heads = _heads(grid.rows[start]) or {}
    grouped: dict[tuple[str, ...], list[dict[str, CellValue]]] = {}
    for row in grid.rows[start + 1 :]:
        cells = {head: row[place] if place < len(row) else None for head, place in heads.items()}
        if _text(cells["区县"]):
            key = tuple(_text(cells[head]) for head in ("市", "区县", "通报期", "来源文件"))
            grouped.setdefault(key, []).append(cells)
    try:
        return tuple(_return(key, rows) for key, rows in grouped.items())
    except (InvalidOperation, ValueError):
        return None


def _heads(row: Row) -> dict[str, int] | None:
    names = {_text(value): place for place, value in enumerate(row) if _text(value)}
    return names if set(DATA_HEADERS) <= set(names) else None


def _return(key: tuple[str, ...], rows: list[dict[str, CellValue]]) -> CountyReturn:
    city, county, period, source = key
    lines = tuple(_line(cells) for cells in rows if _text(cells["实事名称"]))
    progress = _number(rows[0]["序时进度"]) or Decimal(0)
    return CountyReturn(county, period, progress, lines, city, source, is_missing=not lines)


def _line(cells: dict[str, CellValue]) -> ProjectLine:
    return ProjectLine(
        title=_text(cells["实事名称"]),
        lead_unit=_text(cells["牵头单位"]),
        class_name=_text(cells["通报类别"]),
        standing=_text(cells["性质"]),
        rate=_number(cells["完成率"]),
        is_reported=_text(cells["是否报送"]) == YES,
        indicators=int(_number(cells["指标数"]) or 0),
        reported=int(_number(cells["已报指标数"]) or 0),
        shortcomings=_text(cells["存在问题"]),
        remark=_text(cells["备注"]),
    )


def _text(value: CellValue) -> str:
    return shown(value).strip()


def _number(value: CellValue) -> Decimal | None:
    found = bare(value)
    if isinstance(found, Percent):
        return found.share.normalize() + 0
    text = _text(value)
    return Decimal(text) if text else None


def read_matches(grid: Grid | None) -> MatchTable:
    """Return the 对照表 as a person left it; rows of no known kind, or without a name, say nothing."""
    rows = grid.rows if grid is not None else ()
    start = next((place for place, row in enumerate(rows) if _is_match_head(row)), len(rows))
    found = []
    for row in rows[start + 1 :]:
        kind, written, common, remark = (*(_text(value) for value in row[:4]), "", "", "", "")[:4]
        if kind in MATCH_KINDS and written:
            found.append(Match(kind, written, common, remark))
    return MatchTable(tuple(found))


def _is_match_head(row: Row) -> bool:
    return tuple(_text(value) for value in row[:4]) == MATCH_HEADERS
