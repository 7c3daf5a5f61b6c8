"""The words of a .docx of ours: python-docx passes over what stands in content controls, so w:t is collected here."""

import io
from pathlib import Path

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n"}


def text_of(paragraph: Paragraph) -> str:
    """Return all words of a paragraph, those of content controls included."""
    elements = paragraph._p.iter(qn("w:t"), *_SIGNS)
    return "".join(one.text or "" if one.tag == qn("w:t") else _SIGNS[one.tag] for one in elements)


def texts_of(source: Path | bytes) -> list[str]:
    """Return the words of each paragraph outside tables."""
    content = source if isinstance(source, bytes) else source.read_bytes()
    return [text_of(one) for one in docx.Document(io.BytesIO(content)).paragraphs]
