"""What was moved, inserted, hidden or renamed. Values are bound by names, so most of it is only told."""

from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import islice

from xlminshi.core.former import LAST
from xlminshi.core.problems import Code, Problem, problem
from xlminshi.core.project import Indicator, Project
from xlminshi.core.quantity import plain
from xlminshi.core.units import normal_name
from xlminshi.form.cells import shown
from xlminshi.form.fields import BY_KEY
from xlminshi.form.grid import bare
from xlminshi.form.landmarks import HEADER_ROW
from xlminshi.form.matching import MatchedRow, UnknownRow
from xlminshi.form.reading import last_figure
from xlminshi.form.tampering.case import FormCase, columns, columns_listed, is_filled, listed, rows_listed

_LEAST_ALIKE = 0.6
# Comparing names letter by letter is slow; nobody renames more rows, and no name is longer.
_MOST_COMPARED, _MOST_CHARACTERS = 50, 60


def rows_in_order(case: FormCase) -> Iterator[Problem]:
    """The rows stand in the order in which they were sent."""
    read = {one.row for one in case.matching.rows}
    found = [(one.project.title, one.indicator.name) for one in case.matching.matches if one.row in read]
    known = set(found)
    sent = (
        (project.title, indicator.name)
        for project in case.programme.of_unit(case.lead_unit)
        for indicator in project.indicators
    )
    if found != [key for key in sent if key in known]:
        yield problem(Code.ROWS_MOVED, case.table.place)


def rows_together(case: FormCase) -> Iterator[Problem]:
    """No rows were inserted above the table or into it. (Rows with other contents are told one by one.)"""
    rows = {one.row for one in case.matching.matches}  # none of them is blank
    between = range(min(rows), max(rows)) if rows else ()
    inserted = [row for row in between if row not in rows and not is_filled(case.grid, row)]
    if inserted:
        yield problem(Code.ROWS_INSERTED, case.table.place, found=rows_listed(inserted))


def figures_are_not_shifted(case: FormCase) -> Iterator[Problem]:
    """The column of figures was not moved down by a row: then its first cell is empty, and a bare figure stands below."""
    rows = [one.row for one in case.matching.matches]
    if not rows or case.table.text(min(rows), "achieved"):
        return
    filled = [key for key in case.table.columns if case.table.text(max(rows) + 1, key)]
    if filled == ["achieved"] and isinstance(bare(case.table.value(max(rows) + 1, "achieved")), Decimal):
        place = case.table.place_of(min(rows), "achieved")
        found = case.table.text(max(rows) + 1, "achieved")
        yield problem(Code.FIGURES_SHIFTED, place, column=BY_KEY["achieved"].header, found=found)


def table_in_its_place(case: FormCase) -> Iterator[Problem]:
    """The header stands in the row in which it was sent."""
    if case.table.header_row != HEADER_ROW:
        found, expected = case.table.header_row + 1, HEADER_ROW + 1
        yield problem(Code.HEADER_MOVED, case.table.place, found=found, expected=expected)


def columns_in_order(case: FormCase) -> Iterator[Problem]:
    """The columns stand in the order in which they were sent."""
    places = [place for _, place in columns(case)]
    if places != sorted(places):
        moved = [
            field.header
            for (field, place), straight in zip(columns(case), sorted(places), strict=True)
            if place != straight
        ]
        yield problem(Code.COLUMNS_MOVED, case.table.place, found=listed(moved))


def no_row_is_hidden(case: FormCase) -> Iterator[Problem]:
    """A hidden row is read like any other, but whoever looks at the sheet does not see it."""
    rows = [row for row in case.grid.traits.hidden_rows if is_filled(case.grid, row)]
    if rows:
        yield problem(Code.ROWS_HIDDEN, case.table.place, found=rows_listed(rows))


def no_column_is_hidden(case: FormCase) -> Iterator[Problem]:
    """A hidden column is read like any other."""
    hidden = case.grid.traits.hidden_columns
    filled = [column for column in hidden if _is_filled_below(case, column)]
    if filled:
        yield problem(Code.COLUMNS_HIDDEN, case.table.place, found=columns_listed(filled))


def _is_filled_below(case: FormCase, column: int) -> bool:
    rows = range(case.table.header_row, len(case.grid.rows))
    return any(shown(case.grid.at(row, column)).strip() for row in rows)


def titles_are_clear(case: FormCase) -> Iterator[Problem]:
    """A row without a title takes it from above; that is safe only where no other project has such an indicator."""
    for one in case.matching.matches:
        if case.table.text(one.row, "title"):
            continue
        name = normal_name(one.indicator.name)
        others = [
            project.title
            for project in case.programme.of_unit(case.lead_unit)
            if project is not one.project
            and any(normal_name(other.name) == name for other in project.indicators)
        ]
        if others:
            place, title = case.table.place_of(one.row, "title"), one.project.title
            yield problem(Code.TITLE_UNCLEAR, place, title=title, value="、".join(others))


def names_are_unchanged(case: FormCase) -> Iterator[Problem]:
    """A row that nobody knows may be a missing one under another name."""
    told: set[tuple[str, str]] = set()
    typed = (one for one in case.matching.unknown if not case.former.was_sent(one.title, one.indicator))
    for row in islice(typed, _MOST_COMPARED):
        best = max(case.matching.missing, key=lambda missing: _likeness(row, *missing), default=None)
        if best is None or _likeness(row, *best) < _LEAST_ALIKE:
            continue
        found, expected = _changed_names(row, *best)
        if (found, expected) not in told:
            told.add((found, expected))
            place = case.table.place_of(row.row, "title")
            code = Code.NAME_CHANGED if found else Code.NAME_GONE
            yield problem(code, place, found=found, expected=expected)


def _likeness(row: UnknownRow, project: Project, indicator: Indicator) -> float:
    """Return how alike the names are, from 0 to 1; where the row gives no indicator, the titles alone."""
    title = _ratio(row.title, project.title)
    if not row.indicator:
        return title
    name = _ratio(row.indicator, indicator.name)
    # One of the two names is usually left as it was.
    return (title + name) / 2 if max(title, name) == 1 and min(title, name) > 0.3 else min(title, name)


def _ratio(first: str, second: str) -> float:
    one, other = (normal_name(name)[:_MOST_CHARACTERS] for name in (first, second))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _changed_names(row: UnknownRow, project: Project, indicator: Indicator) -> tuple[str, str]:
    if normal_name(row.title) != normal_name(project.title):
        return row.title, project.title
    return row.indicator, indicator.name


def main_tasks_are_unchanged(case: FormCase) -> Iterator[Problem]:
    """主要任务 is printed as the list has it, whatever the form says."""
    if "main_task" not in case.table.columns:
        return
    firsts = case.first_rows()
    changed = [
        case.table.place_of(one.row, "main_task").cell
        for one in case.matching.matches
        if one.row in firsts
        and normal_name(case.table.text(one.row, "main_task")) != normal_name(one.project.main_task)
    ]
    if changed:
        yield problem(Code.MAIN_TASK_CHANGED, case.table.place.at(changed[0]), found=listed(changed))


def last_figures_are_unchanged(case: FormCase) -> Iterator[Problem]:
    """上期累计 is held against what the office knows of the last period, whatever the form says."""
    if case.before is None:
        return
    for one in case.matching.matches:
        known = case.before.of_indicator(one.project.title, one.indicator.name)
        found = last_figure(case.table, one)
        if known is None or found is None or not one.indicator.kind.is_number:
            continue
        last = known.achieved.value if known.achieved is not None else known.previous
        if last is not None and found != last:
            yield _other_last_figure(case, one, plain(found), plain(last))


def _other_last_figure(case: FormCase, one: MatchedRow, found: str, expected: str) -> Problem:
    place = case.table.place_of(one.row, "previous")
    if case.former.showed(LAST, one.project.title, one.indicator.name, found):
        return problem(Code.FORMER_PLAN, place, column=LAST, found=found, expected=expected)
    return problem(Code.LAST_FIGURE_CHANGED, place, found=found, expected=expected)


def figures_stand_in_their_column(case: FormCase) -> Iterator[Problem]:
    """Last period's figures under 累计完成, and larger ones under 上期累计: the two columns were swapped."""
    if case.before is None:
        return
    swapped, has_grown = [], False
    for one in case.matching.matches:
        known, found = (
            case.before.of_indicator(one.project.title, one.indicator.name),
            last_figure(case.table, one),
        )
        now = bare(case.table.value(one.row, "achieved"))
        last = (known.achieved.value if known.achieved is not None else known.previous) if known else None
        if last is None or found is None:
            continue
        if found == last or now != last:
            return
        has_grown = has_grown or found > last
        swapped.append(case.table.place_of(one.row, "achieved").cell)
    if swapped and has_grown:
        yield problem(Code.FIGURES_SWAPPED, case.table.place.at(swapped[0]), found=listed(swapped))
