"""填报问题, the sheet of all findings, and the 通报稿."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xlminshi.core.problems import (
    OF_CELLS,
    OF_RETURNS,
    Code,
    Level,
    Place,
    Problem,
    code_of_return,
    level_counts,
)
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.cells import shown
from xlminshi.form.grid import Grid
from xlminshi.form.sheets import Area, Page, SheetPlan

PROBLEMS = "填报问题"
_HEADER_ROW, _BODY_ROW = 2, 3


@dataclass(frozen=True, slots=True)
class Settled:
    """A finding about a return that a person has dealt with, and the words about how."""

    problem: Problem
    words: str


PROBLEM_HEADERS = ("级别", "文件", "工作表", "单元格", "问题", "处理办法", "处理情况")


def problems_sheet(problems: tuple[Problem, ...], settled: tuple[Settled, ...] = ()) -> SheetPlan:
    """Return 填报问题: every finding with its place, what is wrong and what to do; the gravest first.

    What a person has `settled` stands below, with the words about how.
    """
    widths = (8, 28, 20, 10, 66, 44, 24)
    canvas = Canvas(PROBLEMS, widths)
    canvas.put(0, 0, PROBLEMS, look.TITLE, columns=len(widths))
    canvas.raise_row(0, 32)
    hint = "必改的处理完才能印发；报回文件的问题核实后请在“处理情况”写明，不再提示；提醒的请看一遍；说明的不用处理。"
    canvas.put(1, 0, f"{level_counts(problems)}。{hint}", look.NOTE, columns=len(widths))
    canvas.put_row(_HEADER_ROW, PROBLEM_HEADERS, look.HEAD)
    rows = [*((one, "") for one in problems), *((one.problem, one.words) for one in settled)]
    for row, (one, words) in enumerate(rows, start=_BODY_ROW):
        _put_problem(canvas, row, one, words)
    if not rows:
        canvas.put(_BODY_ROW, 0, "没有发现问题。", look.PLAIN, columns=len(widths))
    last = _BODY_ROW + max(len(rows), 1) - 1
    return replace(
        canvas.plan(),
        freeze=(_BODY_ROW, 0),
        filter=Area(_HEADER_ROW, 0, last, len(widths) - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        tab_colour="7F7F7F",
    )


def _put_problem(canvas: Canvas, row: int, one: Problem, words: str) -> None:
    inks = {Level.MUST_FIX: look.WARNING_INK, Level.REMINDER: "9C5700", Level.NOTE: look.PALE_INK}
    ink = look.PALE_INK if words else inks[one.level]
    canvas.put(row, 0, one.level.value, replace(look.CENTRE, ink=ink, is_bold=not words))
    for column, text in enumerate((one.place.file, one.place.sheet, one.place.cell), start=1):
        canvas.put(row, column, text or None, look.CENTRE)
    canvas.put(row, 4, one.what, look.PLAIN)
    canvas.put(row, 5, one.cure or None, look.PLAIN)
    canvas.put(row, 6, words or None, look.ENTRY if is_kept(one) else look.PLAIN)


def read_settled(grid: Grid | None) -> tuple[tuple[Problem, ...], tuple[Settled, ...]]:
    """Return the findings about returns that a 填报问题 sheet keeps: those still open, and those a person has settled."""
    open_ones, settled = [], []
    for texts in _problem_rows(grid) if grid is not None else ():
        place = Place(texts["文件"], texts["工作表"], texts["单元格"])
        code = _kept_code(texts["问题"], place) if texts["级别"] == Level.MUST_FIX.value else None
        if code is None:
            continue
        one = Problem(code, place, texts["问题"], texts["处理办法"])
        if texts["处理情况"]:
            settled.append(Settled(one, texts["处理情况"]))
        else:
            open_ones.append(one)
    return tuple(open_ones), tuple(settled)


def _problem_rows(grid: Grid) -> Iterator[dict[str, str]]:
    """Yield the rows below the header by column name, wherever the columns stand."""
    columns: dict[str, int] = {}
    for row in grid.rows:
        texts = [shown(value).strip() for value in row]
        if not columns and {"级别", "问题"} <= set(texts):
            columns = {name: texts.index(name) for name in PROBLEM_HEADERS if name in texts}
        elif columns:
            yield {
                name: texts[columns[name]] if columns.get(name, len(texts)) < len(texts) else ""
                for name in PROBLEM_HEADERS
            }


def _kept_code(what: str, place: Place) -> Code | None:
    is_about_a_file = bool(place.file) and not place.sheet and not place.cell
    return code_of_return(what) or (Code.UNREADABLE_FILE if is_about_a_file else None)


def is_kept(one: Problem) -> bool:
    """Return whether the workbook keeps a finding until a person has settled it."""
    return one.code in (*OF_RETURNS, *OF_CELLS, Code.UNREADABLE_FILE)
