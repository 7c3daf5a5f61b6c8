"""The wheels are complete for every Python of Windows, as two resolvers say that ask no index."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from bundle import pins
from bundle.contents import check_complete
from bundle.packages import Package, WheelFile, installed_licence, read_packages
from bundle.pip import BundleError, run_pip
from bundle.targets import LINUX, PYTHONS, TARGETS, WINDOWS
from tests.bundle.conftest import HERE

UV = Path(sys.executable).parent / "uv"


def resolved(
    wheels: Path, python: str, platform: str = "x86_64-pc-windows-msvc"
) -> subprocess.CompletedProcess[str]:
    """Ask uv, which looks at requirements as the other platform would, what installing from a folder brings."""
    options = (
        "--no-config",
        "--offline",
        "--no-index",
        "--no-header",
        "--no-annotate",
        "--only-binary",
        ":all:",
        "--quiet",
    )
    place = ("--find-links", wheels, "--python-platform", platform, "--python-version", python)
    command = (UV, "pip", "compile", "-", *options, *place)
    return subprocess.run(command, input="xlminshi\n", capture_output=True, text=True, check=False)


@pytest.mark.parametrize("python", PYTHONS)
def test_another_resolver_finds_everything_for_windows_in_the_package(windows: Path, python: str) -> None:
    said = resolved(windows / "wheels", python)
    assert said.returncode == 0, said.stderr
    found = set(re.findall(r"^([\w.-]+)==", said.stdout, re.MULTILINE))
    assert found >= {"xlminshi", "xlwings", "pywin32", "colorama", "numpy", "lxml"}


def test_the_other_resolver_notices_what_only_windows_needs_and_is_not_there(
    windows: Path, tmp_path: Path
) -> None:
    for path in (windows / "wheels").iterdir():
        if not path.name.startswith("pywin32-"):
            os.link(path, tmp_path / path.name)
    assert resolved(tmp_path, "3.12").returncode != 0
    with pytest.raises(BundleError, match="pywin32"):
        check_complete(read_packages(tmp_path), WINDOWS)


@pytest.mark.parametrize("python", PYTHONS)
def test_pip_would_install_for_windows_without_an_index(windows: Path, tmp_path: Path, python: str) -> None:
    options = (
        "--dry-run",
        "--ignore-installed",
        "--no-index",
        "--find-links",
        windows / "wheels",
        "--target",
        tmp_path,
    )
    run_pip("install", *options, *WINDOWS.pip_options(python), "xlminshi", "pywin32", "colorama")


def test_nothing_lies_in_the_package_that_no_python_uses(windows: Path) -> None:
    used = {
        re.sub(r"[-_.]+", "-", name).lower()
        for python in PYTHONS
        for name in re.findall(r"^([\w.-]+)==", resolved(windows / "wheels", python).stdout, re.MULTILINE)
    }
    assert {one.key for one in read_packages(windows / "wheels")} == used


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_the_committed_pins_serve_what_the_project_asks_for(target: pins.Target) -> None:
    pinned = dict(re.findall(r"^([\w.-]+)==([^ ]+)", target.pins.read_text(encoding="utf-8"), re.MULTILINE))
    for one in pins.project_requirements():
        name = re.sub(r"[-_.]+", "-", one.name).lower()
        assert one.specifier.contains(pinned[name]), f"run `make pins`: {one} is pinned to {pinned[name]}"


def package(
    name: str, *requires: str, wheels: tuple[str, ...] = ("py3-none-any",), version: str = "1.0"
) -> Package:
    files = tuple(WheelFile(f"{name}-{version}-{tag}.whl", "") for tag in wheels)
    return Package(name, version, "MIT", ("text",), tuple(map(Requirement, requires)), files)


def test_a_package_that_is_missing_too_old_or_for_another_python_stops_the_making() -> None:
    own = package("xlminshi", 'winonly; sys_platform == "win32"', 'extra[more]>=1; python_version < "3.13"')
    extra = package("extra", 'deep; extra == "more"', "loop")
    compiled = ("cp311-cp311-win_amd64", "cp312-cp312-win_amd64", "cp313-cp313-win_amd64")
    whole = [
        own,
        extra,
        package("loop", "extra"),
        package("winonly", wheels=compiled),
        package("deep", wheels=("cp39-abi3-win_amd64",)),
    ]
    check_complete(whole, WINDOWS)
    check_complete([one for one in whole if one.name != "winonly"], LINUX)
    check_complete([own, whole[3]], replace(WINDOWS, pythons=("3.13",)))
    for broken, said in (
        ([one for one in whole if one.name != "deep"], "deep"),
        ([own, replace(extra, version="0.9"), *whole[2:]], "extra"),
        ([*whole[:3], package("winonly", wheels=compiled[:2]), whole[4]], "winonly for Python 3.13"),
        ([*whole[:4], package("deep", wheels=("cp312-abi3-win_amd64",))], "deep for Python 3.11"),
    ):
        with pytest.raises(BundleError, match=said):
            check_complete(broken, WINDOWS)


def test_pins_are_one_version_for_all_pythons_also_where_only_windows_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What pip answers is made up here: it leaves out what only Windows needs until it is asked by name."""
    asked_for = []

    def item(name: str, python: str, *requires: str) -> dict[str, object]:
        facts = {"name": name, "version": "1.0", "requires_dist": list(requires)}
        return {
            "metadata": facts,
            "download_info": {"archive_info": {"hashes": {"sha256": f"{name}{python}"}}},
        }

    def report(
        target: object, python: str, asked: list[Requirement], known: dict[str, pins.Pin]
    ) -> list[dict[str, object]]:
        asked_for.append((python, {one.name for one in asked}, set(known)))
        found = [item("Upper", python, 'winonly>=1; sys_platform == "win32"'), item("unused", python)]
        return [*found, item("winonly", python)] if any(one.name == "winonly" for one in asked) else found

    monkeypatch.setattr(pins, "_report", report)
    monkeypatch.setattr(pins, "project_requirements", lambda: (Requirement("upper"),))
    found = pins.resolve(WINDOWS)
    assert set(found) == {"upper", "winonly"}
    assert str(found["winonly"]).splitlines() == [
        "winonly==1.0 \\",
        "    --hash=sha256:winonly3.11 \\",
        "    --hash=sha256:winonly3.12 \\",
        "    --hash=sha256:winonly3.13",
    ]
    assert asked_for[0] == ("3.11", {"upper"}, set())
    assert asked_for[1] == ("3.11", {"upper", "winonly"}, set())
    assert asked_for[-1][2] == {"upper", "winonly"}


def test_pins_of_this_python_come_from_the_index_with_their_checksums(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pins, "project_requirements", lambda: (Requirement("et_xmlfile"),))
    (pin,) = pins.resolve(HERE).values()
    assert re.fullmatch(r"et-xmlfile==[\d.]+ \\\n    --hash=sha256:[0-9a-f]{64}", str(pin))
    monkeypatch.setattr(pins, "TARGETS", {"here": HERE})
    monkeypatch.setattr(type(HERE), "pins", property(lambda self: tmp_path / "pins.txt"))
    pins.main()
    assert (tmp_path / "pins.txt").read_text(encoding="utf-8").endswith(f"\n{pin}\n")


def test_a_wheel_that_cannot_be_had_stops_the_making_with_pips_own_words() -> None:
    with pytest.raises(BundleError, match="pip download failed"):
        run_pip("download", "--no-index", "--no-deps", "no-such-package-anywhere")


def test_the_look_of_the_manual_brings_its_licence_too() -> None:
    found = installed_licence("packaging")
    assert found.licence
    assert any("Copyright" in text for text in found.texts)
    assert found.wheels == ()
