"""The unit form and the office's sheet: what stands in them, what is open, and that nothing typed is lost."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.form.formula_results import FUNCTIONS, functions_in
from tests.form.read_back import grid_of, with_cell
from tests.form.test_reading import OFFICE, PROGRAMME, UNIT
from xlminshi.core.problems import Level, Place, Problem
from xlminshi.core.project import Indicator, IndicatorKind, Programme, Project
from xlminshi.core.quantity import Qualifier, Quantity
from xlminshi.core.submission import Funds, IndicatorReport, ProjectReport, Submission
from xlminshi.form import sheets as look
from xlminshi.form.fields import Holder, Origin, Sheet, field_of_header, fields_of
from xlminshi.form.grid import CellError, CellValue, Grid, Percent, Workbook, cell_address
from xlminshi.form.head import find_forms, read_head, read_stamp
from xlminshi.form.layout import (
    FIRST_ROW,
    HEAD_ROW,
    HEADER_ROW,
    HELP_SHEET,
    STAMP_SHEET,
    filled_unit_file,
    form_rows,
    stamp_names,
    unit_file,
    unit_sheet,
)
from xlminshi.form.reading import read_submission
from xlminshi.form.sheet_names import sheet_name_for
from xlminshi.form.sheets import (
    EntryRule,
    Formula,
    Link,
    PlacedCell,
    SheetPlan,
    Visibility,
    lines_needed,
    points_needed,
)

D = Decimal
COLUMNS = (
    "序号",
    "实事名称",
    "主要任务",
    "指标名称",
    "指标类型",
    "计量单位",
    "年度目标",
    "上期累计",
    "累计完成",
    "完成率",
    "序时进度",
    "状态建议",
    "形象进度",
    "进展情况",
    "存在问题",
    "下一步措施",
    "计划资金",
    "到位资金",
    "支付资金",
    "责任人",
    "联系电话",
    "备注",
)
PLAN = replace(
    PROGRAMME,
    projects=(
        Project(
            1,
            "新建公办幼儿园",
            UNIT,
            (
                Indicator("幼儿园", IndicatorKind.QUANTITY, "所", Quantity(D(600), "所"), "", 1),
                Indicator(
                    "学位", IndicatorKind.QUANTITY, "人次", Quantity(D(13800), "人次", wording="1.38万人次")
                ),
                Indicator("入园率", IndicatorKind.RATE, "%", Quantity(D(90), "%")),
                Indicator("辍学率", IndicatorKind.LOWER, "%", Quantity(D("0.9"), "%")),
                Indicator("道路", IndicatorKind.QUANTITY, "公里"),
            ),
            "新建6所",
        ),
        Project(
            2,
            "建设游泳馆",
            UNIT,
            (
                Indicator("主体工程", IndicatorKind.MILESTONE, "", None, "投用"),
                Indicator("投资", IndicatorKind.FUNDS, "万元"),
                Indicator("设备", IndicatorKind.WORDS),
            ),
        ),
        Project(
            3,
            "改造老旧小区",
            "县住建局",
            (Indicator("小区改造数", IndicatorKind.QUANTITY, "个", Quantity(D(22), "个")),),
        ),
    ),
)


def form(plan: Programme = PLAN) -> SheetPlan:
    return unit_file(plan, OFFICE, UNIT).sheets[0]


def header(plan: SheetPlan) -> list[str]:
    return [str(cell.content) for cell in plan.cells if cell.area.top == HEADER_ROW]


def address(key: str, row: int, kind: Sheet = Sheet.UNIT) -> str:
    return cell_address(FIRST_ROW + row, [field.key for field in fields_of(kind)].index(key))


def typed(*entries: tuple[str, int, CellValue]) -> tuple[Submission, tuple[Problem, ...]]:
    """Return what is read of the unit's form after a person has typed into its cells."""
    grid = grid_of(form())
    for key, row, value in entries:
        grid = with_cell(grid, address(key, row), value)
    return read_back(grid)


def read_back(grid: Grid) -> tuple[Submission, tuple[Problem, ...]]:
    (table,) = find_forms(Workbook("教体局.xlsx", (grid,)))
    return read_submission(table, PLAN, UNIT, OFFICE)


def placeless(submission: Submission) -> Submission:
    nowhere = Place()
    return replace(
        submission,
        indicators=tuple(replace(one, place=nowhere) for one in submission.indicators),
        projects=tuple(replace(one, place=nowhere) for one in submission.projects),
    )


def by_office(submission: Submission) -> Submission:
    plan = unit_sheet(PLAN, OFFICE, UNIT, submission, "教体局", Sheet.LEDGER)
    return read_back(grid_of(plan))[0]


def test_the_unit_form_has_the_columns_of_the_office_in_their_order() -> None:
    fields = [field_of_header(text, Sheet.UNIT) for text in header(form())]
    assert [field.header for field in fields if field] == list(COLUMNS)


def test_the_office_sheet_has_one_column_more_and_no_other() -> None:
    plan = unit_sheet(PLAN, OFFICE, UNIT, None, "教体局", Sheet.LEDGER)
    assert [text for text in header(plan) if text not in header(form())] == ["原填内容"]


def test_an_empty_form_is_read_without_a_finding_and_reports_nothing() -> None:
    submission, problems = typed()
    assert problems == ()
    assert submission.is_blank()
    assert len(submission.indicators) == 8


def test_each_indicator_has_its_row_and_each_project_one_row_of_its_own_cells() -> None:
    rows = form_rows(PLAN.of_unit(UNIT))
    assert [row.is_first for row in rows] == [True, *[False] * 4, True, False, False]
    plan = form()
    assert max(cell.area.bottom for cell in plan.cells) == FIRST_ROW + len(rows) - 1
    assert max(cell.area.right for cell in plan.cells) == len(fields_of(Sheet.UNIT)) - 1


def test_only_the_cells_to_fill_in_are_open() -> None:
    plan = form()
    fields, rows = fields_of(Sheet.UNIT), form_rows(PLAN.of_unit(UNIT))
    expected = {
        (FIRST_ROW + index, column)
        for index, row in enumerate(rows)
        for column, field in enumerate(fields)
        if field.origin is Origin.ENTRY and (field.holder is Holder.INDICATOR or row.is_first)
    }
    opened = {(cell.area.top, cell.area.left) for cell in plan.cells if not cell.style.is_locked}
    assert {place for place in opened if place[0] >= FIRST_ROW} == expected
    assert {place[0] for place in opened - expected} == {HEAD_ROW}
    assert plan.is_protected


def test_every_open_cell_of_the_table_says_what_is_expected() -> None:
    plan = form()
    told = {(one.area.top, one.area.left) for one in plan.validations}
    opened = {
        (cell.area.top, cell.area.left)
        for cell in plan.cells
        if not cell.style.is_locked and cell.area.top >= FIRST_ROW
    }
    assert opened <= told
    for one in plan.validations:
        assert len(one.title) <= 32  # Excel refuses longer titles, prompts over 255, and lists over 255
        assert len(one.prompt) <= 255
        assert len(",".join(one.choices)) <= 255
    rules = {one.area.top: one.rule for one in plan.validations if one.area.left == COLUMNS.index("累计完成")}
    assert [rules[FIRST_ROW + row] for row in range(8)] == [
        *[EntryRule.NUMBER] * 5,
        EntryRule.LIST,
        EntryRule.NUMBER,
        EntryRule.ANY,
    ]


def test_no_two_cells_of_a_sheet_overlap() -> None:
    for plan in (
        *unit_file(PLAN, OFFICE, UNIT).sheets,
        unit_sheet(PLAN, OFFICE, UNIT, None, "x", Sheet.LEDGER),
    ):
        seen: dict[tuple[int, int], PlacedCell] = {}
        for cell in plan.cells:
            area = cell.area
            for row in range(area.top, area.bottom + 1):
                for column in range(area.left, area.right + 1):
                    assert (row, column) not in seen, (plan.name, cell_address(row, column))
                    seen[row, column] = cell


def test_nothing_of_another_unit_is_in_the_file_of_a_unit() -> None:
    before = Submission(
        UNIT,
        "",
        "",
        (IndicatorReport("改造老旧小区", "小区改造数", Quantity(D(21), "个"), "", None, Place(), "约21"),),
        (ProjectReport("改造老旧小区", Place(), narrative="别家的情况", phone="13900000000"),),
    )
    for given_before in (None, before):
        book = unit_file(PLAN, OFFICE, UNIT, given_before)
        words = str([cell.content for sheet in book.sheets for cell in sheet.cells])
        for foreign in ("县住建局", "改造老旧小区", "小区改造数", "别家的情况", "13900000000"):
            assert foreign not in words
        assert "新建公办幼儿园" in words


def test_the_file_of_a_unit_says_what_it_is() -> None:
    book = unit_file(PLAN, OFFICE, UNIT)
    assert [sheet.name for sheet in book.sheets] == [UNIT, HELP_SHEET, STAMP_SHEET]
    assert [sheet.visibility for sheet in book.sheets][-1] is Visibility.HIDDEN
    assert book.first == UNIT
    workbook = Workbook("a.xlsx", tuple(grid_of(sheet) for sheet in book.sheets))
    stamp = read_stamp(workbook)
    assert (stamp.programme, stamp.lead_unit, stamp.version) == (PLAN.code, UNIT, "1")
    assert OFFICE.period.is_same(stamp.period)
    (table,) = find_forms(workbook)
    head = read_head(table)
    assert (head.lead_unit, head.reporter) == (UNIT, "")
    assert OFFICE.period.is_same(head.period)
    for _, sheet, cell in stamp_names():
        assert sheet == STAMP_SHEET
        assert cell.startswith("B")


def test_every_formula_of_the_form_uses_the_allowed_functions_and_reads_its_own_row() -> None:
    plan = form()
    formulas = [(cell.area.top, cell.content) for cell in plan.cells if isinstance(cell.content, Formula)]
    assert formulas
    for row, formula in formulas:
        assert functions_in(formula.text) <= FUNCTIONS
        own = {address(key, row - FIRST_ROW) for key in ("target", "achieved", "rate", "time_progress")}
        others = {
            address(key, other)
            for key in ("target", "achieved", "rate", "time_progress")
            for other in range(8)
            if other != row - FIRST_ROW
        }
        assert not any(f"{cell}{mark}" in formula.text for cell in others - own for mark in "<>=,)/*&-")


def test_the_last_figures_person_and_phone_are_brought_forward_and_the_words_are_not() -> None:
    last, _ = typed(
        ("achieved", 0, D(300)),
        ("narrative", 0, "上期的情况"),
        ("person", 0, "王五"),
        ("phone", 0, "13812345678"),
        ("arrived", 0, "约5"),
    )
    plan = unit_file(PLAN, OFFICE, UNIT, last.carried_over()).sheets[0]
    submission, problems = read_back(grid_of(plan))
    assert problems == ()
    assert submission.is_blank()
    assert submission.indicators[0].previous == D(300)
    assert submission.projects[0].responsible_person == "王五"
    assert submission.projects[0].phone == "13812345678"


ENTRIES: list[tuple[str, int, CellValue]] = [
    ("achieved", 0, "约500"),
    ("achieved", 0, "500余"),
    ("achieved", 0, "九个"),
    ("achieved", 0, "九所；其中：公办六所"),
    ("achieved", 0, "完成 9 所"),
    ("achieved", 0, D(218)),
    ("achieved", 0, D(0)),
    ("achieved", 0, D("-5")),
    ("achieved", 0, CellError("#N/A")),
    ("achieved", 0, "3%"),
    ("achieved", 0, Percent(D("0.65"))),
    ("achieved", 0, True),
    ("achieved", 1, "1.38万人次"),
    ("achieved", 1, "1.38万"),
    ("achieved", 1, D("13812345678")),
    ("achieved", 2, "88.5%"),
    ("achieved", 2, Percent(D("0.885"))),
    ("achieved", 2, D("0.885")),
    ("achieved", 2, "0.5%"),
    ("achieved", 2, "超过65%"),
    ("achieved", 3, "0.8%"),
    ("achieved", 3, Percent(D("0.008"))),
    ("achieved", 3, D("0.8")),
    ("achieved", 3, "低于1%"),
    ("achieved", 4, "30公里以上"),
    ("achieved", 4, "3000米"),
    ("achieved", 5, "主体完工"),
    ("achieved", 6, "500余万元"),
    ("achieved", 7, "设备购进中"),
    ("previous", 0, D(3)),
    ("previous", 3, D("0.9")),
    ("planned", 0, "500余万元"),
    ("arrived", 0, "三百万"),
    ("paid", 0, "1亿"),
    ("paid", 0, D("200.5")),
    ("paid", 5, "约200万元；已支付：一半"),
    ("narrative", 0, "一是开工。\n二是招标。"),
    ("shortcomings", 5, "=1+1"),
    ("next_steps", 5, "倒排工期"),
    ("milestone", 5, "招标完成"),
    ("person", 0, "王五"),
    ("phone", 0, "0375-1234567"),
    ("phone", 5, "转801"),
    ("remarks", 5, "累计完成：约500"),
]


@pytest.mark.parametrize("entry", ENTRIES)
def test_what_a_unit_typed_is_the_same_after_the_office_has_written_and_read_it(
    entry: tuple[str, int, CellValue],
) -> None:
    submission, _ = typed(entry)
    assert not submission.is_blank() or entry[0] in ("previous", "person", "phone")
    assert placeless(by_office(submission)) == placeless(submission)


def test_a_figure_in_words_raises_the_same_finding_after_the_round_trip() -> None:
    submission, problems = typed(("achieved", 0, "九个"), ("paid", 0, "二百万"), ("achieved", 1, "约5000"))
    plan = unit_sheet(PLAN, OFFICE, UNIT, submission, "教体局", Sheet.LEDGER)
    again = read_back(grid_of(plan))[1]
    assert [(one.code, one.what) for one in again] == [(one.code, one.what) for one in problems]
    assert any(one.level is Level.MUST_FIX for one in again)


def test_words_of_the_unit_stand_in_its_own_file_where_they_were_typed() -> None:
    submission, _ = typed(("achieved", 0, "约500"), ("arrived", 0, "三百万"), ("achieved", 2, "0.5%"))
    grid = grid_of(filled_unit_file(PLAN, OFFICE, submission).sheets[0])
    at = {cell_address(row, column): grid.at(row, column) for row in range(20) for column in range(24)}
    assert at[address("achieved", 0)] == "约500"
    assert at[address("arrived", 0)] == "三百万"
    assert placeless(read_back(grid)[0]) == replace(placeless(submission), source="教体局.xlsx")


def test_a_row_with_words_shows_no_rate_and_its_status_says_so() -> None:
    submission, _ = typed(("achieved", 0, "约500"))
    plan = filled_unit_file(PLAN, OFFICE, submission).sheets[0]
    results = {
        cell_address(cell.area.top, cell.area.left): cell.content.result
        for cell in plan.cells
        if isinstance(cell.content, Formula)
    }
    assert results[address("rate", 0)] == ""
    assert results[address("proposal", 0)] == "数据有误"
    assert results[address("proposal", 1)] == "未填报"


_FIGURES = st.one_of(
    st.none(),
    st.sampled_from(
        [value for key, _, value in ENTRIES if key in ("achieved", "planned", "arrived", "paid")]
    ),
    st.decimals(0, 10**9, places=2, allow_nan=False),
    st.text("0123456789.,%万千亿元约余超多九个所人次公里以上左右；：;: ", max_size=8),
)
_WORDS = st.one_of(st.none(), st.text("已开工五所，。；：\n约500 =+", max_size=12))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(_FIGURES, min_size=8, max_size=8),
    st.lists(_FIGURES, min_size=6, max_size=6),
    st.lists(_WORDS, min_size=8, max_size=8),
)
def test_nothing_that_is_typed_is_lost_on_the_way_through_the_office(
    figures: list[CellValue], money: list[CellValue], words: list[CellValue]
) -> None:
    entries = [("achieved", row, value) for row, value in enumerate(figures)]
    sums = [(row, key) for row in (0, 5) for key in ("planned", "arrived", "paid")]
    entries += [(key, row, value) for (row, key), value in zip(sums, money, strict=True)]
    texts = [(row, key) for row in (0, 5) for key in ("narrative", "shortcomings", "remarks", "person")]
    entries += [(key, row, value) for (row, key), value in zip(texts, words, strict=True)]
    submission, problems = typed(*entries)
    once = by_office(submission)
    assert placeless(once) == placeless(submission)
    assert placeless(by_office(once)) == placeless(submission)
    own = read_back(grid_of(filled_unit_file(PLAN, OFFICE, submission).sheets[0]))
    assert placeless(own[0]) == placeless(submission)
    assert [(one.code, one.place.cell) for one in own[1]] == [
        (one.code, one.place.cell) for one in problems
    ] or any(not isinstance(value, str) for value in (*figures, *money))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("县教育体育局", "县教育体育局"),
        ("  县教育体育局 ", "县教育体育局"),
        ("教育/体育局", "教育／体育局"),
        ("[甲]:乙*丙?丁\\戊'", "〔甲〕：乙＊丙？丁＼戊’"),
        ("很" * 40, "很" * 31),
        ("", "单位"),
        ("   ", "单位"),
    ],
)
def test_a_sheet_is_named_after_its_unit_in_a_way_that_excel_accepts(name: str, expected: str) -> None:
    assert sheet_name_for(name) == expected


def test_sheet_names_that_differ_only_in_case_or_beyond_31_characters_are_kept_apart() -> None:
    taken: set[str] = set()
    for name in ("ABC局", "abc局", "Abc局", "长" * 31, "长" * 32, "长" * 40):
        found = sheet_name_for(name, frozenset(taken))
        assert len(found) <= 31
        assert found.lower() not in {one.lower() for one in taken}
        taken.add(found)
    assert "abc局（2）" in taken
    assert "长" * 28 + "（3）" in taken


@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_names_give_sheet_names_that_excel_accepts(names: list[str]) -> None:
    taken: set[str] = set()
    for name in names:
        found = sheet_name_for(name, frozenset(taken))
        assert 1 <= len(found) <= 31
        assert not set(found) & set("[]:*?/\\'")
        assert found.lower() not in {one.lower() for one in taken}
        taken.add(found)


def test_wrapped_text_takes_as_many_lines_as_its_width_needs() -> None:
    assert lines_needed("一二", 11) == 1
    assert lines_needed("一" * 20, 11) > lines_needed("一" * 10, 11) > 1
    assert lines_needed("一\n二\n", 11) == 3
    assert lines_needed(None, 11) == lines_needed(D(5), 11) == lines_needed("", 1) == 1
    wrapped = lines_needed("一" * 20, 11)
    assert lines_needed(Formula("A1", "一" * 20), 11) == lines_needed(Link("一" * 20, "表"), 11) == wrapped


def test_a_quantity_with_its_words_keeps_qualifier_and_wording() -> None:
    submission, _ = typed(("achieved", 0, "500余"), ("planned", 0, "500余万元"))
    again = by_office(submission)
    assert again.indicators[0].achieved == Quantity(D(500), "所", Qualifier.OVER, "500余所")
    assert again.projects[0].funds == Funds(planned=Quantity(D(500), "万元", Qualifier.OVER, "500余万元"))


def test_a_long_name_of_a_unit_goes_on_below_and_is_not_made_small() -> None:
    name = "清源县人民政府政务服务和大数据管理中心暨行政审批制度改革推进工作领导小组办公室"
    long_plan = replace(PLAN, projects=tuple(replace(one, lead_unit=name) for one in PLAN.projects))
    form = unit_file(long_plan, OFFICE, name).sheets[0]
    (named,) = (cell for cell in form.cells if cell.content == name)
    assert (named.style.is_wrapped, named.style.is_shrunk) == (True, False)
    width = sum(form.widths[named.area.left : named.area.right + 1])
    assert dict(form.heights)[named.area.top] >= look.points_needed(name, width)
    unit = PLAN.projects[0].lead_unit
    short = unit_file(PLAN, OFFICE, unit).sheets[0]
    assert next(cell for cell in short.cells if cell.content == unit).style == look.NAMED


@pytest.mark.parametrize("key", ["narrative", "shortcomings", "next_steps", "remarks"])
@pytest.mark.parametrize("length", [200, 600])
def test_a_long_text_stands_whole_in_its_cell_which_is_no_higher_than_a_row_can_be(
    key: str, length: int
) -> None:
    title = PROGRAMME.of_unit(UNIT)[0].title
    texts = {key: "征地拆迁尚未完成，"[:9] * (length // 9)}
    said = Submission(UNIT, "1-9月份", "表.xlsx", (), (ProjectReport(title, Place(), **texts),))
    plan = unit_sheet(PROGRAMME, OFFICE, UNIT, said, UNIT, Sheet.LEDGER)
    column = [field.key for field in fields_of(Sheet.LEDGER)].index(key)
    points = points_needed(texts[key], plan.widths[column], 11)
    assert points <= dict(plan.heights)[FIRST_ROW] <= look.HIGHEST_ROW
    usual = tuple(field.width for field in fields_of(Sheet.LEDGER))
    assert plan.widths[:column] + plan.widths[column + 1 :] == usual[:column] + usual[column + 1 :]
    assert unit_sheet(PROGRAMME, OFFICE, UNIT, None, UNIT, Sheet.LEDGER).widths == usual
