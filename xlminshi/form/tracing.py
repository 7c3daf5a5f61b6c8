"""数据来源: every figure in the document with the fact it tells, and the cells that the fact comes from."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from xlminshi.core.ledger import Ledger
from xlminshi.core.problems import Place
from xlminshi.core.project import Project
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.cells import shown
from xlminshi.form.fields import Sheet, fields_of
from xlminshi.form.grid import Grid, cell_address
from xlminshi.form.paging import without_remnant
from xlminshi.form.sheets import Area, Content, Link, Page, SheetPlan
from xlminshi.form.summary import FIRST_SUMMARY_ROW, NAME_COLUMN, SUMMARY, Sources

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
_KEYS = {"年度目标": "target", "累计完成": "achieved", "完成率": "rate", "上期累计": "previous"}
_COLUMNS = {field.key: column for column, field in enumerate(fields_of(Sheet.LEDGER))}
_COLUMN_OF = {name: _COLUMNS[key] for name, key in _KEYS.items()}
_Links: TypeAlias = tuple[Link | None, Link | None]
"""To the 汇总表, and to the unit's own sheet."""


@dataclass(frozen=True, slots=True)
class TracedRow:
    """One figure: the paragraph's key, the words around it, the figure, its fact's key and label, the unit's own cell."""

    paragraph: str
    words: str
    shown: str
    source: str
    label: str = ""
    place: Place = field(default_factory=Place)


def tracing_sheet(
    rows: tuple[TracedRow, ...],
    ledger: Ledger,
    found: Sources,
    present: Callable[[str], str] = lambda source: source,
) -> SheetPlan:
    """Return the sheet with one row for each figure of the document, in the order of the text.

    `present` gives the key that the list has now for one of a draft that was written before: links lead to where it is now.
    """
    canvas = Canvas(SHEET_NAME, _WIDTHS)
    canvas.put(0, 0, SHEET_NAME, look.TITLE, columns=len(_WIDTHS))
    canvas.raise_row(0, 32)
    canvas.put(1, 0, _NOTE, look.NOTE, columns=len(_WIDTHS))
    canvas.put_row(_HEADER_ROW, HEADERS, look.HEAD)
    pale = replace(look.CENTRE, ink=look.PALE_INK, size=9)
    projects: dict[str, tuple[int, Project]] = {}
    for index, one in enumerate(ledger.standings):
        projects.setdefault(str(one.project.number), (index, one.project))
    known: dict[str, _Links] = {}  # many figures tell the same fact
    for number, row in enumerate(rows, start=_BODY_ROW):
        links = known.get(row.source)
        if links is None:
            links = known[row.source] = _links(present(row.source), projects, found)
        looks = [look.CENTRE if link is None else look.LINK for link in links]
        styles = (look.CENTRE, look.PLAIN, look.CENTRE, look.PLAIN, *looks, *(look.CENTRE,) * 3, pale)
        canvas.put_row(number, _contents(row, links), styles)
    last = _BODY_ROW + max(len(rows), 1) - 1
    plan = replace(
        canvas.plan(),
        freeze=(_BODY_ROW, 0),
        filter=Area(_HEADER_ROW, 0, last, len(HEADERS) - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        tab_colour="7F7F7F",
    )
    return without_remnant(plan)


def _contents(row: TracedRow, links: _Links) -> tuple[Content, ...]:
    place = row.place
    came_from = place.file or None, place.sheet or None, place.cell or None
    return row.paragraph, row.words, row.shown, row.label, *links, *came_from, row.source


def _links(source: str, projects: dict[str, tuple[int, Project]], found: Sources) -> _Links:
    """Return the links to the 汇总表 and to the unit's sheet; counts and settings stand on the former alone."""
    match = _OF_PROJECT.match(source)
    if match is None:
        return (Link("查看", SUMMARY), None) if source.startswith(("计数", "占比")) else (None, None)
    if match[1] not in projects:
        return None, None
    index, project = projects[match[1]]
    summary = Link("查看", SUMMARY, cell_address(FIRST_SUMMARY_ROW + index, 1))
    indicator = project.indicator(match[2]) if match[2] else None
    # To the row's name where the fact has no column of its own.
    return summary, found.link(project, indicator, _COLUMN_OF.get(match[3] or "", NAME_COLUMN))


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
            label, *place = (cell.get(name, "") for name in ("是什么", "来源文件", "来源表", "来源单元格"))
            words = cell.get("所在语句", "")
            yield TracedRow(cell["段落"], words, cell["数字"], cell["标识"], label, Place(*place))
