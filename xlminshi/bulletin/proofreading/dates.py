"""Dates, years, periods and issue numbers: real ones, and the same wherever the text tells them."""

import datetime as dt
import re
from collections.abc import Callable, Iterator

from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.manuscript import Story
from xlminshi.bulletin.proofreading.reading import Reading, months_in
from xlminshi.bulletin.proofreading.remarks import Remark, agreed, fault, place_of
from xlminshi.core.period import NAMED_PERIOD
from xlminshi.core.problems import Code

_LEAP_YEAR = 2000
_YEARS = (1949, 2099)
_NAMED_PERIOD = re.compile(rf"{NAMED_PERIOD}(?=[^，。；]{{0,8}}(?:完成|进展|推进|落实)情况)")
_ODD_YEAR = re.compile(
    rf"(?<![\d.])(?:\d{{5,}}|\d{{1,3}})年(?=\d{{1,2}}(?:-\d{{1,2}})?月|{NAMED_PERIOD}|全[县区市州旗]|重点|民生)"
)
_ODD_MONTH = re.compile(r"(?<![\d.])(?:\d{1,2}月?-)?\d{3,}月(?:份|(?=[^\d]{0,8}20\d\d年))")
_LONGEST_ISSUE = 30
_DAYS_LEFT = 5  # figures of a month's end are told in its last days already
_ISSUE_LINE = re.compile(
    r"^(?P<kind>[^，。；：、]{0,16}(?:通报|简报|专报|快报|通讯|动态|专刊|督查))?"
    r"（?(?:20\d\d年)?（?第[^（）第期]{1,5}期）?(?:（?总第[^（）第期]{1,5}期）?)?(?:\d{4}年\d{1,2}月\d{1,2}日)?$"
)
_NEXT_TERM = re.compile(r"(?:重点)?(?:民生)?实事")


def parts_of(claim: Claim) -> tuple[str, tuple[int, ...]]:
    """Return what kind of time a claim tells (date, day, month, months, year) and its numbers."""
    group, _, numbers = claim.key.partition(":")
    return group, tuple(int(part) for part in numbers.split("-") if part)


def day_of(claim: Claim | None) -> dt.date | None:
    """Return the day that a claim names, or None."""
    if claim is None:
        return None
    group, numbers = parts_of(claim)
    try:
        return dt.date(*numbers) if group == "date" else None
    except ValueError:
        return None


def dates_exist(reading: Reading) -> Iterator[Remark]:
    """There is no 2月30日, no 13月 and no 31st of September."""
    for claim in reading.outline.claims:
        if claim.kind in (Kind.DATE, Kind.PERIOD) and not _exists(claim):
            yield reading.fault(claim, Code.TEXT_NO_SUCH_DATE)


def _exists(claim: Claim) -> bool:
    group, numbers = parts_of(claim)
    try:
        if group == "date":
            dt.date(*numbers)
        elif group == "day":
            dt.date(_LEAP_YEAR, *numbers)
    except ValueError:
        return False
    if group in ("date", "month", "year") and not _YEARS[0] <= numbers[0] <= _YEARS[1]:
        return False
    months = numbers[1:] if group == "month" else numbers if group == "months" else ()
    return all(1 <= month <= 12 for month in months) and list(months) == sorted(months)


def years_agree(reading: Reading) -> Iterator[Remark]:
    """The year of the projects is the same in the title and in the text (2022年重点民生实事)."""
    years = [claim for claim in reading.outline.claims if _is_year_of_projects(reading, claim)]
    in_title = [one for one in years if one.passage == reading.title]
    if len(years) < 2:
        return
    counted = [one.key for one in years]
    usual = max(counted, key=lambda key: (counted.count(key), bool(in_title) and key == in_title[0].key))
    for claim in years:
        if claim.key == usual:
            yield agreed(claim)
        else:
            expected = f"{parts_of_key(usual)}年"
            yield reading.fault(claim, Code.TEXT_COUNT_WRONG, expected=expected, reason="别处写的年度")


def parts_of_key(key: str) -> str:
    """Return the numbers of a year's key: year:2022 → 2022."""
    return key.partition(":")[2]


def _is_year_of_projects(reading: Reading, claim: Claim) -> bool:
    rest = reading.text(claim.passage)[claim.end : claim.end + 20]
    match = _NEXT_TERM.search(re.split(r"[，。；：、（“”]", rest)[0])
    return claim.key.startswith("year:") and match is not None


def periods_agree(reading: Reading) -> Iterator[Remark]:
    """The 导语 speaks of the period that the title names."""
    if reading.months is None:
        return
    for lead in reading.leads[:1]:
        for claim in reading.outline.claims_at(lead.passage):
            months = months_in(claim.text) if claim.kind is Kind.PERIOD and "-" in claim.text else None
            if months == reading.months:
                yield agreed(claim)
            elif months is not None:
                yield _of_other_period(reading, place_of(claim), claim.text)
        for match in _NAMED_PERIOD.finditer(reading.text(lead.passage)):
            if months_in(match.group()) != reading.months:
                yield _of_other_period(reading, (lead.passage, *match.span()), match.group())


def _of_other_period(reading: Reading, place: tuple[int, int, int], found: str) -> Remark:
    first, last = reading.months or (1, 12)
    reason, expected = "标题中的通报期", f"{first}至{last}月"
    return fault(place, Kind.PERIOD, Code.TEXT_COUNT_WRONG, expected=expected, found=found, reason=reason)


def years_and_months_are_real(reading: Reading) -> Iterator[Remark]:
    """20022年上半年 and 202年重点民生实事 are no years, 1-100月份 are no months."""
    for index, passage in enumerate(reading.outline.passages):
        for match in (*_ODD_YEAR.finditer(passage.text), *_ODD_MONTH.finditer(passage.text)):
            place = (index, *match.span())
            yield fault(place, Kind.DATE, Code.TEXT_NO_SUCH_DATE, found=match.group())


def dated_after_the_period(reading: Reading) -> Iterator[Remark]:
    """成文日期 does not lie before the last month of the period, nor before the year of the projects."""
    day = day_of(reading.dated)
    year = _year_in_title(reading)
    if day is None or reading.dated is None or year is None:
        return
    last = reading.months[1] if reading.months else 1
    if (day.year, day.month) < (year, last):
        reason = f"早于通报期的最后一个月（{year}年{last}月）"
        yield reading.fault(reading.dated, Code.TEXT_DATE_DOUBTFUL, reason=reason)


def _year_in_title(reading: Reading) -> int | None:
    if reading.title is None:
        return None
    years = [
        one for one in reading.outline.claims_at(reading.title) if one.key.startswith(("year:", "month:"))
    ]
    return parts_of(years[0])[1][0] if years else None


def nothing_is_told_of_later_days(reading: Reading) -> Iterator[Remark]:
    """截至 a day is never later than 成文日期; nor is 印发 earlier than it."""
    day = day_of(reading.dated)
    for claim in reading.outline.claims:
        other = day_of(claim)
        if day is None or other is None:
            continue
        text = reading.text(claim.passage)
        if re.search(r"截[至止]$", text[: claim.start]) and other > day:
            yield reading.fault(claim, Code.TEXT_DATE_DOUBTFUL, reason="晚于成文日期")
        if text.startswith("印发", claim.end) and other < day:
            yield reading.fault(claim, Code.TEXT_DATE_DOUBTFUL, reason="早于成文日期")


def nothing_is_told_of_later_months(reading: Reading) -> Iterator[Remark]:
    """截至7月底 does not stand in a document of 7月12日: the month is not over."""
    day, year = day_of(reading.dated), _year_in_title(reading)
    if day is None or year != day.year:
        return
    ended = (day + dt.timedelta(_DAYS_LEFT)).replace(day=1)
    for claim in reading.outline.claims:
        group, numbers = parts_of(claim)
        is_month = group == "months" and len(numbers) == 1 and _exists(claim)
        if not is_month or dt.date(year, numbers[0], 1) < ended or not _told_until_its_end(reading, claim):
            continue
        found = f"截至{claim.text}底"
        yield fault(place_of(claim), claim.kind, Code.TEXT_DATE_DOUBTFUL, found=found, reason="晚于成文日期")


def _told_until_its_end(reading: Reading, claim: Claim) -> bool:
    """Return whether a month is told as the end of what has happened: 截至7月底, but not 截至12月底将全部完成."""
    text = reading.text(claim.passage)
    _, end = reading.sentence(claim)
    is_until = text.endswith(("截至", "截止"), 0, claim.start) and text.startswith(("底", "末"), claim.end)
    return is_until and not re.search("将|力争|确保|争取|预计|可|要|拟|全部", text[claim.end : end])


def issue_of(reading: Reading) -> Claim | None:
    """Return the claim of the 期号: the first 第N期 that is a line of its own, else the first in a line that tells it."""
    issues = [one for one in reading.outline.claims if _is_issue(reading, one)]
    return next((one for one in issues if _is_alone(reading, one)), issues[0] if issues else None)


def issue_is_told_alike(reading: Reading) -> Iterator[Remark]:
    """第N期 is the same wherever a line of its own tells it (also in headers and footers)."""
    first = issue_of(reading)
    for claim in reading.outline.claims:
        if first is not None and _is_issue(reading, claim) and claim.value != first.value:
            yield reading.fault(claim, Code.TEXT_COUNT_WRONG, expected=first.text, reason="前面的期号")


def _is_issue(reading: Reading, claim: Claim) -> bool:
    """Return whether 第N期 is the document's own: not a stage of a work, 保障性住房建设第二期工程, nor 总第98期.

    It is told in a short line: alone, behind the kind of document (督查通报第7期), in the head above the title, or in a margin.
    """
    passage = reading.outline.passages[claim.passage]
    text = passage.text
    is_head = reading.title is not None and claim.passage < reading.title
    if claim.kind is not Kind.ISSUE or len(text) >= _LONGEST_ISSUE or text[: claim.start].endswith("总"):
        return False
    if is_head or passage.line.story is Story.MARGIN:
        return True
    return passage.line.story is not Story.TABLE and _ISSUE_LINE.match(text) is not None


def _is_alone(reading: Reading, claim: Claim) -> bool:
    line = _ISSUE_LINE.match(reading.text(claim.passage))
    return line is not None and not line.group("kind")


def issue_follows(reading: Reading, before: tuple[Reading, ...]) -> Iterator[Remark]:
    """The 期号 is the next one after the earlier documents of the year, neither used before nor skipped."""
    claim, day = issue_of(reading), day_of(reading.dated)
    used = {}
    for one in before:
        issue, dated = issue_of(one), day_of(one.dated)
        if issue is not None and (day is None or dated is None or dated.year == day.year):
            used[int(issue.value)] = issue
    if claim is None or not used:
        return
    expected = f"第{max(used) + 1}期"
    if int(claim.value) in used:
        reason = f"以前的{claim.text}"
        yield reading.fault(claim, Code.TEXT_ISSUE_REPEATED, expected=expected, reason=reason)
    elif claim.value != max(used) + 1:
        yield reading.fault(
            claim, Code.TEXT_ISSUE_SKIPPED, expected=expected, reason=f"上期（第{max(used)}期）"
        )
    else:
        yield agreed(claim, f"上期为第{max(used)}期")


DATE_CHECKS: tuple[Callable[[Reading], Iterator[Remark]], ...] = (
    dates_exist,
    years_and_months_are_real,
    years_agree,
    periods_agree,
    dated_after_the_period,
    nothing_is_told_of_later_days,
    nothing_is_told_of_later_months,
    issue_is_told_alike,
)
