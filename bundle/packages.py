"""What the wheels say of themselves: name, version, licence with its texts, what they need."""

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_string
from email.message import Message
from email.parser import BytesParser
from importlib.metadata import distribution
from itertools import groupby
from pathlib import Path, PurePosixPath

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bundle.pip import BundleError

_TEXTS = ("licen", "copying", "notice", "authors")
_CLASSIFIER = "License :: OSI Approved :: "


@dataclass(frozen=True, slots=True)
class WheelFile:
    """One wheel: the name of its file and its SHA-256."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Package:
    """One package with all its wheels; `texts` are its licence files as they are, each once."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]
    requires: tuple[Requirement, ...]
    wheels: tuple[WheelFile, ...]

    @property
    def key(self) -> str:
        """Return the name as requirements are compared."""
        return canonicalize_name(self.name)


def read_packages(folder: Path) -> tuple[Package, ...]:
    """Return the packages of the wheels in a folder by name; a package without a licence text stops it."""
    single = sorted(map(_read, folder.glob("*.whl")), key=lambda one: (one.key, one.wheels[0].name))
    merged = tuple(_merged(tuple(group)) for _, group in groupby(single, key=lambda one: one.key))
    if bare := [one.name for one in merged if not one.texts or not one.licence]:
        raise BundleError(f"no licence text in the wheels of {', '.join(bare)}")
    return merged


def installed_licence(name: str) -> Package:
    """Return a package that is installed here, for what of it stands in our files (the look of the manual)."""
    found = distribution(name)
    message = message_from_string(found.read_text("METADATA") or "")
    paths = [Path(str(path.locate())) for path in found.files or () if _is_text(PurePosixPath(path))]
    texts = tuple(dict.fromkeys(path.read_text(encoding="utf-8") for path in paths))
    return Package(name, found.version, _licence(message), texts, (), ())


def _read(path: Path) -> Package:
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        facts = next(name for name in names if name.endswith(".dist-info/METADATA") and name.count("/") == 1)
        message = BytesParser().parsebytes(wheel.read(facts))
        inside = sorted(name for name in names if _is_text(PurePosixPath(name)))
        texts = tuple(dict.fromkeys(wheel.read(name).decode("utf-8", "replace") for name in inside))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    requires = tuple(map(Requirement, message.get_all("Requires-Dist", [])))
    return Package(
        message["Name"],
        message["Version"],
        _licence(message),
        texts,
        requires,
        (WheelFile(path.name, digest),),
    )


def _is_text(path: PurePosixPath) -> bool:
    """Return whether this is a licence among the facts of a package: LICENSE, COPYING, or anything in its folder of licences."""
    inside = path.parts[1:] if path.parts[0].endswith(".dist-info") else ()
    is_named = bool(inside) and path.name.lower().startswith(_TEXTS)
    return is_named or (len(inside) > 1 and inside[0] == "licenses")


def _licence(message: Message) -> str:
    """Return the licence as the package states it: an expression, a short name, or the classifiers."""
    return next((one for one in _statements(message) if one), "")


def _statements(message: Message) -> Iterator[str]:
    yield str(message["License-Expression"] or "")
    stated = str(message["License"] or "").strip()
    yield stated if "\n" not in stated else ""
    classifiers = message.get_all("Classifier", [])
    yield " AND ".join(one.removeprefix(_CLASSIFIER) for one in classifiers if one.startswith(_CLASSIFIER))


def _merged(group: tuple[Package, ...]) -> Package:
    versions = {one.version for one in group}
    if len(versions) > 1:
        raise BundleError(f"{group[0].name} is there in several versions: {', '.join(sorted(versions))}")
    texts = dict.fromkeys(text for one in group for text in one.texts)
    return replace(group[0], texts=tuple(texts), wheels=tuple(one.wheels[0] for one in group))
