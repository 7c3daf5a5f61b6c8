"""The copy that may leave: no macro, no button, no add-in, no person, no sheet that stays, its formulas settled."""

import re
import zipfile
import zlib
from functools import partial
from pathlib import Path

from lxml import etree

from xlminshi.adapters.leaving.cells import settle_cells
from xlminshi.adapters.leaving.parts import BOOK, Element, Parts, all_of, bare, remove
from xlminshi.core.errors import CannotContinueError
from xlminshi.form.calls import mentions_sheet
from xlminshi.workflow.ports import Leaving

_PLAIN_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
# Ends of relationship types of what runs, or tells of a person or a machine, or is calculated anew.
_UNWANTED = (
    *("/vbaProject", "/vbaProjectSignature", "/extensibility", "/attachedToolbars", "/ctrlProp", "/control"),
    *("/activeXControlBinary", "/printerSettings", "/person", "/threadedComment", "/calcChain"),
    *("/sheetMetadata", "/thumbnail", "/custom-properties", "/customXml", "/wsSortMap", "/revisionHeaders"),
)
# How Excel marks the anchors of form controls among what is drawn.
_CONTROLS = "a14"
_TEXTS = "/sharedStrings"
_ADDIN = (".xlam", ".xla")
_PERSONAL = ("fileSharing", "absPath", "customWorkbookViews", "revisionPtr")
_MACRO_MARKS = ("xlm", "function", "vbProcedure", "macro")
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created></cp:coreProperties>'
)
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Excel</Application></Properties>"
)
_BOOK_OF_CALL = re.compile(r"\[(\d+)\]")


def leaving_copy(path: Path, leaving: Leaving) -> bytes:
    """Return the copy of a workbook (.xlsx, .xlsm); the same file gives the same bytes.

    Raises CannotContinueError for a file that is no such workbook or has a password.
    """
    try:
        parts = Parts(path.read_bytes())
        return _copied(parts, leaving)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, etree.XMLSyntaxError) as error:
        raise CannotContinueError(
            f"“{path.name}”不能导出：它有打开密码，或者不是 .xlsx、.xlsm 工作簿。"
            "请在 Excel 中取消密码，另存为 .xlsx 后重试。"
        ) from error


def _copied(parts: Parts, leaving: Leaving) -> bytes:
    _leave_sheets(parts, leaving.left_behind)
    sheets = _sheets(parts)
    for name, part in sheets.items():
        settle_cells(parts.tree(part), partial(leaving.settle, name))
    _without_ways_to(parts, sheets, leaving.left_behind)
    for owner in ("", *parts.names()):
        if owner.endswith(".rels") or owner.startswith("["):
            continue
        parts.cut(owner, _is_unwanted)
    for part in sheets.values():
        _without_buttons(parts, part)
    _without_addin(parts, tuple(sheets.values()))
    _plain_book(parts)
    _without_persons(parts)
    _without_idle_texts(parts, tuple(sheets.values()))
    return parts.packed()


def _is_unwanted(link: Element) -> bool:
    return bool(link.get("Type", "").endswith(_UNWANTED))


def _sheets(parts: Parts) -> dict[str, str]:
    links = {link.get("Id"): parts.target(BOOK, link) for link in parts.links(BOOK)}
    found = {one.get("name", ""): links.get(_link_of(one), "") for one in all_of(parts.tree(BOOK), "sheet")}
    return {name: part for name, part in found.items() if "/worksheets/" in part and parts.has(part)}


def _link_of(sheet: Element) -> str | None:
    return next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)


def _leave_sheets(parts: Parts, names: frozenset[str]) -> None:
    """Take sheets out, and the names and numbers in the workbook that belong to them."""
    book = parts.tree(BOOK)
    sheets = all_of(book, "sheet")
    kept = [number for number, one in enumerate(sheets) if one.get("name") not in names]
    new_number = {str(old): str(new) for new, old in enumerate(kept)}
    gone = {_link_of(one) for one in sheets if one.get("name") in names}
    for one in all_of(book, "definedName"):
        local = one.get("localSheetId")
        if (local is not None and local not in new_number) or _points_to(one.text or "", names):
            remove(one)
        elif local is not None:
            one.set("localSheetId", new_number[local])
    parts.cut(BOOK, lambda link: link.get("Id") in gone)
    for view in all_of(book, "workbookView"):
        view.attrib.pop("firstSheet", None)
        view.set("activeTab", "0")
    for number, part in enumerate(_sheets(parts).values()):
        for view in all_of(parts.tree(part), "sheetView"):
            view.attrib.pop("tabSelected", None)
            if number == 0:
                view.set("tabSelected", "1")


def _without_ways_to(parts: Parts, sheets: dict[str, str], names: frozenset[str]) -> None:
    """Take out links to sheets that stay; a colour or an entry rule that needs one raises CannotContinueError."""
    for sheet, part in sheets.items():
        root = parts.tree(part)
        for one in all_of(root, "hyperlink"):
            if _points_to(one.get("location", ""), names):
                remove(one)
        for one in all_of(root, "formula", "formula1", "formula2"):
            needed = next((name for name in names if mentions_sheet(one.text or "", name)), None)
            if needed is not None:
                raise CannotContinueError(
                    f"「{sheet}」表的条件格式或下拉列表引用了不带出的“{needed}”表。请改成直接写明内容，或一并导出该表。"
                )


def _points_to(text: str, names: frozenset[str]) -> bool:
    return any(mentions_sheet(text, name) for name in names)


def _without_idle_texts(parts: Parts, sheets: tuple[str, ...]) -> None:
    """Empty the shared texts that no cell shows any more: else the words of a sheet that stays would leave all the same."""
    used = {
        cell.findtext("{*}v")
        for part in sheets
        for cell in all_of(parts.tree(part), "c")
        if cell.get("t") == "s"
    }
    links = (parts.target(BOOK, link) for link in parts.links(BOOK) if link.get("Type", "").endswith(_TEXTS))
    for part in links:
        for number, text in enumerate(all_of(parts.tree(part), "si")):
            if str(number) not in used:
                for child in list(text):
                    text.remove(child)
                text.append(text.makeelement(text.tag.replace("}si", "}t"), {}))


def _without_buttons(parts: Parts, sheet: str) -> None:
    """Take buttons and other controls off a sheet; notes stay."""
    for link in parts.links(sheet):
        part = parts.target(sheet, link)
        if link.get("Type", "").endswith("/vmlDrawing") and parts.has(part):
            drawing = parts.tree(part)
            for one in all_of(drawing, "ClientData"):
                if one.get("ObjectType") != "Note":
                    drawing.remove(one.getparent())
            is_empty = not all_of(drawing, "shape")
        elif link.get("Type", "").endswith("/drawing") and parts.has(part):
            is_empty = _without_control_anchors(parts.tree(part))
        else:
            continue
        if is_empty:
            parts.cut(sheet, partial(_has_id, link.get("Id")))
    root = parts.tree(sheet)
    for one in all_of(root, "sheetPr"):
        one.attrib.pop("codeName", None)


def _has_id(wanted: str | None, link: Element) -> bool:
    return bool(link.get("Id") == wanted)


def _without_control_anchors(drawing: Element) -> bool:
    """Take out what Excel draws for controls; return whether nothing else is drawn."""
    for one in list(drawing):
        choices = all_of(one, "Choice") if bare(one) == "AlternateContent" else []
        if any(choice.get("Requires") == _CONTROLS for choice in choices):
            drawing.remove(one)
    return not len(drawing)


def _without_addin(parts: Parts, sheets: tuple[str, ...]) -> None:
    """Take out the links to the add-in's own file where no formula needs one any more."""
    formulas = [one.text or "" for part in sheets for one in all_of(parts.tree(part), "f")]
    if any(_BOOK_OF_CALL.search(text) for text in formulas):
        return

    def leads_to_addin(link: Element) -> bool:
        part = parts.target(BOOK, link)
        ends = [one.get("Target", "").lower() for one in parts.links(part)]
        return link.get("Type", "").endswith("/externalLink") and all(end.endswith(_ADDIN) for end in ends)

    parts.cut(BOOK, leads_to_addin)


def _plain_book(parts: Parts) -> None:
    book = parts.tree(BOOK)
    for one in all_of(book, *_PERSONAL):
        remove(one)
    for one in all_of(book, "workbookPr", "fileVersion"):
        one.attrib.pop("codeName", None)
    for one in all_of(book, "definedName"):
        if set(_MACRO_MARKS) & set(one.attrib):
            remove(one)
    for one in parts.tree("[Content_Types].xml"):
        if one.get("PartName") == f"/{BOOK}":
            one.set("ContentType", _PLAIN_BOOK)


def _without_persons(parts: Parts) -> None:
    for name, content in (("docProps/core.xml", _CORE), ("docProps/app.xml", _APP)):
        if parts.has(name):
            parts.put(name, content.encode())
    for name in parts.names():
        if re.fullmatch(r"xl/comments\d*\.xml", name):
            for author in all_of(parts.tree(name), "author"):
                author.text = ""
