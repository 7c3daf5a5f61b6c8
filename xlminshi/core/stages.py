"""Which stage (节点) an indicator has reached: what its own cell says, else 形象进度 where that can mean no other indicator."""

from dataclasses import replace

from xlminshi.core.project import Indicator, IndicatorKind, Project
from xlminshi.core.submission import IndicatorReport, ProjectReport

NOTHING_SAID = frozenset(("", "无", "暂无", "没有", "/", "-", "—", "——", "略"))


def has_only_stage(project: Project, indicator: Indicator) -> bool:
    """Return whether an indicator is the only one of its project that tells a stage."""
    stages = [one for one in project.indicators if one.kind is IndicatorKind.MILESTONE]
    return stages == [indicator]


def with_stage(
    report: IndicatorReport | None, whole: ProjectReport | None, project: Project, indicator: Indicator
) -> IndicatorReport | None:
    """Return the report on an indicator of stages; one whose own cell is empty has the stage that stands under 形象进度.

    Forms have a drop-down of stages in both cells, and whoever fills in one of them has said it.
    """
    if report is None or whole is None or not whole.milestone or not has_only_stage(project, indicator):
        return report
    if report.words.strip() not in NOTHING_SAID or report.typed.strip() not in NOTHING_SAID:
        return report
    return replace(report, words=whole.milestone, typed="", place=whole.place_of("milestone"))
