"""The 督查认定 sheet: the program's proposal for each project beside the class that a person decides on, and why."""

from dataclasses import dataclass, replace

from xlminshi.core.ledger import Ledger, ProjectStanding
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.project import Programme
from xlminshi.core.settings import Settings
from xlminshi.core.status import UNDECIDED, Verdict
from xlminshi.core.units import normal_name
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.cells import read_text, shown
from xlminshi.form.formulas import rate_number_format
from xlminshi.form.grid import Grid, cell_address
from xlminshi.form.paging import without_remnant
from xlminshi.form.sheets import Area, Content, EntryRule, Highlight, Page, SheetPlan, Validation

SHEET_NAME = "督查认定"
HEADERS = (
    "序号",
    "实事名称",
    "牵头单位",
    "完成率",
    "状态建议",
    "建议理由",
    "督查认定",
    "认定理由",
    "通报期",
)
_TITLE, _VERDICT, _REASON = (HEADERS.index(name) for name in ("实事名称", "督查认定", "认定理由"))
_READ = ("实事名称", "督查认定", "认定理由", "通报期")
_WIDTHS = (6, 34, 20, 10, 11, 44, 12, 44, 16)
_HEADER_ROW, _FIRST_ROW = 2, 3


@dataclass(frozen=True, slots=True)
class VerdictReading:
    """The verdicts that hold in this period, and what is wrong with the others.

    `open_rows` are (project, class, reason, period) as typed where they could not be adopted; `cells` says by project where the
    decision stands.
    """

    verdicts: tuple[Verdict, ...]
    problems: tuple[Problem, ...]
    open_rows: tuple[tuple[str, ...], ...] = ()
    cells: tuple[tuple[str, str], ...] = ()


def read_verdicts(
    grid: Grid | None, programme: Programme, settings: Settings, file: str = ""
) -> VerdictReading:
    """Return the decisions on a 督查认定 sheet (None: there is none); rows without a decision are simply undecided."""
    if grid is None:
        return VerdictReading((), ())
    place = Place(file, SHEET_NAME)
    header, columns = _header(grid)
    found: dict[str, set[Verdict]] = {}
    problems = _header_problems(grid, header, place)
    open_rows: list[tuple[str, ...]] = []
    addresses: dict[str, str] = {}
    for row in range(header + 1, len(grid.rows)):
        cells, unreadable = _cells(grid, row, columns, place)
        problems.extend(unreadable)
        where = place.at(cell_address(row, columns["督查认定"]))
        addresses[normal_name(cells["实事名称"])] = where.cell
        if not cells["督查认定"] and not cells.get("认定理由"):
            continue
        verdict, more = _verdict(cells, where, programme, settings)
        problems.extend(more)
        if verdict is not None:
            found.setdefault(verdict.project_title, set()).add(verdict)
        elif not any(one.code is Code.VERDICT_OTHER_PERIOD for one in more):
            open_rows.append(tuple(cells.get(name, "") for name in _READ))
    twice = [title for title, verdicts in found.items() if len(verdicts) > 1]
    problems.extend(problem(Code.VERDICT_TWICE, place, found=title) for title in twice)
    open_rows.extend(
        (title, one.class_name, one.reason, settings.period.full_label)
        for title in twice
        for one in _in_order(found[title])
    )
    held = (next(iter(verdicts)) for title, verdicts in found.items() if title not in twice)
    return VerdictReading(tuple(held), tuple(problems), tuple(open_rows), tuple(addresses.items()))


def _in_order(verdicts: set[Verdict]) -> list[Verdict]:
    return sorted(verdicts, key=lambda one: (one.class_name, one.reason))


def _header(grid: Grid) -> tuple[int, dict[str, int]]:
    for row in range(len(grid.rows)):
        names = {normal_name(shown(value)): column for column, value in enumerate(grid.rows[row])}
        if "实事名称" in names and "督查认定" in names:
            return row, {name: names[name] for name in _READ if name in names}
    return len(grid.rows), {}


def _header_problems(grid: Grid, header: int, place: Place) -> list[Problem]:
    """Return a finding for each column without which decisions would be lost, or be taken for this period's."""
    if not any(shown(value).strip() for row in grid.rows for value in row):
        return []
    heads = [normal_name(shown(value)) for value in grid.rows[header]] if header < len(grid.rows) else []
    where = place.at(cell_address(header, 0)) if heads else place
    missing = [problem(Code.MISSING_COLUMN, where, found=name) for name in _READ if name not in heads]
    doubled = [problem(Code.DOUBLE_COLUMN, where, found=name) for name in _READ if heads.count(name) > 1]
    return [*missing, *doubled]


def _cells(
    grid: Grid, row: int, columns: dict[str, int], place: Place
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    read = {
        name: read_text(grid.at(row, column), place.at(cell_address(row, column)))
        for name, column in columns.items()
    }
    texts = {name: text.strip() for name, (text, _) in read.items()}
    return texts, tuple(one for _, problems in read.values() for one in problems)


def _verdict(
    cells: dict[str, str], place: Place, programme: Programme, settings: Settings
) -> tuple[Verdict | None, tuple[Problem, ...]]:
    project = programme.find(cells["实事名称"])
    if project is None:
        return None, (problem(Code.VERDICT_UNKNOWN_PROJECT, place, found=cells["实事名称"]),)
    label = cells.get("通报期", "")
    if label and not settings.period.is_same(label):
        said = problem(
            Code.VERDICT_OTHER_PERIOD,
            place,
            title=project.title,
            found=label,
            expected=settings.period.full_label,
        )
        return None, (said,)
    name = cells["督查认定"]
    if not name:
        return None, (problem(Code.VERDICT_MISSING, place, found=project.title),)
    if name != UNDECIDED and settings.status_class(name) is None:
        choices = "、".join(settings.class_names())
        return None, (problem(Code.VERDICT_UNKNOWN_CLASS, place, found=name, choices=choices),)
    return Verdict(project.title, name, cells.get("认定理由", ""), settings.period.label), ()


def verdict_problems(
    ledger: Ledger, file: str = "", cells: tuple[tuple[str, str], ...] = ()
) -> tuple[Problem, ...]:
    """Return what a person still has to decide, or to give a reason for, before the bulletin goes out.

    `cells` says where decisions stand on a sheet that was read; without it, where they stand on the sheet we write.
    """
    stand = dict(cells)
    found = []
    for index, one in enumerate(ledger.standings):
        ours = cell_address(_FIRST_ROW + index, _VERDICT)
        place = Place(file, SHEET_NAME, stand.get(normal_name(one.project.title), ours))
        title = one.project.title
        if not one.is_reported:
            continue  # that the unit has not reported is told once, for the unit
        if one.class_name == UNDECIDED:
            found.append(problem(Code.UNDECIDED, place, found=title, reason=one.proposal.reason))
        elif one.verdict and not one.verdict.reason and one.verdict.class_name != one.proposal.class_name:
            expected = one.proposal.class_name
            found.append(
                problem(
                    Code.VERDICT_NO_REASON,
                    place,
                    found=title,
                    value=one.verdict.class_name,
                    expected=expected,
                )
            )
    return tuple(found)


def verdict_sheet(ledger: Ledger, open_rows: tuple[tuple[str, ...], ...] = ()) -> SheetPlan:
    """Return the sheet on which a person decides: locked proposals, open cells for verdict and reason.

    `open_rows` (project, class, reason, period) could not be adopted; they stand where they were, for a person to settle.
    """
    canvas = Canvas(SHEET_NAME, _WIDTHS)
    canvas.put(0, 0, f"督查认定表（{ledger.settings.period.label}）", look.TITLE, columns=len(HEADERS))
    canvas.raise_row(0, 32)
    hint = "请在浅黄色格子选择类别并写明理由；不填的按状态建议处理，“待认定”的必须填写。"
    canvas.put(1, 0, hint, look.NOTE, columns=len(HEADERS))
    canvas.put_row(_HEADER_ROW, HEADERS, look.HEAD)
    for index, one in enumerate(ledger.standings):
        _put_standing(canvas, _FIRST_ROW + index, one, ledger)
    rows = {normal_name(one.project.title): _FIRST_ROW + index for index, one in enumerate(ledger.standings)}
    last = _put_open_rows(canvas, open_rows, rows, max(_FIRST_ROW, _FIRST_ROW + len(rows) - 1))
    choice = Validation(
        Area(_FIRST_ROW, _VERDICT, last, _VERDICT),
        EntryRule.LIST,
        "督查认定",
        "请选择类别；留空则按状态建议。",
        "请从下拉列表中选择类别。",
        choices=(*ledger.settings.class_names(), UNDECIDED),
    )
    area = Area(_FIRST_ROW, HEADERS.index("状态建议"), last, HEADERS.index("状态建议"))
    cell = f"${cell_address(_FIRST_ROW, area.left)}"
    plan = replace(
        canvas.plan(),
        validations=(choice,),
        highlights=(Highlight(area, f'{cell}="{UNDECIDED}"', look.OPEN_FILL, look.WARNING_INK),),
        freeze=(_FIRST_ROW, 2),
        filter=Area(_HEADER_ROW, 0, last, len(HEADERS) - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        is_protected=True,
        tab_colour="FFC000",
    )
    return without_remnant(plan)


def _put_open_rows(
    canvas: Canvas, open_rows: tuple[tuple[str, ...], ...], rows: dict[str, int], last: int
) -> int:
    """Write decisions that could not be adopted: the first in the project's own row, others below; return the last row."""
    free = dict(rows)
    for title, class_name, reason, period in open_rows:
        row = free.pop(normal_name(title), None)
        if row is None:
            last = row = last + 1
            canvas.put(row, _TITLE, title or None, look.LOCKED)
        canvas.put(row, _VERDICT, class_name or None, look.ENTRY_CENTRE)
        canvas.put(row, _REASON, reason or None, look.ENTRY)
        canvas.put(row, HEADERS.index("通报期"), period or None, look.LOCKED_CENTRE)
    return last


def _put_standing(canvas: Canvas, row: int, one: ProjectStanding, ledger: Ledger) -> None:
    rate = look.restyled(look.LOCKED_NUMBER, number_format=rate_number_format(one.decimals))
    cells: tuple[tuple[Content, look.Style], ...] = (
        (one.project.number, look.LOCKED_CENTRE),
        (one.project.title, look.LOCKED),
        (one.project.lead_unit, look.LOCKED_CENTRE),
        (one.rate, rate),
        (one.proposal.class_name, look.LOCKED_CENTRE),
        (one.proposal.reason, look.LOCKED),
        (one.verdict.class_name if one.verdict else None, look.ENTRY_CENTRE),
        (one.verdict.reason or None if one.verdict else None, look.ENTRY),
        (ledger.settings.period.full_label, look.LOCKED_CENTRE),
    )
    canvas.put_cells(row, cells)
