"""Numbers of headings and items without gaps: 一、二、 · （一）（二） · 1. 2. · 一是…二是…."""

import re
from collections.abc import Callable, Iterator

from xlminshi.bulletin.numerals import chinese_number
from xlminshi.bulletin.proofreading.claims import Kind, number_from
from xlminshi.bulletin.proofreading.outline import Heading
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.remarks import Remark, fault
from xlminshi.core.problems import Code

_POINTS = re.compile(r"(?:(?<=[。；，：、])|^)([一二三四五六七八九十]{1,2})(?:是|要)|(一)是")
_CHINESE_LEVELS = (1, 2)


def headings_follow_one_another(reading: Reading) -> Iterator[Remark]:
    """Numbers go up by one; they may start anew below each heading of a higher level, or go on."""
    last: dict[int, int] = {}
    runs: dict[int, list[Heading]] = {}
    for heading in reading.outline.headings:
        for deeper in [level for level in runs if level > heading.level]:
            yield from _gaps(reading, runs.pop(deeper), last)
        runs.setdefault(heading.level, []).append(heading)
    for level in sorted(runs, reverse=True):
        yield from _gaps(reading, runs[level], last)


def _gaps(reading: Reading, run: list[Heading], last: dict[int, int]) -> Iterator[Remark]:
    """Yield the numbers of one run that are out of order; a wrong number among right ones is told once."""
    before = last.get(run[0].level, 0)
    expected = before + 1 if run[0].number == before + 1 else 1
    for index, heading in enumerate(run):
        following = run[index + 1].number if index + 1 < len(run) else None
        restarts = heading.number == 1 and following in (None, 2)
        if heading.number == expected or restarts:
            expected = heading.number + 1
            continue
        text = reading.text(heading.passage)
        yield fault(
            (heading.passage, 0, heading.start),
            Kind.NUMBERING,
            Code.TEXT_NUMBERING,
            expected=_as_written(expected, heading.level),
            found=text[: heading.start].strip(),
        )
        expected = heading.number + 1 if following == heading.number + 1 else expected + 1
    last[run[0].level] = run[-1].number


def _as_written(number: int, level: int) -> str:
    words = chinese_number(number) if level in _CHINESE_LEVELS and number <= 99 else str(number)
    return {1: f"{words}、", 2: f"（{words}）", 3: f"{words}.", 4: f"（{words}）"}[level]


def points_follow_one_another(reading: Reading) -> Iterator[Remark]:
    """一是, 二是 and 三是 follow one another within a paragraph."""
    for index, passage in enumerate(reading.outline.passages):
        expected = 1
        for match in _POINTS.finditer(passage.text):
            words = match.group(1) or match.group(2)
            number = number_from(words)
            if expected == 1 and number != 1:
                continue
            if number not in (expected, 1):
                yield fault(
                    (index, match.start(), match.end()),
                    Kind.NUMBERING,
                    Code.TEXT_NUMBERING,
                    expected=f"{chinese_number(expected)}是",
                    found=match.group(),
                )
            expected = number + 1


NUMBERING_CHECKS: tuple[Callable[[Reading], Iterator[Remark]], ...] = (
    headings_follow_one_another,
    points_follow_one_another,
)
