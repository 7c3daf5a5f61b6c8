"""期号, 成文日期 and the period of the title against the settings of the ledger."""

import re
from collections.abc import Callable, Iterator

from xlminshi.bulletin.numerals import official_date
from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.dates import day_of, issue_of, parts_of
from xlminshi.bulletin.proofreading.known import SETTINGS_SHEET
from xlminshi.bulletin.proofreading.reading import months_in
from xlminshi.bulletin.proofreading.remarks import Remark, agreed, fault
from xlminshi.bulletin.proofreading.standings import Case
from xlminshi.core.period import NAMED_PERIOD
from xlminshi.core.problems import Code

_NAMED_PERIOD = re.compile(NAMED_PERIOD)


def masthead_is_right(case: Case) -> Iterator[Remark]:
    """期号 and 成文日期 are those of the settings."""
    words = case.ledger.settings.bulletin
    issue, dated = issue_of(case.reading), case.reading.dated
    if issue is not None and words.issue_number:
        expected = f"第{words.issue_number}期"
        yield _same(case, issue, int(issue.value) == words.issue_number, expected)
    if dated is not None and words.dated is not None:
        yield _same(case, dated, day_of(dated) == words.dated, official_date(words.dated))


def title_names_the_period(case: Case) -> Iterator[Remark]:
    """Year and period in the title are those of the ledger."""
    reading, period = case.reading, case.ledger.settings.period
    if reading.title is None:
        return
    for claim in reading.outline.claims_at(reading.title):
        group, numbers = parts_of(claim) if claim.key else ("", ())
        if group == "year":
            yield _same(case, claim, numbers[0] == period.year, f"{period.year}年")
        if group == "month":
            whole = (period.year, period.first, period.last)
            yield _same(
                case, claim, numbers == (whole if len(numbers) > 2 else whole[::2]), period.full_label
            )
        if group == "months" and reading.months is not None and len(numbers) > 1:
            yield _same(case, claim, numbers == (period.first, period.last), period.label)
    found = _NAMED_PERIOD.search(reading.text(reading.title))
    if found and months_in(found.group()) != (period.first, period.last):
        place = (reading.title, *found.span())
        facts = {"expected": period.label, "source": SETTINGS_SHEET, "found": found.group()}
        yield fault(place, Kind.PERIOD, Code.TEXT_DIFFERS, **facts)


def _same(case: Case, claim: Claim, is_same: bool, expected: str) -> Remark:
    if is_same:
        return agreed(claim, SETTINGS_SHEET)
    return case.reading.fault(claim, Code.TEXT_DIFFERS, expected=expected, source=SETTINGS_SHEET)


MASTHEAD_CHECKS: tuple[Callable[[Case], Iterator[Remark]], ...] = (masthead_is_right, title_names_the_period)
