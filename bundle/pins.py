"""The pins: one version of every package that serves all Pythons of a platform, with the checksum of every wheel.

`python -m bundle.pins` (`make pins`) resolves them anew; the files are committed, so that one checkout gives one package.
"""

import json
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bundle.pip import run_pip
from bundle.targets import TARGETS, Target

ROOT = Path(__file__).resolve().parent.parent
_HEAD = "# Made by `make pins`: every wheel of the {} package, by version and checksum. Not to be edited by hand.\n"


@dataclass(frozen=True, slots=True)
class Pin:
    """One package: its name, the one version, the SHA-256 of its wheels."""

    name: str
    version: str
    hashes: frozenset[str]

    def __str__(self) -> str:
        return " \\\n".join(
            [f"{self.name}=={self.version}", *(f"    --hash=sha256:{one}" for one in sorted(self.hashes))]
        )


def project_requirements() -> tuple[Requirement, ...]:
    """Return what pyproject.toml asks for to run."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return tuple(map(Requirement, project["dependencies"]))


def resolve(target: Target) -> dict[str, Pin]:
    """Return the pins by name. The oldest Python goes first: what serves it is asked of the newer ones as it is."""
    pins: dict[str, Pin] = {}
    for python in target.pythons:
        for pin in _resolve_for(target, python, pins):
            known = pins.get(pin.name)
            pins[pin.name] = replace(pin, hashes=pin.hashes | known.hashes) if known else pin
    return pins


def _resolve_for(target: Target, python: str, pins: Mapping[str, Pin]) -> tuple[Pin, ...]:
    """Return the pins for one Python. Pip leaves out what only the target needs: asked until all is there."""
    roots = [one for one in project_requirements() if target.wants(one, python)]
    asked = list(roots)
    while True:
        found = {_name(one): one for one in _report(target, python, asked, pins)}
        needed = needed_names(roots, {name: _requires(one) for name, one in found.items()}, target, python)
        missing = [one for name, one in needed.items() if name not in found]
        if not missing:
            return tuple(_pin(name, found[name]) for name in needed)
        asked += missing


def needed_names(
    roots: Iterable[Requirement], requires: Mapping[str, Iterable[Requirement]], target: Target, python: str
) -> dict[str, Requirement]:
    """Return every name that the roots lead to on the target, with the requirement that asks for it."""
    needed: dict[str, Requirement] = {}
    waiting = list(roots)
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        if name not in needed or one.extras - needed[name].extras:
            needed[name] = Requirement(f"{one.name}[{','.join(sorted(one.extras))}]{one.specifier}")
            extras = frozenset(one.extras)
            waiting += [other for other in requires.get(name, ()) if target.wants(other, python, extras)]
    return needed


def _report(
    target: Target, python: str, asked: Iterable[Requirement], pins: Mapping[str, Pin]
) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        report, constraints = Path(folder) / "report.json", Path(folder) / "constraints.txt"
        lines = (f"{one.name}=={one.version}\n" for one in pins.values())
        constraints.write_text("".join(lines), encoding="utf-8")
        options = (
            "--dry-run",
            "--ignore-installed",
            "--target",
            folder,
            "--report",
            report,
            "-c",
            constraints,
        )
        bare = (
            f"{one.name}{'[' + ','.join(one.extras) + ']' if one.extras else ''}{one.specifier}"
            for one in asked
        )
        run_pip("install", *options, *target.pip_options(python), *bare)
        found: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["install"]
        return found


def _name(item: dict[str, Any]) -> str:
    return canonicalize_name(item["metadata"]["name"])


def _requires(item: dict[str, Any]) -> tuple[Requirement, ...]:
    return tuple(map(Requirement, item["metadata"].get("requires_dist", ())))


def _pin(name: str, item: dict[str, Any]) -> Pin:
    digest = item["download_info"]["archive_info"]["hashes"]["sha256"]
    return Pin(name, item["metadata"]["version"], frozenset({digest}))


def main() -> None:
    """Write the files of all platforms."""
    for target in TARGETS.values():
        pins = resolve(target)
        text = "".join(f"{pins[name]}\n" for name in sorted(pins))
        target.pins.write_text(_HEAD.format(target.name) + text, encoding="utf-8")


if __name__ == "__main__":
    main()
