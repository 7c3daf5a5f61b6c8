"""逐级汇总: what a county's workbook states, and what comes out where counties stand side by side."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from xlminshi.core.match_table import COUNTY, Match, MatchTable
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
        """Return the distinct lead units."""
        return tuple(dict.fromkeys(one.lead_unit for one in self.projects))

    def missing_units(self) -> tuple[str, ...]:
        """Return the lead units that have not reported."""
        return tuple(dict.fromkeys(one.lead_unit for one in self.projects if not one.is_reported))


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

    def share(self) -> Decimal | None:
        """Return the share of completed projects, as a share rounded half up to four places; None of none."""
        if not self.projects:
            return None
        exact = Decimal(self.completed) / self.projects
        return exact.quantize(Decimal("0.0001"), rounding="ROUND_HALF_UP")


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

    `unread` are the counties of which something came that could not be read.
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

    def counts(self) -> Counter[str]:
        """Return how many projects stand in a class of each meaning, over all counties."""
        return sum((one.tally.counts for one in self.standings), Counter[str]())

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
        """Return the share of completed projects over all counties, rounded half up to four places; 0 of none."""
        done, whole = self.counts()[Status.COMPLETED.value], self.projects()
        exact = Decimal(done) / whole if whole else Decimal(0)
        return exact.quantize(Decimal("0.0001"), rounding="ROUND_HALF_UP")

    def projects(self) -> int:
        """Return how many projects are counted."""
        return sum(one.tally.projects for one in self.standings)
