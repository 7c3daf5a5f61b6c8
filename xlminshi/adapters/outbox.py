"""Files leave whole or not at all: staged beside their places, the former ones backed up, then moved in one step each."""

import contextlib
import errno
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from xlminshi.adapters import backups, staging
from xlminshi.adapters.open_files import is_open
from xlminshi.core.errors import CannotContinueError, OutputExistsError
from xlminshi.core.problems import Code, Place, Problem, problem

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


@dataclass(frozen=True, slots=True)
class Delivered:
    """Where the new contents stand, in the order asked for, and what has to be told about that."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """A file that has a former content again: the backup it came from, and the one that keeps what it replaced."""

    delivered: Delivered
    source: Path
    kept: Path | None


@dataclass(slots=True)
class _Move:
    """One file on its way. `staged` is None where the place holds the content already; `made` is a file nobody had before."""

    asked: Path
    place: Path
    content: bytes
    former: bytes | None = None
    staged: Path | None = None
    held: Path | None = None
    backup: Path | None = None
    is_beside: bool = False
    is_begun: bool = False
    made: Path | None = None
    written: Path | None = None


def deliver(files: Iterable[OutFile], replace: bool = False) -> Delivered:
    """Write all files, or none of them; killed at any moment, each place holds its former file or the new one, whole.

    A file that is already there raises OutputExistsError unless `replace`; a folder in its place, a full disk or missing
    rights raise CannotContinueError, and everything is as before. A file that is open in Excel is left alone: its new
    content stands beside it, and that is told. What is replaced is kept in the folder 备份.
    """
    files = tuple(files)
    existing = _already_there([file.path for file in files])
    if existing and not replace:
        names = "、".join(path.name for path in existing[:3])
        more = f"等{len(existing)}个文件" if len(existing) > 3 else ""
        raise OutputExistsError(f"{names}{more}已经存在，没有覆盖。请换一个名称或位置。")
    moves = [_Move(file.path, _real(file.path), file.content) for file in files]
    try:
        _carry_out(moves)
    except BaseException as error:  # a person's Ctrl+C too
        if lost := _take_back(moves):
            raise CannotContinueError(_told_as_lost(lost)) from error
        raise
    _clear_away(moves)
    return Delivered(tuple(move.written or move.asked for move in moves), tuple(_told_beside(moves)))


def bring_back(path: Path) -> BroughtBack:
    """Give a file the content of its newest backup that differs from it; what it held becomes a backup itself.

    Raises CannotContinueError where there is no such backup, or the file is open in another program.
    """
    with _told_of(path):
        present = path.read_bytes() if path.is_file() else None
        source = backups.newest_other(path, present)
        if source is None:
            raise CannotContinueError(
                f"“{path.name}”没有可以撤销的写入：“{backups.FOLDER}”文件夹里没有它以前的内容。请核对文件的位置。"
            )
        if present is not None and is_open(path):
            raise CannotContinueError(f"“{path.name}”正在 Excel 或 WPS 中打开，没有撤销。请关闭文件后重试。")
        content = source.read_bytes()
    delivered = deliver((OutFile(path, content),), replace=True)
    kept = backups.newest_other(path, content) if present is not None else None
    return BroughtBack(delivered, source, kept)


def _real(path: Path) -> Path:
    """Return where a file really is: a person's link to it stays a link."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


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


def _carry_out(moves: list[_Move]) -> None:
    folders = {move.place.parent: move.asked for move in moves}
    for folder, path in folders.items():
        with _told_of(path):
            folder.mkdir(parents=True, exist_ok=True)
        staging.sweep(folder)
        staging.sweep(folder / backups.FOLDER)
    _take(_stage, moves)
    _take(_keep, moves)
    for folder in folders:  # what is replaced must be safe on the disk before
        staging.flush_folder(folder / backups.FOLDER)
    _take(_move, moves)
    for folder in folders:
        staging.flush_folder(folder)


def _take(step: Callable[[_Move], None], moves: list[_Move]) -> None:
    for move in moves:
        with _told_of(move.asked):
            step(move)


def _stage(move: _Move) -> None:
    move.former = move.place.read_bytes() if move.place.exists() else None
    if move.former != move.content:
        move.is_beside = move.former is not None and is_open(move.place)
        move.staged = staging.stage(move.content, move.place.parent)


def _keep(move: _Move) -> None:
    """Keep what will be replaced: as a backup for the person, and at hand in case the job fails."""
    if move.staged is None or move.former is None or move.is_beside:
        return
    with _told_of(move.place.parent / backups.FOLDER):
        move.backup = backups.keep(move.place, move.former)
    move.held = staging.hold(move.place)


def _move(move: _Move) -> None:
    if move.staged is None:
        return
    move.is_begun = True
    if move.former is None:
        _make(move, move.staged, move.place)
        move.written = move.asked
        return
    if not move.is_beside:
        try:
            staging.put(move.staged, move.place)
        except PermissionError:  # so Windows says that it is open
            move.is_beside = True
        else:
            move.written = move.asked
            return
    move.written = _put_beside(move, move.staged)


def _put_beside(move: _Move, staged: Path) -> Path:
    """Return the copy beside the file: the first free name, or the copy that an earlier run left with this content."""
    number = 1
    while True:
        copy = move.place.with_stem(f"{move.place.stem}（新{number if number > 1 else ''}）")
        try:
            _make(move, staged, copy)
        except FileExistsError:
            if copy.is_file() and copy.read_bytes() == move.content:
                return copy
            number += 1
        else:
            return copy


def _make(move: _Move, staged: Path, place: Path) -> None:
    move.made = place
    try:
        staging.put_new(staged, place)
    except FileExistsError:
        move.made = None
        raise


def _take_back(moves: list[_Move]) -> list[_Move]:
    """Make everything as before, and return what could not be restored."""
    lost = []
    for move in reversed(moves):
        try:
            _restore(move)
        except OSError:
            lost.append(move)
            continue
        if move.backup is not None:
            backups.forget(move.backup)
        _discard_hidden(move)
    return lost


def _restore(move: _Move) -> None:
    if move.is_begun and move.held is not None and not move.is_beside:
        staging.put(move.held, move.place)
    elif move.made is not None and move.made.is_file() and move.made.read_bytes() == move.content:
        move.made.unlink()


def _told_as_lost(lost: list[_Move]) -> str:
    names = "、".join(move.place.name for move in lost)
    return (
        f"写入中途出错，{names}已是新的内容，没有能够恢复；"
        f"以前的内容在“{backups.FOLDER}”文件夹。请检查磁盘和权限，再用备份恢复。"
    )


def _clear_away(moves: list[_Move]) -> None:
    for move in moves:
        if move.is_beside and move.backup is not None:  # nothing was replaced after all
            backups.forget(move.backup)
        _discard_hidden(move)
        backups.thin_out(move.place)


def _discard_hidden(move: _Move) -> None:
    for hidden in (move.staged, move.held):
        if hidden is not None:
            staging.discard(hidden)


def _told_beside(moves: list[_Move]) -> Iterator[Problem]:
    for move in moves:
        if move.is_beside and move.written is not None:
            yield problem(Code.TARGET_OPEN, Place(move.asked.name), value=move.written.name)


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
