"""Whether somebody has a file open: by what Windows says, elsewhere by the owner files that office programs leave."""

import os
from collections.abc import Iterator
from pathlib import Path

from xlminshi.adapters import staging

# Word, and WPS for all kinds, cut the first characters of a long name to make room for their mark.
_LONG_NAME = 7


def is_open(path: Path) -> bool:
    """Return whether another program works on the file; in doubt (an owner file left by a crash) the answer is yes."""
    if staging.IS_WINDOWS:
        return not _can_be_changed(path)
    exact, cut = _owner_names(path)
    if any(_is_there(path, name) for name in exact):
        return True
    # ~$2022.xlsx is the owner file of 9月2022.xlsx only if there is no 2022.xlsx.
    return any(_is_there(path, name) and not _is_there(path, name[2:]) for name in cut)


def _is_there(path: Path, name: str) -> bool:
    """Return whether a file of this name is beside `path`; a name that is too long for the system is not."""
    return os.path.lexists(path.parent / name)


def _can_be_changed(path: Path) -> bool:
    try:
        with path.open("r+b"):
            return True
    except PermissionError:
        return False


def _owner_names(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of owner files that mean this file, and those that may mean it."""
    exact = (f"~${path.name}", f".~{path.name}", f".~lock.{path.name}#")
    return exact, tuple(_cut_names(path))


def _cut_names(path: Path) -> Iterator[str]:
    for cut in (1, 2):
        if len(path.stem) >= _LONG_NAME:
            yield from (f"{mark}{path.name[cut:]}" for mark in ("~$", ".~"))
