"""What was found in an old bulletin: projects with their lead units and figures as printed, and what was not understood."""

from dataclasses import dataclass, replace

from xlminshi.core.project import IndicatorKind


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as it is printed: `number` with the words around it (1.38万, 约7, 30以上), its measure, and the whole."""

    number: str
    measure: str
    text: str


@dataclass(frozen=True, slots=True)
class FoundIndicator:
    """One indicator; `rate` is the completion rate as printed, `words` what is told where there is no figure."""

    name: str
    kind: IndicatorKind
    measure: str = ""
    target: Printed | None = None
    achieved: Printed | None = None
    rate: str = ""
    words: str = ""
    sentence: str = ""
    marks: tuple[str, ...] = ()

    def marked(self, *words: str) -> "FoundIndicator":
        """Return the indicator with more to look at."""
        return replace(self, marks=tuple(dict.fromkeys((*self.marks, *words))))


@dataclass(frozen=True, slots=True)
class FoundProject:
    """One project; `class_name` is the heading below which it stands, `source` its own words, `marks` what to look at."""

    number: int
    title: str
    lead_unit: str
    indicators: tuple[FoundIndicator, ...]
    main_task: str = ""
    class_name: str = ""
    source: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundHead:
    """What the head and the foot of the bulletin say; "" where they say nothing."""

    title: str = ""
    county: str = ""
    year: str = ""
    period: str = ""
    is_briefing: bool = False
    issuer: str = ""
    distribution: str = ""
    copy_to: str = ""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One paragraph of the bulletin, the projects that it was read into, and its figures that are in none."""

    text: str
    used_for: str = ""
    open_figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundList:
    """A bulletin as a list of projects. `told_projects` and `told_units` are how many it says there are (None: it does not)."""

    head: FoundHead
    projects: tuple[FoundProject, ...]
    lines: tuple[SourceLine, ...]
    told_projects: int | None = None
    told_units: int | None = None

    def lead_units(self) -> tuple[str, ...]:
        """Return the distinct lead units as written, in the order of their first project."""
        return tuple(dict.fromkeys(one.lead_unit for one in self.projects if one.lead_unit))
