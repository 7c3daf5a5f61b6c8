"""Returns as careful clerks fill them in, for made-up counties: whatever the checks say of them is a false alarm.

Drawn from a seeded generator, so that the same returns come out every time. The words follow how offices write, with
numbers beside the reported ones (of this month, of a township, of a share of the works) as they stand in real texts.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from tests.form.read_back import grid_of
from tests.workflow.clean_words import (
    COUNTIES,
    GIVEN,
    KINDS,
    MILESTONE_TEXTS,
    PERIODS,
    RATES,
    REASONS,
    STEPS,
    SURNAMES,
    TOWNS,
    UNITS,
    WORDS_TEXTS,
)
from xlminshi.core.period import reporting_period
from xlminshi.core.problems import Place
from xlminshi.core.progress import completion
from xlminshi.core.project import Indicator, IndicatorKind, Programme, Project
from xlminshi.core.quantity import Quantity, plain
from xlminshi.core.settings import Settings
from xlminshi.core.status import percent
from xlminshi.core.submission import Funds, IndicatorReport, ProjectReport, Submission
from xlminshi.core.units import LeadUnit, UnitDirectory
from xlminshi.form.grid import Workbook
from xlminshi.form.layout import filled_unit_file

D = Decimal


@dataclass(frozen=True)
class CleanReturn:
    """One return as it comes back, with what the office knows."""

    programme: Programme
    settings: Settings
    unit: str
    workbook: Workbook
    before: Submission | None


def clean_returns(count: int, seed: int = 2022) -> Iterator[CleanReturn]:
    """Yield `count` returns, always the same ones for a seed."""
    for number in range(count):
        yield _clean_return(Random(f"{seed}-{number}"))


def _clean_return(chance: Random) -> CleanReturn:
    county, label = chance.choice(COUNTIES), chance.choice(chance.choice(PERIODS))
    period = reporting_period(chance.choice((2022, 2023, 2025)), label)
    assert period is not None
    units = tuple(f"{county[-1]}{name}" for name in UNITS)
    settings = Settings(county, period, units=UnitDirectory(tuple(LeadUnit(name) for name in units)))
    unit = chance.choice(units)
    drawn = [_drawn(chance, settings, number) for number in range(chance.randint(1, 4))]
    titles = [project.title for project, *_ in drawn]
    kept = [one for index, one in enumerate(drawn) if titles.index(one[0].title) == index]
    projects = tuple(replace(one[0], number=n, lead_unit=unit) for n, one in enumerate(kept, start=1))
    programme = Programme(county, period.year, projects)
    submission = Submission(
        unit,
        period.full_label,
        "",
        tuple(report for one in kept for report in one[1]),
        tuple(one[2] for one in kept),
        reporter=_person(chance),
        reviewer="陈" + chance.choice(("刚", "静")),
        reported_on=period.as_of + dt.timedelta(days=chance.randint(1, 12)),
    )
    plan = filled_unit_file(programme, settings, submission)
    workbook = Workbook(f"{unit}.xlsx", tuple(grid_of(sheet) for sheet in plan.sheets))
    before = _before(submission, period.as_of, chance) if chance.random() < 0.6 and period.last > 3 else None
    return CleanReturn(programme, settings, unit, workbook, before)


def _drawn(
    chance: Random, settings: Settings, number: int
) -> tuple[Project, tuple[IndicatorReport, ...], ProjectReport]:
    kind = chance.choices(("quantity", "rate", "milestone", "words"), (10, 3, 2, 1))[0]
    made = {"quantity": _quantity, "rate": _rate, "milestone": _milestone, "words": _words}[kind]
    indicator, report, text, title, task = made(chance, settings)
    rate = completion(indicator, report.achieved, settings.rate_rule).rate
    is_slow = rate is not None and (settings.time_progress - rate) * 100 > 10
    whole = ProjectReport(
        title,
        Place(),
        milestone=report.words if kind == "milestone" else "",
        narrative=text,
        shortcomings=chance.choice(REASONS) if is_slow else chance.choice(("", "", "无")),
        next_steps=chance.choice(STEPS) if is_slow or chance.random() < 0.4 else "",
        funds=_funds(chance, 2400 if kind == "milestone" else 80) if chance.random() < 0.6 else Funds(),
        responsible_person=_person(chance),
        phone=f"1{chance.choice('3578')}{chance.randrange(10**8, 10**9)}",
        remarks=chance.choice(("", "", "数据由各乡镇报送汇总")),
    )
    return Project(number, title, "", (indicator,), main_task=task), (report,), whole


def _quantity(chance: Random, settings: Settings) -> tuple[Indicator, IndicatorReport, str, str, str]:
    kind = chance.choice(KINDS)
    low, high = kind.targets
    target = D(chance.randint(low, high))
    target = target // 100 * 100 if target > 5000 else target
    share = D(str(round(float(settings.time_progress) * chance.uniform(0.55, 1.45), 4)))
    done = max((target * share).quantize(D(1).scaleb(-kind.decimals)), D(2))
    done = target if target < done < target * D("1.04") else done
    last = max(min((done * D(str(round(chance.uniform(0.4, 0.9), 2)))).quantize(D(1)), done - 1), D(0))
    indicator = Indicator(kind.name, IndicatorKind.QUANTITY, kind.measure, Quantity(target, kind.measure))
    report = _report(kind.title, kind.name, Quantity(done, kind.measure), last)
    facts = _facts(chance, indicator, done, last, settings)
    rest = max(target - done, D(0))
    texts = [text for text in kind.texts if rest > 0 or "{x}" not in text]
    if done <= target:
        texts = [text for text in texts if "超额" not in text] or texts
    text = _spelt(chance, chance.choice(texts).format(**facts))
    return indicator, report, text, kind.title, kind.task.format(**facts)


def _facts(
    chance: Random, indicator: Indicator, done: Decimal, last: Decimal, settings: Settings
) -> dict[str, object]:
    assert indicator.target is not None
    target = indicator.target.value
    part = (done * D(str(round(chance.uniform(0.2, 0.8), 2)))).quantize(D(1).scaleb(done.as_tuple().exponent))  # type: ignore[arg-type]
    rate = completion(indicator, Quantity(done, indicator.measure), settings.rate_rule).rate
    assert rate is not None
    first, second = chance.sample(TOWNS, 2)
    wan = f"{plain((done / 10000).quantize(D('0.01')))}万" if done >= 10000 else plain(done)
    return {
        "d": plain(done),
        "dw": wan,
        "t": plain(target),
        "w": f"{plain(target / 10000)}万" if target % 100 == 0 and target >= 10000 else plain(target),
        "r": percent(
            rate.quantize(D("0.01")) if chance.random() < 0.2 and rate != 1 and rate > D("0.1") else rate
        ),
        "x": plain(max(target - done, D(0))),
        "x2": plain(done + chance.randint(1, 20)),
        "p": plain(part),
        "q": plain(done - part),
        "n": plain(done - last),
        "m": settings.period.last,
        "y": settings.period.year,
        "a": first,
        "b": second,
    }


def _rate(chance: Random, settings: Settings) -> tuple[Indicator, IndicatorReport, str, str, str]:
    title, name, low, high, text = chance.choice(RATES)
    target, value = D(low), D(str(round(chance.uniform(low, high), 2)))
    indicator = Indicator(name, IndicatorKind.RATE, "%", Quantity(target, "%"))
    first, second = chance.sample(TOWNS, 2)
    told = text.format(v=plain(value), t=plain(target), u=plain(value - target), a=first, b=second)
    report = _report(title, name, Quantity(value, "%"), value - chance.randint(1, 9))
    return indicator, report, told, title, f"{name}达到{plain(target)}%以上。"


def _milestone(chance: Random, settings: Settings) -> tuple[Indicator, IndicatorReport, str, str, str]:
    words = chance.choice(tuple(MILESTONE_TEXTS))
    title, name = chance.choice((("建设县体育中心", "体育中心"), ("新建污水处理厂", "污水处理厂")))
    indicator = Indicator(name, IndicatorKind.MILESTONE, target_words="投用")
    text = f"{name}：{MILESTONE_TEXTS[words]}"
    return indicator, _report(title, name, None, None, words), text, title, f"{name}建成投用。"


def _words(chance: Random, settings: Settings) -> tuple[Indicator, IndicatorReport, str, str, str]:
    title, words, text = chance.choice(WORDS_TEXTS)
    return (
        Indicator("服务开展", IndicatorKind.WORDS),
        _report(title, "服务开展", None, None, words),
        text,
        title,
        "",
    )


def _report(
    title: str, name: str, achieved: Quantity | None, last: Decimal | None, words: str = ""
) -> IndicatorReport:
    return IndicatorReport(title, name, achieved, words, last, Place())


def _funds(chance: Random, least: int) -> Funds:
    planned = chance.randint(least, 6000)
    arrived = round(planned * chance.uniform(0.3, 1), 1)
    paid = round(arrived * chance.uniform(0.3, 1), 1)
    return Funds(*(Quantity(D(str(value)), "万元") for value in (planned, arrived, paid)))


def _person(chance: Random) -> str:
    return chance.choice(SURNAMES) + chance.choice(GIVEN)


def _spelt(chance: Random, text: str) -> str:
    """Return a text with spaces at its numbers, or in full-width digits, as some programs and people write."""
    spelling = chance.random()
    if spelling < 0.15:
        return "".join(f" {one} " if one in "个人所户处盏" else one for one in text)
    if spelling < 0.25:
        return text.translate(str.maketrans("0123456789%", "０１２３４５６７８９％"))
    return text


def _before(submission: Submission, end: dt.date, chance: Random) -> Submission:
    """Return what the unit reported last: smaller figures, other words, the same persons."""
    indicators = tuple(
        replace(
            one,
            achieved=replace(one.achieved, value=one.previous)
            if one.achieved and one.previous
            else one.achieved,
            words="立项" if one.words in MILESTONE_TEXTS else one.words,
        )
        for one in submission.indicators
    )
    projects = tuple(
        replace(
            one,
            narrative="正在制定实施方案，落实资金来源。",
            milestone="立项" if one.milestone else "",
            funds=Funds(planned=one.funds.planned),
        )
        for one in submission.projects
    )
    day = end - dt.timedelta(days=chance.randint(80, 100))
    return replace(submission, indicators=indicators, projects=projects, reported_on=day)
