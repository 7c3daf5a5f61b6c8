"""A table is found, read and remembered as if every row were looked at anew; only the work is done once."""

import pickle
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.form.returned_forms import OFFICE, PROGRAMME, UNIT, found, returned
from xlminshi.core.problems import Code
from xlminshi.form.cells import shown
from xlminshi.form.fields import Sheet, field_of_header, fields_of
from xlminshi.form.grid import Calculated, CellError, CellValue, Grid, Percent, Workbook
from xlminshi.form.head import find_forms, read_head
from xlminshi.form.headings import heading_of
from xlminshi.form.matching import match_rows
from xlminshi.form.tables import find_table
from xlminshi.form.tampering import tampering

NEEDED = ("title", "achieved")
WORDS = ("实事名称", "项目名称", " 累计\n完成 ", "年度目标", "备注", "联系电话（手机）", "区残联", "")
CELLS = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map(lambda text: Calculated(text, "A1")),
    st.sampled_from((None, True, Decimal(5), Percent(Decimal("0.5")), CellError("#N/A"))),
)
ROWS = st.lists(st.lists(CELLS, max_size=7).map(tuple), max_size=5).map(tuple)


def looked_for_in_every_row(grid: Grid, kind: Sheet) -> tuple[int, dict[str, int]] | None:
    """Find the header row with a look at every cell."""
    best: tuple[int, dict[str, int]] | None = None
    for row, cells in enumerate(grid.rows):
        columns: dict[str, int] = {}
        for column, cell in enumerate(cells):
            named = field_of_header(shown(cell), kind)
            if named is not None:
                columns.setdefault(named.key, column)
        is_header = all(key in columns for key in NEEDED) and len(columns) >= 3
        if is_header and (best is None or len(columns) > len(best[1])):
            best = row, columns
    return best


@given(ROWS, st.sampled_from((Sheet.LIST, Sheet.UNIT, Sheet.LEDGER)))
def test_a_table_is_where_a_look_at_every_cell_finds_it(
    rows: tuple[tuple[CellValue, ...], ...], kind: Sheet
) -> None:
    grid = Grid(UNIT, rows)
    table = find_table(grid, kind, NEEDED)
    plain = looked_for_in_every_row(grid, kind)
    assert (table and (table.header_row, table.columns)) == plain
    assert table is None or plain is None or list(table.columns) == list(plain[1])


@given(ROWS)
def test_the_words_of_a_row_are_those_of_its_cells(rows: tuple[tuple[CellValue, ...], ...]) -> None:
    header = ("实事名称", "累计完成", None, "年度目标", "备注")
    table = find_table(Grid(UNIT, (header, *rows)), Sheet.LEDGER, NEEDED)
    assert table is not None
    for row in range(len(rows) + 2):
        texts = {key: shown(table.grid.at(row, column)).strip() for key, column in table.columns.items()}
        assert table.texts(row) == texts
        assert {key: table.text(row, key) for key in texts} == texts
        assert [table.value(row, key) for key in texts] == [
            table.grid.at(row, column) for column in table.columns.values()
        ]


def test_a_heading_tells_every_column_and_those_that_stand_twice() -> None:
    heading = heading_of(("累计完成", Decimal(1), "备注", "累计完成数", "别的"), Sheet.LEDGER)
    assert [(column, field.key) for column, field in heading.named] == [
        (0, "achieved"),
        (2, "remarks"),
        (3, "achieved"),
    ]
    assert heading.first == {"achieved": 0, "remarks": 2}
    assert heading.doubled == {"achieved"}


def test_what_is_known_of_a_table_is_worked_out_once_and_does_not_travel() -> None:
    (table,) = find_forms(returned())
    projects = PROGRAMME.of_unit(UNIT)
    assert match_rows(table, projects) is match_rows(table, projects)
    assert match_rows(table, projects[:1]).missing == ()
    assert read_head(table) is read_head(table)
    come = pickle.loads(pickle.dumps(table))
    assert come == table
    assert (come._made, come._texts) == ({}, {})
    other = replace(table, grid=Grid(UNIT, table.grid.rows[: table.header_row + 1]))
    assert len(match_rows(other, projects).missing) == len(match_rows(table, projects).matches)


@pytest.mark.parametrize("kind", [Sheet.UNIT, Sheet.LEDGER])
def test_every_column_of_a_form_is_named_by_its_header(kind: Sheet) -> None:
    heads = tuple(field.caption() for field in fields_of(kind))
    assert heading_of(heads, kind).first == {field.key: at for at, field in enumerate(fields_of(kind))}


def test_forms_of_two_offices_in_turn_are_each_compared_with_what_their_office_sent() -> None:
    strict = replace(OFFICE, rate_rule=replace(OFFICE.rate_rule, ceiling=Decimal(3)))
    typed = Calculated(Decimal("0.9"), "I5/H5")
    (table,) = find_forms(workbook := returned(("J5", typed)))
    moved = Workbook(workbook.name, tuple(_shifted(one) for one in workbook.grids))
    first = found(workbook)
    assert [one.place.cell for one in first if one.code is Code.FORMULA_CHANGED] == ["J5"]
    for _ in range(2):
        assert Code.FORMULA_CHANGED in {one.code for one in found(workbook)}
        assert Code.FORMULA_CHANGED not in {one.code for one in found(workbook, office=strict)}
        assert Code.FORMULA_CHANGED not in {
            one.code for one in found(moved)
        }  # other columns: nothing stands as sent
    assert tampering(workbook, table, PROGRAMME, UNIT, OFFICE) == first


def _shifted(grid: Grid) -> Grid:
    """One column further to the right, with formulas that still speak of the old ones."""
    return replace(grid, rows=tuple((None, *row) for row in grid.rows)) if grid.name == UNIT else grid
