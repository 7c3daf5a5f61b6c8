"""What the functions of the add-in give for one cell, or for one range: core/ on values as Excel hands them over.

A text instead of a number is bad input, as in the native formulas; only MS_QUANTITY reads words.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import TypeVar

from xlminshi.core.period import TimeBasis, parse_months, reporting_period, year_in
from xlminshi.core.problems import Code, Place
from xlminshi.core.progress import Completion, NoRate, RateRule, completion, lag
from xlminshi.core.project import Indicator, IndicatorKind
from xlminshi.core.quantity import Quantity
from xlminshi.core.rounding import Rounding
from xlminshi.core.settings import DEFAULT_CLASSES
from xlminshi.core.status import UNDECIDED, Basis, StatusClass, class_for
from xlminshi.form.formulas import BAD_TARGET, BAD_TIME, BAD_VALUE, LAG_DECIMALS, NOT_RATED, NOT_REPORTED
from xlminshi.form.grid import CellValue, Grid, Percent
from xlminshi.form.numbers import measure_in, read_number
from xlminshi.form.setting_items import CLASS_HEADERS
from xlminshi.form.setting_tables import read_classes
from xlminshi.form.sheet_values import (
    BadArgumentError,
    Given,
    SheetValue,
    cell_value,
    is_blank,
    number_in,
    rows_in,
    text_in,
)

BAD_PERIOD, BAD_YEAR, BAD_CLASSES = "通报期有误", "请写明年份", "类别有误"
BAD_KIND, BAD_DECIMALS, BAD_ROUNDING, BAD_CEILING = "指标类型有误", "小数位有误", "取整有误", "倍数上限有误"
BAD_BASIS = "算法有误"
_MOST_DECIMALS = 6
_BASIS, _LIMIT = CLASS_HEADERS.index("判断依据"), CLASS_HEADERS.index("下限")
_MOST_AS_SHARE = 10
_LAG_STEP = Decimal(1).scaleb(-LAG_DECIMALS)
# What read_number finds wrong, short enough for a cell.
_SHORT = {
    Code.INEXACT_NUMBER: "不是确数",
    Code.MEASURE_MISMATCH: "计量单位不符",
    Code.PERCENT_MISPLACED: "是百分比",
    Code.PERCENT_UNCLEAR: "百分号不明",
    Code.LOOKS_LIKE_DATE: "是日期",
    Code.LOOKS_LIKE_PHONE: "像电话号码",
    Code.NUMBER_TOO_LONG: "位数过多",
    Code.ERROR_CELL: "错误值",
}
_NOT_A_NUMBER = "不是数字"
E_ = TypeVar("E_", bound=Enum)


@dataclass(frozen=True, slots=True)
class _Case:
    """One cell of figures: the indicator that they make, what was achieved, and the rate."""

    indicator: Indicator
    achieved: Quantity | None
    rule: RateRule
    found: Completion
    is_empty: bool
    is_bad: bool

    def word(self) -> str:
        """Return why there is no rate, in the words of the native formulas."""
        if self.indicator.kind is IndicatorKind.FUNDS:
            return NOT_RATED
        if self.found.no_rate in (NoRate.BAD_TARGET, NoRate.UNREADABLE_TARGET):
            return BAD_TARGET
        if self.found.no_rate in (NoRate.NEGATIVE, NoRate.OVER_CEILING) or self._is_bad_value():
            return BAD_VALUE
        return NOT_REPORTED if self.found.no_rate is NoRate.NOT_REPORTED else UNDECIDED

    def _is_bad_value(self) -> bool:
        return self.is_bad and self.found.no_rate is NoRate.NOT_REPORTED


def rate(
    achieved: SheetValue,
    target: SheetValue,
    kind: SheetValue = None,
    decimals: SheetValue = None,
    rounding: SheetValue = None,
    ceiling: SheetValue = None,
) -> Decimal | str:
    """Return 完成率 as a share; "" where nothing is reported or nothing is rated, else why there is none."""
    case = _case(achieved, target, kind, decimals, rounding, ceiling)
    if case.found.rate is not None:
        return case.found.rate
    is_silent = case.found.no_rate in (NoRate.NO_TARGET, NoRate.WORDS, NoRate.INFORMATION)
    word = case.word()
    return "" if is_silent or word == NOT_REPORTED else word


def status(
    achieved: SheetValue,
    target: SheetValue,
    time_progress: SheetValue,
    classes: tuple[StatusClass, ...],
    kind: SheetValue = None,
    decimals: SheetValue = None,
    rounding: SheetValue = None,
    ceiling: SheetValue = None,
) -> str:
    """Return the class that the figures propose, or 待认定 / 目标有误 / 未填报 / 数据有误; "" for an empty row."""
    case = _case(achieved, target, kind, decimals, rounding, ceiling)
    if case.is_empty:
        return ""
    if case.found.rate is None:
        return case.word()
    gone = _share(time_progress)
    if gone is None:
        return "" if is_blank(time_progress) else BAD_TIME
    found = class_for(case.found.rate, gone, classes)
    return found.name if found else UNDECIDED


def status_by(classes: tuple[StatusClass, ...]) -> Callable[..., str]:
    """Return `status` on this ladder, for a row of cells."""

    def of_row(
        achieved: SheetValue, target: SheetValue, time_progress: SheetValue, *rules: SheetValue
    ) -> str:
        return status(achieved, target, time_progress, classes, *rules)

    return of_row


def classes_in(given: Given) -> tuple[StatusClass, ...]:
    """Return the ladder of classes in a range of 类别名称, 性质, 判断依据, 下限 as on the 设置 sheet; empty: the standard."""
    rows = [row for row in rows_in(given) if not all(is_blank(value) for value in row)]
    if not rows:
        return DEFAULT_CLASSES
    if text_in(rows[0][0]) == CLASS_HEADERS[0]:
        rows = rows[1:]
    if any(len(row) <= _LIMIT for row in rows):
        raise BadArgumentError(BAD_CLASSES)
    classes, problems = read_classes(Grid("", (CLASS_HEADERS, *map(_class_row, rows))), Place())
    if problems or not classes:
        raise BadArgumentError(BAD_CLASSES)
    return classes


def _class_row(row: list[SheetValue]) -> tuple[CellValue, ...]:
    """Return a row as it stands on the sheet, where a limit of 完成率 is a percentage: Excel hands over 1.2 for 120%."""
    cells = [cell_value(value) for value in [*row, *[None] * len(CLASS_HEADERS)][: len(CLASS_HEADERS)]]
    limit = cells[_LIMIT]
    if isinstance(limit, Decimal) and limit <= _MOST_AS_SHARE and text_in(row[_BASIS]) == Basis.RATE.value:
        cells[_LIMIT] = Percent(limit)
    return tuple(cells)


def time_share(period: SheetValue, basis: SheetValue = None, year: SheetValue = None) -> Decimal | str:
    """Return 序时进度 as a share for a label (1-9月份, 上半年), a number of months, or a date."""
    if is_blank(period):
        return ""
    counted = _choice(basis, TimeBasis, TimeBasis.MONTHS, BAD_BASIS)
    as_of = _day(period)
    label = f"1-{as_of.month}月" if as_of else _label(period)
    known = as_of.year if as_of else year_in(label) or _year(year)
    if known is None and counted is TimeBasis.DAYS:
        return BAD_YEAR  # a leap year has another number of days
    found = reporting_period(known or 2001, label, as_of)
    return BAD_PERIOD if found is None else found.time_progress(counted)


def points_behind(rate_cell: SheetValue, time_progress: SheetValue) -> Decimal | str:
    """Return how many percentage points a rate lies behind 序时进度; negative when it is ahead."""
    if is_blank(rate_cell) or is_blank(time_progress):
        return ""
    share, gone = number_in(rate_cell), _share(time_progress)
    if share is None or not 0 <= share <= RateRule().ceiling:  # 43 is no 43%, as 75 is no 75% of the year
        return BAD_VALUE
    return BAD_TIME if gone is None else lag(gone, share).quantize(_LAG_STEP, ROUND_HALF_UP)


def quantity(words: SheetValue, measure: SheetValue = None) -> Decimal | str:
    """Return the number in a cell of words, in `measure`; without one, in the measure that was typed, 万 and 亿 counted out.

    5000万元 and 1.2亿元 in one column are added up by whoever asks: both are 元 then.
    """
    value = cell_value(words)
    typed = measure_in(value) if isinstance(value, str) else ""
    wanted = text_in(measure) or typed.lstrip("万亿")
    reading = read_number(value, wanted, Place())
    if reading.quantity is not None:
        return reading.quantity.value
    return _SHORT.get(reading.problems[0].code, _NOT_A_NUMBER) if reading.problems else ""


def told_figure(
    name: SheetValue,
    achieved: SheetValue,
    target: SheetValue,
    measure: SheetValue,
    kind: SheetValue,
    decimals: SheetValue,
    rounding: SheetValue,
) -> tuple[Indicator, Quantity] | str:
    """Return the indicator and its figure that a sentence tells, or why there is nothing to tell."""
    if is_blank(achieved):
        return ""
    unit, value = text_in(measure), cell_value(achieved)
    wanted = unit or (measure_in(value) if isinstance(value, str) else "")
    reading = read_number(value, wanted, Place())
    if reading.quantity is None:
        return _SHORT.get(reading.problems[0].code, _NOT_A_NUMBER) if reading.problems else ""
    indicator = _indicator(target, kind, decimals, rounding, text_in(name), wanted)
    found = completion(indicator, reading.quantity, RateRule())
    if found.no_rate in (NoRate.BAD_TARGET, NoRate.UNREADABLE_TARGET):
        return BAD_TARGET
    return (
        BAD_VALUE
        if found.no_rate in (NoRate.NEGATIVE, NoRate.OVER_CEILING)
        else (indicator, reading.quantity)
    )


def rules_in(
    kind: SheetValue, decimals: SheetValue, rounding: SheetValue, ceiling: SheetValue
) -> tuple[Indicator, RateRule]:
    """Return the rules that the optional arguments ask for; BadArgumentError for one that cannot be used."""
    return _indicator(None, kind, decimals, rounding), RateRule(ceiling=_ceiling(ceiling))


def _case(
    achieved: SheetValue,
    target: SheetValue,
    kind: SheetValue,
    decimals: SheetValue,
    rounding: SheetValue,
    ceiling: SheetValue,
) -> _Case:
    indicator = _indicator(target, kind, decimals, rounding)
    rule = RateRule(ceiling=_ceiling(ceiling))
    number = number_in(achieved)
    done = None if number is None else Quantity(number)
    return _Case(
        indicator=indicator,
        achieved=done,
        rule=rule,
        found=completion(indicator, done, rule),
        is_empty=is_blank(achieved) and is_blank(target),
        is_bad=done is None and not is_blank(achieved),
    )


def _indicator(
    target: SheetValue,
    kind: SheetValue,
    decimals: SheetValue,
    rounding: SheetValue,
    name: str = "",
    measure: str = "",
) -> Indicator:
    aim = number_in(target)
    return Indicator(
        name=name,
        kind=_choice(kind, IndicatorKind, IndicatorKind.QUANTITY, BAD_KIND),
        measure=measure,
        target=None if aim is None else Quantity(aim, measure),
        target_words="" if aim is not None or is_blank(target) else "?",
        decimals=decimals_in(decimals, 2),
        rounding=_choice(rounding, Rounding, Rounding.HALF_UP, BAD_ROUNDING),
    )


def _choice(value: SheetValue, kinds: type[E_], default: E_, refusal: str) -> E_:
    if is_blank(value):
        return default
    found = next((one for one in kinds if one.value == text_in(value)), None)
    if found is None:
        raise BadArgumentError(refusal)
    return found


def decimals_in(value: SheetValue, default: int) -> int:
    """Return how many decimals an argument asks for; BadArgumentError for what is no such number."""
    number = Decimal(default) if is_blank(value) else number_in(value)
    if number is None or number != number.to_integral_value() or not 0 <= number <= _MOST_DECIMALS:
        raise BadArgumentError(BAD_DECIMALS)
    return int(number)


def _ceiling(value: SheetValue) -> Decimal:
    number = RateRule().ceiling if is_blank(value) else number_in(value)
    if number is None or number < 1:
        raise BadArgumentError(BAD_CEILING)
    return number


def _share(value: SheetValue) -> Decimal | None:
    """Return 序时进度 as a share; 75 without its percent sign is none."""
    number = number_in(value)
    return number if number is not None and 0 <= number <= 1 else None


def _day(value: SheetValue) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else None


def _label(value: SheetValue) -> str:
    months = number_in(value)
    if months is not None and months == months.to_integral_value():
        return f"1-{int(months)}月"
    label = text_in(value)
    return label if parse_months(label) else ""


def _year(value: SheetValue) -> int | None:
    number = number_in(value)
    if is_blank(value):
        return None
    if number is None or number != number.to_integral_value() or not 1900 <= number <= 2999:
        raise BadArgumentError(BAD_YEAR)
    return int(number)
