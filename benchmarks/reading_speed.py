"""Where the time goes in reading returns with their tamper check, step by step in one process (speed.py has the whole commands).

    python benchmarks/reading_speed.py --files 300

CPU time per file, the best of some rounds, warm cache; the returns are made (benchmarks/made_county.py).
"""

import argparse
import io
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from python_calamine import CalamineWorkbook

from benchmarks.made_county import made_county
from tests.hazards.doors import InProcess, quick_office
from xlminshi.adapters.closed.reading import read_workbook
from xlminshi.adapters.incoming import receiving
from xlminshi.adapters.office import closed_office
from xlminshi.form.grid import Workbook
from xlminshi.form.tables import Table
from xlminshi.form.tampering import tampering
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import Book
from xlminshi.workflow.collecting import collect_into
from xlminshi.workflow.recognising import recognise
from xlminshi.workflow.returned import ReturnedForm

ROUNDS = 7


def inflated(path: Path) -> None:
    """The bound: the parts that hold cells, unzipped with their checksums."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet") or name in ("xl/sharedStrings.xml", "xl/styles.xml"):
                archive.read(name)


def bare(path: Path) -> None:
    """python-calamine alone: no formula, no error cell, nothing checked."""
    with CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())) as workbook:
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def told_apart(form: ReturnedForm, book: Book) -> None:
    """The tamper check alone: the form that came back beside the one that was sent, 31 checks."""
    tampering(
        form.workbook, fresh(form.table), book.programme, form.recognition.lead_unit, book.settings, None
    )


def fresh(table: Table) -> Table:
    """Return the table without what it remembers of its rows, as the check finds it in the first round."""
    return Table(table.grid, table.place, table.header_row, table.columns)


def read_form(workbook: Workbook, book: Book) -> ReturnedForm:
    """What is made of one workbook: the unit recognised, every value read."""
    form = recognise(workbook, book).form
    assert form is not None
    return form


def milliseconds(work: Callable[[], object], files: int) -> float:
    """CPU milliseconds per file, the best of some rounds."""
    best = min(_seconds(work) for _ in range(ROUNDS))
    return best / files * 1000


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=300)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, returns = made_county(Path(folder), arguments.files)
        office = closed_office()
        reading = read_book(office.read(source), 2023)
        workbooks = [read_workbook(path) for path in returns]
        forms = [read_form(one, reading.book) for one in workbooks]
        receiving.Children = InProcess  # type: ignore[misc]  # the guard in this process: its time counts too
        here = quick_office()
        works: dict[str, Callable[[], object]] = {
            "unzip the parts with cells (zipfile)": lambda: [inflated(path) for path in returns],
            "python-calamine alone": lambda: [bare(path) for path in returns],
            "read, guarded, with traits": lambda: [read_workbook(path) for path in returns],
            "31 tamper checks": lambda: [told_apart(one, reading.book) for one in forms],
            "recognise, read the values": lambda: [read_form(one, reading.book) for one in workbooks],
            "collect: all of it, 75 more checks, ledger, totals": lambda: collect_into(
                reading, returns, here
            ),
        }
        size = sum(path.stat().st_size for path in returns) / len(returns) / 1024
        print(
            f"{len(returns)} returns of {size:.1f} KiB\n\n| | ms per file | × zipfile | × calamine |\n|---|---|---|---|"
        )
        times = {name: milliseconds(work, len(returns)) for name, work in works.items()}
        bound, alone, *_ = times.values()
        for name, time_ in times.items():
            print(f"| {name} | {time_:.2f} | {time_ / bound:.1f} | {time_ / alone:.1f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
