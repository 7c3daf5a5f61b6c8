"""What the functions of the add-in give that need a whole range at once: ranks and shares."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

from xlminshi.core.progress import rank_among, ranks_of
from xlminshi.core.rounding import shares_of
from xlminshi.form.formulas import BAD_VALUE
from xlminshi.form.functions import decimals_in
from xlminshi.form.sheet_values import Given, SheetValue, is_blank, number_in, rows_in

NOT_RANKED = "不排名"
T = TypeVar("T")


def ranks(given: Given) -> list[list[int | str]]:
    """Return the rank of each rate in a range, in the same shape; blanks have none, words are not ranked."""
    rows = rows_in(given)
    cells = [value for row in rows for value in row]
    numbers = tuple(_rankable(value) for value in cells)
    answers = [
        rank if rank is not None else _unranked(value)
        for rank, value in zip(ranks_of(numbers), cells, strict=True)
    ]
    return _reshaped(answers, rows)


def ranks_asked(given: Given, asked: Given) -> list[list[int | str]]:
    """Return the ranks of all rates of a range, or of those in `asked` among them."""
    if all(is_blank(value) for row in rows_in(asked) for value in row):
        return ranks(given)
    cells = (_rankable(value) for row in rows_in(given) for value in row)
    ascending = sorted(number for number in cells if number is not None)
    return [[_rank_among(value, ascending) for value in row] for row in rows_in(asked)]


def _rank_among(value: SheetValue, ascending: list[Decimal]) -> int | str:
    number = _rankable(value)
    return _unranked(value) if number is None else rank_among(number, ascending)


def shares(given: Given, decimals: SheetValue = None) -> list[list[Decimal | str]]:
    """Return each count's share in percent, in the same shape; they sum to exactly 100. One bad count spoils them all."""
    rows, places = rows_in(given), decimals_in(decimals, 1)
    cells = [value for row in rows for value in row]
    counts = [number_in(value) for value in cells if not is_blank(value)]
    if any(one is None or one < 0 or one != one.to_integral_value() for one in counts):
        return _reshaped(["" if is_blank(value) else BAD_VALUE for value in cells], rows)
    found = iter(shares_of(tuple(int(one) for one in counts if one is not None), places))
    return _reshaped(("" if is_blank(value) else next(found) for value in cells), rows)


def _rankable(value: SheetValue) -> Decimal | None:
    number = number_in(value)
    return number if number is not None and number >= 0 else None


def _unranked(value: SheetValue) -> str:
    if is_blank(value):
        return ""
    is_word = isinstance(value, str) and not value.startswith("#")
    return NOT_RANKED if is_word else BAD_VALUE


def _reshaped(answers: Iterable[T], rows: list[list[SheetValue]]) -> list[list[T]]:
    source = iter(answers)
    return [[next(source) for _ in row] for row in rows]
