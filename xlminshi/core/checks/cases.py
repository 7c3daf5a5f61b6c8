"""What a check looks at: one indicator, one project, or a whole return, each with what was promised and what was last told."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlminshi.core.problems import Place
from xlminshi.core.progress import Completion, completion, rate_together
from xlminshi.core.project import Indicator, Programme, Project
from xlminshi.core.quantity import Quantity, without_grouping
from xlminshi.core.settings import Settings
from xlminshi.core.submission import IndicatorReport, ProjectReport, Submission

# What is typed as running text, with the names of the columns; the first three are printed.
PRINTED_TEXTS = {"narrative": "进展情况", "shortcomings": "存在问题", "next_steps": "下一步措施"}
ALL_TEXTS = PRINTED_TEXTS | {"remarks": "备注"}

# No clerk writes more; a text of a whole page in one cell must not cost seconds.
_MOST_SEARCHED = 2000
CLAUSE_MARKS = "，。；：！？,;:!?\n"
_PROSPECT = re.compile(r"可|将|预计|确保|力争|计划|有望|争取|拟|未|尚|没有|力求|努力|不")
_FULL_WIDTH = str.maketrans(
    {chr(0xFF10 + n): str(n) for n in range(10)}
    | {"％": "%", "．": "."}
    | dict.fromkeys("\t\r\n\u3000\u00a0\u2002\u2003\u2009\u202f", " ")
    | dict.fromkeys("\u200b\u2060\ufeff", "")
)
_TO_FOLD = re.compile(f"[{''.join(map(chr, _FULL_WIDTH))}]")
_SPACE = re.compile(r"(?<!\d) +| +(?!\d)")
_LONG_NUMBER = re.compile(r"(?<!\d)\d(?:[ -]?\d){10,21}[XxＸｘ]?(?!\d)")
# What a long number begins with: it is quicker to look for.
_ELEVEN_DIGITS = re.compile(r"\d(?:[ -]?\d){10}")


@dataclass(frozen=True, slots=True)
class IndicatorCase:
    """One reported indicator with what was promised of it; `before` is what the unit reported last.

    `figure` is its cumulative figure, `target` its whole-year target, `last_figure` last period's cumulative figure: of the
    unit's last return, else 上期累计 of the form; each None where there is none.
    """

    project: Project
    indicator: Indicator
    report: IndicatorReport
    settings: Settings
    before: IndicatorReport | None
    completion: Completion
    figure: Decimal | None
    target: Decimal | None
    last_figure: Decimal | None


@dataclass(frozen=True, slots=True)
class LongNumber:
    """A number of eleven digits or more in a text: in which column (key, Chinese name), where, and its digits."""

    key: str
    column: str
    place: Place
    digits: str


@dataclass(frozen=True, slots=True)
class ProjectCase:
    """One reported project with all its reported indicators.

    `narrative` is (the beginning of) 进展情况 in half-width digits without white space, `rates` are those of its reported
    indicators, `rate` is the project's as the ledger has it: None where there is none, or as long as one indicator is open.
    """

    project: Project
    report: ProjectReport
    indicators: tuple[IndicatorCase, ...]
    settings: Settings
    before: ProjectReport | None
    time_progress: Decimal
    narrative: str
    rates: tuple[Decimal, ...]
    rate: Decimal | None
    long_numbers: tuple[LongNumber, ...]

    @property
    def place(self) -> Place:
        """Return the cell of 进展情况."""
        return self.report.place

    @property
    def is_full(self) -> bool:
        """Return whether every rated indicator has reached 100 %, and there is one."""
        if not self.rates or min(self.rates) < 1:
            return False
        return len(self.rates) == sum(one.kind.is_rated for one in self.project.indicators)


@dataclass(frozen=True, slots=True)
class ReturnCase:
    """One unit's whole return."""

    submission: Submission
    programme: Programme
    settings: Settings
    before: Submission | None
    time_progress: Decimal
    projects: tuple[ProjectCase, ...]
    indicators: tuple[IndicatorCase, ...]
    place: Place

    def at(self, key: str) -> Place:
        """Return the cell of a field of the head; the sheet where that is not known."""
        return self.place.at(dict(self.submission.cells).get(key, ""))


def return_case(
    submission: Submission, programme: Programme, settings: Settings, before: Submission | None
) -> ReturnCase:
    """Return a unit's return as the checks see it; rows that the form lacks are left out (the reading tells of them)."""
    time_progress = settings.time_progress
    projects: list[ProjectCase] = []
    indicators: list[IndicatorCase] = []
    for project in programme.of_unit(submission.lead_unit):
        cases = tuple(_indicator_cases(project, submission, settings, before))
        indicators.extend(cases)
        report = submission.of_project(project.title)
        if report is not None:
            last = before.of_project(project.title) if before else None
            projects.append(_project_case(project, report, cases, last, settings, time_progress))
    places = [*(one.report.place for one in projects), *(one.report.place for one in indicators)]
    place = Place(places[0].file, places[0].sheet) if places else Place(submission.source)
    return ReturnCase(
        submission, programme, settings, before, time_progress, tuple(projects), tuple(indicators), place
    )


def _indicator_cases(
    project: Project, submission: Submission, settings: Settings, before: Submission | None
) -> Iterator[IndicatorCase]:
    for indicator in project.indicators:
        report = submission.of_indicator(project.title, indicator.name)
        if report is not None:
            last = before.of_indicator(project.title, indicator.name) if before else None
            yield IndicatorCase(
                project,
                indicator,
                report,
                settings,
                last,
                completion(indicator, report.achieved, settings.rate_rule),
                figure=_value(report.achieved),
                target=_value(indicator.target),
                last_figure=report.previous if last is None or last.achieved is None else last.achieved.value,
            )


def _value(quantity: Quantity | None) -> Decimal | None:
    return None if quantity is None else quantity.value


def _project_case(
    project: Project,
    report: ProjectReport,
    cases: tuple[IndicatorCase, ...],
    before: ProjectReport | None,
    settings: Settings,
    time_progress: Decimal,
) -> ProjectCase:
    return ProjectCase(
        project=project,
        report=report,
        indicators=cases,
        settings=settings,
        before=before,
        time_progress=time_progress,
        narrative=folded(report.narrative)[:_MOST_SEARCHED],
        rates=tuple(one.completion.rate for one in cases if one.completion.rate is not None),
        rate=_rate_of(project, cases, settings),
        long_numbers=tuple(_long_numbers(report, cases)),
    )


def _rate_of(project: Project, cases: tuple[IndicatorCase, ...], settings: Settings) -> Decimal | None:
    """Return the rate of a project; a row that the form lacks is one that was not reported."""
    rule = settings.rate_rule
    reported = {one.indicator.name: one.completion for one in cases}
    told = ((one, reported.get(one.name) or completion(one, None, rule)) for one in project.indicators)
    return rate_together(tuple(told), rule)


def folded(text: str) -> str:
    """Return a text as it is searched: half-width digits, no white space but between two numbers, 21,414 as 21414."""
    if _TO_FOLD.search(text):
        text = text.translate(_FULL_WIDTH)
    text = without_grouping(text)
    return (_SPACE.sub("", text) if " " in text else text).strip()


def clause_before(text: str, end: int) -> str:
    """Return what stands before a place of a text in the same clause."""
    return text[max(text.rfind(mark, 0, end) for mark in CLAUSE_MARKS) + 1 : end]


def is_prospect(text: str, end: int) -> bool:
    """Return whether the clause before a place speaks of what is hoped for: 力争, 预计, 未."""
    return bool(_PROSPECT.search(clause_before(text, end)))


def _long_numbers(report: ProjectReport, cases: tuple[IndicatorCase, ...]) -> Iterator[LongNumber]:
    texts = (
        report.narrative,
        report.shortcomings,
        report.next_steps,
        report.remarks,
        report.responsible_person,
    )
    is_sure = not _ELEVEN_DIGITS.search("\n".join(texts))
    for key, column in () if is_sure else (*ALL_TEXTS.items(), ("responsible_person", "责任人")):
        for found in _LONG_NUMBER.findall(getattr(report, key)):
            cell = "person" if key == "responsible_person" else key
            yield LongNumber(key, column, report.place_of(cell), _digits(found))
    for one in cases:
        for found in _LONG_NUMBER.findall(one.report.words) if one.report.words else ():
            yield LongNumber("words", "累计完成", one.report.place, _digits(found))


def _digits(found: str) -> str:
    return unicodedata.normalize("NFKC", found).replace(" ", "").replace("-", "").upper()
