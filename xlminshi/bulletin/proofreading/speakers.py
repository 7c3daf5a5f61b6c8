"""Of whom a judgement speaks (多数任务进度滞后): of all projects together only where nothing in the text narrows it down."""

import re

from xlminshi.bulletin.own_words import own_text
from xlminshi.bulletin.proofreading.claims import Kind
from xlminshi.bulletin.proofreading.manuscript import Story
from xlminshi.bulletin.proofreading.passages import bare, folded
from xlminshi.bulletin.proofreading.standings import Case

# 县民政局反映…, 其中…, 市政工程方面…, 进展缓慢的实事中…: what follows is told of some of them.
_NARROWED = re.compile(
    r"反映|其中|方面|领域|例如|比如|特别是|尤其|有的|[一各]类|[部少个][分数别](?:单位|乡镇|地方)|中，|^如"
)
# A heading below which the office speaks of all its projects.
_OF_ALL_HEADING = re.compile(
    "总体|整体|综合|基本情况|概况|进展情况|完成情况|工作进展|推进情况|问题|不足|短板|下一步|要求"
)
_OPENING = (
    r"但是?|而|且|并|同时|目前|现|截至目前|总体上?|整体上?|总的来[看说]|\d{4}年|全[省市州盟县区旗]|"
    "承担的?|年?度?重点|民生|实事|的"
)
_OF_THINGS = (Kind.AMOUNT, Kind.FUNDS)
_OF_PROJECTS = {Kind.COUNT, Kind.UNITS}
_SHORTEST_TITLE = 4


class Speaker:
    """Tells of a text whether words in it speak of all projects of the ledger."""

    def __init__(self, case: Case) -> None:
        self.case, self.reading = case, case.reading
        settings, projects = case.ledger.settings, case.ledger.programme.projects
        own = settings.bulletin
        inspectors = {own.supervision_office, own.issuer, *own.joint_inspectors}
        units = (name for unit in case.ledger.directory().units for name in unit.names())
        self.units = tuple(folded(name) for name in units)
        self.titles = tuple(folded(one.title) for one in projects if len(one.title) >= _SHORTEST_TITLE)
        self.inspectors = {folded(name) for name in inspectors if name}
        whole = (settings.county, own.area_word, own.project_term)
        words = "|".join(re.escape(folded(one)) for one in whole if one)
        self.opening = re.compile(rf"(?:{words}|{_OPENING})*")
        self.written = tuple(
            bare(own_text(words))
            for one in case.ledger.standings
            if one.report is not None
            for words in (one.report.narrative, one.report.shortcomings, one.report.next_steps)
        )

    def may_speak_of_all(self, index: int) -> bool:
        """Return whether a passage stands outside of tables, projects, classes and whatever else has a heading of its own."""
        outline = self.reading.outline
        passage = outline.passages[index]
        if passage.line.row is not None or passage.line.story is Story.MARGIN:
            return False
        within = ((one.heading.passage, one.items[-1].last) for one in outline.sections if one.items)
        if outline.item_at(index) is not None or any(first <= index <= last for first, last in within):
            return False
        above = [one for one in outline.headings if one.passage <= index]
        return not above or bool(_OF_ALL_HEADING.search(above[-1].words))

    def speaks_of_all(self, index: int, match: re.Match[str]) -> bool:
        """Return whether no unit, project or number in front of a judgement narrows it down, and no unit wrote it itself."""
        before = self.reading.text(index)[: match.start()]
        sentence = re.split("[。！？]", before)[-1]
        clause = re.split("[，；：、]", sentence)[-1]
        if not self.opening.fullmatch(clause) or _NARROWED.search(sentence):
            return False
        if any(name in before for name in self.units) or any(name in sentence for name in self.titles):
            return False
        said = bare(sentence + match.group())
        is_ones_own = any(said in words for words in self.written)
        return not (is_ones_own or self._names_another(index, match) or self._counts_some(index, match))

    def _names_another(self, index: int, match: re.Match[str]) -> bool:
        """Return whether a sentence of the paragraph began with an office other than those that inspect."""
        return any(
            one.passage == index and one.start < match.start() and one.name not in self.inspectors
            for one in self.reading.subjects
        )

    def _counts_some(self, index: int, match: re.Match[str]) -> bool:
        """Return whether the sentence told of amounts, or of some of the projects or units only."""
        begin = max(self.reading.text(index).rfind(mark, 0, match.start()) for mark in "。！？") + 1
        before = [one for one in self.reading.outline.claims_at(index) if begin <= one.start < match.start()]
        wholes = {len(self.case.ledger.standings), len(self.case.ledger.offices())}
        return any(
            one.kind in _OF_THINGS or (one.kind in _OF_PROJECTS and one.value not in wholes) for one in before
        )
