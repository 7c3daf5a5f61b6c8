"""Whether a number is only intended (9月底前要完成1.5万户, 确保11月底前竣工260户): no figure of the ledger need be the same.

A word of intent speaks of its own clause (要加快进度，已完成… tells what has been done), a deadline still to come of all that
follows in the sentence.
"""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator

from xlminshi.bulletin.proofreading.binding import is_of_aim, roles_of
from xlminshi.bulletin.proofreading.claims import Claim
from xlminshi.bulletin.proofreading.known import Role
from xlminshi.bulletin.proofreading.reading import Reading

_AIM = r"(?<!为)确保|力争|争取|力求|务必|务求|(?<![主重需必纲概摘首次])要(?![求点素闻因])"
_INTENDED = re.compile(rf"{_AIM}|将(?![近军])(?![^，]*(?:作为|列为|列入|纳入|定为))|拟|预计|计划(?:于|在|\d)")
_DEADLINE = re.compile(
    r"(?:(?P<year>20\d\d|[今本明次去])年?)?"
    r"(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|(?P<third>[上中下])旬|(?P<end>份?[底末]|份))?|"
    r"(?P<quarter>[一二三四1-4])季度[底末]?|(?:[年月]|(?<=年))[底末])(?:之|以)?前"
)
_AIM_WITH_DEADLINE = re.compile(rf"(?:{_AIM})[^，]{{0,6}}(?:\d月|年|[底末]|季度)[^，的]*前[^，的]*$")
_NEXT = re.compile("下一?(?:步|阶段)")
_GOES_ON = re.compile("占|完成率|(?:完成|达到?)(?:年度|全年)|同比|[较比][上去同]")
_NUMBER = re.compile(r"\d(?![\d年月日.])")
_HAPPENED = re.compile("已|累计|截至|实际|目前")
_PARTS = "。；！？"
_CLAUSE = re.compile("[^，]+")
_LAST_DAY, _LAST_MONTH, _LONG_AGO = 31, 12, 8
_THIRDS = {"上": 10, "中": 20, "下": _LAST_DAY}
_YEARS = {"明": 1, "次": 1, "去": -1}
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


def is_intended(reading: Reading, claim: Claim, as_of: dt.date) -> bool:
    """Return whether a claim tells what is to be done, and not what has been by `as_of` or the year's target."""
    text = reading.text(claim.passage)
    begin = max(text.rfind(mark, 0, claim.start) for mark in _PARTS) + 1
    said = _intended_from(text[begin : claim.start], as_of)
    if said is None or _HAPPENED.search(text, begin + said, claim.start):
        return False
    return is_of_aim(reading, claim) or roles_of(reading, claim)[0] is not Role.TARGET


def _intended_from(words: str, as_of: dt.date) -> int | None:
    """Return where the words end by which what stands behind them is only intended."""
    clauses = [(one.start(), one.group()) for one in _CLAUSE.finditer(words)]
    for start, clause in clauses:
        if _NEXT.match(clause) or any(end == len(clause) for end in _to_come(clause, as_of)):
            return start + len(clause)
    start = _begin(clauses)
    said = _INTENDED.search(words, start)
    return said.end() if said else next((start + end for end in _to_come(words[start:], as_of)), None)


def _begin(clauses: list[tuple[int, str]]) -> int:
    """Return where the clause begins that says whether the words behind all of them are intended.

    A rate goes on with the clause of its amount (…7座，占…), a clause behind an aim and its deadline with these.
    """
    at = len(clauses) - 1
    while at > 0 and _GOES_ON.match(clauses[at][1]) and _NUMBER.search(clauses[at - 1][1]):
        at -= 1
    if at > 0 and _AIM_WITH_DEADLINE.search(clauses[at - 1][1]):
        at -= 1
    return clauses[at][0] if clauses else 0


def _to_come(words: str, as_of: dt.date) -> Iterator[int]:
    """Yield where each deadline in some words ends that lies behind a day."""
    day = _LAST_DAY if as_of.day == monthrange(as_of.year, as_of.month)[1] else as_of.day
    for found in _DEADLINE.finditer(words):
        if _last_day(found, as_of) > (as_of.year, as_of.month, day):
            yield found.end()


def _last_day(found: re.Match[str], as_of: dt.date) -> tuple[int, int, int]:
    """Return a deadline as year, month and day; a month long past, without a year, is one of the next year."""
    year, quarter = found["year"] or "", found["quarter"]
    month = int(found["month"] or _QUARTERS.get(quarter or "", _LAST_MONTH))
    is_next = not year and as_of.month - month > _LONG_AGO
    years = int(year) if year.isdigit() else as_of.year + _YEARS.get(year, int(is_next))
    if found["month"] and not found["end"]:
        return years, month, int(found["day"] or _THIRDS.get(found["third"] or "", 0))
    return years, month, _LAST_DAY
