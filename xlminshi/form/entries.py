"""What may be typed where: the rows of a form, and for each entry cell its prompt, its limits and its refusal."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from xlminshi.core.project import Indicator, IndicatorKind, Project
from xlminshi.core.settings import Settings
from xlminshi.form.entry_rules import EntryRule, rule_of, rule_of_figure
from xlminshi.form.fields import Field, Holder, Origin, Sheet, fields_of
from xlminshi.form.sheets import Area, Validation


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


def entry_rules(
    rows: tuple[FormRow, ...], kind: Sheet, settings: Settings, first_row: int, head_row: int
) -> tuple[Validation, ...]:
    """Return the typed entries of a form whose first indicator stands in `first_row` and whose head in `head_row`."""
    at = {field.key: column for column, field in enumerate(fields_of(kind))}
    found: list[Validation] = []
    for line, row in enumerate(rows, start=first_row):
        area = Area(line, at["achieved"], line, at["achieved"])
        own = _achieved_validation(row.indicator, area, settings.milestones)
        before, after = _usual_rules(kind, line, row.is_first, settings.milestones)
        found.extend((*before, own, *after))
    for key, title in (("milestone", "填报人"), ("shortcomings", "审核人")):
        area = Area(head_row, at[key], head_row, at[key])
        found.append(Validation(area, EntryRule.ANY, title, f"请填写{title}的姓名。"))
    day = Area(head_row, at["planned"], head_row, at["planned"])
    prompt = "例如：2022-10-8"
    found.append(Validation(day, EntryRule.DATE, "填报日期", prompt, "请按2022-10-8的样式填写日期。"))
    return tuple(found)


@lru_cache(maxsize=1024)
def _usual_rules(
    kind: Sheet, line: int, is_first: bool, milestones: tuple[str, ...]
) -> tuple[tuple[Validation, ...], tuple[Validation, ...]]:
    """Return the entries of a row before and behind 累计完成, whose own words depend on the indicator; forms share the others."""
    found: tuple[list[Validation], list[Validation]] = [], []
    is_behind = False
    for column, field in enumerate(fields_of(kind)):
        if field.key == "achieved":
            is_behind = True
        elif field.origin is Origin.ENTRY and (is_first or field.holder is Holder.INDICATOR):
            found[is_behind].append(_usual_validation(field, Area(line, column, line, column), milestones))
    return tuple(found[0]), tuple(found[1])


def _usual_validation(field: Field, area: Area, milestones: tuple[str, ...]) -> Validation:
    """Return what the entry cell of a field accepts, whatever the indicator of its row."""
    rule = rule_of(field, IndicatorKind.QUANTITY)
    if rule is EntryRule.LIST:
        return Validation(area, rule, field.header, field.help, choices=milestones)
    if rule is EntryRule.NUMBER:
        refusal = "请只填数字，单位为万元；说明写在“备注”列。"
        return Validation(area, rule, field.header, field.help, refusal, at_least=Decimal(0))
    return Validation(area, rule, field.header, field.help)


def _achieved_validation(indicator: Indicator, area: Area, milestones: tuple[str, ...]) -> Validation:
    title, rule = "累计完成", rule_of_figure(indicator.kind)
    if rule is EntryRule.LIST:
        return Validation(area, rule, title, "请选择目前所处的节点。", choices=milestones)
    if rule is EntryRule.ANY:
        return Validation(area, rule, title, "请用几个字写明完成到什么程度。")
    measure = f"（{indicator.measure}）" if indicator.measure else ""
    prompt = f"{indicator.name}{measure}：填年初以来的累计数，只填数字。"
    if indicator.measure == "%":
        prompt = f"{indicator.name}：按百分数填写并写上百分号，例如65%。"
    refusal = "请只填不小于零的数字，不写单位；说明写在“备注”列。"
    return Validation(area, rule, title, prompt, refusal, at_least=Decimal(0))
