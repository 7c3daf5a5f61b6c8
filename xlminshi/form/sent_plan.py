"""The rows of a form, and 年度目标 and 上期累计 as it showed them when it went out: short marks in one cell of its hidden sheet.

Whatever the list and the history say by the time it comes back: what stands there was not changed by the unit, and a row
that does not stand there was not left out by it.
"""

from collections.abc import Iterator

from xlminshi.core.former import LAST, ROW, SORT, TARGET, mark_of, sort_shown
from xlminshi.core.project import Programme
from xlminshi.core.quantity import plain
from xlminshi.core.submission import Submission
from xlminshi.form.cells import shown
from xlminshi.form.grid import Workbook
from xlminshi.form.landmarks import STAMP_SHEET

SENT_LABEL = "发出时的校验码"


def sent_marks(programme: Programme, lead_unit: str, before: Submission | None) -> str:
    """Return the marks of all rows and figures that a form shows from the start, parted by blanks."""
    return " ".join(_marks(programme, lead_unit, before))


def _marks(programme: Programme, lead_unit: str, before: Submission | None) -> Iterator[str]:
    rows = ((one, indicator) for one in programme.of_unit(lead_unit) for indicator in one.indicators)
    for project, indicator in rows:
        yield mark_of(ROW, project.title, indicator.name, "")
        yield mark_of(
            SORT, project.title, indicator.name, sort_shown(indicator.kind.value, indicator.measure)
        )
        target = indicator.target_words if indicator.target is None else plain(indicator.target.value)
        if target:
            yield mark_of(TARGET, project.title, indicator.name, target)
        report = before.of_indicator(project.title, indicator.name) if before else None
        if report is not None and report.previous is not None:
            yield mark_of(LAST, project.title, indicator.name, plain(report.previous))


def sent_with(workbook: Workbook) -> frozenset[str]:
    """Return the marks of what a form showed when it went out; none for a file that has no such cell."""
    grid = workbook.grid(STAMP_SHEET)
    rows = grid.rows if grid else ()
    told = (shown(cells[1]) for cells in rows if len(cells) > 1 and shown(cells[0]).strip() == SENT_LABEL)
    return frozenset(" ".join(told).split())
