"""区县数据: the sheet of a city's summary that the province reads; and what the 对照表 is called and headed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import repeat
from operator import itemgetter

from xlminshi.core.match_table import COUNTY, PROJECT, UNIT
from xlminshi.core.quantity import plain
from xlminshi.core.rollup import STANDINGS, CountyReturn, ProjectLine
from xlminshi.form.cells import is_uncalculated, shown
from xlminshi.form.grid import CellError, CellValue, Grid, Percent, bare

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
DATA_COUNTS = ("指标数", "已报指标数")
DATA_NUMBERS = ("序时进度", "完成率", *DATA_COUNTS)
MATCH_HEADERS = ("种类", "原名", "统一名称", "出处")
YES, NO, MISSING, WAITING = "是", "否", "缺报", "待核实"
MATCH_KINDS = (COUNTY, PROJECT, UNIT)
Row = tuple[CellValue, ...]
DataRow = tuple[str | Decimal | None, ...]
_KEYS = ("市", "区县", "通报期", "来源文件")
_key = itemgetter(*map(DATA_HEADERS.index, _KEYS))
_COUNTY, _PROGRESS, _TITLE = map(DATA_HEADERS.index, ("区县", "序时进度", "实事名称"))
_STANDING, _STATE = map(DATA_HEADERS.index, ("性质", "是否报送"))
_NUMERIC = frozenset(map(DATA_HEADERS.index, DATA_NUMBERS))


def data_rows(returns: Iterable[CountyReturn], city: str = "") -> Iterator[DataRow]:
    """Yield the rows of 区县数据, one per project; `city` fills in where a return names none. Rates are shares."""
    for one in returns:
        head = (one.city or city or None, one.county, one.period, one.progress)
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
            state = WAITING if one.is_waiting else MISSING
            yield (*head, None, None, None, None, None, state, None, None, None, one.source, None)


def read_data(grid: Grid) -> tuple[CountyReturn, ...] | None:
    """Return the returns of a 区县数据 sheet; None where it is none, or a cell of it cannot be read."""
    rows = _rows(grid)
    if rows is None:
        return None
    grouped: dict[tuple[str, ...], list[Row]] = {}
    keys: dict[Row, tuple[str, ...]] = {}
    for _, cells in rows:
        written = _key(cells)
        key = keys.get(written)
        if key is None:  # most rows have that of the one before
            key = keys[written] = tuple(map(_text, written))
        if key[_KEYS.index("区县")]:
            grouped.setdefault(key, []).append(cells)
    try:
        return tuple(_return(key, rows) for key, rows in grouped.items())
    except (InvalidOperation, ValueError):
        return None


def altered_row(grid: Grid, returns: Iterable[CountyReturn]) -> int:
    """Return the number of the first row that says anything else than `returns`, which were read from the sheet; 0 if none.

    Each row is held against those that would be written of what was read: what was lost or taken for something else differs.
    """
    written = Counter(map(_meant, data_rows(returns)))
    heads: dict[tuple[str, str], tuple[str, str]] = {}
    for number, cells in _rows(grid) or ():
        if not any(_text(cells[at]) for at in (_COUNTY, _TITLE, _STATE)):
            continue  # empty, or a remark below the table
        meant = _meant(cells)
        city, county, period, source = map(_text, _key(cells))
        # A file states one county once: two of it under one file's name are one, torn apart.
        is_torn = bool(source) and heads.setdefault((county, source), (city, period)) != (city, period)
        if not written[meant] or not period or is_torn or not _is_readable(cells):
            return number
        written[meant] -= 1
    return 0


def _meant(cells: Row | DataRow) -> tuple[str | Decimal | None, ...]:
    """Return what the cells of a row say, however it is written; a number that is none as its text."""
    return tuple(_told_number(cell) if at in _NUMERIC else _text(cell) for at, cell in enumerate(cells))


def _told_number(value: CellValue) -> str | Decimal | None:
    try:
        return _number(value)
    except (InvalidOperation, ValueError):
        return _text(value)


def _is_readable(cells: Row) -> bool:
    """Return whether a project's row has a 性质 that there is, and each of its cells something that can be read."""
    return (not _text(cells[_TITLE]) or _text(cells[_STANDING]) in STANDINGS) and not any(
        isinstance(bare(cell), CellError) or is_uncalculated(cell) for cell in cells
    )


def _rows(grid: Grid) -> Iterator[tuple[int, Row]] | None:
    """Return the rows below the headers, each with its number and its cells as DATA_HEADERS has them; None without headers."""
    start = next((place for place, row in enumerate(grid.rows) if _heads(row)), None)
    if start is None:
        return None
    heads = _heads(grid.rows[start]) or {}
    places = [heads[head] for head in DATA_HEADERS]
    in_order, width = itemgetter(*places), max(places) + 1
    return (
        (number, in_order(row if len(row) >= width else (*row, *repeat(None, width - len(row)))))
        for number, row in enumerate(grid.rows[start + 1 :], start=start + 2)
    )


def _heads(row: Row) -> dict[str, int] | None:
    names = {_text(value): place for place, value in enumerate(row) if _text(value)}
    return names if set(DATA_HEADERS) <= set(names) else None


def _return(key: tuple[str, ...], rows: list[Row]) -> CountyReturn:
    city, county, period, source = key
    lines = tuple(_line(cells) for cells in rows if _text(cells[_TITLE]))
    progress = _number(rows[0][_PROGRESS]) or Decimal(0)
    waits = not lines and _text(rows[0][_STATE]) == WAITING
    return CountyReturn(county, period, progress, lines, city, source, not lines, waits)


def _line(cells: Row) -> ProjectLine:
    _, _, _, _, title, unit, class_name, standing, rate, is_reported, count, told, shortcomings, _, remark = (
        cells
    )
    return ProjectLine(
        title=_text(title),
        lead_unit=_text(unit),
        class_name=_text(class_name),
        standing=_text(standing),
        rate=_number(rate),
        is_reported=_text(is_reported) == YES,
        indicators=int(_number(count) or 0),
        reported=int(_number(told) or 0),
        shortcomings=_text(shortcomings),
        remark=_text(remark),
    )


def _text(value: CellValue) -> str:
    return (value if value.__class__ is str else shown(value)).strip()


def _number(value: CellValue) -> Decimal | None:
    if value.__class__ is Decimal:
        return shortest(value)
    found = bare(value)
    if isinstance(found, Percent):
        return found.share.normalize() + 0
    text = _text(value)
    number = Decimal(text) if text else None
    if number is not None and not number.is_finite():
        raise ValueError(text)  # “NaN” and “Infinity” are words here, no numbers
    return number


@lru_cache(maxsize=65_536)
def shortest(number: Decimal) -> Decimal:
    """Return an equal number with no more places than it needs; most of a summary's numbers stand in it many times."""
    return Decimal(plain(number))
