"""Rolling up the same counties once more: what a run costs where nothing, or one file in a hundred, has changed since.

    python benchmarks/again.py --counties 100 400 10000

Makes counties of 4 to 12 units with their compiled workbooks, rolls them up, rolls them up again as they are, and again after
one workbook in a hundred came with other figures. Each run is a process of its own; the table gives CPU with the reading
children, and the share of the first run.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.made_county import county_name, made_county
from benchmarks.places import cpu_seconds
from xlminshi import api
from xlminshi.adapters.packing import pack, unpack

_BASES, _LEAST_UNITS, _MOST_UNITS = 9, 4, 12
_CHANGED = 100
FOLDER, SUMMARY = "各县", "全市.xlsx"
STATES = ("first run", "again, nothing changed", "again, 1 % of the files changed")


def base_workbooks(folder: Path) -> list[dict[str, bytes]]:
    """Return the parts of some compiled workbooks of counties of different sizes."""
    found = []
    for number in range(_BASES):
        units = _LEAST_UNITS + number % (_MOST_UNITS - _LEAST_UNITS + 1)
        place = folder / str(number)
        book, _ = made_county(place, units)
        made = api.publish(book, place / "通报", returns=(place / "报送",))
        compiled = next(path for path in made.written if path.suffix == ".xlsx")
        found.append(unpack(compiled.read_bytes()))
    return found


def put_county(parts: dict[str, bytes], folder: Path, number: int) -> None:
    """Write a workbook under a county's own name, over the one that it may have sent before."""
    name = county_name(number)
    place = folder / FOLDER / name / f"{name}汇总.xlsx"
    place.parent.mkdir(parents=True, exist_ok=True)
    old, new = "青石县".encode(), name.encode()
    place.write_bytes(pack({part: content.replace(old, new) for part, content in parts.items()}))


def run(folder: Path) -> dict[str, float]:
    """Roll up in a process of its own; return its CPU seconds, and its memory at most in MiB."""
    said = subprocess.run(
        [sys.executable, __file__, "--run", str(folder)], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(said.stdout.splitlines()[-1])
    return found


def roll_up(folder: Path) -> None:
    """Roll up in this process and print what it took, imports included."""
    api.rollup(folder / FOLDER, folder / SUMMARY, replace=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": cpu_seconds(), "peak": peak}))


def measured(counties: int) -> list[dict[str, float]]:
    """Return what the three runs took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bases = base_workbooks(folder / "基础")
        for number, base in zip(range(counties), cycle(bases), strict=False):
            put_county(base, folder, number)
        found = [run(folder), run(folder)]
        for number in range(0, counties, _CHANGED):
            put_county(bases[(number + 1) % _BASES], folder, number)
        return [*found, run(folder)]


def main() -> None:
    """Measure and print the table."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--counties", type=int, nargs="+", default=[100, 400])
    arguments.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.run:
        roll_up(chosen.run)
        return
    print("| counties | run | CPU s | share of the first | MiB at most |\n|---|---|---|---|---|")
    for counties in chosen.counties:
        found = measured(counties)
        for state, one in zip(STATES, found, strict=True):
            share = one["cpu"] / found[0]["cpu"]
            print(
                f"| {counties} | {state} | {one['cpu']:.2f} | {share:.1%} | {one['peak']:.0f} |", flush=True
            )


if __name__ == "__main__":
    main()
