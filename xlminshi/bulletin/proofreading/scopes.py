"""Whose figures a passage tells: the project of the item it stands in, else the unit with whose name the sentence begins."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from xlminshi.bulletin.proofreading.claims import Claim
from xlminshi.bulletin.proofreading.outline import Item
from xlminshi.bulletin.proofreading.passages import bare
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.core.ledger import Ledger
from xlminshi.core.project import Project

_ALIKE = 0.62
_MARGIN = 0.1
_SHORTEST_TITLE = 4


@dataclass(frozen=True, slots=True)
class Scope:
    """A project by its title and a unit by its name in the ledger; "" where the text does not say."""

    project: str = ""
    unit: str = ""

    @property
    def is_known(self) -> bool:
        """Return whether the text says of whom it speaks."""
        return bool(self.project or self.unit)


def projects_of(reading: Reading, ledger: Ledger) -> dict[int, Project]:
    """Return which project of the ledger each item of a text is, by the item's first passage; each project once.

    Equal titles go first; then the most alike, if none other is nearly as much alike.
    """
    projects = ledger.programme.projects
    found: dict[int, Project] = {}
    for item in reading.outline.items:
        same = next((one for one in projects if bare(one.title) == bare(item.title)), None)
        if same is not None and same not in found.values():
            found[item.first] = same
    for item in reading.outline.items:
        rest = [one for one in projects if one not in found.values()]
        best = _most_alike(reading, item, rest) if item.first not in found else None
        if best is not None:
            found[item.first] = best
    return found


def _most_alike(reading: Reading, item: Item, projects: list[Project]) -> Project | None:
    ranked = sorted((-_likeness(reading, item, one), one.number) for one in projects)
    if not ranked or -ranked[0][0] < _ALIKE:
        return None
    if len(ranked) > 1 and ranked[1][0] - ranked[0][0] < _MARGIN:
        return None
    return next(one for one in projects if one.number == ranked[0][1])


def _likeness(reading: Reading, item: Item, project: Project) -> float:
    """Return how much a title looks like a project's; the same lead unit counts for something."""
    alike = SequenceMatcher(None, bare(item.title), bare(project.title), autojunk=False).ratio()
    units = {reading.offices.known(one.name) for one in item.units}
    return alike + (0.08 if project.lead_unit in units else 0)


class Scopes:
    """Answers for each claim of a text of whom it speaks."""

    def __init__(self, reading: Reading, ledger: Ledger) -> None:
        self.reading = reading
        self.projects = projects_of(reading, ledger)
        self.titles = [one for one in ledger.programme.projects if len(one.title) >= _SHORTEST_TITLE]
        self.leads = {lead.passage for lead in reading.leads if lead.tallies}

    def of(self, claim: Claim) -> Scope:
        """Return the scope of one claim."""
        item = self.reading.item(claim)
        if item is not None:
            project = self.projects.get(item.first)
            return Scope(project.title, project.lead_unit) if project else Scope("", "?")
        if claim.passage in self.leads:
            return Scope()
        return self._in_prose(claim)

    def _in_prose(self, claim: Claim) -> Scope:
        """Return the unit that is the subject; else the one project named in this part of the sentence."""
        unit = self._subject(claim)
        if unit:
            return Scope("", unit)
        text = self.reading.text(claim.passage)
        begin = max(text.rfind(mark, 0, claim.start) for mark in "。；") + 1
        named = [one for one in self.titles if one.title in text[begin : claim.start]]
        return Scope(named[0].title, named[0].lead_unit) if len(named) == 1 else Scope()

    def _subject(self, claim: Claim) -> str:
        """Return the unit with whose name the latest sentence or clause began."""
        known = [
            (one.start, self.reading.offices.known(one.name))
            for one in self.reading.subjects
            if one.passage == claim.passage and one.start < claim.start
        ]
        found = [(start, name) for start, name in known if name]
        return max(found)[1] if found else ""
