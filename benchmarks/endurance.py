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
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pandas as pd
import psutil

from benchmarks.made_county import BOOK, RETURNS, made_counties
from xlminshi.adapters.office import closed_office
from xlminshi.workflow.books import read_book
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
    process, seen, peaks = psutil.Process(), 0, [0.0]
    print(
        f"pandas {pd.__version__} is loaded\n\n| files | CPU s | MiB now | MiB at most |\n|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as name:
        counties = made_counties(Path(name), min(MADE, wanted))
        start = _cpu()
        while seen < wanted:
            for county in counties:
                seen += collected(county)
                now = process.memory_info().rss / 2**20
                peaks[-1] = max(peaks[-1], now)
                while seen >= wanted * len(peaks) / TENTHS:
                    print(f"| {seen} | {_cpu() - start:.0f} | {now:.0f} | {peaks[-1]:.0f} |", flush=True)
                    peaks.append(0.0)
    growth = peaks[TENTHS - 1] / peaks[1]
    print(f"\nmemory of the last tenth ÷ second tenth: {growth:.3f}")
    return int(growth > MOST_GROWTH)


def _cpu() -> float:
    times = time.process_time(), psutil.Process().cpu_times()
    return times[0] + times[1].children_user + times[1].children_system


if __name__ == "__main__":
    sys.exit(main())
