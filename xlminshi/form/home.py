"""首页: the six buttons in the order of the work, where the period stands, and one click to every other sheet.

It is made anew by every run, and nothing on it is ever read back.
"""

from dataclasses import dataclass, replace

from xlminshi.core.ledger import Ledger
from xlminshi.core.office_names import names_of
from xlminshi.core.problems import Problem, level_counts, must_be_settled
from xlminshi.core.records import Event
from xlminshi.core.status import percent
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.commands import COMMANDS, Command
from xlminshi.form.sheets import Area, Button, Content, Link, Page, SheetPlan, Style
from xlminshi.form.text_size import text_width

SHEET_NAME = "首页"
_WIDTH = 20
_COLUMNS = len(COMMANDS)
_EDGES = 2
STATE_LABELS = ("通报期", "报送截止", "序时进度")
_BUTTON_ROW, _HELP_ROW, _STATE_ROW = 2, 3, 5
_BUTTON_POINTS = 58
# Which sheets a person looks for, in the order of the work; those that the first run still has to make are told as such.
_PLACES = (
    ("设置", "通报期、期号、截止日期、单位名称、分类标准"),
    ("实事清单", "每件实事的指标、目标、牵头单位"),
    ("督查认定", "由督查部门认定的类别和理由"),
    ("措辞", "通报和催办用的语句"),
    ("总览", "一页看全：件数、预警、资金、图表"),
    ("汇总表", "每件实事的完成率、建议、类别"),
    ("单位排名", "按设置的依据排出名次"),
    ("问题与短板", "进展慢的实事，督办意见"),
    ("趋势", "各期完成率，本期新增，年底估计"),
    ("指标明细", "每个指标的目标、完成、完成率"),
    ("通报稿", "可以直接修改，改过的话会保留"),
    ("数据来源", "通报中每个数字的出处"),
    ("收发台账", "谁报了、何时报、催办文字"),
    ("填报问题", "必改、提醒、说明"),
)
# What does the same where a file has no macros.
_WITHOUT_MACROS = {"open_bulletin": "请在文件夹中打开"}
_AREA = replace(look.CENTRE, font=look.HEI, size=14, fill=look.HEAD_FILL)
_HELP = replace(look.NOTE, align="center", vertical="top")
_HEADING = replace(look.LABEL, align="left", size=13)
_LABEL = replace(look.HEAD, size=11)
_VALUE = replace(look.CENTRE, size=12)
_TEXT = replace(look.PLAIN, size=11)
_OPEN = replace(_TEXT, ink=look.WARNING_INK, is_bold=True)
_LATER = replace(look.CENTRE, ink=look.PALE_INK)
_PLACE = look.LINK
_UNIT = look.LINK
_MISSING = replace(_UNIT, ink=look.WARNING_INK, fill=look.MUST_FILL)


@dataclass(frozen=True, slots=True)
class Standing:
    """What 首页 tells beside the ledger: open findings (None: no run yet), what was done, and where the sheets are.

    `unit_sheets` are the sheets by lead unit, `sheets` the names of all sheets in the workbook.
    """

    problems: tuple[Problem, ...] | None
    events: tuple[Event, ...]
    unit_sheets: dict[str, str]
    sheets: frozenset[str]


def home_sheet(ledger: Ledger, standing: Standing) -> SheetPlan:
    """Return 首页 for a workbook."""
    canvas = Canvas(SHEET_NAME, (_WIDTH,) * _COLUMNS)
    canvas.put(0, 0, ledger.programme.title, replace(look.TITLE, size=24), columns=_COLUMNS)
    canvas.raise_row(0, 44)
    canvas.put(1, 0, _subtitle(ledger), replace(_HELP, size=12, vertical="vcenter"), columns=_COLUMNS)
    canvas.raise_row(1, 24)
    buttons = tuple(_put_button(canvas, column, command) for column, command in enumerate(COMMANDS))
    row = _put_state(canvas, _STATE_ROW, ledger, standing)
    row = _put_classes(canvas, row + 1, ledger)
    row = _put_places(canvas, row + 1, standing)
    _put_units(canvas, row + 1, ledger, standing)
    page = Page(is_landscape=True, most_pages=1)
    return replace(canvas.plan(), buttons=buttons, page=page, tab_colour="C00000")


def _subtitle(ledger: Ledger) -> str:
    words = ledger.settings.bulletin
    number = f"第{words.issue_number}期" if words.issue_number else "（期号未定）"
    return f"{ledger.settings.period.full_label}　{words.masthead}{number}"


def _put_button(canvas: Canvas, column: int, command: Command) -> Button:
    """Put what stands beneath a button: only a workbook without macros shows it, so it says what to do there."""
    instead = _WITHOUT_MACROS.get(command.function, f"命令：{command.function}")
    text = f"{column + 1}. {command.caption}\n（本文件不含宏，\n{instead}）"
    canvas.put(_BUTTON_ROW, column, text, replace(_AREA, size=11))
    canvas.raise_row(_BUTTON_ROW, _BUTTON_POINTS)
    canvas.put(_HELP_ROW, column, command.help, _HELP)
    return Button(
        Area(_BUTTON_ROW, column, _BUTTON_ROW, column), command.caption, command.macro, command.help
    )


def _put_heading(canvas: Canvas, row: int, words: str) -> None:
    canvas.put(row, 0, words, _HEADING, columns=_COLUMNS)
    canvas.raise_row(row, 22)


def _put_state(canvas: Canvas, row: int, ledger: Ledger, standing: Standing) -> int:
    settings, missing = ledger.settings, ledger.missing_units
    figures: tuple[Content, ...] = (
        settings.period.label,
        f"{settings.deadline:%Y-%m-%d}" if settings.deadline else "未定",
        percent(settings.time_progress),
    )
    _put_heading(canvas, row, "本期情况")
    for index, (label, value) in enumerate(zip(STATE_LABELS, figures, strict=True)):
        canvas.put(row + 1, 2 * index, label, _LABEL)
        canvas.put(row + 1, 2 * index + 1, value, _VALUE)
    canvas.raise_row(row + 1, 26)
    lines = (
        (
            "未报送",
            f"{len(missing)}个：{'、'.join(names_of(missing, settings.units))}" if missing else "无",
            bool(missing),
        ),
        ("待处理", *_open_findings(standing)),
        ("上次操作", _last_run(standing), False),
    )
    for index, (label, text, is_open) in enumerate(lines, start=row + 2):
        canvas.put(index, 0, label, _LABEL)
        canvas.put(index, 1, text, _OPEN if is_open else _TEXT, columns=_COLUMNS - 1)
        canvas.raise_row(index, 24)
    return row + 2 + len(lines)


def _open_findings(standing: Standing) -> tuple[str, bool]:
    if standing.problems is None:
        return "尚未汇总", False
    if not standing.problems:
        return "没有发现问题", False
    where = "必改的处理完才能印发，见“填报问题”" if must_be_settled(standing.problems) else "见“填报问题”"
    return f"{level_counts(standing.problems)}。{where}", must_be_settled(standing.problems)


def _last_run(standing: Standing) -> str:
    if not standing.events:
        return "还没有操作记录"
    last = standing.events[-1]
    return f"{last.day:%Y-%m-%d} {last.action.value}（{last.period}）{last.result}"


def _put_classes(canvas: Canvas, row: int, ledger: Ledger) -> int:
    """Put the counts by class, as many side by side as there is room for."""
    count = f"共{len(ledger.standings)}件，牵头单位{len(ledger.offices())}个"
    _put_heading(canvas, row, f"各类件数（{count}）")
    for index, group in enumerate(ledger.groups()):
        line, column = divmod(index, _COLUMNS)
        fill = group.status_class.colour if group.status_class else look.OPEN_FILL
        canvas.put(row + 1 + 2 * line, column, group.name, look.filled(fill, _LABEL))
        figure = f"{len(group.standings)}件，{len(ledger.offices_of(group))}个单位"
        canvas.put(row + 2 + 2 * line, column, figure, _VALUE)
        canvas.raise_row(row + 2 + 2 * line, 24)
    return row + 1 + 2 * -(-len(ledger.groups()) // _COLUMNS)


def _put_places(canvas: Canvas, row: int, standing: Standing) -> int:
    _put_heading(canvas, row, "到哪里去")
    for index, (name, purpose) in enumerate(_PLACES):
        line, half = divmod(index, 2)
        is_there = name in standing.sheets
        target: Content = Link(name, name) if is_there else f"{name}（汇总后生成）"
        canvas.put(row + 1 + line, 3 * half, target, _PLACE if is_there else _LATER)
        canvas.put(row + 1 + line, 3 * half + 1, purpose, _TEXT, columns=2)
    return row + 1 + -(-len(_PLACES) // 2)


def _put_units(canvas: Canvas, row: int, ledger: Ledger, standing: Standing) -> None:
    _put_heading(canvas, row, "各单位的表（红底的还没有报送）")
    units = [(unit, _caption(unit, ledger)) for unit in ledger.lead_units()]
    line, column = row + 1, 0
    for place, (unit, text) in enumerate(units):
        columns = _columns_for(text)
        following = _columns_for(units[place + 1][1]) if units[place + 1 :] else 0
        if column + columns + following > _COLUMNS:
            columns = _COLUMNS - column  # the last of a line ends where the page does
        style: Style = _MISSING if unit in ledger.missing_units else _UNIT
        canvas.put(line, column, Link(text, standing.unit_sheets[unit]), style, columns=columns)
        canvas.raise_row(line, 22)
        column += columns
        if column == _COLUMNS:
            line, column = line + 1, 0


def _caption(unit: str, ledger: Ledger) -> str:
    """Return what stands for a unit, so that a change of colour is one of words."""
    return f"{unit}（未报）" if unit in ledger.missing_units else unit


def _columns_for(text: str) -> int:
    """Return over how many columns a name stands: not every program goes on below within a link."""
    return min(max(1, -(-(text_width(text) - _EDGES) // (_WIDTH - _EDGES))), _COLUMNS)
