"""A form as it comes back from one unit, with what somebody did to it on the way."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from tests.core.builders import indicator, reported
from tests.form.read_back import grid_of, with_cell
from xlminshi.core.period import reporting_period
from xlminshi.core.problems import Code, Place, Problem
from xlminshi.core.project import Indicator, IndicatorKind, Programme, Project
from xlminshi.core.quantity import Quantity
from xlminshi.core.settings import Settings
from xlminshi.core.submission import IndicatorReport, ProjectReport, Submission
from xlminshi.form.fields import Sheet, fields_of
from xlminshi.form.grid import (
    CellValue,
    Grid,
    Traits,
    Workbook,
    cell_address,
)
from xlminshi.form.head import find_forms
from xlminshi.form.layout import filled_unit_file
from xlminshi.form.sheets import SheetPlan
from xlminshi.form.tampering import tampering

D = Decimal
UNIT = "县教体局"
PERIOD = reporting_period(2022, "1-9月份")
assert PERIOD is not None
OFFICE = Settings("某县", PERIOD)
PROGRAMME = Programme(
    "某县",
    2022,
    (
        Project(
            1,
            "新建公办幼儿园",
            UNIT,
            (indicator("幼儿园", 6, measure="所"), indicator("新增学位", 1080, measure="个")),
            "新建幼儿园6所。",
        ),
        Project(2, "改扩建普通小学", UNIT, (indicator("新增学位", 900, measure="个"),), "新增学位900个。"),
        Project(
            3,
            "建设县体育中心",
            UNIT,
            (
                Indicator("主体工程", IndicatorKind.MILESTONE, target_words="投用"),
                Indicator("投入资金", IndicatorKind.FUNDS, "万元", Quantity(D(2000), "万元")),
            ),
        ),
    ),
)
AT = {field.key: cell_address(0, column).rstrip("1") for column, field in enumerate(fields_of(Sheet.UNIT))}


def cell(key: str, row: int) -> str:
    """Return the address of a field in a row as a person counts; the first indicator stands in row 5."""
    return f"{AT[key]}{row}"


def filled(programme: Programme = PROGRAMME) -> Submission:
    """Return everything filled in, so that no cell is empty by chance."""
    indicators = tuple(
        reported(
            project.title,
            one.name,
            0 if one.kind is IndicatorKind.FUNDS else 5,
            previous=3,
            measure=one.measure,
        )
        if one.kind.is_number
        else IndicatorReport(project.title, one.name, None, "开工", None, Place())
        for project in programme.projects
        for one in project.indicators
    )
    projects = tuple(
        ProjectReport(
            one.title, Place(), "开工", f"{one.title}进展顺利", "无", "抓紧", responsible_person="王丽"
        )
        for one in programme.projects
    )
    return Submission(UNIT, "", "", indicators, projects, "张伟", "李敏")


def traits_of(plan: SheetPlan) -> Traits:
    """Return what a spreadsheet program would show of the sheet beside its values."""
    merges = (
        str(one.area)
        for one in plan.cells
        if one.area.top < one.area.bottom or one.area.left < one.area.right
    )
    validated = tuple(str(one.area) for one in plan.validations)
    return Traits(merges=tuple(merges), validated=validated, is_protected=plan.is_protected)


def returned(*changes: tuple[str, CellValue], programme: Programme = PROGRAMME) -> Workbook:
    """Return the form as it comes back, after somebody has typed into some of its cells."""
    plan = filled_unit_file(programme, OFFICE, filled(programme))
    form, *others = (replace(grid_of(sheet), traits=traits_of(sheet)) for sheet in plan.sheets)
    traits = form.traits
    for address, value in changes:
        form = with_cell(form, address, value)
    return Workbook(f"{UNIT}.xlsx", (replace(form, traits=traits), *others))


def form_changed(change: Callable[[Grid], Grid], workbook: Workbook | None = None) -> Workbook:
    workbook = workbook or returned()
    return replace(workbook, grids=(change(workbook.grids[0]), *workbook.grids[1:]))


def with_traits(**traits: object) -> Workbook:
    return form_changed(lambda grid: replace(grid, traits=replace(grid.traits, **traits)))  # type: ignore[arg-type]


def merged(*areas: str, workbook: Workbook | None = None) -> Workbook:
    def merge(grid: Grid) -> Grid:
        return replace(grid, traits=replace(grid.traits, merges=(*grid.traits.merges, *areas)))

    return form_changed(merge, workbook)


def with_rows(change: Callable[[list[tuple[CellValue, ...]]], list[tuple[CellValue, ...]]]) -> Workbook:
    return form_changed(lambda grid: replace(grid, rows=tuple(change(list(grid.rows)))))


def found(
    workbook: Workbook, before: Submission | None = None, office: Settings = OFFICE
) -> tuple[Problem, ...]:
    (table,) = find_forms(workbook)
    return tampering(workbook, table, PROGRAMME, UNIT, office, before)


def told(workbook: Workbook, before: Submission | None = None) -> list[tuple[Code, str, str]]:
    return [(one.code, one.place.cell, one.what) for one in found(workbook, before)]


def only(workbook: Workbook, code: Code, before: Submission | None = None) -> Problem:
    (said,) = (one for one in found(workbook, before) if one.code is code)
    return said


def reordered() -> Workbook:
    first, *rest = PROGRAMME.projects
    return returned(programme=replace(PROGRAMME, projects=(*rest, first)))
