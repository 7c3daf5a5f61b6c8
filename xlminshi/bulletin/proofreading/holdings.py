"""Who leads what, as the ledger has it, where a text says so in passing.

实施残疾儿童康复救助。…（市残联）, 县卫健委承担3件, 6件进展缓慢的实事中.
"""

import re
from collections.abc import Callable, Iterator

from xlminshi.bulletin.proofreading.claims import Claim, Kind
from xlminshi.bulletin.proofreading.classes import state_of
from xlminshi.bulletin.proofreading.known import LIST_SHEET
from xlminshi.bulletin.proofreading.manuscript import Story
from xlminshi.bulletin.proofreading.narrowing import is_among_some
from xlminshi.bulletin.proofreading.offices import names_in
from xlminshi.bulletin.proofreading.outline import Heading
from xlminshi.bulletin.proofreading.passages import bare, folded
from xlminshi.bulletin.proofreading.remarks import Conclusion, Remark, agreed, fault, place_of
from xlminshi.bulletin.proofreading.scopes import titled
from xlminshi.bulletin.proofreading.standings import Case, words_of
from xlminshi.core.ledger import Group
from xlminshi.core.problems import Code
from xlminshi.core.project import Project

_SUMMARY = "「汇总表」"
_AT_END = re.compile(r"（(?P<names>[^（）：]+)）[。；]?$")
# Behind these an office is named that has to do with a hindrance or a measure, whoever leads the project.
_NOT_OF_LEAD = re.compile(
    "原因|问题|困难|难点|措施|要求|手续|反映|建议|计划|打算|下一步|下步|尽快|尚|未|需|待|协调|督促|督办|整改|配合|协助|支持|移交|验收|审批"
)
_LABEL = re.compile(r"(?!完成|进展|工作进|推进|落实)[^，。；：（]{2,12}：")
_TITLE_ENDS = re.compile(r"[（。：；，]")
_LEADS = re.compile(r"(?:共|各|分别|共计)?(?:承担|牵头|负责)(?:了|的)?(?:共)?$")
_ENDS = re.compile(r"(?:重点|民生)*(?:实事|项目|工程)?(?:[，。；、（]|$)")
_OF_CLASS = re.compile(r"的?(?:重点|民生)*(?:实事|项目|工程)(?P<among>中)?")
# What may stand before the projects of a class without making them fewer: 全县5件进展缓慢的实事.
_OPENING = re.compile(r"(?:目前|现|对|全[县市区旗州盟]|上述|以上|这|的|[一二三四五六七八九十]是)*")
_ALL = re.compile("全[县市区旗州盟]")
_SOME = re.compile("上述|以上|这|是")


def lead_units_in_brackets(case: Case) -> Iterator[Remark]:
    """An office in brackets behind a project's title, or at the end of what is told of it, leads it: …完成率157%。（市残联）."""
    outline = case.reading.outline
    starts = [one.passage for one in outline.headings]
    for heading in outline.headings:
        title = _TITLE_ENDS.split(heading.words)[0]
        project = titled(title, case.ledger.programme.projects) if title else None
        item = outline.item_at(heading.passage)
        if project is None or (item is not None and item.units):
            continue
        end = min((at for at in starts if at > heading.passage), default=len(outline.passages))
        yield from _bracketed(case, project, heading, title, end)


def _bracketed(case: Case, project: Project, heading: Heading, title: str, end: int) -> Iterator[Remark]:
    behind = re.compile(re.escape(title) + r"（(?P<names>[^（）：]+)）")
    found = behind.match(case.reading.text(heading.passage), heading.start)
    told = list(_names_the_lead(case, project, heading.passage, found)) if found is not None else []
    yield from told
    begins = {heading.passage: heading.start + len(title)}
    at_ends = {index: _at_end(case, index, begins.get(index, 0)) for index in range(heading.passage, end)}
    several = [(index, one) for index, one in at_ends.items() if one is not None]
    if len(several) == 1 and not told:  # where there are several, each may have done its part
        yield from _names_the_lead(case, project, *several[0])


def _at_end(case: Case, index: int, begin: int) -> re.Match[str] | None:
    """Return the offices in brackets at the end of a paragraph that tells what was done, not what hinders or is to be done."""
    passage = case.reading.outline.passages[index]
    found = _AT_END.search(passage.text) if passage.line.story is Story.TEXT else None
    if found is None or _LABEL.match(passage.text, begin):
        return None
    said = re.split("[。！？；]", passage.text[: found.start()].rstrip("。！？；"))[-1]
    return None if _NOT_OF_LEAD.search(said) else found


def _names_the_lead(case: Case, project: Project, index: int, found: re.Match[str]) -> Iterator[Remark]:
    """Yield what is to be said of offices in brackets; one of those that lead is enough, for others may only help."""
    offices, written = case.reading.offices, found.group("names")
    known = [one for unit in case.reading.offices.directory.units for one in unit.names()]
    names = list(names_in(written, index, found.start("names"), map(folded, known)))
    led = set(case.ledger.offices((project.lead_unit,)))
    told = {office for office in offices.all_of(names) if offices.known(office) is not None}
    if len(told) < len(offices.all_of(names)) or not names:
        return
    place = (index, found.start("names"), found.end("names"))
    if told & led:
        yield Remark(*place, Kind.UNIT, Conclusion.AGREES, expected=project.lead_unit, source=LIST_SHEET)
    else:
        facts = {"expected": project.lead_unit, "source": LIST_SHEET, "title": project.title}
        yield fault(place, Kind.UNIT, Code.TEXT_LEAD_UNIT_DIFFERS, found=written, **facts)


def offices_hold_their_number(case: Case) -> Iterator[Remark]:
    """县卫健委承担3件: it leads as many projects, alone or with those that it leads beside others."""
    for claim in case.reading.outline.claims:
        if claim.kind is not Kind.COUNT or case.reading.item(claim) is not None:
            continue
        text = case.reading.text(claim.passage)
        clause = case.reading.clause(claim)
        leads = _LEADS.search(clause)
        said = leads.group() if leads else ""
        is_own = not is_among_some(case.reading, claim, len(case.ledger.standings))
        is_own = is_own and not _speaks_of_a_class(case, claim, is_plain=not said)
        if is_own and _ENDS.match(text, claim.end):
            yield from _held(case, claim, clause.removesuffix(said), is_each="各" in said)


def _held(case: Case, claim: Claim, words: str, *, is_each: bool) -> Iterator[Remark]:
    offices = case.reading.offices
    listed = [one for one in re.split("[、和]", words.removeprefix("其中")) if one]
    known = [offices.known(one) for one in listed]
    if not listed or None in known or (len(listed) > 1 and not is_each):
        return
    counts = [{_led(case, one, alone=True), _led(case, one, alone=False)} for one in known if one]
    wrong = [max(several) for several in counts if claim.value not in several]
    if wrong:
        yield case.counted(claim, wrong[0])
    else:
        yield agreed(claim, _SUMMARY)


def _led(case: Case, office: str, *, alone: bool) -> int:
    led = [case.ledger.offices((one.project.lead_unit,)) for one in case.ledger.standings]
    return sum(one == (office,) if alone else office in one for one in led)


def _speaks_of_a_class(case: Case, claim: Claim, *, is_plain: bool) -> bool:
    """Return whether the sentence speaks of one class of the projects: 进展缓慢的实事中，县卫健委承担2件.

    Where it does not say that the office leads them (县卫健委2件), any words for how far they have come will do.
    """
    begin, end = case.reading.sentence(claim)
    said = bare(case.reading.text(claim.passage)[begin:end])
    return (is_plain and state_of(said) is not None) or any(
        bare(word) in said for group in case.groups for word in (group.name, *words_of(group))
    )


def classes_count_right(case: Case) -> Iterator[Remark]:
    """6件进展缓慢的实事中, 全县6件进展缓慢的实事: all of that class; 二是2件进展缓慢的实事尚未…: as many as there are at most."""
    counted = {place_of(one.claim) for lead in case.reading.leads for one in lead.tallies}
    for claim in case.reading.outline.claims:
        if claim.kind is Kind.COUNT and place_of(claim) not in counted and case.reading.item(claim) is None:
            beside = _class_beside(case, claim)
            if beside is None:
                continue
            group, is_whole = beside
            if is_whole or claim.value >= len(group.standings):
                yield case.counted(claim, len(group.standings))


def _class_beside(case: Case, claim: Claim) -> tuple[Group, bool] | None:
    """Return the class that stands beside a count, and whether all of it is counted; it may else be some of the class."""
    text, clause = case.reading.text(claim.passage), case.reading.clause(claim)
    ahead = clause.removesuffix("的")
    for group in case.groups:
        for word in (group.name, *words_of(group)):
            if text.startswith(word, claim.end):
                opening, end = clause, claim.end + len(word)
            elif ahead.endswith(word):
                opening, end = ahead.removesuffix(word), claim.end
            else:
                continue
            beside = _OF_CLASS.match(text, end)
            if beside is not None and _OPENING.fullmatch(opening):
                return group, _is_whole(opening, is_among=bool(beside["among"]))
    return None


def _is_whole(opening: str, *, is_among: bool) -> bool:
    return bool(_ALL.search(opening)) or (is_among and not _SOME.search(opening))


HOLDING_CHECKS: tuple[Callable[[Case], Iterator[Remark]], ...] = (
    lead_units_in_brackets,
    offices_hold_their_number,
    classes_count_right,
)
