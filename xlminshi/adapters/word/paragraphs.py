"""The paragraphs of a .docx in reading order with their typed text: the text, tables, boxes, headers, footers and notes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement

from xlminshi.adapters.word.numbering import Numbering
from xlminshi.bulletin.proofreading.manuscript import Line, Story

_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_TEXT = qn("w:t")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = (qn("w:del"), qn("w:moveFrom"), _FALLBACK)
_LONGEST_HEAD = 14
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A child of a run that shows characters, and those characters."""

    element: BaseOxmlElement
    text: str

    @property
    def run(self) -> CT_R:
        """Return the run that holds the piece."""
        return cast(CT_R, self.element.getparent())


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph with something in it: its element, its pieces, and the line that it is in a manuscript."""

    element: CT_P
    pieces: tuple[Piece, ...]
    line: Line


def paragraphs_of(word: WordDocument) -> Iterator[WordParagraph]:
    """Yield the paragraphs that hold characters: the text with its tables and boxes, then the margins and notes."""
    numbering = Numbering(word)
    names = {one.style_id: one.name or "" for one in word.styles}
    heads = _Heads()
    number = 0
    for element, place in _elements(word):
        pieces = tuple(pieces_of(element))
        text = "".join(one.text for one in pieces)
        label = numbering.label(element) if place is None else ""
        story = place or _story(element)
        if not text.strip() or (place and not any("\u4e00" <= one <= "\u9fff" for one in text)):
            continue
        number += 1
        row, head = heads.take(element, text) if story is Story.TABLE else (None, "")
        style = names.get(element.style or "", "")
        yield WordParagraph(element, pieces, Line(number, text, style, head or label, story, row))


def pictures_in(word: WordDocument) -> int:
    """Return how many pictures stand in the text: nobody reads the figures in them."""
    return sum(1 for _ in word.element.body.iter(*_PICTURES))


def pieces_of(paragraph: CT_P) -> Iterator[Piece]:
    """Yield what shows characters in a paragraph: not what was deleted, not a box's words, not the second form of a box."""
    for element in paragraph.iter(_TEXT, *_SIGNS):
        parent = element.getparent()
        if parent is None or parent.tag != qn("w:r") or _owner(element) is not paragraph:
            continue
        if not any(one.tag in _GONE for one in element.iterancestors()):
            yield Piece(element, element.text or "" if element.tag == _TEXT else _SIGNS[element.tag])


def _owner(element: BaseOxmlElement) -> BaseOxmlElement | None:
    return next(element.iterancestors(qn("w:p")), None)


def _elements(word: WordDocument) -> Iterator[tuple[CT_P, Story | None]]:
    for element in word.element.body.iter(qn("w:p")):
        if not any(one.tag in _GONE for one in element.iterancestors()):
            yield cast(CT_P, element), None
    for root, story in (*_margins(word), *_notes(word)):
        for element in root.iter(qn("w:p")):
            if not any(one.tag in _GONE for one in element.iterancestors()):
                yield cast(CT_P, element), story


def _margins(word: WordDocument) -> Iterator[tuple[BaseOxmlElement, Story]]:
    """Yield headers and footers, each once."""
    links = (link for link in word.part.rels.values() if link.reltype in (RT.HEADER, RT.FOOTER))
    parts = {str(link.target_part.partname): link.target_part for link in links}
    yield from ((part.element, Story.MARGIN) for part in parts.values())


def _notes(word: WordDocument) -> Iterator[tuple[BaseOxmlElement, Story]]:
    """Yield footnotes and endnotes."""
    for link in word.part.rels.values():
        if link.reltype in (RT.FOOTNOTES, RT.ENDNOTES):
            yield parse_xml(link.target_part.blob), Story.NOTE


def _story(element: CT_P) -> Story:
    inside = {one.tag for one in element.iterancestors()}
    if qn("w:txbxContent") in inside:
        return Story.BOX
    return Story.TABLE if qn("w:tc") in inside and _is_data_table(element) else Story.TEXT


def _is_data_table(element: CT_P) -> bool:
    """Return whether a table holds figures in rows and columns; 版头 and 版记 are often set in tables of one or two columns."""
    table = next(element.iterancestors(qn("w:tbl")))
    rows = table.findall(qn("w:tr"))
    return len(rows) > 1 and len(rows[0].findall(qn("w:tc"))) > 2


class _Heads:
    """Remembers the heads of a table's columns, which say what the cells below tell."""

    def __init__(self) -> None:
        self.tables: list[BaseOxmlElement] = []
        self.heads: dict[tuple[int, int], str] = {}

    def take(self, element: CT_P, text: str) -> tuple[tuple[int, int], str]:
        """Return (table, row) of a cell's paragraph, and the head of its column with a colon; "" in the first row."""
        cell = next(element.iterancestors(qn("w:tc")))
        row = next(element.iterancestors(qn("w:tr")))
        table = next(element.iterancestors(qn("w:tbl")))
        if not any(table is one for one in self.tables):
            self.tables.append(table)
        index = next(place for place, one in enumerate(self.tables) if one is table)
        line = table.findall(qn("w:tr")).index(row)
        column = _column(row, cell)
        if line == 0:
            words = "".join(text.split())
            if len(words) <= _LONGEST_HEAD:
                self.heads[index, column] = self.heads.get((index, column), "") + words
            return (index, line), ""
        head = self.heads.get((index, column), "")
        return (index, line), f"{head}：" if head else ""


def _column(row: BaseOxmlElement, cell: BaseOxmlElement) -> int:
    """Return the column in which a cell begins, merged cells before it counted by their width."""
    column = 0
    for one in row.findall(qn("w:tc")):
        if one is cell:
            break
        span = one.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        column += int(span.get(qn("w:val"), "1")) if span is not None else 1
    return column
