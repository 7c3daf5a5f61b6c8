"""Names of offices (单位名) in running text, and which of them are one office."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from xlminshi.bulletin.proofreading.passages import HAN, Passage
from xlminshi.core import office_names
from xlminshi.core.units import UnitDirectory, look_like_one_office, normal_name

AREA, _ENDS, _SEAT = office_names.AREA, office_names.ENDS, office_names.SEAT
_LEADING = re.compile(
    r"(?:牵头|主要责任|责任|承办|主办|实施|主责)(?:责任)?(?:单位|部门)(?:为|是|：)"
    r"(?P<names>(?:[^（）。；：\s]|（[^（）]*）|(?<=[A-Za-z\d]) (?=[A-Za-z\d]))+)"
)
_REMARK = re.compile(r"（[^（）]*(?:）|$)")
_SECOND_NAME = re.compile(
    rf"（(?!会同|协|参与|主管|分管|由|联系|负责)[{HAN}]{{2,20}}?(?:{_ENDS})）$|（[{HAN}]{{1,15}}）[{HAN}]*(?:{_ENDS})$"
)
# 县民政局 within 县卫健局、县民政局 begins nothing, nor does 县文旅局 within 县文旅局（县体育局）.
_JOINED = re.compile("[、（和及与]")
_SUBJECT = re.compile(
    rf"(?:^|[。；：！”]|、(?=团|{AREA})|同时，|目前，)(?:其中)?(?:，)?(?:如)?"
    rf"(?P<name>{_SEAT}委[{HAN}]{{1,5}}?(?:部|委|办|室|局|校)|团{_SEAT}委|[{HAN}]{{2,6}}?(?:[镇乡]|苏木)人民政府|[{HAN}]{{2,6}}?街道办事处|"
    rf"{AREA}(?!委|政府)[{HAN}]{{0,18}}?(?:{_ENDS}))"
)
_OFFICE = re.compile(rf"^[{HAN}（）]{{1,30}}(?:{_ENDS})(?:（[{HAN}]{{1,20}}）)?$")


@dataclass(frozen=True, slots=True)
class Named:
    """The name of an office as it stands in a passage."""

    name: str
    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Offices:
    """All offices that a text names, under the name by which each is known: the list's, else the first in the text.

    `directory` are the offices of the ledger, `merged` (name, same office's other name) are names that look like one office.
    """

    directory: UnitDirectory = field(default_factory=UnitDirectory)
    merged: tuple[tuple[str, str], ...] = ()

    def one(self, name: str) -> str:
        """Return the name by which an office is known."""
        known = self.directory.resolve(name)
        if known is not None:
            return known
        return self._town(name) or dict(self.merged).get(normal_name(name), normal_name(name))

    def _town(self, name: str) -> str:
        """Return the one office of the directory that is the same town's: 东关街道办事处 of 东关街道办; "" where none is."""
        town = office_names.town_of(name)
        units = (one.name for one in self.directory.units) if town else ()
        known = office_names.distinct_offices(units, self.directory)
        same = [one for one in known if office_names.town_of(one) == town]
        return same[0] if len(same) == 1 else ""

    def all_of(self, names: Iterable[Named]) -> tuple[str, ...]:
        """Return the different offices of some names, those that lead together (县卫健局、县民政局) each for itself."""
        several = (part for one in names for part in office_names.offices_in(one.name, self.directory))
        return tuple(dict.fromkeys(self.one(name) for name in several))

    def known(self, name: str) -> str | None:
        """Return the office's name in the ledger; None for an office that stands there under no name."""
        return self.directory.resolve(name) or self.directory.resolve(self.one(name))


def looks_like_office(name: str) -> bool:
    """Return whether a word can be the name of an office."""
    return bool(_OFFICE.match(name)) and name.count("（") == name.count("）")


def lead_units_in(
    passage: Passage, index: int, whole: str = "", known: Iterable[str] = ()
) -> tuple[Named, ...]:
    """Return the offices named behind 牵头单位 in a passage.

    What stands in brackets behind a name is part of it where the name is `known` so, or where the `whole` text, in which there
    are no spaces, has it again; an office in brackets is, where the text has the name without it nowhere.
    """
    found: list[Named] = []
    known = frozenset(map(normal_name, known))
    for match in _LEADING.finditer(passage.text):
        names = re.split(r"配合|，|责任单位", match.group("names"))[0]
        for one in names_in(names, index, match.start("names"), known):
            short = _REMARK.split(one.name)[0]
            is_known = normal_name(one.name) in known
            is_longer = normal_name(short) not in known and _is_called_so(one.name.replace(" ", ""), whole)
            name = one.name if is_known or is_longer else short
            if name:
                found.append(replace(one, name=name, end=one.start + len(name)))
    return tuple(found)


def _is_called_so(name: str, whole: str) -> bool:
    """Return whether brackets are part of a name: 县文旅局（县体育局）, 城投（集团）有限公司; not （二期）, （联系人…）."""
    if whole.count(name) > 1:
        return True
    if not _SECOND_NAME.search(name):
        return False
    return whole.count(_REMARK.split(name)[0]) <= whole.count(name)


def names_in(text: str, passage: int, offset: int, known: Iterable[str] = ()) -> Iterator[Named]:
    """Yield the names of a list such as 区人社局、区医保局和区教体局, each with its place; `offset` is that of the text.

    A known name that holds such a join itself (县卫健局、县民政局 as one lead unit) is one name.
    """
    known_names = {normal_name(name) for name in known}
    start = 0
    for part in _apart(text, known_names):
        if part != "、":
            for name, begin in [(part, 0)] if normal_name(part) in known_names else _parts(part, known_names):
                if name:
                    yield Named(name, passage, offset + start + begin, offset + start + begin + len(name))
        start += len(part)


def _apart(text: str, known: set[str]) -> Iterator[str]:
    """Yield the names of a list and the 、 between them; a known name may have one of its own (县教体局、民政局)."""
    pieces = re.split("(、)", text)
    place = 0
    while place < len(pieces):
        ends = range(len(pieces), place, -2) if pieces[place] != "、" and "、" in pieces[place:] else ()
        joined = ("".join(pieces[place:end]) for end in ends)
        name = next((one for one in joined if "、" in one and normal_name(one) in known), pieces[place])
        yield name
        place += 1 + 2 * name.count("、") if name != "、" else 1


def _parts(text: str, known: set[str]) -> Iterator[tuple[str, int]]:
    """Split A和B where both sides are offices: 区教体局和区民政局, but not 区政务服务和大数据管理局."""
    for match in re.finditer("[和及与]" if normal_name(text) not in known else "(?!)", text):
        left, right = text[: match.start()], text[match.end() :]
        if all(normal_name(one) in known or office_names.WITH_PREFIX.match(one) for one in (left, right)):
            yield left, 0
            yield from ((name, match.end() + begin) for name, begin in _parts(right, known))
            return
    yield text, 0


def subjects_in(passage: Passage, index: int, known: Iterable[str] = ()) -> tuple[Named, ...]:
    """Return the offices with whose names sentences begin: those of the list, else whatever looks like one."""
    known = sorted(known, key=len)
    found: dict[int, Named] = {}
    for match in _SUBJECT.finditer(passage.text):
        start = match.start("name")
        # 县水务集团 of 县水务集团有限公司
        longer = [one for one in known if passage.text.startswith(one, start)]
        name = max([*longer[-1:], match.group("name")], key=len)
        found[start] = Named(name, index, start, start + len(name))
    for name in known:
        for start in _sentence_starts(passage.text, name):
            found[start] = Named(name, index, start, start + len(name))
    lists = [
        match.span()
        for name in known
        if _JOINED.search(name)
        for match in re.finditer(re.escape(name), passage.text)
    ]
    kept = (one for _, one in sorted(found.items()) if not any(_is_part(one, *place) for place in lists))
    return tuple(kept)


def _is_part(one: Named, start: int, end: int) -> bool:
    return start <= one.start and one.end <= end and (one.start, one.end) != (start, end)


def _sentence_starts(text: str, name: str) -> Iterator[int]:
    """Yield where a known name begins a sentence or a clause."""
    for match in re.finditer(re.escape(name), text):
        before = text[: match.start()]
        if not before or before[-1] in "。；：！，" or re.search(r"(?:其中|如|由|同时|目前)$", before):
            yield match.start()


def offices_of(names: Iterable[Named], lists: Iterable[tuple[str, ...]], directory: UnitDirectory) -> Offices:
    """Return which names stand for one office; two names in one list are surely two offices."""
    distinct = list(dict.fromkeys(normal_name(one.name) for one in names))
    apart = {frozenset(map(normal_name, pair)) for names_ in lists for pair in combinations(names_, 2)}
    merged: dict[str, str] = {}
    for first, second in combinations(distinct, 2):
        if frozenset((first, second)) not in apart and is_one_office(first, second, directory):
            target = merged.get(first, first)
            merged[second] = target
    return Offices(directory, tuple(merged.items()))


def is_one_office(first: str, second: str, directory: UnitDirectory) -> bool:
    """Return whether two names can be one office's; the directory decides where it knows both."""
    known = directory.resolve(first), directory.resolve(second)
    if None not in known:
        return known[0] == known[1]
    if ("、" in first) != ("、" in second):
        return False  # two offices that lead together are not one of them
    return look_like_one_office(first, second) or first.endswith(second) or second.endswith(first)
