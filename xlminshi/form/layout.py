"""The sheets that people fill in: the unit form, its instructions and hidden stamp, laid out from the list of columns."""

from dataclasses import dataclass, replace
from decimal import Decimal

from xlminshi.core.project import Indicator, IndicatorKind, Programme, Project
from xlminshi.core.settings import Settings
from xlminshi.core.status import StatusClass
from xlminshi.core.submission import IndicatorReport, ProjectReport, Submission
from xlminshi.form import sheets as look
from xlminshi.form.as_typed import remembered
from xlminshi.form.fields import Entry, Field, Holder, Origin, Sheet, fields_of
from xlminshi.form.formulas import (
    BAD_TARGET,
    BAD_VALUE,
    GONE_NAME,
    NOT_REPORTED,
    WHOLE_NAME,
    RowCells,
    rate_formula,
    rate_number_format,
    row_status,
    status_formula,
    time_progress_formula,
)
from xlminshi.form.grid import cell_address
from xlminshi.form.sheets import (
    Area,
    BookPlan,
    Canvas,
    Content,
    EntryRule,
    Highlight,
    Page,
    SheetPlan,
    Style,
    Validation,
    Visibility,
)

FORM_VERSION = "1"
STAMP_SHEET = "表单信息"
HELP_SHEET = "填报说明"
STAMP_LABELS = ("实事方案", "填报单位", "通报期", "表单版本", "已过时段", "全年时段")
HEAD_LABELS = ("填报单位", "通报期", "报送截止", "填报人", "审核人", "填报日期")
SOURCE_LABEL = "来源文件"
TITLE_ROW, HEAD_ROW, LEGEND_ROW, HEADER_ROW, FIRST_ROW = range(5)
TYPING_HINT = "累计完成填年初以来的累计数，只填数字；进展情况等整件实事的内容，只填在该实事的第一行。"


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of the form: an indicator of a project; `is_first` where the project's own cells are filled in."""

    project: Project
    indicator: Indicator
    is_first: bool


def form_rows(projects: tuple[Project, ...]) -> tuple[FormRow, ...]:
    """Return the rows of a form: one per indicator, projects in order."""
    return tuple(
        FormRow(project, indicator, index == 0)
        for project in projects
        for index, indicator in enumerate(project.indicators)
    )


def unit_file(
    programme: Programme, settings: Settings, lead_unit: str, before: Submission | None = None
) -> BookPlan:
    """Return the workbook that one lead unit gets: form, instructions, hidden stamp. Nothing of other units is in it.

    `before` brings the unit's last cumulative figures, person and phone; what it reported is not repeated.
    """
    name = look.sheet_name_for(lead_unit)
    blank = _only_known(before) if before else None
    form = unit_sheet(programme, settings, lead_unit, blank, name, Sheet.UNIT)
    return BookPlan(
        (form, help_sheet(settings), stamp_sheet(programme, settings, lead_unit)),
        stamp_names(),
        first=name,
    )


def filled_unit_file(programme: Programme, settings: Settings, submission: Submission) -> BookPlan:
    """Return a unit's workbook with its own entries in it."""
    plan = unit_file(programme, settings, submission.lead_unit)
    name = plan.first
    form = unit_sheet(programme, settings, submission.lead_unit, submission, name, Sheet.UNIT)
    return replace(plan, sheets=(form, *plan.sheets[1:]))


def _only_known(before: Submission) -> Submission:
    indicators = tuple(replace(one, achieved=None, words="", typed="") for one in before.indicators)
    projects = tuple(
        ProjectReport(
            one.project_title, one.place, responsible_person=one.responsible_person, phone=one.phone
        )
        for one in before.projects
    )
    return Submission(before.lead_unit, "", "", indicators, projects)


def unit_sheet(
    programme: Programme,
    settings: Settings,
    lead_unit: str,
    submission: Submission | None,
    name: str,
    kind: Sheet,
) -> SheetPlan:
    """Return the form of one lead unit, empty or with what the unit reported."""
    fields = fields_of(kind)
    canvas = Canvas(name, tuple(field.width for field in fields))
    rows = form_rows(programme.of_unit(lead_unit))
    _put_head(canvas, programme, settings, lead_unit, submission, fields)
    _put_legend(canvas, settings, fields)
    _put_hint(canvas, fields, submission)
    for column, field in enumerate(fields):
        canvas.put(HEADER_ROW, column, field.caption(), look.HEAD)
    for index, row in enumerate(rows):
        _put_form_row(canvas, FIRST_ROW + index, row, submission, fields, settings)
    last = FIRST_ROW + len(rows) - 1
    return replace(
        canvas.plan(),
        validations=_validations(rows, fields, settings),
        highlights=_highlights(fields, settings, last),
        freeze=(FIRST_ROW, 2),
        filter=Area(HEADER_ROW, 0, last, len(fields) - 1),
        page=Page(is_landscape=True, repeat=(TITLE_ROW, HEADER_ROW)),
        is_protected=True,
    )


def _put_head(
    canvas: Canvas,
    programme: Programme,
    settings: Settings,
    lead_unit: str,
    submission: Submission | None,
    fields: tuple[Field, ...],
) -> None:
    title = f"{programme.code}进展情况填报表（{settings.period.label}）"
    canvas.put(TITLE_ROW, 0, title, look.TITLE, columns=len(fields))
    canvas.raise_row(TITLE_ROW, 32)
    at = {field.key: column for column, field in enumerate(fields)}
    reporter, reviewer, day = (
        (submission.reporter, submission.reviewer, submission.reported_on) if submission else ("", "", None)
    )
    named = replace(look.NAMED, is_locked=True)
    entry = replace(look.ENTRY, is_wrapped=False, is_shrunk=True)
    deadline = replace(named, number_format="yyyy-mm-dd", align="left")
    blocks: tuple[tuple[str, str, str, str, Content, Style], ...] = (
        ("title", "title", "main_task", "indicator", lead_unit, named),
        ("kind", "measure", "target", "previous", settings.period.label, named),
        ("achieved", "achieved", "rate", "time_progress", settings.deadline, deadline),
        ("proposal", "proposal", "milestone", "milestone", reporter or None, entry),
        ("narrative", "narrative", "shortcomings", "shortcomings", reviewer or None, entry),
        ("next_steps", "next_steps", "planned", "arrived", day, look.ENTRY_DATE),
    )
    for label, (first, last, from_, to, content, style) in zip(HEAD_LABELS, blocks, strict=True):
        canvas.put(HEAD_ROW, at[first], f"{label}：", look.LABEL, columns=at[last] - at[first] + 1)
        canvas.put(HEAD_ROW, at[from_], content, style, columns=at[to] - at[from_] + 1)
    canvas.raise_row(HEAD_ROW, 22)


def _put_legend(canvas: Canvas, settings: Settings, fields: tuple[Field, ...]) -> None:
    at = {field.key: column for column, field in enumerate(fields)}
    centre = replace(look.CENTRE, size=10, is_wrapped=False, is_shrunk=True)
    canvas.put(LEGEND_ROW, 1, "浅黄：请填写", replace(centre, fill=look.ENTRY_FILL))
    canvas.put(LEGEND_ROW, 2, "灰色：不用填", replace(centre, fill=look.LOCKED_FILL))
    column = at["target"]
    for one in settings.classes[: at["narrative"] - column]:
        canvas.put(LEGEND_ROW, column, one.name, replace(centre, fill=one.colour))
        column += 1
    canvas.raise_row(LEGEND_ROW, 20)


def _put_hint(canvas: Canvas, fields: tuple[Field, ...], submission: Submission | None) -> None:
    """Put how to fill in at the right of the legend; in the office's workbook, which file the figures came from."""
    at = {field.key: column for column, field in enumerate(fields)}
    if "as_typed" not in at:
        hint = replace(look.NOTE, is_wrapped=False)
        canvas.put(LEGEND_ROW, at["narrative"], TYPING_HINT, hint, columns=len(fields) - at["narrative"])
        return
    canvas.put(LEGEND_ROW, at["narrative"], f"{SOURCE_LABEL}：", replace(look.LABEL, size=10))
    source = submission.source or None if submission else None
    canvas.put(LEGEND_ROW, at["shortcomings"], source, replace(look.NOTE, is_wrapped=False), columns=4)


def _put_form_row(
    canvas: Canvas,
    row: int,
    form_row: FormRow,
    submission: Submission | None,
    fields: tuple[Field, ...],
    settings: Settings,
) -> None:
    project, indicator = form_row.project, form_row.indicator
    report = submission.of_indicator(project.title, indicator.name) if submission else None
    whole = submission.of_project(project.title) if submission else None
    at = {field.key: cell_address(row, column) for column, field in enumerate(fields)}
    cells = RowCells(at["target"], at["achieved"], at["rate"], at["time_progress"])
    contents = {
        **_plan_contents(form_row),
        "previous": report.previous if report else None,
        "achieved": _achieved_content(report),
        "as_typed": remembered(_typed_parts(report, whole, form_row.is_first)),
        **(_project_contents(whole) if form_row.is_first else {}),
    }
    if "as_typed" not in at:  # the unit's own file shows what was typed where it was typed
        contents |= dict(_typed_parts(report, whole, form_row.is_first))
    contents |= _calculated_contents(indicator, report, contents["achieved"], cells, settings)
    for column, field in enumerate(fields):
        canvas.put(row, column, contents.get(field.key), _style(field, form_row))
    canvas.raise_row(row, 34)


def _plan_contents(row: FormRow) -> dict[str, Content]:
    project, indicator = row.project, row.indicator
    target = indicator.target.value if indicator.target is not None else indicator.target_words or None
    return {
        "number": project.number,
        "title": project.title,
        "main_task": project.main_task or None if row.is_first else None,
        "indicator": indicator.name,
        "kind": indicator.kind.value,
        "measure": indicator.measure or None,
        "target": target,
    }


def _calculated_contents(
    indicator: Indicator,
    report: IndicatorReport | None,
    shown: Content,
    cells: RowCells,
    settings: Settings,
) -> dict[str, Content]:
    achieved = report.achieved if report else None
    time_progress = time_progress_formula(settings)
    if not indicator.kind.is_rated:
        return {"time_progress": time_progress, "proposal": row_status(indicator, achieved, settings)}
    if isinstance(shown, str):  # native formulas do not read words
        rate = rate_formula(indicator, None, cells, settings.rate_rule)
        status = status_formula(indicator, None, cells, settings)
        told = BAD_VALUE if status.result == NOT_REPORTED else status.result
        return {"rate": rate, "time_progress": time_progress, "proposal": replace(status, result=told)}
    return {
        "rate": rate_formula(indicator, achieved, cells, settings.rate_rule),
        "time_progress": time_progress,
        "proposal": status_formula(indicator, achieved, cells, settings),
    }


def _achieved_content(report: IndicatorReport | None) -> Content:
    if report is None:
        return None
    return report.achieved.value if report.achieved is not None else report.words or None


def _typed_parts(
    report: IndicatorReport | None, whole: ProjectReport | None, is_first: bool
) -> tuple[tuple[str, str], ...]:
    own = (("achieved", report.typed),) if report and report.typed else ()
    return (*own, *whole.typed) if whole and is_first else own


def _project_contents(whole: ProjectReport | None) -> dict[str, Content]:
    if whole is None:
        return {}
    funds = whole.funds
    return {
        "milestone": whole.milestone or None,
        "narrative": whole.narrative or None,
        "shortcomings": whole.shortcomings or None,
        "next_steps": whole.next_steps or None,
        "planned": funds.planned.value if funds.planned else None,
        "arrived": funds.arrived.value if funds.arrived else None,
        "paid": funds.paid.value if funds.paid else None,
        "person": whole.responsible_person or None,
        "phone": whole.phone or None,
        "remarks": whole.remarks or None,
    }


def _style(field: Field, row: FormRow) -> Style:
    if field.key in ("rate", "time_progress"):
        decimals = row.indicator.decimals if field.key == "rate" else 2
        return replace(look.LOCKED_NUMBER, number_format=rate_number_format(decimals))
    is_open = field.origin is Origin.ENTRY and (row.is_first or field.holder is Holder.INDICATOR)
    styles = {
        Entry.NUMBER: (look.ENTRY_NUMBER, look.LOCKED_NUMBER),
        Entry.MONEY: (look.ENTRY_NUMBER, look.LOCKED_NUMBER),
        Entry.CHOICE: (look.ENTRY_CENTRE, look.LOCKED_CENTRE),
        Entry.PHONE: (replace(look.ENTRY_CENTRE, number_format="@"), look.LOCKED_CENTRE),
    }
    if field.key == "achieved" and not row.indicator.kind.is_number:
        return look.ENTRY_CENTRE
    if field.key in ("number", "measure", "proposal"):
        return look.LOCKED_CENTRE
    entry, locked = styles.get(field.entry, (look.ENTRY, look.LOCKED))
    style = entry if is_open else locked
    return (
        style if row.is_first or field.key not in ("number", "title") else replace(style, ink=look.PALE_INK)
    )


def _validations(
    rows: tuple[FormRow, ...], fields: tuple[Field, ...], settings: Settings
) -> tuple[Validation, ...]:
    at = {field.key: column for column, field in enumerate(fields)}
    found = []
    for index, row in enumerate(rows):
        line = FIRST_ROW + index
        for field in fields:
            if field.origin is Origin.ENTRY and (row.is_first or field.holder is Holder.INDICATOR):
                area = Area(line, at[field.key], line, at[field.key])
                found.append(_validation(field, row.indicator, area, settings))
    day = Area(HEAD_ROW, at["planned"], HEAD_ROW, at["planned"])
    prompt = "例如：2022-10-8"
    found.append(Validation(day, EntryRule.DATE, "填报日期", prompt, "请按2022-10-8的样式填写日期。"))
    return tuple(found)


def _validation(field: Field, indicator: Indicator, area: Area, settings: Settings) -> Validation:
    if field.key == "achieved":
        return _achieved_validation(indicator, area, settings)
    if field.key == "milestone":
        return Validation(area, EntryRule.LIST, field.header, field.help, choices=settings.milestones)
    if field.entry is Entry.MONEY:
        refusal = "请只填数字，单位为万元；说明写在“备注”列。"
        return Validation(area, EntryRule.NUMBER, field.header, field.help, refusal, at_least=Decimal(0))
    return Validation(area, EntryRule.ANY, field.header, field.help)


def _achieved_validation(indicator: Indicator, area: Area, settings: Settings) -> Validation:
    title = "累计完成"
    if indicator.kind is IndicatorKind.MILESTONE:
        return Validation(area, EntryRule.LIST, title, "请选择目前所处的节点。", choices=settings.milestones)
    if indicator.kind is IndicatorKind.WORDS:
        return Validation(area, EntryRule.ANY, title, "请用几个字写明完成到什么程度。")
    measure = f"（{indicator.measure}）" if indicator.measure else ""
    prompt = f"{indicator.name}{measure}：填年初以来的累计数，只填数字。"
    if indicator.measure == "%":
        prompt = f"{indicator.name}：按百分数填写并写上百分号，例如65%。"
    refusal = "请只填不小于零的数字，不写单位；说明写在“备注”列。"
    return Validation(area, EntryRule.NUMBER, title, prompt, refusal, at_least=Decimal(0))


def _highlights(fields: tuple[Field, ...], settings: Settings, last: int) -> tuple[Highlight, ...]:
    column = next(index for index, field in enumerate(fields) if field.key == "proposal")
    area = Area(FIRST_ROW, column, last, column)
    cell = f"${cell_address(FIRST_ROW, column)}"
    marks = [Highlight(area, _equals(cell, one), one.colour) for one in settings.classes]
    wrong = (BAD_TARGET, BAD_VALUE, NOT_REPORTED)
    marks.extend(Highlight(area, f'{cell}="{word}"', "FFFFFF", "C00000") for word in wrong)
    return tuple(marks)


def _equals(cell: str, one: StatusClass) -> str:
    name = one.name.replace('"', '""')
    return f'{cell}="{name}"'


def stamp_sheet(programme: Programme, settings: Settings, lead_unit: str) -> SheetPlan:
    """Return the hidden sheet that says what this file is, and holds the two numbers behind 序时进度."""
    gone, whole = settings.period.progress_parts(settings.time_basis)
    values: tuple[Content, ...] = (
        programme.code,
        lead_unit,
        f"{settings.period.year}年{settings.period.label}",
        FORM_VERSION,
        Decimal(gone),
        Decimal(whole),
    )
    canvas = Canvas(STAMP_SHEET, (14, 40))
    for row, (label, value) in enumerate(zip(STAMP_LABELS, values, strict=True)):
        canvas.put(row, 0, label, look.LABEL)
        canvas.put(row, 1, value, look.NAMED)
    return replace(canvas.plan(), visibility=Visibility.HIDDEN, is_protected=True)


def stamp_names() -> tuple[tuple[str, str, str], ...]:
    """Return the defined names that the formulas use for 序时进度."""
    gone, whole = STAMP_LABELS.index("已过时段"), STAMP_LABELS.index("全年时段")
    return (
        (GONE_NAME, STAMP_SHEET, cell_address(gone, 1)),
        (WHOLE_NAME, STAMP_SHEET, cell_address(whole, 1)),
    )


def help_sheet(settings: Settings) -> SheetPlan:
    """Return the instructions for lead units: how to fill in, and what each column means."""
    canvas = Canvas(HELP_SHEET, (14, 12, 72))
    canvas.put(0, 0, "填报说明", look.TITLE, columns=3)
    canvas.raise_row(0, 36)
    lines = (
        "1. 只填浅黄色的格子，灰色的格子已锁定或自动计算，不用填。",
        f"2. {TYPING_HINT}",
        "3. 请不要改动实事名称、指标名称和年度目标；如需调整，请联系督查部门。",
        "4. 表中可以筛选、排序、调整列宽；带百分号的指标请连百分号一起填写，例如65%。",
        "5. 没有数字的请留空，不要填“无”；确实为零的请填0。",
        f"6. 填好后保存为 .xlsx 文件，随邮件报回{settings.bulletin.supervision_office or '督查部门'}。",
    )
    for row, line in enumerate(lines, start=1):
        canvas.put(row, 0, line, replace(look.PLAIN, has_border=False), columns=3)
    header = len(lines) + 2
    canvas.put_row(header, ("列名", "由谁填写", "说明"), look.HEAD)
    who = {Origin.PLAN: "已填好", Origin.ENTRY: "请填写", Origin.CALCULATED: "自动计算"}
    for row, field in enumerate(fields_of(Sheet.UNIT), start=header + 1):
        canvas.put(row, 0, field.header, look.CENTRE)
        canvas.put(row, 1, who[field.origin], look.CENTRE)
        canvas.put(row, 2, _explained(field), look.PLAIN)
    return replace(canvas.plan(), page=Page(is_landscape=False, is_one_page=True), is_protected=True)


def _explained(field: Field) -> str:
    words = {
        "number": "年度实事清单中的序号。",
        "title": "一件实事有几个指标就有几行，各行的实事名称相同。",
        "main_task": "全年要做成什么；进展缓慢的实事会在通报中写明。",
        "indicator": "考核这件实事的指标。",
        "kind": "数量、比率、越低越好、节点、文字或资金。",
        "measure": "累计完成按这个单位填数字。",
        "target": "全年目标；没有目标的为空，不计算完成率。",
        "rate": "累计完成÷年度目标；越低越好的指标为年度目标÷累计完成。未完成目标的不显示100%。",
        "time_progress": "本通报期末，全年时间过去的比例。",
        "proposal": "按完成率和序时进度得出的建议，最终由督查部门认定。",
    }
    return words.get(field.key, field.help)
