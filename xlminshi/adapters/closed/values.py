"""Cell texts as stored in the file → values: the one place where both reading lanes meet."""

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlminshi.adapters.closed.number_formats import Meaning
from xlminshi.form.grid import CellError, Percent, Scalar

SURE_DIGITS = 15
_SURE_WHOLE = 10**SURE_DIGITS
"""Decimal digits that a float always carries unchanged; longer numbers are read from their stored text."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ERROR_TEXT = re.compile(r"#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!)|(?:Err:|错误：|错误:)[0-9]{3}")
_LAST_SERIAL = 2_958_466  # the day after 9999-12-31 counted from 1900
_PHANTOM_DAY = 60  # 1900-02-29, which Excel counts and the calendar does not
_DAYS_TO_1904 = 1_462
_DAY_MILLISECONDS = 86_400_000
_SURROGATES = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, eq=False)
class Decoder:
    """What a workbook's cells need to be understood: the meaning per style, its day count, its shared texts.

    It is told from another one by being another object: what is remembered for a decoder must be quick to find.
    """

    meanings: tuple[Meaning, ...] = ()
    counts_from_1904: bool = False
    texts: Sequence[str] = ()

    def meaning(self, style: int) -> Meaning:
        """Return what numbers in this cell style mean; an unknown style means nothing special."""
        return self.meanings[style] if 0 <= style < len(self.meanings) else Meaning.NUMBER

    def typed(self, kind: str, text: str, style: int) -> Scalar:
        """Return the value that a person typed; an empty text is no value, a percentage is a `Percent`."""
        value = self._scalar(kind, text, style)
        if isinstance(value, Decimal) and self.meaning(style) is Meaning.PERCENT:
            return Percent(value)
        return None if value == "" else value

    def calculated(self, kind: str, text: str, style: int) -> Scalar:
        """Return a formula's stored result: "" where the formula gave an empty text, None where it never ran."""
        return self._scalar(kind, text, style)

    def _scalar(self, kind: str, text: str, style: int) -> Scalar:
        if kind == "s":
            return self._shared_text(text.strip())
        if kind in ("str", "inlineStr"):
            return plain_text(text)
        if not text.strip():
            return None
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "e":
            return CellError(text.strip())
        if kind == "d":
            return iso_moment(text.strip())
        return _number_as(self.meaning(style), text.strip(), self.counts_from_1904)

    def _shared_text(self, number: str) -> str | None:
        if not number:
            return None
        if not number.isdecimal():
            raise ValueError(f"shared text number {number!r}")
        return self.texts[int(number)]


def plain_text(text: str) -> str:
    """Return the text with the file format's own escapes undone: _x000D_ is a carriage return."""
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)
    if _SURROGATES.search(decoded):
        return decoded.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return decoded


def is_number(text: str) -> bool:
    """Return True for a plain ASCII decimal number; NaN, 1_000 and other spellings that Python takes are none."""
    return _NUMBER.fullmatch(text) is not None


def is_error_text(text: str) -> bool:
    """Return True for the text that a program shows in a cell whose formula went wrong."""
    return _ERROR_TEXT.fullmatch(text) is not None


def exact_number(number: float) -> Decimal:
    """Return the number with the 15 digits that Excel keeps: 0.1 + 0.2 is 0.3."""
    if abs(number) < _SURE_WHOLE and number == int(number):
        return Decimal(int(number))
    exact = Decimal(format(number, f".{SURE_DIGITS}g"))
    if exact == exact.to_integral_value():
        return Decimal(int(exact))  # neither 1E+3 nor -0
    return exact


def _number_as(meaning: Meaning, text: str, counts_from_1904: bool) -> Scalar:
    if not is_number(text) or not math.isfinite(float(text)):
        return text
    # An identity number of 18 digits stays whole if the file holds it whole.
    number = Decimal(int(text)) if _INTEGER.fullmatch(text) else exact_number(float(text))
    return meant(meaning, number, counts_from_1904)


def meant(meaning: Meaning, number: Decimal, counts_from_1904: bool) -> Scalar:
    """Return the date or time that a number means under its number format; the number itself under any other."""
    if meaning in (Meaning.MOMENT, Meaning.TIME):
        return _moment(meaning, number, counts_from_1904)
    return number


def _moment(meaning: Meaning, serial: Decimal, counts_from_1904: bool) -> Scalar:
    """Return the date, date and time or time of a day count; a number that is no day stays a number."""
    milliseconds = round(serial * _DAY_MILLISECONDS)
    if meaning is Meaning.TIME and 0 <= milliseconds < _DAY_MILLISECONDS:
        return (dt.datetime(1900, 1, 1) + dt.timedelta(milliseconds=milliseconds)).time()
    day, clock = divmod(milliseconds, _DAY_MILLISECONDS)
    if counts_from_1904 and day >= 0:
        day += _DAYS_TO_1904
    if not 0 < day < _LAST_SERIAL or day == _PHANTOM_DAY:
        return serial
    base = dt.datetime(1899, 12, 31) if day < _PHANTOM_DAY else dt.datetime(1899, 12, 30)
    moment = base + dt.timedelta(days=day, milliseconds=clock)
    return moment.date() if clock == 0 else moment


def iso_moment(text: str) -> Scalar:
    """Return the value of a cell that stores its date as text (t="d"); other text stays text."""
    for read in (dt.date.fromisoformat, dt.time.fromisoformat, dt.datetime.fromisoformat):
        try:
            value = read(text)
        except ValueError:
            continue
        break
    else:
        return text
    if isinstance(value, dt.datetime):
        value = value.replace(tzinfo=None)
        return value.date() if value.time() == dt.time() else value
    return value
