"""The packages under test: made once per run by the code of `make bundle`, shared by all workers, unpacked as a person would."""

import fcntl
import os
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from bundle.__main__ import make
from bundle.targets import LINUX, WINDOWS, Target

# This machine's Python only: the others' wheels would be downloaded for nothing.
ROOT = Path(__file__).resolve().parents[2]
HERE = replace(LINUX, pythons=(f"3.{sys.version_info.minor}",))


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all workers share, with a manual of one page."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "安装包"
    (folder / "manual").mkdir(parents=True, exist_ok=True)
    (folder / "manual" / "index.html").write_text("<h1>使用手册</h1>", encoding="utf-8")
    (folder / "manual" / "sitemap.xml").write_text("<lastmod>2022-10-08</lastmod>", encoding="utf-8")
    (folder / "manual_word").mkdir(exist_ok=True)
    (folder / "manual_word" / "使用手册.docx").write_bytes(b"PK")
    return folder


def made(workshop: Path, target: Target) -> Path:
    """Return the package of a target; the first worker that wants it makes it."""
    with (workshop / f"{target.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = next(workshop.glob(f"*-{target.name}.zip"), None)
        return found or make(target, workshop, [workshop / "manual", workshop / "manual_word"])


def unpacked(package: Path, place: Path) -> Path:
    """Return the one folder that unpacking leaves, with the rights of the files."""
    with zipfile.ZipFile(package) as archive:
        archive.extractall(place)
    (folder,) = place.iterdir()
    return folder


@pytest.fixture(scope="session")
def windows_zip(workshop: Path) -> Path:
    return made(workshop, WINDOWS)


@pytest.fixture(scope="session")
def linux_zip(workshop: Path) -> Path:
    return made(workshop, HERE)


@pytest.fixture(scope="session")
def windows(windows_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the unpacked package for Windows."""
    return unpacked(windows_zip, tmp_path_factory.mktemp("U盘 资料"))


@pytest.fixture(scope="session")
def linux(linux_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the unpacked package for this machine, in a folder with Chinese characters and a space."""
    return unpacked(linux_zip, tmp_path_factory.mktemp("U盘 资料"))
