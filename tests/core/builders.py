"""Short ways to build the values of the trade that the tests of core/ speak of."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlminshi.core.period import reporting_period
from xlminshi.core.problems import Place
from xlminshi.core.progress import RateRule
from xlminshi.core.project import Indicator, IndicatorKind, Programme, Project
from xlminshi.core.quantity import PERCENT, Quantity
from xlminshi.core.rounding import Rounding
from xlminshi.core.settings import Settings
from xlminshi.core.status import Verdict
from xlminshi.core.submission import Funds, IndicatorReport, ProjectReport, Submission
from xlminshi.core.units import LeadUnit, UnitDirectory

HERE = Path(__file__).parent
CELL = Place("区残联.xlsx", "区残联", "E6")
HALF_UP = RateRule()
CUT_OFF = RateRule(rounding=Rounding.CUT_OFF)
KINDS = {
    "quantity": IndicatorKind.QUANTITY,
    "rate": IndicatorKind.RATE,
    "funds": IndicatorKind.FUNDS,
    "qualitative": IndicatorKind.WORDS,
}


def amount(value: object, measure: str = "") -> Quantity:
    return Quantity(Decimal(str(value)), measure)


def indicator(
    name: str = "残疾儿童康复救助",
    target: object = 100,
    kind: IndicatorKind = IndicatorKind.QUANTITY,
    measure: str = "人",
    **more: Any,
) -> Indicator:
    promised = None if target is None else amount(target, measure)
    return Indicator(name, kind, measure, promised, **more)


def words_indicator(name: str = "合同签订", kind: IndicatorKind = IndicatorKind.WORDS) -> Indicator:
    return Indicator(name, kind)


def project(title: str, lead_unit: str, *indicators: Indicator, number: int = 1) -> Project:
    return Project(number, title, lead_unit, indicators)


def programme(*projects: Project) -> Programme:
    numbered = tuple(replace(one, number=number) for number, one in enumerate(projects, start=1))
    return Programme("湛河区", 2022, numbered)


def settings(label: str = "1-9月份", year: int = 2022, **changes: Any) -> Settings:
    period = reporting_period(year, label)
    assert period is not None, label
    return Settings("湛河区", period, **changes)


def reported(
    title: str,
    name: str,
    achieved: object = None,
    *,
    words: str = "",
    previous: object = None,
    typed: str = "",
    measure: str = "人",
) -> IndicatorReport:
    figure = None if achieved is None else amount(achieved, measure)
    before = None if previous is None else Decimal(str(previous))
    return IndicatorReport(title, name, figure, words, before, CELL, typed)


def told(title: str, narrative: str = "", **more: Any) -> ProjectReport:
    return ProjectReport(title, CELL, narrative=narrative, **more)


def returned(lead_unit: str, *reports: IndicatorReport | ProjectReport) -> Submission:
    figures = tuple(one for one in reports if isinstance(one, IndicatorReport))
    projects = tuple(one for one in reports if isinstance(one, ProjectReport))
    return Submission(lead_unit, "1-9月份", f"{lead_unit}.xlsx", figures, projects)


def funds(arrived: object = None, paid: object = None) -> Funds:
    return Funds(
        arrived=None if arrived is None else amount(arrived, "万元"),
        paid=None if paid is None else amount(paid, "万元"),
    )


def decided(title: str, class_name: str, reason: str = "经现场督查认定") -> Verdict:
    return Verdict(title, class_name, reason)


def golden(name: str) -> dict[str, Any]:
    """Return the facts of a published bulletin, with what it prints."""
    found: dict[str, Any] = json.loads((HERE / "golden" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def golden_units(facts: dict[str, Any]) -> UnitDirectory:
    aliases = facts.get("unit_aliases", {})
    return UnitDirectory(tuple(LeadUnit(name, (alias,)) for alias, name in aliases.items()))


def golden_indicator(fact: dict[str, Any]) -> Indicator:
    """Return a published indicator; its decimals are those of the printed rate."""
    printed = (fact["printed_rate"] or "").removesuffix("%")
    return Indicator(
        name=fact["name"],
        kind=KINDS[fact["kind"]],
        measure=PERCENT if fact["kind"] == "rate" else fact["unit"],
        target=None if fact["target"] is None else amount(fact["target"], fact["unit"]),
        decimals=len(printed.partition(".")[2]),
    )


def golden_programme(facts: dict[str, Any]) -> Programme:
    directory = golden_units(facts)
    projects = tuple(
        Project(
            number=task["no"],
            title=task["title"],
            lead_unit=directory.resolve(task["lead_unit"]) or task["lead_unit"],
            indicators=tuple(golden_indicator(one) for one in task["indicators"]),
        )
        for task in facts["tasks"]
    )
    return Programme(facts["county"], facts["year"], projects)


def golden_submissions(facts: dict[str, Any]) -> tuple[Submission, ...]:
    directory = golden_units(facts)
    by_unit: dict[str, list[IndicatorReport | ProjectReport]] = {}
    for task in facts["tasks"]:
        unit = directory.resolve(task["lead_unit"]) or task["lead_unit"]
        reports = by_unit.setdefault(unit, [])
        reports.append(told(task["title"], task["progress_text"] or "", milestone=task["stage"] or ""))
        reports.extend(_golden_report(task["title"], one) for one in task["indicators"])
    return tuple(returned(unit, *reports) for unit, reports in by_unit.items())


def _golden_report(title: str, fact: dict[str, Any]) -> IndicatorReport:
    if fact["kind"] == "qualitative":
        return reported(title, fact["name"], words=fact["actual"])
    return reported(title, fact["name"], fact["actual"], measure=fact["unit"])
