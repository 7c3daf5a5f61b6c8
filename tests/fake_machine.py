"""A Windows machine made of folders and dictionaries."""

from pathlib import Path
from typing import Any

from xlminshi.adapters.machine import Machine

VERSIONS = {"xlwings": "0.37.8", "pywin32": "308"}
EXCEL = {(r"HKCR\Excel.Application\CurVer", ""): "Excel.Application.16"}
FONTS = (
    "方正小标宋简体 (TrueType)",
    "FangSong_GB2312 (TrueType)",
    "楷体_GB2312 (TrueType)",
    "SimHei (TrueType)",
)
LIBRARY = "xlwings64-0.37.8.dll"


def office_pc(folder: Path, **changes: Any) -> Machine:
    """A machine with Excel, the fonts, and Python in a virtual environment with the DLL in its folder."""
    prefix = folder / "环境"
    versions, registry = changes.pop("versions", VERSIONS), changes.pop("registry", EXCEL)
    fonts = changes.pop("fonts", FONTS)
    (prefix / "Scripts").mkdir(parents=True, exist_ok=True)
    if changes.pop("has_library", True):
        (prefix / LIBRARY).write_bytes(b"dll")
    facts: dict[str, Any] = {
        "is_windows": True,
        "python": (3, 11, 9),
        "is_64_bit": True,
        "executable": prefix / "Scripts" / "python.exe",
        "prefixes": (folder / "别处",),
        "home": folder / "张三",
        "variables": {"APPDATA": str(folder / "张三" / "AppData" / "Roaming")},
        "encoding": "gbk",
        "version_of": versions.get,
        "registry": lambda key, name: registry.get((key, name)),
        "value_names": lambda key: fonts if key.startswith("HKLM") else (),
    }
    return Machine(**(facts | changes))
