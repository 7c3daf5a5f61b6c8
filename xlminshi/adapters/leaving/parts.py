"""The parts of a workbook as XML trees: what leads where, and what nothing leads to any more."""

import posixpath
import re
from collections.abc import Callable
from typing import Any, TypeAlias

from lxml import etree

from xlminshi.adapters.packing import pack, unpack

Element: TypeAlias = Any
"""An lxml element."""

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
# Excel's drawings of notes and buttons hold line breaks without an end, as in a web page.
_OPEN_BREAK = re.compile(rb"<br\s*>")
_CONTENT_TYPES, _ROOT = "[Content_Types].xml", ""
BOOK = "xl/workbook.xml"


def bare(element: Element) -> str:
    """Return an element's name without its namespace; "" for a comment."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def all_of(element: Element, *names: str) -> list[Element]:
    """Return the element's descendants of these names, as a list that stays while they are changed."""
    return [one for one in element.iter() if bare(one) in names]


def remove(element: Element) -> None:
    """Take an element out of its tree, and those around it that it leaves empty."""
    around = element.getparent()
    if around is None:
        return
    around.remove(element)
    if not len(around) and not (around.text or "").strip() and around.getparent() is not None:
        remove(around)


class Parts:
    """An open package whose XML parts are parsed when they are first asked for."""

    def __init__(self, content: bytes) -> None:
        self._bytes = unpack(content)
        self._trees: dict[str, Element] = {}

    def names(self) -> tuple[str, ...]:
        """Return the names of all parts."""
        return tuple(self._bytes)

    def has(self, name: str) -> bool:
        """Return whether a part is there."""
        return name in self._bytes

    def tree(self, name: str) -> Element:
        """Return the root element of an XML part; changes to it are kept."""
        if name not in self._trees:
            content = self._bytes[name]
            whole = _OPEN_BREAK.sub(b"<br/>", content) if name.endswith(".vml") else content
            self._trees[name] = etree.fromstring(whole, _PARSER)
        return self._trees[name]

    def put(self, name: str, content: bytes) -> None:
        """Give a part this content."""
        self._bytes[name] = content
        self._trees.pop(name, None)

    def links(self, owner: str) -> list[Element]:
        """Return the relationships of a part; those of the package for ""."""
        name = _links_of(owner)
        return all_of(self.tree(name), "Relationship") if self.has(name) else []

    def target(self, owner: str, link: Element) -> str:
        """Return the name of the part that a relationship leads to."""
        path = link.get("Target", "")
        base = posixpath.dirname(owner)
        return path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join(base, path))

    def cut(self, owner: str, is_unwanted: Callable[[Element], bool]) -> None:
        """Take out the relationships of a part that are not wanted, and what in the part refers to them."""
        gone = [link for link in self.links(owner) if is_unwanted(link)]
        names = {link.get("Id") for link in gone}
        for link in gone:
            link.getparent().remove(link)
        if owner and names and owner.endswith((".xml", ".vml")):
            self._forget(self.tree(owner), names)

    def _forget(self, tree: Element, names: set[str | None]) -> None:
        for one in list(tree.iter()):
            keys = [key for key, value in one.attrib.items() if _is_reference(key) and value in names]
            for key in keys:
                del one.attrib[key]
            if keys and bare(one) != "pageSetup":  # its other attributes say how to print
                remove(one)

    def packed(self) -> bytes:
        """Return the package, without the parts that nothing leads to."""
        reached = self._reached()
        links = {_links_of(owner) for owner in reached}
        kept = {*reached, *links, _CONTENT_TYPES} - {_ROOT}
        self._bytes = {name: content for name, content in self._bytes.items() if name in kept}
        self._tidy_types()
        for name, tree in self._trees.items():
            if name in self._bytes:
                self._bytes[name] = etree.tostring(
                    tree, xml_declaration=True, encoding="UTF-8", standalone=True
                )
        empty = [name for name in self._bytes if name.endswith(".rels") and not len(self.tree(name))]
        return pack({name: content for name, content in self._bytes.items() if name not in empty})

    def _reached(self) -> set[str]:
        reached, waiting = {_ROOT}, [_ROOT]
        while waiting:
            owner = waiting.pop()
            for link in self.links(owner):
                found = self.target(owner, link)
                if link.get("TargetMode") != "External" and self.has(found) and found not in reached:
                    reached.add(found)
                    waiting.append(found)
        return reached

    def _tidy_types(self) -> None:
        tree = self.tree(_CONTENT_TYPES)
        endings = {name.rpartition(".")[2].lower() for name in self._bytes}
        for one in list(tree):
            is_stale = one.get("PartName") and one.get("PartName", "").lstrip("/") not in self._bytes
            if is_stale or (one.get("Extension") and one.get("Extension", "").lower() not in endings):
                tree.remove(one)


def _links_of(owner: str) -> str:
    folder, name = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _is_reference(key: str) -> bool:
    return "relationships}" in key.lower() or key.endswith("}relid")
