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
        root = Path(place) / _usable(PurePosixPath(str(folder).rstrip("/")).name or "对象存储")
        yield Here(root, dict(_copied(str(folder), root, progress)))


def content_of(address: str) -> bytes:
    """Return a file's bytes by its path or its address in a store."""
    if not is_in_a_store(address):
        return Path(address).read_bytes()
    import fsspec

    with fsspec.open(address, "rb") as file:
        return bytes(file.read(_MOST_BYTES))


def _copied(address: str, root: Path, progress: Progress) -> Iterator[tuple[Path, str]]:
    """Make the folders (an empty one is a county's that has sent nothing), copy the files, and yield where each came from."""
    store, top = _store(address)
    folders, files = _contents(store, top, address)
    places = [root.joinpath(*_parts(key, top)) for key, _ in files]
    for folder in (*(root.joinpath(*_parts(key, top)) for key in folders), *(one.parent for one in places)):
        folder.mkdir(parents=True, exist_ok=True)
    for (key, about), place in progress(tuple(zip(files, places, strict=True)), "下载文件"):
        path = _free(place)
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


def _contents(store: Any, top: str, address: str) -> tuple[list[str], list[tuple[str, Mapping[str, Any]]]]:
    """Return the folders and the files in the store, in order; some stores keep a folder as a file without content."""
    try:
        found: dict[str, Mapping[str, Any]] = store.find(top, withdirs=True, detail=True)
    except Exception as error:  # each store has errors of its own
        raise CannotContinueError(f"连不上“{address}”。请核对地址、网络和权限后重试。") from error
    above = {str(one) for key in found for one in PurePosixPath(key).parents}
    folders, files = [], []
    for key, about in sorted(found.items()):
        is_mark = key.endswith("/") or (key in above and not about.get("size"))
        if is_mark or about.get("type") == "directory":
            folders.append(key)
        else:
            files.append((key, about))
    if not files:
        raise CannotContinueError(f"“{address}”里没有文件。请核对地址。")
    return [key for key in folders if key.strip("/") != top.strip("/")], files


def _parts(key: str, top: str) -> Iterable[str]:
    """Return the folders and the name of a file below the top, none of which leads out of a folder."""
    inside = key.removeprefix(top).strip("/") or PurePosixPath(key).name
    return [_usable(part) for part in inside.split("/") if part not in ("", ".", "..")]


def _usable(name: str) -> str:
    return _UNUSABLE.sub("_", name)


def _free(wanted: Path) -> Path:
    """Return a path where nothing stands; Windows takes names for one that a store does not."""
    path, number = wanted, 1
    while path.exists():
        number += 1
        path = wanted.with_name(f"{wanted.stem}（{number}）{wanted.suffix}")
    return path


def _keep_time(path: Path, about: Mapping[str, Any]) -> None:
    """Give the copy the time at which the file in the store was last saved, as far as the store tells it."""
    told: Any = next((about[name] for name in _TIMES if about.get(name)), None)
    moment = told.timestamp() if hasattr(told, "timestamp") else told
    if isinstance(moment, int | float):
        os.utime(path, (moment, moment))
