"""Whose figures a passage tells: the project of the item it stands in, else the unit with whose name the sentence begins."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from xlminshi.bulletin.proofreading.claims import Claim
from xlminshi.bulletin.proofreading.outline import Item
from xlminshi.bulletin.proofreading.passages import bare, folded
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.tables import blocks_of
from xlminshi.core.ledger import Ledger
from xlminshi.core.project import Project

_ALIKE = 0.62
_MARGIN = 0.1
_SHORTEST_TITLE = 4
_FEW = 2


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
    open_ones = {bare(one.title): one for one in reversed(ledger.programme.projects)}
    found: dict[int, Project] = {}
    for item in reading.outline.items:
        same = open_ones.pop(bare(item.title), None)
        if same is not None:
            found[item.first] = same
    for item in reading.outline.items:
        best = _most_alike(reading, item, open_ones.values()) if item.first not in found else None
        if best is not None:
            found[item.first] = best
            del open_ones[bare(best.title)]
    return found


def _most_alike(reading: Reading, item: Item, projects: Iterable[Project]) -> Project | None:
    by_number = {one.number: one for one in projects}
    ranked = sorted((-_likeness(reading, item, one), number) for number, one in by_number.items())
    if not ranked or -ranked[0][0] < _ALIKE:
        return None
    if len(ranked) > 1 and ranked[1][0] - ranked[0][0] < _MARGIN:
        return None
    return by_number[ranked[0][1]]


def _likeness(reading: Reading, item: Item, project: Project) -> float:
    """Return how much a title looks like a project's; the same lead unit counts for something."""
    alike = SequenceMatcher(None, bare(item.title), bare(project.title), autojunk=False).ratio()
    units = {reading.offices.known(one.name) for one in item.units}
    return alike + (0.08 if project.lead_unit in units else 0)


def titled(words: str, projects: Iterable[Project]) -> Project | None:
    """Return the project that bears a title, or the only one whose title differs from it in a character or two."""
    titles = {bare(one.title): one for one in projects}
    near = [one for title, one in titles.items() if is_near(words, title)]
    return titles.get(bare(words)) or (near[0] if len(near) == 1 else None)


def is_near(written: str, title: str) -> bool:
    """Return whether a title differs from another in one or two characters only: then it is no short form of it."""
    first, second = sorted((bare(written), bare(title)), key=len)
    if len(first) == len(second):
        return sum(one != two for one, two in zip(first, second, strict=True)) <= _FEW
    is_one_more = len(second) - len(first) == 1
    return is_one_more and any(second[:place] + second[place + 1 :] == first for place in range(len(second)))


class Scopes:
    """Answers for each claim of a text of whom it speaks.

    `blocks` are the projects of tables by their titles' passages, `names` the bare names of all indicators.
    """

    def __init__(self, reading: Reading, ledger: Ledger) -> None:
        self.reading = reading
        self.projects = projects_of(reading, ledger)
        self.titles = [
            (folded(one.title), one) for one in ledger.programme.projects if len(one.title) >= _SHORTEST_TITLE
        ]
        self.subjects: dict[int, list[tuple[int, str]]] = {}
        for one in reading.subjects:
            if (unit := reading.offices.known(one.name)) is not None:
                self.subjects.setdefault(one.passage, []).append((one.start, unit))
        self.names = frozenset(
            bare(item.name) for one in ledger.programme.projects for item in one.indicators
        )
        self.blocks: dict[int, Project] = {}
        self.rows = dict(self._rows(ledger))
        self.leads = {lead.passage for lead in reading.leads if lead.tallies}

    def _rows(self, ledger: Ledger) -> Iterator[tuple[tuple[int, int], Scope]]:
        """Yield of which project each row of a table tells; a title that no project bears tells of an unknown one."""
        projects = ledger.programme.projects
        for block in blocks_of(self.reading):
            project = titled(block.title.text, projects)
            if project is not None:
                self.blocks[block.title.passage] = project
            scope = Scope(project.title, project.lead_unit) if project else Scope("", "?")
            for cells in block.lines:
                row = self.reading.outline.passages[cells[0]].line.row
                if row is not None:
                    yield row, scope

    def of(self, claim: Claim) -> Scope:
        """Return the scope of one claim."""
        item = self.reading.item(claim)
        if item is not None:
            project = self.projects.get(item.first)
            return Scope(project.title, project.lead_unit) if project else Scope("", "?")
        row = self.reading.outline.passages[claim.passage].line.row
        if row is not None:
            return self.rows.get(row, Scope())
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
        named = [one for title, one in self.titles if title in text[begin : claim.start]]
        return Scope(named[0].title, named[0].lead_unit) if len(named) == 1 else Scope()

    def _subject(self, claim: Claim) -> str:
        """Return the unit with whose name the latest sentence or clause began."""
        found = [one for one in self.subjects.get(claim.passage, ()) if one[0] < claim.start]
        return max(found)[1] if found else ""
