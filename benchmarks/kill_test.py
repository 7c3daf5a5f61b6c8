"""Kill `collect` and `publish` at random moments and look whether a workbook is lost or half written.

    python benchmarks/kill_test.py --kills 200

A job over good files runs in a child process and is killed (SIGKILL) at a random moment: every other time anywhere in
the job, every other time while it writes, because the writing is a small part of it. After each kill every file must
be the old or the new one, byte for byte, and open in our reader and in openpyxl or python-docx; the next run must
leave nothing hidden behind. Ends with 1 at the first file that is not whole. `--writer openpyxl` is the control: it
saves over the file like a plain script, and is caught.
"""

import argparse
import datetime as dt
import hashlib
import io
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
import openpyxl

from xlminshi import api
from xlminshi.adapters.closed.reading import read_workbook
from xlminshi.adapters.outbox import Delivered
from xlminshi.adapters.places import templates_folder
from xlminshi.api import results

NOW = dt.datetime(2022, 10, 20, 9, 0)
BACKUPS = "备份"
COUNTED = (
    "killed",
    "killed while writing",
    "had ended before",
    "found old",
    "found new",
    "found some of both",
    "runs that found and cleared left-overs",
)
MEASURED = 5
Job = Callable[[], object]


class NotWholeError(Exception):
    """A file is lost, half written or left behind."""


@dataclass
class Trial:
    """One job over its own folder: what the folder holds before and after it, by file name."""

    name: str
    job: Job
    folder: Path
    old: dict[str, bytes] = field(default_factory=dict)
    new: dict[str, bytes] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def reset(self) -> None:
        """Put the former files back, by plain writing."""
        for name, content in self.old.items():
            (self.folder / name).write_bytes(content)

    def look(self) -> str:
        """Return whether the files are the old or the new ones, or some of both; raise where one is neither."""
        states = set()
        for name in self.new:
            path = self.folder / name
            if not path.is_file():
                raise NotWholeError(f"{path} is gone")
            content = path.read_bytes()
            if content not in (self.old[name], self.new[name]):
                raise NotWholeError(f"{path} is neither the old file nor the new one")
            states.add("new" if content == self.new[name] else "old")
            self.open(path, content)
        for path in (self.folder / BACKUPS).glob("[!.]*"):
            if path.read_bytes() not in (*self.old.values(), *self.new.values()):
                raise NotWholeError(f"{path} is not whole")
        return "some of both" if len(states) > 1 else states.pop()

    def open(self, path: Path, content: bytes) -> None:
        """Open a file as its readers do; the same bytes need it only once."""
        digest = hashlib.sha256(content).hexdigest()
        if digest in self.seen:
            return
        if path.suffix == ".docx":
            docx.Document(str(path))
        else:
            read_workbook(path)
            openpyxl.load_workbook(path).close()
        self.seen.add(digest)

    def finish(self) -> int:
        """Do the job undisturbed; return how many hidden files the killed one had left. None may be left after it."""
        left = len(self.hidden())
        self.job()
        if self.look() != "new" or self.hidden():
            raise NotWholeError(f"after the next run {self.folder} holds {self.hidden() or 'old files'}")
        names = {path.name for path in self.folder.iterdir()}
        if names != {*self.new, BACKUPS}:
            raise NotWholeError(f"{self.folder} holds {names}")
        return left

    def hidden(self) -> list[Path]:
        """Return what a run leaves that was killed."""
        return [path for path in self.folder.rglob(".*") if path.is_file()]


def returned(folder: Path, change: int, count: int) -> Path:
    """Return a folder with so many returns of the example; one figure of them raised by `change`."""
    folder.mkdir()
    for path in sorted((templates_folder() / "examples" / "zhanhe_2022" / "填报表").iterdir())[:count]:
        shutil.copy(path, folder)
    if change:
        path = min(folder.glob("*.xlsx"))
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        header = next(row for row in sheet.iter_rows() if any(cell.value == "序号" for cell in row))
        column = next(cell.column for cell in header if str(cell.value or "").startswith("累计完成"))
        cells = (sheet.cell(row, column) for row in range(header[0].row + 1, sheet.max_row + 1))
        cell = next(cell for cell in cells if isinstance(cell.value, int | float))
        cell.value += change
        book.save(path)
    return folder


def trials(folder: Path, count: int) -> tuple[Trial, Trial]:
    """Return both jobs with what their places hold before and after."""
    book = folder / "工作簿.xlsx"
    api.new_workbook(templates_folder() / "examples" / "zhanhe_2022" / "实事清单.xlsx", book)
    places = folder / "汇总", folder / "通报"
    compiled = places[0] / "汇总.xlsx"

    def collect(returns: Path) -> object:
        return api.collect(book, (returns,), compiled, replace=True, now=lambda: NOW)

    def publish(source: Path) -> object:
        return api.publish(source, places[1], replace=True, now=lambda: NOW)

    states: list[dict[Path, dict[str, bytes]]] = []
    for name, change in (("former", 1), ("present", 0)):
        returns = returned(folder / name, change, count)
        collect(returns)
        source = shutil.copy(compiled, folder / f"{name}.xlsx")
        publish(source)
        states.append(
            {place: {path.name: path.read_bytes() for path in place.glob("*.*")} for place in places}
        )
    made = (
        Trial("collect", lambda: collect(folder / "present"), places[0]),
        Trial("publish", lambda: publish(folder / "present.xlsx"), places[1]),
    )
    for trial in made:
        trial.old, trial.new = (state[trial.folder] for state in states)
        if set(trial.old) != set(trial.new) or any(trial.old[name] == trial.new[name] for name in trial.new):
            raise SystemExit(f"{trial.name}: the old files cannot be told from the new ones")
    return made


def start(trial: Trial, writer: Callable[..., Delivered]) -> tuple[int, int]:
    """Return the process that does the job, and a pipe that says when it begins to write and when it has done so."""
    reader, signals = os.pipe()
    process = os.fork()
    if process:
        os.close(signals)
        return process, reader

    def told(*given: Any) -> Delivered:
        os.write(signals, b"w")
        done = writer(*given)
        os.write(signals, b"d")
        return done

    code = 1
    try:
        results.deliver = told
        trial.job()
        code = 0
    finally:
        os._exit(code)


def measure(trial: Trial, writer: Callable[..., Delivered]) -> tuple[float, float]:
    """Return how many seconds the whole job takes, and how many its writing takes (the shortest of some runs)."""
    whole, writing = [], []
    for _ in range(MEASURED):
        trial.reset()
        began = time.perf_counter()
        process, pipe = start(trial, writer)
        os.read(pipe, 1)
        wrote = time.perf_counter()
        os.read(pipe, 1)
        writing.append(time.perf_counter() - wrote)
        if os.waitpid(process, 0)[1]:
            raise SystemExit(f"{trial.name} fails undisturbed")
        whole.append(time.perf_counter() - began)
        os.close(pipe)
    return min(whole), min(writing)


def kill(trial: Trial, writer: Callable[..., Delivered], while_writing: bool, delay: float) -> bool:
    """Kill the job after a delay, counted from its beginning or from the beginning of its writing; return if it hit."""
    process, pipe = start(trial, writer)
    if while_writing:
        os.read(pipe, 1)
    until = time.perf_counter() + delay
    time.sleep(max(delay - 0.002, 0))
    while time.perf_counter() < until:
        pass
    os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    os.close(pipe)
    return os.WIFSIGNALED(status)


def save_over(files: Any, replace: bool = False) -> Delivered:
    """The control: write as a plain script does, by openpyxl over the file that is there."""
    paths = []
    for file in files:
        if file.path.suffix == ".xlsx":
            openpyxl.load_workbook(io.BytesIO(file.content)).save(file.path)
        file.path.write_bytes(file.content)
        paths.append(file.path)
    return Delivered(tuple(paths))


def run(folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    """Return how often what was found; raise NotWholeError at the first file that is not whole."""
    writer = results.deliver if given.writer == "ours" else save_over
    chance = random.Random(given.seed)
    tally = Counter(dict.fromkeys(COUNTED, 0))
    seconds = {}
    both = trials(folder, given.returns)
    for trial in both:
        seconds[trial.name] = measure(trial, writer)
    number = 0
    while tally["killed"] < given.kills:
        trial, while_writing = both[number % 2], number // 2 % 2 == 0
        whole, writing = seconds[trial.name]
        trial.reset()
        hit = kill(
            trial, writer, while_writing, chance.uniform(0, (writing if while_writing else whole) * 1.05)
        )
        state = trial.look()
        tally["killed" if hit else "had ended before"] += 1
        tally["killed while writing"] += hit and while_writing
        tally[f"found {state}"] += 1
        if number // 2 % given.every == 0:
            tally["runs that found and cleared left-overs"] += bool(trial.finish())
        number += 1
    return {
        "seed": given.seed,
        **tally,
        "milliseconds": {
            name: {"job": round(whole * 1000, 1), "writing": round(writing * 1000, 1)}
            for name, (whole, writing) in seconds.items()
        },
    }


def main() -> int:
    """Run as told on the command line; 0 if every file was whole after every kill."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--seed", type=int, default=20221008)
    options.add_argument(
        "--every", type=int, default=1, help="let an undisturbed run follow each nth kill of a job"
    )
    options.add_argument(
        "--returns", type=int, default=14, help="how many returned forms there are to collect"
    )
    options.add_argument("--writer", choices=("ours", "openpyxl"), default="ours")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = run(Path(folder), given)
        except NotWholeError as error:
            sys.stderr.write(f"not whole: {error}\n")
            return 1
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
