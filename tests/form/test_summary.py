"""The sheets that people look at say the numbers of the ledger, and every figure leads to the cell it came from."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.bulletin.builders import Book, indicator, project
from tests.form.read_back import grid_of
from tests.form.test_layout import PLAN, read_back, typed
from tests.form.test_reading import OFFICE, UNIT
from xlminshi.core.ledger import Ledger, compile_ledger
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.settings import Settings
from xlminshi.core.status import Light, StatusClass, Verdict
from xlminshi.core.submission import Submission
from xlminshi.form.details import DETAIL_HEADERS, detail_sheet
from xlminshi.form.fields import Sheet
from xlminshi.form.grid import Grid
from xlminshi.form.layout import unit_sheet
from xlminshi.form.reports import problems_sheet
from xlminshi.form.sheets import Area, Link, SheetPlan
from xlminshi.form.summary import (
    MADE_ANEW,
    SUMMARY_HEADERS,
    Sources,
    counts_line,
    sheet_names,
    sources,
    summary_sheet,
)

D = Decimal


def reported() -> Submission:
    return typed(
        ("achieved", 0, "约500"),
        ("achieved", 1, D(12000)),
        ("achieved", 2, "88.5%"),
        ("achieved", 3, D(0)),
        ("achieved", 4, "九公里"),
        ("achieved", 5, "主体完工"),
        ("achieved", 7, "设备购进中"),
        ("narrative", 0, "正在建设"),
    )[0]


def ledger(settings: Settings = OFFICE, *submissions: Submission) -> Ledger:
    verdict = Verdict("建设游泳馆", settings.class_names()[-1], "装修缓慢", settings.period.label)
    return compile_ledger(PLAN, settings, submissions or (reported(),), (verdict,))


def named() -> Sources:
    return sources(PLAN, sheet_names(PLAN.lead_units(), ("汇总表",)))


def links(plan: SheetPlan) -> list[tuple[int, Link]]:
    return [(cell.area.top, cell.content) for cell in plan.cells if isinstance(cell.content, Link)]


def words(grid: Grid) -> list[str]:
    return [str(value) for row in grid.rows for value in row if value is not None]


def test_one_row_per_project_with_its_class_and_reason() -> None:
    compiled = ledger()
    grid = grid_of(summary_sheet(compiled, named()))
    rows = [
        {header: grid.at(row, column) for column, header in enumerate(SUMMARY_HEADERS)} for row in (3, 4, 5)
    ]
    assert [row["实事名称"] for row in rows] == [one.project.title for one in compiled.standings]
    assert [row["通报类别"] for row in rows] == [one.class_name for one in compiled.standings]
    assert rows[1]["督查认定"] == "进展缓慢"
    assert "认定：装修缓慢" in str(rows[1]["理由"])
    assert "500所" in str(rows[0]["完成"])
    assert "九公里" not in str(rows[0]["完成率"])


def test_every_figure_leads_to_the_row_it_came_from() -> None:
    found = named()
    pages = {
        found.sheets[unit]: grid_of(unit_sheet(PLAN, OFFICE, unit, None, found.sheets[unit], Sheet.LEDGER))
        for unit in PLAN.lead_units()
    }
    compiled = ledger()
    summary, detail = summary_sheet(compiled, found), detail_sheet(compiled, found)
    for plan in (summary, detail):
        grid = grid_of(plan)
        assert links(plan)
        for row, link in links(plan):
            source = int(link.cell[1:]) - 1
            page = pages[link.sheet]
            assert page.at(source, 1) == grid.at(row, 1)
            if plan is detail:
                assert page.at(source, 3) == grid.at(row, DETAIL_HEADERS.index("指标名称"))


def test_the_detail_has_one_row_per_indicator_with_numbers_or_the_reason_why_not() -> None:
    compiled = ledger()
    grid = grid_of(detail_sheet(compiled, named()))
    rate, why = DETAIL_HEADERS.index("完成率"), DETAIL_HEADERS.index("说明")
    items = [item for one in compiled.standings for item in one.indicators]
    for row, item in enumerate(items, start=3):
        assert (grid.at(row, rate) is None) == (item.rate is None)
        assert (grid.at(row, why) is None) == (item.completion.no_rate is None)
    assert len(items) == 9


def test_who_writes_on_a_sheet_that_is_made_anew_has_been_told() -> None:
    compiled = ledger()
    for plan in (summary_sheet(compiled, named()), detail_sheet(compiled, named())):
        assert str(grid_of(plan).at(1, 0)).endswith(MADE_ANEW)


def test_the_subtotals_add_up_to_all_projects() -> None:
    grid = grid_of(summary_sheet(ledger(), named()))
    rows = {str(row[1]): row for row in grid.rows if len(row) > 1 and row[1] is not None}
    assert rows["合计"][2] == D(3)
    assert "2个" in str(rows["合计"][3])
    assert rows[UNIT][2] == D(2)
    counts = [rows[name][2] for name in ("已完成", "持续推进", "进展缓慢", "待认定") if name in rows]
    assert sum(count for count in counts if isinstance(count, Decimal)) == 3


def test_the_counts_name_the_units_that_are_missing() -> None:
    line = counts_line(ledger())
    assert line.startswith("共3件，牵头单位2个；")
    assert "未报送单位1个" in line
    everyone = replace(PLAN, projects=PLAN.projects[:2])
    assert "未报送" not in counts_line(compile_ledger(everyone, OFFICE, (reported(),)))


@pytest.mark.parametrize(
    "lights",
    [
        (),
        (Light("红灯", "FF0000", None),),
        (Light("绿灯", "00B050", D(5)), Light("黄灯", "FFC000", D(30)), Light("红灯", "FF0000", None)),
        (Light("绿灯", "00B050", D(0)), Light("黄灯", "FFC000", D(30))),
    ],
)
def test_the_legend_explains_every_light_and_class(lights: tuple[Light, ...]) -> None:
    classes: tuple[StatusClass, ...] = OFFICE.classes
    compiled = ledger(replace(OFFICE, lights=lights))
    shown = words(grid_of(summary_sheet(compiled, named())))
    assert {light.name for light in lights} <= set(shown)
    assert {one.name for one in classes} <= set(shown)


def test_the_findings_stand_with_place_fault_and_cure() -> None:
    found: tuple[Problem, ...] = (
        problem(Code.NOT_A_NUMBER, Place("a.xlsx", "教体局", "E6"), found="=1+1"),
        problem(Code.SKIPPED_FILE, Place("~$a.xlsx"), found="临时文件"),
    )
    grid = grid_of(problems_sheet(found))
    assert grid.rows[3][:4] == ("必改", "a.xlsx", "教体局", "E6")
    assert str(found[0].what) in words(grid)
    assert grid.rows[4][5] is None
    assert "没有发现问题。" in words(grid_of(problems_sheet(())))


def test_a_sheet_of_an_empty_programme_is_no_traceback() -> None:
    empty = compile_ledger(replace(PLAN, projects=()), OFFICE, ())
    found = sources(replace(PLAN, projects=()), {})
    for plan in (summary_sheet(empty, found), detail_sheet(empty, found)):
        assert plan.filter is not None


def test_an_area_is_written_as_excel_writes_it() -> None:
    assert str(Area(0, 0, 9, 27)) == "A1:AB10"


def test_a_form_from_the_office_sheet_reads_back_to_the_same_ledger() -> None:
    compiled = ledger()
    plan = unit_sheet(PLAN, OFFICE, UNIT, reported(), "教体局", Sheet.LEDGER)
    again = ledger(OFFICE, read_back(grid_of(plan))[0])
    assert [(one.rate, one.class_name) for one in again.standings] == [
        (one.rate, one.class_name) for one in compiled.standings
    ]


def test_a_rate_that_rounds_to_nothing_stays_a_number_and_is_shown_as_the_bulletin_prints_it() -> None:
    checks = indicator("健康体检", "350000", "人", decimals=0)
    book = Book().add(project("保障群众健康", "县卫健委", checks), "500")
    book = book.add(project("建设中心", "县民政局", indicator("中心", "10", "个")), "0")
    made = book.ledger()
    own = sources(made.programme, sheet_names(made.programme.lead_units(), ("汇总表",)))
    plans = summary_sheet(made, own), detail_sheet(made, own)
    for plan in plans:
        rates = [
            cell.style.number_format
            for cell in plan.cells
            if cell.content == 0 and "%" in cell.style.number_format
        ]
        assert rates[:2] == ['[=0]"不足1%";0%', "[=0]0%;0.00%"]
    assert [cell.content for cell in plans[0].cells if cell.content in ("不足1%", "0%")] == ["不足1%", "0%"]
