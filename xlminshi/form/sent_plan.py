"""年度目标 and 上期累计 as a form showed them when it went out, kept on its hidden sheet.

Whatever the list and the history say by the time it comes back: what stands there was not changed by the unit.
"""

from collections.abc import Iterator

from xlminshi.core.former import LAST, TARGET, Shown
from xlminshi.core.project import Programme
from xlminshi.core.quantity import plain
from xlminshi.core.submission import Submission
from xlminshi.form.cells import shown
from xlminshi.form.entries import form_rows
from xlminshi.form.grid import Workbook
from xlminshi.form.landmarks import STAMP_SHEET

_LABEL = "发出时的内容"


def sent_rows(
    programme: Programme, lead_unit: str, before: Submission | None
) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield the rows of the hidden sheet: label, project, indicator, 年度目标 and 上期累计 as the form shows them."""
    for row in form_rows(programme.of_unit(lead_unit)):
        title, indicator = row.project.title, row.indicator
        report = before.of_indicator(title, indicator.name) if before else None
        target = indicator.target_words if indicator.target is None else plain(indicator.target.value)
        last = "" if report is None or report.previous is None else plain(report.previous)
        yield _LABEL, title, indicator.name, target, last


def sent_with(workbook: Workbook) -> Iterator[Shown]:
    """Yield what a form showed when it went out; nothing for a file without it."""
    grid = workbook.grid(STAMP_SHEET)
    for cells in grid.rows if grid else ():
        label, title, indicator, target, last = (shown(value).strip() for value in (*cells, *(None,) * 5)[:5])
        if label == _LABEL:
            yield Shown(TARGET, title, indicator, target)
            yield Shown(LAST, title, indicator, last)
