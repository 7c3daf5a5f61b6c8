"""Seeded ways of breaking a file: on its bytes, and on its XML put into a sound zip again so that the parsers get it."""

import re
from collections.abc import Callable
from random import Random

from tests.hazards.mutate_delivery import mail_of, zip_of
from tests.hazards.packages import packed, unpacked

_TOKEN = re.compile(rb"<[^>]*>|[^<]+")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_NUMBER = re.compile(rb">(-?\d+(?:\.\d+)?)<")
_CELL = re.compile(rb'<c r="(I)(\d+)"[^>]*>.*?</c>', re.DOTALL)
_PARTS = (
    ("xl/worksheets/sheet1.xml", 60),
    ("xl/sharedStrings.xml", 14),
    ("xl/styles.xml", 6),
    ("xl/workbook.xml", 6),
    ("xl/_rels/workbook.xml.rels", 4),
    ("[Content_Types].xml", 3),
    ("_rels/.rels", 2),
    ("xl/worksheets/sheet3.xml", 5),
)
_VALUES = (
    b"", b"0", b"-1", b"1", b"5", b"99", b"65536", b"1048577", b"99999999999", b"A1", b"ZZZ9", b"XFD1048576", b"I5",
    b"NaN", b"1E999", b"s", b"str", b"inlineStr", b"e", b"b", b"d", b"n", b"true", b"\xe5\x8d\x95", b"&#0;", b"&lt;",
)  # fmt: skip
_PIECES = (
    b"<c/>", b"<row/>", b"</row>", b"</c>", b"<v>7</v>", b"<f>1+1</f>", b"<is><t>x</t></is>", b"<!-- x -->", b"<?x?>",
    b"&#x1F600;", b"&amp;", b"&", b"<", b">", b"\x00", b"\xff", b"<![CDATA[9]]>", b'<row r="5"><c r="I5"><v>9</v></c></row>',
    b"\xef\xbb\xbf", b" ", b"\n",
)  # fmt: skip


def _at(chance: Random, content: bytes) -> int:
    return chance.randrange(max(len(content), 1))


# on the bytes of the file


def flip_bits(content: bytes, chance: Random, other: bytes) -> bytes:
    """Some bits, anywhere."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 16, 64))):
        changed[_at(chance, content)] ^= 1 << chance.randrange(8)
    return bytes(changed)


def truncate(content: bytes, chance: Random, other: bytes) -> bytes:
    """What comes of a broken download."""
    return content[: _at(chance, content)]


def splice(content: bytes, chance: Random, other: bytes) -> bytes:
    """The beginning of one file and the end of another."""
    return content[: _at(chance, content)] + other[_at(chance, other) :]


def delete_chunk(content: bytes, chance: Random, other: bytes) -> bytes:
    """Some bytes are gone."""
    at = _at(chance, content)
    return content[:at] + content[at + chance.choice((1, 2, 16, 256, 2048)) :]


def repeat_chunk(content: bytes, chance: Random, other: bytes) -> bytes:
    """Some bytes twice."""
    at, length = _at(chance, content), chance.choice((1, 16, 512))
    return content[: at + length] + content[at:]


def zero_chunk(content: bytes, chance: Random, other: bytes) -> bytes:
    """A block of zeros, as a bad disk leaves it."""
    at, length = _at(chance, content), chance.choice((4, 64, 512))
    return content[:at] + b"\0" * length + content[at + length :]


# on the XML inside a sound zip


def _tokens(xml: bytes) -> list[bytes]:
    return _TOKEN.findall(xml)


def drop_token(xml: bytes, chance: Random) -> bytes:
    """A tag or a text is gone."""
    tokens = _tokens(xml)
    del tokens[_at(chance, tokens) : _at(chance, tokens) + 1]  # type: ignore[arg-type]
    return b"".join(tokens)


def double_token(xml: bytes, chance: Random) -> bytes:
    """A tag or a text twice."""
    tokens = _tokens(xml)
    at = chance.randrange(len(tokens))
    return b"".join([*tokens[:at], tokens[at], *tokens[at:]])


def swap_tokens(xml: bytes, chance: Random) -> bytes:
    """Two tags or texts in each other's place."""
    tokens = _tokens(xml)
    one, two = chance.randrange(len(tokens)), chance.randrange(len(tokens))
    tokens[one], tokens[two] = tokens[two], tokens[one]
    return b"".join(tokens)


def change_attribute(xml: bytes, chance: Random) -> bytes:
    """Another value of an attribute."""
    found = list(_ATTRIBUTE.finditer(xml))
    if not found:
        return xml
    one = chance.choice(found)
    value = chance.choice((*_VALUES, chance.choice(found)[2]))
    return xml[: one.start(2)] + value + xml[one.end(2) :]


def drop_attribute(xml: bytes, chance: Random) -> bytes:
    """An attribute is gone."""
    found = list(_ATTRIBUTE.finditer(xml))
    one = chance.choice(found) if found else None
    return xml[: one.start()] + xml[one.end() :] if one else xml


def change_number(xml: bytes, chance: Random) -> bytes:
    """Another number, or something else in its place."""
    found = list(_NUMBER.finditer(xml))
    if not found:
        return xml
    one = chance.choice(found)
    value = chance.choice(
        (*_VALUES, str(chance.randrange(10**6)).encode(), b"%s.5" % one[1], b"-" + one[1], b" " + one[1])
    )
    return xml[: one.start(1)] + value + xml[one.end(1) :]


def insert_piece(xml: bytes, chance: Random) -> bytes:
    """A piece of XML anywhere, inside tags too."""
    at = _at(chance, xml)
    return xml[:at] + chance.choice(_PIECES) + xml[at:]


def insert_piece_between_tokens(xml: bytes, chance: Random) -> bytes:
    """A piece of XML between two tags."""
    tokens = _tokens(xml)
    tokens.insert(chance.randrange(len(tokens)), chance.choice(_PIECES))
    return b"".join(tokens)


def flip_xml_bytes(xml: bytes, chance: Random) -> bytes:
    """Some bits of the XML."""
    return flip_bits(xml, chance, b"")


def cut_xml(xml: bytes, chance: Random) -> bytes:
    """Some bytes of the XML are gone."""
    at = _at(chance, xml)
    return xml[:at] + xml[at + chance.choice((1, 3, 20, 200)) :]


def move_element(xml: bytes, chance: Random) -> bytes:
    """Cut a whole cell or row out and put it in somewhere else between elements."""
    found = list(re.finditer(rb"<c r=.*?(?:/>|</c>)|<row .*?</row>|<si>.*?</si>", xml, re.DOTALL))
    if len(found) < 2:
        return xml
    one, two = chance.choice(found), chance.choice(found)
    piece = one[0]
    rest = xml[: one.start()] + b"\0" * len(piece) + xml[one.end() :]
    moved = rest[: two.start()] + piece + rest[two.start() :]
    return moved.replace(b"\0" * len(piece), b"", 1)


def change_a_figure_cell(xml: bytes, chance: Random) -> bytes:
    """Damage a cell of 累计完成 where it hurts: its number, its address, its type, its style, a formula before it."""
    found = [one for one in _CELL.finditer(xml) if int(one[2]) > 4]
    if not found:
        return xml
    one, row = chance.choice(found), chance.randrange(5, 12)
    changed = chance.choice(
        (
            _NUMBER.sub(lambda v: b">%d<" % chance.randrange(10**5), one[0], count=1),
            _NUMBER.sub(lambda v: b">" + chance.choice(_VALUES) + b"<", one[0], count=1),
            one[0].replace(
                one[1] + one[2], b"%s%d" % (chance.choice((b"I", b"H", b"J", b"G", b"AI")), row), 1
            ),
            one[0].replace(
                b"<c ", b'<c t="%s" ' % chance.choice((b"s", b"str", b"b", b"e", b"d", b"inlineStr")), 1
            ),
            re.sub(rb's="\d+"', b's="%d"' % chance.randrange(40), one[0], count=1),
            one[0].replace(b"<v>", b"<f>%s</f><v>" % chance.choice((b"1+1", b"H5", b"[1]A!B2", b"")), 1),
            one[0].replace(b"</v>", b"</v><v>%d</v>" % row, 1),
            one[0].replace(
                b"</v>", b"%s</v>" % chance.choice((b"0", b".0", b"e3", b"%", b" ", b"\n", b"<!--x-->")), 1
            ),
            one[0] + one[0],
        )
    )
    return xml[: one.start()] + changed + xml[one.end() :]


XML_WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (
    drop_token,
    double_token,
    swap_tokens,
    change_attribute,
    change_attribute,
    drop_attribute,
    change_number,
    change_number,
    insert_piece,
    insert_piece_between_tokens,
    flip_xml_bytes,
    cut_xml,
    move_element,
    move_element,
    *(change_a_figure_cell,) * 8,
)
BYTE_WAYS: tuple[Callable[[bytes, Random, bytes], bytes], ...] = (
    flip_bits,
    truncate,
    splice,
    delete_chunk,
    repeat_chunk,
    zero_chunk,
)


def _xml(content: bytes, chance: Random, other: bytes) -> tuple[str, bytes]:
    parts = unpacked(content)
    names = [name for name, _ in _PARTS if name in parts]
    weights = [weight for name, weight in _PARTS if name in parts]
    way = chance.choice(XML_WAYS)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        name = chance.choices(names, weights)[0]
        parts[name] = way(parts[name], chance)
    return f"XML：{way.__name__}", packed(parts)


def _packaging(content: bytes, chance: Random, other: bytes) -> tuple[str, bytes]:
    parts = unpacked(content)
    names = list(parts)
    one, two = chance.choice(names), chance.choice(names)
    way = chance.choice(("part_dropped", "parts_swapped", "part_renamed", "part_of_another"))
    if way == "part_dropped":
        del parts[one]
    elif way == "parts_swapped":
        parts[one], parts[two] = parts[two], parts[one]
    elif way == "part_renamed":
        parts[one + "x"] = parts.pop(one)
    else:
        parts[one] = unpacked(other).get(one, b"")
    return f"部件：{way}", packed(parts)


def _bytes(content: bytes, chance: Random, other: bytes) -> tuple[str, bytes]:
    way = chance.choice(BYTE_WAYS)
    return f"字节：{way.__name__}", way(content, chance, other)


def _wrapped(content: bytes, chance: Random, other: bytes) -> tuple[str, bytes]:
    inner = _xml(content, chance, other)[1] if chance.random() < 0.5 else content
    wrap = chance.choice((zip_of, mail_of))
    outer = wrap({"填报表.xlsx": inner})
    changed = chance.choice(BYTE_WAYS)(outer, chance, other) if inner is content else outer
    return f"包装：{'压缩包' if wrap is zip_of else '邮件'}", changed


def mutated(content: bytes, chance: Random, other: bytes) -> tuple[str, bytes]:
    """Return the name of a way and what it made of a return; `other` is another return of the same county."""
    way = chance.choices((_xml, _bytes, _packaging, _wrapped), (66, 22, 6, 6))[0]
    return way(content, chance, other)
