"""What a unit's sheet in the workbook still shows although the office has changed its list or the history since."""

from collections.abc import Iterator
from decimal import Decimal

from xlminshi.core.former import LAST, TARGET, Outdated
from xlminshi.core.project import Programme
from xlminshi.core.quantity import plain
from xlminshi.core.submission import Submission
from xlminshi.form.matching import match_rows
from xlminshi.form.reading import other_target, target_shown
from xlminshi.form.tables import Table


def outdated_on(
    table: Table, programme: Programme, shown: Submission, renewed: Submission
) -> Iterator[Outdated]:
    """Yield each target and last figure of a sheet that is no longer so; `renewed` has 上期累计 as the history has it."""
    unit = shown.lead_unit
    for row in match_rows(table, programme.of_unit(unit)).rows:
        if (old := other_target(table, row)) is not None:
            new = target_shown(row.indicator)
            yield Outdated(unit, row.project.title, row.indicator.name, TARGET, old, new)
    for one, now in zip(shown.indicators, renewed.indicators, strict=True):
        if one.previous is not None and one.previous != now.previous:
            old, new = plain(one.previous), _figure(now.previous)
            yield Outdated(unit, one.project_title, one.indicator_name, LAST, old, new)


def _figure(value: Decimal | None) -> str:
    return "" if value is None else plain(value)
