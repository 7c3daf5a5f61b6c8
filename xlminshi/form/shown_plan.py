"""What a row shows of the plan: held against the list, and against what stood there when the form was sent out."""

from collections.abc import Iterator
from decimal import Decimal

from xlminshi.core.former import LAST, SORT, TARGET, FormerPlan, Outdated, sort_shown
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.project import Indicator, Programme
from xlminshi.core.quantity import factor_between, plain
from xlminshi.core.submission import Submission
from xlminshi.form.cells import shown
from xlminshi.form.fields import BY_KEY
from xlminshi.form.grid import CellValue, bare
from xlminshi.form.matching import MatchedRow, is_same_name, match_rows
from xlminshi.form.numbers import read_number
from xlminshi.form.tables import Table


def changed_plan(table: Table, match: MatchedRow, former: FormerPlan) -> tuple[Problem, ...]:
    """Return what a row says of the plan otherwise than the list; targets of forms sent out earlier are `former`."""
    indicator = match.indicator
    found = []
    if others := _other_sort(table, match):
        code = Code.FORMER_PLAN if _was_sent_so(table, match, former) else Code.PLAN_CHANGED
        found = [_plan_problem(table, match.row, key, word, code) for key, word in others.items()]
    if (shows := other_target(table, match)) is not None:
        was_so = former.showed(TARGET, match.project.title, indicator.name, shows)
        code = Code.FORMER_PLAN if was_so else Code.PLAN_CHANGED
        found.append(_plan_problem(table, match.row, "target", target_shown(indicator), code))
    return tuple(found)


def _other_sort(table: Table, match: MatchedRow) -> dict[str, str]:
    """Return 指标类型 and 计量单位 of the list where a row shows others."""
    expected = {"kind": match.indicator.kind.value, "measure": match.indicator.measure}
    return {
        key: word
        for key, word in expected.items()
        if key in table.columns and not is_same_name(table.text(match.row, key), word)
    }


def _was_sent_so(table: Table, match: MatchedRow, former: FormerPlan) -> bool:
    shows = sort_shown(table.text(match.row, "kind"), table.text(match.row, "measure"))
    return former.showed(SORT, match.project.title, match.indicator.name, shows)


def former_measure(table: Table, match: MatchedRow, former: FormerPlan, *, is_own: bool) -> str:
    """Return the measure that a row was written with (`is_own`: in the workbook itself) or sent out with, where the list has
    another one by now into which its figures can be turned; "" otherwise.
    """
    shows, now = table.text(match.row, "measure"), match.indicator.measure
    if shows == now or factor_between(shows, now) in (None, 1):
        return ""
    return shows if is_own or _was_sent_so(table, match, former) else ""


def with_measure(value: CellValue, measure: str) -> CellValue:
    """Return what stands in a cell with the measure behind it, where it is a number without one."""
    number = bare(value)
    if isinstance(number, Decimal):
        return f"{plain(number)}{measure}"
    if isinstance(number, str) and read_number(number, "", Place()).quantity is not None:
        return f"{number.strip()}{measure}"
    return value


def other_target(table: Table, match: MatchedRow) -> str | None:
    """Return the target that a row shows where it is not the list's; None where it is, or the form has none."""
    value, indicator = table.value(match.row, "target"), match.indicator
    if "target" not in table.columns or _same_target(value, indicator):
        return None
    number = _target_number(value, indicator)
    return table.text(match.row, "target") if number is None else plain(number)


def target_shown(indicator: Indicator) -> str:
    """Return the target of the list as it is told."""
    return indicator.target_words if indicator.target is None else plain(indicator.target.value)


def plain_target(table: Table, row: int) -> str:
    """Return the target in a row as the list's is told (`target_shown`), whatever the row is about."""
    value = table.value(row, "target")
    number = _number(value, table.text(row, "measure"))
    return table.text(row, "target") if number is None else plain(number)


def _plan_problem(table: Table, row: int, key: str, expected: str, code: Code = Code.PLAN_CHANGED) -> Problem:
    return problem(
        code,
        table.place_of(row, key),
        column=BY_KEY[key].header,
        found=table.text(row, key) or "空",
        expected=expected or "空",
    )


def _same_target(value: CellValue, indicator: Indicator) -> bool:
    if indicator.target is None:
        return is_same_name(shown(value), indicator.target_words)
    return _target_number(value, indicator) == indicator.target.value


def _target_number(value: CellValue, indicator: Indicator) -> Decimal | None:
    return _number(value, indicator.measure)


def _number(value: CellValue, measure: str) -> Decimal | None:
    number = bare(value)
    if isinstance(number, Decimal):  # also a bare 0.65, unclear to a reader: it is what we wrote
        return number
    quantity = read_number(value, measure, Place()).quantity
    return quantity.value if quantity is not None else None


def outdated_on(
    table: Table, programme: Programme, sheet: Submission, renewed: Submission
) -> Iterator[Outdated]:
    """Yield each target and last figure of a sheet that is no longer so; `renewed` has 上期累计 as the history has it."""
    unit = sheet.lead_unit
    for row in match_rows(table, programme.of_unit(unit)).rows:
        if (old := other_target(table, row)) is not None:
            new = target_shown(row.indicator)
            yield Outdated(unit, row.project.title, row.indicator.name, TARGET, old, new)
    for one, now in zip(sheet.indicators, renewed.indicators, strict=True):
        if one.previous is not None and one.previous != now.previous:
            old, new = plain(one.previous), _figure(now.previous)
            yield Outdated(unit, one.project_title, one.indicator_name, LAST, old, new)


def _figure(value: Decimal | None) -> str:
    return "" if value is None else plain(value)
