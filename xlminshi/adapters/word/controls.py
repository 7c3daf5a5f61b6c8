"""Content controls: a generated figure in a .docx says which fact it tells, and can be renewed without touching anything else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from docx.oxml.ns import nsmap, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from xlminshi.adapters.packing import pack, unpack
from xlminshi.adapters.xml_text import escaped, quoted
from xlminshi.bulletin.anchors import label_of, printed_in, tag_of

TEXT_PART = "word/document.xml"
# Marks that Chinese and Latin share: without the hint Word sets them half as wide, in the Latin font.
PIECES = re.compile(r"([“”‘’—…·]+|[\n\t])")
_CONTROL, _ALIAS, _TEXT = (f"{nsmap['w']} {name}" for name in ("sdt", "alias", "t"))
_LABEL_WORDS = re.compile(r"^(.*?)(：[^：]*)?$", re.DOTALL)
_VALUE = re.compile(rb"""(\bw:val\s*=\s*)("[^"]*"|'[^']*')""")
_TAG_END = re.compile(rb"""(?:[^>"']|"[^"]*"|'[^']*')*>""")


def control(source: str, shown: str, number: int, runs: str) -> str:
    """Return, as XML, a content control within a line around the runs of a figure; `number` is unique in the file."""
    alias, tag = quoted(label_of(source, shown)), quoted(tag_of(source))
    properties = f'<w:alias w:val="{alias}"/><w:tag w:val="{tag}"/><w:id w:val="{number}"/>'
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{runs}</w:sdtContent></w:sdt>"


def value_of(element: BaseOxmlElement, name: str) -> str:
    """Return a property of a content control: its alias or tag; "" without one."""
    found = element.find(f"{qn('w:sdtPr')}/{qn(f'w:{name}')}")
    return "" if found is None else found.get(qn("w:val"), "")


def printed_of(element: BaseOxmlElement) -> str:
    """Return what the program had printed in a content control; "" where it does not say so."""
    return printed_in(value_of(element, "alias"))


def with_figures(content: bytes, figures: Mapping[int, str]) -> bytes:
    """Return the .docx with new text in content controls (by their number in the file); all other XML stays byte for byte.

    The title of a control, which says what was printed, follows.
    """
    parts = unpack(content)
    name = next(name for name in parts if name.replace("\\", "/").lower() == TEXT_PART)
    return pack(parts | {name: _renewed(parts[name], figures)})


@dataclass
class _Control:
    """Where the words and the title of a content control stand in the bytes of a part."""

    texts: list[tuple[int, int]] = field(default_factory=list)
    alias: tuple[int, int] | None = None


def _renewed(xml: bytes, figures: Mapping[int, str]) -> bytes:
    changes: list[tuple[int, int, bytes]] = []
    controls = _controls(xml)
    for number, shown in figures.items():
        found = controls[number]
        changes += [
            (*span, piece) for span, piece in zip(found.texts, _pieces(shown, len(found.texts)), strict=True)
        ]
        if found.alias is not None:
            start, end = found.alias
            changes.append((start, end, _with_label(xml[start:end], shown)))
    for start, end, piece in sorted(changes, reverse=True):
        xml = xml[:start] + piece + xml[end:]
    return xml


def _pieces(shown: str, count: int) -> list[bytes]:
    """Return the words for each of the texts of a control; in the first one where they do not split alike."""
    pieces = [piece for piece in PIECES.split(shown) if piece]
    if len(pieces) != count:
        pieces = [shown, *[""] * (count - 1)]
    return [escaped(piece).encode() for piece in pieces]


def _with_label(element: bytes, shown: str) -> bytes:
    def renewed(match: re.Match[bytes]) -> bytes:
        name = _LABEL_WORDS.sub(r"\1", match[2][1:-1].decode())
        label = f"{name}：{quoted(shown)}"
        return match[1] + f'"{label}"'.encode()

    return _VALUE.sub(renewed, element)


class _Finder:
    """Goes through the bytes of a part and keeps where the content controls and their words stand."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.found: list[_Control] = []
        self.opened: list[_Control] = []
        self.begun = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        self.parser.Parse(xml, True)

    def start(self, name: str, _: dict[str, str]) -> None:
        """Note where a control, its title or its words begin."""
        at = self.parser.CurrentByteIndex
        if name == _CONTROL:
            self.opened.append(_Control())
            self.found.append(self.opened[-1])
        elif name == _ALIAS and self.opened:
            self.opened[-1].alias = (at, _end_of_tag(self.xml, at))
        elif name == _TEXT:
            self.begun = _end_of_tag(self.xml, at)

    def end(self, name: str) -> None:
        """Note where words end; they belong to each control that they stand in."""
        at = self.parser.CurrentByteIndex
        if name == _CONTROL:
            self.opened.pop()
        elif name == _TEXT and at >= self.begun:  # an empty <w:t/> has no room for words
            for one in self.opened:
                one.texts.append((self.begun, at))


def _controls(xml: bytes) -> list[_Control]:
    """Return all content controls in the order of the file."""
    return _Finder(xml).found


def _end_of_tag(xml: bytes, at: int) -> int:
    match = _TAG_END.match(xml, at)
    return match.end() if match else at
