"""Names in 版头 and 版记: 发文机关, 本期发 and 抄送 as the settings have them."""

import re
from collections.abc import Callable, Iterator

from xlminshi.bulletin.proofreading.claims import Kind
from xlminshi.bulletin.proofreading.known import SETTINGS_SHEET
from xlminshi.bulletin.proofreading.passages import bare
from xlminshi.bulletin.proofreading.remarks import Conclusion, Remark, fault
from xlminshi.bulletin.proofreading.scopes import is_near
from xlminshi.bulletin.proofreading.spelling import is_slip
from xlminshi.bulletin.proofreading.standings import Case
from xlminshi.core.problems import Code

_FOOT = re.compile(r"^(?:本期发|抄送|抄报|主送|发送|报送)：")
_MARKS = "，、；。"
_SHORTEST, _LONGEST = 4, 30


def names_around_the_text_are_spelt_right(case: Case) -> Iterator[Remark]:
    """An office in 本期发 or 抄送, or 发文机关, that differs from the settings' in one character is asked about."""
    words = case.ledger.settings.bulletin
    listed = {
        name for one in (words.distribution_list, words.copy_to) for name in re.split(f"[{_MARKS}]", one)
    }
    for index, passage in enumerate(case.reading.outline.passages):
        foot = _FOOT.match(passage.text)
        if foot:
            for match in re.finditer(f"[^{_MARKS}]+", passage.text[foot.end() :]):
                place = (index, foot.end() + match.start(), foot.end() + match.end())
                yield from _spelt(place, match.group(), listed)
        elif case.reading.title is not None and index < case.reading.title and len(passage.text) < _LONGEST:
            yield from _spelt((index, 0, len(passage.text)), passage.text, {words.issuer})


def _spelt(place: tuple[int, int, int], written: str, known: set[str]) -> Iterator[Remark]:
    names = sorted(one for one in known if len(one) >= _SHORTEST)
    if any(bare(written) == bare(one) for one in names):
        yield Remark(*place, Kind.UNIT, Conclusion.AGREES, expected=written, source=SETTINGS_SHEET)
        return
    near = [one for one in names if _is_slip_of(written, one)]
    if len(near) == 1:
        facts = {"expected": near[0], "source": SETTINGS_SHEET, "found": written}
        yield fault(place, Kind.UNIT, Code.TEXT_MAYBE_MISPRINT, **facts)


def _is_slip_of(written: str, name: str) -> bool:
    """Return whether one character is missing, too many, or easily typed for the right one: other offices have like names."""
    first, second = bare(written), bare(name)
    wrong = [(one, two) for one, two in zip(first, second, strict=False) if one != two]
    if len(first) == len(second):
        return len(wrong) == 1 and is_slip(*wrong[0])
    return is_near(first, second)


IMPRINT_CHECKS: tuple[Callable[[Case], Iterator[Remark]], ...] = (names_around_the_text_are_spelt_right,)
