"""Typed paragraphs → passages: broken lines joined, marks of Markdown and spaces gone, one kind of digits and punctuation.

Every character of a passage knows where it was typed, so that what is found can be marked there.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

from xlminshi.bulletin.proofreading.manuscript import Line, Span, Story
from xlminshi.core import office_names

HAN = office_names.HAN
NUMERALS = "零〇一二三四五六七八九十百"
# 一、 · （一） · 1. · （1）: the four levels of GB/T 9704-2012, 7.3.3.
HEADING_MARKS = (
    re.compile(rf"^([{NUMERALS}]{{1,4}})、"),
    re.compile(rf"^（([{NUMERALS}]{{1,4}})）"),
    re.compile(r"^(\d{1,3})(?:[.．、](?!\d) ?|\)|）)"),
    re.compile(r"^（(\d{1,3})）"),
)
_LABELS = (
    r"(?:主要任务|工作任务|目标任务|年度目标|年度任务|全年目标|建设内容|目前进展|完成情况|进展情况|工作进展|推进情况|存在问题|下一步\w{0,6}|牵头(?:责任)?单位|责任单位|"
    r"本期发|抄送|抄报|主送|发送|报送|附件|备注)："
)
_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
# 1.107国道改线: a number in front of a name that begins with one; 1.4元 is none.
_NUMBERED_FIGURE = re.compile(rf"^(\d{{1,3}})[.．、](?=\d[^，。；]*[{HAN}])")
_BEGINS = re.compile(rf"^(?:{_LABELS}|（?第\w{{1,3}}期）?$|{_DAY}$|关于|[一二三四五六七八九十]是)")
_ENDED = re.compile(r"[。！？；：…][”’）》]*$|。（[^（）]*(?:单位|部门)[：为是](?:[^（）]|（[^（）]*）)*）$")
_FULL_WIDTH = str.maketrans(
    {chr(0xFF10 + n): str(n) for n in range(10)}
    | {chr(0xFF21 + n): chr(0x41 + n) for n in range(26)}
    | {chr(0xFF41 + n): chr(0x61 + n) for n in range(26)}
    | {"％": "%", "．": ".", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）", "﹪": "%"}
)
_NOTHING = frozenset("*`\u200b\u200c\u200d\u2060\ufeff\u00ad")
_DASHES = frozenset("-—–－−~～至到")
_TITLE_END = re.compile(r"(?:通报|报告|通知|简报|情况|公告|意见)$")
# A title in two lines: 鲁山县2022年上半年重点民生实事 / 工作进展情况通报.
_TITLE_BEGIN = re.compile(r"^[^，。；：]{0,20}\d{4}年[^，。；：]{0,24}(?:实事|工程|项目|任务)$")
_TITLE_REST = re.compile(r"^[^，。；：\d]{2,16}(?:通报|报告|通知|简报|情况)$")
_PROSE_LENGTH = 15
_ITEMS = 3
RUNNING = (Story.TEXT, Story.BOX)

Typed = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text that belongs together. `origins` gives (paragraph, character) for each character; None: not typed."""

    text: str
    origins: tuple[tuple[int, int] | None, ...]
    line: Line

    @property
    def number(self) -> int:
        """Return the number of the typed paragraph with which the passage begins."""
        return self.line.number

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Return where the characters from `start` to `end` were typed: one span for each typed paragraph."""
        typed: dict[int, list[int]] = {}
        for origin in self.origins[start:end]:
            if origin is not None:
                typed.setdefault(origin[0], []).append(origin[1])
        return tuple(Span(line, min(places), max(places) + 1) for line, places in typed.items())


def passages_of(lines: Iterable[Line]) -> tuple[Passage, ...]:
    """Return the passages of a document in their order; what holds no words (---) is left out."""
    pieces = _with_numbers([piece for line in lines for piece in _pieces(line)])
    joined: list[Passage] = []
    for piece in pieces:
        if joined and _goes_on(joined[-1], piece):
            joined[-1] = _joined(joined[-1], piece)
        else:
            joined.append(piece)
    return tuple(joined)


def heading_mark(text: str) -> tuple[int, str, int] | None:
    """Return (level, number as written, where the words begin) of a numbered heading or item, or None."""
    for level, pattern in enumerate(HEADING_MARKS, start=1):
        if match := pattern.match(text):
            return level, match.group(1), match.end()
    return None


def words_begin(text: str) -> int:
    """Return where the words of a passage begin: behind the number of a heading."""
    mark = heading_mark(text)
    return mark[2] if mark else 0


def folded(text: str) -> str:
    """Return a name as a passage has it: one kind of digits and punctuation, no spaces but between half-width words."""
    return "".join(character for character, _ in _folded(text, 0))


def bare(text: str) -> str:
    """Return a text as words are compared: without spaces, quotation marks, brackets and closing marks."""
    return re.sub(r"[\s“”‘’\"'《》〈〉「」（）()。，、；：·.-]", "", text)


def _with_numbers(pieces: list[Passage]) -> list[Passage]:
    """Set the number of an item apart from a name that begins with digits: 1. 107国道改线, where numbers follow one another.

    Such a line begins an item where the one before it is at its end, and where its number is the next one, or 1 below a heading.
    """
    found: list[Passage] = []
    last, is_below = 0, False
    for piece in pieces:
        mark = heading_mark(piece.text) if piece.line.story in RUNNING else None
        match = _NUMBERED_FIGURE.match(piece.text) if piece.line.story in RUNNING else None
        if match is not None and _is_next(int(match.group(1)), last, is_below) and _may_end(found):
            piece = _spaced(piece, match.end(1) + 1)
            mark = heading_mark(piece.text)
        if mark is not None:
            last, is_below = (int(mark[1]), False) if mark[0] == _ITEMS else (last, mark[0] < _ITEMS)
        found.append(piece)
    return found


def _is_next(number: int, last: int, is_below: bool) -> bool:
    return number == last + 1 or (number == 1 and is_below)


def _may_end(before: list[Passage]) -> bool:
    """Return whether the last line need not go on in the next one: it ends as a sentence does, or is a heading."""
    text = before[-1].text if before else ""
    is_heading = heading_mark(text) is not None and not _is_prose(text)
    return is_heading or text.endswith("）") or bool(_ENDED.search(text))


def _spaced(piece: Passage, place: int) -> Passage:
    """Return a passage with one space behind the sign in front of `place`, which stands where that sign does."""
    origins = (*piece.origins[:place], piece.origins[place - 1], *piece.origins[place:])
    return Passage(f"{piece.text[:place]} {piece.text[place:]}", origins, piece.line)


def _pieces(line: Line) -> Iterator[Passage]:
    """Yield the lines of one typed paragraph, folded."""
    offset = 0
    for text in re.split(r"[\n\v\f\r\t]", line.text):
        typed = _folded(text, offset)
        offset += len(text) + 1
        if any(character.isalnum() for character, _ in typed):
            label = [(character, None) for character in line.label]
            whole = [*label, *typed]
            origins = tuple(None if place is None else (line.number, place) for _, place in whole)
            yield Passage("".join(character for character, _ in whole), origins, line)


def _folded(text: str, offset: int) -> list[Typed]:
    body = re.sub(r"^\s*(?:#+|>+)\s*", lambda match: "\u200b" * len(match.group()), text)
    typed: list[Typed] = [
        (" " if character.isspace() else character.translate(_FULL_WIDTH), offset + index)
        for index, character in enumerate(body)
        if character not in _NOTHING
    ]
    return reduce(lambda kept, fold: fold(kept), (_without_spaces, _with_ranges, _with_commas), typed)


def _without_spaces(typed: list[Typed]) -> list[Typed]:
    """Keep a space between two half-width words only."""
    while typed and typed[0][0] == " ":
        typed = typed[1:]
    kept: list[Typed] = []
    for index, (character, place) in enumerate(typed):
        if character == " ":
            after = next((one for one, _ in typed[index + 1 :] if one != " "), "")
            before = kept[-1][0] if kept else ""
            if not (_is_half_width_word(before) and _is_half_width_word(after)):
                continue
        kept.append((character, place))
    return kept


def _is_half_width_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _with_ranges(typed: list[Typed]) -> list[Typed]:
    """Write every sign between two ends of a range as “-”: 1至9月份, 1—9月份, 1～9月份."""
    folded = list(typed)
    text = "".join(character for character, _ in typed)
    for index in range(1, len(typed) - 1):
        if _is_range_sign(text, index):
            folded[index] = ("-", typed[index][1])
    return folded


def _with_commas(typed: list[Typed]) -> list[Typed]:
    """Drop the commas within a number (1,234), write the others and the colons full-width."""
    text = "".join(character for character, _ in typed)
    kept: list[Typed] = []
    for index, (character, place) in enumerate(typed):
        is_within = text[index - 1 : index].isdecimal() and text[index + 1 : index + 2].isdecimal()
        if character == "," and is_within and re.match(r"\d{3}(?!\d)", text[index + 1 :]):
            continue
        if character == ":" and is_within:  # a time of day
            kept.append((character, place))
        else:
            kept.append(({",": "，", ":": "："}.get(character, character), place))
    return kept


def _goes_on(before: Passage, after: Passage) -> bool:
    """Return whether a line only goes on in the next one: broken by hand, by a scanner, or within a title."""
    first, second = before.line, after.line
    if first.story not in RUNNING or (first.story, first.style) != (
        second.story,
        second.style,
    ):
        return False
    text = before.text
    if second.label or heading_mark(after.text) or _BEGINS.match(after.text) or _ENDED.search(text):
        return False
    if text.startswith("关于") and not re.search(r"[，。]", text):
        return not _TITLE_END.search(text)
    if _TITLE_BEGIN.search(text) and _TITLE_REST.search(after.text):
        return True
    if text.count("（") > text.count("）") or text.count("“") > text.count("”"):
        return True
    if _is_prose(text) and _is_range_sign(text + after.text, len(text)):
        return True
    return len(text) >= _PROSE_LENGTH and _is_prose(text)


def _is_prose(text: str) -> bool:
    if heading_mark(text):
        return bool(re.search(r"[，。；]", text)) and not text.endswith("）")
    return bool(re.search(r"[，。；：]", text))


def _joined(before: Passage, after: Passage) -> Passage:
    """Return two lines as one; a range that was broken at its sign is written as one within a line."""
    text = before.text + after.text
    for place in (len(before.text) - 1, len(before.text)):
        if _is_range_sign(text, place):
            text = f"{text[:place]}-{text[place + 1 :]}"
    return Passage(text, before.origins + after.origins, before.line)


def _is_range_sign(text: str, place: int) -> bool:
    before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    return (
        text[place] in _DASHES and (before.isdecimal() or before in ("月", "日", "%")) and after.isdecimal()
    )
