"""Calls of the functions of the cells (MS_RATE …) in formulas, and the native formulas that give the same."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from xlminshi.core.settings import DEFAULT_CLASSES
from xlminshi.form import functions
from xlminshi.form.formulas import RowCells, lag_call, rate_call, status_call
from xlminshi.form.function_list import FUNCTIONS
from xlminshi.form.grid import CellError, CellValue, Percent, bare
from xlminshi.form.sheet_values import TOO_LARGE, BadArgumentError, SheetValue

Values: TypeAlias = Callable[[str, str], CellValue]
"""What stands in a cell, by sheet ("" for the formula's own) and address."""

# Excel writes the book of an add-in before the name: [1]!MS_RATE(…), or its own mark for what it does not know.
_BEFORE = r"(?:\[\d+\]!|'[^']*'!|[\w.]+!|_xludf\.|_xlfn\.)?"
_ANY_CALL = re.compile(rf"{_BEFORE}\bMS_\w+\s*\(", re.IGNORECASE)
_WHOLE_CALL = re.compile(rf"\+?{_BEFORE}(?P<name>MS_\w+)\s*\((?P<inside>.*)\)\s*", re.IGNORECASE | re.DOTALL)
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_ARGUMENT = re.compile(
    r"""\s*(?:(?P<cell>(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?(?P<address>\$?[A-Z]{1,3}\$?[1-9]\d{0,6}))
    |(?P<number>-?\d+(?:\.\d+)?%?)|"(?P<words>(?:[^"]|"")*)"|)\s*(?:,|$)""",
    re.VERBOSE,
)
_DATA = {"MS_RATE": 2, "MS_STATUS": 3, "MS_LAG": 2}
# Excel takes 8,192 characters.
_LONGEST = 8000


@dataclass(frozen=True, slots=True)
class Native:
    """A native formula (without “=”) and what it gives."""

    text: str
    result: Decimal | str


@dataclass(frozen=True, slots=True)
class _Given:
    """One argument: as it is written in the formula, whether it is a cell, and its value."""

    text: str
    is_cell: bool
    value: CellValue


def calls_function(formula: str) -> bool:
    """Return whether a formula (without “=”) calls one of the add-in's functions, alone or within others."""
    return bool(_ANY_CALL.search(_TEXT.sub('""', formula)))


def mentions_sheet(formula: str, name: str) -> bool:
    """Return whether a formula refers to cells of a sheet; words in quotation marks are none."""
    text = _TEXT.sub('""', formula)
    quoted = f"'{name}'!".replace("''", "'") in text.replace("''", "'")
    return quoted or bool(re.search(rf"(?<![\w.\]']){re.escape(name)}!", text))


def native_for(formula: str, values: Values) -> Native | None:
    """Return the native formula for one call on single cells, with its result; None where the value has to stand.

    There is none for other functions, ranges and calculations as arguments, rules taken from cells, and for cells where
    native formulas see a number and the functions none: dates, truth values, more than 15 digits.
    """
    match = _WHOLE_CALL.fullmatch(formula.strip())
    name = match["name"].upper() if match else ""
    if match is None or not any(one.name == name and one.has_native for one in FUNCTIONS):
        return None
    given = _arguments(match["inside"], values)
    if given is None or not _is_plain(given, _DATA[name]):
        return None
    try:
        found = _NATIVES[name](given)
    except BadArgumentError:
        return None
    return found if found and len(found.text) <= _LONGEST else None


def _arguments(inside: str, values: Values) -> tuple[_Given, ...] | None:
    """Return the arguments, where each is one cell, a number, words, or left out."""
    found, at = [], 0
    while True:
        match = _ARGUMENT.match(inside, at)
        if match is None:
            return None
        found.append(_given(match, values))
        if match.end() == len(inside) and not match.group().endswith(","):
            return tuple(found)
        at = match.end()


def _given(match: re.Match[str], values: Values) -> _Given:
    if match["cell"]:
        sheet = (match["sheet"] or "").strip("'").replace("''", "'")
        return _Given(match["cell"], True, bare(values(sheet, match["address"].replace("$", ""))))
    if match["number"]:
        text = match["number"]
        number = Decimal(text.removesuffix("%"))
        return _Given(text, False, number / 100 if text.endswith("%") else number)
    words = match["words"]
    return _Given("", False, words.replace('""', '"') if words else None)


def _is_plain(given: tuple[_Given, ...], data: int) -> bool:
    figures, rules = given[:data], given[data:]
    return len(figures) == data and all(map(_is_sure, figures)) and not any(one.is_cell for one in rules)


def _is_sure(one: _Given) -> bool:
    """Return whether native formulas and the functions see the same in an argument."""
    if not one.is_cell:
        return isinstance(one.value, Decimal)
    if isinstance(one.value, bool | dt.date | dt.time):
        return False
    value = _handed(one.value)
    return not isinstance(value, Decimal) or (value.is_finite() and abs(value) < TOO_LARGE)


def _handed(value: CellValue) -> SheetValue:
    """Return a value as Excel would hand it to a function."""
    if isinstance(value, Percent):
        return value.share
    return value.code if isinstance(value, CellError) else value


def _rules(given: tuple[_Given, ...], first: int, count: int) -> list[SheetValue]:
    rules = [one.value for one in given[first:]]
    if len(rules) > count:
        raise BadArgumentError
    return [*rules, *[None] * (count - len(rules))]


def _rate(given: tuple[_Given, ...]) -> Native | None:
    achieved, target = given[:2]
    rules = _rules(given, 2, 4)
    indicator, rule = functions.rules_in(*rules)
    cells = RowCells(target.text, achieved.text, "", "")
    result = functions.rate(_handed(achieved.value), _handed(target.value), *rules)
    return Native(rate_call(indicator, cells, rule), result) if indicator.kind.is_rated else None


def _status(given: tuple[_Given, ...]) -> Native | None:
    achieved, target, gone = given[:3]
    kind, classes, *others = _rules(given, 3, 5)
    if classes is not None:
        return None
    indicator, rule = functions.rules_in(kind, *others)
    cells = RowCells(target.text, achieved.text, "", gone.text)
    values = [_handed(one.value) for one in (achieved, target, gone)]
    result = functions.status_by(DEFAULT_CLASSES)(*values, kind, *others)
    return (
        Native(status_call(indicator, cells, rule, DEFAULT_CLASSES), result)
        if indicator.kind.is_rated
        else None
    )


def _lag(given: tuple[_Given, ...]) -> Native | None:
    rate, gone = given
    result = functions.points_behind(_handed(rate.value), _handed(gone.value))
    return Native(lag_call(RowCells("", "", rate.text, gone.text)), result)


_NATIVES: dict[str, Callable[[tuple[_Given, ...]], Native | None]] = {
    "MS_RATE": _rate,
    "MS_STATUS": _status,
    "MS_LAG": _lag,
}
