"""What a sheet shows beside its values, and what a file holds beside its sheets, told from the XML already in hand.

Both reading lanes use this one pass, so that they cannot differ. It costs 0.1 ms for an ordinary form.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from xlminshi.adapters.closed.contents import Relationship, SheetPart, joined_text, relationships
from xlminshi.adapters.closed.memory import remembered
from xlminshi.adapters.closed.preflight import Package
from xlminshi.adapters.closed.values import plain_text
from xlminshi.form.grid import CellValue, FileTrait, Traits


def _tag(name: bytes) -> re.Pattern[bytes]:
    """Return the pattern of an element's start tag under any prefix; its group holds the attributes."""
    return re.compile(rb"<(?:\w+:)?" + name + rb"((?:\s+[\w:]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*/?>")


def _attribute_of(element: bytes, name: bytes) -> re.Pattern[bytes]:
    """Return the pattern that finds one attribute of an element; no attribute can hold a bare <."""
    return re.compile(rb"<(?:\w+:)?" + element + rb"\s[^<]*?\b" + name + rb"\s*=\s*[\"']([^\"'<]*)")


_ROW, _COLUMN, _PROTECTION = _tag(b"row"), _tag(b"col"), _tag(b"sheetProtection")
_MERGE = _attribute_of(b"mergeCell", b"ref")
_VALIDATION = _attribute_of(b"dataValidation", b"sqref")
_OBJECT = _attribute_of(b"(?:oleObject|control)", b"shapeId")
_VALIDATIONS = re.compile(rb"<((?:\w+:)?dataValidations)[\s>].*?</\1>", re.DOTALL)
_AREA_ELEMENT = re.compile(rb"<(?:\w+:)?sqref(?:\s[^>]*)?>([^<]*)<")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ANCHOR = re.compile(rb"<(?:\w+:)?(?:twoCell|oneCell|absolute)Anchor[\s>]")
_ZERO = re.compile(r"0+(?:\.0*)?")
_OTHER_FILE = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?>[^<]*?(?<![\w\]])\[[0-9]+\][^<\]!]*!")
_TRUE = ("1", "true")
# What our writer tells of a file's making: the hand, the version, the entry's day. Whoever saves the file leaves other marks in
# one of these at least; LibreOffice keeps the day of the last change where nothing was changed.
_OUR_HAND = (
    b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>'
    b'<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>'
    b'<dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
)
_OUR_VERSION = b'<fileVersion appName="xl" lastEdited="4" lowestEdited="4" rupBuild="4505"'
_OUR_DAY = slice(10, 14), b"\0\0\x21\0"


def file_traits(package: Package, sheets: Sequence[SheetPart] = ()) -> frozenset[FileTrait]:
    """Return whether a workbook holds macros and links to other files, and whether it is as this program wrote it."""
    traits = set()
    if any(name.endswith("vbaproject.bin") for name in package.binaries) or _has_folder(
        package, "macrosheets"
    ):
        traits.add(FileTrait.MACRO)
    links = _has_folder(package, "externallinks")
    if links or any(b"[" in sheet.xml and _OTHER_FILE.search(sheet.xml) for sheet in sheets):
        traits.add(FileTrait.EXTERNAL_LINK)
    if _is_as_written(package):
        traits.add(FileTrait.AS_WRITTEN)
    return frozenset(traits)


def _is_as_written(package: Package) -> bool:
    """Return whether nobody has saved the file since this program wrote it."""
    where, day = _OUR_DAY
    made, book = (package.part(name) or b"" for name in ("docProps/core.xml", "xl/workbook.xml"))
    return package.content[where] == day and made.endswith(_OUR_HAND) and _OUR_VERSION in book


def _has_folder(package: Package, folder: str) -> bool:
    return any(f"/{folder}/" in name for name in (*package.parts, *package.binaries))


def sheet_traits(package: Package, sheet: SheetPart, rows: Sequence[Sequence[CellValue]]) -> Traits:
    """Return the traits of one sheet; hidden rows and columns are told as far as `rows` reach.

    Rows that a filter hides, rows of a closed outline and rows without height are hidden rows.
    """
    xml = sheet.xml
    begin, end = xml.find(b"sheetData"), xml.rfind(b"sheetData")
    tail = _tail(xml[end:])
    related = _related(package, sheet.part)
    return Traits(
        hidden_rows=_hidden_rows(xml[begin:end], len(rows)),
        hidden_columns=_hidden_columns(xml[:begin], rows),
        merges=tail.merges,
        notes=_notes(package, related),
        validated=tail.validated,
        is_protected=tail.is_protected,
        shapes=max(shape_count(package, related), tail.embedded),
    )


@dataclass(frozen=True, slots=True)
class _Tail:
    """What stands behind the rows; forms of the same template and length have it in common."""

    merges: tuple[str, ...]
    validated: tuple[str, ...]
    is_protected: bool
    embedded: int


@remembered
def _tail(xml: bytes) -> _Tail:
    # Newer programs list an embedded object in the drawing as well.
    embedded = len(set(_OBJECT.findall(xml))) if b"shapeId" in xml else 0
    return _Tail(_merges(xml), _validated(xml), _is_protected(xml), embedded)


def _related(package: Package, part: str) -> list[Relationship]:
    folder, _, name = part.rpartition("/")
    if package.part(f"{folder}/_rels/{name}.rels") is None:
        return []
    return list(relationships(package, part).values())


def _attributes(tag: bytes) -> dict[str, str]:
    found = _ATTRIBUTE.findall(tag)
    return {name.decode(): (double or single).decode() for name, double, single in found}


def _hidden_rows(body: bytes, height: int) -> tuple[int, ...]:
    # Where all rows are hidden by default (zeroHeight), the file lists just those that are not; the others are empty.
    if not _may_hide(body, b"ht"):
        return ()
    return tuple(row for row in _hidden_places(body) if row < height)


def _may_hide(xml: bytes, size: bytes) -> bool:
    """Return whether rows or columns may be hidden, or have no size; one byte is looked for first, which is much faster."""
    is_zero = size + b'="0' in xml or (b"'" in xml and size + b"='0" in xml)
    return is_zero or b"hidden" in xml


def _hidden_places(body: bytes) -> Iterator[int]:
    place = -1
    for tag in _ROW.finditer(body):
        attributes = _attributes(tag[1])
        place = int(attributes["r"]) - 1 if "r" in attributes else place + 1
        if attributes.get("hidden") in _TRUE or _ZERO.fullmatch(attributes.get("ht", "")):
            yield place


def _hidden_columns(head: bytes, rows: Sequence[Sequence[CellValue]]) -> tuple[int, ...]:
    if not _may_hide(head, b"width"):
        return ()
    width = max(map(len, rows), default=0)
    found: set[int] = set()
    for tag in _COLUMN.finditer(head):
        attributes = _attributes(tag[1])
        if attributes.get("hidden") in _TRUE or _ZERO.fullmatch(attributes.get("width", "")):
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            found.update(range(first - 1, min(last, width)))
    return tuple(sorted(found))


def _merges(tail: bytes) -> tuple[str, ...]:
    if b"mergeCell" not in tail:
        return ()
    return tuple(area.decode() for area in _MERGE.findall(tail))


def _validated(tail: bytes) -> tuple[str, ...]:
    """Return the areas with a data validation, those of the extension for references to other sheets included."""
    if b"dataValidation" not in tail:
        return ()
    texts: list[bytes] = _VALIDATION.findall(tail)
    if b"sqref>" in tail:  # conditional formats of the extension hold such elements too
        for section in _VALIDATIONS.finditer(tail):
            texts.extend(_AREA_ELEMENT.findall(section[0]))
    return tuple(area for text in texts for area in text.decode().split())


def _is_protected(tail: bytes) -> bool:
    tag = _PROTECTION.search(tail) if b"sheetProtection" in tail else None
    return tag is not None and _attributes(tag[1]).get("sheet") in _TRUE


def shape_count(package: Package, related: Sequence[Relationship]) -> int:
    """Return how many pictures, drawn objects and charts lie on a sheet."""
    drawings = (package.part(one.target) or b"" for one in related if one.kind == "drawing")
    return sum(len(_ANCHOR.findall(xml)) for xml in drawings)


def _notes(package: Package, related: Sequence[Relationship]) -> tuple[tuple[str, str], ...]:
    """Return the comments; of a thread each remark, without the stand-in that older programs show instead."""
    threads = tuple(_remarks(package, related, "threadedComment"))
    threaded = {cell for cell, _ in threads}
    plain = (note for note in _remarks(package, related, "comments") if note[0] not in threaded)
    return (*plain, *threads)


def _remarks(package: Package, related: Sequence[Relationship], kind: str) -> Iterator[tuple[str, str]]:
    name = kind.removesuffix("s")
    for one in related:
        xml = package.part(one.target) if one.kind == kind else None
        if xml is None:
            continue
        for element in ET.fromstring(xml).iterfind(f".//{{*}}{name}"):
            text = element.find("{*}text")
            yield element.get("ref", ""), "" if text is None else _text_of(text)


def _text_of(element: ET.Element) -> str:
    return plain_text(joined_text(element) or element.text or "").strip()
