"""件数 and 单位数 against what the text itself lists: headings, 导语, classes and lead units must tell the same."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.classes import State, joins_classes, may_name_a_class, states_of
from xlminshi.bulletin.proofreading.offices import Named
from xlminshi.bulletin.proofreading.outline import Section
from xlminshi.bulletin.proofreading.pairing import longest_shared, paired
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.remarks import Remark, agreed, fault
from xlminshi.bulletin.proofreading.tallies import Lead, Tally
from xlminshi.core.problems import Code

_FEW = 2


def headings_count_their_items(reading: Reading) -> Iterator[Remark]:
    """A heading that says 11件 has eleven projects below it."""
    for section in reading.outline.sections:
        if section.count is not None:
            listed = len(section.items)
            yield _counted(reading, section.count, listed, f"下面列出的{listed}{section.count.measure}")


def tallies_add_up(reading: Reading) -> Iterator[Remark]:
    """The classes of the 导语 add up to all projects, and the parts of a class to the class."""
    for lead in reading.leads:
        yield from _classes_add_up(reading, lead)
        for tally in lead.tallies:
            yield from _parts_add_up(reading, tally)


def _classes_add_up(reading: Reading, lead: Lead) -> Iterator[Remark]:
    """Compare all projects with their classes: too few are wrong only where no class is left out, too many where none overlap."""
    sections = reading.outline.sections
    pairs = dict(pairs_of(lead, sections))
    tallies = classes_among(lead.tallies, (one.words for one in sections if one.items))
    if lead.total is None or not tallies:
        return
    told = sum(one.count for one in tallies)
    rests = [at for at, one in enumerate(tallies, start=1) if one.is_rest]
    sums = {
        told,
        *(sum(one.count for one in tallies[:at]) for at in rests),
    }  # the slow ones may be among the rest
    others = sum(one.count for one in lead.tallies if one not in tallies)  # 1件不作量化
    if lead.total.value in sums:
        yield agreed(lead.total)
    elif others and lead.total.value == told + others:
        return
    elif _are_all(tallies, pairs, sections) if told < lead.total.value else _are_apart(tallies, pairs):
        listed = sum(len(pairs[one].items) if one in pairs else one.count for one in tallies)
        yield _counted(reading, lead.total, listed, f"各类合计的{listed}{lead.total.measure}")


def classes_among(tallies: Iterable[Tally], words: Iterable[str]) -> tuple[Tally, ...]:
    """Return the tallies that can be classes where `words` name the classes."""
    named = tuple(words)
    return tuple(one for one in tallies if may_name_a_class(one.phrase, named))


def _are_all(tallies: tuple[Tally, ...], pairs: dict[Tally, Section], sections: tuple[Section, ...]) -> bool:
    """Return whether no class is left out: all below which projects are listed, a rest (其余7件), or one of each state."""
    listed = [one for one in sections if one.items]
    if listed and len(pairs) == len(tallies) == len(listed):
        return True
    states = frozenset[State]().union(*(states_of(one.phrase) for one in tallies))
    return any(one.is_rest for one in tallies) or states >= set(State)


def _are_apart(tallies: tuple[Tally, ...], pairs: dict[Tally, Section]) -> bool:
    """Return whether no project can be counted twice: every class says something else of its projects."""
    states = [states_of(one.phrase) for one in tallies]
    is_each_once = all(states) and sum(map(len, states)) == len(frozenset[State]().union(*states))
    return is_each_once or len(pairs) == len(tallies)


def _parts_add_up(reading: Reading, tally: Tally) -> Iterator[Remark]:
    parts = sum(int(one.count.value) * (len(one.names) if one.each else 1) for one in tally.parts)
    if tally.total is not None:
        yield _counted(reading, tally.total, parts, f"各单位合计的{parts}{tally.total.measure}")
    for part in tally.parts:
        named = len(part.names) - _led_together(reading, part.names)
        may_share = part.is_joint or (part.is_held and not any(item.units for item in reading.outline.items))
        if named > part.count.value and not part.each and not may_share:
            yield reading.fault(
                part.count,
                Code.TEXT_COUNT_WRONG,
                expected=f"至少{named}{part.count.measure}",
                reason=f"列出的{named}个单位",
            )


def _led_together(reading: Reading, names: tuple[Named, ...]) -> int:
    """Return how many of the offices named lead a project only beside another one of them (县卫健局、县民政局1件)."""
    named = set(reading.offices.all_of(names))
    led = {frozenset(reading.offices.all_of(item.units)) for item in reading.outline.items}
    return sum(len(one) - 1 for one in led if one and one <= named)


def tallies_match_the_sections(reading: Reading) -> Iterator[Remark]:
    """Each class of the 导语 counts as many projects as stand below its heading, and names their lead units."""
    for lead in reading.leads:
        for tally, section in pairs_of(lead, reading.outline.sections):
            yield from _tally_matches(reading, tally, section)


def _tally_matches(reading: Reading, tally: Tally, section: Section) -> Iterator[Remark]:
    listed = Counter(office for item in section.items for office in reading.offices.all_of(item.units)[:1])
    faults = list(_units_match(reading, tally, section, listed)) if tally.names and listed else []
    yield from faults
    if len(tally.parts) == 1 or tally.total is not None:
        reason = f"正文列出的{len(section.items)}{tally.claim.measure}"
        yield _counted(reading, tally.claim, len(section.items), reason)
    elif not faults:
        yield from _parts_match(reading, tally, section)


def _units_match(reading: Reading, tally: Tally, section: Section, listed: Counter[str]) -> Iterator[Remark]:
    """Yield the offices named in a class below whose heading none of their projects stands, and those left out."""
    named = {office: one for one in tally.names for office in reading.offices.all_of((one,))}
    beside = {office for item in section.items for office in reading.offices.all_of(item.units)[1:]}
    strangers = [one for office, one in named.items() if office not in listed and office not in beside]
    for one in strangers:
        yield fault(
            (one.passage, one.start, one.end),
            Kind.UNIT,
            Code.TEXT_UNIT_MISPLACED,
            unit=one.name,
            found=tally.phrase,
            reason=f"正文“{section.words}”中没有它牵头的实事",
        )
    missing = [office for office in listed if office not in named]
    is_short_list = tally.has_etc and (len(missing) > _FEW or len(named) <= _FEW)
    if not strangers and missing and not is_short_list:
        for office in missing:
            yield reading.fault(
                tally.claim,
                Code.TEXT_UNIT_LEFT_OUT,
                unit=office,
                reason=f"正文“{section.words}”中有它牵头的实事",
            )


def _parts_match(reading: Reading, tally: Tally, section: Section) -> Iterator[Remark]:
    """Compare each office's count; what the text counts for offices together counts for none of them alone."""
    joint = {frozenset(reading.offices.all_of(part.names)) for part in tally.joint}
    leading = [reading.offices.all_of(item.units) for item in section.items]
    together = Counter(offices for offices in map(frozenset, leading) if offices in joint)
    first = Counter(offices[0] for offices in leading if offices and frozenset(offices) not in joint)
    for part in tally.parts:
        offices = reading.offices.all_of(part.names)
        if part.is_joint or (len(offices) == 1 and not part.has_etc):
            count = together[frozenset(offices)] if part.is_joint else first[offices[0]]
            if part.beside:
                count = sum(offices[0] in one for one in leading)
            yield _counted(reading, part.count, count, f"正文列出的{count}{part.count.measure}")


def lead_units_are_counted(reading: Reading) -> Iterator[Remark]:
    """14个主要责任单位 is the number of different offices that lead the projects, one office under two names counted once."""
    for lead in reading.leads:
        names = _all_units(reading, lead)
        if lead.units is None or not names:
            continue
        different = len(reading.offices.all_of(names))
        if lead.units.value == len({one.name for one in names}) != different:
            continue  # the two names are told; whether they are one office a person has to say
        first = len(reading.offices.all_of(_all_units(reading, lead, only_first=True)))
        if lead.units.value == first and not any(tally.joint for tally in lead.tallies):
            different = first  # an office may count only those that are named first
        yield _counted(reading, lead.units, different, f"列出的{different}个单位")


def _all_units(reading: Reading, lead: Lead, *, only_first: bool = False) -> list[Named]:
    """Return the lead units of all projects: of the sections, else of the 导语 where it names all of them."""
    items = [item for section in reading.outline.sections for item in section.items]
    if items:
        is_whole = all(item.units for item in items) and lead.total is not None
        return [one for item in items for one in item.units[: 1 if only_first else None]] if is_whole else []
    is_complete = all(
        tally.names and (not tally.has_etc or len(tally.names) == tally.count) for tally in lead.tallies
    )
    return [one for tally in lead.tallies for one in tally.names] if is_complete else []


def _counted(reading: Reading, claim: Claim, count: int, reason: str) -> Remark:
    if claim.value == count:
        return agreed(claim)
    return reading.fault(claim, Code.TEXT_COUNT_WRONG, expected=f"{count}{claim.measure}", reason=reason)


def pairs_of(lead: Lead, sections: tuple[Section, ...]) -> tuple[tuple[Tally, Section], ...]:
    """Return which class of a 导语 is which section: by their words, else by their order where there are as many."""
    words = tuple(one.words for one in sections)
    tallies = tuple(one for one in classes_among(lead.tallies, words) if not joins_classes(one.phrase, words))
    found = paired(tallies, sections, lambda tally, section: longest_shared(tally.phrase, section.words))
    return tuple((tallies[i], sections[j]) for i, j in sorted(found.items()))


COUNT_CHECKS: tuple[Callable[[Reading], Iterator[Remark]], ...] = (
    headings_count_their_items,
    tallies_add_up,
    tallies_match_the_sections,
    lead_units_are_counted,
)
