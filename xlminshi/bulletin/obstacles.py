"""What stands in the units' way by their own words (存在问题): alike words told once, each unit named once."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xlminshi.bulletin.own_words import own_text, without_we
from xlminshi.core.ledger import Ledger, ProjectStanding
from xlminshi.core.status import Status

# More than five names side by side, or more than eight kinds of obstacles, and nobody reads on.
MOST_UNITS, _MOST_KINDS = 5, 8
OTHERS = "其他问题"
_NO_DIFFERENCE = re.compile(r"[\s，。；、：！“”‘’]|目前|尚|还|仍|暂|项目|工程|存在|问题|[的是]")
_NOT = re.compile("没有|没能|未能|不(?=到位)|没")
_MARKS = re.compile("[，。；：、]")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Units that tell of the same, in the order of the list, and what they tell; `is_rest`: all that is left."""

    units: tuple[str, ...]
    words: str
    is_rest: bool = False

    @property
    def key(self) -> str:
        """Return the key of the fact that counts its units."""
        return "反映|单位数" if self.is_rest else f"反映|{self.words}|单位数"


def obstacles_of(ledger: Ledger) -> tuple[Obstacle, ...]:
    """Return what the units tell of their unfinished projects: what most of them tell first, then what holds up slow projects.

    Those who tell of several obstacles stand together if these are the same. Beyond the eighth kind all are told of together.
    """
    said: dict[str, dict[str, str]] = {}
    spelt: dict[str, Counter[str]] = {}
    slow: set[str] = set()
    for one, words in _told(ledger):
        same = alike(words)
        spelt.setdefault(same, Counter())[words] += 1
        said.setdefault(one.project.lead_unit, {})[same] = words
        if _status_of(one, ledger) is Status.LAGGING:
            slow.add(one.project.lead_unit)
    together: dict[frozenset[str], list[str]] = {}
    for unit, kinds in said.items():
        together.setdefault(frozenset(kinds), []).append(unit)
    order = {same: place for place, same in enumerate(spelt)}
    groups = sorted(
        together.items(), key=lambda pair: (-len(pair[1]), not slow & set(pair[1]), _order_of(pair[0], order))
    )
    usual = {same: words.most_common(1)[0][0] for same, words in spelt.items()}
    found = [
        Obstacle(ledger.offices(units), _joined(usual[same] for same in sorted(kinds, key=order.__getitem__)))
        for kinds, units in groups
    ]
    if len(found) <= _MOST_KINDS + 1:
        return tuple(found)
    rest = tuple(dict.fromkeys(unit for one in found[_MOST_KINDS:] for unit in one.units))
    return (*found[:_MOST_KINDS], Obstacle(rest, OTHERS, is_rest=True))


def _order_of(kinds: frozenset[str], order: dict[str, int]) -> list[int]:
    """Return where kinds of obstacles were first told, to put groups in order."""
    return sorted(order[same] for same in kinds)


def alike(words: str) -> str:
    """Return words as they are compared: 项目资金没有到位 is 资金未到位."""
    return _NO_DIFFERENCE.sub("", _NOT.sub("未", words)) or words


def _told(ledger: Ledger) -> Iterator[tuple[ProjectStanding, str]]:
    """Yield each unfinished project that was reported with what its unit told of obstacles, without the unit's own name."""
    names = {one.name: one.names() for one in ledger.settings.units.units}
    for one in ledger.standings:
        if one.report is None or not one.is_reported or _status_of(one, ledger) is Status.COMPLETED:
            continue
        unit = one.project.lead_unit
        words = without_we(own_text(one.report.shortcomings))
        own = next((name for name in names.get(unit, (unit,)) if name and words.startswith(name)), "")
        if words.removeprefix(own):
            yield one, words.removeprefix(own)


def _status_of(one: ProjectStanding, ledger: Ledger) -> Status | None:
    found = ledger.settings.status_class(one.class_name)
    return found.status if found else None


def _joined(words: Iterable[str]) -> str:
    told = tuple(words)
    return ("，" if any(_MARKS.search(one) for one in told) else "、").join(told)
