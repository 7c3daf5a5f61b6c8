"""The table of contents of a workbook: its sheets in tab order, its styles, its day count, its shared texts."""

import io
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from xml.etree import ElementTree as ET

from xlminshi.adapters.closed.memory import remembered
from xlminshi.adapters.closed.number_formats import style_meanings
from xlminshi.adapters.closed.preflight import Limits, Package, too_many_cells, too_many_styles
from xlminshi.adapters.closed.sniffing import refusal
from xlminshi.adapters.closed.values import Decoder, plain_text

# ElementTree is safe here: the pre-flight has refused every part with a DOCTYPE, so no entity can be declared.


_SHORTEST_CELL = len("<c>")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One worksheet: its name on the tab, its part in the package, its XML, and whether it is hidden in any way."""

    name: str
    part: str
    xml: bytes
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """The worksheets of one workbook in tab order (chart sheets are left out) and how to decode their cells."""

    sheets: tuple[SheetPart, ...]
    decoder: Decoder
    texts_part: bytes | None

    def complete_decoder(self) -> Decoder:
        """Return the decoder together with the shared texts, which a plain workbook needs no parser for."""
        return replace(self.decoder, texts=_shared_texts(self.texts_part))


def table_of_contents(package: Package, limits: Limits) -> Contents:
    """Return the workbook's contents; a workbook without sheets, or with a sheet missing, is refused by name."""
    workbook_part = _main_part(package)
    declared = _declared(_required(package, workbook_part))
    related = relationships(package, workbook_part)
    sheets = tuple(_sheets(package, declared.sheets, related, limits))
    if not sheets:
        raise refusal(package.name, "里面没有工作表", "请检查是否交错了文件，另存为 .xlsx 后再交")
    if _has_too_many_cells(sheets, limits):
        raise too_many_cells(package.name, limits)
    styles, from_1904 = _only(package, related, "styles"), declared.counts_from_1904
    decoder = Decoder((), from_1904) if styles is None else _decoder(styles, from_1904)
    if len(decoder.meanings) > limits.cell_styles:
        raise too_many_styles(package.name)
    texts_part = _only(package, related, "sharedStrings")
    return Contents(sheets, decoder, texts_part)


@remembered
def _decoder(styles: bytes, counts_from_1904: bool) -> Decoder:
    """Return the decoder for a styles part; for equal ones the same, which remembers values already decoded."""
    return Decoder(style_meanings(styles), counts_from_1904)


def _shared_texts(texts_part: bytes | None) -> tuple[str, ...]:
    """Return the workbook's shared texts in their order, without phonetic guides."""
    if texts_part is None:
        return ()
    texts: list[str] = []
    for _, element in ET.iterparse(io.BytesIO(texts_part)):
        if element.tag.endswith("}si"):
            texts.append(plain_text(joined_text(element)))
            element.clear()
    return tuple(texts)


def joined_text(element: ET.Element) -> str:
    """Return the text of a shared or inline string: its own text, or its runs joined."""
    text = ""
    for piece in element:
        name = local_name(piece)
        if name == "t":
            text += piece.text or ""
        elif name == "r":
            text += joined_text(piece)
    return text


def local_name(element: ET.Element) -> str:
    """Return the element's name without its namespace, so that Strict and transitional files read alike."""
    return element.tag.rpartition("}")[2]


@dataclass(frozen=True, slots=True)
class Relationship:
    """What another part is to a part (worksheet, comments, drawing …), and where it lies."""

    kind: str
    target: str


def relationships(package: Package, part: str) -> Mapping[str, Relationship]:
    """Return the inner relationships of a part by id; "" stands for the whole package."""
    folder, name = posixpath.split(part)
    xml = package.part(posixpath.join(folder, "_rels", f"{name}.rels"))
    return _relationships(xml, folder) if xml is not None else {}


@remembered
def _relationships(xml: bytes, folder: str) -> Mapping[str, Relationship]:
    found: dict[str, Relationship] = {}
    for element in ET.fromstring(xml).iterfind("{*}Relationship"):
        if element.get("TargetMode") != "External":
            target = element.get("Target", "").replace("\\", "/")
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[element.get("Id", "")] = Relationship(element.get("Type", "").rpartition("/")[2], path)
    return MappingProxyType(found)


@dataclass(frozen=True, slots=True)
class _DeclaredSheet:
    """A sheet as the workbook part lists it: the name on the tab, the id of its relationship, and whether it is hidden."""

    name: str
    relationship: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class _Declared:
    """What the workbook part says."""

    sheets: tuple[_DeclaredSheet, ...]
    counts_from_1904: bool


@remembered
def _declared(xml: bytes) -> _Declared:
    sheets: list[_DeclaredSheet] = []
    counts_from_1904 = False
    for part in reversed(ET.fromstring(xml)):  # of several properties the first counts
        if local_name(part) == "workbookPr":
            counts_from_1904 = part.get("date1904") in ("1", "true")
        elif local_name(part) == "sheets":
            sheets[:0] = map(_declared_sheet, (one for one in part if local_name(one) == "sheet"))
    return _Declared(tuple(sheets), counts_from_1904)


def _declared_sheet(element: ET.Element) -> _DeclaredSheet:
    return _DeclaredSheet(
        element.get("name", ""),
        _relationship_id(element),
        element.get("state") in ("hidden", "veryHidden"),
    )


def _main_part(package: Package) -> str:
    related = relationships(package, "").values()
    return next((found.target for found in related if found.kind == "officeDocument"), "xl/workbook.xml")


def _required(package: Package, part: str) -> bytes:
    xml = package.part(part)
    if xml is None:
        raise refusal(package.name, "缺少工作簿的主要内容，已损坏", "请重新下载或请对方重发")
    return xml


def _only(package: Package, related: Mapping[str, Relationship], kind: str) -> bytes | None:
    target = next((found.target for found in related.values() if found.kind == kind), None)
    return package.part(target) if target else None


def _sheets(
    package: Package,
    declared: tuple[_DeclaredSheet, ...],
    related: Mapping[str, Relationship],
    limits: Limits,
) -> Iterator[SheetPart]:
    if len(declared) > limits.sheets:
        raise refusal(package.name, f"工作表超过 {limits.sheets} 张", "请只保留填报用的工作表后再交")
    for sheet in declared:
        relationship = related.get(sheet.relationship)
        if relationship is not None and relationship.kind != "worksheet":
            continue  # chart, dialog and macro sheets hold no cells
        xml = package.part(relationship.target) if relationship else None
        if relationship is None or xml is None:
            raise refusal(
                package.name, f"里面“{sheet.name}”表的内容缺失，文件已损坏", "请重新下载或请对方重发"
            )
        yield SheetPart(sheet.name, relationship.target, xml, sheet.is_hidden)


def _has_too_many_cells(sheets: tuple[SheetPart, ...], limits: Limits) -> bool:
    """Return whether the sheets hold about more cells than allowed, filled or not, without parsing them."""
    if sum(len(sheet.xml) for sheet in sheets) < limits.cells * _SHORTEST_CELL:
        return False
    marks = (b"<c ", b"<c>", b":c ")
    return sum(sheet.xml.count(mark) for sheet in sheets for mark in marks) > limits.cells


def _relationship_id(element: ET.Element) -> str:
    """Return the r:id, whichever of the two namespaces (transitional or Strict) it stands in."""
    return next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
