"""A row that is placed as a whole is the same as its cells placed one by one, in a quarter of the room."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.placed import Cells, PlacedRow, pieces_of
from xlminshi.form.sheets import Area, Content, Formula, Link, PlacedCell, Style

WIDTHS = (5, 24, 12.5, 0)
STYLES = (look.PLAIN, look.CENTRE, look.NUMBER, look.NOTE, look.restyled(look.PLAIN, size=7.5), look.HEAD)
contents = st.one_of(
    st.none(),
    st.text("甲乙ab \n=", max_size=60),
    st.integers(0, 10**9),
    st.decimals(0, 10**6, places=2),
    st.builds(Formula, st.just("A1"), st.one_of(st.text("字", max_size=40), st.just(Decimal("0.25")))),
    st.builds(Link, st.text("查看", min_size=1, max_size=40), st.just("汇总表")),
)
rows = st.lists(st.lists(st.tuples(contents, st.sampled_from(STYLES)), min_size=1, max_size=6), max_size=5)


@given(rows, st.integers(0, 2))
def test_a_row_placed_as_a_whole_is_its_cells_placed_one_by_one(
    made: list[list[tuple[Content, Style]]], first: int
) -> None:
    whole, single = Canvas("表", WIDTHS), Canvas("表", WIDTHS)
    for row, cells in enumerate(made):
        whole.put_cells(row, cells, first)
        for column, (content, style) in enumerate(cells, start=first):
            single.put(row, column, content, style)
    assert whole.plan() == single.plan()


def test_rows_of_one_look_share_their_styles() -> None:
    canvas = Canvas("表", WIDTHS)
    canvas.put_cells(0, (("甲", look.PLAIN), (1, look.NUMBER)))
    canvas.put_cells(1, (("乙", look.PLAIN), (2, look.NUMBER)))
    first, second = pieces_of(canvas.plan().cells)
    assert isinstance(first, PlacedRow) and isinstance(second, PlacedRow)
    assert first.styles is second.styles


def test_cells_are_counted_taken_and_compared_as_if_each_stood_for_itself() -> None:
    row = PlacedRow(2, 1, ("甲", None), (look.PLAIN, look.CENTRE))
    title = PlacedCell(Area(0, 0, 0, 3), "题", look.TITLE)
    cells = Cells((title, row))
    alone = (
        title,
        PlacedCell(Area(2, 1, 2, 1), "甲", look.PLAIN),
        PlacedCell(Area(2, 2, 2, 2), None, look.CENTRE),
    )
    assert (len(cells), cells[-1], cells[:2]) == (3, alone[2], alone[:2])
    assert cells == alone and cells != alone[:2] and cells != "甲"
    assert hash(cells) == hash(Cells(alone)) and "甲" in repr(cells)
    assert pieces_of(alone) is alone
