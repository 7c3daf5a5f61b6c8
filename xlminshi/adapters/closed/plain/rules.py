"""Entry rules and colours of a plain sheet, as they stand behind its rows."""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeAlias

from xlminshi.adapters.closed.entries import (
    LONGEST_LIST,
    LONGEST_MESSAGE,
    LONGEST_TITLE,
    Rule,
    areas_by_rule,
    entry_options,
    range_of,
)
from xlminshi.adapters.closed.plain.cells import formula_text
from xlminshi.adapters.closed.plain.words import NotPlainError, quoted, with_marks
from xlminshi.adapters.xml_text import escaped
from xlminshi.form.sheets import Area, Highlight, SheetPlan, Validation

MarkNumber: TypeAlias = Callable[[str, str], int]
"""The number of a conditional look (fill, ink) in the workbook; new numbers are given in the order of asking."""

_KINDS = {"list": "list", "decimal": "decimal", "date": "date"}
_DAY_ZERO = dt.date(1899, 12, 30).toordinal()
_LIMITS = {"input_title": LONGEST_TITLE, "input_message": LONGEST_MESSAGE, "error_message": LONGEST_MESSAGE}


def marks(plan: SheetPlan, number_of: MarkNumber) -> str:
    """Return the conditional colours of a sheet, by area in the order in which the areas come first."""
    by_area: dict[Area, list[str]] = {}
    for priority, mark in enumerate(plan.highlights, start=1):
        by_area.setdefault(proper(mark.area), []).append(
            _mark(mark, number_of(mark.fill, mark.ink), priority)
        )
    return "".join(
        f'<conditionalFormatting sqref="{range_of(area)}">{"".join(found)}</conditionalFormatting>'
        for area, found in by_area.items()
    )


def _mark(mark: Highlight, look: int, priority: int) -> str:
    formula = with_marks(formula_text(mark.formula))
    return f'<cfRule type="expression" dxfId="{look}" priority="{priority}"><formula>{formula}</formula></cfRule>'


def entry_rules(validations: tuple[Validation, ...]) -> str:
    """Return the entry rules of a sheet, each once with all its areas."""
    if not validations:
        return ""
    written = []
    for rule, areas in areas_by_rule(validations).items():
        start, end = _entry_rule(rule)
        written.append(f"{start}{' '.join([range_of(proper(area)) for area in areas])}{end}")
    return f'<dataValidations count="{len(written)}">{"".join(written)}</dataValidations>'


@lru_cache(maxsize=4096)
def _entry_rule(rule: Rule) -> tuple[str, str]:
    """Return what stands before and behind the areas of a rule. Forms of one make repeat most of theirs."""
    options = entry_options(rule)
    if any(_units(options[name]) > limit for name, limit in _LIMITS.items()):
        raise NotPlainError("a message that XlsxWriter refuses")
    kind = _KINDS.get(options["validate"], "")
    words = (
        (f' type="{kind}"' if kind else "")
        + (' operator="greaterThanOrEqual"' if kind == "decimal" else "")
        + (' errorStyle="information"' if options["error_type"] == "information" else "")
        + ' allowBlank="1" showInputMessage="1"'
        + (' showErrorMessage="1"' if options["show_error"] else "")
    )
    told = (
        f' errorTitle="{quoted(options["error_title"])}" error="{quoted(options["error_message"])}"'
        f' promptTitle="{quoted(options["input_title"])}" prompt="{quoted(options["input_message"])}"'
    )
    start = f'<dataValidation{words}{told} sqref="'
    return start, f'">{_limits(kind, options)}</dataValidation>' if kind else '"/>'


def _limits(kind: str, options: Any) -> str:
    if kind == "date":
        first, last = (options[name].toordinal() - _DAY_ZERO for name in ("minimum", "maximum"))
        return f"<formula1>{first}</formula1><formula2>{last}</formula2>"
    if kind == "decimal":
        return f"<formula1>{options['value']}</formula1>"
    joined = ",".join(options["source"])
    if _units(joined) > LONGEST_LIST:
        raise NotPlainError("a list that XlsxWriter refuses")
    return f'<formula1>"{with_marks(escaped(joined))}"</formula1>'


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def proper(area: Area) -> Area:
    """Return an area that lies within a sheet, its first cell first; NotPlainError for another."""
    if not (0 <= area.top <= area.bottom < 1_048_576 and 0 <= area.left <= area.right < 16_384):
        raise NotPlainError("an area out of bounds, or upside down")
    return area
