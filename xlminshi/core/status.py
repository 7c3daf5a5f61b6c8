"""Status classes (已完成 / 持续推进 / 进展缓慢 …), the program's proposal with its reason, and a person's verdict."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from xlminshi.core.quantity import plain

UNDECIDED = "待认定"


class Status(Enum):
    """What a class means, whatever an office calls it. The value is what stands in the 性质 column of the settings."""

    COMPLETED = "完成"
    ONGOING = "推进"
    LAGGING = "滞后"
    OTHER = "其他"


class Basis(Enum):
    """What a class's lower limit is compared with."""

    RATE = "完成率"
    LEAD = "领先序时进度"
    PERSON = "人工认定"


@dataclass(frozen=True, slots=True)
class StatusClass:
    """One class of the office. A project falls into the first class whose limit its figure reaches.

    `at_least` is a share for RATE (1 = 100 %) and percentage points for LEAD (-10 = at most 10 behind); None takes the rest.
    `phrase` ends the sentence in the 导语 (…件实事推进缓慢), `heading` heads the section (进展缓慢实事).
    """

    name: str
    status: Status
    basis: Basis
    at_least: Decimal | None
    phrase: str
    heading: str
    colour: str = ""
    prints_main_task: bool = False


def takes_all_of(above: StatusClass, below: StatusClass) -> bool:
    """Return whether whatever reaches the limit of a class reaches that of the class above it too.

    Between 0 and 100 % of the year have gone by: who is at 100 % is ahead of it, and who leads by 5 points is at 5 % at least.
    """
    if Basis.PERSON in (above.basis, below.basis) or None in (above.at_least, below.at_least):
        return False
    limit = below.at_least or Decimal(0)
    if above.basis is Basis.LEAD and below.basis is Basis.RATE:
        limit = (limit - 1) * 100
    elif above.basis is Basis.RATE and below.basis is Basis.LEAD:
        limit = limit / 100
    return (above.at_least or Decimal(0)) <= limit


@dataclass(frozen=True, slots=True)
class Light:
    """A warning light: its name, its colour (RRGGBB), and up to how many points behind 序时进度 it holds (None: any more)."""

    name: str
    colour: str
    up_to: Decimal | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """The program's proposal for one project: a class name or 待认定, and why, in Chinese."""

    class_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """督查认定: a person's decision for one project in one period, and why. It always beats the proposal."""

    project_title: str
    class_name: str
    reason: str
    period_label: str = ""


def class_for(rate: Decimal, time_progress: Decimal, classes: tuple[StatusClass, ...]) -> StatusClass | None:
    """Return the first class whose limit the rounded rate reaches, or None if no class takes the rest."""
    lead = (rate - time_progress) * 100
    for one in classes:
        if one.basis is Basis.PERSON:
            continue
        measured = rate if one.basis is Basis.RATE else lead
        if one.at_least is None or measured >= one.at_least:
            return one
    return None


def light_for(rate: Decimal, time_progress: Decimal, lights: tuple[Light, ...]) -> Light | None:
    """Return the light for a rate: the first whose limit its lag does not exceed."""
    behind = (time_progress - rate) * 100
    return next((light for light in lights if light.up_to is None or behind <= light.up_to), None)


def light_meanings(lights: tuple[Light, ...]) -> tuple[str, ...]:
    """Return for each light which rates it stands for, beside 序时进度; a light takes what none before it has taken."""
    found = []
    taken: Decimal | None = None
    for light in lights:
        found.append(_meaning(taken, light.up_to))
        if light.up_to is not None:
            taken = light.up_to if taken is None else max(taken, light.up_to)
    return tuple(found)


def _meaning(taken: Decimal | None, up_to: Decimal | None) -> str:
    """Return what lies more than `taken` points behind and up to `up_to`; None is no limit, below 0 is ahead."""
    if taken is None:
        return "其余" if up_to is None else _first_meaning(up_to)
    if up_to is None:
        return _last_meaning(taken)
    if up_to <= taken:
        return "已含在前面的灯内"
    if taken < 0:
        return _meaning_ahead(-taken, up_to)
    return f"滞后{plain(taken)}—{plain(up_to)}个百分点" if taken else _first_meaning(up_to)


def _first_meaning(up_to: Decimal) -> str:
    if up_to > 0:
        return f"滞后不超过{plain(up_to)}个百分点"
    return "达到序时进度" if up_to == 0 else f"领先{plain(-up_to)}个百分点以上"


def _last_meaning(taken: Decimal) -> str:
    if taken > 0:
        return f"滞后超过{plain(taken)}个百分点"
    return "未达到序时进度" if taken == 0 else f"领先不足{plain(-taken)}个百分点或未达到序时进度"


def _meaning_ahead(lead: Decimal, up_to: Decimal) -> str:
    """Return what leads by less than `lead` points, down to `up_to` behind."""
    if up_to > 0:
        return f"领先不足{plain(lead)}至滞后{plain(up_to)}个百分点"
    return f"领先{plain(-up_to)}—{plain(lead)}个百分点"


def reason_for(rate: Decimal, time_progress: Decimal) -> str:
    """Return the figures behind a proposal: 完成率43%，序时进度75%，滞后32个百分点."""
    lead = (rate - time_progress) * 100
    compared = (
        f"滞后{plain(-lead)}个百分点"
        if lead < 0
        else f"领先{plain(lead)}个百分点"
        if lead
        else "与序时进度持平"
    )
    return f"完成率{percent(rate)}，序时进度{percent(time_progress)}，{compared}"


def percent(share: Decimal) -> str:
    """Return a share as it is printed: 1.5517 → 155.17%, 0.43 → 43%."""
    return f"{plain(share * 100)}%"


def under_last_place(decimals: int) -> str:
    """Return how a share is printed that is more than 0 and rounds to 0 with this many decimals of a percent: 不足0.01%."""
    return f"不足{percent(Decimal(1).scaleb(-(decimals + 2)))}"
