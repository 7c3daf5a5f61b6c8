"""The sheets that tell how a run went: 回收情况 with its control totals, 填报问题; and the 通报稿."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xlminshi.core.ledger import Ledger
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
from xlminshi.core.submission import Submission
from xlminshi.form import sheets as look
from xlminshi.form.cells import shown
from xlminshi.form.grid import Grid
from xlminshi.form.sheets import Area, Canvas, Content, Page, SheetPlan, Style

RETURNS, PROBLEMS = "回收情况", "填报问题"
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


def returns_sheet(
    ledger: Ledger, submissions: tuple[Submission, ...], problems: tuple[Problem, ...], files: int
) -> SheetPlan:
    """Return 回收情况: who has reported, with which file, and the control totals of this run."""
    widths = (6, 28, 11, 40, 12, 12, 14, 12, 14, 10, 10)
    headers = (
        "序号",
        "牵头单位",
        "报送情况",
        "文件",
        "填报人",
        "审核人",
        "填报日期",
        "实事件数",
        "已填/应填指标",
        "必改",
        "提醒",
    )
    canvas = Canvas(RETURNS, widths)
    canvas.put(0, 0, f"回收情况（{ledger.settings.period.label}）", look.TITLE, columns=len(widths))
    canvas.raise_row(0, 32)
    canvas.put(1, 0, _control_totals(ledger, submissions, files), look.NOTE, columns=len(widths))
    canvas.put_row(_HEADER_ROW, headers, look.HEAD)
    by_unit = {one.lead_unit: one for one in submissions}
    for index, unit in enumerate(ledger.lead_units()):
        cells = _return_cells(index + 1, unit, by_unit.get(unit), ledger, problems)
        for column, content in enumerate(cells):
            is_missing = column == 2 and unit in ledger.missing_units
            canvas.put(_BODY_ROW + index, column, content, _return_style(column, is_missing))
    last = _BODY_ROW + max(len(ledger.lead_units()), 1) - 1
    return replace(
        canvas.plan(),
        freeze=(_BODY_ROW, 2),
        filter=Area(_HEADER_ROW, 0, last, len(widths) - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        tab_colour="7F7F7F",
    )


def _return_style(column: int, is_missing: bool) -> Style:
    if column == 6:
        return replace(look.CENTRE, number_format="yyyy-mm-dd")
    return replace(look.CENTRE, ink=look.WARNING_INK, is_bold=True) if is_missing else look.CENTRE


def _return_cells(
    number: int, unit: str, submission: Submission | None, ledger: Ledger, problems: tuple[Problem, ...]
) -> tuple[Content, ...]:
    projects = ledger.programme.of_unit(unit)
    expected = sum(len(project.indicators) for project in projects)
    if submission is None or unit in ledger.missing_units:
        refused = any(
            one.code is Code.NOT_ADOPTED and one.what.startswith(f"{unit}已报来") for one in problems
        )
        state = "已报未采用" if refused else "未报送"
        return (number, unit, state, None, None, None, None, len(projects), f"0/{expected}", None, None)
    filled = sum(one.achieved is not None or bool(one.words) for one in submission.indicators)
    told = [one.place for one in submission.indicators] + [one.place for one in submission.projects]
    places = {(place.file, place.sheet) for place in told}
    own = [one for one in problems if (one.place.file, one.place.sheet) in places]
    return (
        number,
        unit,
        "已收",
        submission.source or None,
        submission.reporter or None,
        submission.reviewer or None,
        submission.reported_on,
        len(projects),
        f"{filled}/{expected}",
        sum(one.level is Level.MUST_FIX for one in own),
        sum(one.level is Level.REMINDER for one in own),
    )


def _control_totals(ledger: Ledger, submissions: tuple[Submission, ...], files: int) -> str:
    units = len(ledger.lead_units())
    expected = sum(len(project.indicators) for project in ledger.programme.projects)
    read = sum(len(one.indicators) for one in submissions)
    return (
        f"核对数：应报单位{units}个，已收{units - len(ledger.missing_units)}个，未报送{len(ledger.missing_units)}个；"
        f"{f'收到文件{files}个；' if files else ''}应有指标行{expected}行，读到{read}行。"
    )
