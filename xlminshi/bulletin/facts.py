"""The facts that a document can tell: each with a key that stays, the text that is printed, and where it comes from."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlminshi.bulletin.document import Figure
from xlminshi.bulletin.numerals import official_date
from xlminshi.bulletin.obstacles import obstacles_of
from xlminshi.bulletin.rope import Rope
from xlminshi.bulletin.wording import printed_period
from xlminshi.core.ledger import IndicatorStanding, Ledger, ProjectStanding
from xlminshi.core.pace import is_on_time
from xlminshi.core.problems import Place
from xlminshi.core.progress import NoRate, ranks_of
from xlminshi.core.project import IndicatorKind
from xlminshi.core.quantity import PERCENT, Quantity, plain
from xlminshi.core.rounding import shares_of
from xlminshi.core.standard_phrases import LAST_PERIOD
from xlminshi.core.status import percent

_SETTINGS, _SUMMARY, _LIST = Place(sheet="设置"), Place(sheet="汇总表"), Place(sheet="实事清单")
_SHORTCOMINGS = Place(sheet="问题与短板")
_BEYOND = (NoRate.OVER_CEILING, NoRate.NEGATIVE, NoRate.BAD_TARGET)
_OF_CLASS = "计数|类别|"
_NAMED_COUNTS = ("类别|", "单位|", "涉及单位|")
_COUNTED = ("实事", "牵头单位", "未报送单位", "达到序时进度", "未达序时进度", "进度不明")
_IN_WORDS = {
    "滞后": "滞后序时进度",
    "差额": "与目标的差额",
    "增量": "较上期变化",
    "名次": "完成率名次",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact. `shown` is how it is printed, and exactly what stands in the span of a figure that tells it.

    `key` is the same from draft to draft of one list: 计数|类别|已完成, 实事|3|指标|新增学位|累计完成. `place` is the unit's
    cell where the figure was typed, else the office's sheet. `value` is the number itself; a share for rates, None for
    dates and words.
    """

    key: str
    label: str
    shown: str
    place: Place
    value: Decimal | None = None

    def told(self) -> Rope:
        """Return the fact as a piece of text."""
        return Rope(self.shown, (Figure(0, len(self.shown), self.key),) if self.shown else ())


def facts_of(ledger: Ledger) -> tuple[Fact, ...]:
    """Return every fact of a ledger, in a fixed order.

    Raises ValueError for two facts of one key: which of them a sentence tells would be chance.
    """
    ranks = _ranks(ledger)
    facts = (
        *_of_settings(ledger),
        *_counts(ledger),
        *_obstacles(ledger),
        *(fact for one in ledger.standings for fact in _of_project(one, ledger, ranks)),
    )
    repeated = [key for key, count in Counter(fact.key for fact in facts).items() if count > 1]
    if repeated:
        raise ValueError(f"several facts have the key {repeated[0]}")
    return facts


def class_key(name: str) -> str:
    """Return the key of how many projects a class has. What people call a class shares it with no other count."""
    return f"{_OF_CLASS}{_part(name)}"


def class_unit_key(name: str, unit: str) -> str:
    """Return the key of how many projects of a class one unit leads."""
    return f"{class_key(name)}|{_part(unit)}"


def share_key(name: str) -> str:
    """Return the key of the share that a class has of all projects."""
    return f"占比|{_part(name)}"


def key_of_now(key: str) -> str:
    """Return a key as it is written now; earlier versions wrote a class's without 类别: 计数|已完成, 计数|已完成|区残联."""
    kind, _, rest = key.partition("|")
    is_of_now = kind != "计数" or rest in _COUNTED or rest.startswith(_NAMED_COUNTS)
    return key if is_of_now else f"{_OF_CLASS}{rest}"


def project_key(one: ProjectStanding) -> str:
    """Return what the keys of a project's facts and paragraphs begin with."""
    return f"实事|{one.project.number}"


def indicator_key(one: ProjectStanding, item: IndicatorStanding) -> str:
    """Return what the keys of an indicator's facts begin with."""
    return f"{project_key(one)}|指标|{item.indicator.name}"


def label_of_key(key: str, ledger: Ledger) -> str:
    """Return in words what a key speaks of, also where its fact is no longer there.

    实事|4|指标|硬化道路|滞后 → 农村公路提升：硬化道路滞后序时进度.
    """
    kind, *parts = re.sub(r"#[0-9a-f]{10}$", "", key).split("|")
    if kind == "实事" and len(parts) > 1:
        titles = {str(one.project.number): one.project.title for one in ledger.standings}
        rest = parts[2:] if parts[1] == "指标" else parts[1:]
        what = _IN_WORDS.get(rest[-1], rest[-1]) if rest else ""
        called = f"第{parts[0]}件实事" if parts[0].isdecimal() else parts[0]
        return f"{titles.get(parts[0], called)}：{''.join((*rest[:-1], what))}"
    if kind == "占比" and parts:
        return f"{parts[0]}占比"
    if kind == "计数" and parts:
        return _label_of_count(*parts)
    return "".join(parts) or key


def _label_of_count(kind: str, *names: str) -> str:
    """Return what is counted, in the words of `_counts`."""
    if kind == "类别":
        return f"{''.join(reversed(names))}件数"
    named = {"单位": "牵头件数", "涉及单位": "涉及单位数"}.get(kind)
    return f"{''.join(names)}{named}" if named else f"{kind}件数"


def is_comparable(item: IndicatorStanding) -> bool:
    """Return whether what was achieved can be held against the target: both are there and neither is doubtful."""
    achieved, target = item.report.achieved if item.report else None, item.indicator.target
    is_rated = item.indicator.kind.is_rated and item.completion.no_rate not in _BEYOND
    return is_rated and achieved is not None and target is not None


def compared_period(item: IndicatorStanding) -> str:
    """Return with which period the change of an indicator compares: 上期, or the earlier one that was reported last."""
    since = item.report.since if item.report else ""
    return printed_period(since) if since else LAST_PERIOD


def _of_settings(ledger: Ledger) -> Iterator[Fact]:
    settings = ledger.settings
    period, day = settings.period, settings.bulletin.inspected_on
    yield Fact("设置|年度", "年度", str(period.year), _SETTINGS, Decimal(period.year))
    yield Fact("设置|通报期", "通报期", printed_period(period.label), _SETTINGS)
    progress = settings.time_progress
    yield Fact("设置|序时进度", "序时进度", percent(progress), _SETTINGS, progress)
    if day is not None:
        yield Fact("设置|督查日期", "督查日期", official_date(day), _SETTINGS)


def _counts(ledger: Ledger) -> Iterator[Fact]:
    yield _count("计数|实事", "实事件数", len(ledger.standings))
    yield _count("计数|牵头单位", "牵头单位数（去重）", len(ledger.offices()))
    yield _count("计数|未报送单位", "未报送单位数", len(ledger.silent_units))
    groups = ledger.groups()
    shares = shares_of(tuple(len(group.standings) for group in groups))
    for group, share in zip(groups, shares, strict=True):
        name, involved = group.name, len(ledger.offices_of(group))
        yield _count(class_key(name), f"{name}件数", len(group.standings))
        yield _count(f"计数|涉及单位|{_part(name)}", f"{name}涉及单位数", involved)
        yield Fact(share_key(name), f"{name}占比", f"{share}%", _SUMMARY, share / 100)
        for unit, count in group.units():
            yield _count(class_unit_key(name, unit), f"{unit}{name}件数", count)
    for unit in ledger.lead_units():
        yield _count(f"计数|单位|{unit}", f"{unit}牵头件数", len(ledger.of_unit(unit)))
    kept_up = Counter(is_on_time(one, ledger.settings) for one in ledger.standings)
    yield _count("计数|达到序时进度", "达到序时进度件数", kept_up[True])
    yield _count("计数|未达序时进度", "未达序时进度件数", kept_up[False])
    yield _count("计数|进度不明", "进度不明件数", kept_up[None])


def _obstacles(ledger: Ledger) -> Iterator[Fact]:
    for one in obstacles_of(ledger):
        number = len(one.units)
        label = f"反映“{one.words}”的单位数"
        yield Fact(one.key, label, str(number), _SHORTCOMINGS, Decimal(number))


def _part(name: str) -> str:
    """Return a name as one part of a key."""
    return name.replace("|", "/")


def _count(key: str, label: str, number: int) -> Fact:
    return Fact(key, label, str(number), _SUMMARY, Decimal(number))


def _ranks(ledger: Ledger) -> dict[int, int]:
    """Return the rank of each rated project by its rate; one that the office keeps out of rankings takes no place."""
    able = [one for one in ledger.standings if one.project.is_ranked]
    found = zip(able, ranks_of(tuple(one.rate for one in able)), strict=True)
    return {one.project.number: rank for one, rank in found if rank is not None}


def _of_project(one: ProjectStanding, ledger: Ledger, ranks: dict[int, int]) -> Iterator[Fact]:
    key, label = project_key(one), one.project.title
    if one.rate is not None:
        yield Fact(f"{key}|完成率", f"{label}：完成率", one.rate_words, _SUMMARY, one.rate)
    rank = ranks.get(one.project.number)
    if rank is not None:
        yield Fact(f"{key}|名次", f"{label}：完成率名次", f"第{rank}位", _SUMMARY, Decimal(rank))
    if one.lag is not None and one.lag > 0:
        yield Fact(f"{key}|滞后", f"{label}：滞后序时进度", _points(one.lag), _SUMMARY, one.lag)
    for item in one.indicators:
        yield from _of_indicator(one, item, ledger)
    if one.report is not None:
        for _, name, amount in one.report.funds.told():
            yield Fact(f"{key}|{name}", f"{label}：{name}", str(amount), one.report.place, amount.value)


def _of_indicator(one: ProjectStanding, item: IndicatorStanding, ledger: Ledger) -> Iterator[Fact]:
    key, label = indicator_key(one, item), f"{one.project.title}：{item.indicator.name}"
    target, report = item.indicator.target, item.report
    if target is not None:
        yield Fact(f"{key}|年度目标", f"{label}年度目标", str(target), _LIST, target.value)
    if report is None or report.achieved is None:
        return
    place, done = report.place, report.achieved
    yield Fact(f"{key}|累计完成", f"{label}累计完成", str(done), place, done.value)
    if item.rate is not None:
        yield Fact(f"{key}|完成率", f"{label}完成率", item.rate_words, place, item.rate)
        behind = (ledger.settings.time_progress - item.rate) * 100
        if behind > 0:
            yield Fact(f"{key}|滞后", f"{label}滞后序时进度", _points(behind), place, behind)
    if target is not None and is_comparable(item):
        gap = abs(done.value - target.value)
        yield Fact(f"{key}|差额", f"{label}与目标的差额", _difference(gap, done), place, gap)
    yield from _change(item, key, label)


def _change(item: IndicatorStanding, key: str, label: str) -> Iterator[Fact]:
    report = item.report
    if report is None or report.achieved is None or report.previous is None:
        return
    done, before = report.achieved, report.previous
    shown = f"{plain(before)}{done.measure}"
    yield Fact(f"{key}|上期累计", f"{label}{compared_period(item)}累计", shown, report.place, before)
    change = abs(done.value - before)
    is_rate = item.indicator.kind is IndicatorKind.RATE or done.measure == PERCENT
    words = _difference(change, done) if is_rate else f"{plain(change)}{done.measure}"
    yield Fact(f"{key}|增量", f"{label}较{compared_period(item)}变化", words, report.place, change)


def _difference(value: Decimal, like: Quantity) -> str:
    return _points(value) if like.measure == PERCENT else f"{plain(value)}{like.measure}"


def _points(value: Decimal) -> str:
    return f"{plain(value)}个百分点"
