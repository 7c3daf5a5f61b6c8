"""Builds the files of a made-up city's example from its readable sources: counties' workbooks, and what the city has set."""

from collections.abc import Iterator
from pathlib import Path

from xlminshi.adapters.closed.reading import read_workbook
from xlminshi.adapters.closed.writing import render
from xlminshi.form.fields import Sheet
from xlminshi.form.grid import CellValue, Grid, Workbook
from xlminshi.form.markdown import grids_from_markdown
from xlminshi.form.match_rows import read_matches
from xlminshi.form.match_sheet import match_sheet
from xlminshi.form.rollup_rows import MATCH_SHEET
from xlminshi.form.rollup_settings import read_rollup_settings, rollup_settings_sheet
from xlminshi.form.setting_items import SHEET_NAME, UNIT_HEADERS
from xlminshi.form.sheets import BookPlan
from xlminshi.form.verdicts import SHEET_NAME as VERDICT_SHEET
from xlminshi.workflow.book_layout import compiled_book
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.county_returns import county_return

COUNTIES_SOURCE, CITY_SOURCE = "区县填报.md", "汇总设置.md"
COUNTIES_FOLDER, FORMER_FILE = "区县报来", "对照表和设置.xlsx"
YEAR, PERIOD = 2025, "上半年"
_TITLE, _UNIT, _WRITES, _DONE, _SHORT = "实事名称", "牵头单位", "填报单位", "累计完成", "存在问题"
_VERDICT, _REASON = "督查认定", "认定理由"
Row = dict[str, CellValue]


def build_city(folder: Path) -> dict[Path, bytes]:
    """Return the city's 对照表 and 设置."""
    return {folder / FORMER_FILE: render(_former(folder))}


def build_counties(folder: Path) -> dict[Path, bytes]:
    """Return the workbook of each county that reports and that does not yet lie there, stating what the source says.

    They are files as counties hand them in: a new version of the program leaves them as they are.
    """
    built = {}
    for workbook in county_sources(folder):
        stated = county_return(workbook)
        if isinstance(stated, str):
            raise ValueError(f"{COUNTIES_SOURCE}: {stated}")
        path = folder / COUNTIES_FOLDER / stated.county / f"{stated.county}重点民生实事汇总表.xlsx"
        if not path.exists() or county_return(read_workbook(path)) != stated:
            built[path] = render(compiled_book(read_book(workbook, YEAR).book, ()))
    return built


def county_sources(folder: Path) -> Iterator[Workbook]:
    """Yield each county's section of the source as the sheets of a workbook."""
    for section in grids_from_markdown((folder / COUNTIES_SOURCE).read_text("utf-8")):
        heads = [str(head) for head in section.rows[0]]
        rows = [dict(zip(heads, row, strict=False)) for row in section.rows[1:]]
        grids = (_settings(section.name, rows), _list(rows), _verdicts(rows), *_returns(rows))
        yield Workbook(COUNTIES_SOURCE, grids)


def _settings(county: str, rows: list[Row]) -> Grid:
    """Return the 设置 sheet; how a unit writes itself is an alias of its name on the list."""
    units = {str(row[_UNIT]): row.get(_WRITES) for row in rows}
    values = (("设置项", "值"), ("区县名称", county), ("年度", str(YEAR)), ("通报期", PERIOD))
    return Grid(SHEET_NAME, (*values, UNIT_HEADERS, *units.items()))


def _list(rows: list[Row]) -> Grid:
    heads = (_TITLE, _UNIT, "指标名称", "指标类型", "计量单位", "年度目标", "完成率小数位")
    lines = (
        (
            row[_TITLE],
            row[_UNIT],
            row["指标名称"] or row[_TITLE],
            _kind(row),
            row["计量单位"],
            row["年度目标"],
            "2",
        )
        for row in rows
    )
    return Grid(Sheet.LIST.value, (heads, *lines))


def _kind(row: Row) -> str:
    return "数量" if row["年度目标"] is not None else "文字"


def _verdicts(rows: list[Row]) -> Grid:
    decided = (
        (row[_TITLE], row.get(_VERDICT), row.get(_REASON), PERIOD) for row in rows if row.get(_VERDICT)
    )
    return Grid(VERDICT_SHEET, ((_TITLE, _VERDICT, _REASON, "通报期"), *decided))


def _returns(rows: list[Row]) -> Iterator[Grid]:
    """Yield the sheet of each unit that has reported."""
    heads = (_TITLE, "指标名称", _DONE, "进展情况", _SHORT)
    for unit in dict.fromkeys(str(row[_UNIT]) for row in rows):
        own = [row for row in rows if row[_UNIT] == unit and row[_DONE] is not None]
        lines = [
            (
                row[_TITLE],
                row["指标名称"] or row[_TITLE],
                row[_DONE] if _kind(row) == "数量" else None,
                None if _kind(row) == "数量" else row[_DONE],
                row[_SHORT],
            )
            for row in own
        ]
        if lines:
            name = str(own[0].get(_WRITES) or unit)
            yield Grid(unit, ((f"填报单位：{name}",), (f"通报期：{YEAR}年{PERIOD}",), heads, *lines))


def _former(folder: Path) -> BookPlan:
    grids = {one.name: one for one in grids_from_markdown((folder / CITY_SOURCE).read_text("utf-8"))}
    settings = read_rollup_settings(grids[SHEET_NAME], FORMER_FILE)
    matches = read_matches(grids[MATCH_SHEET])
    if isinstance(matches, str):
        raise ValueError(f"{CITY_SOURCE}: {matches}")
    sheets = (match_sheet(matches.table, matches.kept), rollup_settings_sheet(settings))
    return BookPlan(sheets, first=MATCH_SHEET)
