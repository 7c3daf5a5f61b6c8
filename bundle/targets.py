"""The platforms that a package is made for, as pip and as the markers of requirements see them."""

from dataclasses import dataclass
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement

_HERE = Path(__file__).resolve().parent
# glibc 2.28 is what the domestic desktops (银河麒麟 V10, 统信 UOS 20) have; wheels for an older one run there too.
_LINUX_TAGS = (*(f"manylinux_2_{minor}_x86_64" for minor in range(28, 16, -1)), "manylinux2014_x86_64")
PYTHONS = ("3.11", "3.12", "3.13")


@dataclass(frozen=True, slots=True)
class Target:
    """One platform: its name in file names, pip's names of it, and what differs in the markers of requirements."""

    name: str
    tags: tuple[str, ...]
    markers: tuple[tuple[str, str], ...]
    pythons: tuple[str, ...] = PYTHONS

    @property
    def pins(self) -> Path:
        """Return the file with every version and checksum, as pip reads it."""
        return _HERE / "pins" / f"{self.name}.txt"

    @property
    def scripts(self) -> Path:
        """Return the folder with the scripts that a person starts."""
        return _HERE / "scripts" / self.name.partition("-")[0]

    def pip_options(self, python: str) -> tuple[str, ...]:
        """Return the options with which pip chooses wheels for this platform and this Python."""
        platforms = (part for tag in self.tags for part in ("--platform", tag))
        return (*platforms, "--python-version", python, "--implementation", "cp", "--only-binary", ":all:")

    def wants(self, requirement: Requirement, python: str, extras: frozenset[str] = frozenset()) -> bool:
        """Return whether a requirement holds on this platform; pip would ask the machine that it runs on."""
        if requirement.marker is None:
            return True
        here = {str(name): str(value) for name, value in default_environment().items()}
        there = here | dict(self.markers) | {"python_version": python, "python_full_version": f"{python}.0"}
        return any(requirement.marker.evaluate(there | {"extra": one}) for one in (extras or {""}))


WINDOWS = Target(
    "windows-x64",
    ("win_amd64",),
    (
        ("sys_platform", "win32"),
        ("os_name", "nt"),
        ("platform_system", "Windows"),
        ("platform_machine", "AMD64"),
    ),
)
LINUX = Target(
    "linux-x64",
    _LINUX_TAGS,
    (
        ("sys_platform", "linux"),
        ("os_name", "posix"),
        ("platform_system", "Linux"),
        ("platform_machine", "x86_64"),
    ),
)
TARGETS = {"windows": WINDOWS, "linux": LINUX}
