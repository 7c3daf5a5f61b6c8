"""附表 完成情况一览表: its rows against the ledger, or without one against the text and against one another."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

from xlminshi.bulletin.proofreading.binding import roles_below, roles_of, words_around
from xlminshi.bulletin.proofreading.claims import Approx, Claim, Kind
from xlminshi.bulletin.proofreading.known import LIST_SHEET, Role
from xlminshi.bulletin.proofreading.legends import legend_of
from xlminshi.bulletin.proofreading.manuscript import Story
from xlminshi.bulletin.proofreading.measures import may_be_same
from xlminshi.bulletin.proofreading.offices import Named
from xlminshi.bulletin.proofreading.outline import Item
from xlminshi.bulletin.proofreading.pairing import ALIKE, longest_shared
from xlminshi.bulletin.proofreading.passages import bare
from xlminshi.bulletin.proofreading.percentages import fit
from xlminshi.bulletin.proofreading.reading import Reading
from xlminshi.bulletin.proofreading.remarks import WITHIN_TEXT, Conclusion, Remark, agreed, fault
from xlminshi.bulletin.proofreading.standings import Case
from xlminshi.bulletin.proofreading.tables import Block, Cell, blocks_of, cell_at, is_sum
from xlminshi.core.ledger import ProjectStanding
from xlminshi.core.problems import Code
from xlminshi.core.project import Project
from xlminshi.core.quantity import PERCENT
from xlminshi.core.rounding import Rounding, rounded_ratio
from xlminshi.core.settings import DEFAULT_LIGHTS
from xlminshi.core.status import Light, light_for, percent

_SUMMARY = "「汇总表」"
_MOST = 0.6
_NO_LIGHT = "—"
_HELPERS = re.compile("配合|协办|协助|参与|会同|联合")
_TASK = re.compile(r"^(?:主要任务|工作任务|目标任务|年度目标|建设内容)")


# Beside the ledger ------------------------------------------------------------------------------------------------


def rows_are_the_ledgers(case: Case) -> Iterator[Remark]:
    """Each row of a table has its project's title, lead unit, light and class."""
    standings = {one.project: one for one in case.ledger.standings}
    for block in blocks_of(case.reading):
        project = case.scopes.blocks.get(block.title.passage)
        if project is None:
            yield Remark(*block.title.place, Kind.NAME, Conclusion.UNKNOWN)
            continue
        one = standings[project]
        if bare(block.title.text) == bare(project.title):
            yield _right(block.title, Kind.NAME, LIST_SHEET)
        else:
            facts = {"found": block.title.text, "expected": project.title, "source": LIST_SHEET}
            yield fault(block.title.place, Kind.NAME, Code.TEXT_MISPRINT, **facts)
        yield from _row_is(case, block, one)


def _row_is(case: Case, block: Block, one: ProjectStanding) -> Iterator[Remark]:
    title = one.project.title
    unit, light, named = block.unit, block.light, block.class_name
    if unit is not None:
        office = (
            case.reading.offices.known(unit.text) or case.reading.offices.known(bare(unit.text)) or unit.text
        )
        facts = {"expected": one.project.lead_unit, "source": LIST_SHEET, "title": title, "found": unit.text}
        if office == one.project.lead_unit or _leads(case, unit, one.project):
            yield _right(unit, Kind.UNIT, LIST_SHEET)
        else:
            yield fault(unit.place, Kind.UNIT, Code.TEXT_LEAD_UNIT_DIFFERS, **facts)
    if named is not None:
        facts = {"expected": one.class_name, "source": _SUMMARY, "title": title, "found": named.text}
        if bare(one.class_name) == bare(named.text):
            yield _right(named, Kind.CLASS, _SUMMARY)
        else:
            yield fault(named.place, Kind.CLASS, Code.TEXT_CLASS_DIFFERS, **facts)
    if light is not None and light.text in _light_names(case):
        due = one.light.name if one.light else _NO_LIGHT
        facts = {"expected": due, "source": _SUMMARY, "found": f"{title}：{light.text}"}
        if light.text == due:
            yield _right(light, Kind.CLASS, _SUMMARY)
        else:
            yield fault(light.place, Kind.CLASS, Code.TEXT_DIFFERS, **facts)


def _light_names(case: Case) -> set[str]:
    """Return the names of lights, the office's own and the usual ones; a column of 路灯 has none of them."""
    return {one.name for one in (*case.ledger.settings.lights, *DEFAULT_LIGHTS)}


def _leads(case: Case, unit: Cell, project: Project) -> bool:
    """Return whether a cell names the offices that lead a project, each by one of its names: 县城管局、东关街道办."""
    offices = case.reading.offices
    own = (Named(one, *unit.place) for one in (unit.text, project.lead_unit))
    written, leading = (set(offices.all_of((one,))) for one in own)
    if _holds_helpers(case.reading, unit):
        return bool(leading) and leading <= written
    return written == leading


def _holds_helpers(reading: Reading, cell: Cell) -> bool:
    """Return whether the head of a cell announces more than those that lead: 牵头及配合单位."""
    return _HELPERS.search(reading.outline.passages[cell.passage].line.label) is not None


def _right(cell: Cell, kind: Kind, source: str) -> Remark:
    return Remark(*cell.place, kind, Conclusion.AGREES, expected=cell.text, source=source)


def no_row_is_missing(case: Case) -> Iterator[Remark]:
    """A table that lists most projects lists all of them, each once."""
    blocks = blocks_of(case.reading)
    for table in dict.fromkeys(one.table for one in blocks):
        own = [one for one in blocks if one.table == table]
        told = [
            case.scopes.blocks[one.title.passage] for one in own if one.title.passage in case.scopes.blocks
        ]
        if len(told) < len(case.ledger.standings) * _MOST:
            continue
        for one in case.ledger.standings:
            if one.project not in told:
                facts = {"expected": one.class_name, "source": LIST_SHEET, "title": one.project.title}
                yield fault(own[-1].title.place, Kind.NAME, Code.TEXT_PROJECT_MISSING, **facts)


# The text alone ---------------------------------------------------------------------------------------------------


def rows_are_numbered(reading: Reading) -> Iterator[Remark]:
    """序号 goes 1, 2, 3 …; a gap is a row that was lost."""
    before: dict[int, int] = {}
    for block in blocks_of(reading):
        number = block.number
        if number is None or not number.text.isdecimal():
            continue
        expected = before.get(block.table, 0) + 1
        before[block.table] = int(number.text)
        if int(number.text) != expected:
            facts = {"found": number.text, "expected": str(expected)}
            yield fault(number.place, Kind.NUMBERING, Code.TEXT_NUMBERING, **facts)
            before[block.table] = max(expected, int(number.text)) if int(number.text) < 1000 else expected


def rows_are_as_many_as_told(reading: Reading) -> Iterator[Remark]:
    """A table that lists most of the projects that the first sentence counts lists as many."""
    blocks = blocks_of(reading)
    total = next((lead.total for lead in reading.leads if lead.total is not None), None)
    for table in dict.fromkeys(one.table for one in blocks):
        own = [one for one in blocks if one.table == table]
        if total is not None and total.value > len(own) >= total.value * Decimal(str(_MOST)):
            facts = {"expected": f"{total.value}{total.measure}", "found": f"附表共{len(own)}{total.measure}"}
            yield fault(own[-1].title.place, Kind.COUNT, Code.TEXT_COUNT_WRONG, reason="正文的总数", **facts)


def rates_follow_in_a_row(reading: Reading) -> Iterator[Remark]:
    """完成率 of a row is 完成 over 目标, either way round (the lower the better), however rounded."""
    for block in blocks_of(reading):
        for cells in block.lines:
            found = _by_role(reading, cells)
            told = [found.get(role, []) for role in (Role.TARGET, Role.DONE, Role.RATE)]
            if is_sum(reading, cells) or len({len(several) for several in told}) > 1:
                continue
            for target, done, rate in zip(*told, strict=True):
                if target.approx is done.approx is rate.approx is Approx.EXACT:
                    yield from _rate_follows(reading, target, done, rate)


def _rate_follows(reading: Reading, target: Claim, done: Claim, rate: Claim) -> Iterator[Remark]:
    if not may_be_same(done.measure, target.measure):
        return
    ways = (fit(done.value, target.value, rate), fit(target.value, done.value, rate))
    if any(way is not None for way in ways):
        yield agreed(rate)
    elif target.value > 0:
        share = rounded_ratio(done.value, target.value, rate.decimals, Rounding.HALF_UP)
        facts = {"expected": percent(share), "reason": f"{done.text}÷{target.text}"}
        yield reading.fault(rate, Code.TEXT_PERCENT_WRONG, **facts)


def _by_role(reading: Reading, cells: tuple[int, ...]) -> dict[Role, list[Claim]]:
    """Return targets, what was done and rates of a row: the numbers of its cells."""
    found: dict[Role, list[Claim]] = {}
    for index in cells:
        for claim in reading.outline.claims_at(index):
            roles = roles_below(reading, claim)
            if (
                roles
                and claim.kind not in (Kind.DATE, Kind.PERIOD)
                and "：" not in reading.text(index)[claim.end :]
            ):
                found.setdefault(roles[0], []).append(claim)
    return found


def rows_agree_with_the_text(reading: Reading) -> Iterator[Remark]:
    """A row has the lead unit and the class under which the text lists the project, and the same rates and amounts."""
    items: dict[str, list[Item]] = {}
    for item in reading.outline.items:
        items.setdefault(bare(item.title), []).append(item)
    blocks = blocks_of(reading)
    names = Counter(name for block in blocks for name, _ in _indicators(reading, block))
    units = Counter(reading.offices.one(block.unit.text) for block in blocks if block.unit)
    for block in blocks:
        named = items.get(bare(block.title.text), [])
        if len(named) == 1:
            yield from _as_listed(reading, block, named[0])
        for name, done in _indicators(reading, block):
            if sum(count for other, count in names.items() if other.endswith(name)) == 1:
                yield from _as_told(reading, block, name, done, units)


def _as_listed(reading: Reading, block: Block, item: Item) -> Iterator[Remark]:
    section = reading.outline.section_at(item.first)
    if block.unit is not None and item.units:
        written = item.units[0].name
        named = {reading.offices.one(block.unit.text)}
        if _holds_helpers(reading, block.unit):
            named |= set(reading.offices.all_of((Named(block.unit.text, *block.unit.place),)))
        if reading.offices.one(written) not in named:
            yield _differs(block.unit, Kind.UNIT, written)
    classes = {one.words for one in reading.outline.sections if one.items}
    if block.class_name is not None and section is not None:
        written = block.class_name.text
        best = max(longest_shared(words, written) for words in classes)
        if best >= ALIKE and best > longest_shared(section.words, written):
            yield _differs(block.class_name, Kind.CLASS, section.words)


def _differs(cell: Cell, kind: Kind, expected: str) -> Remark:
    return fault(cell.place, kind, Code.TEXT_ANNEX_DIFFERS, found=cell.text, expected=expected)


def _indicators(reading: Reading, block: Block) -> Iterator[tuple[str, Claim]]:
    """Yield the indicators that a project's rows name, each with what was done."""
    for cells in block.lines:
        name = next((name for index in cells if (name := _indicator(reading, index))), "")
        done = _by_role(reading, cells).get(Role.DONE, [])[-1:]
        yield from ((name, one) for one in done if name and _is_amount(one))


def _is_amount(claim: Claim) -> bool:
    return claim.measure != PERCENT and claim.approx is Approx.EXACT


def _as_told(reading: Reading, block: Block, name: str, done: Claim, units: Counter[str]) -> Iterator[Remark]:
    """Yield the amount of a row that the text tells otherwise where it names the row's indicator."""
    told = [
        one
        for one in reading.outline.claims
        if _tells(reading, one, done, name) and _is_about(reading, one, block, units)
    ]
    if told and all(one.value != done.value for one in told):
        yield reading.fault(done, Code.TEXT_ANNEX_DIFFERS, expected=told[0].text)


def _is_about(reading: Reading, claim: Claim, block: Block, units: Counter[str]) -> bool:
    """Return whether a claim stands below the project's title, or behind the name of a unit that leads no other one."""
    item = reading.item(claim)
    if item is not None:
        return bare(item.title) == bare(block.title.text)
    subjects = [one for one in reading.subjects if one.passage == claim.passage and one.start < claim.start]
    if not subjects or block.unit is None:
        return False
    last = max(subjects, key=lambda one: one.start)
    office = reading.offices.one(block.unit.text)
    return reading.offices.one(last.name) == office and units[office] == 1


def _indicator(reading: Reading, index: int) -> str:
    """Return the indicator that a cell names: 新增学位 of 新增学位：3863个."""
    return bare(cell_at(reading, index).text.rpartition("：")[0])


def _tells(reading: Reading, one: Claim, done: Claim, name: str) -> bool:
    if reading.outline.passages[one.passage].line.story is not Story.TEXT or one.measure != done.measure:
        return False
    if one.approx is not Approx.EXACT or _TASK.match(reading.text(one.passage)):
        return False
    before = words_around(reading, one).before
    return before.endswith(name) and roles_of(reading, one)[0] is Role.DONE


def lights_follow(reading: Reading) -> Iterator[Remark]:
    """The light of a row follows from its rate and 序时进度, where the note below the table says how."""
    legends = (legend_of(one.text) for one in reading.outline.passages)
    lights: tuple[Light, ...] = next(filter(None, legends), ())
    names = {one.name for one in lights}
    for block in blocks_of(reading):
        found = _by_role(reading, block.lines[0])
        sums = [_by_role(reading, cells) for cells in block.lines if is_sum(reading, cells)]
        rates = (sums[0] if sums else found).get(Role.RATE, []) if sums or len(block.lines) == 1 else []
        progress = found.get(Role.PROGRESS, [])
        if block.light is None or block.light.text not in names or len(rates) != 1 or len(progress) != 1:
            continue
        due = light_for(rates[0].value / 100, progress[0].value / 100, lights)
        if due is not None and due.name == block.light.text:
            yield _right(block.light, Kind.CLASS, WITHIN_TEXT)
        elif due is not None:
            reason = f"完成率{rates[0].text}、序时进度{progress[0].text}"
            facts = {"expected": due.name, "found": block.light.text, "reason": reason}
            yield fault(block.light.place, Kind.CLASS, Code.TEXT_COUNT_WRONG, **facts)


ANNEX_LEDGER_CHECKS: tuple[Callable[[Case], Iterator[Remark]], ...] = (
    rows_are_the_ledgers,
    no_row_is_missing,
)
ANNEX_TEXT_CHECKS: tuple[Callable[[Reading], Iterator[Remark]], ...] = (rows_are_numbered,)
# Only where no ledger says which of the two is right.
ANNEX_ALONE_CHECKS: tuple[Callable[[Reading], Iterator[Remark]], ...] = (
    rows_are_as_many_as_told,
    rates_follow_in_a_row,
    rows_agree_with_the_text,
    lights_follow,
)
