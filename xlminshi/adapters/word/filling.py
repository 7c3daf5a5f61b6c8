"""Filling a letterhead: the marks give way to the words of one bulletin, everything else stays as the office styled it."""

import io
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import datetime
from typing import TypeAlias, cast

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length

from xlminshi.adapters.packing import repack
from xlminshi.adapters.word.annex import place_annex
from xlminshi.adapters.word.body import HANGING, SHARED_PUNCTUATION, Ids, body_paragraphs, cleaned
from xlminshi.adapters.word.controls import PIECES
from xlminshi.adapters.word.gb9704 import CHARACTERS_PER_LINE
from xlminshi.adapters.word.letterhead import IMPRINT_MARKS, Mark
from xlminshi.adapters.word.marks import (
    Slot,
    letterhead_faults,
    opened,
    put_words,
    refusal,
    slots_of,
    style_ids_of,
)
from xlminshi.adapters.word.masthead import place_issuer, place_name
from xlminshi.bulletin.anchors import BODY_END, TITLE, anchor_of
from xlminshi.bulletin.document import Document, Imprint, Paragraph, ParagraphStyle
from xlminshi.core.errors import LetterheadError

Values: TypeAlias = Mapping[Mark, str]

UNDATED = datetime(2012, 7, 1)
"""The document's time when its date cannot be read: never the clock, so that equal input gives equal bytes."""

MOVABLE_LENGTH = 12 * CHARACTERS_PER_LINE
"""A last paragraph of up to 12 lines may move to the next page to keep the 版记 company; a longer one leaves a hole there."""

_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_LABEL = re.compile(r"([^：。，]{1,5}：)")


def render_bulletin(document: Document, letterhead: bytes) -> bytes:
    """Return the bulletin as the bytes of a .docx: `letterhead` with every mark filled. Same input, same bytes.

    Raises LetterheadError, with all findings in one Chinese message, when the letterhead cannot take the document.
    """
    word = opened(letterhead)
    slots = tuple(slots_of(word))
    faults = letterhead_faults(word, slots)
    if faults:
        raise LetterheadError(refusal(faults))
    values = words_of(document)
    body = next(slot.paragraph for slot in slots if Mark.BODY in slot.marks)
    ids = Ids(word)
    for slot in slots:
        is_title = Mark.TITLE in slot.marks and slot.line == slot.tokens[0].text
        if Mark.BODY not in slot.marks:
            _fill(slot, _placed(word, slot, values))
        if is_title:
            _anchor(slot.paragraph, anchor_of(TITLE, values[Mark.TITLE]), ids)
    last = _place_body(body, document, style_ids_of(word), ids)
    _remove_empty_rows(slots, values)
    if document.annex is not None:
        place_annex(word, last, document.annex)
    _anchor_end(last, ids)
    _set_properties(word, document)
    _drop_traces(word)
    buffer = io.BytesIO()
    word.save(buffer)
    return repack(buffer.getvalue())


# Filling ---------------------------------------------------------------------------------------------------------


def words_of(document: Document) -> Values:
    """Return what stands in the place of each mark but 正文."""
    masthead, imprint = document.masthead, document.imprint
    values = {
        Mark.NAME: masthead.name,
        Mark.ISSUE: masthead.issue,
        Mark.ISSUER: masthead.issuer,
        Mark.DATED: masthead.dated,
        Mark.TITLE: "\n".join(document.title),
        Mark.DISTRIBUTION: imprint.distribution,
        Mark.PRINTED_BY: imprint.printed_by,
        Mark.PRINTED_ON: imprint.printed_on,
    }
    return {mark: cleaned(text) for mark, text in values.items()}


def _placed(word: WordDocument, slot: Slot, values: Values) -> Values:
    """Return the words for a paragraph, which is given room for a long name or issuer."""
    if Mark.ISSUER in slot.marks:
        issuer = place_issuer(word, slot, values[Mark.ISSUER], values[Mark.DATED])
        values = {**values, Mark.ISSUER: issuer}
    if Mark.NAME in slot.marks:
        values = {**values, Mark.NAME: place_name(word, slot, values[Mark.NAME])}
    return values


def _fill(slot: Slot, values: Values) -> None:
    is_alone = slot.is_alone
    put_words(slot, values)
    for run in dict.fromkeys(text.getparent() for text in slot.texts):
        _respell(cast(CT_R, run))
    if Mark.DISTRIBUTION in slot.marks:
        text = values[Mark.DISTRIBUTION]
        lines = text.split("\n") if is_alone else [text]
        for paragraph, line in zip(_torn(slot.paragraph, len(lines)), reversed(lines), strict=True):
            _hang(paragraph, line)


def _torn(paragraph: CT_P, count: int) -> Iterator[CT_P]:
    """Yield 抄送 and 本期发, last first, in paragraphs of their own: each begins at the edge and hangs by its own label."""
    breaks = paragraph.findall(f"{qn('w:r')}/{qn('w:br')}")
    for one in breaks[:-count:-1]:
        yield _torn_off(paragraph, one.getparent())
    yield paragraph


def _torn_off(paragraph: CT_P, line_end: BaseOxmlElement) -> CT_P:
    """Return a new paragraph, alike and next, of all that stood behind a line end."""
    after = cast(CT_P, OxmlElement("w:p"))
    if paragraph.pPr is not None:
        after.append(deepcopy(paragraph.pPr))
    for one in list(line_end.itersiblings()):
        after.append(one)
    line_end.getparent().remove(line_end)
    paragraph.addnext(after)
    return after


def _hang(paragraph: CT_P, text: str) -> None:
    """Let turned lines stand under the first character after 本期发： or 抄送： (7.4.2), if the letterhead hangs them."""
    indent = paragraph.pPr.ind if paragraph.pPr is not None else None
    label = _LABEL.match(text)
    if indent is None or not indent.hanging or not indent.right or label is None:
        return
    width = len(label[1]) * indent.right
    indent.hanging, indent.left = Length(width), Length(indent.right + width)


def _respell(run: CT_R) -> None:
    """Replace a run by runs that hold one piece each: text, text with the hint, a line break, or what else it held."""
    properties = run.rPr
    for child in run:
        if child.tag == qn("w:t"):
            pieces = _runs(child.text or "", properties)
        elif child is properties:
            pieces = []
        else:
            pieces = [_run(deepcopy(child), properties)]
        for piece in pieces:
            run.addprevious(piece)
    run.getparent().remove(run)


def _anchor(paragraph: CT_P, name: str, ids: Ids) -> None:
    """Put a bookmark around a paragraph of the letterhead, as `body_paragraphs` does around those of the body."""
    if not ids.takes(name):
        return
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    number = ids.next_bookmark()
    for element in (start, end):
        element.set(qn("w:id"), number)
    start.set(qn("w:name"), name)
    if paragraph.pPr is not None:
        paragraph.pPr.addnext(start)
    else:
        paragraph.insert(0, start)
    sign = _last_sign(paragraph)
    if sign is None:
        paragraph.append(end)
    else:
        sign.addprevious(end)


def _last_sign(paragraph: CT_P) -> CT_R | None:
    """Return the mark that ends a paragraph as a run of its own; None where it does not end with words and a mark."""
    last = paragraph[-1]
    if not isinstance(last, CT_R) or len(last.text) < 2 or last.text[-1] not in HANGING:
        return None
    sign = deepcopy(last)
    last.text, sign.text = last.text[:-1], last.text[-1]
    last.addnext(sign)
    return sign


def _anchor_end(last: CT_P, ids: Ids) -> None:
    """Mark the first paragraph behind the body: what people add before it is the bulletin's."""
    after = last.getnext()
    found = after if after is None or after.tag == qn("w:p") else after.find(".//" + qn("w:p"))
    if found is not None:
        _anchor(cast(CT_P, found), anchor_of(BODY_END, ""), ids)


def _runs(text: str, properties: BaseOxmlElement | None = None) -> list[CT_R]:
    return [_text_run(piece, properties) for piece in PIECES.split(text) if piece]


def _text_run(piece: str, properties: BaseOxmlElement | None) -> CT_R:
    if piece in "\n\t":
        return _run(OxmlElement("w:br" if piece == "\n" else "w:tab"), properties)
    text = OxmlElement("w:t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    text.text = piece
    run = _run(text, properties)
    if piece[0] in SHARED_PUNCTUATION:
        run.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
    return run


def _run(content: BaseOxmlElement, properties: BaseOxmlElement | None) -> CT_R:
    run = cast(CT_R, OxmlElement("w:r"))
    if properties is not None:
        run.append(deepcopy(properties))
    run.append(content)
    return run


def _place_body(mark: CT_P, document: Document, style_ids: Mapping[str, str], ids: Ids) -> CT_P:
    """Put the paragraphs where the mark stood, and return the last, which keeps with the 版记: that should not be alone."""
    section = mark.find(qn("w:pPr") + "/" + qn("w:sectPr"))
    empty = Paragraph("", ParagraphStyle.BODY, "")
    for paragraph in body_paragraphs(document.body or (empty,), style_ids, ids):
        mark.addprevious(paragraph)
    last = cast(CT_P, mark.getprevious())
    if section is not None:
        last.get_or_add_pPr().append(section)
    elif document.imprint != Imprint("") and _length(last) <= MOVABLE_LENGTH:
        last.get_or_add_pPr().get_or_add_keepNext()
    mark.getparent().remove(mark)
    return last


def _length(paragraph: CT_P) -> int:
    return sum(len(text.text or "") for text in paragraph.iter(qn("w:t")))


def _remove_empty_rows(slots: tuple[Slot, ...], values: Values) -> None:
    """Remove each row of the 版记 whose marks all stayed empty, and a table that has no row left."""
    rows: dict[BaseOxmlElement, list[Mark]] = {}
    for slot in slots:
        for row in slot.paragraph.iterancestors(qn("w:tr")):
            rows.setdefault(row, []).extend(slot.marks)
    for row, marks in rows.items():
        if all(mark in IMPRINT_MARKS and not values[mark] for mark in marks):
            table = next(row.iterancestors(qn("w:tbl")))
            row.getparent().remove(row)
            if table.find(".//" + qn("w:tr")) is None:
                table.getparent().remove(table)


# What the file says about itself ---------------------------------------------------------------------------------


def _set_properties(word: WordDocument, document: Document) -> None:
    """Set title and times, and nothing else: no author, no company, no last editor."""
    properties = word.core_properties
    element = word.part.package.part_related_by(RT.CORE_PROPERTIES).element
    for child in list(element):
        element.remove(child)
    properties.title = cleaned("".join(document.title))[:255]
    properties.created = properties.modified = _time(document.masthead.dated)


def _time(dated: str) -> datetime:
    found = _DATE.search(dated)
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3])) if found else UNDATED
    except ValueError:
        return UNDATED


def _drop_traces(word: WordDocument) -> None:
    """Drop what still shows the letterhead's maker: preview picture, application and custom properties, template path."""
    package = word.part.package
    for relation_id, relation in list(package.rels.items()):
        if relation.reltype in (RT.THUMBNAIL, RT.EXTENDED_PROPERTIES, RT.CUSTOM_PROPERTIES):
            del package.rels[relation_id]
    settings = word.part.part_related_by(RT.SETTINGS)
    for template in word.settings.element.findall(qn("w:attachedTemplate")):
        word.settings.element.remove(template)
        settings.rels.pop(template.get(qn("r:id")), None)
