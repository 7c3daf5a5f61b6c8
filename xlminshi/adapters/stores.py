"""A folder in an object store (s3://…, oss://…, any that fsspec knows): copied here, and then a folder like any other."""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from xlminshi.adapters.incoming.zips import USUAL_ZIP
from xlminshi.core.errors import CannotContinueError
from xlminshi.workflow.ports import Progress, silent

_MARK = "://"
_MOST_BYTES = USUAL_ZIP.file_bytes + 1
"""What is larger is refused by the door that reads it; so much is enough to see that."""
_UNUSABLE = re.compile(r'[<>:"|?*\\\x00-\x1f]')
"""Signs that a key may hold and a file's name on Windows may not."""

_TIMES = ("mtime", "LastModified", "last_modified", "created")
"""What stores call the time at which a file was last saved."""


@dataclass(frozen=True, slots=True)
class Here:
    """A folder on this machine; `addresses` says where in the store each file of it came from."""

    folder: Path
    addresses: Mapping[Path, str] = field(default_factory=lambda: MappingProxyType({}))

    def address(self, path: Path) -> str:
        """Return by what another machine finds a file: its place in the store, else its place in the shared folder."""
        return self.addresses.get(path, str(path.absolute()))


def is_in_a_store(folder: Path | str) -> bool:
    """Return whether a folder is named by an address and not by a path."""
    return isinstance(folder, str) and _MARK in folder


@contextmanager
def folder_here(folder: Path | str, progress: Progress = silent) -> Iterator[Here]:
    """Yield the folder on this machine: itself, or for as long as it is needed a copy of what lies in the store.

    Raises CannotContinueError where the store cannot be reached, holds nothing there, or a file of it cannot be had.
    """
    if not is_in_a_store(folder):
        yield Here(Path(folder))
        return
    with tempfile.TemporaryDirectory(prefix="xlminshi_") as place:
        root = Path(place) / (PurePosixPath(str(folder).rstrip("/")).name or "对象存储")
        yield Here(root, dict(_copied(str(folder), root, progress)))


def content_of(address: str) -> bytes:
    """Return a file's bytes by its path or its address in a store."""
    if not is_in_a_store(address):
        return Path(address).read_bytes()
    import fsspec

    with fsspec.open(address, "rb") as file:
        return bytes(file.read(_MOST_BYTES))


def _copied(address: str, root: Path, progress: Progress) -> Iterator[tuple[Path, str]]:
    store, top = _store(address)
    files = _files(store, top, address)
    taken: set[Path] = set()
    for key, about in progress(files, "下载文件"):
        path = _free(root.joinpath(*_parts(key, top)), taken)
        taken.add(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with store.open(key, "rb") as file:
                path.write_bytes(file.read(_MOST_BYTES))
        except Exception as error:  # each store has errors of its own
            raise CannotContinueError(
                f"没有取到“{key}”。请核对网络和权限后重试，已经读过的不会重读。"
            ) from error
        _keep_time(path, about)
        yield path, str(store.unstrip_protocol(key))


def _store(address: str) -> tuple[Any, str]:
    try:
        import fsspec

        store, top = fsspec.url_to_fs(address)
    except ImportError as error:
        raise CannotContinueError(
            f"读取“{address}”还缺组件。请安装 xlminshi[cluster] 和这种存储的驱动（如 s3fs、ossfs），或先把文件下载到文件夹里。"
        ) from error
    except ValueError as error:
        raise CannotContinueError(f"不认识“{address}”这种地址。请核对，例如 s3://桶/文件夹。") from error
    return store, str(top)


def _files(store: Any, top: str, address: str) -> list[tuple[str, Mapping[str, Any]]]:
    try:
        found = store.find(top, detail=True)
    except Exception as error:  # each store has errors of its own
        raise CannotContinueError(f"连不上“{address}”。请核对地址、网络和权限后重试。") from error
    if not found:
        raise CannotContinueError(f"“{address}”里没有文件。请核对地址。")
    return sorted(found.items())


def _parts(key: str, top: str) -> Iterable[str]:
    """Return the folders and the name of a file below the top, none of which leads out of a folder."""
    inside = key.removeprefix(top).strip("/") or PurePosixPath(key).name
    return [_UNUSABLE.sub("_", part) for part in inside.split("/") if part not in ("", ".", "..")]


def _free(wanted: Path, taken: set[Path]) -> Path:
    path, number = wanted, 1
    while path in taken:
        number += 1
        path = wanted.with_name(f"{wanted.stem}（{number}）{wanted.suffix}")
    return path


def _keep_time(path: Path, about: Mapping[str, Any]) -> None:
    """Give the copy the time at which the file in the store was last saved, as far as the store tells it."""
    told: Any = next((about[name] for name in _TIMES if about.get(name)), None)
    moment = told.timestamp() if hasattr(told, "timestamp") else told
    if isinstance(moment, int | float):
        os.utime(path, (moment, moment))
