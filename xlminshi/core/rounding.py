"""Rounding of shares and rates on the exact ratio; never on a binary float."""

from decimal import Decimal
from enum import Enum

# What a workbook keeps of a number is a binary one: less than this is no difference.
NOISE = Decimal("1e-9")


class Rounding(Enum):
    """HALF_UP rounds half away from zero (12099/11200 → 108.03 %); CUT_OFF drops the rest (33/35 → 94.28 %)."""

    HALF_UP = "四舍五入"
    CUT_OFF = "舍去尾数"


def rounded_ratio(numerator: Decimal, denominator: Decimal, decimals: int, rounding: Rounding) -> Decimal:
    """Return numerator ÷ denominator as a share, rounded to `decimals` decimals of a percent (2 → 0.0001).

    Both are taken as exact and must not be negative; a zero denominator raises ZeroDivisionError.
    """
    top, below = numerator.as_integer_ratio()
    whole, part = denominator.as_integer_ratio()
    top, below = top * part * 10 ** (decimals + 2), below * whole
    steps = (2 * top + below) // (2 * below) if rounding is Rounding.HALF_UP else top // below
    return Decimal(steps).scaleb(-(decimals + 2))


def shares_of(counts: tuple[int, ...], decimals: int = 1) -> tuple[Decimal, ...]:
    """Return each count's share in percent; the shares sum to exactly 100 (largest remainder), or are all 0 for no counts.

    Equal remainders go to the earlier count. 9, 3, 3 → 60.0, 20.0, 20.0.
    """
    total = sum(counts)
    step = Decimal(1).scaleb(-decimals)
    if total == 0:
        return tuple(Decimal(0).quantize(step) for _ in counts)
    units = 100 * 10**decimals
    parts = _apportioned(counts, total, units, units)
    return tuple((Decimal(number) * step).quantize(step) for number in parts)


def shares_beside(first: Decimal, counts: tuple[int, ...], decimals: int = 2) -> tuple[Decimal, ...]:
    """Return the share of each count, of which the first is printed as `first` elsewhere: the others share what it leaves.

    Shares as `first` (0.3333), which is rounded by itself; they sum to exactly 1. The counts must not all be 0.
    """
    units = 100 * 10**decimals
    left = units - int(first * units)
    parts = (units - left, *_apportioned(counts[1:], sum(counts), units, left))
    return tuple(Decimal(number).scaleb(-(decimals + 2)) for number in parts)


def _apportioned(counts: tuple[int, ...], total: int, units: int, handed_out: int) -> list[int]:
    """Return each count's part of `units` for the `total`, whole ones, so that they make up what is handed out."""
    parts = [count * units // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda i: (-(counts[i] * units % total), i))
    for i in by_remainder[: handed_out - sum(parts)]:
        parts[i] += 1
    return parts
