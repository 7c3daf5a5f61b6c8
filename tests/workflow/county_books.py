"""Compiled workbooks of made-up counties, as a city receives them."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from tests.bulletin.proofreading.counties import county
from xlminshi.adapters.closed.writing import render
from xlminshi.core.ledger import Ledger, compile_ledger
from xlminshi.core.period import reporting_period
from xlminshi.core.submission import Submission
from xlminshi.form.as_written import ListAsWritten, OfficeSheets
from xlminshi.form.fields import Sheet, fields_of
from xlminshi.form.grid import CellValue
from xlminshi.workflow.book_layout import compiled_book
from xlminshi.workflow.books import Book

PERIOD = "1-9月份"


@cache
def ledger_of(seed: int, name: str, label: str = PERIOD) -> Ledger:
    """Return a made-up county's ledger under a name of its own, for one period."""
    made = county(seed)
    period = reporting_period(2023, label)
    assert period is not None
    settings = replace(made.settings, county=name, period=period)
    programme = replace(made.programme, county=name, year=2023)
    moved = book_of(replace(made, settings=settings, programme=programme))
    return compile_ledger(programme, settings, moved.submissions, moved.verdicts)


def book_of(ledger: Ledger) -> Book:
    """Return the book behind a ledger; the reports of each unit make its submission again."""
    submissions = tuple(
        Submission(
            unit,
            ledger.settings.period.full_label,
            f"{unit}.xlsx",
            tuple(
                item.report
                for one in ledger.of_unit(unit)
                for item in one.indicators
                if item.report is not None
            ),
            tuple(one.report for one in ledger.of_unit(unit) if one.report is not None),
        )
        for unit in ledger.lead_units()
        if unit not in ledger.missing_units
    )
    verdicts = tuple(one.verdict for one in ledger.standings if one.verdict is not None)
    office = OfficeSheets(listed=ListAsWritten((), tuple(list_rows(ledger))))
    return Book(
        ledger.settings.county, ledger.programme, ledger.settings, submissions, verdicts, office=office
    )


def list_rows(ledger: Ledger) -> Iterator[tuple[CellValue, ...]]:
    """Yield the rows of the list of projects."""
    for project in ledger.programme.projects:
        for one in project.indicators:
            cells: dict[str, CellValue] = {
                "number": Decimal(project.number),
                "title": project.title,
                "main_task": project.main_task,
                "lead_unit": project.lead_unit,
                "indicator": one.name,
                "kind": one.kind.value,
                "measure": one.measure,
                "target": str(one.target.value) if one.target else None,
                "decimals": Decimal(one.decimals),
            }
            yield tuple(cells.get(field.key) for field in fields_of(Sheet.LIST))


@cache
def content_of(seed: int, name: str, label: str = PERIOD) -> bytes:
    """Return a county's compiled workbook."""
    return render(compiled_book(book_of(ledger_of(seed, name, label)), ()))


def write_county(folder: Path, seed: int, name: str, label: str = PERIOD) -> Path:
    """Write a county's workbook into a folder of its own."""
    path = folder / name / f"{name}汇总表.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content_of(seed, name, label))
    return path
