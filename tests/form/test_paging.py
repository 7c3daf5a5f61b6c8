"""Pages of sheets with further blocks under their table: no block stands under the head of another table."""

from dataclasses import replace
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bulletin.builders import Book, project
from xlminshi.core.controls import control_totals
from xlminshi.core.ledger import Ledger
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.paging import evened, legible, paged, with_own_head, without_remnant
from xlminshi.form.sheets import Page, SheetPlan
from xlminshi.form.summary import NOT_PRINTED, sheet_names, sources, summary_sheet

# A sheet of 98 characters in three columns is printed as it is: 516 points of rows on a lying page.
WIDTHS = (40.0, 40.0, 18.0)
PAGE, ROW, HEAD = 516.0, 20.0, 60.0


def sheet(rows: int, blocks: tuple[int, ...]) -> tuple[SheetPlan, int, tuple[int, ...]]:
    """Return a sheet with a title, a head, so many rows, and blocks of so many rows, each below an empty one."""
    canvas = Canvas("表", WIDTHS)
    for row in range(3):
        canvas.put(row, 0, "头", look.PLAIN)
        canvas.raise_row(row, HEAD / 3)
    last, starts = 2 + rows, []
    below = last + 1
    for size in blocks:
        starts.append(below + 1)
        below += 1 + size
    for row in range(3, below):
        canvas.put(row, 0, "行", look.PLAIN)
        canvas.raise_row(row, ROW)
    plan = replace(canvas.plan(), page=Page(is_landscape=True, repeat=(0, 2)))
    return plan, last, tuple(starts)


def pages(plan: SheetPlan, holds: float = 1.0) -> list[range]:
    """Return the rows of each page, as a program that prints would take them; `holds` more or less than ours."""
    heights = [points for _, points in plan.heights]
    repeat = plan.page.repeat
    assert repeat is not None
    if plan.page.most_pages == 1:
        return [range(len(heights))]
    titles = sum(heights[repeat[0] : repeat[1] + 1])
    starts, used = [0], 0.0
    for row, points in enumerate(heights):
        if row in plan.page.breaks or used + points > PAGE * holds:
            starts.append(row)
            used = titles
        used += points
    return [range(*pair) for pair in pairwise((*starts, len(heights)))]


def test_a_sheet_of_one_page_is_left_as_it_is() -> None:
    plan, last, blocks = sheet(8, (4, 5))
    assert paged(plan, last, blocks) == plan


def test_a_block_that_has_no_room_begins_a_page_under_the_title_alone() -> None:
    plan, last, blocks = sheet(15, (4, 6))
    found = paged(plan, last, blocks)
    assert found.page.breaks == (blocks[1],)
    assert found.page.repeat == (0, 0)


def test_the_last_rows_of_a_long_table_go_with_the_blocks_under_their_own_head() -> None:
    plan, last, blocks = sheet(44, (8, 8))
    found = paged(plan, last, blocks)
    assert found.page.repeat == (0, 2)
    assert found.page.breaks == (24, last - 2)


def test_blocks_that_have_room_below_a_long_table_stay_there() -> None:
    plan, last, blocks = sheet(30, (4,))
    assert [page.start for page in pages(paged(plan, last, blocks))] == [0, 24]


def test_blocks_that_a_page_cannot_hold_begin_where_they_have_no_room() -> None:
    plan, last, blocks = sheet(48, (18, 18, 40))
    assert paged(plan, last, blocks).page.breaks[-3:] == blocks


def test_a_sheet_without_repeated_rows_breaks_before_its_blocks() -> None:
    plan, last, blocks = sheet(60, (20,))
    only_title = replace(plan, page=Page(is_landscape=True, repeat=(0, 0)))
    assert paged(only_title, last, blocks).page == Page(True, False, (0, 0), (blocks[0],))


def test_a_sheet_a_little_longer_than_a_page_is_printed_on_one() -> None:
    plan, last, blocks = sheet(17, (4,))
    assert paged(plan, last, blocks).page == replace(plan.page, most_pages=1)


@pytest.mark.parametrize("holds", [0.95, 1.0, 1.05])
@pytest.mark.parametrize("rows", range(20, 120, 3))
def test_no_row_stands_alone_on_a_page_whatever_a_page_holds(rows: int, holds: float) -> None:
    plan, last, blocks = sheet(rows, (8, 8))
    printed = pages(paged(plan, last, blocks), holds)
    assert all(len(page) > 2 for page in printed)


@given(st.integers(1, 120), st.lists(st.integers(1, 9), min_size=1, max_size=2).map(tuple))
def test_no_page_is_empty_and_no_block_stands_under_the_head_of_the_table_alone(
    rows: int, sizes: tuple[int, ...]
) -> None:
    plan, last, blocks = sheet(rows, sizes)
    found = paged(plan, last, blocks)
    printed = pages(found)
    assert all(printed) and len(printed) <= len(pages(plan)) + len(blocks)
    if found.page.repeat == (0, 2):
        assert all(3 <= page.start <= last or page.start == 0 for page in printed)
    for start, size in zip(blocks, sizes, strict=True):
        assert sum(start in page and start + size - 1 in page for page in printed) == 1


@given(
    st.lists(st.integers(1, 7), min_size=1, max_size=40),
    st.lists(st.integers(1, 9), min_size=1, max_size=2).map(tuple),
)
def test_no_page_parts_the_rows_of_a_group_that_has_room_on_one(
    sizes: list[int], blocks: tuple[int, ...]
) -> None:
    plan, last, below = sheet(sum(sizes), blocks)
    groups = list(accumulate(sizes[:-1], initial=3))
    found = paged(plan, last, below, groups)
    assert all(page.start in (0, *groups, *below) for page in pages(found))


def test_a_group_longer_than_a_page_is_parted_where_the_page_ends() -> None:
    plan, last, blocks = sheet(60, (4,))
    assert paged(plan, last, blocks, [3, 5]).page.breaks == (5, 26, 47)


@pytest.mark.parametrize("rows", range(5, 40))
def test_no_row_stands_alone_where_a_page_holds_only_four_of_them(rows: int) -> None:
    plan, last, blocks = sheet(rows, (4,))
    tall = tuple((row, 100.0 if 3 <= row <= last else points) for row, points in plan.heights)
    printed = pages(paged(replace(plan, heights=tall), last, blocks))
    assert all(len(page) > 1 for page in printed)


@pytest.mark.parametrize("holds", [0.98, 1.0, 1.02])
def test_a_long_table_leaves_no_few_rows_for_its_last_page(holds: float) -> None:
    for rows in range(20, 150):
        plan, _, _ = sheet(rows, ())
        found = without_remnant(plan)
        made_smaller, printed = shrunk(found, holds)
        assert made_smaller <= 1.2
        if 1 < len(printed) < 6:
            assert len(printed[-1]) > 2, rows


def test_a_last_row_goes_to_the_page_before_where_high_rows_leave_room_unused() -> None:
    plan, last, _ = sheet(5, ())
    tall = tuple((row, 105.0 if row >= 3 else points) for row, points in plan.heights)
    found = without_remnant(replace(plan, heights=tall))
    assert (last, found.page.most_pages) == (7, 1)


def shrunk(plan: SheetPlan, holds: float) -> tuple[float, list[range]]:
    """Return how much smaller a program prints a sheet to keep to its most pages, and the pages."""
    smaller = 1.0
    while len(pages(plan, holds * smaller)) > (plan.page.most_pages or 1000):
        smaller += 0.01
    return smaller, pages(plan, holds * smaller)


def test_a_short_table_and_one_of_many_pages_are_printed_as_they_come() -> None:
    for rows in (10, 400):
        plan, _, _ = sheet(rows, ())
        assert without_remnant(plan) == plan


@pytest.mark.parametrize("rows", range(23, 70))
def test_letters_that_are_small_already_are_not_made_smaller_for_a_last_row(rows: int) -> None:
    plan, _, _ = sheet(rows, ())
    small = replace(
        plan,
        widths=tuple(2.5 * width for width in WIDTHS),  # printed at 52 %
        heights=tuple((row, points / 0.52) for row, points in plan.heights),
    )
    found = without_remnant(small)
    assert not found.page.most_pages
    printed = [range(*pair) for pair in pairwise((0, *found.page.breaks, len(plan.heights)))]
    assert all(len(page) >= 6 for page in printed)
    assert all(len(page) * ROW + HEAD <= PAGE for page in printed[1:])
    assert found.page.breaks or len(plan.heights) * ROW <= PAGE


def test_of_four_high_rows_two_stand_on_each_page() -> None:
    plan, _, _ = sheet(4, ())
    tall = tuple((row, 130.0 if row >= 3 else points) for row, points in plan.heights)
    assert evened(replace(plan, heights=tall)).page.breaks == (5,)


@pytest.mark.parametrize("holds", [0.86, 0.95, 1.0, 1.05])
@pytest.mark.parametrize("size", [26, 27, 30, 44, 45, 46, 60, 130])
def test_a_last_block_longer_than_a_page_has_its_own_head_on_each_and_no_few_rows_on_the_last(
    size: int, holds: float
) -> None:
    plan, last, (first, start) = sheet(30, (4, size))
    plan = replace(plan, page=Page(is_landscape=True, repeat=(0, 0)))
    found = with_own_head(paged(plan, last, (first, start)), start, start + 1)
    assert found.page.repeat == (start + 1, start + 1)
    own = [page for page in pages(found, holds) if page.start >= start]
    assert own[0].start == start
    assert len(own) == 1 or (len(own[-1]) >= 6 and all(page.start > start + 1 for page in own[1:]))


@pytest.mark.parametrize("size", [4, 10, 20])
def test_a_last_block_that_has_room_on_a_page_stands_under_the_title(size: int) -> None:
    plan, last, (first, start) = sheet(30, (4, size))
    known = paged(replace(plan, page=Page(is_landscape=True, repeat=(0, 0))), last, (first, start))
    assert with_own_head(known, start, start + 1) == known


def test_data_are_printed_on_so_many_pages_across_that_they_can_be_read() -> None:
    narrow, _, _ = sheet(9, ())
    assert legible(narrow, 0) == narrow
    for count, across in ((6, 2), (10, 3)):
        wide = legible(replace(narrow, widths=(20.0,) * 2 + (40.0,) * count), 1).page
        assert (wide.across, wide.beside) == (across, 1)


def county(units: int) -> Ledger:
    book = Book()
    for number in range(units):
        book.add(project(f"改造{number}", f"县{number}局"), str(number))
    return book.ledger()


def summary_of(units: int) -> SheetPlan:
    ledger = county(units)
    found = sources(ledger.programme, sheet_names(ledger.lead_units(), ("汇总表",)))
    return summary_sheet(ledger, found, control_totals(ledger, ()))


@pytest.mark.parametrize("units", [1, 4, 12, 20])
def test_the_summary_prints_the_totals_of_the_units_under_a_head_of_their_own(units: int) -> None:
    plan = summary_of(units)
    assert plan.page.area is None
    assert plan.page.repeat == (0, 0) or not plan.page.breaks or plan.page.breaks[0] < 3 + units


def test_of_many_units_the_totals_are_not_printed_and_the_sheet_says_where_they_are() -> None:
    plan = summary_of(60)
    (told,) = (cell for cell in plan.cells if cell.content == NOT_PRINTED)
    (heading,) = (cell for cell in plan.cells if cell.content == "按单位小计")
    assert plan.page.area is not None
    assert plan.page.area.bottom < heading.area.top == told.area.top
