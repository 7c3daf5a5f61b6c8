"""Collecting 100,000 returns in one process: does the memory stay flat?

    python benchmarks/endurance.py --files 100000

The returns are counties of 100 units (made_county.py); the same ones are collected again and again (read by two guarded children,
checked, computed; not written). Prints memory and time after every tenth, and ends with 1 where the last tenth needed
more than 5 % more memory than the second.
"""

import argparse
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pandas as pd
import psutil

from benchmarks.places import BOOK, RETURNS, counties_of
from benchmarks.speed import make
from xlminshi.adapters.office import closed_office
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.collecting import collect_into

MADE, TENTHS, MOST_GROWTH = 1_000, 10, 1.05


def collected(county: Path) -> int:
    """Collect one county; return how many files were adopted."""
    office = closed_office()
    collection, _ = collect_into(read_book(office.read(county / BOOK), 2023), (county / RETURNS,), office)
    return collection.files_accepted


def main() -> int:
    """Collect, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=100_000)
    wanted = parser.parse_args().files
    process, seen, peak, peaks = psutil.Process(), 0, 0.0, []
    print(
        f"pandas {pd.__version__} is loaded\n\n| files | CPU s | MiB now | MiB at most |\n|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as name:
        make(Path(name), min(MADE, wanted))
        start, counties = _cpu(), cycle(counties_of(Path(name)))
        while seen < wanted:
            tenth = seen * TENTHS // wanted
            seen += collected(next(counties))
            now = process.memory_info().rss / 2**20
            peak = max(peak, now)
            if seen * TENTHS // wanted > tenth:
                print(f"| {seen} | {_cpu() - start:.0f} | {now:.0f} | {peak:.0f} |", flush=True)
                peaks, peak = [*peaks, peak], 0.0
    growth = peaks[-1] / peaks[min(1, len(peaks) - 1)]
    print(f"\nmemory of the last tenth ÷ second tenth: {growth:.3f}")
    return int(growth > MOST_GROWTH)


def _cpu() -> float:
    times = time.process_time(), psutil.Process().cpu_times()
    return times[0] + times[1].children_user + times[1].children_system


if __name__ == "__main__":
    sys.exit(main())
