"""Names: one office under one name, and no misprint of a known one."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from xlminshi.bulletin.proofreading.claims import Kind, claims_in
from xlminshi.bulletin.proofreading.known import LIST_SHEET
from xlminshi.bulletin.proofreading.offices import Named, is_one_office
from xlminshi.bulletin.proofreading.passages import folded
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.remarks import Remark, fault
from xlminshi.bulletin.proofreading.spelling import TERMS, Spellings, sound_of
from xlminshi.core.ledger import Ledger
from xlminshi.core.problems import Code
from xlminshi.core.units import normal_name

_RARE_CONTEXT = 2
_SIGNS = re.compile(r"[A-Za-z\d.]+")
_ANY_SIGNS = r"[A-Za-z\d.]*"
_LEAST_WORDS = 3


def one_office_has_one_name(reading: Reading) -> Iterator[Remark]:
    """区城管局 and 区城市管理局 are one office: the text should call it by one name throughout."""
    first: dict[str, Named] = {}
    for one in reading.names:
        first.setdefault(normal_name(one.name), one)
    together = {
        frozenset(normal_name(name.name) for name in pair)
        for lead in reading.leads
        for tally in lead.tallies
        for pair in combinations(tally.names, 2)
    }
    for short, long in combinations(sorted(first, key=len), 2):
        directory = reading.offices.directory
        if frozenset((short, long)) not in together and is_one_office(short, long, directory):
            if _are_counted_apart(reading, short, long):
                continue
            one = first[short]
            yield fault(
                (one.passage, one.start, one.end),
                Kind.UNIT,
                Code.TEXT_TWO_NAMES,
                expected=first[long].name,
                found=one.name,
            )


def _are_counted_apart(reading: Reading, short: str, long: str) -> bool:
    """Return whether the text counts two names that differ in one character (县委办, 县委编办) as two offices."""
    names = {normal_name(unit.name) for item in reading.outline.items for unit in item.units}
    counted = {int(lead.units.value) for lead in reading.leads if lead.units is not None}
    return len(names) in counted and len(long) - len(short) < _RARE_CONTEXT and {short, long} <= names


def terms_are_spelt_right(reading: Reading) -> Iterator[Remark]:
    """超生筛查 is 超声筛查: the frozen terms of the trade are not written with another character of the same sound."""
    spellings = Spellings(TERMS)
    for index, passage in enumerate(reading.outline.passages):
        for one in spellings.misprints_in(passage.text, "\n".join(TERMS)):
            yield fault(
                (index, one.start, one.end),
                Kind.NAME,
                Code.TEXT_MISPRINT,
                expected=one.expected,
                found=one.found,
            )


def rare_characters_are_meant(reading: Reading) -> Iterator[Remark]:
    """窞井盖 beside 窨井盖: a rare character where the same text has another one between the same neighbours."""
    texts = [passage.text for passage in reading.outline.passages]
    for index, text in enumerate(texts):
        for place, character in enumerate(text):
            if not _is_unknown(character):
                continue
            after = text[place + 1 : place + 1 + _RARE_CONTEXT]
            other = next((found for one in texts if (found := _before(one, after, character))), None)
            if len(after) == _RARE_CONTEXT and other is not None:
                yield _maybe(index, place, place + 1 + _RARE_CONTEXT, character + after, other + after)


def _is_unknown(character: str) -> bool:
    """Return whether a character is no character of GB 2312 at all."""
    is_han = "\u4e00" <= character <= "\u9fff"
    return is_han and sound_of(character) is None and not _in_gb2312(character)


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _before(text: str, words: str, than: str) -> str | None:
    """Return another uncommon character that stands in front of some words in a text."""
    ahead = (match.group(1) for match in re.finditer(f"(.){re.escape(words)}", text)) if words else ()
    return next(
        (one for one in ahead if one != than and "\u4e00" <= one <= "\u9fff" and sound_of(one) is None), None
    )


def _maybe(index: int, start: int, end: int, found: str, expected: str) -> Remark:
    return fault((index, start, end), Kind.NAME, Code.TEXT_MAYBE_MISPRINT, expected=expected, found=found)


def names_are_spelt_right(reading: Reading, ledger: Ledger, texts: Iterable[str]) -> Iterator[Remark]:
    """A name that differs from one of the ledger's in one character of the same sound, or in a rare one, is a misprint."""
    indicators = [item.name for project in ledger.programme.projects for item in project.indicators]
    titles = [project.title for project in ledger.programme.projects]
    units = [name for unit in ledger.settings.units.units for name in unit.names()]
    known = "\n".join((*map(folded, (*indicators, *titles, *units)), *texts, *TERMS))
    spellings = Spellings((*(_core(name) for name in (*indicators, *titles)), *TERMS))
    shapes = _shapes((*indicators, *titles, *units))
    for index, passage in enumerate(reading.outline.passages):
        for one in spellings.misprints_in(passage.text, known):
            yield fault(
                (index, one.start, one.end),
                Kind.NAME,
                Code.TEXT_MISPRINT,
                expected=one.expected,
                source=LIST_SHEET,
                found=one.found,
            )
        for start, end, name in _otherwise_numbered(passage.text, shapes, known):
            yield _maybe(index, start, end, passage.text[start:end], name)


def _shapes(names: Iterable[str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return each name that has digits or letters with what it looks like whatever these are: G107线改造, G[…]线改造.

    Names that promise an amount (改造8座公厕) are left out: a text may tell another one.
    """
    found = []
    for name in dict.fromkeys(map(folded, names)):
        words = _SIGNS.split(name)
        is_amount = any(one.measure for one in claims_in(name, 0))
        if len(words) > 1 and sum(map(len, words)) >= _LEAST_WORDS and not is_amount:
            found.append((re.compile(_ANY_SIGNS.join(map(re.escape, words))), name))
    return tuple(found)


def _otherwise_numbered(
    text: str, shapes: tuple[tuple[re.Pattern[str], str], ...], known: str
) -> Iterator[tuple[int, int, str]]:
    """Yield where a name stands with other digits or letters, and how it should be; what stands in `known` just so is right."""
    ends: set[int] = set()
    for shape, name in shapes:
        for match in shape.finditer(text):
            if match.group() not in known and match.end() not in ends:
                ends.add(match.end())
                yield match.start(), match.end(), name


def _core(name: str) -> str:
    """Return an indicator's name as it stands in running text: without the word for its kind of number."""
    return re.sub(r"（[^（）]*）|(?:完成)?(?:率|数量|人数|户数|数|情况|占比)$", "", name)


NAME_CHECKS: tuple[Callable[[Reading], Iterator[Remark]], ...] = (one_office_has_one_name,)
# Only where no ledger knows the names.
SPELLING_CHECKS: tuple[Callable[[Reading], Iterator[Remark]], ...] = (
    terms_are_spelt_right,
    rare_characters_are_meant,
)
