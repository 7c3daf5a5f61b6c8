"""The files that a person named, folders opened: each with the name that findings call it, in one order."""

import datetime as dt
import os
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from xlminshi.adapters.backups import is_backup
from xlminshi.adapters.incoming.pieces import BEIJING, Envelope, is_passed_over, shown, why_skipped
from xlminshi.core.errors import CannotContinueError
from xlminshi.workflow.fates import Fate

_DEAD_LINK = "是失效的快捷方式，它所指的文件已不在。请改交原文件。"
_NO_ENTRY = "是文件夹，没有权限打开。请检查权限，或把里面的文件复制出来再交。"
_BACKUP = "这是本程序留下的备份"
_NO_FILE = "不是普通文件，读不了。请改交填报用的 .xlsx 表格。"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One file on the disk; `why` is given where it is not to be read."""

    path: Path
    name: str = ""
    fate: Fate = Fate.READ
    why: str = ""

    def envelope(self) -> Envelope:
        """Return when the file was last saved."""
        try:
            saved = self.path.stat().st_mtime
            moment = dt.datetime.fromtimestamp(int(saved), BEIJING)
        except (OSError, ValueError, OverflowError):
            return Envelope()
        return Envelope(saved_at=moment.replace(tzinfo=None))


def found_files(paths: tuple[Path, ...], root: Path | None = None) -> tuple[FoundFile, ...]:
    """Return all files that paths name, by name; a path that is not there raises CannotContinueError.

    Below a `root` each is called by its way from there, because its folders tell whose it is; else as shortly as may be.
    Nothing is passed over in silence: what is left out, files and whole folders, comes with the reason.
    """
    found: dict[Path, FoundFile] = {}
    for path in paths:
        if not _is_there(path):
            raise CannotContinueError(f"没有找到“{path}”。请核对文件或文件夹的位置。")
        for one in _below(path) if path.is_dir() else (_named(path, path.name),):
            found.setdefault(Path(os.path.abspath(one.path)), one)  # noqa: PTH100 - links stay as they are
    names = _shown_names(tuple(found)) if root is None else _ways(tuple(found), root)
    named = (replace(one, name=names[place]) for place, one in found.items())
    return tuple(sorted(named, key=lambda one: (sort_key(one.name), str(one.path))))


def sort_key(name: str) -> tuple[str, ...]:
    """Return by what names are put in order: what lies in one container stays together."""
    return tuple(name.split("/"))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long, a folder that may not be entered
        return False


def _named(path: Path, inside: str) -> FoundFile:
    if why := why_skipped(inside):
        return FoundFile(path, "", Fate.SKIPPED, why)
    try:
        kind = path.stat().st_mode
    except OSError:
        return FoundFile(path, "", Fate.REFUSED, _DEAD_LINK)
    return FoundFile(path) if stat.S_ISREG(kind) else FoundFile(path, "", Fate.REFUSED, _NO_FILE)


def _below(folder: Path) -> Iterator[FoundFile]:
    """Yield what lies in a folder and the folders inside it."""
    closed: list[FoundFile] = []

    def note_closed(error: OSError) -> None:
        closed.append(FoundFile(Path(str(error.filename)), "", Fate.REFUSED, _NO_ENTRY))

    for place, folders, files in os.walk(folder, onerror=note_closed):
        here = Path(place)
        for name in sorted(files):
            path = here / name
            if is_backup(path):
                yield FoundFile(path, "", Fate.SKIPPED, _BACKUP)
            else:
                yield _named(path, path.relative_to(folder).as_posix())
        for name in list(folders):
            if why := _why_not_entered(here / name):
                folders.remove(name)
                yield FoundFile(here / name, "", Fate.SKIPPED, why)
    yield from closed


def _why_not_entered(folder: Path) -> str:
    if is_passed_over(folder.name):
        return why_skipped(f"{folder.name}/")
    return "这是指向别处文件夹的快捷方式" if folder.is_symlink() else ""


def _shown_names(files: tuple[Path, ...]) -> dict[Path, str]:
    """Return how each file is called: its name, with as many folders as it takes to tell files apart.

    Folders that all have in common tell nothing apart: no name leads up to where the machine keeps its files.
    """
    common = _in_common(files)
    parts = {path: path.parts[common:] for path in files}
    names = {path: shown(path.name) for path in files}
    for depth in range(2, max(map(len, parts.values()), default=0) + 1):
        counts = Counter(names.values())
        if len(counts) == len(names):
            break
        names = {
            path: "/".join(map(shown, parts[path][-depth:])) if counts[name] > 1 else name
            for path, name in names.items()
        }
    return names


def _ways(files: tuple[Path, ...], root: Path) -> dict[Path, str]:
    """Return the way to each file from a folder that holds them all; the name of one that is asked for by itself."""
    start = len(Path(os.path.abspath(root)).parts)  # noqa: PTH100 - links stay as they are
    return {path: "/".join(map(shown, path.parts[start:] or path.parts[-1:])) for path in files}


def _in_common(files: tuple[Path, ...]) -> int:
    """Return how many parts at the beginning of the paths are the same folders for all; at least the root."""
    folders = zip(*(path.parent.parts for path in files), strict=False)
    return max(1, sum(1 for _ in takewhile(lambda here: len(set(here)) == 1, folders)))
