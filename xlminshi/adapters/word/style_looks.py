"""What the named styles of a Word file really look like, with everything that they inherit."""

import re
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement

from xlminshi.adapters.word.gb9704 import BLACK
from xlminshi.bulletin.document import ParagraphStyle

OUR_STYLES = "公文"
_SIZES = {44: "2号", 36: "小2号", 32: "3号", 30: "小3号", 28: "4号", 24: "小4号", 21: "5号"}
_FAMILIES = ("小标宋", "仿宋", "楷", "黑", "宋")  # in this order: 仿宋 and 小标宋 are no 宋
_ENGLISH = {"fangsong": "仿宋", "kaiti": "楷体", "simhei": "黑体", "simsun": "宋体"}
_LONGEST_CHAIN = 12
_MEASURE = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Look:
    """Font of the 汉字, size in half-points and colour of a style; `is_theme` where the theme chooses the font."""

    font: str
    size: int
    colour: str
    is_theme: bool

    def __str__(self) -> str:
        points = f"{self.size / 2:g}磅"
        size = f"{_SIZES[self.size]}（{points}）" if self.size in _SIZES else points
        return f"{self.font or '未定字体'}，{size}"

    def is_like(self, other: "Look") -> bool:
        """Return whether two fonts are of one family: 仿宋 is as good as 仿宋_GB2312."""
        return _family(self.font) == _family(other.font)


def looks_of(word: WordDocument) -> dict[str, Look]:
    """Return the looks of the paragraph styles whose names begin with 公文, by name."""
    styles = [one for one in word.styles.element.iter(qn("w:style")) if one.get(qn("w:type")) == "paragraph"]
    return {_name(one): _look(_chain(word, one)) for one in styles if _name(one).startswith(OUR_STYLES)}


def grid_of(word: WordDocument) -> tuple[int, int]:
    """Return how many lines a page and how many body characters a line holds; 0 where it cannot be told."""
    section = word.sections[0]
    styles = word.styles.element.iter(qn("w:style"))
    body = next((one for one in styles if _name(one) == ParagraphStyle.BODY.value), None)
    if body is None or section.page_width is None or section.page_height is None:
        return 0, 0
    chain = _chain(word, body)
    pitch = first_of(chain, "w:pPr", "w:spacing", "w:line")
    size = int(first_of(chain, "w:rPr", "w:sz", "w:val") or 20)
    advance = size * 10 + int(float(first_of(chain, "w:rPr", "w:spacing", "w:val") or 0))
    sides = (section.left_margin or 0) + (section.right_margin or 0)
    ends = (section.top_margin or 0) + (section.bottom_margin or 0)
    width, height = ((section.page_width - sides) / 635, (section.page_height - ends) / 635)
    is_exact = first_of(chain, "w:pPr", "w:spacing", "w:lineRule") in ("exact", "atLeast")
    lines = height / float(pitch) if is_exact and pitch and float(pitch) > 0 else 0.0
    return int(lines + 0.02), int(width / advance + 0.02) if advance > 0 else 0


def chain_of(
    word: WordDocument, paragraph: CT_P, run: BaseOxmlElement | None = None
) -> list[BaseOxmlElement]:
    """Return all that decides how a paragraph (or a run in it) looks: itself, its styles, the defaults of the document."""
    root = word.styles.element
    by_id = {one.get(qn("w:styleId")): one for one in root.iter(qn("w:style"))}
    chain: list[BaseOxmlElement] = []
    if run is not None:
        named = by_id.get(first_of([run], "w:rPr", "w:rStyle", "w:val"))
        chain = [run, *(_based_on(word, named) if named is not None else ())]
    style = by_id.get(paragraph.style)
    if style is None:
        usual = (one for one in root.iter(qn("w:style")) if one.get(qn("w:default")) in ("1", "true"))
        style = next((one for one in usual if one.get(qn("w:type")) == "paragraph"), None)
    defaults = [one for kind in ("w:rPrDefault", "w:pPrDefault") for one in root.iter(qn(kind))]
    return [*chain, paragraph, *(_chain(word, style) if style is not None else defaults)]


def style_name_of(word: WordDocument, paragraph: CT_P) -> str:
    """Return the name of a paragraph's style, "" for the usual one."""
    styles = word.styles.element.iter(qn("w:style"))
    return next((_name(one) for one in styles if one.get(qn("w:styleId")) == paragraph.style), "")


def whole(text: str) -> int:
    """Return a measure as it is written in a file; 0 for none, and for one that nobody can read."""
    return int(float(text)) if _MEASURE.fullmatch(text) else 0


def text_width(word: WordDocument) -> int:
    """Return how wide the text of the first page is, in twips; 0 where it cannot be told."""
    section = word.sections[0]._sectPr
    width, left, right, gutter = (
        whole(first_of([section], *path))
        for path in (
            ("w:pgSz", "w:w"),
            ("w:pgMar", "w:left"),
            ("w:pgMar", "w:right"),
            ("w:pgMar", "w:gutter"),
        )
    )
    return max(width - left - right - gutter, 0)


def _name(style: BaseOxmlElement) -> str:
    name = style.find(qn("w:name"))
    return name.get(qn("w:val"), "") if name is not None else ""


def _chain(word: WordDocument, style: BaseOxmlElement) -> list[BaseOxmlElement]:
    """Return a style, those that it is based on, and the defaults of the document."""
    kinds = ("w:rPrDefault", "w:pPrDefault")
    return [
        *_based_on(word, style),
        *(one for kind in kinds for one in word.styles.element.iter(qn(kind))),
    ]


def _based_on(word: WordDocument, style: BaseOxmlElement) -> list[BaseOxmlElement]:
    root = word.styles.element
    by_id = {one.get(qn("w:styleId")): one for one in root.iter(qn("w:style"))}
    chain: list[BaseOxmlElement] = []
    following: BaseOxmlElement | None = style
    while following is not None and len(chain) < _LONGEST_CHAIN:
        chain.append(following)
        base = following.find(qn("w:basedOn"))
        following = by_id.get(base.get(qn("w:val"))) if base is not None else None
    return chain


def first_of(chain: list[BaseOxmlElement], *path: str) -> str:
    """Return an attribute (last in `path`) of the first of the chain that has it, "" where none has."""
    *steps, attribute = path
    for one in chain:
        found = one.find("/".join(map(qn, steps)))
        if found is not None and (value := found.get(qn(attribute))) is not None:
            return str(value)
    return ""


def _look(chain: list[BaseOxmlElement]) -> Look:
    font, is_theme = "", False
    for one in chain:
        fonts = one.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is None:
            continue
        is_theme = fonts.get(qn("w:eastAsiaTheme")) is not None
        font = fonts.get(qn("w:eastAsia"), "")
        if is_theme or font:
            break
    colour = first_of(chain, "w:rPr", "w:color", "w:val").upper()
    size = first_of(chain, "w:rPr", "w:sz", "w:val") or "20"
    return Look(
        font, int(size) if size.isdigit() else 20, BLACK if colour in ("", "AUTO") else colour, is_theme
    )


def _family(font: str) -> str:
    name = _ENGLISH.get(font.lower().split("_")[0], font)
    return next((family for family in _FAMILIES if family in name), name)
