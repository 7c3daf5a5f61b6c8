"""Clauses from figures: one indicator, several at once, the money, the stage a work has reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from xlminshi.bulletin.facts import compared_period, indicator_key, is_comparable, project_key
from xlminshi.bulletin.naming import deed, name_of, short_rate_name, topic_of, verb_of
from xlminshi.bulletin.own_words import own_text
from xlminshi.bulletin.rope import Rope, listed, tied
from xlminshi.bulletin.teller import Teller
from xlminshi.bulletin.wording import clause, tidied
from xlminshi.core import standard_phrases as word
from xlminshi.core.ledger import IndicatorStanding, ProjectStanding
from xlminshi.core.office_names import is_town, offices_in
from xlminshi.core.phrases import Use
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import Qualifier
from xlminshi.core.settings import DocumentKind
from xlminshi.core.submission import FUNDS_OF_PROJECT
from xlminshi.core.units import normal_name

# More than two changes in one sentence, and nobody sees the rates any more; two rates side by side need no 分别.
_MOST_CHANGES, _FEWEST_TOGETHER, _MOST_TOGETHER = 2, 3, 4
_LARGE = 100
_PREDICATES = (
    "已",
    "正",
    "尚",
    "未",
    "全",
    "均",
    "基本",
    "即将",
    "完成",
    "实现",
    "达到",
    "通过",
    "顺利",
    "目前",
    "不",
)
_OVERLAP = 2


class Stand(Enum):
    """Where figures stand: with no words of the unit beside them, before its words, or behind them."""

    ALONE = "alone"
    BEFORE = "before"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Case:
    """One indicator of a project that is to be told: whether it opens the sentence, and whether its change is told too."""

    one: ProjectStanding
    item: IndicatorStanding
    turn: int
    is_first: bool
    tells_change: bool = False

    @property
    def key(self) -> str:
        """Return what the keys of its facts begin with."""
        return indicator_key(self.one, self.item)


def figure_clauses(
    one: ProjectStanding, items: tuple[IndicatorStanding, ...], teller: Teller, turn: int, stand: Stand
) -> list[Rope]:
    """Return indicators as clauses without a mark at their ends; those of which nothing can be said are left out."""
    told = tuple(item for item in items if _can_be_told(item))
    is_alone, opens = stand is Stand.ALONE, stand is not Stand.BEHIND
    if opens and (together := _respectively(one, told, teller, turn)):
        return [together]
    if is_alone and len(told) == 1 and (short := _same_name(one, told[0], teller, turn)):
        return [short]
    tells_change = is_alone and len(told) <= _MOST_CHANGES
    clauses: list[Rope] = []
    before: IndicatorStanding | None = None
    for item in told:
        case = Case(one, item, turn, is_first=opens and not clauses, tells_change=tells_change)
        link = _link(before, item, teller) if before is not None else ""
        if link:
            clauses[-1] = clauses[-1] + link + teller.told(f"{case.key}|累计完成")
        else:
            clauses.append(indicator_clause(case, teller))
        before = item
    return [found for found in clauses if found]


def _link(before: IndicatorStanding, item: IndicatorStanding, teller: Teller) -> str:
    """Return how a figure follows the one before it within one clause; "" where it begins a clause of its own.

    开展讲座5次、辅导3次: the same verb is said once. 产前超声筛查2564人，筛查率81.4%: a rate goes with its number.
    """
    name, book = name_of(item.indicator), teller.settings.phrases
    if item.indicator.kind is IndicatorKind.RATE and item.indicator.target is None:
        short = short_rate_name(name, name_of(before.indicator))
        return f"，{short}" if short else ""
    verb = verb_of(item.indicator, book)
    is_same = bool(verb) and verb == verb_of(before.indicator, book)
    return f"、{name}" if is_same and _is_bare(before) and _is_bare(item) else ""


def _is_bare(item: IndicatorStanding) -> bool:
    """Return whether an amount is told by itself, without a rate and without a change."""
    report = item.report
    if report is None or report.achieved is None or report.previous is not None:
        return False
    return item.rate is None and report.achieved.value != 0


def _can_be_told(item: IndicatorStanding) -> bool:
    report = item.report
    return report is not None and (report.achieved is not None or bool(own_text(report.words)))


def indicator_clause(case: Case, teller: Teller) -> Rope:
    """Return one indicator as a clause."""
    report = case.item.report
    if report is None:
        return Rope()
    if case.item.indicator.kind is IndicatorKind.MILESTONE and report.words:
        return _stage_clause(case, teller)
    if report.achieved is None:
        return Rope(_words_clause(topic_of(case.item.indicator), own_text(report.words)))
    traits = (*_traits(case.item), *teller.class_traits(case.one))
    return teller.say(Use.INDICATOR, traits, _parts(case, teller), case.turn)


def _traits(item: IndicatorStanding) -> tuple[str, ...]:
    """Return the kind of an indicator and how far it is."""
    kind, report, target = item.indicator.kind, item.report, item.indicator.target
    achieved = report.achieved if report else None
    found = [kind.value]
    if achieved is None:
        return tuple(found)
    if kind in (IndicatorKind.QUANTITY, IndicatorKind.FUNDS) and achieved.value == 0:
        found.append(word.NOTHING)
    is_rated = item.rate is not None or kind is not IndicatorKind.QUANTITY
    if achieved.qualifier is Qualifier.ABOUT and item.rate is not None:
        found.append(word.ROUGH)  # about 500 is no proof that 500 are reached
    elif target is not None and is_comparable(item) and is_rated:
        gap = achieved.value - target.value
        better = -gap if kind is IndicatorKind.LOWER else gap
        found.append(word.MET if gap == 0 else word.ABOVE if better > 0 else word.BELOW)
    if item.is_tiny:
        found.append(word.TINY)
    return tuple(found)


def _parts(case: Case, teller: Teller) -> dict[str, Rope | str]:
    key, item = case.key, case.item
    known: dict[str, Rope | str] = {
        **teller.known(
            累计完成=f"{key}|累计完成",
            目标=f"{key}|年度目标",
            完成率=f"{key}|完成率",
            差额=f"{key}|差额",
            上期累计=f"{key}|上期累计",
            增量=f"{key}|增量",
            名次=f"{project_key(case.one)}|名次",
        )
    }
    if item.indicator.kind is IndicatorKind.QUANTITY:
        # At the end of the year nothing lags behind 序时进度: it has, or has not, reached its target.
        known |= teller.known(滞后=f"{key}|滞后") if teller.settings.time_progress < 1 else {}
    if not is_comparable(item):
        for mark in ("目标", "差额", "滞后"):
            known.pop(mark, None)
    known["指标"] = name_of(item.indicator) or topic_of(item.indicator)
    known["对比期"] = compared_period(item)
    known["完成事项"] = _deed(case, teller) + _change(case, teller, known)
    return known


def _deed(case: Case, teller: Teller) -> Rope:
    lead = _lead_in(case, teller) if case.is_first else ""
    is_promised = teller.kind is DocumentKind.BRIEFING and case.item.rate is not None and case.is_first
    amount = teller.told(f"{case.key}|累计完成")
    return deed(case.item.indicator, amount, teller.settings.phrases, lead, is_promised)


def _lead_in(case: Case, teller: Teller) -> str:
    achieved = case.item.report.achieved if case.item.report else None
    is_large = achieved is not None and achieved.value >= _LARGE
    area, leading = (
        teller.settings.bulletin.area_word,
        offices_in(case.one.project.lead_unit, teller.settings.units),
    )
    is_whole = is_large and not any(map(is_town, leading))
    return teller.say(Use.LEAD_IN, (word.LARGE,) if is_whole else (), {"全域": area}, case.turn).text


def _change(case: Case, teller: Teller, known: Mapping[str, Rope | str]) -> Rope:
    """Return the change against last period with its comma; nothing where it is not to be told, or is a correction."""
    report = case.item.report
    if not case.tells_change or report is None or report.achieved is None or report.previous is None:
        return Rope()
    difference = report.achieved.value - report.previous
    if report.previous == 0 or report.achieved.value == 0:
        return Rope()
    trait = word.SAME if difference == 0 else word.MORE if difference > 0 else word.LESS
    said = teller.say(Use.CHANGE, (trait, case.item.indicator.kind.value), known, case.turn)
    # An office's own phrase may know no other period than the last one.
    if report.since and compared_period(case.item) not in said.text:
        return Rope()
    return "，" + said if said else said


def _respectively(
    one: ProjectStanding, items: tuple[IndicatorStanding, ...], teller: Teller, turn: int
) -> Rope | None:
    """Return several indicators with their rates at the end: …，分别占全年目标任务的227%、20.91%和2.3%, or …，均完成…."""
    all_met = len(items) > 1 and all(word.MET in _traits(item) for item in items)
    fewest = 2 if all_met else _FEWEST_TOGETHER
    if not fewest <= len(items) <= _MOST_TOGETHER or not all(_is_plain_rate(item) for item in items):
        return None
    cases = [Case(one, item, turn, is_first=number == 0) for number, item in enumerate(items)]
    parts = {
        "完成事项": tied((_deed(case, teller) for case in cases), "，"),
        "完成率": listed(teller.told(f"{case.key}|完成率") for case in cases),
    }
    traits = (*teller.class_traits(one), word.MET) if all_met else teller.class_traits(one)
    return teller.say(Use.RESPECTIVELY, traits, parts, turn) or None


def _is_plain_rate(item: IndicatorStanding) -> bool:
    achieved = item.report.achieved if item.report else None
    is_amount = item.indicator.kind is IndicatorKind.QUANTITY and item.rate is not None
    return (
        is_amount
        and achieved is not None
        and achieved.value != 0
        and not {word.ROUGH, word.TINY} & {*_traits(item)}
    )


def _same_name(one: ProjectStanding, item: IndicatorStanding, teller: Teller, turn: int) -> Rope:
    """Return the one figure of a project without its name where the heading right above says it already."""
    name = normal_name(name_of(item.indicator))
    if item.report is None or item.report.achieved is None:
        return Rope()
    if teller.kind is not DocumentKind.BULLETIN or not name or name not in normal_name(one.project.title):
        return Rope()
    case = Case(one, item, turn, is_first=True, tells_change=True)
    traits = (*_traits(item), *teller.class_traits(one))
    if word.NOTHING in traits:
        return Rope()
    parts = _parts(case, teller)
    said = teller.say(Use.SAME_NAME, traits, parts, turn)
    end = next((one.end for one in said.figures if one.source == f"{case.key}|累计完成"), 0)
    return said.inserted(end, _change(case, teller, parts)) if said.text[end:].startswith("，") else said


def _words_clause(name: str, words: str) -> str:
    """Return words in place of a figure: joined to the name without saying anything twice, 四项保险 + 已签订合同."""
    if not name or name in words:
        return words
    shared = (at for at in range(len(name) - 1) if name[at : at + _OVERLAP] in words)
    at = next(shared, len(name))
    if not words.startswith(_PREDICATES):
        return words if at < _OVERLAP else f"{name}：{words}"
    return f"{name[:at]}{words}" if at >= _OVERLAP else words


def _stage_clause(case: Case, teller: Teller) -> Rope:
    item = case.item
    stage = clause(tidied(item.report.words)) if item.report else ""
    if stage not in teller.settings.milestones:
        return Rope(_words_clause(topic_of(item.indicator), stage))
    aim = item.indicator.target_words
    traits = [item.indicator.kind.value]
    if aim and item.completion.is_met is not None:
        traits.append(word.MET if item.completion.is_met else word.BELOW)
    name, said = topic_of(item.indicator), teller.say(Use.STAGE, (stage,), {"节点": stage}).text
    is_double = said[:_OVERLAP] in name  # 主体工程 + 主体已完工
    parts: dict[str, Rope | str] = {
        "指标": name,
        "节点": stage,
        "节点说法": said[_OVERLAP:] if is_double else said,
    }
    if aim:
        parts["目标节点"] = aim
    return teller.say(Use.INDICATOR, (*traits, *teller.class_traits(case.one)), parts, case.turn)


def money_clause(one: ProjectStanding, teller: Teller, turn: int) -> Rope:
    """Return what is known of a project's money as one clause; empty where nothing was reported."""
    key = project_key(one)
    names = dict(zip(FUNDS_OF_PROJECT.values(), (word.PLANNED, word.ARRIVED, word.PAID), strict=True))
    parts = teller.known(**{name: f"{key}|{name}" for name in names})
    traits = [trait for name, trait in names.items() if name in parts]
    return teller.say(Use.FUNDS, traits, parts, turn) if parts else Rope()


def milestone_clause(one: ProjectStanding, teller: Teller, turn: int, has_steps: bool) -> Rope:
    """Return the stage that a project has reached, and what it waits for where the ladder says it.

    `has_steps`: the unit's own next steps follow.
    """
    stage = clause(tidied(one.report.milestone)) if one.report else ""
    if not stage or one.report is None:
        return Rope()
    ladder = teller.settings.milestones
    traits = [stage]
    parts: dict[str, Rope | str] = {
        "节点": stage,
        "节点说法": teller.say(Use.STAGE, (stage,), {"节点": stage}),
    }
    if stage not in ladder or stage == ladder[-1]:
        traits.append(word.LAST_STAGE)
    else:
        parts["下一节点"] = ladder[ladder.index(stage) + 1]
    if has_steps:
        traits.append(word.HAS_STEPS)
    return teller.say(Use.MILESTONE, traits, parts, turn)
