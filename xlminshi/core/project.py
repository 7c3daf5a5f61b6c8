"""The year's promise: projects (重点民生实事) with their lead units, indicators and targets."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from xlminshi.core.quantity import Quantity
from xlminshi.core.rounding import Rounding
from xlminshi.core.sending import quickly_sent
from xlminshi.core.units import normal_name

STANDARD_TERM = "重点民生实事"


class IndicatorKind(Enum):
    """How an indicator (指标) is judged. The value is what stands in the 指标类型 column."""

    QUANTITY = "数量"
    RATE = "比率"
    LOWER = "越低越好"
    MILESTONE = "节点"
    WORDS = "文字"
    FUNDS = "资金"

    @property
    def is_number(self) -> bool:
        """Return whether 累计完成 of this kind is a number."""
        return self not in _TOLD

    @property
    def is_rated(self) -> bool:
        """Return whether a completion rate can follow from this kind (funds are information only)."""
        return self in _RATED


_TOLD = (IndicatorKind.MILESTONE, IndicatorKind.WORDS)
_RATED = (IndicatorKind.QUANTITY, IndicatorKind.RATE, IndicatorKind.LOWER)


@quickly_sent
@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. `target` is its whole-year target, `target_words` the target of a kind without numbers.

    A target that should be a number and cannot be read stays in `target_words` until the office has corrected it.

    `decimals` of the completion rate in percent; `weight` counts when a project's rate is a weighted mean; `rounding` is the
    indicator's own (取整), None takes the office's.
    """

    name: str
    kind: IndicatorKind
    measure: str = ""
    target: Quantity | None = None
    target_words: str = ""
    decimals: int = 2
    weight: Decimal = Decimal(1)
    rounding: Rounding | None = None


@quickly_sent
@dataclass(frozen=True, slots=True)
class Project:
    """One project as promised. `lead_unit` is the printed name.

    `is_ranked` False: the office does not want it in a published ranking.
    """

    number: int
    title: str
    lead_unit: str
    indicators: tuple[Indicator, ...]
    main_task: str = ""
    is_ranked: bool = True

    def indicator(self, name: str) -> Indicator | None:
        """Return the indicator of this name (white space and full-width forms ignored), or None."""
        wanted = normal_name(name)
        return next((one for one in self.indicators if normal_name(one.name) == wanted), None)


@quickly_sent
@dataclass(frozen=True, slots=True)
class Programme:
    """年度实事清单: all projects of a county's year in the order in which they are promised, and what they are called."""

    county: str
    year: int
    projects: tuple[Project, ...]
    term: str = STANDARD_TERM
    _by_title: Mapping[str, Project] = field(init=False, repr=False, compare=False)
    _by_unit: Mapping[str, tuple[Project, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        titles = {normal_name(project.title): project for project in reversed(self.projects)}
        by_unit: dict[str, list[Project]] = defaultdict(list)
        for project in self.projects:
            by_unit[project.lead_unit].append(project)
        object.__setattr__(self, "_by_title", titles)
        object.__setattr__(self, "_by_unit", {unit: tuple(projects) for unit, projects in by_unit.items()})

    @property
    def code(self) -> str:
        """Return what tells this programme's files from another county's or year's, whatever the projects are called."""
        return f"{self.county}{self.year}年{STANDARD_TERM}"

    @property
    def title(self) -> str:
        """Return what is printed above its tables: 湛河区2022年重点民生实事."""
        return f"{self.county}{self.year}年{self.term}"

    def lead_units(self) -> tuple[str, ...]:
        """Return the distinct lead units in the order of their first project."""
        return tuple(self._by_unit)

    def of_unit(self, lead_unit: str) -> tuple[Project, ...]:
        """Return the projects of one lead unit."""
        return self._by_unit.get(lead_unit, ())

    def find(self, title: str) -> Project | None:
        """Return the project of this title (white space and full-width forms ignored), or None."""
        return self._by_title.get(normal_name(title))
