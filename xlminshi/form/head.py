"""Recognising a form: its table, the hidden stamp, and the names above the table, found wherever they stand."""

from dataclasses import dataclass

from xlminshi.core.problems import Place
from xlminshi.core.units import normal_name
from xlminshi.form.cells import shown
from xlminshi.form.fields import Sheet
from xlminshi.form.grid import CellValue, Workbook, bare, cell_address
from xlminshi.form.headings import heading_of
from xlminshi.form.landmarks import (
    HEAD_LABELS,
    HEAD_NAMES,
    HELP_SHEET,
    SOURCE_LABEL,
    STAMP_LABELS,
    STAMP_SHEET,
)
from xlminshi.form.tables import ROWS_SEARCHED, Table, find_table

_NEEDED = ("title", "achieved")
# Columns that tell of a project; a number, a name, a telephone and a remark stand in any list.
_TELLING = frozenset(
    {"title", "indicator", "target", "previous", "achieved", "rate", "time_progress", "proposal"}
    | {"milestone", "narrative", "shortcomings", "next_steps"}
)
_LABELS = (*HEAD_LABELS, SOURCE_LABEL)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the hidden sheet says of the file, and the office's rules for it; all "" where there is no such sheet."""

    programme: str = ""
    lead_unit: str = ""
    period: str = ""
    version: str = ""
    rounding: str = ""
    ceiling: str = ""
    milestones: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the table, as typed; `cells` are the labelled cells by name (lead_unit, period, reporter …)."""

    lead_unit: str
    period: str
    reporter: str
    reviewer: str
    reported_on: CellValue
    date_place: Place
    source: str
    cells: tuple[tuple[str, str], ...] = ()


def find_forms(workbook: Workbook, kind: Sheet = Sheet.LEDGER) -> tuple[Table, ...]:
    """Return the tables of all sheets that look like a filled form; a sheet that somebody has hidden is not lost."""
    found = (find_table(grid, kind, _NEEDED, workbook.name) for grid in workbook.grids)
    return tuple(table for table in found if table is not None)


def bears_our_marks(workbook: Workbook) -> bool:
    """Return whether a workbook has anything of a form of ours: its stamp, its instructions, a row with heads of its columns."""
    if any(workbook.grid(name) is not None for name in (STAMP_SHEET, HELP_SHEET)):
        return True
    rows = (cells for grid in workbook.grids for cells in grid.rows[:ROWS_SEARCHED])
    return any(len(_TELLING & heading_of(cells, Sheet.LEDGER).first.keys()) > 1 for cells in rows)


def read_stamp(workbook: Workbook) -> Stamp:
    """Return the stamp of a file; spreadsheet programs may have made the hidden sheet visible."""
    grid = workbook.grid(STAMP_SHEET)
    if grid is None:
        return Stamp()
    pairs = ((*cells, None, None)[:2] for cells in grid.rows)
    values = {shown(label).strip(): shown(value).strip() for label, value in pairs}
    of_form = (values.get(label, "") for label in STAMP_LABELS[:4])
    of_rules = (values.get(label, "") for label in STAMP_LABELS[6:])
    return Stamp(*of_form, *of_rules)


def read_head(table: Table) -> Head:
    """Return the names and the date above the table, found by their labels wherever they stand."""
    return table.once(_LABELS, lambda: _read_head(table))


def _read_head(table: Table) -> Head:
    cells = dict.fromkeys(_LABELS, (None, table.place)) | _labelled(table)
    unit, period, _, reporter, reviewer, day = (cells[label] for label in HEAD_LABELS)
    return Head(
        lead_unit=shown(unit[0]).strip(),
        period=shown(period[0]).strip(),
        reporter=shown(reporter[0]).strip(),
        reviewer=shown(reviewer[0]).strip(),
        reported_on=day[0],
        date_place=day[1],
        source=shown(cells[SOURCE_LABEL][0]).strip(),
        cells=tuple(
            (name, cells[label][1].cell)
            for label, name in zip(HEAD_LABELS, HEAD_NAMES, strict=True)
            if cells[label][1].cell
        ),
    )


def _labelled(table: Table) -> dict[str, tuple[CellValue, Place]]:
    """Return by each label above the table the value to its right, or behind its colon in the same cell."""
    found: dict[str, tuple[CellValue, Place]] = {}
    for row, cells in enumerate(table.grid.rows[: table.header_row]):
        for column, value in enumerate(cells):
            if value is None:
                continue
            name, separator, rest = shown(value).strip().replace(":", "：").partition("：")
            label = normal_name(name)
            if label not in _LABELS or label in found or (rest and not separator):
                continue
            if rest.strip():
                found[label] = rest.strip(), table.place.at(cell_address(row, column))
            else:
                found[label] = _next_value(table, row, column)
    return found


def _next_value(table: Table, row: int, column: int) -> tuple[CellValue, Place]:
    for right in range(column + 1, len(table.grid.rows[row])):
        value = bare(table.grid.at(row, right))
        text = shown(value).strip()
        if normal_name(text.replace(":", "：").partition("：")[0]) in _LABELS:
            break
        if text:
            return value, table.place.at(cell_address(row, right))
    return None, table.place.at(cell_address(row, column + 1))
