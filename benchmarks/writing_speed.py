"""How long it takes to write: the forms of a county and its compiled workbook, side by side in one run.

    python benchmarks/writing_speed.py --units 100

CPU time of one process, the best of some rounds, warm cache; the county is made (benchmarks/made_county.py). The bound is
zlib deflating the finished parts of the same files: nothing can be faster. XlsxWriter writes the same bytes.
"""

import argparse
import gc
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.made_county import made_county
from xlminshi import api
from xlminshi.adapters.closed.writing import render, render_by_library
from xlminshi.adapters.office import closed_office
from xlminshi.adapters.outgoing import refuse_unfit
from xlminshi.adapters.packing import unpack
from xlminshi.form.layout import unit_file
from xlminshi.form.sheets import BookPlan
from xlminshi.workflow.book_layout import compiled_book
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import Book
from xlminshi.workflow.distributing import shown_before

ROUNDS = 5
YEAR = 2023
Works = dict[str, Callable[[], object]]


def deflated(files: list[bytes]) -> Callable[[], object]:
    """The bound: the parts of the finished files, deflated."""
    parts = [part for one in files for part in unpack(one).values()]
    return lambda: [zlib.compress(part) for part in parts]


def plans_of(book: Book) -> list[BookPlan]:
    """The forms of all units, laid out."""
    before = shown_before(book)
    units = book.lead_units()
    return [unit_file(book.programme, book.settings, unit, before.get(unit)) for unit in units]


def of_forms(book_path: Path, folder: Path) -> Works:
    """What is done for every unit's form."""
    book = read_book(closed_office().read(book_path), YEAR).book
    plans = plans_of(book)
    files = [render(one) for one in plans]
    assert files == [render_by_library(one) for one in plans]
    named = [(f"{number}.xlsx", one) for number, one in enumerate(files)]
    return {
        "deflate the finished parts (zlib)": deflated(files),
        "lay out": lambda: plans_of(book),
        "write": lambda: [render(one) for one in plans],
        "lay out and write": lambda: [render(one) for one in plans_of(book)],
        "look over what leaves": lambda: refuse_unfit(named),
        "split: read the workbook, lay out, write, look over, deliver": lambda: api.split(
            book_path, folder, replace=True
        ),
        "write by XlsxWriter": lambda: [render_by_library(one) for one in plans],
    }


def of_book(book_path: Path) -> Works:
    """What is done for the compiled workbook: the sheets for leaders with charts, and one sheet per unit."""
    book = read_book(closed_office().read(book_path), YEAR).book
    plan = compiled_book(book, ())
    content = render(plan)
    assert content == render_by_library(plan)
    return {
        "deflate the finished parts (zlib)": deflated([content]),
        "lay out": lambda: compiled_book(book, ()),
        "write": lambda: render(plan),
        "write by XlsxWriter": lambda: render_by_library(plan),
    }


def table(works: Works, count: int) -> str:
    """A table of CPU milliseconds, each work once per round in turn, so that a busy moment falls on all of them."""
    best = dict.fromkeys(works, float("inf"))
    gc.freeze()  # what is kept for measuring is not looked at by the collector again and again, as in a command of its own
    for _ in range(ROUNDS):
        for name, work in works.items():
            start = time.process_time()
            work()
            best[name] = min(best[name], (time.process_time() - start) / count * 1000)
    bound, library = next(iter(best.values())), best["write by XlsxWriter"]
    lines = ["| | ms | × bound | XlsxWriter ÷ it |", "|---|---|---|---|"]
    lines.extend(
        f"| {name} | {ms:.2f} | {ms / bound:.1f} | {library / ms:.1f} |" for name, ms in best.items()
    )
    return "\n".join(lines)


def main() -> int:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=100)
    units = parser.parse_args().units
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, returns = made_county(folder, units)
        collected = folder / "汇总.xlsx"
        api.collect(source, returns, collected)
        print(f"A form, of {units} (ms per file)\n\n{table(of_forms(source, folder / '拆分'), units)}\n")
        print(f"The compiled workbook of {units} units (ms)\n\n{table(of_book(collected), 1)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
