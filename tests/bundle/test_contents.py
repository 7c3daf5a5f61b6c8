"""What lies in the package: everything that is promised, nothing twice, the same bytes every time."""

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from bundle.archive import write_archive
from bundle.contents import gather
from bundle.targets import PYTHONS
from tests.bundle.conftest import HERE, ROOT
from xlminshi.adapters.macros.writing import ADDIN_NAME


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_package_for_windows_holds_all_that_the_office_needs(windows: Path) -> None:
    found = names(windows)
    assert found >= {
        "先读我.txt",
        *("安装.bat", "安装.ps1", "卸载.bat", "卸载.ps1"),
        *("桌面/命令行.bat", "桌面/使用手册.bat", "Python安装程序/放在这里.txt"),
        *(f"加载项/{ADDIN_NAME}", "使用手册/index.html", "使用手册/word/使用手册.docx"),
        *("VERSION", "SHA256SUMS", "sbom.cdx.json", "许可证/清单.txt"),
    }
    templates = {f"workbook_templates/{name}" for name in names(ROOT / "workbook_templates")}
    assert found >= templates
    assert templates >= {"workbook_templates/实事清单.xlsx", "workbook_templates/函数自检.xlsx"}
    assert not [name for name in found if "sitemap" in name or name.endswith((".pyc", ".sh"))]


def test_the_package_for_linux_has_its_own_scripts_and_no_add_in(linux: Path) -> None:
    found = names(linux)
    assert found >= {"install.sh", "uninstall.sh", "先读我.txt", "使用手册/index.html"}
    assert not [name for name in found if name.endswith((".ps1", ".bat", ".xlam"))]
    assert (linux / "VERSION").read_text(encoding="utf-8").splitlines()[1:] == [
        "linux-x64",
        f"Python {HERE.pythons[0]}",
    ]


@pytest.mark.parametrize("kind", ["windows", "linux"])
def test_the_first_text_names_everything_beside_it(kind: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(kind)
    text = (folder / "先读我.txt").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    said = text.decode("utf-8-sig")
    beside = {path.name.removesuffix(".ps1") for path in folder.iterdir() if path.name != "先读我.txt"}
    assert [name for name in sorted(beside) if name not in said] == []


@pytest.mark.parametrize("kind", ["windows", "linux"])
def test_the_checksums_cover_every_other_file(kind: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(kind)
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert listed == {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in names(folder) - {"SHA256SUMS"}
    }


def wheel_names(folder: Path) -> set[str]:
    return {path.name for path in (folder / "wheels").iterdir()}


def packages_of(folder: Path) -> set[str]:
    return {re.sub("_", "-", name.split("-")[0]).lower() for name in wheel_names(folder)}


def test_every_package_brings_the_text_of_its_licence(windows: Path) -> None:
    texts = {path.name: path.read_text(encoding="utf-8-sig") for path in (windows / "许可证").iterdir()}
    table = texts.pop("清单.txt")
    assert {name.rsplit("-", 1)[0] for name in texts} == packages_of(windows)
    assert [name for name, text in texts.items() if not re.search("(?i)copyright|licen[cs]e", text)] == []
    assert len([line for line in table.splitlines() if "：" in line]) == len(texts)
    assert "Zoomer Analytics" in next(text for name, text in texts.items() if name.startswith("xlwings"))
    assert "numpy 2" in table
    assert "BSD-3-Clause" in table


def test_the_list_of_software_is_valid_and_says_of_every_wheel_which_it_is(windows: Path) -> None:
    text = (windows / "sbom.cdx.json").read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bom = json.loads(text)
    own = bom["metadata"]["component"]
    assert (own["name"], own["type"]) == ("xlminshi", "application")
    listed = [own, *bom["components"]]
    wheels = {
        reference["url"]: reference["hashes"][0]["content"]
        for one in listed
        for reference in one.get("externalReferences", ())
    }
    assert wheels == {
        f"wheels/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (windows / "wheels").iterdir()
    }
    assert all(one["licenses"] for one in listed)
    depends = {one["ref"]: one.get("dependsOn", []) for one in bom["dependencies"]}
    reached, waiting = set(), [own["bom-ref"]]
    while waiting:
        reached.add(one := waiting.pop())
        waiting += [other for other in depends[one] if other not in reached]
    assert reached == {one["bom-ref"] for one in listed}


def test_the_package_is_the_same_however_often_it_is_made(
    windows: Path, linux: Path, linux_zip: Path, workshop: Path, tmp_path: Path
) -> None:
    manuals = [workshop / "manual_word", workshop / "manual"]
    again = gather(HERE, linux / "wheels", manuals)
    path = tmp_path / "again.zip"
    write_archive(path, linux.name, dict(reversed(again.items())))
    assert path.read_bytes() == linux_zip.read_bytes()
    own = next((linux / "wheels").glob("xlminshi-*.whl"))
    assert (windows / "wheels" / own.name).read_bytes() == own.read_bytes()


def test_the_zip_says_that_its_names_are_unicode_and_that_scripts_may_run(linux_zip: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(linux_zip.read_bytes())) as archive:
        entries = {Path(entry.filename).name: entry for entry in archive.infolist()}
    assert entries["先读我.txt"].flag_bits & 0x800
    assert entries["install.sh"].external_attr >> 16 == 0o100755
    assert entries["先读我.txt"].external_attr >> 16 == 0o100644


def test_the_name_of_the_package_says_version_and_platform(windows_zip: Path) -> None:
    assert re.fullmatch(r"xlminshi-\d+\.\d+\.\d+-windows-x64\.zip", windows_zip.name)
    assert PYTHONS == ("3.11", "3.12", "3.13")
