"""Files in the making: whole and flushed under a hidden name beside their place, moved there in one step, swept up later."""

import contextlib
import errno
import hashlib
import os
import platform
import re
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path

IS_WINDOWS = os.name == "nt"
# Virus scanners and synchronised folders hold a new file for a moment; elsewhere a refusal is final.
_WAITS = (0.1, 0.3, 0.6) if IS_WINDOWS else ()
_LONGEST_LIFE = 600.0  # seconds; no delivery takes so long
_NAME = re.compile(r"\.xlminshi-(?P<machine>[0-9a-f]{8})-(?P<process>[0-9]+)-[0-9a-f]{8}\.tmp")


def stage(content: bytes, folder: Path) -> Path:
    """Return a hidden file in `folder` that holds the content, flushed to the disk."""
    temporary = _hidden_name(folder)
    kind = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, kind, 0o666)
    try:
        try:
            _write_all(descriptor, content)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        discard(temporary)
        raise
    return temporary


def hold(path: Path) -> Path:
    """Return a hidden file, a link or a copy, that can be moved back in the place of `path` if the job fails."""
    held = _hidden_name(path.parent)
    # Not on Windows: there a link looks as old as its file, and another run would sweep it up as left over.
    if not IS_WINDOWS:
        with contextlib.suppress(OSError):  # many file systems know no links
            os.link(path, held)
            return held
    return stage(path.read_bytes(), path.parent)


def put(temporary: Path, place: Path) -> None:
    """Move a staged file to its place in one step; at every moment the former file or the new one is there, whole."""
    if not IS_WINDOWS:
        with contextlib.suppress(OSError):  # nothing there, or not ours to change
            shutil.copymode(place, temporary)
    _patiently(os.replace, temporary, place)


def put_new(temporary: Path, place: Path) -> None:
    """Move a file to a place where nothing is; FileExistsError where something is, even if it came this very moment."""
    if IS_WINDOWS:
        _patiently(os.rename, temporary, place)  # there it never replaces
        return
    try:
        os.link(temporary, place)
    except FileExistsError:
        raise
    except OSError as error:  # a file system without links: the next best, or its own error
        if os.path.lexists(place):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place)) from error
        temporary.rename(place)
    else:
        discard(temporary)


def discard(path: Path) -> None:
    """Remove a hidden file if it is still there; one that cannot be removed is swept up by a later run."""
    with contextlib.suppress(OSError):
        path.unlink()


def flush_folder(folder: Path) -> None:
    """Make the names in a folder outlive a power failure, where the system can."""
    if IS_WINDOWS:
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove what killed runs left in a folder: hidden files of our own naming whose process is gone or that are old."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if _is_abandoned(path):
                discard(path)


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _patiently(move: Callable[[Path, Path], None], temporary: Path, place: Path) -> None:
    for wait in _WAITS:
        try:
            return move(temporary, place)
        except PermissionError:
            time.sleep(wait)
    return move(temporary, place)


def _hidden_name(folder: Path) -> Path:
    """Return a short name that nobody else uses and that tells whose it is."""
    return folder / f".xlminshi-{_machine()}-{os.getpid()}-{secrets.token_hex(4)}.tmp"


def _machine() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def _is_abandoned(path: Path) -> bool:
    named = _NAME.fullmatch(path.name)
    if named is None or path.is_symlink() or not path.is_file():
        return False
    if named["machine"] == _machine() and not IS_WINDOWS:
        return not _is_running(int(named["process"]))
    found = path.stat()  # a link has the time of its file; when it was made shows in the other time
    return time.time() - max(found.st_mtime, found.st_ctime) > _LONGEST_LIFE


def _is_running(process: int) -> bool:
    """Return whether a process of this machine is alive. Not for Windows, where asking like this would end it."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # somebody else's
        return True
    return True
