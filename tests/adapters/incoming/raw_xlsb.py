"""Binary workbooks put together record by record (MS-XLSB), for no library writes them."""

import struct

from tests.adapters import raw_xlsx
from tests.adapters.incoming.made import zipped

MAIN_TYPE = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(body)
    while True:
        size, byte = size >> 7, size & 0x7F
        length += bytes([byte | 0x80 if size else byte])
        if not size:
            return head + length + body


def text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def row(place: int, *, is_hidden: bool = False) -> bytes:
    return record(0, struct.pack("<IIHBBBI", place, 0, 300, 0, 0x10 * is_hidden, 0, 0))


def cell(kind: int, column: int, body: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<II", column, style) + body)


def real(column: int, value: float, style: int = 0) -> bytes:
    return cell(5, column, struct.pack("<d", value), style)


def packed(column: int, raw: int, style: int = 0) -> bytes:
    return cell(2, column, struct.pack("<I", raw), style)


def shared(column: int, number: int) -> bytes:
    return cell(7, column, struct.pack("<I", number))


FORMULA = struct.pack("<HII", 0, 0, 0)


def sheet(*records: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    extent = record(148, struct.pack("<IIII", 0, 99, 0, 25))
    rows = record(145) + b"".join(records) + record(146)
    return record(129) + extent + before + rows + after + record(130)


def styles(*formats: str | int) -> bytes:
    own = [
        record(44, struct.pack("<H", 164 + place) + text(code))
        for place, code in enumerate(formats)
        if isinstance(code, str)
    ]
    numbers = [164 + place if isinstance(code, str) else code for place, code in enumerate(formats)]
    master = record(626, struct.pack("<I", 1)) + record(47, bytes(16)) + record(627)
    cells = b"".join(record(47, struct.pack("<HH", 0, code) + bytes(12)) for code in numbers)
    return (
        record(278)
        + record(615, struct.pack("<I", len(own)))
        + b"".join(own)
        + record(616)
        + master
        + record(617, struct.pack("<I", len(numbers)))
        + cells
        + record(618)
        + record(279)
    )


def xlsb_parts(
    *sheets: bytes,
    names: tuple[str, ...] = (),
    formats: tuple[str | int, ...] = ("General",),
    texts: tuple[str, ...] = (),
    states: tuple[int, ...] = (),
    counts_from_1904: bool = False,
) -> dict[str, bytes]:
    tabs, links, parts = b"", "", dict[str, bytes]()
    for place, content in enumerate(sheets):
        name = names[place] if names else f"表{place + 1}"
        state = states[place] if states else 0
        tabs += record(156, struct.pack("<II", state, place + 1) + text(f"rId{place + 1}") + text(name))
        links += (
            f'<Relationship Id="rId{place + 1}" Type="{raw_xlsx.OFFICE}/worksheet" '
            f'Target="worksheets/sheet{place + 1}.bin"/>'
        )
        parts[f"xl/worksheets/sheet{place + 1}.bin"] = content
    links += f'<Relationship Id="s" Type="{raw_xlsx.OFFICE}/styles" Target="styles.bin"/>'
    links += f'<Relationship Id="t" Type="{raw_xlsx.OFFICE}/sharedStrings" Target="sharedStrings.bin"/>'
    properties = record(153, struct.pack("<III", int(counts_from_1904), 0, 0))
    calculation = record(157, bytes(26))
    book = record(131) + properties + record(143) + tabs + record(144) + calculation + record(132)
    items = b"".join(record(19, b"\0" + text(one)) for one in texts)
    relations = f'<Relationships xmlns="{raw_xlsx.PACKAGE}/relationships">'
    return {
        "[Content_Types].xml": f'<Types><Override PartName="/xl/workbook.bin" ContentType="{MAIN_TYPE}"/></Types>'.encode(),
        "_rels/.rels": f'{relations}<Relationship Id="r" Type="{raw_xlsx.OFFICE}/officeDocument" '
        f'Target="xl/workbook.bin"/></Relationships>'.encode(),
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": f"{relations}{links}</Relationships>".encode(),
        "xl/styles.bin": styles(*formats),
        "xl/sharedStrings.bin": record(159, struct.pack("<II", len(texts), len(texts))) + items + record(160),
        **parts,
    }


def xlsb(*sheets: bytes, **options: object) -> bytes:
    return zipped(xlsb_parts(*sheets, **options))  # type: ignore[arg-type]
