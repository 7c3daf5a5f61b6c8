"""One row of the list of projects → its indicator: kind, measure, target, decimals, weight, rounding."""

from decimal import Decimal

from xlminshi.core.problems import Code, Problem, problem
from xlminshi.core.project import Indicator, IndicatorKind
from xlminshi.core.quantity import PERCENT, Quantity, scale_of
from xlminshi.core.rounding import Rounding
from xlminshi.core.settings import Settings
from xlminshi.form.cells import is_uncalculated, read_choice, read_text
from xlminshi.form.grid import CellError, Percent, bare
from xlminshi.form.numbers import is_rough, measure_in, read_number, without_limit_words
from xlminshi.form.tables import Table

_NEEDS_A_TARGET = (IndicatorKind.QUANTITY, IndicatorKind.RATE)
_MOST_DECIMALS = 4
_UNREADABLE = "（无法读取）"
_KINDS = tuple(kind.value for kind in IndicatorKind)
_ROUNDINGS = tuple(one.value for one in Rounding)


def read_indicator(
    table: Table, index: int, title: str, settings: Settings, is_form: bool
) -> tuple[Indicator, tuple[Problem, ...]]:
    """Return the indicator of a row, with the findings about its cells; one without a name has that of its project."""
    name = table.text(index, "indicator") or title
    measure = words_at(table, index, "measure")[0] or measure_in(table.text(index, "target"))
    measure = PERCENT if measure in ("％", "百分比", "百分数") else measure
    kind, problems = _kind(table, index, name, measure, settings)
    decimals, more = _decimals(table, index, settings)
    rounding, unclear = choice_at(table, index, "rounding", _ROUNDINGS)
    weight, doubts = _weight(table, index)
    target, words, open_questions = _target(table, index, kind, measure, is_form)
    indicator = Indicator(
        name=name,
        kind=kind,
        measure=measure,
        target=target,
        target_words=words,
        decimals=decimals,
        weight=weight,
        rounding=Rounding(rounding) if rounding else None,
    )
    return indicator, (*problems, *more, *unclear, *doubts, *open_questions)


def _weight(table: Table, index: int) -> tuple[Decimal, tuple[Problem, ...]]:
    """Return how much an indicator counts; 30% and 30 are the same beside 70% and 70."""
    value = table.value(index, "weight")
    if value is None:
        return Decimal(1), ()
    is_percent = isinstance(bare(value), Percent) or table.text(index, "weight").endswith(("%", "％"))
    reading = read_number(value, PERCENT if is_percent else "", table.place_of(index, "weight"))
    return reading.quantity.value if reading.quantity else Decimal(1), reading.problems


def _target(
    table: Table, index: int, kind: IndicatorKind, measure: str, is_form: bool
) -> tuple[Quantity | None, str, tuple[Problem, ...]]:
    """Return what is promised of an indicator: a number, or words where there is none or it cannot be read."""
    raw, typed = table.value(index, "target"), table.text(index, "target")
    stated = bare(raw)
    if not kind.is_number:
        words, problems = words_at(table, index, "target")
        return None, words, problems
    if is_form and isinstance(stated, Decimal):  # a form holds the plain number that this program wrote
        return Quantity(stated, measure), "", ()
    is_limit = kind is IndicatorKind.LOWER and isinstance(stated, str)
    value = without_limit_words(typed) if is_limit else raw
    target = read_number(value, measure, table.place_of(index, "target"))
    # The office knows its own number: that 1.38万 was read as 13800 need not be said, but that 约500 was as 500.
    grave = tuple(
        one
        for one in target.problems
        if one.code is not Code.READ_FROM_WORDS or (not is_form and is_rough(typed))
    )
    if target.quantity is not None and target.quantity.value <= 0 and kind in _NEEDS_A_TARGET:
        place, found = table.place_of(index, "target"), table.text(index, "indicator") or typed
        zero = problem(Code.LIST_TARGET_NOT_POSITIVE, place, found=found, value=str(target.quantity))
        grave = (*grave, zero)
    # What cannot be read stands for an open question until the office has corrected it: it is not “no target”.
    is_hidden = isinstance(stated, CellError) or is_uncalculated(raw)
    unread = "" if target.quantity is not None else _UNREADABLE if is_hidden else typed
    return target.quantity, unread, grave


def _kind(
    table: Table, index: int, name: str, measure: str, settings: Settings
) -> tuple[IndicatorKind, tuple[Problem, ...]]:
    word, problems = choice_at(table, index, "kind", _KINDS)
    if word:
        return IndicatorKind(word), problems
    kind = _assumed_kind(table, index, measure, settings)
    place = table.place_of(index, "kind")
    said = problem(Code.LIST_KIND_ASSUMED, place, found=name, value=kind.value)
    return kind, (*problems, said)


def _assumed_kind(table: Table, index: int, measure: str, settings: Settings) -> IndicatorKind:
    target = table.text(index, "target")
    if target in settings.milestones:
        return IndicatorKind.MILESTONE
    if measure == PERCENT:
        return IndicatorKind.RATE
    if not target and scale_of(measure)[1] == "元":
        return IndicatorKind.FUNDS
    return IndicatorKind.QUANTITY if target or measure else IndicatorKind.WORDS


def _decimals(table: Table, index: int, settings: Settings) -> tuple[int, tuple[Problem, ...]]:
    value = table.value(index, "decimals")
    if value is None:
        return settings.rate_rule.decimals, ()
    place = table.place_of(index, "decimals")
    reading = read_number(value, "", place)
    if reading.quantity is None:
        return settings.rate_rule.decimals, reading.problems
    wanted = reading.quantity.value
    if wanted != wanted.to_integral_value() or not 0 <= wanted <= _MOST_DECIMALS:
        choices = "、".join(str(number) for number in range(_MOST_DECIMALS + 1))
        bad = problem(Code.NOT_A_CHOICE, place, found=table.text(index, "decimals"), choices=choices)
        return settings.rate_rule.decimals, (bad,)
    return int(wanted), ()


def words_at(table: Table, index: int, key: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the words of a cell, "" with a finding where it cannot be read."""
    value = table.value(index, key)
    text, problems = ("", ()) if value is None else read_text(value, table.place_of(index, key))
    return text.strip(), problems


def choice_at(
    table: Table, index: int, key: str, choices: tuple[str, ...]
) -> tuple[str, tuple[Problem, ...]]:
    """Return the chosen word of a cell, or "" with a finding where it is none of the choices."""
    value = table.value(index, key)
    if value is None:  # as in most rows
        return "", ()
    return read_choice(value, choices, table.place_of(index, key))
