"""What a lead unit reported (填报) for one period, value by value, with the place each value came from."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from xlminshi.core.problems import Place
from xlminshi.core.quantity import Quantity
from xlminshi.core.sending import quickly_sent


@quickly_sent
@dataclass(frozen=True, slots=True)
class IndicatorReport:
    """累计完成 of one indicator: a quantity in the indicator's measure, or words; `place` is the cell it was typed in.

    `typed` keeps what was typed wherever the quantity alone does not say it (约500) or nothing could be read (九个). `since` is
    the period that `previous` stands for, where that is not the last one.
    """

    project_title: str
    indicator_name: str
    achieved: Quantity | None
    words: str
    previous: Decimal | None
    place: Place
    typed: str = ""
    since: str = ""


# The headers of the columns of a project's funds, by the name of the value.
FUNDS_OF_PROJECT = {"planned": "计划资金", "arrived": "到位资金", "paid": "支付资金"}


@quickly_sent
@dataclass(frozen=True, slots=True)
class Funds:
    """计划、到位、支付资金 in 万元; None where nothing was typed."""

    planned: Quantity | None = None
    arrived: Quantity | None = None
    paid: Quantity | None = None

    def told(self) -> Iterator[tuple[str, str, Quantity]]:
        """Yield (key, column, amount) of what was typed."""
        for key, column in FUNDS_OF_PROJECT.items():
            amount: Quantity | None = getattr(self, key)
            if amount is not None:
                yield key, column, amount


@quickly_sent
@dataclass(frozen=True, slots=True)
class ProjectReport:
    """What was typed for a project as a whole, its own words unchanged.

    `typed` keeps (field key, words) of amounts that are not plain numbers. `cells` says where each field stood (field key,
    address); a field without a cell was not asked for, and where things stood makes no difference between two reports.
    """

    project_title: str
    place: Place
    milestone: str = ""
    narrative: str = ""
    shortcomings: str = ""
    next_steps: str = ""
    funds: Funds = field(default_factory=Funds)
    responsible_person: str = ""
    phone: str = ""
    remarks: str = ""
    typed: tuple[tuple[str, str], ...] = ()
    cells: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def asks_for(self, key: str) -> bool:
        """Return whether the form had a cell for this field."""
        return any(name == key for name, _ in self.cells)

    def place_of(self, key: str) -> Place:
        """Return where a field stood; the report's own place where that is not known."""
        address = next((cell for name, cell in self.cells if name == key), "")
        return self.place.at(address) if address else self.place

    def is_blank(self) -> bool:
        """Return whether nothing was typed that tells of progress (person and phone are known before)."""
        words = (self.milestone, self.narrative, self.shortcomings, self.next_steps, self.remarks)
        return not any(words) and not self.typed and self.funds == _NO_FUNDS


_NO_FUNDS = Funds()


def _latest(one: IndicatorReport) -> Decimal | None:
    return one.achieved.value if one.achieved is not None else one.previous


def _previous(before: "Submission | None", title: str, name: str) -> Decimal | None:
    report = before.of_indicator(title, name) if before else None
    return report.previous if report else None


@quickly_sent
@dataclass(frozen=True, slots=True)
class Submission:
    """One unit's return. `period_label` and the head's names are as typed; `source` is the file name.

    `cells` says where the head's fields stood (reporter, reviewer, reported_on); a field without a cell was not asked for.
    """

    lead_unit: str
    period_label: str
    source: str
    indicators: tuple[IndicatorReport, ...]
    projects: tuple[ProjectReport, ...]
    reporter: str = ""
    reviewer: str = ""
    reported_on: dt.date | None = None
    cells: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    _by_indicator: Mapping[tuple[str, str], IndicatorReport] = field(init=False, repr=False, compare=False)
    _by_project: Mapping[str, ProjectReport] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # The first of several counts; they are told by the reading.
        indicators = {(one.project_title, one.indicator_name): one for one in reversed(self.indicators)}
        object.__setattr__(self, "_by_indicator", indicators)
        object.__setattr__(self, "_by_project", {one.project_title: one for one in reversed(self.projects)})

    def is_blank(self) -> bool:
        """Return whether no figure and no words were typed at all: the unit has not reported."""
        has_figures = any(one.achieved is not None or one.words or one.typed for one in self.indicators)
        return not has_figures and all(one.is_blank() for one in self.projects)

    def carried_over(self) -> "Submission":
        """Return what a former period's return is for the next one: last cumulative figures, persons and telephones."""
        indicators = tuple(
            replace(one, previous=_latest(one), achieved=None, words="", typed="") for one in self.indicators
        )
        projects = tuple(
            ProjectReport(
                one.project_title, one.place, responsible_person=one.responsible_person, phone=one.phone
            )
            for one in self.projects
        )
        return Submission(self.lead_unit, "", "", indicators, projects)

    def after(self, before: "Submission | None") -> "Submission":
        """Return the return with 上期累计 as the office has it (None: the office has none), whatever the form says."""
        known = [_previous(before, one.project_title, one.indicator_name) for one in self.indicators]
        if all(one.previous is figure for one, figure in zip(self.indicators, known, strict=True)):
            return self  # as in the first period of a year, where there is none
        indicators = tuple(
            replace(one, previous=figure) for one, figure in zip(self.indicators, known, strict=True)
        )
        return replace(self, indicators=indicators)

    def beside(self, before: "Submission | None") -> "Submission":
        """Return the return with 上期累计 as the office has it, and what was known before of the rows that it does not have."""
        return self.after(before).with_further_rows(before) if before is not None else self.after(None)

    def with_further_rows(self, other: "Submission") -> "Submission":
        """Return the return with those rows of another one that it does not have itself."""
        further = (
            one
            for one in other.indicators
            if self.of_indicator(one.project_title, one.indicator_name) is None
        )
        projects = (one for one in other.projects if self.of_project(one.project_title) is None)
        return replace(self, indicators=(*self.indicators, *further), projects=(*self.projects, *projects))

    def of_indicator(self, project_title: str, indicator_name: str) -> IndicatorReport | None:
        """Return the report on one indicator, or None."""
        return self._by_indicator.get((project_title, indicator_name))

    def of_project(self, project_title: str) -> ProjectReport | None:
        """Return the report on one project as a whole, or None."""
        return self._by_project.get(project_title)

    def with_last_figures(self, last: "Submission | None") -> "Submission":
        """Return the return with 上期累计 as `last` (carried over) has it; what `last` does not know stays."""
        found = [
            last.of_indicator(one.project_title, one.indicator_name) if last else None
            for one in self.indicators
        ]
        indicators = tuple(
            one if known is None or known.previous == one.previous else replace(one, previous=known.previous)
            for one, known in zip(self.indicators, found, strict=True)
        )
        return self if indicators == self.indicators else replace(self, indicators=indicators)

    def following(self, last: "Submission | None") -> "Submission":
        """Return the return as a sheet shows it: 上期累计 as `last` (carried over) has it, also of rows that it lacks."""
        renewed = self.with_last_figures(last)
        lacking = tuple(
            one
            for one in (last.indicators if last else ())
            if self.of_indicator(one.project_title, one.indicator_name) is None
        )
        return replace(renewed, indicators=(*renewed.indicators, *lacking)) if lacking else renewed
