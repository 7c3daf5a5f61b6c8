"""Builds the committed files in workbook_templates/ from their readable sources; run by `make templates`.

The files are never edited by hand: a test compares them with a fresh build.
"""

from pathlib import Path

from xlminshi.adapters.city_example import CITY_SOURCE, build_city, build_counties
from xlminshi.adapters.closed.writing import render
from xlminshi.adapters.office import LETTERHEADS
from xlminshi.adapters.places import LIST_FILE, templates_folder
from xlminshi.adapters.word.letterhead import build_letterhead
from xlminshi.adapters.word.profile import profile_of
from xlminshi.core.period import reporting_period
from xlminshi.core.settings import DocumentKind, Settings
from xlminshi.core.submission import Submission
from xlminshi.form.as_written import standard_sheet, written_from
from xlminshi.form.cells import shown
from xlminshi.form.fields import Sheet
from xlminshi.form.grid import Grid, Workbook
from xlminshi.form.head import find_forms
from xlminshi.form.layout import filled_unit_file
from xlminshi.form.markdown import grids_from_markdown
from xlminshi.form.office import empty_rows, list_sheet, settings_sheet
from xlminshi.form.phrases import phrase_sheet
from xlminshi.form.reading import read_submission
from xlminshi.form.sheets import BookPlan
from xlminshi.form.verdicts import verdict_sheet
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import Book
from xlminshi.workflow.distributing import safe_file_name
from xlminshi.workflow.self_checking import FILE_NAME, self_check_book

LIST_SOURCE, RETURNS_SOURCE = "实事清单.md", "填报.md"
RETURNS_FOLDER, LETTERHEAD_FILE = "填报表", "版头.docx"
_LETTERHEAD = "版头"
_SPARE_ROWS = 40
_TEMPLATE_YEAR = 2026


def build_all(folder: Path) -> dict[Path, bytes]:
    """Return every built file of workbook_templates/ by its path, but for the workbooks that counties hand in."""
    built = {
        folder / LIST_FILE: render(empty_list()),
        folder / FILE_NAME: render(self_check_book()),
        **{folder / name: build_letterhead(profile_of(kind)) for kind, name in LETTERHEADS.items()},
    }
    for source in sorted((folder / "examples").glob(f"*/{LIST_SOURCE}")):
        built |= build_example(source.parent)
    for source in sorted((folder / "examples").glob(f"*/{CITY_SOURCE}")):
        built |= build_city(source.parent)
        built[source.parent / LETTERHEAD_FILE] = _letterhead(source, DocumentKind.BULLETIN)
    return built


def empty_list() -> BookPlan:
    """Return the list of projects that an office starts from: empty rows and standard settings."""
    period = reporting_period(_TEMPLATE_YEAR, "1-3月份")
    if period is None:  # pragma: no cover - the label is a constant
        raise AssertionError
    settings = settings_sheet(standard_sheet(Settings("", period)))
    sheets = (list_sheet("重点民生实事清单", empty_rows(_SPARE_ROWS)), settings)
    return BookPlan(sheets, first=Sheet.LIST.value)


def build_example(folder: Path) -> dict[Path, bytes]:
    """Return the example's list of projects, its letterhead and a filled return per lead unit, from its Markdown sources."""
    book = example_book(folder)
    settings = settings_sheet(written_from(book.settings))
    listed = list_sheet(f"{book.programme.title}清单", book.office.listed or empty_rows(0))
    wording = (phrase_sheet(book.office.phrases),) if book.office.phrases else ()
    sheets = (listed, settings, *wording, verdict_sheet(book.ledger()))
    built = {
        folder / LIST_FILE: render(BookPlan(sheets, first=Sheet.LIST.value)),
        folder / LETTERHEAD_FILE: _letterhead(folder / LIST_SOURCE, book.settings.bulletin.kind),
    }
    for one in example_returns(folder, book):
        path = folder / RETURNS_FOLDER / f"{safe_file_name(one.lead_unit)}.xlsx"
        built[path] = render(filled_unit_file(book.programme, book.settings, one))
    return built


def _letterhead(source: Path, kind: DocumentKind) -> bytes:
    """Return the letterhead that the section 版头 of an example's source asks for."""
    (grid,) = (one for one in _sections(source) if one.name == _LETTERHEAD)
    asked = {shown(row[0]): shown(row[1]) for row in grid.rows[1:]}
    return build_letterhead(profile_of(kind, name=asked["名称"]))


def _sections(source: Path) -> tuple[Grid, ...]:
    return grids_from_markdown(source.read_text("utf-8"))


def example_book(folder: Path) -> Book:
    """Return what the Markdown list of an example says."""
    grids = tuple(one for one in _sections(folder / LIST_SOURCE) if one.name != _LETTERHEAD)
    return read_book(Workbook(LIST_SOURCE, grids), _TEMPLATE_YEAR).book


def example_returns(folder: Path, book: Book) -> tuple[Submission, ...]:
    """Return what the units of an example reported; a section of an unknown unit raises ValueError."""
    return tuple(_return(grid, book) for grid in _sections(folder / RETURNS_SOURCE))


def _return(grid: Grid, book: Book) -> Submission:
    unit = book.settings.units.resolve(grid.name)
    forms = find_forms(Workbook(RETURNS_SOURCE, (grid,)))
    if unit is None or not forms:
        raise ValueError(f"{RETURNS_SOURCE}: section {grid.name}")
    submission, _ = read_submission(forms[0], book.programme, unit, book.settings)
    return submission


def main() -> None:
    """Write all built files."""
    folder = templates_folder()
    built = build_all(folder)
    for source in (folder / "examples").glob(f"*/{CITY_SOURCE}"):
        built |= build_counties(source.parent)
    for path, content in built.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
