"""The functions that a cell may call (=MS_RATE(…)): one line each over the library, by xlwings.

They take single cells and ranges, answer in the same shape, and never raise. Their help is `form/function_list.py`.
"""

from collections.abc import Callable
from typing import TypeAlias

import xlwings as xw

from xlminshi.bulletin.single import indicator_sentence
from xlminshi.core.progress import RateRule
from xlminshi.form import functions as of_cells
from xlminshi.form import range_functions as of_ranges
from xlminshi.form.function_list import CATEGORY, function_named
from xlminshi.form.sheet_values import Answer, Given, SheetValue, first_in, guarded, spread

_Answers: TypeAlias = list[list[Answer]]


def _offered(function: Callable[..., _Answers]) -> Callable[..., _Answers]:
    """Return the function as xlwings offers it to Excel, with its Chinese help."""
    listed = function_named(function.__name__)
    function.__annotations__ = {}  # xlwings would take them for orders to convert
    function.__doc__ = f"{listed.title}。{listed.help}"
    for one in listed.arguments:
        # Without err_to_str an error cell would arrive as an empty one.
        function = xw.arg(one.name, doc=one.help, ndim=2, err_to_str=True)(function)
    return xw.func(category=CATEGORY)(function)


@_offered
def MS_RATE(
    achieved: Given,
    target: Given,
    kind: Given = None,
    decimals: Given = None,
    rounding: Given = None,
    ceiling: Given = None,
) -> _Answers:
    """Return 完成率 as shares."""
    return spread(of_cells.rate, achieved, target, kind, decimals, rounding, ceiling)


@_offered
def MS_STATUS(
    achieved: Given,
    target: Given,
    time_progress: Given,
    kind: Given = None,
    classes: Given = None,
    decimals: Given = None,
    rounding: Given = None,
    ceiling: Given = None,
) -> _Answers:
    """Return the classes that the figures propose."""
    return guarded(
        lambda: spread(
            of_cells.status_by(of_cells.classes_in(classes)),
            *(achieved, target, time_progress, kind, decimals, rounding, ceiling),
        )
    )


@_offered
def MS_TIME(period: Given, basis: Given = None, for_year: Given = None) -> _Answers:
    """Return 序时进度 as shares."""
    return spread(of_cells.time_share, period, basis, for_year)


@_offered
def MS_LAG(completion_rate: Given, time_progress: Given) -> _Answers:
    """Return percentage points behind 序时进度."""
    return spread(of_cells.points_behind, completion_rate, time_progress)


@_offered
def MS_QUANTITY(words: Given, measure: Given = None) -> _Answers:
    """Return the numbers in cells of words."""
    return spread(of_cells.quantity, words, measure)


@_offered
def MS_RANK(rates: Given, completion_rate: Given = None) -> _Answers:
    """Return ranks, of every rate or of those asked for."""
    return guarded(lambda: of_ranges.ranks_asked(rates, completion_rate))


@_offered
def MS_PHRASE(
    indicator_name: Given,
    achieved: Given,
    target: Given,
    measure: Given = None,
    kind: Given = None,
    decimals: Given = None,
    rounding: Given = None,
) -> _Answers:
    """Return sentences of the bulletin."""
    return spread(_phrase, indicator_name, achieved, target, measure, kind, decimals, rounding)


@_offered
def MS_SHARE(counts: Given, decimals: Given = None) -> _Answers:
    """Return shares in percent that sum to 100."""
    return guarded(lambda: of_ranges.shares(counts, first_in(decimals)))


def _phrase(*cells: SheetValue) -> str:
    told = of_cells.told_figure(*cells)
    return told if isinstance(told, str) else indicator_sentence(*told, RateRule())
