"""A copy of a .docx with a comment (批注) at each place that was found; nothing else in it is touched."""

import io
from collections.abc import Iterable
from copy import deepcopy
from typing import cast

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from docx.types import ProvidesStoryPart

from xlminshi.adapters.packing import repack
from xlminshi.adapters.word.paragraphs import Piece, WordParagraph, paragraphs_of, pieces_of
from xlminshi.bulletin.proofreading.manuscript import Story
from xlminshi.workflow.ports import Note

AUTHOR, INITIALS = "核对通报", "核对"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_COMMENT_SIZE = Pt(10.5)


def mark_document(content: bytes, notes: Iterable[Note]) -> bytes:
    """Return a copy of the document with the notes as comments. Same input, same bytes: the comments carry no date.

    A note on a header, a footer or a box, where Word allows none, is put on the first paragraph of the text.
    """
    word = docx.Document(io.BytesIO(content))
    paragraphs = {one.line.number: one for one in paragraphs_of(word)}
    inside = [one for one in paragraphs.values() if one.line.story in (Story.TEXT, Story.TABLE)]
    _add_styles(word)
    for note in sorted(notes, key=lambda one: (one.span.line, one.span.start, one.span.end, one.text)):
        paragraph = paragraphs.get(note.span.line)
        if paragraph is not None and paragraph in inside:
            _comment(word, paragraph, note.span.start, note.span.end, note.text)
        elif inside:
            first = inside[0]
            _comment(word, first, 0, len(first.line.text), note.text)
    buffer = io.BytesIO()
    word.save(buffer)
    return repack(buffer.getvalue())


def _comment(word: WordDocument, paragraph: WordParagraph, start: int, end: int, text: str) -> None:
    runs = _runs_at(paragraph, start, max(end, start + 1))
    if not runs:
        return
    owner = Paragraph(paragraph.element, cast(ProvidesStoryPart, word))
    anchors = [Run(runs[0], owner), Run(runs[-1], owner)]
    comment = word.add_comment(anchors, text, AUTHOR, INITIALS)
    comment._comment_elm.attrib.pop(qn("w:date"), None)


def _runs_at(paragraph: WordParagraph, start: int, end: int) -> list[CT_R]:
    """Return the runs that hold exactly the characters from `start` to `end`, split off their neighbours where needed."""
    for place in (start, end):
        _split(tuple(pieces_of(paragraph.element)), place)
    offset, runs = 0, []
    for piece in pieces_of(paragraph.element):
        if start <= offset and offset + len(piece.text) <= end and piece.text:
            runs.append(piece.run)
        offset += len(piece.text)
    return runs


def _split(pieces: tuple[Piece, ...], place: int) -> None:
    """Make the runs of a paragraph break at a character."""
    offset = 0
    for piece in pieces:
        within = place - offset
        if 0 <= within < len(piece.text):
            _split_run(piece, within)
            return
        offset += len(piece.text)


def _split_run(piece: Piece, within: int) -> None:
    """Move what follows a character into a run of its own with the same look."""
    run, element = piece.run, piece.element
    following = list(element.itersiblings())
    before = [one for one in element.itersiblings(preceding=True) if one.tag != qn("w:rPr")]
    if within == 0 and not before:
        return
    after = cast(CT_R, run.makeelement(run.tag, dict(run.attrib), nsmap=run.nsmap))
    if run.rPr is not None:
        after.append(deepcopy(run.rPr))
    if within:
        rest = deepcopy(element)
        element.text, rest.text = piece.text[:within], piece.text[within:]
        for one in (element, rest):
            one.set(_SPACE, "preserve")
        after.append(rest)
    else:
        after.append(element)
    after.extend(following)
    run.addnext(after)


def _add_styles(word: WordDocument) -> None:
    """Give a document the two styles of comments where it has none, so that they do not look like its own text."""
    known = {one.style_id for one in word.styles}
    if "CommentText" not in known:
        style = word.styles.add_style("annotation text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.element.set(qn("w:styleId"), "CommentText")
        style.font.size = _COMMENT_SIZE
        form = style.paragraph_format
        form.first_line_indent, form.line_spacing, form.space_after = Pt(0), 1.0, Pt(0)
    if "CommentReference" not in known:
        style = word.styles.add_style("annotation reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
        style.element.set(qn("w:styleId"), "CommentReference")
        style.font.size = _COMMENT_SIZE
