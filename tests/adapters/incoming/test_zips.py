import datetime as dt
import io
import zipfile

import pytest

from tests.adapters.incoming.made import refusal_of, renamed, workbook, zipped
from xlminshi.adapters.closed.unzipping import BrokenZipError, directory, inflate
from xlminshi.adapters.incoming.looking import look
from xlminshi.adapters.incoming.pieces import Piece
from xlminshi.adapters.incoming.zips import ZipLimits, unzipped
from xlminshi.core.errors import FileRefusedError
from xlminshi.workflow.fates import Fate

GOOD = workbook()


def pieces_of(content: bytes, passwords: tuple[str, ...] = ()) -> tuple[Piece, ...]:
    seen = look("报表.zip", content, passwords)
    assert isinstance(seen, tuple), seen
    return seen


def by_name(content: bytes, passwords: tuple[str, ...] = ()) -> dict[str, Piece]:
    return {piece.name: piece for piece in pieces_of(content, passwords)}


def test_every_file_of_a_zip_comes_with_its_path_and_time() -> None:
    found = pieces_of(zipped({"子文件夹/": b"", "子文件夹/x.xlsx": GOOD, "说明.docx": b"PK"}))
    assert [piece.name for piece in found] == ["子文件夹/x.xlsx", "说明.docx"]
    assert found[0].content == GOOD
    assert found[0].envelope.saved_at == dt.datetime(2022, 9, 30, 8, 30)


def test_a_time_that_nobody_set_or_that_is_none_is_not_told() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.xlsx", (1980, 1, 1, 0, 0, 0)), GOOD)
    assert pieces_of(target.getvalue())[0].envelope.saved_at is None
    broken = target.getvalue().replace(b"\0\0\x21\0", b"\0\0\0\0")  # month 0
    assert pieces_of(broken)[0].envelope.saved_at is None


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_chinese_names_without_a_mark_are_read_in_the_encoding_they_are_in(encoding: str) -> None:
    stored = "回收\\区人社局.xlsx".encode(encoding)
    content = renamed(zipped({"a" * len(stored): GOOD}), "a" * len(stored), stored)
    assert list(by_name(content)) == ["回收/区人社局.xlsx"]


def test_a_name_in_no_known_encoding_still_names_its_file() -> None:
    content = renamed(zipped({"aaa.xlsx": GOOD}), "aaa.xlsx", b"\xff\xff\xff.xlsx")
    (piece,) = pieces_of(content)
    assert piece.content == GOOD
    assert piece.name.endswith(".xlsx")


@pytest.mark.parametrize("name", ["../x.xlsx", "/etc/x.xlsx", "C:/x.xlsx", "a/../../x.xlsx", "..\\x.xlsx"])
def test_an_entry_that_leads_outside_is_refused_and_the_others_are_read(name: str) -> None:
    found = pieces_of(zipped({name: GOOD, "好.xlsx": GOOD}))
    assert [piece.fate for piece in found] == [Fate.REFUSED, Fate.READ]
    assert "路径异常" in found[0].why
    assert found[0].content == b""


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_entries_of_one_name_are_refused_and_the_others_are_read() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in ("甲.xlsx", "甲.XLSX", "乙.xlsx"):
            archive.writestr(name, GOOD)
    found = pieces_of(target.getvalue())
    assert [piece.fate for piece in found] == [Fate.REFUSED, Fate.REFUSED, Fate.READ]
    assert "重名" in found[0].why


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("~$甲.xlsx", "打开时的临时文件"),
        ("夹/.~甲.xlsx", "打开时的临时文件"),
        ("甲.tmp", "临时文件"),
        ("__MACOSX/._甲.xlsx", "苹果系统"),
        ("夹/._甲.xlsx", "苹果系统"),
        ("夹/.DS_Store", "系统自动生成"),
        ("Thumbs.db", "系统自动生成"),
        ("desktop.ini", "系统自动生成"),
        (".git/config", "版本管理"),
    ],
)
def test_what_a_system_leaves_in_a_zip_is_told_and_passed_over(name: str, why: str) -> None:
    piece = by_name(zipped({name: b"x", "好.xlsx": GOOD}))[name]
    assert piece.fate is Fate.SKIPPED
    assert why in piece.why


def test_an_entry_that_grows_beyond_measure_is_refused_without_unpacking() -> None:
    found = by_name(zipped({"弹.xlsx": b"\0" * 20_000_000, "大.xlsx": bytes(31_000_000), "好.xlsx": GOOD}))
    assert "压缩比" in found["弹.xlsx"].why
    assert "太大" in found["大.xlsx"].why
    assert found["好.xlsx"].fate is Fate.READ


def test_a_zip_over_a_limit_is_refused_as_a_whole() -> None:
    content = zipped({"甲.xlsx": GOOD, "乙.xlsx": GOOD})
    with pytest.raises(FileRefusedError, match="超过 1 个"):
        unzipped("a.zip", content, (), ZipLimits(entries=1))
    with pytest.raises(FileRefusedError, match="解压后超过"):
        unzipped("a.zip", content, (), ZipLimits(unpacked_bytes=100))
    assert "空的压缩包" in refusal_of("a.zip", zipped({"夹/": b""}))


def test_a_zip_cut_off_is_refused_and_a_damaged_entry_costs_only_itself() -> None:
    content = zipped({"甲.xlsx": GOOD, "乙.xlsx": GOOD}, zipfile.ZIP_STORED)
    assert "损坏" in refusal_of("a.zip", content[:-30])
    torn = bytearray(content)
    torn[100] ^= 0xFF
    found = pieces_of(bytes(torn))
    assert [piece.fate for piece in found] == [Fate.REFUSED, Fate.READ]
    assert "损坏" in found[0].why
    torn = bytearray(zipped({"甲.txt": b"abc" * 99, "乙.xlsx": GOOD}))
    torn[45] ^= 0xFF
    assert [piece.fate for piece in pieces_of(bytes(torn))] == [Fate.REFUSED, Fate.READ]


def test_an_entry_that_lies_about_itself_costs_only_itself() -> None:
    content = zipped({"甲.txt": b"abc" * 99, "乙.xlsx": GOOD})
    begin = content.index(b"PK\x01\x02")
    for offset, value in ((24, 90), (42, len(content) - 4)):  # its length, and where it begins
        torn = bytearray(content)
        torn[begin + offset : begin + offset + 4] = value.to_bytes(4, "little")
        seen = look("报表.zip", bytes(torn))
        fates = [Fate.REFUSED] if isinstance(seen, str) else [piece.fate for piece in seen]
        assert fates in ([Fate.REFUSED], [Fate.REFUSED, Fate.READ])
    (entry, _) = directory(content)
    with pytest.raises(BrokenZipError):
        inflate(content[:20], entry)
    torn = bytearray(content)
    torn[30 + len("甲.txt".encode())] = 0xFF  # no kind of block that there is
    assert [piece.fate for piece in pieces_of(bytes(torn))] == [Fate.REFUSED, Fate.READ]
    short = zipped({"甲.txt": b"abc" * 99, "乙.xlsx": GOOD})
    packed = short.index(b"PK\x03\x04", 4)
    torn = bytearray(short)
    torn[packed - 6 : packed] = b"\0" * 6  # the packed stream goes on where it should end
    assert [piece.fate for piece in pieces_of(bytes(torn))] == [Fate.REFUSED, Fate.READ]


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_unusual_compression_is_refused_by_name(compression: int) -> None:
    assert "少见的压缩方法" in pieces_of(zipped({"甲.xlsx": GOOD}, compression))[0].why


def encrypted(content: bytes, password: bytes) -> bytes:
    """The zip with its first entry encrypted by the traditional cipher, which the standard library only opens."""
    entry = zipfile.ZipFile(io.BytesIO(content)).infolist()[0]
    begin = entry.header_offset + 30 + len(entry.filename)
    packed = content[begin : begin + entry.compress_size]
    head = bytes(11) + bytes([entry.CRC >> 24])
    secret = _cipher(password, head + packed)
    whole = bytearray(content[:begin] + secret + content[begin + len(packed) :])
    whole[entry.header_offset + 6] |= 1
    directory = whole.index(b"PK\x01\x02")
    whole[directory + 8] |= 1
    for place in (entry.header_offset + 18, directory + 20):
        whole[place : place + 4] = len(secret).to_bytes(4, "little")
    end = whole.index(b"PK\x05\x06")
    whole[end + 16 : end + 20] = directory.to_bytes(4, "little")
    return bytes(whole)


def _cipher(password: bytes, plain: bytes) -> bytes:
    table = []
    for number in range(256):
        for _ in range(8):
            number = number >> 1 ^ (0xEDB88320 if number & 1 else 0)
        table.append(number)
    keys = [0x12345678, 0x23456789, 0x34567890]

    def turn(byte: int) -> None:
        keys[0] = keys[0] >> 8 ^ table[(keys[0] ^ byte) & 0xFF]
        keys[1] = (keys[1] + (keys[0] & 0xFF)) * 134775813 + 1 & 0xFFFFFFFF
        keys[2] = keys[2] >> 8 ^ table[(keys[2] ^ keys[1] >> 24) & 0xFF]

    for byte in password:
        turn(byte)
    secret = bytearray()
    for byte in plain:
        mask = keys[2] | 2
        secret.append(byte ^ (mask * (mask ^ 1) >> 8 & 0xFF))
        turn(byte)
    return bytes(secret)


@pytest.mark.parametrize("stored", [b"1234", "密码12".encode(), "密码12".encode("gbk")])
def test_an_encrypted_entry_is_opened_with_a_given_password(stored: bytes) -> None:
    content = encrypted(zipped({"a.xlsx": GOOD}), stored)
    (piece,) = pieces_of(content, ("错的", "1234", "密码12"))
    assert piece.content == GOOD


def test_an_encrypted_entry_without_password_is_refused_with_both_cures() -> None:
    content = encrypted(zipped({"a.xlsx": GOOD}), b"1234")
    assert pieces_of(content)[0].why == ("所在的压缩包加了密码，读不了。请解压后再交。")
    assert "给出的密码都打不开" in pieces_of(content, ("错的",))[0].why


def test_a_strong_cipher_is_called_by_name() -> None:
    content = bytearray(zipped({"a.xlsx": GOOD}))
    directory = content.index(b"PK\x01\x02")
    content[directory + 10] = content[8] = 99
    assert "AES" in pieces_of(bytes(content), ("1234",))[0].why
