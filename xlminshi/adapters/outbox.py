"""Files leave whole or not at all: all are written beside their places first, then moved, and moved back on failure."""

import contextlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xlminshi.core.errors import CannotContinueError, OutputExistsError


@dataclass(frozen=True, slots=True)
class OutFile:
    """A file that is to be written."""

    path: Path
    content: bytes


def deliver(files: Iterable[OutFile], replace: bool = False) -> tuple[Path, ...]:
    """Write all files, or none of them.

    A file that is already there raises OutputExistsError unless `replace`; a full disk, missing rights or a file
    that is open in Excel raise CannotContinueError, and everything is as before.
    """
    files = tuple(files)
    existing = [file.path for file in files if file.path.exists()]
    if existing and not replace:
        names = "、".join(path.name for path in existing[:3])
        more = f"等{len(existing)}个文件" if len(existing) > 3 else ""
        raise OutputExistsError(
            f"{names}{more}已经存在，没有覆盖。请换一个位置，或加上 --replace 表示同意替换。"
        )
    staged: list[tuple[Path, Path]] = []
    try:
        for file in files:
            staged.append((_stage(file), file.path))  # noqa: PERF401 - what is staged so far must be known on failure
        _move_all(staged)
    except OSError as error:
        raise CannotContinueError(_told(error)) from error
    finally:
        for temporary, _ in staged:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    return tuple(file.path for file in files)


def _stage(file: OutFile) -> Path:
    file.path.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.path.with_name(f".{file.path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(file.content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _move_all(staged: list[tuple[Path, Path]]) -> None:
    """Move every file to its place; if one cannot be moved, put the former ones back."""
    done: list[tuple[Path, Path | None]] = []
    try:
        for temporary, path in staged:
            former = _set_aside(path)
            done.append((path, former))
            temporary.replace(path)
    except OSError:
        for path, former in reversed(done):
            if former is not None:
                former.replace(path)
            else:
                path.unlink(missing_ok=True)
        raise
    for _, former in done:
        if former is not None:
            former.unlink(missing_ok=True)


def _set_aside(path: Path) -> Path | None:
    if not path.exists():
        return None
    former = path.with_name(f".{path.name}.{secrets.token_hex(4)}.old")
    path.replace(former)
    return former


def _told(error: OSError) -> str:
    name = Path(str(error.filename2 or error.filename or "")).name
    if isinstance(error, PermissionError):
        return f"不能写入“{name}”：没有权限，或文件正在 Excel、WPS 中打开。请关闭文件后重试，原文件没有改动。"
    if isinstance(error, IsADirectoryError | NotADirectoryError | FileExistsError):
        return f"不能写入“{name}”：同名的文件或文件夹占用了这个位置。请换一个位置。"
    return f"不能写入“{name}”：{error.strerror or '磁盘错误'}。请检查磁盘空间后重试，原文件没有改动。"
