"""问题与短板: the projects that a leader has to look at, and why; what the office writes beside them is kept."""

from dataclasses import dataclass, replace

from xlminshi.core.ledger import Ledger, ProjectStanding
from xlminshi.core.office_names import names_of
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.shortcomings import Shortcoming
from xlminshi.core.status import light_meanings
from xlminshi.core.units import normal_name
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.cells import shown
from xlminshi.form.grid import Grid
from xlminshi.form.paging import paged
from xlminshi.form.sheets import Area, Content, Page, SheetPlan, Style
from xlminshi.form.summary import NONE, rate_style

SHEET_NAME = "问题与短板"
_TITLE_HEADER, _OPINION_HEADER = "实事名称", "督办意见"
HEADERS = (
    "序号",
    _TITLE_HEADER,
    "牵头单位",
    "完成率",
    "滞后\n（百分点）",
    "预警",
    "通报类别",
    "短板",
    "存在问题（单位填报）",
    "下一步措施（单位填报）",
    _OPINION_HEADER,
)
_WIDTHS = (5.5, 26, 18, 10, 10, 8, 11, 38, 30, 28, 26)
_HEADER_ROW, _BODY_ROW = 2, 3
_NOW_FINE = "本期没有列出的短板，保留以前写的督办意见"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the office wrote on the sheet beside a project."""

    project_title: str
    words: str


def read_opinions(grid: Grid | None, file: str = "") -> tuple[tuple[Opinion, ...], tuple[Problem, ...]]:
    """Return what the office wrote under 督办意见; a finding where the column or the projects' names are gone."""
    if grid is None or not any(shown(value).strip() for row in grid.rows for value in row):
        return (), ()
    place = Place(file, SHEET_NAME)
    header, columns = _header(grid)
    missing = [name for name in (_TITLE_HEADER, _OPINION_HEADER) if name not in columns]
    if missing:
        return (), tuple(problem(Code.MISSING_COLUMN, place, found=name) for name in missing)
    found: dict[str, Opinion] = {}
    for row in range(header + 1, len(grid.rows)):
        title = shown(grid.at(row, columns[_TITLE_HEADER])).strip()
        words = shown(grid.at(row, columns[_OPINION_HEADER])).strip()
        if not words:
            continue
        before = found.get(normal_name(title))
        both = f"{before.words}\n{words}" if before else words
        found[normal_name(title)] = Opinion(title, both)
    return tuple(found.values()), ()


def _header(grid: Grid) -> tuple[int, dict[str, int]]:
    """Return the row that names the columns, and where each stands."""
    for row, values in enumerate(grid.rows):
        names = {normal_name(shown(value)): column for column, value in reversed(tuple(enumerate(values)))}
        if _TITLE_HEADER in names or _OPINION_HEADER in names:
            return row, names
    return len(grid.rows), {}


def shortcomings_sheet(
    found: tuple[Shortcoming, ...], ledger: Ledger, opinions: tuple[Opinion, ...] = ()
) -> SheetPlan:
    """Return 问题与短板: one row per project with a shortcoming, below them opinions on projects that have none now."""
    canvas = Canvas(SHEET_NAME, _WIDTHS)
    columns = len(HEADERS)
    title = f"{ledger.programme.title}问题与短板（{ledger.settings.period.label}）"
    canvas.put(0, 0, title, look.TITLE, columns=columns)
    canvas.raise_row(0, 34)
    canvas.put(1, 0, _summary_line(found, ledger), look.restyled(look.NOTE, size=11), columns=columns)
    canvas.put_row(_HEADER_ROW, HEADERS, look.HEAD)
    written = {normal_name(one.project_title): one for one in opinions}
    row = _BODY_ROW
    for one in found:
        opinion = written.pop(normal_name(one.standing.project.title), None)
        words = "；".join(one.faults)
        _put_standing(canvas, row, one.standing, words, opinion.words if opinion else None)
        row += 1
    row = _put_others(canvas, row, written, ledger)
    if row == _BODY_ROW:
        canvas.put(row, 0, "本期没有发现短板。", look.CENTRE, columns=columns)
        row += 1
    last = row - 1
    _put_legend(canvas, last + 2, ledger)
    plan = replace(
        canvas.plan(),
        freeze=(_BODY_ROW, 2),
        filter=Area(_HEADER_ROW, 0, last, columns - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        is_protected=True,
        tab_colour="C00000",
    )
    return paged(plan, last, (last + 2,))


def _summary_line(found: tuple[Shortcoming, ...], ledger: Ledger) -> str:
    units = len(ledger.offices(one.standing.project.lead_unit for one in found))
    order = "未报送的在前，其余按滞后多少排列" if ledger.missing_units else "按滞后多少排列"
    told = f"列出{len(found)}件，涉及单位{units}个，{order}" if found else "本期没有发现短板"
    missing = ledger.missing_units
    unreported = (
        f"；未报送单位{len(missing)}个：{'、'.join(names_of(missing, ledger.settings.units))}"
        if missing
        else ""
    )
    return f"{told}{unreported}。本表自动生成，只有浅黄色的“督办意见”可以填写，下次汇总时保留。"


def _put_others(canvas: Canvas, row: int, written: dict[str, Opinion], ledger: Ledger) -> int:
    """Put the opinions on projects that have no shortcoming now, or that the list no longer names."""
    standings = {normal_name(one.project.title): one for one in ledger.standings} if written else {}
    for name, opinion in written.items():
        standing = standings.get(name)
        if standing is not None:
            _put_standing(canvas, row, standing, _NOW_FINE, opinion.words)
        else:
            for column in range(len(HEADERS)):
                canvas.put(row, column, None, look.CENTRE)
            canvas.put(row, 1, opinion.project_title or None, look.PLAIN)
            canvas.put(row, 7, "实事清单里没有这件实事，保留以前写的督办意见", look.PLAIN)
            canvas.put(row, len(HEADERS) - 1, opinion.words, look.ENTRY)
        row += 1
    return row


def _put_standing(canvas: Canvas, row: int, one: ProjectStanding, faults: str, opinion: str | None) -> None:
    report = one.report
    small = look.restyled(look.PLAIN, size=10)
    is_behind = one.lag is not None and one.lag > 0
    lag = one.lag if is_behind else NONE
    number_format = "0.00" if is_behind and one.lag is not None and one.lag % 1 else "0"
    light = look.filled(one.light.colour) if one.light else look.CENTRE
    cells: tuple[tuple[Content, Style], ...] = (
        (one.project.number, look.CENTRE),
        (one.project.title, look.PLAIN),
        (one.project.lead_unit, look.CENTRE),
        (one.rate if one.rate is not None else NONE, rate_style(one.decimals, one.rate, is_tiny=one.is_tiny)),
        (lag, look.restyled(look.NUMBER, number_format=number_format) if is_behind else look.CENTRE),
        (one.light.name if one.light else NONE, light),
        (one.class_name, look.CENTRE),
        (faults, small),
        ((report.shortcomings if report else "") or None, small),
        ((report.next_steps if report else "") or None, small),
        (opinion, look.ENTRY),
    )
    canvas.put_cells(row, cells)
    canvas.raise_row(row, 24)


def _put_legend(canvas: Canvas, row: int, ledger: Ledger) -> None:
    canvas.put(row, 1, "图例", look.restyled(look.LABEL, align="left", size=12))
    lights = ledger.settings.lights
    for index, (light, meaning) in enumerate(zip(lights, light_meanings(lights), strict=True), start=row + 1):
        canvas.put(index, 1, light.name, look.filled(light.colour))
        canvas.put(index, 2, meaning, look.restyled(look.PLAIN, is_wrapped=False), columns=3)
