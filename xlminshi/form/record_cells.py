"""One value of a record → the cell that shows it, and back: what is read is what was written, or nothing is guessed."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from xlminshi.core.problems import Place
from xlminshi.core.units import normal_name
from xlminshi.form import sheets as look
from xlminshi.form.cells import folded_text, is_uncalculated, read_date, shown
from xlminshi.form.formulas import rate_number_format
from xlminshi.form.grid import CellError, CellValue, Percent, bare
from xlminshi.form.record_columns import Column, Kind
from xlminshi.form.sheets import Content, Style

_PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
# Excel keeps 15 significant digits and knows no day before 1900: what is beyond stands as text.
_MOST_DIGITS, _FIRST_YEAR = 15, 1900
_KILOBYTES = '#,##0.0,"KB"'
_STYLES = {
    Kind.TEXT: look.PLAIN,
    Kind.WORD: look.CENTRE,
    Kind.MARK: look.CENTRE,
    Kind.CHOICE: look.CENTRE,
    # Small and broken over lines: it is there to be compared by the program, yet never cut off.
    Kind.CODE: look.restyled(look.PLAIN, size=7, ink=look.PALE_INK),
    Kind.WHOLE: look.restyled(look.CENTRE, is_wrapped=False),
    Kind.NUMBER: look.NUMBER,
    Kind.SHARE: look.NUMBER,
    Kind.DAY: look.restyled(look.CENTRE, number_format="yyyy-mm-dd", is_wrapped=False),
    Kind.MOMENT: look.restyled(look.CENTRE, number_format="yyyy-mm-dd hh:mm", is_wrapped=False),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell holds; `is_read` False: nothing that belongs into its column."""

    value: object
    is_read: bool = True


UNREAD = Reading(None, False)


def style_of(column: Column) -> Style:
    """Return how the cells of a column look."""
    style = _STYLES[column.kind]
    if column.is_open:
        style = look.restyled(style, fill=look.ENTRY_FILL, is_locked=False)
    return look.restyled(style, number_format=_KILOBYTES) if column.value == "size" else style


def content_and_style(column: Column, value: object, style: Style) -> tuple[Content, Style]:
    """Return what to write for a value of a record, and how it looks in a column of this style."""
    if isinstance(value, Enum):
        return str(value.value), style
    if isinstance(value, Decimal):
        return _number_content(value, column, style)
    if isinstance(value, dt.date):
        return (value if value.year >= _FIRST_YEAR else value.isoformat()), style
    if isinstance(value, int):
        return value, style
    return str(value) if value else None, style


def _number_content(value: Decimal, column: Column, style: Style) -> tuple[Content, Style]:
    if len(value.normalize().as_tuple().digits) > _MOST_DIGITS:
        return format(value, "f"), style
    if column.kind is Kind.SHARE:
        exponent = value.normalize().as_tuple().exponent
        decimals = max(-exponent - 2, 0) if isinstance(exponent, int) else 0
        return value, look.restyled(style, number_format=rate_number_format(decimals))
    return value, style


def read_cell(column: Column, value: CellValue) -> Reading:
    """Return the value of a record that a cell holds; an empty one is "", 0 or None by its kind."""
    if is_uncalculated(value) or isinstance(bare(value), CellError):
        return UNREAD
    text = shown(value)
    if column.is_needed and not text.strip():
        return UNREAD
    readers = {
        Kind.WHOLE: _whole,
        Kind.NUMBER: _number,
        Kind.SHARE: _share,
        Kind.DAY: _day,
        Kind.MOMENT: _moment,
    }
    if column.kind in readers:
        return readers[column.kind](value)
    if column.choices is not None:
        return _choice(text, column.choices)
    return Reading(text.strip() if column.kind is Kind.MARK else text)


def _choice(text: str, choices: type[Enum]) -> Reading:
    member = next((one for one in choices if normal_name(one.value) == normal_name(text)), None)
    return Reading(member) if member is not None else UNREAD


def _decimal(value: CellValue) -> Decimal | None:
    found = bare(value)
    if isinstance(found, Decimal):
        return found
    text = folded_text(found) if isinstance(found, str) else ""
    return Decimal(text) if _PLAIN_NUMBER.fullmatch(text) else None


def _whole(value: CellValue) -> Reading:
    if not shown(value).strip():
        return Reading(0)
    number = _decimal(value)
    return Reading(int(number)) if number is not None and number == number.to_integral_value() else UNREAD


def _number(value: CellValue) -> Reading:
    if not shown(value).strip():
        return Reading(None)
    number = _decimal(value)
    return Reading(number) if number is not None else UNREAD


def _share(value: CellValue) -> Reading:
    found = bare(value)
    if isinstance(found, Percent):
        return Reading(found.share)
    text = folded_text(shown(value))
    if text.endswith("%"):
        number = _decimal(text.removesuffix("%"))
        return Reading(number / 100) if number is not None else UNREAD
    return _number(value)


def _day(value: CellValue) -> Reading:
    day, problems = read_date(value, Place())
    return Reading(day) if not problems else UNREAD


def _moment(value: CellValue) -> Reading:
    found = bare(value)
    if isinstance(found, dt.datetime):
        return Reading(found)
    if isinstance(found, dt.date):
        return Reading(dt.datetime.combine(found, dt.time()))
    text = shown(value).strip()
    if not text:
        return Reading(None)
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return UNREAD
    return Reading(moment) if moment.tzinfo is None else UNREAD
