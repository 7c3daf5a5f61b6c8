"""Office files as zip packages whose bytes depend on their parts alone: no clock, no machine, no order of writing."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip entry can carry; every entry gets it."""

_FIRST_PARTS = ("[Content_Types].xml", "_rels/.rels")
"""Readers that stream a package want these two before the parts they describe (ECMA-376, part 2)."""


_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s4B4H3L5H2L"), struct.Struct("<4s4H2LH")
_VERSION, _FIRST_DAY, _UTF_8, _USUAL_RIGHTS = 20, 33, 0x800, 0o600 << 16
_LARGEST = 1 << 31
_SMALL = 16_000
# zlib's usual level 6 makes forms 7 % smaller, and takes twice as long. With its usual memory of 8 the same comes out; making
# room for it takes longer than deflating most of what a form consists of.
_LEVEL, _MEMORY = 3, 7
# Not a folder, and nothing that zipfile would read otherwise.
_PART_NAME = re.compile(r"[^\0\\]*[^\0\\/]")


class Deflated(NamedTuple):
    """A part as it stands in a package, so that a large one need not wait for the others. `size` is that of its content."""

    checksum: int
    packed: bytes
    size: int

    def content(self) -> bytes:
        """Return the part; zlib.error for one that is not of its size."""
        stream = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        content = stream.decompress(self.packed, self.size + 1)
        if len(content) != self.size or not stream.eof or stream.unused_data:
            raise zlib.error("not of the size that it tells")
        return content


def deflated(pieces: Iterable[bytes]) -> Deflated:
    """Return a part, given piece by piece, as it will stand in its package, without a head of its own."""
    stream = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, _MEMORY)
    packed: list[bytes] = []
    checksum = size = 0
    for piece in pieces:
        checksum, size = zlib.crc32(piece, checksum), size + len(piece)
        packed.append(stream.compress(piece))
    return Deflated(checksum, b"".join((*packed, stream.flush())), size)


def pack(parts: Mapping[str, bytes | Deflated], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return the package that holds `parts` (name in the package -> content), names in one fixed order.

    The bytes are those of zipfile, which takes half as long again and deflates the same styles and theme for every form.
    """
    is_large = sum(map(_size, parts.values())) > _LARGEST  # needs the longer records of a large zip
    if is_large or compression != zipfile.ZIP_DEFLATED:
        whole = {name: one if isinstance(one, bytes) else one.content() for name, one in parts.items()}
        return pack_by_library(whole, compression)
    return _joined((name, _packed(parts[name])) for name in sorted(parts, key=_position))


def _size(part: bytes | Deflated) -> int:
    return len(part) if isinstance(part, bytes) else part.size


def _packed(part: bytes | Deflated) -> Deflated:
    if not isinstance(part, bytes):
        return part
    # What is small is often the same in all forms: styles, theme, instructions.
    return _deflated_once(part) if len(part) < _SMALL else deflated((part,))


@lru_cache(maxsize=32)
def _deflated_once(content: bytes) -> Deflated:
    return deflated((content,))


def _joined(parts: Iterable[tuple[str, Deflated]]) -> bytes:
    """Return the package that holds these parts in this order."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    begin = 0
    for name, (checksum, packed, size) in parts:
        raw, flags = name.encode(), 0 if name.isascii() else _UTF_8
        told = flags, zipfile.ZIP_DEFLATED, 0, _FIRST_DAY, checksum, len(packed), size, len(raw), 0
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
            package.writestr(_entry(name, compression), parts[name], compresslevel=_LEVEL)
    return buffer.getvalue()


def unpack(content: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name; folders are not parts."""
    own = _own_parts(content)
    return unpack_by_library(content) if own is None else own


def unpack_by_library(content: bytes) -> dict[str, bytes]:
    """Return the same parts as read by zipfile, which takes twice as long."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {entry.filename: package.read(entry) for entry in package.infolist() if not entry.is_dir()}


def _own_parts(content: bytes) -> dict[str, bytes] | None:
    """Return the parts of a package that `pack` made; None for any other, whole or not."""
    entries, begin = list[tuple[str, Deflated]](), 0
    parts: dict[str, bytes] = {}
    try:
        while content.startswith(b"PK\3\4", begin):
            *_, checksum, length, size, named, _ = _LOCAL.unpack_from(content, begin)
            start = begin + _LOCAL.size + named
            begin = start + length
            name = content[start - named : start].decode()
            part = Deflated(checksum, content[start:begin], size)
            entries.append((name, part))
            parts[name] = _inflated_once(part) if size < _SMALL else _inflated(part)
            if not _PART_NAME.fullmatch(name):
                return None
    except (struct.error, zlib.error, UnicodeDecodeError):
        return None
    # Whatever else stands in it, or stands twice, makes it another package than these parts give.
    return parts if len(parts) == len(entries) and _joined(entries) == content else None


@lru_cache(maxsize=32)
def _inflated_once(part: Deflated) -> bytes:
    return _inflated(part)


def _inflated(part: Deflated) -> bytes:
    """Return the content of a part; zlib.error for one that is not what its size and its checksum tell."""
    content = part.content()
    if zlib.crc32(content) != part.checksum:
        raise zlib.error("not of the checksum that it tells")
    return content


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
