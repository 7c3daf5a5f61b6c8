"""Reading counties' workbooks for a roll-up: in guarded children, remembered by digest, so that a run can go on."""

import hashlib
import json
import re
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import IO, Any

from xlminshi.adapters.closed.reading import read_workbook
from xlminshi.adapters.incoming.children import USUAL_RULES, processors
from xlminshi.adapters.incoming.found_files import found_files
from xlminshi.adapters.incoming.pieces import is_passed_over, shown
from xlminshi.adapters.incoming.receiving import receive, unique_names
from xlminshi.adapters.office import OWN_LIMITS, closed_office
from xlminshi.form.grid import CellValue, Grid, Workbook
from xlminshi.form.rollup_rows import DATA_SHEET, MATCH_SHEET
from xlminshi.form.setting_items import SHEET_NAME as SETTING_SHEET
from xlminshi.workflow.county_folders import Inside
from xlminshi.workflow.examining import Examiner
from xlminshi.workflow.fates import Fate
from xlminshi.workflow.ports import Arrival, Office, Progress, silent
from xlminshi.workflow.rolling_up import Files

_PROGRAM = Path(__file__).resolve().parents[1]
# What is carried from summary to summary; the large sheets of the last one are not read again.
_CARRIED_SHEETS = frozenset({MATCH_SHEET, SETTING_SHEET})
COUNTY_RULES = replace(
    USUAL_RULES, seconds=60.0, children=processors(16), module="xlminshi.adapters.incoming.county_child"
)


@dataclass(frozen=True, slots=True)
class _Kept:
    name: str
    rows: tuple[tuple[CellValue, ...], ...]


@dataclass(frozen=True, slots=True)
class _Made:
    """The files that a run wrote, each with its digest, and the digest of what they were made from."""

    values: str
    files: dict[str, str]


@cache
def program_digest() -> str:
    """Return a digest of this program's own text, its libraries and Python: what another state of them has read is read again."""
    found = hashlib.sha256(repr((sys.version_info[:3], _libraries())).encode())
    for path in sorted(_PROGRAM.rglob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()


def _libraries() -> list[tuple[str, str]]:
    """Return each library that the installed program asks for, with its version; none where it runs without an installation."""
    from importlib import metadata  # slow to load

    def version(name: str) -> str:
        with suppress(metadata.PackageNotFoundError):
            return metadata.version(name)
        return ""  # not needed on this system

    with suppress(metadata.PackageNotFoundError):
        asked = (one for one in metadata.requires(_PROGRAM.name) or () if "extra ==" not in one)
        return [(name, version(name)) for name in (re.split(r"[^\w.-]", one, maxsplit=1)[0] for one in asked)]
    return []


class ReadMemory:
    """What files gave, by digest, in a file of one line each; a torn last line (a run that was killed) is passed over.

    Only what this very program has read counts. Deleting the file only costs time.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: dict[str, _Kept] = {}
        self._made: _Made | None = None
        for line in _lines(path):
            if "made" in line:
                self._made = _made(line) or self._made
            elif kept := _kept(line):
                self.known.update([kept])
        # Where no line counts, another state of the program wrote them: the file begins anew.
        self._mode = "a" if self.known else "w"
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
        with self._lock:
            self._write({"digest": digest, "name": workbook.name, **_told(rows)})
            self.known[digest] = _Kept(workbook.name, rows)

    def standing(self, values: str) -> Files | None:
        """Return the files of the last run if they were made from these values and stand as they were written."""
        if self._made is None or self._made.values != values:
            return None
        files = tuple((name, _content(self.path.parent / name)) for name in self._made.files)
        stand = all(_digest(content) == self._made.files[name] for name, content in files)
        return files if stand else None

    def keep_made(self, values: str, files: Files) -> None:
        """Write down which files were written, and the digest of what they were made from."""
        self._made = _Made(values, {name: _digest(content) for name, content in files})
        self._write({"made": values, "files": self._made.files})
        self.close()

    def _write(self, line: dict[str, object]) -> None:
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open(self._mode, encoding="utf-8", newline="\n")
            self._mode = "a"
            self._file.write("\n")  # behind a torn line
        told = json.dumps({"program": program_digest()} | line, ensure_ascii=False)
        self._file.write(f"{told}\n")
        self._file.flush()

    def forget(self) -> None:
        """Let go of the rows: every file has been looked at."""
        self.known = {}
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines that this very program wrote; what is torn is passed over."""
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        for text in file:
            with suppress(ValueError):
                line = json.loads(text)
                if isinstance(line, dict) and line.get("program") == program_digest():
                    yield line


def _kept(line: dict[str, Any]) -> tuple[str, _Kept] | None:
    try:
        values = [_cell(value) for value in line["values"]]
        rows = tuple(tuple(map(values.__getitem__, row)) for row in line["rows"])
        return str(line["digest"]), _Kept(str(line["name"]), rows)
    except (KeyError, TypeError, IndexError, ArithmeticError):
        return None


def _made(line: dict[str, Any]) -> _Made | None:
    files = line.get("files")
    return _Made(str(line["made"]), files) if isinstance(files, dict) else None


def _content(path: Path) -> bytes:
    """Return what stands at a place; nothing where there is no file that can be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _told(rows: tuple[tuple[CellValue, ...], ...]) -> dict[str, list[Any]]:
    """Return rows as they are written down: each value once, and for each cell which of them it holds."""
    numbers: dict[tuple[bool, str | None], int] = {}  # equal numbers may be written otherwise: 0.5 and 0.50
    places = [[numbers.setdefault(_written(value), len(numbers)) for value in row] for row in rows]
    values = [{"n": text} if is_number else text for is_number, text in numbers]
    return {"values": values, "rows": places}


def _written(value: CellValue) -> tuple[bool, str | None]:
    return isinstance(value, Decimal), None if value is None else str(value)


def _cell(value: object) -> CellValue:
    if isinstance(value, dict):
        return _number(value["n"])
    # Counties say the same words again and again: each is held once.
    return None if value is None else sys.intern(str(value))


@lru_cache(maxsize=65_536)
def _number(text: str) -> Decimal:
    return Decimal(text)


def folders_inside(folder: Path) -> tuple[Inside, ...]:
    """Return the folders right inside `folder`, in order, each with the names that its files have when they arrive."""
    if not folder.is_dir():
        return ()
    files: dict[str, list[str]] = {
        one.name: [] for one in sorted(folder.iterdir()) if one.is_dir() and not is_passed_over(one.name)
    }
    found = found_files((folder,), folder)
    for one, name in zip(found, unique_names(found), strict=True):
        place = one.path.relative_to(folder).parts[:1]
        if one.fate is not Fate.SKIPPED and place and place[0] in files:
            files[place[0]].append(name)
    return tuple(Inside(shown(name), tuple(names)) for name, names in files.items())


def county_office(
    memory: ReadMemory,
    progress: Progress = silent,
    passwords: tuple[str, ...] = (),
    letterhead: Path | None = None,
) -> Office:
    """Return the doors for a roll-up: what arrives is each file's 区县数据, read or remembered."""

    def arrive(paths: tuple[Path, ...], _: Examiner | None = None) -> Iterable[Arrival]:
        try:
            (folder,) = paths
            yield from receive(paths, passwords, progress, rules=COUNTY_RULES, memory=memory, root=folder)
        finally:
            memory.forget()

    def former(path: Path) -> Workbook:
        return read_workbook(path, OWN_LIMITS, passwords, sheets=_CARRIED_SHEETS)

    return replace(closed_office(letterhead, progress, passwords), receive=arrive, read=former)
