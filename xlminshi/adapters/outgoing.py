"""What may leave the office (外发): nothing that runs, nothing that points elsewhere, no trace of a person or a machine."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias
from xml.etree import ElementTree as ET

from xlminshi.adapters.packing import unpack
from xlminshi.adapters.spotless import is_spotless
from xlminshi.core.errors import CannotContinueError
from xlminshi.form.companions import STAMP_SHEET

# The functions of form/formulas.py: Excel, WPS and LibreOffice calculate them alike, and none reaches outside.
_FUNCTIONS = frozenset({"IF", "AND", "OR", "NOT", "ISNUMBER", "IFERROR", "TRIM", "ROUND", "MIN"})
_OWN_FUNCTION = re.compile(r"\b(?:MS_\w*|_xll\w*|_xludf\w*)", re.IGNORECASE)
_CALL = re.compile(r"([^\W\d][\w.]*)\s*\(")
_TEXT, _QUOTED_SHEET = re.compile(r'"(?:[^"]|"")*"'), re.compile(r"'(?:[^']|'')*'")
_BROKEN = re.compile(r"#(?:REF!|NAME\?|VALUE!|N/A|DIV/0!|NUM!|NULL!)")
_ROOTS = ("home", "Users", "root", "tmp", "mnt", "media", "Volumes")
_PATH = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]:[\\/](?!/)[^\s<>\"]*|\\\\\w[\w.$-]*\\[^\s<>\"]*|file:/[^\s<>\"]*"
    rf"|(?<![A-Za-z0-9_/.])/(?:{'|'.join(_ROOTS)})/[^\s<>\"]+"
)
# Where nothing of this, and no “\”, is found no text holds a place. Each begins with a plain sign: so it is found quickly.
_PLACE_SIGNS = tuple(re.compile(one.encode()) for one in ("file:", ":/(?!/)", f"/(?:{'|'.join(_ROOTS)})/"))
_USUAL_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/(?:workbook|styles|sharedStrings|calcChain)\.xml|xl/theme/theme\d+\.xml|xl/tables/table\d+\.xml"
    r"|xl/worksheets/(?:sheet\d+\.xml|_rels/sheet\d+\.xml\.rels)|xl/comments\d+\.xml|xl/drawings/vmlDrawing\d+\.vml"
    r"|xl/charts/chart\d+\.xml|xl/drawings/(?:drawing\d+\.xml|_rels/drawing\d+\.xml\.rels)"
)
_DRAWN = ("sp", "pic", "cxnSp", "grpSp", "contentPart", "AlternateContent")
# Where the words of a workbook stand: in its cells, and in notes that quote them.
_TYPED_PARTS = ("xl/sharedStrings", "xl/comments")
# What a part is, by a piece of its lower-case name.
_KINDS = {
    "vbaproject": "宏",
    "vbadata": "宏",
    "macrosheets": "宏",
    "dialogsheets": "宏",
    "externallinks": "外部链接",
    "connections": "外部连接",
    "querytables": "外部查询",
    "xl/model": "外部查询",
    "customxml": "附加数据",
    "pivot": "数据透视表的缓存数据",
    "embeddings": "嵌入的文件",
    "activex": "控件",
    "ctrlprops": "控件",
    "media": "图片",
    "threadedcomments": "带作者的批注",
    "persons": "带作者的批注",
    "people": "带作者的批注",
    "docprops/custom": "自定义的文件属性",
}
_PERSONAL = {
    "creator": "作者",
    "lastModifiedBy": "最后修改人",
    "Company": "单位",
    "Manager": "主管",
    "HyperlinkBase": "链接的起点",
}
_FORMULAS = ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula")
# In any other namespace an f is the formula of a newer kind of colour or entry rule.
_CELL_FORMULAS = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}f",
)
_BOOK, _BOOK_LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_XML = (".xml", ".rels", ".vml")
_LARGE_PARTS = ("xl/worksheets/sheet", "xl/sharedStrings.xml")
_SMALL = 16_000
_MOST_TOLD = 3
_Elements: TypeAlias = tuple[tuple[str, ET.Element], ...]


@dataclass(frozen=True, slots=True)
class _Xml:
    """A part that is XML: its elements with their bare names (none where there is nothing to tell), the places it names."""

    elements: _Elements
    names: frozenset[str]
    places: tuple[str, ...]


_NO_PART = _Xml((), frozenset(), ())


@dataclass(frozen=True, slots=True)
class _Package:
    """An Office file, taken apart: its parts, and those of them that are XML looked through."""

    name: str
    parts: Mapping[str, bytes]
    xml: Mapping[str, _Xml]
    is_going_back: bool

    def of(self, part: str, *names: str) -> tuple[ET.Element, ...]:
        """Return the elements of one part that have one of these names."""
        found = self.xml.get(part, _NO_PART)
        if found.names.isdisjoint(names):  # as in most parts, for most of what is asked
            return ()
        return tuple(one for name, one in found.elements if name in names)

    def sheets(self) -> dict[str, str]:
        """Return the names of the sheets by the part that holds them."""
        links = {one.get("Id"): one.get("Target", "") for one in self.of(_BOOK_LINKS, "Relationship")}
        found = {}
        for sheet in self.of(_BOOK, "sheet"):
            link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            found[f"xl/{links.get(link, '').removeprefix('/xl/')}"] = sheet.get("name", "")
        return found


def lint(name: str, content: bytes, *, is_going_back: bool = False) -> tuple[str, ...]:
    """Return why a file must not leave the office, as Chinese sentences; empty if it may.

    `is_going_back`: it shows to a unit what the unit itself typed, which may name a place on the unit's own machine.
    """
    try:
        parts = unpack(content)
        xml = {part: _looked_through(part, one) for part, one in parts.items() if part.endswith(_XML)}
    except (zipfile.BadZipFile, zlib.error, EOFError, ET.ParseError):
        return ("文件已损坏，或不是 Excel、Word 文件。",)
    package = _Package(name, parts, xml, is_going_back)
    return tuple(dict.fromkeys(sentence for rule in _RULES for sentence in rule(package)))


def refuse_unfit(
    files: Iterable[tuple[str, bytes]], *, are_going_back: bool = False, where: str = "实事清单和设置"
) -> None:
    """Raise CannotContinueError if one of the files, given by name, must not leave the office (see `lint`).

    `where` the person can correct what is wrong.
    """
    checked = ((name, lint(name, content, is_going_back=are_going_back)) for name, content in files)
    unfit = [(name, found) for name, found in checked if found]
    if unfit:
        name, found = unfit[0]
        more = f"另有{len(unfit) - 1}个文件也不能外发。" if len(unfit) > 1 else ""
        told = "".join(found[:_MOST_TOLD])
        raise CannotContinueError(
            f"“{name}”不能外发，没有写入任何文件：{told}{more}请在{where}中改正后重试；不能改正的，请交给维护人员。"
        )


def _looked_through(part: str, xml: bytes) -> _Xml:
    """Return what a part holds. Small ones are remembered: styles, theme and the like are the same in all files of one make."""
    may_be_ours = part.startswith(_LARGE_PARTS)
    return (_once if len(xml) < _SMALL else _parted)(xml, may_be_ours, _FUNCTIONS)


def _parted(xml: bytes, may_be_ours: bool, functions: frozenset[str]) -> _Xml:
    """Return what a part holds; no elements of a sheet, or of shared texts, in which there is nothing to tell."""
    if may_be_ours and is_spotless(xml, lambda formula: _doubts_of(formula, functions)):
        return _Xml((), frozenset(), _places_in(xml))
    elements = _elements(xml)
    return _Xml(elements, frozenset(name for name, _ in elements), _places_in(xml))


# What a part holds depends on its bytes, and on the functions that may be called in it.
_once = lru_cache(maxsize=32)(_parted)


def _places_in(xml: bytes) -> tuple[str, ...]:
    if b"\\" in xml or any(one.search(xml) for one in _PLACE_SIGNS):
        return tuple(found[0] for found in _PATH.finditer(xml.decode("utf-8", "replace")))
    return ()


def _elements(xml: bytes) -> _Elements:
    """Return every element of a part in order; ParseError for one that declares entities, or hides that it does."""
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\0" in xml:
        raise ET.ParseError("declares entities")
    try:
        root = ET.fromstring(xml)
    except (LookupError, ValueError) as error:  # a code of letters that nobody knows
        raise ET.ParseError(str(error)) from error
    return tuple((_bare(str(one.tag)), one) for one in root.iter())


@cache
def _bare(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition("}")[2]


def _kinds_of_parts(package: _Package) -> Iterator[str]:
    if package.name.lower().endswith(("m", ".xlsb", ".xls", ".doc")):
        yield "文件类型不对，请用 .xlsx 或 .docx。"
    if b"macroenabled" in package.parts.get("[Content_Types].xml", b"").lower():
        yield "含有宏。"
    for part in package.parts:
        kind = _kind_of(part)
        if kind:
            yield f"含有{kind}。"
        elif _BOOK in package.parts and not _USUAL_PARTS.fullmatch(part):
            yield f"含有不认识的部件“{part}”。"


@lru_cache(maxsize=256)
def _kind_of(part: str) -> str:
    """Return what a part is by its name, "" where the name tells nothing."""
    name = part.lower()
    return next((kind for piece, kind in _KINDS.items() if piece in name), "")


def _shapes(package: _Package) -> Iterator[str]:
    """A drawing of ours holds charts and nothing else; what else is drawn holds words that nobody has looked at."""
    for part in package.xml:
        if part.startswith("xl/drawings/drawing") and any(package.of(part, *_DRAWN)):
            yield f"含有图形或图片“{part}”。"


def _ways_out(package: _Package) -> Iterator[str]:
    for part in package.xml:
        for link in package.of(part, "Relationship"):
            if link.get("TargetMode", "").lower() == "external":
                yield f"含有指向别处的链接“{link.get('Target', '')}”。"


def _persons(package: _Package) -> Iterator[str]:
    for part in ("docProps/core.xml", "docProps/app.xml"):
        for one in package.of(part, *_PERSONAL):
            if told := (one.text or "").strip():
                yield f"文件属性中有{_PERSONAL[_bare(one.tag)]}“{told}”。"
    for one in package.of(_BOOK, "fileSharing"):
        if one.get("userName"):
            yield f"文件属性中有作者“{one.get('userName')}”。"
    for part, xml in package.xml.items():
        if part.startswith(("xl/comments", "word/")):
            authors = (author for name, one in xml.elements for author in _authors(name, one))
            yield from (f"批注或修订中有作者“{author}”。" for author in authors if author.strip())


def _authors(name: str, element: ET.Element) -> Iterator[str]:
    if name == "author":
        yield element.text or ""
    yield from (value for key, value in element.attrib.items() if _bare(key) == "author")


def _hidden_sheets(package: _Package) -> Iterator[str]:
    for sheet in package.of(_BOOK, "sheet"):
        name = sheet.get("name", "")
        if sheet.get("state", "visible") != "visible" and name != STAMP_SHEET:
            yield f"「{name}」表是隐藏的。"


def _cells(package: _Package) -> Iterator[str]:
    for part, sheet in package.sheets().items():
        for cell in package.of(part, "c"):
            inside = {_bare(one.tag): one.text or "" for one in cell}
            place = f"「{sheet}」表 {cell.get('r', '')}"
            if cell.get("t") == "e":
                yield f"{place} 是错误值{inside.get('v', '')}。"
            has_result = inside.get("v") or ("v" in inside and cell.get("t") == "str")
            if "f" in inside and not has_result:
                yield f"{place} 的公式没有算出结果。"
            yield from (f"{place} 的公式{why}。" for why in _doubts(inside.get("f", "")))


def _formulas(package: _Package) -> Iterator[str]:
    """Look at the formulas outside cells: of names, of colours, of entry rules."""
    sheets = package.sheets()
    for part in package.xml:
        place = f"「{sheets[part]}」表" if part in sheets else "文件"
        for one in package.of(part, *_FORMULAS):
            if one.tag in _CELL_FORMULAS:
                continue
            yield from (f"{place}的公式{why}。" for why in _doubts(one.text or ""))
    for one in package.of(_BOOK, "definedName"):
        if {"xlm", "function", "vbProcedure", "macro"} & set(one.attrib):
            yield "含有宏。"


def _doubts(formula: str) -> tuple[str, ...]:
    """Return what is wrong with one formula."""
    return _doubts_of(formula, _FUNCTIONS) if formula else ()


@lru_cache(maxsize=4096)
def _doubts_of(formula: str, functions: frozenset[str]) -> tuple[str, ...]:
    """Return what is wrong with one formula. Forms of one make have the same formulas, row by row."""
    bare = _TEXT.sub("", formula)
    found = []
    if "[" in bare:
        found.append("引用了别的文件")
    if _BROKEN.search(bare):
        found.append("引用已失效")
    bare = _QUOTED_SHEET.sub("", bare)
    if "|" in bare:
        found.append("会启动别的程序")
    called = [one for one in _CALL.findall(bare) if one.upper() not in functions]
    names = dict.fromkeys((*called, *_OWN_FUNCTION.findall(bare)))
    return (*found, *(f"用了“{name}”，对方不一定能计算" for name in names))


def _machine_paths(package: _Package) -> Iterator[str]:
    for part, xml in package.xml.items():
        if package.is_going_back and part.startswith(_TYPED_PARTS):
            continue
        yield from (f"含有本机的位置“{place}”。" for place in xml.places)


_RULES: tuple[Callable[[_Package], Iterator[str]], ...] = (
    _kinds_of_parts,
    _shapes,
    _ways_out,
    _persons,
    _hidden_sheets,
    _cells,
    _formulas,
    _machine_paths,
)
