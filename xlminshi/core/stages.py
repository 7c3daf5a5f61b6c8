"""Which stage (节点) an indicator has reached: what its own cell says, else 形象进度 where that can mean no other indicator."""

import re
from dataclasses import replace

from xlminshi.core.project import Indicator, IndicatorKind, Project
from xlminshi.core.submission import IndicatorReport, ProjectReport

NOTHING_SAID = frozenset(("", "无", "暂无", "没有", "/", "-", "—", "——", "略"))
_LETTER = re.compile(r"[^\W\d_]")


def has_only_stage(project: Project, indicator: Indicator) -> bool:
    """Return whether an indicator is the only one of its project that tells a stage."""
    stages = [one for one in project.indicators if one.kind is IndicatorKind.MILESTONE]
    return stages == [indicator]


def is_stage_beside(
    report: IndicatorReport,
    whole: ProjectReport,
    project: Project,
    indicator: Indicator,
    ladder: tuple[str, ...],
) -> bool:
    """Return whether the stage of an indicator is the one under 形象进度: its own cell is empty, or holds a mere figure.

    Forms have a drop-down of stages in both cells, and whoever fills in one of them has said it. A figure (1, 50%) that is
    none of the office's stages (`ladder`) says nothing of a stage; words do, whatever they are.
    """
    if not whole.milestone or not has_only_stage(project, indicator):
        return False
    words = report.words.strip()
    is_figure = words not in ladder and not _LETTER.search(words)
    return report.typed.strip() in NOTHING_SAID and (words in NOTHING_SAID or is_figure)


def with_stage(
    report: IndicatorReport | None,
    whole: ProjectReport | None,
    project: Project,
    indicator: Indicator,
    ladder: tuple[str, ...],
) -> IndicatorReport | None:
    """Return the report on an indicator of stages, with the stage that stands under 形象进度 where that one counts."""
    if report is None or whole is None or not is_stage_beside(report, whole, project, indicator, ladder):
        return report
    return replace(report, words=whole.milestone, typed="", place=whole.place_of("milestone"))
