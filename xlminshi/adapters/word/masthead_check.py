"""Has the name of this bulletin room in the letterhead? What has none is told before it is printed."""

import re
from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from xlminshi.adapters.word.filling import words_of
from xlminshi.adapters.word.letterhead import Mark
from xlminshi.adapters.word.marks import Slot, opened, put_words, slots_of
from xlminshi.adapters.word.masthead import ems, is_our_name, red_name, run_of
from xlminshi.adapters.word.style_looks import chain_of, first_of, text_width, whole
from xlminshi.bulletin.document import Document
from xlminshi.core.problems import Code, Place, Problem, problem

_EMU_PER_TWIP = 635
_INSET = "91440"  # EMU to the left and right of the words in a text box that says nothing else
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_DIGITS = re.compile(r"\d+", re.ASCII)


def masthead_problems(document: Document, letterhead: bytes, place: Place) -> tuple[Problem, ...]:
    """Return what a person should know of the 版头 before it is printed; `place` is that of the settings.

    Raises LetterheadError for a letterhead that cannot be opened.
    """
    word = opened(letterhead)
    found = (_too_long(word, slot, document, place) for slot in slots_of(word) if Mark.NAME in slot.marks)
    return tuple(filter(None, found))[:1]


def _too_long(word: WordDocument, slot: Slot, document: Document, place: Place) -> Problem | None:
    name = "".join(document.masthead.name.splitlines())
    if is_our_name(word, slot):
        red = red_name(document.masthead.name, text_width(word))
        facts = {"found": name, "count": len(red.lines), "value": f"{red.size / 2:g}"}
        return problem(Code.NAME_TOO_LONG, place, **facts) if red.is_too_small else None
    room, run = _room(word, slot), run_of(slot)
    put_words(slot, words_of(document))
    if room is None or max(_line_widths(word, slot), default=0) <= room:
        return None
    count = int(room // _advance(word, slot, run))
    return problem(Code.NAME_TOO_WIDE, place, found=name, count=count)


def _line_widths(word: WordDocument, slot: Slot) -> list[float]:
    """Return how wide each typed line of a paragraph is, in twips; nothing where tabs or 调整宽度 decide.

    The spacing behind the last character counts: not every program lets it stand in the margin.
    """
    widths = [0.0]
    for one in slot.paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:fitText")):
        if one.tag == qn("w:fitText") or (one.tag == qn("w:tab") and one.getparent().tag == qn("w:r")):
            return []
        if one.tag == qn("w:br"):
            widths.append(0.0)
        elif one in slot.texts:
            first, *others = (one.text or "").split("\n")
            advance = _advance(word, slot, one.getparent())
            widths[-1] += ems(first) * advance
            widths.extend(ems(line) * advance for line in others)
    return widths


def _advance(word: WordDocument, slot: Slot, run: BaseOxmlElement) -> float:
    """Return how wide a 汉字 of a run is, in twips."""
    chain = chain_of(word, slot.paragraph, run)
    size = whole(first_of(chain, "w:rPr", "w:sz", "w:val")) or 20
    percent = whole(first_of(chain, "w:rPr", "w:w", "w:val").removesuffix("%")) or 100
    return max(size * 10 * percent / 100 + whole(first_of(chain, "w:rPr", "w:spacing", "w:val")), 1)


def _room(word: WordDocument, slot: Slot) -> float | None:
    """Return how wide a line of a paragraph may be, in twips; None where that cannot be told."""
    chain = chain_of(word, slot.paragraph)
    frame = next(_frames(slot), None)
    width = text_width(word) if frame is None else _width_of(frame)
    if not width or first_of(chain, "w:pPr", "w:framePr", "w:w"):
        return None
    sides = (("left", "start"), ("right", "end"), ("firstLine", "firstLine"))
    taken = sum(_indent(chain, *names) for names in sides)
    return width - taken


def _indent(chain: list[BaseOxmlElement], name: str, other: str) -> int:
    return whole(
        first_of(chain, "w:pPr", "w:ind", f"w:{name}") or first_of(chain, "w:pPr", "w:ind", f"w:{other}")
    )


def _frames(slot: Slot) -> Iterator[BaseOxmlElement]:
    """Yield what holds the paragraph and is narrower than the page: a cell, a text box."""
    yield from slot.paragraph.iterancestors(qn("w:tc"), qn("w:txbxContent"))


def _width_of(frame: BaseOxmlElement) -> float:
    """Return the room in a cell or a text box in twips; 0 where the file does not say."""
    if frame.tag == qn("w:tc"):
        kind = first_of([frame], "w:tcPr", "w:tcW", "w:type")
        return whole(first_of([frame], "w:tcPr", "w:tcW", "w:w")) if kind == "dxa" else 0
    drawing = next(frame.iterancestors(f"{_DRAWING}inline", f"{_DRAWING}anchor"), None)
    shape = next(frame.iterancestors(f"{_SHAPE}wsp"), None)
    extent = drawing.find(f"{_DRAWING}extent") if drawing is not None else None
    if extent is None or shape is None:
        return 0
    words = shape.find(f"{_SHAPE}bodyPr")
    given = {} if words is None else dict(words.attrib)
    if given.get("wrap") == "none":
        return 0
    lengths = (extent.get("cx", ""), given.get("lIns", _INSET), given.get("rIns", _INSET))
    width, left, right = (int(one) if _DIGITS.fullmatch(one) else 0 for one in lengths)
    return (width - left - right) / _EMU_PER_TWIP
