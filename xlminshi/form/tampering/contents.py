"""What was done to cells: formulas, merged areas, refused entries, comments, pictures."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.project import Indicator, IndicatorKind
from xlminshi.core.quantity import PERCENT, Quantity
from xlminshi.core.rounding import Rounding
from xlminshi.core.settings import Settings
from xlminshi.form.cells import shown
from xlminshi.form.covered import area_of
from xlminshi.form.entry_rules import EntryRule, rule_of
from xlminshi.form.feedback import words_beside
from xlminshi.form.fields import BY_KEY, Entry, Field, Holder, Origin
from xlminshi.form.formulas import (
    BAD_TARGET,
    BAD_VALUE,
    NOT_REPORTED,
    RowCells,
    as_a_unit_types,
    rate_formula,
    row_status,
    status_formula,
    time_progress_formula,
)
from xlminshi.form.grid import Calculated, CellError, CellValue, bare, cell_address, column_letters
from xlminshi.form.matching import MatchedRow
from xlminshi.form.numbers import read_number
from xlminshi.form.placed import Area
from xlminshi.form.tampering.case import FIELDS, FormCase, columns, is_own, listed

_CALCULATED = ("rate", "time_progress", "proposal")
_NEEDED = ("target", "achieved", *_CALCULATED)
# What a status cell says of a row that was not filled in yet; a copy of the values keeps it.
_NO_STATUS = (NOT_REPORTED, BAD_VALUE, BAD_TARGET, "")
_SPACE = re.compile(r"\s+")
_MOST_NOTE_CHARACTERS, _MOST_NOTES = 60, 10
_FIGURES = (Entry.NUMBER, Entry.MONEY)
# The entries that refuse something, by the kind of the indicator in their row.
_LIMITED = {
    kind: tuple(
        field
        for field in FIELDS
        if field.origin is Origin.ENTRY and rule_of(field, kind) is not EntryRule.ANY
    )
    for kind in IndicatorKind
}


class _FormulaCell(NamedTuple):
    """A calculated cell: its row and column, and what stands there."""

    match: MatchedRow
    key: str
    value: CellValue

    def is_as_sent(self, sent: str) -> bool:
        """Return whether the formula is the one that was sent, however a program writes it."""
        if not isinstance(self.value, Calculated):
            return False
        return self.value.formula == sent or _normal(self.value.formula) == _normal(sent)


def _formula_cells(case: FormCase) -> tuple[_FormulaCell, ...]:
    return case.table.once(case.matching, lambda: _calculated_cells(case))


def _calculated_cells(case: FormCase) -> tuple[_FormulaCell, ...]:
    if not all(key in case.table.columns for key in _NEEDED):
        return ()
    value = case.table.value
    return tuple(
        _FormulaCell(one, key, value(one.row, key))
        for one in case.matching.matches
        for key in (_CALCULATED if one.indicator.kind.is_rated else ("time_progress",))
    )


def _address(case: FormCase, one: _FormulaCell) -> str:
    return cell_address(one.match.row, case.table.columns[one.key])


@dataclass(frozen=True, slots=True, eq=False)
class _Make:
    """What the formulas of a form follow from: the office's settings, and the columns of _NEEDED on the sheet.

    It is told from another one by being another object: what is remembered for a make must be quick to find.
    """

    settings: Settings
    columns: tuple[int, ...]


# The forms of a run are mostly of one make.
_MAKES: deque[_Make] = deque(maxlen=8)


def _make_of(case: FormCase) -> _Make:
    used = tuple(case.table.columns[key] for key in _NEEDED)
    known = (one for one in tuple(_MAKES) if one.settings is case.settings and one.columns == used)
    make = next(known, None)
    if make is None:
        make = _Make(case.settings, used)
        _MAKES.append(make)
    return make


def _sent_formulas(make: _Make, one: MatchedRow) -> Mapping[str, str]:
    """Return the formulas that were sent in a row, by key."""
    indicator = one.indicator
    is_percent = indicator.measure == PERCENT
    return _formulas_of_row(
        make, indicator.kind, indicator.decimals, indicator.rounding, is_percent, str(one.row + 1)
    )


# Each entry keeps the settings of its run alive: enough for the rows of the longest forms, and no more.
@lru_cache(maxsize=512)
def _formulas_of_row(
    make: _Make, kind: IndicatorKind, decimals: int, rounding: Rounding | None, is_percent: bool, number: str
) -> Mapping[str, str]:
    progress = time_progress_formula(make.settings).text
    if not kind.is_rated:
        return {"time_progress": progress}
    indicator = Indicator("", kind, PERCENT if is_percent else "", decimals=decimals, rounding=rounding)
    target, achieved, rate, time_progress, _ = (f"{column_letters(one)}{number}" for one in make.columns)
    cells = as_a_unit_types(RowCells(target, achieved, rate, time_progress), indicator)
    return {
        "rate": rate_formula(indicator, None, cells, make.settings.rate_rule).text,
        "time_progress": progress,
        "proposal": status_formula(indicator, None, cells, make.settings).text,
    }


def _normal(formula: str) -> str:
    """Return a formula as it is compared: no spaces, no $, capital letters, but the texts in quotes unchanged."""
    parts = re.split(r'("[^"]*")', formula.removeprefix("="))
    plain = (
        part
        if part.startswith('"')
        else _SPACE.sub("", part).replace("$", "").upper().replace("FALSE()", "FALSE")
        for part in parts
    )
    return "".join(plain)


def formulas_stand(case: FormCase) -> Iterator[Problem]:
    """Calculated cells still hold formulas. Their results are computed again anyway, so one finding is enough."""
    typed = [
        one
        for one in _formula_cells(case)
        if not isinstance(one.value, Calculated) and shown(one.value).strip() and not _is_error(one.value)
    ]
    if typed:
        headers = listed(BY_KEY[one.key].header for one in typed)
        cells = [_address(case, one) for one in typed]
        place = case.table.place.at(cells[0])
        yield problem(Code.FORMULA_TYPED_OVER, place, column=headers, found=listed(cells))


def formulas_are_unchanged(case: FormCase) -> Iterator[Problem]:
    """A formula is the one that was sent.

    Only where others of the column still are: else the office itself may have changed its settings since.
    """
    cells = _formula_cells(case)
    if not cells:
        return
    make = _make_of(case)
    sent = {one.row: _sent_formulas(make, one) for one in case.matching.matches}
    judged = [(one, one.is_as_sent(sent[one.match.row][one.key])) for one in cells]
    sound = {one.key for one, is_as_sent in judged if is_as_sent}
    changed = [
        _address(case, one)
        for one, is_as_sent in judged
        if not is_as_sent and one.key in sound and isinstance(one.value, Calculated)
    ]
    if changed:
        yield problem(Code.FORMULA_CHANGED, case.table.place.at(changed[0]), found=listed(changed))


def formulas_have_results(case: FormCase) -> Iterator[Problem]:
    """No calculated cell shows an error: then something that it refers to was deleted or moved."""
    keys = [key for key in _CALCULATED if key in case.table.columns]
    broken = [
        case.table.place_of(one.row, key).cell
        for one in case.matching.matches
        for key in keys
        if _is_error(case.table.value(one.row, key))
    ]
    if broken:
        yield problem(Code.FORMULA_BROKEN, case.table.place.at(broken[0]), found=listed(broken))


def _is_error(value: CellValue) -> bool:
    return isinstance(bare(value), CellError)


def status_is_not_decided_by_the_unit(case: FormCase) -> Iterator[Problem]:
    """A status that was typed over the proposal counts for nothing; the unit is told so."""
    if "proposal" not in case.table.columns:
        return
    for one in case.matching.matches:
        value = case.table.value(one.row, "proposal")
        if isinstance(value, Calculated) or not one.indicator.kind.is_rated:
            continue
        text = shown(value).strip()
        if text in _NO_STATUS:
            continue
        expected = row_status(one.indicator, _achieved(case, one), case.settings)
        if text != expected:
            place = case.table.place_of(one.row, "proposal")
            yield problem(Code.STATUS_TYPED, place, found=text, expected=expected)


def _achieved(case: FormCase, one: MatchedRow) -> Quantity | None:
    target = one.indicator.target.value if one.indicator.target else None
    value = case.table.value(one.row, "achieved")
    return read_number(value, one.indicator.measure, Place(), target).quantity


def _merged(case: FormCase) -> Iterator[tuple[str, Area, list[MatchedRow]]]:
    """Yield the merged areas of several cells in the rows of the table, with the rows that they cover."""
    first, last = case.matching.span
    for address in case.grid.traits.merges:
        area = area_of(address)
        if area is not None and area.top <= last and first <= area.bottom:
            rows = [one for one in case.matching.matches if area.top <= one.row <= area.bottom]
            if rows and (area.top < area.bottom or area.left < area.right):
                yield address, area, rows


def no_figure_stands_for_several(case: FormCase) -> Iterator[Problem]:
    """A merged cell over two indicators, or funds over two projects: nobody knows whose number it is."""
    found = [address for address, fields in _spanning(case) if any(one.entry in _FIGURES for one in fields)]
    if found:
        place = case.table.place.at(found[0].partition(":")[0])
        yield problem(Code.MERGED_FIGURES, place, found=listed(found))


def no_words_stand_for_several(case: FormCase) -> Iterator[Problem]:
    """A merged cell with words over two projects is read as those of the first."""
    found = [
        address for address, fields in _spanning(case) if not any(one.entry in _FIGURES for one in fields)
    ]
    if found:
        place = case.table.place.at(found[0].partition(":")[0])
        yield problem(Code.MERGED_PROJECTS, place, found=listed(found))


def _spanning(case: FormCase) -> Iterator[tuple[str, list[Field]]]:
    """Yield each filled merged area over several indicators or projects, with the entries that should be told apart."""
    for address, area, rows in _merged(case):
        several = {
            Holder.INDICATOR: len({(one.project.title, one.indicator.name) for one in rows}),
            Holder.PROJECT: len({one.project.title for one in rows}),
        }
        covered = (field for field, place in columns(case) if area.left <= place <= area.right)
        entries = [one for one in covered if one.origin is Origin.ENTRY and several[one.holder] > 1]
        if entries and shown(case.grid.at(area.top, area.left)).strip():
            yield address, entries


def no_entry_stands_for_two_columns(case: FormCase) -> Iterator[Problem]:
    """A merged cell over two columns is read as the first of them."""
    found = []
    for address, area, _ in _merged(case):
        covered = [field for field, place in columns(case) if area.left <= place <= area.right]
        if len(covered) > 1 and any(field.origin is Origin.ENTRY for field in covered):
            found.append(address)
    if found:
        place = case.table.place.at(found[0].partition(":")[0])
        yield problem(Code.MERGED_COLUMNS, place, found=listed(found))


def entries_are_still_limited(case: FormCase) -> Iterator[Problem]:
    """Cells that refuse words and negative figures still do; a cell pasted from elsewhere does not."""
    if not case.shows_traits:
        return
    validated = frozenset(case.grid.traits.validated)
    areas = [area_of(address) for address in validated if ":" in address]
    has_whole_columns = None in areas
    open_cells = [
        address
        for row, column in _limited_cells(case)
        if (address := cell_address(row, column)) not in validated
        and not any(_covers(area, row, column) for area in areas)
    ]
    if open_cells and not has_whole_columns:
        place = case.table.place.at(open_cells[0])
        yield problem(Code.LIMITS_GONE, place, found=listed(open_cells))


def _limited_cells(case: FormCase) -> Iterator[tuple[int, int]]:
    firsts = case.first_rows()
    for one in case.matching.matches:
        for field in _LIMITED[one.indicator.kind]:
            column = case.table.columns.get(field.key)
            if column is not None and is_own(field, one.row, firsts):
                yield one.row, column


def _covers(area: Area | None, row: int, column: int) -> bool:
    return area is not None and area.top <= row <= area.bottom and area.left <= column <= area.right


def no_answer_is_a_comment(case: FormCase) -> Iterator[Problem]:
    """The form has no comments but the office's own; people write there what belongs into a cell."""
    own = ((cell, _SPACE.sub(" ", words_beside(text)).strip()) for cell, text in case.grid.traits.notes)
    notes = [(cell, words) for cell, words in own if words]
    for cell, words in notes[:_MOST_NOTES]:
        short = words if len(words) <= _MOST_NOTE_CHARACTERS else f"{words[:_MOST_NOTE_CHARACTERS]}……"
        yield problem(Code.NOTE_ON_CELL, case.table.place.at(cell), found=short)
    more = [cell for cell, _ in notes[_MOST_NOTES:]]
    if more:
        place = case.table.place.at(more[0])
        yield problem(Code.FURTHER_NOTES, place, count=len(more), found=listed(more))


def no_answer_is_a_picture(case: FormCase) -> Iterator[Problem]:
    """Words in a picture or in a drawn box are not read."""
    if case.grid.traits.shapes:
        yield problem(Code.SHAPES, case.table.place, count=case.grid.traits.shapes)
