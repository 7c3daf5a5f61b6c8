"""Checks of the words themselves: whether they say something, are whole, belong here, and are fit to print."""

import re
import unicodedata
from collections.abc import Iterator

from xlminshi.core.checks.cases import PRINTED_TEXTS, IndicatorCase, ProjectCase, ReturnCase, folded
from xlminshi.core.problems import Code, Problem, problem
from xlminshi.core.project import IndicatorKind

MOST_CHARACTERS = 400
_FEWEST_CHARACTERS = 4
_LEAST_COMPARED = 8
_PLACEHOLDER = re.compile(
    r"(?:无|暂无|没有|略|同上|同前|同上期|见附件|详见附件|见附表|详见附表|见文档|详见文档|见汇报|详见汇报|待补充|待补|待报|待定|待填|另报|附后"
    r"|[/\\—\-–.。、·]+|[xX×Ｘ]+|[0-9]+)[。.]?"
)
_LEFT_OPEN = re.compile(r"(?:[xX×Ｘｘ]{2,}|[_＿]{2,}|[△▲○〇□]{2,}|…{3,})(?![a-zA-Z])")
# Every place left open begins with two of these signs: they are quicker to look for.
_OPEN_SIGNS = re.compile("[xX×Ｘｘ_＿△▲○〇□…][xX×Ｘｘ_＿△▲○〇□…]")
_CUT_OFF = re.compile(r"[，、；：,;:（(“‘《]$|(?<![\w])(?:以及|并且|其中|以|及|和|与)$")
_LONGEST_END = 2  # of what is searched for at the end
_MARKS = re.compile("[“”《》（()）]")
_PAIRS = (("“", "”", "引号"), ("《", "》", "书名号"), ("（(", "）)", "括号"))
_ODD_CATEGORIES = frozenset(("Cc", "Cn", "Co", "Cs"))
# Signs that nobody sees and that turn the order of the letters behind them: 123 is then printed as 321.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_PLAIN = re.compile(
    r"[\s\u0020-\u007e\u00b0-\u00b7\u00d7\u2010-\u2027\u2030-\u2044\u2103\u2150-\u218f\u2460-\u24ff\u25a0-\u25ff\u3000-\u303f\u33a0-\u33df\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e\uffe5±㎡㎥²³]*"
)


def has_words_where_needed(case: ProjectCase) -> Iterator[Problem]:
    """A project without any figure is told in words."""
    if case.report.narrative or case.report.milestone:
        return
    has_figure = any(one.report.achieved is not None or one.report.words for one in case.indicators)
    expects_figure = any(one.indicator.kind.is_rated for one in case.indicators)
    if not has_figure and not expects_figure:
        yield problem(Code.NARRATIVE_MISSING, case.place, found=case.project.title)


def says_something(case: ProjectCase) -> Iterator[Problem]:
    """见附件 and / tell nothing that a bulletin could print."""
    if _PLACEHOLDER.fullmatch(case.narrative):
        yield problem(Code.PLACEHOLDER, case.place, column="进展情况", found=case.report.narrative)


def indicator_says_something(case: IndicatorCase) -> Iterator[Problem]:
    """An indicator in words says how far it is."""
    words = case.report.words
    if case.indicator.kind is IndicatorKind.WORDS and words and _PLACEHOLDER.fullmatch(folded(words)):
        yield problem(Code.PLACEHOLDER, case.report.place, column=case.indicator.name, found=words)


def is_filled_in(case: ProjectCase) -> Iterator[Problem]:
    """XX, ×× and ___ are places that somebody wanted to fill in."""
    for key, column in PRINTED_TEXTS.items():
        text = getattr(case.report, key)
        if not text or not _OPEN_SIGNS.search(text):
            continue
        if (found := _LEFT_OPEN.search(text)) and not _PLACEHOLDER.fullmatch(folded(text)):
            place = case.report.place_of(key)
            yield problem(Code.LEFT_OPEN, place, column=column, found=found.group())


def is_long_enough(case: ProjectCase) -> Iterator[Problem]:
    """A bulletin cannot quote 已完成 or 正常."""
    text = case.narrative.rstrip("。.")
    if text and len(text) < _FEWEST_CHARACTERS and not _PLACEHOLDER.fullmatch(case.narrative):
        yield problem(Code.TOO_SHORT, case.place, found=case.report.narrative)


def fits_a_bulletin(case: ProjectCase) -> Iterator[Problem]:
    """One project has its paragraph, not its page."""
    if len(case.report.narrative) <= MOST_CHARACTERS:  # folding only makes it shorter
        return
    count = len(folded(case.report.narrative))
    if count > MOST_CHARACTERS:
        yield problem(Code.TOO_LONG, case.place, count=count, expected=MOST_CHARACTERS)


def is_written_to_its_end(case: ProjectCase) -> Iterator[Problem]:
    """A text that ends with a comma has lost its end."""
    if _CUT_OFF.search(case.narrative, max(len(case.narrative) - _LONGEST_END, 0)):
        yield problem(Code.CUT_OFF, case.place, found=case.narrative[-8:])


def pairs_its_marks(case: ProjectCase) -> Iterator[Problem]:
    """Quotation marks and brackets stand in pairs."""
    text = case.narrative
    marks = _MARKS.findall(text)
    for opening, closing, name in _PAIRS if marks else ():
        opened = sum(map(marks.count, opening))
        closed = sum(map(marks.count, closing))
        # 1） and 2） number a list; they open nothing.
        if opened > closed or (closed > opened and not re.search(r"\d[）)]", text)):
            yield problem(Code.UNPAIRED_MARKS, case.place, found=name)


def is_printable(case: ProjectCase) -> Iterator[Problem]:
    """Pictographs, damaged and private characters do not print in an official document."""
    for key, column in PRINTED_TEXTS.items():
        text = getattr(case.report, key)
        if not text or _PLAIN.fullmatch(text):
            continue
        odd = next((one for one in text if _is_odd(one)), "")
        if odd:
            place = case.report.place_of(key)
            yield problem(Code.UNPRINTABLE, place, column=column, found=_named(odd))


def _is_odd(character: str) -> bool:
    code = ord(character)
    is_pictograph = code >= 0x1F000 or 0x2600 <= code <= 0x27BF or character == "\ufffd"
    is_control = unicodedata.category(character) in _ODD_CATEGORIES and character not in "\n\r\t"
    is_control = is_control or character in _TURNING
    return (is_pictograph and not 0x20000 <= code <= 0x3FFFF) or is_control


def _named(character: str) -> str:
    return character if character.isprintable() and character != "\ufffd" else f"U+{ord(character):04X}"


def is_not_the_task_again(case: ProjectCase) -> Iterator[Problem]:
    """What shall be done is not what was done."""
    task = case.project.main_task
    if task and case.narrative and _are_the_same_words(task, case.report.narrative):
        yield problem(Code.COPIES_TASK, case.place, title=case.project.title)


def is_written_anew(case: ProjectCase) -> Iterator[Problem]:
    """An unfinished project is not told in the very words of last period."""
    last = case.before.narrative if case.before else ""
    if len(last) < _LEAST_COMPARED or case.is_full:
        return
    if _are_the_same_words(last, case.report.narrative):
        yield problem(Code.SAME_WORDS_AS_LAST, case.place, title=case.project.title)


def differs_between_projects(case: ReturnCase) -> Iterator[Problem]:
    """Two projects are not told in the same words."""
    seen: dict[str, str] = {}
    for one in case.projects:
        text = _bare(one.report.narrative)
        other = seen.setdefault(text, one.project.title)
        if len(text) >= _LEAST_COMPARED and other != one.project.title:
            yield problem(Code.SAME_WORDS_TWICE, one.place, title=one.project.title, value=other)


def speaks_of_its_own_unit(case: ReturnCase) -> Iterator[Problem]:
    """A text that begins with another unit's name was pasted from its form."""
    directory, unit = case.settings.units, case.submission.lead_unit
    if not any(directory.may_begin(one.narrative) for one in case.projects):
        return
    others = tuple(name for one in directory.units if one.name != unit for name in one.names() if name)
    own = tuple(name for one in directory.units if one.name == unit for name in one.names() if name)
    for one in case.projects:
        text = one.narrative
        if others and text.startswith(others) and not text.startswith(own):
            found = next(name for name in others if text.startswith(name))
            yield problem(Code.OTHER_UNIT_TOLD, one.place, found=found, unit=unit)


def _are_the_same_words(one: str, other: str) -> bool:
    """Return whether two texts say the same but for their marks; mostly the first words tell."""
    if one[:1].isalnum() and other[:1].isalnum() and one[0] != other[0]:
        return False
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return re.sub(r"[\s，。；、：,.;:]+", "", text)
