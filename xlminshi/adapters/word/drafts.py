"""A Word file that people have edited, read back: its paragraphs by their bookmarks, its figures by their content controls."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement

from xlminshi.adapters.closed.preflight import Limits, office_parts
from xlminshi.adapters.closed.sniffing import is_zip, refusal
from xlminshi.adapters.word.contents import word_content
from xlminshi.adapters.word.controls import printed_of, value_of, with_figures
from xlminshi.adapters.word.paragraphs import pieces_of
from xlminshi.bulletin.anchors import (
    BODY_END,
    TITLE,
    WrittenDraft,
    WrittenFigure,
    WrittenParagraph,
    digest_in,
    key_of,
)
from xlminshi.bulletin.document import ParagraphStyle
from xlminshi.core.errors import FileRefusedError

_LIMITS = Limits()
_START, _PARAGRAPH, _TABLE = qn("w:bookmarkStart"), qn("w:p"), qn("w:tbl")
_PICTURES = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
_WITHIN = (qn("w:tbl"), qn("w:txbxContent"), qn("w:del"), qn("w:moveFrom"))
_SAVE_AGAIN = "请用 Word 或 WPS 打开检查，另存为“Word 文档（*.docx）”后重试"


def read_draft(path: Path) -> WrittenDraft:
    """Return title and body of a .docx as people have left it; FileRefusedError, in Chinese, for anything else."""
    return draft_in(path.name, word_content(path, _LIMITS))


def refreshed_draft(path: Path, figures: dict[int, str]) -> bytes:
    """Return the file with new words in content controls (by number), and nothing else changed."""
    return with_figures(word_content(path, _LIMITS), figures)


def draft_in(name: str, content: bytes) -> WrittenDraft:
    """Return title and body of the bytes of a .docx."""
    word = _opened(name, content)
    found = list(_paragraphs(word))
    first = _first(found)
    paragraphs = tuple(one for _, one in found[first:] if one.text.strip())
    return WrittenDraft(name, paragraphs, tuple(_left_out(word, [element for element, _ in found[first:]])))


def _opened(name: str, content: bytes) -> WordDocument:
    if not is_zip(content):
        raise refusal(name, "不是 Word 文档（.docx）", _SAVE_AGAIN)
    try:
        parts = office_parts(name, content, _LIMITS)
    except FileRefusedError as error:
        raise refusal(name, "不完整、已损坏或不可信，不能读取", _SAVE_AGAIN) from error
    if b"wordprocessingml." not in parts.get("[content_types].xml", b""):
        raise refusal(name, "不是 Word 文档（.docx）", "请选择生成的通报，或由它改成的 .docx 文件")
    try:
        word = docx.Document(io.BytesIO(content))
        _ = word.styles.element, word.element.body
        return word
    except Exception as error:  # a damaged package fails in python-docx in dozens of ways
        raise refusal(name, "内部结构有误，不能读取", _SAVE_AGAIN) from error


def _paragraphs(word: WordDocument) -> Iterator[tuple[CT_P, WrittenParagraph]]:
    """Yield the paragraphs of the text up to the end of the body; tables and boxes are not the body's."""
    styles = {one.style_id: one.name or "" for one in word.styles}
    numbers = {one: number for number, one in enumerate(word.element.iter(qn("w:sdt")))}
    waiting: list[BaseOxmlElement] = []
    for element in word.element.body.iter(_PARAGRAPH, _START):
        if element.tag == _START:
            name = key_of(element.get(qn("w:name"), ""))
            if name == BODY_END:
                return
            if name is not None and not any(one.tag == _PARAGRAPH for one in element.iterancestors()):
                waiting.append(element)
        elif not any(one.tag in _WITHIN for one in element.iterancestors()):
            paragraph = cast(CT_P, element)
            starts = [*waiting, *_starts(paragraph)]
            if any(key_of(one.get(qn("w:name"), "")) == BODY_END for one in starts):
                return
            read = _paragraph(paragraph, starts, styles, numbers)
            # An anchor that an empty paragraph has come before belongs to the words behind it.
            waiting = [] if read.text.strip() else [one for one in starts if not _ends_in(paragraph, one)]
            yield paragraph, read


def _starts(paragraph: CT_P) -> list[BaseOxmlElement]:
    return [one for one in paragraph.iter(_START) if key_of(one.get(qn("w:name"), "")) is not None]


def _ends_in(paragraph: CT_P, start: BaseOxmlElement) -> bool:
    number = start.get(qn("w:id"))
    return any(one.get(qn("w:id")) == number for one in paragraph.iter(qn("w:bookmarkEnd")))


def _paragraph(
    element: CT_P,
    starts: Iterable[BaseOxmlElement],
    styles: dict[str, str],
    numbers: dict[BaseOxmlElement, int],
) -> WrittenParagraph:
    names = [one.get(qn("w:name"), "") for one in starts]
    keys = [key for name in names if (key := key_of(name)) is not None]
    text = ""
    spans: dict[int, tuple[BaseOxmlElement, int, int]] = {}
    for piece in pieces_of(element):
        holders = [one for one in piece.element.iterancestors() if one.tag == qn("w:sdt")]
        if any(_is_prompt(one) for one in holders):
            continue
        end = len(text) + len(piece.text)
        for one in holders:
            start = spans[numbers[one]][1] if numbers[one] in spans else len(text)
            spans[numbers[one]] = (one, start, end)
        text += piece.text
    figures = tuple(
        WrittenFigure(start, end, tag, printed_of(one), number)
        for number, (one, start, end) in sorted(spans.items(), key=lambda item: item[1][1])
        if (tag := value_of(one, "tag"))
    )
    digest = digest_in(names[0]) if names else ""
    style = styles.get(element.style or "", "")
    return WrittenParagraph(keys[0] if keys else "", digest, style, text, figures, tuple(keys[1:]))


def _is_prompt(control: BaseOxmlElement) -> bool:
    """Return whether an emptied content control shows its prompt (单击此处输入文字), which nobody wrote."""
    return control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None


def _first(found: list[tuple[CT_P, WrittenParagraph]]) -> int:
    """Return where the title stands, else the first paragraph of ours, else the beginning."""
    tests = (
        lambda one: one.key == TITLE,
        lambda one: one.style == ParagraphStyle.TITLE.value,
        lambda one: bool(one.key),
    )
    places = (next((at for at, (_, one) in enumerate(found) if test(one)), None) for test in tests)
    return next((at for at in places if at is not None), 0)


def _left_out(word: WordDocument, elements: list[CT_P]) -> Iterator[str]:
    """Yield the kinds of content within the body that a draft of paragraphs cannot hold."""
    if not elements:
        return
    body = word.element.body
    order = {one: place for place, one in enumerate(body.iter())}
    first, last = order[elements[0]], order[elements[-1]]
    if any(first < order[table] < last for table in body.iter(_TABLE)):
        yield "表格"
    if any(True for element in elements for _ in element.iter(*_PICTURES)):
        yield "图片"
