"""What a unit typed and its form has no cell for: it goes back with its original place, nothing is dropped."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xlminshi.core.problems import Place
from xlminshi.core.units import normal_name
from xlminshi.form.addresses import Addresses, Spot, position_of
from xlminshi.form.cells import is_uncalculated, read_phone, shown
from xlminshi.form.feedback import LIST_SHEET, words_beside
from xlminshi.form.fields import Entry, Origin
from xlminshi.form.grid import Calculated, CellValue, Grid, Percent, Workbook, bare, cell_address
from xlminshi.form.head import read_head
from xlminshi.form.landmarks import HEADER_ROW, HELP_SHEET, STAMP_SHEET
from xlminshi.form.numbers import read_number
from xlminshi.form.others import IN_FILE, NOBODY_ELSE, Others
from xlminshi.form.reading import MONEY_MEASURE
from xlminshi.form.sheets import Content, Formula, Link, SheetPlan
from xlminshi.form.tables import Table

_BELOW = "表下的文字"
LIST_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Words without a cell in the form: where they stood, what they were (其他列、批注 …), and the words.

    `is_withheld`: the words are not told, the unit finds them in its own file.
    """

    sheet: str
    cells: str
    kind: str
    words: str
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A returned table beside its form built anew; `help` are the instructions that go with the form.

    `told` are cells of the table whose whole content the list of findings shows; `others` tells what speaks of other units.
    """

    table: Table
    addresses: Addresses
    form: SheetPlan
    help: SheetPlan
    told: frozenset[str] = frozenset()
    others: Others = NOBODY_ELSE


def left_over(workbook: Workbook, rebuilt: Rebuilt) -> tuple[LeftOver, ...]:
    """Return everything in a returned file that its new form does not show, in the order of the file.

    Words about other units are told of by their place only: they must not leave with this unit's file.
    """
    own_sheet = rebuilt.table.grid.name
    found = [*_above(rebuilt), *_in_rows(rebuilt)]
    for grid in workbook.grids:
        if grid.name != own_sheet:
            found.extend(_on_sheet(grid, rebuilt))
        if grid.name == own_sheet or not grid.is_hidden:
            found.extend(_beside_values(grid))
    return tuple(_without_others(one, rebuilt) for one in found)


def _without_others(one: LeftOver, rebuilt: Rebuilt) -> LeftOver:
    others = rebuilt.others
    is_here = one.sheet == rebuilt.table.place.sheet.strip()
    position = position_of(one.cells.partition(":")[0]) if is_here else None
    if not others.hold(position[0] if position else None, one.sheet + one.words):
        return one
    return _withheld(one, rebuilt)


def _withheld(one: LeftOver, rebuilt: Rebuilt) -> LeftOver:
    sheet = "其他单位的表" if rebuilt.others.are_in(one.sheet) else one.sheet
    return replace(one, sheet=sheet, words=f"提到其他单位，内容没有列出，{IN_FILE}", is_withheld=True)


def says_the_same(value: CellValue, content: Content, spot: Spot) -> bool:
    """Return whether a cell of the new form says what stood in the returned one (1,234 is 1234, 65% is 0.65)."""
    if isinstance(content, Formula):
        return _is_result(value, content)
    if content is None or spot.field is None or spot.form_row is None:
        return normal_name(shown(value)) == normal_name(words_of(content))
    if not isinstance(content, str):
        measure = MONEY_MEASURE if spot.field.entry is Entry.MONEY else spot.form_row.indicator.measure
        quantity = read_number(bare(value), measure, Place()).quantity
        return bare(value) == content or (quantity is not None and quantity.value == content)
    if spot.field.entry is Entry.PHONE:
        return read_phone(value, Place())[0] == content
    return normal_name(shown(value)) == normal_name(content)


def as_seen(value: CellValue) -> str:
    """Return what stands in a cell; the formula itself where it was never calculated."""
    if isinstance(value, Calculated) and is_uncalculated(value):
        return f"={value.formula}"
    return shown(value).strip()


def words_of(content: Content) -> str:
    """Return what a reader sees of a cell's content."""
    if isinstance(content, Formula | Link):
        content = content.result if isinstance(content, Formula) else content.text
    return shown(content) if not isinstance(content, int) else str(content)


def _is_result(value: CellValue, content: Formula) -> bool:
    """A formula is the program's own; a constant in its place is compared with what the formula gives."""
    share = value.share if isinstance(value, Percent) else value
    is_same = share == content.result or normal_name(shown(value)) == normal_name(words_of(content))
    return is_same or isinstance(value, Calculated)


# The sheet of the form ------------------------------------------------------------------------------------------


def _above(rebuilt: Rebuilt) -> Iterator[LeftOver]:
    table, head = rebuilt.table, read_head(rebuilt.table)
    read = {cell for _, cell in head.cells}
    known = {normal_name(head.source)} | _texts(rebuilt.form, HEADER_ROW)
    for row in range(table.header_row):
        for column, value in enumerate(table.grid.rows[row]):
            text = normal_name(as_seen(value))
            is_known = not known.isdisjoint({text, f"{text}:"}) or cell_address(row, column) in read
            if text and not is_known:
                yield _left(table.grid.name, row, column, "表头上方的内容", as_seen(value))


def _texts(plan: SheetPlan, below: int) -> set[str]:
    return {normal_name(words_of(cell.content)) for cell in plan.cells if cell.area.top < below}


def _in_rows(rebuilt: Rebuilt) -> Iterator[LeftOver]:
    table, grid = rebuilt.table, rebuilt.table.grid
    known = {column: key for key, column in table.columns.items()}
    kept = {_row_texts(table, row) for row in rebuilt.addresses.matched}
    contents = {(one.area.top, one.area.left): one.content for one in rebuilt.form.cells}
    for row in range(table.header_row, len(grid.rows)):
        filled = [column for column, value in enumerate(grid.rows[row]) if as_seen(value)]
        if row in rebuilt.addresses.matched:
            for column in filled:
                yield from _changed(rebuilt, contents, row, column)
        is_ours = row == table.header_row or row in rebuilt.addresses.matched
        if not is_ours and any(column in known for column in filled) and _row_texts(table, row) not in kept:
            yield from _row_left(table, row, filled, _row_kind(rebuilt.addresses, row, len(filled)))
        else:
            beside = [column for column in filled if column not in known]
            yield from _row_left(table, row, beside, "其他列" if row > table.header_row else "其他列的列名")


def _row_kind(way: Addresses, row: int, filled: int) -> str:
    if row in way.doubled:
        return "重复的行"
    return "认不出的行" if filled > 1 else _BELOW


def _row_texts(table: Table, row: int) -> tuple[str, ...]:
    return tuple(table.text(row, key) for key in table.columns)


def _changed(
    rebuilt: Rebuilt, contents: dict[tuple[int, int], Content], row: int, column: int
) -> Iterator[LeftOver]:
    """Yield a cell of a known column whose content the new form does not repeat and no finding shows."""
    cell = cell_address(row, column)
    spot = rebuilt.addresses.spot(cell)
    field = spot.field if spot else None
    if spot is None or field is None or field.key == "number" or cell in rebuilt.told:
        return
    value = rebuilt.table.grid.at(row, column)
    if not says_the_same(value, contents.get((spot.row, spot.column)), spot):
        kind = "没有带入的内容" if field.origin is Origin.ENTRY else "改动过的固定内容"
        words = f"{spot.about}的{field.header}：{as_seen(value)}"
        yield _left(rebuilt.table.grid.name, row, column, kind, words)


def _row_left(table: Table, row: int, columns: list[int], kind: str) -> Iterator[LeftOver]:
    if not columns:
        return
    heads = {column: shown(table.grid.at(table.header_row, column)).partition("\n")[0] for column in columns}
    is_bare = row == table.header_row or kind == _BELOW
    words = "；".join(
        text if is_bare or not heads[column] else f"{heads[column]}：{text}"
        for column in columns
        if (text := as_seen(table.grid.at(row, column)))
    )
    first, last = cell_address(row, columns[0]), cell_address(row, columns[-1])
    yield LeftOver(table.grid.name.strip(), first if first == last else f"{first}:{last}", kind, words)


def _left(sheet: str, row: int, column: int, kind: str, words: str) -> LeftOver:
    return LeftOver(sheet.strip(), cell_address(row, column), kind, words)


# Other sheets, notes, pictures -------------------------------------------------------------------------------------


def _on_sheet(grid: Grid, rebuilt: Rebuilt) -> Iterator[LeftOver]:
    name = grid.name.strip()
    if name == STAMP_SHEET or not any(as_seen(value) for row in grid.rows for value in row):
        return
    if grid.is_hidden:  # what somebody has hidden may not be the unit's own: it does not leave with its file
        yield LeftOver(name, "", "隐藏的工作表", f"内容没有列出，{IN_FILE}", is_withheld=True)
        return
    is_own_list = name == LIST_SHEET and shown(grid.at(0, 0)).strip() == LIST_SHEET
    first = LIST_COLUMNS if is_own_list else 0
    ours = _texts(rebuilt.help, len(rebuilt.help.cells)) if name == HELP_SHEET else set()
    theirs: int | None = None
    for row, values in enumerate(grid.rows):
        texts = {
            column: text
            for column, value in enumerate(values)
            if column >= first and (text := as_seen(value)) and normal_name(text) not in ours
        }
        if texts:
            cells = ":".join(dict.fromkeys((cell_address(row, min(texts)), cell_address(row, max(texts)))))
            found = LeftOver(name, cells, "其他工作表", "；".join(texts.values()))
            # A row that begins further to the right goes on with the project named above it.
            if rebuilt.others.are_in(found.words):
                theirs = min(texts)
            elif theirs is not None and min(texts) <= theirs:
                theirs = None
            yield _withheld(found, rebuilt) if theirs is not None else found


def _beside_values(grid: Grid) -> Iterator[LeftOver]:
    """Yield what a sheet holds beside its cells: notes, pictures, something far outside."""
    name = grid.name.strip()
    if grid.beyond:
        yield LeftOver(name, grid.beyond, "表外的内容", f"离表很远，没有读取，{IN_FILE}", is_withheld=True)
    for cell, text in grid.traits.notes:
        if words := words_beside(text):
            yield LeftOver(name, cell, "批注", words)
    if grid.traits.shapes:
        words = f"有{grid.traits.shapes}个，没有带入，{IN_FILE}"
        yield LeftOver(name, "", "图片和图形", words, is_withheld=True)
