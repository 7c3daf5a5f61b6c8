"""Reading, collecting, compiling and splitting N returns, side by side with the bounds and with what offices do instead.

    python benchmarks/speed.py --files 20 300 1000 10000
    python benchmarks/speed.py --files 1000 --datamaps
    python benchmarks/speed.py --quick

Makes its own data (made_county.py): thousands of returns are counties of up to 100 units, as offices have them. All ways
(ways.py) read the same files in one run, each in a process of its own with pandas loaded, after the files are in the page
cache. `--datamaps` puts bcompiler-engine into an environment of its own (build/datamaps) and measures `datamaps import`.
`--quick` takes a county of few and of many units, judges ratios of CPU time and no time, and ends with 1 where one is over
its limit: something has become quadratic, or twice as slow.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import psutil

from benchmarks.places import WARM

HERE = Path(__file__).resolve().parent
ENGINE = ("bcompiler-engine==1.1.7", "datamaps==1.1.9")
WAYS = {
    "zip": "the bound: unzip and inflate the needed parts",
    "bare": "python-calamine alone",
    "read": "our guarded reading, in one process",
    "collect": "collect (read, guard, validate, compute), one child",
    "collect2": "collect, two children",
    "publish": "end to end: 汇总表 with formats and charts, .docx",
    "summary": "of it the summary workbook",
    "document": "of it the document",
    "rollup": "the counties' workbooks rolled up",
    "rollup again": "rolled up again, nothing new",
    "deflate": "the bound of split: deflate the parts",
    "split": "split: one form for each unit",
    "xlsxwriter": "the same cells by XlsxWriter",
    "calamine": "pandas + calamine loop",
    "openpyxl": "pandas + openpyxl loop",
    "same": "pandas + openpyxl loop, writing the sheets that we write",
    "datamaps": "datamaps import",
}
# What takes hours for ten thousand files and stands in no ratio there.
MOST = {"xlsxwriter": 1_000, "openpyxl": 1_000, "same": 1_000, "datamaps": 1_000}
RATIOS = (  # name, numerator, denominator, what is aimed at
    ("collect, one child ÷ zip", "collect", "zip", "≤ 4"),
    ("collect, two children ÷ zip (by the clock)", "collect2", "zip", "≤ 2.3"),
    ("openpyxl loop ÷ end to end", "openpyxl", "publish", "≥ 20"),
    ("openpyxl loop with the same sheets ÷ end to end", "same", "publish", "(≥ 20)"),
    ("calamine loop ÷ end to end", "calamine", "publish", "≥ 4"),
    ("datamaps ÷ end to end", "datamaps", "publish", "≥ 80"),
    ("split ÷ deflate", "split", "deflate", "≤ 4"),
    ("XlsxWriter ÷ split", "xlsxwriter", "split", "≥ 5"),
)
GROWING = ("collect", "publish", "summary", "document", "split")

QUICK_FILES = (10, 40)
QUICK_WAYS = {
    "openpyxl": 2,
    "zip": 5,
    "read": 5,
    "collect": 3,
    "publish": 1,
    "summary": 1,
    "document": 2,
    "split": 1,
}
# CPU time as a share of the pandas + openpyxl loop's in the same run, for one county of 40 units. Each limit is about 1.7
# times what was measured when it was set; when something has become faster, lower it (benchmarks/RESULTS.md).
LIMITS = {"read": 0.1, "collect": 0.61, "publish": 1.8, "summary": 0.85, "document": 0.37, "split": 0.58}
MOST_GROWTH = 1.35


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way took for one number of files: seconds, and MiB of the process alone and with its children."""

    way: str
    files: int
    wall: float
    cpu: float
    own: float
    together: float


def make(folder: Path, files: int) -> None:
    """Make so many returns, in a process of its own."""
    subprocess.run([sys.executable, str(HERE / "made_county.py"), str(folder), str(files)], check=True)


def measure(way: str, files: int, root: Path, command: str = "") -> Measured:
    """Run one way in a process of its own and watch its memory."""
    called = [sys.executable, str(HERE / "ways.py"), command or way, str(root), str(_rounds(files))]
    with subprocess.Popen(called, stdout=subprocess.PIPE, text=True) as process:
        peaks = [0.0, 0.0]
        watch = threading.Thread(target=_watch, args=(process.pid, peaks), daemon=True)
        watch.start()
        said, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"{way} failed")
    took = json.loads(said.splitlines()[-1])
    return Measured(way, files, took["wall"], took["cpu"], *peaks)


def _rounds(files: int) -> int:
    return 1 if files > 100 else 3


def _watch(pid: int, peaks: list[float]) -> None:
    """Note the most memory of a process, alone and with its children, until it ends."""
    try:
        process = psutil.Process(pid)
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            own = process.memory_info().rss
            others = sum(one.memory_info().rss for one in process.children(recursive=True))
            peaks[0], peaks[1] = max(peaks[0], own / 2**20), max(peaks[1], (own + others) / 2**20)
            time.sleep(0.05)
    except psutil.Error:
        return


def measured(files: int, ways: Iterable[str], datamaps: str) -> list[Measured]:
    """Return all ways for one number of files; a line on the way tells how far it is."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        make(root, files)
        make(root / WARM, 2)
        print(f"{files} returns made", file=sys.stderr)
        found = []
        for way in ways:
            if files > MOST.get(way, files) or (way.startswith("rollup") and files < 200):
                continue
            found.append(measure(way, files, root, datamaps if way == "datamaps" else ""))
            print(f"{files} {way}: {found[-1].cpu:.1f} s", file=sys.stderr)
        return found


def datamaps_command() -> str:
    """Return the command of `datamaps`, put into an environment of its own when it is first asked for."""
    folder = HERE.parent / "build" / "datamaps"
    command = folder / "bin" / "datamaps"
    if not command.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(folder / "bin" / "pip"), "install", "-q", *ENGINE], check=True)
    return str(command)


def table(found: list[Measured]) -> str:
    """Return the measurements as a Markdown table with the ratios to the lower bound."""
    bounds = {one.files: one.cpu for one in found if one.way == "zip"}
    lines = [
        "| files | way | wall s | CPU s | CPU ms a file | × zip | MiB alone | with children |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines.extend(
        f"| {one.files} | {WAYS[one.way]} | {one.wall:.2f} | {one.cpu:.2f} | {one.cpu / one.files * 1000:.2f} | "
        f"{one.cpu / max(bounds[one.files], 0.001):.1f} | {one.own:.0f} | {one.together:.0f} |"
        for one in found
    )
    return "\n".join(lines)


def ratios(found: list[Measured]) -> str:
    """Return the ratios that are aimed at, for each number of files, as a Markdown table."""
    sizes = sorted({one.files for one in found})
    known = {(one.way, one.files): one for one in found}
    lines = [f"| ratio | aim | {' | '.join(map(str, sizes))} |", "|---|---|" + "---|" * len(sizes)]
    for name, upper, lower, aim in RATIOS:
        cells = []
        for size in sizes:
            one, other = known.get((upper, size)), known.get((lower, size))
            if one is None or other is None:
                cells.append("")
            elif upper == "collect2":
                cells.append(f"{one.wall / other.cpu:.1f}")
            else:
                cells.append(f"{one.cpu / other.cpu:.2f}")
        lines.append(f"| {name} | {aim} | {' | '.join(cells)} |")
    for way in GROWING:
        cells = [_growth(known, way, 100, size) for size in sizes]
        lines.append(
            f"| growth exponent from 100, {WAYS[way].partition(':')[0]} | ≤ 1.1 | {' | '.join(cells)} |"
        )
    return "\n".join(lines)


def _growth(known: dict[tuple[str, int], Measured], way: str, few: int, many: int) -> str:
    one, other = known.get((way, few)), known.get((way, many))
    return f"{exponent(one, other):.2f}" if one and other and one is not other else ""


def exponent(few: Measured, many: Measured) -> float:
    """Return how CPU time grows with the number of files: 1 is linear, 2 quadratic."""
    return math.log(many.cpu / few.cpu) / math.log(many.files / few.files)


def import_time() -> float:
    """Return the CPU seconds that the command line takes to load, the least of three fresh processes."""
    code = "import xlminshi.cli, time; print(time.process_time())"
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    called = [sys.executable, "-c", code]
    times = [
        float(
            subprocess.run(
                called, capture_output=True, text=True, check=True, env=environment, cwd=HERE.parent
            ).stdout
        )
        for _ in range(4)
    ]
    return min(times)


def quick() -> int:
    """Judge the ratios of few files, in this very process; return 1 where one is over its limit."""
    from benchmarks import ways

    cpu: dict[tuple[str, int], float] = {}
    for size in QUICK_FILES:
        with tempfile.TemporaryDirectory() as name:
            make(Path(name), size)
            make(Path(name) / WARM, 2)
            for way, rounds in QUICK_WAYS.items():
                cpu[way, size] = ways.measured(way, Path(name), rounds)["cpu"]
    few, many = QUICK_FILES
    found: dict[str, tuple[float, float]] = {}
    print("| way | ms a file | ÷ openpyxl loop | limit | growth exponent |\n|---|---|---|---|---|")
    for way in QUICK_WAYS:
        share = cpu[way, many] / cpu["openpyxl", many]
        growth = math.log(cpu[way, many] / cpu[way, few]) / math.log(many / few)
        found[way] = share, growth
        limit = LIMITS.get(way, "")
        print(f"| {WAYS[way]} | {cpu[way, many] / many * 1000:.2f} | {share:.3f} | {limit} | {growth:.2f} |")
    told = over_limits(found)
    print("\n".join(("", *told)))
    return int(bool(told))


def over_limits(found: dict[str, tuple[float, float]]) -> list[str]:
    """Return which ways, as (share of the openpyxl loop, growth exponent), are over their limits."""
    told = []
    for way, limit in LIMITS.items():
        share, growth = found[way]
        if share > limit:
            told.append(f"{way}: {share:.2f} of the openpyxl loop, more than {limit}")
        if growth > MOST_GROWTH:
            told.append(f"{way}: CPU time grows with exponent {growth:.2f}, more than {MOST_GROWTH}")
    return told


def main() -> int:
    """Measure and print the tables."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--files", type=int, nargs="+", default=[20, 300, 1000])
    arguments.add_argument(
        "--quick", action="store_true", help="few files, for CI: a ratio over its limit ends with 1"
    )
    arguments.add_argument("--datamaps", action="store_true", help="measure datamaps import too")
    arguments.add_argument("--ways", nargs="+", choices=tuple(WAYS), help="only these ways")
    chosen = arguments.parse_args()
    if chosen.quick:
        return quick()
    datamaps = datamaps_command() if chosen.datamaps else ""
    ways = chosen.ways or [one for one in WAYS if datamaps or one != "datamaps"]
    found = [one for size in chosen.files for one in measured(size, ways, datamaps)]
    print(f"{table(found)}\n\n{ratios(found)}\n\nimport of the command line: {import_time():.2f} s of CPU")
    return 0


if __name__ == "__main__":
    sys.exit(main())
