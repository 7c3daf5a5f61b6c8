"""The period a bulletin speaks of (通报期: 1-9月份, 上半年) and the share of the year gone by (序时进度)."""

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from xlminshi.core.rounding import Rounding, rounded_ratio

_NAMED = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "全年": (1, 12),
    "年度": (1, 12),
    "前三季度": (1, 9),
    "前两季度": (1, 6),
    "前二季度": (1, 6),
    "一季度": (1, 3),
    "二季度": (4, 6),
    "三季度": (7, 9),
    "四季度": (10, 12),
}
_NEXT = {"一季度": "上半年", "上半年": "前三季度", "前三季度": "全年"}
# How running text names a period: 第3季度, 1-4季度; 1-9月份.
_JOINED, _QUARTER = "(?:[-—–−~～至到]|——)", "[一二三四1-4]"
NAMED_PERIOD = rf"(?:上半年|下半年|前[两二三23]季度|(?:第?{_QUARTER}(?:季度)?{_JOINED})?第?{_QUARTER}季度)"
MONTHS = rf"(?:\d{{1,2}}月?份?{_JOINED}\d{{1,2}}月份?)"
_YEAR = re.compile(r"^(\d{4})(?:年(?!度)|(?=\D|$))")
_TYPED_YEAR = re.compile(r"^\s*(?:\d\s*){4}(?:年(?!\s*度))?\s*")
_MONTHS = re.compile(rf"^(\d{{1,2}})月?份?(?:{_JOINED}(\d{{1,2}}))?月份?$")
_RUNNING = re.compile(rf"^(0?1月?份?{_JOINED})\d{{1,2}}(月份?)$")
_QUARTERS = re.compile(rf"^([一二三四])(?:季度)?{_JOINED}第?([一二三四])季度$")
_DIGITS = str.maketrans("1234", "一二三四")


class TimeBasis(Enum):
    """How the share of the year is counted."""

    MONTHS = "按月"
    DAYS = "按天"


@dataclass(frozen=True, slots=True)
class ReportingPeriod:
    """Months `first`..`last` of `year` as the office writes them (`label`); figures are cumulative up to `as_of`."""

    year: int
    first: int
    last: int
    label: str
    as_of: dt.date

    @property
    def full_label(self) -> str:
        """Return the label with its year: 2022年1-9月份."""
        return self.label if year_in(self.label) is not None else f"{self.year}年{self.label}"

    def progress_parts(self, basis: TimeBasis) -> tuple[int, int]:
        """Return (gone by, whole year) behind 序时进度: months up to the period's last, or days up to `as_of`."""
        if basis is TimeBasis.MONTHS:
            return self.last, 12
        start = dt.date(self.year, 1, 1)
        return (self.as_of - start).days + 1, (dt.date(self.year, 12, 31) - start).days + 1

    def time_progress(self, basis: TimeBasis = TimeBasis.MONTHS) -> Decimal:
        """Return the share of the year gone by, rounded half up to 0.01 % (1-9月: 0.7500, 1-11月: 0.9167)."""
        return _share_gone(*self.progress_parts(basis))

    def is_same(self, label: str) -> bool:
        """Return whether a label typed elsewhere (1—9月 for 1-9月份) means these months of this year."""
        months = parse_months(label)
        year = year_in(label)
        return months == (self.first, self.last) and year in (None, self.year)


@lru_cache(maxsize=64)
def _share_gone(gone: int, whole: int) -> Decimal:
    """Return a share of the year; every row of every form asks for the same one."""
    return rounded_ratio(Decimal(gone), Decimal(whole), 2, Rounding.HALF_UP)


@lru_cache(maxsize=1024)
def year_in(label: str) -> int | None:
    """Return the year that a label starts with (2022年1-9月份), or None."""
    match = _YEAR.match(_normal(label))
    return int(match.group(1)) if match else None


def without_year(label: str) -> str:
    """Return a label as it is typed, without the year that it starts with: 2022年1-9月份 → 1-9月份, 2022年度 → 年度."""
    return _TYPED_YEAR.sub("", label) if year_in(label) is not None else label


@lru_cache(maxsize=1024)
def parse_months(label: str) -> tuple[int, int] | None:
    """Return the first and last month that a label names, or None if it names none: 前三季度 → (1, 9), 9月 → (9, 9)."""
    text = _YEAR.sub("", _normal(label))
    if text.endswith("季度"):
        text = text.translate(_DIGITS).removeprefix("第")
    if text in _NAMED:
        return _NAMED[text]
    if match := _QUARTERS.match(text):
        first, last = (_NAMED[f"{quarter}季度"][turn] for turn, quarter in enumerate(match.groups()))
    elif match := _MONTHS.match(text):
        first = int(match.group(1))
        last = int(match.group(2) or first)
    else:
        return None
    return (first, last) if 1 <= first <= last <= 12 else None


def is_earlier(label: str, period: ReportingPeriod) -> bool:
    """Return whether a label surely names months that end before this period does."""
    months = parse_months(label)
    return months is not None and (year_in(label) or period.year, months[1]) < (period.year, period.last)


def meaning_of(label: str) -> tuple[int | None, object]:
    """Return the year and the months that a label means; its words, blanks left out, where it names no months."""
    return year_in(label), parse_months(label) or _normal(without_year(label))


def mean_the_same(one: str, other: str) -> bool:
    """Return whether two labels mean one period (1—9月 and 2022年前三季度); a label without a year fits any."""
    (year, months), (other_year, other_months) = meaning_of(one), meaning_of(other)
    return months == other_months and (None in (year, other_year) or year == other_year)


def reporting_period(year: int, label: str, as_of: dt.date | None = None) -> ReportingPeriod | None:
    """Return the period that `label` names in `year`, or None if it names none; `as_of` defaults to its last day."""
    months = parse_months(label)
    if months is None:
        return None
    first, last = months
    end = dt.date(year, last, calendar.monthrange(year, last)[1])
    return ReportingPeriod(year, first, last, label.strip(), as_of or end)


def next_label(period: ReportingPeriod) -> str | None:
    """Return what an office calls the period behind this one: 1-9月份 → 1-10月份, 上半年 → 前三季度; None where nobody can say.

    Behind December comes another year's programme, so there is nothing either.
    """
    named = _NEXT.get(_normal(period.label).translate(_DIGITS).removeprefix("第"))
    if named is not None:
        return named
    is_cumulative = period.first == 1 and period.last < 12
    match = _RUNNING.match(_normal(period.label))
    return f"{match.group(1)}{period.last + 1}{match.group(2)}" if match and is_cumulative else None


def _normal(label: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", label))
