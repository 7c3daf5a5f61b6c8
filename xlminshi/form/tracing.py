"""数据来源: every figure in the document with the fact it tells, and the cells that the fact comes from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from xlminshi.core.ledger import Ledger
from xlminshi.core.problems import Place
from xlminshi.core.project import Project
from xlminshi.form import sheets as look
from xlminshi.form.cells import shown
from xlminshi.form.fields import Sheet, fields_of
from xlminshi.form.grid import Grid, cell_address
from xlminshi.form.sheets import Area, Canvas, Content, Link, Page, SheetPlan
from xlminshi.form.summary import FIRST_SUMMARY_ROW, SUMMARY, Sources

SHEET_NAME = "数据来源"
HEADERS = (
    "段落",
    "所在语句",
    "数字",
    "是什么",
    "汇总表",
    "单位表",
    "来源文件",
    "来源表",
    "来源单元格",
    "标识",
)
_WIDTHS = (16, 50, 14, 34, 9, 9, 26, 16, 11, 34)
_NOTE = "通报中每个由程序写出的数字的出处。点“查看”到汇总表和各单位的表；后三列是单位报来文件中的位置。请不要改动此表。"
_HEADER_ROW, _BODY_ROW = 2, 3
_OF_PROJECT = re.compile(r"^实事\|(\d+)(?:\|指标\|(.+)\|([^|]+))?")
_COLUMN_OF = {"年度目标": "target", "累计完成": "achieved", "完成率": "rate", "上期累计": "previous"}


@dataclass(frozen=True, slots=True)
class TracedRow:
    """One figure: the paragraph's key, the words around it, the figure, its fact's key and label, the unit's own cell."""

    paragraph: str
    words: str
    shown: str
    source: str
    label: str = ""
    place: Place = field(default_factory=Place)


def tracing_sheet(rows: tuple[TracedRow, ...], ledger: Ledger, found: Sources) -> SheetPlan:
    """Return the sheet with one row for each figure of the document, in the order of the text."""
    canvas = Canvas(SHEET_NAME, _WIDTHS)
    canvas.put(0, 0, SHEET_NAME, look.TITLE, columns=len(_WIDTHS))
    canvas.raise_row(0, 32)
    canvas.put(1, 0, _NOTE, look.NOTE, columns=len(_WIDTHS))
    canvas.put_row(_HEADER_ROW, HEADERS, look.HEAD)
    pale = replace(look.CENTRE, ink=look.PALE_INK, size=9)
    projects: dict[str, tuple[int, Project]] = {}
    for index, one in enumerate(ledger.standings):
        projects.setdefault(str(one.project.number), (index, one.project))
    for number, row in enumerate(rows, start=_BODY_ROW):
        summary, own = _links(row.source, projects, found)
        contents: tuple[Content, ...] = (row.paragraph, row.words, row.shown, row.label, summary, own)
        for column, content in enumerate(contents):
            style = (
                look.LINK if isinstance(content, Link) else look.PLAIN if column in (1, 3) else look.CENTRE
            )
            canvas.put(number, column, content, style)
        for column, text in enumerate((row.place.file, row.place.sheet, row.place.cell), start=len(contents)):
            canvas.put(number, column, text or None, look.CENTRE)
        canvas.put(number, len(HEADERS) - 1, row.source, pale)
    last = _BODY_ROW + max(len(rows), 1) - 1
    return replace(
        canvas.plan(),
        freeze=(_BODY_ROW, 0),
        filter=Area(_HEADER_ROW, 0, last, len(HEADERS) - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        tab_colour="7F7F7F",
    )


def _links(
    source: str, projects: dict[str, tuple[int, Project]], found: Sources
) -> tuple[Link | None, Link | None]:
    """Return the links to the 汇总表 and to the unit's sheet; counts and settings stand on the former alone."""
    match = _OF_PROJECT.match(source)
    if match is None:
        return (Link("查看", SUMMARY), None) if source.startswith(("计数", "占比")) else (None, None)
    if match[1] not in projects:
        return None, None
    index, project = projects[match[1]]
    summary = Link("查看", SUMMARY, cell_address(FIRST_SUMMARY_ROW + index, 1))
    link = found.link(project, project.indicator(match[2]) if match[2] else None)
    return summary, replace(link, cell=_cell_of(link.cell, match[3] or ""))


def _cell_of(cell: str, what: str) -> str:
    """Return the cell in the row of a link where a fact stands; the row's name where it has no column of its own."""
    key = _COLUMN_OF.get(what)
    keys = [field.key for field in fields_of(Sheet.LEDGER)]
    if key is None:
        return cell
    row = int(re.sub(r"\D", "", cell)) - 1
    return cell_address(row, keys.index(key))


def read_tracing(grid: Grid | None) -> tuple[TracedRow, ...]:
    """Return the figures of the former draft as the sheet keeps them; () where there is no such sheet."""
    return tuple(_rows(grid)) if grid is not None else ()


def _rows(grid: Grid) -> Iterator[TracedRow]:
    columns: dict[str, int] = {}
    for row in grid.rows:
        texts = [shown(value).strip() for value in row]
        if not columns:
            if {"段落", "数字", "标识"} <= set(texts):
                columns = {name: texts.index(name) for name in HEADERS if name in texts}
            continue
        cell = {name: texts[index] if index < len(texts) else "" for name, index in columns.items()}
        if cell["标识"]:
            yield TracedRow(cell["段落"], cell.get("所在语句", ""), cell["数字"], cell["标识"])
