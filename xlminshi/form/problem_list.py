"""问题清单: the first sheet of a marked copy. The unit sees one screen of what must be changed; the rest is folded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from xlminshi.core.problems import Level
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.feedback import LEFT_OVER, LIST_SHEET
from xlminshi.form.grid import cell_address
from xlminshi.form.leftovers import LeftOver
from xlminshi.form.sheets import Content, Link, Page, SheetPlan, Style

_WIDTHS = (5, 7, 9, 28, 11, 26, 44, 38)
_HEADERS = ("序号", "级别", "位置", "实事/指标", "栏目", "您填的内容", "问题", "请这样处理")
_LEFT_HEADERS = (("序号", 1), ("原位置", 2), ("原工作表", 1), ("类别", 2), ("内容", 2))
_HEADER_ROW = 3
# One screen: as many rows as fit below the head of the sheet on a small monitor.
_MOST_SHOWN, _SCREEN_POINTS = 20, 440
# A row of the sheet holds no more lines than this many characters fill; what is longer goes on in the next row.
_LONGEST = 700
_FILLS = {Level.MUST_FIX: look.MUST_FILL, Level.REMINDER: look.LOOK_FILL, Level.NOTE: ""}
_INKS = {Level.MUST_FIX: look.WARNING_INK, Level.REMINDER: "9C5700", Level.NOTE: look.PALE_INK}
_FOLD_LINE = replace(look.NOTE, fill="F2F2F2", vertical="vcenter")


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding as the unit sees it.

    `cell` is its address in the new form; "" where it has none: then `is_below` says that what it is about was left over.
    """

    level: Level
    cell: str
    about: str
    column: str
    typed: str
    what: str
    cure: str
    is_below: bool = False


@dataclass(frozen=True, slots=True)
class _Ways:
    """Where the places lead to: the sheet of the form, and the cell above what was left over ("" if there is nothing)."""

    form: str
    left_over: str

    def to(self, one: Entry) -> Content:
        if one.cell:
            return Link(one.cell, self.form, one.cell)
        return Link("见下方", LIST_SHEET, self.left_over) if one.is_below and self.left_over else "整张表"


def problem_list(
    title: str, form: str, entries: tuple[Entry, ...], leftovers: tuple[LeftOver, ...]
) -> SheetPlan:
    """Return the list of findings, then what was left over. `form` is the sheet that the addresses lead to.

    `title` says whose form of which period it is and how many findings there are.
    """
    canvas = Canvas(LIST_SHEET, _WIDTHS)
    columns = len(_WIDTHS)
    canvas.put(0, 0, LIST_SHEET, look.TITLE, columns=columns)
    canvas.raise_row(0, 32)
    canvas.put(1, 0, title, replace(look.PLAIN, has_border=False), columns=columns)
    hint = (
        "点“位置”跳到要改的格子：红色的必须改，橙色的请核对，鼠标停在格子上可看到说明。"
        "改好后直接保存，把本文件报回；这张清单不用填，也不用删。"
    )
    canvas.put(2, 0, hint, look.NOTE, columns=columns)
    canvas.put_row(_HEADER_ROW, _HEADERS, look.HEAD)
    must = tuple(one for one in entries if one.level is Level.MUST_FIX)
    others = tuple(one for one in entries if one.level is not Level.MUST_FIX)
    seen, folded = _on_screen(must), set[int]()
    leads = (
        (_HEADER_ROW + 2 + len(must) + (len(must) > seen) + len(others) + bool(others)) if leftovers else 0
    )
    ways = _Ways(form, cell_address(leads, 0) if leads else "")
    row = _put_must(canvas, must, seen, ways, folded)
    _put_others(canvas, row, others, len(must), ways, folded)
    if leftovers:
        _put_left_over(canvas, leads, leftovers, folded)
    return replace(
        canvas.plan(),
        freeze=(_HEADER_ROW + 1, 0),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        tab_colour=look.WARNING_INK,
        folded=frozenset(folded),
    )


def counted(levels: Iterable[Level]) -> str:
    """Return how many findings there are of each level that occurs: 必改3处、提醒2处."""
    found = list(levels)
    return "、".join(f"{level.value}{found.count(level)}处" for level in Level if level in found)


def _put_must(canvas: Canvas, entries: tuple[Entry, ...], seen: int, ways: _Ways, folded: set[int]) -> int:
    row = _HEADER_ROW + 1
    for number, one in enumerate(entries, start=1):
        if number == seen + 1:
            rest = len(entries) - seen
            _put_fold_line(canvas, row, f"其余必改{rest}处已折叠，改完上面的再看；点左侧＋展开。")
            row += 1
        if number > seen:
            folded.add(row)
        _put_entry(canvas, row, number, one, ways)
        row += 1
    return row


def _on_screen(entries: tuple[Entry, ...]) -> int:
    """Return how many of the first findings fit on one screen."""
    used = 0.0
    for count, one in enumerate(entries[:_MOST_SHOWN]):
        scratch = Canvas(LIST_SHEET, _WIDTHS)
        _put_entry(scratch, 0, count, one, _Ways(LIST_SHEET, ""))
        used += scratch.heights[0]
        if count and used > _SCREEN_POINTS:
            return count
    return min(len(entries), _MOST_SHOWN)


def _put_others(
    canvas: Canvas, row: int, entries: tuple[Entry, ...], before: int, ways: _Ways, folded: set[int]
) -> None:
    if not entries:
        return
    count = counted(one.level for one in entries)
    _put_fold_line(canvas, row, f"{count}已折叠，请抽空核对；点左侧＋展开。")
    for at, one in enumerate(entries, start=1):
        _put_entry(canvas, row + at, before + at, one, ways)
        folded.add(row + at)


def _put_fold_line(canvas: Canvas, row: int, words: str) -> None:
    canvas.put(row, 0, words, _FOLD_LINE, columns=len(_WIDTHS))
    canvas.raise_row(row, 20)


def _put_entry(canvas: Canvas, row: int, number: int, one: Entry, ways: _Ways) -> None:
    level = replace(look.CENTRE, ink=_INKS[one.level], is_bold=True, fill=_FILLS[one.level])
    where = ways.to(one)
    styles: tuple[Style, ...] = (
        look.CENTRE,
        level,
        look.LINK if isinstance(where, Link) else look.CENTRE,
        look.PLAIN,
        look.CENTRE,
        look.PLAIN,
        look.PLAIN,
        look.PLAIN,
    )
    cells: tuple[Content, ...] = (
        number,
        one.level.value,
        where,
        one.about or None,
        one.column or None,
        one.typed or None,
        one.what,
        one.cure or None,
    )
    for column, (content, style) in enumerate(zip(cells, styles, strict=True)):
        canvas.put(row, column, content, style)
    canvas.raise_row(row, 22)


def _put_left_over(canvas: Canvas, row: int, leftovers: tuple[LeftOver, ...], folded: set[int]) -> None:
    """Put what was left over below the findings; folded where it does not fit on the screen as well."""
    lines = tuple(_in_pieces(leftovers))
    above = sum(height for at, height in canvas.heights.items() if at > _HEADER_ROW and at not in folded)
    heading = replace(look.PLAIN, font=look.HEI, has_border=False)
    canvas.put(row, 0, f"{LEFT_OVER}（{len(leftovers)}处）", heading, columns=len(_WIDTHS))
    canvas.raise_row(row, 24)
    hint = "以下内容在您报来的文件里，填报表中没有它的格子，没有计入。如属填报内容，请填到相应的格子；其余不用处理。"
    is_open = above + 24 * (len(lines) + 3) <= _SCREEN_POINTS
    canvas.put(
        row + 1, 0, hint if is_open else f"{hint}已折叠，点左侧＋展开。", look.NOTE, columns=len(_WIDTHS)
    )
    _put_spread(canvas, row + 2, tuple(words for words, _ in _LEFT_HEADERS), (look.HEAD,) * 5)
    styles = (look.CENTRE, look.CENTRE, look.PLAIN, look.CENTRE, look.PLAIN)
    for index, (number, one) in enumerate(lines, start=row + 3):
        cells = (number, one.cells or "—", one.sheet, one.kind, one.words)
        _put_spread(canvas, index, cells, styles)
        canvas.raise_row(index, 22)
    if not is_open:
        folded.update(range(row + 2, row + 3 + len(lines)))


def _put_spread(canvas: Canvas, row: int, cells: tuple[Content, ...], styles: tuple[Style, ...]) -> None:
    column = 0
    for content, style, (_, width) in zip(cells, styles, _LEFT_HEADERS, strict=True):
        canvas.put(row, column, content, style, columns=width)
        column += width


def _in_pieces(leftovers: tuple[LeftOver, ...]) -> Iterator[tuple[int, LeftOver]]:
    """Yield the numbered lines; words that one row cannot show go on in the next, under the same number."""
    for number, one in enumerate(leftovers, start=1):
        for start in range(0, len(one.words), _LONGEST):
            yield number, replace(one, words=one.words[start : start + _LONGEST])
