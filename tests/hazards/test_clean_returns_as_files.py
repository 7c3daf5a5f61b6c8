"""Two hundred clean returns, written as files and collected: nothing must be fixed, and every figure is the one typed."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from tests.hazards.doors import quick_office
from tests.hazards.forms import Form, Formula, Value, open_form
from tests.workflow.clean_returns import CleanReturn, clean_returns
from xlminshi.adapters.closed.writing import render
from xlminshi.core.problems import Level
from xlminshi.form.as_written import ListAsWritten, OfficeSheets
from xlminshi.form.fields import Sheet, fields_of
from xlminshi.form.grid import Calculated, CellValue, Percent
from xlminshi.form.layout import unit_file
from xlminshi.workflow.book_layout import standard_book
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import Book
from xlminshi.workflow.collecting import collect_into

COUNT = 200
_DAY_ZERO = dt.date(1899, 12, 30)


def book_of(one: CleanReturn) -> Book:
    """The office's workbook before the return comes in."""
    listed = [
        {
            "number": Decimal(project.number),
            "title": project.title,
            "main_task": project.main_task or None,
            "lead_unit": project.lead_unit,
            "indicator": item.name,
            "kind": item.kind.value,
            "measure": item.measure or None,
            "target": item.target.value if item.target else item.target_words or None,
            "decimals": Decimal(item.decimals),
            "weight": item.weight,
        }
        for project in one.programme.projects
        for item in project.indicators
    ]
    rows = tuple(tuple(row.get(field.key) for field in fields_of(Sheet.LIST)) for row in listed)
    office = OfficeSheets(listed=ListAsWritten((), rows))
    before = (one.before,) if one.before else ()
    return Book("簿.xlsx", one.programme, one.settings, (), (), before, office)


def file_of(one: CleanReturn) -> bytes:
    """The form as it was sent out, with everything typed into it that the return holds."""
    form = open_form(render(unit_file(one.programme, one.settings, one.unit)))
    for row, values in enumerate(one.workbook.grids[0].rows, start=1):
        for column, value in enumerate(values, start=1):
            if value is not None:
                form.put(row, column, _typed(value, form, row, column))
    return form.content()


def _typed(value: CellValue, form: Form, row: int, column: int) -> Value:
    if isinstance(value, Calculated):
        there, result = form.value(row, column), value.value
        assert isinstance(there, Formula)
        number = result.share if isinstance(result, Percent) else result
        return Formula(there.text, number if isinstance(number, str | Decimal) else None)
    if isinstance(value, dt.date):
        return Decimal((value - _DAY_ZERO).days)
    assert isinstance(value, str | Decimal)
    return value


@pytest.mark.usefixtures("in_process")
def test_two_hundred_clean_returns_come_through_as_files_without_a_false_alarm(tmp_path: Path) -> None:
    doors, alarms, wrong = quick_office(), [], []
    for number, one in enumerate(clean_returns(COUNT)):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "簿.xlsx").write_bytes(render(standard_book(book_of(one))))
        (folder / f"{one.unit}.xlsx").write_bytes(file_of(one))
        reading = read_book(doors.read(folder / "簿.xlsx"), one.settings.period.year)
        made, problems = collect_into(reading, (folder / f"{one.unit}.xlsx",), doors)
        file = f"{one.unit}.xlsx"
        alarms += [str(told) for told in problems if told.level is Level.MUST_FIX and told.place.file == file]
        wrong += [f"{number} {text}" for text in differences(one, made.book)]
    assert alarms == []
    assert wrong == []


def differences(one: CleanReturn, book: Book) -> list[str]:
    """What the ledger has otherwise than the sheet that was typed."""
    rows = one.workbook.grids[0].rows
    head = [str(text or "").split("\n")[0] for text in rows[3]]
    title, name, column = (head.index(text) for text in ("实事名称", "指标名称", "累计完成"))
    (submission,) = book.submissions
    found = []
    for row in rows[4:]:
        report = submission.of_indicator(str(row[title]), str(row[name]))
        number = report.achieved.value if report and report.achieved else None
        typed = row[column]
        said = number if isinstance(typed, Decimal) else report.words or report.typed if report else None
        if said != typed:
            found.append(f"{row[title]}: {said!r} for {typed!r}")
    return found
