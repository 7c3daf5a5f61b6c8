"""Where a sheet with further blocks under its table begins a new page, so that no block stands under the table's head.

Excel prints the repeated rows on every page, whatever follows them. So a table of one page repeats its title alone, and the last
rows of a longer one go with the blocks to the last page, where its head is theirs.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from xlminshi.form.sheets import Area, SheetPlan
from xlminshi.form.text_size import NORMAL_SIZE

# A4 within the margins of `Page`, in points: across and down where it lies.
_WIDE, _HIGH = 784.0, 516.0
_WIDE_UPRIGHT, _HIGH_UPRIGHT = 537.0, 763.0
# Programs differ in how much a page holds: so much of it surely has room, and every page of a long table begins where it is told
# to, so that no row is left alone on a page between two breaks.
_SURE = 0.94
# Programs without 宋体 take columns for narrower, print larger, and have less room on a page of wide sheets.
_SURE_ANYWHERE = 0.84
# A sheet that is so little longer is printed a little smaller, on one page; a table that is, on a page less.
_SHRUNK = 1.1
_SQUEEZED, _MANY_PAGES = 1.15, 10
_USUAL_HEIGHT = 15.0
# So many pixels takes a digit of 宋体 11, by which columns are measured where the sheets are printed.
_DIGIT = 8
_ROWS_KEPT, _FEWEST_ROWS = 3, 6
# Letters that are printed smaller than this (points) are hard to read.
_SMALLEST = 6.0


def paged(
    plan: SheetPlan, last: int, blocks: tuple[int, ...], groups: Sequence[int] | None = None
) -> SheetPlan:
    """Return a sheet with its pages set: `last` is the last row of its table, `blocks` are the first rows of what stands below.

    `groups` are the first rows of what a page break must not part, in order (None: every row stands for itself). A sheet
    that surely stands on one page is returned as it is.
    """
    heights = _heights(plan)
    room = _room(plan)
    if sum(heights) <= room * _SURE:
        return plan
    if sum(heights) <= room * _SHRUNK:
        return replace(plan, page=replace(plan.page, most_pages=1))
    room *= _SURE
    first, head = plan.page.repeat or (0, 0)
    titles = sum(heights[first : head + 1])
    groups = range(last + 1) if groups is None else groups
    starts = _pages(heights, (head + 1, last), room, titles, groups)
    if head > first and starts[1:]:
        breaks = _with_last_rows(heights, (head + 1, last, *blocks), room, titles, groups)
        return replace(plan, page=replace(plan.page, breaks=breaks))
    title = heights[first]
    filled = _filled(heights, head + 1, blocks[0] - 1, room, titles, title)
    breaks = _before_blocks(heights, blocks, filled, room, title)
    return replace(plan, page=replace(plan.page, repeat=(first, first), breaks=breaks))


def without_remnant(plan: SheetPlan) -> SheetPlan:
    """Return a sheet of one table that leaves no few rows for a last page: it is printed a little smaller, on a page less.

    Told by breaks only where smaller letters could not be read: those would stay where they are when the table is filtered, and
    leave a few rows on each page. Of many pages nobody can say beforehand how full the last one is; they are left as they come.
    """
    heights, room = _heights(plan), _room(plan)
    whole = sum(heights)
    if not room * _SURE < whole < room * _MANY_PAGES:
        return plan
    _, head = plan.page.repeat or (0, -1)
    titles = sum(heights[: head + 1])
    table = head + 1, len(heights) - 1
    if _letters(plan) < _SMALLEST * _SQUEEZED:
        return evened(plan)
    pages = _pages(heights, table, room * _SQUEEZED, titles, range(len(heights)))
    return replace(plan, page=replace(plan.page, most_pages=len(pages)))


def evened(plan: SheetPlan) -> SheetPlan:
    """Return a sheet of one table, which nobody filters or writes on in, whose last page takes of the one before.

    What is a little longer than a page is printed on one, if it can be read then.
    """
    heights = _heights(plan)
    if sum(heights) <= _room(plan) * _SHRUNK and _letters(plan) >= _SMALLEST * _SHRUNK:
        return replace(plan, page=replace(plan.page, most_pages=1))
    _, head = plan.page.repeat or (0, -1)
    titles = sum(heights[: head + 1])
    pages = _evened(heights, (head + 1, len(heights) - 1), _room(plan) * _SURE_ANYWHERE, titles)
    return replace(plan, page=replace(plan.page, breaks=pages[1:]))


def with_own_head(plan: SheetPlan, start: int, head: int) -> SheetPlan:
    """Return a paged sheet whose last block, a table that begins with row `start`, has its own head on each of its pages.

    `head` is its row of headers. Programs repeat it on the pages behind it alone, so those before go without a title. A block
    that has room on one page stays as it is.
    """
    heights, room = _heights(plan), _room(plan) * _SURE_ANYWHERE
    first, _ = plan.page.repeat or (0, 0)
    if plan.page.most_pages == 1 or heights[first] + sum(heights[start:]) <= room:
        return plan
    titles = sum(heights[start : head + 1])
    pages = _evened(heights, (head + 1, len(heights) - 1), room, titles)
    before = (row for row in plan.page.breaks if row < start)
    return replace(plan, page=replace(plan.page, repeat=(head, head), breaks=(*before, start, *pages[1:])))


def legible(plan: SheetPlan, beside: int) -> SheetPlan:
    """Return a sheet of data on so many pages across that its letters can be read, its columns up to `beside` on each."""
    plan = replace(plan, page=replace(plan.page, beside=beside))
    while _letters(plan) < _SMALLEST and plan.page.across < len(plan.widths):
        plan = replace(plan, page=replace(plan.page, across=plan.page.across + 1))
    return plan if plan.page.across > 1 else replace(plan, page=replace(plan.page, beside=None))


def printed(plan: SheetPlan, columns: int) -> SheetPlan:
    """Return a sheet of which only so many columns are printed: what stands behind them is for charts."""
    last = max(dict(plan.heights), default=0)
    return replace(plan, page=replace(plan.page, area=Area(0, 0, last, columns - 1)))


def ends_on_one_page(plan: SheetPlan, last: int) -> bool:
    """Return whether all that stands below the table has room on one page with the last row of the table."""
    heights = _heights(plan)
    _, head = plan.page.repeat or (0, 0)
    return sum(heights[: head + 1]) + sum(heights[last:]) <= _room(plan) * _SURE


def _heights(plan: SheetPlan) -> list[float]:
    known = dict(plan.heights)  # every row with a wrapped text is among them, and so the last one
    end = plan.page.area.bottom if plan.page.area else max(known, default=0)
    return [known.get(row, _USUAL_HEIGHT) for row in range(end + 1)]


def _room(plan: SheetPlan) -> float:
    """Return how many points of rows a page holds, at the scale at which the columns fit on it."""
    return (_HIGH if plan.page.is_landscape else _HIGH_UPRIGHT) * 100 / _scale(plan)


def _letters(plan: SheetPlan) -> float:
    """Return how large usual letters are printed (points)."""
    return NORMAL_SIZE * _scale(plan) / 100


def _scale(plan: SheetPlan) -> int:
    """Return the percentage at which the columns fit on the pages that they may take across."""
    page = plan.page
    shown = plan.widths[: page.area.right + 1] if page.area else plan.widths
    return _scale_of(shown, page.is_landscape, page.across, page.beside)


@lru_cache(maxsize=256)
def _scale_of(widths: tuple[float, ...], is_landscape: bool, across: int, beside: int | None) -> int:
    """Return the same for columns of these widths. Most forms of one make have the same."""
    points = [(int(width * _DIGIT + 0.5) + 5) * 0.75 for width in widths]
    wide = _WIDE if is_landscape else _WIDE_UPRIGHT
    scale = min(100, int(wide * across * 100 / sum(points))) if points else 100
    kept = sum(points[: beside + 1]) if beside is not None else 0.0
    while across > 1 and _pages_across(points, kept, wide * 100 / scale) > across:
        scale -= 1
    return scale


def _pages_across(points: list[float], kept: float, room: float) -> int:
    """Return how many pages columns take side by side, each but the first with columns of `kept` points before its own."""
    if kept + max(points) > room:
        return len(points) + 1
    pages, used = 1, 0.0
    for own in points:
        if used + own > room:
            pages, used = pages + 1, kept
        used += own
    return pages


def _evened(heights: list[float], table: tuple[int, int], room: float, titles: float) -> tuple[int, ...]:
    """Return with which row each page of a table begins; the last one takes of the page before rather than hold few rows."""
    rows = range(len(heights))
    starts = _pages(heights, table, room, titles, rows)
    if starts[1:]:
        starts[-1] = _with_more(heights, (starts[-2], starts[-1], table[1] + 1), room - titles, rows)
    return tuple(starts)


def _begin(groups: Sequence[int], row: int, after: int) -> int:
    """Return the first row of the group that a row belongs to; the row itself where the group is longer than a page."""
    place = bisect_right(groups, row) - 1
    return groups[place] if place >= 0 and groups[place] > after else row


def _pages(
    heights: list[float], table: tuple[int, int], room: float, titles: float, groups: Sequence[int]
) -> list[int]:
    """Return with which row each page begins that the rows of a table (its first, its last) take."""
    first, last = table
    starts, used = [first], titles
    for row in range(first, last + 1):
        if used + heights[row] > room and used > titles:
            start = _begin(groups, row, starts[-1])
            starts.append(start)
            used = titles + sum(heights[start:row])
        used += heights[row]
    return starts


def _filled(heights: list[float], first: int, last: int, room: float, titles: float, title: float) -> float:
    """Return how many points of the last page are taken by rows whose pages begin with the title alone."""
    used = titles
    for height in heights[first : last + 1]:
        used = title + height if used + height > room else used + height
    return used


def _before_blocks(
    heights: list[float], blocks: tuple[int, ...], used: float, room: float, titles: float
) -> tuple[int, ...]:
    """Return the blocks that begin a page: those that would not stand whole on what is left of the one before."""
    breaks = []
    for start, end in pairwise((*blocks, len(heights))):
        own = sum(heights[start:end])
        if used + own > room and used > titles:
            breaks.append(start)
            used = titles
        used += own
        while used > room:
            used -= room - titles
    return tuple(breaks)


def _with_more(heights: list[float], pages: tuple[int, int, int], room: float, groups: Sequence[int]) -> int:
    """Return with which row a page of few rows begins that takes some of the page before; that one keeps as many at least.

    `pages` are the first rows of the page before, of this one and of the next.
    """
    before, start, following = pages
    while following - start < _FEWEST_ROWS:
        more = _begin(groups, start - 1, before)
        if more <= before or more - before < following - more or sum(heights[more:following]) > room:
            break
        start = more
    return start


def _with_last_rows(
    heights: list[float], parts: tuple[int, ...], room: float, titles: float, groups: Sequence[int]
) -> tuple[int, ...]:
    """Return the breaks of a long table: `parts` are its first and last row, and the first rows of the blocks.

    Blocks that are longer than a page in all begin one where they would not stand whole.
    """
    first, last, *blocks = parts
    starts = _pages(heights, (first, last), room, titles, groups)
    natural, kept = starts[-1], _begin(groups, max(first, last + 1 - _ROWS_KEPT), first - 1)
    if natural <= kept and titles + sum(heights[natural:]) <= room:
        return tuple(starts[1:])
    for row in range(kept, last + 1):
        if _begin(groups, row, first - 1) == row and titles + sum(heights[row:]) <= room:
            before = [start for start in starts if start < row]
            if before[1:]:
                before[-1] = _with_more(heights, (before[-2], before[-1], row), room - titles, groups)
            return (*before[1:], row)
    used = titles + sum(heights[natural : blocks[0]])
    return (*starts[1:], *_before_blocks(heights, tuple(blocks), used, room, titles))
