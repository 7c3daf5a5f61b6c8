"""Sheets written as Markdown tables: the readable source of the examples, and of most tests."""

import re
from decimal import Decimal

from xlminshi.form.grid import CellValue, Grid

_NUMBER = re.compile(r"^-?\d+(?:\.\d+)?$")
_RULE = re.compile(r"^\|?\s*:?-{3,}")


def grid_from_markdown(text: str, name: str = "表") -> Grid:
    """Return the sheet that a Markdown table shows: plain numbers as numbers, empty cells as nothing, `<br>` as a line break.

    Lines without a “|” become rows with one cell (titles above a table); the rule under the header is left out.
    """
    rows = [
        _cells(line)
        for line in text.strip("\n").splitlines()
        if line.strip() and not _RULE.match(line.strip())
    ]
    return Grid(name, tuple(rows))


def grids_from_markdown(text: str) -> tuple[Grid, ...]:
    """Return one sheet for each `## name` section of a Markdown text; what stands before the first is a remark."""
    sections = re.split(r"^## +(.+)$", text, flags=re.MULTILINE)[1:]
    return tuple(
        grid_from_markdown(body, name.strip())
        for name, body in zip(sections[::2], sections[1::2], strict=True)
    )


def _cells(line: str) -> tuple[CellValue, ...]:
    line = line.strip()
    if "|" not in line:
        return (line,)
    return tuple(_value(cell.strip()) for cell in line.removeprefix("|").removesuffix("|").split("|"))


def _value(text: str) -> CellValue:
    if not text:
        return None
    return Decimal(text) if _NUMBER.match(text) else text.replace("<br>", "\n")
