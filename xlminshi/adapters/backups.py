"""Backups (备份): what a workbook held before each writing, numbered, in a folder beside it; the newest thirty are kept."""

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from xlminshi.adapters import staging

FOLDER = "备份"
KEPT = 30
_KINDS = frozenset({".xlsx", ".xlsm", ".docx"})
_NUMBERED = re.compile(r"(?P<stem>.+)（备份(?P<number>[0-9]{3,})）(?P<suffix>\.[^.]+)")
_LONGEST_NAME = 255  # bytes, on most file systems
_NUMBER_ROOM = 24


def is_kept(path: Path) -> bool:
    """Return whether a file is of a kind of which backups are made."""
    return path.suffix.lower() in _KINDS


def is_backup(path: Path) -> bool:
    """Return whether a file is a backup of ours and no return: in a folder 备份, under a backup's name."""
    return path.parent.name == FOLDER and _NUMBERED.fullmatch(path.name) is not None and is_kept(path)


def backups_of(path: Path) -> tuple[Path, ...]:
    """Return the backups of a file, the newest first."""
    return tuple(one for _, one in _series(path))


def newest_other(path: Path, content: bytes | None) -> Path | None:
    """Return the newest backup that holds something else than `content`; None where there is none."""
    return next((one for one in backups_of(path) if content is None or not _holds(one, content)), None)


def keep(path: Path, content: bytes) -> Path | None:
    """See to it that the newest backup of `path` holds its present content; return it if a file was made for that.

    The same content is never kept twice: an older backup that holds it becomes the newest. Flushing the folder is left
    to the caller, who may have many to keep.
    """
    if not is_kept(path):
        return None
    former = _series(path)
    same = next((one for _, one in former if _holds(one, content)), None)
    number = former[0][0] + 1 if former else 1
    if same is None:
        with _folder(path):
            return _put_numbered(_copied(path, content), path, number)
    if same != former[0][1]:
        _put_numbered(same, path, number)
    return None


def forget(backup: Path) -> None:
    """Remove a backup that was made for nothing, and the folder with it if it is empty now."""
    staging.discard(backup)
    _remove_if_empty(backup.parent)


def thin_out(path: Path) -> None:
    """Remove all but the newest backups of a file."""
    for one in backups_of(path)[KEPT:]:
        staging.discard(one)


def _series(path: Path) -> list[tuple[int, Path]]:
    """Return the backups of a file with their numbers, the newest first."""
    found: list[tuple[int, Path]] = []
    stem, suffix = os.path.normcase(_stem(path)), os.path.normcase(path.suffix)
    with contextlib.suppress(OSError):  # no backups yet
        for one in (path.parent / FOLDER).iterdir():
            named = _NUMBERED.fullmatch(one.name)
            is_ours = named and (os.path.normcase(named["stem"]), os.path.normcase(named["suffix"])) == (
                stem,
                suffix,
            )
            if named and is_ours and one.is_file():
                found.append((int(named["number"]), one))
    return sorted(found, reverse=True)


@contextlib.contextmanager
def _folder(path: Path) -> Iterator[None]:
    """Make the folder for backups if it is not there; without a backup to go into it, it does not stay."""
    folder = path.parent / FOLDER
    is_new = not folder.is_dir()
    folder.mkdir(exist_ok=True)
    try:
        if is_new:
            staging.flush_folder(path.parent)
        yield
    except BaseException:
        if is_new:
            _remove_if_empty(folder)
        raise


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


def _copied(path: Path, content: bytes) -> Path:
    """Return a staged copy that shows when the content was saved. No link: who writes into the file would change both."""
    temporary = staging.stage(content, path.parent / FOLDER)
    with contextlib.suppress(OSError):
        found = path.stat()
        os.utime(temporary, ns=(found.st_atime_ns, found.st_mtime_ns))
    return temporary


def _put_numbered(source: Path, path: Path, number: int) -> Path:
    """Move a staged copy, or an older backup, to the next free number; another run may take numbers at the same time."""
    try:
        while True:
            place = path.parent / FOLDER / f"{_stem(path)}（备份{number:03d}）{path.suffix}"
            try:
                staging.put_new(source, place)
            except FileExistsError:
                number += 1
            else:
                return place
    except BaseException:
        if not is_backup(source):
            staging.discard(source)
        raise


def _stem(path: Path) -> str:
    """Return what a file's backups are called by: its name, or what fits of it and a mark that tells it from others."""
    room = _LONGEST_NAME - _NUMBER_ROOM - len(os.fsencode(path.suffix))
    encoded = path.stem.encode(errors="surrogateescape")
    if len(encoded) <= room:
        return path.stem
    mark = hashlib.sha256(encoded).hexdigest()[:8]
    return f"{encoded[: room - len(mark) - 3].decode(errors='ignore')}…{mark}"


def _holds(backup: Path, content: bytes) -> bool:
    """Return whether a backup holds just this content; one that cannot be read does not."""
    try:
        return backup.stat().st_size == len(content) and backup.read_bytes() == content
    except OSError:
        return False
