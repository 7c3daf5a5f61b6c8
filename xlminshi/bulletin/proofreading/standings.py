"""Classes, projects, offices and the masthead against the ledger."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.classes import State, joins_classes, may_name_a_class, state_of, states_of
from xlminshi.bulletin.proofreading.counts import classes_among
from xlminshi.bulletin.proofreading.known import LIST_SHEET
from xlminshi.bulletin.proofreading.narrowing import is_narrowed
from xlminshi.bulletin.proofreading.offices import Named
from xlminshi.bulletin.proofreading.outline import Item, Section
from xlminshi.bulletin.proofreading.pairing import ALIKE, longest_shared, paired
from xlminshi.bulletin.proofreading.passages import bare
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.remarks import Conclusion, Remark, agreed, fault
from xlminshi.bulletin.proofreading.scopes import Scopes, is_near
from xlminshi.bulletin.proofreading.tallies import Lead, Part, Tally
from xlminshi.core.ledger import Group, Ledger
from xlminshi.core.problems import Code
from xlminshi.core.project import Project
from xlminshi.core.units import look_like_one_office

_SUMMARY = "「汇总表」"
_VERDICTS = "「督查认定」表"
_DIRECTORY = "「设置」表单位名录"
_MOST = 0.6
_FEW = 2


@dataclass(frozen=True, slots=True)
class Case:
    """A text beside its ledger."""

    reading: Reading
    ledger: Ledger
    scopes: Scopes

    @property
    def groups(self) -> tuple[Group, ...]:
        """Return the classes with projects in them, in their order."""
        return tuple(group for group in self.ledger.groups() if group.standings)

    def group_of(self, project: Project) -> Group:
        """Return the class of a project."""
        return next(group for group in self.groups if any(one.project == project for one in group.standings))

    def counted(self, claim: Claim, count: int, source: str = _SUMMARY) -> Remark:
        """Return whether a count is the ledger's."""
        if claim.value == count:
            return agreed(claim, source)
        expected = f"{count}{claim.measure}"
        return self.reading.fault(claim, Code.TEXT_DIFFERS, expected=expected, source=source)


def words_of(group: Group) -> tuple[str, ...]:
    """Return the words by which a class can be called in a text."""
    found = group.status_class
    return (found.heading, found.name, found.phrase) if found else (group.name,)


def matched(phrases: tuple[str, ...], groups: tuple[Group, ...]) -> dict[int, Group]:
    """Return which class each phrase names: the most alike first; the rest in order where there are as many of both."""
    return {i: groups[j] for i, j in paired(phrases, groups, _likeness).items()}


def _likeness(phrase: str, group: Group) -> int:
    """Return how alike a phrase is to one of the words of a class; to be the same counts for more than to hold them.

    Words that say how far projects have come are not alike where they say otherwise (进展顺利, 进展缓慢).
    """
    said, states = bare(phrase), states_of(phrase)
    told = [(bare(word), states_of(word)) for word in words_of(group)]
    words = [word for word, own in told if not states or not own or states & own]
    return max((longest_shared(said, word) + (said == word) for word in words), default=0)


# Classes and projects ---------------------------------------------------------------------------------------------


def sections_hold_their_projects(case: Case) -> Iterator[Remark]:
    """Each project stands below the heading of its own class, with its lead unit, and each heading counts right."""
    sections = [one for one in case.reading.outline.sections if one.items]
    groups = matched(tuple(one.words for one in sections), case.groups)
    for index, section in enumerate(sections):
        group = groups.get(index)
        if group is not None and section.count is not None and _is_class(sections, groups):
            yield case.counted(section.count, len(group.standings))
        for item in section.items:
            yield from _item(case, section, group, item)


def _is_class(sections: list[Section], groups: dict[int, Group]) -> bool:
    """Return whether the headings of a text are the classes of the ledger, and not those of some other order."""
    return len(groups) * 2 > len(sections)


def _item(case: Case, section: Section, group: Group | None, item: Item) -> Iterator[Remark]:
    project = case.scopes.projects.get(item.first)
    start = item.heading.start
    place = (item.first, start, start + len(item.title))
    if project is None:
        yield Remark(*place, Kind.NAME, Conclusion.UNKNOWN)
        return
    own = case.group_of(project)
    if group is not None and own.name != group.name:
        yield fault(
            place,
            Kind.CLASS,
            Code.TEXT_CLASS_DIFFERS,
            expected=own.name,
            source=_VERDICTS,
            title=item.title,
            found=section.words,
        )
    elif bare(project.title) == bare(item.title):
        yield Remark(*place, Kind.NAME, Conclusion.AGREES, expected=project.title, source=LIST_SHEET)
    elif is_near(item.title, project.title):
        yield fault(
            place, Kind.NAME, Code.TEXT_MISPRINT, expected=project.title, source=LIST_SHEET, found=item.title
        )
    yield from _lead_unit(case, project, item)


def _lead_unit(case: Case, project: Project, item: Item) -> Iterator[Remark]:
    for one in item.units[:1]:
        office = case.reading.offices.known(one.name)
        place = (one.passage, one.start, one.end)
        if office is not None and office != project.lead_unit:
            yield fault(
                place,
                Kind.UNIT,
                Code.TEXT_LEAD_UNIT_DIFFERS,
                expected=project.lead_unit,
                source=LIST_SHEET,
                title=project.title,
                found=one.name,
            )


def no_project_is_missing(case: Case) -> Iterator[Remark]:
    """A text that lists most projects lists all of them."""
    told = {one.title for one in case.scopes.projects.values()}
    missing = [one for one in case.ledger.programme.projects if one.title not in told]
    items = case.reading.outline.items
    if not items or len(told) < len(case.ledger.programme.projects) * _MOST:
        return
    for project in missing:
        group = case.group_of(project)
        section = _section_for(case, group)
        place = (section.heading.passage, 0, len(case.reading.text(section.heading.passage)))
        yield fault(
            place,
            Kind.NAME,
            Code.TEXT_PROJECT_MISSING,
            expected=group.name,
            source=LIST_SHEET,
            title=project.title,
        )


def _section_for(case: Case, group: Group) -> Section:
    sections = case.reading.outline.sections
    groups = matched(tuple(one.words for one in sections), case.groups)
    return next(
        (sections[index] for index, one in groups.items() if one.name == group.name),
        sections[0] if sections else Section(case.reading.outline.headings[0], None, ()),
    )


# The counting sentence --------------------------------------------------------------------------------------------


def leads_count_right(case: Case) -> Iterator[Remark]:
    """All projects, all lead units, and the projects and units of each class are those of the ledger."""
    for lead in case.reading.leads:
        if lead.total is not None and not is_narrowed(case.reading, lead.total):
            yield case.counted(lead.total, len(case.ledger.standings))
        if lead.units is not None:
            yield case.counted(lead.units, len(case.ledger.offices()))
        words = tuple(word for group in case.groups for word in words_of(group))
        tallies = classes_among(lead.tallies, words)
        joined = [one for one in tallies if joins_classes(one.phrase, words)]
        yield from (remark for one in joined for remark in _of_several_classes(case, lead, one))
        tallies = tuple(one for one in tallies if one not in joined)
        groups = matched(tuple(one.phrase for one in tallies), case.groups)
        for index, group in groups.items():
            others = _untold(case, groups) if _may_hold_others(tallies[index]) else 0
            yield from _tally(case, tallies[index], group, len(group.standings) + others)


def _of_several_classes(case: Case, lead: Lead, tally: Tally) -> Iterator[Remark]:
    """Compare what counts several classes at once (12件尚未完成); it is wrong only where it is all projects but those done.

    Of those that are 完成或推进 a text may count the slow ones too.
    """
    states = states_of(tally.phrase)
    words = [word for group in case.groups for word in words_of(group)]
    apart = [one for one in case.groups if any(states_of(word) for word in words_of(one))]
    others = [one for one in apart if not any(states_of(word) & states for word in words_of(one))]
    count = len(case.ledger.standings) - sum(len(one.standings) for one in others)
    is_of_all = lead.total is not None and lead.total.value == len(case.ledger.standings)
    is_plain = len(classes_among(lead.tallies, words)) == len(lead.tallies)  # not beside 1件不作量化
    if tally.count == count and others:
        yield agreed(tally.claim, _SUMMARY)
    elif others and is_of_all and is_plain and State.DONE not in states and not tally.names:
        yield case.counted(tally.claim, count)


def _may_hold_others(tally: Tally) -> bool:
    """Return whether a class may be told together with those that are not named: 其余12件, 12件正在推进 with the slow ones."""
    return tally.is_rest or state_of(tally.phrase) is State.ON_WAY


def _untold(case: Case, groups: dict[int, Group]) -> int:
    """Return how many projects are in the classes that a sentence does not name."""
    told = [one.name for one in groups.values()]
    return sum(len(one.standings) for one in case.groups if one.name not in told)


def asides_count_right(case: Case) -> Iterator[Remark]:
    """县民政局承担的2件实事进展缓慢: as many of its projects are in that class; 等 stands for all others of the class."""
    for tally in case.reading.asides:
        group = _class_called(case, tally.phrase)
        if group is None or any(case.reading.offices.known(one.name) is None for one in tally.names):
            continue
        named, led = set(case.reading.offices.all_of(tally.names)), set(case.ledger.offices_of(group))
        if named <= led:
            yield case.counted(tally.claim, _led_by(case, group, named, tally))
        yield from _strangers(case, tally, group)


def _led_by(case: Case, group: Group, named: set[str], tally: Tally) -> int:
    """Return how many projects of a class some offices lead; those that they lead with others are counted if the text does."""
    if tally.has_etc:
        return len(group.standings)
    leading = [(set(case.ledger.offices((unit,))), count) for unit, count in group.units()]
    alone = sum(count for offices, count in leading if offices <= named)
    with_others = sum(count for offices, count in leading if offices & named)
    return with_others if tally.claim.value == with_others else alone


def _class_called(case: Case, phrase: str) -> Group | None:
    """Return the class that a phrase names most alike, where it names any."""
    likes = [(_likeness(phrase, group), group) for group in case.groups]
    best = max(likes, key=lambda pair: pair[0], default=None)
    if not may_name_a_class(phrase, (word for group in case.groups for word in words_of(group))):
        return None
    if best is None or best[0] < ALIKE or sum(one == best[0] for one, _ in likes) > 1:
        return None
    return best[1]


def _tally(case: Case, tally: Tally, group: Group, at_most: int) -> Iterator[Remark]:
    counts = {frozenset(case.ledger.offices((unit,))): count for unit, count in group.units()}
    if len(tally.parts) == 1 and tally.parts[0].each:
        yield _each(case, tally.parts[0], len(group.standings))
    elif not tally.names and tally.count in (at_most, len(case.ledger.standings)):
        yield agreed(tally.claim, _SUMMARY)
    elif len(tally.parts) == 1 or tally.total is not None:
        yield case.counted(tally.claim, len(group.standings))
    for part in tally.parts:
        leading = frozenset(case.reading.offices.all_of(part.names))
        is_own = len(tally.parts) > 1 and (len(leading) == 1 or part.is_joint) and not part.has_etc
        if is_own and part.beside:
            yield case.counted(part.count, sum(count for one, count in counts.items() if leading & one))
        elif is_own and leading in counts:
            yield case.counted(part.count, counts[leading])
    yield from _units(case, tally, group)


def _each(case: Case, part: Part, count: int) -> Remark:
    """Return whether what each of some offices has (各1件) makes up a class; a list of offices may go on (等)."""
    sizes = {len(part.names), len(case.reading.offices.all_of(part.names))}
    told = {int(part.count.value) * size for size in sizes if size > 1}
    if not told:
        return case.counted(part.count, count)
    if count in told or (part.has_etc and any(one < count for one in told)):
        return agreed(part.count, _SUMMARY)
    expected = f"合计{count}{part.count.measure}"
    return case.reading.fault(part.count, Code.TEXT_DIFFERS, expected=expected, source=_SUMMARY)


def _units(case: Case, tally: Tally, group: Group) -> Iterator[Remark]:
    named: dict[str, Named] = {}
    for one in tally.names:
        for office in case.reading.offices.all_of((one,)):
            if case.reading.offices.known(office) is not None:
                named.setdefault(office, one)
    led = case.ledger.offices_of(group)
    strangers = list(_strangers(case, tally, group))
    yield from strangers
    missing = [office for office in led if office not in named]
    is_short_list = tally.has_etc and (len(missing) > _FEW or len(named) <= _FEW)
    if named and not strangers and not is_short_list:
        for office in missing:
            yield case.reading.fault(
                tally.claim,
                Code.TEXT_UNIT_LEFT_OUT,
                source=_SUMMARY,
                unit=office,
                reason=f"台账中它牵头的实事属于“{group.name}”",
            )


def _strangers(case: Case, tally: Tally, group: Group) -> Iterator[Remark]:
    """Yield the offices of a tally that have no project in its class."""
    led, seen = case.ledger.offices_of(group), set[str]()
    for one in tally.names:
        for office in case.reading.offices.all_of((one,)):
            if office in led or office in seen or case.reading.offices.known(office) is None:
                continue
            seen.add(office)
            yield fault(
                (one.passage, one.start, one.end),
                Kind.UNIT,
                Code.TEXT_UNIT_MISPLACED,
                source=_SUMMARY,
                unit=one.name,
                found=tally.phrase,
                reason=_whose(case, office),
            )


def _whose(case: Case, office: str) -> str:
    own = [group.name for group in case.groups if office in case.ledger.offices_of(group)]
    return f"台账中它牵头的实事属于“{'、'.join(own)}”" if own else "台账中没有它牵头的实事"


# Names ---------------------------------------------------------------------------------------------------------


def offices_are_known(case: Case) -> Iterator[Remark]:
    """Every office named in a role is one of the ledger's; a name that only looks like one of them is asked about."""
    directory = case.reading.offices.directory
    for one in dict.fromkeys(case.reading.names):
        place = (one.passage, one.start, one.end)
        if directory.resolve(one.name):
            yield Remark(*place, Kind.UNIT, Conclusion.AGREES, expected=one.name, source=_DIRECTORY)
            continue
        near = [unit.name for unit in directory.units if look_like_one_office(unit.name, one.name)]
        if len(near) == 1:
            yield fault(
                place, Kind.UNIT, Code.TEXT_UNIT_UNKNOWN, expected=near[0], source=_DIRECTORY, found=one.name
            )
        else:
            yield Remark(*place, Kind.UNIT, Conclusion.UNKNOWN)


STANDING_CHECKS: tuple[Callable[[Case], Iterator[Remark]], ...] = (
    sections_hold_their_projects,
    leads_count_right,
    asides_count_right,
    no_project_is_missing,
    offices_are_known,
)
