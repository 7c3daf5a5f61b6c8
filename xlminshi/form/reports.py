"""填报问题, the sheet of all findings."""

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
    is_verified_in_words,
    level_counts,
)
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.cells import shown
from xlminshi.form.grid import Grid
from xlminshi.form.paging import without_remnant
from xlminshi.form.sheets import Area, Page, SheetPlan

PROBLEMS = "填报问题"
_HEADER_ROW, _BODY_ROW = 2, 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person has written in 处理情况, and the finding that it stood beside, as it was printed.

    `holder` is the unit (else the sheet or file) that the finding was about, `about` the project or indicator; `problem` is
    the finding of this run that it belongs to (None: there is none, or no run has looked).
    """

    place: Place
    what: str
    cure: str
    words: str
    holder: str = ""
    about: str = ""
    problem: Problem | None = None


PROBLEM_HEADERS = ("级别", "文件", "工作表", "单元格", "问题", "处理办法", "处理情况")
ANSWERED = "已处理"


def problems_sheet(problems: tuple[Problem, ...], answers: tuple[Answer, ...] = ()) -> SheetPlan:
    """Return 填报问题: every finding with its place, what is wrong and what to do; the gravest first.

    The `answers` stand beside the findings that they leave open; the others below, so that no word is lost.
    """
    widths = (8, 28, 20, 10, 66, 44, 24)
    canvas = Canvas(PROBLEMS, widths)
    canvas.put(0, 0, PROBLEMS, look.TITLE, columns=len(widths))
    canvas.raise_row(0, 32)
    hint = (
        "必改的处理完才能印发；提醒的请看一遍；说明的不用处理。核实无误的请在“处理情况”写明，不再提示；"
        "没有填、读不出、没有认定的，要改好才行。"
    )
    canvas.put(1, 0, f"{level_counts(problems)}。{hint}", look.NOTE, columns=len(widths))
    canvas.put_row(_HEADER_ROW, PROBLEM_HEADERS, look.HEAD)
    beside = {one.problem: one.words for one in answers if one.problem is not None}
    told = frozenset(problems)
    below = [one for one in answers if one.problem not in told]
    for row, one in enumerate(problems, start=_BODY_ROW):
        _put_problem(canvas, row, one, beside.get(one, ""))
    for row, answer in enumerate(below, start=_BODY_ROW + len(problems)):
        _put_answer(canvas, row, answer)
    count = len(problems) + len(below)
    if not count:
        canvas.put(_BODY_ROW, 0, "没有发现问题。", look.PLAIN, columns=len(widths))
    last = _BODY_ROW + max(count, 1) - 1
    plan = replace(
        canvas.plan(),
        freeze=(_BODY_ROW, 0),
        filter=Area(_HEADER_ROW, 0, last, len(widths) - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        tab_colour="7F7F7F",
    )
    return without_remnant(plan)


def _put_problem(canvas: Canvas, row: int, one: Problem, words: str) -> None:
    inks = {Level.MUST_FIX: look.WARNING_INK, Level.REMINDER: "9C5700", Level.NOTE: look.PALE_INK}
    style = replace(look.CENTRE, ink=inks[one.level], is_bold=True)
    canvas.put(row, 0, one.level.value, style)
    _put_texts(canvas, row, one.place, one.what, one.cure)
    canvas.put(row, 6, words or None, look.ENTRY if is_verified_in_words(one) else look.PLAIN)


def _put_answer(canvas: Canvas, row: int, one: Answer) -> None:
    canvas.put(row, 0, ANSWERED, replace(look.CENTRE, ink=look.PALE_INK))
    _put_texts(canvas, row, one.place, one.what, one.cure)
    canvas.put(row, 6, one.words, look.ENTRY)


def _put_texts(canvas: Canvas, row: int, place: Place, what: str, cure: str) -> None:
    for column, text in enumerate((place.file, place.sheet, place.cell), start=1):
        canvas.put(row, column, text or None, look.CENTRE)
    canvas.put(row, 4, what or None, look.PLAIN)
    canvas.put(row, 5, cure or None, look.PLAIN)


def read_answers(grid: Grid | None) -> tuple[tuple[Problem, ...], tuple[Answer, ...]]:
    """Return what a 填报问题 sheet keeps: the findings about returns that are still open, and every answer of a person."""
    open_ones, answers = [], []
    for texts in _problem_rows(grid) if grid is not None else ():
        place = Place(texts["文件"], texts["工作表"], texts["单元格"])
        if texts["处理情况"]:
            answers.append(Answer(place, texts["问题"], texts["处理办法"], texts["处理情况"]))
        elif texts["级别"] in (Level.MUST_FIX.value, ANSWERED):  # an answer that was taken back
            code = _kept_code(texts["问题"], place)
            if code is not None:
                open_ones.append(Problem(code, place, texts["问题"], texts["处理办法"]))
    return tuple(open_ones), tuple(answers)


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
