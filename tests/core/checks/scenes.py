"""Returns of one unit in a line or two: what was promised, what was told, and what was told the period before."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from tests.core.builders import amount, programme, project, reported, settings
from xlminshi.core.checks import INDICATOR_CHECKS, PROJECT_CHECKS, check_submission
from xlminshi.core.checks.cases import return_case
from xlminshi.core.problems import Code, Place, Problem
from xlminshi.core.project import Indicator, IndicatorKind, Project
from xlminshi.core.quantity import PERCENT
from xlminshi.core.settings import Settings
from xlminshi.core.submission import Funds, IndicatorReport, ProjectReport, Submission
from xlminshi.core.units import LeadUnit, UnitDirectory

UNIT, TITLE, NAME = "区残联", "实施残疾儿童康复救助", "残疾儿童康复救助"
FILE = Place("区残联.xlsx", "区残联")
CELLS = (
    ("milestone", "M5"),
    ("narrative", "N5"),
    ("shortcomings", "O5"),
    ("next_steps", "P5"),
    ("planned", "Q5"),
    ("arrived", "R5"),
    ("paid", "S5"),
    ("person", "T5"),
    ("phone", "U5"),
    ("remarks", "V5"),
)
HEAD = (("reporter", "L2"), ("reviewer", "O2"), ("reported_on", "Q2"))
OFFICE = settings(units=UnitDirectory((LeadUnit(UNIT), LeadUnit("区住建局", ("区住房局",)))))


@dataclass(frozen=True, slots=True)
class Scene:
    """One return with what the office knows beside it."""

    projects: tuple[Project, ...]
    submission: Submission
    office: Settings = OFFICE
    before: Submission | None = None

    def findings(self) -> tuple[Problem, ...]:
        return check_submission(self.submission, programme(*self.projects), self.office, self.before)

    def said_by(self, check: Callable[[Any], Iterator[Problem]]) -> list[Problem]:
        """Return what one check says of this return."""
        case = return_case(self.submission, programme(*self.projects), self.office, self.before)
        if check in INDICATOR_CHECKS:
            return [found for one in case.indicators for found in check(one)]
        if check in PROJECT_CHECKS:
            return [found for one in case.projects for found in check(one)]
        return list(check(case))


def scene(
    narrative: str = "已救助70人，其余儿童正在筛查建档。",
    figure: object = 70,
    target: object = 100,
    measure: str = "人",
    kind: IndicatorKind = IndicatorKind.QUANTITY,
    *,
    title: str = TITLE,
    name: str = NAME,
    words: str = "",
    previous: object = None,
    typed_figure: str = "",
    task: str = "",
    aim: str = "",
    more: tuple[tuple[str, object, object], ...] = (),
    **whole: Any,
) -> Scene:
    """Return a return of one project; `more` are further indicators (name, figure, target) of the same measure."""
    promised = Indicator(name, kind, measure, None if target is None else amount(target, measure), aim)
    others = tuple(
        replace(promised, name=other, target=None if aimed is None else amount(aimed, measure))
        for other, _, aimed in more
    )
    reports = (
        reported(title, name, figure, words=words, previous=previous, typed=typed_figure, measure=measure),
        *(reported(title, other, told, measure=measure) for other, told, _ in more),
    )
    said = {"responsible_person": "王建国", "phone": "13803750101"} | whole
    report = ProjectReport(title, FILE.at("N5"), narrative=narrative, cells=CELLS, **said)
    return Scene(
        (replace(project(title, UNIT, promised, *others), main_task=task),), submission(reports, (report,))
    )


def submission(indicators: tuple[IndicatorReport, ...], reports: tuple[ProjectReport, ...]) -> Submission:
    return Submission(
        UNIT,
        "1-9月份",
        "区残联.xlsx",
        indicators,
        reports,
        reporter="王建国",
        reviewer="李丽",
        reported_on=dt.date(2022, 10, 8),
        cells=HEAD,
    )


def together(*scenes: Scene, **changes: Any) -> Scene:
    """Return one return with the projects of several."""
    projects = tuple(one for part in scenes for one in part.projects)
    indicators = tuple(one for part in scenes for one in part.submission.indicators)
    reports = tuple(one for part in scenes for one in part.submission.projects)
    return replace(scenes[0], projects=projects, submission=submission(indicators, reports), **changes)


def after(first: Scene, then: Scene, **head: Any) -> Scene:
    """Return a return with another as the last one; `head` changes the head of the last one."""
    before = replace(first.submission, **({"reported_on": dt.date(2022, 7, 5)} | head))
    return replace(then, before=before)


def headed(one: Scene, **head: Any) -> Scene:
    """Return a return with another head."""
    return replace(one, submission=replace(one.submission, **head))


def in_office(one: Scene, **changes: Any) -> Scene:
    """Return a return under other settings."""
    return replace(one, office=replace(one.office, **changes))


def money(planned: object = None, arrived: object = None, paid: object = None) -> Funds:
    return Funds(*(None if one is None else amount(one, "万元") for one in (planned, arrived, paid)))


@dataclass(frozen=True, slots=True)
class Example:
    """A check, the finding that it makes of one return, and returns of which it says nothing."""

    check: Callable[[Any], Iterator[Problem]]
    code: Code
    what: str
    guilty: Scene
    innocent: tuple[Scene, ...]


def milestone(words: str, **more: Any) -> Scene:
    return scene(
        "施工图已经完成。",
        None,
        None,
        "",
        IndicatorKind.MILESTONE,
        name="主体工程",
        words=words,
        aim="投用",
        **more,
    )


def beside(one: Scene, kind: IndicatorKind = IndicatorKind.QUANTITY) -> Scene:
    """Return a return whose project has a second indicator, filled in: of figures, or another of milestones."""
    (own,) = one.projects
    is_figure = kind is IndicatorKind.QUANTITY
    second = Indicator("配套用房", kind, "间", amount(20, "间") if is_figure else None)
    words = "" if is_figure else "设计"
    told = reported(own.title, second.name, 12 if is_figure else None, words=words, measure="间")
    return replace(
        one,
        projects=(replace(own, indicators=(*own.indicators, second)),),
        submission=submission((*one.submission.indicators, told), one.submission.projects),
    )


def percentage(
    figure: object, target: object = 65, name: str = "筛查率", kind: IndicatorKind = IndicatorKind.RATE
) -> Scene:
    return scene("已组织群众筛查。", figure, target, PERCENT, kind, name=name)


def quantities(*pairs: tuple[object, object]) -> Scene:
    (first, target), *rest = pairs
    more = tuple((f"指标{number}", figure, aim) for number, (figure, aim) in enumerate(rest))
    return scene("各项工作按计划推进。", first, target, more=more)


def told_before(narrative: str = "已救助40人，正在筛查。", figure: object = 40, **more: Any) -> Scene:
    return scene(narrative, figure, **more)


OTHER = scene(
    "改造小区12个，正在验收。", 12, 20, "个", title="改造老旧小区", name="改造小区", phone="13803750201"
)
ID_NUMBER = "11010519491231002X"
