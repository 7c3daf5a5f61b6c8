"""Mutate good returns by the ten thousand, let them in through the guarded door, collect them, and judge every figure.

    python benchmarks/fuzz_returns.py --files 50000

Each round gives every unit of one of two counties one mutated return. A mutant must be refused in words, or read; what
is read must give the original figure, or nothing with a finding, or another figure that the file itself says (as a
second library reads it) or that a finding names. Anything else is kept in the folder `--keep` and makes the run end
with 1. The same `--seed` gives the same files.
"""

import argparse
import email
import multiprocessing
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from random import Random
from xml.sax.saxutils import unescape

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import openpyxl

from benchmarks.fuzz_mutations import mutated
from tests.hazards.counties import (
    County,
    Key,
    Return,
    Typed,
    as_typed,
    example_county,
    headers,
    second_county,
)
from tests.hazards.packages import FORM_PART, STRINGS_PART, unpacked
from xlminshi.adapters.incoming.receiving import receive
from xlminshi.adapters.office import closed_office
from xlminshi.core.problems import Code, Problem
from xlminshi.workflow.book_reading import read_book
from xlminshi.workflow.books import BookReading
from xlminshi.workflow.collecting import collect_into
from xlminshi.workflow.fates import Fate
from xlminshi.workflow.ports import Arrival
from xlminshi.workflow.reporting import ledger_record

ROUNDS_AT_ONCE = 20
_FIGURE = re.compile(rb'<c\b[^>]*?r="I\d+"(?:[^>]*?t="(\w+)")?[^>]*>.*?<v>([^<]*)</v>', re.DOTALL)
_TEXT = re.compile(rb"<t[^>]*>([^<]*)</t>")
NOT_OF_FILES = ("UNDECIDED", "NOT_RETURNED")
FAULTS = {"读取时出错": "读取程序出错", "读取时程序中断": "读取程序中断", "还没有结束": "读取超时"}


@dataclass(slots=True)
class Tally:
    """What came of the mutants: counts by outcome and by way, and what must not be."""

    outcomes: Counter[str] = field(default_factory=Counter)
    ways: Counter[tuple[str, str]] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Add what another part of the run found."""
        self.outcomes += other.outcomes
        self.ways += other.ways
        self.bad += other.bad


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mutated return."""

    unit: str
    way: str
    content: bytes


def mutants(county: County, seed: str) -> list[Mutant]:
    """One mutated return of each unit."""
    contents = {unit: one.path.read_bytes() for unit, one in county.returns.items()}
    made = []
    for unit, content in contents.items():
        chance = Random(f"{seed}-{unit}")
        other = contents[chance.choice(list(contents))]
        way, changed = mutated(content, chance, other)
        made.append(Mutant(unit, way, changed))
    return made


def run(job: tuple[int, int, int, str, str]) -> Tally:
    """The rounds from `first` to `last`."""
    seed, first, last, folder, keep = job
    tally = Tally()
    with tempfile.TemporaryDirectory(dir=folder) as work:
        counties = (example_county(Path(work) / "甲"), second_county(Path(work) / "乙"))
        readings = [read_book(closed_office().read(one.book), 2023) for one in counties]
        for start in range(first, last, ROUNDS_AT_ONCE):
            numbers = range(start, min(last, start + ROUNDS_AT_ONCE))
            batch(numbers, seed, counties, readings, Path(work) / "报送", Path(keep), tally)
    return tally


def batch(
    numbers: range,
    seed: int,
    counties: tuple[County, County],
    readings: list[BookReading],
    folder: Path,
    keep: Path,
    tally: Tally,
) -> None:
    """Make the mutants of some rounds, let all in at once, and judge each round by itself."""
    made: dict[int, list[Mutant]] = {}
    for number in numbers:
        made[number] = mutants(counties[number % 2], f"{seed}-{number}")
        for one in made[number]:
            path = folder / f"{number}_{one.unit}.xlsx"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(one.content)
    arrivals: dict[int, list[Arrival]] = {}
    for arrival in receive((folder,)):
        number, _, name = arrival.name.partition("_")
        workbook = replace(arrival.workbook, name=name) if arrival.workbook else None
        arrivals.setdefault(int(number), []).append(replace(arrival, name=name, workbook=workbook))
    shutil.rmtree(folder)
    for number, ones in made.items():
        county, reading = counties[number % 2], readings[number % 2]
        judge_round(county, reading, ones, arrivals.get(number, []), number, keep, tally)


def judge_round(
    county: County,
    reading: BookReading,
    ones: list[Mutant],
    arrived: list[Arrival],
    number: int,
    keep: Path,
    tally: Tally,
) -> None:
    """Collect what arrived in one round, and add what became of each mutant."""
    doors = replace(closed_office(), receive=lambda paths, examiner=None: tuple(arrived))
    try:
        made, problems = collect_into(reading, (Path("报送"),), doors)
        items = ledger_record(made.book.ledger())["items"]
    except Exception:
        tally.outcomes["回收时出错"] += 1
        tally.bad.append(f"round {number}: {traceback.format_exc()}")
        for one in ones:
            kept(keep, number, one)
        return
    figures: dict[Key, Typed] = {}
    for item in items:
        for one in item["indicators"]:
            value = one["achieved"]
            figures[item["title"], one["name"]] = (
                Decimal(value).normalize() + 0 if value is not None else one["achieved_text"]
            )
    files = {form.recognition.lead_unit: form.file for form in made.adopted}
    for one in ones:
        if _says_it_is_another(files.get(one.unit, ""), one.unit, problems):
            # A mutant with another unit's words in it: its figures are that file's, and a finding says so.
            outcome, why = "另一份文件自称是本单位的，已告知", ""
        else:
            outcome, why = judged(county.returns[one.unit], one, figures, problems, arrived)
        tally.outcomes[outcome] += 1
        tally.ways[one.way, outcome] += 1
        if why:
            tally.bad.append(f"round {number}, {one.unit}, {one.way}: {why}")
            kept(keep, number, one)


def _says_it_is_another(file: str, unit: str, problems: tuple[Problem, ...]) -> bool:
    """Return whether a unit's figures come from a file that bears another unit's name, and a finding tells of it."""
    told = (p for p in problems if p.code is Code.FILE_NAME_DIFFERS and p.place.file == file)
    return file not in ("", f"{unit}.xlsx") and not file.startswith(f"{unit}.xlsx/") and any(told)


def kept(keep: Path, number: int, one: Mutant) -> None:
    """Keep a mutant that must be looked at."""
    keep.mkdir(parents=True, exist_ok=True)
    (keep / f"{number}-{one.unit}.bin").write_bytes(one.content)


def judged(
    own: Return, one: Mutant, figures: dict[Key, Typed], problems: tuple[Problem, ...], arrived: list[Arrival]
) -> tuple[str, str]:
    """Return what became of a mutant, and what is wrong with that ("" if nothing)."""
    name = f"{one.unit}.xlsx"
    mine = [a for a in arrived if a.name == name or a.name.startswith(f"{name}/")]
    if not mine:
        return "丢失", "no arrival"
    refused = [a for a in mine if a.fate is not Fate.READ]
    for arrival in refused:
        if not re.search(r"[一-鿿]", arrival.why):
            return "读取程序出错", f"refused without words: {arrival.why!r}"
        for words, fault in FAULTS.items():
            if words in arrival.why:
                return fault, arrival.why
    about = [p for p in problems if p.code.name not in NOT_OF_FILES and _speaks_of(p, name, one.unit)]
    if len(refused) == len(mine):
        return ("拒收", "") if about else ("拒收未告知", "refused and no finding")
    return _read(own, one, figures, about)


def _speaks_of(problem: Problem, name: str, unit: str) -> bool:
    file = problem.place.file
    return file == name or file.startswith(f"{name}/") or (not file and unit in problem.what)


def _read(own: Return, one: Mutant, figures: dict[Key, Typed], about: list[Problem]) -> tuple[str, str]:
    cells = {p.place.cell for p in about if p.place.cell}
    says: dict[Key, tuple[Typed, str]] | None = None
    outcome = "读取，数字照旧"
    for key, value in own.figures.items():
        got = figures.get(key)
        if got == value:
            continue
        if got is None:
            if not about:
                says = says if says is not None else second_reading(one.content)
                if key in says and says[key][0] is not None:
                    return "无声丢数", f"{key}: {value!r} is gone and nothing is said"
            outcome = "读取，缺数已告知" if about else "读取，文件自己没有此数"
            continue
        says = says if says is not None else second_reading(one.content)
        said = says.get(key)
        if (said is not None and (said[0] == got or said[1] in cells)) or got in stored(one.content):
            outcome = "读取，文件自己改了数"
        elif said is None and any(p.level.value == "必改" for p in about):
            outcome = "读取，数字有变已告知"
        else:
            return "无声错数", f"{key}: {got!r} adopted, typed {value!r}, the file says {said!r}"
    return outcome, ""


def second_reading(content: bytes) -> dict[Key, tuple[Typed, str]]:
    """Return what openpyxl finds in the file's form: figure and cell by title and indicator; nothing if it cannot."""
    for inner in _workbooks(content):
        try:
            sheets = openpyxl.load_workbook(BytesIO(inner), data_only=True).worksheets
            found = dict(pair for sheet in sheets for pair in _sheet_figures(sheet))
        except Exception:  # whatever a second library says of a broken file
            continue
        if found:
            return found
    return {}


def stored(content: bytes) -> set[Typed]:
    """Return every number and text that the XML itself holds in 累计完成, for files that a second library cannot read."""
    found: set[Typed] = set()
    for inner in _workbooks(content):
        try:
            parts = unpacked(inner)
        except Exception:  # no zip
            continue
        strings = [
            unescape(text.decode("utf-8", "replace")) for text in _TEXT.findall(parts.get(STRINGS_PART, b""))
        ]
        for kind, value in _FIGURE.findall(parts.get(FORM_PART, b"")):
            text = value.decode("utf-8", "replace").strip()
            if kind == b"s" and text.isdigit() and int(text) < len(strings):
                text = strings[int(text)]
            found |= {text, _number(text)}
    return found


def _number(text: str) -> Typed:
    try:
        return Decimal(text).normalize() + 0
    except ArithmeticError:
        return text


def _workbooks(content: bytes) -> Iterator[bytes]:
    yield content
    try:
        yield from unpacked(content).values()
    except Exception:  # no zip: perhaps a mail
        for part in email.message_from_bytes(content).walk():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload:
                yield payload


def _sheet_figures(
    sheet: "openpyxl.worksheet.worksheet.Worksheet",
) -> Iterator[tuple[Key, tuple[Typed, str]]]:
    try:
        at, header = headers(sheet)
    except AssertionError:
        return
    title = None
    for row in range(header + 1, min(sheet.max_row, 2000) + 1):
        title = sheet.cell(row, at["实事名称"]).value or title
        cell = sheet.cell(row, at["累计完成"])
        if "指标名称" in at:
            yield (
                (str(title), str(sheet.cell(row, at["指标名称"]).value)),
                (as_typed(cell.value), cell.coordinate),
            )


def report(tally: Tally, seconds: float) -> None:
    """Print the counts, and what must not be."""
    out = sys.stdout
    total = sum(tally.outcomes.values())
    out.write(f"\n{total} mutated files in {seconds / 60:.1f} min\n\n| outcome | files |\n|---|---|\n")
    for outcome, count in tally.outcomes.most_common():
        out.write(f"| {outcome} | {count} |\n")
    ways = sorted({way for way, _ in tally.ways})
    out.write("\n| way | files | refused | read |\n|---|---|---|---|\n")
    for way in ways:
        every = sum(count for (one, _), count in tally.ways.items() if one == way)
        out.write(f"| {way} | {every} | {tally.ways[way, '拒收']} | {every - tally.ways[way, '拒收']} |\n")
    out.write(f"\n{len(tally.bad)} must not be\n")
    for text in tally.bad[:40]:
        out.write(f"- {text}\n")


def main() -> int:
    """Run; 1 where anything must not be."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--files", type=int, default=50_000)
    asked.add_argument("--seed", type=int, default=2022)
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--keep", default="fuzz_kept")
    given = asked.parse_args()
    rounds = given.files // 10 + 1  # fourteen files in every other round, six in the others
    step = max(ROUNDS_AT_ONCE, rounds // (given.processes * 8) // ROUNDS_AT_ONCE * ROUNDS_AT_ONCE)
    start, tally = time.monotonic(), Tally()
    with tempfile.TemporaryDirectory() as folder:
        jobs = [
            (given.seed, first, min(first + step, rounds), folder, given.keep)
            for first in range(0, rounds, step)
        ]
        with multiprocessing.get_context("spawn").Pool(given.processes) as pool:
            for done, one in enumerate(pool.imap_unordered(run, jobs), 1):
                tally.add(one)
                sys.stderr.write(f"{done}/{len(jobs)} {sum(tally.outcomes.values())} {len(tally.bad)} bad\n")
    report(tally, time.monotonic() - start)
    return int(bool(tally.bad))


if __name__ == "__main__":
    sys.exit(main())
