"""Old workbooks put together record by record (MS-XLS) in an OLE2 file (MS-CFB), for what no kept library writes."""

import struct
from collections.abc import Mapping

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def label(row: int, column: int, text: str, style: int = 0) -> bytes:
    body = struct.pack("<HHHHB", row, column, style, len(text), 1) + text.encode("utf-16-le")
    return record(0x204, body)


def error(row: int, column: int, code: int) -> bytes:
    return record(0x205, struct.pack("<HHHBB", row, column, 0, code, 1))


def truth(row: int, column: int, value: bool) -> bytes:
    return record(0x205, struct.pack("<HHHBB", row, column, 0, value, 0))


def formula(row: int, column: int, result: bytes, style: int = 0) -> bytes:
    return record(0x06, struct.pack("<HHH", row, column, style) + result + struct.pack("<HIH", 0, 0, 0))


def number_result(value: float) -> bytes:
    return struct.pack("<d", value)


EMPTY_RESULT = b"\x03\0\0\0\0\0\xff\xff"
ERROR_RESULT = b"\x02\0\x07\0\0\0\xff\xff"


def row(place: int, *, is_hidden: bool = False) -> bytes:
    return record(
        0x208, struct.pack("<HHHHHHI", place, 0, 9, 0 if is_hidden else 300, 0, 0, 0x20 * is_hidden)
    )


def columns(first: int, last: int, *, is_hidden: bool) -> bytes:
    return record(0x7D, struct.pack("<HHHHHH", first, last, 2000, 0, int(is_hidden), 0))


def merged(top: int, bottom: int, left: int, right: int) -> bytes:
    return record(0xE5, struct.pack("<5H", 1, top, bottom, left, right))


def validation(top: int, bottom: int, left: int, right: int) -> bytes:
    prompt = "请填数字"
    texts = b"".join(struct.pack("<HB", 1, 0) + b"\0" for _ in range(3))
    texts += struct.pack("<HB", len(prompt), 1) + prompt.encode("utf-16-le")
    formulas = struct.pack("<HH", 3, 0) + b"\x1e\1\0" + struct.pack("<HH", 0, 0)
    return record(
        0x1BE, struct.pack("<I", 0) + texts + formulas + struct.pack("<5H", 1, top, bottom, left, right)
    )


PROTECTED = record(0x12, struct.pack("<H", 1))
PICTURE = record(0x5D, struct.pack("<HHHHH", 0x15, 0x12, 8, 1, 0) + bytes(12) + bytes(4))
EMBEDDED_CHART = record(0x809, struct.pack("<HHHHII", 0x600, 0x20, 0, 0, 0, 0)) + record(0x0A)
OTHER_FILE = record(0x1AE, struct.pack("<HHB", 1, 5, 0) + b"a.xls")
OWN_SHEETS = record(0x1AE, struct.pack("<H", 1) + b"\1\4")


def _begin(kind: int) -> bytes:
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))


def stream(
    *sheets: bytes,
    names: tuple[str, ...] = (),
    formats: tuple[str | int, ...] = (),
    states: tuple[int, ...] = (),
    kinds: tuple[int, ...] = (),
    extra: bytes = b"",
    counts_from_1904: bool = False,
) -> bytes:
    """The Workbook stream: each format gives a cell style (0, 1, …), by its code or by its built-in number."""
    head = (
        _begin(5) + record(0x42, struct.pack("<H", 1200)) + record(0x22, struct.pack("<H", counts_from_1904))
    )
    head += record(0x31, struct.pack("<HHHHHBBBBBB", 200, 0, 8, 400, 0, 0, 0, 0, 0, 1, 0) + b"A")
    numbers = []
    for place, code in enumerate(formats or ("General",)):
        numbers.append(164 + place if isinstance(code, str) else code)
        if isinstance(code, str):
            body = struct.pack("<HHB", 164 + place, len(code), 1) + code.encode("utf-16-le")
            head += record(0x41E, body)
    head += b"".join(
        record(0xE0, struct.pack("<HHHBBBBIIH", 0, code, 1, 32, 0, 0, 0, 0, 0, 0)) for code in numbers
    )
    head += extra
    spelt = [(names[place] if names else f"表{place + 1}") for place in range(len(sheets))]
    tabs_length = sum(4 + 8 + 2 * len(name) for name in spelt)
    begin = len(head) + tabs_length + 4
    bodies = [_begin(0x10) + sheet + record(0x0A) for sheet in sheets]
    tabs = b""
    for place, (name, body) in enumerate(zip(spelt, bodies, strict=True)):
        state = states[place] if states else 0
        kind = kinds[place] if kinds else 0
        tabs += record(
            0x85, struct.pack("<IBBBB", begin, state, kind, len(name), 1) + name.encode("utf-16-le")
        )
        begin += len(body)
    return head + tabs + record(0x0A) + b"".join(bodies)


def ole_file(streams: Mapping[str, bytes]) -> bytes:
    """An OLE2 file with these streams at its root; each is at least 4,096 bytes long, so that none needs the mini stream."""
    sectors: list[bytes] = []
    fat: list[int] = []
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if streams else _FREE)]
    for place, (name, content) in enumerate(sorted(streams.items()), 1):
        whole = content.ljust(4096, b"\0")
        pieces = [whole[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(whole), _SECTOR)]
        first = len(sectors)
        fat.extend([*range(first + 1, first + len(pieces)), _END])
        sectors.extend(pieces)
        sibling = place + 1 if place < len(streams) else _FREE
        entries.append(_entry(name, 2, first, len(whole), sibling=sibling))
    directory = b"".join(entries)
    directory += _entry("", 0, 0, 0) * (-len(entries) % 4)
    begin_directory = len(sectors)
    pieces = [directory[at : at + _SECTOR] for at in range(0, len(directory), _SECTOR)]
    fat.extend([*range(begin_directory + 1, begin_directory + len(pieces)), _END])
    sectors.extend(pieces)
    fat_sectors = 1
    while (len(fat) + fat_sectors) * 4 > fat_sectors * _SECTOR:
        fat_sectors += 1
    begin_fat = len(sectors)
    fat.extend([_FAT] * fat_sectors)
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(fat_sectors * _SECTOR, b"\xff")
    places = [*range(begin_fat, begin_fat + fat_sectors)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors, begin_directory, 0, 4096, _END, 0, _END, 0
    )
    header += struct.pack("<109I", *places, *[_FREE] * (109 - len(places)))
    return header + b"".join(sectors) + table


def _entry(name: str, kind: int, first: int, size: int, sibling: int = _FREE, child: int = _FREE) -> bytes:
    spelt = name.encode("utf-16-le")
    length = len(spelt) + 2 if name else 0
    head = spelt.ljust(64, b"\0") + struct.pack("<HBBIII", length, kind, 1, _FREE, sibling, child)
    return head + bytes(36) + struct.pack("<IQ", first, size)


def xls(*sheets: bytes, **options: object) -> bytes:
    return ole_file({"Workbook": stream(*sheets, **options)})  # type: ignore[arg-type]
