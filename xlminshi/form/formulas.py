"""Native formulas for 完成率, 序时进度 and 状态建议, and the values they give: from the same constants as core/.

Only IF AND OR NOT ISNUMBER IFERROR TRIM ROUND MIN occur, so that Excel, WPS and LibreOffice agree.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from xlminshi.core.progress import NoRate, RateRule, completion, rounding_of
from xlminshi.core.project import Indicator, IndicatorKind
from xlminshi.core.quantity import PERCENT, Quantity, plain
from xlminshi.core.rounding import Rounding
from xlminshi.core.settings import Settings
from xlminshi.core.status import UNDECIDED, Basis, StatusClass, class_for, under_last_place
from xlminshi.form.contents import Formula
from xlminshi.form.numbers import LARGEST_SHARE, SHARE_FACTOR

GONE_NAME, WHOLE_NAME = "序时_已过", "序时_全年"
BAD_TARGET, NOT_REPORTED, BAD_VALUE = "目标有误", "未填报", "数据有误"
NOT_RATED = "—"
BAD_TIME = "序时进度有误"
LAG_DECIMALS = 10
_WHY_NOT = {
    NoRate.BAD_TARGET: BAD_TARGET,
    NoRate.UNREADABLE_TARGET: BAD_TARGET,
    NoRate.NOT_REPORTED: NOT_REPORTED,
    NoRate.NEGATIVE: BAD_VALUE,
    NoRate.OVER_CEILING: BAD_VALUE,
}
# The first 12 decimals of a ratio are free of the noise of binary division; what differs beyond is no difference.
_NOISE_DECIMALS = 12


@dataclass(frozen=True, slots=True)
class RowCells:
    """Addresses of the cells that one row's formulas use; `amount` is what is calculated with in place of `achieved`."""

    target: str
    achieved: str
    rate: str
    time_progress: str
    amount: str = ""

    def figure(self) -> str:
        """Return what stands for the achieved figure in a calculation."""
        return self.amount or self.achieved


def as_a_unit_types(cells: RowCells, indicator: Indicator) -> RowCells:
    """Return the cells of a row of a unit's own form: Excel keeps a typed 65% as 0.65, while the target stands as 65."""
    if indicator.measure != PERCENT:
        return cells
    typed, target = cells.achieved, cells.target
    is_share = f"AND({typed}*{SHARE_FACTOR}<={target},{typed}<={LARGEST_SHARE})"
    return replace(cells, amount=f"IF({is_share},ROUND({typed}*100,{_NOISE_DECIMALS}),{typed})")


def time_progress_formula(settings: Settings) -> Formula:
    """Return 序时进度, rounded to 0.01 %, from the two numbers in the hidden sheet."""
    return Formula(f"ROUND({GONE_NAME}/{WHOLE_NAME},4)", settings.time_progress)


def rate_formula(indicator: Indicator, achieved: Quantity | None, cells: RowCells, rule: RateRule) -> Formula:
    """Return 完成率 of a rated indicator; "" wherever core/ gives no rate."""
    rate = completion(indicator, achieved, rule).rate
    is_lower = indicator.kind is IndicatorKind.LOWER
    text = _rate_text(cells, rule.ceiling, is_lower, indicator.decimals, rounding_of(indicator, rule))
    return Formula(text, "" if rate is None else rate)


# Forms of one make have the same formulas, row by row.
@lru_cache(maxsize=2048)
def _rate_text(cells: RowCells, ceiling: Decimal, is_lower: bool, decimals: int, rounding: Rounding) -> str:
    return f'IF({_usable(cells, ceiling, is_lower)},{_capped(cells, is_lower, decimals, rounding)},"")'


def status_formula(
    indicator: Indicator, achieved: Quantity | None, cells: RowCells, settings: Settings
) -> Formula:
    """Return 状态建议 of a rated indicator: a class, or 待认定 / 目标有误 / 未填报 / 数据有误."""
    is_lower = indicator.kind is IndicatorKind.LOWER
    text = _status_text(cells, settings.rate_rule.ceiling, is_lower, settings.classes)
    return Formula(text, row_status(indicator, achieved, settings))


@lru_cache(maxsize=2048)
def _status_text(cells: RowCells, ceiling: Decimal, is_lower: bool, classes: tuple[StatusClass, ...]) -> str:
    return _case_by_case(cells, ceiling, is_lower, (UNDECIDED, NOT_REPORTED), _classes(cells, classes))


def rate_call(indicator: Indicator, cells: RowCells, rule: RateRule) -> str:
    """Return the native formula that gives what MS_RATE gives for a rated indicator; `cells.rate` is not used."""
    is_lower = indicator.kind is IndicatorKind.LOWER
    rate = _capped(cells, is_lower, indicator.decimals, rounding_of(indicator, rule))
    return _case_by_case(cells, rule.ceiling, is_lower, ("", ""), rate)


def status_call(
    indicator: Indicator, cells: RowCells, rule: RateRule, classes: tuple[StatusClass, ...]
) -> str:
    """Return the native formula that gives what MS_STATUS gives for a rated indicator; `cells.rate` is not used."""
    gone = cells.time_progress
    is_lower = indicator.kind is IndicatorKind.LOWER
    inline = replace(cells, rate=_capped(cells, is_lower, indicator.decimals, rounding_of(indicator, rule)))
    result = (
        f'IF(ISNUMBER({gone}),IF(AND({gone}>=0,{gone}<=1),{_classes(inline, classes)},"{BAD_TIME}"),'
        f'IF({_is_blank(gone)},"","{BAD_TIME}"))'
    )
    text = _case_by_case(cells, rule.ceiling, is_lower, (UNDECIDED, NOT_REPORTED), result)
    return f'IF(AND({_is_blank(cells.achieved)},{_is_blank(cells.target)}),"",{text})'


def lag_call(cells: RowCells) -> str:
    """Return the native formula that gives what MS_LAG gives; only the cells of the rate and of 序时进度 are used."""
    rate, gone = cells.rate, cells.time_progress
    points = f"ROUND(({gone}-{rate})*100,{LAG_DECIMALS})"
    timed = f'IF(ISNUMBER({gone}),IF(AND({gone}>=0,{gone}<=1),{points},"{BAD_TIME}"),"{BAD_TIME}")'
    most = plain(RateRule().ceiling)
    rated = f'IF(ISNUMBER({rate}),IF(AND({rate}>=0,{rate}<={most}),{timed},"{BAD_VALUE}"),"{BAD_VALUE}")'
    return f'IF(OR({_is_blank(rate)},{_is_blank(gone)}),"",{rated})'


def row_status(indicator: Indicator, achieved: Quantity | None, settings: Settings) -> str:
    """Return the proposal for one indicator alone, as it stands in its row."""
    if indicator.kind is IndicatorKind.FUNDS:
        return NOT_RATED
    result = completion(indicator, achieved, settings.rate_rule)
    if result.rate is not None:
        found = class_for(result.rate, settings.time_progress, settings.classes)
        return found.name if found else UNDECIDED
    return _WHY_NOT.get(result.no_rate, UNDECIDED) if result.no_rate else UNDECIDED


def rate_number_format(decimals: int, *, is_tiny: bool = False) -> str:
    """Return Excel's format for a rate with this many decimals of a percent; nothing done shows 0%, not 0.00%.

    `is_tiny`: its 0 is none, and shown as what it is: 不足0.01%.
    """
    usual = f"0.{'0' * decimals}%" if decimals else "0%"
    if is_tiny:
        return f'[=0]"{under_last_place(decimals)}";{usual}'
    return f"[=0]0%;{usual}" if decimals else usual


def _capped(cells: RowCells, is_lower: bool, decimals: int, rounding: Rounding) -> str:
    """Return the rounded ratio, capped below 100 % for an unfinished target; only for figures that are usable."""
    above, below = (cells.target, cells.figure()) if is_lower else (cells.figure(), cells.target)
    places = decimals + 2
    rounded = _rounded(f"{above}/{below}", places, rounding)
    cap = plain(1 - Decimal(1).scaleb(-places))
    return f"IF({above}<{below},MIN({rounded},{cap}),{rounded})"


def _case_by_case(
    cells: RowCells, ceiling: Decimal, is_lower: bool, blanks: tuple[str, str], result: str
) -> str:
    """Return a formula for `result` where the figures are usable, else why not; `blanks`: no target, no figure."""
    least_target = f"{cells.target}<0" if is_lower else f"{cells.target}<=0"
    usable = _usable(cells, ceiling, is_lower)
    return (
        f'IF(NOT(ISNUMBER({cells.target})),IF({_is_blank(cells.target)},"{blanks[0]}","{BAD_TARGET}"),'
        f'IF({least_target},"{BAD_TARGET}",'
        f'IF({_is_blank(cells.achieved)},"{blanks[1]}",'
        f'IF(NOT(ISNUMBER({cells.achieved})),"{BAD_VALUE}",'
        f'IF({cells.achieved}<0,"{BAD_VALUE}",'
        f"{_zero_case(cells, is_lower)}"
        f'IF(NOT({usable}),"{BAD_VALUE}",{result}' + ")" * (7 if is_lower else 6)
    )


def _usable(cells: RowCells, ceiling: Decimal, is_lower: bool) -> str:
    target, achieved, times = cells.target, cells.figure(), plain(ceiling)
    limits = f"{target}>0,{achieved}>=0,{achieved}<={times}*{target}"
    if is_lower:
        limits = f"{target}>0,{achieved}>0,{achieved}<={times}*{target},{target}<={times}*{achieved}"
    return f"IF(AND(ISNUMBER({target}),ISNUMBER({cells.achieved})),AND({limits}),FALSE)"


def _rounded(ratio: str, places: int, rounding: Rounding) -> str:
    half_up = f"ROUND({ratio},{places})"
    if rounding is Rounding.HALF_UP:
        return half_up
    step = plain(Decimal(1).scaleb(-places))
    over = f"ROUND({half_up}-{ratio},{_NOISE_DECIMALS})>0"
    return f"ROUND({half_up}-IF({over},{step},0),{places})"


def _zero_case(cells: RowCells, is_lower: bool) -> str:
    """Where lower is better, a zero leaves no ratio although it may be the best result: a person decides."""
    return f'IF(OR({cells.achieved}=0,{cells.target}=0),"{UNDECIDED}",' if is_lower else ""


def _is_blank(cell: str) -> str:
    return f'IFERROR(TRIM({cell}&""),"x")=""'


def _classes(cells: RowCells, classes: tuple[StatusClass, ...]) -> str:
    text, closing = "", ""
    for one in classes:
        if one.basis is Basis.PERSON:
            continue
        name = one.name.replace('"', '""')
        if one.at_least is None:
            return f'{text}"{name}"{closing}'
        measured = (
            cells.rate if one.basis is Basis.RATE else f"ROUND(({cells.rate}-{cells.time_progress})*100,6)"
        )
        text += f'IF({measured}>={plain(one.at_least)},"{name}",'
        closing += ")"
    return f'{text}"{UNDECIDED}"{closing}'
