"""The ledger (台账): every project with its figures, the program's proposal, a person's verdict, and the counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from xlminshi.core.office_names import distinct_offices
from xlminshi.core.progress import Completion, NoRate, completion, lag, milestone_met, rate_together
from xlminshi.core.project import Indicator, IndicatorKind, Programme, Project
from xlminshi.core.quantity import Qualifier
from xlminshi.core.settings import Settings
from xlminshi.core.stages import with_stage
from xlminshi.core.status import (
    UNDECIDED,
    Light,
    Proposal,
    Status,
    StatusClass,
    Verdict,
    class_for,
    light_for,
    percent,
    reason_for,
    under_last_place,
)
from xlminshi.core.submission import IndicatorReport, ProjectReport, Submission
from xlminshi.core.units import UnitDirectory


@dataclass(frozen=True, slots=True)
class IndicatorStanding:
    """One indicator with what was reported of it and the rate that follows."""

    indicator: Indicator
    report: IndicatorReport | None
    completion: Completion

    @property
    def rate(self) -> Decimal | None:
        """Return the completion rate as a share, or None."""
        return self.completion.rate

    @property
    def is_tiny(self) -> bool:
        """Return whether something was done and the rate is nevertheless 0 as it is rounded."""
        done = self.report.achieved if self.report else None
        return self.rate == 0 and done is not None and done.value > 0

    @property
    def rate_words(self) -> str:
        """Return the rate as texts print it: 155.17%, and 不足1% in place of a 0% that is none; "" where there is no rate."""
        return _rate_words(self.rate, self.indicator.decimals, self.is_tiny)


@dataclass(frozen=True, slots=True)
class ProjectStanding:
    """One project as it stands in this period. `lag` is in percentage points, negative when ahead."""

    project: Project
    indicators: tuple[IndicatorStanding, ...]
    report: ProjectReport | None
    is_reported: bool
    rate: Decimal | None
    lag: Decimal | None
    light: Light | None
    proposal: Proposal
    verdict: Verdict | None

    @property
    def decimals(self) -> int:
        """Return how many decimals of a percent the rate has: those of the indicator it comes from; of a mean, the most."""
        rated = [one for one in self.indicators if one.rate is not None]
        own = next((one.indicator.decimals for one in rated if one.rate == self.rate), None)
        return own if own is not None else max((one.indicator.decimals for one in rated), default=2)

    @property
    def is_tiny(self) -> bool:
        """Return whether the rate is 0 as it is rounded, and something was done of every indicator that it comes from."""
        own = [one for one in self.indicators if one.rate is not None and one.rate == self.rate]
        return bool(own) and all(one.is_tiny for one in own)

    @property
    def rate_words(self) -> str:
        """Return the rate as texts print it, as that of an indicator."""
        return _rate_words(self.rate, self.decimals, self.is_tiny)

    @property
    def class_name(self) -> str:
        """Return the class in which the bulletin names the project: the verdict's, else the proposal's."""
        return self.verdict.class_name if self.verdict else self.proposal.class_name


def _rate_words(rate: Decimal | None, decimals: int, is_tiny: bool) -> str:
    if rate is None:
        return ""
    return under_last_place(decimals) if is_tiny else percent(rate)


@dataclass(frozen=True, slots=True)
class Group:
    """The projects of one class, in the order of the list. `status_class` None is the group 待认定."""

    name: str
    status_class: StatusClass | None
    standings: tuple[ProjectStanding, ...]

    def units(self) -> tuple[tuple[str, int], ...]:
        """Return the distinct lead units of the group, each with its number of projects, in order of their first."""
        counts: dict[str, int] = {}
        for one in self.standings:
            counts[one.project.lead_unit] = counts.get(one.project.lead_unit, 0) + 1
        return tuple(counts.items())


@dataclass(frozen=True, slots=True)
class Ledger:
    """All projects of one period.

    `missing_units` have no figures in it; of these, `unsettled_units` did send a file, which nobody has adopted yet.
    """

    programme: Programme
    settings: Settings
    standings: tuple[ProjectStanding, ...]
    missing_units: tuple[str, ...]
    unsettled_units: tuple[str, ...] = ()

    @property
    def silent_units(self) -> tuple[str, ...]:
        """Return the units that have sent nothing."""
        return tuple(unit for unit in self.missing_units if unit not in self.unsettled_units)

    def groups(self) -> tuple[Group, ...]:
        """Return all classes in the order of the settings, empty ones too, and 待认定 last where anything is undecided."""
        classes = [Group(one.name, one, self._in_class(one.name)) for one in self.settings.classes]
        undecided = self._in_class(UNDECIDED)
        return (*classes, Group(UNDECIDED, None, undecided)) if undecided else tuple(classes)

    def lead_units(self) -> tuple[str, ...]:
        """Return the distinct lead units, each with a return of its own, in the directory's order, then the list's."""
        return units_in_order(self.programme, self.settings)

    def offices(self, units: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return the distinct offices of some lead units, else of all: two that lead a project together are counted as two."""
        return distinct_offices(self.lead_units() if units is None else units, self.settings.units)

    def offices_of(self, group: Group) -> tuple[str, ...]:
        """Return the distinct offices that lead the projects of a class."""
        return self.offices(unit for unit, _ in group.units())

    def directory(self) -> UnitDirectory:
        """Return the office's directory, in which those that only lead together with others stand as well, each for itself."""
        found = self.settings.units
        for office in self.offices():
            found = found.with_unit(office)
        return found

    def of_unit(self, lead_unit: str) -> tuple[ProjectStanding, ...]:
        """Return the projects of one lead unit."""
        return tuple(one for one in self.standings if one.project.lead_unit == lead_unit)

    def by_unit(self) -> dict[str, tuple[ProjectStanding, ...]]:
        """Return the projects of every lead unit, found in one pass over all of them."""
        found: dict[str, list[ProjectStanding]] = {unit: [] for unit in self.lead_units()}
        for one in self.standings:
            found[one.project.lead_unit].append(one)
        return {unit: tuple(own) for unit, own in found.items()}

    def lights(self) -> tuple[tuple[Light | None, int], ...]:
        """Return every light of the settings with its number of projects, and behind them those without a rate (None)."""
        counts: dict[Light | None, int] = dict.fromkeys((*self.settings.lights, None), 0)
        for one in self.standings:
            counts[one.light] += 1
        return tuple(counts.items())

    def _in_class(self, name: str) -> tuple[ProjectStanding, ...]:
        return tuple(one for one in self.standings if one.class_name == name)


def units_in_order(programme: Programme, settings: Settings) -> tuple[str, ...]:
    """Return the distinct lead units in the directory's order, then in the order of their first project."""
    order = {unit.name: index for index, unit in reversed(tuple(enumerate(settings.units.units)))}
    return tuple(sorted(programme.lead_units(), key=lambda unit: order.get(unit, len(order))))


def compile_ledger(
    programme: Programme,
    settings: Settings,
    submissions: tuple[Submission, ...],
    verdicts: tuple[Verdict, ...] = (),
) -> Ledger:
    """Return the ledger of one period; at most one submission per unit, one verdict per project, in any order.

    A verdict for a class that the settings do not have is not adopted: else the project would stand in no class.
    """
    reported = {one.lead_unit: one for one in submissions if not one.is_blank()}
    decided = {one.project_title: one for one in verdicts if _is_known(one.class_name, settings)}
    progress = settings.time_progress
    standings = tuple(
        _standing(project, settings, progress, reported.get(project.lead_unit), decided.get(project.title))
        for project in programme.projects
    )
    missing = tuple(unit for unit in programme.lead_units() if unit not in reported)
    return Ledger(programme, settings, standings, missing)


def _is_known(class_name: str, settings: Settings) -> bool:
    """A person may also decide that nothing is decided yet (待认定), against a proposal."""
    return class_name == UNDECIDED or settings.status_class(class_name) is not None


def _standing(
    project: Project,
    settings: Settings,
    progress: Decimal,
    submission: Submission | None,
    verdict: Verdict | None,
) -> ProjectStanding:
    indicators = tuple(_indicator_standing(project, one, settings, submission) for one in project.indicators)
    told = tuple((one.indicator, one.completion) for one in indicators)
    rate = rate_together(told, settings.rate_rule)
    return ProjectStanding(
        project=project,
        indicators=indicators,
        report=submission.of_project(project.title) if submission else None,
        is_reported=submission is not None,
        rate=rate,
        lag=lag(progress, rate) if rate is not None else None,
        light=light_for(rate, progress, settings.lights) if rate is not None else None,
        proposal=_proposal(indicators, rate, progress, submission is not None, settings),
        verdict=verdict,
    )


def _indicator_standing(
    project: Project, indicator: Indicator, settings: Settings, submission: Submission | None
) -> IndicatorStanding:
    report = submission.of_indicator(project.title, indicator.name) if submission else None
    if indicator.kind is IndicatorKind.MILESTONE:
        whole = submission.of_project(project.title) if submission else None
        report = with_stage(report, whole, project, indicator, settings.milestones)
        words = report.words if report else ""
        is_met = milestone_met(words, indicator.target_words, settings.milestones)
        return IndicatorStanding(indicator, report, Completion(None, is_met, NoRate.WORDS))
    achieved = report.achieved if report else None
    return IndicatorStanding(indicator, report, completion(indicator, achieved, settings.rate_rule))


def open_question(indicators: tuple[IndicatorStanding, ...]) -> IndicatorStanding | None:
    """Return the first indicator for which nobody can rate the project."""
    return next((one for one in indicators if one.completion.is_open), None)


def _proposal(
    indicators: tuple[IndicatorStanding, ...],
    rate: Decimal | None,
    progress: Decimal,
    is_reported: bool,
    settings: Settings,
) -> Proposal:
    if not is_reported:
        return Proposal(UNDECIDED, "牵头单位未报送")
    if rate is None:
        return _proposal_without_rate(indicators, settings)
    found = class_for(rate, progress, settings.classes)
    reason = reason_for(rate, progress) + _scope(indicators, settings)
    if found is None:
        return Proposal(UNDECIDED, f"{reason}，不符合任何一类的条件")
    doubt = next((words for one in indicators if (words := _doubt_of_completion(one))), "")
    if found.status is Status.COMPLETED and doubt:
        return Proposal(UNDECIDED, f"{reason}，但{doubt}")
    return Proposal(found.name, reason)


def _doubt_of_completion(one: IndicatorStanding) -> str:
    """Return why figures at 100 % do not yet mean completion: an open milestone, or a target reached only about."""
    if _is_unmet_milestone(one):
        return _milestone_words(one)
    achieved = one.report.achieved if one.report else None
    if achieved is not None and achieved.qualifier is Qualifier.ABOUT and one.completion.is_met:
        return f"{one.indicator.name}“{achieved}”不是确数"
    return ""


def _is_unmet_milestone(one: IndicatorStanding) -> bool:
    """A target milestone that is not reached, not filled in or not one of the office's; figures have their rates."""
    is_milestone = one.indicator.kind is IndicatorKind.MILESTONE
    return is_milestone and bool(one.indicator.target_words) and not one.completion.is_met


def _proposal_without_rate(indicators: tuple[IndicatorStanding, ...], settings: Settings) -> Proposal:
    """Propose completion where every milestone is reached; anything else without a rate is for a person."""
    milestones = [one for one in indicators if one.indicator.kind is IndicatorKind.MILESTONE]
    told = "，".join(_milestone_words(one) for one in milestones)
    completed = next((one for one in settings.classes if one.status is Status.COMPLETED), None)
    judged = [one.completion.is_met for one in indicators if _has_aim(one)]
    if milestones and completed is not None and judged and all(judged):
        return Proposal(completed.name, told)
    why = _why_no_rate(indicators)
    return Proposal(UNDECIDED, f"{told}；{why}" if told else why)


def _has_aim(one: IndicatorStanding) -> bool:
    return bool(one.indicator.target is not None or one.indicator.target_words)


def _milestone_words(one: IndicatorStanding) -> str:
    words = (one.report.words if one.report else "") or "未填"
    aim = f"，目标节点“{one.indicator.target_words}”" if one.indicator.target_words else ""
    return f"{one.indicator.name}目前“{words}”{aim}"


def _why_no_rate(indicators: tuple[IndicatorStanding, ...]) -> str:
    first = open_question(indicators)
    if first is not None and first.completion.no_rate is not None:
        typed = first.report.typed if first.report else ""
        if typed and first.completion.no_rate is NoRate.NOT_REPORTED:
            return f"指标“{first.indicator.name}”填写的“{typed}”无法读取"
        return f"指标“{first.indicator.name}”{first.completion.no_rate.value}"
    if any(one.rate is not None for one in indicators):
        return "指标权重有误，不能计算完成率"
    if any(one.completion.is_met is not None for one in indicators):
        return "指标只能判断是否达到，不能计算完成率"
    if any(one.completion.no_rate is NoRate.NO_TARGET for one in indicators):
        return "指标未设全年目标，不能计算完成率"
    return "只有文字、节点或资金情况，不能计算完成率"


def _scope(indicators: tuple[IndicatorStanding, ...], settings: Settings) -> str:
    rated = sum(one.rate is not None for one in indicators)
    without_target = sum(one.completion.no_rate is NoRate.NO_TARGET for one in indicators)
    parts = []
    if rated > 1:
        parts.append(f"{rated}项指标{settings.rate_rule.aggregation.value}")
    if without_target:
        parts.append(f"另{without_target}项指标未设目标")
    words = sum(one.indicator.kind is IndicatorKind.WORDS for one in indicators)
    if words:
        parts.append(f"另{words}项文字指标未计入")
    return f"（{'，'.join(parts)}）" if parts else ""
