"""体检: whether a machine has what the program needs, one line per check, with the cure."""

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from xlminshi.adapters.excel_home import interpreter_of, is_installed
from xlminshi.adapters.machine import PINNED_XLWINGS, Machine

_OLDEST_PYTHON = (3, 11)
_EXCEL = r"HKCR\Excel.Application\CurVer"
_WPS = (r"HKCR\KET.Application\CurVer", r"HKCR\ET.Application\CurVer")
_SECURITY = r"HKCU\Software\Microsoft\Office\{}.0\Excel\Security"
_POLICY = r"HKCU\Software\Policies\Microsoft\Office\{}.0\Excel\Security"
# 1 runs all macros, 2 asks; from 3 on nothing that is not signed runs.
_LAST_THAT_RUNS = 2
# What Windows may call a font that official documents need.
_FONTS = {
    "方正小标宋": ("方正小标宋", "FZXiaoBiaoSong", "FZXBSJW"),
    "仿宋_GB2312": ("仿宋_GB2312", "FangSong_GB2312"),
    "楷体_GB2312": ("楷体_GB2312", "KaiTi_GB2312"),
    "黑体": ("黑体", "SimHei"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what was looked at, whether it is as it should be, what was found, and what to do."""

    name: str
    is_good: bool
    found: str
    cure: str = ""

    def __str__(self) -> str:
        mark = "正常" if self.is_good else "需处理"
        return f"[{mark}] {self.name}：{self.found}。{'' if self.is_good else self.cure}"


def examine(machine: Machine, folder: Path) -> tuple[Check, ...]:
    """Return all checks of a machine, in order; `folder` is where the person works. Nothing is changed."""
    return (*(check for look in _CHECKS for check in look(machine)), _writable(folder))


def _python(machine: Machine) -> Iterator[Check]:
    version = ".".join(map(str, machine.python))
    kind = "64位" if machine.is_64_bit else "32位"
    yield Check(
        "Python",
        machine.python >= _OLDEST_PYTHON,
        f"{version}，{kind}",
        "请安装 Python 3.11 或更新的版本。",
    )


def _xlwings(machine: Machine) -> Iterator[Check]:
    found = machine.version_of("xlwings")
    wanted = PINNED_XLWINGS.rpartition(".")[0]
    is_good = found is not None and _is_of(found, wanted) and _numbers(found) >= _numbers(PINNED_XLWINGS)
    yield Check("xlwings", is_good, found or "没有安装", f"请安装 xlwings {PINNED_XLWINGS}。")


def _is_of(version: str, series: str) -> bool:
    return version == series or version.startswith(f"{series}.")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _pywin32(machine: Machine) -> Iterator[Check]:
    found = machine.version_of("pywin32")
    cure = (
        "请安装 pywin32。"
        if machine.is_windows
        else "按钮和函数只能在 Windows 的 Excel 中用；本机请用命令行。"
    )
    yield Check("pywin32", found is not None, found or "没有安装", cure)


def _library(machine: Machine) -> Iterator[Check]:
    place = next((path for path in machine.library_places() if path.is_file()), None)
    yield Check(
        "函数用的 DLL",
        place is not None,
        str(place) if place else f"没有找到 {machine.library_name}",
        "请运行 xlminshi excel install；仍没有的，请重新安装 xlwings。",
    )


def _office(machine: Machine) -> Iterator[Check]:
    excel = _version_in(machine.registry(_EXCEL, ""))
    wps = any(machine.registry(key, "") is not None for key in _WPS)
    found = f"Excel {excel}.0，{machine.excel_bits}位" if excel else "只有 WPS" if wps else "没有安装"
    cure = (
        "按钮和函数需要 Excel；WPS 请用命令行处理文件。"
        if wps
        else "请安装 Excel；没有 Excel 的请用命令行处理文件。"
    )
    yield Check("Excel", bool(excel), found, cure)


def _version_in(value: object) -> str:
    """Return the number behind Excel.Application.16; "" where there is none."""
    match = re.search(r"\.(\d+)$", str(value or ""))
    return match.group(1) if match else ""


def _trust(machine: Machine) -> Iterator[Check]:
    version = _version_in(machine.registry(_EXCEL, ""))
    if not version:
        return
    keys = (_POLICY.format(version), _SECURITY.format(version))
    levels = [value for key in keys if isinstance(value := machine.registry(key, "VBAWarnings"), int)]
    level = levels[0] if levels else _LAST_THAT_RUNS
    yield Check(
        "宏的信任设置",
        level <= _LAST_THAT_RUNS,
        "允许启用宏" if level <= _LAST_THAT_RUNS else "没有签名的宏一律不运行",
        "请在 Excel 的“选项—信任中心—宏设置”中选“禁用宏并发出通知”；选不了的，请联系管理电脑的人员。",
    )


def _fonts(machine: Machine) -> Iterator[Check]:
    installed = machine.fonts()
    for name, aliases in _FONTS.items():
        has_it = any(alias.lower() in one.lower() for one in installed for alias in aliases)
        yield Check(
            f"字体{name}",
            has_it,
            "已安装" if has_it else "没有安装",
            "请安装这种字体，否则通报（Word）打印时会换成别的字体。",
        )


def _addin(machine: Machine) -> Iterator[Check]:
    place = is_installed(machine)
    cure = "请运行 xlminshi excel install 安装加载项。"
    yield Check("加载项", place is not None, str(place) if place else "没有安装", cure)
    interpreter = interpreter_of(machine)
    if place is not None:
        is_this = interpreter is not None and _same(interpreter, str(machine.executable))
        yield Check("加载项用的 Python", is_this, interpreter or "没有写明", cure)


def _same(one: str, other: str) -> bool:
    return one.replace("/", "\\").casefold() == other.replace("/", "\\").casefold()


def _writable(folder: Path) -> Check:
    is_good = folder.is_dir() and os.access(folder, os.W_OK) and _takes_a_file(folder)
    return Check(
        "当前文件夹",
        is_good,
        f"“{folder}”{'可以写入' if is_good else '不能写入'}",
        "请换一个可以写入的文件夹。",
    )


def _takes_a_file(folder: Path) -> bool:
    """Try it: on Windows and on shared drives the rights alone do not say."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


_CHECKS: tuple[Callable[[Machine], Iterable[Check]], ...] = (
    _python,
    _xlwings,
    _pywin32,
    _library,
    _office,
    _trust,
    _fonts,
    _addin,
)
