"""The list of what is inside (SBOM) in the form CycloneDX 1.6, for the office that has to account for its software."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement

from bundle.packages import Package
from bundle.pins import needed_names
from bundle.targets import Target

# The list has to carry a time; a clock would make every package differ from the last.
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


def write_sbom(packages: Iterable[Package], parts: Iterable[Package], target: Target, own: str) -> bytes:
    """Return the list: `packages` are the wheels, `own` the one that needs the others, `parts` what stands in our own files."""
    by_name = {one.key: one for one in packages}
    components = {name: _component(one) for name, one in by_name.items()}
    bom = Bom()
    bom.metadata.timestamp = _EPOCH
    bom.metadata.component = components[own]
    bom.metadata.component.type = ComponentType.APPLICATION
    embedded = [_component(one) for one in parts]
    bom.components.update(embedded, (one for name, one in components.items() if name != own))
    for name, one in by_name.items():
        wanted = [components[other] for other in sorted(_needs(one, target)) if other in components]
        bom.register_dependency(components[name], wanted + (embedded if name == own else []))
    content = "\n".join(f"{one.key}=={one.version}" for one in by_name.values())
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_URL, f"{target.name}\n{content}")
    return JsonV1Dot6(bom).output_as_string(indent=1).encode()


def _needs(package: Package, target: Target) -> set[str]:
    return {
        name
        for python in target.pythons
        for name in needed_names(_wanted(package, target, python), {}, target, python)
    }


def _wanted(package: Package, target: Target, python: str) -> list[Requirement]:
    return [one for one in package.requires if target.wants(one, python)]


def _component(package: Package) -> Component:
    licence = LicenseFactory().make_from_string(package.licence)
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        bom_ref=f"{package.key}@{package.version}",
        purl=PackageURL("pypi", name=package.key, version=package.version),
        licenses=[licence],
        external_references=[
            ExternalReference(
                type=ExternalReferenceType.DISTRIBUTION,
                url=XsUri(f"wheels/{one.name}"),
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one.digest)],
            )
            for one in package.wheels
        ],
    )
