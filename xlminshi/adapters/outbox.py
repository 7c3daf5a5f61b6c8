"""Files leave whole or not at all: all are written beside their places first, then moved, and moved back on failure."""

import contextlib
import errno
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from xlminshi.core.errors import CannotContinueError, OutputExistsError

_LONGEST_HINT = 40
_REASONS = {
    errno.ENOSPC: "磁盘空间不足。请清理后重试",
    errno.EDQUOT: "磁盘空间不足。请清理后重试",
    errno.EROFS: "这个位置只能读取。请换一个位置",
    errno.ENOENT: "这个位置不存在。请换一个位置",
    errno.ENAMETOOLONG: "名称太长。请换一个短些的名称或位置",
}


@dataclass(frozen=True, slots=True)
class OutFile:
    """A file that is to be written."""

    path: Path
    content: bytes


def deliver(files: Iterable[OutFile], replace: bool = False) -> tuple[Path, ...]:
    """Write all files, or none of them.

    A file that is already there raises OutputExistsError unless `replace`; a folder in its place, a full disk, missing
    rights or a file that is open in Excel raise CannotContinueError, and everything is as before.
    """
    files = tuple(files)
    existing = _already_there([file.path for file in files])
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
    finally:
        for temporary, _ in staged:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    return tuple(file.path for file in files)


def _already_there(paths: list[Path]) -> list[Path]:
    """Return the files that would be replaced; a folder in the way, or two files for one place, stop the job."""
    existing: list[Path] = []
    seen: set[str] = set()
    for path in paths:
        with _told_of(path):
            if path.is_dir():
                raise CannotContinueError(f"“{path}”是文件夹，不能当作文件写入。请写明文件名，或换一个位置。")
            if path.exists():
                existing.append(path)
        name = str(path).casefold()  # Windows makes no difference between A.xlsx and a.xlsx
        if name in seen:
            raise CannotContinueError(f"有两个文件都要写到“{path.name}”，没有写入。请先把名称改得不同。")
        seen.add(name)
    return existing


def _stage(file: OutFile) -> Path:
    temporary = _beside(file.path, "tmp")
    try:
        with _told_of(file.path):
            file.path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("xb") as stream:
                stream.write(file.content)
                stream.flush()
                os.fsync(stream.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    return temporary


def _move_all(staged: list[tuple[Path, Path]]) -> None:
    """Move every file to its place; if one cannot be moved, put the former ones back."""
    done: list[tuple[Path, Path | None]] = []
    try:
        for temporary, path in staged:
            with _told_of(path):
                former = _set_aside(path)
                done.append((path, former))
                temporary.replace(path)
    except BaseException:  # a person's Ctrl+C too
        for path, former in reversed(done):
            with contextlib.suppress(OSError):
                _put_back(path, former)
        raise
    for _, former in done:
        if former is not None:
            with contextlib.suppress(OSError):  # the new files are in place: a left-over is no failure
                former.unlink(missing_ok=True)


def _set_aside(path: Path) -> Path | None:
    if not path.exists():
        return None
    former = _beside(path, "old")
    path.replace(former)
    return former


def _put_back(path: Path, former: Path | None) -> None:
    if former is not None:
        former.replace(path)
    else:
        path.unlink(missing_ok=True)


def _beside(path: Path, suffix: str) -> Path:
    """Return a hidden name in the same folder that nobody else uses."""
    return path.with_name(f".{path.name[:_LONGEST_HINT]}.{secrets.token_hex(4)}.{suffix}")


@contextlib.contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """Turn what the system says of a file into one Chinese sentence."""
    try:
        yield
    except OSError as error:
        name = _obstacle(path, error).name
        raise CannotContinueError(f"不能写入“{name}”：{_reason(error)}，原文件没有改动。") from error


def _obstacle(path: Path, error: OSError) -> Path:
    """Return what is in the way: a file where a folder should be, the folder that the system names, or the file itself."""
    with contextlib.suppress(OSError):
        named = (folder for folder in path.parents if str(folder) == error.filename)
        return next((folder for folder in path.parents if folder.is_file()), next(named, path))
    return path


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "没有权限，或文件正在 Excel、WPS 中打开。请关闭文件后重试"
    if isinstance(error, IsADirectoryError | NotADirectoryError | FileExistsError):
        return "同名的文件或文件夹占用了这个位置。请换一个位置"
    code = error.errno or 0
    return _REASONS.get(code, f"磁盘读写出错（错误号{code}）。请检查磁盘后重试")
