"""The paragraphs of a bulletin's body: written as XML and parsed in one go. Element by element it takes four times as long."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, cast

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.paragraph import CT_P

from xlminshi.adapters.word.controls import PIECES, control
from xlminshi.adapters.word.marks import stories_of
from xlminshi.adapters.xml_text import escaped, quoted, sound
from xlminshi.bulletin.anchors import anchor_of
from xlminshi.bulletin.document import Paragraph
from xlminshi.bulletin.marks import mark_spans

HANGING = "。，、；：！？"
"""Marks that may hang beyond the end of a full line."""
SHARED_PUNCTUATION = "“”‘’—…·"

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# What neither of them would find in most texts.
_TO_CLEAN = re.compile("[^\t\n\x20-\x84\x86-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_HINT, _YELLOW = '<w:rFonts w:hint="eastAsia"/>', '<w:highlight w:val="yellow"/>'


def cleaned(text: str) -> str:
    """Return the text with one kind of line end, without characters that XML cannot hold."""
    return sound(_LINE_ENDS.sub("\n", text)) if _TO_CLEAN.search(text) else text


class Ids:
    """Numbers for bookmarks and content controls that nothing in the letterhead uses, and the names that have been given."""

    def __init__(self, word: WordDocument) -> None:
        tags = (qn("w:bookmarkStart"), qn("w:sdtPr"))
        elements = [element for story in stories_of(word) for element in story.iter(*tags)]
        bookmarks = [element.get(qn("w:id"), "") for element in elements]
        controls = [
            found.get(qn("w:val"), "") for one in elements if (found := one.find(qn("w:id"))) is not None
        ]
        self.bookmark = max((int(number) for number in bookmarks if number.isdigit()), default=0)
        self.control = max((int(number) for number in controls if number.isdigit()), default=0)
        self.anchors: set[str] = set()

    def next_bookmark(self) -> str:
        """Return the next number for a bookmark."""
        self.bookmark += 1
        return str(self.bookmark)

    def next_control(self) -> int:
        """Return the next number for a content control: any signed 32 bits."""
        self.control = self.control % 0x7FFFFFFF + 1
        return self.control

    def takes(self, anchor: str) -> bool:
        """Return whether an anchor is new; each is set once."""
        is_new = anchor not in self.anchors
        self.anchors.add(anchor)
        return is_new


class _Run(NamedTuple):
    """A piece of text in one look: words, or marks that Chinese and Latin share, or one break."""

    piece: str
    is_yellow: bool = False

    def written(self) -> str:
        if self.piece in _BREAKS:
            return self._around(_BREAKS[self.piece])
        return self._around(f'<w:t xml:space="preserve">{escaped(self.piece)}</w:t>')

    def parted(self, between: str) -> str:
        """Return the run in two, the last character by itself, with something between them."""
        return f"{self._part(self.piece[:-1])}{between}{self._part(self.piece[-1])}"

    def _part(self, text: str) -> str:
        space = ' xml:space="preserve"' if text.strip() != text else ""
        return self._around(f"<w:t{space}>{escaped(text)}</w:t>")

    def _around(self, content: str) -> str:
        hint = _HINT if self.piece[0] in SHARED_PUNCTUATION else ""
        look = hint + (_YELLOW if self.is_yellow else "")
        return f"<w:r><w:rPr>{look}</w:rPr>{content}</w:r>" if look else f"<w:r>{content}</w:r>"


def body_paragraphs(
    paragraphs: Iterable[Paragraph], style_ids: Mapping[str, str], ids: Ids
) -> tuple[CT_P, ...]:
    """Return the paragraphs as they stand in the file: each generated figure in a content control, stale places yellow.

    Around each is a bookmark, under which it is found again when people have edited it.
    """
    written = "".join(_paragraph(one, style_ids[one.style.value], ids) for one in paragraphs)
    body = parse_xml(f"<w:body {nsdecls('w')}>{written}</w:body>")
    return tuple(cast(CT_P, one) for one in body)


def _paragraph(paragraph: Paragraph, style_id: str, ids: Ids) -> str:
    text, at = paragraph.text, 0
    pieces: list[_Run | str] = []
    for figure in paragraph.figures:
        pieces.extend(_marked_runs(text[at : figure.start]))
        if shown := cleaned(text[figure.start : figure.end]):
            pieces.append(control(figure.source, shown, ids.next_control(), _written(_runs(shown))))
        at = figure.end
    pieces.extend(_marked_runs(text[at:]))
    anchor = anchor_of(paragraph.key, cleaned(text)) if paragraph.key and text.strip() else ""
    content = _anchored(anchor, pieces, ids) if anchor and ids.takes(anchor) else _written(pieces)
    return f'<w:p><w:pPr><w:pStyle w:val="{quoted(style_id)}"/></w:pPr>{content}</w:p>'


def _anchored(anchor: str, pieces: Sequence[_Run | str], ids: Ids) -> str:
    """Return what a paragraph holds within a bookmark."""
    number = ids.next_bookmark()
    start, end = (
        f'<w:bookmarkStart w:id="{number}" w:name="{quoted(anchor)}"/>',
        f'<w:bookmarkEnd w:id="{number}"/>',
    )
    # Where a full stop hangs beyond a full line and an anchor ends behind it, LibreOffice starts an empty line and loses
    # the stop: so the anchor ends before it.
    last = pieces[-1] if pieces else ""
    if isinstance(last, _Run) and len(last.piece) > 1 and last.piece[-1] in HANGING:
        return f"{start}{_written(pieces[:-1])}{last.parted(end)}"
    return f"{start}{_written(pieces)}{end}"


def _written(pieces: Iterable[_Run | str]) -> str:
    return "".join(one if isinstance(one, str) else one.written() for one in pieces)


def _marked_runs(text: str) -> list[_Run]:
    """Return the runs of a text; in yellow what marks a figure that no longer holds, so that it is seen on paper too."""
    runs: list[_Run] = []
    at = 0
    for start, end in mark_spans(text):
        runs += [*_runs(cleaned(text[at:start])), *_runs(cleaned(text[start:end]), is_yellow=True)]
        at = end
    return [*runs, *_runs(cleaned(text[at:]))]


def _runs(text: str, is_yellow: bool = False) -> list[_Run]:
    return [_Run(piece, is_yellow) for piece in PIECES.split(text) if piece]
