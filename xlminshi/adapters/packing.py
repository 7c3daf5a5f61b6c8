"""Office files as zip packages whose bytes depend on their parts alone: no clock, no machine, no order of writing."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip entry can carry; every entry gets it."""

_FIRST_PARTS = ("[Content_Types].xml", "_rels/.rels")
"""Readers that stream a package want these two before the parts they describe (ECMA-376, part 2)."""


_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s4B4H3L5H2L"), struct.Struct("<4s4H2LH")
_VERSION, _FIRST_DAY, _UTF_8, _USUAL_RIGHTS = 20, 33, 0x800, 0o600 << 16
_LARGEST = 1 << 31
_SMALL = 16_000


@dataclass(frozen=True, slots=True)
class Deflated:
    """A part as it will stand in its package, so that a large one need not wait for the others. `size` is that of its content."""

    checksum: int
    content: bytes
    size: int


def pack(parts: Mapping[str, bytes | Deflated], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return the package that holds `parts` (name in the package -> content), names in one fixed order.

    The bytes are those of zipfile, which takes half as long again and deflates the same styles and theme for every form.
    """
    is_large = sum(map(_size, parts.values())) > _LARGEST  # needs the longer records of a large zip
    if is_large or compression != zipfile.ZIP_DEFLATED:
        return pack_by_library({name: _inflated(one) for name, one in parts.items()}, compression)
    pieces: list[bytes] = []
    directory: list[bytes] = []
    begin = 0
    for name in sorted(parts, key=_position):
        part, raw = _packed(name, parts[name]), name.encode()
        packed, flags = part.content, 0 if name.isascii() else _UTF_8
        told = flags, zipfile.ZIP_DEFLATED, 0, _FIRST_DAY, part.checksum, len(packed), part.size, len(raw), 0
        directory.append(
            _CENTRAL.pack(b"PK\1\2", _VERSION, 0, _VERSION, 0, *told, 0, 0, 0, _USUAL_RIGHTS, begin) + raw
        )
        entry = (_LOCAL.pack(b"PK\3\4", _VERSION, *told), raw, packed)
        pieces.extend(entry)
        begin += sum(map(len, entry))
    listed = b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), len(listed), begin, 0)
    return b"".join((*pieces, listed, end))


def pack_by_library(parts: Mapping[str, bytes], compression: int) -> bytes:
    """Return the same package as written by zipfile."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in sorted(parts, key=_position):
            package.writestr(_entry(name, compression), parts[name])
    return buffer.getvalue()


def _packed(name: str, part: bytes | Deflated) -> Deflated:
    if isinstance(part, Deflated):
        return part
    # Sheets and texts differ from form to form; what else is small is the same in many.
    is_shared = len(part) < _SMALL and not name.startswith(("xl/worksheets/", "xl/shared", "word/document"))
    return _deflated_once(part) if is_shared else deflated(part)


@lru_cache(maxsize=32)
def _deflated_once(content: bytes) -> Deflated:
    return deflated(content)


def deflated(content: bytes) -> Deflated:
    """Return a part as it will stand in its package, without a head of its own."""
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return Deflated(zlib.crc32(content), stream.compress(content) + stream.flush(), len(content))


def _inflated(part: bytes | Deflated) -> bytes:
    return zlib.decompress(part.content, -zlib.MAX_WBITS) if isinstance(part, Deflated) else part


def _size(part: bytes | Deflated) -> int:
    return part.size if isinstance(part, Deflated) else len(part)


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
