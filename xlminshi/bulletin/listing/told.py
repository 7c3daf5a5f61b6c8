"""One project as an old bulletin tells it, before its figures are read."""

from dataclasses import dataclass, field
from enum import Enum

from xlminshi.bulletin.listing.found import FoundIndicator


class Role(Enum):
    """What a stretch of words tells: what is to be done, or what is done."""

    TASK = "任务"
    DONE = "完成"


@dataclass(frozen=True, slots=True)
class Telling:
    """A stretch of one project's words."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The indicators that some words tell of, and figures that are in none of them, as marks."""

    indicators: tuple[FoundIndicator, ...]
    marks: tuple[str, ...]


@dataclass(slots=True)
class Told:
    """One project as the bulletin tells it: name, lead units as written, its words by role, the passages it takes.

    `annex` is the row of a table that tells of it again.
    """

    title: str
    units: tuple[str, ...]
    tellings: list[Telling] = field(default_factory=list)
    source: str = ""
    class_name: str = ""
    cells: list[dict[str, str]] = field(default_factory=list)
    passages: tuple[int, ...] = ()
    is_titled: bool = True
    is_whole: bool = True
    annex: "Told | None" = None

    @property
    def main_task(self) -> str:
        """Return what the bulletin says is to be done."""
        return "".join(one.text for one in self.tellings if one.role is Role.TASK)
