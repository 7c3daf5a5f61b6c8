"""The marks in a letterhead, as an office left them: where they stand, and what is wrong with them, in Chinese."""

import difflib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement

from xlminshi.adapters.word.letterhead import REQUIRED_MARKS, Mark
from xlminshi.bulletin.document import ParagraphStyle
from xlminshi.core.errors import LetterheadError

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES = {RT.FOOTNOTES: "脚注", RT.ENDNOTES: "尾注", RT.COMMENTS: "批注"}
TOKEN = re.compile(r"([{｛]*)([^{}｛｝]*)([}｝]*)")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text with the braces around it: {{期号}} is ("{{", "期号", "}}")."""

    opening: str
    name: str
    closing: str

    @property
    def text(self) -> str:
        """Return the piece with its braces."""
        return self.opening + self.name + self.closing

    @property
    def known(self) -> Mark | None:
        """Return the mark that it names, or None."""
        return next((mark for mark in Mark if mark.value == self.name.strip()), None)

    @property
    def is_whole(self) -> bool:
        """Return whether two plain braces stand on either side."""
        return self.opening == "{{" and self.closing == "}}"

    @property
    def is_meant_as_mark(self) -> bool:
        """Return whether somebody wanted to write a mark here, rightly or not."""
        braces = self.opening + self.closing
        return len(braces) >= 2 and (self.known is not None or max(len(self.opening), len(self.closing)) >= 2)


@dataclass(frozen=True, slots=True)
class Slot:
    """A paragraph that holds marks or what looks like marks, wherever it stands."""

    paragraph: CT_P
    texts: tuple[BaseOxmlElement, ...]
    tokens: tuple[Token, ...]
    in_body: bool

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return the marks of the paragraph that can be filled."""
        return tuple(token.known for token in self.tokens if token.is_whole and token.known)

    @property
    def is_alone(self) -> bool:
        """Return whether the paragraph holds one mark and no other words."""
        return len(self.tokens) == 1 and self.line == self.tokens[0].text

    @property
    def line(self) -> str:
        """Return the whole text of the paragraph."""
        return "".join(text.text or "" for text in self.texts).strip()


def opened(letterhead: bytes) -> WordDocument:
    """Return the letterhead with all parts that filling needs already read, so that a damaged one is refused here."""
    try:
        word = docx.Document(io.BytesIO(letterhead))
        _ = style_ids_of(word), stories_of(word), word.settings.element, word.core_properties.title
        return word
    except Exception:  # a damaged package fails in python-docx in dozens of ways
        raise LetterheadError(
            "版头文件不是可以打开的 Word 文档（.docx）。"
            "请用 Word 或 WPS 打开它，另存为“Word 文档（*.docx）”，不要加密，也不要只改扩展名，然后重试。"
        ) from None


def stories_of(word: WordDocument) -> tuple[BaseOxmlElement, ...]:
    """Return the roots of the text and of all headers and footers."""
    around = [link.target_part for link in word.part.rels.values() if link.reltype in (RT.HEADER, RT.FOOTER)]
    return (word.element, *(part.element for part in around))


def slots_of(word: WordDocument) -> Iterator[Slot]:
    """Yield the paragraphs with marks in the text, tables, text boxes, headers and footers."""
    for story in stories_of(word):
        for paragraph in story.iter(qn("w:p")):
            slot = _slot(paragraph, in_body=story is word.element)
            if slot.tokens:
                yield slot


def _slot(paragraph: CT_P, in_body: bool) -> Slot:
    texts = tuple(text for text in paragraph.iter(qn("w:t")) if _owner(text) is paragraph)
    line = "".join(text.text or "" for text in texts)
    tokens = (Token(*match.groups()) for match in TOKEN.finditer(line))
    in_box = any(True for _ in paragraph.iterancestors(qn("w:txbxContent")))
    return Slot(
        paragraph, texts, tuple(token for token in tokens if token.is_meant_as_mark), in_body and not in_box
    )


def put_words(slot: Slot, values: Mapping[Mark, str]) -> None:
    """Put the words where the marks stand; line breaks are characters of the text still."""
    line = "".join(text.text or "" for text in slot.texts)
    for match in reversed(list(TOKEN.finditer(line))):
        token = Token(*match.groups())
        if token.is_whole and token.known is not None and token.known in values:
            _replace(slot.texts, match.span(), values[token.known])


def _replace(texts: tuple[BaseOxmlElement, ...], span: tuple[int, int], value: str) -> None:
    """Put `value` where the span begins and delete the rest of the span, which Word may have split over many runs."""
    offset = 0
    for element in texts:
        text = element.text or ""
        start, end = max(span[0] - offset, 0), min(span[1] - offset, len(text))
        if start < end:
            element.text, value = text[:start] + value + text[end:], ""
        offset += len(text)


def _owner(text: BaseOxmlElement) -> BaseOxmlElement | None:
    """Return the nearest paragraph: one with a text box holds other paragraphs, whose words are not its own."""
    return next(text.iterancestors(qn("w:p")), None)


def has_page_field(paragraph: BaseOxmlElement) -> bool:
    """Return whether a paragraph holds a page number that Word counts."""
    complex_fields = [text.text or "" for text in paragraph.iter(qn("w:instrText"))]
    simple_fields = [field.get(qn("w:instr"), "") for field in paragraph.iter(qn("w:fldSimple"))]
    return any(re.search(r"\bPAGE\b", code.upper()) for code in (*complex_fields, *simple_fields))


def style_ids_of(word: WordDocument) -> dict[str, str]:
    """Return paragraph style name -> id: Word and WPS renumber the ids on saving, the Chinese names stay."""
    styles = word.styles.element.iter(qn("w:style"))
    paragraph_styles = (style for style in styles if style.get(qn("w:type")) == "paragraph" and style.styleId)
    return {style.name_val: style.styleId for style in paragraph_styles}


def refusal(faults: tuple[str, ...]) -> str:
    """Return one message with all faults of a letterhead."""
    listed = "\n".join(f"{number}. {fault}" for number, fault in enumerate(faults, 1))
    return f"版头文件有 {len(faults)} 处需要修改，请在 Word 或 WPS 中改好并保存后重试：\n{listed}"


def letterhead_faults(word: WordDocument, slots: tuple[Slot, ...]) -> tuple[str, ...]:
    """Return, in Chinese, everything for which the letterhead cannot take a document."""
    return (*mark_faults(slots), *_unreached_faults(word), *style_faults(word))


def mark_faults(slots: tuple[Slot, ...]) -> Iterator[str]:
    """Yield what is wrong with the marks: missing, misspelt, half open, doubled, or in the wrong place."""
    meant = {_meant(token) for slot in slots for token in slot.tokens}
    for mark in REQUIRED_MARKS:
        if mark not in meant:
            yield f"缺少标记“{mark}”。请在应当出现“{mark.value}”的位置写上“{mark}”。"
    for slot in slots:
        for token in slot.tokens:
            if not (token.is_whole and token.known):
                yield f"“{slot.line}”这一行中，{_token_fault(token)}"
    yield from _repeated(slots)
    yield from _body_faults([slot for slot in slots if Mark.BODY in slot.marks])


def _token_fault(token: Token) -> str:
    if set(token.opening + token.closing) & set("｛｝"):
        return f"“{token.text}”用了全角花括号。请改用半角花括号，写成“{_spelling(token)}”。"
    if not token.is_whole:
        return f"“{token.text}”的花括号不成对。请写成“{_spelling(token)}”，左右各两个半角花括号。"
    known = "、".join(str(mark) for mark in Mark)
    advice = f"请改为“{meant}”，或者删去" if (meant := _meant(token)) else "请改正或者删去"
    return f"“{token.text}”不是认识的标记。{advice}；可用的标记有：{known}。"


def _spelling(token: Token) -> str:
    return str(_meant(token) or "{{标记名}}")


def _meant(token: Token) -> Mark | None:
    """Return the mark that a token is or was probably meant to be."""
    if held := [mark for mark in Mark if mark.value in token.name]:
        return held[0]
    near = difflib.get_close_matches(token.name.strip(), [mark.value for mark in Mark], n=1, cutoff=0.4)
    return Mark(near[0]) if near else None


def _repeated(slots: tuple[Slot, ...]) -> Iterator[str]:
    """Yield marks that would print the same words twice where nobody means it: side by side, or a second title."""
    for slot in slots:
        for mark in Mark:
            if mark is not Mark.BODY and str(mark) * 2 in "".join(slot.line.split()):
                yield f"“{slot.line}”这一行中，标记“{mark}”连着写了两次。请只保留一处，其余删去。"
    titles = [slot for slot in slots if Mark.TITLE in slot.marks and slot.in_body]
    if sum(not _is_fallback(slot.paragraph) for slot in titles) > 1:
        yield f"标记“{Mark.TITLE}”在正文区出现了不止一次。请只保留一处，其余删去。"


def _body_faults(holders: list[Slot]) -> Iterator[str]:
    if sum(slot.marks.count(Mark.BODY) for slot in holders) > 1:
        yield f"标记“{Mark.BODY}”出现了不止一次。请只保留一处，其余删去。"
    for slot in holders:
        if not slot.in_body:
            yield f"标记“{Mark.BODY}”在页眉、页脚或文本框里。请移到正文区，独占一段。"
        elif slot.line != slot.tokens[0].text:
            yield f"“{slot.line}”这一行中，“{Mark.BODY}”之外还有别的文字。请让“{Mark.BODY}”独占一段。"


def doubled_marks(slots: tuple[Slot, ...]) -> Iterator[tuple[Mark, int]]:
    """Yield each mark but 正文 that a reader sees more than once: all are filled, which may or may not be meant."""
    seen = [mark for slot in slots if not _is_fallback(slot.paragraph) for mark in slot.marks]
    for mark in Mark:
        if mark is not Mark.BODY and (count := seen.count(mark)) > 1:
            yield mark, count


def _is_fallback(paragraph: CT_P) -> bool:
    """Return whether a text box is stored a second time for old programs: nobody sees both."""
    return any(one.tag == _FALLBACK for one in paragraph.iterancestors())


def _unreached_faults(word: WordDocument) -> Iterator[str]:
    """Yield marks in notes and comments, where nothing is filled."""
    for link in word.part.rels.values():
        if link.reltype not in _NOTES or link.is_external:
            continue
        for paragraph in parse_xml(link.target_part.blob).iter(qn("w:p")):
            for token in _slot(paragraph, in_body=False).tokens:
                yield f"{_NOTES[link.reltype]}里的“{token.text}”不会填写。请移到正文区、页眉或页脚。"


def style_faults(word: WordDocument) -> Iterator[str]:
    """Yield each style that the bulletin needs and the letterhead lacks."""
    present = style_ids_of(word)
    for style in ParagraphStyle:
        if style.value not in present:
            advice = "请新建同名的段落样式，或从默认版头文件复制过来"
            if near := _renamed(style, present):
                advice = f"样式“{near}”像是由它改名的，请把名称改回来"
            yield f"缺少段落样式“{style.value}”。{advice}；样式可以改格式，不要改名。"


def _renamed(style: ParagraphStyle, present: Mapping[str, str]) -> str:
    ours = {one.value for one in ParagraphStyle}
    strange = [name for name in present if name not in ours and name.startswith("公文")]
    near = difflib.get_close_matches(style.value, strange, n=1, cutoff=0.75)
    return near[0] if near else ""
