"""The two sheets that go with every form: the instructions, and the hidden stamp that says what the file is."""

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from xlminshi.core.project import Programme
from xlminshi.core.settings import Settings
from xlminshi.core.submission import Submission
from xlminshi.form import sheets as look
from xlminshi.form.canvas import Canvas
from xlminshi.form.fields import Field, Origin, Sheet, fields_of
from xlminshi.form.formulas import GONE_NAME, WHOLE_NAME
from xlminshi.form.grid import cell_address
from xlminshi.form.landmarks import ALL_UNITS as ALL_UNITS
from xlminshi.form.landmarks import FORM_VERSION as FORM_VERSION
from xlminshi.form.landmarks import HELP_SHEET as HELP_SHEET
from xlminshi.form.landmarks import STAMP_LABELS as STAMP_LABELS
from xlminshi.form.landmarks import STAMP_SHEET as STAMP_SHEET
from xlminshi.form.sent_plan import SENT_LABEL, sent_marks
from xlminshi.form.sheets import Content, Page, SheetPlan, Visibility

TYPING_HINT = "累计完成填年初以来的累计数，只填数字；进展情况等整件实事的内容，只填在该实事的第一行。"


def stamp_sheet(
    programme: Programme, settings: Settings, lead_unit: str, before: Submission | None = None
) -> SheetPlan:
    """Return the hidden sheet that says what this file is, and holds the two numbers behind 序时进度.

    That of a unit's form also keeps marks of 年度目标 and 上期累计 as the form shows them.
    """
    gone, whole = settings.period.progress_parts(settings.time_basis)
    values: tuple[Content, ...] = (
        programme.code,
        lead_unit,
        settings.period.full_label,
        FORM_VERSION,
        Decimal(gone),
        Decimal(whole),
        settings.rate_rule.rounding.value,
        settings.rate_rule.ceiling,
        "、".join(settings.milestones),
    )
    canvas = Canvas(STAMP_SHEET, (14, 40))
    rows = [*zip(STAMP_LABELS, values, strict=True)]
    if sent := sent_marks(programme, lead_unit, before):
        rows.append((SENT_LABEL, sent))
    for row, cells in enumerate(rows):
        canvas.put_row(row, cells, (look.LABEL, look.NAMED))
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
    return _help_sheet(settings.bulletin.supervision_office or "督查部门")


@lru_cache(maxsize=16)
def _help_sheet(office: str) -> SheetPlan:
    canvas = Canvas(HELP_SHEET, (14, 12, 72))
    canvas.put(0, 0, "填报说明", look.TITLE, columns=3)
    canvas.raise_row(0, 36)
    lines = (
        "1. 只填浅黄色的格子，灰色的格子已锁定或自动计算，不用填。",
        f"2. {TYPING_HINT}",
        "3. 请不要改动实事名称、指标名称和年度目标；如需调整，请联系督查部门。",
        "4. 表中可以筛选、排序、调整列宽；带百分号的指标请连百分号一起填写，例如65%。",
        "5. 数量、比率类指标必须填写，确实为零的请填0；暂时没有数据的请在备注中说明。",
        f"6. 填好后保存为 .xlsx 文件，随邮件报回{office}。",
    )
    for row, line in enumerate(lines, start=1):
        canvas.put(row, 0, line, replace(look.PLAIN, has_border=False), columns=3)
    header = len(lines) + 2
    canvas.put_row(header, ("列名", "由谁填写", "说明"), look.HEAD)
    who = {Origin.PLAN: "已填好", Origin.ENTRY: "请填写", Origin.CALCULATED: "自动计算"}
    looks = (look.CENTRE, look.CENTRE, look.PLAIN)
    for row, field in enumerate(fields_of(Sheet.UNIT), start=header + 1):
        canvas.put_row(row, (field.header, who[field.origin], _explained(field)), looks)
    return replace(canvas.plan(), page=Page(is_landscape=False, most_pages=1), is_protected=True)


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
