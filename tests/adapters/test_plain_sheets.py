"""Plain sheets are written without XlsxWriter; XlsxWriter's own bytes are the measure for them."""

import datetime as dt
import gc
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.adapters.test_writing import LOOKS_LIKE_MORE
from xlminshi.adapters.closed import writing
from xlminshi.adapters.closed.plain.books import plain_book
from xlminshi.adapters.closed.plain.cells import place
from xlminshi.adapters.closed.plain.sheets import cell_parts, is_plain, plain_part
from xlminshi.adapters.closed.plain.words import NotPlainError, Texts
from xlminshi.adapters.closed.writing import Macros, render, render_by_library
from xlminshi.adapters.office import closed_office
from xlminshi.adapters.packing import unpack
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.layout import filled_unit_file, unit_file
from xlminshi.form.placed import Cells, PlacedRow
from xlminshi.form.sheets import (
    Area,
    BookPlan,
    Button,
    CellNote,
    Chart,
    ChartKind,
    Content,
    DataBar,
    EntryRule,
    Formula,
    Highlight,
    Link,
    Page,
    PlacedCell,
    Series,
    SheetPlan,
    Sparkline,
    Sparklines,
    Style,
    Validation,
    Visibility,
)
from xlminshi.workflow.book_layout import compiled_book, standard_book
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import Book
from xlminshi.workflow.distributing import shown_before

ROWS, COLUMNS = 24, 7
STYLES = (
    look.PLAIN,
    look.HEAD,
    look.ENTRY,
    look.ENTRY_DATE,
    look.LINK,
    look.TITLE,
    replace(look.NUMBER, number_format="0.0%"),
    replace(look.PLAIN, size=10.5, is_bold=True),
    Style(),
)
ODD_TEXTS = (
    *LOOKS_LIKE_MORE,
    "<r><t>粗</t></r>",
    "<r>&</r>",
    "回\r\n车\r",
    " \u3000前后 ",
    "\n",
    "a" * 300,
    "😀表情",
    "_x000D_",
    "\ufffe\uffff",
    '引"号',
    "'前撇号",
)


def same(plan: BookPlan, macros: Macros | None = None) -> bytes:
    """Return the file, which must be XlsxWriter's; the first part that differs is told."""
    quick, slow = unpack(render(plan, macros)), unpack(render_by_library(plan, macros))
    assert list(quick) == list(slow)
    for name, part in slow.items():
        assert quick[name] == part, name
    return render(plan, macros)


def sheet(*contents: Content, name: str = "甲", style: Style = look.PLAIN) -> SheetPlan:
    canvas = Canvas(name, (20, 9))
    for row, content in enumerate(contents):
        canvas.put(row, 0, content, style)
    return canvas.plan()


def book(*sheets: SheetPlan, first: str = "") -> BookPlan:
    return BookPlan(sheets, first=first)


# made plans

texts = st.one_of(
    st.sampled_from(ODD_TEXTS),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=30),
    st.text("=+-@'\" <>&\r\n\t\x00\x07_x01234AF甲乙", max_size=12),
)
numbers = st.one_of(
    st.integers(-(10**12), 10**12),
    st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9),
)
formulas = st.builds(
    Formula,
    st.sampled_from(
        (
            "A1*2",
            'IF(A1<>"",ROUND(A1/B1,4),"")',
            'TRIM(A1)&"<甲>"',
            "序时_已过/序时_全年",
            "'甲 乙'!A1",
            "SUM(A1:B2)",
        )
    ),
    st.one_of(st.sampled_from(("", "甲", "#N/A", "a<b&c")), st.decimals(-9, 9, places=4)),
)
links = st.builds(Link, texts.filter(bool), st.sampled_from(("甲", "乙 表")), st.sampled_from(("A1", "B7")))
moments = st.one_of(
    st.dates(dt.date(1899, 1, 1), dt.date(2100, 1, 1)),
    st.datetimes(dt.datetime(1901, 1, 1), dt.datetime(2100, 1, 1)),
)
contents = st.one_of(st.none(), texts, numbers, formulas, links, moments)
words = st.text(st.characters(exclude_categories=("Cs", "Cc"), max_codepoint=0xFFFD), max_size=40)


@st.composite
def areas(draw: st.DrawFn) -> Area:
    top, left = draw(st.integers(0, ROWS)), draw(st.integers(0, COLUMNS))
    return Area(top, left, top + draw(st.integers(0, 3)), left + draw(st.integers(0, 2)))


@st.composite
def validations(draw: st.DrawFn) -> Validation:
    rule = draw(st.sampled_from(EntryRule))
    choices = tuple(draw(st.lists(words, min_size=1, max_size=3))) if rule is EntryRule.LIST else ()
    least = draw(st.one_of(st.none(), st.just(Decimal("0.5"))))
    return Validation(
        draw(areas()),
        rule,
        draw(words),
        draw(words),
        draw(st.sampled_from(("", "请核对“<&>”"))),
        choices,
        least,
    )


@st.composite
def cells(draw: st.DrawFn) -> Cells:
    """Cells in any order, single or in rows, some over one another, and merged blocks that do not overlap."""
    found: list[PlacedCell | PlacedRow] = []
    taken = set[tuple[int, int]]()
    for area in draw(st.lists(areas(), max_size=12)):
        block = {
            (row, column)
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        }
        if len(block) == 1 or not block & taken:
            taken |= block if len(block) > 1 else set()
            found.append(PlacedCell(area, draw(contents), draw(st.sampled_from(STYLES))))
        if draw(st.booleans()):
            row = tuple(draw(st.lists(contents, min_size=1, max_size=4)))
            styles = draw(st.lists(st.sampled_from(STYLES), min_size=len(row), max_size=len(row)))
            found.append(PlacedRow(draw(st.integers(0, ROWS)), area.left, row, tuple(styles)))
    return Cells(tuple(found))


@st.composite
def charts(draw: st.DrawFn, name: str) -> Chart:
    """A chart of a column or a row of cells, whatever stands in them."""
    column, row = draw(st.integers(0, COLUMNS)), draw(st.integers(0, ROWS))
    values = draw(st.sampled_from((Area(0, column, ROWS, column), Area(row, 0, row, COLUMNS))))
    labels = Area(0, 0, ROWS, 0)
    return Chart(
        ChartKind.COLUMNS, "图", Area(4, 0, 9, 5), (Series(name, (row, column), labels, values, "5B9BD5"),)
    )


@st.composite
def drawn(draw: st.DrawFn, plan: SheetPlan) -> SheetPlan:
    """A sheet with something on it that XlsxWriter draws, or with nothing."""
    kinds: dict[str, object] = {
        "notes": (CellNote(1, 1, "注"),),
        "bars": (DataBar(Area(0, 0, 5, 0), "5B9BD5", Decimal(1)),),
        "sparklines": Sparklines((Sparkline(2, 3, Area(2, 0, 2, 2)),), Decimal(1)),
        "charts": (draw(charts(plan.name)),),
    }
    chosen = draw(st.sets(st.sampled_from(sorted(kinds)), max_size=2)) if draw(st.booleans()) else ()
    return replace(plan, **{kind: kinds[kind] for kind in chosen})  # type: ignore[arg-type]


@st.composite
def sheets(draw: st.DrawFn, name: str) -> SheetPlan:
    heights = draw(st.dictionaries(st.integers(0, ROWS), st.floats(1, 400), max_size=5))
    repeat = draw(st.one_of(st.none(), st.tuples(st.just(0), st.integers(0, 3))))
    breaks = tuple(sorted(draw(st.sets(st.integers(1, ROWS), max_size=3))))
    marks = st.builds(
        Highlight,
        areas(),
        st.sampled_from(('$A1="甲"', "A1<0")),
        st.sampled_from(("FFC7CE", "")),
        st.sampled_from(("C00000", "111111")),
    )
    return SheetPlan(
        name,
        draw(cells()),
        widths=tuple(draw(st.lists(st.sampled_from((8.43, 8.43, 12, 5.5, 64, 1)), max_size=6))),
        heights=tuple(sorted(heights.items())),
        validations=tuple(draw(st.lists(validations(), max_size=3))),
        highlights=tuple(draw(st.lists(marks, max_size=3))),
        freeze=draw(st.sampled_from((None, (3, 2), (2, 0), (0, 1)))),
        filter=draw(st.one_of(st.none(), areas())),
        page=Page(
            draw(st.booleans()),
            draw(st.integers(0, 3)),
            repeat,
            breaks,
            draw(st.one_of(st.none(), areas())),
            draw(st.integers(1, 4)),
            draw(st.one_of(st.none(), st.integers(0, 30))),
        ),
        is_protected=draw(st.booleans()),
        visibility=draw(st.sampled_from(Visibility)),
        tab_colour=draw(st.sampled_from(("", "C00000"))),
        folded=frozenset(draw(st.sets(st.integers(0, ROWS), max_size=3))),
    )


@st.composite
def books(draw: st.DrawFn) -> BookPlan:
    names = draw(
        st.lists(
            st.sampled_from(("甲", "乙 表", "丙(1)", "R1C1", "A1", "9月", "B'c", "表😀")),
            min_size=1,
            max_size=3,
            unique=True,
        )
    )
    made = tuple(draw(drawn(draw(sheets(name)))) for name in names)
    defined = (("序时_已过", names[0], "B5"),) if draw(st.booleans()) else ()
    return BookPlan(made, defined, draw(st.sampled_from(("", *names))))


@settings(deadline=None, max_examples=60)
@given(books())
def test_any_plan_gives_the_bytes_of_xlsxwriter(plan: BookPlan) -> None:
    same(plan)


@settings(deadline=None, max_examples=60)
@given(st.lists(contents, min_size=1, max_size=6), st.sampled_from(STYLES))
@example(list(ODD_TEXTS), look.ENTRY)
def test_any_contents_give_the_bytes_of_xlsxwriter(found: list[Content], style: Style) -> None:
    same(book(sheet(*found, style=style)))


# real plans


@pytest.fixture(scope="module")
def collected(demo_folder: Path) -> Book:
    reading = closed_office().read(demo_folder / "4_汇总工作簿.xlsx")
    return read_book(reading, 2022).book


def test_every_form_of_a_county_is_plain_and_the_same(collected: Book) -> None:
    before = shown_before(collected)
    for unit in collected.ledger().lead_units():
        plan = unit_file(collected.programme, collected.settings, unit, before.get(unit))
        assert plain_book(plan) == same(plan)


def test_forms_with_the_entries_of_the_units_are_plain_and_the_same(collected: Book) -> None:
    for submission in collected.submissions:
        plan = filled_unit_file(collected.programme, collected.settings, submission)
        assert plain_book(plan) == same(plan)


@pytest.mark.parametrize("plan_of", [standard_book, lambda one: compiled_book(one, ())])
def test_the_offices_workbook_is_the_same(collected: Book, plan_of: Callable[[Book], BookPlan]) -> None:
    plan = plan_of(collected)
    same(plan)
    project = Macros(b"project", "ThisWorkbook", [f"Sheet{number}" for number, _ in enumerate(plan.sheets)])
    same(plan, project)


def test_no_cell_of_the_offices_workbook_goes_through_xlsxwriter(collected: Book) -> None:
    plan = compiled_book(collected, ())
    drawn = {one.name for one in plan.sheets if not is_plain(one, has_macros=False)}
    assert drawn == {"总览", "单位排名", "趋势"}
    for one in plan.sheets:  # raises if it has to go the long way after all
        if one.name in drawn:
            cell_parts(one, Texts(), lambda style, is_quoted: 1)
        else:
            plain_part(one, Texts(), lambda style, is_quoted: 1, lambda fill, ink: 0, is_selected=False)


# what is not plain


@pytest.mark.parametrize(
    "change",
    [
        {"notes": (CellNote(0, 0, "注"),)},
        {"bars": (DataBar(Area(0, 0, 2, 0), "5B9BD5", Decimal(1)),)},
        {
            "charts": (
                Chart(
                    ChartKind.COLUMNS,
                    "图",
                    Area(4, 0, 9, 5),
                    (Series("乙", (0, 0), Area(1, 0, 2, 0), Area(1, 0, 2, 0), "5B9BD5"),),
                ),
            )
        },
    ],
)
def test_what_is_drawn_goes_through_xlsxwriter_and_a_chart_keeps_what_it_shows(
    change: dict[str, object],
) -> None:
    drawn = replace(sheet("甲", 1, 2), **change)  # type: ignore[arg-type]
    plan = book(drawn, sheet("列", 1, 2, name="乙"), sheet("文", name="丙"))
    assert [one.name for one in plan.sheets if is_plain(one, has_macros=False)] == ["乙", "丙"]
    same(plan)


def chart_of(name: str) -> Chart:
    series = Series(name, (0, 0), Area(0, 0, 6, 0), Area(0, 0, 6, 0), "5B9BD5")
    return Chart(ChartKind.COLUMNS, "图", Area(8, 0, 14, 5), (series,))


@pytest.mark.parametrize("notes", [(), (CellNote(0, 0, "注"),)])
def test_a_chart_keeps_every_kind_of_content_that_it_shows(notes: tuple[CellNote, ...]) -> None:
    shown = ("列", Decimal("2.5"), Formula("A1", "甲"), Formula("A2", Decimal(1)), Link("查看", "甲"))
    later = replace(sheet(*shown, dt.date(2022, 9, 30), name="乙"), notes=notes)
    merged = Canvas("丙", (9,))
    merged.put(1, 0, "并", look.PLAIN, columns=2, rows=3)
    merged.put_row(6, (None, 3), look.PLAIN)
    same(
        book(
            replace(sheet("甲"), charts=(chart_of("乙"), chart_of("丙"), chart_of("甲"))),
            later,
            merged.plan(),
        )
    )


def test_a_style_first_seen_on_a_sheet_of_xlsxwriter_has_its_number_before_later_sheets() -> None:
    noted = replace(sheet("甲", name="注", style=look.LINK), notes=(CellNote(0, 0, "注"),))
    charted = replace(sheet("乙", name="图", style=look.HEAD), charts=(chart_of("图"),))
    same(book(sheet("前", name="前"), noted, charted, sheet("丙", name="后", style=look.TITLE)))


def test_further_parts_take_their_places_in_a_workbook_with_macros() -> None:
    project = Macros(
        b"project",
        "ThisWorkbook",
        ["Sheet1"],
        lambda parts: {"more.xml": b"<a/>", "_rels/.rels": parts["_rels/.rels"] + b"<!-- -->"},
    )
    written = unpack(same(book(sheet("甲")), project))
    assert written["more.xml"] == b"<a/>" and written["_rels/.rels"].endswith(b"<!-- -->")


def test_nothing_of_a_workbook_stays_behind_when_it_has_been_written() -> None:
    plan = book(replace(sheet("甲"), charts=(chart_of("甲"),)), sheet("乙", name="乙"))
    render(plan)
    gc.collect()
    gc.disable()
    try:
        render(plan)
        assert gc.collect() == 0  # found only by looking: the plan and all texts would wait for that
    finally:
        gc.enable()


def test_a_button_is_drawn_only_where_there_are_macros() -> None:
    plan = book(
        replace(sheet("甲"), buttons=(Button(Area(3, 0, 4, 1), "回收", "Collect"),)), sheet("乙", name="乙")
    )
    assert [is_plain(one, has_macros=False) for one in plan.sheets] == [True, True]
    assert [is_plain(one, has_macros=True) for one in plan.sheets] == [False, True]
    same(plan)
    same(plan, Macros(b"project", "ThisWorkbook", ["Sheet1", "Sheet2"]))


@pytest.mark.parametrize(
    "plan",
    [
        sheet("长" * 20_000, "甲"),
        sheet("甲", "😀" * 17_000),
        sheet(Formula("XLOOKUP(A1,B1:B2,C1:C2)", Decimal(1))),
        sheet(Formula("CONCAT(A1,B1)", "甲")),
        sheet(Formula("{SUM(A1:A2)}", Decimal(1))),
        sheet(dt.date(1900, 2, 28)),
        sheet(Link("甲", "乙" * 300)),
        sheet("甲", name="表😀"),
        replace(sheet("甲"), widths=(0.5, 0)),
        replace(sheet("甲"), heights=((0, 0.1),)),
        replace(sheet("甲"), tab_colour="c00000"),
        replace(sheet("甲"), filter=Area(0, 0, 1_048_575, 0)),
        replace(sheet("甲"), filter=Area(3, 2, 0, 0)),
        replace(sheet("甲"), cells=(PlacedCell(Area(2, 2, 0, 0), "倒", look.PLAIN),)),
        replace(sheet("甲"), cells=(PlacedCell(Area(0, 1_200, 0, 1_200), "远", look.PLAIN),)),
        replace(
            sheet("甲"),
            cells=tuple(
                PlacedCell(Area(row, 0, row, 0), "甲", one)
                for row, one in enumerate((look.PLAIN, replace(look.PLAIN, is_shrunk=True)))
            ),
        ),
    ],
    ids=range(16),
)
def test_what_only_xlsxwriter_knows_goes_through_it(plan: SheetPlan) -> None:
    with pytest.raises(NotPlainError):
        plain_book(book(plan))
    same(book(plan))
    same(
        book(
            sheet("一", "甲", name="前"),
            plan,
            replace(sheet("二", "甲", name="后"), notes=(CellNote(0, 0, "注"),)),
        )
    )


@pytest.mark.parametrize(
    "rule",
    [
        Validation(Area(0, 0, 0, 0), EntryRule.ANY, "😀" * 20, "甲"),
        Validation(Area(0, 0, 0, 0), EntryRule.ANY, "甲", "😀" * 200),
        Validation(Area(0, 0, 0, 0), EntryRule.LIST, "甲", "乙", choices=("😀" * 200,)),
        Validation(Area(3, 0, 0, 0), EntryRule.ANY, "甲", "乙"),
    ],
)
def test_an_entry_rule_that_excel_does_not_take_goes_through_xlsxwriter(rule: Validation) -> None:
    with pytest.raises(NotPlainError):
        plain_book(book(replace(sheet("甲"), validations=(rule,))))


def test_more_links_than_excel_takes_go_through_xlsxwriter() -> None:
    canvas = Canvas("甲", (9,))
    for row in range(65_001):
        canvas.put(row, 0, Link("查看", "甲"), look.LABEL)
    with pytest.raises(NotPlainError):
        place(canvas.plan(), Texts())


@pytest.mark.parametrize(
    "plan",
    [
        book(sheet(name="甲"), sheet(name="甲")),
        book(sheet(name="[甲]")),
        book(sheet("甲"), first="乙"),
        book(sheet(Decimal("NaN"))),
        book(sheet(Formula("A1", Decimal("Infinity")))),
        book(
            replace(
                sheet("甲"),
                cells=tuple(PlacedCell(Area(0, 0, 1, last), "并", look.PLAIN) for last in (1, 2)),
            )
        ),
    ],
    ids=range(6),
)
def test_what_xlsxwriter_refuses_is_refused_as_before(plan: BookPlan) -> None:
    errors = []
    for way in (render, render_by_library):
        try:
            errors.append(repr(way(plan)))
        except Exception as error:
            errors.append(repr(error))
    assert errors[0] == errors[1]


def test_texts_that_a_refused_sheet_had_numbered_are_numbered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = sheet("一", "二", dt.date(1900, 1, 5), name="甲")
    noted = replace(sheet("三", "一", name="乙"), notes=(CellNote(0, 0, "注"),))
    content = same(book(first, noted))
    assert unpack(content)["xl/sharedStrings.xml"].count(b"<si>") == 3
    monkeypatch.setattr(writing, "is_plain", lambda plan, has_macros: False)
    assert render(book(first, noted)) == content


@pytest.mark.parametrize("note", [(), (CellNote(0, 0, "注"),)])
@pytest.mark.parametrize("text", ["<r><t>粗</t></r>", "<r>&</r>", "<r></r>", "<r>\x07</r>"])
def test_a_text_that_looks_like_the_inside_of_a_text_stays_text(
    text: str, note: tuple[CellNote, ...]
) -> None:
    part = unpack(render(book(replace(sheet(text), notes=note))))["xl/sharedStrings.xml"]
    (item,) = ET.fromstring(part)
    assert [one.tag.rpartition("}")[2] for one in item] == ["t"]
    assert item[0].text == text.replace("\x07", "_x0007_")
