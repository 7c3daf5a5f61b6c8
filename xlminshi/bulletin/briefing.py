"""工作简报: the ledger → running text, unit by unit, then good practices, shortcomings, next steps (as 鲁山县 2022 第2期)."""

from xlminshi.bulletin.document import Paragraph, ParagraphStyle
from xlminshi.bulletin.numerals import joined
from xlminshi.bulletin.obstacles import MOST_UNITS, Obstacle, obstacles_of
from xlminshi.bulletin.overview import (
    lead,
    missing_words,
    own_paragraphs,
    requirements,
    shortcomings_proposed,
)
from xlminshi.bulletin.own_words import behind_name, opens_with_name, share_named, without_we
from xlminshi.bulletin.progress import NOTHING_WRITTEN, Progress, progress_of
from xlminshi.bulletin.rope import Rope, as_rope, ended, tied
from xlminshi.bulletin.teller import Teller
from xlminshi.bulletin.wording import clause, one_line
from xlminshi.core import standard_phrases as word
from xlminshi.core.ledger import ProjectStanding
from xlminshi.core.phrases import Use
from xlminshi.core.submission import FUNDS_OF_PROJECT

_BODY = ParagraphStyle.BODY
_NEXT_STEPS = "下一步工作"
_NOT_DONE = ("尚", "未", "没有", NOTHING_WRITTEN)
# Pairs of characters that titles of all kinds hold: they name no project.
_ANYTHING = frozenset(
    (
        *(
            "推进",
            "加强",
            "加快",
            "加大",
            "推动",
            "提升",
            "提高",
            "完善",
            "实施",
            "开展",
            "完成",
            "建设",
            "新建",
            "改建",
            "扩建",
        ),
        *(
            "改造",
            "工程",
            "项目",
            "工作",
            "任务",
            "目标",
            "全年",
            "情况",
            "进展",
            "设施",
            "一期",
            "二期",
            "三期",
        ),
        *("开工", "完工", "竣工", "投用", "使用"),
    )
)
_NAMELESS = ("目前", "形象进度", *FUNDS_OF_PROJECT.values())


def briefing_body(teller: Teller) -> tuple[Paragraph, ...]:
    """Return the body of a 工作简报: one paragraph that goes from unit to unit, then the office's own words."""
    bulletin = teller.settings.bulletin
    units = (_unit_sentence(unit, teller, turn) for turn, unit in enumerate(teller.ledger.lead_units()))
    whole = tied((ended(lead(teller)), *units, ended(missing_words(teller))))
    return (
        whole.paragraph("总体进展", _BODY),
        *_own(word.PRACTICES, bulletin.good_practices, teller),
        *_shortcomings(teller),
        *_own(_NEXT_STEPS, bulletin.next_steps or requirements(teller), teller),
    )


def _own(name: str, lines: tuple[str, ...], teller: Teller) -> tuple[Paragraph, ...]:
    texts = own_paragraphs(lines, teller)
    return tuple(Paragraph(f"{name}|{number}", _BODY, text) for number, text in enumerate(texts, start=1))


def _shortcomings(teller: Teller) -> tuple[Paragraph, ...]:
    """Return the office's own words on shortcomings, else the slow projects and what their units wrote of them."""
    own = teller.settings.bulletin.shortcomings
    if own:
        return _own(word.SHORTCOMINGS, own, teller)
    found = ended(shortcomings_proposed(teller))
    if not found:
        return ()
    whole = found + ended(tied((_obstacle(one, teller) for one in obstacles_of(teller.ledger)), "；"))
    return (whole.paragraph(f"{word.SHORTCOMINGS}|1", _BODY),)


def _obstacle(one: Obstacle, teller: Teller) -> Rope:
    """Return who tells of an obstacle and what it is; of many units the first, and how many they are."""
    names = joined(one.units[:MOST_UNITS])
    count = "等" + teller.told(one.key) + "个单位" if len(one.units) > MOST_UNITS else Rope()
    return names + count + "反映" + clause(one.words)


def _unit_sentence(unit: str, teller: Teller, turn: int) -> Rope:
    """Return one unit's projects as one sentence that begins with its name; empty where it has not reported."""
    own = [one for one in teller.ledger.of_unit(unit) if one.is_reported]
    told = [(one, _pieces(progress_of(one, teller, turn))) for one in own]
    if not any(found for _, found in told):
        return Rope() if unit in teller.ledger.missing_units else Rope(f"{unit}{NOTHING_WRITTEN}。")
    pieces: list[Rope] = []
    for one, (first, *rest) in ((one, found or [as_rope(NOTHING_WRITTEN)]) for one, found in told):
        pieces.append(_opening(one, first, teller, is_first=not pieces, is_only=len(told) == 1))
        pieces.extend(as_rope(without_we(piece) if isinstance(piece, str) else piece) for piece in rest)
    return ended(tied(pieces, "。" if any("。" in piece.text for piece in pieces) else "；"))


def _opening(one: ProjectStanding, first: Rope | str, teller: Teller, is_first: bool, is_only: bool) -> Rope:
    """Return a project's first words behind its unit's name, or behind what it is about where the words alone do not say it."""
    unit, units = one.project.lead_unit, teller.settings.units
    name = unit if is_first else ""
    if isinstance(first, str):
        if is_only:
            topic, is_vague = _topic(one, first, teller), not _names(one, first)
            return as_rope(behind_name(unit, first, units, topic, is_vague=is_vague))
        if opens_with_name(unit, first, units):
            return as_rope(first)
        first = without_we(first)
        return as_rope(name + _topic(one, first, teller) + first)
    clause_text = first.text.partition("，")[0]
    speaks = "已" in clause_text and not clause_text.startswith(_NAMELESS)
    return name + ("" if speaks and is_only else _topic(one, clause_text, teller)) + first


def _topic(one: ProjectStanding, words: str, teller: Teller) -> str:
    """Return what is spoken of: 推进养老设施建设，… or 妇幼筛查方面，…; "" where the words say it themselves."""
    title = clause(one_line(one.project.title))
    if share_named(title, words) * 2 >= 1:
        return ""
    phrases = teller.settings.phrases
    # 新建幼儿园，4所已投用; but 新建幼儿园方面，尚未开工: a verb at the beginning says that it was done.
    deeds = () if _is_undone(one, words) else phrases.words(Use.OPENING_VERBS)
    return f"{title}，" if title.startswith((*phrases.words(Use.SLOGANS), *deeds)) else f"{title}方面，"


def _is_undone(one: ProjectStanding, words: str) -> bool:
    figures = (item.report.achieved for item in one.indicators if item.report and item.report.achieved)
    return any(mark in words for mark in _NOT_DONE) or any(figure.value == 0 for figure in figures)


def _names(one: ProjectStanding, words: str) -> bool:
    """Return whether words name anything of what the project is about, and not just how far something is.

    Two characters of its title do, or three of an indicator's name.
    """
    names = (clause(one_line(item.indicator.name)) for item in one.indicators)
    pieces = {piece for name in names for piece in _runs(name, 3)}
    pieces |= _runs(clause(one_line(one.project.title)), 2) - _ANYTHING
    return not pieces or any(piece in words for piece in pieces)


def _runs(name: str, length: int) -> set[str]:
    return {name[at : at + length] for at in range(len(name) - length + 1)}


def _pieces(one: Progress) -> list[Rope | str]:
    return [piece for piece in (one.opening, one.words, one.figures, clause(one.steps)) if piece]
