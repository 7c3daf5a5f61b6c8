"""Workbooks locked with a password, made with the same ciphers that open them."""

import hashlib
import io
import struct
import zipfile

from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.rc4 import DocumentRC4, _makekey

from tests.adapters.incoming import raw_xls

_SALT = bytes(range(16))
_IN_CLEAR = (0x809, 0x2F)


def locked(content: bytes, password: str) -> bytes:
    """An .xlsx with an opening password; it is given ballast, for the library that locks it fails on less than 4 KB."""
    ballast = b"".join(hashlib.sha256(bytes([n])).digest() for n in range(200))
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("docProps/thumbnail.jpeg", ballast)
    content, target = target.getvalue(), io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, target)
    return target.getvalue()


def locked_xls(stream: bytes, password: str) -> bytes:
    """An .xls whose records are encrypted with RC4, as Excel 97 did."""
    head = 4 + struct.unpack_from("<H", stream, 2)[0]
    lock = raw_xls.record(0x2F, struct.pack("<HHH", 1, 1, 1) + _SALT + _verifier(password))
    whole = _moved_sheets(stream[:head] + lock + stream[head:], len(lock))
    clear, hidden = bytearray(whole), bytearray(len(whole))
    masked: list[range] = []
    place = 0
    while place < len(whole):
        kind, length = struct.unpack_from("<HH", whole, place)
        begin = place + 4 + (4 if kind == 0x85 else 0)
        end = place + 4 + length
        if kind not in _IN_CLEAR:
            hidden[begin:end] = whole[begin:end]
            masked.append(range(begin, end))
        place = end
    stored = DocumentRC4.decrypt(password, _SALT, io.BytesIO(bytes(hidden)), blocksize=1024).read()
    for area in masked:
        clear[area.start : area.stop] = stored[area.start : area.stop]
    return raw_xls.ole_file({"Workbook": bytes(clear)})


def _verifier(password: str) -> bytes:
    verifier = bytes(range(16, 32))
    cipher = Cipher(ARC4(_makekey(password, _SALT, 0)), mode=None).encryptor()
    return cipher.update(verifier) + cipher.update(hashlib.md5(verifier).digest())


def _moved_sheets(stream: bytes, distance: int) -> bytes:
    moved, place = bytearray(stream), 0
    while place < len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        if kind == 0x85:
            (begin,) = struct.unpack_from("<I", stream, place + 4)
            struct.pack_into("<I", moved, place + 4, begin + distance)
        place += 4 + length
    return bytes(moved)
