"""Reading counties' workbooks for a roll-up: in guarded children, remembered by digest, so that a run can go on."""

import hashlib
import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import IO, Any

from xlminshi.adapters.incoming.children import USUAL_RULES, processors
from xlminshi.adapters.incoming.found_files import found_files
from xlminshi.adapters.incoming.pieces import is_passed_over
from xlminshi.adapters.incoming.receiving import receive
from xlminshi.adapters.office import closed_office
from xlminshi.form.grid import CellValue, Grid, Workbook
from xlminshi.form.rollup_rows import DATA_SHEET
from xlminshi.workflow.examining import Examiner
from xlminshi.workflow.fates import Fate
from xlminshi.workflow.ports import Arrival, Office, Progress, silent

_PROGRAM = Path(__file__).resolve().parents[1]
COUNTY_RULES = replace(
    USUAL_RULES, seconds=60.0, children=processors(16), module="xlminshi.adapters.incoming.county_child"
)


@dataclass(frozen=True, slots=True)
class _Kept:
    name: str
    rows: tuple[tuple[CellValue, ...], ...]


@cache
def program_digest() -> str:
    """Return a digest of this program's own text: what another state of it has read is read again."""
    found = hashlib.sha256()
    for path in sorted(_PROGRAM.rglob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()


class ReadMemory:
    """What files gave, by digest, in a file of one line each; a torn last line (a run that was killed) is passed over.

    Only what this very program has read counts. Deleting the file only costs time.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: dict[str, _Kept] = dict(_remembered(path))
        self._lock = threading.Lock()
        self._file: IO[str] | None = None

    def recall(self, digest: str) -> Workbook | None:
        """Return what a file of this digest gave."""
        kept = self.known.get(digest)
        if kept is None:
            return None
        return Workbook(kept.name, (Grid(DATA_SHEET, kept.rows),), digest=digest)

    def keep(self, digest: str, workbook: Workbook) -> None:
        """Write down what a file gave, at once."""
        grid = workbook.grid(DATA_SHEET)
        rows = grid.rows if grid is not None else ()
        line = {
            "program": program_digest(),
            "digest": digest,
            "name": workbook.name,
            "rows": [_plain(row) for row in rows],
        }
        with self._lock:
            if self._file is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                # Where no line counts, another state of the program wrote them: the file begins anew.
                mode = "a" if self.known else "w"
                self._file = self.path.open(mode, encoding="utf-8", newline="\n")
                self._file.write("\n")  # behind a torn line
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()
            self.known[digest] = _Kept(workbook.name, rows)

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _remembered(path: Path) -> Iterable[tuple[str, _Kept]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        for text in file:
            if kept := _line(text):
                yield kept


def _line(text: str) -> tuple[str, _Kept] | None:
    try:
        line: dict[str, Any] = json.loads(text)
        if line["program"] != program_digest():
            return None
        rows = tuple(tuple(_cell(value) for value in row) for row in line["rows"])
        return str(line["digest"]), _Kept(str(line["name"]), rows)
    except (ValueError, KeyError, TypeError, ArithmeticError):
        return None


def _plain(row: tuple[CellValue, ...]) -> list[object]:
    return [{"n": str(value)} if isinstance(value, Decimal) else value for value in row]


def _cell(value: object) -> CellValue:
    if isinstance(value, dict):
        return Decimal(value["n"])
    return None if value is None else str(value)


def empty_folders(folder: Path) -> tuple[str, ...]:
    """Return the names of the folders right inside `folder` in which no file lies that could be read, in order."""
    return tuple(
        one.name
        for one in sorted(folder.iterdir() if folder.is_dir() else ())
        if one.is_dir() and not is_passed_over(one.name) and not _holds_a_file(one)
    )


def _holds_a_file(folder: Path) -> bool:
    return any(one.fate is not Fate.SKIPPED for one in found_files((folder,)))


def county_office(
    memory: ReadMemory,
    progress: Progress = silent,
    passwords: tuple[str, ...] = (),
    letterhead: Path | None = None,
) -> Office:
    """Return the doors for a roll-up: what arrives is each file's 区县数据, read or remembered."""

    def arrive(paths: tuple[Path, ...], _: Examiner | None = None) -> Iterable[Arrival]:
        try:
            yield from receive(paths, passwords, progress, rules=COUNTY_RULES, memory=memory)
        finally:
            memory.close()

    return replace(closed_office(letterhead, progress, passwords), receive=arrive)
