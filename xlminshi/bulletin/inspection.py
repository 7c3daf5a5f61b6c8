"""督查通报: the ledger → the document, class by class and project by project (as 湛河区 2022 第7期)."""

from collections.abc import Iterator

from xlminshi.bulletin.arranging import unnumbered
from xlminshi.bulletin.document import Paragraph, ParagraphStyle
from xlminshi.bulletin.facts import class_key, project_key
from xlminshi.bulletin.numerals import chinese_number
from xlminshi.bulletin.overview import filled_groups, lead, own_paragraphs, requirements
from xlminshi.bulletin.progress import progress_text
from xlminshi.bulletin.rope import Rope, as_rope
from xlminshi.bulletin.teller import Teller
from xlminshi.bulletin.wording import clause, main_task_words, one_line
from xlminshi.core import standard_phrases as word
from xlminshi.core.ledger import Group, ProjectStanding
from xlminshi.core.phrases import Use
from xlminshi.core.status import UNDECIDED

_BODY, _H1, _H2, _H3 = (
    ParagraphStyle.BODY,
    ParagraphStyle.HEADING_1,
    ParagraphStyle.HEADING_2,
    ParagraphStyle.HEADING_3,
)
_LEAD_UNIT = "（牵头单位："


def inspection_body(teller: Teller) -> tuple[Paragraph, ...]:
    """Return the body of a 督查通报. Undecided projects stand in a section of their own, visibly marked as a draft."""
    bulletin = teller.settings.bulletin
    sections = (
        (word.BASICS, tuple(_basics(teller))),
        (word.PRACTICES, _own_section(word.PRACTICES, bulletin.good_practices, teller)),
        (word.SHORTCOMINGS, _own_section(word.SHORTCOMINGS, bulletin.shortcomings, teller)),
        (word.REQUIREMENTS, _own_section(word.REQUIREMENTS, requirements(teller), teller)),
    )
    body = [lead(teller).paragraph("导语", _BODY)]
    filled = ((name, paragraphs) for name, paragraphs in sections if paragraphs)
    for number, (name, paragraphs) in enumerate(filled, start=1):
        heading = teller.say(Use.HEADING, (name,), {}).text
        body.append(Paragraph(name, _H1, f"{chinese_number(number)}、{heading}"))
        body.extend(paragraphs)
    return tuple(body)


def _own_section(name: str, lines: tuple[str, ...], teller: Teller) -> tuple[Paragraph, ...]:
    texts = own_paragraphs(lines, teller)
    return tuple(Paragraph(f"{name}|{number}", _BODY, text) for number, text in enumerate(texts, start=1))


def _basics(teller: Teller) -> Iterator[Paragraph]:
    order = {one.project.number: place for place, one in enumerate(teller.ledger.standings)}
    for number, group in enumerate(filled_groups(teller), start=1):
        items, count = teller.item_words(), teller.told(class_key(group.name))
        heading = group.status_class.heading if group.status_class else f"【{UNDECIDED}】实事"
        heading = heading.replace("实事", str(items["实事"]))  # 民生工程 are counted as 工程
        text = f"（{chinese_number(number)}）{heading}" + count + items["量词"]
        yield text.paragraph(f"类别|{group.name}", _H2)
        for place, one in enumerate(group.standings, start=1):
            yield from _project(place, one, group, teller, order[one.project.number])


def _project(
    number: int, one: ProjectStanding, group: Group, teller: Teller, turn: int
) -> tuple[Paragraph, ...]:
    project, key = one.project, project_key(one)
    text: Rope = "完成情况：" + progress_text(one, teller, turn)
    progress = text.paragraph(f"{key}|完成情况", _BODY)
    title = f"{number}.{clause(one_line(project.title))}"
    unit = f"{_LEAD_UNIT}{project.lead_unit}）"
    prints_task = group.status_class is not None and group.status_class.prints_main_task
    task_words = main_task_words(project.main_task) if prints_task else ""
    if not task_words:
        return Paragraph(key, _H3, title + unit), progress
    task = as_rope(f"主要任务：{task_words}{unit}")
    return Paragraph(key, _H3, title), task.paragraph(f"{key}|主要任务", _BODY), progress


def title_in_heading(heading: str) -> str:
    """Return the title of a project as its heading prints it: 改造农村公路 of 3.改造农村公路（牵头单位：县交通局）."""
    return unnumbered(heading, _H3).lstrip(".．、").partition(_LEAD_UNIT)[0]
