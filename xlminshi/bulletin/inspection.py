"""督查通报: the ledger → the document, class by class and project by project (as 湛河区 2022 第7期)."""

import re

from xlminshi.bulletin.document import Document, Imprint, Masthead, Paragraph, ParagraphStyle
from xlminshi.bulletin.numerals import chinese_number, joined, official_date
from xlminshi.bulletin.wording import one_line, progress_text, sentence, tidied
from xlminshi.core.ledger import Group, Ledger, ProjectStanding
from xlminshi.core.status import UNDECIDED

_BODY, _H1, _H2, _H3 = (
    ParagraphStyle.BODY,
    ParagraphStyle.HEADING_1,
    ParagraphStyle.HEADING_2,
    ParagraphStyle.HEADING_3,
)
_YEAR = re.compile(r"^\d{4}年\s*")


def inspection_bulletin(ledger: Ledger) -> Document:
    """Return the whole 督查通报. Undecided projects stand in a section of their own, visibly marked as a draft."""
    words = ledger.settings.bulletin
    issue = f"第{words.issue_number}期" if words.issue_number else "第　期"
    groups = tuple(group for group in ledger.groups() if group.standings)
    body = (
        Paragraph("导语", _BODY, lead(ledger)),
        Paragraph("一", _H1, "一、基本情况"),
        *(paragraph for number, group in enumerate(groups, start=1) for paragraph in _section(number, group)),
        Paragraph("二", _H1, "二、工作要求"),
        *(
            Paragraph(f"二.{number}", _BODY, sentence(tidied(text)))
            for number, text in enumerate(words.requirements, start=1)
        ),
    )
    return Document(
        masthead=Masthead(words.masthead, issue, words.issuer, official_date(words.dated)),
        title=title_lines(ledger),
        body=body,
        imprint=_imprint(ledger),
    )


def title_lines(ledger: Ledger) -> tuple[str, str]:
    """Return the title in two lines broken by sense: 关于1至9月份全区2022年重点民生实事 / 进展情况的通报."""
    settings = ledger.settings
    words = settings.bulletin
    period = _period_words(settings.period.label)
    return f"关于{period}{words.area_word}{settings.period.year}年{words.project_term}", "进展情况的通报"


def _period_words(label: str) -> str:
    """Return the period as it is printed beside the year: 1至9月份 for 1-9月份 and for 2022年1-9月份."""
    return tidied(_YEAR.sub("", label.strip()))


def lead(ledger: Ledger) -> str:
    """Return the 导语: who checked with whom, how many units and projects, and who stands where, all counted."""
    settings = ledger.settings
    words = settings.bulletin
    office = words.supervision_office or words.issuer
    partners = f"会同{joined(words.joint_inspectors)}" if words.joint_inspectors else ""
    year, term, period = settings.period.year, words.project_term, _period_words(settings.period.label)
    groups = tuple(group for group in ledger.groups() if group.standings)
    counts = "，".join(_group_words(group) for group in groups)
    missing = f"，{joined(ledger.missing_units)}未报送" if ledger.missing_units else ""
    return (
        f"为保障完成{year}年{words.area_word}{term}工作任务，{office}{partners}"
        f"对{len(ledger.lead_units())}个主要责任单位承担的{len(ledger.standings)}件{term}{period}"
        f"完成情况进行了专项督查，其中{counts}{missing}。现将具体情况通报如下："
    )


def _group_words(group: Group) -> str:
    """Return 区人社局、…等11件实事已完成…, or with counts where a unit has several: 区城市管理局4件实事、区住建局1件实事…."""
    units = group.units()
    phrase = group.status_class.phrase if group.status_class else UNDECIDED
    if any(count > 1 for _, count in units):
        return joined(tuple(f"{unit}{count}件实事" for unit, count in units)) + phrase
    names = joined(tuple(unit for unit, _ in units))
    etc = "等" if len(units) > 3 else ""
    return f"{names}{etc}{len(group.standings)}件实事{phrase}"


def _section(number: int, group: Group) -> tuple[Paragraph, ...]:
    heading = group.status_class.heading if group.status_class else f"【{UNDECIDED}】实事"
    key = f"一.{number}"
    first = Paragraph(key, _H2, f"（{chinese_number(number)}）{heading}{len(group.standings)}件")
    projects = (
        paragraph
        for index, one in enumerate(group.standings, start=1)
        for paragraph in _project(f"{key}.{index}", index, one, group)
    )
    return (first, *projects)


def _project(key: str, number: int, one: ProjectStanding, group: Group) -> tuple[Paragraph, ...]:
    project = one.project
    progress = Paragraph(f"{key}.完成情况", _BODY, f"完成情况：{progress_text(one)}")
    prints_task = group.status_class is not None and group.status_class.prints_main_task
    if not prints_task or not project.main_task:
        heading = f"{number}.{one_line(project.title).rstrip('。')}（牵头单位：{project.lead_unit}）"
        return Paragraph(key, _H3, heading), progress
    task = f"主要任务：{sentence(tidied(project.main_task))}（牵头单位：{project.lead_unit}）"
    return (
        Paragraph(key, _H3, f"{number}.{one_line(project.title).rstrip('。')}"),
        Paragraph(f"{key}.主要任务", _BODY, task),
        progress,
    )


def _imprint(ledger: Ledger) -> Imprint:
    words = ledger.settings.bulletin
    distribution = f"本期发：{sentence(tidied(words.distribution_list))}" if words.distribution_list else ""
    printed_on = f"{official_date(words.dated)}印发" if words.printed_by else ""
    return Imprint(distribution, words.printed_by, printed_on)


def draft_rows(document: Document) -> tuple[tuple[str, str, str], ...]:
    """Return the document as (key, style name, text) for the 通报稿 sheet, masthead and imprint included."""
    head, foot = document.masthead, document.imprint
    rows = [
        ("版头", "公文红头", head.name),
        ("期号", "公文期号", head.issue),
        ("发文机关", "公文编发栏", head.issuer),
        ("成文日期", "公文编发栏", head.dated),
        ("标题", ParagraphStyle.TITLE.value, "\n".join(document.title)),
        *((one.key, one.style.value, one.text) for one in document.body),
        ("分发范围", "公文版记", foot.distribution),
        ("印发", "公文版记", f"{foot.printed_by}　{foot.printed_on}".strip()),
    ]
    return tuple(row for row in rows if row[2])
