"""What may be typed where, as Excel takes it: each entry rule with all areas in which it holds."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from xlminshi.form.grid import cell_address
from xlminshi.form.sheets import Area, EntryRule, Validation

# Excel cuts a prompt or refusal longer than this, and a title longer than 32 characters.
LONGEST_MESSAGE, LONGEST_TITLE, LONGEST_LIST = 255, 32, 255

Rule: TypeAlias = tuple[EntryRule, str, str, str, tuple[str, ...], Any]
"""A validation without its area: rule, title, prompt, refusal, choices, lowest number."""


def areas_by_rule(validations: Iterable[Validation]) -> dict[Rule, list[Area]]:
    """Return each rule with all areas in which it holds, in the order of their first areas.

    A rule that holds in many places is written once: files stay small, and quick to open.
    """
    areas: dict[Rule, list[Area]] = {}
    for one in validations:
        rule = one.rule, one.title, one.prompt, one.refusal, one.choices, one.at_least
        areas.setdefault(rule, []).append(one.area)
    return areas


def range_of(area: Area) -> str:
    """Return the address of an area; that of one cell has no colon."""
    if area.top == area.bottom and area.left == area.right:
        return cell_address(area.top, area.left)
    return str(area)


def entry_options(rule: Rule) -> Mapping[str, Any]:
    """Return a rule as XlsxWriter's options of a data validation."""
    kind, title, prompt, refusal, choices, at_least = rule
    options: dict[str, Any] = {
        "validate": kind.value,
        "input_title": title[:LONGEST_TITLE],
        "input_message": prompt[:LONGEST_MESSAGE],
        "error_title": "请核对",
        "error_message": refusal[:LONGEST_MESSAGE],
        # Where there is no refusal, other words than the listed ones may be typed.
        "error_type": "stop" if refusal else "information",
        "show_error": bool(refusal),
    }
    if kind is EntryRule.LIST:
        options["source"] = _fitting(choices)
    elif kind is EntryRule.NUMBER:
        options |= {"criteria": ">=", "value": float(at_least or 0)}
    elif kind is EntryRule.DATE:
        options |= {"criteria": "between", "minimum": dt.date(2000, 1, 1), "maximum": dt.date(2100, 12, 31)}
    return options


def _fitting(choices: tuple[str, ...]) -> list[str]:
    """Return as many choices as Excel's drop-down can hold (255 characters with commas)."""
    kept: list[str] = []
    for choice in choices:
        if len(",".join([*kept, choice])) > LONGEST_LIST:
            break
        kept.append(choice)
    return kept
