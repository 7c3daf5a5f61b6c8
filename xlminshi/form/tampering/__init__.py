"""What was done to a form on its way: recognised by comparing it with the form that was sent, check by check.

Only what can lose or shift a value is 必改; where many cells are concerned, they are told in one finding.
"""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from xlminshi.core.former import NOTHING_CHANGED, FormerPlan
from xlminshi.core.problems import Problem
from xlminshi.core.project import Programme
from xlminshi.core.settings import Settings
from xlminshi.core.submission import Submission
from xlminshi.form.grid import Workbook
from xlminshi.form.matching import match_rows
from xlminshi.form.tables import Table
from xlminshi.form.tampering import arrangement, contents, file
from xlminshi.form.tampering.case import FormCase

__all__ = ["OF_ANY_FILE", "OF_THE_FORM_SENT", "FormCase", "tampering"]

Check: TypeAlias = Callable[[FormCase], Iterator[Problem]]

# What can be done to any file.
OF_ANY_FILE: tuple[Check, ...] = (
    file.nothing_stands_on_further_sheets,
    file.no_further_sheet_is_hidden,
    file.form_is_visible,
    file.stamp_is_there,
    file.holds_no_macro,
    file.refers_to_no_other_file,
    arrangement.no_row_is_hidden,
    arrangement.no_column_is_hidden,
    arrangement.titles_are_clear,
    arrangement.names_are_unchanged,
    arrangement.last_figures_are_unchanged,
    arrangement.figures_stand_in_their_column,
    arrangement.figures_are_not_shifted,
    contents.formulas_have_results,
    contents.status_is_not_decided_by_the_unit,
    contents.no_figure_stands_for_several,
    contents.no_words_stand_for_several,
    contents.no_entry_stands_for_two_columns,
    contents.no_answer_is_a_comment,
    contents.no_answer_is_a_picture,
)
# What can only be said of the form that was sent; a file built anew differs from it in everything, and is told once.
OF_THE_FORM_SENT: tuple[Check, ...] = (
    file.sheet_keeps_its_name,
    file.sheet_is_no_copy,
    file.head_is_unchanged,
    arrangement.table_in_its_place,
    arrangement.rows_in_order,
    arrangement.rows_together,
    arrangement.columns_in_order,
    arrangement.main_tasks_are_unchanged,
    contents.formulas_stand,
    contents.formulas_are_unchanged,
    contents.entries_are_still_limited,
)


def tampering(
    workbook: Workbook,
    table: Table,
    programme: Programme,
    lead_unit: str,
    settings: Settings,
    before: Submission | None = None,
    former: FormerPlan = NOTHING_CHANGED,
) -> tuple[Problem, ...]:
    """Return what was done to a form beyond filling it in. (Rows, columns and plans that differ, the reading tells.)

    `before` is what the office knows of the unit's last period; with it 上期累计 on the form is compared. `former` is what
    stood on forms sent out before the list or the history was changed.
    """
    matching = match_rows(table, programme.of_unit(lead_unit))
    case = FormCase(workbook, table, programme, lead_unit, settings, matching, before, former)
    found: list[Problem] = []
    for check in (*OF_ANY_FILE, *OF_THE_FORM_SENT) if case.is_the_form_sent else OF_ANY_FILE:
        found.extend(check(case))
    return tuple(found)
