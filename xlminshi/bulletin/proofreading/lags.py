"""How far rates lag behind 序时进度 (滞后序时进度N个百分点), by the text alone."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

from xlminshi.bulletin.proofreading.claims import POINTS, Approx, Claim, Kind
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.remarks import Remark, agreed
from xlminshi.core.problems import Code
from xlminshi.core.quantity import plain

_LAGS = re.compile(r"(?:滞后|落后|低于)(?:于)?序时进度[^，。；]*$|比序时进度[^，。；]*[低慢]$")
_ENOUGH = 3


def lags_follow(reading: Reading) -> Iterator[Remark]:
    """A rate and how far it lags behind 序时进度 make 序时进度, the same one throughout the text."""
    pairs = list(_lags(reading))
    counted = Counter(told for _, _, told in pairs)
    if len(pairs) < _ENOUGH or not counted:
        return
    usual, times = counted.most_common(1)[0]
    if times * 2 <= len(pairs):
        return
    for rate, lag, told in pairs:
        if abs(told - usual) <= max(rate.step, lag.step):
            yield agreed(lag)
        else:
            expected = f"{plain(abs(usual - rate.value))}{POINTS}"
            reason = f"别处的序时进度是{plain(usual)}%，减去{rate.text}"
            yield reading.fault(lag, Code.TEXT_SUM_DOUBTFUL, expected=expected, reason=reason)


def _lags(reading: Reading) -> Iterator[tuple[Claim, Claim, Decimal]]:
    """Yield each rate with the points by which it lags, and the 序时进度 that they make."""
    for lag in reading.outline.claims:
        clause = reading.clause(lag)
        if lag.kind is not Kind.POINTS or not _LAGS.search(clause):
            continue
        before = reading.earlier(lag, (Kind.RATE,))[:1]
        text = reading.text(lag.passage)
        for rate in before:
            if not re.search(r"[；。]|分别", text[rate.end : lag.start]) and rate.approx is Approx.EXACT:
                yield rate, lag, rate.value + lag.value


LAG_CHECKS: tuple[Callable[[Reading], Iterator[Remark]], ...] = (lags_follow,)
