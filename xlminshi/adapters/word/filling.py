"""Filling a letterhead: the marks give way to the words of one bulletin, everything else stays as the office styled it."""

import difflib
import io
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias, cast

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length

from xlminshi.adapters.packing import repack
from xlminshi.adapters.word.letterhead import CHARACTERS_PER_LINE, IMPRINT_MARKS, REQUIRED_MARKS, Mark
from xlminshi.bulletin.document import Document, Imprint, Paragraph, ParagraphStyle
from xlminshi.core.errors import LetterheadError

Values: TypeAlias = Mapping[Mark, str]

UNDATED = datetime(2012, 7, 1)
"""The document's time when its date cannot be read: never the clock, so that equal input gives equal bytes."""

MOVABLE_LENGTH = 12 * CHARACTERS_PER_LINE
"""A last paragraph of up to 12 lines may move to the next page to keep the 版记 company; a longer one leaves a hole there."""

_TOKEN = re.compile(r"([{｛]*)([^{}｛｝]*)([}｝]*)")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_LABEL = re.compile(r"([^：。，]{1,5}：)")
# Marks that Chinese and Latin share: without the hint Word sets them half as wide, in the Latin font.
_PIECES = re.compile(r"([“”‘’—…·]+|[\n\t])")
_SHARED_PUNCTUATION = "“”‘’—…·"
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_bulletin(document: Document, letterhead: bytes) -> bytes:
    """Return the bulletin as the bytes of a .docx: `letterhead` with every mark filled. Same input, same bytes.

    Raises LetterheadError, with all findings in one Chinese message, when the letterhead cannot take the document.
    """
    word = _opened(letterhead)
    slots = tuple(_slots(word))
    faults = (*_mark_faults(slots), *_style_faults(word))
    if faults:
        raise LetterheadError(_message(faults))
    values = _values(document)
    body = next(slot.paragraph for slot in slots if Mark.BODY in slot.marks)
    for slot in slots:
        if Mark.BODY not in slot.marks:
            _fill(slot, values)
    _place_body(body, document, _style_ids(word))
    _remove_empty_rows(slots, values)
    _set_properties(word, document)
    _drop_traces(word)
    buffer = io.BytesIO()
    word.save(buffer)
    return repack(buffer.getvalue())


# Reading the letterhead ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of text with the braces around it: {{期号}} is ("{{", "期号", "}}")."""

    opening: str
    name: str
    closing: str

    @property
    def text(self) -> str:
        return self.opening + self.name + self.closing

    @property
    def known(self) -> Mark | None:
        return next((mark for mark in Mark if mark.value == self.name.strip()), None)

    @property
    def is_whole(self) -> bool:
        return self.opening == "{{" and self.closing == "}}"

    @property
    def is_meant_as_mark(self) -> bool:
        braces = self.opening + self.closing
        return len(braces) >= 2 and (self.known is not None or max(len(self.opening), len(self.closing)) >= 2)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A paragraph that holds marks or what looks like marks, wherever it stands."""

    paragraph: CT_P
    texts: tuple[BaseOxmlElement, ...]
    tokens: tuple[_Token, ...]
    in_body: bool

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(token.known for token in self.tokens if token.is_whole and token.known)

    @property
    def line(self) -> str:
        return "".join(text.text or "" for text in self.texts).strip()


def _opened(letterhead: bytes) -> WordDocument:
    """Return the letterhead with all parts that filling needs already read, so that a damaged one is refused here."""
    try:
        word = docx.Document(io.BytesIO(letterhead))
        _ = _style_ids(word), _stories(word), word.settings.element, word.core_properties.title
        return word
    except Exception:  # a damaged package fails in python-docx in dozens of ways
        raise LetterheadError(
            "红头模板不是可以打开的 Word 文档（.docx）。"
            "请用 Word 或 WPS 打开它，另存为“Word 文档（*.docx）”，不要加密，也不要只改扩展名，然后重试。"
        ) from None


def _stories(word: WordDocument) -> tuple[BaseOxmlElement, ...]:
    """Return the roots of the text and of all headers and footers."""
    around = [link.target_part for link in word.part.rels.values() if link.reltype in (RT.HEADER, RT.FOOTER)]
    return (word.element, *(part.element for part in around))


def _slots(word: WordDocument) -> Iterator[_Slot]:
    """Yield the paragraphs with marks in the text, tables, text boxes, headers and footers."""
    for story in _stories(word):
        for paragraph in story.iter(qn("w:p")):
            slot = _slot(paragraph, in_body=story is word.element)
            if slot.tokens:
                yield slot


def _slot(paragraph: CT_P, in_body: bool) -> _Slot:
    texts = tuple(text for text in paragraph.iter(qn("w:t")) if _owner(text) is paragraph)
    line = "".join(text.text or "" for text in texts)
    tokens = (_Token(*match.groups()) for match in _TOKEN.finditer(line))
    in_box = any(True for _ in paragraph.iterancestors(qn("w:txbxContent")))
    return _Slot(
        paragraph, texts, tuple(token for token in tokens if token.is_meant_as_mark), in_body and not in_box
    )


def _owner(text: BaseOxmlElement) -> BaseOxmlElement | None:
    """Return the nearest paragraph: one with a text box holds other paragraphs, whose words are not its own."""
    return next(text.iterancestors(qn("w:p")), None)


def _style_ids(word: WordDocument) -> dict[str, str]:
    """Return paragraph style name -> id: Word and WPS renumber the ids on saving, the Chinese names stay."""
    styles = word.styles.element.iter(qn("w:style"))
    paragraph_styles = (style for style in styles if style.get(qn("w:type")) == "paragraph" and style.styleId)
    return {style.name_val: style.styleId for style in paragraph_styles}


# Findings --------------------------------------------------------------------------------------------------------


def _message(faults: tuple[str, ...]) -> str:
    listed = "\n".join(f"{number}. {fault}" for number, fault in enumerate(faults, 1))
    return f"红头模板有 {len(faults)} 处需要修改，请在 Word 或 WPS 中改好并保存后重试：\n{listed}"


def _mark_faults(slots: tuple[_Slot, ...]) -> Iterator[str]:
    meant = {_meant(token) for slot in slots for token in slot.tokens}
    for mark in REQUIRED_MARKS:
        if mark not in meant:
            yield f"缺少标记“{mark}”。请在应当出现“{mark.value}”的位置写上“{mark}”。"
    for slot in slots:
        for token in slot.tokens:
            if not (token.is_whole and token.known):
                yield f"“{slot.line}”这一行中，{_token_fault(token)}"
    yield from _body_faults([slot for slot in slots if Mark.BODY in slot.marks])


def _token_fault(token: _Token) -> str:
    if set(token.opening + token.closing) & set("｛｝"):
        return f"“{token.text}”用了全角花括号。请改用半角花括号，写成“{_spelling(token)}”。"
    if not token.is_whole:
        return f"“{token.text}”的花括号不成对。请写成“{_spelling(token)}”，左右各两个半角花括号。"
    known = "、".join(str(mark) for mark in Mark)
    advice = f"请改为“{meant}”，或者删去" if (meant := _meant(token)) else "请改正或者删去"
    return f"“{token.text}”不是认识的标记。{advice}；可用的标记有：{known}。"


def _spelling(token: _Token) -> str:
    return str(_meant(token) or "{{标记名}}")


def _meant(token: _Token) -> Mark | None:
    """Return the mark that a token is or was probably meant to be."""
    if held := [mark for mark in Mark if mark.value in token.name]:
        return held[0]
    near = difflib.get_close_matches(token.name.strip(), [mark.value for mark in Mark], n=1, cutoff=0.4)
    return Mark(near[0]) if near else None


def _body_faults(holders: list[_Slot]) -> Iterator[str]:
    if sum(slot.marks.count(Mark.BODY) for slot in holders) > 1:
        yield f"标记“{Mark.BODY}”出现了不止一次。请只保留一处，其余删去。"
    for slot in holders:
        if not slot.in_body:
            yield f"标记“{Mark.BODY}”在页眉、页脚或文本框里。请移到正文区，独占一段。"
        elif slot.line != slot.tokens[0].text:
            yield f"“{slot.line}”这一行中，“{Mark.BODY}”之外还有别的文字。请让“{Mark.BODY}”独占一段。"


def _style_faults(word: WordDocument) -> Iterator[str]:
    present = _style_ids(word)
    for style in ParagraphStyle:
        if style.value not in present:
            yield f"缺少段落样式“{style.value}”。请新建同名的段落样式，或从默认红头模板复制过来；样式可以改格式，不要改名。"


# Filling ---------------------------------------------------------------------------------------------------------


def _values(document: Document) -> Values:
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
    return {mark: _clean(text) for mark, text in values.items()}


def _clean(text: str) -> str:
    """Return the text with one kind of line end, without characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", _LINE_ENDS.sub("\n", text))


def _fill(slot: _Slot, values: Values) -> None:
    line = "".join(text.text or "" for text in slot.texts)
    for match in reversed(list(_TOKEN.finditer(line))):
        token = _Token(*match.groups())
        if token.is_whole and token.known:
            _replace(slot.texts, match.span(), values[token.known])
    if Mark.DISTRIBUTION in slot.marks:
        _hang(slot.paragraph, values[Mark.DISTRIBUTION])
    for run in dict.fromkeys(text.getparent() for text in slot.texts):
        _respell(cast(CT_R, run))


def _replace(texts: tuple[BaseOxmlElement, ...], span: tuple[int, int], value: str) -> None:
    """Put `value` where the span begins and delete the rest of the span, which Word may have split over many runs."""
    offset = 0
    for element in texts:
        text = element.text or ""
        start, end = max(span[0] - offset, 0), min(span[1] - offset, len(text))
        if start < end:
            element.text, value = text[:start] + value + text[end:], ""
        offset += len(text)


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


def _runs(text: str, properties: BaseOxmlElement | None = None) -> list[CT_R]:
    return [_text_run(piece, properties) for piece in _PIECES.split(text) if piece]


def _text_run(piece: str, properties: BaseOxmlElement | None) -> CT_R:
    if piece in "\n\t":
        return _run(OxmlElement("w:br" if piece == "\n" else "w:tab"), properties)
    text = OxmlElement("w:t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    text.text = piece
    run = _run(text, properties)
    if piece[0] in _SHARED_PUNCTUATION:
        run.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
    return run


def _run(content: BaseOxmlElement, properties: BaseOxmlElement | None) -> CT_R:
    run = cast(CT_R, OxmlElement("w:r"))
    if properties is not None:
        run.append(deepcopy(properties))
    run.append(content)
    return run


def _place_body(mark: CT_P, document: Document, style_ids: Mapping[str, str]) -> None:
    """Put the paragraphs where the mark stood. The last one keeps with the 版记, which should not be alone on a page."""
    section = mark.find(qn("w:pPr") + "/" + qn("w:sectPr"))
    paragraphs = [_paragraph(paragraph, style_ids) for paragraph in document.body]
    for paragraph in paragraphs or [_empty_paragraph(style_ids)]:
        mark.addprevious(paragraph)
    last = cast(CT_P, mark.getprevious())
    if section is not None:
        last.get_or_add_pPr().append(section)
    elif document.imprint != Imprint("") and len(str(last.text)) <= MOVABLE_LENGTH:
        last.get_or_add_pPr().get_or_add_keepNext()
    mark.getparent().remove(mark)


def _empty_paragraph(style_ids: Mapping[str, str]) -> CT_P:
    return _paragraph(Paragraph("", ParagraphStyle.BODY, ""), style_ids)


def _paragraph(paragraph: Paragraph, style_ids: Mapping[str, str]) -> CT_P:
    element = cast(CT_P, OxmlElement("w:p"))
    element.style = style_ids[paragraph.style.value]
    element.extend(_runs(_clean(paragraph.text)))
    return element


def _remove_empty_rows(slots: tuple[_Slot, ...], values: Values) -> None:
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
    properties.title = _clean("".join(document.title))[:255]
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
