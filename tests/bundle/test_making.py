"""What stops the making of a package, and what the command says."""

import zipfile
from pathlib import Path

import pytest

from bundle import __main__ as command
from bundle import contents, wheels
from bundle.packages import read_packages
from bundle.pip import BundleError
from bundle.targets import WINDOWS
from tests.bundle.conftest import HERE


def wheel(folder: Path, name: str, facts: str, **files: str) -> None:
    with zipfile.ZipFile(folder / f"{name}-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{name}.dist-info/METADATA", f"Metadata-Version: 2.1\n{facts}\n\n")
        for path, content in files.items():
            archive.writestr(f"{name}.dist-info/{path}", content)


def test_a_licence_is_read_as_an_expression_a_short_name_or_by_its_classifiers(tmp_path: Path) -> None:
    wheel(
        tmp_path, "a-1", "Name: a\nVersion: 1\nLicense-Expression: MIT\nLicense: other", LICENSE="text of a"
    )
    wheel(tmp_path, "b-1", "Name: b\nVersion: 1\nLicense: BSD", **{"licenses/sub/any.md": "text of b"})
    long = "Name: c\nVersion: 1\nLicense: many\n words\nClassifier: License :: OSI Approved :: MIT License"
    wheel(tmp_path, "c-1", long, COPYING="text of c", RECORD="no licence")
    found = read_packages(tmp_path)
    assert [(one.name, one.licence, one.texts) for one in found] == [
        ("a", "MIT", ("text of a",)),
        ("b", "BSD", ("text of b",)),
        ("c", "MIT License", ("text of c",)),
    ]


def test_a_package_without_a_licence_text_or_in_two_versions_stops_the_making(tmp_path: Path) -> None:
    wheel(tmp_path, "a-1", "Name: a\nVersion: 1\nLicense: MIT")
    with pytest.raises(BundleError, match="no licence text in the wheels of a"):
        read_packages(tmp_path)
    wheel(tmp_path, "a-1", "Name: a\nVersion: 1\nLicense: MIT", LICENSE="text")
    wheel(tmp_path, "a-2", "Name: A\nVersion: 2\nLicense: MIT", LICENSE="text")
    with pytest.raises(BundleError, match="several versions: 1, 2"):
        read_packages(tmp_path)


def test_without_the_manual_no_package_is_made(linux: Path, tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="make manual"):
        contents.gather(HERE, linux / "wheels", [tmp_path])


def test_our_own_wheel_must_be_for_every_platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheels, "run_pip", lambda *arguments: None)
    (tmp_path / "xlminshi-0.1.0-cp311-cp311-win_amd64.whl").touch()
    with pytest.raises(BundleError, match="every platform"):
        wheels.build_own_wheel(tmp_path)


def test_the_command_prints_where_the_package_is_or_why_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def make(target: object, output: Path, manuals: object) -> Path:
        asked.append((target, output))
        if len(asked) > 1:
            raise BundleError("no index")
        return output / "made.zip"

    monkeypatch.setattr(command, "make", make)
    monkeypatch.setattr("sys.argv", ["bundle", "--output", str(tmp_path)])
    assert command.main() == 0
    assert asked == [(WINDOWS, tmp_path)]
    assert capsys.readouterr().out == f"{tmp_path / 'made.zip'}\n"
    assert command.main() == 1
    assert capsys.readouterr().err == "no index\n"
