"""What opens a document: the title, who checked with whom, how many, and how it goes on the whole."""

import re
from collections import Counter

from xlminshi.bulletin.facts import class_key, class_unit_key, share_key
from xlminshi.bulletin.leaders import is_joint, leader
from xlminshi.bulletin.numerals import joined
from xlminshi.bulletin.rope import Rope, listed, tied
from xlminshi.bulletin.teller import Teller
from xlminshi.bulletin.titles import lines_by_sense
from xlminshi.bulletin.wording import clause, one_line, sentence, tidied
from xlminshi.core import standard_phrases as word
from xlminshi.core.ledger import Group, ProjectStanding
from xlminshi.core.office_names import names_of
from xlminshi.core.pace import has_reached_aim, is_on_time
from xlminshi.core.period import ReportingPeriod, without_year
from xlminshi.core.phrases import Use
from xlminshi.core.settings import DEFAULT_REQUIREMENTS, DONE_REQUIREMENTS, STEADY_REQUIREMENTS
from xlminshi.core.status import UNDECIDED, Status

_ETC_FROM, _MANY_UNITS, _MID_YEAR, _LAST_MONTH = 4, 4, 6, 12
_RECENTLY = "近期"


def title_lines(teller: Teller) -> tuple[str, ...]:
    """Return the title in lines broken by sense: 关于1至9月份全区2022年重点民生实事 / 进展情况的通报."""
    parts = office_parts(teller)
    whole = teller.say(Use.TITLE, _title_traits(teller.settings.period), parts).text
    words = tuple(part if isinstance(part, str) else part.text for part in parts.values())
    return tuple(piece for line in whole.splitlines() if line for piece in lines_by_sense(line, words))


def _title_traits(period: ReportingPeriod) -> tuple[str, ...]:
    """Return whether the period is the whole year by name: 全年 does not stand where 1至9月份 does."""
    is_whole = (period.first, period.last) == (1, _LAST_MONTH)
    return (word.WHOLE_YEAR,) if is_whole and not re.search(r"\d", without_year(period.label)) else ()


def office_parts(teller: Teller) -> dict[str, Rope | str]:
    """Return the marks that tell of the office and its period; those without content are left out."""
    settings = teller.settings
    own = settings.bulletin
    office = own.supervision_office or own.issuer
    parts: dict[str, Rope | str] = {
        "区县": settings.county,
        "全域": own.area_word,
        "实事统称": own.project_term,
        "督查单位": office,
        "会同单位": joined(own.joint_inspectors),
        "各督查单位": listed((office, *own.joint_inspectors)),
    }
    told = teller.known(
        年度="设置|年度", 通报期="设置|通报期", 督查日期="设置|督查日期", 序时进度="设置|序时进度"
    )
    return {"督查日期": _RECENTLY, **{mark: part for mark, part in parts.items() if part}, **told}


def lead(teller: Teller) -> Rope:
    """Return what opens the document: the 导语 of a bulletin, all counted, or the overall judgement of a briefing."""
    bulletin = teller.settings.bulletin
    groups = filled_groups(teller)
    missing = missing_words(teller)
    parts = {
        **office_parts(teller),
        **count_parts(teller),
        "分类情况": tied((_group_words(group, teller) for group in groups), "，"),
        "未报送": "，" + missing if missing else "",
        "总体评价": overall(teller),
    }
    return teller.say(Use.LEAD, (word.JOINT,) if bulletin.joint_inspectors else (), parts)


def filled_groups(teller: Teller) -> tuple[Group, ...]:
    """Return the classes that hold a project, in the office's order, 待认定 last."""
    return tuple(group for group in teller.ledger.groups() if group.standings)


def missing_words(teller: Teller) -> Rope:
    """Return who has not reported, and whose report nobody has adopted yet; empty where all is well."""
    lists = ((Use.MISSING, teller.ledger.silent_units), (Use.UNSETTLED, teller.ledger.unsettled_units))
    told = (
        teller.say(use, (), {"单位": joined(names_of(units, teller.settings.units))})
        for use, units in lists
        if units
    )
    return tied(told, "，")


def count_parts(teller: Teller) -> dict[str, Rope | str]:
    """Return the marks that count: units, projects, and projects by what their class means."""
    parts: dict[str, Rope | str] = {
        **teller.item_words(),
        **teller.known(
            牵头单位数="计数|牵头单位",
            实事件数="计数|实事",
            达序时件数="计数|达到序时进度",
            未达序时件数="计数|未达序时进度",
            进度不明件数="计数|进度不明",
        ),
    }
    meanings = {"完成件数": Status.COMPLETED, "推进件数": Status.ONGOING, "滞后件数": Status.LAGGING}
    for mark, status in meanings.items():
        names = [one.name for one in teller.settings.classes if one.status is status]
        if len(names) == 1:
            parts[mark] = teller.told(class_key(names[0]))
    return parts


def _group_words(group: Group, teller: Teller) -> Rope:
    """Return 区人社局、…等11件实事已完成…, or with counts where a unit has several: 区城市管理局4件实事、区住建局1件实事….

    What offices lead together has a count of its own, too: 区人社局和区医保局共同牵头1件实事.
    """
    units, known = group.units(), teller.settings.units
    names = joined(names_of((unit for unit, _ in units), known))
    joint = tuple(unit for unit, _ in units if is_joint(unit, known))
    several = tuple(unit for unit, count in units if count > 1 and unit not in joint) + joint
    single = tuple(unit for unit, _ in units if unit not in several)
    items = teller.item_words()
    parts: dict[str, Rope | str] = {
        **items,
        "单位": names + ("等" if len(units) >= _ETC_FROM else ""),
        "件数": teller.told(class_key(group.name)),
        "占比": teller.told(share_key(group.name)),
        "用语": group.status_class.phrase if group.status_class else UNDECIDED,
        "单位件数": _with_counts(group, _joint_last(units, joint), teller, noun=True),
        "多件单位": _with_counts(group, several, teller, noun=False),
        "单件单位": joined(single),
    }
    traits = [word.SEVERAL] if several else []
    if several and len(single) >= _MANY_UNITS:
        traits.append(word.MANY)
        parts["各件数"] = teller.told(class_unit_key(group.name, single[0]))
    return teller.say(Use.CLASS_COUNTS, (*traits, group.name), parts)


def _with_counts(group: Group, units: tuple[str, ...], teller: Teller, noun: bool) -> Rope:
    items = teller.item_words()
    tail = tied((items["量词"], items["实事"] if noun else ""))
    known = teller.settings.units
    return tied(
        (leader(unit, known) + teller.told(class_unit_key(group.name, unit)) + tail for unit in units), "、"
    )


def _joint_last(units: tuple[tuple[str, int], ...], joint: tuple[str, ...]) -> tuple[str, ...]:
    return (*(unit for unit, _ in units if unit not in joint), *joint)


def overall(teller: Teller) -> Rope:
    """Return the overall judgement: the office's own, else what the counts allow to say."""
    own = clause(one_line(teller.settings.bulletin.overall))
    parts = {**count_parts(teller), **teller.known(序时进度="设置|序时进度")}
    return Rope(own) if own else teller.say(Use.OVERALL, _overall_traits(teller), parts)


def _overall_traits(teller: Teller) -> tuple[str, ...]:
    """Return how the county keeps up with 序时进度, and what else the judgement depends on: the time, the only project."""
    standings, period = teller.ledger.standings, teller.settings.period
    alone = (word.ONE,) if len(standings) == 1 else ()
    if all(teller.status_of(one) is Status.COMPLETED for one in standings):
        return (word.ALL_DONE, *alone)
    named = {_MID_YEAR: word.MID_YEAR, _LAST_MONTH: word.YEAR_END}
    traits = [named[period.last]] if period.last in named else []
    if period.last < _LAST_MONTH and _has_finished_indicator(teller):
        traits.append(word.SOME_DONE)
    return (*_pace(teller), *traits, *alone)


def _pace(teller: Teller) -> tuple[str, ...]:
    """Return what can be said of all projects together; nothing where none lags and all the others are under way.

    多数 and 半数以上 are more than half of all, also of those of which nobody can say how far they are. At the year's end the
    words speak of 全年目标; that all have reached it is not said while one of them is found slow.
    """
    ledger, settings = teller.ledger, teller.settings
    counted = has_reached_aim if settings.period.last == _LAST_MONTH else is_on_time
    judged = [(one, counted(one, settings)) for one in ledger.standings]
    counts = Counter(found for _, found in judged)
    whole, on_time, behind = len(judged), counts[True], counts[False]
    unknown = [one for one, found in judged if found is None]
    unclear = sum(teller.status_of(one) is not Status.ONGOING for one in unknown)
    if on_time == whole:
        return (_all_there(len(_slow(teller)), whole),)
    if on_time * 2 > whole:
        if on_time * 3 >= (whole - len(unknown) + unclear) * 2:
            return (word.MOST_ON_TIME,)
        return (word.HALF_ON_TIME, word.UNCLEAR) if unclear and not behind else (word.HALF_ON_TIME,)
    if on_time == behind and not unknown:
        return (word.JUST_HALF_ON_TIME,)
    if behind * 2 > whole:
        return (word.FEW_ON_TIME, word.NONE_ON_TIME) if behind == whole else (word.FEW_ON_TIME,)
    if unclear:
        is_nobody = len(ledger.silent_units) == len(ledger.lead_units())
        return (word.UNCLEAR, word.NOBODY) if is_nobody else (word.UNCLEAR,)
    return (word.UNEVEN,) if behind else ()


def _all_there(slow: int, whole: int) -> str:
    if not slow:
        return word.ALL_ON_TIME
    return word.MOST_ON_TIME if slow * 2 < whole else word.UNEVEN


def _slow(teller: Teller) -> list[ProjectStanding]:
    return [one for one in teller.ledger.standings if teller.status_of(one) is Status.LAGGING]


def _has_finished_indicator(teller: Teller) -> bool:
    return any(item.completion.is_met for one in teller.ledger.standings for item in one.indicators) or any(
        teller.status_of(one) is Status.COMPLETED for one in teller.ledger.standings
    )


def shortcomings_proposed(teller: Teller) -> Rope:
    """Return what the counts say of slow projects; empty where none is slow."""
    slow = _slow(teller)
    names = [one.name for one in teller.settings.classes if one.status is Status.LAGGING]
    if not slow or len(names) != 1:
        return Rope()
    units = teller.ledger.offices(one.project.lead_unit for one in slow)
    parts: dict[str, Rope | str] = {
        **teller.item_words(),
        "单位": joined(units) + ("等" if len(units) >= _ETC_FROM else ""),
        "件数": teller.told(class_key(names[0])),
    }
    return teller.say(Use.SLOW, _slow_traits(len(slow), teller), parts)


def requirements(teller: Teller) -> tuple[str, ...]:
    """Return the office's requirements; the standard ones speak of slow projects only where there are any."""
    own = teller.settings.bulletin.requirements
    if own != DEFAULT_REQUIREMENTS:
        return own
    found = {teller.status_of(one) for one in teller.ledger.standings}
    if found == {Status.COMPLETED}:
        return DONE_REQUIREMENTS
    return own if Status.LAGGING in found else STEADY_REQUIREMENTS


def _slow_traits(slow: int, teller: Teller) -> tuple[str, ...]:
    """Return what forbids to speak of units that are far apart: all projects are slow, or there is one unit alone."""
    if slow == len(teller.ledger.standings):
        return (word.ALL_SLOW,)
    return (word.ONE_UNIT,) if len(teller.ledger.offices()) == 1 else ()


def own_paragraphs(lines: tuple[str, ...], teller: Teller) -> tuple[str, ...]:
    """Return the office's own lines as paragraphs; lines that begin with a unit's name follow as examples (如…；…。)."""
    paragraphs: list[tuple[str, list[str]]] = []
    for line in lines:
        unit, rest = _unit_line(line, teller)
        if not unit:
            paragraphs.append((tidied(line), []))
            continue
        if not paragraphs:
            paragraphs.append(("", []))
        paragraphs[-1][1].append(f"{unit}{clause(tidied(rest))}")
    return tuple(_with_examples(text, examples) for text, examples in paragraphs)


def _unit_line(line: str, teller: Teller) -> tuple[str, str]:
    """Split 县民政局：建立专班… into the unit as it is called there and the rest; ("", line) for any other line."""
    name, colon, rest = line.replace(":", "：", 1).partition("：")
    is_unit = bool(colon) and teller.settings.units.resolve(one_line(name)) is not None
    return (one_line(name), rest) if is_unit and rest.strip() else ("", line)


def _with_examples(text: str, examples: list[str]) -> str:
    told = "；".join(examples)
    begun = sentence(text)
    return begun + (("如" if begun else "") + sentence(told) if told else "")
