"""单位排名: the lead units by place, with what counted and how the place changed; the rule is printed under the table."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from xlminshi.core.ledger import Ledger
from xlminshi.core.office_names import names_of, offices_in
from xlminshi.core.quantity import plain
from xlminshi.core.ranking import Ranked, Ranking, change_words, days_words
from xlminshi.core.ranking_rule import RankBy
from xlminshi.core.status import percent
from xlminshi.core.units import UnitDirectory
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.chart_names import (
    CHART_NAME_HEADER,
    CHART_NAME_WIDTH,
    LONGEST_NAME,
    chart_names,
)
from xlminshi.form.paging import paged, printed
from xlminshi.form.sheets import Area, Content, DataBar, Page, SheetPlan, Style
from xlminshi.form.summary import MADE_ANEW, NONE, rate_style

SHEET_NAME = "单位排名"
BAR_COLOUR = "9DC3E6"
LAST_FILL, UP_INK, DOWN_INK = "F8CBAD", "00803C", look.WARNING_INK
_HEADER_ROW, BODY_ROW = 2, 3


@dataclass(frozen=True, slots=True)
class _Line:
    line: Ranked
    ranking: Ranking
    progress: Decimal
    chart_name: str


@dataclass(frozen=True, slots=True)
class _Column:
    header: str
    width: float
    content: Callable[[_Line], Content]


def _rate(one: _Line) -> Content:
    return one.line.figures.rate  # the chart draws it, and would draw words as 0


def _lead(one: _Line) -> Content:
    return one.line.figures.lead if one.line.figures.lead is not None else NONE


def _score(one: _Line) -> Content:
    return one.line.figures.score if one.line.figures.score is not None else NONE


def _days(one: _Line) -> Content:
    days = one.line.figures.days
    return days_words(days) if days is not None else NONE


def _place(one: _Line) -> Content:
    return one.line.place if one.line.place is not None else NONE


def _former(one: _Line) -> Content:
    return one.line.former if one.line.former is not None else NONE


_FIRST_COLUMNS = (
    _Column("名次", 7, _place),
    _Column("变化", 7, lambda one: change_words(one.line, one.ranking.has_former) or NONE),
    _Column("牵头单位", 28, lambda one: one.line.lead_unit),
    _Column("平均完成率", 16, _rate),
    _Column("序时进度", 10, lambda one: one.progress),
    _Column("领先序时\n（百分点）", 12, _lead),
)
_SCORE_COLUMN = _Column("加权得分", 10, _score)
_DAYS_COLUMN = _Column("报送", 11, _days)
_REMARKS = _Column("说明", 36, lambda one: _remark(one.line))
_LAST_COLUMNS = (
    _Column("实事\n（件）", 8, lambda one: one.line.figures.projects),
    _Column("计入\n（件）", 8, lambda one: one.line.figures.counted),
    _Column("已完成\n（件）", 9, lambda one: one.line.figures.completed),
    _Column("不公布\n（件）", 9, lambda one: one.line.figures.left_out),
    _Column("上期\n名次", 8, _former),
    _REMARKS,
)
_NAME_COLUMN = _Column(CHART_NAME_HEADER, CHART_NAME_WIDTH, lambda one: one.chart_name)
_HEADS = tuple(column.header for column in _FIRST_COLUMNS)
UNIT, RATE, PROGRESS = (_HEADS.index(name) for name in ("牵头单位", "平均完成率", "序时进度"))
_PLACE, _CHANGE, _LEAD = (_HEADS.index(name) for name in ("名次", "变化", "领先序时\n（百分点）"))


def columns_of(ranking: Ranking) -> tuple[_Column, ...]:
    """Return the columns: what nobody asked for (score) or nobody knows (when it came) is left out."""
    found = [*_FIRST_COLUMNS]
    if ranking.rule.by is RankBy.SCORE:
        found.append(_SCORE_COLUMN)
    if any(line.figures.days is not None for line in ranking.lines):
        found.append(_DAYS_COLUMN)
    found.extend(_LAST_COLUMNS)
    if _has_long_names(ranking):
        found.append(_NAME_COLUMN)
    return tuple(found)


def label_column(ranking: Ranking) -> int:
    """Return in which column a chart finds the names of the units."""
    return len(columns_of(ranking)) - 1 if _has_long_names(ranking) else UNIT


def _has_long_names(ranking: Ranking) -> bool:
    return any(len(line.lead_unit) > LONGEST_NAME for line in ranking.lines)


def ranking_sheet(ranking: Ranking, ledger: Ledger) -> SheetPlan:
    """Return 单位排名: one row per lead unit by place, below it who cannot be ranked, the rule and the legend."""
    described = columns_of(ranking)
    canvas = Canvas(SHEET_NAME, tuple(column.width for column in described))
    columns = len(described) - _has_long_names(ranking)
    title = f"{ledger.programme.title}单位排名（{ledger.settings.period.label}）"
    canvas.put(0, 0, title, look.TITLE, columns=columns)
    canvas.raise_row(0, 34)
    canvas.put(1, 0, f"{places_line(ranking)}{MADE_ANEW}", look.restyled(look.NOTE, size=11), columns=columns)
    canvas.put_row(_HEADER_ROW, tuple(column.header for column in described), look.HEAD)
    short = chart_names(line.lead_unit for line in ranking.lines)
    for index, line in enumerate(ranking.lines):
        one = _Line(line, ranking, ledger.settings.time_progress, short[line.lead_unit])
        _put_line(canvas, BODY_ROW + index, one, described)
    last = BODY_ROW + max(len(ranking.lines), 1) - 1
    row = _put_rule(canvas, last + 2, ranking, ledger, columns)
    _put_legend(canvas, row + 1)
    plan = replace(
        canvas.plan(),
        freeze=(BODY_ROW, UNIT + 1),
        filter=Area(_HEADER_ROW, 0, last, len(described) - 1),
        page=Page(is_landscape=True, repeat=(0, _HEADER_ROW)),
        is_protected=True,
        tab_colour="2E75B6",
        bars=(DataBar(Area(BODY_ROW, RATE, last, RATE), BAR_COLOUR, Decimal(1)),),
    )
    shown = printed(plan, columns) if columns < len(described) else plan
    return paged(shown, last, (last + 2,))


def places_line(ranking: Ranking) -> str:
    """Return who is first and who last: 前三名：第1名甲、乙，第3名丙；后两名：第8名丁，第9名戊。"""
    if ranking.rule.by is RankBy.NOTHING:
        return "按设置，本期只列数据，不排名。"
    ranked = ranking.ranked()
    if not ranked:
        return "本期没有可以排名的单位。"
    parts = [_whole_order(ranked)] if _is_short(ranked) else [_first_words(ranked)]
    last = [line for line in ranked if line.is_last]
    if last and not _is_short(ranked):
        parts.append(_side("后", "末位", last, ranking.rule.bottom))
    others = len(ranking.lines) - len(ranked)
    if others:
        parts.append(f"另有{others}个单位不参加排名")
    return f"{'；'.join(parts)}。"


def _is_short(ranked: tuple[Ranked, ...]) -> bool:
    """Return whether so few units are ranked that none of them can be called one of the first or the last."""
    return len(ranked) <= _FIRST or ranked[-1].place == 1


def _whole_order(ranked: tuple[Ranked, ...]) -> str:
    if len(ranked) == 1:
        return f"只有{ranked[0].lead_unit}1个单位参加排名"
    if ranked[-1].place == 1:
        return f"参加排名的{_count_words(ranked)}并列"
    return f"共{_count_words(ranked)}参加排名：{_by_place(list(ranked))}"


def _count_words(ranked: tuple[Ranked, ...]) -> str:
    """Return how many units are ranked; who leads together is ranked as one, and the count of offices is another."""
    is_joint = any(len(offices_in(one.lead_unit, UnitDirectory())) > 1 for one in ranked)
    return f"{len(ranked)}个单位{'（共同牵头的合算1个）' if is_joint else ''}"


def _first_words(ranked: tuple[Ranked, ...]) -> str:
    """Return who is first; nobody is praised for having done nothing."""
    first = [line for line in ranked if (line.place or 0) <= _FIRST and _is_praised(line)]
    return _side("前", "首位", first, _FIRST) if first else f"前{_NUMERALS[_FIRST]}名：暂无"


def _side(side: str, alone: str, lines: list[Ranked], most: int) -> str:
    """Return the units at one end, as so many as there are: 后三名：…, 后两名：…, 末位：…."""
    count = min(len(lines), most)
    return f"{f'{side}{_NUMERALS[count]}名' if count > 1 else alone}：{_by_place(lines)}"


def _is_praised(line: Ranked) -> bool:
    return not line.is_last and line.figures.rate != 0


_FIRST = 3
_NUMERALS = "零一两三四五六七八九十"
# More names than this in one sentence nobody reads; the table has them all.
_MOST_NAMES = 8


def _by_place(lines: list[Ranked]) -> str:
    """Return the units by place: 第1名甲、乙，第3名丙; of many that share places, the first and how many there are."""
    groups: dict[int, list[str]] = {}
    for line in lines[:_MOST_NAMES]:
        groups.setdefault(line.place or 0, []).append(line.lead_unit)
    words = "，".join(
        f"第{place}名{'、'.join(names_of(units, UnitDirectory()))}" for place, units in groups.items()
    )
    return f"{words}等{len(lines)}个" if len(lines) > _MOST_NAMES else words


def _put_line(canvas: Canvas, row: int, one: _Line, columns: tuple[_Column, ...]) -> None:
    fill = LAST_FILL if one.line.is_last else ""
    remarks = columns.index(_REMARKS)
    for column, described in enumerate(columns):
        content = described.content(one)
        style = _style(column, content, one, remarks)
        style = look.restyled(style, fill=fill) if fill else style
        canvas.put(row, column, content, style)
    canvas.raise_row(row, 22)


def _style(column: int, content: Content, one: _Line, remarks: int) -> Style:
    """Return how a cell looks; the column of the remarks is left-aligned, and so is what stands behind it."""
    figures = one.line.figures
    if column == RATE:
        return rate_style(figures.decimals, figures.rate)
    if column == PROGRESS:
        return replace(rate_style(2, one.progress), align="center")
    if column == _LEAD and figures.lead is not None:
        ink = DOWN_INK if figures.lead < 0 else look.INK
        return look.restyled(look.CENTRE, ink=ink, number_format="0.00" if figures.lead % 1 else "0")
    if column == _CHANGE and isinstance(content, str):
        ink = UP_INK if content[0] in "↑新" else DOWN_INK if content[0] == "↓" else look.INK
        return look.restyled(look.CENTRE, ink=ink)
    if column == _PLACE:
        return look.restyled(look.CENTRE, is_bold=True)
    if column == UNIT:
        return look.PLAIN
    return look.restyled(look.PLAIN, size=10) if column >= remarks else look.CENTRE


def _remark(line: Ranked) -> Content:
    if line.why_not:
        return f"不参加排名：{line.why_not}"
    parts = []
    if line.is_last:
        parts.append("末位名次")
    figures = line.figures
    uncounted = figures.projects - figures.counted - figures.left_out
    if uncounted:
        parts.append(f"{uncounted}件没有完成率，未计入")
    return "；".join(parts) or None


def _put_rule(canvas: Canvas, row: int, ranking: Ranking, ledger: Ledger, columns: int) -> int:
    canvas.put(row, 0, "排名规则", look.restyled(look.LABEL, align="left", size=12))
    lines = rule_lines(ranking, ledger)
    for index, text in enumerate(lines, start=1):
        style = look.restyled(look.PLAIN, has_border=False)
        canvas.put(row + index, 0, f"{index}. {text}", style, columns=columns)
    return row + 1 + len(lines)


def rule_lines(ranking: Ranking, ledger: Ledger) -> tuple[str, ...]:
    """Return the rule in sentences, as it was applied."""
    rule = ranking.rule
    if rule.by is RankBy.NOTHING:
        return (
            "设置表中“单位排名依据”为“不排名”，各单位按单位名录的先后列出。",
            _mean_line(ranking),
        )
    lines = [_basis_line(ranking, ledger), _mean_line(ranking)]
    lines.append("数值相同的并列，后面的名次相应空出，例如1、2、2、4。")
    lines.append(_change_line(ranking))
    if rule.bottom:
        lines.append(
            f"末位名次标出最后{rule.bottom}名，并列的同时标出；不超过参加排名单位的一半，达到序时进度（按时报送）的不标。"
        )
    lines.append("未报送、应有完成率而没有填清的单位不参加排名；实事清单“公布排名”为“否”的实事不计入。")
    return tuple(lines)


def _basis_line(ranking: Ranking, ledger: Ledger) -> str:
    by = ranking.rule.by
    if by is RankBy.SCORE:
        total = sum(weight for _, weight in ranking.rule.weights.parts())
        return (
            f"按加权得分从高到低排列。权重：{ranking.rule.weights}（合计{plain(Decimal(total))}，折合100分）。"
            "完成率超过100%按100%计；达序时进度为达到序时进度的实事占比；报送时间不明的不计报送及时一项。"
        )
    if by is RankBy.TIMELINESS:
        deadline = ledger.settings.deadline
        due = f"{deadline:%Y-%m-%d}" if deadline else "未设置"
        return f"按第一份采用文件的收到日期与报送截止日期（{due}）相差的天数排列，早的在前。"
    if by is RankBy.LEAD:
        return f"按平均完成率领先序时进度（{percent(ledger.settings.time_progress)}）的百分点从高到低排列。"
    return "按平均完成率从高到低排列。"


def _mean_line(ranking: Ranking) -> str:
    over = (
        "有未完成的，单件超过100%按100%计；全部完成的，按实际完成率计"
        if ranking.rule.counts_over
        else "单件超过100%按100%计"
    )
    return f"平均完成率是本单位有完成率的各件实事的平均数（{over}），没有的留空。"


def _change_line(ranking: Ranking) -> str:
    if ranking.rule.by in (RankBy.SCORE, RankBy.TIMELINESS):
        return "上期的报送时间不再保留，按这一依据排名时不与上期比较。"
    if not ranking.has_former:
        return "历史表中没有本年度以前各期的数据，本期不与上期比较。"
    return "变化：与上期名次相比，↑为上升，↓为下降，—为不变，新为上期没有名次；上期名次用历史表中当时的单位和完成率按本期规则算。"


def _put_legend(canvas: Canvas, row: int) -> None:
    canvas.put(row, 0, "图例", look.restyled(look.LABEL, align="left", size=12))
    entries = (
        ("", LAST_FILL, look.INK, "末位名次"),
        ("↑ 新", "", UP_INK, "名次上升、上期没有名次"),
        ("↓", "", DOWN_INK, "名次下降；领先序时一列的红字为滞后于序时进度"),
        ("", BAR_COLOUR, look.INK, "蓝条：平均完成率，满格为100%"),
    )
    for index, (mark, fill, ink, meaning) in enumerate(entries):
        line, left = row + 1 + index // 2, 0 if index % 2 == 0 else RATE
        canvas.put(line, left, mark or None, look.restyled(look.CENTRE, fill=fill, ink=ink))
        canvas.put(
            line,
            left + 1,
            meaning,
            look.restyled(look.PLAIN, has_border=False),
            columns=RATE - 1 if not left else 5,
        )
        canvas.raise_row(line, 22)
