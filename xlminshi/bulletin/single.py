"""The sentence for one indicator alone, in the standard wording: for a cell of a sheet."""

import datetime as dt
from dataclasses import replace

from xlminshi.bulletin.clauses import Case, indicator_clause
from xlminshi.bulletin.teller import teller_of
from xlminshi.bulletin.wording import sentence
from xlminshi.core.ledger import compile_ledger
from xlminshi.core.period import ReportingPeriod
from xlminshi.core.problems import Place
from xlminshi.core.progress import RateRule
from xlminshi.core.project import Indicator, Programme, Project
from xlminshi.core.quantity import Quantity
from xlminshi.core.settings import Settings
from xlminshi.core.submission import IndicatorReport, Submission

# Whoever asks for a sentence names no period and no class: nothing in it depends on them.
_YEAR = ReportingPeriod(2000, 1, 12, "全年", dt.date(2000, 12, 31))


def indicator_sentence(indicator: Indicator, achieved: Quantity, rule: RateRule) -> str:
    """Return what the bulletin says of one indicator's figure, as a sentence of its own."""
    project = Project(1, "", "牵头单位", (indicator,))
    report = IndicatorReport("", indicator.name, achieved, "", None, Place())
    submission = Submission(project.lead_unit, _YEAR.label, "", (report,), ())
    settings = replace(Settings("", _YEAR, rate_rule=rule), classes=())
    ledger = compile_ledger(Programme("", _YEAR.year, (project,)), settings, (submission,))
    (standing,) = ledger.standings
    case = Case(standing, standing.indicators[0], turn=0, is_first=False)
    return sentence(indicator_clause(case, teller_of(ledger)).text)
