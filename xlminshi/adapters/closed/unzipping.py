"""A zip taken apart without trust: its directory compared with its bytes, its entries unpacked within what they declare."""

import io
import struct
import zipfile
import zlib

from xlminshi.adapters.closed.memory import remembered

_LOCAL_HEADER = struct.Struct("<4s22xHH")
_END_RECORD = struct.Struct("<10xH")
_SMALL_PART, _SMALL_UNPACKED = 2_000, 50_000
_COUNT_IS_ELSEWHERE = 0xFFFF  # in a zip64 end record


class BrokenZipError(Exception):
    """The zip does not hold what its directory says."""


def directory(content: bytes) -> list[zipfile.ZipInfo]:
    """Return the entries of a zip, names as stored (cp437 where not marked UTF-8); BrokenZipError if damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
        declared = _declared_entries(content)
    except Exception as error:  # whatever zipfile and struct say of a broken file
        raise BrokenZipError(str(error)) from error
    if entries and min(entry.header_offset for entry in entries) != 0:
        raise BrokenZipError("cut off: what was found is the directory of a zip inside it")
    if declared not in (len(entries), _COUNT_IS_ELSEWHERE):
        raise BrokenZipError("a damaged directory can hide the parts behind the damage")
    if sum(entry.compress_size for entry in entries) > len(content):
        raise BrokenZipError("entries that share packed bytes: the shape of an overlapping bomb")
    return entries


def _declared_entries(content: bytes) -> int:
    (count,) = _END_RECORD.unpack_from(content, content.rfind(b"PK\x05\x06"))
    return int(count)


def part_name(spelling: str) -> str:
    """Return the name under which an entry is looked up: case and kind of slash do not count."""
    return spelling.replace("\\", "/").lower()


def points_outside(spelling: str) -> bool:
    """Return whether an entry's name would lead out of the zip: absolute, with a drive, or with `..`."""
    name = part_name(spelling)
    return name.startswith("/") or ":" in name or ".." in name.split("/")


def inflate(content: bytes, entry: zipfile.ZipInfo) -> bytes:
    """Return the entry's bytes, never more than its directory entry declares, its length and CRC checked.

    The packed stream must end where the entry ends: another unzip program could otherwise see more than we do.
    """
    begin = _packed_begin(content, entry)
    packed = content[begin : begin + entry.compress_size]
    is_stored = entry.compress_type == zipfile.ZIP_STORED
    unpacked = packed if is_stored else _unpacked(packed, entry.file_size)
    if len(unpacked) != entry.file_size or zlib.crc32(unpacked) != entry.CRC:
        raise BrokenZipError("length or checksum differs")
    return unpacked


def _unpacked(packed: bytes, size: int) -> bytes:
    # Styles, themes and lists of parts are the same in all forms of one make; what holds cells is larger.
    is_small = len(packed) <= _SMALL_PART and size <= _SMALL_UNPACKED
    return _small_part(packed, size) if is_small else _inflated(packed, size)


def _inflated(packed: bytes, size: int) -> bytes:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        unpacked = stream.decompress(packed, size + 1)
    except zlib.error as error:
        raise BrokenZipError(str(error)) from error
    if not stream.eof or stream.unused_data:
        raise BrokenZipError("the packed stream does not end where the entry ends")
    return unpacked


@remembered
def _small_part(packed: bytes, size: int) -> bytes:
    return _inflated(packed, size)


def _packed_begin(content: bytes, entry: zipfile.ZipInfo) -> int:
    """Return where the packed bytes begin; the entry's own header must carry the name that the directory gives."""
    if entry.header_offset + _LOCAL_HEADER.size > len(content):
        raise BrokenZipError("an entry begins behind the end")
    signature, name_length, extra_length = _LOCAL_HEADER.unpack_from(content, entry.header_offset)
    begin: int = entry.header_offset + _LOCAL_HEADER.size + name_length
    own_name = content[begin - name_length : begin]
    encoding = "utf-8" if entry.flag_bits & 0x800 else "cp437"
    if signature != b"PK\x03\x04" or own_name != entry.orig_filename.encode(encoding):
        raise BrokenZipError("an entry's own header bears another name")
    return begin + int(extra_length)
