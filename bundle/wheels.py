"""The wheels of a package: downloaded by checksum, and our own, built from this checkout."""

from pathlib import Path

from bundle.pins import ROOT
from bundle.pip import BundleError, run_pip
from bundle.targets import Target

_PURE = "-py3-none-any.whl"


def gather_wheels(target: Target, folder: Path) -> None:
    """Put every wheel into the folder; a checksum that differs from the pins stops it."""
    for python in target.pythons:
        options = ("--no-deps", "--require-hashes", "-r", target.pins, "-d", folder)
        run_pip("download", *options, *target.pip_options(python))
    build_own_wheel(folder)


def build_own_wheel(folder: Path) -> None:
    """Build this checkout's wheel; it must hold nothing that was compiled."""
    run_pip("wheel", "--no-deps", "-w", folder, ROOT)
    if not any(path.name.endswith(_PURE) for path in folder.glob("xlminshi-*.whl")):
        raise BundleError("the wheel of xlminshi is not for every platform")
