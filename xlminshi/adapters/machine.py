"""What can be asked of a person's machine: folders, registry, versions, fonts. Everything can be given in a test."""

import importlib.util
import locale
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

PINNED_XLWINGS = "0.37.8"
_FONTS = r"Software\Microsoft\Windows NT\CurrentVersion\Fonts"

_CLICK_TO_RUN = r"HKLM\Software\Microsoft\Office\ClickToRun\Configuration"
_INSTALLED = r"HKLM\Software\{}Microsoft\Office\{}.0\Excel\InstallRoot"
_VERSIONS = (16, 15, 14)


@dataclass(frozen=True, slots=True)
class Machine:
    """One machine, as this program sees it. `encoding` is what Excel's VBA reads text files in (the ANSI code page).

    `registry` returns a value by key ("HKCU\\…", "HKLM\\…", "HKCR\\…") and name, or None; `value_names` all names of a key.
    """

    is_windows: bool
    python: tuple[int, int, int]
    is_64_bit: bool
    executable: Path
    prefixes: tuple[Path, ...]
    home: Path
    variables: Mapping[str, str]
    encoding: str
    version_of: Callable[[str], str | None]
    registry: Callable[[str, str], object | None]
    value_names: Callable[[str], tuple[str, ...]]

    @property
    def start_folder(self) -> Path:
        """Return the folder from which Excel opens every file when it starts (XLSTART)."""
        roaming = self.variables.get("APPDATA")
        base = Path(roaming) if roaming else self.home / "AppData" / "Roaming"
        return base / "Microsoft" / "Excel" / "XLSTART"

    @property
    def settings_folder(self) -> Path:
        """Return the folder of xlwings' own settings."""
        return self.home / ".xlwings"

    @property
    def settings_file(self) -> Path:
        """Return the file in which xlwings looks for the interpreter."""
        return self.settings_folder / "xlwings.conf"

    @property
    def excel_bits(self) -> int:
        """Return 32 for an Excel of 32 bits, which wants another DLL whatever Python is; else 64."""
        if self.registry(_CLICK_TO_RUN, "Platform") == "x86":
            return 32
        roots = (_INSTALLED.format(node, version) for version in _VERSIONS for node in ("", "WOW6432Node\\"))
        found = next((root for root in roots if self.registry(root, "Path")), "")
        return 32 if "WOW6432Node" in found else 64

    @property
    def library_name(self) -> str:
        """Return the name of the DLL that the functions need: exactly of the installed xlwings."""
        return f"xlwings{self.excel_bits}-{self.version_of('xlwings') or PINNED_XLWINGS}.dll"

    def library_places(self) -> tuple[Path, ...]:
        """Return where xlwings looks for its DLL: beside the interpreter, and one folder above."""
        folder = self.executable.parent
        return folder / self.library_name, folder.parent / self.library_name

    def fonts(self) -> frozenset[str]:
        """Return the names of the installed fonts, of all users and of this one."""
        return frozenset(name for hive in ("HKLM", "HKCU") for name in self.value_names(rf"{hive}\{_FONTS}"))


def this_machine() -> Machine:
    """Return the machine that this program runs on."""
    package = importlib.util.find_spec("xlwings")
    inside = (Path(package.origin).parent,) if package is not None and package.origin else ()
    return Machine(
        is_windows=sys.platform.startswith("win"),
        python=(sys.version_info.major, sys.version_info.minor, sys.version_info.micro),
        is_64_bit=sys.maxsize > 2**32,
        executable=Path(sys.executable),
        prefixes=(
            Path(sys.prefix),
            Path(sys.base_prefix),
            *(one.parent.parent.parent for one in inside),
            *inside,
        ),
        home=Path.home(),
        variables=os.environ,
        encoding=locale.getpreferredencoding(False),
        version_of=_version_of,
        registry=_registry_value,
        value_names=_registry_names,
    )


def _version_of(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _registry_value(key: str, name: str) -> object | None:  # pragma: no cover - only Windows has a registry
    return _asked(key, lambda registry, opened: registry.QueryValueEx(opened, name)[0])


def _registry_names(key: str) -> tuple[str, ...]:  # pragma: no cover - only Windows has a registry
    def names(registry: object, opened: object) -> tuple[str, ...]:
        count = registry.QueryInfoKey(opened)[1]  # type: ignore[attr-defined]
        return tuple(registry.EnumValue(opened, number)[0] for number in range(count))  # type: ignore[attr-defined]

    found = _asked(key, names)
    return found if isinstance(found, tuple) else ()


def _asked(key: str, question: Callable[..., object]) -> object | None:  # pragma: no cover - as above
    try:
        import winreg
    except ImportError:
        return None
    hives = {"HKCU": "HKEY_CURRENT_USER", "HKLM": "HKEY_LOCAL_MACHINE", "HKCR": "HKEY_CLASSES_ROOT"}
    hive, _, path = key.partition("\\")
    try:
        with winreg.OpenKey(getattr(winreg, hives[hive]), path) as opened:  # type: ignore[attr-defined]
            return question(winreg, opened)
    except OSError:
        return None
