"""A document as it was typed, paragraph by paragraph, whoever wrote it: what proofreading starts from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from xlminshi.bulletin.document import Document
from xlminshi.bulletin.marks import mark_spans, masked

_NO_SIGN = "\u200b"  # reading passes it over


class Story(Enum):
    """Where in the file a paragraph stands."""

    TEXT = "正文"
    TABLE = "表格"
    BOX = "文本框"
    MARGIN = "页眉页脚"
    NOTE = "脚注"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph with something in it. `number` counts them from 1, the whole file through.

    `label` stands before the text without being typed there: an automatic number, or the head of a table's column.
    `row` tells the cells of one row of a table from those of another: (table, row).
    """

    number: int
    text: str
    style: str = ""
    label: str = ""
    story: Story = Story.TEXT
    row: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A file's name and its paragraphs; `content` is the file itself, for the copy that is marked ("" bytes: none).

    `pictures` counts the pictures and charts in it, whose figures cannot be read.
    """

    name: str
    lines: tuple[Line, ...]
    content: bytes = b""
    pictures: int = 0


def without_marks(manuscript: Manuscript) -> Manuscript:
    """Return the text without the marks of stale figures; every other sign keeps its place."""
    lines = tuple(
        replace(line, text=masked(line.text, _NO_SIGN)) if mark_spans(line.text) else line
        for line in manuscript.lines
    )
    return replace(manuscript, lines=lines)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of the text of paragraph `line` as it was typed."""

    line: int
    start: int
    end: int


def manuscript(name: str, texts: Iterable[str], content: bytes = b"") -> Manuscript:
    """Return plain paragraphs as a manuscript; empty ones are left out."""
    kept = [text for text in texts if text.strip()]
    return Manuscript(name, tuple(Line(number, text) for number, text in enumerate(kept, start=1)), content)


def manuscript_of(document: Document) -> Manuscript:
    """Return a document of the program's own as if somebody had typed it."""
    head, foot = document.masthead, document.imprint
    body = ((one.text, one.style.value) for one in document.body)
    texts = (
        (head.name, ""),
        (head.issue, ""),
        (f"{head.issuer}\t{head.dated}", ""),
        ("\n".join(document.title), ""),
        *body,
        *(((document.annex.title, ""), (document.annex.note, "")) if document.annex else ()),
        (foot.distribution, ""),
        (f"{foot.printed_by}\t{foot.printed_on}", ""),
    )
    kept = ((text, style) for text, style in texts if text.strip())
    lines = (Line(number, text, style) for number, (text, style) in enumerate(kept, start=1))
    return Manuscript("", tuple(lines))
