"""What was done to cells: formulas, merged areas, refused entries, comments, pictures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.project import Indicator
from xlminshi.core.quantity import PERCENT, Quantity
from xlminshi.form.cells import shown
from xlminshi.form.covered import area_of
from xlminshi.form.entries import rule_of
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
from xlminshi.form.sheets import Area, EntryRule
from xlminshi.form.tampering.case import FormCase, columns, is_own, listed

_ANY_ROW = "\0"
_CALCULATED = ("rate", "time_progress", "proposal")
_NEEDED = ("target", "achieved", *_CALCULATED)
# What a status cell says of a row that was not filled in yet; a copy of the values keeps it.
_NO_STATUS = (NOT_REPORTED, BAD_VALUE, BAD_TARGET, "")
_SPACE = re.compile(r"\s+")
_MOST_NOTE_CHARACTERS, _MOST_NOTES = 60, 10
_FIGURES = (Entry.NUMBER, Entry.MONEY)


@dataclass(frozen=True, slots=True)
class _FormulaCell:
    """A calculated cell: its row and column, and what stands there."""

    match: MatchedRow
    key: str
    address: str
    value: CellValue

    def is_as_sent(self, sent: str) -> bool:
        """Return whether the formula is the one that was sent, however a program writes it."""
        if not isinstance(self.value, Calculated):
            return False
        return self.value.formula == sent or _normal(self.value.formula) == _normal(sent)


def _formula_cells(case: FormCase) -> tuple[_FormulaCell, ...]:
    if not all(key in case.table.columns for key in _NEEDED):
        return ()
    return tuple(
        _FormulaCell(one, key, case.table.place_of(one.row, key).cell, case.table.value(one.row, key))
        for one in case.matching.matches
        for key in (_CALCULATED if one.indicator.kind.is_rated else ("time_progress",))
    )


def _sent_formulas(case: FormCase) -> dict[int, dict[str, str]]:
    """Return the formulas that were sent, by row and key; rows of one make have theirs in common but for the row's number."""
    makes: dict[object, dict[str, str]] = {}
    found = {}
    for one in case.matching.matches:
        is_percent = one.indicator.measure == PERCENT
        make = (one.indicator.kind, one.indicator.decimals, one.indicator.rounding, is_percent)
        if make not in makes:
            makes[make] = _formulas_of_any_row(case, one.indicator)
        number = str(one.row + 1)
        found[one.row] = {key: text.replace(_ANY_ROW, number) for key, text in makes[make].items()}
    return found


def _formulas_of_any_row(case: FormCase, indicator: Indicator) -> dict[str, str]:
    progress = time_progress_formula(case.settings).text
    if not indicator.kind.is_rated:
        return {"time_progress": progress}
    columns_used = (case.table.columns.get(key, 0) for key in ("target", "achieved", "rate", "time_progress"))
    cells = RowCells(*(f"{column_letters(column)}{_ANY_ROW}" for column in columns_used))
    cells = as_a_unit_types(cells, indicator)
    return {
        "rate": rate_formula(indicator, None, cells, case.settings.rate_rule).text,
        "time_progress": progress,
        "proposal": status_formula(indicator, None, cells, case.settings).text,
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
        found = listed(one.address for one in typed)
        yield problem(
            Code.FORMULA_TYPED_OVER, case.table.place.at(typed[0].address), column=headers, found=found
        )


def formulas_are_unchanged(case: FormCase) -> Iterator[Problem]:
    """A formula is the one that was sent.

    Only where others of the column still are: else the office itself may have changed its settings since.
    """
    sent = _sent_formulas(case)
    judged = [(one, one.is_as_sent(sent[one.match.row][one.key])) for one in _formula_cells(case)]
    sound = {one.key for one, is_as_sent in judged if is_as_sent}
    changed = [
        one
        for one, is_as_sent in judged
        if one.key in sound and isinstance(one.value, Calculated) and not is_as_sent
    ]
    if changed:
        found = listed(one.address for one in changed)
        yield problem(Code.FORMULA_CHANGED, case.table.place.at(changed[0].address), found=found)


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
        text = shown(value).strip()
        if isinstance(value, Calculated) or not one.indicator.kind.is_rated or text in _NO_STATUS:
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
    for address in case.grid.traits.merges:
        area = area_of(address)
        if area is not None:
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
    entries = [(field, column) for field, column in columns(case) if field.origin is Origin.ENTRY]
    for one in case.matching.matches:
        for field, column in entries:
            is_limited = rule_of(field, one.indicator.kind) is not EntryRule.ANY
            if is_limited and is_own(field, one.row, firsts):
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
