"""数据校验: files → findings. A unit's form is checked by its own plan, a standard workbook as a whole."""

from dataclasses import dataclass, replace
from pathlib import Path

from xlminshi.core.checks import check_submission
from xlminshi.core.period import year_in
from xlminshi.core.problems import Code, Place, Problem, problem
from xlminshi.core.project import Programme
from xlminshi.core.settings import Settings
from xlminshi.core.units import UnitDirectory
from xlminshi.form.grid import Grid, Workbook
from xlminshi.form.head import Stamp, find_forms, read_head, read_stamp
from xlminshi.form.programme import find_list, projects_in_form
from xlminshi.form.reading import read_submission
from xlminshi.form.reports import PROBLEMS
from xlminshi.form.setting_items import SHEET_NAME
from xlminshi.form.settings import read_settings
from xlminshi.form.sheets import BookPlan, SheetPlan
from xlminshi.form.tables import Table
from xlminshi.workflow.answering import answered
from xlminshi.workflow.book_layout import compiled_book, home_of
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import Book
from xlminshi.workflow.collecting import collect_into
from xlminshi.workflow.findings import findings_of
from xlminshi.workflow.listed_since import without_settled_rows
from xlminshi.workflow.opening import open_all
from xlminshi.workflow.ports import Office, Outcome, outcome


@dataclass(frozen=True, slots=True)
class Checked:
    """How many files were looked at."""

    files: int


def check(files: tuple[Path, ...], office: Office) -> Outcome[Checked]:
    """Return what is wrong in the files; each is judged alone, and one that cannot be read does not stop the others."""
    opened = open_all(files, office)
    problems = [one for workbook in opened.workbooks for one in _check_workbook(workbook, office.this_year)]
    return outcome(Checked(len(opened.arrivals)), (), (*opened.problems, *problems))


def check_book(source: Path, office: Office) -> Outcome[Book]:
    """Return what is wrong in the office's own workbook; 首页 and 填报问题 are the only sheets that this changes."""
    workbook = office.read(source)
    reading = read_book(workbook, office.this_year)
    collection, problems = collect_into(reading, (), office)
    whole = compiled_book(collection.book, problems, collection.totals)
    there = frozenset(grid.name.strip() for grid in workbook.grids)
    plan = replace(whole, sheets=checked_sheets(whole, collection.book, problems, there))
    return outcome(collection.book, (("", office.render_book(plan)),), problems)


def checked_sheets(
    whole: BookPlan, book: Book, problems: tuple[Problem, ...], there: frozenset[str]
) -> tuple[SheetPlan, ...]:
    """Return 首页 and 填报问题, with 首页 leading only to sheets that are there."""
    kept = tuple(one for one in whole.sheets if one.name == PROBLEMS)
    return (home_of(book, problems, there | {PROBLEMS}), *kept)


def _check_workbook(workbook: Workbook, this_year: int) -> tuple[Problem, ...]:
    if find_list(workbook) is not None:
        reading = read_book(workbook, this_year)
        file = workbook.name
        findings = findings_of(reading.book, reading.verdict_cells) if reading.book.submissions else ()
        placed = (replace(one, place=replace(one.place, file=one.place.file or file)) for one in findings)
        found = without_settled_rows((*reading.all_problems(), *placed), reading.book)
        _, told = answered(reading.book, found)
        return told
    forms = find_forms(workbook)
    if not forms:
        return (problem(Code.NO_FORM, Place(workbook.name)),)
    return tuple(one for form in forms for one in _check_form(workbook, form, this_year))


def _check_form(workbook: Workbook, form: Table, this_year: int) -> tuple[Problem, ...]:
    stamp, head = read_stamp(workbook), read_head(form)
    unit = head.lead_unit or stamp.lead_unit or form.place.sheet
    settings = _settings_of(stamp, head.period, this_year)
    settings = replace(settings, units=UnitDirectory().with_unit(unit))
    projects = projects_in_form(form, unit, settings)
    programme = Programme(settings.county, settings.period.year, projects)
    submission, problems = read_submission(form, programme, unit, settings, compares_plan=False)
    return (*problems, *check_submission(submission, programme, settings))


def _settings_of(stamp: Stamp, period: str, this_year: int) -> Settings:
    """Return the settings that the form itself carries: its period, and the office's rules in its stamp."""
    label = stamp.period or period
    rows = (
        ("年度", str(year_in(label) or this_year)),
        ("通报期", label),
        ("完成率取整", stamp.rounding),
        ("完成倍数上限", stamp.ceiling),
        ("形象进度节点", stamp.milestones),
    )
    return read_settings(Grid(SHEET_NAME, tuple(row for row in rows if row[1])), this_year).settings
