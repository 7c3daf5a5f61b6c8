"""逐级汇总: what a county's workbook states, and what comes out where counties stand side by side."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from xlminshi.core.match_table import COUNTY, Match, MatchTable
from xlminshi.core.progress import capped_rate
from xlminshi.core.rounding import Rounding
from xlminshi.core.status import UNDECIDED, Status

CITY = "市"
"""What the rows of a province's summary are; those of a city's are 区县."""
STANDINGS = (*(one.value for one in Status), UNDECIDED)


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One project as a county's workbook states it: its class by the county's own name, and what that class means.

    `rate` is a share; `remark` says where the county's own sheets disagree.
    """

    title: str
    lead_unit: str
    class_name: str
    standing: str
    rate: Decimal | None
    is_reported: bool
    indicators: int
    reported: int
    shortcomings: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CountyReturn:
    """What one county's workbook states for one period. `city` is filled where a city's summary brings it along.

    `source` is the file with those that it came through, `file` the one in hand. `is_missing`: nothing came, or what came
    waits for a person (`is_waiting`).
    """

    county: str
    period: str
    progress: Decimal
    projects: tuple[ProjectLine, ...]
    city: str = ""
    source: str = ""
    is_missing: bool = False
    is_waiting: bool = False
    file: str = ""

    def units(self) -> tuple[str, ...]:
        """Return the distinct lead units as they report: those that lead together are one."""
        return tuple(dict.fromkeys(one.lead_unit for one in self.projects))

    def missing_units(self) -> tuple[str, ...]:
        """Return the lead units that have not reported."""
        return tuple(dict.fromkeys(one.lead_unit for one in self.projects if not one.is_reported))


def share_of(part: Decimal, whole: int) -> Decimal | None:
    """Return a share rounded half up to four places, below 1 where anything is missing; None of nothing."""
    return capped_rate(part, Decimal(whole), 2, Rounding.HALF_UP) if whole else None


@dataclass(frozen=True, slots=True)
class Tally:
    """The projects of one group: a county, a project under its common name, a unit under its own."""

    name: str
    counts: Counter[str]
    projects: int
    counties: tuple[str, ...]
    is_matched: bool = True
    lagging: tuple[str, ...] = ()
    rates: tuple[Decimal, ...] = ()

    @property
    def completed(self) -> int:
        """Return how many projects stand in a class that means completion."""
        return self.counts[Status.COMPLETED.value]

    def mean(self) -> Decimal | None:
        """Return the mean completion rate, every rate capped at 100 % so that none hides another; None for no rates."""
        return share_of(sum((min(one, Decimal(1)) for one in self.rates), Decimal(0)), len(self.rates))

    def share(self) -> Decimal | None:
        """Return the share of completed projects to four places, below 1 while one is not completed; None of none."""
        return share_of(Decimal(self.completed), self.projects)


@dataclass(frozen=True, slots=True)
class CountyStanding:
    """One county (or city) in the summary: its tally, its units, and its rank (None: not ranked)."""

    name: str
    tally: Tally
    units: int
    missing_units: tuple[str, ...]
    indicators: int
    reported: int
    rank: int | None
    progress: Decimal | None
    source: str = ""
    counties: int = 1
    missing_counties: tuple[str, ...] = ()
    waiting_counties: tuple[str, ...] = ()

    @property
    def is_ranked(self) -> bool:
        """Return whether there is anything by which it could be ranked: projects, of which something has been reported."""
        return bool(self.tally.projects and (self.reported or self.tally.completed or not self.indicators))


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """A common shortcoming: under how many projects of which counties its words stand."""

    name: str
    words: tuple[str, ...]
    projects: int
    counties: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rollup:
    """Counties side by side. `left_out` are returns that are not counted, each with the reason in Chinese.

    Those `set_aside` are counted from another file. `unread` are the counties of which something came that could not be read.
    """

    name: str
    period: str
    level: str
    returns: tuple[CountyReturn, ...]
    standings: tuple[CountyStanding, ...]
    by_project: tuple[Tally, ...]
    by_unit: tuple[Tally, ...]
    shortcomings: tuple[Shortcoming, ...]
    missing: tuple[str, ...]
    left_out: tuple[tuple[CountyReturn, str], ...]
    table: MatchTable
    unmatched: tuple[Match, ...] = field(default=())
    unread: tuple[str, ...] = ()
    set_aside: tuple[tuple[CountyReturn, str], ...] = ()

    def counts(self) -> Counter[str]:
        """Return how many projects stand in a class of each meaning, over all counties."""
        return sum((one.tally.counts for one in self.standings), Counter[str]())

    def places(self) -> str:
        """Return what its rows are called: 区县, 市, or 市和直管区县 where a county reports to the province itself."""
        has_direct = self.level == CITY and not all(one.city for one in self.returns)
        return f"{self.level}和直管{COUNTY}" if has_direct else self.level

    def city_name(self) -> str:
        """Return the city of the returns that name none: its own name, but "" in a province."""
        return self.name if self.level == COUNTY else ""

    def place_of(self, one: CountyReturn) -> str:
        """Return the row under which a return is counted: its city's in a province, else its own."""
        return (one.city if self.level == CITY else "") or one.county

    def all_returns(self) -> tuple[CountyReturn, ...]:
        """Return what the level above reads: the returns, and an empty one for each county that is missing or waits."""
        if self.level != COUNTY:
            return self.returns
        last = next((one.progress for one in self.returns), Decimal(0))
        told = {one.county for one in self.returns}
        silent = [(name, False) for name in self.missing if name not in told]
        empty = (
            CountyReturn(name, self.period, last, (), is_missing=True, is_waiting=waits)
            for name, waits in (*silent, *((name, True) for name in self.open_places()))
        )
        return (*self.returns, *empty)

    def open_places(self) -> tuple[str, ...]:
        """Return the places that handed something in of which nothing is counted, until a person has settled it."""
        counted = {self.place_of(one) for one in self.returns}
        inside = {one.county for one, _ in self.left_out if one.city} | {
            one.county for one in self.returns if one.city
        }
        waiting = (one for one, _ in self.left_out if one.city or one.county not in inside)
        places = (*map(self.place_of, waiting), *self.unread)
        return tuple(dict.fromkeys(place for place in places if place not in counted))

    def counted_share(self) -> Decimal:
        """Return the share of completed projects over all counties as `Tally.share`; 0 of none."""
        return share_of(Decimal(self.counts()[Status.COMPLETED.value]), self.projects()) or Decimal(0)

    def projects(self) -> int:
        """Return how many projects are counted."""
        return sum(one.tally.projects for one in self.standings)
