"""从旧通报起步: last year's bulletin → a first list of projects, with everything doubtful marked for a person."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from xlminshi.bulletin.listing.found import FoundIndicator, FoundList, FoundProject, Printed
from xlminshi.bulletin.listing.listing import listing_of
from xlminshi.core.errors import CannotContinueError
from xlminshi.core.office_names import distinct_offices
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.settings import DocumentKind
from xlminshi.core.units import UnitDirectory, look_like_one_office
from xlminshi.form.fields import Sheet, field_of_header
from xlminshi.form.first_list import (
    SOURCE_SHEET,
    ListedRow,
    ToldSettings,
    check_cell,
    first_list_book,
)
from xlminshi.form.grid import CellValue
from xlminshi.workflow.ports import Office, Outcome, outcome

_LONGEST_QUOTE = 300
_SAME_WORDS = "同上"
_NUMBER_COLUMN = re.compile(r"^(?:序号|编号|排名|名次)")
# How bulletins head their columns beside the names that our own sheets know; the first that fits.
_COLUMNS = (
    ("time_progress", re.compile(r"序时|时间进度")),
    ("rate", re.compile(r"完成(?:率|比例|占比|百分比|进度)|^(?:比例|进度)")),
    ("lead_unit", re.compile(r"(?:承办|牵头|责任|主办|实施)(?:单位|部门)")),
    ("title", re.compile(r"^(?:项目|实事|工程|事项|民生实事)(?:项目)?(?:名称|内容)?$")),
    ("target", re.compile(r"计划|目标|年度任务")),
    ("achieved", re.compile(r"实际|累计|完成(?:量|数|值)$|^(?:已|目前|现已)?完成$")),
    ("narrative", re.compile(r"进展|说明|情况")),
)


def list_up(source: Path, target_name: str, office: Office) -> Outcome[FoundList]:
    """Return the first list of projects that an old bulletin gives.

    Raises FileRefusedError for a file that cannot be read, CannotContinueError where it tells of no project.
    """
    found = listing_of(office.read_document(source), column_of)
    if not found.projects:
        raise CannotContinueError(
            f"“{source.name}”里没有识别出实事，没有生成清单。请核对是否选错了文件，或直接填写实事清单模板。"
        )
    rows = tuple(_rows(found))
    head = found.head
    title = (
        f"{head.county}重点民生实事清单（据{head.year and head.year + '年'}{head.period}通报识别，待核实）"
    )
    lines = tuple((one.text, one.used_for, "、".join(one.open_figures)) for one in found.lines)
    plan = first_list_book(title, rows, _told_settings(found), lines, office.this_year)
    return outcome(found, ((target_name, office.render_book(plan)),), _problems(found, rows, target_name))


def column_of(head: str) -> str:
    """Return the key of the column that the head of a table's column names; "" where it names none."""
    if _NUMBER_COLUMN.match(head):
        return "number"
    fields = (field_of_header(head, sheet) for sheet in (Sheet.LIST, Sheet.UNIT, Sheet.LEDGER))
    known = next((one.key for one in fields if one is not None), "")
    return known or next((key for key, words in _COLUMNS if words.search(head)), "")


def _rows(found: FoundList) -> Iterator[ListedRow]:
    for project in found.projects:
        former = ""
        for place, one in enumerate(project.indicators):
            row = _row(project, one, is_first=not place)
            yield replace(row, words=_SAME_WORDS) if row.words and row.words == former else row
            former = row.words


def _row(project: FoundProject, one: FoundIndicator, is_first: bool) -> ListedRow:
    plan: dict[str, CellValue] = {
        "number": str(project.number),
        "title": project.title,
        "main_task": project.main_task if is_first else None,
        "lead_unit": project.lead_unit or None,
        "indicator": one.name,
        "kind": one.kind.value,
        "measure": one.measure or None,
        "target": _target(one.target),
        "decimals": _decimals(one.rate),
    }
    marks = (*(project.marks if is_first else ()), *one.marks)
    achieved = one.achieved.text if one.achieved else one.words
    words = one.sentence or (project.source if is_first else "")
    return ListedRow(
        plan=plan,
        achieved=achieved[:_LONGEST_QUOTE],
        rate=one.rate,
        check="；".join(dict.fromkeys(marks)),
        words=words[:_LONGEST_QUOTE],
    )


def _target(figure: Printed | None) -> str | None:
    return figure.number if figure is not None else None


def _decimals(rate: str) -> str | None:
    """Return with how many decimals the bulletin prints the rate."""
    digits = rate.strip("约%")
    return str(len(digits.partition(".")[2])) if digits.replace(".", "", 1).isdecimal() else None


def _told_settings(found: FoundList) -> ToldSettings:
    head = found.head
    values: dict[str, CellValue] = {
        "county": head.county,
        "issuer": head.issuer,
        "kind": (DocumentKind.BRIEFING if head.is_briefing else DocumentKind.BULLETIN).value,
        "distribution_list": head.distribution,
        "copy_to": head.copy_to,
    }
    return ToldSettings({key: value for key, value in values.items() if value}, found.lead_units())


def _problems(found: FoundList, rows: tuple[ListedRow, ...], file: str) -> Iterator[Problem]:
    sheet = Place(file, Sheet.LIST.value)
    for number, row in enumerate(rows):
        if row.check:
            yield problem(Code.BULLETIN_TO_CHECK, sheet.at(check_cell(number)), found=row.check.rstrip("。"))
    if found.told_projects not in (None, len(found.projects)):
        yield problem(
            Code.BULLETIN_COUNT_DIFFERS, sheet, expected=found.told_projects, count=len(found.projects)
        )
    units = _counted_units(found.lead_units())
    if found.told_units is not None and found.told_units not in units:
        yield problem(Code.BULLETIN_UNITS_DIFFER, sheet, expected=found.told_units, count=units[-1])
    left_over = sum(bool(one.open_figures) for one in found.lines)
    if left_over:
        yield problem(Code.BULLETIN_LEFT_OVER, Place(file, SOURCE_SHEET), count=left_over)


def _counted_units(lead_units: tuple[str, ...]) -> range:
    """Return how many offices a bulletin may count: partners each, spellings that look alike as one or two."""
    offices = distinct_offices(lead_units, UnitDirectory(()))
    alike = sum(
        any(look_like_one_office(one, other) for other in offices[:place])
        for place, one in enumerate(offices)
    )
    return range(len(offices) - alike, len(offices) + 1)
