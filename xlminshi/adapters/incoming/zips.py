"""A zip that holds returns: every entry told, read or refused on its own; nothing is ever written to disk."""

import datetime as dt
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from xlminshi.adapters.closed.preflight import entries_of
from xlminshi.adapters.closed.sniffing import refusal
from xlminshi.adapters.closed.unzipping import BrokenZipError, inflate, points_outside
from xlminshi.adapters.incoming.pieces import Envelope, Piece, why_skipped
from xlminshi.workflow.fates import Fate

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_STRONG_CIPHER = 99  # the compression number under which AES hides


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """How much one zip or mail may hold, and how deep zips and mails may lie in each other."""

    file_bytes: int = 100_000_000
    unpacked_bytes: int = 300_000_000
    entries: int = 5_000
    entry_bytes: int = 30_000_000
    dense_entry_bytes: int = 2_000_000
    dense_ratio: int = 250
    depth: int = 4


USUAL_ZIP = ZipLimits()


def unzipped(
    name: str, content: bytes, passwords: tuple[str, ...] = (), limits: ZipLimits = USUAL_ZIP
) -> tuple[Piece, ...]:
    """Return every file of the zip in the zip's order; refused as a whole where its directory cannot be trusted."""
    spelt = [(entry_name(entry), entry) for entry in entries_of(name, content)]
    entries = [(path, entry) for path, entry in spelt if not path.endswith("/")]
    if not entries:
        raise refusal(name, "是空的压缩包，里面没有文件", "请对方检查后重发")
    if len(entries) > limits.entries:
        raise refusal(name, f"里面的文件超过 {limits.entries} 个，太多了", "请分成几个压缩包再交")
    if sum(entry.file_size for _, entry in entries) > limits.unpacked_bytes:
        size = f"解压后超过 {limits.unpacked_bytes // 1_000_000} MB，太大了"
        raise refusal(name, size, "请先解压，只交里面的填报表")
    return tuple(_pieces(content, entries, passwords, limits))


def entry_name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name: UTF-8 where marked so or where it is valid, else GBK as Chinese Windows writes it."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.orig_filename.replace("\\", "/")
    stored = entry.orig_filename.encode(
        "cp437"
    )  # on Windows `filename` has its backslash bytes changed already
    for encoding in ("utf-8", "gb18030"):
        try:
            return stored.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return entry.orig_filename


def _pieces(
    content: bytes,
    entries: list[tuple[str, zipfile.ZipInfo]],
    passwords: tuple[str, ...],
    limits: ZipLimits,
) -> Iterator[Piece]:
    counts = Counter(name.lower() for name, _ in entries)
    for name, entry in entries:
        envelope = Envelope(saved_at=_moment(entry))
        if why := why_skipped(name):
            yield Piece(name, b"", envelope, Fate.SKIPPED, why)
        elif why := _why_refused(name, entry, counts[name.lower()], limits):
            yield Piece(name, b"", envelope, Fate.REFUSED, why)
        else:
            yield _unpacked(content, Piece(name, b"", envelope), entry, passwords)


def _moment(entry: zipfile.ZipInfo) -> dt.datetime | None:
    try:
        moment = dt.datetime(*entry.date_time)
    except ValueError:
        return None
    return None if moment.year == 1980 else moment  # the year in which a zip's clock begins: nobody set it


def _why_refused(name: str, entry: zipfile.ZipInfo, times: int, limits: ZipLimits) -> str:
    if points_outside(name):
        return "在压缩包里的路径异常，不可信。请向对方核实来源后重发。"
    if times > 1:
        return "在压缩包里有重名文件，分不清以哪一份为准。请改名后重新压缩再交。"
    if entry.file_size > limits.entry_bytes:
        return f"超过 {limits.entry_bytes // 1_000_000} MB，太大了。请删去图片和附件，只留填报内容后再交。"
    is_large = entry.file_size > limits.dense_entry_bytes
    if is_large and entry.file_size > limits.dense_ratio * entry.compress_size:
        return "压缩比异常，可能是有害文件。请向对方核实来源，确认无误后另存再交。"
    if entry.compress_type == _STRONG_CIPHER:
        return "所在的压缩包加了 AES 密码，读不了。请解压后再交。"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "所在的压缩包用了少见的压缩方法，读不了。请解压后再交。"
    return ""


def _unpacked(content: bytes, piece: Piece, entry: zipfile.ZipInfo, passwords: tuple[str, ...]) -> Piece:
    if entry.flag_bits & _ENCRYPTED:
        return _decrypted(content, piece, entry, passwords)
    try:
        return Piece(piece.name, inflate(content, entry), piece.envelope)
    except BrokenZipError:
        return _refused(piece, "在压缩包里不完整或已损坏，打不开。可能没有下载完，请重新下载或请对方重发。")


def _decrypted(content: bytes, piece: Piece, entry: zipfile.ZipInfo, passwords: tuple[str, ...]) -> Piece:
    for password in passwords:
        # Chinese Windows programs take a password's bytes as GBK, others as UTF-8.
        for stored in dict.fromkeys((password.encode(), password.encode("gb18030"))):
            try:
                with zipfile.ZipFile(io.BytesIO(content)) as archive:
                    return Piece(piece.name, archive.read(entry, stored), piece.envelope)
            except Exception:  # a wrong password shows as RuntimeError, BadZipFile or zlib.error
                continue
    what = "给出的密码都打不开" if passwords else "读不了"
    return _refused(piece, f"所在的压缩包加了密码，{what}。请解压后再交。")


def _refused(piece: Piece, why: str) -> Piece:
    return Piece(piece.name, b"", piece.envelope, Fate.REFUSED, why)
