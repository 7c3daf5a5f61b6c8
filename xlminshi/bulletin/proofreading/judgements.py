"""What a text says of all projects together (多数任务达到序时进度) and of what stands in the units' way, against the ledger."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xlminshi.bulletin.obstacles import alike
from xlminshi.bulletin.own_words import own_text
from xlminshi.bulletin.proofreading.binding import named_in
from xlminshi.bulletin.proofreading.claims import Kind
from xlminshi.bulletin.proofreading.offices import Named, names_in
from xlminshi.bulletin.proofreading.passages import bare
from xlminshi.bulletin.proofreading.remarks import Remark, fault
from xlminshi.bulletin.proofreading.speakers import Speaker
from xlminshi.bulletin.proofreading.standings import Case
from xlminshi.core.aims import AIM, NOT, OF_YEAR
from xlminshi.core.ledger import IndicatorStanding, ProjectStanding
from xlminshi.core.pace import has_reached_aim, is_on_time
from xlminshi.core.problems import Code
from xlminshi.core.settings import Settings
from xlminshi.core.status import Status

_HOW_MANY = (
    r"(?:(?P<all>各项|所有|全部)|(?P<most>绝大多数|大多数|多数|绝大部分|大部分)|(?P<half>半数以上|一半以上|过半|超半数)|"
    r"(?P<some>部分|少数|个别))(?:的)?(?:重点)?(?:民生)?(?P<noun>工作任务|目标任务|任务|实事|项目|工程|指标)"
)
_AIM = rf"了?{OF_YEAR}{AIM}"
_STATE = (
    rf"(?:(?P<undone>{NOT}完成{_AIM})|(?P<done>(?:超额)?(?:完成|实现){_AIM})|"
    r"(?P<behind>(?:进度|进展|推进)(?:均|都)?(?:滞后|缓慢|偏慢)|滞后于?序时进度|(?:未|没有|尚未)达到?序时进度)|"
    r"(?P<timely>(?:达到或超过|达到|超过|超|快于|领先)序时(?:进度)?|实现(?:了)?时间过半、?任务(?:完成)?过半))"
)
_JUDGED = re.compile(
    rf"{_HOW_MANY}(?:目前|均|都|已经|已|全部|提前|如期)*{_STATE}(?:要求|任务)?(?=[，。；！]|$)"
)
_TELLS = re.compile(r"(?:均|都|等)*反映")
_OWN_WORDS = 0.8
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class _Count:
    """How many are so, are not, and are all together; of the rest nobody can say."""

    yes: int
    no: int
    whole: int

    def denies(self, how_many: str) -> bool:
        """Return whether as many as said cannot be so."""
        return {
            "all": self.no > 0,
            "most": self.no * 2 >= self.whole > 0,
            "half": self.no * 2 > self.whole,
            "some": self.no == self.whole > 0,
        }[how_many]


def judgements_hold(case: Case) -> Iterator[Remark]:
    """各项任务均已完成全年目标 and the like hold, where they surely speak of all projects together."""
    speaker = Speaker(case)
    for index, passage in enumerate(case.reading.outline.passages):
        for match in _JUDGED.finditer(passage.text) if speaker.may_speak_of_all(index) else ():
            if speaker.speaks_of_all(index, match):
                yield from _judged(case, index, match)


def _judged(case: Case, index: int, match: re.Match[str]) -> Iterator[Remark]:
    standings = case.ledger.standings
    groups = match.groupdict()
    how_many = next(one for one in ("all", "most", "half", "some") if groups[one])
    is_negative = bool(groups["undone"] or groups["behind"])
    is_of_aim = bool(groups["done"] or groups["undone"])
    projects = [_of_project(one, case.ledger.settings, is_of_aim) for one in standings]
    indicators = [
        _of_indicator(item, one, case.ledger.settings, is_of_aim)
        for one in standings
        for item in one.indicators
    ]
    counts = [_counted(each, is_negative) for each in (projects, indicators) if each]
    if counts and all(one.denies(how_many) for one in counts):
        first = counts[-1 if groups["noun"] == "指标" else 0]
        measure = "项指标" if groups["noun"] == "指标" else "件实事"
        said = match.group(_STATES[is_of_aim, is_negative])
        reason = f"台账{first.whole}{measure}中，{first.no}{measure[0]}不是“{said}”"
        place = (index, match.start(), match.end())
        yield fault(place, Kind.STATEMENT, Code.TEXT_CONTRADICTS, found=match.group(), reason=reason)


_STATES = {
    (True, False): "done",
    (True, True): "undone",
    (False, True): "behind",
    (False, False): "timely",
}


def _counted(found: list[bool | None], is_negative: bool) -> _Count:
    wanted = not is_negative
    return _Count(found.count(wanted), found.count(not wanted), len(found))


def _of_project(one: ProjectStanding, settings: Settings, is_of_aim: bool) -> bool | None:
    if not is_of_aim:
        return is_on_time(one, settings)
    reached = has_reached_aim(one, settings)
    found = settings.status_class(one.class_name)
    is_under_way = found is not None and found.status is not None
    return False if reached is None and is_under_way else reached


def _is_completed(one: ProjectStanding, settings: Settings) -> bool:
    found = settings.status_class(one.class_name)
    return found is not None and found.status is Status.COMPLETED


def _of_indicator(
    item: IndicatorStanding, of: ProjectStanding, settings: Settings, is_of_aim: bool
) -> bool | None:
    if is_of_aim and _is_completed(of, settings):  # as a person may have decided whatever the figures say
        return True
    if item.rate is None:
        return None
    return item.completion.is_met if is_of_aim else item.rate >= settings.time_progress


# What stands in the way ------------------------------------------------------------------------------------------


def obstacles_are_their_own(case: Case) -> Iterator[Remark]:
    """县城发集团反映地下管线复杂: words that a unit wrote under 存在问题 are not told of another one."""
    said = [
        (one.project.lead_unit, alike(bare(own_text(one.report.shortcomings))))
        for one in case.ledger.standings
        if one.report is not None and len(bare(own_text(one.report.shortcomings))) >= _SHORTEST
    ]
    known = tuple(name for unit in case.ledger.settings.units.units for name in unit.names())
    for index, passage in enumerate(case.reading.outline.passages):
        for match in _TELLS.finditer(passage.text) if said else ():
            words = alike(bare(re.split("[。；]", passage.text[match.end() :])[0]))
            tellers = {unit for unit, own in said if named_in(own, words) >= _OWN_WORDS}
            if tellers:
                yield from _misplaced(case, _names_before(passage.text, index, match.start(), known), tellers)


def _names_before(text: str, index: int, end: int, known: tuple[str, ...]) -> tuple[Named, ...]:
    words = re.split("[。；，：]", text[:end])[-1]
    return tuple(names_in(words, index, end - len(words), known))


def _misplaced(case: Case, names: tuple[Named, ...], tellers: set[str]) -> Iterator[Remark]:
    leading, telling = set(case.ledger.offices()), set(case.ledger.offices(tellers))
    for one in names:
        named = set(case.reading.offices.all_of((one,)))
        if not named & leading or named <= telling:
            continue
        reason = f"台账中反映这一问题的是{'、'.join(sorted(tellers))}"
        place = (one.passage, one.start, one.end)
        yield fault(place, Kind.UNIT, Code.TEXT_CONTRADICTS, found=f"{one.name}反映", reason=reason)


JUDGEMENT_CHECKS: tuple[Callable[[Case], Iterator[Remark]], ...] = (judgements_hold, obstacles_are_their_own)
