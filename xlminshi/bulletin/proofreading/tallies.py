"""The counts of a 导语: how many projects of how many units, and which units have how many in which class."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from itertools import takewhile

from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.classes import state_of
from xlminshi.bulletin.proofreading.counting import COUNTED, OWNED, Place
from xlminshi.bulletin.proofreading.offices import Named, looks_like_office, names_in
from xlminshi.bulletin.proofreading.outline import Outline
from xlminshi.bulletin.proofreading.passages import heading_mark
from xlminshi.bulletin.proofreading.wholes import OTHERS, classes_of, whole_of
from xlminshi.core.units import normal_name

_COUNTED = (*COUNTED, "个")
_CLASSES = 2
_NOUN = re.compile(r"^(?:重点)?(?:民生)?(?:实事|工程|项目|任务|工作|事项)?(?:任务|项目|工作)?")
_BEFORE = re.compile(r"^(?:.*其中|、|和|以及|及|还|尚|是|有|为|；|：)+")
_REST = re.compile(r"^(?:其余|其他|其它|剩余|余下|剩下)(?:的|为)?$")
_SUM = re.compile(r"(?:共|合计|总计|共计)(?:有)?$")
# How the offices in front of a number lead together: 共同牵头, 联合承担的.
_JOINT = re.compile(r"(?:共同|联合)(?:牵头|承担|负责)的?(?:有|共)?$")
_LEADS = re.compile("牵头|责任|承担|承办|主办|负责|实事")
_INVOLVES = re.compile("(?:涉及|由|共|分属|来自)(?:了|到)?$")
_WITH = re.compile("(?:联合|会同|协同|配合|走访|抽调|组织|邀请)[^，。；]{0,12}$")
_HELPS = re.compile("配合|协办|协同|成员|参与|参加|帮扶")
_BRACKET = re.compile(r"^（(?P<names>(?:[^（）]|（[^（）]*）)*)）")

# 已完成的3件分别由县教体局、县残联、县水利局牵头。
_LED_BY = re.compile(
    r"^(?:分别|均|都)?由(?P<names>[^，。；：]+?)(?P<etc>等\d*[个家]?(?:单位|部门)?)?(?:分别|共同|联合)?(?:牵头|承担|负责)(?=[。；]|$)"
)

# What one of an office's projects shares with others: 县司法局2件（其中1件与县信访局共同牵头）.
_BESIDE = re.compile(
    r"（其中(?:有)?\d+[件项个](?:实事)?(?:是|为)?(?:与|和|同)(?P<names>[^（）]+?)(?:共同|联合)[^（）]*）"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One number of a count and the offices in front of it; `each` says that every one of them has so many.

    `is_joint`: they have it together (共同牵头), and it is no one's alone; `is_held`: they are said to have it (承担的), and may
    have it together. `beside` are the offices with which they have some of it (其中1件与县信访局共同牵头).
    """

    count: Claim
    names: tuple[Named, ...]
    each: bool
    has_etc: bool
    is_joint: bool = False
    is_held: bool = False
    beside: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many projects stand in one class by the words of the 导语; `phrase` names the class, `parts` say whose they are.

    `is_rest`: it counts whatever the others do not (其余7件).
    """

    parts: tuple[Part, ...]
    phrase: str
    total: Claim | None
    is_rest: bool = False

    @property
    def count(self) -> int:
        """Return how many projects the tally counts."""
        if self.total is not None:
            return int(self.total.value)
        return sum(int(one.count.value) * (len(one.names) if one.each else 1) for one in self.parts)

    @property
    def claim(self) -> Claim:
        """Return the number that says how many: the sum, or the only one."""
        return self.total or self.parts[-1].count

    @property
    def names(self) -> tuple[Named, ...]:
        """Return all offices named."""
        return tuple(name for part in self.parts for name in (*part.names, *part.beside))

    @property
    def joint(self) -> tuple[Part, ...]:
        """Return the parts that count what several offices lead together: 县民政局和县住建局共同牵头1件."""
        return tuple(one for one in self.parts if one.is_joint)

    @property
    def has_etc(self) -> bool:
        """Return whether the list of offices may go on (等)."""
        return any(one.has_etc for one in self.parts)


@dataclass(frozen=True, slots=True)
class Lead:
    """A sentence that counts: all projects, all lead units, and the classes."""

    passage: int
    total: Claim | None
    units: Claim | None
    tallies: tuple[Tally, ...]


def leads_of(outline: Outline, known: Iterable[str], counting: Container[Place]) -> tuple[Lead, ...]:
    """Return the passages that count projects by class.

    `known` are names of offices that need not look like one; `counting` says which numbers in 件 and 项 count projects.
    """
    names = frozenset(normal_name(name) for name in known)
    found: list[Lead] = []
    for index, passage in enumerate(outline.passages):
        if outline.item_at(index) is None and heading_mark(passage.text) is None:
            claims = tuple(
                one
                for one in outline.claims_at(index)
                if one.measure not in COUNTED or (index, one.start, one.end) in counting
            )
            lead = _lead(claims, passage.text, index, names)
            if lead is not None:
                found.extend(_told_once(lead, passage.text))
    return tuple(found)


def _is_of_leads(claim: Claim, text: str) -> bool:
    """Return whether a number of offices counts those that lead, and not those that inspect or help (联合3个单位)."""
    before = re.split("[，。；：]", text[: claim.start])[-1]
    behind = re.split(r"[，。；：、\d]", text[claim.end :])[0]
    noun = re.split("单位|部门", behind)[0]
    if _WITH.search(before) or _HELPS.search(noun):
        return False
    return bool(_LEADS.search(before + behind) or _INVOLVES.search(before))


def _told_once(lead: Lead, text: str) -> tuple[Lead, ...]:
    """Return a lead that counts its classes twice, alone and by offices (已完成1件，推进3件。县司法局1件已完成，…), as two.

    It may count the first class alone beforehand: 已完成6件（占30%），县司法局等6件已完成，县民政局等14件…
    """
    first = tuple(takewhile(lambda one: not one.names, lead.tallies))
    rest = lead.tallies[len(first) :]
    if not first or not rest or not all(one.names for one in rest):
        return (lead,)
    if len(first) < _CLASSES:
        is_all = lead.total is not None and lead.total.value == sum(one.count for one in rest)
        return (replace(lead, tallies=first, total=None), replace(lead, tallies=rest)) if is_all else (lead,)
    between = text[first[-1].claim.end : rest[0].parts[0].names[0].start]
    is_sum = lead.total is not None and lead.total.value == sum(one.count for one in first)
    if not re.search("[。；：]|其中", between) or (len(first) != len(rest) and not is_sum):
        return (lead,)
    total = lead.total if len(first) == len(rest) else None
    return replace(lead, tallies=first), replace(lead, tallies=rest, total=total)


def asides_of(outline: Outline, known: Iterable[str], counting: Container[Place]) -> tuple[Tally, ...]:
    """Return what the passages that count only once say of whom: 县城发集团承担的1件实事进展缓慢."""
    names = frozenset(normal_name(name) for name in known)
    found: list[Tally] = []
    for index, passage in enumerate(outline.passages):
        own = [one for one in outline.claims_at(index) if (index, one.start, one.end) in counting]
        if len(own) == 1 and outline.item_at(index) is None and heading_mark(passage.text) is None:
            reader = _Reader(passage.text, index, names)
            reader.take(own[0], None)
            found.extend(one for one in reader.tallies if one.names)
    return tuple(found)


def _lead(claims: tuple[Claim, ...], text: str, index: int, known: frozenset[str]) -> Lead | None:
    word = next((one.measure for one in claims if one.kind is Kind.COUNT), None)
    counts = [one for one in claims if one.measure == word and one.kind in (Kind.COUNT, Kind.AMOUNT)]
    shared = [match.span() for match in _BESIDE.finditer(text)]
    counts = [one for one in counts if not any(begin <= one.start < end for begin, end in shared)]
    offices = [one for one in claims if one.kind is Kind.UNITS and not OTHERS.search(text, 0, one.start)]
    units = next((one for one in offices if _is_of_leads(one, text)), None)
    if word not in _COUNTED or (len(counts) < 2 and not offices):
        return None
    total = whole_of(counts, text, known)
    counts = list(classes_of(counts, total, text, known))
    reader = _Reader(text, index, known, total.end if total else 0)
    for place, claim in enumerate(counts, start=1):
        reader.take(claim, counts[place] if place < len(counts) else None)
    if units is not None and counts and units.start > counts[0].start and total is None:
        units = None
    return Lead(index, total, units, tuple(reader.tallies))


class _Reader:
    """Goes from number to number and closes a tally where the words behind a number name its class."""

    def __init__(self, text: str, passage: int, known: frozenset[str], begin: int = 0) -> None:
        self.text = text
        self.passage = passage
        self.known = known
        self.tallies: list[Tally] = []
        self.pending: list[Part] = []
        self.done = begin

    def take(self, claim: Claim, following: Claim | None) -> None:
        """Read one number with the words before and behind it."""
        begin = max(self.done, self._clause_start(claim.start))
        words, offset = self._names_text(begin, claim.start)
        names = self._names(words, offset)
        after, self.done = self._after(claim, following)
        is_sum = bool(self.pending) and bool(_SUM.search(self.text[begin : claim.start]))
        before = self.text[begin : claim.start]
        owned = OWNED.search(before)
        has_etc = owned is not None and "等" in owned.group()
        is_held = owned is not None and re.search("承担|牵头|负责", owned.group()) is not None
        each, is_joint = re.search(r"各有?$", before) is not None, bool(_JOINT.search(before))
        part = Part(claim, names, each, has_etc, is_joint, is_held, self._beside(claim))
        if is_sum:
            self._close(after, claim)
        elif names or (self.pending and not words):
            self.pending.append(part)
            if after:
                self._close(after, None)
        else:
            self._close_one(part, words, after, claim)

    def _clause_start(self, position: int) -> int:
        return max(self.text.rfind(mark, 0, position) for mark in "，。；：") + 1

    def _names_text(self, begin: int, end: int) -> tuple[str, int]:
        words = self.text[begin:end]
        words, cut = OWNED.sub("", words), 0
        if match := _BEFORE.match(words):
            cut = match.end()
        return words[cut:], begin + cut

    def _names(self, words: str, offset: int) -> tuple[Named, ...]:
        names = tuple(names_in(words, self.passage, offset, self.known))
        is_list = all(looks_like_office(one.name) or normal_name(one.name) in self.known for one in names)
        return names if names and is_list else ()

    def _noun_end(self, claim: Claim) -> int:
        noun = _NOUN.match(self.text[claim.end :])
        return claim.end + (noun.end() if noun else 0)

    def _beside(self, claim: Claim) -> tuple[Named, ...]:
        shared = _BESIDE.match(self.text, self._noun_end(claim))
        return self._names(shared.group("names"), shared.start("names")) if shared else ()

    def _after(self, claim: Claim, following: Claim | None) -> tuple[str, int]:
        """Return the words behind a number up to the clause's end or the next number of the same clause, and where they end."""
        begin = self._noun_end(claim)
        shared = _BESIDE.match(self.text, begin)
        begin = shared.end() if shared else begin
        whole = re.split(r"[，。；：]", self.text[begin:])[0]
        if following is not None and following.start < begin + len(whole):
            words = re.split("[、（]", self.text[begin : following.start])[0]
            return words, begin + len(words)
        clause = whole.split("（")[0]
        return clause.strip("、"), begin + len(clause)

    def _close(self, phrase: str, total: Claim | None) -> None:
        self.tallies.append(Tally(tuple(self.pending), phrase, total))
        self.pending = []

    def _close_one(self, part: Part, words: str, after: str, claim: Claim) -> None:
        """Close a tally whose class stands before the number (已完成9件) or behind it (9件已完成); offices may follow in ()."""
        bracket = _BRACKET.match(self.text[self.done :])
        if bracket:
            part = replace(part, names=self._names(bracket.group("names"), self.done + 1))
        begin = self._noun_end(claim)
        led = _LED_BY.match(self.text[begin:])
        if led:
            names = self._names(led.group("names"), begin + led.start("names"))
            part = replace(part, names=names, has_etc=led.group("etc") is not None, is_held=True)
        is_rest = bool(_REST.match(words))
        is_behind = is_rest or (state_of(words) is None and state_of(after) is not None)
        phrase = after or words if is_behind else words or after
        self.tallies.append(Tally((part,), phrase, None, is_rest))
        self.pending = []
