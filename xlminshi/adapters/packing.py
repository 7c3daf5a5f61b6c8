"""Office files as zip packages whose bytes depend on their parts alone: no clock, no machine, no order of writing."""

import io
import zipfile
from collections.abc import Mapping

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip entry can carry; every entry gets it."""

_FIRST_PARTS = ("[Content_Types].xml", "_rels/.rels")
"""Readers that stream a package want these two before the parts they describe (ECMA-376, part 2)."""


def pack(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return the package that holds `parts` (name in the package -> content), names in one fixed order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in sorted(parts, key=_position):
            package.writestr(_entry(name, compression), parts[name])
    return buffer.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name; folders are not parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {entry.filename: package.read(entry) for entry in package.infolist() if not entry.is_dir()}


def repack(content: bytes) -> bytes:
    """Return the same package with fixed times and a fixed order, so that equal parts give equal bytes."""
    return pack(unpack(content))


def _position(name: str) -> tuple[int, str]:
    rank = _FIRST_PARTS.index(name) if name in _FIRST_PARTS else len(_FIRST_PARTS)
    return rank, name


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, ZIP_EPOCH)
    entry.compress_type = compression
    entry.create_system = 0  # otherwise the zip says on which system it was made
    return entry
