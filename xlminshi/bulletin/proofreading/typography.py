"""How the text is set (GB/T 9704-2012, GB/T 15834, GB/T 15835): each rule is told once, with its first place and their number."""

import re
from collections.abc import Callable, Iterator

from xlminshi.bulletin.marks import mark_spans
from xlminshi.bulletin.proofreading.claims import Kind
from xlminshi.bulletin.proofreading.manuscript import Line, Manuscript, Story
from xlminshi.bulletin.proofreading.outline import Outline
from xlminshi.bulletin.proofreading.passages import HAN, heading_mark
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.remarks import Remark, fault
from xlminshi.core.problems import Code

_WITHIN = 4
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "汉字与数字之间不空格",
        re.compile(rf"(?<=[{HAN}])[ \u00a0]+(?=[\d.]+)|(?<=[\d%])[ \u00a0]+(?=[{HAN}%])"),
    ),
    ("汉字之间不空格", re.compile(rf"(?<=[{HAN}]{{2}})[ \u00a0]+(?=[{HAN}]{{2}})")),
    ("汉字后面用全角标点", re.compile(rf"(?<=[{HAN}”）])[,;:!?](?=[{HAN}“（\d]|$)")),
    ("括号用全角", re.compile(rf"\([^()]*[{HAN}][^()]*\)")),
    ("数字和百分号用半角", re.compile(r"[０-９％]+")),
    ("标点重复", re.compile(r"[，。；：、]{2,}")),
)
_LEFTOVER = re.compile(
    r"\{\{[^{}]*\}\}|(?<![A-Za-z])(?:None|nan|NaN|NaT|null|undefined)(?![A-Za-z])|#(?:REF|N/A|DIV/0|VALUE|NAME)[!?]?"
)
_UNFILLED = re.compile(
    r"【[^【】]*】|第[ \u3000]+期|(?<!\d)[ \u3000]*年[ \u3000]+月[ \u3000]+日|[×X]{2,}|(?<!\w)_{3,}"
)
_STOPS = re.compile(r"[。！？…；：”’）》〕]$")
_LEAST_PROSE = 25


def rules_are_kept(reading: Reading) -> Iterator[Remark]:
    """Each rule that is broken somewhere is told once."""
    places = _Places(reading.outline)
    for reason, pattern in _RULES:
        found = [(line, match) for line in _lines(reading.outline) for match in pattern.finditer(line.text)]
        if found:
            line, match = found[0]
            shown = " ".join(line.text[max(match.start() - _WITHIN, 0) : match.end() + _WITHIN].split())
            yield _note(places, line, match, Code.TEXT_LAYOUT, shown, len(found), reason)


def prose_ends_with_a_stop(reading: Reading) -> Iterator[Remark]:
    """A paragraph of prose ends with a full stop."""
    found = [
        (index, passage.text)
        for index, passage in enumerate(reading.outline.passages)
        if passage.line.story is Story.TEXT
        and heading_mark(passage.text) is None
        and len(passage.text) >= _LEAST_PROSE
        and re.search("[，。；]", passage.text)
        and not _STOPS.search(passage.text)
    ]
    if found:
        index, text = found[0]
        yield fault(
            (index, len(text) - 1, len(text)),
            Kind.LAYOUT,
            Code.TEXT_LAYOUT,
            found=text[-8:],
            reason="段末缺少句号",
            count=len(found),
        )


def nothing_is_left_over(reading: Reading) -> Iterator[Remark]:
    """No mark of a template, no None and no error value stays in a text that goes out."""
    places = _Places(reading.outline)
    for line in _lines(reading.outline):
        for match in _LEFTOVER.finditer(line.text):
            yield fault(
                places.at(line.number, match.start(), match.end()),
                Kind.LAYOUT,
                Code.TEXT_LEFTOVER,
                found=match.group(),
            )


def all_is_filled_in(reading: Reading) -> Iterator[Remark]:
    """【…】 and empty dates wait for somebody to fill them in."""
    places = _Places(reading.outline)
    found = [(line, match) for line in _lines(reading.outline) for match in _UNFILLED.finditer(line.text)]
    if found:
        line, match = found[0]
        yield _note(places, line, match, Code.TEXT_UNFILLED, match.group().strip(), len(found))


def marks_are_settled(manuscript: Manuscript, reading: Reading) -> Iterator[Remark]:
    """The marks that a new draft puts behind stale figures (【现为9座】) are no words of it; one finding tells of them all."""
    places = _Places(reading.outline)
    found = [(line, *span) for line in manuscript.lines for span in mark_spans(line.text)]
    if found:
        line, start, end = found[0]
        place = places.at(line.number, max(start - 1, 0), max(start, 1))
        shown = line.text[start:end]
        yield fault(place, Kind.LAYOUT, Code.TEXT_MARK_LEFT, found=shown, count=len(found))


def _note(
    places: "_Places", line: Line, match: re.Match[str], code: Code, found: str, count: int, reason: str = ""
) -> Remark:
    place = places.at(line.number, match.start(), match.end())
    return fault(place, Kind.LAYOUT, code, found=found, count=count, reason=reason)


def _lines(outline: Outline) -> tuple[Line, ...]:
    """Return the typed paragraphs of the text, each once."""
    return tuple({one.line.number: one.line for one in outline.passages}.values())


class _Places:
    """Finds the passage in which a typed character stands now."""

    def __init__(self, outline: Outline) -> None:
        self.known = {
            origin: (index, place)
            for index, passage in enumerate(outline.passages)
            for place, origin in enumerate(passage.origins)
            if origin is not None
        }

    def at(self, line: int, start: int, end: int) -> tuple[int, int, int]:
        """Return (passage, start, end) of typed characters; a character that was dropped gives way to its neighbour."""
        index, place = self._near(line, start)
        _, last = self._near(line, end)
        return index, place, max(last, place + 1)

    def _near(self, line: int, offset: int) -> tuple[int, int]:
        for distance in range(200):
            for candidate in (offset + distance, offset - distance):
                if (line, candidate) in self.known:
                    return self.known[line, candidate]
        return next(iter(self.known.values()))


LAYOUT_CHECKS: tuple[Callable[[Reading], Iterator[Remark]], ...] = (
    rules_are_kept,
    prose_ends_with_a_stop,
    nothing_is_left_over,
    all_is_filled_in,
)
