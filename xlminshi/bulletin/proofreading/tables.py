"""Tables in a text (附表 完成情况一览表): which rows and cells tell of which project."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from xlminshi.bulletin.proofreading.heads import is_title, is_unit
from xlminshi.bulletin.proofreading.reading import Reading

_NUMBERS = re.compile(r"^(?:序号|编号)")
_LIGHTS = re.compile(r"预警|灯|信号")
_CLASSES = re.compile(r"类别|分类|状态|评价|认定")
_WHOLE = re.compile(r"^(?:综合|合计|小计|总体)(?:完成率|完成情况|进度)?(?:（[^（）]*）)?$")
Test = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with something in it: its passage, its words, and where they begin there."""

    passage: int
    text: str
    start: int

    @property
    def place(self) -> tuple[int, int, int]:
        """Return (passage, start, end)."""
        return self.passage, self.start, self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of a table that tell of one project, by the cells that say so; `lines` are the passages of each row."""

    table: int
    title: Cell
    number: Cell | None
    unit: Cell | None
    class_name: Cell | None
    light: Cell | None
    lines: tuple[tuple[int, ...], ...]


def blocks_of(reading: Reading) -> tuple[Block, ...]:
    """Return the projects that a text lists in tables, in their order; a row without a title goes on with the one above."""
    rows: dict[tuple[int, int], list[int]] = {}
    for index, one in enumerate(reading.outline.passages):
        if one.line.row is not None and one.line.row[1] > 0:
            rows.setdefault(one.line.row, []).append(index)
    grouped: list[tuple[int, list[tuple[int, ...]]]] = []
    for (table, _), cells in rows.items():
        if _cell(reading, cells, is_title) is not None:
            grouped.append((table, [tuple(cells)]))
        elif grouped and grouped[-1][0] == table:
            grouped[-1][1].append(tuple(cells))
    return tuple(
        _block(reading, table, title, tuple(lines))
        for table, lines in grouped
        if (title := _cell(reading, lines[0], is_title)) is not None
    )


def _block(reading: Reading, table: int, title: Cell, lines: tuple[tuple[int, ...], ...]) -> Block:
    tests: tuple[Test, ...] = (_NUMBERS.search, is_unit, _CLASSES.search, _LIGHTS.search)
    number, unit, class_name, light = (_cell(reading, lines[0], test) for test in tests)
    return Block(table, title, number, unit, class_name, light, lines)


def _cell(reading: Reading, cells: Iterable[int], test: Test) -> Cell | None:
    for index in cells:
        passage = reading.outline.passages[index]
        if passage.line.label and test(passage.line.label):
            return cell_at(reading, index)
    return None


def cell_at(reading: Reading, index: int) -> Cell:
    """Return the cell that a passage is."""
    passage = reading.outline.passages[index]
    start = len(passage.line.label)
    return Cell(index, passage.text[start:], start)


def is_sum(reading: Reading, cells: Iterable[int]) -> bool:
    """Return whether a row sums up a project's indicators (综合（取最低）)."""
    return any(_WHOLE.match(cell_at(reading, index).text) for index in cells)
