"""The add-in in a person's Excel: put there, and taken away again with everything as before.

Three things are changed: a file in Excel's start folder, one line of xlwings' settings, and a DLL beside the interpreter
where it is missing. What was there before is kept in the folder of xlwings' settings.
"""

import contextlib
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xlminshi.adapters import staging
from xlminshi.adapters.machine import Machine
from xlminshi.core.errors import CannotContinueError

INTERPRETER = "INTERPRETER_WIN"
_RECORD, _KEPT = "xlminshi.json", "xlminshi备份"
_ADDIN = (".xlam", ".xla")


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to one file, in Chinese."""

    what: str
    path: Path

    def __str__(self) -> str:
        return f"{self.what}：{self.path}"


def install(name: str, addin: bytes, machine: Machine) -> tuple[Change, ...]:
    """Put the add-in into Excel's start folder, lead xlwings to this Python, and see to its DLL.

    Raises CannotContinueError, before anything is changed, where this is no Windows, the file is no add-in, the path of the
    interpreter cannot be written for Excel, or the DLL is nowhere.
    """
    if not machine.is_windows:
        raise CannotContinueError(
            "加载项只能装在 Windows 的 Excel 里，本机不是 Windows。请在办公电脑上运行。"
        )
    if not name.lower().endswith(_ADDIN) or Path(name).name != name:
        raise CannotContinueError(f"“{name}”不是加载项。请用 xlminshi addin 生成的 .xlam 文件。")
    library = _library(machine)
    settings = _settings_with(machine, str(machine.executable))
    place = machine.start_folder / name
    files = {place: addin, machine.settings_file: settings}
    if library is not None:
        files[machine.library_places()[0]] = library
    _remember(machine, files)
    changes = []
    for path, content in files.items():
        changes.append(Change("已更新" if path.exists() else "已写入", path))
        _write(path, content)
    return tuple(changes)


def uninstall(machine: Machine) -> tuple[Change, ...]:
    """Take away what `install` put there and bring back what was there before; what others have changed since stays."""
    record = _record(machine)
    if not record:
        raise CannotContinueError(
            "没有安装记录，没有可以卸载的加载项。如是手工安装的，请在 Excel 的“加载项”对话框中取消勾选。"
        )
    changes = []
    for text, one in record.items():
        path = Path(text)
        if path == machine.settings_file:
            changes.append(_restore_settings(machine, one))
        elif not path.is_file() or _digest(path.read_bytes()) != one["ours"]:
            changes.append(Change("已不是安装时的文件，没有改动", path))
        elif one["before"]:
            _write(path, (machine.settings_folder / _KEPT / one["before"]).read_bytes())
            changes.append(Change("已恢复原来的文件", path))
        else:
            _remove(path)
            changes.append(Change("已删除", path))
    _remove(machine.settings_folder / _RECORD)
    return tuple(changes)


def is_installed(machine: Machine) -> Path | None:
    """Return where the add-in stands in the start folder; None where it was not installed or is gone."""
    found = (Path(path) for path in _record(machine) if path.lower().endswith(_ADDIN))
    return next((path for path in found if path.is_file()), None)


def interpreter_of(machine: Machine) -> str | None:
    """Return the interpreter that xlwings' settings name, or None."""
    if not machine.settings_file.is_file():
        return None
    text = machine.settings_file.read_bytes().decode(machine.encoding, "replace")
    return next((_value(line) for line in text.splitlines() if _is_ours(line)), None)


# The settings of xlwings --------------------------------------------------------------------------------------


def _settings_with(machine: Machine, interpreter: str | None) -> bytes:
    """Return the settings with this interpreter, every other line as it is; None takes the line out."""
    path = machine.settings_file
    text = path.read_bytes().decode(machine.encoding, "surrogateescape") if path.is_file() else ""
    lines = [line for line in text.splitlines() if line.strip() and not _is_ours(line)]
    if interpreter is not None:
        lines.append(f'"{INTERPRETER}","{interpreter}"')
    try:
        return "".join(f"{line}\r\n" for line in lines).encode(machine.encoding, "surrogateescape")
    except UnicodeEncodeError as error:
        raise CannotContinueError(
            f"Python 的位置“{interpreter}”含有 Excel 读不了的字。请把 Python 装到只有英文的文件夹后重试。"
        ) from error


def _is_ours(line: str) -> bool:
    return line.split(",")[0].strip().strip('"').upper() == INTERPRETER


def _value(line: str) -> str:
    return line.partition(",")[2].strip().strip('"')


def _restore_settings(machine: Machine, one: dict[str, str]) -> Change:
    path = machine.settings_file
    if not path.is_file():
        return Change("已不在，没有改动", path)
    kept = machine.settings_folder / _KEPT / one["before"] if one["before"] else None
    if _digest(path.read_bytes()) == one["ours"]:  # nobody else has changed it since
        if kept is None:
            _remove(path)
            return Change("已删除", path)
        _write(path, kept.read_bytes())
        return Change("已恢复原来的设置", path)
    before = kept.read_bytes().decode(machine.encoding, "replace").splitlines() if kept else []
    _write(path, _settings_with(machine, next((_value(line) for line in before if _is_ours(line)), None)))
    return Change("已恢复其中 Python 的位置，其他设置没有改动", path)


# The DLL ------------------------------------------------------------------------------------------------------


def _library(machine: Machine) -> bytes | None:
    """Return the DLL where it has to be copied; None where Excel finds it already."""
    if any(path.is_file() for path in machine.library_places()):
        return None
    for folder in machine.prefixes:
        if (folder / machine.library_name).is_file():
            return (folder / machine.library_name).read_bytes()
    raise CannotContinueError(
        f"没有找到 {machine.library_name}，单元格里的函数不能用。请重新安装 xlwings（与本程序同一版本）后重试。"
    )


# Files --------------------------------------------------------------------------------------------------------


def _remember(machine: Machine, files: dict[Path, bytes]) -> None:
    """Keep what will be replaced, once: a second installation must not take its own files for the person's."""
    record = _record(machine)
    for path, content in files.items():
        before = record.get(str(path), {"before": "", "ours": ""})
        present = path.read_bytes() if path.is_file() else None
        if present is not None and _digest(present) != before["ours"]:
            before["before"] = f"{_digest(present)[:8]}_{path.name}"
            _write(machine.settings_folder / _KEPT / before["before"], present)
        record[str(path)] = {"before": before["before"], "ours": _digest(content)}
    _write(machine.settings_folder / _RECORD, json.dumps(record, ensure_ascii=False, indent=1).encode())


def _record(machine: Machine) -> dict[str, dict[str, str]]:
    path = machine.settings_folder / _RECORD
    try:
        found: dict[str, dict[str, str]] = json.loads(path.read_bytes()) if path.is_file() else {}
    except ValueError as error:
        raise CannotContinueError(f"安装记录“{path}”已损坏。请删除它，重新安装后再卸载。") from error
    return found


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(path: Path, content: bytes) -> None:
    with _told_of(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        staged = staging.stage(content, path.parent)
        try:
            staging.put(staged, path)
        finally:
            staging.discard(staged)


def _remove(path: Path) -> None:
    with _told_of(path):
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def _told_of(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotContinueError(
            f"不能改动“{path}”。请关闭 Excel，并核对这个文件夹可以写入，再重试。"
        ) from error
