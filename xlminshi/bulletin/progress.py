"""A project's progress in words: what the unit wrote, completed by the figures that it left out."""

from dataclasses import dataclass
from itertools import pairwise

from xlminshi.bulletin.clauses import Stand, figure_clauses, milestone_clause, money_clause
from xlminshi.bulletin.own_words import (
    explains_zero,
    has_figure,
    is_described,
    is_rank,
    is_told,
    is_vague,
    is_verdict,
    narrative_of,
    own_text,
    rank_told,
    without_we,
    words_of,
)
from xlminshi.bulletin.rope import Rope, ended, tied
from xlminshi.bulletin.teller import Teller
from xlminshi.bulletin.wording import sentence
from xlminshi.core.ledger import IndicatorStanding, ProjectStanding
from xlminshi.core.project import IndicatorKind
from xlminshi.core.settings import DocumentKind
from xlminshi.core.status import Status

NOT_RETURNED, UNSETTLED = "【牵头单位未报送】", "【牵头单位报送的内容待核实】"
NOTHING_WRITTEN = "【未填写进展情况】"


@dataclass(frozen=True, slots=True)
class Progress:
    """What is to be told of a project: figures, the unit's own words, further figures, and what it means to do next.

    None has a mark at its end.
    """

    opening: Rope
    words: str
    figures: Rope
    steps: str = ""


def progress_of(one: ProjectStanding, teller: Teller, turn: int) -> Progress:
    """Return what is to be told of a project that was reported; of `turn` depends which variants are used."""
    narrative, rank = narrative_of(one), rank_told(one)
    if is_rank(narrative):
        narrative, rank = "", narrative
    if not narrative or _is_said_by_figures(one, narrative):
        return _without_words(one, rank, teller, turn)
    if rank and rank not in narrative:
        narrative = f"{narrative}，{rank}"
    before, after = _left_out(one, narrative, teller)
    opening = joined(figure_clauses(one, before, teller, turn, Stand.BEFORE))
    behind = joined(figure_clauses(one, after, teller, turn, Stand.BEHIND))
    stage = _stage(one, behind, teller, turn) if is_vague(narrative) else Rope()
    return Progress(opening, narrative, tied([piece for piece in (behind, stage) if piece], "；"))


def _is_said_by_figures(one: ProjectStanding, narrative: str) -> bool:
    """Return whether a unit wrote nothing but 超额完成, and every figure says so itself."""
    rated = [item for item in one.indicators if item.completion.is_met is not None]
    return (
        is_verdict(narrative)
        and bool(rated)
        and all(item.completion.is_met for item in rated)
        and ("超额" not in narrative or any(item.rate is not None and item.rate > 1 for item in rated))
    )


def _without_words(one: ProjectStanding, rank: str, teller: Teller, turn: int) -> Progress:
    """Return what figures, stage and money tell where the unit wrote nothing but, perhaps, its rank."""
    steps = _steps(one, teller)
    clauses = figure_clauses(one, one.indicators, teller, turn, Stand.ALONE)
    figures = joined(clauses)
    stage = _stage(one, figures, teller, turn, has_steps=bool(steps))
    if rank and figures:
        figures = figures + "，" + rank
    pieces = [piece for piece in (figures, stage, money_clause(one, teller, turn)) if piece]
    if rank and not figures:
        return Progress(Rope(), rank, tied(pieces, "；"), steps)
    return Progress(Rope(), "", tied(pieces, "；"), steps)


def _stage(
    one: ProjectStanding, figures: Rope, teller: Teller, turn: int, *, has_steps: bool = False
) -> Rope:
    """Return the stage that a project has reached, unless an indicator tells it."""
    milestone = one.report.milestone if one.report else ""
    is_said = any(item.report and item.report.words == milestone for item in one.indicators)
    if is_said or f"已{milestone}" in figures.text:  # 已开工小区11个
        return Rope()
    return milestone_clause(one, teller, turn, has_steps=has_steps)


def _left_out(
    one: ProjectStanding, narrative: str, teller: Teller
) -> tuple[tuple[IndicatorStanding, ...], tuple[IndicatorStanding, ...]]:
    """Return the indicators that a unit's words leave out: those told before the words, and those told behind them.

    In running text the order of the list is kept as far as the words show it; elsewhere the words come first.
    """
    tells_zero = teller.status_of(one) is Status.LAGGING and not explains_zero(narrative)
    known = [
        item for item in one.indicators if has_figure(item, tells_zero) or _has_words(item, narrative, teller)
    ]
    measures = [item.indicator.measure for item in known if not words_of(item)]
    told = [item for item in known if is_told(item, narrative, measures.count(item.indicator.measure) == 1)]
    left = tuple(item for item in known if item not in told and not is_described(item, narrative))
    if teller.kind is not DocumentKind.BRIEFING:
        return (), left
    first = known.index(told[0]) if told else len(known)
    before = tuple(item for item in left if known.index(item) < first)
    return before, tuple(item for item in left if item not in before)


def _has_words(item: IndicatorStanding, narrative: str, teller: Teller) -> bool:
    """Return whether a unit wrote something of an indicator; no stage where its other words name one."""
    names_stage = any(stage in narrative for stage in teller.settings.milestones)
    return bool(words_of(item)) and not (item.indicator.kind is IndicatorKind.MILESTONE and names_stage)


def progress_text(one: ProjectStanding, teller: Teller, turn: int = 0) -> Rope:
    """Return what stands behind 完成情况：the unit's own words first; a visible mark where there is nothing to say."""
    if not one.is_reported:
        return Rope(UNSETTLED if one.project.lead_unit in teller.ledger.unsettled_units else NOT_RETURNED)
    said = progress_of(one, teller, turn)
    words = without_we(said.words)  # the heading names the unit
    whole = ended(said.opening) + sentence(words) + ended(said.figures) + sentence(said.steps)
    return whole or Rope(NOTHING_WRITTEN)


def joined(clauses: list[Rope]) -> Rope:
    """Join with ， but with ； beside a clause that has a comma of its own."""
    whole = clauses[0] if clauses else Rope()
    for before, one in pairwise(clauses):
        whole = whole + ("；" if "，" in before.text + one.text else "，") + one
    return whole


def _steps(one: ProjectStanding, teller: Teller) -> str:
    """Return what the unit of a slow project means to do next, where it wrote nothing else."""
    steps = own_text(one.report.next_steps) if one.report else ""
    if not steps or teller.status_of(one) is not Status.LAGGING:
        return ""
    return steps if steps.startswith(("下一步", "下步")) else f"下一步，{steps}"
