"""What lies in the package, name by name: the wheels, the program's own files, the scripts, the licences, the checksums."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from packaging.requirements import Requirement

from bundle.packages import Package, installed_licence, read_packages
from bundle.pins import ROOT, needed_names
from bundle.pip import BundleError
from bundle.sbom import write_sbom
from bundle.targets import Target
from xlminshi.api import make_addin

OWN = "xlminshi"
MANUAL = "使用手册"
LICENCES = "许可证"
# Its look and its search stand in every page of the manual; this file of it is there where it was used.
_THEME, _OF_THEME = "mkdocs-material", f"{MANUAL}/assets/javascripts/bundle."
# They carry the day on which the pages were made, and are of use on a web server only.
_DATED = frozenset({"sitemap.xml", "sitemap.xml.gz"})


def gather(target: Target, wheels: Path, manuals: Iterable[Path]) -> dict[str, bytes]:
    """Return the files of the package by name."""
    packages = read_packages(wheels)
    check_complete(packages, target)
    manual = dict(_manual_files(manuals))
    if f"{MANUAL}/index.html" not in manual:
        raise BundleError("the manual is not built; run `make manual`")
    has_theme = any(name.startswith(_OF_THEME) for name in manual)
    parts = (installed_licence(_THEME),) if has_theme else ()
    version = next(one.version for one in packages if one.key == OWN)
    files = {
        **_wheel_files(wheels),
        **manual,
        **_tree(ROOT / "workbook_templates", "workbook_templates"),
        **_add_in(target),
        **script_files(target),
        **_licence_files(packages, parts),
        "VERSION": _version(target, version),
        "sbom.cdx.json": write_sbom(packages, parts, target, OWN),
    }
    return files | {"SHA256SUMS": checksums(files)}


def check_complete(packages: Iterable[Package], target: Target) -> None:
    """Raise BundleError where a package that ours leads to is missing for one Python, or is of a version that does not do."""
    by_name = {one.key: one for one in packages}
    requires = {name: one.requires for name, one in by_name.items()}
    for python in target.pythons:
        for name, one in needed_names([Requirement(OWN)], requires, target, python).items():
            if name not in by_name or not one.specifier.contains(by_name[name].version, prereleases=True):
                raise BundleError(f"the pins do not give {one} for Python {python}; run `make pins`")
            if not any(_serves(wheel.name, python) for wheel in by_name[name].wheels):
                raise BundleError(f"no wheel of {name} for Python {python}")


def script_files(target: Target) -> dict[str, bytes]:
    """Return the scripts and the texts beside them, in the encoding that each kind of reader wants."""
    return {
        name: _encoded(name, content.decode("utf-8").replace("\r\n", "\n"))
        for name, content in _tree(target.scripts, "").items()
    }


def checksums(files: Mapping[str, bytes]) -> bytes:
    """Return the list for `sha256sum -c`, and for the script that looks whether the USB stick brought everything."""
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode("utf-8")


def _encoded(name: str, text: str) -> bytes:
    """Return a script as its reader wants it: PowerShell and the Editor need the mark, cmd the country's code page."""
    suffix = Path(name).suffix
    if suffix == ".bat":
        return text.replace("\n", "\r\n").encode("gbk")
    if suffix in {".ps1", ".txt"}:
        return text.replace("\n", "\r\n").encode("utf-8-sig")
    return text.encode("utf-8")


def _serves(wheel: str, python: str) -> bool:
    """Return whether a wheel is for this Python: its own, any, or the stable interface of an older one."""
    tags, abi = wheel.removesuffix(".whl").split("-")[-3:-1]
    minor = int(python.partition(".")[2])
    if abi == "abi3":
        return any(int(tag.removeprefix("cp3")) <= minor for tag in tags.split("."))
    return not {"py3", f"cp3{minor}"}.isdisjoint(tags.split("."))


def _version(target: Target, version: str) -> bytes:
    return f"{OWN} {version}\n{target.name}\nPython {' '.join(target.pythons)}\n".encode()


def _wheel_files(wheels: Path) -> dict[str, bytes]:
    return {f"wheels/{path.name}": path.read_bytes() for path in wheels.glob("*.whl")}


def _manual_files(manuals: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Return the built manual: the pages of build/manual first, what lies in build/manual_word in a folder “word” beside them."""
    for folder in manuals:
        below = folder.name.removeprefix("manual").strip("_-")
        for name, content in _tree(folder, f"{MANUAL}/{below}" if below else MANUAL).items():
            if Path(name).name not in _DATED:
                yield name, content


def _add_in(target: Target) -> dict[str, bytes]:
    """Return what `xlminshi addin` makes; only Windows has the Excel for it."""
    if not target.name.startswith("windows"):
        return {}
    with tempfile.TemporaryDirectory() as folder:
        make_addin(Path(folder))
        return _tree(Path(folder), "加载项")


def _licence_files(packages: Iterable[Package], parts: Iterable[Package]) -> dict[str, bytes]:
    """Return one text per package with all its licences, and the list of them."""
    found = [*packages, *parts]
    files = {f"{LICENCES}/{one.key}-{one.version}.txt": _licence_text(one) for one in found}
    table = "".join(f"{one.name} {one.version}：{one.licence}\r\n" for one in found)
    head = "安装包里每个软件的名称、版本和许可证，原文见同名的文件。\r\n\r\n"
    return files | {f"{LICENCES}/清单.txt": f"{head}{table}".encode("utf-8-sig")}


def _licence_text(package: Package) -> bytes:
    rule = "\n\n" + "=" * 78 + "\n\n"
    text = rule.join([f"{package.name} {package.version}: {package.licence}", *package.texts])
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8-sig")


def _tree(folder: Path, below: str) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {(Path(below) / path.relative_to(folder)).as_posix(): path.read_bytes() for path in paths}
