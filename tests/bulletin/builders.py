"""Small ledgers put together by hand: every test says only what it is about."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from xlminshi.bulletin.composing import compose, draft_rows
from xlminshi.bulletin.document import Document
from xlminshi.bulletin.progress import progress_text
from xlminshi.bulletin.teller import teller_of
from xlminshi.core.ledger import Ledger, compile_ledger
from xlminshi.core.period import reporting_period
from xlminshi.core.problems import Place
from xlminshi.core.project import Indicator, IndicatorKind, Programme, Project
from xlminshi.core.quantity import Qualifier, Quantity
from xlminshi.core.settings import BulletinSettings, DocumentKind, Settings
from xlminshi.core.status import Verdict
from xlminshi.core.submission import IndicatorReport, ProjectReport, Submission
from xlminshi.core.units import UnitDirectory

DONE, ONGOING, SLOW = "已完成", "持续推进", "进展缓慢"
HERE = Place("区残联.xlsx", "区残联", "I5")


def amount(
    value: str, measure: str = "", wording: str = "", qualifier: Qualifier = Qualifier.EXACT
) -> Quantity:
    return Quantity(Decimal(value), measure, qualifier, wording)


def indicator(
    name: str = "更换路灯",
    target: str | Quantity | None = "22",
    measure: str = "盏",
    kind: IndicatorKind = IndicatorKind.QUANTITY,
    decimals: int = 2,
) -> Indicator:
    aim = amount(target, measure) if isinstance(target, str) else target
    return Indicator(name, kind, measure, aim, decimals=decimals)


def project(
    title: str = "推进城市照明设施提升",
    unit: str = "区城市管理局",
    *indicators: Indicator,
    number: int = 1,
    main_task: str = "",
) -> Project:
    return Project(number, title, unit, indicators or (indicator(),), main_task)


def settings(label: str = "1-9月份", year: int = 2022, **bulletin: object) -> Settings:
    period = reporting_period(year, label)
    assert period is not None
    words = replace(BulletinSettings(issuer="中共湛河区委区政府督查局"), **bulletin)
    return Settings("湛河区", period, bulletin=words)


def briefing(label: str = "上半年", year: int = 2022, **bulletin: object) -> Settings:
    """Return the settings of an office that issues a 工作简报."""
    return settings(label, year, kind=DocumentKind.BRIEFING, masthead="工作简报", **bulletin)


class Book:
    """Collects projects, what was reported of them and what was decided; `ledger` compiles it all."""

    def __init__(self, base: Settings | None = None) -> None:
        self.settings = base or settings()
        self.projects: list[Project] = []
        self.figures: dict[str, list[IndicatorReport]] = {}
        self.words: dict[str, list[ProjectReport]] = {}
        self.verdicts: list[Verdict] = []

    def add(
        self,
        one: Project,
        *achieved: str | Quantity | None,
        narrative: str = "",
        milestone: str = "",
        words: Iterable[str] = (),
        previous: Iterable[str | None] = (),
        is_reported: bool = True,
        verdict: str = "",
        **more: Any,
    ) -> "Book":
        """Add a project with one achieved figure (or None) per indicator."""
        one = replace(one, number=len(self.projects) + 1)
        self.projects.append(one)
        if is_reported:
            told = [*words, *[""] * len(one.indicators)]
            done = [*achieved, *[None] * len(one.indicators)]
            last = [*previous, *[None] * len(one.indicators)]
            for item, figure, text, before in zip(one.indicators, done, told, last, strict=False):
                value = amount(figure, item.measure) if isinstance(figure, str) else figure
                past = Decimal(before) if before is not None else None
                report = IndicatorReport(one.title, item.name, value, text, past, HERE)
                self.figures.setdefault(one.lead_unit, []).append(report)
            whole = ProjectReport(one.title, HERE, milestone=milestone, narrative=narrative, **more)
            self.words.setdefault(one.lead_unit, []).append(whole)
        if verdict:
            self.verdicts.append(Verdict(one.title, verdict, "现场核实"))
        return self

    def named(self, title: str, unit: str, verdict: str = "", **more: object) -> "Book":
        """Add a project that only matters by its title, unit and class."""
        return self.add(project(title, unit), "10", narrative="已更换10盏路灯。", verdict=verdict, **more)

    def ledger(self) -> Ledger:
        units = dict.fromkeys(one.lead_unit for one in self.projects)
        submissions = tuple(
            Submission(
                unit,
                "1-9月份",
                f"{unit}.xlsx",
                tuple(self.figures.get(unit, ())),
                tuple(self.words.get(unit, ())),
            )
            for unit in units
            if unit in self.words
        )
        known = UnitDirectory()
        for unit in units:
            known = known.with_unit(unit)
        year = self.settings.period.year
        programme = Programme("湛河区", year, tuple(self.projects))
        return compile_ledger(
            programme, replace(self.settings, units=known), submissions, tuple(self.verdicts)
        )

    def progress(self, index: int = 0) -> str:
        """Return what the bulletin says behind 完成情况 of a project."""
        ledger = self.ledger()
        return progress_text(ledger.standings[index], teller_of(ledger), index).text

    def document(self) -> Document:
        return compose(self.ledger())


def progress(item: Indicator, achieved: str | Quantity | None, narrative: str = "", words: str = "") -> str:
    """Return what the bulletin says behind 完成情况 of a project with one indicator."""
    one = project("推进城市照明设施提升", "区城市管理局", item)
    return Book().add(one, achieved, narrative=narrative, words=(words,)).progress()


def all_texts(document: Document) -> list[str]:
    """Return every text of a document, the draft's rows included."""
    return [*document.title, *(one.text for one in document.body), *(row[2] for row in draft_rows(document))]
