"""What was done to the file around the form: sheets, stamp, head, macros and links."""

import re
from collections.abc import Iterator

from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.units import normal_name
from xlminshi.form.cells import shown
from xlminshi.form.feedback import LIST_SHEET
from xlminshi.form.grid import FileTrait, Grid
from xlminshi.form.head import read_head
from xlminshi.form.landmarks import HELP_SHEET, STAMP_SHEET
from xlminshi.form.sheet_names import sheet_name_for
from xlminshi.form.tampering.case import FormCase, listed

_COPY = re.compile(r"(.*?) ?[(（]\d+[)）]$")


def sheet_keeps_its_name(case: FormCase) -> Iterator[Problem]:
    """The sheet with the form is called as it was sent, after its unit."""
    expected, found = _sent_name(case), case.grid.name.strip()
    copied = _COPY.match(found)
    if found == expected or (copied and copied.group(1) == expected):
        return
    yield problem(Code.SHEET_RENAMED, case.table.place, found=found, expected=expected)


def sheet_is_no_copy(case: FormCase) -> Iterator[Problem]:
    """区残联 (2) is a copy of the sheet, and may not be the last one."""
    expected, found = _sent_name(case), case.grid.name.strip()
    copied = _COPY.match(found)
    if found != expected and copied and copied.group(1) == expected:
        yield problem(Code.SHEET_COPIED, case.table.place, found=found)


def _sent_name(case: FormCase) -> str:
    return sheet_name_for(case.lead_unit, frozenset((HELP_SHEET, STAMP_SHEET)))


def nothing_stands_on_further_sheets(case: FormCase) -> Iterator[Problem]:
    """What was written on a sheet of its own is not read."""
    found = [grid.name.strip() for grid in _further(case) if not grid.is_hidden]
    if found:
        yield problem(Code.FURTHER_SHEETS, Place(case.table.place.file), found=listed(found))


def no_further_sheet_is_hidden(case: FormCase) -> Iterator[Problem]:
    """A hidden sheet goes wherever the file goes."""
    found = [grid.name.strip() for grid in _further(case) if grid.is_hidden]
    if found:
        yield problem(Code.HIDDEN_SHEETS, Place(case.table.place.file), found=listed(found))


def _further(case: FormCase) -> Iterator[Grid]:
    own = (HELP_SHEET, STAMP_SHEET, LIST_SHEET, case.grid.name.strip())
    for grid in case.workbook.grids:
        if grid.name.strip() not in own and any(shown(value).strip() for row in grid.rows for value in row):
            yield grid


def form_is_visible(case: FormCase) -> Iterator[Problem]:
    """The form itself stands on a sheet that everybody sees."""
    if case.grid.is_hidden:
        yield problem(Code.FORM_HIDDEN, case.table.place)


def stamp_is_there(case: FormCase) -> Iterator[Problem]:
    """The hidden stamp says which form of which period it is; without it the form was built anew."""
    if case.workbook.grid(STAMP_SHEET) is None and FileTrait.OTHER_FORMAT not in case.workbook.traits:
        yield problem(Code.STAMP_GONE, Place(case.table.place.file))


def head_is_unchanged(case: FormCase) -> Iterator[Problem]:
    """The head names the unit as it was sent, and a period. (A head of another period, the recognising refuses.)"""
    head = read_head(case.table)
    cells = dict(head.cells)
    sent = (
        ("lead_unit", "填报单位", head.lead_unit, case.lead_unit),
        ("period", "通报期", head.period, case.settings.period.full_label),
    )
    for key, label, found, expected in sent:
        is_same = bool(found) if key == "period" else normal_name(found) == normal_name(expected)
        if key in cells and not is_same:
            place = case.table.place.at(cells[key])
            yield problem(Code.HEAD_CHANGED, place, column=label, found=found or "空", expected=expected)


def holds_no_macro(case: FormCase) -> Iterator[Problem]:
    """Forms are sent without macros, and mail gateways stop files with them."""
    if FileTrait.MACRO in case.workbook.traits:
        yield problem(Code.HAS_MACRO, Place(case.table.place.file))


def refers_to_no_other_file(case: FormCase) -> Iterator[Problem]:
    """What comes out of another file is the number of the day on which it was last calculated."""
    if FileTrait.EXTERNAL_LINK in case.workbook.traits:
        yield problem(Code.HAS_LINKS, Place(case.table.place.file))
