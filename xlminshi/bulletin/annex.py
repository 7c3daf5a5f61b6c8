"""附件 完成情况一览表: every project of the ledger with target, done, rate, light and class, in the order of the list."""

from dataclasses import replace

from xlminshi.bulletin.document import Annex, AnnexLine, AnnexRow, Document
from xlminshi.bulletin.titles import WIDE_ROOM, lines_by_sense
from xlminshi.bulletin.wording import one_line, printed_period
from xlminshi.core.ledger import IndicatorStanding, Ledger, ProjectStanding
from xlminshi.core.progress import NoRate
from xlminshi.core.project import IndicatorKind
from xlminshi.core.settings import Settings
from xlminshi.core.status import light_meanings, percent

NOTHING = "—"
NOT_SENT, NOT_FILLED, TO_CHECK = "未报送", "未填报", "待核实"
_DOUBTFUL = (NoRate.UNREADABLE_TARGET, NoRate.BAD_TARGET, NoRate.NEGATIVE, NoRate.OVER_CEILING)


def annexed(document: Document, ledger: Ledger, *, with_annex: bool) -> Document:
    """Return the document with the annex of its ledger, or without one."""
    return replace(document, annex=annex_of(ledger) if with_annex else None)


def annex_of(ledger: Ledger) -> Annex:
    """Return the annex of a ledger; figures are printed as in the bulletin, doubtful ones never as a rate."""
    programme, settings = ledger.programme, ledger.settings
    title = f"{programme.title}{printed_period(settings.period.label)}完成情况一览表"
    rows = tuple(_row(number, one, ledger) for number, one in enumerate(ledger.standings, start=1))
    words = (settings.bulletin.project_term, settings.county, printed_period(settings.period.label))
    return Annex(title, rows, _note(settings), lines_by_sense(title, words, WIDE_ROOM))


def _row(number: int, one: ProjectStanding, ledger: Ledger) -> AnnexRow:
    settings = ledger.settings
    is_unsettled = one.project.lead_unit in ledger.unsettled_units
    return AnnexRow(
        number=str(number),
        title=one_line(one.project.title),
        lead_unit=one.project.lead_unit,
        lines=_lines(one, settings, TO_CHECK if is_unsettled else NOT_SENT),
        time_progress=percent(settings.time_progress),
        light=one.light.name if one.light else NOTHING,
        colour=one.light.colour if one.light else "",
        class_name=one.class_name,
    )


def _lines(one: ProjectStanding, settings: Settings, unsent: str) -> tuple[AnnexLine, ...]:
    """Return a line per indicator, and one for the project's own rate where several rates make it up.

    `unsent` stands in place of what a unit has not reported.
    """
    is_single = len(one.indicators) == 1
    lines = [
        _line(item, _done(item, one) if one.is_reported else unsent, "" if is_single else item.indicator.name)
        for item in one.indicators
    ]
    if one.rate is not None and sum(item.rate is not None for item in one.indicators) > 1:
        way = settings.rate_rule.aggregation.value
        lines.append(AnnexLine(f"综合（{way}）", NOTHING, one.rate_words))
    return tuple(lines) or (AnnexLine(NOTHING, NOTHING if one.is_reported else unsent, NOTHING),)


def _line(item: IndicatorStanding, done: str, name: str) -> AnnexLine:
    indicator = item.indicator
    target = str(indicator.target) if indicator.target is not None else indicator.target_words
    words = "：".join(part for part in (name, target) if part) or NOTHING
    return AnnexLine(one_line(words), one_line(done), _rate(item))


def _done(item: IndicatorStanding, one: ProjectStanding) -> str:
    report = item.report
    if report is not None and report.achieved is not None:
        return str(report.achieved)
    said = (report.words or report.typed) if report is not None else ""
    return said or _told_of_the_project(item, one) or NOT_FILLED


def _told_of_the_project(item: IndicatorStanding, one: ProjectStanding) -> str:
    """Return a dash where an indicator of words has its words under 进展情况."""
    is_told = item.indicator.kind is IndicatorKind.WORDS and one.report is not None and one.report.narrative
    return NOTHING if is_told else ""


def _rate(item: IndicatorStanding) -> str:
    if item.rate is not None:
        return item.rate_words
    if item.completion.no_rate in _DOUBTFUL:
        return TO_CHECK
    is_judged = item.indicator.kind is not IndicatorKind.FUNDS and item.completion.is_met is True
    return "达到" if is_judged else NOTHING


def _note(settings: Settings) -> str:
    """Return the legend: in some offices red marks what is over 100 %, so a colour never goes without its meaning."""
    lights = settings.lights
    pairs = zip(lights, light_meanings(lights), strict=True)
    told = "；".join(f"{light.name}：{meaning}" for light, meaning in pairs)
    return f"注：预警按完成率与序时进度比较。{told}。" if told else ""
